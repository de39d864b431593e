//! The learned finder, with the rules for what it can't see.
//!
//! The model was learned from American news: it finds indirect speech that the rules miss, and
//! knows no single marks and no transcripts. What it finds comes first; of the rules, what overlaps
//! none of it is kept.

use std::sync::OnceLock;

use super::learned::{self, Annotations, LearnedAttribution, Model};
use super::{Anchor, Attribution, Source, extent, headline, label, reported, source};
use std::ops::Range;

use crate::annotate::{Annotated, Label, Name, NameKind, Tag};
use crate::base::Span;
use crate::lexicon::WordClass;
use crate::record::QuotationKind;
use crate::text::{Fragment, ParagraphKind};

static EMBEDDED: &[u8] = include_bytes!("../../data/models/attribution.model");

/// The bytes of the model file that ships with the program.
pub fn attribution_model() -> &'static [u8] {
    EMBEDDED
}

/// The model that ships with the program, read at its first use.
///
/// # Panics
/// Never: a test reads the embedded model.
pub fn embedded() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| match Model::from_bytes("attribution", EMBEDDED) {
        Ok((model, _)) => model,
        Err(error) => unreachable!("{error}"),
    })
}

/// Finds the quotations of a document with the learned finder and the rules, each as likely as [`reported`] makes it.
pub fn attribute(a: &Annotated, model: &Model) -> Vec<Attribution> {
    reported::weigh(a, found(a, model))
}

/// What the learned finder and the rules find, each as likely as these make it.
pub(super) fn found(a: &Annotated, model: &Model) -> Vec<Attribution> {
    let rules = super::by_rules(a);
    // What the layout tells, or marks that the model can't see as marks, comes before what it reads from the words.
    let first = |q: &Attribution| {
        q.by_layout
            || !q.fragments.is_empty() && headline::is_headline(a, q.paragraph)
            || q.kind == QuotationKind::Direct && q.content.iter().any(|span| is_open(a, *span))
    };
    let known = Known::new(&rules);
    let (mut quotations, rules): (Vec<_>, Vec<_>) = rules.into_iter().partition(first);
    let learned = learned::attribute(Annotations::of(a).view(a.text()), model);
    // A transcript's colons are its turns'; what stands before one elsewhere is no speaker.
    let colons = |q: &&Attribution| {
        q.by_layout
            && !headline::is_headline(a, q.paragraph)
            && q.cue.iter().all(|cue| cue.of(a.text()) == ":")
    };
    let is_transcript = quotations.iter().filter(colons).count() > 2;
    let has_words = |found: &LearnedAttribution| {
        !is_transcript || found.cue.iter().any(|cue| cue.of(a.text()).contains(char::is_alphanumeric))
    };
    // *It requires improvement* is a grade, not what anybody demands.
    let is_grade = |found: &LearnedAttribution| {
        let starts = |spans: &[Span], word: &str| {
            spans.first().is_some_and(|span| span.of(a.text()).to_lowercase().starts_with(word))
        };
        starts(&found.cue, "requir") && starts(&found.content, "improvement")
    };
    // *“safe,” rated the school as “good”*: whom a verb without a clause is followed by did not say what stands before.
    let is_object = |found: &LearnedAttribution| {
        let (Some(cue), Some(source)) = (found.cue.first(), found.source.first()) else { return false };
        let verb = a.lexicon.verb(&cue.of(a.text()).to_lowercase());
        verb.is_some_and(|verb| !verb.clause && !verb.inverts)
            && (cue.end..cue.end + 2).contains(&source.start)
            && found.content.iter().all(|content| content.end <= cue.start)
    };
    let learned =
        learned.into_iter().filter(|found| has_words(found) && !is_grade(found) && !is_object(found));
    let learned = learned
        .map(|found| speaker_in_words(a, within_marks(a, out_of_headings(a, without_bare_source(a, found)))));
    let learned = learned.map(|found| with_controller(a, found));
    let learned = learned.filter_map(|found| from_learned(a, found, &known));
    let learned = learned.map(|found| frame_in_words(&found, &rules).cloned().unwrap_or(found)).collect();
    let learned = parted(a, left_to_frames(a, learned, &rules));
    let learned = extent::one_each(a, learned, &rules);
    for more in [learned, rules] {
        let mut taken: Vec<Span> = quotations.iter().flat_map(|q| q.content.clone()).collect();
        taken.sort();
        let is_free = |content: &Span| {
            let behind = taken.partition_point(|other| other.end <= content.start);
            taken.get(behind).is_none_or(|other| !other.overlaps(*content))
        };
        quotations.extend(more.into_iter().filter(|q| q.content.iter().all(is_free)));
    }
    let mut quotations = extent::of_rules(a, quotations);
    quotations.sort_by_key(|quotation| quotation.content.first().map(|span| span.start));
    for source in quotations.iter_mut().filter_map(|quotation| quotation.source.as_mut()) {
        source.anchor = source::apposed(a, source);
    }
    quotations
}

