//! Learning sums of trees: gradient boosting (Friedman, 2001) over histograms of a few dozen bins, each tree grown at the
//! leaf that gains most (LightGBM: Ke and others, 2017).

use super::learn::Random;
use crate::model::Forest;
use crate::model::trees::{Node, Tree, chance};

/// Bins of a number, at most.
const BINS: usize = 64;

/// Settings of a training run.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub trees: usize,
    pub leaves: usize,
    /// How much of each tree's answer counts.
    pub rate: f32,
    /// Share of the signs, and of the rows, that each tree sees.
    pub signs: f32,
    pub rows: f32,
    /// Rows of a leaf, at least.
    pub least: usize,
    /// How much leaves are drawn towards nothing, in rows.
    pub fall: f32,
    pub seed: u64,
}

/// Sums of the loss's first and second derivatives, and of rows.
#[derive(Clone, Copy, Default)]
struct Sums {
    first: f32,
    second: f32,
    rows: u32,
}

impl Sums {
    fn add(&mut self, other: Sums) {
        self.first += other.first;
        self.second += other.second;
        self.rows += other.rows;
    }

    fn less(self, other: Sums) -> Sums {
        let (first, second) = (self.first - other.first, self.second - other.second);
        Sums { first, second, rows: self.rows - other.rows }
    }

    fn gain(self, fall: f32) -> f32 {
        self.first * self.first / (self.second + fall)
    }
}

/// Numbers cut to bins: for each sign the limits between its bins, and the bin of each row.
struct Binned {
    limits: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn new(rows: &[&[f32]]) -> Self {
        let signs = rows.first().map_or(0, |row| row.len());
        let (mut limits, mut bins) = (Vec::new(), Vec::new());
        for sign in 0..signs {
            let mut values: Vec<f32> = rows.iter().map(|row| row[sign]).collect();
            values.sort_by(f32::total_cmp);
            let mut cuts = values.clone();
            cuts.dedup();
            let most = cuts.pop();
            // As many rows in each bin as can be; the last value of a bin is its limit.
            if cuts.len() >= BINS {
                cuts = (1..BINS).map(|at| values[at * (values.len() - 1) / BINS]).collect();
                cuts.retain(|cut| Some(*cut) != most);
                cuts.dedup();
            }
            let bin = |row: &&[f32]| cuts.partition_point(|cut| *cut < row[sign]) as u8;
            bins.push(rows.iter().map(bin).collect());
            limits.push(cuts);
        }
        Binned { limits, bins }
    }
}

/// A leaf that may grow.
struct Leaf {
    rows: Vec<u32>,
    sums: Sums,
    /// For each sign that the tree sees, the sums of each bin.
    histograms: Vec<[Sums; BINS]>,
    /// The best split: what it gains, the place of its sign, the last bin of its lower part.
    split: Option<(f32, usize, usize)>,
    /// The node above, and whether this is its higher side.
    above: Option<(usize, bool)>,
}

struct Grower<'a> {
    binned: &'a Binned,
    settings: Settings,
    /// Derivatives of each row.
    slopes: &'a [(f32, f32)],
    signs: Vec<usize>,
}

