//! Reads attributions annotated in the layout of PolNeAR.

use std::io::Read;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use crate::annotate::{Annotated, Language};
use crate::attribute::learned::Annotations;
use crate::base::{Error, Result, Span};
use crate::lexicon::Lexicon;
use crate::read;

/// One annotated attribution; code points in the file, bytes once read.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GoldAttribution {
    #[serde(default)]
    pub source: Vec<Span>,
    #[serde(default)]
    pub cue: Vec<Span>,
    #[serde(default)]
    pub content: Vec<Span>,
}

#[derive(Deserialize)]
struct Annotator {
    attributions: Vec<GoldAttribution>,
}

#[derive(Deserialize)]
struct GoldLine {
    id: String,
    text: String,
    #[serde(default)]
    annotators: Vec<Annotator>,
}

/// An annotated document.
#[derive(Clone, Debug)]
pub struct GoldDocument {
    pub id: String,
    pub text: String,
    /// Bytes.
    pub attributions: Vec<GoldAttribution>,
    pub annotations: Annotations,
}

/// The lines of a file, unpacked by `gzip` where its name ends in `.gz`.
fn lines(path: &Path) -> Result<Vec<String>> {
    let file = std::fs::File::open(path).map_err(|error| Error::io(path, error))?;
    let mut text = String::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        let mut child = std::process::Command::new("gzip")
            .arg("-dc")
            .stdin(file)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .map_err(|error| Error::io(path, error))?;
        let read = child.stdout.take().expect("piped").read_to_string(&mut text);
        read.and_then(|_| child.wait()).map_err(|error| Error::io(path, error))?;
    } else {
        let mut file = file;
        file.read_to_string(&mut text).map_err(|error| Error::io(path, error))?;
    }
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

fn json<'a, T: Deserialize<'a>>(path: &Path, line: usize, text: &'a str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Json {
        path: path.display().to_string(),
        line: line + 1,
        message: error.to_string(),
    })
}

/// Byte offset of each code point, and of the end.
pub fn byte_offsets(text: &str) -> Vec<u32> {
    text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect()
}

/// A document as its first annotator left it; spans in code points.
#[derive(Clone, Debug)]
pub struct GoldText {
    pub id: String,
    pub text: String,
    pub attributions: Vec<GoldAttribution>,
}

/// Reads annotated documents as they stand in the file.
///
/// # Errors
/// [`Error::Io`] and [`Error::Json`].
pub fn texts(path: &Path) -> Result<Vec<GoldText>> {
    let read = |(number, line): (usize, &String)| {
        let line: GoldLine = json(path, number, line)?;
        let first = line.annotators.into_iter().next();
        let attributions = first.map(|first| first.attributions).unwrap_or_default();
        Ok(GoldText { id: line.id, text: line.text, attributions })
    };
    lines(path)?.iter().enumerate().map(read).collect()
}

/// Reads annotated documents and annotates them as the program does.
///
/// # Errors
/// [`Error::Io`] and [`Error::Json`].
pub fn read(path: &Path) -> Result<Vec<GoldDocument>> {
    let lexicon = Lexicon::embedded();
    let options = read::Options::default();
    Ok(texts(path)?.into_par_iter().map(|text| annotate(text, &lexicon, &options)).collect())
}

fn annotate(gold: GoldText, lexicon: &Lexicon, options: &read::Options) -> GoldDocument {
    let offsets = byte_offsets(&gold.text);
    let bytes = |span: Span| Span { start: offsets[span.start as usize], end: offsets[span.end as usize] };
    let all = |spans: Vec<Span>| spans.into_iter().map(bytes).collect();
    let attributions = gold
        .attributions
        .into_iter()
        .map(|a| GoldAttribution { source: all(a.source), cue: all(a.cue), content: all(a.content) })
        .collect();
    let document = read::text(gold.text, &gold.id, Some(gold.id.clone()), options);
    let mut annotated = Annotated::new(&document, lexicon);
    annotated.parse(Language::embedded());
    let annotations = Annotations::of(&annotated);
    GoldDocument { id: gold.id, text: document.text, attributions, annotations }
}
