//! When a grade was given, as a reader tells it.

use std::collections::BTreeSet;

use super::cases::{ANY, Row, compared};
use super::questions::{Answered, Subject};
use crate::pipeline::Analyser;
use crate::rating::{Question, When};
use crate::text::Document;

/// What the model `dates` learns.
pub const SUBJECT: Subject = Subject { name: "dates", table: "ratings.csv", likely: 0.0, questions };

/// The grades of a document of which a reader's table of its ratings tells the time.
fn questions(analyser: &Analyser, rows: &[Row], document: &Document) -> Vec<Answered> {
    let gold = |question: &Question<When>| {
        let text = |text: &Option<String>| compared(text.as_deref().unwrap_or_default());
        let (subject, aspect) = (text(&question.subject), text(&question.aspect));
        let is = |cell: Option<&String>, found: &str| cell.is_some_and(|cell| compared(cell) == found);
        let grade = compared(&question.grade);
        let of_body: Vec<_> = rows
            .iter()
            .filter(|row| is(row.get("grade"), &grade) && is(row.get("subject"), &subject))
            .collect();
        let of_part: Vec<_> = of_body.iter().filter(|row| is(row.get("aspect"), &aspect)).copied().collect();
        let own = if of_part.is_empty() { of_body } else { of_part };
        let dates: BTreeSet<&String> =
            own.iter().filter_map(|row| row.get("rated_on")).filter(|date| *date != ANY).collect();
        let ruled = question.date?.to_string();
        // Where the text dates the grade twice, the time that the rules found is one of them, or nobody knows.
        match dates.len() {
            1 => dates.first().map(|date| (*date).clone()),
            _ => dates.contains(&ruled).then_some(ruled),
        }
    };
    let answered = |question: Question<When>| {
        let gold = gold(&question)?;
        let ruled = question.date.is_some_and(|date| date.to_string() == gold);
        Some(Answered::new(question.candidates, |(date, _)| date.to_string() == gold, ruled))
    };
    analyser.datings(document).into_iter().filter_map(answered).collect()
}
