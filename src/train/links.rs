//! Which quotations are about which rating, learned from cases: folders with a document and the tables that a careful
//! reader would make of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;

use super::cases::{self, ANY, PARTS, Row, compared, fold, is_text, table};
use super::trees::{self, Settings};
use crate::lexicon::Lexicon;
use crate::model::trees::Tree;
use crate::pipeline::Analyser;
use crate::rating::{Chances, Choice, Numbers, Proposal, add_beside, chances};
use crate::record::Rating;

/// Words that signs tell of: the commonest of the quotations.
const WORDS: usize = 120;

/// What a reader says of a quotation.
#[derive(Clone, Debug, Default)]
struct Gold {
    /// The ratings that it is about.
    ratings: BTreeSet<usize>,
    /// Whether a rating that it is about was not found.
    missing: bool,
    /// Whether the reader has the quotation and is sure of its ratings.
    known: bool,
}

/// A case: what each quotation may be about, and what it is about.
pub struct Sample {
    proposals: Vec<Proposal>,
    gold: Vec<Gold>,
}

/// The sample of a case; nothing where it has no table of links.
///
/// # Errors
/// Where a file of the case can't be read.
pub fn sample(analyser: &Analyser, lexicon: &Lexicon, case: &Path) -> Result<Option<Sample>> {
    let (linked, all) = (case.join("quotation_ratings.csv"), case.join("quotations.csv"));
    if !linked.is_file() || !all.is_file() {
        return Ok(None);
    }
    let Some(document) = cases::document(analyser, case)? else { return Ok(None) };
    let (linked, all) = (table(&linked)?, table(&all)?);
    let (quotations, ratings, proposals) = analyser.proposals(&document);
    let gold = proposals
        .iter()
        .map(|proposal| {
            let text = &quotations[proposal.said].text;
            let is_here = |row: &&Row| is_text(&row["quotation"], text);
            let rows: Vec<&Row> = linked.iter().filter(is_here).collect();
            let mut gold = Gold {
                known: !rows.is_empty() || all.iter().any(|row| is_text(&row["quotation"], text)),
                ..Gold::default()
            };
            for row in rows {
                // The subject or the inspector of the rating may have been found wrong: the link is right all the same.
                let exact = find(lexicon, &ratings, row, &["grade", "aspect", "inspector", "subject"]);
                let about = find(lexicon, &ratings, row, &["grade", "aspect"]);
                gold.missing |= exact.is_empty();
                gold.known &= ["grade", "aspect", "subject"]
                    .iter()
                    .all(|column| row.get(*column).is_none_or(|cell| cell != ANY));
                let proposed = |j: &&usize| proposal.links.iter().any(|link| link.rating == **j);
                match (exact.as_slice(), about.as_slice()) {
                    ([], [one]) => gold.ratings.extend([*one]),
                    ([], _) => {}
                    (several, _) => {
                        gold.ratings.extend(several.iter().find(proposed).or(several.first()));
                    }
                }
            }
            gold
        })
        .collect();
    Ok(Some(Sample { proposals, gold }))
}

/// The ratings that agree with the row in these columns.
fn find(lexicon: &Lexicon, ratings: &[Rating], row: &Row, columns: &[&str]) -> Vec<usize> {
    let agrees = |rating: &Rating, column: &str| {
        let Some(wanted) = row.get(column).filter(|cell| *cell != ANY) else { return true };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (wanted, found) = match column {
            "inspector" => {
                let found = text(&rating.inspector);
                return *wanted == found || lexicon.scales.inspector(wanted) == Some(&found);
            }
            "grade" => (fold(wanted), fold(&rating.grade)),
            "subject" => (compared(wanted), compared(&text(&rating.subject))),
            _ => (fold(wanted), fold(&text(&rating.aspect))),
        };
        let forms = || lexicon.scales.list.iter().filter_map(|scale| scale.aspects.get(&found)).flatten();
        wanted == found || column == "aspect" && forms().any(|form| fold(form) == wanted)
    };
    (0..ratings.len()).filter(|&j| columns.iter().all(|column| agrees(&ratings[j], column))).collect()
}

/// A sum of trees over the pairs of some samples; `numbers` holds for each what the sum sees of its proposals.
fn learn_sum<'s>(
    samples: impl Iterator<Item = (&'s Sample, &'s Vec<Numbers>)>,
    settings: Settings,
) -> Vec<Tree> {
    let (mut rows, mut gold) = (Vec::new(), Vec::new());
    for (sample, numbers) in samples {
        let proposals = sample.proposals.iter().zip(numbers).zip(&sample.gold);
        for ((proposal, numbers), told) in proposals.filter(|(_, told)| told.known) {
            rows.extend(numbers.iter().map(Vec::as_slice));
            gold.extend(proposal.pairs.iter().map(|pair| told.ratings.contains(&pair.rating)));
        }
    }
    trees::learn(&rows, &gold, settings)
}

