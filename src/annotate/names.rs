//! Names of persons and bodies: runs of capitalised words, told apart by titles, given names,
//! known bodies and the nouns that end a body's name.

use std::ops::Range;

use super::label::{Label, Tag};
use super::{Annotated, Entity, EntityKind, Sentence};
use crate::base::Span;
use crate::lexicon::{Title, TitleKind, WordClass};
use crate::text::is_day_or_month;

/// What a name is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    Person,
    /// Two or three capitalised words that no list knows: a person where they speak or hold a role.
    MaybePerson,
    Organisation,
    Place,
}

/// A name in the text.
#[derive(Clone, Debug)]
pub struct Name {
    /// Tokens of the whole name, titles included.
    pub tokens: Range<usize>,
    /// Tokens of the name proper, titles left out.
    pub proper: Range<usize>,
    /// Bytes of the whole name.
    pub span: Span,
    pub kind: NameKind,
}

impl Name {
    /// Whether it may be a person's.
    pub fn is_person(&self) -> bool {
        matches!(self.kind, NameKind::Person | NameKind::MaybePerson)
    }
}

/// Lower-case particles inside a person's name.
const PARTICLES: &[&str] =
    &["de", "van", "von", "der", "den", "bin", "al", "el", "da", "di", "du", "la", "le", "ap", "ab"];

/// What tells father and son apart behind a name.
const SUFFIXES: &[&str] = &["jr", "jr.", "jnr", "sr", "sr.", "snr"];

/// Words that open a sentence with a capital and are no part of a name.
const OPENERS: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "i",
    "he",
    "she",
    "it",
    "we",
    "they",
    "you",
    "who",
    "what",
    "which",
    "when",
    "where",
    "why",
    "how",
    "if",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "to",
    "with",
    "without",
    "under",
    "over",
    "after",
    "before",
    "since",
    "until",
    "while",
    "during",
    "between",
    "about",
    "against",
    "and",
    "but",
    "or",
    "nor",
    "so",
    "yet",
    "not",
    "no",
    "yes",
    "there",
    "here",
    "then",
    "now",
    "today",
    "yesterday",
    "tomorrow",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "all",
    "both",
    "each",
    "every",
    "some",
    "many",
    "most",
    "more",
    "few",
    "several",
    "any",
    "other",
    "another",
    "such",
    "last",
    "next",
    "first",
    "second",
    "former",
    "however",
    "although",
    "though",
    "because",
    "despite",
    "neighbouring",
    "nearby",
    "compare",
    "contrast",
    "consider",
    "meanwhile",
    "also",
    "even",
    "only",
    "just",
    "once",
    "again",
    "still",
    "earlier",
    "later",
    "asked",
    "according",
    "speaking",
    "responding",
    "writing",
    "dear",
    "yours",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "do",
    "does",
    "did",
    "let",
    "today’s",
    "tomorrow’s",
];

/// Finds the names of the document, in order. Linear in the number of tokens.
pub(super) fn names(annotated: &Annotated) -> Vec<Name> {
    let mut found = Vec::new();
    for sentence in &annotated.sentences {
        names_in(annotated, sentence.tokens.clone(), &mut found);
    }
    settle_surnames(annotated, &mut found);
    found
}

fn names_in(a: &Annotated, words: Range<usize>, found: &mut Vec<Name>) {
    let mut i = words.start;
    while i < words.end {
        let run = run_end(a, i, words.end);
        if run == i {
            i += 1;
            continue;
        }
        split_run(a, i..run, i == words.start, found);
        i = run;
    }
}

