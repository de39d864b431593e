//! What the record says of a claim.

use std::collections::{HashMap, HashSet};

use super::align::{Alignment, align, worths};
use super::context::cut;
use super::difference::{Flag, Piece, Told, difference, flags};
use super::index::{Index, Searched, Votes, last_name};
use super::normalise::{Normaliser, Word, stem};
use super::passage::Passage;
use super::same_speaker::{SameSpeaker, same_speaker};
use super::splice::{self, Splice};
use super::{Claim, why};
use crate::base::{Date, Result};
use crate::lexicon::Lexicon;
use crate::record::{DateBasis, QuotationKind};

/// How many passages are laid beside a claim.
const LOOKED_AT: usize = 32;
/// How many are named in the answer.
const NAMED: usize = 3;
/// Passages that share less are not named.
pub(super) const LEAST_TOLD: f32 = 0.3;

/// The answer on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The same words; marks, capitals, `…` and words in brackets aside.
    Verbatim,
    /// The same speech, with other words.
    Altered,
    /// Parts of two speeches as one.
    Spliced,
    /// The words are on record from another.
    Misattributed,
    /// The date or the rating differs, or a clause that bounds the words was cut.
    OutOfContext,
    /// Only reported speech on record says so.
    Paraphrase,
    NotFound,
}

impl Verdict {
    pub const ALL: [Verdict; 7] = [
        Verdict::Verbatim,
        Verdict::Altered,
        Verdict::Spliced,
        Verdict::Misattributed,
        Verdict::OutOfContext,
        Verdict::Paraphrase,
        Verdict::NotFound,
    ];

    /// The spelling used in tables and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Verbatim => "verbatim",
            Verdict::Altered => "altered",
            Verdict::Spliced => "spliced",
            Verdict::Misattributed => "misattributed",
            Verdict::OutOfContext => "out of context",
            Verdict::Paraphrase => "paraphrase",
            Verdict::NotFound => "not found",
        }
    }
}

/// A passage near to a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub passage: Passage,
    /// Share of the words that both have, 0 to 1.
    pub score: f32,
}

/// A claim with its verdict and what that rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub claim: Claim,
    pub verdict: Verdict,
    /// Whether the claim holds; `None` where the record can't tell.
    pub holds: Option<bool>,
    /// A sentence or two for a reader.
    pub why: String,
    /// Ascending.
    pub flags: Vec<Flag>,
    /// Share of the words that the claim and the record have in common, 0 to 1.
    pub score: f32,
    /// Word by word against the first of `near`; empty where there is none.
    pub difference: Vec<Piece>,
    /// The passages that the verdict rests on, then the next nearest. Two or more for a splice.
    pub near: Vec<Near>,
}

/// Compares claims with a record. Made once, used for many, from any thread.
#[derive(Debug)]
pub struct Checker<'a> {
    pub(super) index: &'a Index,
    pub(super) normaliser: &'a Normaliser,
    pub(super) lexicon: &'a Lexicon,
    /// How many quotations are by speakers of each last name, in lower case.
    last_names: HashMap<String, u64>,
}

/// A passage laid beside a claim.
pub(super) struct Beside {
    pub(super) number: u32,
    pub(super) passage: Passage,
    pub(super) words: Vec<Word>,
    pub(super) alignment: Alignment,
    /// Share of the claim's weight that the passage has.
    pub(super) coverage: f32,
    /// Share of the weight of both that they have in common.
    pub(super) score: f32,
    pub(super) same_speaker: Option<SameSpeaker>,
}

impl Beside {
    /// Whether the claimed speaker surely said it; of equals, such passages come first.
    pub(super) fn is_by_claimed(&self) -> bool {
        self.same_speaker == Some(SameSpeaker::Yes)
    }
}

/// What one passage says of a claim.
struct Judged {
    verdict: Verdict,
    flags: Vec<Flag>,
    /// Less is better.
    rank: u8,
    /// The words of the passage that were cut.
    cut: String,
}

