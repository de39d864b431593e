//! One utterance put to one source.

use serde::{Deserialize, Serialize};

use super::{SpeakerRef, spelled};
use crate::base::{Date, Span};

/// How the words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationKind {
    /// The words stand between marks and make up the whole utterance.
    Direct,
    /// A reported clause with some words between marks.
    Mixed,
    /// Reported without marks.
    Indirect,
}
spelled!(QuotationKind { Direct => "direct", Mixed => "mixed", Indirect => "indirect" });

/// Where a date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// The text gives it (*in November 2014*).
    Stated,
    /// The text gives it by the document's own date (*last Tuesday*, *today*).
    Relative,
    /// The document's date stands in for it.
    Published,
}
spelled!(DateBasis { Stated => "stated", Relative => "relative", Published => "published" });

/// Why a quotation is held to be about a rating, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RatingBasis {
    /// The grade is in the words.
    Quoted,
    /// The grade is in the same sentence.
    Sentence,
    /// The grade is in the same passage.
    Passage,
    /// The document is about one rating.
    Document,
}
spelled!(RatingBasis { Quoted => "quoted", Sentence => "sentence", Passage => "passage", Document => "document" });

/// A link from a quotation to a rating of the same document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingLink {
    /// [`Rating::id`](super::Rating::id).
    pub id: String,
    pub basis: RatingBasis,
    /// Probability, 0 to 1.
    pub confidence: f32,
}

/// One utterance put to one source. Spans count the [`OffsetUnit`](crate::base::OffsetUnit) of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// `<document>:q<n>`, n from 1 in text order.
    pub id: String,
    pub kind: QuotationKind,
    /// The words: fragments joined by ` […] ` where interrupted, by a line break between
    /// paragraphs; for mixed and indirect speech the content.
    pub text: String,
    /// Runs between marks, marks excluded.
    pub fragments: Vec<Span>,
    /// The words reported, with their marks.
    pub content: Vec<Span>,
    /// The reporting expression; empty where there is none.
    pub cue: Vec<Span>,
    /// The noun phrase that names who said it; empty where there is none.
    pub source: Vec<Span>,
    /// The cue's words, joined by a space.
    #[serde(default)]
    pub cue_text: String,
    /// The source's words, joined by a space.
    #[serde(default)]
    pub source_text: String,
    pub speaker: SpeakerRef,
    /// The role that the speaker held when it was said.
    pub role: Option<String>,
    /// The organisation that the speaker spoke for when it was said.
    pub organisation: Option<String>,
    /// The party that the speaker belonged to when it was said.
    pub party: Option<String>,
    pub said_on: Option<Date>,
    pub said_on_basis: Option<DateBasis>,
    pub ratings: Vec<RatingLink>,
    /// Probability that quotation and speaker are right, 0 to 1.
    pub confidence: f32,
    /// Empty, `corrected` or `confirmed`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// Paragraph of the first word, from 1.
    #[serde(default)]
    pub paragraph: u32,
    /// Up to 32 characters before the content.
    #[serde(default)]
    pub prefix: String,
    /// Up to 32 characters behind the content.
    #[serde(default)]
    pub suffix: String,
    /// Why the speaker is unknown; empty where known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
