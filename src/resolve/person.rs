//! Persons of a document: full names, titled surnames and first names that mean one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::annotate::{Annotated, Name, NameKind, is_slip};
use crate::lexicon::{TitleKind, WordClass};
use crate::text::ParagraphKind;

/// Male or female, as far as the text or a list of names says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Male,
    Female,
}

/// Sentences within which a name was given just now, and how much further back others must be.
const NEAR: usize = 3;
const LONG_BEFORE: usize = 8;
/// Mentions from which on a document may be about a person.
const MAIN: usize = 4;
/// How many persons of one surname, or one given name, are told apart: no document has more, and a list of
/// thousands stays linear.
const NAMESAKES: usize = 100;
/// How many persons a surname that none bears is held against.
const PERSONS: usize = 100;

/// Kin of whom the word tells whether they are male.
pub(super) const MALE_KIN: &[&str] =
    &["husband", "father", "dad", "son", "brother", "grandson", "grandfather", "nephew", "uncle", "boy"];
pub(super) const FEMALE_KIN: &[&str] =
    &["wife", "mother", "mum", "daughter", "sister", "granddaughter", "grandmother", "niece", "aunt", "girl"];

/// A person of one document.
#[derive(Debug)]
pub struct Person {
    /// The fullest name, in the case of running text.
    pub name: String,
    /// Words of the name.
    words: Vec<String>,
    pub honorific: Option<String>,
    pub gender: Option<Gender>,
    /// Indices into [`Annotated::names`], in text order.
    pub mentions: Vec<usize>,
    /// Full names that the person bore before: *Jane Roe* for *Jane Doe, née Roe*.
    pub earlier_names: Vec<String>,
    /// Named by more than a run of capitals: a title, a known given name.
    pub sure: bool,
}

impl Person {
    fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Empty where only one name is known.
    pub(super) fn surname(&self) -> &str {
        self.words.get(1..).and_then(<[_]>::last).map_or("", String::as_str)
    }
}

/// The persons of a document, and for each name the person that it means.
#[derive(Debug, Default)]
pub struct Persons {
    pub list: Vec<Person>,
    /// For each of [`Annotated::names`].
    pub of_name: Vec<Meaning>,
    /// Persons by surname, and by given name where that is all.
    by_last: HashMap<String, Vec<usize>>,
    /// Persons of two names or more by given name.
    by_first: HashMap<String, Vec<usize>>,
    /// Persons whom the text calls by their initials: *BL said*.
    by_initials: HashMap<String, usize>,
    /// Persons whom the text names in brackets behind a label in capitals: *PRESENTER (Jane Doe)*.
    by_label: HashMap<String, usize>,
}

/// What a name means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    #[default]
    NoPerson,
    Person(usize),
    /// Several persons share the surname; indices into [`Persons::list`].
    Ambiguous(Vec<usize>),
}

