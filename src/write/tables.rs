//! The record as rows.

use std::collections::{HashMap, HashSet};

use itertools::Itertools;

use super::schema::SCHEMAS;
use crate::base::{Date, Span};
use crate::rating::subject_key;
use crate::record::{Disagreement, MembershipKind, Merge, NotApplied, Quotation, Rating, Record};

/// A table ready to be written. Cells are exact; [`csv`](super::csv) guards them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

/// The tables of a record, in the order of [`SCHEMAS`].
pub fn tables(record: &Record) -> Vec<Table> {
    let rows = |name| match name {
        "quotations" => quotations(record),
        "speakers" => speakers(record),
        "memberships" => memberships(record),
        "ratings" => ratings(record),
        "rating_evidence" => rating_evidence(record),
        "quotation_ratings" => quotation_ratings(record),
        "timeline" => timeline(record),
        "unattributed" => unattributed(record),
        "documents" => documents(record),
        "merges" => merges(record),
        "disagreements" => disagreements(record),
        "not_applied" => not_applied(record),
        other => unreachable!("no rows for the table {other}"),
    };
    let table = |schema: &super::Schema| Table {
        name: schema.name,
        header: schema.fields.iter().map(|field| field.name).collect(),
        rows: rows(schema.name),
    };
    SCHEMAS.iter().map(table).collect()
}

/// An optional value as a cell; empty where unknown.
fn cell(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn probability(value: f32) -> String {
    format!("{value:.2}")
}

fn quotations(record: &Record) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for document in &record.documents {
        let ratings: HashMap<&str, &Rating> =
            document.ratings.iter().map(|rating| (rating.id.as_str(), rating)).collect();
        for quotation in &document.quotations {
            let extent = extent(quotation);
            let about = quotation.ratings.iter().filter_map(|link| ratings.get(link.id.as_str()));
            rows.push(vec![
                quotation.id.clone(),
                document.id.clone(),
                cell(document.published_on),
                cell(quotation.said_on),
                cell(quotation.said_on_basis),
                quotation.speaker.id.clone(),
                quotation.speaker.name.clone(),
                quotation.speaker.kind.to_string(),
                cell(quotation.role.as_deref()),
                cell(quotation.party.as_deref()),
                cell(quotation.organisation.as_deref()),
                quotation.kind.to_string(),
                quotation.text.clone(),
                plain(&quotation.source_text),
                plain(&quotation.cue_text),
                about.map(|rating| rating.in_words()).join("; "),
                cell(quotation.ratings.iter().map(|link| link.basis).min()),
                probability(quotation.confidence),
                quotation.status.clone(),
                cell((quotation.paragraph > 0).then_some(quotation.paragraph)),
                cell(extent.map(|span| span.start)),
                cell(extent.map(|span| span.end)),
                quotation.prefix.clone(),
                quotation.suffix.clone(),
            ]);
        }
    }
    rows
}

/// From the first to the last of the words reported.
fn extent(quotation: &Quotation) -> Option<Span> {
    quotation.content.iter().copied().reduce(Span::cover)
}

