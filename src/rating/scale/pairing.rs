//! Which grade each part that a text names was given: which of the grades beside it, and what speaks for and against each.
//!
//! Rules read lists by their frames (*good for safety and leadership*). Here each wording of a part is asked for its grade, wherever
//! the two stand: *Purposeful activity was again assessed as not sufficiently good.*

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Event, Finder, Graded, Mention, Subject};
use crate::annotate::Annotated;
use crate::lexicon::WordClass;
use crate::model::trees::flag;
use crate::model::{Candidate, Forest, RULED};
use crate::rating::subject;
use crate::text::ParagraphKind;

/// Grades looked at before a part, and behind it.
const BEFORE: usize = 4;
const BEHIND: usize = 4;
/// Sentences on either side in which they stand.
const SENTENCES: usize = 2;
/// Tokens on either side in which they stand.
const REACH: usize = 120;
/// Tokens of the longest wording of a part.
const LONGEST: usize = 14;
/// Parts of a text that are looked at.
const MOST: usize = 2000;
/// What stands for a number that there is none of.
const NONE: f32 = -1.0;
const FAR: f32 = 99.0;
/// Steps in a parse that are looked at.
const STEPS: usize = 12;

/// Words and marks whose place tells much.
const WORDS: &[&[&str]] = &[
    &["for"],
    &["in", "on", "at", "across", "under"],
    &["as"],
    &["of"],
    &["to", "from"],
    &["is", "are", "'s", "’s"],
    &["was", "were", "been", "be"],
    &["has", "have", "had"],
    &["but", "while", "although", "though", "whereas", "however"],
    &["and", "&"],
    &["or", "nor"],
    &["with"],
    &["both", "all", "each", "every"],
    &["also", "too", "so", "again", "still", "now"],
    &["not", "n't", "n’t", "no", "never"],
    &["the", "its", "their", "our", "his", "her"],
    &["a", "an"],
    &["how", "whether"],
    &["which", "that", "who"],
    &["when", "where", "if"],
    &["it", "they", "we", "this", "those", "these"],
    &["overall"],
    &["than"],
    &["grade", "grades", "rating", "ratings", "mark", "marks", "score", "scores", "judgement", "judgements"],
    &[","],
    &[";"],
    &[":", "–", "—", "-", "="],
    &["(", "["],
    &[")", "]"],
    &["“", "”", "\"", "‘", "’", "'"],
    &[".", "!", "?"],
];

const CLASSES: &[WordClass] = &[
    WordClass::GRADING,
    WordClass::FINDING,
    WordClass::GIVING,
    WordClass::KEEPING,
    WordClass::CHANGING,
    WordClass::VERB,
];

/// A part that a text names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub tokens: Range<usize>,
    pub sentence: usize,
    /// The scales that grade it, with its name in each.
    pub names: Vec<(usize, String)>,
}

/// A grade that a part may have: its mention, with what this makes of part and grade in each scale; none where it has no grade here.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    pub mention: Option<usize>,
    /// The part and the grade, as the scales that fit name them.
    pub names: Vec<(String, String)>,
}

/// A part or a grade, in text order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Item {
    Part(usize),
    Grade(usize),
}

/// The parts and grades of a text.
pub(super) struct Pairings<'a> {
    a: &'a Annotated<'a>,
    mentions: &'a [Mention],
    events: &'a [Event],
    graded: &'a [Graded],
    pub parts: Vec<Part>,
    /// The first token of each part and grade, and which it is.
    items: Vec<(usize, Item)>,
    /// For each mention the grades that the rules found there, as indexes of `graded`; whether it is the grade before another.
    of: Vec<Vec<usize>>,
    previous: Vec<bool>,
    /// For each mention its event, as an index of `events`.
    event: Vec<Option<usize>>,
    /// The parts that the rules grade, each with its grades.
    told: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// How often the text names each part.
    named: BTreeMap<String, usize>,
    /// For each part the list that it is one of, as indexes of `parts`: *safety, respect and the preparation for release*.
    lists: Vec<Range<usize>>,
}

