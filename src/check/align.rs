//! Lays a claim along a passage, word by word.
//!
//! An alignment with affine gaps (Gotoh 1982): the whole claim is laid along any stretch of the passage; an
//! omission that the claim owns up to (`…`) and editors' words in brackets cost nothing.

use super::normalise::{Break, Normaliser, Word};

/// The largest table that is filled: claim words times passage words.
const LARGEST: usize = 40_000_000;

const CHANGED: i32 = -4;
/// For a changed word that ends or starts a sentence in one of the two only.
const ACROSS: i32 = -3;
const EXTRA_FIRST: i32 = -6;
const EXTRA_NEXT: i32 = -4;
const LEFT_FIRST: i32 = -6;
const LEFT_NEXT: i32 = -1;
/// Less than any sum of the above.
const NEVER: i32 = i32::MIN / 2;

/// What becomes of a word; numbers are those of the words of claim and passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Same(usize, usize),
    /// The claim has another word.
    Changed(usize, usize),
    /// The claim has a word more.
    Extra(usize),
    /// The claim leaves a word out.
    Left(usize),
    /// The claim leaves a word out and says so, or one of the two words is an editor's.
    Allowed(Option<usize>, Option<usize>),
}

/// A claim laid along a passage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    pub steps: Vec<Step>,
    pub score: i32,
}

/// What a shared word counts.
fn worth(word: &Word, normaliser: &Normaliser) -> i32 {
    if normaliser.is_function_word(&word.form) { 4 } else { 8 }
}

/// What each word of a claim is worth.
pub fn worths(claim: &[Word], normaliser: &Normaliser) -> Vec<i32> {
    claim.iter().map(|word| if word.bracketed { 0 } else { worth(word, normaliser) }).collect()
}

/// The best way to lay `claim` along `passage`; `None` where either is empty or both together are too long.
/// Also gives, for each number of the claim's first words, the best score of laying just those.
pub fn align(claim: &[Word], passage: &[Word], worths: &[i32]) -> Option<(Alignment, Vec<i32>)> {
    if claim.is_empty() || passage.is_empty() || claim.len().checked_mul(passage.len())? > LARGEST {
        return None;
    }
    let table = Table::fill(claim, passage, worths);
    Some((table.trace(claim, passage), table.prefixes))
}

/// How a cell was reached, in the three states; two bits each.
#[derive(Clone, Copy, Default)]
struct From(u8);

/// The state that a step ends in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// In a pair of words.
    Pair = 0,
    /// In a word of the claim alone.
    Extra = 1,
    /// In a word of the passage alone.
    Left = 2,
    /// Nowhere: the alignment starts here.
    Start = 3,
}

impl Ends {
    fn of(bits: u8) -> Ends {
        match bits & 3 {
            0 => Ends::Pair,
            1 => Ends::Extra,
            2 => Ends::Left,
            _ => Ends::Start,
        }
    }
}

impl From {
    fn before(self, state: Ends) -> Ends {
        Ends::of(self.0 >> (2 * state as u8))
    }
}

struct Table {
    from: Vec<From>,
    width: usize,
    /// Where the best alignment of the whole claim ends, and how.
    end: (usize, Ends),
    score: i32,
    prefixes: Vec<i32>,
}

