//! `onrecord train reported`: cases to what tells which attributions are quotations.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::trees::Settings;
use onrecord::train::{cases, reported};

use super::growth::Growth;

/// Which attributions are quotations, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    growth: Growth,
    /// The chance from which on an attribution is listed
    #[arg(long, default_value_t = 0.45)]
    likely: f32,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/reported.model")]
    output: PathBuf,
}

const SETTINGS: Settings =
    Settings { trees: 250, leaves: 24, rate: 0.06, signs: 0.3, rows: 0.8, least: 15, fall: 5.0, seed: 2 };

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let analyser = Analyser::builder().build()?;
    let samples = cases::samples(&args.cases, |case| reported::sample(&analyser, case))?;
    let settings = args.growth.settings(SETTINGS);
    let (mut forest, count) = reported::learn(&samples, settings, args.likely);
    let cases::Taken { all, right, wrong } = count;
    println!("held out in turn: {right} of {all} quotations, and {wrong} others");
    forest.manifest.scores = count.scores();
    std::fs::write(&args.output, forest.to_bytes())?;
    Ok(())
}
