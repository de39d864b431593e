//! Documents with the tables that a careful reader would make of them; `tests/cases/README.md`
//! says how to add one. `ONRECORD_CASES=word` runs the cases whose folder names hold that word.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use onrecord::lexicon::Lexicon;
use onrecord::pipeline::Analyser;
use onrecord::record::Record;
use onrecord::write;

/// Tables whose rows have no order in a text: a row agrees with any row of the other side.
const UNORDERED: &[&str] = &["speakers", "memberships", "quotation_ratings", "rating_evidence"];

/// Columns in which capitals and the shape of apostrophes are the sentence's, not the answer's.
const FOLDED: &[&str] = &["role", "organisation", "subject", "aspect", "ratings", "name", "speaker"];

/// A table as the program wrote it: its columns and its rows.
pub type Written = (Vec<String>, Vec<Vec<String>>);

/// A cell that is not compared: a careful reader can't tell, or may tell it either way.
pub const ANY: &str = "*";

pub struct Expected {
    pub table: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

#[test]
fn cases() {
    let wanted = std::env::var("ONRECORD_CASES").unwrap_or_default();
    let analyser = Analyser::builder().build().expect("an analyser with the embedded lexicon");
    let (mut report, mut run, mut failed) = (String::new(), 0, 0);
    let mut gaps = known_gaps();
    for folder in folders(&root().join("tests/cases")) {
        let name = folder.file_name().expect("a folder's name").to_string_lossy().into_owned();
        if !name.contains(&wanted) {
            continue;
        }
        run += 1;
        let tables = tables(&analyser, &documents(&folder, &name));
        let mut lines = Vec::new();
        for expected in expectations(&folder) {
            match tables.get(&expected.table) {
                Some((header, rows)) => lines.extend(differences(&expected, header, rows)),
                None => lines.push(format!("{}: the program writes no such table", expected.table)),
            }
        }
        let known = gaps.remove(&name).unwrap_or(0);
        if lines.len() != known {
            failed += 1;
            let _ = writeln!(report, "\n{name}: {} differences, {known} known", lines.len());
            for line in &lines {
                let _ = writeln!(report, "  {line}");
            }
        }
    }
    assert!(!wanted.is_empty() || gaps.is_empty(), "known-gaps.txt names cases that are not there: {gaps:?}");
    assert!(run > 0, "no case has `{wanted}` in its name");
    assert!(failed == 0, "{failed} of {run} cases differ\n{report}");
}

/// The tables of a run over `documents`. Those that hold only identifiers get the columns that people know
/// the things by: a link the words and the grade, evidence its grade.
pub fn tables(analyser: &Analyser, documents: &[PathBuf]) -> BTreeMap<String, Written> {
    let record =
        Record::from_extractions(documents.iter().map(|path| analyser.read_and_extract(path)).collect());
    let mut tables: BTreeMap<String, Written> = write::tables(&record)
        .into_iter()
        .map(|table| {
            let header = table.header.iter().map(|column| column.to_string()).collect();
            (table.name.to_string(), (header, table.rows))
        })
        .collect();
    let rating = ["grade", "inspector", "aspect", "subject"];
    for (table, other, key, columns) in [
        ("quotation_ratings", "quotations", "quotation_id", &["quotation", "speaker"][..]),
        ("quotation_ratings", "ratings", "rating_id", &rating),
        ("rating_evidence", "ratings", "rating_id", &rating),
    ] {
        let (other_header, other_rows) = tables[other].clone();
        let at =
            |header: &[String], name: &str| header.iter().position(|have| have == name).expect("a column");
        let there = at(&other_header, key);
        let known: BTreeMap<&str, &Vec<String>> =
            other_rows.iter().map(|row| (row[there].as_str(), row)).collect();
        let (header, rows) = tables.get_mut(table).expect("a table");
        let here = at(header, key);
        for column in columns {
            header.push((*column).to_owned());
            let from = at(&other_header, column);
            rows.iter_mut().for_each(|row| {
                let cell = known.get(row[here].as_str()).map(|found| found[from].clone());
                row.push(cell.expect("keys name rows that are there"));
            });
        }
    }
    tables
}

/// How many differences each case is known to have: `tests/cases/known-gaps.txt`, a line a case, its
/// name, the number and why. Fewer than that fail too, so that the list stays true.
fn known_gaps() -> BTreeMap<String, usize> {
    let path = root().join("tests/cases/known-gaps.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let (name, number) = (words.next(), words.next().and_then(|n| n.parse().ok()));
            match (name, number) {
                (Some(name), Some(number)) => (name.to_owned(), number),
                _ => panic!("{}: `{line}` is no case, number and reason", path.display()),
            }
        })
        .collect()
}

