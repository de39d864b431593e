//! What holds for every document, whatever it says.

use std::fs;
use std::path::Path;

use onrecord::Analyser;
use onrecord::base::{OffsetUnit, Span};
use onrecord::read;
use onrecord::record::Extraction;
use proptest::prelude::*;

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/samples");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// The text that a span covers, counted in `unit`; `None` where it covers none.
fn slice(text: &str, span: Span, unit: OffsetUnit) -> Option<String> {
    let range = span.start as usize..span.end as usize;
    match unit {
        OffsetUnit::Bytes => text.get(range).map(str::to_owned),
        OffsetUnit::Chars => text.chars().collect::<Vec<_>>().get(range).map(|chars| chars.iter().collect()),
        OffsetUnit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            units.get(range).and_then(|units| String::from_utf16(units).ok())
        }
    }
}

/// Every span slices to the words that go with it.
fn check_spans(found: &Extraction, unit: OffsetUnit) {
    let text = found.text.as_deref().unwrap();
    let of = |span: Span| {
        let words = slice(text, span, unit);
        words.unwrap_or_else(|| panic!("{span:?} covers nothing of {text:?}"))
    };
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined = |spans: &[Span]| plain(&spans.iter().map(|&span| of(span)).collect::<Vec<_>>().join(" "));
    for quotation in &found.quotations {
        for &fragment in &quotation.fragments {
            assert!(plain(&quotation.text).contains(&plain(&of(fragment))), "{quotation:?}");
        }
        let _ = joined(&quotation.content);
        assert_eq!(joined(&quotation.cue), plain(&quotation.cue_text));
        assert_eq!(joined(&quotation.source), plain(&quotation.source_text));
    }
    for marked in &found.unattributed {
        assert_eq!(of(marked.span), marked.text);
    }
    for rating in &found.ratings {
        assert_eq!(plain(&of(rating.evidence)), plain(&rating.evidence_text));
    }
    for held in found.speakers.iter().flat_map(|speaker| &speaker.memberships) {
        assert_eq!(plain(&of(held.evidence)), plain(&held.evidence_text));
    }
}

const UNITS: [OffsetUnit; 3] = [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16];

fn analysers() -> Vec<(OffsetUnit, Analyser)> {
    UNITS.map(|unit| (unit, Analyser::builder().offsets(unit).keep_text(true).build().unwrap())).into()
}

#[test]
fn spans_slice_to_their_words_in_every_unit() {
    let analysers = analysers();
    for (n, text) in samples().into_iter().enumerate() {
        // Wide characters before everything move all offsets apart.
        let text = format!("𝄞 ‘wide’ é\n\n{text}");
        let document = read::text(text, &format!("{n}.txt"), None, &read::Options::default());
        for (unit, analyser) in &analysers {
            check_spans(&analyser.extract(&document), *unit);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Sentences, marks and names in any order.
    #[test]
    fn spans_slice_to_their_words_in_any_text(
        parts in prop::collection::vec(prop::sample::select(vec![
            "“", "”", "‘", "’", "\"", "'", " ", "\n", "\n\n", ". ", ", ", ": ", " said ", " added: ", " told the council that ",
            "according to ", "Cllr Jane Doe (Lab)", "John Roe, leader of Ashby Council,", " she ", " he ", "inspectors", " rated ",
            "good", "inadequate", " by Ofsted", " in May 2014", "The bridge is shut", "we tried our best", "é", "𝄞", "…", "[sic]", "—",
            "A spokesperson for Ashby Council", "Dear Ms Doe\n", "Q: ", "DOE: ", "\u{a0}", "\t", "•",
        ]), 0..60)
    ) {
        thread_local!(static ANALYSERS: Vec<(OffsetUnit, Analyser)> = analysers());
        let document = read::text(parts.concat(), "x.txt", None, &read::Options::default());
        ANALYSERS.with(|analysers| {
            for (unit, analyser) in analysers {
                check_spans(&analyser.extract(&document), *unit);
            }
        });
    }
}

/// `extract` on many documents, one a line, is `extract` on each.
#[test]
fn documents_on_lines_are_read_as_each_alone() {
    let line = |n: usize, text: &str| serde_json::json!({"id": format!("d{n}"), "path": format!("{n}.txt"), "text": text});
    let lines: Vec<String> =
        samples().iter().enumerate().map(|(n, text)| line(n, text).to_string() + "\n").collect();
    let extract = |input: String, threads: &str| {
        let mut command = assert_cmd::Command::cargo_bin("onrecord").unwrap();
        command.args(["extract", "--jsonl", "--threads", threads]).write_stdin(input).output().unwrap().stdout
    };
    let together = extract(lines.concat(), "7");
    let alone: Vec<u8> = lines.iter().flat_map(|line| extract(line.clone(), "1")).collect();
    assert!(together == alone, "the bytes differ");
    let twice = extract(lines.concat() + &lines.concat(), "2");
    assert!(twice == [together.clone(), together].concat(), "what came before changes nothing");
}

#[test]
fn a_name_that_is_all_in_marks_is_read() {
    let analyser = Analyser::builder().build().unwrap();
    // A given name shouted behind a word that is none, within marks.
    let document = read::text("SO 'GOod'".into(), "marks.txt", None, analyser.reading());
    assert!(analyser.extract(&document).quotations.is_empty());
}