/// Words and marks that join the parts of a list.
const JOINTS: &[&str] = &[
    ",",
    ";",
    "and",
    "&",
    "or",
    "nor",
    "as",
    "well",
    "also",
    "both",
    "the",
    "its",
    "their",
    "our",
    "your",
    "for",
    "in",
    "at",
    "on",
    "of",
    "to",
    "how",
    "being",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "•",
    "-",
    "*",
    "pupils",
    "children",
    "students",
    "learners",
    "residents",
    "patients",
    "people",
];

/// The lists that the parts of a text stand in.
fn lists(a: &Annotated, parts: &[Part]) -> Vec<Range<usize>> {
    /// Tokens between two parts of a list.
    const GAP: usize = 7;
    let joined = |at: usize| {
        let gap = parts[at].tokens.end..parts[at + 1].tokens.start;
        parts[at].sentence == parts[at + 1].sentence
            && gap.len() <= GAP
            && gap.clone().any(|t| a.one_of(t, &[",", ";", "and", "&", "or", "nor", "•", "*", "-"]))
            && gap.clone().all(|t| a.one_of(t, JOINTS))
    };
    let mut out = Vec::with_capacity(parts.len());
    while out.len() < parts.len() {
        let first = out.len();
        let last = (first..parts.len() - 1).find(|&at| !joined(at)).unwrap_or(parts.len() - 1);
        out.resize(last + 1, first..last + 1);
    }
    out
}

/// The parts that the sentences near grades name.
pub(super) fn parts(finder: &Finder) -> Vec<Part> {
    let (a, mentions) = (finder.a, finder.mentions);
    let known = &a.lexicon.scales;
    let mut out = Vec::new();
    let mut last = 0;
    for (index, sentence) in a.sentences.iter().enumerate() {
        let near = mentions.partition_point(|mention| mention.sentence + SENTENCES < index);
        let is_near = mentions.get(near).is_some_and(|mention| mention.sentence.abs_diff(index) <= SENTENCES);
        let row = a.document.paragraphs[sentence.paragraph].kind == ParagraphKind::TableRow;
        if !is_near || row || out.len() >= MOST {
            continue;
        }
        let mut t = sentence.tokens.start.max(last);
        while t < sentence.tokens.end {
            let found = known.may_start_part(a.lower(t)).then(|| {
                let ends = (t + 1..=(t + LONGEST).min(sentence.tokens.end)).rev();
                ends.into_iter().find_map(|end| {
                    let names = known.parts(&subject::words(a, t..end));
                    let own = names.iter().filter(|(scale, _)| finder.scales.has(*scale));
                    let own: Vec<(usize, String)> = own.cloned().collect();
                    (!own.is_empty()).then_some((end, own))
                })
            });
            match found.flatten() {
                Some((end, names)) => {
                    out.push(Part { tokens: t..end, sentence: index, names });
                    t = end;
                    last = end;
                }
                None => t += 1,
            }
        }
    }
    out
}

impl<'a> Pairings<'a> {
    /// `parts` are those of the text.
    pub(super) fn new(
        finder: &Finder<'a>,
        parts: Vec<Part>,
        events: &'a [Event],
        graded: &'a [Graded],
    ) -> Self {
        let (a, mentions) = (finder.a, finder.mentions);
        let mut items: Vec<(usize, Item)> =
            parts.iter().enumerate().map(|(at, part)| (part.tokens.start, Item::Part(at))).collect();
        items.extend(mentions.iter().enumerate().map(|(at, m)| (m.tokens.start, Item::Grade(at))));
        items.sort_by_key(|(token, item)| (*token, matches!(item, Item::Part(_))));
        let mut of = vec![Vec::new(); mentions.len()];
        for (at, graded) in graded.iter().enumerate() {
            of[graded.mention].push(at);
        }
        let mut previous = vec![false; mentions.len()];
        events.iter().filter_map(|event| event.previous).for_each(|mention| previous[mention] = true);
        let mut event = vec![None; mentions.len()];
        events.iter().enumerate().rev().for_each(|(at, one)| event[one.mention] = Some(at));
        let mut told: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for graded in graded {
            if let Some(aspect) = &graded.aspect {
                told.entry(aspect).or_default().insert(&graded.grade);
            }
        }
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for (_, name) in parts.iter().filter_map(|part| part.names.first()) {
            *named.entry(name.clone()).or_default() += 1;
        }
        let lists = lists(a, &parts);
        Pairings { a, mentions, events, graded, parts, items, of, previous, event, told, named, lists }
    }

