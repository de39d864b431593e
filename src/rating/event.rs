//! Clauses that say that a grade was given.
//!
//! A wording of a grade alone is none: a verb of grading (*rated*, *judged to be*), a noun of grading
//! (*its inadequate rating*), a change (*from good to inadequate*), a cell of a table or, in an
//! inspector's own text, a plain *is* must stand by it, and nothing that denies or wishes it.

use std::ops::Range;

use super::grade::Mention;
use super::subject::{self, Subject};
use crate::annotate::{Annotated, TimeExpression};
use crate::lexicon::WordClass;
use crate::text::ParagraphKind;

/// A grade that the text says was given.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// Index of the mention.
    pub mention: usize,
    /// Mention of the grade before.
    pub previous: Option<usize>,
    /// The grade was kept.
    pub kept: bool,
    pub subject: Subject,
    /// Tokens behind the grade that may name the part graded.
    pub tail: Range<usize>,
    /// Tokens of the clause: evidence, and where its date stands.
    pub clause: Range<usize>,
    /// Token of the verb or noun of grading.
    pub anchor: usize,
    pub confidence: f32,
}

/// Any noun of grading.
const ANY_NOUN: WordClass = WordClass::RATING_NOUN.with(WordClass::OTHER_RATING_NOUN);

/// Words that end a clause.
const BREAKS: &[&str] = &["but", "while", "although", "though", "whereas", "however", "meanwhile"];

/// Words before the grade that was given earlier.
const EARLIER: &[&str] = &["from", "previously", "formerly", "after", "having", "instead", "earlier", "than"];

const QUOTES: &[&str] = &["“", "”", "\"", "‘", "’", "'", "„", "‚", "´", "`"];

/// Whether token `i` is a quotation mark or apostrophe alone.
pub(super) fn is_quote(a: &Annotated, i: usize) -> bool {
    QUOTES.contains(&a.word(i))
}

/// *Ofsted* or the hyphen in *a good Ofsted rating*, *a three-star-rating*.
fn is_before_noun(a: &Annotated, t: usize) -> bool {
    a.is(t, WordClass::BEFORE_RATING_NOUN) || a.word(t) == "-"
}

/// The events of a document, in text order.
pub(super) fn events(a: &Annotated, mentions: &[Mention], times: &[TimeExpression]) -> Vec<Event> {
    let official = is_official(a);
    let mut out: Vec<Event> = Vec::new();
    let mut first = 0;
    while first < mentions.len() {
        let sentence = mentions[first].sentence;
        let count = mentions[first..].iter().take_while(|m| m.sentence == sentence).count();
        let finder = Finder { a, mentions, times, all: first..first + count, official, sentence };
        finder.find(&mut out);
        first += count;
    }
    out
}

/// Whether an inspector writes: a letter, or a report with a table of its grades.
fn is_official(a: &Annotated) -> bool {
    let letter = a.document.paragraphs.iter().any(|p| {
        p.kind == ParagraphKind::Letterhead && p.span.of(a.text()).trim_start().starts_with("Dear ")
    });
    letter && a.text().contains("nspect")
}

struct Finder<'a> {
    a: &'a Annotated<'a>,
    mentions: &'a [Mention],
    times: &'a [TimeExpression],
    /// The mentions of the sentence.
    all: Range<usize>,
    official: bool,
    sentence: usize,
}

/// What a wording turned out to be.
struct Found {
    subject: Subject,
    anchor: usize,
    kept: bool,
    confidence: f32,
    /// First token behind the grade and its noun.
    behind: usize,
}

