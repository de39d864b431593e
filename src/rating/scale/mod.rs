//! On which scale a grade is: told from inspector, subject and time.

pub(super) mod dating;
pub(super) mod days;
pub(super) mod pairing;
mod parts;
mod subjects;
pub(super) mod whose;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use self::days::date_by_report;
use super::bodies::{Bodies, Body};
use super::event::{Event, as_behind_same, is_quote, is_year};
use super::grade::Mention;
use super::headings::Headings;
use super::subject::{self, Rated, Subject};
use super::when;
use super::{Models, Reading};
use crate::annotate::{Annotated, NameKind, TimeExpression};
use crate::base::{Date, Span};
use crate::lexicon::{GradeRef, Scale, WordClass};
use crate::record::DateBasis;
use crate::resolve;
use crate::text::ParagraphKind;

/// The scales that a document may speak of.
pub(super) struct InDocument {
    /// For each scale, whether it may.
    may: Vec<bool>,
    /// For each, whether the text says what its numbers stand for.
    explained: Vec<bool>,
    /// Inspectors named, with the first token of the name, in text order.
    inspectors: Vec<(usize, String)>,
    /// Each of them once, in the order in which they are first named: a text may name one a thousand times.
    named: Vec<String>,
}

impl InDocument {
    /// `None` where the document names no inspector and speaks of none.
    pub(super) fn new(a: &Annotated) -> Option<Self> {
        let scales = &a.lexicon.scales;
        let named = |name: &crate::annotate::Name| {
            let body = resolve::canonical(a, name);
            scales.inspector(&body).map(|inspector| (name.tokens.start, inspector.to_owned()))
        };
        let mut inspectors: Vec<_> = a.names.iter().filter_map(named).collect();
        // *ESTYN published its report*, the first word in capitals
        let shouted = a.sentences.iter().map(|sentence| sentence.tokens.start).filter_map(|t| {
            let word = a.word(t);
            let capitals = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
            let name = capitals.then(|| format!("{}{}", &word[..1], &a.lower(t)[1..]))?;
            scales.inspector(&name).map(|inspector| (t, inspector.to_owned()))
        });
        inspectors.extend(shouted);
        if inspectors.is_empty() {
            inspectors.extend(spoken_for(a));
        }
        if inspectors.is_empty() {
            inspectors.extend(of_schools(a));
        }
        inspectors.sort();
        inspectors.dedup();
        // *A chief inspector* may be of the police.
        let spoken_of = !inspectors.is_empty()
            || ["nspectors", "nspectorate", "hief inspector"].iter().any(|word| a.text().contains(word));
        let text = a.text();
        // A scale that was told by its own words, and is long out of use.
        let over = |scale: &Scale| {
            let years = a.document.published_on.zip(scale.to).map(|(now, to)| now.year() - to.year());
            !scale.needs.is_empty() && years.is_some_and(|years| years > LONG)
        };
        // Words of several parts in whatever case: *the Food Hygiene Rating Scheme*.
        let told = |word: &String| {
            text.contains(word.as_str())
                || word.contains(' ') && a.lower_text().contains(word.to_lowercase().as_str())
        };
        // *Inspectors* of a text that tells of food hygiene and names none are those of the scheme.
        let scheme = |scale: &Scale| scale.implied && scale.needs.iter().any(told);
        let of_scheme = inspectors.is_empty() && scales.list.iter().any(scheme);
        let may: Vec<bool> = scales
            .list
            .iter()
            .map(|scale| match scale.needs.as_slice() {
                _ if over(scale) => false,
                // Stars are the CQC's only in a text that names it.
                [_, ..]
                    if !scale.implied
                        && scales
                            .list
                            .iter()
                            .any(|s| s.inspector == scale.inspector && s.needs.is_empty())
                        && !inspectors.iter().any(|(_, name)| *name == scale.inspector) =>
                {
                    false
                }
                [] => spoken_of && !of_scheme,
                needs => needs.iter().any(told),
            })
            .collect();
        let mut named: Vec<String> = Vec::new();
        for (_, name) in &inspectors {
            if !named.contains(name) {
                named.push(name.clone());
            }
        }
        // Those of which one says *grade 2*, too.
        let counted =
            scales.grade("grade", std::iter::once("1")).map(|(_, grades)| grades).unwrap_or_default();
        let lines = numbered_lines(a);
        let explains = |at: usize| {
            may[at]
                && counted.iter().any(|grade| grade.scale == at)
                && (explains_numbers(a, &scales.list[at]) || lists_parts(&lines, &scales.list[at]))
        };
        let explained = (0..may.len()).map(explains).collect();
        may.contains(&true).then_some(InDocument { may, explained, inspectors, named })
    }

    /// Whether the text says what the numbers of a scale stand for.
    pub(super) fn explains(&self, scale: usize) -> bool {
        self.explained[scale]
    }

    pub(super) fn has(&self, scale: usize) -> bool {
        self.may[scale]
    }

    /// Whether the text names the inspector.
    pub(super) fn names(&self, inspector: &str) -> bool {
        self.named.iter().any(|name| name == inspector)
    }

    /// The inspector who gave a grade told at token `at` of `sentence`: the nearest one named there, else
    /// the first of its section, the last one before, else the first behind.
    fn of(
        &self,
        sentence: std::ops::Range<usize>,
        section: Option<std::ops::Range<usize>>,
        at: usize,
        fits: &dyn Fn(&str) -> bool,
    ) -> Option<&str> {
        let fitting = || self.inspectors.iter().filter(|(_, name)| fits(name));
        fitting()
            .filter(|(t, _)| sentence.contains(t))
            .min_by_key(|(t, _)| t.abs_diff(at))
            // *Ashby House* ¶ *INADEQUATE (was good)* ¶ *The CQC put the home in special measures.*
            .or_else(|| section.and_then(|section| fitting().find(|(t, _)| section.contains(t))))
            .or_else(|| fitting().rfind(|(t, _)| *t < at))
            .or_else(|| fitting().next())
            .map(|(_, name)| name.as_str())
    }
}

/// An event with its scale, subject and date.
#[derive(Clone, Debug)]
pub(super) struct Graded {
    /// Index of the mention.
    pub mention: usize,
    pub inspector: String,
    pub scale: String,
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub grade: String,
    pub rank: u8,
    pub ranks: u8,
    pub previous: Option<(String, u8)>,
    pub date: Option<Date>,
    /// `Published` where the text gives none.
    pub basis: Option<DateBasis>,
    /// Told as over, by words that give no date.
    pub earlier: bool,
    /// Last time in use of the scale.
    pub ended: Option<Date>,
    pub evidence: Span,
    /// Every clause that tells of it.
    pub told: Vec<Span>,
    /// Told of before it is named.
    pub vague: bool,
    /// Recalled in speech, by words that don't say of whom.
    pub recalled: bool,
    /// Of an inspection that the text says was before: *when it was last inspected in 2019*.
    pub before: bool,
    /// The head of a table's column tells its time, or words that count it from another grade's.
    pub given: bool,
    pub confidence: f32,
}

impl Graded {
    /// What there is to ask of it, with these answers to choose from.
    #[cfg(feature = "train")]
    pub fn question<T>(self, candidates: Vec<crate::model::Candidate<T>>) -> super::Question<T> {
        let Graded { subject, aspect, grade, date, .. } = self;
        super::Question { subject, aspect, grade, date, candidates }
    }

    /// Whether it is told as news, and no word says of when.
    fn is_undated(&self) -> bool {
        self.basis == Some(DateBasis::Published) && !self.earlier && !self.recalled
    }
}

/// Events with what they are graded on; those that no scale fits are left out. Without `models`, rules alone tell when.
pub(super) fn graded(
    a: &Annotated,
    reading: &Reading,
    events: &[Event],
    times: &[TimeExpression],
    models: Option<&Models>,
) -> Vec<Graded> {
    if events.is_empty() && models.is_none() {
        return Vec::new();
    }
    let finder = Finder::new(a, reading);
    let tell = |events: &[Event]| told(&finder, events, times, models);
    let mut out = match models {
        Some(models) => pairing::complete(&finder, events, &models.parts, tell),
        None => tell(events),
    };
    // *handed ‘weak’ grades*, where the text tells which parts are weak
    let body = |graded: &Graded| (graded.inspector.clone(), graded.subject.clone());
    let with_parts: BTreeSet<_> = out.iter().filter(|graded| graded.aspect.is_some()).map(body).collect();
    out.retain(|graded| {
        graded.aspect.is_some() || !finder.grades_parts_alone(graded) || !with_parts.contains(&body(graded))
    });
    date_by_report(a, times, &mut out);
    if let Some(models) = models {
        dating::choose(a, times, finder.headings(), &models.dates, &mut out);
    }
    out
}

