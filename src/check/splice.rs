//! Claims made of parts of two or more speeches.

use std::ops::Range;

use super::align::{Alignment, align, worths};
use super::normalise::{Normaliser, Word};
use super::same_speaker::SameSpeaker;
use super::verdict::Beside;

/// A part has at least so many words on record.
pub const LEAST_WORDS: usize = 4;
/// Where no part is by the claimed speaker, one has at least so many.
const OTHERS_LEAST_WORDS: usize = 8;
/// A part has at least so many that carry weight.
const LEAST_HEAVY: usize = 2;
/// So much of each part is on record.
const LEAST_COVERAGE: f32 = 0.75;
/// So much of the claim is on record more than any one passage has.
const LEAST_GAIN: f32 = 0.15;
/// How many passages are tried.
const TRIED: usize = 16;
/// How many parts a claim is taken apart into at most.
const MOST_PARTS: usize = 4;

/// One part of a splice.
pub struct Part {
    /// Words of the claim.
    pub claim: Range<usize>,
    /// Which passage it is from.
    pub beside: usize,
    /// Of the part, with the words numbered from its first.
    pub alignment: Alignment,
    pub coverage: f32,
}

/// A claim taken apart.
pub struct Splice {
    pub parts: Vec<Part>,
    pub coverage: f32,
}

/// Takes a claim apart where two passages together have clearly more of it than any one.
pub fn find(words: &[Word], all: &[&Beside], n: &Normaliser) -> Option<Splice> {
    if words.len() < 2 * LEAST_WORDS || all.len() < 2 {
        return None;
    }
    let tried = tried(words, all, n);
    let mut bounds: Vec<Range<usize>> = std::iter::once(0..words.len()).collect();
    let mut froms = vec![None];
    // Takes the part that gains most apart, until nothing gains.
    while bounds.len() < MOST_PARTS {
        let best = (0..bounds.len())
            .filter_map(|at| Some((at, split(&words[bounds[at].clone()], all, &tried, n)?)))
            .max_by_key(|(at, split)| (split.gain, std::cmp::Reverse(*at)));
        let Some((at, split)) = best else { break };
        let (start, end) = (bounds[at].start, bounds[at].end);
        bounds.splice(at..=at, [start..start + split.at, start + split.at..end]);
        froms.splice(at..=at, [Some(split.first), Some(split.second)]);
    }
    if bounds.len() < 2 {
        return None;
    }
    let mut parts = Vec::new();
    for (claim, from) in bounds.into_iter().zip(froms) {
        let part = part(words, claim, from?, all, n)?;
        parts.push(part);
    }
    let weight = |range: Range<usize>| worths(&words[range], n).iter().sum::<i32>() as f32;
    let whole = weight(0..words.len());
    let coverage = parts.iter().map(|part| part.coverage * weight(part.claim.clone())).sum::<f32>() / whole;
    let single = all.iter().map(|near| near.coverage).fold(0.0, f32::max);
    // Phrases that others have used too are no evidence of a splice.
    let others = |part: &Part| all[part.beside].same_speaker == Some(SameSpeaker::No);
    let phrases = parts.iter().all(|part| others(part) && part.claim.len() < OTHERS_LEAST_WORDS);
    (coverage - single >= LEAST_GAIN && !phrases).then_some(Splice { parts, coverage })
}

/// The passages worth trying: those of which most lies in the claim, in one stretch or another.
fn tried(words: &[Word], all: &[&Beside], n: &Normaliser) -> Vec<usize> {
    let worths = worths(words, n);
    let worth = |at: usize| {
        // The most that one run of the same words is worth.
        let mut best = 0;
        let mut run = 0;
        for step in &all[at].alignment.steps {
            match step {
                super::align::Step::Same(i, _) => run += worths[*i],
                _ => run = 0,
            }
            best = best.max(run);
        }
        best
    };
    // Of equals, those by the claimed speaker come first.
    let mut order: Vec<(i32, bool, usize)> =
        (0..all.len()).map(|at| (-worth(at), !all[at].is_by_claimed(), at)).collect();
    order.sort_unstable();
    order.truncate(TRIED);
    order.into_iter().map(|(_, _, at)| at).collect()
}

