//! A document with its quotations, and notes in the margin beside them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{self, Write};

use onrecord::base::Span;
use onrecord::record::{Extraction, Quotation, SpeakerKind, UnattributedKind};
use onrecord::text::{Document, Paragraph, ParagraphKind};

use crate::cli::terminal::{char_width, clean, lines, printable, width};

/// Of so many columns the margin takes one.
const MARGIN_SHARE: usize = 4;
const MARGIN: std::ops::RangeInclusive<usize> = 14..=32;
/// Lines longer than this are hard to read.
const LONGEST_LINE: usize = 96;
/// Between margin and text.
const RULE: &str = " │ ";
/// Quotations below this probability are marked.
const LOW_CONFIDENCE: f32 = 0.5;

/// Colours of speakers by order of appearance, as ANSI escape codes.
const COLOURS: [&str; 12] =
    ["36", "33", "35", "32", "94", "31", "36;1", "33;1", "35;1", "32;1", "94;1", "31;1"];
const DIM: &str = "2";
const BOLD: &str = "1";

/// How a character looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Dim,
    Bold,
    /// Said by the speaker of this place among the [`COLOURS`].
    Said(usize),
    /// The words that name the speaker.
    Source(usize),
}

impl Style {
    fn code(self) -> Option<String> {
        match self {
            Style::Plain => None,
            Style::Dim => Some(DIM.into()),
            Style::Bold => Some(BOLD.into()),
            Style::Said(speaker) => Some(COLOURS[speaker % COLOURS.len()].into()),
            Style::Source(speaker) => Some(format!("{};4", COLOURS[speaker % COLOURS.len()])),
        }
    }
}

/// Draws `document` with what was found in it; the spans of `extraction` count bytes.
pub fn draw(
    document: &Document,
    extraction: &Extraction,
    columns: usize,
    is_coloured: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut page = Page::new(document, extraction, columns, is_coloured, out);
    page.head()?;
    for paragraph in &document.paragraphs {
        page.paragraph(*paragraph)?;
    }
    page.foot()
}

/// A stretch of the text with a style of its own.
struct Stretch {
    span: Span,
    style: Style,
    /// Number of the quotation, where its words start here or go on behind a gap.
    number: Option<usize>,
}

#[derive(Clone, Copy)]
struct Cell {
    c: char,
    style: Style,
    /// Breaks no line though it is a space.
    sticks: bool,
    /// Index of the quotation whose words start with this character.
    starts: Option<usize>,
}

struct Page<'a, W> {
    document: &'a Document,
    extraction: &'a Extraction,
    is_coloured: bool,
    margin: usize,
    columns: usize,
    out: &'a mut W,
    /// In text order, not overlapping; those behind `next` are still to come.
    stretches: Vec<Stretch>,
    next: usize,
    /// Where the words of each quotation start, in text order, and how many have been drawn.
    starts: Vec<(u32, usize)>,
    started: usize,
    /// By identifier, or by name where there is none.
    colours: HashMap<&'a str, usize>,
    /// Lines for the margin that wait for a line of text.
    notes: VecDeque<(String, Style)>,
    /// What the last note of each speaker said beside the name.
    told: HashMap<&'a str, String>,
    told_ratings: HashSet<&'a str>,
    line: Vec<Cell>,
    word: Vec<Cell>,
}

impl<'a, W: Write> Page<'a, W> {
    fn new(
        document: &'a Document,
        extraction: &'a Extraction,
        columns: usize,
        is_coloured: bool,
        out: &'a mut W,
    ) -> Self {
        let margin = (columns / MARGIN_SHARE).clamp(*MARGIN.start(), *MARGIN.end());
        let mut colours = HashMap::new();
        for quotation in &extraction.quotations {
            let next = colours.len();
            if quotation.speaker.kind != SpeakerKind::Unknown {
                colours.entry(quotation.speaker.id.as_str()).or_insert(next);
            }
        }
        let mut starts: Vec<(u32, usize)> = extraction
            .quotations
            .iter()
            .enumerate()
            .filter_map(|(n, quotation)| Some((quotation.content.iter().map(|span| span.start).min()?, n)))
            .collect();
        starts.sort_unstable();
        let mut page = Page {
            document,
            extraction,
            is_coloured,
            margin,
            columns: (columns - margin - width(RULE)).min(LONGEST_LINE),
            out,
            stretches: Vec::new(),
            next: 0,
            starts,
            started: 0,
            colours,
            notes: VecDeque::new(),
            told: HashMap::new(),
            told_ratings: HashSet::new(),
            line: Vec::new(),
            word: Vec::new(),
        };
        page.stretches = page.find_stretches();
        page
    }

