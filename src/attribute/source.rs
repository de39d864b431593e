//! The noun phrase that names who said it, before or behind the cue.

use std::ops::Range;

use super::item::Items;
use super::{Anchor, Source};
use crate::annotate::{Annotated, NameKind, Tag};
use crate::lexicon::WordClass;

/// Pronouns that may speak.
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "i", "we", "one", "others", "some", "many", "both"];

pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "will", "would",
    "can", "could", "may", "might", "must", "should", "shall", "do", "does", "did", "'s", "’s", "'ve", "’ve",
    "'d", "’d", "'ll", "’ll", "'re", "’re", "'m", "’m",
];

const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "these", "those", "some",
    "many", "one", "two", "three", "another", "several", "no", "each", "every", "all", "both", "other",
    "few",
];

/// Prepositions that tie a phrase to the noun before it.
const TIES: &[&str] = &[
    "of",
    "for",
    "at",
    "from",
    "by",
    "in",
    "on",
    "with",
    "to",
    "representing",
    "about",
    "into",
    "behind",
    "near",
    "against",
    "between",
    "within",
    "under",
    "across",
    "including",
];

/// Prepositions that may stand inside a role before a name.
const ROLE_TIES: &[&str] = &["of", "for", "and", "&", "at", "on", "to", "the", "’s", "'s", "'", "’", "with"];

const RELATIVES: &[&str] = &["who", "which", "whose", "whom", "where"];

/// Adverbs that may stand between a source and its cue.
const ADVERBS: &[&str] = &[
    "also",
    "then",
    "later",
    "today",
    "yesterday",
    "himself",
    "herself",
    "themselves",
    "itself",
    "still",
    "even",
    "now",
    "once",
    "further",
    "however",
    "meanwhile",
    "again",
    "have",
    "both",
    "all",
    "too",
    "instead",
    "never",
    "always",
    "often",
    "soon",
    "just",
    "since",
    "rightly",
];

/// Whether `token` is an adverb that may stand beside a verb.
pub(super) fn is_adverb(a: &Annotated, token: usize) -> bool {
    a.one_of(token, ADVERBS)
        || a.lower(token).len() > 4 && a.lower(token).ends_with("ly") && !a.is_capital(token)
}

/// Whether the name at `token` is a person's, as the lists of names or the language model tell.
fn is_person(a: &Annotated, token: usize) -> bool {
    a.name_at(token).is_some_and(|name| {
        name.kind == NameKind::Person
            || name.kind == NameKind::MaybePerson && name.proper.len() > 1 && a.is_taken_for_person(name)
    })
}

/// What may be the head of a source, with the items it takes.
struct Candidate {
    items: Range<usize>,
    anchor: Anchor,
}

/// The head of a noun phrase: the first person, pronoun, body or common noun that may speak and is
/// no possessor.
pub(super) fn head(a: &Annotated, tokens: Range<usize>) -> Option<Anchor> {
    let items = Items {
        list: tokens.clone().map(super::item::Item::Word).collect(),
        tokens: tokens.clone().map(|t| t..t + 1).collect(),
    };
    let found = candidates(a, &items, 0..items.len());
    let tie = (1..items.len()).find(|&k| items.one_of(a, k, TIES)).unwrap_or(items.len());
    let person = |c: &&Candidate| matches!(c.anchor, Anchor::Name(at) if a.names[at].is_person());
    let person =
        found.iter().find(|c| person(c) && (c.items.start < tie || before_role(a, &items, 0, c.items.start)));
    person.or_else(|| found.first()).map(|candidate| candidate.anchor)
}

/// Every candidate head in a range of items, left to right.
fn candidates(a: &Annotated, items: &Items, range: Range<usize>) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut i = range.start;
    while i < range.end {
        let Some(token) = items.word(i) else {
            i += 1;
            continue;
        };
        if let Some(at) = name_starting(a, token) {
            let name = &a.names[at];
            let n = name.tokens.len().min(range.end - i);
            let speaks = match name.kind {
                NameKind::Person | NameKind::MaybePerson | NameKind::Organisation => true,
                NameKind::Place => false,
            };
            if speaks && !items.one_of(a, i + n, &["'s", "’s"]) {
                out.push(Candidate { items: i..i + n, anchor: Anchor::Name(at) });
            } else if name.kind == NameKind::Place && i + n == range.end && name.tokens.len() <= 2 {
                out.push(Candidate { items: i..i + n, anchor: Anchor::Name(at) });
            }
            i += n;
            continue;
        }
        if items.one_of(a, i, PRONOUNS) {
            if !counts_noun(a, token) || i + 1 == range.end {
                out.push(Candidate { items: i..i + 1, anchor: Anchor::Pronoun(token) });
            }
        } else if is_speaking_noun(a, token) && !items.one_of(a, i + 1, &["'s", "’s", "'", "’"]) {
            out.push(Candidate { items: i..i + 1, anchor: Anchor::Noun(token) });
        }
        i += 1;
    }
    out
}

