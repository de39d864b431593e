//! Where the words of an utterance begin and end, where what was found has those of two, or more than the words.

use std::collections::BTreeMap;
use std::ops::Range;

use super::combined::is_utterance;
use super::{Anchor, Attribution, QuotationKind};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::text::{Fragment, TokenKind};

/// What the rules found as direct speech, by its first words.
struct ByRules<'r>(BTreeMap<Span, &'r Attribution>);

impl<'r> ByRules<'r> {
    fn new(rules: &'r [Attribution]) -> Self {
        let direct = rules.iter().filter(|rule| rule.kind == QuotationKind::Direct);
        // The first of two.
        ByRules(direct.rev().filter_map(|rule| Some((*rule.fragments.first()?, rule))).collect())
    }

    /// What the rules have of the first words of what was found.
    fn of(&self, found: &Attribution) -> Option<&'r Attribution> {
        self.0.get(found.fragments.first()?).copied()
    }

    /// Whether the rules put what was found to whom the words of a clause name.
    fn names_within(&self, a: &Annotated, found: &Attribution, clause: &Attribution) -> bool {
        let source =
            self.of(found).and_then(|rule| rule.source.as_ref()).filter(|source| !source.tokens.is_empty());
        source.is_some_and(|source| {
            let said = a.span(source.tokens.clone());
            clause.content.iter().any(|span| span.contains(said))
        })
    }

    /// Puts what was found to whom the rules put the same words, where they tell.
    fn put(&self, found: &mut Attribution) {
        let Some(rule) = self.of(found) else { return };
        if rule.source.as_ref().is_some_and(|source| source.anchor != Anchor::Previous) {
            (found.cue, found.source) = (rule.cue.clone(), rule.source.clone());
        }
    }
}

/// What was found, each with the words of one utterance and no more; `rules` are what the rules found.
pub(super) fn one_each(a: &Annotated, all: Vec<Attribution>, rules: &[Attribution]) -> Vec<Attribution> {
    let rules = ByRules::new(rules);
    let mut out = Vec::with_capacity(all.len());
    for found in all {
        let found = without_hearer(a, found);
        let Some((end, start)) = words_in_marks(a, &found) else {
            out.extend(by_paragraph(a, found, &rules));
            continue;
        };
        let mut clause = part(a, &found, QuotationKind::Indirect, 0..end);
        if !clause.fragments.is_empty() {
            clause.kind = QuotationKind::Mixed;
        }
        let mut rest = part(a, &found, QuotationKind::Direct, start..u32::MAX);
        // *Her deputy, John Roe, was cautious. “We must find the money.”*
        if end < start || rules.names_within(a, &rest, &clause) {
            rules.put(&mut rest);
        }
        out.extend(Some(clause).filter(|clause| !clause.content.is_empty()));
        out.extend(by_paragraph(a, rest, &rules));
    }
    carry_on(a, out)
}

/// Where a paragraph leaves its marks open and the next is nothing but words between marks, these are of the same utterance,
/// whoever is named behind them: *“We tried.* and below it *“It failed.”* and below that *Jane Doe said:*.
fn carry_on(a: &Annotated, mut all: Vec<Attribution>) -> Vec<Attribution> {
    let whole = |fragment: &Fragment| {
        let paragraph = a.document.paragraphs[fragment.paragraph].span.trim(a.text());
        fragment.outer.start <= paragraph.start && fragment.outer.end >= paragraph.end
    };
    let mut holder: BTreeMap<Span, usize> = BTreeMap::new();
    for (at, found) in all.iter().enumerate() {
        found.fragments.iter().for_each(|inner| _ = holder.entry(*inner).or_insert(at));
    }
    for pair in a.marks.fragments.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.closed || !second.continued || !whole(second) {
            continue;
        }
        let (Some(&one), Some(&other)) = (holder.get(&first.inner), holder.get(&second.inner)) else {
            continue;
        };
        let alone = all[other].fragments == [second.inner] && all[other].kind == QuotationKind::Direct;
        if one == other || !alone || all[one].kind != QuotationKind::Direct {
            continue;
        }
        let content = std::mem::take(&mut all[other].content);
        all[one].content.extend(content);
        all[one].fragments.push(second.inner);
        holder.insert(second.inner, one);
    }
    all.retain(|found| !found.content.is_empty());
    all
}

