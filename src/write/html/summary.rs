//! Who speaks most, as what, when; and how ratings went.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use itertools::Itertools;
use serde::Serialize;

use crate::base::Date;
use crate::rating::subject_key;
use crate::record::{Change, Quotation, Record, Speaker, SpeakerKind};

/// How many speakers, parties and roles are shown.
const TOP: usize = 12;
/// How many points in time are shown, the last of them.
const TIMES: usize = 16;

/// A count with what it is of.
#[derive(Serialize)]
pub(super) struct Bar {
    name: String,
    details: String,
    count: usize,
    /// Of the greatest, in per cent.
    width: usize,
}

/// Quotations by speaker and time.
#[derive(Serialize)]
pub(super) struct Times {
    /// What a column is: a year or a month.
    unit: &'static str,
    columns: Vec<String>,
    rows: Vec<TimesRow>,
    /// Whether earlier columns are left out.
    cut: bool,
}

#[derive(Serialize)]
struct TimesRow {
    name: String,
    party: String,
    /// Each the count, and how strong it is shown, from 0 to 4.
    cells: Vec<(usize, usize)>,
    total: usize,
}

/// The ratings of one subject by one inspector, in time.
#[derive(Serialize)]
pub(super) struct Timeline {
    subject: String,
    inspector: String,
    points: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    /// Of the rating; documents that tell of one rating share it.
    #[serde(skip)]
    id: String,
    contradicted: bool,
    date: String,
    grade: String,
    /// From 1, the best, to 5; 0 where the scale is not known.
    level: usize,
    place: String,
    change: &'static str,
    evidence: String,
    link: String,
    documents: usize,
}

/// Speakers with their numbers of quotations, the most first.
pub(super) fn ranked(record: &Record) -> Vec<(&Speaker, usize)> {
    let times: HashMap<&str, usize> =
        record.quotations().map(|quotation| quotation.speaker.id.as_str()).counts();
    let count = |speaker: &Speaker| times.get(speaker.id.as_str()).copied().unwrap_or_default();
    let spoken = record.speakers.iter().map(|speaker| (speaker, count(speaker)));
    spoken.filter(|(_, count)| *count > 0).sorted_by_key(|(_, count)| std::cmp::Reverse(*count)).collect()
}

fn bars(counts: impl Iterator<Item = (String, String, usize)>) -> Vec<Bar> {
    let counts: Vec<_> = counts.take(TOP).collect();
    let most = counts.iter().map(|(.., count)| *count).max().unwrap_or(1).max(1);
    let bar = |(name, details, count): (String, String, usize)| Bar {
        name,
        details,
        count,
        width: (count * 100).div_ceil(most),
    };
    counts.into_iter().map(bar).collect()
}

pub(super) fn speakers(record: &Record) -> Vec<Bar> {
    bars(ranked(record).into_iter().map(|(speaker, count)| {
        let held = speaker.last_held();
        let kind = (speaker.kind != SpeakerKind::Person).then_some(speaker.kind.as_str());
        let details = [held.role, held.organisation, held.party, kind].into_iter().flatten().join(", ");
        (speaker.name.clone(), details, count)
    }))
}

/// Counts of what `of` says of each quotation, the most first, then by name.
fn counted(record: &Record, of: impl Fn(&Quotation) -> Option<&String>) -> Vec<Bar> {
    let mut counts: BTreeMap<String, (&String, usize)> = BTreeMap::new();
    for name in record.quotations().filter_map(of) {
        counts.entry(name.to_lowercase()).or_insert((name, 0)).1 += 1;
    }
    let counts = counts.into_values().sorted_by_key(|(_, count)| std::cmp::Reverse(*count));
    bars(counts.map(|(name, count)| (name.clone(), String::new(), count)))
}

pub(super) fn parties(record: &Record) -> Vec<Bar> {
    counted(record, |quotation| quotation.party.as_ref())
}

pub(super) fn roles(record: &Record) -> Vec<Bar> {
    counted(record, |quotation| quotation.role.as_ref())
}

