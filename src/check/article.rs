//! An article's own quotations as claims: does it quote rightly?

use super::Claim;
use crate::record::{Extraction, QuotationKind, SpeakerKind};
use crate::text::Document;

/// Fewer marked words than this are a label more than a quotation.
const LEAST_WORDS: usize = 3;

/// What stands between marks in the document, with the speakers that it names. The document's date is that
/// of the article, not of what was said, so claims have none but one that the text states.
pub fn article_claims(document: &Document, extraction: &Extraction) -> Vec<Claim> {
    let mut claims = Vec::new();
    for quotation in &extraction.quotations {
        let texts: Vec<String> = match quotation.kind {
            QuotationKind::Direct => vec![quotation.text.clone()],
            QuotationKind::Mixed => {
                quotation.fragments.iter().map(|span| span.of(&document.text).to_owned()).collect()
            }
            QuotationKind::Indirect => Vec::new(),
        };
        for text in texts.into_iter().filter(|text| text.split_whitespace().count() >= LEAST_WORDS) {
            let start = quotation.content.first().map_or(0, |span| span.start as usize);
            claims.push(Claim {
                text,
                speaker: (quotation.speaker.kind != SpeakerKind::Unknown)
                    .then(|| quotation.speaker.name.clone()),
                path: document.path.clone(),
                line: document.text[..start].matches('\n').count() + 1,
                source: Some(document.path.clone()),
                ..Claim::default()
            });
        }
    }
    claims
}
