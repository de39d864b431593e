//! Training of linear-chain models by stochastic gradients with AdaGrad steps (Duchi, Hazan and Singer 2011).

use super::kernel::{add_product, add_row, rectify};
use crate::annotate::Vector;
use crate::attribute::learned::chain::{Chain, Graph, LABELS, Room, Scores};
use crate::attribute::learned::hidden::{BYTE, Hidden, NO_PART, PARTS, Projection};
use crate::attribute::learned::prepare::Found;
use crate::attribute::learned::table::bytes;
use crate::model::{Row, WIDTH, quantised_matrix};

/// A sequence with its features and its right states.
#[derive(Default)]
pub struct Example<'a> {
    /// All places' features, one behind the other.
    pub features: Found,
    /// Where each place's features end: the plain ones, and the deep ones.
    pub ends: Vec<(u32, u32)>,
    /// The words through which places are seen: a matrix and a token.
    pub words: Vec<(u8, u32)>,
    /// For each place, its words as indices of `words`.
    pub parts: Vec<[Option<u16>; PARTS]>,
    /// Vectors of the document's tokens.
    pub vectors: &'a [Vector],
    /// The right state at each place.
    pub states: Vec<u8>,
    /// Places where only outside labels are allowed.
    pub shut: Vec<bool>,
}

impl Example<'_> {
    /// Ends a place whose features have just been added.
    pub fn place(&mut self, parts: [(usize, u32); PARTS], shut: bool) {
        self.ends.push((self.features.plain.len() as u32, self.features.deep.len() as u32));
        self.shut.push(shut);
        self.parts.push(parts.map(|(matrix, token)| {
            if token == NO_PART {
                return None;
            }
            let word = (matrix as u8, token);
            let at = self.words.iter().position(|known| *known == word).unwrap_or_else(|| {
                self.words.push(word);
                self.words.len() - 1
            });
            u16::try_from(at).ok()
        }));
    }

    fn plain(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1].0 };
        &self.features.plain[start as usize..self.ends[at].0 as usize]
    }

    fn deep(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1].1 };
        &self.features.deep[start as usize..self.ends[at].1 as usize]
    }
}

/// How a chain is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub epochs: usize,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Buckets of features, as a power of two.
    pub bits: u32,
    /// Share of features left out at random at each visit.
    pub dropout: f32,
    /// Rows of the hidden layer, as a power of two.
    pub row_bits: u32,
    /// Step of AdaGrad for those rows.
    pub row_rate: f32,
    /// Step of Adam for matrices.
    pub dense_rate: f32,
    /// Shares of rows, of a word's vector and of the layer left out.
    pub row_dropout: f32,
    pub word_dropout: f32,
    pub layer_dropout: f32,
    pub seed: u64,
}

/// Weights as trained: `LABELS` for each bucket, and the hidden layer.
pub struct Trained {
    pub chain: Chain,
    pub weights: Vec<f32>,
    pub hidden: Layer,
}

/// The hidden layer as it learns; its rows are not yet cut to bytes.
pub struct Layer {
    matrices: Vec<Vec<f32>>,
    bias: Vec<f32>,
    rows: Vec<f32>,
    output: Vec<f32>,
}

