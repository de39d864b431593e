//! Bytes to [`Document`]s: sources, formats, encodings, JSON Lines, paragraphs, metadata.

mod blocks;
mod date_line;
mod docx;
mod email;
mod encoding;
mod format;
mod furniture;
mod guarded;
mod html;
mod jsonl;
mod markdown;
mod metadata;
mod paragraphs;
mod pdf;
mod source;

pub use date_line::DateLines;
pub use encoding::{Decoded, MAX_BYTES, decode};
pub use format::format_of;
pub use furniture::{Furniture, Publishers};
pub use guarded::GUARDED_THREAD;
pub use jsonl::JsonLines;
pub use metadata::{Metadata, metadata};
pub use paragraphs::paragraphs;
pub use pdf::{READ_PDF, read_pdf};
pub use source::{Input, inputs, read_file};

use std::path::PathBuf;

use crate::base::{Date, Error, Result};
use crate::record::PublishedBasis;
use crate::text::{Document, Format};

/// The lexicons that reading needs. Make one and share it: parsing them takes longer than reading
/// a document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub furniture: Furniture,
    pub publishers: Publishers,
    pub date_lines: DateLines,
    /// A program that [`read_pdf`]s when its only argument is [`READ_PDF`]. PDF files are read by it, one
    /// process each, so that a hostile one can't take this process along; in this process where not set.
    pub pdf_program: Option<PathBuf>,
}

/// What a format's reader finds: the text, a paragraph to a line with a blank line between, and what the
/// file states of itself.
#[derive(Clone, Debug, Default)]
struct Content {
    text: String,
    title: Option<String>,
    publisher: Option<String>,
    published_on: Option<Date>,
    /// The encoding of text; empty for formats that hold none.
    encoding: &'static str,
    warnings: Vec<String>,
}

/// Reads the bytes of the file at `path` as a document, in the format that they are in.
///
/// # Errors
/// [`Error::NotText`], [`Error::TooLarge`], and [`Error::Format`] for a file that is damaged or goes over
/// the limits of its format; an empty file is a document with a warning.
pub fn document(bytes: Vec<u8>, path: &str, options: &Options) -> Result<Document> {
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let format = format_of(&bytes, path);
    let content = content(bytes, format, path, options)?;
    let mut document = of_content(content, format, path, options);
    document.blake3 = hash;
    Ok(document)
}

fn content(bytes: Vec<u8>, format: Format, path: &str, options: &Options) -> Result<Content> {
    let unreadable = |why| Error::Format { path: path.to_owned(), format: format.in_words(), why };
    match format {
        Format::Pdf => match &options.pdf_program {
            Some(program) => pdf::content_by(program, bytes).map_err(unreadable),
            None => pdf::content(bytes).map_err(unreadable),
        },
        Format::Docx => docx::content(&bytes).map_err(unreadable),
        Format::Email => email::content(&bytes, options).map_err(unreadable),
        Format::Html => {
            let Decoded { text, encoding, warnings } = html::decode(bytes, path)?;
            let content = html::content(text).map_err(unreadable)?;
            Ok(Content { encoding, warnings: [warnings, content.warnings].concat(), ..content })
        }
        Format::Markdown => {
            let Decoded { text, encoding, warnings } = decode(bytes, path)?;
            let content = markdown::content(&text);
            Ok(Content { encoding, warnings: [warnings, content.warnings].concat(), ..content })
        }
        Format::Text | Format::Json => {
            let Decoded { text, encoding, warnings } = decode(bytes, path)?;
            Ok(Content { text, encoding, warnings, ..Content::default() })
        }
    }
}

/// Makes a document of what a reader found; what the file states counts more than what its lines show.
fn of_content(content: Content, format: Format, path: &str, options: &Options) -> Document {
    let mut words = content.text;
    if let Some(title) = &content.title {
        let first = words.lines().next().unwrap_or_default();
        if first.trim() != title.trim() {
            words.insert_str(0, &format!("{title}\n\n"));
        }
    }
    let mut document = text(words, path, None, options);
    document.format = format;
    document.encoding = content.encoding;
    document.title = content.title.or(document.title);
    document.publisher = content.publisher.or(document.publisher);
    if let Some(date) = content.published_on {
        document.published_on = Some(date);
        document.published_on_basis = Some(PublishedBasis::Metadata);
    }
    document.warnings.splice(..0, content.warnings);
    document
}

/// Makes a document of `text`; `id` where it has one already.
///
/// # Panics
/// For a text over 4 GiB; [`document`] and [`JsonLines`] refuse those before.
pub fn text(text: String, path: &str, id: Option<String>, options: &Options) -> Document {
    assert!(u32::try_from(text.len()).is_ok(), "offsets are 32 bits wide");
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let paragraphs = paragraphs(&text, options);
    let mut metadata = metadata(&text, &paragraphs, path, options);
    if paragraphs.is_empty() {
        metadata.warnings.push("no text".to_owned());
    }
    Document {
        id: id.unwrap_or_else(|| format!("{}-{}", slug(path), &hash[..6])),
        path: path.to_owned(),
        title: metadata.title,
        publisher: metadata.publisher,
        published_on: metadata.published_on,
        published_on_basis: metadata.published_on_basis,
        format: Format::Text,
        encoding: encoding_rs::UTF_8.name(),
        text,
        paragraphs,
        blake3: hash.to_string(),
        warnings: metadata.warnings,
    }
}

/// The file stem in small ASCII letters, digits and hyphens, at most 48 of them.
fn slug(path: &str) -> String {
    let stem = match path {
        "-" => "stdin",
        path => std::path::Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default(),
    };
    let mut slug = String::new();
    for c in unicode_normalization::UnicodeNormalization::nfkd(stem) {
        if slug.len() == 48 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty()
            && !slug.ends_with('-')
            && !unicode_normalization::char::is_combining_mark(c)
        {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "document".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_becomes_a_document() {
        let options = Options::default();
        let bytes = b"\xef\xbb\xbfBridge shut\r\n\r\nPublished 3 May 2011\r\n\r\nIt is shut.\r\n".to_vec();
        let document = document(bytes, "news/Ashby Bridge (Café).txt", &options).unwrap();
        assert!(document.id.starts_with("ashby-bridge-cafe-"), "{}", document.id);
        assert_eq!(document.id.len(), "ashby-bridge-cafe-".len() + 6);
        assert_eq!(document.title.as_deref(), Some("Bridge shut"));
        assert_eq!(document.published_on.unwrap().to_string(), "2011-05-03");
        assert_eq!(document.encoding, "UTF-8");
        assert!(document.text.starts_with("Bridge") && document.text.contains("\r\n"));
    }

    #[test]
    fn an_empty_file_is_a_document_with_a_warning() {
        let document = document(Vec::new(), "-", &Options::default()).unwrap();
        assert_eq!(document.warnings, ["no text"]);
        assert!(document.id.starts_with("stdin-"));
        assert!(slug(".").starts_with("document"));
    }

    #[test]
    fn one_long_line_is_read_at_once() {
        let text = "word ".repeat(2_000_000);
        let document = document(text.into_bytes(), "x", &Options::default()).unwrap();
        assert_eq!(document.paragraphs.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = document(bytes, "x", &Options::default());
        }
    }
}
