//! Which quotation is about which rating.
//!
//! Four kinds of evidence, the surest first: the grade is in the words, in the same sentence, a little
//! above, or in the one report that the document is about. The last two need a reason beside nearness:
//! the words speak of an inspection, inspectors speak themselves, or the body rated answers at once.
//! What the rules find so is a proposal; [`choice`] decides, from what it learned on the cases.

pub mod choice;
pub mod pairs;

use std::collections::{BTreeMap, BTreeSet};

use self::choice::Choice;
use self::pairs::{Pair, Pairing};
use crate::base::{Date, Span};
use crate::lexicon::{Lexicon, WordClass};
use crate::rating::scale::NUMBERS;
use crate::record::{Rating, RatingBasis, SpeakerKind};
use crate::text::{Document, ParagraphKind};

/// A quotation, as far as linking looks at it. Spans are bytes.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The words reported, in text order.
    pub content: &'a [Span],
    /// From the first to the last byte of content, cue and source.
    pub whole: Span,
    /// The speaker's name; empty where unknown.
    pub speaker: &'a str,
    pub kind: SpeakerKind,
    /// The body that the speaker speaks for.
    pub organisation: Option<&'a str>,
    /// What the speaker does there: *headteacher*.
    pub role: Option<&'a str>,
    pub said_on: Option<Date>,
    /// Whether the content is speech or a clause; *the outcome* in *he welcomed the outcome* is neither.
    pub speech: bool,
}

/// A quotation is about a rating: places in the two lists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub said: usize,
    pub rating: usize,
    pub basis: RatingBasis,
    /// Probability, 0 to 1.
    pub confidence: f32,
}

/// A rating that is this many months older than the document is history: what is said now answers
/// something newer.
const HISTORY_MONTHS: i32 = 6;

/// A rating that is this many months older than the document is no news.
const NEWS_MONTHS: i32 = 1;

/// How often the rating is the right one where the quotation is about any: as counted over cases written before the program was
/// run on them, by `ratings_score`, which prints links by basis and confidence.
fn share(basis: RatingBasis) -> f32 {
    match basis {
        RatingBasis::Quoted => 0.86,
        RatingBasis::Passage => 0.76,
        RatingBasis::Document => 0.6,
        RatingBasis::Sentence => 0.45,
    }
}

/// Paragraphs that one passage may reach over.
const PASSAGE: usize = 4;

/// The ratings that a quotation may be about, and what the rules make of it.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub said: usize,
    /// The words reported.
    pub content: String,
    /// The ratings that the rules take it to be about if it is about any.
    pub links: Vec<Link>,
    /// Whether the rules have a reason beside nearness.
    pub reasoned: bool,
    /// Ratings of which the words tell themselves that they were given: *we were rated good in 2018*.
    pub stated: Vec<usize>,
    /// Every rating that it may be about, in text order.
    pub pairs: Vec<Pair>,
}

/// Which quotation is about which rating, in the order of `said`. `said` and `ratings` are in text
/// order, and all their spans are bytes of `document`.
pub fn link(document: &Document, lexicon: &Lexicon, said: &[Said], ratings: &[Rating]) -> Vec<Link> {
    Choice::embedded().choose(&proposals(document, lexicon, said, ratings))
}

/// What each quotation may be about, at most one proposal for each, in the order of `said`.
pub fn proposals(document: &Document, lexicon: &Lexicon, said: &[Said], ratings: &[Rating]) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    let mut links: Vec<Link> = Vec::new();
    if ratings.is_empty() {
        return proposals;
    }
    let scene = Scene::new(document, lexicon, said, ratings);
    let pairing = Pairing::new(&scene);
    for i in (0..said.len()).filter(|&i| said[i].speech) {
        let passage = scene.in_passage(i, &links);
        let mut found = scene.reasoned(i, &links, passage.as_ref());
        let reasoned = !found.is_empty();
        links.extend(&found);
        if found.is_empty() {
            found.extend(passage.iter().flat_map(|passage| &passage.links));
        }
        let tells = |link: &&Link| {
            let evidence = ratings[link.rating].evidence;
            link.basis == RatingBasis::Quoted && said[i].content.iter().any(|c| c.overlaps(evidence))
        };
        proposals.push(Proposal {
            said: i,
            content: scene.content(i),
            reasoned,
            stated: found.iter().filter(tells).map(|link| link.rating).collect(),
            pairs: pairing.pairs(i, &found, reasoned, passage.as_ref()),
            links: found,
        });
    }
    proposals
}

/// A rating of the passage or the document, and the reasons to think of it.
struct Passage {
    /// One, or those of all parts that were graded at once.
    links: Vec<Link>,
    reasons: Vec<&'static str>,
}

impl Passage {
    fn is_reasoned(&self) -> bool {
        !self.reasons.is_empty()
    }
}

/// What is asked of the document again and again.
struct Scene<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    said: &'a [Said<'a>],
    ratings: &'a [Rating],
    /// The names in each rating's subject: which body it is about.
    bodies: Vec<BTreeSet<String>>,
    /// Whether each rating is one that the document tells itself, and of its own time: what it is
    /// about. What a speaker recalls, and what is long past, others don't answer.
    told: Vec<bool>,
    /// The body that most of what is told is about.
    main_body: Option<BTreeSet<String>>,
    /// The inspectors, each once, in text order.
    inspectors: Vec<&'a str>,
    /// The one who gave most of the ratings.
    inspector: Option<&'a str>,
    /// What is asked of each rating for every quotation.
    facts: Vec<Facts>,
}

/// Words of a rating, in lower case.
struct Facts {
    /// Wordings of its grade.
    forms: Vec<String>,
    subject: Vec<String>,
    aspect: Vec<String>,
    /// Other wordings of its part.
    part: Vec<Vec<String>>,
}

impl<'a> Scene<'a> {
    fn new(document: &'a Document, lexicon: &'a Lexicon, said: &'a [Said], ratings: &'a [Rating]) -> Self {
        let mut bodies: Vec<BTreeSet<String>> =
            ratings.iter().map(|r| names(lexicon, r.subject.as_deref().unwrap_or_default())).collect();
        // *Special schools* and *the adoption agency* belong to the body that was rated before them.
        let mut last = bodies.iter().find(|names| !names.is_empty()).cloned().unwrap_or_default();
        for body in &mut bodies {
            if body.is_empty() {
                body.clone_from(&last);
            } else {
                last.clone_from(body);
            }
        }
        let told: Vec<bool> = ratings
            .iter()
            .map(|rating| {
                // Nowhere told but in speech.
                let spoken = |evidence: Span| {
                    let mut all = said.iter().flat_map(|s| s.content);
                    all.any(|c| c.start < evidence.end && evidence.end <= c.end)
                };
                let spoken = spoken(rating.evidence)
                    && rating.all_evidence.iter().all(|evidence| spoken(evidence.span));
                !spoken && is_current(rating, document.published_on)
            })
            .collect();
        let told_of = || bodies.iter().zip(&told).filter(|(_, told)| **told).map(|(body, _)| body);
        let mut counts: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
        for body in told_of() {
            *counts.entry(body).or_default() += 1;
        }
        // Of equals, the first.
        let mut main_body = None;
        let mut most = 0;
        for body in told_of() {
            if counts[body] > most {
                (main_body, most) = (Some(body.clone()), counts[body]);
            }
        }
        let inspector = most_frequent(ratings.iter().filter_map(|rating| rating.inspector.as_deref()));
        let mut inspectors: Vec<&str> = Vec::new();
        for name in ratings.iter().filter_map(|rating| rating.inspector.as_deref()) {
            if !inspectors.contains(&name) {
                inspectors.push(name);
            }
        }
        let lower = |text: &Option<String>| words(text.as_deref().unwrap_or_default());
        let facts = ratings.iter().map(|rating| Facts {
            forms: forms(lexicon, rating)
                .map(str::to_lowercase)
                .chain(superlatives(rating).filter(|_| rating.inspector.as_deref() == inspector))
                .collect(),
            subject: lower(&rating.subject),
            aspect: lower(&rating.aspect),
            part: forms_of_part(lexicon, rating).iter().map(|form| self::words(form)).collect(),
        });
        let facts = facts.collect();
        Scene { document, lexicon, said, ratings, bodies, told, main_body, inspectors, inspector, facts }
    }

    fn paragraph(&self, at: u32) -> usize {
        self.document.paragraphs.partition_point(|p| p.span.end <= at)
    }

