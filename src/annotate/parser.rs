//! A greedy transition-based parser.
//!
//! Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta, 2011) with the root behind the last
//! word, scored by a hidden layer over the vectors of a few words of the state (Kiperwasser and
//! Goldberg, 2016). What the vector of a word in a slot adds to the hidden layer is worked out once.

use std::slice::{from_mut, from_ref};

use super::label::Label;
use crate::model::{Bytes, Network, Row, SLOTS, Scheme, Sums, WIDTH};

/// No word: an empty place, or the head of a root.
pub const NONE: u32 = u32::MAX;

/// Labels; as many as fit the scores.
const LABELS: usize = 48;
/// Places whose labels are looked at.
const LABELLED: usize = 9;
const MISSING: usize = LABELLED * LABELS;
const ROOT_NEXT: usize = MISSING + SLOTS;
const DISTANCES: usize = ROOT_NEXT + 1;
const COUNTS: usize = DISTANCES + 2 * 8;

/// Rows of the model that stand for what a state has beside words.
pub const LOOKUPS: usize = COUNTS + 4 * 3;

/// Rows of [`LOOKUPS`] that one state adds up, at most.
const ACTIVE: usize = LABELLED + SLOTS + 2 + 4;

/// A step of the parser. A class of its scores is `0` for [`Step::Shift`], then left and right for
/// each label of the scheme in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word.
    Left(u8),
    /// The top of the stack becomes a dependent of the word below it.
    Right(u8),
}

impl Step {
    /// The step of a class.
    pub fn of_class(class: usize) -> Step {
        match class {
            0 => Step::Shift,
            n if n % 2 == 1 => Step::Left((n / 2) as u8),
            n => Step::Right((n / 2 - 1) as u8),
        }
    }

    /// The class of a step.
    pub fn class(self) -> usize {
        match self {
            Step::Shift => 0,
            Step::Left(label) => 1 + 2 * label as usize,
            Step::Right(label) => 2 + 2 * label as usize,
        }
    }
}

/// The two outermost dependents on one side of a word, and how many there are.
#[derive(Clone, Copy, Debug)]
struct Side {
    outer: u32,
    inner: u32,
    count: u8,
}

const EMPTY: Side = Side { outer: NONE, inner: NONE, count: 0 };

impl Side {
    fn add(&mut self, word: u32) {
        self.inner = self.outer;
        self.outer = word;
        self.count = (self.count + 1).min(3);
    }
}

/// How far a parse has come. Words count from 0 in the sentence; the root is the one behind the last.
#[derive(Clone, Debug)]
pub struct State {
    pub stack: Vec<u32>,
    /// The next word that is not yet on the stack.
    pub next: u32,
    /// Words of the sentence.
    pub len: u32,
    pub heads: Vec<u32>,
    /// Numbers of labels in the scheme.
    pub labels: Vec<u8>,
    left: Vec<Side>,
    right: Vec<Side>,
}

