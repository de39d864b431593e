//! The parts that a grade is of.

use super::{Event, Finder, Graded, NUMBERS, Subject, count_at};
use crate::lexicon::{Scale, WordClass};
use crate::rating::grade::is_code;
use crate::rating::subject::{self, Rated};

/// What leaves a part out: *good in every area bar one*.
const EXCEPT: &[&str] = &["bar", "but", "except", "apart", "save"];

/// Verbs that tell of what stands before them.
const VERBS: &[&str] =
    &["was", "were", "is", "are", "remained", "remains", "has", "had", "requires", "require"];

/// What leads a part in, in this order.
const LEADS: &[&str] = &[
    "respect of ",
    "terms of ",
    "relation to ",
    "regard to ",
    "regards to ",
    "respect to ",
    "both ",
    "the ",
    "areas of ",
    "area of ",
    "categories of ",
    "category of ",
    "domains of ",
    "domain of ",
    "headings of ",
    "tests of ",
    "test of ",
    "key questions of ",
    "key question of ",
    "question of ",
    "providing ",
    "delivering ",
    "offering ",
    "services that are ",
    "services that were ",
    "services which are ",
    "services which were ",
    "a service that is ",
    "care that is ",
    "its ",
    "their ",
    "our ",
    "pupils' ",
    "pupils’ ",
    "children's ",
];

/// What stands before a part that is asked for: *for whether its services are safe*.
const WHETHER: &[&str] = &[
    "are services ",
    "is the service ",
    "is it ",
    "it came to being ",
    "it came to ",
    "it comes to being ",
    "it comes to ",
    "whether its services are ",
    "whether services are ",
    "whether its services were ",
    "whether services were ",
    "whether they were ",
    "whether it was ",
    "whether the service is ",
    "whether the services are ",
    "how ",
    "whether they are ",
    "whether it is ",
    "how far it is ",
];

