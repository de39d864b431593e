//! How long it takes to make one speaker of many documents' speakers, and to read a register. Names, posts and
//! documents are made by rule, the same each time.

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord::lexicon::Lexicon;
use onrecord::record::{Extraction, Membership, MembershipKind, Record, Speaker, SpeakerKind};
use onrecord::resolve::Register;

/// Speakers in a document.
const IN_DOCUMENT: usize = 5;

fn main() {
    divan::main();
}

const GIVEN: &[&str] = &[
    "Thomas",
    "Tom",
    "Jane",
    "William",
    "Bill",
    "Margaret",
    "Peggy",
    "Priya",
    "David",
    "Siân",
    "Helen",
    "Robert",
    "Bob",
    "Anne-Marie",
    "Rukhsana",
    "J.",
    "Adaeze",
    "Colin",
    "Olive",
    "T.",
];
const STARTS: &[&str] = &[
    "Gar", "Pel", "Thwai", "Mar", "Stro", "Lang", "Ash", "Tran", "Pick", "Obi", "Har", "Fen", "Ing", "Sow",
    "Quay",
];
const MIDDLES: &[&str] = &["", "ber", "ling", "lo", "ter", "wor", "den", "mi", "na", "sto"];
const ENDS: &[&str] = &[
    "side", "low", "te", "ton", "ley", "thorpe", "worth", "ham", "croft", "by", "man", "shaw", "dale",
    "field", "wick",
];
const ROLES: &[&str] = &[
    "leader",
    "cabinet member for housing",
    "headteacher",
    "chief executive",
    "director of children's services",
];
const PARTIES: &[&str] = &["Labour", "Conservative", "Liberal Democrat", "Green"];

/// A number that looks drawn: the `n`th of its kind (SplitMix64, Steele et al. 2014).
fn drawn(n: usize) -> usize {
    let mut x = (n as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)) as usize
}

fn pick<'a>(list: &[&'a str], n: usize) -> &'a str {
    list[drawn(n) % list.len()]
}

fn surname(n: usize) -> String {
    format!("{}{}{}", pick(STARTS, 3 * n), pick(MIDDLES, 3 * n + 1), pick(ENDS, 3 * n + 2))
}

fn council(n: usize) -> String {
    format!("{} Council", surname(7_000_000 + n % 400))
}

fn membership(n: usize, document: &str, year: usize) -> Membership {
    let json = match n % 3 {
        0 => format!(
            r#"{{"kind":"role","role":"{}","organisation":"{}","party":null"#,
            pick(ROLES, n),
            council(drawn(n))
        ),
        _ => format!(r#"{{"kind":"party","role":null,"organisation":null,"party":"{}""#, pick(PARTIES, n)),
    };
    let json = format!(
        r#"{json},"basis":"seen","first_seen":"{year}","last_seen":"{year}","document_id":"{document}","evidence":[0,9]}}"#
    );
    serde_json::from_str(&json).expect("a membership")
}

/// Documents that together name `count` speakers, of whom some are one person.
fn documents(count: usize) -> Vec<Extraction> {
    let document = |at: usize| {
        let id = format!("document-{at}");
        let speaker = |n: usize| {
            let person = drawn(n) % (count / 2 + 1);
            let name = format!("{} {}", pick(GIVEN, n % 3 + person * 31), surname(person));
            Speaker {
                id: format!("s{n}"),
                name,
                kind: SpeakerKind::Person,
                honorific: n.is_multiple_of(4).then(|| "Cllr".into()),
                aliases: Vec::new(),
                memberships: (0..person % 3)
                    .map(|k| membership(person * 3 + k, &id, 2005 + person % 15))
                    .collect(),
                speaks_for: None,
                register_id: None,
            }
        };
        let speakers = (at * IN_DOCUMENT..(at + 1) * IN_DOCUMENT).map(speaker).collect();
        Extraction { id: id.clone(), path: format!("{id}.txt"), speakers, ..Extraction::default() }
    };
    (0..count / IN_DOCUMENT).map(document).collect()
}

/// Speakers a second are divan's `item/s`: the same for more speakers where the cost is linear.
#[divan::bench(args = [10_000, 30_000, 100_000], sample_count = 3, sample_size = 1)]
fn speakers(bencher: Bencher, count: usize) {
    let documents = documents(count);
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| documents.clone())
        .bench_local_values(Record::from_extractions);
}

/// Lines of a register of `count` people, some with two posts.
fn register_of(count: usize) -> String {
    let mut text = String::from("name,role,organisation,party,start_date,end_date,aliases,id\n");
    for n in 0..count {
        let (given, surname, year) = (pick(GIVEN, n), surname(n), 1995 + drawn(n) % 25);
        let (role, council, party) = (pick(ROLES, n), council(n), pick(PARTIES, n));
        let kind = MembershipKind::Role;
        text.push_str(&format!("{given} {surname},{role},{council},{party},{year}-05-04,,,{kind}-{n}\n"));
    }
    text
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn register_of_20_000(bencher: Bencher) {
    let (lexicon, text) = (Lexicon::embedded(), register_of(20_000));
    bencher.bench_local(|| {
        let mut register = Register::default();
        register.add("register.csv", &text, "csv", &lexicon).expect("a register");
        assert_eq!(register.len(), 20_000);
        register
    });
}
