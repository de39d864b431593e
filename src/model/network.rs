//! The network: where its numbers lie, and the forward pass.

use super::file::{ModelFile, QuantisedRow, matrix_of, numbers_of};
use super::integer::{Bytes, Matrix, Sums, add_byte_products, narrow, narrow_row};
use super::kernel::{Row, WIDTH, add_quantised_rows, add_sums, scale_to};
use crate::base::Result;

/// Convolutions, at most.
pub const LAYERS: usize = 16;

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
    /// Convolutions over the word and two neighbours.
    pub convolutions: usize,
    /// How many words away the neighbours of each convolution are.
    pub reach: [u8; LAYERS],
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

    /// The matrices whose products are summed, and so share what an output's unit is worth: first rows.
    pub fn sums(self) -> Vec<Vec<usize>> {
        let layers = (0..self.convolutions).map(|layer| self.convolution(layer));
        let mut all: Vec<Vec<usize>> =
            layers.map(|start| (0..3).map(|tap| start + tap * WIDTH).collect()).collect();
        for scheme in SCHEMES {
            all.push(vec![self.head(scheme)]);
            all.push((0..SLOTS).map(|slot| self.slot(scheme, slot)).collect());
            all.push(vec![self.output(scheme)]);
        }
        all
    }

    /// Layers that are cut to bytes: the words, each convolution, the parser's hidden layer of each scheme.
    pub fn cut(self) -> usize {
        1 + self.convolutions + SCHEMES.len()
    }

    /// All rows.
    pub fn rows(self) -> usize {
        self.scheme(Scheme::Ud) + self.scheme(Scheme::Ud) - self.scheme(Scheme::News)
    }
}

/// Matrices with one row of sums: a convolution, a parser's hidden layer, or scores.
struct Layer {
    matrices: Vec<Matrix>,
    bias: Sums,
    /// What a unit of the sums is worth.
    unit: Row,
    /// The same, in units of the bytes that the layer is cut to.
    scale: Row,
}

impl Layer {
    /// Reads matrices of which each starts at one of `starts`, for inputs of which a unit is worth `input`; what
    /// comes out is cut to bytes worth `output`.
    fn new(rows: &[QuantisedRow], starts: &[usize], bias: usize, input: f32, output: f32) -> Self {
        let matrix = |start: &usize| matrix_of(&rows[*start..start + WIDTH]);
        let (matrices, units): (Vec<Matrix>, Vec<Row>) = starts.iter().map(matrix).unzip();
        // All have the same units.
        let unit = units[0].map(|unit| unit * input);
        Layer { matrices, bias: sums(&rows[bias], &unit), scale: unit.map(|unit| unit / output), unit }
    }

    /// Scores of each of `inputs`.
    fn scores(&self, inputs: &[Bytes], sums: &mut Vec<Sums>, out: &mut Vec<Row>) {
        sums.clear();
        sums.resize(inputs.len(), self.bias);
        add_byte_products(sums, inputs, &self.matrices[0]);
        out.clear();
        out.resize(inputs.len(), [0.0; WIDTH]);
        out.iter_mut().zip(sums).for_each(|(out, sums)| scale_to(out, sums, &self.unit));
    }
}

/// A row in units of sums.
fn sums(row: &QuantisedRow, unit: &Row) -> Sums {
    let row = numbers_of(row);
    std::array::from_fn(|at| if unit[at] > 0.0 { (row[at] / unit[at]).round() as i32 } else { 0 })
}

/// The last layers of one scheme.
struct Last {
    head: Layer,
    hidden: Layer,
    lookups: Vec<Sums>,
    output: Layer,
}

/// A network ready to run: the embedding stays in the file's bytes, the rest is laid out for sums of bytes.
pub struct Network<'a> {
    pub layout: Layout,
    #[cfg(feature = "train")]
    rows: &'a [QuantisedRow],
    embedding: &'a [QuantisedRow],
    bias: Row,
    /// Bytes to one, of the words' vectors.
    per_unit: f32,
    convolutions: Vec<Layer>,
    last: Vec<Last>,
}

