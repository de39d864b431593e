//! When each quotation was said: by a time beside its cue, by the words it follows on from, by the
//! meeting that the document reports, or else by the document's own date.
//!
//! Times inside speech are about what is said, not about when, and never count.

use std::ops::Range;

use super::{Resolved, occasion};
use crate::annotate::{Annotated, TimeExpression};
use crate::attribute::{Anchor, Attribution};
use crate::base::{Date, Span};
use crate::lexicon::WordClass;
#[cfg(feature = "train")]
use crate::model::Candidate;
use crate::record::{DateBasis, QuotationKind, SpeakerKind};
use crate::text::ParagraphKind;

/// A date and how it is known.
pub type SaidOn = (Date, DateBasis);

/// Days within which a date is news: the words that follow are of the same occasion. An older one is
/// background.
const NEWS: i32 = 31;

/// Tokens on either side of a cue in which its time is looked for.
const REACH: usize = 120;

/// Before a time: it bounds something, and nothing was said then.
const BOUNDS: &[&str] = &["since", "until", "till", "by", "over", "from", "for", "between", "before", "past"];

/// What a phrase that dates a cue may not begin with, unless the time follows at once.
const CLAUSES: &[&str] =
    &["after", "since", "when", "although", "though", "while", "because", "as", "if", "despite", "following"];

/// The most words of a phrase that puts a person beside a conference or body: *its president, Jane Doe, said*.
const APPOSED_WORDS: usize = 4;

/// Words that begin another clause or phrase of the noun before.
const BREAKS: &[&str] = &[
    "who", "which", "whose", "whom", "where", "that", "when", "while", "because", "after", "before", "as",
    "if", "whether", "and", "but",
];

/// Words that stand between a time and its clause.
const LINKS: &[&str] = &[",", "and", "but", "then", "also", "when", "where", "again", "that"];

/// A meeting that a document reports.
struct Meeting {
    day: SaidOn,
    /// What the document tells of it.
    tokens: Range<usize>,
}

/// For each quotation, when it was said; nothing where neither text nor document tells. Where the language layer has read the
/// text, what is learned of occasions has the last word.
pub fn said_on(
    a: &Annotated,
    attributions: &[Attribution],
    resolved: &Resolved,
    times: &[TimeExpression],
) -> Vec<Option<SaidOn>> {
    let ruled = by_rules(a, attributions, resolved, times);
    if a.syntax.is_none() {
        return ruled;
    }
    occasion::choose(a, attributions, resolved, times, ruled, occasion::embedded())
}

/// The times when each quotation may have been said, that of the rules first: for learning which it was.
#[cfg(feature = "train")]
pub fn occasions(
    a: &Annotated,
    attributions: &[Attribution],
    resolved: &Resolved,
    times: &[TimeExpression],
) -> Vec<Vec<Candidate<SaidOn>>> {
    let ruled = by_rules(a, attributions, resolved, times);
    let finder = occasion::Finder::new(a, attributions, resolved, times, &ruled);
    (0..attributions.len()).map(|i| finder.candidates(i)).collect()
}

/// When each quotation was said, as the rules tell.
fn by_rules(
    a: &Annotated,
    attributions: &[Attribution],
    resolved: &Resolved,
    times: &[TimeExpression],
) -> Vec<Option<SaidOn>> {
    let finder = Finder { a, resolved, times, published: a.document.published_on };
    let meeting = finder.meeting();
    let crowd = finder.crowd();
    // As the text gives it: these pass on to the words that follow, the document's date does not.
    let mut given: Vec<Option<SaidOn>> = Vec::with_capacity(attributions.len());
    for (index, attribution) in attributions.iter().enumerate() {
        let found = finder
            .beside(attribution)
            .or_else(|| finder.set_scene(attribution))
            .or_else(|| finder.on_the_spot(attribution))
            .or_else(|| finder.at_the_time(attribution))
            .or_else(|| finder.of_act_before(index, attribution))
            .or_else(|| finder.of_scene_of_writer(index, attribution))
            .or_else(|| {
                let last = given.iter().flatten().next_back().copied();
                let met = meeting.as_ref().filter(|meeting| finder.is_at_meeting(attribution, meeting));
                let told = || finder.day_of_gathering(attribution);
                let day = met.map(|meeting| meeting.day).or_else(told).or(crowd).or(last);
                day.filter(|(date, _)| finder.is_news(*date) && finder.is_at_same(attribution))
            })
            .or_else(|| {
                let (before, date) = (index.checked_sub(1)?, given.last().copied()??);
                let goes_on = finder.follows(attributions, before, date)
                    || finder.is_reply(attributions, before, date)
                    || finder.is_beside_at_same(attributions, before);
                goes_on.then_some(date)
            })
            .or_else(|| finder.of_document(index, attribution));
        given.push(found);
    }
    let published = finder.published.map(|date| (date, DateBasis::Published));
    let dated = |(attribution, found): (&Attribution, Option<SaidOn>)| {
        let met = || meeting.as_ref().filter(|meeting| finder.is_at_meeting(attribution, meeting));
        found.or_else(|| met().map(|meeting| meeting.day)).or(published)
    };
    attributions.iter().zip(given).map(dated).collect()
}

struct Finder<'d> {
    a: &'d Annotated<'d>,
    resolved: &'d Resolved,
    times: &'d [TimeExpression],
    published: Option<Date>,
}

