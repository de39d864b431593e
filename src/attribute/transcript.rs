//! Transcripts: *NAME: text*, a turn a paragraph, without marks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::item::ParagraphItems;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::QuotationKind;
use crate::text::ParagraphKind;

/// How many paragraphs must open with a speaker and a colon for a document to be a transcript.
const TURNS: usize = 3;

/// Tokens of the longest name behind a time of day.
const USER: usize = 6;

/// Tokens of the longest label: *The Parliamentary Under-Secretary of State, Ministry of Justice (Lord Doe of Ashby) (Con):*.
const LABEL: usize = 28;

/// Words of the longest line that names who speaks, below which the words stand.
const LINE: usize = 9;

/// How a document tells who speaks.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// *Jane Doe: text*; whether each turn opens with a time of day: *[18:02] Jane Doe: text*. Whose the answers are in *A: text*, as an
    /// index of [`Annotated::names`]; the paragraph of the last turn.
    Colons { clocks: bool, interviewee: Option<usize>, last: usize },
    /// *Q text*, *A text*, and whose the answers are.
    Letters(Option<usize>),
    /// *JANE DOE, REPORTER* on a line of its own, over the text. The paragraphs that are such lines.
    Lines(BTreeSet<usize>),
}

/// How the document tells who speaks, if it is a transcript.
pub fn layout(a: &Annotated, paragraphs: &[ParagraphItems]) -> Option<Layout> {
    let turns: Vec<usize> =
        paragraphs.iter().filter(|p| label_end(a, p).is_some()).map(|paragraph| paragraph.index).collect();
    // *Jane Doe (Ashby) (Lab):* is of a report of debates, where a turn may go on for pages.
    let is_member =
        |paragraph: &&ParagraphItems| label_end(a, paragraph).is_some_and(|colon| a.word(colon - 1) == ")");
    let members = paragraphs.iter().filter(is_member).count();
    if let Some(&last) = turns.last()
        && turns.len() >= TURNS
        && (turns.len() * 3 >= paragraphs.len() || members >= TURNS && turns.len() * 12 >= paragraphs.len())
    {
        let clocks = paragraphs.iter().filter(|paragraph| has_clock(a, paragraph)).count() * 2 > turns.len();
        return Some(Layout::Colons { clocks, interviewee: interviewee(a, paragraphs), last });
    }
    let lettered = |letter: &str| paragraphs.iter().filter(|p| letter_of(a, p) == Some(letter)).count();
    if lettered("Q") >= TURNS && lettered("A") >= TURNS {
        return Some(Layout::Letters(interviewee(a, paragraphs)));
    }
    let lines = name_lines(a);
    (lines.len() >= TURNS).then_some(Layout::Lines(lines))
}

/// The letter of *Q What happened?* and *A We tried.*, without a colon.
fn letter_of<'a>(a: &'a Annotated, paragraph: &ParagraphItems) -> Option<&'a str> {
    let tokens = tokens(paragraph);
    let letter =
        Some(a.word(tokens.start)).filter(|word| !tokens.is_empty() && matches!(*word, "Q" | "A"))?;
    let next = tokens.start + 1;
    (next < tokens.end && (a.is_capital(next) || a.fragment_of[next].is_some())).then_some(letter)
}

/// Whom the text names before the first question: the first person with a full name.
fn interviewee(a: &Annotated, paragraphs: &[ParagraphItems]) -> Option<usize> {
    let asks = |paragraph: &&ParagraphItems| {
        let start = tokens(paragraph).start;
        letter_of(a, paragraph).is_some() || a.word(start) == "Q" && a.word(start + 1) == ":"
    };
    let first = paragraphs.iter().find(asks)?;
    let end = tokens(first).start;
    a.names
        .iter()
        .position(|name| name.is_person() && name.tokens.len() > 1 && name.tokens.end <= end)
        .filter(|&at| {
            let paragraph = a.sentences[a.sentence_from(a.names[at].tokens.start)].paragraph;
            a.document.paragraphs[paragraph].kind != ParagraphKind::Letterhead
        })
}

