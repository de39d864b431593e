//! onrecord finds who said what, when, and about which rating.
//!
//! Data flows one way: [`read`] → [`annotate`] → [`attribute`] → [`resolve`] → [`rating`] →
//! [`graph`] and [`write`]; [`record`] holds what travels.

pub mod annotate;
pub mod attribute;
pub mod base;
pub mod check;
pub mod graph;
pub mod lexicon;
pub mod model;
pub mod pipeline;
pub mod rating;
pub mod read;
pub mod record;
pub mod resolve;
pub mod search;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
pub mod write;

pub use pipeline::{Analyser, Builder};