/// The names of the document where headlines Write Every Word So: there, verbs and small words part them, as the tags
/// tell. `None` where there is no such headline.
pub(super) fn in_headlines(a: &Annotated) -> Option<Vec<Name>> {
    let syntax = a.syntax.as_ref()?;
    let is_headline = |sentence: &&Sentence| {
        let long = |&t: &usize| a.word(t).len() > 3 && a.word(t).starts_with(char::is_alphabetic);
        let words = || sentence.tokens.clone().filter(long);
        // A masthead is one name.
        let whole = || {
            a.name_at(sentence.tokens.start)
                .is_some_and(|name| name.kind == NameKind::Organisation && name.tokens == sentence.tokens)
        };
        // Most sentences have a small word early.
        words().all(|t| a.is_capital(t))
            && words().count() >= 4
            && !whole()
            && !words().all(|t| a.word(t).chars().all(|c| !c.is_lowercase()))
    };
    let parts = |t: usize| {
        let tag = syntax.tag(t as u32);
        !(tag.is_noun() || matches!(tag, Tag::Jj | Tag::Cc | Tag::Cd | Tag::Pos | Tag::Fw))
            && a.word(t).starts_with(char::is_alphabetic)
            && a.word(t).len() > 1 // an initial
            && !a.is(t, WordClass::GIVEN_NAME)
            && !a.one_of(t, &["of", "for", "the", "de", "van"])
    };
    // *Jane Doe Calls Thomas Roe*: the tagger may take the verb for a noun.
    let calls = |t: usize| {
        syntax.tag(t as u32) == Tag::Nns && a.is(t + 1, WordClass::GIVEN_NAME) && a.lower(t).ends_with('s')
    };
    let headlines: Vec<&Sentence> = a.sentences.iter().filter(is_headline).collect();
    if headlines.is_empty() {
        return None;
    }
    // Those of the other sentences, and these anew.
    let in_headline = |name: &Name| {
        let at = headlines.partition_point(|sentence| sentence.tokens.end <= name.tokens.start);
        headlines.get(at).is_some_and(|sentence| sentence.tokens.start < name.tokens.end)
    };
    let mut found: Vec<Name> = a.names.iter().filter(|name| !in_headline(name)).cloned().collect();
    for sentence in headlines.iter().copied() {
        let words = sentence.tokens.clone();
        let mut start = words.start;
        for at in words.clone().filter(|&t| parts(t) || t > words.start && calls(t)).chain([words.end]) {
            names_in(a, start..at, &mut found);
            start = at + 1;
        }
    }
    found.sort_by_key(|name| name.tokens.start);
    settle_surnames(a, &mut found);
    Some(found)
}

/// The end of the run of name words that starts at `i`; `i` itself where none does.
fn run_end(a: &Annotated, i: usize, end: usize) -> usize {
    let known = known_body(a, i, end);
    if let Some(n) = known.filter(|&n| !goes_on(a, i, i + n, end)) {
        return i + n;
    }
    if !a.is_capital(i) {
        return i;
    }
    // Cells of a table are none of one another's.
    let parted = |at: usize| a.gap_before(at).contains('\t') || a.gap_before(at).starts_with("   ");
    let mut at = i + known.unwrap_or(1);
    while at < end && !parted(at) {
        // *The Regulator of Social Housing*
        if a.one_of(at - 1, &["the"])
            && let Some(n) = known_body(a, at, end).filter(|&n| n > 1 && headed(a, at + n, end).is_none())
        {
            return at + n;
        }
        if a.is_capital(at) {
            at += 1;
        } else if let Some(n) = body_of(a, i, at, end) {
            at += n;
        } else if joins_bodies(a, i, at, end) {
            at += 2; // *Ashby and Bramford NHS Trust*
        } else if is_nickname(a, at) && at + 3 < end {
            at += 4; // *Robert “Bob” Smith*
        } else if a.one_of(at, PARTICLES) && a.is_capital(at + 1) && at + 1 < end {
            at += 2;
        } else if matches!(a.word(at), "'" | "’")
            && a.is_capital(at + 1)
            && a.tokens[at].span.end == a.tokens[at + 1].span.start
        {
            at += 2;
        } else if a.one_of(at, &["and", "&"])
            && at + 2 < end
            && a.is(at - 1, WordClass::ROLE_MODIFIER)
            && !a.one_of(at - 1, &["council", "borough", "authority", "trust", "school"])
            && (at + 1..end.min(at + 4))
                .take_while(|&k| a.is_capital(k))
                .any(|k| k > at + 1 && a.is(k, WordClass::BODY_HEAD))
        {
            at += 2; // *Ashby Fire and Rescue Service*
        } else if matches!(a.word(at), "'" | "’")
            && a.lower(at - 1).ends_with('s')
            && a.is(at + 1, WordClass::BODY_HEAD)
            && a.is_capital(at + 1)
            && at + 1 < end
        {
            at += 2; // *Tenants’ Federation*
        } else {
            break;
        }
    }
    at
}

/// Where the capitals from token `at` on end; no farther than a name is long, so that a run of any length is read once.
fn capitals_end(a: &Annotated, at: usize, end: usize) -> usize {
    const LONGEST: usize = 12;
    at + (at..end.min(at + LONGEST)).take_while(|&t| a.is_capital(t)).count()
}

/// [`capitals_end`], if the noun of a body ends them.
fn headed(a: &Annotated, at: usize, end: usize) -> Option<usize> {
    let to = capitals_end(a, at, end);
    (to > at && a.is(to - 1, WordClass::BODY_HEAD) && a.gap_before(at) == " ").then_some(to)
}