/// The lines that name who speaks below: a person's name, alone or before what they are, two or more of which come again.
fn name_lines(a: &Annotated) -> BTreeSet<usize> {
    let all = &a.document.paragraphs;
    // The name on a line, in small letters.
    let name = |at: usize| {
        let text = all[at].span.of(a.text());
        let label = text.split([',', '(']).next().unwrap_or_default().trim();
        let words = label.split(' ').count();
        let shouted = !label.contains(char::is_lowercase);
        let first = a.token_from(all[at].span.start);
        let end = a.token_from(all[at].span.start + label.len() as u32);
        let person = (first..end).any(|t| {
            a.name_at(t).is_some_and(|name| name.is_person())
                || a.is(t, WordClass::GIVEN_NAME.with(WordClass::TITLE))
        });
        let fits = (2..=5).contains(&words)
            && text.split(' ').count() <= LINE
            && label.split(' ').all(|word| word.starts_with(char::is_uppercase))
            && !text.ends_with(['.', ':', ';', '?', '!'])
            && (shouted || label.len() == text.len())
            && person;
        let below = all.get(at + 1).is_some_and(|next| next.is_prose());
        (fits && below).then(|| label.to_lowercase())
    };
    let named: Vec<(usize, String)> = (0..all.len()).filter_map(|at| Some((at, name(at)?))).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    named.iter().for_each(|(_, name)| *count.entry(name).or_default() += 1);
    if count.values().filter(|count| **count > 1).count() < 2 {
        return BTreeSet::new();
    }
    named.iter().map(|(at, _)| *at).collect()
}

/// The paragraph's tokens.
fn tokens(paragraph: &ParagraphItems) -> Range<usize> {
    let first = paragraph.sentences.first().and_then(|items| items.tokens.first());
    let last = paragraph.sentences.last().and_then(|items| items.tokens.last());
    first.zip(last).map_or(0..0, |(first, last)| first.start..last.end)
}

/// The first token that is no opening mark.
fn first_word(a: &Annotated, tokens: &Range<usize>) -> usize {
    let opens = a.fragment_of[tokens.start]
        .is_some_and(|f| a.marks.fragments[f as usize].outer.start == a.tokens[tokens.start].span.start);
    tokens.start + usize::from(opens)
}

/// The token of the colon behind the speaker at a paragraph's start.
fn label_end(a: &Annotated, paragraph: &ParagraphItems) -> Option<usize> {
    let tokens = tokens(paragraph);
    if tokens.is_empty() {
        return None;
    }
    let opens = first_word(a, &tokens);
    let start = behind_clock(a, opens, tokens.end);
    let colon = (start + 1..tokens.end.min(start + LABEL)).find(|&t| a.word(t) == ":")?;
    let words = start..colon;
    // *[18:02] sal_on_the_hill: Who paid?*
    if start > opens && words.len() <= USER && a.span(words.clone()).end == a.tokens[colon].span.start {
        return (tokens.end > colon + 1).then_some(colon);
    }
    // A mark between the words is not the speaker's own.
    let plain = words.clone().all(|t| a.fragment_of[t] == a.fragment_of[start]);
    // *Mr D. Pyle (member, Oxmoor):*
    let bracket = words.clone().find(|&t| a.word(t) == "(").filter(|_| a.word(colon - 1) == ")");
    // *Member of the public (Mrs Doe):*
    let of_person = bracket.is_some_and(|open| a.name_at(open + 1).is_some_and(|name| name.is_person()));
    let named = words.clone().all(|t| {
        a.is_capital(t)
            || of_person && bracket.is_some_and(|open| t < open && t > start)
            || bracket.is_some_and(|open| t > open && open > start)
            || a.one_of(t, &["(", ")", ".", ",", "&", "of", "for", "from", "the", "'", "’", "-", "and"])
            || a.word(t).starts_with(|c: char| c.is_ascii_digit())
    });
    let speaks = words.clone().any(|t| {
        a.name_at(t).is_some_and(|name| name.is_person() || a.word(t).chars().all(char::is_uppercase))
            || a.is(t, WordClass::ROLE_HEAD)
            || matches!(a.word(t), "Q" | "A")
            || a.word(t).len() > 2 && a.word(t).chars().all(|c| c.is_uppercase() || c == '-')
    });
    let speaks =
        speaks || a.one_of(start, &["the"]) && colon > start + 1 && asks_again(a, paragraph, start..colon);
    // *Echo: … Jane Doe: … Echo: …*, *JD: … RR: … JD: …*
    let initials =
        colon == start + 1 && a.word(start).len() == 2 && a.word(start).chars().all(char::is_uppercase);
    let speaks = speaks
        || initials && asks_again(a, paragraph, start..colon)
        || asks_again(a, paragraph, start..colon)
            && [paragraph.index.wrapping_sub(1), paragraph.index + 1]
                .into_iter()
                .any(|at| is_of_person(a, at));
    let more = tokens.end > colon + 1;
    let opens = a.fragment_of.get(colon + 1).is_some_and(|f| *f != a.fragment_of[start]);
    (plain && named && speaks && more && !opens).then_some(colon)
}

