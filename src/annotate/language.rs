//! The trained model as one thing that annotates.

use std::ops::Range;
use std::sync::OnceLock;

use super::entities::{self, MODEL_KINDS};
use super::names::{Label, Tag};
use super::parser::{self, LOOKUPS, NONE};
use super::syntax::{Syntax, Word};
use super::tagger::{best_tag, sentence_features, treebank_form};
use crate::base::{Error, Result};
use crate::model::{Manifest, ModelFile, Network, Row, SCHEMES, Scheme};
use crate::text::Token;

static EMBEDDED: &[u8] = include_bytes!("../../data/models/language.model");

/// Words that are parsed at once. A longer sentence, which no one wrote, is parsed in pieces with a root
/// each, so that memory stays bounded.
const LONGEST: usize = 256;

/// A model for tags, names and dependencies, ready to run. Cheap to share between threads.
pub struct Language<'a> {
    network: Network<'a>,
    manifest: Manifest,
}

impl Language<'static> {
    /// The model that came with the program.
    ///
    /// # Panics
    /// When the model was built for another version of the program, which a test rules out.
    pub fn embedded() -> &'static Language<'static> {
        static LANGUAGE: OnceLock<Language<'static>> = OnceLock::new();
        LANGUAGE.get_or_init(|| Language::from_bytes("language", EMBEDDED).expect("the embedded model fits"))
    }
}

impl<'a> Language<'a> {
    /// A model from the bytes of its file; `name` is for messages.
    ///
    /// # Errors
    /// [`Error::Model`] when the bytes are damaged or made for other features, tags or labels.
    pub fn from_bytes(name: &str, bytes: &'a [u8]) -> Result<Self> {
        let file = ModelFile::open(name, bytes)?;
        if file.manifest.classes != Self::classes() {
            let message = "its tags and labels are not those of this program".into();
            return Err(Error::Model { name: name.into(), message });
        }
        Ok(Language { network: Network::new(&file, LOOKUPS)?, manifest: file.manifest })
    }

    /// Names of all that the model tells apart, in the order of its scores.
    pub fn classes() -> Vec<String> {
        let tags = Tag::ALL.iter().map(|tag| tag.as_str());
        let labels = SCHEMES.into_iter().flat_map(Label::of).map(|label| label.as_str());
        let kinds = MODEL_KINDS.map(|kind| kind.as_str());
        tags.chain(labels).chain(kinds).map(String::from).collect()
    }

    /// What the model was made from, and how well it does.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The network itself, for scoring.
    pub fn network(&self) -> &Network<'a> {
        &self.network
    }

    /// Annotates a document with the conventions for news: Penn Treebank tags and Stanford dependencies.
    ///
    /// `sentences` are ranges of indices into `tokens`, in order; tokens outside all of them get no head
    /// and no name. Linear in the number of tokens; the same on every machine.
    pub fn annotate(&self, text: &str, tokens: &[Token], sentences: &[Range<u32>]) -> Syntax {
        let unknown = Word { tag: Tag::Xx, label: Label::Root, head: NONE };
        let mut words = vec![unknown; tokens.len()];
        let mut classes = vec![0; tokens.len()];
        let mut pieces = Room::default();
        for sentence in sentences {
            let mut start = sentence.start as usize;
            while start < sentence.end as usize {
                let end = (start + LONGEST).min(sentence.end as usize);
                self.piece(text, tokens, start..end, &mut pieces, &mut words, &mut classes);
                start = end;
            }
        }
        let names = entities::find(text, tokens, sentences, &words, &classes);
        Syntax::new(words, sentences.to_vec(), names)
    }

    fn piece(
        &self,
        text: &str,
        tokens: &[Token],
        range: Range<usize>,
        room: &mut Room,
        words: &mut [Word],
        classes: &mut [u8],
    ) {
        let network = &self.network;
        sentence_features(
            range.clone().map(|at| treebank_form(text, tokens, at)),
            &mut room.lower,
            &mut room.features,
        );
        room.vectors.clear();
        room.vectors.extend(room.features.iter().map(|rows| network.embed(rows)));
        network.mix(&mut room.vectors, &mut room.below);
        let head = network.layout.head(Scheme::News);
        network.score_all(head, &room.vectors, &mut room.scores);
        entities::decode(&room.scores, &mut room.classes);
        classes[range.clone()].copy_from_slice(&room.classes);
        let state = parser::parse(network, Scheme::News, &room.vectors, &mut room.parser);
        let labels = Label::of(Scheme::News);
        for (at, word) in words[range.clone()].iter_mut().enumerate() {
            let head = state.heads[at];
            *word = Word {
                tag: best_tag(&room.scores[at]),
                label: labels[state.labels[at] as usize],
                head: if head as usize == range.len() { NONE } else { head + range.start as u32 },
            };
        }
    }
}

/// What one thread works in.
#[derive(Default)]
struct Room {
    lower: String,
    features: Vec<[u32; crate::model::FEATURES]>,
    vectors: Vec<Row>,
    below: Vec<Row>,
    scores: Vec<Row>,
    classes: Vec<u8>,
    parser: parser::Room,
}

#[cfg(test)]
mod show {
    use super::*;
    #[test]
    #[ignore]
    fn show() {
        let text = std::fs::read_to_string(std::env::var("SEED").unwrap()).unwrap();
        let mut tokens = Vec::new();
        let mut all = Vec::new();
        let base = text.as_ptr() as usize;
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let start = line.as_ptr() as usize - base;
            let span = crate::base::Span::new(start, start + line.len());
            crate::text::tokenise(&text, span, &mut tokens);
            all.extend(crate::text::sentences(&text, &tokens, span));
        }
        let syntax = Language::embedded().annotate(&text, &tokens, &all);
        let slice = |r: &Range<u32>| {
            tokens[r.start as usize].span.cover(tokens[r.end as usize - 1].span).of(&text).to_string()
        };
        for s in &all {
            println!("\n{}", slice(s));
            for e in syntax.entities().iter().filter(|e| s.contains(&e.words.start)) {
                println!("    {:?} {}", e.kind, slice(&e.words));
            }
            for at in s.clone() {
                if syntax.tag(at).is_verb()
                    && ["say", "add", "tell", "find", "report", "believe", "note", "show"].contains(
                        &super::super::lemma(tokens[at as usize].span.of(&text), syntax.tag(at)).as_ref(),
                    )
                {
                    println!(
                        "    VERB {} | subj {:?} | compl {:?}",
                        slice(&syntax.verb_group(at)),
                        syntax.subject(at).map(|s| slice(&syntax.noun_phrase(s))),
                        syntax.complement(at).map(|c| slice(&syntax.clause(c)))
                    );
                }
            }
            if std::env::var_os("DEP").is_some() {
                for at in s.clone() {
                    print!(
                        "{}/{}/{}/{} ",
                        tokens[at as usize].span.of(&text),
                        syntax.tag(at).as_str(),
                        syntax.label(at).as_str(),
                        syntax.head(at).map_or("-", |h| tokens[h as usize].span.of(&text))
                    );
                }
                println!();
            }
        }
    }
}
