//! The program's own annotations as the finder's input.

use std::ops::Range;

use super::view::{ROOT, Region, View, ViewToken, name_id};
use crate::annotate::{Annotated, EntityKind, Vector};
use crate::attribute::label::is_label;

/// What a [`View`] borrows.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    pub tokens: Vec<ViewToken>,
    pub vectors: Vec<Vector>,
    pub sentences: Vec<Range<u32>>,
    pub paragraphs: Vec<Range<u32>>,
    pub regions: Vec<Region>,
}

impl Annotations {
    /// The view of `text` with these annotations.
    pub fn view<'a>(&'a self, text: &'a str) -> View<'a> {
        View {
            text,
            tokens: &self.tokens,
            vectors: &self.vectors,
            sentences: &self.sentences,
            paragraphs: &self.paragraphs,
            regions: &self.regions,
        }
    }

    /// Takes over what is known of a document; nothing where it has not been parsed.
    pub fn of(a: &Annotated) -> Self {
        let Some(syntax) = &a.syntax else { return Annotations::default() };
        let mut tokens: Vec<ViewToken> = a
            .tokens
            .iter()
            .zip(syntax.words())
            .map(|(token, word)| ViewToken {
                span: token.span,
                tag: name_id(word.tag.as_str()),
                label: name_id(word.label.as_str()),
                entity: name_id("O"),
                head: if (word.head as usize) < a.tokens.len() { word.head } else { ROOT },
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
            for token in &mut tokens[entity.words.start as usize..entity.words.end as usize] {
                token.entity = kind;
            }
        }
        let sentences = a.sentences.iter().map(|s| s.tokens.start as u32..s.tokens.end as u32).collect();
        let mut paragraphs: Vec<Range<u32>> = Vec::new();
        let mut last = None;
        for sentence in &a.sentences {
            let end = sentence.tokens.end as u32;
            match paragraphs.last_mut() {
                Some(paragraph) if last == Some(sentence.paragraph) => paragraph.end = end,
                _ => paragraphs.push(sentence.tokens.start as u32..end),
            }
            last = Some(sentence.paragraph);
        }
        let mut regions: Vec<Region> = Vec::new();
        for (index, fragment) in a.marks.fragments.iter().enumerate() {
            let start = a.token_from(fragment.outer.start) as u32;
            let end = a.token_from(fragment.outer.end) as u32;
            // A mark that is joined to a word gives no tokens of its own.
            if start >= end || regions.last().is_some_and(|last| last.tokens.end > start) {
                continue;
            }
            if let Some(last) = regions.last_mut().filter(|_| fragment.continued) {
                last.goes_on = true;
            }
            let (closed, continues) = (fragment.closed, fragment.continued);
            let label = closed && is_label(a, index);
            regions.push(Region { tokens: start..end, closed, goes_on: false, continues, label });
        }
        // The marks around a region look alike to the model, whatever their style.
        for region in &regions {
            tokens[region.tokens.start as usize].tag = name_id("``");
            if region.closed {
                tokens[region.tokens.end as usize - 1].tag = name_id("''");
            }
        }
        Annotations { tokens, vectors: syntax.vectors().to_vec(), sentences, paragraphs, regions }
    }
}
