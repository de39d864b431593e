//! When a grade was given.

use std::ops::Range;

use crate::annotate::{Annotated, TimeExpression};
use crate::base::{Date, Span};
use crate::lexicon::WordClass;
use crate::rating::scale::days::is_given_out;
use crate::rating::subject;
use crate::record::DateBasis;

/// What is done with a grade when it is made known.
pub(super) const ANNOUNCED: &[&str] = &["published", "given", "awarded", "issued", "announced"];

/// The time nearest to token `anchor` among those of `clause`, and how it is known; `behind` is the
/// first token behind the grade. No date where the time is a stretch that no one date tells.
pub(super) fn rated_on(
    a: &Annotated,
    times: &[TimeExpression],
    clause: Range<usize>,
    anchor: usize,
    behind: usize,
) -> Option<(Option<Date>, DateBasis)> {
    let span = a.span(clause.clone());
    let at = a.tokens[anchor].span.start;
    let first = times.partition_point(|time| time.span.end <= span.start);
    // *“This good judgement belongs to us,” she said last night*: when it was said.
    let spoken = a.fragment_of[anchor].filter(|_| is_in_speech(a, anchor));
    let nearest = times[first..]
        .iter()
        .take_while(|time| time.span.start < span.end)
        .filter(|time| spoken.is_none() || a.fragment_of[a.token_from(time.span.start)] == spoken)
        .filter(|time| {
            // *will get help for two years after it was rated inadequate*: how long, not when.
            let long = a.one_of(a.token_from(time.span.start).wrapping_sub(1), &["for"]);
            let counted = counted_from(a, std::slice::from_ref(*time), clause.start, anchor);
            // *“I came here a month after it was graded weak”*: not a month ago.
            let from = counted.filter(|_| spoken.is_none() && !long);
            (from.is_some() || !is_of_something_else(a, time, behind))
                && !is_of_inspection(a, time, clause.start, anchor, behind)
        })
        // *in this year’s assessment, which was published this morning*: no nearer than the document's own date
        .filter(|time| {
            let text = time.span.of(a.lower_text());
            let possessive = || subject::is_possessive(a, a.token_from(time.span.end));
            let year = ["this year’s", "this year's"].iter().any(|words| text.starts_with(words))
                || text.starts_with("this year") && possessive();
            // *in the 2023 Teaching Excellence Framework*
            let behind = a.token_from(time.span.end);
            let framework = a.is_capital(behind)
                && (behind + 1..behind + 4).any(|t| a.one_of(t, &["framework"]) && a.is_capital(t));
            !year && !framework
        })
        .filter(|time| !is_of_saying(a, time.span, anchor) && !is_in_other_clause(a, time.span, behind))
        .min_by_key(|time| time.span.start.abs_diff(at));
    // *a marked change from 2019, when the force was rated good*
    let nearest = nearest.or_else(|| {
        let start = clause.start;
        let when = (start.saturating_sub(1)..anchor).rev().find(|&t| a.one_of(t, &["when"]))?;
        let before = a.tokens.get(when.checked_sub(1)?)?;
        let reach = if a.word(when - 1) == "," { a.tokens.get(when - 2)?.span.end } else { before.span.end };
        let at = times.partition_point(|time| time.span.end < reach);
        times.get(at).filter(|time| time.span.end == reach)
    });
    // *was rated good in June 2013, and was satisfactory in 2010*: the time that stands right behind the grade.
    let beside = times[first..].iter().take_while(|time| time.span.start < span.end).find(|time| {
        let start = a.token_from(time.span.start);
        let led = start == behind + 1 && a.one_of(behind, &["in", "on"]);
        led && anchor < behind
    });
    // *The report, published on Friday and based on a visit in November, grades the home as weak*: the day of the report.
    let published = times[first..].iter().take_while(|time| time.span.start < span.end).find(|time| {
        let start = a.token_from(time.span.start);
        start < anchor
            && start > clause.start + 1
            && a.one_of(start - 1, &["on"])
            && a.one_of(start - 2, &["published", "released", "issued"])
            && (start..anchor).any(|t| a.is(t, WordClass::INSPECTION))
            && a.fragment_of[start].is_none()
    });
    // Not *up from satisfactory at its last inspection, in 2006*.
    let recent = |published: &&TimeExpression| {
        nearest.is_none_or(|nearest| nearest.date.year() + 1 >= published.date.year())
    };
    let nearest = published.filter(recent).or(beside).or(nearest);
    let assessment = year_of_assessment(a, clause).map(|(date, basis)| (Some(date), basis));
    assessment.or(nearest.map(|time| (time.holding(), time.basis)))
}

