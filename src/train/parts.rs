//! Which grade a part has, as a reader tells it.

use std::collections::BTreeSet;

use super::cases::{Row, fold};
use super::questions::{Answered, Subject};
use crate::model::Candidate;
use crate::pipeline::Analyser;
use crate::rating::Pairing;
use crate::text::Document;

/// What the model `parts` learns.
pub const SUBJECT: Subject = Subject { name: "parts", table: "ratings.csv", likely: 0.5, questions };

/// The parts that a document names near grades, with the grade that a reader's table gives them.
fn questions(analyser: &Analyser, rows: &[Row], document: &Document) -> Vec<Answered> {
    let cell = |row: &Row, column: &str| row.get(column).map(|cell| fold(cell)).unwrap_or_default();
    let told: BTreeSet<(String, String)> =
        rows.iter().map(|row| (cell(row, "aspect"), cell(row, "grade"))).collect();
    let is_told = |pairing: &Pairing| {
        pairing.names.iter().any(|(part, grade)| told.contains(&(fold(part), fold(grade))))
    };
    let answered = |candidates: Vec<Candidate<Pairing>>| {
        let any = candidates.iter().any(|candidate| is_told(&candidate.answer));
        let is_right = |pairing: &Pairing| if pairing.mention.is_some() { is_told(pairing) } else { !any };
        let ruled = candidates.iter().any(|candidate| candidate.ruled && is_right(&candidate.answer));
        Answered::new(candidates, is_right, ruled)
    };
    analyser.pairings(document).into_iter().map(answered).collect()
}
