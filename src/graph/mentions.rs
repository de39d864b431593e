//! Speakers of one document who name or answer each other.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::EdgeKind;
use crate::base::Date;
use crate::lexicon::Lexicon;
use crate::record::{Extraction, Quotation, Speaker, SpeakerKind};

/// One speaker's words tied to another speaker, by their identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    pub from: &'a str,
    pub to: &'a str,
    /// [`EdgeKind::Mentions`] or [`EdgeKind::RepliesTo`].
    pub kind: EdgeKind,
    /// When it was said.
    pub date: Option<Date>,
}

/// Whom the quotations `said` of `document` name, each once a quotation, and whom they answer: with a verb
/// of replying, whoever spoke last before.
pub fn find<'a>(document: &'a Extraction, said: &[&'a Quotation], lexicon: &'a Lexicon) -> Vec<Mention<'a>> {
    let names = Names::new(&document.speakers, lexicon);
    let mut found = Vec::new();
    let mut spoke_last: [Option<&str>; 2] = [None; 2];
    for quotation in said {
        let from = quotation.speaker.id.as_str();
        if from.is_empty() {
            continue;
        }
        let date = quotation.said_on.or(document.published_on);
        for to in names.find(&quotation.text) {
            if to != from {
                found.push(Mention { from, to, kind: EdgeKind::Mentions, date });
            }
        }
        let other = spoke_last.into_iter().flatten().find(|speaker| *speaker != from);
        if let Some(to) = other
            && is_reply(&quotation.cue_text, lexicon)
        {
            found.push(Mention { from, to, kind: EdgeKind::RepliesTo, date });
        }
        if spoke_last[0] != Some(from) {
            spoke_last = [Some(from), spoke_last[0]];
        }
    }
    found
}

fn is_reply(cue: &str, lexicon: &Lexicon) -> bool {
    cue.split_whitespace().any(|word| lexicon.verb(&word.to_lowercase()).is_some_and(|verb| verb.reply))
}

/// The names by which a document knows its speakers.
struct Names<'a> {
    matcher: Option<AhoCorasick>,
    /// The speaker of each pattern, and whether the pattern is a surname alone; `None` where two share it.
    speakers: Vec<(Option<&'a str>, bool)>,
    lexicon: &'a Lexicon,
}

impl<'a> Names<'a> {
    fn new(speakers: &'a [Speaker], lexicon: &'a Lexicon) -> Self {
        let mut patterns: Vec<&str> = Vec::new();
        let mut owners: Vec<(Option<&str>, bool)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for speaker in speakers {
            for (name, is_surname) in names(speaker) {
                match known.get(name) {
                    Some(&at) if owners[at].0 != Some(&speaker.id) => owners[at].0 = None,
                    Some(_) => {}
                    None => {
                        known.insert(name, patterns.len());
                        patterns.push(name);
                        owners.push((Some(&speaker.id), is_surname));
                    }
                }
            }
        }
        let matcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        Names { matcher, speakers: owners, lexicon }
    }

    /// The speakers whom `text` names, each once, in text order.
    fn find(&self, text: &str) -> Vec<&'a str> {
        let mut found = Vec::new();
        for hit in self.matcher.iter().flat_map(|matcher| matcher.find_iter(text)) {
            let (before, behind) = (&text[..hit.start()], &text[hit.end()..]);
            if before.ends_with(char::is_alphanumeric) || behind.starts_with(char::is_alphanumeric) {
                continue;
            }
            let (Some(speaker), is_surname) = self.speakers[hit.pattern().as_usize()] else { continue };
            if is_surname && (self.is_part_of_name(before) || starts_with_name(behind)) {
                continue;
            }
            if !found.contains(&speaker) {
                found.push(speaker);
            }
        }
        found
    }

    /// Whether the word before a surname makes it another's: *Mary Doe*, but not *Cllr Doe*.
    fn is_part_of_name(&self, before: &str) -> bool {
        let Some(before) = before.strip_suffix(' ') else { return false };
        let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        word.starts_with(char::is_uppercase)
            && word.ends_with(char::is_alphanumeric)
            && self.lexicon.title(&word.to_lowercase()).is_none()
    }
}

