//! Starts and ends of what a person holds: *was appointed director in May 2015*, *stepped down last week*,
//! *leader since 2014*, *left Labour and joined the Greens*, *when she was still director*.
//!
//! Words that begin or end a post are looked for behind a name; each takes the role and the time of
//! its own clause. A role that is not named there is that of the name's apposition.

use std::ops::Range;

use super::membership::{add, find_roles, new, party_at};
use crate::annotate::{Annotated, NameKind, TimeExpression};
use crate::base::Date;
use crate::lexicon::WordClass;
use crate::record::{Membership, MembershipBasis, MembershipKind};

/// What a verb does to a post or a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// *was appointed*, *became*, *joined*
    Starts,
    /// *stepped down*, *left*
    Ends,
    /// *has been … since*, *remains*
    Holds,
    /// *was*, *had been*
    Held,
}

/// A word that begins or ends a post, with where its object starts.
#[derive(Clone, Copy, Debug)]
struct Verb {
    token: usize,
    object: usize,
    turn: Turn,
    /// *will*, *is to*: not yet so.
    coming: bool,
    /// Its role may be left out: *who was appointed in May*.
    alone: bool,
}

/// Where names of persons may stand that are no subject: *succeeds Jane Doe as leader*.
const OBJECTS: &[&str] = &[
    "succeeded",
    "succeeds",
    "succeeding",
    "succeed",
    "replaced",
    "replaces",
    "replace",
    "replacing",
    "from",
    "by",
    "with",
    "under",
    "alongside",
    "of",
    "to",
    "behind",
    "for",
    "after",
];

/// Reads what the clause behind a person's name (its tokens end at `from`) says of posts and parties. `here` holds
/// what stands around the name, `known` what the document has said of the person before.
pub fn terms(
    a: &Annotated,
    sentence: Range<usize>,
    from: usize,
    times: &[TimeExpression],
    here: &mut Vec<Membership>,
    known: &mut Vec<Membership>,
) {
    let stop = (from..sentence.end)
        .find(|&t| {
            a.fragment_of[t].is_some()
                || a.name_at(t).is_some_and(|name| {
                    name.kind == NameKind::Person
                        && name.tokens.start == t
                        && !(t > 0 && a.one_of(t - 1, OBJECTS))
                })
        })
        .unwrap_or(sentence.end);
    since(a, from, stop, times, here);
    let verbs: Vec<Verb> = (from..stop).filter_map(|t| verb(a, t, from)).collect();
    let mut last_time: Option<TimeExpression> = None;
    for (index, verb) in verbs.iter().enumerate() {
        let next = verbs.get(index + 1).map_or(stop, |next| next.token);
        let end = clause_end(a, verb.object, next);
        let mut time = time_in(a, times, verb.token, end);
        if time.is_none() && index == 0 {
            // *On Tuesday Jane Doe became leader*, *Jane Doe last week became leader*.
            time = time_in(a, times, sentence.start, verb.token).filter(|_| verb.turn != Turn::Held);
        }
        // *will leave in April to become …*: one time for both.
        if time.is_none() && verb.token >= 1 && a.one_of(verb.token - 1, &["to"]) {
            time = last_time;
        }
        last_time = time.or(last_time);
        let date = time.map(day);
        party(a, verb, end, date, here, known);
        let object = verb.object..role_end(a, verb.object, end, time);
        let mut roles = find_roles(a, object.clone());
        for role in &mut roles {
            role.evidence = a.span(verb.token..object.end.max(verb.token + 1));
            if let Some(time) = time.filter(|time| time.span.start >= role.evidence.end) {
                role.evidence.end = time.span.end;
            }
            role.evidence_text = role.evidence.of(a.text()).to_owned();
        }
        if roles.is_empty() && verb.alone && !(object.clone()).any(|t| party_at(a, t, end).is_some()) {
            mark_known(a, verb, date, here, known);
            continue;
        }
        for mut role in roles.into_iter().filter(|role| role.kind == MembershipKind::Role) {
            match verb.turn {
                Turn::Starts if verb.coming && date.is_none() => continue,
                Turn::Starts => {
                    role.start_date = date;
                    role.former = false;
                }
                Turn::Ends => {
                    role.end_date = date;
                    role.former = !verb.coming;
                }
                Turn::Holds => role.former = false,
                Turn::Held => role.former = true,
            }
            if matches!(verb.turn, Turn::Holds | Turn::Held) {
                bounds(a, verb.object, end, times, &mut role);
                // *had been leader since 2014*, *was leader until May*; plain *was leader* tells no time.
            }
            if role.start_date.is_some() || role.end_date.is_some() {
                role.basis = MembershipBasis::Stated;
            }
            add(here, role);
        }
    }
}