impl<'a> Checker<'a> {
    pub fn new(index: &'a Index, normaliser: &'a Normaliser, lexicon: &'a Lexicon) -> Self {
        let mut last_names = HashMap::new();
        for (name, quotations) in &index.searched().speakers {
            *last_names.entry(last_name(name)).or_default() += quotations;
        }
        Checker { index, normaliser, lexicon, last_names }
    }

    /// What is searched.
    pub fn searched(&self) -> &Searched {
        self.index.searched()
    }

    /// The verdict on one claim.
    ///
    /// # Errors
    /// Where the index is damaged.
    pub fn check(&self, claim: &Claim, votes: &mut Votes) -> Result<Check> {
        let words = self.normaliser.words(&claim.text);
        let mut beside = self.beside(claim, &words, &words, &[], votes)?;
        if !beside.iter().any(|near| near.alignment.is_exact()) && words.len() >= 2 * splice::LEAST_WORDS {
            // A short part of a splice may have been outvoted.
            let (first, second) = words.split_at(words.len() / 2);
            for half in [first, second] {
                let more = self.beside(claim, &words, half, &beside, votes)?;
                beside.extend(more);
            }
        }
        let mut judged: Vec<(Judged, Beside)> =
            beside.into_iter().map(|near| (self.judge(claim, &words, &near), near)).collect();
        judged.sort_by(|(a, x), (b, y)| {
            let closeness = y.score.total_cmp(&x.score);
            a.rank
                .cmp(&b.rank)
                .then(closeness)
                .then(date_distance(claim, x).cmp(&date_distance(claim, y)))
                .then(x.number.cmp(&y.number))
        });
        self.prefer_the_whole_sentence(&mut judged);
        let exact =
            judged.iter().any(|(best, near)| best.rank < Judged::INEXACT && near.alignment.is_exact());
        let all: Vec<&Beside> = judged.iter().map(|(_, near)| near).collect();
        if !exact && let Some(splice) = splice::find(&words, &all, self.normaliser) {
            return Ok(self.spliced(claim, &words, &all, &splice));
        }
        Ok(self.answer(claim, &words, judged))
    }

    /// The passages nearest to the words of `part`, with the whole claim laid along each.
    fn beside(
        &self,
        claim: &Claim,
        words: &[Word],
        part: &[Word],
        known: &[Beside],
        votes: &mut Votes,
    ) -> Result<Vec<Beside>> {
        let worths = worths(words, self.normaliser);
        let mut all = Vec::new();
        for number in self.index.nearest(part, claim.speaker.as_deref(), self.normaliser, LOOKED_AT, votes) {
            if known.iter().any(|near| near.number == number) {
                continue;
            }
            let passage = self.index.passage(number)?;
            let passage_words = self.normaliser.words(&passage.text);
            let Some((alignment, _)) = align(words, &passage_words, &worths) else { continue };
            let weigh = |words: &[Word], at: usize| {
                if self.normaliser.is_function_word(&words[at].form) { 1.0 } else { 2.0 }
            };
            let same: f32 = alignment.same().map(|(i, _)| weigh(words, i)).sum();
            let (mut ours, mut theirs) = (0.0, 0.0);
            for step in &alignment.steps {
                use super::align::Step;
                match *step {
                    Step::Changed(i, _) | Step::Extra(i) => ours += weigh(words, i),
                    Step::Left(j) => theirs += weigh(&passage_words, j),
                    Step::Same(..) | Step::Allowed(..) => {}
                }
            }
            if same > 0.0 {
                all.push(Beside {
                    number,
                    coverage: same / (same + ours),
                    score: same / (same + ours + theirs),
                    same_speaker: claim
                        .speaker
                        .as_deref()
                        .map(|claimed| same_speaker(claimed, &passage, self.lexicon)),
                    passage,
                    words: passage_words,
                    alignment,
                });
            }
        }
        Ok(all)
    }

