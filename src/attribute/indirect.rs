//! The clause that a cue reports.

use std::ops::Range;

use super::cue::Frame;
use super::item::Items;
use crate::annotate::Annotated;
use crate::lexicon::{VerbKind, WordClass};

/// Words that open a reported clause.
const OPENERS: &[&str] = &["that", "how", "why", "whether", "what", "if", "where"];

/// The items of the content of frame `at`, in pieces; empty where nothing is reported.
pub fn content(a: &Annotated, items: &Items, frames: &[Frame], at: usize) -> Vec<Range<usize>> {
    let frame = &frames[at];
    let limit = frames.get(at + 1).map_or(items.len(), |next| next.cue.start.max(frame.end));
    let mut end = clause_end(a, items, frame, limit);
    if let Some(next) = frames.get(at + 1) {
        end = end.min(if next.start >= frame.end { next.start } else { next.cue.start });
        while end > frame.end
            && items.one_of(a, end - 1, &[",", "and", "but", "or", "then", "while", ";", "—", "–", "―", "as"])
        {
            end -= 1;
        }
    }
    while end > frame.end && items.one_of(a, end - 1, &[".", ",", ";"]) {
        end -= 1;
    }
    end = before_repeated_frame(a, items, frame.end, end);
    let previous_end = if at == 0 { 0 } else { frames[at - 1].end };
    let before = postposed(a, items, frame, previous_end);
    if frame.inverted || before.is_some() && (end <= frame.end || items.one_of(a, frame.end, &[",", "."])) {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        if let Some(piece) = before {
            pieces.push(piece);
            // *Social workers, the report said, were …*
            if items.one_of(a, frame.end, &[","]) && frame.end + 1 < end && !frame.inverted {
                pieces.push(frame.end + 1..end);
            }
        } else if frame.inverted
            && frame.start <= 1
            && items.one_of(a, frame.end, &[","])
            && frame.end + 1 < end
        {
            pieces.push(frame.end + 1..end); // *According to X, …*
        } else if frame.inverted
            && frame.end < end
            && frame.start > 0
            && items.one_of(a, frame.start - 1, &[","])
            && items.one_of(a, frame.end, &[","])
        {
            pieces.push(frame.end + 1..end);
        }
        return pieces;
    }
    let start = content_start(a, items, frame, end);
    if start >= end {
        return Vec::new();
    }
    if !frame.clause && frame.kind != VerbKind::Stance && !items.one_of(a, start, OPENERS) {
        return Vec::new();
    }
    std::iter::once(start..end).collect()
}

/// Where the clause behind a frame ends, for all that its own words say: the sentence's end; the
/// first comma, where the frame is itself in a side clause (*although X said Y, …*); a second verb
/// of the same subject (*found that …, rated the …*).
fn clause_end(a: &Annotated, items: &Items, frame: &Frame, limit: usize) -> usize {
    let side = frame.start > 0
        && items.one_of(
            a,
            frame.start - 1,
            &["although", "though", "while", "when", "since", "because", "as"],
        );
    for k in frame.end + 1..limit {
        let comma = items.one_of(a, k - 1, &[","]);
        let aside = comma && items.one_of(a, k, &["for"]) && items.one_of(a, k + 1, &["which"]);
        if side && comma || aside {
            return k - 1;
        }
        let after_pause = comma
            || items.quote(k - 1).is_some_and(|f| a.marks.fragments[f].inner.of(a.text()).ends_with(','));
        let Some(token) = items.word(k) else { continue };
        let second_verb = a.lower(token).ends_with("ed")
            && a.lower(token).len() > 4
            && items.one_of(a, k + 1, &["the", "its", "their", "his", "her", "all", "a", "an"]);
        if after_pause && second_verb {
            return k;
        }
    }
    limit
}

/// Leaves out a frame told twice: *more needs to be done, inspectors said*.
fn before_repeated_frame(a: &Annotated, items: &Items, from: usize, end: usize) -> usize {
    let Some(last) = end.checked_sub(1).and_then(|k| items.word(k)) else { return end };
    if a.lexicon.verb(a.lower(last)).is_none_or(|verb| verb.kind != VerbKind::Speech || !verb.clause) {
        return end;
    }
    let comma = (from + 3..end).rev().take(5).find(|&k| items.one_of(a, k, &[","]));
    comma.filter(|&k| end - k > 2).unwrap_or(end)
}