/// The token behind a time of day that opens a turn: *[18:02] Jane Doe: …*.
fn behind_clock(a: &Annotated, start: usize, end: usize) -> usize {
    /// Tokens of the longest such time.
    const LONGEST: usize = 8;
    let bracket = usize::from(matches!(a.word(start), "[" | "("));
    // *18:02*, *00:18:02*, in brackets also *18.02*, which may be the number of a section elsewhere
    let clock = |t: &usize| {
        let text = a.span(start + bracket..t + 1).of(a.text());
        let text = if bracket > 0 { text.replace('.', ":") } else { text.to_owned() };
        let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let minutes = text.rsplit(':').next().is_some_and(|part| part.len() == 2);
        (2..=3).contains(&text.split(':').count()) && minutes && text.split(':').all(digits)
    };
    let last = (start + bracket..end.min(start + bracket + LONGEST)).rev().find(clock);
    match last {
        Some(last) if bracket == 0 => last + 1,
        Some(last) if matches!(a.word(last + 1), "]" | ")") => last + 2,
        _ => start,
    }
}

/// Whether the paragraph opens with a time of day.
fn has_clock(a: &Annotated, paragraph: &ParagraphItems) -> bool {
    let tokens = tokens(paragraph);
    !tokens.is_empty() && behind_clock(a, tokens.start, tokens.end) > tokens.start
}

/// *The Gazette: … Jane Doe: … The Gazette: …*: whether the label `words` opens another paragraph near.
fn asks_again(a: &Annotated, paragraph: &ParagraphItems, words: Range<usize>) -> bool {
    /// Paragraphs on either side.
    const NEAR: usize = 6;
    let all = &a.document.paragraphs;
    let near = paragraph.index.saturating_sub(NEAR)..all.len().min(paragraph.index + NEAR + 1);
    let label = a.span(words).of(a.text());
    near.filter(|&at| at != paragraph.index).any(|at| {
        let text = all[at].span.of(a.text());
        text.strip_prefix(label).is_some_and(|rest| rest.starts_with(':'))
    })
}

/// Whether the paragraph of that number opens with a person's name and a colon.
fn is_of_person(a: &Annotated, paragraph: usize) -> bool {
    let Some(paragraph) = a.document.paragraphs.get(paragraph) else { return false };
    let first = a.token_from(paragraph.span.start);
    a.name_at(first)
        .is_some_and(|name| name.is_person() && name.tokens.start == first && a.word(name.tokens.end) == ":")
}

/// Takes the paragraph as a turn of a transcript of that layout.
pub fn turn(
    a: &Annotated,
    layout: &Layout,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    match layout {
        // *LIVE CHAT: the leader answers*
        Layout::Colons { clocks, .. } if *clocks && !has_clock(a, paragraph) => false,
        Layout::Colons { interviewee, last, .. } => {
            turn_by_colon(a, *interviewee, paragraph, taken, out)
                || paragraph.index < *last && more_of_turn(a, paragraph.index, taken, out)
        }
        Layout::Letters(interviewee) => {
            let Some(letter) = letter_of(a, paragraph) else { return false };
            let source = interviewee.filter(|_| letter == "A").map(|at| of_name(a, at));
            let content = from_token(a, paragraph, tokens(paragraph).start + 1);
            take(a, paragraph.index, content, None, source, taken, out);
            true
        }
        Layout::Lines(lines) => turn_below_line(a, lines, paragraph, taken, out),
    }
}

/// The person of that index of [`Annotated::names`], as a source.
fn of_name(a: &Annotated, at: usize) -> Source {
    Source { tokens: a.names[at].tokens.clone(), anchor: Anchor::Name(at) }
}

