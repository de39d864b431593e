//! What a sentence is made of: parts of speech, names, dependencies, base forms.
//!
//! ```no_run
//! # use onrecord::{annotate::Language, base::Span, text};
//! let text = "Coun Doe said that costs had risen.";
//! let span = Span::new(0, text.len());
//! let mut tokens = Vec::new();
//! text::tokenise(text, span, &mut tokens);
//! let sentences = text::sentences(text, &tokens, span);
//! let syntax = Language::embedded().annotate(text, &tokens, &sentences);
//! let said = 2;
//! assert_eq!(syntax.subject(said), Some(1));
//! ```

pub mod entities;
mod language;
mod lemma;
mod names;
pub mod parser;
mod syntax;
pub mod tagger;

pub use entities::{Entity, EntityKind};
pub use language::Language;
pub use lemma::lemma;
pub use names::{Label, Tag};
pub use syntax::{Syntax, Word};
