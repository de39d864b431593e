//! The program as a user meets it: files in odd states, pipes, exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use tempfile::TempDir;

const ARTICLE: &str = "Council rated good\n\nCllr Jane Doe said: “We are pleased.”\n";

/// A folder to work in.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn onrecord(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("onrecord").unwrap();
        command.current_dir(self.0.path()).args(arguments);
        command
    }

    fn rows(&self, table: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(self.path("output").join(table)).unwrap();
        reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// The lines of JSON in `bytes`.
fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
    bytes.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

const TABLES: [&str; 7] = [
    "documents.csv",
    "memberships.csv",
    "quotation_ratings.csv",
    "quotations.csv",
    "ratings.csv",
    "speakers.csv",
    "unattributed.csv",
];

#[test]
fn analyse_writes_every_file_and_a_summary() {
    let place = Place::new();
    place
        .put("a.txt", ARTICLE)
        .onrecord(&["analyse", "a.txt"])
        .assert()
        .success()
        .stderr(is_empty())
        .stdout(contains("1 document, ").and(contains("Written to output")));
    let names: Vec<_> = files(&place.path("output")).into_iter().map(|(name, _)| name).collect();
    for name in TABLES.iter().chain(&["datapackage.json", "record.jsonl", "graph.dot", "graph.svg"]) {
        assert!(names.contains(&name.to_string()), "{name} of {names:?}");
    }
    assert_eq!(place.rows("documents.csv").len(), 1);
}

#[test]
fn quiet_prints_nothing() {
    let place = Place::new();
    let mut command = place.put("a.txt", ARTICLE).onrecord(&["analyse", "--quiet", "a.txt"]);
    command.assert().success().stdout(is_empty()).stderr(is_empty());
}

#[test]
fn an_empty_file_is_read_with_a_warning() {
    let place = Place::new();
    place.put("empty.txt", "").onrecord(&["analyse", "empty.txt"]).assert().success();
    let row = &place.rows("documents.csv")[0];
    assert_eq!((row[7].as_str(), row[11].as_str()), ("0", "warning"), "{row:?}");
    assert!(!row[12].is_empty(), "it says what is wrong: {row:?}");
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let place = Place::new();
    place
        .put("in/a.txt", ARTICLE)
        .put("in/b.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe")
        .put("in/c.txt", ARTICLE);
    place
        .onrecord(&["analyse", "in", "missing.txt"])
        .assert()
        .code(2)
        .stderr(contains("onrecord: in/b.txt: ").and(contains("onrecord: missing.txt: no such file")));
    let rows = place.rows("documents.csv");
    let status: Vec<_> = rows.iter().map(|row| (row[1].as_str(), row[11].as_str())).collect();
    assert_eq!(
        status,
        [("in/a.txt", "ok"), ("in/b.txt", "error"), ("in/c.txt", "ok"), ("missing.txt", "error")]
    );
    assert!(rows[1][12].starts_with("not a text file"), "{:?}", rows[1]);
}

#[test]
fn where_nothing_can_be_read_the_old_output_stays() {
    let place = Place::new();
    place.put("output/documents.csv", "old").put("nul.txt", b"a\0b\0\0c").put("empty/x/.keep", "");
    fs::remove_file(place.path("empty/x/.keep")).unwrap();
    for path in ["nul.txt", "missing.txt", "empty"] {
        let mut command = place.onrecord(&["analyse", path]);
        let error = contains(format!("onrecord: {path}: ")).and(contains("nothing was written"));
        command.assert().code(2).stdout(is_empty()).stderr(error);
    }
    assert_eq!(files(&place.path("output")), [("documents.csv".to_owned(), b"old".to_vec())]);
}

#[test]
fn a_new_output_replaces_the_old_and_leaves_other_files() {
    let place = Place::new();
    place.put("a.txt", ARTICLE).put("output/report.html", "old").put("output/notes.md", "mine");
    place.put("output/documents.csv", "old");
    place.onrecord(&["analyse", "a.txt"]).assert().success();
    for name in ["report.html", "documents.csv"] {
        assert_ne!(fs::read_to_string(place.path("output").join(name)).unwrap(), "old", "{name}");
    }
    assert_eq!(fs::read_to_string(place.path("output/notes.md")).unwrap(), "mine");
    let left: Vec<_> =
        fs::read_dir(place.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing is left beside it: {left:?}");
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let place = Place::new();
    for n in 0..60 {
        place.put(&format!("in/{n:02}.txt"), ARTICLE.repeat(1 + (60 - n) * 7 % 50));
    }
    for (threads, output) in [("1", "one"), ("16", "many")] {
        place.onrecord(&["analyse", "in", "--threads", threads, "-o", output]).assert().success();
    }
    assert_eq!(files(&place.path("one")), files(&place.path("many")));
    let extract = |threads| place.onrecord(&["extract", "in", "--threads", threads]).output().unwrap().stdout;
    let one = extract("1");
    assert_eq!(one.lines().count(), 60);
    assert!(one == extract("16"));
}

#[test]
fn standard_input_is_a_document() {
    let place = Place::new();
    let found =
        place.onrecord(&["extract"]).write_stdin(ARTICLE).assert().success().get_output().stdout.clone();
    let found = lines(&found);
    assert_eq!((found.len(), found[0]["path"].as_str()), (1, Some("-")));
    assert!(found[0].get("text").is_none());
    place.onrecord(&["analyse", "-"]).write_stdin(ARTICLE).assert().success();
    assert_eq!(place.rows("documents.csv")[0][1], "'-", "guarded against formulas");
    let found = place.onrecord(&["extract", "--text"]).write_stdin(ARTICLE).output().unwrap().stdout;
    assert!(lines(&found)[0]["text"].as_str().unwrap().contains("We are pleased"));
}

#[test]
fn a_broken_line_of_json_does_not_stop_the_rest() {
    let good = |id| serde_json::json!({"id": id, "text": ARTICLE, "published_on": "2016-11"}).to_string();
    let input = format!("{}\n{{\"id\": \"b\", \n{}\n", good("a"), good("c"));
    let place = Place::new();
    let mut command = place.onrecord(&["extract", "--jsonl"]);
    let done = command.write_stdin(input).assert().code(2).stderr(starts_with("onrecord: -:2: "));
    let found = lines(&done.get_output().stdout);
    let seen: Vec<_> =
        found.iter().map(|line| (line["id"].as_str().unwrap(), line["status"].as_str().unwrap())).collect();
    assert_eq!(seen.len(), 3);
    assert_eq!((seen[0], seen[1].1, seen[2]), (("a", "ok"), "error", ("c", "ok")));
    assert_eq!(found[0]["published_on"], "2016-11");
}

#[test]
fn each_line_is_answered_before_the_next_is_asked_for() {
    let place = Place::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("onrecord"))
        .current_dir(place.0.path())
        .args(["extract", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in ["a", "b"] {
        writeln!(input, "{}", serde_json::json!({"id": id, "text": ARTICLE})).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(lines(line.as_bytes())[0]["id"], id);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let place = Place::new();
    let line = serde_json::json!({"id": "a", "text": ARTICLE.repeat(50)}).to_string() + "\n";
    place.put("in.jsonl", line.repeat(2000));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("onrecord"))
        .current_dir(place.0.path())
        .args(["extract", "--jsonl", "--text", "in.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(!first.is_empty());
    let status = child.wait().unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((status.code(), errors.as_str()), (Some(0), ""));
}

#[test]
fn a_record_becomes_a_graph() {
    let place = Place::new();
    place.put("a.txt", ARTICLE).onrecord(&["analyse", "a.txt"]).assert().success();
    let drawn = fs::read_to_string(place.path("output/graph.dot")).unwrap();
    for record in ["output", "output/record.jsonl"] {
        place.onrecord(&["graph", record]).assert().success().stdout(drawn.clone());
    }
    place.onrecord(&["graph", "-o", "g.dot"]).assert().success().stdout(is_empty());
    assert_eq!(fs::read_to_string(place.path("g.dot")).unwrap(), drawn);
    assert_eq!(
        place.onrecord(&["graph", "--format", "svg"]).output().unwrap().stdout,
        fs::read(place.path("output/graph.svg")).unwrap()
    );
    place.onrecord(&["graph", "a.txt"]).assert().code(2).stderr(starts_with("onrecord: a.txt:1: "));
}

#[test]
fn speakers_have_measures_where_they_are_asked_for() {
    let place = Place::new();
    place
        .put("a.txt", "“No,” said Jane Doe.\n\n“Yes,” said Thomas Roe.\n")
        .put("b.txt", "“Never,” said Thomas Roe.\n\n“Perhaps,” said William Poe.\n");
    let measures = |more: &[&str]| -> Vec<(String, String, String)> {
        let arguments: Vec<&str> = ["analyse", "a.txt", "b.txt"].iter().chain(more).copied().collect();
        place.onrecord(&arguments).assert().success();
        let text = fs::read_to_string(place.path("output/speakers.csv")).unwrap();
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        let at = |name: &str| rows[0].iter().position(|column| *column == name).unwrap();
        let (name, centrality, community) = (at("name"), at("centrality"), at("community"));
        rows[1..].iter().map(|r| (r[name].into(), r[centrality].into(), r[community].into())).collect()
    };
    assert!(
        measures(&[]).iter().all(|(_, centrality, community)| centrality.is_empty() && community.is_empty())
    );
    let found = measures(&["--metrics"]);
    let centralities: Vec<&str> = found.iter().map(|(_, centrality, _)| centrality.as_str()).collect();
    assert_eq!(centralities, ["0.0000", "1.0000", "0.0000"], "{found:?}");
    assert!(found.iter().any(|(.., community)| community == "1"), "{found:?}");
}

#[test]
fn a_graph_is_written_as_its_file_is_named() {
    let place = Place::new();
    place.put("a.txt", ARTICLE).onrecord(&["analyse", "a.txt"]).assert().success();
    for (file, start) in [
        ("g.svg", "<svg "),
        ("g.GEXF", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf "),
        ("g.graphml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "),
        ("g.json", "{"),
        ("g.gv", "digraph "),
    ] {
        place.onrecord(&["graph", "-o", file]).assert().success().stdout(is_empty());
        let text = fs::read_to_string(place.path(file)).unwrap();
        assert!(text.starts_with(start) && text.contains("Cllr Jane Doe"), "{file}: {text}");
    }
    place
        .onrecord(&["graph", "-o", "g.png"])
        .assert()
        .code(2)
        .stderr(contains("g.png: the ending says no format"));
    assert!(!place.path("g.png").exists());
    place.onrecord(&["graph", "--since", "soon"]).assert().code(2).stderr(contains("write YYYY"));
}

#[test]
fn a_graph_can_be_cut_down() {
    let place = Place::new();
    let other = "Bridge shut\n\nMr Abel Roe said: “The bridge is shut.”\n";
    place.put("in/a.txt", ARTICLE).put("in/b.txt", other).onrecord(&["analyse", "in"]).assert().success();
    let graph = |more: &[&str]| {
        let done = place.onrecord(&[&["graph"], more].concat()).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    };
    let all = graph(&[]);
    assert!(all.contains("Jane Doe") && all.contains("Abel Roe"));
    let near = graph(&["--focus", "jane doe", "--depth", "1"]);
    assert!(near.contains("Jane Doe") && !near.contains("Abel Roe"));
    assert!(!graph(&["--min", "2"]).contains("Jane Doe"));
    place
        .onrecord(&["graph", "--focus", "Jane Dow"])
        .assert()
        .code(2)
        .stderr(contains("`Jane Dow` names nothing in the graph; nearest are ").and(contains("Jane Doe")));
}

#[test]
fn a_document_is_shown_with_its_speakers() {
    let place = Place::new();
    place.put("a.txt", ARTICLE);
    let show = |more: &[&str]| {
        let mut command = place.onrecord(&[&["show", "a.txt"], more].concat());
        command.env("COLUMNS", "20").env_remove("NO_COLOR");
        String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
    };
    let plain = show(&[]);
    assert!(plain.contains("1 Jane Doe") && plain.contains("[1: “We are pleased.”]"), "{plain}");
    assert!(!plain.contains('\u{1b}'), "a pipe gets plain text");
    assert_eq!(show(&["--color", "never"]), plain);
    assert!(show(&["--color", "always"]).contains("\u{1b}[36m“We are pleased.”"));
    assert!(show(&["--width", "48"]).lines().all(|line| line.chars().count() <= 48));
    assert!(show(&["--syntax"]).contains("NNP"));
    place.onrecord(&["show", "none.txt"]).assert().code(2).stderr(contains("none.txt: no such file"));
}

#[test]
fn wrong_arguments_are_explained() {
    let place = Place::new();
    place.onrecord(&["analyse"]).assert().code(2).stderr(contains("PATH"));
    place.onrecord(&["analyse", "x", "--offsets", "words"]).assert().code(2).stderr(contains("utf16"));
    place.onrecord(&["extract", "--help"]).assert().success().stdout(contains("Examples:"));
    let mut command = place.put("a.txt", ARTICLE).onrecord(&["analyse", "a.txt", "--lexicon", "none.toml"]);
    command.assert().code(2).stderr(starts_with("onrecord: none.toml: "));
}

#[test]
fn a_scale_is_added_by_a_file() {
    let scale = "[[scale]]\nname = \"Harbour award\"\ninspector = \"Harbour Board\"\n\
        source = \"invented\"\nsubjects = [\"harbour\"]\n\
        grades = [{ name = \"five anchors\" }, { name = \"four anchors\" }, { name = \"three anchors\" }]\n";
    let text =
        "Harbour praised\n\n3 May 2019\n\nSkerry Harbour has been rated four anchors by the Harbour Board.\n";
    let place = Place::new();
    place.put("scale.toml", scale).put("a.txt", text);
    place.onrecord(&["analyse", "a.txt"]).assert().success();
    assert!(place.rows("ratings.csv").is_empty());
    place.onrecord(&["analyse", "a.txt", "--lexicon", "scale.toml"]).assert().success();
    let rows = place.rows("ratings.csv");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        rows[0][2..9],
        ["Harbour Board", "Harbour award", "Skerry Harbour", "", "four anchors", "2", "3"]
    );
}

#[test]
fn a_configuration_file_makes_a_run_one_word() {
    let place = Place::new();
    place
        .put("news/a.txt", ARTICLE)
        .put("b.txt", ARTICLE)
        .put("onrecord.toml", "inputs = [\"news\"]\noutput = \"record\"\ncsv-bom = true\nthreads = 1\n");
    place
        .onrecord(&["analyse"])
        .assert()
        .success()
        .stdout(contains("1 document, ").and(contains("Written to record")));
    assert!(fs::read(place.path("record/quotations.csv")).unwrap().starts_with(b"\xef\xbb\xbf"));
    place.onrecord(&["analyse", "b.txt", "-o", "typed"]).assert().success();
    assert!(place.path("typed/quotations.csv").exists(), "the command line wins");
    place.put("else/where.toml", "lexicons = []");
    let mut command = place.onrecord(&["analyse", "--config", "else/where.toml"]);
    let told = starts_with("onrecord: else/where.toml:1: unknown key `lexicons`; did you mean `lexicon`?");
    command.assert().code(2).stderr(told);
    place.put("wrong.toml", "accuracy = \"hgih\"");
    let mut command = place.onrecord(&["analyse", "b.txt", "--config", "wrong.toml"]);
    command.assert().code(2).stderr(starts_with("onrecord: wrong.toml: invalid value 'hgih'"));
}

#[test]
fn min_confidence_leaves_out_what_is_less_likely_right() {
    let place = Place::new();
    let text = "Cllr Jane Doe said: “We are pleased with the report.” She opposed the sale of the hall. \
                Mr Roe has promised a new pool.";
    place.put("a.txt", text);
    let confidences = |arguments: &[&str]| -> Vec<f64> {
        let output = place.onrecord(&[&["extract", "a.txt"], arguments].concat()).output().unwrap();
        let document = lines(&output.stdout).remove(0);
        let quotations = document["quotations"].as_array().unwrap();
        quotations.iter().map(|quotation| quotation["confidence"].as_f64().unwrap()).collect()
    };
    let all = confidences(&[]);
    // The tables have what is likely, `extract` has all.
    place.onrecord(&["analyse", "a.txt", "-q", "-o", "tables"]).assert().success();
    let table = fs::read_to_string(place.path("tables/quotations.csv")).unwrap();
    assert!(table.contains("We are pleased") && !table.contains("a new pool"), "{table}");
    assert!(all.iter().any(|confidence| *confidence < 0.5), "{all:?}");
    let most = all.iter().copied().fold(0.0, f64::max);
    let threshold = format!("{:.2}", most - 0.01);
    let kept = confidences(&["--min-confidence", &threshold]);
    assert!(!kept.is_empty() && kept.len() < all.len(), "{all:?} {kept:?}");
    assert!(kept.iter().all(|confidence| *confidence >= most - 0.02));
    place.put("onrecord.toml", format!("min-confidence = {threshold}"));
    assert_eq!(confidences(&[]), kept, "the configuration file has it too");
    let mut wrong = place.onrecord(&["extract", "a.txt", "--min-confidence", "7"]);
    wrong.assert().code(2).stderr(contains("give a number from 0 to 1"));
}

#[test]
fn doctor_completions_and_manual_are_printed() {
    let place = Place::new();
    let doctor = place.onrecord(&["doctor"]).assert().success();
    doctor.stdout(contains("Model language").and(contains("(right)")).and(contains("rating scales")));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        place.onrecord(&["completions", shell]).assert().success().stdout(contains("analyse"));
    }
    place.onrecord(&["man"]).assert().success().stdout(contains(".TH onrecord 1"));
    place.onrecord(&["man", "--folder", "pages"]).assert().success();
    assert!(place.path("pages/onrecord-analyse.1").exists());
}

/// Every command that people type shows how it is used.
#[test]
fn every_command_has_examples() {
    let place = Place::new();
    let help = place.onrecord(&["--help"]).output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && !["help", "train", "eval"].contains(name))
        .collect();
    assert!(names.len() >= 7, "{names:?}");
    for name in names {
        place.onrecord(&[name, "--help"]).assert().success().stdout(contains("Examples:"));
    }
}