    fn judge(&self, claim: &Claim, words: &[Word], near: &Beside) -> Judged {
        let same = near.alignment.same().count();
        let heavy =
            near.alignment.same().filter(|(i, _)| !self.normaliser.is_function_word(&words[*i].form)).count();
        let judged = |verdict, rank, flags| Judged { verdict, flags, rank, cut: String::new() };
        let not_found = || judged(Verdict::NotFound, Judged::NOT_FOUND, Vec::new());
        let reported = self.is_reported(near);
        let told = Told { text: &claim.text, words };
        let record = Told { text: &near.passage.text, words: &near.words };
        if near.alignment.is_exact() {
            return match near.same_speaker {
                // A few words are anybody's.
                Some(SameSpeaker::No) if same < 4 || heavy < 2 => not_found(),
                Some(SameSpeaker::No) => judged(Verdict::Misattributed, 5, vec![Flag::Speaker]),
                None | Some(SameSpeaker::CannotTell) if same < 2 || heavy < 1 => not_found(),
                Some(SameSpeaker::CannotTell) if same < 3 => not_found(),
                _ if reported => judged(Verdict::Paraphrase, 4, Vec::new()),
                speaker => {
                    let cut = cut(&near.alignment, &near.words, words, self.normaliser);
                    let mut flags = Vec::new();
                    if cut.is_some() {
                        flags.push(Flag::Clause);
                    }
                    if date_differs(claim.date, &near.passage) {
                        flags.push(Flag::Date);
                    }
                    if self.rating_differs(claim, &near.passage) {
                        flags.push(Flag::Rating);
                    }
                    let cut = cut.map(|cut| {
                        let (first, last) = (&near.words[cut.start], &near.words[cut.end - 1]);
                        near.passage.text[first.start..last.end].to_owned()
                    });
                    let (verdict, rank) = match (flags.is_empty(), speaker) {
                        (true, Some(SameSpeaker::CannotTell)) => (Verdict::Verbatim, 1),
                        (true, _) => (Verdict::Verbatim, 0),
                        (false, Some(SameSpeaker::CannotTell)) => (Verdict::OutOfContext, 3),
                        (false, _) => (Verdict::OutOfContext, 2),
                    };
                    Judged { verdict, flags, rank, cut: cut.unwrap_or_default() }
                }
            };
        }
        let flags = || flags(&near.alignment, told, record, self.normaliser, self.lexicon);
        if reported {
            return self.judge_reported(words, near, flags());
        }
        let longest = longest_run(&near.alignment);
        let changes = near.alignment.changes();
        let small = changes == 1 && same >= 3 && heavy >= 1;
        let alike = |coverage: f32, least: usize| {
            (near.coverage >= coverage && same >= least && heavy >= 2 && longest >= 3 && near.score >= 0.4)
                || small && near.coverage >= coverage.min(0.6)
        };
        match near.same_speaker {
            Some(SameSpeaker::No) if near.coverage >= 0.8 && same >= 6 && heavy >= 3 && near.score >= 0.6 => {
                let mut flags = flags();
                flags.push(Flag::Speaker);
                judged(Verdict::Misattributed, 7, flags)
            }
            Some(SameSpeaker::No) => not_found(),
            Some(SameSpeaker::Yes) if alike(0.55, 4) => {
                judged(Verdict::Altered, if near.coverage >= 0.8 { 3 } else { 6 }, flags())
            }
            None | Some(SameSpeaker::CannotTell) if alike(0.7, 5) => judged(Verdict::Altered, 6, flags()),
            Some(SameSpeaker::Yes) if self.says_the_same(words, near, 4) && flags_allow(&flags()) => {
                judged(Verdict::Paraphrase, 7, Vec::new())
            }
            _ => not_found(),
        }
    }

