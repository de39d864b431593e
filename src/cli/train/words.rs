//! `onrecord train words`: vectors of words to the codes that the language model reads.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use onrecord::model::{PARTS, WordsManifest, write_words};
use onrecord::train::words::quantise;

/// What is known of words from very much text, in a few bytes each
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The vectors, one word a line with its numbers behind it, common words first: `glove.6B.50d.txt` of GloVe 6B
    #[arg(long, value_name = "FILE")]
    vectors: PathBuf,
    /// Words that are kept, the commonest
    #[arg(long, default_value_t = 100_000)]
    count: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the codes go
    #[arg(short, long, value_name = "FILE", default_value = "data/models/words.model")]
    output: PathBuf,
}

/// Reads, cuts and writes.
pub fn run(args: Args) -> Result<()> {
    let name = args.vectors.display().to_string();
    let file = File::open(&args.vectors).with_context(|| name.clone())?;
    let (mut words, mut vectors) = (Vec::new(), Vec::new());
    for (at, line) in BufReader::new(file).lines().enumerate() {
        if words.len() == args.count {
            break;
        }
        let line = line.with_context(|| name.clone())?;
        let mut fields = line.split(' ');
        let word = fields.next().unwrap_or_default();
        // Digits are all one to the language model.
        if word.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let vector: Result<Vec<f32>, _> = fields.map(str::parse).collect();
        let mut vector = vector.with_context(|| format!("{name}: line {}", at + 1))?;
        ensure!(
            !vector.is_empty() && vector.len() % PARTS == 0,
            "{name}: line {}: {} numbers, which {PARTS} does not divide",
            at + 1,
            vector.len()
        );
        // How long a vector is tells mostly how common its word is.
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        vector.iter_mut().for_each(|x| *x /= length);
        words.push(word.to_string());
        vectors.push(vector);
    }
    let (codes, kept) = quantise(&vectors, args.seed);
    let manifest = WordsManifest {
        name: "words".into(),
        corpus: vec!["GloVe 6B, 50 numbers a word (Wikipedia 2014 and Gigaword 5)".into()],
        licence: vec!["PDDL 1.0".into()],
        words: words.len(),
        seed: args.seed,
        kept: (kept * 100.0).round() / 100.0,
    };
    let words: Vec<_> = words.into_iter().zip(codes).collect();
    eprintln!("{} words; their codes keep {kept:.1} % of the spread", words.len());
    std::fs::write(&args.output, write_words(&manifest, &words))
        .with_context(|| args.output.display().to_string())
}
