//! The model file.
//!
//! `onrecord` `MODL`, version (u32, little-endian), length of the manifest (u32), BLAKE3 hash of all that
//! follows it (32 bytes), manifest (JSON), rows of the embedding, the other rows. A row is a scale (f32) and
//! [`WIDTH`] signed bytes; those of a matrix are the weights of an output. Nothing is parsed but the manifest.

use serde::{Deserialize, Serialize};

use super::about::sealed;
use super::hash::ROWS;
use super::integer::Matrix;
use super::kernel::{Row, WIDTH};
use super::network::LAYERS;
use crate::base::{Error, Result};

const MAGIC: &[u8; 12] = b"onrecordMODL";
/// Goes up whenever features, tags, labels or the layout change.
const VERSION: u32 = 3;
const HEADER: usize = 12 + 4 + 4 + 32;

/// What a model is and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub name: String,
    /// What it was trained on.
    pub corpus: Vec<String>,
    /// Licence of each corpus.
    pub licence: Vec<String>,
    /// How many words away the neighbours of each convolution are.
    pub reach: Vec<u8>,
    /// What a byte of each layer is worth, where it is cut to bytes.
    pub units: Vec<f32>,
    /// Checksum of the word file whose codes it was trained with.
    pub words: String,
    pub epochs: usize,
    pub seed: u64,
    /// Name and value, e.g. `ewt-dev-las`, in percent.
    pub scores: Vec<(String, f64)>,
    /// Tags, labels and kinds of name, in the order of the scores.
    pub classes: Vec<String>,
}

impl Manifest {
    /// How far each convolution reaches; 0 where there is none.
    pub fn reach(&self) -> [u8; LAYERS] {
        std::array::from_fn(|layer| self.reach.get(layer).copied().unwrap_or(0))
    }
}

/// A scale (f32) and signed bytes.
pub type QuantisedRow = [u8; 4 + WIDTH];

/// Cuts numbers to bytes, of which the largest stands for `most`.
fn quantised(row: &[f32], most: f32) -> QuantisedRow {
    let scale = most / 127.0;
    let mut out = [0; 4 + WIDTH];
    out[..4].copy_from_slice(&scale.to_le_bytes());
    for (out, x) in out[4..].iter_mut().zip(row) {
        *out = if scale > 0.0 { (x / scale).round() as i8 as u8 } else { 0 };
    }
    out
}

/// What a unit of a row is worth, and its signed bytes.
pub fn parts_of(row: &QuantisedRow) -> (f32, &[u8; WIDTH]) {
    let scale = f32::from_le_bytes(*row.first_chunk().expect("four bytes"));
    (scale, row.last_chunk().expect("WIDTH bytes"))
}

/// The numbers that a row stands for.
pub fn numbers_of(row: &QuantisedRow) -> Row {
    let (scale, bytes) = parts_of(row);
    bytes.map(|x| f32::from(x as i8) * scale)
}

/// A matrix from the weights of each output, and what a unit of each output's weights is worth.
pub fn matrix_of(rows: &[QuantisedRow]) -> (Matrix, Row) {
    let matrix = Matrix::new(rows.iter().map(|row| parts_of(row).1));
    (matrix, std::array::from_fn(|output| parts_of(&rows[output]).0))
}

/// [`matrix_of`] back.
pub fn rows_of(matrix: &Matrix, units: &Row) -> Vec<QuantisedRow> {
    let row = |(output, unit): (usize, &f32)| {
        let mut row = [0; 4 + WIDTH];
        row[..4].copy_from_slice(&unit.to_le_bytes());
        row[4..].iter_mut().enumerate().for_each(|(input, x)| *x = matrix.weight(input, output) as u8);
        row
    };
    units.iter().enumerate().map(row).collect()
}

/// A matrix with a row for each input to the weights of each output.
pub fn quantised_matrix(matrix: &[f32]) -> Vec<QuantisedRow> {
    let mut matrix = matrix.to_vec();
    transpose(&mut matrix, 0);
    matrix.chunks_exact(WIDTH).map(|row| quantised(row, largest(row))).collect()
}

fn largest(row: &[f32]) -> f32 {
    row.iter().fold(0.0f32, |most, x| most.max(x.abs()))
}

/// A model file's bytes, checked.
pub struct ModelFile<'a> {
    pub manifest: Manifest,
    numbers: &'a [u8],
}

impl<'a> ModelFile<'a> {
    /// Checks magic, version and checksum of `bytes` and reads the manifest.
    ///
    /// # Errors
    /// [`Error::Model`] with what is wrong.
    pub fn open(name: &str, bytes: &'a [u8]) -> Result<Self> {
        let fail = |message: String| Error::Model { name: name.into(), message };
        if bytes.len() < HEADER || &bytes[..12] != MAGIC {
            return Err(fail("not a model of onrecord".into()));
        }
        let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        if number(12) != VERSION {
            return Err(fail(format!("has version {}, this program reads version {VERSION}", number(12))));
        }
        let body = &bytes[HEADER..];
        if blake3::hash(body).as_bytes()[..] != bytes[20..HEADER] {
            return Err(fail("its checksum is wrong: the file is cut short or damaged".into()));
        }
        let length = number(16) as usize;
        if length > body.len() {
            return Err(fail("its manifest is longer than the file".into()));
        }
        let manifest: Manifest = serde_json::from_slice(&body[..length])
            .map_err(|error| fail(format!("its manifest cannot be read ({error})")))?;
        if manifest.reach.len() > LAYERS {
            return Err(fail(format!("its manifest asks for more than {LAYERS} convolutions")));
        }
        Ok(ModelFile { manifest, numbers: &body[length..] })
    }

