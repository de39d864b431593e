//! Full-text search of a record's quotations, by its SQLite file or by one made in memory.

mod query;

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row, ToSql};
use serde::Serialize;

use crate::base::{Date, Error, Result};
use crate::record::Record;
use crate::write::sqlite;

/// Bounds of a search beside its words. Texts are compared without capitals, and may be parts of what they name.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub speaker: Option<String>,
    pub party: Option<String>,
    pub role: Option<String>,
    /// The grade, or any other word of a rating.
    pub rating: Option<String>,
    /// Said then or later. Dates known less well than that count if they may be so.
    pub since: Option<Date>,
    /// Said then or earlier.
    pub until: Option<Date>,
}

/// One quotation that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    pub quotation: String,
    pub document: String,
    pub path: String,
    pub speaker: String,
    pub role: Option<String>,
    pub organisation: Option<String>,
    pub party: Option<String>,
    pub said_on: Option<String>,
    pub kind: String,
    pub text: String,
    /// A line or two around what was found, with [`OPEN`] and [`CLOSE`] around that.
    pub excerpt: String,
    pub prefix: String,
    pub suffix: String,
    pub ratings: Option<String>,
    pub start: i64,
    pub end: i64,
}

/// A record that can be searched.
#[derive(Debug)]
pub struct Search {
    connection: Connection,
    /// What errors name.
    path: String,
}

/// Marks around words that were found, which no text holds.
pub const OPEN: char = '\u{2}';
pub const CLOSE: char = '\u{3}';

impl Search {
    /// Opens a file that `analyse --format sqlite` wrote. It is not written to.
    ///
    /// # Errors
    /// Where it is no such file.
    pub fn open(path: &Path) -> Result<Search> {
        let name = path.display().to_string();
        std::fs::metadata(path).map_err(|source| Error::io(path, source))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| bad(&name, &error))?;
        let tables: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('quotations', 'quotations_fts')",
                [],
                |row| row.get(0),
            )
            .map_err(|error| bad(&name, &error))?;
        if tables < 2 {
            let message = "holds no quotations; make it with onrecord analyse --format sqlite".into();
            return Err(Error::Database { path: name, message });
        }
        Ok(Search { connection, path: name })
    }

    /// Makes a record searchable, in memory.
    ///
    /// # Errors
    /// Where SQLite fails.
    pub fn of(record: &Record, path: &str) -> Result<Search> {
        let make = || {
            let mut connection = Connection::open_in_memory()?;
            sqlite::fill(record, &mut connection)?;
            Ok(connection)
        };
        Ok(Search { connection: make().map_err(|error| bad(path, &error))?, path: path.into() })
    }

    /// The quotations that `query` finds, best first, at most `limit`; and how many there are in all.
    /// For the query's form see [`to_fts5`](query::to_fts5).
    ///
    /// # Errors
    /// Where the query has no word to look for.
    pub fn find(&self, query: &str, filter: &Filter, limit: usize) -> Result<(Vec<Found>, usize)> {
        let words = query::to_fts5(query)?;
        let mut conditions = vec!["quotations_fts MATCH ?1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = vec![Box::new(words)];
        let mut add = |condition: &str, value: String| {
            values.push(Box::new(value));
            conditions.push(condition.replace('?', &format!("?{}", values.len())));
        };
        if let Some(speaker) = &filter.speaker {
            let condition = "(instr(lower(q.speaker), lower(?)) OR q.speaker_id IN \
                             (SELECT speaker_id FROM speakers WHERE instr(lower(aliases), lower(?))))";
            add(condition, speaker.clone());
        }
        for (column, value) in [("party", &filter.party), ("role", &filter.role), ("ratings", &filter.rating)]
        {
            if let Some(value) = value {
                add(&format!("instr(lower(q.{column}), lower(?))"), value.clone());
            }
        }
        // A vaguer date counts where it may be in the time asked for: it is the start of the other.
        if let Some(since) = filter.since {
            add("(q.said_on >= ? OR ? LIKE q.said_on || '%')", since.to_string());
        }
        if let Some(until) = filter.until {
            add("(q.said_on <= ? OR q.said_on LIKE ? || '%')", until.to_string());
        }
        let from = format!(
            "FROM quotations_fts JOIN quotations q ON q.rowid = quotations_fts.rowid \
             LEFT JOIN documents d ON d.document_id = q.document_id WHERE {}",
            conditions.join(" AND ")
        );
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let find = || {
            let all =
                self.connection.query_row(&format!("SELECT count(*) {from}"), values.as_slice(), |row| {
                    row.get::<_, i64>(0)
                })?;
            let columns = format!(
                "q.quotation_id, q.document_id, d.path, q.speaker, q.role, q.organisation, q.party, q.said_on, q.kind, \
                 q.quotation, snippet(quotations_fts, 0, '{OPEN}', '{CLOSE}', '…', 40), q.prefix, q.suffix, q.ratings, \
                 q.start, q.\"end\""
            );
            let sql = format!("SELECT {columns} {from} ORDER BY rank, q.rowid LIMIT {limit}");
            let mut statement = self.connection.prepare(&sql)?;
            let found = statement.query_map(values.as_slice(), found)?.collect::<rusqlite::Result<_>>()?;
            Ok((found, usize::try_from(all).unwrap_or_default()))
        };
        find().map_err(|error| bad(&self.path, &error))
    }
}

