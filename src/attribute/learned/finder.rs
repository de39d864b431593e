//! From a document to its attributions.

use std::ops::Range;

use super::argument::{self, CueFacts, Part, Unit, Window};
use super::chain::{LABELS, Room, Scores};
use super::cue::{self, Openers};
use super::hidden::{Hidden, NO_PART, PARTS};
use super::prepare::{Found, Prepared};
use super::table::Table;
use super::view::{Region, View};
use crate::annotate::Vector;
use crate::base::Span;
use crate::model::Row;

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
    /// Probability that the source is right, where the content is.
    pub source_confidence: f32,
    /// What both are made from.
    pub evidence: Evidence,
}

/// What speaks for an attribution: a constant, how probable the cue, the whole choice, the source and the content
/// are (logits, cut at ±6), whether it has a source, and whether it holds words between marks.
pub type Evidence = [f32; 7];

/// The place of the last of [`Evidence`].
const MARKED: usize = 6;
/// The least confidence of an attribution without marks.
const LEAST: f32 = 0.05;

/// Weights of [`Evidence`] for the two confidences, as logistic regression finds them.
pub type Calibration = [Evidence; 2];

/// Cut at ±6 before it is taken: a sum of probabilities may be a little above one.
fn logit(probability: f32) -> f32 {
    let probability = probability.clamp(0.002_472_623, 0.997_527_4);
    (probability / (1.0 - probability)).ln()
}

/// The probability that evidence gives.
pub fn probability(weights: &Evidence, evidence: &Evidence) -> f32 {
    let sum: f32 = weights.iter().zip(evidence).map(|(weight, x)| weight * x).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The learned numbers.
#[derive(Clone, Debug)]
pub struct Model {
    pub openers: Openers,
    pub cue: Table,
    pub argument: Table,
    /// Added to the score of beginning a cue: higher finds more.
    pub bias: f32,
    /// The same, when a marked region has nobody.
    pub rescue_bias: f32,
    /// Added to the score of beginning a source, where speech has none.
    pub source_pull: f32,
    pub calibration: Calibration,
    /// Least logarithm of a probability at which a marked region is put to someone, by its length.
    pub region_prior: [f32; 4],
}

/// A cue with what was found for it; ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub cue: Range<u32>,
    pub cue_probability: f32,
    /// Logarithm of the probability of the choice of source and content, given the cue.
    pub argument_score: f32,
    pub source: Option<Range<u32>>,
    pub source_probability: f32,
    pub content: Vec<Piece>,
    units: Vec<Unit>,
    scores: Vec<Scores>,
    /// Logarithm of the sum over all choices.
    total: f32,
}

/// A piece of content and the probability of its words being content, given the cue.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub tokens: Range<u32>,
    pub probability: f32,
}

impl Candidate {
    fn evidence(&self, doc: &Prepared<'_>) -> Evidence {
        let words = |piece: &Piece| piece.tokens.len() as f32;
        let all: f32 = self.content.iter().map(words).sum();
        let content = self.content.iter().map(|piece| piece.probability * words(piece)).sum::<f32>() / all;
        let marked = self
            .content
            .iter()
            .any(|piece| piece.tokens.clone().any(|at| doc.region_of(at).is_some_and(Region::may_be_speech)));
        let source = self.source.as_ref().map_or(0.0, |_| logit(self.source_probability));
        let (has_source, marked) = (f32::from(u8::from(self.source.is_some())), f32::from(u8::from(marked)));
        let whole = logit(self.argument_score.min(0.0).exp());
        [1.0, logit(self.cue_probability), whole, source, logit(content), has_source, marked]
    }
}

