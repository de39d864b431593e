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
        let a = self.a;
        let is_head = |t: usize| a.lower(t) == head;
        let (start, end) = (name.tokens.start, name.tokens.end);
        let titled = (start..name.proper.start).any(is_head);
        let one_line = |t: usize| !a.gap_before(t).contains('\n');
        let before = start > 0 && is_head(start - 1) && a.is_capital(start - 1) && one_line(start);
        let parted = start > 1
            && is_head(start - 2)
            && (matches!(a.word(start - 1), "," | ":") && one_line(start) || a.word(start - 1) == "(");
        let behind = a.word(end) == "(" && is_head(end + 1) && matches!(a.word(end + 2), ")" | ",");
        let chairs = head.starts_with("chair")
            && a.one_of(end, &["in"])
            && a.one_of(end + 1, &["the"])
            && a.one_of(end + 2, &["chair"]);
        titled || before || parted || behind || chairs
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
