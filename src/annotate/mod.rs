//! What a document is made of, before anyone is said to speak: tokens with what the lexicon knows
//! of them, sentences, fragments between marks, and names; and, where asked for, the tags, entities
//! and dependencies that the [`Language`] model finds.

mod dates;
pub mod entities;
mod label;
mod language;
mod lemma;
mod names;
pub mod parser;
mod syntax;
pub mod tagger;

use std::ops::Range;

pub use dates::{TimeExpression, dates};
pub use entities::{Entity, EntityKind};
pub use label::{Label, Tag};
pub use language::{Language, language_model};
pub use lemma::lemma;
pub use names::{Name, NameKind, is_slip};
pub use syntax::{Syntax, Vector, Word};

use crate::base::Span;
use crate::lexicon::{Lexicon, WordClass};
use crate::text::{
    Document, Marks, ParagraphKind, Token, TokenKind, fragments, is_day_or_month, sentences, tokenise,
};

/// A sentence: a range of tokens, and its paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub tokens: Range<usize>,
    /// Index into [`Document::paragraphs`].
    pub paragraph: usize,
}

/// A document and what its words are.
#[derive(Debug)]
pub struct Annotated<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    /// Tokens of all paragraphs, furniture left out, in text order.
    pub tokens: Vec<Token>,
    /// What each token may be.
    pub classes: Vec<WordClass>,
    pub sentences: Vec<Sentence>,
    pub marks: Marks,
    /// For each token, the index of the fragment (marks included) that holds it.
    pub fragment_of: Vec<Option<u32>>,
    /// In text order, not overlapping.
    pub names: Vec<Name>,
    /// Tags, entities and dependencies; `None` before [`Annotated::parse`].
    pub syntax: Option<Syntax>,
    /// The text in lower case where it is ASCII: same offsets.
    lower: String,
}

/// The cells of a row of a table, which begins with token `first` and is the last that was read: each is a sentence.
fn cells(text: &str, tokens: &[Token], first: usize) -> impl Iterator<Item = Range<usize>> {
    let parted = |t: &usize| {
        let (before, here) = (tokens[t - 1].span, tokens[*t].span);
        let gap = Span { start: before.end, end: here.start }.of(text);
        let mark = before.of(text);
        gap.contains(['\t', '\n'])
            || gap.contains("  ")
            || matches!(mark, "|" | "/") && !gap.is_empty()
            || mark.starts_with("....")
    };
    let bounds: Vec<usize> = (first + 1..tokens.len()).filter(parted).chain([tokens.len()]).collect();
    let starts = std::iter::once(first).chain(bounds.clone());
    starts.zip(bounds).map(|(start, end)| start..end).filter(|cell| !cell.is_empty())
}

