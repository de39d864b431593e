//! The same grade told twice is one rating; a grade told with an earlier date is the one before.

use std::collections::{BTreeMap, BTreeSet};

use super::grade::is_code;
use super::scale::Graded;
use super::subject;
use crate::annotate::Annotated;
use crate::base::{Date, Span};
use crate::record::{Change, DateBasis, Rating, RatingEvidence};

/// One rating for each inspector, subject, aspect, grade and time, in text order.
pub(super) fn merge(a: &Annotated, mut graded: Vec<Graded>) -> Vec<Rating> {
    let mut kept: Vec<Graded> = Vec::new();
    tell_parts_alone(a, &mut graded);
    let (over, graded): (Vec<_>, Vec<_>) = graded.into_iter().partition(|event| event.earlier);
    // *“An inadequate grade for the way we work is a shock”*: of a grade told before, whatever part it is of.
    let (recalled, mut graded): (Vec<_>, Vec<_>) = graded.into_iter().partition(|event| event.recalled);
    tell_apart(&mut graded);
    for event in graded {
        match kept.iter_mut().find(|known| is_same(known, &event)) {
            Some(known) => take(known, event),
            None => kept.push(event),
        }
    }
    for event in recalled {
        let known = |known: &&mut Graded| known.inspector == event.inspector && known.grade == event.grade;
        // A headline that names nobody tells the news.
        let news = |known: &&mut Graded| known.basis != Some(DateBasis::Stated);
        let at = match event.vague {
            true => kept.iter_mut().position(|at| known(&at) && news(&at)),
            false => None,
        };
        let at = at.or_else(|| kept.iter_mut().position(|at| known(&at)));
        match at.map(|at| &mut kept[at]) {
            // It stands where its body is named.
            Some(known) if event.vague => known.confidence = known.confidence.max(event.confidence),
            Some(known) => known.told.extend(event.told),
            None => kept.push(event),
        }
    }
    for event in over {
        before(&mut kept, event);
    }
    // In the order of first mention, wherever the text tells most.
    kept.sort_by_key(|event| event.told.iter().map(|told| told.start).min());
    for i in 0..kept.len() {
        if kept[i].previous.is_none() {
            kept[i].previous = grade_before(a, &kept, i);
        }
    }
    kept.into_iter().enumerate().map(|(n, event)| rating(a, n + 1, event)).collect()
}

/// *Care home given ‘weak’ grade*, over a text that grades parts alone; *The manager accepted the “weak” grade*: the grade
/// is that of the parts.
fn tell_parts_alone(a: &Annotated, graded: &mut [Graded]) {
    let marks = |c: char| c.is_whitespace() || matches!(c, '”' | '"' | '’');
    let ends = |text: &str| text.trim_end_matches(marks).ends_with(['.', '?', '!']);
    let head = a.document.paragraphs.iter().find(|p| ends(p.span.of(a.text()))).map_or(0, |p| p.span.start);
    // *Youth justice service in Ashby slips to ‘Requires improvement’*: the Ashby Youth Justice Service of the text.
    let first = graded.iter().position(|event| event.evidence.start >= head).unwrap_or(graded.len());
    let (headlines, text) = graded.split_at_mut(first);
    for headline in headlines {
        let short = headline.subject.as_deref().unwrap_or_default().to_lowercase();
        let full = text.iter().filter(|event| event.grade == headline.grade).find(|event| {
            let name = event.subject.as_deref().unwrap_or_default().to_lowercase();
            short.contains(' ') && name.strip_suffix(short.as_str()).is_some_and(|lead| lead.ends_with(' '))
        });
        headline.subject = full.map_or(headline.subject.take(), |event| event.subject.clone());
    }
    let aside: Vec<bool> =
        graded.iter().map(|event| event.evidence.start < head || is_told_by_others(a, event)).collect();
    let body = |event: &Graded| {
        let name = event.subject.as_deref().map(|name| without_article(name).to_lowercase());
        (event.inspector.clone(), name)
    };
    // Of each body whether the text grades the whole, and the grades of its parts.
    let mut told: BTreeMap<_, (bool, BTreeSet<String>)> = BTreeMap::new();
    for (event, _) in graded.iter().zip(&aside).filter(|(event, aside)| !*aside && !event.earlier) {
        let (whole, parts) = told.entry(body(event)).or_default();
        match event.aspect {
            Some(_) => _ = parts.insert(event.grade.clone()),
            None => *whole = true,
        }
    }
    for (event, _) in graded.iter_mut().zip(&aside).filter(|(event, aside)| **aside && !event.earlier) {
        let known = told.get(&body(event)).filter(|_| event.aspect.is_none());
        event.recalled |= known.is_some_and(|(whole, parts)| !whole && parts.contains(&event.grade));
    }
}

