//! Text and its parts, with no idea of who speaks: documents, paragraphs, sentences, tokens,
//! quotation marks.

mod dates;
mod document;
mod marks;
mod sentence;
mod table;
mod token;

pub use dates::{WrittenDate, date_at, is_day_or_month, written_date_at};
pub use document::{Document, Format, Paragraph, ParagraphKind};
pub use marks::{Fragment, MarkStyle, Marks, fragments};
pub use sentence::sentences;
pub use table::{Row, Table, tables};
pub use token::{Token, TokenKind, tokenise};
