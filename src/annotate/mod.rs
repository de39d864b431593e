//! What a sentence is made of: parts of speech, names, dependencies, base forms.

pub mod entities;
mod names;
pub mod parser;
pub mod tagger;

pub use entities::EntityKind;
pub use names::{Label, Tag};

pub struct Language;
impl Language {
    pub fn classes() -> Vec<String> {
        Vec::new()
    }
}
