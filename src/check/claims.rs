//! Claims from CSV, JSON Lines or ClaimReview.

use serde_json::{Map, Value};

use super::Claim;
use crate::base::{Date, Error, Result};

/// Reads claims; the format is told from the bytes.
///
/// - CSV with a header row: `claim` (or `quotation`, `quote`, `text`), and where known `speaker`, `date`,
///   `source`, `rating`. Semicolons or tabs may stand for the commas.
/// - JSON Lines: an object a line with the same names.
/// - JSON-LD: one schema.org `ClaimReview`, a list of them, or a `@graph`.
///
/// Further columns are kept. `path` is named in errors.
///
/// # Errors
/// [`Error::Claims`], which names the line, where a row has no claim, a date is none, or the file holds no claims.
pub fn claims(bytes: &[u8], path: &str) -> Result<Vec<Claim>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        bad(path, line, "not UTF-8; save the file as UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let claims = match text.trim_start().chars().next() {
        Some('{' | '[') => match serde_json::from_str::<Value>(text) {
            Ok(value) => linked_data(value, path)?,
            Err(error) => json_lines(text, path, &error)?,
        },
        _ => csv_rows(text, path)?,
    };
    if claims.is_empty() { Err(bad(path, 1, "holds no claims")) } else { Ok(claims) }
}

fn bad(path: &str, line: usize, message: impl Into<String>) -> Error {
    Error::Claims { path: path.into(), line, message: message.into() }
}

fn csv_rows(text: &str, path: &str) -> Result<Vec<Claim>> {
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|d| (header.bytes().filter(|b| b == d).count(), *d == b','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(false)
        .from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(|error| csv_error(path, &error))?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    if !names.iter().any(|name| field(name) == Some(Field::Claim)) {
        return Err(bad(
            path,
            1,
            "no column `claim`; the first row must name the columns, one of them `claim`",
        ));
    }
    let mut claims = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| csv_error(path, &error))?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = row.position().map_or(0, |position| position.line() as usize);
        let cells = names.iter().cloned().zip(row.iter().map(String::from));
        claims.push(from_cells(cells, path, line)?);
    }
    Ok(claims)
}

fn csv_error(path: &str, error: &csv::Error) -> Error {
    let line = error.position().map_or(1, |position| position.line() as usize);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!(
                "{len} cells where the header has {expected_len}; put cells with commas between double quotes"
            )
        }
        _ => error.to_string(),
    };
    bad(path, line, message)
}

/// A column that has a meaning here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Claim,
    Speaker,
    Date,
    Source,
    Rating,
}

fn field(name: &str) -> Option<Field> {
    Some(match name.to_lowercase().as_str() {
        "claim" | "quotation" | "quote" | "text" => Field::Claim,
        "speaker" => Field::Speaker,
        "date" | "said_on" => Field::Date,
        "source" => Field::Source,
        "rating" => Field::Rating,
        _ => return None,
    })
}

fn from_cells(cells: impl Iterator<Item = (String, String)>, path: &str, line: usize) -> Result<Claim> {
    let mut claim = Claim { path: path.into(), line, ..Claim::default() };
    for (name, cell) in cells {
        let value = || Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty());
        match field(&name) {
            Some(Field::Claim) if claim.text.is_empty() => claim.text = cell.trim().to_owned(),
            Some(Field::Speaker) if claim.speaker.is_none() => claim.speaker = value(),
            Some(Field::Source) if claim.source.is_none() => claim.source = value(),
            Some(Field::Rating) if claim.rating.is_none() => claim.rating = value(),
            Some(Field::Date) if claim.date.is_none() => {
                let date = value().map(|date| date.parse::<Date>()).transpose();
                claim.date = date.map_err(|message| bad(path, line, message))?;
            }
            _ => claim.further.push((name, cell)),
        }
    }
    if claim.text.is_empty() {
        return Err(bad(path, line, "the claim is empty; write the words that were claimed to be said"));
    }
    Ok(claim)
}

/// A value as a cell.
fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn json_lines(text: &str, path: &str, whole: &serde_json::Error) -> Result<Vec<Claim>> {
    let mut claims = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(text) {
            Ok(value) => claims.push(one_object(value, path, line)?),
            // A single value over several lines: its own error is nearer to the fault.
            Err(_) if claims.is_empty() => return Err(bad(path, whole.line(), format!("not JSON: {whole}"))),
            Err(error) => return Err(bad(path, line, format!("not a JSON object: {error}"))),
        }
    }
    Ok(claims)
}

fn one_object(value: Value, path: &str, line: usize) -> Result<Claim> {
    match value {
        Value::Object(object) if is_claim_review(&object) => claim_review(object, path, line),
        Value::Object(object) => {
            from_cells(object.into_iter().map(|(name, value)| (name, cell(value))), path, line)
        }
        _ => Err(bad(path, line, "not a JSON object; write {\"claim\": \"…\", \"speaker\": \"…\"}")),
    }
}

