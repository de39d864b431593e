//! The second stage: given a cue, which words are its source and its content.
//!
//! The cue's sentence is read word by word, what lies around it in chunks: the rest of a marked region, or of a
//! sentence. One chain runs over both, so that speech before and behind the sentence is chosen together with what is in
//! it.

use std::ops::Range;

use super::chain::Graph;
use super::hidden::{NO_PART, PARTS};
use super::prepare::{Features, Found, Prepared, mix};
use super::view::Region;

/// Outside, not right behind a source or content.
pub const OUTSIDE: u8 = 0;
/// The first word behind the source.
pub const BEHIND_SOURCE: u8 = 1;
/// The first word behind a piece of content.
pub const BEHIND_CONTENT: u8 = 2;
/// The first word of the source.
pub const SOURCE: u8 = 3;
/// A further word of the source.
pub const IN_SOURCE: u8 = 4;
/// The first word of a piece of content.
pub const CONTENT: u8 = 5;
/// A further word of a piece of content.
pub const IN_CONTENT: u8 = 6;

/// Paragraphs looked at before and behind the cue's.
const BEFORE: u32 = 2;
const BEHIND: u32 = 2;
/// Paragraphs looked at while a speech goes on.
const BEHIND_OPEN: u32 = 12;
/// Longest window on each side, in chunks.
const CHUNKS: usize = 14;
/// Words of the cue's own sentence on each side, at most: a sentence of thousands of cues takes no longer than as many
/// sentences.
const WORDS: u32 = 200;

/// A state: the label, and whether a source and content have been seen (up to and with this place).
fn states() -> Vec<(u8, bool, bool)> {
    let mut out = Vec::new();
    for source in [false, true] {
        for content in [false, true] {
            out.push((OUTSIDE, source, content));
        }
    }
    for seen in [false, true] {
        out.push((BEHIND_SOURCE, true, seen));
        out.push((BEHIND_CONTENT, seen, true));
        out.push((SOURCE, true, seen));
        out.push((IN_SOURCE, true, seen));
        out.push((CONTENT, seen, true));
        out.push((IN_CONTENT, seen, true));
    }
    out
}

/// One source in one piece, any number of pieces of content.
pub fn graph() -> Graph {
    let states = states();
    let may_follow = |from: (u8, bool, bool), to: (u8, bool, bool)| {
        let from_source = matches!(from.0, SOURCE | IN_SOURCE);
        let from_content = matches!(from.0, CONTENT | IN_CONTENT);
        match to.0 {
            OUTSIDE => !from_source && !from_content && to.1 == from.1 && to.2 == from.2,
            BEHIND_SOURCE => from_source && to.2 == from.2,
            BEHIND_CONTENT => from_content && to.1 == from.1,
            SOURCE => !from.1 && to.2 == from.2,
            IN_SOURCE => from_source && to.2 == from.2,
            CONTENT => !from_content && to.1 == from.1,
            _ => from_content && to.1 == from.1,
        }
    };
    Graph {
        labels: states.iter().map(|state| state.0).collect(),
        before: states
            .iter()
            .map(|&to| {
                (0..states.len())
                    .filter(|&from| may_follow(states[from], to))
                    .map(|from| from as u8)
                    .collect()
            })
            .collect(),
        begins: states
            .iter()
            .map(|&state| {
                matches!(state, (OUTSIDE, false, false) | (SOURCE, true, false) | (CONTENT, false, true))
            })
            .collect(),
    }
}

/// The state for each place, from what each place is part of.
pub fn states_of(parts: &[Part]) -> Vec<u8> {
    let states = states();
    let (mut source, mut content, mut last) = (false, false, Part::None);
    parts
        .iter()
        .map(|&part| {
            let label = match (part, last) {
                (Part::None, Part::Source) => BEHIND_SOURCE,
                (Part::None, Part::Content) => BEHIND_CONTENT,
                (Part::None, Part::None) => OUTSIDE,
                (Part::Source, Part::Source) => IN_SOURCE,
                (Part::Source, _) => SOURCE,
                (Part::Content, Part::Content) => IN_CONTENT,
                (Part::Content, _) => CONTENT,
            };
            source |= part == Part::Source;
            content |= part == Part::Content;
            last = part;
            states.iter().position(|&state| state == (label, source, content)).expect("a state for each")
                as u8
        })
        .collect()
}