/// Finds the attributions of a document, in text order of their first words.
///
/// Linear in the document's length, but for speech that goes on over many paragraphs.
pub fn attribute(view: View<'_>, model: &Model) -> Vec<LearnedAttribution> {
    let mut doc = Prepared::new(view);
    let cues = find_cues(&doc, &model.openers, &model.cue, model.bias);
    doc.set_cues(cues.iter().map(|(cue, _)| cue));
    let mut finder = Finder { doc: &doc, model, room: Rooms::default() };
    let mut candidates: Vec<Candidate> =
        cues.into_iter().map(|(cue, probability)| finder.candidate(cue, probability)).collect();
    settle(&doc, &mut candidates);
    finder.claim_regions(&mut candidates);
    let span = |range: &Range<u32>| {
        let tokens = &view.tokens[range.start as usize..range.end as usize];
        tokens[0].span.cover(tokens[tokens.len() - 1].span)
    };
    let mut found: Vec<LearnedAttribution> = candidates
        .iter()
        .map(|candidate| {
            let evidence = candidate.evidence(&doc);
            LearnedAttribution {
                source: candidate.source.iter().map(span).collect(),
                cue: vec![span(&candidate.cue)],
                content: candidate.content.iter().map(|piece| span(&piece.tokens)).collect(),
                confidence: probability(&model.calibration[0], &evidence),
                source_confidence: probability(&model.calibration[1], &evidence),
                evidence,
            }
        })
        .collect();
    // What is more likely wrong than right helps nobody, but for words between marks, which are somebody's.
    found.retain(|a| a.confidence >= LEAST || a.evidence[MARKED] == 1.0);
    found.sort_by_key(|a| a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start).min());
    found
}

/// Room to work in, kept between sentences.
#[derive(Default)]
struct Rooms {
    chain: Room,
    states: Vec<u8>,
    marginals: Vec<f32>,
    features: Found,
    next_features: Found,
    scores: Vec<Scores>,
    cue_words: Projections,
    argument_words: Projections,
}

/// What words add to a hidden layer, worked out once for each word and matrix that is asked for.
#[derive(Default)]
struct Projections {
    rows: Vec<Row>,
    /// For each matrix and token, one more than the index of its row; 0 for none yet.
    known: Vec<Vec<u32>>,
    /// Matrix and token of each row.
    of: Vec<(usize, u32)>,
}

/// Rows that are kept, so that memory does not grow with the document.
const KEPT: usize = 20_000;

impl Projections {
    /// Forgets what is far behind, where it has become much.
    fn tidy(&mut self) {
        if self.rows.len() > KEPT {
            self.rows.clear();
            self.of.drain(..).for_each(|(matrix, token)| self.known[matrix][token as usize] = 0);
        }
    }

    /// Adds the scores of a place with these words and features.
    fn score(
        &mut self,
        hidden: &Hidden,
        vectors: &[Vector],
        parts: [(usize, u32); PARTS],
        deep: &[u32],
        scores: &mut Scores,
    ) {
        self.known.resize_with(hidden.matrices.len(), Vec::new);
        let mut words = [0; PARTS];
        let mut count = 0;
        for (matrix, token) in parts.into_iter().filter(|&(_, token)| token != NO_PART) {
            let known = &mut self.known[matrix];
            if known.is_empty() {
                known.resize(vectors.len(), 0);
            }
            let at = &mut known[token as usize];
            if *at == 0 {
                self.rows.push(hidden.project(matrix, &vectors[token as usize]));
                self.of.push((matrix, token));
                *at = self.rows.len() as u32;
            }
            words[count] = *at as usize - 1;
            count += 1;
        }
        let words = words.map(|at| &self.rows[at]);
        hidden.score(&words[..count], deep, scores);
    }
}

/// Words of a region from which on a cue in it is part of what is said.
const SPEECH: usize = 9;

/// Whether a cue at `at` would be within somebody's speech.
fn in_speech(doc: &Prepared<'_>, at: u32) -> bool {
    doc.region_of(at).is_some_and(|region| region.tokens.len() > SPEECH && region.may_be_speech())
}

/// A word that can't be in a cue: neither a first nor a further one.
const CLOSED: Scores = {
    let mut scores = [0.0; LABELS];
    scores[cue::FIRST as usize] = f32::NEG_INFINITY;
    scores[cue::INSIDE as usize] = f32::NEG_INFINITY;
    scores
};
/// How much worse than being outside a word of a cue may be for the next word to be looked at.
const HOPELESS: f32 = 6.0;