impl Finder<'_> {
    /// The time in the cue's own sentence that tells when the cue's act took place.
    fn beside(&self, attribution: &Attribution) -> Option<SaidOn> {
        let a = self.a;
        let cue = self.tokens(*attribution.cue.first()?);
        let sentence = self.sentence(cue.start)?;
        let source = attribution.source.as_ref().filter(|source| !source.tokens.is_empty());
        let head = source.map_or(cue.start, |source| source.tokens.start.min(cue.start));
        let tied = |time: &&TimeExpression| {
            let at = self.tokens(time.span);
            if attribution.content.iter().any(|content| content.overlaps(time.span)) {
                return self.before_content(attribution, &at);
            }
            if a.fragment_of.get(at.start).is_none_or(Option::is_some) {
                return false;
            }
            // *said yesterday*, the time within the cue
            if cue.start < at.start && at.end <= cue.end && !a.one_of(self.before(at.start), BOUNDS) {
                return true;
            }
            // *Last month Jane Doe said*: a time before the name is none of it.
            let leads = source.is_some_and(|source| {
                let lead = source.tokens.start..at.start.max(source.tokens.start);
                lead.len() <= 1
                    && lead.into_iter().all(|t| a.one_of(t, &["in", "on", "earlier"]))
                    && !a.is(at.end, WordClass::DOCUMENT)
                    && at.end < source.tokens.end
                    && (a.name_at(at.end).is_some() || self.is_before_post(time, &at, &source.tokens))
            });
            if leads {
                return true;
            }
            if self.is_of_attendance(time, &at, cue.start) {
                return true;
            }
            if source.is_some_and(|source| source.tokens.contains(&at.start)) {
                return self.dates_source(attribution, &at);
            }
            if a.one_of(self.before(at.start), BOUNDS) {
                return false;
            }
            if at.start >= cue.end {
                return self.behind(attribution, cue.end, at.start);
            }
            // *four years after a review found*: of what follows at once, and of nothing else.
            if a.lower(at.end - 1) == "after" {
                return at.end == head;
            }
            if at.start < head {
                return self.opens(sentence.start, &at, head.max(at.end));
            }
            // *the leader on Monday said*, but not *the leader, elected on Monday, said*
            let source_end = source.map_or(head, |source| source.tokens.end);
            // *a man who was released in July told the paper*
            let relative = (source_end..at.start).any(|i| a.one_of(i, &["who", "which"]));
            !relative
                && (source_end..cue.start).all(|i| a.word(i) != ",")
                && (at.end..cue.start).all(|i| a.one_of(i, LINKS))
                || self.dates_source(attribution, &at)
        };
        let distance = |time: &TimeExpression| {
            let at = self.tokens(time.span).start;
            at.abs_diff(if at < head { head } else { cue.end })
        };
        let found = self.within(self.around(&sentence, cue.start)).iter().filter(tied);
        let usable = found.filter_map(|time| Some((distance(time), self.usable(time)?)));
        usable.min_by_key(|(distance, _)| *distance).map(|(_, said_on)| said_on)
    }

    /// *last night chief executive Jane Doe wrote*: whether a day, at `at`, stands before a post and the name of who holds
    /// it, in the source's tokens.
    fn is_before_post(&self, time: &TimeExpression, at: &Range<usize>, source: &Range<usize>) -> bool {
        const MOST: usize = 5;
        let a = self.a;
        let name = (at.end + 1..source.end.min(at.end + MOST)).find(|&t| a.name_at(t).is_some());
        let post = |t: usize| a.word(t).chars().all(char::is_alphabetic);
        time.holding().is_some_and(|date| date.day().is_some())
            && name.is_some_and(|name| (at.end..name).all(post))
    }

    /// *Jane Doe, who opened the hall on Saturday, said*: whether `time`, at `at`, is that of what the speaker came for.
    fn is_of_attendance(&self, time: &TimeExpression, at: &Range<usize>, cue: usize) -> bool {
        const NEAR: usize = 12;
        let a = self.a;
        let low = at.start.saturating_sub(NEAR);
        let Some(who) = (low..at.start).rev().find(|&t| a.one_of(t, &["who"])) else { return false };
        let comma = (at.end..at.end + 3).find(|&t| a.word(t) == ",");
        // *who was waiting at the gate yesterday*
        let was = a.is(who + 1, WordClass::BE) && a.lower(who + 2).ends_with("ing");
        (was || a.is(who + 1, WordClass::ATTENDANCE))
            // *who joined the council as its director on 1 September*: a post.
            && (who..at.start).all(|t| a.word(t) != "," && !a.one_of(t, &["as"]))
            && comma.is_some_and(|comma| comma < cue && cue <= comma + 2)
            && self.day_in_news(time).is_some()
    }

    /// *told LGC in November 2014*, *said Mr Chand on Monday*: whether a time at `at` behind the cue
    /// is of the cue.
    fn behind(&self, attribution: &Attribution, cue_end: usize, at: usize) -> bool {
        let a = self.a;
        let in_content = |i: usize| {
            let span = a.tokens[i].span;
            attribution.content.iter().any(|content| content.overlaps(span))
        };
        let preposition = (cue_end..at)
            .rev()
            .take_while(|&i| {
                a.one_of(i, &["on", "in", "at", "during", "earlier", "the", "late", "early", "after"])
            })
            .last()
            .unwrap_or(at);
        let mut between = (cue_end..preposition).filter(|&i| !in_content(i)).peekable();
        let through_content = (cue_end..preposition).any(in_content);
        if through_content && attribution.kind != QuotationKind::Mixed {
            return false;
        }
        if preposition - cue_end > 14 && !through_content {
            return false;
        }
        let is_break = |i: usize| {
            // *told the police and crime panel on Monday*
            let joins = a.one_of(i, &["and"]) && self.is_noun(i - 1) && self.is_noun(i + 1);
            // *said after the game on Saturday*
            let event = a.one_of(i, &["after", "before"]) && a.one_of(i + 1, &["the", "a"]) && i == cue_end;
            a.one_of(i, BREAKS) && !joins && !event
                || matches!(a.word(i), ";" | ":")
                || (self.is_verb(i) && a.name_at(i).is_none() && !a.is_capital(i))
                // *said Mr Chand, elected in 2015,* but *said Mr Chand, the leader, on Monday*
                || (a.word(i) == "," && !(cue_end..preposition).any(in_content) && a.word(preposition - 1) != ",")
        };
        !between.any(is_break)
    }

    fn is_noun(&self, i: usize) -> bool {
        self.a.syntax.as_ref().is_some_and(|syntax| syntax.tag(i as u32).is_noun())
    }

    /// Whether the word at token `i` is a verb here, not a noun: *told staff in an email*.
    fn is_verb(&self, i: usize) -> bool {
        let a = self.a;
        a.is(i, WordClass::VERB) && a.syntax.as_ref().is_none_or(|syntax| syntax.tag(i as u32).is_verb())
    }

    /// *said on Monday the pool would shut*: whether the time that an indirect content begins with is
    /// rather that of the saying.
    fn before_content(&self, attribution: &Attribution, at: &Range<usize>) -> bool {
        let a = self.a;
        let (Some(content), Some(cue)) = (attribution.content.first(), attribution.cue.last()) else {
            return false;
        };
        let first = a.token_from(content.start);
        let narrated = a.fragment_of[at.start].is_none();
        if attribution.kind == QuotationKind::Direct || cue.end > content.start || !narrated {
            return false;
        }
        let preposition = first + 1 == at.start && a.one_of(first, &["on", "in", "at", "during", "earlier"]);
        // *said at Monday’s full council meeting that the pool would shut*
        let clause_behind = (at.end..at.end + 5).any(|i| a.lower(i) == "that");
        let parted = a.one_of(at.end, &[",", "that", "when"]);
        match (first == at.start, preposition) {
            (true, _) => parted,
            (_, true) => parted || clause_behind || a.lower(first) == "on",
            _ => false,
        }
    }

    /// *In March he told*, *In a report published today, inspectors said*, *in its 2010 review, when
    /// it said*: whether the time dates the clause that begins at `head`.
    fn opens(&self, sentence: usize, at: &Range<usize>, head: usize) -> bool {
        let a = self.a;
        let mut between = at.end..head;
        // *On Tuesday, in the Commons, Jane Doe said*
        if at.start <= sentence + 1
            && a.word(at.end) == ","
            && a.one_of(at.end + 1, &["in", "at", "during", "outside"])
            && let Some(comma) = (at.end + 2..head.min(at.end + 8)).find(|&i| a.word(i) == ",")
        {
            between.start = comma;
        }
        // *At a conference last Friday its president, Jane Doe, said*
        let apposed = a.word(head.wrapping_sub(1)) == "," && a.one_of(at.end, &["its", "the", "their"]);
        if apposed && head - 1 - at.end <= APPOSED_WORDS && (at.end + 1..head - 1).all(|i| a.word(i) != ",") {
            return a.one_of(sentence, &["at", "in", "on"]) && at.start - sentence <= 14;
        }
        let links = between.clone().rev().take_while(|&i| a.one_of(i, LINKS)).count();
        let words = between.len() - links;
        if self.is_in_relative_clause(&between, head) {
            return true;
        }
        let linked = links > 0 && (head - links..head).any(|i| a.one_of(i, &["when", "where", "and", "but"]));
        if self.is_in_message(sentence, at.start) && words <= 20 {
            return true;
        }
        // *At Tuesday’s opening of the new custody suite in Ashby, he said*
        let event = at.start == sentence + 1 && a.one_of(sentence, &["at"]) && a.word(at.end).ends_with('s');
        let most = if event && a.word(at.end).len() <= 4 { 14 } else { 5 };
        if words > most || (between.start..head - links).any(|i| a.one_of(i, BREAKS) || a.word(i) == ",") {
            return false;
        }
        if linked {
            return true;
        }
        let first = (sentence..at.start).find(|&i| a.word(i).starts_with(char::is_alphanumeric));
        let met = first.is_some_and(|i| self.met_by_writer(i..at.start));
        let clause = first.is_some_and(|i| a.one_of(i, CLAUSES) && i + 1 != at.start) && !met;
        !clause && at.start - sentence <= 14 && !(sentence..at.start).any(|i| a.fragment_of[i].is_some())
    }

    /// *When we met on 8 June you told me that*: whether the words between the start of a sentence and its time let the
    /// writer meet who speaks.
    fn met_by_writer(&self, lead: Range<usize>) -> bool {
        let a = self.a;
        a.one_of(lead.start, &["when"])
            && a.one_of(lead.start + 1, &["i", "we"])
            && lead.clone().any(|i| a.is(i, WordClass::ACT))
    }

    /// *a letter of 14 January in which Jane Doe wrote*, *On 9 July I sat through the meeting at which Jane Doe said*: whether
    /// the clause at `head` tells what was said in or at what the time before it dates.
    fn is_in_relative_clause(&self, between: &Range<usize>, head: usize) -> bool {
        const MOST: usize = 8;
        let a = self.a;
        let Some(link) = head.checked_sub(2).filter(|&link| link >= between.start) else { return false };
        a.one_of(link, &["in", "at"])
            && a.one_of(link + 1, &["which"])
            && link - between.start <= MOST
            && (between.start..link).all(|i| a.word(i) != "," && !a.one_of(i, BREAKS))
    }

    /// *In a message to staff on 19 July, seen by the paper, Jane Doe wrote*: whether what was written begins the sentence,
    /// before its time.
    fn is_in_message(&self, sentence: usize, time: usize) -> bool {
        let a = self.a;
        a.one_of(sentence, &["in"])
            && time < sentence + 12
            && (sentence + 1..time.min(sentence + 5)).any(|t| a.is(t, WordClass::MESSAGE))
            && (sentence..time).all(|t| a.word(t) != ",")
    }

    /// Whether the time at `at` in or behind the source is that of the report or inspection that the
    /// source is.
    fn dates_source(&self, attribution: &Attribution, at: &Range<usize>) -> bool {
        let a = self.a;
        let Some(source) = &attribution.source else { return false };
        let Anchor::Noun(noun) = source.anchor else { return false };
        let occasion = source.tokens.clone().any(|i| a.is(i, WordClass::OCCASION));
        if !a.is(noun, WordClass::DOCUMENT) && !occasion {
            return false;
        }
        // *the 2014 report*, *last year’s annual report*
        if at.end <= noun {
            return noun - at.end <= 4;
        }
        if (at.start.saturating_sub(3)..at.start).any(|i| a.is(i, WordClass::APPEARING)) {
            return true;
        }
        // *the report from 2014*, but not *the report on 2014*
        let preposition = self.before(at.start);
        a.one_of(preposition, &["in", "from", "of"]) && preposition == noun + 1
            || occasion && a.one_of(preposition, &["in", "on"])
    }

    /// *In 2021 a branch was told to keep better records. Jane Doe said at the time: “…”*: the last time of the paragraph before.
    fn at_the_time(&self, attribution: &Attribution) -> Option<SaidOn> {
        /// Tokens on either side of the cue, and back to the time.
        const NEAR: usize = 10;
        const FAR: usize = 60;
        let a = self.a;
        let cue = self.tokens(*attribution.cue.first()?);
        let here = self.sentence(cue.start)?;
        let inside = |i: usize| attribution.content.iter().any(|content| content.overlaps(a.tokens[i].span));
        let near = cue.start.saturating_sub(NEAR).max(here.start)..(cue.end + NEAR).min(here.end);
        let told = near.into_iter().any(|i| {
            a.one_of(i, &["at"])
                && a.one_of(i + 1, &["the"])
                && a.one_of(i + 2, &["time"])
                && !a.one_of(i + 3, &["of", "when", "that"])
                && !inside(i)
        });
        let paragraph = a.document.paragraphs.get(a.sentences[self.sentence_index(cue.start)?].paragraph)?;
        let from = a.token_from(paragraph.span.start).max(here.start.saturating_sub(FAR));
        if !told || from >= here.start {
            return None;
        }
        let narrated = |time: &&TimeExpression| a.fragment_of[a.token_from(time.span.start)].is_none();
        let before = self.within(a.span(from..here.start)).iter().rev().filter(narrated);
        before.into_iter().find_map(|time| self.usable(time))
    }

    /// *Reminded of this yesterday, she laughed. “I was wrong,” she said.*
    fn set_scene(&self, attribution: &Attribution) -> Option<SaidOn> {
        let a = self.a;
        let first = attribution.content.first()?.start;
        let at = a.sentences.partition_point(|s| a.span(s.tokens.clone()).end <= first);
        let here = a.sentences.get(at)?;
        let before = a.sentences.get(at.checked_sub(1)?)?;
        let goes_on = attribution
            .source
            .as_ref()
            .is_none_or(|source| matches!(source.anchor, Anchor::Pronoun(_) | Anchor::Previous));
        let near = before.paragraph == here.paragraph || before.paragraph + 1 == here.paragraph;
        if !goes_on || !near || !a.is(before.tokens.start, WordClass::SCENE) {
            return None;
        }
        let comma = before.tokens.clone().find(|&i| a.word(i) == ",")?;
        let scene = a.span(before.tokens.start..comma);
        self.within(scene).iter().find_map(|time| self.usable(time))
    }

    /// *At the gates yesterday afternoon, opinion was divided.* ¶ *Jane Doe, 37, said: “…”*: the time of what a paragraph
    /// above tells of the place, for those who were asked there.
    fn on_the_spot(&self, attribution: &Attribution) -> Option<SaidOn> {
        /// Paragraphs back to it, and its tokens.
        const ABOVE: usize = 4;
        const LONGEST: usize = 30;
        let a = self.a;
        let start = attribution.cue.first().or(attribution.content.first())?;
        let sentence = self.sentence(a.token_from(start.start))?;
        let narrated = |i: usize| a.fragment_of[i].is_none();
        // *Jane Doe, 37, of Beacon Road*, *Another mother*
        let age = |i: usize| {
            i > 0 && a.word(i - 1) == "," && a.word(i).len() == 2 && a.word(i).parse::<u8>().is_ok()
        };
        let asked = |i: usize| a.is(i, WordClass::OUTSIDER) || a.one_of(i, &["another"]) || age(i);
        if !sentence.take(LONGEST).any(|i| narrated(i) && asked(i)) {
            return None;
        }
        let above = a.document.paragraphs.get(..attribution.paragraph)?;
        for paragraph in above.iter().rev().take(ABOVE) {
            let tokens = self.tokens(paragraph.span);
            if !tokens.clone().take(LONGEST).all(narrated) {
                continue;
            }
            let outside = a.one_of(tokens.start, &["outside"]);
            let spot = outside || tokens.clone().any(|i| a.one_of(i, &["gates", "gate"]));
            let short = tokens.len() <= LONGEST;
            return self
                .within(paragraph.span)
                .iter()
                .find_map(|time| self.day_in_news(time))
                .filter(|_| spot && short);
        }
        None
    }

    /// *Jane Doe faced reporters last night. “We are sorry,” she told them.*: the time of what she is told to have done in
    /// the sentence before.
    fn of_act_before(&self, index: usize, attribution: &Attribution) -> Option<SaidOn> {
        let a = self.a;
        let pronoun =
            attribution.source.as_ref().filter(|source| matches!(source.anchor, Anchor::Pronoun(_)))?;
        let speaker = self.resolved.of_quotation.get(index)?.as_ref().ok()?;
        let name = &self.resolved.speakers[*speaker].name;
        let start = attribution.content.first()?.start.min(a.tokens[pronoun.tokens.start].span.start);
        let here = self.sentence_index(a.token_from(start))?;
        let (before, this) = (a.sentences.get(here.checked_sub(1)?)?, &a.sentences[here]);
        // *was queueing outside on Tuesday*, *On Saturday the mayor opened …*
        let start_of = before.tokens.start;
        let opens = || {
            let lead = usize::from(a.one_of(start_of, &["on", "earlier"]));
            a.is_time(start_of + lead).then_some(start_of)
        };
        // *was in the garden on Tuesday*
        let waits = |&i: &usize| {
            a.one_of(i, &["was", "were"])
                && (a.lower(i + 1).ends_with("ing") || a.one_of(i + 1, &["in", "at", "among", "outside"]))
        };
        let act = || before.tokens.clone().find(|&i| a.is(i, WordClass::ACT));
        let act = opens().or_else(act).or_else(|| before.tokens.clone().find(waits))?;
        let narrated = before.tokens.clone().all(|i| a.fragment_of[i].is_none());
        let last = name.rsplit(' ').next().unwrap_or_default();
        let named = (start_of..if act == start_of { before.tokens.end } else { act })
            .any(|i| a.word(i) == last)
            || a.one_of(before.tokens.start, &["he", "she", "i"])
            // *When I rang Jane Doe last night, she was glad. “We did it,” she said.*
            || self.met_by_writer(start_of..before.tokens.end)
                && before.tokens.clone().any(|i| a.word(i) == last)
            // *On Friday I went to see the leader. I told her that …*
            || act == start_of
                && a.one_of(pronoun.tokens.start, &["i", "he", "she"])
                && (start_of + 1..start_of + 5).any(|i| a.lower(i) == a.lower(pronoun.tokens.start));
        if before.paragraph != this.paragraph || !narrated || !named {
            return None;
        }
        let span = a.span(act..before.tokens.end);
        let time = self.within(span).iter().find(|time| {
            let at = self.tokens(time.span).start;
            // *pleaded guilty before magistrates on Wednesday*
            let court =
                |i: usize| a.one_of(i, &["before"]) && a.one_of(i + 1, &["magistrates", "judges", "the"]);
            // *wrote to parents and carers on Friday*
            let joins = |i: usize| a.one_of(i, &["and"]) && self.is_noun(i - 1) && self.is_noun(i + 1);
            !a.one_of(self.before(at), BOUNDS)
                && !(act + 1..at).any(|i| a.one_of(i, BREAKS) && !court(i) && !joins(i))
        })?;
        self.day_in_news(time)
    }

    /// *On Friday I went to see the leader, Jane Doe. I told her that … She said …*: the day on which the writer met her.
    fn of_scene_of_writer(&self, index: usize, attribution: &Attribution) -> Option<SaidOn> {
        /// Sentences back, and tokens from the time to the writer.
        const REACH: usize = 3;
        const NEAR: usize = 5;
        let a = self.a;
        let pronoun =
            attribution.source.as_ref().filter(|source| matches!(source.anchor, Anchor::Pronoun(_)))?;
        let writer = a.one_of(pronoun.tokens.start, &["i"]);
        let speaker = self.resolved.of_quotation.get(index)?.as_ref().ok();
        let last = speaker.and_then(|&at| self.resolved.speakers[at].name.rsplit(' ').next());
        let here = self.sentence_index(pronoun.tokens.start)?;
        let paragraph = a.sentences[here].paragraph;
        let near = a.sentences[..here].iter().rev().take(REACH).take_while(|s| s.paragraph + 1 >= paragraph);
        let scene = near.into_iter().find(|sentence| {
            let start = sentence.tokens.start;
            let lead = usize::from(a.one_of(start, &["on", "earlier"]));
            let narrated = sentence.tokens.clone().all(|i| a.fragment_of[i].is_none());
            let met = (start..start + NEAR).any(|i| a.one_of(i, &["i"]))
                && (writer || sentence.tokens.clone().any(|i| Some(a.word(i)) == last));
            narrated && a.is_time(start + lead) && met
        })?;
        let time = self.within(a.span(scene.tokens.clone())).first()?;
        self.day_in_news(time)
    }

    /// Whether the quotation behind `before` goes on with the same speaker's words, so that `date` is
    /// its date too.
    fn follows(&self, attributions: &[Attribution], before: usize, date: SaidOn) -> bool {
        let (of, a) = (&self.resolved.of_quotation, self.a);
        let (Some(Ok(one)), Some(Ok(other))) = (of.get(before), of.get(before + 1)) else { return false };
        let (last, this) = (&attributions[before], &attributions[before + 1]);
        let (Some(there), Some(here)) = (self.place(last), self.place(this)) else { return false };
        if one != other {
            return false;
        }
        if there == here {
            return true;
        }
        let goes_on = this
            .source
            .as_ref()
            .is_none_or(|source| matches!(source.anchor, Anchor::Pronoun(_) | Anchor::Previous));
        // *“We got this wrong,” Mr Doe said*, in the next paragraph.
        let direct = this.kind == QuotationKind::Direct
            && this
                .content
                .first()
                .zip(this.cue.first())
                .is_some_and(|(content, cue)| content.end <= cue.start);
        let goes_on = goes_on || direct && self.is_news(date.0);
        let adds = this.cue.iter().any(|cue| {
            matches!(
                cue.of(a.text()).to_ascii_lowercase().as_str(),
                "added" | "continued" | "went on" | "adds"
            )
        });
        // Fragments may run over paragraphs: count from the last.
        let end = last.content.last().map_or(there, |span| {
            self.sentence_index(a.token_from(span.start)).map_or(there, |i| a.sentences[i].paragraph)
        });
        // *Ms Bell added that*, of the same speaker
        here <= end.max(there) + 1 && (adds || goes_on && self.is_news(date.0))
    }

    /// The paragraph in which a quotation's cue stands.
    fn place(&self, quotation: &Attribution) -> Option<usize> {
        let cue = quotation.cue.first().or(quotation.content.last())?;
        Some(self.a.sentences[self.sentence_index(self.a.token_from(cue.start))?].paragraph)
    }

    /// *He told the cabinet on Thursday that … Asha Bell replied that …*: whether the words behind `before` reply to them.
    fn is_reply(&self, attributions: &[Attribution], before: usize, date: SaidOn) -> bool {
        let a = self.a;
        let (last, this) = (&attributions[before], &attributions[before + 1]);
        let replies = |cue: &Span| {
            let text = cue.of(a.text());
            ["replied", "retorted", "countered"].iter().any(|verb| text.eq_ignore_ascii_case(verb))
        };
        let (Some(there), Some(here)) = (self.place(last), self.place(this)) else { return false };
        let Some(cue) = this.cue.iter().find(|cue| replies(cue)) else { return false };
        // *Asked about it, she replied*: to the paper.
        let asked = self.sentence(a.token_from(cue.start)).is_some_and(|s| a.one_of(s.start, &["asked"]));
        !asked && (here == there || here == there + 1 && self.is_news(date.0))
    }

    /// *At a workshop in January Asha Bell said … A tenant told the same workshop*: whether the words behind `before`, in the same
    /// paragraph, were said where those were.
    fn is_beside_at_same(&self, attributions: &[Attribution], before: usize) -> bool {
        let (last, this) = (&attributions[before], &attributions[before + 1]);
        self.place(last) == self.place(this) && self.is_at_same(this)
    }

    /// *In a report published today, … The report said*, *Inspectors wrote*: a report's words are of the day on which the
    /// sentences just before let it come out.
    fn of_document(&self, index: usize, attribution: &Attribution) -> Option<SaidOn> {
        let a = self.a;
        let speaker = self.resolved.of_quotation.get(index)?.as_ref().ok()?;
        let source = attribution.source.as_ref();
        let inspectors = || source.is_some_and(|s| s.tokens.clone().any(|t| a.is(t, WordClass::INSPECTOR)));
        match self.resolved.speakers[*speaker].kind {
            SpeakerKind::Document => {}
            SpeakerKind::Group if inspectors() => {}
            _ => return None,
        }
        let first = self.sentence_index(a.token_from(attribution.content.first()?.start))?;
        let here = a.sentences[first].paragraph;
        let near = a.sentences[..first].iter().rev().take(8).take_while(|s| s.paragraph + 2 >= here);
        let mut dates = near.filter_map(|sentence| {
            let start = sentence.tokens.start;
            self.within(self.around(&sentence.tokens, start)).iter().find_map(|time| {
                let at = self.tokens(time.span).start;
                let appears = (start.max(at.saturating_sub(3))..at).any(|i| a.is(i, WordClass::APPEARING));
                let document = (start..at).any(|i| a.is(i, WordClass::DOCUMENT));
                (appears && document).then(|| self.usable(time)).flatten()
            })
        });
        dates.next()
    }

    /// The one meeting that the document reports: as its first paragraphs tell, or else a later sentence, for what
    /// stands behind it.
    fn meeting(&self) -> Option<Meeting> {
        const LEAD: usize = 6;
        /// Sentences that tell of a meeting, in what is no report of one.
        const OFTEN: usize = 2;
        let a = self.a;
        if let Some(day) = self.minutes() {
            return Some(Meeting { day, tokens: 0..a.tokens.len() });
        }
        // A report of a meeting speaks of it, or of those who meet, again and again.
        let meets = |sentence: &&crate::annotate::Sentence| {
            let meeting = |i: usize| {
                a.fragment_of[i].is_none()
                    && (a.is(i, WordClass::MEETING)
                        || a.one_of(i, &["councillors", "councillor", "coun", "cllr"]))
            };
            sentence.tokens.clone().any(meeting)
        };
        let of_meeting = a.sentences.iter().filter(meets).count() > OFTEN;
        let mut days = a.sentences.iter().enumerate().flat_map(|(index, sentence)| {
            // Further down, *she told a meeting on Tuesday* is of her own words alone.
            let told = index < LEAD || sentence.tokens.clone().all(|i| a.fragment_of[i].is_none());
            // *He told a meeting of the board on Monday that …*, below what the document is about.
            let aside = index > 1
                && sentence.tokens.clone().any(|i| {
                    let meeting = a.one_of(i + 1, &["a", "an"]) && a.is(i + 2, WordClass::MEETING);
                    // *told Thursday’s cabinet meeting that …*
                    let timed = index >= LEAD && !of_meeting && a.is_time(i + 1);
                    a.one_of(i, &["told"]) && (meeting || timed)
                });
            let found = self.meets(sentence.tokens.clone()).filter(|_| told);
            let start = if index < LEAD { 0 } else { sentence.tokens.start };
            // What stands far below the sentence is of something else.
            let end = match index < 2 || of_meeting {
                true => a.tokens.len(),
                false => {
                    let last = a.document.paragraphs.get(sentence.paragraph + 2);
                    last.map_or(a.tokens.len(), |paragraph| a.token_from(paragraph.span.end))
                }
            };
            let tokens = if aside { sentence.tokens.clone() } else { start..end };
            found.map(|day| (day, tokens))
        });
        let (day, tokens) = days.next()?;
        if !days.all(|(other, _)| other.0 == day.0) {
            return None;
        }
        let over = |t: &usize| {
            a.one_of(*t, &["after"])
                && (t + 1..t + 5).any(|i| a.one_of(i, &["meeting", "vote", "hearing", "session", "debate"]))
                && a.opens_sentence(*t)
        };
        let end = tokens.clone().find(over).unwrap_or(tokens.end);
        Some(Meeting { day, tokens: tokens.start..end })
    }

    /// *More than 120 people packed the hall on Monday night*, in the first sentences: the day of the meeting that people
    /// are told to have spoken at.
    fn crowd(&self) -> Option<SaidOn> {
        const LEAD: usize = 3;
        let a = self.a;
        let came = |sentence: &Range<usize>| sentence.clone().any(|i| a.is(i, WordClass::CROWD));
        let lead = a.sentences.iter().take(LEAD).map(|sentence| sentence.tokens.clone()).filter(came);
        lead.flat_map(|sentence| self.within(a.span(sentence))).find_map(|time| self.day_in_news(time))
    }

    /// The day on which a sentence lets a meeting take place.
    fn meets(&self, sentence: Range<usize>) -> Option<SaidOn> {
        let a = self.a;
        let narrated = |i: usize| a.fragment_of.get(i).is_some_and(Option::is_none);
        let has = |class| sentence.clone().any(|i| narrated(i) && a.is(i, class));
        let met = has(WordClass::MEMBER) && has(WordClass::DECISION);
        self.within(a.span(sentence.clone())).iter().find_map(|time| {
            let at = self.tokens(time.span);
            // *Tuesday’s (November 18) meeting*
            let possessed = (at.end..(at.end + 8).min(sentence.end)).any(|i| a.is(i, WordClass::MEETING))
                && matches!(a.word(at.end), "’s" | "'s" | "night");
            let behind = (sentence.start.max(at.start.saturating_sub(2))..at.start)
                .any(|i| a.lower(i) == "meeting")
                || a.one_of(at.start.wrapping_sub(1), &["on"])
                    && (sentence.start.max(at.start.saturating_sub(12))..at.start)
                        .rfind(|&i| narrated(i) && a.one_of(i, &["meeting", "panel", "committee"]))
                        // *who chairs the committee, told the paper on Monday*
                        .is_some_and(|i| !(i..at.start).any(|t| self.is_verb(t) && !a.one_of(t, &["held"])));
            // *residents packed the hall on Tuesday for a special meeting*
            let ahead = a.one_of(at.end, &["for"])
                && (at.end..(at.end + 6).min(sentence.end))
                    .any(|i| a.one_of(i, &["meeting", "hearing", "debate"]));
            let bounded = a.one_of(self.before(at.start), BOUNDS);
            let fits = narrated(at.start) && !bounded && (met || possessed || behind || ahead);
            fits.then(|| self.day_in_news(time)).flatten()
        })
    }

    /// *Minutes of the meeting held on Tuesday 18 March 2025*: the day of the meeting that the document is the
    /// record of.
    fn minutes(&self) -> Option<SaidOn> {
        const HEAD: usize = 10;
        let a = self.a;
        a.document.paragraphs.iter().take(HEAD).find_map(|paragraph| {
            let line = paragraph.span.of(a.text()).trim_start().to_lowercase();
            let record = line.starts_with("minutes of") || line.starts_with("draft minutes of");
            let time = self.within(paragraph.span).iter().find(|_| record)?;
            time.holding().filter(|date| date.day().is_some()).map(|date| (date, time.basis))
        })
    }

    /// *told the meeting*, *At the same meeting*: whether the words were said where those before were.
    fn is_at_same(&self, attribution: &Attribution) -> bool {
        let a = self.a;
        let Some(cue) = attribution.cue.first().map(|cue| a.token_from(cue.end)) else { return false };
        let told = a.one_of(cue, &["the"]) && a.one_of(cue + 1, &["meeting", "hearing", "inquest", "court"])
            || a.one_of(cue, &["members"]) && a.one_of(cue.wrapping_sub(1), &["told"]);
        let same = |i: usize| {
            a.one_of(i, &["same"]) && a.is(i + 1, WordClass::MEETING) && a.fragment_of[i].is_none()
        };
        if told || (cue..(cue + 4).min(a.tokens.len())).any(same) {
            return true;
        }
        // *Plans for a car park were approved at the same meeting. Jane Doe said …*
        let Some(here) = self.sentence_index(cue) else { return false };
        let this = &a.sentences[here];
        let before = here.checked_sub(1).map(|at| &a.sentences[at]);
        let before = before.filter(|before| before.paragraph == this.paragraph);
        before
            .into_iter()
            .chain([this])
            .any(|sentence| self.tokens(self.around(&sentence.tokens, cue)).any(same))
    }

    /// *The board agreed the plan on Tuesday. Jane Doe told the meeting …*: the day that the sentence before tells.
    fn day_of_gathering(&self, attribution: &Attribution) -> Option<SaidOn> {
        let a = self.a;
        let cue = a.token_from(attribution.cue.first()?.start);
        let here = self.sentence_index(cue)?;
        let before = a.sentences.get(here.checked_sub(1)?)?;
        let together = before.paragraph == a.sentences[here].paragraph;
        let gathers = |i: usize| {
            a.is(i, WordClass::MEETING.with(WordClass::MEMBER))
                || a.one_of(i, &["board", "court", "magistrates"])
        };
        let narrated = before.tokens.clone().all(|i| a.fragment_of[i].is_none());
        let gathered = together && narrated && before.tokens.clone().any(gathers);
        let mut days = self.within(a.span(before.tokens.clone())).iter().filter_map(|time| self.usable(time));
        days.find(|(day, _)| gathered && day.day().is_some())
    }

    /// Whether the words may have been said at the meeting: not to a newspaper, not afterwards, not
    /// in a statement, and not now.
    fn is_at_meeting(&self, attribution: &Attribution, meeting: &Meeting) -> bool {
        let a = self.a;
        let Some(start) = attribution.cue.first().or(attribution.content.first()) else { return false };
        let cue = a.token_from(start.start);
        if !meeting.tokens.contains(&cue) {
            return false;
        }
        let Some(sentence) = self.sentence(cue) else { return false };
        let document = self.a.document.paragraphs.get(attribution.paragraph);
        let prose = document.is_some_and(|paragraph| paragraph.kind != ParagraphKind::Title);
        let to_paper = a.lower(cue) == "told"
            && a.name_at(cue + 1).or_else(|| a.name_at(cue + 2)).is_some_and(|name| !name.is_person());
        let near = sentence.start.max(cue.saturating_sub(REACH))..sentence.end.min(cue + REACH);
        let mut narrated = near.filter(|&i| a.fragment_of[i].is_none());
        // *Carer Jane Doe said*, of a meeting of councillors
        let outsider = a.lower(cue) == "said" && narrated.clone().any(|i| a.is(i, WordClass::OUTSIDER));
        prose && !to_paper && !outsider && !narrated.any(|i| a.is(i, WordClass::ELSEWHERE))
    }

    fn usable(&self, time: &TimeExpression) -> Option<SaidOn> {
        usable(time, self.published)
    }

    /// The one day that `time` tells, if it is of the news.
    fn day_in_news(&self, time: &TimeExpression) -> Option<SaidOn> {
        self.usable(time).filter(|(date, _)| date.day().is_some() && self.is_news(*date))
    }

    fn is_news(&self, date: Date) -> bool {
        match (self.published.and_then(Date::civil), date.civil()) {
            (Some(published), Some(day)) => (published - day).get_days().abs() <= NEWS,
            // *last week*
            (Some(published), None) => date.month().is_some() && date.agrees(published.into()),
            _ => false,
        }
    }

    fn within(&self, span: Span) -> &[TimeExpression] {
        let from = self.times.partition_point(|time| time.span.start < span.start);
        let to = self.times.partition_point(|time| time.span.start < span.end);
        &self.times[from..to.max(from)]
    }

    fn tokens(&self, span: Span) -> Range<usize> {
        let start = self.a.token_from(span.start);
        start..self.a.token_from(span.end).max(start + 1)
    }

    fn sentence_index(&self, token: usize) -> Option<usize> {
        Some(self.a.sentence_from(token)).filter(|&at| at < self.a.sentences.len())
    }

    fn sentence(&self, token: usize) -> Option<Range<usize>> {
        self.sentence_index(token).map(|at| self.a.sentences[at].tokens.clone())
    }

    /// The part of a sentence that a reader has in mind at token `at`; a sentence without end must not
    /// be read again for each of its cues.
    fn around(&self, sentence: &Range<usize>, at: usize) -> Span {
        let (from, to) = (at.saturating_sub(REACH), at + REACH);
        self.a.span(sentence.start.max(from)..sentence.end.min(to))
    }

    /// The token before a time, articles and *early*, *late* left out.
    fn before(&self, token: usize) -> usize {
        let skipped = ["the", "early", "late", "mid", "-", "earlier"];
        (0..token).rev().find(|&i| !self.a.one_of(i, &skipped)).unwrap_or(usize::MAX)
    }
}

