//! Training of linear-chain models by stochastic gradients with AdaGrad steps (Duchi, Hazan and Singer 2011).

use crate::attribute::learned::chain::{Chain, Graph, LABELS, Room, Scores};

/// A sequence with its features and its right states.
pub struct Example {
    /// All places' features, one behind the other.
    pub features: Vec<u32>,
    /// Where each place's features end.
    pub ends: Vec<u32>,
    /// The right state at each place.
    pub states: Vec<u8>,
    /// Places where only outside labels are allowed.
    pub shut: Vec<bool>,
}

impl Example {
    /// The features of the place `at`.
    pub fn place(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.features[start as usize..self.ends[at] as usize]
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
    /// Pull of the weights towards zero, for each visit of a weight.
    pub decay: f32,
    /// Share of features left out at random at each visit.
    pub dropout: f32,
    pub seed: u64,
}

/// Weights as trained: `LABELS` for each bucket.
pub struct Trained {
    pub chain: Chain,
    pub weights: Vec<f32>,
    pub bits: u32,
}

impl Trained {
    /// The scores of each label at each place of `example`.
    pub fn scores(&self, example: &Example, out: &mut Vec<Scores>) {
        out.clear();
        let mask = (1u32 << self.bits) - 1;
        for at in 0..example.ends.len() {
            let mut scores = [0.0; LABELS];
            for &feature in example.place(at) {
                let row = (feature & mask) as usize * LABELS;
                for (score, weight) in scores.iter_mut().zip(&self.weights[row..row + LABELS]) {
                    *score += weight;
                }
            }
            if example.shut[at] {
                shut(&mut scores);
            }
            out.push(scores);
        }
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

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (((self.draw() >> 32) * bound as u64) >> 32) as usize
    }
}

/// Trains a chain on `examples`; the same examples in the same order give the same bits.
///
/// The weights are averaged over the last half of the epochs, which smooths what the order of the examples does.
pub fn train(graph: Graph, examples: &[&Example], settings: Settings) -> Trained {
    let size = LABELS << settings.bits;
    let mut trained = Trained { chain: Chain::new(graph), weights: vec![0.0; size], bits: settings.bits };
    let n = trained.chain.graph.len();
    let mut squares = vec![1e-2f32; size];
    let mut extra_squares = vec![1.0f32; trained.chain.extra.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(settings.seed | 1);
    let (mut room, mut scores, mut marginals) = (Room::default(), Vec::new(), Vec::new());
    let mut arcs = vec![0.0f32; trained.chain.extra.len()];
    let (mut sum, mut extra_sum, mut sums) = (vec![0.0f32; size], vec![0.0f32; trained.chain.extra.len()], 0);
    let mask = (1u32 << settings.bits) - 1;
    let mut keep: Vec<u32> = Vec::new();
    let mut keep_ends: Vec<u32> = Vec::new();
    let drop_below = (settings.dropout * u32::MAX as f32) as u32;
    let scale = 1.0 / (1.0 - settings.dropout);
    for epoch in 0..settings.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let mut loss = 0.0f64;
        for &which in &order {
            let example = examples[which];
            keep.clear();
            keep_ends.clear();
            scores.clear();
            for at in 0..example.ends.len() {
                let mut row_scores = [0.0f32; LABELS];
                for &feature in example.place(at) {
                    if drop_below > 0 && ((random.draw() >> 32) as u32) < drop_below {
                        continue;
                    }
                    let row = (feature & mask) as usize * LABELS;
                    keep.push(row as u32);
                    for (score, weight) in row_scores.iter_mut().zip(&trained.weights[row..row + LABELS]) {
                        *score += weight * scale;
                    }
                }
                keep_ends.push(keep.len() as u32);
                if example.shut[at] {
                    shut(&mut row_scores);
                }
                scores.push(row_scores);
            }
            arcs.fill(0.0);
            let total = trained.chain.marginals(&scores, &mut room, &mut marginals, Some((&mut arcs, 1.0)));
            loss += f64::from(total - trained.chain.score(&scores, &example.states));
            let mut start = 0;
            for at in 0..example.ends.len() {
                let mut gradient = [0.0f32; LABELS];
                for state in 0..n {
                    gradient[trained.chain.graph.labels[state] as usize] += marginals[at * n + state];
                }
                gradient[trained.chain.graph.labels[example.states[at] as usize] as usize] -= 1.0;
                let end = keep_ends[at] as usize;
                if gradient.iter().any(|g| g.abs() > 1e-4) {
                    for &row in &keep[start..end] {
                        let row = row as usize;
                        let weights = &mut trained.weights[row..row + LABELS];
                        let squares = &mut squares[row..row + LABELS];
                        for label in 0..LABELS {
                            let g = gradient[label] + settings.decay * weights[label];
                            squares[label] += g * g;
                            weights[label] -= settings.rate * g / squares[label].sqrt();
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
            for ((weight, square), g) in trained.chain.extra.iter_mut().zip(&mut extra_squares).zip(&arcs) {
                if *g != 0.0 {
                    *square += g * g;
                    *weight -= settings.rate * g / square.sqrt();
                }
            }
        }
        if epoch * 2 >= settings.epochs {
            sum.iter_mut().zip(&trained.weights).for_each(|(sum, w)| *sum += w);
            extra_sum.iter_mut().zip(&trained.chain.extra).for_each(|(sum, w)| *sum += w);
            sums += 1;
        }
        eprintln!("epoch {} loss {:.4}", epoch + 1, loss / examples.len().max(1) as f64);
    }
    if sums > 0 {
        let share = 1.0 / sums as f32;
        trained.weights = sum.into_iter().map(|w| w * share).collect();
        trained.chain.extra = extra_sum.into_iter().map(|w| w * share).collect();
    }
    trained
}
