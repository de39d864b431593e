//! What the page shows, as the template reads it.

use std::collections::HashMap;

use itertools::Itertools;
use serde::Serialize;

use super::summary::{self, Bar, Timeline, Times};
use super::{MAX_QUOTATIONS, MAX_TEXT, Options, colour, marked};
use crate::record::{
    DateBasis, Extraction, Quotation, QuotationKind, Record, SpeakerKind, Status, UnattributedKind,
};
use crate::write::tables::describe;

/// Quotations below this probability need a look.
const LOW_CONFIDENCE: f32 = 0.5;
/// How many are named of each thing that needs a look.
const NAMED: usize = 20;

#[derive(Serialize)]
pub(super) struct Page {
    counts: Vec<(usize, String)>,
    doubts: Vec<Doubts>,
    speakers: Vec<Bar>,
    parties: Vec<Bar>,
    roles: Vec<Bar>,
    times: Option<Times>,
    timelines: Vec<Timeline>,
    quotations: Vec<Row>,
    /// How many quotations are not listed.
    unlisted: usize,
    /// What the filters offer.
    choices: Choices,
    documents: Vec<Document>,
    /// How many documents with text are shown without it.
    without_text: usize,
    has_graph: bool,
}

/// Things of one sort that need a look.
#[derive(Serialize)]
struct Doubts {
    title: String,
    items: Vec<Doubt>,
    more: usize,
    /// The table that has them all.
    table: &'static str,
}

#[derive(Serialize)]
struct Doubt {
    text: String,
    link: Option<String>,
}

#[derive(Serialize)]
struct Choices {
    speakers: Vec<String>,
    parties: Vec<String>,
    grades: Vec<String>,
}

/// A quotation in the table.
#[derive(Serialize)]
struct Row {
    id: String,
    /// Its place in the text, where that is shown.
    link: Option<String>,
    date: String,
    basis: &'static str,
    who: String,
    held: String,
    party: String,
    kind: &'static str,
    text: String,
    about: String,
    grades: String,
    confidence: String,
    sure: u32,
    document: String,
    doubtful: bool,
}

#[derive(Serialize)]
struct Document {
    id: String,
    title: String,
    path: String,
    details: String,
    message: String,
    legend: Vec<(String, String, usize)>,
    ratings: Vec<(String, String)>,
    html: Option<minijinja::Value>,
}

/// What a quotation's row and its mark tell alike.
pub(super) struct Details {
    pub who: String,
    pub held: String,
    pub said_on: String,
    pub about: String,
}

impl Details {
    pub fn new(document: &Extraction, quotation: &Quotation) -> Self {
        let basis = match quotation.said_on_basis {
            Some(DateBasis::Published) => " (the document’s date)",
            Some(DateBasis::Relative) => " (told by the document’s date)",
            Some(DateBasis::Stated) => " (stated)",
            None => "",
        };
        let mut about = quotation.ratings.iter().filter_map(|link| {
            let rating = document.ratings.iter().find(|rating| rating.id == link.id)?;
            Some(format!("{} – by its {}, {}", describe(rating), link.basis, confidence(link.confidence)))
        });
        let kind = quotation.speaker.kind;
        let named = matches!(kind, SpeakerKind::Person | SpeakerKind::Unknown);
        let who = &quotation.speaker.name;
        Details {
            who: if named { who.clone() } else { format!("{who} ({kind})") },
            held: [&quotation.role, &quotation.organisation].into_iter().flatten().join(", "),
            said_on: quotation.said_on.map(|date| format!("{date}{basis}")).unwrap_or_default(),
            about: about.join("; "),
        }
    }
}

pub(super) fn confidence(probability: f32) -> String {
    format!("{:.0} %", 100.0 * probability)
}

impl Page {
    pub fn new(record: &Record, options: Options) -> Page {
        let texts = texts_shown(record, options.texts);
        let mut listed = 0;
        // How many quotations of each document the table lists.
        let shown: Vec<usize> = record
            .documents
            .iter()
            .map(|document| {
                let fits = document.quotations.len().min(MAX_QUOTATIONS - listed);
                listed += fits;
                fits
            })
            .collect();
        let quotations: Vec<Row> = record
            .documents
            .iter()
            .enumerate()
            .flat_map(|(number, document)| {
                let has_text = texts[number].is_some();
                let rows = document.quotations.iter().take(shown[number]).enumerate();
                rows.map(move |(n, quotation)| row(document, number, n, quotation, has_text))
            })
            .collect();
        let count = record.quotations().count();
        let with_text = record.documents.iter().filter(|document| document.words > 0).count();
        let grades = record.documents.iter().flat_map(|document| &document.ratings);
        Page {
            counts: counts(record),
            doubts: doubts(record, &texts),
            speakers: summary::speakers(record),
            parties: summary::parties(record),
            roles: summary::roles(record),
            times: summary::times(record),
            timelines: summary::timelines(record, &texts),
            choices: Choices {
                speakers: quotations.iter().map(|row| row.who.clone()).sorted().dedup().collect(),
                parties: quotations
                    .iter()
                    .map(|row| row.party.clone())
                    .filter(|p| !p.is_empty())
                    .sorted()
                    .dedup()
                    .collect(),
                grades: grades.map(|rating| rating.grade.clone()).sorted().dedup().collect(),
            },
            unlisted: count - quotations.len(),
            quotations,
            documents: documents(record, &texts, &shown, options),
            without_text: with_text.saturating_sub(texts.iter().flatten().count()),
            has_graph: !options.graph.is_empty(),
        }
    }
}