/// The day, month or year that holds the whole of `time`, if words can have been said then.
pub(super) fn usable(time: &TimeExpression, published: Option<Date>) -> Option<SaidOn> {
    let date = time.holding()?;
    let future = published.is_some_and(|published| date > published && !date.agrees(published));
    (!future).then_some((date, time.basis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::dates;
    use crate::lexicon::Lexicon;
    use crate::text::{Document, Paragraph};

    /// When each quotation of `text`, published on Wednesday, 14 February 2018, was said; `s`, `r` or
    /// `p` for the basis.
    fn read(text: &str, published: Option<&str>) -> String {
        let mut from = 0;
        let paragraphs = text.split("\n\n").map(|paragraph| {
            let span = Span::new(from, from + paragraph.len());
            from += paragraph.len() + 2;
            Paragraph { span, kind: ParagraphKind::Body }
        });
        let document = Document {
            paragraphs: paragraphs.collect(),
            text: text.into(),
            published_on: published.map(|date| date.parse().unwrap()),
            ..Document::default()
        };
        let lexicon = Lexicon::embedded();
        let a = Annotated::new(&document, &lexicon);
        let attributions = crate::attribute::by_rules(&a);
        let times: Vec<_> =
            document.paragraphs.iter().flat_map(|p| dates(text, p.span, document.published_on)).collect();
        let resolved = crate::resolve::speakers(&a, &attributions, &times, 0.0);
        let one = |said: &Option<SaidOn>| match said {
            Some((date, basis)) => format!("{date}{}", &basis.as_str()[..1]),
            None => "-".into(),
        };
        said_on(&a, &attributions, &resolved, &times).iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_time_beside_the_cue() {
        for (text, expected) in [
            ("Asha Bell said: “The ferry is late.”", "2018-02-14p"),
            ("Asha Bell told the Echo in November 2014 that the ferry was late.", "2014-11s"),
            ("Asha Bell told the Echo in March 2014, when she ran it, that the ferry was late.", "2014-03s"),
            ("Asha Bell said on Monday that the ferry was late.", "2018-02-12r"),
            ("“The ferry is late,” said Asha Bell on Monday.", "2018-02-12r"),
            ("“The ferry is late,” said Asha Bell, the harbour master, on Monday.", "2018-02-12r"),
            ("“The ferry is late,” Asha Bell told councillors last month.", "2018-01r"),
            ("In March 2010 she told councillors that the ferry was late.", "2010-03s"),
            ("Yesterday, Asha Bell said that the ferry was late.", "2018-02-13r"),
            ("Speaking after Monday’s meeting, Asha Bell said: “The ferry is late.”", "2018-02-12r"),
            ("In a letter published today, Asha Bell said: “The ferry is late.”", "2018-02-14r"),
            ("Asha Bell yesterday told the Echo that the ferry was late.", "2018-02-13r"),
            ("A report, published in 2014, said that the ferry was late.", "2014s"),
            ("A report from 2014 said that the ferry was late.", "2014s"),
            ("An inquiry in 2011 concluded that the ferry was late.", "2011s"),
            ("Asha Bell said at Monday’s full council meeting that the ferry was late.", "2018-02-12r"),
            ("Asha Bell told Monday’s cabinet meeting: “The ferry is late.”", "2018-02-12r"),
            ("The council said last week that the ferry was late.", "2018-02r"),
            ("Asked about it in January, Asha Bell replied: “No comment.”", "2018-01r"),
            ("The 2014 report said that the ferry was late.", "2014s"),
            ("Last year’s report said that the ferry was late.", "2017r"),
            ("The pier shut four years after a review found that the ferry was late.", "2014r"),
        ] {
            assert_eq!(read(text, Some("2018-02-14")), expected, "{text}");
        }
    }

    #[test]
    fn other_times_are_not_when_it_was_said() {
        for text in [
            "Asha Bell said that the ferry was late on Monday.",
            "Asha Bell said: “The ferry was late on Monday.”",
            "“The ferry was late yesterday,” said Asha Bell.",
            "Asha Bell, who came to the harbour in 2015, said that the ferry was late.",
            "Asha Bell, elected in May 2015, said that the ferry was late.",
            "“The ferry is late,” said Asha Bell, who came to the harbour in 2015.",
            "Asha Bell, harbour master since 2010, said that the ferry was late.",
            "After the harbour shut in 2012, Asha Bell said that the ferry was late.",
            "The harbour shut in 2012. Asha Bell said that the ferry was late.",
            "The report on the 2010 floods said that the ferry was late.",
        ] {
            assert_eq!(read(text, Some("2018-02-14")), "2018-02-14p", "{text}");
        }
    }

    #[test]
    fn a_date_passes_on_to_the_words_that_follow() {
        for (text, expected) in [
            (
                "Asha Bell told the Echo on Monday that the ferry was late. “I am cold,” she added.",
                "2018-02-12r 2018-02-12r",
            ),
            (
                "Asha Bell told the Echo on Monday that the ferry was late.\n\n“I am cold,” she said.",
                "2018-02-12r 2018-02-12r",
            ),
            (
                "In 2010, Asha Bell told councillors that the ferry was late.\n\nShe said: “I am cold.”",
                "2010s 2018-02-14p",
            ),
            (
                "In 2010, Asha Bell told councillors that the ferry was late.\n\nTom Kerr said: “I am cold.”",
                "2010s 2018-02-14p",
            ),
            ("Reminded of this yesterday, Asha Bell sighed. “I am cold,” she said.", "2018-02-13r"),
            (
                "A report published in January criticised the harbour. The report said: “The ferry is late.”",
                "2018-01r",
            ),
        ] {
            assert_eq!(read(text, Some("2018-02-14")), expected, "{text}");
        }
    }

    #[test]
    fn the_occasion_on_which_the_writer_met_the_speaker_dates_the_words() {
        for (text, expected) in [
            ("When we met on Monday, Asha Bell said: “I am cold.”", "2018-02-12r"),
            ("I went to see Asha Bell on Monday. “I am cold,” she said.", "2018-02-12r"),
            ("On Monday Asha Bell came to the harbour. She said that the ferry was late.", "2018-02-12r"),
            (
                "Tom Kerr read out a letter of 14 January 2018 in which Asha Bell wrote: “I am cold.”",
                "2018-01-14s",
            ),
        ] {
            assert_eq!(read(text, Some("2018-02-14")), expected, "{text}");
        }
    }

    #[test]
    fn those_who_were_asked_on_the_spot_spoke_then() {
        let spot = "The news got a mixed reception at the school gates on Monday afternoon.\n\n";
        for (said, expected) in [
            (
                "Parent Asha Bell said: “I am cold.”\n\nTom Kerr, 37, said: “I am dry.”",
                "2018-02-12r 2018-02-12r",
            ),
            ("Cllr Asha Bell said: “I am cold.”", "2018-02-14p"),
        ] {
            assert_eq!(read(&format!("{spot}{said}"), Some("2018-02-14")), expected, "{said}");
        }
    }

    #[test]
    fn a_reply_is_of_the_day_of_what_it_replies_to() {
        let said = "Asha Bell told councillors on Monday that the ferry was late.\n\n";
        for (answer, expected) in [
            ("Tom Kerr replied that he was cold.", "2018-02-12r 2018-02-12r"),
            ("Asked about it, Tom Kerr replied that he was cold.", "2018-02-12r 2018-02-14p"),
            ("Tom Kerr said that he was cold.", "2018-02-12r 2018-02-14p"),
        ] {
            assert_eq!(read(&format!("{said}{answer}"), Some("2018-02-14")), expected, "{answer}");
        }
    }

    #[test]
    fn a_meeting_dates_what_is_said_at_it() {
        let text = "Councillors rejected the ferry at Monday’s full council meeting.\n\n\
                    Cllr Asha Bell said: “The ferry is late.”\n\n\
                    Cllr Tom Kerr said afterwards: “I am cold.”\n\n\
                    Ferry owner Joan Bell said: “I am dry.”";
        assert_eq!(read(text, Some("2018-02-14")), "2018-02-12r 2018-02-14p 2018-02-14p");
    }

    #[test]
    fn a_crowd_dates_what_is_told_to_the_meeting_alone() {
        let text = "More than 120 people packed the hall on Monday night.\n\n\
                    Asha Bell told the meeting that the ferry was late.\n\n\
                    Tom Kerr said: “I am cold.”";
        assert_eq!(read(text, Some("2018-02-14")), "2018-02-12r 2018-02-14p");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_is_read(
            text in "(Asha Bell |The report |said |told |On Monday |in 2014 |four years after |, |“|” |that |\\. |\n\n|é){0,16}",
        ) {
            read(&text, Some("2018-02-14"));
        }
    }

    #[test]
    fn without_any_date_there_is_none() {
        assert_eq!(read("Asha Bell said on Monday that the ferry was late.", None), "-");
        assert_eq!(read("Asha Bell told the Echo in 2009 that the ferry was late.", None), "2009s");
    }
}
