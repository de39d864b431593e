//! Organisations, documents and groups: what *the council*, *the report*, *they* mean.

use crate::annotate::{Annotated, Name, NameKind};

/// Words at the start of a phrase that are none of a body's name.
const LEADING: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "own",
    "what",
    "today",
    "today's",
    "today’s",
    "'s",
    "’s",
    "yesterday",
    "new",
    "latest",
    "some",
    "many",
    "one",
    "all",
    "both",
    "these",
    "those",
    "another",
    "several",
    "other",
    "two",
    "three",
    "four",
    "five",
    "more",
    "most",
    "of",
    "which",
    "first",
    "second",
    "newest",
    "recent",
    "unannounced",
    "independent",
    "new",
    "recent",
    "annual",
    "damning",
    "same",
];

/// The spelling that tables use for a body's name.
pub fn canonical(a: &Annotated, name: &Name) -> String {
    let written = name.span.of(a.text());
    let known = a.lexicon.body_forms.get(&words(a, name)).map(|&at| a.lexicon.bodies[at].name.clone());
    let party = || a.lexicon.party_forms.get(written).map(|&at| a.lexicon.parties[at].name.clone());
    known.or_else(party).unwrap_or_else(|| {
        let written = single_spaced(written);
        // *ASHBY Council* opens an article.
        match written.split_once(' ') {
            Some((first, rest)) if a.opens_sentence(name.tokens.start) && first.chars().count() > 4 => {
                format!("{} {rest}", super::person::cased(first))
            }
            _ => written,
        }
    })
}

/// The longest name that the text has for a body that the lexicon knows by `name`, where it is longer: *Care Quality Commission* for
/// *CQC*.
pub fn fullest(a: &Annotated, name: &str) -> Option<String> {
    let known = |one: &Name| a.lexicon.body_forms.get(&words(a, one)).copied();
    let own = a.lexicon.body_forms.get(name).copied()?;
    let is_it = |one: &&Name| known(one) == Some(own);
    let written = a.names.iter().take(NEAR).filter(is_it).map(|one| single_spaced(one.span.of(a.text())));
    // The first of those as long.
    let longest = written.rev().max_by_key(|written| written.chars().count())?;
    let bare = longest.strip_prefix("The ").or(longest.strip_prefix("the ")).unwrap_or(&longest);
    (bare.chars().count() > name.chars().count()).then(|| bare.to_owned())
}

/// The body named in full before token `at` whose first letters the word there is: *CNS* behind *Christian News Service*.
pub fn in_full(a: &Annotated, at: usize) -> Option<String> {
    let word = a.word(at);
    if !(2..=6).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let letters = |name: &Name| -> String {
        name.proper.clone().filter(|&t| a.is_capital(t)).filter_map(|t| a.word(t).chars().next()).collect()
    };
    let behind = a.names.partition_point(|name| name.tokens.end <= at);
    let fits = |name: &&Name| {
        name.kind == NameKind::Organisation && name.proper.len() >= word.len() && letters(name) == word
    };
    before(a, behind).find(fits).map(|name| canonical(a, name))
}

/// *The Commission*, *the Alliance*: the body named before whose name ends so.
pub fn ending(a: &Annotated, at: usize) -> Option<String> {
    let noun = a.names[at].proper.start;
    let led = noun > 0 && a.one_of(noun - 1, &["the"]);
    let ends = |name: &&Name| {
        name.kind == NameKind::Organisation
            && name.proper.len() > 1
            && a.word(name.proper.end - 1) == a.word(noun)
    };
    before(a, at).find(ends).filter(|_| led).map(|name| canonical(a, name))
}

/// The tokens of a name, parted by single spaces.
fn words(a: &Annotated, name: &Name) -> String {
    name.tokens.clone().map(|t| a.word(t)).collect::<Vec<_>>().join(" ")
}

/// How many names are looked through for the one that is meant; a list of thousands stays linear.
const NEAR: usize = 1000;

