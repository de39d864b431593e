//! When each quotation was said: which of the times that a text tells, and what speaks for and against each.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::Resolved;
use super::said_on::{SaidOn, usable};
use crate::annotate::{Annotated, Tag, TimeExpression};
use crate::attribute::{Anchor, Attribution};
use crate::base::Date;
use crate::lexicon::WordClass;
use crate::model::trees::flag;
use crate::model::{Candidate, Forest, RULED};
use crate::record::{DateBasis, QuotationKind, SpeakerKind};
use crate::text::ParagraphKind;

static OCCASIONS: &[u8] = include_bytes!("../../data/models/occasions.model");

/// Times looked at before a quotation, behind it, and at the start of the text.
const BEFORE: usize = 6;
const BEHIND: usize = 3;
const FIRST: usize = 4;
/// Tokens of a sentence that are looked at on either side of a time and of a cue.
const AROUND: usize = 9;
const NEAR: usize = 40;
/// Days of meetings that are looked at.
const MEETINGS: usize = 10;
/// Quotations on either side that are looked at.
const OTHERS: usize = 20;
/// What stands for a distance that there is none of.
const FAR: f32 = 999.0;

/// Words by a time or a cue that tell of what occasion it is.
const WORDS: &[&[&str]] = &[
    &["meeting", "meetings", "session", "panel", "board", "scrutiny", "forum", "gathering", "event"],
    &["council", "cabinet", "committee", "sub-committee", "subcommittee", "assembly", "chamber", "authority"],
    &[
        "debate",
        "commons",
        "parliament",
        "senedd",
        "holyrood",
        "stormont",
        "hearing",
        "evidence",
        "inquest",
        "court",
        "conference",
    ],
    &["report", "reports", "letter", "findings", "ratings", "results", "review", "inquiry"],
    &["published", "publication", "released", "issued", "out", "came", "statement"],
    &["inspection", "inspected", "inspectors", "visit", "visited"],
    &["told", "said", "says", "spoke", "speaking", "asked", "replied", "added"],
    &["wrote", "writes", "tweeted", "posted", "email", "message", "website"],
    &["today", "yesterday", "tonight", "night", "morning", "afternoon", "evening"],
    &["last", "this", "earlier", "ago", "recently", "week", "month"],
    &["since", "until", "by", "before", "from", "between", "after"],
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    &["will", "would", "next", "due", "expected"],
    &[
        "opened",
        "joined",
        "appointed",
        "elected",
        "took",
        "became",
        "retired",
        "left",
        "started",
        "began",
        "moved",
    ],
    &["councillor", "councillors", "coun", "cllr", "members", "mp", "mps", "ms", "msp", "peers"],
    &["chair", "chairman", "chairwoman", "leader", "mayor", "cabinet", "portfolio"],
    &[
        "afterwards",
        "interview",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "contacted",
        "responding",
        "response",
        "comment",
    ],
    &["when", "at", "in", "during", "on"],
    &["residents", "parents", "mother", "father", "mum", "dad", "neighbour", "resident", "parent"],
    &["agreed", "voted", "heard", "debated", "discussed", "considered", "met", "noted", "approved"],
];

/// Cues that tell of what occasion the words are.
const CUES: &[&[&str]] = &[
    &["said"],
    &["says"],
    &["told"],
    &["added", "continued", "went"],
    &["asked", "replied", "answered", "retorted", "responded"],
    &["wrote", "tweeted", "posted", "writes"],
    &["explained", "warned", "argued", "insisted", "stated", "commented", "remarked"],
    &["found", "concluded", "noted", "reported", "stated"],
    &["reported", "advised", "observed", "queried", "enquired", "agreed", "thanked"],
];

/// The bytes of the model file of occasions that ships with the program.
pub fn occasions_model() -> &'static [u8] {
    OCCASIONS
}

