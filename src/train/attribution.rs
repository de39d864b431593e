//! Training of the learned attribution finder.

use std::ops::Range;

use rayon::prelude::*;

use super::attribution_score::paired;
use super::chain::{Example, Settings, Trained, train};
use super::corpus_polnear::{GoldAttribution, GoldDocument};
use crate::attribute::learned::argument::{self, CueFacts, Part, Window};
use crate::attribute::learned::chain::Graph;
use crate::attribute::learned::cue::Openers;
use crate::attribute::learned::prepare::Prepared;
use crate::attribute::learned::table::Table;
use crate::attribute::learned::{self, Calibration, Evidence, Model};
use crate::attribute::learned::{cue, find_cues};
use crate::base::Span;

/// The tokens that overlap a span.
fn covered(doc: &Prepared<'_>, span: Span) -> Range<u32> {
    let tokens = doc.view.tokens;
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    start as u32..end.max(start) as u32
}

/// The tokens of an attribution's cue, as far as they are in one sentence.
fn cue_tokens(doc: &Prepared<'_>, gold: &GoldAttribution) -> Option<Range<u32>> {
    let range = covered(doc, *gold.cue.first()?);
    if range.is_empty() {
        return None;
    }
    let sentence = &doc.view.sentences[doc.sentence[range.start as usize] as usize];
    Some(range.start..range.end.min(sentence.end))
}

/// Examples for the cue chain: one for each sentence.
pub fn cue_examples<'a>(doc: &Prepared<'a>, gold: &[GoldAttribution]) -> Vec<Example<'a>> {
    let mut states = vec![0u8; doc.view.tokens.len()];
    for range in gold.iter().filter_map(|gold| cue_tokens(doc, gold)) {
        states[range.start as usize..range.end as usize].fill(3);
        states[range.start as usize] = 2;
    }
    let mut out = Vec::new();
    for sentence in doc.view.sentences {
        let mut example = Example { vectors: doc.view.vectors, ..Example::default() };
        let mut last = 0;
        for at in sentence.clone() {
            cue::features(doc, at, &mut example.features);
            example.place(cue::parts(doc, at), false);
            let mut state = states[at as usize];
            if state == 0 && last >= 2 {
                state = 1;
            }
            // A cue cut by the end of a sentence begins anew.
            if state == 3 && last < 2 {
                state = 2;
            }
            example.states.push(state);
            last = state;
        }
        out.push(example);
    }
    out
}

/// The example for one cue and its arguments.
pub fn argument_example<'a>(
    doc: &Prepared<'a>,
    cue: &Range<u32>,
    gold: Option<&GoldAttribution>,
) -> Example<'a> {
    let window = Window::new(doc, cue);
    let facts = CueFacts::new(doc, cue.clone());
    let mut example = Example { vectors: doc.view.vectors, ..Example::default() };
    let mut parts = Vec::new();
    let shared = |span: Span, pieces: &[Span]| -> usize {
        pieces
            .iter()
            .map(|piece| (span.end.min(piece.end)).saturating_sub(span.start.max(piece.start)) as usize)
            .sum()
    };
    let mut source_done = false;
    for (index, unit) in window.units.iter().enumerate() {
        argument::features(doc, &facts, &window.units, index, &mut example.features);
        let shut = !unit.is_chunk && cue.contains(&unit.tokens.start);
        example.place(argument::parts(doc, &facts, unit), shut);
        let tokens = &doc.view.tokens[unit.tokens.start as usize..unit.tokens.end as usize];
        let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
        let mut part = Part::None;
        if let Some(gold) = gold.filter(|_| !shut) {
            if shared(span, &gold.content) * 2 > span.len() {
                part = Part::Content;
            } else if !unit.is_chunk && shared(span, &gold.source) * 2 > span.len() && !source_done {
                part = Part::Source;
            }
        }
        if parts.last() == Some(&Part::Source) && part != Part::Source {
            source_done = true;
        }
        parts.push(part);
    }
    example.states = argument::states_of(&parts);
    example
}

/// What training may vary.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub cue: Settings,
    pub argument: Settings,
    /// Added to the score of beginning a cue: higher finds more.
    pub bias: f32,
}

impl Default for Plan {
    fn default() -> Self {
        let cue = Settings {
            epochs: 7,
            rate: 0.03,
            bits: 18,
            dropout: 0.6,
            row_bits: 14,
            row_rate: 0.02,
            dense_rate: 0.0007,
            row_dropout: 0.4,
            word_dropout: 0.25,
            layer_dropout: 0.5,
            seed: 7,
        };
        Plan { cue, argument: Settings { bits: 19, ..cue }, bias: 2.4 }
    }
}

fn cut(trained: Trained) -> Table {
    Table::quantise(trained.chain, &trained.weights, trained.hidden.hidden())
}

/// A word that opened a cue less often than once in so many times is not looked at: four cues in a thousand begin with
/// one, but half of all words.
const RAREST: u32 = 500;

/// Parts that training is cut into, so that the second stage learns from cues as they are found in unseen text.
const FOLDS: usize = 3;