/// By year where the record goes over more than two, else by month; `None` where there is but one.
pub(super) fn times(record: &Record) -> Option<Times> {
    let dates: BTreeSet<Date> = record.quotations().filter_map(|quotation| quotation.said_on).collect();
    let years: BTreeSet<i16> = dates.iter().map(|date| date.year()).collect();
    let by_year = years.len() > 2 || dates.iter().any(|date| date.month().is_none());
    let column = |date: Date| match date.month() {
        Some(month) if !by_year => format!("{:04}-{month:02}", date.year()),
        _ => format!("{:04}", date.year()),
    };
    let all: Vec<String> = dates.iter().map(|&date| column(date)).sorted().dedup().collect();
    if all.len() < 2 {
        return None;
    }
    let columns = all[all.len().saturating_sub(TIMES)..].to_vec();
    let mut said: HashMap<&str, HashMap<String, usize>> = HashMap::new();
    for quotation in record.quotations() {
        if let Some(date) = quotation.said_on {
            *said.entry(&quotation.speaker.id).or_default().entry(column(date)).or_default() += 1;
        }
    }
    let dated =
        ranked(record).into_iter().filter(|(speaker, _)| said.contains_key(speaker.id.as_str())).take(TOP);
    let count = |speaker: &Speaker, column: &String| {
        said[speaker.id.as_str()].get(column).copied().unwrap_or_default()
    };
    let dated: Vec<_> = dated.collect();
    let most = dated
        .iter()
        .flat_map(|(speaker, _)| columns.iter().map(|column| count(speaker, column)))
        .max()?
        .max(1);
    let row = |(speaker, _): &(&Speaker, usize)| {
        let counts: Vec<usize> = columns.iter().map(|column| count(speaker, column)).collect();
        TimesRow {
            name: speaker.name.clone(),
            party: speaker.last_held().party.unwrap_or_default().to_owned(),
            total: counts.iter().sum(),
            cells: counts.into_iter().map(|count| (count, (count * 4).div_ceil(most))).collect(),
        }
    };
    Some(Times {
        unit: if by_year { "year" } else { "month" },
        rows: dated.iter().map(row).collect(),
        cut: columns.len() < all.len(),
        columns,
    })
}

/// Each subject's ratings in the order of their dates, those without a date last; subjects in order of name.
/// A rating that several documents tell of is one point.
pub(super) fn timelines(record: &Record, texts: &[Option<&str>]) -> Vec<Timeline> {
    type Key = (String, String, String);
    let mut lines: BTreeMap<Key, Timeline> = BTreeMap::new();
    let told =
        record.documents.iter().enumerate().flat_map(|(n, document)| {
            document.ratings.iter().enumerate().map(move |(r, rating)| (n, r, rating))
        });
    let sorted = told.sorted_by_key(|(n, r, rating)| (rating.rated_on.is_none(), rating.rated_on, *n, *r));
    for (n, r, rating) in sorted {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let (inspector, subject, aspect) =
            (text(&rating.inspector), text(&rating.subject), text(&rating.aspect));
        let lower = |text: &str| text.to_lowercase();
        let history = subject_key(rating).unwrap_or_else(|| lower(&subject));
        let line = lines.entry((history, lower(&aspect), lower(&inspector))).or_insert_with(|| Timeline {
            subject: match [&subject, &aspect].into_iter().filter(|part| !part.is_empty()).join(": ") {
                named if named.is_empty() => "Subject not stated".into(),
                named => named,
            },
            inspector,
            points: Vec::new(),
        });
        let date = rating.rated_on.map(|date| date.to_string()).unwrap_or_default();
        if let Some(same) = line.points.iter_mut().find(|point| point.id == rating.id) {
            same.documents += 1;
            continue;
        }
        let level = match (rating.grade_rank, rating.grades) {
            (Some(rank), Some(grades)) if grades > 1 && rank > 0 => {
                1 + (4.0 * f32::from(rank.min(grades) - 1) / f32::from(grades - 1)).round() as usize
            }
            _ => 0,
        };
        line.points.push(Point {
            id: rating.id.clone(),
            contradicted: !rating.contradicted_by.is_empty(),
            date,
            grade: rating.grade.clone(),
            level,
            place: match (rating.grade_rank, rating.grades) {
                (Some(rank), Some(grades)) => format!("{rank} of {grades}"),
                _ => String::new(),
            },
            change: match rating.change {
                Some(Change::Up) => "▲ up",
                Some(Change::Down) => "▼ down",
                Some(Change::Same) => "= same",
                None => "",
            },
            evidence: rating.evidence_text.clone(),
            link: if texts[n].is_some() { format!("d{n}g{r}") } else { format!("d{n}") },
            documents: 1,
        });
    }
    lines.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_quoted_come_first() {
        let record = crate::record::sample();
        let bars = speakers(&record);
        assert_eq!((bars[0].name.as_str(), bars[0].count, bars[0].width), ("Jane Doe", 2, 100));
        assert_eq!((bars[1].count, bars[1].width), (1, 50));
        assert_eq!(parties(&record)[0].count, 3);
        assert!(times(&record).is_none(), "one month only");
    }

    #[test]
    fn ratings_stand_in_time() {
        let mut record = crate::record::sample();
        let mut older = record.documents[0].ratings[0].clone();
        older.rated_on = "2007".parse().ok();
        older.grade = "poor".into();
        older.id = "ashby-1:r2".into();
        let again = record.documents[0].ratings[0].clone();
        record.documents[0].ratings.extend([older, again]);
        let lines = timelines(&record, &[None]);
        assert_eq!(lines.len(), 1);
        let points: Vec<_> = lines[0]
            .points
            .iter()
            .map(|point| (point.date.as_str(), point.grade.as_str(), point.documents))
            .collect();
        assert_eq!(points, [("2007", "poor", 1), ("2010-12", "adequate", 2)]);
        let mut later = record.documents[0].quotations[0].clone();
        later.said_on = "2012-03-04".parse().ok();
        record.documents[0].quotations.push(later);
        assert_eq!(times(&record).unwrap().columns, ["2012-03", "2016-11"]);
    }
}