    fn content(&self, i: usize) -> String {
        let parts: Vec<&str> = self.said[i].content.iter().map(|span| span.of(&self.document.text)).collect();
        parts.join(" ")
    }

    /// What stands in the paragraph between the quotation and the one before it.
    fn narration(&self, i: usize) -> &'a str {
        let start = self.said[i].whole.start;
        let from = self.document.paragraphs.get(self.paragraph(start)).map_or(start, |p| p.span.start);
        let from = self.said[i.saturating_sub(3)..i]
            .iter()
            .map(|s| s.whole.end)
            .filter(|&end| end <= start)
            .fold(from, u32::max);
        Span { start: from.min(start), end: start }.of(&self.document.text)
    }

    /// What is said of the speech around it: the whole without the content.
    fn frame(&self, i: usize) -> String {
        let (text, mut at, mut out) = (&self.document.text, self.said[i].whole.start, String::new());
        for span in self.said[i].content {
            out.push_str(Span { start: at.min(span.start), end: span.start }.of(text));
            out.push(' ');
            at = span.end;
        }
        out.push_str(Span { start: at, end: self.said[i].whole.end.max(at) }.of(text));
        out
    }

    /// Ratings whose grade is in the words, meant as a grade.
    fn quoted(&self, i: usize) -> Vec<Link> {
        let content = self.content(i);
        let words = words(&content);
        let lower = content.to_lowercase();
        let stated = |j: &usize| {
            let rating = &self.ratings[*j];
            let holds = |part: &str| self.facts[*j].forms.iter().any(|form| part.contains(form));
            let overlaps = self.said[i].content.iter().filter(|c| c.overlaps(rating.evidence));
            overlaps.map(|c| c.of(&self.document.text).to_lowercase()).any(|part| holds(&part))
        };
        let all = 0..self.ratings.len();
        let own: Vec<usize> = all.clone().filter(stated).collect();
        let named = |j: &usize| {
            let rating = &self.ratings[*j];
            if !self.facts[*j].forms.iter().any(|form| lower.contains(form)) {
                return false;
            }
            let aspect = self.is_named_with_grade(*j, &content);
            // An old grade is meant only where the words speak of grades.
            // *It went into special measures*: no newer one has that grade.
            let newer = || {
                (0..self.ratings.len()).any(|other| {
                    self.ratings[other].grade == rating.grade
                        && is_current(&self.ratings[other], self.document.published_on)
                })
            };
            if self.counts(*j, &words) > 0 && self.told[*j] {
                return true;
            }
            let plain = self.lexicon.ratings.everyday.contains(&rating.grade)
                || self.lexicon.ratings.numbers.contains(&rating.grade);
            let current = is_current(rating, self.document.published_on)
                || !plain && !newer()
                || words.iter().any(|w| self.lexicon.word(w).is(WordClass::MEANT))
                || self.facts[*j].forms.iter().any(|form| is_past(&words, form));
            current
                && self.facts[*j]
                    .forms
                    .iter()
                    .any(|form| is_meant(self.lexicon, &content, &words, form, aspect))
        };
        // *Going from poor to good*: the grade of then and that of now.
        let changes = self.changes(&words);
        let named = |j: &usize| named(j) || changes.iter().any(|(from, to)| from == j || to == j);
        // What the words tell themselves, and the grades that they speak of besides.
        let other = |j: &usize| own.iter().all(|&own| self.ratings[own].grade != self.ratings[*j].grade);
        let mut candidates: Vec<usize> = all.clone().filter(other).filter(named).collect();
        let sure: Vec<usize> = own.iter().chain(&candidates).copied().collect();
        let contrasted = |j: &usize| !sure.contains(j) && self.is_contrasted(*j, &sure, &content);
        candidates.extend(all.filter(other).filter(contrasted));
        candidates.sort_unstable();
        self.keep_best(i, &content, &words, &changes, &mut candidates);
        // *We were inadequate and now we are good*: the best of each grade.
        // *good for efficiency, good for legitimacy*: each part that is named with it.
        let mut seen: Vec<(&str, bool, usize)> = Vec::new();
        let told = |grade: &str| lower.matches(grade).count();
        candidates.retain(|&j| {
            let rating = &self.ratings[j];
            let part = rating.aspect.is_some() && self.is_named_with_grade(j, &content);
            let grade = rating.grade.as_str();
            let before = seen.iter().filter(|(known, ..)| *known == grade).count();
            let others_named = seen.iter().filter(|(known, ..)| *known == grade).all(|(_, part, _)| *part);
            let one_body = seen
                .iter()
                .filter(|(known, ..)| *known == grade)
                .all(|&(.., k)| self.bodies[k] == self.bodies[j]);
            // *two goods*, *the good grades for efficiency and legitimacy*
            let several = words.windows(2).any(|pair| {
                pair[0] == *grade && matches!(pair[1].as_str(), "grades" | "ratings" | "judgements" | "marks")
            });
            let count = self.counts(j, &words);
            let plural =
                part && several || count > before && (one_body || self.is_of_several_bodies(j, count));
            // *We are rated good, and good for caring too*: the whole beside its part.
            let beside = || {
                let parts: Vec<usize> =
                    seen.iter().filter(|(known, ..)| *known == grade).map(|&(.., k)| k).collect();
                rating.aspect.is_none() && others_named && self.is_named_without(j, &parts, &content)
            };
            let new = before == 0
                || part && others_named && (before < told(grade) || several)
                || plural
                || beside();
            if new {
                seen.push((grade, part, j));
            }
            new
        });
        own.into_iter().chain(candidates).map(|j| made(i, j, RatingBasis::Quoted)).collect()
    }

    /// *This is the result that we deserve. I am proudest of the outstanding for behaviour.*: the grade of the whole, which
    /// the first sentence answers.
    fn answered_besides(&self, i: usize, found: &[Link], passage: Option<&Passage>) -> Option<Link> {
        let content = self.content(i);
        let (first, rest) = content.split_once(['.', '!', '?'])?;
        let lower = first.to_lowercase();
        let graded =
            |link: &Link| self.facts[link.rating].forms.iter().any(|form| lower.contains(form.as_str()));
        let reactions = &self.lexicon.ratings.reactions;
        let answers = words(first)
            .iter()
            .any(|w| reactions.contains(w) || self.lexicon.word(w).is(WordClass::INSPECTION));
        if rest.trim().is_empty() || !answers || found.iter().any(graded) {
            return None;
        }
        let whole = |link: &Link| self.ratings[link.rating].aspect.is_none();
        passage.filter(|passage| passage.is_reasoned())?.links.first().copied().filter(whole)
    }

    /// A rating told in the same sentence.
    fn in_sentence(&self, i: usize) -> Option<Link> {
        let said = &self.said[i];
        let text = &self.document.text;
        let joined = |evidence: Span| {
            if evidence.overlaps(said.whole) {
                return true;
            }
            let over = evidence.end <= said.whole.start
                && evidence.of(text).trim_end_matches(['”', '’', '"', '\'', ')']).ends_with(['.', '?', '!']);
            if over {
                return false;
            }
            let (from, to) = (evidence.end.min(said.whole.end), evidence.start.max(said.whole.start));
            self.paragraph(evidence.start) == self.paragraph(said.whole.start)
                && !ends_sentence(Span { start: from, end: to }.of(text))
        };
        // *four years after a review found …*: another document's words.
        let inspectors = self.is_inspector(i, &words(&self.frame(i)));
        if said.kind == SpeakerKind::Document && !inspectors {
            return None;
        }
        // *The visit, two years after it was rated inadequate, found …*: a new visit's words.
        let visit = words(said.speaker).iter().any(|word| word == "visit");
        let new = |j: &usize| !visit || is_current(&self.ratings[*j], self.document.published_on);
        let first = said.content.first().map_or(said.whole.start, |span| span.start);
        let together = (0..self.ratings.len()).filter(|&j| joined(self.ratings[j].evidence)).filter(new);
        // A grade behind the words belongs to the next clause, unless it is the only one around.
        let (before, behind): (Vec<_>, Vec<_>) =
            together.partition(|&j| self.ratings[j].evidence.start < first);
        match (before.last(), behind.as_slice()) {
            (Some(&j), _) => Some(made(i, j, RatingBasis::Sentence)),
            (None, &[j]) if Some(j) == self.main(|_| true, i) => Some(made(i, j, RatingBasis::Sentence)),
            _ => None,
        }
    }

    /// The ratings that the rules have a reason to link to quotation `i`; `links` are those of the quotations before.
    fn reasoned(&self, i: usize, links: &[Link], passage: Option<&Passage>) -> Vec<Link> {
        let mut found = self.quoted(i);
        if !found.is_empty() && found.iter().all(|link| self.ratings[link.rating].aspect.is_some()) {
            found.extend(self.answered_besides(i, &found, passage));
        }
        if !found.is_empty() {
            return found;
        }
        let before = links.last().copied();
        let paragraph = |i: usize| self.paragraph(self.said[i].whole.start);
        let goes_on = || before.and_then(|last| self.continued(i, last));
        let near = self.in_sentence(i).or_else(|| goes_on().filter(|_| paragraph(i) == paragraph(i - 1)));
        found.extend(near);
        if found.is_empty() {
            let passage = passage.filter(|passage| passage.is_reasoned());
            found.extend(passage.into_iter().flat_map(|passage| &passage.links));
        }
        if found.is_empty() {
            found.extend(goes_on());
        }
        found
    }

    /// The rating of the passage or the document, with the reasons to think of it, if any.
    fn in_passage(&self, i: usize, links: &[Link]) -> Option<Passage> {
        let said = &self.said[i];
        let (content, frame, narration) = (self.content(i), self.frame(i), words(self.narration(i)));
        let (content_words, frame_words) = (words(&content), words(&frame));
        let inspectors = self.is_inspector(i, &frame_words);
        // *Residents told inspectors* is no word on the inspection.
        let is_inspection = |word: &str| self.lexicon.word(word).is(WordClass::INSPECTION);
        let about_inspection = content_words.iter().chain(&narration).any(|word| is_inspection(word))
            || frame_words
                .iter()
                // *PC Jane Doe reports that …* tells of no report.
                .any(|word| is_inspection(word) && !word.starts_with("inspector") && word != "reports");
        // *The CQC said it would return in the autumn*: on no grade given.
        let holds = |list: &[&str]| content_words.iter().any(|word| list.contains(&word.as_str()));
        if inspectors
            && holds(&["would", "will"])
            && holds(&["return", "back", "reinspect", "re-inspect", "revisit", "visits"])
        {
            return None;
        }
        let source = names(self.lexicon, &frame);
        let rated = |body: &BTreeSet<String>| self.bodies.iter().any(|other| !other.is_disjoint(body));
        let body = match said.organisation {
            // *Ashby leader Jane Doe*: the text's own words count most.
            Some(_) if !inspectors && rated(&source) => source,
            Some(organisation) if !inspectors => names(self.lexicon, organisation),
            _ => names(self.lexicon, &format!("{frame} {content}")),
        };
        // *“I have every faith in St Oswin’s,” said the county councillor.*
        let named = names(self.lexicon, &content);
        let body = if !rated(&body) && rated(&named) { named } else { body };
        // *Ashby’s grade is up. The chair of its governors said …*
        let told_of = || names(self.lexicon, self.narration(i));
        let body =
            if rated(&body) { body } else { Some(told_of()).filter(|told| rated(told)).unwrap_or(body) };
        let told = || (0..self.ratings.len()).filter(|&j| self.told[j]);
        let mut own: Vec<usize> = told().filter(|&j| !self.bodies[j].is_disjoint(&body)).collect();
        let answers = !own.is_empty() && !inspectors;
        if own.is_empty() {
            let near = self.kind_named(i, &content_words).or_else(|| self.nearest(i))?;
            own = told().filter(|&j| self.bodies[j] == self.bodies[near]).collect();
        }
        // *On safety, the report says …*
        let around: Vec<String> = narration.iter().chain(&frame_words).cloned().collect();
        let aspect = |j: &usize| self.names_aspect(*j, &content_words, &around);
        // *The report adds*: what the words before are about.
        let goes_on = || {
            let before = links.iter().rfind(|link| link.said + 1 == i)?;
            let adds = words(&frame)
                .iter()
                .any(|w| matches!(w.as_str(), "adds" | "added" | "continues" | "continued"));
            let near =
                self.paragraph(said.whole.start) <= self.paragraph(self.said[before.said].whole.end - 1) + 1;
            let theirs = self.is_inspector(before.said, &words(&self.frame(before.said)));
            (inspectors && adds && near && theirs && narration.is_empty()).then_some(before.rating)
        };
        let lead = self.lead(i);
        let led = |j: &usize| lead.as_deref().is_some_and(|lead| self.is_part(*j, lead));
        // *the grade for safety*
        // *“This stings,” she said of the grade for safety.*
        let graded = |j: &usize| {
            self.names_grade_of_part(*j, &content_words) || self.names_grade_of_part(*j, &frame_words)
        };
        let rating = (own.iter().copied().rfind(graded))
            .or_else(|| own.iter().copied().rfind(led))
            .or_else(|| own.iter().copied().rfind(aspect))
            .or_else(|| goes_on().filter(|j| own.contains(j)))
            .or_else(|| inspectors.then(|| self.same_paragraph(i)).flatten().filter(|j| own.contains(j)))
            .or_else(|| self.main(|j| own.contains(&j), i))?;
        if !inspectors && self.was_said_before(i, rating) {
            return None;
        }
        if inspectors && self.is_of_another(i, rating) {
            return None;
        }
        let place = self.paragraph(said.whole.start);
        let distance = |at: u32| place.checked_sub(self.paragraph(at));
        let talk = links.iter().filter(|l| own.contains(&l.rating)).map(|l| self.said[l.said].whole.end - 1);
        let near = own.iter().map(|&j| self.ratings[j].evidence.start).chain(talk).filter_map(distance).min();
        let passage = near.is_some_and(|near| near <= PASSAGE);
        let basis = if passage { RatingBasis::Passage } else { RatingBasis::Document };
        // Said at once, with nothing told in between; or in the headline, before any grade.
        let at_once = narration.is_empty()
            && near.is_none_or(|near| {
                near <= 1 || near <= PASSAGE && self.is_of_report(place - near + 1..place)
            });
        let sure = self.names_aspect(rating, &content_words, &[])
            || (inspectors && passage)
            || (about_inspection && answers);
        // Where only parts are graded, words that name none of them are about none in particular.
        let part = self.ratings[rating].aspect.is_some()
            && !led(&rating)
            && !self.names_aspect(rating, &content_words, &around)
            && !inspectors;
        let reaction = |word: &String| self.lexicon.ratings.reactions.contains(word);
        // *We are proud of this report card*: of all of them.
        let newest = |&j: &usize| self.ratings[j].rated_on == self.ratings[rating].rated_on;
        let parts: Vec<usize> = told().filter(|&j| self.bodies[j] == self.bodies[rating]).collect();
        let of_all = part && parts.len() > 1;
        let of_report =
            || content_words.iter().any(|word| is_inspection(word)) && content_words.iter().any(reaction);
        if of_all && !of_report() {
            return None;
        }
        let ratings = if of_all { parts.into_iter().filter(newest).collect() } else { vec![rating] };
        // *Owner Jane Doe said* right below the grade.
        let leads = said.organisation.is_none()
            && said.role.is_some_and(|role| {
                words(role).iter().any(|word| self.lexicon.ratings.leaders.contains(word))
            })
            && near.is_some_and(|near| near <= 1);
        // *The council said it was delighted*
        let reacts = near.is_some_and(|near| near <= 2) && content_words.iter().any(reaction);
        let news = self.answers_news(i, rating, &narration);
        let reasons = [
            (sure, "sure"),
            (reacts, "reacts"),
            (inspectors, "inspectors"),
            (about_inspection, "about an inspection"),
            (at_once && answers, "the body answers at once"),
            (at_once && leads, "a leader answers at once"),
            (news, "answers the news"),
        ];
        let reasons = reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason).collect();
        let links = ratings.into_iter().map(|rating| made(i, rating, basis)).collect();
        Some(Passage { links, reasons })
    }

    /// What the sentence is said to be on: *safety* in *On safety, inspectors found …*.
    fn lead(&self, i: usize) -> Option<String> {
        const LEADS: &[&str] = &["on ", "of ", "for ", "under ", "in ", "regarding ", "about "];
        let content = self.said[i].content.first()?.start;
        let narration = self.narration(i);
        let start = self.said[i].whole.start - narration.len() as u32;
        let before = Span { start, end: content.max(start) }.of(&self.document.text);
        let sentence = before.rsplit(['.', '?', '!', '\n']).next()?.trim_start().to_lowercase();
        let rest = LEADS.iter().find_map(|lead| sentence.strip_prefix(lead))?;
        Some(rest.split(',').next()?.trim_start_matches("the ").trim().to_owned())
    }

    /// Whether `words` (lower case) name the part that rating `j` is of.
    fn is_part(&self, j: usize, words: &str) -> bool {
        let forms = forms_of_part(self.lexicon, &self.ratings[j]);
        self.ratings[j].aspect.as_deref() == Some(words)
            || forms.iter().any(|form| form.trim_start_matches("the ") == words)
    }

    /// Whether `words` hold a wording of the part that rating `j` is of: *wellbeing*.
    fn names_form(&self, j: usize, words: &[String]) -> bool {
        let mut forms = self.facts[j].part.iter().filter(|form| !form.is_empty());
        forms.any(|form| {
            // *to keep them safe* is of no part.
            let shared = form.len() == 1 && self.lexicon.word(&form[0]).is(WordClass::SHARED);
            let led =
                |at: usize| at > 0 && matches!(words[at - 1].as_str(), "being" | "for" | "on" | "in" | "of");
            let mut places = words.windows(form.len()).enumerate();
            places.any(|(at, window)| window == form.as_slice() && (!shared || led(at)))
        })
    }

    /// Whether `words` hold *the grade for safety*, of the part that rating `j` is of.
    fn names_grade_of_part(&self, j: usize, words: &[String]) -> bool {
        let nouns = ["grade", "grading", "rating", "judgement", "mark", "score"];
        let places = words.windows(2).enumerate().filter(|(_, pair)| {
            nouns.contains(&pair[0].as_str()) && matches!(pair[1].as_str(), "for" | "on")
        });
        let behind: Vec<&[String]> = places.map(|(at, _)| &words[at + 2..]).collect();
        let mut forms =
            self.facts[j].part.iter().chain([&self.facts[j].aspect]).filter(|form| !form.is_empty());
        // *the people grade*
        let before: Vec<&[String]> = (1..words.len())
            .filter(|&at| nouns.contains(&words[at].as_str()))
            .map(|at| &words[..at])
            .collect();
        let led = |before: &[String], form: &[String]| {
            let rest = before.strip_suffix(form);
            rest.and_then(<[String]>::last)
                .is_some_and(|word| matches!(word.as_str(), "the" | "our" | "that" | "its"))
        };
        forms.any(|form| {
            behind.iter().any(|behind| behind.starts_with(form))
                || before.iter().any(|before| led(before, form))
        })
    }

    /// Someone who speaks for a body, near the news of the one body that the document is about.
    fn answers_news(&self, i: usize, j: usize, narration: &[String]) -> bool {
        const LEAD: usize = 3;
        const NEAR: usize = 3;
        const WORDS: usize = 5;
        let said = &self.said[i];
        // Who speaks for somebody else (*of the drama club*) speaks of something else.
        let own =
            said.organisation.is_some_and(|body| !names(self.lexicon, body).is_disjoint(&self.bodies[j]));
        let official = own
            || said.organisation.is_none()
                && matches!(said.kind, SpeakerKind::Unnamed | SpeakerKind::Organisation);
        let body = |at: usize| self.document.paragraphs[at].kind == ParagraphKind::Body;
        let told = self.paragraph(self.ratings[j].evidence.start);
        let here = self.paragraph(said.whole.start);
        let lead = (0..told).filter(|&at| body(at)).count() < LEAD;
        let one = self.bodies.iter().zip(&self.told).all(|(other, told)| !told || *other == self.bodies[j]);
        let last = (0..self.ratings.len())
            .filter(|&k| self.told[k])
            .map(|k| self.paragraph(self.ratings[k].evidence.start))
            .filter(|&at| at <= here)
            .max();
        let near = last.is_some_and(|at| (at..here).filter(|&at| body(at)).count() <= NEAR);
        let speech = words(&self.content(i)).len() >= WORDS;
        speech && narration.is_empty() && official && lead && one && (near || self.is_chained(i, here))
    }

    /// Whether every paragraph between a rating and `here` holds speech or tells of an inspection.
    fn is_chained(&self, i: usize, here: usize) -> bool {
        let last = (0..self.ratings.len())
            .map(|k| self.paragraph(self.ratings[k].evidence.start))
            .filter(|&at| at < here)
            .max()
            .unwrap_or(here);
        (last + 1..here).all(|at| {
            self.is_of_report(at..at + 1)
                || self.said[..i].iter().any(|said| self.paragraph(said.whole.start) == at)
        })
    }

    /// Whether the paragraphs tell of an inspection, or nothing.
    fn is_of_report(&self, mut paragraphs: std::ops::Range<usize>) -> bool {
        paragraphs.all(|at| {
            let paragraph = &self.document.paragraphs[at];
            let told = words(paragraph.span.of(&self.document.text));
            paragraph.kind != ParagraphKind::Body
                || told.iter().any(|w| self.lexicon.word(w).is(WordClass::INSPECTION))
        })
    }

    /// *Penholt Homes kept its grade. Holme's team was praised by the regulator*: the sentence names
    /// another body that was rated, and not this one.
    fn is_of_another(&self, i: usize, j: usize) -> bool {
        let narration = self.narration(i);
        let sentence = narration.rsplit(['.', '?', '!']).next().unwrap_or_default();
        let here = names(self.lexicon, sentence);
        here.is_disjoint(&self.bodies[j]) && self.bodies.iter().any(|body| !body.is_disjoint(&here))
    }

    /// The same speaker goes on at once.
    fn continued(&self, i: usize, last: Link) -> Option<Link> {
        let (said, before) = (&self.said[i], &self.said[last.said]);
        let goes_on = last.said + 1 == i
            && !said.speaker.is_empty()
            && said.speaker == before.speaker
            && self.paragraph(said.whole.start) <= self.paragraph(before.whole.end.saturating_sub(1)) + 1
            && words(self.narration(i)).is_empty();
        if !goes_on {
            return None;
        }
        // *It adds that children in care are seen often*: of another part of the same body.
        let content = words(&self.content(i));
        let own = (0..self.ratings.len())
            .filter(|&j| self.told[j] && self.bodies[j] == self.bodies[last.rating])
            .rfind(|&j| self.names_aspect(j, &content, &[]));
        let rating = own.unwrap_or(last.rating);
        Some(made(i, rating, RatingBasis::Passage))
    }

    /// Whether the words set the grade of rating `j` against one of `sure`, given to the same body for the same part at
    /// another time: *In 2007 we were inadequate. To be good today is a relief.*
    fn is_contrasted(&self, j: usize, sure: &[usize], content: &str) -> bool {
        let rating = &self.ratings[j];
        let against = |&k: &usize| {
            let other = &self.ratings[k];
            other.grade != rating.grade
                && other.rated_on != rating.rated_on
                && other.inspector == rating.inspector
                && other.aspect == rating.aspect
                && self.bodies[k] == self.bodies[j]
        };
        sure.iter().any(against) && self.facts[j].forms.iter().any(|form| stands_alone(content, form))
    }

    /// Whether a sentence of `content` holds the grade of rating `j` and names none of the `parts`, which have it too.
    fn is_named_without(&self, j: usize, parts: &[usize], content: &str) -> bool {
        let forms = &self.facts[j].forms;
        sentences_with(content, forms).any(|sentence| {
            let words = words(sentence);
            let meant = || forms.iter().any(|form| is_meant(self.lexicon, sentence, &words, form, false));
            !parts.iter().any(|&k| self.is_named_with_grade(k, sentence)) && meant()
        })
    }

    /// Whether the grade of rating `j` was given to so many bodies, to each as a whole: *three good ratings*.
    fn is_of_several_bodies(&self, j: usize, count: usize) -> bool {
        let same = |&k: &usize| self.is_like(j, k) && self.ratings[k].aspect.is_none();
        (0..self.ratings.len()).filter(same).count() == count
    }

    /// Whether the document tells rating `k` and it has the grade of `j`.
    fn is_like(&self, j: usize, k: usize) -> bool {
        self.told[k] && self.ratings[k].grade == self.ratings[j].grade
    }

    /// How many grades like that of rating `j` the words count: *two goods*, *three outstandings in a row*,
    /// *three ‘Good’ ratings*.
    fn counts(&self, j: usize, words: &[String]) -> usize {
        let grade = self::words(&self.ratings[j].grade);
        let Some((last, rest)) = grade.split_last() else { return 0 };
        let plural = format!("{last}s");
        let noun = |at: usize| {
            let next = words.get(at + 1).map(String::as_str);
            matches!(next, Some("ratings" | "grades" | "judgements" | "gradings" | "verdicts"))
        };
        let is = |at: usize, word: &String| *word == plural || word == last && noun(at);
        let at = words.iter().enumerate().position(|(at, word)| is(at, word) && words[..at].ends_with(rest));
        let before = at.and_then(|at| words[..at - rest.len()].last());
        let count = before
            .and_then(|word| NUMBERS[1..6].iter().position(|number| number == word))
            .map_or(0, |at| at + 2);
        // Of the body that was given as many.
        let same = |&k: &usize| self.is_like(j, k) && self.bodies[k] == self.bodies[j];
        let fits = count > 0
            && ((0..self.ratings.len()).filter(same).count() == count || self.is_of_several_bodies(j, count));
        if fits { count } else { 0 }
    }

    /// Of several ratings with one grade: the speaker's own, the aspect named, the newest.
    fn keep_best(
        &self,
        i: usize,
        content: &str,
        words: &[String],
        changes: &[(usize, usize)],
        candidates: &mut [usize],
    ) {
        if candidates.len() < 2 {
            return;
        }
        let body = self.said[i].organisation.map(|o| names(self.lexicon, o)).unwrap_or_default();
        // *Sian Doe, who runs Ashby House, said*
        let source = names(self.lexicon, &self.frame(i));
        let rated = |names: &BTreeSet<String>| self.bodies.iter().any(|body| !body.is_disjoint(names));
        let body = if rated(&body) { body } else { source };
        // *Good is a fair mark for Ashby Infirmary.*
        let told_of = names(self.lexicon, content);
        let one =
            self.bodies.iter().filter(|body| !body.is_disjoint(&told_of)).collect::<BTreeSet<_>>().len() == 1;
        let published = self.document.published_on;
        let from = |j: usize| changes.iter().any(|(from, _)| *from == j);
        let changed: BTreeSet<&str> =
            candidates.iter().filter(|&&j| from(j)).map(|&j| self.ratings[j].grade.as_str()).collect();
        let lower = content.to_lowercase();
        // Among many bodies, the one whose section it is: how many paragraphs above a grade of each was told.
        let mut above: BTreeMap<&BTreeSet<String>, usize> = BTreeMap::new();
        let here = self.paragraph(self.said[i].whole.start);
        for k in (0..self.ratings.len()).filter(|&k| self.told[k]) {
            let paragraphs = here.checked_sub(self.paragraph(self.ratings[k].evidence.start));
            let least = above.entry(&self.bodies[k]).or_insert(usize::MAX);
            *least = (*least).min(paragraphs.unwrap_or(usize::MAX));
        }
        let round_up = above.len() > 2;
        let far = |j: usize| {
            if round_up { above.get(&self.bodies[j]).copied().unwrap_or(usize::MAX) } else { 0 }
        };
        candidates.sort_by_cached_key(|&j| {
            let rating = &self.ratings[j];
            let not_told_of = one && told_of.is_disjoint(&self.bodies[j]);
            let named = rating.aspect.is_some() && self.is_named_with_grade(j, content);
            // *Going from poor to good*: the body that was both.
            let unchanged = changed.contains(rating.grade.as_str()) && !from(j);
            let other_body = body.is_disjoint(&self.bodies[j]);
            // *In 2017 we were told that we required improvement.*
            let now = is_current(rating, published) && self.is_of_then(j, content, words);
            // *the outstanding rating for end of life care*: the service, rather than a part of the whole.
            let named = named || self.names_service(j, &lower);
            (
                not_told_of,
                !named,
                unchanged,
                other_body,
                now,
                !self.told[j],
                far(j),
                rating.aspect.is_some(),
                j,
            )
        });
    }

    /// Whether `content` (lower case) names the service that rating `j` is of: *end of life care*.
    fn names_service(&self, j: usize, content: &str) -> bool {
        let subject = self.ratings[j].subject.as_deref().unwrap_or_default();
        let service = match (subject.split_once(" at "), subject.split_once("'s ")) {
            (Some((service, _)), _) | (_, Some((_, service))) => service,
            _ => subject,
        };
        let service = service.trim_end_matches(" services").trim_end_matches(" department").to_lowercase();
        service.len() > 2 && service != subject.to_lowercase() && content.contains(&service)
            || subject.starts_with(char::is_lowercase) && content.contains(&service)
    }

    /// Whether `content` names the part of rating `j` in the sentence that holds its grade, or before it: what comes behind
    /// is of something else.
    fn is_named_with_grade(&self, j: usize, content: &str) -> bool {
        let Some(aspect) = self.ratings[j].aspect.as_deref() else { return false };
        let Some(last) = sentences_with(content, &self.facts[j].forms).last() else { return false };
        let end = last.as_ptr() as usize - content.as_ptr() as usize + last.len();
        let words = words(&content[..end]);
        let shared = self.lexicon.word(aspect).is(WordClass::SHARED);
        let led = || {
            let pairs = &mut words.windows(2);
            pairs.any(|pair| pair[1] == aspect && matches!(pair[0].as_str(), "being" | "for" | "on" | "in"))
        };
        let named = if shared { led() } else { mentions(&words, aspect) };
        named || self.names_form(j, &words)
    }

    /// *To go from fair to good for quality is remarkable*: the ratings of then, each with that of now.
    fn changes(&self, words: &[String]) -> Vec<(usize, usize)> {
        /// A text of any length has no more ratings of then that are looked at.
        const MOST: usize = 50;
        if !words.iter().any(|word| word == "from") {
            return Vec::new();
        }
        // Behind the first grade and *to*.
        let left = |j: usize| {
            let mut behind = self.facts[j].forms.iter().filter_map(|form| follows_from(words, form));
            let to = behind.find(|&at| words.get(at).is_some_and(|word| word == "to"))?;
            Some((j, &words[to + 1..]))
        };
        let from: Vec<(usize, &[String])> = (0..self.ratings.len()).filter_map(left).take(MOST).collect();
        let new = |&(j, rest): &(usize, &[String])| {
            let same = move |&k: &usize| {
                self.bodies[k] == self.bodies[j]
                    && self.ratings[k].aspect == self.ratings[j].aspect
                    && self.facts[k].forms.iter().any(|form| rest.starts_with(&self::words(form)))
            };
            (0..self.ratings.len()).filter(same).map(move |k| (j, k)).collect::<Vec<_>>()
        };
        from.iter().flat_map(new).collect()
    }

    /// Whether the words speak of the grade of rating `j` as of one that was: *when we were rated good*, *from good to poor*.
    fn is_of_then(&self, j: usize, content: &str, words: &[String]) -> bool {
        const THEN: &[&str] = &["ago", "last", "previously", "before", "once"];
        let forms = &self.facts[j].forms;
        let from = || forms.iter().any(|form| follows_from(words, form).is_some());
        let year = self.document.published_on.map(|date| date.year());
        let past = |word: &String| {
            let then = word.parse::<i16>().ok().filter(|then| (1990..2100).contains(then));
            THEN.contains(&word.as_str()) || then.is_some_and(|then| year.is_some_and(|year| then < year))
        };
        let were = || forms.iter().any(|form| is_past(words, form));
        from()
            || were()
            || sentences_with(content, forms).any(|sentence| self::words(sentence).iter().any(past))
    }

    /// The rating of the whole of a body among those that `wanted` takes: the first told of, not
    /// history, told before the quotation if any is.
    fn main(&self, wanted: impl Fn(usize) -> bool, i: usize) -> Option<usize> {
        let at = self.said[i].whole.start;
        (0..self.ratings.len()).filter(|&j| wanted(j) && self.told[j]).min_by_key(|&j| {
            let rating = &self.ratings[j];
            let other = rating.inspector.as_deref() != self.inspector;
            (rating.evidence.start > at, other, rating.aspect.is_some(), j)
        })
    }

    /// The last rating before the quotation, else the first behind it.
    fn nearest(&self, i: usize) -> Option<usize> {
        let at = self.said[i].whole.start;
        let mut current: Vec<usize> = (0..self.ratings.len()).filter(|&j| self.told[j]).collect();
        // *A neighbouring council was rated good in May*: told in passing, beside the news.
        // Of the body that most is told of, the visit may be some months back.
        let is_news = |j: &usize| {
            is_within(&self.ratings[*j], self.document.published_on, NEWS_MONTHS)
                || self.main_body.as_ref() == Some(&self.bodies[*j])
        };
        if current.iter().any(is_news) {
            current.retain(is_news);
        }
        let before = current.iter().rev().find(|&&j| self.ratings[j].evidence.start <= at);
        before.or(current.first()).copied()
    }

    /// The last rating above in the quotation's own paragraph.
    fn same_paragraph(&self, i: usize) -> Option<usize> {
        let at = self.said[i].whole.start;
        let here = |j: &usize| {
            let evidence = self.ratings[*j].evidence;
            evidence.start < at && self.paragraph(evidence.start) == self.paragraph(at)
        };
        (0..self.ratings.len()).rev().find(here)
    }

    fn names_aspect(&self, j: usize, content: &[String], narration: &[String]) -> bool {
        let aspect = self.ratings[j].aspect.as_deref();
        // *Pupils’ behaviour is exemplary*: of *personal development, behaviour and welfare*.
        let behaviour = || {
            let named =
                |rating: &Rating| rating.aspect.as_ref().is_some_and(|aspect| aspect.contains("behaviour"));
            content.iter().any(|word| word == "behaviour")
                && !self.ratings.iter().any(named)
                && self.facts[j].part.iter().flatten().any(|word| word == "behaviour")
        };
        aspect.is_some_and(|aspect| {
            // *Safe* and *caring* are said of much.
            let alone = !self.lexicon.word(aspect).is(WordClass::SHARED);
            let words = &self.facts[j].aspect;
            alone && (holds_all(content, words) || holds_all(narration, words))
                || words.iter().any(|word| self.is_telling(word) && content.contains(word))
                || behaviour()
        })
    }

    /// A word of an aspect that alone names it: *permanence*, *legitimacy*.
    fn is_telling(&self, word: &str) -> bool {
        word.len() >= 8 && !word.ends_with("ing") && !self.lexicon.word(word).is(WordClass::SHARED)
    }

    fn is_inspector(&self, i: usize, frame: &[String]) -> bool {
        let said = &self.said[i];
        let kind =
            matches!(said.kind, SpeakerKind::Document | SpeakerKind::Group | SpeakerKind::Organisation);
        let is = |word: &String| {
            self.lexicon.word(word).is(WordClass::INSPECTOR)
                || self.inspectors.iter().any(|name| name.eq_ignore_ascii_case(word))
        };
        // *Jane Doe of the CQC*, *Ofsted’s Jane Doe*
        let employed = || {
            let frame = self.frame(i);
            said.organisation.is_some_and(|body| self.lexicon.scales.inspector(body).is_some())
                || self.inspectors.iter().any(|name| {
                    let leads =
                        ["of ", "of the ", "at ", "at the ", "for ", "for the ", "from ", "from the "];
                    leads.iter().any(|lead| frame.contains(&format!("{lead}{name}")))
                        || frame.contains(&format!("{name}’s"))
                        || frame.contains(&format!("{name}'s"))
                })
        };
        let person = matches!(said.kind, SpeakerKind::Person | SpeakerKind::Unnamed)
            && (frame.iter().any(|word| word == "inspector") || employed());
        person
            || kind
                && (words(said.speaker).iter().any(is)
                    || self.lexicon.scales.inspector(said.speaker).is_some()
                    || said.speaker.is_empty() && frame.iter().any(is))
    }

    /// The last rating of the kind of body that the words name: *the council*, *the hospital*.
    fn kind_named(&self, i: usize, content: &[String]) -> Option<usize> {
        // An academy is a school too.
        let is = |word: &str, kind: &str| {
            word == kind || kind == "school" && matches!(word, "academy" | "college")
        };
        let kinds = |j: usize| {
            let subject = &self.facts[j].subject;
            self.lexicon.ratings.kinds.iter().any(|kind| {
                subject.iter().any(|word| is(word, kind)) && content.iter().any(|word| word == kind)
            })
        };
        let at = self.said[i].whole.start;
        let all = || (0..self.ratings.len()).filter(|&j| self.told[j] && kinds(j));
        all().rfind(|&j| self.ratings[j].evidence.start <= at).or_else(|| all().next())
    }

    fn was_said_before(&self, i: usize, j: usize) -> bool {
        match (self.said[i].said_on, self.ratings[j].rated_on) {
            (Some(said), Some(rated)) => said < rated && !said.agrees(rated),
            // A time that the text states, in a document without a date: not its news.
            (Some(_), None) => self.document.published_on.is_none(),
            _ => false,
        }
    }
}

