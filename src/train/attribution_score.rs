//! How good predicted attributions are, measured as in the published comparison of quotation tools.
//!
//! All measures are over a whole corpus (micro-averaged), in percent. Offsets may be in any unit, as long as it is
//! the same for text, gold and prediction; here they are code points.

use std::collections::BTreeSet;

use serde::Serialize;

use super::corpus_polnear::GoldAttribution;
use crate::base::Span;

const EDGE: &str = " \t\n\r\u{a0}\u{2003}\u{2009}\u{202f}";
const PUNCTUATION: &str =
    " \t\n\r\u{a0}\u{2003}\u{2009}\u{202f}.,;:!?\"'\u{201c}\u{201d}\u{2018}\u{2019}\u{201e}";

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct F1 {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
}

/// Right, predicted and gold items.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Count {
    pub right: usize,
    pub predicted: usize,
    pub gold: usize,
}

impl Count {
    /// As percentages.
    pub fn f1(self) -> F1 {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (p, r) = (share(self.predicted), share(self.gold));
        let f1 = if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 };
        F1 { p: 100.0 * p, r: 100.0 * r, f1 }
    }
}

/// An error on a marked region, for a list to work down.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionError {
    /// `speaker`, `missed` or `invented`.
    pub kind: &'static str,
    /// The region, marks left out.
    pub region: Span,
    pub gold_source: Vec<Span>,
    pub predicted_source: Vec<Span>,
}

/// Counts over a corpus.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub documents: usize,
    /// Source, cue, content: every piece with its exact bounds, white space left out.
    pub exact: [Count; 3],
    /// The same without marks and punctuation at the ends.
    pub trimmed: [Count; 3],
    /// Regions between double marks that are inside some content.
    pub quoted: Count,
    /// The same, with the right speaker.
    pub end: Count,
    /// Whole attributions.
    pub full: Count,
    /// Whole attributions among the gold ones without marks.
    pub indirect: Count,
}

/// Regions between double marks, the marks left out; a paragraph is a line. A mark that opens and has no partner runs to
/// the end of its line when the next line that is not empty opens with a mark; otherwise it is dropped.
pub fn quoted_regions(text: &[char]) -> Vec<Span> {
    let opens = |c: char| matches!(c, '\u{201c}' | '\u{201e}' | '\u{201f}');
    let lines: Vec<(usize, &[char])> = {
        let mut start = 0;
        text.split(|&c| c == '\n')
            .map(|line| {
                let at = start;
                start += line.len() + 1;
                (at, line)
            })
            .collect()
    };
    let mut out = Vec::new();
    for (index, &(start, line)) in lines.iter().enumerate() {
        let mut opened: Option<usize> = None;
        for (at, &c) in line.iter().enumerate() {
            if opens(c) || c == '"' && opened.is_none() {
                opened = Some(at + 1);
            } else if (c == '\u{201d}' || c == '"')
                && let Some(from) = opened.take().filter(|&from| at > from)
            {
                out.push(Span::new(start + from, start + at));
            }
        }
        if let Some(from) = opened {
            let next = lines[index + 1..]
                .iter()
                .filter_map(|(_, line)| line.iter().find(|c| !c.is_whitespace()))
                .next()
                .copied();
            if next.is_some_and(|c| opens(c) || c == '"') && line.len() > from {
                out.push(Span::new(start + from, start + line.len()));
            }
        }
    }
    out
}

fn shared(a: &[Span], b: &[Span]) -> usize {
    a.iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start)) as usize))
        .sum()
}