/// Takes the paragraph as what is said by whom the line above names, or as more of it.
fn turn_below_line(
    a: &Annotated,
    lines: &BTreeSet<usize>,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let at = paragraph.index;
    if lines.contains(&at) {
        return true;
    }
    let all = &a.document.paragraphs;
    let Some(above) = at.checked_sub(1).filter(|above| lines.contains(above)) else {
        return lines.range(at..).next().is_some() && more_of_turn(a, at, taken, out);
    };
    let line = a.token_from(all[above].span.start)..a.token_from(all[above].span.end);
    let name = a.names.partition_point(|name| name.tokens.start < line.start);
    let name = Some(name).filter(|&at| a.names.get(at).is_some_and(|name| name.tokens.end <= line.end));
    let label = all[above].span.of(a.text()).find([',', '(']);
    let end = label.map_or(line.end, |label| a.token_from(all[above].span.start + label as u32));
    let anchor = match name.filter(|&at| a.names[at].is_person()) {
        Some(at) => Anchor::Name(at),
        None => Anchor::Noun(end - 1),
    };
    let source = Source { tokens: line.start..end, anchor };
    let content = from_token(a, paragraph, tokens(paragraph).start);
    take(a, at, content, None, Some(source), taken, out);
    true
}

/// Takes the paragraph of that number as more of the turn right above it.
fn more_of_turn(a: &Annotated, at: usize, taken: &mut [bool], out: &mut [Attribution]) -> bool {
    let all = &a.document.paragraphs;
    let above = at.checked_sub(1).map(|above| all[above].span);
    let goes_on = |last: &&mut Attribution| {
        let end = last.content.last().map(|span| span.end);
        last.by_layout && above.zip(end).is_some_and(|(above, end)| above.start < end)
    };
    let is_more = all[at].kind == ParagraphKind::Body && !is_direction(a, at) && !is_told(a, at);
    let Some(last) = out.last_mut().filter(|_| is_more).filter(goes_on) else { return false };
    last.fragments.push(all[at].span);
    last.content.push(all[at].span);
    own_marks(a, at, taken);
    true
}

/// *[Laughter]*, *(The sitting was suspended)*, and a label of whoever else speaks: *Voice from the gallery: Shame!*
fn is_direction(a: &Annotated, at: usize) -> bool {
    /// Tokens of a label.
    const LONG: usize = 6;
    let text = a.document.paragraphs[at].span.of(a.text());
    let first = a.token_from(a.document.paragraphs[at].span.start);
    let colon = (first + 1..a.tokens.len().min(first + LONG)).any(|t| a.word(t) == ":");
    text.starts_with(['[', '(']) || colon || !text.contains(char::is_alphabetic)
}

/// *“We tried,” she laughs.*: the paragraph tells of speech, and is none.
fn is_told(a: &Annotated, at: usize) -> bool {
    let all = &a.marks.fragments;
    let from = all.partition_point(|fragment| fragment.paragraph < at);
    all[from..].iter().take_while(|fragment| fragment.paragraph == at).any(|fragment| {
        let behind = a.token_from(fragment.outer.end);
        fragment.inner.of(a.text()).ends_with([',', '?', '!'])
            && (behind..behind + 3).any(|t| a.lexicon.verb(a.lower(t)).is_some_and(|verb| verb.inverts))
    })
}

/// Marks inside speech are the speaker's.
fn own_marks(a: &Annotated, paragraph: usize, taken: &mut [bool]) {
    let all = &a.marks.fragments;
    let from = all.partition_point(|fragment| fragment.paragraph < paragraph);
    let own = all[from..].iter().take_while(|fragment| fragment.paragraph == paragraph).count();
    taken[from..from + own].fill(true);
}

/// The paragraph from token `first` on.
fn from_token(a: &Annotated, paragraph: &ParagraphItems, first: usize) -> Span {
    let end = a.document.paragraphs[paragraph.index].span.end;
    Span { start: a.tokens[first].span.start, end }.trim(a.text())
}

/// Adds `content`, of that paragraph, as what `source` says; `cue` is the mark between the two, if there is one.
fn take(
    a: &Annotated,
    paragraph: usize,
    content: Span,
    cue: Option<Span>,
    source: Option<Source>,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) {
    own_marks(a, paragraph, taken);
    out.push(Attribution {
        kind: QuotationKind::Direct,
        fragments: vec![content],
        content: vec![content],
        cue: cue.into_iter().collect(),
        source,
        paragraph,
        confidence: 0.9,
        source_confidence: 0.9,
        by_layout: true,
    });
}

