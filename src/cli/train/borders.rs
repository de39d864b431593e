//! `onrecord train borders`: cases to what tells where names of bodies begin and end.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::trees::Settings;
use onrecord::train::{borders, cases};

use super::growth::Growth;

/// Where names of bodies begin and end, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    growth: Growth,
    /// The chance from which on two words are of one name
    #[arg(long, default_value_t = 0.5)]
    likely: f32,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/borders.model")]
    output: PathBuf,
}

const SETTINGS: Settings =
    Settings { trees: 150, leaves: 32, rate: 0.1, signs: 0.3, rows: 0.5, least: 15, fall: 5.0, seed: 2 };

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let analyser = Analyser::builder().build()?;
    let samples = cases::samples(&args.cases, |case| borders::sample(&analyser, case))?;
    let (mut forest, count) = borders::learn(&samples, args.growth.settings(SETTINGS), args.likely);
    let percent = |right: usize| 100.0 * right as f64 / count.all.max(1) as f64;
    let (model, rules) = (percent(count.by_model), percent(count.by_rules));
    println!("held out in turn: {model:.1} % of {} names whole, by rules {rules:.1} %", count.all);
    forest.manifest.scores = vec![("held-out".into(), (model * 10.0).round() / 10.0)];
    std::fs::write(&args.output, forest.to_bytes())?;
    Ok(())
}