/// The texts that fit the page: documents with quotations first, in their order.
fn texts_shown<'t>(record: &Record, texts: &'t [Option<String>]) -> Vec<Option<&'t str>> {
    let mut shown = vec![None; record.documents.len()];
    let mut left = MAX_TEXT;
    for with_quotations in [true, false] {
        for (n, document) in record.documents.iter().enumerate() {
            if document.quotations.is_empty() == with_quotations {
                continue;
            }
            if let Some(text) = texts.get(n).and_then(Option::as_deref)
                && text.len() <= left
            {
                left -= text.len();
                shown[n] = Some(text);
            }
        }
    }
    shown
}

fn counts(record: &Record) -> Vec<(usize, String)> {
    let of = |kind| record.quotations().filter(|quotation| quotation.kind == kind).count();
    let many = |number: usize, one: &str| (number, if number == 1 { one.into() } else { format!("{one}s") });
    let ratings = record.documents.iter().map(|document| document.ratings.len()).sum();
    vec![
        many(record.documents.len(), "document"),
        many(record.quotations().count(), "quotation"),
        (of(QuotationKind::Direct), "direct".into()),
        (of(QuotationKind::Mixed), "mixed".into()),
        (of(QuotationKind::Indirect), "indirect".into()),
        many(record.speakers.len(), "speaker"),
        many(ratings, "rating"),
    ]
}

/// What needs a look first: what was not read, then what is not known, then what is not sure.
fn doubts(record: &Record, texts: &[Option<&str>]) -> Vec<Doubts> {
    let mut sorts = Vec::new();
    let mut add = |title: String, table, items: Vec<Doubt>| {
        if !items.is_empty() {
            let more = items.len().saturating_sub(NAMED);
            sorts.push(Doubts { title, table, items: items.into_iter().take(NAMED).collect(), more });
        }
    };
    for (status, title) in
        [(Status::Error, "Documents that were not read"), (Status::Warning, "Documents read with a warning")]
    {
        let with = record.documents.iter().enumerate().filter(|(_, document)| document.status == status);
        let items = with.map(|(n, document)| Doubt {
            text: format!("{}: {}", document.path, message(document)),
            link: Some(format!("d{n}")),
        });
        add(title.into(), "documents.csv", items.collect());
    }
    let ratings = record.documents.iter().enumerate().flat_map(|(n, document)| {
        let contradicted = document.ratings.iter().enumerate();
        contradicted.filter(|(_, rating)| !rating.contradicted_by.is_empty()).map(move |(r, rating)| {
            let date = rating.rated_on.map(|date| format!(", {date}")).unwrap_or_default();
            let text = format!("{}{date} – in {}", describe(rating), title(document));
            Doubt { text, link: Some(format!("d{n}g{r}")) }
        })
    });
    add("Ratings on which documents contradict each other".into(), "ratings.csv", ratings.collect());
    let of = |is: &dyn Fn(&Quotation) -> bool, why: &dyn Fn(&Quotation) -> String| -> Vec<Doubt> {
        let mut found = Vec::new();
        for (n, document) in record.documents.iter().enumerate() {
            for (q, quotation) in
                document.quotations.iter().enumerate().filter(|(_, quotation)| is(quotation))
            {
                let link = if texts[n].is_some() { format!("d{n}q{q}") } else { format!("r{n}q{q}") };
                found.push(Doubt {
                    text: format!("{} {}", cut(&quotation.text), why(quotation)),
                    link: Some(link),
                });
            }
        }
        found
    };
    let unknown = |quotation: &Quotation| quotation.speaker.kind == SpeakerKind::Unknown;
    let reason = |quotation: &Quotation| match quotation.reason.as_str() {
        "" => String::new(),
        reason => format!("– {reason}"),
    };
    add("Quotations with an unknown speaker".into(), "quotations.csv", of(&unknown, &reason));
    let speech = record.documents.iter().enumerate().flat_map(|(n, document)| {
        let unknown = document.unattributed.iter().filter(|marked| marked.kind == UnattributedKind::Unknown);
        unknown.map(move |marked| Doubt {
            text: format!("{} – {}", cut(&marked.text), marked.reason),
            link: Some(format!("d{n}")),
        })
    });
    add("Marked speech that is put to no one".into(), "unattributed.csv", speech.collect());
    let unsure = |quotation: &Quotation| !unknown(quotation) && quotation.confidence < LOW_CONFIDENCE;
    let who =
        |quotation: &Quotation| format!("– {}, {}", quotation.speaker.name, confidence(quotation.confidence));
    add("Quotations with a confidence under 50 %".into(), "quotations.csv", of(&unsure, &who));
    sorts
}

