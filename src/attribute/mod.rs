//! Who said what, in one document: fragments and clauses, their cues and their sources.
//!
//! Rules over words and marks: a [`cue`] and its [`source`] make a frame, and the fragments and
//! clauses around frames become quotations ([`direct`], [`indirect`]). What stands between marks
//! and has no frame is a label, a title or unknown ([`label`]).

mod combined;
mod cue;
mod direct;
mod extent;
mod headline;
mod indirect;
mod item;
mod label;
pub mod learned;
mod reported;
mod signature;
mod source;
mod transcript;

use std::ops::Range;

pub use combined::{attribute, attribution_model, embedded};
use headline::Behind;
pub use reported::reported_model;

use crate::annotate::Annotated;
use crate::base::Span;
use crate::record::{QuotationKind, UnattributedKind};
use crate::text::Fragment;

/// What the source's head is; how a speaker is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Index into [`Annotated::names`].
    Name(usize),
    /// Token of a pronoun.
    Pronoun(usize),
    /// Token of a common noun: *inspectors*, *report*, *spokesman*.
    Noun(usize),
    /// No source: whoever spoke before goes on.
    Previous,
}

/// A source: the noun phrase that names who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Tokens of the whole phrase.
    pub tokens: Range<usize>,
    pub anchor: Anchor,
}

/// One utterance put to one source. Spans are bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    pub kind: QuotationKind,
    /// Runs between marks, marks excluded.
    pub fragments: Vec<Span>,
    /// The words reported, marks included.
    pub content: Vec<Span>,
    pub cue: Vec<Span>,
    /// `None` where nobody is named and nobody spoke before.
    pub source: Option<Source>,
    /// Index of the paragraph of the first word.
    pub paragraph: usize,
    /// Probability that kind, content and source are right, 0 to 1.
    pub confidence: f32,
    /// Probability that the source is right, where the content is.
    pub source_confidence: f32,
    /// Told by how the page is laid out, as in a transcript: surer than any reading of the words.
    pub by_layout: bool,
}

/// Text between marks that no one is said to have said. Spans are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub kind: UnattributedKind,
    pub span: Span,
    pub reason: &'static str,
    pub paragraph: usize,
}

/// What is less likely a quotation than this is mostly a stance, a wish or a deed.
pub const LIKELY: f32 = 0.45;

/// Finds the quotations of a document by rules alone, in the order of their first content. Linear in its length.
pub fn by_rules(annotated: &Annotated) -> Vec<Attribution> {
    let mut taken = vec![false; annotated.marks.fragments.len()];
    let mut quotations = Vec::new();
    let mut scene = direct::Scene::default();
    let paragraphs = item::paragraphs(annotated);
    let layout = transcript::layout(annotated, &paragraphs);
    for paragraph in &paragraphs {
        let turn = |layout| transcript::turn(annotated, layout, paragraph, &mut taken, &mut quotations);
        if layout.as_ref().is_some_and(turn) {
            continue;
        }
        if signature::signed(annotated, paragraph, &mut taken, &mut quotations)
            || headline::told(annotated, paragraph, Behind::Alone, &mut taken, &mut quotations)
        {
            continue;
        }
        direct::paragraph(annotated, paragraph, &mut scene, &mut taken, &mut quotations);
    }
    headline::repeated(annotated, &mut taken, &mut quotations);
    for paragraph in &paragraphs {
        headline::told(annotated, paragraph, Behind::Acting, &mut taken, &mut quotations);
    }
    quotations.sort_by_key(|quotation| quotation.content.first().map(|span| span.start));
    quotations
}

/// What stands between marks in a document and is of none of its quotations, in text order.
pub fn unattributed(annotated: &Annotated, quotations: &[Attribution]) -> Vec<Label> {
    let mut inner: Vec<Span> = quotations.iter().flat_map(|q| q.fragments.clone()).collect();
    inner.sort();
    // Marks within a turn of a transcript are the speaker's own.
    let turns = quotations.iter().filter(|q| q.by_layout).flat_map(|q| &q.content);
    let mut turns: Vec<Span> = turns.copied().collect();
    turns.sort();
    let in_turn = |fragment: &Fragment| {
        let behind = turns.partition_point(|turn| turn.end <= fragment.inner.start);
        turns.get(behind).is_some_and(|turn| turn.contains(fragment.inner))
    };
    let is_taken = |fragment: &Fragment| inner.binary_search(&fragment.inner).is_ok() || in_turn(fragment);
    let taken: Vec<bool> = annotated.marks.fragments.iter().map(is_taken).collect();
    label::labels(annotated, &taken, quotations)
}

/// The attributions of a document, and what the model of what is reported sees of each: for learning it.
#[cfg(feature = "train")]
pub fn reports(annotated: &Annotated) -> Vec<(Attribution, Vec<f32>)> {
    let quotations = combined::found(annotated, embedded());
    let signs = reported::signs(annotated, &quotations);
    quotations.into_iter().zip(signs).collect()
}
