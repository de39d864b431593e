//! A record over time: documents added to it, registers, and corrections that outlast the next run.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use predicates::str::contains;
use tempfile::TempDir;

struct Place(TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| place.put(name, text));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) {
        self.command(arguments).assert().success();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("onrecord").unwrap();
        command.current_dir(self.0.path()).arg("analyse").args(arguments);
        command
    }

    /// The cells of `columns` of a table.
    fn cells(&self, table: &str, columns: &[&str]) -> Vec<Vec<String>> {
        let path = self.path("output").join(format!("{table}.csv"));
        let mut reader = csv::Reader::from_path(path).unwrap();
        let header = reader.headers().unwrap().clone();
        let place = |column: &&str| header.iter().position(|name| name == *column).unwrap();
        let places: Vec<usize> = columns.iter().map(place).collect();
        reader
            .records()
            .map(|row| places.iter().map(|&at| row.as_ref().unwrap()[at].to_owned()).collect())
            .collect()
    }

    /// The output's files and their bytes.
    fn output(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let entries = fs::read_dir(self.path("output")).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.clone(), fs::read(&path).unwrap())).collect()
    }
}

const LEADER: &str =
    "2014-03-01\n\nCllr Jane Doe (Lab), leader of Ashby Council, said: “The bridge is shut.”\n";
const SURGEON: &str = "2014-04-01\n\nJane Doe, a surgeon at Hexley Hospital, said: “The ward is open.”\n";
const LATER: &str = "2016-05-01\n\nConservative Cllr Joe Roe, deputy leader of Ashby Council, crossed it first.\n\n\
                     Ashby Council leader Jane Doe said: “It is open now.”\n\n“At last,” said Cllr Roe.\n";

#[test]
fn documents_are_added_and_identifiers_stay() {
    let place = Place::new(&[("a.txt", LEADER), ("b.txt", SURGEON)]);
    place.run(&["a.txt", "b.txt"]);
    let before = place.cells("quotations", &["quotation_id", "speaker_id", "speaker"]);
    assert_eq!(before.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), ["jane-doe", "jane-doe-2"]);
    place.put("c.txt", LATER);
    place.run(&["c.txt", "--into", "output"]);
    let after = place.cells("quotations", &["quotation_id", "speaker_id", "speaker"]);
    assert_eq!(after[..2], before);
    assert_eq!(
        after.iter().map(|row| row[1].as_str()).collect::<Vec<_>>(),
        ["jane-doe", "jane-doe-2", "jane-doe", "joe-roe"]
    );
    let merges = place.cells("merges", &["decision", "speaker_id", "other_id"]);
    assert!(merges.contains(&vec!["apart".into(), "jane-doe-2".into(), "jane-doe".into()]), "{merges:?}");
    assert!(merges.contains(&vec!["merged".into(), "jane-doe".into(), "jane-doe".into()]), "{merges:?}");

    let once = place.output();
    place.run(&["c.txt", "--into", "output", "--threads", "1"]);
    let again = place.output();
    let changed: Vec<_> = again.keys().filter(|path| again[*path] != once[*path]).collect();
    assert!(changed.is_empty(), "adding a document again changes {changed:?}");

    // The first namesake's document changes: both keep their identifiers.
    place.put("a.txt", &format!("{LEADER}\nThe river is high.\n"));
    place.run(&["a.txt", "--into", "output"]);
    let edited = place.cells("quotations", &["speaker_id"]).concat();
    assert_eq!(edited, ["jane-doe", "jane-doe-2", "jane-doe", "joe-roe"]);
    place.command(&["a.txt", "--into", "nowhere"]).assert().code(2).stderr(contains("nowhere/record.jsonl"));
}