/// The verb at token `t` that begins or ends a post. `from` is where the clause starts.
fn verb(a: &Annotated, t: usize, from: usize) -> Option<Verb> {
    let before = |words: &[&str]| (from.max(t.saturating_sub(3))..t).any(|k| a.one_of(k, words));
    let coming = before(&["will", "to", "shall", "would", "due"]);
    let be = before(&["was", "were", "been", "is", "being", "be", "are"]);
    let as_object = |k: usize| k + usize::from(a.one_of(k, &["as"]));
    let found = |turn, object, alone| Some(Verb { token: t, object, turn, coming, alone });
    let next = |words: &[&str]| a.one_of(t + 1, words);
    match a.lower(t) {
        "appointed" | "named" | "elected" | "chosen" | "promoted" | "confirmed" | "installed"
        | "reappointed" | "made" | "unveiled" => {
            // *Jane Doe, appointed in May*; but not *Jane Doe appointed a clerk*.
            let alone = !matches!(a.lower(t), "made" | "named" | "unveiled" | "promoted" | "confirmed");
            let reduced = t == from + 1 && a.word(from) == ",";
            if !be && !reduced {
                return None;
            }
            let object = t + 1 + usize::from(a.one_of(t + 1, &["as", "to"]));
            found(Turn::Starts, object, alone)
        }
        "sworn" if next(&["in"]) => found(Turn::Starts, as_object(t + 2), true),
        "become" | "became" | "becomes" | "becoming" => found(Turn::Starts, t + 1, false),
        "took" | "takes" | "take" | "taking" => {
            if next(&["over"]) {
                let role = (t + 2..t + 12).find(|&k| a.one_of(k, &["as"]) || matches!(a.word(k), "," | "."));
                let object = role.filter(|&k| a.one_of(k, &["as"])).map_or(t + 2, |k| k + 1);
                found(Turn::Starts, object, true)
            } else if next(&["office"]) {
                found(Turn::Starts, as_object(t + 2), true)
            } else if next(&["up"]) {
                let of = (t + 2..t + 7).find(|&k| a.one_of(k, &["as", "of"]));
                found(Turn::Starts, of.map_or(t + 2, |k| k + 1), true)
            } else {
                None
            }
        }
        "joined" | "joins" | "join" | "joining" | "started" | "returned" | "returns" | "began" => {
            let role = (t + 1..t + 10)
                .take_while(|&k| !matches!(a.word(k), "," | "." | ";"))
                .find(|&k| a.one_of(k, &["as"]));
            found(Turn::Starts, role.map_or(t + 1, |k| k + 1), false)
        }
        "succeeded" | "succeeds" | "succeed" | "replaced" | "replaces" | "replace" if !be || coming => {
            let role = (t + 1..t + 10)
                .take_while(|&k| !matches!(a.word(k), "," | "." | ";"))
                .find(|&k| a.one_of(k, &["as"]))?;
            found(Turn::Starts, role + 1, false)
        }
        "defected" | "defects" | "switched" | "switches" if next(&["to"]) => {
            found(Turn::Starts, t + 2, false)
        }
        "stepped" | "stood" | "steps" | "stands" | "step" | "stand" | "stepping" | "standing"
            if next(&["down", "aside"]) =>
        {
            found(Turn::Ends, t + 2 + usize::from(a.one_of(t + 2, &["as", "from"])), true)
        }
        "resigned" | "resigns" | "resign" | "retired" | "retires" | "retire" | "quit" | "quits"
        | "resigning" | "retiring" | "left" | "leaves" | "leave" | "departed" => {
            // *left to become*, *left the room*: an end only of a post that is known.
            let object = t + 1 + usize::from(a.one_of(t + 1, &["as", "from"]));
            found(Turn::Ends, object, true)
        }
        "sacked" | "dismissed" | "ousted" | "removed" | "deposed" | "fired" if be => {
            found(Turn::Ends, t + 1 + usize::from(a.one_of(t + 1, &["as", "from"])), true)
        }
        "remains" | "remained" | "stays" | "stayed" | "continues" => {
            found(Turn::Holds, as_object(t + 1), false)
        }
        "been" if before(&["has", "have", "'s", "’s"]) => found(Turn::Holds, t + 1, false),
        "been" if before(&["had"]) => found(Turn::Held, t + 1, false),
        "is" if t <= from + 1 || a.one_of(t - 1, &["who", "now"]) => {
            found(Turn::Holds, t + 1 + usize::from(a.one_of(t + 1, &["now", "also", "still"])), false)
        }
        "was" if t == from || a.one_of(t - 1, &["who"]) => found(
            Turn::Held,
            t + 1 + usize::from(a.one_of(t + 1, &["then", "also", "still", "previously"])),
            false,
        ),
        _ => None,
    }
}

