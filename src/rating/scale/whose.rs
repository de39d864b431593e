//! Of whom a grade is: which of the bodies that a text names, and what speaks for and against each.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Event, Finder, Rated, Subject, has_words, is_council, is_paper, last_word};
use crate::annotate::NameKind;
use crate::lexicon::{GradeRef, WordClass};
use crate::model::trees::flag;
use crate::model::{Candidate, Forest, HIDDEN, RULED};
use crate::rating::borders::entity_sign;
use crate::rating::headings::Heading;
use crate::rating::subject;

/// Bodies looked for before a grade, behind it, and at the start of the text.
const BEFORE: usize = 6;
const BEHIND: usize = 3;
const FIRST: usize = 2;
/// Places of names that are looked at on either side.
const PLACES: usize = 40;
/// Grades on either side that say whom the text is about.
const NEAR: usize = 3;
/// Bodies that are tried, and of these those that the rules give to the grades on either side.
const MOST: usize = 12;
const GIVEN: usize = 5;
/// Names of a text that are looked at, and the most of which each is compared with every other.
const NAMES: usize = 3000;
const LOOKED_UP: usize = 300;
/// Sentences up to the line that stands over a grade.
const SECTION: usize = 12;
/// Sentences of a paragraph that are looked at.
const SENTENCES: usize = 30;
/// What stands for a distance that there is none of.
const FAR: f32 = 999.0;

/// The bodies of a text and where it names them.
pub(super) struct Cast {
    names: Vec<String>,
    /// The index of each name.
    ids: BTreeMap<String, usize>,
    /// In text order: the tokens, and the index of the name in full.
    places: Vec<(Range<usize>, usize)>,
    /// For each name the indexes of its places, in order; for a service those of its owner too.
    of: Vec<Vec<usize>>,
    /// For each name, whether a body of [`super::Bodies`] has it, whether a rule gave it to a grade, whether it may stand for a
    /// longer one, and, once that was asked, whether its words let it be rated.
    known: Vec<bool>,
    given: Vec<bool>,
    short: Vec<bool>,
    rated: Vec<OnceCell<bool>>,
    /// Whether nothing of that name is rated: what a part is called (*Care, Support and Guidance*), a department of the government, an inspector, a paper.
    never: Vec<bool>,
    /// Whether it is a person with a title.
    person: Vec<bool>,
}

impl Cast {
    fn id(&mut self, name: String) -> usize {
        if let Some(at) = self.ids.get(&name) {
            return *at;
        }
        let at = self.names.len();
        self.ids.insert(name.clone(), at);
        self.names.push(name);
        self.known.push(false);
        self.given.push(false);
        at
    }

    /// The places that begin among these tokens.
    fn within(&self, tokens: Range<usize>) -> Range<usize> {
        let index = |token: usize| self.places.partition_point(|(place, _)| place.start < token);
        let first = index(tokens.start);
        first..index(tokens.end.max(tokens.start)).min(first + PLACES)
    }

    /// The names at some places, each once, in their order.
    fn distinct(&self, places: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for name in places.take(PLACES).map(|place| self.places[place].1) {
            if out.len() < most && !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }
}

/// The owner in *Ashby Council's children's services*, the hospital in *surgery at Ashby Hospital*.
fn owner(name: &str) -> Option<&str> {
    name.split_once("'s ").map(|(owner, _)| owner).or_else(|| name.split_once(" at ").map(|(_, owner)| owner))
}

/// Whether a shorter name may stand for a longer one.
fn is_short_for(short: &str, full: &str) -> bool {
    full.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
        || short.contains(' ') && full.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
}

/// The noun phrase of what an event rates.
fn phrase(event: &Event) -> Option<Range<usize>> {
    match &event.subject {
        Subject::Phrase(range) | Subject::Its(range) | Subject::List(range) => Some(range.clone()),
        Subject::Same | Subject::Context => None,
    }
}

/// A grade of which it is asked whose it is.
struct Asked<'a> {
    cast: &'a Cast,
    events: &'a [Event],
    /// What the rules make of each event.
    all: &'a [Rated],
    /// The index of the event.
    i: usize,
    /// The names before it, the last first.
    before: Vec<usize>,
    /// How many names are tried.
    count: usize,
    /// The noun that its subject's phrase tells, and the nouns for such bodies.
    noun: Option<String>,
    kind: Option<&'a [String]>,
    /// The first token of its paragraph, of those that are looked at.
    paragraph: usize,
    /// The name over its section, and the line of its own above it.
    over: Option<&'a Heading>,
    line: Option<Range<usize>>,
}

