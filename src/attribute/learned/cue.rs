//! The first stage: which words report.

use std::ops::Range;

use super::chain::Graph;
use super::hidden::{NO_PART, PARTS};
use super::prepare::{Features, Found, Prepared, mix};

/// Outside, and not right behind a cue.
pub const OUTSIDE: u8 = 0;
/// The first word behind a cue, so that ends have weights of their own.
pub const BEHIND: u8 = 1;
/// The first word of a cue.
pub const FIRST: u8 = 3;
/// A further word of a cue.
pub const INSIDE: u8 = 4;

/// States are [`OUTSIDE`], [`BEHIND`], [`FIRST`] and [`INSIDE`], in this order.
pub fn graph() -> Graph {
    Graph {
        labels: vec![OUTSIDE, BEHIND, FIRST, INSIDE],
        before: vec![vec![0, 1], vec![2, 3], vec![0, 1, 2, 3], vec![2, 3]],
        begins: vec![true, false, true, false],
    }
}

/// Turns states of a sentence that starts at token `start` to ranges of tokens.
pub fn ranges(states: &[u8], start: u32) -> Vec<Range<u32>> {
    let mut out: Vec<Range<u32>> = Vec::new();
    for (at, &state) in (start..).zip(states) {
        match (state, out.last_mut()) {
            (2, _) => out.push(at..at + 1),
            (3, Some(last)) => last.end = at + 1,
            _ => {}
        }
    }
    out
}

/// Matrices of the hidden layer: the word, and its head.
pub const MATRICES: usize = 2;

/// The words through whose vectors the token `at` is seen: a matrix and a token each.
pub fn parts(doc: &Prepared<'_>, at: u32) -> [(usize, u32); PARTS] {
    [(0, at), (1, doc.head(at).unwrap_or(NO_PART)), (0, NO_PART)]
}

/// Words that may open a cue: those that did often enough in training, in a table of bits, and all verbs.
///
/// Most words are neither; leaving them out saves most of the time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openers(pub Vec<u8>);

impl Openers {
    /// Bytes of the table.
    pub const LEN: usize = 1 << 13;

    /// None yet.
    pub fn new() -> Self {
        Openers(vec![0; Self::LEN])
    }

    fn bit(doc: &Prepared<'_>, at: u32) -> usize {
        mix(doc.stem[at as usize], doc.tag(at)) as usize % (Self::LEN * 8)
    }

    /// Takes the words that opened a cue at least once in `rarest` times; `documents` are words with whether they did.
    #[cfg(feature = "train")]
    pub fn learn<'d>(documents: impl Iterator<Item = (&'d Prepared<'d>, Vec<u32>)>, rarest: u32) -> Self {
        let mut counts = vec![(0u32, 0u32); Self::LEN * 8];
        for (doc, openers) in documents {
            (0..doc.view.tokens.len() as u32).for_each(|at| counts[Self::bit(doc, at)].0 += 1);
            openers.into_iter().for_each(|at| counts[Self::bit(doc, at)].1 += 1);
        }
        let mut out = Self::new();
        for (bit, (all, opened)) in counts.into_iter().enumerate() {
            if opened > 0 && opened * rarest >= all {
                out.0[bit / 8] |= 1 << (bit % 8);
            }
        }
        out
    }

    /// Whether a cue may begin at `at`.
    pub fn may_begin(&self, doc: &Prepared<'_>, at: u32) -> bool {
        let bit = Self::bit(doc, at);
        self.0[bit / 8] & 1 << (bit % 8) != 0 || doc.view.tokens[at as usize].tag_is_verb()
    }
}

impl Default for Openers {
    fn default() -> Self {
        Self::new()
    }
}