impl<'a> Network<'a> {
    /// Takes the numbers of `file`.
    ///
    /// # Errors
    /// [`Error::Model`](crate::base::Error::Model) when their count does not fit `lookups`.
    pub fn new(file: &ModelFile<'a>, lookups: usize) -> Result<Self> {
        let manifest = &file.manifest;
        let layout = Layout { convolutions: manifest.reach.len(), reach: manifest.reach(), lookups };
        let (embedding, rows) = file.numbers(layout.rows(), layout.cut())?;
        let units = &manifest.units;
        let top = units[layout.convolutions];
        let convolution = |layer: usize| {
            let start = layout.convolution(layer);
            let taps = [start, start + WIDTH, start + 2 * WIDTH];
            Layer::new(rows, &taps, start + 3 * WIDTH, units[layer], units[layer + 1])
        };
        let last = |(at, scheme): (usize, Scheme)| {
            let slots: Vec<usize> = (0..SLOTS).map(|slot| layout.slot(scheme, slot)).collect();
            let (head, output) = (layout.head(scheme), layout.output(scheme));
            let cut = units[layout.convolutions + 1 + at];
            let hidden = Layer::new(rows, &slots, layout.lookup(scheme) + lookups, top, cut);
            let start = layout.lookup(scheme);
            Last {
                head: Layer::new(rows, &[head], head + WIDTH, top, 1.0),
                lookups: rows[start..start + lookups].iter().map(|row| sums(row, &hidden.unit)).collect(),
                hidden,
                output: Layer::new(rows, &[output], output + WIDTH, cut, 1.0),
            }
        };
        Ok(Network {
            layout,
            #[cfg(feature = "train")]
            rows,
            embedding,
            bias: numbers_of(&rows[Layout::BIAS]),
            per_unit: 1.0 / units[0],
            convolutions: (0..layout.convolutions).map(convolution).collect(),
            last: SCHEMES.into_iter().enumerate().map(last).collect(),
        })
    }

    /// Adds the features' rows of the embedding to the bias.
    pub fn embed(&self, features: &[u32]) -> Bytes {
        let mut out = self.bias;
        add_quantised_rows(&mut out, self.embedding, features);
        narrow_row(&out, self.per_unit)
    }

    /// All numbers as they are learnt: the embedding's, and the others.
    #[cfg(feature = "train")]
    pub fn numbers(&self) -> (Vec<f32>, Vec<f32>) {
        let embedding = self.embedding.iter().flat_map(numbers_of).collect();
        let mut dense: Vec<f32> = self.rows.iter().flat_map(numbers_of).collect();
        self.layout.sums().into_iter().flatten().for_each(|start| super::file::transpose(&mut dense, start));
        (embedding, dense)
    }

    /// The convolutions: turns each word's vector into one that knows its neighbours.
    pub fn mix(&self, vectors: &mut [Bytes], room: &mut Vec<Sums>) {
        for (layer, reach) in self.convolutions.iter().zip(self.layout.reach) {
            let reach = (reach as usize).min(vectors.len());
            room.clear();
            room.resize(vectors.len(), layer.bias);
            add_byte_products(&mut room[reach..], vectors, &layer.matrices[0]);
            add_byte_products(room, vectors, &layer.matrices[1]);
            add_byte_products(room, &vectors[reach..], &layer.matrices[2]);
            vectors.iter_mut().zip(&*room).for_each(|(out, sums)| *out = narrow(sums, &layer.scale));
        }
    }

    /// Scores of tags and names for words with these vectors.
    pub fn tags(&self, scheme: Scheme, vectors: &[Bytes], room: &mut Vec<Sums>, out: &mut Vec<Row>) {
        self.last[scheme as usize].head.scores(vectors, room, out);
    }

    /// What words add to the parser's hidden layer in one slot.
    pub fn slot(&self, scheme: Scheme, slot: usize, vectors: &[Bytes], out: &mut [Sums]) {
        add_byte_products(out, vectors, &self.last[scheme as usize].hidden.matrices[slot]);
    }

    /// Scores of the parser's transitions from the rows that its state adds up: of `slots`, and of lookups.
    pub fn transitions(&self, scheme: Scheme, slots: &[Sums], words: &[u32], lookups: &[u32]) -> Row {
        let last = &self.last[scheme as usize];
        let mut sums = last.hidden.bias;
        add_sums(&mut sums, slots, words);
        add_sums(&mut sums, &last.lookups, lookups);
        let hidden = narrow(&sums, &last.hidden.scale);
        let mut scores = last.output.bias;
        add_byte_products(std::slice::from_mut(&mut scores), &[hidden], &last.output.matrices[0]);
        let mut out = [0.0; WIDTH];
        scale_to(&mut out, &scores, &last.output.unit);
        out
    }
}
