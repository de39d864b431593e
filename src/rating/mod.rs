//! Ratings, and which quotation is about which.
//!
//! [`grade`] finds wordings of grades, [`event`] those that a clause or a [`table`] says were given, [`subject`] to
//! whom, [`scale`] on which scale, [`when`] when; [`merge`] makes one rating of what is told twice in a
//! document, [`across`](mod@across) of what several documents tell.

mod across;
mod bodies;
mod borders;
mod event;
mod grade;
mod link;
mod merge;
mod models;
mod scale;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod when;

pub use across::{across, subject_key};
#[cfg(feature = "train")]
pub use borders::{Told as ToldName, told as told_names};
#[cfg(feature = "train")]
pub use event::Wording;
pub use link::choice::{Chances, Choice, LinksManifest, Numbers, links_model};
#[cfg(feature = "train")]
pub use link::choice::{add_beside, chances};
pub use link::pairs::Pair;
#[cfg(feature = "train")]
pub use link::words;
pub use link::{Link, Proposal, Said, link, proposals};
#[cfg(feature = "train")]
pub use models::Question;
pub use models::{Models, borders_model, dates_model, subjects_model, wordings_model};
#[cfg(feature = "train")]
pub use scale::dating::When;

use crate::annotate::{Annotated, TimeExpression};
use crate::record::Rating;

/// The ratings of a document, in text order; spans are bytes. `times` are its time expressions.
/// Linear in its length.
pub fn ratings(a: &Annotated, times: &[TimeExpression]) -> Vec<Rating> {
    Reading::new(a, times)
        .map_or_else(Vec::new, |reading| reading.ratings(a, times, Some(Models::embedded())))
}

/// The ratings that the frames find without the model, and what the model is asked about each wording of a grade: for learning it.
#[cfg(feature = "train")]
pub fn wordings(a: &Annotated, times: &[TimeExpression]) -> (Vec<Rating>, Vec<Wording>) {
    let Some(reading) = Reading::new(a, times) else { return (Vec::new(), Vec::new()) };
    (
        reading.ratings(a, times, None),
        event::wordings(a, &reading.mentions, &reading.tables, &reading.bodies, times),
    )
}

/// The grades of a document, and the times when each may have been given: for learning which it was.
#[cfg(feature = "train")]
pub fn datings(a: &Annotated, times: &[TimeExpression]) -> Vec<Question<When>> {
    let Some(reading) = Reading::new(a, times) else { return Vec::new() };
    let events = reading.events(a, times, Some(Models::embedded()));
    let graded = scale::graded(a, &reading.scales, &reading.mentions, &reading.bodies, &events, times, None);
    let times = scale::dating::Times::new(a, times);
    let question = |i: usize| graded[i].clone().question(times.candidates(&graded, i));
    (0..graded.len()).map(question).collect()
}

/// The grades of a document, and the bodies that each may be of: for learning of which it is.
#[cfg(feature = "train")]
pub fn whose(a: &Annotated, times: &[TimeExpression]) -> Vec<Question<String>> {
    let Some(reading) = Reading::new(a, times) else { return Vec::new() };
    let events = reading.events(a, times, Some(Models::embedded()));
    scale::whose(a, &reading.scales, &reading.mentions, &reading.bodies, &events, times)
}

/// A document's scales and the wordings of their grades.
struct Reading {
    scales: scale::InDocument,
    tables: table::Tables,
    mentions: Vec<grade::Mention>,
    bodies: bodies::Bodies,
}

impl Reading {
    /// `None` where the text tells of no grade.
    fn new(a: &Annotated, times: &[TimeExpression]) -> Option<Self> {
        let scales = scale::InDocument::new(a)?;
        let mut tables = table::Tables::new(a);
        let mut mentions = grade::mentions(a, &scales, &tables);
        // *rated on 2 September*
        mentions.retain(|mention| {
            let span = a.span(mention.tokens.clone());
            let at = times.partition_point(|time| time.span.end <= span.start);
            times.get(at).is_none_or(|time| time.span.start > span.start)
        });
        tables.add_lines(a, &mentions);
        if mentions.is_empty() {
            return None;
        }
        let borders = borders::Borders::new(a, &Models::embedded().borders);
        let bodies = bodies::Bodies::new(a, Some(borders));
        Some(Reading { scales, tables, mentions, bodies })
    }

    fn ratings(&self, a: &Annotated, times: &[TimeExpression], models: Option<&Models>) -> Vec<Rating> {
        let events = self.events(a, times, models);
        merge::merge(a, scale::graded(a, &self.scales, &self.mentions, &self.bodies, &events, times, models))
    }

    fn events(&self, a: &Annotated, times: &[TimeExpression], models: Option<&Models>) -> Vec<event::Event> {
        event::events(
            a,
            &self.mentions,
            &self.tables,
            &self.bodies,
            times,
            models.map(|models| &models.wordings),
        )
    }
}
