//! Attributions found by a model learned from annotated news.
//!
//! A chain marks cues, word by word; a second one, run once for each cue, marks its source and its content; then
//! what contradicts each other is settled, and marked regions that are left get a speaker from the conversation.

mod adapter;
pub mod argument;
pub mod chain;
pub mod cue;
mod file;
mod finder;
pub mod hidden;
pub mod prepare;
pub mod table;
mod view;

pub use adapter::Annotations;
pub use file::Manifest;
#[cfg(feature = "train")]
pub(crate) use finder::find_cues;
pub use finder::{Calibration, Evidence, LearnedAttribution, Model, attribute, probability};
pub use view::{ROOT, Region, View, ViewToken, name_id};
