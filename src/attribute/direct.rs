//! Puts fragments and clauses to the frames around them, paragraph by paragraph.

use std::ops::Range;

use super::cue::{self, Frame};
use super::indirect;
use super::item::{Items, ParagraphItems};
use super::label;
use super::source;
use super::{Anchor, Attribution, Source};
use crate::annotate::Annotated;
use crate::base::Span;
use crate::lexicon::{VerbKind, WordClass};
use crate::record::QuotationKind;
use crate::text::ParagraphKind;

/// What one paragraph hands to the next.
#[derive(Debug, Default)]
pub struct Scene {
    /// The quotation whose speech a paragraph's end left open.
    open: Option<usize>,
    /// The last quotation with marks, and its paragraph.
    last: Option<(usize, usize)>,
    /// Whether the last paragraph ended with speech, so that a bare one goes on with it.
    ended_with_speech: bool,
    /// Whether the last paragraph ended with a colon, and its source and cue.
    announced: Option<(Option<Source>, Vec<Span>)>,
}

/// Finds the quotations of one paragraph.
pub fn paragraph(
    a: &Annotated,
    paragraph: &ParagraphItems,
    scene: &mut Scene,
    taken: &mut [bool],
    out: &mut Vec<Attribution>,
) {
    let mut announced = scene.announced.take();
    let mut sentence = 0;
    while sentence < paragraph.sentences.len() {
        let items = &paragraph.sentences[sentence];
        let frames = cue::frames(a, items);
        let mut worker = Worker { a, items, paragraph: paragraph.index, scene, taken, out };
        let before = sentence.checked_sub(1).map(|n| &paragraph.sentences[n]);
        let bare = worker.carry_on(before, announced.take());
        if bare
            && let Some(next) = paragraph.sentences.get(sentence + 1)
            && worker.closing_frame(next)
        {
            sentence += 2;
            continue;
        }
        for at in 0..frames.len() {
            worker.frame(&frames, at);
        }
        worker.zero_cue(&frames);
        sentence += 1;
    }
    let last = paragraph.sentences.last();
    scene.ended_with_speech = last.is_some_and(|items| {
        let end = items.len();
        items.quote(end.wrapping_sub(1)).is_some_and(|f| taken[f])
            || scene.last.is_some_and(|(_, p)| p == paragraph.index)
                && items.quote(0).is_some_and(|f| taken[f])
    });
    scene.announced = last.and_then(|items| announcement(a, items));
}

/// The source and cue of a paragraph that ends with a colon: the speech stands in the next one.
fn announcement(a: &Annotated, items: &Items) -> Option<(Option<Source>, Vec<Span>)> {
    let end = items.len().checked_sub(1)?;
    if !items.one_of(a, end, &[":"]) {
        return None;
    }
    let frame = cue::frames(a, items).pop()?;
    Some((frame.source, vec![a.span(items.token_range(frame.cue))]))
}

/// How far frames or quotations that touch in the text stand apart in their lists, at most.
const NEAR: usize = 64;

struct Worker<'w, 'a> {
    a: &'w Annotated<'a>,
    items: &'w Items,
    paragraph: usize,
    scene: &'w mut Scene,
    taken: &'w mut [bool],
    out: &'w mut Vec<Attribution>,
}

impl Worker<'_, '_> {
    fn fragment(&self, item: usize) -> Option<usize> {
        self.items.quote(item).filter(|&f| !self.taken[f])
    }

    fn inner(&self, fragment: usize) -> &str {
        self.a.marks.fragments[fragment].inner.of(self.a.text())
    }

    fn ends_like_speech(&self, fragment: usize) -> bool {
        self.inner(fragment).ends_with([',', '.', '!', '?', '…', '-', '–', '—', ']', '’', '\'', '”', '"'])
    }