/// Gathers the persons of a document.
pub fn persons(a: &Annotated) -> Persons {
    let mut out = Persons { of_name: vec![Meaning::NoPerson; a.names.len()], ..Persons::default() };
    let surnames: HashSet<&str> = a
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Person && name.proper.len() > 1)
        .map(|name| a.lower(name.proper.end - 1))
        .collect();
    // Full names first: a headline may give the surname before the text gives the name.
    for (index, name) in
        a.names.iter().enumerate().filter(|(_, name)| name.is_person() && name.proper.len() > 1)
    {
        if is_chance(a, name, &surnames) {
            continue;
        }
        let at = match before_marriage(a, index).and_then(|of| out.person_of(of)) {
            Some(at) => {
                out.also_called(at, cased(a.word(name.proper.end - 1)));
                at
            }
            None => out.full(a, name),
        };
        out.list[at].mention(a, name, index);
        out.of_name[index] = Meaning::Person(at);
    }
    for index in 1..a.names.len() {
        let (Some(surname), Meaning::NoPerson) = (surname_behind(a, index - 1), &out.of_name[index - 1])
        else {
            continue;
        };
        if let Some(at) = out.partner(a, &a.names[index - 1], surname) {
            out.list[at].mention(a, &a.names[index - 1], index - 1);
            out.of_name[index - 1] = Meaning::Person(at);
        }
    }
    out.by_initials = called_by_initials(a, &out);
    for (index, name) in a.names.iter().enumerate().filter(|(_, name)| name.proper.len() == 1) {
        if let Some(at) = out.of_initials(a.word(name.proper.start)) {
            out.of_name[index] = Meaning::Person(at);
            out.list[at].mentions.push(index);
        }
    }
    for (index, name) in a
        .names
        .iter()
        .enumerate()
        .filter(|(_, name)| name.is_person() && (name.proper.len() == 1 || is_chance(a, name, &surnames)))
    {
        if out.of_name[index] != Meaning::NoPerson {
            continue;
        }
        if let Some(at) = before_marriage(a, index).and_then(|of| out.person_of(of)) {
            let person = &mut out.list[at];
            person.earlier_names.push(format!("{} {}", person.first(), cased(a.word(name.proper.start))));
            out.of_name[index] = Meaning::Person(at);
            continue;
        }
        out.of_name[index] = out.single(a, name, index);
        if let Meaning::Person(at) = out.of_name[index] {
            out.list[at].mention(a, name, index);
        }
    }
    // *Des said*, of *Des Doe*: a given name that no list has.
    for (index, name) in a.names.iter().enumerate().filter(|(_, name)| name.proper.len() == 1) {
        let free = out.of_name[index] == Meaning::NoPerson && name.kind != NameKind::Person;
        if let Some(at) = out.only_given(a, name).filter(|_| free) {
            out.of_name[index] = Meaning::Person(at);
        }
    }
    for (index, name) in a.names.iter().enumerate() {
        let (Some(label), Meaning::Person(at)) = (label_before(a, name), &out.of_name[index]) else {
            continue;
        };
        out.by_label.entry(label).or_insert(*at);
    }
    out
}

/// *John and Jane Doe*: the token of the surname that stands behind the other's name alone.
fn surname_behind(a: &Annotated, index: usize) -> Option<usize> {
    let (name, next) = (&a.names[index], a.names.get(index + 1)?);
    let given = |t: usize| a.is(t, WordClass::GIVEN_NAME);
    let joined = name.tokens.end + 1 == next.tokens.start && a.one_of(name.tokens.end, &["and", "&"]);
    let alone = name.proper.len() == 1
        && (given(name.proper.start) || name.is_person() && given(next.proper.start))
        && name.kind != NameKind::Organisation;
    let sure = next.kind == NameKind::Person || given(next.proper.start);
    let full = next.is_person() && sure && next.proper == next.tokens && next.proper.len() > 1;
    (joined && alone && full).then_some(next.proper.end - 1)
}

/// The label in *PRESENTER (Jane Doe)*, and on a line before the text *Presenter: Jane Doe*; in capitals.
fn label_before(a: &Annotated, name: &Name) -> Option<String> {
    let label = name.tokens.start.checked_sub(2)?;
    let (open, close) = (a.word(name.tokens.start - 1), a.word(name.tokens.end));
    let word = a.word(label);
    let shouted = word.len() > 2 && word.chars().all(char::is_uppercase);
    let bracketed = shouted && open == "(" && close == ")";
    let ends_line = a.tokens.len() == name.tokens.end || a.gap_before(name.tokens.end).contains('\n');
    let starts_line = label == 0 || a.gap_before(label).contains('\n');
    let told = open == ":" && starts_line && ends_line && a.is(label, WordClass::ROLE_HEAD);
    (bracketed || told).then(|| word.to_uppercase())
}

