//! Wordings of grades in the text.

use std::ops::Range;

use super::scale::InDocument;
use crate::annotate::Annotated;
use crate::lexicon::GradeRef;

/// A wording of a grade, and the grades that it may be.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    /// Index into [`Annotated::sentences`].
    pub sentence: usize,
    pub grades: Vec<GradeRef>,
}

/// Words of the longest wording.
const LONGEST: usize = 6;

/// All wordings of grades of the document's scales.
pub(super) fn mentions(a: &Annotated, scales: &InDocument) -> Vec<Mention> {
    let known = &a.lexicon.scales;
    let mut out = Vec::new();
    for (index, sentence) in a.sentences.iter().enumerate() {
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            let end = sentence.tokens.end.min(i + LONGEST);
            let found = known.may_start(a.lower(i)).then(|| {
                let (n, grades) = known.grade(a.lower(i), (i + 1..end).map(|t| a.lower(t)))?;
                let grades: Vec<GradeRef> = grades.iter().copied().filter(|g| scales.has(g.scale)).collect();
                // *RI*, *C3* are written in capitals.
                let short = n == 1 && a.word(i).len() == 2 && a.word(i) != a.word(i).to_uppercase();
                (!grades.is_empty() && !short).then_some((n, grades))
            });
            match found.flatten() {
                Some((n, grades)) => {
                    out.push(Mention { tokens: i..i + n, sentence: index, grades });
                    i += n;
                }
                None => i += 1,
            }
        }
    }
    out
}
