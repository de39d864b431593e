//! `onrecord train`: corpora to models.

mod attribution;
mod borders;
mod calibration;
mod growth;
mod language;
mod links;
mod questions;
mod reported;
mod wordings;
mod words;

use clap::Subcommand;
use onrecord::train::{dates, occasions, parts, subjects};

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
    Borders(borders::Args),
    Calibration(calibration::Args),
    /// When a grade was given, from cases that say so
    Dates(questions::Args),
    Links(links::Args),
    /// When words were said, from cases that say so
    Occasions(questions::Args),
    /// Which grade a part has
    Parts(questions::Args),
    Reported(reported::Args),
    /// Of which body a grade is, from cases that say so
    Subjects(questions::Args),
    Wordings(wordings::Args),
    Words(words::Args),
}

/// Trains, scores and writes.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.model {
        Model::Language(args) => language::run(args),
        Model::Attribution(args) => attribution::run(args),
        Model::Borders(args) => borders::run(args),
        Model::Calibration(args) => calibration::run(args),
        Model::Dates(args) => questions::run(args, dates::SUBJECT),
        Model::Links(args) => links::run(args),
        Model::Occasions(args) => questions::run(args, occasions::SUBJECT),
        Model::Parts(args) => questions::run(args, parts::SUBJECT),
        Model::Reported(args) => reported::run(args),
        Model::Subjects(args) => questions::run(args, subjects::SUBJECT),
        Model::Wordings(args) => wordings::run(args),
        Model::Words(args) => words::run(args),
    }
}