/// *3. What steps he is taking. [904117]*: words without the numbers that a report of questions gives them.
fn without_numbers(a: &Annotated, content: Span) -> Span {
    let text = content.of(a.text());
    let number = text.split_once(". ").filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
    let start = content.start + number.map_or(0, |(number, _)| number.len() as u32 + 1);
    let is_code = |code: &str| {
        let code = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        code.len() > 2 && code.bytes().all(|b| b.is_ascii_digit())
    };
    let code =
        text.rsplit_once(['[', '(']).filter(|(_, code)| code.strip_suffix([']', ')']).is_some_and(is_code));
    let end = code.map_or(content.end, |(words, _)| content.start + words.len() as u32);
    Span { start: start.min(end), end }.trim(a.text())
}

/// Takes the paragraph as a turn of a transcript, or as more of the turn before it, where both stand in marks.
fn turn_by_colon(
    a: &Annotated,
    interviewee: Option<usize>,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let span = a.document.paragraphs[paragraph.index].span;
    let all = &a.marks.fragments;
    let from = all.partition_point(|fragment| fragment.paragraph < paragraph.index);
    let fragments = || {
        all.iter().enumerate().skip(from).take_while(|(_, fragment)| fragment.paragraph == paragraph.index)
    };
    let outer = fragments().next().filter(|(_, f)| f.outer.start == span.start).map(|(_, f)| *f);
    let Some(colon) = label_end(a, paragraph) else {
        let Some(last) = out.last_mut().filter(|last| last.by_layout && last.paragraph < paragraph.index)
        else {
            return false;
        };
        let Some(outer) =
            outer.filter(|f| f.continued && !a.word(tokens(paragraph).start + 1).starts_with('('))
        else {
            return false;
        };
        own_marks(a, paragraph.index, taken);
        last.fragments.push(outer.inner);
        last.content.push(outer.inner);
        return true;
    };
    // Marks around the turn are not part of what is said; marks within it are.
    let end = match fragments().last() {
        Some((_, last)) if outer.is_some() && last.outer.end == span.end => last.inner.end,
        _ => span.end,
    };
    let mut content = Span { start: a.tokens[colon].span.end, end }.trim(a.text());
    let mut start = behind_clock(a, first_word(a, &tokens(paragraph)), colon);
    let mut end = colon;
    // *A (Jane Doe): …*, *A: (Jane Doe) …*: the name is in brackets.
    if a.word(colon + 1) == "("
        && let Some(close) = (colon + 2..colon + 8).find(|&t| a.word(t) == ")")
        && a.name_at(colon + 2).is_some_and(|name| name.is_person() && name.tokens.end == close)
    {
        (start, end) = (colon + 2, close);
        content = Span { start: a.tokens[close].span.end, end: content.end }.trim(a.text());
    }
    content = without_numbers(a, content);
    if content.is_empty() {
        return false;
    }
    let from = a.names.partition_point(|n| n.tokens.start < start);
    let inside = a.names[from..].iter().take_while(|n| n.tokens.end <= end);
    let name = inside.enumerate().find(|(_, n)| n.is_person()).map(|(at, _)| from + at);
    // *Q:* names nobody, and *A:* whom the head of an interview does.
    let source = match name {
        None if start + 1 == end && a.word(start) == "A" => interviewee.map(|at| of_name(a, at)),
        None if a.word(end - 1).len() == 1 => None,
        None => Some(Source { tokens: start..end, anchor: Anchor::Noun(end - 1) }),
        Some(name) => Some(Source { tokens: start..end, anchor: Anchor::Name(name) }),
    };
    take(a, paragraph.index, content, Some(a.tokens[colon].span), source, taken, out);
    true
}

#[cfg(test)]
mod tests {
    use super::super::by_rules;
    use crate::annotate::Annotated;
    use crate::lexicon::Lexicon;
    use crate::read;

