//! `onrecord train`: corpora to models.

mod attribution;
mod calibration;
mod dates;
mod language;
mod links;
mod subjects;
mod wordings;
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
    Dates(dates::Args),
    Links(links::Args),
    Subjects(subjects::Args),
    Wordings(wordings::Args),
    Words(words::Args),
}

/// Trains, scores and writes.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.model {
        Model::Language(args) => language::run(args),
        Model::Attribution(args) => attribution::run(args),
        Model::Calibration(args) => calibration::run(args),
        Model::Dates(args) => dates::run(args),
        Model::Links(args) => links::run(args),
        Model::Subjects(args) => subjects::run(args),
        Model::Wordings(args) => wordings::run(args),
        Model::Words(args) => words::run(args),
    }
}
