//! Bytes to text, by the encoding that they are in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::base::{Error, Result};

/// The largest text that is read: a gibibyte, well within 32-bit offsets.
pub const MAX_BYTES: u64 = 1 << 30;

/// How much of a file is looked at to tell text from anything else.
const SAMPLE: usize = 8 * 1024;

/// A text, and what its bytes were read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Line ends as they were; the byte order mark left out.
    pub text: String,
    /// The encoding's name in the WHATWG standard.
    pub encoding: &'static str,
    /// What was lost, in plain sentences.
    pub warnings: Vec<String>,
}

/// Reads `bytes` as UTF-8, UTF-16 (with or without a byte order mark) or, failing both,
/// Windows-1252. `path` is for messages only.
///
/// # Errors
/// [`Error::NotText`] for bytes that are no text, [`Error::TooLarge`] for a text over
/// [`MAX_BYTES`].
pub fn decode(bytes: Vec<u8>, path: &str) -> Result<Decoded> {
    check_size(bytes.len() as u64, path)?;
    let not_text = |why| Error::NotText { path: path.to_owned(), why };
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some(found) => found,
        None => {
            if let Some(why) = known_format(&bytes) {
                return Err(not_text(why));
            }
            (utf16_without_mark(&bytes).unwrap_or_else(|| utf8_or_windows(&bytes)), 0)
        }
    };
    let (text, replaced) = match String::from_utf8(bytes) {
        Ok(mut text) if encoding == UTF_8 => {
            text.drain(..mark);
            (text, false)
        }
        Ok(text) => decode_as(encoding, &text.as_bytes()[mark..]),
        Err(error) => decode_as(encoding, &error.as_bytes()[mark..]),
    };
    check_size(text.len() as u64, path)?;
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(not_text("it holds NUL bytes"));
    }
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or(text.as_bytes());
    let controls = sample.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count();
    if controls * 20 > sample.len() {
        return Err(not_text("much of it is control characters"));
    }
    let warnings = warnings(&text, encoding, replaced);
    Ok(Decoded { text, encoding: encoding.name(), warnings })
}

pub(super) fn check_size(bytes: u64, path: &str) -> Result<()> {
    if bytes > MAX_BYTES {
        return Err(Error::TooLarge { path: path.to_owned(), bytes, limit: MAX_BYTES });
    }
    Ok(())
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), replaced)
}

/// Formats that people give by mistake, told by their first bytes.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    const FORMATS: [(&[u8], &str); 7] = [
        (b"%PDF-", "it is a PDF"),
        (b"PK\x03\x04", "it is a ZIP archive, as Word and Excel files are"),
        (b"\xd0\xcf\x11\xe0", "it is an older Word or Excel file"),
        (b"{\\rtf", "it is Rich Text"),
        (b"\x1f\x8b", "it is compressed with gzip"),
        (b"\x89PNG", "it is a picture"),
        (b"\xff\xd8\xff", "it is a picture"),
    ];
    FORMATS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, why)| why)
}

/// UTF-16 by the zero halves of its Latin letters: nearly all on one side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let units = sample.len() / 2;
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    if units < 2 {
        None
    } else if low_first * 2 > units && high_first * 20 <= units {
        Some(UTF_16LE)
    } else if high_first * 2 > units && low_first * 20 <= units {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 where it is valid, or damaged but with more whole characters than broken ones.
fn utf8_or_windows(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > 2 * broken { UTF_8 } else { WINDOWS_1252 }
}

fn warnings(text: &str, encoding: &'static Encoding, replaced: bool) -> Vec<String> {
    let mut warnings = Vec::new();
    let lost = memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    if replaced {
        warnings.push(format!("{lost} characters are not valid {} and stand as \u{fffd}", encoding.name()));
    } else if lost > 0 {
        warnings
            .push(format!("{lost} characters were lost before this file was saved and stand as \u{fffd}"));
    }
    if encoding == WINDOWS_1252 {
        let unused = text.chars().filter(|c| ('\u{80}'..'\u{a0}').contains(c)).count();
        if unused > 0 {
            warnings.push(format!(
                "{unused} characters mean nothing in windows-1252; the encoding may be another"
            ));
        }
    }
    // UTF-8 quotation marks that were once read as Windows-1252.
    if memchr::memmem::find(text.as_bytes(), "â€".as_bytes()).is_some() {
        warnings
            .push("marks such as â€™ show that the text was decoded wrongly before it was saved".to_owned());
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec(), "test.txt").unwrap()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Cllr Doe said: “We won’t.”\r\nShe left — at £5.";
        let marked = format!("\u{feff}{text}");
        let (windows, ..) = WINDOWS_1252.encode(text);
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked.as_bytes().to_vec(), "UTF-8"),
            (utf16(text, u16::to_le_bytes), "UTF-16LE"),
            (utf16(text, u16::to_be_bytes), "UTF-16BE"),
            (utf16(&marked, u16::to_le_bytes), "UTF-16LE"),
            (utf16(&marked, u16::to_be_bytes), "UTF-16BE"),
            (windows.into_owned(), "windows-1252"),
        ] {
            let decoded = read(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
            assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
        }
        assert_eq!(read(b"").text, "");
    }

    #[test]
    fn what_is_no_text_is_told() {
        for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04..", b"some\0thing odd", b"\x01\x02\x03\x04", &[0; 64]] {
            let error = decode(bytes.to_vec(), "a.bin").unwrap_err();
            assert!(matches!(error, Error::NotText { .. }), "{error}");
        }
    }

    #[test]
    fn losses_are_told() {
        let mut cut = "“Café” and “naïve”".as_bytes().to_vec();
        cut.pop();
        let decoded = read(&cut);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.warnings[0].starts_with("1 characters"), "{:?}", decoded.warnings);
        assert_eq!(read("lost \u{fffd}".as_bytes()).warnings.len(), 1);
        assert_eq!(read("councilâ€™s".as_bytes()).warnings.len(), 1);
        assert_eq!(read(b"a \x81 b\x92s").warnings.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = decode(bytes, "x");
        }

        #[test]
        fn utf8_is_kept_as_it_is(text in "[^\\x00-\\x1f\\x7f\u{feff}]{1,80}") {
            let decoded = read(text.as_bytes());
            assert_eq!(decoded.text, text);
        }
    }
}