impl Finder<'_> {
    /// The part graded that `words` (lower case) name.
    pub(super) fn aspect(&self, words: &str) -> Option<String> {
        let words = ["to see ", "the ", "its ", "their ", "your "]
            .iter()
            .fold(words, |words, lead| words.trim_start_matches(lead));
        // *our adoption team*, *the leadership judgement*
        let stem = || {
            let words = words.trim_start_matches("our ");
            [" team", " teams", " work", " policy", " judgement", " grade"]
                .iter()
                .find_map(|noun| words.strip_suffix(noun))
        };
        // *the capacity of social services to improve*
        let capacity = || words.strip_prefix("capacity of ")?.strip_suffix(" to improve");
        self.aspect_named(words)
            .or_else(|| capacity().and_then(|_| self.aspect_named("capacity to improve")))
            .or_else(|| self.aspect_named(subject::without_lead(self.a, words)?))
            // *the key question of are services safe*
            .or_else(|| {
                self.aspect_named(
                    WHETHER.iter().chain(&["services "]).find_map(|lead| words.strip_prefix(lead))?,
                )
            })
            .or_else(|| self.aspect_named(stem()?))
            .or_else(|| self.aspect_named(subject::without_group(self.a, words)?))
    }

    pub(super) fn aspect_named(&self, words: &str) -> Option<String> {
        let here =
            || self.list().iter().enumerate().filter(|(at, _)| self.scales.has(*at)).map(|(_, scale)| scale);
        let by_form = |scale: &Scale| {
            let is = |form: &String| form.strip_prefix("the ").unwrap_or(form) == words;
            scale.aspects.iter().find(|(_, forms)| forms.iter().any(is)).map(|(name, _)| name.clone())
        };
        // *safety* is a test of its own in prisons, and a wording of *safe* in hospitals.
        here()
            .any(|scale| scale.aspects.contains_key(words))
            .then(|| words.to_owned())
            .or_else(|| here().find_map(by_form))
    }

    /// *outstanding for care leavers*, *good for being safe, effective and well-led*: the parts named
    /// behind the grade, of the scale chosen.
    pub(super) fn aspects_behind(&self, event: &Event, graded: &Graded) -> Vec<String> {
        // *upgraded to G1 for governance, and its viability grade stayed at V2*: a code is of one part.
        if is_code(&graded.grade) {
            return Vec::new();
        }
        let own = self.parts_of_subject(event, &graded.inspector);
        if own.len() > 1 && graded.aspect.as_ref() == own.first() {
            return own;
        }
        let behind = self.parts_behind(event, Some(&graded.inspector)).unwrap_or_default();
        let led = || self.parts_led(event, &graded.inspector);
        let named = if behind.is_empty() { led() } else { behind };
        // *grade four for overall effectiveness, and for leadership*: the whole, and a part.
        let whole =
            graded.aspect.is_none() && named.first().is_some_and(|part| part == "overall effectiveness");
        if whole || graded.aspect.as_ref() == named.first() { named } else { Vec::new() }
    }

    /// The parts that a clause opens with: *For safety, and for leadership, we were awarded good*.
    pub(super) fn parts_led(&self, event: &Event, inspector: &str) -> Vec<String> {
        let a = self.a;
        let first = event.clause.start + usize::from(a.one_of(event.clause.start, &["only", "and", "but"]));
        // *For safety it was “poor”, and for its building it was “very poor”*
        let before = event.mention.checked_sub(1).map(|p| self.mentions[p].tokens.end);
        let second = before.filter(|&end| end > first).and_then(|end| {
            (end..event.anchor).find(|&t| a.one_of(t, &["and", "but"]) && a.one_of(t + 1, &["for", "on"]))
        });
        let first = second.map_or(first, |and| and + 1);
        if !a.one_of(first, &["for", "on", "at"]) || first >= event.anchor {
            return Vec::new();
        }
        self.parts(&subject::words(a, first + 1..event.anchor), Some(inspector))
    }

    /// The parts named behind a grade; `None` where the text tells that there are some, but not which.
    pub(super) fn parts_behind(&self, event: &Event, inspector: Option<&str>) -> Option<Vec<String>> {
        let a = self.a;
        let mut unnamed = false;
        let preposition = |t: &usize| {
            a.one_of(*t, &["for", "on", "in", "at", "across", "under", "against", "when"])
                // *Inadequate with regard to whether its services were safe*
                || a.one_of(*t, &["with"]) && a.one_of(*t + 1, &["regard", "regards", "respect"])
        };
        // *For behaviour it was outstanding, and for teaching it was good*: of the other grade.
        let led = event.clause.start < event.anchor && a.one_of(event.clause.start, &["for", "on"]);
        let other = |t: usize| led && a.one_of(t - 1, &["and", "but"]) && a.one_of(t, &["for", "on"]);
        for t in event.tail.clone().filter(preposition).filter(|&t| !other(t)) {
            let first = subject::behind_areas(a, t + 1).min(event.tail.end);
            // *not sufficiently good for safety or for respect*
            let rest = subject::words(a, first..event.tail.end).replace(" or for ", " and for ");
            let mut rest = rest.as_str();
            // *good in two areas, preventing crime and managing offenders*
            let counted = self
                .counted_parts(t + 1, event.tail.end)
                .filter(|_| first == t + 1 || !a.one_of(t + 1, &["all"]));
            // *the top grade in every area: safety, teaching and leadership*
            let every = a.one_of(t + 1, &["every", "each", "all"]);
            let colon = (t + 2..event.tail.end.min(t + 14)).find(|&t| matches!(a.word(t), ":" | "–" | "—"));
            if let Some(colon) = colon.filter(|_| every) {
                let found = self.parts(&subject::words(a, colon + 1..event.tail.end), inspector);
                if !found.is_empty() {
                    return Some(found);
                }
            }
            if let Some(all) = self.all_parts(t + 1, inspector).filter(|_| counted.flatten().is_none()) {
                return Some(all);
            }
            let counted_behind =
                counted.flatten().map(|mark| subject::words(a, mark + 1..event.tail.end.max(mark + 1)));
            if counted.is_some() {
                unnamed |= t == event.tail.start;
                rest = counted_behind.as_deref().unwrap_or_default();
                // *in the other four areas, which are safe, …*
                rest = ["which are ", "which cover ", "which covered ", "covering ", "namely ", "including "]
                    .iter()
                    .find_map(|lead| rest.strip_prefix(lead))
                    .unwrap_or(rest);
            }
            let found = self.parts(rest, inspector);
            if !found.is_empty() {
                return Some(found);
            }
            // *for everything from leadership to equality*
            if a.one_of(t + 1, &["everything"])
                && a.one_of(t + 2, &["from"])
                && let Some(to) = (t + 4..event.tail.end.min(t + 12)).find(|&t| a.one_of(t, &["to"]))
            {
                let mut found = self.parts(&subject::words(a, t + 3..to), inspector);
                found.extend(self.parts(&subject::words(a, to + 1..event.tail.end.max(to + 1)), inspector));
                return Some(found);
            }
            // *in nearly every category, including teaching and leadership*
            let including = (t + 1..event.tail.end.min(t + 9)).find(|&t| a.one_of(t, &["including"]));
            if let Some(at) = including {
                let found = self.parts(&subject::words(a, at + 1..event.tail.end), inspector);
                if !found.is_empty() {
                    return Some(found);
                }
            }
        }
        // *requires improvement to be safe*
        let to = event.tail.start;
        if a.one_of(to, &["to"]) && a.one_of(to + 1, &["be", "become"]) {
            let found = self.parts(&subject::words(a, to + 2..event.tail.end.max(to + 2)), inspector);
            if !found.is_empty() {
                return Some(found);
            }
        }
        // *Three of the five areas require improvement: help and protection, adoption and leadership.*
        if a.one_of(event.tail.start, &[":", "–", "—"]) {
            let list = subject::words(a, event.tail.start + 1..event.tail.end);
            let found = self.parts(&list, inspector);
            if found.len() > 1 {
                return Some(found);
            }
        }
        (!unnamed).then(Vec::new)
    }

    /// The parts that `text` (lower case) lists from its start on.
    pub(super) fn parts(&self, text: &str, inspector: Option<&str>) -> Vec<String> {
        let mut found = Vec::new();
        // *the effectiveness of its leadership and management*
        let text = subject::without_marks(text).replace("ness of its ", "ness of ");
        let mut text = text.as_str();
        while let Some((len, name)) = self.part_at_start(text, inspector) {
            let behind = text[len..].trim_start();
            // *the wellbeing of its residents and for its leadership*
            // *the achievement of students, and leadership*
            let behind = behind.strip_prefix("of ").map_or(behind, |rest| {
                let rest = rest.trim_start_matches("its ").trim_start_matches("the ");
                let noun = rest.find([' ', ',']).unwrap_or(rest.len());
                rest[noun..].trim_start()
            });
            // *poor for safety, and resettlement remained good*: what follows is told of by its own verb.
            let told =
                VERBS.iter().any(|verb| behind.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
            if told && !found.is_empty() {
                break;
            }
            if !found.contains(&name) {
                found.push(name);
            }
            let next = behind.strip_prefix([',', ';']).unwrap_or(behind).trim_start();
            // *inadequate for leadership, as well as for behaviour*
            let next = next.strip_prefix("and ").or_else(|| next.strip_prefix("as well as ")).unwrap_or(next);
            // *excellent for safety and also for leadership*
            let next = next.strip_prefix("also ").unwrap_or(next);
            let next = [
                "for those of ",
                "those of ",
                "for ",
                "in ",
                "at ",
                "on ",
                "of ",
                "about ",
                "our ",
                "its ",
                "their ",
            ]
            .iter()
            .find_map(|w| next.strip_prefix(w))
            .unwrap_or(next);
            if next.len() == behind.len() {
                break;
            }
            text = next;
        }
        found
    }

    /// The parts named in what is rated: *the home’s ratings for safety and leadership*.
    pub(super) fn parts_of_subject(&self, event: &Event, inspector: &str) -> Vec<String> {
        let listed = self.parts_listed(event, Some(inspector));
        if listed.len() > 1 {
            return listed;
        }
        let words = self.words_of(event);
        match &event.subject {
            Subject::Its(range) => {
                let words = subject::words(self.a, range.clone());
                // *its well-led rating*
                let named = || {
                    let part = [" rating", " grade", " judgement", " score"]
                        .iter()
                        .find_map(|noun| words.strip_suffix(noun))?;
                    self.aspect(part).map(|part| vec![part])
                };
                words.split_once(" for ").map_or_else(
                    || named().unwrap_or_default(),
                    |(_, parts)| self.parts(parts, Some(inspector)),
                )
            }
            // *being healthy and staying safe*
            Subject::Phrase(_) if words.contains(" and ") => {
                // *the service’s caring and responsiveness*
                let words = words.split_once("'s ").map_or(words.as_str(), |(_, parts)| parts);
                let whole =
                    self.part_at_start(words, Some(inspector)).is_some_and(|(len, _)| len == words.len());
                if whole { Vec::new() } else { self.parts(words, Some(inspector)) }
            }
            _ => Vec::new(),
        }
    }

    /// *while safety and respect, leadership, and staffing were good*, *all of its work (planning, reviewing and
    /// delivery) was good*: the parts of a list of which the grammar takes a piece only for the subject; else none.
    pub(super) fn parts_listed(&self, event: &Event, inspector: Option<&str>) -> Vec<String> {
        const OPENERS: &[&str] = &["while", "whilst", "whereas", "although", "though", "but"];
        // No list is longer, and a sentence may be.
        const LONGEST: usize = 60;
        let a = self.a;
        let mention = &self.mentions[event.mention];
        let before = mention.tokens.start;
        let first = a.sentences[mention.sentence].tokens.start.max(before.saturating_sub(LONGEST));
        let list = |range: std::ops::Range<usize>| self.parts(&subject::words(a, range), inspector);
        let Subject::Phrase(range) = &event.subject else { return Vec::new() };
        if event.line || range.start < first || range.end > before {
            return Vec::new();
        }
        let bracket = (range.start..before).find(|&t| a.word(t) == "(");
        let bracketed = bracket.map(|open| list(open + 1..before)).unwrap_or_default();
        if bracketed.len() > 1 {
            return bracketed;
        }
        // *only two, ‘Is it safe’ and ‘Well led’, were deemed inadequate*
        // *every other area, including teaching, behaviour and leadership, was …*, *All three areas – A, B and C – were …*
        let counted = a.one_of(range.start, NUMBERS) && range.len() <= 3
            || (first..before)
                .any(|t| a.one_of(t, &["area", "areas", "category", "categories", "domains", "questions"]));
        let leads = |t: &usize| {
            matches!(a.word(*t), "," | "–" | "—" | "-" | ":") || a.one_of(*t, &["including", "namely"])
        };
        if counted {
            let named = (first..before).filter(leads).take(8).map(|mark| list(mark + 1..before));
            // Of two as long, the first.
            let longest =
                named.fold(Vec::new(), |best, named| if named.len() > best.len() { named } else { best });
            if longest.len() > 1 {
                return longest;
            }
        }
        // *in how it responds, investigating crime and protecting vulnerable people, which were all judged inadequate*
        let which = (range.end..(range.end + 3).min(before))
            .any(|t| a.one_of(t, &["which"]) && a.one_of(t + 1, &["were", "are", "have", "all", "both"]));
        if which {
            let led =
                |t: &usize| a.one_of(*t, &["in", "at", "for", "on", "include", "including", "included"]);
            let found = (first..range.start).filter(led).map(|t| list(t + 1..before)).max_by_key(Vec::len);
            if let Some(found) = found.filter(|found| found.len() > 1) {
                return found;
            }
        }
        let own = list(range.clone());
        if own.is_empty() {
            return Vec::new();
        }
        let opener = (first..range.start).rev().find(|&t| t == first || a.one_of(t - 1, OPENERS));
        let led = opener.map(|start| list(start..range.end)).unwrap_or_default();
        if led.len() > own.len() && led.ends_with(&own) {
            return led;
        }
        let behind = list(range.start..before);
        if behind.len() > own.len() { behind } else { Vec::new() }
    }

    /// For *two areas, preventing crime and …* at token `at`: that parts are counted, and the mark behind which they are named.
    fn counted_parts(&self, at: usize, end: usize) -> Option<Option<usize>> {
        let a = self.a;
        // *in the other three areas*
        let at = (at..end.min(at + 3))
            .find(|&t| !a.one_of(t, &["the", "other", "remaining", "all"]))
            .unwrap_or(at);
        // *excellent on both counts, quality of services and use of resources*
        let number = a.one_of(at, NUMBERS)
            || a.one_of(at, &["both"]) && a.one_of(at + 1, &["counts", "measures", "scores"]);
        // *in the one published on Monday*
        let one = a.one_of(at, &["one"]) && !a.one_of(at + 1, &["area", "of", "key", "category", "other"]);
        if !number
            || one
            || at >= end
            || (at + 1..end.min(at + 3)).any(|t| a.one_of(t, &["years", "months", "weeks"]))
        {
            return None;
        }
        let mark =
            (at + 1..end.min(at + 11)).find(|&t| matches!(a.word(t), "," | ":" | "–" | "—" | "-" | "("));
        Some(mark)
    }

    /// *all five areas* at token `at`: the parts, where the inspector grades as many.
    fn all_parts(&self, at: usize, inspector: Option<&str>) -> Option<Vec<String>> {
        const NOUNS: &[&str] = &[
            "areas",
            "categories",
            "questions",
            "headings",
            "domains",
            "key",
            "parts",
            "standards",
            "aspects",
            "themes",
            "tests",
            "measures",
        ];
        const ONE: &[&str] = &[
            "area", "category", "question", "heading", "domain", "part", "standard", "aspect", "theme",
            "test", "measure",
        ];
        let a = self.a;
        let each = a.one_of(at, &["every", "each"]);
        // *all of the*, *every one of the*, *each of our*
        let mut t = at + 1;
        while t < at + 5 && a.one_of(t, &["of", "the", "its", "our", "their", "single"])
            || t == at + 1 && each && a.one_of(t, &["one"]) && a.one_of(t + 1, &["of"])
        {
            t += 1;
        }
        let count = count_at(a, t);
        let noun = t + usize::from(count.is_some());
        // *all five inspection areas*
        let noun = noun
            + usize::from(
                a.one_of(noun, &["inspection", "separate", "main", "key", "individual", "different"])
                    && a.one_of(noun + 1, NOUNS),
            );
        // *every area*, *in every one of the five*
        let one = each
            && (a.one_of(noun, ONE)
                || count.is_some_and(|count| count > 3) && !a.word(noun).starts_with(char::is_alphabetic));
        let counted = (a.one_of(at, &["all"]) || each)
            && (a.one_of(noun, NOUNS) || one)
            // *in all areas of school life*
            && !a.one_of(noun + 1, &["of"]);
        // *in every category bar one*, *in every category except responsive*
        let except = (noun + 1..noun + 3).find(|&t| a.one_of(t, EXCEPT));
        let left_out = except.map_or_else(Vec::new, |except| {
            let first = except + 1 + usize::from(a.one_of(except + 1, &["from", "for"]));
            let first = first + usize::from(a.one_of(first, &["being"]));
            let end = (first..first + 6)
                .find(|&t| !a.word(t).starts_with(char::is_alphabetic))
                .unwrap_or(first + 6);
            let end = end.min(a.tokens.len());
            if first < end { self.parts(&subject::words(a, first..end), inspector) } else { Vec::new() }
        });
        if !counted || except.is_some() && left_out.is_empty() {
            return None;
        }
        let of = |scale: &&Scale| match inspector {
            Some(inspector) => scale.inspector == inspector,
            None => self.scales.names(&scale.inspector),
        };
        let mut scales = self.list().iter().filter(of).map(|scale| &scale.all_aspects);
        let fits = |all: &&Vec<String>| !all.is_empty() && count.is_none_or(|count| all.len() == count);
        let mut all = scales.find(fits).cloned()?;
        all.retain(|part| !left_out.contains(part));
        Some(all)
    }

    /// *It requires improvement in the other three areas*: the parts of the scale that were not told of just before.
    pub(super) fn other_parts(&self, event: &Event, rated: &Rated, told: &[Graded]) -> Vec<String> {
        const REACH: usize = 6;
        let a = self.a;
        // *The other three areas require improvement.*
        let own = match (&event.column, &event.subject) {
            (Some(range), _) | (_, Subject::Phrase(range)) => {
                range.clone().take(2).find(|&t| a.one_of(t, &["other", "remaining"]))
            }
            _ => None,
        };
        let first = event.tail.start;
        let other = first + 1 + usize::from(a.one_of(first + 1, &["the", "all"]));
        let other = other + usize::from(a.one_of(first + 1, &["all"]) && a.one_of(other, &["the"]));
        let led = a.one_of(first, &["in", "for", "across", "on"]) && a.one_of(other, &["other", "remaining"])
            || own.is_some();
        // *good for everything else*, *in everything else*
        let else_ = a.one_of(first, &["in", "for", "across", "on"])
            && a.one_of(first + 1, &["everything", "all"])
            && a.one_of(first + 2, &["else"]);
        // *outstanding for caring and good for the rest*
        let else_ = else_
            || a.one_of(first, &["in", "for", "across", "on"])
                && a.one_of(first + 1, &["the"])
                && a.one_of(first + 2, &["rest", "others"])
                && !a.one_of(first + 3, &["of"]);
        let led = led || else_;
        let other = own.unwrap_or(other);
        let count = count_at(a, other + 1);
        let noun = other + 1 + usize::from(count.is_some());
        let Some(last) = told.last().filter(|_| led) else { return Vec::new() };
        // *and inadequate in the other two*
        let alone = count.is_some()
            && (noun == self.mentions[event.mention].tokens.start
                || !a.word(noun).starts_with(char::is_alphabetic));
        let area = subject::is_area(a, noun) || a.one_of(noun, &["key"]) || alone || else_;
        if !area || rated.aspect.is_some() {
            return Vec::new();
        }
        let own = |other: &&Graded| other.inspector == last.inspector && other.subject == last.subject;
        // *It required improvement for safety and was good in the other four areas*: other than those of the sentence.
        let sentence = a.span(a.sentences[self.mentions[event.mention].sentence].tokens.clone());
        let here = |other: &&Graded| {
            other.evidence.start >= sentence.start
                && other.evidence.start < sentence.end
                && other.aspect.is_some()
        };
        let near = || told.iter().rev().take(REACH).filter(own);
        let beside = near().any(|other| here(&other));
        let named: Vec<&String> =
            near().filter(|other| !beside || here(other)).filter_map(|other| other.aspect.as_ref()).collect();
        let scale =
            self.list().iter().find(|scale| scale.name == last.scale && !scale.all_aspects.is_empty());
        let all = scale.map(|scale| scale.all_aspects.as_slice()).unwrap_or_default();
        let rest: Vec<String> = all.iter().filter(|part| !named.contains(part)).cloned().collect();
        let fits = !named.is_empty() && count.is_none_or(|count| count == rest.len());
        if fits { rest } else { Vec::new() }
    }

    /// *good in every category bar one*, *outstanding in four of the five areas*, *good in all areas except safety*: the parts of
    /// the scale that are named with no other grade in the sentence or the next.
    pub(super) fn parts_but(&self, event: &Event, events: &[Event], all: &[Rated]) -> Vec<String> {
        /// Tokens from the preposition to the words that leave a part out.
        const NEAR: usize = 10;
        let a = self.a;
        let first = event.tail.start;
        let end = a.sentences[self.mentions[event.mention].sentence].tokens.end;
        if !a.one_of(first, &["in", "for", "across", "on"]) {
            return Vec::new();
        }
        let number = |t: usize| count_at(a, t);
        // *in four of the five areas*, *in four out of five*
        let of = (first + 2..end.min(first + 6)).find_map(number).filter(|_| {
            (first + 2..first + 5).any(|t| a.one_of(t, &["of"]))
                && a.one_of(first + 2, &["of", "out", "key", "areas", "categories"])
        });
        let count = number(first + 1).zip(of).filter(|(count, of)| count < of);
        let every = a.one_of(first + 1, &["every", "each", "all", "everything"]);
        let except = (first + 2..end.min(first + NEAR))
            .find(|&t| a.one_of(t, EXCEPT) && !matches!(a.word(t - 1), "," | ";"))
            .filter(|_| every);
        if count.is_none() && except.is_none() {
            return Vec::new();
        }
        let grades = &self.mentions[event.mention].grades;
        let has = |at: usize| {
            self.scales.has(at)
                && grades.iter().any(|g| g.scale == at)
                && self.scales.names(&self.list()[at].inspector)
        };
        let scales =
            self.list().iter().enumerate().filter(|(at, scale)| has(*at) && !scale.all_aspects.is_empty());
        for (_, scale) in scales {
            let parts = &scale.all_aspects;
            let behind = except.map(|t| t + 1 + usize::from(a.one_of(t + 1, &["from", "for"])));
            let named = behind
                .map(|t| self.parts(&subject::words(a, t..end), Some(&scale.inspector)))
                .unwrap_or_default();
            let named =
                if named.is_empty() { self.parts_near(event, events, all, &scale.inspector) } else { named };
            let rest: Vec<String> = parts.iter().filter(|part| !named.contains(part)).cloned().collect();
            let left = count.map_or(parts.len() - named.len().min(parts.len()), |(count, _)| count);
            let whole = count.is_none_or(|(_, of)| of == parts.len());
            if !named.is_empty() && whole && left == rest.len() && rest.len() > 1 {
                return rest;
            }
        }
        Vec::new()
    }

    /// The parts that the other grades of the sentence and of the next are of.
    fn parts_near(&self, event: &Event, events: &[Event], all: &[Rated], inspector: &str) -> Vec<String> {
        let here = self.mentions[event.mention].sentence;
        let near = |other: &Event| {
            let sentence = self.mentions[other.mention].sentence;
            other.mention != event.mention && (here..here + 2).contains(&sentence)
        };
        let mut out = Vec::new();
        for (other, rated) in events.iter().zip(all).filter(|(other, _)| near(other)) {
            let behind = self.parts_behind(other, Some(inspector)).unwrap_or_default();
            let own = self.parts_of_subject(other, inspector);
            for part in rated.aspect.iter().chain(&own).chain(&behind) {
                if !out.contains(part) {
                    out.push(part.clone());
                }
            }
        }
        out
    }

    /// *its rating for safety fell to inadequate*: the part named before the grade.
    pub(super) fn part_of_noun(&self, event: &Event, inspector: &str) -> Option<String> {
        let a = self.a;
        let start = self.mentions[event.mention].tokens.start;
        let noun = (event.clause.start..start).rev().find(|&t| a.is(t, WordClass::RATING_NOUN))?;
        let part = a.one_of(noun + 1, &["for", "on", "in"]) && noun + 2 < start;
        let behind = || {
            let words = part.then(|| subject::words(a, noun + 2..start))?;
            self.part_at_start(&words, Some(inspector)).map(|(_, name)| name)
        };
        // *the home’s safety rating of good*
        let owned = |n: &usize| noun > event.clause.start + n && subject::is_possessive(a, noun - n - 1);
        let before = || {
            let n = (1..4).rev().find(owned)?;
            let words = subject::words(a, noun - n..noun);
            self.part_at_start(&words, Some(inspector))
                .filter(|(len, _)| *len == words.len())
                .map(|(_, name)| name)
        };
        behind().or_else(before)
    }

    /// The longest wording of a part at the start of `text`: its length there and its name.
    pub(super) fn part_at_start(&self, text: &str, inspector: Option<&str>) -> Option<(usize, String)> {
        let plain = LEADS
            .iter()
            .fold(text.trim_start_matches(['"', '\'', '“']), |rest, lead| rest.trim_start_matches(lead));
        // *being healthy* has its name with *being*, *being safe* without.
        let short = plain.trim_start_matches("being ");
        let short = subject::without_lead(self.a, short).map_or(short, |rest| {
            let rest =
                rest.trim_start_matches("the ").trim_start_matches("their ").trim_start_matches("its ");
            rest.trim_start_matches("our ").trim_start_matches("pupils' ").trim_start_matches("pupils’ ")
        });
        let fits = |s: &&Scale| inspector.is_none_or(|i| s.inspector == i);
        let mut best: Option<(usize, &str)> = None;
        // *the home's setting*, *whether its services are safe*
        let owned = plain.split_once("'s ").filter(|(owner, _)| {
            owner.split(' ').count() <= 2
                && owner.split(' ').next_back().is_some_and(|noun| subject::noun_of_body(self.a, noun))
        });
        let whether = WHETHER.iter().find_map(|lead| plain.strip_prefix(lead));
        let rest = owned.map(|(_, rest)| rest).or(whether).unwrap_or(short);
        for rest in [plain, short, rest] {
            let lead = text.len() - rest.len();
            for (name, forms) in self.list().iter().filter(fits).flat_map(|s| &s.aspects) {
                for form in forms.iter().map(String::as_str).chain([name.as_str()]) {
                    let form = form.strip_prefix("the ").unwrap_or(form);
                    let at_word =
                        rest.strip_prefix(form).is_some_and(|r| !r.starts_with(char::is_alphanumeric));
                    if at_word && best.is_none_or(|(n, _)| lead + form.len() > n) {
                        best = Some((lead + form.len(), name));
                    }
                }
            }
        }
        best.map(|(len, name)| (len, name.to_owned()))
    }
}
