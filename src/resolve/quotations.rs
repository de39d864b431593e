//! Attributions and their speakers as the quotations that leave the program.

use super::Resolved;
use super::said_on::said_on;
use crate::annotate::{Annotated, TimeExpression};
use crate::attribute::Attribution;
use crate::base::{OffsetMap, Span};
use crate::record::{MembershipKind, Quotation, QuotationKind, Speaker, SpeakerKind, SpeakerRef};

/// Characters of context on either side, as a TextQuoteSelector gives them.
const CONTEXT: usize = 32;

/// The quotations of a document, spans in the unit of `map`.
pub fn quotations(
    a: &Annotated,
    attributions: &[Attribution],
    resolved: &Resolved,
    times: &[TimeExpression],
    map: &OffsetMap,
) -> Vec<Quotation> {
    let text = a.text();
    let spans = |list: &[Span]| list.iter().map(|&span| map.span(span)).collect();
    let joined = |list: &[Span]| {
        list.iter().map(|span| super::single_spaced(span.of(text))).collect::<Vec<_>>().join(" ")
    };
    let dates = said_on(a, attributions, resolved, times);
    let build = |(index, attribution): (usize, &Attribution)| {
        let speaker = resolved.of_quotation[index].as_ref().ok().map(|&at| &resolved.speakers[at]);
        let reason = resolved.of_quotation[index].as_ref().err().cloned().unwrap_or_default();
        let source: Vec<Span> = attribution
            .source
            .iter()
            .filter(|source| !source.tokens.is_empty())
            .map(|source| a.span(source.tokens.clone()))
            .collect();
        let held = speaker.map(|speaker| held(speaker, source.first().copied())).unwrap_or_default();
        Quotation {
            id: format!("{}:q{}", a.document.id, index + 1),
            kind: attribution.kind,
            text: words(a, attribution),
            fragments: spans(&attribution.fragments),
            content: spans(&attribution.content),
            cue: spans(&attribution.cue),
            source: spans(&source),
            cue_text: plain(joined(&attribution.cue)),
            source_text: plain(joined(&source)),
            speaker: speaker.map_or_else(SpeakerRef::unknown, |speaker| SpeakerRef {
                id: speaker.id.clone(),
                name: speaker.name.clone(),
                kind: speaker.kind,
            }),
            role: held.role,
            organisation: held.organisation,
            party: held.party,
            said_on: dates[index].map(|(date, _)| date),
            said_on_basis: dates[index].map(|(_, basis)| basis),
            ratings: Vec::new(),
            confidence: attribution.confidence * if speaker.is_some() { 1.0 } else { 0.6 },
            status: String::new(),
            paragraph: attribution.paragraph as u32 + 1,
            prefix: attribution
                .content
                .first()
                .map_or_else(String::new, |span| before(text, span.start as usize)),
            suffix: attribution
                .content
                .last()
                .map_or_else(String::new, |span| behind(text, span.end as usize)),
            reason,
        }
    };
    attributions.iter().enumerate().map(build).collect()
}

/// The words of a source or cue as a table shows them: marks that part them from what follows left out.
fn plain(words: String) -> String {
    words.trim_matches([',', ':', ';', ' ', '-', '–', '—', '―']).to_owned()
}

/// The words: fragments of direct speech, the content of any other.
fn words(a: &Annotated, attribution: &Attribution) -> String {
    let text = a.text();
    let direct = attribution.kind == QuotationKind::Direct && !attribution.fragments.is_empty();
    let spans = if direct { &attribution.fragments } else { &attribution.content };
    let mut out = String::new();
    let mut last: Option<Span> = None;
    for span in spans {
        if let Some(last) = last {
            let between = &text[last.end as usize..span.start.max(last.end) as usize];
            let narrated = between.chars().any(char::is_alphanumeric);
            out.push_str(if narrated {
                " […] "
            } else if between.contains('\n') {
                "\n"
            } else {
                " "
            });
        }
        out.push_str(span.of(text));
        last = Some(*span);
    }
    out
}

#[derive(Default)]
struct Held {
    role: Option<String>,
    organisation: Option<String>,
    party: Option<String>,
}

/// What the speaker holds as the document has it; what the source itself says comes first.
fn held(speaker: &Speaker, source: Option<Span>) -> Held {
    if speaker.kind == SpeakerKind::Unnamed {
        let role = speaker.speaks_as().map(str::to_owned);
        return Held { role, organisation: speaker.speaks_for.clone(), party: None };
    }
    let of = |kind: MembershipKind| {
        let mut all = speaker.memberships.iter().filter(move |m| m.kind == kind && !m.former);
        let inside = all.clone().find(|m| source.is_some_and(|s| s.overlaps(m.evidence)));
        inside.or_else(|| all.next())
    };
    let role = of(MembershipKind::Role);
    Held {
        role: role.and_then(|m| m.role.clone()),
        organisation: role
            .and_then(|m| m.organisation.clone())
            .or_else(|| of(MembershipKind::Employment).and_then(|m| m.organisation.clone())),
        party: of(MembershipKind::Party).and_then(|m| m.party.clone()),
    }
}

fn before(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    text[start..at].to_owned()
}

fn behind(text: &str, at: usize) -> String {
    text[at..].chars().take(CONTEXT).collect()
}