/// Whether the known body of tokens `i..at` only begins a name: *The National* of *The National Farmers' Union*, *NHS* of
/// *NHS Ashby Integrated Care Board*, *Post Office* of *Post Office Ltd*, *Healthwatch* of *Healthwatch Ashby*.
fn goes_on(a: &Annotated, i: usize, at: usize, end: usize) -> bool {
    if a.one_of(i, &["healthwatch"]) {
        return at < end && a.is_capital(at);
    }
    headed(a, at, end)
        .is_some_and(|to| a.one_of(i, &["the", "nhs"]) || to == at + 1 && a.one_of(at, COMPANIES))
}

/// What ends a company's name.
const COMPANIES: &[&str] = &["ltd", "limited", "plc", "llp", "cic", "inc"];

/// Nouns that a body's name may begin with, *of* and what it is for behind them.
const OF_BODIES: &[&str] = &[
    "association",
    "college",
    "institute",
    "institution",
    "society",
    "federation",
    "confederation",
    "university",
    "diocese",
    "archdiocese",
    "ministry",
    "department",
    "union",
    "guild",
    "league",
    "chamber",
    "hospitals",
    "borough",
];
/// Those that may have *for*.
const FOR_BODIES: &[&str] = &["department", "office", "campaign", "institute"];

/// How many tokens from the *of* at token `at` on belong to the name that starts at `i`: *Association of Rural Colleges*,
/// *Royal College of Midwives*, *Department for Business, Innovation and Skills*.
fn body_of(a: &Annotated, i: usize, at: usize, end: usize) -> Option<usize> {
    // *Ashby Green C of E Primary School*
    let church = a.one_of(at, &["of"]) && a.word(at - 1) == "C" && a.word(at + 1) == "E";
    let opens = church
        || a.one_of(at, &["of"]) && a.one_of(at - 1, OF_BODIES)
        || a.one_of(at, &["for"]) && a.one_of(at - 1, FOR_BODIES);
    if at <= i || !opens || at - i > if church { 7 } else { 4 } || !a.is_capital(at - 1) {
        return None;
    }
    let is_part = |t: usize| {
        t < end
            && a.is_capital(t)
            && !is_day_or_month(a.lower(t))
            && !is_title(a, t)
            && !a.is(t, WordClass::GIVEN_NAME)
            && known_body(a, t, end).is_none()
    };
    let ministry = a.one_of(at - 1, &["department", "ministry"]);
    let mut to = at + 1 + usize::from(a.one_of(at + 1, &["the"]));
    let from = to;
    while is_part(to) {
        to += 1;
        let joined = a.one_of(to, &["and", "&"]) && is_part(to + 1) && (ministry || !a.is_capital(to + 2));
        let listed = ministry
            && a.word(to) == ","
            && is_part(to + 1)
            && (to + 2..end.min(to + 5)).any(|t| a.one_of(t, &["and", "&"]) && a.is_capital(t + 1));
        to += usize::from(joined || listed);
    }
    (to > from).then_some(to - at)
}

/// Whether the *and* at token `at` stands within one body's name, of which a single word is before it: *Ashby and Bramford
/// NHS Trust*, *University and College Union*; not *in Ashby and Bramford School*.
fn joins_bodies(a: &Annotated, i: usize, at: usize, end: usize) -> bool {
    const HEADS: &[&str] = &[
        "trust",
        "union",
        "service",
        "constabulary",
        "board",
        "authority",
        "partnership",
        "police",
        "group",
        "panel",
        "committee",
    ];
    let first = i + usize::from(a.one_of(i, &["the", "nhs"]));
    let tail = capitals_end(a, at + 1, end);
    a.one_of(at, &["and", "&"])
        && at == first + 1
        && !a.is(first, WordClass::GIVEN_NAME)
        && !a.is(first, WordClass::BODY)
        && known_body(a, first, end).is_none()
        && !i
            .checked_sub(1)
            .is_some_and(|t| a.one_of(t, &["in", "at", "near", "of", "between", "both", "from", "across"]))
        && tail > at + 2
        && a.one_of(tail - 1, HEADS)
        && known_body(a, at + 1, end).is_none()
}

/// Whether a nickname stands between marks from token `at` on, behind a given name and before a surname.
fn is_nickname(a: &Annotated, at: usize) -> bool {
    const MARKS: &[&str] = &["“", "”", "\"", "‘", "’", "'"];
    MARKS.contains(&a.word(at))
        && a.is(at - 1, WordClass::GIVEN_NAME)
        && a.is_capital(at - 1)
        && a.is_capital(at + 1)
        && a.word(at + 1).chars().skip(1).all(char::is_lowercase)
        && MARKS.contains(&a.word(at + 2))
        && a.is_capital(at + 3)
        && a.gap_before(at) == " "
        && a.gap_before(at + 3) == " "
}

