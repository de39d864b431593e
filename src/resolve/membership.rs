//! Roles, parties and organisations that stand around a person's name.

use std::ops::Range;

use super::body;
use super::person::{Gender, Meaning, Persons};
use super::term;
use crate::annotate::{Annotated, Name, NameKind, TimeExpression};
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::{Membership, MembershipBasis, MembershipKind};
use crate::text::ParagraphKind;

/// Confidence of a party that is told by the company kept.
const INFERRED: f32 = 0.7;

/// The memberships of each person, in text order, each once.
pub fn memberships(a: &Annotated, persons: &Persons, times: &[TimeExpression]) -> Vec<Vec<Membership>> {
    let mut out = vec![Vec::new(); persons.list.len()];
    let mut at_sentence = usize::MAX;
    for (index, name) in a.names.iter().enumerate() {
        let Meaning::Person(at) = persons.of_name[index] else { continue };
        // What is said inside speech is the speaker's claim.
        if a.fragment_of[name.tokens.start].is_some() {
            continue;
        }
        let mut found = Vec::new();
        let place = a.sentence_from(name.tokens.start);
        let Some(sentence) = a.sentences.get(place) else { continue };
        if a.document.paragraphs[sentence.paragraph].kind == ParagraphKind::Letterhead {
            letterhead(a, sentence.paragraph, name.tokens.clone(), &mut found);
        } else {
            before(a, sentence.tokens.start, name, &mut found);
            behind(a, name.tokens.end, sentence.tokens.end, &mut found);
            was_named(a, name.tokens.clone(), sentence.tokens.end, times, &mut found);
            term::terms(a, sentence.tokens.clone(), name.tokens.end, times, &mut found, &mut out[at]);
            if at_sentence != place {
                at_sentence = place;
                for (clause, membership) in term::side_clause(a, sentence.tokens.clone()) {
                    if let Some(of) = person_of_clause(a, persons, sentence.tokens.clone(), clause) {
                        add(&mut out[of], membership);
                    }
                }
            }
        }
        for membership in found {
            add(&mut out[at], membership);
        }
        if let Some(tokens) = pronoun_sentence(a, persons, place, at) {
            let mut found = Vec::new();
            term::terms(a, tokens.clone(), tokens.start + 1, times, &mut found, &mut out[at]);
            for membership in found {
                add(&mut out[at], membership);
            }
        }
    }
    out
}

/// Where what stands before a name ends: *Chief Inspector Roe* has a title that ends a role.
fn role_end(a: &Annotated, name: &Name) -> usize {
    let Range { start, .. } = name.tokens;
    let ends_role = start > 0
        && start + 1 == name.proper.start
        && a.is(start, WordClass::ROLE_HEAD)
        && a.is(start - 1, WordClass::ROLE_MODIFIER)
        && a.is_capital(start - 1);
    if ends_role { name.proper.start } else { start }
}

/// Who *she* is in *when she was director*: the first person named behind the clause, else the last before it.
fn person_of_clause(
    a: &Annotated,
    persons: &Persons,
    sentence: Range<usize>,
    clause: usize,
) -> Option<usize> {
    let person = |index: usize| match persons.of_name[index] {
        Meaning::Person(at) if a.fragment_of[a.names[index].tokens.start].is_none() => Some(at),
        _ => None,
    };
    let first = a.names.partition_point(|name| name.tokens.start < sentence.start);
    let middle = a.names.partition_point(|name| name.tokens.start < clause);
    let last = a.names.partition_point(|name| name.tokens.start < sentence.end);
    (first..middle).rev().find_map(person).or_else(|| (middle..last).find_map(person))
}

