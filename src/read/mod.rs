//! Bytes to [`Document`]s: sources, encodings, JSON Lines, paragraphs, metadata.

mod encoding;
mod furniture;
mod jsonl;
mod metadata;
mod paragraphs;
mod source;

pub use encoding::{Decoded, MAX_BYTES, decode};
pub use furniture::{Furniture, Publishers};
pub use jsonl::JsonLines;
pub use metadata::{Metadata, metadata};
pub use paragraphs::paragraphs;
pub use source::{Input, inputs, read_file};

use crate::base::Result;
use crate::text::{Document, Format};

/// The lexicons that reading needs. Make one and share it: parsing them takes longer than reading
/// a document.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub furniture: Furniture,
    pub publishers: Publishers,
}

/// Reads the bytes of the file at `path` as a document.
///
/// # Errors
/// [`Error::NotText`](crate::base::Error::NotText) and
/// [`Error::TooLarge`](crate::base::Error::TooLarge); an empty file is a document with a warning.
pub fn document(bytes: Vec<u8>, path: &str, options: &Options) -> Result<Document> {
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let decoded = decode(bytes, path)?;
    let mut document = text(decoded.text, path, None, options);
    document.encoding = decoded.encoding;
    document.blake3 = hash;
    document.warnings.splice(..0, decoded.warnings);
    Ok(document)
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