/// Whom initials mean, in minutes that name those present in full and then by these: *BL* for *Beth Larwood*. One pair of letters may
/// be anything, so that two must be used, or stand in brackets behind the name.
fn called_by_initials(a: &Annotated, persons: &Persons) -> HashMap<String, usize> {
    let mut of: HashMap<String, Option<usize>> = HashMap::new();
    for (at, person) in persons.list.iter().enumerate().filter(|(_, person)| person.words.len() > 1) {
        let letters = |word: &String| word.chars().next();
        let parts =
            |word: &String| word.split('-').filter_map(|part| part.chars().next()).collect::<String>();
        let short: String = person.words.iter().filter_map(letters).collect();
        let full: String = person.words.iter().map(parts).collect();
        let ends: String =
            [person.words.first(), person.words.last()].into_iter().flatten().filter_map(letters).collect();
        for initials in BTreeSet::from([short, full, ends]) {
            // Of two persons neither.
            let one = of.entry(initials).or_insert(Some(at));
            *one = one.filter(|one| *one == at);
        }
    }
    let mut used: HashMap<String, usize> = HashMap::new();
    let mut bracketed = false;
    for t in 0..a.tokens.len() {
        let word = a.word(t);
        let known = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let Some(Some(at)) = of.get(word).filter(|_| known) else { continue };
        let is_body = a.lexicon.body_forms.get(word).is_some() || a.is(t, WordClass::ROLE_HEAD);
        if is_body {
            continue;
        }
        let behind = !bracketed && t > 1 && a.word(t - 1) == "(" && a.word(t + 1) == ")";
        bracketed |= behind
            && a.name_at(t - 2).is_some_and(|name| {
                persons.list[*at].mentions.iter().any(|&mention| a.names[mention].tokens == name.tokens)
            });
        used.insert(word.to_owned(), *at);
    }
    if used.len() < 2 && !bracketed {
        used.clear();
    }
    used
}

/// Whether a run of capitals only seems to be a full name: *Neither Doe*, *Railing Against Doe* in a headline, where Doe
/// is a person's surname.
fn is_chance(a: &Annotated, name: &Name, surnames: &HashSet<&str>) -> bool {
    let start = name.tokens.start;
    let sentence = a.sentence_from(start);
    let headline = a
        .sentences
        .get(sentence)
        .is_some_and(|s| a.document.paragraphs[s.paragraph].kind == ParagraphKind::Title);
    name.kind == NameKind::MaybePerson
        && (headline || a.opens_sentence(start))
        && surnames.contains(a.lower(name.proper.end - 1))
        && a.lower(name.proper.start).chars().all(char::is_alphabetic)
}

/// The name that *formerly Jane Roe*, *née Roe* behind it gives another of: the person's who bore both.
fn before_marriage(a: &Annotated, index: usize) -> Option<usize> {
    let start = a.names[index].tokens.start;
    if let Some(of) = pen_name(a, index) {
        return Some(of);
    }
    let mut t = start.checked_sub(1)?;
    if a.one_of(t, &["as"]) && t > 0 && a.one_of(t - 1, &["known"]) {
        t = t.checked_sub(2)?;
    }
    if !a.one_of(t, &["formerly", "née", "nee", "previously", "born", "also", "better"]) {
        return None;
    }
    let comma = t.checked_sub(1)?;
    let before = index.checked_sub(1)?;
    let mut end = a.names[before].tokens.end;
    // *Jane Doe (Green), formerly …*
    if a.word(end) == "(" {
        end = (end..end + 8).find(|&k| a.word(k) == ")")? + 1;
    }
    let close = matches!(a.word(comma), "," | "(") && end == comma || end == t;
    let of = if close { Some(before) } else { None };
    // A party in brackets is a name too.
    let of = of.or_else(|| {
        let earlier = before.checked_sub(1)?;
        let end = a.names[earlier].tokens.end;
        let bracket = a.word(end) == "(" && (end..end + 8).find(|&k| a.word(k) == ")")? + 1 == comma;
        bracket.then_some(earlier)
    })?;
    (a.names[of].is_person() && a.names[of].proper.len() > 1).then_some(of)
}

/// *Jane Doe was the pen name of the novelist Ann Roe*: for *Ann Roe*, the other name.
fn pen_name(a: &Annotated, index: usize) -> Option<usize> {
    let start = a.names[index].tokens.start;
    let of = (start.saturating_sub(5)..start).rev().find(|&t| a.one_of(t, &["of"]))?;
    let pen = of.checked_sub(2)?;
    if !a.one_of(of - 1, &["name"]) || !a.one_of(pen, &["pen", "stage"]) {
        return None;
    }
    let sentence = a.sentences.get(a.sentence_from(start))?.tokens.start;
    let before = a.names[..index].iter().rposition(|name| name.tokens.end <= pen)?;
    let name = &a.names[before];
    (name.is_person() && name.proper.len() > 1 && name.tokens.start >= sentence).then_some(before)
}