/// *Jane Doe scolded him: “We tried,” she said*, where the words found take in *Jane Doe scolded him*, and *“We tried,” she said.
/// “It failed.”* as one: what the rules found there.
fn frame_in_words<'r>(found: &Attribution, rules: &'r [Attribution]) -> Option<&'r Attribution> {
    let (fragment, start) = (found.fragments.first()?, found.content.first()?.start);
    let holds_frame = |rule: &&Attribution| {
        let Some((cue, source)) = rule.cue.first().zip(rule.source.as_ref()) else { return false };
        let is_name = matches!(source.anchor, Anchor::Name(_));
        let before = is_name && start <= cue.start && cue.end <= fragment.start;
        let within = |span: &Span| span.contains(*cue);
        let behind = found.cue.first() != Some(cue) && cue.start >= fragment.end;
        rule.kind == QuotationKind::Direct
            && rule.fragments.first() == Some(fragment)
            && (before || behind && found.content.iter().any(within))
    };
    rules.iter().find(holds_frame)
}

/// *“You winning?” she said* and *Doe boasted, “That is smart”*: words with a frame right beside their marks are that
/// speaker's, whoever else the sentence speaks of. Takes them from what was found for other cues.
fn left_to_frames(a: &Annotated, mut all: Vec<Attribution>, rules: &[Attribution]) -> Vec<Attribution> {
    let between = |start: u32, end: u32| Span { start: start.min(end), end }.of(a.text());
    let nothing =
        |start: u32, end: u32| between(start, end).trim_matches([' ', ',', ':', '\u{a0}', '\n']).is_empty();
    // The words with their marks, and the cue.
    let framed = |rule: &Attribution| {
        let (cue, source) = (*rule.cue.first()?, rule.source.as_ref()?);
        let said = a.span(source.tokens.clone());
        // *“a mess,” as the memo put it*
        let puts_it = a.one_of(a.token_from(cue.start), &["put", "puts"]) && source.tokens.start > 0;
        let puts_it = puts_it && a.one_of(source.tokens.start - 1, &["as"]);
        let is_speaker = puts_it || matches!(source.anchor, Anchor::Name(_) | Anchor::Pronoun(_));
        let bare =
            if said.start < cue.start { nothing(said.end, cue.start) } else { nothing(cue.end, said.start) };
        let mut frame = said.cover(cue);
        if puts_it {
            frame.start = a.tokens[source.tokens.start - 1].span.start;
        }
        let at = a.marks.first_behind(frame.start);
        let behind = at.checked_sub(1).map(|before| &a.marks.fragments[before]);
        // *“We tried.”*, and in a paragraph of its own *Roe added: “They did.”*: the frame is of what follows.
        let behind = behind.filter(|fragment| {
            let (end, start) = (fragment.outer.end, frame.start);
            fragment.closed && nothing(end, start) && !between(end, start).contains('\n')
        });
        let before = a.marks.fragments.get(at).filter(|fragment| {
            fragment.closed && cue.end == frame.end && nothing(frame.end, fragment.outer.start)
        });
        let fragment = behind.or(before).filter(|fragment| rule.fragments.contains(&fragment.inner))?;
        ((puts_it || rule.kind == QuotationKind::Direct) && is_speaker && bare)
            .then_some((fragment.outer, cue))
    };
    let mut framed: Vec<(Span, Span)> = rules.iter().filter_map(framed).collect();
    framed.sort();
    for found in &mut all {
        let others = |span: &Span| {
            let at = framed.partition_point(|(words, _)| words.end <= span.start);
            let own = |cue: Span| found.cue.iter().any(|own| own.overlaps(cue));
            framed.get(at).is_some_and(|(words, cue)| span.overlaps(*words) && !own(*cue))
        };
        let (fragments, content) = (found.fragments.clone(), found.content.clone());
        found.content = content.into_iter().filter(|span| !others(span)).collect();
        found.fragments = fragments.into_iter().filter(|span| !others(span)).collect();
    }
    all.retain(|found| !found.content.is_empty());
    all
}

