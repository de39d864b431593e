//! Text and its parts, with no idea of who speaks: documents, paragraphs, sentences, tokens,
//! quotation marks.

mod document;
mod marks;
mod token;

pub use document::{Document, Format, Paragraph, ParagraphKind};
pub use marks::{Fragment, MarkStyle, Marks, fragments};
pub use token::{Token, TokenKind, tokenise};