/// What a word is part of, seen from one cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    None,
    Source,
    Content,
}

/// The part that a label stands for.
pub fn part_of(label: u8) -> Part {
    match label {
        SOURCE | IN_SOURCE => Part::Source,
        CONTENT | IN_CONTENT => Part::Content,
        _ => Part::None,
    }
}

/// A place of the window: a word, or a chunk of words outside the cue's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Tokens.
    pub tokens: Range<u32>,
    pub is_chunk: bool,
}

/// What is looked at for one cue.
#[derive(Default)]
pub struct Window {
    pub units: Vec<Unit>,
}

impl Window {
    /// The window around `cue`.
    pub fn new(doc: &Prepared<'_>, cue: &Range<u32>) -> Self {
        let sentence = doc.view.sentences[doc.sentence[cue.start as usize] as usize].clone();
        let near = sentence.start.max(cue.start.saturating_sub(WORDS))..sentence.end.min(cue.end + WORDS);
        let own = doc.paragraph[cue.start as usize];
        let mut units = Vec::new();
        // Before: from the sentence backwards, then turned around.
        let mut end = near.start;
        let floor = doc.view.paragraphs[own.saturating_sub(BEFORE) as usize].start;
        while near.start == sentence.start && end > floor && units.len() < CHUNKS {
            let start = chunk_start(doc, end);
            units.push(Unit { tokens: start..end, is_chunk: true });
            end = start;
        }
        units.reverse();
        units.extend(near.clone().map(|at| Unit { tokens: at..at + 1, is_chunk: false }));
        let mut start = near.end;
        let mut taken = if near.end == sentence.end { 0 } else { CHUNKS };
        while (start as usize) < doc.view.tokens.len() && taken < CHUNKS {
            let ahead = doc.paragraph[start as usize] - own;
            let open = doc.region_of(start).is_some_and(|region| {
                region.tokens.start == doc.view.paragraphs[doc.paragraph[start as usize] as usize].start
                    || doc.region[start as usize] == doc.region[start as usize - 1]
            });
            if ahead > BEHIND_OPEN || ahead > BEHIND && !open {
                break;
            }
            let end = chunk_end(doc, start);
            units.push(Unit { tokens: start..end, is_chunk: true });
            start = end;
            taken += 1;
        }
        Window { units }
    }
}

/// Whether the two tokens are in one chunk: in one region and paragraph, or outside any and in one sentence.
fn together(doc: &Prepared<'_>, a: u32, b: u32) -> bool {
    let (a, b) = (a as usize, b as usize);
    doc.region[a] == doc.region[b]
        && if doc.region[a] != 0 {
            doc.paragraph[a] == doc.paragraph[b]
        } else {
            doc.sentence[a] == doc.sentence[b]
        }
}

fn chunk_start(doc: &Prepared<'_>, end: u32) -> u32 {
    let mut start = end - 1;
    while start > 0 && together(doc, start - 1, end - 1) {
        start -= 1;
    }
    start
}

fn chunk_end(doc: &Prepared<'_>, start: u32) -> u32 {
    let mut end = start + 1;
    while (end as usize) < doc.view.tokens.len() && together(doc, end, start) {
        end += 1;
    }
    end
}

/// What is the same for all places of a window.
pub struct CueFacts {
    cue: Range<u32>,
    /// The last verb, or the head.
    verb: u32,
    /// Tokens above the head, the head first.
    above: Vec<u32>,
    stem: u32,
    last: u32,
    whole: u32,
    /// Passive, noun, colon and the like.
    kind: u32,
    region: u32,
    sentence: Range<u32>,
    /// How the cue's clause stands in its sentence: between commas, at an end, with a clause of its own.
    frame: u32,
}

/// Steps of a path that are looked at.
const PATH: usize = 6;

