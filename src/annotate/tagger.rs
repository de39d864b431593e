//! What the network sees of a token, and the tags that it gives.

use super::label::Tag;
use crate::model::{Bytes, Row, WIDTH, hash};
use crate::text::{Token, TokenKind};

/// The form of the token at `at` as treebanks write it: *``* for *“*, *--* for a dash, *...* for *…*.
pub fn treebank_form<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    let token = tokens[at];
    let form = token.span.of(text);
    if token.kind != TokenKind::Punctuation {
        return form;
    }
    let opens = || {
        let before = at.checked_sub(1).is_some_and(|b| tokens[b].span.end == token.span.start);
        let behind = tokens.get(at + 1).is_some_and(|next| next.span.start == token.span.end);
        behind && !before
    };
    match form {
        "“" | "«" | "„" | "``" => "``",
        "”" | "»" | "''" => "''",
        "\"" => {
            if opens() {
                "``"
            } else {
                "''"
            }
        }
        "‘" | "`" => "`",
        "’" => "'",
        "'" => {
            if opens() {
                "`"
            } else {
                "'"
            }
        }
        "–" | "—" | "―" | "---" | "——" | "––" => "--",
        "…" => "...",
        _ if form.len() > 1 && form.starts_with('.') => "...",
        _ => form,
    }
}

/// Calls `see` with each word of a sentence and whether nothing but marks stands before it.
pub fn each_form<'t>(forms: impl Iterator<Item = &'t str>, mut see: impl FnMut(&'t str, bool)) {
    let mut first = true;
    for form in forms {
        see(form, first);
        first = first && !form.contains(|c: char| c.is_alphanumeric());
    }
}

/// Vectors of words seen lately: most words of a text are there again and again.
pub struct Seen {
    places: Vec<Place>,
}

#[derive(Clone)]
struct Place {
    /// Bytes of the form, and whether it starts its sentence.
    length: u8,
    first: bool,
    form: [u8; LONGEST],
    vector: Bytes,
}

/// Longest form that is kept, in bytes.
const LONGEST: usize = 22;
/// Words that are kept, a power of two.
const PLACES: usize = 8192;

impl Default for Seen {
    fn default() -> Self {
        // No word has this length.
        let empty = Place { length: u8::MAX, first: false, form: [0; LONGEST], vector: [0; WIDTH] };
        Seen { places: vec![empty; PLACES] }
    }
}

impl Seen {
    /// The vector of a word; made where it was not seen.
    pub fn vector(&mut self, form: &str, first: bool, make: impl FnOnce() -> Bytes) -> Bytes {
        if form.len() > LONGEST {
            return make();
        }
        let hash = hash(u64::from(first), form.as_bytes());
        let place = &mut self.places[(hash ^ hash >> 32) as usize % PLACES];
        let known = usize::from(place.length) == form.len()
            && place.first == first
            && place.form[..form.len()] == *form.as_bytes();
        if !known {
            place.length = form.len() as u8;
            place.first = first;
            place.form[..form.len()].copy_from_slice(form.as_bytes());
            place.vector = make();
        }
        place.vector
    }
}

/// The tag with the highest of the first scores.
pub fn best_tag(scores: &Row) -> Tag {
    let scores = &scores[..Tag::ALL.len()];
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    Tag::ALL[scores.iter().position(|&score| score == most).unwrap_or(0)]
}
