//! Tables of grades: which cells hold grades, and of what each column is.

use std::collections::HashSet;
use std::ops::Range;

use super::event::is_year;
use super::grade::Mention;
use super::subject;
use super::when;
use crate::annotate::{Annotated, TimeExpression};
use crate::base::Date;
use crate::lexicon::WordClass;
use crate::text;

/// The tables of a document.
pub(super) struct Tables {
    list: Vec<Table>,
}

/// A table; each row has the same number of cells.
pub(super) struct Table {
    /// Index of the paragraph of each row and its number, ascending; a row whose cells are lines of their own has several.
    paragraphs: Vec<(usize, usize)>,
    /// Tokens of the cells of each row; an empty cell has an empty range.
    pub rows: Vec<Vec<Range<usize>>>,
}

impl Tables {
    pub fn new(a: &Annotated) -> Self {
        let paragraphs = &a.document.paragraphs;
        let table = |found: text::Table| {
            let tokens = |cell: &crate::base::Span| a.token_from(cell.start)..a.token_from(cell.end);
            let cells = |row: &text::Row| row.cells.iter().map(tokens).collect();
            Table {
                paragraphs: found.rows.iter().enumerate().map(|(at, row)| (row.line, at)).collect(),
                rows: found.rows.iter().map(cells).collect(),
            }
        };
        let lines = paragraphs.iter().map(|paragraph| paragraph.span);
        Tables { list: text::tables(a.text(), lines).into_iter().map(table).collect() }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.list.iter()
    }

    pub fn table(&self, at: usize) -> &Table {
        &self.list[at]
    }

    /// Index of the table that paragraph is a row of, and which.
    pub fn at(&self, paragraph: usize) -> Option<(usize, usize)> {
        let ends = |table: &Table| table.paragraphs.last().is_none_or(|(last, _)| *last < paragraph);
        let table = self.list.partition_point(ends);
        let rows = &self.list.get(table)?.paragraphs;
        let at = rows.binary_search_by_key(&paragraph, |(paragraph, _)| *paragraph).ok()?;
        Some((table, rows[at].1))
    }

    /// Adds the tables whose cells are lines of their own, as browsers copy them: a name, as many grades as there are columns,
    /// the next name, below the heads of the columns.
    pub fn add_lines(&mut self, a: &Annotated, mentions: &[Mention]) {
        /// Columns of the widest table, and bytes of a name.
        const WIDEST: usize = 12;
        const LONGEST: usize = 80;
        let paragraphs = &a.document.paragraphs;
        let tokens =
            |at: usize| a.token_from(paragraphs[at].span.start)..a.token_from(paragraphs[at].span.end);
        let graded: Vec<usize> = mentions
            .iter()
            .map(|mention| (mention, a.sentences[mention.sentence].paragraph))
            .filter(|(mention, at)| mention.tokens == tokens(*at))
            .map(|(_, at)| at)
            .collect();
        let blank = |at: usize| matches!(paragraphs[at].span.of(a.text()), "-" | "–" | "—" | "n/a" | "N/A");
        let is_grade = |at: usize| graded.binary_search(&at).is_ok() || blank(at);
        let is_name = |at: usize| {
            let text = paragraphs[at].span.of(a.text());
            !is_grade(at) && text.len() <= LONGEST && !text.ends_with(['.', ':', ';', '!', '”', '"'])
        };
        let run =
            |from: usize| (from..paragraphs.len()).take_while(|at| is_grade(*at)).take(WIDEST + 1).count();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(&first) = graded.get(graded.partition_point(|grade| *grade < at.max(1))) {
            at = first + 1;
            let width = run(first);
            let (name, mut end) = (first - 1, first + width);
            if self.at(name).is_some() || !is_name(name) || width > WIDEST {
                continue;
            }
            let mut starts = vec![name];
            while end + 1 < paragraphs.len() && is_name(end) && run(end + 1) == width {
                starts.push(end);
                end += width + 1;
            }
            at = end;
            // The heads of the columns, with that of the names or without.
            let heads = (0..=width).take_while(|back| name > *back && is_name(name - 1 - back)).count();
            let heads = if heads > width { Some(name - width - 1) } else { None };
            let row = |start: usize| (start..=start + width).map(tokens).collect::<Vec<_>>();
            // Of one column without a head each row names a part.
            let part = |start: &usize| {
                let words = subject::words(a, tokens(*start));
                is_whole(a, &words) || subject::names_part(a, &words)
            };
            if starts.len() < 2 || width == 1 && !starts.iter().all(part) || width > 1 && heads.is_none() {
                continue;
            }
            let starts: Vec<usize> = heads.filter(|_| width > 1).into_iter().chain(starts).collect();
            let lines = starts
                .iter()
                .enumerate()
                .flat_map(|(at, start)| (*start..=start + width).map(move |line| (line, at)));
            found.push(Table {
                paragraphs: lines.collect(),
                rows: starts.iter().map(|start| row(*start)).collect(),
            });
        }
        self.list.extend(found);
        self.list.sort_by_key(|table| table.paragraphs.first().copied());
    }

