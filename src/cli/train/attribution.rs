//! `onrecord train attribution`: annotated news to the model that finds who said what.

use std::path::PathBuf;

use anyhow::{Context, Result};

use onrecord::attribute::learned::Manifest;
use onrecord::train::attribution::{Plan, model};
use onrecord::train::corpus_polnear;

/// The model that finds attributions: cues, then the source and content of each
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Folder with `polnear/`
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Where the model goes
    #[arg(short, long, value_name = "FILE", default_value = "data/models/attribution.model")]
    output: PathBuf,
    /// Times that each example is seen
    #[arg(long, default_value_t = Plan::default().cue.epochs)]
    epochs: usize,
    /// Size of the steps
    #[arg(long, default_value_t = Plan::default().cue.rate)]
    rate: f32,
    /// Share of features left out at each visit
    #[arg(long, default_value_t = Plan::default().cue.dropout)]
    dropout: f32,
    /// Size of the steps of the hidden layer's rows
    #[arg(long, default_value_t = Plan::default().cue.row_rate)]
    row_rate: f32,
    /// Size of the steps of the hidden layer's matrices
    #[arg(long, default_value_t = Plan::default().cue.dense_rate)]
    dense_rate: f32,
    /// Share of the hidden layer's rows left out at each visit
    #[arg(long, default_value_t = Plan::default().cue.row_dropout)]
    row_dropout: f32,
    /// Share of the words' vectors left out
    #[arg(long, default_value_t = Plan::default().cue.word_dropout)]
    word_dropout: f32,
    /// Share of the hidden layer left out
    #[arg(long, default_value_t = Plan::default().cue.layer_dropout)]
    layer_dropout: f32,
    #[arg(long, default_value_t = Plan::default().cue.seed)]
    seed: u64,
    /// Added to the score of beginning a cue: higher finds more
    #[arg(long, default_value_t = Plan::default().bias)]
    bias: f32,
    /// Learn from this share of the documents only, in percent
    #[arg(long, default_value_t = 100)]
    share: usize,
}

/// Trains and writes.
pub fn run(args: Args) -> Result<()> {
    let path = args.corpora.join("polnear/polnear-train.jsonl.gz");
    let mut documents = corpus_polnear::read(&path)?;
    documents.truncate(documents.len() * args.share / 100);
    let mut plan = Plan::default();
    for settings in [&mut plan.cue, &mut plan.argument] {
        settings.epochs = args.epochs;
        settings.rate = args.rate;
        settings.dropout = args.dropout;
        settings.seed = args.seed;
        settings.row_rate = args.row_rate;
        settings.dense_rate = args.dense_rate;
        settings.row_dropout = args.row_dropout;
        settings.word_dropout = args.word_dropout;
        settings.layer_dropout = args.layer_dropout;
    }
    plan.bias = args.bias;
    let model = model(&documents, plan);
    let manifest = Manifest {
        corpus: "PolNeAR 1.0 train, first annotator (no licence stated; only weights are kept)".into(),
        annotations: "own".into(),
        ..Manifest::default()
    };
    std::fs::write(&args.output, model.to_bytes(&manifest)).with_context(|| args.output.display().to_string())
}
