//! Where names of bodies begin and end, as learned from names in cases: *the Vale and Downs Clinic*, *41 Cable Road*, *Queen's
//! Park Community School*, not *July and Redmarsh Youth Justice Service*. `data/models/borders.md` tells how.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::grade::is_code;
use super::subject;
use crate::annotate::{Annotated, EntityKind, NameKind, Tag};
use crate::lexicon::WordClass;
use crate::model::Forest;
use crate::model::trees::flag;
use crate::text::{ParagraphKind, TokenKind, is_day_or_month};

/// Tokens of the longest name.
const LONGEST: usize = 14;
/// Tokens on either side of a gap that are looked at.
const AROUND: usize = 3;
/// What stands for a number that there is none of.
const NONE: f32 = -1.0;

/// Words and marks whose place beside a gap tells much.
const WORDS: &[&[&str]] = &[
    &["of"],
    &["and"],
    &["&", "+"],
    &["the"],
    &["at"],
    &["for"],
    &["in", "near", "on"],
    &["to", "from", "with", "by"],
    &["'s", "’s"],
    &["'", "’", "‘"],
    &[","],
    &["(", "["],
    &[")", "]"],
    &["-", "–", "—", "/"],
    &["@"],
    &[".", ":", ";", "!", "?"],
    &["“", "”", "\""],
    &["y", "yr", "a", "'n'", "n", "o", "le", "la", "de"],
    &["c", "e", "ce", "rc", "cofe", "va"],
    &["st", "st.", "saint", "saints"],
    &["our"],
];

const CLASSES: &[WordClass] = &[
    WordClass::BODY_HEAD,
    WordClass::SCHOOL_KIND,
    WordClass::DWELLING,
    WordClass::FOOD_BUSINESS.with(WordClass::FOOD_SHOP),
    WordClass::TITLE,
    WordClass::GIVEN_NAME,
    WordClass::PLACE,
    WordClass::VERB,
    WordClass::HELPER.with(WordClass::BE),
    WordClass::ROLE_HEAD,
    WordClass::ROLE_MODIFIER,
    WordClass::INSPECTOR,
    WordClass::LEADING,
    WordClass::STREET,
    WordClass::GRADING.with(WordClass::GIVING),
    WordClass::INSPECTION,
];

/// For each token whether it and the one before are of one name; none where the text was not parsed.
#[derive(Debug)]
pub(super) struct Borders {
    joined: Vec<bool>,
}

/// What is asked of a text for each gap: how often it has a word, and two in a row; what is seen of each token.
struct Seen<'a> {
    words: HashMap<&'a str, u32>,
    pairs: HashMap<(&'a str, &'a str), u32>,
    /// Each once it was asked for: a token stands beside four gaps.
    tokens: Vec<OnceCell<Vec<f32>>>,
}

impl<'a> Seen<'a> {
    fn new(a: &Annotated<'a>) -> Self {
        let (mut words, mut pairs) = (HashMap::new(), HashMap::new());
        for t in 0..a.tokens.len() {
            *words.entry(a.word(t)).or_default() += 1;
            *pairs.entry((a.word(t), a.word(t + 1))).or_default() += 1;
        }
        Seen { words, pairs, tokens: vec![OnceCell::new(); a.tokens.len()] }
    }

    fn word(&self, word: &str) -> f32 {
        self.words.get(word).map_or(0.0, |count| *count as f32)
    }
}

