//! Words and marks, with exact offsets.
//!
//! The conventions are those of the Penn Treebank (Marcus, Santorini and Marcinkiewicz, 1993) as
//! newspapers need them, and marks stay as they are written: *“* is not turned into *``*.

use crate::base::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, full stops of abbreviations and digits.
    Word,
    /// Starts with a digit or a currency sign.
    Number,
    /// Any other single character, or a run of the same one.
    Punctuation,
}

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes.
    pub span: Span,
    pub kind: TokenKind,
}

/// Abbreviations that keep their full stop wherever they stand.
const ABBREVIATIONS: &[&str] = &[
    "acc", "adj", "adm", "ald", "approx", "apr", "assoc", "asst", "atty", "aug", "ave", "bde", "bldg",
    "blvd", "brig", "bros", "capt", "cc", "cdr", "ch", "cllr", "cllrs", "cmdr", "co", "col", "comdr", "corp",
    "coun", "cpl", "ct", "cty", "dec", "del", "dept", "det", "dist", "dr", "drs", "esq", "est", "etc", "feb",
    "fr", "ft", "gen", "gov", "govs", "hon", "hrs", "inc", "incl", "insp", "inst", "jan", "jr", "lieut",
    "lt", "ltd", "maj", "messrs", "mgr", "mins", "mr", "mrs", "ms", "msgr", "mt", "nov", "oct", "op", "ph",
    "plc", "pp", "pres", "prof", "profs", "pte", "pty", "pvt", "rd", "ref", "rep", "reps", "rev", "revd",
    "rt", "sen", "sens", "sep", "sept", "sgt", "sr", "st", "ste", "subst", "supt", "treas", "univ", "viz",
    "vol", "vs", "calif", "fla", "conn", "ariz", "ark", "colo", "ky", "mich", "minn", "nev", "okla", "tex",
    "tenn", "wis", "mass", "neb",
];

/// Abbreviations only before a number: *No. 10*, *p. 4*; words otherwise.
const BEFORE_NUMBER: &[&str] =
    &["art", "fig", "figs", "jun", "jul", "mar", "no", "nos", "p", "para", "paras", "sec", "vol"];

/// What may follow an apostrophe at the end of a word, letters only.
const CLITICS: &[&str] = &["s", "m", "d", "re", "ve", "ll"];

/// Words that are written with an apostrophe in front.
const ELISIONS: &[&str] = &["em", "til", "tis", "twas"];

/// Whether `text` (without its full stop) is an abbreviation of a title, a month, a state or a
/// kind of company that keeps its full stop.
pub(super) fn is_abbreviation(text: &str) -> bool {
    listed(ABBREVIATIONS, text)
}