/// How many words the known body at `i` takes.
fn known_body(a: &Annotated, i: usize, end: usize) -> Option<usize> {
    let rest = (i + 1..end.min(i + 13)).map(|k| a.word(k));
    a.lexicon.body_forms.longest(a.word(i), rest).map(|(n, _)| n)
}

/// Splits a run of capitalised words at titles, roles and known bodies into names.
fn split_run(a: &Annotated, run: Range<usize>, opens_sentence: bool, found: &mut Vec<Name>) {
    let mut start = run.start;
    // *The National Farmers' Union* is no paper's union.
    let known = known_body(a, start, run.end);
    let begins = known.is_some_and(|n| goes_on(a, start, start + n, run.end));
    if (opens_sentence || begins)
        && a.one_of(start, OPENERS)
        && !a.is(start, WordClass::BODY)
        && (known.is_none() || begins)
    {
        start += 1;
    }
    // *Ten-year-old Ellie*
    if start + 1 < run.end && describes(a, start) {
        start += 1;
    }
    let branch = a.one_of(start, &["healthwatch"]) && run.end > start + 1;
    // What is for either stands near the start.
    const NEAR: usize = 6;
    let formed = (start..run.end.min(start + NEAR)).any(|t| {
        !a.is_capital(t) && body_of(a, start, t, run.end).is_some() || joins_bodies(a, start, t, run.end)
    });
    if branch || formed {
        return push_as(a, start..run.end, start..run.end, NameKind::Organisation, found);
    }
    let mut i = start;
    let mut piece = start;
    while i < run.end {
        if let Some(n) = known_body(a, i, run.end) {
            // A body's name may hold another's: *Ambleford Council*, *Home Office* but *Labour Party*.
            if i + n < run.end && a.is(run.end - 1, WordClass::BODY_HEAD) && !a.is(i, WordClass::TITLE) {
                i += n;
                continue;
            }
            push(a, piece..i, found);
            push_as(a, i..i + n, i..i + n, NameKind::Organisation, found);
            i += n;
            piece = i;
        } else if a.one_of(i, OPENERS) && !a.is(i, WordClass::GIVEN_NAME) && i == piece {
            i += 1;
            piece = i;
        } else if is_role_word(a, i, run.end) {
            push(a, piece..i, found);
            i += 1;
            piece = i;
        } else if i + 1 == run.end && i > piece && is_surname(a, i) {
            i += 1; // *Ann King*
        } else if i + 1 == run.end && i > piece + 1 && is_title(a, piece) && !is_title(a, i - 1) {
            i += 1; // *Dr Anjali Sen*: a title with nothing behind is none
        } else if is_title(a, i) && i > piece && !is_title(a, i - 1) && !a.is(i - 1, WordClass::TITLE) {
            push(a, piece..i, found);
            piece = i;
            i += 1;
        } else {
            i += 1;
        }
    }
    push(a, piece..run.end, found);
}

/// A capitalised role (*Deputy Leader*): no part of the name behind it.
fn is_role_word(a: &Annotated, i: usize, end: usize) -> bool {
    if a.lower(i).ends_with("-elect") {
        return true;
    }
    if is_title(a, i) || a.is(i, WordClass::GIVEN_NAME) {
        return false;
    }
    // *MP Jane Doe*, *AM Thomas Roe*
    let member = |title: &Title| title.kind == TitleKind::Parliament;
    if i + 2 < end
        && a.word(i).chars().all(char::is_uppercase)
        && a.lexicon.title(a.lower(i)).is_some_and(member)
    {
        return true;
    }
    let opens = a.opens_sentence(i);
    if a.is(i, WordClass::UNNAMED) && (a.is(i + 1, WordClass::GIVEN_NAME) || opens && i + 2 < end) {
        return true; // *Shopkeeper Ana Lucas*
    }
    a.is(i, WordClass::ROLE_HEAD) && !(i + 1 < end && a.is(i + 1, WordClass::BODY_HEAD))
        || a.is(i, WordClass::FORMER)
        || a.is(i, WordClass::ROLE_MODIFIER)
            && !a.is(i, WordClass::BODY_HEAD)
            && i + 1 < end
            && (a.is(i + 1, WordClass::ROLE_HEAD) || a.is(i + 1, WordClass::ROLE_MODIFIER))
            && !(i + 1..end).any(|k| a.is(k, WordClass::BODY_HEAD) && !a.is(k, WordClass::ROLE_HEAD))
}

