//! What a terminal shows: colours where they are wanted, and text as wide as it is.

use std::io::{self, IsTerminal};

use clap::{Args, ValueEnum};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns where nothing tells how many there are.
const WIDTH: usize = 80;
/// Fewer columns than this can't hold a margin and text.
const LEAST_WIDTH: usize = 40;

/// How output for readers looks.
#[derive(Args)]
pub struct Look {
    /// Whether to colour; `auto` does on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto, visible_alias = "colour")]
    color: When,

    /// Columns to fill; as wide as the terminal where not given, and 80 in a pipe
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl Look {
    pub fn is_coloured(&self) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                io::stdout().is_terminal() && !refused && !dumb
            }
        }
    }

    pub fn columns(&self) -> usize {
        let of_terminal = || {
            let stdout = io::stdout();
            stdout.is_terminal().then(|| terminal_size::terminal_size_of(stdout)).flatten()
        };
        let columns = self.width.or_else(|| of_terminal().map(|(width, _)| usize::from(width.0)));
        columns.filter(|columns| *columns > 0).unwrap_or(WIDTH).max(LEAST_WIDTH)
    }
}

/// Columns that a character takes.
pub fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// What to show for a character of a document: nothing that a terminal would obey, and no change of direction.
pub fn printable(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => Some('\u{fffd}'),
        c => Some(c),
    }
}

/// `text` made [`printable`].
pub fn clean(text: &str) -> String {
    text.chars().filter_map(printable).collect()
}

/// `text` in lines of at most `columns`, broken between words, or inside a word that is wider.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut filled) = (String::new(), 0);
    for word in clean(text).split_whitespace() {
        let needed = width(word) + usize::from(filled > 0);
        if filled > 0 && filled + needed > columns {
            lines.push(std::mem::take(&mut line));
            filled = 0;
        }
        if filled > 0 {
            line.push(' ');
            filled += 1;
        }
        for c in word.chars() {
            if filled + char_width(c) > columns && filled > 0 {
                lines.push(std::mem::take(&mut line));
                filled = 0;
            }
            line.push(c);
            filled += char_width(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns_and_combining_ones_none() {
        assert_eq!((width("日本"), width("e\u{301}"), width("a")), (4, 1, 1));
        assert_eq!(lines("日本語", 4), ["日本", "語"]);
        assert_eq!(lines("cafe\u{301} bar", 4), ["cafe\u{301}", "bar"]);
    }

    #[test]
    fn lines_fit() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("a abcdefgh", 4), ["a", "abcd", "efgh"]);
        assert_eq!(lines("  ", 4), Vec::<String>::new());
        // Wider than the column: shown still.
        assert_eq!(lines("日a", 1), ["日", "a"]);
    }

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\td"), "a\u{fffd}[31mbc d");
    }
}
