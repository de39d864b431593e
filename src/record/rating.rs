//! A grade on a scale, given by an inspector to a subject at a time.

use serde::{Deserialize, Serialize};

use super::{DateBasis, spelled};
use crate::base::{Date, Span};

/// How a grade compares with the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    Up,
    Down,
    Same,
}
spelled!(Change { Up => "up", Down => "down", Same => "same" });

/// A passage that tells of a rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingEvidence {
    pub span: Span,
    pub text: String,
}

/// One rating event and its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// `<document>:r<n>`, n from 1 in text order. In a [`Record`](super::Record), what several documents
    /// tell of has the identifier that the first of them gave it.
    pub id: String,
    pub inspector: Option<String>,
    /// Name of the scale in `data/lexicon/scales.toml`.
    pub scale: Option<String>,
    /// The body rated: *Rotherham's children's services*.
    pub subject: Option<String>,
    /// The part rated where it is not the whole: *care leavers*.
    pub aspect: Option<String>,
    pub grade: String,
    /// 1 is the best of the scale.
    pub grade_rank: Option<u8>,
    /// How many grades the scale has.
    pub grades: Option<u8>,
    pub previous_grade: Option<String>,
    pub change: Option<Change>,
    pub rated_on: Option<Date>,
    pub rated_on_basis: Option<DateBasis>,
    /// The clause that says so best.
    pub evidence: Span,
    #[serde(default)]
    pub evidence_text: String,
    /// Every clause of the document that says so, in text order.
    #[serde(default)]
    pub all_evidence: Vec<RatingEvidence>,
    /// Identifiers of ratings of other documents that give another grade for the same subject and time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicted_by: Vec<String>,
    /// Probability, 0 to 1.
    pub confidence: f32,
}