/// Where the clause of a verb ends, at most at `limit`.
fn clause_end(a: &Annotated, from: usize, limit: usize) -> usize {
    (from..limit)
        .find(|&t| {
            matches!(a.word(t), ";" | ":" | "(" | "—" | "–")
                || a.is(t, WordClass::VERB)
                    && !a.is(t, WordClass::ROLE_HEAD)
                    && !a.is(t, WordClass::ROLE_MODIFIER)
                    && a.name_at(t).is_none()
                || a.one_of(t, &["when", "while", "but", "who", "which"])
        })
        .unwrap_or(limit)
}

/// The first time in a range of tokens.
fn time_in(a: &Annotated, times: &[TimeExpression], from: usize, end: usize) -> Option<TimeExpression> {
    if from >= end {
        return None;
    }
    let span = a.span(from..end);
    let at = times.partition_point(|time| time.span.start < span.start);
    times.get(at).filter(|time| time.span.end <= span.end).copied()
}

/// Where a role that starts at `from` ends: before a comma, a time or a word that opens another phrase.
fn role_end(a: &Annotated, from: usize, end: usize, time: Option<TimeExpression>) -> usize {
    let mut stop = (from..end)
        .find(|&t| {
            matches!(a.word(t), "," | "." | ":" | "(")
                || a.one_of(
                    t,
                    &[
                        "in",
                        "after",
                        "before",
                        "when",
                        "following",
                        "last",
                        "since",
                        "until",
                        "this",
                        "next",
                        "during",
                        "amid",
                        "because",
                        "despite",
                    ],
                ) && !(a.one_of(t, &["in"])
                    && a.name_at(t + 1).is_some_and(|n| n.kind == NameKind::Organisation))
        })
        .unwrap_or(end);
    if let Some(time) = time {
        let start = a.token_from(time.span.start);
        if start >= from && start < stop {
            stop = start;
        }
    }
    while stop > from
        && a.one_of(stop - 1, &["on", "in", "from", "at", "the", "and", "by", "for", "early", "late"])
    {
        stop -= 1;
    }
    stop
}

/// *leader since 2014*, *chief executive from 2010 to 2014*, *mayor until last May* right behind the name's roles.
fn since(a: &Annotated, from: usize, stop: usize, times: &[TimeExpression], here: &mut [Membership]) {
    for role in here
        .iter_mut()
        .filter(|m| m.kind == MembershipKind::Role && m.start_date.is_none() && m.end_date.is_none())
    {
        let start = a.token_from(role.evidence.start);
        let end = a.token_from(role.evidence.end);
        // Only what stands in or straight behind the words of the role.
        if start < from || start >= stop {
            continue;
        }
        let Some(limit) = (start..stop).find(|&t| matches!(a.word(t), "," | ";" | ":") && t >= end) else {
            continue;
        };
        bounds(a, start, limit, times, role);
        if role.end_date.is_some_and(|end| a.document.published_on.is_some_and(|on| end <= on)) {
            role.former = true;
        }
    }
}

/// Reads *since T*, *until T*, *from T to T*, *between T and T*.
fn bounds(a: &Annotated, from: usize, end: usize, times: &[TimeExpression], role: &mut Membership) {
    for time in times_in(a, times, from, end) {
        let at = a.token_from(time.span.start);
        let lead = (at.saturating_sub(2)..at).rev().find(|&t| !a.one_of(t, &["the", "early", "late"]));
        let Some(lead) = lead else { continue };
        let until = a.one_of(lead, &["until", "till", "to"])
            || a.one_of(lead, &["and", "-", "–"]) && role.start_date.is_some();
        if a.one_of(lead, &["since", "from", "between"]) {
            let since = a.one_of(lead, &["since"]);
            role.start_date = role.start_date.or(Some(if since { day(*time) } else { time.date }));
            role.end_date = role.end_date.or(time.end.filter(|_| !since));
        } else if until {
            role.end_date = role.end_date.or(Some(day(*time)));
        } else {
            continue;
        }
        role.basis = MembershipBasis::Stated;
        if time.span.end > role.evidence.end {
            role.evidence.end = time.span.end;
            role.evidence_text = role.evidence.of(a.text()).to_owned();
        }
    }
}