    /// Who says what in `text`, by its layout.
    fn turns(text: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::embedded();
        let document = read::document(text.into(), "note.txt", &read::Options::default()).unwrap();
        let a = Annotated::new(&document, &lexicon);
        let by_layout = by_rules(&a).into_iter().filter(|quotation| quotation.by_layout);
        let told = by_layout.map(|quotation| {
            let source = quotation.source.map(|source| a.span(source.tokens).of(&document.text).to_owned());
            let said: Vec<&str> = quotation.content.iter().map(|span| span.of(&document.text)).collect();
            (source.unwrap_or_default(), said.join(" / "))
        });
        told.collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|(who, said)| (who.to_string(), said.to_string())).collect();
        assert_eq!(turns(text), expected);
    }

    #[test]
    fn a_turn_of_a_debate_goes_on_below() {
        check(
            "Jane Doe (Ashby) (Lab): I thank the House.\n\nThe pool has closed.\n\nThe Minister for Sport (John Roe): I \
             shall be brief.\n\n[Laughter]\n\nThe pool will open. I told her so.\n\nJane Doe (Ashby) (Lab): When? [904117]\n\nThe House rose.",
            &[
                ("Jane Doe (Ashby) (Lab)", "I thank the House. / The pool has closed."),
                ("The Minister for Sport (John Roe)", "I shall be brief."),
                ("Jane Doe (Ashby) (Lab)", "When?"),
            ],
        );
        check(
            "JD: Who paid?\n\nRR: We did.\n\nJD: When?\n\nRR: In May.",
            &[("JD", "Who paid?"), ("RR", "We did."), ("JD", "When?"), ("RR", "In May.")],
        );
    }

    #[test]
    fn a_name_and_a_colon_open_a_turn() {
        check(
            "Jane Doe: Who paid?\n\nMr J. Roe (member, Holme): We did.\n\nJane Doe: Thank you.",
            &[
                ("Jane Doe", "Who paid?"),
                ("Mr J. Roe (member, Holme)", "We did."),
                ("Jane Doe", "Thank you."),
            ],
        );
    }

    #[test]
    fn a_time_of_day_may_stand_before() {
        check(
            "LIVE CHAT: the leader answers\n\n[18:00] Moderator: Good evening.\n\n[18:02] elm_4: who paid\n\n\
             [18:03] Jane Doe: We did. Twice.",
            &[("Moderator", "Good evening."), ("elm_4", "who paid"), ("Jane Doe", "We did. Twice.")],
        );
    }

    #[test]
    fn letters_part_questions_and_answers() {
        check(
            "Jane Doe is leaving Holme Council after nine years.\n\nQ Who paid?\n\nA We did.\n\nQ Why?\n\n\
             A Nobody else would.\n\nQ And now?\n\nA Gardening.",
            &[
                ("", "Who paid?"),
                ("Jane Doe", "We did."),
                ("", "Why?"),
                ("Jane Doe", "Nobody else would."),
                ("", "And now?"),
                ("Jane Doe", "Gardening."),
            ],
        );
    }

    #[test]
    fn answers_are_those_of_whom_the_head_names() {
        check(
            "Jane Doe leads Holme Council.\n\nQ: Who paid?\n\nA: We did.\n\nQ: Why?",
            &[("", "Who paid?"), ("Jane Doe", "We did."), ("", "Why?")],
        );
    }

    #[test]
    fn a_line_names_who_speaks_below() {
        check(
            "JANE DOE, PRESENTER\nWelcome. Who paid?\n\nJOHN ROE, LEADER\nWe did.\n\nTwice.\n\n[LAUGHTER]\n\n\
             JANE DOE\nThank you.\n\nJOHN ROE\nNot at all.\n\nCopyright Holme Radio.",
            &[
                ("JANE DOE", "Welcome. Who paid?"),
                ("JOHN ROE", "We did. / Twice."),
                ("JANE DOE", "Thank you."),
                ("JOHN ROE", "Not at all."),
            ],
        );
    }

    #[test]
    fn other_texts_have_no_turns() {
        for text in [
            "2.1 Points to note: all.\n\n2.2 Points to mend: none.\n\n2.3 Points to keep: some.",
            "A School closes.\n\nA Council spokesman said so.\n\nA Boy wept.\n\nQ Who paid?",
            "Health News\nElm Ward is open.\n\nHealth News\nElm Ward is shut.\n\nSport\nNobody won.",
        ] {
            check(text, &[]);
        }
    }
}