#[test]
fn cases_name_what_they_expect() {
    for folder in folders(&root().join("tests/cases")) {
        let name = folder.file_name().expect("a folder's name").to_string_lossy().into_owned();
        for document in documents(&folder, &name) {
            assert!(document.is_file(), "case {name}: there is no document at {}", document.display());
        }
        assert!(!expectations(&folder).is_empty(), "case {name}: there is no expected table");
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn folders(path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(path)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// `document.txt`, or `document-1.txt`, `document-2.txt`… for a run over several, in the case's folder; else
/// the sample of the same name.
pub fn documents(folder: &Path, name: &str) -> Vec<PathBuf> {
    let mut own: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a case's folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .collect();
    own.sort();
    if own.is_empty() { vec![root().join("data/samples").join(format!("{name}.txt"))] } else { own }
}

pub fn expectations(folder: &Path) -> Vec<Expected> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a case's folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "csv"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let bad = |error: csv::Error| -> String { panic!("{}: {error}", path.display()) };
            let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{}", bad(e)));
            let cells = |record: &csv::StringRecord| record.iter().map(str::to_string).collect::<Vec<_>>();
            let columns = cells(reader.headers().unwrap_or_else(|e| panic!("{}", bad(e))));
            let rows = reader
                .records()
                .map(|record| cells(&record.unwrap_or_else(|e| panic!("{}", bad(e)))))
                .collect();
            let table = path.file_stem().expect("a file name").to_string_lossy().into_owned();
            Expected { table, columns, rows }
        })
        .collect()
}

/// What differs, one line each; empty where all agrees.
fn differences(expected: &Expected, header: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let table = &expected.table;
    let Some(places) = expected
        .columns
        .iter()
        .map(|column| header.iter().position(|have| have == column))
        .collect::<Option<Vec<usize>>>()
    else {
        let missing = expected.columns.iter().filter(|column| !header.contains(column));
        return missing.map(|column| format!("{table}: the table has no column `{column}`")).collect();
    };
    let got: Vec<Vec<String>> =
        rows.iter().map(|row| places.iter().map(|&place| row[place].clone()).collect()).collect();
    let pairs = pairs(expected, &got);
    let mut lines = Vec::new();
    for pair in pairs {
        match pair {
            (Some(want), Some(have)) => {
                for (column, (a, b)) in
                    expected.columns.iter().zip(expected.rows[want].iter().zip(&got[have]))
                {
                    if !same(column, a, b) {
                        let label = label(&expected.rows[want]);
                        lines.push(format!("{table} row {} ({label})\n    {column}", want + 1));
                        lines.push(format!("    expected {a:?}\n         got {b:?}"));
                    }
                }
            }
            (Some(want), None) => {
                lines.push(format!("{table} row {} is missing: {}", want + 1, one_line(&expected.rows[want])))
            }
            (None, Some(have)) => lines.push(format!("{table}: too many: {}", one_line(&got[have]))),
            (None, None) => {}
        }
    }
    lines
}

/// A row that is expected and one that came out.
pub type Pair = (Option<usize>, Option<usize>);

/// Which expected row is which of those that came out; `got` has the expected columns.
pub fn pairs(expected: &Expected, got: &[Vec<String>]) -> Vec<Pair> {
    if UNORDERED.contains(&expected.table.as_str()) {
        pair_by_likeness(expected, got)
    } else {
        pair_in_order(expected, got)
    }
}

/// Keeps both orders, and pairs as many cells as it can: one missing row then shows as one
/// difference, not as a difference in every row behind it.
fn pair_in_order(expected: &Expected, got: &[Vec<String>]) -> Vec<Pair> {
    let (n, m) = (expected.rows.len(), got.len());
    let mut best = vec![vec![0usize; m + 1]; n + 1];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let paired = best[i + 1][j + 1] + likeness(expected, &expected.rows[i], &got[j]);
            best[i][j] = paired.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < n && j < m {
        let score = likeness(expected, &expected.rows[i], &got[j]);
        if score > 0 && best[i][j] == best[i + 1][j + 1] + score {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            pairs.push((Some(i), None));
            i += 1;
        } else {
            pairs.push((None, Some(j)));
            j += 1;
        }
    }
    pairs.extend((i..n).map(|i| (Some(i), None)));
    pairs.extend((j..m).map(|j| (None, Some(j))));
    pairs
}

