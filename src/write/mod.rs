//! The record as files: tables, JSON Lines, a data package, a graph, a page; whole or not at all.

pub mod csv;
pub mod datapackage;
pub mod directory;
pub mod html;
pub mod jsonl;
mod schema;
mod tables;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub use schema::{Field, FieldType, ForeignKey, SCHEMAS, Schema};
pub use tables::{Table, tables};

use crate::base::{Error, Result};
use crate::graph;
use crate::lexicon::Lexicon;
use crate::record::Record;

/// The files of one run, beside the tables of [`SCHEMAS`].
const OTHER_FILES: [&str; 5] = ["datapackage.json", "record.jsonl", "graph.dot", "graph.svg", "report.html"];

/// Whether a run writes a file of this name, and so may replace or remove it.
fn is_ours(name: &str) -> bool {
    OTHER_FILES.contains(&name)
        || name.strip_suffix(".csv").is_some_and(|stem| SCHEMAS.iter().any(|schema| schema.name == stem))
}

/// Writes every output of `record` into the folder `target`, which is made where it is missing.
///
/// A reader of the folder sees the old files or the new (see [`directory::replace`]).
/// Files in it that no run writes are left as they are.
/// `page` is what `report.html` shows beside the record.
pub fn outputs(record: &Record, target: &Path, options: csv::Options, page: html::Options) -> Result<()> {
    directory::replace(target, is_ours, |folder| {
        for table in tables(record) {
            let name = format!("{}.csv", table.name);
            file(folder, &name, |out| csv::write(&table, out, options))?;
        }
        file(folder, "datapackage.json", |out| datapackage::write(out))?;
        file(folder, "record.jsonl", |out| jsonl::write(&record.documents, out))?;
        let graph = graph::build(record, &Lexicon::embedded(), &graph::Selection::default());
        let options = graph::Options::default();
        file(folder, "graph.dot", |out| graph::dot::write(&graph, &options, out))?;
        let drawn = graph::svg::render(&graph, &options);
        file(folder, "graph.svg", |out| out.write_all(drawn.as_bytes()))?;
        let page = html::Options { graph: &drawn, ..page };
        file(folder, "report.html", |out| html::write(record, page, out))
    })
}

/// Writes one file, down to the disk.
fn file(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>,
) -> Result<()> {
    let path = folder.join(name);
    let write = || {
        let mut out = BufWriter::new(File::create(&path)?);
        fill(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()
    };
    write().map_err(|source| Error::io(&path, source))
}