/// The names before name `at`, the nearest first.
pub(super) fn before<'n>(a: &'n Annotated, at: usize) -> impl Iterator<Item = &'n Name> {
    a.names[..at].iter().rev().take(NEAR)
}

/// The names from name `at` on.
fn after<'n>(a: &'n Annotated, at: usize) -> impl Iterator<Item = &'n Name> {
    a.names[at..].iter().take(NEAR)
}

/// The inspector that *the regulator*, *the watchdog* at token `at` stands for: one that is called so, else the last one
/// named before it, else the first behind it.
pub fn inspector(a: &Annotated, at: usize) -> Option<String> {
    let noun = a.lower(at);
    let fits = |name: &&Name| a.is_inspector(name);
    let called = |name: &&Name| fits(name) && name.tokens.clone().any(|t| a.lower(t) == noun);
    let behind = a.names.partition_point(|name| name.tokens.start <= at);
    let found = before(a, behind).find(called).or_else(|| before(a, behind).find(fits));
    let found = found.or_else(|| after(a, behind).find(fits));
    found.map(|name| canonical(a, name))
}

/// `text` with every run of white space as one space.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `head` (*mbc*, *council*) ends the name of a council.
fn is_council(head: &str) -> bool {
    matches!(head, "council" | "mbc" | "cc" | "bc" | "dc" | "lbc" | "borough" | "authority")
}

/// The organisation that a common noun at token `at` stands for (*the council*): the last named
/// one before it whose name ends so, else the first one behind it.
pub fn named(a: &Annotated, at: usize) -> Option<String> {
    let noun = a.lower(at);
    let noun = noun.strip_suffix("'s").unwrap_or(noun);
    // *the Department for Education*
    let first =
        |name: &Name| a.lower(name.proper.start) == noun && a.one_of(name.proper.start + 1, &["for", "of"]);
    let fits = |name: &&Name| {
        let last = a.lower(name.proper.end - 1);
        let council = matches!(noun, "council" | "authority" | "borough") && is_council(last);
        name.kind == NameKind::Organisation
            && (last == noun
                || first(name)
                || council
                || noun == "force" && matches!(last, "police" | "constabulary"))
            && (name.proper.len() > 1 || matches!(last, "police"))
    };
    let behind = a.names.partition_point(|name| name.tokens.start <= at);
    // One that the sentence only mentions (*who came from X Council*) yields to one that it is about.
    let aside = |name: &&Name| {
        name.tokens.start > 0
            && a.one_of(name.tokens.start - 1, &["from", "to", "at", "with", "than", "like", "near"])
    };
    let before = || before(a, behind).filter(fits);
    before()
        .find(|name| !aside(name))
        .or_else(|| before().next())
        .or_else(|| after(a, behind).find(fits))
        .map(|name| canonical(a, name))
}

/// *The company*, *the firm*: the only body of which the text says that it runs or owns something, *Ashby Care, which runs the home*, *the
/// home’s owner, Ashby Care*, *run by Ashby Care*.
pub fn that_runs(a: &Annotated, at: usize) -> Option<String> {
    if !a.one_of(at, &["company", "firm", "group", "provider", "operator"]) {
        return None;
    }
    let runs = |name: &&Name| {
        let (start, end) = (name.tokens.start, name.tokens.end);
        let verbs = &["runs", "run", "owns", "own", "owned", "operates", "manages", "bought", "took", "ran"];
        let which = a.word(end) == "," && a.one_of(end + 1, &["which", "who"]) && a.one_of(end + 2, verbs);
        let before = |n: usize| start.checked_sub(n);
        let by = before(2).is_some_and(|t| {
            a.one_of(t + 1, &["by"]) && a.one_of(t, &["run", "owned", "operated", "managed"])
        });
        let owner = before(2).is_some_and(|t| {
            a.word(t + 1) == ","
                && a.one_of(t, &["owner", "owners", "operator", "provider", "company", "firm"])
        });
        name.kind != NameKind::Person && name.proper.len() > 1 && (which || by || owner)
    };
    let mut all: Vec<String> = after(a, 0).filter(runs).map(|name| canonical(a, name)).collect();
    all.sort();
    all.dedup();
    (all.len() == 1).then(|| all.remove(0))
}

