//! What the network sees of a token, and the tags that it gives.

use super::label::Tag;
use crate::model::{FEATURES, Row, features};
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

/// The rows of the model for each word of a sentence; `lower` is room to work in.
pub fn sentence_features<'t>(
    forms: impl Iterator<Item = &'t str>,
    lower: &mut String,
    out: &mut Vec<[u32; FEATURES]>,
) {
    out.clear();
    let mut first = true;
    for form in forms {
        out.push(features(form, first, lower));
        first = first && !form.contains(|c: char| c.is_alphanumeric());
    }
}

/// The tag with the highest of the first scores.
pub fn best_tag(scores: &Row) -> Tag {
    let mut best = 0;
    for at in 1..Tag::ALL.len() {
        if scores[at] > scores[best] {
            best = at;
        }
    }
    Tag::ALL[best]
}