fn found(row: &Row) -> rusqlite::Result<Found> {
    let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
    Ok(Found {
        quotation: text(0)?,
        document: text(1)?,
        path: text(2)?,
        speaker: text(3)?,
        role: row.get(4)?,
        organisation: row.get(5)?,
        party: row.get(6)?,
        said_on: row.get(7)?,
        kind: text(8)?,
        text: text(9)?,
        excerpt: text(10)?,
        prefix: text(11)?,
        suffix: text(12)?,
        ratings: row.get(13)?,
        start: row.get::<_, Option<i64>>(14)?.unwrap_or_default(),
        end: row.get::<_, Option<i64>>(15)?.unwrap_or_default(),
    })
}

fn bad(path: &str, error: &rusqlite::Error) -> Error {
    Error::Database { path: path.into(), message: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_bound_what_is_found() {
        let search = Search::of(&crate::record::sample(), "-").unwrap();
        let count = |query: &str, filter: &Filter| search.find(query, filter, 10).unwrap().1;
        assert_eq!(count("failed", &Filter::default()), 3);
        assert_eq!(count("FAIL* -zebra", &Filter::default()), 3);
        assert_eq!(count("\"tried we failed\"", &Filter::default()), 3, "[…] is no word");
        assert_eq!(count("\"tried failed\"", &Filter::default()), 0);
        assert_eq!(count("failed tried OR zebra", &Filter::default()), 3);
        assert_eq!(count("zebra", &Filter::default()), 0);
        let date = |text: &str| text.parse().ok();
        for (filter, wanted) in [
            (Filter { speaker: Some("jane".into()), ..Filter::default() }, 2),
            (Filter { speaker: Some("Cllr Doe".into()), ..Filter::default() }, 2),
            (Filter { party: Some("labour".into()), ..Filter::default() }, 3),
            (Filter { role: Some("mayor".into()), ..Filter::default() }, 0),
            (Filter { rating: Some("Adequate".into()), ..Filter::default() }, 3),
            (Filter { since: date("2016-11-21"), ..Filter::default() }, 3),
            (Filter { since: date("2016-12"), ..Filter::default() }, 0),
            (Filter { until: date("2016"), ..Filter::default() }, 3),
            (Filter { until: date("2016-10-31"), ..Filter::default() }, 0),
        ] {
            assert_eq!(count("failed", &filter), wanted, "{filter:?}");
        }
        let (found, all) = search.find("failed", &Filter::default(), 2).unwrap();
        assert_eq!((found.len(), all), (2, 3));
        assert!(found[0].excerpt.contains(&format!("{OPEN}failed{CLOSE}")));
    }

    #[test]
    fn a_file_that_is_no_record_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        assert!(Search::open(&path).is_err());
        std::fs::write(&path, "rubbish").unwrap();
        assert!(Search::open(&path).unwrap_err().to_string().contains("a.sqlite"));
        std::fs::write(&path, "").unwrap();
        assert!(Search::open(&path).unwrap_err().to_string().contains("--format sqlite"));
    }
}