/// Quoted words end where, between marks, somebody else's frame stands: *“I was kidding.” To which she said, “Thank God”*.
fn parted(a: &Annotated, mut all: Vec<Attribution>) -> Vec<Attribution> {
    let is_speaker = |source: &Source| matches!(source.anchor, Anchor::Name(_) | Anchor::Pronoun(_));
    let outside = |span: Span| a.fragment_of.get(a.token_from(span.start)).is_some_and(Option::is_none);
    let frames: Vec<(Span, Span)> = all
        .iter()
        .filter(|found| found.kind == QuotationKind::Direct && found.source.as_ref().is_some_and(is_speaker))
        .filter_map(|found| Some((*found.cue.first()?, *found.content.first()?)))
        // A comma or a colon at most between cue and words.
        .filter(|(cue, content)| outside(*cue) && (cue.end..cue.end + 4).contains(&content.start))
        .collect();
    for found in &mut all {
        let (Some(first), Some(own)) = (found.fragments.first().copied(), found.cue.first().copied()) else {
            continue;
        };
        let other = frames.iter().find(|(cue, content)| {
            let inside = found.content.iter().any(|span| span.start < cue.start && content.end <= span.end);
            inside && *cue != own && first.end <= cue.start && cue.end <= content.start && outside(*cue)
        });
        let Some((cue, _)) = other else { continue };
        let Some(close) = found.fragments.iter().rfind(|fragment| fragment.end <= cue.start).copied() else {
            continue;
        };
        let at = a.marks.fragments.partition_point(|fragment| fragment.inner.end < close.end);
        let end = a.marks.fragments.get(at).map_or(close.end, |fragment| fragment.outer.end);
        found.fragments.retain(|fragment| fragment.end <= close.end);
        found.content.retain(|span| span.start < end);
        if let Some(last) = found.content.last_mut() {
            last.end = last.end.min(end);
        }
    }
    all
}

/// *After saying …*: a preposition or the like is nobody.
fn without_bare_source(a: &Annotated, mut found: LearnedAttribution) -> LearnedAttribution {
    let Some(syntax) = &a.syntax else { return found };
    let nobody = |source: &Span| {
        let at = a.token_from(source.start);
        let only = a.tokens.get(at).is_some_and(|token| token.span.end >= source.end);
        only && matches!(syntax.tag(at as u32), Tag::In | Tag::Cc | Tag::To)
    };
    found.source.retain(|source| !nobody(source));
    found
}

/// *Jane Doe called for an inquiry, saying that it was “a mess”*: a participle has the subject of the verb that it goes with,
/// or the person right before it (*footage of Jane Doe saying*).
fn with_controller(a: &Annotated, mut found: LearnedAttribution) -> LearnedAttribution {
    if let Some((controller, end)) = fronted(a, &found) {
        found.source = vec![controller];
        found.content.retain(|content| content.start < end);
        if let Some(last) = found.content.last_mut() {
            last.end = last.end.min(end);
        }
    } else if let Some(controller) = controller(a, &found).or_else(|| owner(a, &found)) {
        found.source = vec![controller];
    }
    found
}

/// *After saying that it was “a mess,” she left*: the subject behind the comma, and where the words end.
fn fronted(a: &Annotated, found: &LearnedAttribution) -> Option<(Span, u32)> {
    /// Words of the subject up to its noun.
    const APART: usize = 6;
    let syntax = a.syntax.as_ref()?;
    let participle = a.token_from(found.cue.first()?.start);
    let opener = participle - usize::from(!a.opens_sentence(participle));
    let leads = participle == opener || matches!(syntax.tag(opener as u32), Tag::In | Tag::Wrb);
    if !found.source.is_empty()
        || !leads
        || !a.opens_sentence(opener)
        || syntax.tag(participle as u32) != Tag::Vbg
    {
        return None;
    }
    let content = found.content.first()?;
    let fragment = a.marks.fragments.get(a.marks.first_behind(content.start))?;
    let comma = fragment.closed && fragment.inner.of(a.text()).ends_with(',');
    let behind = a.token_from(fragment.outer.end);
    let is_subject = |at: &usize| matches!(syntax.label(*at as u32), Label::Nsubj | Label::Nsubjpass);
    let subject = (behind..(behind + APART).min(a.tokens.len())).find(is_subject)?;
    let tokens = syntax.noun_phrase(subject as u32);
    let fits = comma && content.contains(fragment.outer) && tokens.start as usize == behind;
    fits.then(|| (a.span(behind..tokens.end as usize), fragment.outer.end))
}

