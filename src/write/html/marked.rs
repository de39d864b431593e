//! A document's text with its quotations marked.

use std::collections::HashMap;
use std::fmt::Write;

use super::page::{Details, confidence};
use crate::base::{OffsetUnit, Span};
use crate::record::{Extraction, Quotation, SpeakerKind};

/// What a run of characters is beside being part of a quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Cue,
    Source,
    Rating(usize),
    Label,
}

/// A run of a quotation's words.
struct Piece {
    span: Span,
    /// Its place in the document.
    quotation: usize,
    is_first: bool,
    is_last: bool,
}

/// Bytes of a span that counts `unit`; `None` where the text has no such place.
struct Places<'a> {
    text: &'a str,
    /// The byte at which each unit starts; empty where units are bytes.
    starts: Vec<u32>,
    bytes: bool,
}

impl<'a> Places<'a> {
    fn new(text: &'a str, unit: OffsetUnit) -> Self {
        let mut starts = Vec::new();
        for (at, c) in text.char_indices() {
            let units = match unit {
                OffsetUnit::Bytes => 0,
                OffsetUnit::Chars => 1,
                OffsetUnit::Utf16 => c.len_utf16(),
            };
            starts.extend(std::iter::repeat_n(at as u32, units));
        }
        starts.push(text.len() as u32);
        Places { text, starts, bytes: unit == OffsetUnit::Bytes }
    }

    fn bytes(&self, span: Span) -> Option<Span> {
        let place = |at: u32| if self.bytes { Some(at) } else { self.starts.get(at as usize).copied() };
        let (start, end) = (place(span.start)?, place(span.end)?);
        self.text.get(start as usize..end as usize).map(|_| Span { start, end })
    }
}

/// The text of `document` as HTML: paragraphs, with each quotation in its speaker's colour and name, and
/// what is known about it at hand. `number` is the document's place in the record.
pub(super) fn html(
    document: &Extraction,
    number: usize,
    text: &str,
    unit: OffsetUnit,
    colours: &HashMap<&str, usize>,
    shown: usize,
) -> String {
    let places = Places::new(text, unit);
    // Quotations in text order, without overlap: of two at one place, the first.
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, quotation) in document.quotations.iter().enumerate() {
        let mut spans: Vec<Span> = quotation.content.iter().filter_map(|span| places.bytes(*span)).collect();
        spans.sort();
        let last = spans.len().saturating_sub(1);
        pieces.extend(spans.iter().enumerate().map(|(place, &span)| Piece {
            span,
            quotation: n,
            is_first: place == 0,
            is_last: place == last,
        }));
    }
    pieces.sort_by_key(|piece| (piece.span.start, piece.quotation));
    let mut roles: Vec<(Span, Role)> = Vec::new();
    for quotation in &document.quotations {
        roles.extend(quotation.cue.iter().filter_map(|span| Some((places.bytes(*span)?, Role::Cue))));
        roles.extend(quotation.source.iter().filter_map(|span| Some((places.bytes(*span)?, Role::Source))));
    }
    for (n, rating) in document.ratings.iter().enumerate() {
        let all = rating.all_evidence.iter().map(|told| told.span).chain([rating.evidence]);
        roles.extend(all.filter_map(|span| Some((places.bytes(span)?, Role::Rating(n)))));
    }
    roles.extend(
        document.unattributed.iter().filter_map(|marked| Some((places.bytes(marked.span)?, Role::Label))),
    );
    roles.sort_by_key(|(span, _)| (span.start, span.end));

    let mut page = Marked {
        document,
        text,
        number,
        roles,
        colours,
        shown,
        tips: 0,
        html: String::new(),
        named: vec![false; document.ratings.len()],
    };
    let mut at = 0;
    for piece in pieces {
        let span = Span { start: piece.span.start.max(at), end: piece.span.end };
        if span.start >= span.end {
            continue;
        }
        page.plain(Span { start: at, end: span.start });
        page.quotation(&Piece { span, ..piece });
        at = span.end;
    }
    page.plain(Span { start: at, end: text.len() as u32 });
    format!("<p>{}</p>", page.html)
}

struct Marked<'a> {
    document: &'a Extraction,
    text: &'a str,
    number: usize,
    /// In text order.
    roles: Vec<(Span, Role)>,
    colours: &'a HashMap<&'a str, usize>,
    /// How many quotations the table of the page lists; their rows can be gone back to.
    shown: usize,
    tips: usize,
    html: String,
    /// Which ratings have their place in the page.
    named: Vec<bool>,
}

/// Between paragraphs.
const PARAGRAPH: &str = "</p>\n<p>";

