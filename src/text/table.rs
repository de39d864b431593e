//! Tables in plain text: lines whose cells are parted alike.

use crate::base::Span;

/// Rows that follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// From the top; each has the same number of cells.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Index of the line.
    pub line: usize,
    /// Bytes of each cell without white space at its ends; an empty cell has an empty span.
    pub cells: Vec<Span>,
}

/// What parts the cells of a line.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Tab,
    /// *Ashby House | Good*, with or without bars at the ends.
    Bar,
    /// *Ashby House ........ 5*
    Dots,
    /// Two spaces or more, three somewhere.
    Spaces,
    /// *Ashby House / Good / Fair*
    Slash,
}

const MARKS: [Mark; 5] = [Mark::Tab, Mark::Bar, Mark::Dots, Mark::Spaces, Mark::Slash];

/// Bytes of the longest line of a table, and of a cell that spaces or slashes part.
const LONGEST: usize = 400;
const CELL: usize = 40;
/// Cells of the widest table.
const WIDEST: usize = 24;

/// The tables among `lines`, which are bytes of `text` without white space at their ends, from top to bottom. Linear in the length
/// of the text.
pub fn tables(text: &str, lines: impl IntoIterator<Item = Span>) -> Vec<Table> {
    let lines: Vec<Span> = lines.into_iter().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let found = MARKS.into_iter().find_map(|mark| table_at(text, &lines, at, mark));
        at = match found {
            Some((table, end)) => {
                out.extend(Some(table).filter(|table| !table.rows.is_empty()));
                end
            }
            None => at + 1,
        };
    }
    out
}

/// The table whose first row is line `at`, and the line behind it.
fn table_at(text: &str, lines: &[Span], at: usize, mark: Mark) -> Option<(Table, usize)> {
    let first = mark.cells(text, lines[at])?;
    let mut rows = vec![Row { line: at, cells: first }];
    let mut end = at + 1;
    while let Some(cells) = lines.get(end).and_then(|line| mark.cells(text, *line)) {
        let width = rows.last().map_or(0, |row| row.cells.len());
        // The head of the first column may be empty, and tabs at the end of a row are.
        let fits = cells.len() == width || rows.len() == 1 && cells.len() == width + 1 || mark == Mark::Tab;
        if !fits {
            break;
        }
        rows.push(Row { line: end, cells });
        end += 1;
    }
    if rows.len() < mark.least_rows() {
        return None;
    }
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let heads = rows.len() > 1 && rows[0].cells.len() + 1 == width;
    if heads {
        let start = rows[0].cells[0].start as usize;
        rows[0].cells.insert(0, Span::new(start, start));
    }
    for row in &mut rows {
        let end = row.cells.last().map_or(0, |cell| cell.end as usize);
        row.cells.resize(width, Span::new(end, end));
    }
    // *--- | ---*, below the heads.
    rows.retain(|row| row.cells.iter().any(|cell| cell.of(text).contains(char::is_alphanumeric)));
    Some((Table { rows }, end))
}

impl Mark {
    /// Fewer lines that look alike are no table.
    fn least_rows(self) -> usize {
        match self {
            Mark::Tab => 1,
            Mark::Bar | Mark::Dots | Mark::Spaces | Mark::Slash => 3,
        }
    }