    fn find_stretches(&self) -> Vec<Stretch> {
        let mut all = Vec::new();
        for (n, quotation) in self.extraction.quotations.iter().enumerate() {
            let colour = self.colours.get(quotation.speaker.id.as_str());
            let (said, named) = match colour {
                Some(&colour) => (Style::Said(colour), Style::Source(colour)),
                None => (Style::Bold, Style::Plain),
            };
            let content = quotation.content.iter();
            all.extend(content.map(|&span| Stretch { span, style: said, number: Some(n + 1) }));
            all.extend(quotation.source.iter().map(|&span| Stretch { span, style: named, number: None }));
        }
        for marked in &self.extraction.unattributed {
            if marked.kind != UnattributedKind::Unknown {
                all.push(Stretch { span: marked.span, style: Style::Dim, number: None });
            }
        }
        // What is said goes before what names, where they start together.
        all.sort_by_key(|stretch| (stretch.span.start, stretch.number.is_none(), stretch.span.end));
        let mut end = 0;
        all.retain_mut(|stretch| {
            stretch.span.start = stretch.span.start.max(end);
            let is_left = stretch.span.start < stretch.span.end;
            end = end.max(stretch.span.end);
            is_left
        });
        all
    }

    /// What is known of the document.
    fn head(&mut self) -> io::Result<()> {
        let date = self.document.published_on.map(|date| date.to_string());
        let known = [Some(self.document.path.clone()), self.document.publisher.clone(), date];
        let known = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        for line in lines(&known, self.margin + width(RULE) + self.columns) {
            self.styled(&line, Style::Dim)?;
            writeln!(self.out)?;
        }
        writeln!(self.out)
    }

