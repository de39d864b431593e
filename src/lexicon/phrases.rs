//! Look-up of phrases by their words.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Values by word; every word of a text is looked up in some, so they are made for speed.
pub type Words<T> = HashMap<String, T, RandomState>;

/// Phrases of one or more words, found by their first word, the longest first.
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: Words<Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: Words::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds `phrase`, words parted by single spaces; a later one of the same words replaces the value.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let mut words = phrase.split(' ').map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let list = self.by_first.entry(first).or_default();
        match list.iter_mut().find(|(words, _)| *words == rest) {
            Some(entry) => entry.1 = value,
            None => {
                let at = list.partition_point(|(words, _)| words.len() > rest.len());
                list.insert(at, (rest, value));
            }
        }
    }

    /// The longest phrase at the start of `words`, with how many words it takes.
    pub fn longest<'w>(
        &self,
        first: &str,
        rest: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, &T)> {
        let list = self.by_first.get(first)?;
        list.iter()
            .find(|(words, _)| {
                let mut rest = rest.clone();
                words.iter().all(|word| rest.next() == Some(word))
            })
            .map(|(words, value)| (words.len() + 1, value))
    }

    /// The value of exactly `phrase`.
    pub fn get(&self, phrase: &str) -> Option<&T> {
        let mut words = phrase.split(' ');
        let first = words.next()?;
        let count = words.clone().count() + 1;
        self.longest(first, words).filter(|(n, _)| *n == count).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.insert("Labour", 1);
        phrases.insert("Labour and Co-operative", 2);
        let words = ["Labour", "and", "Co-operative", "Party"];
        assert_eq!(phrases.longest(words[0], words[1..].iter().copied()), Some((3, &2)));
        assert_eq!(phrases.longest("Labour", ["left"].into_iter()), Some((1, &1)));
        assert_eq!(phrases.get("Labour and Co-operative"), Some(&2));
        assert_eq!(phrases.get("Labour and"), None);
    }
}