    /// What each of its lines holds.
    fn least(self) -> &'static str {
        match self {
            Mark::Tab => "\t",
            Mark::Bar => "|",
            Mark::Dots => "....",
            Mark::Spaces => "   ",
            Mark::Slash => " / ",
        }
    }

    /// The cells of a line, two at least.
    fn cells(self, text: &str, line: Span) -> Option<Vec<Span>> {
        let words = line.of(text);
        if !words.contains(self.least()) || self != Mark::Tab && words.len() > LONGEST {
            return None;
        }
        let found: Vec<&str> = match self {
            Mark::Tab => words.split('\t').collect(),
            Mark::Bar => {
                let inner = words.strip_prefix('|').unwrap_or(words);
                let inner = inner.strip_suffix('|').unwrap_or(inner);
                if inner.len() == words.len() && !words.contains(" | ") && !words.contains("-|-") {
                    return None;
                }
                inner.split('|').collect()
            }
            Mark::Slash => words.split(" / ").collect(),
            Mark::Dots => split_at_runs(
                words,
                |byte| byte == b'.' || byte == b' ',
                |run| run.contains(Mark::Dots.least()),
            ),
            Mark::Spaces => split_at_runs(words, |byte| byte == b' ', |run| run.len() > 1),
        };
        let long = |cell: &&str| cell.trim().len() > CELL;
        let short = matches!(self, Mark::Spaces | Mark::Slash);
        if !(2..=WIDEST).contains(&found.len()) || short && found.iter().skip(1).any(long) {
            return None;
        }
        let span = |cell: &str| {
            let start = cell.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + cell.len()).trim(text)
        };
        Some(found.into_iter().map(span).collect())
    }
}

/// The parts of `words` between those runs of bytes for which `parts` holds.
fn split_at_runs(words: &str, of_run: impl Fn(u8) -> bool, parts: impl Fn(&str) -> bool) -> Vec<&str> {
    let bytes = words.as_bytes();
    let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let end = at + bytes[at..].iter().take_while(|byte| of_run(**byte)).count();
        if end > at && parts(&words[at..end]) {
            out.push(&words[start..at]);
            start = end;
        }
        at = end.max(at + 1);
    }
    out.push(&words[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each table with its rows, cells parted by bars.
    fn found(text: &str) -> Vec<Vec<String>> {
        let lines = text.lines().map(|line| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(start, start + line.len()).trim(text)
        });
        let lines = lines.filter(|line| !line.is_empty());
        let row = |row: &Row| row.cells.iter().map(|cell| cell.of(text)).collect::<Vec<_>>().join("|");
        tables(text, lines).iter().map(|table| table.rows.iter().map(row).collect()).collect()
    }

    #[test]
    fn cells_are_parted_in_many_ways() {
        let rows = [["School", "2006", "2007"], ["Ashby Infants", "Good", "Fair"], ["Oakham", "Good", "–"]];
        let want: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
        for mark in ["\t", " | ", "   ", " / ", " ........ "] {
            let text: Vec<String> = rows.iter().map(|row| row.join(mark)).collect();
            assert_eq!(found(&text.join("\n")), std::slice::from_ref(&want), "{mark:?}");
        }
        let markdown =
            "| School | 2006 | 2007 |\n|---|---|---|\n| Ashby Infants | Good | Fair |\n| Oakham | Good | – |";
        assert_eq!(found(markdown), [want]);
    }

    #[test]
    fn the_head_of_the_first_column_may_be_empty() {
        let text = "            2006   2007\nOverall       3      3\nBeing healthy   3      4\nStaying safe    2      3";
        assert_eq!(found(text)[0][..2], ["|2006|2007", "Overall|3|3"]);
        assert_eq!(found("\tAshby\tOakham\nSafety\tGood\tPoor")[0][0], "|Ashby|Oakham");
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "Share | Comments (41)\n\nIt opened.\n",
            "Two spaces.  Behind a full stop.\nAs typists do.  In each line.\nOf a letter.  And so on.",
            "and/or\nhe/she\nthis/that",
            "So …… it ends.\nOr so.....\nIt was.",
        ] {
            assert_eq!(found(text), Vec::<Vec<String>>::new(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn cells_are_of_the_text(text in "([a-zé]{0,3}|\t| {1,4}| \\| |\\||\\.{1,5}| / |\n){0,40}") {
            let lines: Vec<Span> = text.lines().map(|line| {
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                Span::new(start, start + line.len()).trim(&text)
            }).collect();
            for table in tables(&text, lines.clone()) {
                let width = table.rows[0].cells.len();
                for row in &table.rows {
                    assert_eq!(row.cells.len(), width);
                    let line = lines[row.line];
                    for cell in &row.cells {
                        assert!(cell.start >= line.start && cell.end <= line.end);
                        assert_eq!(cell.of(&text).trim(), cell.of(&text));
                    }
                }
            }
        }
    }
}
