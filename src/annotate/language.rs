//! The trained model as one thing that annotates.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::entities::{self, MODEL_KINDS};
use super::label::{Label, Tag};
use super::parser::{self, LOOKUPS, NONE};
use super::syntax::{Syntax, Word};
use super::tagger::{Seen, best_tag, each_form, treebank_form};
use crate::base::{Error, Result};
use crate::model::{Bytes, Manifest, ModelFile, Network, Row, SCHEMES, Scheme, Sums, WIDTH, Words, features};
use crate::text::Token;

static EMBEDDED: &[u8] = include_bytes!("../../data/models/language.model");

/// The bytes of the model file that ships with the program.
pub fn language_model() -> &'static [u8] {
    EMBEDDED
}

/// Words that are parsed at once. A longer sentence, which no one wrote, is parsed in pieces with a root
/// each, so that memory stays bounded.
const LONGEST: usize = 256;

/// A model for tags, names and dependencies, ready to run. Cheap to share between threads.
pub struct Language<'a> {
    network: Network<'a>,
    manifest: Manifest,
    /// What a thread works in, for the next one.
    rooms: Mutex<Vec<Room>>,
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
        if file.manifest.words != Words::embedded().checksum() {
            let message = "it was trained with other words than those of this program".into();
            return Err(Error::Model { name: name.into(), message });
        }
        Ok(Language {
            network: Network::new(&file, LOOKUPS)?,
            manifest: file.manifest,
            rooms: Mutex::default(),
        })
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
        let mut vectors = vec![[0; WIDTH]; tokens.len()];
        let rooms = || self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pieces = rooms().pop().unwrap_or_default();
        for sentence in sentences {
            let mut start = sentence.start as usize;
            while start < sentence.end as usize {
                let end = (start + LONGEST).min(sentence.end as usize);
                self.piece(text, tokens, start..end, &mut pieces, &mut words, &mut classes);
                vectors[start..end].copy_from_slice(&pieces.vectors);
                start = end;
            }
        }
        rooms().push(pieces);
        let names = entities::find(text, tokens, sentences, &words, &classes);
        Syntax::new(words, vectors, sentences.to_vec(), names)
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
        let Room { vectors, seen, lower, .. } = room;
        let known = Words::embedded();
        vectors.clear();
        each_form(range.clone().map(|at| treebank_form(text, tokens, at)), |form, first| {
            vectors.push(seen.vector(form, first, || network.embed(&features(known, form, first, lower))));
        });
        network.mix(&mut room.vectors, &mut room.sums);
        network.tags(Scheme::News, &room.vectors, &mut room.sums, &mut room.scores);
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
    seen: Seen,
    vectors: Vec<Bytes>,
    sums: Vec<Sums>,
    scores: Vec<Row>,
    classes: Vec<u8>,
    parser: parser::Room,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::EntityKind;
    use crate::base::Span;
    use crate::text::{sentences, tokenise};

    fn annotate(text: &str) -> (Vec<Token>, Syntax) {
        let span = Span::new(0, text.len());
        let mut tokens = Vec::new();
        tokenise(text, span, &mut tokens);
        let sentences = sentences(text, &tokens, span);
        let syntax = Language::embedded().annotate(text, &tokens, &sentences);
        (tokens, syntax)
    }

    fn words<'t>(text: &'t str, tokens: &[Token], range: &Range<u32>) -> &'t str {
        tokens[range.start as usize].span.cover(tokens[range.end as usize - 1].span).of(text)
    }

    fn names(text: &str, kind: EntityKind) -> Vec<String> {
        let (tokens, syntax) = annotate(text);
        let found = syntax.entities().iter().filter(|entity| entity.kind == kind);
        found.map(|entity| words(text, &tokens, &entity.words).to_string()).collect()
    }

    #[test]
    fn british_names() {
        use EntityKind::{Date, Organisation, Person, Place, Role};
        let text = "Coun Jane Doe (Lab) said Rotherham MBC had failed.";
        assert_eq!(names(text, Person), ["Jane Doe"]);
        assert!(names(text, Organisation).contains(&"Rotherham MBC".to_string()));
        let text =
            "Cllr. J. Smith, Cabinet Member for Children's Services at Doncaster Council, praised Ofsted.";
        assert_eq!(names(text, Person), ["J. Smith"]);
        assert_eq!(names(text, Role), ["Cabinet Member for Children's Services"]);
        assert_eq!(names(text, Organisation), ["Doncaster Council", "Ofsted"]);
        assert_eq!(names("The leader said Sheffield was rated good.", Place), ["Sheffield"]);
        assert_eq!(names("She wrote on 21st November 2016.", Date), ["21st November 2016"]);
        assert_eq!(names("Communities secretary Sajid Javid replied.", Role), ["Communities secretary"]);
        assert_eq!(names("Mr Thomas and Dame Louise Casey left.", Person), ["Thomas", "Louise Casey"]);
    }

    #[test]
    fn who_said_what() {
        let text = "Inspectors said that the service had improved.";
        let (tokens, syntax) = annotate(text);
        assert_eq!(syntax.tag(1), Tag::Vbd);
        assert_eq!(syntax.subject(1), Some(0));
        let complement = syntax.complement(1).expect("a clause");
        assert_eq!(words(text, &tokens, &syntax.clause(complement)), "that the service had improved");

        let text = "“We are pleased,” said Ian Thomas, strategic director of children’s services.";
        let (tokens, syntax) = annotate(text);
        let said = tokens.iter().position(|token| token.span.of(text) == "said").expect("said") as u32;
        let subject = syntax.subject(said).expect("a subject");
        let source = words(text, &tokens, &syntax.noun_phrase(subject));
        assert_eq!(source, "Ian Thomas, strategic director of children’s services");
        assert!(syntax.complement(said).is_some());
    }

    #[test]
    fn trees_hang_together() {
        let text = "She left. (He, too, had gone to “the office” in No. 10.) Why?";
        let (tokens, syntax) = annotate(text);
        assert_eq!(syntax.words().len(), tokens.len());
        for sentence in syntax.sentences() {
            let roots: Vec<u32> = sentence.clone().filter(|&at| syntax.head(at).is_none()).collect();
            assert_eq!(roots.len(), 1);
            assert_eq!(syntax.subtree(roots[0]), *sentence);
            assert!(sentence.clone().all(|at| syntax.noun_phrase(at).contains(&at)));
            assert!(sentence.clone().all(|at| syntax.verb_group(at).contains(&at)));
            assert!(sentence.clone().all(|at| syntax.clause(at).contains(&at)));
        }
    }

    #[test]
    fn hostile_text_is_annotated_whole() {
        for text in
            ["x".repeat(1_000_000), "(".repeat(2_000), "the council said ".repeat(700), "Mr ".repeat(500)]
        {
            let (tokens, syntax) = annotate(&text);
            assert_eq!(tokens.len(), syntax.words().len());
        }
    }

    #[test]
    fn a_model_with_other_classes_is_refused() {
        let file = ModelFile::open("language", EMBEDDED).unwrap();
        let manifest = Manifest { classes: vec!["NOUN".into()], ..file.manifest.clone() };
        let (embedding, dense) = (vec![0.0; 96], vec![0.0; 96]);
        let bytes = crate::model::write(&manifest, &embedding, &dense, &[]);
        let error = Language::from_bytes("other", &bytes).err().expect("refused");
        assert!(error.to_string().contains("tags and labels"));
    }
}