impl CueFacts {
    /// Looks at `cue`.
    pub fn new(doc: &Prepared<'_>, cue: Range<u32>) -> Self {
        let inside = |at: u32| cue.contains(&at);
        let head = cue
            .clone()
            .filter(|&at| !doc.is_punctuation(at))
            .find(|&at| doc.head(at).is_none_or(|h| !inside(h)))
            .unwrap_or(cue.start);
        let is_verb = |at: u32| doc.view.tokens[at as usize].tag_is_verb();
        let verb = cue.clone().rev().find(|&at| is_verb(at)).unwrap_or(head);
        let mut above = vec![head];
        while let Some(next) = doc.head(*above.last().expect("the head")) {
            if above.len() == 12 {
                break;
            }
            above.push(next);
        }
        let passive = doc.children(head).iter().any(|&c| {
            doc.label(c) == super::view::name_id("auxpass")
                || doc.label(c) == super::view::name_id("nsubjpass")
        });
        let whole = cue.clone().fold(3, |hash, at| mix(hash, doc.stem[at as usize]));
        let sentence = doc.view.sentences[doc.sentence[cue.start as usize] as usize].clone();
        CueFacts {
            verb,
            stem: doc.stem[verb as usize],
            last: doc.word[cue.end as usize - 1],
            whole,
            kind: mix(doc.tag(head), u32::from(passive)),
            region: doc.region[cue.start as usize],
            above,
            frame: frame(doc, &cue, head, &sentence),
            sentence,
            cue,
        }
    }
}

/// Longest clause of a cue between commas, on each side of the cue, in words.
const INSERTED: u32 = 25;

/// Tells *It was, she said, too late* from *She said it was too late* and *It was too late, she said*.
fn frame(doc: &Prepared<'_>, cue: &Range<u32>, head: u32, sentence: &Range<u32>) -> u32 {
    let is_verb = |at: u32| doc.view.tokens[at as usize].tag_is_verb();
    // The nearest mark on each side, and how many verbs are before it.
    let side = |words: &mut dyn Iterator<Item = u32>, beyond: &dyn Fn(u32) -> bool| {
        let (mut verbs, mut count) = (0, 0);
        for at in words.take(INSERTED as usize) {
            if doc.is_punctuation(at) {
                // Marks are alike, whatever their shape.
                let mark = if doc.region[at as usize] == 0 { doc.word[at as usize] } else { 7 };
                return mix(mark, 1 + verbs * 4 + u32::from(count == 0) + 2 * u32::from(beyond(at)));
            }
            verbs = (verbs + u32::from(is_verb(at))).min(2);
            count += 1;
        }
        mix(5, verbs)
    };
    let left = side(&mut (sentence.start..cue.start).rev(), &|at| at > sentence.start);
    let right = side(&mut (cue.end..sentence.end), &|at| at + 1 < sentence.end);
    let clause = |range: Range<u32>| {
        doc.children(head).iter().any(|&child| {
            range.contains(&child)
                && (doc.label(child) == super::view::name_id("ccomp")
                    || doc.label(child) == super::view::name_id("xcomp"))
        })
    };
    let clauses =
        u32::from(clause(sentence.start..cue.start)) | u32::from(clause(cue.end..sentence.end)) << 1;
    mix(mix(left, right), mix(doc.label(head), clauses))
}

impl super::view::ViewToken {
    /// Whether its tag is one of verbs.
    pub(super) fn tag_is_verb(&self) -> bool {
        use super::view::name_id;
        const VERBS: [u32; 6] =
            [name_id("VB"), name_id("VBD"), name_id("VBG"), name_id("VBN"), name_id("VBP"), name_id("VBZ")];
        VERBS.contains(&self.tag)
    }
}