fn speakers(record: &Record) -> Vec<Vec<String>> {
    let mut said: HashMap<&str, Vec<(&str, &Quotation)>> = HashMap::new();
    for document in &record.documents {
        for quotation in &document.quotations {
            said.entry(&quotation.speaker.id).or_default().push((&document.id, quotation));
        }
    }
    let row = |speaker: &crate::record::Speaker| {
        let said = said.get(speaker.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let dates = || said.iter().filter_map(|(_, quotation)| quotation.said_on);
        let held = speaker.last_held();
        let measures = record.measures.get(&speaker.id).copied().unwrap_or_default();
        vec![
            speaker.id.clone(),
            speaker.name.clone(),
            speaker.kind.to_string(),
            cell(speaker.honorific.as_deref()),
            speaker.aliases.join("; "),
            cell(held.role),
            cell(held.organisation),
            cell(held.party),
            said.len().to_string(),
            said.iter().map(|(document, _)| document).unique().count().to_string(),
            cell(dates().min()),
            cell(dates().max()),
            cell(speaker.register_id.as_deref()),
            cell(measures.centrality.map(|share| format!("{share:.4}"))),
            cell(measures.community),
        ]
    };
    record.speakers.iter().map(row).collect()
}

fn memberships(record: &Record) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for speaker in &record.speakers {
        for membership in &speaker.memberships {
            let body = match membership.kind {
                MembershipKind::Party => &membership.party,
                MembershipKind::Role | MembershipKind::Employment => &membership.organisation,
            };
            let evidence = (!membership.document_id.is_empty()).then_some(membership.evidence);
            rows.push(vec![
                speaker.id.clone(),
                speaker.name.clone(),
                membership.kind.to_string(),
                cell(membership.role.as_deref()),
                cell(body.as_deref()),
                cell(membership.start_date),
                cell(membership.end_date),
                membership.basis.to_string(),
                cell(membership.first_seen),
                cell(membership.last_seen),
                membership.document_id.clone(),
                membership.evidence_text.clone(),
                cell(evidence.map(|span| span.start)),
                cell(evidence.map(|span| span.end)),
                cell(membership.former.then_some("yes")),
                probability(membership.confidence),
            ]);
        }
    }
    rows
}

/// Each rating once, where it is first told, with its number of documents.
fn unique_ratings(record: &Record) -> Vec<(&str, &Rating, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut out: Vec<(&str, &Rating, usize)> = Vec::new();
    for document in &record.documents {
        for rating in document.ratings.iter().unique_by(|rating| &rating.id) {
            let place = *places.entry(&rating.id).or_insert_with(|| {
                out.push((&document.id, rating, 0));
                out.len() - 1
            });
            out[place].2 += 1;
        }
    }
    out
}

fn ratings(record: &Record) -> Vec<Vec<String>> {
    let row = |(document, rating, documents): (&str, &Rating, usize)| {
        vec![
            rating.id.clone(),
            document.to_owned(),
            cell(rating.inspector.as_deref()),
            cell(rating.scale.as_deref()),
            cell(rating.subject.as_deref()),
            cell(rating.aspect.as_deref()),
            rating.grade.clone(),
            cell(rating.grade_rank),
            cell(rating.grades),
            cell(rating.previous_grade.as_deref()),
            cell(rating.change),
            cell(rating.rated_on),
            cell(rating.rated_on_basis),
            rating.evidence_text.clone(),
            rating.evidence.start.to_string(),
            rating.evidence.end.to_string(),
            probability(rating.confidence),
            documents.to_string(),
            rating.contradicted_by.join("; "),
        ]
    };
    unique_ratings(record).into_iter().map(row).collect()
}

fn rating_evidence(record: &Record) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for document in &record.documents {
        for rating in &document.ratings {
            for told in &rating.all_evidence {
                rows.push(vec![
                    rating.id.clone(),
                    document.id.clone(),
                    told.text.clone(),
                    told.span.start.to_string(),
                    told.span.end.to_string(),
                ]);
            }
        }
    }
    rows
}

