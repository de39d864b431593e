//! The program's own annotations as the finder's input.

use std::ops::Range;

use super::view::{ROOT, View, ViewToken, name_id};
use crate::annotate::{EntityKind, Syntax};
use crate::text::Token;

/// What a [`View`] borrows.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    pub tokens: Vec<ViewToken>,
    pub sentences: Vec<Range<u32>>,
    pub paragraphs: Vec<Range<u32>>,
}

impl Annotations {
    /// The view of `text` with these annotations.
    pub fn view<'a>(&'a self, text: &'a str) -> View<'a> {
        View { text, tokens: &self.tokens, sentences: &self.sentences, paragraphs: &self.paragraphs }
    }

    /// Takes over what the language model found. `paragraphs` are ranges of tokens without gaps.
    pub fn of(tokens: &[Token], syntax: &Syntax, paragraphs: Vec<Range<u32>>) -> Self {
        let mut out: Vec<ViewToken> = tokens
            .iter()
            .zip(syntax.words())
            .map(|(token, word)| ViewToken {
                span: token.span,
                tag: name_id(word.tag.as_str()),
                label: name_id(word.label.as_str()),
                entity: name_id("O"),
                head: if (word.head as usize) < tokens.len() { word.head } else { ROOT },
            })
            .collect();
        for entity in syntax.entities() {
            // The names that news corpora use.
            let kind = name_id(match entity.kind {
                EntityKind::Person => "PERSON",
                EntityKind::Organisation => "ORGANIZATION",
                EntityKind::Place => "LOCATION",
                other => other.as_str(),
            });
            for token in &mut out[entity.words.start as usize..entity.words.end as usize] {
                token.entity = kind;
            }
        }
        Annotations { tokens: out, sentences: syntax.sentences().to_vec(), paragraphs }
    }
}
