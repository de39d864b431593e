//! Quotation marks: a state machine over the whole document, paragraph by paragraph.
//!
//! It tells opening marks from closing ones and from apostrophes, keeps speech open from one
//! paragraph to the next where each opens with a mark, and lets no unbalanced mark run on.

use super::Paragraph;
use crate::base::Span;

/// The family of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkStyle {
    /// “…”, "…", ``…''
    Double,
    /// ‘…’, '…'
    Single,
    /// «…», ‹…›
    Guillemet,
}

/// Text between an opening and a closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Marks excluded, white space at the ends left out.
    pub inner: Span,
    /// Marks included.
    pub outer: Span,
    /// Index of its paragraph.
    pub paragraph: usize,
    pub style: MarkStyle,
    /// Whether a closing mark ends it; else it ends with its paragraph.
    pub closed: bool,
    /// Whether it goes on from the fragment before, over a paragraph's end.
    pub continued: bool,
}

/// Fragments and marks without a partner.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Outermost fragments in text order, not overlapping.
    pub fragments: Vec<Fragment>,
    /// Opening marks whose end can't be told; the text behind them is not taken as speech.
    pub unbalanced: Vec<Span>,
}

impl Marks {
    /// Index of the first fragment that does not end at or before byte `at`.
    pub fn first_behind(&self, at: u32) -> usize {
        self.fragments.partition_point(|fragment| fragment.outer.end <= at)
    }
}

/// A character that may be a mark, seen in its place.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    style: MarkStyle,
    /// May open: white space, a bracket or a dash before it, and no white space behind.
    opens: bool,
    /// May close.
    closes: bool,
    /// The character itself says that it opens (“) or closes (”).
    shape: Shape,
    /// A closing mark that may as well be a plural's apostrophe (*councils'*).
    possessive: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Opening,
    Closing,
    Straight,
}

/// An opening mark whose closing one has not come by the paragraph's end.
#[derive(Clone, Copy)]
struct Open {
    mark: Span,
    style: MarkStyle,
    continued: bool,
}

/// Finds the fragments of `text`. Linear in its length.
pub fn fragments(text: &str, paragraphs: &[Paragraph]) -> Marks {
    let mut marks = Marks::default();
    let prose: Vec<usize> = (0..paragraphs.len()).filter(|&i| paragraphs[i].is_prose()).collect();
    let mut carried: Option<MarkStyle> = None;
    for (n, &index) in prose.iter().enumerate() {
        let span = paragraphs[index].span;
        let found = marks_in(text, span);
        let next = prose.get(n + 1).map(|&i| paragraphs[i].span);
        let goes_on = is_turn(span.of(text)) && next.is_some_and(|next| next.of(text).starts_with('"'));
        let open = paragraph_fragments(text, span, index, &found, carried.take(), goes_on, &mut marks);
        let Some(open) = open else { continue };
        let next = next.map(|next| marks_in_start(text, next, open.style));
        let inner = Span { start: open.mark.end, end: span.end }.trim(text);
        let outer = Span { start: open.mark.start, end: span.end };
        let fragment = Fragment {
            inner,
            outer,
            paragraph: index,
            style: open.style,
            closed: false,
            continued: open.continued,
        };
        match next {
            Some(Next::Opens | Next::Closes) => {
                carried = Some(open.style);
                marks.fragments.push(fragment);
            }
            _ if open.continued || starts_speech(text, span, open.mark) && words(inner.of(text)) > 2 => {
                marks.fragments.push(fragment);
            }
            _ => marks.unbalanced.push(open.mark),
        }
    }
    marks.fragments.retain(|fragment| !fragment.inner.is_empty());
    marks
}

/// How many marks are looked at to judge one, so that the whole stays linear.
const LOOK_AHEAD: usize = 64;

/// What the next paragraph does with speech left open.
enum Next {
    Opens,
    Closes,
    Nothing,
}