/// Ratings and the words about them, by subject, then date; what has no date comes last.
fn timeline(record: &Record) -> Vec<Vec<String>> {
    let ratings = unique_ratings(record);
    let by_id: HashMap<&str, &Rating> =
        ratings.iter().map(|(_, rating, _)| (rating.id.as_str(), *rating)).collect();
    // One history under the name by which a subject is first called.
    let mut names: HashMap<String, String> = HashMap::new();
    for (_, rating, _) in &ratings {
        if let (Some(key), Some(name)) = (subject_key(rating), &rating.subject) {
            names.entry(key).or_insert_with(|| name.clone());
        }
    }
    let subject =
        |rating: &Rating| subject_key(rating).and_then(|key| names.get(&key)).cloned().unwrap_or_default();
    let mut entries: Vec<(String, Option<Date>, Vec<String>)> = Vec::new();
    for (document, rating, _) in &ratings {
        let row = vec![
            subject(rating),
            cell(rating.rated_on),
            "rating".into(),
            cell(rating.inspector.as_deref()),
            rating.grade.clone(),
            cell(rating.aspect.as_deref()),
            rating.evidence_text.clone(),
            (*document).to_owned(),
            rating.id.clone(),
            String::new(),
        ];
        entries.push((subject(rating), rating.rated_on, row));
    }
    for document in &record.documents {
        for quotation in &document.quotations {
            for rating in quotation.ratings.iter().filter_map(|link| by_id.get(link.id.as_str())) {
                let row = vec![
                    subject(rating),
                    cell(quotation.said_on),
                    "quotation".into(),
                    quotation.speaker.name.clone(),
                    rating.grade.clone(),
                    cell(rating.aspect.as_deref()),
                    quotation.text.clone(),
                    document.id.clone(),
                    rating.id.clone(),
                    quotation.id.clone(),
                ];
                entries.push((subject(rating), quotation.said_on, row));
            }
        }
    }
    // A subject that isn't known has no history.
    entries.retain(|(subject, ..)| !subject.is_empty());
    entries.sort_by_key(|(subject, date, _)| (subject.to_lowercase(), date.is_none(), *date));
    entries.into_iter().map(|(.., row)| row).collect()
}

fn quotation_ratings(record: &Record) -> Vec<Vec<String>> {
    let links = record.quotations().flat_map(|quotation| {
        quotation.ratings.iter().map(|link| {
            let basis = link.basis.to_string();
            vec![quotation.id.clone(), link.id.clone(), basis, probability(link.confidence)]
        })
    });
    links.collect()
}

fn unattributed(record: &Record) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for document in &record.documents {
        for marked in &document.unattributed {
            rows.push(vec![
                document.id.clone(),
                marked.kind.to_string(),
                marked.text.clone(),
                marked.reason.clone(),
                cell((marked.paragraph > 0).then_some(marked.paragraph)),
                marked.span.start.to_string(),
                marked.span.end.to_string(),
            ]);
        }
    }
    rows
}

fn documents(record: &Record) -> Vec<Vec<String>> {
    let row = |document: &crate::record::Extraction| {
        let speakers: HashSet<&str> =
            document.quotations.iter().map(|quotation| quotation.speaker.id.as_str()).collect();
        let message =
            if document.message.is_empty() { document.warnings.join("; ") } else { document.message.clone() };
        vec![
            document.id.clone(),
            document.path.clone(),
            cell(document.title.as_deref()),
            cell(document.publisher.as_deref()),
            cell(document.published_on),
            document.format.clone(),
            document.encoding.clone(),
            document.words.to_string(),
            document.quotations.len().to_string(),
            speakers.iter().filter(|id| !id.is_empty()).count().to_string(),
            document.ratings.len().to_string(),
            document.status.to_string(),
            message,
            document.blake3.clone(),
            cell(document.published_on_basis),
        ]
    };
    record.documents.iter().map(row).collect()
}

fn merges(record: &Record) -> Vec<Vec<String>> {
    let all = record.documents.iter().flat_map(|document| &document.merges);
    let row = |merge: &Merge| {
        vec![
            merge.decision.to_string(),
            merge.speaker_id.clone(),
            merge.speaker.clone(),
            merge.document_id.clone(),
            merge.evidence.clone(),
            merge.other_id.clone(),
            merge.other.clone(),
            merge.other_document_id.clone(),
            merge.other_evidence.clone(),
            merge.reason.clone(),
            probability(merge.confidence),
        ]
    };
    all.map(row).collect()
}