impl Persons {
    /// Whom initials mean.
    pub(super) fn of_initials(&self, word: &str) -> Option<usize> {
        self.by_initials.get(word).copied()
    }

    /// Whom a label in capitals means.
    pub(super) fn of_label(&self, word: &str) -> Option<usize> {
        self.by_label.get(word).copied()
    }

    /// The person whom a name means, where it is one.
    pub(super) fn person_of(&self, name: usize) -> Option<usize> {
        match self.of_name.get(name)? {
            Meaning::Person(at) => Some(*at),
            _ => None,
        }
    }

    /// *Ambler* is Jane Verrity, where *Jane Verrity is the pen name of Ruth Ambler*.
    fn also_called(&mut self, at: usize, surname: String) {
        let all = self.by_last.entry(key(&surname)).or_default();
        if !all.contains(&at) {
            all.push(at);
        }
    }

    /// The one person whose given name or surname a label in capitals is: *JANE:*.
    pub(super) fn of_capitals(&self, word: &str) -> Option<usize> {
        let shouted = word.chars().count() > 2 && word.chars().all(char::is_uppercase);
        let word = key(word);
        let [one] =
            self.by_first.get(&word).or_else(|| self.by_last.get(&word)).filter(|_| shouted)?.as_slice()
        else {
            return None;
        };
        Some(*one)
    }

    /// The one person whose given name a word is, which names no place and no body.
    fn only_given(&self, a: &Annotated, name: &Name) -> Option<usize> {
        let at = name.proper.start;
        let other = [WordClass::PLACE, WordClass::BODY, WordClass::BODY_HEAD, WordClass::NO_NAME];
        let [one] = self.by_first.get(&key(a.word(at)))?.as_slice() else { return None };
        let is_body = a.lexicon.word(&self.list[*one].surname().to_lowercase()).is(WordClass::BODY_HEAD);
        if is_body || a.word(at).len() < 2 {
            return None;
        }
        let is_person = |&mention: &usize| a.is_taken_for_person(&a.names[mention]);
        let fits = self.list[*one].sure || self.list[*one].mentions.iter().any(is_person);
        (fits && !other.into_iter().any(|class| a.is(at, class))).then_some(*one)
    }

    /// The person of the given name `name` and the surname at token `surname`, where the given name is nobody else's.
    fn partner(&mut self, a: &Annotated, name: &Name, surname: usize) -> Option<usize> {
        let words = vec![cased(a.word(name.proper.start)), cased(a.word(surname))];
        let last = key(&words[1]);
        let namesakes = self.by_first.get(&key(&words[0])).into_iter().flatten().take(NAMESAKES).copied();
        let mut namesakes: Vec<usize> = namesakes.collect();
        namesakes.retain(|&at| key(&self.list[at].words[self.list[at].words.len() - 1]) == last);
        if let Some(&known) = namesakes.first() {
            return Some(known);
        }
        let taken = self.by_first.contains_key(&key(&words[0])) || self.by_last.contains_key(&key(&words[0]));
        (!taken).then(|| self.add(a, words))
    }

