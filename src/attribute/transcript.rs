//! Transcripts: *NAME: text*, a turn a paragraph, without marks.

use std::ops::Range;

use super::item::ParagraphItems;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::QuotationKind;

/// How many paragraphs must open with a speaker and a colon for a document to be a transcript.
const TURNS: usize = 3;

/// Tokens of the longest label: *Jane Doe (Director of Adult Social Care and Health):*.
const LABEL: usize = 16;

/// Whether the document is a transcript: most of its speech opens with *NAME:*.
pub fn is_transcript(a: &Annotated, paragraphs: &[ParagraphItems]) -> bool {
    let turns = paragraphs.iter().filter(|paragraph| label_end(a, paragraph).is_some()).count();
    turns >= TURNS && turns * 3 >= paragraphs.len()
}

/// The paragraph's tokens.
fn tokens(paragraph: &ParagraphItems) -> Range<usize> {
    let first = paragraph.sentences.first().and_then(|items| items.tokens.first());
    let last = paragraph.sentences.last().and_then(|items| items.tokens.last());
    first.zip(last).map_or(0..0, |(first, last)| first.start..last.end)
}

/// The first token that is no opening mark.
fn first_word(a: &Annotated, tokens: &Range<usize>) -> usize {
    let opens = a.fragment_of[tokens.start]
        .is_some_and(|f| a.marks.fragments[f as usize].outer.start == a.tokens[tokens.start].span.start);
    tokens.start + usize::from(opens)
}

/// The token of the colon behind the speaker at a paragraph's start.
fn label_end(a: &Annotated, paragraph: &ParagraphItems) -> Option<usize> {
    let tokens = tokens(paragraph);
    if tokens.is_empty() {
        return None;
    }
    let start = first_word(a, &tokens);
    let colon = (start + 1..tokens.end.min(start + LABEL)).find(|&t| a.word(t) == ":")?;
    let words = start..colon;
    // A mark between the words is not the speaker's own.
    let plain = words.clone().all(|t| a.fragment_of[t] == a.fragment_of[start]);
    let named = words.clone().all(|t| {
        a.is_capital(t)
            || a.one_of(t, &["(", ")", ".", ",", "of", "for", "the", "'", "’", "-", "and"])
            || a.word(t).starts_with(|c: char| c.is_ascii_digit())
    });
    let speaks = words.clone().any(|t| {
        a.name_at(t).is_some_and(|name| name.is_person() || a.word(t).chars().all(char::is_uppercase))
            || a.is(t, WordClass::ROLE_HEAD)
            || matches!(a.word(t), "Q" | "A")
            || a.word(t).len() > 2 && a.word(t).chars().all(|c| c.is_uppercase() || c == '-')
    });
    let speaks =
        speaks || a.one_of(start, &["the"]) && colon > start + 1 && asks_again(a, paragraph, start..colon);
    // *Echo: … Jane Doe: … Echo: …*
    let speaks = speaks
        || asks_again(a, paragraph, start..colon)
            && [paragraph.index.wrapping_sub(1), paragraph.index + 1]
                .into_iter()
                .any(|at| is_of_person(a, at));
    let more = tokens.end > colon + 1;
    let opens = a.fragment_of.get(colon + 1).is_some_and(|f| *f != a.fragment_of[start]);
    (plain && named && speaks && more && !opens).then_some(colon)
}

/// *The Gazette: … Jane Doe: … The Gazette: …*: whether the label `words` opens another paragraph near.
fn asks_again(a: &Annotated, paragraph: &ParagraphItems, words: Range<usize>) -> bool {
    /// Paragraphs on either side.
    const NEAR: usize = 6;
    let all = &a.document.paragraphs;
    let near = paragraph.index.saturating_sub(NEAR)..all.len().min(paragraph.index + NEAR + 1);
    let label = a.span(words).of(a.text());
    near.filter(|&at| at != paragraph.index).any(|at| {
        let text = all[at].span.of(a.text());
        text.strip_prefix(label).is_some_and(|rest| rest.starts_with(':'))
    })
}

/// Whether the paragraph of that number opens with a person's name and a colon.
fn is_of_person(a: &Annotated, paragraph: usize) -> bool {
    let Some(paragraph) = a.document.paragraphs.get(paragraph) else { return false };
    let first = a.token_from(paragraph.span.start);
    a.name_at(first)
        .is_some_and(|name| name.is_person() && name.tokens.start == first && a.word(name.tokens.end) == ":")
}

/// Takes the paragraph as a turn of a transcript, or as more of the turn before it, where both stand in marks.
pub fn turn(
    a: &Annotated,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let span = a.document.paragraphs[paragraph.index].span;
    let all = &a.marks.fragments;
    let from = all.partition_point(|fragment| fragment.paragraph < paragraph.index);
    let fragments = || {
        all.iter().enumerate().skip(from).take_while(|(_, fragment)| fragment.paragraph == paragraph.index)
    };
    let outer = fragments().next().filter(|(_, f)| f.outer.start == span.start).map(|(_, f)| *f);
    let Some(colon) = label_end(a, paragraph) else {
        let Some(last) = out.last_mut().filter(|last| last.by_layout && last.paragraph < paragraph.index)
        else {
            return false;
        };
        let Some(outer) =
            outer.filter(|f| f.continued && !a.word(tokens(paragraph).start + 1).starts_with('('))
        else {
            return false;
        };
        fragments().for_each(|(index, _)| taken[index] = true);
        last.fragments.push(outer.inner);
        last.content.push(outer.inner);
        return true;
    };
    // Marks around the turn are not part of what is said; marks within it are.
    let end = match fragments().last() {
        Some((_, last)) if outer.is_some() && last.outer.end == span.end => last.inner.end,
        _ => span.end,
    };
    let mut content = Span { start: a.tokens[colon].span.end, end }.trim(a.text());
    let mut start = first_word(a, &tokens(paragraph));
    let mut end = colon;
    // *A (Jane Doe): …*, *A: (Jane Doe) …*: the name is in brackets.
    if a.word(colon + 1) == "("
        && let Some(close) = (colon + 2..colon + 8).find(|&t| a.word(t) == ")")
        && a.name_at(colon + 2).is_some_and(|name| name.is_person() && name.tokens.end == close)
    {
        (start, end) = (colon + 2, close);
        content = Span { start: a.tokens[close].span.end, end: content.end }.trim(a.text());
    }
    if content.is_empty() {
        return false;
    }
    let from = a.names.partition_point(|n| n.tokens.start < start);
    let inside = a.names[from..].iter().take_while(|n| n.tokens.end <= end);
    let name = inside.enumerate().find(|(_, n)| n.is_person()).map(|(at, _)| from + at);
    // *Q:* and *A:* name nobody.
    let source = match name {
        None if a.word(end - 1).len() == 1 => None,
        None => Some(Source { tokens: start..end, anchor: Anchor::Noun(end - 1) }),
        Some(name) => Some(Source { tokens: start..end, anchor: Anchor::Name(name) }),
    };
    // Marks inside speech are the speaker's.
    fragments().for_each(|(index, _)| taken[index] = true);
    out.push(Attribution {
        kind: QuotationKind::Direct,
        fragments: vec![content],
        content: vec![content],
        cue: vec![a.tokens[colon].span],
        source,
        paragraph: paragraph.index,
        confidence: 0.9,
        source_confidence: 0.9,
        by_layout: true,
    });
    true
}