    /// What the rows and columns of the table are called in which token `t` opens a cell, its own first.
    pub fn heads(&self, a: &Annotated, t: usize) -> Option<Vec<Range<usize>>> {
        let paragraph = a.sentences.get(a.sentence_from(t))?.paragraph;
        let (table, row) = self.at(paragraph)?;
        let table = &self.list[table];
        let column = table.rows[row].iter().position(|cell| cell.start == t).filter(|at| *at > 0)?;
        let own = [table.rows[row][0].clone(), table.rows[0][column].clone()];
        let others =
            table.rows.iter().take(MOST_ROWS).map(|row| row[0].clone()).chain(table.rows[0].iter().cloned());
        Some(own.into_iter().chain(others).filter(|cell| !cell.is_empty()).collect())
    }
}

/// A cell that holds a grade and nothing else but a remark on it.
#[derive(Clone)]
pub(super) struct Cell {
    pub mention: usize,
    /// A second grade, in brackets or behind *from*.
    pub other: Option<usize>,
    /// The words say that the second is the one before.
    pub is_before: bool,
    /// *no change*, *unchanged*
    pub kept: bool,
    /// Tokens behind the grade that tell a time, and it: *(2019)*.
    pub time: Option<Heading>,
}

/// Tokens that tell a time, and the time.
pub(super) type Heading = (Range<usize>, Date);

/// What the cells of a column are.
#[derive(Clone)]
pub(super) enum Column {
    /// Names, times, remarks, views and aims.
    Other,
    /// Grades of now; the column of those before.
    Now(Option<usize>),
    /// Grades of the time that the head tells; the column of those before.
    Then(Heading, Option<usize>),
    /// Grades before those of now; the head where it tells their time.
    Before(Option<Heading>),
    /// Grades of the part that the head names.
    Part(Range<usize>),
    /// Grades of the body that the head names.
    Body(Range<usize>),
}

/// How a table is to be read.
pub(super) struct Layout {
    /// The column that names what is graded.
    pub name: usize,
    pub columns: Vec<Column>,
    /// Whether the rows are parts of a body.
    pub of_parts: bool,
    /// Columns in which brackets hold the grade before.
    pub bracketed: Vec<bool>,
    /// First row that is no head.
    pub first: usize,
}

/// The cell, where a grade is all that it says.
pub(super) fn cell(
    a: &Annotated,
    mentions: &[Mention],
    times: &[TimeExpression],
    tokens: &Range<usize>,
) -> Option<Cell> {
    let first = mentions.partition_point(|mention| mention.tokens.start < tokens.start);
    let here = mentions[first..].iter().take_while(|mention| mention.tokens.end <= tokens.end).count();
    let own = mentions.get(first).filter(|_| (1..=2).contains(&here))?.tokens.clone();
    let letters = |t: usize| a.word(t).contains(char::is_alphabetic);
    if (tokens.start..own.start).any(letters) {
        return None;
    }
    let rest = own.end..tokens.end;
    let bracket = rest.clone().find(|&t| a.word(t) == "(").unwrap_or(rest.end);
    let other = (here == 2).then_some(first + 1);
    let of_other = |t: usize| other.is_some_and(|other| mentions[other].tokens.contains(&t));
    let tells = ["was", "from", "previously", "formerly", "up", "down", "before"];
    let is_before = other.is_some() && rest.clone().any(|t| a.one_of(t, &tells));
    let remark = |t: usize| {
        let words = ["overall", "unchanged", "same", "again", "still", "new", "in"];
        a.one_of(t, &tells) || a.one_of(t, &words)
    };
    if (rest.start..bracket).any(|t| letters(t) && !remark(t) && !of_other(t)) {
        return None;
    }
    let time = time(a, times, &rest).map(|date| (rest.clone(), date));
    Some(Cell {
        mention: first,
        other,
        is_before,
        kept: rest.into_iter().any(|t| a.one_of(t, &["unchanged", "same", "change"])),
        time,
    })
}

