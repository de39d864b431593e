//! How likely what was put to a source is a quotation: words reported, not a stance, a wish or a deed.
//!
//! The finder learned from PolNeAR, where *praised the volunteers* and *plans a new pool* are attributions, too. Which of them a
//! careful reader lists among what was said, a [`Forest`] has learned from cases.

use std::ops::Range;
use std::sync::OnceLock;

use super::{Anchor, Attribution, LIKELY};
use crate::annotate::{Annotated, Label, NameKind, Syntax, Tag, lemma};
use crate::base::Span;
use crate::lexicon::{VerbKind, WordClass};
use crate::model::Forest;
use crate::model::trees::flag;
use crate::record::QuotationKind;
use crate::text::ParagraphKind;

static REPORTED: &[u8] = include_bytes!("../../data/models/reported.model");

/// What the finder thinks less likely than this, or of nobody than that, must be likely by the model.
const LEAST: f32 = 0.2;
const SOURCELESS: f32 = 0.4;
/// Tokens of a content and of a sentence that are looked at.
const LONGEST: usize = 80;
/// What stands for a distance that there is none of.
const FAR: f32 = 99.0;

/// Lemmas of cues, by what mostly follows them.
const CUES: &[&[&str]] = &[
    &["say"],
    &["tell"],
    &["ask", "enquire", "inquire", "wonder", "query"],
    &["add", "continue", "explain", "point", "stress", "insist", "warn", "claim", "argue", "reckon"],
    &["reply", "answer", "respond", "retort"],
    &["find", "conclude", "judge", "note", "observe", "identify", "highlight"],
    &["report", "hear", "learn", "read"],
    &["state", "confirm", "announce", "admit", "accept", "acknowledge", "concede", "deny"],
    &["write", "tweet", "post", "blog"],
    &["believe", "think", "feel", "suspect", "doubt"],
    &["hope", "fear", "wish", "look"],
    &["want", "like", "need", "require", "intend", "aim", "plan", "seek", "try"],
    &["expect", "know", "mean", "remember", "recall", "understand", "see", "notice", "realise"],
    &["praise", "commend", "thank", "congratulate", "applaud", "compliment", "pay"],
    &["welcome", "support", "back", "endorse", "celebrate", "enjoy"],
    &["criticise", "condemn", "blame", "attack", "slam", "accuse", "fault"],
    &["call", "urge", "demand", "order", "instruct", "recommend", "advise", "propose", "suggest", "remind"],
    &["agree", "vote", "approve", "resolve", "decide", "consider", "discuss", "debate", "reject", "refuse"],
    &["promise", "pledge", "vow", "commit", "offer", "undertake", "propose", "decline"],
    &["publish", "issue", "release", "present", "give", "show", "cover", "set", "list", "put"],
    &["describe", "describing", "label", "brand", "dub", "name", "regard"],
    &["complain", "object", "protest", "apologise", "joke", "quip", "boast", "regret"],
    &["speak", "talk", "comment", "mention", "refer"],
    &["rate", "grade", "award", "assess", "inspect", "visit", "rank"],
    &["be", "have", "do", "go", "make", "take", "get", "come", "work"],
    &["according", "words", "opinion", "view", "opinions", "views"],
];

/// First words of a content.
const FIRST: &[&[&str]] = &[
    &["that"],
    &["whether", "if"],
    &["how", "why", "what", "where", "when", "who", "which"],
    &["to"],
    &["the", "a", "an", "this", "these", "those"],
    &["its", "their", "his", "her", "our", "my", "your"],
    &["it", "they", "he", "she", "we", "i", "you", "there", "them", "him", "us", "me"],
    &["for", "of", "on", "in", "at", "with", "by", "about", "from", "as", "into"],
    &["not", "no", "never"],
    &["and", "but", "or"],
    &["\"", "“", "‘", "'"],
];

/// Words before a cue that take its words from it.
const BEFORE: &[&[&str]] = &[
    &["would", "could", "should", "might", "may", "can", "must", "will", "'ll", "’ll", "shall", "'d", "’d"],
    &["to"],
    &["not", "n't", "n’t", "never", "did", "does", "do"],
    &["if", "when", "whenever", "before", "after", "until", "unless", "once", "without"],
    &["be", "been", "being", "is", "are", "was", "were"],
    &["has", "have", "had", "having"],
    &["who", "which", "that"],
    &["please", "let"],
    &["and", "but"],
    &["as"],
];

