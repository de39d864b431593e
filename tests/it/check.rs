//! Claims against a record: the cases of `tests/check/`, and `check` as a user meets it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use onrecord::Analyser;
use onrecord::check::{Checker, Index, Normaliser, Votes, claims};
use onrecord::record::Record;
use predicates::str::{contains, is_empty};

/// The folder of the cases.
fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

#[test]
fn checked_claims() {
    let analyser = Analyser::builder().build().unwrap();
    let mut paths: Vec<_> =
        fs::read_dir(folder().join("documents")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let record = Record::from_extractions(paths.iter().map(|path| analyser.read_and_extract(path)).collect());
    let normaliser = Normaliser::new(&analyser.lexicon().checking);
    let index = Index::of(&record.documents, &normaliser);
    let checker = Checker::new(&index, &normaliser, analyser.lexicon());
    let claims = claims(&fs::read(folder().join("claims.csv")).unwrap(), "claims.csv").unwrap();
    assert!(claims.len() >= 60, "{} cases", claims.len());
    let mut votes = Votes::default();
    let mut wrong = Vec::new();
    for claim in &claims {
        let check = checker.check(claim, &mut votes).unwrap();
        let expected = |name: &str| {
            let found = claim.further.iter().find(|(column, _)| column == name);
            found.unwrap_or_else(|| panic!("no column {name}")).1.as_str()
        };
        let flags: Vec<&str> = check.flags.iter().map(|flag| flag.as_str()).collect();
        let path =
            check.near.first().map_or("", |near| near.passage.path.rsplit('/').next().unwrap_or_default());
        let given = (check.verdict.as_str(), flags.join("; "), path);
        let wanted =
            (expected("expected"), expected("expected_flags").to_owned(), expected("expected_document"));
        // Where nothing was found, what is nearest is a hint and no answer.
        if given.0 != wanted.0 || given.1 != wanted.1 || given.0 != "not found" && given.2 != wanted.2 {
            wrong.push(format!(
                "line {}: {} ({:?})\n  expected {wanted:?}\n  given    {given:?}\n  {}",
                claim.line, claim.text, claim.speaker, check.why
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} claims\n{}", wrong.len(), claims.len(), wrong.join("\n"));
}

fn onrecord(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    command.current_dir(place).args(arguments);
    command
}

/// A folder with an article and its record.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let article = "Bridge to open\n\nPublished 3 June 2020\n\nCllr Jane Doe said: “The bridge will not open before the spring of next year.”\n";
    fs::write(place.path().join("a.txt"), article).unwrap();
    onrecord(place.path(), &["analyse", "a.txt", "-q"]).assert().success();
    place
}

#[test]
fn exit_codes_and_outputs_are_what_a_script_needs() {
    let place = place();
    let path = |name: &str| place.path().join(name);
    let claims =
        "claim,speaker,no\n\"The bridge will not open before the spring of next year.\",Jane Doe,=1+1\n";
    fs::write(path("true.csv"), claims).unwrap();
    fs::write(path("false.csv"), claims.replace("not open", "open")).unwrap();
    let check = |claims: &str, more: &[&str]| {
        let mut arguments = vec!["check", claims, "--against", "output"];
        arguments.extend(more);
        onrecord(place.path(), &arguments)
    };
    check("true.csv", &[]).assert().code(0).stdout(contains("1 claim: 1 verbatim")).stderr(is_empty());
    assert!(path("output/record.index").exists());
    check("false.csv", &[]).assert().code(1).stdout(contains("The bridge will [-not-] open before"));
    check("false.csv", &["-q"]).assert().code(1).stdout(is_empty());
    let json = check("false.csv", &["--json"]).assert().code(1).get_output().stdout.clone();
    let line: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&line["verdict"], &line["holds"]), (&"altered".into(), &false.into()));
    assert_eq!(line["flags"][0], "negation");
    assert_eq!(line["further"]["no"], "=1+1");
    assert_eq!(line["records"][0]["speaker"]["name"], "Jane Doe");

    check("false.csv", &["-o", "checked"]).assert().code(1);
    let mut reader = csv::Reader::from_path(path("checked/checks.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    let cell = |name: &str| &row[header.iter().position(|column| column == name).unwrap()];
    assert_eq!((cell("no"), cell("verdict"), cell("holds")), ("'=1+1", "altered", "no"));
    let review: serde_json::Value =
        serde_json::from_slice(&fs::read(path("checked/claimreview.jsonld")).unwrap()).unwrap();
    assert_eq!(review["@graph"][0]["reviewRating"]["alternateName"], "altered");
    // What was written can be checked again.
    onrecord(place.path(), &["check", "checked/claimreview.jsonld", "--against", "a.txt"]).assert().code(1);

    check("missing.csv", &[]).assert().code(2).stderr(contains("missing.csv"));
    fs::write(path("bad.csv"), "claim,date\nA b c,soon\n").unwrap();
    check("bad.csv", &[]).assert().code(2).stderr(contains("bad.csv:2: `soon` is no date"));
    onrecord(place.path(), &["check", "--claims-from", "a.txt", "--against", "a.txt"]).assert().code(0);
    onrecord(place.path(), &["check", "true.csv", "--against", "missing.txt"]).assert().code(2);
}

#[test]
fn the_answer_is_the_same_for_any_number_of_threads_and_from_any_index() {
    let place = place();
    let documents = folder().join("documents");
    let (documents, claims) = (documents.to_str().unwrap(), folder().join("claims.csv"));
    let claims = claims.to_str().unwrap();
    onrecord(place.path(), &["analyse", documents, "-q", "-o", "record"]).assert().success();
    let json = |against: &str, threads: &str| {
        let arguments = ["check", claims, "--against", against, "--json", "--threads", threads];
        onrecord(place.path(), &arguments).assert().code(1).get_output().stdout.clone()
    };
    let first = json("record", "1");
    assert!(first == json("record", "3"), "from the kept index");
    assert!(first == json(documents, "2"), "from the documents");
    fs::write(place.path().join("record/record.index"), "damaged").unwrap();
    assert!(first == json("record", "2"), "from an index made anew");
}

#[test]
fn search_finds_the_same_in_a_record_and_in_its_database() {
    let place = tempfile::tempdir().unwrap();
    let documents = folder().join("documents");
    let formats = ["analyse", documents.to_str().unwrap(), "-q", "-o", "record", "--format", "csv,sqlite"];
    onrecord(place.path(), &formats).assert().success();
    let found = |record: &str, query: &str, more: &[&str], code: i32| {
        let mut arguments = vec!["search", query, record];
        arguments.extend(more);
        let done = onrecord(place.path(), &arguments).assert().code(code);
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    };
    for (query, more, code) in [
        ("librar*", vec!["--json"], 0),
        ("\"good news\" -honest", vec![], 1),
        ("deserve better", vec!["--speaker", "penrose", "--since", "2020"], 0),
        ("deserve better", vec!["--speaker", "Lowther"], 1),
        ("pupils OR nurses", vec!["--until", "2018", "--json"], 0),
        ("road", vec!["--role", "head", "--rating", "good"], 0),
    ] {
        let lines = found("record/record.jsonl", query, &more, code);
        assert_eq!(lines, found("record/onrecord.sqlite", query, &more, code), "{query}");
        assert_eq!(lines, found("record", query, &more, code), "{query}");
    }
    let penrose = found("record", "deserve better", &["--speaker", "penrose", "--since", "2020"], 0);
    assert!(penrose.contains("Harriet Penrose") && penrose.contains("older residents"), "{penrose}");
    assert!(penrose.ends_with("1 quotation\n"), "{penrose}");
    onrecord(place.path(), &["search", "-a", "record"])
        .assert()
        .code(2)
        .stderr(contains("only words to leave out"));
    onrecord(place.path(), &["search", "a", "nowhere"]).assert().code(2).stderr(contains("nowhere"));
}
