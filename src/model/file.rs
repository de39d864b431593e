//! The model file.
//!
//! `onrecord` `MODL`, version (u32, little-endian), length of the manifest (u32), BLAKE3 hash of all that
//! follows it (32 bytes), manifest (JSON), embedding (a row is a scale, f32, and [`WIDTH`] signed bytes),
//! the other rows ([`WIDTH`] f32 each). Nothing is parsed but the manifest.

use serde::{Deserialize, Serialize};

use super::hash::ROWS;
use super::kernel::WIDTH;
use crate::base::{Error, Result};

const MAGIC: &[u8; 12] = b"onrecordMODL";
/// Goes up whenever features, tags, labels or the layout change.
const VERSION: u32 = 1;
const HEADER: usize = 12 + 4 + 4 + 32;

/// What a model is and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub name: String,
    /// What it was trained on.
    pub corpus: Vec<String>,
    /// Licence of each corpus.
    pub licence: Vec<String>,
    pub convolutions: usize,
    pub epochs: usize,
    pub seed: u64,
    /// Name and value, e.g. `ewt-dev-las`, in percent.
    pub scores: Vec<(String, f64)>,
    /// Tags, labels and kinds of name, in the order of the scores.
    pub classes: Vec<String>,
}

/// A model file's bytes, checked.
pub struct ModelFile<'a> {
    pub manifest: Manifest,
    numbers: &'a [u8],
}

impl<'a> ModelFile<'a> {
    /// Bytes of a row of the embedding.
    pub const EMBEDDING_ROW: usize = 4 + WIDTH;

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
        if manifest.convolutions > 16 {
            return Err(fail("its manifest asks for more than 16 convolutions".into()));
        }
        Ok(ModelFile { manifest, numbers: &body[length..] })
    }

    /// The embedding's bytes and those of `rows` other rows.
    ///
    /// # Errors
    /// [`Error::Model`] when the file holds fewer or more.
    pub fn numbers(&self, rows: usize) -> Result<(&'a [u8], &'a [u8])> {
        let embedding = ROWS * Self::EMBEDDING_ROW;
        if self.numbers.len() != embedding + rows * WIDTH * 4 {
            let message = "its size does not fit this program's features and labels".into();
            return Err(Error::Model { name: self.manifest.name.clone(), message });
        }
        Ok(self.numbers.split_at(embedding))
    }
}

/// The bytes of a model file: `embedding` has [`ROWS`] rows and is cut to signed bytes, `dense` is kept.
pub fn write(manifest: &Manifest, embedding: &[f32], dense: &[f32]) -> Vec<u8> {
    let text = serde_json::to_vec(manifest).expect("a manifest has only text and numbers");
    let mut body = text.clone();
    for row in embedding.chunks_exact(WIDTH) {
        let scale = row.iter().fold(0.0f32, |most, x| most.max(x.abs())) / 127.0;
        body.extend(scale.to_le_bytes());
        body.extend(row.iter().map(|x| if scale > 0.0 { (x / scale).round() as i8 as u8 } else { 0 }));
    }
    body.extend(dense.iter().flat_map(|x| x.to_le_bytes()));
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(blake3::hash(&body).as_bytes());
    bytes.extend(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(bytes: &[u8]) -> String {
        ModelFile::open("test", bytes).err().expect("refused").to_string()
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let embedding = vec![0.5; ROWS * WIDTH];
        let good = write(&Manifest::default(), &embedding, &[1.0; WIDTH]);
        let file = ModelFile::open("test", &good).unwrap();
        assert!(file.numbers(1).is_ok());
        assert!(file.numbers(2).is_err());

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