/// Times of a text among which a closer one is looked for, and rows of a table that may name a part.
const MOST_TIMES: usize = 200;
const MOST_ROWS: usize = 40;

/// The time that some tokens tell, if only by a year.
pub(super) fn time(a: &Annotated, times: &[TimeExpression], tokens: &Range<usize>) -> Option<Date> {
    let span = a.span(tokens.clone());
    let found = when::within(times, span).iter().find(|time| time.span.end <= span.end);
    let found = found.map(|time| time.date).or_else(|| year(a, tokens.clone()))?;
    // The text may tell the day of *July 2022*: *published on 28 July 2022*.
    let closer = |time: &&TimeExpression| {
        time.date.precision() > found.precision() && time.date.agrees(found) && time.end.is_none()
    };
    let mut closer = times.iter().take(MOST_TIMES).filter(closer).map(|time| time.date);
    let told = closer.next().filter(|told| closer.all(|other| other == *told));
    Some(told.unwrap_or(found))
}

/// The first year that some tokens tell.
pub(super) fn year(a: &Annotated, mut tokens: Range<usize>) -> Option<Date> {
    let t = tokens.find(|&t| is_year(a, t))?;
    a.word(t).parse().ok().and_then(Date::year_only)
}

/// Whether some text is a grade of the whole.
pub(super) fn is_whole(a: &Annotated, words: &str) -> bool {
    // Not *overall experiences and progress*, which is a part.
    words.starts_with("overall") && (words == "overall effectiveness" || !subject::names_part(a, words))
        || a.lexicon.ratings.wholes.contains(words) && !subject::names_part(a, words)
}

/// Whether `caption`, in small letters, stands over what a body thinks of itself.
pub(super) fn tells_own_view(a: &Annotated, caption: &str) -> bool {
    a.lexicon.ratings.view_captions.iter().any(|words| caption.contains(words.as_str()))
}

/// *Now*, over a column of grades.
fn is_of_now(head: &str) -> bool {
    matches!(
        head,
        "now" | "new" | "current" | "this time" | "this inspection" | "latest" | "overall" | "latest rating"
    )
}

/// Whether `words` hold one of `among`.
pub(super) fn has_word(words: &str, among: &HashSet<String>) -> bool {
    among.iter().any(|word| super::scale::has_words(words, word))
}

