//! Who each quotation of a document is put to.

use std::collections::HashMap;
use std::ops::Range;

use super::mention::{Meant, meant};
use super::person::{Meaning, Person, Persons, persons};
use super::{body, letter, membership, slug};
use crate::annotate::{Annotated, Name, NameKind, TimeExpression};
use crate::attribute::{Anchor, Attribution, Source};
use crate::lexicon::WordClass;
use crate::record::{MembershipKind, Speaker, SpeakerKind};

/// The speakers of a document.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Those who speak, and persons whose role or party the text gives, in order of first appearance.
    pub speakers: Vec<Speaker>,
    /// For each quotation, its speaker, or why there is none.
    pub of_quotation: Vec<Result<usize, String>>,
}

/// Anyone or anything that a source may mean, before those without speech are left out.
#[derive(Debug)]
pub(super) struct Entity {
    pub(super) speaker: Speaker,
    /// Index into [`Persons::list`].
    pub(super) person: Option<usize>,
    /// Byte of the first mention.
    first: u32,
    speaks: bool,
}

pub(super) struct Resolver<'r, 'a> {
    pub(super) a: &'r Annotated<'a>,
    pub(super) persons: &'r Persons,
    /// Whom the pronouns of persons mean, by token.
    pub(super) meant: HashMap<usize, Meant>,
    pub(super) entities: Vec<Entity>,
    /// Bodies, documents and groups by kind and lower-case name or head.
    by_key: HashMap<(SpeakerKind, String), usize>,
    /// The entities that spoke, the last at the end, with the token of their source.
    spoke: Vec<(usize, usize)>,
    /// The last of them who spoke with another as one, *Jane Doe and John Roe*, and their place in `spoke`.
    joint: Option<(usize, usize)>,
    /// Whom *I* and *you* of a letter or a signed piece mean.
    writer: Option<usize>,
    reader: Option<usize>,
}

/// Resolves the source of each quotation; `quotations` are in text order. Whoever has only some less likely than `least` is no
/// speaker.
pub fn speakers(a: &Annotated, quotations: &[Attribution], times: &[TimeExpression], least: f32) -> Resolved {
    let persons = persons(a);
    let memberships = membership::memberships(a, &persons, times);
    let mut resolver = Resolver {
        a,
        persons: &persons,
        meant: meant(a, &persons, quotations),
        entities: Vec::new(),
        by_key: HashMap::new(),
        spoke: Vec::new(),
        joint: None,
        writer: letter::writer(a, &persons),
        reader: letter::reader(a, &persons),
    };
    for (index, person) in persons.list.iter().enumerate() {
        let first = person.mentions.first().map_or(0, |&m| a.names[m].span.start);
        resolver.entities.push(Entity {
            speaker: Speaker {
                id: String::new(),
                name: person.name.clone(),
                kind: SpeakerKind::Person,
                honorific: person.honorific.clone(),
                aliases: aliases(a, person),
                memberships: memberships[index].clone(),
                speaks_for: None,
                register_id: None,
            },
            person: Some(index),
            first,
            speaks: false,
        });
    }
    // In the order of sources, so that *he* looks back at what was read before.
    let mut order: Vec<usize> = (0..quotations.len()).collect();
    let position = |q: &Attribution| match &q.source {
        Some(source) if !source.tokens.is_empty() => a.tokens[source.tokens.start].span.start,
        _ => q.content.first().map_or(0, |span| span.start),
    };
    order.sort_by_key(|&i| position(&quotations[i]));
    let mut found: Vec<Result<usize, String>> = vec![Err(String::new()); quotations.len()];
    for i in order {
        let heard = quotations[i].cue.iter().any(|cue| cue.of(a.text()).ends_with("heard"));
        found[i] = if heard {
            Err("a hearing was told, and the text does not say by whom".into())
        } else {
            resolver.resolve(quotations[i].source.as_ref(), position(&quotations[i]))
        };
        let Ok(entity) = found[i] else { continue };
        let name = &resolver.entities[entity].speaker.name;
        if name.is_empty() {
            found[i] = Err("the source has no name and no noun".into());
            continue;
        }
        let at = quotations[i].source.as_ref().map_or(0, |s| s.tokens.start);
        if quotations[i].source.as_ref().is_some_and(|source| is_joint(a, source)) {
            resolver.joint = Some((entity, resolver.spoke.len()));
        }
        resolver.spoke.push((entity, at));
        if quotations[i].source_confidence < DOUBTFUL {
            found[i] = Err(format!("too unsure; most likely {name}"));
        } else {
            resolver.entities[entity].speaks |= quotations[i].confidence >= least;
        }
    }
    resolver.own_party(quotations, &found);
    resolver.finish(found)
}