/// Whether the two tokens about a gap may be of one name: within a line and a sentence, a capital or a number among them, or both
/// small words that join such (*Ashby College of the Arts*).
fn may_join(a: &Annotated, t: usize) -> bool {
    const REACH: usize = 3;
    const JOINS: &[&str] = &[
        "of", "and", "&", "the", "at", "for", "in", "on", "'s", "’s", "'", "’", "-", "–", "@", "(", ")", ",",
    ];
    let counts = |t: usize| a.is_capital(t) || a.tokens[t].kind == TokenKind::Number;
    let joins = |t: usize| a.one_of(t, JOINS);
    if t == 0 || t >= a.tokens.len() {
        return false;
    }
    let near = || (t.saturating_sub(REACH)..(t + REACH).min(a.tokens.len())).any(counts);
    (counts(t) || counts(t - 1) || joins(t) && joins(t - 1) && near())
        && !a.gap_before(t).contains(['\n', '\t'])
        && !a.opens_sentence(t)
        && !a.one_of(t, &[".", ";", "!", "?", "“", "”", "\""])
        && !a.one_of(t - 1, &[";", "!", "?", "“", "”", "\""])
        // *Ofsted has rated Ashby Bakeries good*
        && ![t - 1, t].iter().any(|&t| !a.is_capital(t) && a.lexicon.ratings.everyday.contains(a.word(t)))
}

/// *Gaelscoil na Caillí*, *Cartref Nant y Wennol*: whether one of the two tokens about a gap is a word that joins names in another
/// language, between capitals.
fn joins_particle(a: &Annotated, t: usize) -> bool {
    let particle = |t: usize| !a.is_capital(t) && a.lexicon.ratings.particles.contains(a.lower(t));
    // *Ashby Church in Wales Primary School*
    let church = |t: usize| {
        t > 0
            && a.one_of(t - 1, &["church"])
            && a.one_of(t, &["in", "of"])
            && a.one_of(t + 1, &["wales", "england"])
    };
    church(t)
        || church(t - 1)
        || particle(t) && a.is_capital(t - 1) && a.is_capital(t + 1)
        || t > 1 && particle(t - 1) && a.is_capital(t - 2) && a.is_capital(t)
}

impl Borders {
    /// Linear in the length of the text.
    pub(super) fn new(a: &Annotated, forest: &Forest) -> Self {
        if a.syntax.is_none() {
            return Borders { joined: Vec::new() };
        }
        let seen = Seen::new(a);
        let joined = |t: usize| {
            let learned = || forest.chance(&signs(a, &seen, t)) >= forest.manifest.likely;
            may_join(a, t) && (joins_particle(a, t) || learned())
        };
        Borders { joined: (0..a.tokens.len()).map(joined).collect() }
    }

    /// The longest name that has some of `tokens`, of several as long the last, where it is not just these.
    pub(super) fn mended(&self, a: &Annotated, tokens: &Range<usize>) -> Option<Range<usize>> {
        if self.joined.is_empty() {
            return None;
        }
        let mut best: Option<(usize, Range<usize>)> = None;
        let mut t = tokens.start;
        while t < tokens.end {
            let whole = self.name(t);
            t = whole.end;
            let name = trimmed(a, whole, tokens);
            let number = a.tokens[name.start].kind == TokenKind::Number && a.is_capital(name.start + 1);
            let opens = a.is_capital(name.start) || number;
            let named = opens && name.clone().any(|t| a.is_capital(t) && !a.is_time(t));
            let shared = name.end.min(tokens.end).saturating_sub(name.start.max(tokens.start));
            if named && shared > 0 && best.as_ref().is_none_or(|(most, _)| shared >= *most) {
                best = Some((shared, name));
            }
        }
        best.map(|(_, name)| name).filter(|name| name != tokens)
    }

    /// The name that token `t` is of; the token alone where it is joined to no other.
    fn name(&self, t: usize) -> Range<usize> {
        let joined = |t: usize| self.joined.get(t).copied().unwrap_or_default();
        let start =
            (0..=t).rev().take(LONGEST).take_while(|&at| at == t || joined(at + 1)).last().unwrap_or(t);
        let count = (t + 1..t + LONGEST).take_while(|&t| joined(t)).count();
        start..t + 1 + count
    }
}

