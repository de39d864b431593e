//! Whom *he* and *she* mean: of the persons named before, the one for whom most signs speak.
//!
//! The signs and their weights are learned from news by `scripts/learn_mentions.py`, a ranking by one exponential
//! weight each. Every pronoun of the narrator is resolved, whether it speaks or not, and counts as a mention for
//! those behind it. The last few persons stand to choose from, so that text of any shape takes linear time.

use std::collections::HashMap;

use super::person::{Gender, Meaning, Person, Persons};
use crate::annotate::{Annotated, EntityKind, Label, Name};
use crate::lexicon::TitleKind;

/// How many persons are remembered, and how many of those that fit stand to choose from: the last mentioned.
const REMEMBERED: usize = 40;
const CHOICES: usize = 12;
/// How many persons of one surname an ambiguous name counts as a mention of.
const NAMESAKES: usize = 8;

/// What a mention is in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Subject,
    Possessor,
    Other,
}

/// The weights by part (subject, possessor, other) of the last mention, and by how many sentences it is back: 0 to 3,
/// up to 7, more.
const PLACE: [[f32; 6]; 3] = [
    [3.87, 1.76, -0.09, -0.65, -1.64, -2.44],
    [3.55, 1.42, 0.14, -0.11, -0.68, -2.85],
    [2.95, 0.79, -0.19, -0.82, -1.30, -2.81],
];
const KNOWN_GENDER: f32 = 0.30;
const GENDER_UNKNOWN: f32 = -0.55;
/// The last mention was a pronoun.
const BY_PRONOUN: f32 = 0.87;
/// Mentioned once, twice, up to seven times, more often.
const MENTIONED: [f32; 4] = [-0.16, -0.23, 0.12, 0.28];
/// The last of all who fit to be mentioned.
const NEAREST: f32 = 0.37;
/// The first subject of the sentence before; the same where marked words stand before the pronoun.
const OPENS: f32 = 0.07;
const OPENS_QUOTED: f32 = 0.51;
const SAME_PARAGRAPH: f32 = 1.19;
/// Pronoun and last mention are both subjects.
const PARALLEL: f32 = 0.31;

/// A name or a pronoun.
#[derive(Clone, Copy)]
struct Mention {
    token: usize,
    /// Number of its sentence, among those in which the narrator has a word.
    sentence: usize,
    paragraph: usize,
    part: Part,
    pronoun: bool,
}

/// Whom a pronoun means.
#[derive(Clone, Debug)]
pub struct Meant {
    /// Indices into [`Persons::list`]: one, or several of one surname where the text does not tell them apart.
    pub persons: Vec<usize>,
    /// Token of their last mention before.
    pub last: usize,
}

struct Scene {
    gender: Vec<Option<Gender>>,
    /// How often each was mentioned, and last how.
    mentioned: Vec<(usize, Option<Mention>)>,
    /// The last mentioned first.
    recent: Vec<usize>,
    /// For each sentence, the person that is its first subject.
    opens: Vec<Option<usize>>,
}