    fn is_full(&self, fragment: usize) -> bool {
        let inner = self.inner(fragment);
        inner.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "[…‘'“\"£".contains(c))
            && inner.ends_with(['.', '!', '?', '…', '’', '\'', ']'])
    }

    /// Speech that goes on from before: an open paragraph, a bare fragment behind speech. Says
    /// whether the sentence is a bare fragment that nothing was found for.
    fn carry_on(&mut self, before: Option<&Items>, announced: Option<(Option<Source>, Vec<Span>)>) -> bool {
        let Some(f) = self.fragment(0) else { return false };
        let fragment = self.a.marks.fragments[f];
        if fragment.continued
            && let Some(at) = self.scene.open
        {
            self.append(at, f);
            return false;
        }
        let bare = (1..self.items.len())
            .all(|k| self.items.one_of(self.a, k, &[".", ",", "!", "?"]) || self.items.quote(k).is_some());
        if let Some((source, cue)) = announced
            && before.is_none()
        {
            let at = self.push(QuotationKind::Direct, vec![f], Vec::new(), cue, source, 0.95);
            self.open_if_left(at, f);
            return false;
        }
        if !bare {
            return false;
        }
        if let Some((at, paragraph)) = self.scene.last
            && paragraph == self.paragraph
            && before.is_some()
        {
            for k in 0..self.items.len() {
                if let Some(f) = self.fragment(k) {
                    self.append(at, f);
                }
            }
            return false;
        }
        if !self.is_full(f) || self.inner(f).split_whitespace().take(4).count() < 4 {
            return false;
        }
        if before.is_none()
            && self.scene.ended_with_speech
            && self.scene.last.is_some()
            && self.a.document.paragraphs[self.paragraph].kind == ParagraphKind::Body
            && self.items.len() <= 2
        {
            let source = Some(Source { tokens: 0..0, anchor: Anchor::Previous });
            let at = self.push(QuotationKind::Direct, vec![f], Vec::new(), Vec::new(), source, 0.75);
            self.open_if_left(at, f);
            return false;
        }
        // *Her deputy, Cllr Doe, was cautious. “We have to find the money.”*
        if let Some(subject) = before.and_then(|items| cue::subject(self.a, items, 0, items.len()))
            && matches!(subject.anchor, Anchor::Name(at) if self.a.names[at].kind == crate::annotate::NameKind::Person)
        {
            let at = self.push(QuotationKind::Direct, vec![f], Vec::new(), Vec::new(), Some(subject), 0.7);
            self.open_if_left(at, f);
            return false;
        }
        true
    }

    /// *“We did it.” Jane Doe said.*: the frame stands in a sentence of its own.
    fn closing_frame(&mut self, next: &Items) -> bool {
        let frames = cue::frames(self.a, next);
        let [frame] = frames.as_slice() else { return false };
        let whole = frame.start == 0
            && (frame.end >= next.len()
                || (frame.end + 1 == next.len() && next.one_of(self.a, frame.end, &["."])));
        let Some(f) = self.fragment(0) else { return false };
        if !whole {
            return false;
        }
        let cue = vec![self.a.span(next.token_range(frame.cue.clone()))];
        self.push(QuotationKind::Direct, vec![f], Vec::new(), cue, frame.source.clone(), 0.95);
        true
    }

    /// One frame and what stands around it.
    fn frame(&mut self, frames: &[Frame], at: usize) {
        let frame = &frames[at];
        let cue = vec![self.a.span(self.items.token_range(frame.cue.clone()))];
        if self.before_frame(frame, &cue) || self.behind_frame(frames, at, &cue) {
            return;
        }
        let pieces = indirect::content(self.a, self.items, frames, at);
        self.reported(frame, pieces, cue);
    }

    /// *“…,” said X*, with what follows: *“…,” said X, “…”*.
    fn before_frame(&mut self, frame: &Frame, cue: &[Span]) -> bool {
        let Some(mut p) = frame.start.checked_sub(1) else { return false };
        if self.items.one_of(self.a, p, &[",", "—", "–", "―", "-"]) && p > 0 {
            p -= 1;
        }
        let Some(f) = self.items.quote(p) else { return false };
        let opens = p == 0
            || self.items.one_of(self.a, p - 1, &[",", ":", ".", "—", "–", "―", "•", "-"])
                && self.ends_like_speech(f);
        let marks = &self.a.marks.fragments;
        if self.taken[f] {
            // The end of speech over paragraphs: *“Three,” he said.* names who spoke.
            let from = self.out.len().saturating_sub(NEAR);
            if let Some(at) =
                self.out[from..].iter().position(|q| q.fragments.last() == Some(&marks[f].inner))
            {
                let at = from + at;
                if self.out[at].cue.is_empty()
                    && (self.out[at].source.is_none()
                        || self.out[at].source.as_ref().is_some_and(|s| s.anchor == Anchor::Previous))
                {
                    self.out[at].cue = cue.to_vec();
                    self.out[at].source = frame.source.clone();
                }
                self.follow(frame, at);
                return true;
            }
            return false;
        }
        let short = self.inner(f).split_whitespace().take(3).count() < 2;
        // *‘…’, he said*: the comma may stand outside.
        let adjacent = frame.start == p + 1 || p == 0 && frame.kind == VerbKind::Speech;
        if !opens || frame.shared || !(self.ends_like_speech(f) || frame.inverted || !short && adjacent) {
            return false;
        }
        // A verb that needs its object behind it is no frame for speech before it.
        if frame.kind == VerbKind::Stance && !frame.inverted && !self.ends_like_speech(f) {
            return false;
        }
        let at =
            self.push(QuotationKind::Direct, vec![f], Vec::new(), cue.to_vec(), frame.source.clone(), 0.97);
        self.follow(frame, at);
        true
    }

    /// Speech that goes on behind the frame of quotation `at`.
    fn follow(&mut self, frame: &Frame, at: usize) {
        // *“…,” said X, who leads the council, “…”*: anything short may stand between.
        let near = self.items.len().min(frame.end + 16);
        let Some(k) = (frame.end..near).find(|&k| self.fragment(k).is_some()) else { return };
        let Some(f) = self.fragment(k) else { return };
        let joined = k > frame.end && self.items.one_of(self.a, k - 1, &[",", ".", ":", "—", "–", "―"])
            || k == frame.end;
        if joined && (self.ends_like_speech(f) || !self.a.marks.fragments[f].closed) {
            let another = self.items.one_of(self.a, k - 1, &[":"]) && k - frame.end > 1;
            if !another {
                self.append(at, f);
            }
        }
    }

    /// *X said: “…”*, *X said, “…”*, *X said “…”*.
    fn behind_frame(&mut self, frames: &[Frame], at: usize, cue: &[Span]) -> bool {
        let frame = &frames[at];
        let limit = frames[at + 1..].first().map_or(self.items.len(), |f| f.start.max(frame.end));
        let colon = (frame.end..limit)
            .find(|&k| self.items.one_of(self.a, k, &[":"]) && self.fragment(k + 1).is_some());
        let next = frame.end + usize::from(self.items.one_of(self.a, frame.end, &[","]));
        let (q, announced) = match colon {
            Some(k) => (k + 1, true),
            None if self.fragment(next).is_some() => (next, next > frame.end),
            None => return false,
        };
        let Some(f) = self.fragment(q) else { return false };
        if !announced && label::is_grade(self.a, f) {
            return false;
        }
        let rest_empty = (q + 1..self.items.len())
            .take_while(|&k| !frames[at + 1..].iter().take(NEAR).any(|other| other.start == k))
            .all(|k| self.items.one_of(self.a, k, &[".", ",", "!", "?", "and", "but"]));
        let speech = frame.kind == VerbKind::Speech;
        let whole = announced && (rest_empty || self.is_full(f))
            || rest_empty
                && speech
                && (self.is_full(f) || self.inner(f).split_whitespace().take(4).count() > 3);
        if !whole {
            return false;
        }
        let words_of = frame.inverted && frame.cue.len() > 2;
        let kind = if words_of {
            QuotationKind::Mixed
        } else if announced || self.inner(f).starts_with(char::is_uppercase) || speech {
            QuotationKind::Direct
        } else {
            QuotationKind::Mixed
        };
        let index = self.push(
            kind,
            vec![f],
            Vec::new(),
            cue.to_vec(),
            frame.source.clone(),
            if announced { 0.98 } else { 0.93 },
        );
        // *She said: “One.” “Two.”*
        let mut k = q + 1;
        while let Some(f) = self.fragment(k).filter(|_| announced) {
            self.append(index, f);
            k += 1;
        }
        true
    }

    /// A clause reported, with or without marks in it.
    fn reported(&mut self, frame: &Frame, pieces: Vec<Range<usize>>, cue: Vec<Span>) {
        // *described it as “…”*: the words begin behind *as*.
        let bare = |piece: Range<usize>| {
            piece.start + usize::from(self.items.one_of(self.a, piece.start, &["as"]))..piece.end
        };
        let pieces: Vec<Range<usize>> =
            pieces.into_iter().map(bare).filter(|piece| !piece.is_empty()).collect();
        let Some(first) = pieces.first() else { return };
        let fragments: Vec<usize> = pieces
            .iter()
            .flat_map(Clone::clone)
            .filter_map(|k| self.fragment(k))
            .filter(|&f| !label::is_label(self.a, f))
            .collect();
        let words = pieces.iter().map(ExactSizeIterator::len).sum::<usize>();
        let opener = self.items.one_of(self.a, first.start, &["that", "how", "why", "whether", "what", "if"]);
        let has_verb = pieces.iter().flat_map(Clone::clone).any(|k| {
            self.items.word(k).is_none_or(|t| indirect::is_verb_like(self.a, t)) && k >= first.start
        });
        let body = frame.source.as_ref().is_some_and(|s| match s.anchor {
            Anchor::Noun(t) => self.a.is(t, WordClass::DOCUMENT) || self.a.lower(t) == "inspectors",
            Anchor::Pronoun(t) => self.a.one_of(t, &["it", "they"]),
            Anchor::Name(n) => self.a.is_inspector(&self.a.names[n]),
            Anchor::Previous => false,
        });
        let to = usize::from(self.items.one_of(self.a, first.start, &["not"]));
        let infinitive = self.items.one_of(self.a, first.start + to, &["to"]);
        let graded = pieces.iter().flat_map(Clone::clone).any(|k| {
            self.items.quote(k).is_some_and(|f| label::is_grade(self.a, f))
                || self.items.one_of(self.a, k, &["be"])
                    && self.items.word(k + 1).is_some_and(|t| self.a.lexicon.scales.is_grade(self.a.lower(t)))
        });
        if infinitive && !(frame.infinitive && frame.hearer && first.start > frame.cue.end)
            || graded && fragments.is_empty() && !opener && frame.kind != VerbKind::Speech
        {
            return;
        }
        // *Members agreed to receive a report on “placemaking”*: a label in a clause of no speech.
        let only_label = !opener
            && !frame.bare
            && frame.kind != VerbKind::Stance
            && fragments.len() == 1
            && !self.inner(fragments[0]).contains(' ')
            && words > 1;
        let keeps = !fragments.is_empty() && !only_label
            || opener
            || match frame.kind {
                VerbKind::Speech => {
                    words > 2
                        && (has_verb && (frame.bare || first.start < frame.start)
                            || frame.inverted
                            || infinitive
                            || self.items.one_of(self.a, frame.cue.end - 1, &["for"]))
                }
                VerbKind::Finding => body && words > 2,
                VerbKind::Belief => words > 3 && frame.bare && has_verb,
                // *X praised the plan* reports no words.
                VerbKind::Stance => false,
            };
        if !keeps || words == 0 {
            return;
        }
        let content: Vec<Span> =
            pieces.iter().map(|piece| self.a.span(self.items.token_range(piece.clone()))).collect();
        let (kind, confidence) = match (fragments.is_empty(), frame.kind, opener) {
            (false, ..) => (QuotationKind::Mixed, 0.92),
            (true, VerbKind::Speech, true) => (QuotationKind::Indirect, 0.93),
            (true, VerbKind::Speech, false) => (QuotationKind::Indirect, 0.85),
            (true, VerbKind::Finding, _) => (QuotationKind::Indirect, 0.8),
            (true, VerbKind::Belief, _) => (QuotationKind::Indirect, 0.75),
            (true, VerbKind::Stance, _) => (QuotationKind::Indirect, 0.6),
        };
        self.push(kind, fragments, content, cue, frame.source.clone(), confidence);
    }

    /// *Doe: “We will win”*: no cue but a colon.
    fn zero_cue(&mut self, frames: &[Frame]) {
        for q in 1..self.items.len() {
            let Some(f) = self.fragment(q) else { continue };
            if !self.items.one_of(self.a, q - 1, &[":"]) || q < 2 || frames.iter().any(|frame| frame.end <= q)
            {
                continue;
            }
            if let Some(source) = source::before(self.a, self.items, 0, q - 1) {
                let colon = vec![self.a.span(self.items.token_range(q - 1..q))];
                let at = self.push(QuotationKind::Direct, vec![f], Vec::new(), colon, Some(source), 0.85);
                self.open_if_left(at, f);
            }
        }
    }

    fn append(&mut self, at: usize, f: usize) {
        let fragment = self.a.marks.fragments[f];
        self.taken[f] = true;
        self.out[at].fragments.push(fragment.inner);
        self.out[at].content.push(fragment.outer);
        self.scene.last = Some((at, self.paragraph));
        self.open_if_left(at, f);
    }

    fn open_if_left(&mut self, at: usize, f: usize) {
        let fragment = self.a.marks.fragments[f];
        self.scene.open = (!fragment.closed).then_some(at);
    }

    fn push(
        &mut self,
        kind: QuotationKind,
        fragments: Vec<usize>,
        content: Vec<Span>,
        cue: Vec<Span>,
        source: Option<Source>,
        confidence: f32,
    ) -> usize {
        let at = self.out.len();
        let marks = &self.a.marks.fragments;
        let inner: Vec<Span> = fragments.iter().map(|&f| marks[f].inner).collect();
        let outer: Vec<Span> = fragments.iter().map(|&f| marks[f].outer).collect();
        for &f in &fragments {
            self.taken[f] = true;
        }
        self.out.push(Attribution {
            kind,
            fragments: inner,
            content: if content.is_empty() { outer } else { content },
            cue,
            source,
            paragraph: self.paragraph,
            confidence,
            source_confidence: confidence,
            by_layout: false,
        });
        if kind == QuotationKind::Direct
            && let Some(&f) = fragments.last()
        {
            self.scene.last = Some((at, self.paragraph));
            self.open_if_left(at, f);
        }
        at
    }
}