/// Whether a token stands among several that are quoted, not in a quoted grade alone.
fn is_in_speech(a: &Annotated, at: usize) -> bool {
    const LEAST: usize = 10;
    let same = |t: &usize| a.fragment_of[*t] == a.fragment_of[at];
    let before = (0..at).rev().take(LEAST).take_while(same).count();
    let behind = (at..a.tokens.len()).take(LEAST).take_while(same).count();
    before + behind >= LEAST
}

/// The times that begin within `span`; `times` are in text order.
pub(super) fn within(times: &[TimeExpression], span: Span) -> &[TimeExpression] {
    let from = times.partition_point(|time| time.span.start < span.start);
    let to = times.partition_point(|time| time.span.start < span.end);
    &times[from..to.max(from)]
}

/// Whether the date is more than so many months before the document's: a report of a visit then is no news.
fn is_old(a: &Annotated, date: Date, most: i32) -> bool {
    let Some(published) = a.document.published_on else { return false };
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month().unwrap_or(12));
    months(published) - months(date) > most
}

/// *five years after it was rated inadequate*: the first token of a time between two tokens that is counted
/// from what stands behind it.
pub(super) fn counted_from(a: &Annotated, times: &[TimeExpression], from: usize, to: usize) -> Option<usize> {
    const REACH: usize = 12;
    let start = a.tokens.get(from)?.span.start;
    let first = times.partition_point(|time| time.span.start < start);
    times[first..].iter().take_while(|time| time.span.end <= a.tokens[to].span.start).find_map(|time| {
        let behind = a.token_from(time.span.end);
        let near = behind + REACH > to && (behind..to).all(|t| !matches!(a.word(t), "," | ";" | ":"));
        (a.one_of(behind - 1, &["after"]) && near).then(|| a.token_from(time.span.start))
    })
}

/// *Inspectors, who came in May, rated the home good*, *rated good after inspectors came in May*: a time of
/// what is told beside the grade.
fn is_of_inspection(
    a: &Annotated,
    time: &TimeExpression,
    start: usize,
    anchor: usize,
    behind: usize,
) -> bool {
    const REACH: usize = 12;
    // *was rated good when inspectors came in 2015*: the report of so old a visit is as old.
    // What an inspector gives out itself tells of a visit of the last year.
    let undated = a.document.published_on.is_none();
    let old = undated || is_old(a, time.date, 6) && (is_old(a, time.date, 12) || !is_given_out(a));
    let time = time.span;
    let first = a.token_from(time.start);
    if first < anchor {
        let low = start.max(first.saturating_sub(REACH));
        let published =
            (low..first).any(|t| a.one_of(t, &["published", "released", "issued", "public", "out"]));
        let relative = |t: usize| {
            a.one_of(t, &["who", "which", "whose"])
                // *a school that was told off two years ago has been rated good*
                || a.one_of(t, &["that"])
                    && a.is(t + 1, WordClass::HELPER)
                    && (a.token_from(time.end)..anchor).all(|t| a.is(t, WordClass::HELPER))
        };
        // *Ashby Nursery, which opened last year, was …*
        let tag = |t: usize| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
        let opened = first > 2
            && a.one_of(first - 2, &["which", "who"])
            && a.word(first - 3) == ","
            && tag(first - 1).is_some_and(|tag| tag.is_finite());
        // *Of the services visited this year, …*
        let participle = a.one_of(first.wrapping_sub(1), &["visited", "inspected", "rated", "checked"])
            && (start..first).any(|t| a.one_of(t, &["of"]) && t <= start + 1)
            && a.one_of(a.token_from(time.end), &[","]);
        if participle {
            return true;
        }
        // *An inspection carried out between 6 November and 13 December rated the trust inadequate*: when it was made.
        let made = (low..first).any(|t| a.is(t, WordClass::INSPECTION))
            && (low..first).any(|t| a.one_of(t, &["carried", "conducted", "made", "undertaken"]));
        // *HMI Probation inspected Ashby CRC in May and gave it …*, in what it gives out itself
        let inspected = || {
            a.one_of(a.token_from(time.end), &["and"])
                && (low..first).any(|t| a.one_of(t, &["inspected", "visited"]))
                && is_given_out(a)
        };
        return !published && (made || opened || inspected() || (low..first.saturating_sub(2)).any(relative));
    }
    // *gave the academy, which opened in September 2009, a “satisfactory” grade*
    let aside = |t: usize| a.word(t) == "," && a.one_of(t + 1, &["which", "who", "whose"]);
    if first < behind && (anchor..first).any(aside) && (first..behind).any(|t| a.word(t) == ",") {
        return true;
    }
    let after = (behind..first).find(|&t| a.one_of(t, &["after", "following", "when"]));
    // *was rated good when it was last inspected, in 2018*
    let last =
        |t: usize| a.lower(t).starts_with("inspect") && !a.one_of(t - 1, &["last", "previously", "first"]);
    !old && after.is_some_and(|after| (after + 1..first).any(last))
}

