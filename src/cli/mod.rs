//! Arguments, and one file for each command.

mod analyse;
#[cfg(feature = "train")]
mod eval;
mod extract;
mod graph;
mod ordered;
mod source;
mod summary;
#[cfg(feature = "train")]
mod train;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use onrecord::Analyser;
use onrecord::base::OffsetUnit;
use onrecord::pipeline::Accuracy;

/// Finds who said what, when, and about which rating.
#[derive(Parser)]
#[command(name = "onrecord", version, max_term_width = 100, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done; 2 an error, or some documents could not be read (the rest are written)."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Analyse(analyse::Analyse),
    Extract(extract::Extract),
    Graph(graph::Graph),
    #[cfg(feature = "train")]
    Train(train::Args),
    #[cfg(feature = "train")]
    Eval(eval::Args),
}

/// How a command ended, where it ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Some documents could not be read; each has been named on stderr.
    SomeUnreadable,
}

/// Settings that every analysing command takes.
#[derive(Args)]
struct Settings {
    /// A lexicon file of your own, beside the built-in ones; may be given more than once
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,

    /// What start and end positions count
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    offsets: Offsets,

    /// How quotations are found: by the learned model and rules, or by rules alone
    #[arg(long, value_enum, default_value_t = AccuracyChoice::Standard)]
    accuracy: AccuracyChoice,

    /// Number of threads; 0 is one for each processor. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

    /// No summary and no progress bar; errors are named still
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Offsets {
    /// Bytes of UTF-8
    Bytes,
    /// Unicode code points
    Chars,
    /// UTF-16 code units
    Utf16,
}

#[derive(Clone, Copy, ValueEnum)]
enum AccuracyChoice {
    /// Rules alone: several times the speed, less reported speech
    Fast,
    /// The learned model, with the rules for what it can't see
    #[value(alias = "high")]
    Standard,
}

impl Settings {
    fn analyser(&self, keep_text: bool) -> anyhow::Result<Analyser> {
        let unit = match self.offsets {
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Utf16 => OffsetUnit::Utf16,
        };
        let accuracy = match self.accuracy {
            AccuracyChoice::Fast => Accuracy::Fast,
            AccuracyChoice::Standard => Accuracy::Standard,
        };
        let builder = Analyser::builder().offsets(unit).keep_text(keep_text).accuracy(accuracy);
        Ok(self.lexicon.iter().fold(builder, |builder, path| builder.lexicon(path)).build()?)
    }

    fn pool(&self) -> anyhow::Result<rayon::ThreadPool> {
        Ok(rayon::ThreadPoolBuilder::new().num_threads(self.threads).build()?)
    }

    /// Whether to show progress: someone looks at stderr.
    fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Analyse(command) => command.run(),
        Command::Extract(command) => command.run(),
        Command::Graph(command) => command.run(),
        #[cfg(feature = "train")]
        Command::Train(args) => train::run(args).map(|()| Outcome::Done),
        #[cfg(feature = "train")]
        Command::Eval(args) => eval::run(args).map(|()| Outcome::Done),
    };
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeUnreadable) => ExitCode::from(2),
        // Whoever read our output has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

/// Names an error on stderr, and goes on.
fn complain(error: impl std::fmt::Display) {
    use std::io::Write;
    // Nothing is left to tell the user where stderr is gone.
    let _ = writeln!(io::stderr(), "onrecord: {error}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_fit_together() {
        super::Cli::command().debug_assert();
    }
}
