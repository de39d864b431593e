//! Speech with its speaker's name behind a dash: *“We tried.” — Jane Doe*.

use super::item::ParagraphItems;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::record::QuotationKind;

const DASHES: &[&str] = &["-", "--", "–", "—", "―"];
/// Words behind the dash, at most: a name, and what its bearer is.
const LONGEST: usize = 16;
/// Bytes between two runs of marks of one speech, at most.
const PARTED: u32 = 60;

/// Takes a paragraph that is speech between marks, a dash and a name.
pub fn signed(
    a: &Annotated,
    paragraph: &ParagraphItems,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    let span = a.document.paragraphs[paragraph.index].span;
    let first = a.marks.fragments.partition_point(|f| f.outer.start < span.start);
    let Some(fragment) = a.marks.fragments.get(first).filter(|f| f.outer.start == span.start && f.closed)
    else {
        return false;
    };
    // Marks inside the speech part it: *“He’s rich. ‘All he has is money.” And that’s all.” — Jane Doe*.
    let mut last = first;
    let behind = |at: usize| a.token_from(a.marks.fragments[at].outer.end);
    while let Some(next) = a.marks.fragments.get(last + 1)
        && !DASHES.contains(&a.word(behind(last)))
        && next.outer.end <= span.end
        && next.outer.start - a.marks.fragments[last].outer.end <= PARTED
    {
        last += 1;
    }
    let close = a.marks.fragments[last].outer.end;
    let (dash, end) = (a.token_from(close), a.token_from(span.end));
    if !DASHES.contains(&a.word(dash)) || end - dash < 2 || end - dash > LONGEST {
        return false;
    }
    let Some(at) = a.names.iter().position(|name| name.tokens.start == dash + 1 && name.is_person()) else {
        return false;
    };
    let name = &a.names[at];
    // A name alone, or one with what its bearer is behind a comma; any verb would make a sentence of it.
    let stop = if a.word(end - 1) == "." { end - 1 } else { end };
    if name.tokens.end != stop && !a.one_of(name.tokens.end, &[",", "("]) {
        return false;
    }
    taken[first..=last].fill(true);
    out.push(Attribution {
        kind: QuotationKind::Direct,
        fragments: a.marks.fragments[first..=last].iter().map(|fragment| fragment.inner).collect(),
        content: vec![Span { start: fragment.outer.start, end: close }],
        cue: vec![a.tokens[dash].span],
        source: Some(Source { tokens: dash + 1..stop, anchor: Anchor::Name(at) }),
        paragraph: paragraph.index,
        confidence: 0.95,
        source_confidence: 0.95,
        by_layout: true,
    });
    true
}
