//! Ratings, and which quotation is about which.
//!
//! [`grade`] finds wordings of grades, [`event`] those that a clause says were given, [`subject`] to
//! whom, [`scale`] on which scale, [`when`] when; [`merge`] makes one rating of what is told twice in a
//! document, [`across`](mod@across) of what several documents tell.

mod across;
mod bodies;
mod event;
mod grade;
mod link;
mod merge;
mod scale;
mod subject;
#[cfg(test)]
mod tests;
mod when;

pub use across::{across, subject_key};
pub use link::choice::{Chances, Choice, LinksManifest, Numbers, chance, links_model};
#[cfg(feature = "train")]
pub use link::choice::{add_beside, chances};
pub use link::pairs::Pair;
pub use link::trees::{Node, Tree, sum};
#[cfg(feature = "train")]
pub use link::words;
pub use link::{Link, Proposal, Said, link, proposals};

use crate::annotate::{Annotated, TimeExpression};
use crate::record::Rating;

/// The ratings of a document, in text order; spans are bytes. `times` are its time expressions.
/// Linear in its length.
pub fn ratings(a: &Annotated, times: &[TimeExpression]) -> Vec<Rating> {
    let Some(scales) = scale::InDocument::new(a) else { return Vec::new() };
    let mut mentions = grade::mentions(a, &scales);
    // *rated on 2 September*
    mentions.retain(|mention| {
        let span = a.span(mention.tokens.clone());
        let at = times.partition_point(|time| time.span.end <= span.start);
        times.get(at).is_none_or(|time| time.span.start > span.start)
    });
    if mentions.is_empty() {
        return Vec::new();
    }
    let events = event::events(a, &mentions, times);
    let graded = scale::graded(a, &scales, &mentions, &events, times);
    merge::merge(a, graded)
}
