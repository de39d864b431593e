//! The bodies that grades are of.

use super::{
    Body, Event, Finder, Rated, Subject, has_words, is_council, is_paper, last_word, tells_of_children,
};
use crate::annotate::{Annotated, NameKind, Tag};
use crate::lexicon::{GradeRef, Scale, WordClass};
use crate::rating::event::is_year;
use crate::rating::event::lines::{is_item, lines_above};
use crate::rating::{bodies, subject};
use crate::resolve;
use crate::text::{ParagraphKind, is_day_or_month};

/// What names were found to stand for: each is looked for once.
#[derive(Default)]
struct Others(Vec<(String, Option<String>)>);

impl Others {
    /// Makes `name` what `look` finds for it, where it finds any. No more than some names are looked for, so that a long text
    /// takes no longer.
    fn replace(&mut self, name: &mut String, look: impl FnOnce(&str) -> Option<String>) {
        const MOST: usize = 200;
        let mut known = self.0.iter().position(|(known, _)| known == name);
        if known.is_none() && self.0.len() < MOST {
            known = Some(self.0.len());
            self.0.push((name.clone(), look(name)));
        }
        if let Some(other) = known.and_then(|at| self.0[at].1.as_ref()) {
            name.clone_from(other);
        }
    }
}

impl Finder<'_> {
    /// What each event rates; what is not said is taken from the events around it.
    pub(super) fn subjects(&self, events: &[Event]) -> Vec<Rated> {
        /// Of no more names is it asked what they stand for, so that a long text takes no longer.
        const MOST: usize = 200;
        /// Grades before and behind among which a body's name is looked for.
        const FAR: usize = 500;
        let a = self.a;
        let aspect_of = |words: &str| self.aspect(words);
        let mut out: Vec<Rated> = Vec::with_capacity(events.len());
        // Whether a body has been named.
        let mut known = false;
        for event in events {
            let together = events.get(out.len().wrapping_sub(1)).is_some_and(|before| {
                self.mentions[before.mention].sentence == self.mentions[event.mention].sentence
            });
            let listed = self.parts_listed(event, None);
            let rated = match &event.subject {
                // *while safety and respect, leadership, and staffing were good*
                _ if listed.len() > 1 => Rated { aspect: listed.first().cloned(), ..Rated::default() },
                // *Inspectors looked at services at Ashby Hospital. These were rated …*
                // *Leadership was graded adequate. That is up from weak.*
                Subject::Context
                    if {
                        let start = a.sentences[self.mentions[event.mention].sentence].tokens.start;
                        a.one_of(start, &["that", "this"]) && a.is(start + 1, WordClass::BE)
                    } =>
                {
                    out.last().cloned().unwrap_or_default()
                }
                Subject::Phrase(range) if a.one_of(range.start, &["these", "those"]) && range.len() == 1 => {
                    let sentence = self.mentions[event.mention].sentence;
                    let before = sentence.checked_sub(1).map(|at| a.sentences[at].tokens.clone());
                    before.and_then(|before| branch_at_end(a, before)).unwrap_or_default()
                }
                // *The Collier’s Rest, High Street: 5*: a name, whatever its words are.
                Subject::Phrase(range)
                    if event.line
                        && self.grades_number(event)
                        && range.len() > 1
                        && a.is_capital(range.start)
                        && self.parts(&self.words_of(event), None).is_empty() =>
                {
                    Rated {
                        name: Some(subject::plain_case(a, a.span(range.clone()).of(a.text()))),
                        ..Rated::default()
                    }
                }
                // *Surgery: good*, a line of a list of a hospital's services
                Subject::Phrase(range)
                    if event.line
                        && a.is_capital(range.start)
                        && subject::is_core_service(a, &self.words_of(event)) =>
                {
                    Rated { name: Some(subject::cased(a, range.clone())), ..Rated::default() }
                }
                // *The rating for Ashby Hospital as a whole falls*
                Subject::Phrase(range) | Subject::Its(range) if self.rating_for(range).is_some() => {
                    Rated { name: self.rating_for(range), ..Rated::default() }
                }
                // *Safety was reasonably good, an improvement on 2019, when it was not sufficiently good.*: of the part
                Subject::Phrase(range)
                    if together
                        && range.len() == 1
                        && a.one_of(range.start, &["it"])
                        && a.one_of(range.start.wrapping_sub(1), &["when"])
                        && is_year(a, range.start.wrapping_sub(3)) =>
                {
                    out.last().cloned().unwrap_or_default()
                }
                // *Being healthy and staying safe were both good.*
                Subject::Phrase(range) => match self.parts(&self.words_of(event), None).as_slice() {
                    [first, _, ..] => Rated { aspect: Some(first.clone()), ..Rated::default() },
                    // *16 to 19 study programmes*
                    _ => self
                        .aspect_named(subject::without_owner(&self.words_of(event)))
                        .map(|aspect| Rated { aspect: Some(aspect), ..Rated::default() })
                        .unwrap_or_else(|| subject::rated(a, range.clone(), &aspect_of)),
                },
                Subject::Its(range) => {
                    let words = subject::words(a, range.clone());
                    let part = words.split_once(" for ").map(|(_, part)| part);
                    let aspect = part.and_then(|part| {
                        self.aspect(part).or_else(|| self.parts(part, None).into_iter().next())
                    });
                    // *the home’s ratings for safety and leadership*
                    let owner = range.clone().find(|&t| subject::is_possessive(a, t));
                    let owner = owner.map(|at| subject::rated(a, range.start..at, &|_| None));
                    let owner = || owner.unwrap_or_else(|| self.owner(event, range.start));
                    // *Medical care at the hospital was also inspected. Its rating has gone down …*
                    match self.service_before(event, range.start) {
                        Some(name) => Rated { name: Some(name), ..Rated::default() },
                        None => Rated { aspect, ..owner() },
                    }
                }
                Subject::Same => {
                    let last = out.last().cloned().unwrap_or_default();
                    Rated { aspect: None, ..last }
                }
                // *• Safe – Good* may be told again, of whichever body was told of with that grade.
                Subject::Context if event.line => Rated { vague: true, ..Rated::default() },
                // *The unit was rated poor in 2013 but was rated good a year later.*
                Subject::Context if together => {
                    let last = out.last().cloned().unwrap_or_default();
                    Rated { aspect: None, ..last }
                }
                Subject::Context | Subject::List(_) => Rated::default(),
            };
            // *In Ashby Vale, leadership was found to be good*
            let opening =
                (rated.name.is_none() && rated.aspect.is_some()).then(|| self.place_that_opens(event));
            let rated = match opening.flatten() {
                Some(body) => Rated { aspect: rated.aspect, ..body },
                None => rated,
            };
            // *She said that the weak grade for staffing was a shock.*: of whom it was told before.
            if let Some(name) = self.told_with_part(event, &events[..out.len()], &out) {
                out.push(Rated { name: Some(name), ..rated });
                continue;
            }
            // *Ashby Home Care. After a visit on 3 July the service was graded adequate.*
            let led = self.lead_of_paragraph(event).filter(|_| match &event.subject {
                Subject::Phrase(range) => {
                    range.clone().all(|t| !a.is_capital(t) || a.opens_sentence(t) || a.is_time(t))
                }
                _ => true,
            });
            if let Some(name) = led {
                known = true;
                out.push(Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() });
                continue;
            }
            // *as sister home is rated good*, *the region’s ambulance service has been rated good*
            // *Ashby* is the Ashby Youth Justice Service, where that was told of, rather than the council of the place.
            let place = match &event.subject {
                Subject::Phrase(range) if range.len() == 1 && rated.body => {
                    Some(subject::cased(a, range.clone()))
                }
                _ => None,
            };
            let begins = |told: &&String| {
                let rest = place.as_ref().and_then(|place| told.strip_prefix(place.as_str()));
                rest.is_some_and(|rest| rest.starts_with(' ')) && !is_council(told)
            };
            let told =
                out.iter().rev().take(MOST).filter_map(|told| told.name.as_ref()).find(begins).cloned();
            // *the YJS*
            let acronym = match &event.subject {
                Subject::Phrase(range) if !range.is_empty() => resolve::in_full(a, range.end - 1),
                _ => None,
            };
            let acronym = acronym.filter(|_| rated.name.as_deref().is_some_and(|name| !name.contains(' ')));
            let told = told.or(acronym);
            let rated = match told {
                Some(told) => Rated { name: Some(told), body: false, ..rated },
                None => rated,
            };
            // *Urgent and emergency care has again been rated inadequate.*
            // *There was better news at Ashby, where maternity services were rated good*
            let service = match &event.subject {
                Subject::Phrase(range) if rated.aspect.is_none() => {
                    self.branch_where(range).or_else(|| self.core_service(&self.words_of(event), range.start))
                }
                _ => None,
            };
            if let Some(name) = service {
                known = true;
                out.push(Rated { name: Some(name), ..Rated::default() });
                continue;
            }
            let kind_alone = rated.name.is_some()
                && matches!(&event.subject, Subject::Phrase(range) if self.tells_kind_alone(range.clone()));
            // *Home-care firm rated inadequate*, in a headline
            let unnamed = self.is_title(self.mentions[event.mention].sentence)
                && matches!(&event.subject, Subject::Phrase(range)
                    if range.len() > 1 && a.opens_sentence(range.start) && range.clone().skip(1).all(|t| !a.is_capital(t)))
                && rated.aspect.is_none();
            let kind_alone = kind_alone || unnamed;
            let rated = if kind_alone { Rated { name: None, vague: true, ..rated } } else { rated };
            // *Maternity services at one of the region’s hospitals*
            let one_of = rated
                .name
                .as_deref()
                .is_some_and(|name| [" at one of ", " at a ", " at an "].iter().any(|at| name.contains(at)));
            let rated = if one_of { Rated { name: None, vague: true, ..rated } } else { rated };
            // *Maternity services at Ashby Hospital … the maternity service*
            let branch = |name: &str| branch_told(&out, name);
            let rated = match rated.name.as_deref().and_then(branch) {
                Some(told) => Rated { name: Some(told), vague: false, ..rated },
                None => rated,
            };
            // *the takeaway*, of which no body has the noun
            let noun = |name: &str| subject::is_kind(a, name);
            let the = matches!(&event.subject, Subject::Phrase(range) if a.one_of(range.start, &["the"]));
            let common = rated.name.as_deref().is_some_and(|name| {
                noun(name) && (the || rated.aspect.is_some() && !name.contains(char::is_uppercase))
            });
            let rated = if common { Rated { name: None, ..rated } } else { rated };
            // *The council’s work to help children* is the council’s.
            let rated = match rated.name.as_deref().and_then(|name| name.split_once("'s ")) {
                Some((owner, part)) if part.starts_with("work ") => {
                    Rated { name: Some(owner.to_owned()), ..rated }
                }
                _ => rated,
            };
            let rated = Rated { name: rated.name.map(|name| without_lead(a, name)), ..rated };
            let rated = match self.apposed_name(event, &rated) {
                Some(name) => Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() },
                None => rated,
            };
            let rated = self.of_owner(event, rated);
            let rated =
                if event.line && rated.name.is_none() { Rated { vague: true, ..rated } } else { rated };
            // *September*, *on*, *programmes*: no body, whatever the grammar says.
            // *after its wards for adults were rated inadequate*: told in full below.
            let own =
                matches!(&event.subject, Subject::Phrase(range) if a.one_of(range.start, &["its", "their"]));
            let wards = own && rated.name.as_deref().is_some_and(|name| name.starts_with("wards"));
            let rated = if wards { Rated { name: None, vague: true, ..rated } } else { rated };
            // *County Hall keeps its four stars*: the council’s.
            let hall = rated.name.as_deref().is_some_and(|name| {
                matches!(name, "County Hall" | "City Hall" | "Town Hall" | "Shire Hall" | "Council House")
            });
            let rated = if hall { Rated { name: None, vague: true, ..rated } } else { rated };
            let nameless = rated
                .name
                .as_deref()
                .is_some_and(|name| !self.may_be_rated(name) || self.is_titled_person(name))
                || matches!(&event.subject, Subject::Phrase(range)
                    if subject::holds_verb(a, range.clone())
                        && !rated.name.as_deref().is_some_and(|name| name.contains("wards for "))
                        || self.is_plural_noun(range)
                        // *Elm Cottage. Inspected on 4 July and rated adequate.*
                        || range.len() > 1 && a.one_of(range.start, &["inspected", "visited"]));
            let rated = if nameless { Rated { name: None, ..rated } } else { rated };
            let rated = match events[..out.len()].last().zip(out.last()) {
                Some((last, told))
                    if self.goes_on_about(last, told, event)
                        || rated.aspect.is_some()
                            && rated.name.is_none()
                            && self.is_part_of_told(last, told, event) =>
                {
                    Rated { name: told.name.clone(), aspect: rated.aspect, ..Rated::default() }
                }
                _ => self.told_of(event, rated, known),
            };
            let phrase = self.words_of(event);
            let noun = phrase.strip_prefix("the ").unwrap_or_default();
            let other =
                rated.name.as_deref().is_none_or(|name| name == noun || !name.to_lowercase().contains(noun));
            let rated = match branch_told(&out, noun).filter(|_| other && !noun.contains(' ')) {
                Some(told) => Rated { name: Some(told), vague: false, ..rated },
                None => rated,
            };
            // *Ashby College, which merged with Marl College, … gave the college grade three*: the one told of last.
            let last = events[..out.len()].last().zip(out.last());
            let told = last.and_then(|(last, told)| {
                let near = self.mentions[last.mention].sentence + 2 >= self.mentions[event.mention].sentence;
                let name = told.name.as_ref().filter(|_| near && !told.vague)?;
                let Subject::Phrase(range) = &event.subject else { return None };
                let noun = subject::described(a, range.clone())?;
                // *The emergency department at Ashby Hospital … The rating of the hospital stays at good.*
                let own = !rated.name.as_ref().is_some_and(|own| name.ends_with(&format!(" at {own}")));
                // *At Ashby High School the story is another. The school was rated …*: that one.
                let since = a.sentences[self.mentions[last.mention].sentence].tokens.end..range.start;
                let another =
                    self.bodies.within(since).any(|body| last_word(&body.name) == noun && body.name != *name);
                let own = own && !another;
                let definite = own && a.one_of(range.start, &["the"]) && last_word(name) == noun;
                // *Lacey School* may be *Bishop Lacey School* cut short.
                let other = rated.name.as_ref().is_some_and(|other| !other.ends_with(name.as_str()));
                (definite && other).then(|| name.clone())
            });
            let rated = match told {
                Some(told) => Rated { name: Some(told), ..rated },
                None => rated,
            };
            // *officers from Ashby District Council* gave a takeaway its mark.
            let council = rated.name.as_deref().is_some_and(is_council);
            let provider = self.words_of(event).contains("provider");
            let rated = if council && !provider && !self.may_rate_council(event) {
                Rated { name: None, ..rated }
            } else {
                rated
            };
            let rated = Rated { name: rated.name.map(|name| self.of_children(name)), ..rated };
            // *Its prospects were good*: of the services told of before, where only their owner stands near.
            let own =
                matches!(&event.subject, Subject::Phrase(range) if range.clone().any(|t| a.is_capital(t)));
            // *The rating of the hospital stays at good.*: of the whole.
            let whole = matches!(&event.subject, Subject::Phrase(range) if a.one_of(range.start, &["the"])
                && subject::described(a, range.clone())
                    .is_some_and(|noun| rated.name.as_deref().is_some_and(|name| last_word(name) == noun)));
            let told = out.last().and_then(|last| last.name.clone()).filter(|told| {
                !own && !whole
                    && told.split_once("'s ").is_some_and(|(owner, _)| Some(owner) == rated.name.as_deref())
            });
            let rated = match told {
                Some(told) => Rated { name: Some(told), ..rated },
                None => rated,
            };
            // *the school* is the one told of before rather than one named behind.
            // *Ashby Hospital is good while the Infirmary …*: the one of that noun.
            let of_other_noun = |told: &String| {
                let noun = rated.name.as_deref().map(last_word).unwrap_or_default();
                last_word(told) != noun && self.words_of(event).ends_with(&noun)
            };
            let rated = match out.last() {
                // *The department had been rated poor. The rating of the hospital stays at good.*
                Some(Rated { name: Some(told), .. })
                    if rated.name.as_ref().is_some_and(|name| told.ends_with(&format!(" at {name}"))) =>
                {
                    rated
                }
                Some(Rated { name: Some(told), vague: false, .. })
                    if rated.common == Some(true)
                        || together && rated.common.is_some() && !of_other_noun(told) =>
                {
                    Rated { name: None, ..rated }
                }
                _ => rated,
            };
            let nobody = || matches!(&event.subject, Subject::Phrase(range) if subject::described(a, range.clone()).is_none());
            let title = || self.is_title(self.mentions[event.mention].sentence);
            let vague = rated.vague || kind_alone && title() && nobody();
            known |= rated.name.is_some() && !vague;
            out.push(Rated { vague, ..rated });
        }
        let bodies = self.bodies_in_full();
        // *Mardale* is the service of that name that is told of, rather than another body of the place.
        let told = each_once(names_of(&out).filter(|name| name.contains(' ')), MOST);
        let mut looked = 0;
        for (rated, event) in out.iter_mut().zip(events) {
            let Some(name) = rated.name.as_mut() else { continue };
            // *Janine* is *Janine Pocock*, a childminder.
            let person = |full: &String| {
                full.split(' ').count() == 2
                    && a.names
                        .iter()
                        .any(|name| name.is_person() && a.span(name.tokens.clone()).of(a.text()) == full)
            };
            if let Some(full) = self.bodies.with_lead(a, name).map(str::to_owned) {
                *name = full;
            }
            let begins = |full: &&String| {
                full.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))
                    && (subject::is_body_name(a, full) || person(full))
            };
            // *Ashby was rated silver*, of the University of Ashby, the one told of before
            let ends = |full: &&String| {
                let rest = full.strip_suffix(name.as_str()).unwrap_or_default();
                rest.ends_with(" of ") && subject::is_body_name(a, full)
            };
            if !name.contains(' ')
                && let Some(full) = told.first().filter(ends)
            {
                name.clone_from(full);
                continue;
            }
            let mut all = told.iter().filter(begins);
            let full = all.next().filter(|full| !name.contains(' ') && all.all(|other| other == *full));
            if let Some(full) = full {
                name.clone_from(full);
            } else if let Some(full) = self.bodies.with_article(name) {
                *name = full;
            } else if let Some(full) = self.full_name(name, bodies) {
                *name = full;
            } else if looked < MOST && !name.contains(' ') {
                looked += 1;
                let full = self.person_of_surname(name).or_else(|| only_with_word(name, bodies));
                // *Colverton*, which the text calls *Colverton county council* as well
                let council = || self.council_in_small(name).filter(|_| self.may_rate_council(event));
                *name = full.or_else(council).unwrap_or_else(|| name.clone());
            }
            // *Ashby*, short for *Ashby CRC*, short for *Ashby Community Rehabilitation Company*
            if let Some(full) = self.of_initials(name, bodies) {
                *name = full;
            }
            if let Some(service) = fire_service_of(name, bodies) {
                *name = service;
            }
        }
        let of_children: Vec<bool> = events
            .iter()
            .zip(&out)
            .map(|(event, rated)| self.may_rate_children(event) && !self.is_of_safeguarding(event, rated))
            .collect();
        self.join_bodies(&mut out, &of_children, bodies);
        join_branches(&mut out);
        let mut names: Vec<Option<String>> = out
            .iter()
            .map(|r| r.name.clone().filter(|name| !r.vague && name.starts_with(char::is_uppercase)))
            .collect();
        for (i, event) in events.iter().enumerate() {
            if out[i].name.is_none() && event.subject == Subject::Same && i > 0 {
                out[i].name = out[i - 1].name.clone();
            }
            if out[i].name.is_some() {
                continue;
            }
            // *Neighbouring Ashby Council was rated poor* is an aside: the next paragraph is on the one before.
            let paragraph_of = |event: &Event| a.sentences[self.mentions[event.mention].sentence].paragraph;
            let aside = |other: &Event| {
                let start = match &other.subject {
                    Subject::Phrase(range) => range.start,
                    _ => return false,
                };
                let near = |t: usize| a.one_of(t, &["neighbouring", "nearby"]);
                (near(start) || near(start.wrapping_sub(1))) && paragraph_of(other) != paragraph_of(event)
            };
            // *Surgery: good* ¶ *And on the five questions:* ¶ *Safe: good*: of no service, but of the hospital.
            let of_list = |(other, name): &(&Event, &Option<String>)| {
                let service =
                    name.as_ref().is_some_and(|name| subject::is_core_service(a, &name.to_lowercase()));
                service && event.line && paragraph_of(other) + 1 < paragraph_of(event)
            };
            let after_services = out[i].aspect.is_some();
            let mut all = events[..i]
                .iter()
                .zip(&names)
                .rev()
                .take(FAR)
                .filter(|told| told.1.is_some() && !(after_services && of_list(told)));
            let last = all.next();
            // *The overall effectiveness of safeguarding services was judged good*, below grades of schools: of the council.
            let council = self.is_of_safeguarding(event, &out[i]);
            let last = match last {
                Some((_, Some(name)))
                    if council && !is_council(name) && !name.to_lowercase().contains("services") =>
                {
                    let own = |(_, name): &(&Event, &Option<String>)| name.as_deref().is_some_and(is_council);
                    let mut councils = events[..i].iter().zip(&names).rev().take(FAR).filter(own);
                    councils.next().or(last)
                }
                last => last,
            };
            let before =
                last.filter(|(other, _)| !aside(other)).or_else(|| all.find(|(other, _)| !aside(other)));
            let before = before.or(last).and_then(|(_, name)| name.as_ref());
            let behind = || names[i..].iter().take(FAR).flatten().next();
            // An official letter is about the body that it names first.
            let own = || self.body(event);
            // *It has slipped from outstanding to satisfactory. The outstanding grade dates from 2007.*
            let shed = events[..i].iter().zip(&names).rev().take(3).find_map(|(other, name)| {
                let previous = &self.mentions[other.previous?].grades;
                let same = previous.iter().any(|g| self.mentions[event.mention].grades.contains(g));
                name.as_ref().filter(|_| same && matches!(event.subject, Subject::Context))
            });
            // A grade that was told of a body before is that body's.
            let grade = &self.mentions[event.mention].grades;
            let told = events[..i].iter().zip(&names).rev().take(FAR).find_map(|(other, name)| {
                let same = self.mentions[other.mention].grades.iter().any(|g| grade.contains(g));
                name.as_ref().filter(|_| same && matches!(event.subject, Subject::Context))
            });
            let spoken = || match event.subject {
                Subject::Phrase(_) | Subject::Its(_) => {
                    self.first_body.clone().filter(|name| !is_council(name) || self.may_rate_council(event))
                }
                _ => None,
            };
            let near = || self.body_before(event, true);
            let any = || self.body_before(event, false);
            // What stands under a heading is of the body that it names.
            let since = i.checked_sub(1).map_or(0, |last| events[last].anchor);
            let heading = || self.bodies.heading(event.anchor, since).map(|body| body.name.clone());
            let heading = self.item(event).or_else(heading).or_else(|| self.lead_of_list(event));
            // *Its previous inspection had resulted in an inadequate rating.*
            let first = self.a.sentences[self.mentions[event.mention].sentence].tokens.start;
            let told = told.filter(|_| {
                !(a.one_of(first, &["its", "their", "it", "they"])
                    // *She was rated good in 2016*, of a childminder
                    || a.one_of(first, &["she", "he"]) && event.anchor <= first + 3)
            });
            // *At regional level, leadership was rated good*, *for the region as a whole*: the body told of first.
            let here = self.mentions[event.mention].sentence;
            let paragraph = a.sentences[here].paragraph;
            let together = a.sentences[..=here].iter().rev().take(6).take_while(|s| s.paragraph == paragraph);
            let region = together.map(|sentence| sentence.tokens.start).any(|first| {
                a.one_of(first, &["at", "for", "across"])
                    && (first + 1..event.anchor.min(first + 5)).any(|t| a.one_of(t, &["region", "regional"]))
            });
            let whole = names[..i].iter().take(FAR).flatten().next().filter(|_| region);
            let told = heading.clone().or_else(|| whole.or(shed).or(told).or(before).cloned());
            let near = told.is_none().then(near).flatten();
            let below =
                || names[..i].iter().flatten().next().is_none().then(|| self.only_body_below(event))?;
            let name = told
                .or_else(|| near.clone())
                .or_else(own)
                .or_else(any)
                .or_else(below)
                .or_else(|| behind().cloned())
                .or_else(spoken)
                .filter(|name| !self.is_grade(name));
            // *Its children’s services*: those of the council whose other services were told of.
            let services = |range: &std::ops::Range<usize>| {
                a.one_of(range.start, &["its", "their"])
                    && subject::words(a, range.clone()).ends_with("children's services")
            };
            let name = name.map(|name| match name.split_once("'s ") {
                Some((owner, _))
                    if is_council(owner)
                        && matches!(&event.subject, Subject::Phrase(range) if services(range)) =>
                {
                    format!("{owner}'s children's services")
                }
                _ => name,
            });
            // What is told next may be of the same body.
            if names[i].is_none() {
                names[i] = heading.clone().or(near);
            }
            // *Ashby Police was found to be:* ¶ *• good at …*: of no body that is named later.
            let above = events[i].line
                && self.body_before(event, false).is_some_and(|above| Some(&above) == name.as_ref());
            // *The University was awarded bronze*: the one told of before, that is called so.
            let called = matches!(&event.subject, Subject::Phrase(range)
                if range.len() == 2
                    && a.one_of(range.start, &["the"])
                    // *The company had three stars.*
                    && (a.one_of(range.start + 1, &["company"])
                        || name.as_deref().is_some_and(|name| has_words(&name.to_lowercase(), a.lower(range.start + 1)))));
            if heading.is_some() || above || called && !self.is_title(self.mentions[event.mention].sentence) {
                out[i].vague = false;
            }
            out[i].name = name;
        }
        // What is told of a council, in a text on its services for children, is of them.
        let services: Vec<String> =
            out.iter().filter_map(|rated| rated.name.clone()).filter(|n| is_of_families(n)).collect();
        for ((rated, event), children) in out.iter_mut().zip(events).zip(&of_children) {
            let own =
                matches!(&event.subject, Subject::Phrase(range) if range.clone().any(|t| a.is_capital(t)));
            if let Some(name) = rated.name.as_mut().filter(|_| *children && (rated.aspect.is_some() || !own))
                && let Some(full) =
                    services.iter().find(|s| s.split_once("'s ").is_some_and(|(owner, _)| owner == name))
            {
                name.clone_from(full);
            }
        }
        // *Kindred Hands* is *Kindred Hands Homecare*, where the text rates both, and so in *nursing at Kindred Hands*.
        let whole = each_once(names_of(&out), MOST);
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()) {
            let (branch, body) = match name.split_once(" at ") {
                Some((branch, body)) if subject::is_branch(branch) => (Some(branch), body),
                _ => (None, name.as_str()),
            };
            let longer = |full: &&String| {
                let rest = full.strip_prefix(body).and_then(|rest| rest.strip_prefix(' '));
                rest.is_some_and(|rest| rest.split(' ').all(|word| word.starts_with(char::is_uppercase)))
            };
            let mut all = whole.iter().filter(longer).filter(|_| body.contains(' '));
            if let Some(full) = all.next().filter(|full| all.all(|other| other == *full)) {
                *name = branch.map_or_else(|| full.clone(), |branch| format!("{branch} at {full}"));
            }
        }
        // *Youth Offending Team* is *Ashby Council’s Youth Offending Team*, where the text rates no other.
        let whole = each_once(names_of(&out), MOST);
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()) {
            if !name.contains(' ') || name.contains("'s ") || !subject::is_generic_name(a, name) {
                continue;
            }
            let owned =
                |full: &&String| full.strip_suffix(name.as_str()).is_some_and(|owner| owner.ends_with("'s "));
            let mut all = whole.iter().filter(owned);
            if let Some(full) = all.next().filter(|full| all.all(|other| other == *full)) {
                name.clone_from(full);
            }
        }
        // *Our children's services*
        for (rated, event) in out.iter_mut().zip(events) {
            let services = self.words_of(event).ends_with("children's services");
            // *the council's children's services department*
            if let Some(name) = rated.name.as_mut()
                && let Some(services) =
                    name.strip_suffix(" department").filter(|rest| rest.ends_with("children's services"))
            {
                *name = services.to_owned();
            }
            let council = |name: &&mut String| !name.contains("'s ") && is_council(name);
            if let Some(name) = rated.name.as_mut().filter(|_| services).filter(council) {
                name.push_str("'s children's services");
            }
        }
        let mut told = Others::default();
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()).filter(|name| name.contains("'s "))
        {
            told.replace(name, |name| self.as_told(name));
        }
        let mut mended = Others::default();
        for (rated, event) in out.iter_mut().zip(events) {
            if let Some(name) = rated.name.as_mut() {
                mended.replace(name, |name| self.mended(name, event.anchor));
            }
        }
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()) {
            *name = without_parents(a, std::mem::take(name));
        }
        out
    }

    /// `name` as a name begins and ends where the text has it next to token `at`; `None` where it stands alone there.
    fn mended(&self, name: &str, at: usize) -> Option<String> {
        /// Places that are looked at.
        const PLACES: usize = 30;
        let a = self.a;
        let small = |text: &&str| text.starts_with(char::is_lowercase);
        let own = match name.split_once("'s ").filter(|(_, rest)| small(rest)) {
            Some((own, _)) => own,
            None => name,
        };
        let rest = &name[own.len()..];
        // *The A&E department at Ashby Hospital*
        let branch = |part: &str| subject::is_branch(&part.to_lowercase());
        let (lead, own) = match own.split_once(" at ").filter(|(part, _)| small(part) || branch(part)) {
            Some((_, owner)) => own.split_at(own.len() - owner.len()),
            None => ("", own),
        };
        // *kitchen*, of *Its kitchen*; *acute wards for adults*; *Ashby children's services*
        let last = own.rsplit(' ').next().unwrap_or(own);
        let lower = own.to_lowercase();
        let service = subject::is_branch(&lower) || subject::is_core_service(a, &lower) || last == "children";
        if !own.contains(char::is_uppercase) || service && last.starts_with(char::is_lowercase) {
            return None;
        }
        let near = |tokens: &std::ops::Range<usize>| tokens.start.abs_diff(at);
        let nearest = subject::places(a, own, PLACES).min_by_key(near)?;
        let whole = self.bodies.mended(a, &nearest);
        let whole = subject::cased(a, whole?);
        // *The Willows at Ashby*, *Ashby Day Nursery and Preschool*, *Ashby region of the Probation Service* are whole.
        let generic = |part: &str| subject::is_generic_name(a, part.trim_start_matches(" and "));
        let part = |rest: &str| rest.starts_with(" at ") || rest.starts_with(" and ") && generic(rest);
        let region = own.contains(" division of ") || own.contains(" region of ");
        if own.strip_prefix(whole.as_str()).is_some_and(part) || region {
            return None;
        }
        // *Sandpipers Day Nursery Ltd* runs the nursery.
        let company = |end: &&str| whole.strip_suffix(*end).is_some_and(|rest| rest == own);
        if [" Ltd", " Limited", " plc", " CIC"].iter().any(company) {
            return None;
        }
        let whole = whole.strip_prefix("The ").filter(|rest| rest.contains(own)).unwrap_or(&whole);
        Some(format!("{lead}{whole}{rest}"))
    }

    /// The body of *In Ashby Vale,* or *At Ashby School,* at the start of the event's sentence.
    fn place_that_opens(&self, event: &Event) -> Option<Rated> {
        let a = self.a;
        let first = a.sentences[self.mentions[event.mention].sentence].tokens.start;
        // *• Across the Trust, ‘caring’ was …*: of no other body.
        let first = first + usize::from(!a.word(first).starts_with(char::is_alphanumeric));
        if a.one_of(first, &["across", "for"])
            && a.one_of(first + 1, &["the"])
            && let Some(comma) = (first + 3..first + 6).find(|&t| a.word(t) == ",")
            && bodies::noun_ending_at(a, comma - 1).is_some()
        {
            let body = subject::rated(a, first + 1..comma, &|_| None);
            return Some(body).filter(|body| body.name.is_some());
        }
        let name = a.name_at(first + 1).filter(|name| name.tokens.start == first + 1)?;
        let opens = a.one_of(first, &["in", "at"])
            && a.word(name.tokens.end) == ","
            && name.tokens.end < event.anchor;
        let body = matches!(name.kind, NameKind::Place | NameKind::Organisation) && opens;
        body.then(|| subject::rated(a, name.tokens.clone(), &|_| None)).filter(|body| body.name.is_some())
    }

    /// Whether a grade is a number.
    fn grades_number(&self, event: &Event) -> bool {
        let mention = &self.mentions[event.mention];
        let number = |g: &GradeRef| {
            self.list()[g.scale].grades[g.grade].name.bytes().all(|byte| byte.is_ascii_digit())
        };
        mention.grades.iter().any(number)
    }

    /// Whether a sentence is a headline.
    pub(super) fn is_title(&self, sentence: usize) -> bool {
        let paragraph = self.a.sentences.get(sentence).map(|sentence| sentence.paragraph);
        paragraph.is_some_and(|at| self.a.document.paragraphs[at].kind == ParagraphKind::Title)
    }

    /// *Reserves were judged adequate*: no name, though a capital opens the sentence.
    pub(super) fn is_plural_noun(&self, range: &std::ops::Range<usize>) -> bool {
        let a = self.a;
        let word = a.lower(range.start);
        let tag = a.syntax.as_ref().map(|syntax| syntax.tag(range.start as u32));
        // *Seashells was rated good*, of Seashells Pre-School
        let named = || self.bodies.names().any(|name| name.to_lowercase().split(' ').next() == Some(word));
        range.len() == 1
            && a.opens_sentence(range.start)
            && tag == Some(Tag::Nns)
            && a.is(range.end, WordClass::BE)
            && !named()
            && self.aspect(word).is_none()
            && !a.lexicon.ratings.pronouns.contains(word)
            && !subject::noun_of_body(a, word)
    }

    /// Whether a phrase says no more than of what kind the body is, and where: *sister home*, *the county’s fire service*.
    fn tells_kind_alone(&self, range: std::ops::Range<usize>) -> bool {
        const MOST: usize = 5;
        let a = self.a;
        // *Parents in Ashby are celebrating after their village school was rated good.*
        let theirs = [range.start, range.start.wrapping_sub(1)].iter().any(|&t| a.one_of(t, &["their"]));
        let first = range.start + usize::from(a.one_of(range.start, &["the", "a", "their"]));
        let owned = (first..range.end).find(|&t| subject::is_possessive(a, t));
        let start = match owned {
            // *Ashby’s jail*
            Some(at)
                if at == first + 1
                    && (a.is(first, WordClass::REGION)
                        || a.name_at(first).is_some_and(|name| name.kind == NameKind::Place)
                            && range.end == at + 2) =>
            {
                at + 1
            }
            Some(_) => return false,
            None => first,
        };
        // *the Shropshire hotel*
        let region = a.is(start, WordClass::REGION) && start + 1 < range.end && start > range.start;
        let start = start + usize::from(region);
        let title = || self.is_title(a.sentence_from(start));
        let small = |t: usize| !a.is_capital(t) || t == start && a.opens_sentence(t);
        let words = subject::words(a, start..range.end);
        let kind = a.lexicon.ratings.kinds_of.iter().flatten().any(|noun| {
            words.strip_suffix(noun.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        });
        start < range.end
            && range.end - start <= MOST
            && (start..range.end).all(small)
            && kind
            && (owned.is_some() || region || theirs && words.contains(' ') || title())
    }

    /// *maternity services at Ashby Hospital* for *Ashby Hospital's maternity services*, where the text says it so.
    fn as_told(&self, name: &str) -> Option<String> {
        // *Wexmoor's youth offending team* is *Wexmoor Youth Offending Team*.
        let joined = name.replacen("'s ", " ", 1);
        // *Ashby’s training*, in a headline, is *Ashby Training Services*.
        let begins = |body: &&str| {
            let lead = body.get(..joined.len());
            lead.is_some_and(|lead| lead.eq_ignore_ascii_case(&joined))
                && body[joined.len()..].starts_with(' ')
        };
        let mut longer = self.bodies.names().filter(begins);
        if joined != name
            && let (Some(body), None) = (longer.next(), longer.next())
        {
            return Some(body.to_owned());
        }
        if joined != name
            && let Some(body) = self.bodies.names().find(|body| body.eq_ignore_ascii_case(&joined))
        {
            return Some(body.to_owned());
        }
        // *Hartsmere children’s services*, where no *Hartsmere’s* stands.
        let lower = self.a.lower_text();
        let holds = |words: &str| {
            let words = words.to_lowercase();
            lower.contains(&words) || lower.contains(&words.replace('\'', "’"))
        };
        let council = name.split_once("'s ").is_some_and(|(owner, _)| is_council(owner));
        if joined != name
            && !council
            && name.ends_with("children's services")
            && holds(&joined)
            && !holds(name)
        {
            return Some(joined);
        }
        let (owner, part) =
            name.split_once("'s ").filter(|(_, part)| subject::is_branch(&part.to_lowercase()))?;
        let at = |article: &str| format!("{part} at {article}{owner}");
        let told = ["", "the "].iter().any(|article| lower.contains(&at(article).to_lowercase()));
        (told && !part.contains("children")).then(|| at(""))
    }

    /// The body of a table or list, as the line above it tells: *The Trust’s ratings*.
    fn lead_of_list(&self, event: &Event) -> Option<String> {
        let a = self.a;
        if !event.line {
            return None;
        }
        let paragraphs = &a.document.paragraphs;
        let here = a.sentences[self.mentions[event.mention].sentence].paragraph;
        let kind = paragraphs[here].kind;
        let is_row = |p: &&crate::text::Paragraph| {
            let text = p.span.of(a.text());
            // Lines of a list may be paragraphs like those above it.
            let alike = p.kind == kind && (kind != ParagraphKind::Body || is_item(text));
            alike || text.contains('\t')
        };
        let above = paragraphs[..here].iter().rposition(|p| !is_row(&p))?;
        // *2.2 Ashby House, Seaton. Report of 22 January 2013.*
        let sentence = self.mentions[event.mention].sentence;
        let heading = self.headings().over(sentence).filter(|heading| {
            let own = a.sentences[heading.sentence].paragraph;
            heading.sentence < sentence && (own == above || own > above && heading.alone)
        });
        if let Some(heading) = heading {
            let body = self.bodies.within(heading.name.clone()).next().map(|body| body.name.clone());
            return body.or_else(|| Some(subject::cased(a, heading.name.clone())));
        }
        if let Some(name) = self.head_of_labelled(event) {
            return Some(name);
        }
        let line = paragraphs[above].span.of(a.text()).trim_end();
        // *Ysgol Bryn (inspected October 2017)*
        // *The Trust’s ratings are set out below.*
        let heads = line.ends_with(':')
            || line.ends_with("below.")
            || line.ends_with(')') && line.split_whitespace().count() <= 14
            || matches!(paragraphs[above].kind, ParagraphKind::Heading | ParagraphKind::Title);
        let last = a.sentences.iter().rfind(|sentence| sentence.paragraph == above).filter(|_| heads)?;
        let tokens = last.tokens.clone();
        if let Some(body) = self.bodies.within(tokens.clone()).next() {
            return Some(body.name.clone());
        }
        // *As a trust, we are rated as follows:*
        let led = |t: usize| {
            a.one_of(t - 1, &["the"]) || t > 1 && a.one_of(t - 1, &["a"]) && a.one_of(t - 2, &["as"])
        };
        let mut nouns = tokens.filter(|&t| t > 0 && led(t) && subject::noun_of_body(a, a.lower(t)));
        let noun = nouns.next().filter(|&t| !subject::is_council_noun(a.lower(t)))?;
        self.bodies.of_kind(a, a.lower(noun), noun, false, false).map(|body| body.name.clone())
    }

    /// *Craig House Care Home, Ashby*, over *Previous ratings* and *New ratings*, each with a list of its own.
    fn head_of_labelled(&self, event: &Event) -> Option<String> {
        /// Lines above the grade, and the bytes of a line.
        const LINES: usize = 30;
        const LONGEST: usize = 80;
        let a = self.a;
        let text = a.text();
        let start = a.span(a.sentences[self.mentions[event.mention].sentence].tokens.clone()).start as usize;
        let is_label = |line: &str| {
            // *What did the report say?*
            if line.ends_with('?') {
                return true;
            }
            let line = line.trim_end_matches(':').to_lowercase();
            ["ratings", "grades", "rating", "grade", "inspection date", "date of inspection", "scores"]
                .iter()
                .any(|label| line.ends_with(label))
                && line.split(' ').count() <= 3
        };
        let mut labelled = false;
        for line in lines_above(text, start).take(LINES) {
            if line.len() > LONGEST {
                return None;
            }
            if is_item(line) {
                continue;
            }
            if is_label(line) {
                labelled = true;
                continue;
            }
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            let first = a.token_from(start as u32);
            let end = a.token_from((start + line.len()) as u32);
            let body = self.bodies.within(first..end).next().map(|body| body.name.clone());
            let name = || {
                let end = (first..end).find(|&t| a.word(t) == ",").unwrap_or(end);
                (first..end).all(|t| a.is_capital(t)).then(|| subject::cased(a, first..end))
            };
            return labelled.then(|| body.or_else(name))?;
        }
        None
    }

    /// Whether a grade is named in the sentence of that number.
    pub(super) fn has_mention(&self, sentence: usize) -> bool {
        let first = self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.mentions.get(first).is_some_and(|mention| mention.sentence == sentence)
    }

    /// The body of *the weak grade for staffing*, where such a grade of that part was told of one body alone.
    fn told_with_part(&self, event: &Event, events: &[Event], told: &[Rated]) -> Option<String> {
        /// Grades before it.
        const REACH: usize = 60;
        let a = self.a;
        let mention = &self.mentions[event.mention];
        let noun = a.one_of(mention.tokens.start.wrapping_sub(1), &["the", "that", "a", "an"])
            && a.is(mention.tokens.end, WordClass::RATING_NOUN)
            && event.subject == Subject::Context
            && !event.line;
        if !noun {
            return None;
        }
        let part = self.parts_behind(event, None)?.into_iter().next()?;
        let same = |other: &Event, rated: &Rated| {
            let part_of = || self.parts_behind(other, None).unwrap_or_default();
            let grades = &self.mentions[other.mention].grades;
            grades.iter().any(|grade| mention.grades.contains(grade))
                && (rated.aspect.as_ref() == Some(&part) || part_of().contains(&part))
        };
        let before = events.iter().zip(told).rev().take(REACH).filter(|(other, rated)| same(other, rated));
        let mut names = before.filter_map(|(_, rated)| rated.name.as_ref());
        let name = names.next()?;
        names.all(|other| other == name).then(|| name.clone())
    }

    /// The name that the event's paragraph opens with, as a sentence of its own: *Craig House. The home was visited in June.*
    fn lead_of_paragraph(&self, event: &Event) -> Option<String> {
        /// Tokens of the name, with its full stop.
        const LONGEST: usize = 7;
        let a = self.a;
        let here = self.mentions[event.mention].sentence;
        let paragraph = a.sentences[here].paragraph;
        let first = a.sentence_from(a.token_from(a.document.paragraphs[paragraph].span.start));
        let tokens = a.sentences[first].tokens.clone();
        let name = tokens.start..tokens.end - 1;
        let named = |t: usize| subject::stands_in_name(a, t);
        let whole = first < here
            && tokens.len() <= LONGEST
            && name.len() > 1
            && a.word(tokens.end - 1) == "."
            && name.clone().all(named);
        let body = self.bodies.within(name.clone()).next().filter(|body| body.tokens.start == name.start);
        let fits = |told: &str| self.may_rate(event, told) || subject::is_body_name(a, told);
        let cased = subject::cased(a, name);
        let name = body.map_or(cased, |body| body.name.clone());
        (whole && fits(&name.to_lowercase())).then_some(name)
    }

    /// The body that the event's paragraph, or the lines above it up to a blank one, opens with as its item: *(a) Ashby Court.
    /// CQC report of 6 February 2017. Overall: Good.*
    pub(super) fn item(&self, event: &Event) -> Option<String> {
        let a = self.a;
        let tokens = self.item_of(event)?;
        let body = self.bodies.within(tokens.clone()).next().filter(|body| body.tokens.start == tokens.start);
        // *Homeward Care at Home*: no noun of it tells what it is, but where it stands does.
        let unknown = || {
            let ends =
                |t: usize| matches!(a.word(t), "." | "–" | "—" | ":" | ",") || a.gap_before(t).contains('\n');
            let end = tokens.clone().skip(1).find(|&t| ends(t))?;
            let shouted = tokens.start..end;
            // *THE REPORT AT A GLANCE*, but *BRYN HYFRYD, ASHBY*
            let placed = a.word(end) == "," && a.is_capital(end + 1);
            if !placed && shouted.clone().all(|t| a.word(t).chars().all(|c| !c.is_lowercase())) {
                return None;
            }
            let name = tokens.start..end;
            let all = name.clone().all(|t| subject::stands_in_name(a, t)) && name.len() > 1;
            let words = subject::words(a, name.clone());
            let whole = a.lexicon.ratings.wholes.contains(words.as_str()) || subject::names_part(a, &words);
            (all && !whole).then(|| subject::cased(a, name))
        };
        body.map(|body| body.name.clone()).or_else(unknown)
    }

    /// The tokens of the item that the event is a line of, from its name to the event.
    pub(super) fn item_of(&self, event: &Event) -> Option<std::ops::Range<usize>> {
        /// Tokens before the name: *(a)*, *2.1*; and those of the name.
        const MARKER: usize = 4;
        const NAME: usize = 10;
        /// Tokens of a line such as *Rating: 1*, and how many lines an item has above it.
        const SHORT: usize = 5;
        const LINES: usize = 12;
        let a = self.a;
        let sentence = self.mentions[event.mention].sentence;
        // *Rating: 1*
        let short = || {
            let tokens = &a.sentences[sentence].tokens;
            tokens.len() <= SHORT && tokens.clone().any(|t| a.word(t) == ":")
        };
        if !event.line && !short() {
            return None;
        }
        let mut paragraph = a.sentences[sentence].paragraph;
        let first = |paragraph: usize| a.token_from(a.document.paragraphs[paragraph].span.start);
        for _ in 0..LINES {
            if paragraph == 0 || first(paragraph) == 0 || a.gap_before(first(paragraph)).contains("\n\n") {
                break;
            }
            paragraph -= 1;
        }
        let start = first(paragraph);
        let here = a.sentences[sentence].tokens.start;
        let name = (start..(start + MARKER).min(here)).find(|&t| a.word(t).len() > 1 && a.is_capital(t))?;
        let end = (name + 1..(name + NAME).min(here))
            .find(|&t| matches!(a.word(t), "." | "–" | "—" | ":" | ",") || a.gap_before(t).contains('\n'))?;
        (end > name).then_some(name..here)
    }

    /// *The trust’s dental clinic in Orchard Street, the Penrose Dental Clinic, was rated …*: its own name.
    fn apposed_name(&self, event: &Event, rated: &Rated) -> Option<String> {
        let a = self.a;
        let Subject::Phrase(range) = &event.subject else { return None };
        let common =
            rated.name.as_deref().is_some_and(|name| name.contains("'s ") || !subject::is_body_name(a, name));
        // *Mr Doe’s other local home, Elm Lodge in Station Road, has three stars and was rated excellent*
        let owned = (range.start..range.end).any(|t| subject::is_possessive(a, t))
            && subject::noun_of_body(a, a.lower(range.end - 1));
        let described = common && (a.one_of(range.start, &["the", "our", "its", "their"]) || owned);
        if !described || a.word(range.end) != "," || range.end >= event.anchor {
            return None;
        }
        let body = self.bodies.within(range.end + 1..event.anchor).next()?;
        let near = body.tokens.start <= range.end + 2;
        let closed = a.word(body.tokens.end) == ","
            || a.one_of(body.tokens.end, &["in", "on", "at"])
                && (body.tokens.end..event.anchor.min(body.tokens.end + 6)).any(|t| a.word(t) == ",");
        (near && closed).then(|| body.name.clone())
    }

    /// The body in *the rating for Ashby Hospital as a whole*.
    fn rating_for(&self, range: &std::ops::Range<usize>) -> Option<String> {
        let a = self.a;
        let noun = range.clone().take(3).find(|&t| a.is(t, WordClass::RATING_NOUN))?;
        if !a.one_of(noun + 1, &["for", "of"]) {
            return None;
        }
        // *The overall rating of the hospital stays at good.*
        if a.one_of(noun + 2, &["the"])
            && noun + 4 == range.end
            && let Some(kind) = bodies::noun_ending_at(a, noun + 3)
        {
            return self.bodies.of_kind(a, &kind, noun, false, true).map(|body| body.name.clone());
        }
        if let Some(service) = self.core_service(&subject::words(a, noun + 2..range.end), noun) {
            return Some(service);
        }
        let Some(body) = self.bodies.within(noun + 2..range.end).next() else {
            // *The overall rating for Ashby General remains poor*, of Ashby General Hospital
            let name = noun + 2..range.end;
            let capital = name.len() > 1 && name.clone().all(|t| a.is_capital(t));
            let words = capital.then(|| subject::cased(a, name))?;
            return self.full_name(&words, self.bodies_in_full());
        };
        let whole = body.tokens.end == range.end || a.one_of(body.tokens.end, &["as", "overall"]);
        (body.tokens.start <= noun + 3 && whole).then(|| body.name.clone())
    }

    /// *maternity services at Ashby* for *at Ashby, where maternity services were …*
    fn branch_where(&self, range: &std::ops::Range<usize>) -> Option<String> {
        let a = self.a;
        let words = subject::words(a, range.clone());
        let place =
            range.start.checked_sub(2).filter(|&at| a.one_of(at + 1, &["where"]) && a.word(at) == ",")?;
        let first = (0..place).rev().take_while(|&t| a.is_capital(t)).last()?;
        let led = first > 0 && a.one_of(first - 1, &["at"]) && subject::is_branch(&words);
        (led && range.clone().all(|t| !a.is_capital(t)))
            .then(|| format!("{words} at {}", subject::cased(a, first..place)))
    }

    /// *Surgery at Ashby Hospital*, for `words` (*surgery*) at token `at`, where they name one of the services that each hospital has.
    fn core_service(&self, words: &str, at: usize) -> Option<String> {
        let a = self.a;
        let words =
            ["the ", "its ", "our "].iter().find_map(|lead| words.strip_prefix(lead)).unwrap_or(words);
        if !subject::is_core_service(a, words) {
            return None;
        }
        let hospital = |body: &&Body| matches!(last_word(&body.name).as_str(), "hospital" | "infirmary");
        let body = self.bodies.before(at).find(hospital)?;
        // *an inspection of surgery at Ashby Hospital*, *of urgent and emergency care, at the hospital*
        let text = subject::start_of(a.lower_text());
        let name = body.name.to_lowercase();
        let told = text.match_indices(words).any(|(start, _)| {
            let rest = text[start + words.len()..].trim_start_matches([',', ' ']);
            let place = rest.strip_prefix("at ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
            place.is_some_and(|place| place.starts_with("hospital") || place.starts_with(name.as_str()))
        });
        told.then(|| format!("{words} at {}", body.name))
    }

    /// What an *Its* at token `its` that opens the event's sentence stands for, where a service begins the sentence before:
    /// *Medical care at the hospital was also inspected.*
    fn service_before(&self, event: &Event, its: usize) -> Option<String> {
        /// Words of a service.
        const LONGEST: usize = 6;
        let a = self.a;
        let sentence = self.mentions[event.mention].sentence;
        let before = &a.sentences[sentence.checked_sub(1)?];
        let opens = a.one_of(its, &["its"]) && a.opens_sentence(its);
        if !opens || before.paragraph != a.sentences[sentence].paragraph {
            return None;
        }
        let start = before.tokens.start;
        let ends = (start + 1..before.tokens.end.min(start + LONGEST)).rev();
        ends.into_iter().find_map(|end| self.core_service(&subject::words(a, start..end), start))
    }

    /// *Ashby children’s services*, as one of the sentences just above in the paragraph calls them.
    fn services_above(&self, sentence: usize) -> Option<String> {
        const REACH: usize = 3;
        let a = self.a;
        let paragraph = a.sentences[sentence].paragraph;
        let above = a.sentences[..sentence].iter().rev().take(REACH).take_while(|s| s.paragraph == paragraph);
        above.into_iter().find_map(|sentence| {
            let tokens = sentence.tokens.clone();
            let at = tokens.clone().skip(1).find(|&t| {
                a.one_of(t, &["children"])
                    && subject::is_possessive(a, t + 1)
                    && a.one_of(t + 2, &["services"])
                    && (a.is_capital(t - 1) || subject::is_possessive(a, t - 1))
            })?;
            let name = |t: &usize| a.is_capital(*t) || *t + 1 == at && subject::is_possessive(a, *t);
            let first = (tokens.start..at).rev().take_while(name).last().filter(|&t| a.is_capital(t))?;
            Some(subject::plain(a.span(first..at + 3).of(a.text())))
        })
    }

    /// *Its education services*: of the body named before.
    fn of_owner(&self, event: &Event, rated: Rated) -> Rated {
        let Subject::Phrase(range) = &event.subject else { return rated };
        let its = self.a.one_of(range.start, &["its", "their"]);
        let part = rated.name.as_deref().filter(|name| {
            its && name.starts_with(char::is_lowercase) && name.ends_with("services") && !name.contains("'s")
        });
        let Some(part) = part else { return rated };
        let own = self.owner(event, range.start).name;
        let before = || {
            let sentence = self.mentions[event.mention].sentence;
            let paragraph = self.a.sentences[sentence].paragraph;
            let before = &self.a.sentences[sentence.checked_sub(1)?];
            let body = self.bodies.within(before.tokens.clone()).next();
            body.filter(|_| before.paragraph == paragraph).map(|body| body.name.clone())
        };
        match own.or_else(before) {
            Some(owner) => Rated { name: Some(format!("{owner}'s {part}")), ..Rated::default() },
            None => rated,
        }
    }

    /// Whether `name` can be that of a body: a name, or a noun for what some scale rates.
    pub(super) fn may_be_rated(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let known = |text: &str| {
            self.list().iter().flat_map(|scale| &scale.subjects).any(|subject| has_words(text, subject))
        };
        let group = self.a.lexicon.word(&lower).is(WordClass::SERVED)
            || ["school council", "student council", "youth council"].contains(&lower.as_str());
        // *home’s setting weak*, *people the service*: no name.
        let small = name.starts_with(char::is_lowercase);
        let graded = lower.rsplit_once(' ').is_some_and(|(_, last)| self.is_grade(last));
        if small && (graded || lower.contains(" the ")) {
            return false;
        }
        // *social care last autumn*, *people on probation*: what is cared for, and when.
        let whom = lower.split_once(' ').is_some_and(|(noun, rest)| {
            noun == "people" && ["on ", "with ", "in "].iter().any(|word| rest.starts_with(word))
        });
        if small && (whom || lower.contains(" last ")) {
            return false;
        }
        const INSPECTORATES: &[&str] =
            &["her majesty's inspectorate", "his majesty's inspectorate", "hm inspectorate"];
        // *out of five for Ashby pub*
        const LEADS: &[&str] = &[
            "there ",
            "around ",
            "out of ",
            "beside ",
            "like ",
            "unlike ",
            "from ",
            "about ",
            "at the ",
            "news from ",
            "among ",
        ];
        // *Regulator hands C3 to Ashby Homes*, *HM Inspector Jane Doe*
        let inspector = ["regulator", "watchdog", "inspectorate", "hm"].contains(&lower.as_str())
            // *In January HM Inspectorate of Prisons published its report.*
            || lower.contains(" hm inspectorate");
        if inspector
            || lower == "none"
            || INSPECTORATES.iter().chain(LEADS).any(|lead| lower.starts_with(lead))
        {
            return false;
        }
        // *Leadership and Management – Good*: a part is none.
        if subject::names_part(self.a, &lower) && !subject::noun_of_body(self.a, &last_word(&lower)) {
            return false;
        }
        // *the Shropshire hotel*, of a hotel that has a name
        let region = lower.split_once(' ').is_some_and(|(place, noun)| {
            self.a.lexicon.word(place).is(WordClass::REGION) && subject::is_kind(self.a, noun)
        });
        if region && last_word(name).starts_with(char::is_lowercase) {
            return false;
        }
        // *is officially Outstanding*: a grade is not rated.
        if self.is_grade(name) {
            return false;
        }
        // *told HaverleighLive*
        if is_paper(self.a, name) && !name.contains(' ') {
            return false;
        }
        // *Ofsted’s report*: who rates is not rated.
        let canonical =
            self.a.lexicon.body_forms.get(name).map(|&at| self.a.lexicon.bodies[at].name.as_str());
        if self.a.lexicon.scales.inspector(canonical.unwrap_or(name)).is_some() {
            return false;
        }
        // *Saltby takeaways*: of no one.
        let last = name.rsplit(' ').next().unwrap_or_default();
        let kinds = last.starts_with(char::is_lowercase)
            && last.strip_suffix('s').is_some_and(|noun| subject::is_kind(self.a, noun));
        if kinds && name.starts_with(char::is_uppercase) && !known(&lower) && lower.split(' ').count() == 2 {
            return false;
        }
        // *new owner of a Riverton care home*, *misery elsewhere for a private provider*
        if small && [" of a ", " of an ", " for a ", " for an "].iter().any(|words| lower.contains(words)) {
            return false;
        }
        // *An Ashby*, of *an Ashby care provider*; *Ashby surgery to leave special measures and*, in a headline
        let cut = ["an ", "a "]
            .iter()
            .filter_map(|article| lower.strip_prefix(article))
            .any(|rest| !rest.contains(' '));
        if cut || lower.ends_with(" and") || lower.ends_with(" of") || lower.ends_with(" the") {
            return false;
        }
        // *“Record has been put straight”*, over a text that tells of the record
        let word =
            !name.contains([' ', '-', '\'']) && name.starts_with(char::is_uppercase) && lower.len() > 3;
        if word && subject::has_small_word(self.a.text(), &lower) {
            return false;
        }
        // *Seven were found to be good.*
        if super::NUMBERS.contains(&lower.as_str()) {
            return false;
        }
        // *to a school*, of *led to a school being labelled inadequate*
        if lower.starts_with("to a ") || lower.starts_with("to an ") || lower.starts_with("to the ") {
            return false;
        }
        // *parts of Ashby*, *headteacher of an Ashby school*, *schools six*: no name, whatever names it holds.
        let named = lower.contains("'s ") || lower.contains(" at ") || subject::is_branch(&lower);
        if small
            && !named
            && (lower.contains(" of ") || lower.ends_with(|c: char| c.is_ascii_digit()))
            && !known(&lower)
        {
            return false;
        }
        // *pleased to move the practice*
        let clause = name.starts_with(char::is_lowercase) && lower.contains(" to ");
        !group && !clause && !is_day_or_month(&lower) && (name.contains(char::is_uppercase) || known(&lower))
    }

    /// *Mrs Isla Doe*, who is no childminder.
    pub(super) fn is_titled_person(&self, name: &str) -> bool {
        let a = self.a;
        let titled = |known: &crate::annotate::Name| {
            known.is_person()
                && known.tokens.start < known.proper.start
                && [&known.proper, &known.tokens]
                    .into_iter()
                    .any(|own| a.span(own.clone()).of(a.text()) == name)
        };
        let last = last_word(name);
        !subject::is_kind(a, &last)
            && !subject::noun_of_body(a, &last)
            && a.names.iter().any(titled)
            && !a.lower_text().contains("childmind")
    }

    /// Whether a name is no more than a grade.
    pub(super) fn is_grade(&self, name: &str) -> bool {
        subject::is_grade(self.a, name)
    }

    /// *Colverton county council* for *Colverton*, where the text writes it so.
    fn council_in_small(&self, place: &str) -> Option<String> {
        const KINDS: &[&str] = &[
            "council",
            "county council",
            "city council",
            "borough council",
            "district council",
            "metropolitan borough council",
        ];
        let text = self.a.text();
        if place.is_empty()
            || !place.starts_with(char::is_uppercase)
            || !self.a.lower_text().contains(" council")
        {
            return None;
        }
        KINDS.iter().map(|kind| format!("{place} {kind}")).find(|name| has_words(text, name))
    }

    /// The names of several words of the bodies that the text names, each once, in text order. A text of any length
    /// has no more than some.
    fn bodies_in_full(&self) -> &[String] {
        self.in_full.get_or_init(|| self.names_in_full())
    }

    fn names_in_full(&self) -> Vec<String> {
        const MOST: usize = 200;
        let a = self.a;
        let mut out: Vec<String> = Vec::new();
        let written = a.names.iter().filter(|name| name.proper.len() > 1);
        let written = written.map(|name| subject::without_opening(a, name.proper.clone()));
        let written = written.map(|name| bodies::without_group(a, &name).unwrap_or(name));
        let written = written.map(|name| subject::cased(a, subject::with_saint(a, name)));
        // *University of Ashby and Fell University*: two.
        let two = |name: &str| {
            let (left, right) = name.split_once(" and ").unwrap_or_default();
            let body = |part: &str| part.contains(' ') && subject::is_body_name(a, part);
            let placed = !left.is_empty() && !left.contains(' ') && a.text().contains(&format!(" in {name}"));
            (body(left) || placed) && body(right) && !subject::is_generic_name(a, right)
        };
        for name in self.bodies.names().map(str::to_owned).chain(written) {
            if two(&name) {
                continue;
            }
            if out.len() < MOST && !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }

    /// *Hollin Bank* for *Hollin Bank Community Primary School*: the one of `bodies` that `name` is short for.
    fn full_name(&self, name: &str, bodies: &[String]) -> Option<String> {
        // *Wexby’s hospitals* of *Royal Wexby Hospitals NHS Trust*
        if let Some(place) = name.strip_suffix("'s hospitals") {
            let own = |full: &&String| {
                full.split(' ').any(|word| word == place) && full.split(' ').any(|word| word == "Hospitals")
            };
            // *Royal Wexby Hospitals* is the same.
            let longest = bodies.iter().filter(own).max_by_key(|full| full.len());
            let only = longest
                .filter(|longest| bodies.iter().filter(own).all(|full| longest.starts_with(full.as_str())));
            if let Some(full) = only {
                return Some(full.clone());
            }
        }
        // *maternity services at Ashby General*
        if let Some((branch, body)) = name.split_once(" at ")
            && body.starts_with(char::is_uppercase)
            && subject::is_branch(branch)
        {
            return self.full_name(body, bodies).map(|full| format!("{branch} at {full}"));
        }
        let known = name.starts_with(char::is_uppercase) && !name.contains("'s ") && !is_council(name);
        // *Fen Ambulance Service* of *Wold and Fen Ambulance Service*; *the County Council*
        let (owner, rest) = match name.split_once("'s ") {
            Some((owner, _)) => (owner, &name[owner.len()..]),
            None => (name, ""),
        };
        let generic = subject::is_generic_name(self.a, owner) && owner.contains(' ');
        let ends = |full: &&String| {
            // *Friends of Ashby Hospice* are others.
            full.strip_suffix(owner).filter(|before| !before.contains("Friends")).is_some_and(|before| {
                generic && before.ends_with(' ')
                    || [" and ", " of ", " & ", "'s "].iter().any(|w| before.ends_with(w))
            })
        };
        if let Some(full) = bodies.iter().find(ends).filter(|_| name.starts_with(char::is_uppercase)) {
            return Some(format!("{full}{rest}"));
        }
        if !known {
            return None;
        }
        if let Some(full) = self.of_initials(name, bodies) {
            return Some(full);
        }
        // *Castlemoor* of *HMP Castlemoor*, *Glanmorfa* of *Ysgol Uwchradd Glanmorfa*
        let prison = |full: &&String| {
            let rest = full
                .split_once(' ')
                .filter(|(noun, _)| subject::leads_name(self.a, noun))
                .map(|(_, rest)| rest);
            rest.is_some_and(|rest| rest == name || rest.ends_with(&format!(" {name}")))
        };
        if let Some(full) = bodies.iter().find(prison) {
            return Some(full.clone());
        }
        let begins = |full: &&String| {
            let rest = full.strip_prefix(name);
            // *St Wenna* is *St Wenna’s Hospice*.
            let saint = name.starts_with("St ") && rest.is_some_and(|rest| rest.starts_with(['\'', '’']));
            (saint || rest.is_some_and(|rest| rest.starts_with(' ')))
                && !is_paper(self.a, full)
                && !subject::names_unit(self.a, name, full)
        };
        // No other body begins so: those found are one in more words and in fewer.
        let rated = || bodies.iter().filter(begins).filter(|full| subject::is_body_name(self.a, full));
        let longest = rated().max_by_key(|full| full.len());
        let only = longest.is_some_and(|longest| rated().all(|full| longest.starts_with(full.as_str())));
        // *Kelderby academy* for *Kelderby Quay Academy*, *Ashby Lane school* for *Ashby Lane Primary School*
        if let Some((first, last)) = name.rsplit_once(' ') {
            let around = |full: &&String| {
                let between = full.strip_prefix(first).and_then(|rest| rest.rsplit_once(' '));
                let (between, end) = between.unwrap_or_default();
                between.starts_with(' ')
                    && between.matches(' ').count() <= 2
                    && end.eq_ignore_ascii_case(last)
            };
            // *Ashby College* is another than *Ashby Sixth Form College*, where the text names it so.
            let itself = bodies.iter().any(|body| body == name);
            let mut all = bodies.iter().filter(around);
            if let Some(full) = all.next().filter(|_| !itself && all.next().is_none()) {
                return Some(full.clone());
            }
        }
        // *Millstream* alone, where no other name begins so; *Ashby* may be the council of the place.
        let own = only || name.contains(' ') || name.ends_with("'s");
        let full = bodies.iter().filter(begins).find(|full| subject::is_body_name(self.a, full));
        full.filter(|_| own).cloned()
    }

    /// *Ashby Community Rehabilitation Company* for *Ashby CRC*, and for *the CRC* where the text gives the letters in brackets.
    fn of_initials(&self, name: &str, bodies: &[String]) -> Option<String> {
        let (lead, letters) = name.rsplit_once(' ').unwrap_or(("", name));
        let alone = lead.is_empty();
        if letters.len() < 2 + usize::from(alone) || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let stands = |full: &&String| {
            let words: Vec<&str> = full.split(' ').collect();
            words.len().checked_sub(letters.len()).is_some_and(|at| {
                let initials = words[at..].iter().filter_map(|word| word.chars().next());
                initials.eq(letters.chars()) && (alone || words[..at].join(" ") == lead)
            })
        };
        let told = || !alone || self.a.text().contains(&format!("({name})"));
        bodies.iter().find(stands).filter(|_| told()).cloned()
    }

    /// *Holbern*, where *TRACEY HOLBERN, childminder* heads a section: the whole name.
    fn person_of_surname(&self, surname: &str) -> Option<String> {
        let a = self.a;
        let surname = surname.to_lowercase();
        let opens = |t: &usize| {
            a.lower(*t + 1) == surname
                && a.is_capital(*t)
                && a.is_capital(t + 1)
                && a.gap_before(*t).contains('\n')
                && a.gap_before(t + 1) == " "
                && !a.is(*t, WordClass::TITLE)
        };
        (1..a.tokens.len().saturating_sub(1)).find(opens).map(|t| subject::cased(a, t..t + 2))
    }

    /// *The county's services*, in a text on children's services.
    pub(super) fn of_children(&self, name: String) -> String {
        // *children’s services at Ashby Council*
        if let Some(council) =
            name.strip_prefix("children's services at ").filter(|council| is_council(council))
        {
            return format!("{council}'s children's services");
        }
        let owner = name.strip_suffix("'s services").or_else(|| name.strip_suffix("'s service"));
        // *Ashby children’s services*, in a headline
        let owner = owner.map(|owner| owner.strip_suffix(" children").unwrap_or(owner));
        let whose = |owner: &&str| !owner.contains("'s") && owner.starts_with(char::is_uppercase);
        match owner.filter(whose).filter(|_| self.of_children) {
            Some(owner) => format!("{owner}'s children's services"),
            None => name,
        }
    }

    /// The words that name an event's subject, in lower case; empty where it has none of its own.
    pub(super) fn words_of(&self, event: &Event) -> String {
        match &event.subject {
            Subject::Phrase(range) => subject::words(self.a, range.clone()),
            _ => String::new(),
        }
    }

    /// *Ashby Fostering, run by the Acorn Trust, was judged good. It was …*: whether *it* is the body that begins the
    /// sentence before, as `told` of `last`, rather than another that stands nearer.
    fn goes_on_about(&self, last: &Event, told: &Rated, event: &Event) -> bool {
        let a = self.a;
        let (before, sentence) =
            (self.mentions[last.mention].sentence, self.mentions[event.mention].sentence);
        let it = matches!(&event.subject, Subject::Phrase(range)
            if range.len() == 1 && a.one_of(range.start, &["it", "they"]) && a.opens_sentence(range.start));
        // *Across the trust as a whole, services were …*
        let first = matches!(&last.subject, Subject::Phrase(range)
            if range.start <= a.sentences[before].tokens.start + 1
                && (a.is_capital(range.end - 1) || a.one_of(range.end, &["as"]) && a.one_of(range.end + 2, &["whole"])));
        let same = a.sentences[before].paragraph == a.sentences[sentence].paragraph;
        // *The CQC rated maternity services at Ashby Hospital inadequate. Three years ago they had been rated good.*
        let they = matches!(&event.subject, Subject::Phrase(range)
            if range.len() == 1 && a.one_of(range.start, &["they"]) && range.start < a.sentences[sentence].tokens.start + 5);
        let branch = told.name.as_deref().and_then(|name| name.split_once(" at ")).map(|(branch, _)| branch);
        let core = told.name.as_deref().filter(|name| subject::is_core_service(a, name));
        let branch = branch.filter(|branch| subject::is_branch(branch)).or(core);
        (it && (first || branch.is_some()) || they && branch.is_some_and(|branch| branch.ends_with('s')))
            && same
            && before + 1 == sentence
            && told.name.is_some()
            && !told.vague
            && told.aspect.is_none()
            && !matches!(&last.subject, Subject::Phrase(range) if a.one_of(range.start, &["they"]))
    }

    /// *Ashby Fostering was judged good. Leadership was outstanding.*: whether a part is of the body last told of, in the
    /// same paragraph, with no other named since.
    fn is_part_of_told(&self, last: &Event, told: &Rated, event: &Event) -> bool {
        let a = self.a;
        let (before, here) = (self.mentions[last.mention].sentence, self.mentions[event.mention].sentence);
        let since = a.sentences[before].tokens.end..a.sentences[here].tokens.end.min(event.anchor);
        a.sentences[before].paragraph == a.sentences[here].paragraph
            && before < here
            && told.name.is_some()
            && !told.vague
            && self.bodies.within(since).next().is_none()
    }

    /// What *it* and *its* stand for, and what *a popular restaurant* turns out to be; whether a body is `known` from
    /// what was told before.
    fn told_of(&self, event: &Event, rated: Rated, known: bool) -> Rated {
        /// Tokens before the verb in which a body is introduced.
        const FAR: usize = 120;
        let a = self.a;
        let words = self.words_of(event);
        let indefinite = words.starts_with("a ") || words.starts_with("an ") || words.starts_with("one of ");
        // *The 42-bed home in Priory Road*: one told of before, of the kind that the noun says.
        if let Subject::Phrase(range) = &event.subject
            && let Some(noun) = subject::described(a, range.clone())
            && let Some(body) = self
                .bodies
                .of_section(range.start)
                .filter(|_| !indefinite)
                .or_else(|| self.bodies.of_kind(a, &noun, range.start, indefinite, known))
        {
            // *The open prison at Bracken Hill*: another one than HMP Ashby.
            let at = (range.start + 1..range.end).find(|&t| a.one_of(t, &["at"]) && a.is_capital(t + 1));
            let place = at.map(|at| at + 1..range.end).filter(|place| {
                place.clone().all(|t| a.is_capital(t)) && !subject::is_street(a, place.end - 1)
            });
            let place = place.map(|place| subject::cased(a, place));
            let name = place
                .filter(|place| !body.name.contains(place.as_str()))
                .unwrap_or_else(|| body.name.clone());
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *the quality of provision at the controlled co-educational school*: the one of that noun.
        if let Some(name) = &rated.name
            && rated.aspect.is_some()
            && !name.contains(char::is_uppercase)
            && let Some(noun) = name.rsplit(' ').next().filter(|noun| subject::is_kind(a, noun))
            && let Some(body) = self.bodies.of_kind(a, noun, event.anchor, false, known)
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        // *Copperfield Skills fared worse. The small London firm was found to be inadequate*
        let here = self.mentions[event.mention].sentence;
        if let Subject::Phrase(range) = &event.subject
            && (a.one_of(range.start, &["the"]) || a.one_of(range.start.wrapping_sub(1), &["the"]))
            && range.len() > 1
            && a.is(range.end - 1, WordClass::PROVIDER)
            && let Some(above) = here.checked_sub(1).map(|at| &a.sentences[at])
            && above.paragraph == a.sentences[here].paragraph
            && let Some(end) = (above.tokens.clone()).find(|&t| !a.is_capital(t))
            && end > above.tokens.start + 1
            && !a.one_of(above.tokens.start, &["the", "a", "an"])
            && !a.is(above.tokens.start, WordClass::GIVEN_NAME)
        {
            let name = subject::cased(a, above.tokens.start..end);
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *The council team that helps people has been rated outstanding.* ¶ *Ashby Reablement Service, which …*
        if let Some(name) = &rated.name
            && name.ends_with(" team")
            && !name.contains(char::is_uppercase)
            && let Subject::Phrase(range) = &event.subject
            && self.bodies.before(range.start).next().is_none()
            && let Some(range) = self.named_soon(self.mentions[event.mention].sentence)
        {
            return Rated { aspect: rated.aspect, ..subject::rated(a, range, &|_| None) };
        }
        // *A children’s home that councils used to visit has been rated inadequate.* ¶ *Fellgarth, which …*
        if indefinite
            && matches!(&event.subject, Subject::Phrase(range) if subject::described(a, range.clone()).is_some())
            && let Some(range) = self.named_soon(self.mentions[event.mention].sentence)
        {
            return Rated { aspect: rated.aspect, ..subject::rated(a, range, &|_| None) };
        }
        // *Ofsted’s inspection of Ashby children’s services was in May. The services were rated good.*
        if matches!(words.as_str(), "the services" | "the service" | "services")
            && let Some(name) = self.services_above(self.mentions[event.mention].sentence)
        {
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *Ashby Hospital’s maternity unit was … The unit had been rated good*: that unit.
        if let Subject::Phrase(range) = &event.subject
            && a.one_of(range.start, &["the"])
            && range.len() == 2
            && a.one_of(range.start + 1, &["unit", "department", "ward", "wards", "clinic", "centre"])
            && let Some(name) = self.branch_before(range.start, a.lower(range.start + 1))
        {
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *Elm Grange has gone the other way. Good in 2019, it is now inadequate.*: the one body of the sentence before,
        // which tells no grade.
        let own = |range: &std::ops::Range<usize>| self.bodies.within(range.clone()).next().is_none();
        let sentence = self.mentions[event.mention].sentence;
        let it = subject::is_it(a, &event.subject)
            || event.subject == Subject::Context && !event.line && !event.recalled;
        if it
            && rated.name.is_none()
            && let Some(before) = sentence.checked_sub(1).map(|at| &a.sentences[at])
            && before.paragraph == a.sentences[sentence].paragraph
            && own(&(a.sentences[sentence].tokens.start..event.anchor))
            && !self.has_mention(sentence - 1)
        {
            // *The hostel is run by the Ashby Trust. It was weak*: not the trust.
            let run = |body: &&Body| {
                let by = body.tokens.start - usize::from(a.one_of(body.tokens.start - 1, &["the"]));
                subject::is_run_by(a, by.saturating_sub(2))
            };
            let mut all =
                self.bodies.within(before.tokens.clone()).filter(|body| body.tokens.start < 2 || !run(body));
            if let Some(body) = all.next().filter(|first| all.all(|other| other.name == first.name)) {
                let name = self.branch_that_opens(&body.tokens).unwrap_or_else(|| body.name.clone());
                return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
            }
            // *Merecroft owns 31,000 homes. It kept its G1*: the one so called.
            let first = before.tokens.start;
            if a.is_capital(first)
                && !a.one_of(first, &["the", "a", "an", "its", "this"])
                && !a.is_capital(first + 1)
                && self.bodies.within(before.tokens.clone()).next().is_none()
                && let Some(full) = only_that_begins(a.word(first), self.bodies_in_full())
            {
                return Rated { name: Some(full), aspect: rated.aspect, ..Rated::default() };
            }
            // *The fire service did better. Its report rates it good*: the one of that noun.
            let noun = (first + 1..(first + 4).min(before.tokens.end))
                .filter(|_| a.one_of(first, &["the"]))
                .filter_map(|t| bodies::noun_ending_at(a, t))
                .next_back();
            if let Some(noun) = noun
                && let Some(body) = self.bodies.of_kind(a, &noun, first, false, true)
            {
                return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
            }
        }
        if rated.name.is_some() || !matches!(event.subject, Subject::Phrase(_) | Subject::Its(_)) {
            return rated;
        }
        // *a mark that HMP Ashby has beaten: it was given good*
        if let Subject::Phrase(range) = &event.subject
            && subject::is_it(a, &event.subject)
            && range.start > 0
            && a.word(range.start - 1) == ":"
            && let Some(body) = self.bodies.before(range.start).next()
            && a.sentences[sentence].tokens.contains(&body.tokens.start)
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        // *Ofsted visited a special school and declared it to be good*: one named soon.
        let it = matches!(&event.subject, Subject::Phrase(range) if range.len() == 1);
        // A sentence may be of any length.
        let start = a.sentences[sentence].tokens.start.max(event.anchor.saturating_sub(FAR));
        if it && rated.aspect.is_none() && !known {
            let article = |t: &usize| (t.saturating_sub(4)..*t).any(|d| a.one_of(d, &["a", "an"]));
            let introduced = (start..event.anchor)
                .rev()
                .filter(article)
                .find_map(|t| Some((t, bodies::noun_ending_at(a, t)?)));
            let body = introduced.and_then(|(t, noun)| self.bodies.of_kind(a, &noun, t, true, false));
            if let Some(body) = body {
                return Rated { name: Some(body.name.clone()), ..Rated::default() };
            }
        }
        // *The report follows one on Ashby Fire Service.* ¶ *It was graded …*: the one body of the paragraph before.
        if subject::is_it(a, &event.subject)
            && a.opens_sentence(event_start(event))
            && let Some(body) = self.only_body_above(sentence)
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        let found = match rated.vague {
            true if indefinite => self.named_soon(sentence),
            // *Ysgol Ashby has news. The secondary school, which was judged adequate …*
            true => self.spoken_of(event.anchor, sentence).or_else(|| self.named_soon(sentence)),
            false => self.spoken_of(event.anchor, sentence),
        };
        let Some(range) = found else { return rated };
        if it && let Some(name) = self.branch_that_opens(&range) {
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *Ashby Council’s children’s services have changed since they were rated …*
        let end = range.end;
        let services = has_childrens_services(a, end) && end + 3 < event.anchor;
        let range = if services { range.start..end + 4 } else { range };
        let found = Rated { aspect: rated.aspect, ..subject::rated(a, range, &|_| None) };
        // *Its services for children*
        let services = found.body && words.contains("services for children");
        let name =
            found.name.map(|name| if services { format!("{name}'s children's services") } else { name });
        Rated { name, ..found }
    }

    /// *Maternity services at Ashby Hospital* fared better, where the sentence of the body (its tokens) begins so.
    fn branch_that_opens(&self, body: &std::ops::Range<usize>) -> Option<String> {
        let a = self.a;
        let at = body.start.checked_sub(1).filter(|&at| a.one_of(at, &["at", "in"]))?;
        let start = a.sentences.get(a.sentence_from(at))?.tokens.start;
        branch_of(a, start, at, body.end).filter(|_| at <= start + 4)?.name
    }

    /// The part of a body with that noun which was told of last before token `at`: *Ashby Hospital’s maternity unit*.
    fn branch_before(&self, at: usize, noun: &str) -> Option<String> {
        /// Tokens back, and words between the body and the noun.
        const REACH: usize = 80;
        const WORDS: usize = 4;
        let a = self.a;
        // *The wards had been rated good*, of the *wards for older people with mental health problems*
        let nouns = || (at.saturating_sub(REACH)..at).rev().filter(|&t| a.lower(t) == noun);
        let core = nouns().find_map(|t| {
            let services = a.lexicon.ratings.core_services.iter();
            let mut named = services.filter(|name| name.starts_with(noun) && name.len() > noun.len());
            named.find(|name| subject::words(a, t..at.min(t + name.split(' ').count())) == **name).cloned()
        });
        core.or_else(|| {
            nouns().find_map(|t| {
                let owner = (t.saturating_sub(WORDS)..t).rev().find(|&t| subject::is_possessive(a, t))?;
                let first = (owner.saturating_sub(8)..owner).rev().take_while(|&t| a.is_capital(t)).last()?;
                let small = (owner + 1..t).all(|t| !a.is_capital(t));
                (small && first < owner).then(|| subject::plain(a.span(first..t + 1).of(a.text())))
            })
        })
    }

    /// The body that is spoken of at token `at`: the first that its sentence names before, else the first
    /// that a sentence just above in the paragraph names.
    pub(super) fn spoken_of(&self, at: usize, sentence: usize) -> Option<std::ops::Range<usize>> {
        const REACH: usize = 3;
        let a = self.a;
        let paragraph = a.sentences[sentence].paragraph;
        let near = (0..=sentence).rev().take(REACH).take_while(|&i| a.sentences[i].paragraph == paragraph);
        near.into_iter().find_map(|i| {
            let tokens = &a.sentences[i].tokens;
            // *The academy joined the trust after Ofsted judged it inadequate*
            let noun = tokens.start + 1;
            if noun < at
                && a.one_of(tokens.start, &["the"])
                && a.lexicon.ratings.bodies.contains(a.lower(noun))
            {
                return Some(tokens.start..noun + 1);
            }
            let body = self.bodies.within(tokens.start..tokens.end.min(at)).next()?;
            // *Fern Bank, which is run by Ashby Council, was …*
            let run = a.one_of(body.tokens.start.wrapping_sub(1), &["by"]);
            let comma =
                (tokens.start + 1..body.tokens.start.min(tokens.start + 4)).find(|&t| a.word(t) == ",");
            if let Some(comma) = comma.filter(|&comma| run && a.one_of(comma + 1, &["which"]))
                && (tokens.start..comma).all(|t| a.is_capital(t))
            {
                return Some(tokens.start..comma);
            }
            let std::ops::Range { mut start, end } = body.tokens.clone();
            // *Ashby Church of England Primary School*
            if start >= tokens.start + 2 && a.one_of(start - 1, &["of"]) && a.one_of(start - 2, &["church"]) {
                start -= 2;
                while start > tokens.start && a.is_capital(start - 1) {
                    start -= 1;
                }
            }
            Some(start..end)
        })
    }

    /// The one body that the paragraph above names, where `sentence` begins a paragraph.
    fn only_body_above(&self, sentence: usize) -> Option<&Body> {
        let a = self.a;
        let above = a.sentences[..sentence].last()?.paragraph;
        if above + 1 != a.sentences[sentence].paragraph {
            return None;
        }
        let first = a.sentences[..sentence].iter().rposition(|s| s.paragraph != above).map_or(0, |at| at + 1);
        let tokens = a.sentences[first].tokens.start..a.sentences[sentence - 1].tokens.end;
        let mut all = self.bodies.within(tokens);
        let body = all.next()?;
        let council = is_council(&body.name);
        (!council && all.all(|other| other.name == body.name)).then_some(body)
    }

    /// *The service has been rated good.* ¶ *Inspectors visited Ashby Youth Justice Service in May.*: the one body that the next
    /// paragraph names and the event's does not.
    fn only_body_below(&self, event: &Event) -> Option<String> {
        let a = self.a;
        let here = a.sentences[self.mentions[event.mention].sentence].paragraph;
        let next = a.document.paragraphs.get(here + 1)?;
        let tokens = |span: crate::base::Span| a.token_from(span.start)..a.token_from(span.end);
        if self.bodies.within(tokens(a.document.paragraphs[here].span)).next().is_some() {
            return None;
        }
        // *A unit where …*: of a body that is told in full.
        let indefinite =
            matches!(&event.subject, Subject::Phrase(range) if a.one_of(range.start, &["a", "an"]));
        let mut all = self.bodies.within(tokens(next.span)).filter(|_| !indefinite);
        let body = all.next().filter(|body| !is_council(&body.name) && self.may_rate(event, &body.told))?;
        all.all(|other| other.name == body.name).then(|| body.name.clone())
    }

    /// The body that one of the next sentences begins with.
    fn named_soon(&self, sentence: usize) -> Option<std::ops::Range<usize>> {
        const REACH: usize = 3;
        let a = self.a;
        a.sentences.iter().skip(sentence + 1).take(REACH).find_map(|next| {
            if let Some(body) = self.bodies.within(next.tokens.clone()).next()
                && body.tokens.start <= next.tokens.start + 1
            {
                return Some(body.tokens.clone());
            }
            let first = next.tokens.start;
            let name = a.name_at(first).or_else(|| a.name_at(first + 1));
            // *Fellgarth, which has beds for six*, of which no list knows what it is
            let unknown = name.is_none()
                && a.is_capital(first)
                && a.word(first + 1) == ","
                && a.one_of(first + 2, &["which", "where"]);
            if unknown {
                return Some(first..first + 1);
            }
            let name = name?;
            let placed = a.word(name.tokens.end) == ","
                && a.one_of(name.tokens.end + 1, &["on", "in", "at", "near", "which", "a", "off", "one"]);
            let street =
                a.word(name.tokens.end) == "," && a.one_of(name.tokens.end + 1, &["on", "near", "off"]);
            let body =
                name.kind == NameKind::Organisation || street || placed && name.kind != NameKind::Person;
            let inspector = subject::is_inspector(a, name);
            let paper = is_paper(a, a.span(name.tokens.clone()).of(a.text()));
            (body && !inspector && !paper).then(|| name.proper.clone())
        })
    }

    /// The last body named before an event that is of the kind that its subject says: *the primary school*; or of
    /// any, where it says none and none needs to be said.
    fn body_before(&self, event: &Event, kind_told: bool) -> Option<String> {
        let a = self.a;
        let words = match &event.subject {
            Subject::Phrase(range) | Subject::Its(range) => subject::words(a, range.clone()),
            // *Overall: Good*, the first line of a list.
            Subject::Context if event.line => String::new(),
            _ => return None,
        };
        let kinds = &a.lexicon.ratings.kinds_of;
        let own = kinds.iter().find(|kind| kind.iter().any(|noun| has_words(&words, noun)));
        if kind_told && own.is_none() {
            return None;
        }
        let start = match &event.subject {
            Subject::Phrase(range) | Subject::Its(range) => range.start.min(event.anchor),
            _ => event.anchor,
        };
        // A look back that a reader would have, and that takes no longer in a long text.
        const REACH: usize = 100;
        let of_kind = |body: &&Body| {
            let fits = own.is_none_or(|kind| kind.iter().any(|noun| has_words(&body.told, noun)));
            // A council is found by what inspectors rate of it.
            let council = own.is_none() && subject::is_council_noun(a.lower(body.tokens.end - 1));
            fits && !council && self.may_rate(event, &body.told)
        };
        self.bodies.before(start).take(REACH).find(of_kind).map(|body| body.name.clone())
    }

    /// Whether an inspector that the text names may give the event's grade to what `told` (lower case) tells of.
    fn may_rate(&self, event: &Event, told: &str) -> bool {
        let here = |scale: &&Scale| self.scales.named.is_empty() || self.scales.names(&scale.inspector);
        let grades = &self.mentions[event.mention].grades;
        let scales = grades.iter().map(|g| &self.list()[g.scale]).filter(here);
        scales.flat_map(|scale| &scale.subjects).any(|subject| has_words(told, subject))
    }

    /// The body that *its* stands for: the first one named in the sentence.
    fn owner(&self, event: &Event, its: usize) -> Rated {
        let a = self.a;
        let sentence = &a.sentences[self.mentions[event.mention].sentence].tokens;
        let named = a.names.iter().find(|name| {
            sentence.contains(&name.tokens.start)
                && name.tokens.end <= its
                && matches!(name.kind, NameKind::Organisation | NameKind::Place)
                && !subject::is_inspector(a, name)
        });
        // *Thornmouth academy loses its good rating*
        if let Some(name) = named.filter(|name| name.kind == NameKind::Place)
            && let Some(noun) = bodies::noun_ending_at(a, name.tokens.end)
            && let Some(body) = self.bodies.of_kind(a, &noun, name.tokens.start, false, false)
        {
            return Rated { name: Some(body.name.clone()), ..Rated::default() };
        }
        named.map_or_else(Rated::default, |name| subject::rated(a, name.tokens.clone(), &|_| None))
    }

    /// A council and its services, told as one body, are one.
    fn join_bodies(&self, all: &mut [Rated], of_children: &[bool], bodies: &[String]) {
        let told = all
            .iter()
            .filter_map(|r| r.name.clone())
            .filter(|name| name.ends_with("services") || name.ends_with("service") || is_of_families(name));
        // *Ashby Council’s children’s services have moved up a grade. The council was rated …*
        let named = self.a.names.iter().filter(|_| self.of_children).filter_map(|name| {
            let a = self.a;
            let at = name.tokens.end;
            let theirs = has_childrens_services(a, at);
            theirs.then(|| subject::cased(a, name.proper.start..at + 4))
        });
        const MOST: usize = 200;
        let mut services: Vec<String> = Vec::new();
        for name in told.chain(named) {
            let name = self.full_name(&name, bodies).unwrap_or(name);
            if services.len() < MOST && !services.contains(&name) {
                services.push(name);
            }
        }
        // One service told in two ways keeps its first name.
        for rated in all.iter_mut() {
            let Some(name) = rated.name.as_mut().filter(|name| is_of_families(name)) else { continue };
            let owner = |name: &str| name.split("'s ").next().unwrap_or_default().to_owned();
            let own = owner(name);
            // *Ashby’s* is *Ashby Council’s* where the text says so.
            let fuller = |s: &&String| owner(s).strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '));
            if let Some(full) = services.iter().find(|s| is_of_families(s) && fuller(s)) {
                name.clone_from(full);
                continue;
            }
            if let Some(first) = services.iter().find(|s| is_of_families(s) && owner(s) == own) {
                name.clone_from(first);
            }
        }
        let joined = all.iter_mut().zip(of_children).filter(|(rated, children)| rated.body && **children);
        for (rated, _) in joined {
            let Some(name) = &rated.name else { continue };
            let place = name.split([' ', '\'']).next().unwrap_or_default().to_owned();
            let same = |service: &&String| {
                service.contains("'s ")
                    && service.strip_prefix(&place).is_some_and(|rest| rest.starts_with([' ', '\'']))
                    && is_of_families(service)
            };
            if let Some(service) = services.iter().find(same) {
                rated.name = Some(service.clone());
            }
        }
    }

    /// Whether the grade may be a council's.
    fn may_rate_council(&self, event: &Event) -> bool {
        let rates = |g: &GradeRef| self.list()[g.scale].subjects.iter().any(|subject| subject == "council");
        self.mentions[event.mention].grades.iter().any(rates)
    }

    /// Whether the grade may be of services for children.
    fn may_rate_children(&self, event: &Event) -> bool {
        let sentence = &self.a.sentences[self.mentions[event.mention].sentence].tokens;
        let named: Vec<&String> = self
            .scales
            .inspectors
            .iter()
            .filter(|(t, _)| sentence.contains(t))
            .map(|(_, name)| name)
            .collect();
        // *rated good for adult social care*
        let holds = |word: &str| sentence.clone().any(|t| self.a.one_of(t, &[word]));
        if (holds("adult") || holds("adults")) && !holds("children") && named.is_empty() {
            return false;
        }
        let own = |scale: &Scale| {
            scale.subjects.iter().any(|subject| has_words(subject, "children"))
                && (named.is_empty() || named.contains(&&scale.inspector))
        };
        let mut grades = self.mentions[event.mention].grades.iter();
        grades.any(|g| own(&self.list()[g.scale]))
    }

    /// *In July Ashby Council was rated adequate for safeguarding and good for looked after children.*: whether the grade is one of
    /// the inspections that graded these parts of a council by themselves, in the years of their scale, and not one of its services as a whole.
    fn is_of_safeguarding(&self, event: &Event, rated: &Rated) -> bool {
        const PARTS: &[&str] = &["safeguarding", "looked after children", "capacity for improvement"];
        let then = self.a.document.published_on.is_some_and(|date| {
            let own = |scale: &&Scale| scale.subjects.iter().any(|subject| subject == "safeguarding");
            self.list().iter().filter(own).any(|scale| scale.covers(date))
        });
        let is = |part: &str| PARTS.contains(&part);
        then && (rated.aspect.as_deref().is_some_and(is)
            || self.parts_behind(event, None).is_some_and(|parts| parts.iter().any(|part| is(part))))
    }

    /// The body that the document is about.
    pub(super) fn body(&self, event: &Event) -> Option<String> {
        let a = self.a;
        // *the agency’s rating* is no council's.
        let words = match &event.subject {
            Subject::Phrase(range) | Subject::Its(range) => subject::words(a, range.clone()),
            _ => String::new(),
        };
        let mut kinds =
            a.lexicon.ratings.kinds_of.iter().filter(|kind| !kind.iter().any(|noun| noun == "council"));
        let part = subject::names_part(a, &words) || !self.parts(&words, None).is_empty();
        if !part && kinds.any(|kind| kind.iter().any(|noun| has_words(&words, noun))) {
            return None;
        }
        let rates_councils = self.mentions[event.mention].grades.iter().any(|g| {
            let scale = &self.list()[g.scale];
            if !self.scales.named.is_empty() && !self.scales.names(&scale.inspector) {
                return false;
            }
            let own = |name: &str| scale.subjects.iter().any(|subject| subject == name);
            own("council") && (scale.needs.is_empty() || own("children's services"))
        });
        let council = subject::council_near(a, event.anchor).filter(|_| rates_councils)?;
        let place = matches!(event.subject, Subject::Phrase(_));
        Some(if place && tells_of_children(a) { format!("{council}'s children's services") } else { council })
    }
}

/// Whether *’s children’s services* stands at token `at`, behind the name of a council.
fn has_childrens_services(a: &Annotated, at: usize) -> bool {
    subject::is_possessive(a, at)
        && a.one_of(at + 1, &["children"])
        && subject::is_possessive(a, at + 2)
        && a.one_of(at + 3, &["services"])
}

/// The first token of an event's subject, or its verb.
fn event_start(event: &Event) -> usize {
    match &event.subject {
        Subject::Phrase(range) => range.start,
        _ => event.anchor,
    }
}

/// *Ashby General Hospital* for *the General*: the one body with that word in its name, not as the first.
fn only_with_word(word: &str, bodies: &[String]) -> Option<String> {
    let mut all = bodies.iter().filter(|full| full.split(' ').skip(1).any(|own| own == word));
    all.next().filter(|_| all.next().is_none()).cloned()
}

/// The one of `bodies` whose first word is `word`.
fn only_that_begins(word: &str, bodies: &[String]) -> Option<String> {
    let begins = |full: &&String| full.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    let mut all = bodies.iter().filter(begins);
    all.next().filter(|_| all.next().is_none()).cloned()
}

/// *Ashshire Fire and Rescue Service* for *Ashshire Fire Authority*, which runs it and is not inspected, where the text names both.
fn fire_service_of(name: &str, bodies: &[String]) -> Option<String> {
    let place = [" Combined Fire Authority", " Fire Authority", " Fire and Rescue Authority"]
        .iter()
        .find_map(|authority| name.strip_suffix(authority))?;
    let service = |full: &&String| {
        let rest = full.strip_prefix(place).and_then(|rest| rest.strip_prefix(" Fire"));
        rest.is_some_and(|rest| rest.ends_with(" Service"))
    };
    bodies.iter().find(service).cloned()
}

/// The names of those rated, in text order.
fn names_of(all: &[Rated]) -> impl Iterator<Item = &String> {
    all.iter().filter_map(|rated| rated.name.as_ref())
}

/// Names, each once, no more than `most`.
fn each_once<'n>(names: impl Iterator<Item = &'n String>, most: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in names {
        if out.len() < most && !out.contains(name) {
            out.push(name.clone());
        }
    }
    out
}

/// The name of a branch as it was told before: *Maternity services at Ashby Hospital* for *maternity service*.
fn branch_told(told: &[Rated], name: &str) -> Option<String> {
    const REACH: usize = 20;
    // *We rated the department inadequate*
    if ["department", "unit", "ward", "clinic", "service", "services", "wards"].contains(&name) {
        let is = |full: &&String| {
            let part = full.split(" at ").next().unwrap_or(full);
            part.trim_end_matches('s').ends_with(name.trim_end_matches('s')) && part.len() < full.len()
                // *The wards*, of *the trust’s acute wards for adults*
                || name == "wards" && full.contains(" wards for ")
                || full.contains("'s ") && full.ends_with(name)
        };
        return told.iter().rev().take(REACH).filter_map(|rated| rated.name.as_ref()).find(is).cloned();
    }
    if !name.starts_with(char::is_lowercase) || !name.contains(' ') || !subject::is_branch(name) {
        return None;
    }
    let stem = name.trim_end_matches('s');
    let mut told = told.iter().rev().take(REACH).filter_map(|rated| rated.name.as_ref());
    let found = told.find(|full| {
        let lower = full.to_lowercase();
        let rest = lower.strip_prefix(stem).map(|rest| rest.strip_prefix('s').unwrap_or(rest));
        rest.is_some_and(|rest| rest.starts_with(" at "))
            || lower.split_once("'s ").is_some_and(|(_, part)| part.trim_end_matches('s') == stem)
    });
    found.cloned()
}

/// What a sentence that ends with *… urgent services at Ashby Hospital* tells of.
fn branch_at_end(a: &Annotated, sentence: std::ops::Range<usize>) -> Option<Rated> {
    let end = sentence.end - usize::from(a.word(sentence.end - 1) == ".");
    let at = sentence.clone().rfind(|&t| a.one_of(t, &["at", "in"]) && a.is_capital(t + 1))?;
    branch_of(a, sentence.start, at, end)
}

/// *Urgent services* before *at* (token `at`) and the name of the body, which ends before token `end`.
fn branch_of(a: &Annotated, low: usize, at: usize, end: usize) -> Option<Rated> {
    const LONGEST: usize = 8;
    let tag = |t: usize| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
    let joins = |t: usize| {
        a.one_of(t, &["and", "for", "of"]) || tag(t).is_some_and(|tag| tag.is_noun() || tag == Tag::Jj)
    };
    let first = (low.max(at.saturating_sub(LONGEST))..at).rev().take_while(|&t| joins(t)).last()?;
    subject::is_branch(&subject::words(a, first..at)).then(|| subject::rated(a, first..end, &|_| None))
}

/// Whether `name` is that of a council's services for children.
fn is_of_families(name: &str) -> bool {
    name.split_once("'s ").is_some_and(|(_, service)| {
        service.starts_with("children's s") || service.starts_with("services for children")
    })
}

/// *The emergency department* and *Ashby Hospital’s emergency department* are one.
fn join_branches(all: &mut [Rated]) {
    const MOST: usize = 200;
    let whole: Vec<(String, String)> = all
        .iter()
        .filter_map(|rated| rated.name.clone())
        .filter_map(|name| {
            name.split_once("'s ").map(|(_, part)| part.to_lowercase()).map(|part| (part, name))
        })
        .filter(|(part, _)| subject::is_branch(part) && part.contains(' '))
        .take(MOST)
        .collect();
    for name in all.iter_mut().filter_map(|rated| rated.name.as_mut()).filter(|name| !name.contains("'s ")) {
        let lower = name.to_lowercase();
        let is =
            |part: &str| lower.strip_suffix(part).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        if let Some((_, full)) = whole.iter().find(|(part, _)| is(part)) {
            name.clone_from(full);
        }
    }
}

/// *Ashby Primary School Parent Council* is of the school.
fn without_parents(a: &Annotated, name: String) -> String {
    let parents = [" Parent Council", " Parents' Council", " Parent Forum"];
    let school = parents.iter().find_map(|parents| name.strip_suffix(parents));
    match school.filter(|school| subject::is_body_name(a, school)) {
        Some(school) => school.to_owned(),
        None => name,
    }
}

/// A name without what only leads to it: *better news for Ashby NHS Trust*, *Good and Ashby Hospital*, *Home care agency Ashby
/// Hands*.
fn without_lead(a: &Annotated, name: String) -> String {
    // *to Harnby High School, which …*, *the performance of Ashby Fire Service in …*
    const BEFORE: &[&str] = &[
        "At ",
        "For ",
        "To see ",
        "to see ",
        "to ",
        "with ",
        "alongside those of ",
        "alongside ",
        "by ",
        "in ",
        "near ",
        "first time ",
        "the first time ",
        "performance of ",
        "the performance of ",
        "work of ",
    ];
    const BEHIND: &[&str] = &[" in", " at", " for", " on", " with", " is", " was"];
    let own = |rest: &&str| rest.starts_with(char::is_uppercase);
    // *Next-door Ashby Constabulary*, *failings behind Ashby Hospital*
    let near = ["Next-door ", "Nearby ", "Neighbouring "].iter().find_map(|lead| name.strip_prefix(lead));
    let near = near.or_else(|| {
        let (lead, rest) = [" behind ", " over ", " about "].iter().find_map(|word| name.split_once(word))?;
        lead.chars().all(|c| !c.is_uppercase()).then_some(rest)
    });
    // *No promotion for Ashby Hospital*
    let near = near.or_else(|| {
        let (lead, rest) = name.strip_prefix("No ")?.split_once(" for ")?;
        lead.chars().all(|c| !c.is_uppercase()).then_some(rest)
    });
    // *day Ashby Homes*, of *on the same day Ashby Homes was …*
    let near = near.or_else(|| {
        let (lead, rest) = name.split_once(' ')?;
        let word = lead.chars().all(char::is_lowercase) && !subject::is_kind(a, lead);
        (word && rest.contains(' ') && subject::is_body_name(a, rest)).then_some(rest)
    });
    // *employer and independent learning provider Ashby Nurseries Limited*
    let near = near.or_else(|| {
        let spaces = name.match_indices(' ').map(|(at, _)| at);
        let at = spaces.into_iter().find(|&at| name[at + 1..].starts_with(char::is_uppercase))?;
        let (lead, rest) = (&name[..at], &name[at + 1..]);
        let small = lead.chars().all(|c| !c.is_uppercase()) && !lead.contains('\'');
        let noun = ["provider", "operator", "firm", "company", "charity", "chain", "landlord"];
        (small && noun.iter().any(|noun| lead.ends_with(noun)) && rest.contains(' ')).then_some(rest)
    });
    // *Ashby NHS Trust’s Marl County Hospital*
    let near = near.or_else(|| {
        let (owner, rest) = name.split_once("'s ")?;
        let hospital = ["Hospital", "Infirmary"].iter().any(|noun| rest.ends_with(noun));
        let provider = ["Care", "Healthcare", "Group", "Limited", "Ltd", "Homes"]
            .iter()
            .any(|noun| owner.ends_with(noun));
        let named =
            rest.starts_with(char::is_uppercase) && subject::is_body_name(a, rest) && rest.contains(' ');
        (owner.ends_with("Trust") && hospital || provider && named).then_some(rest)
    });
    let name = near.filter(own).map(str::to_owned).unwrap_or(name);
    let name = match BEFORE.iter().find_map(|lead| name.strip_prefix(lead)).filter(own) {
        Some(rest) => {
            let rest = BEHIND.iter().find_map(|tail| rest.strip_suffix(tail)).unwrap_or(rest);
            rest.to_owned()
        }
        None => name,
    };
    let named = |rest: &&str| rest.starts_with(char::is_uppercase) && rest.contains(' ');
    let news = name.split_once(" news for ").map(|(_, rest)| rest.strip_prefix("the ").unwrap_or(rest));
    let graded = name.split_once(" and ").filter(|(lead, _)| {
        let lead = lead.to_lowercase();
        a.lexicon.ratings.everyday.contains(lead.as_str())
    });
    // The words behind the first are small up to the noun, which no name is: *Home care agency Ashby Hands*.
    let kind = || {
        let at = name
            .match_indices(' ')
            .map(|(at, _)| at)
            .find(|&at| name[at + 1..].starts_with(char::is_uppercase))?;
        let lead = &name[..at];
        let noun = subject::is_kind(a, &lead.rsplit(' ').next()?.to_lowercase());
        (noun && lead.contains(' ')).then(|| &name[at + 1..])
    };
    let rest = news.or(graded.map(|(_, rest)| rest)).or_else(kind).filter(named);
    rest.map(str::to_owned).unwrap_or(name)
}
