//! On which scale a grade is: told from inspector, subject and time.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::bodies::{Bodies, Body};
use super::event::Event;
use super::grade::Mention;
use super::subject::{self, Rated, Subject};
use super::when;
use crate::annotate::{Annotated, NameKind, Tag, TimeExpression};
use crate::base::{Date, Span};
use crate::lexicon::{GradeRef, Scale, WordClass};
use crate::record::DateBasis;
use crate::resolve;
use crate::text::{ParagraphKind, is_day_or_month};

/// The scales that a document may speak of.
pub(super) struct InDocument {
    /// For each scale, whether it may.
    may: Vec<bool>,
    /// Inspectors named, with the first token of the name, in text order.
    inspectors: Vec<(usize, String)>,
}

impl InDocument {
    /// `None` where the document names no inspector and speaks of none.
    pub(super) fn new(a: &Annotated) -> Option<Self> {
        let scales = &a.lexicon.scales;
        let named = |name: &crate::annotate::Name| {
            let body = resolve::canonical(a, name);
            scales.inspector(&body).map(|inspector| (name.tokens.start, inspector.to_owned()))
        };
        let inspectors: Vec<_> = a.names.iter().filter_map(named).collect();
        // *A chief inspector* may be of the police.
        let spoken_of =
            !inspectors.is_empty() || ["nspectors", "nspectorate"].iter().any(|word| a.text().contains(word));
        let text = a.text();
        let may: Vec<bool> = scales
            .list
            .iter()
            .map(|scale| match scale.needs.as_slice() {
                [] => spoken_of,
                // Words of several parts in whatever case: *the Food Hygiene Rating Scheme*.
                needs => needs.iter().any(|word| {
                    text.contains(word.as_str())
                        || word.contains(' ') && a.lower_text().contains(word.to_lowercase().as_str())
                }),
            })
            .collect();
        may.contains(&true).then_some(InDocument { may, inspectors })
    }

    pub(super) fn has(&self, scale: usize) -> bool {
        self.may[scale]
    }

    /// Whether the text names the inspector.
    pub(super) fn names(&self, inspector: &str) -> bool {
        self.inspectors.iter().any(|(_, name)| name == inspector)
    }

    /// The inspector who gave a grade told at token `at` of `sentence`: the nearest one named there, else
    /// the last one before, else the first behind.
    fn of(&self, sentence: std::ops::Range<usize>, at: usize, fits: &dyn Fn(&str) -> bool) -> Option<&str> {
        let fitting = || self.inspectors.iter().filter(|(_, name)| fits(name));
        fitting()
            .filter(|(t, _)| sentence.contains(t))
            .min_by_key(|(t, _)| t.abs_diff(at))
            .or_else(|| fitting().rfind(|(t, _)| *t < at))
            .or_else(|| fitting().next())
            .map(|(_, name)| name.as_str())
    }
}

/// An event with its scale, subject and date.
#[derive(Clone, Debug)]
pub(super) struct Graded {
    pub inspector: String,
    pub scale: String,
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub grade: String,
    pub rank: u8,
    pub ranks: u8,
    pub previous: Option<(String, u8)>,
    pub date: Option<Date>,
    /// `Published` where the text gives none.
    pub basis: Option<DateBasis>,
    /// Told as over, by words that give no date.
    pub earlier: bool,
    /// Last time in use of the scale.
    pub ended: Option<Date>,
    pub evidence: Span,
    /// Every clause that tells of it.
    pub told: Vec<Span>,
    /// Told of before it is named.
    pub vague: bool,
    /// Recalled in speech, by words that don't say of whom.
    pub recalled: bool,
    /// Of an inspection that the text says was before: *when it was last inspected in 2019*.
    pub before: bool,
    pub confidence: f32,
}

impl Graded {
    /// Whether it is told as news, and no word says of when.
    fn is_undated(&self) -> bool {
        self.basis == Some(DateBasis::Published) && !self.earlier && !self.recalled
    }
}

/// Events with what they are graded on; those that no scale fits are left out.
pub(super) fn graded(
    a: &Annotated,
    scales: &InDocument,
    mentions: &[Mention],
    events: &[Event],
    times: &[TimeExpression],
) -> Vec<Graded> {
    if events.is_empty() {
        return Vec::new();
    }
    let years = a.text().split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let years = years.filter_map(|digits| digits.parse::<i16>().ok()).filter(|y| (1990..2100).contains(y));
    let last_year = years.max().and_then(Date::year_only);
    let bodies = Bodies::new(a);
    let first_body = bodies.first().and_then(|body| subject::rated(a, body.tokens.clone(), &|_| None).name);
    let rates_children = |(_, inspector): &(usize, String)| {
        let scales = &a.lexicon.scales.list;
        scales
            .iter()
            .any(|s| s.inspector == *inspector && s.subjects.iter().any(|s| s == "children's services"))
    };
    let of_children = scales.inspectors.iter().all(rates_children) && tells_of_children(a);
    let finder =
        Finder { a, scales, mentions, bodies, last_year, first_body, of_children, topic: OnceCell::new() };
    let rated = finder.subjects(events);
    let mut out = Vec::new();
    for (event, rated) in events.iter().zip(rated) {
        let Some(mut graded) = finder.graded(event, rated, times) else { continue };
        // *It was rated as requiring improvement in the same area in 2021.*
        let same = event.tail.clone().any(|t| {
            a.one_of(t, &["same"]) && a.one_of(t + 1, &["area", "measure", "category"])
                || a.one_of(t, &["that", "this"]) && a.one_of(t + 1, &["heading", "measure", "area"])
        });
        // *It was graded requires improvement for that in 2018.*
        let same = same
            || a.one_of(event.tail.start, &["for", "on", "in"])
                && a.one_of(event.tail.start + 1, &["that", "this", "both"])
                && !a.one_of(event.tail.start + 2, &["year", "month", "time"])
                && event.tail.len() > 1;
        // *The force was rated good for legitimacy. In 2016 it had been inadequate.*
        let had = || {
            let had = (event.anchor.saturating_sub(3)..event.anchor).any(|t| a.one_of(t, &["had"]));
            had && subject::is_it(a, &event.subject)
                && out.last().is_some_and(|last: &Graded| {
                    let at = a.sentence_from(a.token_from(last.evidence.start));
                    let here = mentions[event.mention].sentence;
                    // Where the whole is graded too, *it* is the whole.
                    let whole = |other: &Graded| other.aspect.is_none() && other.subject == last.subject;
                    at + 1 == here
                        && a.sentences[at].paragraph == a.sentences[here].paragraph
                        && !out.iter().any(whole)
                })
        };
        if graded.aspect.is_none() && (same || had()) {
            graded.aspect = out.last().and_then(|last: &Graded| last.aspect.clone());
        }
        // *good for being safe, effective and well-led*: each is graded.
        let parts = finder.aspects_behind(event, &graded);
        let again = finder.given_again(event, &graded, times);
        // *rated inadequate, as it was in 2012*
        if again.is_some() && event.tail.clone().any(|t| as_before(a, t)) {
            graded.previous = Some((graded.grade.clone(), graded.rank));
        }
        let others = parts.into_iter().skip(1).map(|part| Graded { aspect: Some(part), ..graded.clone() });
        let mut others: Vec<Graded> = others.collect();
        // *good for being effective, and for being well-led, which went up from inadequate*: the last part did.
        let which = event
            .previous
            .map(|p| mentions[p].tokens.start)
            .is_some_and(|p| p > event.anchor && (event.tail.start..p).any(|t| a.one_of(t, &["which"])));
        if let Some((_, before)) = others.split_last_mut().filter(|_| which) {
            graded.previous = None;
            before.iter_mut().for_each(|other| other.previous = None);
        }
        others.extend(again);
        out.push(graded);
        out.extend(others);
    }
    date_by_report(a, times, &mut out);
    out
}

/// The one day, news still, on which the text says that a report came out, outside speech, and whether several did.
fn day_of_report(a: &Annotated, times: &[TimeExpression]) -> Option<(Date, DateBasis, bool)> {
    const NEAR: usize = 9;
    /// *published its report on Ashby and Fell Valley NHS Foundation Trust yesterday*
    const FAR: usize = 26;
    let published = a.document.published_on?;
    let mut found: Option<(Date, DateBasis, bool)> = None;
    for time in times {
        let first = a.token_from(time.span.start);
        if first >= a.tokens.len() || a.fragment_of[first].is_some() {
            continue;
        }
        // *The regulator yesterday published its verdict on the trust.*
        let verdict = (first..(first + 6).min(a.tokens.len())).find(|&t| appears(a, t)).filter(|&t| {
            let end = (t + 4).min(a.tokens.len());
            let report = ["report", "verdict", "findings", "judgement", "reports", "letter"];
            (t + 1..end).any(|n| a.one_of(n, &report)) && (first + 1..t).all(|n| a.word(n) != ".")
        });
        if verdict.is_some()
            && let Some(day) = time.holding()
            && is_news(published, day, Some(time.basis))
        {
            if found.is_some_and(|(known, ..)| known != day) {
                return None;
            }
            found = Some((day, time.basis, false));
            continue;
        }
        let low = first.saturating_sub(NEAR);
        let before = |low: usize| (low..first).rev().find(|&t| appears(a, t));
        let on_body = |t: &usize| {
            let report = (t + 1..t + 4)
                .find(|&t| a.one_of(t, &["report", "verdict", "findings", "rating", "ratings"]));
            report.is_some_and(|t| {
                a.one_of(t + 1, &["on", "into", "for"]) && (t + 2..first).all(|t| a.word(t) != ".")
            })
        };
        let far = || before(first.saturating_sub(FAR)).filter(on_body);
        let Some(appears) = before(low).or_else(far) else { continue };
        let noun = |t: &usize| {
            a.one_of(
                *t,
                &[
                    "report",
                    "letter",
                    "reports",
                    "letters",
                    "judgement",
                    "judgements",
                    "rating",
                    "ratings",
                    "results",
                    "verdict",
                    "assessment",
                    "assessments",
                    "findings",
                ],
            )
        };
        let behind = || (appears + 1..(appears + 4).min(first)).find(noun);
        let noun = (appears.saturating_sub(NEAR)..appears).rev().find(noun).or_else(behind);
        let Some(noun) = noun else { continue };
        let stops = (noun.min(appears)..first).any(|t| matches!(a.word(t), "." | ";"))
            || (appears.saturating_sub(NEAR)..first)
                .any(|t| a.one_of(t, &["separate", "another", "previous", "last"]));
        let Some(day) = time.holding().filter(|_| !stops) else { continue };
        if !is_news(published, day, Some(time.basis)) {
            continue;
        }
        if found.is_some_and(|(known, ..)| known != day) {
            return None;
        }
        found = Some((day, time.basis, a.lower(noun).ends_with('s')));
    }
    found
}

/// When inspectors came, as the text tells.
struct Visit {
    at: u32,
    date: Date,
    basis: DateBasis,
}