    fn full(&mut self, a: &Annotated, name: &Name) -> usize {
        let mut words = words(a, name.proper.clone());
        // *Republican Jane Doe*: what stands before a given name is none of the name.
        let is_given = |word: &String| a.lexicon.word(&word.to_lowercase()).is(WordClass::GIVEN_NAME);
        if words.len() > 2 && !is_given(&words[0]) && is_given(&words[1]) && words[0].len() > 3 {
            words.remove(0);
        }
        let last = &key(&words[words.len() - 1]);
        let known = self.by_last.get(last).into_iter().flatten().take(NAMESAKES).copied().find(|&at| {
            let person = &self.list[at];
            person.words.len() > 1 && same_given(a, person.first(), &words[0])
        });
        // *Mr Lloyd George* is *David Lloyd George*.
        let surname_of = |person: &Person| person.words.len() > words.len() && person.words.ends_with(&words);
        let titled = name.proper != name.tokens;
        let known = known.or_else(|| {
            let mut all = self.by_last.get(last).into_iter().flatten().take(NAMESAKES).copied();
            let mut fits = all.by_ref().filter(|&at| titled && surname_of(&self.list[at]));
            fits.next().filter(|_| fits.next().is_none())
        });
        // *Higuchi Ichiyo* is *Ichiyo Higuchi*: the surname first.
        let reversed = |person: &Person| {
            person.words.len() == 2
                && words.len() == 2
                && key(&person.words[0]) == key(&words[1])
                && key(&person.words[1]) == key(&words[0])
        };
        let known = known.or_else(|| {
            let all = self.by_last.get(&key(&words[0]))?.iter().take(NAMESAKES).copied();
            all.into_iter().find(|&at| reversed(&self.list[at]))
        });
        if let Some(at) = known {
            if words.len() > self.list[at].words.len()
                || self.list[at].first().len() <= 2 && words[0].len() > 2
            {
                self.list[at].name = words.join(" ");
                self.list[at].words = words;
            }
            return at;
        }
        self.add(a, words)
    }

    /// A person of two names or more.
    fn add(&mut self, a: &Annotated, words: Vec<String>) -> usize {
        self.by_last.entry(key(&words[words.len() - 1])).or_default().push(self.list.len());
        self.by_first.entry(key(&words[0])).or_default().push(self.list.len());
        self.list.push(Person {
            name: words.join(" "),
            gender: given_gender(a, &words[0]),
            words,
            honorific: None,
            mentions: Vec::new(),
            earlier_names: Vec::new(),
            sure: false,
        });
        self.list.len() - 1
    }

    /// Of several of one surname, the one named just now when the others were long before, or the one whom the
    /// document is about; else all.
    fn prominent(&self, a: &Annotated, all: Vec<usize>, name: &Name, index: usize) -> Vec<usize> {
        let sentence = |token: usize| a.sentence_from(token);
        let here = sentence(name.tokens.start);
        let last = |person: usize| self.list[person].mentions.iter().copied().filter(|&m| m < index).max();
        let mut by_distance: Vec<(usize, usize)> = all
            .iter()
            .map(|&person| {
                (last(person).map_or(usize::MAX, |m| here - sentence(a.names[m].tokens.start)), person)
            })
            .collect();
        by_distance.sort_unstable();
        if by_distance[0].0 <= NEAR && by_distance[1].0 >= by_distance[0].0.saturating_add(LONG_BEFORE) {
            return vec![by_distance[0].1];
        }
        let mut by_number: Vec<(usize, usize)> =
            all.iter().map(|&person| (self.list[person].mentions.len(), person)).collect();
        by_number.sort_unstable_by(|a, b| b.cmp(a));
        if by_number[0].0 >= MAIN && by_number[0].0 >= 3 * by_number[1].0 {
            return vec![by_number[0].1];
        }
        all
    }

    /// The one person with a full name of which this surname is a slip.
    fn misspelt(&self, surname: &str) -> Option<usize> {
        let near = |person: &Person| {
            let last = &person.words[person.words.len() - 1];
            let initial = |name: &str| name.chars().next();
            person.words.len() > 1
                && initial(last) == initial(surname)
                && is_slip(&last.to_lowercase(), &surname.to_lowercase())
        };
        let mut all = (0..self.list.len().min(PERSONS)).filter(|&at| near(&self.list[at]));
        all.next().filter(|_| all.next().is_none())
    }

