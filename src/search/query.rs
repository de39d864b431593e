//! What a searcher types, turned into a full-text query of SQLite.

use crate::base::{Error, Result};

/// Turns a query into FTS5's language:
///
/// - `bridge toll`: both words, anywhere in the quotation;
/// - `"bridge toll"`: these words in a row;
/// - `bridge OR ferry`: either (capitals);
/// - `-ferry`: not this word or phrase;
/// - `improv*`: words that start so.
///
/// Everything else that FTS5 would obey is taken as text.
///
/// # Errors
/// [`Error::Query`] where nothing is left to look for.
pub fn to_fts5(query: &str) -> Result<String> {
    let mut wanted: Vec<Vec<String>> = Vec::new();
    let mut unwanted = Vec::new();
    let mut either = false;
    for term in terms(query) {
        if term.text == "OR" && !term.quoted && !term.negated {
            either = !wanted.is_empty();
            continue;
        }
        let star = if !term.quoted && term.text.ends_with('*') { "*" } else { "" };
        let text = term.text.trim_end_matches('*');
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let term_text = format!("\"{}\"{star}", text.replace('"', "\"\""));
        match wanted.last_mut() {
            _ if term.negated => unwanted.push(term_text),
            Some(last) if either => last.push(term_text),
            _ => wanted.push(vec![term_text]),
        }
        either = false;
    }
    if wanted.is_empty() {
        let message = match unwanted.is_empty() {
            true => "no word to look for",
            false => "only words to leave out; name one to look for as well",
        };
        return Err(Error::Query { query: query.into(), message });
    }
    let all: Vec<String> = wanted.iter().map(|either| format!("({})", either.join(" OR "))).collect();
    let all = all.join(" AND ");
    Ok(match unwanted.as_slice() {
        [] => format!("quotation : ({all})"),
        some => format!("quotation : (({all}) NOT ({}))", some.join(" OR ")),
    })
}

struct Term<'a> {
    text: &'a str,
    quoted: bool,
    negated: bool,
}

/// Words and phrases, in order.
fn terms(query: &str) -> Vec<Term<'_>> {
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„');
    let mut terms = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        let negated = first == '-';
        let body = rest.strip_prefix('-').unwrap_or(rest);
        let quoted = body.starts_with(is_mark);
        let (text, behind) = if quoted {
            let inside = body.trim_start_matches(is_mark);
            let end = inside.find(is_mark).unwrap_or(inside.len());
            (&inside[..end], inside[end..].trim_start_matches(is_mark))
        } else {
            body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()))
        };
        terms.push(Term { text, quoted, negated });
        rest = behind.trim_start();
    }
    terms
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_form_is_turned() {
        for (query, wanted) in [
            ("bridge toll", "quotation : ((\"bridge\") AND (\"toll\"))"),
            ("“bridge toll”", "quotation : ((\"bridge toll\"))"),
            ("bridge OR ferry toll", "quotation : ((\"bridge\" OR \"ferry\") AND (\"toll\"))"),
            ("bridge -ferry -\"new toll\"", "quotation : (((\"bridge\")) NOT (\"ferry\" OR \"new toll\"))"),
            ("improv*", "quotation : ((\"improv\"*))"),
            ("speaker:doe NEAR(a)", "quotation : ((\"speaker:doe\") AND (\"NEAR(a)\"))"),
        ] {
            assert_eq!(to_fts5(query).unwrap(), wanted);
        }
        for query in ["", " - \" * ", "-ferry", "OR"] {
            assert!(to_fts5(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn every_query_is_understood_by_sqlite(query in r#"([a-z"*():^+ -]|OR |AND |NOT |NEAR|“|\PC){0,30}"#) {
            let connection = rusqlite::Connection::open_in_memory().unwrap();
            connection.execute_batch("CREATE VIRTUAL TABLE t USING fts5(quotation, speaker)").unwrap();
            if let Ok(query) = to_fts5(&query) {
                let found: rusqlite::Result<i64> =
                    connection.query_row("SELECT count(*) FROM t WHERE t MATCH ?", [&query], |row| row.get(0));
                prop_assert!(found.is_ok(), "{query}: {found:?}");
            }
        }
    }
}
