//! Linear-chain conditional random fields over hashed features (Lafferty, McCallum and Pereira 2001).

use crate::model::exponentials;

/// Labels that a feature has weights for.
pub const LABELS: usize = 8;

/// States and which may follow which.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The label of each state.
    pub labels: Vec<u8>,
    /// The states that may come before each state.
    pub before: Vec<Vec<u8>>,
    /// Whether a sequence may begin with each state.
    pub begins: Vec<bool>,
}

impl Graph {
    /// Number of states.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no state.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Numbers of a weight table beside the features': transitions, then endings.
    pub fn extra(&self) -> usize {
        self.len() * (self.len() + 1)
    }
}

/// Scores of each label at each place; `NEG_INFINITY` forbids.
pub type Scores = [f32; LABELS];

/// What a chain knows: weights of transitions (`from * states + to`), then of ending in each state.
#[derive(Clone, Debug)]
pub struct Chain {
    pub graph: Graph,
    pub extra: Vec<f32>,
}

/// Room for one sequence, kept between calls.
#[derive(Default)]
pub struct Room {
    best: Vec<f32>,
    back: Vec<u8>,
    alpha: Vec<f64>,
    beta: Vec<f64>,
    emissions: Vec<[f64; LABELS]>,
    steps: Vec<f64>,
}

impl Chain {
    /// A chain with no weights yet.
    pub fn new(graph: Graph) -> Self {
        let extra = vec![0.0; graph.extra()];
        Chain { graph, extra }
    }

    fn step(&self, from: usize, to: usize) -> f32 {
        self.extra[from * self.graph.len() + to]
    }

    fn ending(&self, state: usize) -> f32 {
        self.extra[self.graph.len() * self.graph.len() + state]
    }

    /// The best sequence of states, and its score. Viterbi.
    pub fn best(&self, scores: &[Scores], room: &mut Room, states: &mut Vec<u8>) -> f32 {
        let n = self.graph.len();
        states.clear();
        if scores.is_empty() {
            return 0.0;
        }
        room.best.clear();
        room.best.resize(n * scores.len(), f32::NEG_INFINITY);
        room.back.clear();
        room.back.resize(n * scores.len(), 0);
        for (at, score) in scores.iter().enumerate() {
            for state in 0..n {
                let emission = score[self.graph.labels[state] as usize];
                if emission == f32::NEG_INFINITY {
                    continue;
                }
                if at == 0 {
                    if self.graph.begins[state] {
                        room.best[state] = emission;
                    }
                    continue;
                }
                let mut best = (f32::NEG_INFINITY, 0);
                for &from in &self.graph.before[state] {
                    let value = room.best[(at - 1) * n + from as usize] + self.step(from as usize, state);
                    if value > best.0 {
                        best = (value, from);
                    }
                }
                room.best[at * n + state] = best.0 + emission;
                room.back[at * n + state] = best.1;
            }
        }
        let last = (scores.len() - 1) * n;
        let mut best = (f32::NEG_INFINITY, 0);
        for state in 0..n {
            let value = room.best[last + state] + self.ending(state);
            if value > best.0 {
                best = (value, state as u8);
            }
        }
        states.resize(scores.len(), 0);
        let mut state = best.1;
        for at in (0..scores.len()).rev() {
            states[at] = state;
            state = room.back[at * n + state as usize];
        }
        best.0
    }

    /// Fills `marginals` with the probability of each state at each place and returns the logarithm of
    /// the sum over all sequences. `arcs`, where given, gains the expected count of each transition and
    /// ending times `weight`.
    ///
    /// Works with probabilities that are made to sum to one at each place, in 64 bits: a state would have to be
    /// worse than the best by 700 to be lost.
    pub fn marginals(
        &self,
        scores: &[Scores],
        room: &mut Room,
        marginals: &mut Vec<f32>,
        mut arcs: Option<(&mut [f32], f32)>,
    ) -> f32 {
        let n = self.graph.len();
        let length = scores.len();
        marginals.clear();
        marginals.resize(n * length, 0.0);
        if length == 0 {
            return 0.0;
        }
        let Room { alpha, beta, emissions, steps, .. } = room;
        steps.clear();
        steps.extend(self.extra.iter().map(|&weight| f64::from(weight).exp()));
        emissions.clear();
        let mut total = 0.0f64;
        for score in scores {
            let most = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            total += f64::from(most);
            let mut emission = [0.0; LABELS];
            exponentials(&mut emission, &score.map(|x| x - most));
            emissions.push(emission);
        }
        let emission = |at: usize, state: usize| emissions[at][self.graph.labels[state] as usize];
        alpha.clear();
        alpha.resize(n * length, 0.0);
        for at in 0..length {
            let (before, behind) = alpha.split_at_mut(at * n);
            let mut sum = 0.0;
            for state in 0..n {
                let value = if at == 0 {
                    f64::from(u8::from(self.graph.begins[state]))
                } else {
                    let last = &before[(at - 1) * n..];
                    self.graph.before[state]
                        .iter()
                        .map(|&from| last[from as usize] * steps[from as usize * n + state])
                        .sum()
                };
                behind[state] = value * emission(at, state);
                sum += behind[state];
            }
            if sum <= 0.0 {
                return f32::NEG_INFINITY;
            }
            behind[..n].iter_mut().for_each(|x| *x /= sum);
            total += sum.ln();
        }
        let ending = &steps[n * n..];
        let last = &alpha[(length - 1) * n..];
        let sum: f64 = last.iter().zip(ending).map(|(x, y)| x * y).sum();
        if sum <= 0.0 {
            return f32::NEG_INFINITY;
        }
        total += sum.ln();
        // What comes behind each state, made to give probabilities when multiplied with what comes before.
        beta.clear();
        beta.resize(2 * n, 0.0);
        let (mut next, mut own) = beta.split_at_mut(n);
        own.iter_mut().zip(ending).for_each(|(x, y)| *x = y / sum);
        for at in (0..length).rev() {
            for state in 0..n {
                marginals[at * n + state] = (alpha[at * n + state] * own[state]) as f32;
            }
            if at == length - 1
                && let Some((arcs, weight)) = arcs.as_mut()
            {
                for state in 0..n {
                    arcs[n * n + state] += *weight * marginals[at * n + state];
                }
            }
            if at == 0 {
                break;
            }
            std::mem::swap(&mut next, &mut own);
            own.fill(0.0);
            let before = &alpha[(at - 1) * n..at * n];
            let mut share = 0.0;
            for (state, next) in next.iter().enumerate() {
                let value = next * emission(at, state);
                for &from in &self.graph.before[state] {
                    let value = value * steps[from as usize * n + state];
                    own[from as usize] += value;
                    share += value * before[from as usize];
                }
            }
            if let Some((arcs, weight)) = arcs.as_mut() {
                for (state, next) in next.iter().enumerate() {
                    let value = next * emission(at, state) / share;
                    for &from in &self.graph.before[state] {
                        let step = from as usize * n + state;
                        arcs[step] += *weight * (before[from as usize] * steps[step] * value) as f32;
                    }
                }
            }
            own.iter_mut().for_each(|x| *x /= share);
        }
        total as f32
    }

    /// The score of one sequence of states.
    pub fn score(&self, scores: &[Scores], states: &[u8]) -> f32 {
        let mut sum = 0.0;
        for (at, &state) in states.iter().enumerate() {
            sum += scores[at][self.graph.labels[state as usize] as usize];
            if at > 0 {
                sum += self.step(states[at - 1] as usize, state as usize);
            }
        }
        sum + states.last().map_or(0.0, |&state| self.ending(state as usize))
    }
}