/// One date for a time: of *last week* the month, where it is all in one.
pub(super) fn day(time: TimeExpression) -> Date {
    let Some(end) = time.end.filter(|end| *end != time.date) else { return time.date };
    let year = Date::year_only(time.date.year());
    let month =
        time.date.month().filter(|_| time.date.year() == end.year() && time.date.month() == end.month());
    month.and_then(|month| Date::month_of(time.date.year(), month)).or(year).unwrap_or(time.date)
}

fn times_in<'t>(a: &Annotated, times: &'t [TimeExpression], from: usize, end: usize) -> &'t [TimeExpression] {
    if from >= end {
        return &[];
    }
    let span = a.span(from..end);
    let first = times.partition_point(|time| time.span.start < span.start);
    let last = times.partition_point(|time| time.span.start < span.end);
    &times[first..last.max(first)]
}

/// *who was appointed in May*, *who retired last year*: of the role beside the name, else the only one known.
fn mark_known(
    a: &Annotated,
    verb: &Verb,
    date: Option<Date>,
    here: &mut [Membership],
    known: &mut [Membership],
) {
    let is_role = |m: &&mut Membership| m.kind == MembershipKind::Role;
    let mut roles: Vec<&mut Membership> = here.iter_mut().filter(is_role).collect();
    if roles.is_empty() {
        roles = known.iter_mut().filter(is_role).collect();
        if roles.len() != 1 {
            return;
        }
    }
    let leaves_body = a.one_of(verb.token, &["left", "leaves", "leave", "quit", "departed"]);
    for role in roles {
        match verb.turn {
            Turn::Starts if date.is_some() => role.start_date = role.start_date.or(date),
            Turn::Ends if date.is_some() || !leaves_body => {
                // A former post that one left is not ended a second time without a date.
                role.end_date = role.end_date.or(date);
                role.former |= !verb.coming;
            }
            _ => continue,
        }
        if date.is_some() {
            role.basis = MembershipBasis::Stated;
        }
    }
}

/// *left Labour in May*, *joined the Conservatives on Monday*.
fn party(
    a: &Annotated,
    verb: &Verb,
    end: usize,
    date: Option<Date>,
    here: &mut Vec<Membership>,
    known: &mut Vec<Membership>,
) {
    let object = verb.object + usize::from(a.one_of(verb.object, &["the", "a", "an", "from"]));
    let object = object + usize::from(a.one_of(object, &["the"]));
    let Some((n, party)) = party_at(a, object, end) else { return };
    if !matches!(verb.turn, Turn::Starts | Turn::Ends) || verb.coming && date.is_none() {
        return;
    }
    // *left the Labour group's meeting* is no leaving.
    if a.lower(object + n).starts_with(['\'', '’']) {
        return;
    }
    let until = (object + n..end).find(|&t| matches!(a.word(t), "," | ".")).unwrap_or(end);
    let mut held = Membership { party: Some(party), ..new(a, MembershipKind::Party, verb.token..object + n) };
    if let Some(time) = date {
        held.basis = MembershipBasis::Stated;
        if verb.turn == Turn::Starts {
            held.start_date = Some(time);
        } else {
            held.end_date = Some(time);
        }
        held.evidence = a.span(verb.token..until.max(object + n));
        held.evidence_text = held.evidence.of(a.text()).to_owned();
    }
    held.former = verb.turn == Turn::Ends && !verb.coming;
    known.retain(|m| {
        !(m.kind == MembershipKind::Party
            && m.party == held.party
            && m.former == held.former
            && m.basis == MembershipBasis::Seen
            && held.basis == MembershipBasis::Stated)
    });
    add(here, held);
}

/// *when she was still director of X*, *while he was leader*: held at the time that the sentence tells of. Gives
/// back the roles, whose evidence is the side clause.
pub fn side_clause(a: &Annotated, sentence: Range<usize>) -> Vec<(usize, Membership)> {
    let mut found = Vec::new();
    for t in sentence.clone() {
        if a.fragment_of[t].is_some()
            || !a.one_of(t, &["when", "while"])
            || !a.one_of(t + 1, &["he", "she", "they"])
            || !a.one_of(t + 2, &["was", "were"])
        {
            continue;
        }
        let object = t + 3 + usize::from(a.one_of(t + 3, &["still", "also", "the", "then"]));
        let end = clause_end(a, object, sentence.end);
        let stop = (object..end)
            .find(|&k| matches!(a.word(k), "," | ".") || a.fragment_of[k].is_some())
            .unwrap_or(end);
        for mut role in find_roles(a, object..stop).into_iter().filter(|m| m.kind == MembershipKind::Role) {
            role.former = true;
            role.evidence = a.span(t..stop);
            role.evidence_text = role.evidence.of(a.text()).to_owned();
            found.push((t, role));
        }
    }
    found
}