impl Table {
    fn fill(claim: &[Word], passage: &[Word], worths: &[i32]) -> Table {
        let width = passage.len() + 1;
        let mut from = vec![From(0b11_11_11); (claim.len() + 1) * width];
        let mut prefixes = Vec::with_capacity(claim.len() + 1);
        prefixes.push(0);
        // Scores of the row above and of this one, in each state. The alignment may start at any word.
        let mut above = [vec![0; width], vec![NEVER; width], vec![NEVER; width]];
        let mut row = above.clone();
        for (i, word) in (1..).zip(claim) {
            // Leaving out words of the passage behind this word is free where the claim says so.
            let next = claim.get(i);
            let free = next.is_some_and(|next| next.gap_before);
            let loose = word.bracketed || next.is_some_and(|next| next.bracketed);
            let (left_first, left_next) = match (free, loose) {
                (true, _) => (0, 0),
                (_, true) => (0, LEFT_NEXT),
                _ => (LEFT_FIRST, LEFT_NEXT),
            };
            let (extra_first, extra_next) = if word.bracketed { (0, 0) } else { (EXTRA_FIRST, EXTRA_NEXT) };
            let mut best = NEVER;
            for j in 0..width {
                let mut came = 0;
                // A pair.
                row[0][j] = NEVER;
                if let Some(other) = j.checked_sub(1).map(|before| &passage[before]) {
                    let gain = if word.bracketed || other.bracketed {
                        0
                    } else if word.form == other.form {
                        worths[i - 1]
                    } else if across(claim, i - 1, passage, j - 1) {
                        CHANGED + ACROSS
                    } else {
                        CHANGED
                    };
                    let (score, state) =
                        best_of([above[0][j - 1], above[1][j - 1], above[2][j - 1]], [0, 0, 0]);
                    row[0][j] = score + gain;
                    came |= if i == 1 && state == Ends::Pair { Ends::Start as u8 } else { state as u8 };
                }
                // A word of the claim alone.
                let (score, state) =
                    best_of([above[0][j], above[1][j], above[2][j]], [extra_first, extra_next, extra_first]);
                row[1][j] = score;
                came |= (if i == 1 && state == Ends::Pair { Ends::Start as u8 } else { state as u8 }) << 2;
                // A word of the passage alone.
                row[2][j] = NEVER;
                if j > 0 && i < claim.len() {
                    let editor = passage[j - 1].bracketed;
                    let (first, next) = if editor { (0, 0) } else { (left_first, left_next) };
                    let (score, state) =
                        best_of([row[0][j - 1], row[1][j - 1], row[2][j - 1]], [first, first, next]);
                    row[2][j] = score;
                    came |= (state as u8) << 4;
                }
                from[i * width + j] = From(came);
                best = best.max(row[0][j]).max(row[1][j]);
            }
            prefixes.push(best);
            std::mem::swap(&mut above, &mut row);
        }
        let ends = (0..width).flat_map(|j| [(above[0][j], j, Ends::Pair), (above[1][j], j, Ends::Extra)]);
        // The first of several as good.
        let (score, j, state) = ends
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .unwrap_or((0, 0, Ends::Start));
        Table { from, width, end: (j, state), score, prefixes }
    }

    fn trace(&self, claim: &[Word], passage: &[Word]) -> Alignment {
        let (mut i, (mut j, mut state)) = (claim.len(), self.end);
        let mut steps = Vec::with_capacity(claim.len());
        while i > 0 && state != Ends::Start {
            let before = self.from[i * self.width + j].before(state);
            match state {
                Ends::Pair => {
                    i -= 1;
                    j -= 1;
                    steps.push(if claim[i].bracketed || passage[j].bracketed {
                        Step::Allowed(Some(i), Some(j))
                    } else if claim[i].form == passage[j].form {
                        Step::Same(i, j)
                    } else {
                        Step::Changed(i, j)
                    });
                }
                Ends::Extra => {
                    i -= 1;
                    steps.push(if claim[i].bracketed {
                        Step::Allowed(Some(i), None)
                    } else {
                        Step::Extra(i)
                    });
                }
                Ends::Left => {
                    j -= 1;
                    let next = claim.get(i);
                    let allowed = passage[j].bracketed
                        || next.is_some_and(|next| next.gap_before || next.bracketed)
                        || i.checked_sub(1).is_some_and(|last| claim[last].bracketed);
                    steps.push(if allowed { Step::Allowed(None, Some(j)) } else { Step::Left(j) });
                }
                Ends::Start => {}
            }
            state = before;
        }
        steps.reverse();
        same_letters(&mut steps, claim, passage);
        replaced_ends(&mut steps, passage);
        Alignment { steps, score: self.score }
    }
}

