//! Training of the learned attribution finder.

use std::ops::Range;

use super::chain::{Example, Settings, Trained, train};
use super::corpus_polnear::{GoldAttribution, GoldDocument};
use crate::attribute::learned::Model;
use crate::attribute::learned::argument::{self, CueFacts, Part, Window};
use crate::attribute::learned::cue;
use crate::attribute::learned::prepare::Prepared;
use crate::attribute::learned::table::Table;
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
pub fn cue_examples(doc: &Prepared<'_>, gold: &[GoldAttribution]) -> Vec<Example> {
    let mut states = vec![0u8; doc.view.tokens.len()];
    for range in gold.iter().filter_map(|gold| cue_tokens(doc, gold)) {
        states[range.start as usize..range.end as usize].fill(3);
        states[range.start as usize] = 2;
    }
    let mut out = Vec::new();
    for sentence in doc.view.sentences {
        let mut example =
            Example { features: Vec::new(), ends: Vec::new(), states: Vec::new(), shut: Vec::new() };
        let mut last = 0;
        for at in sentence.clone() {
            cue::features(doc, at, &mut example.features);
            example.ends.push(example.features.len() as u32);
            let mut state = states[at as usize];
            if state == 0 && last >= 2 {
                state = 1;
            }
            // A cue cut by the end of a sentence begins anew.
            if state == 3 && last < 2 {
                state = 2;
            }
            example.states.push(state);
            example.shut.push(false);
            last = state;
        }
        out.push(example);
    }
    out
}

/// The example for one cue and its arguments.
pub fn argument_example(doc: &Prepared<'_>, cue: &Range<u32>, gold: Option<&GoldAttribution>) -> Example {
    let window = Window::new(doc, cue);
    let facts = CueFacts::new(doc, cue.clone());
    let mut example =
        Example { features: Vec::new(), ends: Vec::new(), states: Vec::new(), shut: Vec::new() };
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
        example.ends.push(example.features.len() as u32);
        let shut = !unit.is_chunk && cue.contains(&unit.tokens.start);
        example.shut.push(shut);
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
}

impl Default for Plan {
    fn default() -> Self {
        let settings = Settings { epochs: 8, rate: 0.1, bits: 20, decay: 0.0, dropout: 0.1, seed: 7 };
        Plan { cue: settings, argument: settings }
    }
}

fn cut(trained: Trained) -> Table {
    Table::quantise(trained.chain, &trained.weights)
}

/// Trains a model on `documents`.
pub fn model(documents: &[GoldDocument], plan: Plan) -> Model {
    let mut cues = Vec::new();
    let mut arguments = Vec::new();
    for document in documents.iter().filter(|document| !document.annotations.tokens.is_empty()) {
        let doc = Prepared::new(document.annotations.view(&document.text));
        cues.extend(cue_examples(&doc, &document.attributions));
        for gold in &document.attributions {
            if let Some(cue) = cue_tokens(&doc, gold) {
                arguments.push(argument_example(&doc, &cue, Some(gold)));
            }
        }
    }
    let cue = cut(train(cue::graph(), &cues.iter().collect::<Vec<_>>(), plan.cue));
    drop(cues);
    let argument = cut(train(argument::graph(), &arguments.iter().collect::<Vec<_>>(), plan.argument));
    Model {
        cue,
        argument,
        threshold: 0.0,
        bias: 0.0,
        rescue_bias: 4.0,
        region_prior: [-2.0, -4.0, -6.0, -8.0],
    }
}
