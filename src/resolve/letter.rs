//! Whom *I* and *you* of a letter or a signed piece mean: who signs it, and whom it greets.

use super::person::{Meaning, Persons};
use crate::annotate::{Annotated, Sentence};

/// How many sentences at the start are looked through for *By Jane Doe*, and how many words such a line has.
const BYLINE: usize = 8;
const LONGEST: usize = 20;
/// How many words behind *Yours sincerely* the name stands.
const SIGNATURE: usize = 8;

/// Who signs, behind *Yours sincerely* or *Kind regards*, else who is named in *By Jane Doe*, else in a first line of its
/// own; an index into [`Persons::list`].
pub fn writer(a: &Annotated, persons: &Persons) -> Option<usize> {
    let closes = |sentence: &&Sentence| {
        let words = sentence.tokens.clone();
        let last = || words.clone().rev().find(|&t| a.word(t).starts_with(char::is_alphabetic));
        words.len() <= 6
            && a.one_of(words.start, &["yours", "kind", "warm", "best", "with", "regards", "every"])
            && last().is_some_and(|t| {
                a.one_of(
                    t,
                    &["sincerely", "faithfully", "truly", "ever", "regards", "wishes", "respectfully"],
                )
            })
    };
    if let Some(sentence) = a.sentences.iter().rev().find(closes) {
        return person_in(a, persons, sentence.tokens.end..sentence.tokens.end + SIGNATURE);
    }
    // *Notes from the ward, by Jane Doe*; *Jane Doe MP* above a page of hers.
    let verbless = |sentence: &&Sentence| {
        let finite = |t: usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32).is_finite());
        sentence.tokens.len() <= LONGEST && !sentence.tokens.clone().any(finite)
    };
    let heads = a.sentences.iter().take(BYLINE).filter(verbless);
    let by = heads.flat_map(|sentence| sentence.tokens.clone()).find(|&t| a.one_of(t, &["by"]));
    by.and_then(|by| person_in(a, persons, by + 1..by + 2)).or_else(|| {
        let first = a.sentences.first()?;
        let name = a.name_at(first.tokens.start)?;
        let whole = name.tokens == first.tokens || a.gap_before(name.tokens.end).contains('\n');
        whole.then(|| person_in(a, persons, first.tokens.start..first.tokens.start + 1)).flatten()
    })
}

/// Whom *Dear Councillor Doe* greets.
pub fn reader(a: &Annotated, persons: &Persons) -> Option<usize> {
    let greets = |s: &&Sentence| a.one_of(s.tokens.start, &["dear"]) && a.is_capital(s.tokens.start);
    let sentence = a.sentences.iter().find(greets)?;
    person_in(a, persons, sentence.tokens.start + 1..sentence.tokens.start + 2)
}

/// The person whose name starts first within `tokens`.
fn person_in(a: &Annotated, persons: &Persons, tokens: std::ops::Range<usize>) -> Option<usize> {
    let first = a.names.partition_point(|name| name.tokens.start < tokens.start);
    let names = a.names[first..].iter().zip(&persons.of_name[first..]);
    names.take_while(|(name, _)| name.tokens.start < tokens.end).find_map(|(_, means)| match means {
        Meaning::Person(person) => Some(*person),
        _ => None,
    })
}