fn marks_in_start(text: &str, span: Span, style: MarkStyle) -> Next {
    let found = marks_in(text, span);
    let same = |mark: &&Mark| mark.style == style;
    match found.iter().find(same) {
        Some(mark) if mark.span.start == span.start && mark.opens => Next::Opens,
        Some(mark) if style != MarkStyle::Single && mark.closes && !mark.opens => Next::Closes,
        _ => Next::Nothing,
    }
}

/// Pairs the marks of one paragraph; gives back the mark left open at its end. `goes_on`: it is a
/// turn of a transcript, and the next one opens with a straight mark.
fn paragraph_fragments(
    text: &str,
    span: Span,
    paragraph: usize,
    found: &[Mark],
    carried: Option<MarkStyle>,
    goes_on: bool,
    marks: &mut Marks,
) -> Option<Open> {
    let mut open: Option<Open> = None;
    // The last colon before `searched`.
    let (mut colon, mut searched) = (None, span.start);
    let mut i = 0;
    if let Some(style) = carried {
        let at_start = found.first().filter(|m| m.style == style && m.span.start == span.start && m.opens);
        let mark = at_start.map_or(Span { start: span.start, end: span.start }, |m| m.span);
        i = usize::from(at_start.is_some());
        open = Some(Open { mark, style, continued: true });
    }
    while i < found.len() {
        let mark = found[i];
        match open {
            None if is_opening(text, span, found, i) => {
                open = Some(Open { mark: mark.span, style: mark.style, continued: false });
            }
            None if mark.style == MarkStyle::Double && mark.closes && !mark.opens => {
                // Speech behind a colon whose opening mark is missing.
                let from = marks.fragments.last().map_or(span.start, |f| f.outer.end.max(span.start));
                // Each stretch is searched once, so that the whole stays linear.
                let unsearched = &text[from.max(searched) as usize..mark.span.start as usize];
                colon = unsearched.rfind(": ").map(|at| from.max(searched) + at as u32).or(colon);
                searched = mark.span.start;
                if let Some(colon) = colon
                    && colon >= from
                    && text[colon as usize + 2..].starts_with(char::is_uppercase)
                    && carried.is_none()
                {
                    let at = colon + 2;
                    let missing = Span { start: at, end: at };
                    push(
                        text,
                        paragraph,
                        Open { mark: missing, style: mark.style, continued: false },
                        mark.span,
                        marks,
                    );
                }
            }
            None => {}
            Some(now) if mark.style != now.style => {}
            Some(now) if now.style == MarkStyle::Single && closes_single(found, i) => {
                push(text, paragraph, now, mark.span, marks);
                open = None;
            }
            // An apostrophe.
            Some(now) if now.style == MarkStyle::Single => {}
            Some(now) => {
                let straight = now.mark.of(text) == "\"";
                if is_nested(found, i, now.style) || straight && is_curly_pair(found, i, now.style, goes_on) {
                    // The inner pair is the outer speaker's: skip to its closing mark.
                    i = next_closing(found, i + 1, now.style).unwrap_or(i);
                } else if mark.closes && !(mark.shape == Shape::Opening && mark.opens) {
                    push(text, paragraph, now, mark.span, marks);
                    open = None;
                } else if mark.opens {
                    // Another opening mark: the one before never closed.
                    marks.unbalanced.push(now.mark);
                    open = Some(Open { mark: mark.span, style: mark.style, continued: false });
                }
            }
        }
        i += 1;
    }
    open.filter(|now| now.style != MarkStyle::Single || now.continued || starts_speech(text, span, now.mark))
}

fn push(text: &str, paragraph: usize, open: Open, close: Span, marks: &mut Marks) {
    let inner = Span { start: open.mark.end, end: close.start }.trim(text);
    let outer = Span { start: open.mark.start, end: close.end };
    let Open { style, continued, .. } = open;
    marks.fragments.push(Fragment { inner, outer, paragraph, style, closed: true, continued });
}

/// Whether the mark at `i` opens a fragment when none is open.
fn is_opening(text: &str, span: Span, found: &[Mark], i: usize) -> bool {
    let mark = found[i];
    if !mark.opens {
        return false;
    }
    // A single mark opens only where one that may close it follows, or speech may run on.
    mark.style != MarkStyle::Single
        || mark.shape == Shape::Opening
        || mark.span.start > span.start && starts_speech(text, span, mark.span)
        || found[i + 1..].iter().take(LOOK_AHEAD).any(|m| m.style == MarkStyle::Single && m.closes)
}

