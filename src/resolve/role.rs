//! Whom a role means: *the council leader*, *the Governor*, *her husband*.

use super::person::{FEMALE_KIN, Gender, MALE_KIN};
use super::speakers::{Entity, Resolver};
use crate::annotate::Name;
use crate::lexicon::WordClass;

/// How many names are looked through for whom a role stands by; a list of thousands stays linear.
const NAMES: usize = 1000;

impl Resolver<'_, '_> {
    /// *the council leader*: the one person whose role ends so; *the former leader*: who held it before.
    pub(super) fn by_role(&self, token: usize, bare: &str, exactly: bool) -> Option<usize> {
        let head = self.a.lower(token);
        let wanted = bare.to_lowercase();
        let of_old = wanted.strip_prefix("former ").or_else(|| wanted.strip_prefix("ex-"));
        let (former, wanted) = (of_old.is_some(), of_old.unwrap_or(&wanted));
        let ties = wanted.contains(" for ") || wanted.contains(" of ");
        let holds = |entity: &Entity, exact: bool| {
            entity.person.is_some()
                && entity.speaker.memberships.iter().any(|m| {
                    m.former == former
                        && m.role.as_deref().map(str::to_lowercase).is_some_and(|role| {
                            if exact {
                                role == wanted
                                    || role.starts_with(&format!("{wanted} of"))
                                    || ties && role.starts_with(&format!("{wanted} "))
                                    || wanted.ends_with(&format!(" {role}"))
                            } else {
                                role.split(' ')
                                    .any(|word| word == head || head == "head" && word == "headteacher")
                            }
                        })
                })
        };
        let exact: Vec<usize> =
            (0..self.entities.len()).filter(|&i| holds(&self.entities[i], true)).collect();
        // *the assistant chief officer* is not the chief officer, *the Chair* not the chair of another body.
        let is_role = |&&i: &&usize| {
            let mut held = self.entities[i].speaker.memberships.iter();
            held.any(|m| {
                m.former == former && m.role.as_deref().is_some_and(|role| role.to_lowercase() == wanted)
            })
        };
        let named_so: Vec<usize> = exact.iter().filter(is_role).copied().collect();
        let exact = if named_so.len() == 1 { named_so } else { exact };
        let loose: Vec<usize> =
            (0..self.entities.len()).filter(|&i| holds(&self.entities[i], false)).collect();
        match (exact.as_slice(), loose.as_slice()) {
            ([one], _) => Some(*one),
            ([], [one]) if !exactly => Some(*one),
            _ => None,
        }
    }

    /// *The 63-year-old*, *the mother of two*: the person named last, of that age where the text gives it, who may be that.
    pub(super) fn described(&self, token: usize) -> Option<usize> {
        /// Sentences and names back.
        const NEAR: usize = 4;
        const NAMES: usize = 30;
        const COUNTS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight"];
        let a = self.a;
        let age = a.lower(token).strip_suffix("-year-old").filter(|age| age.len() == 2);
        let parent = a.one_of(token + 1, &["of"]) && a.one_of(token + 2, COUNTS);
        let gender = match a.lower(token) {
            "mother" | "mum" | "grandmother" if parent => Some(Gender::Female),
            "father" | "dad" | "grandfather" if parent => Some(Gender::Male),
            _ => {
                age?;
                None
            }
        };
        let behind = a.names.partition_point(|name| name.tokens.start < token);
        let before = (0..behind).rev().take(NAMES);
        let persons = before.filter_map(|name| Some((name, self.persons.person_of(name)?)));
        let may_be = |person: usize| {
            gender.is_none() || self.persons.list[person].gender.is_none_or(|known| Some(known) == gender)
        };
        let is_aged = |person: usize| {
            let age_behind = |name: usize| {
                let end = a.names[name].tokens.end;
                a.word(end) == "," && Some(a.word(end + 1)) == age
            };
            self.persons.list[person].mentions.iter().take(NAMES).any(|&name| age_behind(name))
        };
        let all: Vec<(usize, usize)> = persons.filter(|&(_, person)| may_be(person)).collect();
        let here = a.sentence_from(token);
        // The subject of its sentence, not whom that names as well.
        let near = all.iter().filter(|(name, _)| here - a.sentence_from(a.names[*name].tokens.start) <= NEAR);
        let outside = near.filter(|(name, _)| a.fragment_of[a.names[*name].tokens.start].is_none());
        let aged = all.iter().find(|(_, person)| age.is_some() && is_aged(*person));
        let last = outside.min_by_key(|(name, _)| {
            let start = a.names[*name].tokens.start;
            (here - a.sentence_from(start), start)
        });
        aged.or(last).map(|&(_, person)| person)
    }

