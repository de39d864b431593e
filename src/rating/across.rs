//! One rating across documents: what several tell of one grade is one event, and what they tell
//! differently is flagged.

use std::collections::HashMap;

use crate::base::Date;
use crate::record::{Change, DateBasis, Extraction, Rating};

/// Days within which two documents that give no date of their own report one event.
const NEWS: i32 = 31;

/// Place of a rating: document, and number in it.
type Place = (usize, usize);

/// Gives ratings of several documents that are one event one identifier, that of the first, with the
/// surest date and the grade before wherever one of them tells it; marks contradictions.
/// Subjects keep the words of their documents. Doing it again changes nothing.
pub fn across(documents: &mut [Extraction]) {
    let mut buckets: HashMap<Key, Vec<Vec<Place>>> = HashMap::new();
    let mut order: Vec<Key> = Vec::new();
    // What has a date first: what has none joins it where there is no choice.
    for dated in [true, false] {
        for (d, document) in documents.iter().enumerate() {
            for (r, rating) in document.ratings.iter().enumerate() {
                if rating.rated_on.is_some() != dated {
                    continue;
                }
                let Some(key) = Key::new(rating) else { continue };
                let groups = buckets.entry(key.clone()).or_insert_with(|| {
                    order.push(key);
                    Vec::new()
                });
                let at = |(d, r): Place| &documents[d].ratings[r];
                let same = |group: &Vec<Place>| {
                    let elsewhere = group.iter().all(|place| place.0 != d);
                    let again = group.iter().any(|&place| at(place).id == rating.id);
                    again || elsewhere && group.iter().any(|&place| is_same_time(at(place), rating))
                };
                let found = if dated {
                    groups.iter().position(same)
                } else {
                    let again =
                        groups.iter().position(|group| group.iter().any(|&place| at(place).id == rating.id));
                    let sole = groups.len() == 1 && groups[0].iter().all(|place| place.0 != d);
                    again.or(sole.then_some(0))
                };
                match found {
                    Some(found) => groups[found].push((d, r)),
                    None => groups.push(vec![(d, r)]),
                }
            }
        }
    }
    for key in &order {
        for group in &mut buckets.get_mut(key).into_iter().flatten() {
            group.sort_unstable();
        }
    }
    let mut renamed: Vec<HashMap<String, String>> = vec![HashMap::new(); documents.len()];
    for group in order.iter().flat_map(|key| &buckets[key]) {
        agree(documents, group, &mut renamed);
    }
    for (document, renamed) in documents.iter_mut().zip(renamed) {
        for link in document.quotations.iter_mut().flat_map(|quotation| &mut quotation.ratings) {
            if let Some(id) = renamed.get(&link.id) {
                link.id.clone_from(id);
            }
        }
    }
    contradictions(documents);
}

/// Gives the ratings of a group what the surest of them tells.
fn agree(documents: &mut [Extraction], group: &[Place], renamed: &mut [HashMap<String, String>]) {
    let at = |(d, r): Place| &documents[d].ratings[r];
    let Some(first) = group.first().map(|&place| at(place).id.clone()) else { return };
    let sureness = |place: &Place| {
        let rating = at(*place);
        let worth = match rating.rated_on_basis {
            Some(DateBasis::Stated) => 2,
            Some(DateBasis::Relative) => 1,
            _ => 0,
        };
        let precise = rating
            .rated_on
            .map_or(0, |date| 1 + usize::from(date.month().is_some()) + usize::from(date.day().is_some()));
        // A year counted back is less sure than the date of a paper that brings the news.
        (precise > 1 && worth > 0, precise, worth)
    };
    let best = group.iter().copied().rev().max_by_key(sureness).map(at);
    let (date, basis) = best.map_or((None, None), |rating| (rating.rated_on, rating.rated_on_basis));
    let told = group.iter().map(|&place| at(place)).find(|rating| rating.previous_grade.is_some());
    let told = told.map(|rating| (rating.previous_grade.clone(), rating.change));
    for &(d, r) in group {
        let rating = &mut documents[d].ratings[r];
        if rating.id != first {
            renamed[d].insert(std::mem::replace(&mut rating.id, first.clone()), first.clone());
        }
        (rating.rated_on, rating.rated_on_basis) = (date, basis);
        if let Some((previous, change)) = &told
            && rating.previous_grade.is_none()
        {
            rating.previous_grade.clone_from(previous);
            rating.change = *change;
        }
    }
}

