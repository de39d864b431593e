//! What the clause says first is its subject, corrected by what stands around it, one step after the other.

use std::ops::Range;

use super::{Event, Finder, Found, a_break};
use crate::annotate::Annotated;
use crate::lexicon::WordClass;
use crate::rating::scale::{NUMBERS, count_at};
use crate::rating::subject::{self, Subject, is_possessive};
use crate::rating::when;

impl Finder<'_> {
    /// Corrects the subject of the grade `m`. A later step reads what an earlier one leaves.
    pub(super) fn correct(&self, m: usize, found: &mut Found) {
        let steps: [fn(&Self, usize, &mut Found); 19] = [
            Self::begins_behind_grade,
            Self::ends_in_pronoun,
            Self::begins_behind_likewise,
            Self::without_adverb_behind,
            Self::without_adverb_before,
            Self::before_relative_clause,
            Self::both_of_it,
            Self::part_of_relative_clause,
            Self::part_in_which,
            Self::part_behind_noun,
            Self::list_behind_colon,
            Self::bodies_joined,
            Self::bodies_behind_grade,
            Self::bodies_of_next_sentence,
            Self::both_of_which,
            Self::parts_behind_areas,
            Self::name_at_address,
            Self::all_told_above,
            Self::whole_of_sentence,
        ];
        steps.into_iter().for_each(|step| step(self, m, found));
    }

    /// The clause in which the time of the grade `m` is looked for, of `clause`, which holds it; `last` is the event before.
    pub(super) fn clause_of_time(
        &self,
        m: usize,
        found: &Found,
        mut clause: Range<usize>,
        last: Option<&Event>,
    ) -> Range<usize> {
        let a = self.a;
        let tokens = self.mentions[m].tokens.clone();
        // *the good it earned in 2013* has its own time.
        if a.one_of(self.right(tokens.end), &["it", "they", "we"]) && found.anchor > tokens.end {
            clause.start = tokens.start;
        }
        // *poor for safety, where they were good in 2021, and poor for respect*: not of then.
        let aside = |last: &Event| {
            self.mentions[last.mention].sentence == self.sentence && last.anchor > found.anchor
        };
        if found.listed && last.is_some_and(aside) {
            clause.start = tokens.start;
        }
        // *A nursery that came close to shutting in 2008 has been rated good*: not of then.
        let together = |last: &&Event| self.mentions[last.mention].sentence == self.sentence;
        let own = match &found.subject {
            Subject::Phrase(range) => Some((range, found.anchor)),
            Subject::Same => last.filter(together).and_then(|last| match &last.subject {
                Subject::Phrase(range) => Some((range, last.anchor)),
                _ => None,
            }),
            _ => None,
        };
        if let Some((relative, start)) = own.and_then(|(range, anchor)| self.relative_clause(range, anchor))
            && self.has_time(&(relative..start))
            && tokens.start > start
        {
            clause.start = clause.start.max(start);
        }
        // *It is now G2, having been G3 since 2020, and keeps its V1.*: not of then.
        if found.kept
            && a.one_of(found.anchor.wrapping_sub(1), &["and"])
            && found.anchor > clause.start
            && self.before(m).is_some()
        {
            clause.start = found.anchor;
        }
        // *reported itself in May and has now gone from G1 to G3*: not of then.
        let now = (found.anchor.saturating_sub(2)..found.anchor)
            .find(|&t| a.one_of(t, &["now"]) && a.is(found.anchor, WordClass::CHANGING));
        let joined = now.and_then(|now| (clause.start..now).rfind(|&t| a.one_of(t, &["and", "but"])));
        if let Some(and) = joined {
            clause.start = and + 1;
        }
        // *Rated poor last May, it is now fair and is good for safety*: not of then.
        if found.listed
            && found.subject == Subject::Same
            && last.is_some_and(|last| last.anchor < found.anchor && together(&last))
            && a.one_of(found.anchor.wrapping_sub(1), &["and", "but"])
            && a.one_of(found.anchor, &["is", "are", "remains", "remain"])
            && found.anchor > clause.start
        {
            clause.start = found.anchor;
        }
        // *It is an improvement on 2019, when they were judged inadequate.*
        let when = clause.start.wrapping_sub(1);
        if clause.start > self.sentence().start + 2 && a.one_of(when, &["when"]) && a.word(when - 1) == "," {
            let before = a.span(self.sentence().start..when - 1);
            let time = when::within(self.times, before).last().filter(|time| time.span.end == before.end);
            clause.start = time.map_or(clause.start, |time| a.token_from(time.span.start));
        }
        let Subject::Phrase(range) = &found.subject else { return clause };
        // *Ashby Mill was rated good in March, and Ashby Woodside holds an outstanding rating*: not of then.
        if a.one_of(found.anchor, &["holds", "has", "is", "remains", "keeps"])
            && a.one_of(range.start.wrapping_sub(1), &["and"])
            && a.word(range.start.wrapping_sub(2)) == ","
            && range.start > clause.start
        {
            clause.start = range.start;
        }
        clause
    }

    /// Where the relative clause begins and ends that stands between the subject, which begins the sentence, and its verb.
    pub(super) fn relative_clause(&self, subject: &Range<usize>, verb: usize) -> Option<(usize, usize)> {
        let a = self.a;
        let relative = subject.end + usize::from(a.word(subject.end) == ",");
        let leads = a.one_of(relative, &["that", "which", "where", "whose"]);
        if !leads || subject.start != self.sentence().start || verb <= subject.end + 3 {
            return None;
        }
        let first = subject::first_helper(a, subject.end, verb);
        let closed = (relative + 1..verb).find(|&t| relative > subject.end && a.word(t) == ",");
        Some((relative, closed.unwrap_or(first)))
    }

    /// *Well-led was rated good and safe was rated poor*: the subject begins behind the grade before.
    fn begins_behind_grade(&self, m: usize, found: &mut Found) {
        if let Subject::Phrase(range) = &mut found.subject
            && let Some(p) = self.before(m)
            && range.contains(&self.mentions[p].tokens.start)
        {
            let end = self.mentions[p].tokens.end;
            let before = self
                .a
                .is(range.start + usize::from(self.a.one_of(range.start, &["the"])), WordClass::FORMER_GRADE);
            if a_break(self.a, end) && end + 1 < range.end {
                range.start = end + 1;
            // *The previously good teaching was inadequate.*
            } else if before
                && end < range.end
                && subject::names_part(self.a, &subject::words(self.a, end..range.end))
            {
                range.start = end;
            }
        }
    }

    /// *For safety and for leadership we were awarded good*
    fn ends_in_pronoun(&self, _: usize, found: &mut Found) {
        if let Subject::Phrase(range) = &mut found.subject
            && range.len() > 1
            && self.a.one_of(range.end - 1, &["we", "it", "they"])
        {
            range.start = range.end - 1;
        }
    }

    /// *Teaching was good, as was behaviour, and leadership was outstanding*: what *as was* puts beside is none of it.
    fn begins_behind_likewise(&self, _: usize, found: &mut Found) {
        let a = self.a;
        if let Subject::Phrase(range) = &mut found.subject
            && a.one_of(range.start.wrapping_sub(1), &["was", "were", "is", "are"])
            && a.one_of(range.start.wrapping_sub(2), &["as", "so"])
            && let Some(comma) = range.clone().rfind(|&t| a.word(t) == ",")
            && comma + 1 < range.end
        {
            range.start = comma + 1 + usize::from(a.one_of(comma + 1, &["and"]));
        }
    }

    /// *Leadership alone had been graded good*
    fn without_adverb_behind(&self, _: usize, found: &mut Found) {
        const ADVERBS: &[&str] =
            &["alone", "too", "likewise", "meanwhile", "there", "here", "itself", "themselves"];
        if let Subject::Phrase(range) = &mut found.subject
            && range.len() > 1
            && self.a.one_of(range.end - 1, ADVERBS)
        {
            range.end -= 1;
        }
    }

    /// *Only resettlement escaped with a good grade.*
    fn without_adverb_before(&self, _: usize, found: &mut Found) {
        if let Subject::Phrase(range) = &mut found.subject
            && range.len() > 1
            && self.a.one_of(range.start, &["only", "just"])
        {
            range.start += 1;
        }
    }

    /// *A home that other councils used to visit has been rated inadequate*: the noun before the relative clause.
    fn before_relative_clause(&self, _: usize, found: &mut Found) {
        /// Tokens of the first part.
        const LONGEST: usize = 40;
        let a = self.a;
        // *The experiences of children who need help and those of children in care were both rated …*
        let mut end = found.anchor;
        let first = self.sentence().start;
        while end > first && (a.is(end - 1, WordClass::HELPER) || a.one_of(end - 1, &["both", "all", "each"]))
        {
            end -= 1;
        }
        // No list is longer, and a sentence may be.
        let those = (first + 1..end.min(first + LONGEST)).find(|&t| {
            a.one_of(t, &["and"]) && a.one_of(t + 1, &["those", "that"]) && a.one_of(t + 2, &["of", "for"])
        });
        let part =
            |range: Range<usize>| !range.is_empty() && subject::names_part(a, &subject::words(a, range));
        if those.is_some_and(|t| t + 3 < end && part(first..t) && part(t + 3..end)) {
            found.subject = Subject::Phrase(first..end);
            return;
        }
        if let Subject::Phrase(range) = &mut found.subject
            && let Some(head) = self.head_before_relative(range.start, found.anchor)
        {
            *range = self.sentence().start..head + 1;
        }
    }

    /// *When we were inspected in 2010 both were judged adequate*, *Gillbeck House and Northcote Rise, are both rated good*
    fn both_of_it(&self, _: usize, found: &mut Found) {
        let a = self.a;
        let Subject::Phrase(range) = &found.subject else { return };
        let both = (range.end.saturating_sub(1)..found.anchor).find(|&t| a.one_of(t, &["both"]));
        // *Two of the council’s homes, Elm Lodge and Carr Bank, are rated good*
        let first = self.sentence().start;
        let two = a.one_of(first, &["two", "both"])
            && a.one_of(first + 1, &["of"])
            && range.start > first + 2
            && a.word(range.start - 1) == ",";
        let Some(both) = both.or(two.then_some(first)) else { return };
        let names = |t: usize| a.is_capital(t) || a.one_of(t, &["and", "of", "the"]);
        let joined = range.clone().filter(|&t| a.one_of(t, &["and"])).count() == 1;
        if range.len() > 1 && self.has_time(range) {
            found.subject = Subject::Phrase(both..both + 1);
        } else if joined && range.clone().all(names) {
            found.subject = Subject::List(range.clone());
        }
    }

    /// *did worst on safety, where it is inadequate*, *protecting people, for which it was deemed inadequate*
    fn part_of_relative_clause(&self, m: usize, found: &mut Found) {
        if let Some(part) = self.part_before_relative(m, found.anchor) {
            found.subject = Subject::Phrase(part);
        }
    }

    /// *Leadership was the only field in which it scored a grade two.*
    fn part_in_which(&self, _: usize, found: &mut Found) {
        /// Tokens between *which* and the verb.
        const NEAR: usize = 6;
        let a = self.a;
        let first = self.sentence().start;
        let which = (found.anchor.saturating_sub(NEAR).max(first + 3)..found.anchor).rev().find(|&t| {
            a.one_of(t, &["which"]) && a.one_of(t - 1, &["in"]) && subject::is_area(a, t - 2)
                || a.one_of(t, &["where"]) && subject::is_area(a, t - 1)
        });
        let Some(which) = which else { return };
        let be = (first + 1..which).find(|&t| a.is(t, WordClass::BE));
        if let Some(be) = be.filter(|&be| subject::names_part(a, &subject::words(a, first..be))) {
            found.subject = Subject::Phrase(first..be);
        }
    }

    /// *The only area that was found to be adequate is the learning environment*
    fn part_behind_noun(&self, _: usize, found: &mut Found) {
        /// Words of the part.
        const LONGEST: usize = 10;
        let a = self.a;
        if let Subject::Phrase(range) = &found.subject
            && let Some(only) = range.clone().find(|&t| a.one_of(t, &["only", "one"]))
            && (subject::is_area(a, only + 1) || a.one_of(only + 1, &["part"]))
            && a.is(found.behind, WordClass::BE)
        {
            let first = found.behind + 1 + usize::from(a.one_of(found.behind + 1, &["the", "its", "our"]));
            let end = self.sentence().end.min(first + LONGEST);
            let part =
                (first + 1..=end).rev().find(|&end| subject::names_part(a, &subject::words(a, first..end)));
            if let Some(part) = part {
                found.subject = Subject::Phrase(first..part);
            }
        }
    }

    /// *Two takeaways were rated zero: Pizza Palace and the Ship Inn*
    fn list_behind_colon(&self, _: usize, found: &mut Found) {
        let a = self.a;
        if let Subject::Phrase(range) = &found.subject
            && (a.one_of(range.start, &NUMBERS[1..]) || a.one_of(range.start, &["both"]))
            && a.word(found.behind) == ":"
            && a.is_capital(found.behind + 1)
        {
            found.subject = Subject::List(found.behind + 1..self.sentence().end);
        }
        // *Two core services have been re-rated as inadequate (community nursing and end of life care)*
        let close = || (found.behind..self.sentence().end).find(|&t| a.word(t) == ")");
        if let Subject::Phrase(range) = &found.subject
            && range.len() > 1
            && a.one_of(range.start, &NUMBERS[1..])
            && a.word(found.behind) == "("
            && let Some(close) = close()
            && (found.behind..close).any(|t| a.one_of(t, &["and"]))
        {
            found.subject = Subject::List(found.behind + 1..close);
        }
    }

    /// *Ashby Homes, Fell Group and Marl Housing have been downgraded*, *Ashby Hospice at Marl and Elm Hospice in Fell were rated
    /// good*: several bodies, each named.
    fn bodies_joined(&self, m: usize, found: &mut Found) {
        /// Tokens of all names.
        const LONGEST: usize = 40;
        let a = self.a;
        let Subject::Phrase(range) = &found.subject else { return };
        let mut first = range.start;
        let low = self.sentence().start.max(found.anchor.saturating_sub(LONGEST));
        let end = subject::first_helper(a, range.start, found.anchor);
        // *Ashby Homes and Fell Group all had their viability cut from V1 to V2*: the code tells the part.
        let had = range.start > 1
            && a.one_of(range.start, &["their"])
            && a.one_of(range.start - 1, &["had", "have", "saw"])
            && super::is_code(a, self.mentions[m].tokens.start);
        if had {
            first = range.start - 1;
        }
        let end = if had { range.start - 1 } else { end };
        let end = end - usize::from(a.one_of(end.wrapping_sub(1), &["all", "both", "each"]));
        if range.end > end && !had {
            return;
        }
        let small = |t: usize| {
            a.word(t) == ","
                || a.one_of(
                    t,
                    &["and", "&", "of", "the", "at", "in", "on", "near", "north", "south", "east", "west"],
                )
                || subject::is_possessive(a, t)
        };
        while first > low {
            // Over a bracket to the name before it.
            let closed = a.word(first - 1) == ")";
            let open = (low..first - 1).rev().take(8).find(|&t| closed && a.word(t) == "(");
            match open {
                Some(open) => first = open,
                None if a.is_capital(first - 1) || small(first - 1) => first -= 1,
                None => break,
            }
        }
        while first < end && !a.is_capital(first) {
            first += 1;
        }
        // *Ashby Homes (4,900 homes) and Fell Group (11,200 homes)*
        let open = |t: &usize| {
            (first..*t).rev().find(|&t| matches!(a.word(t), "(" | ")")).is_some_and(|t| a.word(t) == "(")
        };
        let all: Vec<usize> = (first..end).filter(|t| !matches!(a.word(*t), "(" | ")") && !open(t)).collect();
        let pieces: Vec<&[usize]> = all
            .split(|&t| a.word(t) == "," || a.one_of(t, &["and"]))
            .filter(|piece| !piece.is_empty())
            .collect();
        let body = |piece: &&[usize]| {
            let start = piece[0] + usize::from(a.one_of(piece[0], &["the"]));
            let stop = piece.iter().copied().skip(1).find(|&t| a.one_of(t, &["at", "in", "near", "on"]));
            let name = start..stop.unwrap_or(piece[piece.len() - 1] + 1);
            // A code is of landlords alone, whatever their names.
            let code = super::is_code(a, self.mentions[m].tokens.start);
            name.len() > 1
                && a.is_capital(start)
                && !subject::is_generic(a, name.clone())
                && (code || subject::is_body_name(a, &subject::cased(a, name)))
        };
        let named = all.iter().all(|&t| a.is_capital(t) || small(t));
        if named && pieces.len() > 1 && pieces.iter().all(body) {
            found.subject = Subject::List(first..end);
        }
    }

    /// *The schools rated as good were: Ashby Primary, Fell Primary and Marl College.*
    fn bodies_behind_grade(&self, m: usize, found: &mut Found) {
        let a = self.a;
        let be = self.right(self.mentions[m].tokens.end);
        let list = be + 1 + usize::from(a.word(be + 1) == ":");
        let several = matches!(&found.subject, Subject::Phrase(range)
            if a.lower(range.end - 1).ends_with('s') || a.one_of(range.start, &["those", "these"]));
        if a.one_of(be, &["were", "are"])
            && found.anchor < be
            && (several || found.subject == Subject::Context)
            && list + 1 < self.sentence().end
            && !a.gap_before(list).contains('\n')
            // *Areas where the school was inadequate were: teaching and leadership.*
            && !subject::names_part(a, &subject::words(a, list..self.sentence().end - 1))
            && subject::list_of_parts(a, list, self.sentence().end - 1).is_none()
            && begins_name(a, list)
        {
            found.subject = Subject::List(list..self.sentence().end);
            found.behind = self.sentence().end;
        }
    }

    /// *Four homes were rated inadequate. They were Ashby House, Fell Lodge and Marl Court.*
    fn bodies_of_next_sentence(&self, _: usize, found: &mut Found) {
        let a = self.a;
        let Some(next) = a.sentences.get(self.sentence + 1).map(|next| next.tokens.clone()) else { return };
        let Subject::Phrase(range) = &found.subject else { return };
        let list = next.start + 2 + usize::from(a.word(next.start + 2) == ":");
        let count = count_at(a, range.start);
        let Some(count) = count.filter(|&count| count > 1) else { return };
        if a.one_of(next.start, &["they", "these", "those"])
            && a.one_of(next.start + 1, &["were", "are"])
            && begins_name(a, list)
            && (list..next.end).any(|t| a.one_of(t, &["and"]))
        {
            found.subject = Subject::List(list..next.end);
            return;
        }
        // *C3 grades went to three councils.* ¶ *Ashby Council, Fell Council and Marl Council were each found …*
        let verb = (next.start..next.end).find(|&t| a.is(t, WordClass::BE) || a.one_of(t, &["have", "all"]));
        let opening = Subject::List(next.start..verb.unwrap_or(next.start));
        let bodies = subject::split(a, &opening);
        let known = |body: &Subject| self.is_known(body);
        if verb.is_some() && bodies.len() == count && bodies.iter().all(known) {
            found.subject = opening;
        }
    }

    /// *The others are Elmsgate, in Ashby, and St Blaise’s, in Fell, both of which were found to be inadequate.*
    fn both_of_which(&self, _: usize, found: &mut Found) {
        /// Tokens between *both* and the verb, and of the names.
        const NEAR: usize = 6;
        const LONGEST: usize = 40;
        let a = self.a;
        let first = self.sentence().start;
        let which = (first.max(found.anchor.saturating_sub(NEAR))..found.anchor).find(|&t| {
            a.one_of(t, &["both", "all"]) && a.one_of(t + 1, &["of"]) && a.one_of(t + 2, &["which", "whom"])
        });
        let Some(end) = which.filter(|&t| t > first + 2) else { return };
        let low = first.max(end.saturating_sub(LONGEST));
        // *Ofsted visited Ashby Primary and Fell Primary*
        let verb = |t: usize| {
            a.is(t, WordClass::BE)
                || a.one_of(t, &["include", "included"])
                || a.word(t) == a.lower(t) && a.lower(t).ends_with("ed") && begins_name(a, t + 1)
        };
        let start = (low..end).rev().find(|&t| verb(t)).map_or(low, |verb| verb + 1);
        if begins_name(a, start) {
            found.subject = Subject::List(start..end);
        }
    }

    /// *Areas where the school was judged to be inadequate were: teaching, and leadership and management.*
    fn parts_behind_areas(&self, m: usize, found: &mut Found) {
        let a = self.a;
        let be = self.right(self.mentions[m].tokens.end);
        if a.one_of(be, &["were", "are"]) && a.word(be + 1) == ":" && found.anchor < be {
            found.behind = be + 1;
        }
    }

    /// *Tea @ 14, at 14 Quay Street, Fell, received …*, *The Hare and Kettle pub, Great Fell, was given …*: the name that opens
    /// the sentence, not the town before the verb.
    fn name_at_address(&self, _: usize, found: &mut Found) {
        /// Tokens of the name, and from the comma to the number of the house.
        const NAME: usize = 10;
        const NEAR: usize = 9;
        let a = self.a;
        let Subject::Phrase(range) = &found.subject else { return };
        let first = (self.sentence().start..found.anchor)
            .find(|&t| a.word(t).contains(char::is_alphanumeric) && !a.one_of(t, &["and", "but"]));
        let Some(first) = first.filter(|&first| a.is_capital(first)) else { return };
        let Some(comma) =
            (first + 1..found.anchor.min(first + NAME)).find(|&t| matches!(a.word(t), "," | "(" | "-"))
        else {
            return;
        };
        let small = |t: usize| {
            a.is_capital(t)
                || is_possessive(a, t)
                || a.one_of(
                    t,
                    &["&", "@", "and", "of", "the", "on", "at", "pub", "restaurant", "cafe", "takeaway"],
                )
                || a.word(t).starts_with(|c: char| c.is_ascii_digit())
        };
        let number = |t: usize| {
            a.word(t).starts_with(|c: char| c.is_ascii_digit())
                && (comma + 1..t)
                    .any(|t| a.one_of(t, &["at", "situated", "located", "on"]) || a.word(t) == "-")
        };
        let address = (comma + 1..found.anchor.min(comma + NEAR)).any(number);
        let pub_in_town = a.is(comma - 1, WordClass::FOOD_BUSINESS)
            && a.word(range.end) == ","
            && range.start == comma + 1
            && range.clone().all(|t| a.is_capital(t));
        // *Quay Partnership, Ashby, Marlshire is rated outstanding*
        let placed = a.word(comma) == ","
            && (comma + 1..range.end).all(|t| a.is_capital(t) || a.word(t) == ",")
            && subject::is_body_name(a, &subject::cased(a, first..comma))
            && !self.is_known(&found.subject);
        if range.start > comma && (first..comma).all(small) && (address || pub_in_town || placed) {
            found.subject = Subject::Phrase(first..comma);
        }
    }

    /// *Reports on Ashby House, in Fell, and Marl Court came out on Friday. Both were rated good.*: those that a sentence above lists.
    fn all_told_above(&self, _: usize, found: &mut Found) {
        /// Sentences above, and tokens of the list.
        const REACH: usize = 4;
        const LONGEST: usize = 40;
        let a = self.a;
        let Subject::Phrase(range) = &found.subject else { return };
        let count = match a.one_of(range.start, &["both"]) {
            true => Some(2),
            false => (3..=NUMBERS.len()).find(|count| {
                a.one_of(range.start, &["all"]) && a.one_of(range.start + 1, &NUMBERS[count - 1..*count])
            }),
        };
        let (Some(count), true) = (count, range.len() <= 3) else { return };
        // What was graded just before is meant.
        let graded = self.mentions[..self.all.start].iter().rev().take(REACH);
        if graded.into_iter().any(|mention| mention.sentence + 2 > self.sentence) {
            return;
        }
        let first = self.sentence.saturating_sub(REACH);
        for sentence in a.sentences[first..self.sentence].iter().rev() {
            let tokens = sentence.tokens.clone();
            let led = |t: &usize| {
                *t == tokens.start
                    || a.one_of(t - 1, &["on", "at", "of", "were", "are", "include", "included", "includes"])
                    || a.word(t - 1) == ":"
            };
            for start in tokens.clone().filter(led).filter(|&t| a.is_capital(t)).take(6) {
                let end = (start..tokens.end.min(start + LONGEST)).find(|&t| {
                    a.is(t, WordClass::BE)
                        || a.one_of(t, &["have", "has"])
                        || matches!(a.word(t), "." | ":" | ";")
                });
                let list = Subject::List(start..end.unwrap_or(tokens.end));
                let bodies = subject::split(a, &list);
                let several = |body: &Subject| matches!(body, Subject::Phrase(range) if range.len() > 1);
                if bodies.len() == count && bodies.iter().all(several) {
                    found.subject = list;
                    return;
                }
            }
        }
    }

    /// *The hospital as a whole was last rated in 2019, when it was found to require improvement.*
    fn whole_of_sentence(&self, _: usize, found: &mut Found) {
        let services = matches!(&found.subject, Subject::Phrase(range)
            if range.len() == 1 && self.a.one_of(range.start, &["services"]));
        if (services || subject::is_it(self.a, &found.subject))
            && let Some(whole) = self.as_a_whole(found.anchor)
        {
            found.subject = Subject::Phrase(whole);
        }
    }
}

/// Whether a name begins at token `t`, with or without its *the*.
fn begins_name(a: &Annotated, t: usize) -> bool {
    a.is_capital(t) || a.one_of(t, &["the"]) && a.is_capital(t + 1)
}
