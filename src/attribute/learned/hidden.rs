//! A hidden layer between what is known of a place and the scores of its labels.
//!
//! Beside a feature's own weight for each label, some features and the language model's vectors of a few words (the
//! place's own, its head's, the cue's) are summed to a rectified layer, which learns what they mean together.

use super::chain::{LABELS, Scores};
use crate::annotate::Vector;
use crate::model::{Row, WIDTH, add_product, rectify};

/// Vectors that a place is seen through, at most.
pub const PARTS: usize = 3;
/// A vector that a place does not have.
pub const NO_PART: u32 = u32::MAX;

/// The numbers of the layer.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// A matrix for each kind of word, [`WIDTH`] rows of as many numbers.
    pub matrices: Vec<Vec<f32>>,
    pub bias: Vec<f32>,
    /// A row of signed bytes for each bucket of hashed features; a power of two of rows.
    pub rows: Vec<i8>,
    /// What a byte's unit is worth.
    pub scale: f32,
    /// Weights of each label, for each number of the layer.
    pub output: Vec<Scores>,
}

impl Hidden {
    /// What the word with this vector adds to the layer, seen as `matrix`.
    pub fn project(&self, matrix: usize, vector: &Vector) -> Row {
        let mut out = [0.0; WIDTH];
        add_product(&mut out, &vector.row(), &self.matrices[matrix]);
        out
    }

    /// Adds the scores of the labels for a place with these words and features.
    pub fn score<'r>(&self, words: impl Iterator<Item = &'r Row>, features: &[u32], scores: &mut Scores) {
        let Ok(mut layer) = Row::try_from(self.bias.as_slice()) else { return };
        for word in words {
            for (sum, x) in layer.iter_mut().zip(word) {
                *sum += x;
            }
        }
        let rows = self.rows.as_chunks::<WIDTH>().0;
        let mut sums = [0i32; WIDTH];
        for &feature in features {
            let row = &rows[feature as usize & (rows.len() - 1)];
            for (sum, &x) in sums.iter_mut().zip(row) {
                *sum += i32::from(x);
            }
        }
        for (sum, x) in layer.iter_mut().zip(sums) {
            *sum += x as f32 * self.scale;
        }
        rectify(&mut layer);
        for (x, weights) in layer.iter().zip(&self.output) {
            for label in 0..LABELS {
                scores[label] += x * weights[label];
            }
        }
    }
}
