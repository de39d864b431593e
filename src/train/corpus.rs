//! Corpora to samples.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::annotate::entities::{self, EntityKind};
use crate::annotate::{Label, Tag};
use crate::model::Scheme;

/// A class that is not known and not learnt from.
pub const UNKNOWN: u8 = u8::MAX;

/// A sentence with what is known about it.
#[derive(Clone, Debug)]
pub struct Sample {
    pub scheme: Scheme,
    /// As treebanks write them, marks made plain.
    pub forms: Vec<String>,
    pub lemmas: Vec<String>,
    /// Numbers of [`Tag`].
    pub tags: Vec<u8>,
    /// Words from 0; the number of words for the root.
    pub heads: Vec<u32>,
    /// Numbers of labels in the scheme, [`UNKNOWN`] for those that the model does not have.
    pub labels: Vec<u8>,
    /// Classes of names, empty where nothing is known of any.
    pub names: Vec<u8>,
}

/// A document of a CoNLL-U file: paragraphs with the ends of their sentences, and the samples.
#[derive(Default)]
pub struct TreebankDocument {
    pub id: String,
    /// Text and byte offsets behind each sentence.
    pub paragraphs: Vec<(String, Vec<u32>)>,
    pub samples: Vec<Sample>,
}

/// The text of a file; what ends in `.gz` goes through `gzip`.
pub fn read(path: &Path) -> Result<String> {
    if path.extension().is_none_or(|extension| extension != "gz") {
        return std::fs::read_to_string(path).with_context(|| path.display().to_string());
    }
    let output = Command::new("gzip").arg("-dc").arg(path).output().context("gzip, which unpacks corpora")?;
    ensure!(
        output.status.success(),
        "{}: {}",
        path.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Words as CoreNLP writes brackets, to words as they are.
fn plain(form: &str) -> &str {
    match form {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "-LSB-" => "[",
        "-RSB-" => "]",
        "-LCB-" => "{",
        "-RCB-" => "}",
        _ => form,
    }
}

fn tag_number(name: &str) -> u8 {
    Tag::from_name(name).map_or(UNKNOWN, |tag| tag as u8)
}

fn label_number(scheme: Scheme, name: &str) -> u8 {
    let find = |name: &str| {
        let label = Label::from_name(name)?;
        Label::of(scheme).iter().position(|&known| known == label)
    };
    let base = name.split(':').next().unwrap_or(name);
    find(name).or_else(|| find(base)).map_or(UNKNOWN, |number| number as u8)
}

/// A word of [`NewsDocument`].
pub type Word = (String, u32, u32, String, String, String, u32, String);

/// A parsed document: its name and, for each sentence, words with their span in code points, lemma, tag,
/// kind of name, head from 1 and label.
#[derive(serde::Deserialize)]
pub struct NewsDocument {
    pub id: String,
    pub sents: Vec<Vec<Word>>,
}

/// The silver parses of PolNeAR.
pub fn news(path: &Path) -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for line in read(path)?.lines() {
        let document: NewsDocument = serde_json::from_str(line)?;
        for words in document.sents {
            let len = words.len() as u32;
            let mut names: Vec<(usize, usize, EntityKind)> = Vec::new();
            let mut last = "O".to_string();
            for (at, word) in words.iter().enumerate() {
                let kind = match word.5.as_str() {
                    "PERSON" => Some(EntityKind::Person),
                    "ORGANIZATION" => Some(EntityKind::Organisation),
                    "LOCATION" => Some(EntityKind::Place),
                    "MISC" => Some(EntityKind::Other),
                    "DATE" | "TIME" => Some(EntityKind::Date),
                    _ => None,
                };
                match (kind, names.last_mut()) {
                    (Some(_), Some(name)) if word.5 == last => name.1 = at + 1,
                    (Some(kind), _) => names.push((at, at + 1, kind)),
                    _ => {}
                }
                last.clone_from(&word.5);
            }
            let label = |word: &Word| label_number(Scheme::News, &word.7);
            samples.push(Sample {
                scheme: Scheme::News,
                names: entities::classes(words.len(), &names),
                tags: words.iter().map(|word| tag_number(&word.4)).collect(),
                heads: words.iter().map(|word| if word.6 == 0 { len } else { word.6 - 1 }).collect(),
                labels: words.iter().map(label).collect(),
                lemmas: words.iter().map(|word| word.3.clone()).collect(),
                forms: words.into_iter().map(|word| plain(&word.0).to_string()).collect(),
            });
        }
    }
    Ok(samples)
}

/// A file of Universal Dependencies; names are read from GUM's `Entity=`.
pub fn treebank(path: &Path) -> Result<Vec<TreebankDocument>> {
    let text = read(path)?;
    let mut documents: Vec<TreebankDocument> = Vec::new();
    let mut paragraph_starts = true;
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for line in text.lines().chain([""]) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.push(TreebankDocument { id: id.into(), ..Default::default() });
            paragraph_starts = true;
        } else if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            paragraph_starts = true;
        } else if line.is_empty() && !rows.is_empty() {
            let document = documents.last_mut().context("a sentence before any document")?;
            if paragraph_starts {
                document.paragraphs.push(Default::default());
                paragraph_starts = false;
            }
            let (paragraph, ends) = document.paragraphs.last_mut().expect("pushed with the first sentence");
            add_text(&rows, paragraph, ends);
            document.samples.push(sample(&rows));
            rows.clear();
        } else if !line.starts_with('#') && !line.is_empty() {
            rows.push(line.split('\t').collect());
        }
    }
    Ok(documents)
}