/// *Jane Doe and John Roe*: two persons as one source.
fn is_joint(a: &Annotated, source: &Source) -> bool {
    let first = a.names.partition_point(|name| name.tokens.start < source.tokens.start);
    let mut inside = a.names[first..].iter().take_while(|name| name.tokens.end <= source.tokens.end);
    inside.next().zip(inside.next()).is_some_and(|(one, other)| {
        let joins = one.tokens.end + 1 == other.tokens.start && a.one_of(one.tokens.end, &["and", "&"]);
        one.is_person() && other.is_person() && joins
    })
}

/// How many sentences back *he* may mean one who spoke without a name.
const NEAR: usize = 3;
/// How many names, or of those who spoke, are looked through; a list of thousands stays linear.
const SPOKE: usize = 1000;

/// Probability of a source below which its speaker is not named.
const DOUBTFUL: f32 = 0.4;

/// Nouns that count those whom *of* names: *a number of councillors*, *small groups of residents*.
const COLLECTIVES: &[&str] = &[
    "number",
    "group",
    "groups",
    "majority",
    "minority",
    "handful",
    "couple",
    "dozens",
    "hundreds",
    "thousands",
    "scores",
    "crowd",
    "crowds",
];
/// Words behind such a phrase.
const BEHIND_GROUP: &[&str] = &[
    ",", "who", "that", "which", "whose", "in", "at", "from", "of", "for", "with", "on", "outside", "across",
];

impl Resolver<'_, '_> {
    fn resolve(&mut self, source: Option<&Source>, position: u32) -> Result<usize, String> {
        let Some(source) = source else { return Err("no source stands beside the words".into()) };
        let before = self.a.token_from(position);
        if let Some(name) = self.publication(source) {
            return Ok(self.entity(SpeakerKind::Organisation, &name.clone(), name, position));
        }
        match source.anchor {
            Anchor::Previous => {
                self.spoke.last().map(|&(entity, _)| entity).ok_or_else(|| "nobody spoke before".into())
            }
            Anchor::Pronoun(token) => self.pronoun(token, before),
            Anchor::Name(at) => self.name(at),
            Anchor::Noun(token) => self.noun(token, source),
        }
    }

    /// *The Village Pump:* before a question: the paper that asks, by its whole name.
    fn publication(&self, source: &Source) -> Option<String> {
        let a = self.a;
        let tokens = source.tokens.clone();
        let label = a.word(tokens.end) == ":" && tokens.len() > 1 && a.word(tokens.start) == "The";
        let other = [
            WordClass::ROLE_HEAD,
            WordClass::UNNAMED,
            WordClass::DOCUMENT,
            WordClass::GROUP,
            WordClass::COMMON_BODY,
            WordClass::BODY,
        ];
        let plain = |t: usize| a.is_capital(t) && !other.into_iter().any(|class| a.is(t, class));
        (label && tokens.clone().all(plain)).then(|| body::single_spaced(a.span(tokens).of(a.text())))
    }

    fn name(&mut self, at: usize) -> Result<usize, String> {
        let name = &self.a.names[at];
        match &self.persons.of_name[at] {
            Meaning::Person(person) => {
                return Ok(*person); // persons are the first entities, in order
            }
            Meaning::Ambiguous(all) => {
                let names: Vec<&str> = all.iter().map(|&p| self.persons.list[p].name.as_str()).collect();
                let written = name.span.of(self.a.text());
                return Err(format!("“{written}” may be {}", names.join(" or ")));
            }
            Meaning::NoPerson => {}
        }
        let alone = name.proper.len() == 1;
        let full = || body::in_full(self.a, name.proper.start).or_else(|| body::ending(self.a, at));
        let written = alone.then(full).flatten();
        let written = written.unwrap_or_else(|| body::canonical(self.a, name));
        let name_text = if name.kind == NameKind::Place {
            body::of_place(self.a, &written).unwrap_or(written)
        } else {
            written
        };
        Ok(self.entity(SpeakerKind::Organisation, &name_text.clone(), name_text, name.span.start))
    }

    /// The entity of a key, made where it is new.
    fn entity(&mut self, kind: SpeakerKind, key: &str, name: String, first: u32) -> usize {
        let key = (kind, key.to_lowercase());
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let speaker = Speaker {
            id: String::new(),
            name,
            kind,
            honorific: None,
            aliases: Vec::new(),
            memberships: Vec::new(),
            speaks_for: None,
            register_id: None,
        };
        self.entities.push(Entity { speaker, person: None, first, speaks: false });
        self.by_key.insert(key, self.entities.len() - 1);
        self.entities.len() - 1
    }

