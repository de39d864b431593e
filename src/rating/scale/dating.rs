//! When a grade was given: which of the times that a text tells, and what speaks for and against each.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use super::Graded;
use super::days::months;
use crate::annotate::{Annotated, TimeExpression};
use crate::base::Date;
use crate::lexicon::{Scale, WordClass};
use crate::model::trees::flag;
use crate::model::{Candidate, Forest, RULED};
use crate::rating::headings::Headings;
use crate::rating::subject;
use crate::record::DateBasis;
use crate::text::ParagraphKind;

/// Times looked at before a grade, behind it, and at the start of the text.
const BEFORE: usize = 10;
const BEHIND: usize = 8;
const FIRST: usize = 5;
/// Tokens on either side of a time that are looked at.
const AROUND: usize = 9;
/// Grades on either side that are looked at.
const NEAR: usize = 15;
/// Times of a text that are counted.
const DATES: usize = 60;
/// How many signs tell what stands around a time.
const AROUND_SIGNS: usize = 2 * WORDS.len() + LEADS.len() + 3;
/// What stands for a distance that there is none of.
const FAR: f32 = 999.0;

/// Words near a time that tell what happened then.
const WORDS: &[&[&str]] = &[
    &[
        "report",
        "reports",
        "letter",
        "results",
        "findings",
        "ratings",
        "grades",
        "judgement",
        "judgements",
        "judgment",
    ],
    &["published", "publishes", "publish", "publication"],
    &["released", "issued", "unveiled", "announced", "landed", "arrived", "emerged", "revealed"],
    &["out", "came", "dated", "dates", "follows", "following"],
    &["inspected", "inspection", "inspections", "inspectors", "inspector"],
    &["visit", "visited", "visits", "spent", "called", "assessed", "assessment", "fieldwork"],
    &[
        "rated", "graded", "judged", "found", "given", "awarded", "marked", "received", "got", "won",
        "placed", "handed",
    ],
    &["was", "were", "had", "been"],
    &["has", "have", "is", "are", "now"],
    &["previous", "previously", "last", "earlier", "before", "then", "when"],
    &["since", "until", "ago", "after", "for", "first"],
    &["said", "says", "told", "added", "meeting", "spoke", "speaking"],
    &[
        "opened",
        "joined",
        "took",
        "appointed",
        "became",
        "started",
        "founded",
        "bought",
        "built",
        "moved",
        "left",
        "retired",
        "began",
        "arrived",
    ],
    &["will", "would", "next", "due", "expected", "by", "hopes", "plans"],
    &["today", "yesterday", "week", "monday", "tuesday", "wednesday", "thursday", "friday"],
];

/// Words right before a time.
const LEADS: &[&[&str]] = &[
    &["in"],
    &["on"],
    &["since"],
    &["from", "of"],
    &["until", "by", "before"],
    &["after", "for"],
    &["and", "or"],
    &["published", "released", "issued", "dated"],
    &["(", "[", ",", "–", "—", "-", ":"],
];

/// Days from one date to another, as far as both tell.
fn days_to(date: Date, now: Date) -> f32 {
    match (date.civil(), now.civil()) {
        (Some(date), Some(now)) => (now - date).get_days() as f32,
        _ => match months(date).zip(months(now)) {
            Some((date, now)) => 30.5 * (now - date) as f32,
            None => 366.0 * (f32::from(now.year()) - f32::from(date.year())),
        },
    }
}

/// When a grade was given, and how that is known.
pub type When = (Date, DateBasis);

