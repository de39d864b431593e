//! Which of the ratings that a quotation may be about it is about, if any: two sums of trees over the signs of its
//! [`Pair`]s, learned from the cases (`onrecord train links`); `data/models/links.md` has what they score.
//!
//! The first looks at each pair alone; the second also at what the first made of the quotation's other pairs and of the
//! quotations beside it (stacking: Wolpert, 1992).

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::pairs::Pair;
use super::{Link, Proposal, words};
use crate::base::{Error, Result};
use crate::model::trees::{self, Tree, chance};
use crate::model::{opened, sealed};

const MAGIC: &[u8; 12] = b"onrecordLINK";
const VERSION: u32 = 1;

static EMBEDDED: &[u8] = include_bytes!("../../../data/models/links.model");

/// The bytes of the model file that ships with the program.
pub fn links_model() -> &'static [u8] {
    EMBEDDED
}

/// What the model is and how it came about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LinksManifest {
    pub name: String,
    /// What it was trained on.
    pub corpus: Vec<String>,
    /// Licence of each corpus.
    pub licence: Vec<String>,
    /// Names of a pair's signs.
    pub signs: Vec<String>,
    /// Words of which a sign tells whether the quotation holds them, in lower case.
    pub words: Vec<String>,
    /// Trees of each of the two sums.
    pub trees: [usize; 2],
    /// From this chance on a quotation is about the likeliest of its ratings.
    pub likely: f32,
    /// From this chance on it is about another besides.
    pub besides: f32,
    /// Cases that it was learned from.
    pub cases: usize,
    pub seed: u64,
    /// Name and value, in percent.
    pub scores: Vec<(String, f64)>,
}

/// What tells which rating a quotation is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    pub manifest: LinksManifest,
    pub alone: Vec<Tree>,
    pub together: Vec<Tree>,
}

/// What the second sum knows beside a pair's own signs: the pair's chance and the others' of its quotation, and for three
/// quotations beside it the chance of the same rating and the highest.
const BESIDE: usize = 4 + 3 * 2;

impl Choice {
    /// The one in the program.
    ///
    /// # Panics
    /// When the file was made for another version of the program, which a test rules out.
    pub fn embedded() -> &'static Choice {
        static CHOICE: OnceLock<Choice> = OnceLock::new();
        CHOICE.get_or_init(|| Choice::from_bytes("links", EMBEDDED).expect("the embedded model fits"))
    }

    /// A model from the bytes of its file; `name` is for messages.
    ///
    /// # Errors
    /// [`Error::Model`] when the bytes are damaged or made for another program.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self> {
        let fail = |message: &str| Error::Model { name: name.into(), message: message.into() };
        let (about, mut body) = opened(name, bytes)?;
        if !bytes.starts_with(MAGIC) || about.version != VERSION {
            return Err(fail("not a model of links of this program's version"));
        }
        let manifest: LinksManifest =
            serde_json::from_value(about.manifest).map_err(|_| fail("its manifest cannot be read"))?;
        let signs = manifest.signs.len() + manifest.words.len();
        let mut read = |count: usize, signs: usize| -> Option<Vec<Tree>> {
            (0..count).map(|_| Tree::read(&mut body, signs)).collect()
        };
        let [alone, together] = manifest.trees;
        let trees = read(alone, signs).zip(read(together, signs + BESIDE));
        let (alone, together) = trees.ok_or_else(|| fail("its trees do not fit"))?;
        Ok(Choice { manifest, alone, together })
    }

    /// The bytes of its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.alone.iter().chain(&self.together).for_each(|tree| tree.write(&mut body));
        sealed(MAGIC, VERSION, &self.manifest, body)
    }

    /// The links of a document's quotations.
    pub fn choose(&self, proposals: &[Proposal]) -> Vec<Link> {
        let chances = self.chances(proposals);
        let mut links = Vec::new();
        for (proposal, chances) in proposals.iter().zip(&chances) {
            for place in self.chosen(proposal, chances) {
                let Pair { rating, basis, .. } = proposal.pairs[place];
                links.push(Link { said: proposal.said, rating, basis, confidence: chances[place] });
            }
        }
        links
    }

    /// For each proposal, how likely it is about the rating of each of its pairs.
    pub fn chances(&self, proposals: &[Proposal]) -> Vec<Chances> {
        let mut numbers: Vec<Numbers> = proposals.iter().map(|proposal| self.numbers(proposal)).collect();
        let alone: Vec<Chances> = numbers.iter().map(|numbers| chances(&self.alone, numbers)).collect();
        add_beside(proposals, &alone, &mut numbers);
        numbers.iter().map(|numbers| chances(&self.together, numbers)).collect()
    }

    /// Places of the pairs that are likely enough: the likeliest first, then the others in text order. Words that tell a
    /// grade themselves are about it.
    pub fn chosen(&self, proposal: &Proposal, chances: &[f32]) -> Vec<usize> {
        let first = |best: Option<usize>, at: usize| match best {
            Some(best) if chances[best] >= chances[at] => Some(best),
            _ => Some(at),
        };
        let open = |at: &usize| !proposal.pairs[*at].past;
        let Some(best) = (0..chances.len()).filter(open).fold(None, first) else { return Vec::new() };
        let stated = |at: usize| proposal.stated.contains(&proposal.pairs[at].rating);
        let likely = chances[best] >= self.manifest.likely;
        let others = (0..chances.len())
            .filter(open)
            .filter(|&at| at != best || !likely)
            .filter(|&at| stated(at) || likely && chances[at] >= self.manifest.besides);
        likely.then_some(best).into_iter().chain(others).collect()
    }

    /// The numbers that the first sum sees of each pair: its signs, and whether the quotation holds each of the model's words.
    pub fn numbers(&self, proposal: &Proposal) -> Numbers {
        let held: HashSet<String> = words(&proposal.content).into_iter().collect();
        let held = self.manifest.words.iter().map(|word| f32::from(u8::from(held.contains(word))));
        let held: Vec<f32> = held.collect();
        let of =
            |pair: &Pair| pair.signs.iter().map(|(_, number)| *number).chain(held.iter().copied()).collect();
        proposal.pairs.iter().map(of).collect()
    }
}

