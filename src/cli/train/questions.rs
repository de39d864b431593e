//! `onrecord train dates`, `… occasions`, `… subjects`: cases to what tells when rules are wrong.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::questions::{self, Subject};
use onrecord::train::trees::Settings;

use super::growth::Growth;

/// What to learn from, and how
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases; `unread.txt` in one names those that no rule was made on
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    growth: Growth,
    /// The chance from which on another answer than that of the rules is taken
    #[arg(long)]
    likely: Option<f32>,
    /// Where the model goes, if not among those that ship
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const SETTINGS: Settings =
    Settings { trees: 500, leaves: 24, rate: 0.05, signs: 0.3, rows: 0.8, least: 15, fall: 5.0, seed: 2 };

/// Trains, scores and writes the model of `subject`.
pub fn run(args: Args, subject: Subject) -> Result<()> {
    let subject = Subject { likely: args.likely.unwrap_or(subject.likely), ..subject };
    let analyser = Analyser::builder().build()?;
    let mut samples = Vec::new();
    for folder in &args.cases {
        samples.extend(questions::samples(&analyser, folder, subject)?);
    }
    let (mut forest, count) = questions::learn(subject, &samples, args.growth.settings(SETTINGS));
    let percent = |right: usize| 100.0 * right as f64 / count.all.max(1) as f64;
    let (model, rules) = (percent(count.by_model), percent(count.by_rules));
    println!(
        "held out in turn: {model:.1} % of {} of cases that no rule was made on, by rules alone {rules:.1} %",
        count.all
    );
    forest.manifest.scores = vec![("held-out".into(), (model * 10.0).round() / 10.0)];
    let shipped = || PathBuf::from(format!("data/models/{}.model", subject.name));
    std::fs::write(args.output.unwrap_or_else(shipped), forest.to_bytes())?;
    Ok(())
}