    /// What a part and a grade are called in the scales that have both.
    fn names(&self, part: &Part, mention: usize) -> Vec<(String, String)> {
        let list = &self.a.lexicon.scales.list;
        let mut out = Vec::new();
        for grade in &self.mentions[mention].grades {
            for (_, name) in part.names.iter().filter(|(scale, _)| *scale == grade.scale) {
                let pair = (name.clone(), list[grade.scale].grades[grade.grade].name.clone());
                if !out.contains(&pair) {
                    out.push(pair);
                }
            }
        }
        out
    }

    /// Whether the rules give mention `mention` for that part.
    fn rules_pair(&self, part: &Part, mention: usize) -> bool {
        self.of[mention].iter().any(|&at| {
            let aspect = self.graded[at].aspect.as_ref();
            aspect.is_some_and(|aspect| part.names.iter().any(|(_, name)| name == aspect))
        })
    }

    /// The grades beside part `at` that are of a scale that grades it, with what the two are called.
    fn near(&self, at: usize) -> Vec<(usize, Vec<(String, String)>)> {
        let part = &self.parts[at];
        let start = part.tokens.start;
        let behind = self.mentions.partition_point(|mention| mention.tokens.start < start);
        let near = behind.saturating_sub(BEFORE)..(behind + BEHIND).min(self.mentions.len());
        let fits = |m: &usize| {
            let mention = &self.mentions[*m];
            mention.sentence.abs_diff(part.sentence) <= SENTENCES
                && mention.tokens.start.abs_diff(start) <= REACH
                // *requires improvement* is no *improvement*
                && (mention.tokens.end <= start || part.tokens.end <= mention.tokens.start)
        };
        let named = near.filter(fits).map(|m| (m, self.names(part, m)));
        named.filter(|(_, names)| !names.is_empty()).collect()
    }

    /// The grades that part `at` may have, and none; nothing where there is no grade to choose.
    #[cfg(feature = "train")]
    pub(super) fn candidates(&self, at: usize) -> Vec<Candidate<Pairing>> {
        self.among(at, self.near(at))
    }

    fn among(&self, at: usize, near: Vec<(usize, Vec<(String, String)>)>) -> Vec<Candidate<Pairing>> {
        if near.is_empty() {
            return Vec::new();
        }
        let part = &self.parts[at];
        let all: Vec<usize> = near.iter().map(|(m, _)| *m).collect();
        let context = self.context(at, &all);
        let candidate = |mention: Option<usize>, names: Vec<(String, String)>| Candidate {
            ruled: mention.is_some_and(|m| self.rules_pair(part, m)),
            signs: self.signs(at, mention, &names, &all, &context),
            answer: Pairing { mention, names },
        };
        let mut out: Vec<Candidate<Pairing>> =
            near.into_iter().map(|(m, names)| candidate(Some(m), names)).collect();
        let ruled = out.iter().any(|candidate| candidate.ruled);
        out.push(Candidate { ruled: !ruled, ..candidate(None, Vec::new()) });
        out
    }