/// The wordings of the part that a rating is of, beside its name.
fn forms_of_part<'a>(lexicon: &'a Lexicon, rating: &Rating) -> &'a [String] {
    let scale = lexicon.scales.list.iter().find(|scale| Some(&scale.name) == rating.scale.as_ref());
    let aspect = rating.aspect.as_deref();
    scale.zip(aspect).and_then(|(scale, aspect)| scale.aspects.get(aspect)).map_or(&[], Vec::as_slice)
}

/// The wordings of a rating's grade: its name and its other forms.
fn forms<'a>(lexicon: &'a Lexicon, rating: &'a Rating) -> impl Iterator<Item = &'a str> {
    let scale = lexicon.scales.list.iter().find(|s| Some(&s.name) == rating.scale.as_ref());
    let grade = scale.and_then(|s| s.grades.iter().find(|g| g.name == rating.grade));
    let other = grade.into_iter().flat_map(|g| g.forms.iter().map(String::as_str));
    std::iter::once(rating.grade.as_str()).chain(other)
}

/// *The best grade there is*, of the first of a scale; *the lowest grade*, of the last.
fn superlatives(rating: &Rating) -> impl Iterator<Item = String> {
    let words: &[&str] = match (rating.grade_rank, rating.grades) {
        (Some(1), _) => &["top", "highest", "best"],
        (Some(rank), Some(grades)) if rank == grades => &["lowest", "bottom", "worst"],
        _ => &[],
    };
    words.iter().flat_map(|word| ["grade", "rating", "mark"].map(|noun| format!("{word} {noun}")))
}

