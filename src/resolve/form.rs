//! A person's name as documents write it, and whether two such names may be one person's.

use std::collections::HashMap;

use super::person::Gender;
use super::slug;
use crate::lexicon::{Lexicon, TitleKind};
use crate::record::Speaker;

/// A name without its titles, cut up for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Slug of the given name; an initial is one letter; empty where there is only a surname.
    pub given: String,
    /// Slugs of the names between.
    middle: Vec<String>,
    /// Slug of the surname, particles (*de*, *van*) with it.
    pub surname: String,
}

/// How two names fit together, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Same,
    /// *Anne-Marie* and *Anne Marie*; a middle name is left out.
    Fuller,
    Nickname,
    /// *Smith-Jones* and *Smith*.
    PartOfSurname,
    Initial,
    SurnameOnly,
}

const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "van", "von", "der", "den", "la", "le", "st", "mac", "al", "el", "bin",
    "ap", "ab",
];

impl Form {
    /// Cuts up `name`; titles before it and letters behind it are passed over. `None` where nothing is left.
    pub fn new(name: &str, lexicon: &Lexicon) -> Option<Form> {
        let is_title = |word: &str| lexicon.title(&word.trim_end_matches('.').to_lowercase()).is_some();
        let is_letters = |word: &str| {
            lexicon
                .title(&word.to_lowercase())
                .is_some_and(|title| matches!(title.kind, TitleKind::Letters | TitleKind::Parliament))
        };
        let mut words: Vec<&str> = name.split_whitespace().collect();
        while words.len() > 1 && is_title(words[0]) {
            words.remove(0);
        }
        while words.len() > 1
            && words.last().is_some_and(|word| word.chars().all(char::is_uppercase) && is_letters(word))
        {
            words.pop();
        }
        let mut start = words.len().checked_sub(1)?;
        while start > 1 && PARTICLES.contains(&words[start - 1].to_lowercase().as_str()) {
            start -= 1;
        }
        let surname = slug(&words[start..].join(" "));
        // *J.R. Smith*: two initials in one word.
        let mut given: Vec<String> = words[..start].iter().flat_map(|word| initials(word)).collect();
        if surname.is_empty() {
            return None;
        }
        let first = if given.is_empty() { String::new() } else { given.remove(0) };
        Some(Form { given: first, middle: given, surname })
    }

    /// Whether the given name is written out.
    pub fn is_full(&self) -> bool {
        self.given.chars().count() > 1
    }

    /// How the two may be one person's name; `None` where they can't.
    pub fn fit(&self, other: &Form, nicknames: &HashMap<String, Vec<String>>) -> Option<Fit> {
        let surname_part =
            |whole: &str, part: &str| whole.split_once('-').is_some_and(|(a, b)| a == part || b == part);
        let same_surname = self.surname == other.surname;
        let part = surname_part(&self.surname, &other.surname) || surname_part(&other.surname, &self.surname);
        if !same_surname && !part {
            return None;
        }
        if self.given.is_empty() || other.given.is_empty() {
            return same_surname.then_some(Fit::SurnameOnly);
        }
        let middles_fit = self.middle.iter().zip(&other.middle).all(|(a, b)| {
            a == b || a.chars().count().min(b.chars().count()) == 1 && a.chars().next() == b.chars().next()
        });
        let joined = |form: &Form| form.middle.first().map(|m| format!("{}-{m}", form.given));
        let given = if self.given == other.given {
            if !middles_fit {
                return None;
            }
            if self.middle.len() == other.middle.len() { Fit::Same } else { Fit::Fuller }
        } else if joined(self).as_ref() == Some(&other.given) || joined(other).as_ref() == Some(&self.given) {
            Fit::Fuller
        } else if !self.is_full() || !other.is_full() {
            if self.given.chars().next() != other.given.chars().next() || !middles_fit {
                return None;
            }
            Fit::Initial
        } else if formal(&self.given, nicknames).any(|a| formal(&other.given, nicknames).any(|b| a == b)) {
            if !middles_fit {
                return None;
            }
            Fit::Nickname
        } else {
            return None;
        };
        Some(if same_surname { given } else { given.max(Fit::PartOfSurname) })
    }

