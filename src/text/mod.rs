//! Text and its parts, with no idea of who speaks: documents, paragraphs, sentences, tokens,
//! quotation marks.

mod document;
mod sentence;
mod token;

pub use document::{Document, Format, Paragraph, ParagraphKind};
pub use sentence::sentences;
pub use token::{Token, TokenKind, tokenise};