/// Whether a capitalised word follows at once: *Doe Street*.
fn starts_with_name(behind: &str) -> bool {
    behind.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase))
}

/// The names that a text may use for a speaker; `true` with a surname alone.
fn names(speaker: &Speaker) -> Vec<(&str, bool)> {
    let is_name = |name: &&str| name.starts_with(char::is_uppercase) && name.chars().count() > 2;
    // An alias may be a pronoun at the start of a sentence: it shares no word with the name.
    let shares = |alias: &&str| alias.split(' ').any(|word| is_name(&word) && speaker.name.contains(word));
    match speaker.kind {
        SpeakerKind::Person => {
            let surname = speaker.name.rsplit(' ').next().filter(is_name);
            std::iter::once((speaker.name.as_str(), !speaker.name.contains(' ')))
                .chain(
                    speaker
                        .aliases
                        .iter()
                        .map(String::as_str)
                        .filter(shares)
                        .map(|name| (name, !name.contains(' '))),
                )
                .chain(surname.map(|name| (name, true)))
                .filter(|(name, _)| is_name(name))
                .collect()
        }
        SpeakerKind::Organisation => {
            Some((speaker.name.as_str(), false)).filter(|(name, _)| is_name(name)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of three speakers, in which each `(speaker, cue, words)` is said in turn.
    fn document(said: &[(usize, &str, &str)]) -> Extraction {
        let mut document = crate::record::sample().documents.remove(0);
        let speaker = |id: &str, name: &str, kind| Speaker {
            id: id.into(),
            name: name.into(),
            kind,
            aliases: vec!["She".into()],
            ..document.speakers[0].clone()
        };
        let speakers = vec![
            speaker("jane-doe", "Jane Doe", SpeakerKind::Person),
            speaker("abel-roe", "Abel Roe", SpeakerKind::Person),
            speaker("ofsted", "Ofsted", SpeakerKind::Organisation),
        ];
        let quotation = document.quotations[0].clone();
        document.quotations = said
            .iter()
            .map(|&(by, cue, text)| {
                let mut quotation = quotation.clone();
                quotation.speaker.id = speakers[by].id.clone();
                (quotation.cue_text, quotation.text) = (cue.into(), text.into());
                quotation
            })
            .collect();
        document.speakers = speakers;
        document
    }

    fn found(said: &[(usize, &str, &str)]) -> Vec<String> {
        let (document, lexicon) = (document(said), Lexicon::embedded());
        let quotations: Vec<_> = document.quotations.iter().collect();
        let tell = |mention: Mention| format!("{} {} {}", mention.from, mention.kind.as_str(), mention.to);
        find(&document, &quotations, &lexicon).into_iter().map(tell).collect()
    }

    #[test]
    fn names_in_the_words_are_mentions() {
        assert_eq!(
            found(&[(0, "said", "Abel Roe knows what Cllr Roe said. So does Ofsted, and Doe.")]),
            ["jane-doe mentions abel-roe", "jane-doe mentions ofsted"]
        );
    }

    #[test]
    fn names_of_others_are_no_mentions() {
        let words = "Mary Roe of Roe Street spoke to the Roes. She left.";
        assert_eq!(found(&[(0, "said", words)]), Vec::<String>::new());
    }

    #[test]
    fn a_reply_is_to_whoever_spoke_before() {
        let said = [
            (0, "said", "It is shut."),
            (1, "replied", "It is not."),
            (1, "retorted", "It never was."),
            (0, "said", "It is."),
            (0, "responded", "It is."),
        ];
        assert_eq!(
            found(&said),
            ["abel-roe replies_to jane-doe", "abel-roe replies_to jane-doe", "jane-doe replies_to abel-roe"]
        );
        assert_eq!(found(&[(1, "replied", "It is not.")]), Vec::<String>::new());
    }
}