    /// *The judge*, *the Governor*: the one person beside whose name the role stands somewhere in the text: *Judge Jane Doe*,
    /// *the Governor, Mr John Roe*, *The Mayor (Cllr Ann Poe)*, *Clerk: Jo Low*, *Jane Doe (Leader)*, *with John Roe in the chair*.
    pub(super) fn beside_role(&self, token: usize) -> Option<usize> {
        let head = self.a.lower(token);
        let persons = self.persons.list.iter().enumerate();
        let mentions = persons.flat_map(|(at, person)| person.mentions.iter().map(move |&name| (at, name)));
        let mut found = None;
        for (at, name) in mentions.take(NAMES) {
            if self.is_beside(head, &self.a.names[name]) && found.replace(at).is_some_and(|other| other != at)
            {
                return None;
            }
        }
        found
    }

    fn is_beside(&self, head: &str, name: &Name) -> bool {
        /// Words of a role.
        const ROLE: usize = 7;
        let a = self.a;
        let is_head = |t: usize| a.lower(t) == head;
        let (start, end) = (name.tokens.start, name.tokens.end);
        let titled = (start..name.proper.start).any(is_head);
        let one_line = |t: usize| !a.gap_before(t).contains('\n');
        let before = start > 0 && is_head(start - 1) && a.is_capital(start - 1) && one_line(start);
        // *Director of Social Care (Jane Doe)*
        let whole = (start.saturating_sub(2 + ROLE)..start.saturating_sub(1))
            .rev()
            .take_while(|&t| a.is_capital(t) || a.one_of(t, &["of", "for", "and", "&", "'s", "’s"]));
        let bracketed = start > 1 && a.word(start - 1) == "(" && whole.last().is_some_and(is_head);
        let parted = start > 1
            && is_head(start - 2)
            && (matches!(a.word(start - 1), "," | ":") && one_line(start) || a.word(start - 1) == "(");
        let behind = a.word(end) == "(" && is_head(end + 1) && matches!(a.word(end + 2), ")" | ",");
        let chairs = head.starts_with("chair")
            && a.one_of(end, &["in"])
            && a.one_of(end + 1, &["the"])
            && a.one_of(end + 2, &["chair"]);
        titled || before || parted || bracketed || behind || chairs
    }

    /// *Her husband*, *the mother of Jane Doe*: the one other person of the surname who may be that.
    pub(super) fn kin(&self, token: usize, start: usize) -> Option<usize> {
        let a = self.a;
        let gender = if a.one_of(token, MALE_KIN) {
            Gender::Male
        } else if a.one_of(token, FEMALE_KIN) {
            Gender::Female
        } else {
            return None;
        };
        let whose = if a.one_of(start, &["his", "her"]) {
            let [one] = self.meant.get(&start)?.persons.as_slice() else { return None };
            *one
        } else {
            let of = Some(token + 2).filter(|_| a.one_of(token + 1, &["of"]))?;
            let name = a.names.partition_point(|name| name.tokens.end <= of);
            self.persons.person_of(name).filter(|_| a.names[name].tokens.start == of)?
        };
        let surname = self.persons.list[whose].surname();
        let fits = |&at: &usize| {
            let person = &self.persons.list[at];
            at != whose && person.gender == Some(gender) && person.surname() == surname && !surname.is_empty()
        };
        let mut all = (0..self.persons.list.len().min(NAMES)).filter(fits);
        all.next().filter(|_| all.next().is_none())
    }

    /// Whether *the* stands before a role, or a capital makes it that of one who is known: *The Mayor*, *Chair:*.
    pub(super) fn is_definite(&self, start: usize, token: usize) -> bool {
        self.a.one_of(start, &["the"])
            || start == token && self.a.is_capital(token) && !self.a.is(token, WordClass::GROUP)
    }
}
