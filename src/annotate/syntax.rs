//! A document's words with their tags, dependencies and names, and what can be asked of them.

use std::ops::Range;

use super::entities::Entity;
use super::label::{Label, Tag};
use super::parser::NONE;
use crate::model::Bytes;

/// What is known of one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub tag: Tag,
    /// How the word depends on its head.
    pub label: Label,
    /// Index of the head among the document's tokens; `u32::MAX` for a root. [`Syntax::head`] is easier.
    pub head: u32,
}

/// A word's vector as the language model mixed it from the word and its neighbours.
pub type Vector = Bytes;

/// The annotation of a document. Words are named by the index of their token.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    words: Vec<Word>,
    vectors: Vec<Vector>,
    sentences: Vec<Range<u32>>,
    entities: Vec<Entity>,
    first_child: Vec<u32>,
    last_child: Vec<u32>,
    next_sibling: Vec<u32>,
}

impl Syntax {
    /// Joins what was found. `entities` are in text order.
    pub fn new(
        words: Vec<Word>,
        vectors: Vec<Vector>,
        sentences: Vec<Range<u32>>,
        entities: Vec<Entity>,
    ) -> Self {
        let len = words.len();
        let (mut first_child, mut last_child, mut next_sibling) =
            (vec![NONE; len], vec![NONE; len], vec![NONE; len]);
        for (at, word) in words.iter().enumerate().rev().filter(|(_, word)| word.head != NONE) {
            let head = word.head as usize;
            next_sibling[at] = first_child[head];
            first_child[head] = at as u32;
            if last_child[head] == NONE {
                last_child[head] = at as u32;
            }
        }
        Syntax { words, vectors, sentences, entities, first_child, last_child, next_sibling }
    }

    /// One for each token.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// One for each token.
    pub fn vectors(&self) -> &[Vector] {
        &self.vectors
    }

    /// As given: ranges of tokens.
    pub fn sentences(&self) -> &[Range<u32>] {
        &self.sentences
    }

    /// Names, roles and dates, in text order; roles may hold names of places and organisations.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// The entities that hold the word at `at`.
    pub fn entities_at(&self, at: u32) -> impl Iterator<Item = &Entity> {
        // Entities start in order, and none is long enough for this to look far back.
        let behind = self.entities.partition_point(|entity| entity.words.start <= at);
        self.entities[behind.saturating_sub(4)..behind]
            .iter()
            .filter(move |entity| entity.words.contains(&at))
    }

    pub fn tag(&self, at: u32) -> Tag {
        self.words[at as usize].tag
    }

    pub fn label(&self, at: u32) -> Label {
        self.words[at as usize].label
    }

    /// The word that `at` depends on; `None` for the root of a sentence.
    pub fn head(&self, at: u32) -> Option<u32> {
        Some(self.words[at as usize].head).filter(|&head| head != NONE)
    }

    /// The words that depend on `at`, in text order.
    pub fn children(&self, at: u32) -> impl Iterator<Item = u32> {
        let link = |at: u32| Some(at).filter(|&at| at != NONE);
        std::iter::successors(link(self.first_child[at as usize]), move |&child| {
            link(self.next_sibling[child as usize])
        })
    }

    /// The first dependent of `at` with one of `labels`.
    pub fn child(&self, at: u32, labels: &[Label]) -> Option<u32> {
        self.children(at).find(|&child| labels.contains(&self.label(child)))
    }