impl State {
    /// Nothing parsed of a sentence of `len` words.
    pub fn new(len: usize) -> Self {
        State {
            stack: Vec::new(),
            next: 0,
            len: len as u32,
            heads: vec![NONE; len],
            labels: vec![0; len],
            left: vec![EMPTY; len + 1],
            right: vec![EMPTY; len + 1],
        }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Whether shift, left and right are allowed. The root takes one word only.
    pub fn allowed(&self) -> [bool; 3] {
        let depth = self.stack.len();
        let at_root = self.next == self.len;
        [!at_root, depth == 1 || depth > 1 && !at_root, depth > 1]
    }

    /// Takes a step that is allowed.
    pub fn take(&mut self, step: Step) {
        match step {
            Step::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Step::Left(label) => {
                let word = self.stack.pop().expect("left is allowed with a word on the stack");
                self.attach(word, self.next, label);
                self.left[self.next as usize].add(word);
            }
            Step::Right(label) => {
                let word = self.stack.pop().expect("right is allowed with two words on the stack");
                let head = *self.stack.last().expect("right is allowed with two words on the stack");
                self.attach(word, head, label);
                self.right[head as usize].add(word);
            }
        }
    }

    fn attach(&mut self, word: u32, head: u32, label: u8) {
        self.heads[word as usize] = head;
        self.labels[word as usize] = label;
    }

    /// The words in the slots, and the rows of the model that stand for the rest.
    pub fn look(&self, rows: &mut Vec<u32>) -> [u32; SLOTS] {
        rows.clear();
        let depth = self.stack.len();
        let stack = |down: usize| if down < depth { self.stack[depth - 1 - down] } else { NONE };
        let (s0, s1, s2) = (stack(0), stack(1), stack(2));
        let b0 = self.next;
        let left = |word: u32| if word == NONE { EMPTY } else { self.left[word as usize] };
        let right = |word: u32| if word == NONE { EMPTY } else { self.right[word as usize] };
        let (s0_left, s0_right, s1_left, s1_right) = (left(s0), right(s0), left(s1), right(s1));
        let b0_left = left(b0);

        let labelled = [
            s0_left.outer,
            s0_left.inner,
            s0_right.outer,
            s0_right.inner,
            s1_left.outer,
            s1_right.outer,
            s1_right.inner,
            b0_left.outer,
            b0_left.inner,
        ];
        for (place, &word) in labelled.iter().enumerate().filter(|&(_, &word)| word != NONE) {
            rows.push((place * LABELS + self.labels[word as usize] as usize) as u32);
        }
        let slots = [
            s2,
            s1,
            s0,
            if b0 == self.len { NONE } else { b0 },
            s0_left.outer,
            s0_right.outer,
            s1_right.outer,
            b0_left.outer,
        ];
        for (slot, _) in slots.iter().enumerate().filter(|&(_, &word)| word == NONE) {
            rows.push((MISSING + slot) as u32);
        }
        if b0 == self.len {
            rows.push(ROOT_NEXT as u32);
        }
        for (place, (from, to)) in [(s0, b0), (s1, s0)].into_iter().enumerate() {
            if from != NONE {
                rows.push((DISTANCES + place * 8 + distance(to - from)) as u32);
            }
        }
        let sides = [s0_left, s0_right, s1_right, b0_left].into_iter().enumerate();
        for (place, side) in sides.filter(|(_, side)| side.count > 0) {
            rows.push((COUNTS + place * 3 + side.count as usize - 1) as u32);
        }
        slots
    }
}

/// A class of distances, 0 to 7.
fn distance(words: u32) -> usize {
    match words {
        0..=4 => words as usize,
        5..=7 => 5,
        8..=14 => 6,
        _ => 7,
    }
}

/// The class with the highest score among those allowed; the first of equals.
pub fn best_class(scores: &Row, labels: usize, allowed: [bool; 3]) -> usize {
    let mut best = usize::MAX;
    let mut most = f32::NEG_INFINITY;
    if allowed[0] {
        (best, most) = (0, scores[0]);
    }
    for (side, _) in allowed.iter().enumerate().skip(1).filter(|&(_, &allowed)| allowed) {
        for label in 0..labels {
            let class = 2 * label + side;
            if scores[class] > most || best == usize::MAX {
                (best, most) = (class, scores[class]);
            }
        }
    }
    best
}

/// The number of the label `root`.
pub fn root_label(scheme: Scheme) -> u8 {
    Label::of(scheme).iter().position(|&label| label == Label::Root).expect("both schemes have a root") as u8
}

/// What a parse works in, kept between sentences.
#[derive(Default)]
pub struct Room {
    /// What words add to the hidden layer in slots that they came to.
    products: Vec<Sums>,
    /// For each slot and word its row of `products`, [`NONE`] where it did not come there yet.
    known: Vec<u32>,
    rows: Vec<u32>,
    active: Vec<u32>,
}

/// The slots of the top of the stack and of the next word.
const ALWAYS: [usize; 2] = [2, 3];

impl Room {
    /// Makes ready for a sentence of words with these vectors.
    pub fn start(&mut self, network: &Network, scheme: Scheme, vectors: &[Bytes]) {
        let len = vectors.len();
        self.products.clear();
        self.products.resize(ALWAYS.len() * len, [0; WIDTH]);
        // Every word comes to these slots; to the others few do, and those are worked out when they come.
        self.known.clear();
        self.known.resize(SLOTS * len, NONE);
        for (at, slot) in ALWAYS.into_iter().enumerate() {
            network.slot(scheme, slot, vectors, &mut self.products[at * len..(at + 1) * len]);
            let known = &mut self.known[slot * len..(slot + 1) * len];
            known.iter_mut().zip(at as u32 * len as u32..).for_each(|(known, row)| *known = row);
        }
    }

    /// Scores of the classes of steps in `state`, of the sentence that was started.
    pub fn scores(&mut self, network: &Network, scheme: Scheme, vectors: &[Bytes], state: &State) -> Row {
        let slots = state.look(&mut self.rows);
        debug_assert!(self.rows.len() <= ACTIVE);
        self.active.clear();
        for (slot, &word) in slots.iter().enumerate().filter(|&(_, &word)| word != NONE) {
            let known = &mut self.known[slot * vectors.len() + word as usize];
            if *known == NONE {
                *known = self.products.len() as u32;
                self.products.push([0; WIDTH]);
                let out = self.products.last_mut().expect("a row was added");
                network.slot(scheme, slot, from_ref(&vectors[word as usize]), from_mut(out));
            }
            self.active.push(*known);
        }
        network.transitions(scheme, &self.products, &self.active, &self.rows)
    }
}

/// Parses one sentence from its words' vectors. Linear in their number.
pub fn parse(network: &Network, scheme: Scheme, vectors: &[Bytes], room: &mut Room) -> State {
    let labels = Label::of(scheme).len();
    let root = root_label(scheme);
    room.start(network, scheme, vectors);
    let mut state = State::new(vectors.len());
    while !state.is_done() {
        let scores = room.scores(network, scheme, vectors, &state);
        let mut step = Step::of_class(best_class(&scores, labels, state.allowed()));
        if let (Step::Left(label), true) = (&mut step, state.next == state.len) {
            *label = root;
        }
        state.take(step);
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_steps_are_one_to_one() {
        for class in 0..WIDTH - 1 {
            assert_eq!(Step::of_class(class).class(), class);
        }
    }

    #[test]
    fn any_allowed_steps_make_a_tree_with_one_root() {
        for seed in 0..50u32 {
            let mut state = State::new(9);
            let mut rows = Vec::new();
            let mut random = seed;
            while !state.is_done() {
                state.look(&mut rows);
                assert!(rows.len() <= ACTIVE && rows.iter().all(|&row| (row as usize) < LOOKUPS));
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let mut scores = [0.0; WIDTH];
                scores[(random >> 16) as usize % 3] = 1.0;
                state.take(Step::of_class(best_class(&scores, 1, state.allowed())));
            }
            assert_eq!(state.heads.iter().filter(|&&head| head == 9).count(), 1);
            assert!(state.heads.iter().all(|&head| head <= 9));
        }
    }
}