impl Grower<'_> {
    fn histograms(&self, rows: &[u32]) -> Vec<[Sums; BINS]> {
        let of_sign = |&sign: &usize| {
            let (mut sums, bins) = ([Sums::default(); BINS], &self.binned.bins[sign]);
            for &row in rows {
                let (first, second) = self.slopes[row as usize];
                sums[usize::from(bins[row as usize])].add(Sums { first, second, rows: 1 });
            }
            sums
        };
        self.signs.iter().map(of_sign).collect()
    }

    fn leaf(&self, rows: Vec<u32>, histograms: Vec<[Sums; BINS]>, above: Option<(usize, bool)>) -> Leaf {
        let mut sums = Sums::default();
        for &row in &rows {
            let (first, second) = self.slopes[row as usize];
            sums.add(Sums { first, second, rows: 1 });
        }
        let fall = self.settings.fall;
        let mut split: Option<(f32, usize, usize)> = None;
        for (place, &sign) in self.signs.iter().enumerate() {
            let mut low = Sums::default();
            // Behind the last limit there is nothing to part.
            for (bin, sums_of_bin) in histograms[place][..self.binned.limits[sign].len()].iter().enumerate() {
                low.add(*sums_of_bin);
                let high = sums.less(low);
                if (low.rows.min(high.rows) as usize) < self.settings.least {
                    continue;
                }
                let gain = low.gain(fall) + high.gain(fall) - sums.gain(fall);
                if gain > 1e-6 && split.is_none_or(|(most, ..)| gain > most) {
                    split = Some((gain, place, bin));
                }
            }
        }
        Leaf { rows, sums, histograms, split, above }
    }

    fn tree(&self, rows: Vec<u32>) -> Tree {
        let histograms = self.histograms(&rows);
        let mut leaves = vec![self.leaf(rows, histograms, None)];
        let mut nodes: Vec<Node> = Vec::new();
        while leaves.len() < self.settings.leaves {
            let gain = |leaf: &Leaf| leaf.split.map_or(0.0, |split| split.0);
            let first =
                |best: usize, at: usize| if gain(&leaves[at]) > gain(&leaves[best]) { at } else { best };
            let best = (0..leaves.len()).fold(0, first);
            let Some((_, place, bin)) = leaves[best].split else { break };
            let leaf = leaves.swap_remove(best);
            let sign = self.signs[place];
            let bins = &self.binned.bins[sign];
            let (low, high): (Vec<u32>, Vec<u32>) =
                leaf.rows.iter().partition(|&&row| usize::from(bins[row as usize]) <= bin);
            // The sums of the larger side are what the smaller leaves.
            let small = self.histograms(if low.len() < high.len() { &low } else { &high });
            let mut large = leaf.histograms;
            for (large, small) in large.iter_mut().zip(&small) {
                large.iter_mut().zip(small).for_each(|(large, small)| *large = large.less(*small));
            }
            let (of_low, of_high) = if low.len() < high.len() { (small, large) } else { (large, small) };
            let node = nodes.len();
            nodes.push(Node { sign: sign as u16, limit: self.binned.limits[sign][bin], low: 0, high: 0 });
            set(&mut nodes, leaf.above, node);
            leaves.push(self.leaf(low, of_low, Some((node, false))));
            leaves.push(self.leaf(high, of_high, Some((node, true))));
        }
        let count = nodes.len();
        let mut values = Vec::new();
        for (at, leaf) in leaves.iter().enumerate() {
            set(&mut nodes, leaf.above, count + at);
            values.push(-self.settings.rate * leaf.sums.first / (leaf.sums.second + self.settings.fall));
        }
        Tree { nodes, leaves: values }
    }
}

/// Makes `at` what follows on one side of a node.
fn set(nodes: &mut [Node], above: Option<(usize, bool)>, at: usize) {
    match above {
        Some((node, false)) => nodes[node].low = at as u16,
        Some((node, true)) => nodes[node].high = at as u16,
        None => {}
    }
}

/// A model of `trees` over `rows`, learned from the project's own cases.
pub fn forest(trees: Vec<Tree>, rows: &[&[f32]], settings: Settings) -> Forest {
    let mut forest = Forest { trees, ..Forest::default() };
    let manifest = &mut forest.manifest;
    manifest.corpus = vec!["this project's cases".into()];
    manifest.licence = vec!["that of the project".into()];
    manifest.signs = rows.first().map_or(0, |row| row.len());
    manifest.trees = forest.trees.len();
    manifest.seed = settings.seed;
    forest
}

/// Trees whose sum is the log-odds of `gold`; the same from the same seed.
pub fn learn(rows: &[&[f32]], gold: &[bool], settings: Settings) -> Vec<Tree> {
    let share = gold.iter().filter(|gold| **gold).count() as f32 / gold.len().max(1) as f32;
    let start = (share.max(1e-6) / (1.0 - share).max(1e-6)).ln();
    grow(rows, start, settings, |sums| {
        let slope = |(sum, gold): (&f32, &bool)| {
            let chance = chance(*sum);
            (chance - f32::from(u8::from(*gold)), chance * (1.0 - chance))
        };
        sums.iter().zip(gold).map(slope).collect()
    })
}

