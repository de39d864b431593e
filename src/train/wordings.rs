//! Which wordings of grades tell a rating, learned from cases: folders with a document and the ratings that a careful reader
//! would find in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::cases::{self, PARTS, Taken, fold};
use super::trees::{self, Settings};
use crate::model::Forest;
use crate::pipeline::Analyser;
use crate::rating::Wording;

/// From this chance on a wording may be the one that tells a rating that the frames have missed.
const LEAST: f32 = 0.15;

/// What a reader says of a wording.
#[derive(Clone, Debug, PartialEq)]
enum Gold {
    Tells,
    TellsNone,
    /// Of the wordings of this grade that no frame knows as many tell a rating as the frames have missed.
    May(String),
    /// Told with another.
    Unknown,
}

/// A case: its wordings of grades, and what they are.
pub struct Sample {
    wordings: Vec<Wording>,
    gold: Vec<Gold>,
    /// How many ratings of a grade the frames have missed.
    missed: BTreeMap<String, usize>,
}

/// The sample of a case; nothing where it has no table of ratings.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn sample(analyser: &Analyser, case: &Path) -> Result<Option<Sample>> {
    let Some((document, rows)) = cases::with_table(analyser, case, "ratings.csv")? else { return Ok(None) };
    let (ratings, wordings) = analyser.wordings(&document);
    let cells = |column: &str| -> Vec<String> {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| fold(cell)).collect()
    };
    let (grades, previous) = (cells("grade"), cells("previous_grade"));
    let known: BTreeSet<&String> = grades.iter().chain(&previous).collect();
    let found: Vec<String> = ratings.iter().map(|rating| fold(&rating.grade)).collect();
    let missed: BTreeMap<String, usize> = grades
        .iter()
        .map(|grade| {
            let count = |all: &[String]| all.iter().filter(|other| *other == grade).count();
            (grade.clone(), count(&grades).saturating_sub(count(&found)))
        })
        .filter(|(_, missed)| *missed > 0)
        .collect();
    let gold = wordings.iter().map(|wording| {
        let names: Vec<String> = wording.grades.iter().map(|grade| fold(grade)).collect();
        match names.iter().find(|name| missed.contains_key(*name)) {
            _ if wording.told && names.iter().any(|name| known.contains(name)) => Gold::Tells,
            _ if wording.told => Gold::TellsNone,
            _ if wording.previous => Gold::Unknown,
            Some(name) => Gold::May(name.clone()),
            None => Gold::TellsNone,
        }
    });
    Ok(Some(Sample { gold: gold.collect(), wordings, missed }))
}

/// What was learned of some samples: for each wording whether it tells a rating; `None` where nobody knows.
type Told = Vec<Vec<Option<bool>>>;

/// A sum of trees over the wordings of some samples.
fn learn_sum<'s>(
    samples: impl Iterator<Item = (&'s Sample, &'s Vec<Option<bool>>)>,
    settings: Settings,
) -> Forest {
    let (mut rows, mut gold) = (Vec::new(), Vec::new());
    for (sample, told) in samples {
        for (wording, told) in sample.wordings.iter().zip(told) {
            if let Some(told) = told {
                rows.push(wording.signs.as_slice());
                gold.push(*told);
            }
        }
    }
    trees::forest(trees::learn(&rows, &gold, settings), &rows, settings)
}

/// What the frames tell of each wording, and where they have missed ratings, what `forest` does.
fn told(samples: &[Sample], forest: Option<&Forest>) -> Told {
    let of_sample = |sample: &Sample| {
        let mut told: Vec<Option<bool>> = sample
            .gold
            .iter()
            .map(|gold| match gold {
                Gold::Tells => Some(true),
                Gold::TellsNone => Some(false),
                Gold::May(_) | Gold::Unknown => None,
            })
            .collect();
        let Some(forest) = forest else { return told };
        for (grade, missed) in &sample.missed {
            let may = |at: &usize| sample.gold[*at] == Gold::May(grade.clone());
            let chance = |at: usize| (at, forest.chance(&sample.wordings[at].signs));
            let mut all: Vec<(usize, f32)> = (0..told.len()).filter(may).map(chance).collect();
            all.sort_by(|one, other| other.1.total_cmp(&one.1));
            for (place, (at, chance)) in all.into_iter().enumerate() {
                told[at] = Some(place < *missed && chance > LEAST);
            }
        }
        told
    };
    samples.iter().map(of_sample).collect()
}

/// Learns from cases, and counts what it makes of wordings that no frame knows, held out in turn. `likely` is the chance from which on a wording tells a
/// rating.
pub fn learn(samples: &[Sample], settings: Settings, likely: f32) -> (Forest, Taken) {
    let first = told(samples, None);
    let first = learn_sum(samples.iter().zip(&first), settings);
    let told = told(samples, Some(&first));
    let mut count = Taken::default();
    for part in 0..PARTS {
        let others = samples.iter().zip(&told).enumerate().filter(|(at, _)| at % PARTS != part);
        let forest = learn_sum(others.map(|(_, sample)| sample), settings);
        for at in (part..samples.len()).step_by(PARTS) {
            for (wording, told) in samples[at].wordings.iter().zip(&told[at]) {
                let Some(told) = told.filter(|_| !wording.told) else { continue };
                count.add(told, forest.chance(&wording.signs) >= likely);
            }
        }
    }
    let mut forest = learn_sum(samples.iter().zip(&told), settings);
    let manifest = &mut forest.manifest;
    manifest.name = "wordings".into();
    manifest.likely = likely;
    manifest.cases = samples.len();
    (forest, count)
}