/// Labels of the first word that its content hangs on.
const LABELS: &[&[Label]] = &[
    &[Label::Ccomp],
    &[Label::Xcomp],
    &[Label::Dobj],
    &[Label::Nmod],
    &[Label::Parataxis],
    &[Label::Advcl, Label::Acl, Label::AclRelcl],
    &[Label::Root],
    &[Label::Nsubj, Label::Nsubjpass],
    &[Label::Conj, Label::Dep],
];

/// The bytes of the model file that ships with the program.
pub fn reported_model() -> &'static [u8] {
    REPORTED
}

/// The model in the program.
///
/// # Panics
/// When the file was made for another version of the program, which a test rules out.
fn embedded() -> &'static Forest {
    static MODEL: OnceLock<Forest> = OnceLock::new();
    MODEL.get_or_init(|| Forest::from_bytes("reported", REPORTED).expect("the embedded model fits"))
}

/// Makes the confidence of each what the model makes of it, and leaves out what neither the finder nor the model thinks likely.
/// What the layout tells stays as it is.
pub(super) fn weigh(a: &Annotated, quotations: Vec<Attribution>) -> Vec<Attribution> {
    let Some(syntax) = &a.syntax else { return quotations };
    let scene = Scene::new(a, syntax, &quotations);
    let chance = |at: usize| (!quotations[at].by_layout).then(|| embedded().chance(&scene.signs(at)));
    let chances: Vec<Option<f32>> = (0..quotations.len()).map(chance).collect();
    let weighed = |(quotation, chance): (Attribution, Option<f32>)| {
        let Some(confidence) = chance else { return Some(quotation) };
        let least = if quotation.source.is_some() { LEAST } else { SOURCELESS };
        let is_found = quotation.confidence >= least || !quotation.fragments.is_empty();
        (is_found || confidence >= LIKELY).then_some(Attribution { confidence, ..quotation })
    };
    quotations.into_iter().zip(chances).filter_map(weighed).collect()
}

/// What is known of each attribution of a document.
#[cfg(feature = "train")]
pub fn signs(a: &Annotated, quotations: &[Attribution]) -> Vec<Vec<f32>> {
    let Some(syntax) = &a.syntax else { return Vec::new() };
    let scene = Scene::new(a, syntax, quotations);
    (0..quotations.len()).map(|at| scene.signs(at)).collect()
}

/// The attributions of a document, as the signs look at them.
struct Scene<'s, 'a> {
    a: &'s Annotated<'a>,
    syntax: &'s Syntax,
    all: &'s [Attribution],
    /// Whether the layout tells some of them.
    is_transcript: bool,
}

/// The tokens that begin within a span.
fn tokens_of(a: &Annotated, span: Span) -> Range<usize> {
    a.token_from(span.start)..a.token_from(span.end)
}

impl<'s, 'a> Scene<'s, 'a> {
    fn new(a: &'s Annotated<'a>, syntax: &'s Syntax, all: &'s [Attribution]) -> Self {
        Scene { a, syntax, all, is_transcript: all.iter().any(|one| one.by_layout) }
    }

