//! Learning when rules are wrong: of the answers to a question that rules answer too, which is right.
//!
//! The rules are right far more often on cases that they were made on than on others. How far they are to be trusted is learned
//! from the others alone: on the first, what they say is hidden.

use std::path::Path;

use anyhow::Result;

use super::cases::{self, PARTS, Row};
use super::trees::{self, Settings};
use crate::model::{Candidate, Forest, HIDDEN, RULED};
use crate::pipeline::Analyser;
use crate::text::Document;

/// A question that a reader has answered.
pub struct Answered {
    /// Each answer as whether it is right.
    candidates: Vec<Candidate<bool>>,
    /// Whether the rules are.
    ruled: bool,
}

impl Answered {
    /// `is_right` tells whether an answer is, `ruled` whether that of the rules is.
    pub fn new<T>(candidates: Vec<Candidate<T>>, is_right: impl Fn(&T) -> bool, ruled: bool) -> Self {
        let told = |Candidate { answer, ruled, signs }: Candidate<T>| Candidate {
            answer: is_right(&answer),
            ruled,
            signs,
        };
        Answered { candidates: candidates.into_iter().map(told).collect(), ruled }
    }
}

/// The questions of a case.
pub struct Sample {
    pub questions: Vec<Answered>,
    /// No rule was made on it.
    pub unread: bool,
}

/// What is learned.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Name of the model.
    pub name: &'static str,
    /// The reader's table that answers the questions.
    pub table: &'static str,
    /// The chance from which on another answer than that of the rules is taken.
    pub likely: f32,
    /// The questions of a document, with what the rows of the table answer.
    pub questions: fn(&Analyser, &[Row], &Document) -> Vec<Answered>,
}

fn learn_sum<'s>(samples: impl Iterator<Item = &'s Sample>, settings: Settings, likely: f32) -> Forest {
    let (mut rows, mut gold, mut questions) = (Vec::new(), Vec::new(), Vec::new());
    for sample in samples {
        questions.extend(sample.questions.iter().map(|question| question.candidates.len()));
        for candidate in sample.questions.iter().flat_map(|question| &question.candidates) {
            let mut signs = candidate.signs.clone();
            if !sample.unread {
                signs[..RULED].fill(HIDDEN);
            }
            rows.push(signs);
            gold.push(candidate.answer);
        }
    }
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    let trees = trees::learn_choice(&rows, &gold, &questions, settings);
    let mut forest = trees::forest(trees, &rows, settings);
    forest.manifest.likely = likely;
    forest
}

/// What is held out: how much there is of it, and how much of that the rules have right, and the model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub all: usize,
    pub by_rules: usize,
    pub by_model: usize,
}

/// Learns from cases, and counts the questions of those that no rule was made on, held out in turn.
pub fn learn(subject: Subject, samples: &[Sample], settings: Settings) -> (Forest, Count) {
    let mut count = Count::default();
    for part in 0..PARTS {
        let others = samples.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let forest = learn_sum(others.map(|(_, sample)| sample), settings, subject.likely);
        let own = samples.iter().skip(part).step_by(PARTS).filter(|sample| sample.unread);
        for Answered { candidates, ruled } in own.flat_map(|sample| &sample.questions) {
            count.all += 1;
            count.by_rules += usize::from(*ruled);
            count.by_model += usize::from(forest.other(candidates.clone()).unwrap_or(*ruled));
        }
    }
    let mut forest = learn_sum(samples.iter(), settings, subject.likely);
    forest.manifest.name = subject.name.into();
    forest.manifest.cases = samples.len();
    (forest, count)
}

/// The samples of the cases in a folder that have the table of `subject`.
///
/// # Errors
/// Where a file of a case can't be read.
pub fn samples(analyser: &Analyser, folder: &Path, subject: Subject) -> Result<Vec<Sample>> {
    let unread = cases::unread(folder)?;
    let mut out = Vec::new();
    for case in cases::folders(folder)? {
        let Some((document, rows)) = cases::with_table(analyser, &case, subject.table)? else { continue };
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        let questions = (subject.questions)(analyser, &rows, &document);
        out.push(Sample { questions, unread: unread.contains(&*name) });
    }
    Ok(out)
}
