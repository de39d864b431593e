//! How many words a second `extract` reads, on the sample articles repeated to 10 MB, and how long the
//! program takes to be ready.

use std::hint::black_box;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use onrecord::Analyser;
use onrecord::read;
use onrecord::text::Document;

const BYTES: usize = 10_000_000;

fn main() {
    divan::main();
}

/// The sample articles, again and again, until they are `BYTES` together.
fn documents() -> Vec<Document> {
    let pattern = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/*.txt");
    let paths: Vec<_> = glob::glob(pattern).expect("a pattern").flatten().collect();
    assert!(!paths.is_empty(), "{pattern} names no file");
    let options = read::Options::default();
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).expect("a sample can be read");
        read::document(bytes, &path.display().to_string(), &options).expect("a sample is text")
    };
    let samples: Vec<Document> = paths.iter().map(read).collect();
    let mut bytes = 0;
    let fits = |document: &Document| {
        bytes += document.text.len();
        bytes <= BYTES
    };
    samples.into_iter().cycle().take_while(fits).collect()
}

/// Words a second are divan's `item/s`.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn extract(bencher: Bencher) {
    let analyser = Analyser::builder().build().expect("the built-in lexicons");
    let documents = documents();
    let words: usize = documents.iter().map(|document| document.text.split_whitespace().count()).sum();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher.counter(ItemsCount::new(words)).counter(BytesCount::new(bytes)).bench_local(|| {
        for document in &documents {
            black_box(analyser.extract(black_box(document)));
        }
    });
}

#[divan::bench]
fn start_up() -> Analyser {
    Analyser::builder().build().expect("the built-in lexicons")
}