/// Trains a table on all of `examples`, and one without each fold.
fn folded(
    graph: &Graph,
    matrices: usize,
    examples: &[Vec<Example<'_>>],
    settings: Settings,
    all: bool,
) -> (Option<Table>, Vec<Table>) {
    let mut tables: Vec<Option<Table>> = (0..FOLDS + usize::from(all))
        .into_par_iter()
        .map(|fold| {
            let chosen: Vec<&Example> = examples
                .iter()
                .enumerate()
                .filter(|(index, _)| fold == FOLDS || index % FOLDS != fold)
                .flat_map(|(_, examples)| examples)
                .collect();
            Some(cut(train(graph.clone(), matrices, &chosen, settings)))
        })
        .collect();
    let whole = if all { tables.pop().flatten() } else { None };
    (whole, tables.into_iter().flatten().collect())
}

/// The examples of one document for the second stage, with the cues that were found in it.
fn argument_examples<'a>(
    document: &'a GoldDocument,
    openers: &Openers,
    table: &Table,
    bias: f32,
) -> Vec<Example<'a>> {
    let mut doc = Prepared::new(document.annotations.view(&document.text));
    let found = find_cues(&doc, openers, table, bias);
    doc.set_cues(found.iter().map(|(cue, _)| cue));
    let gold: Vec<(Range<u32>, &GoldAttribution)> =
        document.attributions.iter().filter_map(|gold| Some((cue_tokens(&doc, gold)?, gold))).collect();
    let mut out: Vec<Example> =
        gold.iter().map(|(cue, gold)| argument_example(&doc, cue, Some(gold))).collect();
    for (cue, _) in &found {
        if gold.iter().any(|(right, _)| right == cue) {
            continue;
        }
        // A cue with other bounds keeps its arguments, one that is none has none.
        let shared = |right: &Range<u32>| right.end.min(cue.end).saturating_sub(right.start.max(cue.start));
        let near = gold.iter().filter(|(right, _)| shared(right) > 0).max_by_key(|(right, _)| shared(right));
        if near.is_none() {
            continue;
        }
        out.push(argument_example(&doc, cue, near.map(|(_, gold)| *gold)));
    }
    out
}

/// Trains a model on `documents`.
pub fn model(documents: &[GoldDocument], plan: Plan) -> Model {
    let documents: Vec<&GoldDocument> =
        documents.iter().filter(|document| !document.annotations.tokens.is_empty()).collect();
    let prepared: Vec<Prepared> =
        documents.iter().map(|document| Prepared::new(document.annotations.view(&document.text))).collect();
    let opened = prepared.iter().zip(&documents).map(|(doc, document)| {
        let cues = document.attributions.iter().filter_map(|gold| cue_tokens(doc, gold));
        (doc, cues.map(|cue| cue.start).collect())
    });
    let openers = Openers::learn(opened, RAREST);
    let cues: Vec<Vec<Example>> = prepared
        .iter()
        .zip(&documents)
        .map(|(doc, document)| cue_examples(doc, &document.attributions))
        .collect();
    let (cue, cue_folds) = folded(&cue::graph(), cue::MATRICES, &cues, plan.cue, true);
    drop(cues);
    let arguments: Vec<Vec<Example>> = documents
        .iter()
        .enumerate()
        .map(|(index, document)| argument_examples(document, &openers, &cue_folds[index % FOLDS], plan.bias))
        .collect();
    let examples: Vec<&Example> = arguments.iter().flatten().collect();
    let argument = cut(train(argument::graph(), argument::MATRICES, &examples, plan.argument));
    Model {
        openers,
        cue: cue.expect("asked for"),
        argument,
        bias: plan.bias,
        rescue_bias: 4.0,
        source_pull: 4.0,
        region_prior: [-2.0, -4.0, -6.0, -9.0],
        calibration: Calibration::default(),
    }
}

/// Weights that make a model's confidence the share of attributions that are right in `documents`.
///
/// Logistic regression (Platt 1999) on what the model itself gives, with a slight pull towards zero.
pub fn calibration(documents: &[GoldDocument], model: &Model) -> Calibration {
    let mut right: Vec<(Evidence, bool)> = Vec::new();
    let mut speaker: Vec<(Evidence, bool)> = Vec::new();
    for document in documents {
        let found = learned::attribute(document.annotations.view(&document.text), model);
        let ours: Vec<GoldAttribution> = found
            .iter()
            .map(|a| GoldAttribution {
                source: a.source.clone(),
                cue: a.cue.clone(),
                content: a.content.clone(),
            })
            .collect();
        let pairs = paired(&document.attributions, &ours);
        for (at, (attribution, pair)) in found.iter().zip(&pairs).enumerate() {
            right.push((attribution.evidence, pair.is_some_and(|pair| pair.right)));
            if let Some(pair) = pair {
                speaker.push((found[at].evidence, pair.source));
            }
        }
    }
    [regression(&right), regression(&speaker)]
}

/// Steps of the regression; more change nothing.
const STEPS: usize = 4000;

fn regression(examples: &[(Evidence, bool)]) -> Evidence {
    let mut weights = Evidence::default();
    let count = examples.len().max(1) as f32;
    for _ in 0..STEPS {
        let mut gradient = Evidence::default();
        for (evidence, right) in examples {
            let error = learned::probability(&weights, evidence) - f32::from(u8::from(*right));
            gradient.iter_mut().zip(evidence).for_each(|(g, x)| *g += error * x / count);
        }
        weights.iter_mut().zip(gradient).for_each(|(weight, g)| *weight -= 0.1 * (g + 1e-4 * *weight));
    }
    weights
}