/// `name` without what is of none: a time before it, small words behind it, what it owns.
fn trimmed(a: &Annotated, mut name: Range<usize>, ruled: &Range<usize>) -> Range<usize> {
    // *In September Larch House was inspected.*, *Last Thursday Ashby School was rated good.*
    let led = ["in", "on", "last", "since", "by", "this", "until", "from", "next"];
    let last = a.one_of(name.start, &["last", "this", "next"]) && a.is_time(name.start + 1);
    let timed = last || a.is_time(name.start) && name.start > 0 && a.one_of(name.start - 1, &led);
    // *They came in July and Ashby School was rated good.*
    let joined = a.is_time(name.start) && a.one_of(name.start + 1, &["and"]);
    let lead = if joined { 2 } else { usize::from(timed) + usize::from(last) };
    if name.len() > lead {
        name.start += lead;
    }
    // *B. Ashby Fire and Rescue Service*, over a section
    let letter = a.word(name.start).len() == 2 && a.word(name.start).ends_with('.');
    if letter && name.len() > 2 && (name.start == 0 || a.gap_before(name.start).contains('\n')) {
        name.start += 1;
    }
    name = subject::without_opening(a, name);
    // *Ashby’s nurseries* have no name, but Ashby has.
    let small = |t: usize| a.tokens[t].kind == TokenKind::Word && !a.is_capital(t);
    let owns = |&t: &usize| subject::is_possessive(a, t) && (t + 1..name.end).all(small);
    if let Some(at) = name.clone().skip(1).find(owns).filter(|at| at + 1 < name.end) {
        name.end = at;
    }
    // *Ashby’s*, of *Ashby’s nurseries*, but *Jessop’s, on Marine Parade*
    let last = name.end - 1;
    if last > name.start && subject::is_possessive(a, last) && !subject::ends_name(a, last) {
        name.end = last;
    }
    // *Ashby Homes and*, *the Noodle Yard takeaway*, *Ashby Homes C3*
    let joins = |t: usize| a.one_of(t, &["and", "of", "for", "at", "the", "in", "&"]);
    let behind = |t: usize| t >= ruled.end && small(t) && !subject::is_possessive(a, t) || is_code(a.word(t));
    while name.end > name.start + 1 && (joins(name.end - 1) || behind(name.end - 1)) {
        name.end -= 1;
    }
    name
}

/// What the language model takes token `t` for.
pub(super) fn entity_sign(a: &Annotated, t: Option<usize>) -> f32 {
    let entity = |t: usize| a.syntax.as_ref()?.entities_at(t as u32).next().map(|entity| entity.kind);
    match t.and_then(entity) {
        None => 0.0,
        Some(EntityKind::Person) => 1.0,
        Some(EntityKind::Organisation) => 2.0,
        Some(EntityKind::Place) => 3.0,
        Some(_) => 4.0,
    }
}

/// What words and marks the token is one of, what classes it is of and what it is taken for.
fn signs_beside(a: &Annotated, place: Option<usize>) -> Vec<f32> {
    let word = |words: &&[&str]| place.map_or(NONE, |t| flag(a.one_of(t, words)));
    let class = |class: &WordClass| place.map_or(NONE, |t| flag(a.is(t, *class)));
    let mut out: Vec<f32> = WORDS.iter().map(word).chain(CLASSES.iter().map(class)).collect();
    out.push(place.map_or(NONE, |t| flag(subject::noun_of_body(a, a.lower(t)))));
    out.push(place.map_or(NONE, |t| flag(is_day_or_month(a.lower(t)))));
    out.push(entity_sign(a, place));
    out.push(match place.and_then(|t| a.name_at(t)).map(|name| name.kind) {
        None => 0.0,
        Some(NameKind::Person) => 1.0,
        Some(NameKind::Organisation) => 2.0,
        Some(NameKind::Place) => 3.0,
        Some(NameKind::MaybePerson) => 4.0,
    });
    out.push(place.map_or(NONE, |t| flag(a.opens_sentence(t))));
    out
}

