//! From a document to its attributions.

use std::ops::Range;

use super::argument::{self, CueFacts, Part, Unit, Window};
use super::chain::{Room, Scores};
use super::cue;
use super::prepare::Prepared;
use super::table::Table;
use super::view::View;
use crate::base::Span;

/// Somebody's words, as the model found them.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedAttribution {
    /// Bytes; one piece or none.
    pub source: Vec<Span>,
    /// Bytes; one piece or none.
    pub cue: Vec<Span>,
    /// Bytes, in text order; a piece ends at the end of its paragraph.
    pub content: Vec<Span>,
    /// Probability that the attribution is right: its content by half or more, its source and cue at all.
    pub confidence: f32,
}

/// The learned numbers.
#[derive(Clone, Debug)]
pub struct Model {
    pub cue: Table,
    pub argument: Table,
    /// Least probability of a cue.
    pub threshold: f32,
    /// Added to the score of beginning a cue: higher finds more.
    pub bias: f32,
}

/// A cue with what was found for it; ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub cue: Range<u32>,
    pub cue_probability: f32,
    /// Logarithm of the probability of the choice of source and content, given the cue.
    pub argument_score: f32,
    pub source: Option<Range<u32>>,
    pub content: Vec<Range<u32>>,
}

/// Finds the attributions of a document, in text order of their first words.
///
/// Linear in the document's length, but for speech that goes on over many paragraphs.
pub fn attribute(view: View<'_>, model: &Model) -> Vec<LearnedAttribution> {
    let doc = Prepared::new(view);
    let mut candidates = candidates(&doc, model);
    settle(&doc, &mut candidates);
    let span = |range: &Range<u32>| {
        let tokens = &view.tokens[range.start as usize..range.end as usize];
        tokens[0].span.cover(tokens[tokens.len() - 1].span)
    };
    let mut found: Vec<LearnedAttribution> = candidates
        .iter()
        .map(|candidate| LearnedAttribution {
            source: candidate.source.iter().map(span).collect(),
            cue: vec![span(&candidate.cue)],
            content: candidate.content.iter().map(span).collect(),
            confidence: candidate.cue_probability,
        })
        .collect();
    found.sort_by_key(|a| a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start).min());
    found
}

/// The cues of the document with their probabilities.
pub(crate) fn cues(doc: &Prepared<'_>, model: &Table, bias: f32) -> Vec<(Range<u32>, f32)> {
    let (mut room, mut states, mut marginals) = (Room::default(), Vec::new(), Vec::new());
    let (mut scores, mut features): (Vec<Scores>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for sentence in doc.view.sentences {
        scores.clear();
        for at in sentence.clone() {
            features.clear();
            cue::features(doc, at, &mut features);
            let mut score = model.score(&features);
            score[cue::FIRST as usize] += bias;
            scores.push(score);
        }
        model.chain.best(&scores, &mut room, &mut states);
        let ranges = cue::ranges(&states, sentence.start);
        if ranges.is_empty() {
            continue;
        }
        model.chain.marginals(&scores, &mut room, &mut marginals, None);
        for range in ranges {
            // The mean over the words of being in any cue.
            let sum: f32 = range
                .clone()
                .map(|at| {
                    let row = (at - sentence.start) as usize * model.chain.graph.len();
                    marginals[row + 2] + marginals[row + 3]
                })
                .sum();
            let probability = sum / range.len() as f32;
            found.push((range, probability));
        }
    }
    found
}

fn candidates(doc: &Prepared<'_>, model: &Model) -> Vec<Candidate> {
    let (mut room, mut states, mut marginals) = (Room::default(), Vec::new(), Vec::new());
    let (mut scores, mut features): (Vec<Scores>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    for (cue, cue_probability) in cues(doc, &model.cue, model.bias) {
        if cue_probability < model.threshold {
            continue;
        }
        let window = Window::new(doc, &cue);
        let facts = CueFacts::new(doc, cue.clone());
        scores.clear();
        for (index, unit) in window.units.iter().enumerate() {
            features.clear();
            argument::features(doc, &facts, &window.units, index, &mut features);
            let mut score = model.argument.score(&features);
            if cue.contains(&unit.tokens.start) && !unit.is_chunk {
                score[3..].fill(f32::NEG_INFINITY);
            }
            scores.push(score);
        }
        let chain = &model.argument.chain;
        let best = chain.best(&scores, &mut room, &mut states);
        let total = chain.marginals(&scores, &mut room, &mut marginals, None);
        let parts: Vec<Part> =
            states.iter().map(|&state| argument::part_of(chain.graph.labels[state as usize])).collect();
        let mut candidate = Candidate {
            cue,
            cue_probability,
            argument_score: best - total,
            source: None,
            content: Vec::new(),
        };
        fill(doc, &window.units, &parts, &mut candidate);
        found.push(candidate);
    }
    found
}

/// Joins units of one part to pieces; a piece ends at the end of its paragraph.
fn fill(doc: &Prepared<'_>, units: &[Unit], parts: &[Part], candidate: &mut Candidate) {
    for (unit, part) in units.iter().zip(parts) {
        match part {
            Part::None => {}
            Part::Source => match candidate.source.as_mut() {
                Some(source) if source.end == unit.tokens.start => source.end = unit.tokens.end,
                _ => candidate.source = Some(unit.tokens.clone()),
            },
            Part::Content => match candidate.content.last_mut() {
                Some(last)
                    if last.end == unit.tokens.start
                        && doc.paragraph[last.start as usize]
                            == doc.paragraph[unit.tokens.start as usize] =>
                {
                    last.end = unit.tokens.end;
                }
                _ => candidate.content.push(unit.tokens.clone()),
            },
        }
    }
}

/// Settles overlaps: the surer candidate keeps what two of them claim.
fn settle(doc: &Prepared<'_>, candidates: &mut Vec<Candidate>) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let sure = |c: &Candidate| c.cue_probability.max(1e-6).ln() + c.argument_score;
    order.sort_by(|&a, &b| sure(&candidates[b]).total_cmp(&sure(&candidates[a])).then(a.cmp(&b)));
    let mut taken = vec![false; doc.view.tokens.len()];
    let mut keep = vec![false; candidates.len()];
    for &index in &order {
        let candidate = &mut candidates[index];
        // A cue within words put to someone else is theirs.
        let own: Vec<u32> = candidate.cue.clone().collect();
        let lost = own.iter().any(|&at| taken[at as usize]);
        candidate.content.retain(|piece| {
            let claimed = piece.clone().filter(|&at| taken[at as usize]).count();
            claimed == 0
        });
        if lost || candidate.content.is_empty() {
            continue;
        }
        keep[index] = true;
        for piece in &candidate.content {
            taken[piece.start as usize..piece.end as usize].fill(true);
        }
    }
    let mut index = 0;
    candidates.retain(|_| {
        index += 1;
        keep[index - 1]
    });
}
