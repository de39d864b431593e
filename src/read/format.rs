//! Which format bytes are in, told from the bytes; the name decides only where they leave it open.

use std::path::Path;

use crate::text::Format;

/// How much of a file is looked at.
const SAMPLE: usize = 8 * 1024;

/// Header fields that messages have and letters don't.
const MESSAGE_FIELDS: [&str; 6] =
    ["message-id", "mime-version", "received", "return-path", "content-type", "delivered-to"];

/// The format of `bytes`; `path` is the file's name. What is none of the others is [`Format::Text`],
/// which may still turn out to be no text.
pub fn format_of(bytes: &[u8], path: &str) -> Format {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if starts_within(sample, b"%PDF-", 1024) {
        return Format::Pdf;
    }
    if sample.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b"word/").is_some() {
        return Format::Docx;
    }
    // Markup and header fields are ASCII in every encoding that is read, but for the zeros of UTF-16.
    let head: String = sample.iter().filter(|&&byte| byte != 0).map(|&byte| byte as char).collect();
    let head = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_ascii_whitespace());
    if is_html(head) {
        Format::Html
    } else if is_message(head, has_extension(path, &["eml"])) {
        Format::Email
    } else if has_extension(path, &["md", "markdown"]) || has_front_matter(head) {
        Format::Markdown
    } else {
        Format::Text
    }
}

fn starts_within(bytes: &[u8], mark: &[u8], limit: usize) -> bool {
    // Some programs write a few bytes before the mark; a text that names it has words before it.
    let place = memchr::memmem::find(&bytes[..bytes.len().min(limit)], mark);
    place.is_some_and(|at| at == 0 || bytes[..at].iter().all(|byte| !byte.is_ascii_alphabetic()))
}

fn has_extension(path: &str, known: &[&str]) -> bool {
    let extension = Path::new(path).extension();
    extension.is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Starts with a tag that only web pages start with, comments aside.
fn is_html(head: &str) -> bool {
    const OPENINGS: [&str; 10] =
        ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<main", "<div", "<p>"];
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let skipped = match rest {
            _ if rest.starts_with("<!--") => rest.find("-->").map(|end| end + 3),
            _ if rest.starts_with("<?xml") => rest.find("?>").map(|end| end + 2),
            _ => None,
        };
        match skipped {
            Some(end) => rest = &rest[end..],
            None => break,
        }
    }
    let start: String = rest.chars().take(16).collect::<String>().to_ascii_lowercase();
    OPENINGS.iter().any(|opening| start.starts_with(opening))
}

/// Starts with a block of header fields, with a sender and a field that only messages have; by the
/// name of an e-mail, a sender is enough.
fn is_message(head: &str, named: bool) -> bool {
    let mut fields = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) && !fields.is_empty() {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic()) => {
                fields.push(name.to_ascii_lowercase());
            }
            _ => break,
        }
    }
    let has = |field: &str| fields.iter().any(|name| name == field);
    has("from") && (named || MESSAGE_FIELDS.iter().any(|field| has(field)))
}

/// Starts with `---`, lines of `name: value`, and `---`.
fn has_front_matter(head: &str) -> bool {
    let mut lines = head.lines();
    if lines.next().map(str::trim_end) != Some("---") {
        return false;
    }
    let mut fields = 0;
    for line in lines.take(40) {
        if line.trim_end() == "---" {
            return fields > 0;
        }
        fields += usize::from(line.split_once(':').is_some_and(|(name, _)| !name.trim().contains(' ')));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_and_the_name_where_they_leave_it_open() {
        for (bytes, path, format) in [
            (&b"%PDF-1.7\n"[..], "x.txt", Format::Pdf),
            (b"PK\x03\x04....word/document.xml", "x", Format::Docx),
            (b"PK\x03\x04....xl/workbook.xml", "x.docx", Format::Text),
            (b"\xef\xbb\xbf\n<!-- saved -->\n<!DOCTYPE html><p>x", "x.txt", Format::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "x", Format::Html),
            (b"<p>Some words", "-", Format::Html),
            (b"From: a@b.c\r\nMIME-Version: 1.0\r\n\r\nHello", "x", Format::Email),
            (b"From: Jane\nTo: Editors\n\nDear all", "x.eml", Format::Email),
            (b"From: Jane\nTo: Editors\n\nDear all", "x.txt", Format::Text),
            (b"---\ntitle: A\n---\nWords", "-", Format::Markdown),
            (b"# Words", "x.MD", Format::Markdown),
            (b"# Words", "x.txt", Format::Text),
            (b"<html><p>x", "x.md", Format::Html),
            (b"A guide to the mark %PDF-", "x", Format::Text),
            (b"", "x", Format::Text),
        ] {
            assert_eq!(format_of(bytes, path), format, "{path} {:?}", String::from_utf8_lossy(bytes));
        }
    }
}
