//! Where documents come from: files, standard input, JSON Lines.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use onrecord::Analyser;
use onrecord::base::{Error, Result};
use onrecord::read::{self, Input, JsonLines};
use onrecord::record::Extraction;
use onrecord::text::Document;

/// One document to come.
pub enum Source {
    Input(Input),
    /// Read already.
    Document(Box<Document>),
    /// Named on the command line, or on a line of JSON Lines, but not to be had.
    Missing(Error),
}

/// The documents that `paths` name; `-` is standard input.
pub fn documents(paths: &[PathBuf]) -> Vec<Source> {
    read::inputs(paths).into_iter().map(|input| input.map_or_else(Source::Missing, Source::Input)).collect()
}

/// The documents on the lines of the files that `paths` name, read as they are asked for.
pub fn json_lines<'o>(
    paths: &[PathBuf],
    options: &'o read::Options,
) -> impl Iterator<Item = Source> + Send + 'o {
    read::inputs(paths).into_iter().flat_map(move |input| -> Box<dyn Iterator<Item = Source> + Send + 'o> {
        let opened = input.and_then(|input| Ok((open(&input)?, input.name())));
        match opened {
            Ok((reader, name)) => Box::new(JsonLines::new(reader, name, options).map(|line| match line {
                Ok(document) => Source::Document(Box::new(document)),
                Err(error) => Source::Missing(error),
            })),
            Err(error) => Box::new(std::iter::once(Source::Missing(error))),
        }
    })
}

fn open(input: &Input) -> Result<Box<dyn BufRead + Send>> {
    Ok(match input {
        Input::Stdin => Box::new(BufReader::new(io::stdin())),
        Input::File(path) => {
            Box::new(BufReader::new(File::open(path).map_err(|source| Error::io(path, source))?))
        }
    })
}

impl Source {
    /// What a progress bar calls it.
    pub fn name(&self) -> String {
        match self {
            Source::Input(input) => input.name(),
            Source::Document(document) => document.id.clone(),
            Source::Missing(_) => String::new(),
        }
    }

    /// Everything found in it. What can't be read, or makes the program fail, is an extraction that says so:
    /// one bad document never stops the rest.
    pub fn extract(self, analyser: &Analyser) -> Extraction {
        let name = self.name();
        let work = || match self {
            Source::Input(input) => {
                let read =
                    input.read().and_then(|bytes| read::document(bytes, &input.name(), analyser.reading()));
                match read {
                    Ok(document) => analyser.extract(&document),
                    Err(error) => Extraction::unreadable(&input.name(), &error),
                }
            }
            Source::Document(document) => analyser.extract(&document),
            Source::Missing(error) => missing(&error),
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
        Error::NoMatch { path }
        | Error::EmptyFolder { path }
        | Error::NotText { path, .. }
        | Error::Format { path, .. }
        | Error::TooLarge { path, .. } => path.clone(),
        Error::Json { path, line, .. }
        | Error::Register { path, line, .. }
        | Error::Corrections { path, line, .. } => format!("{path}:{line}"),
        Error::Lexicon { path, .. } => path.clone(),
        Error::Model { name, .. } => name.clone(),
    };
    Extraction::unreadable(&path, error)
}
