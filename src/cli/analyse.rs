//! `onrecord analyse`: documents in, a folder of tables and a graph out.

use std::convert::Infallible;
use std::io;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord::record::{Extraction, Record, Status};
use onrecord::write::{csv, html, outputs};

use super::summary::Summary;
use super::{Outcome, Settings, complain, ordered, source};

/// Find quotations, speakers and ratings, and write them as tables and a graph
///
/// Writes into the output folder: quotations.csv, speakers.csv, memberships.csv, ratings.csv,
/// rating_evidence.csv, quotation_ratings.csv, timeline.csv, unattributed.csv, documents.csv and
/// datapackage.json, which describes them; record.jsonl, with all of it exactly; report.html, to read it all in a
/// browser; graph.svg, a picture, and graph.dot for Graphviz. The files of an earlier run are replaced as a whole;
/// your own files in the folder are kept.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord analyse news/ letters/*.txt
  onrecord analyse 'archive/2016-*.txt' -o 2016
  cat article.txt | onrecord analyse -
  onrecord analyse                  # with `inputs = [\"news\"]` in onrecord.toml")]
pub struct Analyse {
    /// Files, folders or patterns; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The folder to write into
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// Put an apostrophe before cells that a spreadsheet would run as a formula
    #[arg(long, value_enum, default_value_t = Guard::On)]
    csv_guard: Guard,

    /// Start CSV files with a byte order mark, for older versions of Excel
    #[arg(long)]
    csv_bom: bool,

    /// Put the text of each document, which spans count into, into record.jsonl
    #[arg(long)]
    keep_text: bool,

    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Guard {
    On,
    Off,
}

impl Analyse {
    pub fn run(self) -> anyhow::Result<Outcome> {
        if self.paths.is_empty() {
            bail!("name a PATH, or `inputs` in onrecord.toml; see `onrecord analyse --help`");
        }
        let analyser = self.settings.analyser(true)?;
        let pool = self.settings.pool()?;
        let sources = source::documents(&self.paths);
        let bar = self.bar(sources.len() as u64);
        let mut documents = Vec::with_capacity(sources.len());
        let mut texts = Texts { kept: Vec::new(), bytes: 0, all: self.keep_text };
        let keep = |mut extraction: Extraction| -> Result<(), Infallible> {
            if extraction.status == Status::Error {
                bar.suspend(|| complain(format_args!("{}: {}", extraction.path, extraction.message)));
            }
            bar.inc(1);
            texts.take(&mut extraction);
            documents.push(extraction);
            Ok(())
        };
        let Ok(()) = ordered::map(&pool, sources.into_iter(), |source| source.extract(&analyser), keep);
        bar.finish_and_clear();

        let unreadable = documents.iter().filter(|document| document.status == Status::Error).count();
        if unreadable == documents.len() {
            bail!("no document could be read; nothing was written");
        }
        let record = Record::from_extractions(documents);
        let options = csv::Options { guard: self.csv_guard == Guard::On, bom: self.csv_bom };
        let page =
            html::Options { texts: &texts.kept, offsets: self.settings.offsets.unit(), ..Default::default() };
        outputs(&record, &self.output, options, page)?;
        if !self.settings.quiet {
            Summary::new(&record, &self.output).print(io::stdout().lock())?;
        }
        Ok(if unreadable == 0 { Outcome::Done } else { Outcome::SomeUnreadable })
    }

    fn bar(&self, documents: u64) -> ProgressBar {
        if !self.settings.shows_progress() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(documents), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos} of {len} documents, {eta} left") {
            bar.set_style(style);
        }
        bar
    }
}

/// The texts that the page shows, as many as fit it: memory must not grow with the run.
struct Texts {
    /// Of each document, in order.
    kept: Vec<Option<String>>,
    bytes: usize,
    /// Whether extractions keep theirs.
    all: bool,
}

impl Texts {
    fn take(&mut self, extraction: &mut Extraction) {
        let text = if self.all { extraction.text.clone() } else { extraction.text.take() };
        // Those without quotations must not fill the page.
        let room = if extraction.quotations.is_empty() { html::MAX_TEXT / 4 } else { html::MAX_TEXT };
        let text = text.filter(|text| self.bytes + text.len() <= room);
        self.bytes += text.as_ref().map_or(0, String::len);
        self.kept.push(text);
    }
}
