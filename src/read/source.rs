//! Paths, folders, patterns and standard input to a list of what to read.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::encoding::{MAX_BYTES, check_size};
use crate::base::{Error, Result};

/// Extensions that a folder is searched for, beside files with none.
const EXTENSIONS: [&str; 10] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "docx", "eml"];

/// A folder that holds these was written by a run, and is no source of documents.
const OUTPUT: [&str; 2] = ["datapackage.json", "record.jsonl"];

/// One file to read, or standard input. Holds no content: what is not being read takes no memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    File(PathBuf),
    Stdin,
}

impl Input {
    /// The path as the user would write it; `-` for standard input.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "-".to_owned(),
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// [`Error::Io`] where it can't be read, [`Error::TooLarge`] over [`MAX_BYTES`].
    pub fn read(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        // One byte over the limit shows that there is more, for pipes that don't tell their length.
        let outcome = match self {
            Input::Stdin => io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes),
            Input::File(path) => {
                let file = File::open(path).map_err(|error| Error::io(path, error))?;
                let len = file.metadata().map_or(0, |data| data.len());
                check_size(len, &self.name())?;
                bytes.reserve_exact(len as usize + 1);
                file.take(MAX_BYTES + 1).read_to_end(&mut bytes)
            }
        };
        outcome.map_err(|error| Error::io(self.name(), error))?;
        check_size(bytes.len() as u64, &self.name())?;
        Ok(bytes)
    }
}

/// What `paths` name, in their order, each file once.
///
/// A folder stands for the documents under it, sorted by path: by their extension, or with none; not those
/// that are hidden or in the output of a run. A file that is named is always taken. A path that
/// does not exist is tried as a pattern (`news/**/*.txt`). `-` is standard input.
///
/// A path that names nothing is an error in its place: [`Error::NoMatch`],
/// [`Error::EmptyFolder`], or [`Error::Io`] for a folder that can't be listed.
pub fn inputs<P: AsRef<Path>>(paths: &[P]) -> Vec<Result<Input>> {
    let mut list = List::default();
    for path in paths {
        list.add_path(path.as_ref());
    }
    list.found
}

#[derive(Default)]
struct List {
    found: Vec<Result<Input>>,
    seen: HashSet<PathBuf>,
    stdin: bool,
}

impl List {
    fn add_path(&mut self, path: &Path) {
        if path.as_os_str() == "-" {
            if !std::mem::replace(&mut self.stdin, true) {
                self.found.push(Ok(Input::Stdin));
            }
        } else if path.is_dir() {
            if !self.add_folder(path) {
                self.found.push(Err(Error::EmptyFolder { path: path.display().to_string() }));
            }
        } else if path.exists() {
            self.add_file(path.to_owned());
        } else if !self.add_pattern(path) {
            self.found.push(Err(Error::NoMatch { path: path.display().to_string() }));
        }
    }

    fn add_file(&mut self, path: PathBuf) {
        let key = path.strip_prefix(".").unwrap_or(&path).to_owned();
        if self.seen.insert(key) {
            self.found.push(Ok(Input::File(path)));
        }
    }

    /// Whether the folder holds anything to read or to report.
    fn add_folder(&mut self, folder: &Path) -> bool {
        let mut any = false;
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let entered = |entry: &DirEntry| entry.depth() == 0 || !(is_hidden(entry) || is_output(entry));
        for entry in walk.into_iter().filter_entry(entered) {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => {
                    any = true;
                    self.add_file(entry.into_path());
                }
                Ok(_) => {}
                // A link back to a folder above: its files are listed already.
                Err(error) if error.loop_ancestor().is_some() => {}
                Err(error) => {
                    any = true;
                    let path = error.path().unwrap_or(folder).to_owned();
                    self.found.push(Err(Error::io(path, error.into())));
                }
            }
        }
        any
    }

    /// Whether the pattern matches anything.
    fn add_pattern(&mut self, pattern: &Path) -> bool {
        let options = glob::MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: true,
        };
        let Some(matches) = pattern.to_str().and_then(|text| glob::glob_with(text, options).ok()) else {
            return false;
        };
        let mut any = false;
        for found in matches {
            match found {
                Ok(path) if path.is_dir() => any |= self.add_folder(&path),
                Ok(path) => {
                    any = true;
                    self.add_file(path);
                }
                Err(error) => {
                    any = true;
                    self.found.push(Err(Error::io(error.path().to_owned(), error.into())));
                }
            }
        }
        any
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_output(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && OUTPUT.iter().all(|name| entry.path().join(name).exists())
}

fn is_document(path: &Path) -> bool {
    match path.extension() {
        None => true,
        Some(extension) => EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)),
    }
}

/// The bytes of the file at `path`, by the rules of [`Input::read`].
///
/// # Errors
/// As [`Input::read`].
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    Input::File(path.to_owned()).read()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    /// Names relative to the folder; errors as `!`.
    fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        let name = |input: Result<Input>| match input {
            Ok(Input::File(path)) => path.strip_prefix(root).unwrap().display().to_string(),
            Ok(Input::Stdin) => "-".to_owned(),
            Err(_) => "!".to_owned(),
        };
        inputs(paths).into_iter().map(name).collect()
    }

    #[test]
    fn folders_give_their_text_files_sorted() {
        let folder = folder(&[
            "b.txt",
            "a/z.MD",
            "a/picture.jpg",
            "a/plain",
            ".hidden.txt",
            ".git/x.txt",
            "c.pdf",
            "output/report.html",
            "output/record.jsonl",
            "output/datapackage.json",
        ]);
        let root = folder.path();
        assert_eq!(names(root, &[root.into()]), ["a/plain", "a/z.MD", "b.txt", "c.pdf"]);
    }

    #[test]
    fn named_files_are_taken_in_order_and_once() {
        let folder = folder(&["b.txt", "a.csv", "[x].txt"]);
        let root = folder.path();
        let paths = ["b.txt", "a.csv", "b.txt", "[x].txt"].map(|name| root.join(name));
        assert_eq!(names(root, &paths), ["b.txt", "a.csv", "[x].txt"]);
        assert_eq!(names(root, &["-".into(), "-".into()]), ["-"]);
    }

    #[test]
    fn patterns_match_where_no_such_path_exists() {
        let folder = folder(&["a/1.txt", "a/b/2.txt", "a/.3.txt"]);
        let root = folder.path();
        assert_eq!(names(root, &[root.join("a/*.txt")]), ["a/1.txt"]);
        assert_eq!(names(root, &[root.join("**/*.txt")]), ["a/1.txt", "a/b/2.txt"]);
    }

    #[test]
    fn what_names_nothing_is_told_in_its_place() {
        let folder = folder(&["empty/x.jpg", "a.txt"]);
        let root = folder.path();
        let paths = ["nothing.txt", "empty", "*.jpg", "[", "a.txt"].map(|name| root.join(name));
        assert_eq!(names(root, &paths), ["!", "!", "!", "!", "a.txt"]);
        let message = inputs(&[root.join("empty")]).remove(0).unwrap_err().to_string();
        assert!(message.contains("holds no documents"), "{message}");
    }

    #[test]
    fn reads_bytes_or_tells_why_not() {
        let folder = folder(&["a.txt"]);
        assert_eq!(read_file(&folder.path().join("a.txt")).unwrap(), b"a.txt");
        assert!(matches!(read_file(&folder.path().join("b.txt")), Err(Error::Io { .. })));
    }
}