impl Table {
    /// How the table is to be read; nothing where it holds no grades, or doesn't say of what.
    pub fn layout(&self, a: &Annotated, mentions: &[Mention], times: &[TimeExpression]) -> Option<Layout> {
        let ratings = &a.lexicon.ratings;
        // *The autumn self-evaluation, for which leaders use the inspectors’ headings:*
        let caption =
            self.paragraphs.first()?.0.checked_sub(1).map(|above| a.document.paragraphs[above].span);
        let caption = caption.map(|span| span.of(a.lower_text())).unwrap_or_default();
        if tells_own_view(a, caption) {
            return None;
        }
        let graded = |tokens: &Range<usize>| cell(a, mentions, times, tokens).is_some();
        let head = self.rows.first().filter(|row| self.rows.len() > 1 && !row.iter().any(graded));
        let first = usize::from(head.is_some());
        let data = &self.rows[first..];
        let width = data.first()?.len();
        let counts: Vec<usize> =
            (0..width).map(|at| data.iter().filter(|row| graded(&row[at])).count()).collect();
        let first_graded = counts.iter().position(|count| *count > 0)?;
        let names = |at: &usize| {
            let named = data.iter().filter(|row| {
                let mut tokens = row[*at].clone();
                tokens.clone().any(|t| a.word(t).contains(char::is_alphabetic))
                    && !tokens.any(|t| a.is_time(t))
            });
            2 * named.count() > data.len()
        };
        let name = (0..first_graded).find(names)?;
        let words = |tokens: &Range<usize>| subject::words(a, tokens.clone());
        let is_part = |row: &&Vec<Range<usize>>| {
            let words = words(&row[name]);
            is_whole(a, &words) || subject::names_part(a, &words)
        };
        let of_parts = 2 * data.iter().filter(is_part).count() > data.len();
        let heads: Vec<Range<usize>> =
            (0..width).map(|at| head.map_or(0..0, |row| row[at].clone())).collect();
        let alone = counts.iter().filter(|count| **count > 0).count() == 1;
        let mut columns = vec![Column::Other; width];
        let mut dated: Vec<(Date, usize)> = Vec::new();
        for at in (name + 1..width).filter(|&at| counts[at] > 0) {
            let (tokens, words) = (&heads[at], words(&heads[at]));
            let whole = is_whole(a, &words);
            columns[at] = if tokens.is_empty() {
                if at == first_graded { Column::Now(None) } else { Column::Other }
            } else if has_word(&words, &ratings.view_heads) {
                Column::Other
            } else if subject::names_part(a, &words) && !whole && !of_parts {
                Column::Part(tokens.clone())
            } else if has_word(&words, &ratings.earlier_heads) {
                Column::Before(time(a, times, tokens).map(|date| (tokens.clone(), date)))
            } else if let Some(date) = time(a, times, tokens) {
                dated.push((date, at));
                Column::Then((tokens.clone(), date), None)
            } else if whole
                || is_of_now(&words)
                || tokens.clone().any(|t| a.is(t, WordClass::INSPECTOR) || a.one_of(t, &["inspectors"]))
                || has_word(&words, &ratings.grade_heads)
            {
                Column::Now(None)
            } else if of_parts {
                Column::Body(tokens.clone())
            } else if alone {
                Column::Now(None)
            } else {
                Column::Other
            };
        }
        // Each time has the one before it; the last is of now, where it is of the document's year.
        dated.sort();
        let older = |place: usize| place.checked_sub(1).map(|place| dated[place].1);
        for (place, (date, at)) in dated.iter().enumerate() {
            columns[*at] = Column::Then((heads[*at].clone(), *date), older(place));
        }
        let position = |found: fn(&Column) -> bool| columns.iter().position(found);
        let mut now = position(|column| matches!(column, Column::Now(_)));
        let of_year = |date: Date| a.document.published_on.is_some_and(|now| now.year() == date.year());
        if let Some((date, at)) = dated.last().copied().filter(|_| now.is_none())
            && (of_year(date) || position(|column| matches!(column, Column::Before(_))).is_some())
        {
            columns[at] = Column::Now(older(dated.len() - 1));
            now = Some(at);
        }
        let before = columns.iter().position(|column| matches!(column, Column::Before(_)));
        let before = before.or_else(|| dated.last().map(|(_, at)| *at).filter(|at| Some(*at) != now));
        if let Some(now) = now
            && let Column::Now(previous) = &mut columns[now]
        {
            *previous = previous.or(before);
        }
        let bracketed = heads.iter().map(|tokens| {
            let words = words(tokens);
            words.contains('(') && has_word(&words, &ratings.earlier_heads)
        });
        let bracketed = bracketed.collect();
        Some(Layout { name, columns, of_parts, bracketed, first })
    }
}

impl Layout {
    /// Whether a row of that name tells of a body, or of a part of one.
    pub fn is_named(&self, a: &Annotated, name: &Range<usize>) -> bool {
        let words = subject::words(a, name.clone());
        // *England*, *England average*, but *All Saints School*
        let first = words.split(' ').next().unwrap_or_default();
        let rows = &a.lexicon.ratings.general_rows;
        let general = rows.contains(&words) || first != "all" && rows.contains(first);
        !name.is_empty() && words.contains(char::is_alphabetic) && words.len() <= 120 && !general
    }
}