fn bucket(count: u32) -> u32 {
    match count {
        0..=4 => count,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Where a token hangs, seen from the cue.
#[derive(Clone, Copy)]
struct Branch {
    /// How far above the cue's head the two paths meet, and by which labels.
    climb: u32,
    /// Hash of the labels from the meeting point down to the token.
    path: u32,
    /// Label of the first step down, and its token.
    top_label: u32,
    top: u32,
    depth: u32,
}

fn branch(doc: &Prepared<'_>, facts: &CueFacts, at: u32) -> Branch {
    let mut path = 11u32;
    let mut node = at;
    let mut below = at;
    let mut depth = 0;
    loop {
        if let Some(climb) = facts.above.iter().position(|&a| a == node) {
            let labels = facts.above[..climb].iter().fold(climb as u32, |hash, &a| mix(hash, doc.label(a)));
            return Branch {
                climb: labels,
                path,
                top_label: if depth == 0 { 2 } else { doc.label(below) },
                top: below,
                depth,
            };
        }
        if depth as usize <= PATH {
            path = mix(path, doc.label(node));
        }
        below = node;
        depth += 1;
        match doc.head(node) {
            Some(next) if depth < 40 => node = next,
            _ => return Branch { climb: 99, path, top_label: 3, top: below, depth },
        }
    }
}

/// The highest token above `at`, or itself, whose subtree begins (or ends) with `at`.
fn highest(doc: &Prepared<'_>, at: u32, from_left: bool) -> u32 {
    let mut node = at;
    for _ in 0..40 {
        match doc.head(node) {
            Some(next) => {
                let edges = doc.edges[next as usize];
                if (if from_left { edges.0 } else { edges.1 }) != at {
                    break;
                }
                node = next;
            }
            None => break,
        }
    }
    node
}

/// Matrices of the hidden layer: a word, its head, the cue, and the head of a chunk.
pub const MATRICES: usize = 4;

/// The words through whose vectors a unit is seen: a matrix and a token each.
pub fn parts(doc: &Prepared<'_>, facts: &CueFacts, unit: &Unit) -> [(usize, u32); PARTS] {
    let at = unit.tokens.start;
    if unit.is_chunk {
        let outside = |&at: &u32| doc.head(at).is_none_or(|head| !unit.tokens.contains(&head));
        let head = unit.tokens.clone().filter(|&at| !doc.is_punctuation(at)).find(outside);
        [(3, head.unwrap_or(at)), (2, facts.verb), (0, NO_PART)]
    } else {
        [(0, at), (1, doc.head(at).unwrap_or(NO_PART)), (2, facts.verb)]
    }
}

/// The features of a unit of the window for the argument chain.
pub fn features(doc: &Prepared<'_>, facts: &CueFacts, units: &[Unit], index: usize, out: &mut Found) {
    let unit = &units[index];
    let mut f = Features::new(out);
    if unit.is_chunk {
        f = f.starting(200);
        chunk_features(doc, facts, units, index, &mut f);
    } else {
        word_features(doc, facts, unit.tokens.start, &mut f);
    }
}

fn region_kind(region: Option<&Region>) -> u32 {
    match region {
        None => 0,
        Some(region) if region.label => 1 << 12,
        Some(region) => {
            1 + u32::from(region.closed)
                + 2 * u32::from(region.goes_on)
                + 4 * u32::from(region.continues)
                + 8 * u32::from(region.tokens.end - region.tokens.start > 7)
        }
    }
}

fn word_features(doc: &Prepared<'_>, facts: &CueFacts, at: u32, f: &mut Features<'_>) {
    let sentence = &facts.sentence;
    let near = |offset: i64| -> Option<u32> {
        let there = i64::from(at) + offset;
        (there >= i64::from(sentence.start) && there < i64::from(sentence.end)).then_some(there as u32)
    };
    let word = |offset: i64| near(offset).map_or(1, |there| doc.word[there as usize]);
    let tag = |offset: i64| near(offset).map_or(1, |there| doc.tag(there));
    let side = if at < facts.cue.start {
        0
    } else if at < facts.cue.end {
        1
    } else {
        2
    };
    let distance = match side {
        0 => facts.cue.start - at,
        1 => 0,
        _ => at + 1 - facts.cue.end,
    };
    let position = side * 10 + bucket(distance);
    if side == 1 {
        // Nothing is chosen on the cue itself.
        f.add(&[1]);
        return;
    }
    let own = branch(doc, facts, at);
    let edges = doc.edges[own.top as usize];
    let first_in_top = u32::from(edges.0 == at);
    let previous = near(-1).filter(|p| !facts.cue.contains(p));
    let before_edge = near(-1).is_none_or(|p| facts.cue.contains(&p));
    let start_node = highest(doc, at, true);
    let start = branch(doc, facts, start_node);
    let (end_path, end_label, end_climb) = match previous {
        Some(p) => {
            let node = highest(doc, p, false);
            let b = branch(doc, facts, node);
            (b.path, doc.label(node), b.climb)
        }
        None => (5, 5, 5),
    };
    let own_tag = tag(0);
    let own_word = word(0);
    let stem = facts.stem;

    f.add(&[2]);
    f.deep(&[position, own_tag]);
    f.add(&[own_word, side]);
    f.deep(&[word(-1), side]);
    f.deep(&[word(1), side]);
    f.deep(&[tag(-1), own_tag, tag(1), side]);
    f.add(&[word(-1), own_word, side]);
    f.add(&[doc.entity(at), side, near(-1).map_or(1, |p| doc.entity(p))]);
    f.add(&[stem, position]);
    f.deep(&[stem, side, own_tag]);
    f.deep(&[facts.whole, position]);
    f.add(&[facts.last, side, own_tag]);
    f.add(&[facts.kind, position]);
    f.deep(&[facts.kind, side, own_tag]);

    // Where the word hangs.
    f.deep(&[own.path, own.climb, side]);
    f.add(&[own.path, own.climb, own_tag]);
    f.deep(&[own.top_label, own.climb, side]);
    f.add(&[own.top_label, own.climb, side, stem]);
    f.add(&[own.top_label, own.climb, side, facts.kind]);
    f.add(&[own.top_label, own.climb, first_in_top, side, own_tag]);
    f.deep(&[own.top_label, own.climb, first_in_top, side]);
    f.add(&[own.top_label, own.climb, bucket(own.depth), doc.label(at)]);
    f.add(&[doc.label(at), side, own_tag]);
    f.add(&[own.top_label, own.climb, doc.stem[own.top as usize], side]);
    f.add(&[own.top_label, own.climb, doc.tag(own.top), side]);
    let mark = doc.children(own.top).first().map_or(1, |&c| doc.word[c as usize]);
    f.deep(&[own.top_label, own.climb, mark, side, first_in_top]);
    f.add(&[own.top_label, own.climb, mark, stem]);

    // What begins here and what ended before.
    f.deep(&[start.path, start.climb, side, u32::from(before_edge)]);
    f.add(&[start.path, start.climb, stem]);
    f.add(&[start.path, start.climb, facts.kind, own_tag]);
    f.add(&[doc.label(start_node), start.climb, start.depth]);
    f.deep(&[end_path, end_climb, side]);
    f.add(&[end_path, end_climb, stem]);
    f.add(&[end_path, end_climb, start.path, start.climb]);
    f.deep(&[end_label, doc.label(start_node), side]);
    f.add(&[end_path, end_climb, own_tag, tag(-1)]);
    f.add(&[end_label, own_tag, word(-1)]);

    // Marks.
    let region = doc.region_of(at);
    let kind = region_kind(region);
    let opens = u32::from(region.is_some_and(|r| r.tokens.start == at));
    let behind = near(-1).and_then(|p| doc.region_of(p)).is_some_and(|r| r.tokens.end == at && r.closed);
    let same = u32::from(doc.region[at as usize] == facts.region && facts.region != 0);
    let spread = u32::from(region.is_some_and(|r| r.tokens.start < sentence.start))
        | u32::from(region.is_some_and(|r| r.tokens.end > sentence.end)) << 1;
    let marks = kind | opens << 4 | u32::from(behind) << 5 | same << 6 | spread << 7;
    f.deep(&[marks, side]);
    f.add(&[marks, position]);
    f.add(&[marks, own_tag, side]);
    f.deep(&[marks, own.top_label, own.climb]);
    f.add(&[marks, facts.kind, side]);
    // What lies between the word and the cue.
    let between = if side == 0 { at + 1..facts.cue.start } else { facts.cue.end..at };
    let (mut commas, mut verbs, mut clauses, mut regions) = (0u32, 0u32, 0u32, 0u32);
    if between.end - between.start < 80 {
        let mut last = 0;
        for t in between {
            commas += u32::from(doc.is_punctuation(t));
            verbs += u32::from(doc.view.tokens[t as usize].tag_is_verb());
            clauses += u32::from(doc.tag(t) == super::view::name_id("CC"));
            let r = doc.region[t as usize];
            if r != 0 && r != last {
                regions += 1;
            }
            last = r;
        }
    } else {
        (commas, verbs) = (9, 9);
    }
    let (commas, verbs) = (commas.min(3), verbs.min(3));
    f.deep(&[commas, verbs, side]);
    f.add(&[commas, side, own_tag]);
    f.add(&[commas, verbs, clauses.min(2), side, stem]);
    f.add(&[regions.min(2), kind, side]);
    f.add(&[commas, own.top_label, own.climb, side]);
    // Other cues: between here and this one, on this word, around it.
    let others =
        if side == 0 { doc.cues_in(at..facts.cue.start) } else { doc.cues_in(facts.cue.end..at + 1) }.min(3);
    let on = u32::from(doc.cue[at as usize] != 0);
    let in_top = doc.cues_in(edges.0..edges.1 + 1).min(2);
    f.deep(&[others, on, side, own_tag]);
    f.add(&[others, on, own.top_label, own.climb]);
    f.add(&[others, in_top, own.top_label, side]);
    f.add(&[others, marks, side]);
    f.add(&[others, commas, own.top_label, own.climb]);
    let frame = facts.frame;
    f.deep(&[frame, side, commas]);
    f.add(&[frame, position]);
    f.add(&[frame, side, marks]);
    f.add(&[frame, own.top_label, own.climb, side]);
    f.deep(&[frame, start.climb, side, own_tag]);
    f.add(&[frame, end_climb, start.climb, side]);
    f.add(&[frame, tag(-1), own_tag, side]);
    f.add(&[frame, commas, verbs, side, others]);
    let edge = u32::from(near(-1).is_none()) | u32::from(near(1).is_none()) << 1;
    f.add(&[edge, side, own_tag]);
}

fn chunk_features(doc: &Prepared<'_>, facts: &CueFacts, units: &[Unit], index: usize, f: &mut Features<'_>) {
    let chunk = &units[index].tokens;
    let own = doc.paragraph[facts.cue.start as usize];
    let there = doc.paragraph[chunk.start as usize];
    let ahead = chunk.start >= facts.sentence.end;
    let apart = own.abs_diff(there).min(4) * 2 + u32::from(ahead);
    let from = units.iter().position(|unit| !unit.is_chunk).unwrap_or(0);
    let to = units.iter().rposition(|unit| !unit.is_chunk).unwrap_or(0);
    let steps = if ahead { index - to } else { from - index } as u32;
    let place = apart * 16 + bucket(steps);
    let region = doc.region_of(chunk.start);
    let kind = region_kind(region) | u32::from(chunk.end - chunk.start > 3) << 4;
    let paragraph = &doc.view.paragraphs[there as usize];
    let first = u32::from(chunk.start == paragraph.start);
    let last = u32::from(chunk.end == paragraph.end);
    // Regions of its paragraph: is the whole of it speech?
    let whole =
        u32::from(region.is_some_and(|r| r.tokens.start == paragraph.start && r.tokens.end == paragraph.end));
    let shape = kind | first << 5 | last << 6 | whole << 7;
    // The neighbour on the cue's side.
    let toward = if ahead { index.checked_sub(1) } else { Some(index + 1) };
    let neighbour = toward.and_then(|n| units.get(n)).map_or(0, |unit| {
        let at = if ahead { unit.tokens.end - 1 } else { unit.tokens.start };
        1 + region_kind(doc.region_of(at))
            + 32 * u32::from(doc.region[at as usize] == doc.region[chunk.start as usize])
    });
    let cue_first = u32::from(facts.cue.start - facts.sentence.start < 6);
    let cue_last = u32::from(facts.sentence.end - facts.cue.end < 4);
    let has_region = facts.sentence.clone().any(|at| doc.region[at as usize] != 0);
    let sentence_shape = cue_first
        | cue_last << 1
        | u32::from(has_region) << 2
        | u32::from(facts.region != 0) << 3
        | u32::from(facts.sentence.start == doc.view.paragraphs[own as usize].start) << 4
        | u32::from(facts.sentence.end == doc.view.paragraphs[own as usize].end) << 5;
    let ends_quoted = facts.sentence.clone().next_back().map_or(0, |at| region_kind(doc.region_of(at)));
    let starts_quoted = region_kind(doc.region_of(facts.sentence.start));
    f.add(&[4]);
    f.add(&[place]);
    f.deep(&[shape, place]);
    f.add(&[shape, apart]);
    f.deep(&[shape, apart, facts.stem]);
    f.add(&[shape, apart, facts.last]);
    f.deep(&[shape, apart, sentence_shape]);
    f.add(&[shape, place, sentence_shape]);
    f.add(&[shape, place, ends_quoted, starts_quoted]);
    f.add(&[shape, neighbour]);
    f.deep(&[shape, neighbour, apart]);
    f.add(&[shape, neighbour, sentence_shape]);
    f.deep(&[shape, neighbour, ends_quoted, starts_quoted, apart]);
    f.deep(&[kind, apart, facts.kind]);
    f.deep(&[kind, place, facts.whole]);
    f.add(&[kind, apart, doc.word[chunk.start as usize], doc.word[chunk.end as usize - 1]]);
    f.add(&[kind, place, doc.tag(chunk.start)]);
    f.add(&[kind, doc.word[chunk.start as usize]]);
    let second = (chunk.start + 1).min(chunk.end - 1);
    f.add(&[kind, apart, doc.word[second as usize]]);
    f.add(&[kind, apart, doc.tag(chunk.end - 1)]);
    // Whose words could they be else: unmarked words of the same sentences or paragraph.
    let loose = paragraph.clone().any(|at| doc.region[at as usize] == 0 && !doc.is_punctuation(at));
    f.add(&[shape, apart, u32::from(loose)]);
    let sentence = &doc.view.sentences[doc.sentence[chunk.end as usize - 1] as usize];
    let others = sentence.clone().filter(|&at| doc.region[at as usize] == 0).count() as u32;
    f.add(&[shape, apart, bucket(others)]);
    f.deep(&[shape, apart, sentence_shape, bucket(others), neighbour]);
    // Other cues: between here and this one, and in the loose words of the chunk's own sentences.
    let between =
        if ahead { doc.cues_in(facts.cue.end..chunk.start) } else { doc.cues_in(chunk.end..facts.cue.start) }
            .min(3);
    let first_sentence = &doc.view.sentences[doc.sentence[chunk.start as usize] as usize];
    let before = doc.cues_in(first_sentence.start..chunk.start).min(2);
    let behind = doc.cues_in(chunk.end..sentence.end).min(2);
    let inside = doc.cues_in(chunk.clone()).min(2);
    let in_paragraph = doc.cues_in(paragraph.clone()).min(3);
    let claims = before | behind << 2 | inside << 4;
    f.add(&[between, shape, apart]);
    f.add(&[claims, shape, apart]);
    f.deep(&[claims, shape, place]);
    f.deep(&[claims, between, shape, neighbour]);
    f.add(&[claims, between, kind, sentence_shape]);
    f.deep(&[in_paragraph, between, shape, apart]);
    f.add(&[claims, between, kind, facts.stem]);
    f.deep(&[facts.frame, place]);
    f.add(&[facts.frame, shape, apart]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_and_pieces_of_content_are_a_path() {
        let graph = graph();
        let parts = [Part::Content, Part::Source, Part::None, Part::Content, Part::Content, Part::None];
        let states = states_of(&parts);
        assert!(graph.begins[states[0] as usize]);
        for pair in states.windows(2) {
            assert!(graph.before[pair[1] as usize].contains(&pair[0]), "{pair:?}");
        }
        let back: Vec<Part> = states.iter().map(|&state| part_of(graph.labels[state as usize])).collect();
        assert_eq!(back, parts);
    }
}
