//! Reads attributions annotated in the layout of PolNeAR, and its silver parses.

use std::collections::HashMap;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use crate::annotate::Language;
use crate::attribute::learned::{Annotations, ROOT, ViewToken, name_id};
use crate::base::{Error, Result, Span};

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

#[derive(Deserialize)]
struct ParseLine {
    id: String,
    sents: Vec<Vec<ParseToken>>,
}

/// Word, begin, end, lemma, tag, name, head, dependency.
#[derive(Deserialize)]
#[expect(dead_code, reason = "the file has more than is used")]
struct ParseToken(String, u32, u32, String, String, String, u32, String);

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

/// Reads annotated documents; `parses` gives each its silver annotations.
///
/// # Errors
/// [`Error::Io`] and [`Error::Json`].
pub fn read(path: &Path, parses: Option<&Path>) -> Result<Vec<GoldDocument>> {
    let mut annotations: HashMap<String, ParseLine> = HashMap::new();
    if let Some(parses) = parses {
        for (number, line) in lines(parses)?.iter().enumerate() {
            let parse: ParseLine = json(parses, number, line)?;
            annotations.insert(parse.id.clone(), parse);
        }
    }
    let mut documents = Vec::new();
    for (number, line) in lines(path)?.iter().enumerate() {
        let line: GoldLine = json(path, number, line)?;
        let offsets = byte_offsets(&line.text);
        let bytes =
            |span: Span| Span { start: offsets[span.start as usize], end: offsets[span.end as usize] };
        let attributions =
            line.annotators.into_iter().next().map(|first| first.attributions).unwrap_or_default();
        let attributions = attributions
            .into_iter()
            .map(|a| GoldAttribution {
                source: a.source.into_iter().map(bytes).collect(),
                cue: a.cue.into_iter().map(bytes).collect(),
                content: a.content.into_iter().map(bytes).collect(),
            })
            .collect();
        let annotations = match &parses {
            Some(_) => {
                annotations.get(&line.id).map(|parse| silver(parse, &line.text, &offsets)).unwrap_or_default()
            }
            None => own(&line.text),
        };
        documents.push(GoldDocument { id: line.id, text: line.text, attributions, annotations });
    }
    Ok(documents)
}

/// Annotates a text with the language model that came with the program.
pub fn own(text: &str) -> Annotations {
    let (mut tokens, mut sentences, mut paragraphs) = (Vec::new(), Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(text);
        start += line.len();
        let first = tokens.len();
        crate::text::tokenise(text, span, &mut tokens);
        if tokens.len() == first {
            continue;
        }
        let shift = first as u32;
        sentences.extend(
            crate::text::sentences(text, &tokens[first..], span)
                .into_iter()
                .map(|range| range.start + shift..range.end + shift),
        );
        paragraphs.push(shift..tokens.len() as u32);
    }
    let syntax = Language::embedded().annotate(text, &tokens, &sentences);
    Annotations::of(&tokens, &syntax, paragraphs)
}

/// Turns a silver parse to annotations; sentences are cut at line breaks.
fn silver(parse: &ParseLine, text: &str, offsets: &[u32]) -> Annotations {
    let mut out = Annotations::default();
    let mut last_end = 0;
    for sentence in &parse.sents {
        let base = out.tokens.len() as u32;
        let mut start = base;
        for (index, token) in sentence.iter().enumerate() {
            let at = base + index as u32;
            let span = Span { start: offsets[token.1 as usize], end: offsets[token.2 as usize] };
            let broken =
                span.start >= last_end && text[last_end as usize..span.start as usize].contains('\n');
            if broken && at > 0 {
                if at > start {
                    out.sentences.push(start..at);
                }
                start = at;
                let from = out.paragraphs.last().map_or(0, |last: &Range<u32>| last.end);
                out.paragraphs.push(from..at);
            }
            last_end = span.end.max(last_end);
            out.tokens.push(ViewToken {
                span,
                tag: name_id(&token.4),
                label: name_id(&token.7),
                entity: name_id(&token.5),
                head: if token.6 == 0 { ROOT } else { base + token.6 - 1 },
            });
        }
        let end = out.tokens.len() as u32;
        if end > start {
            out.sentences.push(start..end);
        }
    }
    let end = out.tokens.len() as u32;
    let from = out.paragraphs.last().map_or(0, |last| last.end);
    if end > from {
        out.paragraphs.push(from..end);
    }
    // A head beyond the cut is none.
    for sentence in &out.sentences {
        for at in sentence.clone() {
            let head = out.tokens[at as usize].head;
            if head != ROOT && !sentence.contains(&head) {
                out.tokens[at as usize].head = ROOT;
            }
        }
    }
    out
}