/// Whether the single mark at `i` closes: a possessive does only when no surer mark follows
/// before the next opening one.
fn closes_single(found: &[Mark], i: usize) -> bool {
    let mark = found[i];
    if !mark.closes {
        return false;
    }
    if !mark.possessive {
        return true;
    }
    let surer = found[i + 1..]
        .iter()
        .filter(|m| m.style == MarkStyle::Single)
        .take_while(|m| !m.opens)
        .take(LOOK_AHEAD)
        .any(|m| m.closes && !m.possessive);
    !surer
}

/// Whether the opening mark at `i`, met inside a fragment of the same style, opens an inner pair:
/// two closing marks follow with no opening one between.
fn is_nested(found: &[Mark], i: usize, style: MarkStyle) -> bool {
    let mark = found[i];
    if !mark.opens || mark.shape == Shape::Closing || mark.closes {
        return false;
    }
    let mut same = found[i + 1..].iter().take(LOOK_AHEAD).filter(|m| m.style == style);
    matches!((same.next(), same.next()), (Some(a), Some(b)) if a.closes && !a.opens && b.closes && !b.opens)
}

/// *"DOE: We tried.*: a turn of a transcript that stands between marks.
fn is_turn(text: &str) -> bool {
    let label = text.strip_prefix('"').and_then(|rest| rest.split_once(':')).map(|(label, _)| label);
    label.is_some_and(|label| label.len() > 1 && !label.contains(char::is_lowercase))
}

/// Whether the mark at `i` is the first of a curly pair inside straight marks, *"She calls it “mad”, and so do I."*: a
/// straight one follows, in the paragraph or at the next one's start (`goes_on`).
fn is_curly_pair(found: &[Mark], i: usize, style: MarkStyle, goes_on: bool) -> bool {
    let mut same = found[i + 1..].iter().take(LOOK_AHEAD).filter(|m| m.style == style);
    found[i].shape == Shape::Opening
        && same.next().is_some_and(|close| close.shape == Shape::Closing)
        && (goes_on || same.any(|m| m.shape == Shape::Straight))
}

fn next_closing(found: &[Mark], from: usize, style: MarkStyle) -> Option<usize> {
    (from..found.len().min(from + LOOK_AHEAD)).find(|&k| found[k].style == style && found[k].closes)
}

/// Whether speech may start at `mark`: at the paragraph's start, or behind a colon or a comma.
fn starts_speech(text: &str, span: Span, mark: Span) -> bool {
    let before = text[span.start as usize..mark.start as usize].trim_end();
    before.is_empty() || before.ends_with([':', ','])
}

fn words(text: &str) -> usize {
    text.split_whitespace().take(8).count()
}

/// Every character of `span` that may be a mark.
fn marks_in(text: &str, span: Span) -> Vec<Mark> {
    let slice = span.of(text);
    let mut found = Vec::new();
    // All marks are `"`, `'`, a grave accent, or start with one of two lead bytes.
    let bytes = slice.as_bytes();
    let mut at = 0;
    let mut straight_open = false;
    while at < bytes.len() {
        let Some(step) = bytes[at..].iter().position(|b| matches!(b, b'"' | b'\'' | b'`' | 0xE2 | 0xC2))
        else {
            break;
        };
        at += step;
        let c = slice[at..].chars().next().unwrap_or(' ');
        let mut len = c.len_utf8();
        let (style, shape) = match c {
            '“' | '„' | '‟' => (MarkStyle::Double, Shape::Opening),
            '”' => (MarkStyle::Double, Shape::Closing),
            '"' | '″' => (MarkStyle::Double, Shape::Straight),
            '‘' | '‚' | '‛' => (MarkStyle::Single, Shape::Opening),
            '’' => (MarkStyle::Single, Shape::Closing),
            '\'' | '`' if bytes.get(at + 1) == Some(&bytes[at]) => {
                len = 2;
                let shape = if c == '`' { Shape::Opening } else { Shape::Straight };
                (MarkStyle::Double, shape)
            }
            '\'' => (MarkStyle::Single, Shape::Straight),
            '«' | '‹' => (MarkStyle::Guillemet, Shape::Opening),
            '»' | '›' => (MarkStyle::Guillemet, Shape::Closing),
            _ => {
                at += len;
                continue;
            }
        };
        let before = slice[..at].chars().next_back();
        let behind = slice[at + len..].chars().next();
        // 6" tall: inches.
        let inches = c == '"' && !straight_open && before.is_some_and(|c| c.is_ascii_digit());
        straight_open ^= c == '"' && !inches;
        let sides = if inches { None } else { sides(slice, at, len, style, shape, before, behind) };
        if let Some((opens, closes, possessive)) = sides {
            let start = span.start as usize + at;
            found.push(Mark { span: Span::new(start, start + len), style, opens, closes, shape, possessive });
        }
        at += len;
    }
    found
}

