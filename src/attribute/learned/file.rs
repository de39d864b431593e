//! The model file.
//!
//! `onrecord` `ATTR`, version (u32, little-endian), length of the manifest (u32), BLAKE3 hash of all that follows it
//! (32 bytes), manifest (JSON), the words that open cues (bits), then for each chain its transitions and its hidden
//! layer's bias and output (f32), that layer's matrices (rows of a scale, f32, and signed bytes), its table (signed
//! bytes, those of labels that it has), and the hidden layer's rows (signed bytes).

use serde::{Deserialize, Serialize};

use super::chain::{Chain, Graph, LABELS};
use super::cue::Openers;
use super::hidden::{Hidden, Projection};
use super::table::Table;
use super::{Calibration, Model, argument, cue};
use crate::base::{Error, Result};
use crate::model::{QuantisedRow, WIDTH, sealed};

const MAGIC: &[u8; 12] = b"onrecordATTR";
/// Goes up whenever features, states or the layout change.
const VERSION: u32 = 5;
const HEADER: usize = 12 + 4 + 4 + 32;

/// What a model is and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// What it was trained on, with the licence.
    pub corpus: String,
    /// Whose annotations it reads: `own` or `silver`.
    pub annotations: String,
    /// Bytes of each table, and of the rows of its hidden layer.
    pub tables: [[usize; 2]; 2],
    /// What their units are worth.
    pub scales: [[f32; 2]; 2],
    pub bias: f32,
    pub rescue_bias: f32,
    pub source_pull: f32,
    pub region_prior: [f32; 4],
    /// How confidence is made.
    #[serde(default)]
    pub calibration: Calibration,
}

/// Which of a row's labels a chain has: the others' weights are zero, and stay out of the file.
fn used(graph: &Graph) -> [bool; LABELS] {
    std::array::from_fn(|label| graph.labels.contains(&(label as u8)))
}

