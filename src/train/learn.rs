//! Learning: gradients of the network, and the steps along them.
//!
//! All tasks and both schemes share the word vectors, so the large silver corpus helps the small gold
//! one. The parser learns from a dynamic oracle on states that it reaches itself (Goldberg and Nivre,
//! 2013); steps are those of Adam (Kingma and Ba, 2015). One thread, so a seed gives the same bytes.

use std::collections::VecDeque;

use super::corpus::{Sample, UNKNOWN};
use super::kernel::{Places, add_product, add_product_gradient, add_products, add_row, rectify};
use crate::annotate::entities::{FIRST_SCORE, NAME_CLASSES};
use crate::annotate::parser::{self, LOOKUPS, NONE, State, Step};
use crate::annotate::tagger::each_form;
use crate::annotate::{Label, Tag};
use crate::model::{
    self, Bytes, FEATURES, LAYERS, Layout, Manifest, Network, ROWS, Row, SCHEMES, SLOTS, Scheme, WIDTH, Words,
};

/// Sentences that tell how large the numbers of a layer become.
const SENTENCES: usize = 4000;
/// Sentences between two steps.
pub const BATCH: usize = 16;

/// Settings of a training run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub convolutions: usize,
    pub reach: [u8; LAYERS],
    /// Steps in all; the rate falls to nothing by then.
    pub steps: usize,
    pub rate: f32,
    pub seed: u64,
    /// Chance that a number of a word's vector is left out.
    pub dropout: f32,
    /// Chance that a word is known by its codes, shape and ends alone, as words are that no corpus has.
    pub unknown: f32,
    /// Chance that a word has no codes, as rare words have none.
    pub uncoded: f32,
    /// How much the teachers count beside the annotation, where there are any; from 0 to 1.
    pub trust: f32,
    /// Chance that a sentence is also learnt in the other scheme, which the teachers alone know of it.
    pub other_scheme: f32,
}

/// What a teacher works in.
struct Teacher<'a> {
    network: &'a Network<'a>,
    vectors: Vec<Bytes>,
    room: parser::Room,
}

impl Teacher<'_> {
    fn read(&mut self, features: &[[u32; FEATURES]]) {
        self.vectors.clear();
        self.vectors.extend(features.iter().map(|rows| self.network.embed(rows)));
        self.network.mix(&mut self.vectors, &mut Vec::new());
    }
}