/// Where a paragraph that stands between marks as a whole follows one whose marks are closed, another utterance begins: *“We
/// tried,” she said.* and below it *“It failed.”*
fn by_paragraph(a: &Annotated, found: Attribution, rules: &ByRules) -> Vec<Attribution> {
    if found.by_layout || found.kind != QuotationKind::Direct {
        return vec![found];
    }
    let fragments: Vec<&Fragment> =
        found.fragments.iter().filter_map(|inner| fragment_of(a, *inner)).collect();
    let apart =
        |pair: &&[&Fragment]| pair[0].closed && !pair[1].continued && pair[0].paragraph < pair[1].paragraph;
    let starts = fragments.windows(2).filter(apart).map(|pair| pair[1].outer.start);
    let bounds: Vec<u32> = std::iter::once(0).chain(starts).chain([u32::MAX]).collect();
    if bounds.len() == 2 {
        return vec![found];
    }
    let mut out: Vec<Attribution> =
        bounds.windows(2).map(|pair| part(a, &found, found.kind, pair[0]..pair[1])).collect();
    out.iter_mut().skip(1).for_each(|rest| rules.put(rest));
    out
}

/// The same of what only rules found.
pub(super) fn of_rules(a: &Annotated, all: Vec<Attribution>) -> Vec<Attribution> {
    let none = ByRules::new(&[]);
    all.into_iter().flat_map(|found| by_paragraph(a, found, &none)).collect()
}

fn fragment_of<'m>(a: &'m Annotated, inner: Span) -> Option<&'m Fragment> {
    a.marks.fragments.get(a.marks.first_behind(inner.start))
}

/// The part of what was found that stands within some bytes.
fn part(a: &Annotated, found: &Attribution, kind: QuotationKind, bytes: Range<u32>) -> Attribution {
    let within = |spans: &[Span]| -> Vec<Span> {
        let first = spans.partition_point(|span| span.end <= bytes.start);
        let own = spans[first..].iter().take_while(|span| span.start < bytes.end);
        let cut = |span: &Span| Span { start: span.start.max(bytes.start), end: span.end.min(bytes.end) };
        own.map(|span| trimmed(a, cut(span), kind)).filter(|span| !span.is_empty()).collect()
    };
    let content = within(&found.content);
    let first = content.first().map_or(bytes.start, |span| span.start);
    Attribution {
        kind,
        fragments: within(&found.fragments),
        paragraph: a.document.paragraphs.partition_point(|paragraph| paragraph.span.end <= first),
        content,
        cue: found.cue.clone(),
        source: found.source.clone(),
        ..*found
    }
}

/// A span without blanks at its ends, and of a clause without its full stop.
fn trimmed(a: &Annotated, mut span: Span, kind: QuotationKind) -> Span {
    let is_end = |c: char| c.is_whitespace() || c == '.' && kind != QuotationKind::Direct;
    let text = span.of(a.text());
    span.end -= (text.len() - text.trim_end_matches(is_end).len()) as u32;
    let text = span.of(a.text());
    span.start += (text.len() - text.trim_start().len()) as u32;
    span
}

