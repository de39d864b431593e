//! What is known of a quotation and a rating together: the signs by which [`choice`](super::choice) tells whether the one
//! is about the other.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Link, PASSAGE, Passage, Scene, is_current, is_meant, names, words};
use crate::lexicon::WordClass;
use crate::model::trees::flag;
use crate::record::{Change, Rating, RatingBasis};

/// Ratings before a quotation, and behind it, that it may be about beside those that the rules propose.
const BEFORE: usize = 14;
const BEHIND: usize = 4;
/// Bodies rated as a whole that any quotation may be about, the first ones.
const WHOLES: usize = 6;
/// What stands for a distance that there is none of.
const FAR: f32 = 99.0;

/// A rating that a quotation may be about, and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Pair {
    pub rating: usize,
    /// What the link would rest on.
    pub basis: RatingBasis,
    /// Whether it is of years ago, not in the words, and nothing that the rules see: no link.
    pub past: bool,
    /// Names and numbers, the same names in the same order for every pair.
    pub signs: Vec<(&'static str, f32)>,
}

/// How a rating stands among the others.
struct Standing {
    /// Ratings told of the same body, and how many of them are of parts.
    of_body: usize,
    parts: usize,
    place: Option<usize>,
    /// Ratings told of the same subject.
    of_subject: usize,
    /// Ratings told that have the same grade.
    alike: usize,
    /// Words of its part, short ones aside.
    part: Vec<String>,
    subject: Vec<String>,
}

/// A document's ratings, ready to be paired with its quotations.
pub(super) struct Pairing<'s, 'a> {
    scene: &'s Scene<'a>,
    standings: Vec<Standing>,
    wholes: Vec<usize>,
    /// How many ratings are told before each, and behind the last.
    told: Vec<usize>,
    bodies: usize,
}

/// Where a grade lies on its scale: 0 is the best, 1 the worst.
fn height(rating: &Rating) -> f32 {
    match (rating.grade_rank, rating.grades) {
        (Some(rank), Some(grades)) if grades > 1 => (f32::from(rank) - 1.0) / (f32::from(grades) - 1.0),
        _ => -1.0,
    }
}