/// Chances of the classes that are `allowed`; nothing elsewhere.
fn chances(scores: &Row, allowed: impl Fn(usize) -> bool) -> Row {
    let mut out = [0.0; WIDTH];
    let most = (0..WIDTH).filter(|&c| allowed(c)).fold(f32::NEG_INFINITY, |most, c| most.max(scores[c]));
    let mut sum = 0.0;
    for class in (0..WIDTH).filter(|&class| allowed(class)) {
        out[class] = (scores[class] - most).exp();
        sum += out[class];
    }
    out.iter_mut().for_each(|x| *x /= sum);
    out
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `[0, 1)`.
    pub fn uniform(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Puts `items` in a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// Numbers that are learnt, with what Adam keeps of each.
struct Weights {
    values: Vec<f32>,
    gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Weights {
    fn new(values: Vec<f32>) -> Self {
        let len = values.len();
        Weights { values, gradient: vec![0.0; len], mean: vec![0.0; len], square: vec![0.0; len] }
    }

    /// One step of Adam on `range`; `rate` has the corrections for the first steps in it.
    fn step(&mut self, range: std::ops::Range<usize>, rate: f32) {
        let gradients = &mut self.gradient[range.clone()];
        let means = &mut self.mean[range.clone()];
        let squares = &mut self.square[range.clone()];
        for (((value, g), mean), square) in
            self.values[range].iter_mut().zip(gradients).zip(means).zip(squares)
        {
            *mean += 0.1 * (*g - *mean);
            *square += 0.002 * (*g * *g - *square);
            *value -= rate * *mean / (square.sqrt() + 1e-6);
            *g = 0.0;
        }
    }
}

/// A network that learns, from annotated sentences and, where there are any, from what other networks make of them
/// (distillation of an ensemble: Hinton, Vinyals and Dean, 2015; of parsers: Kuncoro and others, 2016).
pub struct Learner<'a> {
    teachers: Vec<Teacher<'a>>,
    layout: Layout,
    settings: Settings,
    embedding: Weights,
    dense: Weights,
    /// Rows of the embedding with a gradient.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    step: usize,
    random: Random,
    features: Vec<[u32; FEATURES]>,
    /// Sum of the losses since last asked for, and their count.
    loss: (f64, usize),
    /// Largest numbers of each layer that is cut to bytes, one for each of the last sentences.
    most: Vec<VecDeque<f32>>,
}

impl<'a> Learner<'a> {
    /// A network that knows nothing.
    pub fn new(settings: Settings, teachers: &'a [Network<'a>]) -> Self {
        let layout = Layout { convolutions: settings.convolutions, reach: settings.reach, lookups: LOOKUPS };
        let mut random = Random::new(settings.seed);
        let mut even = |spread: f32| (random.uniform() * 2.0 - 1.0) * spread;
        let embedding = (0..ROWS * WIDTH).map(|_| even(0.1)).collect();
        let mut dense = vec![0.0; layout.rows() * WIDTH];
        let mut fill = |start: usize, rows: usize, spread: f32| {
            dense[start * WIDTH..(start + rows) * WIDTH].fill_with(|| even(spread));
        };
        let wide = (6.0 / WIDTH as f32).sqrt();
        for layer in 0..settings.convolutions {
            fill(layout.convolution(layer), 3 * WIDTH, wide / 3f32.sqrt());
        }
        for scheme in SCHEMES {
            fill(layout.head(scheme), WIDTH, wide / 2.0);
            for slot in 0..SLOTS {
                fill(layout.slot(scheme, slot), WIDTH, wide / (SLOTS as f32).sqrt());
            }
            fill(layout.lookup(scheme), LOOKUPS, 0.05);
            fill(layout.output(scheme), WIDTH, wide / 2.0);
        }
        // A layer starts with a part of what lies below it, and learns what to add (He et al., 2016).
        for layer in 0..settings.convolutions {
            let middle = layout.convolution(layer) + WIDTH;
            (0..WIDTH).for_each(|at| dense[(middle + at) * WIDTH + at] += 0.5);
        }
        let teacher = |network| Teacher { network, vectors: Vec::new(), room: parser::Room::default() };
        Learner {
            teachers: teachers.iter().map(teacher).collect(),
            layout,
            settings,
            embedding: Weights::new(embedding),
            dense: Weights::new(dense),
            touched: Vec::new(),
            is_touched: vec![false; ROWS],
            step: 0,
            random,
            features: Vec::new(),
            loss: (0.0, 0),
            most: vec![VecDeque::new(); layout.cut()],
        }
    }

    /// Goes on from a network that was learnt before.
    pub fn resume(&mut self, network: &Network) {
        let (embedding, dense) = network.numbers();
        self.embedding = Weights::new(embedding);
        self.dense = Weights::new(dense);
    }

    /// The bytes of a model file.
    pub fn file(&self, manifest: &Manifest) -> Vec<u8> {
        let manifest = Manifest { units: self.units(), ..manifest.clone() };
        model::write(&manifest, &self.embedding.values, &self.dense.values, &self.layout.sums())
    }

    /// What a byte of each layer is to be worth: the largest are cut off in one sentence of fifty.
    fn units(&self) -> Vec<f32> {
        let unit = |most: &VecDeque<f32>| {
            let mut most: Vec<f32> = most.iter().copied().filter(|&most| most > 0.0).collect();
            most.sort_by(f32::total_cmp);
            most.get(most.len() * 49 / 50).map_or(1.0, |most| most / 255.0)
        };
        self.most.iter().map(unit).collect()
    }

    fn note(&mut self, layer: usize, most: f32) {
        let last = &mut self.most[layer];
        if last.len() == SENTENCES {
            last.pop_front();
        }
        last.push_back(most);
    }

    /// Mean loss of a decision since the last call.
    pub fn take_loss(&mut self) -> f64 {
        let (sum, count) = std::mem::take(&mut self.loss);
        sum / count.max(1) as f64
    }

    /// Learns from a few sentences and takes one step. `explore`: whether the parser goes its own ways.
    pub fn learn(&mut self, batch: &[&Sample], explore: bool) {
        for sample in batch.iter().filter(|sample| !sample.forms.is_empty() && sample.forms.len() < 150) {
            self.sentence(sample, explore);
        }
        self.step += 1;
        let (t, all) = (self.step as f32, self.settings.steps.max(1) as f32);
        let warm = (t / 200.0).min(1.0);
        let fall = (1.0 - t / (all + 1.0)).max(0.0);
        let corrected = (1.0 - 0.998f32.powf(t)).sqrt() / (1.0 - 0.9f32.powf(t));
        let rate = self.settings.rate * warm * fall * corrected;
        self.dense.step(0..self.dense.values.len(), rate);
        for row in self.touched.drain(..) {
            self.is_touched[row as usize] = false;
            let start = row as usize * WIDTH;
            self.embedding.step(start..start + WIDTH, rate);
        }
    }

    fn matrix(&self, start: usize, rows: usize) -> &[f32] {
        &self.dense.values[start * WIDTH..(start + rows) * WIDTH]
    }

    fn drop_out(&mut self, row: &mut Row) {
        let dropout = self.settings.dropout;
        for x in row.iter_mut().filter(|x| **x != 0.0) {
            *x = if self.random.uniform() < dropout { 0.0 } else { *x / (1.0 - dropout) };
        }
    }

    fn sentence(&mut self, sample: &Sample, explore: bool) {
        let mut features = std::mem::take(&mut self.features);
        let mut lower = String::new();
        features.clear();
        each_form(sample.forms.iter().map(String::as_str), |form, first| {
            features.push(model::features(Words::embedded(), form, first, &mut lower));
        });
        let len = features.len();

        // Forward; each layer is kept for the way back.
        let mut layers: Vec<Vec<Row>> = Vec::with_capacity(self.layout.convolutions + 1);
        self.teachers.iter_mut().for_each(|teacher| teacher.read(&features));
        let mut known_from = Vec::with_capacity(len);
        let mut bottom = Vec::with_capacity(len);
        for rows in &mut features {
            if self.random.uniform() < self.settings.uncoded {
                *rows = model::without_codes(*rows);
            }
            // The first three rows stand for the word itself.
            let from = if self.random.uniform() < self.settings.unknown { 3 } else { 0 };
            known_from.push(from);
            let mut out: Row = self.matrix(Layout::BIAS, 1).try_into().expect("one row");
            for &row in &rows[from..] {
                let start = row as usize * WIDTH;
                add_row(&mut out, &self.embedding.values[start..start + WIDTH]);
            }
            rectify(&mut out);
            self.drop_out(&mut out);
            bottom.push(out);
        }
        layers.push(bottom);
        for layer in 0..self.layout.convolutions {
            let mut next = Vec::new();
            convolve_all(&self.dense.values, self.layout, layer, &layers[layer], &mut next);
            for row in &mut next {
                self.drop_out(row);
            }
            layers.push(next);
        }
        for (layer, rows) in layers.iter().enumerate() {
            self.note(layer, rows.as_flattened().iter().copied().fold(0.0, f32::max));
        }

        let top = layers.last().expect("the bottom layer at least").clone();
        let mut gradients = vec![[0.0; WIDTH]; len];
        self.tags_and_names(sample, &top, &mut gradients);
        self.parse(sample.scheme, Some(sample), &top, &mut gradients, explore);
        if !self.teachers.is_empty() && self.random.uniform() < self.settings.other_scheme {
            let other = if sample.scheme == Scheme::News { Scheme::Ud } else { Scheme::News };
            let unknown = vec![UNKNOWN; len];
            self.head(other, &top, &mut gradients, 0..Tag::ALL.len(), &unknown);
            self.parse(other, None, &top, &mut gradients, explore);
        }

        // Back.
        let undropped = 1.0 / (1.0 - self.settings.dropout);
        for layer in (0..self.layout.convolutions).rev() {
            mask(&mut gradients, &layers[layer + 1], undropped);
            let start = self.layout.convolution(layer);
            let reach = self.layout.reach[layer] as usize;
            let mut below = vec![[0.0; WIDTH]; len];
            for (at, gradient) in gradients.iter().enumerate() {
                let taps = [at.checked_sub(reach), Some(at), Some(at + reach)];
                for (tap, neighbour) in taps.into_iter().enumerate() {
                    let Some(neighbour) = neighbour.filter(|&n| n < len) else { continue };
                    let matrix = (start + tap * WIDTH) * WIDTH..(start + (tap + 1) * WIDTH) * WIDTH;
                    add_product_gradient(
                        gradient,
                        &layers[layer][neighbour],
                        &self.dense.values[matrix.clone()],
                        &mut self.dense.gradient[matrix],
                        &mut below[neighbour],
                    );
                }
                let bias = (start + 3 * WIDTH) * WIDTH;
                add_row_to(&mut self.dense.gradient[bias..bias + WIDTH], gradient);
            }
            gradients = below;
        }
        mask(&mut gradients, &layers[0], undropped);
        for (at, gradient) in gradients.iter().enumerate() {
            add_row_to(&mut self.dense.gradient[..WIDTH], gradient);
            for &row in &features[at][known_from[at]..] {
                let start = row as usize * WIDTH;
                add_row_to(&mut self.embedding.gradient[start..start + WIDTH], gradient);
                if !std::mem::replace(&mut self.is_touched[row as usize], true) {
                    self.touched.push(row);
                }
            }
        }
        self.features = features;
    }

    fn tags_and_names(&mut self, sample: &Sample, top: &[Row], gradients: &mut [Row]) {
        self.head(sample.scheme, top, gradients, 0..Tag::ALL.len(), &sample.tags);
        if !sample.names.is_empty() {
            self.head(Scheme::News, top, gradients, FIRST_SCORE..FIRST_SCORE + NAME_CLASSES, &sample.names);
        }
    }

    fn head(
        &mut self,
        scheme: Scheme,
        top: &[Row],
        gradients: &mut [Row],
        range: std::ops::Range<usize>,
        gold: &[u8],
    ) {
        let start = self.layout.head(scheme);
        let allowed = |class: usize| range.contains(&class);
        let mut taught: Vec<Row> = Vec::new();
        let (mut room, mut rows) = (Vec::new(), Vec::new());
        for teacher in &self.teachers {
            teacher.network.tags(scheme, &teacher.vectors, &mut room, &mut rows);
            taught.resize(rows.len(), [0.0; WIDTH]);
            taught.iter_mut().zip(&rows).for_each(|(sum, scores)| add_row(sum, &chances(scores, allowed)));
        }
        for (at, &class) in gold.iter().enumerate() {
            let target = (class != UNKNOWN).then_some(range.start + class as usize);
            if target.is_none() && taught.is_empty() {
                continue;
            }
            let scores = self.scores(start, &top[at]);
            let gradient = self.softmax(&scores, target, taught.get(at), allowed);
            self.back(start, &gradient, &top[at], &mut gradients[at]);
        }
    }

    fn scores(&self, start: usize, input: &Row) -> Row {
        let mut out: Row = self.matrix(start + WIDTH, 1).try_into().expect("one row");
        add_product(&mut out, input, self.matrix(start, WIDTH));
        out
    }

    /// Gradients of [`Learner::scores`].
    fn back(&mut self, start: usize, gradient: &Row, input: &Row, input_gradient: &mut Row) {
        let matrix = start * WIDTH..(start + WIDTH) * WIDTH;
        add_product_gradient(
            gradient,
            input,
            &self.dense.values[matrix.clone()],
            &mut self.dense.gradient[matrix.clone()],
            input_gradient,
        );
        add_row_to(&mut self.dense.gradient[matrix.end..matrix.end + WIDTH], gradient);
    }

    /// Gradient of the log-loss over the classes that are `allowed`: at `target`, and by the sum of the teachers' chances.
    fn softmax(
        &mut self,
        scores: &Row,
        target: Option<usize>,
        taught: Option<&Row>,
        allowed: impl Fn(usize) -> bool,
    ) -> Row {
        let mut out = chances(scores, allowed);
        let trust = match (target, taught) {
            (_, None) => 0.0,
            (None, _) => 1.0,
            _ => self.settings.trust,
        };
        let mut wanted = [0.0; WIDTH];
        if let Some(taught) = taught {
            let share = trust / self.teachers.len() as f32;
            wanted.iter_mut().zip(taught).for_each(|(wanted, chance)| *wanted = chance * share);
        }
        if let Some(target) = target {
            wanted[target] += 1.0 - trust;
        }
        for (x, wanted) in out.iter_mut().zip(wanted) {
            if wanted > 0.0 {
                self.loss.0 -= f64::from(wanted * x.max(1e-9).ln());
            }
            *x -= wanted;
        }
        self.loss.1 += 1;
        out
    }

    /// `sample`: where the tree is known; without it the teachers alone tell the steps.
    fn parse(
        &mut self,
        scheme: Scheme,
        sample: Option<&Sample>,
        top: &[Row],
        gradients: &mut [Row],
        explore: bool,
    ) {
        let len = top.len();
        let labels = Label::of(scheme).len();
        let lookup = self.layout.lookup(scheme);
        let oracle = sample.map(|sample| (sample, Oracle::new(&sample.heads)));
        self.teachers.iter_mut().for_each(|t| t.room.start(t.network, scheme, &t.vectors));
        let mut products = vec![[0.0; WIDTH]; len * SLOTS];
        let mut product_gradients = vec![[0.0; WIDTH]; len * SLOTS];
        let mut known = vec![false; len * SLOTS];
        let mut state = State::new(len);
        let mut rows = Vec::new();
        let mut most = 0.0;
        while !state.is_done() {
            let slots = state.look(&mut rows);
            rows.push(LOOKUPS as u32);
            let mut hidden = [0.0; WIDTH];
            for &row in &rows {
                add_row(&mut hidden, self.matrix(lookup + row as usize, 1));
            }
            for (slot, &word) in slots.iter().enumerate().filter(|&(_, &word)| word != NONE) {
                let at = word as usize * SLOTS + slot;
                if !known[at] {
                    known[at] = true;
                    let weights = self.matrix(self.layout.slot(scheme, slot), WIDTH);
                    add_product(&mut products[at], &top[word as usize], weights);
                }
                add_row(&mut hidden, &products[at]);
            }
            rectify(&mut hidden);
            most = hidden.iter().copied().fold(most, f32::max);
            let start = self.layout.output(scheme);
            let scores = self.scores(start, &hidden);
            let allowed = state.allowed();
            let root = state.next == state.len;
            let target =
                oracle.as_ref().map(|(sample, oracle)| best_step(sample, oracle, &state, &scores, labels));
            let is_allowed =
                |class: usize| class <= 2 * labels && allowed[if class == 0 { 0 } else { 2 - class % 2 }];
            let taught = self.teachers.iter_mut().fold([0.0; WIDTH], |mut sum, teacher| {
                let scores = teacher.room.scores(teacher.network, scheme, &teacher.vectors, &state);
                add_row(&mut sum, &chances(&scores, is_allowed));
                sum
            });
            let taught = (!self.teachers.is_empty()).then_some(&taught);
            let gradient = self.softmax(&scores, target, taught, is_allowed);
            let mut hidden_gradient = [0.0; WIDTH];
            self.back(start, &gradient, &hidden, &mut hidden_gradient);
            for &row in &rows {
                let at = (lookup + row as usize) * WIDTH;
                add_row_to(&mut self.dense.gradient[at..at + WIDTH], &hidden_gradient);
            }
            for (slot, &word) in slots.iter().enumerate().filter(|&(_, &word)| word != NONE) {
                add_row(&mut product_gradients[word as usize * SLOTS + slot], &hidden_gradient);
            }
            let own = parser::best_class(&scores, labels, allowed);
            let wanders = explore && self.random.uniform() < 0.9;
            let mut step = Step::of_class(target.filter(|_| !wanders).unwrap_or(own));
            if let (Step::Left(label), true) = (&mut step, root) {
                *label = parser::root_label(scheme);
            }
            state.take(step);
        }
        self.note(self.layout.convolutions + 1 + scheme as usize, most);
        for at in (0..known.len()).filter(|&at| known[at]) {
            let (word, slot) = (at / SLOTS, at % SLOTS);
            let start = self.layout.slot(scheme, slot);
            let matrix = start * WIDTH..(start + WIDTH) * WIDTH;
            add_product_gradient(
                &product_gradients[at],
                &top[word],
                &self.dense.values[matrix.clone()],
                &mut self.dense.gradient[matrix],
                &mut gradients[word],
            );
        }
    }
}

/// One convolution over all words of a sentence.
fn convolve_all(dense: &[f32], layout: Layout, layer: usize, vectors: &[Row], out: &mut Vec<Row>) {
    let start = layout.convolution(layer);
    let matrix = |tap: usize| &dense[(start + tap * WIDTH) * WIDTH..(start + (tap + 1) * WIDTH) * WIDTH];
    let mut bias = [0.0; WIDTH];
    let last = (start + 3 * WIDTH) * WIDTH;
    add_row(&mut bias, &dense[last..last + WIDTH]);
    out.clear();
    out.resize(vectors.len(), bias);
    let places: Vec<Places> = vectors.iter().map(Places::of).collect();
    let reach = (layout.reach[layer] as usize).min(vectors.len());
    add_products(&mut out[reach..], vectors, &places, matrix(0));
    add_products(out, vectors, &places, matrix(1));
    add_products(out, &vectors[reach..], &places[reach..], matrix(2));
    out.iter_mut().for_each(rectify);
}

/// Among the steps that cost least, the class that `scores` like most.
fn best_step(sample: &Sample, oracle: &Oracle, state: &State, scores: &Row, labels: usize) -> usize {
    let allowed = state.allowed();
    let costs = oracle.costs(state);
    let least =
        (0..3).filter(|&side| allowed[side]).map(|side| costs[side]).min().expect("a step is allowed");
    let mut target = usize::MAX;
    for class in 0..=2 * labels {
        let side = if class == 0 { 0 } else { 2 - class % 2 };
        if !allowed[side] || costs[side] != least {
            continue;
        }
        if let Some((word, head)) = arc(state, side) {
            let gold = sample.labels[word as usize];
            let right = sample.heads[word as usize] == head && gold != UNKNOWN;
            if right
                && Step::of_class(class) != (if side == 1 { Step::Left(gold) } else { Step::Right(gold) })
            {
                continue;
            }
        }
        if target == usize::MAX || scores[class] > scores[target] {
            target = class;
        }
    }
    target
}

/// The word and head that a step would join.
fn arc(state: &State, side: usize) -> Option<(u32, u32)> {
    let depth = state.stack.len();
    match side {
        1 => Some((state.stack[depth - 1], state.next)),
        2 => Some((state.stack[depth - 1], state.stack[depth - 2])),
        _ => None,
    }
}

/// Where `layer` is zero nothing went through; elsewhere dropout had scaled it.
fn mask(gradients: &mut [Row], layer: &[Row], scale: f32) {
    for (gradient, row) in gradients.iter_mut().zip(layer) {
        for (g, x) in gradient.iter_mut().zip(row) {
            *g = if *x > 0.0 { *g * scale } else { 0.0 };
        }
    }
}

fn add_row_to(out: &mut [f32], row: &Row) {
    for (sum, x) in out.iter_mut().zip(row) {
        *sum += x;
    }
}

/// Tells how many gold arcs a step makes unreachable.
struct Oracle<'a> {
    heads: &'a [u32],
    children: Vec<Vec<u32>>,
}