    /// A document: *the report* is the last one told of; *the Doe report* and *the Roe report* are two.
    fn document(&mut self, head: &str, phrase: Range<usize>, bare: String, first: u32) -> usize {
        let a = self.a;
        let is_name = |&at: &usize| {
            a.is_capital(at) && a.lower(at) != head && (a.name_at(at).is_some() || !a.opens_sentence(at))
        };
        let names: Vec<&str> = phrase.clone().filter(is_name).map(|at| a.lower(at)).collect();
        let opens_with_name = names.first().is_some_and(|first| bare.to_lowercase().starts_with(first));
        let name = if opens_with_name { bare } else { lower_first(self.a, &bare) };
        let last = (SpeakerKind::Document, head.to_owned());
        let known = self.by_key.get(&last).copied();
        if names.is_empty() {
            return self.entity(SpeakerKind::Document, head, name, first);
        }
        let own = (SpeakerKind::Document, format!("{head} {}", names.join(" ")));
        let bare_known = known.filter(|&at| self.entities[at].speaker.name == lower_first(self.a, head));
        let found = self.by_key.get(&own).copied().or(bare_known);
        let found = found.unwrap_or_else(|| self.entity(SpeakerKind::Document, &own.1, name.clone(), first));
        if bare_known == Some(found) {
            self.entities[found].speaker.name = name;
        }
        self.by_key.insert(own, found);
        self.by_key.insert(last, found);
        found
    }