fn is_title(a: &Annotated, i: usize) -> bool {
    // *SEN* is special needs, *Sen.* a senator.
    let abbreviation = || a.is(i, WordClass::NO_NAME) && a.word(i).chars().all(char::is_uppercase);
    a.is(i, WordClass::TITLE)
        && !abbreviation()
        && a.lexicon.title(a.lower(i).trim_end_matches('.')).is_some_and(|title| {
            // *Ch Supt* is a rank, *CH* an honour.
            let behind = matches!(title.kind, TitleKind::Letters | TitleKind::Parliament);
            !behind || a.is(i + 1, WordClass::TITLE) && a.word(i).ends_with(char::is_lowercase)
        })
}

/// Whether a word that may be a title is a surname where it ends a name: *King*, *Prince*, *Earl*.
fn is_surname(a: &Annotated, i: usize) -> bool {
    let honour = |title: &Title| title.kind == TitleKind::Honour && title.gender.is_some();
    a.lexicon.title(a.lower(i)).is_some_and(honour)
        && i > 0
        && (a.is(i - 1, WordClass::GIVEN_NAME)
            || a.lexicon
                .title(a.lower(i - 1).trim_end_matches('.'))
                .is_some_and(|title| matches!(title.kind, TitleKind::Personal | TitleKind::Councillor)))
}

fn is_letters(a: &Annotated, i: usize) -> bool {
    a.is(i, WordClass::TITLE)
        && a.lexicon
            .title(a.lower(i).trim_end_matches('.'))
            .is_some_and(|title| matches!(title.kind, TitleKind::Letters | TitleKind::Parliament))
        && a.word(i).chars().all(|c| c.is_uppercase() || c == '.')
}

/// Settles what the words of `piece` name.
fn push(a: &Annotated, piece: Range<usize>, found: &mut Vec<Name>) {
    let mut proper = piece.clone();
    // *Q42 Jane Doe:* the number of a question.
    let is_number = |t: usize| {
        let number = a.word(t).strip_prefix('Q').filter(|number| !number.is_empty());
        number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    };
    if proper.len() > 1 && is_number(proper.start) {
        proper.start += 1;
    }
    // *Last Friday Dawn Merritt said*: the day before a name is none of it, unless it is a name itself (*April*).
    if proper.len() > 1
        && is_day_or_month(a.lower(proper.start))
        && !a.is(proper.start, WordClass::GIVEN_NAME)
        && (a.is(proper.start + 1, WordClass::GIVEN_NAME) && proper.len() > 2
            || is_title(a, proper.start + 1))
    {
        proper.start += 1;
    }
    // The party before a name is none of it.
    while proper.len() > 1 {
        let rest = (proper.start + 1..proper.end).map(|k| a.word(k));
        match a.lexicon.party_forms.longest(a.word(proper.start), rest) {
            Some((n, _)) if n < proper.len() && !a.is(proper.end - 1, WordClass::BODY_HEAD) => {
                proper.start += n
            }
            _ => break,
        }
    }
    let whole = proper.start;
    while proper.len() > 1 && is_title(a, proper.start) {
        proper.start += 1;
    }
    // *Queen Mary Hospital*: no queen.
    let honour = a.lexicon.title(a.lower(whole)).is_some_and(|title| title.kind == TitleKind::Honour);
    if honour && a.is(proper.end - 1, WordClass::BODY_HEAD) && !is_surname(a, proper.end - 1) {
        proper.start = whole;
    }
    let titled = proper.start > whole;
    let end = proper.end;
    while proper.len() > 1 && (is_letters(a, proper.end - 1) || a.one_of(proper.end - 1, SUFFIXES)) {
        proper.end -= 1;
    }
    let tokens = whole..end;
    let only_title = || is_title(a, proper.start) && !(titled && is_surname(a, proper.start));
    if proper.is_empty() || proper.len() == 1 && (a.is(proper.start, WordClass::NO_NAME) || only_title()) {
        return;
    }
    let last = proper.end - 1;
    let first = proper.start;
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    if proper.len() == 1
        && is_day_or_month(a.lower(first))
        && (first > 0 && number(a.word(first - 1)) || number(a.word(first + 1)))
    {
        return; // *18 May*, *May 2017*
    }
    if proper.len() == 1 && whole == first && a.is(first, WordClass::GROUP) && !a.is(first, WordClass::BODY) {
        return; // *Residents said*: a group, though a party may be called so
    }
    let is_place = a
        .lexicon
        .places
        .longest(a.word(first), (first + 1..=last).map(|k| a.word(k)))
        .is_some_and(|(n, ())| n == proper.len());
    let known_party = a
        .lexicon
        .party_forms
        .longest(a.word(first), (first + 1..=last).map(|k| a.word(k)))
        .is_some_and(|(n, _)| n == proper.len());
    let kind = if titled {
        NameKind::Person
    } else if known_party && !is_place {
        NameKind::Organisation
    } else if proper.len() > 1 && a.is(last, WordClass::BODY_HEAD)
        || proper.len() == 1 && a.is(first, WordClass::BODY)
    {
        NameKind::Organisation
    } else if is_place
        && !(proper.len() == 1 && a.is(first, WordClass::GIVEN_NAME) && introduces_person(a, last + 1))
        && !(proper.len() == 1 && whole > 0 && (describes(a, whole - 1) || calls(a, whole - 1)))
    {
        NameKind::Place
    } else if proper.len() > 1 && a.is(last, WordClass::DOCUMENT) && !a.is(first, WordClass::GIVEN_NAME) {
        return; // *Children's Plan*: a document is told by its noun
    } else if proper.len() == 1 {
        if a.is(first, WordClass::GIVEN_NAME)
            || has_role_before(a, whole)
            || is_aged(a, last + 1)
            || whole > 0 && (describes(a, whole - 1) || calls(a, whole - 1))
        {
            NameKind::Person
        } else {
            NameKind::MaybePerson
        }
    } else if ((2..=4).contains(&proper.len())
        || proper.len() == 5 && proper.clone().any(|t| is_nickname(a, t)))
        && a.is(first, WordClass::GIVEN_NAME)
    {
        NameKind::Person
    } else if proper.len() <= 3
        && !proper.clone().any(|k| a.is(k, WordClass::NO_NAME) || a.is(k, WordClass::PLACE) && k == first)
    {
        NameKind::MaybePerson
    } else if proper.clone().any(|k| a.is(k, WordClass::NO_NAME)) {
        return;
    } else {
        NameKind::Place
    };
    push_as(a, tokens, proper, kind, found);
}

