//! Attributions and their speakers as the quotations that leave the program.

use super::Resolved;
use super::said_on::said_on;
use crate::annotate::{Annotated, TimeExpression};
use crate::attribute::Attribution;
use crate::base::{Date, OffsetMap, Span};
use crate::record::{Membership, MembershipKind, Quotation, QuotationKind, Speaker, SpeakerKind, SpeakerRef};

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
        let place = Place { source: source.first().copied(), sentence: sentence(a, attribution) };
        let said_on = dates[index].map(|(date, _)| date);
        let held = speaker.map(|speaker| held(speaker, place, said_on)).unwrap_or_default();
        Quotation {
            id: format!("{}:q{}", a.document.id, index + 1),
            kind: attribution.kind,
            text: words(a, attribution),
            fragments: spans(&attribution.fragments),
            content: spans(&attribution.content),
            cue: spans(&attribution.cue),
            source: spans(&source),
            cue_text: joined(&attribution.cue),
            source_text: joined(&source),
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

/// Where a quotation's speaker is named.
#[derive(Clone, Copy, Default)]
struct Place {
    source: Option<Span>,
    /// The sentence around source and cue.
    sentence: Span,
}

/// The sentence that holds a quotation's source, else its cue.
fn sentence(a: &Annotated, attribution: &Attribution) -> Span {
    let source =
        attribution.source.iter().find(|source| !source.tokens.is_empty()).map(|source| source.tokens.start);
    let cue = || attribution.cue.first().map(|cue| a.token_from(cue.start));
    let Some(token) = source.or_else(cue) else { return Span::default() };
    let at = a.sentence_from(token);
    a.sentences.get(at).map_or_else(Span::default, |sentence| a.span(sentence.tokens.clone()))
}

/// What the speaker held when it was said, as the document has it; what the source itself says comes first.
fn held(speaker: &Speaker, place: Place, said_on: Option<Date>) -> Held {
    if speaker.kind == SpeakerKind::Unnamed {
        let role = speaker.speaks_as().map(str::to_owned);
        return Held { role, organisation: speaker.speaks_for.clone(), party: None };
    }
    let of = |kind: MembershipKind| {
        let all = || speaker.memberships.iter().filter(move |m| m.kind == kind);
        // *when she was director*, *the then director*: at the time that the sentence tells of.
        let then = all()
            .find(|m| m.former && place.sentence.contains(m.evidence) && tells_of_then(&m.evidence_text));
        let held = || all().filter(|m| holds(m, said_on));
        let inside = || held().find(|m| place.source.is_some_and(|s| s.overlaps(m.evidence)));
        // The post begun last of those that had begun.
        let begun = || held().filter(|m| m.start_date.is_some()).max_by_key(|m| m.start_date);
        then.or_else(inside).or_else(begun).or_else(|| held().next())
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

/// Role, organisation and party that a speaker of a document held on a day.
pub(super) fn held_in_document(
    speaker: &Speaker,
    said_on: Option<Date>,
) -> (Option<String>, Option<String>, Option<String>) {
    let Held { role, organisation, party } = held(speaker, Place::default(), said_on);
    (role, organisation, party)
}

fn tells_of_then(evidence: &str) -> bool {
    evidence.starts_with("when ")
        || evidence.starts_with("while ")
        || evidence.split(' ').any(|word| word == "then")
}

/// Whether a membership of a document held on the day that something was said.
fn holds(m: &Membership, said_on: Option<Date>) -> bool {
    let Some(day) = said_on else { return !m.former };
    let begun = m.start_date.is_none_or(|start| start <= day || start.agrees(day));
    let ended = m.end_date.is_some_and(|end| end < day && !end.agrees(day));
    match (m.start_date, m.end_date) {
        // Both ends are told: the day decides.
        (Some(_), Some(end)) if m.former => begun && day < end && !day.agrees(end),
        _ => begun && !ended && !m.former,
    }
}

fn before(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
    text[start..at].to_owned()
}

fn behind(text: &str, at: usize) -> String {
    text[at..].chars().take(CONTEXT).collect()
}
