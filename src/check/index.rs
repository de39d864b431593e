//! Finds the passages that share words with a claim, without looking at all of them.
//!
//! Two kinds of term point to passages: pairs of neighbouring words, and stems of words that are no function
//! words. A claim's rarest terms vote for passages, each the more the rarer it is. Among passages that share as much,
//! those by the claimed speaker come first.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::normalise::{Normaliser, Word, stem};
use super::passage::{Passage, passages};
use crate::base::{Date, Error, Result};
use crate::record::{Extraction, SpeakerKind};

/// How many votes are counted for one claim: bounds the time for claims of common words.
const VOTES: usize = 200_000;
/// How many passages are voted on at once: their votes fit in a processor's near memory.
const STRETCH: usize = 1 << 15;
/// Lists longer than this say too little to be kept.
const LONGEST_LIST: usize = 150_000;
/// The vote of the claimed speaker's name: less than that of most words, since it only orders what shares as many.
const SPEAKER: f32 = 1.0;

/// All passages of a record, and the terms that lead to them.
#[derive(Debug, Default, PartialEq)]
pub struct Index {
    pub(super) summary: Searched,
    /// Each passage as JSON, one behind the other.
    pub(super) passages: Vec<u8>,
    /// Where each passage ends in `passages`.
    pub(super) ends: Vec<u64>,
    /// Terms, ascending.
    pub(super) terms: Vec<u32>,
    /// Where the passages of each term start in `lists`; one more than there are terms.
    pub(super) starts: Vec<u32>,
    /// Passages of each term, ascending.
    pub(super) lists: Vec<u32>,
}

/// What was searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Searched {
    pub documents: u64,
    pub quotations: u64,
    /// The first and the last date on which something was said.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// How often each known speaker is quoted.
    pub speakers: BTreeMap<String, u64>,
}

/// Gathers documents into an [`Index`], in one pass.
#[derive(Debug)]
pub struct IndexBuilder<'n> {
    normaliser: &'n Normaliser,
    index: Index,
    /// A term in the upper half, a passage in the lower.
    pairs: Vec<u64>,
}

/// What one document adds.
struct Part {
    /// JSON, and the terms that lead to it.
    passages: Vec<(Vec<u8>, Vec<u32>)>,
}

impl<'n> IndexBuilder<'n> {
    pub fn new(normaliser: &'n Normaliser) -> Self {
        IndexBuilder { normaliser, index: Index::default(), pairs: Vec::new() }
    }

    /// Adds documents, in order; works on all threads of the current pool.
    pub fn add(&mut self, documents: &[Extraction]) {
        let normaliser = self.normaliser;
        let parts: Vec<Part> = documents.par_iter().map(|document| part(document, normaliser)).collect();
        for (document, part) in documents.iter().zip(parts) {
            self.index.summary.add(document);
            for (json, terms) in part.passages {
                let passage = self.index.ends.len() as u64;
                self.pairs.extend(terms.into_iter().map(|term| (u64::from(term) << 32) | passage));
                self.index.passages.extend(json);
                self.index.ends.push(self.index.passages.len() as u64);
            }
        }
    }

    pub fn finish(self) -> Index {
        let IndexBuilder { mut index, mut pairs, .. } = self;
        pairs.par_sort_unstable();
        pairs.dedup();
        index.lists.reserve(pairs.len());
        for list in pairs.chunk_by(|a, b| a >> 32 == b >> 32) {
            if list.len() <= LONGEST_LIST {
                index.terms.push((list[0] >> 32) as u32);
                index.starts.push(index.lists.len() as u32);
                index.lists.extend(list.iter().map(|pair| *pair as u32));
            }
        }
        index.starts.push(index.lists.len() as u32);
        index
    }
}

fn part(document: &Extraction, normaliser: &Normaliser) -> Part {
    let passages = passages(document).into_iter().filter_map(|passage| {
        let mut terms = terms(&normaliser.words(&passage.text), normaliser);
        if passage.speaker.kind != SpeakerKind::Unknown {
            terms.push(speaker_term(&passage.speaker.name));
        }
        // A passage of text, numbers and dates can always be written.
        Some((serde_json::to_vec(&passage).ok()?, terms))
    });
    Part { passages: passages.collect() }
}