fn linked_data(value: Value, path: &str) -> Result<Vec<Claim>> {
    let values = match value {
        Value::Array(values) => values,
        Value::Object(mut object) => match object.remove("@graph") {
            Some(Value::Array(values)) => values,
            Some(other) => vec![other],
            None => vec![Value::Object(object)],
        },
        other => vec![other],
    };
    let is_wanted = |value: &Value| match value {
        Value::Object(object) => is_claim_review(object) || !object.contains_key("@type"),
        _ => true,
    };
    values.into_iter().filter(is_wanted).map(|value| one_object(value, path, 1)).collect()
}

fn is_claim_review(object: &Map<String, Value>) -> bool {
    let named = |value: &Value| value.as_str().is_some_and(|name| name.ends_with("ClaimReview"));
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(named),
        Some(one) => named(one),
        None => object.contains_key("claimReviewed"),
    }
}

fn claim_review(object: Map<String, Value>, path: &str, line: usize) -> Result<Claim> {
    let item = |name: &str| object.get("itemReviewed").and_then(|item| item.get(name));
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(String::from);
    let name = |value: Option<&Value>| match value {
        Some(Value::Object(of)) => text(of.get("name")),
        Some(Value::Array(all)) => all.first().and_then(|first| text(first.get("name"))),
        other => text(other),
    };
    let cells = [
        ("claim", text(object.get("claimReviewed")).or_else(|| text(item("text")))),
        ("speaker", name(item("author")).or_else(|| name(item("creator")))),
        ("date", text(item("datePublished")).or_else(|| text(item("dateCreated")))),
        ("source", text(item("url")).or_else(|| text(item("appearance").and_then(|seen| seen.get("url"))))),
        ("url", text(object.get("url"))),
    ];
    let cells = cells.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    from_cells(cells, path, line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Claim> {
        claims(text.as_bytes(), "claims").unwrap()
    }

    fn error(text: &str) -> String {
        claims(text.as_bytes(), "claims.csv").unwrap_err().to_string()
    }

    #[test]
    fn further_columns_are_kept_in_order() {
        let text =
            "no,Claim,speaker,date,source,note\n7,\"We tried, \n twice\",Cllr Doe,2016-11,leaflet,=x\n\n";
        let claim = &read(text)[0];
        assert_eq!((claim.text.as_str(), claim.speaker.as_deref()), ("We tried, \n twice", Some("Cllr Doe")));
        assert_eq!(claim.date.unwrap().to_string(), "2016-11");
        assert_eq!(claim.further, [("no".into(), "7".into()), ("note".into(), "=x".into())]);
        assert_eq!(claim.line, 2);
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        assert_eq!(read("claim;speaker\nA, b;Doe\n")[0].text, "A, b");
        assert_eq!(read("\u{feff}claim\tspeaker\nA\tDoe\n")[0].speaker.as_deref(), Some("Doe"));
    }

    #[test]
    fn json_in_every_shape_is_read() {
        let lines = read("{\"claim\":\"A\",\"page\":3}\n\n{\"quote\":\"B\"}\n");
        assert_eq!(lines[0].further, [("page".into(), "3".into())]);
        assert_eq!(lines[1].line, 3);
        let review = r#"{"@context":"https://schema.org","@type":"ClaimReview","claimReviewed":"A",
            "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Jane Doe"},"datePublished":"2016-11-21"}}"#;
        for text in [
            review.to_owned(),
            format!("[{review},{review}]"),
            format!("{{\"@graph\":[{{\"@type\":\"WebPage\"}},{review}]}}"),
        ] {
            let claim = &read(&text)[0];
            assert_eq!((claim.text.as_str(), claim.speaker.as_deref()), ("A", Some("Jane Doe")));
            assert_eq!(claim.date.unwrap().to_string(), "2016-11-21");
        }
    }

    #[test]
    fn errors_name_the_line() {
        for (text, wanted) in [
            ("speaker\nDoe\n", "claims.csv:1: no column `claim`"),
            ("claim,date\nA,2016\nB,soon\n", "claims.csv:3: `soon` is no date"),
            ("claim,speaker\nA,Doe\n ,Doe\n", "claims.csv:3: the claim is empty"),
            ("claim,speaker\nA, b,Doe\n", "claims.csv:2: 3 cells where the header has 2"),
            ("{\"claim\":\"A\"}\n{\"claim\":\n", "claims.csv:2: not a JSON object"),
            ("{\"claim\":\"A\"}\n[]\n", "claims.csv:2: not a JSON object"),
            ("{\n \"claim\" \"A\"}", "claims.csv:2: not JSON"),
            ("claim\n", "claims.csv:1: holds no claims"),
            ("", "claims.csv:1: no column"),
        ] {
            let error = error(text);
            assert!(error.starts_with(wanted), "{error}");
        }
        assert!(claims(b"claim\nA\n\xff\n", "c").unwrap_err().to_string().starts_with("c:3: not UTF-8"));
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), text in r#"[{\[]?(?s).{0,60}"#) {
            let _ = claims(&bytes, "-");
            let _ = claims(text.as_bytes(), "-");
        }
    }
}