    /// A claim that differs from reported speech: the sense counts, not the words.
    fn judge_reported(&self, words: &[Word], near: &Beside, flags: Vec<Flag>) -> Judged {
        let (verdict, rank, flags) = match near.same_speaker {
            Some(SameSpeaker::No) => (Verdict::NotFound, Judged::NOT_FOUND, Vec::new()),
            _ if near.coverage >= 0.6 && self.says_the_same(words, near, 2) => {
                if flags_allow(&flags) {
                    (Verdict::Paraphrase, 4, Vec::new())
                } else {
                    (Verdict::Altered, 6, flags)
                }
            }
            // One number, grade or *not* is what differs.
            Some(SameSpeaker::Yes) | None
                if near.coverage >= 0.7 && !flags_allow(&flags) && near.alignment.same().count() >= 4 =>
            {
                (Verdict::Altered, 6, flags)
            }
            _ => (Verdict::NotFound, Judged::NOT_FOUND, Vec::new()),
        };
        Judged { verdict, flags, rank, cut: String::new() }
    }

    /// Whether the passage has every word of weight of the claim, in any form and order; of many, all but one in seven.
    fn says_the_same(&self, words: &[Word], near: &Beside, least: usize) -> bool {
        let heavy = |word: &&Word| {
            !self.normaliser.is_function_word(&word.form) && !self.normaliser.is_negation(&word.form)
        };
        let theirs: HashSet<&str> = near.words.iter().filter(heavy).map(|word| stem(&word.form)).collect();
        let ours: Vec<&str> = words.iter().filter(heavy).map(|word| stem(&word.form)).collect();
        let missing = ours.iter().filter(|stem| !theirs.contains(*stem)).count();
        let negations =
            |words: &[Word]| words.iter().filter(|word| self.normaliser.is_negation(&word.form)).count();
        // A long passage may well have a *not* elsewhere.
        let negated = |words: &[Word]| negations(words) % 2;
        ours.len() >= least
            && missing * 7 <= ours.len()
            && near.words.len() <= 3 * words.len() + 20
            && negated(words) == negated(&near.words)
    }

    /// Whether the words that claim and passage share are a reporter's: no marks stand around them.
    fn is_reported(&self, near: &Beside) -> bool {
        match near.passage.kind {
            Some(QuotationKind::Indirect) => true,
            Some(QuotationKind::Mixed) => {
                let unmarked = |(_, j): (usize, usize)| {
                    !near.words[j].marked && !self.normaliser.is_function_word(&near.words[j].form)
                };
                near.alignment.same().any(unmarked)
                    || near.alignment.same().all(|(_, j)| !near.words[j].marked)
            }
            Some(QuotationKind::Direct) | None => false,
        }
    }

    fn rating_differs(&self, claim: &Claim, passage: &Passage) -> bool {
        let Some(claimed) = &claim.rating else { return false };
        let claimed = self.grades(claimed);
        !passage.ratings.is_empty()
            && !passage
                .ratings
                .iter()
                .any(|rated| self.grades(&rated.grade).iter().any(|grade| claimed.contains(grade)))
    }

    /// The grades that a wording may stand for.
    fn grades(&self, wording: &str) -> Vec<String> {
        let lower = wording.to_lowercase();
        let mut words = lower.split_whitespace();
        let first = words.next().unwrap_or_default();
        let list = &self.lexicon.scales.list;
        let mut grades = vec![lower.split_whitespace().collect::<Vec<_>>().join(" ")];
        if let Some((_, found)) = self.lexicon.scales.grade(first, words) {
            grades.extend(found.iter().map(|found| list[found.scale].grades[found.grade].name.clone()));
        }
        grades
    }