/// What the frames' events are graded on, in text order, with the bodies that the models give them.
fn told(finder: &Finder, events: &[Event], times: &[TimeExpression], models: Option<&Models>) -> Vec<Graded> {
    let (a, mentions) = (finder.a, finder.mentions);
    let mut all = finder.subjects(events);
    // What a model alone finds is of the body named last, where the rules can't tell.
    for (event, rated) in
        events.iter().zip(&mut all).filter(|(event, rated)| event.part.is_some() && rated.name.is_none())
    {
        let at = mentions[event.mention].tokens.start;
        let may = |body: &&Body| finder.may_be_rated(&body.name);
        let body =
            finder.bodies.before(at).find(may).or_else(|| finder.bodies.within(at..usize::MAX).find(may));
        rated.name = body.map(|body| body.name.clone());
    }
    let all = match models {
        Some(models) => finder.choose_bodies(events, all, &models.subjects),
        None => all,
    };
    let mut out = Vec::new();
    for (i, event) in events.iter().enumerate() {
        /// Events on either side among which the other parts of a scale are told.
        const NEAR: usize = 6;
        let mut rated = all[i].clone();
        if let Some(part) = &event.part {
            rated.aspect = finder.aspect(&subject::words(a, part.clone()));
        }
        let near = i.saturating_sub(NEAR)..events.len().min(i + NEAR);
        let rest = finder.other_parts(event, &rated, &out);
        let rest = match rest.is_empty() {
            true => finder.parts_but(event, &events[near.clone()], &all[near]),
            false => rest,
        };
        if let Some(first) = rest.first() {
            rated.aspect = Some(first.clone());
        }
        let Some(mut graded) = finder.graded(event, rated, times) else { continue };
        // *good (2022: requires improvement)*
        let bracket = event.clause.start;
        if event.line
            && a.word(bracket) == "("
            && is_year(a, bracket + 1)
            && graded.basis != Some(DateBasis::Stated)
        {
            let year = a.word(bracket + 1).parse().ok().and_then(Date::year_only);
            (graded.date, graded.basis) = (year, year.map(|_| DateBasis::Stated));
        }
        // *The kitchen has a 5. It had been a 2.*: not of the day of the new one.
        let former = out.last().filter(|last: &&Graded| {
            let at = a.sentence_from(a.token_from(last.evidence.start));
            event.earlier
                && at + 1 == mentions[event.mention].sentence
                && (&last.subject, &last.aspect, &last.scale)
                    == (&graded.subject, &graded.aspect, &graded.scale)
                && last.grade != graded.grade
                && last.date == graded.date
                && !last.earlier
        });
        if former.is_some() && subject::is_it(a, &event.subject) {
            (graded.date, graded.basis, graded.earlier) = (None, None, true);
        }
        // *It was also found then to require improvement in …*: as told in the sentence before.
        let then = (event.anchor..mentions[event.mention].tokens.start).any(|t| a.one_of(t, &["then"]));
        let told = out.last().filter(|last: &&Graded| {
            let at = a.sentence_from(a.token_from(last.evidence.start));
            at + 1 == mentions[event.mention].sentence && last.subject == graded.subject
        });
        if let Some(last) = told.filter(|last| {
            then && graded.basis == Some(DateBasis::Published) && last.basis != Some(DateBasis::Published)
        }) {
            (graded.date, graded.basis) = (last.date, last.basis);
        }
        if let Some(date) = finder.years_since(event) {
            (graded.date, graded.basis) = (Some(date), Some(DateBasis::Relative));
            graded.given = true;
        }
        if let Some(date) = out.last().and_then(|last| finder.year_before(event, last)) {
            (graded.date, graded.basis) = (Some(date), Some(DateBasis::Relative));
            graded.given = true;
        }
        if let Some(date) = out.last().and_then(|last| finder.later_than(event, last)) {
            (graded.date, graded.basis) = (Some(date), Some(DateBasis::Relative));
            graded.given = true;
        }
        // *It was rated as requiring improvement in the same area in 2021.*
        let same = event.tail.clone().any(|t| {
            a.one_of(t, &["same"])
                && a.one_of(
                    t + 1,
                    &["area", "measure", "category", "test", "heading", "count", "score", "thing"],
                )
                || a.one_of(t, &["that", "this"]) && a.one_of(t + 1, &["heading", "measure", "area"])
        });
        // *It was graded requires improvement for that in 2018.*
        let same = same
            || a.one_of(event.tail.start, &["for", "on", "in"])
                && a.one_of(event.tail.start + 1, &["that", "this", "both"])
                && !a.one_of(event.tail.start + 2, &["year", "month", "time"])
                && event.tail.len() > 1;
        // *Standards are good. They were judged adequate in 2011.*
        let they = || {
            matches!(&event.subject, Subject::Phrase(range)
                if range.len() == 1 && a.one_of(range.start, &["they"]) && a.opens_sentence(range.start)
                    // *For its people it was rated poor. In 2019 that was good.*
                    || range.len() == 1 && a.one_of(range.start, &["that"]))
        };
        // *It was rated fair for quality of services. Last year it was good.*
        let short = || {
            let sentence = a.sentences[mentions[event.mention].sentence].tokens.clone();
            let words = sentence.filter(|&t| a.word(t).contains(char::is_alphanumeric)).count();
            words <= 11 && a.is(event.anchor, WordClass::BE)
        };
        // *The force was rated good for legitimacy. In 2016 it had been inadequate.*
        let had = || {
            let had = (event.anchor.saturating_sub(3)..event.anchor).any(|t| a.one_of(t, &["had"]));
            // *It was rated poor for effectiveness in 2016. Then it was raised to good.*
            let then = a.is(event.anchor, WordClass::CHANGING)
                && a.one_of(a.sentences[mentions[event.mention].sentence].tokens.start, &["then"]);
            (they() || (had || then || short()) && subject::is_it(a, &event.subject))
                && out.last().is_some_and(|last: &Graded| {
                    let at = a.sentence_from(a.token_from(last.evidence.start));
                    let here = mentions[event.mention].sentence;
                    // Where the whole is graded too, *it* is the whole.
                    let whole = |other: &Graded| {
                        let of_now = !other.earlier && !other.recalled && !other.vague;
                        other.aspect.is_none()
                            && other.subject == last.subject
                            && other.scale == graded.scale
                            && of_now
                    };
                    at + 1 == here
                        && a.sentences[at].paragraph == a.sentences[here].paragraph
                        && !out.iter().any(whole)
                })
        };
        // *The force was given the same grade in 2015.*
        let mention = &mentions[event.mention];
        let again = a.one_of(mention.tokens.start, &["same"])
            && out
                .last()
                .is_some_and(|last: &Graded| last.grade == graded.grade && last.subject == graded.subject);
        if graded.aspect.is_none() && (same || again || had()) {
            graded.aspect = out.last().and_then(|last: &Graded| last.aspect.clone());
        }
        // *Only the sixth form escaped the worst of the criticism. It was rated satisfactory.*
        if graded.aspect.is_none() && subject::is_it(a, &event.subject) {
            graded.aspect = finder.only_part_above(event);
        }
        // *It rose from weak to good for safety. The weak dates from 2020.*
        let former = || {
            let last = out.last().filter(|last: &&Graded| last.subject == graded.subject)?;
            let before =
                last.previous.as_ref().filter(|(grade, _)| *grade == graded.grade && *grade != last.grade);
            before.and(last.aspect.clone())
        };
        if graded.aspect.is_none()
            && event.subject == Subject::Context
            && a.one_of(event.anchor, &["dates", "dated", "given", "awarded"])
        {
            graded.aspect = former();
        }
        // *good for being safe, effective and well-led*: each is graded.
        let parts = if rest.is_empty() { finder.aspects_behind(event, &graded) } else { rest };
        let again = finder.given_again(event, &graded, times);
        // *rated inadequate, as it was in 2012*
        if again.is_some() && (event.tail.clone().any(|t| as_before(a, t)) || finder.same_as(event).is_some())
        {
            graded.previous = Some((graded.grade.clone(), graded.rank));
        }
        let others = parts.into_iter().skip(1).map(|part| Graded { aspect: Some(part), ..graded.clone() });
        let mut others: Vec<Graded> = others.collect();
        // *good for being effective, and for being well-led, which went up from inadequate*: the last part did.
        let which = event
            .previous
            .map(|p| mentions[p].tokens.start)
            .is_some_and(|p| p > event.anchor && (event.tail.start..p).any(|t| a.one_of(t, &["which"])));
        if let Some((_, before)) = others.split_last_mut().filter(|_| which) {
            graded.previous = None;
            before.iter_mut().for_each(|other| other.previous = None);
        }
        others.extend(again);
        // *Outcomes were not sufficiently good for safety. In 2015 they were reasonably good.*: where parts alone are
        // graded, of the part told of last.
        let whole = graded.aspect.is_none() && others.iter().all(|other| other.aspect.is_none());
        if whole && finder.grades_parts_alone(&graded) && subject::is_pronoun(a, &event.subject) {
            let here = mentions[event.mention].sentence;
            let last = out.last().filter(|last: &&Graded| {
                let at = a.sentence_from(a.token_from(last.evidence.start));
                last.subject == graded.subject
                    && last.inspector == graded.inspector
                    && (at..=at + 1).contains(&here)
            });
            graded.aspect = last.and_then(|last| last.aspect.clone());
            others.iter_mut().for_each(|other| other.aspect.clone_from(&graded.aspect));
        }
        out.push(graded);
        out.extend(others);
    }
    out
}

