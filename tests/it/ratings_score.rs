//! How well quotations, ratings, what is said about them and when it was said are found, counted over the cases.
//! `cargo test ratings_score -- --nocapture` prints the figures; `ONRECORD_CASES_FOLDER=folder` counts
//! other cases than those of `tests/cases`. Those that `unread.txt` in the folder names are counted apart, too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use onrecord::pipeline::Analyser;

use crate::cases::{self, ANY, Expected, Written};

/// What of a rating must be right.
const EVENT: &[&str] = &["inspector", "subject", "aspect", "grade", "previous_grade", "rated_on"];

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn precision(&self) -> f64 {
        percent(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        percent(self.right, self.gold)
    }
}

fn percent(part: usize, of: usize) -> f64 {
    if of == 0 { 100.0 } else { 100.0 * part as f64 / of as f64 }
}

#[derive(Default)]
struct Score {
    cases: usize,
    events: Counts,
    /// Quotations, and those to the letter; of these, those whose speaker is known, and right.
    words: Counts,
    speakers: Counts,
    /// Quotations, and those with all their links and no other.
    links: Counts,
    /// Quotations whose time is known, found, and right.
    said_on: Counts,
    /// By what a link rests on and its confidence, how many there are and how many are right.
    bases: BTreeMap<String, (usize, usize)>,
    wrong: Vec<String>,
}

#[test]
fn ratings_score() {
    let other = std::env::var_os("ONRECORD_CASES_FOLDER").map(PathBuf::from);
    let folder = other.unwrap_or_else(|| cases::root().join("tests/cases"));
    let analyser = Analyser::builder().build().expect("an analyser with the embedded lexicon");
    let (mut score, mut unread) = (Score::default(), Score::default());
    let list = std::fs::read_to_string(folder.join("unread.txt")).unwrap_or_default();
    let list: BTreeSet<&str> = list.lines().collect();
    for case in cases::folders(&folder) {
        let name = case.file_name().expect("a folder's name").to_string_lossy().into_owned();
        let expected = cases::expectations(&case);
        let judged = ["ratings", "quotation_ratings", "quotations"];
        if expected.iter().any(|e| judged.contains(&e.table.as_str())) {
            let tables = cases::tables(&analyser, &cases::documents(&case, &name));
            score.add(&name, &expected, &tables);
            if list.contains(name.as_str()) {
                unread.add(&name, &expected, &tables);
            }
        }
    }
    for line in &score.wrong {
        println!("{line}");
    }
    println!("\n{} cases", score.cases);
    score.print();
    for (basis, (all, right)) in &score.bases {
        println!("links by {basis}: {right} of {all} right");
    }
    if unread.cases > 0 {
        println!("\nof them {} cases that no rule was made on", unread.cases);
        unread.print();
    }
}

impl Score {
    fn print(&self) {
        let Score { events, words, speakers, links, said_on, .. } = self;
        println!(
            "rating events: precision {:.1}, recall {:.1} ({} gold, {} found, {} right)",
            events.precision(),
            events.recall(),
            events.gold,
            events.found,
            events.right
        );
        println!(
            "quotations: precision {:.1}, recall {:.1} ({} gold, {} found, {} right)",
            words.precision(),
            words.recall(),
            words.gold,
            words.found,
            words.right
        );
        println!("speakers: {:.1} % of {} right", speakers.recall(), speakers.gold);
        println!("links: {:.1} % of {} quotations right", links.recall(), links.gold);
        println!("said_on: {:.1} % of {} right", said_on.recall(), said_on.gold);
    }

    fn add(&mut self, case: &str, expected: &[Expected], tables: &BTreeMap<String, Written>) {
        self.cases += 1;
        for expected in expected {
            match expected.table.as_str() {
                "ratings" => self.events(case, expected, &tables["ratings"]),
                "quotation_ratings" => self.links(case, expected, tables),
                "quotations" => self.quotations(case, expected, &tables["quotations"]),
                _ => {}
            }
        }
    }

    fn events(&mut self, case: &str, expected: &Expected, written: &Written) {
        let got = columns(written, &expected.columns);
        self.events.gold += expected.rows.len();
        self.events.found += got.len();
        // A rating is right wherever it stands in the table.
        for pair in cases::pair_by_likeness(expected, &got) {
            let right = match pair {
                (Some(want), Some(have)) => {
                    let cells = expected.rows[want].iter().zip(&got[have]);
                    let judged = |column: &&String| EVENT.contains(&column.as_str());
                    let all = expected.columns.iter().zip(cells).filter(|(column, _)| judged(column));
                    all.clone().all(|(column, (want, have))| cases::same(column, want, have))
                }
                _ => false,
            };
            self.events.right += usize::from(right);
            if !right {
                let row = |rows: &[Vec<String>], at: Option<usize>| {
                    at.map_or("none".to_owned(), |at| rows[at].join(" | "))
                };
                let (want, have) = (row(&expected.rows, pair.0), row(&got, pair.1));
                self.wrong.push(format!("{case}: rating\n    expected {want}\n         got {have}"));
            }
        }
    }

