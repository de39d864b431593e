//! Names that stand over a section of a text: *Ashby House, Seaton* on a line of its own, *2. Ashby House. Inspected in May.*,
//! *Ashby House: the grade for staffing has fallen.*

use std::ops::Range;

use super::subject;
use super::table;
use crate::annotate::Annotated;

/// Tokens before the name (*2.1*, *(a)*), of the name, and of its line.
const MARKER: usize = 4;
const LONGEST: usize = 9;
const LINE: usize = 16;
/// Sentences up to which a heading reaches.
const REACH: usize = 40;

/// A name over what follows.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    pub name: Range<usize>,
    /// The sentence that it opens or is.
    pub sentence: usize,
    /// The line holds nothing else, but a place.
    pub alone: bool,
}

/// Those of a text, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings(Vec<Heading>);

impl Headings {
    pub(super) fn new(a: &Annotated) -> Self {
        Headings((0..a.sentences.len()).filter_map(|sentence| heading(a, sentence)).collect())
    }

    pub(super) fn all(&self) -> &[Heading] {
        &self.0
    }

    /// The sentences of the section that a line of its own heads, from it to the next.
    pub(super) fn section(&self, sentence: usize) -> Option<(&Heading, Range<usize>)> {
        let next = self.0.partition_point(|heading| heading.sentence <= sentence);
        let own = self.0[..next].iter().rev().take(REACH).find(|heading| heading.alone)?;
        let end =
            self.0[next..].iter().take(REACH).find(|heading| heading.alone).map(|heading| heading.sentence);
        let end = end.unwrap_or(usize::MAX).min(own.sentence + REACH);
        (sentence < end).then_some((own, own.sentence..end))
    }

    /// The one over a sentence.
    pub(super) fn over(&self, sentence: usize) -> Option<&Heading> {
        let next = self.0.partition_point(|heading| heading.sentence <= sentence);
        self.0[..next].last().filter(|heading| sentence - heading.sentence <= REACH)
    }
}

fn heading(a: &Annotated, sentence: usize) -> Option<Heading> {
    let tokens = a.sentences[sentence].tokens.clone();
    let new_line = tokens.start == 0 || a.gap_before(tokens.start).contains('\n');
    let letters = |t: usize| a.word(t).contains(char::is_alphabetic);
    // *(a)*, *2.1*
    let marker = |t: usize| !letters(t) || a.word(t).len() == 1 && matches!(a.word(t + 1), ")" | ".");
    let start = (tokens.start..tokens.end.min(tokens.start + MARKER)).find(|&t| !marker(t))?;
    if !new_line || !a.is_capital(start) || a.is_time(start) {
        return None;
    }
    // Nor a cell of a table: *Safe   Good   Inadequate*.
    let ends = |t: usize| {
        matches!(a.word(t), "," | "(" | "–" | "—" | "-" | "|" | ":" | "." | ";")
            || a.gap_before(t).len() > 1
            || a.gap_before(t).contains(['\n', '\t'])
    };
    let end = (start + 1..tokens.end.min(start + LONGEST + 1)).find(|&t| ends(t)).unwrap_or(tokens.end);
    let name = start..end;
    let number = |t: usize| a.word(t).starts_with(|c: char| c.is_ascii_digit());
    if name.len() > LONGEST || !name.clone().all(|t| subject::stands_in_name(a, t) || number(t)) {
        return None;
    }
    let line_end = (end..tokens.end).find(|&t| a.gap_before(t).contains('\n')).unwrap_or(tokens.end);
    let next_line =
        line_end < tokens.end || a.tokens.len() <= line_end || a.gap_before(line_end).contains('\n');
    let placed =
        end < line_end && matches!(a.word(end), "," | "(") && (a.is_capital(end + 1) || a.word(end) == "(");
    let alone = next_line
        && line_end - tokens.start <= LINE
        && (end == line_end || placed)
        && a.word(line_end - 1) != ".";
    let dotted = end < tokens.end && a.word(end) == "." && (end + 1 == tokens.end || placed);
    let dotted = dotted || placed && a.word(tokens.end - 1) == "." && tokens.len() <= LINE;
    // *– The Cob Oven, Menstrop, which had been a three*
    let item = start > tokens.start && placed && a.one_of(tokens.start, &["–", "-", "•", "*", "—"]);
    let led = item || end < line_end && matches!(a.word(end), ":" | "–" | "—");
    let marked =
        start > tokens.start && a.word(tokens.start).starts_with(|c: char| c.is_ascii_digit() || c == '(');
    let words = subject::words(a, name.clone());
    let shouted = name.clone().all(|t| a.word(t).chars().all(|c| !c.is_lowercase()));
    let known = subject::is_body_name(a, &subject::cased(a, name.clone()));
    let fits = (name.len() > 1 || placed || marked || known)
        && (!shouted || placed || known)
        && !subject::names_part(a, &words)
        && !subject::is_grade(a, &words)
        && !table::is_whole(a, &words);
    (fits && (alone || dotted || led)).then_some(Heading { name, sentence, alone })
}
