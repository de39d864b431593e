//! The record as one SQLite file: the tables with their keys, and full-text search of the quotations.
//!
//! Opens in Datasette as it is. Cells are exact; empty cells are `NULL`.

use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::schema::{Field, FieldType, SCHEMAS, Schema};
use super::tables;
use crate::base::{Error, Result};
use crate::record::Record;

/// The full-text index: its rows are those of `quotations`.
///
/// Words are compared without capitals and accents.
const SEARCH: &str = "CREATE VIRTUAL TABLE quotations_fts USING fts5(\
    quotation, speaker, role, party, organisation, ratings, \
    content='quotations', tokenize='unicode61 remove_diacritics 2');\
    INSERT INTO quotations_fts (rowid, quotation, speaker, role, party, organisation, ratings) \
    SELECT rowid, quotation, speaker, role, party, organisation, ratings FROM quotations;\
    INSERT INTO quotations_fts (quotations_fts) VALUES ('optimize');";

/// Writes `record` into a new file at `path`.
///
/// # Errors
/// Where the file can't be written.
pub fn write(record: &Record, path: &Path) -> Result<()> {
    let fill = || {
        let mut connection = Connection::open(path)?;
        // The file is put in place when it is whole; a journal would guard nothing.
        connection.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        fill(record, &mut connection)?;
        connection.execute_batch("VACUUM; PRAGMA synchronous = FULL;")?;
        connection.close().map_err(|(_, error)| error)
    };
    fill().map_err(|error: rusqlite::Error| Error::io(path, std::io::Error::other(error)))?;
    let sync = || std::fs::File::open(path)?.sync_all();
    sync().map_err(|source| Error::io(path, source))
}

/// Puts the tables of `record`, and the full-text index, into an empty database.
///
/// # Errors
/// Whatever SQLite says.
pub fn fill(record: &Record, connection: &mut Connection) -> rusqlite::Result<()> {
    // Tables come in the order of the schema, so keys lead to rows that are written later.
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let transaction = connection.transaction()?;
    for schema in &SCHEMAS {
        transaction.execute_batch(&definition(schema))?;
    }
    for (schema, table) in SCHEMAS.iter().zip(tables(record)) {
        let places = vec!["?"; schema.fields.len()].join(", ");
        let mut insert = transaction.prepare(&format!("INSERT INTO {} VALUES ({places})", schema.name))?;
        for row in &table.rows {
            insert.execute(params_from_iter(
                row.iter().zip(schema.fields).map(|(cell, field)| Cell(cell, field)),
            ))?;
        }
    }
    transaction.execute_batch(SEARCH)?;
    transaction.commit()
}

/// How a table is made, with an index on every foreign key that the primary key does not start with.
fn definition(schema: &Schema) -> String {
    let mut lines: Vec<String> = schema
        .fields
        .iter()
        .map(|field| {
            let kind = match field.kind {
                FieldType::Count | FieldType::Ordinal => "INTEGER",
                FieldType::Probability => "REAL",
                FieldType::Text | FieldType::Date | FieldType::OneOf(_) => "TEXT",
            };
            let required = if field.required { " NOT NULL" } else { "" };
            format!("\"{}\" {kind}{required}", field.name)
        })
        .collect();
    if !schema.primary_key.is_empty() {
        lines.push(format!("PRIMARY KEY (\"{}\")", schema.primary_key.join("\", \"")));
    }
    lines.extend(
        schema
            .foreign_keys
            .iter()
            .map(|key| format!("FOREIGN KEY (\"{0}\") REFERENCES {1} (\"{0}\")", key.field, key.table)),
    );
    let indexed = schema.foreign_keys.iter().filter(|key| schema.primary_key.first() != Some(&key.field));
    let indexes: String = indexed
        .map(|key| format!("CREATE INDEX {0}_{1} ON {0} (\"{1}\");\n", schema.name, key.field))
        .collect();
    format!("CREATE TABLE {} (\n  {}\n);\n{indexes}", schema.name, lines.join(",\n  "))
}

/// A cell with the type of its column.
struct Cell<'a>(&'a str, &'a Field);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let Cell(text, field) = *self;
        let as_text = || ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()));
        Ok(match field.kind {
            _ if text.is_empty() && !field.required => ToSqlOutput::Borrowed(ValueRef::Null),
            FieldType::Count | FieldType::Ordinal => {
                text.parse::<i64>().map_or_else(|_| as_text(), Into::into)
            }
            FieldType::Probability => text.parse::<f64>().map_or_else(|_| as_text(), Into::into),
            _ => as_text(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_and_cells_are_exact() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.sqlite"), folder.path().join("b.sqlite"));
        let record = crate::record::sample();
        write(&record, &a).unwrap();
        write(&record, &b).unwrap();
        assert!(std::fs::read(&a).unwrap() == std::fs::read(&b).unwrap(), "the same bytes");

        let connection = Connection::open(&a).unwrap();
        let broken: i64 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(broken, 0);
        for table in tables(&record) {
            let count = format!("SELECT count(*) FROM {}", table.name);
            let rows: i64 = connection.query_row(&count, [], |row| row.get(0)).unwrap();
            assert_eq!(rows as usize, table.rows.len(), "{}", table.name);
        }
        let evidence: String =
            connection.query_row("SELECT evidence FROM ratings", [], |row| row.get(0)).unwrap();
        assert_eq!(evidence, "=adequate");
        let found: i64 = connection
            .query_row("SELECT count(*) FROM quotations_fts WHERE quotations_fts MATCH 'failed'", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(found, 3);
    }
}