/// The visits of the last months that the narrator tells of; none in what inspectors or the body itself give out, whose own
/// day is that of the grades.
fn visits(a: &Annotated, times: &[TimeExpression], published: Date) -> Vec<Visit> {
    const REACH: usize = 9;
    const MONTHS: i32 = 5;
    const RELEASE: &[&str] = &[
        "press release",
        "news release",
        "media release",
        "immediate release",
        "notes to editors",
        "newsroom",
        "media enquiries",
        "time of this inspection",
    ];
    let released = RELEASE.iter().any(|words| a.lower_text().contains(words));
    // *has today published its report*, *in a report published on Friday*, on that Friday
    let today = || {
        times.iter().any(|time| {
            let first = a.token_from(time.span.start);
            let near = first.saturating_sub(REACH)..(first + REACH).min(a.tokens.len());
            let report = near
                .clone()
                .any(|t| a.one_of(t, &["report", "reports", "letter", "judgement", "rating", "ratings"]));
            let out = near.clone().any(|t| appears(a, t) || a.one_of(t, &["welcomed"]));
            time.holding().is_some_and(|day| day == published) && report && out
        })
    };
    // A letter, or a page of the body's own.
    let salutes = |p: &crate::text::Paragraph| p.span.of(a.text()).trim_start().starts_with("Dear ");
    let letterhead = a.document.paragraphs.iter().any(|p| p.kind == ParagraphKind::Letterhead && salutes(p));
    let own = || {
        let head = a.document.paragraphs.iter().take(2).map(|p| p.span.trim(a.text()));
        head.into_iter()
            .any(|line| a.names.iter().any(|name| name.span == line && name.kind == NameKind::Organisation))
    };
    if released || letterhead || own() || today() {
        return Vec::new();
    }
    let months = |date: Date| Some(i32::from(date.year()) * 12 + i32::from(date.month()?));
    let visit = |time: &TimeExpression| {
        let first = a.token_from(time.span.start);
        let sentence = a.sentences.get(a.sentence_from(first))?.tokens.clone();
        let date = time.holding().filter(|_| a.fragment_of.get(first).is_some_and(Option::is_none))?;
        let age = months(published)? - months(date)?;
        let recent = (0..=MONTHS).contains(&age) && date < published && !date.agrees(published);
        let near = sentence.start.max(first.saturating_sub(REACH))..first;
        let came = near.clone().any(|t| {
            a.one_of(t, &["inspection", "inspected", "visit", "visited"])
                || a.one_of(t, &["called", "came", "spent", "arrived", "returned", "days", "there"])
                    && (sentence.clone()).any(|t| {
                        a.lower(t).starts_with("inspector")
                            || a.one_of(t, &["regulator", "watchdog", "inspectorate"])
                            // *Estyn’s team spent four days in the school*
                            || a.one_of(t, &["team"])
                                && t >= sentence.start + 2
                                && a.name_at(t - 2).is_some_and(|name| subject::is_inspector(a, name))
                    })
        });
        // *Earlier this month three inspectors spent two days at the school*
        let led = first <= sentence.start + 2
            && sentence.clone().take(12).any(|t| a.lower(t).starts_with("inspector"))
            && sentence.clone().any(|t| a.one_of(t, &["spent", "came", "visited", "called", "arrived"]));
        let ungraded = sentence.clone().any(|t| a.one_of(t, &["monitoring", "assurance"]));
        let other = ungraded
            || near.clone().any(|t| {
                a.one_of(t, &["last", "previous", "previously", "next", "since", "until", "reinspected"])
                    && !time.span.overlaps(a.tokens[t].span)
            });
        let told = near.clone().any(|t| a.one_of(t, &["rated", "judged", "graded"]))
            && !near.clone().any(|t| a.one_of(t, &["after", "following", "at", "when"]));
        (recent && (came || led) && !other && !told).then_some(Visit {
            at: time.span.start,
            date,
            basis: time.basis,
        })
    };
    times.iter().filter_map(visit).collect()
}

/// Grades of a body that are told without a date are of the one report on it that has just come out.
fn date_by_report(a: &Annotated, times: &[TimeExpression], all: &mut [Graded]) {
    let Some(published) = a.document.published_on else { return };
    let report = day_of_report(a, times);
    let visits = visits(a, times, published);
    date_by_sentence_before(a, times, published, all);
    // The body that most is told of.
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for graded in all.iter() {
        *counts.entry(graded.subject.clone()).or_default() += 1;
    }
    let subjects = || all.iter().rev().map(|graded| &graded.subject);
    let main = subjects().max_by_key(|subject| counts[*subject]).cloned();
    let news = |graded: &Graded| {
        let day = graded.date.filter(|_| graded.basis != Some(DateBasis::Published))?;
        is_news(published, day, graded.basis).then_some((day, graded.basis))
    };
    for i in 0..all.len() {
        if !all[i].is_undated() {
            continue;
        }
        let same = |other: &&Graded| {
            other.inspector == all[i].inspector && other.subject == all[i].subject && !other.earlier
        };
        let mut days = all.iter().filter(same).filter_map(news);
        let own = days.next().filter(|(day, _)| days.all(|(other, _)| other == *day));
        let told = || {
            let (day, basis, several) = report?;
            let open = |other: &&Graded| {
                other.basis == Some(DateBasis::Published) && other.subject != all[i].subject
            };
            // *Ashby School requires improvement, in a report that came out on May 14*: on that school alone.
            let others = |other: &Graded| {
                other.date == Some(day)
                    && other.basis == Some(basis)
                    && other.subject != all[i].subject
                    && other.subject.is_some()
            };
            let most = counts[&all[i].subject] * 2 > all.len() && !all.iter().any(others);
            let alone =
                || main.as_ref() == Some(&all[i].subject) && (most || !all.iter().any(|other| open(&other)));
            // A report on a trust is on its hospitals.
            let of_trust = || {
                let trust =
                    |name: &Option<String>| name.as_ref().is_some_and(|name| name.ends_with(" Trust"));
                all[i].inspector == "CQC" && report.is_some() && all.iter().any(|other| trust(&other.subject))
            };
            let alone = || alone() || of_trust();
            (several || alone()).then_some((day, Some(basis)))
        };
        // Without a report's day, that of the visit: told in the sentence, in its paragraph, or alone in the text.
        let visited = || {
            let place = |at: u32| a.sentences.get(a.sentence_from(a.token_from(at))).map(|s| s.paragraph);
            let here = place(all[i].evidence.start);
            let near = || visits.iter().filter(|visit| place(visit.at) == here);
            let only = visits
                .first()
                .filter(|_| report.is_none())
                .filter(|first| visits.iter().all(|other| other.date == first.date));
            let main = main.as_ref() == Some(&all[i].subject);
            let in_evidence = visits
                .iter()
                .find(|visit| all[i].evidence.start <= visit.at && visit.at < all[i].evidence.end);
            let before = near().rfind(|visit| visit.at < all[i].evidence.start);
            // The one visit that its paragraph tells of behind it.
            let behind = || {
                let mut all = near();
                all.next().filter(|first| all.all(|other| other.date == first.date))
            };
            let first = in_evidence.or(before).or_else(behind).or(only.filter(|_| main))?;
            Some((first.date, Some(first.basis)))
        };
        // *The regulator published judgements on two others on the same day.*
        let same_day = || {
            let sentence = a.sentences.get(a.sentence_from(a.token_from(all[i].evidence.start)))?;
            let text = a.document.paragraphs.get(sentence.paragraph)?.span.of(a.lower_text());
            let first = all.iter().filter(|other| other.inspector == all[i].inspector);
            first.filter_map(news).next().filter(|_| text.contains("same day"))
        };
        if let Some((day, basis)) = own.or_else(same_day).or_else(told).or_else(visited) {
            all[i].date = Some(day);
            all[i].basis = basis;
        }
    }
}

/// *In March 2015 safety was poor. Purposeful activity was good.*: both are of then.
fn date_by_sentence_before(a: &Annotated, times: &[TimeExpression], published: Date, all: &mut [Graded]) {
    /// Tokens at the start of a sentence among which its time is.
    const START: usize = 8;
    let sentence = |graded: &Graded| a.sentence_from(a.token_from(graded.evidence.start));
    let follows = |before: &Graded, now: &Graded| {
        let (first, second) = (sentence(before), sentence(now));
        let paragraph = |sentence: usize| a.sentences.get(sentence).map(|sentence| sentence.paragraph);
        second == first + 1 && paragraph(first) == paragraph(second)
    };
    let opens_with_time = |graded: &Graded| {
        let first = a.sentences[sentence(graded)].tokens.start;
        let start = a.tokens[first].span.cover(a.tokens[(first + START).min(a.tokens.len() - 1)].span);
        a.one_of(first, &["in", "at", "on", "when"])
            && when::within(times, start).iter().any(|time| time.span.end <= start.end)
    };
    for i in 1..all.len() {
        let (before, now) = (&all[i - 1], &all[i]);
        let dated = before.basis.is_some_and(|basis| basis != DateBasis::Published);
        let part = before.aspect.is_some() && now.aspect.is_some();
        let same = before.subject == now.subject && before.inspector == now.inspector;
        // *… rated it good for efficiency on November 9. Its planning was poor.*
        let news =
            || before.date.is_some_and(|day| day.civil().is_some() && is_news(published, day, before.basis));
        let timed = dated && (opens_with_time(before) || news());
        if now.is_undated() && timed && part && same && follows(before, now) {
            (all[i].date, all[i].basis, all[i].before) = (before.date, before.basis, before.before);
        }
    }
}

/// How many days a report is news, and how many where the text gives its date in full.
const NEWS: i32 = 31;
const STATED: i32 = 123;

/// Whether the text speaks of children's services.
fn tells_of_children(a: &Annotated) -> bool {
    ["children's services", "children’s services"].iter().any(|services| a.lower_text().contains(services))
}

/// Whether what came out on `day`, in words of that `basis`, is news in a document of the day `published`, or whose
/// month alone is known.
fn is_news(published: Date, day: Date, basis: Option<DateBasis>) -> bool {
    // A monthly tells of what is older.
    let monthly = published.civil().is_none();
    let most = if basis == Some(DateBasis::Stated) || monthly { STATED } else { NEWS };
    let months = |date: Date| date.month().map(|month| i32::from(date.year()) * 12 + i32::from(month));
    if day.civil().is_none() {
        // *after a visit last month*
        return months(published).zip(months(day)).is_some_and(|(published, day)| published - day == 1);
    }
    let days = published.last_day().zip(day.civil()).map(|(published, day)| (published - day).get_days());
    days.is_some_and(|days| (1..=most).contains(&days))
}

/// How a report comes out: *published on Tuesday*, *made public yesterday*.
const APPEARS: &[&str] = &[
    "published",
    "released",
    "issued",
    "public",
    "out",
    "publishes",
    "came",
    "announced",
    "dated",
    "appeared",
    "unveiled",
    "online",
];

/// Whether a report appears by the word at `t`: *came out*, but not *inspectors came on 5 June*.
fn appears(a: &Annotated, t: usize) -> bool {
    a.one_of(t, APPEARS)
        && !(a.one_of(t, &["came"])
            && a.one_of(
                t.wrapping_sub(1),
                &["inspector", "inspectors", "team", "officers", "they", "who", "he", "she"],
            ))
}

/// Verbs that tell of what stands before them.
const VERBS: &[&str] =
    &["was", "were", "is", "are", "remained", "remains", "has", "had", "requires", "require"];

/// Words that count.
pub(super) const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

struct Finder<'a> {
    a: &'a Annotated<'a>,
    scales: &'a InDocument,
    mentions: &'a [Mention],
    bodies: Bodies,
    /// The last year that the text names: which scale, where nothing tells the date.
    last_year: Option<Date>,
    /// The first body named that some scale rates.
    first_body: Option<String>,
    /// Whether the text speaks of children's services, and all its inspectors rate them.
    of_children: bool,
    /// Whom the text is about, once it is asked for.
    topic: OnceCell<Option<String>>,
}

