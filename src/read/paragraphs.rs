//! A text to its paragraphs, and what each is for.

use super::Options;
use super::furniture::{MAX_LINE, Reach, normal};
use crate::base::Span;
use crate::text::{self, Paragraph, ParagraphKind as Kind};

/// Lines of a hard-wrapped text are no longer than this, in characters.
const MAX_WRAP: usize = 130;
/// How many lines of furniture, address and date may stand before a letter's *Dear*.
const LETTER_HEAD: usize = 40;

/// The paragraphs of `text`, in order. Together they hold everything but white space.
///
/// A paragraph is a line that is not blank, or in a text with hard line breaks the lines that make
/// one up. Linear in the length of the text.
pub fn paragraphs(text: &str, options: &Options) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = unwrap(text, lines(text))
        .into_iter()
        .map(|line| Paragraph { span: line.span, kind: kind_of_line(line, text, options) })
        .collect();
    mark_repeated(text, &mut paragraphs);
    mark_letter(text, &mut paragraphs);
    mark_reach(text, &mut paragraphs, options);
    mark_title(text, &mut paragraphs);
    paragraphs
}

/// A line without the white space at its ends.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Whether a blank line or the text's start is before it.
    opens_block: bool,
    /// Cells, of a row of a table.
    cells: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut opens_block) = (0, true);
    let bytes = text.as_bytes();
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', bytes).chain([bytes.len()]);
    for end in ends {
        let span = Span::new(start, end).trim(text);
        let splits_crlf =
            start > 0 && bytes[start - 1] == b'\r' && bytes.get(end) == Some(&b'\n') && start == end;
        if !span.is_empty() {
            lines.push(Line { span, opens_block, cells: 0 });
            opens_block = false;
        } else if !splits_crlf {
            opens_block = true;
        }
        start = end + 1;
    }
    for table in text::tables(text, lines.iter().map(|line| line.span)) {
        table.rows.iter().for_each(|row| lines[row.line].cells = row.cells.len());
    }
    lines
}

/// Joins the lines that a program broke at a fixed width.
fn unwrap(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let Some(width) = wrap_width(text, &lines) else { return lines };
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut last: Option<Line> = None;
    for line in lines {
        match joined.last_mut().zip(last) {
            Some((open, last)) if !line.opens_block && joins(text, last, line, width) => {
                open.span = open.span.cover(line.span);
            }
            _ => joined.push(line),
        }
        last = Some(line);
    }
    joined
}

/// The width that most lines of some block were broken at, where the text was wrapped at all.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let mut width = 0;
    for block in lines.chunk_by(|_, next| !next.opens_block).filter(|block| block.len() > 1) {
        if block.iter().any(|line| line.span.len() > 4 * MAX_WRAP) {
            continue;
        }
        let longest = block.iter().map(|line| chars(line.span.of(text))).max().unwrap_or(0);
        if !(40..=MAX_WRAP).contains(&longest) {
            continue;
        }
        // A break in mid-sentence, at a place where the next word had no room.
        let broken = block
            .windows(2)
            .filter(|pair| joins(text, pair[0], pair[1], longest) && !ends_sentence(pair[0].span.of(text)));
        // Lines that each begin with a capital or a number stand alone: a byline, a date, a count of comments.
        let small =
            broken.clone().filter(|pair| pair[1].span.of(text).starts_with(char::is_lowercase)).count();
        let broken = broken.count();
        if small * 4 >= broken && broken >= 2 && broken * 5 >= (block.len() - 1) * 3 {
            width = width.max(longest);
        }
    }
    (width > 0).then_some(width)
}

/// Whether the first word of `next` had no room in `line`.
fn joins(text: &str, line: Line, next: Line, width: usize) -> bool {
    if line.cells > 0 || next.cells > 0 {
        return false;
    }
    let (line, next) = (line.span.of(text), next.span.of(text));
    let word = next.split_whitespace().next().unwrap_or(next);
    !is_list_item(next) && line.contains(' ') && chars(line) + 1 + chars(word) > width
}

fn chars(text: &str) -> usize {
    if text.len() > 4 * MAX_WRAP { text.len() } else { text.chars().count() }
}

