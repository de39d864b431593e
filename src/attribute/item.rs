//! A paragraph as the narrator's words, each fragment between marks being one item.

use std::ops::Range;

use crate::annotate::Annotated;

/// A word of the narrator, or what stands between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Index of a token.
    Word(usize),
    /// Index into [`Marks::fragments`](crate::text::Marks::fragments).
    Quote(usize),
}

/// The items of a sentence of the narrator, and their tokens.
#[derive(Clone, Debug)]
pub struct Items {
    pub list: Vec<Item>,
    /// For each item, its tokens.
    pub tokens: Vec<Range<usize>>,
}

/// A paragraph as sentences of the narrator.
#[derive(Clone, Debug)]
pub struct ParagraphItems {
    /// Index into [`Document::paragraphs`](crate::text::Document::paragraphs).
    pub index: usize,
    pub sentences: Vec<Items>,
}

impl Items {
    fn new() -> Self {
        Items { list: Vec::new(), tokens: Vec::new() }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token of item `i` where it is a word.
    pub fn word(&self, i: usize) -> Option<usize> {
        match self.list.get(i) {
            Some(Item::Word(token)) => Some(*token),
            _ => None,
        }
    }

    /// The fragment of item `i` where it is one.
    pub fn quote(&self, i: usize) -> Option<usize> {
        match self.list.get(i) {
            Some(Item::Quote(fragment)) => Some(*fragment),
            _ => None,
        }
    }

    /// The word of item `i` in lower case; empty for a fragment or past the end.
    pub fn lower<'a>(&self, a: &'a Annotated, i: usize) -> &'a str {
        self.word(i).map_or("", |token| a.lower(token))
    }

    /// Whether item `i` is one of `words`.
    pub fn one_of(&self, a: &Annotated, i: usize, words: &[&str]) -> bool {
        self.word(i).is_some_and(|token| a.one_of(token, words))
    }

    /// The tokens of a range of items.
    pub fn token_range(&self, items: Range<usize>) -> Range<usize> {
        if items.is_empty() {
            return 0..0;
        }
        self.tokens[items.start].start..self.tokens[items.end - 1].end
    }
}

/// The paragraphs that may hold speech, as items.
pub fn paragraphs(a: &Annotated) -> Vec<ParagraphItems> {
    let mut out: Vec<ParagraphItems> = Vec::new();
    // The last token of a sentence and the first of the next may be in one fragment.
    let mut joined = false;
    for sentence in &a.sentences {
        if !a.document.paragraphs[sentence.paragraph].is_prose() {
            continue;
        }
        if out.last().is_none_or(|last| last.index != sentence.paragraph) {
            out.push(ParagraphItems { index: sentence.paragraph, sentences: Vec::new() });
            joined = false;
        }
        let Some(paragraph) = out.last_mut() else { continue };
        if !joined {
            paragraph.sentences.push(Items::new());
        }
        let Some(items) = paragraph.sentences.last_mut() else { continue };
        for token in sentence.tokens.clone() {
            let fragment = a.fragment_of[token].map(|f| f as usize);
            match (fragment, items.list.last()) {
                (Some(f), Some(Item::Quote(last))) if *last == f => {
                    if let Some(range) = items.tokens.last_mut() {
                        range.end = token + 1;
                    }
                }
                _ => {
                    items.list.push(fragment.map_or(Item::Word(token), Item::Quote));
                    items.tokens.push(token..token + 1);
                }
            }
        }
        let end = sentence.tokens.end;
        joined = end > 0
            && end < a.tokens.len()
            && a.fragment_of[end - 1].is_some()
            && a.fragment_of[end - 1] == a.fragment_of[end];
    }
    out
}
