//! Text as words that can be compared: capitals, marks, accents, short forms and ways to write a number aside.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::Checking;

/// One word of a claim or of what is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As compared: *Councils’* is `councils`, *1,400* is `1400`, *isn't* is `is` and `not`.
    pub form: String,
    /// Bytes of the text; the words of one short form have the same.
    pub start: usize,
    pub end: usize,
    /// Stands in square brackets: an editor's word, not the speaker's.
    pub bracketed: bool,
    /// Stands between quotation marks.
    pub marked: bool,
    /// Words were left out before it: `…`.
    pub gap_before: bool,
    pub before: Break,
    /// Made from a short form, so that `form` shows it better than the text.
    pub from_short_form: bool,
}

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    #[default]
    None,
    /// A comma, dash, colon or bracket.
    Clause,
    /// The end of a sentence or paragraph; also the start of the text.
    Sentence,
}

/// Splits texts into words by one lexicon.
#[derive(Debug)]
pub struct Normaliser {
    lists: Checking,
    function_words: HashSet<String>,
    negations: HashSet<String>,
    contractions: HashMap<String, String>,
    numbers: HashMap<String, String>,
}

impl Normaliser {
    pub fn new(lists: &Checking) -> Self {
        Normaliser {
            function_words: lists.function_words.iter().cloned().collect(),
            negations: lists.negations.iter().cloned().collect(),
            contractions: lists.contractions.clone().into_iter().collect(),
            numbers: lists.numbers.clone().into_iter().collect(),
            lists: lists.clone(),
        }
    }

    /// The words of the lexicon.
    pub fn lists(&self) -> &Checking {
        &self.lists
    }

    /// Whether the word carries little of what is said.
    pub fn is_function_word(&self, form: &str) -> bool {
        self.function_words.contains(form)
    }

    /// Whether the word turns what is said into its opposite.
    pub fn is_negation(&self, form: &str) -> bool {
        self.negations.contains(form)
    }

    /// Whether the word is a number: figures, or *million*.
    pub fn is_number(&self, form: &str) -> bool {
        form.bytes().any(|byte| byte.is_ascii_digit()) || self.numbers.contains_key(form)
    }

    /// The words of `text`. Linear in its length.
    pub fn words(&self, text: &str) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut state = State { before: Break::Sentence, ..State::default() };
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c == '%' {
                self.push("percent", at, &mut state, &mut words);
                if let Some(last) = words.last_mut() {
                    last.end = at + 1;
                }
                continue;
            }
            if !c.is_alphanumeric() && !is_combining_mark(c) {
                let next = text[at + c.len_utf8()..].chars().next();
                state.pass(c, next, text, at, words.last());
                continue;
            }
            let mut end = at + c.len_utf8();
            while let Some(&(next_at, next)) = chars.peek() {
                let behind = || text[next_at + next.len_utf8()..].chars().next();
                let is_digit = |c: char| c.is_ascii_digit();
                let joins = match next {
                    '\'' | '’' | 'ʼ' => behind().is_some_and(char::is_alphabetic),
                    '.' | ',' => text[..next_at].ends_with(is_digit) && behind().is_some_and(is_digit),
                    next => next.is_alphanumeric() || is_combining_mark(next),
                };
                if !joins {
                    break;
                }
                end = next_at + next.len_utf8();
                chars.next();
            }
            self.push(&text[at..end], at, &mut state, &mut words);
        }
        words
    }

    /// Adds the word or words that `raw` stands for.
    fn push(&self, raw: &str, at: usize, state: &mut State, words: &mut Vec<Word>) {
        let lower = fold(raw);
        // *per cent*, *%* and *percent* are one.
        if lower == "cent"
            && let Some(last) = words.last_mut().filter(|last| last.form == "per")
        {
            last.form = "percent".into();
            last.end = at + raw.len();
            return;
        }
        let mut add = |form: String, short: bool| {
            words.push(Word {
                form,
                start: at,
                end: at + raw.len(),
                bracketed: state.bracketed,
                marked: state.marked,
                gap_before: std::mem::take(&mut state.gap),
                before: std::mem::take(&mut state.before),
                from_short_form: short,
            });
        };
        match self.long_form(&lower) {
            Some(long) => long.split(' ').for_each(|form| add(form.replace('\'', ""), true)),
            None if lower.starts_with(|c: char| c.is_ascii_digit()) => {
                let figures = lower.replace([',', '\''], "");
                let digits = figures.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
                match &figures[digits..] {
                    "m" | "mn" => ["million", &figures[..digits]]
                        .iter()
                        .rev()
                        .for_each(|form| add((*form).into(), false)),
                    "bn" => ["billion", &figures[..digits]]
                        .iter()
                        .rev()
                        .for_each(|form| add((*form).into(), false)),
                    "k" => ["thousand", &figures[..digits]]
                        .iter()
                        .rev()
                        .for_each(|form| add((*form).into(), false)),
                    _ => add(figures, false),
                }
            }
            None => match self.numbers.get(&lower) {
                Some(figures) => add(figures.clone(), false),
                None => add(plain(lower), false),
            },
        }
    }

    /// The words that a short form stands for; `None` for other words.
    fn long_form(&self, lower: &str) -> Option<String> {
        if let Some(long) = self.contractions.get(lower) {
            return Some(long.clone());
        }
        if !lower.contains('\'') {
            return None;
        }
        let ending = |(ending, long): (&String, &String)| {
            let stem = lower.strip_suffix(ending.as_str()).filter(|stem| !stem.is_empty())?;
            Some(format!("{stem} {long}"))
        };
        self.lists.endings.iter().find_map(ending)
    }
}

