//! What can go wrong, said so that the reader knows where and what to do.

use std::path::PathBuf;

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that stops a document or a run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be opened, read or written.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },

    /// A path or pattern that names no file.
    #[error("{path}: no such file, folder or pattern match; check the spelling, or quote the pattern")]
    NoMatch { path: String },

    /// A folder without a file that is read.
    #[error(
        "{path}: holds no documents (.txt, .md, .html, .pdf, .docx, .eml or no extension); name other files one by one"
    )]
    EmptyFolder { path: String },

    /// A file whose bytes are not text.
    #[error(
        "{path}: not a text file ({why}); give text in UTF-8, UTF-16 or Windows-1252, HTML, PDF, DOCX or e-mail"
    )]
    NotText { path: String, why: &'static str },

    /// A file that is damaged, or goes over the limits of its format.
    #[error("{path}: the {format} can't be read: {why}; save it again, or as plain text")]
    Format { path: String, format: &'static str, why: String },

    /// A file too large to be held with 32-bit offsets.
    #[error("{path}: {bytes} bytes is over the limit of {limit}; split the file")]
    TooLarge { path: String, bytes: u64, limit: u64 },

    /// A line of JSON that is not a document or an extraction.
    #[error("{path}:{line}: {message}; each line must be one JSON object")]
    Json { path: String, line: usize, message: String },

    /// A lexicon file that does not fit its schema.
    #[error("{path}: {message}; see CONTRIBUTING.md for what a lexicon file holds")]
    Lexicon { path: String, message: String },

    /// A register's row that can't be read.
    #[error("{path}:{line}: {message}; see `onrecord analyse --help` for what a register holds")]
    Register { path: String, line: usize, message: String },

    /// A correction that can't be read.
    #[error("{path}:{line}: {message}; see `onrecord analyse --help` for what corrections hold")]
    Corrections { path: String, line: usize, message: String },

    /// A model file that does not fit this program.
    #[error("model {name}: {message}; use the model that came with this version, or train it again")]
    Model { name: String, message: String },
}

impl Error {
    /// An [`Error::Io`] for `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }
}
