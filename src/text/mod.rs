//! Text and its parts, with no idea of who speaks: documents, paragraphs, sentences, tokens,
//! quotation marks.

mod document;
mod token;

pub use document::{Document, Format, Paragraph, ParagraphKind};
pub use token::{Token, TokenKind, tokenise};