/// Pairs the likest rows first, in any order.
pub fn pair_by_likeness(expected: &Expected, got: &[Vec<String>]) -> Vec<Pair> {
    let mut scores: Vec<(usize, usize, usize)> = Vec::new();
    for (i, want) in expected.rows.iter().enumerate() {
        for (j, have) in got.iter().enumerate() {
            scores.push((likeness(expected, want, have), i, j));
        }
    }
    scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut left, mut right) = (vec![None; expected.rows.len()], vec![false; got.len()]);
    for (score, i, j) in scores {
        if score > 0 && left[i].is_none() && !right[j] {
            left[i] = Some(j);
            right[j] = true;
        }
    }
    let mut pairs: Vec<Pair> = left.into_iter().enumerate().map(|(i, j)| (Some(i), j)).collect();
    pairs.extend((0..got.len()).filter(|&j| !right[j]).map(|j| (None, Some(j))));
    pairs
}

/// How much of a row agrees; 0 where the rows are about different things.
fn likeness(expected: &Expected, want: &[String], have: &[String]) -> usize {
    let mut score = 0;
    for (column, (a, b)) in expected.columns.iter().zip(want.iter().zip(have)) {
        let agrees = same(column, a, b);
        score += match column.as_str() {
            "quotation" | "text" | "name" | "speaker" if agrees && a != ANY => 20,
            "quotation" | "text" => 20 * usize::from(overlap(a, b)),
            _ if agrees && !a.is_empty() && a != ANY => 3,
            _ => 0,
        };
    }
    score
}

/// Whether two texts share a beginning or an end worth the name.
fn overlap(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    let (a, b) = (words(a), words(b));
    let shared =
        |n: usize| a.len() >= n && b.len() >= n && (a[..n] == b[..n] || a[a.len() - n..] == b[b.len() - n..]);
    shared(3) || (a.len().min(b.len()) < 3 && shared(1))
}

pub fn same(column: &str, want: &str, have: &str) -> bool {
    if want == ANY {
        return true;
    }
    if column == "quotation"
        && let Some(start) = want.strip_suffix(" …")
    {
        return have.starts_with(start);
    }
    if FOLDED.contains(&column) {
        let fold = |text: &str| text.replace(['’', '‘'], "'").to_lowercase();
        let (want, have) = (fold(want), fold(have));
        let bare = |text: &str| text.strip_prefix("the ").unwrap_or(text).to_owned();
        // *maternity services at Ashby Hospital* are *Ashby Hospital's maternity services*.
        let owned = |text: String| match text.split_once(" at ") {
            Some((part, owner)) => format!("{}'s {part}", bare(owner)),
            None => text,
        };
        let (want, have) =
            if column == "subject" { (owned(bare(&want)), owned(bare(&have))) } else { (want, have) };
        return want == have || column == "aspect" && is_wording_of(&want, &have);
    }
    // *HM Inspectorate of Prisons* is *HMI Prisons*.
    want == have || column == "inspector" && lexicon().scales.inspector(want) == Some(have)
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::embedded)
}

/// Whether a part is one that some scale names so and words otherwise: *leadership and management* is *leadership*.
fn is_wording_of(wording: &str, aspect: &str) -> bool {
    let lexicon = lexicon();
    let bare = |form: &String| form.trim_start_matches("the ") == wording.trim_start_matches("the ");
    lexicon.scales.list.iter().filter_map(|scale| scale.aspects.get(aspect)).flatten().any(bare)
}

/// The first words of the row's longest cell.
fn label(row: &[String]) -> String {
    let longest = row.iter().max_by_key(|cell| cell.chars().count()).map(String::as_str).unwrap_or_default();
    let mut words: String = longest.chars().take(48).map(|c| if c == '\n' { ' ' } else { c }).collect();
    if longest.chars().count() > 48 {
        words.push('…');
    }
    words
}

fn one_line(row: &[String]) -> String {
    row.join(" | ").replace('\n', " ⏎ ")
}