impl Searched {
    fn add(&mut self, document: &Extraction) {
        self.documents += 1;
        self.quotations += document.quotations.len() as u64;
        for quotation in &document.quotations {
            if let Some(date) = quotation.said_on {
                self.first = Some(self.first.map_or(date, |first| first.min(date)));
                self.last = Some(self.last.map_or(date, |last| last.max(date)));
            }
            if quotation.speaker.kind != SpeakerKind::Unknown {
                *self.speakers.entry(quotation.speaker.name.clone()).or_default() += 1;
            }
        }
    }
}

/// Terms of a text, ascending, each once.
pub(super) fn terms(words: &[Word], normaliser: &Normaliser) -> Vec<u32> {
    let kept = || words.iter().filter(|word| !word.bracketed);
    let stems = kept()
        .filter(|word| !normaliser.is_function_word(&word.form))
        .map(|word| hash(&[b"s", stem(&word.form).as_bytes()]));
    let pairs = kept().zip(kept().skip(1)).map(|(a, b)| hash(&[a.form.as_bytes(), b" ", b.form.as_bytes()]));
    let mut terms: Vec<u32> = stems.chain(pairs).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The term of a speaker's last name.
fn speaker_term(name: &str) -> u32 {
    hash(&[b"n", last_name(name).as_bytes()])
}

/// The last name, in lower case: *doe* for *Cllr Jane Doe (Lab)*.
pub(super) fn last_name(name: &str) -> String {
    let name = name.split([',', '(']).next().unwrap_or_default();
    name.split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

/// FNV-1a, folded to 32 bits; the same on every machine.
fn hash(parts: &[&[u8]]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().copied().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32
}

/// Votes of one search, for passages of one stretch; kept between searches to save memory's being made.
#[derive(Debug, Default)]
pub struct Votes {
    count: Vec<f32>,
    seen: Vec<u32>,
}

impl Index {
    /// An index of documents in memory.
    pub fn of(documents: &[Extraction], normaliser: &Normaliser) -> Index {
        let mut builder = IndexBuilder::new(normaliser);
        builder.add(documents);
        builder.finish()
    }

    /// What it covers.
    pub fn searched(&self) -> &Searched {
        &self.summary
    }

    /// Number of passages.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing to search.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The passage of that number.
    ///
    /// # Errors
    /// Where it is not what an index holds, which a checksum makes as good as impossible.
    pub fn passage(&self, number: u32) -> Result<Passage> {
        let at = number as usize;
        let bad = |message: String| Error::Index { message };
        let end = *self.ends.get(at).ok_or_else(|| bad(format!("no passage {number}")))? as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let json = self.passages.get(start..end).ok_or_else(|| bad(format!("passage {number} is cut")))?;
        serde_json::from_slice(json).map_err(|error| bad(error.to_string()))
    }

    /// The passages that share most with `words`, best first; at most `limit`, which is not 0.
    pub(super) fn nearest(
        &self,
        words: &[Word],
        speaker: Option<&str>,
        normaliser: &Normaliser,
        limit: usize,
        votes: &mut Votes,
    ) -> Vec<u32> {
        votes.count.resize(STRETCH, 0.0);
        let mut lists: Vec<&[u32]> =
            terms(words, normaliser).iter().filter_map(|term| self.list(*term)).collect();
        lists.sort_by_key(|list| list.len());
        let mut counted = 0;
        let fits = lists.iter().take_while(|list| {
            counted += list.len();
            counted == list.len() || counted <= VOTES
        });
        let mut voters: Vec<(&[u32], f32)> =
            fits.map(|list| (*list, 0.5 + (self.len() as f32 / list.len() as f32).ln())).collect();
        let mut by_claimed = speaker.and_then(|name| self.list(speaker_term(name))).unwrap_or_default();
        let mut best = Best::new(limit);
        for from in (0..self.len()).step_by(STRETCH) {
            let to = (from + STRETCH) as u32;
            let from = from as u32;
            for (list, weight) in &mut voters {
                for &passage in before(list, to) {
                    let count = &mut votes.count[(passage - from) as usize];
                    if *count == 0.0 {
                        votes.seen.push(passage);
                    }
                    *count += *weight;
                }
            }
            for &passage in before(&mut by_claimed, to) {
                let count = &mut votes.count[(passage - from) as usize];
                if *count > 0.0 {
                    *count += SPEAKER;
                }
            }
            for passage in votes.seen.drain(..) {
                best.add(std::mem::take(&mut votes.count[(passage - from) as usize]), passage);
            }
        }
        best.finish()
    }

    fn list(&self, term: u32) -> Option<&[u32]> {
        let at = self.terms.binary_search(&term).ok()?;
        Some(&self.lists[self.starts[at] as usize..self.starts[at + 1] as usize])
    }
}

/// Takes the passages before `to` off an ascending list.
fn before<'a>(list: &mut &'a [u32], to: u32) -> &'a [u32] {
    let at = match list.first() {
        Some(first) if *first < to => list.partition_point(|passage| *passage < to),
        _ => 0,
    };
    let (taken, rest) = list.split_at(at);
    *list = rest;
    taken
}