/// Whether somebody other than an inspector tells the grade in speech or as reported.
fn is_told_by_others(a: &Annotated, event: &Graded) -> bool {
    let Some(sentence) = a.sentences.get(a.sentence_from(a.token_from(event.evidence.start))) else {
        return false;
    };
    let tokens = sentence.tokens.clone();
    // *has been told that it requires improvement*: by inspectors.
    let told = |t: usize| {
        a.one_of(t, &["said", "says", "told", "accepted", "admitted", "added"])
            && !subject::is_passive(a, tokens.start, t)
    };
    let spoken = a.fragment_of.get(tokens.start).is_some_and(Option::is_some);
    spoken || tokens.clone().any(told) && !tokens.clone().any(|t| subject::tells_inspector(a, t))
}

/// *Good for safety and poor for respect. In 2016 it was good for both.*: what one clause tells of then is told apart from
/// the news, where one of its grades is another now.
fn tell_apart(graded: &mut [Graded]) {
    let news = |event: &Graded| event.basis == Some(DateBasis::Published);
    let then = |event: &Graded| event.basis == Some(DateBasis::Stated);
    let same = |one: &Graded, other: &Graded| {
        one.inspector == other.inspector
            && agree(&one.subject, &other.subject)
            && agree(&one.aspect, &other.aspect)
    };
    let mut past: Vec<Span> = Vec::new();
    for event in graded.iter().filter(|event| then(event) && event.aspect.is_some()) {
        let changed = graded.iter().any(|now| news(now) && same(now, event) && now.grade != event.grade);
        if changed && past.last() != Some(&event.evidence) {
            past.push(event.evidence);
        }
    }
    for event in graded.iter_mut().filter(|event| then(event)) {
        event.before |= past.contains(&event.evidence);
    }
}

/// A grade told as over, without a date, is the one before that which the text tells of the same body; where
/// it tells none, it stands alone.
fn before(kept: &mut Vec<Graded>, over: Graded) {
    let same = |known: &&mut Graded| {
        known.inspector == over.inspector
            && agree(&known.subject, &over.subject)
            && agree(&known.aspect, &over.aspect)
    };
    if kept.iter_mut().filter(same).any(|known| known.grade == over.grade) {
        return;
    }
    match kept.iter_mut().rev().find(same) {
        Some(known) => {
            known.previous = known.previous.take().or(Some((over.grade, over.rank)));
            // *had its rating lifted from good on Monday*: the day of the change.
            if known.basis == Some(DateBasis::Published) && over.basis == Some(DateBasis::Relative) {
                (known.date, known.basis) = (over.date, over.basis);
            }
        }
        None => kept.push(Graded { date: None, basis: None, ..over }),
    }
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}

/// Whether two names are the same, capitals and *The* aside.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    let (one, other) = (one.as_deref().unwrap_or_default(), other.as_deref().unwrap_or_default());
    let (one, other) = (without_article(one), without_article(other));
    one == other || one.len() == other.len() && one.to_lowercase() == other.to_lowercase()
}