fn disagreements(record: &Record) -> Vec<Vec<String>> {
    let all = record.documents.iter().flat_map(|document| &document.disagreements);
    let row = |found: &Disagreement| {
        vec![
            found.speaker_id.clone(),
            found.speaker.clone(),
            found.register_id.clone(),
            found.field.clone(),
            found.text_value.clone(),
            found.register_value.clone(),
            cell(found.on),
            found.document_id.clone(),
            found.evidence_text.clone(),
            found.evidence.start.to_string(),
            found.evidence.end.to_string(),
            found.register.clone(),
        ]
    };
    all.map(row).collect()
}

fn not_applied(record: &Record) -> Vec<Vec<String>> {
    let row = |left: &NotApplied| {
        vec![
            left.correction.clone(),
            left.action.clone(),
            left.target.clone(),
            left.field.clone(),
            left.value.clone(),
            left.reason.clone(),
        ]
    };
    record.not_applied.iter().map(row).collect()
}

/// The words of a source or cue, without the marks that part them from what follows.
fn plain(words: &str) -> String {
    words.trim_matches([',', ':', ';', ' ', '-', '–', '—', '―']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Measures;

    #[test]
    fn columns_are_those_of_the_design() {
        let design = [
            "quotation_id, document_id, published_on, said_on, said_on_basis, speaker_id, speaker, speaker_kind, \
             role, party, organisation, kind, quotation, source, cue, ratings, rating_basis, confidence, status, \
             paragraph, start, end, prefix, suffix",
            "speaker_id, name, kind, honorific, aliases, role, organisation, party, quotations, documents, \
             first_on, last_on, register_id, centrality, community",
            "speaker_id, speaker, kind, role, organisation, start_date, end_date, basis, first_seen, last_seen, \
             document_id, evidence, start, end, former, confidence",
            "rating_id, document_id, inspector, scale, subject, aspect, grade, grade_rank, grades, previous_grade, \
             change, rated_on, rated_on_basis, evidence, start, end, confidence, documents, contradicted_by",
            "rating_id, document_id, evidence, start, end",
            "quotation_id, rating_id, basis, confidence",
            "subject, date, what, who, grade, aspect, words, document_id, rating_id, quotation_id",
            "document_id, kind, text, reason, paragraph, start, end",
            "document_id, path, title, publisher, published_on, format, encoding, words, quotations, speakers, \
             ratings, status, message, blake3, published_on_basis",
            "decision, speaker_id, speaker, document_id, evidence, other_id, other, other_document_id, other_evidence, \
             reason, confidence",
            "speaker_id, speaker, register_id, field, text, register, on, document_id, evidence, start, end, entry",
            "correction, action, target, field, value, reason",
        ];
        let tables = tables(&Record::default());
        assert_eq!(tables.iter().map(|table| table.header.join(", ")).collect::<Vec<_>>(), design);
    }

    #[test]
    fn every_row_has_a_cell_for_each_column() {
        for table in tables(&crate::record::sample()) {
            assert!(!table.rows.is_empty(), "{}", table.name);
            for row in &table.rows {
                assert_eq!(row.len(), table.header.len(), "{}", table.name);
            }
        }
    }

    #[test]
    fn speakers_have_measures_where_asked_for() {
        let mut record = crate::record::sample();
        let cells = |record: &Record| tables(record)[1].rows[0].split_off(13);
        assert_eq!(cells(&record), ["", ""]);
        let measures = Measures { centrality: Some(0.25), community: Some(1) };
        record.measures.insert(record.speakers[0].id.clone(), measures);
        assert_eq!(cells(&record), ["0.2500", "1"]);
    }

    #[test]
    fn a_rating_is_told_in_a_few_words() {
        let record = crate::record::sample();
        let tables = tables(&record);
        let column = |name| tables[0].header.iter().position(|header| *header == name).unwrap();
        assert_eq!(tables[0].rows[0][column("ratings")], "adequate (Ofsted, children's services, Ashby)");
        assert_eq!(tables[0].rows[0][column("rating_basis")], "sentence");
    }
}
