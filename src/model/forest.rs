//! Sums of trees in files: which of several answers to a question is likeliest, where rules answer it too.

use serde::{Deserialize, Serialize};

use super::trees::{self, Tree, chance};
use super::{opened, sealed};
use crate::base::{Error, Result};

const MAGIC: &[u8; 12] = b"onrecordTREE";
const VERSION: u32 = 1;

/// An answer to a question that rules answer, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<T> {
    pub answer: T,
    /// Whether the rules say so.
    pub ruled: bool,
    /// What speaks for and against it: [`RULED`] numbers of what the rules make of it and of the grades beside, then others.
    pub signs: Vec<f32>,
}

/// How many signs of a [`Candidate`], the first ones, tell what the rules say.
pub const RULED: usize = 10;

/// What stands for a sign that is not to be seen.
pub const HIDDEN: f32 = -5.0;

/// What the model is and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ForestManifest {
    pub name: String,
    /// What it was trained on.
    pub corpus: Vec<String>,
    /// Licence of each corpus.
    pub licence: Vec<String>,
    /// How many numbers are looked at.
    pub signs: usize,
    pub trees: usize,
    /// From this chance on it holds.
    pub likely: f32,
    /// Cases that it was learned from.
    pub cases: usize,
    pub seed: u64,
    /// Name and value, in percent.
    pub scores: Vec<(String, f64)>,
}

/// A sum of trees and what it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    pub manifest: ForestManifest,
    pub trees: Vec<Tree>,
}

impl Forest {
    /// A model from the bytes of its file; `name` is for messages.
    ///
    /// # Errors
    /// [`Error::Model`] when the bytes are damaged or made for another program.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self> {
        let fail = |message: &str| Error::Model { name: name.into(), message: message.into() };
        let (about, mut body) = opened(name, bytes)?;
        if !bytes.starts_with(MAGIC) || about.version != VERSION {
            return Err(fail("not a model of trees of this program's version"));
        }
        let manifest: ForestManifest =
            serde_json::from_value(about.manifest).map_err(|_| fail("its manifest cannot be read"))?;
        let trees = (0..manifest.trees).map(|_| Tree::read(&mut body, manifest.signs));
        let trees = trees.collect::<Option<_>>().ok_or_else(|| fail("its trees do not fit"))?;
        Ok(Forest { manifest, trees })
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.trees.iter().for_each(|tree| tree.write(&mut body));
        sealed(MAGIC, VERSION, &self.manifest, body)
    }

    /// How likely it is, from 0 to 1, by these signs.
    pub fn chance(&self, signs: &[f32]) -> f32 {
        chance(self.sum(signs))
    }

    /// The likeliest answer, where it is likely enough among all and another than that of the rules; of those as likely the first.
    pub fn other<T>(&self, mut candidates: Vec<Candidate<T>>) -> Option<T> {
        let (best, chance) = self.likeliest(&candidates)?;
        let best = candidates.swap_remove(best);
        (!best.ruled && chance >= self.manifest.likely).then_some(best.answer)
    }

    /// The place of the likeliest answer, and how likely it is among all; of those as likely the first.
    pub fn likeliest<T>(&self, candidates: &[Candidate<T>]) -> Option<(usize, f32)> {
        let sums: Vec<f32> = candidates.iter().map(|candidate| self.sum(&candidate.signs)).collect();
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let best = sums.iter().position(|sum| *sum == most)?;
        Some((best, 1.0 / sums.iter().map(|sum| (sum - most).exp()).sum::<f32>()))
    }

    fn sum(&self, signs: &[f32]) -> f32 {
        debug_assert_eq!(signs.len(), self.manifest.signs, "signs of {}", self.manifest.name);
        trees::sum(&self.trees, signs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_answer_that_is_likely_enough_is_given() {
        let tree = Tree {
            nodes: vec![super::trees::Node { sign: 0, limit: 0.5, low: 1, high: 2 }],
            leaves: vec![-1.0, 1.0],
        };
        let mut forest = Forest { trees: vec![tree], ..Forest::default() };
        forest.manifest.signs = 1;
        let candidate = |answer, ruled, sign| Candidate { answer, ruled, signs: vec![sign] };
        let others = || {
            vec![candidate("rules", true, 0.0), candidate("one", false, 1.0), candidate("two", false, 1.0)]
        };
        assert_eq!(forest.other(others()), Some("one"));
        assert_eq!(forest.other(vec![candidate("rules", true, 1.0), candidate("one", false, 1.0)]), None);
        forest.manifest.likely = 0.5;
        assert_eq!(forest.other(others()), None);
        let two = || vec![candidate("rules", true, 0.0), candidate("one", false, 1.0)];
        assert_eq!(forest.other(two()), Some("one"));
        forest.manifest.likely = 0.9;
        assert_eq!(forest.other(two()), None);
        assert_eq!(forest.other(Vec::<Candidate<&str>>::new()), None);
    }

    #[test]
    fn a_damaged_model_is_refused() {
        let none = Forest::default();
        assert_eq!(Forest::from_bytes("none", &none.to_bytes()).unwrap(), none);
        let tree = Tree { nodes: Vec::new(), leaves: vec![1.0] };
        let mut one = Forest { trees: vec![tree], ..Forest::default() };
        one.manifest.trees = 1;
        let bytes = one.to_bytes();
        assert_eq!(Forest::from_bytes("one", &bytes).unwrap(), one);
        assert!(Forest::from_bytes("cut", &bytes[..bytes.len() - 1]).is_err());
        let mut other = none;
        other.manifest.trees = 1;
        assert!(Forest::from_bytes("no tree", &other.to_bytes()).is_err());
    }
}
