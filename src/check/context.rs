//! Whether what a claim leaves out of its sentence would have changed its sense: *but*, *not*, *if*.

use std::ops::Range;

use super::align::{Alignment, Step};
use super::normalise::{Break, Normaliser, Word};

/// Words of the passage that the claim leaves out and that bound or take back what it keeps.
pub fn cut(alignment: &Alignment, passage: &[Word], claim: &[Word], n: &Normaliser) -> Option<Range<usize>> {
    let kept = alignment.stretch()?;
    let starts = |at: usize| passage.get(at).is_none_or(|word| word.before == Break::Sentence);
    // The rest of the sentence before and behind.
    let before = (0..=kept.start).rev().find(|at| starts(*at)).unwrap_or(0)..kept.start;
    let behind = kept.end..(kept.end..=passage.len()).find(|at| starts(*at)).unwrap_or(passage.len());
    cut_before(passage, before, n)
        .or_else(|| cut_behind(passage, behind, n))
        .or_else(|| omitted(alignment, passage, claim, n))
}

/// What was cut between the claim's words where it says `…`.
fn omitted(alignment: &Alignment, passage: &[Word], claim: &[Word], n: &Normaliser) -> Option<Range<usize>> {
    let is_left = |step: &Step| match step {
        Step::Allowed(None, Some(j)) if !passage[*j].bracketed => Some(*j),
        _ => None,
    };
    let left: Vec<usize> = alignment.steps.iter().filter_map(is_left).collect();
    for run in left.chunk_by(|a, b| a + 1 == *b) {
        let run = run[0]..run[run.len() - 1] + 1;
        // Words in brackets stand for those left out; they are the claimant's to answer for.
        let replaced = alignment.steps.iter().any(|step| {
            matches!(step, Step::Allowed(Some(i), other) if claim[*i].bracketed && other.is_none_or(|j| run.contains(&(j + 1))))
        });
        let sentence_ends = (run.start..run.end + 1)
            .filter(|at| passage.get(*at).is_none_or(|w| w.before == Break::Sentence));
        let ends: Vec<usize> = sentence_ends.collect();
        let found = match (ends.first(), ends.last()) {
            (Some(first), Some(last)) => cut_behind(passage, run.start..*first, n)
                .or_else(|| if *last < run.end { cut_before(passage, *last..run.end, n) } else { None }),
            _ => run
                .clone()
                .any(|at| n.is_negation(&passage[at].form))
                .then_some(run.clone())
                .or_else(|| cut_behind(passage, run.clone(), n)),
        };
        if found.is_some() && !replaced {
            return found;
        }
    }
    None
}

/// Words before the claim in its sentence that deny it, put it under a condition or to someone else.
fn cut_before(passage: &[Word], range: Range<usize>, n: &Normaliser) -> Option<Range<usize>> {
    if range.is_empty() {
        return None;
    }
    let lists = n.lists();
    let joins = |at: usize| {
        passage[at].before != Break::None
            || lists.joins.contains(&passage[at].form)
            || passage[at].form == "but"
    };
    // The clause that runs into the claim; none where the claim starts one of its own.
    let own = passage.get(range.end).is_some_and(|_| joins(range.end));
    let clause = (range.start..range.end).rev().find(|at| joins(*at)).unwrap_or(range.start)..range.end;
    let takes_back = |at: usize| {
        n.is_negation(&passage[at].form) || starts_with(passage, at, range.end, &lists.doubts).is_some()
    };
    let affirms = |at: usize| {
        let from = at.saturating_sub(3).max(range.start);
        (from..=at).any(|start| {
            starts_with(passage, start, range.end, &lists.affirming).is_some_and(|words| start + words > at)
        })
    };
    if !own && let Some(at) = clause.clone().find(|at| takes_back(*at) && !affirms(*at)) {
        return Some(at.min(clause.start)..range.end);
    }
    let condition = |at: &usize| is_condition(passage, *at, range.end, n) && !affirms(*at);
    // A condition holds for its own clause and for what follows a comma behind it.
    let at = (range.start..range.end).find(condition)?;
    let joined = (at + 1..range.end).any(|between| {
        ["and", "but", "so"].contains(&passage[between].form.as_str())
            && passage[between].before != Break::None
    });
    (!joined).then_some(at..range.end)
}

