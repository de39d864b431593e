//! Who said what: cues, contents and sources.

pub mod learned;
