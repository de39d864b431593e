//! Of which body a grade is, as a reader tells it.

use std::collections::BTreeSet;

use super::cases::{Row, compared};
use super::questions::{Answered, Subject};
use crate::pipeline::Analyser;
use crate::rating::Question;
use crate::text::Document;

/// What the model `subjects` learns.
pub const SUBJECT: Subject = Subject { name: "subjects", table: "ratings.csv", likely: 0.0, questions };

/// The grades of a document of which a reader's table of its ratings tells the body.
fn questions(analyser: &Analyser, rows: &[Row], document: &Document) -> Vec<Answered> {
    let all = analyser.whose(document);
    let cell = |row: &Row, column: &str| row.get(column).map(|cell| compared(cell));
    // Of whom the text tells this grade for this part, now or before.
    let bodies = |found: &Question<String>, column: &str| -> Vec<String> {
        let grade = Some(compared(&found.grade));
        let aspect = Some(compared(found.aspect.as_deref().unwrap_or_default()));
        let is = |row: &&Row| cell(row, column) == grade && cell(row, "aspect") == aspect;
        rows.iter().filter(is).filter_map(|row| cell(row, "subject")).collect()
    };
    let key = |found: &Question<String>| (compared(&found.grade), found.aspect.as_deref().map(compared));
    let subject = |found: &Question<String>| found.subject.as_deref().map(compared);
    let is_right = |found: &Question<String>| {
        subject(found).is_some_and(|subject| {
            ["grade", "previous_grade"].iter().any(|column| bodies(found, column).contains(&subject))
        })
    };
    let claimed: BTreeSet<_> =
        all.iter().filter(|found| is_right(found)).map(|found| (key(found), subject(found))).collect();
    let gold = |found: &Question<String>| {
        if is_right(found) {
            return subject(found);
        }
        let current = bodies(found, "grade");
        let told = if current.is_empty() { bodies(found, "previous_grade") } else { current };
        // Where it is of one body alone that no other grade was found for.
        let free: BTreeSet<String> =
            told.into_iter().filter(|body| !claimed.contains(&(key(found), Some(body.clone())))).collect();
        if free.len() == 1 { free.into_iter().next() } else { None }
    };
    let answered = |found: &Question<String>| {
        let gold = gold(found)?;
        let ruled = subject(found).as_ref() == Some(&gold);
        Some(Answered::new(found.candidates.clone(), |name| compared(name) == gold, ruled))
    };
    all.iter().filter_map(answered).collect()
}