impl<'s, 'a> Pairing<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>) -> Self {
        let told = || (0..scene.ratings.len()).filter(|&j| scene.told[j]);
        let mut bodies: BTreeMap<&BTreeSet<String>, Vec<usize>> = BTreeMap::new();
        let mut subjects: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        let mut grades: BTreeMap<&str, usize> = BTreeMap::new();
        for j in told() {
            let rating = &scene.ratings[j];
            bodies.entry(&scene.bodies[j]).or_default().push(j);
            *subjects.entry(rating.subject.as_deref()).or_default() += 1;
            *grades.entry(&rating.grade).or_default() += 1;
        }
        let long = |all: &mut dyn Iterator<Item = &String>| {
            let long: BTreeSet<&String> = all.filter(|word| word.len() > 3).collect();
            long.into_iter().cloned().collect()
        };
        let standing = |j: usize| {
            let (rating, facts) = (&scene.ratings[j], &scene.facts[j]);
            let body = bodies.get(&scene.bodies[j]).map_or(&[][..], Vec::as_slice);
            Standing {
                of_body: body.len(),
                parts: body.iter().filter(|&&k| scene.ratings[k].aspect.is_some()).count(),
                place: body.binary_search(&j).ok(),
                of_subject: subjects.get(&rating.subject.as_deref()).copied().unwrap_or(0),
                alike: grades.get(rating.grade.as_str()).copied().unwrap_or(0),
                part: long(&mut facts.part.iter().chain([&facts.aspect]).flatten()),
                subject: long(&mut facts.subject.iter()),
            }
        };
        let mut counts = vec![0];
        counts.extend(scene.told.iter().scan(0, |count, told| {
            *count += usize::from(*told);
            Some(*count)
        }));
        Pairing {
            standings: (0..scene.ratings.len()).map(standing).collect(),
            wholes: told().filter(|&j| scene.ratings[j].aspect.is_none()).take(WHOLES).collect(),
            told: counts,
            bodies: bodies.len(),
            scene,
        }
    }

    /// The ratings that a quotation may be about, in text order; `behind` is the first behind it.
    fn candidates(&self, behind: usize, proposed: &[Link], passage: Option<&Passage>) -> BTreeSet<usize> {
        let near = behind.saturating_sub(BEFORE)..(behind + BEHIND).min(self.scene.ratings.len());
        let links = proposed.iter().chain(passage.iter().flat_map(|passage| &passage.links));
        near.chain(links.map(|link| link.rating)).chain(self.wholes.iter().copied()).collect()
    }

    /// Quotation `i` with each rating that it may be about; `proposed` and `passage` are what the rules make of it.
    pub(super) fn pairs(
        &self,
        i: usize,
        proposed: &[Link],
        reasoned: bool,
        passage: Option<&Passage>,
    ) -> Vec<Pair> {
        let scene = self.scene;
        let said = &scene.said[i];
        let (content, frame, narration) = (scene.content(i), scene.frame(i), scene.narration(i));
        let lower = content.to_lowercase();
        let (content_words, frame_words, told_words) = (words(&content), words(&frame), words(narration));
        let around: Vec<String> = told_words.iter().chain(&frame_words).cloned().collect();
        let here = scene.paragraph(said.whole.start);

        // Bodies that are named, by whoever speaks and in the text around.
        let before =
            here.checked_sub(1).map(|at| scene.document.paragraphs[at].span.of(&scene.document.text));
        let named_in = |text: &str| {
            let named = names(scene.lexicon, text);
            let rated = scene.bodies.iter().any(|body| !body.is_disjoint(&named));
            (named, rated)
        };
        let organisation = named_in(said.organisation.unwrap_or_default());
        let (in_content, in_frame) = (named_in(&content), named_in(&frame));
        let (in_narration, in_before) = (named_in(narration), named_in(before.unwrap_or_default()));
        let is_of = |j: usize, named: &(BTreeSet<String>, bool)| !scene.bodies[j].is_disjoint(&named.0);
        let is_of_another = |j: usize, named: &(BTreeSet<String>, bool)| named.1 && !is_of(j, named);

        let nearest = scene.nearest(i);
        let lead = scene.lead(i);
        let ratings = &scene.lexicon.ratings;
        let count = |list: &[String], wanted: &dyn Fn(&String) -> bool| {
            list.iter().filter(|word| wanted(word)).count() as f32
        };
        let is_inspection = |word: &String| scene.lexicon.word(word).is(WordClass::INSPECTION);
        let last_told = (0..scene.ratings.len())
            .filter(|&k| scene.told[k])
            .filter_map(|k| here.checked_sub(scene.paragraph(scene.ratings[k].evidence.start)))
            .min();
        let spoke = scene.said[..i].iter().rev().take(30).any(|other| other.speaker == said.speaker);
        let reason = |name: &str| flag(passage.is_some_and(|passage| passage.reasons.contains(&name)));

        let holds = |j: usize| scene.facts[j].forms.iter().any(|form| lower.contains(form.as_str()));
        let behind = scene.ratings.partition_point(|rating| rating.evidence.start <= said.whole.start);
        let candidates = self.candidates(behind, proposed, passage);
        let is_meant = |j: usize, part: bool| {
            let mut forms = scene.facts[j].forms.iter();
            forms.any(|form| is_meant(scene.lexicon, &content, &content_words, form, part))
        };
        let is_named =
            |j: usize| scene.names_aspect(j, &content_words, &[]) || scene.names_form(j, &content_words);
        let set = |list: &[String]| list.iter().cloned().collect::<HashSet<String>>();
        let (content_set, around_set) = (set(&content_words), set(&around));
        let shared = |wanted: &[String], set: &HashSet<String>| {
            wanted.iter().filter(|word| set.contains(*word)).count() as f32
        };
        let held: Vec<bool> = candidates.iter().map(|&j| holds(j)).collect();
        let of_held = || candidates.iter().zip(&held);
        let with_grade: Vec<bool> =
            of_held().map(|(&j, &held)| held && scene.is_named_with_grade(j, &content)).collect();
        let meant: Vec<bool> =
            of_held().zip(&with_grade).map(|((&j, &held), &part)| held && is_meant(j, part)).collect();
        let named: Vec<bool> = candidates.iter().map(|&j| is_named(j)).collect();
        let overlaps: Vec<f32> =
            candidates.iter().map(|&j| shared(&self.standings[j].part, &content_set)).collect();
        let most_shared = overlaps.iter().copied().fold(0.0, f32::max);
        let total = |list: &[bool]| list.iter().filter(|holds| **holds).count() as f32;
        let (all_held, all_meant, all_named) = (total(&held), total(&meant), total(&named));
        let of_said = [
            ("proposals", proposed.len() as f32),
            ("reasoned", flag(reasoned)),
            ("reasons", passage.map_or(-1.0, |passage| passage.reasons.len() as f32)),
            ("sure", reason("sure")),
            ("reacts", reason("reacts")),
            ("about an inspection", reason("about an inspection")),
            ("ratings told", self.told[scene.told.len()] as f32),
            ("bodies", self.bodies as f32),
            ("inspectors", scene.inspectors.len() as f32),
            ("by inspectors", flag(scene.is_inspector(i, &frame_words))),
            ("kind of speaker", f32::from(said.kind as u8)),
            ("of no organisation", flag(said.organisation.is_none())),
            ("spoke before", flag(spoke)),
            ("words", content_words.len() as f32),
            ("number", flag(content.contains(|c: char| c.is_ascii_digit()))),
            ("reactions", count(&content_words, &|word| ratings.reactions.contains(word))),
            ("glad", count(&content_words, &|word| ratings.glad.contains(word))),
            ("sorry", count(&content_words, &|word| ratings.sorry.contains(word))),
            ("inspections in content", count(&content_words, &is_inspection)),
            ("inspections in frame", count(&frame_words, &is_inspection)),
            ("grade words", count(&content_words, &|word| scene.lexicon.word(word).is(WordClass::MEANT))),
            ("told before", told_words.len() as f32),
            ("paragraph", here as f32),
            ("share of document", here as f32 / scene.document.paragraphs.len().max(1) as f32),
            ("since any", last_told.map_or(FAR, |last| last as f32)),
            ("grades in content", all_held),
            ("parts named", all_named),
        ];

        let of_pair = |(place, &j): (usize, &usize)| {
            let (rating, standing) = (&scene.ratings[j], &self.standings[j]);
            let at = proposed.iter().position(|link| link.rating == j);
            let proposed_basis = at.map(|at| proposed[at].basis);
            let evidence = rating.evidence;
            let distance = |start: u32| here as f32 - scene.paragraph(start) as f32;
            let all_told = rating.all_evidence.iter().map(|told| told.span.start).chain([evidence.start]);
            let least = all_told.map(distance).filter(|paragraphs| *paragraphs >= 0.0).fold(FAR, f32::min);
            let told_since = self.told[behind].saturating_sub(self.told[j]);
            let current = is_current(rating, scene.document.published_on);
            let months = rating.rated_on.zip(scene.document.published_on).map(|(rated, published)| {
                let month = |date: crate::base::Date| date.month().map_or(6, i32::from);
                let years = i32::from(published.year()) - i32::from(rated.year());
                years * 12 + month(published) - month(rated)
            });
            let quotations =
                i - scene.said.partition_point(|other| other.whole.start <= evidence.start).min(i);
            let is_near = (0.0..=PASSAGE as f32).contains(&least);
            let basis = proposed_basis.unwrap_or(match () {
                () if meant[place] => RatingBasis::Quoted,
                () if is_near => RatingBasis::Passage,
                () => RatingBasis::Document,
            });
            let mut signs = vec![
                ("proposed", flag(at.is_some())),
                ("place", at.map_or(9.0, |at| at as f32)),
                ("basis", proposed_basis.map_or(-1.0, |basis| f32::from(basis as u8))),
                (
                    "in passage",
                    flag(passage.is_some_and(|passage| passage.links.iter().any(|link| link.rating == j))),
                ),
                ("told", flag(scene.told[j])),
                ("current", flag(current)),
                ("months", months.unwrap_or(0) as f32),
                ("part", flag(rating.aspect.is_some())),
                ("grade", height(rating)),
                (
                    "change",
                    match rating.change {
                        Some(Change::Up) => 1.0,
                        Some(Change::Same) => 0.5,
                        Some(Change::Down) => -1.0,
                        None => 0.0,
                    },
                ),
                ("previous", flag(rating.previous_grade.is_some())),
                ("distance", distance(evidence.start)),
                ("least distance", least),
                ("bytes", said.whole.start as f32 - evidence.start as f32),
                ("ratings since", if j < behind { (behind - 1 - j) as f32 } else { -1.0 }),
                ("told since", if j < behind { told_since as f32 } else { -1.0 }),
                ("quotations since", quotations as f32),
                ("same paragraph", flag(distance(evidence.start) == 0.0)),
                ("of organisation", flag(is_of(j, &organisation))),
                ("another organisation", flag(is_of_another(j, &organisation))),
                ("in content", flag(is_of(j, &in_content))),
                ("another in content", flag(is_of_another(j, &in_content))),
                ("another in frame", flag(is_of_another(j, &in_frame))),
                ("another in narration", flag(is_of_another(j, &in_narration))),
                ("another in paragraph before", flag(is_of_another(j, &in_before))),
                ("main body", flag(scene.main_body.as_ref() == Some(&scene.bodies[j]))),
                ("ratings of body", standing.of_body as f32),
                ("parts of body", standing.parts as f32),
                ("body has whole", flag(standing.of_body > standing.parts)),
                ("place in body", standing.place.map_or(-1.0, |place| place as f32)),
                ("ratings of subject", standing.of_subject as f32),
                ("same grade", standing.alike as f32),
                ("nearest", flag(nearest == Some(j))),
                ("nearest body", flag(nearest.is_some_and(|k| scene.bodies[k] == scene.bodies[j]))),
                ("main inspector", flag(rating.inspector.as_deref() == scene.inspector)),
                ("grade in content", flag(held[place])),
                ("grade meant", flag(meant[place])),
                ("another grade meant", flag(all_meant > 0.0 && !meant[place])),
                ("named with grade", flag(with_grade[place])),
                ("of then", flag(held[place] && scene.is_of_then(j, &content, &content_words))),
                ("counts", if held[place] { scene.counts(j, &content_words) as f32 } else { 0.0 }),
                ("part named", flag(named[place])),
                ("another part named", flag(all_named > 0.0 && !named[place])),
                (
                    "part named around",
                    flag(scene.names_aspect(j, &around, &[]) || scene.names_form(j, &around)),
                ),
                ("part named before", flag(scene.names_aspect(j, &told_words, &[]))),
                ("lead", flag(lead.as_deref().is_some_and(|lead| scene.is_part(j, lead)))),
                ("words of part", overlaps[place]),
                ("words of part less", most_shared - overlaps[place]),
                ("words of part around", shared(&standing.part, &around_set)),
                ("words of subject", shared(&standing.subject, &content_set)),
                ("words of subject around", shared(&standing.subject, &around_set)),
            ];
            signs.extend(of_said);
            Pair { rating: j, basis, past: !current && !held[place] && at.is_none(), signs }
        };
        candidates.iter().enumerate().map(of_pair).collect()
    }
}