/// The cues of one sentence with their probabilities.
fn cues_of(
    doc: &Prepared<'_>,
    openers: &Openers,
    table: &Table,
    sentence: &Range<u32>,
    bias: f32,
    rooms: &mut Rooms,
    found: &mut Vec<(Range<u32>, f32)>,
) {
    let Rooms { chain: room, states, marginals, features, scores, cue_words, .. } = rooms;
    scores.clear();
    cue_words.tidy();
    let (mut goes_on, mut any) = (false, false);
    for at in sentence.clone() {
        let may_begin = openers.may_begin(doc, at) && !in_speech(doc, at);
        if !may_begin && !goes_on {
            scores.push(CLOSED);
            continue;
        }
        features.clear();
        cue::features(doc, at, features);
        table.fetch(features);
        let mut score = table.score(&features.plain);
        let parts = cue::parts(doc, at);
        cue_words.score(&table.hidden, doc.view.vectors, parts, &features.deep, &mut score);
        if in_speech(doc, at) {
            score[cue::FIRST as usize..].fill(f32::NEG_INFINITY);
        }
        if !may_begin {
            score[cue::FIRST as usize] = f32::NEG_INFINITY;
        }
        let outside = score[cue::OUTSIDE as usize].max(score[cue::BEHIND as usize]);
        goes_on = score[cue::FIRST as usize].max(score[cue::INSIDE as usize]) + bias > outside - HOPELESS;
        any |= may_begin && goes_on;
        scores.push(score);
    }
    if !any {
        return;
    }
    let lift = |scores: &mut Vec<Scores>, by: f32| {
        scores.iter_mut().for_each(|score| score[cue::FIRST as usize] += by);
    };
    lift(scores, bias);
    table.chain.best(scores, room, states);
    let ranges = cue::ranges(states, sentence.start);
    if ranges.is_empty() {
        return;
    }
    lift(scores, -bias);
    table.chain.marginals(scores, room, marginals, None);
    for range in ranges {
        // The mean over the words of being in any cue.
        let sum: f32 = range
            .clone()
            .map(|at| {
                let row = (at - sentence.start) as usize * table.chain.graph.len();
                marginals[row + 2] + marginals[row + 3]
            })
            .sum();
        let probability = sum / range.len() as f32;
        found.push((range, probability));
    }
}

/// The cues of a document with their probabilities.
pub(crate) fn find_cues(
    doc: &Prepared<'_>,
    openers: &Openers,
    table: &Table,
    bias: f32,
) -> Vec<(Range<u32>, f32)> {
    let (mut rooms, mut cues) = (Rooms::default(), Vec::new());
    for sentence in doc.view.sentences {
        cues_of(doc, openers, table, sentence, bias, &mut rooms, &mut cues);
    }
    cues
}

struct Finder<'d, 'v, 'm> {
    doc: &'d Prepared<'v>,
    model: &'m Model,
    room: Rooms,
}