fn size(spans: &[Span]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

fn touch(a: &[Span], b: &[Span]) -> bool {
    a.is_empty() && b.is_empty() || shared(a, b) > 0
}

fn trim(span: Span, text: &[char], chars: &str) -> Span {
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    while start < end && chars.contains(text[start]) {
        start += 1;
    }
    while end > start && chars.contains(text[end - 1]) {
        end -= 1;
    }
    Span::new(start, end)
}

/// The attribution that holds most of `region`, if it holds more than half.
fn owner(of: &[GoldAttribution], region: Span) -> Option<&GoldAttribution> {
    let mut best: Option<(usize, &GoldAttribution)> = None;
    for attribution in of {
        let held = shared(&attribution.content, &[region]);
        if best.is_none_or(|(most, _)| held > most) {
            best = Some((held, attribution));
        }
    }
    best.filter(|(held, _)| held * 2 > region.len()).map(|(_, attribution)| attribution)
}

impl Score {
    /// Counts a document; returns the errors on its marked regions.
    pub fn add(
        &mut self,
        text: &str,
        gold: &[GoldAttribution],
        predicted: &[GoldAttribution],
    ) -> Vec<RegionError> {
        let text: Vec<char> = text.chars().collect();
        let mut errors = Vec::new();
        self.documents += 1;
        let kinds: [fn(&GoldAttribution) -> &Vec<Span>; 3] = [|a| &a.source, |a| &a.cue, |a| &a.content];
        for (kind, pieces) in kinds.iter().enumerate() {
            for (counts, chars) in [(&mut self.exact, EDGE), (&mut self.trimmed, PUNCTUATION)] {
                let set = |of: &[GoldAttribution]| -> BTreeSet<Span> {
                    of.iter().flat_map(pieces).map(|&span| trim(span, &text, chars)).collect()
                };
                let (gold, predicted) = (set(gold), set(predicted));
                counts[kind].right += gold.intersection(&predicted).count();
                counts[kind].predicted += predicted.len();
                counts[kind].gold += gold.len();
            }
        }
        let regions = quoted_regions(&text);
        for &region in &regions {
            let (ours, theirs) = (owner(predicted, region), owner(gold, region));
            for count in [&mut self.quoted, &mut self.end] {
                count.gold += usize::from(theirs.is_some());
                count.predicted += usize::from(ours.is_some());
            }
            let mut error = |kind| {
                errors.push(RegionError {
                    kind,
                    region,
                    gold_source: theirs.map(|a| a.source.clone()).unwrap_or_default(),
                    predicted_source: ours.map(|a| a.source.clone()).unwrap_or_default(),
                });
            };
            match (theirs, ours) {
                (Some(theirs), Some(ours)) => {
                    self.quoted.right += 1;
                    if touch(&theirs.source, &ours.source) {
                        self.end.right += 1;
                    } else {
                        error("speaker");
                    }
                }
                (Some(_), None) => error("missed"),
                (None, Some(_)) => error("invented"),
                (None, None) => {}
            }
        }
        let right = whole(gold, predicted);
        self.full.right += right.iter().flatten().count();
        self.full.predicted += predicted.len();
        self.full.gold += gold.len();
        for (gold, right) in gold.iter().zip(&right) {
            if shared(&gold.content, &regions) == 0 {
                self.indirect.gold += 1;
                self.indirect.right += usize::from(right.is_some());
            }
        }
        errors
    }

    /// Adds other documents' counts.
    pub fn quoted_speaker(&self) -> f64 {
        100.0 * self.end.right as f64 / self.quoted.right.max(1) as f64
    }

    /// Recall of whole attributions without marks, in percent.
    pub fn indirect_recall(&self) -> f64 {
        100.0 * self.indirect.right as f64 / self.indirect.gold.max(1) as f64
    }
}

/// A predicted attribution's partner among the gold ones.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Index of the gold attribution.
    pub gold: usize,
    /// Whether half of what either content covers is shared, and source and cue touch.
    pub right: bool,
    /// Whether the sources touch, or there is none in both.
    pub source: bool,
}