    fn signs(&self, at: usize) -> Vec<f32> {
        let Scene { a, syntax, all, is_transcript } = *self;
        let q = &all[at];
        let mut out: Vec<f32> = Vec::with_capacity(200);
        out.push(q.confidence);
        out.push(q.source_confidence);
        for kind in [QuotationKind::Direct, QuotationKind::Mixed, QuotationKind::Indirect] {
            out.push(flag(q.kind == kind));
        }
        out.push(flag(q.by_layout));
        let content: Vec<Range<usize>> = q.content.iter().map(|span| tokens_of(a, *span)).collect();
        let cue = q.cue.first().map(|span| tokens_of(a, *span)).filter(|cue| !cue.is_empty());
        let source =
            q.source.as_ref().map(|source| source.tokens.clone()).filter(|source| !source.is_empty());
        push_cue(a, syntax, cue.clone(), &mut out);
        push_source(a, q, source.clone(), &mut out);
        push_content(a, syntax, &content, &mut out);

        // How they stand to each other.
        let first = content.first().cloned().unwrap_or(0..0);
        let last = content.last().map_or(0, |range| range.end);
        let apart = |one: &Option<Range<usize>>, other: &Range<usize>| {
            one.as_ref().map_or(FAR, |one| {
                let gap = if one.end <= other.start {
                    other.start as f32 - one.end as f32
                } else {
                    other.end as f32 - one.start as f32
                };
                gap.clamp(-FAR, FAR)
            })
        };
        out.push(apart(&cue, &first));
        out.push(apart(&source, &first));
        out.push(cue.as_ref().map_or(FAR, |cue| apart(&source, cue)));
        let verb = cue.as_ref().map(|cue| (cue.end - 1) as u32);
        // The words of the content that hang on words outside.
        let inside = |t: u32| content.iter().any(|range| range.contains(&(t as usize)));
        let outer = content.iter().flat_map(|range| range.clone().take(LONGEST)).find(|&t| {
            syntax.head(t as u32).is_none_or(|head| !inside(head)) && syntax.label(t as u32) != Label::Punct
        });
        for labels in LABELS {
            out.push(flag(outer.is_some_and(|t| labels.contains(&syntax.label(t as u32)))));
        }
        out.push(outer.map_or(-1.0, |t| syntax.tag(t as u32) as u8 as f32));
        out.push(flag(outer.is_some_and(|t| syntax.tag(t as u32).is_finite())));
        let head = outer.and_then(|t| syntax.head(t as u32));
        out.push(flag(head.is_some() && head == verb));
        out.push(flag(head.zip(cue.clone()).is_some_and(|(head, cue)| cue.contains(&(head as usize)))));
        let complement = verb.and_then(|verb| syntax.complement(verb));
        out.push(complement.map_or(-1.0, |t| flag(inside(t))));
        out.push(flag(verb.is_some_and(|verb| syntax.child(verb, &[Label::Dobj]).is_some_and(inside))));

        // The sentence, the paragraph and what else is found there.
        let sentence = a.sentences.get(a.sentence_from(first.start));
        let bounds = sentence.map_or(0..0, |sentence| sentence.tokens.clone());
        out.push(bounds.len() as f32);
        out.push(flag(first.start <= bounds.start));
        out.push(flag(last + 1 >= bounds.end));
        out.push(bounds.end.saturating_sub(last) as f32);
        let words = bounds.clone().take(LONGEST);
        out.push(flag(words.clone().any(|t| a.word(t) == "?")));
        out.push(flag(words.clone().any(|t| a.one_of(t, &["i", "we", "you", "my", "our", "your"]))));
        out.push(words.clone().filter(|&t| a.is(t, WordClass::VERB)).count() as f32);
        out.push(flag(words.clone().any(|t| a.is(t, WordClass::INSPECTOR))));
        let paragraph = a.document.paragraphs.get(q.paragraph);
        for kind in [
            ParagraphKind::Title,
            ParagraphKind::Heading,
            ParagraphKind::Body,
            ParagraphKind::ListItem,
            ParagraphKind::TableRow,
            ParagraphKind::Letterhead,
        ] {
            out.push(flag(paragraph.is_some_and(|paragraph| paragraph.kind == kind)));
        }
        out.push(flag(is_transcript));
        let marked = |range: &Range<usize>| a.fragment_of.get(range.start).is_some_and(Option::is_some);
        out.push(flag(cue.as_ref().is_some_and(marked)));
        out.push(flag(source.as_ref().is_some_and(marked)));
        out.push(flag(marked(&first)));
        for other in [at.checked_sub(1), Some(at + 1)] {
            let other = other.and_then(|other| all.get(other));
            let place = other.and_then(|other| other.content.first()).map(|span| a.token_from(span.start));
            let same = place.is_some_and(|place| bounds.contains(&place));
            out.push(flag(same));
            out.push(other.map_or(-1.0, |other| other.confidence));
            out.push(other.map_or(-1.0, |other| flag(other.kind == QuotationKind::Direct)));
            out.push(other.map_or(-1.0, |other| flag(other.paragraph == q.paragraph)));
        }
        out
    }
}

