//! Clauses that say that a grade was given.
//!
//! A wording of a grade alone is none: a verb of grading (*rated*, *judged to be*), a noun of grading
//! (*its inadequate rating*), a change (*from good to inadequate*), a cell of a table or, in an
//! inspector's own text, a plain *is* must stand by it, and nothing that denies or wishes it.

mod cells;
mod frames;
mod labelled;
pub(super) mod lines;
mod overlooked;
mod steps;
mod unreal;

#[cfg(feature = "train")]
pub use overlooked::{Wording, wordings};

use super::bodies::{self, Bodies};
use super::grade::{self, Mention};
use super::scale::NUMBERS;
use super::subject::{self, Subject};
use super::table::{Layout, Tables};
use super::when;
use crate::annotate::{Annotated, TimeExpression};
use crate::base::Date;
use crate::lexicon::WordClass;
use crate::model::Forest;
use crate::text::ParagraphKind;
use std::ops::Range;

/// A grade that the text says was given.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// Index of the mention.
    pub mention: usize,
    /// Mention of the grade before.
    pub previous: Option<usize>,
    /// The grade was kept.
    pub kept: bool,
    /// Told as over: *had been rated good*, *shed its inadequate rating*.
    pub earlier: bool,
    pub subject: Subject,
    /// Tokens behind the grade that may name the part graded.
    pub tail: Range<usize>,
    /// Tokens of the clause: evidence, and where its date stands.
    pub clause: Range<usize>,
    /// Token of the verb or noun of grading.
    pub anchor: usize,
    /// One of a list behind a verb, and not the first.
    pub listed: bool,
    /// Recalled in speech, by words that don't say of whom: *“An inadequate rating is no surprise.”*
    pub recalled: bool,
    /// A line of a list, or a row of a table.
    pub line: bool,
    /// The head of the table's column.
    pub column: Option<Range<usize>>,
    /// The time that the head of the table's column tells.
    pub given: Option<Date>,
    pub confidence: f32,
    /// The part graded, where a model tells it.
    pub part: Option<Range<usize>>,
}

impl Event {
    /// One told once, anew and alone.
    pub fn new(
        mention: usize,
        subject: Subject,
        tail: Range<usize>,
        clause: Range<usize>,
        anchor: usize,
        confidence: f32,
    ) -> Self {
        Event {
            mention,
            previous: None,
            kept: false,
            earlier: false,
            subject,
            tail,
            clause,
            anchor,
            listed: false,
            recalled: false,
            line: false,
            column: None,
            given: None,
            confidence,
            part: None,
        }
    }
}

/// How often what stands by a verb of any kind is a rating, in documents that no rule was made on.
const TOLD: f32 = 0.5;

/// The chance from which on a wording tells a rating in a text where no frame finds any.
const SURE: f32 = 0.9;

/// Any noun of grading.
const ANY_NOUN: WordClass = WordClass::RATING_NOUN.with(WordClass::OTHER_RATING_NOUN);

const QUOTES: &[&str] = &["“", "”", "\"", "‘", "’", "'", "„", "‚", "´", "`"];

/// Whether token `i` is a quotation mark or apostrophe alone.
pub(super) fn is_quote(a: &Annotated, i: usize) -> bool {
    QUOTES.contains(&a.word(i))
}

/// *Ofsted* or the hyphen in *a good Ofsted rating*, *a three-star-rating*.
fn is_before_noun(a: &Annotated, t: usize) -> bool {
    a.is(t, WordClass::BEFORE_RATING_NOUN) || a.word(t) == "-"
}

/// The events of a document, in text order: those that a frame knows, and those that `forest` takes for ones.
pub(super) fn events(
    a: &Annotated,
    mentions: &[Mention],
    tables: &Tables,
    bodies: &Bodies,
    times: &[TimeExpression],
    forest: Option<&Forest>,
) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let mut framed = false;
    each_sentence(a, mentions, tables, bodies, times, |finder| {
        let base = out.len();
        finder.find(&mut out);
        framed |= out.len() > base;
        if let Some(forest) = forest {
            finder.find_overlooked(base, forest, &mut out);
        }
    });
    // Where no frame finds any, the text seldom tells one: *Holme Hospice hopes the CQC will come. Its kitchen is inadequate.*
    if !framed {
        out.retain(|event| event.confidence >= SURE);
    }
    out
}

/// Calls `look` for each sentence that has mentions, in text order.
fn each_sentence(
    a: &Annotated,
    mentions: &[Mention],
    tables: &Tables,
    bodies: &Bodies,
    times: &[TimeExpression],
    mut look: impl FnMut(&Finder),
) {
    let official = is_official(a);
    let layouts: Vec<Option<Layout>> = tables.iter().map(|table| table.layout(a, mentions, times)).collect();
    let mut first = 0;
    while first < mentions.len() {
        let sentence = mentions[first].sentence;
        let count = mentions[first..].iter().take_while(|m| m.sentence == sentence).count();
        look(&Finder {
            a,
            mentions,
            tables,
            bodies,
            layouts: &layouts,
            times,
            all: first..first + count,
            official,
            sentence,
        });
        first += count;
    }
}

/// Whether an inspector writes: a letter, or a report with a table of its grades.
pub(super) fn is_official(a: &Annotated) -> bool {
    let letter = a.document.paragraphs.iter().any(|p| {
        p.kind == ParagraphKind::Letterhead && p.span.of(a.text()).trim_start().starts_with("Dear ")
    });
    letter && a.text().contains("nspect")
}

struct Finder<'a> {
    a: &'a Annotated<'a>,
    mentions: &'a [Mention],
    tables: &'a Tables,
    bodies: &'a Bodies,
    /// How each table is to be read.
    layouts: &'a [Option<Layout>],
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
    listed: bool,
    confidence: f32,
    /// First token behind the grade and its noun.
    behind: usize,
}

impl Found {
    /// One that is told anew, and alone.
    fn new(subject: Subject, anchor: usize, confidence: f32, behind: usize) -> Self {
        Found { subject, anchor, kept: false, listed: false, confidence, behind }
    }
}