/// The grades of a document with the bodies that each may be of: for learning of which it is.
#[cfg(feature = "train")]
pub(super) fn whose(
    a: &Annotated,
    reading: &Reading,
    events: &[Event],
    times: &[TimeExpression],
) -> Vec<super::Question<String>> {
    let finder = Finder::new(a, reading);
    let all = finder.subjects(events);
    let cast = finder.cast(&all);
    let of_event = |i: usize| {
        let graded = finder.graded(&events[i], all[i].clone(), times)?;
        Some(graded.question(finder.candidates(&cast, events, &all, i)))
    };
    (0..events.len()).filter_map(of_event).collect()
}

/// The parts that a document names with the grades that each may have: for learning which it has.
#[cfg(feature = "train")]
pub(super) fn pairings(
    a: &Annotated,
    reading: &Reading,
    events: &[Event],
    times: &[TimeExpression],
) -> Vec<Vec<crate::model::Candidate<pairing::Pairing>>> {
    let finder = Finder::new(a, reading);
    let graded = graded(a, reading, events, times, None);
    let pairings = pairing::Pairings::new(&finder, pairing::parts(&finder), events, &graded);
    let all = (0..pairings.parts.len()).map(|at| pairings.candidates(at));
    all.filter(|candidates| !candidates.is_empty()).collect()
}

/// The lines *Quality of teaching: 3* of a text, what stands before the number in lower case, and the number.
fn numbered_lines(a: &Annotated) -> Vec<(String, usize)> {
    let line = |line: &str| {
        let (label, number) = line.trim_end().rsplit_once([':', '–', '—'])?;
        let number = number.trim().parse().ok().filter(|_| number.trim().len() == 1)?;
        let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Some((label, number))
    };
    a.lower_text().lines().filter_map(line).collect()
}

/// *Achievement of pupils: 3* ¶ *Quality of teaching: 3* ¶ *Leadership and management: 2*: three lines that give a part of the scale
/// the number of a grade need no key.
fn lists_parts(lines: &[(String, usize)], scale: &Scale) -> bool {
    const LEAST: usize = 3;
    let of_part =
        |(label, number): &&(String, usize)| (1..=scale.grades.len()).contains(number) && scale.names(label);
    lines.iter().filter(of_part).take(LEAST).count() == LEAST
}

/// *1 is outstanding, 2 is good*: whether the text says what the numbers of a scale stand for.
fn explains_numbers(a: &Annotated, scale: &Scale) -> bool {
    const LINKS: &[&str] = &[" ", " is ", " = ", " means ", " being ", ": ", " – ", " - ", " (", "="];
    let mut all = scale.grades.iter().take(2).enumerate();
    let told = |at: usize, name: &str| {
        let mut links = LINKS.iter();
        links.any(|link| a.lower_text().contains(&format!("{}{link}{}", at + 1, name.to_lowercase())))
    };
    scale.grades.len() > 1 && all.all(|(at, grade)| told(at, &grade.name))
}

/// Inspectors whom a text that names none yet speaks of, with the first token of the words: by those who lead them, *the chief
/// inspector of prisons*, or in other letters, *EDUCATION SCOTLAND INSPECTION REPORTS*, *PRIMARY SCHOOL – ESTYN*.
fn spoken_for(a: &Annotated) -> Vec<(usize, String)> {
    let scales = &a.lexicon.scales;
    let led = scales.list.iter().flat_map(|scale| scale.heads.iter().map(|head| (head, &scale.inspector)));
    let led =
        led.filter_map(|(head, inspector)| Some((a.lower_text().find(head.as_str())?, inspector.clone())));
    let named = scales.inspectors().filter(|(body, _)| body.contains(' '));
    let named = named.filter_map(|(body, inspector)| {
        Some((a.lower_text().find(&body.to_lowercase())?, inspector.to_owned()))
    });
    let led = led.chain(named).map(|(at, inspector)| (a.token_from(at as u32), inspector));
    let shouted =
        scales.inspectors().filter(|(body, _)| !body.contains(' ') && body.contains(char::is_lowercase));
    let shouted = shouted.filter_map(|(body, inspector)| {
        let word = body.to_uppercase();
        Some(((0..a.tokens.len()).find(|&t| a.word(t) == word)?, inspector.to_owned()))
    });
    led.chain(shouted).collect()
}

/// *The inspectors say that Ashby High School requires improvement*: of a text that names no inspector, but a school, and speaks of
/// inspection and of grades in several words that its inspector has (*special measures*), with the token of the first word of it.
fn of_schools(a: &Annotated) -> Option<(usize, String)> {
    let (text, scales) = (a.lower_text(), &a.lexicon.scales.list);
    let at = text.find("inspect")?;
    let is_school = |scale: &&Scale| {
        scale.grades.iter().any(|grade| grade.forms.iter().any(|form| form == "special measures"))
    };
    let inspector = &scales.iter().find(is_school)?.inspector;
    let own = || scales.iter().filter(|scale| scale.inspector == *inspector && is_school(scale));
    let is_told =
        |words: &String| words.contains(' ') && !words.starts_with("grade ") && text.contains(words.as_str());
    let told = own()
        .flat_map(|scale| &scale.grades)
        .any(|grade| is_told(&grade.name) || grade.forms.iter().any(is_told));
    let names_school = || {
        a.names.iter().filter(|name| name.kind == NameKind::Organisation && name.proper.len() > 1).any(
            |name| {
                let last = a.lower(name.proper.end - 1);
                own().any(|scale| scale.subjects.iter().any(|subject| subject == last))
            },
        )
    };
    (told && names_school()).then(|| (a.token_from(at as u32), inspector.clone()))
}

/// Whether the text speaks of children's services.
fn tells_of_children(a: &Annotated) -> bool {
    ["children's services", "children’s services"].iter().any(|services| a.lower_text().contains(services))
}

/// Years after which no text of the day tells of a scale.
const LONG: i16 = 4;

/// Words that count.
pub(super) const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What the word at token `t` counts, from one to ten.
pub(super) fn count_at(a: &Annotated, t: usize) -> Option<usize> {
    NUMBERS.iter().position(|number| a.one_of(t, &[number])).map(|at| at + 1)
}

struct Finder<'a> {
    a: &'a Annotated<'a>,
    scales: &'a InDocument,
    mentions: &'a [Mention],
    bodies: &'a Bodies,
    /// The last year that the text names: which scale, where nothing tells the date.
    last_year: Option<Date>,
    /// The first body named that some scale rates.
    first_body: Option<String>,
    /// Whether the text speaks of children's services, and all its inspectors rate them.
    of_children: bool,
    /// Whom the text is about, once it is asked for.
    topic: OnceCell<Option<String>>,
    /// What the text calls the body that it never names, once it is asked for: *Trust*.
    nameless: OnceCell<Option<String>>,
    /// The lines that are dates and nothing else, once they were asked for.
    date_lines: OnceCell<Vec<(usize, Option<Date>)>>,
    /// The names that stand over sections of the text, once they were asked for.
    headings: OnceCell<Headings>,
    /// The names of bodies in several words, once they were asked for.
    in_full: OnceCell<Vec<String>>,
}