/// Words behind the claim in its sentence that bound it.
fn cut_behind(passage: &[Word], range: Range<usize>, n: &Normaliser) -> Option<Range<usize>> {
    let lists = n.lists();
    for at in range.clone() {
        let form = passage[at].form.as_str();
        let first = at == range.start;
        if first && (["not", "nor"].contains(&form)) {
            return Some(at..range.end);
        }
        if starts_with(passage, at, range.end, &lists.reservations).is_some()
            || is_condition(passage, at, range.end, n)
        {
            // *until* and the like only bound what they stand at.
            return Some(at..range.end);
        }
        if lists.joins.contains(&passage[at].form) {
            return None;
        }
    }
    None
}

/// Whether a condition starts at a word: *if*, but not the *if* of *see if*.
fn is_condition(passage: &[Word], at: usize, end: usize, n: &Normaliser) -> bool {
    let before = at.checked_sub(1).map(|before| passage[before].form.as_str());
    starts_with(passage, at, end, &n.lists().conditions).is_some()
        && !(passage[at].form == "if"
            && before.is_some_and(|before| n.lists().whether.iter().any(|word| word == before)))
}

/// How many words one of `phrases` takes at a word.
fn starts_with(passage: &[Word], at: usize, end: usize, phrases: &[String]) -> Option<usize> {
    phrases.iter().find_map(|phrase| {
        let mut words = 0;
        for word in phrase.split(' ') {
            if at + words >= end || passage[at + words].form != word {
                return None;
            }
            words += 1;
        }
        Some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::super::align::{align, worths};
    use super::*;
    use crate::lexicon::Lexicon;

    fn cut_words(claim: &str, passage: &str) -> String {
        let n = Normaliser::new(&Lexicon::embedded().checking);
        let (claim, words) = (n.words(claim), n.words(passage));
        let (alignment, _) = align(&claim, &words, &worths(&claim, &n)).unwrap();
        assert!(alignment.is_exact(), "{:?}", alignment.steps);
        let cut = cut(&alignment, &words, &claim, &n);
        cut.map(|range| passage[words[range.start].start..words[range.end - 1].end].to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn a_cut_that_changes_the_sense_is_found() {
        for (claim, passage, wanted) in [
            (
                "The service is good",
                "The service is good, but it was not always so.",
                "but it was not always so",
            ),
            (
                "The pool will stay open",
                "The pool will stay open this year if the grant comes. We hope.",
                "if the grant comes",
            ),
            (
                "the school will close",
                "Unless the money comes, the school will close.",
                "Unless the money comes",
            ),
            ("the school will close", "If the school will close, we shall fight.", "If"),
            (
                "it is good enough",
                "That is not to say that it is good enough by any means.",
                "That is not to say that",
            ),
            ("the work is done", "I doubt that the work is done.", "I doubt that"),
            ("the council is bankrupt", "Some say the council is bankrupt.", "Some say"),
            ("He wants better services", "He wants better services, not more managers.", "not more managers"),
            ("We are … pleased", "We are not at all pleased.", "not at all"),
            (
                "Staff are committed … and they are valued",
                "Staff are committed if they are paid and they are valued.",
                "if they are paid",
            ),
        ] {
            assert_eq!(cut_words(claim, passage), wanted, "{claim}");
        }
    }

    #[test]
    fn a_harmless_cut_is_none() {
        for (claim, passage) in [
            ("the service is good", "There is no doubt that the service is good."),
            ("The service is good", "The service is good and the staff are kind, but tired."),
            ("we will see if it works", "Next year we will see if it works."),
            ("We can do better", "We were not good. We can do better. But it takes time."),
            ("we can do better", "We are good, but we can do better."),
            ("We tried … We are sorry", "We tried, twice. It did not rain. We are sorry."),
            ("The service is [now] good", "The service is good."),
        ] {
            assert_eq!(cut_words(claim, passage), "", "{claim}");
        }
    }
}