/// *The paper used them as its headline: “Mad”*: what stands behind a colon is said by whom the clause is about, not by
/// *its headline*.
fn owner(a: &Annotated, found: &LearnedAttribution) -> Option<Span> {
    const OWNERS: &[&str] = &["its", "his", "her", "their", "my", "our"];
    let syntax = a.syntax.as_ref()?;
    let (cue, source) = (found.cue.first()?, found.source.first()?);
    let (first, end) = (a.token_from(source.start), a.token_from(cue.end));
    if !cue.of(a.text()).ends_with(':') || source.end > cue.end || !a.one_of(first, OWNERS) || end > first + 4
    {
        return None;
    }
    let mut above = std::iter::successors(syntax.head(first as u32), |&at| syntax.head(at)).take(4);
    let subject = above.find_map(|at| syntax.subject(at)).filter(|&subject| (subject as usize) < first)?;
    let tokens = syntax.noun_phrase(subject);
    Some(a.span(tokens.start as usize..tokens.end as usize))
}

fn controller(a: &Annotated, found: &LearnedAttribution) -> Option<Span> {
    /// Verbs between the participle and the one with a subject.
    const DEPTH: usize = 4;
    let syntax = a.syntax.as_ref()?;
    let marked = |content: &Span| {
        let at = a.marks.first_behind(content.start);
        a.marks.fragments.get(at).is_some_and(|fragment| fragment.outer.start < content.end)
    };
    let cue = found.cue.first().filter(|_| found.content.iter().any(marked))?;
    let participle = a.token_from(cue.start);
    let person = participle.checked_sub(1).and_then(|before| a.name_at(before));
    if let Some(name) = person.filter(|name| name.tokens.end == participle && leads_participle(a, name)) {
        return Some(a.span(name.tokens.clone()));
    }
    let participle = participle as u32;
    // *looping the streets - where the Panthers played - while chanting*: nobody between dashes.
    let is_dash = |at: &u32| matches!(a.word(*at as usize), "-" | "–" | "—" | "―");
    let between_dashes = |at: u32| {
        let before = (0..at).rev().take_while(|&at| !a.opens_sentence(at as usize + 1));
        (at..participle).filter(is_dash).count() == 1 && before.filter(is_dash).count() == 1
    };
    let is_known = |source: &Span| !between_dashes(a.token_from(source.start) as u32);
    if found.source.iter().any(is_known)
        || syntax.tag(participle) != Tag::Vbg
        || syntax.subject(participle).is_some()
    {
        return None;
    }
    let mut above = std::iter::successors(syntax.head(participle), |&at| syntax.head(at)).take(DEPTH);
    let subject = above.find_map(|at| syntax.subject(at).filter(|_| !between_dashes(at)))?;
    let tokens = syntax.noun_phrase(subject);
    let span = a.span(tokens.start as usize..tokens.end as usize);
    found.content.iter().chain([cue]).all(|other| !other.overlaps(span)).then_some(span)
}

/// *Jane Doe saying*: whether a person's name stands right before a participle.
fn leads_participle(a: &Annotated, name: &Name) -> bool {
    let at = name.tokens.end;
    matches!(name.kind, NameKind::Person | NameKind::MaybePerson)
        && at < a.tokens.len()
        && a.syntax.as_ref().is_some_and(|syntax| syntax.tag(at as u32) == Tag::Vbg)
}

/// The attribution without what its content takes in of the heading of the next section.
fn out_of_headings(a: &Annotated, mut found: LearnedAttribution) -> LearnedAttribution {
    let paragraphs = &a.document.paragraphs;
    let Some((first, last)) = found.content.first().zip(found.content.last()).map(|(a, b)| (a.start, b.end))
    else {
        return found;
    };
    let own = paragraphs.partition_point(|paragraph| paragraph.span.end <= first);
    // Only those that the words reach.
    let reached = paragraphs[own..].windows(2).take_while(|pair| pair[1].span.start < last);
    let heading = reached.into_iter().find(|pair| pair[1].kind == ParagraphKind::Heading);
    if let Some([before, heading]) = heading {
        found.content.retain(|span| span.start < heading.span.start);
        if let Some(last) = found.content.last_mut() {
            last.end = last.end.min(before.span.end.max(last.start));
        }
    }
    found
}

