//! `onrecord train calibration`: makes an attribution model's confidence the share that is right.

use std::path::PathBuf;

use anyhow::{Context, Result};

use onrecord::attribute::learned::Model;
use onrecord::train::attribution::calibration;
use onrecord::train::corpus_polnear;

/// The confidence of an attribution model, from annotated documents that it was not trained on
#[derive(clap::Args, Debug)]
pub struct Args {
    /// JSON Lines in the layout of PolNeAR, plain or packed by gzip
    gold: PathBuf,
    /// The model, which is written anew
    #[arg(long, value_name = "FILE", default_value = "data/models/attribution.model")]
    model: PathBuf,
    /// Use every second document only, so that the others can tell how good it is
    #[arg(long)]
    half: bool,
}

/// Fits and writes.
pub fn run(args: Args) -> Result<()> {
    let name = args.model.display().to_string();
    let bytes = std::fs::read(&args.model).with_context(|| name.clone())?;
    let (mut model, manifest) = Model::from_bytes(&name, &bytes)?;
    let mut documents = corpus_polnear::read(&args.gold)?;
    if args.half {
        documents = documents.into_iter().step_by(2).collect();
    }
    model.calibration = calibration(&documents, &model);
    std::fs::write(&args.model, model.to_bytes(&manifest)).with_context(|| name)
}