    /// *An inspection of safeguarding and provision for looked after children found that …*: what the inspection was of.
    fn is_inspected(&self, at: usize) -> bool {
        /// Tokens from the inspection to the part.
        const LONG: usize = 8;
        let a = self.a;
        let start = self.parts[at].tokens.start;
        let of = (start.saturating_sub(LONG)..start)
            .rev()
            .find(|&t| a.one_of(t, &["of", "into"]) && t > 0 && a.is(t - 1, WordClass::INSPECTION));
        let is_verb = |t: usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(t as u32).is_finite());
        of.is_some_and(|of| !(of..start).any(|t| is_verb(t) || matches!(a.word(t), "," | ";" | ":" | ".")))
    }

    /// The parts to which the rules give no grade that stands beside them, with the grade that `forest` takes for theirs.
    fn overlooked(&self, forest: &Forest) -> Vec<Found> {
        let of_part = |at: usize| {
            let near = self.near(at);
            if self.is_inspected(at) || near.iter().any(|(m, _)| self.rules_pair(&self.parts[at], *m)) {
                return None;
            }
            let candidates = self.among(at, near);
            let (best, chance) = forest.likeliest(&candidates)?;
            let mention = candidates[best].answer.mention?;
            (chance >= forest.manifest.likely).then_some(Found { part: at, mention, chance })
        };
        (0..self.parts.len()).filter_map(of_part).collect()
    }

    fn is(&self, t: Option<usize>, out: &mut Vec<f32>) {
        let a = self.a;
        let t = t.filter(|t| *t < a.tokens.len());
        for words in WORDS {
            out.push(flag(t.is_some_and(|t| a.one_of(t, words))));
        }
        for class in CLASSES {
            out.push(flag(t.is_some_and(|t| a.is(t, *class))));
        }
    }

    fn kind(&self, sentence: usize) -> f32 {
        match self.a.document.paragraphs[self.a.sentences[sentence].paragraph].kind {
            ParagraphKind::Title => 1.0,
            ParagraphKind::Heading => 2.0,
            ParagraphKind::ListItem => 3.0,
            ParagraphKind::TableRow => 4.0,
            _ => 0.0,
        }
    }

    fn starts_line(&self, t: usize) -> bool {
        t == 0 || t >= self.a.tokens.len() || self.a.gap_before(t).contains('\n')
    }

    fn item_tokens(&self, item: Item) -> Range<usize> {
        match item {
            Item::Part(at) => self.parts[at].tokens.clone(),
            Item::Grade(at) => self.mentions[at].tokens.clone(),
        }
    }

    /// The items of a sentence, as indexes.
    fn items_of(&self, sentence: usize) -> Range<usize> {
        let tokens = &self.a.sentences[sentence].tokens;
        let index = |token: usize| self.items.partition_point(|(at, _)| *at < token);
        index(tokens.start)..index(tokens.end)
    }

    /// The items on either side of one, and what stands between.
    fn beside(&self, item: Item, out: &mut Vec<f32>) {
        let a = self.a;
        let tokens = self.item_tokens(item);
        let at = self.items.partition_point(|(token, _)| *token < tokens.start);
        let at = (at..self.items.len()).find(|&at| self.items[at].1 == item).unwrap_or(at);
        for steps in [-3_isize, -2, -1, 1, 2, 3] {
            let other = at.checked_add_signed(steps).and_then(|at| self.items.get(at));
            let Some((_, other)) = other else {
                out.extend([NONE; 7]);
                continue;
            };
            let there = self.item_tokens(*other);
            let gap = match steps < 0 {
                true => there.end.min(tokens.start)..tokens.start,
                false => tokens.end.min(there.start)..there.start,
            };
            out.push(flag(matches!(other, Item::Part(_))));
            out.push((gap.len() as f32).min(FAR));
            let short = gap.start..gap.end.min(gap.start + 30);
            let has = |words: &[&str]| flag(short.clone().any(|t| a.one_of(t, words)));
            out.push(has(&[","]));
            out.push(has(&["and", "&", "or"]));
            out.push(has(&[";", ":", "–", "—", "(", "-"]));
            out.push(flag(short.clone().any(|t| a.is(t, WordClass::VERB.with(WordClass::BE)))));
            let line = gap.start.min(gap.end)..gap.end.min(gap.start + 60) + 1;
            out.push(flag(line.clone().any(|t| t < a.tokens.len() && a.gap_before(t).contains('\n'))));
        }
    }

    /// What is known of a part, whatever its grade.
    fn context(&self, at: usize, candidates: &[usize]) -> Vec<f32> {
        let a = self.a;
        let part = &self.parts[at];
        let tokens = part.tokens.clone();
        let sentence = a.sentences[part.sentence].tokens.clone();
        let mut out = Vec::with_capacity(200);
        self.is(tokens.start.checked_sub(1), &mut out);
        self.is(tokens.start.checked_sub(2), &mut out);
        self.is(Some(tokens.end), &mut out);
        self.is(Some(tokens.end + 1), &mut out);
        out.push(tokens.len() as f32);
        out.push(part.names.len() as f32);
        let words = subject::words(a, tokens.clone());
        out.push(flag(part.names.iter().any(|(_, name)| *name == words)));
        out.push(flag(a.is_capital(tokens.start)));
        out.push(flag(a.is_capital(tokens.end - 1)));
        out.push(flag(self.starts_line(tokens.start)));
        out.push(flag(self.starts_line(tokens.end)));
        out.push(flag(a.opens_sentence(tokens.start)));
        out.push(flag(a.fragment_of.get(tokens.start).is_some_and(Option::is_some)));
        out.push(self.kind(part.sentence));
        out.push(((tokens.start - sentence.start) as f32).min(FAR));
        out.push(((sentence.end - tokens.end.min(sentence.end)) as f32).min(FAR));
        out.push((sentence.len() as f32).min(FAR));
        let items = self.items_of(part.sentence);
        let is_part = |item: &Item| matches!(item, Item::Part(_));
        let all = || self.items[items.clone()].iter().map(|(_, item)| item);
        out.push(all().filter(|item| is_part(item)).count() as f32);
        out.push(all().filter(|item| !is_part(item)).count() as f32);
        out.push(all().next().map_or(NONE, |item| flag(is_part(item))));
        out.push(all().next_back().map_or(NONE, |item| flag(is_part(item))));
        let place = |own: &dyn Fn(&Item) -> bool| {
            all().take_while(|item| **item != Item::Part(at)).filter(|item| own(item)).count() as f32
        };
        out.push(place(&is_part));
        out.push(place(&|item| !is_part(item)));
        let named = part.names.first().and_then(|(_, name)| self.named.get(name));
        out.push(named.map_or(0.0, |count| *count as f32));
        out.push(self.parts.len() as f32);
        out.push(candidates.len() as f32);
        out.push(candidates.iter().filter(|m| self.mentions[**m].sentence == part.sentence).count() as f32);
        self.beside(Item::Part(at), &mut out);
        let syntax = a.syntax.as_ref();
        let last = (tokens.end - 1) as u32;
        out.push(syntax.map_or(NONE, |syntax| f32::from(syntax.label(last) as u8)));
        out.push(syntax.map_or(NONE, |syntax| f32::from(syntax.tag(last) as u8)));
        out
    }

    /// The token of a range that depends on none of it.
    fn root(&self, tokens: &Range<usize>) -> Option<u32> {
        let syntax = self.a.syntax.as_ref()?;
        let outside = |t: &u32| syntax.head(*t).is_none_or(|head| !tokens.contains(&(head as usize)));
        (tokens.start as u32..tokens.end as u32).rev().find(outside)
    }

    fn path(&self, from: u32) -> Vec<u32> {
        let Some(syntax) = self.a.syntax.as_ref() else { return Vec::new() };
        std::iter::successors(Some(from), |&t| syntax.head(t)).take(STEPS).collect()
    }

    /// What speaks for and against that part `at` has the grade of `mention`, which are called `names`; `all` are the grades beside it.
    fn signs(
        &self,
        at: usize,
        mention: Option<usize>,
        names: &[(String, String)],
        all: &[usize],
        context: &[f32],
    ) -> Vec<f32> {
        let a = self.a;
        let part = &self.parts[at];
        let mut out: Vec<f32> = Vec::with_capacity(500);
        let pairs = |other: usize, m: usize| flag(self.rules_pair(&self.parts[other], m));
        // What the rules say.
        out.push(mention.map_or(NONE, |m| pairs(at, m)));
        out.push(flag(all.iter().any(|&m| Some(m) != mention && self.rules_pair(part, m))));
        let list = self.lists[at].clone();
        let any = |mut others: Range<usize>, m: usize| {
            flag(others.any(|other| self.rules_pair(&self.parts[other], m)))
        };
        // Of the others of its list, or else of the parts beside it.
        let (first, last) = match list.len() {
            1 => (at.saturating_sub(1)..at, at + 1..(at + 2).min(self.parts.len())),
            _ => (list.start..at, at + 1..list.end),
        };
        out.push(mention.filter(|_| !first.is_empty()).map_or(NONE, |m| any(first, m)));
        out.push(mention.filter(|_| !last.is_empty()).map_or(NONE, |m| any(last, m)));
        out.push(mention.map_or(NONE, |m| {
            self.of[m].iter().filter(|&&at| self.graded[at].aspect.is_some()).count() as f32
        }));
        out.push(
            mention.map_or(NONE, |m| flag(self.of[m].iter().any(|&at| self.graded[at].aspect.is_none()))),
        );
        let grades = |name: &String| self.told.get(name.as_str());
        let told =
            |(part, grade): &(String, String)| grades(part).is_some_and(|all| all.contains(grade.as_str()));
        out.push(mention.map_or(NONE, |_| flag(names.iter().any(told))));
        out.push(flag(part.names.iter().any(|(_, name)| grades(name).is_some())));
        out.push(mention.map_or(NONE, |m| flag(self.of[m].is_empty())));
        out.push(flag(all.iter().any(|&m| !self.of[m].is_empty())));
        debug_assert_eq!(out.len(), RULED);
        out.push(flag(mention.is_none()));
        out.extend(context);
        let from = out.len();
        let Some(m) = mention else {
            out.resize(from + OF_GRADE, NONE);
            return out;
        };
        let grade = &self.mentions[m];
        let (tokens, own) = (grade.tokens.clone(), part.tokens.clone());
        let before = tokens.start < own.start;
        let gap = if before { tokens.end..own.start } else { own.end..tokens.start };
        let gap = gap.start.min(gap.end)..gap.end;
        let whole = self.parts[list.start].tokens.start..self.parts[list.end - 1].tokens.end;
        let outside = if before { tokens.end..whole.start } else { whole.end..tokens.start };
        let outside = outside.start.min(outside.end)..outside.end;
        out.push(flag(before));
        out.push((gap.len() as f32).min(FAR));
        out.push(grade.sentence as f32 - part.sentence as f32);
        out.push(a.sentences[grade.sentence].paragraph as f32 - a.sentences[part.sentence].paragraph as f32);
        // Held free: the model counts signs by place.
        out.push(0.0);
        let between = || {
            let index = |token: usize| self.items.partition_point(|(at, _)| *at < token);
            self.items[index(gap.start)..index(gap.end).max(index(gap.start))].iter().map(|(_, item)| item)
        };
        out.push(between().filter(|item| matches!(item, Item::Part(_))).count() as f32);
        out.push(between().filter(|item| matches!(item, Item::Grade(_))).count() as f32);
        for words in WORDS {
            out.push(gap.clone().filter(|&t| a.one_of(t, words)).count() as f32);
        }
        for class in CLASSES {
            out.push(gap.clone().filter(|&t| a.is(t, *class)).count() as f32);
        }
        let finite = |t: &usize| a.syntax.as_ref().is_some_and(|syntax| syntax.tag(*t as u32).is_finite());
        out.push(gap.clone().filter(finite).count() as f32);
        let lines = |t: &usize| a.gap_before(*t).contains('\n');
        out.push((gap.start..=gap.end).filter(|t| *t < a.tokens.len()).filter(lines).count() as f32);
        out.push(gap.clone().filter(|&t| a.is_capital(t)).count() as f32);
        let in_part = |t: usize| between().any(|item| self.item_tokens(*item).contains(&t));
        let plain = |t: &usize| {
            !a.one_of(*t, &[",", "and", "the", "its", "their", "for", "in", "&", "on", "of"]) && !in_part(*t)
        };
        out.push((gap.clone().take(60).filter(plain).count() as f32).min(FAR));
        // How the list of which the part is one stands to it.
        out.push(list.len() as f32);
        out.push((at - list.start) as f32);
        out.push((outside.len() as f32).min(FAR));
        for words in WORDS {
            out.push(outside.clone().take(60).filter(|&t| a.one_of(t, words)).count() as f32);
        }
        for class in CLASSES {
            out.push(outside.clone().take(60).filter(|&t| a.is(t, *class)).count() as f32);
        }
        out.push(outside.clone().take(60).filter(finite).count() as f32);
        out.push((outside.clone().take(60).filter(plain).count() as f32).min(FAR));
        let within = |item: &&(usize, Item)| outside.contains(&item.0);
        let inside = {
            let index = |token: usize| self.items.partition_point(|(at, _)| *at < token);
            index(outside.start)..index(outside.end).max(index(outside.start))
        };
        let inside = || self.items[inside.clone()].iter().filter(within).map(|(_, item)| item);
        out.push(inside().filter(|item| matches!(item, Item::Part(_))).count() as f32);
        out.push(inside().filter(|item| matches!(item, Item::Grade(_))).count() as f32);
        self.is(whole.start.checked_sub(1), &mut out);
        self.is(Some(whole.end), &mut out);
        self.is(Some(whole.end + 1), &mut out);
        // What the grade is.
        self.is(tokens.start.checked_sub(1), &mut out);
        self.is(tokens.start.checked_sub(2), &mut out);
        self.is(Some(tokens.end), &mut out);
        self.is(Some(tokens.end + 1), &mut out);
        out.push(flag(self.starts_line(tokens.start)));
        out.push(flag(self.starts_line(tokens.end)));
        out.push(flag(a.opens_sentence(tokens.start)));
        out.push(flag(a.is_capital(tokens.start)));
        out.push(flag(a.fragment_of.get(tokens.start).is_some_and(Option::is_some)));
        out.push(flag(
            a.fragment_of.get(tokens.start).copied().flatten()
                == a.fragment_of.get(own.start).copied().flatten(),
        ));
        out.push(self.kind(grade.sentence));
        out.push(tokens.len() as f32);
        out.push(grade.grades.len() as f32);
        out.push(flag(self.previous[m]));
        let event = self.event[m].map(|at| &self.events[at]);
        out.push(flag(event.is_some()));
        out.push(event.map_or(NONE, |event| flag(event.earlier)));
        out.push(event.map_or(NONE, |event| flag(event.line)));
        out.push(event.map_or(NONE, |event| flag(event.clause.contains(&own.start))));
        out.push(event.map_or(NONE, |event| flag(event.tail.contains(&own.start))));
        out.push(event.map_or(NONE, |event| own.start as f32 - event.anchor as f32).clamp(-60.0, 60.0));
        let items = self.items_of(grade.sentence);
        let all_items = || self.items[items.clone()].iter().map(|(_, item)| item);
        out.push(all_items().filter(|item| matches!(item, Item::Part(_))).count() as f32);
        out.push(all_items().filter(|item| matches!(item, Item::Grade(_))).count() as f32);
        let until = || all_items().take_while(|item| **item != Item::Grade(m));
        out.push(until().filter(|item| matches!(item, Item::Grade(_))).count() as f32);
        out.push(until().filter(|item| matches!(item, Item::Part(_))).count() as f32);
        self.beside(Item::Grade(m), &mut out);
        // How the grammar joins the two.
        let roots = self.root(&own).zip(self.root(&tokens)).filter(|_| grade.sentence == part.sentence);
        let (part_path, grade_path) =
            roots.map_or((Vec::new(), Vec::new()), |(part, grade)| (self.path(part), self.path(grade)));
        let common =
            part_path.iter().find_map(|t| Some((t, grade_path.iter().position(|other| other == t)?)));
        let up = common.and_then(|(t, _)| part_path.iter().position(|other| other == t));
        out.push(up.map_or(NONE, |steps| steps as f32));
        out.push(common.map_or(NONE, |(_, steps)| steps as f32));
        let syntax = a.syntax.as_ref();
        let label = |path: &[u32], steps: Option<usize>| {
            let below = steps.and_then(|steps| path.get(steps.checked_sub(1)?));
            below.zip(syntax).map_or(NONE, |(t, syntax)| f32::from(syntax.label(*t) as u8))
        };
        out.push(label(&part_path, up));
        out.push(label(&grade_path, common.map(|(_, steps)| steps)));
        out.push(common.zip(syntax).map_or(NONE, |((t, _), syntax)| f32::from(syntax.tag(*t) as u8)));
        let first = |path: &[u32]| {
            path.first().zip(syntax).map_or(NONE, |(t, syntax)| f32::from(syntax.label(*t) as u8))
        };
        out.push(first(&part_path));
        out.push(first(&grade_path));
        assert_eq!(out.len() - from, OF_GRADE);
        out
    }
}

