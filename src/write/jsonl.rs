//! Extractions as JSON Lines: `extract`'s output and `record.jsonl`.

use std::io::{self, BufRead, Write};

use crate::base::{Error, Result};
use crate::record::Extraction;

/// Writes one line for each document.
pub fn write<'a>(documents: impl IntoIterator<Item = &'a Extraction>, mut out: impl Write) -> io::Result<()> {
    for document in documents {
        serde_json::to_writer(&mut out, document)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Reads what [`write()`] wrote; `path` is named in errors. Blank lines are passed over.
pub fn read(input: impl BufRead, path: &str) -> Result<Vec<Extraction>> {
    let mut documents = Vec::new();
    for (line, text) in (1..).zip(input.lines()) {
        let text = text.map_err(|source| Error::io(path, source))?;
        if text.trim().is_empty() {
            continue;
        }
        let bad =
            |error: serde_json::Error| Error::Json { path: path.into(), line, message: error.to_string() };
        documents.push(serde_json::from_str(&text).map_err(bad)?);
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let documents = crate::record::sample().documents;
        let mut bytes = Vec::new();
        write(&documents, &mut bytes).unwrap();
        assert_eq!(read(bytes.as_slice(), "-").unwrap(), documents);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read("\n{}\n".as_bytes(), "record.jsonl").unwrap_err().to_string();
        assert!(error.starts_with("record.jsonl:2: missing field `id`"), "{error}");
    }
}
