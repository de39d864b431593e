//! What both stages look at: hashed words, the shape of the trees, and marked regions.

use std::ops::Range;

use super::view::{ROOT, Region, View, name_id};

/// A document made ready for feature extraction.
pub struct Prepared<'a> {
    pub view: View<'a>,
    /// Hash of the word in small letters, digits as *0*.
    pub word: Vec<u32>,
    /// Hash of the word without its inflection, roughly.
    pub stem: Vec<u32>,
    /// Hash of the last three letters and the pattern of capitals.
    pub shape: Vec<u32>,
    /// First and last token of each token's subtree.
    pub edges: Vec<(u32, u32)>,
    /// Children, one token's behind the other's.
    children: Vec<u32>,
    child_ends: Vec<u32>,
    /// Index of the sentence.
    pub sentence: Vec<u32>,
    /// Index of the paragraph.
    pub paragraph: Vec<u32>,
    /// One more than the index of the region; 0 outside.
    pub region: Vec<u32>,
    /// One more than the index of the cue that the token is in; 0 for none. Filled between the stages.
    pub cue: Vec<u32>,
    /// The number of cues that begin before each token.
    cues_before: Vec<u32>,
}

fn lower_id(text: &str) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    let mut add = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for c in text.chars() {
        match c {
            '0'..='9' => add(b'0'),
            '’' => add(b'\''),
            '“' | '”' => add(b'"'),
            _ if c.is_ascii() => add(c.to_ascii_lowercase() as u8),
            _ => {
                let mut bytes = [0; 4];
                for small in c.to_lowercase() {
                    small.encode_utf8(&mut bytes).bytes().for_each(&mut add);
                }
            }
        }
    }
    hash
}

/// The word without a common inflection, ASCII letters only.
fn stem(text: &str) -> &str {
    for (ending, least) in [("ying", 6), ("ing", 6), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 5), ("s", 4)] {
        if text.len() >= least + usize::from(ending.len() == 1)
            && text.is_char_boundary(text.len() - ending.len())
            && text[text.len() - ending.len()..].eq_ignore_ascii_case(ending)
        {
            let rest = &text[..text.len() - ending.len()];
            return rest.strip_suffix('e').unwrap_or(rest);
        }
    }
    text.strip_suffix('e').or(text.strip_suffix('y')).filter(|rest| rest.len() > 2).unwrap_or(text)
}

fn shape(text: &str) -> u32 {
    let mut kinds = 0u32;
    let mut last = 0;
    for c in text.chars().take(12) {
        let kind = match c {
            _ if c.is_uppercase() => 1,
            _ if c.is_lowercase() => 2,
            _ if c.is_numeric() => 3,
            _ => 4,
        };
        if kind != last {
            kinds = kinds * 5 + kind;
            last = kind;
        }
    }
    kinds
}

impl<'a> Prepared<'a> {
    /// Reads `view` once. Linear in its tokens (heads of broken trees are cut, not followed).
    pub fn new(view: View<'a>) -> Self {
        let count = view.tokens.len();
        let mut it = Prepared {
            view,
            word: Vec::with_capacity(count),
            stem: Vec::with_capacity(count),
            shape: Vec::with_capacity(count),
            edges: (0..count as u32).map(|at| (at, at)).collect(),
            children: vec![0; count],
            child_ends: vec![0; count],
            sentence: vec![0; count],
            paragraph: vec![0; count],
            region: vec![0; count],
            cue: vec![0; count],
            cues_before: vec![0; count + 1],
        };
        for token in view.tokens {
            let text = token.span.of(view.text);
            it.word.push(lower_id(text));
            it.stem.push(lower_id(stem(text)));
            let tail = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
            it.shape.push(lower_id(&text[tail..]) ^ shape(text).wrapping_mul(0x9e37_79b1));
        }
        for (index, range) in view.sentences.iter().enumerate() {
            it.sentence[range.start as usize..range.end as usize].fill(index as u32);
        }
        for (index, range) in view.paragraphs.iter().enumerate() {
            it.paragraph[range.start as usize..range.end as usize].fill(index as u32);
        }
        it.find_edges();
        it.find_children();
        for (index, region) in view.regions.iter().enumerate() {
            it.region[region.tokens.start as usize..region.tokens.end as usize].fill(index as u32 + 1);
            // One word for all marks, whatever their style.
            it.word[region.tokens.start as usize] = lower_id("\"");
            if region.closed {
                it.word[region.tokens.end as usize - 1] = lower_id("\"");
            }
        }
        it
    }

    fn find_edges(&mut self) {
        // Each token widens its ancestors; the depth is bounded so that a broken tree cannot loop.
        for at in 0..self.view.tokens.len() {
            let mut above = self.view.tokens[at].head;
            let mut steps = 0;
            while above != ROOT && steps < 40 {
                let edges = &mut self.edges[above as usize];
                edges.0 = edges.0.min(at as u32);
                edges.1 = edges.1.max(at as u32);
                above = self.view.tokens[above as usize].head;
                steps += 1;
            }
        }
    }