fn message(document: &Extraction) -> String {
    if document.message.is_empty() { document.warnings.join("; ") } else { document.message.clone() }
}

/// The first words.
fn cut(text: &str) -> String {
    const LENGTH: usize = 90;
    match text.char_indices().nth(LENGTH) {
        None => text.to_owned(),
        Some((at, _)) => {
            let end = text[..at].rfind(' ').unwrap_or(at);
            format!("{} …", &text[..end])
        }
    }
}

fn row(document: &Extraction, number: usize, n: usize, quotation: &Quotation, has_text: bool) -> Row {
    let details = Details::new(document, quotation);
    let about = quotation.ratings.iter();
    let ratings: Vec<_> =
        about.filter_map(|link| document.ratings.iter().find(|rating| rating.id == link.id)).collect();
    let unknown = quotation.speaker.kind == SpeakerKind::Unknown;
    Row {
        id: format!("r{number}q{n}"),
        link: has_text.then(|| format!("d{number}q{n}")),
        date: quotation.said_on.map(|date| date.to_string()).unwrap_or_default(),
        basis: quotation.said_on_basis.map(DateBasis::as_str).unwrap_or_default(),
        who: quotation.speaker.name.clone(),
        held: details.held,
        party: quotation.party.clone().unwrap_or_default(),
        kind: quotation.kind.as_str(),
        text: quotation.text.clone(),
        about: ratings.iter().map(|rating| describe(rating)).join("; "),
        grades: ratings.iter().map(|rating| rating.grade.as_str()).join("|"),
        confidence: confidence(quotation.confidence),
        sure: (quotation.confidence * 100.0).round() as u32,
        document: title(document),
        doubtful: unknown || quotation.confidence < LOW_CONFIDENCE,
    }
}

fn title(document: &Extraction) -> String {
    document.title.clone().unwrap_or_else(|| document.path.clone())
}

fn documents(record: &Record, texts: &[Option<&str>], shown: &[usize], options: Options) -> Vec<Document> {
    let ranked = summary::ranked(record);
    let run = colour::of_run(ranked.iter().map(|(speaker, _)| speaker.id.as_str()));
    let mut pages = Vec::new();
    for (number, document) in record.documents.iter().enumerate() {
        let known = document.quotations.iter().map(|quotation| &quotation.speaker);
        let known: Vec<_> = known.filter(|speaker| speaker.kind != SpeakerKind::Unknown).collect();
        let times: HashMap<&str, usize> = known.iter().map(|speaker| speaker.id.as_str()).counts();
        let speakers: Vec<_> = known.into_iter().unique_by(|speaker| &speaker.id).collect();
        let ids: Vec<&str> = speakers.iter().map(|speaker| speaker.id.as_str()).collect();
        let colours = colour::of_document(&ids, &run);
        let html = texts[number]
            .map(|text| marked::html(document, number, text, options.offsets, &colours, shown[number]));
        let words = format!("{} words", document.words);
        let details =
            [document.publisher.clone(), document.published_on.map(|date| date.to_string()), Some(words)];
        let rating = |(n, rating): (usize, &crate::record::Rating)| {
            let date = rating.rated_on.map(|date| format!("{date}: ")).unwrap_or_default();
            (format!("d{number}g{n}"), format!("{date}{}", describe(rating)))
        };
        pages.push(Document {
            id: format!("d{number}"),
            title: title(document),
            path: document.path.clone(),
            details: details.into_iter().flatten().join(" · "),
            message: message(document),
            legend: speakers
                .iter()
                .map(|speaker| {
                    let id = speaker.id.as_str();
                    (format!("c{}", colours[id]), speaker.name.clone(), times[id])
                })
                .collect(),
            ratings: document.ratings.iter().enumerate().map(rating).collect(),
            html: html.map(minijinja::Value::from_safe_string),
        });
    }
    pages
}
