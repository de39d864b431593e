//! `onrecord train`: corpora to models.

mod attribution;
mod language;

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
}

/// Trains, scores and writes.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.model {
        Model::Language(args) => language::run(args),
        Model::Attribution(args) => attribution::run(args),
    }
}