fn listed(list: &[&str], text: &str) -> bool {
    text.len() <= 6 && list.iter().any(|entry| entry.eq_ignore_ascii_case(text))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2bc}' | '`' | '\u{ff07}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Letters, digits, the accents that combine with them and the marks without width inside words.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹')
}

/// Splits the text of `span` into tokens, in order, and adds them to `tokens`.
///
/// - Clitics stand alone: *council|'s*, *do|n't*, *they|’re*; so does the apostrophe of *councils|'*.
/// - Hyphenated words (*front-line*, *16-to-18*), numbers (*1,400*, *1.2m*, *9/11*, *10:30*), web and
///   mail addresses, *@names*, *AT&T* and *O’Brien* are one token; a currency sign is one of its own
///   (*£|1.2m*), as is *%*.
/// - Abbreviations keep their full stop: *Cllr.*, *J.*, *U.S.*, *a.m.*, *No.* before a number.
/// - Each quotation mark and bracket is one token; runs of full stops, hyphens or the same other mark
///   are one.
///
/// Every character that is not white space is in exactly one token. Linear in the length of the span.
pub fn tokenise(text: &str, span: Span, tokens: &mut Vec<Token>) {
    Scanner { text: span.of(text), base: span.start as usize, tokens }.run();
}

struct Scanner<'a> {
    text: &'a str,
    base: usize,
    tokens: &'a mut Vec<Token>,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&byte) if byte < 128 => Some(byte as char),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    /// Whether a letter or digit stands at `at`.
    fn word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(is_word)
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        self.tokens.push(Token { span: Span::new(self.base + start, self.base + end), kind });
    }

    fn run(&mut self) {
        let mut at = 0;
        let mut before = ' ';
        while let Some(c) = self.char_at(at) {
            let end = if c.is_whitespace() {
                at + c.len_utf8()
            } else if c.is_ascii_digit() || (c.is_numeric() && !c.is_ascii()) {
                self.number(at, at)
            } else if is_word(c) {
                self.word(at)
            } else {
                self.mark(at, c, before)
            };
            before = self.text[..end].chars().next_back().unwrap_or(' ');
            at = end;
        }
    }

    /// A mark, or a word or number that starts with one.
    fn mark(&mut self, at: usize, c: char, before: char) -> usize {
        let next = at + c.len_utf8();
        let follows = self.char_at(next);
        let digit_follows = follows.is_some_and(|f| f.is_ascii_digit());
        let apart = !is_word(before);
        if is_currency(c) {
            self.push(at, next, TokenKind::Number);
            return next;
        }
        if digit_follows
            && apart
            && (c == '.' && before != '.'
                || (matches!(c, '-' | '+') && (before.is_whitespace() || before == '(')))
        {
            return self.number(at, next);
        }
        if matches!(c, '@' | '#') && apart && self.word_at(next) {
            let end = self.scan_word(next);
            self.push(at, end, TokenKind::Word);
            return end;
        }
        if let Some(end) =
            Some(next).filter(|_| is_apostrophe(c) && apart).and_then(|next| self.elision(next))
        {
            self.push(at, end, TokenKind::Word);
            return end;
        }
        let mut end = next;
        let repeats =
            matches!(c, '.' | '-' | '!' | '?' | '*' | '=' | '_' | '~' | '•' | '–' | '—' | '…' | '/' | '+');
        // `` and '' are one mark each.
        if repeats {
            while self.char_at(end) == Some(c) {
                end += c.len_utf8();
            }
        } else if matches!(c, '\'' | '`') && follows == Some(c) {
            end = next + 1;
        }
        self.push(at, end, TokenKind::Punctuation);
        end
    }

    /// The end of *em* in *'em* or *90s* in *'90s*, from behind the apostrophe.
    fn elision(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[at..];
        if rest.len() >= 2 && rest[..2].iter().all(u8::is_ascii_digit) {
            let end = at + 2 + usize::from(rest.get(2) == Some(&b's'));
            return (!self.word_at(end)).then_some(end);
        }
        let letters = rest.iter().take(5).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = &self.text[at..at + letters];
        let lower = word.bytes().all(|b| b.is_ascii_lowercase());
        (lower && listed(ELISIONS, word) && !self.word_at(at + letters)).then_some(at + letters)
    }

    /// A number whose first digit is at `digits`, with what is written to it: *1,400*, *1.2m*, *2nd*,
    /// *16-to-18*, *10:30*, *9/11*.
    fn number(&mut self, start: usize, digits: usize) -> usize {
        let mut at = digits;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            let joins = match c {
                ',' | '.' | ':' | '/' => self.char_at(next).is_some_and(|f| f.is_ascii_digit()),
                _ if is_hyphen(c) => self.word_at(next),
                _ => is_word(c),
            };
            if !joins {
                break;
            }
            at = next;
        }
        // *10a.m.*, *5p.m.*
        let tail = &self.text[digits..at];
        if self.text.as_bytes().get(at) == Some(&b'.')
            && matches!(tail.as_bytes().last(), Some(b'a' | b'p'))
            && self.text[at..].starts_with(".m")
        {
            at += if self.text[at..].starts_with(".m.") { 3 } else { 2 };
        }
        self.push(start, at, TokenKind::Number);
        at
    }

    /// The end of the run of letters from `at`, with inner hyphens, apostrophes, *&*, */*, *@* and
    /// full stops. Clitics are still in it.
    fn scan_word(&self, start: usize) -> usize {
        let mut at = start;
        let mut before = ' ';
        let mut piece = start;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if is_word(c) {
                before = c;
                at = next;
                continue;
            }
            let Some(follows) = self.char_at(next).filter(|&f| is_word(f)) else { break };
            let joins = match c {
                // *G1/V2* are two grades.
                '/' if is_code(&self.text[piece..at]) && is_code(&self.text[next..]) => false,
                '&' | '/' | '@' | '+' => true,
                // *end.The* is two sentences without a space, *bbc.co* and *U.S* are one word.
                '.' => {
                    let letters = self.text[piece..at].chars().take(2).count();
                    letters == 1 || !(follows.is_uppercase() && before.is_lowercase())
                }
                _ => is_hyphen(c) || is_apostrophe(c) && before.is_alphabetic(),
            };
            if !joins {
                break;
            }
            before = c;
            piece = next;
            at = next;
        }
        at
    }

    /// A word and the clitics behind it.
    fn word(&mut self, start: usize) -> usize {
        if let Some(end) = self.web_address(start) {
            self.push(start, end, TokenKind::Word);
            return end;
        }
        let mut end = self.scan_word(start);
        if let Some(split) = self.clitic(start, end) {
            self.push(start, split, TokenKind::Word);
            self.push(split, end, TokenKind::Word);
            return end;
        }
        let word = &self.text[start..end];
        if word.eq_ignore_ascii_case("cannot") {
            self.push(start, start + 3, TokenKind::Word);
            self.push(start + 3, end, TokenKind::Word);
            return end;
        }
        if self.char_at(end) == Some('.') && self.keeps_stop(word, end + 1) {
            end += 1;
        }
        self.push(start, end, TokenKind::Word);
        end
    }

    /// Where the clitic at the end of the word `start..end` begins: *council|'s*, *do|n't*.
    fn clitic(&self, start: usize, end: usize) -> Option<usize> {
        // The longest, *n’t*, takes five bytes; only those are looked at.
        let (apostrophe, c) =
            self.text[start..end].char_indices().rev().take(3).find(|&(_, c)| is_apostrophe(c))?;
        let split = start + apostrophe;
        let tail = &self.text[split + c.len_utf8()..end];
        if split == start {
            return None;
        }
        if tail.eq_ignore_ascii_case("t") {
            let stem = &self.text[start..split];
            return (stem.len() > 1 && stem.ends_with(['n', 'N'])).then_some(split - 1);
        }
        listed(CLITICS, tail).then_some(split)
    }

    /// Whether the full stop behind `word` is part of it; `after` is the offset behind the stop.
    fn keeps_stop(&self, word: &str, after: usize) -> bool {
        let last = word.rsplit(['.', '-']).next().unwrap_or(word);
        let mut letters = last.chars();
        let single = letters.next().filter(|_| letters.next().is_none());
        if let Some(letter) = single.filter(|l| l.is_alphabetic()) {
            // *U.S.*, *a.m.*, *R-N.Y.*; an initial alone, but not the pronoun.
            if last.len() < word.len() || (letter.is_uppercase() && letter != 'I') {
                return true;
            }
        }
        if matches!(word, "e.v" | "i.e" | "e.g" | "Ph.D" | "M.Phil") || is_abbreviation(last) {
            return self.char_at(after) != Some('.');
        }
        let number_follows = || {
            let rest = &self.text.as_bytes()[after..];
            matches!(rest, [b' ', digit, ..] | [digit, ..] if digit.is_ascii_digit())
        };
        listed(BEFORE_NUMBER, word) && number_follows()
    }

    /// The end of a web address from `start`, without the punctuation of the sentence behind it.
    fn web_address(&self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let bytes = rest.as_bytes();
        let starts = |prefix: &str| {
            bytes.len() > prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes())
        };
        let prefix = ["http://", "https://", "www."].into_iter().find(|prefix| starts(prefix))?;
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '|'))
            .unwrap_or(rest.len());
        let kept = rest[..length]
            .trim_end_matches(|c: char| !is_word(c) && !matches!(c, '/' | '=' | '&' | '#' | '-'));
        (kept.len() > prefix.len()).then_some(start + kept.len())
    }
}