/// What is known of the cue.
fn push_cue(a: &Annotated, syntax: &Syntax, cue: Option<Range<usize>>, out: &mut Vec<f32>) {
    let tokens = cue.clone().unwrap_or(0..0);
    out.push(tokens.len() as f32);
    let verb = tokens.clone().find_map(|t| a.lexicon.verb(a.lower(t)));
    out.push(flag(verb.is_some()));
    for kind in [VerbKind::Speech, VerbKind::Belief, VerbKind::Finding, VerbKind::Stance] {
        out.push(flag(verb.is_some_and(|verb| verb.kind == kind)));
    }
    out.push(flag(verb.is_some_and(|verb| verb.clause)));
    out.push(flag(verb.is_some_and(|verb| verb.bare)));
    out.push(flag(verb.is_some_and(|verb| verb.hearer)));
    out.push(flag(verb.is_some_and(|verb| verb.infinitive)));
    out.push(flag(verb.is_some_and(|verb| verb.inverts)));
    out.push(flag(verb.is_some_and(|verb| verb.reply)));
    out.push(flag(verb.is_some_and(|verb| verb.particle.is_some())));
    let lemmas: Vec<String> =
        tokens.clone().take(8).map(|t| lemma(a.lower(t), syntax.tag(t as u32)).into_owned()).collect();
    for words in CUES {
        out.push(flag(lemmas.iter().any(|lemma| words.contains(&lemma.as_str()))));
    }
    let main = tokens.clone().rfind(|&t| syntax.tag(t as u32).is_verb());
    let tag = main.map(|t| syntax.tag(t as u32));
    for kind in [Tag::Vb, Tag::Vbd, Tag::Vbg, Tag::Vbn, Tag::Vbp, Tag::Vbz] {
        out.push(flag(tag == Some(kind)));
    }
    out.push(flag(tokens.clone().any(|t| matches!(syntax.tag(t as u32), Tag::Nn | Tag::Nns))));
    out.push(flag(tokens.clone().any(|t| matches!(syntax.tag(t as u32), Tag::In | Tag::To))));
    // Before it, and within it.
    for words in BEFORE {
        let low = tokens.start.saturating_sub(2);
        out.push(flag(cue.is_some() && (low..tokens.end).any(|t| a.one_of(t, words))));
    }
    let label = main.map(|t| syntax.label(t as u32));
    for labels in LABELS {
        out.push(flag(label.is_some_and(|label| labels.contains(&label))));
    }
    out.push(flag(main.is_some_and(|t| syntax.child(t as u32, &[Label::Mark]).is_some())));
    out.push(flag(main.is_some_and(|t| syntax.child(t as u32, &[Label::Auxpass]).is_some())));
    out.push(flag(main.is_some_and(|t| syntax.subject(t as u32).is_some())));
}

/// What is known of the source.
fn push_source(a: &Annotated, q: &Attribution, source: Option<Range<usize>>, out: &mut Vec<f32>) {
    let tokens = source.clone().unwrap_or(0..0);
    out.push(tokens.len() as f32);
    let anchor = q.source.as_ref().map(|source| source.anchor);
    let name = match anchor {
        Some(Anchor::Name(at)) => a.names.get(at),
        _ => None,
    };
    out.push(flag(name.is_some_and(|name| name.is_person())));
    out.push(flag(name.is_some_and(|name| name.kind == NameKind::Place)));
    out.push(flag(name.is_some_and(|name| a.is_inspector(name))));
    out.push(flag(name.is_some()));
    out.push(flag(matches!(anchor, Some(Anchor::Pronoun(_)))));
    out.push(flag(matches!(anchor, Some(Anchor::Previous))));
    let noun = match anchor {
        Some(Anchor::Noun(at)) => Some(at),
        _ => None,
    };
    out.push(flag(noun.is_some()));
    for class in [
        WordClass::GROUP,
        WordClass::DOCUMENT,
        WordClass::BODY_HEAD,
        WordClass::UNNAMED,
        WordClass::ROLE_HEAD,
        WordClass::INSPECTOR,
        WordClass::COMMON_BODY,
    ] {
        out.push(flag(noun.is_some_and(|t| a.is(t, class))));
    }
    for words in [
        &["i", "we", "my", "our"][..],
        &["you", "your"],
        &["it", "they", "he", "she"],
        &["who", "which", "that"],
        &["nobody", "everybody", "everyone", "anyone", "no", "all", "some", "many", "most", "few", "others"],
        &["the", "this", "its", "their"],
        &["a", "an", "one"],
    ] {
        out.push(flag(source.is_some() && a.one_of(tokens.start, words)));
    }
}