/// Whether one part is the other in fewer words: *behaviour* of *personal development, behaviour and welfare*.
fn is_shorter(one: &Option<String>, other: &Option<String>) -> bool {
    const LEAST: usize = 8;
    let (Some(one), Some(other)) = (one, other) else { return false };
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.split(", ").flat_map(|part| part.split(" and ")).any(|part| part == short)
        || short.len() >= LEAST && long.strip_suffix(short.as_str()).is_some_and(|lead| lead.ends_with(' '))
}

fn is_same(known: &Graded, event: &Graded) -> bool {
    // What costs least first: a text may tell of a thousand.
    if known.grade != event.grade || known.inspector != event.inspector {
        return false;
    }
    // *adequate, the same grade as in 2015*, on a page without a date
    if known.before != event.before && known.date.is_some() != event.date.is_some() {
        return false;
    }
    let subject = agree(&known.subject, &event.subject) || known.vague || event.vague;
    // *has moved up to good from requires improvement. It was rated good in 2017.*
    let regained = |news: &Graded, past: &Graded| {
        let changed = news.previous.as_ref().is_some_and(|(before, _)| *before != news.grade);
        let (now, then) = (news.date.and_then(Date::civil), past.date);
        news.basis == Some(DateBasis::Published)
            && past.basis == Some(DateBasis::Stated)
            && changed
            && now.zip(then).is_some_and(|(now, then)| now.year() - then.year() > 1)
    };
    if regained(known, event) || regained(event, known) {
        return false;
    }
    let stated = |g: &Graded| g.basis.is_some_and(|basis| basis != DateBasis::Published);
    let time = match (known.date, event.date) {
        (Some(one), Some(other)) if stated(known) && stated(event) => {
            // *two years ago* is no exact year.
            let counted =
                |g: &Graded, date: Date| g.basis == Some(DateBasis::Relative) && date.month().is_none();
            let vague = counted(known, one) || counted(event, other);
            // *Last year it was rated weak*, told by the narrator, is not of now.
            let coarse = known.before == event.before && (one.month().is_none() || other.month().is_none());
            one.agrees(other) || vague && coarse && (one.year() - other.year()).abs() <= 1
        }
        // *The CQC last rated the trust in 2016, when it was also good.*
        _ => known.before == event.before,
    };
    // *Was judged good in 2012 … continues to be good* are two.
    let kept = |g: &Graded| g.previous.as_ref().is_some_and(|(before, _)| *before == g.grade);
    let again = kept(known) != kept(event)
        && match (known.date, event.date) {
            (Some(one), Some(other)) => !one.agrees(other),
            _ => false,
        };
    // *C2* is of one part only.
    let code = is_code(&event.grade);
    !again
        && (agree(&known.aspect, &event.aspect)
            || known.scale == event.scale && is_shorter(&known.aspect, &event.aspect)
            || code && (known.aspect.is_none() || event.aspect.is_none()))
        && subject
        && time
}

/// Adds what `event` tells to `known`.
fn take(known: &mut Graded, event: Graded) {
    if known.vague && !event.vague {
        known.subject = event.subject;
        known.scale = event.scale;
        known.vague = false;
    }
    if event.evidence.len() > known.evidence.len() && event.confidence >= known.confidence {
        known.evidence = event.evidence;
    }
    known.previous = known.previous.take().or(event.previous);
    if is_shorter(&known.aspect, &event.aspect)
        && event.aspect.as_ref().map(String::len) > known.aspect.as_ref().map(String::len)
    {
        known.aspect = event.aspect;
    } else {
        known.aspect = known.aspect.take().or(event.aspect);
    }
    let worth = |basis: Option<DateBasis>| match basis {
        Some(DateBasis::Stated) => 2,
        Some(DateBasis::Relative) => 1,
        _ => 0,
    };
    // *rated outstanding this week … in a report published on July 19*
    let exact = known
        .date
        .zip(event.date)
        .is_some_and(|(one, other)| one.civil().is_none() && other.civil().is_some() && one.agrees(other));
    if worth(event.basis) > worth(known.basis) || worth(event.basis) == worth(known.basis) && exact {
        known.date = event.date;
        known.basis = event.basis;
    }
    known.confidence = known.confidence.max(event.confidence);
    known.told.extend(event.told);
}