impl Model {
    /// The bytes of a model file. `manifest` gives the corpus and annotations; the rest is filled in.
    pub fn to_bytes(&self, manifest: &Manifest) -> Vec<u8> {
        let manifest = Manifest {
            tables: [&self.cue, &self.argument].map(|t| [t.weights.len(), t.hidden.rows.len()]),
            scales: [&self.cue, &self.argument].map(|t| [t.scale, t.hidden.scale]),
            bias: self.bias,
            rescue_bias: self.rescue_bias,
            source_pull: self.source_pull,
            region_prior: self.region_prior,
            calibration: self.calibration,
            ..manifest.clone()
        };
        let mut body = self.openers.0.to_vec();
        for table in [&self.cue, &self.argument] {
            let hidden = &table.hidden;
            let floats = table.chain.extra.iter().chain(&hidden.bias).chain(hidden.output.iter().flatten());
            body.extend(floats.flat_map(|x| x.to_le_bytes()));
            body.extend(hidden.matrices.iter().flat_map(Projection::rows).flatten());
            let used = used(&table.chain.graph);
            let weights = table.weights.iter().zip(used.iter().cycle());
            body.extend(weights.filter(|(_, used)| **used).map(|(x, _)| *x as u8));
            body.extend(hidden.rows.iter().map(|x| *x as u8));
        }
        sealed(MAGIC, VERSION, &manifest, body)
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`Error::Model`] with what is wrong.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<(Self, Manifest)> {
        let fail = |message: &str| Error::Model { name: name.into(), message: message.into() };
        if bytes.len() < HEADER || &bytes[..12] != MAGIC {
            return Err(fail("not an attribution model of onrecord"));
        }
        let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        if number(12) != VERSION {
            return Err(fail("made for another version of the program"));
        }
        let body = &bytes[HEADER..];
        if blake3::hash(body).as_bytes()[..] != bytes[20..HEADER] {
            return Err(fail("its checksum is wrong: the file is cut short or damaged"));
        }
        let length = number(16) as usize;
        if length > body.len() {
            return Err(fail("its manifest is longer than the file"));
        }
        let manifest: Manifest =
            serde_json::from_slice(&body[..length]).map_err(|_| fail("its manifest cannot be read"))?;
        let shapes = [(cue::graph(), cue::MATRICES), (argument::graph(), argument::MATRICES)];
        let floats = |(graph, _): &(Graph, usize)| graph.extra() + WIDTH + WIDTH * LABELS;
        let matrix_bytes = |(_, matrices): &(Graph, usize)| matrices * WIDTH * size_of::<QuantisedRow>();
        let kept = |graph: &Graph, table: usize| {
            (table / LABELS).saturating_mul(used(graph).into_iter().filter(|used| *used).count())
        };
        let wanted = Openers::LEN
            + shapes.iter().map(|shape| floats(shape) * 4 + matrix_bytes(shape)).sum::<usize>()
            + shapes
                .iter()
                .zip(manifest.tables)
                .map(|((graph, _), [table, rows])| kept(graph, table).saturating_add(rows))
                .fold(0, usize::saturating_add);
        let fits = |&[table, rows]: &[usize; 2]| {
            table >= LABELS
                && table.is_power_of_two()
                && rows % WIDTH == 0
                && (rows / WIDTH).is_power_of_two()
        };
        if body.len() - length != wanted || !manifest.tables.iter().all(fits) {
            return Err(fail("its size does not fit this program's states"));
        }
        let (openers, mut rest) = body[length..].split_at(Openers::LEN);
        let mut tables = shapes.into_iter().zip(manifest.tables).zip(manifest.scales).map(
            |((shape, [table, rows]), [scale, row_scale])| {
                let (numbers, behind) = rest.split_at(floats(&shape) * 4);
                let (matrix_rows, behind) = behind.split_at(matrix_bytes(&shape));
                let (weights, behind) = behind.split_at(kept(&shape.0, table));
                let (row_bytes, behind) = behind.split_at(rows);
                rest = behind;
                let mut numbers = numbers.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes));
                let mut take = |count: usize| -> Vec<f32> { numbers.by_ref().take(count).collect() };
                let signed = |bytes: &[u8]| bytes.iter().map(|&byte| byte as i8).collect();
                let (graph, _) = shape;
                let used = used(&graph);
                let mut weights = weights.iter();
                let mut weight =
                    |used: bool| if used { weights.next().map_or(0, |&byte| byte as i8) } else { 0 };
                let weights = (0..table).map(|at| weight(used[at % LABELS])).collect();
                let extra = take(graph.extra());
                Table {
                    chain: Chain::with(graph, extra),
                    scale,
                    weights,
                    hidden: Hidden {
                        bias: take(WIDTH),
                        output: take(WIDTH * LABELS).as_chunks().0.to_vec(),
                        matrices: matrix_rows
                            .as_chunks()
                            .0
                            .chunks_exact(WIDTH)
                            .map(Projection::new)
                            .collect(),
                        rows: signed(row_bytes),
                        scale: row_scale,
                    },
                }
            },
        );
        let (cue, argument) = (tables.next().expect("two"), tables.next().expect("two"));
        drop(tables);
        let model = Model {
            openers: Openers(openers.to_vec()),
            cue,
            argument,
            bias: manifest.bias,
            rescue_bias: manifest.rescue_bias,
            source_pull: manifest.source_pull,
            region_prior: manifest.region_prior,
            calibration: manifest.calibration,
        };
        Ok((model, manifest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::quantised_matrix;

    #[test]
    fn comes_back_and_refuses_damage() {
        let table = |graph: Graph, matrices| Table {
            weights: (0..64).map(|at| if used(&graph)[at % LABELS] { at as i8 } else { 0 }).collect(),
            chain: Chain::new(graph),
            scale: 0.5,
            hidden: Hidden {
                matrices: vec![Projection::new(&quantised_matrix(&[0.5; WIDTH * WIDTH])); matrices],
                bias: vec![1.0; WIDTH],
                rows: vec![4; 2 * WIDTH],
                scale: 0.25,
                output: vec![[2.0; LABELS]; WIDTH],
            },
        };
        let model = Model {
            openers: Openers::new(),
            cue: table(cue::graph(), cue::MATRICES),
            argument: table(argument::graph(), argument::MATRICES),
            bias: 1.0,
            rescue_bias: 4.0,
            source_pull: 4.0,
            region_prior: [-1.0; 4],
            calibration: Calibration::default(),
        };
        let bytes = model.to_bytes(&Manifest::default());
        let (again, manifest) = Model::from_bytes("test", &bytes).unwrap();
        assert_eq!(again.to_bytes(&manifest), bytes);
        let mut bad = bytes.clone();
        *bad.last_mut().unwrap() ^= 1;
        assert!(Model::from_bytes("test", &bad).is_err());
        assert!(Model::from_bytes("test", &bytes[..bytes.len() - 1]).is_err());
        assert!(Model::from_bytes("test", b"").is_err());
    }
}