/// The features of the token `at` for the cue chain.
pub fn features(doc: &Prepared<'_>, at: u32, out: &mut Found) {
    let mut f = Features::new(out);
    let sentence = &doc.view.sentences[doc.sentence[at as usize] as usize];
    let near = |offset: i64| -> Option<u32> {
        let there = i64::from(at) + offset;
        (there >= i64::from(sentence.start) && there < i64::from(sentence.end)).then_some(there as u32)
    };
    let word = |offset: i64| near(offset).map_or(1, |there| doc.word[there as usize]);
    let tag = |offset: i64| near(offset).map_or(1, |there| doc.tag(there));
    let stem = |offset: i64| near(offset).map_or(1, |there| doc.stem[there as usize]);
    let own_word = word(0);
    let own_stem = stem(0);
    let own_tag = tag(0);
    let own_label = doc.label(at);
    let region = doc.region_of(at);
    let quoted = match region {
        None => 0,
        Some(region) if region.label => 5,
        Some(region) if region.tokens.end - region.tokens.start < 6 => 1,
        Some(region) if region.goes_on || region.continues => 3,
        Some(region) if !region.closed => 4,
        Some(_) => 2,
    };
    f.add(&[0]);
    f.add(&[own_word]);
    f.add(&[own_stem]);
    f.deep(&[own_stem, own_tag]);
    f.add(&[doc.shape[at as usize]]);
    f.deep(&[own_tag, quoted]);
    f.deep(&[word(-1)]);
    f.deep(&[word(1)]);
    f.add(&[tag(-1)]);
    f.add(&[tag(1)]);
    f.add(&[tag(-2)]);
    f.add(&[tag(2)]);
    f.add(&[own_word, word(1)]);
    f.add(&[own_word, word(-1)]);
    f.add(&[stem(-1), stem(1)]);
    f.add(&[stem(1), stem(2)]);
    f.add(&[stem(-1), stem(-2)]);
    f.add(&[tag(-1), own_tag]);
    f.add(&[own_tag, tag(1)]);
    f.add(&[tag(-1), own_tag, tag(1)]);
    f.add(&[own_tag, tag(1), tag(2)]);
    f.add(&[tag(-2), tag(-1), own_tag]);
    f.add(&[own_stem, tag(1), tag(2)]);
    f.deep(&[own_stem, tag(-1)]);
    f.add(&[doc.entity(at), own_tag]);
    f.deep(&[own_label, own_tag]);
    f.add(&[own_label, own_stem]);

    let head = doc.head(at);
    let (head_stem, head_tag, head_label) =
        head.map_or((1, 1, 1), |h| (doc.stem[h as usize], doc.tag(h), doc.label(h)));
    let side = u32::from(head.is_some_and(|h| h < at));
    f.deep(&[head_stem, own_label]);
    f.add(&[head_stem, own_stem]);
    f.add(&[head_stem, own_label, own_tag]);
    f.deep(&[head_tag, own_label, side]);
    f.deep(&[head_label, own_label, own_tag]);
    f.add(&[head_label, own_label, own_stem]);
    let grand = head.and_then(|h| doc.head(h));
    let grand_stem = grand.map_or(1, |g| doc.stem[g as usize]);
    f.add(&[grand_stem, head_label, own_label]);
    // How far the head is, in words, on which side.
    let distance = head.map_or(9, |h| h.abs_diff(at).min(6));
    f.add(&[head_stem, own_label, side, distance]);

    // What hangs on the word, and on its head: the frame that it reports with.
    frame(doc, at, own_stem, own_tag, &mut f);
    match head {
        Some(h) => frame_of_head(doc, h, own_stem, own_label, own_tag, &mut f),
        None => (0..4).for_each(|_| f.skip()),
    }

    // Marks near by.
    let behind = near(-1).and_then(|t| doc.region_of(t)).is_some_and(|r| r.tokens.end == at && r.closed);
    let behind_two =
        near(-2).and_then(|t| doc.region_of(t)).is_some_and(|r| r.tokens.end + 1 == at && r.closed);
    let ahead = (1..=2)
        .find(|&o| near(o).is_some_and(|t| doc.region_of(t).is_some_and(|r| r.tokens.start == t)))
        .unwrap_or(3) as u32;
    let marks = u32::from(behind) | u32::from(behind_two) << 1 | ahead << 2;
    f.add(&[marks]);
    f.add(&[marks, own_stem]);
    f.deep(&[marks, own_tag, own_label]);
    let before = distance_to_mark(doc, at, sentence, -1);
    let after = distance_to_mark(doc, at, sentence, 1);
    f.deep(&[before, own_tag]);
    f.deep(&[after, own_tag]);
    f.add(&[before, after, own_stem]);

    // Where in the sentence and the paragraph.
    let place = (at - sentence.start).min(4);
    let rest = (sentence.end - at).min(4);
    f.deep(&[place, own_tag]);
    f.add(&[rest, own_tag]);
    let paragraph = &doc.view.paragraphs[doc.paragraph[at as usize] as usize];
    let heading = u32::from(doc.paragraph[at as usize] == 0);
    f.add(&[heading, own_tag]);
    f.add(&[u32::from(paragraph.end == sentence.end), rest, own_word]);
    f.add(&[tag(-1), own_stem, tag(1)]);
    let edges = doc.edges[at as usize];
    f.add(&[u32::from(edges.0 == at), u32::from(edges.1 == at), own_label, head_tag]);
    f.add(&[head_stem, own_tag, tag(1)]);
}

