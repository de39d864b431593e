//! Which quotations are about a rating at all, learned from cases: folders with a document and the tables that a
//! careful reader would make of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::learn::Random;
use crate::pipeline::Analyser;
use crate::rating::{Gate, Proposal, sign_after};
use crate::read;

/// Times that each proposal is seen.
const ROUNDS: usize = 60;
/// Size of the first steps, and how much smaller they get in each round.
const RATE: f32 = 0.05;
const SLOWER: f32 = 0.3;
/// How much each weight falls in a round, against the size of a step.
const DECAY: f32 = 3.0;

/// Weights below this tell nothing that another case would bear out.
const LIGHT: f32 = 0.1;

/// A proposal and whether the reader links its quotation to a rating.
pub struct Sample {
    pub proposal: Proposal,
    pub gold: bool,
}

/// The proposals of a case's document, in text order. Those whose quotation the reader does not have are left out:
/// what they are about is not known.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn samples(analyser: &Analyser, case: &Path) -> Result<Vec<Sample>> {
    let (linked, all) = (case.join("quotation_ratings.csv"), case.join("quotations.csv"));
    let document = case.join("document.txt");
    if ![&linked, &all, &document].into_iter().all(|path| path.is_file()) {
        return Ok(Vec::new());
    }
    let (linked, all) = (column(&linked)?, column(&all)?);
    let has = |list: &BTreeSet<String>, text: &str| {
        list.iter()
            .any(|have| have == text || have.strip_suffix(" …").is_some_and(|start| text.starts_with(start)))
    };
    let name = document.display().to_string();
    let document =
        read::document(std::fs::read(&document).context(name.clone())?, &name, analyser.reading())?;
    let (quotations, proposals) = analyser.proposals(&document);
    let known = proposals.into_iter().filter(|proposal| {
        let text = &quotations[proposal.said].text;
        has(&all, text) || has(&linked, text)
    });
    Ok(known
        .map(|proposal| Sample { gold: has(&linked, &quotations[proposal.said].text), proposal })
        .collect())
}

/// The cells of a table's column `quotation`.
fn column(path: &Path) -> Result<BTreeSet<String>> {
    let name = || path.display().to_string();
    let mut reader = csv::Reader::from_path(path).with_context(name)?;
    let place = reader.headers()?.iter().position(|column| column == "quotation");
    let Some(place) = place else { return Ok(BTreeSet::new()) };
    reader.records().map(|row| Ok(row.with_context(name)?[place].to_owned())).collect()
}

/// The folders of cases in `folder`, by name.
///
/// # Errors
/// Where it can't be read.
pub fn cases(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut folders: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

/// Learns from the samples of some cases: logistic regression, with signs left out that fewer than `least` cases have.
/// The same from the same seed.
pub fn learn(cases: &[&[Sample]], least: usize, seed: u64) -> Gate {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        let signs: BTreeSet<&str> =
            case.iter().flat_map(|sample| &sample.proposal.signs).map(String::as_str).collect();
        signs.into_iter().for_each(|sign| *seen.entry(sign).or_default() += 1);
    }
    let after =
        [(false, false), (false, true), (true, false), (true, true)].map(|(on, one)| sign_after(on, one));
    let known = seen.into_iter().filter(|&(_, count)| count >= least).map(|(sign, _)| sign).chain(after);
    let places: BTreeMap<&str, usize> = known.enumerate().map(|(at, sign)| (sign, at + 1)).collect();
    // Place 0 is the bias.
    let mut rows: Vec<(Vec<usize>, f32)> = Vec::new();
    for case in cases {
        let mut before = None;
        for Sample { proposal, gold } in *case {
            let one = before == Some(proposal.said.wrapping_sub(1));
            let signs = proposal.signs.iter().map(String::as_str).chain([sign_after(proposal.goes_on, one)]);
            let row = [0].into_iter().chain(signs.filter_map(|sign| places.get(sign).copied())).collect();
            rows.push((row, f32::from(u8::from(*gold))));
            if *gold {
                before = Some(proposal.said);
            }
        }
    }
    let mut counts = vec![0.0f32; places.len() + 1];
    rows.iter().flat_map(|(row, _)| row).for_each(|&place| counts[place] += 1.0);
    let mut weights = vec![0.0f32; places.len() + 1];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Random::new(seed);
    for round in 0..ROUNDS {
        let rate = RATE / (1.0 + SLOWER * round as f32);
        random.shuffle(&mut order);
        for &at in &order {
            let (row, gold) = &rows[at];
            let sum: f32 = row.iter().map(|&place| weights[place]).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - gold;
            for &place in row {
                let fall = if place == 0 { 0.0 } else { DECAY * weights[place] / counts[place] };
                weights[place] -= rate * (error + fall);
            }
        }
    }
    let rounded = |weight: f32| (weight * 100.0).round() / 100.0;
    let signs = places.into_iter().map(|(sign, at)| (sign.to_owned(), rounded(weights[at])));
    Gate {
        bias: rounded(weights[0]),
        signs: signs
            .filter(|(sign, weight)| weight.abs() >= LIGHT || after.contains(&sign.as_str()))
            .collect(),
    }
}

/// How many of a case's quotations the gate tells right, and how many there are.
pub fn right(gate: &Gate, case: &[Sample]) -> (usize, usize) {
    let kept = gate.kept(case.iter().map(|sample| &sample.proposal));
    let right = case.iter().zip(kept).filter(|(sample, chance)| chance.is_some() == sample.gold);
    (right.count(), case.len())
}
