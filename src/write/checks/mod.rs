//! Checked claims as files: a table, JSON Lines, ClaimReview and a page to read; whole or not at all.

mod claim_review;
mod page;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

pub use page::write as html;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{csv, directory, file};
use crate::base::{Date, Result, Span};
use crate::check::{Check, Near, Piece, Searched, Verdict};
use crate::record::{DateBasis, QuotationKind, SpeakerRef};

/// The files that checks are written as.
const FILES: [&str; 4] = ["checks.csv", "checks.jsonl", "checks.html", "claimreview.jsonld"];

/// Columns behind those of the claims.
const COLUMNS: [&str; 18] = [
    "verdict",
    "holds",
    "why",
    "flags",
    "score",
    "difference",
    "quotation_id",
    "document_id",
    "document_path",
    "recorded_speaker",
    "recorded_role",
    "recorded_organisation",
    "recorded_party",
    "said_on",
    "recorded_quotation",
    "start",
    "end",
    "also",
];

/// Writes the checks into the folder `target`; other files in it are kept.
///
/// # Errors
/// Where the folder can't be written to; then nothing is changed.
pub fn outputs(checks: &[Check], searched: &Searched, target: &Path, options: csv::Options) -> Result<()> {
    directory::replace(
        target,
        |name| FILES.contains(&name),
        |folder| {
            let (header, rows) = table(checks);
            file(folder, "checks.csv", |out| csv::rows(&header, &rows, out, options))?;
            file(folder, "checks.jsonl", |out| json_lines(checks, out))?;
            file(folder, "claimreview.jsonld", |out| claim_review::write(checks, out))?;
            file(folder, "checks.html", |out| page::write(checks, searched, out))
        },
    )
}

/// Writes one JSON object a line for each check.
pub fn json_lines(checks: &[Check], mut out: impl Write) -> io::Result<()> {
    for check in checks {
        serde_json::to_writer(&mut out, &Line::of(check))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The difference in one line of text, marked as `wdiff` does: `[-on record-]`, `{+in the claim+}`.
pub fn marked(difference: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Same(words) => words.clone(),
        Piece::Left(words) => format!("[-{words}-]"),
        Piece::Extra(words) => format!("{{+{words}+}}"),
    };
    difference.iter().map(piece).collect::<Vec<_>>().join(" ")
}

/// `yes`, `no`, or empty where the record can't tell.
fn holds(check: &Check) -> &'static str {
    match check.holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// How many passages, of those named, the verdict rests on.
fn rests_on(check: &Check) -> usize {
    match check.verdict {
        Verdict::NotFound => 0,
        Verdict::Spliced => check.near.len(),
        _ => 1,
    }
}

/// The header and a row for each claim. A further column of the claims whose name is taken gets `claim_` before it.
fn table(checks: &[Check]) -> (Vec<String>, Vec<Vec<String>>) {
    let own = ["claim", "speaker", "date", "source", "rating"];
    // Claims of one file have the same columns; those of JSON may differ.
    let mut further: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, _) in checks.iter().flat_map(|check| &check.claim.further) {
        if seen.insert(name.as_str()) {
            further.push(name);
        }
    }
    let renamed = further.iter().map(|name| {
        let taken = own.contains(name) || COLUMNS.contains(name);
        if taken { format!("claim_{name}") } else { (*name).to_owned() }
    });
    let header =
        own.iter().map(|name| (*name).to_owned()).chain(renamed).chain(COLUMNS.map(String::from)).collect();
    let rows = checks.iter().map(|check| {
        let claim = &check.claim;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let date = |value: Option<Date>| value.map(|date| date.to_string()).unwrap_or_default();
        let mut row = vec![
            claim.text.clone(),
            text(&claim.speaker),
            date(claim.date),
            text(&claim.source),
            text(&claim.rating),
        ];
        row.extend(further.iter().map(|wanted| {
            let found = claim.further.iter().find(|(name, _)| name == wanted);
            found.map(|(_, cell)| cell.clone()).unwrap_or_default()
        }));
        let flags: Vec<&str> = check.flags.iter().map(|flag| flag.as_str()).collect();
        row.extend([
            check.verdict.as_str().to_owned(),
            holds(check).to_owned(),
            check.why.clone(),
            flags.join("; "),
            format!("{:.2}", check.score),
            marked(&check.difference),
        ]);
        let near = check.near.first().map(|near| &near.passage);
        row.extend(match near {
            None => vec![String::new(); 11],
            Some(passage) => vec![
                passage.quotation_id.clone(),
                passage.document_id.clone(),
                passage.path.clone(),
                passage.speaker.name.clone(),
                text(&passage.role),
                text(&passage.organisation),
                text(&passage.party),
                date(passage.said_on),
                passage.text.clone(),
                passage.span.start.to_string(),
                passage.span.end.to_string(),
            ],
        });
        let also = check.near.iter().skip(1).map(|near| near.passage.quotation_id.as_str());
        row.push(also.filter(|id| !id.is_empty()).collect::<Vec<_>>().join("; "));
        row
    });
    (header, rows.collect())
}

