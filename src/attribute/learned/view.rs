//! What the learned finder is given: a document whose words are tagged, parsed and named.

use std::ops::Range;

use crate::annotate::Vector;
use crate::base::Span;

/// The head of a word that has none.
pub const ROOT: u32 = u32::MAX;

/// The number that stands for a tag, a dependency label or a kind of name.
///
/// Names are hashed, so that annotations of any origin fit as long as they use the same names. FNV-1a, 32 bits.
pub const fn name_id(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash = 0x811c_9dc5u32;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// A word or mark with what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct ViewToken {
    /// Bytes.
    pub span: Span,
    /// [`name_id`] of its Penn Treebank tag.
    pub tag: u32,
    /// [`name_id`] of its dependency on its head.
    pub label: u32,
    /// [`name_id`] of the kind of name that it is part of, `O` for none.
    pub entity: u32,
    /// Index of its head among the document's tokens, in the same sentence; [`ROOT`] for none.
    pub head: u32,
}

/// A run of text between marks, the marks included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Tokens.
    pub tokens: Range<u32>,
    /// Whether a closing mark ends it in its paragraph.
    pub closed: bool,
    /// Whether it runs to the end of its paragraph and the next region goes on with it.
    pub goes_on: bool,
    /// Whether the region before [goes on](Self::goes_on) to it.
    pub continues: bool,
    /// Whether it looks like a grade or a title, whoever may name it.
    pub label: bool,
}

impl Region {
    /// Whether marks tell it to be somebody's words, as far as they can.
    pub fn may_be_speech(&self) -> bool {
        (self.closed || self.goes_on || self.continues) && !self.label
    }
}

/// A document as the finder sees it.
///
/// Sentences and paragraphs are ranges of tokens, in order, without gaps; no sentence crosses a paragraph. Regions
/// are in order, and none crosses a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    pub text: &'a str,
    pub tokens: &'a [ViewToken],
    /// One for each token.
    pub vectors: &'a [Vector],
    pub sentences: &'a [Range<u32>],
    pub paragraphs: &'a [Range<u32>],
    pub regions: &'a [Region],
}