    /// Each quotation with its set of links.
    fn links(&mut self, case: &str, expected: &Expected, tables: &BTreeMap<String, Written>) {
        let got = columns(&tables["quotation_ratings"], &expected.columns);
        let bases = columns(&tables["quotation_ratings"], &["basis".to_owned(), "confidence".to_owned()]);
        let words = expected.columns.iter().position(|column| column == "quotation").expect("a quotation");
        let said = columns(&tables["quotations"], &["quotation".to_owned()]);
        let mut wrong: BTreeSet<&str> = BTreeSet::new();
        for pair in cases::pairs(expected, &got) {
            let right = match pair {
                (Some(want), Some(have)) => {
                    let cells = expected.rows[want].iter().zip(&got[have]);
                    expected
                        .columns
                        .iter()
                        .zip(cells)
                        .all(|(column, (want, have))| cases::same(column, want, have))
                }
                (Some(want), None) => expected.rows[want].iter().skip(1).any(|cell| cell == ANY),
                _ => false,
            };
            if let Some(have) = pair.1 {
                // By tenths: *0.60 to 0.69*.
                let tenth = bases[have][1].get(..3).unwrap_or_default();
                let (all, good) =
                    self.bases.entry(format!("{} at {tenth}0 to {tenth}9", bases[have][0])).or_default();
                *all += 1;
                *good += usize::from(right);
            }
            if !right {
                let want = pair.0.map(|at| expected.rows[at].join(" | "));
                let have = pair.1.map(|at| format!("{} ({})", got[at].join(" | "), bases[at][0]));
                self.wrong.push(format!("{case}: link\n    expected {want:?}\n         got {have:?}"));
                let quotation =
                    pair.0.map(|at| &expected.rows[at][words]).or(pair.1.map(|at| &got[at][words]));
                wrong.extend(quotation.map(String::as_str));
            }
        }
        let missing = expected.rows.iter().map(|row| row[words].as_str()).collect::<BTreeSet<_>>();
        let missing =
            missing.iter().filter(|want| !said.iter().any(|have| cases::same("quotation", want, &have[0])));
        let all = said.len() + missing.count();
        self.links.gold += all;
        self.links.right += all - wrong.len().min(all);
    }

    fn quotations(&mut self, case: &str, expected: &Expected, written: &Written) {
        let got = columns(written, &expected.columns);
        let at = |name: &str| expected.columns.iter().position(|column| column == name);
        let told = at("quotation").is_some();
        self.words.found += if told { got.len() } else { 0 };
        for (want, have) in cases::pairs(expected, &got) {
            let Some(want) = want.map(|at| &expected.rows[at]) else { continue };
            let have = have.map(|at| &got[at]);
            if let Some(words) = at("quotation") {
                self.words.gold += 1;
                let have = have.filter(|have| cases::same("quotation", &want[words], &have[words]));
                self.words.right += usize::from(have.is_some());
                let speaker = at("speaker").filter(|&at| want[at] != ANY);
                if let Some((have, at)) = have.zip(speaker) {
                    let right = cases::same("speaker", &want[at], &have[at]);
                    self.speakers.gold += 1;
                    self.speakers.right += usize::from(right);
                    if !right {
                        self.wrong.push(format!(
                            "{case}: speaker of `{}`\n    expected {}\n         got {}",
                            want[words], want[at], have[at]
                        ));
                    }
                }
            }
            for (name, counts) in [("said_on", &mut self.said_on), ("ratings", &mut self.links)] {
                let Some(at) = at(name).filter(|&at| want[at] != ANY) else { continue };
                counts.gold += 1;
                // A quotation that isn't found is no fault of its date.
                let right = match have {
                    Some(have) => cases::same(name, &want[at], &have[at]),
                    None => want[at].is_empty(),
                };
                counts.found += usize::from(have.is_some());
                counts.right += usize::from(right);
                if !right {
                    let got = have.map_or("no such quotation", |have| have[at].as_str());
                    self.wrong.push(format!(
                        "{case}: {name} of `{}`\n    expected {}\n         got {got}",
                        want.iter().max_by_key(|cell| cell.len()).expect("a cell"),
                        want[at]
                    ));
                }
            }
        }
    }
}

/// The rows of a table with these columns only.
fn columns((header, rows): &Written, wanted: &[String]) -> Vec<Vec<String>> {
    let place =
        |column: &String| header.iter().position(|have| have == column).expect("a column of the table");
    let places: Vec<usize> = wanted.iter().map(place).collect();
    rows.iter().map(|row| places.iter().map(|&place| row[place].clone()).collect()).collect()
}