    fn find_children(&mut self) {
        let mut counts = vec![0u32; self.view.tokens.len() + 1];
        for token in self.view.tokens.iter().filter(|token| token.head != ROOT) {
            counts[token.head as usize + 1] += 1;
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let mut next = counts.clone();
        for (at, token) in self.view.tokens.iter().enumerate().filter(|(_, token)| token.head != ROOT) {
            let slot = &mut next[token.head as usize];
            self.children[*slot as usize] = at as u32;
            *slot += 1;
        }
        self.child_ends = counts;
    }

    /// Tells the second stage which cues there are.
    pub fn set_cues<'r>(&mut self, cues: impl Iterator<Item = &'r Range<u32>>) {
        self.cue.fill(0);
        self.cues_before.fill(0);
        for (index, range) in cues.enumerate() {
            self.cue[range.start as usize..range.end as usize].fill(index as u32 + 1);
            self.cues_before[range.start as usize + 1] += 1;
        }
        for at in 1..self.cues_before.len() {
            self.cues_before[at] += self.cues_before[at - 1];
        }
    }

    /// How many cues begin in a range of tokens.
    pub fn cues_in(&self, range: Range<u32>) -> u32 {
        if range.start >= range.end {
            return 0;
        }
        self.cues_before[range.end as usize] - self.cues_before[range.start as usize]
    }

    /// The tokens that depend on `at`, in order.
    pub fn children(&self, at: u32) -> &[u32] {
        &self.children[self.child_ends[at as usize] as usize..self.child_ends[at as usize + 1] as usize]
    }

    /// The head of `at`.
    pub fn head(&self, at: u32) -> Option<u32> {
        let head = self.view.tokens[at as usize].head;
        (head != ROOT).then_some(head)
    }

    /// [`name_id`] of the dependency of `at`.
    pub fn label(&self, at: u32) -> u32 {
        self.view.tokens[at as usize].label
    }

    /// [`name_id`] of the tag of `at`.
    pub fn tag(&self, at: u32) -> u32 {
        self.view.tokens[at as usize].tag
    }

    /// [`name_id`] of the kind of name at `at`.
    pub fn entity(&self, at: u32) -> u32 {
        self.view.tokens[at as usize].entity
    }

    /// The region around `at`.
    pub fn region_of(&self, at: u32) -> Option<&Region> {
        match self.region[at as usize] {
            0 => None,
            index => Some(&self.view.regions[index as usize - 1]),
        }
    }

    /// Whether `at` is a mark, or nothing but punctuation, by its tag.
    pub fn is_punctuation(&self, at: u32) -> bool {
        const PUNCTUATION: [u32; 8] = [
            name_id(","),
            name_id("."),
            name_id(":"),
            name_id("``"),
            name_id("''"),
            name_id("-LRB-"),
            name_id("-RRB-"),
            name_id("HYPH"),
        ];
        PUNCTUATION.contains(&self.tag(at))
    }
}

/// Hashed features of one place, or of several, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those that have weights of their own.
    pub plain: Vec<u32>,
    /// Those of them that feed the hidden layer too.
    pub deep: Vec<u32>,
}

impl Found {
    /// Forgets all.
    pub fn clear(&mut self) {
        self.plain.clear();
        self.deep.clear();
    }
}

/// Collects hashed features.
pub struct Features<'a> {
    out: &'a mut Found,
    template: u32,
}

/// Mixes a value into a hash.
#[inline(always)]
pub fn mix(hash: u32, value: u32) -> u32 {
    let x = (hash ^ value).wrapping_mul(0x9e37_79b1);
    x ^ (x >> 15)
}

impl<'a> Features<'a> {
    /// Collects into `out`.
    pub fn new(out: &'a mut Found) -> Self {
        Features { out, template: 1 }
    }

    /// The same, with templates numbered from `template` on.
    pub fn starting(self, template: u32) -> Self {
        Features { template, ..self }
    }

    /// Adds the feature that the next template has these values. Templates are told apart by their order, so each
    /// place must add the same ones; use [`Self::skip`] for one that does not apply.
    #[inline(always)]
    pub fn add(&mut self, values: &[u32]) {
        let mut hash = mix(0x1234_5671, self.template.wrapping_mul(0x85eb_ca6b));
        for &value in values {
            hash = mix(hash.rotate_left(5), value);
        }
        self.out.plain.push(mix(hash, 0x27d4_eb2f));
        self.template += 1;
    }

    /// [`Self::add`], for the hidden layer too.
    #[inline(always)]
    pub fn deep(&mut self, values: &[u32]) {
        self.add(values);
        self.out.deep.extend(self.out.plain.last());
    }

    /// Adds a feature for each of `values` under one template.
    #[inline(always)]
    pub fn add_each(&mut self, values: impl Iterator<Item = u32>) {
        let template = self.template;
        for value in values {
            self.template = template;
            self.add(&[value]);
        }
        self.template = template + 1;
    }

    /// Leaves one template out.
    #[inline(always)]
    pub fn skip(&mut self) {
        self.template += 1;
    }
}