/// What comes most often; of equals, the first.
fn most_frequent<'a>(all: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for one in all {
        match counts.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None => counts.push((one, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(one, _)| one)
}

/// Whether the rating is of the time of the document.
fn is_current(rating: &Rating, published: Option<Date>) -> bool {
    is_within(rating, published, HISTORY_MONTHS)
}

/// Whether the rating was given in the last `most` months before the document.
fn is_within(rating: &Rating, published: Option<Date>, most: i32) -> bool {
    let (Some(rated), Some(published)) = (rating.rated_on, published) else { return true };
    match (rated.month(), published.month()) {
        (Some(a), Some(b)) => {
            let months = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
            months(published.year(), b) - months(rated.year(), a) <= most
        }
        _ => rated.year() >= published.year(),
    }
}

fn made(said: usize, rating: usize, basis: RatingBasis) -> Link {
    Link { said, rating, basis, confidence: share(basis) }
}

/// The words of `text` in lower case, hyphens kept, without possessive endings.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')))
        .map(|word| word.trim_matches(['-', '\'', '’']))
        .map(|word| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words of `text` that name one body rather than another.
fn names(lexicon: &Lexicon, text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .flat_map(words)
        .filter(|word| !lexicon.word(word).is(WordClass::SHARED.with(WordClass::BODY_HEAD)))
        .collect()
}

/// Whether every word of `phrase` is among `words`, short ones aside.
fn mentions(words: &[String], phrase: &str) -> bool {
    holds_all(words, &self::words(phrase))
}

/// Whether all of `wanted` is among `words`, short ones aside.
fn holds_all(words: &[String], wanted: &[String]) -> bool {
    let mut wanted = wanted.iter().filter(|word| word.len() > 3).peekable();
    wanted.peek().is_some() && wanted.all(|word| words.contains(word))
}

/// Whether `form` stands in the words of `content` as a grade: an unusual word, in marks of its own,
/// beside a word for gradings, or with its aspect.
fn is_meant(lexicon: &Lexicon, content: &str, words: &[String], form: &str, aspect: bool) -> bool {
    let wanted = self::words(form);
    let is_here = |window: &[String]| window == wanted.as_slice();
    let Some(at) = (!wanted.is_empty()).then(|| words.windows(wanted.len()).position(is_here)).flatten()
    else {
        return false;
    };
    // *We are very happy with good.*, *I worked hard for that four, and …*
    let ends = stops_behind(content, form);
    // *Outstanding is the best present*: the word itself is spoken of.
    let subject = content.to_lowercase().match_indices(&form.to_lowercase()).any(|(at, form)| {
        let start = content[..at].trim_end();
        let opens = start.is_empty() || start.ends_with(['.', '!', '?', ':', '“', '‘']);
        let rest = content.get(at + form.len()..).unwrap_or_default();
        opens
            && ["is", "means", "was", "will"]
                .iter()
                .any(|verb| rest.trim_start().starts_with(&format!("{verb} ")))
    });
    // *three times*, but *we got a three*
    let number = lexicon.ratings.numbers.contains(form.to_lowercase().as_str());
    // *the two was down to paperwork*, *another five*, *five again*
    let led = at.checked_sub(1).is_some_and(|before| match words[before].as_str() {
        "a" | "an" | "another" | "our" | "its" => true,
        "the" | "that" | "this" => wanted != ["one"],
        _ => false,
    });
    let counted = number
        && led
        && (ends
            || words.get(at + 1).is_none_or(|next| {
                matches!(
                    next.as_str(),
                    "and"
                        | "but"
                        | "is"
                        | "was"
                        | "out"
                        | "rating"
                        | "again"
                        | "on"
                        | "feels"
                        | "because"
                        | "came"
                        | "for"
                        | "means"
                        | "reflects"
                        | "the"
                )
            }));
    let counted = counted || number && at == 0 && words.get(1).is_some_and(|next| next == "again");
    let everyday = number && !counted || lexicon.ratings.everyday.contains(form.to_lowercase().as_str());
    let near = &words[at.saturating_sub(3)..(at + wanted.len() + 2).min(words.len())];
    // *the journey from weak*, *hang out the bunting for satisfactory*: used as a noun.
    let noun = at.checked_sub(1).is_some_and(|before| {
        matches!(
            words[before].as_str(),
            "from"
                | "to"
                | "than"
                | "an"
                | "a"
                | "for"
                | "that"
                | "this"
                | "the"
                | "our"
                | "got"
                | "getting"
                | "with"
        ) && !(words[before] == "for" && wanted == ["good"])
            && (ends
                || words.get(at + wanted.len()).is_none_or(|next| {
                    matches!(
                        next.as_str(),
                        "in" | "for"
                            | "to"
                            | "at"
                            | "from"
                            | "is"
                            | "was"
                            | "overall"
                            | "on"
                            | "had"
                            | "comes"
                            | "belongs"
                            | "because"
                            | "means"
                    )
                }))
    });
    // *To be good again is the best*, *Being good feels wonderful*, *We are outstanding and I cried.*
    let next = words.get(at + wanted.len()).map(String::as_str).filter(|_| !ends);
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at].as_str());
    let goes_on = matches!(next, None | Some("and" | "but"));
    let stands = goes_on || matches!(next, Some("again" | "now" | "this"));
    let standing = match before(1) {
        "being" => matches!(next, None | Some("again" | "is" | "feels" | "was" | "means")),
        // Not *we want to be good again by the spring*.
        "be" => matches!(next, Some("is" | "feels" | "was" | "means")),
        // *Now we’re good and I can’t stop smiling.*
        "we're" | "we’re" => stands,
        "now" => goes_on && matches!(before(2), "is" | "are" | "we're" | "we’re"),
        "is" => goes_on && before(3) == "now" && matches!(before(2), "it" | "we"),
        "are" | "were" => stands && before(2) == "we",
        _ => false,
    };
    !everyday
        || subject
        || standing && !number
        || noun && !number
        || aspect
        || near.iter().any(|word| lexicon.word(word).is(WordClass::MEANT))
        || [('‘', '’'), ('“', '”'), ('\'', '\''), ('"', '"')].iter().any(|(open, close)| {
            content.to_lowercase().contains(&format!("{open}{}{close}", form.to_lowercase()))
        })
}

