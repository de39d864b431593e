//! Speech in headlines: *Council ‘let children down’: Ofsted*, *Plans ‘a disgrace’ – MP*.

use std::ops::Range;

use super::item::ParagraphItems;
use super::source::{head, is_speaking_noun};
use super::{Anchor, Attribution, Source};
use crate::annotate::{Annotated, NameKind};
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::QuotationKind;
use crate::text::ParagraphKind;

const DASHES: &[&str] = &["-", "–", "—", "―"];
/// Words of a speaker behind a colon or a dash, at most.
const LONGEST: usize = 6;
/// How many marked headings are looked for in the text; no document has more.
const HEADLINES: usize = 64;

/// Whether the paragraph of this index is a title or a heading.
pub fn is_headline(a: &Annotated, paragraph: usize) -> bool {
    matches!(a.document.paragraphs[paragraph].kind, ParagraphKind::Title | ParagraphKind::Heading)
}

/// Who the words of `tokens` name, and the token behind the name or noun; no place, and no pronoun.
fn named(a: &Annotated, tokens: Range<usize>) -> Option<(Anchor, usize)> {
    let anchor = head(a, tokens)?;
    match anchor {
        Anchor::Name(at) if a.names[at].kind != NameKind::Place => Some((anchor, a.names[at].tokens.end)),
        Anchor::Noun(token) => Some((anchor, token + 1)),
        _ => None,
    }
}

/// Who all of `tokens` are, if they are somebody: *Ofsted*, *county leader*, not *council budget meeting*.
fn speaker(a: &Annotated, tokens: Range<usize>) -> Option<Anchor> {
    let last = tokens.end.checked_sub(1).filter(|last| tokens.contains(last))?;
    let is_shouted = tokens.len() == 1 && a.word(last).chars().all(char::is_uppercase);
    let is_role = a.is(last, WordClass::ROLE_HEAD);
    if tokens.len() > LONGEST || is_shouted && !is_role && !a.is(last, WordClass::BODY) {
        return None;
    }
    if is_role || is_speaking_noun(a, last) {
        return Some(Anchor::Noun(last));
    }
    named(a, tokens.clone()).filter(|&(_, behind)| behind == tokens.end).map(|(anchor, _)| anchor)
}

/// The source of a cue that the model found in a headline: where it found none, who stands behind the cue (*says
/// council*). `None` where nothing is said: what stands before a colon is nobody (*Bins row: leader hits back*).
pub fn source(a: &Annotated, cue: Span, found: Option<Source>, paragraph: usize) -> Option<Option<Source>> {
    let cue = a.token_from(cue.start)..a.token_from(cue.end);
    let Some(found) = found else {
        let tokens = cue.end..a.token_from(a.document.paragraphs[paragraph].span.end);
        return Some(speaker(a, tokens.clone()).map(|anchor| Source { tokens, anchor }));
    };
    let tells = |token: usize| a.word(token) == ":" || a.is(token, WordClass::VERB);
    let is_colon = cue.end > cue.start && a.word(cue.end - 1) == ":";
    (!is_colon || speaker(a, found.tokens.clone()).is_some() && cue.clone().all(tells)).then_some(Some(found))
}

/// Who is named behind the colon or the dash of a headline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    /// Somebody and nothing else: *Council ‘let children down’: Ofsted*.
    Alone,
    /// Somebody who does something: *‘We lost’: parents hit out*.
    Acting,
}