/// Whether a sentence starts at, or behind, one of two words and not the other. A claim may start anywhere.
fn across(claim: &[Word], i: usize, passage: &[Word], j: usize) -> bool {
    let starts = |word: &Word| word.before == Break::Sentence;
    let here = i > 0 && starts(&claim[i]) != starts(&passage[j]);
    let behind = match (claim.get(i + 1), passage.get(j + 1)) {
        (Some(ours), Some(theirs)) => starts(ours) != starts(theirs),
        _ => false,
    };
    here || behind
}

/// The best of three states with what it costs to go on from each; of equals the first.
fn best_of(scores: [i32; 3], costs: [i32; 3]) -> (i32, Ends) {
    let mut best = (scores[0] + costs[0], Ends::Pair);
    if scores[1] + costs[1] > best.0 {
        best = (scores[1] + costs[1], Ends::Extra);
    }
    if scores[2] + costs[2] > best.0 {
        best = (scores[2] + costs[2], Ends::Left);
    }
    (best.0.max(NEVER), best.1)
}

/// Runs of changes that are the same letters, written in one word or two, are no change.
fn same_letters(steps: &mut [Step], claim: &[Word], passage: &[Word]) {
    let mut at = 0;
    while at < steps.len() {
        let run = steps[at..].iter().take_while(|step| is_change(step)).count();
        if run > 1 {
            let ours: String = steps[at..at + run]
                .iter()
                .filter_map(|s| s.claim())
                .map(|i| claim[i].form.as_str())
                .collect();
            let theirs: String = steps[at..at + run]
                .iter()
                .filter_map(|s| s.passage())
                .map(|j| passage[j].form.as_str())
                .collect();
            if ours == theirs {
                for step in &mut steps[at..at + run] {
                    *step = match *step {
                        Step::Changed(i, j) => Step::Same(i, j),
                        Step::Extra(i) => Step::Allowed(Some(i), None),
                        Step::Left(j) => Step::Allowed(None, Some(j)),
                        other => other,
                    };
                }
            }
        }
        at += run.max(1);
    }
}

/// Where the claim begins or ends its sentence with words of its own, those of the passage's sentence that they
/// stand for are left out: no more than they are.
fn replaced_ends(steps: &mut Vec<Step>, passage: &[Word]) {
    let is_extra = |step: &&Step| matches!(step, Step::Extra(_));
    let starts = |at: usize| passage.get(at).is_none_or(|word| word.before == Break::Sentence);
    let ours = steps.iter().rev().take_while(is_extra).count();
    if let Some(last) = steps.iter().filter_map(Step::passage).next_back().filter(|_| ours > 0) {
        let theirs = (last + 1..).take_while(|at| !starts(*at)).take(ours + 1).count();
        if theirs <= ours {
            steps.extend((last + 1..=last + theirs).map(Step::Left));
        }
    }
    let ours = steps.iter().take_while(is_extra).count();
    if let Some(first) = steps.iter().filter_map(Step::passage).next().filter(|_| ours > 0) {
        let theirs = (1..=first).rev().take_while(|at| !starts(*at)).take(ours + 1).count();
        if theirs <= ours {
            steps.splice(0..0, (first - theirs..first).map(Step::Left));
        }
    }
}

fn is_change(step: &Step) -> bool {
    matches!(step, Step::Changed(..) | Step::Extra(_) | Step::Left(_))
}

impl Step {
    /// The word of the claim.
    pub fn claim(&self) -> Option<usize> {
        match *self {
            Step::Same(i, _) | Step::Changed(i, _) | Step::Extra(i) => Some(i),
            Step::Allowed(i, _) => i,
            Step::Left(_) => None,
        }
    }

    /// The word of the passage.
    pub fn passage(&self) -> Option<usize> {
        match *self {
            Step::Same(_, j) | Step::Changed(_, j) | Step::Left(j) => Some(j),
            Step::Allowed(_, j) => j,
            Step::Extra(_) => None,
        }
    }
}

impl Alignment {
    /// Whether nothing was changed.
    pub fn is_exact(&self) -> bool {
        !self.steps.iter().any(is_change)
    }

    /// How many words differ: a changed word counts once.
    pub fn changes(&self) -> usize {
        self.steps.iter().filter(|step| is_change(step)).count()
    }

