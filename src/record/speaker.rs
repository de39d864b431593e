//! Who speaks: persons and bodies, and what they hold and belong to.

use serde::{Deserialize, Serialize};

use super::spelled;
use crate::base::{Date, Span};

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    Person,
    Organisation,
    /// *the report said*
    Document,
    /// *inspectors*, *residents*
    Group,
    /// *a spokesperson for X*
    Unnamed,
    /// Can't be told.
    Unknown,
}
spelled!(SpeakerKind {
    Person => "person", Organisation => "organisation", Document => "document",
    Group => "group", Unnamed => "unnamed", Unknown => "unknown",
});

/// A speaker as a quotation names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeakerRef {
    /// [`Speaker::id`]; empty where unknown.
    pub id: String,
    pub name: String,
    pub kind: SpeakerKind,
}

impl SpeakerRef {
    /// The speaker that can't be told.
    pub fn unknown() -> Self {
        SpeakerRef { id: String::new(), name: "unknown".into(), kind: SpeakerKind::Unknown }
    }
}

/// What a membership is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MembershipKind {
    /// A post held: *leader of X council*.
    Role,
    /// A party belonged to; [`Membership::party`] names it.
    Party,
    /// Works or speaks for an organisation, with no post named.
    Employment,
}
spelled!(MembershipKind { Role => "role", Party => "party", Employment => "employment" });

/// How a membership's time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MembershipBasis {
    /// The text gives a start or an end.
    Stated,
    /// A register gives it.
    Register,
    /// Only seen to hold at a document's date.
    Seen,
    /// Told by something else: *my Conservative colleagues* makes the speaker a Conservative.
    Inferred,
}
spelled!(MembershipBasis { Stated => "stated", Register => "register", Seen => "seen", Inferred => "inferred" });

/// A person holding a role in an organisation, or belonging to a party, over a time (as in Popolo).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    pub kind: MembershipKind,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub party: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    pub basis: MembershipBasis,
    /// Dates of the first and the last document that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_seen: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Date>,
    /// The document of the evidence.
    #[serde(default)]
    pub document_id: String,
    /// Where the text says so.
    pub evidence: Span,
    /// What it says there.
    #[serde(default)]
    pub evidence_text: String,
    /// *Former*, *then*, *ex-*: no longer held at the document's date; in a record, over by the newest
    /// document that speaks of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
    /// Probability that it is right, 0 to 1.
    #[serde(default = "sure")]
    pub confidence: f32,
}

/// Confidence of a membership that a text gives in so many words.
const fn sure() -> f32 {
    0.9
}

/// How a speaker stands among the others, where that says something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Share of the shortest paths between two others, from speaker to document to speaker, that run by this one,
    /// 0 to 1.
    pub centrality: Option<f32>,
    /// Number of the circle of those who are quoted together, from 1 for the largest.
    pub community: Option<usize>,
}

/// A person or body that mentions refer to: one in a document, and one in a [`Record`](super::Record).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// Slug of the name: `ian-thomas`; `ian-thomas-2` for a second person of that name.
    pub id: String,
    pub name: String,
    pub kind: SpeakerKind,
    /// As written before the name: `Cllr`, `Dame`.
    pub honorific: Option<String>,
    /// Other ways in which the text names it, in text order.
    pub aliases: Vec<String>,
    pub memberships: Vec<Membership>,
    /// For [`SpeakerKind::Unnamed`], the body spoken for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks_for: Option<String>,
    /// Identifier in the user's register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register_id: Option<String>,
}
