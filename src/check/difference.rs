//! How a claim's words differ from those on record, and which differences matter most.

use super::align::{Alignment, Step};
use super::normalise::{Break, Normaliser, Word};
use crate::lexicon::Lexicon;

/// A run of words of a word-level difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both, as the claim writes it.
    Same(String),
    /// On record, but not in the claim.
    Left(String),
    /// In the claim, but not on record.
    Extra(String),
}

/// What is wrong with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// A *not* was lost, added or moved.
    Negation,
    Number,
    Name,
    /// A grade of a rating scale.
    Grade,
    /// A clause that bounds the words was cut.
    Clause,
    Date,
    Rating,
    Speaker,
}

impl Flag {
    /// The spelling used in tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Flag::Negation => "negation",
            Flag::Number => "number",
            Flag::Name => "name",
            Flag::Grade => "grade",
            Flag::Clause => "clause",
            Flag::Date => "date",
            Flag::Rating => "rating",
            Flag::Speaker => "speaker",
        }
    }
}

/// A text with its words.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub text: &'a str,
    pub words: &'a [Word],
}

impl Told<'_> {
    /// The words as written; short forms that were taken apart, and what is not one stretch, word by word.
    fn written(&self, at: &[usize]) -> String {
        let (Some(&first), Some(&last)) = (at.first(), at.last()) else { return String::new() };
        let whole = last - first + 1 == at.len();
        if whole && !at.iter().any(|at| self.words[*at].from_short_form) {
            return self.text[self.words[first].start..self.words[last].end].replace(['\n', '\r'], " ");
        }
        let word = |at: &usize| {
            let word = &self.words[*at];
            if word.from_short_form { word.form.clone() } else { self.text[word.start..word.end].to_owned() }
        };
        at.iter().map(word).collect::<Vec<_>>().join(" ")
    }
}

/// The difference, in the order of the claim.
pub fn difference(alignment: &Alignment, claim: Told, passage: Told) -> Vec<Piece> {
    let is_kept = |step: &Step| matches!(step, Step::Same(..) | Step::Allowed(..));
    let mut pieces = Vec::new();
    for run in alignment.steps.chunk_by(|a, b| is_kept(a) == is_kept(b)) {
        let ours: Vec<usize> = run.iter().filter_map(Step::claim).collect();
        if is_kept(&run[0]) {
            if !ours.is_empty() {
                pieces.push(Piece::Same(claim.written(&ours)));
            }
            continue;
        }
        let theirs: Vec<usize> = run.iter().filter_map(Step::passage).collect();
        if !theirs.is_empty() {
            pieces.push(Piece::Left(passage.written(&theirs)));
        }
        if !ours.is_empty() {
            pieces.push(Piece::Extra(claim.written(&ours)));
        }
    }
    pieces
}

/// What kinds of words were changed; ascending.
pub fn flags(
    alignment: &Alignment,
    claim: Told,
    passage: Told,
    n: &Normaliser,
    lexicon: &Lexicon,
) -> Vec<Flag> {
    let is_kept = |step: &Step| matches!(step, Step::Same(..) | Step::Allowed(..));
    let mut flags = Vec::new();
    for run in alignment.steps.chunk_by(|a, b| is_kept(a) == is_kept(b)).filter(|run| !is_kept(&run[0])) {
        let ours: Vec<&Word> = run.iter().filter_map(Step::claim).map(|at| &claim.words[at]).collect();
        let theirs: Vec<&Word> = run.iter().filter_map(Step::passage).map(|at| &passage.words[at]).collect();
        let negations = |words: &[&Word]| words.iter().filter(|word| n.is_negation(&word.form)).count();
        if negations(&ours) != negations(&theirs) || turned(&ours, &theirs, n) {
            flags.push(Flag::Negation);
        }
        let numbers = |told: Told, words: &[&Word]| -> Vec<String> {
            let is = |word: &&&Word| {
                n.is_number(&word.form) && !told.text[word.start..word.end].eq_ignore_ascii_case("one")
            };
            words.iter().filter(is).map(|word| word.form.clone()).collect()
        };
        if numbers(claim, &ours) != numbers(passage, &theirs) {
            flags.push(Flag::Number);
        }
        let names = |told: Told, words: &[&Word]| -> Vec<String> {
            let is = |word: &&&Word| {
                let raw = &told.text[word.start..word.end];
                raw.starts_with(char::is_uppercase)
                    && raw.len() > 1
                    && word.before != Break::Sentence
                    && !raw.starts_with("I'")
                    && !raw.starts_with("I’")
            };
            words.iter().filter(is).map(|word| word.form.clone()).collect()
        };
        if names(claim, &ours) != names(passage, &theirs) {
            flags.push(Flag::Name);
        }
        let grades = |words: &[&Word]| -> Vec<String> {
            words.iter().map(|word| word.form.clone()).filter(|form| lexicon.scales.is_grade(form)).collect()
        };
        if grades(&ours) != grades(&theirs) {
            flags.push(Flag::Grade);
        }
    }
    flags.sort_unstable();
    flags.dedup();
    flags
}

/// Whether a word became its opposite: *able*, *unable*.
fn turned(ours: &[&Word], theirs: &[&Word], n: &Normaliser) -> bool {
    let opposite = |a: &str, b: &str| {
        n.lists()
            .negative_prefixes
            .iter()
            .any(|prefix| a.strip_prefix(prefix.as_str()) == Some(b) && b.len() > 2)
    };
    ours.iter().any(|a| theirs.iter().any(|b| opposite(&a.form, &b.form) || opposite(&b.form, &a.form)))
}
