//! Half-open ranges of text, and the units in which they leave the program.

use serde::{Deserialize, Serialize};

/// A half-open range `[start, end)`.
///
/// Inside the program the unit is bytes into [`Document::text`](crate::text::Document);
/// in an [`Extraction`](crate::record::Extraction) it is the [`OffsetUnit`] that was asked for.
/// Serialises as `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The range from `start` up to and without `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Span { start: start as u32, end: end as u32 }
    }

    /// The text that this span of bytes covers.
    ///
    /// # Panics
    /// When the span is not on character bounds of `text`; spans made by this crate always are.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Number of units covered.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one unit.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range of `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The span without white space at its ends.
    pub fn trim(self, text: &str) -> Span {
        let slice = self.of(text);
        let start = self.start as usize + (slice.len() - slice.trim_start().len());
        let kept = slice.trim();
        Span::new(start, start + kept.len())
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span { start, end: end.max(start) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// What offsets in the output count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    Bytes,
    /// Unicode code points, as W3C Web Annotation counts.
    #[default]
    Chars,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
}

/// Turns byte offsets of one text into another unit.
///
/// Keeps only the characters longer than a byte, so plain ASCII costs nothing.
#[derive(Debug)]
pub struct OffsetMap {
    /// Byte offset just behind a wide character, and how much the count is behind the bytes there.
    steps: Vec<(u32, u32)>,
}

impl OffsetMap {
    /// A map for `text`. Linear in its length.
    pub fn new(text: &str, unit: OffsetUnit) -> Self {
        let mut steps = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            let mut behind = 0;
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                let units = if unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
                behind += (c.len_utf8() - units) as u32;
                steps.push(((at + c.len_utf8()) as u32, behind));
            }
        }
        OffsetMap { steps }
    }

    /// The offset in this map's unit of the byte offset `byte`.
    pub fn offset(&self, byte: u32) -> u32 {
        match self.steps.partition_point(|&(at, _)| at <= byte) {
            0 => byte,
            n => byte - self.steps[n - 1].1,
        }
    }

    /// The span in this map's unit of the byte span `span`.
    pub fn span(&self, span: Span) -> Span {
        Span { start: self.offset(span.start), end: self.offset(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points_and_utf16_units() {
        let text = "a“é”𝄞z";
        let chars = OffsetMap::new(text, OffsetUnit::Chars);
        let utf16 = OffsetMap::new(text, OffsetUnit::Utf16);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(chars.offset(at as u32) as usize, n);
            assert_eq!(utf16.offset(at as u32) as usize, text[..at].encode_utf16().count());
        }
        assert_eq!(chars.offset(text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn trim_keeps_bounds_inside() {
        let text = " \u{a0}word\n";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "word");
        assert!(Span::new(0, 3).trim(text).is_empty());
    }
}
