//! Cases, from which models are learned: folders with a document and the tables that a careful reader would make of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::pipeline::Analyser;
use crate::read;
use crate::text::Document;

/// Parts of the cases that are held out in turn.
pub const PARTS: usize = 5;
/// What stands for a cell that readers disagree about.
pub const ANY: &str = "*";

/// Of what a model is asked how much is of its kind, how much of that it was right to take, and how much else it took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    pub all: usize,
    pub right: usize,
    pub wrong: usize,
}

impl Taken {
    /// Counts one more.
    pub fn add(&mut self, gold: bool, taken: bool) {
        self.all += usize::from(gold);
        self.right += usize::from(gold && taken);
        self.wrong += usize::from(!gold && taken);
    }

    /// Precision and recall, in percent, to a tenth.
    pub fn scores(self) -> Vec<(String, f64)> {
        let percent = |of: usize| (1000.0 * self.right as f64 / of.max(1) as f64).round() / 10.0;
        vec![("precision".into(), percent(self.right + self.wrong)), ("recall".into(), percent(self.all))]
    }
}

/// A row of a table: its cells by column.
pub type Row = BTreeMap<String, String>;

/// Text without what does not tell names apart.
pub fn fold(text: &str) -> String {
    let text = text.replace(['’', '‘'], "'").to_lowercase();
    text.strip_prefix("the ").unwrap_or(&text).to_owned()
}

/// A name, a part or a grade in the form in which they are compared.
pub fn compared(text: &str) -> String {
    owned(&fold(text))
}

/// Whether a cell is a quotation's text, or its beginning and *…*.
pub fn is_text(cell: &str, text: &str) -> bool {
    cell == text || cell.strip_suffix(" …").is_some_and(|start| text.starts_with(start))
}

/// *maternity services at Ashby Hospital* are *Ashby Hospital's maternity services*.
pub fn owned(text: &str) -> String {
    match text.split_once(" at ") {
        Some((part, owner)) => format!("{}'s {part}", owner.strip_prefix("the ").unwrap_or(owner)),
        None => text.to_owned(),
    }
}

/// The document of a case that has one.
///
/// # Errors
/// Where it can't be read.
pub fn document(analyser: &Analyser, case: &Path) -> Result<Option<Document>> {
    let path = case.join("document.txt");
    if !path.is_file() {
        return Ok(None);
    }
    let name = path.display().to_string();
    let bytes = std::fs::read(&path).with_context(|| name.clone())?;
    Ok(Some(read::document(bytes, &name, analyser.reading())?))
}

/// The document of a case and the rows of a reader's table, `ratings.csv`; nothing where it lacks either.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn with_table(analyser: &Analyser, case: &Path, name: &str) -> Result<Option<(Document, Vec<Row>)>> {
    let path = case.join(name);
    if !path.is_file() {
        return Ok(None);
    }
    let rows = table(&path)?;
    Ok(document(analyser, case)?.map(|document| (document, rows)))
}

/// The rows of a table, by the names of its columns.
///
/// # Errors
/// Where it can't be read.
pub fn table(path: &Path) -> Result<Vec<Row>> {
    let name = || path.display().to_string();
    let mut reader = csv::Reader::from_path(path).with_context(name)?;
    reader.deserialize().map(|row| row.with_context(name)).collect()
}

/// The folders of cases in `folder`, by name.
///
/// # Errors
/// Where it can't be read.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut folders: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

/// The samples of the cases in some folders, by name; a case without one is passed over.
///
/// # Errors
/// Where a file of a case can't be read.
pub fn samples<T>(folders: &[PathBuf], sample: impl Fn(&Path) -> Result<Option<T>>) -> Result<Vec<T>> {
    let mut out = Vec::new();
    for folder in folders {
        for case in self::folders(folder)? {
            out.extend(sample(&case)?);
        }
    }
    Ok(out)
}

/// The names of the cases in `folder` that no rule was made on, as its `unread.txt` has them; none where it has no such file.
///
/// # Errors
/// Where the file can't be read.
pub fn unread(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join("unread.txt");
    if !path.is_file() {
        return Ok(BTreeSet::new());
    }
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(text.lines().map(|line| line.trim().to_owned()).filter(|name| !name.is_empty()).collect())
}