/// Whether a mark may open, may close, and may be a possessive; `None` for an apostrophe.
fn sides(
    slice: &str,
    at: usize,
    len: usize,
    style: MarkStyle,
    shape: Shape,
    before: Option<char>,
    behind: Option<char>,
) -> Option<(bool, bool, bool)> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_behind = behind.is_some_and(char::is_alphanumeric);
    let open_side = before.is_none_or(|c| c.is_whitespace() || "([{-–—/:“‘\"'…".contains(c));
    let close_side = behind.is_none_or(|c| !c.is_alphanumeric());
    let something_before = before.is_some_and(|c| !c.is_whitespace());
    let something_behind = behind.is_some_and(|c| !c.is_whitespace());
    match style {
        MarkStyle::Single => {
            if word_before && word_behind {
                return None; // don't, O'Neill
            }
            let opens = open_side && something_behind && shape_opens(shape, word_behind, slice, at + len);
            let closes = something_before && close_side && shape != Shape::Opening;
            let possessive = closes
                && matches!(before, Some('s' | 'S' | 'z' | 'x'))
                && slice[at + len..].starts_with([' ', '\u{a0}'])
                && slice[at + len..].trim_start().starts_with(char::is_alphanumeric);
            (opens || closes).then_some((opens, closes, possessive))
        }
        MarkStyle::Double | MarkStyle::Guillemet => {
            let opens = open_side && something_behind;
            let closes = something_before && close_side;
            match shape {
                Shape::Straight => match (opens, closes) {
                    (false, false) => Some((word_behind, !word_behind, false)),
                    sides => Some((sides.0, sides.1, false)),
                },
                // A curly mark typed the wrong way round is told by its sides.
                Shape::Opening if !opens && closes => Some((false, true, false)),
                Shape::Opening => Some((true, false, false)),
                Shape::Closing if opens && !something_before && word_behind => Some((true, false, false)),
                Shape::Closing if opens && !closes && word_behind => Some((true, false, false)),
                Shape::Closing => Some((false, true, false)),
            }
        }
    }
}