/// What a line is for, as far as it shows by itself.
fn kind_of_line(Line { span, cells, .. }: Line, text: &str, options: &Options) -> Kind {
    let line = span.of(text);
    // *Date ⇥ 3 May 2016* may head a letter or paper.
    if cells > 2 {
        return Kind::TableRow;
    }
    let is_row =
        cells > 0 || line.contains('\t') || line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    if line.len() > MAX_LINE {
        return if is_list_item(line) { Kind::ListItem } else { Kind::Body };
    }
    // A list's bullet may stand before any text, so furniture is looked for first.
    if !is_row && (options.furniture.reach(line).is_some() || is_breadcrumb(line)) {
        Kind::Furniture
    } else if is_date_line(line, options) || is_byline(line) || options.publishers.named(line).is_some() {
        Kind::Letterhead
    } else if is_list_item(line) {
        Kind::ListItem
    } else if is_row {
        Kind::TableRow
    } else if is_heading(line) {
        Kind::Heading
    } else {
        Kind::Body
    }
}

/// A bullet or a number, white space, and something behind.
pub(super) fn is_list_item(line: &str) -> bool {
    let mut chars = line.chars();
    let behind = match chars.next() {
        Some('-' | '–' | '•' | '◦' | '▪' | '‣' | '●' | '·' | '*' | '○' | '■' | '➢') => {
            chars.as_str()
        }
        Some(first) if first.is_ascii_digit() => {
            let digits = line.bytes().take(3).take_while(u8::is_ascii_digit).count();
            match line[digits..].strip_prefix(['.', ')']) {
                Some(behind) if digits < 3 => behind,
                _ => return false,
            }
        }
        Some('(') => match line[1..].find(')') {
            Some(close @ 1..=4) if line[1..=close].bytes().all(|b| b.is_ascii_alphanumeric()) => {
                &line[close + 2..]
            }
            _ => return false,
        },
        Some(first) if first.is_ascii_lowercase() => match chars.as_str().strip_prefix(')') {
            Some(behind) => behind,
            None => return false,
        },
        _ => return false,
    };
    behind.starts_with(char::is_whitespace)
}

/// *Home > News > Council*.
fn is_breadcrumb(line: &str) -> bool {
    line.len() <= 100
        && !ends_sentence(line)
        && [" > ", " › ", " » "].iter().any(|mark| {
            line.contains(mark) && line.split(mark).all(|part| part.split_whitespace().count() <= 4)
        })
}

/// A date that stands alone, or behind words such as *Published*. A dateline that opens running
/// text (*ASHBY, 3 May 2016 – …*) ends as a sentence, and its text is body.
fn is_date_line(line: &str, options: &Options) -> bool {
    !ends_sentence(line) && options.date_lines.read(line).is_some()
}

/// *By Jane Doe*, *By Jane Doe, Local Democracy Reporter*.
pub(super) fn is_byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let mut words = names.split_whitespace();
    line.len() <= 100
        && !ends_sentence(line)
        && !line.contains(['"', '“', '‘', '?', ':'])
        && (2..=12).contains(&names.split_whitespace().count())
        && words.by_ref().take(2).all(|word| word.starts_with(char::is_uppercase))
}

/// A short line that is no sentence.
fn is_heading(line: &str) -> bool {
    line.len() <= 120
        && line.split_whitespace().count() <= 14
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '\''))
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';', '-', '–', '—', '"', '”'])
        && !is_turn(line)
}

/// Ends as a sentence does, inside marks or not; an ellipsis does not count.
fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*']);
    (bare.ends_with('.') && !bare.ends_with("..")) || bare.ends_with(['?', '!']) && bare.len() < line.len()
}

/// A speaker's turn in a transcript: *JANE DOE: …*, *Q: …*.
pub(super) fn is_turn(line: &str) -> bool {
    let Some(colon) = line.get(..60.min(line.len())).unwrap_or(line).find(':') else { return false };
    let name = &line[..colon];
    !name.is_empty()
        && name.split_whitespace().count() <= 6
        && name.chars().any(char::is_alphabetic)
        && !name.contains(char::is_lowercase)
        && line.len() > colon + 1
}

