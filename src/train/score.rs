//! Models against corpora.

use std::collections::BTreeMap;

use super::corpus::{Sample, TreebankDocument};
use crate::annotate::entities::{self, EntityKind};
use crate::annotate::{Label, Tag, parser, tagger};
use crate::base::Span;
use crate::model::{Network, Row, Scheme, Words, features};
use crate::text::{sentences, tokenise};

/// Hits among what was found and what was to be found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub hits: usize,
    pub found: usize,
    pub gold: usize,
}

impl Counts {
    /// Harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }

    fn add(&mut self, hit: bool, found: bool, gold: bool) {
        self.hits += usize::from(hit);
        self.found += usize::from(found);
        self.gold += usize::from(gold);
    }
}

/// What a network gets right.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub words: usize,
    pub tags: usize,
    pub heads: usize,
    pub labelled: usize,
    /// Words that are no punctuation, and how many have head, and head and label, right.
    pub unpunctuated: [usize; 3],
    pub by_tag: BTreeMap<&'static str, Counts>,
    pub by_label: BTreeMap<String, Counts>,
    pub by_kind: BTreeMap<EntityKind, Counts>,
}

impl Scores {
    /// Tags, unlabelled and labelled attachment, in percent of words.
    pub fn percent(&self) -> [f64; 3] {
        [self.tags, self.heads, self.labelled].map(|hits| 100.0 * hits as f64 / self.words.max(1) as f64)
    }
}

/// Scores `network` on samples with gold words.
pub fn score(network: &Network, samples: &[Sample]) -> Scores {
    let mut scores = Scores::default();
    let (mut lower, mut vectors, mut room) = (String::new(), Vec::new(), Vec::new());
    let mut parse_room = parser::Room::default();
    for sample in samples {
        vectors.clear();
        tagger::each_form(sample.forms.iter().map(String::as_str), |form, first| {
            vectors.push(network.embed(&features(Words::embedded(), form, first, &mut lower)));
        });
        network.mix(&mut vectors, &mut room);
        let mut rows: Vec<Row> = Vec::new();
        network.tags(sample.scheme, &vectors, &mut room, &mut rows);
        for (row, &gold) in rows.iter().zip(&sample.tags) {
            let tag = tagger::best_tag(row);
            let gold = Tag::ALL.get(gold as usize).copied();
            scores.tags += usize::from(Some(tag) == gold);
            scores.by_tag.entry(tag.as_str()).or_default().add(Some(tag) == gold, true, false);
            if let Some(gold) = gold {
                scores.by_tag.entry(gold.as_str()).or_default().add(false, false, true);
            }
        }
        let state = parser::parse(network, sample.scheme, &vectors, &mut parse_room);
        scores.words += sample.forms.len();
        let labels = Label::of(sample.scheme);
        for at in 0..sample.forms.len() {
            let head = state.heads[at] == sample.heads[at];
            let label = head && state.labels[at] == sample.labels[at];
            scores.heads += usize::from(head);
            scores.labelled += usize::from(label);
            let gold = labels.get(sample.labels[at] as usize);
            if gold != Some(&Label::Punct) {
                for (count, add) in scores.unpunctuated.iter_mut().zip([true, head, label]) {
                    *count += usize::from(add);
                }
            }
            let found = labels[state.labels[at] as usize].as_str();
            scores.by_label.entry(found.into()).or_default().add(label, true, false);
            if let Some(gold) = gold {
                scores.by_label.entry(gold.as_str().into()).or_default().add(false, false, true);
            }
        }
        if !sample.names.is_empty() {
            network.tags(Scheme::News, &vectors, &mut room, &mut rows);
            let mut classes = Vec::new();
            entities::decode(&rows, &mut classes);
            let gold_classes: Vec<u8> = sample
                .names
                .iter()
                .map(|&class| if class == super::corpus::UNKNOWN { 0 } else { class })
                .collect();
            let gold = entities::spans(&gold_classes);
            let found = entities::spans(&classes);
            for name in &found {
                scores.by_kind.entry(name.2).or_default().add(gold.contains(name), true, false);
            }
            for name in &gold {
                scores.by_kind.entry(name.2).or_default().add(false, false, true);
            }
        }
    }
    scores
}

/// Sentence ends found in the paragraphs of documents.
pub fn sentence_ends(documents: &[TreebankDocument], mut wrong: impl FnMut(&str)) -> Counts {
    let mut counts = Counts::default();
    for (text, ends) in documents.iter().flat_map(|document| &document.paragraphs) {
        let span = Span::new(0, text.len());
        let mut tokens = Vec::new();
        tokenise(text, span, &mut tokens);
        let found: Vec<u32> = sentences(text, &tokens, span)
            .iter()
            .map(|range| tokens[range.end as usize - 1].span.end)
            .collect();
        for end in &found {
            let hit = ends.contains(end);
            counts.add(hit, true, false);
            if !hit {
                wrong(&format!("extra  {}", around(text, *end as usize)));
            }
        }
        for end in ends {
            counts.add(false, false, true);
            if !found.contains(end) {
                wrong(&format!("missed {}", around(text, *end as usize)));
            }
        }
    }
    counts
}

fn around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let behind: String = text[at..].chars().take(30).collect();
    format!("{before} ‖{behind}")
}
