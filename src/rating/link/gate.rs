//! Whether a quotation is about a rating at all: a logistic model over the signs of a proposal.
//!
//! Learned from the cases, whose readers say of each quotation which ratings it is about
//! (`onrecord train links`); `data/models/links.md` has what it scores.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Link, Passage, Proposal, Scene, is_current, words};
use crate::record::SpeakerKind;

/// What each sign is worth.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Where there is no sign.
    pub bias: f32,
    pub signs: BTreeMap<String, f32>,
}

/// From this chance on a quotation is about a rating. More than a half, for what is said near a grade in the cases is more often
/// about it than elsewhere: half of them were written to show how grades are answered.
const LIKELY: f32 = 0.65;

/// The same where the rules see no more than nearness.
const UNREASONED: f32 = 0.75;

/// Signs that tell what became of the quotation before.
const AFTER: [[&str; 2]; 2] = [["after none", "after one"], ["goes on from none", "goes on from one"]];

impl Gate {
    /// The one in the program.
    ///
    /// # Panics
    /// Never: a test reads the file.
    pub fn embedded() -> &'static Gate {
        static GATE: LazyLock<Gate> = LazyLock::new(|| {
            toml::from_str(include_str!("../../../data/models/links.toml")).expect("a test reads it")
        });
        &GATE
    }

    /// The links of those proposals that are likely enough.
    pub fn choose(&self, proposals: Vec<Proposal>) -> Vec<Link> {
        let mut links = Vec::new();
        for (proposal, chance) in proposals.iter().zip(self.kept(proposals.iter())) {
            let Some(chance) = chance else { continue };
            let sure = |link: &Link| Link { confidence: link.confidence * chance, ..*link };
            links.extend(proposal.links.iter().map(sure));
        }
        links
    }

    /// For each proposal of a document, in text order, how likely it is about a rating, where that is enough for a link.
    pub fn kept<'p>(&self, proposals: impl Iterator<Item = &'p Proposal>) -> Vec<Option<f32>> {
        let mut before = None;
        let keeps = |proposal: &Proposal| {
            let chance = self.keeps(proposal, before == Some(proposal.said.wrapping_sub(1)));
            before = chance.map(|_| proposal.said).or(before);
            chance
        };
        proposals.map(keeps).collect()
    }

    /// How likely the proposal is about a rating, where that is enough for a link; `after`: whether the quotation before is.
    /// Whose words tell the grade speaks of it.
    fn keeps(&self, proposal: &Proposal, after: bool) -> Option<f32> {
        let chance = self.chance(proposal, after);
        let least = if proposal.reasoned { LIKELY } else { UNREASONED };
        if proposal.stated {
            Some(chance.max(LIKELY))
        } else {
            Some(chance).filter(|chance| *chance >= least)
        }
    }

    /// How likely the proposal is about a rating, from 0 to 1.
    fn chance(&self, proposal: &Proposal, after: bool) -> f32 {
        let signs = proposal.signs.iter().map(String::as_str).chain([sign_after(proposal.goes_on, after)]);
        let sum: f32 = signs.filter_map(|sign| self.signs.get(sign)).sum();
        1.0 / (1.0 + (-self.bias - sum).exp())
    }
}

/// The sign that stands for what became of the quotation before.
pub fn sign_after(goes_on: bool, after: bool) -> &'static str {
    AFTER[usize::from(goes_on)][usize::from(after)]
}

impl Scene<'_> {
    /// What speaks for or against that quotation `i` is about a rating.
    pub(super) fn signs(
        &self,
        i: usize,
        links: &[Link],
        reasoned: bool,
        passage: Option<&Passage>,
    ) -> Vec<String> {
        let said = &self.said[i];
        let (content, frame, narration) = (self.content(i), self.frame(i), self.narration(i));
        let first = links[0];
        let rating = &self.ratings[first.rating];
        let mut signs: Vec<String> = Vec::new();
        let mut add = |sign: &str| signs.push(sign.to_owned());
        match reasoned {
            true => add(&format!("by {}", first.basis)),
            false => add("near"),
        }
        for reason in passage.iter().flat_map(|passage| &passage.reasons) {
            add(reason);
        }
        add(match said.kind {
            SpeakerKind::Person => "a person",
            SpeakerKind::Organisation => "a body",
            SpeakerKind::Group => "a group",
            SpeakerKind::Document => "a document",
            SpeakerKind::Unnamed => "unnamed",
            SpeakerKind::Unknown => "unknown",
        });
        match said.organisation {
            Some(body) if !super::names(self.lexicon, body).is_disjoint(&self.bodies[first.rating]) => {
                add("of the body rated");
            }
            Some(_) => add("of another body"),
            None => add("of no body"),
        }
        add(match rating.aspect {
            Some(_) => "part",
            None => "whole",
        });
        if !is_current(rating, self.document.published_on) {
            add("history");
        }
        let here = self.paragraph(said.whole.start);
        let told = |j: &usize| self.told[*j];
        let near = (0..self.ratings.len())
            .filter(told)
            .filter_map(|j| here.checked_sub(self.paragraph(self.ratings[j].evidence.start)))
            .min();
        add(&near.map_or("before any".to_owned(), |near| format!("distance {}", near.min(6))));
        add(if self.said[..i].iter().any(|other| other.speaker == said.speaker) {
            "spoke before"
        } else {
            "speaks first"
        });
        let spoken = words(&content);
        add(match spoken.len() {
            0..5 => "words 1",
            5..10 => "words 5",
            10..20 => "words 10",
            20..40 => "words 20",
            _ => "words 40",
        });
        if content.contains(|c: char| c.is_ascii_digit()) {
            add("a number");
        }
        if content.contains('£') {
            add("money");
        }
        if narration.split_whitespace().next().is_some() {
            add("told before");
        }
        // Names are of one text; what they tell is told by other signs.
        let common = |text: &str| -> Vec<String> {
            let mut found: Vec<String> = text
                .split_whitespace()
                .filter(|word| {
                    !word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase)
                })
                .flat_map(words)
                .filter(|word| word.chars().all(|c| c.is_alphabetic() || c == '’' || c == '\''))
                .collect();
            found.sort();
            found.dedup();
            found
        };
        for word in common(&content) {
            add(&format!("says {word}"));
        }
        let first_word = spoken.first().map(String::as_str).unwrap_or_default();
        add(&format!("starts {first_word}"));
        for word in common(&frame) {
            add(&format!("frame {word}"));
        }
        for word in said.role.into_iter().flat_map(words) {
            add(&format!("role {word}"));
        }
        let sentence = narration.rsplit(['.', '?', '!']).next().unwrap_or_default();
        for word in common(sentence) {
            add(&format!("told {word}"));
        }
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_gate_knows_its_signs() {
        let gate = Gate::embedded();
        for sign in AFTER.into_iter().flatten() {
            assert!(gate.signs.contains_key(sign), "{sign}");
        }
    }
}