/// Dates the grades of a document by what `forest` makes of the times that each may be of. One that the rules give no time, as
/// a grade before that the text does not date, stays so.
pub(super) fn choose(
    a: &Annotated,
    times: &[TimeExpression],
    headings: &Headings,
    forest: &Forest,
    all: &mut [Graded],
) {
    let times = Times::new(a, times, headings);
    let other = |i: usize| {
        // Where the text has no date of its own, a day that it tells may be that of a report.
        let undated = a.document.published_on.is_none() && !all[i].earlier;
        let known = (all[i].date.is_some() || undated) && !all[i].given && !times.names_year(&all[i]);
        let other = known.then(|| forest.other(times.candidates(all, i))).flatten();
        let told = |date: Date| all[i].date.is_some() || date.day().is_some();
        other.filter(|(date, _)| told(*date) && !is_first(all, i, *date))
    };
    let chosen: Vec<Option<When>> = (0..all.len()).map(other).collect();
    for (graded, chosen) in all.iter_mut().zip(chosen) {
        if let Some((date, basis)) = chosen {
            (graded.date, graded.basis) = (Some(date), Some(basis));
        }
    }
}

/// *For the second time it was rated inadequate. The first was in June 2013.*: whether grade `i` is told as one that a body keeps,
/// and `date` as that of the one before.
fn is_first(all: &[Graded], i: usize, date: Date) -> bool {
    let own = &all[i];
    let kept = own.previous.as_ref().is_some_and(|(grade, _)| *grade == own.grade);
    let near = i.saturating_sub(NEAR)..all.len().min(i + NEAR);
    kept && all[near].iter().any(|other| {
        other.date == Some(date)
            && other.grade == own.grade
            && other.aspect == own.aspect
            && other.subject == own.subject
    })
}

/// The times that a text tells, and what is known of each, whatever it dates.
pub(in crate::rating) struct Times<'a> {
    a: &'a Annotated<'a>,
    times: &'a [TimeExpression],
    /// For each, what stands around it, once that was asked for.
    around: Vec<OnceCell<Vec<f32>>>,
    /// The first dates.
    dates: Vec<Date>,
    headings: &'a Headings,
}

/// What is known of a grade, whenever it was given.
struct OfGrade {
    signs: Vec<f32>,
    /// Tokens of its clause, the first ones.
    evidence: Range<usize>,
    sentence: usize,
    paragraph: usize,
    /// The grades beside it.
    near: Range<usize>,
    /// Bodies that these are of.
    subjects: usize,
}

impl<'a> Times<'a> {
    pub(in crate::rating) fn new(
        a: &'a Annotated<'a>,
        times: &'a [TimeExpression],
        headings: &'a Headings,
    ) -> Self {
        let dates = times.iter().take(DATES).filter_map(TimeExpression::holding).collect();
        Times { a, times, around: vec![OnceCell::new(); times.len()], dates, headings }
    }

    /// *the 2009 children’s services rating*: whether the grade's clause calls it that of the year which the rules tell.
    fn names_year(&self, graded: &Graded) -> bool {
        /// Words from the year to its noun.
        const REACH: usize = 5;
        let a = self.a;
        let clause = a.token_from(graded.evidence.start)..a.token_from(graded.evidence.end);
        let year = |t: &usize| graded.date.is_some_and(|date| a.word(*t) == date.to_string());
        clause.clone().take(60).filter(year).any(|t| {
            let led =
                t > 0 && (a.one_of(t - 1, &["the", "its", "their"]) || subject::is_possessive(a, t - 1));
            led && (t + 1..(t + REACH).min(clause.end)).any(|t| a.is(t, WordClass::RATING_NOUN))
        })
    }

    /// The index of the sentence that holds byte `at`.
    fn sentence(&self, at: u32) -> usize {
        self.a.sentence_from(self.a.token_from(at)).min(self.a.sentences.len() - 1)
    }

