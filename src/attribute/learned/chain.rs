//! Linear-chain conditional random fields over hashed features (Lafferty, McCallum and Pereira 2001).

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
    alpha: Vec<f32>,
    beta: Vec<f32>,
    back: Vec<u8>,
}

fn log_sum(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|x| (x - most).exp()).sum::<f32>().ln()
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
        room.alpha.clear();
        room.alpha.resize(n * scores.len(), f32::NEG_INFINITY);
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
                        room.alpha[state] = emission;
                    }
                    continue;
                }
                let mut best = (f32::NEG_INFINITY, 0);
                for &from in &self.graph.before[state] {
                    let value = room.alpha[(at - 1) * n + from as usize] + self.step(from as usize, state);
                    if value > best.0 {
                        best = (value, from);
                    }
                }
                room.alpha[at * n + state] = best.0 + emission;
                room.back[at * n + state] = best.1;
            }
        }
        let last = (scores.len() - 1) * n;
        let mut best = (f32::NEG_INFINITY, 0);
        for state in 0..n {
            let value = room.alpha[last + state] + self.ending(state);
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
        let emission = |at: usize, state: usize| scores[at][self.graph.labels[state] as usize];
        room.alpha.clear();
        room.alpha.resize(n * length, f32::NEG_INFINITY);
        room.beta.clear();
        room.beta.resize(n * length, f32::NEG_INFINITY);
        let mut values = Vec::with_capacity(n);
        for at in 0..length {
            for state in 0..n {
                if emission(at, state) == f32::NEG_INFINITY {
                    continue;
                }
                room.alpha[at * n + state] = if at == 0 {
                    if self.graph.begins[state] { emission(0, state) } else { f32::NEG_INFINITY }
                } else {
                    values.clear();
                    values.extend(self.graph.before[state].iter().map(|&from| {
                        room.alpha[(at - 1) * n + from as usize] + self.step(from as usize, state)
                    }));
                    log_sum(&values) + emission(at, state)
                };
            }
        }
        for state in 0..n {
            room.beta[(length - 1) * n + state] = self.ending(state);
        }
        let last = &room.alpha[(length - 1) * n..];
        values.clear();
        values.extend((0..n).map(|state| last[state] + self.ending(state)));
        let total = log_sum(&values);
        for at in (0..length).rev() {
            for state in 0..n {
                let p = (room.alpha[at * n + state] + room.beta[at * n + state] - total).exp();
                marginals[at * n + state] = p;
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
            for state in 0..n {
                let behind = room.beta[at * n + state];
                if emission(at, state) == f32::NEG_INFINITY || behind == f32::NEG_INFINITY {
                    continue;
                }
                let behind = behind + emission(at, state);
                for &from in &self.graph.before[state] {
                    let from = from as usize;
                    let value = behind + self.step(from, state);
                    let ahead = room.alpha[(at - 1) * n + from];
                    if ahead == f32::NEG_INFINITY {
                        continue;
                    }
                    if let Some((arcs, weight)) = arcs.as_mut() {
                        arcs[from * n + state] += *weight * (ahead + value - total).exp();
                    }
                    let beta = &mut room.beta[(at - 1) * n + from];
                    *beta = if *beta == f32::NEG_INFINITY {
                        value
                    } else {
                        let (high, low) = if *beta > value { (*beta, value) } else { (value, *beta) };
                        high + (low - high).exp().ln_1p()
                    };
                }
            }
        }
        total
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