/// What is known of the content.
fn push_content(a: &Annotated, syntax: &Syntax, content: &[Range<usize>], out: &mut Vec<f32>) {
    out.push(content.len() as f32);
    let words = || content.iter().flat_map(|range| range.clone()).take(LONGEST);
    out.push(content.iter().map(|range| range.len()).sum::<usize>() as f32);
    let first = content.first().map_or(0, |range| range.start);
    for group in FIRST {
        out.push(flag(a.one_of(first, group)));
    }
    let tag = content.first().filter(|range| !range.is_empty()).map(|_| syntax.tag(first as u32));
    out.push(tag.map_or(-1.0, |tag| tag as u8 as f32));
    out.push(flag(tag.is_some_and(|tag| matches!(tag, Tag::Nn | Tag::Nns | Tag::Jj | Tag::Dt))));
    out.push(flag(tag.is_some_and(|tag| matches!(tag, Tag::Nnp | Tag::Nnps))));
    let finite = words().position(|t| syntax.tag(t as u32).is_finite());
    out.push(finite.map_or(FAR, |place| place as f32));
    let verb = words().position(|t| syntax.tag(t as u32).is_verb());
    out.push(verb.map_or(FAR, |place| place as f32));
    let subject = words().position(|t| matches!(syntax.label(t as u32), Label::Nsubj | Label::Nsubjpass));
    out.push(subject.map_or(FAR, |place| place as f32));
    // A relative clause's verb makes no clause of the whole.
    let clause = words().find(|&t| {
        syntax.tag(t as u32).is_finite() && !matches!(syntax.label(t as u32), Label::AclRelcl | Label::Acl)
    });
    out.push(flag(clause.is_some()));
    out.push(words().filter(|&t| syntax.tag(t as u32).is_finite()).count() as f32);
    out.push(words().filter(|&t| syntax.tag(t as u32) == Tag::Vbn).count() as f32);
    out.push(flag(words().any(|t| syntax.tag(t as u32) == Tag::Vb)));
    out.push(flag(words().any(|t| matches!(a.lower(t), "would" | "could" | "should" | "must" | "will"))));
    out.push(words().filter(|&t| a.fragment_of.get(t).is_some_and(Option::is_some)).count() as f32);
    out.push(flag(words().any(|t| a.lexicon.scales.is_grade(a.lower(t)))));
    out.push(flag(words().any(|t| a.word(t).starts_with(|c: char| c.is_ascii_digit()))));
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Annotated, Language};
    use crate::attribute::LIKELY;
    use crate::lexicon::Lexicon;
    use crate::read;

    /// How likely the words that hold `part` are a quotation.
    #[track_caller]
    fn chance(text: &str, part: &str) -> f32 {
        let lexicon = Lexicon::embedded();
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let mut annotated = Annotated::new(&document, &lexicon);
        annotated.parse(Language::embedded());
        let found = crate::attribute::attribute(&annotated, crate::attribute::embedded());
        let holds = |one: &&crate::attribute::Attribution| {
            one.content.iter().any(|span| span.of(annotated.text()).contains(part))
        };
        found.iter().find(holds).expect("found").confidence
    }

    #[test]
    fn the_model_was_scored_where_it_is_used() {
        assert_eq!(super::embedded().manifest.likely, LIKELY);
    }

    #[test]
    fn a_clause_is_likelier_than_a_stance() {
        let text = "Inspectors visited the pool in May. They said that the water was cold. They also praised the \
                    volunteers. The council has promised a new pool.";
        assert!(chance(text, "the water was cold") > 0.9);
        assert!(chance(text, "the volunteers") < LIKELY);
        assert!(chance(text, "a new pool") < LIKELY);
    }
}
