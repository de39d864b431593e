//! Grades that are wished for, feared, counted, over or given by others.

use super::{ANY_NOUN, Finder, Found, is_before_noun, is_code, is_number, is_quote, is_year};
use crate::lexicon::WordClass;
use crate::rating::bodies;
use crate::rating::scale::NUMBERS;
use crate::rating::subject::{self, Subject};

impl Finder<'_> {
    /// *had previously been rated m*, *has shaken off its m rating*.
    pub(super) fn is_over(&self, m: usize, found: &Found) -> bool {
        let a = self.a;
        let start = self.mentions[m].tokens.start;
        let near = self.sentence().start.max(start.saturating_sub(5));
        // *lost its good Ofsted grade*
        let mut next = self.right(self.mentions[m].tokens.end);
        if is_before_noun(a, next) {
            next = self.right(next + 1);
        }
        let named = a.is(next, ANY_NOUN);
        // *has climbed out of the watchdog’s “requires improvement” category*
        let out = (self.sentence().start.max(start.saturating_sub(9))..start)
            .any(|t| a.one_of(t, &["out"]) && a.one_of(t + 1, &["of"]));
        // Not *escaped with a reasonably good grade*.
        let shed = |t: usize| a.is(t, WordClass::SHEDDING) && !a.one_of(t + 1, &["with"]);
        if named && (out || (near..start).any(shed)) {
            return true;
        }
        // *It used to have a four.*
        if (near..start).any(|t| a.one_of(t, &["used"]) && a.one_of(t + 1, &["to"])) {
            return true;
        }
        let first = subject::first_helper(a, self.sentence().start, found.anchor);
        let left = a.one_of(start.wrapping_sub(1), &["from"]) || a.one_of(start.wrapping_sub(2), &["from"]);
        // *had fallen to poor* is how things are now.
        let changing = a.is(found.anchor, WordClass::CHANGING);
        // *Its previous rating was good.*
        let previous = |t: usize| {
            a.one_of(t, &["previous", "former", "last", "earlier"])
                && (t + 1..(t + 4).min(found.anchor)).any(|t| a.is(t, WordClass::RATING_NOUN))
        };
        // *Its rating before that was 3.*, *It had a rating of 3 before.*
        let behind = self.right(next + usize::from(named));
        let before = a.one_of(behind, &["before"]) && (behind + 1 >= self.sentence().end || a.word(behind + 1) == ".")
                // *It was on three last time.*
                || a.one_of(behind, &["last"]) && a.one_of(behind + 1, &["time"]);
        // *Its viability grade was V1 before this inspection.*
        let before = before
            || a.one_of(behind, &["before"])
                && a.one_of(behind + 1, &["this", "the", "that"])
                && a.is(behind + 2, WordClass::INSPECTION);
        let before_that = (self.clause(m).start..found.anchor)
            .any(|t| a.is(t, WordClass::RATING_NOUN) && a.one_of(t + 1, &["before"]));
        // *Last time it was good.*
        let opening = self.sentence().start;
        // *This time it had risen to not sufficiently good.*
        if a.one_of(opening, &["this"]) && a.one_of(opening + 1, &["time"]) {
            return false;
        }
        let last_time = a.one_of(opening, &["last"]) && a.one_of(opening + 1, &["time"]);
        if before || (before_that || last_time) && a.is(found.anchor, WordClass::BE) {
            return true;
        }
        // *It was previously good.*
        let once = |t: usize| {
            a.one_of(t, &["previously", "formerly"]) || a.one_of(t, &["once"]) && !subject::is_once_more(a, t)
        };
        // *reported that safety had been graded poor*, in minutes: what stands now, told later.
        let judged = a.is(found.anchor, WordClass::GRADING.with(WordClass::FINDING).with(WordClass::BE));
        let reported = judged
            && (opening..found.anchor).any(|t| {
                a.one_of(t, &["reported", "replied", "explained", "noted", "advised"])
                    && a.one_of(t + 1, &["that"])
            });
        // *At the last inspection, the service was rated good overall.*
        let noun = opening
            + 2
            + usize::from(a.one_of(opening + 3, &["full", "comprehensive", "major", "ofsted", "cqc"]));
        let at_last = a.one_of(opening, &["at", "in", "after", "following"])
            && a.one_of(opening + 1, &["the", "its", "their", "our", "a"])
            && a.one_of(opening + 2, &["last", "previous", "earlier"])
            && a.one_of(noun + 1, &["inspection", "inspections", "visit", "assessment"])
            && !self.has_time(&self.sentence());
        // *from a previous rating of good*
        let of = start
            .checked_sub(1 + usize::from(is_quote(a, start.wrapping_sub(1))))
            .filter(|&t| a.one_of(t, &["of"]));
        let previous_of = of.is_some_and(|t| {
            t > 2
                && a.is(t - 1, ANY_NOUN)
                && (a.one_of(t - 2, &["previous", "former", "earlier"])
                    || a.one_of(t - 3, &["previous", "former", "earlier"]))
        });
        // *had its rating lifted from good*
        let moved = (near..start).any(|t| a.is(t, WordClass::CHANGING));
        (changing || moved) && left
            || previous_of
            || at_last
            || a.is(found.anchor, WordClass::BE) && (found.anchor..start).any(once)
            || a.is(found.anchor, WordClass::BE) && (self.clause(m).start..found.anchor).any(previous)
            || !changing
                && (first..found.anchor).any(|t| {
                    a.is(t, WordClass::FORMER_GRADE) && !subject::is_once_more(a, t)
                        || a.one_of(t, &["had"]) && !reported
                })
    }

    /// *HMICFRS grades services as outstanding, good, adequate or inadequate*; *good or outstanding*.
    pub(super) fn is_definition(&self) -> bool {
        let a = self.a;
        // *It means that of Ashby’s 141 takeaways with ratings, 98 (70%) have ratings of five and just one has a zero rating.*
        let sentence = self.sentence();
        let told = a.span(sentence.clone()).of(a.lower_text());
        if told.contains(" with ratings") && told.starts_with("it means that of") {
            return true;
        }
        // *5 – hygiene standards are very good*
        let opens = |t: usize| is_number(a, t) || a.lexicon.ratings.numbers.contains(a.lower(t));
        if opens(sentence.start)
            && matches!(a.word(sentence.start + 1), "–" | "—" | "-" | "=" | ":")
            && (sentence.start + 2..sentence.end).any(|t| a.is(t, WordClass::BE))
        {
            return true;
        }
        // *Ratings run from zero (urgent improvement is necessary) to five (hygiene standards are very good).*
        let runs = (sentence.start..sentence.end.min(sentence.start + 5))
            .any(|t| a.one_of(t, &["run", "runs", "range", "ranges"]) && a.one_of(t + 1, &["from"]));
        if runs && self.all.len() > 1 {
            return true;
        }
        // *A ‘weak’ grade means that much must change.*
        let explained = |m: usize| {
            let (start, behind) = (self.mentions[m].tokens.start, self.right(self.mentions[m].tokens.end));
            let noun = behind + usize::from(a.is(behind, ANY_NOUN));
            let led = self.left(start, sentence.start, false).is_some_and(|t| a.one_of(t, &["a", "an"]));
            led && (a.one_of(noun, &["means", "meant", "indicates", "denotes", "signifies"])
                // *A two is low on the scale.*
                || a.is(noun, WordClass::BE) && (noun + 1..noun + 6).any(|t| a.one_of(t, &["scale"])))
        };
        if self.all.clone().any(explained) {
            return true;
        }
        // *Homes get one of six grades, the highest grade being excellent and the last unsatisfactory.*
        let being = sentence.clone().find(|&t| a.one_of(t, &["being", "ranging"]) && t > sentence.start);
        if let Some(being) = being
            && a.is(being - 1, ANY_NOUN)
            && self.all.len() > 1
            && self.all.clone().all(|m| self.mentions[m].tokens.start > being)
            && (sentence.start..being).any(|t| {
                a.one_of(t, &["best", "worst", "top", "highest", "lowest", "possible", "overall", "with"])
            })
        {
            return true;
        }
        // *The service received one “good” grade, three “adequate” and one “inadequate”*: of what isn't told.
        let number = |t: usize| a.one_of(t, NUMBERS) || is_number(a, t) && !is_year(a, t);
        let counted = |m: &usize| {
            let before = self.left(self.mentions[*m].tokens.start, sentence.start, false);
            // *two of the practices were rated as outstanding, 13 as good and one as inadequate*
            before.is_some_and(|t| number(t) || a.one_of(t, &["as"]) && t > sentence.start && number(t - 1))
        };
        let several = self.all.clone().filter(counted).count();
        if several > 1 && several + 1 >= self.all.len() {
            return true;
        }
        let mut run = 1;
        for m in self.all.start + 1..self.all.end {
            let between = self.mentions[m - 1].tokens.end..self.mentions[m].tokens.start;
            // *C1, G1 and V1*: each of its own part.
            let codes = |one: usize, other: usize| {
                is_code(self.a, one)
                    && is_code(self.a, other)
                    && self.a.word(one)[..1] != self.a.word(other)[..1]
            };
            let parts = codes(self.mentions[m - 1].tokens.start, self.mentions[m].tokens.start);
            let joined = !parts
                && between.clone().all(|t| {
                    is_quote(self.a, t) || self.a.one_of(t, &[",", "or", "and", "/", "through", "to"])
                });
            let or = between.clone().any(|t| self.a.one_of(t, &["or"]));
            // *grades landlords from C1 to C4*, *gives grades from G1 to G4*
            let first = self.mentions[m - 1].tokens.start;
            // *There are four grades, from performs excellently to performs poorly.*
            let comma = usize::from(self.a.word(first.wrapping_sub(2)) == ",");
            let scale = self.a.one_of(
                first.wrapping_sub(2 + comma),
                &["grades", "ratings", "scores", "marks", "judgements"],
            );
            // *Each business is given a food hygiene rating from 0 to 5.*
            let numbers = self.a.one_of(first, &["0", "zero", "1", "one"])
                && self.a.one_of(self.mentions[m].tokens.start, &["5", "five"])
                && self.a.is(first.wrapping_sub(2), ANY_NOUN);
            let ranges = self.a.one_of(first.wrapping_sub(1), &["from"])
                && between.len() == 1
                && !(self.sentence().start..first).any(|t| self.a.is(t, WordClass::CHANGING));
            // *a consumer grade, from C1 (the landlord …) to C4 (there are …)*
            let explained = self.a.one_of(first.wrapping_sub(1), &["from"])
                && is_code(self.a, first)
                && self.a.word(between.start) == "("
                && between.end > between.start + 1
                && self.a.one_of(between.end - 1, &["to"])
                && self.a.word(between.end - 2) == ")";
            if ranges && (scale || numbers) || explained {
                return true;
            }
            run = if joined { run + 1 } else { 1 };
            if run >= 3 || joined && or {
                // A number and its wording (*five, or very good*; *three stars, or good*) are one grade twice.
                let stars = self.a.one_of(self.mentions[m - 1].tokens.end - 1, &["stars", "star"]);
                let same =
                    stars || self.mentions[m].grades.iter().any(|g| self.mentions[m - 1].grades.contains(g));
                if !same {
                    return true;
                }
            }
        }
        false
    }

    /// Someone else grades: *rated excellent by guests*, *credit agencies downgraded*.
    pub(super) fn is_of_others(&self, m: usize, found: &Found) -> bool {
        let a = self.a;
        let sentence = self.sentence();
        let phrase_end = |from: usize| {
            (from..sentence.end.min(from + 8))
                .find(|&t| {
                    !a.word(t).starts_with(|c: char| c.is_alphanumeric())
                        || a.one_of(t, &["as", "and", "for", "in", "on", "at"])
                })
                .unwrap_or(sentence.end.min(from + 8))
        };
        if self.is_national() {
            return true;
        }
        // A council’s officers give marks for hygiene.
        let scales = &a.lexicon.scales.list;
        let implied = self.mentions[m].grades.iter().all(|g| scales[g.scale].implied);
        let officers = |t: usize| {
            implied
                && (a.one_of(t, &["council", "officers", "officer", "authority"])
                    || a.lower(t).starts_with("inspect"))
        };
        let by = |t: usize| {
            let body = t + 1..phrase_end(t + 1);
            a.one_of(t, &["by"])
                && !body.is_empty()
                && !self.has_inspector(body.clone())
                && !body.clone().any(officers)
                && !a.is_time(t + 1)
                && !body.clone().any(|t| a.one_of(t, &["them", "it", "far"]))
                && !a.lower(t + 1).ends_with("ing")
        };
        let end = self.mentions[m].tokens.end;
        let behind = self.right(end);
        let verb = found.anchor;
        if by(behind) || by(verb + 1) {
            return true;
        }
        // *rated excellent on a travel website*
        let website = |t: &usize| {
            let word = a.lower(*t);
            ["website", "site", "tripadvisor", "trustpilot", "google", "facebook"].contains(&word)
        };
        if a.one_of(behind, &["on"]) && (behind + 1..phrase_end(behind + 1)).any(|t| website(&t)) {
            return true;
        }
        // *has an average score of 4.5 out of 5 from more than 900 online reviews*
        let reviews = (behind..sentence.end.min(behind + 10)).any(|t| a.one_of(t, &["reviews", "reviewers"]));
        let average = (found.anchor..self.mentions[m].tokens.start).any(|t| a.one_of(t, &["average"]));
        if reviews || average && !self.has_inspector(sentence.clone()) {
            return true;
        }
        if implied {
            return false;
        }
        let acting = a.is(verb, WordClass::GRADING.with(WordClass::FINDING).with(WordClass::CHANGING));
        let own = matches!(&found.subject, Subject::Phrase(range) if range.start > verb);
        // *has fallen to poor, with safety and staffing both poor, caring good*: of whom the first is.
        let goes_on = found.listed
            || a.is(verb, WordClass::CHANGING)
                && self.all.clone().any(|p| p < m && self.mentions[p].tokens.start > verb)
                && subject::is_part(a, &found.subject);
        if !acting || !own || goes_on || subject::is_passive(a, sentence.start, verb) {
            return false;
        }
        // The one who acts stands before the verb.
        match subject::before_verb(a, self.times, sentence.start, verb) {
            Subject::Phrase(range) => {
                let pronoun =
                    a.one_of(range.end - 1, &["it", "they", "which", "who", "he", "she", "that", "we"]);
                !pronoun && !self.has_inspector(sentence.start..verb)
            }
            _ => false,
        }
    }

    /// *Nationally 51 providers were awarded gold*, *Across England 16 services are inadequate*
    pub(super) fn is_national(&self) -> bool {
        /// Tokens in which the number stands.
        const NEAR: usize = 9;
        let a = self.a;
        let sentence = self.sentence();
        let first = sentence.start;
        let land = a.one_of(first, &["across", "in"])
            && a.one_of(first + 1, &["england", "wales", "scotland", "britain"])
            || a.one_of(first, &["across"]) && a.one_of(first + 2, &["country", "nation", "uk"]);
        let number = |t: usize| a.word(t).bytes().all(|byte| byte.is_ascii_digit()) && !is_year(a, t);
        (land || a.one_of(first, &["nationally", "nationwide"]))
            && (first + 1..sentence.end.min(first + NEAR)).any(number)
    }

    /// The first grade behind that of `m` that is told as an earlier one.
    pub(super) fn told_as_earlier(&self, m: usize) -> Option<usize> {
        /// Tokens between the two; a sentence may be of any length.
        const FAR: usize = 120;
        let far = self.mentions[m].tokens.end + FAR;
        (m + 1..self.all.end)
            .take_while(|&p| self.mentions[p].tokens.start < far)
            // *good for safety, and good for efficiency – up from poor*: beside the nearer one.
            .find(|&p| self.is_told_as_earlier(m, p) && (p == m + 1 || !self.is_told_as_earlier(p - 1, p)))
    }

    /// *m, up from p*; *m after being rated p*; *m, having been p*; *previously p*.
    fn is_told_as_earlier(&self, m: usize, p: usize) -> bool {
        let a = self.a;
        let between = self.mentions[m].tokens.end..self.mentions[p].tokens.start;
        // *has been placed in special measures after Ofsted rated it inadequate*: one grade, told twice.
        let same = self.mentions[p].grades.iter().any(|grade| self.mentions[m].grades.contains(grade));
        if same && self.is_state(m) {
            return false;
        }
        let short = between.start.max(between.end.saturating_sub(9))..between.end;
        let looked = |t: usize| {
            self.a.one_of(t, &["after"]) && self.a.one_of(t - 1, &["looked", "looking", "look", "looks"])
        };
        // *a notch below the good it earned*
        let step = |t: usize| {
            a.one_of(t, &["below", "above"])
                && a.one_of(t - 1, &["notch", "grade", "rung", "level", "place", "step", "grades", "notches"])
        };
        let bare = self.left(self.mentions[p].tokens.start, between.start, true);
        // *requires improvement, the next one up from inadequate*: what the grade is worth.
        let next_one = short.clone().any(|t| {
            a.one_of(t, &["next", "second"])
                && a.one_of(t + 1, &["one", "grade", "rung", "step", "rating", "mark", "lowest", "highest"])
        });
        if next_one {
            return false;
        }
        if bare.is_some_and(|t| t > between.start && step(t)) {
            return true;
        }
        // *good, a grade higher than the satisfactory judgement it received in 2007*
        let than = bare.filter(|&t| t > between.start && a.one_of(t, &["than"]));
        if than.is_some_and(|t| {
            a.one_of(t - 1, &["higher", "better", "lower", "worse", "up", "down"]) && t <= between.start + 6
        }) {
            return true;
        }
        if self.improved_on(p, between.start).is_some() {
            return true;
        }
        // *adequate, where it had been good before*
        let had = |t: usize| {
            a.one_of(t, &["where"])
                && a.one_of(t + 1, &["it", "they", "we"])
                && a.one_of(t + 2, &["had"])
                && a.one_of(t + 3, &["been"])
        };
        if between.len() <= 8 && between.clone().any(had) {
            return true;
        }
        // *are now rated good (requires improvement in 2015)*
        let bracket = self.right(self.mentions[m].tokens.end);
        if a.word(bracket) == "(" && self.right(bracket + 1) == self.mentions[p].tokens.start {
            let end = self.right(self.mentions[p].tokens.end);
            return !same && (a.word(end) == ")" || a.one_of(end, &["in", "at"]));
        }
        // *outstanding at protecting people, where it was good last time*
        let end = self.right(self.mentions[p].tokens.end);
        let last = a.one_of(end, &["last", "before", "previously"]);
        let was = |t: usize| a.one_of(t, &["where"]) && a.one_of(t + 1, &["it", "they", "we"]);
        if last && between.len() <= 14 && between.clone().any(was) {
            return true;
        }
        let marker = short.clone().find(|&t| self.a.is(t, WordClass::EARLIER) && !looked(t));
        marker.is_some_and(|t| {
            // *less than a year after its fostering agency was rated outstanding*: of another body.
            let own = (t + 1..between.end).any(|n| {
                a.one_of(n, &["its", "their"])
                    && (n + 1..between.end.min(n + 5)).any(|n| bodies::noun_ending_at(a, n).is_some())
                    // *after one of its other settings was judged inadequate*
                    || a.one_of(n, &["another", "other", "sister"])
            });
            if own {
                return false;
            }
            let verbal = (t..between.end).any(|v| {
                self.a.one_of(v, &["been", "being", "was", "were", "rated", "rating", "judged", "in"])
                    // *was given a one, after having had a four in 2021*
                    || self.a.one_of(v, &["having"]) && self.a.one_of(v + 1, &["had"])
            });
            let moved = t > between.start
                && self.a.one_of(t - 1, &["up", "down", "rise", "fall", "drop", "rating", "improvement"]);
            // *from its previous rating of requires improvement*
            let noun = self.a.one_of(t + 1, &["its", "their", "the", "a", "our"])
                && self.a.one_of(between.end - 1, &["of"])
                && self.a.is(between.end - 2, ANY_NOUN)
                && between.end <= t + 7;
            let bare = noun || self.left(self.mentions[p].tokens.start, between.start, true) == Some(t);
            match self.a.lower(t) {
                "from" => bare || moved,
                "previously" | "formerly" => true,
                // *was judged good, having previously required improvement*
                "having" if self.a.one_of(t + 1, &["previously", "formerly"]) => true,
                _ => verbal,
            }
        })
    }

    /// *an improvement on the inadequate of 2018*, *an improvement on last year’s fair*: the token of *on*, from token `low` on.
    pub(super) fn improved_on(&self, p: usize, low: usize) -> Option<usize> {
        /// Tokens from *on* to the grade.
        const NEAR: usize = 6;
        let a = self.a;
        let start = self.mentions[p].tokens.start;
        (low.max(start.saturating_sub(NEAR))..start).rev().find(|&t| {
            a.one_of(t, &["on"]) && t > low && a.one_of(t - 1, &["improvement", "advance", "improving"])
        })
    }

    /// *Ashby fell short of good*, *half a step away from excellent*
    pub(super) fn is_short_of(&self, m: usize) -> bool {
        let a = self.a;
        let start = self.mentions[m].tokens.start;
        let Some(before) = self.left(start, self.sentence().start, false).filter(|&t| t > 0) else {
            return false;
        };
        a.one_of(before, &["of"]) && a.one_of(before - 1, &["short", "shy"])
            // *from weak through to excellent*
            || a.one_of(before, &["to"]) && a.one_of(before - 1, &["through"])
            || a.one_of(before, &["from"]) && a.one_of(before - 1, &["away"])
            // *on its way towards a “fair” and, in time, “good” grade*
            || (self.sentence().start.max(start.saturating_sub(12))..start).any(|t| {
                a.one_of(t, &["towards", "toward"])
                    && !(t..start).any(|t| a.is(t, WordClass::VERB.with(WordClass::BE)) || matches!(a.word(t), "." | ";"))
            })
    }

    /// *an adequate grade with good aspects*
    pub(super) fn is_of_features(&self, m: usize) -> bool {
        self.a.one_of(
            self.right(self.mentions[m].tokens.end),
            &["features", "elements", "aspects", "characteristics"],
        )
    }

    /// *Nine performed well*, *three ‘good’ judgements*, *40 homes failed to reach a ‘good’ grade*, *too few wards get a
    /// ‘good’ grade*: of many, whichever they are.
    pub(super) fn is_counted(&self, m: usize) -> bool {
        /// Tokens before the grade.
        const NEAR: usize = 10;
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let low = self.sentence().start.max(tokens.start.saturating_sub(NEAR));
        let number = |t: usize| a.one_of(t, &NUMBERS[1..]) || is_number(a, t) && !is_year(a, t);
        let before = self.left(tokens.start, low, false);
        let next = self.right(tokens.end);
        let several = before.is_some_and(number) && a.is(next, ANY_NOUN) && a.lower(next).ends_with('s');
        // *Nine performed well.*
        let spelt = |t: usize| {
            a.lexicon.ratings.numbers.contains(a.lower(t))
                || a.one_of(t, &["twelve", "twenty", "thirty", "dozens"])
        };
        let performed =
            a.lower(tokens.start).starts_with("perform") && before.is_some_and(|t| number(t) || spelt(t));
        let plural = |t: usize| {
            a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32) == crate::annotate::Tag::Nns)
        };
        let parts = |t: usize| matches!(a.word(t), "," | ";" | ":") || a.one_of(t, &["that", "of"]);
        let few = (low..tokens.start).any(|t| {
            a.one_of(t, &["few", "fewer"])
                && (t + 1..tokens.start.min(t + 4)).any(plural)
                && !(t..tokens.start).any(parts)
        });
        let failing = (low..tokens.start).any(|t| {
            a.one_of(t, &["failing", "failed", "fail", "fails"])
                && a.one_of(t + 1, &["to"])
                && a.one_of(t + 2, &["secure", "achieve", "get", "reach", "earn", "gain", "win", "be"])
        });
        several || performed || few || failing
    }

    /// *Most felt that meals were good*, *Parents told inspectors that it is excellent*: as those see it who are served.
    pub(super) fn is_seen_so(&self, m: usize) -> bool {
        /// Tokens up to the verb of saying.
        const NEAR: usize = 8;
        let a = self.a;
        let first = self.sentence().start;
        let grade = self.mentions[m].tokens.start;
        let said = (first + 1..grade.min(first + NEAR)).find(|&t| {
            a.one_of(
                t,
                &[
                    "said", "say", "told", "felt", "feel", "believed", "believe", "agreed", "agree",
                    "thought", "think",
                ],
            )
        });
        let people = |t: usize| {
            a.is(t, WordClass::SERVED)
                || a.one_of(
                    t,
                    &["parents", "relatives", "families", "carers", "staff", "visitors", "respondents"],
                )
        };
        let all = a.one_of(first, &["all", "most", "many", "some", "others", "everyone"]);
        said.is_some_and(|said| {
            ((first..said).any(people) || all && said == first + 1)
                && !subject::is_passive(a, first, said)
                && !self.has_inspector(first..said)
        })
    }

    /// *good in two areas, inadequate in one*, of a grade that ends before token `behind`: the parts are told elsewhere.
    pub(super) fn counts_parts(&self, behind: usize) -> bool {
        let a = self.a;
        // *won ‘excellent’ marks in several areas*
        let some =
            behind + 1 + 2 * usize::from(a.one_of(behind + 1, &["a"]) && a.one_of(behind + 3, &["of"]));
        if a.one_of(behind, &["in", "for", "across", "on"])
            && (some > behind + 1 || a.one_of(some, &["some", "several", "many", "most"]))
            && (subject::is_area(a, some + 1)
                || a.one_of(some, &["some", "several", "many", "most"])
                    && a.is(some + 1, WordClass::RATING_NOUN))
        {
            return true;
        }
        let end = behind
            + 2
            + usize::from(a.is(behind + 2, WordClass::RATING_NOUN) || subject::is_area(a, behind + 2));
        a.one_of(behind, &["in", "for", "across", "on"])
            && a.one_of(behind + 1, &NUMBERS[1..])
            && (end >= self.sentence().end
                || matches!(a.word(end), "," | ";" | ".") && !subject::part_follows(a, end + 1)
                || a.one_of(end, &["and", "but", "by"]))
    }

    /// *We asked five heads to carry out a mock Ofsted. They judged us to be good.*: whether the grades of the sentence are of a trial,
    /// for no inspector is told of since.
    pub(super) fn is_mock(&self) -> bool {
        /// Sentences before it.
        const REACH: usize = 3;
        let a = self.a;
        let own = a.sentences[self.sentence].paragraph;
        let from = self.sentence.saturating_sub(REACH);
        let near = a.sentences[from..=self.sentence].iter().rev().take_while(|s| s.paragraph == own);
        for sentence in near {
            let mock = sentence.tokens.clone().find(|&t| {
                a.one_of(t, &["mock", "dummy", "pretend"])
                    && (self.has_inspector_at(t + 1) || a.is(t + 1, WordClass::INSPECTION))
            });
            if let Some(mock) = mock {
                return !self.has_inspector(sentence.tokens.start..mock)
                    && !self.has_inspector(mock + 2..sentence.tokens.end);
            }
            if self.has_inspector(sentence.tokens.clone()) {
                return false;
            }
        }
        false
    }

    /// A verb or noun before the verb that denies or wishes, or *at least*, *or better* beside the grade.
    pub(super) fn is_unreal(&self, m: usize, low: usize, found: &Found) -> bool {
        let (a, anchor) = (self.a, found.anchor);
        let tokens = &self.mentions[m].tokens;
        let next = self.right(tokens.end);
        // *a five-point scale, which includes a new grade of adequate*
        let of = tokens.start.wrapping_sub(1);
        // *Where wards are rated weak, help is sent.*
        let wherever = matches!(&found.subject, Subject::Phrase(range)
            if range.len() <= 3
                && a.one_of(range.start.wrapping_sub(1), &["where", "wherever", "whenever"])
                && a.lower(range.end - 1).ends_with('s')
                && !range.clone().any(|t| a.is_capital(t) || a.one_of(t, &["the", "its", "our", "these"])));
        if wherever || self.is_seen_so(m) || self.is_of_features(m) || self.is_counted(m) {
            return true;
        }
        if a.one_of(of, &["of"])
            && a.is(of.wrapping_sub(1), ANY_NOUN)
            && a.one_of(of.wrapping_sub(2), &["new"])
            && a.one_of(of.wrapping_sub(4), &["includes", "include", "including", "introduced", "introduces"])
        {
            return true;
        }
        let better = a.one_of(next, &["or"])
            && a.one_of(next + 1, &["better", "above", "higher", "worse", "below"])
            || a.one_of(next, &["enough", "or-better"]);
        let first = anchor.min(tokens.start);
        let low = (low.max(first.saturating_sub(9))..first)
            .rev()
            .find(|&t| {
                matches!(a.word(t), "," | ":" | ".")
                    // Not the marks of the grade alone: *decided not to award it a “good” rating*
                    || is_quote(a, t) && !subject::is_apostrophe(a, t) && !(t + 1 == tokens.start && is_quote(a, tokens.end))
                    // *had not been inspected since it was rated outstanding*
                    || a.one_of(t, &["since"]) && a.one_of(t + 1, &["it", "they", "we"])
                    // *were not looked at and remain rated as good*
                    || a.one_of(t, &["and"]) && a.is(t + 1, WordClass::KEEPING)
            })
            .map_or(low.max(first.saturating_sub(9)), |t| t + 1);
        // *not sufficiently good for respect and reasonably good for safety*
        let graded = |t: usize| self.all.clone().any(|m| self.mentions[m].tokens.contains(&t));
        // *Preventing fires and other risks was graded good.*
        let in_part = |t: usize| {
            matches!(&found.subject, Subject::Phrase(range) if range.contains(&t))
                && subject::is_part(a, &found.subject)
        };
        // *Readers will remember that it was rated inadequate*
        let recalled = |t: usize| {
            const RECALLING: &[&str] = &[
                "remember",
                "recall",
                "know",
                "heard",
                "seen",
                "read",
                "aware",
                "forget",
                "surprised",
                "astonished",
                "shocked",
                "pleased",
                "see",
                "note",
                "notice",
                "hear",
                "find",
            ];
            a.one_of(t, &["will", "may", "might", "would"])
                && (t + 1..anchor.min(t + 5)).any(|verb| a.one_of(verb, RECALLING))
        };
        // *good at preventing fires and other risks, and inadequate at …*: nothing of the part before.
        let parted = || (low..tokens.start).rfind(|&t| a.word(t) == "," || a.one_of(t, &["and", "but"]));
        let low = if found.listed && found.subject == Subject::Same { parted().unwrap_or(low) } else { low };
        // *No change at Ashby School, which remains good*
        let unchanged = |t: usize| {
            a.one_of(t, &["no"]) && a.one_of(t + 1, &["change", "surprise", "movement", "more", "better"])
        };
        let wished = (low..tokens.start).any(|t| {
            a.is(t, WordClass::UNREAL)
                && !unchanged(t)
                && !a.is_time(t)
                && !recalled(t)
                && !graded(t)
                && !in_part(t)
        });
        // *hopes to be rated good*, but not *the first to be rated good*
        let to_be = anchor >= 2 && a.one_of(anchor - 1, &["be"]) && a.one_of(anchor - 2, &["to"]);
        let glad = (anchor.saturating_sub(3)..anchor)
            .any(|t| a.one_of(t, &["proud", "happy", "pleased", "delighted"]))
            || (low.max(anchor.saturating_sub(12))..anchor)
                .any(|t| a.one_of(t, &["first", "only", "latest"]))
            // *is the one area to be rated good*
            || (low.max(anchor.saturating_sub(6))..anchor).any(|t| a.one_of(t, &["one"]) && subject::is_area(a, t + 1))
            // *was moved from requires improvement to be rated inadequate*
            || (low.max(anchor.saturating_sub(8))..anchor)
                .any(|t| a.is(t, WordClass::CHANGING) && a.one_of(t + 1, &["from"]));
        // Not *was once more not sufficiently good*
        let least = tokens.start >= 2
            && a.one_of(tokens.start - 1, &["least", "more", "become", "becoming"])
            && !subject::is_once_more(a, tokens.start - 2);
        // *Had the CQC rated the home inadequate, it would have shut.*
        let sentence = self.sentence().start;
        let supposed = a.one_of(sentence, &["had", "were", "should"]) && a.is_capital(sentence);
        // *missed out on an outstanding judgement*, *at least a good rating by 2022*
        let missed = (low..tokens.start).any(|t| {
            a.one_of(t, &["missed", "missing", "misses"])
                && (a.one_of(t + 1, &["out"]) || a.one_of(t + 1, &["a", "an", "the"]))
        }) || (tokens.start.saturating_sub(4)..tokens.start).any(|t| {
            a.one_of(t, &["least"]) && a.one_of(t.wrapping_sub(1), &["at"]) && a.one_of(t + 1, &["a", "an"])
        });
        // *was a whisker away from having its services rated as good*
        const AWAY: usize = 16;
        let missed = missed
            || (self.sentence().start.max(anchor.saturating_sub(AWAY))..anchor)
                .any(|t| a.one_of(t, &["away"]) && a.one_of(t + 1, &["from"]));
        // *Ashby fell short of good.*
        let short = self.is_short_of(m);
        // *I’d have marked them outstanding*
        let supposed = supposed
            || (low..anchor)
                .any(|t| a.one_of(t, &["'d", "’d", "'ll", "’ll"]) && a.one_of(t + 1, &["have", "be"]));
        // *An inadequate judgement there would pull our rating down.*
        let article = a.one_of(tokens.start.wrapping_sub(1), &["a", "an", "another"]);
        let would = article
            && a.is(next, ANY_NOUN)
            && (next + 1..next + 4).any(|t| a.one_of(t, &["would", "could", "might"]));
        // *A school that is “good” would usually have a shorter visit.*
        let of_any = matches!(&found.subject, Subject::Phrase(range)
                if a.one_of(range.start, &["a", "an"]) && range.len() <= 4 && a.one_of(range.end, &["that", "which"]))
            && (tokens.end..self.sentence().end)
                .any(|t| a.one_of(t, &["would", "usually", "normally", "must"]));
        // *Usually a school in a good category would have a one-day visit.*
        let of_any = of_any
            || a.one_of(sentence, &["usually", "normally", "typically", "ordinarily"])
                && (tokens.end..self.sentence().end).any(|t| a.one_of(t, &["would", "will"]));
        // *In May the trust had marked itself as good.*
        let own_mark = !self.is_state(m)
            && (anchor..tokens.start).any(|t| {
                a.one_of(t, &["itself", "themselves", "ourselves", "myself", "himself", "herself"])
                    && a.one_of(t + 1, &["as", "down"])
            });
        own_mark
            || better
            || missed
            || short
            || of_any
            || wished
            || to_be && !glad
            || least
            || supposed
            || would
    }
}