/// Whether a single mark of this shape may open: an elision (*'90s*, *'em*) may not.
fn shape_opens(shape: Shape, word_behind: bool, slice: &str, behind: usize) -> bool {
    if !word_behind {
        return shape == Shape::Opening
            || slice[behind..].starts_with(['"', '“', '[', '£', '(', '…', '.', '@', '#']);
    }
    let rest = &slice[behind..];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let decade = word.len() == 3 && word.ends_with('s') && word[..2].bytes().all(|b| b.is_ascii_digit())
        || word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
    let elision = ["em", "tis", "twas", "til", "cause", "cos", "n", "un", "ere", "bout", "round"]
        .iter()
        .any(|e| word.eq_ignore_ascii_case(e))
        && shape != Shape::Opening;
    !decade && !elision
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::ParagraphKind;

    fn paragraphs(text: &str) -> Vec<Paragraph> {
        let mut at = 0;
        let mut out = Vec::new();
        for line in text.split('\n') {
            let span = Span::new(at, at + line.len()).trim(text);
            if !span.is_empty() {
                out.push(Paragraph { span, kind: ParagraphKind::Body });
            }
            at += line.len() + 1;
        }
        out
    }

    fn found(text: &str) -> Vec<&str> {
        fragments(text, &paragraphs(text)).fragments.iter().map(|f| f.inner.of(text)).collect()
    }

    #[test]
    fn double_marks_curly_and_straight() {
        assert_eq!(found("“We tried,” she said. “We failed.”"), ["We tried,", "We failed."]);
        assert_eq!(found("\"We tried,\" she said. \"We failed.\""), ["We tried,", "We failed."]);
        assert_eq!(found("He stood 6'2\" tall and said \"no\"."), ["no"]);
        assert_eq!(found("It was “good“ and ”fair”."), ["good", "fair"]);
        assert_eq!(found("A «grand» plan"), ["grand"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        assert_eq!(found("In the '90s the councils' plan wasn't 'good' but 'poor'."), ["good", "poor"]);
        assert_eq!(found("rated as ’requiring improvement’ today"), ["requiring improvement"]);
        assert_eq!(found("‘We backed the councils’ plan,’ she said."), ["We backed the councils’ plan,"]);
        assert_eq!(found("The members' lounge and the pupils' hall"), Vec::<&str>::new());
        assert_eq!(found("‘It said “no” to us,’ he said."), ["It said “no” to us,"]);
        assert_eq!(found("“It said ‘no’ to us,” he said."), ["It said ‘no’ to us,"]);
        assert_eq!(found("rock ’n’ roll and '80s hits"), Vec::<&str>::new());
        assert_eq!(found("called the 'special schools' a success"), ["special schools"]);
    }

    #[test]
    fn speech_runs_over_paragraphs() {
        let text = "She said: “One.\n\n“Two.\n\n“Three.”\n\nHe said “four”.";
        let marks = fragments(text, &paragraphs(text));
        let flags: Vec<_> = marks.fragments.iter().map(|f| (f.continued, f.closed)).collect();
        assert_eq!(found(text), ["One.", "Two.", "Three.", "four"]);
        assert_eq!(flags, [(false, false), (true, false), (true, true), (false, true)]);
        // British style, and a closing mark with no opening one on the second paragraph.
        assert_eq!(found("‘One.\n\n‘Two,’ he said."), ["One.", "Two,"]);
        assert_eq!(found("\"One two.\n\nThree four,\" he said."), ["One two.", "Three four,"]);
    }

    #[test]
    fn an_unbalanced_mark_swallows_nothing() {
        let text = "He wrote a “note to the board.\n\nShe said: “Fine.”";
        let marks = fragments(text, &paragraphs(text));
        assert_eq!(found(text), ["Fine."]);
        assert_eq!(marks.unbalanced.len(), 1);
        assert_eq!(found("She said: “It is not fine at all.\n\nHe left."), ["It is not fine at all."]);
        assert_eq!(found("“A “b” c,” he said."), ["A “b” c,"]);
    }

    #[test]
    fn a_curly_pair_in_straight_marks_is_the_outer_speakers() {
        assert_eq!(found("\"A “b” c,\" he said, \"d\"."), ["A “b” c,", "d"]);
        let turns = "\"DOE: It calls it “mad.” But no.\n\n\"ROE: It does.\"";
        assert_eq!(found(turns), ["DOE: It calls it “mad.” But no.", "ROE: It does."]);
        // A straight mark that nothing closes is no mark of what follows.
        assert_eq!(found("The \" sign “A” and “B”"), ["A", "B"]);
    }

    proptest! {
        #[test]
        fn fragments_are_ordered_and_slice(text in "[a-s '\"‘’“”«».,\n]{0,80}") {
            let marks = fragments(&text, &paragraphs(&text));
            let mut end = 0;
            for fragment in &marks.fragments {
                prop_assert!(fragment.outer.contains(fragment.inner));
                prop_assert!(fragment.outer.start >= end);
                prop_assert!(!fragment.inner.of(&text).is_empty());
                end = fragment.outer.end;
            }
        }
    }
}
