//! Where sentences end.

use std::ops::Range;

use super::token::{Token, TokenKind, is_abbreviation};
use crate::base::Span;

/// Words that start a sentence far more often than they follow an abbreviation.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "Not",
    "Now",
    "On",
    "One",
    "Or",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Under",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

/// Abbreviations that always have something behind them in their sentence.
const TITLES: &[&str] = &[
    "adm", "ald", "brig", "capt", "cc", "cdr", "ch", "cllr", "cllrs", "cmdr", "col", "coun", "cpl", "del",
    "det", "dr", "drs", "fr", "ft", "gen", "gov", "govs", "hon", "insp", "lt", "maj", "messrs", "mr", "mrs",
    "ms", "msgr", "mt", "pres", "prof", "profs", "rep", "reps", "rev", "revd", "rt", "sen", "sens", "sgt",
    "st", "ste", "supt", "vs", "approx", "no", "nos", "p", "pp", "para", "fig",
];

/// Verbs that carry on a sentence behind speech that ended with *?* or *!*: *“Why?” Doe asked.*
const REPORTING: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "added",
    "adds",
    "told",
    "tells",
    "wrote",
    "tweeted",
    "replied",
    "shouted",
    "cried",
    "joked",
    "quipped",
    "continued",
    "responded",
    "exclaimed",
    "yelled",
    "demanded",
    "wondered",
];

/// The sentences of `paragraph`, as ranges of indices into `tokens`, in order.
///
/// `tokens` are all tokens of the document, in order. Every token of the paragraph is in exactly one
/// sentence, closing marks and brackets in the one that they close. Speech of several sentences is
/// split inside its marks. A paragraph without a full stop, such as a heading, is one sentence.
/// Linear in the number of tokens.
pub fn sentences(text: &str, tokens: &[Token], paragraph: Span) -> Vec<Range<u32>> {
    let first = tokens.partition_point(|token| token.span.start < paragraph.start);
    let count = tokens[first..].partition_point(|token| token.span.end <= paragraph.end);
    let view = View { text, tokens: &tokens[..first + count] };
    let mut found = Vec::new();
    let mut start = first;
    let mut at = first;
    while at < first + count {
        let Some(end) = view.sentence_end(start, at) else {
            at += 1;
            continue;
        };
        found.push(start as u32..end as u32);
        start = end;
        at = end;
    }
    if start < first + count {
        found.push(start as u32..(first + count) as u32);
    }
    found
}