impl Finder<'_> {
    fn sentence(&self) -> Range<usize> {
        self.a.sentences[self.sentence].tokens.clone()
    }

    fn kind(&self) -> ParagraphKind {
        self.a.document.paragraphs[self.a.sentences[self.sentence].paragraph].kind
    }

    fn find(&self, out: &mut Vec<Event>) {
        if self.kind() == ParagraphKind::TableRow
            || self.a.span(self.sentence()).of(self.a.text()).contains('\t')
        {
            out.extend(self.table());
            return;
        }
        if self.is_definition() || self.a.word(self.sentence().end - 1) == "?" {
            return;
        }
        let mut taken = vec![false; self.all.len()];
        let base = out.len();
        for m in self.all.clone() {
            if taken[m - self.all.start] {
                continue;
            }
            let clause = self.clause(m);
            let before = self.before(m).filter(|p| self.is_earlier(*p, m));
            // *up from requires improvement*, *after being rated inadequate*
            let after = (m + 1..self.all.end).find(|&p| self.is_told_as_earlier(m, p));
            let found = self
                .complement(m, clause.start)
                .or_else(|| self.noun(m, clause.start))
                .or_else(|| self.change(m, before, clause.start))
                .or_else(|| self.chained(m, &out[base..]))
                .or_else(|| self.copula(m, clause.start));
            let Some(found) = found else { continue };
            // The first grade of *from good to inadequate* waits for the second.
            if self.goes_on_to_new(m) || self.is_unreal(m, clause.start, found.anchor) {
                continue;
            }
            let previous = before.or(after);
            if let Some(p) = previous.filter(|&p| p > m) {
                taken[p - self.all.start] = true;
                if let Some(event) = self.dated_earlier(p, &found, clause.end) {
                    self.push(out, m, &found, previous, clause.clone());
                    out.push(event);
                    continue;
                }
            }
            self.push(out, m, &found, previous, clause);
        }
    }

    fn push(
        &self,
        out: &mut Vec<Event>,
        m: usize,
        found: &Found,
        previous: Option<usize>,
        clause: Range<usize>,
    ) {
        let next = (m + 1..self.all.end).map(|n| self.mentions[n].tokens.start).next().unwrap_or(clause.end);
        let tail = found.behind.min(clause.end)..next.min(clause.end).max(found.behind.min(clause.end));
        let subjects = subject::split(self.a, &found.subject);
        for subject in subjects {
            out.push(Event {
                mention: m,
                previous,
                kept: found.kept,
                subject,
                tail: tail.clone(),
                clause: clause.clone(),
                anchor: found.anchor,
                confidence: found.confidence,
            });
        }
    }

    /// *HMICFRS grades services as outstanding, good, adequate or inadequate*; *good or outstanding*.
    fn is_definition(&self) -> bool {
        let mut run = 1;
        for m in self.all.start + 1..self.all.end {
            let between = self.mentions[m - 1].tokens.end..self.mentions[m].tokens.start;
            let joined = between
                .clone()
                .all(|t| is_quote(self.a, t) || self.a.one_of(t, &[",", "or", "and", "/", "through", "to"]));
            let or = between.clone().any(|t| self.a.one_of(t, &["or"]));
            run = if joined { run + 1 } else { 1 };
            if run >= 3 || joined && or {
                // A number and its wording (*five, or very good*) are one grade twice.
                let same = self.mentions[m].grades.iter().any(|g| self.mentions[m - 1].grades.contains(g));
                if !same {
                    return true;
                }
            }
        }
        false
    }

    /// The tokens around a mention up to what starts another clause.
    fn clause(&self, m: usize) -> Range<usize> {
        let sentence = self.sentence();
        let tokens = &self.mentions[m].tokens;
        let is_break = |t: usize| self.a.word(t) == ";" || self.a.one_of(t, BREAKS);
        let start =
            (sentence.start..tokens.start).rev().find(|&t| is_break(t)).map_or(sentence.start, |t| t + 1);
        let end = (tokens.end..sentence.end).find(|&t| is_break(t)).unwrap_or(sentence.end);
        start..end.max(tokens.end)
    }

    fn before(&self, m: usize) -> Option<usize> {
        (m > self.all.start).then(|| m - 1)
    }

    /// The first token left of `t` that is no quotation mark and no filler.
    fn left(&self, mut t: usize, low: usize, fillers: bool) -> Option<usize> {
        while t > low {
            t -= 1;
            if !(is_quote(self.a, t) || fillers && self.a.is(t, WordClass::FILLER)) {
                return Some(t);
            }
        }
        None
    }

    fn right(&self, mut t: usize) -> usize {
        let end = self.sentence().end;
        while t < end && is_quote(self.a, t) {
            t += 1;
        }
        t
    }

    /// Whether the grade `p` is the one before `m` in *from p to m*.
    fn is_earlier(&self, p: usize, m: usize) -> bool {
        let (old, new) = (&self.mentions[p].tokens, &self.mentions[m].tokens);
        let from = self.left(old.start, self.sentence().start, true);
        let from = from.is_some_and(|t| self.a.one_of(t, &["from"]))
            || (old.start.saturating_sub(4)..old.start).any(|t| self.a.one_of(t, &["from"]));
        let to = (old.end..new.start).any(|t| self.a.one_of(t, &["to", "into"]));
        from && to && new.start - old.end < 10
    }

    /// Whether `m` is the first of *from m to n*.
    fn goes_on_to_new(&self, m: usize) -> bool {
        m + 1 < self.all.end && self.is_earlier(m, m + 1)
    }

    /// *m, up from p*; *m after being rated p*; *m, having been p*; *previously p*.
    fn is_told_as_earlier(&self, m: usize, p: usize) -> bool {
        let between = self.mentions[m].tokens.end..self.mentions[p].tokens.start;
        let short = between.start.max(between.end.saturating_sub(9))..between.end;
        let marker = short.clone().find(|&t| self.a.one_of(t, EARLIER));
        marker.is_some_and(|t| {
            let verbal = (t..between.end).any(|v| {
                self.a.one_of(v, &["been", "being", "was", "were", "rated", "rating", "judged", "in"])
            });
            let moved = t > between.start
                && self.a.one_of(t - 1, &["up", "down", "rise", "fall", "drop", "rating", "improvement"]);
            let bare = self.left(self.mentions[p].tokens.start, between.start, true) == Some(t);
            match self.a.lower(t) {
                "from" => bare || moved,
                "previously" | "formerly" => true,
                _ => verbal,
            }
        })
    }

    /// The earlier grade has a row of its own where the text dates it: *up from good in 2019*.
    fn dated_earlier(&self, p: usize, newer: &Found, end: usize) -> Option<Event> {
        let tokens = self.mentions[p].tokens.clone();
        let near = tokens.end..end.min(tokens.end + 5).max(tokens.end);
        if near.is_empty() {
            return None;
        }
        super::when::rated_on(self.a, self.times, near.clone(), tokens.start)?;
        Some(Event {
            mention: p,
            previous: None,
            kept: false,
            subject: newer.subject.clone(),
            tail: newer.behind.min(tokens.start)..tokens.start,
            clause: tokens.start..near.end,
            anchor: tokens.start,
            confidence: 0.85,
        })
    }

    /// A verb or noun before `anchor` that denies or wishes, or *at least*, *or better* beside the grade.
    fn is_unreal(&self, m: usize, low: usize, anchor: usize) -> bool {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let next = self.right(tokens.end);
        let better = a.one_of(next, &["or"])
            && a.one_of(next + 1, &["better", "above", "higher", "worse", "below"])
            || a.one_of(next, &["enough", "or-better"]);
        let first = anchor.min(tokens.start);
        let low = (low.max(first.saturating_sub(9))..first)
            .rev()
            .find(|&t| {
                matches!(a.word(t), "," | ":" | ".") || is_quote(a, t) && !subject::is_apostrophe(a, t)
            })
            .map_or(low.max(first.saturating_sub(9)), |t| t + 1);
        let wished = (low..tokens.start).any(|t| a.is(t, WordClass::UNREAL) && !a.is_time(t) && !is_not_only(a, t));
        // *hopes to be rated good*, but not *the first to be rated good*
        let to_be = anchor >= 2 && a.one_of(anchor - 1, &["be"]) && a.one_of(anchor - 2, &["to"]);
        let glad =
            anchor >= 3 && a.one_of(anchor - 3, &["first", "only", "proud", "happy", "pleased", "delighted"]);
        let least = tokens.start >= 2 && a.one_of(tokens.start - 1, &["least", "more", "become", "becoming"]);
        better || wished || to_be && !glad || least
    }

    /// Whether what stands behind a grade lets it be a complement.
    fn ends_well(&self, m: usize) -> bool {
        let a = self.a;
        let next = self.right(self.mentions[m].tokens.end);
        next >= self.sentence().end
            || !a.word(next).starts_with(|c: char| c.is_alphabetic())
            || a.is(next, WordClass::BEHIND_GRADE)
            || a.is_capital(next)
            || a.lower(next).ends_with("ly")
            || m + 1 < self.all.end && self.mentions[m + 1].tokens.start == next
    }

    /// *was rated good*, *judged the force to be good*, *found the services to be inadequate*.
    fn complement(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        if !self.ends_well(m) {
            return None;
        }
        let behind = self.right(tokens.end);
        let direct = self.left(tokens.start, low, true)?;
        let found =
            |subject, anchor, confidence| Some(Found { subject, anchor, kept: false, confidence, behind });
        if a.is(direct, WordClass::GRADING) || a.is(direct, WordClass::FINDING) && self.finding_fits(direct, tokens.start) {
            let subject = subject::before_verb(a, self.times, low, direct);
            return found(subject, direct, 0.95);
        }
        // An object between verb and grade.
        let low = self
            .all
            .clone()
            .take_while(|&p| p < m)
            .map(|p| self.mentions[p].tokens.end)
            .fold(low, usize::max);
        let window = low.max(tokens.start.saturating_sub(28))..tokens.start;
        let verb = window.rev().find(|&t| a.is(t, WordClass::GRADING) || a.is(t, WordClass::FINDING))?;
        let passive = subject::is_passive(a, low, verb);
        let mut end = tokens.start;
        while end > verb + 1
            && (is_quote(a, end - 1) && !subject::is_apostrophe(a, end - 1)
                || a.is(end - 1, WordClass::FILLER)
                || a.is(end - 1, WordClass::HELPER))
        {
            end -= 1;
        }
        // *rated the service – which covers schools too – as poor*; *wrote the department off as poor*
        let cut = (verb + 2..end).find(|&t| {
            a.one_of(t, &["which", "who", "off", "down"]) || matches!(a.word(t), "–" | "—" | "," | "(" | "-")
        });
        let object = verb + 1..cut.unwrap_or(end);
        let to_be = (end..tokens.start).any(|t| a.one_of(t, &["be", "as", "to", "was", "were", "is", "are"]));
        if object.is_empty() || object.len() > 16 {
            return None;
        }
        let crosses = (verb + 1..end).any(|t| matches!(a.word(t), ":" | "." | ";" | "?"));
        let clausal =
            object.clone().any(|t| a.one_of(t, &["that", "because", "which", "who", "when", "for", "said"]));
        let that = a.one_of(verb + 1, &["that"]);
        let weak = a.is(verb, WordClass::FINDING);
        if weak && a.lower(verb) != "found" && a.lower(verb) != "finds" && !to_be {
            return None;
        }
        if crosses || weak && !to_be {
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
        found(subject::of_phrase(a, self.times, object), verb, 0.95)
    }

    /// *found to be*, *branded inadequate*: only where *to be* or *as* stands between, or the wording
    /// is no everyday word.
    fn finding_fits(&self, verb: usize, grade: usize) -> bool {
        let a = self.a;
        (verb + 1..grade).any(|t| a.one_of(t, &["be", "to", "as"])) && a.lower(verb) != "described"
            || a.lower(verb) == "described" && a.lower(grade) == "inadequate"
            || a.one_of(verb, &["branded", "labelled", "declared"])
    }

    /// *given an inadequate rating*, *its rating of good*, *retained its outstanding rating*.
    fn noun(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let end = self.sentence().end;
        let mut next = self.right(tokens.end);
        let mut steps = 0;
        while next < end && is_before_noun(a, next) && steps < 3 {
            next = self.right(next + 1);
            steps += 1;
        }
        let (noun, first, behind) = if next < end && a.is(next, ANY_NOUN) {
            (next, tokens.start, next + 1)
        } else {
            // *a rating of good*, *its rating to inadequate*
            let of =
                self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["of", "as", "to", ":"]))?;
            let noun = self.left(of, low, false).filter(|&t| a.is(t, ANY_NOUN))?;
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
        let subject = subject::of_rating(a, self.times, low, first);
        let verb = (low.max(first.saturating_sub(12))..first)
            .rev()
            .find(|&t| a.is(t, WordClass::KEEPING) || a.is(t, WordClass::GIVING) || a.is(t, WordClass::CHANGING));
        let kept = verb.is_some_and(|t| a.is(t, WordClass::KEEPING));
        Some(Found { subject, anchor: verb.unwrap_or(noun).min(noun), kept, confidence: 0.9, behind })
    }

    /// *upgraded from poor to adequate*, *downgraded to inadequate*.
    fn change(&self, m: usize, before: Option<usize>, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let start = before.map_or(tokens.start, |p| self.mentions[p].tokens.start);
        let to = self.left(tokens.start, low, false).filter(|&t| a.one_of(t, &["to", "into", "as"]))?;
        let window = low.max(start.saturating_sub(14))..start.min(to);
        // Capitals inside a sentence are names: *Fell View Hospital*.
        let is_verb = |t: usize| a.is(t, WordClass::CHANGING) && (!a.is_capital(t) || t == self.sentence().start);
        let verb = window.clone().rev().find(|&t| is_verb(t))?;
        let strong = before.is_some()
            || a.one_of(
                verb,
                &["upgraded", "downgraded", "lifted", "lowered", "raised", "demoted", "limited"],
            );
        if !strong || !self.ends_well(m) {
            return None;
        }
        let mut end = start;
        while end > verb + 1
            && (is_quote(a, end - 1) && !subject::is_apostrophe(a, end - 1)
                || a.one_of(end - 1, &["from", "to"]))
        {
            end -= 1;
        }
        let object = verb + 1..end;
        let subject = if object.len() > 1
            && !subject::is_passive(a, low, verb)
            && !a.one_of(verb + 1, &["by", "in", "from"])
        {
            subject::of_phrase(a, self.times, object)
        } else {
            subject::before_verb(a, self.times, low, verb)
        };
        Some(Found { subject, anchor: verb, kept: false, confidence: 0.95, behind: self.right(tokens.end) })
    }

    /// *good overall and outstanding for care leavers*: the second grade of one verb.
    fn chained(&self, m: usize, events: &[Event]) -> Option<Found> {
        let a = self.a;
        let last = events.last()?;
        let before = &self.mentions[last.mention].tokens;
        let tokens = &self.mentions[m].tokens;
        let between = before.end..tokens.start;
        let joined = between.clone().any(|t| a.one_of(t, &["and", ",", "with", "or"]));
        let finite = between.clone().any(|t| {
            a.one_of(
                t,
                &["is", "are", "was", "were", "has", "had", "have", "which", "who", "that", "said", "from"],
            )
        });
        if before.end > tokens.start || !joined || finite || between.len() > 16 || !self.ends_well(m) {
            return None;
        }
        let previous = self.left(tokens.start, between.start, true)?;
        let fits = a.one_of(previous, &["and", ",", "with", "but"]) || previous < before.end;
        fits.then(|| Found {
            subject: Subject::Same,
            anchor: last.anchor,
            kept: false,
            confidence: 0.85,
            behind: self.right(tokens.end),
        })
    }

    /// *The local adoption agency is good*, in an inspector's own words or reported from them.
    fn copula(&self, m: usize, low: usize) -> Option<Found> {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let performs = a.lower(tokens.start).starts_with("perform");
        let verb = if performs { tokens.start } else { self.left(tokens.start, low, true)? };
        let is = performs || a.one_of(verb, &["is", "are", "was", "were", "been"]);
        let next = self.right(tokens.end);
        let ends = next >= self.sentence().end
            || matches!(a.word(next), "." | "," | ";" | "(")
            || a.one_of(next, &["but", "and", "overall", "although", "though", "while", "in"]);
        let quoted = a.fragment_of[verb].is_some();
        if !is
            || !ends
            || quoted && !self.official
            || performs && a.one_of(verb.wrapping_sub(1), &["that", "as", "of"])
        {
            return None;
        }
        let as_written = (low..verb).any(|t| a.one_of(t, &["as"]) && t + 1 == verb);
        let verb_start = if performs { tokens.start } else { verb };
        let subject = subject::before_verb(a, self.times, low, verb_start);
        let reported = self.reported_by_inspector(low, verb);
        // *was only “performing poorly”*: as an inspector calls it.
        let known = subject::ends_with_known(a, &subject);
        if as_written || !(self.official || reported) {
            return None;
        }
        if !known {
            let subject = self.examples(next)?;
            return Some(Found { subject, anchor: verb, kept: false, confidence: 0.75, behind: next });
        }
        Some(Found { subject, anchor: verb, kept: false, confidence: 0.8, behind: next })
    }

    /// *too many services are only satisfactory, for example the sixth form college*
    fn examples(&self, behind: usize) -> Option<Subject> {
        let a = self.a;
        let named =
            a.one_of(behind, &[","]) && a.one_of(behind + 1, &["for"]) && a.one_of(behind + 2, &["example"]);
        let end = self.sentence().end;
        named.then(|| Subject::List(behind + 3..end))
    }

    /// *HMI Prisons found that safety was …*
    fn reported_by_inspector(&self, low: usize, verb: usize) -> bool {
        (low..verb).any(|t| {
            self.a.one_of(t, &["found", "finds", "judged", "ruled", "concluded"])
                && (low..t).any(|n| {
                    self.a.one_of(n, &["inspectors", "inspection", "inspectorate", "report", "regulator"])
                        || self.a.name_at(n).is_some_and(|name| {
                            let body = crate::resolve::canonical(self.a, name);
                            self.a.lexicon.scales.inspector(&body).is_some()
                        })
                })
        })
    }

    /// A row of a table: what is rated, a tab, its grade.
    fn table(&self) -> Option<Event> {
        let a = self.a;
        let text = a.text();
        let m = self.all.end - 1;
        let sentence = self.sentence();
        let row = a.document.paragraphs[a.sentences[self.sentence].paragraph].span;
        let cells: Vec<&str> =
            row.of(text).split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let [name, grade] = cells[..] else { return None };
        let tokens = self.mentions[m].tokens.clone();
        let words = a.span(tokens.clone()).of(text);
        let rest = grade.replace(words, "");
        let plain = !rest.chars().any(char::is_alphabetic);
        if self.all.len() != 1 || !plain || !name.contains(char::is_alphabetic) || name.len() > 120 {
            return None;
        }
        let tab = row.start as usize + row.of(text).find('\t')?;
        let end = (sentence.start..tokens.start).find(|&t| a.tokens[t].span.start as usize >= tab);
        let end = end.unwrap_or(tokens.start);
        let end = if end > sentence.start + 1 && a.one_of(end - 1, &["assessment", "rating", "grade"]) {
            end - 1
        } else {
            end
        };
        Some(Event {
            mention: m,
            previous: None,
            kept: false,
            subject: Subject::Phrase(sentence.start..end),
            tail: tokens.end..tokens.end,
            clause: sentence,
            anchor: tokens.start,
            confidence: 0.95,
        })
    }
}

/// *not only*, *not just*: no denial.
fn is_not_only(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["not"]) && a.one_of(t + 1, &["only", "just"])
}