/// Bucketed number of words to the next region of the sentence on one side; 9 for none.
fn distance_to_mark(doc: &Prepared<'_>, at: u32, sentence: &Range<u32>, step: i64) -> u32 {
    let own = doc.region[at as usize];
    let mut there = i64::from(at) + step;
    let mut count = 0;
    while there >= i64::from(sentence.start) && there < i64::from(sentence.end) && count < 12 {
        let region = doc.region[there as usize];
        if region != 0 && region != own {
            return match count {
                0..=2 => count,
                3..=4 => 3,
                5..=7 => 5,
                _ => 8,
            };
        }
        there += step;
        count += 1;
    }
    9
}

fn frame(doc: &Prepared<'_>, at: u32, stem: u32, tag: u32, f: &mut Features<'_>) {
    let mut all = 0u32;
    let mut order = 7u32;
    for &child in doc.children(at) {
        let item = mix(doc.label(child), u32::from(child > at));
        if doc.is_punctuation(child) {
            continue;
        }
        all = all.wrapping_add(mix(item, 77));
        order = mix(order, item);
    }
    f.deep(&[order]);
    f.deep(&[order, stem]);
    f.add(&[all, tag]);
    let kids = || doc.children(at).iter().filter(|&&child| !doc.is_punctuation(child));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), u32::from(c > at)), tag)));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), u32::from(c > at)), mix(stem, 3))));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), doc.tag(c)), tag)));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), doc.stem[c as usize]), 5)));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), doc.stem[c as usize]), mix(stem, 6))));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), doc.entity(c)), mix(tag, 9))));
    // The words that a clause opens with tell *said that* from *said when*.
    f.add_each(kids().flat_map(|&c| {
        doc.children(c)
            .iter()
            .take(2)
            .map(move |&g| mix(mix(mix(doc.label(c), doc.label(g)), doc.word[g as usize]), mix(stem, 8)))
    }));
}

fn frame_of_head(doc: &Prepared<'_>, head: u32, stem: u32, label: u32, tag: u32, f: &mut Features<'_>) {
    let mut order = 7u32;
    for &child in doc.children(head) {
        if !doc.is_punctuation(child) {
            order = mix(order, mix(doc.label(child), u32::from(child > head)));
        }
    }
    f.deep(&[order, label, tag]);
    f.add(&[order, doc.stem[head as usize], label]);
    let kids = || doc.children(head).iter().filter(|&&child| !doc.is_punctuation(child));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), u32::from(c > head)), mix(label, tag))));
    f.add_each(kids().map(|&c| mix(mix(doc.label(c), doc.tag(c)), mix(label, stem))));
}
