//! Which attributions are quotations, as a reader tells it.

use std::path::Path;

use anyhow::Result;

use super::cases::{self, PARTS, Taken};
use super::trees::{self, Settings};
use crate::base::Span;
use crate::model::Forest;
use crate::pipeline::Analyser;

/// A reader's quotation that shares so much of the shorter of the two with one found is that.
const SHARED: f32 = 0.6;

/// A case: what is known of its attributions, and whether each is a quotation.
pub type Sample = Vec<(Vec<f32>, bool)>;

/// The sample of a case; nothing where it has no table of quotations.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn sample(analyser: &Analyser, case: &Path) -> Result<Option<Sample>> {
    let Some((document, rows)) = cases::with_table(analyser, case, "quotations.csv")? else {
        return Ok(None);
    };
    let gold: Option<Vec<&String>> = rows.iter().map(|row| row.get("quotation")).collect();
    let Some(gold) = gold else { return Ok(None) };
    let mut from = 0;
    let gold: Vec<Vec<Span>> = gold.into_iter().map(|cell| told(&document.text, cell, &mut from)).collect();
    let reports = analyser.reports(&document).into_iter().map(|(attribution, signs)| {
        (signs, gold.iter().any(|gold| shared(gold, &attribution.content) >= SHARED))
    });
    Ok(Some(reports.collect()))
}

/// Where the words of a cell stand, looked for from byte `from` on, which moves to their start.
fn told(text: &str, cell: &str, from: &mut usize) -> Vec<Span> {
    let cell = cell.strip_suffix(" …").unwrap_or(cell);
    let mut at = *from;
    let mut out = Vec::new();
    for piece in cell.split(" […] ").flat_map(str::lines).filter(|piece| !piece.is_empty()) {
        let found = text[at..].find(piece).map(|place| at + place).or_else(|| text.find(piece));
        let Some(start) = found else { continue };
        if out.is_empty() {
            *from = start;
        }
        at = start + piece.len();
        out.push(Span { start: start as u32, end: at as u32 });
    }
    out
}

/// Bytes of both among those of the shorter.
fn shared(one: &[Span], other: &[Span]) -> f32 {
    let length = |spans: &[Span]| spans.iter().map(|span| span.end - span.start).sum::<u32>();
    let both = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let both: u32 = one.iter().map(|a| other.iter().map(|b| both(a, b)).sum::<u32>()).sum();
    both as f32 / length(one).min(length(other)).max(1) as f32
}

fn learn_sum<'s>(samples: impl Iterator<Item = &'s Sample>, settings: Settings) -> Forest {
    let rows: Vec<&(Vec<f32>, bool)> = samples.flatten().collect();
    let gold: Vec<bool> = rows.iter().map(|(_, gold)| *gold).collect();
    let rows: Vec<&[f32]> = rows.iter().map(|(signs, _)| signs.as_slice()).collect();
    trees::forest(trees::learn(&rows, &gold, settings), &rows, settings)
}

/// Learns from cases, and counts what it makes of them, held out in turn. `likely` is the chance from which on an attribution is
/// taken for a quotation.
pub fn learn(samples: &[Sample], settings: Settings, likely: f32) -> (Forest, Taken) {
    let mut count = Taken::default();
    for part in 0..PARTS {
        let others = samples.iter().enumerate().filter(|(at, _)| at % PARTS != part);
        let forest = learn_sum(others.map(|(_, sample)| sample), settings);
        for (signs, gold) in samples.iter().skip(part).step_by(PARTS).flatten() {
            count.add(*gold, forest.chance(signs) >= likely);
        }
    }
    let mut forest = learn_sum(samples.iter(), settings);
    forest.manifest.name = "reported".into();
    forest.manifest.likely = likely;
    forest.manifest.cases = samples.len();
    (forest, count)
}
