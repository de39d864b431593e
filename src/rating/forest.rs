//! Sums of trees in files, learned from the cases: which wordings of grades tell a rating where no frame knows
//! (`onrecord train wordings`, `data/models/wordings.md`), of which body a grade is (`onrecord train subjects`,
//! `data/models/subjects.md`), and when it was given (`onrecord train dates`, `data/models/dates.md`).

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::trees::{self, Tree, chance};
use crate::base::{Error, Result};
use crate::model::{opened, sealed};

const MAGIC: &[u8; 12] = b"onrecordTREE";
const VERSION: u32 = 1;

static WORDINGS: &[u8] = include_bytes!("../../data/models/wordings.model");
static DATES: &[u8] = include_bytes!("../../data/models/dates.model");
static SUBJECTS: &[u8] = include_bytes!("../../data/models/subjects.model");

/// The bytes of the model file of wordings that ships with the program.
pub fn wordings_model() -> &'static [u8] {
    WORDINGS
}

/// The bytes of the model file of dates that ships with the program.
pub fn dates_model() -> &'static [u8] {
    DATES
}

/// The bytes of the model file of subjects that ships with the program.
pub fn subjects_model() -> &'static [u8] {
    SUBJECTS
}

/// What tells ratings beside rules.
#[derive(Clone, Debug)]
pub struct Models {
    /// Which wordings tell a rating.
    pub wordings: Forest,
    /// Of which body a grade is.
    pub subjects: Forest,
    /// When it was given.
    pub dates: Forest,
}

impl Models {
    /// Those in the program.
    ///
    /// # Panics
    /// When a file was made for another version of the program, which a test rules out.
    pub fn embedded() -> &'static Models {
        static MODELS: OnceLock<Models> = OnceLock::new();
        let read = |name: &str, bytes| Forest::from_bytes(name, bytes).expect("the embedded model fits");
        MODELS.get_or_init(|| Models {
            wordings: read("wordings", WORDINGS),
            subjects: read("subjects", SUBJECTS),
            dates: read("dates", DATES),
        })
    }
}

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

/// A grade, what the rules say of it, and the bodies that it may be of, or the times when it may have been given.
#[cfg(feature = "train")]
#[derive(Clone, Debug)]
pub struct Question<T> {
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub grade: String,
    pub date: Option<crate::base::Date>,
    pub candidates: Vec<Candidate<T>>,
}

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
        debug_assert_eq!(signs.len(), self.manifest.signs, "signs of {}", self.manifest.name);
        chance(trees::sum(&self.trees, signs))
    }

    /// The likeliest answer, where it is likely enough and another than that of the rules; of those as likely the first.
    pub fn other<T>(&self, candidates: Vec<Candidate<T>>) -> Option<T> {
        let mut best: Option<(f32, Candidate<T>)> = None;
        for candidate in candidates {
            let chance = self.chance(&candidate.signs);
            if best.as_ref().is_none_or(|(most, _)| chance > *most) {
                best = Some((chance, candidate));
            }
        }
        let (chance, best) = best?;
        (!best.ruled && chance >= self.manifest.likely).then_some(best.answer)
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
        forest.manifest.likely = 0.9;
        assert_eq!(forest.other(others()), None);
        assert_eq!(forest.other(Vec::<Candidate<&str>>::new()), None);
    }

    #[test]
    fn a_damaged_model_is_refused() {
        assert!(Forest::from_bytes("wordings", WORDINGS).is_ok());
        assert!(Forest::from_bytes("subjects", SUBJECTS).is_ok());
        assert!(Forest::from_bytes("dates", DATES).is_ok());
        let none = Forest::default();
        assert_eq!(Forest::from_bytes("none", &none.to_bytes()).unwrap(), none);
        assert!(Forest::from_bytes("cut", &DATES[..DATES.len() - 1]).is_err());
        let mut other = none;
        other.manifest.trees = 1;
        assert!(Forest::from_bytes("no tree", &other.to_bytes()).is_err());
    }
}