impl Finder<'_, '_, '_> {
    /// The best source and content of a cue.
    fn candidate(&mut self, cue: Range<u32>, cue_probability: f32) -> Candidate {
        let window = Window::new(self.doc, &cue);
        let facts = CueFacts::new(self.doc, cue.clone());
        self.room.argument_words.tidy();
        let mut scores = Vec::with_capacity(window.units.len());
        let table = &self.model.argument;
        let Rooms { features, next_features, argument_words, .. } = &mut self.room;
        let look = |index: usize, features: &mut Found| {
            features.clear();
            if index < window.units.len() {
                argument::features(self.doc, &facts, &window.units, index, features);
                table.fetch(features);
            }
        };
        look(0, features);
        for (index, unit) in window.units.iter().enumerate() {
            // While the numbers of this unit come from memory, the features of the next are found.
            look(index + 1, next_features);
            let mut score = table.score(&features.plain);
            let parts = argument::parts(self.doc, &facts, unit);
            argument_words.score(&table.hidden, self.doc.view.vectors, parts, &features.deep, &mut score);
            std::mem::swap(features, next_features);
            if cue.contains(&unit.tokens.start) && !unit.is_chunk {
                score[argument::SOURCE as usize..].fill(f32::NEG_INFINITY);
            }
            scores.push(score);
        }
        let mut candidate = Candidate {
            cue,
            cue_probability,
            argument_score: 0.0,
            source: None,
            source_probability: 1.0,
            content: Vec::new(),
            units: window.units,
            total: 0.0,
            scores,
        };
        candidate.total = self.model.argument.chain.marginals(
            &candidate.scores,
            &mut self.room.chain,
            &mut self.room.marginals,
            None,
        );
        self.decode(&mut candidate);
        candidate
    }

    /// Chooses source and content anew from the candidate's scores; the marginals in the room must be its own.
    fn decode(&mut self, candidate: &mut Candidate) {
        let chain = &self.model.argument.chain;
        let best = chain.best(&candidate.scores, &mut self.room.chain, &mut self.room.states);
        candidate.argument_score = best - candidate.total;
        self.seek_source(candidate);
        let parts: Vec<Part> = self
            .room
            .states
            .iter()
            .map(|&state| argument::part_of(chain.graph.labels[state as usize]))
            .collect();
        fill(self.doc, &parts, &self.room.marginals, &chain.graph.labels, candidate);
    }

    /// Speech has a speaker: where the best choice has none, takes the best that has one, unless that is far worse.
    fn seek_source(&mut self, candidate: &Candidate) {
        let chain = &self.model.argument.chain;
        let label = |state: u8| chain.graph.labels[state as usize];
        let states = &self.room.states;
        let speech = candidate.units.iter().zip(states).any(|(unit, &state)| {
            argument::part_of(label(state)) == Part::Content && in_speech(self.doc, unit.tokens.start)
        });
        if !speech || states.iter().any(|&state| argument::part_of(label(state)) == Part::Source) {
            return;
        }
        let without = states.clone();
        let mut bent = candidate.scores.clone();
        bent.iter_mut().for_each(|score| score[argument::SOURCE as usize] += self.model.source_pull);
        chain.best(&bent, &mut self.room.chain, &mut self.room.states);
        if self.room.states.iter().all(|&state| argument::part_of(label(state)) != Part::Source) {
            self.room.states = without;
        }
    }

    /// Gives marked regions that nobody claims to the cue that loses least by it, or to none.
    fn claim_regions(&mut self, candidates: &mut Vec<Candidate>) {
        let mut owned = vec![false; self.doc.view.tokens.len()];
        for piece in candidates.iter().flat_map(|c| &c.content) {
            owned[piece.tokens.start as usize..piece.tokens.end as usize].fill(true);
        }
        for index in 0..self.doc.view.regions.len() {
            let region = self.doc.view.regions[index].clone();
            if !region.may_be_speech() {
                continue;
            }
            let held = region.tokens.clone().filter(|&at| owned[at as usize]).count();
            if held * 2 > region.tokens.len() {
                continue;
            }
            let words = region.tokens.len().saturating_sub(2);
            let prior = self.model.region_prior[match words {
                0..=2 => 0,
                3..=5 => 1,
                6..=8 => 2,
                _ => 3,
            }];
            // Among those found already.
            let mut best: Option<(f32, Result<usize, Candidate>, Vec<Scores>)> = None;
            let mut offer = |value: f32, who: Result<usize, Candidate>, scores: Vec<Scores>| {
                if value > prior && best.as_ref().is_none_or(|(most, ..)| value > *most) {
                    best = Some((value, who, scores));
                }
            };
            for (who, candidate) in candidates.iter().enumerate() {
                if let Some(scores) = forced(candidate, &region.tokens) {
                    let chain = &self.model.argument.chain;
                    let score = chain.best(&scores, &mut self.room.chain, &mut self.room.states);
                    offer(score - candidate.total - candidate.argument_score, Ok(who), scores);
                }
            }
            // Among cues that were too unsure.
            let first = self.doc.sentence[region.tokens.start as usize];
            let last = self.doc.sentence[region.tokens.end as usize - 1];
            let mut cues = Vec::new();
            for sentence in first.saturating_sub(1)..=last + 1 {
                if let Some(sentence) = self.doc.view.sentences.get(sentence as usize) {
                    cues_of(
                        self.doc,
                        &self.model.openers,
                        &self.model.cue,
                        sentence,
                        self.model.rescue_bias,
                        &mut self.room,
                        &mut cues,
                    );
                }
            }
            for (cue, probability) in cues {
                let taken = cue.clone().any(|at| owned[at as usize])
                    || candidates.iter().any(|c| c.cue.start < cue.end && cue.start < c.cue.end)
                    || cue.start < region.tokens.end && region.tokens.start < cue.end;
                if taken {
                    continue;
                }
                let candidate = self.candidate(cue, probability);
                if let Some(scores) = forced(&candidate, &region.tokens) {
                    let chain = &self.model.argument.chain;
                    let score = chain.best(&scores, &mut self.room.chain, &mut self.room.states);
                    offer(score - candidate.total + probability.max(1e-6).ln(), Err(candidate), scores);
                }
            }
            let Some((_, who, scores)) = best else { continue };
            let index = match who {
                Ok(index) => index,
                Err(candidate) => {
                    candidates.push(candidate);
                    candidates.len() - 1
                }
            };
            let candidate = &mut candidates[index];
            candidate.scores = scores;
            let chain = &self.model.argument.chain;
            chain.marginals(&candidate.scores, &mut self.room.chain, &mut self.room.marginals, None);
            let own: Vec<Range<u32>> = candidate.content.iter().map(|piece| piece.tokens.clone()).collect();
            self.decode(candidate);
            candidate.content.retain(|piece| {
                own.contains(&piece.tokens)
                    || !piece.tokens.clone().any(|at| owned[at as usize])
                    || own.iter().any(|o| o.start < piece.tokens.end && piece.tokens.start < o.end)
            });
            for piece in &candidate.content {
                owned[piece.tokens.start as usize..piece.tokens.end as usize].fill(true);
            }
        }
    }
}