/// A part, its grade, and how likely that is.
struct Found {
    part: usize,
    mention: usize,
    chance: f32,
}

/// Adds to what the rules make of the grades of a text the parts that `forest` takes for graded and that the rules overlook; `tell` says
/// what the rules make of events.
pub(super) fn complete(
    finder: &Finder,
    events: &[Event],
    forest: &Forest,
    tell: impl Fn(&[Event]) -> Vec<Graded>,
) -> Vec<Graded> {
    let graded = tell(events);
    let pairings = Pairings::new(finder, parts(finder), events, &graded);
    let found = pairings.overlooked(forest);
    let anew = pairings.anew(&found);
    if anew.is_empty() {
        let parts = pairings.behind(finder, &found);
        return with_parts(graded, parts);
    }
    let mut events: Vec<Event> = events.iter().cloned().chain(anew).collect();
    events.sort_by_key(|event| finder.mentions[event.mention].tokens.start);
    let graded = tell(&events);
    let pairings = Pairings::new(finder, pairings.parts, &events, &graded);
    let parts = pairings.behind(finder, &pairings.overlooked(forest));
    with_parts(graded, parts)
}

/// For each grade the parts to add behind it, and whether they stand for it.
type Parts = Vec<(Vec<Graded>, bool)>;

fn with_parts(graded: Vec<Graded>, parts: Parts) -> Vec<Graded> {
    let all = graded.into_iter().zip(parts);
    all.flat_map(|(own, (more, instead))| (!instead).then_some(own).into_iter().chain(more)).collect()
}

