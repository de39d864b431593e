//! Checks as schema.org `ClaimReview`, one for each claim, in one JSON-LD graph.
//!
//! The reviewer and the date of the review are the publisher's to add; the program knows neither.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::check::{Check, Near};
use crate::record::SpeakerKind;

pub(super) fn write(checks: &[Check], mut out: impl Write) -> io::Result<()> {
    let graph: Vec<Value> = checks.iter().map(review).collect();
    serde_json::to_writer_pretty(&mut out, &json!({ "@context": "https://schema.org", "@graph": graph }))?;
    out.write_all(b"\n")
}

fn review(check: &Check) -> Value {
    let claim = &check.claim;
    let mut item = json!({ "@type": "Claim", "text": claim.text });
    if let Some(speaker) = &claim.speaker {
        item["author"] = json!({ "@type": "Person", "name": speaker });
    }
    if let Some(date) = claim.date {
        item["datePublished"] = json!(date);
    }
    if let Some(source) = &claim.source {
        item["appearance"] = json!({ "@type": "CreativeWork", "name": source });
    }
    let quoted: Vec<Value> = check.near.iter().take(super::rests_on(check)).map(quotation).collect();
    let mut review = json!({
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "itemReviewed": item,
        "reviewRating": { "@type": "Rating", "alternateName": check.verdict.as_str(), "ratingExplanation": check.why },
    });
    if !quoted.is_empty() {
        review["citation"] = quoted.into();
    }
    review
}

fn quotation(near: &Near) -> Value {
    let passage = &near.passage;
    let kind = match passage.speaker.kind {
        SpeakerKind::Person | SpeakerKind::Unnamed => "Person",
        SpeakerKind::Organisation | SpeakerKind::Group => "Organization",
        SpeakerKind::Document | SpeakerKind::Unknown => "Thing",
    };
    let mut quotation = json!({
        "@type": "Quotation",
        "identifier": passage.quotation_id,
        "text": passage.text,
        "isPartOf": { "@type": "CreativeWork", "identifier": passage.document_id, "name": passage.path },
    });
    if passage.speaker.kind != SpeakerKind::Unknown {
        quotation["creator"] = json!({ "@type": kind, "name": passage.speaker.name });
    }
    if let Some(date) = passage.said_on {
        quotation["dateCreated"] = json!(date);
    }
    quotation
}