/// Takes a headline that puts its words to who is named behind a colon or a dash, in this way.
pub fn told(
    a: &Annotated,
    paragraph: &ParagraphItems,
    form: Behind,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) -> bool {
    if !is_headline(a, paragraph.index) {
        return false;
    }
    let span = a.document.paragraphs[paragraph.index].span;
    let (start, end) = (a.token_from(span.start), a.token_from(span.end));
    let end = end - usize::from(end > start && a.word(end - 1) == ".");
    let apart = |token: usize| {
        let own = a.tokens[token].span;
        a.tokens[token - 1].span.end < own.start
            && a.tokens.get(token + 1).is_some_and(|t| own.end < t.span.start)
    };
    let parts = |&token: &usize| {
        a.fragment_of[token].is_none()
            && (a.word(token) == ":" || DASHES.contains(&a.word(token)) && apart(token))
    };
    let Some(mark) = (start + 1..end).rev().find(parts) else { return false };
    let all = speaker(a, mark + 1..end);
    let found = match form {
        Behind::Alone => all.map(|anchor| (anchor, end)),
        Behind::Acting if all.is_none() => named(a, mark + 1..end),
        Behind::Acting => None,
    };
    let Some((anchor, behind)) = found else { return false };
    let content = Span { start: span.start, end: a.tokens[mark - 1].span.end };
    let first = a.marks.fragments.partition_point(|fragment| fragment.outer.start < content.start);
    let within = a.marks.fragments[first..].iter().take_while(|fragment| fragment.outer.end <= content.end);
    let fragments: Vec<Span> = within.map(|fragment| fragment.inner).collect();
    let count = fragments.len();
    let is_whole = count > 0 && a.marks.fragments[first].outer == content;
    // Behind speech that is told again in the text, its speaker there is better known.
    if form == Behind::Acting && !(is_whole && !taken[first] && behind - mark - 1 <= LONGEST / 2) {
        return false;
    }
    // *Live: council leader*, *Ashby Council: leader* say nothing.
    if count == 0 && (mark - start < 2 || speaker(a, start..mark).is_some()) {
        return false;
    }
    let (kind, confidence) = match (count, is_whole) {
        (0, _) => (QuotationKind::Indirect, 0.6),
        (_, false) => (QuotationKind::Mixed, 0.85),
        (_, true) => (QuotationKind::Direct, 0.9),
    };
    taken[first..first + count].fill(true);
    out.push(Attribution {
        kind,
        fragments,
        content: vec![content],
        cue: vec![a.tokens[mark].span],
        source: Some(Source { tokens: mark + 1..behind, anchor }),
        paragraph: paragraph.index,
        confidence,
        source_confidence: confidence,
        by_layout: true,
    });
    true
}

/// Speech in a headline that names nobody is the speaker's who says the same words in the text.
pub fn repeated(a: &Annotated, taken: &mut [bool], quotations: &mut Vec<Attribution>) {
    let text = a.text();
    let mut looked_for = 0;
    for (index, fragment) in a.marks.fragments.iter().enumerate() {
        let words = fragment.inner.of(text).trim_matches(|c: char| !c.is_alphanumeric());
        if taken[index] || !is_headline(a, fragment.paragraph) || words.split(' ').count() < 3 {
            continue;
        }
        looked_for += 1;
        if looked_for > HEADLINES {
            break;
        }
        let same = |q: &&Attribution| {
            q.kind == QuotationKind::Direct
                && q.source.is_some()
                && q.fragments.iter().any(|f| f.of(text).contains(words))
        };
        let Some(told) = quotations.iter().find(same) else { continue };
        let anchor = told.source.as_ref().map_or(Anchor::Previous, |source| source.anchor);
        taken[index] = true;
        quotations.push(Attribution {
            kind: QuotationKind::Direct,
            fragments: vec![fragment.inner],
            content: vec![fragment.outer],
            cue: Vec::new(),
            source: Some(Source { tokens: 0..0, anchor }),
            paragraph: fragment.paragraph,
            confidence: 0.85,
            source_confidence: 0.85,
            by_layout: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Annotated, Language};
    use crate::lexicon::Lexicon;
    use crate::read;

    /// Sources and contents in the headline of a short article.
    fn told(title: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::embedded();
        let text =
            format!("{title}\n\nThe hall was full on Tuesday. It will close at the end of the year.\n");
        let document = read::text(text.clone(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = super::super::attribute(&annotated, super::super::embedded());
        let words = |range: &std::ops::Range<usize>| {
            annotated.tokens[range.start]
                .span
                .cover(annotated.tokens[range.end - 1].span)
                .of(annotated.text())
        };
        let of_title = found.iter().filter(|q| q.paragraph == 0);
        of_title
            .map(|q| {
                let source = q.source.as_ref().map_or("", |source| words(&source.tokens));
                (source.to_string(), q.content[0].of(annotated.text()).to_string())
            })
            .collect()
    }

    #[test]
    fn who_a_headline_puts_its_words_to() {
        for (title, source, content) in [
            ("Council ‘let children down’: Ofsted", "Ofsted", "Council ‘let children down’"),
            ("Plans ‘a disgrace’ – MP", "MP", "Plans ‘a disgrace’"),
            ("Libraries safe: county leader", "county leader", "Libraries safe"),
            ("‘We were ignored’: parents hit out over closure", "parents", "‘We were ignored’"),
            ("Cllr Jane Doe: ‘We got it wrong’", "Cllr Jane Doe", "‘We got it wrong’"),
            ("Pool will reopen in May, says council", "council", "Pool will reopen in May"),
        ] {
            assert_eq!(told(title), [(source.to_string(), content.to_string())], "{title}");
        }
    }

    #[test]
    fn a_label_before_a_colon_says_nothing() {
        for title in [
            "Bins row: council leader hits back",
            "Live: council budget meeting",
            "Roadworks: full list of closures",
            "Profile: council leader",
            "Ashby in Bloom: full results",
        ] {
            assert_eq!(told(title), [], "{title}");
        }
    }
}