impl<'a> Annotated<'a> {
    /// Annotates `document`. Linear in its length.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let text = document.text.as_str();
        let lower = text.to_ascii_lowercase();
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut found = Vec::new();
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if paragraph.kind == ParagraphKind::Furniture {
                continue;
            }
            let first = tokens.len();
            tokenise(text, paragraph.span, &mut tokens);
            let mut sentence = |tokens: Range<usize>| found.push(Sentence { tokens, paragraph: index });
            if paragraph.kind == ParagraphKind::TableRow {
                cells(text, &tokens, first).for_each(sentence);
                continue;
            }
            let ranges = sentences(text, &tokens[first..], paragraph.span).into_iter();
            ranges.for_each(|range| sentence(first + range.start as usize..first + range.end as usize));
        }
        let marks = fragments(text, &document.paragraphs);
        let fragment_of = fragments_of(&tokens, &marks);
        let mut classes: Vec<WordClass> = tokens
            .iter()
            .map(|token| match token.kind {
                TokenKind::Word => lexicon.word(token.span.of(&lower).trim_end_matches('.')),
                _ => WordClass::default(),
            })
            .collect();
        mark_role_phrases(&tokens, &lower, lexicon, &mut classes);
        let mut annotated = Annotated {
            document,
            lexicon,
            tokens,
            classes,
            sentences: found,
            marks,
            fragment_of,
            names: Vec::new(),
            syntax: None,
            lower,
        };
        annotated.names = names::names(&annotated);
        annotated
    }

    /// Adds what `language` finds: tags, entities and dependencies. Linear in the document's length.
    pub fn parse(&mut self, language: &Language) {
        let range = |s: &Sentence| s.tokens.start as u32..s.tokens.end as u32;
        let sentences: Vec<Range<u32>> = self.sentences.iter().map(range).collect();
        self.syntax = Some(language.annotate(&self.document.text, &self.tokens, &sentences));
        if let Some(names) = names::in_headlines(self) {
            self.names = names;
        }
        names::settle_by_syntax(self);
    }

    /// The text that spans count into.
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// Token `i` as written; empty past the end.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.span.of(&self.document.text))
    }

    /// The text in lower case where it is ASCII: same offsets.
    pub fn lower_text(&self) -> &str {
        &self.lower
    }

    /// Token `i` in lower case; empty past the end.
    pub fn lower(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |token| token.span.of(&self.lower))
    }

    /// Whether token `i` may be one of `class`.
    pub fn is(&self, i: usize, class: WordClass) -> bool {
        self.classes.get(i).is_some_and(|c| c.is(class))
    }

    /// Whether token `i` is a word that starts with a capital.
    pub fn is_capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.kind == TokenKind::Word)
            && self.word(i).starts_with(char::is_uppercase)
    }

    /// What stands between token `i` and the one before it: mostly a space or nothing; empty for the first.
    pub fn gap_before(&self, i: usize) -> &'a str {
        let Some(before) = i.checked_sub(1) else { return "" };
        Span { start: self.tokens[before].span.end, end: self.tokens[i].span.start }.of(&self.document.text)
    }

    /// The text span of a range of tokens; white space between them included.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        if tokens.is_empty() {
            return Span::default();
        }
        Span { start: self.tokens[tokens.start].span.start, end: self.tokens[tokens.end - 1].span.end }
    }

    /// The name of which token `i` is a part.
    pub fn name_at(&self, i: usize) -> Option<&Name> {
        let at = self.names.partition_point(|name| name.tokens.end <= i);
        self.names.get(at).filter(|name| name.tokens.contains(&i))
    }

    /// Index of the sentence that holds token `token`, else of the first one behind it.
    pub fn sentence_from(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// The first token that starts at or behind byte `at`.
    pub fn token_from(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }

    /// Whether token `i` is the first of its sentence.
    pub fn opens_sentence(&self, i: usize) -> bool {
        self.sentences.binary_search_by_key(&i, |sentence| sentence.tokens.start).is_ok()
    }

    /// Whether a name is that of a known inspector or regulator.
    pub fn is_inspector(&self, name: &Name) -> bool {
        let words: Vec<&str> = name.tokens.clone().map(|t| self.word(t)).collect();
        self.lexicon.body_forms.get(&words.join(" ")).is_some_and(|&at| {
            matches!(self.lexicon.bodies[at].kind.as_deref(), Some("inspector" | "regulator"))
        })
    }

    /// Whether the language model takes a name's last word for a person's.
    pub fn is_taken_for_person(&self, name: &Name) -> bool {
        let last = name.proper.end as u32 - 1;
        let is_person = |entity: &Entity| entity.kind == EntityKind::Person;
        self.syntax.as_ref().is_some_and(|syntax| syntax.entities_at(last).any(is_person))
    }

    /// Whether token `i` is a capitalised day, month or *today*: no part of a phrase that names a person.
    pub fn is_time(&self, i: usize) -> bool {
        self.is_capital(i)
            && (is_day_or_month(self.lower(i))
                || self.one_of(i, &["yesterday", "today", "tomorrow", "tonight"]))
    }

    /// Whether token `i` is one of `words` (lower case).
    pub fn one_of(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(i))
    }
}

/// Flags *chief executive* as a role's head with its modifier.
fn mark_role_phrases(tokens: &[Token], lower: &str, lexicon: &Lexicon, classes: &mut [WordClass]) {
    for i in 0..tokens.len() {
        if tokens[i].kind != TokenKind::Word {
            continue;
        }
        let rest = tokens[i + 1..].iter().take(4).map(|token| token.span.of(lower));
        if let Some((n, ())) = lexicon.role_heads.longest(tokens[i].span.of(lower), rest)
            && n > 1
        {
            for class in &mut classes[i..i + n - 1] {
                *class = class.with(WordClass::ROLE_MODIFIER);
            }
            classes[i + n - 1] = classes[i + n - 1].with(WordClass::ROLE_HEAD);
        }
    }
}

fn fragments_of(tokens: &[Token], marks: &Marks) -> Vec<Option<u32>> {
    let mut out = vec![None; tokens.len()];
    let mut i = 0;
    for (index, fragment) in marks.fragments.iter().enumerate() {
        while i < tokens.len() && tokens[i].span.start < fragment.outer.start {
            i += 1;
        }
        while i < tokens.len() && tokens[i].span.start < fragment.outer.end {
            out[i] = Some(index as u32);
            i += 1;
        }
    }
    out
}