    /// The times when grade `i` of `all` may have been given, that of the rules first.
    pub(in crate::rating) fn candidates(&self, all: &[Graded], i: usize) -> Vec<Candidate<When>> {
        let times = self.times;
        let own = &all[i];
        let grade = self.of_grade(all, i);
        let at = own.evidence.start;
        let behind = times.partition_point(|time| time.span.start < at);
        let mut places: Vec<usize> =
            (behind.saturating_sub(BEFORE)..times.len().min(behind + BEHIND)).collect();
        places.extend((0..times.len().min(FIRST)).filter(|place| *place < behind.saturating_sub(BEFORE)));
        let mut out = Vec::new();
        let published = self.a.document.published_on;
        let late = |date: Date| published.is_some_and(|now| days_to(date, now) < -31.0);
        for &place in &places {
            let Some(date) = times[place].holding().filter(|date| !late(*date)) else { continue };
            out.push(Candidate {
                answer: (date, times[place].basis),
                ruled: own.date == Some(date),
                signs: self.signs(all, i, &grade, Some(place), date),
            });
        }
        if let Some(now) = published {
            let ruled = own.date == Some(now);
            let basis = if ruled { own.basis.unwrap_or(DateBasis::Published) } else { DateBasis::Published };
            out.push(Candidate { answer: (now, basis), ruled, signs: self.signs(all, i, &grade, None, now) });
        }
        // One that the rules have worked out.
        if let Some((date, basis)) = own.date.zip(own.basis)
            && !out.iter().any(|candidate| candidate.ruled)
        {
            out.push(Candidate {
                answer: (date, basis),
                ruled: true,
                signs: self.signs(all, i, &grade, None, date),
            });
        }
        out.sort_by_key(|candidate| !candidate.ruled);
        out
    }

    /// What is known of grade `i` of `all`.
    fn of_grade(&self, all: &[Graded], i: usize) -> OfGrade {
        let a = self.a;
        let own = &all[i];
        let here = self.sentence(own.evidence.start);
        let paragraph = a.sentences[here].paragraph;
        let mut out = vec![
            flag(own.earlier),
            flag(own.recalled),
            flag(own.vague),
            flag(own.before),
            flag(own.previous.is_some()),
            flag(own.aspect.is_some()),
            flag(own.subject.is_none()),
        ];
        let scale = |s: &&Scale| s.name == own.scale && s.inspector == own.inspector;
        let scale = a.lexicon.scales.list.iter().find(scale);
        out.push(flag(scale.is_some_and(|scale| scale.annual)));
        out.push(flag(scale.is_some_and(|scale| scale.visit)));
        out.push(here as f32);
        out.push(paragraph as f32);
        let kind = a.document.paragraphs[paragraph].kind;
        out.push(flag(matches!(kind, ParagraphKind::Title | ParagraphKind::Heading)));
        out.push(flag(matches!(kind, ParagraphKind::ListItem | ParagraphKind::TableRow)));
        // Words of the grade's clause.
        let evidence = a.token_from(own.evidence.start)
            ..a.token_from(own.evidence.end).max(a.token_from(own.evidence.start) + 1);
        let evidence = evidence.start..evidence.end.min(evidence.start + 60).min(a.tokens.len());
        for words in WORDS {
            out.push(flag(evidence.clone().any(|t| a.one_of(t, words))));
        }
        out.push(flag(evidence.clone().any(|t| a.fragment_of.get(t).is_some_and(Option::is_some))));
        let near = i.saturating_sub(NEAR)..all.len().min(i + NEAR);
        let subjects = all[near.clone()].iter().map(|other| &other.subject).collect::<BTreeSet<_>>().len();
        OfGrade { signs: out, evidence, sentence: here, paragraph, near, subjects }
    }

    /// What stands around the time at `place`; nothing around the day of the document.
    fn around(&self, place: Option<usize>) -> &[f32] {
        place.map_or(&[0.0; AROUND_SIGNS], |place| {
            self.around[place].get_or_init(|| self.stands_around(place))
        })
    }