/// What stands before a frame at a sentence's end: *X has failed, inspectors said.*
fn postposed(a: &Annotated, items: &Items, frame: &Frame, from: usize) -> Option<Range<usize>> {
    let comma = frame.start.checked_sub(1)?;
    if frame.shared || !frame.clause {
        return None;
    }
    let bare = frame.inverted && !items.one_of(a, comma, &[","]);
    if !items.one_of(a, comma, &[","]) && !bare {
        return None;
    }
    let to = if bare { frame.start } else { comma };
    let mut from = from;
    while items.one_of(a, from, &[",", "and", "but", "."]) {
        from += 1;
    }
    // A few words before a comma are an adverbial (*In 2016, he said*), not speech; so is what
    // holds no verb at all.
    let has_verb = (from..to).any(|k| items.word(k).is_none_or(|t| is_verb_like(a, t)));
    let adverbial = (from..to).next().and_then(|k| items.word(k)).is_some_and(|t| {
        a.one_of(
            t,
            &[
                "in",
                "on",
                "at",
                "after",
                "before",
                "when",
                "while",
                "as",
                "since",
                "responding",
                "speaking",
                "following",
                "asked",
                "during",
                "commenting",
                "writing",
                "addressing",
                "meanwhile",
                "however",
                "although",
                "if",
                "once",
                "despite",
                "for",
                "with",
                "under",
                "from",
            ],
        ) || a.lower(t).ends_with("ing")
    });
    let ends_sentence = frame.end >= items.len()
        || items.one_of(a, frame.end, &[".", ",", "!", "?", "today", "yesterday", "tonight"]);
    let marked = (from..to).any(|k| items.quote(k).is_some());
    ((to > from + 2 || marked) && has_verb && ends_sentence && (!adverbial || bare)).then_some(from..to)
}

/// Whether a word may be a clause's verb.
pub(super) fn is_verb_like(a: &Annotated, token: usize) -> bool {
    let lower = a.lower(token);
    if a.syntax.as_ref().is_some_and(|syntax| syntax.tag(token as u32).is_finite()) {
        return true;
    }
    super::source::AUXILIARIES.contains(&lower)
        || a.is(token, WordClass::VERB)
        || lower.len() > 4 && lower.ends_with("ed")
        || lower.ends_with("n't")
}

/// The first item of what is reported, behind the cue and the hearer.
fn content_start(a: &Annotated, items: &Items, frame: &Frame, end: usize) -> usize {
    let near = end.min(frame.end + if frame.hearer { 22 } else { 14 });
    let mut k = frame.end;
    // *said in a statement that*, *told LGC in November 2014 that*: up to the clause's opener.
    while k < near {
        if items.quote(k).is_some() {
            break;
        }
        if items.one_of(a, k, OPENERS) {
            let hearer_or_adverbial = frame.hearer
                || k == frame.end
                || items.one_of(
                    a,
                    frame.end,
                    &[
                        "in",
                        "on",
                        "at",
                        "to",
                        "during",
                        "by",
                        "through",
                        "last",
                        "yesterday",
                        "today",
                        "earlier",
                        "after",
                        "before",
                        "again",
                        ",",
                        "this",
                    ],
                )
                || items.word(frame.end).is_some_and(|t| super::source::is_adverb(a, t) || a.is_time(t));
            if hearer_or_adverbial && (items.one_of(a, k, &["that"]) || k == frame.end || frame.hearer) {
                return k;
            }
            break;
        }
        // *urged them not to lose sight of it*
        if frame.hearer && frame.infinitive && k > frame.end && items.one_of(a, k, &["to"]) {
            return if items.one_of(a, k - 1, &["not"]) { k - 1 } else { k };
        }
        if k > frame.end && !frame.hearer && items.word(k).is_some_and(|t| is_verb_like(a, t)) {
            break;
        }
        k += 1;
    }
    if frame.hearer {
        return hearer_end(a, items, frame.end, end);
    }
    // *said on Tuesday the plan …*
    let mut start = frame.end;
    if items.one_of(a, start, &["on"]) && items.word(start + 1).is_some_and(|t| a.is_time(t)) {
        start += 2;
    } else if items.one_of(a, start, &["yesterday", "today", "earlier", "afterwards", "later"]) {
        start += 1;
    }
    if items.one_of(a, start, &[","]) {
        start += 1;
    }
    start.min(end)
}

/// The item behind the hearer: *told the BBC*, *told him*.
fn hearer_end(a: &Annotated, items: &Items, from: usize, end: usize) -> usize {
    let mut k = from;
    if items.one_of(
        a,
        k,
        &["him", "her", "them", "us", "me", "you", "reporters", "councillors", "members", "mps"],
    ) {
        return k + 1;
    }
    if items.one_of(a, k, &["the", "a", "an", "his", "her", "their", "its", "our"]) {
        k += 1;
        while k < end && items.word(k).is_some_and(|t| a.is_capital(t)) {
            k += 1;
        }
        if k == from + 1 {
            k += 1;
        }
        return k.min(end);
    }
    if items.word(k).is_some_and(|t| a.is(t, WordClass::GROUP) && !a.is_capital(t)) {
        return k + 1;
    }
    while k < end && items.word(k).is_some_and(|t| a.is_capital(t)) {
        k += 1;
    }
    k.min(end)
}