/// The model in the program.
///
/// # Panics
/// When the file was made for another version of the program, which a test rules out.
pub(super) fn embedded() -> &'static Forest {
    static MODEL: OnceLock<Forest> = OnceLock::new();
    MODEL.get_or_init(|| Forest::from_bytes("occasions", OCCASIONS).expect("the embedded model fits"))
}

/// Dates each quotation by what `forest` makes of the times that it may be of; `ruled` are those of the rules. What these leave
/// without a time stays so.
pub(super) fn choose(
    a: &Annotated,
    attributions: &[Attribution],
    resolved: &Resolved,
    times: &[TimeExpression],
    ruled: Vec<Option<SaidOn>>,
    forest: &Forest,
) -> Vec<Option<SaidOn>> {
    if times.is_empty() {
        return ruled;
    }
    let finder = Finder::new(a, attributions, resolved, times, &ruled);
    let other = |i: usize| {
        let asked = ruled[i].is_some() && finder.has_choice(i);
        asked.then(|| forest.other(finder.candidates(i))).flatten()
    };
    let chosen: Vec<Option<SaidOn>> = (0..attributions.len()).map(other).collect();
    ruled.into_iter().zip(chosen).map(|(ruled, chosen)| chosen.or(ruled)).collect()
}

/// The times that a text tells, its quotations, and what is known of each.
pub(super) struct Finder<'d> {
    a: &'d Annotated<'d>,
    attributions: &'d [Attribution],
    resolved: &'d Resolved,
    times: &'d [TimeExpression],
    ruled: &'d [Option<SaidOn>],
    /// For each time its day, where words can have been said then.
    days: Vec<Option<SaidOn>>,
    /// For each time, what stands around it, once that was asked for.
    around: Vec<OnceCell<Vec<f32>>>,
    /// Days of meetings, each with the first token of the first time that tells it.
    meetings: Vec<(Date, usize)>,
    /// For each quotation the token at which it is told that it was said.
    at: Vec<usize>,
    /// What is known of the text.
    signs: Vec<f32>,
}

/// What is known of a quotation, whenever it was said.
struct OfQuotation {
    signs: Vec<f32>,
    sentence: usize,
    paragraph: usize,
    others: Range<usize>,
}

impl<'d> Finder<'d> {
    pub(super) fn new(
        a: &'d Annotated<'d>,
        attributions: &'d [Attribution],
        resolved: &'d Resolved,
        times: &'d [TimeExpression],
        ruled: &'d [Option<SaidOn>],
    ) -> Self {
        let published = a.document.published_on;
        let start = |attribution: &Attribution| {
            let first = attribution.cue.first().or(attribution.content.first());
            first.map_or(0, |span| a.token_from(span.start)).min(a.tokens.len().saturating_sub(1))
        };
        let mut finder = Finder {
            a,
            attributions,
            resolved,
            times,
            ruled,
            days: times.iter().map(|time| usable(time, published)).collect(),
            around: vec![OnceCell::new(); times.len()],
            at: attributions.iter().map(start).collect(),
            meetings: Vec::new(),
            signs: Vec::new(),
        };
        finder.meetings = finder.of_meetings();
        finder.signs = finder.of_text();
        finder
    }

    fn sentence(&self, token: usize) -> usize {
        self.a.sentence_from(token).min(self.a.sentences.len().saturating_sub(1))
    }

    /// Whether it may have been said at another time than the rules tell.
    fn has_choice(&self, i: usize) -> bool {
        let days = self.places(i).into_iter().filter_map(|place| self.days[place]).map(|(day, _)| day);
        days.chain(self.a.document.published_on).any(|day| self.ruled[i].is_none_or(|(own, _)| own != day))
    }

    /// The times that are looked at for quotation `i`.
    fn places(&self, i: usize) -> Vec<usize> {
        let start = self.a.tokens.get(self.at[i]).map_or(0, |token| token.span.start);
        let behind = self.times.partition_point(|time| time.span.start < start);
        let mut places: Vec<usize> =
            (behind.saturating_sub(BEFORE)..self.times.len().min(behind + BEHIND)).collect();
        places
            .extend((0..self.times.len().min(FIRST)).filter(|place| *place < behind.saturating_sub(BEFORE)));
        places
    }