    fn noun(&mut self, token: usize, source: &Source) -> Result<usize, String> {
        let a = self.a;
        let first = a.tokens[source.tokens.start].span.start;
        let head = a.lower(token).to_owned();
        if let Some(person) = self.persons.of_initials(a.word(token)) {
            return Ok(person);
        }
        // *PRESENTER:*, where the first turn is of *PRESENTER (Jane Doe)*
        if source.tokens.len() == 1
            && let Some(person) =
                self.persons.of_label(a.word(token)).or_else(|| self.persons.of_capitals(a.word(token)))
        {
            return Ok(person);
        }
        if let Some(person) = self.kin(token, source.tokens.start) {
            return Ok(person);
        }
        if a.one_of(source.tokens.start, &["the"])
            && let Some(person) = self.described(token)
        {
            return Ok(person);
        }
        // *The number of* is a measure.
        let measure = a.one_of(token, &["number"]) && a.one_of(source.tokens.start, &["the"]);
        if a.one_of(token, COLLECTIVES) && !measure && a.one_of(token + 1, &["of"]) {
            let end = (token + 2..source.tokens.end).find(|&at| a.one_of(at, BEHIND_GROUP));
            let those = token + 2..end.unwrap_or(source.tokens.end);
            if !those.is_empty() {
                let key = a.lower(those.end - 1).to_owned();
                let name = lower_first(self.a, &body::bare(a, those));
                return Ok(self.entity(SpeakerKind::Group, &key, name, first));
            }
        }
        if let Some(name) = body::in_full(a, token) {
            return Ok(self.entity(SpeakerKind::Organisation, &name.clone(), name, first));
        }
        let phrase = source.tokens.start..token + 1;
        let bare = body::bare(a, phrase.clone());
        if matches!(head.as_str(), "regulator" | "watchdog" | "inspectorate")
            && !a.one_of(token + 1, &["'s", "’s"])
            && let Some(name) = body::inspector(a, token)
        {
            return Ok(self.entity(SpeakerKind::Organisation, &name.clone(), name, first));
        }
        if let Some(name) = self.body_beside(token, source) {
            return Ok(self.entity(SpeakerKind::Organisation, &name.clone(), name, first));
        }
        // *the cabinet member for children*, of *cabinet member for children and families*
        if a.is(token, WordClass::UNNAMED.with(WordClass::ROLE_HEAD))
            && a.one_of(token + 1, &["of", "for"])
            && token + 1 < source.tokens.end
            && a.one_of(source.tokens.start, &["the"])
            && let Some(person) = self.by_role(token, &body::bare(a, source.tokens.clone()), true)
        {
            return Ok(person);
        }
        let definite = a.one_of(source.tokens.start, &["the"]) && a.is(token, WordClass::UNNAMED);
        if definite && let Some(person) = self.by_role(token, &bare, true) {
            return Ok(person);
        }
        if a.is(token, WordClass::UNNAMED) && !(a.is(token, WordClass::GROUP) && head.ends_with('s')) {
            return Ok(self.unnamed(token, source, &bare, first));
        }
        if a.is(token, WordClass::DOCUMENT) {
            return Ok(self.document(&head, phrase, bare, first));
        }
        if a.is(token, WordClass::ROLE_HEAD) && !a.is(token, WordClass::GROUP) {
            // *director of consumer standards*: the whole role must be the person's.
            let ties = a.one_of(token + 1, &["of", "for"]) && token + 1 < source.tokens.end;
            let whole = if ties {
                body::single_spaced(a.span(token..source.tokens.end).of(a.text()))
            } else {
                String::new()
            };
            if let Some(person) = self.by_role(token, if ties { &whole } else { &bare }, ties) {
                return Ok(person);
            }
            if !ties
                && self.is_definite(source.tokens.start, token)
                && let Some(person) = self.beside_role(token)
            {
                return Ok(person);
            }
            if ties {
                let name = whole.split(',').next().unwrap_or_default().trim().to_owned();
                let at = self.entity(SpeakerKind::Unnamed, &name.clone(), lower_first(self.a, &name), first);
                let body = self.body_in(source.tokens.start..token);
                if self.entities[at].speaker.speaks_for.is_none() {
                    self.entities[at].speaker.speaks_for = body;
                }
                return Ok(at);
            }
            let indefinite = a.one_of(source.tokens.start, &["a", "an", "one", "another"]);
            let kind = if head.ends_with('s') { SpeakerKind::Group } else { SpeakerKind::Unnamed };
            let key = if indefinite { format!("{bare} {first}") } else { bare.to_lowercase() };
            return Ok(self.entity(kind, &key, lower_first(self.a, &bare), first));
        }
        if a.is(token, WordClass::COMMON_BODY) && !a.is(token, WordClass::GROUP) {
            let name = body::named(a, token)
                .or_else(|| body::that_runs(a, token))
                .unwrap_or_else(|| lower_first(self.a, &bare));
            return Ok(self.entity(SpeakerKind::Organisation, &name.clone(), name, first));
        }
        if !a.is(token, WordClass::GROUP) && !may_speak(a, token) {
            return Err(format!("“{bare}” is nobody who speaks"));
        }
        let singular = a.one_of(source.tokens.start, &["a", "an", "one", "another"]);
        if singular && !a.is(token, WordClass::GROUP) {
            return Ok(self.entity(
                SpeakerKind::Unnamed,
                &format!("{bare} {first}"),
                lower_first(self.a, &bare),
                first,
            ));
        }
        // *Health inspectors*, *Ofsted inspectors*: who is meant is the same.
        let plain = head == "inspectors" && !phrase.clone().any(|t| a.one_of(t, &["hm", "former"]));
        let name = if plain { head.clone() } else { lower_first(self.a, &bare) };
        Ok(self.entity(SpeakerKind::Group, &head, name, first))
    }

