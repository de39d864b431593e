//! Of which body a grade is, learned from cases: folders with a document and the ratings that a careful reader would find in it.
//!
//! As for [dates](super::dates), how far the rules are to be trusted is learned from cases alone that they were not made on.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::cases::{HIDDEN, PARTS, fold, owned, table};
use super::trees::{self, Settings};
use crate::pipeline::Analyser;
use crate::rating::{Candidate, Forest, Whose};
use crate::read;

/// A case: its grades of which a reader tells the body, with that, folded.
pub struct Sample {
    grades: Vec<(Whose, String)>,
    /// No rule was made on it.
    unread: bool,
}

/// A name in the form in which names are compared.
fn compared(name: &str) -> String {
    owned(&fold(name))
}

/// The sample of a case; nothing where it has no table of ratings. `unread` says that no rule was made on it.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn sample(analyser: &Analyser, case: &Path, unread: bool) -> Result<Option<Sample>> {
    let (rated, document) = (case.join("ratings.csv"), case.join("document.txt"));
    if !rated.is_file() || !document.is_file() {
        return Ok(None);
    }
    let rows = table(&rated)?;
    let name = document.display().to_string();
    let document =
        read::document(std::fs::read(&document).context(name.clone())?, &name, analyser.reading())?;
    let all = analyser.whose(&document);
    let cell = |row: &super::cases::Row, column: &str| row.get(column).map(|cell| compared(cell));
    // Of whom the text tells this grade for this part, now or before.
    let bodies = |found: &Whose, column: &str| -> Vec<String> {
        let grade = Some(compared(&found.grade));
        let aspect = Some(compared(found.aspect.as_deref().unwrap_or_default()));
        let is = |row: &&super::cases::Row| cell(row, column) == grade && cell(row, "aspect") == aspect;
        rows.iter().filter(is).filter_map(|row| cell(row, "subject")).collect()
    };
    let key = |found: &Whose| (compared(&found.grade), found.aspect.as_deref().map(compared));
    let subject = |found: &Whose| found.subject.as_deref().map(compared);
    let is_right = |found: &Whose| {
        subject(found).is_some_and(|subject| {
            ["grade", "previous_grade"].iter().any(|column| bodies(found, column).contains(&subject))
        })
    };
    let claimed: BTreeSet<_> =
        all.iter().filter(|found| is_right(found)).map(|found| (key(found), subject(found))).collect();
    let gold = |found: &Whose| {
        if is_right(found) {
            return subject(found);
        }
        let current = bodies(found, "grade");
        let told = if current.is_empty() { bodies(found, "previous_grade") } else { current };
        // Where it is of one body alone that no other grade was found for.
        let free: BTreeSet<String> =
            told.into_iter().filter(|body| !claimed.contains(&(key(found), Some(body.clone())))).collect();
        if free.len() == 1 { free.into_iter().next() } else { None }
    };
    let grades = all.iter().filter_map(|found| Some((found.clone(), gold(found)?))).collect();
    Ok(Some(Sample { grades, unread }))
}

fn learn_sum<'s>(samples: impl Iterator<Item = &'s Sample>, settings: Settings) -> Forest {
    let (mut rows, mut gold) = (Vec::new(), Vec::new());
    for sample in samples {
        for (found, subject) in &sample.grades {
            for candidate in &found.candidates {
                let mut signs = candidate.signs.clone();
                if !sample.unread {
                    signs[..Candidate::RULED].fill(HIDDEN);
                }
                rows.push(signs);
                gold.push(compared(&candidate.name) == *subject);
            }
        }
    }
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    Forest { trees: trees::learn(&rows, &gold, settings), ..Forest::default() }
}

/// Of the grades of cases that no rule was made on: how many there are, of how many the rules tell the body, and the model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub all: usize,
    pub by_rules: usize,
    pub by_model: usize,
}

/// Learns from cases, and counts what it makes of them, held out in turn. From the chance `likely` on another body than that of
/// the rules is taken.
pub fn learn(samples: &[Sample], settings: Settings, likely: f32) -> (Forest, Count) {
    let mut count = Count::default();
    for part in 0..PARTS {
        let others = samples.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let mut forest = learn_sum(others.map(|(_, sample)| sample), settings);
        forest.manifest.likely = likely;
        let own = samples.iter().skip(part).step_by(PARTS).filter(|sample| sample.unread);
        for (found, gold) in own.flat_map(|sample| &sample.grades) {
            let ruled = found.subject.as_deref().map(compared).as_ref() == Some(gold);
            let other = Candidate::likeliest(found.candidates.clone(), &forest);
            count.all += 1;
            count.by_rules += usize::from(ruled);
            count.by_model += usize::from(other.map_or(ruled, |other| compared(&other.name) == *gold));
        }
    }
    let mut forest = learn_sum(samples.iter(), settings);
    let first =
        samples.iter().flat_map(|sample| &sample.grades).flat_map(|(found, _)| &found.candidates).next();
    let manifest = &mut forest.manifest;
    manifest.name = "subjects".into();
    manifest.corpus = vec!["this project's cases".into()];
    manifest.licence = vec!["that of the project".into()];
    manifest.signs = first.map_or(0, |candidate| candidate.signs.len());
    manifest.trees = forest.trees.len();
    manifest.likely = likely;
    manifest.cases = samples.len();
    manifest.seed = settings.seed;
    (forest, count)
}