impl<'a> Oracle<'a> {
    fn new(heads: &'a [u32]) -> Self {
        let mut children = vec![Vec::new(); heads.len() + 1];
        for (word, &head) in heads.iter().enumerate() {
            children[head as usize].push(word as u32);
        }
        Oracle { heads, children }
    }

    /// Costs of shift, left and right; steps that are not allowed cost nothing.
    fn costs(&self, state: &State) -> [u32; 3] {
        let mut costs = [0; 3];
        let next = state.next;
        let depth = state.stack.len();
        if next < state.len {
            let head = self.heads[next as usize];
            let below = &state.stack[..depth.saturating_sub(1)];
            costs[0] += u32::from(below.contains(&head));
            costs[0] +=
                self.children[next as usize].iter().filter(|child| state.stack.contains(child)).count()
                    as u32;
        }
        if let Some(&top) = state.stack.last() {
            let head = self.heads[top as usize];
            let waiting = self.children[top as usize].iter().filter(|&&child| child >= next).count() as u32;
            let second = depth > 1 && head == state.stack[depth - 2];
            costs[1] = waiting + u32::from(second || head > next);
            costs[2] = waiting + u32::from(head >= next);
        }
        costs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oracle_leads_to_the_gold_tree() {
        let heads = [1, 3, 1, 8, 5, 3, 5, 3];
        let oracle = Oracle::new(&heads);
        let mut state = State::new(heads.len());
        while !state.is_done() {
            let (allowed, costs) = (state.allowed(), oracle.costs(&state));
            let side =
                (0..3).find(|&side| allowed[side] && costs[side] == 0).expect("a step that costs nothing");
            state.take([Step::Shift, Step::Left(0), Step::Right(0)][side]);
        }
        assert_eq!(state.heads, heads);
    }
}