/// A short line that is repeated at once is a caption or the text of a picture.
fn mark_repeated(text: &str, paragraphs: &mut [Paragraph]) {
    let short = |p: &Paragraph| p.span.len() <= 100 && matches!(p.kind, Kind::Heading);
    // Cells of a table, each on its own line, may be alike.
    let near = |one: &Paragraph, next: &Paragraph| {
        let gap = &text[one.span.end as usize..next.span.start as usize];
        gap.bytes().filter(|byte| *byte == b'\n').count() == 1 && short(one) && short(next)
    };
    let runs = paragraphs.chunk_by(near);
    let dense: Vec<bool> = runs.flat_map(|run| std::iter::repeat_n(run.len() >= DENSE, run.len())).collect();
    for i in (1..paragraphs.len()).filter(|i| !dense[*i]) {
        let (before, here) = (paragraphs[i - 1].span.of(text), paragraphs[i].span.of(text));
        if before == here && short(&paragraphs[i]) {
            // A headline may come twice; a name alone is no headline.
            if is_name(here) || (i > 1 && paragraphs[i - 2].span.of(text) == here) {
                paragraphs[i - 1].kind = Kind::Furniture;
            }
            // The third one still needs its neighbour to be a heading when it is looked at.
            if paragraphs.get(i + 1).is_none_or(|next| next.span.of(text) != here) || is_name(here) {
                paragraphs[i].kind = Kind::Furniture;
            }
        } else if before == here && paragraphs[i - 1].kind == Kind::Furniture && here.len() <= 100 {
            paragraphs[i].kind = Kind::Furniture;
        }
    }
}

/// Short lines that follow each other without a blank one between, from which on they may be a table.
const DENSE: usize = 6;

/// Two to four words with capitals.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (1..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// The head and the signature of a letter.
fn mark_letter(text: &str, paragraphs: &mut [Paragraph]) {
    let is_long = |p: &Paragraph| p.span.len() > 120 || ends_sentence(p.span.of(text));
    let dear = paragraphs.iter().take(LETTER_HEAD).position(|p| {
        let line = p.span.of(text);
        p.span.len() <= 80
            && line.strip_prefix("Dear ").is_some_and(|name| name.split_whitespace().count() <= 8)
            && !line.ends_with('.')
    });
    if let Some(dear) = dear {
        let head = paragraphs[..dear].iter().rposition(is_long).map_or(0, |long| long + 1);
        for paragraph in &mut paragraphs[head..=dear] {
            if paragraph.kind != Kind::Furniture {
                paragraph.kind = Kind::Letterhead;
            }
        }
    }
    let mut i = dear.unwrap_or(0);
    while i < paragraphs.len() {
        if is_closing(paragraphs[i].span.of(text)) {
            paragraphs[i].kind = Kind::Letterhead;
            let mut left = 8;
            while i + 1 < paragraphs.len() && left > 0 {
                let next = &mut paragraphs[i + 1];
                if next.kind != Kind::Furniture {
                    if is_long(next) {
                        break;
                    }
                    next.kind = Kind::Letterhead;
                    left -= 1;
                }
                i += 1;
            }
        }
        i += 1;
    }
}

/// *Yours sincerely* and its like.
fn is_closing(line: &str) -> bool {
    line.len() <= 40
        && matches!(
            normal(line).as_str(),
            "yours sincerely"
                | "yours faithfully"
                | "yours truly"
                | "yours"
                | "kind regards"
                | "best wishes"
                | "best regards"
                | "with best wishes"
                | "with kind regards"
                | "regards"
                | "sincerely"
        )
}

/// Furniture that makes furniture of what is behind it.
fn mark_reach(text: &str, paragraphs: &mut [Paragraph], options: &Options) {
    let (mut seen_body, mut in_box) = (false, false);
    for i in 0..paragraphs.len() {
        let line = paragraphs[i].span.of(text);
        if paragraphs[i].kind == Kind::Furniture {
            match options.furniture.reach(line) {
                Some(Reach::Rest) if seen_body => {
                    paragraphs[i..].iter_mut().for_each(|p| p.kind = Kind::Furniture);
                    return;
                }
                Some(Reach::Box) => in_box = true,
                _ => {}
            }
        } else if in_box && !ends_sentence(line) && paragraphs[i].kind != Kind::Body {
            paragraphs[i].kind = Kind::Furniture;
        } else {
            in_box = false;
            seen_body |= paragraphs[i].kind == Kind::Body;
        }
    }
}