/// The council of the place at the name `place`: *Rotherham's director* is of *Rotherham MBC*.
pub fn of_place(a: &Annotated, place: &str) -> Option<String> {
    after(a, 0)
        .find(|name| {
            name.kind == NameKind::Organisation
                && name.proper.len() > 1
                && is_council(a.lower(name.proper.end - 1))
                && name
                    .span
                    .of(a.text())
                    .strip_prefix(place)
                    .is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
        })
        .map(|name| canonical(a, name))
}

/// The last body before token `at` whose name ends with one of `heads` (lower case).
pub fn last_of(a: &Annotated, at: usize, heads: &[String]) -> Option<String> {
    let behind = a.names.partition_point(|name| name.tokens.start < at);
    let fits = |name: &&Name| {
        name.kind == NameKind::Organisation
            && name.proper.len() > 1
            && heads.iter().any(|head| head == a.lower(name.proper.end - 1))
    };
    before(a, behind).find(fits).map(|name| canonical(a, name))
}

/// The body that *its* at token `at` means: the one that the sentence before starts with, else the last named.
pub fn last(a: &Annotated, at: usize) -> Option<String> {
    let place = a.sentence_from(at);
    let opening = place.checked_sub(1).map_or(0, |before| a.sentences[before].tokens.start);
    let first = a.name_at(opening).or_else(|| a.name_at(opening + 1));
    let named_since = |start: usize| {
        let behind = a.names.partition_point(|name| name.tokens.start < at);
        let mut here = a.names[..behind].iter().rev().take_while(|name| name.tokens.start >= start);
        here.any(|name| name.kind == NameKind::Organisation)
    };
    if let Some(name) = first.filter(|name| name.kind == NameKind::Organisation)
        && !a.sentences.get(place).is_some_and(|sentence| named_since(sentence.tokens.start))
    {
        return Some(canonical(a, name));
    }
    let behind = a.names.partition_point(|name| name.tokens.start < at);
    let body = before(a, behind).find(|name| name.kind == NameKind::Organisation)?;
    (at - body.tokens.start < 40).then(|| canonical(a, body))
}

/// Whether a possessive is part of a title: *Children and Young People's Plan*.
fn inside_title(a: &Annotated, mark: usize) -> bool {
    mark > 0
        && a.is_capital(mark - 1)
        && a.is_capital(mark + 1)
        && !a.is_time(mark - 1)
        && !a.name_at(mark - 1).is_some_and(|name| {
            matches!(name.kind, NameKind::Organisation | NameKind::Place | NameKind::Person)
        })
}

/// A noun phrase without its articles and possessors: *Today's Ofsted report* is *Ofsted report*.
/// `tokens` ends with the head.
pub fn bare(a: &Annotated, tokens: std::ops::Range<usize>) -> String {
    let mut start = tokens.start;
    for t in tokens.clone() {
        // Behind a possessor the name starts anew.
        if matches!(a.word(t), "'s" | "’s" | "'" | "’") && !inside_title(a, t) {
            start = t + 1;
        }
    }
    // *1.3 Inspectors*, *• Families*
    let number = |t: usize| {
        let word = a.word(t);
        word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit())
            || !word.chars().any(char::is_alphanumeric)
    };
    let leads =
        |t: usize| a.one_of(t, LEADING) || a.is_time(t) || number(t) || a.lower(t).ends_with("-year-old");
    while start + 1 < tokens.end && leads(start) {
        start += 1;
    }
    single_spaced(a.span(start..tokens.end).of(a.text()))
}