    fn foot(&mut self) -> io::Result<()> {
        let count =
            |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
        let (quotations, ratings) = (self.extraction.quotations.len(), self.extraction.ratings.len());
        let mut foot = format!(
            "{} by {}, {}.",
            count(quotations, "quotation"),
            count(self.colours.len(), "speaker"),
            count(ratings, "rating")
        );
        if self.extraction.quotations.iter().any(|quotation| quotation.confidence < LOW_CONFIDENCE) {
            foot += " A question mark: probably wrong.";
        }
        for line in lines(&foot, self.margin + width(RULE) + self.columns) {
            self.styled(&line, Style::Dim)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: Paragraph) -> io::Result<()> {
        let base = match paragraph.kind {
            ParagraphKind::Title | ParagraphKind::Heading => Style::Bold,
            ParagraphKind::Furniture | ParagraphKind::Letterhead => Style::Dim,
            ParagraphKind::Body | ParagraphKind::ListItem | ParagraphKind::TableRow => Style::Plain,
        };
        let start = paragraph.span.start;
        for (at, c) in paragraph.span.of(&self.document.text).char_indices() {
            let at = start + at as u32;
            while self.stretches.get(self.next).is_some_and(|stretch| stretch.span.end <= at) {
                self.close_stretch();
            }
            let stretch = self.stretches.get(self.next).filter(|stretch| stretch.span.start <= at);
            let style = stretch.map_or(base, |stretch| stretch.style);
            let opens = stretch.filter(|stretch| stretch.span.start == at || at == start);
            let number = opens.and_then(|stretch| stretch.number).filter(|_| !self.is_coloured);
            let mut starts = None;
            while let Some(&(from, quotation)) = self.starts.get(self.started)
                && from <= at
            {
                starts = Some(quotation);
                self.started += 1;
                if self.starts.get(self.started).is_some_and(|&(next, _)| next <= at) {
                    // Two that start together: the first waits in the margin at once.
                    self.add_note(quotation);
                }
            }
            if let Some(number) = number {
                for c in format!("[{number}:\u{a0}").chars() {
                    self.word.push(Cell { c, style, sticks: true, starts: starts.take() });
                }
            }
            let Some(c) = printable(c) else {
                if let Some(quotation) = starts {
                    self.add_note(quotation);
                }
                continue;
            };
            self.push(Cell { c, style, sticks: false, starts })?;
        }
        // A quotation that goes on in the next paragraph opens again there.
        match self.stretches.get_mut(self.next) {
            Some(stretch) if stretch.span.end <= paragraph.span.end => self.close_stretch(),
            Some(stretch) if stretch.span.start < paragraph.span.end => {
                stretch.span.start = paragraph.span.end;
                if stretch.number.is_some() && !self.is_coloured {
                    self.word.push(Cell { c: ']', style: Style::Plain, sticks: true, starts: None });
                }
            }
            _ => {}
        }
        self.end_word()?;
        self.end_line()?;
        while !self.notes.is_empty() {
            self.end_line()?;
        }
        self.end_line()
    }

    /// Goes on to the next stretch, behind a bracket where it has one.
    fn close_stretch(&mut self) {
        let stretch = &self.stretches[self.next];
        if stretch.number.is_some() && !self.is_coloured {
            self.word.push(Cell { c: ']', style: stretch.style, sticks: true, starts: None });
        }
        self.next += 1;
    }

    fn push(&mut self, cell: Cell) -> io::Result<()> {
        if cell.c == ' ' && !cell.sticks {
            self.end_word()?;
            if !self.line.is_empty() {
                self.line.push(cell);
            }
            return Ok(());
        }
        self.word.push(cell);
        if taken(&self.word) > self.columns {
            // Too wide for any line: broken before this character.
            self.word.pop();
            self.end_word()?;
            self.end_line()?;
            self.word.push(cell);
        }
        Ok(())
    }

    fn end_word(&mut self) -> io::Result<()> {
        if taken(&self.line) + taken(&self.word) > self.columns && !self.line.is_empty() {
            self.end_line()?;
        }
        self.line.append(&mut self.word);
        Ok(())
    }

    /// Writes the line, with the next line of notes beside it.
    fn end_line(&mut self) -> io::Result<()> {
        while self.line.last().is_some_and(|cell| cell.c == ' ') {
            self.line.pop();
        }
        let line = std::mem::take(&mut self.line);
        for quotation in line.iter().filter_map(|cell| cell.starts) {
            self.add_note(quotation);
        }
        let (note, style) = self.notes.pop_front().unwrap_or((String::new(), Style::Plain));
        if note.is_empty() && line.is_empty() {
            writeln!(self.out, "{}{}", " ".repeat(self.margin), RULE.trim_end())?;
            return Ok(());
        }
        self.styled(&note, style)?;
        let gap = " ".repeat(self.margin.saturating_sub(width(&note)));
        write!(self.out, "{gap}{}", if line.is_empty() { RULE.trim_end() } else { RULE })?;
        for run in line.chunk_by(|one, two| one.style == two.style) {
            let text: String = run.iter().map(|cell| if cell.c == '\u{a0}' { ' ' } else { cell.c }).collect();
            self.styled(&text, run[0].style)?;
        }
        writeln!(self.out)
    }

    fn styled(&mut self, text: &str, style: Style) -> io::Result<()> {
        match style.code().filter(|_| self.is_coloured && !text.is_empty()) {
            Some(code) => write!(self.out, "\u{1b}[{code}m{text}\u{1b}[0m"),
            None => write!(self.out, "{text}"),
        }
    }

    /// Puts who says a quotation, in what role and about what, in line for the margin.
    fn add_note(&mut self, index: usize) {
        let extraction = self.extraction;
        let quotation: &'a Quotation = &extraction.quotations[index];
        let speaker = quotation.speaker.id.as_str();
        let style = self.colours.get(speaker).map_or(Style::Bold, |colour| Style::Said(*colour));
        let doubt = if quotation.confidence < LOW_CONFIDENCE { "?" } else { "" };
        let number = format!("{} ", index + 1);
        let inset = number.len();
        let mut name = lines(&format!("{}{doubt}", quotation.speaker.name), self.margin - inset);
        name.truncate(3);
        for (n, line) in name.iter().enumerate() {
            let before = if n == 0 { number.clone() } else { " ".repeat(inset) };
            self.notes.push_back((format!("{before}{line}"), style));
        }
        let held = [&quotation.role, &quotation.organisation, &quotation.party].into_iter().flatten();
        let held = held.map(|held| clean(held)).collect::<Vec<_>>().join(", ");
        // Said once, and again where it has changed.
        if self.told.get(speaker) != Some(&held) && quotation.speaker.kind != SpeakerKind::Unknown {
            self.add_detail(&held, inset, 4);
            self.told.insert(speaker, held);
        }
        if quotation.speaker.kind == SpeakerKind::Unknown {
            self.add_detail(&quotation.reason, inset, 2);
        }
        for link in &quotation.ratings {
            if let Some(rating) = extraction.ratings.iter().find(|rating| rating.id == link.id) {
                let details = [&rating.inspector, &rating.aspect, &rating.subject].into_iter().flatten();
                let details = details.map(String::as_str).collect::<Vec<_>>().join(", ");
                // Told in full once.
                let is_told = !self.told_ratings.insert(&rating.id);
                let details =
                    if is_told || details.is_empty() { String::new() } else { format!(" ({details})") };
                self.add_detail(&format!("* {}{details}", rating.grade), inset, 5);
            }
        }
    }

    fn add_detail(&mut self, text: &str, inset: usize, limit: usize) {
        let mut detail = lines(text, self.margin - inset);
        if detail.len() > limit {
            detail.truncate(limit);
            if let Some(last) = detail.last_mut() {
                while width(last) >= self.margin - inset {
                    last.pop();
                }
                last.push('…');
            }
        }
        let before = " ".repeat(inset);
        self.notes.extend(detail.into_iter().map(|line| (format!("{before}{line}"), Style::Dim)));
    }
}

/// Columns that cells take.
fn taken(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| char_width(cell.c)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord::Analyser;
    use onrecord::base::OffsetUnit;
    use onrecord::read;

    fn page(text: &str, columns: usize, is_coloured: bool) -> String {
        let analyser = Analyser::builder().offsets(OffsetUnit::Bytes).build().unwrap();
        let document = read::text(text.into(), "a.txt", None, analyser.reading());
        let mut out = Vec::new();
        draw(&document, &analyser.extract(&document), columns, is_coloured, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const ARTICLE: &str = "Council bridge opens\n\nCllr Jane Doe (Lab) said: “We are pleased, and so is \
        everyone else who has worked for this day.” She added: “It took years.”\n";

    #[test]
    fn plain_text_tells_who_says_what() {
        let page = page(ARTICLE, 80, false);
        assert!(!page.contains('\u{1b}'));
        assert!(page.contains("1 Jane Doe") && page.contains("2 Jane Doe"), "{page}");
        let unbroken = page.lines().filter_map(|line| line.split(" │ ").nth(1)).collect::<Vec<_>>().join(" ");
        assert!(
            unbroken.contains(
                "said: [1: “We are pleased, and so is everyone else who has worked for this day.”] She"
            ),
            "{unbroken}"
        );
        assert!(unbroken.contains("[2: “It took years.”]"), "{unbroken}");
        assert!(page.ends_with("2 quotations by 1 speaker, 0 ratings.\n"), "{page}");
    }

    #[test]
    fn no_line_is_too_wide() {
        let wide = ARTICLE
            .replace("pleased", "満足満足満足満足満足満足満足満足満足満足満足満足満足満足満足満足満足満足");
        for text in [ARTICLE, &wide, &"x".repeat(500), &"e\u{301} ".repeat(300)] {
            for columns in [40, 80, 200] {
                for line in page(text, columns, false).lines() {
                    assert!(width(line) <= columns, "{columns}: {line}");
                }
            }
        }
    }

    #[test]
    fn colours_do_not_change_the_words() {
        let coloured = page(ARTICLE, 80, true);
        assert!(coloured.contains("\u{1b}[36m"), "{coloured}");
        let mut bare = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, behind)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = behind.split_once('m').unwrap().1;
        }
        bare.push_str(rest);
        let words = |page: &str| {
            let lines = page.lines().filter_map(|line| line.split(" │ ").nth(1));
            lines.flat_map(str::split_whitespace).map(String::from).collect::<Vec<_>>()
        };
        let expected: Vec<String> = ARTICLE.split_whitespace().map(String::from).collect();
        assert_eq!(words(&bare), expected);
    }

    #[test]
    fn a_terminal_is_not_commanded() {
        let page = page("Cllr Jane Doe said: “We \u{1b}[2Jare \u{202e}pleased.”\n", 80, false);
        assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    }
}