    /// A surname with or without a title, or a given name alone.
    fn single(&mut self, a: &Annotated, name: &Name, index: usize) -> Meaning {
        let word = cased(a.word(name.proper.end - 1));
        let titled = name.proper != name.tokens;
        let gender = title_gender(a, name);
        // *Sir John*, *Lady Jane*: the given name.
        let honours = &["sir", "dame", "lady", "lord"];
        let knighted = (name.tokens.start..name.proper.start).any(|t| a.one_of(t, honours));
        let given =
            self.by_first.get(&key(&word)).filter(|_| knighted).map(Vec::as_slice).unwrap_or_default();
        let mut given =
            given.iter().copied().filter(|&i| self.list[i].gender.is_none_or(|g| Some(g) == gender));
        if let (Some(one), None) = (given.next(), given.next()) {
            return Meaning::Person(one);
        }
        let by_last: Vec<usize> =
            self.by_last.get(&key(&word)).into_iter().flatten().take(NAMESAKES).copied().collect();
        let fits = |&i: &usize| gender.is_none() || self.list[i].gender.is_none_or(|g| Some(g) == gender);
        let mut close: Vec<usize> = by_last.iter().copied().filter(fits).collect();
        if close.len() > 1 {
            // The same title as at the full name tells them apart.
            let title = honorific(a, name);
            let same: Vec<usize> = close
                .iter()
                .copied()
                .filter(|&i| title.is_some() && self.list[i].honorific == title)
                .collect();
            if same.len() == 1 {
                close = same;
            }
        }
        if close.len() > 1 && gender.is_some() {
            // Of one it is known, of the others open.
            let known: Vec<usize> =
                close.iter().copied().filter(|&i| self.list[i].gender == gender).collect();
            if known.len() == 1 {
                close = known;
            }
        }
        if close.len() > 1 {
            // Only one of them has been named so far.
            let named: Vec<usize> =
                close.iter().copied().filter(|&i| self.list[i].mentions.iter().any(|&m| m < index)).collect();
            if named.len() == 1 {
                close = named;
            }
        }
        if close.len() > 1 && !titled {
            close = self.prominent(a, close, name, index);
        }
        match close.as_slice() {
            [one] => return Meaning::Person(*one),
            [] => {}
            _ => return Meaning::Ambiguous(close),
        }
        if !titled {
            let by_first: Vec<usize> =
                self.by_first.get(&key(&word)).into_iter().flatten().take(NAMESAKES).copied().collect();
            match by_first.as_slice() {
                [one] => return Meaning::Person(*one),
                [] => {}
                _ => return Meaning::Ambiguous(by_first),
            }
            if name.kind != NameKind::Person {
                return Meaning::NoPerson;
            }
            if !a.is(name.proper.start, WordClass::GIVEN_NAME)
                && let Some(person) = self.misspelt(&word)
            {
                return Meaning::Person(person);
            }
        }
        self.by_last.entry(key(&word)).or_default().push(self.list.len());
        self.list.push(Person {
            name: word.clone(),
            gender: if titled { None } else { given_gender(a, &word) },
            words: vec![word],
            honorific: None,
            mentions: Vec::new(),
            earlier_names: Vec::new(),
            sure: titled,
        });
        Meaning::Person(self.list.len() - 1)
    }
}

impl Person {
    fn mention(&mut self, a: &Annotated, name: &Name, index: usize) {
        if self.honorific.is_none() {
            self.honorific = honorific(a, name);
        }
        self.gender = title_gender(a, name).or_else(|| kin_gender(a, name)).or(self.gender);
        self.sure |= name.kind == NameKind::Person;
        self.mentions.push(index);
    }
}

/// The words of a name; *JANE DOE* becomes *Jane Doe*.
fn words(a: &Annotated, proper: Range<usize>) -> Vec<String> {
    // *Robert “Bob” Smith*: without the nickname.
    let is_mark = |t: usize| matches!(a.word(t), "“" | "”" | "\"" | "‘" | "’" | "'");
    let inside = |t: &usize| is_mark(*t) || *t > proper.start && is_mark(t - 1) && is_mark(t + 1);
    let found: Vec<String> = proper.clone().filter(|t| !inside(t)).map(|t| cased(a.word(t))).collect();
    // Of a name that is nothing but a nickname, the whole.
    if found.is_empty() { proper.map(|t| cased(a.word(t))).collect() } else { found }
}

/// A part of a name without accents: *Ichiyō* and *Ichiyo* are one.
fn key(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect()
}

pub(super) fn cased(word: &str) -> String {
    let shouted = word.chars().count() > 2 && !word.contains('.') && word.chars().all(|c| !c.is_lowercase());
    if !shouted {
        return word.to_owned();
    }
    let mut start = true;
    word.chars()
        .map(|c| {
            let out = if start { c } else { c.to_lowercase().next().unwrap_or(c) };
            start = !c.is_alphabetic();
            out
        })
        .collect()
}

