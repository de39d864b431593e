//! A hidden layer between what is known of a place and the scores of its labels.
//!
//! Beside a feature's own weight for each label, some features and the language model's vectors of a few words (the
//! place's own, its head's, the cue's) are summed to a rectified layer, which learns what they mean together.

use super::chain::Scores;
use crate::annotate::Vector;
use crate::model::{Row, WIDTH, add_narrow_product, add_product, add_row, add_signed_rows, rectify};

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
        words.for_each(|word| add_row(&mut layer, word));
        add_signed_rows(&mut layer, &self.rows, self.scale, features);
        rectify(&mut layer);
        add_narrow_product(scores, &layer, &self.output);
    }
}