/// Where a clause ends and words between marks begin that are an utterance of their own: *She said that the pool would open. “We
/// have waited for years.”*, of whoever told the clause, and *has asked me to add this: “We are pleased.”*, where what stands
/// before the colon is no words of the speaker's.
fn words_in_marks(a: &Annotated, found: &Attribution) -> Option<(u32, u32)> {
    /// Words of a clause.
    const FEW: usize = 2;
    let first = found.content.first().filter(|_| found.kind == QuotationKind::Mixed)?;
    let is_bare = |token: &usize| a.fragment_of[*token].is_none() && a.tokens[*token].kind == TokenKind::Word;
    let (end, start) = found.fragments.iter().find_map(|inner| {
        let fragment = fragment_of(a, *inner)?;
        let token = a.token_from(fragment.outer.start);
        let bare = (a.token_from(first.start)..token).filter(is_bare).count();
        let start = fragment.outer.start;
        let sentence = a.sentences.get(a.sentence_from(token))?.tokens.start;
        if token == sentence {
            return (bare > FEW && start > first.start).then_some((start, start));
        }
        let leads = bare > 0 && a.word(token - 1) == ":" && is_utterance(a, &[fragment]);
        leads.then(|| (a.tokens[sentence].span.start.max(first.start), start))
    })?;
    let letters = |span: Span| span.of(a.text()).chars().filter(|c| c.is_alphanumeric()).count();
    let behind = found.content.iter().map(|span| Span { start: span.start.max(start), ..*span });
    let all: usize = behind.filter(|span| span.start < span.end).map(letters).sum();
    let marked: usize =
        found.fragments.iter().filter(|span| span.start >= start).map(|span| letters(*span)).sum();
    (marked >= all).then_some((end, start))
}

/// *told you that it had closed*, *informed a minister that it had*: whom the words were told is no part of them.
fn without_hearer(a: &Annotated, mut found: Attribution) -> Attribution {
    /// Tokens of a hearer.
    const LONG: usize = 8;
    let words = || {
        let (cue, first) = (found.cue.first()?, found.content.first()?);
        let token = a.token_from(first.start);
        let behind = a.token_from(cue.end);
        let verb = a.lexicon.verb(a.lower(behind.checked_sub(1)?))?;
        if token != behind || !verb.hearer || found.kind == QuotationKind::Direct {
            return None;
        }
        let end = a.token_from(first.end);
        if a.one_of(token, &["me", "us", "him", "them", "you"]) {
            return (token + 1 < end).then_some(token + 1);
        }
        let is_verb = |t: usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32).is_finite());
        let near = token + 1..end.min(token + LONG);
        let stop = near.clone().find(|&t| is_verb(t) || a.fragment_of[t].is_some()).unwrap_or(near.end);
        near.take_while(|t| *t < stop).find(|&t| a.one_of(t, &["that"]))
    };
    if let Some(token) = words() {
        found.content[0].start = a.tokens[token].span.start;
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Annotated, Language};
    use crate::lexicon::Lexicon;
    use crate::read;
    use crate::record::QuotationKind::{self, Direct, Indirect, Mixed};

    /// The kinds and words of what is found in `text`.
    fn found(text: &str) -> Vec<(QuotationKind, String)> {
        let lexicon = Lexicon::embedded();
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = crate::attribute::attribute(&annotated, crate::attribute::embedded());
        let words = |spans: &[crate::base::Span]| -> Vec<&str> {
            spans.iter().map(|span| span.of(annotated.text())).collect()
        };
        found.iter().map(|one| (one.kind, words(&one.content).join(" / "))).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(QuotationKind, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(kind, words)| (*kind, (*words).to_owned())).collect();
        assert_eq!(found(text), expected);
    }

    #[test]
    fn a_sentence_in_marks_behind_a_clause_is_another_utterance() {
        check(
            "Jane Doe said the pool would open in May. “We have waited for years.”",
            &[(Indirect, "the pool would open in May"), (Direct, "“We have waited for years.”")],
        );
        check(
            "Our chairman, John Roe, has asked me to pass this on: “We are pleased with the pool.”",
            &[(Direct, "“We are pleased with the pool.”")],
        );
    }

    #[test]
    fn paragraphs_that_close_their_marks_are_utterances_of_their_own() {
        check(
            "“We tried to mend the pool,” Jane Doe said.\n\n“It has failed us for years.”\n\n“It will not do.”\n",
            &[
                (Direct, "“We tried to mend the pool,”"),
                (Direct, "“It has failed us for years.”"),
                (Direct, "“It will not do.”"),
            ],
        );
    }

    #[test]
    fn the_hearer_is_none_of_the_words() {
        check("Jane Doe told me the pool was “a mess”.", &[(Mixed, "the pool was “a mess”")]);
        check(
            "Jane Doe informed a Secretary of State that the pool was “a mess”.",
            &[(Mixed, "that the pool was “a mess”")],
        );
    }
}
