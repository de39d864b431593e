//! Wordings of grades that no frame takes for a rating: what speaks for and against one, and what a [`Forest`] makes of it.

use std::ops::Range;

use super::{ANY_NOUN, Event, Finder, Found, NUMBERS, is_quote, is_year};
use crate::annotate::{Label, Tag};
use crate::lexicon::WordClass;
use crate::model::Forest;
use crate::model::trees::flag;
use crate::rating::subject::{self, Subject};
use crate::text::ParagraphKind;

/// Tokens on either side that are looked at.
const AROUND: usize = 40;
/// Tokens of the longest sentence that is looked at.
const LONGEST: usize = 300;
/// Grades told before that are looked at.
const TOLD: usize = 60;

/// Verbs by which a grade may be told.
const VERBS: WordClass = WordClass::GRADING
    .with(WordClass::FINDING)
    .with(WordClass::GIVING)
    .with(WordClass::KEEPING)
    .with(WordClass::CHANGING)
    .with(WordClass::BE);

/// Words whose place beside a grade tells much.
const WORDS: &[&[&str]] = &[
    &["a", "an"],
    &["the"],
    &["its", "their", "our", "his", "her", "my", "your"],
    &["as"],
    &["to"],
    &["from"],
    &["of"],
    &["for"],
    &["in"],
    &["on"],
    &["at"],
    &["by"],
    &["with"],
    &["and"],
    &["but", "while"],
    &["or"],
    &["than"],
    &["that", "which", "who"],
    &["it", "they", "we"],
    &["is", "are", "'s", "’s"],
    &["was", "were"],
    &["be", "been", "being"],
    &["has", "have", "had"],
    &["not", "n't", "n’t", "never", "no"],
    &["now", "still", "also", "both", "all"],
    &["very", "so", "too", "really", "quite", "more", "most", "only"],
    &["requires", "require", "required", "requiring", "needs"],
    &["overall"],
    &["up", "down"],
    &["when", "where", "after", "before", "since"],
    &["if", "whether", "until", "unless"],
    &["means", "meaning"],
    &["do", "does", "did"],
    &["become", "get", "became", "got", "getting"],
    &[","],
    &[".", ";", "!", "?"],
    &[":", "–", "—", "-", "("],
    &[")"],
    &["“", "”", "\"", "‘", "’", "'"],
];

const CLASSES: &[WordClass] = &[
    WordClass::GRADING,
    WordClass::FINDING,
    WordClass::GIVING,
    WordClass::KEEPING,
    WordClass::CHANGING,
    WordClass::BE,
    WordClass::RATING_NOUN.with(WordClass::OTHER_RATING_NOUN),
    WordClass::HELPER,
    WordClass::CLAUSE_BREAK,
    WordClass::INSPECTOR,
    WordClass::UNREAL,
];

/// Places beside a grade.
const PLACES: [isize; 6] = [-3, -2, -1, 1, 2, 3];

/// A wording of a grade, and what is known of it.
#[cfg(feature = "train")]
#[derive(Clone, Debug)]
pub struct Wording {
    /// The grades that it may be.
    pub grades: Vec<String>,
    /// A frame takes it for a rating.
    pub told: bool,
    /// A frame takes it for the grade before another.
    pub previous: bool,
    /// What the model sees of it.
    pub signs: Vec<f32>,
}

/// All wordings of grades of a document, in text order, as the frames leave them.
#[cfg(feature = "train")]
pub fn wordings(
    a: &crate::annotate::Annotated,
    mentions: &[super::Mention],
    tables: &super::Tables,
    bodies: &super::Bodies,
    times: &[crate::annotate::TimeExpression],
) -> Vec<Wording> {
    let mut events = Vec::new();
    let mut out = Vec::new();
    super::each_sentence(a, mentions, tables, bodies, times, |finder| {
        let base = events.len();
        finder.find(&mut events);
        let (before, own) = events.split_at(base);
        if !finder.may_be_asked() {
            return;
        }
        for m in finder.all.clone() {
            let grade =
                |g: &crate::lexicon::GradeRef| a.lexicon.scales.list[g.scale].grades[g.grade].name.clone();
            out.push(Wording {
                grades: mentions[m].grades.iter().map(grade).collect(),
                told: own.iter().any(|event| event.mention == m),
                previous: own.iter().any(|event| event.previous == Some(m)),
                signs: finder.signs(m, before, own),
            });
        }
    });
    out
}