/// Marks ratings of two documents that differ in nothing but the grade.
fn contradictions(documents: &mut [Extraction]) {
    let mut by_subject: HashMap<Key, Vec<Place>> = HashMap::new();
    let mut order: Vec<Key> = Vec::new();
    for (d, document) in documents.iter_mut().enumerate() {
        for (r, rating) in document.ratings.iter_mut().enumerate() {
            rating.contradicted_by.clear();
            let Some(key) = Key::new(rating).map(|key| Key { grade: String::new(), ..key }) else { continue };
            let places = by_subject.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Vec::new()
            });
            places.push((d, r));
        }
    }
    let mut found: Vec<(Place, String)> = Vec::new();
    for places in order.iter().map(|key| &by_subject[key]) {
        for (n, &one) in places.iter().enumerate() {
            for &other in &places[n + 1..] {
                let (a, b) = (&documents[one.0].ratings[one.1], &documents[other.0].ratings[other.1]);
                if one.0 != other.0 && a.grade != b.grade && is_one_time(a, b) && !is_before(a, b) {
                    found.push((one, b.id.clone()));
                    found.push((other, a.id.clone()));
                }
            }
        }
    }
    for ((d, r), id) in found {
        let known = &mut documents[d].ratings[r].contradicted_by;
        if !known.contains(&id) {
            known.push(id);
        }
    }
}

/// Whether one grade is told as that before the other.
fn is_before(a: &Rating, b: &Rating) -> bool {
    let is = |previous: &Option<String>, grade: &str| previous.as_deref() == Some(grade);
    is(&a.previous_grade, &b.grade) && a.change != Some(Change::Same)
        || is(&b.previous_grade, &a.grade) && b.change != Some(Change::Same)
}

/// Whether both are known to be of one month or day.
fn is_one_time(a: &Rating, b: &Rating) -> bool {
    let (Some(one), Some(other)) = (a.rated_on, b.rated_on) else { return false };
    one.month().is_some() && other.month().is_some() && one.agrees(other)
}

/// Whether two ratings of one subject and grade are of one time.
fn is_same_time(a: &Rating, b: &Rating) -> bool {
    let (Some(one), Some(other)) = (a.rated_on, b.rated_on) else { return false };
    let stands_in = |rating: &Rating| rating.rated_on_basis == Some(DateBasis::Published);
    match (stands_in(a), stands_in(b)) {
        (false, false) => {
            // *two years ago* is no exact year.
            let vague = |rating: &Rating, date: Date| {
                rating.rated_on_basis == Some(DateBasis::Relative) && date.month().is_none()
            };
            one.agrees(other) || (vague(a, one) || vague(b, other)) && (one.year() - other.year()).abs() <= 1
        }
        (true, true) => are_near(one, other),
        // The news comes out at the time or a little later.
        (true, false) => one.agrees(other) || other <= one && are_near(one, other),
        (false, true) => one.agrees(other) || one <= other && are_near(one, other),
    }
}

fn are_near(one: Date, other: Date) -> bool {
    match (one.civil(), other.civil()) {
        (Some(a), Some(b)) => (a - b).get_days().abs() <= NEWS,
        _ => one.month().is_some() && other.month().is_some() && one.agrees(other),
    }
}

/// What ratings of one event share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    inspector: String,
    subject: String,
    aspect: String,
    grade: String,
}

impl Key {
    /// `None` without a subject: it may be anyone's.
    fn new(rating: &Rating) -> Option<Key> {
        Some(Key {
            inspector: rating.inspector.clone().unwrap_or_default(),
            subject: subject_key(rating)?,
            aspect: rating.aspect.as_deref().unwrap_or_default().to_lowercase(),
            grade: rating.grade.to_lowercase(),
        })
    }
}

/// Ends of names of councils that papers leave out or shorten.
const COUNCILS: &[&str] =
    &[" metropolitan borough council", " borough council", " council", " mbc", " bc", " lbc", " cc"];

/// Names of one service of a council.
const CHILDREN: &[&str] = &[
    "children's services",
    "children's service",
    "children's social services",
    "children's social care",
    "children's social care services",
    "children and young people's services",
    "children's department",
];

