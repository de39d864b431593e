//! Where documents come from: files, standard input, JSON Lines.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use onrecord::Analyser;
use onrecord::base::{Error, Result};
use onrecord::pipeline::read;
use onrecord::record::Extraction;
use onrecord::text::Document;

/// One document to come.
pub enum Source {
    File(PathBuf),
    Stdin,
    /// Read already.
    Document(Box<Document>),
    /// Named on the command line, or on a line of JSON Lines, but not to be had.
    Missing(Error),
}

/// The documents that `paths` name; `-` is standard input.
pub fn documents(paths: &[PathBuf]) -> Vec<Source> {
    let source = |input: Result<PathBuf>| match input {
        Ok(path) if is_stdin(&path) => Source::Stdin,
        Ok(path) => Source::File(path),
        Err(error) => Source::Missing(error),
    };
    read::inputs(paths).into_iter().map(source).collect()
}

/// The documents on the lines of the files that `paths` name, read as they are asked for.
pub fn json_lines(paths: &[PathBuf]) -> impl Iterator<Item = Source> + Send {
    read::inputs(paths).into_iter().flat_map(|input| -> Box<dyn Iterator<Item = Source> + Send> {
        let opened = input.and_then(|path| open(&path));
        match opened {
            Ok(input) => Box::new(read::jsonl(input).map(|line| match line {
                Ok(document) => Source::Document(Box::new(document)),
                Err(error) => Source::Missing(error),
            })),
            Err(error) => Box::new(std::iter::once(Source::Missing(error))),
        }
    })
}

fn open(path: &Path) -> Result<BufReader<Box<dyn Read + Send>>> {
    if is_stdin(path) {
        return Ok(BufReader::new(Box::new(io::stdin())));
    }
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    Ok(BufReader::new(Box::new(file)))
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

impl Source {
    /// What a progress bar calls it.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin => "-".into(),
            Source::Document(document) => document.id.clone(),
            Source::Missing(_) => String::new(),
        }
    }

    /// Everything found in it. What can't be read, or makes the program fail, is an extraction that says so:
    /// one bad document never stops the rest.
    pub fn extract(self, analyser: &Analyser) -> Extraction {
        let name = self.name();
        let work = || match self {
            Source::File(path) => analyser.read_and_extract(&path),
            Source::Document(document) => analyser.extract(&document),
            Source::Missing(error) => missing(&error),
            Source::Stdin => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                match read.map_err(|source| Error::io("-", source)).and_then(|_| read::document(bytes, "-")) {
                    Ok(document) => analyser.extract(&document),
                    Err(error) => Extraction::unreadable("-", &error),
                }
            }
        };
        panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            let error =
                io::Error::other("onrecord failed on this document; please report it with the text above");
            Extraction::unreadable(&name, &Error::io(&name, error))
        })
    }
}

/// The extraction of a document that is not to be had.
fn missing(error: &Error) -> Extraction {
    let path = match error {
        Error::Io { path, .. } => path.display().to_string(),
        Error::NoMatch { path } | Error::NotText { path, .. } | Error::TooLarge { path, .. } => path.clone(),
        Error::Json { path, line, .. } => format!("{path}:{line}"),
        Error::Lexicon { path, .. } => path.clone(),
        Error::Model { name, .. } => name.clone(),
    };
    Extraction::unreadable(&path, error)
}
