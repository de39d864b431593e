//! What stands between marks and is nobody's speech: grades, labels, titles; and speech whose
//! speaker can't be told.

use super::{Attribution, Label};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::UnattributedKind;

/// Words before a mark that name a work, a plan or a thing.
const NAMING: &[&str] = &[
    "called",
    "entitled",
    "titled",
    "named",
    "dubbed",
    "known",
    "nicknamed",
    "labelled",
    "branded",
    "termed",
];

/// Nouns before a mark whose name stands in it.
const WORKS: &[&str] = &[
    "book",
    "film",
    "play",
    "song",
    "novel",
    "report",
    "plan",
    "strategy",
    "project",
    "programme",
    "scheme",
    "campaign",
    "paper",
    "poem",
    "album",
    "musical",
    "exhibition",
    "policy",
    "initiative",
    "documentary",
    "charter",
];

/// Whether the fragment is a grade of a rating scale.
pub(super) fn is_grade(a: &Annotated, fragment: usize) -> bool {
    let inner = a.marks.fragments[fragment].inner.of(a.text());
    let words = inner.trim_matches(|c: char| !c.is_alphanumeric());
    words.len() < 50 && a.lexicon.scales.is_grade(&words.to_lowercase())
}

/// Whether the fragment is a grade or a title wherever it stands.
pub(super) fn is_label(a: &Annotated, fragment: usize) -> bool {
    is_grade(a, fragment) || is_title(a, fragment) || is_work(a, fragment)
}

/// Whether the noun before the mark says that it is the name of a work or plan.
fn is_work(a: &Annotated, fragment: usize) -> bool {
    let fragment = &a.marks.fragments[fragment];
    let inner = fragment.inner.of(a.text());
    let first = a.token_from(fragment.outer.start);
    let before = |n: usize| first.checked_sub(n).map_or("", |k| a.lower(k));
    let named = WORKS.contains(&before(1)) || before(1) == "," && WORKS.contains(&before(2));
    named
        && inner.starts_with(char::is_uppercase)
        && inner.split(' ').count() <= 10
        && !inner.ends_with([',', '.'])
}

/// Whether nearly all words have capitals: *‘Every Street, Every Child’*.
fn is_title(a: &Annotated, fragment: usize) -> bool {
    let span = a.marks.fragments[fragment].inner;
    let (from, to) = (a.token_from(span.start), a.token_from(span.end));
    let words: Vec<usize> =
        (from..to).filter(|&t| a.word(t).starts_with(char::is_alphabetic) && a.word(t).len() > 3).collect();
    let plain = words.iter().filter(|&&t| !a.is_capital(t)).count();
    let ends = a.word(to.saturating_sub(1));
    (2..=12).contains(&words.len())
        && plain == 0
        && !matches!(ends, "," | "?")
        && !(words.len() == 2 && ends == ".")
}

/// Labels for every fragment that no quotation took, and for speech without a partner mark.
pub fn labels(a: &Annotated, taken: &[bool], quotations: &[Attribution]) -> Vec<Label> {
    let mut out = Vec::new();
    // What is reported without marks of its own, by start, each with the furthest end so far.
    let bare = quotations.iter().filter(|quotation| quotation.fragments.is_empty());
    let mut reported: Vec<Span> = bare.flat_map(|quotation| quotation.content.iter().copied()).collect();
    reported.sort_by_key(|span| span.start);
    let mut end = 0;
    for span in &mut reported {
        end = span.end.max(end);
        span.end = end;
    }
    for (index, fragment) in a.marks.fragments.iter().enumerate() {
        if taken[index] {
            continue;
        }
        let before = reported.partition_point(|span| span.start <= fragment.inner.start);
        let inside = before > 0 && reported[before - 1].end >= fragment.inner.end;
        let (kind, reason) = judge(a, index, inside);
        out.push(Label { kind, span: fragment.inner, reason, paragraph: fragment.paragraph });
    }
    for mark in &a.marks.unbalanced {
        let paragraph = a.document.paragraphs.partition_point(|p| p.span.end <= mark.start);
        let reason = "an opening mark without a closing one";
        out.push(Label { kind: UnattributedKind::Unknown, span: *mark, reason, paragraph });
    }
    out.sort_by_key(|label| label.span.start);
    out
}

fn judge(a: &Annotated, index: usize, reported: bool) -> (UnattributedKind, &'static str) {
    let fragment = &a.marks.fragments[index];
    let inner = fragment.inner.of(a.text());
    if is_grade(a, index) {
        return (UnattributedKind::Label, "a grade of a rating scale");
    }
    let first = a.token_from(fragment.outer.start);
    let before = |n: usize| first.checked_sub(n).map_or("", |k| a.lower(k));
    let words = inner.split_whitespace().count();
    if is_title(a, index) || is_work(a, index) {
        return (UnattributedKind::Title, "capitals throughout: the title of a work, a plan or a project");
    }
    if (1..=2).any(|n| NAMING.contains(&before(n))) {
        return (UnattributedKind::Label, "named so by the words before it");
    }
    let whole = a.document.paragraphs[fragment.paragraph].span == fragment.outer;
    if whole && words > 3 && inner.ends_with(['.', '!', '?']) {
        return (UnattributedKind::Unknown, "speech, but no reporting expression names who said it");
    }
    let speech = words > 6 || words > 3 && inner.ends_with(['.', '!', '?', ',']);
    let verbal = (a.token_from(fragment.inner.start)..a.token_from(fragment.inner.end))
        .any(|t| a.is(t, WordClass::VERB) || super::source::AUXILIARIES.contains(&a.lower(t)));
    if speech && (verbal || words > 8) && !reported {
        return (UnattributedKind::Unknown, "speech, but no reporting expression names who said it");
    }
    (UnattributedKind::Label, "few words and no reporting expression: a label or scare quote")
}