/// What is done with a grade on some day.
pub(super) const AWARDED: &[&str] =
    &["given", "awarded", "received", "got", "earned", "held", "achieved", "won"];

/// *rated good again, holding on to the grade it was given in 2013*: another clause's.
fn is_in_other_clause(a: &Annotated, time: Span, behind: usize) -> bool {
    let until = a.token_from(time.start);
    // *was proud of the good score and said that a new block would open in October*
    if (behind..until).any(|t| a.one_of(t, &["would", "will", "could"])) {
        return true;
    }
    let comma = (behind..until).find(|&t| matches!(a.word(t), "," | "–" | "—"));
    // *when it was last inspected, in 2018*
    let comma = comma.filter(|&comma| {
        let called =
            a.lower(comma - 1).starts_with("inspect") || a.one_of(comma - 1, &["called", "came", "visited"]);
        // *has fallen from good, the rating it was given in 2019*
        let given = a.one_of(comma + 1, &["the", "a"]) && a.is(comma + 2, WordClass::RATING_NOUN)
            // *The previous grade, V1, was published in December 2021.*
            || a.is(comma + 1, WordClass::BE)
                && a.one_of(comma + 2, ANNOUNCED);
        // *its own rating of good, which dates from 2019*, *from good, which the school was given in 2016*
        let which = a.one_of(comma + 1, &["which"])
            && (a.one_of(comma + 2, &["dates", "dated"])
                || (comma + 2..until.min(comma + 7)).any(|t| a.one_of(t, AWARDED)));
        !called && !given && !which
    });
    comma.is_some_and(|comma| {
        (comma + 1..until).any(|t| {
            a.one_of(
                t,
                &[
                    "was", "were", "is", "are", "has", "had", "which", "who", "whose", "when", "where", "it",
                    "they",
                ],
            ) || t == comma + 1 && a.lower(t).ends_with("ing") && !super::subject::names_part(a, a.lower(t))
        })
    })
}

fn is_of_something_else(a: &Annotated, time: &TimeExpression, end: usize) -> bool {
    // A text without a day of its own tells no other time.
    let old = a.document.published_on.is_none() || is_old(a, time.date, 6);
    let time = time.span;
    let first = a.token_from(time.start);
    let behind = a.token_from(time.end);
    let mut before = first;
    while before > 0 && a.one_of(before - 1, &["the", "just", "over", "about", "in", "on"]) {
        before -= 1;
    }
    // *the same rating as in March 2016*: the grade before.
    let same_as = (before.saturating_sub(7)..before)
        .filter_map(|t| super::event::as_behind_same(a, t))
        .any(|at| at < before && before <= at + 4);
    if same_as
        || before > 1
            && a.one_of(before - 1, &["as"])
            && (before.saturating_sub(4)..before).any(|t| a.one_of(t, &["same"]))
    {
        return true;
    }
    // *in its first report since it registered in 2022*: of what came before.
    let since = (before.saturating_sub(5)..before).find(|&t| a.one_of(t, &["since"]));
    if since.is_some_and(|since| {
        before > since + 2
            && (since + 1..before).any(|t| {
                a.one_of(t, &["registered", "opened", "joined", "merged", "formed", "started", "reopened"])
            })
    }) {
        return true;
    }
    // *following an inspection in November*: the visit, not the grade.
    let visit = !old
        && (before.saturating_sub(4)..before).any(|t| a.one_of(t, &["following", "after", "at"]))
        && (before.saturating_sub(3)..before).any(|t| a.one_of(t, &["inspection", "visit", "inspections"]));
    // *the fires of 2018*
    let of = before > 1
        && a.one_of(first - 1, &["of"])
        // *the “inadequate” of 2018*
        && first > end + 2
        && !a.is(first - 2, WordClass::DATED.with(WordClass::RATING_NOUN).with(WordClass::INSPECTION))
        && !a.one_of(first - 2, &["spring", "summer", "autumn", "winter", "start", "end", "beginning"])
        && !a.is_time(first - 2)
        // *the grades, with those of 2017 in brackets*
        && !a.one_of(first - 2, &["those"])
        // *In its first report, of December 2018, the service was …*
        && !(a.word(first - 2) == "," && first > 2 && a.is(first - 3, WordClass::DATED.with(WordClass::INSPECTION)));
    if of {
        return true;
    }
    let counted = a.is(behind, WordClass::COUNTED) || behind > first && a.is(behind - 1, WordClass::COUNTED);
    // *has been rated good since 2008*
    let ever_since = before > 0
        && a.one_of(before - 1, &["since"])
        // *the rating that it has had since 2016*
        && (end..before).all(|t| {
            a.one_of(t, &["since", "ever", "by", "and", "that", "which", "it", "they", "has", "have", "had", "held"])
                || a.is(t, WordClass::RATING_NOUN)
                || a.is_capital(t)
        });
    // *Its outstanding rating dates from 2016.*, *dates back to 2016*
    let dates = before > 2
        && a.one_of(before - 1, &["from", "to"])
        && (before - 3..before - 1).any(|t| a.one_of(t, &["dates", "dated", "date"]));
    // *By December 2005 the council had climbed to two stars.*
    let by = before > 0 && a.one_of(before - 1, &["by"]) && a.opens_sentence(before - 1);
    let other = before > 0 && a.is(before - 1, WordClass::OTHER_TIME);
    visit || counted || other && !(ever_since || dates || by)
}