/// Whom each *he*, *she*, *him*, *her* and *his* of the document means, by token.
pub fn meant(a: &Annotated, persons: &Persons) -> HashMap<usize, Meant> {
    let mut scene = Scene {
        gender: persons.list.iter().map(|person| person.gender).collect(),
        mentioned: vec![(0, None); persons.list.len()],
        recent: Vec::new(),
        opens: vec![None],
    };
    let may_be = likely(a, persons);
    let mut out = HashMap::new();
    let mut next = 0;
    for sentence in &a.sentences {
        let words = |t: &usize| a.fragment_of[*t].is_none() && a.word(*t).starts_with(char::is_alphanumeric);
        if sentence.tokens.clone().any(|t| words(&t)) {
            scene.opens.push(None);
        }
        let mut quoted = false;
        for token in sentence.tokens.clone() {
            let marked = a.fragment_of[token].is_some();
            quoted |= marked;
            while a.names.get(next).is_some_and(|name| name.tokens.start < token) {
                next += 1;
            }
            let mention = |part, pronoun| Mention {
                token,
                sentence: scene.opens.len() - 1,
                paragraph: sentence.paragraph,
                part,
                pronoun,
            };
            if let Some(name) = a.names.get(next).filter(|name| name.tokens.start == token) {
                let all: &[usize] = match &persons.of_name[next] {
                    Meaning::Person(one) => std::slice::from_ref(one),
                    Meaning::Ambiguous(all) => &all[..all.len().min(NAMESAKES)],
                    Meaning::NoPerson => &[],
                };
                let mention = mention(part(a, name.proper.end - 1), false);
                for &person in all.iter().filter(|&&person| !marked && may_be[person]) {
                    scene.add(person, mention);
                }
            } else if let Some(gender) = gender(a.lower(token)) {
                let mention = mention(part(a, token), true);
                let Some(found) = scene.choose(&mention, gender, quoted) else { continue };
                if let ([one], false) = (found.persons.as_slice(), marked) {
                    scene.gender[*one].get_or_insert(gender);
                    scene.add(*one, mention);
                }
                out.insert(token, found);
            }
        }
    }
    out
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" => Some(Gender::Male),
        "she" | "her" => Some(Gender::Female),
        _ => None,
    }
}

/// Whether each person is one, by the titles and the lists of names, and by how the language model takes the names.
fn likely(a: &Annotated, persons: &Persons) -> Vec<bool> {
    let Some(syntax) = &a.syntax else { return persons.list.iter().map(|person| person.sure).collect() };
    let vote = |name: &Name| {
        // *Mr Roe*, *Cllr Roe*; but *General Assembly*, *Justice Department*.
        let title = a.lexicon.title(a.lower(name.tokens.start).trim_end_matches('.'));
        if title.is_some_and(|title| matches!(title.kind, TitleKind::Personal | TitleKind::Councillor)) {
            return 1;
        }
        let taken = || syntax.entities_at(name.proper.end as u32 - 1).map(|entity| entity.kind);
        match taken().next() {
            None => 0,
            Some(_) if taken().any(|kind| kind == EntityKind::Person) => 1,
            Some(_) => -1,
        }
    };
    let all = |mentions: &[usize]| mentions.iter().map(|&m| vote(&a.names[m])).sum::<i32>();
    // One slip of the model does not outweigh a full name with a known given name.
    let least = |person: &Person| if !person.sure { 1 } else { -i32::from(person.name.contains(' ')) };
    persons.list.iter().map(|person| all(&person.mentions) >= least(person)).collect()
}

/// What the word at `token` is in its clause: told by its dependency, without one by where it stands.
fn part(a: &Annotated, token: usize) -> Part {
    if a.one_of(token + 1, &["'s", "’s"]) || a.one_of(token, &["his"]) {
        return Part::Possessor;
    }
    let Some(syntax) = &a.syntax else {
        let at = a.sentence_from(token);
        let before = a.sentences.get(at).map_or(0..0, |sentence| sentence.tokens.start..token);
        const TIES: &[&str] = &["of", "with", "by", "from", "to", "told", "that", "against"];
        let opens = before.len() <= 8 && !before.clone().any(|t| a.one_of(t, TIES));
        return if opens { Part::Subject } else { Part::Other };
    };
    let mut at = token as u32;
    for _ in 0..3 {
        match (syntax.label(at), syntax.head(at)) {
            (Label::Compound | Label::Flat | Label::Appos, Some(head)) => at = head,
            _ => break,
        }
    }
    match syntax.label(at) {
        Label::Nsubj | Label::Nsubjpass | Label::NsubjPass => Part::Subject,
        Label::NmodPoss => Part::Possessor,
        _ => Part::Other,
    }
}

impl Scene {
    fn add(&mut self, person: usize, mention: Mention) {
        let (times, last) = &mut self.mentioned[person];
        *times += 1;
        *last = Some(mention);
        match self.recent.iter().position(|&other| other == person) {
            Some(at) => self.recent[..=at].rotate_right(1),
            None => {
                self.recent.insert(0, person);
                self.recent.truncate(REMEMBERED);
            }
        }
        if mention.part == Part::Subject {
            self.opens[mention.sentence].get_or_insert(person);
        }
    }