impl Finder<'_> {
    fn sentence(&self) -> Range<usize> {
        self.a.sentences[self.sentence].tokens.clone()
    }

    /// Whether the subject is a body or a part of which it is known that inspectors rate such, by its words or by what the text
    /// tells of it: *Meadow View, a home in Ashby*.
    fn is_known(&self, subject: &Subject) -> bool {
        subject::ends_with_known(self.a, subject)
            || matches!(subject, Subject::Phrase(range) if self.bodies.is_named(range))
    }

    fn kind(&self) -> ParagraphKind {
        self.a.document.paragraphs[self.a.sentences[self.sentence].paragraph].kind
    }

    fn find(&self, out: &mut Vec<Event>) {
        if self.cells(out)
            || self.kind() == ParagraphKind::TableRow
            || self.is_key()
            || self.is_below_grade()
            || self.grades_of_line(out)
        {
            return;
        }
        if let Some(event) = self.year_of_line() {
            out.push(event);
            return;
        }
        if self.heads_list(out) || self.is_in_list_of_before() || self.is_own_view() {
            return;
        }
        if let Some(event) = self.line().or_else(|| self.answer()).or_else(|| self.outcome()) {
            self.push_line(event, out);
            return;
        }
        if self.labelled(out) {
            return;
        }
        if self.is_definition() || self.is_mock() || self.a.word(self.sentence().end - 1) == "?" {
            return;
        }
        let mut taken = vec![false; self.all.len()];
        let base = out.len();
        for m in self.all.clone() {
            if taken[m - self.all.start] {
                continue;
            }
            if self.went_to(m, out) {
                continue;
            }
            let mut clause = self.clause(m);
            // *Good in 2012, it is now outstanding*: the time of the first.
            match self.end_of_opening(self.all.start) {
                Some(comma) if m == self.all.start => clause.end = comma,
                Some(comma) => clause.start = clause.start.max(comma + 1),
                None => {}
            }
            let before = self.before(m).filter(|p| self.is_earlier(*p, m) || self.was_earlier(*p));
            // *up from requires improvement*, *after being rated inadequate*
            let after = self
                .told_as_earlier(m)
                // *kept its G1 grade but moved from V1 to V2*
                .filter(|&p| p + 1 >= self.all.end || !self.is_earlier(p, p + 1));
            let found = self
                .areas_include(m)
                .or_else(|| self.inverted(m))
                .or_else(|| self.opening(m))
                .or_else(|| self.earned(m))
                .or_else(|| self.below_line(m))
                .or_else(|| self.confirmed(m))
                .or_else(|| self.at_standard(m, clause.start))
                .or_else(|| self.complement(m, clause.start))
                .or_else(|| self.noun(m, clause.start))
                .or_else(|| self.change(m, before, clause.start))
                .or_else(|| self.awarded(m, clause.start, out.last()))
                .or_else(|| self.left_behind(m, clause.start))
                .or_else(|| self.apposed(m, clause.start))
                .or_else(|| self.gapped(m, &out[base..]))
                .or_else(|| self.chained(m, &out[base..]))
                .or_else(|| self.attributive(m, &out[base..]))
                .or_else(|| self.predicate(m, clause.start, out.last()))
                .or_else(|| self.copula(m, clause.start, out))
                .or_else(|| self.same(m, clause.start))
                .or_else(|| self.necessary(m))
                .or_else(|| self.told(m, clause.start, out.last()));
            let Some(mut found) = found else { continue };
            self.correct(m, &mut found);
            // *Estyn issued a letter on the school, which lifted it from the “adequate” that …*
            if matches!(&found.subject, Subject::Phrase(range) if range.len() > 4
                && range.clone().skip(1).any(|t| self.a.one_of(t, &["published", "released", "issued"])))
            {
                found.subject = Subject::Context;
            }
            let mut clause = self.clause_of_time(m, &found, clause, out.last());
            // *Like other schools with the top grade, it was …*
            if matches!(&found.subject, Subject::Phrase(range) if self.a.one_of(range.start, &["like", "unlike"]))
            {
                continue;
            }
            // *A home where there was no manager has been rated poor*: what the clause denies is not the grade.
            let relative = match &found.subject {
                Subject::Phrase(range) => self.relative_clause(range, found.anchor),
                _ => None,
            };
            let own = relative.map_or(clause.start, |(_, end)| end.max(clause.start));
            // The first grade of *from good to inadequate* waits for the second.
            if self.goes_on_to_new(m)
                || self.counts_parts(found.behind)
                || self.is_unreal(m, own, &found)
                || self.is_of_others(m, &found)
            {
                continue;
            }
            if let Some(event) = self.fell_to_that(m, &found, &clause, out.last()) {
                out.push(event);
                continue;
            }
            let previous = before.or(after);
            // *from good, awarded in 2017, to requires improvement*: the time of the first.
            if let Some(p) = before {
                let between = self.mentions[p].tokens.end..self.mentions[m].tokens.start;
                let given = between.clone().find(|&t| {
                    // *from outstanding, its grade in 2017, to good*
                    let noun =
                        self.a.one_of(t + 1, &["the", "a", "its", "their"]) && self.a.is(t + 2, ANY_NOUN);
                    // *from outstanding, which it was given in 2017, to good*
                    a_break(self.a, t)
                        && (noun
                            || self.a.one_of(t + 1, &["which"])
                            || self.a.is(t + 1, WordClass::GIVING.with(WordClass::GRADING)))
                });
                // *from good in April 2015 to poor*
                let (opens, to) = (self.right(between.start), self.left(between.end, between.start, false));
                let timed = self.a.one_of(opens, &["in", "on"])
                    && to.is_some_and(|to| self.a.one_of(to, &["to"]))
                    && between.len() <= 9;
                if (given.is_some() || timed) && self.has_time(&between) {
                    if let Some(part) = self.led_part(clause.start, found.anchor) {
                        found.subject = Subject::Phrase(part);
                    }
                    let older = Event::new(
                        p,
                        found.subject.clone(),
                        between.start..between.start,
                        self.mentions[p].tokens.start..to.unwrap_or(between.end),
                        between.start,
                        0.85,
                    );
                    clause.start = to.unwrap_or(between.end - 1);
                    self.push(out, m, &found, previous, clause);
                    out.push(older);
                    continue;
                }
            }
            if let Some(p) = previous.filter(|&p| p > m) {
                taken[p - self.all.start] = true;
                if let Some(event) = self.dated_earlier(m, p, &found, clause.end) {
                    // *an improvement on last year’s fair*: not of then.
                    let own = event.clause.start;
                    clause.end = clause.end.min(own).max(self.mentions[m].tokens.end);
                    self.push(out, m, &found, previous, clause.clone());
                    out.push(event);
                    continue;
                }
            }
            self.push(out, m, &found, previous, clause);
            self.of_that_area(&found, base, out);
            self.whole_besides(&found, base, out);
        }
        self.list_below(base, out);
        self.bodies_below(base, out);
        self.bodies_behind(base, out);
        self.both(base, out);
        self.parts_besides(base, out);
        self.so_does(out);
        self.given_before(out);
        self.second_time(base, out);
        self.each_in_its_year(base, out);
    }

    /// *Both surgeries had been rated good, Bridge House in 2015 and Orchard Walk in March 2016.*: each at its own time.
    fn each_in_its_year(&self, base: usize, out: &mut Vec<Event>) {
        /// Tokens of a name, and of a time.
        const NAME: usize = 6;
        const TIME: usize = 5;
        let a = self.a;
        let [event] = &out[base..] else { return };
        let event = event.clone();
        let all = matches!(&event.subject, Subject::Phrase(range)
            if range.clone().chain([range.start.wrapping_sub(1)]).any(|t| a.one_of(t, &["both", "all"])));
        let end = self.sentence().end;
        let comma = self.right(self.mentions[event.mention].tokens.end);
        if !all || a.word(comma) != "," {
            return;
        }
        let mut found = Vec::new();
        let mut t = comma + 1;
        while t < end {
            t += usize::from(a.one_of(t, &["and"]));
            let Some(at) = (t + 1..end.min(t + NAME)).find(|&at| a.one_of(at, &["in", "on"])) else { break };
            let Some(stop) = (at + 1..end.min(at + TIME))
                .find(|&stop| a.word(stop) == "," || a.word(stop) == "." || a.one_of(stop, &["and"]))
            else {
                break;
            };
            if !a.is_capital(t) || !self.has_time(&(at..stop)) {
                break;
            }
            found.push((t..at, at..stop));
            t = stop + usize::from(a.word(stop) == ",");
        }
        if found.len() < 2 {
            return;
        }
        out.truncate(base);
        for (name, time) in found {
            out.push(Event {
                subject: Subject::Phrase(name.clone()),
                tail: time.clone(),
                clause: name.start..time.end,
                anchor: name.start,
                ..event.clone()
            });
        }
    }

    /// *Top marks of five went to the Ship Inn on 11 October and to Rossi & Sons*, *Fives were also given to the Lantern*: each body
    /// behind *to*.
    fn went_to(&self, m: usize, out: &mut Vec<Event>) -> bool {
        /// Tokens between grade and verb, and of a name.
        const NEAR: usize = 4;
        const NAME: usize = 10;
        let a = self.a;
        let sentence = self.sentence();
        let tokens = self.mentions[m].tokens.clone();
        let led = tokens.start == sentence.start
            // *The C3 went to Ashby City Council.*
            || tokens.start == sentence.start + 1 && a.one_of(sentence.start, &["the"])
            || a.one_of(tokens.start - 1, &["of"])
                && (sentence.start..tokens.start).any(|t| {
                    a.one_of(t, &["marks", "ratings", "scores", "grades", "mark", "rating", "score", "grade"])
                });
        let verb = (tokens.end..sentence.end.min(tokens.end + NEAR)).find(|&t| {
            a.one_of(t + 1, &["to"])
                && (a.one_of(t, &["went", "go"])
                    || a.one_of(t, &["given", "awarded"]) && subject::is_passive(a, tokens.end, t))
        });
        // *A score of three went to Jade Garden, at 3 Shore Road*: the number of a house is no second grade.
        let house = |p: usize| {
            let start = self.mentions[p].tokens.start;
            a.one_of(start - 1, &["at", "of"]) && a.is_capital(start + 1)
        };
        let sole = (m + 1..self.all.end).all(house);
        let Some(verb) = verb.filter(|_| led && sole) else { return false };
        let joined = |t: usize| a.word(t - 1) == "," || a.one_of(t - 1, &["and"]);
        let starts: Vec<usize> = (verb + 1..sentence.end)
            .filter(|&t| a.one_of(t, &["to"]) && (t == verb + 1 || joined(t)))
            .collect();
        let base = out.len();
        for (at, &to) in starts.iter().enumerate() {
            let stop = starts.get(at + 1).copied().unwrap_or(sentence.end);
            let first = to + 1 + usize::from(a.one_of(to + 1, &["the"]));
            let end = (first..stop.min(first + NAME))
                .find(|&t| {
                    matches!(a.word(t), "," | ";" | ".")
                        || a.one_of(t, &["in", "on", "after"])
                        || a.one_of(t, &["and"]) && t + 1 == stop
                })
                .unwrap_or(stop.min(first + NAME));
            if end <= first || !(first..end).any(|t| a.is_capital(t)) {
                continue;
            }
            let clause = if self.has_time(&(to..stop)) { to..stop } else { to..sentence.end };
            out.push(Event {
                listed: at > 0,
                ..Event::new(m, Subject::Phrase(first..end), end..end, clause, verb, 0.85)
            });
        }
        out.len() > base
    }

    /// *The grade is a step up from requires improvement. It fell to that from outstanding in 2021.*: the grade of the sentence before.
    fn fell_to_that(
        &self,
        m: usize,
        found: &Found,
        clause: &Range<usize>,
        last: Option<&Event>,
    ) -> Option<Event> {
        let a = self.a;
        let from = self.left(self.mentions[m].tokens.start, clause.start, false)?;
        let that = a.one_of(from, &["from"])
            && a.one_of(from - 1, &["that"])
            && a.one_of(from - 2, &["to"])
            && found.anchor < from;
        let before = self.before_sentence().filter(|_| that && last.is_some())?;
        let end = self.mentions[m].tokens.end;
        let event = Event::new(before, found.subject.clone(), end..end, clause.clone(), found.anchor, 0.8);
        Some(Event { previous: Some(m), ..event })
    }

    /// The part in *For legitimacy it slips …*, of a clause that begins at token `start` and has its verb at `anchor`.
    fn led_part(&self, start: usize, anchor: usize) -> Option<Range<usize>> {
        let a = self.a;
        let first = start + 1;
        let led = a.one_of(start, &["for", "on"]);
        (first + 1..anchor)
            .rev()
            .find(|&end| led && subject::names_part(a, &subject::words(a, first..end)))
            .map(|end| first..end)
    }

    /// The last grade of the sentence before.
    fn before_sentence(&self) -> Option<usize> {
        let p = self.all.start.checked_sub(1)?;
        (self.mentions[p].sentence + 1 == self.sentence).then_some(p)
    }

    /// *For the second time, Ofsted has rated it inadequate. The first was in June 2013.*: the same grade, twice.
    fn second_time(&self, base: usize, out: &mut Vec<Event>) {
        /// Tokens in which the second sentence begins and tells its time.
        const NEAR: usize = 10;
        let a = self.a;
        let own = self.sentence();
        let second = own.clone().any(|t| a.one_of(t, &["second"]) && a.one_of(t + 1, &["time", "such"]));
        let Some(next) = a.sentences.get(self.sentence + 1).map(|next| next.tokens.clone()) else { return };
        let first = a.one_of(next.start, &["the"]) && a.one_of(next.start + 1, &["first"]);
        let verb = (next.start + 2..next.end.min(next.start + NEAR)).find(|&t| a.is(t, WordClass::BE));
        let (Some(verb), [event]) = (verb, &mut out[base..]) else { return };
        let end = next.end.min(verb + NEAR);
        if second && first && a.one_of(verb + 1, &["in", "on", "back"]) && self.has_time(&(verb..end)) {
            event.kept = true;
            let then = Event {
                previous: None,
                kept: false,
                clause: next.start..end,
                anchor: verb,
                tail: end..end,
                ..event.clone()
            };
            out.push(then);
        }
    }

    /// *The hospital as a whole*, where the sentence begins so before token `end`.
    fn as_a_whole(&self, end: usize) -> Option<Range<usize>> {
        /// Tokens of the noun phrase.
        const LONGEST: usize = 6;
        let a = self.a;
        let first = self.sentence().start;
        // *Across the trust as a whole, services were …*
        let first = first + usize::from(a.one_of(first, &["across"]));
        let at = (first + 1..end.min(first + LONGEST)).find(|&t| a.one_of(t, &["as"]))?;
        (a.one_of(at + 1, &["a"]) && a.one_of(at + 2, &["whole"])).then_some(first..at)
    }

    /// *requires improvement for being responsive, an area in which it was rated good in 2015*, *In 2022 the force was graded
    /// adequate in this area.*: the part of the grade before.
    fn of_that_area(&self, found: &Found, base: usize, out: &mut [Event]) {
        /// Tokens between *area in which* and the verb.
        const NEAR: usize = 7;
        let a = self.a;
        let which = (found.anchor.saturating_sub(NEAR)..found.anchor).any(|t| {
            subject::is_area(a, t)
                && (a.one_of(t + 1, &["in"]) && a.one_of(t + 2, &["which"]) || a.one_of(t + 1, &["where"]))
        });
        let that = subject::is_that_area(a, &found.subject);
        let this = (self.is_in_this_area(found) || that) && self.has_time(&self.sentence());
        // *It is no longer inadequate at promoting the right values. That area of its work is now adequate.*
        let denied = self.all.start.checked_sub(1).map(|p| &self.mentions[p]).filter(|p| {
            let told = |event: &Event| self.mentions[event.mention].sentence == p.sentence;
            p.sentence + 1 == self.sentence && that && !out.iter().rev().take(4).any(told)
        });
        if let Some(denied) = denied
            && let Some(last) = out.last_mut()
        {
            last.tail = denied.tokens.end..a.sentences[denied.sentence].tokens.end;
            let longer = denied.tokens.start.saturating_sub(2)..denied.tokens.start;
            if longer.into_iter().any(|t| a.one_of(t, &["longer"])) {
                last.previous = last.previous.or(Some(self.all.start - 1));
            }
            return;
        }
        let reach = if which { base } else { 0 };
        let Some((last, before)) = out.split_last_mut().filter(|_| which || this) else { return };
        let Some(before) = before.get(reach..).and_then(<[Event]>::last) else { return };
        if self.mentions[before.mention].sentence + 1 >= self.sentence {
            last.tail = before.tail.clone();
            if subject::is_part(a, &before.subject) {
                last.subject = before.subject.clone();
            }
        }
    }

    /// *The overall rating, as well as those for being safe, dropped to inadequate*, *was rated good overall and in two areas*:
    /// the grade is that of the whole, too.
    fn whole_besides(&self, found: &Found, base: usize, out: &mut Vec<Event>) {
        /// Tokens at the start of the sentence, and behind the grade.
        const LEAD: usize = 4;
        const NEAR: usize = 40;
        let a = self.a;
        let Some(last) = out.get(base..).and_then(<[Event]>::last).cloned() else { return };
        let first = self.sentence().start;
        let named =
            (first..first + LEAD).any(|t| a.one_of(t, &["overall"]) && a.is(t + 1, WordClass::RATING_NOUN));
        let besides = (first..found.anchor)
            .any(|t| a.one_of(t, &["as"]) && a.one_of(t + 1, &["well"]) && a.one_of(t + 2, &["as"]));
        let overall = last.tail.clone().find(|&t| {
            let and = t + 1 + 2 * usize::from(a.one_of(t + 1, &["as"]) && a.one_of(t + 2, &["well"]));
            // *good overall by the CQC and in each of the five categories*
            let and = match a.one_of(and, &["by"]) {
                true => (and + 2..last.tail.end.min(and + 6)).find(|&t| a.one_of(t, &["and"])).unwrap_or(and),
                false => and,
            };
            a.one_of(t, &["overall"]) && a.one_of(and, &["and", "as"]) && a.one_of(and + 1, &["in", "for"])
        });
        let tail = overall.map(|t| last.tail.start..t);
        // *Teaching was judged as requires improvement, and so that is the grade for the school as a whole.*
        let end = self.sentence().end;
        let told = (last.tail.start..end.min(last.tail.start + NEAR)).find(|&t| {
            let noun = t + 3 + usize::from(a.one_of(t + 3, &["overall"]));
            a.one_of(t, &["that", "this"])
                && a.is(t + 1, WordClass::BE)
                && a.one_of(t + 2, &["the", "its", "our"])
                && a.is(noun, WordClass::RATING_NOUN)
                && a.one_of(noun + 1, &["for", "of"])
                && (noun + 2..end).any(|t| a.one_of(t, &["whole", "overall"]))
        });
        if told.is_some() && subject::is_part(a, &last.subject) {
            out.push(Event { subject: Subject::Context, tail: end..end, previous: None, ..last });
            return;
        }
        if named && besides && !matches!(last.subject, Subject::Context) || tail.is_some() {
            let subject = if tail.is_some() { last.subject.clone() } else { Subject::Context };
            let end = last.tail.end;
            // The whole before its parts.
            out.insert(out.len() - 1, Event { subject, tail: tail.unwrap_or(end..end), ..last });
        }
    }

    /// *… in this area*, behind the grade.
    fn is_in_this_area(&self, found: &Found) -> bool {
        let a = self.a;
        a.one_of(found.behind, &["in"])
            && a.one_of(found.behind + 1, &["this", "that"])
            && subject::is_area(a, found.behind + 2)
    }

    /// *…, the grade it was given in 2012*, *That is the grade it was given in 2012.*: the last grade, at another time.
    fn given_before(&self, out: &mut Vec<Event>) {
        const REACH: usize = 6;
        let a = self.a;
        // *has kept the outstanding rating that it first won in 2017*, *remains good, the grade it was given in 2008, but …*
        let here = |event: &&Event| self.mentions[event.mention].sentence == self.sentence;
        let own = out.iter().rev().take_while(here).position(|event| event.kept);
        let own = own.map(|back| out.len() - 1 - back);
        let at = own.unwrap_or(out.len().saturating_sub(1));
        let Some(last) = out.get(at).cloned() else { return };
        let told = out.iter().rev().take(4).any(|event| event.previous == Some(last.mention));
        if self.mentions[last.mention].sentence != self.sentence || last.earlier || told {
            return;
        }
        let given = |noun: usize, end: usize| {
            let it = noun + 1 + usize::from(a.one_of(noun + 1, &["which", "that"]));
            let verb = (it..end.min(it + REACH)).find(|&t| {
                a.one_of(t, when::AWARDED)
                    // *the rating that it has had since 2016*
                    || a.one_of(t, &["had"]) && a.one_of(t + 1, &["since"])
            });
            let pronoun = a.one_of(it, &["it", "they", "we"])
                || subject::noun_of_body(a, a.lower(it + 1))
                // *which was awarded in 2016*
                || it > noun + 1 && a.is(it, WordClass::BE);
            let last = verb.filter(|_| pronoun)? + REACH;
            self.has_time(&(noun..last.min(end))).then_some(last.min(end))
        };
        let grade = |t: &usize| a.is(*t, WordClass::RATING_NOUN) && a.one_of(t - 1, &["the", "same"]);
        let own = (last.tail.start.max(1)..self.sentence().end).find(grade);
        let own = own.filter(|&t| a.word(t - 2) == "," || a.word(t - 3) == ",");
        let kept = self.right(self.mentions[last.mention].tokens.end);
        // *kept its rating of good, which it first got in 2017*
        let which = a.word(kept) == "," && a.one_of(kept + 1, &["which"]);
        // *has fallen two grades from good, which it was given in 2018*
        let own = own.or(Some(kept).filter(|&t| which || last.kept && a.is(t, WordClass::RATING_NOUN)));
        let next = || {
            let next = a.sentences.get(self.sentence + 1)?.tokens.clone();
            let is = a.one_of(next.start, &["that", "this", "it"]) && a.is(next.start + 1, WordClass::BE);
            let noun = (next.start + 2..next.end.min(next.start + 5)).find(grade).filter(|_| is)?;
            Some((noun, given(noun, next.end)?, next.start))
        };
        let here = own.and_then(|noun| Some((noun, given(noun, self.sentence().end)?, noun)));
        let Some((noun, end, start)) = here.or_else(next) else { return };
        if here.is_some()
            && let Some(event) = out.get_mut(at)
        {
            event.clause.end = event.clause.end.min(noun - 1).max(event.clause.start + 1);
            event.kept = true;
        }
        out.push(Event {
            previous: None,
            kept: false,
            tail: end..end,
            clause: start..end,
            anchor: noun,
            listed: false,
            ..last
        });
    }

    /// *In 2010 both were adequate.*, *We were adequate in both*: the two parts that were graded last, and whose.
    fn both(&self, base: usize, out: &mut Vec<Event>) {
        const REACH: usize = 2;
        let a = self.a;
        let Some(event) = out.get(base).filter(|_| out.len() == base + 1).cloned() else { return };
        // How many *both* and *all three* at a token are, and in how many words: *All three had been graded good in 2018.*
        let counted = |t: usize| match a.one_of(t, &["both"]) {
            true => Some((2, 1)),
            false => (3..=NUMBERS.len())
                .find(|count| a.one_of(t, &["all"]) && a.one_of(t + 1, &NUMBERS[count - 1..*count]))
                .map(|count| (count, 2)),
        };
        let alone = match &event.subject {
            // *both judgements*
            Subject::Phrase(range) => counted(range.start).filter(|(_, words)| {
                let noun = a.is(range.end - 1, ANY_NOUN) || subject::is_area(a, range.end - 1);
                *words == range.len() || *words + 1 == range.len() && noun
            }),
            _ => None,
        };
        // *The pair have been awarded four stars each.*
        let pair = match &event.subject {
            Subject::Phrase(range) => {
                let words = subject::words(a, range.clone());
                ["the pair", "the two", "the duo"].iter().any(|pair| words.ends_with(pair)).then_some((2, 2))
            }
            _ => None,
        };
        let alone = alone.or(pair);
        // *Both had been found inadequate in November.*
        let first = self.sentence().start;
        let opening = a.one_of(first, &["both"])
            && event.anchor > first + 1
            && subject::first_helper(a, first, event.anchor) <= first + 1
            && event.subject == Subject::Context;
        let both = opening
            || a.one_of(event.anchor.wrapping_sub(1), &["both"])
                && !(self.sentence().start..event.anchor).any(|t| a.one_of(t, &["and"]))
                && (event.anchor == self.sentence().start + 1
                    || a.word(event.anchor.wrapping_sub(2)) == ","
                    || is_year(a, event.anchor.wrapping_sub(2))
                    || a.is(event.anchor.wrapping_sub(2), WordClass::CLAUSE_BREAK));
        let behind = self.right(event.tail.start);
        let tail = counted(behind + 1).filter(|(count, words)| {
            let last = behind + 1 + words;
            let ends = last >= self.sentence().end
                || !a.word(last).starts_with(char::is_alphabetic)
                || a.one_of(last, &["counts", "areas", "parts", "of", "so"]);
            // *Ashby House was rated good in all four areas*: those that the inspector has.
            let the = matches!(&event.subject, Subject::Phrase(range)
                if a.one_of(range.start, &["the", "our"]) && range.len() == 2);
            let told_before = *count == 2 || the || subject::is_pronoun(a, &event.subject);
            a.one_of(behind, &["in", "on", "for"]) && ends && told_before
        });
        let Some((count, _)) = alone.or(both.then_some((2, 1))).or(tail) else { return };
        let near = |other: &&Event| {
            let sentence = self.mentions[other.mention].sentence;
            sentence < self.sentence && sentence + REACH >= self.sentence && !other.earlier
        };
        let mut parts: Vec<Event> =
            out[..base].iter().rev().take(2 * count).filter(near).take(count).cloned().collect();
        parts.reverse();
        // *weak for safety, for leadership and for staff*: one grade of several parts.
        let listed = |event: &Event| event.tail.clone().any(|t| a.one_of(t, &["and"]));
        // *excellent for care and for staff, and very good for its setting and for leadership*: two grades of two parts.
        let two_of_two = count == 4 && parts.len() == 2 && parts.iter().all(listed);
        // *weak for wellbeing, staff and setting, while leadership and planning are adequate. All five were good in 2022.*
        let named = |event: &Event| {
            let own = match &event.subject {
                Subject::Phrase(range) if subject::list_of_parts(a, range.start, range.end).is_some() => {
                    range.clone()
                }
                _ => event.tail.clone(),
            };
            1 + own
                .clone()
                .filter(|&t| {
                    a.one_of(t, &["and"])
                        || a.word(t) == "," && !a.one_of(t + 1, &["and", "while"]) && t + 1 < own.end
                })
                .count()
        };
        let all_of_them = count > 3 && parts.len() == 2 && parts.iter().map(named).sum::<usize>() == count;
        if count > 2 && parts.len() < count && !two_of_two && !all_of_them {
            parts.drain(..parts.len().saturating_sub(1));
            parts.retain(listed);
        } else if parts.len() < 2 || parts[0].subject == parts[1].subject && parts[0].tail == parts[1].tail {
            // Two parts, or two bodies; not one thing told twice.
            return;
        }
        if parts.is_empty() {
            return;
        }
        out.truncate(base);
        // *Lenning Primary Care Trust is rated fair on both counts.*: not of whom the sentence before tells.
        let own = self.is_known(&event.subject) && !subject::is_pronoun(a, &event.subject);
        for part in &parts {
            let named = own && !subject::is_part(a, &part.subject);
            let subject = if named { &event.subject } else { &part.subject };
            out.push(Event { subject: subject.clone(), tail: part.tail.clone(), ..event.clone() });
        }
    }

    /// *found teaching to be outstanding, and behaviour and leadership*: parts behind the grade that share it.
    fn parts_besides(&self, base: usize, out: &mut Vec<Event>) {
        /// Tokens of the list.
        const LONGEST: usize = 30;
        let a = self.a;
        let Some(last) = out.get(base..).and_then(<[Event]>::last).cloned() else { return };
        let comma = self.right(self.mentions[last.mention].tokens.end);
        let along = a.one_of(comma + 1, &["along", "together"]) && a.one_of(comma + 2, &["with"]);
        let joined = a.one_of(comma + 1, &["and"]) || along;
        if a.word(comma) != "," || !joined || !subject::is_part(a, &last.subject) {
            return;
        }
        let first = comma + 2 + usize::from(along);
        let end = self.sentence().end.min(first + LONGEST);
        let stop = (first..end).find(|&t| {
            matches!(a.word(t), "." | ";" | ":" | "(" | "–" | "—")
                || a.is(t, WordClass::BE.with(WordClass::VERB))
        });
        let Some(stop) = stop.filter(|&t| matches!(a.word(t), "." | ";")) else { return };
        let parts = subject::names_part(a, &subject::words(a, first..stop))
            || subject::list_of_parts(a, first, stop).is_some_and(|list| list == (first..stop));
        let free = self.all.clone().all(|m| !(first..stop).contains(&self.mentions[m].tokens.start));
        if parts && free {
            let subject = Subject::Phrase(first..stop);
            out.push(Event { previous: None, subject, tail: stop..stop, listed: true, ..last });
        }
    }

    /// *So does the sixth form.*: what the next sentence puts beside the last grade.
    fn so_does(&self, out: &mut Vec<Event>) {
        let a = self.a;
        let (Some(next), Some(last)) = (a.sentences.get(self.sentence + 1), out.last().cloned()) else {
            return;
        };
        if self.mentions[last.mention].sentence != self.sentence || !a.one_of(next.tokens.start, &["so"]) {
            return;
        }
        if let Some(mut name) = self.likewise(next.tokens.clone()) {
            let likewise = |name: Range<usize>| Event {
                previous: None,
                subject: Subject::Phrase(name.clone()),
                tail: name.end..name.end,
                clause: next.tokens.clone(),
                listed: true,
                ..last.clone()
            };
            // *So were behaviour and the school’s capacity for improvement.*: two, where each is a part.
            let and = name.end;
            let owner = (and + 1..(and + 5).min(next.tokens.end)).find(|&t| subject::is_possessive(a, t));
            let second = owner.filter(|_| a.one_of(and, &["and"])).and_then(|owner| {
                let end = next.tokens.end - 1;
                subject::names_part(a, &subject::words(a, owner + 1..end)).then_some(owner + 1..end)
            });
            if let Some(second) = second {
                out.push(likewise(second));
                name.end = and;
            }
            out.push(likewise(name));
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
        let a = self.a;
        let next = (m + 1..self.all.end).map(|n| self.mentions[n].tokens.start).next();
        let next = next.unwrap_or(self.sentence().end);
        let tail = found.behind.min(clause.end)..next.min(clause.end).max(found.behind.min(clause.end));
        // *fell from good to inadequate, as were the ratings for being safe*: what is put beside it is no part of it.
        let beside = tail.clone().find(|&t| {
            t > tail.start
                && a.word(t - 1) == ","
                && a.one_of(t, &["as"])
                && (a.is(t + 1, WordClass::BE) || a.one_of(t + 1, &["did", "has", "have"]))
        });
        // *gave its services an overall rating of good and judged provision for care leavers as outstanding*: of the next grade.
        let next_verb = tail.clone().find(|&t| {
            a.one_of(t, &["and", "but", "while"])
                && (a.is(t + 1, WordClass::GRADING) || a.one_of(t + 1, &["found"]))
        });
        // *rated good, with support for care leavers recognised as outstanding*: of the next grade.
        let with = tail.clone().skip(1).find(|&t| a.word(t - 1) == "," && a.one_of(t, &["with"]));
        let of_next = next_verb.or(with).filter(|_| tail.end == next && next < self.sentence().end);
        let tail = tail.start..beside.or(of_next).unwrap_or(tail.end);
        // *It was rated fair for its use of resources, the same grade as before*: what is the same is no other grade.
        let same = tail.end == next && a.one_of(next, &["same"]);
        let grade = self.mentions[m].tokens.start;
        let subjects = subject::split(self.a, &found.subject);
        // *The overall rating is “Good”.*: the grade alone is no speech.
        let spoken = self.a.fragment_of[self.mentions[m].tokens.start].is_some() && !self.is_alone(m);
        for subject in subjects {
            out.push(Event {
                mention: m,
                previous,
                kept: found.kept
                    || self.is_again(tail.clone())
                    || self.is_again(clause.start..found.anchor)
                    // *Outcomes were again reasonably good.*
                    || (found.anchor..self.mentions[m].tokens.start).any(|t| {
                        a.one_of(t, &["again"]) && a.is(found.anchor, WordClass::BE)
                    })
                    // *was once more not sufficiently good*
                    || (found.anchor.saturating_sub(2)..self.mentions[m].tokens.start)
                        .any(|t| subject::is_once_more(a, t))
                    || self.is_same_as(tail.start..tail.end + usize::from(same))
                    // *The rating for the hospital is unchanged at good.*
                    || self.left(grade, clause.start, false).is_some_and(|at| {
                        a.one_of(at, &["at"]) && a.one_of(at.wrapping_sub(1), &["unchanged"])
                    })
                    || self.is_anew(found),
                earlier: self.is_over(m, found),
                subject,
                tail: tail.clone(),
                clause: clause.clone(),
                anchor: found.anchor,
                listed: found.listed,
                recalled: self.is_recalled_noun(m, found)
                    // *has been given the lowest mark for the work that it offers*: of a part told elsewhere.
                    || a.one_of(self.mentions[m].tokens.start, &["lowest", "bottom", "worst", "top", "highest", "best"])
                        && a.one_of(found.behind, &["for"])
                        && !self.grades_part_behind(m, found.behind + 1)
                    // *Weak grades at Ashby House*, in a headline: the text tells of what.
                    || matches!(self.kind(), ParagraphKind::Title | ParagraphKind::Heading)
                        && a.one_of(self.right(self.mentions[m].tokens.end), &["grades", "ratings", "marks"])
                    // *That is why I have graded it as inadequate in this area.*
                    || self.is_in_this_area(found) && !self.has_time(&self.sentence())
                    || spoken
                        && (found.subject == Subject::Context
                            || self.a.fragment_of[found.anchor].is_some()
                                && (subject::is_it(self.a, &found.subject)
                                    // *“Our crews were graded good for how they respond”*
                                    || matches!(&found.subject, Subject::Phrase(range)
                                        if (a.one_of(range.start, &["our"]) || a.one_of(range.start.wrapping_sub(1), &["our"]))
                                            && !self.is_known(&found.subject)
                                            && !subject::is_part(a, &found.subject))
                                    || subject::is_we(self.a, &found.subject) && !self.has_time(&clause))),
                line: false,
                column: None,
                given: None,
                confidence: found.confidence,
                part: None,
            });
        }
        // *Ashby School was rated inadequate in November, and Fell School in June 2017*
        /// Tokens at the sentence's end in which the second body stands.
        const LAST: usize = 24;
        let end = self.sentence().end;
        let other = (tail.start.max(end.saturating_sub(LAST))..end).find_map(|t| {
            let name = a.name_at(t + 1).filter(|name| name.tokens.start == t + 1 && !name.is_person())?;
            let time = name.tokens.end;
            let closes = end <= time + 5 && a.one_of(time, &["in", "on"]) && self.has_time(&(time..end));
            (a.one_of(t, &["and"]) && a.word(t - 1) == "," && closes && self.has_time(&(tail.start..t)))
                .then(|| name.tokens.clone())
        });
        if let Some(name) = other.filter(|_| m + 1 == self.all.end)
            && let Some(last) = out.last().cloned()
        {
            out.push(Event {
                previous: None,
                kept: false,
                tail: name.end..name.end,
                clause: name.start..end,
                subject: Subject::Phrase(name),
                listed: false,
                ..last
            });
            let and = out.last().map_or(end, |other| other.clause.start);
            let at = out.len() - 2;
            out[at].clause.end = out[at].clause.end.min(and).max(out[at].clause.start + 1);
        }
        // *was given five out of five, as was the bowls club*
        let behind = tail.start..next.min(self.sentence().end).max(tail.start);
        // *fell from good to inadequate, as were the ratings for being safe*: from good, too.
        let ratings = beside.is_some_and(|t| (t..t + 5).any(|t| a.is(t, WordClass::RATING_NOUN)));
        if let Some(name) = self.likewise(behind)
            && let Some(last) = out.last().cloned()
        {
            out.push(Event {
                previous: last.previous.filter(|_| ratings),
                subject: Subject::Phrase(name),
                tail: tail.end..tail.end,
                listed: true,
                ..last
            });
        }
    }

    /// *said an inadequate grading was “hard to read”*: a grade told before, whosever it is.
    fn is_recalled_noun(&self, m: usize, found: &Found) -> bool {
        let a = self.a;
        let first = self.mentions[m].tokens.start;
        // *“Our team, who have earned a good mark for finding men homes”*: of no part that is graded.
        let of_none = a.fragment_of[first].is_some()
            && !self.is_alone(m)
            && a.is(found.behind.wrapping_sub(1), ANY_NOUN)
            && a.one_of(found.behind, &["for"])
            && !self.grades_part_behind(m, found.behind + 1);
        if of_none && !self.is_known(&found.subject) {
            return true;
        }
        let tells = |t: usize| {
            a.is(t, WordClass::TELLING)
                || a.one_of(
                    t,
                    &["told", "tells", "added", "explained", "commented", "advised", "replied", "responded"],
                )
        };
        let led = self.left(first, self.sentence().start, false).unwrap_or(first);
        // *was concerned by the judgement of adequate at Ashby School*
        let of = a.one_of(led, &["of"])
            && led > 2
            && a.is(led - 1, ANY_NOUN)
            && a.one_of(led - 2, &["the", "this", "that", "a"])
            && a.is(found.anchor, ANY_NOUN)
            && (self.sentence().start..led).any(tells)
            && a.fragment_of[first].is_none()
            && (self.sentence().start..led).any(|t| a.one_of(t, &["that"]));
        if of {
            return true;
        }
        found.subject == Subject::Context
            // *is unhappy after getting a weak grade, it says*
            && !a.one_of(found.anchor, &["receiving", "getting"])
            && (a.is(found.anchor, ANY_NOUN) || a.is(found.behind.wrapping_sub(1), ANY_NOUN))
            // *She said the inadequate grade was a shock.*
            && (a.one_of(led, &["a", "an"])
                || a.one_of(led, &["the"])
                    && !(a.one_of(found.behind, &["for", "in", "on"])
                        && self.grades_part_behind(m, found.behind + 1)))
            && (self.sentence().start..first).any(tells)
    }

    /// The noun that opens the sentence and has the verb at `anchor`, where `clause` begins a relative clause behind it.
    fn head_before_relative(&self, clause: usize, anchor: usize) -> Option<usize> {
        const REACH: usize = 6;
        let a = self.a;
        let first = self.sentence().start;
        if !a.one_of(first, &["a", "an", "the"]) || clause <= first + 2 {
            return None;
        }
        let syntax = a.syntax.as_ref()?;
        let noun = |t: usize| a.is(t, WordClass::PROVIDER) || bodies::noun_ending_at(a, t).is_some();
        // *A home care firm that looks after 84 people in and around Ashby has been …*, whatever the parser makes of it.
        let head = (first + 1..clause.min(first + REACH)).find(|&t| noun(t)).filter(|&head| {
            let helper = subject::first_helper(a, head, anchor);
            let verb = |t: usize| syntax.tag(t as u32).is_finite() && !a.is_capital(t);
            let relative = a.one_of(head + 1, &["that", "which"]) && (head + 2..helper).any(verb);
            helper < anchor
                && (subject::is_run_by(a, head + 1) || relative)
                && !(head..anchor).any(|t| a.word(t) == ",")
        });
        if head.is_some() {
            return head;
        }
        let subject = syntax.subject(anchor as u32)? as usize;
        // *A home run by Ashby Council has been …*, *A home in Ashby where nobody came has been …*
        let placed = a.one_of(subject + 1, &["in", "near", "at"]) && a.is_capital(subject + 2);
        let behind = if placed {
            (subject + 2..clause).find(|&t| !a.is_capital(t)).unwrap_or(clause)
        } else {
            subject + 1
        };
        let relative =
            a.one_of(behind, &["that", "which", "who", "where", "whose"]) || subject::is_run_by(a, behind);
        let near = relative && subject + 1 < clause && subject > first && subject < first + REACH;
        (near && noun(subject)).then_some(subject)
    }

    /// Whether a time stands in these tokens.
    fn has_time(&self, clause: &Range<usize>) -> bool {
        let span = self.a.span(clause.clone());
        when::within(self.times, span).iter().any(|time| time.span.end <= span.end)
    }

    /// *for the second year running*, *for the third inspection in a row*
    fn is_again(&self, tail: Range<usize>) -> bool {
        let a = self.a;
        let ordinal = |t: usize| a.one_of(t, &["second", "third", "fourth", "fifth", "sixth", "seventh"]);
        let row = |t: usize| {
            a.one_of(t, &["running", "row", "succession"]) || a.one_of(t, &["consecutive", "successive"])
        };
        tail.clone().any(ordinal) && tail.clone().any(row)
    }

    /// *fair, the same grade as before*, *the same as last time*
    fn is_same_as(&self, mut tail: Range<usize>) -> bool {
        let a = self.a;
        tail.any(|t| {
            // *requires improvement, as it did last time*
            let did = a.one_of(t, &["as"])
                && a.one_of(t + 1, &["it", "they", "we"])
                && a.one_of(t + 2, &["did", "was", "were"])
                && (a.one_of(t + 3, &["last", "before", "previously"])
                    // *reasonably good, as it was at the last inspection*
                    || a.one_of(t + 3, &["at", "in"])
                        && a.one_of(t + 4, &["the", "its"])
                        && a.one_of(t + 5, &["last", "previous"]));
            // *Its mark is fair, unchanged.*
            let unchanged = a.one_of(t, &["unchanged"]) && a.word(t - 1) == ","
                // *is rated requires improvement, as before*
                || a.one_of(t, &["as"]) && a.one_of(t + 1, &["before"]) && a.word(t - 1) == ",";
            did || unchanged
                || as_behind_same(a, t)
                    .is_some_and(|at| a.one_of(at + 1, &["before", "last", "previously", "in", "at"]))
        })
    }

    /// *have again been rated good*, *was rated good again*
    fn is_anew(&self, found: &Found) -> bool {
        let a = self.a;
        let helpers = subject::first_helper(a, self.sentence().start, found.anchor)..found.anchor;
        a.is(found.anchor, WordClass::GRADING.with(WordClass::FINDING))
            && (a.one_of(found.behind, &["again"])
                || a.one_of(found.anchor.wrapping_sub(1), &["still"])
                || helpers.into_iter().any(|t| a.one_of(t, &["again"])))
    }

    /// The name in *as was the bowls club*, *as did Ashby School*.
    fn likewise(&self, tail: Range<usize>) -> Option<Range<usize>> {
        let a = self.a;
        let at = tail.clone().find(|&t| {
            a.one_of(t, &["as", "so"])
                && (a.is(t + 1, WordClass::BE)
                    || a.one_of(t + 1, &["did", "has", "have", "had", "do", "does"]))
        })?;
        let mut start = if a.one_of(at + 2, &["the", "our", "its", "their"]) { at + 3 } else { at + 2 };
        // *The experiences of children who need help were rated good, as were those of children in care.*
        let those = a.one_of(start, &["those", "that"]) && a.one_of(start + 1, &["of", "for", "on"]);
        start += 2 * usize::from(those);
        // *as was the force's work on crime*
        let end = a.sentences[a.sentence_from(at)].tokens.end;
        if let Some(owner) = (start..(start + 3).min(end)).find(|&t| subject::is_possessive(a, t)) {
            start = owner + 1;
        }
        // *So do teaching and the sixth form.*
        let stop =
            (start..end).find(|&t| matches!(a.word(t), "." | ";" | ":" | "(" | "–" | "—")).unwrap_or(end);
        if let Some(list) = subject::list_of_parts(a, start, stop) {
            return Some(list);
        }
        let named_so = |words: &str| {
            // *as were community health services for children and young people*
            subject::names_part(a, words) || subject::is_core_service(a, words)
        };
        let part =
            (start + 1..(start + 14).min(end)).rev().find(|&end| named_so(&subject::words(a, start..end)));
        let named =
            || a.name_at(start).filter(|name| !name.is_person() && !those).map(|name| name.tokens.end);
        Some(start..part.or_else(named)?)
    }

    /// The tokens around a mention up to what starts another clause.
    fn clause(&self, m: usize) -> Range<usize> {
        let sentence = self.sentence();
        let tokens = &self.mentions[m].tokens;
        // *Purposeful activity, however, was poor.*, *Ashby Hospice, meanwhile, has kept its grade.*
        let aside = |t: usize| {
            t > sentence.start
                && self.a.word(t - 1) == ","
                && (self.a.one_of(t, &["however"])
                    || self.a.one_of(t, &["meanwhile", "though"]) && self.a.word(t + 1) == ",")
        };
        // *The centre – which is small but busy – kept its good rating.*
        let dash = |t: &usize| matches!(self.a.word(*t), "–" | "—");
        let first = (sentence.start..tokens.start).find(dash);
        let last = (sentence.start..tokens.start).rfind(dash);
        let between = |t: usize| first.is_some_and(|first| first < t) && last.is_some_and(|last| t < last);
        // *inadequate in leadership; outcomes for learners; and adult learning*
        let lists = |t: usize| {
            let from = t + 1 + usize::from(self.a.one_of(t + 1, &["and"]));
            let end = (from..sentence.end).find(|&t| matches!(self.a.word(t), ";" | "." | ","));
            let end = end.unwrap_or(sentence.end);
            t > tokens.start && from < end && subject::names_part(self.a, &subject::words(self.a, from..end))
        };
        let is_break = |t: usize| {
            self.a.word(t) == ";" && !lists(t)
                || self.a.is(t, WordClass::CLAUSE_BREAK) && !aside(t) && !between(t)
        };
        let start =
            (sentence.start..tokens.start).rev().find(|&t| is_break(t)).map_or(sentence.start, |t| t + 1);
        // *- effective and caring were rated good*
        let marked = start == sentence.start && matches!(self.a.word(start), "-" | "–" | "•" | "*" | "·");
        let start = if marked && start + 1 < tokens.start { start + 1 } else { start };
        // *require improvement, mainly because of our results in 2016*
        let reason = |t: usize| self.a.one_of(t, &["because"]);
        let end = (tokens.end..sentence.end).find(|&t| is_break(t) || reason(t)).unwrap_or(sentence.end);
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
        let from = self.left(old.start, self.sentence().start, true).filter(|&t| self.a.one_of(t, &["from"]));
        let from =
            from.or_else(|| (old.start.saturating_sub(7)..old.start).find(|&t| self.a.one_of(t, &["from"])));
        // Not the *to* of another grade: *from poor to good, while safety holds on to good*
        let other = |from: usize| {
            self.all.clone().any(|k| (from..old.start).contains(&self.mentions[k].tokens.start))
        };
        let from = from.is_some_and(|from| !other(from));
        let to = (old.end..new.start).any(|t| self.a.one_of(t, &["to", "into"]));
        // *a double jump, inadequate to good*
        let bare = new.start == old.end + 1
            && matches!(self.a.word(old.start.wrapping_sub(1)), "," | ":" | "–" | "—")
            && self.a.one_of(old.end, &["to"]);
        // *from requires improvement, the rating it was given in April 2019, to good*
        let aside = self.a.word(self.right(old.end)) == ",";
        (from || bare) && to && new.start - old.end < if aside { 20 } else { 10 }
    }

    /// Whether `m` is the first of *from m to n*, or of *previously m, is now n*.
    fn goes_on_to_new(&self, m: usize) -> bool {
        m + 1 < self.all.end && (self.is_earlier(m, m + 1) || self.was_earlier(m))
    }

    /// *previously rated p*, *out of special measures*: told as over.
    fn was_earlier(&self, p: usize) -> bool {
        let a = self.a;
        let start = self.mentions[p].tokens.start;
        let Some(before) = self.left(start, self.sentence().start, true) else { return false };
        let out = a.one_of(start.wrapping_sub(1), &["of"]) && a.one_of(start.wrapping_sub(2), &["out"]);
        let left = a.one_of(start.wrapping_sub(1), &["from", "leaving", "left"]) && self.is_state(p);
        let former = |t: usize| a.is(t, WordClass::FORMER_GRADE);
        // *which used to require improvement, is now rated good*
        let used = a.one_of(start.wrapping_sub(1), &["to"]) && a.one_of(start.wrapping_sub(2), &["used"]);
        used || out
            || left
            || former(before)
            || a.is(before, WordClass::GRADING) && former(before.wrapping_sub(1))
    }

    /// Whether the words for a grade are those of every day: *good*, *outstanding*.
    fn is_everyday(&self, m: usize) -> bool {
        let words = self.a.span(self.mentions[m].tokens.clone()).of(self.a.text()).to_lowercase();
        self.a.lexicon.ratings.everyday.contains(words.as_str())
    }

    /// *Special measures*: a grade that one is put into.
    fn is_state(&self, m: usize) -> bool {
        self.a.is(self.mentions[m].tokens.end - 1, WordClass::STATE)
    }

    /// Whether a line begins with token `t`.
    fn is_new_line(&self, t: usize) -> bool {
        self.a.gap_before(t).contains('\n')
    }

    /// Whether an inspector, or a word for one, stands among these tokens.
    fn has_inspector(&self, range: Range<usize>) -> bool {
        let a = self.a;
        let first = a.names.partition_point(|name| name.tokens.start < range.start);
        let mut names = a.names[first..].iter().take_while(|name| name.tokens.start < range.end);
        range.clone().any(|t| a.is(t, WordClass::INSPECTOR))
            || names.any(|name| subject::is_inspector(a, name))
    }

    /// Whether the name of an inspector ends at token `t`.
    fn has_inspector_at(&self, t: usize) -> bool {
        let a = self.a;
        a.name_at(t).is_some_and(|name| name.tokens.end == t + 1 && subject::is_inspector(a, name))
    }

    /// The earlier grade has a row of its own where the text dates it: *up from good in 2019*, *five
    /// years after it was rated inadequate*.
    fn dated_earlier(&self, m: usize, p: usize, newer: &Found, end: usize) -> Option<Event> {
        let tokens = self.mentions[p].tokens.clone();
        let near = tokens.end..end.min(tokens.end + 12).max(tokens.end);
        // *an improvement on last year’s fair*
        let on = self.improved_on(p, self.mentions[m].tokens.end);
        if let Some(on) = on.filter(|&on| self.has_time(&(on..tokens.start))) {
            let (subject, behind) = (newer.subject.clone(), tokens.end..tokens.end);
            return Some(Event::new(p, subject, behind, on..tokens.end, tokens.start, 0.85));
        }
        // *up from requires improvement, in a report published on Tuesday*: the day of the new one.
        if near.clone().any(|t| self.a.one_of(t, &["report", "published"])) {
            return None;
        }
        let counted = when::counted_from(self.a, self.times, self.mentions[m].tokens.end, tokens.start);
        let start = counted.unwrap_or(tokens.start);
        if counted.is_none() {
            // *a step above the “weak” that it had from its previous inspection in May 2011*
            let last = near
                .clone()
                .any(|t| self.a.one_of(t, &["last", "previous"]) && self.a.is(t + 1, WordClass::INSPECTION));
            if !(last && self.has_time(&near)) {
                when::rated_on(self.a, self.times, near.clone(), tokens.start, tokens.end)?;
            }
        }
        Some(Event::new(
            p,
            newer.subject.clone(),
            newer.behind.min(tokens.start)..tokens.start,
            start..near.end,
            tokens.start,
            0.85,
        ))
    }

    /// Whether what stands behind a grade lets it be a complement.
    fn ends_well(&self, m: usize) -> bool {
        let a = self.a;
        let next = self.right(self.mentions[m].tokens.end);
        next >= self.sentence().end
            || !a.word(next).starts_with(|c: char| c.is_alphabetic())
            || a.is(next, WordClass::BEHIND_GRADE)
            // *The practices which have been rated as outstanding are:*
            || a.is(next, WordClass::BE)
                && (a.word(next + 1) == ":" || a.one_of(next, &["are", "were"]) && a.is_capital(next + 1))
            // *Ratings of inadequate were given for safety.*
            || a.is(next, WordClass::HELPER.with(WordClass::BE))
                && (next + 1..next + 3).any(|t| a.one_of(t, &["given", "awarded", "handed", "issued"]))
            || a.is_capital(next)
            // *three stars out of a possible four*
            || a.one_of(next, &["out"]) && a.one_of(next + 1, &["of"])
            || a.lower(next).ends_with("ly")
            || a.one_of(next, &["as"]) && a.one_of(next + 1, &["well"])
            // *three stars last year and two the year before*
            || when::is_year_before(a, next)
            || m + 1 < self.all.end && self.mentions[m + 1].tokens.start == next
    }
}

/// Whether a year stands at token `t`.
pub(in crate::rating) fn is_year(a: &Annotated, t: usize) -> bool {
    let word = a.word(t);
    word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether *and*, *but* or a comma stands at token `t`.
fn a_break(a: &Annotated, t: usize) -> bool {
    a.word(t) == "," || a.one_of(t, &["and", "but"])
}

/// Whether a code stands at token `t`.
fn is_code(a: &Annotated, t: usize) -> bool {
    grade::is_code(a.word(t))
}

fn is_number(a: &Annotated, t: usize) -> bool {
    !a.word(t).is_empty() && a.word(t).bytes().all(|byte| byte.is_ascii_digit())
}

/// The *as* of *the same grade as*, *the same as*, where *same* stands at token `t`.
pub(super) fn as_behind_same(a: &Annotated, t: usize) -> Option<usize> {
    let at = t + 1 + usize::from(a.is(t + 1, ANY_NOUN));
    (a.one_of(t, &["same"]) && a.one_of(at, &["as"])).then_some(at)
}