    /// *a spokesperson for X*: unnamed, and speaks for X.
    fn unnamed(&mut self, token: usize, source: &Source, bare: &str, first: u32) -> usize {
        let a = self.a;
        let end = source.tokens.end;
        let mut organisation = None;
        let mut stop = token + 1;
        if a.one_of(token + 1, &["for", "from", "at", "of"]) && token + 1 < end {
            let from = token + 2 + usize::from(a.one_of(token + 2, &["the", "a"]));
            let comma = (from..end).find(|&t| a.word(t) == ",").unwrap_or(end);
            // *the Department for Business, Innovation and Skills*
            let named = a.name_at(from).filter(|name| name.tokens.start == from && name.tokens.end <= end);
            stop = comma.max(named.map_or(0, |name| name.tokens.end));
            // *for the owner, X Ltd*
            let capitals = (stop + 1..end).take_while(|&t| a.is_capital(t)).count();
            let person = a.name_at(stop + 1).is_some_and(|name| name.kind == NameKind::Person);
            let apposed = (named.is_none() && capitals > 1 && !person)
                .then(|| body::single_spaced(a.span(stop + 1..stop + 1 + capitals).of(a.text())));
            organisation = apposed.or_else(|| self.body_in(from..stop));
        } else if let Some(found) = self.body_in(source.tokens.start..token) {
            organisation = Some(found);
        }
        if organisation.is_none() && a.lower(token).starts_with("spokes") {
            let named = if stop > token + 1 { token + 2..stop } else { source.tokens.start..token };
            organisation = self.body_of_words(named);
        }
        let bare_spokesman =
            a.lower(token).starts_with("spokes") && stop == token + 1 && bare == a.word(token);
        if organisation.is_none() && bare_spokesman && !a.one_of(source.tokens.start, &["the"]) {
            organisation = self.body_told_of(source.tokens.start);
        }
        let written = body::single_spaced(a.span(source.tokens.start..stop).of(a.text()));
        // *A council spokesman*, *a spokesman for the council*: both speak for the council that is named.
        let speaks_for = organisation.as_ref().filter(|_| a.lower(token).starts_with("spokes"));
        let name = if let Some(body) = speaks_for {
            // *for Ashby and Bramford Homes*: the whole, where no more than its end was taken for a name.
            let phrase = written.split_once(" for ").map(|(_, phrase)| phrase).unwrap_or_default();
            let phrase = phrase.strip_prefix("the ").unwrap_or(phrase);
            let longer = phrase.ends_with(body.as_str()) && phrase.starts_with(char::is_uppercase);
            let body = if longer { phrase } else { body.strip_prefix("the ").unwrap_or(body) };
            format!("{} for {body}", a.lower(token))
        } else if stop > token + 1 && a.lower(token).starts_with("spokes") {
            lower_first(self.a, &strip_article(&written)).replacen(" for the ", " for ", 1)
        } else if let Some(body) = bare.strip_suffix(a.word(token)).map(str::trim_end)
            && a.lower(token).starts_with("spokes")
            && token > 0
            && a.is(token - 1, WordClass::COMMON_BODY)
        {
            // *A county council spokesman*, of a text that names no council
            format!("{} for {}", a.lower(token), lower_first(self.a, body))
        } else {
            lower_first(self.a, bare)
        };
        // *The spokesman added*: the one who spoke before.
        if a.one_of(source.tokens.start, &["the"]) && organisation.is_none() {
            let mut last = self.spoke.iter().rev().take(SPOKE);
            let last = last.find(|(e, _)| self.entities[*e].speaker.kind == SpeakerKind::Unnamed);
            if let Some(&(entity, _)) = last {
                return entity;
            }
        }
        let at = self.entity(SpeakerKind::Unnamed, &name.clone(), name, first);
        let entity = &mut self.entities[at];
        if entity.speaker.speaks_for.is_none() {
            entity.speaker.speaks_for = organisation;
        }
        at
    }

    /// *The home's owner, Ashby Care, said*, *the union Unison*: the body that the apposition names.
    fn body_beside(&self, token: usize, source: &Source) -> Option<String> {
        const OWNERS: &[&str] = &[
            "owner",
            "operator",
            "provider",
            "landlord",
            "union",
            "charity",
            "company",
            "firm",
            "agent",
            "developer",
            "contractor",
            "regulator",
            "watchdog",
            "group",
            "agency",
        ];
        let a = self.a;
        let comma = a.word(token + 1) == ",";
        let from = token + 1 + usize::from(comma);
        let from = from + usize::from(comma && a.one_of(from, &["the"]));
        let end = source.tokens.end;
        if let Some(name) = a.name_at(from).filter(|name| name.tokens.start == from && name.tokens.end <= end)
            && name.kind == NameKind::Organisation
            && comma
        {
            return Some(body::canonical(a, name));
        }
        let ties = |t: usize| a.one_of(t, &["of", "and", "&", "for"]) && a.is_capital(t + 1);
        let behind = (from..end).find(|&t| !a.is_capital(t) && !ties(t)).unwrap_or(end);
        let whole = behind > from && (behind == end || a.word(behind) == ",");
        let person = a.name_at(from).is_some_and(|name| {
            name.kind == NameKind::Person
                || a.is_taken_for_person(name)
                || a.is(name.proper.start, WordClass::GIVEN_NAME)
        });
        let fits = a.one_of(token, OWNERS) && whole && !person && (comma || behind - from > 1);
        fits.then(|| body::single_spaced(a.span(from..behind).of(a.text())))
    }