    /// The best of those that may be of this gender.
    fn choose(&self, here: &Mention, gender: Gender, quoted: bool) -> Option<Meant> {
        let fits = |&&person: &&usize| self.gender[person].is_none_or(|known| known == gender);
        let choice = || self.recent.iter().filter(fits).take(CHOICES).copied();
        let nearest = choice().next()?;
        let score = |person: usize| -> f32 {
            let (times, last) = &self.mentioned[person];
            let Some(last) = last else { return f32::MIN };
            let distance = match here.sentence - last.sentence {
                near @ 0..4 => near,
                4..8 => 4,
                _ => 5,
            };
            let opens = here.sentence.checked_sub(1).and_then(|before| self.opens[before]) == Some(person);
            let signs = [
                (last.pronoun, BY_PRONOUN),
                (person == nearest, NEAREST),
                (opens, if quoted { OPENS_QUOTED } else { OPENS }),
                (last.paragraph == here.paragraph, SAME_PARAGRAPH),
                (last.part == Part::Subject && here.part == Part::Subject, PARALLEL),
            ];
            let signs: f32 = signs.iter().filter(|(holds, _)| *holds).map(|(_, weight)| weight).sum();
            signs
                + PLACE[last.part as usize][distance]
                + if self.gender[person].is_some() { KNOWN_GENDER } else { GENDER_UNKNOWN }
                + MENTIONED[match times {
                    0 | 1 => 0,
                    2 => 1,
                    3..8 => 2,
                    _ => 3,
                }]
        };
        let best =
            choice().map(|person| (score(person), person)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let (_, best) = best?;
        let last = |person: usize| self.mentioned[person].1.map(|mention| mention.token);
        // One surname, mentioned last for several.
        let persons = choice().filter(|&person| person == best || last(person) == last(best)).collect();
        Some(Meant { persons, last: last(best)? })
    }
}

#[cfg(test)]
mod tests {
    use super::super::person::persons;
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::read;

    /// The names that the pronouns of a text mean, in its order.
    fn names(text: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let document = read::text(text.into(), "x.txt", None, &read::Options::default());
        let a = Annotated::new(&document, &lexicon);
        let persons = persons(&a);
        let mut found: Vec<(usize, Meant)> = meant(&a, &persons).into_iter().collect();
        found.sort_by_key(|(token, _)| *token);
        let name = |&person: &usize| persons.list[person].name.clone();
        found
            .iter()
            .map(|(_, meant)| meant.persons.iter().map(name).collect::<Vec<_>>().join(" or "))
            .collect()
    }

    #[test]
    fn a_pronoun_means_who_fits_it() {
        assert_eq!(names("Jane Doe met Thomas Roe. She said no. He agreed."), ["Jane Doe", "Thomas Roe"]);
    }

    #[test]
    fn a_nickname_in_marks_is_within_the_name() {
        assert_eq!(names("Robert “Bob” Smith spoke. He said no."), ["Robert Smith"]);
    }

    #[test]
    fn a_subject_goes_on() {
        assert_eq!(
            names("Thomas Roe met old friends of his there with William Poe. He said no. He left."),
            ["Thomas Roe"; 3]
        );
    }

    #[test]
    fn of_two_of_one_surname_neither() {
        let text =
            "Thomas Doe spoke. William Doe spoke. Jane Doe spoke.\n\nMr Doe rose. He said no. She left.";
        assert_eq!(names(text)[1..], ["Jane Doe"]);
        assert!(names(text)[0].contains(" or "), "{:?}", names(text));
    }

    #[test]
    fn what_stands_between_marks_names_nobody() {
        assert_eq!(names("Thomas Roe rose. “William Poe lied,” he said."), ["Thomas Roe"]);
    }

    #[test]
    fn nobody_is_meant_where_nobody_was_named() {
        assert_eq!(names("He said no."), [""; 0]);
    }
}