/// *One care leaver*: no pronoun.
fn counts_noun(a: &Annotated, token: usize) -> bool {
    let noun =
        |t: usize| a.syntax.as_ref().is_some_and(|syntax| matches!(syntax.tag(t as u32), Tag::Nn | Tag::Jj));
    a.one_of(token, &["one"]) && token + 1 < a.tokens.len() && noun(token + 1)
}

fn name_starting(a: &Annotated, token: usize) -> Option<usize> {
    let at = a.names.partition_point(|name| name.tokens.end <= token);
    a.names.get(at).filter(|name| name.tokens.start == token).map(|_| at)
}

/// Whether `token` is a common noun that may speak.
pub(super) fn is_speaking_noun(a: &Annotated, token: usize) -> bool {
    a.name_at(token).is_none()
        && (a.is(token, WordClass::GROUP)
            || a.is(token, WordClass::DOCUMENT)
            || a.is(token, WordClass::UNNAMED)
            || a.is(token, WordClass::COMMON_BODY)
            || a.is(token, WordClass::ROLE_HEAD) && !(a.is(token, WordClass::TITLE) && a.is_capital(token)))
}

/// The source that ends just before item `to`, looked for from item `from` on.
pub(super) fn before(a: &Annotated, items: &Items, from: usize, to: usize) -> Option<Source> {
    // The source of a cue is near it: bounds the search in a sentence of any length.
    let from = from.max(to.saturating_sub(60));
    let found = candidates(a, items, from..to);
    let best = found.iter().find(|candidate| {
        let free = candidate.items.start == from || !is_tied(a, items, candidate, from);
        free && gap_allows(a, items, candidate.items.end..to)
    })?;
    // A role before a name is no head of its own: the name behind it is.
    let start = left_end(a, items, best, from);
    let mut end = to;
    // *Doe, from the dock, said*; *Doe, mitigating, said*: no part of the phrase.
    if items.one_of(a, best.items.end, &[","])
        && best.items.end + 1 < to
        && items.word(best.items.end + 1).is_some_and(|t| {
            a.one_of(t, TIES) || a.lower(t).ends_with("ing") && !a.is(t, WordClass::ROLE_MODIFIER)
        })
    {
        end = best.items.end;
    }
    while end > best.items.end
        && (items.one_of(a, end - 1, &[","]) || items.word(end - 1).is_some_and(|t| is_adverb(a, t)))
    {
        end -= 1;
    }
    Some(Source { tokens: items.token_range(start..end), anchor: best.anchor })
}

/// The source whose head ends just before item `to`: what *which* and *who* stand for.
pub(super) fn just_before(a: &Annotated, items: &Items, from: usize, to: usize) -> Option<Source> {
    let from = from.max(to.saturating_sub(30));
    let best = candidates(a, items, from..to).into_iter().rfind(|candidate| candidate.items.end == to)?;
    let start = left_end(a, items, &best, from);
    Some(Source { tokens: items.token_range(start..to), anchor: best.anchor })
}

