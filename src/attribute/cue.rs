//! Reporting expressions: which words are one, and whose.

use std::ops::Range;

use super::item::Items;
use super::source::{self, AUXILIARIES, is_adverb};
use super::{Anchor, Source};
use crate::annotate::Annotated;
use crate::lexicon::{VerbKind, WordClass};

/// A cue with its source. Ranges count items of the sentence.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The verb group or phrase.
    pub cue: Range<usize>,
    /// First item of source and cue together.
    pub start: usize,
    /// Item behind source and cue.
    pub end: usize,
    pub source: Option<Source>,
    pub kind: VerbKind,
    /// May take a clause: *said that*.
    pub clause: bool,
    /// May take a clause without *that*.
    pub bare: bool,
    /// May take the hearer: *told LGC that*.
    pub hearer: bool,
    /// The source stands behind the cue: *said Cllr Doe*, *according to Ofsted*.
    pub inverted: bool,
    /// May take *to* and a verb of its own: *promised to*.
    pub infinitive: bool,
    /// Shares its source with the frame before: *praised A but said that B*, *, adding that C*.
    pub shared: bool,
}

impl Frame {
    /// A fixed expression that starts at item `start`: speech, with the source inside.
    fn phrase(start: usize, cue: Range<usize>, end: usize, source: Source) -> Self {
        Frame {
            cue,
            start,
            end,
            source: Some(source),
            kind: VerbKind::Speech,
            clause: true,
            bare: true,
            hearer: false,
            infinitive: false,
            inverted: true,
            shared: false,
        }
    }
}

/// Words before which a verb's form is a noun: *the claims*.
const NOUN_SIGNS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "these", "those", "no",
    "any", "of", "in", "on", "for", "with", "by", "from", "under", "about", "'s", "’s", "and", "or", "such",
    "some", "more", "new", "recent", "latest", "other", "own", "first", "last", "previous", "at", "’", "'",
];

/// Words that open what a verb reports.
const CLAUSE_OPENERS: &[&str] = &[
    "that", ":", "the", "a", "an", "his", "her", "its", "their", "they", "it", "he", "she", "we", "how",
    "there", "no",
];

/// How many items before a cue its source and its helpers may stand: what keeps a sentence of any length linear.
const NEAR: usize = 80;

const COORDINATORS: &[&str] = &["and", "but", "or", "then"];

/// The frames of one sentence, left to right.
pub fn frames(a: &Annotated, items: &Items) -> Vec<Frame> {
    let mut out: Vec<Frame> = Vec::new();
    let mut i = 0;
    while i < items.len() {
        let Some(token) = items.word(i) else {
            i += 1;
            continue;
        };
        if let Some(frame) = put_it(a, items, i) {
            i = frame.end;
            out.push(frame);
            continue;
        }
        if let Some(frame) = phrase(a, items, i) {
            i = frame.end;
            out.push(frame);
            continue;
        }
        if a.is(token, WordClass::VERB)
            && a.name_at(token).is_none()
            && let Some(frame) = verb(a, items, i, &mut out)
        {
            i = frame.end.max(i + 1);
            out.push(frame);
            continue;
        }
        i += 1;
    }
    out
}

/// *according to X*
fn phrase(a: &Annotated, items: &Items, i: usize) -> Option<Frame> {
    let first = items.lower(a, i);
    let rest = (i + 1..items.len()).map(|k| items.lower(a, k));
    let (n, ()) = a.lexicon.cue_phrases.longest(first, rest)?;
    let (source, end) =
        source::behind(a, items, i + n, items.len(), i < 4 && !(0..i).any(|k| items.quote(k).is_some()))
            .or_else(|| plain_object(a, items, i + n))?;
    Some(Frame::phrase(i, i..i + n, end, source))
}

/// *…, as X put it*
fn put_it(a: &Annotated, items: &Items, i: usize) -> Option<Frame> {
    if i == 0 || !items.one_of(a, i, &["as"]) {
        return None;
    }
    let put = (i + 2..items.len().min(i + 14))
        .find(|&k| items.one_of(a, k, &["put", "puts"]) && items.one_of(a, k + 1, &["it"]))?;
    let source = source::before(a, items, i + 1, put)?;
    Some(Frame::phrase(i, put..put + 2, put + 2, source))
}