struct View<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> View<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether the tokens at `at - 1` and `at` touch.
    fn touches(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.span.start == self.tokens[at - 1].span.end)
    }

    /// Where the sentence that began at `start` ends, if the token at `at` ends it.
    fn sentence_end(&self, start: usize, at: usize) -> Option<usize> {
        let word = self.word(at);
        let stop = match word.chars().next()? {
            '.' if word.len() == 1 => Stop::Full,
            '.' | '…' => Stop::Ellipsis,
            '!' | '?' => Stop::Strong,
            _ if word.len() > 1 && word.ends_with('.') && self.tokens[at].kind != TokenKind::Punctuation => {
                Stop::Abbreviation
            }
            _ => return None,
        };
        // *1. Safeguarding*: the number of an item ends nothing.
        if stop == Stop::Full && at == start + 1 && self.tokens[start].span.len() <= 3 {
            let label = self.word(start);
            if label.bytes().all(|b| b.is_ascii_digit()) || (label.len() == 1 && self.touches(at)) {
                return None;
            }
        }
        let mut end = at + 1;
        while matches!(self.word(end).chars().next(), Some('.' | '!' | '?' | '…')) {
            end += 1;
        }
        let marks = end;
        while self.closes(end) {
            end += 1;
        }
        // *He left. [17] Then*: the note's number belongs to what it notes.
        while self.word(end) == "["
            && self.word(end + 2) == "]"
            && self.word(end + 1).bytes().all(|b| b.is_ascii_digit())
        {
            end += 3;
        }
        if end >= self.tokens.len() {
            return Some(self.tokens.len());
        }
        let spoken = end > marks && !self.word(end - 1).starts_with([')', ']']);
        self.starts_sentence(stop, at, end, spoken).then_some(end)
    }

    /// Whether the token at `at` is a mark or bracket that closes.
    fn closes(&self, at: usize) -> bool {
        let spaced = |at: usize| at + 1 >= self.tokens.len() || !self.touches(at + 1);
        match self.word(at) {
            "”" | "''" | ")" | "]" | "»" => true,
            "\"" | "'" | "’" => {
                self.touches(at) && (spaced(at) || self.closes(at + 1) || self.is_dash(at + 1))
            }
            _ => false,
        }
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.word(at), "-" | "--" | "–" | "—" | "―")
    }

    /// Whether a sentence starts at `next`, behind the end mark at `stop_at`.
    fn starts_sentence(&self, stop: Stop, stop_at: usize, next: usize, spoken: bool) -> bool {
        let word = self.word(next);
        let mut first = next;
        // The word behind opening marks, brackets and bullets decides.
        while first < next + 3
            && matches!(self.word(first), "“" | "‘" | "\"" | "'" | "``" | "(" | "[" | "«" | "•" | "*" | "¿")
        {
            first += 1;
        }
        let opens = first > next;
        let Some(c) = self.word(first).chars().next() else { return true };
        if matches!(word.chars().next(), Some(',' | ';' | ':' | '-' | '–' | '—' | '%' | ')' | ']')) {
            return self.is_dash(next) && stop == Stop::Full && !self.touches(next) && self.capital(next + 1);
        }
        if c.is_lowercase() {
            return false;
        }
        match stop {
            Stop::Full => !self.touches(next) || spoken || c.is_uppercase() || opens,
            Stop::Strong => !(spoken && self.reports(first)),
            Stop::Ellipsis => c.is_uppercase() && !self.touches(next) || spoken,
            Stop::Abbreviation => {
                let stem = self.word(stop_at).trim_end_matches('.');
                let initial = stem.chars().count() == 1;
                if spoken || (opens && !word.starts_with(['(', '['])) {
                    return !TITLES.iter().any(|title| title.eq_ignore_ascii_case(stem)) && !initial;
                }
                if initial
                    || (is_abbreviation(stem) && TITLES.iter().any(|title| title.eq_ignore_ascii_case(stem)))
                {
                    return false;
                }
                STARTERS.contains(&self.word(first))
            }
        }
    }

    fn capital(&self, at: usize) -> bool {
        self.word(at).starts_with(|c: char| c.is_uppercase())
    }

    /// Whether a name and a reporting verb, or the verb at once, stand at `at`.
    fn reports(&self, at: usize) -> bool {
        for step in at..at + 5 {
            let word = self.word(step);
            if REPORTING.contains(&word) {
                return true;
            }
            if !self.capital(step) {
                return false;
            }
        }
        false
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Strong,
    Ellipsis,
    Abbreviation,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn split(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let span = Span::new(0, text.len());
        tokenise(text, span, &mut tokens);
        sentences(text, &tokens, span)
            .into_iter()
            .map(|range| {
                let (first, last) = (tokens[range.start as usize].span, tokens[range.end as usize - 1].span);
                first.cover(last).of(text)
            })
            .collect()
    }

    fn check(expected: &[&str]) {
        assert_eq!(split(&expected.join(" ")), expected);
    }

    #[test]
    fn stops_end_sentences() {
        check(&["It rose.", "It fell!", "Did it?", "(It did.)", "Well..."]);
        check(&["The grade was ‘good’.", "Nobody knew."]);
        check(&["Services improved to good"]);
        check(&["1. Safeguarding is good.", "2. Care is poor"]);
    }

    #[test]
    fn speech_keeps_its_closing_mark() {
        check(&["“We tried.", "We failed.”", "Then she left."]);
        check(&["\"We tried.\"", "\"We failed,\" she said.", "He left."]);
        check(&["'It is good.'", "Coun Doe smiled."]);
        check(&["“Why?” Cllr Jane Doe asked.", "No one knew."]);
        check(&["“Stop!” he said.", "“Why?” said Doe."]);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check(&["Cllr. J. Doe met Mr. Smith at No. 10 at 9 a.m. on St. John's Road.", "He left."]);
        check(&[
            "They moved to the U.S. in May.",
            "She works for Doe Ltd.",
            "The firm is in Washington, D.C.",
        ]);
        check(&["It opens at 9 a.m.", "The doors close at 5 p.m.", "“That is all.”"]);
    }

    #[test]
    fn paragraphs_are_kept_apart() {
        let text = "Heading\n\nOne. Two.";
        let mut tokens = Vec::new();
        for span in [Span::new(0, 7), Span::new(9, 18)] {
            tokenise(text, span, &mut tokens);
        }
        assert_eq!(sentences(text, &tokens, Span::new(0, 7)), vec![0u32..1; 1]);
        assert_eq!(sentences(text, &tokens, Span::new(9, 18)), [1..3, 3..5]);
        assert!(sentences(text, &tokens, Span::new(7, 9)).is_empty());
    }

    #[test]
    fn hostile_text_is_read_whole() {
        for unit in [". ", "(", ".)", "A. ", "? \"", "' "] {
            let text = unit.repeat(200_000 / unit.len());
            assert!(!split(&text).is_empty());
        }
    }
}