/// The sentence straight behind sentence `place` where it starts with *he* or *she*, and `at` is the only person
/// whom sentence `place` names.
fn pronoun_sentence(a: &Annotated, persons: &Persons, place: usize, at: usize) -> Option<Range<usize>> {
    let sentence = &a.sentences[place].tokens;
    let next = a.sentences.get(place + 1)?;
    let start = next.tokens.start;
    if a.fragment_of[start].is_some() || !a.one_of(start, &["he", "she"]) {
        return None;
    }
    let first = a.names.partition_point(|name| name.tokens.start < sentence.start);
    let last = a.names.partition_point(|name| name.tokens.start < sentence.end);
    let mut named = (first..last).filter_map(|index| match persons.of_name[index] {
        Meaning::Person(other) if a.fragment_of[a.names[index].tokens.start].is_none() => {
            Some((index, other))
        }
        _ => None,
    });
    let (first, _) = named.next()?;
    let alone = named.all(|(_, other)| other == at);
    let is_first = persons.of_name[first] == Meaning::Person(at);
    let gender = if a.one_of(start, &["he"]) { Gender::Male } else { Gender::Female };
    let fits = persons.list[at].gender.is_none_or(|known| known == gender);
    (alone && is_first && fits).then(|| next.tokens.clone())
}

/// *The council appointed Jane Doe as chief executive in May*; *replaced Jane Doe as leader*.
fn was_named(
    a: &Annotated,
    name: Range<usize>,
    end: usize,
    times: &[TimeExpression],
    found: &mut Vec<Membership>,
) {
    let Some(verb) = name.start.checked_sub(1) else { return };
    let starts = a.one_of(
        verb,
        &["appointed", "elected", "named", "chose", "hired", "recruited", "promoted", "appoints", "elects"],
    );
    let ends = a.one_of(
        verb,
        &["replaced", "replaces", "succeeded", "succeeds", "sacked", "dismissed", "ousted", "removed"],
    );
    if !starts && !ends {
        return;
    }
    let from = name.end + usize::from(a.one_of(name.end, &["as", "to"]));
    if from == name.end && ends {
        return;
    }
    let stop = (from..end.min(from + 20))
        .find(|&t| {
            matches!(a.word(t), "," | "." | ";" | ":" | "(")
                || a.fragment_of[t].is_some()
                || a.one_of(t, &["in", "last", "after", "when", "this", "on", "following", "before"])
        })
        .unwrap_or(end.min(from + 20));
    let clause = (stop..end)
        .find(|&t| matches!(a.word(t), "." | ";" | ":") || a.is(t, WordClass::VERB))
        .unwrap_or(end);
    let date = times
        .iter()
        .find(|time| {
            from < end
                && a.tokens[from.min(a.tokens.len() - 1)].span.start <= time.span.start
                && time.span.end <= a.span(from..clause.max(from + 1)).end
        })
        .map(|time| term::day(*time));
    for mut role in find_roles(a, from..stop).into_iter().filter(|m| m.kind == MembershipKind::Role) {
        if starts {
            role.start_date = date;
        } else {
            role.end_date = date;
            role.former = true;
        }
        if date.is_some() {
            role.basis = MembershipBasis::Stated;
        }
        role.evidence = a.span(verb..stop);
        role.evidence_text = role.evidence.of(a.text()).to_owned();
        found.push(role);
    }
}

/// The roles in a phrase.
pub(super) fn find_roles(a: &Annotated, phrase: Range<usize>) -> Vec<Membership> {
    let mut found = Vec::new();
    if phrase.clone().any(|t| a.is(t, WordClass::ROLE_HEAD)) {
        roles(a, phrase, &mut found);
    }
    found
}

/// Adds a membership unless the same is known: the fuller of two organisations wins, and stated dates are kept.
pub(super) fn add(list: &mut Vec<Membership>, new: Membership) {
    let dated = new.start_date.is_some() || new.end_date.is_some();
    let same = list.iter_mut().find(|old| {
        old.kind == new.kind
            && (old.former == new.former || dated || old.end_date.is_some())
            && old.party == new.party
            && match (&old.role, &new.role) {
                (Some(a), Some(b)) => {
                    a.eq_ignore_ascii_case(b) || new.organisation.is_none() && ends_role(a, b)
                }
                (a, b) => a == b,
            }
            && (old.organisation.is_none()
                || new.organisation.is_none()
                || old.organisation == new.organisation)
    });
    match same {
        Some(old) => {
            if old.organisation.is_none() {
                old.organisation = new.organisation;
            }
            old.start_date = old.start_date.or(new.start_date);
            old.end_date = old.end_date.or(new.end_date);
            if dated {
                old.former = new.former;
                old.basis = old.basis.min(new.basis);
                old.evidence = new.evidence;
                old.evidence_text = new.evidence_text;
            }
        }
        None => list.push(new),
    }
}