impl Finder<'_> {
    fn list(&self) -> &[Scale] {
        &self.a.lexicon.scales.list
    }

    /// The part graded that `words` (lower case) name.
    fn aspect(&self, words: &str) -> Option<String> {
        let words = words.trim_start_matches("the ").trim_start_matches("its ").trim_start_matches("their ");
        // *our adoption team*, *the leadership judgement*
        let stem = || {
            let words = words.trim_start_matches("our ");
            [" team", " teams", " work", " judgement", " grade"]
                .iter()
                .find_map(|noun| words.strip_suffix(noun))
        };
        self.aspect_named(words)
            .or_else(|| self.aspect_named(subject::without_lead(self.a, words)?))
            .or_else(|| self.aspect_named(stem()?))
            .or_else(|| self.aspect_named(subject::without_group(words)?))
    }

    fn aspect_named(&self, words: &str) -> Option<String> {
        let here =
            || self.list().iter().enumerate().filter(|(at, _)| self.scales.has(*at)).map(|(_, scale)| scale);
        let by_form = |scale: &Scale| {
            let is = |form: &String| form.trim_start_matches("the ") == words;
            scale.aspects.iter().find(|(_, forms)| forms.iter().any(is)).map(|(name, _)| name.clone())
        };
        // *safety* is a test of its own in prisons, and a wording of *safe* in hospitals.
        here()
            .any(|scale| scale.aspects.contains_key(words))
            .then(|| words.to_owned())
            .or_else(|| here().find_map(by_form))
    }

    /// *outstanding for care leavers*, *good for being safe, effective and well-led*: the parts named
    /// behind the grade, of the scale chosen.
    fn aspects_behind(&self, event: &Event, graded: &Graded) -> Vec<String> {
        let own = self.parts_of_subject(event, &graded.inspector);
        if own.len() > 1 && graded.aspect.as_ref() == own.first() {
            return own;
        }
        let behind = self.parts_behind(event, Some(&graded.inspector)).unwrap_or_default();
        let led = || self.parts_led(event, &graded.inspector);
        let named = if behind.is_empty() { led() } else { behind };
        if graded.aspect.as_ref() == named.first() { named } else { Vec::new() }
    }

    /// The parts that a clause opens with: *For safety, and for leadership, we were awarded good*.
    fn parts_led(&self, event: &Event, inspector: &str) -> Vec<String> {
        let a = self.a;
        let first = event.clause.start + usize::from(a.one_of(event.clause.start, &["only"]));
        if !a.one_of(first, &["for", "on"]) || first >= event.anchor {
            return Vec::new();
        }
        self.parts(&subject::words(a, first + 1..event.anchor), Some(inspector))
    }

    /// The parts named behind a grade; `None` where the text tells that there are some, but not which.
    fn parts_behind(&self, event: &Event, inspector: Option<&str>) -> Option<Vec<String>> {
        let a = self.a;
        let mut unnamed = false;
        let preposition = |t: &usize| a.one_of(*t, &["for", "on", "in", "at", "across", "under", "against"]);
        for t in event.tail.clone().filter(preposition) {
            let first = subject::behind_areas(a, t + 1).min(event.tail.end);
            let rest = subject::words(a, first..event.tail.end);
            let mut rest = rest.as_str();
            // *good in two areas, preventing crime and managing offenders*
            if let Some(behind) = self.counted_parts(t + 1, event.tail.end) {
                unnamed |= t == event.tail.start;
                rest = behind.map_or("", |at| rest.get(at..).unwrap_or_default().trim_start());
            }
            let found = self.parts(rest, inspector);
            if !found.is_empty() {
                return Some(found);
            }
        }
        // *Three of the five areas require improvement: help and protection, adoption and leadership.*
        if a.one_of(event.tail.start, &[":", "–", "—"]) {
            let list = subject::words(a, event.tail.start + 1..event.tail.end);
            let found = self.parts(&list, inspector);
            if found.len() > 1 {
                return Some(found);
            }
        }
        (!unnamed).then(Vec::new)
    }

    /// The parts that `text` (lower case) lists from its start on.
    fn parts(&self, text: &str, inspector: Option<&str>) -> Vec<String> {
        let mut found = Vec::new();
        let text = subject::without_marks(text);
        let mut text = text.as_ref();
        while let Some((len, name)) = self.part_at_start(text, inspector) {
            let behind = text[len..].trim_start();
            // *poor for safety, and resettlement remained good*: what follows is told of by its own verb.
            let told =
                VERBS.iter().any(|verb| behind.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')));
            if told && !found.is_empty() {
                break;
            }
            if !found.contains(&name) {
                found.push(name);
            }
            let next = behind.strip_prefix(',').unwrap_or(behind).trim_start();
            let next = next.strip_prefix("and ").unwrap_or(next);
            let next = ["for ", "in ", "at ", "on ", "of ", "about ", "our ", "its ", "their "]
                .iter()
                .find_map(|w| next.strip_prefix(w))
                .unwrap_or(next);
            if next.len() == behind.len() {
                break;
            }
            text = next;
        }
        found
    }

    /// The parts named in what is rated: *the home’s ratings for safety and leadership*.
    fn parts_of_subject(&self, event: &Event, inspector: &str) -> Vec<String> {
        let words = self.words_of(event);
        match &event.subject {
            Subject::Its(range) => {
                let words = subject::words(self.a, range.clone());
                // *its well-led rating*
                let named = || {
                    let part = [" rating", " grade", " judgement", " score"]
                        .iter()
                        .find_map(|noun| words.strip_suffix(noun))?;
                    self.aspect(part).map(|part| vec![part])
                };
                words.split_once(" for ").map_or_else(
                    || named().unwrap_or_default(),
                    |(_, parts)| self.parts(parts, Some(inspector)),
                )
            }
            // *being healthy and staying safe*
            Subject::Phrase(_) if words.contains(" and ") => {
                let whole =
                    self.part_at_start(&words, Some(inspector)).is_some_and(|(len, _)| len == words.len());
                if whole { Vec::new() } else { self.parts(&words, Some(inspector)) }
            }
            _ => Vec::new(),
        }
    }

    /// For *two areas, preventing crime and …* at token `at`: that parts are counted, and at which byte
    /// from there they are named.
    fn counted_parts(&self, at: usize, end: usize) -> Option<Option<usize>> {
        let a = self.a;
        // *in the other three areas*
        let first = at;
        let at = (at..end.min(at + 3))
            .find(|&t| !a.one_of(t, &["the", "other", "remaining", "all"]))
            .unwrap_or(at);
        let number = a.one_of(at, NUMBERS);
        // *in the one published on Monday*
        let one = a.one_of(at, &["one"]) && !a.one_of(at + 1, &["area", "of", "key", "category", "other"]);
        if !number
            || one
            || at >= end
            || (at + 1..end.min(at + 3)).any(|t| a.one_of(t, &["years", "months", "weeks"]))
        {
            return None;
        }
        let mark =
            (at + 1..end.min(at + 5)).find(|&t| matches!(a.word(t), "," | ":" | "–" | "—" | "-" | "("));
        Some(mark.map(|t| (a.tokens[t].span.end - a.tokens[first].span.start) as usize))
    }

    /// *its rating for safety fell to inadequate*: the part named before the grade.
    fn part_of_noun(&self, event: &Event, inspector: &str) -> Option<String> {
        let a = self.a;
        let start = self.mentions[event.mention].tokens.start;
        let noun = (event.clause.start..start).rev().find(|&t| a.is(t, WordClass::RATING_NOUN))?;
        let part = a.one_of(noun + 1, &["for", "on", "in"]) && noun + 2 < start;
        let words = part.then(|| subject::words(a, noun + 2..start))?;
        self.part_at_start(&words, Some(inspector)).map(|(_, name)| name)
    }

    /// The longest wording of a part at the start of `text`: its length there and its name.
    fn part_at_start(&self, text: &str, inspector: Option<&str>) -> Option<(usize, String)> {
        let plain = text
            .trim_start_matches(['"', '\'', '“'])
            .trim_start_matches("respect of ")
            .trim_start_matches("terms of ")
            .trim_start_matches("relation to ")
            .trim_start_matches("both ")
            .trim_start_matches("the ")
            .trim_start_matches("areas of ")
            .trim_start_matches("area of ")
            .trim_start_matches("categories of ")
            .trim_start_matches("its ")
            .trim_start_matches("their ")
            .trim_start_matches("pupils' ")
            .trim_start_matches("pupils’ ");
        // *being healthy* has its name with *being*, *being safe* without.
        let short = plain.trim_start_matches("being ");
        let short =
            subject::without_lead(self.a, short).map_or(short, |rest| rest.trim_start_matches("the "));
        let fits = |s: &&Scale| inspector.is_none_or(|i| s.inspector == i);
        let mut best: Option<(usize, &str)> = None;
        for rest in [plain, short] {
            let lead = text.len() - rest.len();
            for (name, forms) in self.list().iter().filter(fits).flat_map(|s| &s.aspects) {
                for form in forms.iter().map(String::as_str).chain([name.as_str()]) {
                    let form = form.trim_start_matches("the ");
                    let at_word =
                        rest.strip_prefix(form).is_some_and(|r| !r.starts_with(char::is_alphanumeric));
                    if at_word && best.is_none_or(|(n, _)| lead + form.len() > n) {
                        best = Some((lead + form.len(), name));
                    }
                }
            }
        }
        best.map(|(len, name)| (len, name.to_owned()))
    }

    /// *was rated good in 2014 and again in 2016*: the second time.
    fn given_again(&self, event: &Event, graded: &Graded, times: &[TimeExpression]) -> Option<Graded> {
        let a = self.a;
        let again = event.tail.clone().find_map(|t| {
            if as_before(a, t) {
                Some(t + 2 + usize::from(a.one_of(t + 2, &["had"])))
            } else {
                a.one_of(t, &["again"]).then_some(t)
            }
        })?;
        // *and will be visited again next spring*
        if (event.tail.start..again).any(|t| a.one_of(t, &["will", "be", "to", "would", "not", "inspected"]))
        {
            return None;
        }
        let behind = a.tokens.get(again + 1)?.span.start;
        let time = times.get(times.partition_point(|time| time.span.start < behind))?;
        let near =
            a.token_from(time.span.start) <= again + 3 && time.span.end <= a.span(event.clause.clone()).end;
        let date = time.holding().filter(|_| near)?;
        let first = graded.date.filter(|first| !first.agrees(date));
        first.map(|_| Graded { date: Some(date), basis: Some(time.basis), previous: None, ..graded.clone() })
    }

    /// What each event rates; what is not said is taken from the events around it.
    fn subjects(&self, events: &[Event]) -> Vec<Rated> {
        /// Of no more names is it asked what they stand for, so that a long text takes no longer.
        const MOST: usize = 200;
        let a = self.a;
        let aspect_of = |words: &str| self.aspect(words);
        let mut out: Vec<Rated> = Vec::with_capacity(events.len());
        for event in events {
            let together = events.get(out.len().wrapping_sub(1)).is_some_and(|before| {
                self.mentions[before.mention].sentence == self.mentions[event.mention].sentence
            });
            let rated = match &event.subject {
                // *Inspectors looked at services at Ashby Hospital. These were rated …*
                // *Leadership was graded adequate. That is up from weak.*
                Subject::Context
                    if {
                        let start = a.sentences[self.mentions[event.mention].sentence].tokens.start;
                        a.one_of(start, &["that", "this"]) && a.is(start + 1, WordClass::BE)
                    } =>
                {
                    out.last().cloned().unwrap_or_default()
                }
                Subject::Phrase(range) if a.one_of(range.start, &["these", "those"]) && range.len() == 1 => {
                    let sentence = self.mentions[event.mention].sentence;
                    let before = sentence.checked_sub(1).map(|at| a.sentences[at].tokens.clone());
                    before.and_then(|before| branch_at_end(a, before)).unwrap_or_default()
                }
                // *Being healthy and staying safe were both good.*
                Subject::Phrase(range) => match self.parts(&self.words_of(event), None).as_slice() {
                    [first, _, ..] => Rated { aspect: Some(first.clone()), ..Rated::default() },
                    // *16 to 19 study programmes*
                    _ if self.aspect_named(&self.words_of(event)).is_some() => {
                        Rated { aspect: self.aspect_named(&self.words_of(event)), ..Rated::default() }
                    }
                    _ => subject::rated(a, range.clone(), &aspect_of),
                },
                Subject::Its(range) => {
                    let words = subject::words(a, range.clone());
                    let part = words.split_once(" for ").map(|(_, part)| part);
                    let aspect = part.and_then(|part| {
                        self.aspect(part).or_else(|| self.parts(part, None).into_iter().next())
                    });
                    // *the home’s ratings for safety and leadership*
                    let owner = range.clone().find(|&t| subject::is_possessive(a, t));
                    let owner = owner.map(|at| subject::rated(a, range.start..at, &|_| None));
                    Rated { aspect, ..owner.unwrap_or_else(|| self.owner(event, range.start)) }
                }
                Subject::Same => {
                    let last = out.last().cloned().unwrap_or_default();
                    Rated { aspect: None, ..last }
                }
                // *• Safe – Good* may be told again, of whichever body was told of with that grade.
                Subject::Context if event.line => Rated { vague: true, ..Rated::default() },
                // *The unit was rated poor in 2013 but was rated good a year later.*
                Subject::Context if together => {
                    let last = out.last().cloned().unwrap_or_default();
                    Rated { aspect: None, ..last }
                }
                Subject::Context | Subject::List(_) => Rated::default(),
            };
            // *as sister home is rated good*, *the region’s ambulance service has been rated good*
            let kind_alone = rated.name.is_some()
                && matches!(&event.subject, Subject::Phrase(range) if self.tells_kind_alone(range.clone()));
            let rated = if kind_alone { Rated { name: None, vague: true, ..rated } } else { rated };
            // *Maternity services at one of the region’s hospitals*
            let one_of = rated.name.as_deref().is_some_and(|name| name.contains(" at one of "));
            let rated = if one_of { Rated { name: None, vague: true, ..rated } } else { rated };
            // *the takeaway*, of which no body has the noun
            let noun = |name: &str| a.lexicon.ratings.kinds_of.iter().flatten().any(|noun| noun == name);
            let the = matches!(&event.subject, Subject::Phrase(range) if a.one_of(range.start, &["the"]));
            let common = the && rated.name.as_deref().is_some_and(noun);
            let rated = if common { Rated { name: None, ..rated } } else { rated };
            // *The council’s work to help children* is the council’s.
            let rated = match rated.name.as_deref().and_then(|name| name.split_once("'s ")) {
                Some((owner, part)) if part.starts_with("work ") => {
                    Rated { name: Some(owner.to_owned()), ..rated }
                }
                _ => rated,
            };
            let rated = self.of_owner(event, rated);
            let rated =
                if event.line && rated.name.is_none() { Rated { vague: true, ..rated } } else { rated };
            // *September*, *on*, *programmes*: no body, whatever the grammar says.
            let nameless = rated.name.as_deref().is_some_and(|name| !self.may_be_rated(name))
                || matches!(&event.subject, Subject::Phrase(range) if subject::holds_verb(a, range.clone()));
            let rated = if nameless { Rated { name: None, ..rated } } else { rated };
            let known = out.iter().any(|rated| rated.name.is_some() && !rated.vague);
            let rated = match events[..out.len()].last().zip(out.last()) {
                Some((last, told))
                    if self.goes_on_about(last, told, event)
                        || rated.aspect.is_some()
                            && rated.name.is_none()
                            && self.is_part_of_told(last, told, event) =>
                {
                    Rated { name: told.name.clone(), aspect: rated.aspect, ..Rated::default() }
                }
                _ => self.told_of(event, rated, known),
            };
            // *officers from Ashby District Council* gave a takeaway its mark.
            let council =
                rated.name.as_deref().is_some_and(|name| subject::is_council_noun(&last_word(name)));
            let rated =
                if council && !self.may_rate_council(event) { Rated { name: None, ..rated } } else { rated };
            let rated = Rated { name: rated.name.map(|name| self.of_children(name)), ..rated };
            // *Its prospects were good*: of the services told of before, where only their owner stands near.
            let own =
                matches!(&event.subject, Subject::Phrase(range) if range.clone().any(|t| a.is_capital(t)));
            let told = out.last().and_then(|last| last.name.clone()).filter(|told| {
                !own && told.split_once("'s ").is_some_and(|(owner, _)| Some(owner) == rated.name.as_deref())
            });
            let rated = match told {
                Some(told) => Rated { name: Some(told), ..rated },
                None => rated,
            };
            // *the school* is the one told of before rather than one named behind.
            // *Ashby Hospital is good while the Infirmary …*: the one of that noun.
            let of_other_noun = |told: &String| {
                let noun = rated.name.as_deref().map(last_word).unwrap_or_default();
                last_word(told) != noun && self.words_of(event).ends_with(&noun)
            };
            let rated = match out.last() {
                Some(Rated { name: Some(told), vague: false, .. })
                    if rated.common == Some(true)
                        || together && rated.common.is_some() && !of_other_noun(told) =>
                {
                    Rated { name: None, ..rated }
                }
                _ => rated,
            };
            let nobody = || matches!(&event.subject, Subject::Phrase(range) if subject::described(a, range.clone()).is_none());
            let title = || self.is_title(self.mentions[event.mention].sentence);
            let vague = rated.vague || kind_alone && title() && nobody();
            out.push(Rated { vague, ..rated });
        }
        let bodies = self.bodies_in_full();
        // *Mardale* is the service of that name that is told of, rather than another body of the place.
        let mut told: Vec<String> = Vec::new();
        for name in out.iter().filter_map(|rated| rated.name.as_ref()).filter(|name| name.contains(' ')) {
            if told.len() < MOST && !told.contains(name) {
                told.push(name.clone());
            }
        }
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()) {
            let begins = |full: &&String| {
                full.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))
                    && subject::is_body_name(a, full)
            };
            let mut all = told.iter().filter(begins);
            let full = all.next().filter(|full| !name.contains(' ') && all.all(|other| other == *full));
            if let Some(full) = full {
                name.clone_from(full);
            } else if let Some(full) = self.bodies.with_article(name) {
                *name = full;
            } else if let Some(full) = self.full_name(name, &bodies) {
                *name = full;
            }
        }
        let of_children: Vec<bool> = events.iter().map(|event| self.may_rate_children(event)).collect();
        self.join_bodies(&mut out, &of_children, &bodies);
        join_branches(&mut out);
        let mut names: Vec<Option<String>> = out
            .iter()
            .map(|r| r.name.clone().filter(|name| !r.vague && name.starts_with(char::is_uppercase)))
            .collect();
        for (i, event) in events.iter().enumerate() {
            if out[i].name.is_none() && event.subject == Subject::Same && i > 0 {
                out[i].name = out[i - 1].name.clone();
            }
            if out[i].name.is_some() {
                continue;
            }
            let before = names[..i].iter().rev().flatten().next();
            let behind = || names[i..].iter().flatten().next();
            // An official letter is about the body that it names first.
            let own = || self.body(event);
            // A grade that was told of a body before is that body's.
            let grade = &self.mentions[event.mention].grades;
            let told = events[..i].iter().zip(&names).rev().find_map(|(other, name)| {
                let same = self.mentions[other.mention].grades.iter().any(|g| grade.contains(g));
                name.as_ref().filter(|_| same && matches!(event.subject, Subject::Context))
            });
            let spoken = || match event.subject {
                Subject::Phrase(_) | Subject::Its(_) => {
                    let council = |name: &String| subject::is_council_noun(&last_word(name));
                    self.first_body.clone().filter(|name| !council(name) || self.may_rate_council(event))
                }
                _ => None,
            };
            let near = || self.body_before(event, true);
            let any = || self.body_before(event, false);
            // What stands under a heading is of the body that it names.
            let since = i.checked_sub(1).map_or(0, |last| events[last].anchor);
            let heading = || self.bodies.heading(event.anchor, since).map(|body| body.name.clone());
            let heading = self.item(event).or_else(heading).or_else(|| self.lead_of_list(event));
            // *Its previous inspection had resulted in an inadequate rating.*
            let first = self.a.sentences[self.mentions[event.mention].sentence].tokens.start;
            let told = told.filter(|_| {
                !(a.one_of(first, &["its", "their", "it", "they"])
                    // *She was rated good in 2016*, of a childminder
                    || a.one_of(first, &["she", "he"]) && event.anchor <= first + 3)
            });
            let told = heading.clone().or_else(|| told.or(before).cloned());
            let near = told.is_none().then(near).flatten();
            let name = told
                .or_else(|| near.clone())
                .or_else(own)
                .or_else(any)
                .or_else(|| behind().cloned())
                .or_else(spoken);
            // What is told next may be of the same body.
            if names[i].is_none() {
                names[i] = heading.clone().or(near);
            }
            if heading.is_some() {
                out[i].vague = false;
            }
            out[i].name = name;
        }
        // What is told of a council, in a text on its services for children, is of them.
        let services: Vec<String> =
            out.iter().filter_map(|rated| rated.name.clone()).filter(|n| is_of_families(n)).collect();
        for ((rated, event), children) in out.iter_mut().zip(events).zip(&of_children) {
            let own =
                matches!(&event.subject, Subject::Phrase(range) if range.clone().any(|t| a.is_capital(t)));
            if let Some(name) = rated.name.as_mut().filter(|_| *children && (rated.aspect.is_some() || !own))
                && let Some(full) =
                    services.iter().find(|s| s.split_once("'s ").is_some_and(|(owner, _)| owner == name))
            {
                name.clone_from(full);
            }
        }
        // *Kindred Hands* is *Kindred Hands Homecare*, where the text rates both.
        let whole: Vec<String> = out.iter().filter_map(|rated| rated.name.clone()).collect();
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()).filter(|name| name.contains(' ')) {
            let longer = |full: &&String| {
                let rest = full.strip_prefix(name.as_str()).and_then(|rest| rest.strip_prefix(' '));
                rest.is_some_and(|rest| rest.split(' ').all(|word| word.starts_with(char::is_uppercase)))
            };
            let mut all = whole.iter().filter(longer);
            if let Some(full) = all.next().filter(|full| all.all(|other| other == *full)) {
                name.clone_from(full);
            }
        }
        // *Our children's services*
        for (rated, event) in out.iter_mut().zip(events) {
            let services = self.words_of(event).ends_with("children's services");
            if let Some(name) = rated.name.as_mut().filter(|name| services && !name.contains("'s ")) {
                let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
                if subject::is_council_noun(&last) {
                    name.push_str("'s children's services");
                }
            }
        }
        // Each name is looked for once.
        let mut told: Vec<(String, Option<String>)> = Vec::new();
        for name in out.iter_mut().filter_map(|rated| rated.name.as_mut()).filter(|name| name.contains("'s "))
        {
            if !told.iter().any(|(known, _)| known == name) && told.len() < MOST {
                told.push((name.clone(), self.as_told(name)));
            }
            if let Some((_, Some(full))) = told.iter().find(|(known, _)| known == name) {
                name.clone_from(full);
            }
        }
        out
    }

    fn is_title(&self, sentence: usize) -> bool {
        let paragraph = self.a.sentences.get(sentence).map(|sentence| sentence.paragraph);
        paragraph.is_some_and(|at| self.a.document.paragraphs[at].kind == ParagraphKind::Title)
    }

    /// Whether a phrase says no more than of what kind the body is, and where: *sister home*, *the county’s fire service*.
    fn tells_kind_alone(&self, range: std::ops::Range<usize>) -> bool {
        const REGIONS: &[&str] =
            &["region", "county", "town", "city", "village", "area", "country", "borough", "district"];
        const MOST: usize = 5;
        let a = self.a;
        let first = range.start + usize::from(a.one_of(range.start, &["the", "a"]));
        let owned = (first..range.end).find(|&t| subject::is_possessive(a, t));
        let start = match owned {
            Some(at) if at == first + 1 && a.one_of(first, REGIONS) => at + 1,
            Some(_) => return false,
            None => first,
        };
        let title = || self.is_title(a.sentence_from(start));
        let small = |t: usize| !a.is_capital(t) || t == start && a.opens_sentence(t);
        let words = subject::words(a, start..range.end);
        let kind = a.lexicon.ratings.kinds_of.iter().flatten().any(|noun| {
            words.strip_suffix(noun.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        });
        start < range.end
            && range.end - start <= MOST
            && (start..range.end).all(small)
            && kind
            && (owned.is_some() || title())
    }

    /// *maternity services at Ashby Hospital* for *Ashby Hospital's maternity services*, where the text says it so.
    fn as_told(&self, name: &str) -> Option<String> {
        // *Wexmoor's youth offending team* is *Wexmoor Youth Offending Team*.
        let joined = name.replacen("'s ", " ", 1);
        if joined != name
            && let Some(body) = self.bodies.names().find(|body| body.eq_ignore_ascii_case(&joined))
        {
            return Some(body.to_owned());
        }
        let (owner, part) =
            name.split_once("'s ").filter(|(_, part)| subject::is_branch(&part.to_lowercase()))?;
        let at = |article: &str| format!("{part} at {article}{owner}");
        let lower = self.a.lower_text();
        let told = ["", "the "].iter().any(|article| lower.contains(&at(article).to_lowercase()));
        (told && !part.contains("children")).then(|| at(""))
    }

    /// The body of a table or list, as the line above it tells: *The Trust’s ratings*.
    fn lead_of_list(&self, event: &Event) -> Option<String> {
        let a = self.a;
        if !event.line {
            return None;
        }
        let paragraphs = &a.document.paragraphs;
        let here = a.sentences[self.mentions[event.mention].sentence].paragraph;
        let kind = paragraphs[here].kind;
        let is_row = |p: &&crate::text::Paragraph| p.kind == kind || p.span.of(a.text()).contains('\t');
        let above = paragraphs[..here].iter().rposition(|p| !is_row(&p))?;
        let heads = paragraphs[above].span.of(a.text()).ends_with(':')
            || matches!(paragraphs[above].kind, ParagraphKind::Heading | ParagraphKind::Title);
        let last = a.sentences.iter().rfind(|sentence| sentence.paragraph == above).filter(|_| heads)?;
        let tokens = last.tokens.clone();
        if let Some(body) = self.bodies.within(tokens.clone()).next() {
            return Some(body.name.clone());
        }
        let mut nouns =
            tokens.filter(|&t| t > 0 && a.one_of(t - 1, &["the"]) && subject::noun_of_body(a, a.lower(t)));
        let noun = nouns.next().filter(|&t| !subject::is_council_noun(a.lower(t)))?;
        self.bodies.of_kind(a, a.lower(noun), noun, false, false).map(|body| body.name.clone())
    }

    /// Whether a grade is named in the sentence of that number.
    fn has_mention(&self, sentence: usize) -> bool {
        let first = self.mentions.partition_point(|mention| mention.sentence < sentence);
        self.mentions.get(first).is_some_and(|mention| mention.sentence == sentence)
    }

    /// The body that the event's paragraph, or the lines above it up to a blank one, opens with as its item: *(a) Ashby Court.
    /// CQC report of 6 February 2017. Overall: Good.*
    fn item(&self, event: &Event) -> Option<String> {
        let a = self.a;
        let tokens = self.item_of(event)?;
        let body = self.bodies.within(tokens.clone()).next().filter(|body| body.tokens.start == tokens.start);
        // *Homeward Care at Home*: no noun of it tells what it is, but where it stands does.
        let unknown = || {
            let ends =
                |t: usize| matches!(a.word(t), "." | "–" | "—" | ":" | ",") || a.gap_before(t).contains('\n');
            let end = tokens.clone().skip(1).find(|&t| ends(t))?;
            let shouted = tokens.start..end;
            if shouted.clone().all(|t| a.word(t).chars().all(|c| !c.is_lowercase())) {
                return None; // *THE REPORT AT A GLANCE*
            }
            let small = |t: usize| {
                a.one_of(t, &["of", "at", "the", "and", "in", "on", "for"]) || subject::is_possessive(a, t)
            };
            let name = tokens.start..end;
            let all = name.clone().all(|t| a.is_capital(t) || small(t)) && name.len() > 1;
            let words = subject::words(a, name.clone());
            let whole = a.lexicon.ratings.wholes.contains(words.as_str()) || subject::names_part(a, &words);
            (all && !whole).then(|| subject::plain(a.span(name).of(a.text())))
        };
        body.map(|body| body.name.clone()).or_else(unknown)
    }

    /// The tokens of the item that the event is a line of, from its name to the event.
    fn item_of(&self, event: &Event) -> Option<std::ops::Range<usize>> {
        /// Tokens before the name: *(a)*, *2.1*; and those of the name.
        const MARKER: usize = 4;
        const NAME: usize = 10;
        /// Tokens of a line such as *Rating: 1*, and how many lines an item has above it.
        const SHORT: usize = 5;
        const LINES: usize = 12;
        let a = self.a;
        let sentence = self.mentions[event.mention].sentence;
        // *Rating: 1*
        let short = || {
            let tokens = &a.sentences[sentence].tokens;
            tokens.len() <= SHORT && tokens.clone().any(|t| a.word(t) == ":")
        };
        if !event.line && !short() {
            return None;
        }
        let mut paragraph = a.sentences[sentence].paragraph;
        let first = |paragraph: usize| a.token_from(a.document.paragraphs[paragraph].span.start);
        for _ in 0..LINES {
            if paragraph == 0 || first(paragraph) == 0 || a.gap_before(first(paragraph)).contains("\n\n") {
                break;
            }
            paragraph -= 1;
        }
        let start = first(paragraph);
        let here = a.sentences[sentence].tokens.start;
        let name = (start..(start + MARKER).min(here)).find(|&t| a.word(t).len() > 1 && a.is_capital(t))?;
        let end = (name + 1..(name + NAME).min(here))
            .find(|&t| matches!(a.word(t), "." | "–" | "—" | ":" | ",") || a.gap_before(t).contains('\n'))?;
        (end > name).then_some(name..here)
    }

    /// When the item's report came out or its inspectors called, as told between its name and its grades.
    fn item_date(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        const NEAR: usize = 5;
        /// Tokens below the line in which its day is looked for.
        const LINES: usize = 120;
        let a = self.a;
        let tokens = self.item_of(event)?;
        // *Rating: 1*, a line of its own: the first day told below it.
        let line =
            a.gap_before(a.sentences[self.mentions[event.mention].sentence].tokens.start).contains('\n');
        if line {
            let from = self.mentions[event.mention].tokens.end;
            let most = a.tokens.len().min(from + LINES);
            let end = (from + 1..most).find(|&t| a.gap_before(t).contains("\n\n")).unwrap_or(most);
            let span = a.span(from..end);
            let day = when::within(times, span).iter().find(|time| {
                time.span.end <= span.end
                    && a.fragment_of[a.token_from(time.span.start)].is_none()
                    && time.holding().is_some_and(|date| date.civil().is_some())
            })?;
            return Some((day.holding()?, day.basis));
        }
        let span = a.span(tokens);
        let time = when::within(times, span).iter().find(|time| {
            let first = a.token_from(time.span.start);
            let near = first.saturating_sub(NEAR)..first;
            time.span.end <= span.end
                && near.clone().any(|t| {
                    a.is(t, WordClass::INSPECTION) || a.one_of(t, &["published", "inspected", "visited"])
                })
        })?;
        Some((time.holding()?, time.basis))
    }

    /// *Its education services*: of the body named before.
    fn of_owner(&self, event: &Event, rated: Rated) -> Rated {
        let Subject::Phrase(range) = &event.subject else { return rated };
        let its = self.a.one_of(range.start, &["its", "their"]);
        let part = rated.name.as_deref().filter(|name| {
            its && name.starts_with(char::is_lowercase) && name.ends_with("services") && !name.contains("'s")
        });
        let Some(part) = part else { return rated };
        let own = self.owner(event, range.start).name;
        let before = || {
            let sentence = self.mentions[event.mention].sentence;
            let paragraph = self.a.sentences[sentence].paragraph;
            let before = &self.a.sentences[sentence.checked_sub(1)?];
            let body = self.bodies.within(before.tokens.clone()).next();
            body.filter(|_| before.paragraph == paragraph).map(|body| body.name.clone())
        };
        match own.or_else(before) {
            Some(owner) => Rated { name: Some(format!("{owner}'s {part}")), ..Rated::default() },
            None => rated,
        }
    }

    /// Whether `name` can be that of a body: a name, or a noun for what some scale rates.
    fn may_be_rated(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let known = |text: &str| {
            self.list().iter().flat_map(|scale| &scale.subjects).any(|subject| has_words(text, subject))
        };
        let group = subject::GROUPS.contains(&lower.as_str())
            || ["school council", "student council", "youth council"].contains(&lower.as_str());
        // *out of five for Ashby pub*
        if ["out of ", "beside ", "like ", "unlike ", "from ", "about ", "at the ", "news from "]
            .iter()
            .any(|lead| lower.starts_with(lead))
        {
            return false;
        }
        // *Ofsted’s report*: who rates is not rated.
        let canonical =
            self.a.lexicon.body_forms.get(name).map(|&at| self.a.lexicon.bodies[at].name.as_str());
        if self.a.lexicon.scales.inspector(canonical.unwrap_or(name)).is_some() {
            return false;
        }
        // *pleased to move the practice*
        let clause = name.starts_with(char::is_lowercase) && lower.contains(" to ");
        !group && !clause && !is_day_or_month(&lower) && (name.contains(char::is_uppercase) || known(&lower))
    }

    /// The names of several words of the bodies that the text names, each once, in text order. A text of any length
    /// has no more than some.
    fn bodies_in_full(&self) -> Vec<String> {
        const MOST: usize = 200;
        let a = self.a;
        let mut out: Vec<String> = Vec::new();
        let written = a.names.iter().filter(|name| name.proper.len() > 1);
        let written = written.map(|name| subject::cased(a, subject::with_saint(a, name.proper.clone())));
        for name in self.bodies.names().map(str::to_owned).chain(written) {
            if out.len() < MOST && !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }

    /// *Hollin Bank* for *Hollin Bank Community Primary School*: the one of `bodies` that `name` is short for.
    fn full_name(&self, name: &str, bodies: &[String]) -> Option<String> {
        let known = name.starts_with(char::is_uppercase)
            && !name.contains("'s ")
            && !subject::is_council_noun(&name.rsplit(' ').next().unwrap_or_default().to_lowercase());
        // *Fen Ambulance Service* of *Wold and Fen Ambulance Service*; *the County Council*
        let (owner, rest) = match name.split_once("'s ") {
            Some((owner, _)) => (owner, &name[owner.len()..]),
            None => (name, ""),
        };
        let generic = subject::is_generic_name(self.a, owner) && owner.contains(' ');
        let ends = |full: &&String| {
            full.strip_suffix(owner).is_some_and(|before| {
                generic && before.ends_with(' ')
                    || [" and ", " of ", " & ", "'s "].iter().any(|w| before.ends_with(w))
            })
        };
        if let Some(full) = bodies.iter().find(ends).filter(|_| name.starts_with(char::is_uppercase)) {
            return Some(format!("{full}{rest}"));
        }
        if !known {
            return None;
        }
        // *Castlemoor* of *HMP Castlemoor*, *Glanmorfa* of *Ysgol Uwchradd Glanmorfa*
        let prison = |full: &&String| {
            let rest =
                full.split_once(' ').filter(|(noun, _)| subject::leads_name(noun)).map(|(_, rest)| rest);
            rest.is_some_and(|rest| rest == name || rest.ends_with(&format!(" {name}")))
        };
        if let Some(full) = bodies.iter().find(prison) {
            return Some(full.clone());
        }
        let papers = &self.a.lexicon.ratings.papers;
        let paper = |full: &str| {
            full.rsplit(' ').next().is_some_and(|last| papers.contains(last.to_lowercase().as_str()))
        };
        let begins = |full: &&String| {
            full.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')) && !paper(full)
        };
        // No other body begins so: those found are one in more words and in fewer.
        let rated = || bodies.iter().filter(begins).filter(|full| subject::is_body_name(self.a, full));
        let longest = rated().max_by_key(|full| full.len());
        let only = longest.is_some_and(|longest| rated().all(|full| longest.starts_with(full.as_str())));
        // *Kelderby academy* for *Kelderby Quay Academy*, *Ashby Lane school* for *Ashby Lane Primary School*
        if let Some((first, last)) = name.rsplit_once(' ') {
            let around = |full: &&String| {
                let between = full.strip_prefix(first).and_then(|rest| rest.rsplit_once(' '));
                let (between, end) = between.unwrap_or_default();
                between.starts_with(' ')
                    && between.matches(' ').count() <= 2
                    && end.eq_ignore_ascii_case(last)
            };
            let mut all = bodies.iter().filter(around);
            if let Some(full) = all.next().filter(|_| all.next().is_none()) {
                return Some(full.clone());
            }
        }
        // *Millstream* alone, where no other name begins so; *Ashby* may be the council of the place.
        let own = only || name.contains(' ') || name.ends_with("'s");
        let full = bodies.iter().filter(begins).find(|full| subject::is_body_name(self.a, full));
        full.filter(|_| own).cloned()
    }

    /// *The county's services*, in a text on children's services.
    fn of_children(&self, name: String) -> String {
        let owner = name.strip_suffix("'s services").or_else(|| name.strip_suffix("'s service"));
        let whose = |owner: &&str| !owner.contains("'s") && !owner.ends_with(" children");
        match owner.filter(whose).filter(|_| self.of_children) {
            Some(owner) => format!("{owner}'s children's services"),
            None => name,
        }
    }

    /// The words that name an event's subject, in lower case; empty where it has none of its own.
    fn words_of(&self, event: &Event) -> String {
        match &event.subject {
            Subject::Phrase(range) => subject::words(self.a, range.clone()),
            _ => String::new(),
        }
    }

    /// *Ashby Fostering, run by the Acorn Trust, was judged good. It was …*: whether *it* is the body that begins the
    /// sentence before, as `told` of `last`, rather than another that stands nearer.
    fn goes_on_about(&self, last: &Event, told: &Rated, event: &Event) -> bool {
        let a = self.a;
        let (before, sentence) =
            (self.mentions[last.mention].sentence, self.mentions[event.mention].sentence);
        let it = matches!(&event.subject, Subject::Phrase(range)
            if range.len() == 1 && a.one_of(range.start, &["it"]) && a.opens_sentence(range.start));
        let first = matches!(&last.subject, Subject::Phrase(range)
            if range.start <= a.sentences[before].tokens.start + 1 && a.is_capital(range.end - 1));
        let same = a.sentences[before].paragraph == a.sentences[sentence].paragraph;
        it && first
            && same
            && before + 1 == sentence
            && told.name.is_some()
            && !told.vague
            && told.aspect.is_none()
    }

    /// *Ashby Fostering was judged good. Leadership was outstanding.*: whether a part is of the body last told of, in the
    /// same paragraph, with no other named since.
    fn is_part_of_told(&self, last: &Event, told: &Rated, event: &Event) -> bool {
        let a = self.a;
        let (before, here) = (self.mentions[last.mention].sentence, self.mentions[event.mention].sentence);
        let since = a.sentences[before].tokens.end..a.sentences[here].tokens.end.min(event.anchor);
        a.sentences[before].paragraph == a.sentences[here].paragraph
            && before < here
            && told.name.is_some()
            && !told.vague
            && self.bodies.within(since).next().is_none()
    }

    /// What *it* and *its* stand for, and what *a popular restaurant* turns out to be; whether a body is `known` from
    /// what was told before.
    fn told_of(&self, event: &Event, rated: Rated, known: bool) -> Rated {
        let a = self.a;
        let words = self.words_of(event);
        let indefinite = words.starts_with("a ") || words.starts_with("an ") || words.starts_with("one of ");
        // *The 42-bed home in Priory Road*: one told of before, of the kind that the noun says.
        if let Subject::Phrase(range) = &event.subject
            && let Some(noun) = subject::described(a, range.clone())
            && let Some(body) = self
                .bodies
                .of_section(range.start)
                .filter(|_| !indefinite)
                .or_else(|| self.bodies.of_kind(a, &noun, range.start, indefinite, known))
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        // *Elm Grange has gone the other way. Good in 2019, it is now inadequate.*: the one body of the sentence before,
        // which tells no grade.
        let own = |range: &std::ops::Range<usize>| self.bodies.within(range.clone()).next().is_none();
        let sentence = self.mentions[event.mention].sentence;
        let it = subject::is_it(a, &event.subject)
            || event.subject == Subject::Context && !event.line && !event.recalled;
        if it
            && rated.name.is_none()
            && let Some(before) = sentence.checked_sub(1).map(|at| &a.sentences[at])
            && before.paragraph == a.sentences[sentence].paragraph
            && own(&(a.sentences[sentence].tokens.start..event.anchor))
            && !self.has_mention(sentence - 1)
        {
            let mut all = self.bodies.within(before.tokens.clone());
            if let Some(body) = all.next().filter(|first| all.all(|other| other.name == first.name)) {
                let name = self.branch_that_opens(&body.tokens).unwrap_or_else(|| body.name.clone());
                return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
            }
        }
        if rated.name.is_some() || !matches!(event.subject, Subject::Phrase(_) | Subject::Its(_)) {
            return rated;
        }
        // *a mark that HMP Ashby has beaten: it was given good*
        if let Subject::Phrase(range) = &event.subject
            && subject::is_it(a, &event.subject)
            && range.start > 0
            && a.word(range.start - 1) == ":"
            && let Some(body) = self.bodies.before(range.start).next()
            && a.sentences[sentence].tokens.contains(&body.tokens.start)
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        // *Ofsted visited a special school and declared it to be good*: one named soon.
        let it = matches!(&event.subject, Subject::Phrase(range) if range.len() == 1);
        let start = a.sentences[sentence].tokens.start;
        if it && rated.aspect.is_none() && !known {
            let introduced = (start..event.anchor).rev().find_map(|t| {
                let noun = super::bodies::noun_ending_at(a, t)?;
                (t.saturating_sub(4)..t).any(|d| a.one_of(d, &["a", "an"])).then_some((t, noun))
            });
            let body = introduced.and_then(|(t, noun)| self.bodies.of_kind(a, &noun, t, true, false));
            if let Some(body) = body {
                return Rated { name: Some(body.name.clone()), ..Rated::default() };
            }
        }
        // *The report follows one on Ashby Fire Service.* ¶ *It was graded …*: the one body of the paragraph before.
        if subject::is_it(a, &event.subject)
            && a.opens_sentence(event_start(event))
            && let Some(body) = self.only_body_above(sentence)
        {
            return Rated { name: Some(body.name.clone()), aspect: rated.aspect, ..Rated::default() };
        }
        let found = match rated.vague {
            true if indefinite => self.named_soon(sentence),
            // *Ysgol Ashby has news. The secondary school, which was judged adequate …*
            true => self.spoken_of(event.anchor, sentence).or_else(|| self.named_soon(sentence)),
            false => self.spoken_of(event.anchor, sentence),
        };
        let Some(range) = found else { return rated };
        if it && let Some(name) = self.branch_that_opens(&range) {
            return Rated { name: Some(name), aspect: rated.aspect, ..Rated::default() };
        }
        // *Ashby Council’s children’s services have changed since they were rated …*
        let end = range.end;
        let services = has_childrens_services(a, end) && end + 3 < event.anchor;
        let range = if services { range.start..end + 4 } else { range };
        let found = Rated { aspect: rated.aspect, ..subject::rated(a, range, &|_| None) };
        // *Its services for children*
        let services = found.body && words.contains("services for children");
        let name =
            found.name.map(|name| if services { format!("{name}'s children's services") } else { name });
        Rated { name, ..found }
    }

    /// *Maternity services at Ashby Hospital* fared better, where the sentence of the body (its tokens) begins so.
    fn branch_that_opens(&self, body: &std::ops::Range<usize>) -> Option<String> {
        let a = self.a;
        let at = body.start.checked_sub(1).filter(|&at| a.one_of(at, &["at", "in"]))?;
        let start = a.sentences.get(a.sentence_from(at))?.tokens.start;
        branch_of(a, start, at, body.end).filter(|_| at <= start + 4)?.name
    }

    /// The body that is spoken of at token `at`: the first that its sentence names before, else the first
    /// that a sentence just above in the paragraph names.
    fn spoken_of(&self, at: usize, sentence: usize) -> Option<std::ops::Range<usize>> {
        const REACH: usize = 3;
        let a = self.a;
        let paragraph = a.sentences[sentence].paragraph;
        let near = (0..=sentence).rev().take(REACH).take_while(|&i| a.sentences[i].paragraph == paragraph);
        near.into_iter().find_map(|i| {
            let tokens = &a.sentences[i].tokens;
            // *The academy joined the trust after Ofsted judged it inadequate*
            let noun = tokens.start + 1;
            if noun < at
                && a.one_of(tokens.start, &["the"])
                && a.lexicon.ratings.bodies.contains(a.lower(noun))
            {
                return Some(tokens.start..noun + 1);
            }
            let body = self.bodies.within(tokens.start..tokens.end.min(at)).next()?;
            let std::ops::Range { mut start, end } = body.tokens.clone();
            // *Ashby Church of England Primary School*
            if start >= tokens.start + 2 && a.one_of(start - 1, &["of"]) && a.is_capital(start - 2) {
                start -= 2;
                while start > tokens.start && a.is_capital(start - 1) {
                    start -= 1;
                }
            }
            Some(start..end)
        })
    }

    /// The one body that the paragraph above names, where `sentence` begins a paragraph.
    fn only_body_above(&self, sentence: usize) -> Option<&Body> {
        let a = self.a;
        let above = a.sentences[..sentence].last()?.paragraph;
        if above + 1 != a.sentences[sentence].paragraph {
            return None;
        }
        let first = a.sentences[..sentence].iter().rposition(|s| s.paragraph != above).map_or(0, |at| at + 1);
        let tokens = a.sentences[first].tokens.start..a.sentences[sentence - 1].tokens.end;
        let mut all = self.bodies.within(tokens);
        let body = all.next()?;
        let council = subject::is_council_noun(&last_word(&body.name));
        (!council && all.all(|other| other.name == body.name)).then_some(body)
    }

    /// The body that one of the next sentences begins with.
    fn named_soon(&self, sentence: usize) -> Option<std::ops::Range<usize>> {
        const REACH: usize = 3;
        let a = self.a;
        a.sentences.iter().skip(sentence + 1).take(REACH).find_map(|next| {
            if let Some(body) = self.bodies.within(next.tokens.clone()).next()
                && body.tokens.start <= next.tokens.start + 1
            {
                return Some(body.tokens.clone());
            }
            let name = a.name_at(next.tokens.start).or_else(|| a.name_at(next.tokens.start + 1))?;
            let placed = a.word(name.tokens.end) == ","
                && a.one_of(name.tokens.end + 1, &["on", "in", "at", "near", "which", "a", "off"]);
            let street =
                a.word(name.tokens.end) == "," && a.one_of(name.tokens.end + 1, &["on", "near", "off"]);
            let body =
                name.kind == NameKind::Organisation || street || placed && name.kind != NameKind::Person;
            let inspector = subject::is_inspector(a, name);
            (body && !inspector).then(|| name.proper.clone())
        })
    }

    /// The last body named before an event that is of the kind that its subject says: *the primary school*; or of
    /// any, where it says none and none needs to be said.
    fn body_before(&self, event: &Event, kind_told: bool) -> Option<String> {
        let a = self.a;
        let words = match event.subject {
            Subject::Phrase(_) | Subject::Its(_) => self.words_of(event),
            _ => return None,
        };
        let kinds = &a.lexicon.ratings.kinds_of;
        let own = kinds.iter().find(|kind| kind.iter().any(|noun| has_words(&words, noun)));
        if kind_told && own.is_none() {
            return None;
        }
        // What the inspectors named here may rate.
        let grades = &self.mentions[event.mention].grades;
        let rates = |written: &str| {
            let here = |scale: &&Scale| {
                let named = &self.scales.inspectors;
                named.is_empty() || named.iter().any(|(_, name)| *name == scale.inspector)
            };
            let scales = grades.iter().map(|g| &self.list()[g.scale]).filter(here);
            scales.flat_map(|scale| &scale.subjects).any(|subject| has_words(written, subject))
        };
        let start = match &event.subject {
            Subject::Phrase(range) | Subject::Its(range) => range.start.min(event.anchor),
            _ => event.anchor,
        };
        // A look back that a reader would have, and that takes no longer in a long text.
        const REACH: usize = 100;
        let of_kind = |body: &&Body| {
            let fits = own.is_none_or(|kind| kind.iter().any(|noun| has_words(&body.told, noun)));
            // A council is found by what inspectors rate of it.
            let council = own.is_none() && subject::is_council_noun(a.lower(body.tokens.end - 1));
            fits && !council && rates(&body.told)
        };
        self.bodies.before(start).take(REACH).find(of_kind).map(|body| body.name.clone())
    }

    /// The body that *its* stands for: the first one named in the sentence.
    fn owner(&self, event: &Event, its: usize) -> Rated {
        let a = self.a;
        let sentence = &a.sentences[self.mentions[event.mention].sentence].tokens;
        let named = a.names.iter().find(|name| {
            sentence.contains(&name.tokens.start)
                && name.tokens.end <= its
                && matches!(name.kind, NameKind::Organisation | NameKind::Place)
                && !subject::is_inspector(a, name)
        });
        // *Thornmouth academy loses its good rating*
        if let Some(name) = named.filter(|name| name.kind == NameKind::Place)
            && let Some(noun) = super::bodies::noun_ending_at(a, name.tokens.end)
            && let Some(body) = self.bodies.of_kind(a, &noun, name.tokens.start, false, false)
        {
            return Rated { name: Some(body.name.clone()), ..Rated::default() };
        }
        named.map_or_else(Rated::default, |name| subject::rated(a, name.tokens.clone(), &|_| None))
    }

    /// A council and its services, told as one body, are one.
    fn join_bodies(&self, all: &mut [Rated], of_children: &[bool], bodies: &[String]) {
        let told = all
            .iter()
            .filter_map(|r| r.name.clone())
            .filter(|name| name.ends_with("services") || name.ends_with("service") || is_of_families(name));
        // *Ashby Council’s children’s services have moved up a grade. The council was rated …*
        let named = self.a.names.iter().filter(|_| self.of_children).filter_map(|name| {
            let a = self.a;
            let at = name.tokens.end;
            let theirs = has_childrens_services(a, at);
            theirs.then(|| subject::cased(a, name.proper.start..at + 4))
        });
        const MOST: usize = 200;
        let mut services: Vec<String> = Vec::new();
        for name in told.chain(named) {
            let name = self.full_name(&name, bodies).unwrap_or(name);
            if services.len() < MOST && !services.contains(&name) {
                services.push(name);
            }
        }
        // One service told in two ways keeps its first name.
        for rated in all.iter_mut() {
            let Some(name) = rated.name.as_mut().filter(|name| is_of_families(name)) else { continue };
            let owner = |name: &str| name.split("'s ").next().unwrap_or_default().to_owned();
            let own = owner(name);
            // *Ashby’s* is *Ashby Council’s* where the text says so.
            let fuller = |s: &&String| owner(s).strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '));
            if let Some(full) = services.iter().find(|s| is_of_families(s) && fuller(s)) {
                name.clone_from(full);
                continue;
            }
            if let Some(first) = services.iter().find(|s| is_of_families(s) && owner(s) == own) {
                name.clone_from(first);
            }
        }
        let joined = all.iter_mut().zip(of_children).filter(|(rated, children)| rated.body && **children);
        for (rated, _) in joined {
            let Some(name) = &rated.name else { continue };
            let place = name.split([' ', '\'']).next().unwrap_or_default().to_owned();
            let same = |service: &&String| {
                service.contains("'s ")
                    && service.strip_prefix(&place).is_some_and(|rest| rest.starts_with([' ', '\'']))
                    && is_of_families(service)
            };
            if let Some(service) = services.iter().find(same) {
                rated.name = Some(service.clone());
            }
        }
    }

    /// Whether the grade may be a council's.
    fn may_rate_council(&self, event: &Event) -> bool {
        let rates = |g: &GradeRef| self.list()[g.scale].subjects.iter().any(|subject| subject == "council");
        self.mentions[event.mention].grades.iter().any(rates)
    }

    /// Whether the grade may be of services for children.
    fn may_rate_children(&self, event: &Event) -> bool {
        let sentence = &self.a.sentences[self.mentions[event.mention].sentence].tokens;
        let named: Vec<&String> = self
            .scales
            .inspectors
            .iter()
            .filter(|(t, _)| sentence.contains(t))
            .map(|(_, name)| name)
            .collect();
        let own = |scale: &Scale| {
            scale.subjects.iter().any(|subject| has_words(subject, "children"))
                && (named.is_empty() || named.contains(&&scale.inspector))
        };
        let mut grades = self.mentions[event.mention].grades.iter();
        grades.any(|g| own(&self.list()[g.scale]))
    }

    /// The body that the document is about.
    fn body(&self, event: &Event) -> Option<String> {
        let a = self.a;
        let rates_councils = self.mentions[event.mention].grades.iter().any(|g| {
            let scale = &self.list()[g.scale];
            let own = |name: &str| scale.subjects.iter().any(|subject| subject == name);
            own("council") && (scale.needs.is_empty() || own("children's services"))
        });
        let council = subject::council_near(a, event.anchor).filter(|_| rates_councils)?;
        let place = matches!(event.subject, Subject::Phrase(_));
        Some(if place && tells_of_children(a) { format!("{council}'s children's services") } else { council })
    }

    fn graded(&self, event: &Event, rated: Rated, times: &[TimeExpression]) -> Option<Graded> {
        let a = self.a;
        let mention = &self.mentions[event.mention];
        let sentence = a.sentences[mention.sentence].tokens.clone();
        // *Saltby has four care homes. Two are rated good.*
        let number = |range: &std::ops::Range<usize>| {
            range.len() == 1 && a.is(range.start, WordClass::LEADING) && a.one_of(range.start, NUMBERS)
        };
        if let Subject::Phrase(range) = &event.subject
            && (subject::is_share(a, range) || number(range))
        {
            return None;
        }
        let has =
            |inspector: &str| mention.grades.iter().any(|g| self.list()[g.scale].inspector == inspector);
        let sole = mention
            .grades
            .iter()
            .all(|g| self.list()[g.scale].inspector == self.list()[mention.grades[0].scale].inspector);
        let first = &self.list()[mention.grades[0].scale];
        let implied = sole && !first.needs.is_empty();
        let inspector = match self.scales.of(sentence.clone(), event.anchor, &has) {
            _ if implied => Some(first.inspector.as_str()),
            found => {
                // *A team from Ofsted and the CQC judged safeguarding services inadequate*
                let words = format!("{} {}", self.words_of(event), rated.name.as_deref().unwrap_or_default());
                self.of_two(mention, &sentence, &words.to_lowercase()).or(found)
            }
        };
        // Of the inspectors named, the one who grades the part: *capacity for improvement* is none of the CQC's.
        let grades_part = |inspector: &str, aspect: &str| {
            let own = |s: &&Scale| s.inspector == inspector;
            self.list().iter().filter(own).any(|s| {
                s.aspects.contains_key(aspect) || s.aspects.values().flatten().any(|form| form == aspect)
            })
        };
        // *it was given good for respect*
        let part = || self.parts_behind(event, None)?.into_iter().next();
        let part = rated.aspect.clone().or_else(part);
        // *Outcomes for children were poor for safety*: the whole, though another inspector grades it so called.
        let whole = a.lexicon.ratings.wholes.contains(self.words_of(event).as_str());
        let part = part.filter(|aspect| !whole || inspector.is_none_or(|named| grades_part(named, aspect)));
        let inspector = match (inspector, part.as_deref()) {
            (Some(named), Some(aspect)) if !implied && !grades_part(named, aspect) => {
                let fits = |name: &&str| has(name) && grades_part(name, aspect);
                self.scales.inspectors.iter().map(|(_, name)| name.as_str()).find(fits).or(Some(named))
            }
            (named, _) => named,
        };
        // *Special measures* in a text on a Welsh school are none of Ofsted's.
        if inspector.is_none() && !implied && !self.scales.inspectors.is_empty() {
            return None;
        }
        let mut end = event.clause.end;
        if let Some(p) = event.previous.filter(|&p| p > event.mention) {
            end = end.min(self.mentions[p].tokens.start.max(event.clause.start + 1));
        }
        // *required improvement, an advance on the inadequate rating of February 2014*: the time of another.
        let behind = self.mentions[event.mention + 1..].iter();
        let other = behind.take_while(|other| other.sentence == mention.sentence).find(|other| {
            a.one_of(other.tokens.start - 1, &["the", "its", "their", "an", "a"])
                && a.one_of(other.tokens.end, &["rating", "grade", "judgement", "verdict"])
                && a.one_of(other.tokens.end + 1, &["of", "in", "from", "it"])
        });
        if let Some(other) = other {
            end = end.min(other.tokens.start.max(event.clause.start + 1));
        }
        // *rated inadequate, as it was in 2012*: the time of another grade.
        if let Some(at) = event.tail.clone().find(|&t| as_before(a, t)) {
            end = end.min(at);
        }
        // *rated Derrow good this month, and Elsmoor good in 2016*: each has its own.
        let own = mention.tokens.start..end.min(event.tail.end.max(mention.tokens.end));
        let own =
            event.listed.then(|| when::rated_on(a, times, own, mention.tokens.start, mention.tokens.end));
        let clause = event.clause.start..end;
        // *The results were published on 17 December. The service had been graded good*: not over, only told later.
        let had = (event.anchor.saturating_sub(4)..event.anchor).any(|t| a.one_of(t, &["had"]));
        let reported = Some(()).filter(|()| event.earlier && !event.recalled && had);
        let reported =
            reported.and_then(|()| self.report_of(&Event { earlier: false, ..event.clone() }, times));
        let earlier = event.earlier && reported.is_none();
        let found = own
            .flatten()
            .or_else(|| when::rated_on(a, times, clause, event.anchor, mention.tokens.end))
            .or_else(|| Some(self.leading_time(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or_else(|| Some(self.inspected_on(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or_else(|| Some(self.item_date(event, times)?).map(|(date, basis)| (Some(date), basis)))
            .or_else(|| {
                // Of two items each has its own.
                let report = self.item_of(event).is_none().then(|| self.report_of(event, times)).flatten()?;
                Some((Some(report.0), report.1))
            })
            .or(reported.map(|(date, basis)| (Some(date), basis)));
        let (date, basis) = match found {
            Some((date, basis)) => (date, date.map(|_| basis)),
            None if when::is_elsewhere(a, event.clause.clone()) => (None, None),
            None => (a.document.published_on, a.document.published_on.map(|_| DateBasis::Published)),
        };
        let phrase = self.words_of(event);
        let mut name = rated.name.clone().unwrap_or_default().to_lowercase();
        // A place alone stands for its council.
        if rated.body && !name.contains("'s ") {
            name.push_str(" council");
        }
        let told = subject::words(a, sentence.clone());
        let chosen =
            self.choose(&mention.grades, inspector, &phrase, &name, &told, date.or(self.last_year))?;
        let scale = &self.list()[chosen.scale];
        let (date, basis) = match self.visited_on(event, times).filter(|_| scale.visit && !event.earlier) {
            Some((day, known)) if basis.is_none_or(|basis| basis == DateBasis::Published) => {
                (Some(day), Some(known))
            }
            _ => (date, basis),
        };
        // Whom it rates can't be told: *why a home was rated inadequate*.
        let rated = match &rated.name {
            None => Rated { name: self.topic.get_or_init(|| self.topic()).clone(), ..rated },
            _ => rated,
        };
        if rated.name.is_none() && !scale.implied {
            return None;
        }
        let name = rated.name;
        let behind = self.parts_behind(event, Some(&scale.inspector));
        if rated.aspect.is_none() && behind.is_none() {
            return None;
        }
        let own = self.parts_of_subject(event, &scale.inspector).into_iter().next();
        let of_inspector = |aspect: &String| grades_part(&scale.inspector, aspect);
        let named = rated.aspect.filter(of_inspector);
        let aspect = own.or(named).or_else(|| behind?.into_iter().next());
        let aspect = aspect.or_else(|| self.part_of_noun(event, &scale.inspector));
        // *Legitimacy has travelled the other way: it was graded as good.*
        let opening = || {
            let it = subject::is_it(a, &event.subject);
            let colon = (sentence.start..event.anchor).any(|t| matches!(a.word(t), ":" | ";" | "–" | "—"));
            let words = (it && colon).then(|| subject::words(a, sentence.start..event.anchor))?;
            self.part_at_start(&words, Some(&scale.inspector)).map(|(_, name)| name)
        };
        // *For caring it was awarded the highest mark*
        let led = || self.parts_led(event, &scale.inspector).into_iter().next();
        let aspect = aspect.or_else(opening).or_else(led);
        let column = || self.aspect(&subject::words(a, event.column.clone()?));
        let aspect = aspect.or_else(column);
        // *Three of the five areas are good*: which ones isn't told.
        if aspect.is_none() && phrase.contains("areas") {
            return None;
        }
        let aspect = aspect.or_else(|| self.housing_part(scale, chosen.grade));
        // *Safety* is *safe* where the scale has no other.
        let aspect = aspect.map(|named| {
            let of_scale = |forms: &Vec<String>| forms.contains(&named);
            let own = scale.aspects.iter().find(|(_, forms)| of_scale(forms)).map(|(name, _)| name.clone());
            own.filter(|_| !scale.aspects.contains_key(&named)).unwrap_or(named)
        });
        // *Management of food safety: major improvement necessary*: a scale of the parts alone.
        let of_part = aspect.as_ref().filter(|named| !scale.aspects.contains_key(*named)).and_then(|named| {
            let fits = |g: &&GradeRef| {
                let other = &self.list()[g.scale];
                other.inspector == scale.inspector
                    && other.subjects.is_empty()
                    && other.aspects.contains_key(named)
            };
            mention.grades.iter().find(fits).copied()
        });
        let chosen = of_part.unwrap_or(chosen);
        let scale = &self.list()[chosen.scale];
        // What some scales list beside the parts is the grade itself.
        let aspect = aspect.filter(|part| part != "overall effectiveness");
        let previous =
            event.previous.and_then(|p| self.in_scale(&self.mentions[p].grades, chosen.scale)).or_else(
                || event.kept.then(|| (scale.grades[chosen.grade].name.clone(), scale.rank(chosen.grade))),
            );
        let certain = if name.is_some() { 1.0 } else { 0.7 };
        Some(Graded {
            inspector: scale.inspector.clone(),
            scale: scale.name.clone(),
            subject: name,
            aspect,
            grade: scale.grades[chosen.grade].name.clone(),
            rank: scale.rank(chosen.grade),
            ranks: scale.ranks(),
            previous,
            date,
            basis,
            // *was upgraded from poor in a report that came out yesterday*: the day of the change.
            earlier: earlier
                && (basis.is_none_or(|basis| basis == DateBasis::Published)
                    || basis == Some(DateBasis::Relative)
                        && a.one_of(mention.tokens.start.wrapping_sub(1), &["from"])),
            ended: scale.to,
            evidence: a.span(event.clause.clone()),
            told: vec![a.span(event.clause.clone())],
            vague: rated.vague,
            // *Sister home is rated good*, in a headline: of whichever body the text tells it.
            recalled: event.recalled || rated.vague && self.is_title(mention.sentence),
            before: basis.is_some_and(|basis| basis != DateBasis::Published)
                && [
                    "last inspected",
                    "last rated",
                    "last inspection",
                    "last full inspection",
                    "previous inspection",
                    "previously inspected",
                ]
                .iter()
                .any(|words| told.contains(words)),
            confidence: event.confidence * certain,
        })
    }

    /// Whom the text is about, where no noun tells what that is: *Marigold Care, which helps 140 people, …*, the first name that
    /// opens a sentence and stands in another.
    fn topic(&self) -> Option<String> {
        /// Names that are tried.
        const MOST: usize = 200;
        let a = self.a;
        let opens = |name: &&crate::annotate::Name| {
            let start = name.tokens.start;
            let article = start > 0 && a.one_of(start - 1, &["the"]) && a.opens_sentence(start - 1);
            (a.opens_sentence(start) || article)
                && name.tokens.len() > 1
                && !matches!(name.kind, NameKind::Person)
                && !subject::is_inspector(a, name)
                && a.document.paragraphs[a.sentences[a.sentence_from(name.tokens.start)].paragraph].kind
                    == crate::text::ParagraphKind::Body
                && (a.word(name.tokens.end) == "," || a.is(name.tokens.end, WordClass::HELPER))
        };
        let again = |name: &&crate::annotate::Name| {
            let first = a.word(name.tokens.start);
            // *The Golden Lantern, in Fish Street, was inspected …*
            let end = name.tokens.end;
            if a.word(end) == "," && a.one_of(end + 1, &["in", "on", "at", "near"]) {
                return true;
            }
            a.names
                .iter()
                .any(|other| other.tokens.start > name.tokens.end && a.word(other.tokens.start) == first)
        };
        let name = a.names.iter().filter(opens).take(MOST).find(again)?;
        let name = subject::plain(a.span(name.tokens.clone()).of(a.text()));
        Some(self.bodies.with_article(&name).unwrap_or(name))
    }

    /// Of two inspectors named in `sentence`, the one that alone rates what `words` name.
    fn of_two(&self, mention: &Mention, sentence: &std::ops::Range<usize>, words: &str) -> Option<&str> {
        // Those of the sentence, else of the one before.
        let own = self.scales.inspectors.iter().any(|(t, _)| sentence.contains(t));
        let sentences = &self.a.sentences;
        let start = match mention.sentence.checked_sub(1) {
            Some(before) if !own => sentences[before].tokens.start,
            _ => sentence.start,
        };
        let here = || {
            self.scales
                .inspectors
                .iter()
                .filter(|(t, _)| (start..sentence.end).contains(t))
                .map(|(_, name)| name)
        };
        let (one, other) = (here().next()?, here().next_back()?);
        // How much of the words names something that the inspector rates.
        let rates = |inspector: &String| {
            let own = mention.grades.iter().map(|g| &self.list()[g.scale]);
            let named = own.filter(|scale| scale.inspector == *inspector).flat_map(|scale| {
                scale.subjects.iter().chain(scale.aspects.keys()).filter(|name| has_words(words, name))
            });
            named.map(String::len).max().unwrap_or(0)
        };
        match rates(one).cmp(&rates(other)) {
            std::cmp::Ordering::Greater => Some(one),
            std::cmp::Ordering::Less => Some(other),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The day on which the report came out from which the sentence's grades are, as a sentence just above tells:
    /// *The regulator published its report on Tuesday. The service was judged …*
    fn report_of(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        const REACH: usize = 3;
        let a = self.a;
        let published = a.document.published_on?;
        let here = self.mentions[event.mention].sentence;
        let paragraph = a.sentences[here].paragraph;
        if event.earlier || event.recalled {
            return None;
        }
        let above = a.sentences[..here].iter().rev().take(REACH).take_while(|s| s.paragraph + 1 >= paragraph);
        let below =
            a.sentences[here + 1..].iter().take(REACH - 1).take_while(|s| s.paragraph <= paragraph + 1);
        above.chain(below).find_map(|sentence| {
            let span = a.span(sentence.tokens.clone());
            let has = |words: &[&str]| sentence.tokens.clone().any(|t| a.one_of(t, words));
            let report = has(&["report", "judgement", "judgment", "assessment", "reports", "assessments", "ratings", "results", "letter", "rating", "findings"])
                // *In a separate report published on Thursday*
                && !has(&["separate", "another", "separately"]);
            let time = when::within(times, span).iter().find(|time| {
                let first = a.token_from(time.span.start);
                time.span.end <= span.end
                    && a.fragment_of[first].is_none()
                    && ((first.saturating_sub(9)..first).any(|t| appears(a, t))
                        // *On 26 March the regulator published its judgement.*
                        || first <= sentence.tokens.start + 2
                            && sentence.tokens.clone().any(|t| a.one_of(t, &["published", "publishes", "released"])))
            })?;
            let day = time.holding().filter(|_| report)?;
            // *published this morning* tells no more than the document's own date.
            is_news(published, day, Some(time.basis)).then_some((day, time.basis))
        })
    }

    /// *In its last inspection, in 2019, the force was good for A, but requires improvement for B*: a time that opens
    /// the sentence is that of every grade in it.
    fn leading_time(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        const REACH: usize = 10;
        let a = self.a;
        let tokens = &a.sentences[self.mentions[event.mention].sentence].tokens;
        let opens = a.one_of(tokens.start, &["in", "at", "on"]) && event.clause.start > tokens.start;
        let now = (event.clause.start..event.clause.end)
            .any(|t| a.one_of(t, &["now", "today", "currently", "is", "are"]));
        let span = a.span(tokens.clone());
        let time = when::within(times, span).iter().find(|time| time.span.end <= span.end)?;
        let first = a.token_from(time.span.start);
        let near =
            first < tokens.start + REACH && first < event.clause.start && a.fragment_of[first].is_none();
        (opens && near && !now).then_some((time.holding()?, time.basis))
    }

    /// The day of the visit that the grade's clause tells: *was rated zero after an inspection on 7 September*.
    fn visited_on(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        const VISITS: &[&str] = &["inspection", "inspected", "visit", "visited", "called", "came", "checked"];
        const REACH: usize = 8;
        let a = self.a;
        const NEAR: usize = 3;
        let visited = |tokens: std::ops::Range<usize>| {
            let span = a.span(tokens);
            when::within(times, span).iter().find(|time| {
                let first = a.token_from(time.span.start);
                time.span.end <= span.end
                    && a.fragment_of[first].is_none()
                    && (first.saturating_sub(REACH)..first)
                        .any(|t| a.one_of(t, VISITS) || a.one_of(t, &["score", "scheme"]))
            })
        };
        // *It was given the score after a visit on 9 July*, beside the sentence that tells the score
        let beside = || {
            let here = self.mentions[event.mention].sentence;
            let near = here.saturating_sub(NEAR)..(here + NEAR + 1).min(a.sentences.len());
            let mut near = near.filter(|&at| at != here).map(|at| a.sentences[at].tokens.clone());
            near.find_map(|tokens| {
                let score = tokens.clone().any(|t| {
                    a.one_of(t, &["the", "that", "this"])
                        && (t + 1..t + 4).any(|t| a.one_of(t, &["score", "rating", "mark", "sticker"]))
                });
                let graded = self.mentions.iter().any(|m| tokens.contains(&m.tokens.start));
                visited(tokens).filter(|_| score && !graded)
            })
        };
        // *The pub got a five, meaning that its hygiene was very good, on February 9*: the one day of the sentence.
        let day = || {
            let span = a.span(a.sentences[self.mentions[event.mention].sentence].tokens.clone());
            let on = |time: &&TimeExpression| {
                let first = a.token_from(time.span.start);
                time.span.end <= span.end
                    && first > 0
                    && a.one_of(first - 1, &["on"])
                    && a.fragment_of[first].is_none()
                    && time.holding().is_some_and(|date| date.civil().is_some())
            };
            let mut all = when::within(times, span).iter().filter(on);
            all.next().filter(|_| all.next().is_none())
        };
        let time = visited(event.clause.clone()).or_else(beside).or_else(day)?;
        Some((time.holding()?, time.basis))
    }

    /// The day of the inspection that a report with a table of grades gives on a line of its own.
    fn inspected_on(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        let a = self.a;
        let paragraph = |at: usize| a.document.paragraphs.get(a.sentences[at].paragraph);
        let row = paragraph(self.mentions[event.mention].sentence)?;
        if !row.span.of(a.text()).contains('\t') {
            return None;
        }
        let line = a.document.paragraphs.iter().find(|p| {
            let line = p.span.of(a.text()).to_lowercase();
            line.starts_with("inspection date")
                || line.starts_with("inspected ")
                || line.starts_with("date of inspection")
        })?;
        let time =
            times.iter().find(|time| line.span.start <= time.span.start && time.span.end <= line.span.end)?;
        Some((time.holding()?, time.basis))
    }

    /// G1 and V1 say by their letter what they grade.
    fn housing_part(&self, scale: &Scale, grade: usize) -> Option<String> {
        let part = match scale.grades[grade].name.as_bytes() {
            [b'G', b'1'..=b'9'] => "governance",
            [b'V', b'1'..=b'9'] => "viability",
            _ => return None,
        };
        scale.aspects.contains_key(part).then(|| part.to_owned())
    }

    /// The grade of `grades` that is on `scale`, else on another one of its inspector.
    fn in_scale(&self, grades: &[GradeRef], scale: usize) -> Option<(String, u8)> {
        let inspector = &self.list()[scale].inspector;
        let found = grades
            .iter()
            .find(|g| g.scale == scale)
            .or_else(|| grades.iter().rfind(|g| self.list()[g.scale].inspector == *inspector))?;
        let scale = &self.list()[found.scale];
        Some((scale.grades[found.grade].name.clone(), scale.rank(found.grade)))
    }

    fn choose(
        &self,
        grades: &[GradeRef],
        inspector: Option<&str>,
        phrase: &str,
        name: &str,
        sentence: &str,
        date: Option<Date>,
    ) -> Option<GradeRef> {
        let longest = |scale: &Scale, text: &str| {
            scale.subjects.iter().filter(|s| has_words(text, s)).map(String::len).max().unwrap_or(0)
        };
        let score = |g: &&GradeRef| {
            let scale = &self.list()[g.scale];
            let own = longest(scale, phrase).max(longest(scale, name));
            let told = longest(scale, sentence);
            let told = if matches!(phrase, "" | "services" | "the services" | "service" | "the service") {
                told
            } else {
                told / 4
            };
            let in_time = date.is_none_or(|date| scale.covers(date));
            (in_time, own.max(told), g.scale)
        };
        let fits = |g: &&GradeRef| {
            let scale = &self.list()[g.scale];
            match inspector {
                Some(inspector) => scale.inspector == inspector,
                None => scale.implied || longest(scale, phrase).max(longest(scale, name)) > 4,
            }
        };
        grades.iter().filter(fits).max_by_key(score).copied()
    }
}

/// Whether *’s children’s services* stands at token `at`, behind the name of a council.
fn has_childrens_services(a: &Annotated, at: usize) -> bool {
    subject::is_possessive(a, at)
        && a.one_of(at + 1, &["children"])
        && subject::is_possessive(a, at + 2)
        && a.one_of(at + 3, &["services"])
}

/// The first token of an event's subject, or its verb.
fn event_start(event: &Event) -> usize {
    match &event.subject {
        Subject::Phrase(range) => range.start,
        _ => event.anchor,
    }
}

/// The last word of a name, in lower case.
/// What a sentence that ends with *… urgent services at Ashby Hospital* tells of.
fn branch_at_end(a: &Annotated, sentence: std::ops::Range<usize>) -> Option<Rated> {
    let end = sentence.end - usize::from(a.word(sentence.end - 1) == ".");
    let at = sentence.clone().rfind(|&t| a.one_of(t, &["at", "in"]) && a.is_capital(t + 1))?;
    branch_of(a, sentence.start, at, end)
}

/// *Urgent services* before *at* (token `at`) and the name of the body, which ends before token `end`.
fn branch_of(a: &Annotated, low: usize, at: usize, end: usize) -> Option<Rated> {
    const LONGEST: usize = 8;
    let tag = |t: usize| a.syntax.as_ref().map(|syntax| syntax.tag(t as u32));
    let joins = |t: usize| {
        a.one_of(t, &["and", "for", "of"]) || tag(t).is_some_and(|tag| tag.is_noun() || tag == Tag::Jj)
    };
    let first = (low.max(at.saturating_sub(LONGEST))..at).rev().take_while(|&t| joins(t)).last()?;
    subject::is_branch(&subject::words(a, first..at)).then(|| subject::rated(a, first..end, &|_| None))
}

fn last_word(name: &str) -> String {
    name.rsplit(' ').next().unwrap_or_default().to_lowercase()
}

/// Whether `name` is that of a council's services for children.
fn is_of_families(name: &str) -> bool {
    name.split_once("'s ").is_some_and(|(_, service)| {
        service.starts_with("children's s") || service.starts_with("services for children")
    })
}

/// *The emergency department* and *Ashby Hospital’s emergency department* are one.
fn join_branches(all: &mut [Rated]) {
    const MOST: usize = 200;
    let whole: Vec<(String, String)> = all
        .iter()
        .filter_map(|rated| rated.name.clone())
        .filter_map(|name| {
            name.split_once("'s ").map(|(_, part)| part.to_lowercase()).map(|part| (part, name))
        })
        .filter(|(part, _)| subject::is_branch(part) && part.contains(' '))
        .take(MOST)
        .collect();
    for name in all.iter_mut().filter_map(|rated| rated.name.as_mut()).filter(|name| !name.contains("'s ")) {
        let lower = name.to_lowercase();
        let is =
            |part: &str| lower.strip_suffix(part).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        if let Some((_, full)) = whole.iter().find(|(part, _)| is(part)) {
            name.clone_from(full);
        }
    }
}

/// Whether *as it was*, *as it had been* stands at token `t`: *rated inadequate, as it had been in 2012*.
fn as_before(a: &Annotated, t: usize) -> bool {
    a.one_of(t, &["as"])
        && a.one_of(t + 1, &["it", "they"])
        && (a.is(t + 2, WordClass::BE) || a.one_of(t + 2, &["had"]) && a.is(t + 3, WordClass::BE))
}

/// Whether `words` stand in `text` as whole words.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}
