//! `onrecord train subjects`: cases to what tells of which body a grade is.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::trees::Settings;
use onrecord::train::{cases, subjects};

/// Of which body a grade is, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases; `unread.txt` in one names those that no rule was made on
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    #[arg(long, default_value_t = 500)]
    trees: usize,
    #[arg(long, default_value_t = 16)]
    leaves: usize,
    /// How much of each tree's answer counts
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// Share of the signs that each tree sees
    #[arg(long, default_value_t = 0.4)]
    signs: f32,
    /// The chance from which on another body than that of the rules is taken
    #[arg(long, default_value_t = 0.0)]
    likely: f32,
    #[arg(long, default_value_t = 2)]
    seed: u64,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/subjects.model")]
    output: PathBuf,
}

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let analyser = Analyser::builder().build()?;
    let mut samples = Vec::new();
    for folder in &args.cases {
        let unread = cases::unread(folder)?;
        for case in cases::folders(folder)? {
            let name = case.file_name().unwrap_or_default().to_string_lossy();
            samples.extend(subjects::sample(&analyser, &case, unread.contains(&*name))?);
        }
    }
    let settings = Settings {
        trees: args.trees,
        leaves: args.leaves,
        rate: args.rate,
        signs: args.signs,
        rows: 0.8,
        least: 15,
        fall: 5.0,
        seed: args.seed,
    };
    let (mut forest, count) = subjects::learn(&samples, settings, args.likely);
    let percent = |right: usize| 100.0 * right as f64 / count.all.max(1) as f64;
    let (model, rules) = (percent(count.by_model), percent(count.by_rules));
    println!(
        "held out in turn: {model:.1} % of {} grades of cases that no rule was made on, by rules alone {rules:.1} %",
        count.all
    );
    forest.manifest.scores = vec![("held-out".into(), (model * 10.0).round() / 10.0)];
    std::fs::write(&args.output, forest.to_bytes())?;
    Ok(())
}