/// Whether `form` stands in `content` as a grade could and an adjective before its noun couldn't: *to be good today*,
/// *now it says good*, *Three feels like a prize*.
fn stands_alone(content: &str, form: &str) -> bool {
    const BEFORE: &[&str] = &[
        "be", "being", "been", "is", "are", "was", "were", "we’re", "we're", "it’s", "it's", "now", "says",
        "say", "said", "see", "to", "a", "an", "this", "that", "call", "called", "named", "rated",
    ];
    const BEHIND: &[&str] = &[
        "today", "now", "again", "ago", "before", "when", "because", "last", "in", "one", "two", "three",
        "four", "five", "six", "and", "but", "is", "isn’t", "isn't", "was", "wasn’t", "wasn't", "feels",
        "felt", "means", "school", "home", "college", "service", "for", "until",
    ];
    const WISHES: &[&str] = &[
        "expect", "want", "wants", "hope", "hopes", "hoping", "aim", "aiming", "would", "will", "could", "if",
    ];
    let wanted = words(form);
    let holds = |sentence: &str| {
        let words = words(sentence);
        let mut places = words.windows(wanted.len()).enumerate();
        places.any(|(at, window)| {
            let led = at == 0 || BEFORE.contains(&words[at - 1].as_str());
            // *You can’t expect to be good*, *I’m aiming for a five*: no grade given.
            let wished = words[at.saturating_sub(4)..at].iter().any(|word| WISHES.contains(&word.as_str()));
            let led = led && !wished;
            let next = words.get(at + wanted.len());
            window == wanted.as_slice() && led && next.is_none_or(|next| BEHIND.contains(&next.as_str()))
        })
    };
    !wanted.is_empty() && content.split(['.', '?', '!', ';', ',', '\n']).any(holds)
}