    /// *Ashby Homes has bought six more. A spokesman said*: the body with which the sentence before begins.
    fn body_told_of(&self, token: usize) -> Option<String> {
        let a = self.a;
        let quoted = a.fragment_of.get(token.checked_sub(2)?).copied().flatten();
        let from =
            quoted.map_or(token, |fragment| a.token_from(a.marks.fragments[fragment as usize].outer.start));
        let sentence = &a.sentences.get(a.sentence_from(from).checked_sub(1)?)?.tokens;
        let start = sentence.start + usize::from(a.one_of(sentence.start, &["the", "and", "but"]));
        match a.name_at(start) {
            Some(name) if name.kind == NameKind::Organisation => {
                let more = (name.tokens.end..sentence.end).take_while(|&t| a.is_capital(t)).count();
                let whole = body::single_spaced(a.span(start..name.tokens.end + more).of(a.text()));
                Some(if more > 0 { whole } else { body::canonical(a, name) })
            }
            Some(_) => None,
            None => {
                let is_body = |t: usize| t < sentence.end && a.is(t, WordClass::COMMON_BODY);
                let noun = (start..start + 3).find(|&t| is_body(t))?;
                let noun = noun + usize::from(is_body(noun + 1));
                let definite = start > sentence.start && a.one_of(sentence.start, &["the"]);
                body::named(a, noun).or_else(|| Some(body::bare(a, start..noun + 1))).filter(|_| definite)
            }
        }
    }

