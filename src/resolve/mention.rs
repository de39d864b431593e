//! Whom *he* and *she* mean: of the persons named before, the one for whom most signs speak.
//!
//! The signs and their weights are learned from news by `scripts/learn_mentions.py`, a ranking by one exponential
//! weight each. Every pronoun of the narrator is resolved, whether it speaks or not, and counts as a mention for
//! those behind it. The last few persons stand to choose from, so that text of any shape takes linear time.

use std::collections::HashMap;

use super::person::{Gender, Meaning, Person, Persons};
use crate::annotate::{Annotated, EntityKind, Label, Name};
use crate::attribute::{Anchor, Attribution, Source};
use crate::lexicon::TitleKind;

/// How many persons are remembered, and how many of those that fit stand to choose from: the last mentioned.
const REMEMBERED: usize = 40;
const CHOICES: usize = 12;
/// How many persons of one surname an ambiguous name counts as a mention of.
const NAMESAKES: usize = 8;
/// How many names behind a pronoun are looked at.
const BEHIND: usize = 20;

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
    [3.65, 1.51, -0.01, -0.61, -1.55, -2.42],
    [3.48, 1.38, 0.28, -0.12, -0.54, -2.79],
    [2.70, 0.64, -0.19, -0.71, -1.14, -2.80],
];
const KNOWN_GENDER: f32 = 0.22;
const GENDER_UNKNOWN: f32 = -0.45;
/// The last mention was a pronoun.
const BY_PRONOUN: f32 = 0.94;
/// Mentioned once, twice, up to seven times, more often.
const MENTIONED: [f32; 4] = [-0.04, -0.13, 0.01, 0.19];
/// The last of all who fit to be mentioned.
const NEAREST: f32 = 0.25;
const SAME_PARAGRAPH: f32 = 0.85;
/// Pronoun and last mention are both subjects.
const PARALLEL: f32 = 0.16;
/// The last who spoke, for a pronoun that speaks; the same where marked words stand before it.
const LAST_SPEAKER: f32 = 0.57;
const LAST_SPEAKER_QUOTED: f32 = 0.82;
/// That speaker was last mentioned more than one paragraph back.
const LAST_SPEAKER_FAR: f32 = -0.47;
const LAST_SPEAKER_FAR_QUOTED: f32 = -1.47;
/// First named since the last speaker was mentioned.
const NEW_SINCE: f32 = 0.33;
const NEW_SINCE_QUOTED: f32 = 0.45;
/// The sentence names the person behind a pronoun that is a subject, *he said Mr Roe …*; the same where it speaks.
const NAMED_BEHIND: f32 = -0.29;
const NAMED_BEHIND_SPEAKS: f32 = -1.21;

/// A name or a pronoun.
#[derive(Clone, Copy)]
struct Mention {
    token: usize,
    /// Number of its sentence, among those in which the narrator has a word.
    sentence: usize,
    paragraph: usize,
    part: Part,
    pronoun: bool,
    /// Within the source of a quotation.
    speaks: bool,
}

/// Whom a pronoun means.
#[derive(Clone, Debug)]
pub struct Meant {
    /// Indices into [`Persons::list`]: one, or several of one surname where the text does not tell them apart.
    pub persons: Vec<usize>,
    /// Token of their last mention before.
    pub last: usize,
}

/// How often a person was mentioned so far, at which token first, and last how.
#[derive(Clone, Default)]
struct Mentions {
    times: usize,
    first: usize,
    last: Option<Mention>,
}

struct Scene {
    gender: Vec<Option<Gender>>,
    mentioned: Vec<Mentions>,
    /// The last mentioned first.
    recent: Vec<usize>,
    /// Sentences so far in which the narrator has a word.
    sentences: usize,
    last_speaker: Option<usize>,
}