/// The passages with most votes. Looks at most of them once only, since few are ever among the best.
struct Best {
    /// Not 0.
    limit: usize,
    passages: Vec<(f32, u32)>,
    /// Passages with fewer votes are not among the best.
    least: f32,
}

impl Best {
    fn new(limit: usize) -> Self {
        Best { limit, passages: Vec::with_capacity(2 * limit + 1), least: 0.0 }
    }

    fn add(&mut self, votes: f32, passage: u32) {
        if votes < self.least {
            return;
        }
        self.passages.push((votes, passage));
        if self.passages.len() > 2 * self.limit {
            self.passages.select_nth_unstable_by(self.limit - 1, Best::order);
            self.passages.truncate(self.limit);
            self.least = self.passages[self.limit - 1].0;
        }
    }

    /// Best first; of equals, the first on record.
    fn finish(mut self) -> Vec<u32> {
        self.passages.sort_unstable_by(Best::order);
        self.passages.truncate(self.limit);
        self.passages.into_iter().map(|(_, passage)| passage).collect()
    }

    fn order(a: &(f32, u32), b: &(f32, u32)) -> std::cmp::Ordering {
        b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_most_voted_are_the_first_of_all_in_order() {
        let votes = |n: u32| (n * 7919 % 23) as f32 + 1.0;
        let seen: Vec<u32> = (0..500).map(|n| n * 77 % 500).collect();
        let mut all = seen.clone();
        all.sort_by(|a, b| votes(*b).total_cmp(&votes(*a)).then(a.cmp(b)));
        for limit in [1, 2, 32, 250, 499, 500, 900] {
            let mut best = Best::new(limit);
            seen.iter().for_each(|n| best.add(votes(*n), *n));
            assert_eq!(best.finish(), all[..limit.min(500)], "{limit}");
        }
    }

    #[test]
    fn votes_reach_passages_in_every_stretch() {
        let normaliser = Normaliser::new(&Lexicon::embedded().checking);
        let mut builder = IndexBuilder::new(&normaliser);
        let words = normaliser.words("zebra crossing");
        let of_both = terms(&words, &normaliser);
        // One passage in a thousand has a word of the two, one in each stretch both.
        for passage in 0..(3 * STRETCH) as u64 {
            builder.index.ends.push(0);
            let has = match passage as usize % STRETCH {
                7 => of_both.len(),
                at if at % 1000 == 0 => 1,
                _ => 0,
            };
            builder.pairs.extend(of_both[..has].iter().map(|term| (u64::from(*term) << 32) | passage));
        }
        let index = builder.finish();
        let nearest = index.nearest(&words, None, &normaliser, 4, &mut Votes::default());
        let both = [7, STRETCH as u32 + 7, 2 * STRETCH as u32 + 7];
        assert_eq!(nearest, [both[0], both[1], both[2], 0]);
    }

    #[test]
    fn passages_come_back_and_are_found() {
        let normaliser = Normaliser::new(&Lexicon::embedded().checking);
        let record = crate::record::sample();
        let index = Index::of(&record.documents, &normaliser);
        assert_eq!(index.len(), 4, "three quotations and a label");
        assert_eq!(index.searched().documents, 1);
        let words = normaliser.words("we have tried, and failed");
        let mut votes = Votes::default();
        let nearest = index.nearest(&words, None, &normaliser, 2, &mut votes);
        assert_eq!(nearest, [0, 1]);
        assert_eq!(index.nearest(&words, None, &normaliser, 2, &mut votes), nearest, "votes are cleared");
        assert_eq!(index.passage(nearest[0]).unwrap().quotation_id, "ashby-1:q1");
        assert!(index.passage(4).is_err());
        assert!(index.nearest(&normaliser.words("zebra"), None, &normaliser, 2, &mut votes).is_empty());
    }
}
