//! `onrecord extract`: JSON Lines to stdout, for pipes.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use onrecord::record::{Extraction, Status};
use onrecord::write::jsonl;

use super::source::{self, Source};
use super::{Outcome, Settings, complain, ordered};

/// Write what is found in each document as one line of JSON, in input order
///
/// With no PATH, standard input is one plain-text document, or, with --jsonl, one JSON object a line
/// with `id`, `text` and, where known, `title`, `published_on` and `path`. A document that can't be
/// read gives a line too, with `status` "error" and a `message`.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord extract article.txt
  onrecord extract < article.txt | jq -r '.quotations[].speaker.name'
  onrecord extract --jsonl --text < articles.jsonl > found.jsonl")]
pub struct Extract {
    /// Files, folders or patterns; `-` is standard input
    #[arg(value_name = "PATH", default_value = "-", hide_default_value = true)]
    paths: Vec<PathBuf>,

    /// Read JSON Lines: one document a line
    #[arg(long)]
    jsonl: bool,

    /// Put the text of each document into its line
    #[arg(long)]
    text: bool,

    #[command(flatten)]
    settings: Settings,
}

impl Extract {
    pub fn run(self) -> anyhow::Result<Outcome> {
        // All that may be one, for whoever sorts by confidence.
        let least = self.settings.min_confidence.unwrap_or(0.0);
        let analyser = self.settings.builder(self.text).min_confidence(least).build()?;
        let pool = self.settings.pool()?;
        let sources: Box<dyn Iterator<Item = Source> + Send> = if self.jsonl {
            Box::new(source::json_lines(&self.paths, analyser.reading()))
        } else {
            Box::new(source::documents(&self.paths).into_iter())
        };
        let mut outcome = Outcome::Done;
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut write = |extraction: Extraction| -> io::Result<()> {
            if extraction.status == Status::Error {
                complain(format_args!("{}: {}", extraction.path, extraction.message));
                outcome = Outcome::SomeUnreadable;
            }
            jsonl::write([&extraction], &mut out)?;
            out.flush()
        };
        ordered::map(&pool, sources, |source| source.extract(&analyser), &mut write)?;
        Ok(outcome)
    }
}