/// The subject of a rating, by which its history is kept: *Ashby MBC's children's services*, *Ashby's
/// children's social care* and, graded for its children's services, *Ashby Council* are one. `None`
/// where the subject isn't known.
pub fn subject_key(rating: &Rating) -> Option<String> {
    let name = rating.subject.as_deref()?.to_lowercase().replace(['’', '‘'], "'");
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let of_children = rating.scale.as_deref().is_some_and(|scale| scale.contains("children's services"));
    let (body, service) = match name.split_once("'s ").or_else(|| name.split_once("s' ")) {
        Some((body, service)) => (body, service),
        // *maternity services at Ashby Hospital*
        None => match name.split_once(" at ") {
            Some((service, body)) => (body.strip_prefix("the ").unwrap_or(body), service),
            None => (name, ""),
        },
    };
    let council = COUNCILS.iter().find_map(|ending| body.strip_suffix(ending));
    let service =
        if CHILDREN.contains(&service) || service.is_empty() && of_children { CHILDREN[0] } else { service };
    Some(match (council, service) {
        (Some(place), "") => format!("{place} council"),
        (_, "") => body.to_owned(),
        (place, service) => format!("{}: {service}", place.unwrap_or(body)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RatingBasis, RatingLink};

    /// A document with one rating: `grade|subject|date|basis`.
    fn document(n: usize, told: &str) -> Extraction {
        let mut document = crate::record::sample().documents.remove(0);
        document.id = format!("d{n}");
        let cells: Vec<&str> = told.split('|').collect();
        let rating = &mut document.ratings[0];
        rating.id = format!("d{n}:r1");
        rating.scale = Some("Ofsted children's services".into());
        rating.aspect = None;
        rating.previous_grade = None;
        rating.change = None;
        rating.grade = cells[0].into();
        rating.subject = Some(cells[1].into()).filter(|s: &String| !s.is_empty());
        rating.rated_on = cells[2].parse().ok();
        rating.rated_on_basis = rating.rated_on.map(|_| match cells[3] {
            "s" => DateBasis::Stated,
            "r" => DateBasis::Relative,
            _ => DateBasis::Published,
        });
        for quotation in &mut document.quotations {
            quotation.ratings =
                vec![RatingLink { id: format!("d{n}:r1"), basis: RatingBasis::Quoted, confidence: 1.0 }];
        }
        document
    }

    fn ids(told: &[&str]) -> Vec<String> {
        let mut documents: Vec<Extraction> =
            told.iter().enumerate().map(|(n, told)| document(n, told)).collect();
        across(&mut documents);
        let once = documents.clone();
        across(&mut documents);
        assert_eq!(documents, once, "doing it again changes nothing");
        for document in &documents {
            assert_eq!(document.quotations[0].ratings[0].id, document.ratings[0].id);
        }
        documents
            .iter()
            .map(|d| {
                let rating = &d.ratings[0];
                let against = rating.contradicted_by.join(",");
                let date = rating.rated_on.map(|date| date.to_string()).unwrap_or_default();
                format!("{} {date} {against}", &rating.id[..2]).trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn one_event_in_several_documents_is_one_rating() {
        let told = [
            "inadequate|Ashby Council|2014-11-20|p",
            "inadequate|Ashby MBC's children's services|2014-11|s",
            "inadequate|Ashby's children's social care|2015|r",
            "inadequate|Ashby||",
        ];
        assert_eq!(ids(&told), ["d0 2014-11", "d0 2014-11", "d0 2014-11", "d0 2014-11"]);
    }

    #[test]
    fn other_times_subjects_and_grades_are_others() {
        let told = [
            "good|Ashby Council|2014-11-20|p",
            "good|Ashby Council|2016-11-20|p",
            "good|Derby Council|2014-11-20|p",
            "good||2014-11-20|p",
            "poor|Ashby Council|2012|s",
        ];
        assert_eq!(
            ids(&told),
            ["d0 2014-11-20", "d1 2016-11-20", "d2 2014-11-20", "d3 2014-11-20", "d4 2012"]
        );
    }

    #[test]
    fn documents_that_disagree_are_flagged() {
        let told =
            ["good|Ashby Council|2014-11|s", "poor|Ashby Council|2014-11|s", "fair|Ashby Council|2014|s"];
        assert_eq!(ids(&told), ["d0 2014-11 d1:r1", "d1 2014-11 d0:r1", "d2 2014"]);
    }
}
