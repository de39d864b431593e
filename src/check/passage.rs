//! What claims are compared with: every quotation of a record, and marked text that is put to no one.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::base::{Date, Span};
use crate::record::{DateBasis, Extraction, QuotationKind, Rating, Speaker, SpeakerRef, UnattributedKind};

/// One quotation, or marked text that no one is said to have said, with all that a verdict needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The quotation's identifier; empty for marked text that is put to no one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quotation_id: String,
    pub document_id: String,
    /// Where the document was read from.
    pub path: String,
    pub published_on: Option<Date>,
    /// `None` for marked text that is put to no one.
    pub kind: Option<QuotationKind>,
    pub text: String,
    pub speaker: SpeakerRef,
    /// Other ways in which the document names the speaker.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// As held when it was said.
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub party: Option<String>,
    pub said_on: Option<Date>,
    pub said_on_basis: Option<DateBasis>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rated>,
    /// From the first to the last word, in the offsets of the record.
    pub span: Span,
    /// Place among the document's quotations, from 0.
    #[serde(default)]
    pub place: u32,
}

/// A rating that a quotation is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    pub grade: String,
    /// `adequate (Ofsted, children's services, Ashby)`.
    pub in_words: String,
}

/// The passages of one document, in text order; marked text that is put to no one last.
pub fn passages(document: &Extraction) -> Vec<Passage> {
    let common = |text: &str, speaker: &SpeakerRef, span: Span| Passage {
        quotation_id: String::new(),
        document_id: document.id.clone(),
        path: document.path.clone(),
        published_on: document.published_on,
        kind: None,
        text: text.to_owned(),
        speaker: speaker.clone(),
        aliases: Vec::new(),
        role: None,
        organisation: None,
        party: None,
        said_on: None,
        said_on_basis: None,
        ratings: Vec::new(),
        span,
        place: 0,
    };
    let speakers: HashMap<&str, &Speaker> =
        document.speakers.iter().map(|speaker| (speaker.id.as_str(), speaker)).collect();
    let ratings: HashMap<&str, &Rating> =
        document.ratings.iter().map(|rating| (rating.id.as_str(), rating)).collect();
    let quoted = document.quotations.iter().enumerate().map(|(place, quotation)| {
        let speaker = speakers.get(quotation.speaker.id.as_str());
        let rated = quotation.ratings.iter().filter_map(|link| {
            let rating = ratings.get(link.id.as_str())?;
            Some(Rated { grade: rating.grade.clone(), in_words: rating.in_words() })
        });
        Passage {
            quotation_id: quotation.id.clone(),
            kind: Some(quotation.kind),
            aliases: speaker.map(|speaker| speaker.aliases.clone()).unwrap_or_default(),
            role: quotation.role.clone(),
            organisation: quotation.organisation.clone(),
            party: quotation.party.clone(),
            said_on: quotation.said_on,
            said_on_basis: quotation.said_on_basis,
            ratings: rated.collect(),
            place: place as u32,
            ..common(
                &quotation.text,
                &quotation.speaker,
                quotation.content.iter().copied().reduce(Span::cover).unwrap_or_default(),
            )
        }
    });
    let nobody = SpeakerRef::unknown();
    let marked = document.unattributed.iter().filter(|marked| marked.kind != UnattributedKind::Title);
    quoted.chain(marked.map(|marked| common(&marked.text, &nobody, marked.span))).collect()
}
