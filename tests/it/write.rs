//! The output folder: every file, whole, and tables that are what `datapackage.json` says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use onrecord::Analyser;
use onrecord::base::Date;
use onrecord::record::Record;
use onrecord::write::{Format, csv, html, outputs};
use serde_json::Value;

#[test]
fn tables_have_the_columns_of_their_description() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    let page = html::Options::default();
    outputs(&Record::default(), &target, &[Format::Csv], csv::Options::default(), page).unwrap();
    let package: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(target.join("datapackage.json")).unwrap()).unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 12);
    for resource in resources {
        let table = fs::read_to_string(target.join(resource["path"].as_str().unwrap())).unwrap();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        assert_eq!(table.lines().next().unwrap(), names.join(","));
    }
}

/// Every document of the samples and cases, as one record.
fn samples() -> Record {
    let analyser = Analyser::builder().build().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pattern = |pattern: &str| glob::glob(&format!("{}/{pattern}", root.display())).unwrap().flatten();
    let mut paths: Vec<_> = pattern("data/samples/*.txt").chain(pattern("tests/cases/*/*.txt")).collect();
    paths.sort();
    assert!(paths.len() > 40);
    Record::from_extractions(paths.iter().map(|path| analyser.read_and_extract(path)).collect())
}

/// What a validator of Frictionless Data Packages checks, by what the package itself says.
#[test]
fn tables_hold_what_the_data_package_says() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    let exact = csv::Options { guard: false, bom: false };
    outputs(&samples(), &target, &[Format::Csv], exact, html::Options::default()).unwrap();
    let package: Value =
        serde_json::from_str(&fs::read_to_string(target.join("datapackage.json")).unwrap()).unwrap();
    let mut tables = BTreeMap::new();
    for resource in package["resources"].as_array().unwrap() {
        let path = target.join(text(&resource["path"]));
        let rows: Vec<BTreeMap<String, String>> =
            ::csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
        tables.insert(text(&resource["name"]), (&resource["schema"], rows));
    }
    let mut wrong = Vec::new();
    for (name, (schema, rows)) in &tables {
        // A disagreement needs a register, and what was not applied a correction.
        let by_hand = ["disagreements", "not_applied"].contains(name);
        assert!(!rows.is_empty() || by_hand, "the samples fill {name}");
        for field in schema["fields"].as_array().unwrap() {
            let column = text(&field["name"]);
            wrong.extend(
                rows.iter()
                    .filter_map(|row| Some((row, unfit(&row[column], field)?)))
                    .map(|(row, why)| format!("{name}.{column}: `{}` is {why}", row[column])),
            );
        }
        let key = |row: &BTreeMap<String, String>, fields: &Value| -> Vec<String> {
            fields.as_array().unwrap().iter().map(|field| row[text(field)].clone()).collect()
        };
        if let Some(fields) = schema.get("primaryKey") {
            let mut seen = BTreeSet::new();
            let twice = rows.iter().map(|row| key(row, fields)).filter(|key| !seen.insert(key.clone()));
            wrong.extend(twice.map(|key| format!("{name}: the key {key:?} stands twice")));
        }
        for foreign in schema.get("foreignKeys").and_then(Value::as_array).into_iter().flatten() {
            let (there, reference) =
                (text(&foreign["reference"]["resource"]), &foreign["reference"]["fields"]);
            let known: BTreeSet<Vec<String>> =
                tables[there].1.iter().map(|row| key(row, reference)).collect();
            let used = rows.iter().map(|row| key(row, &foreign["fields"]));
            let lost = used.filter(|key| !key.iter().all(String::is_empty) && !known.contains(key));
            wrong.extend(lost.map(|key| format!("{name}: {key:?} is not in {there}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Why a cell does not fit its field; `None` where it does.
fn unfit(cell: &str, field: &Value) -> Option<String> {
    let constraint = |name: &str| field.get("constraints").and_then(|all| all.get(name));
    if cell.is_empty() {
        return (constraint("required") == Some(&Value::Bool(true))).then(|| "empty, but required".into());
    }
    let number = cell.parse::<f64>();
    match text(&field["type"]) {
        "integer" if cell.parse::<i64>().is_err() => return Some("no whole number".into()),
        "number" if number.is_err() => return Some("no number".into()),
        "integer" | "number" => {
            let number = number.unwrap();
            if constraint("minimum").is_some_and(|least| number < least.as_f64().unwrap()) {
                return Some("too small".into());
            }
            if constraint("maximum").is_some_and(|most| number > most.as_f64().unwrap()) {
                return Some("too large".into());
            }
        }
        "string" => {}
        other => return Some(format!("of a type that is not known: {other}")),
    }
    if let Some(words) = constraint("enum").and_then(Value::as_array)
        && !words.iter().any(|word| word == cell)
    {
        return Some("none of the words allowed".into());
    }
    // The one pattern is that of dates.
    let is_date = || cell.parse::<Date>().is_ok_and(|date| date.to_string() == cell);
    (constraint("pattern").is_some() && !is_date()).then(|| "no date".into())
}

#[test]
fn each_format_is_written_alone_or_beside_others_and_an_old_one_goes() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    let record = samples();
    let files = |formats: &[Format]| -> Vec<String> {
        outputs(&record, &target, formats, csv::Options::default(), html::Options::default()).unwrap();
        let mut names: Vec<_> = fs::read_dir(&target)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| {
                name.ends_with(".csv") || name.starts_with("onrecord.") || name == "datapackage.json"
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(files(&[Format::Xlsx, Format::Sqlite]), ["onrecord.sqlite", "onrecord.xlsx"]);
    let both = fs::read(target.join("onrecord.sqlite")).unwrap();
    assert_eq!(files(&[Format::Sqlite]), ["onrecord.sqlite"]);
    assert!(both == fs::read(target.join("onrecord.sqlite")).unwrap(), "the same bytes");
    assert!(files(&[Format::Csv]).contains(&"datapackage.json".to_owned()));
    assert!(!target.join("onrecord.sqlite").exists());
}