/// A token's shape, its tag and its length.
fn signs_of_token(a: &Annotated, t: Option<usize>, out: &mut Vec<f32>) {
    let token = t.and_then(|t| a.tokens.get(t).map(|token| (t, token)));
    let Some((t, token)) = token else {
        out.extend([NONE; 3]);
        return;
    };
    let word = a.word(t);
    out.push(match token.kind {
        TokenKind::Punctuation => 0.0,
        TokenKind::Number => 1.0,
        TokenKind::Word if !word.starts_with(char::is_uppercase) => 2.0,
        TokenKind::Word if word.chars().count() == 1 => 4.0,
        TokenKind::Word if word.chars().any(char::is_lowercase) => 3.0,
        TokenKind::Word => 5.0,
    });
    let tag = a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
    out.push(tag.map_or(NONE, |tag| match tag {
        tag if tag.is_name() => 0.0,
        tag if tag.is_noun() => 1.0,
        Tag::Jj => 2.0,
        Tag::Cd => 3.0,
        Tag::Pos => 4.0,
        Tag::Cc => 5.0,
        Tag::Dt => 6.0,
        Tag::In => 7.0,
        tag if tag.is_finite() => 9.0,
        Tag::Vbn | Tag::Vbg | Tag::Vb => 8.0,
        _ => 10.0,
    }));
    out.push(word.len() as f32);
}

/// What speaks for and against token `t` and the one before being of one name.
fn signs(a: &Annotated, seen: &Seen, t: usize) -> Vec<f32> {
    let left = t - 1;
    let mut out: Vec<f32> = Vec::with_capacity(200);
    for place in 0..AROUND {
        signs_of_token(a, left.checked_sub(place), &mut out);
        signs_of_token(a, Some(t + place), &mut out);
    }
    let places = [left.checked_sub(1), Some(left), Some(t), Some(t + 1)];
    for place in places {
        match place.and_then(|t| seen.tokens.get(t)) {
            Some(cell) => out.extend(cell.get_or_init(|| signs_beside(a, place))),
            None => out.extend(signs_beside(a, place)),
        }
    }
    out.push(a.gap_before(t).len() as f32);
    // Names and entities as they are found without.
    out.push(flag(a.name_at(left).is_some_and(|name| name.tokens.contains(&t))));
    let entity =
        |t: usize| a.syntax.as_ref()?.entities_at(t as u32).next().map(|entity| entity.words.clone());
    out.push(flag(entity(left).is_some() && entity(left) == entity(t)));
    // Capitals in a row on either side.
    let row = |tokens: &mut dyn Iterator<Item = usize>| {
        tokens.take(LONGEST).take_while(|&t| a.is_capital(t)).count()
    };
    out.push(row(&mut (0..t).rev()) as f32);
    out.push(row(&mut (t..a.tokens.len())) as f32);
    // How far the nouns for bodies are.
    let noun = |t: &usize| subject::noun_of_body(a, a.lower(*t)) || a.is(*t, WordClass::BODY_HEAD);
    out.push((0..=left).rev().take(LONGEST).position(|t| noun(&t)).map_or(NONE, |at| at as f32));
    out.push((t..a.tokens.len()).take(LONGEST).position(|t| noun(&t)).map_or(NONE, |at| at as f32));
    // What the text says elsewhere.
    let (before, behind) = (seen.word(a.word(left)), seen.word(a.word(t)));
    let both = seen.pairs.get(&(a.word(left), a.word(t))).map_or(0.0, |count| *count as f32);
    out.extend([before, behind, both, both / before, both / behind]);
    out.push(seen.word(a.lower(t)) / behind);
    out.push(seen.word(a.lower(left)) / before);
    // Where it stands.
    let sentence = a.sentences.get(a.sentence_from(t));
    let kind = sentence.and_then(|sentence| a.document.paragraphs.get(sentence.paragraph)).map(|p| p.kind);
    out.push(match kind {
        Some(ParagraphKind::Title) => 1.0,
        Some(ParagraphKind::Heading) => 2.0,
        Some(ParagraphKind::TableRow) => 3.0,
        _ => 0.0,
    });
    out.push(sentence.map_or(NONE, |sentence| (left as f32 - sentence.tokens.start as f32).min(20.0)));
    out.push(sentence.map_or(NONE, |sentence| (sentence.tokens.end as f32 - t as f32).min(20.0)));
    out.push(flag(sentence.is_some_and(|sentence| sentence.tokens.contains(&left))));
    out
}

