//! `onrecord graph`: a record as a graph.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use onrecord::base::{Error, Result};
use onrecord::graph::{self, dot, svg};
use onrecord::record::Record;
use onrecord::write::jsonl;

use super::Outcome;

/// Draw who speaks, for whom, in which party, about which ratings
///
/// Reads a record that `analyse` or `extract` has written and writes its graph as DOT, or as SVG by
/// Graphviz.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord graph > graph.dot
  onrecord graph output/record.jsonl -o graph.svg
  onrecord extract news/ | onrecord graph - --speakers 30 | dot -Tpng > graph.png")]
pub struct Graph {
    /// A record.jsonl, or a folder that holds one; `-` is standard input
    #[arg(value_name = "RECORD", default_value = "output")]
    record: PathBuf,

    /// The file to write, as DOT or, where its name ends in .svg, as SVG; standard output where not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// At most so many speakers, those with the most quotations
    #[arg(long, value_name = "N", default_value_t = dot::Options::default().speakers)]
    speakers: usize,
}

impl Graph {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let graph = graph::build(&self.read()?);
        let mut dot = Vec::new();
        dot::write(&graph, &dot::Options { speakers: self.speakers }, &mut dot)?;
        match &self.output {
            None => io::stdout().lock().write_all(&dot)?,
            Some(path) => write(path, &dot)?,
        }
        Ok(Outcome::Done)
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

/// Writes the graph to a file, which is there whole or not at all.
fn write(path: &Path, dot: &[u8]) -> anyhow::Result<()> {
    let io = |source| Error::io(path, source);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let staged = tempfile::tempdir_in(folder).map_err(io)?;
    let (drawing, mut done) = (staged.path().join("graph.dot"), staged.path().join("graph.dot"));
    std::fs::write(&drawing, dot).map_err(io)?;
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        done = staged.path().join("graph.svg");
        if !svg::draw(&drawing, &done)? {
            bail!("{}: not drawn; install Graphviz, or draw fewer with --speakers", path.display());
        }
    }
    std::fs::rename(done, path).map_err(io)?;
    Ok(())
}