    /// *A Larkwell spokesman*, *for Ashby*, *a Ministry of Justice spokesman*: the body of which the words in capitals are the
    /// name or its beginning.
    fn body_of_words(&self, tokens: Range<usize>) -> Option<String> {
        let a = self.a;
        let start = tokens.clone().find(|&t| a.is_capital(t) && !a.opens_sentence(t))?;
        let small = |t: usize| a.one_of(t, &["of", "for", "and", "&", "'s", "’s"]);
        if !(start..tokens.end).all(|t| a.is_capital(t) || small(t)) {
            return None;
        }
        let words = body::single_spaced(a.span(start..tokens.end).of(a.text()));
        let council = body::of_place(a, &words);
        let is_body =
            |name: &&Name| name.kind != NameKind::Person || !a.is(name.proper.start, WordClass::GIVEN_NAME);
        let is_it =
            |name: &&Name| name.span.of(a.text()) == words && a.is(name.tokens.end, WordClass::COMMON_BODY);
        let small = || {
            let name = a.names.iter().take(SPOKE).find(is_it)?;
            Some(format!("{words} {}", a.word(name.tokens.end)))
        };
        let longer = a.names.iter().take(SPOKE).filter(is_body).find(|name| {
            let text = name.span.of(a.text());
            let text = text.strip_prefix("The ").or(text.strip_prefix("the ")).unwrap_or(text);
            text.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(' '))
        });
        let longer = || longer.map(|name| body::canonical(a, name));
        // One word alone that stands for a place may be any body of it.
        let alone = tokens.end - start > 1 || !a.is(start, WordClass::PLACE);
        let full = || body::in_full(a, start).filter(|_| tokens.end - start == 1);
        council.or_else(full).or_else(longer).or_else(small).or_else(|| alone.then(|| words.clone()))
    }

    fn body_in(&self, tokens: Range<usize>) -> Option<String> {
        let a = self.a;
        let first = a.names.partition_point(|n| n.tokens.start < tokens.start);
        let mut inside = a.names[first..].iter().take_while(|n| n.tokens.end <= tokens.end);
        let named = inside.find(|n| n.kind == NameKind::Organisation);
        let watchdog = tokens.clone().find(|&t| a.one_of(t, &["regulator", "watchdog", "inspectorate"]));
        named.map(|n| body::canonical(a, n)).or_else(|| body::inspector(a, watchdog?)).or_else(|| {
            tokens.clone().find(|&t| a.is(t, WordClass::COMMON_BODY)).and_then(|t| body::named(a, t))
        })
    }

    fn pronoun(&mut self, token: usize, before: usize) -> Result<usize, String> {
        let word = self.a.lower(token).to_owned();
        let written = self.a.word(token);
        if let Some(entity) = self.told_of(token) {
            return Ok(entity);
        }
        match word.as_str() {
            "he" | "she" | "his" | "him" | "her" => self.he_or_she(token),
            "it" | "its" => self
                .body_before(before, &[SpeakerKind::Document, SpeakerKind::Organisation])
                .ok_or_else(|| format!("“{written}” has no body or document before it")),
            "they" | "their" | "them" => {
                const KINDS: &[SpeakerKind] = &[
                    SpeakerKind::Group,
                    SpeakerKind::Organisation,
                    SpeakerKind::Unnamed,
                    SpeakerKind::Document,
                ];
                // Two who spoke as one, if nobody else did since who may be *they*.
                let joint = self.joint.filter(|&(_, place)| {
                    let since = &self.spoke[place + 1..];
                    since.len() <= SPOKE
                        && !since.iter().any(|&(e, _)| KINDS.contains(&self.entities[e].speaker.kind))
                });
                joint
                    .map(|(entity, _)| entity)
                    .or_else(|| self.body_before(before, KINDS))
                    .or_else(|| self.spoke.last().map(|&(e, _)| e))
                    .ok_or_else(|| format!("“{written}” has no body or group before it"))
            }
            "one" => {
                let first = self.a.tokens[token].span.start;
                Ok(self.entity(SpeakerKind::Unnamed, &format!("one {first}"), word.clone(), first))
            }
            "i" | "my" | "me" => self.writer.ok_or_else(|| format!("“{written}” is whoever writes")),
            "we" | "our" | "us" => Err(format!("“{written}” is whoever writes")),
            "you" | "your" => self.reader.ok_or_else(|| format!("“{written}” names nobody by itself")),
            "who" | "which" | "that" | "what" | "this" | "these" | "those" => {
                Err(format!("“{written}” names nobody by itself"))
            }
            _ => Ok(self.entity(SpeakerKind::Group, &word, word.clone(), self.a.tokens[token].span.start)),
        }
    }

    /// The person that *he* or *she* at `token` means, or who spoke since without a name: *a spokesman*.
    fn he_or_she(&self, token: usize) -> Result<usize, String> {
        let sentence = |token: usize| self.a.sentence_from(token);
        let meant = self.meant.get(&token);
        let unnamed = self.spoke.last().filter(|&&(entity, at)| {
            self.entities[entity].speaker.kind == SpeakerKind::Unnamed
                && meant.is_none_or(|meant| meant.last < at)
                && at < token
                && sentence(token) - sentence(at) <= NEAR
        });
        if let Some(&(entity, _)) = unnamed {
            return Ok(entity);
        }
        let written = self.a.word(token);
        match meant.map(|meant| meant.persons.as_slice()) {
            Some([one]) => Ok(*one), // persons are the first entities, in order
            None | Some([]) => Err(format!("“{written}” may be nobody named before")),
            Some(all) => {
                let names: Vec<&str> = all.iter().map(|&p| self.persons.list[p].name.as_str()).collect();
                Err(format!("“{written}” may be {}", names.join(" or ")))
            }
        }
    }

    /// *Inspectors came in May. They found*, *The report came out today. It says*: who came, and the document with which the sentence
    /// before begins, where nobody spoke since.
    fn told_of(&mut self, token: usize) -> Option<usize> {
        /// Sentences and words back.
        const NEAR: usize = 2;
        const WORDS: usize = 100;
        let a = self.a;
        let here = a.sentence_from(token);
        let sentence = |at: usize| Some(a.sentences.get(at)?.tokens.clone());
        let noun = match a.lower(token) {
            "they" => {
                let start = sentence(here.saturating_sub(NEAR))?.start;
                (start..token).rev().take(WORDS).find(|&t| {
                    a.one_of(t, &["inspectors", "assessors"]) && !a.one_of(t + 1, &["'", "’", "'s", "’s"])
                })?
            }
            "it" => {
                let before = sentence(here.checked_sub(1)?)?;
                let leads = a.one_of(before.start, &["the", "this", "its", "their", "your"]);
                let opens = leads && token <= sentence(here)?.start + 1;
                let mut nouns = before.start + 1..before.end.min(before.start + 3);
                nouns.find(|&t| {
                    opens && a.one_of(t, &["report", "letter", "judgement"]) && !a.is_capital(t + 1)
                })?
            }
            _ => return None,
        };
        let since = self.spoke.last().is_some_and(|&(_, at)| at > noun);
        if since || a.fragment_of[noun].is_some() {
            return None;
        }
        let (head, first) = (a.lower(noun).to_owned(), a.tokens[noun].span.start);
        Some(if a.is(noun, WordClass::DOCUMENT) {
            self.document(&head, noun..noun + 1, head.clone(), first)
        } else {
            self.entity(SpeakerKind::Group, &head, head.clone(), first)
        })
    }

    fn body_before(&mut self, before: usize, kinds: &[SpeakerKind]) -> Option<usize> {
        let found = self
            .spoke
            .iter()
            .rev()
            .take(SPOKE)
            .find(|(e, at)| *at <= before && kinds.contains(&self.entities[*e].speaker.kind))
            .map(|&(e, _)| e);
        found.or_else(|| {
            // Nobody of that kind spoke yet: the last body that a sentence is about.
            let behind = self.a.names.partition_point(|n| n.tokens.start < before);
            let name = body::before(self.a, behind)
                .find(|n| n.kind == NameKind::Organisation && self.a.fragment_of[n.tokens.start].is_none())?;
            let text = body::canonical(self.a, name);
            kinds
                .contains(&SpeakerKind::Organisation)
                .then(|| self.entity(SpeakerKind::Organisation, &text.clone(), text, name.span.start))
        })
    }

    /// *My Conservative colleagues*: the speaker's own party, by the speaker's own word.
    fn own_party(&mut self, quotations: &[Attribution], found: &[Result<usize, String>]) {
        let a = self.a;
        for (quotation, entity) in quotations.iter().zip(found) {
            let Ok(entity) = *entity else { continue };
            let known = |e: &Entity| e.speaker.memberships.iter().any(|m| m.kind == MembershipKind::Party);
            if self.entities[entity].person.is_none() || known(&self.entities[entity]) {
                continue;
            }
            for span in &quotation.fragments {
                for t in a.token_from(span.start)..a.token_from(span.end) {
                    if let Some(membership) = membership::own_party(a, t) {
                        self.entities[entity].speaker.memberships.push(membership);
                    }
                }
            }
        }
    }

    /// Leaves out who neither speaks nor holds anything; gives identifiers.
    fn finish(self, found: Vec<Result<usize, String>>) -> Resolved {
        let mut kept: Vec<usize> = (0..self.entities.len())
            .filter(|&i| {
                let entity = &self.entities[i];
                let sure = entity.person.is_none_or(|p| self.persons.list[p].sure);
                entity.speaks || sure && !entity.speaker.memberships.is_empty()
            })
            .collect();
        kept.sort_by_key(|&i| self.entities[i].first);
        let mut ids: HashMap<String, usize> = HashMap::new();
        let mut place = HashMap::new();
        let mut speakers = Vec::new();
        for &i in &kept {
            let mut speaker = self.entities[i].speaker.clone();
            if speaker.kind == SpeakerKind::Organisation
                && let Some(full) = body::fullest(self.a, &speaker.name)
            {
                speaker.aliases.push(std::mem::replace(&mut speaker.name, full));
            }
            let slug = slug(&speaker.name);
            let n = ids.entry(slug.clone()).or_insert(0);
            *n += 1;
            speaker.id = if *n == 1 { slug } else { format!("{slug}-{n}") };
            place.insert(i, speakers.len());
            speakers.push(speaker);
        }
        let of_quotation = found
            .into_iter()
            .map(|r| r.and_then(|e| place.get(&e).copied().ok_or_else(String::new)))
            .collect();
        Resolved { speakers, of_quotation }
    }
}