/// Speech between marks ends where they close at a paragraph's end: what stands in the next one without marks is the
/// narrator's.
fn within_marks(a: &Annotated, mut found: LearnedAttribution) -> LearnedAttribution {
    let Some(first) = found.content.first().copied().filter(|first| is_marked(a, first)) else {
        return found;
    };
    let from = a.marks.first_behind(first.start);
    let last = found.content.last().map_or(first.end, |span| span.end);
    let inside = a.marks.fragments[from..].iter().take_while(|fragment| fragment.outer.end <= last);
    // *“We are pleased.”* alone, not *“We are pleased,” and that …*
    let whole = |fragment: &&Fragment| {
        fragment.closed
            && fragment.inner.of(a.text()).ends_with(['.', '!', '?'])
            && a.text()[fragment.outer.end as usize..].starts_with('\n')
    };
    let Some(end) = inside
        .clone()
        .take_while(|fragment| fragment.continued || fragment.outer.start == first.start)
        .find(whole)
        .map(|fragment| fragment.outer.end)
    else {
        return found;
    };
    // Marks in the paragraphs below may be the same speaker's.
    if last > end && !inside.into_iter().any(|fragment| fragment.outer.start > end) {
        found.content.retain(|span| span.start < end);
        if let Some(last) = found.content.last_mut() {
            last.end = last.end.min(end);
        }
    }
    found
}

/// Whether the content is a fragment whose closing mark is missing, with none behind that goes on with it.
fn is_open(a: &Annotated, content: Span) -> bool {
    let at = a.marks.first_behind(content.start);
    a.marks.fragments.get(at).is_some_and(|fragment| {
        fragment.outer == content
            && !fragment.closed
            && !fragment.continued
            && a.marks.fragments.get(at + 1).is_none_or(|next| !next.continued)
    })
}

/// Whether the fragments are said as they stand, not a phrase of the narrator's sentence: *called it “a mess”*.
pub(super) fn is_utterance(a: &Annotated, fragments: &[&Fragment]) -> bool {
    let words = |fragment: &&Fragment| fragment.inner.of(a.text());
    fragments.first().map(words).is_some_and(|first| !first.starts_with(char::is_lowercase))
        || fragments
            .last()
            .map(words)
            .is_some_and(|last| last.ends_with([',', '.', '!', '?', '…', '–', '—', '-']))
}

/// The least confidence of an attribution to nobody; the rest is for [`reported`] to judge.
const SOURCELESS: f32 = 0.1;
/// The same of words between marks, which the rules may put to somebody.
const SOURCELESS_MARKED: f32 = 0.4;

/// What the rules know of cues: whom their sources mean.
struct Known {
    /// Cue and source of each, by the cue's start.
    cues: Vec<(Span, Source)>,
}

impl Known {
    fn new(quotations: &[Attribution]) -> Self {
        let of = |q: &Attribution| Some((*q.cue.first()?, q.source.clone()?));
        let mut cues: Vec<(Span, Source)> = quotations.iter().filter_map(of).collect();
        cues.sort_by_key(|(cue, _)| *cue);
        Known { cues }
    }

    /// Whom the rules take the source `tokens` of this cue to mean.
    fn anchor(&self, a: &Annotated, cue: Span, tokens: &Range<usize>) -> Option<Anchor> {
        let at = self.cues.partition_point(|(known, _)| known.end <= cue.start);
        let (_, source) = self.cues.get(at).filter(|(known, _)| known.overlaps(cue))?;
        // Of *Cllr Doe and Mr Roe* the rules see what stands nearest to the cue; the first speaks.
        let joined = source.tokens.start > tokens.start && a.one_of(source.tokens.start - 1, &["and", "&"]);
        let same = !joined && source.tokens.start < tokens.end && tokens.start < source.tokens.end;
        let relative = tokens.len() == 1 && a.one_of(tokens.start, &["who", "which", "that"]);
        // The rules may take more words for the source than it has: *fails women who are hurt, the Inspectorate said*.
        let inside = match source.anchor {
            Anchor::Noun(at) | Anchor::Pronoun(at) => tokens.contains(&at),
            Anchor::Name(at) => {
                a.names[at].tokens.start < tokens.end && tokens.start < a.names[at].tokens.end
            }
            Anchor::Previous => true,
        };
        (same && inside || relative).then_some(source.anchor)
    }
}

/// Whether the words begin with a mark.
fn is_marked(a: &Annotated, content: &Span) -> bool {
    let fragment = a.marks.fragments.get(a.marks.first_behind(content.start));
    fragment.is_some_and(|fragment| fragment.outer.start == content.start)
}