/// Whether the scale has a grade of that name.
fn has_grade(a: &Annotated, scale: &str, grade: &str) -> bool {
    let mut scales = a.lexicon.scales.list.iter().filter(|known| known.name == scale);
    scales.any(|scale| scale.grades.iter().any(|known| known.name == grade))
}

/// The last grade of the same subject that the text dates earlier.
fn grade_before(a: &Annotated, all: &[Graded], i: usize) -> Option<(String, u8)> {
    let event = &all[i];
    // In a document without a date, what it dates itself is past.
    let undated = a.document.published_on.is_none() && event.date.is_none();
    // A council is rated on several scales at once; of a nursery or an agency it may only not be told on which.
    let of_council = event.subject.as_deref().is_some_and(|name| {
        let name = name.to_lowercase();
        name.contains("council") || name.contains("children's services")
    });
    let is_past = |other: &Graded| match (other.date, event.date) {
        (Some(other), Some(date)) => other < date && !other.agrees(date),
        (Some(_), None) => undated && other.basis == Some(DateBasis::Stated),
        _ => false,
    };
    all.iter()
        .filter(|other| {
            other.inspector == event.inspector
                && agree(&other.subject, &event.subject)
                && agree(&other.aspect, &event.aspect)
                && (other.scale == event.scale
                    || other.ended < event.date && other.ended.is_some()
                    || !of_council && has_grade(a, &event.scale, &other.grade))
                && is_past(other)
        })
        .max_by_key(|other| other.date)
        .map(|other| (other.grade.clone(), other.rank))
}

fn rating(a: &Annotated, n: usize, event: Graded) -> Rating {
    // *Requires improvement* was the third of four grades and is the fourth of five: by the scale that is in use.
    let rank_here = |grade: &str| {
        let scale = a.lexicon.scales.list.iter().find(|scale| {
            scale.name == event.scale
                && scale.to == event.ended
                && scale.grades.iter().any(|grade| grade.name == event.grade)
        })?;
        scale.grades.iter().position(|own| own.name == grade).map(|at| scale.rank(at))
    };
    let change = event.previous.as_ref().map(|(grade, rank)| {
        match rank_here(grade).unwrap_or(*rank).cmp(&event.rank) {
            _ if *grade == event.grade => Change::Same,
            std::cmp::Ordering::Greater => Change::Up,
            std::cmp::Ordering::Less => Change::Down,
            std::cmp::Ordering::Equal => Change::Same,
        }
    });
    let trimmed = |span: Span| {
        let words = span.of(a.text());
        let lead = words.len() - words.trim_start_matches(|c: char| c == ',' || c.is_whitespace()).len();
        Span { start: span.start + lead as u32, ..span }.trim(a.text())
    };
    let words = |span: Span| crate::resolve::single_spaced(span.of(a.text()));
    let evidence = trimmed(event.evidence);
    let mut told: Vec<Span> = event.told.into_iter().map(trimmed).collect();
    told.sort();
    told.dedup();
    Rating {
        id: format!("{}:r{n}", a.document.id),
        inspector: Some(event.inspector),
        scale: Some(event.scale),
        subject: event.subject,
        aspect: event.aspect,
        grade: event.grade,
        grade_rank: Some(event.rank),
        grades: Some(event.ranks),
        previous_grade: event.previous.map(|(grade, _)| grade),
        change,
        rated_on: event.date,
        rated_on_basis: event.basis,
        evidence,
        evidence_text: words(evidence),
        all_evidence: told.into_iter().map(|span| RatingEvidence { span, text: words(span) }).collect(),
        contradicted_by: Vec::new(),
        confidence: event.confidence,
    }
}