/// Whether a noun that no list has may be one who speaks, by how it ends: *bookmakers*, not *outcomes*, *number of*.
fn may_speak(a: &Annotated, token: usize) -> bool {
    let word = a.lower(token);
    let one = word.strip_suffix('s').unwrap_or(word);
    const ENDS: &[&str] =
        &["er", "or", "ist", "ian", "man", "men", "woman", "women", "people", "folk", "eer"];
    let shouted = word.len() > 1 && a.word(token).chars().all(char::is_uppercase);
    shouted
        || a.is_capital(token) && !a.opens_sentence(token)
        || one.len() > 4 && ENDS.iter().any(|end| one.ends_with(end)) && !a.one_of(token + 1, &["of"])
}

/// The ways in which a document names a person, other than the full name.
fn aliases(a: &Annotated, person: &Person) -> Vec<String> {
    let written =
        person.mentions.iter().map(|&mention| body::single_spaced(a.names[mention].span.of(a.text())));
    let mut out: Vec<String> = Vec::new();
    for name in written.chain(person.earlier_names.iter().cloned()) {
        if name != person.name && !out.contains(&name) {
            out.push(name);
        }
    }
    out
}

fn strip_article(text: &str) -> String {
    let rest = ["The ", "the ", "A ", "a ", "An ", "an ", "One "]
        .iter()
        .find_map(|article| text.strip_prefix(article));
    rest.unwrap_or(text).to_owned()
}

/// A sentence's first word loses its capital, unless it is a name.
fn lower_first(a: &Annotated, text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let known = a.lexicon.word(&first.to_lowercase());
    let named = |name: &Name| a.word(name.tokens.start) == first && !a.opens_sentence(name.tokens.start);
    if known.is(WordClass::BODY) || known.is(WordClass::PLACE) || a.names.iter().take(SPOKE).any(named) {
        return text.to_owned();
    }
    let plain = first.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if plain && c.is_uppercase() && text.chars().filter(|c| c.is_uppercase()).count() == 1 => {
            c.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}