/// *The film shows Jane Doe saying at the time, “I did”*, where the words found begin with *Jane Doe saying*, or the cue
/// ends right before it: hers.
fn speaker_in_words(a: &Annotated, mut found: LearnedAttribution) -> LearnedAttribution {
    /// Words between the participle and the marks.
    const APART: usize = 8;
    let inner = || {
        let first = found.content.first()?;
        let behind = found.cue.first().map_or(first.start, |cue| cue.end);
        let start = if is_marked(a, first) { behind } else { first.start };
        let name = a.name_at(a.token_from(start)).filter(|name| leads_participle(a, name))?;
        let at = name.tokens.end;
        let fragment = a.marks.fragments.get(a.marks.first_behind(a.tokens[at].span.end));
        let fragment = fragment.filter(|fragment| fragment.closed)?;
        let words = a.token_from(fragment.outer.start);
        let fits = a.token_from(start) == name.tokens.start
            && a.lexicon.verb(a.lower(at)).is_some_and(|verb| verb.clause)
            && words <= at + APART
            && a.word(words - 1) == ","
            && first.end >= fragment.outer.end;
        fits.then(|| (a.span(name.tokens.clone()), a.tokens[at].span, fragment.outer.start))
    };
    if let Some((source, cue, start)) = inner() {
        (found.source, found.cue) = (vec![source], vec![cue]);
        found.content[0].start = start;
    }
    found
}

fn from_learned(a: &Annotated, found: LearnedAttribution, known: &Known) -> Option<Attribution> {
    let first = *found.content.first()?;
    let whole = |fragment: &Span| found.content.iter().any(|content| content.contains(*fragment));
    let last = found.content.last()?.end;
    let from = a.marks.first_behind(first.start);
    let near = a.marks.fragments[from..].iter().take_while(|fragment| fragment.outer.start < last);
    let (inside, labels): (Vec<_>, Vec<_>) = near
        .enumerate()
        .filter(|(_, fragment)| whole(&fragment.inner))
        .map(|(at, fragment)| (fragment, label::is_label(a, from + at)))
        .partition(|(_, label)| !label);
    let inside: Vec<_> = inside.into_iter().map(|(fragment, _)| fragment).collect();
    if inside.is_empty()
        && (is_only(a, &found.content, &labels) || found.source.is_empty() && has_grade(a, &found))
    {
        return None;
    }
    let least = if inside.is_empty() { SOURCELESS } else { SOURCELESS_MARKED };
    if inside.is_empty() && is_verdict(a, &found) || found.source.is_empty() && found.confidence < least {
        return None;
    }
    let letters = |span: Span| span.of(a.text()).chars().filter(|c| c.is_alphanumeric()).count();
    let marked: usize = inside.iter().map(|fragment| letters(fragment.outer)).sum();
    let all: usize = found.content.iter().map(|&content| letters(content)).sum();
    // Blanks and full stops aside, direct speech is all marks.
    let kind = match (inside.is_empty(), marked >= all && is_utterance(a, &inside)) {
        (true, _) => QuotationKind::Indirect,
        (false, true) => QuotationKind::Direct,
        (false, false) => QuotationKind::Mixed,
    };
    let source = found.source.first().copied().map(|span| {
        let tokens = a.token_from(span.start)..a.token_from(span.end).max(a.token_from(span.start) + 1);
        let cue = found.cue.first().copied().unwrap_or(span);
        let found = known.anchor(a, cue, &tokens).unwrap_or_else(|| anchor(a, tokens.clone()));
        Source { anchor: first_named(a, governed(a, found, &tokens), &tokens), tokens }
    });
    let paragraph = a.document.paragraphs.partition_point(|p| p.span.end <= first.start);
    let source = match (headline::is_headline(a, paragraph), found.cue.first()) {
        (true, Some(cue)) => headline::source(a, *cue, source, paragraph)?,
        _ => source,
    };
    Some(Attribution {
        kind,
        fragments: inside.iter().map(|f| f.inner).collect(),
        content: found.content,
        cue: found.cue,
        source,
        paragraph,
        confidence: found.confidence,
        source_confidence: found.source_confidence,
        by_layout: false,
    })
}

