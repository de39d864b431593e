//! A document as read: its text, its paragraphs and what is known about it.

use crate::base::{Date, Span};
use crate::record::PublishedBasis;

/// The format that a document came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Text,
    /// One JSON object of a JSON Lines stream.
    Json,
    Html,
    Pdf,
    /// Office Open XML, as Word writes it.
    Docx,
    /// A message with its header.
    Email,
    Markdown,
}

impl Format {
    /// The name used in `documents.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Html => "html",
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Email => "eml",
            Format::Markdown => "markdown",
        }
    }

    /// The name used in messages.
    pub fn in_words(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "JSON",
            Format::Html => "web page",
            Format::Pdf => "PDF",
            Format::Docx => "Word file",
            Format::Email => "e-mail",
            Format::Markdown => "Markdown",
        }
    }
}

/// What a paragraph is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// The headline.
    Title,
    /// A short line over a section, without a full stop.
    Heading,
    /// Running text.
    Body,
    /// An item of a list.
    ListItem,
    /// Cells of a [`Table`](super::Table).
    TableRow,
    /// Who it is from and to, and when: masthead, byline, date line, a letter's address, salutation
    /// and signature.
    Letterhead,
    /// What a page shows beside its text: cookie notices, buttons, comments, captions.
    /// No speech and no speaker is read from it.
    Furniture,
}

/// A paragraph: one line that is not blank, or the lines that a program broke it into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes, white space at the ends left out.
    pub span: Span,
    pub kind: ParagraphKind,
}

impl Paragraph {
    /// Whether speech may be read from it.
    pub fn is_prose(self) -> bool {
        matches!(
            self.kind,
            ParagraphKind::Title | ParagraphKind::Heading | ParagraphKind::Body | ParagraphKind::ListItem
        )
    }
}

/// A document as read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Slug of the file name and six hexadecimal digits of the text's hash.
    pub id: String,
    /// As given by the user; `-` for standard input.
    pub path: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published_on: Option<Date>,
    /// Where `published_on` was found.
    pub published_on_basis: Option<PublishedBasis>,
    pub format: Format,
    /// Name of the encoding that the bytes were read as; empty where the format decides it.
    pub encoding: &'static str,
    /// The text that every span counts into.
    pub text: String,
    /// In text order, not overlapping.
    pub paragraphs: Vec<Paragraph>,
    /// BLAKE3 hash of the bytes, in hexadecimal.
    pub blake3: String,
    /// What the reader of the output should know, in plain sentences.
    pub warnings: Vec<String>,
}
