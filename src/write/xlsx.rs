//! The record as one workbook: a sheet for each table, with links from a key to its row.

use std::collections::HashMap;
use std::io::{Seek, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Url, Workbook, Worksheet,
    XlsxError,
};

use super::schema::{FieldType, SCHEMAS, Schema};
use super::{Table, tables};
use crate::record::Record;

/// The most rows that a sheet has, its header among them.
const MOST_ROWS: usize = 1_048_576;
/// The most characters (UTF-16) that a cell holds.
const LONGEST: usize = 32_767;
/// What stands at the end of a cell that is longer.
const CUT: &str = " […] (too long for a cell; whole in record.jsonl)";
/// Excel opens a sheet with more links only after repairing it.
const MOST_LINKS: usize = 65_000;

/// Writes `record` as a workbook. No cell is run as a formula, and the same record gives the same bytes.
///
/// # Errors
/// Where a table has more rows than a sheet can hold, or `out` can't be written to.
pub fn write<W: Write + Seek + Send>(record: &Record, out: W) -> std::io::Result<()> {
    workbook(&tables(record)).and_then(|mut workbook| workbook.save_to_writer(out)).map_err(|error| {
        std::io::Error::other(match error {
            XlsxError::RowColumnLimitError => {
                "more rows than a sheet can hold (1,048,576); use --format csv or sqlite".to_owned()
            }
            other => other.to_string(),
        })
    })
}

fn workbook(tables: &[Table]) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("onrecord").set_creation_datetime(&made));
    let rows = rows_of_keys(tables);
    for (schema, table) in SCHEMAS.iter().zip(tables) {
        sheet(workbook.add_worksheet(), schema, table, &rows)?;
    }
    Ok(workbook)
}

/// For each table with a key of one column, the row that each key stands in.
fn rows_of_keys(tables: &[Table]) -> HashMap<&'static str, HashMap<&str, usize>> {
    let mut all = HashMap::new();
    for (schema, table) in SCHEMAS.iter().zip(tables) {
        if let [key] = schema.primary_key
            && let Some(at) = table.header.iter().position(|name| name == key)
        {
            all.insert(
                schema.name,
                table.rows.iter().enumerate().map(|(n, row)| (row[at].as_str(), n + 1)).collect(),
            );
        }
    }
    all
}

fn sheet(
    sheet: &mut Worksheet,
    schema: &Schema,
    table: &Table,
    rows: &HashMap<&'static str, HashMap<&str, usize>>,
) -> Result<(), XlsxError> {
    if table.rows.len() >= MOST_ROWS {
        return Err(XlsxError::RowColumnLimitError);
    }
    sheet.set_name(schema.name)?;
    let header =
        Format::new().set_bold().set_background_color(Color::RGB(0xE8_E8_E8)).set_align(FormatAlign::Top);
    let plain = Format::new().set_align(FormatAlign::Top);
    let wrapped = plain.clone().set_text_wrap();
    let link = plain.clone().set_font_color(Color::RGB(0x05_63_C1)).set_underline(FormatUnderline::Single);
    let mut links = 0;
    for (column, field) in (0..).zip(schema.fields) {
        sheet.write_string_with_format(0, column, field.name, &header)?;
        sheet.set_column_width(column, width(field.name, field.kind))?;
        let leads_to = schema.foreign_keys.iter().find(|key| key.field == field.name);
        let is_long = is_long(field.name);
        for (row, cells) in (1..).zip(&table.rows) {
            let cell = cells[column as usize].as_str();
            if cell.is_empty() {
                continue;
            }
            let target = leads_to.and_then(|key| Some((key.table, rows.get(key.table)?.get(cell)?)));
            match (field.kind, target) {
                (_, Some((there, at))) if links < MOST_LINKS => {
                    links += 1;
                    let url = Url::new(format!("internal:'{there}'!A{}", at + 1)).set_text(cell);
                    sheet.write_url_with_format(row, column, url, &link)?;
                }
                (FieldType::Count | FieldType::Ordinal | FieldType::Probability, _) => match cell
                    .parse::<f64>()
                {
                    Ok(number) => sheet.write_number_with_format(row, column, number, &plain).map(drop)?,
                    Err(_) => sheet.write_string_with_format(row, column, cell, &plain).map(drop)?,
                },
                _ => {
                    let format = if is_long { &wrapped } else { &plain };
                    sheet.write_string_with_format(row, column, fitting(cell), format)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, table.rows.len() as u32, schema.fields.len() as u16 - 1)?;
    Ok(())
}

/// Whether a column holds sentences.
fn is_long(name: &str) -> bool {
    ["quotation", "evidence", "text", "message"].contains(&name)
}

/// In characters of the default font.
fn width(name: &str, kind: FieldType) -> f64 {
    let least = name.len() as f64 + 4.0;
    let wanted = match kind {
        _ if is_long(name) => 70.0,
        _ if name.ends_with("_id") || name == "path" => 28.0,
        FieldType::Text => 24.0,
        FieldType::Date | FieldType::OneOf(_) => 13.0,
        FieldType::Count | FieldType::Ordinal | FieldType::Probability => 9.0,
    };
    least.max(wanted)
}

/// The cell, or as much of it as a sheet can hold, with a word that says so.
fn fitting(cell: &str) -> String {
    if cell.len() <= LONGEST || cell.encode_utf16().count() <= LONGEST {
        return cell.to_owned();
    }
    let (mut units, room) = (0, LONGEST - CUT.encode_utf16().count());
    let kept = cell.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    kept.collect::<String>() + CUT
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn written(record: &Record) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        write(record, &mut bytes).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_cell_comes_back_and_none_is_a_formula() {
        let record = crate::record::sample();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(&record))).unwrap();
        let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
        assert_eq!(book.sheet_names(), names);
        for (schema, table) in SCHEMAS.iter().zip(tables(&record)) {
            assert!(book.worksheet_formula(schema.name).unwrap().is_empty());
            let range = book.worksheet_range(schema.name).unwrap();
            let cell = |row: usize, column: usize| match range.get_value((row as u32, column as u32)) {
                Some(Data::String(text)) => text.clone(),
                Some(Data::Float(number)) => number.to_string(),
                Some(Data::Int(number)) => number.to_string(),
                None | Some(Data::Empty) => String::new(),
                other => panic!("{other:?}"),
            };
            for (column, field) in schema.fields.iter().enumerate() {
                assert_eq!(cell(0, column), field.name);
                for (row, cells) in table.rows.iter().enumerate() {
                    let wanted = match field.kind {
                        FieldType::Probability if !cells[column].is_empty() => {
                            cells[column].parse::<f64>().unwrap().to_string()
                        }
                        _ => cells[column].clone(),
                    };
                    assert_eq!(cell(row + 1, column), wanted, "{} {}", schema.name, field.name);
                }
            }
        }
    }

    #[test]
    fn the_same_record_gives_the_same_bytes() {
        let record = crate::record::sample();
        let first = written(&record);
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert!(first == written(&record));
    }

    #[test]
    fn a_cell_that_is_too_long_says_so() {
        let mut record = crate::record::sample();
        record.documents[0].quotations[0].text = "é".repeat(40_000);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(&record))).unwrap();
        let range = book.worksheet_range("quotations").unwrap();
        let long = range.used_cells().find_map(|(_, _, cell)| match cell {
            Data::String(text) if text.len() > 10_000 => Some(text.clone()),
            _ => None,
        });
        assert!(long.unwrap().ends_with("whole in record.jsonl)"));
    }
}