/// Whom each *he*, *she*, *him*, *her* and *his* of the document means, by token; `quotations` tell who speaks.
pub fn meant(a: &Annotated, persons: &Persons, quotations: &[Attribution]) -> HashMap<usize, Meant> {
    let mut speaks = vec![false; a.tokens.len()];
    for source in quotations.iter().filter_map(|quotation| quotation.source.as_ref()) {
        if let Some(token) = speaking(a, persons, source) {
            speaks[token] = true;
        }
    }
    let mut scene = Scene {
        gender: persons.list.iter().map(|person| person.gender).collect(),
        mentioned: vec![Mentions::default(); persons.list.len()],
        recent: Vec::new(),
        sentences: 0,
        last_speaker: None,
    };
    let may_be = likely(a, persons);
    let mut out = HashMap::new();
    let mut next = 0;
    for sentence in &a.sentences {
        let words = |t: &usize| a.fragment_of[*t].is_none() && a.word(*t).starts_with(char::is_alphanumeric);
        if sentence.tokens.clone().any(|t| words(&t)) {
            scene.sentences += 1;
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
                sentence: scene.sentences,
                paragraph: sentence.paragraph,
                part,
                pronoun,
                speaks: speaks[token],
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
                let behind = |person| {
                    let names = a.names[next..].iter().zip(&persons.of_name[next..]);
                    let here = names.take_while(|(name, _)| name.tokens.start < sentence.tokens.end);
                    let told = here.filter(|(name, _)| a.fragment_of[name.tokens.start].is_none());
                    told.take(BEHIND).any(|(_, means)| *means == Meaning::Person(person))
                };
                let Some(found) = scene.choose(&mention, gender, quoted, behind) else { continue };
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

/// The token at which the person of a source begins: the first named in it, not whom a clause behind is about; *Roe’s
/// lawyer* is not Roe.
fn speaking(a: &Annotated, persons: &Persons, source: &Source) -> Option<usize> {
    if let Anchor::Pronoun(token) = source.anchor {
        return Some(token);
    }
    let from = a.names.partition_point(|name| name.tokens.start < source.tokens.start);
    let names = a.names[from..].iter().zip(&persons.of_name[from..]);
    let mut inside = names.take_while(|(name, _)| name.tokens.end <= source.tokens.end);
    let (name, _) = inside.find(|(_, means)| **means != Meaning::NoPerson)?;
    (part(a, name.proper.end - 1) != Part::Possessor).then_some(name.tokens.start)
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
    // *with Jane Doe, who met Mr Roe*: the subject of what follows.
    if a.one_of(token + 1 + usize::from(a.word(token + 1) == ","), &["who"]) {
        return Part::Subject;
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
        let mentions = &mut self.mentioned[person];
        if mentions.times == 0 {
            mentions.first = mention.token;
        }
        mentions.times += 1;
        mentions.last = Some(mention);
        match self.recent.iter().position(|&other| other == person) {
            Some(at) => self.recent[..=at].rotate_right(1),
            None => {
                self.recent.insert(0, person);
                self.recent.truncate(REMEMBERED);
            }
        }
        if mention.speaks {
            self.last_speaker = Some(person);
        }
    }

    /// The best of those that may be of this gender; `behind` tells whom the sentence names behind the pronoun.
    fn choose(
        &self,
        here: &Mention,
        gender: Gender,
        quoted: bool,
        behind: impl Fn(usize) -> bool,
    ) -> Option<Meant> {
        let fits = |&&person: &&usize| self.gender[person].is_none_or(|known| known == gender);
        let choice = || self.recent.iter().filter(fits).take(CHOICES).copied();
        let nearest = choice().next()?;
        let score = |person: usize| -> f32 {
            let Mentions { times, first, last: Some(last) } = &self.mentioned[person] else {
                return f32::MIN;
            };
            let distance = match here.sentence - last.sentence {
                near @ 0..4 => near,
                4..8 => 4,
                _ => 5,
            };
            let last_speaker = self.last_speaker.filter(|_| here.speaks);
            let new_since = last_speaker
                .and_then(|speaker| self.mentioned[speaker].last)
                .is_some_and(|mention| *first > mention.token);
            let last_speaker = last_speaker == Some(person);
            let far = last_speaker && last.paragraph + 1 < here.paragraph;
            let either = |quoted_here, not| if quoted { quoted_here } else { not };
            let signs = [
                (last.pronoun, BY_PRONOUN),
                (person == nearest, NEAREST),
                (last.paragraph == here.paragraph, SAME_PARAGRAPH),
                (last.part == Part::Subject && here.part == Part::Subject, PARALLEL),
                (last_speaker, either(LAST_SPEAKER_QUOTED, LAST_SPEAKER)),
                (far, either(LAST_SPEAKER_FAR_QUOTED, LAST_SPEAKER_FAR)),
                (new_since, either(NEW_SINCE_QUOTED, NEW_SINCE)),
                (
                    here.part == Part::Subject && behind(person),
                    if here.speaks { NAMED_BEHIND_SPEAKS } else { NAMED_BEHIND },
                ),
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
        let last = |person: usize| self.mentioned[person].last.map(|mention| mention.token);
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
        let mut found: Vec<(usize, Meant)> = meant(&a, &persons, &[]).into_iter().collect();
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