/// Whether a preposition ties the candidate to what stands before it (*in the report*).
fn is_tied(a: &Annotated, items: &Items, candidate: &Candidate, from: usize) -> bool {
    let mut i = candidate.items.start;
    while i > from {
        i -= 1;
        let Some(token) = items.word(i) else { return false };
        if a.one_of(token, DETERMINERS) || matches!(a.lower(token), "'s" | "’s" | "'" | "’") {
            continue;
        }
        let person = matches!(candidate.anchor, Anchor::Name(at) if a.names[at].is_person());
        if a.one_of(token, TIES) && !a.is_capital(token) {
            // *one of the inspectors*: the head is before; *director of children's services X*: it is not.
            let role = person
                && candidate.items.start - i > 1
                && i > from
                && (from.max(i.saturating_sub(3))..i)
                    .filter_map(|k| items.word(k))
                    .any(|t| a.is(t, WordClass::ROLE_HEAD));
            return i > from && !role;
        }
        if a.one_of(token, TIES) || matches!(candidate.anchor, Anchor::Pronoun(_)) {
            return a.one_of(token, TIES);
        }
        let word = a.word(token);
        if a.one_of(token, &["after", "when", "before", "since", "because", "that", "as", "while", "until"]) {
            return false; // a clause of its own
        }
        let other_head = is_speaking_noun(a, token) || a.name_at(token).is_some();
        let possessor = items.one_of(a, i + 1, &["'s", "’s", "'", "’"]);
        if !word.starts_with(char::is_alphanumeric)
            || a.one_of(token, AUXILIARIES)
            || other_head && !possessor
        {
            return false;
        }
        if candidate.items.start - i > 6 {
            return false;
        }
    }
    false
}

/// Whether the items between a head and the cue leave it the head: nothing, brackets, an
/// apposition, a phrase tied by a preposition, adverbs.
fn gap_allows(a: &Annotated, items: &Items, gap: Range<usize>) -> bool {
    let (mut from, mut to) = (gap.start, gap.end);
    while to > from && items.word(to - 1).is_some_and(|t| is_adverb(a, t)) {
        to -= 1;
        // *, however,*
        if to > from
            && items.one_of(a, to - 1, &[","])
            && to < gap.end
            && items.one_of(a, gap.end - 1, &[","])
        {
            to -= 1;
        }
    }
    while from < to && items.one_of(a, from, &["(", "["]) {
        let Some(close) = (from..to).find(|&k| items.one_of(a, k, &[")", "]"])) else { return false };
        from = close + 1;
    }
    while from < to && items.word(from).is_some_and(|t| is_adverb(a, t)) {
        from += 1;
    }
    if from >= to {
        return true;
    }
    let first = items.lower(a, from);
    if first == "," {
        if to - from == 1 {
            return true;
        }
        let closed = items.one_of(a, to - 1, &[","]);
        let inside = from + 1..if closed { to - 1 } else { to };
        if inside.is_empty() {
            return true;
        }
        let Some(head) = items.word(inside.start) else {
            // *the Plan, ‘Every Child’, states*
            return closed && inside.len() == 1;
        };
        // *the vicar, the Rev Jane Doe, said*
        let article =
            a.one_of(head, &["the"]) && a.name_at(head + 1).is_some_and(|name| name.tokens.start == head + 1);
        if is_person(a, head)
            || article && is_person(a, head + 1)
            || a.one_of(head, PRONOUNS) && !(a.one_of(head, &["one"]) && a.one_of(head + 1, &["of"]))
            || a.one_of(head, &["and", "but", "or", "while", "as", "although"])
        {
            return false;
        }
        if closed {
            return !items.one_of(a, inside.start, &["after", "when", "if", "because", "since", "before"])
                && !is_person(a, items.tokens[inside.end - 1].start)
                || opens_apposition(a, head);
        }
        let words = || inside.clone().filter_map(|k| items.word(k));
        return words().any(|t| a.is(t, WordClass::ROLE_HEAD) || a.is(t, WordClass::UNNAMED))
            && !words()
                .any(|t| is_person(a, t) || a.one_of(t, AUXILIARIES) && !matches!(a.word(t), "'s" | "’s"))
            && inside.len() <= 30;
    }
    if RELATIVES.contains(&first) {
        return to - from <= 25;
    }
    if TIES.contains(&first) {
        let mut previous_ties = false;
        for k in from..to {
            let Some(token) = items.word(k) else {
                previous_ties = false;
                continue;
            };
            let possessive = matches!(a.word(token), "'s" | "’s");
            if a.one_of(token, AUXILIARIES) && !possessive || a.one_of(token, PRONOUNS) && !previous_ties {
                return false;
            }
            if is_person(a, token)
                && !previous_ties
                && a.name_at(token).is_some_and(|n| n.tokens.start == token)
                && !is_person_after_and(a, items, k)
            {
                return false;
            }
            if a.one_of(token, &[","]) {
                // *of contact, referral and assessment arrangements*
                let list = (k..to).any(|m| items.one_of(a, m, &["and"]))
                    && !(k..to).any(|m| {
                        items.word(m).is_some_and(|t| {
                            is_person(a, t) || a.one_of(t, AUXILIARIES) || a.one_of(t, PRONOUNS)
                        })
                    });
                return list && to - k < 15 || gap_allows(a, items, k..to);
            }
            // *chair of governors the Rev Jane Doe*, *mother of two Jane Doe*: an article or a number alone ties nobody.
            previous_ties = a.one_of(token, TIES)
                || a.one_of(token, DETERMINERS) && previous_ties && !a.one_of(token, &["two", "three"])
                || possessive;
        }
        return to - from <= 25;
    }
    false
}