    /// The sentence that holds `at`; empty when none does.
    pub fn sentence(&self, at: u32) -> Range<u32> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(index).filter(|sentence| sentence.contains(&at)).cloned().unwrap_or(at..at)
    }

    /// `at` and all that depends on it, on its dependents, and so on. One range, since parses do not cross.
    pub fn subtree(&self, at: u32) -> Range<u32> {
        let (mut first, mut last) = (at, at);
        loop {
            let child = self.first_child[first as usize];
            if child >= first {
                break;
            }
            first = child;
        }
        loop {
            let child = self.last_child[last as usize];
            if child == NONE || child <= last {
                break;
            }
            last = child;
        }
        first..last + 1
    }

    /// The noun phrase of the noun, name or pronoun `at`: with determiners, adjectives, complements,
    /// appositions, relative clauses and what is joined by *and*; without the preposition before it, its
    /// own *'s*, punctuation at the ends, and what belongs to the clause when the noun is its predicate.
    pub fn noun_phrase(&self, at: u32) -> Range<u32> {
        let mut first = at;
        let mut last = at;
        for child in self.children(at) {
            let belongs = match self.label(child) {
                Label::Det
                | Label::Amod
                | Label::Compound
                | Label::Nummod
                | Label::Nmod
                | Label::NmodPoss
                | Label::NmodNpmod
                | Label::DetPredet
                | Label::CcPreconj
                | Label::Mwe
                | Label::Acl
                | Label::AclRelcl
                | Label::Appos
                | Label::Dep
                | Label::Conj
                | Label::Flat
                | Label::NmodDesc
                | Label::NmodUnmarked => true,
                Label::Neg | Label::Advmod => child < at && self.child(at, &[Label::Cop]).is_none(),
                _ => false,
            };
            if !belongs || (self.label(child) == Label::Conj && self.tag(child).is_verb()) {
                continue;
            }
            let inner = self.subtree(child);
            first = first.min(inner.start);
            last = last.max(inner.end - 1);
        }
        // Where the noun is a predicate, its clause's words stand to the left.
        let clause = [Label::Nsubj, Label::Nsubjpass, Label::Cop, Label::Case, Label::Mark, Label::Aux];
        for child in self.children(at).filter(|&child| child < at && clause.contains(&self.label(child))) {
            first = first.max(self.subtree(child).end).min(at);
        }
        while first < at && (self.is_mark(first) || self.tag(first) == Tag::Cc) {
            first += 1;
        }
        while last > at && self.is_mark(last) {
            last -= 1;
        }
        first..last + 1
    }

    /// Whether `at` is punctuation that a phrase does not end with; brackets and quotation marks may.
    fn is_mark(&self, at: u32) -> bool {
        matches!(self.tag(at), Tag::Comma | Tag::Stop | Tag::Colon)
    }

    /// The subject of the verb or predicate `at`: its own, or the one it shares with the verb that it is
    /// joined to (*she rose and said*) or completes (*she wants to say*). Of a relative clause it is the
    /// relative pronoun.
    pub fn subject(&self, at: u32) -> Option<u32> {
        let mut verb = at;
        // A chain of verbs is short; the limit is for text that is none.
        for _ in 0..16 {
            let own = [Label::Nsubj, Label::Nsubjpass, Label::Csubj, Label::Csubjpass, Label::NsubjPass];
            if let Some(subject) = self.child(verb, &own[..]) {
                return Some(subject);
            }
            if !matches!(self.label(verb), Label::Conj | Label::Xcomp) {
                return None;
            }
            verb = self.head(verb)?;
        }
        None
    }

    /// The verb `at` with its auxiliaries, negation and particle, and the adverbs between them: *has not
    /// yet said*, *pointed out*. Where the subject stands between (*did she say*), from behind it.
    pub fn verb_group(&self, at: u32) -> Range<u32> {
        let (mut first, mut last) = (at, at);
        for child in self.children(at) {
            match self.label(child) {
                Label::Aux | Label::Auxpass | Label::AuxPass | Label::Neg | Label::Cop if child < at => {
                    first = first.min(child);
                }
                Label::CompoundPrt if child == last + 1 => last = child,
                _ => {}
            }
        }
        let outermost = first;
        for child in self.children(at).filter(|&child| child >= outermost && child < at) {
            if !matches!(
                self.label(child),
                Label::Aux | Label::Auxpass | Label::AuxPass | Label::Neg | Label::Cop | Label::Advmod
            ) {
                first = child.max(self.subtree(child).end).min(at);
            }
        }
        first..last + 1
    }

    /// The predicate of what the verb `at` reports: its clausal complement (*said that costs rose*), or,
    /// where the verb is put into the reported clause or behind it (*Costs rose, she said*), that clause.
    pub fn complement(&self, at: u32) -> Option<u32> {
        if let Some(child) = self.child(at, &[Label::Ccomp]) {
            return Some(child);
        }
        if self.label(at) == Label::Parataxis {
            return self.head(at);
        }
        self.child(at, &[Label::Xcomp, Label::Parataxis])
    }

    /// The clause whose predicate is `at`: its subtree without a reporting clause put into it at either
    /// end, and without a leading conjunction.
    pub fn clause(&self, at: u32) -> Range<u32> {
        let mut range = self.subtree(at);
        for child in self.children(at) {
            let inner = self.subtree(child);
            if self.label(child) == Label::Parataxis {
                if inner.end == range.end {
                    range.end = inner.start;
                } else if inner.start == range.start {
                    range.start = inner.end;
                }
            }
        }
        while range.start < at
            && (self.tag(range.start) == Tag::Comma || self.label(range.start) == Label::Cc)
        {
            range.start += 1;
        }
        while range.end > at + 1 && self.tag(range.end - 1) == Tag::Comma {
            range.end -= 1;
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `form/tag/label/head`, heads from 1, 0 for the root.
    fn syntax(text: &str) -> Syntax {
        let words: Vec<Word> = text
            .split(' ')
            .map(|word| {
                let parts: Vec<&str> = word.split('/').collect();
                let head: u32 = parts[3].parse().unwrap();
                Word {
                    tag: Tag::from_name(parts[1]).unwrap(),
                    label: Label::from_name(parts[2]).unwrap(),
                    head: head.checked_sub(1).unwrap_or(NONE),
                }
            })
            .collect();
        let all = 0..words.len() as u32;
        Syntax::new(words, Vec::new(), vec![all], Vec::new())
    }

    #[test]
    fn phrases_and_clauses() {
        // Jane Doe, leader of the council, has not said that costs rose.
        let s = syntax(
            "Jane/NNP/compound/2 Doe/NNP/nsubj/11 ,/,/punct/2 leader/NN/appos/2 of/IN/case/7 the/DT/det/7 \
             council/NN/nmod/4 ,/,/punct/2 has/VBZ/aux/11 not/RB/neg/11 said/VBN/root/0 that/IN/mark/14 \
             costs/NNS/nsubj/14 rose/VBD/ccomp/11 ././punct/11",
        );
        assert_eq!(s.subject(10), Some(1));
        assert_eq!(s.noun_phrase(1), 0..7);
        assert_eq!(s.noun_phrase(6), 5..7);
        assert_eq!(s.verb_group(10), 8..11);
        assert_eq!(s.complement(10), Some(13));
        assert_eq!(s.clause(13), 11..14);
        assert_eq!(s.subtree(10), 0..15);
        assert_eq!(s.children(10).collect::<Vec<_>>(), [1, 8, 9, 13, 14]);
        assert_eq!(s.head(10), None);
        assert_eq!(s.sentence(3), 0..15);
    }

    #[test]
    fn a_reporting_clause_behind_its_content() {
        // Costs rose, she said.
        let s = syntax(
            "Costs/NNS/nsubj/2 rose/VBD/root/0 ,/,/punct/2 she/PRP/nsubj/5 said/VBD/parataxis/2 ././punct/2",
        );
        assert_eq!(s.complement(4), Some(1));
        assert_eq!(s.clause(1).start, 0);
        // She rose and said so.
        let s = syntax("She/PRP/nsubj/2 rose/VBD/root/0 and/CC/cc/2 said/VBD/conj/2 so/RB/advmod/4");
        assert_eq!(s.subject(3), Some(0));
    }
}