impl Marked<'_> {
    /// Text outside quotations.
    fn plain(&mut self, span: Span) {
        for (n, part) in parts(self.text, span).into_iter().enumerate() {
            if n > 0 {
                self.html.push_str(PARAGRAPH);
            }
            self.words(part);
        }
    }

    /// The words of a quotation: one mark a paragraph.
    fn quotation(&mut self, piece: &Piece) {
        let (document, n) = (self.document, piece.quotation);
        let quotation = &document.quotations[n];
        let unknown = quotation.speaker.kind == SpeakerKind::Unknown;
        let colour = match self.colours.get(quotation.speaker.id.as_str()) {
            Some(colour) if !unknown => format!("c{colour}"),
            _ => "unknown".into(),
        };
        let parts = parts(self.text, piece.span);
        let last = parts.len() - 1;
        for (place, part) in parts.into_iter().enumerate() {
            if place > 0 {
                self.html.push_str(PARAGRAPH);
            }
            if part.is_empty() {
                continue;
            }
            let id = if piece.is_first && place == 0 {
                format!(" id=\"d{}q{}\"", self.number, n)
            } else {
                String::new()
            };
            self.tips += 1;
            let tip = format!("d{}t{}", self.number, self.tips);
            let _ =
                write!(self.html, "<mark class=\"{colour}\" tabindex=\"0\" aria-describedby=\"{tip}\"{id}>");
            self.words(part);
            if piece.is_last && place == last {
                let _ = write!(self.html, " <b class=\"who\">{}</b>", escaped(&quotation.speaker.name));
            }
            let _ = write!(self.html, "<span class=\"tip\" role=\"tooltip\" id=\"{tip}\">");
            self.tip(quotation, n);
            self.html.push_str("</span></mark>");
        }
    }

    /// Who, in what role, when, about which rating, how sure, and by which words.
    fn tip(&mut self, quotation: &Quotation, n: usize) {
        let details = Details::new(self.document, quotation);
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                let _ = write!(self.html, "<span><i>{name}</i> {}</span>", escaped(value));
            }
        };
        line("Who", &details.who);
        line("Role", &details.held);
        line("Party", quotation.party.as_deref().unwrap_or_default());
        line("Said on", &details.said_on);
        line("About", &details.about);
        line("Kind", quotation.kind.as_str());
        line("Confidence", &confidence(quotation.confidence));
        line("Source", &quotation.source_text);
        line("Cue", &quotation.cue_text);
        line("Unknown because", &quotation.reason);
        if n < self.shown {
            let _ = write!(self.html, "<span><a href=\"#r{}q{n}\">Row in the table</a></span>", self.number);
        }
    }

    /// Words with their cues, sources, labels and the evidence of ratings; the first of several at a place.
    fn words(&mut self, span: Span) {
        let first = self.roles.partition_point(|(role, _)| role.start + MAX_ROLE < span.start);
        let mut at = span.start;
        for n in first..self.roles.len() {
            let (role_span, role) = self.roles[n];
            if role_span.start >= span.end {
                break;
            }
            let (start, end) = (role_span.start.max(at), role_span.end.min(span.end));
            if start >= end {
                continue;
            }
            self.escape(at, start);
            match role {
                Role::Cue => self.html.push_str("<span class=\"cue\">"),
                Role::Source => self.html.push_str("<span class=\"source\">"),
                Role::Label => self.html.push_str("<span class=\"label\">"),
                Role::Rating(rating) => {
                    let id = match std::mem::replace(&mut self.named[rating], true) {
                        false => format!(" id=\"d{}g{rating}\"", self.number),
                        true => String::new(),
                    };
                    let _ = write!(self.html, "<span class=\"evidence\"{id}>");
                }
            }
            self.escape(start, end);
            self.html.push_str("</span>");
            at = end;
        }
        self.escape(at, span.end);
    }

    fn escape(&mut self, start: u32, end: u32) {
        self.html.push_str(&escaped(&self.text[start as usize..end as usize]));
    }
}

/// Cues, sources and evidence are looked for so far back; longer ones show from there on.
const MAX_ROLE: u32 = 4096;

/// A span cut where a blank line parts paragraphs.
fn parts(text: &str, span: Span) -> Vec<Span> {
    let (mut parts, mut start) = (Vec::new(), span.start);
    let slice = span.of(text);
    let mut at = 0;
    while let Some(found) = slice[at..].find('\n') {
        let line_end = at + found;
        let rest = &slice[line_end..];
        let blank = rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t', '\x0c']).len();
        if rest[..blank].matches('\n').count() > 1 {
            parts.push(Span { start, end: span.start + line_end as u32 });
            start = span.start + (line_end + blank) as u32;
        }
        at = line_end + blank;
    }
    parts.push(Span { start, end: span.end });
    parts
}

/// Text as HTML. A control character can't be written in HTML, so its picture stands for it.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            '\r' => {}
            c if c.is_ascii_control() => html.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            // What turns the direction of text must not reach beyond its document.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_cut_at_blank_lines() {
        let text = "one\ntwo\r\n \r\nthree\n\n\nfour";
        let cut: Vec<&str> =
            parts(text, Span::new(0, text.len())).into_iter().map(|part| part.of(text)).collect();
        assert_eq!(cut, ["one\ntwo\r", "three", "four"]);
    }

    #[test]
    fn every_unit_finds_its_place() {
        let text = "a“é”𝄞z";
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            let map = crate::base::OffsetMap::new(text, unit);
            let places = Places::new(text, unit);
            for (at, c) in text.char_indices() {
                let span = Span::new(at, at + c.len_utf8());
                assert_eq!(places.bytes(map.span(span)), Some(span), "{unit:?} {c}");
            }
        }
        assert_eq!(Places::new(text, OffsetUnit::Bytes).bytes(Span::new(2, 3)), None);
        assert_eq!(Places::new(text, OffsetUnit::Chars).bytes(Span::new(2, 99)), None);
    }

    proptest::proptest! {
        #[test]
        fn escaped_text_is_only_text(text in "(?s).{0,60}|[<>&\"'a\u{0}\u{202e}]{0,20}") {
            let html = escaped(&text);
            assert!(!html.contains(['<', '>', '"', '\'', '\0', '\u{202e}']));
            let document = dom_query::Document::fragment(html);
            assert!(document.select("*").iter().all(|element| matches!(element.nodes()[0].node_name().as_deref(), Some("html"))));
        }
    }
}
