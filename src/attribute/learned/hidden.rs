//! A hidden layer between what is known of a place and the scores of its labels.
//!
//! Beside a feature's own weight for each label, some features and the language model's vectors of a few words (the
//! place's own, its head's, the cue's) are summed to a rectified layer, which learns what they mean together.

use super::chain::Scores;
use crate::annotate::Vector;
use crate::model::{
    Matrix, Perceptron, QuantisedRow, Row, WIDTH, add_byte_products, add_scores, matrix_of, rows_of, scale_to,
};

/// Vectors that a place is seen through, at most.
pub const PARTS: usize = 3;
/// A vector that a place does not have.
pub const NO_PART: u32 = u32::MAX;

/// What a byte of a word's vector counts as: about what the language model means by it.
pub const BYTE: f32 = 1.0 / 64.0;

/// A matrix from a word's vector to the layer, as it runs.
#[derive(Clone, Debug)]
pub struct Projection {
    matrix: Matrix,
    /// What a unit of each sum is worth.
    unit: Row,
}

impl Projection {
    /// From the weights of each output.
    pub fn new(rows: &[QuantisedRow]) -> Self {
        let (matrix, unit) = matrix_of(rows);
        Projection { matrix, unit: unit.map(|unit| unit * BYTE) }
    }

    /// The weights of each output.
    pub fn rows(&self) -> Vec<QuantisedRow> {
        rows_of(&self.matrix, &self.unit.map(|unit| unit / BYTE))
    }
}

/// The numbers of the layer.
#[derive(Clone, Debug, Default)]
pub struct Hidden {
    /// A matrix for each kind of word.
    pub matrices: Vec<Projection>,
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
        let Projection { matrix, unit } = &self.matrices[matrix];
        let (mut sums, mut out) = ([0; WIDTH], [0.0; WIDTH]);
        add_byte_products(std::slice::from_mut(&mut sums), std::slice::from_ref(vector), matrix);
        scale_to(&mut out, &sums, unit);
        out
    }

    /// Adds the scores of the labels for a place with these words and features.
    pub fn score(&self, words: &[&Row], features: &[u32], scores: &mut Scores) {
        let Ok(bias) = self.bias.as_slice().try_into() else { return };
        let layer = Perceptron { bias, rows: &self.rows, scale: self.scale, output: &self.output };
        add_scores(scores, layer, words, features);
    }
}