/// *leader* is told by *council leader*.
fn ends_role(full: &str, short: &str) -> bool {
    full.len() > short.len() && full.to_lowercase().ends_with(&short.to_lowercase())
}

pub(super) fn new(a: &Annotated, kind: MembershipKind, evidence: Range<usize>) -> Membership {
    let evidence: Span = a.span(evidence);
    Membership {
        kind,
        role: None,
        organisation: None,
        party: None,
        start_date: None,
        end_date: None,
        basis: MembershipBasis::Seen,
        first_seen: a.document.published_on,
        last_seen: a.document.published_on,
        document_id: a.document.id.clone(),
        evidence,
        evidence_text: evidence.of(a.text()).to_owned(),
        former: false,
        confidence: 0.9,
    }
}

fn is_possessive(a: &Annotated, token: usize) -> bool {
    matches!(a.word(token), "'s" | "’s")
        || matches!(a.word(token), "'" | "’") && token > 0 && a.lower(token - 1).ends_with('s')
}

/// The party written at token `t`, with how many tokens it takes.
pub(super) fn party_at(a: &Annotated, t: usize, end: usize) -> Option<(usize, String)> {
    let rest = (t + 1..end.min(t + 6)).map(|k| a.word(k));
    let (n, &at) = a.lexicon.party_forms.longest(a.word(t), rest)?;
    Some((n, a.lexicon.parties[at].name.clone()))
}

fn push_party(a: &Annotated, party: String, evidence: Range<usize>, found: &mut Vec<Membership>) {
    found.push(Membership { party: Some(party), ..new(a, MembershipKind::Party, evidence) });
}

/// *my Conservative colleagues* at token `t`.
pub fn own_party(a: &Annotated, t: usize) -> Option<Membership> {
    let (n, party) = a.one_of(t, &["my", "our"]).then(|| party_at(a, t + 1, t + 6))??;
    let end = t + 1 + n;
    a.one_of(end, &["colleagues", "group", "party"]).then(|| Membership {
        party: Some(party),
        basis: MembershipBasis::Inferred,
        confidence: INFERRED,
        ..new(a, MembershipKind::Party, t..end + 1)
    })
}

/// What stands before the name: *communities secretary X*, *Labour's X*, *the council's leader, X*.
fn before(a: &Annotated, from: usize, name: &Name, found: &mut Vec<Membership>) {
    let role_end = role_end(a, name);
    let name = name.tokens.start;
    let mut end = name;
    let comma = end > from && a.word(end - 1) == ",";
    if comma {
        end -= 1;
    }
    let start = phrase_start(a, from, end);
    if start == end {
        return;
    }
    // *Conservative Cllr X*, *Labour's X*: the party stands straight before the name or the role.
    let possessive = is_possessive(a, end - 1);
    let party_end = if possessive { end - 1 } else { end };
    let party = (start..party_end).rev().take(3).find_map(|t| {
        let (n, party) = party_at(a, t, party_end)?;
        (t + n == party_end).then_some((t, party))
    });
    if let Some((t, party)) = party
        && !comma
    {
        push_party(a, party, t..name, found);
        return;
    }
    if comma
        && start > from
        && !matches!(a.word(start - 1), "," | "." | "“" | "\"")
        && !a.one_of(start - 1, &["but", "and", "while", "meanwhile"])
    {
        return; // the end of another phrase, not a role of its own
    }
    roles(a, start..if role_end > name { role_end } else { end }, found);
}