/// *In a report published today, inspectors said that it was …*: when it was said.
fn is_of_saying(a: &Annotated, time: Span, anchor: usize) -> bool {
    // *In a report published on Monday*: the grade's day too.
    let first = a.token_from(time.start);
    // *told the paper yesterday that*
    let that = a.token_from(time.end);
    // *Two years ago that area was inadequate.*
    if a.one_of(that, &["that"]) && that < anchor && !super::subject::is_area(a, that + 1) {
        // *The CQC said last Friday that the council requires improvement*: it told the grade then.
        let near = first.saturating_sub(4)..first;
        let by_inspector =
            near.clone().any(|t| a.one_of(t, &["said", "announced", "ruled", "reported", "concluded"]))
                && near.into_iter().any(|t| super::subject::tells_inspector(a, t));
        return !by_inspector;
    }
    // *has written to ministers today, after Ofsted placed the school …*
    let until = a.token_from(time.end)..anchor;
    let comma = until.clone().find(|&t| a.word(t) == ",");
    if comma.is_some_and(|t| a.one_of(t + 1, &["after", "because", "as"])) {
        return true;
    }
    let appears =
        (first.saturating_sub(2)..first).any(|t| a.one_of(t, &["published", "released", "issued", "out"]));
    let told = |t: usize| a.one_of(t, &["told"]) && (t + 1..anchor).any(|t| a.one_of(t, &["that"]));
    let inspector = (a.token_from(time.end)..anchor).any(|t| a.is(t, WordClass::INSPECTOR));
    !appears
        && (a.token_from(time.end)..anchor)
            .any(|t| a.one_of(t, &["said", "says", "say"]) || !inspector && told(t))
}

/// *that spring*: a time that only what was said before tells.
pub(super) fn is_elsewhere(a: &Annotated, mut clause: Range<usize>) -> bool {
    const TIMES: &[&str] = &["spring", "summer", "autumn", "winter", "year", "month", "week", "day", "time"];
    clause.any(|t| a.one_of(t, &["that"]) && a.one_of(t + 1, TIMES))
}

/// *its 2010 assessment*, *the 2009 children's services rating*.
fn year_of_assessment(a: &Annotated, clause: Range<usize>) -> Option<(Date, DateBasis)> {
    clause
        .clone()
        .filter(|&t| (t + 1..(t + 5).min(clause.end)).any(|next| a.is(next, WordClass::DATED)))
        .filter(|&t| a.word(t).len() == 4 && !(t > 0 && a.is_time(t - 1)))
        .filter_map(|t| a.word(t).parse::<i16>().ok())
        .find(|year| (1990..2100).contains(year))
        .and_then(Date::year_only)
        .map(|date| (date, DateBasis::Stated))
}

/// *the year before*, *the previous year* at token `t`.
pub(super) fn is_year_before(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["the"])
        && (a.one_of(t + 1, &["year"]) && a.one_of(t + 2, &["before"])
            || a.one_of(t + 1, &["previous"]) && a.one_of(t + 2, &["year"]))
}