impl Finder<'_> {
    /// The bodies of the text; `all` is what the rules make of each grade.
    pub(super) fn cast(&self, all: &[Rated]) -> Cast {
        let a = self.a;
        let mut cast = Cast {
            names: Vec::new(),
            ids: BTreeMap::new(),
            places: Vec::new(),
            of: Vec::new(),
            known: Vec::new(),
            given: Vec::new(),
            short: Vec::new(),
            rated: Vec::new(),
            never: Vec::new(),
            person: Vec::new(),
        };
        for name in all.iter().filter_map(|rated| rated.name.clone()).take(NAMES) {
            let at = cast.id(name);
            cast.given[at] = true;
        }
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for body in self.bodies.within(0..usize::MAX).take(NAMES) {
            let at = cast.id(body.name.clone());
            cast.known[at] = true;
            places.push((body.tokens.clone(), at));
        }
        let bodies = places.len();
        for name in a.names.iter().take(NAMES) {
            let from = places[..bodies].partition_point(|(tokens, _)| tokens.end <= name.tokens.start);
            let apart =
                places[from..bodies].first().is_none_or(|(tokens, _)| name.tokens.end <= tokens.start);
            if !apart || subject::is_inspector(a, name) || a.is_time(name.tokens.start) {
                continue;
            }
            let tokens = self.bodies.mended(a, &name.tokens).unwrap_or_else(|| name.tokens.clone());
            // Cells of a table: *Safe   Good   Inadequate*
            let cells = (tokens.start + 1..tokens.end).any(|t| a.gap_before(t).len() > 1);
            if cells || places[bodies..].last().is_some_and(|(last, _)| last.end > tokens.start) {
                continue; // *Lady Eleanor's High School for Girls* is found by each of its names.
            }
            // *Jessop’s, on Marine Parade, was inspected*
            let own = subject::ends_name(a, tokens.end).then_some(tokens.end + 1);
            let tokens = tokens.start..own.unwrap_or(tokens.end);
            let text = subject::cased(a, tokens.clone());
            let text = text.strip_suffix("'s").filter(|_| own.is_none()).unwrap_or(&text);
            if !text.is_empty() && !is_paper(a, text) && !self.is_grade(text) {
                places.push((tokens, cast.id(text.to_owned())));
            }
        }
        places.sort_by_key(|(tokens, _)| tokens.start);
        // *Ashby Lodge* over a section, if nothing else tells that it is a name.
        let mut headings: Vec<(Range<usize>, usize)> = Vec::new();
        for heading in self.headings().all().iter().take(NAMES) {
            let from = places.partition_point(|(tokens, _)| tokens.end <= heading.name.start);
            let apart = places.get(from).is_none_or(|(tokens, _)| heading.name.end <= tokens.start);
            let text = subject::cased(a, heading.name.clone());
            if apart && !is_paper(a, &text) && !self.is_grade(&text) {
                headings.push((heading.name.clone(), cast.id(text)));
            }
        }
        places.append(&mut headings);
        places.sort_by_key(|(tokens, _)| tokens.start);
        let count = cast.names.len();
        cast.rated = vec![OnceCell::new(); count];
        let kind = |name: &String| a.lexicon.bodies[*a.lexicon.body_forms.get(name)?].kind.as_deref();
        // *2.2 Teaching*, *Overall effectiveness*
        let is_label = |name: &str| {
            let words = name.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            words.is_empty() || subject::names_part(a, &words) || a.lexicon.ratings.wholes.contains(&words)
        };
        let never = |name: &String| {
            matches!(
                kind(name),
                Some(
                    "government"
                        | "inspector"
                        | "parliament"
                        | "court"
                        | "newspaper"
                        | "broadcaster"
                        | "union"
                )
            ) || a.lexicon.scales.inspector(name).is_some()
                || is_label(name)
        };
        let titled = a.names.iter().filter(|name| name.is_person() && name.tokens.start < name.proper.start);
        let titled: BTreeSet<&str> = titled
            .flat_map(|name| [&name.tokens, &name.proper].map(|own| a.span(own.clone()).of(a.text())))
            .collect();
        let person = |name: &String| titled.contains(name.as_str()) && self.is_titled_person(name);
        cast.person = cast.names.iter().map(person).collect();
        cast.never =
            cast.names.iter().zip(&cast.person).map(|(name, person)| *person || never(name)).collect();
        // The longer names that each may stand for: the only one is meant.
        let longer = |at: usize| -> Vec<usize> {
            let name = &cast.names[at];
            // *the University* is none of its Court's.
            let generic = !name.contains(' ') && subject::is_kind(a, &name.to_lowercase());
            let fits = |other: &usize| {
                !generic
                    && owner(&cast.names[*other]).is_none()
                    && is_short_for(name, &cast.names[*other])
                    && !subject::names_unit(a, name, &cast.names[*other])
            };
            (0..if count > LOOKED_UP { 0 } else { count }).filter(fits).take(2).collect()
        };
        let longer: Vec<Vec<usize>> = (0..count).map(longer).collect();
        let full = |at: usize| if let [only] = longer[at].as_slice() { *only } else { at };
        cast.short = longer.iter().map(|longer| !longer.is_empty()).collect();
        places.iter_mut().for_each(|place| place.1 = full(place.1));
        let mut of = vec![Vec::new(); count];
        for (index, (_, at)) in places.iter().enumerate() {
            of[*at].push(index);
        }
        for at in 0..count {
            let owner = owner(&cast.names[at]).and_then(|owner| cast.ids.get(owner));
            if let Some(owner) = owner.map(|owner| full(*owner)).filter(|owner| *owner != at) {
                let own = of[owner].clone();
                of[at].extend(own);
                of[at].sort_unstable();
                of[at].dedup();
            }
            cast.known[full(at)] |= cast.known[at];
        }
        cast.places = places;
        cast.of = of;
        cast
    }

    /// The bodies that event `i` may be of, that of the rules first; `all` is what these make of each event.
    pub(super) fn candidates(
        &self,
        cast: &Cast,
        events: &[Event],
        all: &[Rated],
        i: usize,
    ) -> Vec<Candidate<String>> {
        let at = self.mentions[events[i].mention].tokens.start;
        let index = |rated: &Rated| rated.name.as_ref().and_then(|name| cast.ids.get(name)).copied();
        // *Miss Doe (head teacher) read them out:* a person is rated where nobody else may be.
        let own = index(&all[i]).filter(|own| !cast.person[*own]);
        let mut found: Vec<usize> = own.into_iter().collect();
        let mut add = |name: usize, most: usize| {
            if found.len() < most && !cast.never[name] && !found.contains(&name) {
                found.push(name);
            }
        };
        let here = self.mentions[events[i].mention].sentence;
        let over = self.headings().over(here);
        if let Some(place) = over.and_then(|heading| cast.within(heading.name.clone()).next()) {
            add(cast.places[place].1, MOST);
        }
        let around = i.saturating_sub(NEAR)..(i + NEAR + 1).min(all.len());
        all[around].iter().filter_map(index).for_each(|name| add(name, GIVEN));
        let behind = cast.places.partition_point(|(tokens, _)| tokens.start < at);
        let before = cast.distinct((0..behind).rev(), BEFORE);
        let after = cast.distinct(behind..cast.places.len(), BEHIND);
        let first = cast.distinct(0..cast.places.len(), FIRST);
        before.iter().chain(&after).chain(&first).for_each(|name| add(*name, MOST));
        let a = self.a;
        let noun = phrase(&events[i]).and_then(|range| subject::described(a, range));
        let kind = noun.as_ref().and_then(|noun| {
            a.lexicon.ratings.kinds_of.iter().find(|kind| kind.iter().any(|other| has_words(noun, other)))
        });
        let kind = kind.map(Vec::as_slice);
        let together = a.sentences[..=here].iter().rev().take(SENTENCES);
        let own_paragraph = a.sentences[here].paragraph;
        let first_sentence = together.take_while(|sentence| sentence.paragraph == own_paragraph).last();
        let paragraph = first_sentence.map_or(at, |sentence| sentence.tokens.start);
        let line = (here.saturating_sub(SECTION)..here).rev().find(|&at| self.is_line(at));
        let line = line.map(|at| a.sentences[at].tokens.clone());
        let count = found.len();
        let asked = Asked { cast, events, all, i, before, count, noun, kind, paragraph, over, line };
        let candidate = |name: &usize| Candidate {
            answer: cast.names[*name].clone(),
            ruled: Some(*name) == own,
            signs: self.signs(&asked, *name),
        };
        found.iter().map(candidate).collect()
    }

    /// Gives each grade the body that `forest` takes for the likeliest. One of which the rules say that it is nobody's stays so,
    /// what is of a thing that the body has (*Its kitchen is inadequate.*), and what names its body itself.
    pub(super) fn choose_bodies(&self, events: &[Event], all: Vec<Rated>, forest: &Forest) -> Vec<Rated> {
        let cast = self.cast(&all);
        let chosen: Vec<Option<String>> = (0..events.len())
            .map(|i| {
                let own = |range: &Range<usize>| self.a.one_of(range.start, &["its", "their"]);
                let thing = matches!(&events[i].subject, Subject::Phrase(range) if own(range));
                let Some(name) = &all[i].name else {
                    return self.likeliest_body(&cast, events, &all, i, forest);
                };
                if thing && all[i].aspect.is_none() {
                    return None;
                }
                // *Fell Road was rated good*, of Fell Road Surgery: named right there.
                let person = |range: &Range<usize>| {
                    self.a.name_at(range.start).is_some_and(|name| name.kind == NameKind::Person)
                        && self.headings().over(self.mentions[events[i].mention].sentence).is_some()
                };
                let opens = |range: &Range<usize>| {
                    let words = subject::words(self.a, range.clone());
                    range.len() > 1
                        && !person(range)
                        && range.clone().all(|t| self.a.is_capital(t))
                        && (name.to_lowercase().starts_with(&words)
                            // *The Larches: good*
                            || events[i].line && words.strip_prefix("the ").is_some_and(|rest| name.to_lowercase() == rest))
                };
                // *Medical care: requires improvement*, a line of a list of services
                let service = |range: &Range<usize>| {
                    let words = subject::words(self.a, range.clone());
                    events[i].line
                        && subject::is_core_service(self.a, &words)
                        && name.eq_ignore_ascii_case(&words)
                };
                // *all five special schools*, which have no name
                let several =
                    || last_word(name).strip_suffix('s').is_some_and(|noun| subject::is_kind(self.a, noun));
                let common = |range: &Range<usize>| {
                    several()
                        && name.starts_with(char::is_lowercase)
                        && subject::words(self.a, range.clone()).ends_with(name.as_str())
                };
                let named = |range: &Range<usize>| opens(range) || service(range) || common(range);
                if matches!(&events[i].subject, Subject::Phrase(range) if named(range)) {
                    return None;
                }
                forest.other(self.candidates(&cast, events, &all, i))
            })
            .collect();
        let chosen = all.into_iter().zip(chosen);
        let mut out: Vec<Rated> = Vec::with_capacity(events.len());
        let mut of_rules = None;
        for (i, (rated, name)) in chosen.enumerate() {
            // Lines of one list are of one body, where the rules say so.
            let above = out.last().filter(|_| self.continues_list(events, i));
            let name = match above.filter(|_| rated.name.is_some() && rated.name == of_rules) {
                Some(above) => above.name.clone(),
                None => name,
            };
            of_rules.clone_from(&rated.name);
            out.push(match name {
                Some(name) => Rated { name: Some(name), vague: false, ..rated },
                None => rated,
            });
        }
        out
    }

    /// The body that `forest` takes for the likeliest of a grade of which the rules can't tell whose it is, in a text that is about no
    /// body that they know.
    fn likeliest_body(
        &self,
        cast: &Cast,
        events: &[Event],
        all: &[Rated],
        i: usize,
        forest: &Forest,
    ) -> Option<String> {
        /// From this chance on it is that body's.
        const LIKELY: f32 = 0.5;
        if self.topic.get_or_init(|| self.topic()).is_some() {
            return None;
        }
        // No person and no place, as far as one can tell.
        let other = |name: &String| {
            let own = cast.ids.get(name).into_iter().flat_map(|id| &cast.of[*id]).take(PLACES);
            let mut kinds =
                own.map(|place| self.a.name_at(cast.places[*place].0.start).map(|name| name.kind));
            kinds.any(|kind| !matches!(kind, Some(NameKind::Person | NameKind::Place)))
        };
        let mut candidates = self.candidates(cast, events, all, i);
        // The rules have nothing to say: as the model has learned where it doesn't hear them.
        candidates.iter_mut().for_each(|candidate| candidate.signs[..RULED].fill(HIDDEN));
        let (best, chance) = forest.likeliest(&candidates)?;
        let best = candidates.swap_remove(best).answer;
        (chance >= LIKELY && other(&best)).then_some(best)
    }

    /// Whether a sentence is a short line of its own, no item of a list, as a heading is.
    fn is_line(&self, at: usize) -> bool {
        const LONGEST: usize = 12;
        let a = self.a;
        let tokens = a.sentences[at].tokens.clone();
        let opens = |t: usize| t == 0 || t >= a.tokens.len() || a.gap_before(t).contains('\n');
        let ends = a.word(tokens.end - 1);
        tokens.len() <= LONGEST
            && opens(tokens.start)
            && opens(tokens.end)
            && !matches!(ends, "." | ":" | "”" | "\"")
            && !self.has_mention(at)
    }

    /// Whether event `i` is told by a line, right below that of the event before.
    fn continues_list(&self, events: &[Event], i: usize) -> bool {
        let a = self.a;
        let paragraph = |event: &Event| a.sentences[self.mentions[event.mention].sentence].paragraph;
        i > 0
            && events[i].line
            && events[i - 1].line
            && paragraph(&events[i]).abs_diff(paragraph(&events[i - 1])) == 1
    }

    fn signs(&self, asked: &Asked, id: usize) -> Vec<f32> {
        let a = self.a;
        let Asked {
            cast,
            events,
            all,
            i,
            ref before,
            count,
            ref noun,
            kind,
            paragraph: start,
            over,
            ref line,
        } = *asked;
        let name = &cast.names[id];
        let (event, rated) = (&events[i], &all[i]);
        let mention = &self.mentions[event.mention];
        let (at, here) = (mention.tokens.start, mention.sentence);
        let sentence = a.sentences[here].tokens.clone();
        let paragraph = a.sentences[here].paragraph;
        let paragraph_of =
            |token: usize| a.sentences[a.sentence_from(token).min(a.sentences.len() - 1)].paragraph;
        let phrase = phrase(event);
        let own_places = &cast.of[id];
        let cut = own_places.partition_point(|place| cast.places[*place].0.start < at);
        let last = cut.checked_sub(1).map(|cut| own_places[cut]);
        let next = own_places.get(cut).copied();
        let tokens = |place: usize| cast.places[place].0.clone();
        let is = |place: &usize| own_places.binary_search(place).is_ok();
        let has = |range: Range<usize>| flag(cast.within(range).any(|place| is(&place)));
        let count_of = |range: Range<usize>, fits: &dyn Fn(usize) -> bool| {
            let others = cast.within(range).filter(|place| !is(place)).map(|place| cast.places[place].1);
            others.filter(|name| fits(*name)).collect::<BTreeSet<usize>>().len() as f32
        };
        let others = |range: Range<usize>| count_of(range, &|_| true);
        let ruled = |other: usize| all[other].name.as_ref() == Some(name);
        let near = i.saturating_sub(15)..(i + 15).min(all.len());
        let same_part = |other: &usize| {
            *other != i
                && ruled(*other)
                && all[*other].aspect == rated.aspect
                && !events[*other].earlier
                && !event.earlier
        };
        let alike = |other: &usize| {
            self.mentions[events[*other].mention].grades.iter().any(|g| mention.grades.contains(g))
        };
        let beside = |steps: isize| i.checked_add_signed(steps).filter(|other| *other < all.len());
        let given = near.clone().filter(|&other| other != i && ruled(other)).count() as f32;
        let mut out: Vec<f32> = Vec::with_capacity(100);
        // What the rules say.
        out.push(flag(ruled(i)));
        out.push(flag(rated.name.is_none()));
        out.push(flag(rated.vague));
        out.push(given);
        out.push(given / near.len().saturating_sub(1).max(1) as f32);
        out.push(flag(beside(-1).is_some_and(ruled)));
        out.push(flag(beside(1).is_some_and(ruled)));
        out.push(flag(near.clone().filter(same_part).any(|other| !alike(&other))));
        out.push(flag(near.clone().filter(same_part).any(|other| alike(&other))));
        out.push(flag(cast.given[id]));
        debug_assert_eq!(out.len(), RULED);
        // What the grade's subject is.
        out.push(match &event.subject {
            Subject::Phrase(_) => 0.0,
            Subject::Its(_) => 1.0,
            Subject::Same => 2.0,
            Subject::Context => 3.0,
            Subject::List(_) => 4.0,
        });
        let one_of = |words: &[&str]| flag(phrase.as_ref().is_some_and(|range| a.one_of(range.start, words)));
        out.push(flag(phrase.as_ref().is_some_and(|range| {
            range.len() == 1 && a.one_of(range.start, &["it", "they", "which", "that", "she", "he"])
        })));
        out.push(flag(subject::is_we(a, &event.subject)));
        out.push(one_of(&["the"]));
        out.push(one_of(&["its", "their", "our"]));
        out.push(one_of(&["a", "an"]));
        let capital = |range: &Range<usize>| range.clone().any(|t| a.is_capital(t) && !a.opens_sentence(t));
        out.push(flag(phrase.as_ref().is_some_and(capital)));
        out.push(phrase.as_ref().map_or(0.0, |range| range.len() as f32));
        out.push(phrase.clone().map_or(-1.0, has));
        out.push(phrase.clone().map_or(-1.0, others));
        let told = self.bodies.told(name).map_or_else(|| name.to_lowercase(), str::to_owned);
        out.push(match (noun, kind) {
            (None, _) => -1.0,
            (Some(_), Some(kind)) => flag(kind.iter().any(|noun| has_words(&told, noun))),
            (Some(noun), None) => flag(told.ends_with(noun.as_str())),
        });
        out.push(noun.as_ref().map_or(-1.0, |noun| flag(has_words(&told, noun))));
        let rates =
            |g: &GradeRef| self.list()[g.scale].subjects.iter().any(|subject| has_words(&told, subject));
        out.push(flag(mention.grades.iter().any(rates)));
        let rates_council =
            |g: &GradeRef| self.list()[g.scale].subjects.iter().any(|subject| subject == "council");
        out.push(flag(mention.grades.iter().any(rates_council)));
        // Where it was named last.
        let distance = |place: usize| (at as f32 - tokens(place).end as f32).abs();
        let sentences = |place: usize| here.abs_diff(a.sentence_from(tokens(place).start)) as f32;
        let paragraphs = |place: usize| paragraph.abs_diff(paragraph_of(tokens(place).start)) as f32;
        out.push(last.map_or(FAR, distance));
        out.push(last.map_or(FAR, sentences));
        out.push(last.map_or(FAR, paragraphs));
        out.push(last.map_or(FAR, |place| others(tokens(place).end..at)));
        out.push(before.iter().position(|other| *other == id).map_or(FAR, |place| place as f32));
        let known = |name: usize| cast.known[name];
        out.push(last.map_or(FAR, |place| count_of(tokens(place).end..at, &known)));
        for place in [last, next] {
            let start = place.map(|place| tokens(place).start);
            let end = place.map(|place| tokens(place).end);
            let lead = start.map(|t| t - usize::from(t > 0 && a.one_of(t - 1, &["the"])));
            let lead_is = |words: &[&str]| lead.map_or(-1.0, |t| flag(t > 0 && a.one_of(t - 1, words)));
            out.push(lead.map_or(-1.0, |t| flag(a.opens_sentence(t))));
            out.push(lead_is(&["in", "near", "from", "across"]));
            out.push(lead_is(&["at", "on", "of", "for"]));
            out.push(lead_is(&["by", "with", "to"]));
            out.push(lead_is(&["than", "like", "unlike", "as", "and"]));
            out.push(lead.map_or(-1.0, |t| flag(t > 0 && a.word(t - 1) == ",")));
            out.push(lead.map_or(-1.0, |t| flag(t > 1 && subject::is_run_by(a, t - 2))));
            out.push(end.map_or(-1.0, |t| flag(subject::is_possessive(a, t))));
            out.push(end.map_or(-1.0, |t| flag(a.word(t) == ",")));
            out.push(end.map_or(-1.0, |t| flag(a.one_of(t, &["in", "at", "near", "on"]))));
            out.push(end.map_or(-1.0, |t| flag(a.is(t, WordClass::HELPER.with(WordClass::BE)))));
            out.push(end.map_or(-1.0, |t| flag(a.is(t, WordClass::VERB))));
            let followed = end.map(|end| {
                (end..(end + 8).min(a.tokens.len()))
                    .any(|t| a.is(t, WordClass::GRADING.with(WordClass::GIVING)))
            });
            out.push(followed.map_or(-1.0, flag));
            out.push(start.map_or(-1.0, |t| flag(self.is_title(a.sentence_from(t)))));
            out.push(entity_sign(a, start));
            let kind = start.and_then(|t| a.name_at(t)).map(|name| name.kind);
            out.push(match kind {
                None => 0.0,
                Some(NameKind::Person) => 1.0,
                Some(_) => 2.0,
            });
            out.push(start.map_or(-1.0, |t| flag(a.fragment_of.get(t).is_some_and(Option::is_some))));
        }
        out.push(next.map_or(FAR, distance));
        out.push(next.map_or(FAR, sentences));
        out.push(has(event.clause.clone()));
        out.push(others(event.clause.clone()));
        out.push(has(sentence.clone()));
        out.push(others(sentence.clone()));
        out.push(has(sentence.start..at));
        out.push(has(start..at));
        out.push(others(start..at));
        out.push(flag(cast.within(start..sentence.end).next().is_some_and(|place| is(&place))));
        // How it stands in the text.
        out.push(own_places.len() as f32);
        out.push(own_places.first().map_or(FAR, |place| *place as f32));
        out.push(own_places.len() as f32 / cast.places.len().max(1) as f32);
        out.push(flag(
            own_places.first().is_some_and(|place| self.is_title(a.sentence_from(tokens(*place).start))),
        ));
        out.push(flag(cast.known[id]));
        out.push(flag(is_council(name)));
        out.push(flag(name.contains("'s ")));
        out.push(flag(name.contains(" at ")));
        out.push(flag(name.contains(" and ")));
        out.push(flag(name.starts_with(char::is_lowercase)));
        out.push(name.split(' ').count() as f32);
        out.push(flag(subject::noun_of_body(a, &last_word(name))));
        out.push(flag(*cast.rated[id].get_or_init(|| self.may_be_rated(name))));
        out.push(flag(cast.short[id]));
        // What stands over it.
        let named = over.map(|heading| has(heading.name.clone()));
        out.push(named.unwrap_or(-1.0));
        out.push(over.map_or(FAR, |heading| (here - heading.sentence) as f32));
        out.push(over.map_or(-1.0, |heading| flag(heading.alone)));
        let titled = |place: &usize| {
            let start = tokens(*place).start;
            self.headings().over(a.sentence_from(start)).is_some_and(|heading| heading.name.start == start)
        };
        out.push(flag(own_places.iter().take(PLACES).any(titled)));
        // The line of its own that stands over it.
        out.push(line.clone().map_or(-1.0, has));
        out.push(line.clone().map_or(-1.0, others));
        // The grade.
        let sentences_to = |other: usize| here.abs_diff(self.mentions[events[other].mention].sentence) as f32;
        out.push(beside(-1).map_or(FAR, sentences_to));
        out.push(beside(1).map_or(FAR, sentences_to));
        out.push(flag(event.line));
        out.push(flag(event.listed));
        out.push(flag(event.earlier));
        out.push(flag(event.recalled));
        out.push(flag(event.previous.is_some()));
        out.push(flag(rated.aspect.is_some()));
        out.push(flag(self.is_title(here)));
        out.push(flag(a.fragment_of.get(at).is_some_and(Option::is_some)));
        out.push(paragraph as f32);
        out.push(count as f32);
        out.push(before.len() as f32);
        out
    }
}
