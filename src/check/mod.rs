//! Claimed quotations against a record: is it on record, in these words, from this speaker, then?
//!
//! [`claims`] reads claims; an [`Index`] of a record finds the passages near to each; a [`Checker`] lays the
//! words of both side by side and gives a [`Check`]: a verdict, why, and the evidence.

mod align;
mod article;
mod claim;
mod claims;
mod context;
mod difference;
mod index;
mod index_file;
mod normalise;
mod passage;
mod same_speaker;
mod splice;
mod verdict;
mod why;

pub use article::article_claims;
pub use claim::Claim;
pub use claims::claims;
pub use difference::{Flag, Piece};
pub use index::{Index, IndexBuilder, Searched, Votes};
pub use index_file::{build, open};
pub use normalise::Normaliser;
pub use passage::{Passage, Rated};
pub use verdict::{Check, Checker, Near, Verdict};
pub use why::who;
