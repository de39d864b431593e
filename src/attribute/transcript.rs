//! Transcripts: *NAME: text*, a turn a paragraph, without marks.

use super::item::ParagraphItems;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::QuotationKind;

/// How many paragraphs must open with a speaker and a colon for a document to be a transcript.
const TURNS: usize = 3;

/// Whether the document is a transcript: most of its speech opens with *NAME:*.
pub fn is_transcript(a: &Annotated, paragraphs: &[ParagraphItems]) -> bool {
    let turns = paragraphs.iter().filter(|paragraph| label_end(a, paragraph).is_some()).count();
    turns >= TURNS && turns * 3 >= paragraphs.len()
}

/// The token of the colon behind the speaker at a paragraph's start.
fn label_end(a: &Annotated, paragraph: &ParagraphItems) -> Option<usize> {
    let first = paragraph.sentences.first()?;
    let colon = (1..first.len().min(9)).find(|&k| first.one_of(a, k, &[":"]))?;
    let words: Vec<usize> = (0..colon).map(|k| first.word(k)).collect::<Option<_>>()?;
    let named = words.iter().all(|&t| {
        a.is_capital(t)
            || a.one_of(t, &["(", ")", ".", ",", "of", "for", "the", "'", "’", "-", "and"])
            || a.word(t).starts_with(|c: char| c.is_ascii_digit())
    });
    let speaks = words.iter().any(|&t| {
        a.name_at(t).is_some_and(|name| name.is_person() || a.word(t).chars().all(char::is_uppercase))
            || a.is(t, WordClass::ROLE_HEAD)
            || matches!(a.word(t), "Q" | "A")
            || a.word(t).len() > 2 && a.word(t).chars().all(|c| c.is_uppercase() || c == '-')
    });
    let more = first.len() > colon + 1 || paragraph.sentences.len() > 1;
    (named && speaks && more && first.quote(colon + 1).is_none()).then_some(words[words.len() - 1] + 1)
}

/// Takes the paragraph as a turn of a transcript, or as more of the turn before it.
pub fn turn(
    a: &Annotated,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let Some(colon) = label_end(a, paragraph) else { return false };
    let span = a.document.paragraphs[paragraph.index].span;
    let mut content = Span { start: a.tokens[colon].span.end, end: span.end }.trim(a.text());
    let mut start = paragraph.sentences[0].tokens[0].start;
    let mut end = colon;
    // *A (Jane Doe): …*, *A: (Jane Doe) …*: the name is in brackets.
    if a.word(colon + 1) == "("
        && let Some(close) = (colon + 2..colon + 8).find(|&t| a.word(t) == ")")
        && a.name_at(colon + 2).is_some_and(|name| name.is_person() && name.tokens.end == close)
    {
        (start, end) = (colon + 2, close);
        content = Span { start: a.tokens[close].span.end, end: span.end }.trim(a.text());
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
    let fragments = &a.marks.fragments;
    let first = fragments.partition_point(|fragment| fragment.paragraph < paragraph.index);
    let inside = fragments[first..].iter().take_while(|fragment| fragment.paragraph == paragraph.index);
    taken[first..first + inside.count()].fill(true); // marks inside speech are the speaker's
    out.push(Attribution {
        kind: QuotationKind::Direct,
        fragments: vec![content],
        content: vec![content],
        cue: Vec::new(),
        source,
        paragraph: paragraph.index,
        confidence: 0.9,
    });
    true
}