    /// The times when quotation `i` may have been said, that of the rules first.
    pub(super) fn candidates(&self, i: usize) -> Vec<Candidate<SaidOn>> {
        let a = self.a;
        let quotation = self.of_quotation(i);
        let places = self.places(i);
        let own = self.ruled[i];
        let is_own = |day: Date| own.is_some_and(|(own, _)| own == day);
        let mut out: Vec<Candidate<SaidOn>> = Vec::with_capacity(places.len() + 2);
        for place in places {
            let Some((day, basis)) = self.days[place] else { continue };
            if !is_own(day) && self.bounds(place) {
                continue;
            }
            out.push(Candidate {
                answer: (day, basis),
                ruled: is_own(day),
                signs: self.signs(i, &quotation, Some(place), day),
            });
        }
        let published = a.document.published_on;
        if let Some(now) = published {
            let basis = own.filter(|(day, _)| *day == now).map_or(DateBasis::Published, |(_, basis)| basis);
            let signs = self.signs(i, &quotation, None, now);
            out.push(Candidate { answer: (now, basis), ruled: is_own(now), signs });
        }
        // One that the rules have worked out.
        if let Some(own) = own.filter(|_| !out.iter().any(|candidate| candidate.ruled)) {
            out.push(Candidate { answer: own, ruled: true, signs: self.signs(i, &quotation, None, own.0) });
        }
        out.sort_by_key(|candidate| !candidate.ruled);
        out
    }

    /// *came before a licensing sub-committee on Monday*: the days on which the narrator lets a body meet.
    fn of_meetings(&self) -> Vec<(Date, usize)> {
        let mut out: Vec<(Date, usize)> = Vec::new();
        for (time, day) in self.times.iter().zip(&self.days) {
            let first = self.a.token_from(time.span.start);
            let Some((day, _)) = day.filter(|(day, _)| day.day().is_some() && self.narrated(first)) else {
                continue;
            };
            let sentence = self.a.sentences[self.sentence(first)].tokens.clone();
            let near = sentence.start.max(first.saturating_sub(NEAR))..sentence.end.min(first + AROUND);
            let met = |t: usize| {
                self.a.is(t, WordClass::MEETING)
                    || [WORDS[0], WORDS[1], WORDS[2], WORDS[19]].iter().any(|words| self.a.one_of(t, words))
            };
            if out.len() < MEETINGS && near.into_iter().any(met) && out.iter().all(|(known, _)| *known != day)
            {
                out.push((day, first));
            }
        }
        out
    }

    /// *the first since inspectors found it inadequate two years ago*: whether the time at `place` tells since when or until when.
    fn bounds(&self, place: usize) -> bool {
        /// Tokens from the word to the time.
        const REACH: usize = 14;
        let a = self.a;
        let first = a.token_from(self.times[place].span.start);
        let clause = a.sentences[self.sentence(first)].tokens.start.max(first.saturating_sub(REACH))..first;
        let clause = clause.rev().take_while(|&t| a.word(t) != ",");
        clause.into_iter().any(|t| a.one_of(t, &["since", "until", "till", "although", "because"]))
    }

    fn narrated(&self, t: usize) -> bool {
        self.a.fragment_of.get(t).is_none_or(Option::is_none)
    }

    /// How many of some tokens of the narrator are among these words.
    fn count(&self, tokens: Range<usize>, words: &[&str]) -> f32 {
        tokens.filter(|&t| self.narrated(t) && self.a.one_of(t, words)).count() as f32
    }

