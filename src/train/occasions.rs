//! When words were said, as a reader tells it.

use super::cases::{ANY, Row, is_text};
use super::questions::{Answered, Subject};
use crate::pipeline::Analyser;
use crate::resolve::SaidOn;
use crate::text::Document;

/// What the model `occasions` learns.
pub const SUBJECT: Subject = Subject { name: "occasions", table: "quotations.csv", likely: 0.5, questions };

/// The quotations of a document of which a reader's table tells when they were said.
fn questions(analyser: &Analyser, rows: &[Row], document: &Document) -> Vec<Answered> {
    let answered = |(text, candidates): (String, Vec<_>)| {
        let row = rows.iter().find(|row| row.get("quotation").is_some_and(|cell| is_text(cell, &text)))?;
        let gold = row.get("said_on").filter(|date| !date.is_empty() && *date != ANY)?;
        let is_right = |(date, _): &SaidOn| date.to_string() == *gold;
        let ruled =
            candidates.iter().any(|one: &crate::model::Candidate<SaidOn>| one.ruled && is_right(&one.answer));
        Some(Answered::new(candidates, is_right, ruled))
    };
    analyser.occasions(document).into_iter().filter_map(answered).collect()
}