/// The token that stands so many places behind a range, or before it.
fn beside(range: &Range<usize>, place: isize) -> Option<usize> {
    match place < 0 {
        true => range.start.checked_sub(place.unsigned_abs()),
        false => Some(range.end + place.unsigned_abs() - 1),
    }
}

/// Whether mention `m` is that of an event, or of the grade before it.
fn is_taken(events: &[Event], m: usize) -> bool {
    events.iter().any(|event| event.mention == m || event.previous == Some(m))
}

impl Finder<'_> {
    /// Whether the sentence was parsed and may tell a rating: no row of a table, which may be the key to a scale, no definition, no
    /// question, and none that goes on for pages.
    fn may_be_asked(&self) -> bool {
        let a = self.a;
        let sentence = self.sentence();
        a.syntax.is_some()
            && sentence.len() <= LONGEST
            && self.kind() != ParagraphKind::TableRow
            && !a.span(sentence.clone()).of(a.text()).contains('\t')
            && !self.is_definition()
            && !self.is_key()
            && !self.is_below_grade()
            && !self.is_national()
            && !self.is_mock()
            && !self.is_own_view()
            && a.word(sentence.end - 1) != "?"
    }

    /// Adds the wordings of the sentence that no frame knows and that `forest` takes for ratings; `base` events are of sentences
    /// before.
    pub(super) fn find_overlooked(&self, base: usize, forest: &Forest, out: &mut Vec<Event>) {
        if !self.may_be_asked() {
            return;
        }
        let (before, own) = out.split_at(base);
        let open = self
            .all
            .clone()
            .filter(|m| !is_taken(own, *m) && !self.is_general(*m) && !self.goes_on_to_new(*m));
        let chance = |m: usize| (m, forest.chance(&self.signs(m, before, own)));
        let likely = |(_, chance): &(usize, f32)| *chance >= forest.manifest.likely;
        let found: Vec<(usize, f32)> = open.map(chance).filter(likely).collect();
        for (m, chance) in found {
            let mut events = Vec::new();
            self.push_overlooked(m, chance, &out[base..], &mut events);
            let at = out[base..].iter().position(|event| event.mention > m);
            let at = at.map_or(out.len(), |at| base + at);
            out.splice(at..at, events);
        }
    }

    /// *Only a minority are good or better*, *‘performs poorly’ does not mean that all is*: told of many, or of the scale.
    fn is_general(&self, m: usize) -> bool {
        let a = self.a;
        let tokens = &self.mentions[m].tokens;
        let sentence = self.sentence();
        let (left, right) = (self.left(tokens.start, sentence.start, true), self.right(tokens.end));
        // *Two-thirds of primary schools perform well*, *Nearly all types of school are good at this*
        let first = sentence.start;
        let share = a.is(first, WordClass::SHARE)
            || (first + 1..sentence.end.min(first + 4))
                .any(|t| a.is(t, WordClass::SHARE) && a.one_of(t + 1, &["of"]));
        // *won ‘excellent’ marks in several areas*
        let noun = right + usize::from(a.is(right, ANY_NOUN));
        a.one_of(right, &["or"])
            || self.counts_parts(noun)
            || self.is_short_of(m)
            || self.is_seen_so(m)
            || self.is_of_features(m)
            || self.is_counted(m)
            || self.opens_with_number(m)
            || left.is_some_and(|t| a.one_of(t, &["or"]))
            || sentence
                .clone()
                .any(|t| a.one_of(t, &["mean"]) && a.one_of(t.wrapping_sub(1), &["not", "n't", "n’t"]))
            || share
    }

    /// *Just nine homes went up to ‘good’*: whether the clause is of a number of bodies that it doesn't name.
    fn opens_with_number(&self, m: usize) -> bool {
        /// Tokens up to the noun, and up to the grade.
        const NOUN: usize = 5;
        const NEAR: usize = 14;
        let a = self.a;
        let first = self.sentence().start;
        let start = self.mentions[m].tokens.start;
        let leads = ["only", "just", "about", "nearly", "more", "than", "at", "least", "some", "almost"];
        let at = (first..start).find(|&t| !a.one_of(t, &leads)).unwrap_or(first);
        let number = a.one_of(at, &NUMBERS[1..])
            || a.word(at).bytes().all(|byte| byte.is_ascii_digit()) && !is_year(a, at);
        let noun = |t: usize| {
            a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32) == Tag::Nns)
                && !a.is_capital(t)
                && !subject::is_area(a, t)
                && !a.one_of(t, &["stars", "years", "months", "weeks", "days"])
        };
        number
            && (at + 1..start.min(at + NOUN)).any(noun)
            && start <= at + NEAR
            && !(at + 1..start)
                .any(|t| matches!(a.word(t), "," | ";" | ":" | "–" | "(") || a.one_of(t, &["of"]))
    }

    /// The event of mention `m`: of the subject of the nearest verb before it; `own` are those of the sentence.
    fn push_overlooked(&self, m: usize, chance: f32, own: &[Event], out: &mut Vec<Event>) {
        let a = self.a;
        let tokens = self.mentions[m].tokens.clone();
        let clause = self.clause(m);
        let last = self.before(m).filter(|p| is_taken(own, *p)).map(|p| self.mentions[p].tokens.end);
        let low = clause.start.max(last.unwrap_or(0)).max(tokens.start.saturating_sub(AROUND));
        let verb = (low..tokens.start).rev().find(|&t| a.is(t, VERBS));
        let subject = match (verb, last) {
            (Some(verb), _) => subject::before_verb(a, self.times, low, verb),
            (None, Some(_)) => Subject::Same,
            (None, None) => Subject::Context,
        };
        let behind = self.right(tokens.end);
        let behind = behind + usize::from(a.is(behind, ANY_NOUN));
        let found = Found::new(subject, verb.unwrap_or(tokens.start), chance, behind);
        let free = |p: &usize| !is_taken(own, *p);
        let before = self.before(m).filter(free).filter(|p| self.is_earlier(*p, m) || self.was_earlier(*p));
        let previous = before.or_else(|| self.told_as_earlier(m).filter(free));
        self.push(out, m, &found, previous, clause);
    }

    /// What is known of mention `m`; `own` are the events of its sentence, `before` those of the sentences before.
    fn signs(&self, m: usize, before: &[Event], own: &[Event]) -> Vec<f32> {
        let used = |m: usize| own.iter().any(|event| event.mention == m);
        let a = self.a;
        let sentence = self.sentence();
        let tokens = self.mentions[m].tokens.clone();
        let mut out: Vec<f32> = Vec::with_capacity(480);
        for place in PLACES {
            let t = beside(&tokens, place).filter(|t| sentence.contains(t));
            for words in WORDS {
                out.push(flag(t.is_some_and(|t| a.one_of(t, words))));
            }
            for class in CLASSES {
                out.push(flag(t.is_some_and(|t| a.is(t, *class))));
            }
            let tag = t.and_then(|t| Some(a.syntax.as_ref()?.tag(t as u32)));
            out.push(tag.map_or(-1.0, |tag| tag as u8 as f32));
            out.push(flag(tag.is_some_and(|tag| matches!(tag, Tag::Nn | Tag::Nns))));
            out.push(flag(t.is_some_and(|t| a.is_capital(t))));
            out.push(flag(t.is_some_and(|t| a.lower(t).ends_with("ly"))));
            out.push(flag(t.is_none()));
        }
        let left = self.left(tokens.start, sentence.start, true);
        let right = self.right(tokens.end);
        let low = sentence.start.max(tokens.start.saturating_sub(AROUND));
        let high = sentence.end.min(tokens.end + AROUND);
        let clause = self.clause(m);
        let verb = (low..tokens.start).rev().find(|&t| a.is(t, VERBS));
        for class in CLASSES {
            out.push(flag(left.is_some_and(|t| a.is(t, *class))));
            out.push(flag(verb.is_some_and(|t| a.is(t, *class))));
            out.push((low..tokens.start).filter(|&t| a.is(t, *class)).count() as f32);
            out.push((tokens.end..high).filter(|&t| a.is(t, *class)).count() as f32);
        }
        out.push(verb.map_or(99.0, |t| (tokens.start - t) as f32));
        out.push(flag(verb.is_some_and(|t| subject::is_passive(a, low, t))));
        // The subject of the nearest verb, and of the grade itself where that is the predicate.
        let own = verb.map(|t| subject::before_verb(a, self.times, clause.start.min(t), t));
        let range = match &own {
            Some(Subject::Phrase(range) | Subject::Its(range) | Subject::List(range)) => Some(range.clone()),
            _ => None,
        };
        out.push(match &own {
            None => -1.0,
            Some(Subject::Phrase(_)) => 0.0,
            Some(Subject::Its(_)) => 1.0,
            Some(Subject::List(_)) => 2.0,
            Some(Subject::Same) => 3.0,
            Some(Subject::Context) => 4.0,
        });
        let of_subject = |holds: &dyn Fn(&Subject) -> bool| flag(own.as_ref().is_some_and(holds));
        out.push(of_subject(&|s| subject::is_part(a, s)));
        out.push(of_subject(&|s| subject::is_pronoun(a, s)));
        out.push(of_subject(&|s| subject::is_it(a, s)));
        out.push(of_subject(&|s| subject::is_we(a, s)));
        out.push(range.as_ref().map_or(0.0, |range| range.len() as f32));
        out.push(flag(
            range
                .as_ref()
                .is_some_and(|range| range.clone().any(|t| a.is_capital(t) && !a.opens_sentence(t))),
        ));
        out.push(flag(
            range.as_ref().is_some_and(|range| subject::is_body_name(a, &subject::cased(a, range.clone()))),
        ));
        out.push(flag(range.as_ref().is_some_and(|range| a.one_of(range.start, &["the"]))));
        out.push(flag(range.as_ref().is_some_and(|range| a.one_of(range.start, &["a", "an"]))));
        out.push(flag(range.as_ref().is_some_and(|range| subject::described(a, range.clone()).is_some())));
        let syntax = a.syntax.as_ref();
        let last = tokens.end as u32 - 1;
        let outside = syntax.and_then(|syntax| {
            let mut at = last;
            for _ in 0..4 {
                at = syntax.head(at)?;
                if !tokens.contains(&(at as usize)) {
                    return Some(at);
                }
            }
            None
        });
        out.push(syntax.map_or(-1.0, |syntax| syntax.label(last) as u8 as f32));
        out.push(syntax.map_or(-1.0, |syntax| syntax.tag(tokens.start as u32) as u8 as f32));
        out.push(outside.map_or(-1.0, |head| syntax.map_or(-1.0, |syntax| syntax.tag(head) as u8 as f32)));
        out.push(outside.map_or(-99.0, |head| head as f32 - tokens.start as f32).clamp(-20.0, 20.0));
        for class in CLASSES {
            out.push(flag(outside.is_some_and(|head| a.is(head as usize, *class))));
        }
        let child = |labels: &[Label]| {
            syntax.and_then(|syntax| tokens.clone().find_map(|t| syntax.child(t as u32, labels)))
        };
        out.push(flag(child(&[Label::Cop]).is_some()));
        let nsubj = child(&[Label::Nsubj, Label::Nsubjpass]);
        out.push(flag(nsubj.is_some()));
        let phrase = nsubj.zip(syntax).map(|(at, syntax)| {
            let range = syntax.subtree(at);
            range.start as usize..range.end as usize
        });
        let of_phrase = |holds: &dyn Fn(Range<usize>) -> bool| flag(phrase.clone().is_some_and(holds));
        out.push(of_phrase(&|range| subject::names_part(a, &subject::words(a, range))));
        out.push(of_phrase(&|range| range.len() == 1 && a.one_of(range.start, &["it", "they", "we"])));
        out.push(of_phrase(&|range| range.clone().any(|t| a.is_capital(t) && !a.opens_sentence(t))));
        out.push(of_phrase(&|range| subject::described(a, range).is_some()));
        out.push(flag(child(&[Label::Neg]).is_some()));
        out.push(flag(child(&[Label::Det]).is_some()));
        out.push(flag(child(&[Label::Aux]).is_some()));
        out.push(flag(child(&[Label::Mark]).is_some()));
        // What may deny or wish it.
        let near = low..tokens.start;
        let count =
            |range: Range<usize>, words: &[&str]| range.filter(|&t| a.one_of(t, words)).count() as f32;
        let own_clause = clause.start.max(low)..tokens.start;
        for range in [own_clause, near] {
            out.push(count(
                range.clone(),
                &["not", "n't", "n’t", "never", "no", "nor", "neither", "without", "cannot"],
            ));
            out.push(count(
                range.clone(),
                &["would", "could", "should", "may", "might", "will", "can", "must", "’ll", "'ll", "shall"],
            ));
            out.push(count(range.clone(), &["if", "whether", "until", "unless", "when", "once"]));
            out.push(count(
                range.clone(),
                &["hope", "hopes", "aim", "want", "wants", "become", "towards", "expect", "be"],
            ));
            out.push(count(range, &["said", "says", "added", "told"]));
        }
        out.push(flag(self.ends_well(m)));
        out.push(flag(subject::part_follows(a, right + 1)));
        out.push(flag(subject::part_follows(a, right)));
        let quoted = |t: usize| a.fragment_of[t].is_some();
        out.push(flag(quoted(tokens.start)));
        out.push(flag(self.is_alone(m)));
        out.push(flag(is_quote(a, tokens.start.wrapping_sub(1))));
        out.push(flag(is_quote(a, tokens.end)));
        out.push(flag(verb.is_some_and(quoted)));
        out.push(flag(self.official));
        out.push(flag(self.is_everyday(m)));
        out.push(flag(self.is_state(m)));
        out.push(flag(a.is_capital(tokens.start)));
        out.push(flag(tokens.start == sentence.start));
        out.push(flag(a.is(tokens.end, ANY_NOUN)));
        out.push(tokens.len() as f32);
        out.push((tokens.start - sentence.start) as f32);
        out.push((sentence.end - tokens.end) as f32);
        out.push(sentence.len() as f32);
        out.push(self.mentions[m].grades.len() as f32);
        let paragraph = a.sentences[self.sentence].paragraph;
        out.push(paragraph as f32);
        out.push(self.sentence as f32 / a.sentences.len() as f32);
        for kind in
            [ParagraphKind::Title, ParagraphKind::Heading, ParagraphKind::ListItem, ParagraphKind::Body]
        {
            out.push(flag(self.kind() == kind));
        }
        out.push(flag(self.has_inspector(low..high)));
        let above = self.sentence.checked_sub(1).map(|at| a.sentences[at].tokens.clone());
        out.push(flag(above.clone().is_some_and(|above| self.has_inspector(above))));
        out.push((low..high).filter(|&t| a.is(t, WordClass::INSPECTION)).count() as f32);
        out.push(above.map_or(0.0, |above| {
            above.take(LONGEST).filter(|&t| a.is(t, WordClass::INSPECTION)).count() as f32
        }));
        out.push(flag(self.has_time(&(low..tokens.start.max(low + 1)))));
        out.push(flag(tokens.end < high && self.has_time(&(tokens.end..high))));
        // The grades beside it.
        let last_before = (m > self.all.start).then(|| m - 1);
        let next = (m + 1 < self.all.end).then(|| m + 1);
        out.push(last_before.map_or(-1.0, |p| flag(used(p))));
        out.push(next.map_or(-1.0, |n| flag(used(n))));
        out.push(last_before.map_or(99.0, |p| (tokens.start - self.mentions[p].tokens.end) as f32));
        out.push(next.map_or(99.0, |n| (self.mentions[n].tokens.start - tokens.end) as f32));
        out.push(self.all.len() as f32);
        let alike = |p: usize| self.mentions[p].grades.iter().any(|g| self.mentions[m].grades.contains(g));
        out.push(last_before.map_or(-1.0, |p| flag(alike(p))));
        out.push(next.map_or(-1.0, |n| flag(alike(n))));
        let told = before.iter().rev().take(TOLD);
        out.push(told.clone().filter(|event| alike(event.mention)).count() as f32);
        out.push(told.clone().count() as f32);
        let since = before
            .last()
            .map_or(99.0, |event| (self.sentence - self.mentions[event.mention].sentence) as f32);
        out.push(since);
        out.push(flag(
            before.last().is_some_and(|event| {
                a.sentences[self.mentions[event.mention].sentence].paragraph == paragraph
            }),
        ));
        out.push(flag(before.last().is_some_and(|event| event.line)));
        out
    }
}
