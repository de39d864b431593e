//! When a grade was given, learned from cases: folders with a document and the ratings that a careful reader would find in it.
//!
//! The rules are right far more often on cases that they were made on than on others. How far they are to be trusted is learned
//! from the others alone.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::cases::{HIDDEN, PARTS, fold, owned, table};
use super::trees::{self, Settings};
use crate::pipeline::Analyser;
use crate::rating::{Dating, Forest, Time, likeliest};
use crate::read;

/// What stands for a cell that readers disagree about.
const ANY: &str = "*";

/// A case: its grades of which a reader tells the time, with that.
pub struct Sample {
    datings: Vec<(Dating, String)>,
    /// No rule was made on it.
    unread: bool,
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
    let gold = |dating: &Dating| {
        let text = |text: &Option<String>| owned(&fold(text.as_deref().unwrap_or_default()));
        let (subject, aspect) = (text(&dating.subject), text(&dating.aspect));
        let is = |cell: Option<&String>, found: &str| cell.is_some_and(|cell| owned(&fold(cell)) == found);
        let of_body: Vec<_> = rows
            .iter()
            .filter(|row| is(row.get("grade"), &fold(&dating.grade)) && is(row.get("subject"), &subject))
            .collect();
        let of_part: Vec<_> = of_body.iter().filter(|row| is(row.get("aspect"), &aspect)).copied().collect();
        let own = if of_part.is_empty() { of_body } else { of_part };
        let dates: BTreeSet<&String> =
            own.iter().filter_map(|row| row.get("rated_on")).filter(|date| *date != ANY).collect();
        let ruled = dating.date.map(|date| date.to_string()).unwrap_or_default();
        // Where the text dates the grade twice, the time that the rules found is one of them, or nobody knows.
        match dates.len() {
            1 => dates.first().map(|date| (*date).clone()),
            _ => dates.contains(&ruled).then_some(ruled),
        }
    };
    let datings = analyser.datings(&document).into_iter().filter(|dating| dating.date.is_some());
    let datings = datings.filter_map(|dating| gold(&dating).map(|gold| (dating, gold))).collect();
    Ok(Some(Sample { datings, unread }))
}

fn learn_sum<'s>(samples: impl Iterator<Item = &'s Sample>, settings: Settings) -> Forest {
    let (mut rows, mut gold) = (Vec::new(), Vec::new());
    for sample in samples {
        for (dating, date) in &sample.datings {
            for time in &dating.times {
                let mut signs = time.signs.clone();
                if !sample.unread {
                    signs[..Time::RULED].fill(HIDDEN);
                }
                rows.push(signs);
                gold.push(time.date.to_string() == *date);
            }
        }
    }
    let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
    Forest { trees: trees::learn(&rows, &gold, settings), ..Forest::default() }
}

/// Of the grades of cases that no rule was made on: how many there are, of how many the rules tell the time, and the model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub all: usize,
    pub by_rules: usize,
    pub by_model: usize,
}

/// Learns from cases, and counts what it makes of them, held out in turn.
pub fn learn(samples: &[Sample], settings: Settings) -> (Forest, Count) {
    let mut count = Count::default();
    for part in 0..PARTS {
        let others = samples.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let forest = learn_sum(others.map(|(_, sample)| sample), settings);
        let own = samples.iter().skip(part).step_by(PARTS).filter(|sample| sample.unread);
        for (dating, gold) in own.flat_map(|sample| &sample.datings) {
            let ruled = dating.date.is_some_and(|date| date.to_string() == *gold);
            let chosen = likeliest(dating.times.clone(), &forest);
            count.all += 1;
            count.by_rules += usize::from(ruled);
            count.by_model += usize::from(chosen.map_or(ruled, |time| time.date.to_string() == *gold));
        }
    }
    let mut forest = learn_sum(samples.iter(), settings);
    let first =
        samples.iter().flat_map(|sample| &sample.datings).flat_map(|(dating, _)| &dating.times).next();
    let manifest = &mut forest.manifest;
    manifest.name = "dates".into();
    manifest.corpus = vec!["this project's cases".into()];
    manifest.licence = vec!["that of the project".into()];
    manifest.signs = first.map_or(0, |time| time.signs.len());
    manifest.trees = forest.trees.len();
    manifest.cases = samples.len();
    manifest.seed = settings.seed;
    (forest, count)
}