    fn of_text(&self) -> Vec<f32> {
        let a = self.a;
        let mut out = vec![
            self.times.len() as f32,
            self.attributions.len() as f32,
            a.document.paragraphs.len() as f32,
            flag(a.document.published_on.is_some()),
        ];
        let days: BTreeSet<Date> = self.days.iter().flatten().map(|(day, _)| *day).collect();
        out.push(days.len() as f32);
        let told: BTreeSet<Date> = self.ruled.iter().flatten().map(|(day, _)| *day).collect();
        out.push(told.len() as f32);
        let lead = a.sentences.get(6).map_or(a.tokens.len(), |sentence| sentence.tokens.start).min(300);
        for words in [WORDS[0], WORDS[1], WORDS[2], WORDS[14], WORDS[19]] {
            out.push(self.count(0..lead, words));
            out.push(
                self.count(0..a.tokens.len().min(1500), words) / a.tokens.len().clamp(1, 1500) as f32 * 100.0,
            );
        }
        out
    }

    fn of_quotation(&self, i: usize) -> OfQuotation {
        let a = self.a;
        let attribution = &self.attributions[i];
        let at = self.at[i];
        let sentence = self.sentence(at);
        let tokens = a.sentences.get(sentence).map_or(0..0, |sentence| sentence.tokens.clone());
        let near = tokens.start.max(at.saturating_sub(NEAR))..tokens.end.min(at + NEAR);
        let paragraph = a.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph);
        let mut out = vec![
            i as f32,
            paragraph as f32,
            flag(attribution.cue.is_empty()),
            flag(attribution.by_layout),
            match attribution.kind {
                QuotationKind::Direct => 0.0,
                QuotationKind::Mixed => 1.0,
                QuotationKind::Indirect => 2.0,
            },
            match attribution.source.as_ref().map(|source| &source.anchor) {
                None => 0.0,
                Some(Anchor::Pronoun(_)) => 1.0,
                Some(Anchor::Noun(_)) => 2.0,
                Some(Anchor::Previous) => 3.0,
                Some(Anchor::Name(_)) => 4.0,
            },
            match self.speaker(i).map(|at| self.resolved.speakers[at].kind) {
                None => 0.0,
                Some(SpeakerKind::Person) => 1.0,
                Some(SpeakerKind::Organisation) => 2.0,
                Some(SpeakerKind::Document) => 3.0,
                Some(SpeakerKind::Group) => 4.0,
                Some(_) => 5.0,
            },
        ];
        let cue = attribution.cue.first().map(|cue| a.token_from(cue.start));
        for words in CUES {
            out.push(flag(cue.is_some_and(|t| a.one_of(t, words))));
        }
        let tag = cue.and_then(|t| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32)));
        out.push(match tag {
            Some(Tag::Vbd) => 1.0,
            Some(Tag::Vbz) => 2.0,
            Some(Tag::Vbp) => 3.0,
            Some(Tag::Vbg) => 4.0,
            Some(Tag::Vbn) => 5.0,
            _ => 0.0,
        });
        let told = cue.map_or(0..0, |t| t + 1..(t + 6).min(a.tokens.len()));
        out.push(self.count(told.clone(), WORDS[0]) + self.count(told.clone(), WORDS[1]));
        out.push(self.count(told.clone(), WORDS[14]));
        out.push(flag(told.clone().any(|t| a.name_at(t).is_some())));
        for words in WORDS {
            out.push(self.count(near.clone(), words));
        }
        let before = sentence.checked_sub(1).and_then(|at| a.sentences.get(at)).map(|s| s.tokens.clone());
        let before = before.map_or(0..0, |tokens| tokens.start..tokens.end.min(tokens.start + NEAR));
        for words in [WORDS[0], WORDS[1], WORDS[6], WORDS[7], WORDS[16], WORDS[19]] {
            out.push(self.count(before.clone(), words));
        }
        out.push(flag(near.clone().any(|t| self.narrated(t) && a.is(t, WordClass::ELSEWHERE))));
        out.push(flag(near.clone().any(|t| self.narrated(t) && a.is(t, WordClass::OUTSIDER))));
        out.push(flag(near.clone().any(|t| self.narrated(t) && a.is(t, WordClass::MEMBER))));
        let kind = a.document.paragraphs.get(paragraph).map(|paragraph| paragraph.kind);
        out.push(flag(matches!(kind, Some(ParagraphKind::Title | ParagraphKind::Heading))));
        out.push(flag(matches!(kind, Some(ParagraphKind::ListItem))));
        let span = a.span(near);
        let first = self.times.partition_point(|time| time.span.start < span.start);
        out.push(self.times[first..].iter().take_while(|time| time.span.start < span.end).count() as f32);
        OfQuotation {
            signs: out,
            sentence,
            paragraph,
            others: i.saturating_sub(OTHERS)..(i + OTHERS + 1).min(self.attributions.len()),
        }
    }

    fn speaker(&self, i: usize) -> Option<usize> {
        self.resolved.of_quotation.get(i).and_then(|found| found.as_ref().ok()).copied()
    }

    fn around(&self, place: usize) -> &[f32] {
        self.around[place].get_or_init(|| {
            let a = self.a;
            let first = a.token_from(self.times[place].span.start);
            let sentence = a.sentences[self.sentence(first)].tokens.clone();
            let around = sentence.start.max(first.saturating_sub(AROUND))..sentence.end.min(first + AROUND);
            let close = first.saturating_sub(3).max(around.start)..first;
            let mut out = Vec::with_capacity(2 * WORDS.len() + 3);
            for words in WORDS {
                out.push(around.clone().filter(|&t| a.one_of(t, words)).count() as f32);
                out.push(flag(close.clone().any(|t| a.one_of(t, words))));
            }
            out.push(around.clone().filter(|&t| a.is(t, WordClass::MEETING)).count() as f32);
            out.push(around.filter(|&t| a.is(t, WordClass::OCCASION)).count() as f32);
            out.push(flag(a.opens_sentence(first) || first > 0 && a.opens_sentence(first - 1)));
            out
        })
    }

    /// What speaks for and against that quotation `i` was said on `day`, which the time at `place` tells, if any does.
    fn signs(&self, i: usize, quotation: &OfQuotation, place: Option<usize>, day: Date) -> Vec<f32> {
        let a = self.a;
        let published = a.document.published_on;
        let own = self.ruled[i];
        let is = |other: usize| self.ruled[other].is_some_and(|(other, _)| other == day);
        let others = || quotation.others.clone().filter(|other| *other != i);
        let speaker = self.speaker(i);
        let same_speaker = || others().filter(|other| speaker.is_some() && self.speaker(*other) == speaker);
        let share = |all: usize, some: usize| some as f32 / all.max(1) as f32;
        let mut out: Vec<f32> = Vec::with_capacity(160);
        // What the rules say.
        out.push(flag(is(i)));
        out.push(match own.map(|(_, basis)| basis) {
            None => 0.0,
            Some(DateBasis::Published) => 1.0,
            Some(DateBasis::Relative) => 2.0,
            Some(DateBasis::Stated) => 3.0,
        });
        out.push(own.map_or(-1.0, |(day, _)| f32::from(day.precision())));
        out.push(share(others().count(), others().filter(|other| is(*other)).count()));
        out.push(i.checked_sub(1).map_or(-1.0, |other| flag(is(other))));
        out.push(if i + 1 < self.ruled.len() { flag(is(i + 1)) } else { -1.0 });
        out.push(share(same_speaker().count(), same_speaker().filter(|other| is(*other)).count()));
        out.push(flag(own.map(|(day, _)| day) == published));
        out.push(flag(own.is_some_and(|(own, _)| own != day && own.agrees(day))));
        out.push(
            self.ruled
                .iter()
                .take(OTHERS)
                .filter(|other| other.is_some_and(|(other, _)| other == day))
                .count() as f32,
        );
        debug_assert_eq!(out.len(), RULED);
        // The day.
        out.push(f32::from(day.precision()));
        out.push(published.map_or(FAR, |now| days_to(day, now)));
        out.push(flag(published == Some(day)));
        out.push(flag(place.is_none()));
        let dates = || self.days.iter().flatten().map(|(day, _)| *day);
        out.push(dates().take(60).filter(|other| *other == day).count() as f32);
        out.push(flag(dates().next() == Some(day)));
        let news = |other: &Date| published.is_some_and(|now| (0.0..=31.0).contains(&days_to(*other, now)));
        out.push(dates().take(60).filter(news).count() as f32);
        out.push(flag(
            dates().take(60).filter(|other| news(other) && other.day().is_some()).max() == Some(day),
        ));
        out.extend(&self.signs);
        out.extend(&quotation.signs);
        out.push(same_speaker().count() as f32);
        out.push(
            i.checked_sub(1).map_or(-1.0, |other| flag(self.speaker(other) == speaker && speaker.is_some())),
        );
        out.push(i.checked_sub(1).map_or(FAR, |other| (self.at[i] as f32 - self.at[other] as f32).abs()));
        // Whether a body met then.
        let met = self.meetings.iter().find(|(met, _)| *met == day);
        out.push(flag(met.is_some()));
        out.push(flag(self.meetings.first().is_some_and(|(met, _)| *met == day)));
        out.push(met.map_or(FAR, |(_, first)| (self.at[i] as f32 - *first as f32).clamp(-FAR, FAR)));
        out.push(self.meetings.len() as f32);
        // Where the time stands.
        let first = place.map(|place| a.token_from(self.times[place].span.start));
        let there = first.map(|first| self.sentence(first));
        out.push(there.map_or(FAR, |there| there as f32 - quotation.sentence as f32));
        let paragraph = there.map(|there| a.sentences[there].paragraph);
        out.push(paragraph.map_or(FAR, |paragraph| paragraph as f32 - quotation.paragraph as f32));
        out.push(first.map_or(FAR, |first| first as f32 - self.at[i] as f32));
        out.push(there.map_or(-1.0, |there| there as f32));
        let said = place.is_some_and(|place| {
            self.attributions[i].content.iter().any(|content| content.overlaps(self.times[place].span))
        });
        out.push(flag(said));
        out.push(first.map_or(-1.0, |first| flag(!self.narrated(first))));
        let kind = paragraph.map(|paragraph| a.document.paragraphs[paragraph].kind);
        out.push(flag(matches!(kind, Some(ParagraphKind::Title | ParagraphKind::Heading))));
        out.push(flag(matches!(kind, Some(ParagraphKind::Letterhead))));
        out.push(place.map_or(-1.0, |place| flag(self.times[place].basis == DateBasis::Stated)));
        out.push(place.map_or(-1.0, |place| flag(self.times[place].end.is_some())));
        let between = |first: usize| {
            let (low, high) = (first.min(self.at[i]), first.max(self.at[i]));
            let from = self.at.partition_point(|at| *at <= low);
            self.at.get(from..).unwrap_or_default().iter().take_while(|at| **at < high).count() as f32
        };
        out.push(first.map_or(FAR, between));
        let source = self.attributions[i].source.as_ref().map(|source| source.tokens.clone());
        out.push(
            source.zip(first).map_or(-1.0, |(source, first)| {
                flag(source.contains(&first)) + 2.0 * flag(first >= source.end)
            }),
        );
        match place {
            Some(place) => out.extend(self.around(place)),
            None => out.extend(std::iter::repeat_n(-1.0, 2 * WORDS.len() + 3)),
        }
        out
    }
}

/// Days from one date to another, as far as both tell.
fn days_to(date: Date, now: Date) -> f32 {
    let days = |date: Date| {
        365.25 * f32::from(date.year())
            + date.month().map_or(183.0, |month| 30.4 * (f32::from(month) - 1.0))
            + date.day().map_or(15.0, f32::from)
    };
    match (date.civil(), now.civil()) {
        (Some(date), Some(now)) => (now - date).get_days() as f32,
        _ => days(now) - days(date),
    }
    .clamp(-5000.0, 5000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_in_the_program_is_read() {
        assert!(Forest::from_bytes("occasions", OCCASIONS).is_ok());
    }
}