    /// Where one report of a speech gives the whole sentence and another only the claim's words, the whole
    /// sentence decides whether something was cut.
    fn prefer_the_whole_sentence(&self, judged: &mut [(Judged, Beside)]) {
        let Some((best, near)) = judged.first() else { return };
        if best.verdict != Verdict::Verbatim {
            return;
        }
        let same_speech = |other: &Beside| {
            let close = match (other.passage.said_on, near.passage.said_on) {
                (Some(a), Some(b)) => days_apart(a, b).is_none_or(|days| days <= 31),
                _ => true,
            };
            let named = near.passage.speaker.name == other.passage.speaker.name
                && !near.passage.speaker.id.is_empty();
            close && named
        };
        let whole =
            judged.iter().position(|(other, near)| other.flags == [Flag::Clause] && same_speech(near));
        if let Some(at) = whole {
            judged[..=at].rotate_right(1);
        }
    }

    /// How many quotations are by speakers of the claimed speaker's last name.
    fn by(&self, claim: &Claim) -> u64 {
        let name = claim.speaker.as_deref().map(last_name);
        name.and_then(|name| self.last_names.get(&name)).copied().unwrap_or_default()
    }

    fn answer(&self, claim: &Claim, words: &[Word], judged: Vec<(Judged, Beside)>) -> Check {
        let Some((best, _)) = judged.first() else {
            let why = why::not_found(claim, self.searched(), self.by(claim), None);
            return Check::empty(claim, why);
        };
        let (verdict, rests_on) = (best.verdict, &judged[0].1);
        let holds = match (verdict, rests_on.same_speaker) {
            (Verdict::Verbatim, Some(SameSpeaker::CannotTell)) => None,
            (Verdict::Verbatim, _) if !silent_on(claim, &rests_on.passage).is_empty() => None,
            (Verdict::Verbatim, _) => Some(true),
            (Verdict::NotFound | Verdict::Paraphrase, _) => None,
            _ => Some(false),
        };
        let told = Told { text: &claim.text, words };
        let record = Told { text: &rests_on.passage.text, words: &rests_on.words };
        let why = match verdict {
            Verdict::NotFound => why::not_found(claim, self.searched(), self.by(claim), Some(rests_on)),
            _ => why::why(claim, verdict, &best.flags, &best.cut, rests_on),
        };
        let shows = verdict != Verdict::NotFound || rests_on.score >= LEAST_TOLD;
        let difference = if shows { difference(&rests_on.alignment, told, record) } else { Vec::new() };
        let (flags, score) = (best.flags.clone(), rests_on.score);
        let named = |(at, (_, near)): (usize, (Judged, Beside))| {
            let kept = near.score >= LEAST_TOLD || at == 0 && verdict != Verdict::NotFound;
            kept.then_some(Near { score: near.score, passage: near.passage })
        };
        let near: Vec<Near> = judged.into_iter().enumerate().filter_map(named).take(NAMED).collect();
        Check { claim: claim.clone(), verdict, holds, why, flags, score, difference, near }
    }

    fn spliced(&self, claim: &Claim, words: &[Word], all: &[&Beside], splice: &Splice) -> Check {
        let mut difference_of_all = Vec::new();
        let mut flags_of_all = Vec::new();
        let mut near = Vec::new();
        for part in &splice.parts {
            let from = all[part.beside];
            let told = Told { text: &claim.text, words: &words[part.claim.clone()] };
            let record = Told { text: &from.passage.text, words: &from.words };
            difference_of_all.extend(difference(&part.alignment, told, record));
            flags_of_all.extend(flags(&part.alignment, told, record, self.normaliser, self.lexicon));
            if from.same_speaker == Some(SameSpeaker::No) {
                flags_of_all.push(Flag::Speaker);
            }
            near.push(Near { passage: from.passage.clone(), score: part.coverage });
        }
        flags_of_all.sort_unstable();
        flags_of_all.dedup();
        let joined = splice.is_allowed(words, all) && flags_of_all.is_empty();
        let cannot_tell = all[splice.parts[0].beside].same_speaker == Some(SameSpeaker::CannotTell);
        let (verdict, holds) = match (joined, cannot_tell) {
            (true, true) => (Verdict::Verbatim, None),
            (true, false) => (Verdict::Verbatim, Some(true)),
            _ => (Verdict::Spliced, Some(false)),
        };
        let parts: Vec<(String, &Beside)> = splice
            .parts
            .iter()
            .map(|part| {
                let (first, last) = (&words[part.claim.start], &words[part.claim.end - 1]);
                (claim.text[first.start..last.end].to_owned(), all[part.beside])
            })
            .collect();
        Check {
            claim: claim.clone(),
            verdict,
            holds,
            why: if joined { why::joined(&parts) } else { why::spliced(claim, &parts) },
            flags: flags_of_all,
            score: splice.coverage,
            difference: difference_of_all,
            near,
        }
    }
}

