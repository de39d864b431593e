//! `onrecord graph`: a record as a graph.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};
use onrecord::base::{Date, Error, Result};
use onrecord::graph::{self, By, Options, Selection};
use onrecord::lexicon::Lexicon;
use onrecord::record::Record;
use onrecord::write::jsonl;

use super::Outcome;

/// Draw who speaks, for whom, in which party, about which ratings
///
/// Reads a record that `analyse` or `extract` has written and writes its graph: as a picture (SVG), for
/// Graphviz (DOT), or for other programs: GraphML and GEXF 1.3 (Gephi), JSON (nodes and links). These three
/// hold documents, roles and the grades that follow each other too, and all speakers unless --min or --focus says otherwise.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord graph -o graph.svg
  onrecord graph output -o graph.svg --by party --since 2015 --until 2018-06
  onrecord graph output --focus 'Jane Doe' --depth 1 -o doe.svg
  onrecord graph output --mentions -o all.gexf
  onrecord extract news/ | onrecord graph - --speakers 30 | dot -Tpng > graph.png")]
pub struct Graph {
    /// A record.jsonl, or a folder that holds one; `-` is standard input
    #[arg(value_name = "RECORD", default_value = "output")]
    record: PathBuf,

    /// The file to write; its ending (.dot, .svg, .graphml, .gexf, .json) says as what; standard output where not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// What to write, whatever the file's name; DOT where neither says
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Only what is near the speaker, role, body, party, document or subject of this name, or of which it is a part
    #[arg(long, value_name = "NAME")]
    focus: Option<String>,

    /// How many ties away from --focus
    #[arg(long, value_name = "N", default_value_t = 2)]
    depth: usize,

    /// What the boxes in a picture stand for; `document` draws documents between speakers and ratings
    #[arg(long, value_enum, default_value_t = Boxes::Organisation)]
    by: Boxes,

    /// Only what was said, held or rated on this date or later: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Only what was said, held or rated on this date or before; a whole year with YYYY
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// Only speakers with at least so many quotations
    #[arg(long, value_name = "N", default_value_t = 1)]
    min: usize,

    /// At most so many speakers in a picture, those with the most quotations
    #[arg(long, value_name = "N", default_value_t = Options::default().speakers)]
    speakers: usize,

    /// Also which speakers name each other, and who replies to whom
    #[arg(long)]
    mentions: bool,

    /// With centrality and community of each speaker, in GraphML, GEXF and JSON
    #[arg(long)]
    metrics: bool,

    /// A lexicon file of your own, for the colours of its parties; may be given more than once
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Dot,
    Svg,
    Graphml,
    Gexf,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Boxes {
    Organisation,
    Party,
    Document,
}

impl Graph {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let format = self.format()?;
        let mut lexicon = Lexicon::embedded();
        for path in &self.lexicon {
            lexicon.add_file(path)?;
        }
        let selection =
            Selection { since: self.since, until: self.until, min: self.min, mentions: self.mentions };
        let mut graph = graph::build(&self.read()?, &lexicon, &selection);
        if self.metrics {
            graph::metrics::measure(&mut graph);
        }
        if let Some(name) = &self.focus {
            graph = graph::focus(&graph, name, self.depth)?;
        }
        let mut bytes = Vec::new();
        match format {
            Format::Dot => graph::dot::write(&graph, &self.options(), &mut bytes)?,
            Format::Svg => bytes = graph::svg::render(&graph, &self.options()).into_bytes(),
            Format::Graphml => graph::graphml::write(&graph, &mut bytes)?,
            Format::Gexf => graph::gexf::write(&graph, &mut bytes)?,
            Format::Json => graph::json::write(&graph, &mut bytes)?,
        }
        match &self.output {
            None => io::stdout().lock().write_all(&bytes)?,
            Some(path) => write(path, &bytes).map_err(|source| Error::io(path, source))?,
        }
        Ok(Outcome::Done)
    }

    fn format(&self) -> anyhow::Result<Format> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = &self.output else { return Ok(Format::Dot) };
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        Ok(match ending.as_str() {
            "dot" | "gv" => Format::Dot,
            "svg" => Format::Svg,
            "graphml" => Format::Graphml,
            "gexf" => Format::Gexf,
            "json" => Format::Json,
            _ => bail!(
                "{}: the ending says no format; end it in .dot, .svg, .graphml, .gexf or .json, or give --format",
                path.display()
            ),
        })
    }

    fn options(&self) -> Options {
        let by = match self.by {
            Boxes::Organisation => By::Organisation,
            Boxes::Party => By::Party,
            Boxes::Document => By::Document,
        };
        Options { speakers: self.speakers, by }
    }

    fn read(&self) -> Result<Record> {
        let documents = if self.record == Path::new("-") {
            jsonl::read(io::stdin().lock(), "-")?
        } else {
            let inside = self.record.join("record.jsonl");
            let path = if self.record.is_dir() { &inside } else { &self.record };
            let file = File::open(path).map_err(|source| Error::io(path, source))?;
            jsonl::read(BufReader::new(file), &path.display().to_string())?
        };
        Ok(Record::from_recorded(documents))
    }
}

/// Writes the file, which is there whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staged = tempfile::tempdir_in(folder)?;
    let file = staged.path().join("graph");
    std::fs::write(&file, bytes)?;
    std::fs::rename(file, path)
}
