//! `onrecord check`: claimed quotations against a record.

use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use onrecord::Analyser;
use onrecord::base::{Error, Result};
use onrecord::check::{self, Check, Checker, Claim, Index, Normaliser, Piece, Verdict, Votes};
use onrecord::read;
use onrecord::record::{Record, Status};
use onrecord::write::{checks, jsonl};
use rayon::prelude::*;

use super::{CsvSettings, Outcome, Settings, complain, ordered, source};

/// Check claimed quotations: is it on record, in these words, from this speaker, then?
///
/// CLAIMS is CSV with the columns claim, speaker, date, source and rating (only claim is needed; further
/// columns are kept), JSON Lines with the same names, or schema.org ClaimReview; `-` is standard input.
///
/// Verdicts: verbatim; altered (words changed; negation, number, name and grade are flagged); spliced (parts
/// of two speeches as one); misattributed; out of context (another date or rating, or a but, not or if was cut);
/// paraphrase (only reported speech says so); not found.
#[derive(Args)]
#[command(
    after_help = "Exit codes: 0 all claims hold; 1 at least one is not shown to hold; 2 an error.",
    after_long_help = "Examples:
  onrecord check claims.csv --against output
  onrecord check claims.csv --against letters/ articles/*.txt -o checked
  onrecord check --claims-from article.txt --against press-release.txt
  echo 'claim,speaker
\"Adequate is good enough\",Cllr Doe' | onrecord check - --against output --json

The index of a record is kept beside it (record.index), so that the next check starts at once.

Exit codes: 0 all claims hold; 1 at least one is not shown to hold; 2 an error."
)]
pub struct CheckClaims {
    /// The claims: CSV, JSON Lines or ClaimReview
    #[arg(value_name = "CLAIMS", required_unless_present = "claims_from", conflicts_with = "claims_from")]
    claims: Option<PathBuf>,

    /// Check the quotations of this document instead
    #[arg(long, value_name = "PATH")]
    claims_from: Option<PathBuf>,

    /// A record (the folder that `analyse` wrote, or its record.jsonl), or documents
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    against: Vec<PathBuf>,

    /// Write checks.csv, checks.jsonl, claimreview.jsonld and checks.html into this folder
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Print JSON Lines instead of text
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    csv: CsvSettings,

    #[command(flatten)]
    settings: Settings,
}

impl CheckClaims {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let analyser = self.settings.builder(false).build()?;
        let pool = self.settings.pool()?;
        let claims = self.claims(&analyser)?;
        let normaliser = Normaliser::new(&analyser.lexicon().checking);
        let (index, outcome) = self.index(&analyser, &normaliser, &pool)?;
        let checker = Checker::new(&index, &normaliser, analyser.lexicon());
        let check = |votes: &mut Votes, claim: &Claim| checker.check(claim, votes);
        let all: Vec<Check> =
            pool.install(|| claims.par_iter().map_init(Votes::default, check).collect::<Result<_>>())?;

        if let Some(folder) = &self.output {
            checks::outputs(&all, checker.searched(), folder, self.csv.options())?;
        }
        let out = io::stdout().lock();
        if self.json {
            checks::json_lines(&all, io::BufWriter::new(out))?;
        } else if !self.settings.quiet {
            let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let mut out = io::BufWriter::new(out);
            print(&all, colour, &mut out)?;
            if let Some(folder) = &self.output {
                writeln!(out, "Written to {}", folder.display())?;
            }
            out.flush()?;
        }
        let holds = all.iter().all(|check| check.holds == Some(true));
        Ok(if outcome == Outcome::Done && !holds { Outcome::No } else { outcome })
    }

    fn claims(&self, analyser: &Analyser) -> anyhow::Result<Vec<Claim>> {
        let Some(article) = &self.claims_from else {
            let path = self.claims.as_deref().unwrap_or(Path::new("-"));
            return Ok(check::claims(&bytes(path)?, &path.display().to_string())?);
        };
        let name = article.display().to_string();
        let document = read::document(bytes(article)?, &name, analyser.reading())?;
        // Its spans must slice its text, whatever unit the record counts in.
        let claims = check::article_claims(&document, &self.settings.byte_analyser()?.extract(&document));
        if claims.is_empty() {
            bail!("{name}: no quotation of three words or more was found in it; nothing to check");
        }
        Ok(claims)
    }

    /// The index of what is searched, and whether all of it could be read.
    fn index(
        &self,
        analyser: &Analyser,
        normaliser: &Normaliser,
        pool: &rayon::ThreadPool,
    ) -> anyhow::Result<(Index, Outcome)> {
        if let [only] = self.against.as_slice()
            && let Some(record) = record(only)
        {
            return Ok((pool.install(|| check::open(&record, normaliser))?, Outcome::Done));
        }
        let mut documents = Vec::new();
        let mut outcome = Outcome::Done;
        for path in &self.against {
            if let Some(path) = record(path) {
                let file = std::fs::File::open(&path).map_err(|source| Error::io(&path, source))?;
                documents.extend(jsonl::read(io::BufReader::new(file), &path.display().to_string())?);
                continue;
            }
            let sources = source::documents(std::slice::from_ref(path));
            let keep = |extraction: onrecord::record::Extraction| -> Result<(), std::convert::Infallible> {
                if extraction.status == Status::Error {
                    complain(format_args!("{}: {}", extraction.path, extraction.message));
                    outcome = Outcome::SomeUnreadable;
                } else {
                    documents.push(extraction);
                }
                Ok(())
            };
            let Ok(()) = ordered::map(pool, sources.into_iter(), |source| source.extract(analyser), keep);
        }
        if documents.is_empty() {
            bail!("nothing to check against: no document could be read");
        }
        let record = Record::from_extractions(documents);
        Ok((pool.install(|| Index::of(&record.documents, normaliser)), outcome))
    }
}

/// The record that a path names; `None` where it names documents.
fn record(path: &Path) -> Option<PathBuf> {
    let inside = path.join("record.jsonl");
    if inside.is_file() {
        return Some(inside);
    }
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")).then(|| path.to_owned())
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(|source| Error::io(path, source))?;
        return Ok(bytes);
    }
    read::read_file(path)
}

/// What a reader on a terminal wants: each claim, its verdict, why, and the words that differ.
fn print(all: &[Check], colour: bool, out: &mut impl Write) -> io::Result<()> {
    let paint = |text: &str, code: &str| {
        if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    for check in all {
        let code = match check.holds {
            Some(true) => "32",
            Some(false) => "31",
            None => "33",
        };
        let claim = &check.claim;
        let speaker =
            claim.speaker.as_deref().map(|speaker| format!(" ({})", printable(speaker))).unwrap_or_default();
        let verdict = format!("{:<14}", check.verdict.as_str());
        writeln!(out, "{} “{}”{speaker}", paint(&verdict, code), printable(&claim.text))?;
        writeln!(out, "{:15}{}", "", printable(&check.why))?;
        if check.difference.iter().any(|piece| !matches!(piece, Piece::Same(_))) {
            let piece = |piece: &Piece| match piece {
                Piece::Same(words) => printable(words),
                Piece::Left(words) => paint(&format!("[-{}-]", printable(words)), "31"),
                Piece::Extra(words) => paint(&format!("{{+{}+}}", printable(words)), "32"),
            };
            let pieces: Vec<String> = check.difference.iter().map(piece).collect();
            writeln!(out, "{:15}{}", "", pieces.join(" "))?;
        }
    }
    let counts = Verdict::ALL.iter().filter_map(|verdict| {
        let number = all.iter().filter(|check| check.verdict == *verdict).count();
        (number > 0).then(|| format!("{number} {}", verdict.as_str()))
    });
    let claims = if all.len() == 1 { "1 claim".into() } else { format!("{} claims", all.len()) };
    writeln!(out, "{claims}: {}", counts.collect::<Vec<_>>().join(", "))
}

/// The text in one line, without characters that a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