impl Judged {
    const NOT_FOUND: u8 = 9;
    /// Ranks from here may be of passages that have other words.
    const INEXACT: u8 = 6;
}

impl Check {
    fn empty(claim: &Claim, why: String) -> Check {
        Check {
            claim: claim.clone(),
            verdict: Verdict::NotFound,
            holds: None,
            why,
            flags: Vec::new(),
            score: 0.0,
            difference: Vec::new(),
            near: Vec::new(),
        }
    }
}

/// Whether nothing was changed that turns the sense.
fn flags_allow(flags: &[Flag]) -> bool {
    !flags.iter().any(|flag| matches!(flag, Flag::Negation | Flag::Number | Flag::Grade))
}

fn longest_run(alignment: &Alignment) -> usize {
    use super::align::Step;
    let same = |step: &Step| matches!(step, Step::Same(..));
    let runs = alignment.steps.chunk_by(|a, b| same(a) == same(b));
    runs.filter(|run| same(&run[0])).map(<[Step]>::len).max().unwrap_or_default()
}

/// Days between two dates; `None` where they may be the same, as far as known.
fn days_apart(a: Date, b: Date) -> Option<i32> {
    if a.agrees(b) {
        return None;
    }
    let days = |date: Date, last: bool| {
        let month = date.month().unwrap_or(if last { 12 } else { 1 });
        let day = date.day().unwrap_or(if last { 28 } else { 1 });
        i32::from(date.year()) * 365 + i32::from(month - 1) * 365 / 12 + i32::from(day)
    };
    let (early, late) = if a < b { (a, b) } else { (b, a) };
    Some((days(late, false) - days(early, true)).max(1))
}

/// What a claim says that the record is silent on.
pub(super) fn silent_on(claim: &Claim, passage: &Passage) -> Vec<&'static str> {
    let mut silent = Vec::new();
    if claim.date.is_some() && passage.said_on.is_none() {
        silent.push("when they were said");
    }
    if claim.rating.is_some() && passage.ratings.is_empty() {
        silent.push("which rating they were about");
    }
    silent
}

/// How far the claim's date is from the passage's.
fn date_distance(claim: &Claim, near: &Beside) -> i32 {
    match (claim.date, near.passage.said_on) {
        (Some(a), Some(b)) => days_apart(a, b).unwrap_or_default(),
        _ => 0,
    }
}

/// Whether a claimed date is another than that on record. The day of publication may stand for the day when it was said,
/// and a date in a claim may be that of the claim's own source; so near dates are one.
fn date_differs(claimed: Option<Date>, passage: &Passage) -> bool {
    let (Some(claimed), Some(said_on)) = (claimed, passage.said_on) else { return false };
    let tolerance = match passage.said_on_basis {
        Some(DateBasis::Stated | DateBasis::Relative) => 7,
        Some(DateBasis::Published) | None => 31,
    };
    [Some(said_on), passage.published_on]
        .into_iter()
        .flatten()
        .all(|date| days_apart(claimed, date).is_some_and(|days| days > tolerance))
}
