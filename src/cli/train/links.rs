//! `onrecord train links`: cases to what tells which rating a quotation is about.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::lexicon::Lexicon;
use onrecord::train::cases;
use onrecord::train::links::{self, Sample};
use onrecord::train::trees::Settings;

use super::growth::Growth;

/// Which rating quotations are about, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    /// Folders of cases that are not learned from and only scored
    #[arg(long, value_name = "DIR")]
    on: Vec<PathBuf>,
    #[command(flatten)]
    growth: Growth,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/links.model")]
    output: PathBuf,
}

const SETTINGS: Settings =
    Settings { trees: 200, leaves: 16, rate: 0.1, signs: 0.4, rows: 0.8, least: 20, fall: 5.0, seed: 2 };

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let (analyser, lexicon) = (Analyser::builder().build()?, Lexicon::embedded());
    let read = |folders: &[PathBuf]| cases::samples(folders, |case| links::sample(&analyser, &lexicon, case));
    let (known, others) = (read(&args.cases)?, read(&args.on)?);
    let percent = |(right, all): (usize, usize)| 100.0 * right as f64 / all.max(1) as f64;
    let count = |right: (usize, usize)| format!("{} of {}, {:.1} %", right.0, right.1, percent(right));
    let total =
        |of: &dyn Fn(&Sample) -> (usize, usize), samples: &[Sample]| links::total(samples.iter().map(of));
    let settings = args.growth.settings(SETTINGS);
    let (mut choice, held_out) = links::learn(&known, settings);
    let rules = total(&links::right_by_rules, &known);
    println!("held out in turn: {} (by rules alone: {})", count(held_out), count(rules));
    println!("learned from: {}", count(total(&|sample| links::right(&choice, sample), &known)));
    if !others.is_empty() {
        let right = total(&|sample| links::right(&choice, sample), &others);
        println!(
            "others: {} (by rules alone: {})",
            count(right),
            count(total(&links::right_by_rules, &others))
        );
    }
    let rounded = |value: f64| (value * 10.0).round() / 10.0;
    choice.manifest.scores = vec![("held-out".into(), rounded(percent(held_out)))];
    std::fs::write(&args.output, choice.to_bytes())?;
    Ok(())
}
