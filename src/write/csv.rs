//! Tables as CSV (RFC 4180), safe to open in a spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Table;

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Keep spreadsheets from running cells as formulas (see [`guarded`]).
    pub guard: bool,
    /// Start with a byte order mark, by which older versions of Excel know UTF-8.
    pub bom: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { guard: true, bom: false }
    }
}

/// Writes `table` with its header row.
pub fn write(table: &Table, out: impl Write, options: Options) -> io::Result<()> {
    rows(&table.header, &table.rows, out, options)
}

/// Writes a header row and rows of cells.
pub fn rows(
    header: &[impl AsRef<str>],
    rows: &[Vec<String>],
    mut out: impl Write,
    options: Options,
) -> io::Result<()> {
    if options.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let mut write = |cells: &mut dyn Iterator<Item = &str>| {
        if options.guard {
            writer.write_record(cells.map(|cell| guarded(cell).into_owned()))
        } else {
            writer.write_record(cells)
        }
    };
    write(&mut header.iter().map(AsRef::as_ref))?;
    for row in rows {
        write(&mut row.iter().map(String::as_str))?;
    }
    writer.flush()
}

/// The cell with an apostrophe before it where a spreadsheet would run it as a formula: where it
/// starts with `=`, `+`, `-`, `@`, a tab or a carriage return and is no plain number.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs && !is_plain_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Digits with at most one decimal point, behind at most one sign.
fn is_plain_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_would_run_is_guarded() {
        for cell in ["=1+1", "+44 1709", "-", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "+1.2.3", "-.5", "=5"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in ["", "good", "-1", "+1.5", "0.97", "2016-11-21", "“=1”", "a=1", "'=1"] {
            assert_eq!(guarded(cell), cell);
        }
    }

    fn written(rows: &[Vec<String>], options: Options) -> Vec<u8> {
        let table = Table { name: "t", header: vec!["a", "b", "c"], rows: rows.to_vec() };
        let mut out = Vec::new();
        write(&table, &mut out, options).unwrap();
        out
    }

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(bytes);
        reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
    }

    #[test]
    fn lines_end_as_rfc_4180_says() {
        let rows = [["x", "a \"b\", c\nd", ""].map(String::from).to_vec()];
        let bytes = written(&rows, Options { guard: true, bom: true });
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}a,b,c\r\nx,\"a \"\"b\"\", c\nd\",\r\n");
    }

    proptest! {
        #[test]
        fn cells_come_back_as_they_were(rows in prop::collection::vec(prop::collection::vec("(?s).*|[\"\r\n,;'=+@ -]*", 3), 0..8)) {
            prop_assert_eq!(read(&written(&rows, Options { guard: false, bom: false })), rows);
        }

        #[test]
        fn no_guarded_cell_runs(cell in "[=+@\t\r-]?(?s).*") {
            let cell = guarded(&cell);
            prop_assert!(is_plain_number(&cell) || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