    /// Keys under which a written-out name is found: one for each name that the given name may stand for, with
    /// each part of the surname.
    pub fn full_keys(&self, nicknames: &HashMap<String, Vec<String>>) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let head = self.given.split('-').next().unwrap_or_default();
        for surname in self.surnames() {
            for given in formal(&self.given, nicknames).chain(std::iter::once(head)) {
                let key = format!("{surname} {given}");
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }

    /// Keys by the given name's first letter.
    pub fn initial_keys(&self) -> Vec<String> {
        let Some(letter) = self.given.chars().next() else { return Vec::new() };
        self.surnames().map(|surname| format!("{surname} {letter}.")).collect()
    }

    /// The surname, and its parts where it is made of two.
    pub fn surnames(&self) -> impl Iterator<Item = &str> {
        let parts = self.surname.split_once('-').into_iter().flat_map(|(a, b)| [a, b]);
        std::iter::once(self.surname.as_str()).chain(parts.filter(|part| part.len() > 2))
    }
}

/// *J.R.* as *j* and *r*; any other word as its slug.
fn initials(word: &str) -> Vec<String> {
    let letters: Vec<&str> = word.split('.').filter(|part| !part.is_empty()).collect();
    if word.contains('.') && letters.iter().all(|part| part.chars().count() == 1) {
        return letters.iter().map(|letter| letter.to_lowercase()).collect();
    }
    vec![slug(word)]
}

/// The given names that `given` may stand for, itself first.
fn formal<'a>(given: &'a str, nicknames: &'a HashMap<String, Vec<String>>) -> impl Iterator<Item = &'a str> {
    let full = nicknames.get(given).into_iter().flatten().map(String::as_str);
    std::iter::once(given).chain(full)
}

/// Every name that a speaker goes by, the own name first: aliases with a given name count, *Cllr Doe* does not.
pub fn forms(speaker: &Speaker, lexicon: &Lexicon) -> Vec<Form> {
    let mut forms: Vec<Form> = Form::new(&speaker.name, lexicon).into_iter().collect();
    for alias in &speaker.aliases {
        if let Some(form) = Form::new(alias, lexicon)
            && !form.given.is_empty()
            && !forms.contains(&form)
        {
            forms.push(form);
        }
    }
    forms
}

/// Male or female by the titles before the name.
pub fn gender(speaker: &Speaker, lexicon: &Lexicon) -> Option<Gender> {
    let words = speaker.honorific.as_deref().unwrap_or_default().split_whitespace();
    words.filter_map(|word| lexicon.title(&word.trim_end_matches('.').to_lowercase())).find_map(|title| {
        match title.gender.as_deref() {
            Some("male") => Some(Gender::Male),
            Some("female") => Some(Gender::Female),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_as_a_reader_would_have_it() {
        let lexicon = Lexicon::embedded();
        let fit = |a: &str, b: &str| {
            let (a, b) = (Form::new(a, &lexicon).unwrap(), Form::new(b, &lexicon).unwrap());
            assert_eq!(a.fit(&b, &lexicon.nicknames), b.fit(&a, &lexicon.nicknames), "{a:?} {b:?}");
            a.fit(&b, &lexicon.nicknames)
        };
        assert_eq!(fit("Cllr Jane Doe", "Dame Jane Doe OBE"), Some(Fit::Same));
        assert_eq!(fit("Siân O’Dowd", "Sian O'Dowd"), Some(Fit::Same));
        assert_eq!(fit("Anne-Marie Doe", "Anne Marie Doe"), Some(Fit::Fuller));
        assert_eq!(fit("Jane Ann Doe", "Jane Doe"), Some(Fit::Fuller));
        assert_eq!(fit("Jane A. Doe", "Jane B. Doe"), None);
        assert_eq!(fit("Tom Doe", "Thomas Doe"), Some(Fit::Nickname));
        assert_eq!(fit("Bill Doe", "William Doe"), Some(Fit::Nickname));
        assert_eq!(fit("J. Doe", "Jane Doe"), Some(Fit::Initial));
        assert_eq!(fit("J.R. Doe", "Jane Rose Doe"), Some(Fit::Initial));
        assert_eq!(fit("K. Doe", "Jane Doe"), None);
        assert_eq!(fit("Jane Smith-Doe", "Jane Doe"), Some(Fit::PartOfSurname));
        assert_eq!(fit("Mr Doe", "Jane Doe"), Some(Fit::SurnameOnly));
        assert_eq!(fit("Jane Doe", "Joan Doe"), None);
        assert_eq!(fit("Jan van der Berg", "Jan van der Berg"), Some(Fit::Same));
    }

    #[test]
    fn names_that_fit_share_a_key() {
        let lexicon = Lexicon::embedded();
        for (a, b) in
            [("Tom Doe", "Thomas Doe"), ("Anne-Marie Doe", "Anne Marie Doe"), ("Jane Smith-Doe", "Jane Doe")]
        {
            let keys = |name: &str| Form::new(name, &lexicon).unwrap().full_keys(&lexicon.nicknames);
            assert!(keys(a).iter().any(|key| keys(b).contains(key)), "{a} {b}");
        }
    }
}