/// The headline: the first line of the text proper, where it is no sentence.
fn mark_title(text: &str, paragraphs: &mut [Paragraph]) {
    let proper = |p: &Paragraph| !matches!(p.kind, Kind::Furniture | Kind::Letterhead);
    let Some(first) = paragraphs.iter().position(proper) else { return };
    let line = paragraphs[first].span.of(text);
    let fits = matches!(paragraphs[first].kind, Kind::Heading | Kind::Body)
        && line.len() <= 250
        && line.split_whitespace().count() <= 30
        && !ends_sentence(line)
        && !line.ends_with([':', ',', ';'])
        && !is_turn(line);
    if fits && paragraphs[first + 1..].iter().any(proper) {
        paragraphs[first].kind = Kind::Title;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        paragraphs(text, &Options::default())
            .into_iter()
            .map(|p| (p.kind, p.span.of(text).chars().take(12).collect()))
            .collect()
    }

    fn only(text: &str) -> Vec<Kind> {
        kinds(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_web_page_is_told_from_its_story() {
        let text = "Your browser is no longer supported\n\nLearn more\n\nAshby homes rated 'good'\n\n  • 1 Comment\n\n\
            The homes improved.\n\nJo Bloggs\n\nJo Bloggs\n\nJo Bloggs\n\nShe said: “We did.”\n\nMeanwhile, in Oakham…\n\n\
            It was worse.\n\nReaders' comments (1)\n\n • He said: “Nonsense.”\n\nHave your say\n";
        assert_eq!(
            only(text),
            [
                Furniture, Furniture, Title, Furniture, Body, Furniture, Furniture, Furniture, Body, Heading,
                Body, Furniture, Furniture, Furniture
            ]
        );
    }

    #[test]
    fn a_letter_has_head_and_signature() {
        let text = "3 May 2012\r\n\r\nMs Ann Other\r\nDirector of Places\r\n1 High Street, Ashby\r\n\r\nDear Ms Other\r\n\r\n\
            Annual check of places\r\n\r\nThe places are fine.\r\n\r\n4\tExcellent\tAbove all\r\n\r\nKey areas\r\n\r\n\
            - Improve a thing.\r\n\r\nYours sincerely\r\n\r\nA handwritten signature in blue ink that reads \"B. Ody\".\r\n\r\n\
            Bo Ody\r\nDivisional Manager, Places\r\n";
        assert_eq!(
            only(text),
            [
                Letterhead, Letterhead, Letterhead, Letterhead, Letterhead, Title, Body, TableRow, Heading,
                ListItem, Letterhead, Furniture, Letterhead, Letterhead
            ]
        );
    }

    #[test]
    fn hard_line_breaks_are_joined() {
        let text = concat!(
            "Library to stay open\n\n",
            "The library in Ashby will stay open after all, the council's cabinet\n",
            "decided on Tuesday, and its opening hours will be longer than they\n",
            "have been since the year in which it was built by the people of the\n",
            "town.\n",
            "\n",
            "Cllr Doe said: \"We are very pleased with this and we want to thank\n",
            "everyone who wrote.\"\n",
            "\n- one item\n- another item\n"
        );
        let found = kinds(text);
        assert_eq!(
            found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [Title, Body, Body, ListItem, ListItem]
        );
        let paragraphs = paragraphs(text, &Options::default());
        assert!(paragraphs[1].span.of(text).ends_with("town."));
        assert!(paragraphs[2].span.of(text).ends_with("wrote.\""));
    }

    #[test]
    fn one_paragraph_a_line_is_kept() {
        let text = "Bridge shut\nThe bridge is shut until the spring, said the council.\nCllr Doe said: \"It is old.\"\n\
            It will be mended by people who know about bridges and rust.";
        assert_eq!(only(text), [Title, Body, Body, Body]);
    }

    #[test]
    fn transcripts_are_body() {
        assert_eq!(only("JANE DOE: Will it open\nJOHN ROE: Yes\nJANE DOE: When\n"), [Body, Body, Body]);
        assert_eq!(only("She said it was a disgrace"), [Heading]);
        assert!(kinds(" \n\r\n\t\n").is_empty());
    }

    #[test]
    fn headlines_in_a_related_box_are_furniture() {
        let text = "Bridge shut\n\nIt is shut.\n\nRelated articles\n\nMayor opens bridge\n\nBridge is old\n\nIt will open soon.";
        assert_eq!(only(text), [Title, Body, Furniture, Furniture, Furniture, Body]);
    }

    proptest::proptest! {
        #[test]
        fn paragraphs_hold_all_text_in_order(text in "([a-zA-Z .:“”•é\u{a0}\u{2028}-]{0,30}|[\n\r\x0c\t]|[0-9]{1,3}[.)] |Dear |Yours sincerely\n|Readers' comments\n|\\PC){0,12}") {
            let mut covered = 0;
            for paragraph in paragraphs(&text, &Options::default()) {
                let span = paragraph.span.range();
                assert!(span.start >= covered && span.end > span.start);
                assert!(text[covered..span.start].trim().is_empty());
                assert_eq!(text[span.clone()].trim(), &text[span.clone()]);
                covered = span.end;
            }
            assert!(text[covered..].trim().is_empty());
        }
    }
}