/// The noun phrase behind *according to* where no list knows its head: *according to figures*.
fn plain_object(a: &Annotated, items: &Items, from: usize) -> Option<(Source, usize)> {
    let end = (from..items.len().min(from + 12))
        .find(|&k| {
            items.word(k).is_none() || items.one_of(a, k, &[",", ".", ";", ":", "which", "that", "who"])
        })
        .unwrap_or(items.len().min(from + 12));
    let anchor = items.word(end.checked_sub(1)?)?;
    (end > from).then(|| (Source { tokens: items.token_range(from..end), anchor: Anchor::Noun(anchor) }, end))
}

/// The frame of the verb at item `i`, given the frames before it.
fn verb(a: &Annotated, items: &Items, i: usize, before: &mut Vec<Frame>) -> Option<Frame> {
    let token = items.word(i)?;
    let lower = a.lower(token);
    let verb = a.lexicon.verb(lower)?;
    let group = group_start(a, items, i);
    let asks_for = verb.lemma == "ask" && items.one_of(a, i + 1, &["for"]);
    let particle = verb.particle.as_deref();
    if particle.is_some_and(|particle| items.lower(a, i + 1) != particle) {
        return None;
    }
    let cue_end = i + 1 + usize::from(particle.is_some() || asks_for);
    let participle = lower.ends_with("ing");
    let previous = group.checked_sub(1);
    let behind_is = |words: &[&str]| items.one_of(a, i + 1, words);
    // *judged ‘good’*: a rating, not speech.
    if verb.kind != VerbKind::Speech && items.quote(i + 1).is_some_and(|f| super::label::is_grade(a, f)) {
        return None;
    }
    if is_noun(a, items, group, i, lower) {
        return None;
    }
    let frame = |source: Option<Source>, start: usize, end: usize, inverted: bool, shared: bool| Frame {
        cue: group..cue_end,
        start,
        end,
        source,
        kind: verb.kind,
        clause: verb.clause,
        bare: verb.bare,
        hearer: verb.hearer && !asks_for,
        infinitive: verb.infinitive,
        inverted,
        shared,
    };
    // *were told by one nurse that*, *praised by the regulator as “…”*: the source is behind *by*.
    if items.one_of(a, i + 1, &["by"])
        && (verb.hearer || is_passive(a, items, group, i, lower))
        && let Some((source, end)) = source::behind(a, items, i + 2, items.len(), true)
        && items.one_of(a, end, &["that", "as", ":"])
    {
        return Some(Frame { cue: i..i + 1, ..frame(Some(source), group, end, false, false) });
    }
    if is_passive(a, items, group, i, lower) {
        return None;
    }
    // *to say*: an infinitive reports nothing of itself.
    if group == i && previous.is_some_and(|p| items.one_of(a, p, &["to", "not", "of"])) {
        return None;
    }
    // Inverted: *"…," said X*; *X has failed, said Y*.
    let after_speech =
        previous.is_none_or(|p| items.quote(p).is_some() || items.one_of(a, p, &[","]) && p > 0);
    let after_marks = previous.is_some_and(|p| items.quote(p).is_some());
    let subject_behind = items.word(i + 1).is_some_and(|t| a.is_capital(t) || a.is(t, WordClass::GROUP));
    let inverts = verb.inverts || verb.clause && after_marks && subject_behind;
    // *Doe, secretary of the union, told …*: the comma closes an apposition.
    let closes_apposition = !after_marks
        && after_speech
        && previous.is_some()
        && source::before(a, items, clause_start(a, items, group), group).is_some();
    if inverts
        && !closes_apposition
        && group == i
        && after_speech
        && !participle
        && previous.is_some()
        && !behind_is(&["that", ":", ","])
        && let Some((source, end)) = source::behind(a, items, i + 1, items.len(), false)
        && !runs_on(a, items, end)
    {
        return Some(frame(Some(source), group, end, true, false));
    }
    let from = clause_start(a, items, group);
    let coordinated = previous.is_some_and(|p| {
        items.one_of(a, p, COORDINATORS)
            || participle && (items.one_of(a, p, &[","]) || items.quote(p).is_some())
    });
    let participle_at_start = participle && group == i;
    // *with inspectors warning that …*
    if participle_at_start
        && !coordinated
        && let Some(with) = (group.saturating_sub(9)..group).rev().find(|&k| items.one_of(a, k, &["with"]))
        && let Some(source) = source::before(a, items, with + 1, group)
    {
        return Some(frame(Some(source), with, cue_end, false, false));
    }
    // *X, which found that …*
    if let Some(p) = previous.filter(|&p| p > 1 && items.one_of(a, p, &["which", "who"]))
        && items.one_of(a, p - 1, &[","])
        && (behind_is(&["that", ":"]) || items.quote(i + 1).is_some())
        && let Some(source) = source::just_before(a, items, from, p - 1)
    {
        return Some(frame(Some(source), p, i + 1, false, false));
    }
    if coordinated || participle_at_start {
        // A participle or a second verb: the source is that of the verb before.
        if participle_at_start && !coordinated {
            return None;
        }
        if behind_is(&["by", "of", "with"]) {
            return None;
        }
        let near = group.saturating_sub(NEAR);
        let shared =
            before.iter().rev().find_map(|f| f.source.clone()).or_else(|| subject(a, items, near, group));
        return shared.map(|source| frame(Some(source), group, cue_end, false, true));
    }
    let source = source::before(a, items, from, group)?;
    let relative = |k: usize| items.one_of(a, k, &["which", "who", "whom", "whose", "what"]);
    if from + 1 < group && items.tokens[from].start < source.tokens.start {
        let at = from + items.tokens[from..group].partition_point(|k| k.start < source.tokens.start);
        if at > 0 && relative(at - 1) {
            return None; // *areas which inspectors said …*
        }
    }
    let start = from + items.tokens[from..group].partition_point(|k| k.start < source.tokens.start);
    if let Some(last) = before.last().filter(|last| last.clause) {
        let side = last.start > 0
            && items.one_of(
                a,
                last.start - 1,
                &["although", "though", "while", "when", "since", "because", "as", "after"],
            );
        let own = if start < last.end { side } else { opens_clause(a, items, start, last) };
        if !own {
            // *They found X, she said*: the outer source is told last; else inside what another said.
            let outer = verb.kind == VerbKind::Speech
                && start > 0
                && items.one_of(a, start - 1, &[","])
                && (i + 1 >= items.len() || items.one_of(a, i + 1, &["."]))
                && last.kind != VerbKind::Speech
                && last.start == 0;
            if !outer {
                return None;
            }
            before.clear();
        }
    }
    Some(frame(Some(source), start, cue_end, false, false))
}