/// Whether two given names may be one: equal, an initial, or a nickname.
fn same_given(a: &Annotated, one: &str, other: &str) -> bool {
    let initial = |short: &str, long: &str| {
        short.trim_end_matches('.').chars().count() == 1 && long.chars().next() == short.chars().next()
    };
    let nick = |short: &str, long: &str| {
        a.lexicon
            .nicknames
            .get(&short.to_lowercase())
            .is_some_and(|full| full.iter().any(|f| f.eq_ignore_ascii_case(long)))
    };
    key(one) == key(other)
        || initial(one, other)
        || initial(other, one)
        || nick(one, other)
        || nick(other, one)
}

/// The titles before a name, as written.
pub fn honorific(a: &Annotated, name: &Name) -> Option<String> {
    (name.tokens.start < name.proper.start)
        .then(|| a.span(name.tokens.start..name.proper.start).of(a.text()).trim_end_matches('.').to_owned())
}

fn title_gender(a: &Annotated, name: &Name) -> Option<Gender> {
    (name.tokens.start..name.proper.start)
        .filter_map(|t| a.lexicon.title(a.lower(t).trim_end_matches('.')))
        .filter(|title| title.kind != TitleKind::Letters)
        .find_map(|title| match title.gender.as_deref() {
            Some("male") => Some(Gender::Male),
            Some("female") => Some(Gender::Female),
            _ => None,
        })
}

/// *Her son Reece*: what the word before says.
fn kin_gender(a: &Annotated, name: &Name) -> Option<Gender> {
    let before = name.tokens.start.checked_sub(1)?;
    if a.one_of(before, MALE_KIN) {
        Some(Gender::Male)
    } else {
        a.one_of(before, FEMALE_KIN).then_some(Gender::Female)
    }
}

/// What the lists of names say; of *Anne-Marie*, by its first part.
fn given_gender(a: &Annotated, given: &str) -> Option<Gender> {
    let class = a.lexicon.word(&given.split('-').next().unwrap_or(given).to_lowercase());
    match (class.is(WordClass::MALE_NAME), class.is(WordClass::FEMALE_NAME)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::read;

    /// Whom initials mean in `text`.
    fn initials(text: &str) -> Vec<(String, String)> {
        let lexicon = Lexicon::embedded();
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let annotated = Annotated::new(&document, &lexicon);
        let persons = persons(&annotated);
        let name = |(initials, at): (&String, &usize)| (initials.clone(), persons.list[*at].name.clone());
        let mut all: Vec<_> = persons.by_initials.iter().map(name).collect();
        all.sort();
        all
    }

    #[test]
    fn initials_mean_who_is_present() {
        let pair = |initials: &str, name: &str| (initials.to_owned(), name.to_owned());
        assert_eq!(
            initials(
                "Present: Mrs Jane Marlow, Mr John Kemp-Reed.\n\nJM said that it was late. JKR agreed that it was."
            ),
            [pair("JKR", "John Kemp-Reed"), pair("JM", "Jane Marlow")]
        );
        assert_eq!(
            initials("Present: Jane Marlow (JM), chair.\n\nJM said that it was late."),
            [pair("JM", "Jane Marlow")]
        );
    }

    #[test]
    fn a_label_is_whom_it_names_in_brackets() {
        let lexicon = Lexicon::embedded();
        let text = "PRESENTER (Jane Marlow): Who is here?\n\nPRESENTER: And who is not?";
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let persons = persons(&Annotated::new(&document, &lexicon));
        assert_eq!(
            persons.of_label("PRESENTER").map(|at| persons.list[at].name.as_str()),
            Some("Jane Marlow")
        );
        assert_eq!(persons.of_label("GUEST"), None);
    }

    #[test]
    fn two_letters_that_nothing_explains_mean_nobody() {
        assert_eq!(initials("Mrs Jane Marlow came.\n\nJM said that it was late."), []);
        // Of two persons neither.
        assert_eq!(initials("Mrs Jane Marlow and Mr John Moss came.\n\nJM said so, and CE did."), []);
    }
}
