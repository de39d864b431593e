//! `onrecord train wordings`: cases to what tells which wordings of grades tell a rating.

use std::path::PathBuf;

use anyhow::Result;

use onrecord::Analyser;
use onrecord::train::trees::Settings;
use onrecord::train::{cases, wordings};

use super::growth::Growth;

/// Which wordings of grades tell a rating, from cases that say so
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folders of cases
    #[arg(required = true, value_name = "DIR")]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    growth: Growth,
    /// The chance from which on a wording tells a rating
    #[arg(long, default_value_t = 0.6)]
    likely: f32,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/wordings.model")]
    output: PathBuf,
}

const SETTINGS: Settings =
    Settings { trees: 250, leaves: 24, rate: 0.06, signs: 0.3, rows: 0.8, least: 15, fall: 5.0, seed: 2 };

/// Trains, scores and writes.
pub fn run(args: Args) -> Result<()> {
    let analyser = Analyser::builder().build()?;
    let samples = cases::samples(&args.cases, |case| wordings::sample(&analyser, case))?;
    let settings = args.growth.settings(SETTINGS);
    let (mut forest, count) = wordings::learn(&samples, settings, args.likely);
    let cases::Taken { all, right, wrong } = count;
    println!(
        "held out in turn: of {all} wordings that no frame knows and that tell a rating {right}, and {wrong} others"
    );
    forest.manifest.scores = count.scores();
    std::fs::write(&args.output, forest.to_bytes())?;
    Ok(())
}