/// Whether the text begins with a capital and a digit, and no word goes on behind them: *G1*.
fn is_code(text: &str) -> bool {
    let mut chars = text.chars();
    let code = chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c.is_ascii_digit());
    code && !chars.next().is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|token| token.span.of(text)).collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join("|"), expected);
    }

    #[test]
    fn clitics_stand_alone() {
        check("the council's", "the|council|'s");
        check("MBC’s plans don’t, can't", "MBC|’s|plans|do|n’t|,|ca|n't");
        check("I'm they’re we'd you'll I've cannot", "I|'m|they|’re|we|'d|you|'ll|I|'ve|can|not");
        check("councils' 'good' O’Brien ma'am", "councils|'|'|good|'|O’Brien|ma'am");
        check("the '90s, get 'em", "the|'90s|,|get|'em");
    }

    #[test]
    fn marks_stand_alone() {
        check("“We tried,” she said.", "“|We|tried|,|”|she|said|.");
        check("‘good’ (see p. 4)", "‘|good|’|(|see|p.|4|)");
        check("well… no... yes -- or—if [sic]", "well|…|no|...|yes|--|or|—|if|[|sic|]");
        check("What?! «Non»", "What|?|!|«|Non|»");
        check("``So''", "``|So|''");
        check("kept its G1/V2 and/or A12/B", "kept|its|G1|/|V2|and/or|A12/B");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        check("Cllr. J. Doe of St. John's.", "Cllr.|J.|Doe|of|St.|John|'s|.");
        check("at 10 a.m. in the U.S. today", "at|10|a.m.|in|the|U.S.|today");
        check("No. 10 said no. Yes", "No.|10|said|no|.|Yes");
        check("Mr. and Coun. Smith.", "Mr.|and|Coun.|Smith|.");
        check("open 10a.m.-5p.m. and", "open|10a.m.|-|5p.m.|and");
        check("end.The next", "end|.|The|next");
        check("So did I. They", "So|did|I|.|They");
    }

    #[test]
    fn numbers_and_addresses_are_whole() {
        check("£1.2m, 1,400 and 16-to-18", "£|1.2m|,|1,400|and|16-to-18");
        check("up 5% in 2009-10 (2nd)", "up|5|%|in|2009-10|(|2nd|)");
        check("see https://a.gov.uk/x?y=1, or www.b.org.", "see|https://a.gov.uk/x?y=1|,|or|www.b.org|.");
        check("mail a.b@c.gov.uk; ask @OfstedNews", "mail|a.b@c.gov.uk|;|ask|@OfstedNews");
        check("front-line AT&T and/or 9/11", "front-line|AT&T|and/or|9/11");
    }

    #[test]
    fn hostile_text_is_read_whole() {
        for unit in ["a", "a.", "a'", "-", "(", "http://", "a@", "'90", "é’t", "1,", "n't", ".m"] {
            let text = unit.repeat(1_000_000 / unit.len());
            let total: usize = words(&text).iter().map(|word| word.len()).sum();
            assert_eq!(total, text.len());
        }
    }

    proptest! {
        #[test]
        fn tokens_cover_all_that_is_not_space(text in "[ -~“”‘’é£…—\u{301}\u{a0}\n]{0,60}|\\PC{0,40}") {
            let mut tokens = Vec::new();
            tokenise(&text, Span::new(0, text.len()), &mut tokens);
            let mut at = 0;
            for token in &tokens {
                prop_assert!(!token.span.is_empty());
                prop_assert!(token.span.start as usize >= at);
                prop_assert!(text[at..token.span.start as usize].trim().is_empty());
                at = token.span.end as usize;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
