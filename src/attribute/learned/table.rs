//! A chain with its features' weights, cut to signed bytes.

use super::chain::{Chain, LABELS, Scores};
use super::hidden::Hidden;
use super::prepare::Found;
use crate::model::{WIDTH, add_table_rows, fetch};

/// Weights of hashed features: a row of [`LABELS`] signed bytes for each bucket, and a chain.
#[derive(Clone, Debug)]
pub struct Table {
    pub chain: Chain,
    /// What a byte's unit is worth.
    pub scale: f32,
    /// A power of two of rows.
    pub weights: Vec<i8>,
    pub hidden: Hidden,
}

/// Numbers as signed bytes, and what a byte's unit is worth; the largest of 2,000 is clipped.
pub fn bytes(numbers: &[f32]) -> (Vec<i8>, f32) {
    let mut sizes: Vec<f32> = numbers.iter().map(|w| w.abs()).filter(|w| *w > 1e-3).collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
    let scale = most / 127.0;
    (numbers.iter().map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8).collect(), scale)
}

impl Table {
    /// Cuts `weights` to bytes; the largest thousandth is clipped, so that the rest keep their detail.
    pub fn quantise(chain: Chain, weights: &[f32], hidden: Hidden) -> Self {
        let (weights, scale) = bytes(weights);
        Table { chain, scale, weights, hidden }
    }

    /// Has the numbers of `features` come from memory.
    pub fn fetch(&self, features: &Found) {
        fetch::<LABELS>(&self.weights, &features.plain);
        fetch::<WIDTH>(&self.hidden.rows, &features.deep);
    }

    /// The score of each label for a place with these features.
    pub fn score(&self, features: &[u32]) -> Scores {
        let mut sums = [0i32; LABELS];
        add_table_rows(&mut sums, &self.weights, features);
        sums.map(|sum| sum as f32 * self.scale)
    }
}
