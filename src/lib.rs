//! onrecord finds who said what, when, and about which rating.
//!
//! Data flows one way: [`read`] → [`annotate`] → [`attribute`] → [`resolve`] → [`rating`] →
//! [`graph`] and [`write`]; [`record`] holds what travels.

pub mod annotate;
pub mod attribute;
pub mod base;
pub mod cli;
pub mod model;
pub mod record;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