/// The candidate's scores, with the words of `region` bound to be content; `None` when the window does not hold them.
fn forced(candidate: &Candidate, region: &Range<u32>) -> Option<Vec<Scores>> {
    let (first, last) = (candidate.units.first()?, candidate.units.last()?);
    if region.start < first.tokens.start || region.end > last.tokens.end {
        return None;
    }
    if candidate.cue.start < region.end && region.start < candidate.cue.end {
        return None;
    }
    let mut scores = candidate.scores.clone();
    for (unit, score) in candidate.units.iter().zip(&mut scores) {
        if unit.tokens.start >= region.start && unit.tokens.end <= region.end {
            score[..argument::CONTENT as usize].fill(f32::NEG_INFINITY);
        }
    }
    Some(scores)
}

/// Joins units of one part to pieces; a piece ends at the end of its paragraph.
fn fill(doc: &Prepared<'_>, parts: &[Part], marginals: &[f32], labels: &[u8], candidate: &mut Candidate) {
    candidate.source = None;
    candidate.content.clear();
    let mut units_of_piece = 0.0;
    for (index, (unit, &part)) in candidate.units.iter().zip(parts).enumerate() {
        let row = &marginals[index * labels.len()..(index + 1) * labels.len()];
        let probability: f32 = row
            .iter()
            .zip(labels)
            .filter(|(_, label)| argument::part_of(**label) == part)
            .map(|(p, _)| p)
            .sum();
        match part {
            Part::None => {}
            Part::Source => {
                match candidate.source.as_mut() {
                    Some(source) if source.end == unit.tokens.start => source.end = unit.tokens.end,
                    _ => candidate.source = Some(unit.tokens.clone()),
                }
                candidate.source_probability = candidate.source_probability.min(probability);
            }
            Part::Content => match candidate.content.last_mut() {
                Some(last)
                    if last.tokens.end == unit.tokens.start
                        && doc.paragraph[last.tokens.start as usize]
                            == doc.paragraph[unit.tokens.start as usize] =>
                {
                    last.tokens.end = unit.tokens.end;
                    units_of_piece += 1.0;
                    last.probability += (probability - last.probability) / units_of_piece;
                }
                _ => {
                    candidate.content.push(Piece { tokens: unit.tokens.clone(), probability });
                    units_of_piece = 1.0;
                }
            },
        }
    }
}

/// Settles overlaps, piece by piece: the surer piece keeps its words, and a cue within it is part of it.
fn settle(doc: &Prepared<'_>, candidates: &mut Vec<Candidate>) {
    let mut order: Vec<(f32, usize, usize)> = Vec::new();
    for (who, candidate) in candidates.iter().enumerate() {
        for (which, piece) in candidate.content.iter().enumerate() {
            order.push((candidate.cue_probability * piece.probability, who, which));
        }
    }
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut content = vec![false; doc.view.tokens.len()];
    let mut cue = vec![false; doc.view.tokens.len()];
    let mut kept: Vec<Vec<usize>> = vec![Vec::new(); candidates.len()];
    for (_, who, which) in order {
        let candidate = &candidates[who];
        let tokens = &candidate.content[which].tokens;
        let inside = candidate.cue.clone().any(|at| content[at as usize]);
        let contested = tokens.clone().any(|at| content[at as usize] || cue[at as usize]);
        if inside || contested {
            continue;
        }
        content[tokens.start as usize..tokens.end as usize].fill(true);
        cue[candidate.cue.start as usize..candidate.cue.end as usize].fill(true);
        kept[who].push(which);
    }
    let mut who = 0;
    candidates.retain_mut(|candidate| {
        let kept = &kept[who];
        who += 1;
        let mut which = 0;
        candidate.content.retain(|_| {
            which += 1;
            kept.contains(&(which - 1))
        });
        !candidate.content.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_above_one_are_sure() {
        assert!((logit(1.000_000_1) - 6.0).abs() < 1e-3);
        assert!((logit(0.0) + 6.0).abs() < 1e-3);
        assert_eq!(logit(0.5), 0.0);
    }
}