impl Layer {
    fn new(matrices: usize, bits: u32, random: &mut Random) -> Self {
        let mut even = |count: usize, spread: f32| -> Vec<f32> {
            (0..count).map(|_| (random.uniform() * 2.0 - 1.0) * spread).collect()
        };
        Layer {
            matrices: (0..matrices).map(|_| even(WIDTH * WIDTH, 0.08)).collect(),
            bias: vec![0.0; WIDTH],
            rows: even(WIDTH << bits, 0.1),
            output: even(WIDTH * LABELS, 0.1),
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Vec<f32>> {
        self.matrices.iter_mut().chain([&mut self.bias, &mut self.rows, &mut self.output])
    }

    /// Cut to bytes.
    pub fn hidden(self) -> Hidden {
        let (rows, scale) = bytes(&self.rows);
        let output = self.output.as_chunks().0.to_vec();
        let projection = |matrix: &Vec<f32>| Projection::new(&quantised_matrix(matrix));
        let matrices = self.matrices.iter().map(projection).collect();
        Hidden { matrices, bias: self.bias, rows, scale, output }
    }
}

/// Leaves only labels below 3, those of what is outside.
pub fn shut(scores: &mut Scores) {
    scores[3..].fill(f32::NEG_INFINITY);
}

/// A small generator of numbers (xorshift64*), the same everywhere.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number in `[0, 1)`.
    pub fn uniform(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (((self.draw() >> 32) * bound as u64) >> 32) as usize
    }
}

/// Adam's mean and square for numbers that are stepped together.
struct Adam {
    gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Adam {
    fn new(len: usize) -> Self {
        Adam { gradient: vec![0.0; len], mean: vec![0.0; len], square: vec![0.0; len] }
    }

    /// One step; `rate` has the corrections for the first steps in it.
    fn step(&mut self, values: &mut [f32], rate: f32) {
        let moments = self.mean.iter_mut().zip(&mut self.square);
        for ((value, g), (mean, square)) in values.iter_mut().zip(&mut self.gradient).zip(moments) {
            *mean += 0.1 * (*g - *mean);
            *square += 0.002 * (*g * *g - *square);
            *value -= rate * *mean / (square.sqrt() + 1e-6);
            *g = 0.0;
        }
    }
}

/// Examples between two steps of the dense numbers.
const BATCH: usize = 8;

/// Trains a chain with `matrices` in its hidden layer on `examples`; the same examples in the same order give the
/// same bits.
///
/// Sparse weights take steps of AdaGrad, dense ones those of Adam (Kingma and Ba 2015). All are averaged over the
/// last half of the epochs, which smooths what the order of the examples does.
pub fn train(graph: Graph, matrices: usize, examples: &[&Example], settings: Settings) -> Trained {
    let size = LABELS << settings.bits;
    let mut random = Random(settings.seed | 1);
    let layer = Layer::new(matrices, settings.row_bits, &mut random);
    let mut trained = Trained { chain: Chain::new(graph), weights: vec![0.0; size], hidden: layer };
    let n = trained.chain.graph.len();
    let mut squares = vec![1e-2f32; size];
    let mut row_squares = vec![1e-3f32; trained.hidden.rows.len()];
    let mut extra_squares = vec![1.0f32; trained.chain.extra.len()];
    let mut matrix_steps: Vec<Adam> = (0..matrices).map(|_| Adam::new(WIDTH * WIDTH)).collect();
    let (mut bias_steps, mut output_steps) = (Adam::new(WIDTH), Adam::new(WIDTH * LABELS));
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut room, mut scores, mut marginals) = (Room::default(), Vec::new(), Vec::new());
    let mut arcs = vec![0.0f32; trained.chain.extra.len()];
    let mut sum: Option<(Trained, usize)> = None;
    let mask = (1u32 << settings.bits) - 1;
    let row_mask = (1u32 << settings.row_bits) - 1;
    let (mut keep, mut keep_deep): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut keep_ends: Vec<(u32, u32)> = Vec::new();
    let (mut layers, mut words, mut inputs): (Vec<Row>, Vec<Row>, Vec<Row>) = Default::default();
    let mut word_gradients: Vec<Row> = Vec::new();
    let drop_below = (settings.dropout * u32::MAX as f32) as u32;
    let scale = 1.0 / (1.0 - settings.dropout);
    let steps = (examples.len().div_ceil(BATCH) * settings.epochs) as f32;
    let mut step = 0;
    for epoch in 0..settings.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let mut loss = 0.0f64;
        for (seen, &which) in order.iter().enumerate() {
            let example = examples[which];
            keep.clear();
            keep_deep.clear();
            keep_ends.clear();
            scores.clear();
            layers.clear();
            inputs.clear();
            inputs.extend(example.words.iter().map(|&(_, token)| {
                let mut row = example.vectors[token as usize].map(|byte| f32::from(byte) * BYTE);
                drop_out(&mut row, settings.word_dropout, &mut random);
                row
            }));
            words.clear();
            words.extend(example.words.iter().zip(&inputs).map(|(&(matrix, _), input)| {
                let mut out = [0.0; WIDTH];
                add_product(&mut out, input, &trained.hidden.matrices[matrix as usize]);
                out
            }));
            for at in 0..example.ends.len() {
                let mut row_scores = [0.0f32; LABELS];
                for &feature in example.plain(at) {
                    if drop_below > 0 && ((random.draw() >> 32) as u32) < drop_below {
                        continue;
                    }
                    let row = (feature & mask) as usize * LABELS;
                    keep.push(row as u32);
                    for (score, weight) in row_scores.iter_mut().zip(&trained.weights[row..row + LABELS]) {
                        *score += weight * scale;
                    }
                }
                let mut layer: Row = trained.hidden.bias.as_slice().try_into().expect("WIDTH numbers");
                for part in example.parts[at].iter().flatten() {
                    add_row(&mut layer, &words[*part as usize]);
                }
                let deep_scale = 1.0 / (1.0 - settings.row_dropout);
                for &feature in example.deep(at) {
                    if random.uniform() < settings.row_dropout {
                        continue;
                    }
                    let row = (feature & row_mask) as usize * WIDTH;
                    keep_deep.push(row as u32);
                    let weights = &trained.hidden.rows[row..row + WIDTH];
                    layer.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight * deep_scale);
                }
                rectify(&mut layer);
                drop_out(&mut layer, settings.layer_dropout, &mut random);
                for (x, weights) in layer.iter().zip(trained.hidden.output.as_chunks::<LABELS>().0) {
                    if *x != 0.0 {
                        row_scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += x * weight);
                    }
                }
                layers.push(layer);
                keep_ends.push((keep.len() as u32, keep_deep.len() as u32));
                if example.shut[at] {
                    shut(&mut row_scores);
                }
                scores.push(row_scores);
            }
            arcs.fill(0.0);
            let total = trained.chain.marginals(&scores, &mut room, &mut marginals, Some((&mut arcs, 1.0)));
            loss += f64::from(total - trained.chain.score(&scores, &example.states));
            word_gradients.clear();
            word_gradients.resize(example.words.len(), [0.0; WIDTH]);
            let mut start = (0, 0);
            for at in 0..example.ends.len() {
                let mut gradient = [0.0f32; LABELS];
                for state in 0..n {
                    gradient[trained.chain.graph.labels[state] as usize] += marginals[at * n + state];
                }
                gradient[trained.chain.graph.labels[example.states[at] as usize] as usize] -= 1.0;
                let end = (keep_ends[at].0 as usize, keep_ends[at].1 as usize);
                if gradient.iter().any(|g| g.abs() > 1e-4) {
                    for &row in &keep[start.0..end.0] {
                        let row = row as usize;
                        let weights = &mut trained.weights[row..row + LABELS];
                        let squares = &mut squares[row..row + LABELS];
                        for label in 0..LABELS {
                            let g = gradient[label];
                            squares[label] += g * g;
                            weights[label] -= settings.rate * g / squares[label].sqrt();
                        }
                    }
                    let mut deep = [0.0f32; WIDTH];
                    let outputs = trained.hidden.output.as_chunks::<LABELS>().0.iter();
                    let to_outputs = output_steps.gradient.as_chunks_mut::<LABELS>().0.iter_mut();
                    let layer = layers[at].iter().zip(&mut deep);
                    for ((&x, dx), (weights, to)) in layer.zip(outputs.zip(to_outputs)) {
                        if x != 0.0 {
                            for label in 0..LABELS {
                                to[label] += x * gradient[label];
                                *dx += weights[label] * gradient[label];
                            }
                            *dx /= 1.0 - settings.layer_dropout;
                        }
                    }
                    add_row((&mut bias_steps.gradient[..WIDTH]).try_into().expect("WIDTH numbers"), &deep);
                    for part in example.parts[at].iter().flatten() {
                        add_row(&mut word_gradients[*part as usize], &deep);
                    }
                    for &row in &keep_deep[start.1..end.1] {
                        let range = row as usize..row as usize + WIDTH;
                        let rows = trained.hidden.rows[range.clone()].iter_mut();
                        for ((weight, square), g) in rows.zip(&mut row_squares[range]).zip(&deep) {
                            *square += g * g;
                            *weight -= settings.row_rate * g / square.sqrt();
                        }
                    }
                }
                start = end;
                let state = example.states[at] as usize;
                if at > 0 {
                    arcs[example.states[at - 1] as usize * n + state] -= 1.0;
                }
                if at + 1 == example.ends.len() {
                    arcs[n * n + state] -= 1.0;
                }
            }
            for ((&(matrix, _), input), gradient) in example.words.iter().zip(&inputs).zip(&word_gradients) {
                if gradient.iter().all(|&g| g == 0.0) {
                    continue;
                }
                let to = matrix_steps[matrix as usize].gradient.as_chunks_mut::<WIDTH>().0;
                for (&x, to) in input.iter().zip(to) {
                    if x != 0.0 {
                        to.iter_mut().zip(gradient).for_each(|(to, g)| *to += x * g);
                    }
                }
            }
            for ((weight, square), g) in trained.chain.extra.iter_mut().zip(&mut extra_squares).zip(&arcs) {
                if *g != 0.0 {
                    *square += g * g;
                    *weight -= settings.rate * g / square.sqrt();
                }
            }
            trained.chain.update();
            if (seen + 1) % BATCH == 0 || seen + 1 == order.len() {
                step += 1;
                let t = step as f32;
                let corrected = (1.0 - 0.998f32.powf(t)).sqrt() / (1.0 - 0.9f32.powf(t));
                let rate = settings.dense_rate * (1.0 - t / (steps + 1.0)) * corrected;
                for (matrix, adam) in trained.hidden.matrices.iter_mut().zip(&mut matrix_steps) {
                    adam.step(matrix, rate);
                }
                bias_steps.step(&mut trained.hidden.bias, rate);
                output_steps.step(&mut trained.hidden.output, rate);
            }
        }
        if epoch * 2 >= settings.epochs {
            match &mut sum {
                None => sum = Some((trained.copy(), 1)),
                Some((sum, count)) => {
                    sum.add(&mut trained);
                    *count += 1;
                }
            }
        }
        eprintln!("epoch {} loss {:.4}", epoch + 1, loss / examples.len().max(1) as f64);
    }
    let Some((mut mean, count)) = sum else { return trained };
    mean.all().flatten().for_each(|x| *x /= count as f32);
    mean.chain.update();
    mean
}

fn drop_out(row: &mut Row, share: f32, random: &mut Random) {
    if share == 0.0 {
        return;
    }
    for x in row.iter_mut().filter(|x| **x != 0.0) {
        *x = if random.uniform() < share { 0.0 } else { *x / (1.0 - share) };
    }
}

impl Trained {
    fn all(&mut self) -> impl Iterator<Item = &mut Vec<f32>> {
        [&mut self.weights, &mut self.chain.extra].into_iter().chain(self.hidden.all())
    }

    fn copy(&self) -> Trained {
        let Layer { matrices, bias, rows, output } = &self.hidden;
        Trained {
            chain: self.chain.clone(),
            weights: self.weights.clone(),
            hidden: Layer {
                matrices: matrices.clone(),
                bias: bias.clone(),
                rows: rows.clone(),
                output: output.clone(),
            },
        }
    }

    fn add(&mut self, other: &mut Trained) {
        for (sum, values) in self.all().zip(other.all()) {
            sum.iter_mut().zip(values).for_each(|(sum, x)| *sum += *x);
        }
    }
}