/// Whether an age stands behind a word: *Kai, 19, who …*, *Kai, who is 19*, *Kai, aged 19*.
fn is_aged(a: &Annotated, at: usize) -> bool {
    let age = |t: usize| a.word(t).len() <= 2 && a.word(t).starts_with(|c: char| c.is_ascii_digit());
    a.word(at) == ","
        && (age(at + 1) && a.word(at + 2) == ","
            || a.one_of(at + 1, &["aged"]) && age(at + 2)
            || a.one_of(at + 1, &["who"]) && a.one_of(at + 2, &["is", "was"]) && age(at + 3))
}

/// Whether a word at the start of a run tells of the person named behind it: *Ten-year-old Ellie*, *Mum-of-three Jane Doe*.
fn describes(a: &Annotated, at: usize) -> bool {
    let word = a.lower(at);
    word.ends_with("-year-old")
        || ["mother-of-", "mum-of-", "father-of-", "dad-of-"].iter().any(|start| word.starts_with(start))
}

/// Whether the word behind is what a person is called: *my friend Roz*, *her daughter Loveday*, *a nurse called Bex*.
fn calls(a: &Annotated, at: usize) -> bool {
    /// Words looked back over for who is called so.
    const BACK: usize = 4;
    const KIN: &[&str] = &[
        "friend",
        "husband",
        "wife",
        "partner",
        "mother",
        "mum",
        "father",
        "dad",
        "son",
        "daughter",
        "brother",
        "sister",
        "grandson",
        "granddaughter",
        "grandmother",
        "grandfather",
        "niece",
        "nephew",
        "cousin",
    ];
    let person = |t: usize| a.is(t, WordClass::UNNAMED) || a.is(t, WordClass::ROLE_HEAD) || a.one_of(t, KIN);
    let lower = !a.is_capital(at);
    let of_whom = |t: usize| {
        a.is(t, WordClass::UNNAMED) && !a.one_of(t, &["owner", "operator", "landlord", "member", "local"])
    };
    lower && (a.one_of(at, KIN) || of_whom(at))
        || lower && a.one_of(at, &["called", "named"]) && (at.saturating_sub(BACK)..at).any(person)
}

/// Whether what stands behind a word makes it a person's name: *Jordan, 19, who …*.
fn introduces_person(a: &Annotated, at: usize) -> bool {
    a.word(at) == ","
        && (a.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
            || a.one_of(at + 1, &["who", "whose", "aged"]))
}