/// A gap beside or within a name that a reader has told: whether it is within, and what the model sees of it.
#[cfg(feature = "train")]
#[derive(Clone, Debug)]
pub struct Gap {
    pub within: bool,
    pub signs: Vec<f32>,
}

/// A name where the text has it, as a reader tells it: the gaps, the first and the last beside it, and whether the rules see it so.
#[cfg(feature = "train")]
#[derive(Clone, Debug)]
pub struct Told {
    pub gaps: Vec<Gap>,
    pub ruled: bool,
}

/// Where the text has one of `names`, and what the model sees of their gaps: for learning it.
#[cfg(feature = "train")]
pub fn told(a: &Annotated, names: &[String]) -> Vec<Told> {
    let seen = Seen::new(a);
    let bodies = super::bodies::Bodies::new(a, None);
    let mut taken = vec![false; a.tokens.len()];
    let mut longest_first: Vec<&String> = names.iter().collect();
    longest_first.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut out = Vec::new();
    for name in longest_first {
        for tokens in subject::places(a, name, usize::MAX) {
            if tokens.clone().any(|t| taken[t]) {
                continue;
            }
            taken[tokens.clone()].fill(true);
            let gap =
                |t: usize| Gap { within: t > tokens.start && t < tokens.end, signs: signs(a, &seen, t) };
            let gaps = (tokens.start..=tokens.end).filter(|&t| may_join(a, t)).map(gap).collect();
            let ruled = bodies.within(tokens.clone()).any(|body| body.tokens == tokens);
            out.push(Told { gaps, ruled });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Language;
    use crate::lexicon::Lexicon;
    use crate::rating::Models;
    use crate::read;

    /// The name that `seen` becomes in `text`.
    fn mended(text: &str, seen: &str) -> String {
        let lexicon = Lexicon::embedded();
        let document = read::document(text.into(), "note.txt", &read::Options::default()).unwrap();
        let mut a = Annotated::new(&document, &lexicon);
        a.parse(Language::embedded());
        let borders = Borders::new(&a, &Models::embedded().borders);
        let at = text.find(seen).unwrap();
        let tokens = a.token_from(at as u32)..a.token_from((at + seen.len()) as u32);
        let name = borders.mended(&a, &tokens).unwrap_or(tokens);
        a.span(name).of(text).to_owned()
    }

    #[test]
    fn names_are_whole() {
        let names = [
            (
                "Queen’s Park Community School was rated good by Ofsted.",
                "Park Community School",
                "Queen’s Park Community School",
            ),
            ("HMP & YOI Thornlea was inspected in May.", "YOI Thornlea", "HMP & YOI Thornlea"),
            (
                "Inspectors came in July and Redmarsh Youth Justice Service was rated good.",
                "July and Redmarsh Youth Justice Service",
                "Redmarsh Youth Justice Service",
            ),
        ];
        for (text, seen, name) in names {
            assert_eq!(mended(text, seen), name, "{text}");
        }
    }

    #[test]
    fn what_is_of_no_name_is_left_out() {
        let names = [
            ("In September Larch House was inspected by Ofsted.", "September Larch House", "Larch House"),
            ("Ofsted has rated Ashby Bakeries good.", "Ashby Bakeries", "Ashby Bakeries"),
            ("All three of Holme’s nurseries are good.", "Holme", "Holme"),
            (
                "B. Ashby Fire and Rescue Service\n\nIt was rated good.",
                "Fire and Rescue Service",
                "Ashby Fire and Rescue Service",
            ),
        ];
        for (text, seen, name) in names {
            assert_eq!(mended(text, seen), name, "{text}");
        }
    }

    #[test]
    fn an_unparsed_text_has_none() {
        let lexicon = Lexicon::embedded();
        let text = "Ashby School was rated good.";
        let document = read::document(text.into(), "note.txt", &read::Options::default()).unwrap();
        let a = Annotated::new(&document, &lexicon);
        assert_eq!(Borders::new(&a, &Models::embedded().borders).mended(&a, &(0..1)), None);
    }
}