    /// The embedding's rows and `rows` other rows, where the manifest tells the units of `layers`.
    ///
    /// # Errors
    /// [`Error::Model`] when the file holds fewer or more.
    pub fn numbers(&self, rows: usize, layers: usize) -> Result<(&'a [QuantisedRow], &'a [QuantisedRow])> {
        let units = &self.manifest.units;
        let usable = units.len() == layers && units.iter().all(|&unit| unit > 0.0 && unit.is_finite());
        if self.numbers.len() != (ROWS + rows) * (4 + WIDTH) || !usable {
            let message = "its size does not fit this program's features and labels".into();
            return Err(Error::Model { name: self.manifest.name.clone(), message });
        }
        Ok(self.numbers.as_chunks().0.split_at(ROWS))
    }
}

/// Turns the matrix that starts at row `start` on its side.
pub fn transpose(rows: &mut [f32], start: usize) {
    let matrix = &mut rows[start * WIDTH..(start + WIDTH) * WIDTH];
    for at in 0..WIDTH {
        for other in 0..at {
            matrix.swap(at * WIDTH + other, other * WIDTH + at);
        }
    }
}

/// The bytes of a model file. `embedding` has [`ROWS`] rows; `sums` are the first rows of matrices, together where
/// their products are summed: an output's unit is worth the same in all of them.
pub fn write(manifest: &Manifest, embedding: &[f32], dense: &[f32], sums: &[Vec<usize>]) -> Vec<u8> {
    let mut dense = dense.to_vec();
    sums.iter().flatten().for_each(|&start| transpose(&mut dense, start));
    let row = |at: usize| &dense[at * WIDTH..(at + 1) * WIDTH];
    let mut most: Vec<f32> = dense.chunks_exact(WIDTH).map(largest).collect();
    for starts in sums {
        for output in 0..WIDTH {
            let shared = starts.iter().map(|start| most[start + output]).fold(0.0, f32::max);
            starts.iter().for_each(|start| most[start + output] = shared);
        }
    }
    let embedding = embedding.chunks_exact(WIDTH).flat_map(|row| quantised(row, largest(row)));
    let others = most.iter().enumerate().flat_map(|(at, &most)| quantised(row(at), most));
    sealed(MAGIC, VERSION, manifest, embedding.chain(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_has_one_unit_in_matrices_that_are_summed() {
        let mut dense = vec![0.25; 2 * WIDTH * WIDTH];
        // From input 3 to output 5, in the second matrix.
        dense[(WIDTH + 3) * WIDTH + 5] = -127.0;
        let manifest = Manifest { units: vec![0.5], ..Manifest::default() };
        let bytes = write(&manifest, &vec![0.5; ROWS * WIDTH], &dense, &[vec![0, WIDTH]]);
        let file = ModelFile::open("test", &bytes).unwrap();
        let (embedding, rows) = file.numbers(2 * WIDTH, 1).unwrap();
        assert_eq!(numbers_of(&embedding[7]), [0.5; WIDTH]);
        assert_eq!(parts_of(&rows[5]).0, 1.0);
        assert_eq!(parts_of(&rows[WIDTH + 5]).0, 1.0);
        assert_eq!(numbers_of(&rows[WIDTH + 5])[3], -127.0);
        assert!((numbers_of(&rows[6])[0] - 0.25).abs() < 0.01);
    }

    fn message(bytes: &[u8]) -> String {
        ModelFile::open("test", bytes).err().expect("refused").to_string()
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let embedding = vec![0.5; ROWS * WIDTH];
        let manifest = Manifest { units: vec![0.5], ..Manifest::default() };
        let good = write(&manifest, &embedding, &[1.0; WIDTH], &[]);
        let file = ModelFile::open("test", &good).unwrap();
        assert!(file.numbers(1, 1).is_ok());
        assert!(file.numbers(2, 1).is_err());
        assert!(file.numbers(1, 2).is_err());

        assert!(message(b"").contains("not a model"));
        let mut bad = good.clone();
        bad[0] = b'x';
        assert!(message(&bad).contains("not a model"));
        let mut bad = good.clone();
        bad[12] = 99;
        assert!(message(&bad).contains("version 99"));
        let mut bad = good.clone();
        *bad.last_mut().unwrap() ^= 1;
        assert!(message(&bad).contains("checksum"));
        assert!(message(&good[..good.len() - 1]).contains("checksum"));
    }
}
