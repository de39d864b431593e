//! The words of each sentence with their tags and what they depend on.

use std::io::{self, Write};
use std::ops::Range;

use onrecord::annotate::{Annotated, Language};

use crate::cli::terminal::{clean, width};

/// A longer word is cut.
const LONGEST_WORD: usize = 28;

/// Draws a table for each sentence: number, word, tag, name or role that starts or goes on there, relation,
/// and the head that it relates to.
pub fn draw(a: &Annotated, columns: usize, out: &mut impl Write) -> io::Result<()> {
    let range = |tokens: &Range<usize>| tokens.start as u32..tokens.end as u32;
    let sentences: Vec<Range<u32>> = a.sentences.iter().map(|sentence| range(&sentence.tokens)).collect();
    let syntax = Language::embedded().annotate(a.text(), &a.tokens, &sentences);
    for (n, sentence) in a.sentences.iter().enumerate() {
        let first = sentence.tokens.start;
        writeln!(out, "sentence {}, paragraph {}", n + 1, sentence.paragraph + 1)?;
        let word = |at: usize| fitted(&clean(a.word(at)), LONGEST_WORD);
        let widest = sentence.tokens.clone().map(|at| width(&word(at))).max().unwrap_or(0);
        let digits = (sentence.tokens.len()).to_string().len();
        for at in sentence.tokens.clone() {
            let place = at as u32;
            let entity = syntax.entities_at(place).last().map_or("", |entity| entity.kind.as_str());
            let head = match syntax.head(place) {
                Some(head) => format!("{:>digits$} {}", head as usize - first + 1, word(head as usize)),
                None => String::new(),
            };
            let own = word(at);
            let gap = " ".repeat(widest - width(&own));
            let line = format!(
                "  {:>digits$}  {own}{gap}  {:<5}  {:<12}  {:<10}  {head}",
                at - first + 1,
                syntax.tag(place).as_str(),
                entity,
                syntax.label(place).as_str(),
            );
            writeln!(out, "{}", fitted(line.trim_end(), columns))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `text` cut to `columns`, with an ellipsis where something is cut.
fn fitted(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width(&kept) >= columns {
            kept.pop();
            break;
        }
    }
    kept + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord::lexicon::Lexicon;
    use onrecord::read;

    #[test]
    fn each_word_has_its_tag_and_its_head() {
        let text = "Councillors said that the service had improved.";
        let document = read::text(text.into(), "a.txt", None, &read::Options::default());
        let mut out = Vec::new();
        draw(&Annotated::new(&document, &Lexicon::embedded()), 80, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let row: Vec<&str> = out.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(row, ["1", "Councillors", "NNS", "nsubj", "2", "said"], "{out}");
        assert_eq!(out.lines().filter(|line| line.starts_with("  ")).count(), 8, "{out}");
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(fitted("日本語", 4), "日…");
        assert_eq!(fitted("abc", 3), "abc");
    }
}