/// Whether a source at item `start` opens a clause of its own behind the frame `last`.
fn opens_clause(a: &Annotated, items: &Items, start: usize, last: &Frame) -> bool {
    start > last.end
        && (items.quote(start - 1).is_some()
            || items.one_of(a, start - 1, &[";", "while", "but", "—", "–", "―"])
            || items.one_of(a, start - 1, &["and", "as", "when", ","])
                && start >= 2
                && (items.one_of(a, start - 2, &[","]) || items.quote(start - 2).is_some()))
}

/// Whether the clause goes on with a verb behind an inverted source, so that it was its subject.
fn runs_on(a: &Annotated, items: &Items, end: usize) -> bool {
    items.word(end).is_some_and(|t| a.one_of(t, AUXILIARIES))
}

/// The first item of the clause in which the cue at `group` stands.
fn clause_start(a: &Annotated, items: &Items, group: usize) -> usize {
    (group.saturating_sub(NEAR)..group)
        .rev()
        .find(|&k| items.quote(k).is_some_and(|f| !super::label::is_label(a, f)))
        .map_or(0, |k| {
            // A label inside the subject ends no clause; speech does.
            if group - k > 1 || k == 0 { k + 1 } else { 0 }
        })
}

/// The subject of the sentence's first verb, for a second verb that shares it.
pub fn subject(a: &Annotated, items: &Items, from: usize, to: usize) -> Option<Source> {
    (from + 1..to).find_map(|k| {
        let token = items.word(k)?;
        let verbal = a.is(token, WordClass::VERB)
            || a.one_of(token, AUXILIARIES)
            || a.lower(token).ends_with("ed") && !a.is_capital(token);
        verbal.then(|| source::before(a, items, from, k)).flatten()
    })
}