fn is_person_after_and(a: &Annotated, items: &Items, k: usize) -> bool {
    k > 0 && items.one_of(a, k - 1, &["and", "&"])
}

/// Whether a word behind a comma opens an apposition.
fn opens_apposition(a: &Annotated, token: usize) -> bool {
    a.one_of(token, RELATIVES)
        || a.one_of(
            token,
            &["a", "an", "the", "one", "aged", "of", "now", "formerly", "himself", "herself", "our", "its"],
        )
        || a.is(token, WordClass::ROLE_HEAD)
        || a.is(token, WordClass::ROLE_MODIFIER)
        || a.is(token, WordClass::FORMER)
        || a.is(token, WordClass::UNNAMED)
        || a.word(token).starts_with(|c: char| c.is_ascii_digit())
        || a.name_at(token).is_some_and(|name| !name.is_person())
        || a.lexicon.party_forms.get(a.word(token)).is_some()
}

/// Where the noun phrase of `head` starts, not before item `from`.
fn left_end(a: &Annotated, items: &Items, head: &Candidate, from: usize) -> usize {
    if matches!(head.anchor, Anchor::Pronoun(_)) {
        return head.items.start;
    }
    let person = matches!(head.anchor, Anchor::Name(at) if a.names[at].is_person());
    // *X Council's Deputy Leader, Cllr Y*: the whole from the clause's start.
    let article = head.items.start > from && items.one_of(a, head.items.start - 1, &["the"]);
    let comma = head.items.start - usize::from(article);
    if person && comma > from + 1 && items.one_of(a, comma - 1, &[","]) {
        let before = from..comma - 1;
        let described = before.len() <= 6
            && items.one_of(a, before.start, &["a", "an", "his", "her", "their", "its"])
            && (before.clone()).all(|k| {
                items
                    .word(k)
                    .is_some_and(|t| a.word(t).starts_with(char::is_alphanumeric) && !is_person(a, t))
            })
            && before.clone().filter_map(|k| items.word(k)).any(|t| a.is(t, WordClass::UNNAMED));
        if described || is_role_phrase(a, items, before.clone()) {
            return skip_opener(a, items, before.start);
        }
    }
    let mut start = head.items.start;
    // For a person, words before the name belong to it only up to a role or a party.
    let mut kept = start;
    while start > from {
        let Some(token) = items.word(start - 1) else { break };
        let lower = a.lower(token);
        let possessive = matches!(lower, "'s" | "’s" | "'" | "’");
        if a.one_of(token, DETERMINERS) {
            start -= 1;
            if !person || kept < start + 2 || kept == start + 1 {
                kept = start;
            }
            break;
        }
        if possessive {
            start -= 1;
            continue;
        }
        if !a.word(token).starts_with(char::is_alphanumeric) && lower != "&" {
            break;
        }
        if a.one_of(token, ROLE_TIES) {
            // *the Children and Young People's Plan*
            let inside = a.one_of(token, &["and", "&"])
                && items.word(start).is_some_and(|t| a.is_capital(t))
                && start >= from + 2
                && items.word(start - 2).is_some_and(|t| a.is_capital(t));
            if !person && !inside {
                break;
            }
            start -= 1;
            continue;
        }
        let possessor = items.one_of(a, start, &["'s", "’s", "'", "’"]);
        // *In the report inspectors said*: two nouns, not one.
        let other = !person
            && !possessor
            && a.is(token, WordClass::DOCUMENT)
            && matches!(head.anchor, Anchor::Noun(t) if a.is(t, WordClass::GROUP));
        if possessor && !a.one_of(token, TIES) && !a.one_of(token, PRONOUNS) {
            start -= 1;
            kept = start;
            continue;
        }
        if other
            || a.one_of(token, TIES)
            || a.one_of(token, AUXILIARIES)
            || a.one_of(token, PRONOUNS)
            || a.one_of(token, RELATIVES)
            || a.one_of(
                token,
                &[
                    "but",
                    "or",
                    "when",
                    "while",
                    "as",
                    "after",
                    "before",
                    "since",
                    "that",
                    "if",
                    "because",
                    "however",
                    "although",
                    "meanwhile",
                    "later",
                    "then",
                    "also",
                    "not",
                ],
            )
            || a.is_time(token)
            || is_adverb(a, token)
        {
            break;
        }
        start -= 1;
        if !person
            || a.is(token, WordClass::ROLE_HEAD)
            || a.is(token, WordClass::UNNAMED)
            || a.is(token, WordClass::TITLE)
            || a.is(token, WordClass::FORMER)
            || a.is(token, WordClass::ROLE_MODIFIER)
            || a.lexicon.party_forms.get(a.word(token)).is_some()
            || kept == start + 1
                && (a.is_capital(token) && token > 0 || before_role(a, items, start, head.items.start))
        {
            kept = start;
        } else if person && kept == head.items.start && !before_role(a, items, start, head.items.start) {
            // *pupil Keisha Dunmore*: one plain noun straight before a name describes it.
            if start + 1 == head.items.start && !a.is_capital(token) {
                kept = start;
                continue;
            }
            if start + 3 < head.items.start {
                break;
            }
        }
    }
    if person { kept } else { start.min(kept) }
}