/// Where the run of words that may hold a role starts, looked for backwards from `end`.
fn phrase_start(a: &Annotated, from: usize, end: usize) -> usize {
    let mut start = end;
    while start > from && end - start < 25 {
        let t = start - 1;
        let word = a.word(t);
        let wordy = word.starts_with(char::is_alphanumeric) || is_possessive(a, t) || word == "&";
        let person = a.name_at(t).is_some_and(|n| n.kind == NameKind::Person);
        let stops = !wordy
            || person
            || a.fragment_of[t].is_some()
            || a.one_of(
                t,
                &[
                    "but",
                    "when",
                    "while",
                    "as",
                    "after",
                    "before",
                    "since",
                    "that",
                    "if",
                    "because",
                    "by",
                    "with",
                    "from",
                    "who",
                    "which",
                    "told",
                    "said",
                    "says",
                    "asked",
                    "is",
                    "are",
                    "was",
                    "were",
                    "be",
                    "been",
                    "has",
                    "had",
                    "have",
                    "he",
                    "she",
                    "they",
                    "it",
                    "under",
                    "according",
                    "however",
                    "meanwhile",
                    "also",
                    "in",
                    "during",
                    "between",
                    "against",
                    "former’s",
                    "into",
                    "about",
                ],
            )
            || a.is(t, WordClass::VERB)
                && !a.is(t, WordClass::ROLE_HEAD)
                && !a.is(t, WordClass::ROLE_MODIFIER)
            || a.is_time(t) && !is_possessive(a, t + 1);
        if stops {
            break;
        }
        start -= 1;
        if a.one_of(t, &["the", "a", "an"]) && !(t > from && a.one_of(t - 1, &["of", "for", "at", "and"])) {
            break;
        }
    }
    // *of the council, X*: a phrase cannot open with a tie.
    while start < end
        && (a.one_of(start, &["of", "for", "and", "at", "to", "on", "&"]) || is_possessive(a, start))
    {
        start += 1;
    }
    start
}

/// What stands behind the name: brackets, appositions, *who sits as an Independent*.
fn behind(a: &Annotated, from: usize, end: usize, found: &mut Vec<Membership>) {
    let mut t = from;
    // *Cllr Doe's Labour colleagues*
    if is_possessive(a, t)
        && let Some((n, party)) = party_at(a, t + 1, end)
        && a.one_of(t + 1 + n, &["colleagues", "group"])
    {
        push_party(a, party, t + 1..t + 2 + n, found);
        if let Some(membership) = found.last_mut() {
            membership.basis = MembershipBasis::Inferred;
            membership.confidence = INFERRED;
        }
    }
    if matches!(a.word(t), "(" | "[") && t < end {
        let close = (t..end.min(t + 20)).find(|&k| matches!(a.word(k), ")" | "]"));
        if let Some(close) = close {
            brackets(a, t + 1..close, found);
            t = close + 1;
        }
    }
    // Up to three appositions.
    for _ in 0..3 {
        if t >= end || a.word(t) != "," {
            return;
        }
        let start = t + 1;
        let stop = (start..end.min(start + 30))
            .find(|&k| {
                matches!(a.word(k), "," | ":" | ";" | "." | "(" | "—" | "–")
                    || a.fragment_of[k].is_some()
                    || a.is(k, WordClass::VERB)
                        && !a.is(k, WordClass::ROLE_HEAD)
                        && !a.is(k, WordClass::ROLE_MODIFIER)
                    || a.name_at(k).is_some_and(|n| n.kind == NameKind::Person && n.tokens.start == k)
            })
            .unwrap_or(end.min(start + 30));
        if stop == start {
            return;
        }
        if a.one_of(start, &["who"]) {
            let as_party = (start..stop).find(|&k| {
                a.one_of(k, &["sits", "sat", "stood", "serves", "standing"])
                    && a.one_of(k + 1, &["as", "for"])
            });
            if let Some(k) = as_party {
                let from = k + 2 + usize::from(a.one_of(k + 2, &["a", "an", "the"]));
                if let Some((n, party)) = party_at(a, from, stop) {
                    push_party(a, party, k..from + n, found);
                }
            }
        } else if opens_role(a, start, stop) {
            roles(a, start..stop, found);
        } else if !a.word(start).starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        t = stop;
    }
}