/// *Mayor Roe*, *Headteacher Doe*: a role with a capital right before a single word.
fn has_role_before(a: &Annotated, at: usize) -> bool {
    at > 0
        && a.is(at - 1, WordClass::ROLE_HEAD)
        && a.is_capital(at - 1)
        && a.gap_before(at) == " "
        && !a.lower(at - 1).ends_with('s')
        && a.word(at).chars().skip(1).all(char::is_lowercase)
        && !a.is(at, WordClass::DOCUMENT)
}

fn push_as(a: &Annotated, tokens: Range<usize>, proper: Range<usize>, kind: NameKind, found: &mut Vec<Name>) {
    let span = a.span(tokens.clone());
    found.push(Name { tokens, proper, span, kind });
}

/// A single word is a person where it ends a name of two words or more that the language model takes for a person's,
/// though no list knows the given name: *Doe* behind *Zanzi Doe*.
pub(super) fn settle_by_syntax(a: &mut Annotated) {
    /// Times that a word without a given name is to be met.
    const OFTEN: usize = 2;
    let Some(syntax) = &a.syntax else { return };
    let taken = |name: &Name| a.is_taken_for_person(name);
    let full = |name: &&Name| name.kind == NameKind::MaybePerson && name.proper.len() > 1 && taken(name);
    let mut surnames: Vec<&str> =
        a.names.iter().filter(full).map(|name| a.lower(name.proper.end - 1)).collect();
    let unknown = |name: &&Name| {
        let at = name.proper.start;
        name.kind == NameKind::Place
            && name.tokens.len() == 1
            && a.lexicon.places.longest(a.word(at), std::iter::empty()).is_none()
    };
    // One word alone: where the model takes it for a person each time, and often; *in Ashby* and *Ashby Council* tell
    // of a place.
    let is_person = |name: &Name| {
        let before = name.tokens.start.checked_sub(1);
        name.tokens.len() == 1
            && taken(name)
            && !before.is_some_and(|t| a.one_of(t, &["in", "at", "near", "across"]))
    };
    let alone = a.names.iter().filter(|name| unknown(name) || name.kind == NameKind::Organisation);
    let mut alone: Vec<(&str, bool)> =
        alone.map(|name| (a.lower(name.proper.start), is_person(name))).collect();
    alone.sort_unstable();
    for same in alone.chunk_by(|one, other| one.0 == other.0) {
        if same.len() >= OFTEN && same.iter().all(|(_, taken)| *taken) {
            surnames.push(same[0].0);
        }
    }
    surnames.sort_unstable();
    surnames.dedup();
    let in_full = |name: &&Name| name.proper.len() > 1 && (name.kind == NameKind::Person || full(name));
    let mut full: Vec<&str> =
        a.names.iter().filter(in_full).map(|name| a.lower(name.proper.end - 1)).collect();
    full.sort_unstable();
    full.dedup();
    // Who speaks by a surname was named in full before: *Wilmer said* of *Jane Wimer*.
    let is_slip = |name: &Name| {
        let word = a.lower(name.proper.start);
        let initial = word.chars().next();
        let from = full.partition_point(|surname| surname.chars().next() < initial);
        let mut near = full[from..].iter().take(SURNAMES).take_while(|s| s.chars().next() == initial);
        syntax.label(name.proper.start as u32) == Label::Nsubj && near.any(|surname| is_slip(word, surname))
    };
    let is_surname = |name: &Name| {
        unknown(&name) && (surnames.binary_search(&a.lower(name.proper.start)).is_ok() || is_slip(name))
    };
    let found: Vec<usize> = (0..a.names.len()).filter(|&at| is_surname(&a.names[at])).collect();
    let described: Vec<(usize, usize)> =
        (0..a.names.len()).filter_map(|at| Some((at, described(a, &a.names[at])?))).collect();
    for at in found {
        a.names[at].kind = NameKind::Person;
    }
    for (at, start) in described {
        let tokens = start..a.names[at].tokens.end;
        let span = a.span(tokens.clone());
        let given = a.is(start, WordClass::GIVEN_NAME);
        let kind = if given { NameKind::Person } else { NameKind::MaybePerson };
        a.names[at] = Name { proper: start..a.names[at].proper.end, tokens, span, kind };
    }
    let mut unnamed = behind_description(a);
    if !unnamed.is_empty() {
        a.names.append(&mut unnamed);
        a.names.sort_by_key(|name| name.tokens.start);
    }
}

