//! Documents from JSON Lines: one object a line.

use std::io::{BufRead, Read};

use serde::Deserialize;

use super::Options;
use super::encoding::{MAX_BYTES, check_size};
use crate::base::{Error, Result};
use crate::record::PublishedBasis;
use crate::text::{Document, Format, written_date_at};

/// What a line may hold; other fields are left alone.
#[derive(Deserialize)]
struct Line {
    id: Option<Id>,
    text: String,
    title: Option<String>,
    published_on: Option<String>,
    path: Option<String>,
    publisher: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Reads documents one by one from lines of JSON; holds one line at a time.
///
/// A line that is no document is an error with its number, and the next line is read all the same.
#[derive(Debug)]
pub struct JsonLines<'o, R> {
    reader: R,
    path: String,
    options: &'o Options,
    line: usize,
    ended: bool,
}

impl<'o, R: BufRead> JsonLines<'o, R> {
    /// Documents from `reader`; `path` names it in messages and in documents without a path.
    pub fn new(reader: R, path: impl Into<String>, options: &'o Options) -> Self {
        JsonLines { reader, path: path.into(), options, line: 0, ended: false }
    }

    /// The next line's bytes; `None` at the end.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let read = self.reader.by_ref().take(MAX_BYTES + 1).read_until(b'\n', &mut bytes);
        // Reading fails again and again once it has failed.
        self.ended = read.is_err() || matches!(read, Ok(n) if n as u64 > MAX_BYTES);
        let read = read.map_err(|error| Error::io(&self.path, error))?;
        self.line += 1;
        check_size(read as u64, &self.path)?;
        Ok((read > 0).then_some(bytes))
    }

    fn document(&self, bytes: &[u8]) -> Result<Document> {
        let line: Line = serde_json::from_slice(bytes).map_err(|error| Error::Json {
            path: self.path.clone(),
            line: self.line,
            message: message(&error),
        })?;
        let id = line.id.map(|id| match id {
            Id::Text(id) => id,
            Id::Number(id) => id.to_string(),
        });
        let path = line.path.as_deref().unwrap_or(&self.path);
        let mut document = super::text(line.text, path, id.filter(|id| !id.is_empty()), self.options);
        document.format = Format::Json;
        document.title = line.title.or(document.title);
        document.publisher = line.publisher.or(document.publisher);
        if let Some(given) = line.published_on.as_deref().map(str::trim).filter(|date| !date.is_empty()) {
            let american = document
                .publisher
                .as_deref()
                .is_some_and(|name| self.options.publishers.writes_month_first(name));
            let written =
                written_date_at(given).map(|written| if american { written.month_first() } else { written });
            match given.parse().ok().or(written.map(|written| written.date)) {
                Some(date) => {
                    document.published_on = Some(date);
                    document.published_on_basis = Some(PublishedBasis::Field);
                }
                None => document.warnings.push(format!("`published_on` is no date: `{given}`")),
            }
            if written.is_some_and(|written| written.ambiguous) {
                document
                    .warnings
                    .push(format!("`published_on` is `{given}`, read day first; it may be month first"));
            }
        }
        Ok(document)
    }
}

impl<R: BufRead> Iterator for JsonLines<'_, R> {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let bytes = match self.next_line() {
                Ok(bytes) => bytes?,
                Err(error) => return Some(Err(error)),
            };
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            if !bytes.trim_ascii().is_empty() {
                return Some(self.document(bytes));
            }
        }
        None
    }
}

/// What serde_json says, without its line number: it sees one line only.
fn message(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_does_not_end_it() {
        let options = Options::default();
        let lines = "\u{feff}{\"id\":\"a\",\"text\":\"It is.\",\"published_on\":\"2016-11\",\"title\":\"T\"}\n\n{\"id\":1\n\
            {\"text\":\"No id.\",\"path\":\"x/Story.txt\",\"published_on\":\"soon\"}\n[1]\n{\"id\":7,\"text\":\"\"}";
        let found: Vec<_> = JsonLines::new(lines.as_bytes(), "-", &options).collect();
        assert_eq!(found.len(), 5);
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.title.as_deref()), ("a", Some("T")));
        assert_eq!(first.published_on.unwrap().to_string(), "2016-11");
        assert!(matches!(found[1], Err(Error::Json { line: 3, .. })));
        let second = found[2].as_ref().unwrap();
        assert!(second.id.starts_with("story-") && second.warnings.len() == 1);
        assert!(matches!(found[3], Err(Error::Json { line: 5, .. })));
        assert_eq!(found[4].as_ref().unwrap().id, "7");
    }

    #[test]
    fn a_doubtful_date_is_told() {
        let options = Options::default();
        let lines = "{\"text\":\"x\",\"published_on\":\"03/04/2016\"}\n{\"text\":\"x\",\"published_on\":\"03/04/2016\",\"publisher\":\"USA Today\"}";
        let found: Vec<_> =
            JsonLines::new(lines.as_bytes(), "-", &options).map(|line| line.unwrap()).collect();
        let dates: Vec<String> = found.iter().map(|d| d.published_on.unwrap().to_string()).collect();
        assert_eq!(dates, ["2016-04-03", "2016-03-04"]);
        assert_eq!(found.iter().map(|d| d.warnings.len()).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        let options = Options::default();
        let found: Vec<_> = JsonLines::new(&b"\xff\xfe\n{\"text\":\"x\"}\n"[..], "-", &options).collect();
        assert!(found[0].is_err() && found[1].is_ok());
    }
}