/// The partner of each predicted attribution: pairs by largest shared content.
pub fn paired(gold: &[GoldAttribution], predicted: &[GoldAttribution]) -> Vec<Option<Pair>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let held = shared(&g.content, &p.content);
            if held > 0 {
                pairs.push((held, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.cmp(a));
    let (mut used, mut found) = (vec![false; gold.len()], vec![None; predicted.len()]);
    for (held, i, j) in pairs {
        if used[i] || found[j].is_some() {
            continue;
        }
        used[i] = true;
        let (g, p) = (&gold[i], &predicted[j]);
        let half = held * 2 >= size(&g.content) + size(&p.content) - held;
        let source = touch(&g.source, &p.source);
        found[j] = Some(Pair { gold: i, right: half && source && touch(&g.cue, &p.cue), source });
    }
    found
}

/// For each gold attribution, the predicted one that is right for it.
pub fn whole(gold: &[GoldAttribution], predicted: &[GoldAttribution]) -> Vec<Option<usize>> {
    let mut right = vec![None; gold.len()];
    for (at, pair) in paired(gold, predicted).into_iter().enumerate() {
        if let Some(pair) = pair.filter(|pair| pair.right) {
            right[pair.gold] = Some(at);
        }
    }
    right
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (gold, predicted) = (self.full.gold, self.full.predicted);
        writeln!(f, "{} documents, {gold} gold and {predicted} predicted attributions", self.documents)?;
        for (name, counts) in [("exact", &self.exact), ("trimmed", &self.trimmed)] {
            write!(f, "{name:8}")?;
            for (kind, count) in ["source", "cue", "content"].iter().zip(counts) {
                let F1 { p, r, f1 } = count.f1();
                write!(f, " {kind} {f1:.1} (P {p:.1} R {r:.1}) ")?;
            }
            writeln!(f)?;
        }
        let F1 { p, r, f1 } = self.quoted.f1();
        let (speaker, end) = (self.quoted_speaker(), self.end.f1().f1);
        writeln!(f, "quoted   found {f1:.1} (P {p:.1} R {r:.1})  speaker {speaker:.1}  end {end:.1}")?;
        let F1 { p, r, f1 } = self.full.f1();
        write!(f, "full     {f1:.1} (P {p:.1} R {r:.1})  indirect recall {:.1}", self.indirect_recall())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribution(source: &[(u32, u32)], cue: &[(u32, u32)], content: &[(u32, u32)]) -> GoldAttribution {
        let spans = |of: &[(u32, u32)]| of.iter().map(|&span| Span::from(span)).collect();
        GoldAttribution { source: spans(source), cue: spans(cue), content: spans(content) }
    }

    /// The figures are what the published comparison's scorer prints for the same sample.
    #[test]
    fn counts_as_the_published_scorer() {
        let text = "“We tried,” Ann said. “We failed.”\n\nBob hopes that it works.\n\n“Open\n\n“and closed.”";
        let gold = [
            attribution(&[(12, 15)], &[(16, 20)], &[(0, 11), (22, 34)]),
            attribution(&[(36, 39)], &[(40, 45)], &[(46, 59)]),
        ];
        let predicted = [attribution(&[(12, 15)], &[(16, 21)], &[(0, 11)])];
        let mut score = Score::default();
        let errors = score.add(text, &gold, &predicted);
        assert_eq!(errors.iter().map(|error| error.kind).collect::<Vec<_>>(), ["missed"]);
        let lines: Vec<String> = score
            .to_string()
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(lines, EXPECTED);
    }

    const EXPECTED: [&str; 5] = [
        "1 documents, 2 gold and 1 predicted attributions",
        "exact source 66.7 (P 100.0 R 50.0) cue 0.0 (P 0.0 R 0.0) content 50.0 (P 100.0 R 33.3)",
        "trimmed source 66.7 (P 100.0 R 50.0) cue 66.7 (P 100.0 R 50.0) content 50.0 (P 100.0 R 33.3)",
        "quoted found 66.7 (P 100.0 R 50.0) speaker 100.0 end 66.7",
        "full 0.0 (P 0.0 R 0.0) indirect recall 0.0",
    ];
}