fn add_text(rows: &[Vec<&str>], paragraph: &mut String, ends: &mut Vec<u32>) {
    let mut inside = 0;
    for row in rows.iter().filter(|row| !row[0].contains('.')) {
        let number = row[0].split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        if number <= inside {
            continue;
        }
        if let Some((_, last)) = row[0].split_once('-') {
            inside = last.parse().unwrap_or(0);
        }
        paragraph.push_str(row[1]);
        if !row[9].contains("SpaceAfter=No") {
            paragraph.push(' ');
        }
    }
    ends.push(paragraph.trim_end().len() as u32);
}

fn sample(rows: &[Vec<&str>]) -> Sample {
    // Words that touch the word before them; the parts of *don't* do.
    let mut touches = Vec::new();
    let mut words: Vec<&Vec<&str>> = Vec::new();
    let (mut touching, mut inside, mut inside_touches) = (false, 0, false);
    for row in rows.iter().filter(|row| !row[0].contains('.')) {
        let joined = row[9].contains("SpaceAfter=No");
        if let Some((_, last)) = row[0].split_once('-') {
            (inside, inside_touches) = (last.parse().unwrap_or(0), joined);
            continue;
        }
        let number: u32 = row[0].parse().unwrap_or(0);
        touches.push(touching);
        touching = if number < inside {
            true
        } else if number == inside {
            inside_touches
        } else {
            joined
        };
        words.push(row);
    }
    touches.push(false);
    let form = |at: usize| match words[at][1] {
        "\"" if touches[at + 1] && !touches[at] => "``".to_string(),
        "\"" => "''".to_string(),
        "“" => "``".to_string(),
        "”" => "''".to_string(),
        "‘" => "`".to_string(),
        "’" => "'".to_string(),
        "–" | "—" => "--".to_string(),
        "…" => "...".to_string(),
        form => form.to_string(),
    };
    let len = words.len() as u32;
    Sample {
        scheme: Scheme::Ud,
        forms: (0..words.len()).map(form).collect(),
        lemmas: words.iter().map(|row| row[2].to_string()).collect(),
        tags: words.iter().map(|row| tag_number(row[4])).collect(),
        heads: words
            .iter()
            .map(|row| match row[6].parse::<u32>() {
                Ok(head) if head > 0 => head - 1,
                _ => len,
            })
            .collect(),
        labels: words.iter().map(|row| label_number(Scheme::Ud, row[7])).collect(),
        names: gum_names(&words),
    }
}

/// Names in GUM's mentions: of a mention whose head is a name, the head and what it is flatly joined to.
/// Names that belong to no kind of the model are not learnt from.
fn gum_names(words: &[&Vec<&str>]) -> Vec<u8> {
    if !words.iter().any(|row| row[9].contains("Entity=")) {
        return Vec::new();
    }
    let mut open: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    let mut mentions = Vec::new();
    for (at, row) in words.iter().enumerate() {
        let Some(field) = row[9].split('|').find_map(|field| field.strip_prefix("Entity=")) else { continue };
        let mut rest = field;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('(') {
                let end = inner.find(['(', ')']).unwrap_or(inner.len());
                let mut parts = inner[..end].split('-');
                let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                if inner[end..].starts_with(')') {
                    mentions.push((at, at + 1, kind));
                    rest = &inner[end + 1..];
                } else {
                    open.entry(id).or_default().push((at, kind));
                    rest = &inner[end..];
                }
            } else {
                let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                if let Some((start, kind)) =
                    open.get_mut(rest[..end].trim_end_matches(')')).and_then(Vec::pop)
                {
                    mentions.push((start, at + 1, kind));
                }
                rest = &rest[end..];
            }
        }
    }
    let is_name = |at: usize| words[at][4].starts_with("NNP");
    let head_of = |at: usize| words[at][6].parse::<usize>().unwrap_or(0).wrapping_sub(1);
    let mut names = Vec::new();
    for (start, end, kind) in mentions {
        let kind = match kind {
            "person" => EntityKind::Person,
            "organization" => EntityKind::Organisation,
            "place" => EntityKind::Place,
            "time" => continue,
            _ => EntityKind::Other,
        };
        let Some(head) = (start..end).find(|&at| !(start..end).contains(&head_of(at))) else { continue };
        let plural_person =
            kind == EntityKind::Person && (words[head][4] != "NNP" || words[head][3] == "ADJ");
        if !is_name(head) || plural_person {
            continue;
        }
        let joined = |at: usize| match kind {
            EntityKind::Person => head_of(at) == head && words[at][7] == "flat",
            _ => {
                (is_name(at) || matches!(words[at][1], "of" | "and" | "&" | "for" | "-"))
                    && (start..end).contains(&at)
            }
        };
        let (mut first, mut last) = (head, head + 1);
        while first > start && joined(first - 1) && (is_name(first - 1) || first - 1 > start) {
            first -= 1;
        }
        while last < end && joined(last) {
            last += 1;
        }
        while !is_name(first) {
            first += 1;
        }
        while !is_name(last - 1) {
            last -= 1;
        }
        names.push((first, last, kind));
    }
    // The longest first; what lies inside another is left out.
    names.sort_by_key(|&(first, last, _)| (first, usize::MAX - last));
    let mut kept: Vec<(usize, usize, EntityKind)> = Vec::new();
    for name in names {
        if kept.last().is_none_or(|last| name.0 >= last.1) {
            kept.push(name);
        }
    }
    let mut classes = entities::classes(words.len(), &kept);
    for (at, class) in classes.iter_mut().enumerate().filter(|(_, class)| **class == 0) {
        let number = words[at][4] == "CD"
            || matches!(words[at][1], "ago" | "today" | "yesterday" | "last" | "year" | "century");
        if is_name(at) || number || words[at][9].contains("-time-") {
            *class = UNKNOWN;
        }
    }
    classes
}
