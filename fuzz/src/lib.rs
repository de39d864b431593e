//! What is fuzzed: every part of the program that reads what someone else wrote. A target must not panic,
//! loop or take much memory, whatever the bytes; each checks what must hold of its result, too.

use std::path::PathBuf;
use std::sync::OnceLock;

use onrecord::Analyser;
use onrecord::base::{OffsetUnit, Span};
use onrecord::check::{self, Checker, Index, Normaliser, Votes};
use onrecord::lexicon::Lexicon;
use onrecord::read;
use onrecord::record::{Extraction, Record};
use onrecord::resolve::{Corrections, Register};
use onrecord::text::Document;
use onrecord::write;

/// A name and what is done with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets. `fuzz_targets/` has a file for each.
pub const TARGETS: [Target; 14] = [
    ("text", |bytes| reader(bytes, "x.txt")),
    ("markdown", |bytes| reader(bytes, "x.md")),
    ("html", |bytes| reader(&[b"<html>", bytes].concat(), "x.html")),
    ("email", |bytes| reader(&[b"From: a@b.c\r\nMIME-Version: 1.0\r\n", bytes].concat(), "x.eml")),
    ("docx", |bytes| reader(bytes, "x.docx")),
    ("pdf", |bytes| reader(bytes, "x.pdf")),
    ("jsonl", jsonl),
    ("quotations", quotations),
    ("record", record),
    ("register", register),
    ("corrections", corrections),
    ("claims", claims),
    ("lexicon", lexicon),
    ("report", report),
];

/// PDF files are read by the program named by the environment, where it is, since what is wrong with one may
/// end the process that reads it.
fn options() -> &'static read::Options {
    static OPTIONS: OnceLock<read::Options> = OnceLock::new();
    OPTIONS.get_or_init(|| read::Options {
        pdf_program: std::env::var_os("ONRECORD").map(PathBuf::from),
        ..read::Options::default()
    })
}

fn analyser() -> &'static Analyser {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    ANALYSER.get_or_init(|| {
        Analyser::builder().offsets(OffsetUnit::Bytes).keep_text(true).build().expect("the built-in lexicons")
    })
}

fn reader(bytes: &[u8], path: &str) {
    match read::document(bytes.to_vec(), path, options()) {
        Ok(document) => check_paragraphs(&document),
        Err(error) => assert!(error.to_string().starts_with(path), "an error names its file: {error}"),
    }
}

fn check_paragraphs(document: &Document) {
    let mut at = 0;
    for paragraph in &document.paragraphs {
        assert!(paragraph.span.start >= at && paragraph.span.end > paragraph.span.start);
        assert!(document.text.get(paragraph.span.range()).is_some());
        at = paragraph.span.end;
    }
}

fn jsonl(bytes: &[u8]) {
    for document in read::JsonLines::new(bytes, "-", options()).flatten() {
        check_paragraphs(&document);
    }
}

fn quotations(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let document = read::text(text, "x.txt", None, options());
    let found = analyser().extract(&document);
    let text = &document.text;
    let fits = |span: &Span| assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
    for quotation in &found.quotations {
        [&quotation.fragments, &quotation.content, &quotation.cue, &quotation.source].into_iter().flatten().for_each(fits);
        assert!((0.0..=1.0).contains(&quotation.confidence), "{}", quotation.confidence);
    }
    found.ratings.iter().for_each(|rating| fits(&rating.evidence));
    found.unattributed.iter().for_each(|marked| assert_eq!(marked.span.of(text), marked.text));
    found.speakers.iter().flat_map(|speaker| &speaker.memberships).for_each(|held| fits(&held.evidence));
}

fn record(bytes: &[u8]) {
    if let Ok(documents) = write::jsonl::read(bytes, "x.jsonl") {
        let record = Record::from_extractions(documents);
        write::tables(&record);
    }
}

fn register(bytes: &[u8]) {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(Lexicon::embedded);
    let text = String::from_utf8_lossy(bytes);
    for ending in ["csv", "json"] {
        let _ = Register::default().add("x", &text, ending, lexicon);
    }
}

/// What a short article gives.
fn sample() -> Extraction {
    let text = "Cllr Jane Doe (Lab) said: \u{201c}The bridge is shut and it will stay shut.\u{201d}";
    analyser().extract(&read::text(text.into(), "x.txt", None, options()))
}

fn corrections(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut corrections = Corrections::default();
    if corrections.add("x.csv", &text).is_ok() {
        let mut documents = vec![sample()];
        corrections.apply(&mut documents);
        write::tables(&Record::from_extractions(documents));
    }
}

/// Claims of any bytes, checked against a small record.
fn claims(bytes: &[u8]) {
    static RECORD: OnceLock<(Lexicon, Normaliser, Index)> = OnceLock::new();
    let (lexicon, normaliser, index) = RECORD.get_or_init(|| {
        let lexicon = Lexicon::embedded();
        let normaliser = Normaliser::new(&lexicon.checking);
        let index = Index::of(&[sample()], &normaliser);
        (lexicon, normaliser, index)
    });
    match check::claims(bytes, "x.csv") {
        Ok(claims) => {
            let checker = Checker::new(index, normaliser, lexicon);
            let mut votes = Votes::default();
            let checks: Vec<_> =
                claims.iter().map(|claim| checker.check(claim, &mut votes).expect("a sound index")).collect();
            for check in &checks {
                assert!((0.0..=1.0).contains(&check.score), "{}", check.score);
                assert!(!check.why.is_empty());
            }
            let mut page = Vec::new();
            write::checks::html(&checks, checker.searched(), &mut page).expect("a page is written to memory");
            assert!(!String::from_utf8(page).expect("a page is UTF-8").contains("<script"));
        }
        Err(error) => assert!(error.to_string().starts_with("x.csv"), "an error names its file: {error}"),
    }
}

fn lexicon(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Lexicon::default().add_toml("x.toml", &text);
}

/// The page of a record whose texts and spans are anything.
fn report(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let document = read::text(text, "x.txt", None, options());
    let found = analyser().extract(&document);
    let texts = [Some(document.text)];
    let record = Record::from_extractions(vec![found]);
    // A wrong unit must do no harm either.
    for offsets in [OffsetUnit::Bytes, OffsetUnit::Chars] {
        let page = write::html::Options { texts: &texts, offsets, graph: "" };
        let mut html = Vec::new();
        write::html::write(&record, page, &mut html).expect("a page is written to memory");
        let html = String::from_utf8(html).expect("a page is UTF-8");
        assert_eq!(html.matches("<script").count(), 1);
    }
}

/// Runs the target of that name.
///
/// # Panics
/// Where there is none, or where the target finds a fault.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("a target of that name").1(bytes);
}