/// Whether a role's noun stands between `start` and the name at `name`.
fn before_role(a: &Annotated, items: &Items, start: usize, name: usize) -> bool {
    (start..name)
        .filter_map(|k| items.word(k))
        .any(|t| a.is(t, WordClass::ROLE_HEAD) || a.is(t, WordClass::UNNAMED))
}

/// Leaves *but*, *and*, *meanwhile* at a clause's start out of the phrase.
fn skip_opener(a: &Annotated, items: &Items, mut start: usize) -> usize {
    while items.one_of(a, start, &["but", "and", "meanwhile", "however", ",", "while", "although"]) {
        start += 1;
    }
    start
}

/// Whether the items are a role and nothing else: *X Council's Deputy Leader*.
fn is_role_phrase(a: &Annotated, items: &Items, range: Range<usize>) -> bool {
    let words = || range.clone().filter_map(|k| items.word(k));
    range.len() <= 25
        && words().count() == range.len()
        && words().any(|t| a.is(t, WordClass::ROLE_HEAD))
        && !words().any(|t| {
            is_person(a, t)
                || a.one_of(t, AUXILIARIES) && !matches!(a.word(t), "'s" | "’s")
                || a.one_of(t, PRONOUNS)
                || a.one_of(t, &[",", "after", "in", "when", "speaking", "responding"])
        })
}

/// The source that starts at item `from`, behind the cue; `end` bounds the search. Gives back the
/// source and the item behind it.
/// Where the source opens the sentence's reported clause (*According to X, the …*), `closed`, an
/// apposition must itself be closed by a comma.
pub(super) fn behind(
    a: &Annotated,
    items: &Items,
    from: usize,
    end: usize,
    closed: bool,
) -> Option<(Source, usize)> {
    // A source is no longer than this, brackets and appositions included: keeps a sentence of any length linear.
    let end = end.min(from + 160);
    let mut head_end = end.min(from + 25);
    for k in from..head_end {
        let stop = match items.word(k) {
            None => true,
            Some(t) => {
                a.one_of(
                    t,
                    &[
                        ",", ".", ":", ";", "(", "—", "–", "―", "-", "that", "as", "when", "after", "if",
                        "because",
                    ],
                ) || a.one_of(t, AUXILIARIES) && !matches!(a.word(t), "'s" | "’s")
            }
        };
        if stop {
            head_end = k;
            break;
        }
    }
    let found = candidates(a, items, from..head_end);
    // *said her husband, Dieter Doe*
    if items.one_of(a, head_end, &[","])
        && head_end > from
        && head_end - from <= 8
        && !found.iter().any(|c| matches!(c.anchor, Anchor::Name(at) if a.names[at].is_person()))
        && let Some(name) = items
            .word(head_end + 1)
            .and_then(|t| name_starting(a, t))
            .filter(|&at| a.names[at].is_person() && a.names[at].proper.len() > 1)
    {
        let stop = right_end(a, items, head_end + 1 + a.names[name].tokens.len(), end, closed);
        return Some((Source { tokens: items.token_range(from..stop), anchor: Anchor::Name(name) }, stop));
    }
    // *said council leader Jane Doe*: the person, else the first noun that is not a mere qualifier.
    let tie = (from..head_end).find(|&k| items.one_of(a, k, TIES) && k > from).unwrap_or(head_end);
    let best = found
        .iter()
        .find(|c| {
            matches!(c.anchor, Anchor::Name(at) if a.names[at].is_person()) && c.items.start <= tie.max(from)
        })
        .or_else(|| {
            found.iter().find(|c| {
                matches!(c.anchor, Anchor::Name(at) if a.names[at].is_person())
                    && before_role(a, items, from, c.items.start)
            })
        })
        .or_else(|| found.iter().rfind(|c| c.items.start < tie))?;
    let mut stop = best.items.end;
    if !matches!(best.anchor, Anchor::Pronoun(_)) {
        stop = right_end(a, items, stop, end, closed);
    }
    Some((Source { tokens: items.token_range(from..stop), anchor: best.anchor }, stop))
}