/// The sentences of `content` that hold one of `forms`, which are in lower case.
fn sentences_with<'t>(content: &'t str, forms: &'t [String]) -> impl Iterator<Item = &'t str> {
    let holds = |sentence: &&str| {
        let lower = sentence.to_lowercase();
        forms.iter().any(|form| lower.contains(form.as_str()))
    };
    content.split(['.', '?', '!', '\n']).filter(holds)
}

/// The place behind `form` where it follows *from*.
fn follows_from(words: &[String], form: &str) -> Option<usize> {
    let wanted = self::words(form);
    let at = (1..words.len()).find(|&at| words[at - 1] == "from" && words[at..].starts_with(&wanted))?;
    (!wanted.is_empty()).then_some(at + wanted.len())
}

/// Whether a mark, or nothing, follows the first `form` in `content`.
fn stops_behind(content: &str, form: &str) -> bool {
    let lower = content.to_lowercase();
    let alone = |at: usize| !lower[..at].ends_with(char::is_alphanumeric);
    let first = lower
        .match_indices(&form.to_lowercase())
        .find(|&(at, _)| alone(at))
        .map(|(at, form)| at + form.len());
    first.is_some_and(|end| {
        let rest = lower[end..].trim_start_matches(['”', '’', '"', '\'']);
        rest.is_empty() || rest.starts_with([',', '.', '!', '?', ';', ':', '…'])
    })
}