/// Whether a phrase behind a comma may be a role of the name before it.
fn opens_role(a: &Annotated, start: usize, stop: usize) -> bool {
    let head = (start..stop).any(|t| a.is(t, WordClass::ROLE_HEAD));
    let verb = (start..stop)
        .any(|t| a.one_of(t, &["was", "were", "is", "are", "has", "had", "will", "would", "said", "told"]));
    head && !verb
        && !a.one_of(
            start,
            &[
                "and", "but", "after", "when", "while", "in", "on", "at", "as", "with", "if", "because",
                "he", "she", "they", "told", "asked",
            ],
        )
}

/// *(Lab)*, *(Con, Ashby South)*, *(leader of the group)*
fn brackets(a: &Annotated, inside: Range<usize>, found: &mut Vec<Membership>) {
    if let Some((n, party)) = party_at(a, inside.start, inside.end) {
        let ends =
            inside.start + n == inside.end || matches!(a.word(inside.start + n), "," | ";" | "/" | "–" | "-");
        if ends {
            push_party(a, party, inside, found);
        }
    } else if (inside.clone()).any(|t| a.is(t, WordClass::ROLE_HEAD)) {
        roles(a, inside, found);
    } else if let Some(comma) = inside.clone().find(|&t| a.word(t) == ",")
        && let Some((_, party)) = party_at(a, comma + 1, inside.end)
    {
        push_party(a, party, inside, found); // *(Ashby South, Lab)*
    }
}

/// The roles in a phrase: *Deputy Leader and Cabinet Member for Housing* holds two.
fn roles(a: &Annotated, phrase: Range<usize>, found: &mut Vec<Membership>) {
    let split = phrase.clone().skip(1).find(|&t| {
        let next_is_role = |k: usize| {
            a.is(k, WordClass::ROLE_HEAD)
                || a.is(k, WordClass::ROLE_MODIFIER)
                    && (a.is(k + 1, WordClass::ROLE_HEAD) || a.is(k + 2, WordClass::ROLE_HEAD))
        };
        (a.one_of(t, &["and", "&"]) || a.word(t) == ";")
            && (phrase.start..t).any(|k| a.is(k, WordClass::ROLE_HEAD))
            && next_is_role(t + 1)
            && t + 1 < phrase.end
    });
    let first = role(a, phrase.start..split.unwrap_or(phrase.end), found);
    if let Some(split) = split {
        let at = found.len();
        roles(a, split + 1..phrase.end, found);
        // *X Council's Deputy Leader and Cabinet Member for Y*: one body for both.
        if let Some(second) = found.get_mut(at)
            && second.organisation.is_none()
        {
            second.organisation.clone_from(&first);
        }
        let organisation = found.get(at).and_then(|second| second.organisation.clone());
        if let Some(role) = at.checked_sub(1).and_then(|i| found.get_mut(i))
            && role.organisation.is_none()
        {
            role.organisation = organisation;
        }
    }
}