/// What sums of trees that have not seen a sample make of its pairs, for each sample: each part of them is held out in turn.
fn held_out(samples: &[Sample], numbers: &[Vec<Numbers>], settings: Settings) -> Vec<Vec<Chances>> {
    let mut out = vec![Vec::new(); samples.len()];
    for part in 0..PARTS {
        let others = samples.iter().zip(numbers).enumerate().filter(|(at, _)| at % PARTS != part);
        let trees = learn_sum(others.map(|(_, sample)| sample), settings);
        for at in (part..samples.len()).step_by(PARTS) {
            out[at] = numbers[at].iter().map(|numbers| chances(&trees, numbers)).collect();
        }
    }
    out
}

/// Learns from cases, and tells how many of their quotations have every right link and no other, held out in turn.
pub fn learn(samples: &[Sample], settings: Settings) -> (Choice, (usize, usize)) {
    let mut choice = Choice::default();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for proposal in samples.iter().flat_map(|sample| &sample.proposals) {
        let words: BTreeSet<String> = crate::rating::words(&proposal.content).into_iter().collect();
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let mut words: Vec<(String, usize)> = counts.into_iter().collect();
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let manifest = &mut choice.manifest;
    manifest.name = "links".into();
    manifest.corpus = vec!["this project's cases".into()];
    manifest.licence = vec!["that of the project".into()];
    manifest.words = words.into_iter().take(WORDS).map(|(word, _)| word).collect();
    manifest.cases = samples.len();
    manifest.seed = settings.seed;
    let pair = samples.iter().flat_map(|sample| &sample.proposals).flat_map(|p| &p.pairs).next();
    manifest.signs = pair.into_iter().flat_map(|pair| &pair.signs).map(|(name, _)| (*name).into()).collect();

    let of_sample = |sample: &Sample| sample.proposals.iter().map(|p| choice.numbers(p)).collect();
    let mut numbers: Vec<Vec<Numbers>> = samples.iter().map(of_sample).collect();
    choice.alone = learn_sum(samples.iter().zip(&numbers), settings);
    let alone = held_out(samples, &numbers, settings);
    for ((sample, alone), numbers) in samples.iter().zip(&alone).zip(&mut numbers) {
        add_beside(&sample.proposals, alone, numbers);
    }
    choice.together = learn_sum(samples.iter().zip(&numbers), settings);
    let together = held_out(samples, &numbers, settings);
    let mut best = (0, 0);
    for (likely, besides) in LIMITS {
        let mut trial = choice.clone();
        (trial.manifest.likely, trial.manifest.besides) = (likely, besides);
        let counts = samples.iter().zip(&together);
        let count = total(counts.map(|(sample, chances)| right_of(&trial, sample, chances)));
        if count.0 > best.0 {
            best = count;
            (choice.manifest.likely, choice.manifest.besides) = (likely, besides);
        }
    }
    choice.manifest.trees = [choice.alone.len(), choice.together.len()];
    (choice, best)
}

/// The sum of counts of what is right, and of all.
pub fn total(counts: impl Iterator<Item = (usize, usize)>) -> (usize, usize) {
    counts.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

/// Chances from which on a link is made that are tried: of the likeliest rating, and of others besides. None is much below a
/// half: a wrong link is worse than none.
const LIMITS: [(f32, f32); 6] =
    [(0.45, 0.45), (0.45, 0.5), (0.45, 0.55), (0.5, 0.5), (0.5, 0.55), (0.5, 0.6)];

/// How many quotations have every right link and no other, and how many there are.
fn right_of(choice: &Choice, sample: &Sample, chances: &[Chances]) -> (usize, usize) {
    let all = sample.proposals.iter().zip(&sample.gold).zip(chances).filter(|((_, gold), _)| gold.known);
    let is_right = |((proposal, gold), chances): &((&Proposal, &Gold), &Chances)| {
        let places = choice.chosen(proposal, chances);
        let chosen: BTreeSet<usize> = places.into_iter().map(|at| proposal.pairs[at].rating).collect();
        !gold.missing && chosen == gold.ratings
    };
    (all.clone().filter(is_right).count(), all.count())
}

/// The same for a model that is ready to run.
pub fn right(choice: &Choice, sample: &Sample) -> (usize, usize) {
    right_of(choice, sample, &choice.chances(&sample.proposals))
}

/// The same for what the rules have a reason for.
pub fn right_by_rules(sample: &Sample) -> (usize, usize) {
    let all = sample.proposals.iter().zip(&sample.gold).filter(|(_, gold)| gold.known);
    let is_right = |(proposal, gold): &(&Proposal, &Gold)| {
        let links = proposal.links.iter().filter(|_| proposal.reasoned).map(|link| link.rating);
        !gold.missing && links.collect::<BTreeSet<usize>>() == gold.ratings
    };
    (all.clone().filter(is_right).count(), all.count())
}