/// A word without its apostrophe, and with *-ise* for *-ize*.
fn plain(lower: String) -> String {
    let apostrophe = lower.contains('\'');
    let ize = lower.len() > 6 && lower.contains("iz");
    match (apostrophe, ize) {
        (false, false) => lower,
        (true, false) => lower.replace('\'', ""),
        _ => lower.replace('\'', "").replace("iz", "is"),
    }
}

/// Where the walk through a text stands.
#[derive(Default)]
struct State {
    before: Break,
    gap: bool,
    bracketed: bool,
    marked: bool,
}

impl State {
    /// Passes over a character that is no part of a word.
    fn pass(&mut self, c: char, next: Option<char>, text: &str, at: usize, last: Option<&Word>) {
        let space_behind = next.is_none_or(|next| !next.is_alphanumeric());
        match c {
            '…' => self.gap = true,
            '.' if text[..at].ends_with("..") || text[..at].ends_with(". .") => self.gap = true,
            '.' if !space_behind || last.is_some_and(|last| is_title(&last.form)) => {}
            '.' | '!' | '?' => self.before = Break::Sentence,
            '\n' => self.before = Break::Sentence,
            '[' => self.bracketed = true,
            ']' => self.bracketed = false,
            '“' | '«' | '„' => self.marked = true,
            '”' | '»' => self.marked = false,
            '"' => self.marked = !self.marked,
            '‘' => self.marked = true,
            // A closing single mark has no letter behind it; an apostrophe before one has no letter behind it
            // either, but then no mark is open.
            '’' | '\'' if self.marked && space_behind => self.marked = false,
            '\'' if !self.marked
                && !space_behind
                && text[..at].chars().next_back().is_none_or(|b| !b.is_alphanumeric()) =>
            {
                self.marked = true;
            }
            ',' | ';' | ':' | '–' | '—' | '(' | ')' => self.before = self.before.max(Break::Clause),
            '-' if next == Some(' ') && text[..at].ends_with(' ') => {
                self.before = self.before.max(Break::Clause)
            }
            _ => {}
        }
    }
}

/// Short words before a name that end in a full stop.
fn is_title(form: &str) -> bool {
    ["mr", "mrs", "ms", "dr", "st", "prof", "rev", "cllr", "coun", "vs"].contains(&form)
}

/// Lower case, straight apostrophes, no accents.
fn fold(raw: &str) -> String {
    if raw.is_ascii() {
        return raw.to_ascii_lowercase();
    }
    let straight = raw.chars().map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c });
    straight.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The word without its ending, so that *improves*, *improved* and *improving* are one.
pub fn stem(form: &str) -> &str {
    if !form.is_ascii() {
        return form;
    }
    for ending in ["ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y"] {
        if let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
            let bytes = stem.as_bytes();
            let doubled = bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && stem.len() > 3;
            let shorter = if doubled { &stem[..stem.len() - 1] } else { stem };
            return shorter.strip_suffix('e').filter(|s| s.len() >= 3).unwrap_or(shorter);
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::Lexicon;

    fn normaliser() -> &'static Normaliser {
        static NORMALISER: OnceLock<Normaliser> = OnceLock::new();
        NORMALISER.get_or_init(|| Normaliser::new(&Lexicon::embedded().checking))
    }

    fn forms(text: &str) -> String {
        normaliser().words(text).into_iter().map(|word| word.form).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ways_to_write_one_thing_are_one() {
        for (a, b) in [
            ("It isn’t good", "it is not GOOD"),
            ("We can't, we won't", "we cannot we will not"),
            ("1,400 children", "1400 children"),
            ("five per cent", "5%"),
            ("5 percent", "5%"),
            ("£3m", "three million"),
            ("the councils’ café", "The council's cafe"),
            ("organising", "organizing"),
        ] {
            assert_eq!(forms(a), forms(b), "{a} | {b}");
        }
    }

    #[test]
    fn breaks_gaps_and_brackets_are_told() {
        let words = normaliser().words("We tried, [the council] did … it. Mr Doe “won it” twice");
        let told = |form: &str| words.iter().find(|word| word.form == form).unwrap();
        assert_eq!(told("we").before, Break::Sentence);
        assert_eq!(told("the").before, Break::Clause);
        assert!(told("council").bracketed && !told("did").bracketed);
        assert!(told("it").gap_before);
        assert_eq!(told("mr").before, Break::Sentence);
        assert_eq!(told("doe").before, Break::None);
        assert!(told("won").marked && !told("twice").marked);
    }

    #[test]
    fn endings_are_left_out() {
        for word in ["improve", "improves", "improved", "improving"] {
            assert_eq!(stem(word), "improv");
        }
        assert_eq!(stem("stopped"), stem("stop"));
        assert_eq!(stem("is"), "is");
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in r#"(?s)([a-z0-9,.'’“”"…\[\] %£é]|\PC)*"#) {
            let mut last = 0;
            for word in normaliser().words(&text) {
                prop_assert!(last <= word.start && word.start < word.end);
                prop_assert!(!text[word.start..word.end].is_empty());
                last = word.start;
            }
        }
    }
}