    /// Pairs of the same word.
    pub fn same(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.steps.iter().filter_map(|step| match *step {
            Step::Same(i, j) => Some((i, j)),
            _ => None,
        })
    }

    /// The passage's words from the first to the last that the claim has.
    pub fn stretch(&self) -> Option<std::ops::Range<usize>> {
        let first = self.same().next()?.1;
        Some(first..self.same().last()?.1 + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::Lexicon;

    fn normaliser() -> &'static Normaliser {
        static NORMALISER: OnceLock<Normaliser> = OnceLock::new();
        NORMALISER.get_or_init(|| Normaliser::new(&Lexicon::embedded().checking))
    }

    /// The steps as text: `=` the same, `~a/b` changed, `+a` extra, `-b` left out, `.` allowed.
    fn aligned(claim: &str, passage: &str) -> String {
        let n = normaliser();
        let (claim, passage) = (n.words(claim), n.words(passage));
        let (alignment, _) = align(&claim, &passage, &worths(&claim, n)).unwrap();
        let told = alignment.steps.iter().map(|step| match *step {
            Step::Same(..) => "=".into(),
            Step::Changed(i, j) => format!("~{}/{}", claim[i].form, passage[j].form),
            Step::Extra(i) => format!("+{}", claim[i].form),
            Step::Left(j) => format!("-{}", passage[j].form),
            Step::Allowed(..) => ".".into(),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_claim_is_laid_along_its_source() {
        let passage = "We tried, and the bridge will not be shut before the spring. We are sorry.";
        assert_eq!(aligned("the bridge will not be shut", passage), "= = = = = =");
        assert_eq!(aligned("the bridge will be shut before the spring", passage), "= = = -not = = = = =");
        assert_eq!(aligned("the bridge will never be shut", passage), "= = = ~never/not = =");
        assert_eq!(aligned("the old bridge will not be shut", passage), "= +old = = = = =");
        assert_eq!(aligned("We tried … We are sorry", passage).replace(" .", ""), "= = = = =");
        assert_eq!(aligned("the [Ashby] bridge will not be shut", passage), "= . = = = = =");
    }

    #[test]
    fn the_words_that_others_stand_for_are_told() {
        let passage = "We accept this without reservation. Two went.";
        assert_eq!(
            aligned("We accept this with great reluctance", passage),
            "= = = +with +great +reluctance -without -reservation"
        );
    }

    #[test]
    fn one_word_or_two_is_no_change() {
        assert_eq!(
            aligned("the under-funded service", "the underfunded service").matches(['+', '-', '~']).count(),
            0
        );
        assert_eq!(aligned("a long running row", "a longrunning row").matches(['+', '-', '~']).count(), 0);
    }

    proptest! {
        #[test]
        fn every_word_of_the_claim_is_accounted_for(claim in "([a-d] ?){1,12}", passage in "([a-d] ?|\\[b\\] |… ){1,20}") {
            let n = normaliser();
            let (claim, passage) = (n.words(&claim), n.words(&passage));
            if let Some((alignment, prefixes)) = align(&claim, &passage, &worths(&claim, n)) {
                let ours: Vec<usize> = alignment.steps.iter().filter_map(Step::claim).collect();
                prop_assert_eq!(ours, (0..claim.len()).collect::<Vec<_>>());
                let theirs: Vec<usize> = alignment.steps.iter().filter_map(Step::passage).collect();
                prop_assert!(theirs.windows(2).all(|pair| pair[0] + 1 == pair[1]));
                prop_assert_eq!(*prefixes.last().unwrap(), alignment.score);
            }
        }

        #[test]
        fn a_stretch_of_the_passage_is_exact(words in prop::collection::vec("[a-z]{1,6}", 3..30), from in 0usize..20, many in 1usize..10) {
            let n = normaliser();
            let passage = words.join(" ");
            let from = from.min(words.len() - 1);
            let claim = words[from..(from + many).min(words.len())].join(" ");
            let (claim, passage) = (n.words(&claim), n.words(&passage));
            let (alignment, _) = align(&claim, &passage, &worths(&claim, n)).unwrap();
            prop_assert!(alignment.is_exact());
        }
    }
}