/// For each pair of a proposal, what a sum sees of it.
pub type Numbers = Vec<Vec<f32>>;

/// For each pair of a proposal, a chance from 0 to 1.
pub type Chances = Vec<f32>;

/// What a sum of trees makes of each pair of a proposal.
pub fn chances(trees: &[Tree], numbers: &Numbers) -> Chances {
    numbers.iter().map(|numbers| chance(trees::sum(trees, numbers))).collect()
}

/// Adds to the numbers that the first sum sees of each pair what only the second does: what the first made (`alone`) of the
/// pair, of the other pairs of its quotation, and of those of the quotations beside it.
pub fn add_beside(proposals: &[Proposal], alone: &[Chances], numbers: &mut [Numbers]) {
    for (at, proposal) in proposals.iter().enumerate() {
        for (pair, numbers) in numbers[at].iter_mut().enumerate() {
            let own = alone[at][pair];
            let others = || alone[at].iter().enumerate().filter(|&(other, _)| other != pair).map(|(_, c)| *c);
            numbers.push(own);
            numbers.push(others().fold(0.0, f32::max));
            numbers.push(others().sum());
            numbers.push(others().filter(|&other| other > own).count() as f32);
            for steps in [-1, -2, 1] {
                let said = proposal.said.checked_add_signed(steps);
                let beside =
                    said.and_then(|said| proposals.binary_search_by_key(&said, |other| other.said).ok());
                let Some(beside) = beside else {
                    numbers.extend([-1.0, -1.0]);
                    continue;
                };
                let rating = proposal.pairs[pair].rating;
                let same = proposals[beside].pairs.iter().position(|other| other.rating == rating);
                numbers.push(same.map_or(0.0, |same| alone[beside][same]));
                numbers.push(alone[beside].iter().copied().fold(0.0, f32::max));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_model_is_refused() {
        assert!(Choice::from_bytes("links", EMBEDDED).is_ok());
        let bytes = Choice::default().to_bytes();
        assert_eq!(Choice::from_bytes("none", &bytes).unwrap(), Choice::default());
        assert!(Choice::from_bytes("cut", &EMBEDDED[..EMBEDDED.len() - 1]).is_err());
        let mut manifest = Choice::default();
        manifest.manifest.trees = [1, 0];
        assert!(Choice::from_bytes("no tree", &manifest.to_bytes()).is_err());
    }
}
