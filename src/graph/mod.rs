//! Who speaks, in what role, for whom, in which party, where, and about which ratings: the record as a graph.
//!
//! [`build`] makes the graph and [`focus`] cuts a piece out of it. [`dot`] and [`svg`] draw it;
//! [`graphml`], [`gexf`] and [`json`] hold all of it for other programs.

mod attributes;
mod build;
pub mod colour;
pub mod dot;
mod focus;
pub mod gexf;
pub mod graphml;
pub mod json;
mod mentions;
pub mod metrics;
mod picture;
pub mod svg;
mod text;
#[cfg(test)]
mod xml;

use petgraph::graph::DiGraph;

pub use build::{Selection, build};
pub use focus::{Unmatched, focus};
pub use picture::{By, Options};

use crate::base::Date;
use crate::record::SpeakerKind;
use colour::Colour;

/// Speakers, roles, organisations, parties, documents and ratings, and how they are tied.
pub type Graph = DiGraph<Node, Edge>;

/// Someone or something that the record speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Speaker(SpeakerNode),
    /// A role at an organisation: one node for all who held it.
    Role {
        role: String,
        organisation: Option<String>,
    },
    Organisation(String),
    Party {
        name: String,
        /// By which the public knows it; `None` where the lexicon has none.
        colour: Option<Colour>,
    },
    Document(DocumentNode),
    Rating(RatingNode),
}

/// A speaker with what it last held.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerNode {
    /// [`Speaker::id`](crate::record::Speaker::id).
    pub id: String,
    /// With the honorific.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    pub kind: SpeakerKind,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub party: Option<String>,
    /// By which the public knows the party.
    pub party_colour: Option<Colour>,
    pub quotations: usize,
    /// When the first and the last of the quotations were said.
    pub said: Dates,
    /// Share of the shortest paths between two others, from speaker to document to speaker, that run by this
    /// one, 0 to 1; set by [`metrics::measure`].
    pub centrality: Option<f32>,
    /// Number of the circle of those who are quoted together, from 1 for the largest; set by
    /// [`metrics::measure`].
    pub community: Option<usize>,
}

/// A document in which someone is quoted or a rating told.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentNode {
    /// [`Extraction::id`](crate::record::Extraction::id).
    pub id: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published_on: Option<Date>,
    pub quotations: usize,
}

/// A rating, one for all documents that tell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingNode {
    /// [`Rating::id`](crate::record::Rating::id) where it is first told.
    pub id: String,
    pub grade: String,
    pub grade_rank: Option<u8>,
    pub grades: Option<u8>,
    pub inspector: Option<String>,
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub rated_on: Option<Date>,
    /// The grade before, where a text tells it.
    pub previous_grade: Option<String>,
}

/// How two nodes are tied, how often, and over what time.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub kind: EdgeKind,
    /// Quotations for what is said; documents for what is held or told.
    pub count: usize,
    pub dates: Dates,
}

/// How two nodes are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// From a speaker to a role that it holds or held.
    Holds,
    /// From a role to its organisation.
    At,
    /// From a speaker to the organisation that it holds or held a role in, or works or speaks for.
    WorksFor,
    /// From a speaker to a party that it belongs or belonged to.
    BelongsTo,
    /// From a speaker to a document.
    QuotedIn,
    /// From a speaker to a rating.
    SpeaksAbout,
    /// From an inspector who is a speaker to a rating.
    Gave,
    /// From a rating to a document.
    ToldIn,
    /// From a rating to the next of the same inspector, subject and aspect.
    FollowedBy,
    /// From a speaker to another whom it names.
    Mentions,
    /// From a speaker to another whose words it answers.
    RepliesTo,
}

impl EdgeKind {
    /// The spelling in files.
    pub fn as_str(self) -> &'static str {
        match self {
            EdgeKind::Holds => "holds",
            EdgeKind::At => "at",
            EdgeKind::WorksFor => "works_for",
            EdgeKind::BelongsTo => "belongs_to",
            EdgeKind::QuotedIn => "quoted_in",
            EdgeKind::SpeaksAbout => "speaks_about",
            EdgeKind::Gave => "gave",
            EdgeKind::ToldIn => "told_in",
            EdgeKind::FollowedBy => "followed_by",
            EdgeKind::Mentions => "mentions",
            EdgeKind::RepliesTo => "replies_to",
        }
    }
}

/// From the first to the last date known; both empty where none is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

impl Dates {
    /// One date.
    pub fn on(date: Option<Date>) -> Self {
        Dates { first: date, last: date }
    }

    /// The time that covers both.
    #[must_use]
    pub fn with(self, other: Dates) -> Self {
        let first = match (self.first, other.first) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Dates { first, last: self.last.max(other.last) }
    }
}