/// Where the noun phrase ends whose head ends at `stop`.
fn right_end(a: &Annotated, items: &Items, mut stop: usize, end: usize, closed: bool) -> usize {
    loop {
        if items.one_of(a, stop, &["(", "["])
            && let Some(close) = (stop..end).find(|&k| items.one_of(a, k, &[")", "]"]))
        {
            stop = close + 1;
        } else if items.one_of(a, stop, &["of", "for", "from", "at"]) && stop < end {
            stop = phrase_end(a, items, stop + 1, end);
        } else if items.one_of(a, stop, &[","])
            && items.word(stop + 1).is_some_and(|t| opens_apposition(a, t))
            && stop + 1 < end
            && (!closed || {
                let close = phrase_end(a, items, stop + 1, end);
                items.one_of(a, close, &[","])
                    && !items.one_of(a, stop + 1, &["the", "a", "an", "its", "our"])
                    && close - stop < 16
            })
        {
            stop = phrase_end(a, items, stop + 1, end);
        } else {
            return stop;
        }
    }
}

/// The end of a phrase: the next comma, full stop, dash or fragment, or a word that opens a clause.
fn phrase_end(a: &Annotated, items: &Items, from: usize, end: usize) -> usize {
    let relative = items.one_of(a, from, RELATIVES);
    (from..end)
        .find(|&k| match items.word(k) {
            None => true,
            Some(t) => {
                a.one_of(t, &[",", ".", ";", ":", "—", "–", "―", "(", "!", "?"])
                    || !relative
                        && k > from
                        && a.one_of(
                            t,
                            &[
                                "as",
                                "when",
                                "after",
                                "during",
                                "following",
                                "before",
                                "but",
                                "while",
                                "adding",
                                "on",
                            ],
                        )
                        && !a.is_capital(t + 1)
                    || !relative && k > from && a.one_of(t, &["on", "in"]) && a.is_time(t + 1)
            }
        })
        .unwrap_or(end)
}
/// *The leader, Labour's Jane Doe,* and *the chair of the board, tenant John Roe,*: the person whom the apposition names; else what the
/// source's head is.
pub(super) fn apposed(a: &Annotated, source: &Source) -> Anchor {
    /// Tokens of a role, and between its comma and the name.
    const ROLE: usize = 10;
    const BETWEEN: usize = 5;
    let named = || {
        let Anchor::Noun(at) = source.anchor else { return None };
        let end = source.tokens.end;
        let is_one = a.is(at, WordClass::ROLE_HEAD.with(WordClass::UNNAMED)) && !a.lower(at).ends_with('s');
        let comma = (at + 1..end.min(at + ROLE)).find(|&t| a.word(t) == ",").filter(|_| is_one)?;
        let behind = a.names.partition_point(|name| name.tokens.start <= comma);
        let place = a.names[behind..].iter().take(2).position(|name| name.is_person())? + behind;
        let name = &a.names[place];
        let between = comma + 1..name.tokens.start;
        let ties =
            &[",", "of", "for", "to", "with", "from", "by", "and", "who", "whose", "that", "which", "told"];
        let plain = between.len() <= BETWEEN
            && !between.clone().any(|t| a.one_of(t, ties) || a.fragment_of[t].is_some());
        (plain && name.proper.len() > 1 && name.tokens.end <= end).then_some(Anchor::Name(place))
    };
    named().unwrap_or(source.anchor)
}
