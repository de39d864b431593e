//! What was found in one document, and in a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Disagreement, Measures, Merge, NotApplied, Quotation, Rating, Speaker, spelled};
use crate::base::{Date, Span};

/// How reading a document went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Ok,
    /// Read, with something to look at.
    Warning,
    /// Not read; nothing was extracted.
    Error,
}
spelled!(Status { Ok => "ok", Warning => "warning", Error => "error" });

/// Where a document's date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBasis {
    /// In the file's own metadata.
    Metadata,
    /// In a field of JSON Lines.
    Field,
    /// On a line of its own, of a page or a letter.
    Line,
    /// Before the first sentence of an article, behind the place.
    Dateline,
    /// In the file's name.
    FileName,
}
spelled!(PublishedBasis {
    Metadata => "metadata",
    Field => "field",
    Line => "line",
    Dateline => "dateline",
    FileName => "file name",
});

/// What marked text is that no one is said to have said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnattributedKind {
    /// Scare quote, grade, nickname.
    Label,
    /// Title of a work, a plan or a project.
    Title,
    /// Speech whose speaker can't be told.
    Unknown,
}
spelled!(UnattributedKind { Label => "label", Title => "title", Unknown => "unknown" });

/// Text between marks that no one is said to have said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unattributed {
    pub kind: UnattributedKind,
    /// Marks excluded.
    pub span: Span,
    pub text: String,
    pub reason: String,
    /// Paragraph, from 1.
    #[serde(default)]
    pub paragraph: u32,
}

/// *X Council replaced Y Council and Z Council.*
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The body that is no more.
    pub from: String,
    /// The body in its place.
    pub to: String,
    pub evidence: Span,
}

/// What was found in one document; one line of `record.jsonl`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    pub id: String,
    pub path: String,
    pub title: Option<String>,
    #[serde(default)]
    pub publisher: Option<String>,
    pub published_on: Option<Date>,
    /// Where `published_on` was found.
    #[serde(default)]
    pub published_on_basis: Option<PublishedBasis>,
    #[serde(default)]
    pub format: String,
    #[serde(default)]
    pub encoding: String,
    /// Number of words in the text.
    #[serde(default)]
    pub words: u32,
    /// Hash of the bytes read, in hexadecimal.
    #[serde(default)]
    pub blake3: String,
    /// The text that spans count into, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub quotations: Vec<Quotation>,
    pub speakers: Vec<Speaker>,
    pub ratings: Vec<Rating>,
    pub unattributed: Vec<Unattributed>,
    /// In a record: which speakers known before this document's speakers are, and which they are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merges: Vec<Merge>,
    /// In a record: where this document and the user's register differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    /// Bodies that this document says took the place of others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successions: Vec<Succession>,
    pub warnings: Vec<String>,
    #[serde(default)]
    pub status: Status,
    /// What went wrong, where something did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// A run: every document in input order, and one speaker for each person or body.
///
/// Speakers of the extractions carry the identifiers of [`Record::speakers`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub documents: Vec<Extraction>,
    /// In order of first appearance; memberships merged, with first and last dates seen.
    pub speakers: Vec<Speaker>,
    /// Corrections that fit nothing any more.
    pub not_applied: Vec<NotApplied>,
    /// How speakers stand among the others, by [`Speaker::id`]; empty where it was not asked for.
    pub measures: BTreeMap<String, Measures>,
}