/// The first item of the verb group that ends at `i`.
fn group_start(a: &Annotated, items: &Items, i: usize) -> usize {
    let mut start = i;
    let mut k = i;
    while k > i.saturating_sub(NEAR) {
        let Some(token) = items.word(k - 1) else { break };
        let went_on = a.one_of(token, &["to"])
            && k >= 3
            && items.one_of(a, k - 2, &["on"])
            && items.one_of(a, k - 3, &["went", "go", "goes"]);
        if went_on {
            return k - 3;
        }
        // A possessive is no *has*.
        if matches!(a.word(token), "'s" | "’s")
            && k >= 2
            && !items.one_of(a, k - 2, &["he", "she", "it", "who", "that"])
        {
            break;
        }
        if a.one_of(token, AUXILIARIES) || a.one_of(token, &["not", "n't", "n’t"]) {
            start = k - 1;
        } else if !is_adverb(a, token) {
            break;
        }
        k -= 1;
    }
    start
}

fn is_noun(a: &Annotated, items: &Items, group: usize, i: usize, lower: &str) -> bool {
    if group < i {
        return false;
    }
    if i.checked_sub(1).is_some_and(|p| items.quote(p).is_some() || items.one_of(a, p, &[","])) {
        return false;
    }
    let Some(previous) = i.checked_sub(1) else {
        return !lower.ends_with("ed") && lower != "said" && lower != "told";
    };
    let certain = lower.ends_with("ed")
        || lower.ends_with("ing")
        || matches!(lower, "said" | "told" | "says" | "found" | "wrote" | "tells" | "thought");
    if items.one_of(a, previous, &["the", "a", "an", "his", "her", "its", "their", "our", "no", "this"]) {
        return true;
    }
    if certain {
        return false;
    }
    if items.one_of(a, previous, NOUN_SIGNS) {
        // *… and adds*: a verb where a clause or speech follows.
        return !(items.one_of(a, previous, &["and"])
            && (items.one_of(a, i + 1, &["that", ":"]) || items.quote(i + 1).is_some()));
    }
    // *the inspectors report looks at …*: a noun, unless a clause or speech follows.
    let opens = items.one_of(a, i + 1, CLAUSE_OPENERS)
        || items.quote(i + 1).is_some()
        || items.word(i + 1).is_some_and(|t| a.is_capital(t));
    if items.word(i).is_some_and(|t| a.is(t, WordClass::DOCUMENT)) && !opens {
        return true;
    }
    if items.one_of(
        a,
        i + 1,
        &["of", "about", "from", "by", "was", "were", "is", "are", "has", "had", "have"],
    ) {
        return true;
    }
    let Some(token) = items.word(previous) else { return false };
    let singular = lower.ends_with('s') && !lower.ends_with("ss");
    // *inspectors report*, *they say*; *the report says*, *she says*: number must agree.
    let plural_subject = a.one_of(token, &["they", "we", "i", "you", "who", "people"])
        || a.lower(token).ends_with('s') && (!a.is_capital(token) || a.is(token, WordClass::GROUP));
    if singular {
        a.one_of(token, &["they", "we", "i", "you"])
    } else {
        !plural_subject
            && !items.one_of(a, i + 1, &["that"])
            && !a.name_at(token).is_some_and(|n| n.is_person())
    }
}

fn is_passive(a: &Annotated, items: &Items, group: usize, i: usize, lower: &str) -> bool {
    if lower.ends_with("ing") {
        return false;
    }
    (group..i).any(|k| items.one_of(a, k, &["is", "are", "was", "were", "be", "been", "being"]))
}