/// What a source's head is: of *who*, the noun that its clause is about; of *one of the nurses*, the nurse.
fn anchor(a: &Annotated, mut tokens: Range<usize>) -> Anchor {
    // *Cllr Doe’s claim that*: the owner.
    while tokens.len() > 1
        && a.one_of(tokens.end - 1, &[",", ":", ";", "-", "–", "—", "―", "'s", "’s", "'", "’"])
    {
        tokens.end -= 1;
    }
    // *many residents*: no pronoun, though the words may be one.
    if tokens.len() == 2 && a.one_of(tokens.start, &["some", "many", "both", "most", "several", "one"]) {
        tokens.start += 1;
    }
    if a.one_of(tokens.start, &["one", "some", "many", "most", "several"])
        && a.one_of(tokens.start + 1, &["of"])
        && tokens.len() > 2
    {
        tokens.start += 2;
    }
    if tokens.len() == 1 {
        if a.one_of(tokens.start, &["who", "which", "that"])
            && let Some(noun) = antecedent(a, tokens.start)
        {
            return source::head(a, noun.clone()).unwrap_or(Anchor::Noun(noun.end - 1));
        }
        if a.one_of(tokens.start, PRONOUNS) {
            return Anchor::Pronoun(tokens.start);
        }
    }
    // *The new Children and Young People’s Plan*: the plan, not the children.
    let last = tokens.end - 1;
    if tokens.len() > 2
        && a.is(last, WordClass::DOCUMENT)
        && a.is_capital(last)
        && (a.is_capital(last - 1) || a.one_of(last - 1, &["'s", "’s"]) && a.is_capital(last - 2))
    {
        return Anchor::Noun(last);
    }
    let found = source::head(a, tokens.clone()).unwrap_or(Anchor::Noun(last));
    // *China, its only ally,*: the name, not what it is called behind the comma.
    let named = a.names.partition_point(|name| name.tokens.end <= tokens.start);
    let leads = a.names.get(named).filter(|name| {
        let led = name.tokens.start == tokens.start
            || name.tokens.start == tokens.start + 1 && a.one_of(tokens.start, &["the", "even"]);
        let end = name.tokens.end;
        let apposed =
            a.one_of(end + 1, &["a", "an", "the", "its", "their"]) || a.one_of(end + 2, &["'s", "’s"]);
        led && end + 1 < tokens.end && a.word(end) == "," && apposed
    });
    let behind = |name: &Name| match found {
        Anchor::Noun(at) => at >= name.tokens.end,
        Anchor::Name(at) => at > named && !name.is_person(),
        _ => false,
    };
    if leads.is_some_and(behind) { Anchor::Name(named) } else { found }
}

/// Of two people who speak as one, the first: *Ms Doe and Mr Roe*; and the one who speaks, not the one spoken for: *an
/// attorney for Ms Doe, John Roe,*.
fn first_named(a: &Annotated, found: Anchor, tokens: &Range<usize>) -> Anchor {
    let Anchor::Name(mut at) = found else { return found };
    let start = a.names[at].tokens.start;
    if a.names[at].is_person() && start > tokens.start && a.one_of(start - 1, &["for", "to", "with"]) {
        let behind = a.names.iter().enumerate().skip(at + 1);
        let mut behind = behind.take_while(|(_, name)| name.tokens.start < tokens.end);
        let named = behind.find(|(_, name)| name.is_person() && a.word(name.tokens.start - 1) == ",");
        return named.map_or(found, |(at, _)| Anchor::Name(at));
    }
    while let Some(before) = at.checked_sub(1) {
        let (name, here) = (&a.names[before], a.names[at].tokens.start);
        let joined =
            here > tokens.start + 1 && a.one_of(here - 1, &["and", "&"]) && name.tokens.end + 1 == here;
        if !joined || !name.is_person() || name.tokens.start < tokens.start {
            break;
        }
        at = before;
    }
    Anchor::Name(at)
}

/// The noun on which the rest of the source hangs, where no person is named: *The number of children who*, *The local
/// authority*, *Ofsted guidance*; else what was found.
fn governed(a: &Annotated, found: Anchor, tokens: &Range<usize>) -> Anchor {
    let Some(syntax) = &a.syntax else { return found };
    let is_noun = |t: usize| matches!(syntax.tag(t as u32), Tag::Nn | Tag::Nns);
    match found {
        Anchor::Name(at) if a.names[at].is_person() => return found,
        Anchor::Pronoun(_) | Anchor::Previous => return found,
        Anchor::Name(_) | Anchor::Noun(_) => {}
    }
    let inside = |t: u32| tokens.contains(&(t as usize));
    let hangs = |t: &usize| syntax.head(*t as u32).is_none_or(|head| !inside(head));
    match tokens.clone().filter(hangs).find(|&t| is_noun(t)) {
        // A capital that only opens the sentence makes no name.
        Some(noun) if a.name_at(noun).is_none_or(|name| name.tokens.len() == 1 && a.opens_sentence(noun)) => {
            let known = a.is(noun, WordClass::BODY) || a.is(noun, WordClass::PLACE);
            if known { found } else { Anchor::Noun(noun) }
        }
        _ => found,
    }
}

/// Forms of pronouns that rules take for no source.
const PRONOUNS: &[&str] = &[
    "his", "her", "him", "their", "them", "its", "our", "my", "your", "us", "me", "you", "this", "these",
    "those", "who", "which", "that", "what",
];

