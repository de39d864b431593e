//! Text in pictures: how wide it is, and where it breaks.

/// Advance widths of Helvetica's characters from space to `~`, in thousandths of the font size, as Adobe's
/// font metrics give them.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Fonts that stand in for Helvetica are wider by up to so much.
const SUBSTITUTES: f32 = 1.06;
const BOLD: f32 = 1.07;

/// How wide `text` is at most when drawn in a font like Helvetica, in the unit of `size`.
pub fn width(text: &str, size: f32, bold: bool) -> f32 {
    let thousandths: u32 = text
        .chars()
        .map(|c| match c {
            ' '..='~' => u32::from(HELVETICA[c as usize - ' ' as usize]),
            c if unicode_normalization::char::is_combining_mark(c) => 0,
            c if c < '\u{2e80}' => 620,
            // Chinese, Japanese, Korean, emoji.
            _ => 1000,
        })
        .sum();
    thousandths as f32 / 1000.0 * size * SUBSTITUTES * if bold { BOLD } else { 1.0 }
}

/// `text` with no character that XML or Graphviz refuses, its entities escaped.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// `text` cut behind `limit` characters, with an ellipsis where something is cut.
pub fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// `text` over at most `limit` lines, broken between words at about `width` characters; at least one line.
pub fn lines(text: &str, width: usize, limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let full = lines.len() == limit;
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push('…');
                break;
            }
            _ => lines.push(cut(word, 2 * width)),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// `1 quotation`, `2 quotations`.
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_letters_are_wider() {
        assert!(width("WWW", 10.0, false) > width("iii", 10.0, false));
        assert!(width("WWW", 10.0, true) > width("WWW", 10.0, false));
        assert_eq!(width("e\u{301}", 10.0, false), width("e", 10.0, false));
        assert_eq!(width("", 10.0, true), 0.0);
    }

    #[test]
    fn text_breaks_between_words() {
        assert_eq!(
            lines("Cabinet Member for Children and Young People", 28, 4),
            ["Cabinet Member for Children", "and Young People"]
        );
        assert_eq!(lines("a b c d", 1, 2), ["a", "b…"]);
        assert_eq!(lines(" ", 9, 2), [""]);
        assert_eq!(cut("né à", 2), "né…");
        assert_eq!(lines(&"é".repeat(80), 28, 4)[0].chars().count(), 57);
    }

    #[test]
    fn what_xml_refuses_is_gone() {
        assert_eq!(escaped("a<b> & \"c\"\0\n\u{ffff}"), "a&lt;b&gt; &amp; &quot;c&quot;   ");
    }
}
