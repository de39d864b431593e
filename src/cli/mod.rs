//! Arguments, and one file for each command.

mod analyse;
mod check;
mod completions;
mod configuration;
mod doctor;
#[cfg(feature = "train")]
mod eval;
mod extract;
mod graph;
mod ordered;
mod search;
mod show;
mod source;
mod summary;
mod terminal;
#[cfg(feature = "train")]
mod train;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use onrecord::base::OffsetUnit;
use onrecord::pipeline::Accuracy;
use onrecord::read::{GUARDED_THREAD, read_pdf};
use onrecord::write::csv;
use onrecord::{Analyser, Builder};

/// Finds who said what, when, and about which rating.
#[derive(Parser)]
#[command(name = "onrecord", version, max_term_width = 100, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 done; 1 a checked claim does not hold, or a search found nothing; 2 an error, or some documents could not be read (the rest are written)."
)]
struct Cli {
    /// Take options from this file; onrecord.toml in the working folder where not given
    ///
    /// Its keys are the long options of `analyse`, and `inputs` for its paths. What is typed wins.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Analyse(analyse::Analyse),
    Extract(extract::Extract),
    Graph(graph::Graph),
    Check(check::CheckClaims),
    Search(search::SearchRecord),
    Show(show::Show),
    Doctor(doctor::Doctor),
    Completions(completions::Completions),
    Man(completions::Man),
    /// Read one PDF from standard input, for the program itself
    #[command(name = onrecord::read::READ_PDF, hide = true)]
    ReadPdf,
    #[cfg(feature = "train")]
    Train(train::Args),
    #[cfg(feature = "train")]
    Eval(eval::Args),
}

/// How a command ended, where it ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// `check` found a claim that is not shown to hold, or `search` nothing.
    No,
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

    /// Leave out quotations that are less likely than this, 0 to 1; 0.45, for `extract` 0
    ///
    /// Below it most are no words that were said, but a stance, a wish or a deed (*praised the volunteers*).
    #[arg(long, value_name = "N", value_parser = probability)]
    min_confidence: Option<f32>,

    /// Number of threads; 0 is one for each processor. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

    /// No summary and no progress bar; errors are named still
    #[arg(short, long)]
    quiet: bool,
}

/// How CSV files are written.
#[derive(Args)]
struct CsvSettings {
    /// Put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long, value_enum, default_value_t = Guard::On)]
    csv_guard: Guard,

    /// Start CSV files with a byte order mark, for older versions of Excel
    #[arg(long)]
    csv_bom: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Guard {
    On,
    Off,
}

impl CsvSettings {
    fn options(&self) -> csv::Options {
        csv::Options { guard: self.csv_guard == Guard::On, bom: self.csv_bom }
    }
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

impl Offsets {
    fn unit(self) -> OffsetUnit {
        match self {
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

impl From<AccuracyChoice> for Accuracy {
    fn from(choice: AccuracyChoice) -> Self {
        match choice {
            AccuracyChoice::Fast => Accuracy::Fast,
            AccuracyChoice::Standard => Accuracy::Standard,
        }
    }
}

/// Reads a number from 0 to 1.
fn probability(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("give a number from 0 to 1".into()),
    }
}

impl Settings {
    fn builder(&self, keep_text: bool) -> Builder {
        self.builder_in(keep_text, self.offsets.unit())
    }

    /// An analyser whose spans slice the text.
    fn byte_analyser(&self) -> anyhow::Result<Analyser> {
        Ok(self.builder_in(false, OffsetUnit::Bytes).build()?)
    }

    fn builder_in(&self, keep_text: bool, unit: OffsetUnit) -> Builder {
        let builder = Analyser::builder()
            .offsets(unit)
            .keep_text(keep_text)
            .accuracy(self.accuracy.into())
            .pdf_program(std::env::current_exe().ok());
        let builder = self.min_confidence.into_iter().fold(builder, Builder::min_confidence);
        self.lexicon.iter().fold(builder, |builder, path| builder.lexicon(path))
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
    keep_quiet_about_readers();
    let cli = match configuration::parse() {
        Ok(cli) => cli,
        Err(error) => {
            complain(format_args!("{error:#}"));
            return ExitCode::from(2);
        }
    };
    let done = match cli.command {
        Command::Analyse(command) => command.run(),
        Command::Extract(command) => command.run(),
        Command::Graph(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Doctor(command) => command.run(cli.config.as_deref()),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
        Command::ReadPdf => {
            read_pdf(io::stdin().lock(), io::stdout().lock()).map(|()| Outcome::Done).map_err(Into::into)
        }
        #[cfg(feature = "train")]
        Command::Train(args) => train::run(args).map(|()| Outcome::Done),
        #[cfg(feature = "train")]
        Command::Eval(args) => eval::run(args).map(|()| Outcome::Done),
    };
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::No) => ExitCode::FAILURE,
        Ok(Outcome::SomeUnreadable) => ExitCode::from(2),
        // Whoever read our output has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

/// A file that makes its reader fail is named as an error; the reader's own words help no one.
fn keep_quiet_about_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(GUARDED_THREAD) {
            usual(panic);
        }
    }));
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
