//! The network: where its numbers lie, and the forward pass.

use super::file::ModelFile;
use super::kernel::{Places, Row, WIDTH, add_byte_rows, add_product, add_products, add_row, rectify};
use crate::base::Result;

/// Words of a parser's state whose vectors are looked at.
pub const SLOTS: usize = 8;

/// Conventions for tags and dependencies, each with its own last layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Penn Treebank tags, Stanford dependencies and names, as CoreNLP gives them to news.
    News,
    /// Universal Dependencies and tags as in the English Web Treebank.
    Ud,
}

/// All schemes, in the order of the file.
pub const SCHEMES: [Scheme; 2] = [Scheme::News, Scheme::Ud];

/// Where each matrix starts, in rows of [`WIDTH`] numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Convolutions over the word and its two neighbours.
    pub convolutions: usize,
    /// Rows for what a parser's state has beside words: labels, counts, distances.
    pub lookups: usize,
}

impl Layout {
    /// Bias of the sum of a word's features.
    pub const BIAS: usize = 0;

    /// Three matrices, for the word before, the word and the word behind, and a bias.
    pub fn convolution(self, layer: usize) -> usize {
        1 + layer * (3 * WIDTH + 1)
    }

    fn scheme(self, scheme: Scheme) -> usize {
        let each = (WIDTH + 1) + SLOTS * WIDTH + self.lookups + 1 + (WIDTH + 1);
        self.convolution(self.convolutions) + scheme as usize * each
    }

    /// Scores of tags and names: a matrix and a bias.
    pub fn head(self, scheme: Scheme) -> usize {
        self.scheme(scheme)
    }

    /// The matrix from the vector of the word in `slot` to the parser's hidden layer.
    pub fn slot(self, scheme: Scheme, slot: usize) -> usize {
        self.scheme(scheme) + WIDTH + 1 + slot * WIDTH
    }

    /// The rows that are added to the parser's hidden layer; the last is its bias.
    pub fn lookup(self, scheme: Scheme) -> usize {
        self.slot(scheme, SLOTS)
    }

    /// Scores of transitions: a matrix and a bias.
    pub fn output(self, scheme: Scheme) -> usize {
        self.lookup(scheme) + self.lookups + 1
    }

    /// All rows.
    pub fn rows(self) -> usize {
        self.scheme(Scheme::Ud) + self.scheme(Scheme::Ud) - self.scheme(Scheme::News)
    }
}

/// A network ready to run: the embedding stays in the file's bytes, the rest is copied.
pub struct Network<'a> {
    pub layout: Layout,
    embedding: &'a [u8],
    dense: Vec<f32>,
}

impl<'a> Network<'a> {
    /// Takes the numbers of `file`.
    ///
    /// # Errors
    /// [`Error::Model`](crate::base::Error::Model) when their count does not fit `lookups`.
    pub fn new(file: &ModelFile<'a>, lookups: usize) -> Result<Self> {
        let layout = Layout { convolutions: file.manifest.convolutions, lookups };
        let (embedding, dense) = file.numbers(layout.rows())?;
        let dense = dense.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        Ok(Network { layout, embedding, dense })
    }

    /// The matrix from row `start` on.
    pub fn rows(&self, start: usize, count: usize) -> &[f32] {
        &self.dense[start * WIDTH..(start + count) * WIDTH]
    }

    /// The row `at`.
    pub fn row(&self, at: usize) -> &Row {
        self.rows(at, 1).try_into().expect("a row has WIDTH numbers")
    }

    /// Adds the features' rows of the embedding to the bias.
    pub fn embed(&self, features: &[u32]) -> Row {
        let mut out = *self.row(Layout::BIAS);
        add_byte_rows(&mut out, self.embedding, features);
        rectify(&mut out);
        out
    }

    /// All numbers as they are learnt: the embedding's, and the others.
    #[cfg(feature = "train")]
    pub fn numbers(&self) -> (Vec<f32>, Vec<f32>) {
        let mut embedding = Vec::with_capacity(self.embedding.len());
        for row in self.embedding.as_chunks::<{ ModelFile::EMBEDDING_ROW }>().0 {
            let scale = f32::from_le_bytes([row[0], row[1], row[2], row[3]]);
            embedding.extend(row[4..].iter().map(|&x| scale * f32::from(x as i8)));
        }
        (embedding, self.dense.clone())
    }

    /// The convolutions: turns each word's vector into one that knows its neighbours.
    pub fn mix(&self, vectors: &mut Vec<Row>, room: &mut Vec<Row>) {
        for layer in 0..self.layout.convolutions {
            convolve_all(&self.dense, self.layout, layer, vectors, room);
            std::mem::swap(vectors, room);
        }
    }

    /// [`Network::score`] of each of `inputs`.
    pub fn score_all(&self, start: usize, inputs: &[Row], places: &[Places], out: &mut Vec<Row>) {
        out.clear();
        out.resize(inputs.len(), *self.row(start + WIDTH));
        add_products(out, inputs, places, self.rows(start, WIDTH));
    }

    /// `input` times the matrix at row `start`, plus the bias behind it.
    pub fn score(&self, start: usize, input: &Row) -> Row {
        let mut out = *self.row(start + WIDTH);
        add_product(&mut out, input, self.rows(start, WIDTH));
        out
    }
}

/// One convolution over all words of a sentence.
pub fn convolve_all(dense: &[f32], layout: Layout, layer: usize, vectors: &[Row], out: &mut Vec<Row>) {
    let start = layout.convolution(layer);
    let matrix = |tap: usize| &dense[(start + tap * WIDTH) * WIDTH..(start + (tap + 1) * WIDTH) * WIDTH];
    let mut bias = [0.0; WIDTH];
    let last = (start + 3 * WIDTH) * WIDTH;
    add_row(&mut bias, &dense[last..last + WIDTH]);
    out.clear();
    out.resize(vectors.len(), bias);
    if vectors.is_empty() {
        return;
    }
    let places: Vec<Places> = vectors.iter().map(Places::of).collect();
    add_products(&mut out[1..], vectors, &places, matrix(0));
    add_products(out, vectors, &places, matrix(1));
    add_products(out, &vectors[1..], &places[1..], matrix(2));
    out.iter_mut().for_each(rectify);
}