impl<'a> Finder<'a> {
    fn new(a: &'a Annotated<'a>, reading: &'a Reading) -> Self {
        let Reading { scales, mentions, bodies, .. } = reading;
        let years = a.text().split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
        let years =
            years.filter_map(|digits| digits.parse::<i16>().ok()).filter(|y| (1990..2100).contains(y));
        let last_year = years.max().and_then(Date::year_only);
        let first_body =
            bodies.first().and_then(|body| subject::rated(a, body.tokens.clone(), &|_| None).name);
        let rates_children = |inspector: &String| {
            let scales = &a.lexicon.scales.list;
            scales
                .iter()
                .any(|s| s.inspector == *inspector && s.subjects.iter().any(|s| s == "children's services"))
        };
        let of_children = scales.named.iter().all(rates_children) && tells_of_children(a);
        Finder {
            a,
            scales,
            mentions,
            bodies,
            last_year,
            first_body,
            of_children,
            topic: OnceCell::new(),
            nameless: OnceCell::new(),
            date_lines: OnceCell::new(),
            headings: OnceCell::new(),
            in_full: OnceCell::new(),
        }
    }
}

impl Finder<'_> {
    /// Whether the scale of a grade has none for a body as a whole.
    fn grades_parts_alone(&self, graded: &Graded) -> bool {
        let own = |scale: &&Scale| scale.name == graded.scale && scale.inspector == graded.inspector;
        self.list().iter().find(own).is_some_and(|scale| scale.parts_alone)
    }

    fn headings(&self) -> &Headings {
        self.headings.get_or_init(|| Headings::new(self.a))
    }

    fn list(&self) -> &[Scale] {
        &self.a.lexicon.scales.list
    }

    /// *Only the sixth form, which opened in 2008, escaped*: the part that alone the sentence before is about.
    fn only_part_above(&self, event: &Event) -> Option<String> {
        /// Tokens of the longest part.
        const LONGEST: usize = 8;
        let a = self.a;
        let above = self.mentions[event.mention].sentence.checked_sub(1)?;
        let tokens = a.sentences[above].tokens.clone();
        let graded = || {
            let at = self.mentions.partition_point(|mention| mention.sentence < above);
            self.mentions.get(at).is_some_and(|mention| mention.sentence == above)
        };
        // *The setting was not looked at this time. It was graded good in April.*
        let unseen = || {
            tokens.clone().any(|t| {
                a.one_of(t, &["not"])
                    && (t + 1..t + 4)
                        .any(|t| a.one_of(t, &["inspected", "looked", "graded", "assessed", "rated"]))
            })
        };
        let only = a.one_of(tokens.start, &["only"]);
        if !(only || a.one_of(tokens.start, &["the", "its"]) && unseen()) || tokens.len() < 3 || graded() {
            return None;
        }
        let ends = (tokens.start + 2..tokens.end.min(tokens.start + LONGEST)).rev();
        let closed = |end: usize| only || a.is(end, WordClass::HELPER);
        ends.into_iter()
            .filter(|&end| closed(end))
            .find_map(|end| self.aspect(&subject::words(a, tokens.start + 1..end)))
    }

    /// The day in *in a report published on July 19*, behind the grade, whatever other time stands there.
    fn report_in_clause(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        /// Tokens from *report* to the day.
        const NEAR: usize = 6;
        let a = self.a;
        let from = self.mentions[event.mention].tokens.end;
        let next = self.mentions.get(event.mention + 1).map_or(usize::MAX, |next| next.tokens.start);
        let end = a.sentences[self.mentions[event.mention].sentence].tokens.end.min(next);
        if event.earlier || from >= end {
            return None;
        }
        let span = a.span(from..end);
        // *satisfactory in May 2012, in a report published on July 19*: its own.
        let beside = when::within(times, span).first()?;
        if a.token_from(beside.span.start) <= from + 2 {
            return None;
        }
        let time = when::within(times, span).iter().find(|time| {
            let first = a.token_from(time.span.start);
            let near = first.saturating_sub(NEAR).max(from)..first;
            time.span.end <= span.end
                && near.clone().any(|t| a.one_of(t, &["report"]))
                && near.clone().any(|t| a.one_of(t, &["published", "released", "issued"]))
        })?;
        Some((time.holding()?, time.basis))
    }

    /// When inspectors came, as the sentence before tells, in the same paragraph.
    fn visited_above(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        let a = self.a;
        let here = self.mentions[event.mention].sentence;
        let above = &a.sentences[here.checked_sub(1)?];
        let tokens = above.tokens.clone();
        let visited = tokens.clone().any(|t| {
            a.one_of(t, &["inspected", "visited"])
                && (subject::is_passive(a, tokens.start, t) || a.word(t.wrapping_sub(1)) == ",")
        });
        let span = a.span(tokens);
        let time = when::within(times, span).first().filter(|time| time.span.end <= span.end)?;
        let fits = visited && above.paragraph == a.sentences[here].paragraph;
        Some((time.holding().filter(|_| fits)?, time.basis))
    }

    /// *It is five years since the nursery was last inspected and rated good.*
    fn years_since(&self, event: &Event) -> Option<Date> {
        let a = self.a;
        let published = a.document.published_on?;
        let first = a.sentences[self.mentions[event.mention].sentence].tokens.start;
        let it =
            a.one_of(first, &["it"]) && (a.is(first + 1, WordClass::BE) || a.one_of(first + 2, &["been"]));
        let since = (first + 3..(first + 7).min(event.anchor)).find(|&t| a.one_of(t, &["since"]))?;
        let years = a.one_of(since - 1, &["years"]);
        let count = count_at(a, since - 2)? as i16;
        Date::year_only(published.year() - count).filter(|_| it && years)
    }

    /// *In December 2008 it was rated adequate. A year later it was poor.*: the time counted from that of the last grade.
    fn later_than(&self, event: &Event, last: &Graded) -> Option<Date> {
        let a = self.a;
        let at = self.mentions[event.mention].sentence;
        let first = a.sentences[at].tokens.start;
        let count = match a.one_of(first, &["a"]) {
            true => 1,
            false => count_at(a, first)? as i16,
        };
        let near = a.sentence_from(a.token_from(last.evidence.start)) + 2 >= at;
        let then = last.date.filter(|_| last.basis == Some(DateBasis::Stated) && near)?;
        let later = a.one_of(first + 2, &["later"]) && event.clause.start <= first + 4;
        match a.lower(first + 1) {
            "year" | "years" if later => match then.month() {
                Some(month) => Date::month_of(then.year() + count, month),
                None => Date::year_only(then.year() + count),
            },
            "month" | "months" if later => {
                let months = i16::from(then.month()?) - 1 + count;
                Date::month_of(then.year() + months / 12, (months % 12 + 1) as i8)
            }
            _ => None,
        }
    }

    /// *had three stars last year and two the year before*: the year before that of the grade before.
    fn year_before(&self, event: &Event, last: &Graded) -> Option<Date> {
        let a = self.a;
        let at = event.tail.start;
        let before = when::is_year_before(a, at);
        let here = self.mentions[event.mention].sentence;
        let same = a.sentence_from(a.token_from(last.evidence.start)) == here;
        let then = last.date.filter(|_| before && same)?;
        Date::year_only(then.year() - 1)
    }

    /// *was rated good in 2014 and again in 2016*: the second time.
    fn given_again(&self, event: &Event, graded: &Graded, times: &[TimeExpression]) -> Option<Graded> {
        let a = self.a;
        let again = event.tail.clone().find_map(|t| {
            if as_before(a, t) {
                Some(t + 2 + usize::from(a.one_of(t + 2, &["had"]) && !a.one_of(t + 3, &["in"])))
            } else if is_year(a, t)
                && a.one_of(t + 1, &["and"])
                && !a.one_of(t.wrapping_sub(1), &["between"])
                && (is_year(a, t + 2)
                    || a.one_of(t + 2, &["in"]) && is_year(a, t + 3)
                    || a.word(t.wrapping_sub(2)) == ","
                        && crate::text::is_day_or_month(a.lower(t + 2))
                        && is_year(a, t + 3))
            {
                Some(t + 1) // *in 2014 and 2016*, *in 2008 and January 2012*
            } else {
                a.one_of(t, &["again"]).then_some(t)
            }
        });
        let again = again.or_else(|| self.same_as(event))?;
        // *and will be visited again next spring*
        if (event.tail.start..again).any(|t| a.one_of(t, &["will", "be", "to", "would", "not", "inspected"]))
        {
            return None;
        }
        let behind = a.tokens.get(again + 1)?.span.start;
        let time = times.get(times.partition_point(|time| time.span.start < behind))?;
        let near =
            a.token_from(time.span.start) <= again + 3 && time.span.end <= a.span(event.clause.clone()).end;
        let date = time.holding().filter(|_| near)?;
        let apart = graded.date.is_none_or(|first| !first.agrees(date));
        apart.then(|| Graded {
            date: Some(date),
            basis: Some(time.basis),
            given: true,
            before: true,
            previous: None,
            ..graded.clone()
        })
    }

    /// The *as* in *the same rating as in March 2016* behind a grade.
    fn same_as(&self, event: &Event) -> Option<usize> {
        let a = self.a;
        // *the same grade as it was given in 2015*
        let given = |at: usize| {
            (at..at + 3).find(|&t| a.one_of(t + 1, &["in", "last"])).filter(|&last| {
                (at + 1..=last)
                    .all(|t| a.one_of(t, &["previously", "awarded", "given", "received", "it", "was"]))
            })
        };
        (event.tail.start..event.clause.end).filter_map(|t| as_behind_same(a, t)).find_map(given)
    }

    fn graded(&self, event: &Event, rated: Rated, times: &[TimeExpression]) -> Option<Graded> {
        let a = self.a;
        let mention = &self.mentions[event.mention];
        let sentence = a.sentences[mention.sentence].tokens.clone();
        // *Saltby has four care homes. Two are rated good.*
        let number = |range: &std::ops::Range<usize>| {
            range.len() == 1 && a.is(range.start, WordClass::LEADING) && a.one_of(range.start, NUMBERS)
        };
        // *one of its other settings was judged inadequate*: of one that is not named.
        let other = |range: &std::ops::Range<usize>| {
            let words = subject::words(a, range.clone());
            (words.starts_with("one of its other ") || words.starts_with("another of "))
                && subject::described(a, range.clone()).is_none()
        };
        // *RSH’s consumer gradings are: C1 – …*: what grades there are.
        let own = |range: &std::ops::Range<usize>| {
            subject::tells_inspector(a, range.start)
                && range.clone().any(|t| subject::is_possessive(a, t))
                && a.lower(range.end - 1).ends_with('s')
                && a.is(range.end - 1, WordClass::RATING_NOUN.with(WordClass::OTHER_RATING_NOUN))
        };
        if let Subject::Phrase(range) = &event.subject
            && (own(range)
                || other(range)
                || subject::is_share(a, range)
                || subject::is_number_of(a, range)
                // *a different school from the one that had been found unsatisfactory*
                || subject::words(a, range.clone()) == "the one"
                || number(range)
                || self.is_plural_noun(range))
            && self.parts_listed(event, None).len() < 2
        {
            return None;
        }
        // *Almost three in four schools have been stripped of their outstanding status*
        if let Subject::Its(range) = &event.subject
            && range.len() == 1
            && subject::is_share(a, &(sentence.start..sentence.end.min(sentence.start + 2)))
            && self.bodies.within(sentence.start..range.start).next().is_none()
        {
            return None;
        }
        let has =
            |inspector: &str| mention.grades.iter().any(|g| self.list()[g.scale].inspector == inspector);
        let sole = mention
            .grades
            .iter()
            .all(|g| self.list()[g.scale].inspector == self.list()[mention.grades[0].scale].inspector);
        let first = &self.list()[mention.grades[0].scale];
        let implied = sole && !first.needs.is_empty();
        // *The CQC put the home in special measures*: no grade of that inspector.
        let state = a.is(mention.tokens.end - 1, WordClass::STATE);
        let mut own = self.scales.inspectors.iter().filter(|(t, _)| sentence.contains(t)).peekable();
        if state && own.peek().is_some() && !own.any(|(_, name)| has(name)) {
            return None;
        }
        // The line alone that heads it, as often as there are several such.
        let section = self.headings().section(mention.sentence).map(|(_, sentences)| {
            let end = sentences.end.min(a.sentences.len());
            a.sentences[sentences.start].tokens.start..a.sentences[end - 1].tokens.end
        });
        let section = section.filter(|_| event.line);
        let inspector = match self.scales.of(sentence.clone(), section, event.anchor, &has) {
            _ if implied => Some(first.inspector.as_str()),
            found => {
                // *A team from Ofsted and the CQC judged safeguarding services inadequate*
                let words = format!("{} {}", self.words_of(event), rated.name.as_deref().unwrap_or_default());
                self.of_two(mention, &sentence, &words.to_lowercase()).or(found)
            }
        };
        // *was rated good by Ofsted*: whatever others grade.
        let by =
            (mention.tokens.end..sentence.end.min(mention.tokens.end + 3)).find(|&t| a.one_of(t, &["by"]));
        let by = by.filter(|&t| subject::tells_inspector(a, t + 1)).is_some();
        // Of the inspectors named, the one who grades the part: *capacity for improvement* is none of the CQC's.
        let grades_part = |inspector: &str, aspect: &str| {
            let own = |(at, s): &(usize, &Scale)| s.inspector == inspector && self.scales.has(*at);
            self.list().iter().enumerate().filter(own).any(|(_, s)| {
                s.aspects.contains_key(aspect) || s.aspects.values().flatten().any(|form| form == aspect)
            })
        };
        // *it was given good for respect*
        let part = || self.parts_behind(event, None)?.into_iter().next();
        let part = rated.aspect.clone().or_else(part);
        // *Outcomes for children were poor for safety*: the whole, though another inspector grades it so called.
        let whole = a.lexicon.ratings.wholes.contains(self.words_of(event).as_str());
        let part = part.filter(|aspect| !whole || inspector.is_none_or(|named| grades_part(named, aspect)));
        let inspector = match (inspector, part.as_deref()) {
            (Some(named), Some(aspect)) if !implied && !by && !grades_part(named, aspect) => {
                let fits = |name: &&str| has(name) && grades_part(name, aspect);
                self.scales.named.iter().map(String::as_str).find(fits).or(Some(named))
            }
            (named, _) => named,
        };
        // *Special measures* in a text on a Welsh school are none of Ofsted's.
        if inspector.is_none() && !implied && !self.scales.inspectors.is_empty() {
            return None;
        }
        let mut end = event.clause.end;
        if let Some(p) = event.previous.filter(|&p| p > event.mention) {
            end = end.min(self.mentions[p].tokens.start.max(event.clause.start + 1));
        }
        // *required improvement, an advance on the inadequate rating of February 2014*: the time of another.
        let behind = self.mentions[event.mention + 1..].iter();
        let other = behind.take_while(|other| other.sentence == mention.sentence).find(|other| {
            a.one_of(other.tokens.start - 1, &["the", "its", "their", "an", "a"])
                && a.one_of(other.tokens.end, &["rating", "grade", "judgement", "verdict"])
                && a.one_of(other.tokens.end + 1, &["of", "in", "from", "it"])
        });
        if let Some(other) = other {
            end = end.min(other.tokens.start.max(event.clause.start + 1));
        }
        // *rated inadequate, as it was in 2012*: the time of another grade.
        if let Some(at) = event.tail.clone().find(|&t| as_before(a, t)) {
            end = end.min(at);
        }
        // *rated Derrow good this month, and Elsmoor good in 2016*: each has its own.
        let own = mention.tokens.start..end.min(event.tail.end.max(mention.tokens.end));
        let own =
            event.listed.then(|| when::rated_on(a, times, own, mention.tokens.start, mention.tokens.end));
        // *It fell to that from outstanding in 2021.*: the grade is named in the sentence before.
        let behind = match mention.tokens.end <= event.clause.start {
            true => event.tail.start,
            false => mention.tokens.end,
        };
        // *was rated good in 2015 and is now inadequate*: not of then.
        let before = event.mention.checked_sub(1).map(|at| &self.mentions[at]);
        let before = before.filter(|before| before.sentence == mention.sentence);
        let now = before.and_then(|before| {
            let between = before.tokens.end..mention.tokens.start;
            between.rev().find(|&t| a.one_of(t, &["now", "currently"]))
        });
        let clause = now.unwrap_or(event.clause.start).max(event.clause.start)..end;
        // *The results were published on 17 December. The service had been graded good*: not over, only told later.
        let had = (event.anchor.saturating_sub(4)..event.anchor).any(|t| a.one_of(t, &["had"]));
        let former = event.clause.clone().any(|t| {
            a.one_of(t, &["previous", "last", "earlier", "before"])
                && (t + 1..t + 4).any(|t| a.is(t, WordClass::INSPECTION.with(WordClass::DATED)))
        });
        // *It had previously been rated good.*
        let former = former
            || (event.anchor.saturating_sub(4)..event.anchor)
                .any(|t| a.one_of(t, &["previously", "formerly", "once", "originally"]))
            // *Both had been adequate before.*
            || a.one_of(mention.tokens.end, &["before", "previously"])
                && !a.word(mention.tokens.end + 1).starts_with(char::is_alphanumeric);
        let reported = Some(()).filter(|()| event.earlier && !event.recalled && had && !former);
        // In a list of what a meeting heard all items are of the one report.
        let kind = a.document.paragraphs[a.sentences[mention.sentence].paragraph].kind;
        let (sentences, paragraphs) = if kind == ParagraphKind::ListItem { (12, 8) } else { (6, 3) };
        let reported = reported.and_then(|()| {
            self.report_within(&Event { earlier: false, ..event.clone() }, times, sentences, paragraphs)
        });
        // *Ysgol Bryn had been inspected in May 2018. It had been judged good for standards.*
        let reported =
            reported.or_else(|| self.visited_above(event, times).filter(|_| event.earlier && had && !former));
        let earlier = event.earlier && reported.is_none();
        let below = self.below_date(event, times);
        let given = event.given.map(|date| (Some(date), DateBasis::Stated));
        let found = given
            .or_else(|| self.report_in_clause(event, times).map(|(date, basis)| (Some(date), basis)))
            .or(own.flatten())
            .or_else(|| when::rated_on(a, times, clause, event.anchor, behind))
            .or_else(|| Some(self.leading_time(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or_else(|| Some(self.inspected_on(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or(below.map(|(date, basis)| (Some(date), basis)))
            .or_else(|| Some(self.item_date(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or_else(|| {
                // Of two items each has its own.
                let report = self.item_of(event).is_none().then(|| self.report_of(event, times)).flatten()?;
                Some((Some(report.0), report.1))
            })
            .or(reported.map(|(date, basis)| (Some(date), basis)))
            .or_else(|| {
                // *Ysgol Bryn was inspected in October. It was judged good for standards.*
                let it = subject::is_it(a, &event.subject) || event.subject == Subject::Same;
                let (date, basis) = self.visited_above(event, times).filter(|_| it && !event.earlier)?;
                let old = a.document.published_on.is_some_and(|now| is_months_before(date, now, 5));
                old.then_some((Some(date), basis))
            });
        let (date, basis) = match found {
            Some((date, basis)) => (date, date.map(|_| basis)),
            None if when::is_elsewhere(a, event.clause.clone()) => (None, None),
            None => (a.document.published_on, a.document.published_on.map(|_| DateBasis::Published)),
        };
        let phrase = self.words_of(event);
        let mut name = rated.name.clone().unwrap_or_default().to_lowercase();
        // *Copperfields* is a children’s home, as the text says.
        if let Some(told) = rated.name.as_deref().and_then(|name| self.bodies.told(name)) {
            name = told.trim_end().to_owned();
        }
        // A place alone stands for its council.
        if rated.body && !name.contains("'s ") {
            name.push_str(" council");
        }
        let told = subject::words(a, sentence.clone());
        let chosen =
            self.choose(&mention.grades, inspector, &phrase, &name, &told, date.or(self.last_year))?;
        let scale = &self.list()[chosen.scale];
        let (date, basis) = match self.visited_on(event, times).filter(|_| scale.visit && !event.earlier) {
            Some((day, known)) if basis.is_none_or(|basis| basis == DateBasis::Published) => {
                (Some(day), Some(known))
            }
            _ => (date, basis),
        };
        // *was awarded four stars for 2015*: of what year it tells, not when.
        let for_year = scale.annual
            && a.one_of(event.tail.start, &["for"])
            && is_year(a, event.tail.start + 1)
            && date.is_some_and(|date| date.month().is_none());
        let (date, basis) = match a.document.published_on.filter(|_| for_year) {
            Some(day) => (Some(day), Some(DateBasis::Published)),
            None => (date, basis),
        };
        // *90 kitchens in Wales and Scotland have a one*: of no land.
        const LANDS: &[&str] =
            &["england", "wales", "scotland", "northern ireland", "britain", "great britain", "uk"];
        let is_land = |name: &String| {
            let name = name.to_lowercase();
            name.split(" and ").flat_map(|part| part.split(", ")).all(|part| LANDS.contains(&part))
        };
        if rated.name.as_ref().is_some_and(is_land) {
            return None;
        }
        // *venues which range from cafés to Ashby Grill*
        let ranged = |range: &std::ops::Range<usize>| {
            let from = range.start.wrapping_sub(1);
            a.one_of(from, &["from"])
                && a.one_of(from.wrapping_sub(1), &["range", "ranges", "ranging", "ranged"])
        };
        // *a mark of two for a pizza shop*: of one that is not named.
        let for_one = scale.implied
            && (mention.tokens.end..sentence.end.min(mention.tokens.end + 6)).any(|t| {
                a.one_of(t, &["for"])
                    && a.one_of(t + 1, &["a", "an", "one"])
                    && (t + 2..t + 5)
                        .any(|t| a.is(t, WordClass::FOOD_BUSINESS) || subject::noun_of_body(a, a.lower(t)))
                    && !(t + 2..t + 5).any(|t| a.word(t) == ",")
            });
        if for_one || matches!(&event.subject, Subject::Phrase(range) if ranged(range)) {
            return None;
        }
        // Whom it rates can't be told: *why a home was rated inadequate*.
        let rated = match &rated.name {
            None => Rated { name: self.topic.get_or_init(|| self.topic()).clone(), ..rated },
            _ => rated,
        };
        let rated = match &rated.name {
            None if self.is_definite(event) => {
                Rated { name: self.nameless.get_or_init(|| self.nameless()).clone(), ..rated }
            }
            _ => rated,
        };
        if rated.name.is_none() && !scale.implied {
            return None;
        }
        // *the cafés that were handed a one*, *Every shop was given a two.*: of many.
        let of_many = |range: &std::ops::Range<usize>| {
            a.one_of(range.start, &["each", "every", "some", "many", "most"])
                || !range.clone().any(|t| a.is_capital(t) && !a.opens_sentence(t))
                    && a.lower(range.end - 1).ends_with('s')
                    && !subject::is_pronoun(a, &event.subject)
        };
        let nobody = match &event.subject {
            Subject::Phrase(range) => of_many(range),
            // *were handed a one and a two*: of those of whom the first is.
            other => *other == Subject::Same,
        };
        if rated.name.is_none() && nobody {
            return None;
        }
        // *Its kitchen is inadequate*, in a text on a hospice: one noun for what other inspectors rate.
        let of_others = rated.name.as_deref().is_some_and(|name| {
            name.starts_with(char::is_lowercase)
                && !name.contains(' ')
                && !scale.subjects.is_empty()
                && !scale.subjects.iter().any(|subject| subject == name)
        });
        if of_others {
            return None;
        }
        // *living in homes which are rated poor*: of many.
        let many = |name: &str| {
            name.strip_suffix('s').is_some_and(|one| {
                name.starts_with(char::is_lowercase) && !name.contains(' ') && subject::is_kind(a, one)
            })
        };
        if rated.name.as_deref().is_some_and(many) {
            return None;
        }
        // *with one restaurant given a one*: of one that is not named.
        let bare = rated
            .name
            .as_deref()
            .is_some_and(|name| name.starts_with(char::is_lowercase) && subject::is_kind(a, name));
        if bare && scale.implied {
            return None;
        }
        let name = rated.name;
        let behind = self.parts_behind(event, Some(&scale.inspector));
        if rated.aspect.is_none() && behind.is_none() {
            return None;
        }
        let own = self.parts_of_subject(event, &scale.inspector).into_iter().next();
        let of_inspector = |aspect: &String| grades_part(&scale.inspector, aspect);
        let named = rated.aspect.filter(of_inspector);
        let aspect = own.or(named).or_else(|| behind?.into_iter().next());
        let aspect = aspect.or_else(|| self.part_of_noun(event, &scale.inspector));
        // *Legitimacy has travelled the other way: it was graded as good.*
        let opening = || {
            let it = subject::is_it(a, &event.subject);
            let colon = (sentence.start..event.anchor).any(|t| matches!(a.word(t), ":" | ";" | "–" | "—"));
            let words = (it && colon).then(|| subject::words(a, sentence.start..event.anchor))?;
            self.part_at_start(&words, Some(&scale.inspector)).map(|(_, name)| name)
        };
        // *For caring it was awarded the highest mark*
        let led = || self.parts_led(event, &scale.inspector).into_iter().next();
        let aspect = aspect.or_else(opening).or_else(led);
        let column = || self.aspect(&subject::words(a, event.column.clone()?));
        let aspect = aspect.or_else(column);
        // *Three of the five areas are good*: which ones isn't told.
        if aspect.is_none() && phrase.contains("areas") {
            return None;
        }
        let aspect = scale.grades[chosen.grade].aspect.clone().or(aspect);
        // *Safety* is *safe* where the scale has no other.
        let aspect = aspect.map(|named| {
            let of_scale = |forms: &Vec<String>| forms.contains(&named);
            let own = scale.aspects.iter().find(|(_, forms)| of_scale(forms)).map(|(name, _)| name.clone());
            own.filter(|_| !scale.aspects.contains_key(&named)).unwrap_or(named)
        });
        // *Management of food safety: major improvement necessary*: a scale of the parts alone.
        let of_part = aspect.as_ref().filter(|named| !scale.aspects.contains_key(*named)).and_then(|named| {
            let fits = |g: &&GradeRef| {
                let other = &self.list()[g.scale];
                other.inspector == scale.inspector
                    && other.subjects.is_empty()
                    && other.aspects.contains_key(named)
            };
            mention.grades.iter().find(fits).copied()
        });
        let chosen = of_part.unwrap_or(chosen);
        let scale = &self.list()[chosen.scale];
        // *the grade for behaviour*, short for *personal development, behaviour and welfare*
        let welfare = "personal development, behaviour and welfare";
        let aspect = match aspect.as_deref() {
            Some("behaviour")
                if scale.aspects.contains_key("personal development") && a.lower_text().contains(welfare) =>
            {
                Some("personal development".to_owned())
            }
            _ => aspect,
        };
        // What some scales list beside the parts is the grade itself.
        let aspect = aspect.filter(|part| part != "overall effectiveness");
        let previous =
            event.previous.and_then(|p| self.in_scale(&self.mentions[p].grades, chosen.scale)).or_else(
                || event.kept.then(|| (scale.grades[chosen.grade].name.clone(), scale.rank(chosen.grade))),
            );
        let certain = if name.is_some() { 1.0 } else { 0.7 };
        Some(Graded {
            mention: event.mention,
            inspector: scale.inspector.clone(),
            scale: scale.name.clone(),
            subject: name,
            aspect,
            grade: scale.grades[chosen.grade].name.clone(),
            rank: scale.rank(chosen.grade),
            ranks: scale.ranks(),
            previous,
            date,
            basis,
            // *was upgraded from poor in a report that came out yesterday*: the day of the change.
            earlier: earlier
                && (basis.is_none_or(|basis| basis == DateBasis::Published)
                    || basis == Some(DateBasis::Relative)
                        && (1..3).any(|n| {
                            let t = mention.tokens.start.wrapping_sub(n);
                            a.one_of(t, &["from"]) && (n == 1 || is_quote(a, t + 1))
                        })),
            ended: scale.to,
            evidence: a.span(event.clause.clone()),
            told: vec![a.span(event.clause.clone())],
            vague: rated.vague,
            given: event.given.is_some() || below.is_some_and(|(day, _)| date == Some(day)),
            // *Sister home is rated good*, in a headline: of whichever body the text tells it.
            recalled: event.recalled || rated.vague && self.is_title(mention.sentence),
            before: basis.is_some_and(|basis| basis != DateBasis::Published)
                // *Last year it was rated weak.*
                // *They were also judged good in 2007.*
                && (((event.anchor.saturating_sub(2)..event.anchor).any(|t| a.one_of(t, &["also"]))
                    // *It was given the same rating in 2014.*
                    || a.one_of(mention.tokens.start, &["same"]))
                    && date.zip(a.document.published_on).is_some_and(|(then, now)| then.year() < now.year())
                    || told.starts_with("last year ") && date.is_some_and(|date| date.month().is_none()) || [
                    "last inspected",
                    "last rated",
                    "last inspection",
                    "last full inspection",
                    "previous inspection",
                    "previously inspected",
                    "first graded",
                    "first rated",
                    "first judged",
                ]
                .iter()
                .any(|words| told.contains(words))),
            confidence: event.confidence * certain,
        })
    }

    /// *the Trust*, *our school*, *it*: whether the subject is the body that the text is about, not one of many.
    fn is_definite(&self, event: &Event) -> bool {
        let a = self.a;
        if a.fragment_of[event.anchor].is_some() && !subject::is_we(a, &event.subject) {
            return false;
        }
        match &event.subject {
            Subject::Phrase(range) => {
                subject::is_pronoun(a, &event.subject)
                    || subject::is_part(a, &event.subject)
                    || (range.start.saturating_sub(1)..range.end.min(range.start + 2))
                        .any(|t| a.one_of(t, &["the", "our", "its"]))
            }
            Subject::Its(_) | Subject::Same | Subject::Context => true,
            Subject::List(_) => false,
        }
    }

    /// *our Trust has been rated*, on a page that never names it: the noun that the text has for it, as it writes it.
    fn nameless(&self) -> Option<String> {
        /// Tokens that are looked through.
        const MOST: usize = 3000;
        let a = self.a;
        if self.bodies.within(0..usize::MAX).any(|body| self.may_be_rated(&body.name)) {
            return None;
        }
        let nouns = (1..a.tokens.len().min(MOST)).filter(|&t| {
            a.one_of(t - 1, &["the", "our"]) && (subject::is_kind(a, a.lower(t)) || a.one_of(t, &["trust"]))
        });
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        nouns.for_each(|t| *counts.entry(a.word(t)).or_default() += 1);
        let most = counts.values().max()?;
        counts.iter().find(|(_, count)| *count == most).map(|(noun, _)| (*noun).to_owned())
    }

    /// Whom the text is about, where no noun tells what that is: *Marigold Care, which helps 140 people, …*, the first name that
    /// opens a sentence and stands in another.
    fn topic(&self) -> Option<String> {
        /// Names that are tried.
        const MOST: usize = 200;
        let a = self.a;
        let opens = |name: &&crate::annotate::Name| {
            let start = name.tokens.start;
            let article = start > 0 && a.one_of(start - 1, &["the"]) && a.opens_sentence(start - 1);
            (a.opens_sentence(start) || article)
                && (name.tokens.len() > 1 && !matches!(name.kind, NameKind::Person)
                    // *Jessop’s, on Marine Parade, was inspected*
                    || subject::ends_name(a, name.tokens.end))
                && !subject::is_inspector(a, name)
                && !is_paper(a, a.span(name.tokens.clone()).of(a.text()))
                && a.document.paragraphs[a.sentences[a.sentence_from(name.tokens.start)].paragraph].kind
                    == crate::text::ParagraphKind::Body
                && (a.word(name.tokens.end) == ","
                    || subject::ends_name(a, name.tokens.end) && a.word(name.tokens.end + 1) == ","
                    || a.is(name.tokens.end, WordClass::HELPER)
                    // *Ashby Corner in Seaton looks after 48 children.*
                    || a.one_of(name.tokens.end, &["in", "at", "near"]) && a.is_capital(name.tokens.end + 1))
        };
        let again = |name: &&crate::annotate::Name| {
            let first = a.word(name.tokens.start);
            // *The Golden Lantern, in Fish Street, was inspected …*
            let end = name.tokens.end + usize::from(subject::ends_name(a, name.tokens.end));
            let placed = a.one_of(end, &["in", "at", "near"]) && a.is_capital(end + 1);
            if placed || a.word(end) == "," && a.one_of(end + 1, &["in", "on", "at", "near"]) {
                return true;
            }
            a.names
                .iter()
                .any(|other| other.tokens.start > name.tokens.end && a.word(other.tokens.start) == first)
        };
        let Some(name) = a.names.iter().filter(opens).take(MOST).find(again) else {
            return self.writer().or_else(|| self.most_named());
        };
        let end = name.tokens.end + usize::from(subject::ends_name(a, name.tokens.end));
        let name = subject::plain(a.span(name.tokens.start..end).of(a.text()));
        Some(self.bodies.with_article(&name).unwrap_or(name))
    }

    /// The name of several words that the text has most often, and more than once: *Hartley Gables*, which no noun tells to be a
    /// home.
    fn most_named(&self) -> Option<String> {
        /// Names that are counted.
        const MOST: usize = 200;
        let a = self.a;
        let mut counts: Vec<(String, usize)> = Vec::new();
        let fits = |name: &&crate::annotate::Name| {
            let start = name.tokens.start;
            name.tokens.len() > 1
                && !matches!(name.kind, NameKind::Person)
                && !subject::is_inspector(a, name)
                && !is_paper(a, a.span(name.tokens.clone()).of(a.text()))
                && !is_council(a.span(name.tokens.clone()).of(a.text()))
                && !subject::is_run_by(a, start.wrapping_sub(2))
        };
        for name in a.names.iter().filter(fits).take(MOST) {
            let name = subject::plain(a.span(name.tokens.clone()).of(a.text()));
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 1)?;
        let mut all = counts.into_iter().filter(|(_, count)| *count == most);
        // Of two that are told of as often, which it is of isn't told.
        let first = all.next().map(|(name, _)| name);
        first.filter(|name| all.next().is_none() && self.may_be_rated(name))
    }

    /// The body whose name stands alone at the head of its letter: *THE LARCHES*, above *Dear families*.
    fn writer(&self) -> Option<String> {
        /// Words of a name.
        const MOST: usize = 6;
        let a = self.a;
        let mut paragraphs = a.document.paragraphs.iter().map(|p| p.span.trim(a.text()));
        let head = paragraphs.next()?.of(a.text()).lines().next()?.trim();
        let salutes = paragraphs.take(12).any(|p| p.of(a.text()).starts_with("Dear "));
        let name = head.split(' ').count() <= MOST
            && head.chars().all(|c| c.is_alphabetic() || " ’'&-".contains(c))
            && head.split(' ').all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3);
        let inspector = a.lexicon.scales.inspector(head).is_some();
        (salutes && name && !inspector && head.contains(' ')).then(|| subject::plain_case(a, head))
    }

    /// Of two inspectors named in `sentence`, the one that alone rates what `words` name.
    fn of_two(&self, mention: &Mention, sentence: &std::ops::Range<usize>, words: &str) -> Option<&str> {
        // *Ashby’s children’s services were performing excellently.*, of whom one inspector alone grades such
        let services =
            ["children's services", "adult social care"].iter().find(|name| words.contains(**name));
        let grades = |inspector: &str, services: &str| {
            let own = mention.grades.iter().map(|g| &self.list()[g.scale]);
            own.filter(|scale| scale.inspector == inspector)
                .any(|scale| scale.subjects.iter().any(|s| s == services))
        };
        if let Some(services) = services {
            let mut all = self.scales.named.iter().filter(|name| grades(name, services));
            if let (Some(only), None) = (all.next(), all.next()) {
                return Some(only);
            }
        }
        // Those of the sentence, else of the one before.
        let own = self.scales.inspectors.iter().any(|(t, _)| sentence.contains(t));
        let sentences = &self.a.sentences;
        let start = match mention.sentence.checked_sub(1) {
            Some(before) if !own => sentences[before].tokens.start,
            _ => sentence.start,
        };
        let here = || {
            self.scales
                .inspectors
                .iter()
                .filter(|(t, _)| (start..sentence.end).contains(t))
                .map(|(_, name)| name)
        };
        let (one, other) = (here().next()?, here().next_back()?);
        // How much of the words names something that the inspector rates.
        let rates = |inspector: &String| {
            let own = mention.grades.iter().map(|g| &self.list()[g.scale]);
            let named = own.filter(|scale| scale.inspector == *inspector).flat_map(|scale| {
                scale.subjects.iter().chain(scale.aspects.keys()).filter(|name| has_words(words, name))
            });
            named.map(String::len).max().unwrap_or(0)
        };
        match rates(one).cmp(&rates(other)) {
            std::cmp::Ordering::Greater => Some(one),
            std::cmp::Ordering::Less => Some(other),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The grade of `grades` that is on `scale`, else on another one of its inspector.
    fn in_scale(&self, grades: &[GradeRef], scale: usize) -> Option<(String, u8)> {
        let inspector = &self.list()[scale].inspector;
        let found = grades
            .iter()
            .find(|g| g.scale == scale)
            .or_else(|| grades.iter().rfind(|g| self.list()[g.scale].inspector == *inspector))?;
        let scale = &self.list()[found.scale];
        Some((scale.grades[found.grade].name.clone(), scale.rank(found.grade)))
    }

    fn choose(
        &self,
        grades: &[GradeRef],
        inspector: Option<&str>,
        phrase: &str,
        name: &str,
        sentence: &str,
        date: Option<Date>,
    ) -> Option<GradeRef> {
        let longest = |scale: &Scale, text: &str| {
            scale.subjects.iter().filter(|s| has_words(text, s)).map(String::len).max().unwrap_or(0)
        };
        let score = |g: &&GradeRef| {
            let scale = &self.list()[g.scale];
            let own = longest(scale, phrase).max(longest(scale, name));
            let told = longest(scale, sentence);
            let told = if matches!(phrase, "" | "services" | "the services" | "service" | "the service") {
                told
            } else {
                told / 4
            };
            let in_time = date.is_none_or(|date| scale.covers(date));
            // What is no council is on no council’s scale.
            let council = scale.subjects.iter().any(|subject| subject == "council");
            let other = !council || name.is_empty() || has_words(name, "council");
            // Where none is known to have graded, one of the inspectors that come first in the list.
            let place = || self.list().iter().position(|other| other.inspector == scale.inspector);
            let first = inspector.is_none().then(place);
            (in_time, own.max(told), other, std::cmp::Reverse(first), g.scale)
        };
        let fits = |g: &&GradeRef| {
            let scale = &self.list()[g.scale];
            // No one grades on a scale that is still to come, where another one is in use.
            let early = date.filter(|date| scale.from.is_some_and(|from| from.year() - date.year() > 1));
            let other = |date: Date| {
                let same = |other: &Scale| {
                    other.inspector == scale.inspector
                        && other.covers(date)
                        && other.subjects.iter().any(|subject| scale.subjects.contains(subject))
                };
                self.list().iter().any(same)
            };
            if early.is_some_and(other) {
                return false;
            }
            // A home’s stars are not a council’s.
            let homes = |other: &GradeRef| {
                let other = &self.list()[other.scale];
                other.inspector == scale.inspector && longest(other, name) > 0
            };
            let council = scale.subjects.iter().any(|subject| subject == "social services");
            if council
                && !name.is_empty()
                && !has_words(name, "council")
                && grades.iter().any(homes)
                && longest(scale, name) == 0
            {
                return false;
            }
            match inspector {
                Some(inspector) => scale.inspector == inspector,
                None => scale.implied || longest(scale, phrase).max(longest(scale, name)) > 4,
            }
        };
        grades.iter().filter(fits).max_by_key(score).copied()
    }
}

/// Whether `then` is more than `months` before `now`, as far as both tell the month.
fn is_months_before(then: Date, now: Date, months: i32) -> bool {
    days::months(now).zip(days::months(then)).is_some_and(|(now, then)| now - then > months)
}

/// Whether a name ends as a council's does.
fn is_council(name: &str) -> bool {
    subject::is_council_noun(&last_word(name))
}

/// Whether a name ends as a newspaper's or a broadcaster's does: *Ashby Gazette*.
fn is_paper(a: &Annotated, name: &str) -> bool {
    // *HaverleighLive*: the last part of one word
    let part = name.rfind(char::is_uppercase).filter(|&at| at > 0 && !name.contains(' '));
    let part = part.map(|at| name[at..].to_lowercase());
    a.lexicon.ratings.papers.contains(last_word(name).as_str())
        || part.is_some_and(|part| a.lexicon.ratings.papers.contains(part.as_str()))
}

/// The last word of a name, in lower case.
fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// Whether *as it was*, *as it had been* stands at token `t`: *rated inadequate, as it had been in 2012*.
fn as_before(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["as"])
        && a.one_of(t + 1, &["it", "they"])
        && (a.is(t + 2, WordClass::BE)
            // *requires improvement, just as it did in 2019*
            || a.one_of(t + 2, &["did"])
            || a.one_of(t + 2, &["had"]) && (a.is(t + 3, WordClass::BE) || a.one_of(t + 3, &["in"])))
}

/// Whether `words` stand in `text` as whole words.
pub(in crate::rating) fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}
