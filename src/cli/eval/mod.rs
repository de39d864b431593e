//! `onrecord eval`: models against annotated corpora, and against the clock.

mod attribution;
mod language;

use clap::Subcommand;

/// Score against annotated corpora
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    Attribution(attribution::Args),
    #[command(flatten)]
    Language(language::What),
}

/// Scores and prints.
pub fn run(args: Args) -> anyhow::Result<()> {
    match args.what {
        What::Attribution(args) => attribution::run(args),
        What::Language(what) => language::run(what),
    }
}