#[test]
fn corrections_outlast_the_next_run_and_an_edit() {
    let place = Place::new(&[("a.txt", LEADER), ("b.txt", SURGEON), ("c.txt", LATER)]);
    place.run(&["a.txt", "b.txt", "c.txt"]);
    let ids = place.cells("quotations", &["quotation_id"]).concat();
    place.put(
        "output/corrections.csv",
        &format!(
            "action,quotation_id,exact,speaker_id,field,value,note\n\
             ,{},,,role,mayor,seen in the minutes\n\
             not a quotation,,The ward is open.,,,,\n\
             rename,,,joe-roe,,Joseph Roe,\n\
             confirm,{},,,,,\n\
             set,nothing:q1,,,party,Green,\n\
             ,,These words are nowhere at all.,,party,Green,\n",
            ids[0], ids[2]
        ),
    );
    let corrected = |place: &Place| {
        let rows = place.cells("quotations", &["quotation", "speaker", "role", "status"]);
        assert_eq!(
            rows.iter().map(|row| row.join("|")).collect::<Vec<_>>(),
            [
                "The bridge is shut.|Jane Doe|mayor|corrected",
                "It is open now.|Jane Doe|leader|confirmed",
                "At last,|Joseph Roe|deputy leader|",
            ]
        );
        let left = place.cells("not_applied", &["correction", "target", "reason"]);
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(left[0][0].ends_with("corrections.csv:6") && left[0][1] == "nothing:q1", "{left:?}");
        assert!(left[1][2].contains("these words"), "{left:?}");
        assert!(place.cells("unattributed", &["reason"]).concat().contains(&"corrected by hand".to_string()));
    };
    place.run(&["a.txt", "b.txt", "c.txt"]);
    corrected(&place);
    let kept = fs::read_to_string(place.path("output/corrections.csv")).unwrap();
    assert!(kept.contains("The bridge is shut."), "the words stand beside the identifier now: {kept}");
    assert!(kept.contains("seen in the minutes"));

    // An edit before the words changes the document's identifier.
    place.put("a.txt", &LEADER.replace("2014-03-01\n", "2014-03-01\n\nThe river rose again last night.\n"));
    place.run(&["a.txt", "b.txt", "c.txt"]);
    corrected(&place);
    place.run(&["c.txt", "--into", "output"]);
    corrected(&place);
}

#[test]
fn speakers_are_merged_and_split_by_hand() {
    let place = Place::new(&[("a.txt", LEADER), ("b.txt", SURGEON), ("c.txt", LATER)]);
    place.put("fix.csv", "action,speaker_id,value\nmerge,jane-doe-2,jane-doe\n");
    place.run(&["a.txt", "b.txt", "c.txt", "--corrections", "fix.csv"]);
    let speakers = place.cells("speakers", &["speaker_id", "quotations"]);
    assert_eq!(speakers, [["jane-doe", "3"], ["joe-roe", "1"]]);
    let roles = place.cells("memberships", &["speaker_id", "role", "organisation"]);
    assert!(
        roles.contains(&vec!["jane-doe".into(), "surgeon".into(), "Hexley Hospital".into()]),
        "{roles:?}"
    );
    place.put("fix.csv", "action,exact,speaker_id,value\nsplit,It is open now.,jane-doe,Janet Doe\n");
    place.run(&["a.txt", "b.txt", "c.txt", "--corrections", "fix.csv"]);
    let speakers = place.cells("speakers", &["speaker_id", "name", "quotations"]);
    assert!(speakers.contains(&vec!["janet-doe".into(), "Janet Doe".into(), "1".into()]), "{speakers:?}");
    place.put("fix.csv", "action,quotation_id,field,value\n,x:q1,colour,red\n");
    place
        .command(&["a.txt", "--corrections", "fix.csv"])
        .assert()
        .code(2)
        .stderr(contains("fix.csv:2: `colour` is no field that can be set"));
}

#[test]
fn a_register_is_linked_and_disagreements_are_told() {
    let place = Place::new(&[("a.txt", LEADER), ("b.txt", SURGEON), ("c.txt", LATER)]);
    place.put(
        "register.csv",
        "name,role,organisation,party,start_date,end_date,aliases,id\n\
         Jane Doe,leader,Ashby Borough Council,Labour,2013-05,2015-05-07,,r1\n\
         Joseph Roe,councillor,Ashby Borough Council,Labour,2011,,Joe Roe,r2\n",
    );
    place.run(&["a.txt", "b.txt", "c.txt", "--register", "register.csv"]);
    let speakers = place.cells("speakers", &["speaker_id", "register_id"]);
    assert_eq!(speakers, [["jane-doe", "r1"], ["jane-doe-2", ""], ["joe-roe", "r2"]]);
    let found = place.cells("disagreements", &["speaker_id", "field", "text", "register", "on", "entry"]);
    assert_eq!(
        found,
        [
            ["jane-doe", "end_date", "held on 2016-05-01", "2015-05-07", "2016-05-01", "register.csv:2"],
            ["joe-roe", "party", "Conservative", "Labour", "2016-05-01", "register.csv:3"],
        ]
    );
    let held = place.cells("memberships", &["speaker_id", "role", "start_date", "end_date", "basis"]);
    assert!(
        held.contains(
            &["jane-doe", "leader", "2013-05", "2015-05-07", "register"].map(String::from).to_vec()
        ),
        "{held:?}"
    );
    place.put("register.csv", "name,start_date\nJane Doe,soon\n");
    place
        .command(&["a.txt", "--register", "register.csv"])
        .assert()
        .code(2)
        .stderr(contains("register.csv:2: start_date"));
}