/// The noun phrase that the relative clause of the pronoun at `token` is about, up to the clause.
fn antecedent(a: &Annotated, token: usize) -> Option<Range<usize>> {
    let syntax = a.syntax.as_ref()?;
    let mut verb = syntax.head(token as u32)?;
    for _ in 0..4 {
        if syntax.label(verb) == Label::AclRelcl {
            let noun = syntax.head(verb)?;
            let phrase = syntax.noun_phrase(noun);
            let range = phrase.start as usize..(phrase.end as usize).min(token);
            return (range.contains(&(noun as usize))).then_some(range);
        }
        verb = syntax.head(verb)?;
    }
    None
}

/// Whether the content is a label between marks and nothing else: *her plan, “Every Street”*.
fn is_only(a: &Annotated, content: &[Span], labels: &[(&Fragment, bool)]) -> bool {
    let words = |span: Span| a.token_from(span.end) - a.token_from(span.start);
    let marked: usize = labels.iter().map(|(fragment, _)| words(fragment.outer)).sum();
    marked > 0 && content.iter().map(|&span| words(span)).sum::<usize>() <= marked + 1
}

/// Whether what nobody in particular says is a grade: *the school was rated good* is a rating, not speech.
fn has_grade(a: &Annotated, found: &LearnedAttribution) -> bool {
    found.content.iter().any(|span| {
        (a.token_from(span.start)..a.token_from(span.end)).any(|token| {
            let two = format!("{} {}", a.lower(token), a.lower(token + 1));
            a.lexicon.scales.is_grade(a.lower(token)) || a.lexicon.scales.is_grade(&two)
        })
    })
}

/// Verbs that give a grade.
const GRADING: &[&str] = &[
    "judge", "judged", "judges", "rate", "rated", "rates", "grade", "graded", "grades", "deemed", "assessed",
    "awarded", "award", "awards", "give", "gave", "gives", "given", "found", "retained", "retains", "handed",
];

/// Whether it gives a grade: *inspectors judged the school to be good* is a rating, not speech.
fn is_verdict(a: &Annotated, found: &LearnedAttribution) -> bool {
    let tokens = |span: &Span| a.token_from(span.start)..a.token_from(span.end);
    let gives = found.cue.iter().flat_map(tokens).any(|token| a.one_of(token, GRADING));
    let is_clause = found.content.first().is_some_and(|span| a.one_of(a.token_from(span.start), &["that"]));
    gives
        && !is_clause
        && (has_grade(a, found)
            || found.cue.iter().flat_map(tokens).any(|token| a.one_of(token, &["rated", "judged", "graded"])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Language;
    use crate::lexicon::Lexicon;
    use crate::read;

    #[test]
    fn the_embedded_model_finds_speech() {
        let lexicon = Lexicon::embedded();
        let text = "Mayor Jane Doe said that the bridge would open in May, according to the Ashby Post.";
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = attribute(&annotated, embedded());
        assert!(!found.is_empty());
        for span in found.iter().flat_map(|q| &q.content) {
            assert!(!span.of(text).is_empty());
        }
    }

    #[track_caller]
    fn source_of(text: &str, words: &str) -> String {
        let lexicon = Lexicon::embedded();
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = attribute(&annotated, embedded());
        let holds = |q: &&Attribution| q.content.iter().any(|span| span.of(text).contains(words));
        let source = found.iter().find(holds).and_then(|q| q.source.clone()).unwrap();
        annotated.span(source.tokens).of(text).into()
    }

    #[test]
    fn sources_that_stand_elsewhere_in_the_sentence() {
        let fronted = "After saying the bridge was “too narrow for a bus,” Jane Doe left the meeting.";
        assert_eq!(source_of(fronted, "too narrow"), "Jane Doe");
        let headline =
            "The paper used one of her sentences as its headline: “Nobody asked us about the bridge.”";
        assert_eq!(source_of(headline, "Nobody asked"), "The paper");
        let footage =
            "It ends with footage of Jane Doe saying at the rally, “That bridge is mine,” when he left.";
        assert_eq!(source_of(footage, "is mine"), "Jane Doe");
        let memo = "Some councillors echo her concerns, because the bridge is a “lawful source of income,” as a county memo put it.";
        assert_eq!(source_of(memo, "lawful"), "a county memo");
        let dashes = "Small groups of residents marched round the square - where the Rovers played the Town - while chanting, “Hands off our bridge.”";
        assert_eq!(source_of(dashes, "Hands off"), "Small groups of residents");
    }
}
