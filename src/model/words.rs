//! What is known of words from very much text: the vectors of [`WORDS`](Words::embedded), cut to a few bytes each.
//!
//! A vector is cut in [`PARTS`] parts, and each part is told by the nearest of [`CODES`] (product quantisation:
//! Jégou, Douze and Schmid, 2011). Words that are used alike share codes, so what is learnt of one holds for others,
//! also for those that no annotated text has.
//!
//! The file: `onrecord` `WORD`, version (u32, little-endian), length of the manifest (u32), BLAKE3 hash of all that
//! follows it (32 bytes), manifest (JSON), how many words each of [`BUCKETS`] holds (a byte each), 16 more bits of each
//! word's hash, in order within its bucket, and the codes of each. The words themselves are not kept.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::about::{opened, sealed};
use super::hash::hash;
use crate::base::{Error, Result};

/// Parts of a vector.
pub const PARTS: usize = 10;
/// Codes of each part.
pub const CODES: usize = 256;

const MAGIC: &[u8; 12] = b"onrecordWORD";
const VERSION: u32 = 1;
const BUCKETS: usize = 1 << 15;
const SEED: u64 = 0x776f_7264_735f_3031;

static EMBEDDED: &[u8] = include_bytes!("../../data/models/words.model");

/// The bytes of the word file that ships with the program.
pub fn words_model() -> &'static [u8] {
    EMBEDDED
}

/// What the vectors are and how they were cut.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordsManifest {
    pub name: String,
    /// Where the vectors came from.
    pub corpus: Vec<String>,
    pub licence: Vec<String>,
    pub words: usize,
    pub seed: u64,
    /// Share of the vectors' spread that the codes keep, in percent.
    pub kept: f64,
}

/// Codes of words.
pub struct Words<'a> {
    starts: Vec<u32>,
    prints: &'a [[u8; 2]],
    codes: &'a [[u8; PARTS]],
    checksum: String,
}

/// Where a word lies: its bucket, and what tells it from others there.
fn place(lower: &str) -> (usize, u16) {
    let hash = hash(SEED, lower.as_bytes());
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed >> 49) as usize, (mixed >> 33) as u16)
}

impl Words<'static> {
    /// The words that came with the program.
    ///
    /// # Panics
    /// When the file was built for another version of the program, which a test rules out.
    pub fn embedded() -> &'static Words<'static> {
        static WORDS: OnceLock<Words<'static>> = OnceLock::new();
        WORDS.get_or_init(|| Words::from_bytes("words", EMBEDDED).expect("the embedded words fit"))
    }
}

impl<'a> Words<'a> {
    /// Words from the bytes of their file; `name` is for messages.
    ///
    /// # Errors
    /// [`Error::Model`] when the bytes are damaged or made for another program.
    pub fn from_bytes(name: &str, bytes: &'a [u8]) -> Result<Self> {
        let fail = |message: String| Error::Model { name: name.into(), message };
        let (told, body) = opened(name, bytes)?;
        if !bytes.starts_with(MAGIC) || told.version != VERSION {
            return Err(fail(format!("not a word file of version {VERSION}")));
        }
        let short = || fail("its size does not fit its words".into());
        let (counts, rest) = body.split_at_checked(BUCKETS).ok_or_else(short)?;
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut sum = 0;
        starts.push(0);
        for &count in counts {
            sum += u32::from(count);
            starts.push(sum);
        }
        if rest.len() != sum as usize * (2 + PARTS) {
            return Err(short());
        }
        let (prints, codes) = rest.split_at(2 * sum as usize);
        let (prints, codes) = (prints.as_chunks().0, codes.as_chunks().0);
        Ok(Words { starts, prints, codes, checksum: told.checksum })
    }

    /// Tells these words from others.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// The codes of a word in small letters. A word that is not there is taken for one that is once in ten thousand
    /// times.
    pub fn codes(&self, lower: &str) -> Option<&'a [u8; PARTS]> {
        let (bucket, print) = place(lower);
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let at = self.prints[start..end].iter().position(|&other| u16::from_le_bytes(other) == print)?;
        Some(&self.codes[start + at])
    }
}

/// The bytes of a word file.
///
/// # Panics
/// When a bucket has more than 255 words: no list of words is long enough.
pub fn write_words(manifest: &WordsManifest, words: &[(String, [u8; PARTS])]) -> Vec<u8> {
    let mut placed: Vec<((usize, u16), &[u8; PARTS])> =
        words.iter().map(|(word, codes)| (place(word), codes)).collect();
    // The commoner of two words that lie in one place comes first.
    placed.sort_by_key(|&(place, _)| place);
    placed.dedup_by_key(|&mut (place, _)| place);
    let mut counts = vec![0usize; BUCKETS];
    placed.iter().for_each(|&((bucket, _), _)| counts[bucket] += 1);
    let counts = counts.into_iter().map(|count| u8::try_from(count).expect("few words in a bucket"));
    let prints = placed.iter().flat_map(|&((_, print), _)| print.to_le_bytes());
    let codes = placed.iter().flat_map(|&(_, codes)| *codes);
    sealed(MAGIC, VERSION, manifest, counts.chain(prints).chain(codes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again() {
        let words: Vec<(String, [u8; PARTS])> =
            (0..3000).map(|at| (format!("w{at}"), [(at % 251) as u8; PARTS])).collect();
        let bytes = write_words(&WordsManifest::default(), &words);
        let file = Words::from_bytes("test", &bytes).unwrap();
        assert!(words.iter().all(|(word, codes)| file.codes(word) == Some(codes)));
        let wrong = (0..3000).filter(|at| file.codes(&format!("v{at}")).is_some()).count();
        assert!(wrong < 3, "{wrong}");
        assert!(Words::from_bytes("test", &bytes[..bytes.len() - 1]).is_err());
        assert!(Words::from_bytes("test", b"").is_err());
    }

    #[test]
    fn words_used_alike_share_codes() {
        let words = Words::embedded();
        let shared = |a: &str, b: &str| {
            let (a, b) = (words.codes(a).expect(a), words.codes(b).expect(b));
            a.iter().zip(b).filter(|(a, b)| a == b).count()
        };
        assert!(shared("thursday", "wednesday") >= 3);
        assert!(shared("thursday", "wednesday") > shared("thursday", "council"));
        assert!(words.codes("councillor").is_some());
        assert!(words.codes("zzzzqqq").is_none());
    }
}
