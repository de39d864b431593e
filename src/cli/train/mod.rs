//! `onrecord train`: corpora to models.

mod attribution;
mod calibration;
mod language;
mod links;
mod words;

use clap::Subcommand;

/// Train a model that ships with the program
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    model: Model,
}

#[derive(Subcommand, Debug)]
enum Model {
    #[command(visible_aliases = ["tagger", "entities", "parser"])]
    Language(language::Args),
    Attribution(attribution::Args),
    Calibration(calibration::Args),
    Links(links::Args),
    Words(words::Args),
}

/// Trains, scores and writes.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.model {
        Model::Language(args) => language::run(args),
        Model::Attribution(args) => attribution::run(args),
        Model::Calibration(args) => calibration::run(args),
        Model::Links(args) => links::run(args),
        Model::Words(args) => words::run(args),
    }
}