/// *we were inadequate*, *when it was inadequate*: a grade that was.
fn is_past(words: &[String], form: &str) -> bool {
    let wanted = self::words(form);
    let windows = words.windows(wanted.len() + 2);
    !wanted.is_empty()
        && windows.into_iter().any(|window| {
            matches!(window[1].as_str(), "was" | "were")
                && matches!(window[0].as_str(), "we" | "it" | "they" | "you" | "i" | "school" | "council")
                && window[2..] == wanted[..]
        })
}

/// Whether a sentence ends in `text`.
fn ends_sentence(text: &str) -> bool {
    text.match_indices(['.', '?', '!']).any(|(at, stop)| {
        let rest = text[at + stop.len()..].trim_start_matches(['”', '’', '"', '\'', ')']);
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Paragraph;

    /// Ratings are `grade|subject|aspect|date|evidence`, sayings `speaker|organisation|words`; what
    /// comes out is, for each saying, the places of its ratings with the basis.
    fn links(text: &str, published: &str, ratings: &[&str], said: &[&str]) -> Vec<String> {
        let found: Vec<Link> = proposed(text, published, ratings, said)
            .into_iter()
            .filter(|proposal| proposal.reasoned)
            .flat_map(|proposal| proposal.links)
            .collect();
        (0..said.len())
            .map(|i| {
                let own = found.iter().filter(|link| link.said == i);
                own.map(|link| format!("{} {}", link.rating, link.basis)).collect::<Vec<_>>().join(", ")
            })
            .collect()
    }

    fn proposed(text: &str, published: &str, ratings: &[&str], said: &[&str]) -> Vec<Proposal> {
        let mut document =
            Document { text: text.into(), published_on: published.parse().ok(), ..Document::default() };
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            document.paragraphs.push(Paragraph { span: find(text, line), kind: ParagraphKind::Body });
        }
        let ratings: Vec<Rating> = ratings
            .iter()
            .map(|line| {
                let cells: Vec<&str> = line.split('|').collect();
                let given = |i: usize| Some(cells[i].to_owned()).filter(|cell| !cell.is_empty());
                Rating {
                    id: String::new(),
                    inspector: Some("Ofsted".into()),
                    scale: None,
                    subject: given(1),
                    aspect: given(2),
                    grade: cells[0].into(),
                    grade_rank: None,
                    grades: None,
                    previous_grade: None,
                    change: None,
                    rated_on: cells[3].parse().ok(),
                    rated_on_basis: None,
                    evidence: find(text, cells[4]),
                    evidence_text: cells[4].into(),
                    all_evidence: Vec::new(),
                    contradicted_by: Vec::new(),
                    confidence: 1.0,
                }
            })
            .collect();
        let said: Vec<(String, Option<String>, [Span; 1])> = said
            .iter()
            .map(|line| {
                let cells: Vec<&str> = line.split('|').collect();
                (cells[0].into(), Some(cells[1].to_owned()).filter(|o| !o.is_empty()), [find(text, cells[2])])
            })
            .collect();
        let said: Vec<Said> = said
            .iter()
            .map(|(speaker, organisation, content)| {
                let before = text[..content[0].start as usize]
                    .rfind(speaker.as_str())
                    .unwrap_or(content[0].start as usize);
                Said {
                    content,
                    whole: content[0].cover(Span::new(before, before + speaker.len())),
                    speaker,
                    kind: if speaker.starts_with(char::is_lowercase) {
                        SpeakerKind::Group
                    } else {
                        SpeakerKind::Person
                    },
                    organisation: organisation.as_deref(),
                    role: None,
                    said_on: document.published_on,
                    speech: true,
                }
            })
            .collect();
        proposals(&document, &Lexicon::embedded(), &said, &ratings)
    }

    #[test]
    fn the_embedded_model_was_learned_on_these_signs() {
        let text = "Dunwold School was rated good.\nMr Osgood said: “We are proud of the grade.”";
        let ratings = ["good|Dunwold School||2014-10-03|Dunwold School was rated good"];
        let found =
            proposed(text, "2014-10-03", &ratings, &["Mr Osgood|Dunwold School|We are proud of the grade."]);
        let choice = Choice::embedded();
        assert!(found[0].pairs[0].signs.iter().map(|(name, _)| name).eq(choice.manifest.signs.iter()));
        assert_eq!(choice.choose(&found).len(), 1);
    }

    fn find(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap_or_else(|| panic!("`{part}` is not in the text"));
        Span::new(start, start + part.len())
    }

    #[test]
    fn a_grade_in_the_words_is_quoted() {
        let text = "Scarcombe Council’s children’s services were rated adequate.\n\
            Ofsted judged adoption good.\n\
            Cllr Harker said: “Adequate will not do.”\n\
            Mr Osgood said: “Good adoption work helps.”\n\
            Mrs Lund, of the drama club, said: “It will be a good show.”";
        let ratings = [
            "adequate|Scarcombe Council's children's services||2014-10-03|services were rated adequate",
            "good|Scarcombe Council's children's services|adoption|2014-10-03|Ofsted judged adoption good",
        ];
        let said = [
            "Cllr Harker||Adequate will not do.",
            "Mr Osgood||Good adoption work helps.",
            "Mrs Lund|drama club|It will be a good show.",
        ];
        assert_eq!(links(text, "2014-10-03", &ratings, &said), ["0 quoted", "1 quoted", ""]);
    }

    #[test]
    fn grades_of_then_and_now_and_several_at_once() {
        let text = "Dunwold School was rated inadequate in 2012.\n\
            Now Dunwold School is good. Scarcombe Academy was judged good.\n\
            Mr Osgood said: “In 2012 we were inadequate. To be good today is a joy.”\n\
            Mrs Lund said: “Two good ratings in a week are a treat.”";
        let ratings = [
            "inadequate|Dunwold School||2012-03|School was rated inadequate",
            "good|Dunwold School||2014-10-03|Now Dunwold School is good",
            "good|Scarcombe Academy||2014-10-03|Academy was judged good",
        ];
        let said = [
            "Mr Osgood|Dunwold School|In 2012 we were inadequate. To be good today is a joy.",
            "Mrs Lund||Two good ratings in a week are a treat.",
        ];
        assert_eq!(links(text, "2014-10-03", &ratings, &said), ["1 quoted, 0 quoted", "1 quoted, 2 quoted"]);
    }

    #[test]
    fn each_speaker_goes_with_the_own_council() {
        let text = "Scarcombe Council was rated good today.\n\
            Dunwold Council was rated inadequate.\n\
            Cllr Harker said: “We welcome the report.”\n\
            Dr Unwin said: “We accept the findings.”\n\
            inspectors said: “The council was slow.”";
        let ratings = [
            "good|Scarcombe Council||2018-03-09|Scarcombe Council was rated good",
            "inadequate|Dunwold Council||2018-03-09|Dunwold Council was rated inadequate",
        ];
        let said = [
            "Cllr Harker|Scarcombe Council|We welcome the report.",
            "Dr Unwin|Dunwold Council|We accept the findings.",
            "inspectors||The council was slow.",
        ];
        assert_eq!(links(text, "2018-03-09", &ratings, &said), ["0 passage", "1 passage", "1 passage"]);
    }

    #[test]
    fn the_sentence_and_the_aspect_decide() {
        let text = "Dunwold High School is now good.\n\
            Its sixth form was rated inadequate, and inspectors said that lessons were dull.\n\
            Canon Hale said the sixth form came first. “We will not dress it up,” he said.\n\
            Mrs Sollis said: “We are proud of the report.”";
        let ratings = [
            "good|Dunwold High School||2013-06-12|Dunwold High School is now good",
            "inadequate|Dunwold High School|sixth form|2013-06-12|Its sixth form was rated inadequate",
        ];
        let said = [
            "inspectors||that lessons were dull",
            "Canon Hale|Dunwold High School|the sixth form came first",
            "Canon Hale|Dunwold High School|We will not dress it up,",
            "Mrs Sollis|Dunwold High School|We are proud of the report.",
        ];
        assert_eq!(
            links(text, "2013-06-12", &ratings, &said),
            ["1 sentence", "1 passage", "1 passage", "0 passage"]
        );
    }

    #[test]
    fn without_a_reason_there_is_no_link() {
        let text = "Scarcombe Council was rated inadequate in 2014.\n\
            inspectors said: “Plans are better.”\n\
            Cllr Harker said: “I thank the staff.”\n\
            The fair opens on Saturday.\n\
            Mr Osgood said: “Bring a hat.”";
        let said = [
            "inspectors||Plans are better.",
            "Cllr Harker|Scarcombe Council|I thank the staff.",
            "Mr Osgood|Scarcombe Council|Bring a hat.",
        ];
        // A rating of two years ago is not what a new visit's words are about.
        let old = ["inadequate|Scarcombe Council||2014|Scarcombe Council was rated inadequate"];
        assert_eq!(links(text, "2016-11-21", &old, &said), ["", "", ""]);
        let new = ["inadequate|Scarcombe Council||2014-10|Scarcombe Council was rated inadequate"];
        assert_eq!(links(text, "2014-10-30", &new, &said), ["0 passage", "0 passage", ""]);
        assert!(links(text, "2014-10-30", &[], &said).iter().all(String::is_empty));
    }

    #[test]
    fn what_a_speaker_recalls_is_not_answered_by_others() {
        let text = "Cllr Tolley said the service was rated outstanding.\n\
            Cllr Harker said: “We have no money.”";
        let ratings = ["outstanding|Scarcombe's youth service|||the service was rated outstanding"];
        let said = [
            "Cllr Tolley||the service was rated outstanding",
            "Cllr Harker|Scarcombe Council|We have no money.",
        ];
        assert_eq!(links(text, "2019-02-28", &ratings, &said), ["0 quoted", ""]);
    }
}
