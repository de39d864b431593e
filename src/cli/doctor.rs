//! `onrecord doctor`: what this program is made of, and what it finds around it.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use onrecord::annotate::language_model;
use onrecord::attribute::{attribution_model, reported_model};
use onrecord::lexicon::Lexicon;
use onrecord::model::{About, about, words_model};
use onrecord::rating::{
    borders_model, dates_model, links_model, parts_model, subjects_model, wordings_model,
};
use onrecord::resolve::occasions_model;
use serde_json::Value;

use super::{Outcome, configuration};

/// Print the version, the models with their scores and checksums, the lexicons, and where things are
///
/// Put its output into a report of a fault. It names nothing of your documents.
#[derive(Args)]
#[command(after_long_help = "Examples:
  onrecord doctor
  onrecord doctor --config newsroom/onrecord.toml")]
pub struct Doctor {}

impl Doctor {
    pub fn run(self, config: Option<&Path>) -> anyhow::Result<Outcome> {
        let mut out = io::stdout().lock();
        writeln!(out, "onrecord {}", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "  for {} on {}", std::env::consts::OS, std::env::consts::ARCH)?;
        if let Ok(program) = std::env::current_exe() {
            writeln!(out, "  at {}", program.display())?;
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        writeln!(out, "  uses {threads} threads where --threads does not say otherwise")?;
        let mut sound = true;
        let models = [
            ("attribution", attribution_model()),
            ("borders", borders_model()),
            ("dates", dates_model()),
            ("language", language_model()),
            ("links", links_model()),
            ("occasions", occasions_model()),
            ("parts", parts_model()),
            ("reported", reported_model()),
            ("subjects", subjects_model()),
            ("wordings", wordings_model()),
            ("words", words_model()),
        ];
        for (name, bytes) in models {
            writeln!(out, "\nModel {name}, {:.1} MB", bytes.len() as f64 / 1e6)?;
            match about(name, bytes) {
                Ok(about) => print_model(&mut out, &about)?,
                Err(error) => {
                    sound = false;
                    writeln!(out, "  {error}")?;
                }
            }
        }
        writeln!(out, "\nLexicons")?;
        for (what, number) in Lexicon::embedded().counts() {
            writeln!(out, "{number:>7} {what}")?;
        }
        writeln!(out, "\nConfiguration")?;
        match configuration::find(config)? {
            Some(path) if path.is_file() => writeln!(out, "  {}", path.display())?,
            Some(path) => {
                sound = false;
                writeln!(out, "  {}: no such file", path.display())?;
            }
            None => {
                writeln!(out, "  none: no {} in the working folder, and no --config", configuration::NAME)?
            }
        }
        writeln!(out, "\nGraphviz")?;
        match graphviz() {
            Some(version) => writeln!(out, "  {version}; draws graph.dot")?,
            None => writeln!(out, "  not found; graph.svg is drawn without it")?,
        }
        Ok(if sound { Outcome::Done } else { Outcome::SomeUnreadable })
    }
}

fn print_model(out: &mut impl Write, about: &About) -> io::Result<()> {
    writeln!(out, "  version {}, checksum {} (right)", about.version, &about.checksum[..16])?;
    match &about.manifest["corpus"] {
        Value::Array(all) => {
            all.iter().filter_map(Value::as_str).try_for_each(|one| writeln!(out, "  trained on {one}"))?
        }
        one => writeln!(out, "  trained on {}", one.as_str().unwrap_or_default())?,
    }
    for score in about.manifest["scores"].as_array().into_iter().flatten() {
        if let (Some(name), Some(value)) = (score[0].as_str(), score[1].as_f64()) {
            writeln!(out, "{value:>7.1} % {name}")?;
        }
    }
    Ok(())
}

/// What Graphviz says of its version, where it is installed.
fn graphviz() -> Option<String> {
    let output = Command::new("dot").arg("-V").stdin(Stdio::null()).output().ok()?;
    let told = [output.stderr, output.stdout].concat();
    let told = String::from_utf8_lossy(&told).trim().to_owned();
    (output.status.success() && !told.is_empty()).then_some(told)
}