/// Trees whose sum is the highest for an answer of `gold` among those to its question; the same from the same seed. `questions`
/// tells how many rows each has, in order: their chances are as the exponentials of their sums (a conditional logit).
pub fn learn_choice(rows: &[&[f32]], gold: &[bool], questions: &[usize], settings: Settings) -> Vec<Tree> {
    grow(rows, 0.0, settings, |sums| {
        let mut slopes = Vec::with_capacity(sums.len());
        for &count in questions {
            let own = slopes.len()..slopes.len() + count;
            let (sums, gold) = (&sums[own.clone()], &gold[own]);
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let weights: Vec<f32> = sums.iter().map(|sum| (sum - most).exp()).collect();
            let all: f32 = weights.iter().sum();
            let right: f32 =
                weights.iter().zip(gold).filter(|(_, gold)| **gold).map(|(weight, _)| weight).sum();
            slopes.extend(weights.iter().zip(gold).map(|(weight, gold)| {
                let chance = weight / all;
                let wanted = if *gold { weight / right } else { 0.0 };
                // Where no answer is right there is nothing to learn.
                if right > 0.0 { (chance - wanted, chance * (1.0 - chance)) } else { (0.0, 0.0) }
            }));
        }
        slopes
    })
}

/// Trees that each take the sums of those before, which begin with `start`, against their slopes.
fn grow(
    rows: &[&[f32]],
    start: f32,
    settings: Settings,
    slopes: impl Fn(&[f32]) -> Vec<(f32, f32)>,
) -> Vec<Tree> {
    let binned = Binned::new(rows);
    let mut random = Random::new(settings.seed);
    let mut trees = vec![Tree { nodes: Vec::new(), leaves: vec![start] }];
    let mut sums = vec![start; rows.len()];
    let signs = binned.bins.len();
    for _ in 0..settings.trees {
        let slopes = slopes(&sums);
        let seen: Vec<u32> = (0..rows.len() as u32).filter(|_| random.uniform() < settings.rows).collect();
        let mut order: Vec<usize> = (0..signs).collect();
        random.shuffle(&mut order);
        order.truncate(((signs as f32 * settings.signs) as usize).max(1));
        order.sort_unstable();
        let grower = Grower { binned: &binned, settings, slopes: &slopes, signs: order };
        let tree = grower.tree(seen);
        sums.iter_mut().zip(rows).for_each(|(sum, row)| *sum += tree.value(row));
        trees.push(tree);
    }
    trees
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::trees::sum;

    const SETTINGS: Settings =
        Settings { trees: 60, leaves: 6, rate: 0.2, signs: 1.0, rows: 0.8, least: 10, fall: 1.0, seed: 1 };

    #[test]
    fn trees_learn_what_no_single_number_tells() {
        let mut random = Random::new(5);
        let rows: Vec<Vec<f32>> = (0..2000).map(|_| (0..3).map(|_| random.uniform()).collect()).collect();
        let gold: Vec<bool> = rows.iter().map(|row| (row[0] > 0.5) != (row[1] > 0.3)).collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let trees = learn(&rows, &gold, SETTINGS);
        let right = rows.iter().zip(&gold).filter(|(row, gold)| (sum(&trees, row) > 0.0) == **gold).count();
        assert!(right > 1940, "{right}");
        assert_eq!(trees, learn(&rows, &gold, SETTINGS));
    }

    #[test]
    fn of_the_answers_to_a_question_the_right_one_has_the_highest_sum() {
        let mut random = Random::new(7);
        // Three answers to each question; that with the greatest number is right, wherever all of them lie.
        let (mut rows, mut gold) = (Vec::new(), Vec::new());
        for _ in 0..800 {
            let base = 4.0 * random.uniform();
            let own: Vec<Vec<f32>> =
                (0..3).map(|_| vec![base + random.uniform(), random.uniform()]).collect();
            let most = own.iter().map(|row| row[0]).fold(f32::MIN, f32::max);
            gold.extend(own.iter().map(|row| row[0] == most));
            rows.extend(own);
        }
        let settings = Settings { trees: 80, leaves: 8, ..SETTINGS };
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        let trees = learn_choice(&rows, &gold, &[3; 800], settings);
        let right = rows.chunks(3).zip(gold.chunks(3)).filter(|(rows, gold)| {
            let sums: Vec<f32> = rows.iter().map(|row| sum(&trees, row)).collect();
            let best = (0..3).max_by(|one, other| sums[*one].total_cmp(&sums[*other]));
            best.is_some_and(|best| gold[best])
        });
        let right = right.count();
        assert!(right > 640, "{right}");
        assert_eq!(trees, learn_choice(&rows, &gold, &[3; 800], settings));
    }
}
