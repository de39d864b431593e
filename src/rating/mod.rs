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
mod headings;
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
pub use models::{Models, borders_model, dates_model, parts_model, subjects_model, wordings_model};
#[cfg(feature = "train")]
pub use scale::dating::When;
#[cfg(feature = "train")]
pub use scale::pairing::Pairing;

use crate::annotate::{Annotated, TimeExpression};
use crate::base::Date;
#[cfg(feature = "train")]
use crate::model::Candidate;
use crate::record::Rating;

/// The ratings of a document, in text order; spans are bytes. `times` are its time expressions.
/// Linear in its length.
pub fn ratings(a: &Annotated, times: &[TimeExpression]) -> Vec<Rating> {
    let times = &visits(a, times);
    Reading::new(a, times)
        .map_or_else(Vec::new, |reading| reading.ratings(a, times, Some(Models::embedded())))
}

/// The ratings that the frames find without the model, and what the model is asked about each wording of a grade: for learning it.
#[cfg(feature = "train")]
pub fn wordings(a: &Annotated, times: &[TimeExpression]) -> (Vec<Rating>, Vec<Wording>) {
    let times = &visits(a, times);
    let Some(reading) = Reading::new(a, times) else { return (Vec::new(), Vec::new()) };
    (
        reading.ratings(a, times, None),
        event::wordings(a, &reading.mentions, &reading.tables, &reading.bodies, times),
    )
}

/// The grades of a document, and the times when each may have been given: for learning which it was.
#[cfg(feature = "train")]
pub fn datings(a: &Annotated, times: &[TimeExpression]) -> Vec<Question<When>> {
    let times = &visits(a, times);
    let Some(reading) = Reading::new(a, times) else { return Vec::new() };
    let events = reading.events(a, times, Some(Models::embedded()));
    let graded = scale::graded(a, &reading, &events, times, None);
    let headings = headings::Headings::new(a);
    let times = scale::dating::Times::new(a, times, &headings);
    let question = |i: usize| graded[i].clone().question(times.candidates(&graded, i));
    (0..graded.len()).map(question).collect()
}

/// The grades of a document, and the bodies that each may be of: for learning of which it is.
#[cfg(feature = "train")]
pub fn whose(a: &Annotated, times: &[TimeExpression]) -> Vec<Question<String>> {
    let times = &visits(a, times);
    let Some(reading) = Reading::new(a, times) else { return Vec::new() };
    let events = reading.events(a, times, Some(Models::embedded()));
    scale::whose(a, &reading, &events, times)
}

/// The parts that a document names, and the grades that each may have: for learning which it has.
#[cfg(feature = "train")]
pub fn pairings(a: &Annotated, times: &[TimeExpression]) -> Vec<Vec<Candidate<Pairing>>> {
    let times = &visits(a, times);
    let Some(reading) = Reading::new(a, times) else { return Vec::new() };
    let events = reading.events(a, times, Some(Models::embedded()));
    scale::pairings(a, &reading, &events, times)
}

/// The times of a text, a visit of few days as its first: *22–23 September*.
fn visits(a: &Annotated, times: &[TimeExpression]) -> Vec<TimeExpression> {
    /// Days from the first to the last.
    const DAYS: i32 = 4;
    let is_visit = |time: &TimeExpression| {
        let days = time.date.civil().zip(time.end.and_then(Date::civil));
        let told = time.span.of(a.text()).split(|c: char| !c.is_ascii_digit());
        let days = days.map(|(first, last)| (last - first).get_days());
        days.is_some_and(|days| days <= DAYS) && told.filter(|digits| !digits.is_empty()).count() > 1
    };
    let first = |time: &TimeExpression| TimeExpression { end: time.end.filter(|_| !is_visit(time)), ..*time };
    times.iter().map(first).collect()
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
            // *on October 1 and 2*
            let joined =
                mention.tokens.start.checked_sub(1).filter(|&t| a.one_of(t, &["and", "to", "–", "-"]));
            let dated = joined.is_some_and(|joint| {
                let number = a.word(joint + 1).bytes().all(|byte| byte.is_ascii_digit());
                let before = a.tokens[joint].span.start;
                number && times[..at].last().is_some_and(|time| time.span.end + 1 == before)
            });
            !dated && times.get(at).is_none_or(|time| time.span.start > span.start)
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
        let graded = scale::graded(a, self, &events, times, models);
        merge::merge(a, graded)
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
