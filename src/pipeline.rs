//! The flow from documents to a record, in order.

use std::path::{Path, PathBuf};

use crate::base::{Error, OffsetUnit, Result};
use crate::record::{Extraction, Record, Status};
use crate::text::Document;

/// Finds quotations, speakers and ratings in documents. Made once, used for many, from any thread.
#[derive(Debug)]
pub struct Analyser {
    settings: Builder,
}

/// Settings of an [`Analyser`].
#[derive(Clone, Debug, Default)]
pub struct Builder {
    lexicons: Vec<PathBuf>,
    offsets: OffsetUnit,
    keep_text: bool,
}

impl Builder {
    /// Adds the user's own lexicon file; may be called more than once.
    pub fn lexicon(mut self, path: impl Into<PathBuf>) -> Self {
        self.lexicons.push(path.into());
        self
    }

    /// What offsets in extractions count; code points unless set.
    pub fn offsets(mut self, unit: OffsetUnit) -> Self {
        self.offsets = unit;
        self
    }

    /// Whether extractions hold the document's text.
    pub fn keep_text(mut self, keep: bool) -> Self {
        self.keep_text = keep;
        self
    }

    /// Reads the lexicons and makes the analyser.
    pub fn build(self) -> Result<Analyser> {
        for path in &self.lexicons {
            std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        }
        Ok(Analyser { settings: self })
    }
}

impl Analyser {
    /// Settings to choose from.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Everything found in one document.
    pub fn extract(&self, document: &Document) -> Extraction {
        Extraction {
            id: document.id.clone(),
            path: document.path.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published_on: document.published_on,
            format: document.format.as_str().into(),
            encoding: document.encoding.into(),
            words: document.text.split_whitespace().count() as u32,
            blake3: document.blake3.clone(),
            text: self.settings.keep_text.then(|| document.text.clone()),
            warnings: document.warnings.clone(),
            status: if document.warnings.is_empty() { Status::Ok } else { Status::Warning },
            ..Extraction::default()
        }
    }

    /// Reads a file and extracts from it; an extraction with [`Status::Error`] and a message where the file
    /// can't be read.
    pub fn read_and_extract(&self, path: &Path) -> Extraction {
        let name = path.display().to_string();
        let read = std::fs::read(path)
            .map_err(|source| Error::io(path, source))
            .and_then(|bytes| read::document(bytes, &name));
        match read {
            Ok(document) => self.extract(&document),
            Err(error) => Extraction::unreadable(&name, &error),
        }
    }
}

impl Extraction {
    /// Stands for a document that could not be read.
    pub fn unreadable(path: &str, error: &Error) -> Extraction {
        let prefix = format!("{path}: ");
        let message = error.to_string();
        Extraction {
            id: read::identifier(path, path.as_bytes()),
            path: path.into(),
            message: message.strip_prefix(&prefix).map(String::from).unwrap_or(message),
            status: Status::Error,
            ..Extraction::default()
        }
    }
}

impl Record {
    /// One record of all documents, with one speaker for each person or body.
    pub fn from_extractions(documents: Vec<Extraction>) -> Record {
        let mut speakers: Vec<crate::record::Speaker> = Vec::new();
        for speaker in documents.iter().flat_map(|document| &document.speakers) {
            match speakers.iter_mut().find(|known| known.id == speaker.id) {
                Some(known) => known.memberships.extend(speaker.memberships.iter().cloned()),
                None => speakers.push(speaker.clone()),
            }
        }
        Record { documents, speakers }
    }
}

/// Stands in for the layer that reads documents.
pub mod read {
    use std::io::BufRead;
    use std::path::{Path, PathBuf};

    use serde::Deserialize;

    use crate::base::{Date, Error, Result};
    use crate::record::DateBasis;
    use crate::text::{Document, Format};

    /// The files that paths, folders and patterns name, in order; an error for each that names none.
    pub fn inputs(paths: &[PathBuf]) -> Vec<Result<PathBuf>> {
        let mut found = Vec::new();
        for path in paths {
            let before = found.len();
            if path.is_dir() {
                let files = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
                found.extend(
                    files.filter(|entry| entry.file_type().is_file()).map(|entry| Ok(entry.into_path())),
                );
            } else if path.exists() || path == Path::new("-") {
                found.push(Ok(path.clone()));
            } else {
                let matches = glob::glob(&path.to_string_lossy()).into_iter().flatten().flatten();
                found.extend(matches.map(Ok));
            }
            if found.len() == before {
                found.push(Err(Error::NoMatch { path: path.display().to_string() }));
            }
        }
        found
    }

    /// A document from its bytes.
    pub fn document(bytes: Vec<u8>, path: &str) -> Result<Document> {
        let blake3 = blake3::hash(&bytes).to_hex().to_string();
        if bytes.contains(&0) {
            return Err(Error::NotText { path: path.into(), why: "it holds NUL bytes" });
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::NotText { path: path.into(), why: "it is not UTF-8" })?;
        let warnings =
            if text.trim().is_empty() { vec!["the document is empty".to_owned()] } else { Vec::new() };
        Ok(Document {
            id: identifier(path, text.as_bytes()),
            path: path.into(),
            encoding: "UTF-8",
            text,
            blake3,
            warnings,
            ..Document::default()
        })
    }

    /// Slug of the file name and six digits of a hash.
    pub fn identifier(path: &str, bytes: &[u8]) -> String {
        let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let slug: Vec<&str> =
            stem.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let slug = if slug.is_empty() { "document".into() } else { slug.join("-") };
        format!("{slug}-{}", &blake3::hash(bytes).to_hex()[..6])
    }

    #[derive(Deserialize)]
    struct Line {
        id: String,
        text: String,
        title: Option<String>,
        published_on: Option<Date>,
        path: Option<String>,
    }

    /// Documents from JSON Lines.
    pub fn jsonl(input: impl BufRead) -> impl Iterator<Item = Result<Document>> {
        let bad = |line, message| Error::Json { path: "-".into(), line, message };
        (1..).zip(input.split(b'\n')).map(move |(number, bytes)| {
            let bytes = bytes.map_err(|source| Error::io("-", source))?;
            let line: Line =
                serde_json::from_slice(&bytes).map_err(|error| bad(number, error.to_string()))?;
            let mut document = document(line.text.into_bytes(), line.path.as_deref().unwrap_or("-"))?;
            document.id = line.id;
            document.title = line.title;
            document.published_on = line.published_on;
            document.published_on_basis = line.published_on.map(|_| DateBasis::Stated);
            document.format = Format::Json;
            Ok(document)
        })
    }
}