/// One role; gives back its organisation.
fn role(a: &Annotated, phrase: Range<usize>, found: &mut Vec<Membership>) -> Option<String> {
    let (mut start, end) = (phrase.start, phrase.end);
    // *Jane Doe, you’re the MP here*: spoken to her.
    if a.one_of(start, &["you", "i", "we"]) {
        return None;
    }
    let mut former = false;
    let mut organisation: Option<String> = None;
    let skip = |start: &mut usize, former: &mut bool, found: &mut Vec<Membership>| loop {
        if a.one_of(*start, &["the", "a", "an", "its", "their", "our", "his", "her", "and", "now", "current"])
        {
            *start += 1;
        } else if a.is(*start, WordClass::FORMER) && *start + 1 < end {
            // *the then chief executive* was so at the time told of.
            *former = !a.one_of(*start, &["outgoing"]);
            *start += 1;
            if a.word(*start) == "-" {
                *start += 1;
            }
        } else if let Some((n, party)) = party_at(a, *start, end)
            && *start + n < end
            && !a.one_of(*start + n, &["party"])
        {
            push_party(a, party, phrase.clone(), found);
            *start += n;
            if is_possessive(a, *start) {
                *start += 1;
            }
        } else {
            break;
        }
    };
    // *Its chair, X*: of the body that the sentence before is about.
    if a.one_of(start, &["its", "their"]) {
        organisation = body::last(a, start);
    }
    skip(&mut start, &mut former, found);
    let head_in = |from: usize| (from..end).find(|&t| a.is(t, WordClass::ROLE_HEAD));
    // *X's director*, *the council's leader*
    if let Some(mark) = (start..end).find(|&t| is_possessive(a, t))
        && head_in(start).is_none_or(|head| head > mark)
        && head_in(mark).is_some()
    {
        organisation = organisation_of(a, start..mark);
        start = mark + 1;
        skip(&mut start, &mut former, found);
    }
    let mut head = head_in(start)?;
    // *X Council leader*: the body straight before the role.
    if organisation.is_none()
        && let Some(name) = a.name_at(start)
        && name.kind == NameKind::Organisation
        && name.tokens.start == start
        && name.tokens.end <= head
    {
        organisation = Some(body::canonical(a, name));
        start = name.tokens.end;
    }
    // *council leader*: the body by its common noun.
    if organisation.is_none()
        && (a.one_of(start, &["council", "trust", "school", "force", "hospital", "academy", "college"])
            || a.one_of(start, &["county", "city", "borough", "district", "town"])
                && a.one_of(start + 1, &["council"]))
        && start < head
        && let Some(name) = body::named(a, start + usize::from(a.one_of(start + 1, &["council"])))
    {
        organisation = Some(name);
        start += 1 + usize::from(a.one_of(start + 1, &["council"]));
    }
    // *Ashby secretary of the union*: the place is none of the role.
    if let Some(place) = a.name_at(start)
        && place.tokens.start == start
        && place.tokens.end <= head
        && place.kind == NameKind::Place
        && !a.is(start, WordClass::ROLE_MODIFIER)
        && (!a.opens_sentence(start) || a.is(start, WordClass::PLACE))
    {
        start = place.tokens.end;
    }
    // The head is the last role word in a row: *head teacher*, *police and crime commissioner*.
    while head + 1 < end && a.is(head + 1, WordClass::ROLE_HEAD) {
        head += 1;
    }
    // What follows the head: its field (*of children's services*) and its body (*at X Council*).
    let mut stop = head + 1;
    while stop < end {
        if a.one_of(stop, &["of", "at", "for", "on", "with", "in"]) {
            let mut from = stop + 1 + usize::from(a.one_of(stop + 1, &["the", "its", "their"]));
            // *of the county's police panel*
            if let Some(mark) = (from..end).rev().find(|&t| is_possessive(a, t) && a.name_at(t).is_none()) {
                from = mark + 1;
            }
            let tie_end = (from..end).find(|&t| a.one_of(t, &["at", "with"])).unwrap_or(end);
            if let Some(name) = organisation_at(a, from, tie_end) {
                organisation = organisation.or(Some(name));
                break;
            }
            if a.one_of(stop, &["at", "with"]) {
                break;
            }
        }
        stop += 1;
    }
    let text = a.span(start..stop).of(a.text()).trim_end_matches([',', ' ']);
    if stop <= start || text.is_empty() {
        return None;
    }
    let role_text = in_small_letters(body::single_spaced(text));
    if organisation.is_none() && !former {
        let lower = role_text.to_lowercase();
        // The longest key is the surest.
        let heads = a
            .lexicon
            .role_bodies
            .iter()
            .filter(|(key, _)| has_words(&lower, key))
            .max_by_key(|(key, _)| key.len());
        if let Some((_, heads)) = heads
            && !lower.starts_with("group leader")
            && !lower.starts_with("opposition")
        {
            organisation = body::last_of(a, phrase.start, heads);
        }
    }
    found.push(Membership {
        role: Some(role_text),
        organisation: organisation.clone(),
        former,
        ..new(a, MembershipKind::Role, phrase)
    });
    organisation
}