    fn stands_around(&self, place: usize) -> Vec<f32> {
        let a = self.a;
        let at = self.times[place].span.start;
        let first = a.token_from(at);
        let sentence = a.sentences[self.sentence(at)].tokens.clone();
        let around = sentence.start.max(first.saturating_sub(AROUND))..sentence.end.min(first + AROUND);
        let close = first.saturating_sub(4).max(around.start)..first;
        let mut out = Vec::with_capacity(AROUND_SIGNS);
        for words in WORDS {
            out.push(around.clone().filter(|&t| a.one_of(t, words)).count() as f32);
            out.push(flag(close.clone().any(|t| a.one_of(t, words))));
        }
        for words in LEADS {
            out.push(flag(first > 0 && a.one_of(first - 1, words)));
        }
        out.push(flag(a.opens_sentence(first) || first > 0 && a.opens_sentence(first - 1)));
        out.push(around.clone().filter(|&t| a.is(t, WordClass::INSPECTION)).count() as f32);
        out.push(around.filter(|&t| a.is(t, WordClass::INSPECTOR)).count() as f32);
        out
    }

    /// What speaks for and against that grade `i` of `all` was given on `date`, which the time at `place` tells, if any does.
    fn signs(&self, all: &[Graded], i: usize, grade: &OfGrade, place: Option<usize>, date: Date) -> Vec<f32> {
        let (a, times) = (self.a, self.times);
        let own = &all[i];
        let published = a.document.published_on;
        let OfGrade { evidence, sentence: here, paragraph, near, .. } = grade;
        let (here, paragraph) = (*here, *paragraph);
        let sentence_of = |at: u32| self.sentence(at);
        let mut out: Vec<f32> = Vec::with_capacity(120);
        let others: Vec<usize> = near.clone().filter(|other| *other != i).collect();
        let whole = others.iter().find(|other| {
            all[**other].subject == own.subject && all[**other].aspect.is_none() && !all[**other].earlier
        });
        let alike = others.iter().filter(|other| {
            all[**other].subject == own.subject
                && all[**other].grade == own.grade
                && all[**other].aspect == own.aspect
        });
        // What the rules say.
        out.push(flag(own.date == Some(date)));
        out.push(match own.basis {
            None => 0.0,
            Some(DateBasis::Published) => 1.0,
            Some(DateBasis::Relative) => 2.0,
            Some(DateBasis::Stated) => 3.0,
        });
        out.push(own.date.map_or(-1.0, |date| f32::from(date.precision())));
        out.push(flag(own.date.is_some_and(|other| other != date && (other.agrees(date)))));
        out.push(published.zip(own.date).map_or(-1.0, |(now, date)| days_to(date, now).min(4000.0)));
        let dated = |other: &&usize| all[**other].date == Some(date);
        out.push(others.iter().filter(dated).count() as f32 / others.len().max(1) as f32);
        out.push(
            others.iter().filter(dated).filter(|other| all[**other].subject == own.subject).count() as f32
        );
        out.push(flag(others.iter().filter(dated).any(|other| all[*other].subject != own.subject)));
        out.push(whole.map_or(-1.0, |other| flag(all[*other].date == Some(date))));
        out.push(flag(alike.clone().any(|other| all[*other].date == Some(date))));
        debug_assert_eq!(out.len(), RULED);
        // The date.
        out.push(f32::from(date.precision()));
        out.push(published.map_or(FAR, |now| days_to(date, now).min(8000.0)));
        out.push(flag(published == Some(date)));
        out.push(flag(place.is_none()));
        out.extend(&grade.signs);
        // Where the time stands.
        let time = place.map(|place| &times[place]);
        let first = time.map(|time| a.token_from(time.span.start));
        let there = time.map(|time| sentence_of(time.span.start));
        let inside = time
            .is_some_and(|time| own.evidence.start <= time.span.start && time.span.end <= own.evidence.end);
        out.push(flag(inside));
        let signed = |there: usize| there as f32 - here as f32;
        out.push(there.map_or(FAR, signed));
        out.push(there.map_or(FAR, |there| a.sentences[there].paragraph as f32 - paragraph as f32));
        out.push(first.map_or(FAR, |first| first as f32 - evidence.start as f32));
        out.push(first.map_or(FAR, |first| first as f32 - evidence.end as f32));
        out.push(there.map_or(-1.0, |there| there as f32));
        let kind = there.map(|there| a.document.paragraphs[a.sentences[there].paragraph].kind);
        out.push(flag(
            kind.is_some_and(|kind| matches!(kind, ParagraphKind::Title | ParagraphKind::Heading)),
        ));
        out.push(flag(kind.is_some_and(|kind| matches!(kind, ParagraphKind::Letterhead))));
        out.push(flag(first.is_some_and(|first| a.fragment_of.get(first).is_some_and(Option::is_some))));
        out.push(flag(time.is_some_and(|time| time.basis == DateBasis::Stated)));
        out.push(flag(time.is_some_and(|time| time.end.is_some())));
        out.extend(self.around(place));
        // Whose it may be beside.
        let in_sentence = |other: &usize, there: usize| sentence_of(all[*other].evidence.start) == there;
        let there_are = |holds: &dyn Fn(&Graded) -> bool| {
            there.map_or(-1.0, |there| {
                others.iter().filter(|other| in_sentence(other, there) && holds(&all[**other])).count() as f32
            })
        };
        out.push(there_are(&|other| other.subject == own.subject));
        out.push(there_are(&|other| other.subject != own.subject));
        let holds_time = |other: &Graded| {
            time.is_some_and(|time| {
                other.evidence.start <= time.span.start && time.span.end <= other.evidence.end
            })
        };
        out.push(others.iter().filter(|other| holds_time(&all[**other])).count() as f32);
        out.push(flag(
            others.iter().any(|other| holds_time(&all[*other]) && all[*other].subject != own.subject),
        ));
        out.push(alike.clone().count() as f32);
        let between = |from: u32, to: u32| {
            others.iter().filter(|other| (from..to).contains(&all[**other].evidence.start)).count() as f32
        };
        out.push(time.map_or(FAR, |time| match time.span.start < own.evidence.start {
            true => between(time.span.end, own.evidence.start),
            false => between(own.evidence.end, time.span.start),
        }));
        // How it stands among the times.
        let dates = || self.dates.iter().copied();
        out.push(dates().filter(|other| *other == date).count() as f32);
        out.push(self.dates.len() as f32);
        let news = |other: &Date| published.is_some_and(|now| (0.0..=62.0).contains(&days_to(*other, now)));
        out.push(dates().filter(news).count() as f32);
        out.push(dates().filter(news).filter(|other| days_to(*other, date) < 0.0).count() as f32);
        out.push(grade.subjects as f32);
        // Whether its sentence names the body.
        let names = |range: Range<usize>| {
            let Some(subject) = &own.subject else { return false };
            let words = a.span(range).of(a.lower_text()).replace('’', "'");
            let lower = subject.to_lowercase();
            let head = lower.split(' ').next().unwrap_or_default();
            words.contains(&lower) || head.len() > 3 && words.contains(head)
        };
        // Whether it stands in the section of the grade.
        let over = |sentence: usize| self.headings.over(sentence).map(|heading| heading.sentence);
        out.push(there.map_or(-1.0, |there| flag(over(there) == over(here))));
        out.push(flag(over(here).is_some()));
        // Other times between.
        let place_of = |at: u32| times.partition_point(|time| time.span.start < at);
        out.push(place.map_or(FAR, |place| match times[place].span.start < own.evidence.start {
            true => (place_of(own.evidence.start) - place - 1) as f32,
            false => (place - place_of(own.evidence.end).min(place)) as f32,
        }));
        let long = |range: Range<usize>| range.start..range.end.min(range.start + 80);
        out.push(there.map_or(-1.0, |there| flag(names(long(a.sentences[there].tokens.clone())))));
        out
    }
}