/// A check as JSON.
#[derive(Serialize)]
struct Line<'a> {
    claim: &'a str,
    speaker: Option<&'a str>,
    date: Option<Date>,
    source: Option<&'a str>,
    rating: Option<&'a str>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    further: Map<String, Value>,
    path: &'a str,
    line: usize,
    verdict: &'a str,
    holds: Option<bool>,
    why: &'a str,
    flags: Vec<&'a str>,
    score: f64,
    /// `["same" | "left" | "extra", words]`
    difference: Vec<(&'a str, &'a str)>,
    /// How many of `records`, from the first, the verdict rests on.
    rests_on: usize,
    records: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    score: f64,
    document: &'a str,
    path: &'a str,
    published_on: Option<Date>,
    quotation: Option<&'a str>,
    kind: Option<QuotationKind>,
    text: &'a str,
    span: Span,
    speaker: &'a SpeakerRef,
    role: Option<&'a str>,
    organisation: Option<&'a str>,
    party: Option<&'a str>,
    said_on: Option<Date>,
    said_on_basis: Option<DateBasis>,
    ratings: Vec<&'a str>,
}

fn rounded(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

impl<'a> Line<'a> {
    fn of(check: &'a Check) -> Self {
        let claim = &check.claim;
        let piece = |piece: &'a Piece| match piece {
            Piece::Same(words) => ("same", words.as_str()),
            Piece::Left(words) => ("left", words.as_str()),
            Piece::Extra(words) => ("extra", words.as_str()),
        };
        Line {
            claim: &claim.text,
            speaker: claim.speaker.as_deref(),
            date: claim.date,
            source: claim.source.as_deref(),
            rating: claim.rating.as_deref(),
            further: claim.further.iter().map(|(name, cell)| (name.clone(), cell.clone().into())).collect(),
            path: &claim.path,
            line: claim.line,
            verdict: check.verdict.as_str(),
            holds: check.holds,
            why: &check.why,
            flags: check.flags.iter().map(|flag| flag.as_str()).collect(),
            score: rounded(check.score),
            difference: check.difference.iter().map(piece).collect(),
            rests_on: rests_on(check),
            records: check.near.iter().map(Record::of).collect(),
        }
    }
}

impl<'a> Record<'a> {
    fn of(near: &'a Near) -> Self {
        let passage = &near.passage;
        Record {
            score: rounded(near.score),
            document: &passage.document_id,
            path: &passage.path,
            published_on: passage.published_on,
            quotation: Some(passage.quotation_id.as_str()).filter(|id| !id.is_empty()),
            kind: passage.kind,
            text: &passage.text,
            span: passage.span,
            speaker: &passage.speaker,
            role: passage.role.as_deref(),
            organisation: passage.organisation.as_deref(),
            party: passage.party.as_deref(),
            said_on: passage.said_on,
            said_on_basis: passage.said_on_basis,
            ratings: passage.ratings.iter().map(|rated| rated.in_words.as_str()).collect(),
        }
    }
}
