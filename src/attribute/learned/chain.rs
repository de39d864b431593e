//! Linear-chain conditional random fields over hashed features (Lafferty, McCallum and Pereira 2001).

use crate::model::{best_step, exponentials, sum_step};

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
    steps: Box<Steps>,
}

/// The weights of [`Chain`] laid out for summing; minus infinity, or a factor of zero, where they may not follow.
#[derive(Clone, Debug)]
struct Steps {
    /// From each state to each.
    weights: States<States<f32>>,
    /// The same as factors.
    forward: States<States<f64>>,
    /// Factors to each state from each.
    backward: States<States<f64>>,
    ending: States<f64>,
}

/// States that a chain may have: one for each place in a wide register.
pub const STATES: usize = 16;

/// A number for each state.
type States<T> = [T; STATES];

/// Room for one sequence, kept between calls.
#[derive(Default)]
pub struct Room {
    back: Vec<States<u8>>,
    alpha: Vec<States<f64>>,
    emissions: Vec<States<f64>>,
}

impl Chain {
    /// A chain with no weights yet.
    pub fn new(graph: Graph) -> Self {
        let extra = vec![0.0; graph.extra()];
        Self::with(graph, extra)
    }

    /// A chain with these weights: of transitions, then of endings.
    pub fn with(graph: Graph, extra: Vec<f32>) -> Self {
        let weights = [[f32::NEG_INFINITY; STATES]; STATES];
        let none = [[0.0; STATES]; STATES];
        let steps = Steps { weights, forward: none, backward: none, ending: [0.0; STATES] };
        let mut chain = Chain { graph, extra, steps: Box::new(steps) };
        chain.update();
        chain
    }

    /// Takes over weights that were changed in place.
    pub fn update(&mut self) {
        let n = self.graph.len();
        for (to, before) in self.graph.before.iter().enumerate() {
            for from in before.iter().map(|&from| from as usize) {
                let weight = self.extra[from * n + to];
                self.steps.weights[from][to] = weight;
                self.steps.forward[from][to] = f64::from(weight).exp();
                self.steps.backward[to][from] = self.steps.forward[from][to];
            }
        }
        for state in 0..n {
            self.steps.ending[state] = f64::from(self.ending(state)).exp();
        }
    }

    fn step(&self, from: usize, to: usize) -> f32 {
        self.extra[from * self.graph.len() + to]
    }

    fn ending(&self, state: usize) -> f32 {
        self.extra[self.graph.len() * self.graph.len() + state]
    }

    /// What `scores` of labels are for the states; `none` for states that are not there.
    fn of_states<T: Copy>(&self, scores: &[T; LABELS], none: T) -> States<T> {
        let mut out = [none; STATES];
        for (out, &label) in out.iter_mut().zip(&self.graph.labels) {
            *out = scores[label as usize];
        }
        out
    }

    /// The best sequence of states, and its score. Viterbi.
    pub fn best(&self, scores: &[Scores], room: &mut Room, states: &mut Vec<u8>) -> f32 {
        let n = self.graph.len();
        states.clear();
        if scores.is_empty() {
            return 0.0;
        }
        room.back.clear();
        let mut best = [f32::NEG_INFINITY; STATES];
        for (at, score) in scores.iter().enumerate() {
            let emission = self.of_states(score, f32::NEG_INFINITY);
            let mut back = [0; STATES];
            if at == 0 {
                for state in (0..n).filter(|&state| self.graph.begins[state]) {
                    best[state] = emission[state];
                }
            } else {
                best_step(&mut best, &mut back, &self.steps.weights, &emission);
            }
            room.back.push(back.map(|from| from as u8));
        }
        let mut last = (f32::NEG_INFINITY, 0);
        for (state, best) in best[..n].iter().enumerate() {
            let value = best + self.ending(state);
            if value > last.0 {
                last = (value, state as u8);
            }
        }
        states.resize(scores.len(), 0);
        let mut state = last.1;
        for (out, back) in states.iter_mut().zip(&room.back).rev() {
            *out = state;
            state = back[state as usize];
        }
        last.0
    }

    /// Fills `marginals` with the probability of each state at each place and returns the logarithm of
    /// the sum over all sequences. `arcs`, where given, gains the expected count of each transition and
    /// ending times `weight`.
    ///
    /// Works with probabilities that are made to sum to one at each place, in 64 bits: a state would have to be
    /// worse than the best by 80 at one place to be lost.
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
        let Room { alpha, emissions, .. } = room;
        let Steps { forward, backward, ending, .. } = &*self.steps;
        alpha.clear();
        emissions.clear();
        let mut total = 0.0f64;
        let mut before = [0.0; STATES];
        for (at, score) in scores.iter().enumerate() {
            let most = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut emission = [0.0; LABELS];
            exponentials(&mut emission, &score.map(|x| x - most));
            let emission = self.of_states(&emission, 0.0);
            let mut own = [0.0; STATES];
            if at == 0 {
                (0..n).for_each(|state| own[state] = f64::from(u8::from(self.graph.begins[state])));
            } else {
                sum_step(&mut own, &before, forward);
            }
            own.iter_mut().zip(&emission).for_each(|(x, emission)| *x *= emission);
            let sum: f64 = own.iter().sum();
            if sum <= 0.0 {
                return f32::NEG_INFINITY;
            }
            own.iter_mut().for_each(|x| *x /= sum);
            total += f64::from(most) + sum.ln();
            before = own;
            alpha.push(own);
            emissions.push(emission);
        }
        let sum: f64 = before.iter().zip(ending).map(|(x, y)| x * y).sum();
        if sum <= 0.0 {
            return f32::NEG_INFINITY;
        }
        total += sum.ln();
        // What comes behind each state, made to give probabilities when multiplied with what comes before.
        let mut own = ending.map(|x| x / sum);
        for at in (0..length).rev() {
            for state in 0..n {
                marginals[at * n + state] = (alpha[at][state] * own[state]) as f32;
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
            let before = &alpha[at - 1];
            let mut behind = own;
            behind.iter_mut().zip(&emissions[at]).for_each(|(x, emission)| *x *= emission);
            own = [0.0; STATES];
            sum_step(&mut own, &behind, backward);
            let share: f64 = own.iter().zip(before).map(|(x, y)| x * y).sum();
            if let Some((arcs, weight)) = arcs.as_mut() {
                for (to, froms) in self.graph.before.iter().enumerate() {
                    for &from in froms {
                        let from = from as usize;
                        let count = before[from] * forward[from][to] * behind[to] / share;
                        arcs[from * n + to] += *weight * count as f32;
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
