//! The ways in which a clause says that a grade was given.

use std::ops::Range;

use super::{
    ANY_NOUN, Event, Finder, Found, TOLD, a_break, is_before_noun, is_code, is_number, is_quote, is_year,
};
use crate::lexicon::WordClass;
use crate::rating::scale::NUMBERS;
use crate::rating::subject::{self, Subject};
use crate::rating::{bodies, when};
use crate::text::ParagraphKind;

impl Finder<'_> {
    /// *LITTLE HERONS PLAYGROUP* ¶ *Good, in a report published on 9 May.*: a grade that opens what stands below a line of its own.
    pub(super) fn below_line(&self, m: usize) -> Option<Found> {
        /// Tokens of the line.
        const LONGEST: usize = 10;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let line = a.sentences[self.sentence.checked_sub(1)?].tokens.clone();
        let heads = line.len() <= LONGEST
            && self.is_new_line(line.start)
            && self.is_new_line(tokens.start)
            && a.word(line.end - 1).contains(char::is_alphanumeric)
            && line.clone().any(|t| subject::noun_of_body(a, a.lower(t)));
        let next = self.right(tokens.end);
        // *C2 for the consumer standards.*
        let heads = heads || is_code(a, tokens.start) && self.is_new_line(tokens.start);
        let closed = matches!(a.word(next), "," | "." | ";" | "!")
            || a.one_of(next, &["for"]) && (is_code(a, tokens.start) || subject::part_follows(a, next + 1));
        (heads && closed && tokens.start == self.sentence().start)
            .then(|| Found::new(Subject::Context, tokens.start, 0.85, next))
    }

    /// *V1 was confirmed.*, *G1 and V2 were unchanged.*
    pub(super) fn confirmed(&self, m: usize) -> Option<Found> {
        /// Tokens from the grade to the verb.
        const REACH: usize = 5;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let verb = (tokens.end..tokens.end + REACH).find(|&t| a.is(t, WordClass::BE))?;
        let between = (tokens.end..verb).all(|t| is_code(a, t) || a.one_of(t, &["and", ",", "both"]));
        let kept = ["confirmed", "unchanged", "retained", "reaffirmed", "maintained", "unaffected"];
        let told = between && (verb + 1..verb + 3).any(|t| a.one_of(t, &kept));
        (is_code(a, tokens.start) && told)
            .then(|| Found { kept: true, ..Found::new(Subject::Context, verb, 0.9, self.sentence().end) })
    }

    /// *The report card puts teaching at the strong standard, with inclusion at the expected standard.*
    pub(super) fn at_standard(&self, m: usize, low: usize) -> Option<Found> {
        /// Tokens from the verb to the grade.
        const REACH: usize = 24;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        if !a.one_of(tokens.end - 1, &["standard"]) {
            return None;
        }
        let before = self.left(tokens.start, low, false)?;
        let at = if a.one_of(before, &["the", "a"]) { before - 1 } else { before };
        if !a.one_of(at, &["at"]) {
            return None;
        }
        // *Behaviour is at the strong standard.*
        let be = self.left(at, low, true).filter(|&t| a.is(t, WordClass::BE));
        if let Some(be) = be {
            let subject = subject::before_verb(a, self.times, low, be);
            return Some(Found::new(subject, be, 0.9, self.right(tokens.end)));
        }
        let opens = |&t: &usize| {
            a.one_of(t, &["put", "puts", "placed", "places", "with", "and", "but", "including"])
                || a.is(t, WordClass::GRADING)
        };
        let part = |t: &usize| {
            let words = subject::words(a, t + 1..at);
            subject::names_part(a, &words)
                || subject::list_of_parts(a, t + 1, at).is_some_and(|list| list == (t + 1..at))
        };
        let verb = (low.max(at.saturating_sub(REACH))..at).filter(opens).find(part)?;
        Some(Found::new(Subject::Phrase(verb + 1..at), verb, 0.9, self.right(tokens.end)))
    }

    /// *awarded gold in the TEF*, *given five out of five for hygiene*, *given “exceptional” for inclusion*.
    pub(super) fn awarded(&self, m: usize, low: usize, last: Option<&Event>) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let scales = &a.lexicon.scales.list;
        let told = a.span(self.sentence()).of(a.text());
        let lower = a.span(self.sentence()).of(a.lower_text());
        let needs = |scale: &crate::lexicon::Scale| {
            let names = scale.needs.iter().chain(&scale.aliases).chain([&scale.inspector]);
            let holds = |word: &String| {
                told.contains(word.as_str())
                    || word.contains(' ') && lower.contains(word.to_lowercase().as_str())
            };
            !scale.needs.is_empty() && names.into_iter().any(holds)
        };
        let marked = is_quote(a, tokens.start.wrapping_sub(1)) && is_quote(a, tokens.end);
        let everyday = self.is_everyday(m);
        let special = self.mentions[m].grades.iter().any(|g| needs(&scales[g.scale]))
            || is_code(a, tokens.start)
            || a.one_of(tokens.end - 1, &["star", "stars"]);
        // *It met the expected standard for inclusion.*
        let standard = |t: usize| {
            a.one_of(tokens.end - 1, &["standard"])
                && a.one_of(t, &["met", "meets", "meet", "reached", "reaches", "reach", "hit", "attained"])
        };
        let next = self.right(tokens.end);
        let part = a.one_of(next, &["for"]) && subject::part_follows(a, next + 1);
        // *came away with a Good*, *got an Outstanding for leadership*
        let article = self.left(tokens.start, low, false).filter(|&t| {
            let away =
                a.one_of(t.wrapping_sub(1), &["with"]) && a.one_of(t.wrapping_sub(2), &["away", "off"]);
            // *got a “good” at its first inspection*
            let first = marked && a.one_of(next, &["at", "in", "from", "after", "following"]);
            (a.is_capital(tokens.start) || away || first) && a.one_of(t, &["a", "an", "another"])
        });
        let named = article.is_some();
        // *G1/V2*: the second is of whom the first is.
        let direct = self.left(article.unwrap_or(tokens.start), low, true).filter(|&t| a.word(t) != "/")?;
        // *were both given requires improvement*
        let plain = !everyday
            && !self.is_state(m)
            && a.one_of(direct, &["given", "awarded", "handed"])
            && subject::is_passive(a, low, direct);
        // *received a first grade for the consumer standards, C2*
        if is_code(a, tokens.start) && a.word(direct) == "," {
            let noun = (low.max(direct.saturating_sub(7))..direct).rev().find(|&t| a.is(t, ANY_NOUN));
            let part =
                noun.is_some_and(|noun| a.one_of(noun + 1, &["for"]) && subject::part_follows(a, noun + 2));
            if let Some(noun) = noun.filter(|_| part) {
                let mut first = noun;
                while first > low && a.is(first - 1, WordClass::RATING_ADJECTIVE) {
                    first -= 1;
                }
                let subject = subject::of_rating(a, self.times, low, first);
                return Some(Found::new(subject, noun, 0.8, self.right(tokens.end)));
            }
        }
        let sole = self.mentions[m].grades.iter().all(|g| !scales[g.scale].needs.is_empty());
        // *was given good for respect*
        let graded_part = part && self.grades_part_behind(m, next + 1);
        let hands = |t: usize| a.is(t, WordClass::HANDING_OVER);
        let of_part = graded_part
            && (a.one_of(direct, &["given", "awarded", "handed"]) && subject::is_passive(a, low, direct)
                // *gave it grade two for outcomes*
                || direct > low && a.one_of(direct, &["it", "them", "us"]) && hands(direct - 1)
                // *awarded the hospice Outstanding for being caring*
                || (low.max(direct.saturating_sub(4))..direct).any(|t| hands(t) && a.one_of(t + 1, &["the", "our"]))
                // *awarded Ashby School grade two for teaching*
                || (low.max(direct.saturating_sub(6))..direct).any(|t| {
                    hands(t)
                        && self.is_known(&subject::of_phrase(a, self.times, t + 1..direct + 1))
                }));
        // *Adult Learning got Requires Improvement*
        let part_got = a.one_of(direct, &["got", "received", "earned", "gets"])
            && {
                let subject = subject::before_verb(a, self.times, low, direct);
                matches!(&subject, Subject::Phrase(range) if self.grades_part(m, &subject::words(a, range.clone())))
            };
        // *came out best with good on both counts*
        let came = (low + 1..direct).rev().take(3).find(|&t| {
            a.one_of(direct, &["with"])
                && a.one_of(t, &["out"])
                && a.one_of(t - 1, &["came", "come", "comes"])
                && a.one_of(next, &["for", "on", "in"])
        });
        if !(special
            || came.is_some()
            || sole
            || named
            || plain
            || of_part
            || part_got
            || standard(direct)
            || marked && (!everyday || part))
            || !self.ends_well(m)
        {
            return None;
        }
        // Where another sentence tells of the scale, only of a body that it rates.
        // *a three*, *the maximum five*
        let number = a
            .one_of(tokens.start.wrapping_sub(1), &["a", "maximum", "full", "top", "perfect", "lowest"])
            && a.lexicon.ratings.numbers.contains(a.lower(tokens.start));
        let next_to = self.follows(last, 3) && a.lexicon.ratings.numbers.contains(a.lower(tokens.start));
        // *zero out of five*
        let of_five =
            (tokens.start..tokens.end + 3).any(|t| a.one_of(t, &["out"]) && a.one_of(t + 1, &["of"]));
        let fits = |subject: &Subject| {
            special
                || marked
                || number
                || of_five
                || named
                // *Harbour Fryer was rated five. The Old Forge was awarded four.*
                || next_to && matches!(subject, Subject::Phrase(range) if a.is_capital(range.start))
                || self.is_known(subject)
                || subject::is_part(a, subject)
                || (of_part || standard(direct)) && subject::is_pronoun(a, subject)
                || of_part && matches!(subject, Subject::Phrase(range) if a.is_capital(range.start) && a.opens_sentence(range.start))
        };
        // *came away with*, *walked off with*, *has come out of it with*
        let with = (low + 1..direct).rev().take(3).find(|&t| {
            (named || sole) && a.one_of(direct, &["with"]) && a.one_of(t, &["away", "off", "home", "out"])
        });
        let with = with.or(came);
        // *came away with a full house of C1, G1 and V1*
        let house = is_code(a, tokens.start) && a.one_of(direct, &["house", "sweep", "set", "trio"]);
        let away = |t: &usize| a.one_of(*t, &["with"]) && a.one_of(t - 1, &["away", "off", "home"]);
        if let Some(with) = (low.max(direct.saturating_sub(6)) + 2..direct).rev().find(away).filter(|_| house)
        {
            let subject = subject::before_verb(a, self.times, low, with - 2);
            return Some(Found::new(subject, with - 2, 0.8, self.right(tokens.end)));
        }
        // *received the top grades across the board: C1, G1 and V1*
        if is_code(a, tokens.start) && matches!(a.word(direct), ":" | "–" | "—") {
            let grades = |t: usize| a.is(t, ANY_NOUN) && a.lower(t).ends_with('s');
            let noun = (low.max(direct.saturating_sub(6))..direct).rev().find(|&t| grades(t));
            let verb = noun.and_then(|noun| {
                (low.max(noun.saturating_sub(6))..noun).rev().find(|&t| a.is(t, WordClass::GIVING))
            });
            if let Some(verb) = verb {
                let subject = subject::before_verb(a, self.times, low, verb);
                return Some(Found::new(subject, verb, 0.8, self.right(tokens.end)));
            }
        }
        // *was the day’s biggest winner, with C1 for consumer standards*
        if is_code(a, tokens.start) && a.one_of(direct, &["with"]) && a.word(direct.wrapping_sub(1)) == "," {
            let subject = subject::of_rating(a, self.times, low, tokens.start);
            return Some(Found::new(subject, direct, 0.8, self.right(tokens.end)));
        }
        // *keeps us at V2 for viability*, *left the landlord at V2*
        let at = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["at"]));
        if let Some(at) = at.filter(|_| is_code(a, tokens.start)) {
            let keeps = |t: usize| a.is(t, WordClass::KEEPING) || a.one_of(t, &["leaves", "left", "leaving"]);
            let verb = (low.max(at.saturating_sub(5))..at).rev().find(|&t| keeps(t));
            // *stayed at G1/V2*
            if let Some(verb) = verb.filter(|&verb| verb + 1 == at && a.is(verb, WordClass::KEEPING)) {
                let subject = subject::before_verb(a, self.times, low, verb);
                let found = Found::new(subject, verb, 0.85, self.right(tokens.end));
                return Some(Found { kept: true, ..found });
            }
            if let Some(verb) = verb.filter(|&verb| verb + 1 < at) {
                let subject = subject::of_phrase(a, self.times, verb + 1..at);
                let found = Found::new(subject, verb, 0.85, self.right(tokens.end));
                return Some(Found { kept: true, ..found });
            }
        }
        // *held on to its grade two*
        if a.one_of(direct, &["its", "their", "our"])
            && a.one_of(tokens.start, &["grade"])
            && direct > low + 3
            && a.one_of(direct - 1, &["to"])
            && a.one_of(direct - 2, &["on"])
            && a.one_of(direct - 3, &["held", "holds", "hold", "holding", "hung", "clung"])
        {
            let subject = subject::before_verb(a, self.times, low, direct - 3);
            return Some(Found {
                kept: true,
                ..Found::new(subject, direct - 3, 0.85, self.right(tokens.end))
            });
        }
        let direct = with.map_or(direct, |t| t.saturating_sub(1).max(low));
        // *In 2014 it had a four.*
        // *It had a four before.*
        let before = a.one_of(self.right(tokens.end), &["before", "previously"]);
        // *Last year it had three stars.*
        let starred = a.one_of(tokens.end - 1, &["star", "stars"]) && self.has_time(&self.sentence());
        let had = (number || starred)
            && self.follows(last, 2)
            && (before || self.has_time(&self.sentence()))
            // *It had three stars in last year’s report and only two the year before.*
            && self.mentions[self.all.start].tokens.start == tokens.start;
        let been = number
            && self.follows(last, 1)
            && self.all.len() == 1
            && a.one_of(direct, &["been"])
            && a.one_of(direct.wrapping_sub(1), &["had"]);
        // *Ashgrove has three stars, for excellent, and Fernlea, in Hythe Road, has two.*
        let here = |last: &Event| self.mentions[last.mention].sentence == self.sentence;
        let has = a.one_of(direct, &["has", "have"])
            && a.one_of(tokens.end - 1, &["star", "stars"])
            && matches!(subject::before_verb(a, self.times, low, direct), Subject::Phrase(range) if a.is_capital(range.start));
        let given = |t: usize| {
            (has || been) && t == direct
                || a.one_of(t, &["gets"]) && is_code(a, tokens.start)
                || a.is(t, WordClass::GIVING)
                    && (!a.one_of(t, &["with", "has", "had", "have"]) || had && a.one_of(t, &["had"]))
        };
        // *has kept its four stars*, *kept its four*
        let stars = a.one_of(tokens.end - 1, &["star", "stars"])
            || sole
                && self.kind() != ParagraphKind::Title
                && tokens.len() == 1
                && a.lexicon.ratings.numbers.contains(a.lower(tokens.start));
        let keeps = direct.checked_sub(1).filter(|&t| {
            stars && a.one_of(direct, &["its", "their", "our"]) && t >= low && a.is(t, WordClass::KEEPING)
        });
        let behind = self.right(tokens.end);
        let found = |subject, anchor, kept| {
            Some(Found { subject, anchor, kept, listed: false, confidence: 0.85, behind })
        };
        // *Its G1 for governance was confirmed.*
        let owned = a.one_of(direct, &["its", "their", "our"]) || subject::is_possessive(a, direct);
        let upheld = |t: &usize| {
            (a.is(*t, WordClass::CONFIRMING.with(WordClass::KEEPING)) || a.one_of(*t, &["unchanged"]))
                && (behind..*t).any(|t| a.is(t, WordClass::BE))
        };
        if is_code(a, tokens.start)
            && owned
            && let Some(verb) = (behind..self.sentence().end.min(behind + 8)).find(upheld)
        {
            return found(subject::of_rating(a, self.times, low, tokens.start), verb, true);
        }
        // *RSH has confirmed its G1 and V2 grades.*
        let confirms = |t: &usize| a.is(*t, WordClass::CONFIRMING);
        if is_code(a, tokens.start)
            && owned
            && a.one_of(tokens.end, &["and"])
            && is_code(a, tokens.end + 1)
            && let Some(verb) = (low.max(direct.saturating_sub(5))..direct).rev().find(confirms)
        {
            return found(subject::of_rating(a, self.times, low, tokens.start), verb, true);
        }
        if let Some(verb) = keeps {
            return found(subject::before_verb(a, self.times, low, verb), verb, true);
        }
        if with.is_some() || given(direct) || standard(direct) {
            let subject = subject::before_verb(a, self.times, low, direct);
            return if fits(&subject) { found(subject, direct, false) } else { None };
        }
        // *gave the university gold*
        let verb = (low.max(direct.saturating_sub(8))..direct).rev().find(|&t| given(t))?;
        // *fair for the care that they give to patients and weak for money*: of the first verb.
        if a.one_of(direct, &["and", "but"]) && last.is_some_and(|last| here(last) && last.anchor < verb) {
            return None;
        }
        let active = a.is(verb, WordClass::HANDING_OVER);
        // *handed C3 and loses its G1*
        let other = self.all.clone().any(|p| (verb..tokens.start).contains(&self.mentions[p].tokens.start));
        if !active || other || subject::is_passive(a, low, verb) {
            return None;
        }
        let subject = subject::of_phrase(a, self.times, verb + 1..direct + 1);
        if fits(&subject) { found(subject, verb, false) } else { None }
    }

    /// *The force requires improvement at …*, where an inspector says so or goes on.
    pub(super) fn predicate(&self, m: usize, low: usize, last: Option<&Event>) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        if !a.one_of(tokens.start, &["requires", "require", "required", "needs", "need", "needed"])
            || !self.ends_well(m)
        {
            return None;
        }
        // *inadequate for whether it is safe, “requires improvement” for whether it is effective*
        let comma = self.left(tokens.start, low, false).is_some_and(|t| a.word(t) == ",");
        let here = last.filter(|last| self.mentions[last.mention].sentence == self.sentence);
        let behind = self.right(tokens.end);
        if comma
            && a.one_of(behind, &["for"])
            && let Some(last) = here
            && (a.one_of(behind + 1, &["whether"])
                // *rated it inadequate for being safe and well-led, requires improvement for being effective, and good for …*
                || a.one_of(last.tail.start, &["for"]) && self.grades_part_behind(m, behind + 1))
        {
            return Some(Found { listed: true, ..Found::new(Subject::Same, last.anchor, 0.85, behind) });
        }
        // *Help and protection, and the impact of leaders, both require improvement.*
        let both = usize::from(a.one_of(tokens.start.wrapping_sub(1), &["both", "all", "each"]));
        let comma = usize::from(both > 0 && a.word(tokens.start.wrapping_sub(2)) == ",");
        let subject = subject::before_verb(a, self.times, low, tokens.start);
        // *Safe and caring also require improvement.*
        let end = match &subject {
            Subject::Phrase(range) if both == 0 => range.end,
            _ => tokens.start.saturating_sub(both + comma).max(low),
        };
        let list = subject::list_of_parts(a, low, end);
        let subject = list.clone().map_or(subject, Subject::Phrase);
        // *Fire protection, the checking of shops, flats and offices, requires improvement.*
        let aside = (low + 1..end.min(low + 8)).find(|&t| a.word(t) == ",").filter(|&comma| {
            a.word(tokens.start - 1) == ","
                && comma + 2 < tokens.start
                && a.one_of(comma + 1, &["the", "which", "a", "an"])
                && self.grades_part(m, &subject::words(a, low..comma))
        });
        let subject = aside.map_or(subject, |comma| Subject::Phrase(low..comma));
        let goes_on = || self.follows(last, 1);
        let pronoun = subject::is_pronoun(a, &subject);
        let known = self.is_known(&subject);
        // *Ashby School has required improvement since 2014*, *required improvement in 2017*
        let since = a.one_of(tokens.start, &["required"])
            && ((tokens.end..self.sentence().end).any(|t| a.one_of(t, &["since"]))
                || a.one_of(tokens.end, &["in"]) && self.is_history(tokens.end))
            && known;
        // *Achievement at the school needs attention.*
        let part_at = match &subject {
            Subject::Phrase(range) => range
                .clone()
                .skip(1)
                .find(|&t| a.one_of(t, &["at", "in"]))
                .is_some_and(|at| self.grades_part(m, &subject::words(a, range.start..at))),
            _ => false,
        };
        // *The other three areas require improvement.*
        let rest = matches!(&subject, Subject::Phrase(range)
            if subject::is_area(a, range.end - 1)
                && range.clone().take(2).any(|t| a.one_of(t, &["other", "remaining"])));
        let parts =
            subject::is_part(a, &subject) || list.is_some() || part_at || rest && self.follows(last, 2);
        let of_part = a.one_of(behind, &["for", "on", "in", "at"]) && self.grades_part_behind(m, behind + 1);
        // *The service at Ashby Hospital now “requires improvement”.*
        let marked = is_quote(a, tokens.start.wrapping_sub(1)) && is_quote(a, tokens.end);
        let told = self.has_inspector(self.sentence())
            || known
                && (marked || of_part && self.opens_with(&subject))
                && self.kind() != ParagraphKind::Title
            || parts && self.follows(last, 3)
            || of_part && self.follows(last, 4);
        // *was told in May that it requires improvement*
        let informed = |t: usize| a.one_of(t, &["told"]) && subject::is_passive(a, low.min(t), t);
        let it = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["it", "they"]));
        if it.is_some_and(|it| a.one_of(it.wrapping_sub(1), &["that"]))
            && let Some(told) = (self.sentence().start..tokens.start).rev().take(8).find(|&t| informed(t))
            && last.is_some()
        {
            let subject = subject::before_verb(a, self.times, self.sentence().start, told);
            return Some(Found::new(subject, told, 0.8, behind));
        }
        let alone = self.is_alone(m) && self.kind() != ParagraphKind::Title;
        let spoken = a.fragment_of[tokens.start].is_some() && !alone;
        let fits = (known || parts) && told || pronoun && (told || goes_on());
        if !since && (spoken || !fits) {
            return None;
        }
        let kept = a.one_of(tokens.start.wrapping_sub(1), &["still"]);
        Some(Found { kept, ..Found::new(subject, tokens.start, 0.8, behind) })
    }

    /// *was rated good*, *judged the force to be good*, *found the services to be inadequate*.
    pub(super) fn complement(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        // *was judged a good school*, *rated as a four-star council*
        let noun = self.right(tokens.end);
        let of_kind = noun < self.sentence().end
            && a.one_of(tokens.start.wrapping_sub(1), &["a", "an"])
            && (bodies::noun_ending_at(a, noun).is_some() || subject::is_council_noun(a.lower(noun)))
            && self.left(tokens.start, low, true).is_some_and(|t| {
                // *judged Ashby School to be a good school*
                let to_be = a.one_of(tokens.start.wrapping_sub(2), &["be"])
                    && a.one_of(tokens.start.wrapping_sub(3), &["to"])
                    && ((low..t).any(|t| a.is(t, WordClass::GRADING))
                        // *was found to be a good school*
                        || a.is(t, WordClass::FINDING) && subject::is_passive(a, low, t));
                a.is(t, WordClass::GRADING) || to_be
            });
        // *The one part judged only adequate was partnership working.*
        let behind = self.right(tokens.end);
        let area = a.is(behind, WordClass::BE)
            && (low..tokens.start).any(|t| {
                a.one_of(t, &["one", "only"]) && (subject::is_area(a, t + 1) || a.one_of(t + 1, &["part"]))
            });
        if !of_kind && !area && !self.ends_well(m) {
            return None;
        }
        let direct = self.left(tokens.start, low, true)?;
        // *was found to be working at a strong standard*
        let direct = match a.one_of(direct, &["working"]) && a.one_of(direct + 1, &["at"]) {
            true => self.left(direct, low, true)?,
            false => direct,
        };
        let found = |subject, anchor, confidence| Some(Found::new(subject, anchor, confidence, behind));
        // *The management of food safety needed “major improvement”.*
        let to = a.one_of(tokens.start.wrapping_sub(1), &["to"])
            || a.one_of(tokens.start.wrapping_sub(1), &["be"])
                && a.one_of(tokens.start.wrapping_sub(2), &["to"]);
        // *was found at its inspection in 2015 to require improvement*, *was found then to “require improvement”*
        let to = to
            || is_quote(a, tokens.start.wrapping_sub(1)) && a.one_of(tokens.start.wrapping_sub(2), &["to"]);
        let far = (low.max(tokens.start.saturating_sub(16))..tokens.start).rev().find(|&t| {
            a.one_of(t, &["found", "judged", "deemed", "considered"])
                && subject::is_passive(a, low, t)
                && (a.one_of(t + 1, &["at", "in", "by", "during", "after", "then", "overall"])
                    // *was judged yesterday to be performing poorly*
                    || a.is_time(t + 1)
                    || a.one_of(t + 1, &["on", "last", "this", "yesterday", "today"]))
                && !(t..tokens.start).any(|t| a.one_of(t, &["scale", "from"]))
        });
        if let Some(verb) = far
            .filter(|&verb| to && !a.is(direct, WordClass::GRADING.with(WordClass::FINDING)) && verb < direct)
        {
            return found(subject::before_verb(a, self.times, low, verb), verb, 0.85);
        }
        // *also came out as good when the watchdog called*
        let out = a.one_of(direct, &["out"]).then_some(direct).filter(|&t| {
            t > low
                && a.one_of(t - 1, &["came", "come", "comes", "emerged"])
                && (t + 1..tokens.start).any(|t| a.one_of(t, &["as", "at"]))
        });
        if let Some(out) = out {
            return found(subject::before_verb(a, self.times, low, out - 1), out - 1, 0.8);
        }
        // *was judged to have the capacity to …*, *evaluated as having a high level of capacity for …*
        let have = direct - usize::from(a.one_of(direct, &["the", "a"]) && direct > low);
        if a.one_of(have, &["have", "having"]) && have > low + 2 && a.one_of(have - 1, &["to", "as"]) {
            let verb = have - 2;
            if a.is(verb, WordClass::GRADING.with(WordClass::FINDING)) && subject::is_passive(a, low, verb) {
                return found(subject::before_verb(a, self.times, low, verb), verb, 0.9);
            }
        }
        // *it now demonstrates the capacity to identify and bring about improvement*
        let shows = have - usize::from(a.one_of(have, &["now"]) && have > low);
        if tokens.len() > 3 && a.one_of(shows, &["demonstrates", "demonstrate", "shows"]) && shows > low {
            return found(subject::before_verb(a, self.times, low, shows), shows, 0.85);
        }
        let needed =
            a.one_of(direct, &["needed", "needs", "need"]) && a.one_of(tokens.end - 1, &["improvement"]);
        if needed && tokens.len() > 1 {
            let subject = subject::before_verb(a, self.times, low, direct);
            if subject::is_part(a, &subject) {
                return found(subject, direct, 0.85);
            }
        }
        // *Hallow’s children’s services, which Ofsted rated outstanding in June*
        let which = (low + 1..direct).rev().take(4).find(|&t| a.one_of(t, &["which", "that"]));
        if let Some(which) = which
            && a.is(direct, WordClass::GRADING)
            && self.has_inspector(which + 1..direct)
            && (which + 1..direct).all(|t| a.is_capital(t) || a.one_of(t, &["the", "last", "also"]))
        {
            let end = which - usize::from(a.word(which - 1) == ",");
            return found(subject::before_verb(a, self.times, low, end), direct, 0.9);
        }
        if a.is(direct, WordClass::GRADING)
            || a.is(direct, WordClass::FINDING) && self.finding_fits(direct, tokens.start)
        {
            // *remains rated good*
            // *St Oswin’s Primary in Tadbrook, rated outstanding in 2018,*: the body before the comma.
            let comma = direct.checked_sub(1).filter(|&t| t > low && a.word(t) == ",");
            // *• Lavender Tea Rooms, Church Lane, Ellingham, rated five on July 4*: a line of a list begins with the name.
            let item = (low..direct).find(|&t| a.word(t).contains(char::is_alphanumeric));
            if let Some(item) = item.filter(|&item| comma.is_some() && a.is_capital(item))
                && (self.kind() == ParagraphKind::ListItem || item > low)
                && let Some(first) = (low..direct - 1).find(|&t| a.word(t) == ",")
                && !(item..direct).any(|t| a.is(t, WordClass::HELPER))
            {
                return found(Subject::Phrase(item..first), direct, 0.9);
            }
            let before = comma.and_then(|comma| {
                let near = |name: &&crate::annotate::Name| {
                    name.tokens.end <= comma && name.tokens.end + 4 > comma && name.tokens.start > low
                };
                let mut names = a.names.iter().filter(near);
                names.find(|name| {
                    a.is(name.proper.end - 1, WordClass::BODY_HEAD)
                        || subject::noun_of_body(a, a.lower(name.proper.end - 1))
                })
            });
            if let Some(name) = before {
                let subject = Subject::Phrase(name.tokens.clone());
                return Some(Found::new(subject, direct, 0.9, behind));
            }
            // *The Drovers Arms, Ashby: rated 0 on 13 May*
            let colon = direct.checked_sub(1).filter(|&t| t > low && a.word(t) == ":");
            if let Some(colon) = colon.filter(|_| self.is_new_line(low) && a.is_capital(low)) {
                let end = (low..colon).find(|&t| a.word(t) == ",").unwrap_or(colon);
                return found(Subject::Phrase(low..end), direct, 0.9);
            }
            let kept = direct > low && a.is(direct - 1, WordClass::KEEPING);
            let subject = subject::before_verb(a, self.times, low, if kept { direct - 1 } else { direct });
            return Some(Found { subject, anchor: direct, kept, listed: false, confidence: 0.95, behind });
        }
        // An object between verb and grade.
        let low = self
            .all
            .clone()
            .take_while(|&p| p < m)
            .map(|p| self.mentions[p].tokens.end)
            .fold(low, usize::max);
        let window = low.max(tokens.start.saturating_sub(28))..tokens.start;
        let verb = window.rev().find(|&t| {
            a.is(t, WordClass::GRADING.with(WordClass::FINDING))
                // *, rating the impact of leaders as outstanding*
                || a.one_of(t, &["rating", "grading", "judging"])
                    && t > low
                    && a.word(t - 1) == ","
                    && (t + 1..tokens.start).any(|t| a.one_of(t, &["as"]))
                // *Ofsted grades Ashby School ‘good’*
                || a.one_of(t, &["grades", "scores", "evaluates", "grade", "mark", "score"])
                    && t > low
                    && (a.one_of(t, &["grades", "scores", "evaluates"]) || a.one_of(t - 1, &["inspectors", "they"]))
                    && (self.has_inspector_at(t - 1)
                        || a.one_of(t - 1, &["inspectors", "they"]) && self.has_inspector(low..t)
                        // *The report came out on Friday. It grades the home as weak.*
                        || a.one_of(t - 1, &["it"]) && t - 1 == self.sentence().start && self.report_above()
                        // *The report, published today by HMIC, grades the force as good*
                        // *A report published on Wednesday grades the home as weak*
                        || a.one_of(t, &["grades", "rates", "evaluates"])
                            && (low..t).any(|t| a.one_of(t, &["report", "letter", "judgement"]))
                        || (a.one_of(t - 1, &["also"]) || a.word(t - 1) == ",") && self.has_inspector(low..t))
        })?;
        // *When it was last rated, in July 2014, it was inadequate.*
        if a.word(verb + 1) == "," {
            return None;
        }
        let passive = subject::is_passive(a, low, verb);
        let mut end = tokens.start;
        while end > verb + 1
            && (is_quote(a, end - 1) && !subject::is_apostrophe(a, end - 1)
                || a.is(end - 1, WordClass::FILLER)
                || a.is(end - 1, WordClass::HELPER)
                // *found Ashby School to be one that needs to address …*
                || a.one_of(end - 1, &["that"]) && a.one_of(end - 2, &["one"])
                || a.one_of(end - 1, &["one"]) && a.one_of(end, &["that"]))
        {
            end -= 1;
        }
        // *rated the service – which covers schools too – as poor*; *wrote the department off as poor*
        let cut = (verb + 2..end).find(|&t| {
            a.one_of(t, &["which", "who", "off", "down"]) || matches!(a.word(t), "–" | "—" | "," | "(" | "-")
        });
        // *services for children who need help and protection* is a part that has grades.
        let whole = subject::words(a, verb + 1..end.max(verb + 2));
        let cut = cut.filter(|_| !subject::names_part(a, &whole));
        let object = verb + 1..cut.unwrap_or(end);
        let to_be = (end..tokens.start).any(|t| a.one_of(t, &["be", "as", "to", "was", "were", "is", "are"]));
        // *inspectors grade outcomes, the quality of teaching, and leadership as good*
        if to_be
            && a.is(verb, WordClass::GRADING.with(WordClass::RATING_NOUN))
            && !passive
            && let Some(list) = subject::list_of_parts(a, verb + 1, end).filter(|list| list.start <= verb + 2)
        {
            return found(Subject::Phrase(list), verb, 0.9);
        }
        if object.is_empty() || object.len() > 16 {
            return None;
        }
        let crosses = (verb + 1..end).any(|t| matches!(a.word(t), ":" | "." | ";" | "?"));
        let clausal = cut.is_some()
            && object
                .clone()
                .any(|t| a.one_of(t, &["that", "because", "which", "who", "when", "for", "said"]));
        let that = a.one_of(verb + 1, &["that"]);
        let weak = a.is(verb, WordClass::FINDING);
        // *The commission branded the home inadequate*
        let told = |verb: usize| {
            a.one_of(verb, &["found", "finds", "pronounced", "branded", "declared", "labelled", "crowned"])
        };
        if weak && !told(verb) && !to_be {
            return None;
        }
        // *The regulator found the home inadequate*
        let by_inspector = || {
            let subject = subject::of_phrase(a, self.times, object.clone());
            self.has_inspector(low..verb) && (self.is_known(&subject) || subject::is_pronoun(a, &subject))
        };
        let of_part = || {
            let next = self.right(tokens.end);
            a.one_of(next, &["for", "on"]) && self.grades_part_behind(m, next + 1)
        };
        if crosses || weak && !to_be && (passive || !(by_inspector() || of_part())) {
            return None;
        }
        if passive {
            // *was rated by Ofsted as good*
            let by = a.one_of(verb + 1, &["by", "in", "last", "this", "overall", "under", "across"]);
            return if by { found(subject::before_verb(a, self.times, low, verb), verb, 0.9) } else { None };
        }
        if that {
            // *found that X was good* is told by its own verb.
            return None;
        }
        if clausal && !(a.is(verb, WordClass::GRADING) && to_be) {
            return None;
        }
        let subject = if cut.is_none() && subject::names_part(a, &whole) {
            Subject::Phrase(object)
        } else {
            subject::of_phrase(a, self.times, object)
        };
        found(subject, verb, 0.95)
    }

    /// *found to be*, *branded inadequate*: only where *to be* or *as* stands between, or the wording
    /// is no everyday word.
    fn finding_fits(&self, verb: usize, grade: usize) -> bool {
        let a = self.a;
        (verb + 1..grade).any(|t| a.one_of(t, &["be", "to", "as"])) && a.lower(verb) != "described"
            || a.lower(verb) == "described" && a.lower(grade) == "inadequate"
            || a.one_of(verb, &["branded", "labelled", "declared"])
            // *was named outstanding by Ofsted*
            || subject::is_passive(a, self.sentence().start, verb) && self.is_by_inspector(grade)
            || a.lower(verb) == "found"
                && subject::is_passive(a, self.sentence().start, verb)
                && !a.lexicon.ratings.everyday.contains(a.lower(grade))
    }

    /// *… outstanding by Ofsted*, *… by the inspectors*.
    fn is_by_inspector(&self, grade: usize) -> bool {
        let a = self.a;
        let end = self.sentence().end;
        let by = (grade + 1..end.min(grade + 4)).find(|&t| a.one_of(t, &["by"]));
        by.is_some_and(|by| self.has_inspector(by + 1..end.min(by + 4)))
    }

    /// *given an inadequate rating*, *its rating of good*, *retained its outstanding rating*.
    pub(super) fn noun(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let end = self.sentence().end;
        let mut next = self.right(tokens.end);
        let mut steps = 0;
        while next < end && is_before_noun(a, next) && steps < 3 {
            next = self.right(next + 1);
            steps += 1;
        }
        // *its G1 and V1 grades*
        if a.one_of(next, &["and", "/"])
            && m + 1 < self.all.end
            && self.mentions[m + 1].tokens.start == next + 1
            && a.is(self.right(self.mentions[m + 1].tokens.end), ANY_NOUN)
        {
            next = self.right(self.mentions[m + 1].tokens.end);
        }
        // *The association’s V2 viability grade was unchanged.*
        if is_code(a, tokens.start) && a.is(next + 1, ANY_NOUN) && subject::names_part(a, a.lower(next)) {
            next += 1;
        }
        // *its weak grades have to improve*: of what isn't told.
        let plural = |t: usize| a.one_of(t, &["grades", "ratings", "marks", "judgements"]);
        if next < end
            && plural(next)
            && !a.one_of(next + 1, &["for", "in", "on", "at", "from", "to", "of", ":"])
            && self
                .left(tokens.start, low, false)
                .is_some_and(|t| a.one_of(t, &["its", "their", "the", "these", "those"]))
        {
            return None;
        }
        // *two grades of weak*
        let of = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["of"]));
        if let Some(of) = of
            && of > low + 1
            && plural(of - 1)
            && a.one_of(of - 2, &NUMBERS[1..])
            && !a.one_of(self.right(tokens.end), &["for", "in", "on"])
        {
            return None;
        }
        // *two excellent judgements*: of what isn't told.
        if next < end
            && a.is(next, ANY_NOUN)
            && self.left(tokens.start, low, false).is_some_and(|t| a.one_of(t, &NUMBERS[1..]))
            && !a.one_of(next + 1, &["for", "in"])
        {
            return None;
        }
        let (noun, first, behind) = if next < end && a.is(next, ANY_NOUN) {
            // *showed poor judgement*, but *was given a poor judgement*
            if steps == 0 && a.one_of(next, &["judgement", "judgment"]) && !self.is_led_in(tokens.start, low)
            {
                return None;
            }
            (next, tokens.start, next + 1)
        } else {
            // *a rating of good*, *its rating to inadequate*
            // *a grade of 5 – very good*
            let mut first = tokens.start;
            if first > low + 1 && is_quote(a, first - 1) && a.word(first - 2) == "," {
                first -= 1; // *the top mark, “outstanding”*
            }
            while first > low
                && (matches!(a.word(first - 1), "–" | "—" | "-" | "(" | ",") || is_number(a, first - 1))
            {
                first -= 1;
            }
            // *the top mark, outstanding, for …*
            let mut top = first;
            if a.one_of(top.wrapping_sub(1), &["all"]) && a.one_of(top.wrapping_sub(2), &["of"]) {
                top -= 2; // *the highest mark of all, “outstanding”*
            } else if a.one_of(top.wrapping_sub(1), &["possible", "available"]) {
                top -= 1;
            }
            let aside = first < tokens.start
                && top > low
                && a.word(first) == ","
                && matches!(a.word(self.right(tokens.end)), "," | ".")
                && a.is(top - 1, ANY_NOUN);
            let first = if aside { top } else { first };
            let of = if aside {
                first
            } else {
                // *left its viability grade unchanged at V2*
                let at = |t: usize| {
                    a.one_of(t, &["at"]) && a.one_of(t.wrapping_sub(1), &["unchanged"]) && t > low + 1
                };
                let of = self.left(first, low, false)?;
                if at(of) {
                    // *Its viability grade is unchanged at V2.*
                    of - 1 - usize::from(a.is(of - 2, WordClass::BE))
                } else {
                    Some(of).filter(|&t| a.one_of(t, &["of", "as", "to", ":"]))?
                }
            };
            let noun = self.left(of, low, false).filter(|&t| a.is(t, ANY_NOUN))?;
            // *dropped two grades to inadequate*
            if a.one_of(of, &["to"]) && noun > low && a.lexicon.ratings.numbers.contains(a.lower(noun - 1)) {
                return None;
            }
            if !self.ends_well(m) && self.right(tokens.end) < end {
                return None;
            }
            let mut first = noun;
            while first > low && (is_before_noun(a, first - 1) || a.one_of(first - 1, &["an", "a"])) {
                first -= 1;
            }
            (noun, first, self.right(tokens.end))
        };
        let mut first = first;
        while first > low && is_quote(a, first - 1) && !subject::is_apostrophe(a, first - 1) {
            first -= 1;
        }
        // The second of two grades before one noun is of whom the first is.
        let second = self
            .before(m)
            .map(|p| self.mentions[p].tokens.end)
            .filter(|&t| a.one_of(t, &["and", "/"]) && t + 1 == tokens.start);
        // *That poor rating*: one that was told before, of whichever body.
        let that = next < end
            && a.is(next, ANY_NOUN)
            && self.left(tokens.start, low, false).is_some_and(|t| a.one_of(t, &["that", "this"]));
        let subject = match second {
            None if that && a.fragment_of[noun].is_some() => Subject::Context,
            Some(t) => subject::of_rating(a, self.times, low, self.mentions[m - 1].tokens.start.min(t)),
            None => subject::of_rating(a, self.times, low, first),
        };
        let said = |t: usize| a.one_of(t, &["said", "says", "told"]);
        let verb = (low.max(first.saturating_sub(12))..first).rev().take_while(|&t| !said(t)).find(|&t| {
            a.is(t, WordClass::KEEPING) || a.is(t, WordClass::GIVING) || a.is(t, WordClass::CHANGING)
        });
        // *fell from “good” to the lowest possible grade, “inadequate”*
        let subject =
            match verb.filter(|&verb| subject == Subject::Context && a.is(verb, WordClass::CHANGING)) {
                Some(verb) if a.one_of(verb + 1, &["from"]) => subject::before_verb(a, self.times, low, verb),
                // *have all gone back to a V1 rating*
                Some(verb)
                    if a.one_of(first.wrapping_sub(1), &["a", "an", "the"])
                        && a.one_of(first.wrapping_sub(2), &["to", "into"])
                        && verb + 5 >= first =>
                {
                    subject::before_verb(a, self.times, low, verb)
                }
                _ => subject,
            };
        // *A rating of good was given to Ashby House by the CQC*, *There was a rating of good for Ashby House from the CQC.*
        let to = (behind..end.min(behind + 5)).find(|&t| {
            a.one_of(t, &["to"]) && a.one_of(t - 1, &["given", "awarded", "handed", "went", "issued"])
        });
        let led = self.sentence().start;
        let for_body = (a.one_of(behind, &["for"])
            && a.is_capital(behind + 1)
            && a.one_of(led, &["there", "it"])
            && a.is(led + 1, WordClass::BE))
        .then_some(behind);
        let given_to = to.or(for_body).filter(|_| subject == Subject::Context).and_then(|t| {
            let first = t + 1 + usize::from(a.one_of(t + 1, &["the"]));
            let stops = |t: &usize| {
                matches!(a.word(*t), "," | "." | ";")
                    || a.one_of(*t, &["by", "from", "in", "after", "following", "on", "when"])
            };
            let stop = (first..end).find(stops).unwrap_or(end);
            (a.is_capital(first) && stop > first).then_some(Subject::Phrase(first..stop))
        });
        let subject = given_to.unwrap_or(subject);
        // *The inspector gave a good rating to the school*
        let handed = verb.filter(|&t| {
            a.is(t, WordClass::HANDING_OVER)
                && !subject::is_passive(a, low, t)
                && (a.one_of(t + 1, &["a", "an", "the"]) || a.one_of(behind - 1, &["grades", "ratings"]))
                && a.one_of(behind, &["to"])
                && !a.is(behind + 1, WordClass::GROUP)
        });
        let subject = match handed {
            Some(_) => {
                let stops = |t: &usize| {
                    matches!(a.word(*t), "," | "." | ";" | "–" | "—")
                        || a.one_of(
                            *t,
                            &["following", "after", "and", "in", "for", "on", "this", "last", "when"],
                        )
                };
                let stop = (behind + 2..end).find(stops).unwrap_or(end);
                subject::of_phrase(a, self.times, behind + 1..stop)
            }
            None => subject,
        };
        // *Its V2 grade for viability was retained.*
        let retained = (behind..self.sentence().end.min(behind + 6)).any(|t| {
            a.is(t, WordClass::KEEPING) && subject::is_passive(a, behind, t) || a.one_of(t, &["unchanged"])
        });
        // *has held on to its outstanding rating*
        let held = |t: usize| a.one_of(t, &["held", "holds", "hold"]) && a.one_of(t + 1, &["on", "onto"]);
        // *confirmed the landlord’s V2 grade*
        let confirms = |t: usize| a.is(t, WordClass::CONFIRMING);
        let owned = subject::is_possessive(a, first.saturating_sub(1))
            || self.left(first, low, false).is_some_and(|t| {
                subject::is_possessive(a, t)
                    || a.one_of(t, &["its", "their", "our"])
                    || a.is(t, WordClass::RATING_ADJECTIVE)
            });
        let confirmed = owned && (low.max(first.saturating_sub(8))..first).any(confirms);
        // *RSH has confirmed its G1 and V2 grades.*
        let and =
            first.checked_sub(1).filter(|&t| t > low && a.one_of(t, &["and"]) && is_code(a, tokens.start));
        let confirmed = confirmed
            || and.is_some_and(|and| {
                let codes = is_code(a, and - 1) && a.one_of(and.wrapping_sub(2), &["its", "their", "our"]);
                codes && (low.max(and.saturating_sub(6))..and).any(confirms)
            });
        let retained = confirmed
            || retained
            || (noun..tokens.start).any(|t| a.one_of(t, &["held", "unchanged"]) && a.one_of(t + 1, &["at"]));
        let kept = retained || verb.is_some_and(|t| a.is(t, WordClass::KEEPING) || held(t));
        Some(Found {
            subject,
            anchor: verb.unwrap_or(noun).min(noun),
            kept,
            listed: false,
            confidence: 0.9,
            behind,
        })
    }

    /// Whether an article, a possessor or an adjective of ratings stands before token `at`.
    fn is_led_in(&self, at: usize, low: usize) -> bool {
        let a = self.a;
        self.left(at, low, false).is_some_and(|t| {
            a.is(t, WordClass::RATING_ADJECTIVE)
                || subject::is_possessive(a, t)
                || a.one_of(t, &["a", "an", "the", "its", "their", "our", "another", "this", "that"])
        })
    }

    /// *upgraded from poor to adequate*, *downgraded to inadequate*.
    pub(super) fn change(&self, m: usize, before: Option<usize>, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let start = before.map_or(tokens.start, |p| self.mentions[p].tokens.start);
        let to = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["to", "into", "as"]))?;
        // *Leadership fell from very good to weak, and the staff team from good to weak*
        let from = self.left(start, low, false).filter(|&t| a.one_of(t, &["from"]) && before.is_some());
        if let Some(from) = from
            && let Some(parted) = (low.max(from.saturating_sub(9))..from)
                .rev()
                .find(|&t| a.word(t) == "," || a.one_of(t, &["and", "while"]))
            && self.all.clone().any(|p| self.mentions[p].tokens.end <= parted)
            && subject::names_part(a, &subject::words(a, parted + 1..from))
            && self.ends_well(m)
        {
            return Some(Found::new(Subject::Phrase(parted + 1..from), from, 0.9, self.right(tokens.end)));
        }
        let window = low.max(start.saturating_sub(14))..start.min(to);
        // Capitals inside a sentence are names: *Fell View Hospital*.
        // *took the service from adequate to inadequate*
        let is_verb = |t: usize| {
            // *took over as manager*
            let shifts = before.is_some()
                && a.is(t, WordClass::SHIFTING)
                && !a.one_of(t + 1, &["over", "place", "part", "on", "up", "charge"])
                // *It took them seven years to get from adequate to good.*
                && !(t..start).any(|t| a.one_of(t, &["years", "months", "weeks", "time"]));
            // *saw its apprenticeships go from good to outstanding*
            let seen = a.one_of(t, &["go", "rise", "fall", "drop", "move", "slip", "improve", "climb"])
                && before.is_some()
                && (low..t).any(|t| a.one_of(t, &["saw", "seen", "see", "watched"]));
            // *The regulator has decided to downgrade it from G1 to G2*: done.
            let decided = before.is_some()
                && a.one_of(t, &["downgrade", "upgrade", "lower", "raise", "lift", "reduce", "move", "drop"])
                && a.one_of(t.wrapping_sub(1), &["to"])
                && a.one_of(
                    t.wrapping_sub(2),
                    &["decided", "chose", "chosen", "opted", "led", "prompted", "forced"],
                );
            (a.is(t, WordClass::CHANGING) || shifts || seen || decided)
                && (!a.is_capital(t) || t == self.sentence().start)
        };
        let mut verb = window.clone().rev().find(|&t| is_verb(t))?;
        // *was good in 2010 but slipped to requires improvement in 2014*
        let goes_on = verb == low
            && a.one_of(low.wrapping_sub(1), &["but", "and"])
            && self.before(m).is_some()
            && self.has_time(&(tokens.end..self.sentence().end));
        if goes_on && to == verb + 1 && self.ends_well(m) {
            return Some(Found::new(Subject::Same, verb, 0.85, self.right(tokens.end)));
        }
        // *moved up*, *has gone down*
        if a.one_of(verb, &["up", "down"])
            && let Some(moved) = (window.start.max(verb.saturating_sub(6))..verb).rev().find(|&t| is_verb(t))
        {
            verb = moved;
        }
        let strong = before.is_some()
            || a.one_of(
                verb,
                &["upgraded", "downgraded", "lifted", "lowered", "raised", "demoted", "limited"],
            )
            // *had been rated good but has now dropped to inadequate*
            || self.before(m).is_some() && a.one_of(verb.wrapping_sub(1), &["now", "since"]) && to == verb + 1
            || a.one_of(verb, &["moved", "moves", "gone", "went"])
                && (verb + 1..to).any(|t| a.one_of(t, &["up", "down"]))
            // *It crept up to a three*
            || {
                let subject = subject::before_verb(a, self.times, low, verb);
                to < verb + 3
                    && (subject::is_it(a, &subject) || subject::is_pronoun(a, &subject))
                    && a.lexicon.ratings.numbers.contains(a.lower(tokens.start))
            }
            // *They crept back up to adequate.*
            || to > verb + 1
                && (verb + 1..to).all(|t| a.one_of(t, &["back", "up", "down", "again"]))
                && a.one_of(verb, &["crept", "slipped", "fell", "dropped", "rose", "climbed", "edged", "slid", "inched"])
                && subject::is_pronoun(a, &subject::before_verb(a, self.times, low, verb))
            // *Purposeful activity had fallen to poor*, *Ashby School dropped two grades to inadequate*
            || (verb + 1 == to || verb + 3 == to && a.is(to - 1, ANY_NOUN)) && {
                let subject = subject::before_verb(a, self.times, low, verb);
                subject::is_part(a, &subject)
                    // *Halewick’s Brook Vale slipped to requires improvement*
                    || matches!(&subject, Subject::Phrase(range) if a.is_capital(range.end - 1))
                        && !self.is_everyday(m)
                    || self.is_known(&subject)
                    || subject::is_it(a, &subject)
                        && (is_code(a, tokens.start)
                            || a.one_of(verb, &["slipped", "fell", "dropped", "rose", "climbed"]))
            };
        if !strong || !self.ends_well(m) {
            return None;
        }
        let mut end = start;
        while end > verb + 1
            && (is_quote(a, end - 1) && !subject::is_apostrophe(a, end - 1)
                || a.one_of(end - 1, &["from", "to", "up", "down"])
                // *has gone down, from good to requires improvement*
                || a.word(end - 1) == "," && a.one_of(end, &["from"]))
        {
            end -= 1;
        }
        let object = verb + 1..end;
        // *dropped two grades to inadequate*
        let step = |t: usize| {
            a.is(t, ANY_NOUN)
                || a.one_of(t, &["places", "notches", "levels", "rungs", "rung", "notch", "place", "level"])
        };
        // *climbed two rungs of Ofsted’s ladder in one go, from inadequate to good*
        let by_steps = step(object.start + 1)
            && (object.len() == 2
                || object.len() > 2
                    && (a.one_of(object.start, NUMBERS) || a.one_of(object.start, &["a", "several"])));
        // *saw its apprenticeships go from good to outstanding*
        let saw = (low..verb).rev().take(8).find(|&t| a.one_of(t, &["saw", "seen", "see", "watched"]));
        if let Some(saw) = saw.filter(|&saw| saw + 1 < verb && a.one_of(verb + 1, &["from"])) {
            let subject = subject::of_phrase(a, self.times, saw + 1..verb);
            return Some(Found::new(subject, verb, 0.9, self.right(tokens.end)));
        }
        // *It kept its G1 for governance and went from V1 to V2 for viability.*
        let told = self.all.clone().any(|p| self.mentions[p].tokens.end < verb);
        if told && a.one_of(verb - 1, &["and", "but"]) && object.len() <= 1 {
            return Some(Found::new(Subject::Same, verb, 0.9, self.right(tokens.end)));
        }
        let subject = if object.len() > 1
            && !by_steps
            && !subject::is_passive(a, low, verb)
            && !a.one_of(verb + 1, &["by", "in", "from"])
            // *has fallen further, from good to poor*, *fell all the way from very good to weak*
            && !a.one_of(verb + 1, &["further", "again", "sharply", "all", "straight", "right"])
        {
            subject::of_phrase(a, self.times, object)
        } else {
            subject::before_verb(a, self.times, low, verb)
        };
        Some(Found::new(subject, verb, 0.95, self.right(tokens.end)))
    }

    /// *has moved up from requires improvement*, where the new grade is told elsewhere.
    pub(super) fn left_behind(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let from = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["from"]))?;
        if self.goes_on_to_new(m) || self.all.len() > 1 || !self.ends_well(m) {
            return None;
        }
        let window = low.max(from.saturating_sub(4))..from;
        // *Its grade for efficiency is up from requires improvement*
        // *The rating is a step up from good.*
        let step = |t: usize| a.one_of(t, &["step", "move", "rise", "jump", "leap", "notch", "grade"]);
        let moved = |t: usize| {
            !a.one_of(t, &["up", "down"]) || t > low && (a.is(t - 1, WordClass::BE) || step(t - 1))
        };
        let verb = window.clone().find(|&t| a.is(t, WordClass::CHANGING) && moved(t))?;
        let subject = subject::before_verb(a, self.times, low, verb);
        Some(Found::new(subject, verb, 0.8, self.right(tokens.end)))
    }

    /// *Ashby College, a grade one in 2008,*; *Ashby School, outstanding in 2012,*: beside a name, with its time.
    pub(super) fn apposed(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let article = usize::from(a.one_of(tokens.start.wrapping_sub(1), &["a", "an"]));
        let comma = tokens.start.checked_sub(1 + article).filter(|&t| t > low && a.word(t) == ",")?;
        let behind = self.right(tokens.end);
        let closed =
            (behind + 2..self.sentence().end.min(behind + 8)).any(|t| matches!(a.word(t), "," | "."));
        let name = a.name_at(comma - 1).filter(|name| name.tokens.end == comma)?;
        let subject = Subject::Phrase(name.tokens.start.max(low)..comma);
        let leads = a.one_of(behind, &["in", "as", "since", "until", "back"]);
        let fits = leads && closed && self.is_known(&subject);
        (fits && self.has_time(&(behind..(behind + 6).min(self.sentence().end)))).then_some(Found::new(
            subject,
            tokens.start,
            0.8,
            behind,
        ))
    }

    /// *the good it earned in October 2013*: a grade of then, told beside the one of now.
    pub(super) fn earned(&self, m: usize) -> Option<Found> {
        /// Tokens from the pronoun to the verb, and on to the end of the time.
        const VERB: usize = 4;
        const TIME: usize = 8;
        let a = self.a;
        let (sentence, tokens) = (self.sentence(), &self.mentions[m].tokens);
        let it = self.right(tokens.end);
        let led =
            self.left(tokens.start, sentence.start, false).is_some_and(|t| a.one_of(t, &["the", "that"]));
        // *The two was given in November 2021.*
        let given = a.is(it, WordClass::BE)
            && a.one_of(it + 1, &["given", "awarded"])
            && a.one_of(it + 2, &["in", "on"]);
        if led && given && self.has_time(&(it + 2..sentence.end.min(it + TIME))) {
            return Some(Found::new(Subject::Context, it + 1, 0.8, it + 2));
        }
        // *The strong standard was awarded for inclusion and for personal development.*
        let for_part = a.is(it, WordClass::BE)
            && a.one_of(it + 1, &["given", "awarded"])
            && a.one_of(it + 2, &["for"])
            && self.grades_part_behind(m, it + 3);
        if led && for_part {
            return Some(Found::new(Subject::Context, it + 1, 0.8, it + 2));
        }
        // *The C3 dates from September 2024.*
        let dates = a.one_of(it, &["dates", "dated"]) && a.one_of(it + 1, &["from", "back"]);
        if led && dates && self.has_time(&(it + 2..sentence.end.min(it + TIME))) {
            return Some(Found::new(Subject::Context, it, 0.8, it + 2));
        }
        // *an improvement on the Requires Improvement that the trust was given in February 2015*
        let that = it + usize::from(a.one_of(it, &["that", "which"]));
        let noun = that + 1;
        let named = a.one_of(that, &["the"]) && subject::noun_of_body(a, a.lower(noun));
        let passive = a.one_of(noun + 1, &["was", "were"]) && a.one_of(noun + 2, &["given", "awarded"]);
        if led && named && passive && self.has_time(&(noun + 2..sentence.end.min(noun + TIME))) {
            return Some(Found::new(Subject::Context, noun + 2, 0.8, noun + 3));
        }
        // *two grades above the satisfactory that it was given in 2006*
        let pronoun = a.one_of(that, &["it", "they", "we"]);
        let passive = a.one_of(noun, &["was", "were"]) && a.one_of(noun + 1, &["given", "awarded"]);
        if led && pronoun && passive && self.has_time(&(noun + 1..sentence.end.min(noun + TIME))) {
            return Some(Found::new(Subject::Context, noun + 1, 0.8, noun + 2));
        }
        if !led || !a.one_of(it, &["it", "they", "we"]) {
            return None;
        }
        let verb = (it + 1..sentence.end.min(it + VERB))
            .find(|&t| a.is(t, WordClass::GIVING) && !a.one_of(t, &["had", "has", "have", "with"]))?;
        let timed = self.has_time(&(verb..sentence.end.min(verb + TIME)));
        timed.then_some(Found::new(Subject::Context, verb, 0.8, verb + 1))
    }

    /// *Good in 2012, it is now outstanding*: the grade of then opens the sentence.
    pub(super) fn opening(&self, m: usize) -> Option<Found> {
        let a = self.a;
        let sentence = self.sentence();
        let behind = self.mentions[m].tokens.end;
        let comma = self.end_of_opening(m)?;
        let subject = subject::first_of_clause(a, comma + 1, sentence.end)?;
        Some(Found::new(subject, self.mentions[m].tokens.start, 0.8, behind))
    }

    /// The comma that ends *Good in 2012,* at the start of a sentence.
    pub(super) fn end_of_opening(&self, m: usize) -> Option<usize> {
        /// Tokens up to the comma.
        const REACH: usize = 7;
        let a = self.a;
        let (sentence, tokens) = (self.sentence(), &self.mentions[m].tokens);
        let leads = tokens.start <= sentence.start + 2
            && (a.is(sentence.start, WordClass::GRADING)
                || a.one_of(sentence.start, &["already", "still", "once"]));
        let comma = (tokens.end..sentence.end.min(tokens.end + REACH)).find(|&t| a.word(t) == ",")?;
        let year = (tokens.end..comma).any(|t| is_year(self.a, t));
        let then = a.one_of(tokens.end, &["in", "at", "since", "when", "until"])
            && (year || self.has_time(&(tokens.end..comma)));
        ((tokens.start == sentence.start || leads) && then).then_some(comma)
    }

    /// *Safety was inadequate, effectiveness requires improvement, and caring and responsiveness good*: the parts right before a
    /// grade, whose verb is that of the one before.
    pub(super) fn gapped(&self, m: usize, events: &[Event]) -> Option<Found> {
        let a = self.a;
        let last = events.last().filter(|last| {
            subject::is_part(a, &last.subject)
                || matches!(&last.subject, Subject::Phrase(range)
            if subject::list_of_parts(a, range.start, range.end).is_some())
        })?;
        let before = &self.mentions[self.before(m)?];
        let mut first = before.tokens.end;
        while first < self.mentions[m].tokens.start
            && (is_quote(a, first)
                || matches!(a.word(first), "," | ";")
                || a.one_of(first, &["and", "but", "while", "with"]))
        {
            first += 1;
        }
        let mut end = self.mentions[m].tokens.start;
        while end > first && is_quote(a, end - 1) && !subject::is_apostrophe(a, end - 1) {
            end -= 1;
        }
        let parts = first < end
            && (subject::names_part(a, &subject::words(a, first..end))
                || subject::list_of_parts(a, first, end).is_some_and(|list| list == (first..end)));
        let behind = self.right(self.mentions[m].tokens.end);
        (parts && self.ends_well(m))
            .then(|| Found::new(Subject::Phrase(first..end), last.anchor, 0.8, behind))
    }

    /// *good overall and outstanding for care leavers*: the second grade of one verb.
    pub(super) fn chained(&self, m: usize, events: &[Event]) -> Option<Found> {
        let a = self.a;
        let last = events.last()?;
        // *poor for safety, where they were good in 2021, and poor for respect*: beside the one before the aside.
        let aside = (last.anchor.saturating_sub(3)..last.anchor)
            .any(|t| a.word(t) == "," && a.one_of(t + 1, &["where", "which"]));
        let closed = |t: usize| a.word(t) == "," && a.one_of(t + 1, &["and"]);
        let outer = events.len().checked_sub(2).map(|at| &events[at]).filter(|outer| {
            let end = self.mentions[last.mention].tokens.end;
            aside
                && self.mentions[outer.mention].tokens.end <= last.anchor
                && (end..self.mentions[m].tokens.start).any(closed)
        });
        if let Some(outer) = outer {
            let tokens = &self.mentions[m].tokens;
            let previous = self.left(tokens.start, self.mentions[last.mention].tokens.end, true)?;
            return (a.one_of(previous, &["and"]) && self.ends_well(m)).then(|| Found {
                subject: outer.subject.clone(),
                anchor: outer.anchor,
                kept: false,
                listed: true,
                confidence: 0.85,
                behind: self.right(tokens.end),
            });
        }
        let before = &self.mentions[last.mention].tokens;
        let tokens = &self.mentions[m].tokens;
        // *care and support very good, up from good, and leadership excellent*
        let passed = last
            .previous
            .map(|p| self.mentions[p].tokens.end)
            .filter(|end| (before.end..tokens.start).contains(end));
        let mut between = passed.unwrap_or(before.end)..tokens.start;
        // *inadequate for being safe, because records had been left blank, and good for being caring*
        if between.clone().any(|t| a.one_of(t, &["because"]))
            && let Some(comma) = between.clone().rfind(|&t| a.word(t) == ",")
            && a.one_of(comma + 1, &["and", "but"])
        {
            between.start = comma;
        }
        // *was rated good for hygiene but “poor” for its building*
        let but = self.left(tokens.start, between.start, false).is_some_and(|t| a.one_of(t, &["but"]));
        let joined = but || between.clone().any(|t| a.one_of(t, &["and", ",", "with", "or", "/"]));
        // *good at ensuring that its workforce behaves lawfully, and good at …*: not within the part's name.
        let part = (before.end + 2..between.end).rev().find(|&end| {
            a.one_of(before.end, &["at", "for", "in"])
                && self.grades_part(last.mention, &subject::words(a, before.end + 1..end))
        });
        let finite = (part.unwrap_or(between.start)..between.end).any(|t| {
            a.one_of(
                t,
                &["is", "are", "was", "were", "has", "had", "have", "which", "who", "that", "said", "from"],
            )
                // *the experiences of children who need help*: within the part's name.
                && !(a.one_of(t, &["who"]) && a.one_of(t.wrapping_sub(1), &["children", "people", "pupils", "learners"]))
                // *judges leadership to be good, but says help and protection requires improvement*
                || a.one_of(t, &["says", "found", "finds", "reports"])
        });
        let kept = between.clone().any(|t| a.is(t, WordClass::KEEPING));
        // *Leadership, which was good in 2019, now requires improvement*: its own verb.
        let finite = finite
            || a.one_of(tokens.start, &["requires", "require", "required", "needs"])
                && (last.clause.start..before.start).any(|t| a.one_of(t, &["which", "who"]))
                && !between.clone().any(|t| a.one_of(t, &["and", "but", "with", "or"]));
        if before.end > tokens.start || !joined || finite || kept || between.len() > 28 || !self.ends_well(m)
        {
            return None;
        }
        let previous = self.left(tokens.start, between.start, true)?;
        // *slipped to V2 in 2020, and to G2 in 2022*
        let to = a.one_of(previous, &["to"])
            && a.one_of(previous.wrapping_sub(1), &["and"])
            && a.is(last.anchor, WordClass::CHANGING);
        // *care and support rose to adequate, staffing to good, and leadership to weak*
        let behind_to = tokens.start - 1;
        if a.one_of(behind_to, &["to"]) && a.is(last.anchor, WordClass::CHANGING) {
            let mut starts = (before.end..behind_to)
                .filter(|&t| a_break(a, t))
                .map(|t| t + 1 + usize::from(a.one_of(t + 1, &["and"])));
            if let Some(first) =
                starts.find(|&first| self.grades_part(m, &subject::words(a, first..behind_to)))
            {
                return Some(Found {
                    subject: Subject::Phrase(first..behind_to),
                    anchor: last.anchor,
                    kept: false,
                    listed: true,
                    confidence: 0.85,
                    behind: self.right(tokens.end),
                });
            }
        }
        // *has kept its G1 for governance and its V1 for viability*
        let its = last.kept
            && a.one_of(previous, &["its", "their"])
            && a.one_of(previous.wrapping_sub(1), &["and", ","]);
        let fits =
            to || its || a.one_of(previous, &["and", ",", "with", "but", "/"]) || previous < before.end;
        let told = matches!(last.subject, Subject::Phrase(_) | Subject::Its(_));
        let grades = a.is(last.anchor, WordClass::GRADING.with(WordClass::FINDING))
            || a.one_of(last.anchor, &["grades", "scores"])
            // *has fallen to inadequate, with safe and effective both inadequate, caring good and …*
            || last.listed && subject::is_part(a, &last.subject);
        if !fits && told && grades {
            // *rated adoption as good, and leadership as inadequate*
            let parted = between.clone().find(|&t| a.word(t) == "," || a.one_of(t, &["and"]))?;
            let first = (parted..between.end)
                .find(|&t| a.word(t) != "," && !a.one_of(t, &["and"]) && !a.is(t, WordClass::CLAUSE_BREAK))?;
            // *and its prospects for improvement adequate*, *with work to support care leavers singled out as outstanding*
            let first = first + usize::from(a.one_of(first, &["with"]));
            let first = first + usize::from(a.one_of(first, &["its", "their", "our", "the"]));
            let singled = a.one_of(previous, &["out"]) && a.one_of(previous - 1, &["singled", "picked"]);
            let verb = a.one_of(previous, &["recognised", "described", "highlighted", "praised"])
                || a.is(previous, WordClass::GRADING);
            let end = if singled { previous - 1 } else { previous + usize::from(!verb) };
            let subject = subject::of_phrase(a, self.times, first..end);
            let whole = subject::words(a, first..end);
            let part = subject::names_part(a, &whole);
            let subject = if part { Subject::Phrase(first..end) } else { subject };
            let known = part || self.is_known(&subject);
            return known.then(|| Found {
                subject,
                anchor: last.anchor,
                kept: false,
                listed: true,
                confidence: 0.85,
                behind: self.right(tokens.end),
            });
        }
        // *kept its G1 grade for governance and V2 for viability*
        let kept = last.kept && last.mention + 1 == m && !between.clone().any(|t| a.one_of(t, &["but"]));
        fits.then(|| Found {
            subject: Subject::Same,
            anchor: last.anchor,
            kept,
            listed: true,
            confidence: 0.85,
            behind: self.right(tokens.end),
        })
    }

    /// *was rated good, with outstanding behaviour*
    pub(super) fn attributive(&self, m: usize, events: &[Event]) -> Option<Found> {
        /// Words of a part, and between the first grade and *with*.
        const LONGEST: usize = 8;
        const LONGEST_LIST: usize = 16;
        let a = self.a;
        let last = events.last()?;
        let tokens = &self.mentions[m].tokens;
        let before = &self.mentions[last.mention].tokens;
        // *was rated adequate, with adoption already good*
        let already = tokens.start
            - usize::from(a.one_of(tokens.start - 1, &["already", "still", "now", "all", "both", "each"]));
        // *with teaching and leadership all in the lowest category*
        let in_the =
            a.one_of(tokens.start - 1, &["the"]) && a.one_of(tokens.start.saturating_sub(2), &["in"]);
        let already = match in_the {
            true => {
                let all = tokens.start.saturating_sub(3);
                tokens.start
                    - 2
                    - usize::from(a.one_of(all, &["already", "still", "now", "all", "both", "each"]))
            }
            false => already,
        };
        let stands = (before.end..already).rev().take(LONGEST_LIST).find(|&t| a.one_of(t, &["with"]));
        // *has fallen to inadequate, with safe, effective and well-led all inadequate*
        let list =
            |with: usize| subject::list_of_parts(a, with + 1, already).is_some_and(|l| l.start == with + 1);
        if let Some(with) = stands.filter(|&with| with + 1 < already && already < tokens.start)
            && (self.grades_part(m, &subject::words(a, with + 1..already)) || list(with))
            && self.ends_well(m)
        {
            let subject = Subject::Phrase(with + 1..already);
            let found = Found::new(subject, last.anchor, 0.8, self.right(tokens.end));
            return Some(Found { listed: true, ..found });
        }
        // *with satisfactory teaching and a satisfactory curriculum*
        let again = last.listed && subject::is_part(a, &last.subject) && before.end + LONGEST >= tokens.start;
        let opens = |t: usize| a.one_of(t, &["with"]) || again && a.one_of(t, &["and", ","]);
        let article = self.left(tokens.start, before.end, false).filter(|&t| a.one_of(t, &["a", "an"]));
        let with = self.left(article.unwrap_or(tokens.start), before.end, false).filter(|&t| opens(t))?;
        let first = self.right(tokens.end);
        let part = (first + 1..(first + LONGEST).min(self.sentence().end + 1)).rev().map(|end| first..end);
        let part = part.into_iter().find(|range| self.grades_part(m, &subject::words(a, range.clone())))?;
        (with < before.end + LONGEST).then_some(Found {
            behind: part.end,
            subject: Subject::Phrase(part),
            anchor: last.anchor,
            kept: false,
            listed: true,
            confidence: 0.8,
        })
    }

    /// Whether the words from token `next` on tell an earlier inspection: *when it was last inspected, in 2017*, *at its
    /// last inspection*, *since 2009*.
    fn is_history(&self, next: usize) -> bool {
        let a = self.a;
        let year = |t: usize| is_year(self.a, t);
        let mut words = next + 1..self.sentence().end.min(next + 7);
        a.one_of(next, &["when", "at"])
            && words.any(|t| a.lower(t).starts_with("inspect") || a.one_of(t, &["visited", "visit"]))
            || a.one_of(next, &["since", "in"]) && (year(next + 1) || a.is_time(next + 1) && year(next + 2))
    }

    /// *was good in 2010*, *had been Good, back in 2010*: whether a past time stands behind the grade of a past verb.
    fn is_dated_past(&self, verb: usize, next: usize) -> bool {
        const REACH: usize = 4;
        let a = self.a;
        let past = a.one_of(verb, &["was", "were", "been"]);
        let behind = next + usize::from(a.word(next) == ",");
        let leads = a.one_of(behind, &["in", "back", "at", "when", "as"]);
        let published = a.document.published_on;
        // *since 2010, when the school was only satisfactory*
        let when = (self.sentence().start..verb).rev().take(6).find(|&t| a.one_of(t, &["when"]));
        let times = when::within(self.times, a.span(self.sentence()));
        let since = when.is_some_and(|when| {
            times.iter().any(|time| {
                let end = a.token_from(time.span.end);
                (end == when || end + 1 == when) && a.fragment_of[when].is_none()
            })
        });
        // *In June 2013 Acorns was only satisfactory.*
        let first = self.sentence().start;
        let led = a.one_of(first, &["in", "back"])
            && times.iter().any(|time| {
                let start = a.token_from(time.span.start);
                let date = time
                    .holding()
                    .filter(|_| start <= first + 2 && time.span.end <= a.tokens[verb].span.start);
                date.is_some_and(|date| published.is_some_and(|published| date < published))
            });
        past && (since || led)
            || past
                && leads
                && times.iter().any(|time| {
                    let first = a.token_from(time.span.start);
                    (behind..behind + REACH).contains(&first)
                        && time
                            .holding()
                            .is_some_and(|date| published.is_none_or(|published| date < published))
                })
    }

    /// *The local adoption agency is good*, in an inspector's own words or reported from them.
    pub(super) fn copula(&self, m: usize, low: usize, before: &[Event]) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let performs = a.lower(tokens.start).starts_with("perform");
        let mut verb = if performs { tokens.start } else { self.left(tokens.start, low, true)? };
        // *is still no more than adequate*
        if verb > low + 3 && a.one_of(verb, &["than"]) && a.one_of(verb - 2, &["no"]) {
            verb = self.left(verb - 2, low, true)?;
        }
        // *Leadership and teaching were both good*
        if a.one_of(verb, &["all", "both"]) && verb > low {
            verb -= 1;
        }
        // *continues to be good*
        if a.one_of(verb, &["be"]) || a.is(verb, WordClass::KEEPING) {
            let first = (low..=verb).rev().take(3).find(|&t| a.is(t, WordClass::KEEPING));
            verb = first.unwrap_or(verb);
        }
        // *The rating stays at good*, *the school remains good*
        let kept = !performs && a.is(verb, WordClass::KEEPING);
        // *it’s inadequate for the way it looks after its people*
        let contracted = matches!(a.lower(verb), "'s" | "’s")
            && verb > low
            && a.one_of(verb - 1, &["it", "that", "he", "she", "leadership", "safety"]);
        let is = performs
            || kept
            || contracted
            || a.is(verb, WordClass::BE) && !a.one_of(verb, &["be", "being", "got"]);
        let next = self.right(tokens.end);
        // *is outstanding for the second time*
        let once_more = a.one_of(next, &["for"])
            && a.one_of(next + 1, &["the", "a"])
            && a.one_of(next + 2, &["second", "third", "fourth", "first"])
            && (next + 3..next + 5).any(|t| a.one_of(t, &["time", "inspection"]));
        if let Some(found) = self.good_school(m, low, verb) {
            return Some(found);
        }
        let history = self.is_history(next);
        // *It was also inadequate for being safe.*
        let of_part = a.one_of(next, &["for", "on", "in", "at"]) && subject::part_follows(a, next + 1);
        let ends = next >= self.sentence().end
            || matches!(a.word(next), "." | "," | ";" | "(" | "–" | "—")
            || a.is(next, WordClass::CLAUSE_BREAK)
            || a.one_of(
                next,
                &["and", "overall", "in", "across", "too", "when", "before", "after", "following", "even", "then", "again", "because"],
            )
            || a.one_of(next, &["as"]) && a.one_of(next + 1, &["well"])
            // *It was fair last year.*
            || a.one_of(next, &["last"]) && a.one_of(next + 1, &["year", "time", "month"])
            // *good for safety*, but not *good at phonics*
            || of_part
            || once_more
            || history;
        let quoted = a.fragment_of[verb].is_some();
        if !is || !ends || quoted || performs && a.one_of(verb.wrapping_sub(1), &["that", "as", "of"]) {
            return None;
        }
        let as_written = (low..verb).any(|t| a.one_of(t, &["as"]) && t + 1 == verb);
        let verb_start = if performs { tokens.start } else { verb };
        // *Safety was poor and respect was reasonably good.*
        let low = self
            .before(m)
            .map(|p| self.mentions[p].tokens.end)
            .filter(|&end| end + 1 < verb_start && a_break(a, end))
            .map_or(low, |end| low.max(end + 1));
        let subject = subject::before_verb(a, self.times, low, verb_start);
        let subject = self.without_place(m, subject);
        // *Its rating for safety stays at good*
        // *The previous rating, given in May 2021, was inadequate*, where ratings are told of
        let next_to =
            before.last().is_some_and(|event| self.mentions[event.mention].sentence + 1 >= self.sentence);
        let rating = |t: usize| {
            a.one_of(t, &["rating", "ratings", "judgement", "judgment", "judgements", "grade", "grades"])
        };
        // *Ofsted has published its report. The overall rating is good.*
        let reported_before = self.sentence.checked_sub(1).is_some_and(|at| {
            let before = a.sentences[at].tokens.clone();
            before.clone().any(|t| a.one_of(t, &["published", "report"])) && self.has_inspector(before)
        });
        // *You will see that the overall judgement is “requires improvement”.*
        let seen = (low..verb).rev().find(|&t| a.one_of(t, &["that"])).filter(|&that| {
            (self.sentence().start..that).any(|t| {
                a.one_of(
                    t,
                    &[
                        "see", "note", "notice", "read", "know", "hear", "find", "pleased", "sad", "shows",
                        "states",
                    ],
                )
            })
        });
        let low_of_rating = seen.map_or(low, |that| that + 1);
        let subject = match seen {
            Some(that) if (that + 1..verb).any(rating) => {
                subject::before_verb(a, self.times, that + 1, verb_start)
            }
            _ => subject,
        };
        let of_rating = kept && (low..verb).any(|t| a.is(t, WordClass::RATING_NOUN))
            || (next_to || reported_before)
                && (low_of_rating..verb).any(rating)
                && !(low_of_rating..verb).any(|t| a.one_of(t, &["that", "who", "and", "if"]));
        // *Both were adequate when inspectors last came.*
        // *In 2011 both were adequate.*
        let first = self.sentence().start;
        let both = next_to
            && verb > first
            && a.one_of(verb - 1, &["both"])
            && (verb == first + 1 || a.word(verb - 2) == "," || is_year(a, verb - 2));
        // *Both had been adequate before.*
        let helped = || verb > first + 1 && subject::first_helper(a, first, verb) <= first + 1;
        // *All three had been weak in April.*
        let all = a.one_of(first, &["all"]) && a.one_of(first + 1, NUMBERS) && verb > first + 2;
        let all = all && subject::first_helper(a, first, verb) <= first + 2;
        let both = both || next_to && (a.one_of(first, &["both"]) && helped() || all);
        let reported =
            of_rating || both || self.reported_by_inspector(low, verb) || self.according_to_inspector(next);
        // *… were judged to be good, and its capacity for improvement was good*
        let near = self.follows(before.last(), 3);
        // *Outcomes were poor for safety*, *outcomes at HMP Ashby were …*
        let of_whole = |range: Range<usize>| subject::whole_of(a, range).is_some();
        let outcomes = of_part && matches!(&subject, Subject::Phrase(range) if of_whole(range.clone()));
        // No one but an inspector says *not sufficiently good*.
        let mut coined = self.all.clone().filter(|&p| {
            let words = &self.mentions[p].tokens;
            words.len() > 1 && !self.is_state(p) && !a.one_of(words.start, &["very"])
        });
        let coined = match &subject {
            Subject::Phrase(range) if subject::is_part(a, &subject) => {
                let part = subject::words(a, range.clone());
                coined.any(|p| self.grades_part(p, &part))
            }
            _ => of_part && self.is_known(&subject) && coined.next().is_some(),
        };
        let pronoun = subject::is_pronoun(a, &subject);
        // *It was satisfactory when inspectors last called, in 2008.*
        let when = a.one_of(next, &["when"]) && self.has_inspector(next..self.sentence().end.min(next + 6))
            || history;
        // *It had been inadequate in June 2013.*
        // *Two years ago that area was inadequate.*
        let that_area = subject::is_that_area(a, &subject) && self.has_time(&self.sentence());
        let then =
            next_to && (self.is_dated_past(verb, next) && (pronoun || self.is_known(&subject)) || that_area);
        // *which was judged inadequate last November, … and is now satisfactory*
        let same = before.last().is_some_and(|event| self.mentions[event.mention].sentence == self.sentence);
        let now = same && (verb..tokens.start).any(|t| a.one_of(t, &["now"]));
        // *The emergency department at Ashby Hospital is now good.*
        let branch_now = (verb..tokens.start).any(|t| a.one_of(t, &["now"]))
            && (self.follows(before.last(), 4)
                || self.has_inspector(a.sentences[self.sentence.saturating_sub(3)].tokens.start..first))
            && matches!(&subject, Subject::Phrase(range) if subject::is_branch_of_body(a, range));
        // *When it was last rated, in July 2014, it was Requires Improvement.*
        let last_time = a.one_of(first, &["when"])
            && (first..verb).any(|t| a.one_of(t, &["last", "previously", "first"]))
            && (first..verb).any(|t| a.is(t, WordClass::GRADING) || a.one_of(t, &["inspected", "visited"]))
            && self.follows(before.last(), 3);
        // *Ashby School continues to be good after a short inspection.*
        // *was inspected on May 11 and stays good*
        let inspected = || {
            let called = |t: usize| a.one_of(t, &["inspected", "visited"]);
            (next..self.sentence().end).any(|t| a.is(t, WordClass::INSPECTION)) || (low..verb).any(called)
        };
        let still = || kept && self.is_known(&subject) && inspected();
        // *It now requires improvement overall and is good for effective and caring.*
        if same
            && of_part
            && a.one_of(verb_start.wrapping_sub(1), &["and", "but"])
            && self.grades_part_behind(m, next + 1)
        {
            let kept = kept || a.one_of(verb + 1, &["still"]);
            let found = Found::new(Subject::Same, verb, 0.8, next);
            return Some(Found { listed: true, kept, ..found });
        }
        let is_list = || {
            let list = subject::list_of_parts(a, low, verb_start);
            list.is_some_and(|list| !a.one_of(list.start.wrapping_sub(1), &["for", "at", "in", "on"]))
        };
        // *In 2013 Acorns was only Satisfactory.*
        let capital = a.is_capital(tokens.start)
            && matches!(&subject, Subject::Phrase(range) if a.is_capital(range.start) || pronoun);
        // *Ashby House was rated in June. It is good for safety.*
        let rated_before = || {
            let before = self.sentence.checked_sub(1).map(|at| &a.sentences[at]);
            before.is_some_and(|before| {
                before.paragraph == a.sentences[self.sentence].paragraph
                    && before
                        .tokens
                        .clone()
                        .any(|t| a.is(t, WordClass::GRADING) || a.one_of(t, &["inspected"]))
            })
        };
        // *Ashby Nursery was also good in each of the four areas that inspectors look at: …*
        let in_each = a.one_of(next, &["in"])
            && a.one_of(next + 1, &["each", "every", "all"])
            && (next + 2..next + 6).any(|t| subject::is_area(a, t))
            && self.follows(before.last(), 3)
            && (pronoun
                || self.is_known(&subject)
                || matches!(&subject, Subject::Phrase(range) if a.is_capital(range.start)));
        // *The school remains outstanding.*, at the start of what a text tells of it
        let stays = kept
            && matches!(a.word(next), "." | ";")
            && verb < first + 14
            && self.opens_with(&subject)
            && self.is_known(&subject);
        let named = once_more
            && (pronoun
                || self.is_known(&subject)
                || matches!(&subject, Subject::Phrase(range) if a.is_capital(range.start)));
        let goes_on = outcomes
            || stays
            || named
            || in_each
            || pronoun && of_part && self.grades_part_behind(m, next + 1) && rated_before()
            || coined
            // *Ashby Fire Service is good for effectiveness*
            || self.is_known(&subject) && self.opens_with(&subject) && of_part && self.grades_part_behind(m, next + 1)
            || next_to && capital
            || near && (subject::is_part(a, &subject) || is_list())
            || next_to && pronoun && (of_part || when)
            || then
            // *is officially outstanding*
            || a.one_of(tokens.start.wrapping_sub(1), &["officially"]) && self.is_known(&subject)
            // *The force was good at preventing crime*, behind a grade
            || self.follows(before.last(), 4)
                && (pronoun
                    || self.is_known(&subject)
                    // *This time Ashby is good at preventing fires*
                    || matches!(&subject, Subject::Phrase(range) if a.is_capital(range.end - 1)))
                && of_part
                && self.grades_part_behind(m, next + 1)
            || branch_now
            || performs && next_to && pronoun
            // *Ashby Council performs adequately overall.*: words of inspectors alone
            || performs && !a.one_of(tokens.end - 1, &["well"]) && self.is_known(&subject)
            || last_time && a.one_of(verb.wrapping_sub(2), &["both"])
            || (now || last_time) && (pronoun || self.is_known(&subject))
            || still();
        // *was only “performing poorly”*: as an inspector calls it.
        let it = || subject::is_pronoun(a, &subject) && self.reported_by_inspector(low, verb);
        // *Inspectors from HMI Prisons returned to Castlemoor. Safety was now reasonably good.*
        let told = || {
            let words = match &subject {
                Subject::Phrase(range) => subject::words(a, range.clone()),
                _ => return false,
            };
            self.is_part_of_inspector_near(&words)
        };
        let goes_on = goes_on || !kept && told();
        let known = of_rating || both || self.is_known(&subject) || it();
        if as_written || !(self.official || reported || goes_on) {
            return None;
        }
        if !known && !goes_on {
            let subject = self.examples(next)?;
            return Some(Found::new(subject, verb, 0.75, next));
        }
        // *Leadership is still satisfactory.*
        // *is outstanding for the second time*
        let again = once_more && !a.one_of(next + 2, &["first"]);
        let kept = kept || again || a.one_of(verb + 1, &["still"]);
        Some(Found { subject, anchor: verb, kept, listed: false, confidence: 0.8, behind: next })
    }

    /// *Health and personal care at the home*: the part alone.
    fn without_place(&self, m: usize, subject: Subject) -> Subject {
        let a = self.a;
        let Subject::Phrase(range) = &subject else { return subject };
        let at = range.end.wrapping_sub(3);
        let placed = range.len() > 3
            && a.one_of(at, &["at", "in"])
            && a.one_of(at + 1, &["the", "our", "this"])
            && subject::noun_of_body(a, a.lower(at + 2));
        let named = placed && self.grades_part(m, &subject::words(a, range.start..at));
        if named { Subject::Phrase(range.start..at) } else { subject }
    }

    /// Whether the sentence before tells of a report.
    fn report_above(&self) -> bool {
        let above = self.sentence.checked_sub(1).map(|at| self.a.sentences[at].tokens.clone());
        above.is_some_and(|mut tokens| tokens.any(|t| self.a.one_of(t, &["report", "letter", "judgement"])))
    }

    /// *Also rated five was Ashby Deli, of Bridge Street*, *Among those with a zero rating is Golden Lantern*: the name behind
    /// the verb.
    pub(super) fn inverted(&self, m: usize) -> Option<Found> {
        /// Tokens of a name.
        const NAME: usize = 10;
        let a = self.a;
        let sentence = self.sentence();
        let tokens = &self.mentions[m].tokens;
        let mut verb = self.right(tokens.end);
        while verb < sentence.end && (a.is(verb, ANY_NOUN) || is_before_noun(a, verb)) {
            verb = self.right(verb + 1);
        }
        let first = verb + 1 + usize::from(a.one_of(verb + 1, &["the"]));
        let opens = a.one_of(sentence.start, &["also", "among", "newly"])
            || a.is(sentence.start, WordClass::GRADING) && a.is_capital(sentence.start);
        let fits = opens && a.is(verb, WordClass::BE) && first < sentence.end && a.is_capital(first);
        if !fits || m != self.all.start {
            return None;
        }
        let ends = |t: usize| {
            matches!(a.word(t), "," | "." | ";" | "(" | "–" | "—")
                || a.one_of(t, &["in", "at", "on", "which", "and"])
        };
        let end = (first + 1..sentence.end.min(first + NAME))
            .find(|&t| ends(t))
            .unwrap_or(sentence.end.min(first + NAME));
        Some(Found::new(Subject::Phrase(first..end), verb, 0.85, end))
    }

    /// *Areas graded as requires improvement include preventing fires and making best use of resources.*
    pub(super) fn areas_include(&self, m: usize) -> Option<Found> {
        let a = self.a;
        let sentence = self.sentence();
        let tokens = &self.mentions[m].tokens;
        let verb = self.right(tokens.end);
        let graded =
            self.left(tokens.start, sentence.start, true).filter(|&t| a.is(t, WordClass::GRADING))?;
        let areas = (sentence.start..graded).take(4).any(|t| subject::is_area(a, t));
        let told = a.one_of(verb, &["include", "included", "were", "are"]) || a.word(verb) == ":";
        if !areas || !told || m + 1 != self.all.end {
            return None;
        }
        let end = sentence.end - usize::from(a.word(sentence.end - 1) == ".");
        let list = verb + 1..end;
        subject::names_part(a, &subject::words(a, list.clone()))
            .then(|| list.clone())
            .or_else(|| subject::list_of_parts(a, list.start, list.end))
            .map(|list| Found::new(Subject::Phrase(list), verb, 0.85, end))
    }

    /// Whether the subject is a name.
    fn opens_with(&self, subject: &Subject) -> bool {
        matches!(subject, Subject::Phrase(range) if range.len() > 1
            && self.a.is_capital(range.start + usize::from(self.a.one_of(range.start, &["the"])))
            && self.a.is_capital(range.end - 1))
    }

    /// *Ashby School is now a good school*, *continues to be a good school*, where inspectors were told of just before.
    fn good_school(&self, m: usize, low: usize, verb: usize) -> Option<Found> {
        /// Sentences above in which an inspector is looked for.
        const ABOVE: usize = 3;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let noun = self.right(tokens.end);
        let body = noun < self.sentence().end
            && a.one_of(tokens.start.wrapping_sub(1), &["a", "an"])
            && bodies::noun_ending_at(a, noun).is_some()
            && matches!(a.word(noun + 1), "." | "," | ";" | "–" | "");
        let kept = a.is(verb, WordClass::KEEPING);
        let now = (verb..tokens.start).any(|t| a.one_of(t, &["now", "still", "officially"]));
        let is = kept || now && a.is(verb, WordClass::BE);
        if !body || !is || a.fragment_of[verb].is_some() || self.kind() == ParagraphKind::Title {
            return None;
        }
        let first = a.sentences[self.sentence.saturating_sub(ABOVE)].tokens.start;
        let subject = subject::before_verb(a, self.times, low, verb);
        let known = self.is_known(&subject) || subject::is_pronoun(a, &subject);
        (known && self.has_inspector(first..self.sentence().end)).then_some(Found {
            subject,
            anchor: verb,
            kept,
            listed: false,
            confidence: TOLD,
            behind: noun + 1,
        })
    }

    /// The part right before *, where* or *, for which*, of a clause with the verb at `anchor`.
    pub(super) fn part_before_relative(&self, m: usize, anchor: usize) -> Option<Range<usize>> {
        /// Tokens of the part, and from the relative word to the verb.
        const LONGEST: usize = 8;
        let a = self.a;
        let low = self.sentence().start;
        let at = (low.max(anchor.saturating_sub(LONGEST))..anchor).rev().find(|&t| {
            let which = a.one_of(t + 1, &["which"]) && a.one_of(t + 2, &["it", "they", "inspectors"]);
            let of = a.one_of(t + 1, &["for"]) && a.one_of(t + 2, &["which"]);
            // *did best for its learning environment, which was rated excellent*
            let which = which || a.one_of(t + 1, &["which"]) && a.is(t + 2, WordClass::BE) && t + 3 == anchor;
            a.word(t) == "," && (a.one_of(t + 1, &["where"]) || of || which)
        })?;
        let first = low.max(at.saturating_sub(LONGEST));
        (first..at).find(|&t| self.grades_part(m, &subject::words(a, t..at))).map(|t| t..at)
    }

    /// *gave the same mark to all four: safety and teaching*, *Leadership and teaching fall in the same bracket*.
    pub(super) fn same(&self, m: usize, low: usize) -> Option<Found> {
        /// Words in which the parts are listed.
        const LONGEST: usize = 40;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        if !a.one_of(tokens.start, &["same"]) {
            return None;
        }
        let verb = self.left(tokens.start - 1, low, false)?;
        let verb = if a.one_of(verb, &["in", "into", "with", "to"]) { verb.checked_sub(1)? } else { verb };
        let subject = subject::before_verb(a, self.times, low, verb);
        // *It is poor, and teaching and leadership both fall in the same bracket*
        let told = self.before(m).map_or(low, |p| self.mentions[p].tokens.end);
        let first = (told..verb).find(|&t| !a_break(a, t)).unwrap_or(verb).max(low);
        let last = verb - usize::from(verb > first && a.one_of(verb - 1, &["all", "both", "each"]));
        let list = subject::list_of_parts(a, first, last).map(Subject::Phrase);
        let before = list.or_else(|| Some(subject).filter(|subject| subject::is_part(a, subject)));
        let end = self.sentence().end.min(tokens.end + LONGEST);
        let behind = self.right(tokens.end);
        // *to all four of the things she looks at: …*
        let colon = (behind..end).find(|&t| a.word(t) == ":").map(|t| t + 1);
        let first =
            colon.unwrap_or(behind + usize::from(a.one_of(behind, &["for", "about", "on", "to", "in"])));
        let list = (first + 1..=end)
            .rev()
            .find_map(|end| subject::list_of_parts(a, first, end).filter(|list| list.start == first));
        let one = || {
            let end = (first + 1..=end.min(first + 10))
                .rev()
                .find(|&end| subject::names_part(a, &subject::words(a, first..end)))?;
            Some(first..end)
        };
        let subject = before.or_else(|| list.or_else(one).map(Subject::Phrase))?;
        Some(Found::new(subject, verb, TOLD, end))
    }

    /// *Urgent improvement was necessary in the management of food safety*: the grade holds the verb.
    pub(super) fn necessary(&self, m: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let verb = tokens.clone().find(|&t| a.is(t, WordClass::BE))?;
        let behind = self.right(tokens.end);
        let part = a.one_of(behind, &["in", "for", "on"]) && self.grades_part_behind(m, behind + 1);
        // *At Tasty Bites, which sells burgers, urgent improvement was necessary in …*
        let first = self.sentence().start;
        let comma = (first + 2..verb.min(first + 10)).find(|&t| a.word(t) == ",");
        let named = comma.filter(|&comma| {
            a.one_of(first, &["at"])
                && (first + 1..comma).all(|t| a.is_capital(t) || a.one_of(t, &["and", "of", "the"]))
        });
        let subject = named.map_or(Subject::Context, |comma| Subject::Phrase(first + 1..comma));
        part.then(|| Found::new(subject, verb, TOLD, behind))
    }

    /// Whether marks stand around the grade alone: *found to be “inadequate”*.
    pub(super) fn is_alone(&self, m: usize) -> bool {
        let tokens = &self.mentions[m].tokens;
        let fragment = self.a.fragment_of[tokens.start].map(|at| &self.a.marks.fragments[at as usize]);
        fragment.is_some_and(|fragment| fragment.inner == self.a.span(tokens.clone()))
    }

    /// Any other verb, where ratings are told of: *Only for caring did it manage a good*, *Leadership came out as good*.
    pub(super) fn told(&self, m: usize, low: usize, last: Option<&Event>) -> Option<Found> {
        /// Words between the verb and the grade.
        const REACH: usize = 8;
        /// Words on either side in which an inspector, or a word of a definition, is looked for.
        const AROUND: usize = 60;
        const VERBS: &[&str] = &[
            "come", "came", "comes", "emerged", "finds", "thought", "ranks", "ranked", "manage", "managed",
            "manages", "scores", "scored", "carries", "carried", "puts", "put", "marked", "called", "calls",
            "picked", "requires", "required", "needs", "made", "makes", "placed", "places", "gives",
            "contains",
        ];
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let (marked, alone) = (a.fragment_of[tokens.start].is_some(), self.is_alone(m));
        let next = self.right(tokens.end);
        let next = next + usize::from(a.one_of(next, &["each"]));
        let first = self.left(tokens.start, low, true);
        // A sentence of any length is looked through near the grade.
        let around = self.sentence().start.max(tokens.start.saturating_sub(AROUND))
            ..self.sentence().end.min(tokens.end + AROUND);
        // *Grade 3, Requires Improvement*: one grade twice.
        let twice = self.before(m).is_some_and(|p| {
            let before = &self.mentions[p];
            before.tokens.end + 2 > tokens.start
                && before.grades.iter().any(|grade| self.mentions[m].grades.contains(grade))
        });
        let aside = twice
            || first.is_some_and(|t| {
                a.one_of(t, &["below", "above", "where", "than", "under", "over", "because"])
            })
            || a.one_of(next, &["because"])
            || a.is(next, ANY_NOUN);
        let defines = |t: usize| {
            a.one_of(t, &["means", "meaning", "scale", "ranging", "runs", "range", "ranges", "go", "goes"])
        };
        let article = self.left(tokens.start, low, false).is_some_and(|t| a.one_of(t, &["a", "an"]));
        // *A Good followed in August 2016.*
        let follows = article && a.one_of(next, &["followed", "came", "arrived"]) && self.follows(last, 2);
        if marked && !alone
            || self.is_state(m)
            || !self.ends_well(m) && !follows
            || aside
            || self.kind() == ParagraphKind::Title
            || around.clone().any(defines)
        {
            return None;
        }
        let capital = a.is_capital(tokens.start) && tokens.start > self.sentence().start;
        let everyday = self.is_everyday(m);
        let before = self.sentence.checked_sub(1).map(|at| a.sentences[at].tokens.clone());
        let before = before.map(|tokens| tokens.start.max(tokens.end.saturating_sub(AROUND))..tokens.end);
        let near = self.follows(last, 2)
            || self.has_inspector(around.clone())
            || before.is_some_and(|before| self.has_inspector(before));
        let history = self.is_history(next);
        // *are now good, four years after they were inadequate*
        let compared = self.told_as_earlier(m).is_some();
        if !(near || !everyday || capital || alone || history || compared) {
            return None;
        }
        let earlier = self.before(m).filter(|&p| self.is_earlier(p, m));
        let first = earlier.map_or(tokens.start, |p| self.mentions[p].tokens.start);
        if follows {
            return Some(Found::new(Subject::Context, next, TOLD, next + 1));
        }
        let own = match (earlier, self.before(m)) {
            (None, Some(p)) => low.max(self.mentions[p].tokens.end),
            _ => low,
        };
        // *left our behaviour and safety at good*
        let at = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["at"]));
        let left = at.and_then(|at| {
            (low.max(at.saturating_sub(9))..at)
                .rev()
                .find(|&t| a.one_of(t, &["left", "leaves", "leaving", "kept", "keeps"]))
                .map(|verb| (verb, at))
        });
        if let Some((verb, at)) = left.filter(|(verb, at)| verb + 1 < *at) {
            let subject = subject::of_phrase(a, self.times, verb + 1..at);
            let words = subject::words(a, verb + 1..at);
            if subject::names_part(a, &words) || self.is_known(&subject) {
                let subject =
                    if subject::names_part(a, &words) { Subject::Phrase(verb + 1..at) } else { subject };
                return Some(Found { kept: true, ..Found::new(subject, verb, TOLD, next) });
            }
        }
        // *There was a “requires improvement” for safety*: a noun.
        let stop = if article || alone { first } else { first + 1 };
        let verb = (own.max(first.saturating_sub(REACH))..stop).rev().find(|&t| {
            a.is(t, WordClass::BE)
                || a.is(t, WordClass::GIVING.with(WordClass::GRADING).with(WordClass::FINDING))
                || a.is(t, WordClass::KEEPING.with(WordClass::CHANGING))
                || a.one_of(t, VERBS)
        })?;
        let subject = subject::before_verb(a, self.times, low, verb);
        let fronted = low + usize::from(a.one_of(low, &["only"]));
        let of_part = a.one_of(next, &["for", "on", "in", "at"]) && self.grades_part_behind(m, next + 1)
            || a.one_of(fronted, &["for", "on", "in"]) && self.grades_part_behind(m, fronted + 1);
        // *A patient said buses in the town had been inadequate for years*: no inspector's word.
        let sentence = self.sentence();
        let said = (sentence.start..verb).any(|t| a.one_of(t, &["said", "says", "told"]));
        if said
            && (a.is(verb, WordClass::BE) || verb == tokens.start)
            && !(of_part || capital || alone || history || self.has_time(&(verb..sentence.end)))
            && !subject::is_part(a, &subject)
            && !self.reported_by_inspector(sentence.start, verb)
        {
            return None;
        }
        // *Schools are good at helping children*, *the police were good to us*
        if everyday && !of_part && a.one_of(next, &["at", "to", "with"]) && !history {
            return None;
        }
        // *Its first CQC report, in June 2015, was a Requires Improvement.*
        let of_report = || {
            let end = (low..verb).rev().find(|&t| a.word(t) == ",").unwrap_or(verb);
            let noun =
                |t: usize| a.one_of(t, &["report", "inspection", "rating", "verdict", "result", "visit"]);
            let head = (low..verb).find(|&t| {
                noun(t) && (t + 1 == verb || a.word(t + 1) == "," || a.is(t + 1, WordClass::HELPER))
            });
            // *Ofsted’s report also has a good for leadership*: of whom is told of before.
            head.filter(|&t| t < end || t + 1 == verb).map(|t| match self.has_inspector(low..t) {
                true => Subject::Context,
                false => subject::of_rating(a, self.times, low, t),
            })
        };
        // *Estyn thought both standards and teaching good*
        let object = (a.one_of(verb, &["thought", "considered", "called", "found", "made"])
            && self.has_inspector(low..verb))
        .then(|| subject::list_of_parts(a, verb + 1, first))
        .flatten();
        if let Some(list) = object {
            let subject = Subject::Phrase(list);
            return Some(Found::new(subject, verb, TOLD, next));
        }
        let holds = of_part && a.one_of(verb, &["has", "had", "gives", "gave", "contains"]);
        if (article || near)
            && (a.is(verb, WordClass::BE) || holds)
            && let Some(subject) = of_report()
        {
            return Some(Found::new(subject, verb, TOLD, next));
        }
        let known = self.is_known(&subject)
            || subject::is_part(a, &subject)
            || subject::list_of_parts(a, low, verb).is_some()
            || subject::is_pronoun(a, &subject) && (near && !article || of_part)
            // *but remained good for being caring*
            || subject == Subject::Context && of_part && self.follows(last, 1)
            // *NPS Marches comes out as good*
            || near && a.one_of(verb, &["comes", "came", "come"]) && matches!(&subject, Subject::Phrase(range)
                if a.name_at(range.start).is_some_and(|name| name.tokens == *range && !name.is_person()));
        if !known {
            return None;
        }
        let held = a.one_of(verb, &["holds", "held", "hold"]) && a.one_of(verb + 1, &["on", "onto"]);
        // *For use of resources it is still only fair.*
        let still = of_part && a.one_of(low, &["for", "on"]) && a.one_of(verb + 1, &["still"]);
        let kept = held || still || a.is(verb, WordClass::KEEPING);
        Some(Found { subject, anchor: verb, kept, listed: false, confidence: TOLD, behind: next })
    }

    /// Whether a grade was told in this sentence or in one of the `reach` before.
    fn follows(&self, last: Option<&Event>, reach: usize) -> bool {
        last.is_some_and(|event| self.mentions[event.mention].sentence + reach >= self.sentence)
    }

    /// Whether the lower-case `words` name a part that a scale of this grade has.
    fn grades_part(&self, m: usize, words: &str) -> bool {
        let scales = &self.a.lexicon.scales.list;
        self.mentions[m].grades.iter().any(|grade| scales[grade.scale].has_aspect(words))
    }

    /// Whether such a part is named from token `at` on.
    pub(super) fn grades_part_behind(&self, m: usize, at: usize) -> bool {
        const LONGEST: usize = 10;
        let at = subject::behind_areas(self.a, at);
        let at = at + usize::from(self.a.one_of(at, &["the", "its", "their", "our"]));
        let mut ends = at + 1..(at + LONGEST).min(self.sentence().end + 1);
        ends.any(|end| self.grades_part(m, &subject::words(self.a, at..end)))
    }

    /// Whether `words` are a part that an inspector grades who is named a little above.
    fn is_part_of_inspector_near(&self, words: &str) -> bool {
        const REACH: usize = 4;
        let a = self.a;
        let first = a.sentences[self.sentence.saturating_sub(REACH)].tokens.start;
        let from = a.names.partition_point(|name| name.tokens.start < first);
        let here = a.names[from..].iter().take_while(|name| name.tokens.start < self.sentence().start);
        let inspectors =
            here.filter_map(|name| a.lexicon.scales.inspector(&crate::resolve::canonical(a, name)));
        inspectors.into_iter().any(|inspector| {
            let scales = a.lexicon.scales.list.iter().filter(|scale| scale.inspector == inspector);
            scales.flat_map(|scale| &scale.aspects).any(|(name, forms)| {
                // *Safe* and *people* are said of much.
                !a.lexicon.word(name).is(WordClass::SHARED)
                    && (name == words || forms.iter().any(|form| form == words))
            })
        })
    }

    /// *too many services are only satisfactory, for example the sixth form college*
    fn examples(&self, behind: usize) -> Option<Subject> {
        let a = self.a;
        let named =
            a.one_of(behind, &[","]) && a.one_of(behind + 1, &["for"]) && a.one_of(behind + 2, &["example"]);
        let end = self.sentence().end;
        named.then(|| Subject::List(behind + 3..end))
    }

    /// *is now good, according to Ofsted*, *was good, inspectors said*
    fn according_to_inspector(&self, behind: usize) -> bool {
        const REACH: usize = 40;
        let near = behind..self.sentence().end.min(behind + 8);
        let at = near.clone().find(|&t| self.a.one_of(t, &["according"]));
        let said = |t: usize| {
            self.a.is(t, WordClass::TELLING) && self.has_inspector(behind.max(t.saturating_sub(6))..t)
        };
        at.is_some_and(|at| self.has_inspector(at..near.end))
            || (behind..self.sentence().end.min(behind + REACH)).any(said)
    }

    /// *HMI Prisons found that safety was …*
    fn reported_by_inspector(&self, low: usize, verb: usize) -> bool {
        (low..verb).any(|t| {
            self.a.is(t, WordClass::TELLING)
                && (low..t).any(|n| {
                    self.a.one_of(
                        n,
                        &["inspector", "inspectors", "inspection", "inspectorate", "report", "regulator"],
                    ) || self.a.name_at(n).is_some_and(|name| {
                        let body = crate::resolve::canonical(self.a, name);
                        self.a.lexicon.scales.inspector(&body).is_some()
                    })
                })
        })
    }
}
