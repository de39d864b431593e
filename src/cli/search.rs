//! `onrecord search`: the quotations of a record that hold words.

use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use onrecord::base::{Date, Error, Result};
use onrecord::record::Record;
use onrecord::search::{CLOSE, Filter, Found, OPEN, Search};
use onrecord::write::jsonl;

use super::Outcome;

/// Search the quotations of a record
///
/// QUERY: words that must all be there; "words in a row" between marks; OR between alternatives; -word for what
/// must not be there; improv* for words that start so. Capitals and accents don't count. Names and posts
/// are searched by the options, which take parts of names too.
#[derive(Args)]
#[command(
    after_help = "Exit codes: 0 something was found; 1 nothing was found; 2 an error.",
    after_long_help = "Examples:
  onrecord search 'bridge toll*'
  onrecord search '\"good enough\" -education' --speaker Doe --since 2016 output
  onrecord search 'budget OR reserves' --party Labour --json council/onrecord.sqlite

A record of many thousand documents is searched much faster as SQLite: analyse … --format sqlite.

Exit codes: 0 something was found; 1 nothing was found; 2 an error."
)]
pub struct SearchRecord {
    /// What to look for
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,

    /// The folder that `analyse` wrote, its record.jsonl, or its onrecord.sqlite
    #[arg(value_name = "RECORD", default_value = "output")]
    record: PathBuf,

    /// Only of this speaker
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// Only of speakers of this party
    #[arg(long, value_name = "NAME")]
    party: Option<String>,

    /// Only of speakers in this role
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,

    /// Only about ratings with this grade, inspector or subject
    #[arg(long, value_name = "WORDS")]
    rating: Option<String>,

    /// Only said on this date or later (YYYY, YYYY-MM or YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Only said on this date or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// How many to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// Print JSON Lines instead of text
    #[arg(long)]
    json: bool,
}

impl SearchRecord {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let search = open(&self.record)?;
        let filter = Filter {
            speaker: self.speaker,
            party: self.party,
            role: self.role,
            rating: self.rating,
            since: self.since,
            until: self.until,
        };
        let (found, all) = search.find(&self.query, &filter, self.limit)?;
        let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for quotation in &found {
            if self.json {
                serde_json::to_writer(&mut out, &without_marks(quotation))?;
                writeln!(out)?;
            } else {
                print(quotation, colour, &mut out)?;
            }
        }
        if !self.json {
            match (all, found.len()) {
                (0, _) => writeln!(out, "Nothing was found.")?,
                (all, shown) if shown < all => {
                    writeln!(out, "{shown} of {all} quotations; --limit {all} shows all")?
                }
                (1, _) => writeln!(out, "1 quotation")?,
                (all, _) => writeln!(out, "{all} quotations")?,
            }
        }
        out.flush()?;
        Ok(if all == 0 { Outcome::No } else { Outcome::Done })
    }
}

fn open(record: &Path) -> Result<Search> {
    let (sqlite, lines) = (record.join("onrecord.sqlite"), record.join("record.jsonl"));
    let path = if sqlite.is_file() {
        &sqlite
    } else if record.is_dir() {
        &lines
    } else {
        record
    };
    let is = |ending: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending));
    if ["sqlite", "sqlite3", "db"].into_iter().any(is) {
        return Search::open(path);
    }
    let file = File::open(path).map_err(|source| Error::io(path, source))?;
    let name = path.display().to_string();
    let documents = jsonl::read(BufReader::new(file), &name)?;
    Search::of(&Record::from_extractions(documents), &name)
}

fn without_marks(found: &Found) -> Found {
    Found { excerpt: found.excerpt.replace([OPEN, CLOSE], ""), ..found.clone() }
}

fn print(found: &Found, colour: bool, out: &mut impl Write) -> io::Result<()> {
    let held = [&found.role, &found.organisation, &found.party].into_iter().flatten();
    let held: Vec<&str> = held.map(String::as_str).collect();
    let held = if held.is_empty() { String::new() } else { format!(" ({})", held.join(", ")) };
    let when = found.said_on.as_deref().map(|date| format!(", {date}")).unwrap_or_default();
    let speaker = if found.speaker.is_empty() { "unknown" } else { &found.speaker };
    writeln!(out, "{}", printable(&format!("{speaker}{held}{when}"), colour))?;
    writeln!(out, "  {}", printable(&in_context(found), colour))?;
    if let Some(ratings) = &found.ratings {
        writeln!(out, "  about {}", printable(ratings, colour))?;
    }
    writeln!(out, "  {}:{}–{} ({})", printable(&found.path, colour), found.start, found.end, found.quotation)
}

/// What was found between the words before and behind it in the document.
fn in_context(found: &Found) -> String {
    let (open, close) = if found.kind == "direct" { ("“", "”") } else { ("", "") };
    let before =
        if found.excerpt.starts_with('…') { String::new() } else { format!("… {}{open}", found.prefix) };
    let behind =
        if found.excerpt.ends_with('…') { String::new() } else { format!("{close}{} …", found.suffix) };
    format!("{before}{}{behind}", found.excerpt)
}

/// The text in one line, without characters that a terminal would obey; what was found is bold on a terminal.
fn printable(text: &str, colour: bool) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            OPEN if colour => line.push_str("\u{1b}[1m"),
            CLOSE if colour => line.push_str("\u{1b}[0m"),
            OPEN | CLOSE => {}
            c if c.is_control() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}