/// *HEAD TEACHER*, as transcripts have it, in small letters; *MP* stays.
fn in_small_letters(role: String) -> String {
    /// Letters of the longest abbreviation.
    const SHORT: usize = 4;
    let shouted = !role.contains(char::is_lowercase) && role.split(' ').any(|word| word.len() > SHORT);
    if shouted { role.to_lowercase() } else { role }
}

/// Whether `text` holds `key` as whole words.
fn has_words(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let behind = text[at + key.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        before && behind
    })
}

/// The organisation that the words name: in full, by its place, or as *the council*.
fn organisation_of(a: &Annotated, words: Range<usize>) -> Option<String> {
    let mut start = words.start;
    while start < words.end && a.one_of(start, &["the", "a", "an", "its", "and"]) {
        start += 1;
    }
    organisation_at(a, start, words.end).or_else(|| {
        let name = a.name_at(start)?;
        let place = name.span.of(a.text());
        (name.tokens.end == words.end && name.kind != NameKind::Person)
            .then(|| body::of_place(a, place).unwrap_or_else(|| place.to_owned()))
    })
}

/// The organisation named at token `from`: a known name, or a phrase that ends like one.
fn organisation_at(a: &Annotated, from: usize, end: usize) -> Option<String> {
    let name =
        a.name_at(from).filter(|name| name.tokens.start == from && name.kind == NameKind::Organisation);
    if let Some(name) = name {
        return Some(body::canonical(a, name));
    }
    if from < end && a.is(from, WordClass::COMMON_BODY) && from + 1 >= end.min(from + 1) {
        let alone = from + 1 == end || !a.word(from + 1).starts_with(char::is_alphabetic);
        if alone {
            return body::named(a, from);
        }
    }
    // *the county council*
    if a.one_of(from, &["county", "city", "borough", "district", "town", "parish"])
        && a.one_of(from + 1, &["council"])
        && from + 2 <= end
        && let Some(name) = body::named(a, from + 1)
    {
        return Some(name);
    }
    // *the police and crime panel*: lower-case words up to a body's noun that ends the phrase.
    let last = end.checked_sub(1)?;
    (last > from && a.is(last, WordClass::COMMON_BODY) && last - from < 6 && !a.is_capital(last))
        .then(|| body::single_spaced(a.span(from..end).of(a.text())))
}

/// A letter's address or signature: the lines under the name are role and organisation.
fn letterhead(a: &Annotated, paragraph: usize, name: Range<usize>, found: &mut Vec<Membership>) {
    let paragraphs = &a.document.paragraphs;
    let own = paragraphs[paragraph].span;
    let line = a.span(name).of(a.text());
    if own.of(a.text()).trim() != line {
        return;
    }
    let Some(next) = paragraphs.get(paragraph + 1).filter(|p| p.kind == ParagraphKind::Letterhead) else {
        return;
    };
    let tokens = a.token_from(next.span.start)..a.token_from(next.span.end);
    if !tokens.clone().any(|t| a.is(t, WordClass::ROLE_HEAD)) {
        return;
    }
    let organisation =
        paragraphs.get(paragraph + 2).filter(|p| p.kind == ParagraphKind::Letterhead).and_then(|p| {
            let start = a.token_from(p.span.start);
            a.name_at(start).filter(|n| n.kind == NameKind::Organisation).map(|n| body::canonical(a, n))
        });
    found.push(Membership {
        role: Some(body::single_spaced(next.span.of(a.text()))),
        organisation,
        ..new(a, MembershipKind::Role, tokens)
    });
}

#[cfg(test)]
mod tests {
    use super::in_small_letters;

    #[test]
    fn shouted_roles_are_in_small_letters() {
        let roles = [("HEAD TEACHER", "head teacher"), ("MP", "MP"), ("Director of IT", "Director of IT")];
        for (told, role) in roles {
            assert_eq!(in_small_letters(told.into()), role);
        }
    }
}
