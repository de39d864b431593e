//! The learned finder, with the rules for what it can't see.
//!
//! The model was learned from American news: it finds indirect speech that the rules miss, and
//! knows no single marks and no transcripts. What it finds comes first; of the rules, what overlaps
//! none of it is kept.

use std::sync::OnceLock;

use super::learned::{self, Annotations, LearnedAttribution, Model};
use super::{Anchor, Attribution, Attributions, Source, label, source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::record::QuotationKind;

static EMBEDDED: &[u8] = include_bytes!("../../data/models/attribution.model");

/// The model that ships with the program, read at its first use.
///
/// # Panics
/// Never: a test reads the embedded model.
pub fn embedded() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| match Model::from_bytes("attribution", EMBEDDED) {
        Ok((model, _)) => model,
        Err(error) => unreachable!("{error}"),
    })
}

/// Finds the quotations of a document with the learned finder and the rules.
pub fn attribute(a: &Annotated, model: &Model) -> Attributions {
    let rules = super::by_rules(a);
    let mut quotations: Vec<Attribution> =
        learned::attribute(Annotations::of(a).view(a.text()), model).into_iter().filter_map(|found| from_learned(a, found)).collect();
    let taken: Vec<Span> = quotations.iter().flat_map(|q| q.content.clone()).collect();
    quotations.extend(
        rules
            .quotations
            .into_iter()
            .filter(|q| !q.content.iter().any(|content| taken.iter().any(|other| other.overlaps(*content)))),
    );
    quotations.sort_by_key(|quotation| quotation.content.first().map(|span| span.start));
    let used: Vec<bool> = a
        .marks
        .fragments
        .iter()
        .map(|fragment| quotations.iter().any(|q| q.fragments.contains(&fragment.inner)))
        .collect();
    Attributions { unattributed: label::labels(a, &used, &quotations), quotations }
}

fn from_learned(a: &Annotated, found: LearnedAttribution) -> Option<Attribution> {
    let first = *found.content.first()?;
    let whole = |fragment: &Span| found.content.iter().any(|content| content.contains(*fragment));
    let inside: Vec<_> = a.marks.fragments.iter().filter(|f| whole(&f.inner)).collect();
    let marked: usize = inside.iter().map(|f| f.outer.len()).sum();
    let all: usize = found.content.iter().map(|content| content.len()).sum();
    // Blanks and full stops aside, direct speech is all marks.
    let kind = match (inside.is_empty(), marked + 2 * found.content.len() >= all) {
        (true, _) => QuotationKind::Indirect,
        (false, true) => QuotationKind::Direct,
        (false, false) => QuotationKind::Mixed,
    };
    let source = found.source.first().map(|span| {
        let tokens = a.token_from(span.start)..a.token_from(span.end).max(a.token_from(span.start) + 1);
        Source { anchor: source::head(a, tokens.clone()).unwrap_or(Anchor::Noun(tokens.end - 1)), tokens }
    });
    let paragraph = a.document.paragraphs.partition_point(|p| p.span.end <= first.start);
    Some(Attribution {
        kind,
        fragments: inside.iter().map(|f| f.inner).collect(),
        content: found.content,
        cue: found.cue,
        source,
        paragraph,
        confidence: found.confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Language;
    use crate::lexicon::Lexicon;
    use crate::read;

    #[test]
    fn the_embedded_model_finds_speech() {
        let lexicon = Lexicon::embedded();
        let text = "Mayor Jane Doe said that the bridge would open in May, according to the Ashby Post.";
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = attribute(&annotated, embedded());
        assert!(!found.quotations.is_empty());
        for span in found.quotations.iter().flat_map(|q| &q.content) {
            assert!(!span.of(text).is_empty());
        }
    }
}