struct Split {
    at: usize,
    first: usize,
    second: usize,
    gain: i32,
}

/// Where a run of words is best taken apart into two passages.
fn split(words: &[Word], all: &[&Beside], tried: &[usize], n: &Normaliser) -> Option<Split> {
    let len = words.len();
    if len < 2 * LEAST_WORDS {
        return None;
    }
    let ours = worths(words, n);
    let backwards: Vec<Word> = words.iter().rev().cloned().collect();
    let ours_backwards: Vec<i32> = ours.iter().rev().copied().collect();
    let mut firsts = Vec::new();
    let mut lasts = Vec::new();
    for &at in tried {
        let theirs = &all[at].words;
        let (_, first) = align(words, theirs, &ours)?;
        let theirs: Vec<Word> = theirs.iter().rev().cloned().collect();
        let (_, last) = align(&backwards, &theirs, &ours_backwards)?;
        firsts.push(first);
        lasts.push(last);
    }
    let single = firsts.iter().map(|scores| scores[len]).max()?;
    let mut best: Option<Split> = None;
    for at in LEAST_WORDS..=len - LEAST_WORDS {
        let top = |scores: &[Vec<i32>], words: usize| -> Vec<(i32, usize)> {
            let other = |x: usize| !all[tried[x]].is_by_claimed();
            let mut order: Vec<(i32, bool, usize)> =
                scores.iter().enumerate().map(|(x, all)| (-all[words], other(x), x)).collect();
            order.sort_unstable();
            order.truncate(2);
            order.into_iter().map(|(score, _, x)| (score, x)).collect()
        };
        for (a, x) in top(&firsts, at) {
            for (b, y) in top(&lasts, len - at) {
                let gain = -a - b - single;
                if x != y && best.as_ref().is_none_or(|best| gain > best.gain) {
                    best = Some(Split { at, first: tried[x], second: tried[y], gain });
                }
            }
        }
    }
    // What a splice gains is at least a part that the single passage has not.
    best.filter(|split| {
        let ends = [(split.first, 0..split.at), (split.second, split.at..len)];
        split.gain >= 8 * LEAST_HEAVY as i32
            && ends.into_iter().all(|(from, range)| part(words, range, from, all, n).is_some())
    })
}

/// A part of the claim in its passage; `None` where too little of it is there.
fn part(words: &[Word], claim: Range<usize>, from: usize, all: &[&Beside], n: &Normaliser) -> Option<Part> {
    let ours = &words[claim.clone()];
    let (alignment, _) = align(ours, &all[from].words, &worths(ours, n))?;
    let heavy = alignment.same().filter(|(i, _)| !n.is_function_word(&ours[*i].form)).count();
    let ours = worths(ours, n);
    let same: i32 = alignment.same().map(|(i, _)| ours[i]).sum();
    let coverage = same as f32 / ours.iter().sum::<i32>().max(1) as f32;
    let enough =
        alignment.same().count() >= LEAST_WORDS && heavy >= LEAST_HEAVY && coverage >= LEAST_COVERAGE;
    enough.then_some(Part { claim, beside: from, alignment, coverage })
}

impl Splice {
    /// Whether the parts are quotations that follow one another, by one speaker in one document, each whole in
    /// its words, and the claim says by `…` where it left something out.
    pub fn is_allowed(&self, words: &[Word], all: &[&Beside]) -> bool {
        let follows = |pair: &[Part]| {
            let (a, b) = (&all[pair[0].beside].passage, &all[pair[1].beside].passage);
            a.document_id == b.document_id
                && a.speaker.id == b.speaker.id
                && !a.speaker.id.is_empty()
                && a.place + 1 == b.place
                && words[pair[1].claim.start].gap_before
        };
        self.parts.iter().all(|part| part.alignment.is_exact()) && self.parts.windows(2).all(follows)
    }
}
