//! `onrecord analyse`: documents in, a folder of tables and a graph out.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs::{self, File};
use std::io::{self, BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use onrecord::base::Error;
use onrecord::graph;
use onrecord::record::{Extraction, Record, Status};
use onrecord::resolve::{Corrections, with_words};
use onrecord::write::{self, html, jsonl, outputs};

use super::summary::Summary;
use super::{CsvSettings, Outcome, Settings, complain, ordered, source};

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
  onrecord analyse news/ --format csv,xlsx,sqlite
  onrecord analyse this-week/ --into output --register councillors.csv
  cat article.txt | onrecord analyse -
  onrecord analyse                  # with `inputs = [\"news\"]` in onrecord.toml

Corrections (corrections.csv in the output folder, or --corrections FILE) have these columns:
  action         set (or empty), confirm, not a quotation, merge, split or rename
  quotation_id   the quotation; or its words in `exact`, with `prefix` and `suffix` where they occur twice
  field, value   for set: speaker, role, organisation, party or said_on, and what it should be
  speaker_id     for merge: is the speaker `value`; for rename: is called `value`; for split: the quotation
                 is another's of that name
  note           for yourself
What fits nothing any more is listed in not_applied.csv.")]
pub struct Analyse {
    /// Files, folders or patterns; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The folder to write into
    #[arg(short, long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,

    /// What to write the tables as; several with commas between them
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Format::Csv])]
    format: Vec<Format>,

    /// Add the documents to the record in this folder: its speakers and quotations keep their identifiers
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    into: Option<PathBuf>,

    /// A register of people with their roles and parties, as CSV (name, role, organisation, party, start_date,
    /// end_date, aliases, id), JSON Lines or Popolo JSON; may be given more than once
    #[arg(long, value_name = "FILE")]
    register: Vec<PathBuf>,

    /// Corrections to apply, as CSV; those in corrections.csv in the output folder are applied too
    #[arg(long, value_name = "FILE")]
    corrections: Vec<PathBuf>,

    #[command(flatten)]
    csv: CsvSettings,

    /// Give each speaker in speakers.csv its centrality, and the number of the circle of those quoted together
    #[arg(long)]
    metrics: bool,

    /// Put the text of each document, which spans count into, into record.jsonl
    #[arg(long)]
    keep_text: bool,

    #[command(flatten)]
    settings: Settings,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A CSV file for each table, and datapackage.json
    Csv,
    /// One workbook, onrecord.xlsx
    Xlsx,
    /// One SQLite database, onrecord.sqlite, with full-text search
    Sqlite,
}

impl Format {
    fn to_write(self) -> write::Format {
        match self {
            Format::Csv => write::Format::Csv,
            Format::Xlsx => write::Format::Xlsx,
            Format::Sqlite => write::Format::Sqlite,
        }
    }
}

/// The user's corrections in an output folder.
const CORRECTIONS: &str = "corrections.csv";

/// The documents of the record in `folder`.
fn known(folder: &Path) -> onrecord::base::Result<Vec<Extraction>> {
    let path = folder.join("record.jsonl");
    let file = File::open(&path).map_err(|source| Error::io(&path, source))?;
    jsonl::read(BufReader::new(file), &path.display().to_string())
}

/// Writes the words beside the identifiers in the corrections of an output folder, so that they outlast a
/// change of the document.
fn keep_words(path: &Path, record: &Record) -> onrecord::base::Result<()> {
    let io = |source| Error::io(path, source);
    let text = fs::read_to_string(path).map_err(io)?;
    let Some(text) = with_words(&text, &record.documents) else { return Ok(()) };
    let folder = path.parent().unwrap_or(path);
    let mut staged = tempfile::NamedTempFile::new_in(folder).map_err(io)?;
    staged.write_all(text.as_bytes()).map_err(io)?;
    staged.as_file().set_permissions(fs::metadata(path).map_err(io)?.permissions()).map_err(io)?;
    staged.persist(path).map_err(|error| io(error.error))?;
    Ok(())
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
        let builder = self.settings.builder(true);
        let analyser = self.register.iter().fold(builder, |builder, path| builder.register(path)).build()?;
        let output = self.into.as_ref().unwrap_or(&self.output);
        let known = self.into.as_deref().map_or(Ok(Vec::new()), known)?;
        let mut corrections = Corrections::default();
        let own = output.join(CORRECTIONS);
        for path in self.corrections.iter().chain(own.is_file().then_some(&own)) {
            corrections.add_file(path)?;
        }
        let pool = self.settings.pool()?;
        let sources = source::documents(&self.paths);
        let bar = self.bar(sources.len() as u64);
        let mut documents = Vec::with_capacity(sources.len());
        let mut texts = Texts { kept: HashMap::new(), bytes: 0, all: self.keep_text };
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
        let mut record = analyser.record(known, documents, &corrections);
        if self.metrics {
            record.measures = graph::metrics::measures(&record, analyser.lexicon());
        }
        let formats: Vec<_> = self.format.iter().map(|format| format.to_write()).collect();
        let texts = texts.of(&record);
        let page =
            html::Options { texts: &texts, offsets: self.settings.offsets.unit(), ..Default::default() };
        outputs(&record, output, &formats, self.csv.options(), page)?;
        if own.is_file() {
            keep_words(&own, &record)?;
        }
        if !self.settings.quiet {
            Summary::new(&record, output).print(io::stdout().lock())?;
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
    /// By path and hash of the bytes.
    kept: HashMap<(String, String), String>,
    bytes: usize,
    /// Whether extractions keep theirs.
    all: bool,
}

impl Texts {
    fn take(&mut self, extraction: &mut Extraction) {
        if self.all {
            return;
        }
        // Those without quotations must not fill the page.
        let room = if extraction.quotations.is_empty() { html::MAX_TEXT / 4 } else { html::MAX_TEXT };
        if let Some(text) = extraction.text.take()
            && self.bytes + text.len() <= room
        {
            self.bytes += text.len();
            self.kept.insert((extraction.path.clone(), extraction.blake3.clone()), text);
        }
    }

    /// Those of the documents of `record`, in its order.
    fn of(mut self, record: &Record) -> Vec<Option<String>> {
        let text = |document: &Extraction| {
            document
                .text
                .clone()
                .or_else(|| self.kept.remove(&(document.path.clone(), document.blake3.clone())))
        };
        record.documents.iter().map(text).collect()
    }
}