impl Pairings<'_> {
    /// Events of grades of which the rules make nothing and that the text tells of the part nowhere else.
    fn anew(&self, found: &[Found]) -> Vec<Event> {
        let a = self.a;
        let mut out: Vec<Event> = Vec::new();
        for &Found { part, mention: m, chance } in found {
            let part = &self.parts[part];
            let names = self.names(part, m);
            let is_told = |graded: &Graded| {
                names
                    .iter()
                    .any(|(part, grade)| graded.aspect.as_ref() == Some(part) && graded.grade == *grade)
            };
            if !self.of[m].is_empty()
                || self.previous[m]
                || chance < NEW
                || out.iter().any(|event| event.mention == m)
                || self.graded.iter().any(is_told)
            {
                continue;
            }
            let tokens = self.mentions[m].tokens.clone();
            let sentence = a.sentences[self.mentions[m].sentence].tokens.clone();
            let event =
                Event::new(m, Subject::Context, tokens.end..tokens.end, sentence, tokens.start, chance);
            out.push(Event { part: Some(part.tokens.clone()), ..event });
        }
        // Where the rules find no grade at all, the text seldom tells one.
        if self.events.is_empty() && out.iter().all(|event| event.confidence < SURE) {
            out.clear();
        }
        out
    }

    /// The parts to add to grades that the rules found.
    fn behind(&self, finder: &Finder, found: &[Found]) -> Parts {
        let mut out: Parts = vec![(Vec::new(), false); self.graded.len()];
        for &Found { part, mention: m, chance } in found {
            let part = &self.parts[part];
            let Some(&own) = self.of[m].last() else { continue };
            let base = &self.graded[own];
            let is_scale = |scale: &usize| {
                let scale = &finder.list()[*scale];
                scale.name == base.scale && scale.inspector == base.inspector
            };
            let Some((_, name)) = part.names.iter().find(|(scale, _)| is_scale(scale)) else { continue };
            let told = |other: &Graded| {
                other.aspect.as_ref() == Some(name)
                    && other.subject == base.subject
                    && other.grade == base.grade
            };
            // *The home was rated good*: the whole, whatever part is named beside.
            let event = self.event[m].map(|at| &self.events[at]);
            let named = event.is_some_and(|event| match &event.subject {
                Subject::Phrase(range) | Subject::Its(range) | Subject::List(range) => {
                    finder.bodies.within(range.clone()).next().is_some()
                }
                _ => false,
            });
            out[own].1 |= base.aspect.is_none() && !named && chance >= INSTEAD;
            if self.graded.iter().any(told) || out.iter().any(|(more, _)| more.iter().any(told)) {
                continue;
            }
            let previous = base.previous.clone().filter(|_| base.aspect.is_none());
            out[own].0.push(Graded { aspect: Some(name.clone()), previous, ..base.clone() });
        }
        out
    }
}

/// From this chance on a part is graded where the rules find no grade; where they find none in the whole text, one must be surer.
const NEW: f32 = 0.65;
const SURE: f32 = 0.8;

/// From this chance on a part stands for the whole that the rules see.
const INSTEAD: f32 = 0.6;

/// How many signs tell of a grade.
const OF_GRADE: usize = 7 + 9 * (WORDS.len() + CLASSES.len()) + 4 + 7 + 20 + 42 + 7;