/// The persons whom the language model alone finds, behind a description with capitals: *Director of Adult Services Jane
/// Doe*.
fn behind_description(a: &Annotated) -> Vec<Name> {
    let Some(syntax) = &a.syntax else { return Vec::new() };
    let mut next = 0;
    let mut found = Vec::new();
    for entity in syntax.entities().iter().filter(|entity| entity.kind == EntityKind::Person) {
        let tokens = entity.words.start as usize..entity.words.end as usize;
        while a.names.get(next).is_some_and(|name| name.tokens.end <= tokens.start) {
            next += 1;
        }
        let free = a.names.get(next).is_none_or(|name| name.tokens.start >= tokens.end);
        let described = tokens.start > 0
            && a.is(tokens.start - 1, WordClass::BODY_HEAD)
            && a.is_capital(tokens.start - 1);
        let whole = (2..=4).contains(&tokens.len()) && tokens.clone().all(|t| a.is_capital(t));
        if free && described && whole {
            let span = a.span(tokens.clone());
            found.push(Name { proper: tokens.clone(), tokens, span, kind: NameKind::MaybePerson });
        }
    }
    found
}

/// Where the person's name begins in a run of capitals of which the first words tell what the person is: *Florist Jane
/// Doe*, *Director of Adult Services Jane Doe*.
fn described(a: &Annotated, name: &Name) -> Option<usize> {
    let last = name.proper.end - 1;
    // *Minister for Children Jane Doe*: a given name behind a role that is told in full.
    let given = (name.tokens.start + 3..last).find(|&t| a.is(t, WordClass::GIVEN_NAME));
    let told = |start: &usize| {
        let role = (name.tokens.start..*start).position(|t| a.is(t, WordClass::ROLE_HEAD));
        role.is_some_and(|at| a.one_of(name.tokens.start + at + 1, &["of", "for"]))
    };
    if let Some(start) = given.filter(told) {
        return Some(start);
    }
    let may_be = match name.kind {
        NameKind::MaybePerson | NameKind::Place => true,
        NameKind::Organisation => !a.is(last, WordClass::BODY_HEAD),
        NameKind::Person => false,
    };
    if !may_be || name.tokens.len() < 3 || name.tokens.start < name.proper.start {
        return None;
    }
    let is_person = |entity: &&Entity| entity.kind == EntityKind::Person;
    let syntax = a.syntax.as_ref()?;
    let person = syntax.entities_at(last as u32).find(is_person)?;
    let start = person.words.start as usize;
    let before = name.tokens.start..start;
    let fits =
        person.words.end as usize == name.proper.end && name.proper.end >= start + 2 && !before.is_empty();
    let plain =
        |t: usize| !a.is(t, WordClass::GIVEN_NAME) && syntax.entities_at(t as u32).all(|e| !is_person(&e));
    // A name that no list knows must be what a verb is about: *Florist Jane Doe said*, not *Elm Homecare Ashby was*.
    let verb = |t: usize| a.tokens.len() > t && matches!(syntax.tag(t as u32), Tag::Vbd | Tag::Vbz);
    let speaks = syntax.label(last as u32) == Label::Nsubj
        && verb(name.tokens.end)
        && !a.is(start, WordClass::BODY_HEAD);
    let tied = name.tokens.start > 0 && a.one_of(name.tokens.start - 1, &["of", "for", "and"]);
    let sure = a.is(start, WordClass::GIVEN_NAME) || speaks || tied && verb(name.tokens.end);
    (fits && sure && before.clone().all(plain)).then_some(start)
}

/// How many surnames of one beginning a word is held against; a list of thousands stays linear.
const SURNAMES: usize = 200;

/// Whether one name of some length is the other with a letter more, less or changed, or two swapped: *Wilmer* and *Wimer*.
/// *The Wimers* are none.
pub fn is_slip(one: &str, other: &str) -> bool {
    let plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    !plural(one, other)
        && !plural(other, one)
        && one.chars().count().min(other.chars().count()) >= 5
        && strsim::osa_distance(one, other) == 1
}

/// A single word is a person where the same word ends a person's full name in the document.
fn settle_surnames(a: &Annotated, found: &mut [Name]) {
    let mut surnames: Vec<&str> = found
        .iter()
        .filter(|name| name.kind == NameKind::Person)
        .map(|name| a.lower(name.proper.end - 1))
        .collect();
    surnames.sort_unstable();
    surnames.dedup();
    for name in found {
        if name.proper.len() == 1 && name.kind == NameKind::MaybePerson {
            let word = a.lower(name.proper.start);
            name.kind =
                if surnames.binary_search(&word).is_ok() { NameKind::Person } else { NameKind::Place };
        }
    }
}
