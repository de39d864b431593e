//! How one speaker was made of several documents' speakers, and what does not fit together.

use serde::{Deserialize, Serialize};

use super::spelled;
use crate::base::{Date, Span};

/// What was decided of two speakers who may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// They are one speaker.
    Merged,
    /// A near miss: their names fit together, and they stay two.
    Apart,
}
spelled!(Decision { Merged => "merged", Apart => "apart" });

/// A speaker of a document, and a speaker known before, with what was decided and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    pub decision: Decision,
    /// The speaker of the document: its identifier in the record.
    pub speaker_id: String,
    /// The name in the document.
    pub speaker: String,
    pub document_id: String,
    /// The words of the document that the decision rests on.
    pub evidence: String,
    /// The speaker known before; the same as `speaker_id` where they were merged.
    pub other_id: String,
    pub other: String,
    /// The document of `other_evidence`.
    pub other_document_id: String,
    pub other_evidence: String,
    /// Why, in a few words.
    pub reason: String,
    /// Probability that the decision is right, 0 to 1.
    pub confidence: f32,
}

/// A document and the user's register do not say the same of a speaker at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    pub speaker_id: String,
    pub speaker: String,
    pub register_id: String,
    /// `role`, `organisation`, `party`, `start_date` or `end_date`.
    pub field: String,
    /// What the document says.
    pub text_value: String,
    /// What the register says.
    pub register_value: String,
    /// The day of which both speak: the document's date.
    pub on: Option<Date>,
    pub document_id: String,
    pub evidence: Span,
    pub evidence_text: String,
    /// File and line of the register's entry.
    pub register: String,
}

/// A correction that fits nothing in the record any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotApplied {
    /// File and line.
    pub correction: String,
    pub action: String,
    /// The quotation's identifier or words, or the speaker.
    pub target: String,
    pub field: String,
    pub value: String,
    pub reason: String,
}
