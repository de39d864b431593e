//! The day of a grade: that of the report, else that of the visit.

use std::collections::BTreeMap;

use super::{Event, Finder, Graded, is_paper};
use crate::annotate::{Annotated, NameKind, TimeExpression};
use crate::base::{Date, Span};
use crate::lexicon::WordClass;
use crate::rating::{subject, when};
use crate::record::DateBasis;
use crate::text::ParagraphKind;

/// A report that the text says came out.
struct Report {
    day: Date,
    basis: DateBasis,
    /// Whether several came out on that day.
    several: bool,
    /// The token of the day.
    at: usize,
}

/// The report of the one day, news still, on which the text says that one came out, outside speech.
fn day_of_report(a: &Annotated, times: &[TimeExpression]) -> Option<Report> {
    const NEAR: usize = 9;
    /// *published its report on Ashby and Fell Valley NHS Foundation Trust yesterday*
    const FAR: usize = 26;
    let published = a.document.published_on?;
    let mut found: Option<Report> = None;
    let mut today = false;
    for time in times {
        let first = a.token_from(time.span.start);
        if first >= a.tokens.len() || a.fragment_of[first].is_some() {
            continue;
        }
        // *The regulator yesterday published its verdict on the trust.*
        let verdict = (first..(first + 14).min(a.tokens.len())).find(|&t| appears(a, t)).filter(|&t| {
            let end = (t + 6).min(a.tokens.len());
            let report = [
                "report",
                "verdict",
                "findings",
                "judgement",
                "judgements",
                "judgments",
                "reports",
                "letter",
                "check",
                "ratings",
            ];
            (t + 1..end).any(|n| a.one_of(n, &report)) && a.sentence_from(first) == a.sentence_from(t)
        });
        // *Tuesday’s report on our prison*, *its report of 24 September*
        let behind = a.token_from(time.span.end);
        let behind = behind + usize::from(subject::is_possessive(a, behind));
        let report = |t: usize| a.one_of(t, &["report", "verdict", "findings", "judgement", "judgements"]);
        let possessive = subject::is_possessive(a, behind.wrapping_sub(1));
        let of_day = possessive && (report(behind) || report(behind + 1))
            || a.one_of(first.wrapping_sub(1), &["of"]) && report(first.wrapping_sub(2));
        // *following the publication on 10 June of Ofsted’s report*
        let publication = a.one_of(first.wrapping_sub(1), &["on"])
            && (a.one_of(first.wrapping_sub(2), &["publication"])
                && a.one_of(a.token_from(time.span.end), &["of"])
                // *following the publication of Ofsted’s report on 30 June*
                || report(first.wrapping_sub(2))
                    && (first.saturating_sub(NEAR)..first).any(|t| a.one_of(t, &["publication"])));
        // *published today (Friday, 19 February 2016)*, on a page of three days later
        let bracketed = (1..4).any(|n| a.word(first.wrapping_sub(n)) == "(");
        let low = first.saturating_sub(NEAR);
        if time.basis == DateBasis::Stated
            && bracketed
            && (low..first).any(|t| a.one_of(t, &["today"]))
            && (low..first).any(|t| appears(a, t))
            && let Some(day) = time.holding().filter(|day| day.civil().is_some() && *day < published)
            && is_news(published, day, Some(DateBasis::Stated))
        {
            return Some(Report { day, basis: DateBasis::Stated, several: true, at: first });
        }
        today |= verdict.is_some() && time.holding() == Some(published);
        if (verdict.is_some() || publication || of_day)
            && let Some(day) = time.holding()
            && is_news(published, day, Some(basis_of_day(a, time)))
        {
            if found.as_ref().is_some_and(|known| known.day != day) {
                return None;
            }
            // *Yesterday the CQC published its reports on both of our homes.*
            let several = verdict.is_some_and(|t| {
                (t + 1..t + 6)
                    .any(|n| a.one_of(n, &["reports", "check", "ratings", "judgements", "judgments"]))
            });
            found = Some(Report { day, basis: time.basis, several, at: first });
            continue;
        }
        let low = first.saturating_sub(NEAR);
        let before = |low: usize| (low..first).rev().find(|&t| appears(a, t) || received_card(a, t, first));
        let on_body = |t: &usize| {
            let report = (t + 1..t + 6).find(|&t| {
                a.one_of(t, &["report", "verdict", "findings", "rating", "ratings", "judgement", "reports"])
            });
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
                    "result",
                    "results",
                    "verdict",
                    "assessment",
                    "assessments",
                    "findings",
                    "card",
                    "cards",
                    "check",
                    "checks",
                ],
            )
        };
        let behind = || (appears + 1..(appears + 6).min(first)).find(noun);
        let before = (appears.saturating_sub(NEAR)..appears).rev().take_while(|&t| a.word(t) != ".");
        let noun = before.into_iter().find(noun).or_else(behind);
        // *The report of the inspectors is here. It was published yesterday.*
        let it = a.sentence_from(appears);
        // *HMICFRS published it last Thursday.*
        let object = a.one_of(appears + 1, &["it", "them"]) && appears <= a.sentences[it].tokens.start + 3;
        // *Two schools had their report cards. Both were published on Tuesday.*
        let opening = a.sentences[it].tokens.start;
        let told = noun.is_none()
            && it > 0
            && (object || a.one_of(opening, &["it", "they", "both", "all"]) && appears <= opening + 2)
            && a.sentences[it - 1]
                .tokens
                .clone()
                .any(|t| report(t) || a.one_of(t, &["reports", "letter", "letters", "card", "cards"]));
        let noun = noun.or(told.then_some(appears));
        let Some(noun) = noun else { continue };
        let stops = (noun.min(appears)..first).any(|t| matches!(a.word(t), "." | ";"))
            || (appears.saturating_sub(NEAR)..first)
                .any(|t| a.one_of(t, &["separate", "another", "previous", "last"]));
        // *has published the report on our inspection of 13 January*
        let led = (low..first).rev().find(|&t| {
            !(a.word(t).starts_with(|c: char| c.is_ascii_digit()) || a.one_of(t, &["and", "to", "-", "–"]))
        });
        let visit = led.is_some_and(|t| {
            t > 0 && a.one_of(t, &["of", "on", "in"]) && a.one_of(t - 1, &["inspection", "visit"])
        });
        let Some(day) = time.holding().filter(|_| !stops && !visit) else { continue };
        today |= day == published && time.basis == DateBasis::Relative;
        let basis = basis_of_day(a, time);
        if !is_news(published, day, Some(basis)) {
            continue;
        }
        if found.as_ref().is_some_and(|known| known.day != day) {
            return None;
        }
        // *the annual health check, published yesterday*: of all that it rates.
        let annual =
            (noun.saturating_sub(4)..noun).any(|t| a.one_of(t, &["annual", "yearly", "comprehensive"]));
        let all = told && a.one_of(opening, &["they", "both", "all"]);
        // *The figures are in a report that was laid before Parliament yesterday.*
        let laid = a.one_of(appears, &["laid"]);
        let several = annual || all || laid || a.lower(noun).ends_with('s');
        found = Some(Report { day, basis: time.basis, several, at: first });
    }
    // *has today published its report on the service*: another day is another report’s.
    found.filter(|_| !today)
}

/// *was published on 24 August*: a day in full but for its year is as good as stated.
fn basis_of_day(a: &Annotated, time: &TimeExpression) -> DateBasis {
    let text = time.span.of(a.text());
    let full = text.contains(char::is_whitespace) && text.contains(|c: char| c.is_ascii_digit());
    if full { DateBasis::Stated } else { time.basis }
}

/// In a text without a date, the one day in full on which it says that the report came out is that of its grades.
fn date_by_full_day(a: &Annotated, times: &[TimeExpression], all: &mut [Graded]) {
    /// Tokens between the verb and the day.
    const NEAR: usize = 8;
    let days = times.iter().filter_map(|time| {
        let first = a.token_from(time.span.start);
        let sentence = a.sentences.get(a.sentence_from(first))?.tokens.clone();
        let told = (first.saturating_sub(NEAR).max(sentence.start)..first).any(|t| appears(a, t))
            && sentence.clone().any(|t| {
                a.one_of(t, &["report", "reported", "findings", "judgement", "rating", "ratings", "letter"])
            });
        let month =
            time.basis == DateBasis::Stated && time.holding().is_some_and(|day| day.month().is_some());
        (told && month).then(|| time.holding())?
    });
    let told: Vec<Date> = days.collect();
    // *ISI, which reported in April 2015*: a month, where no day is told.
    let full: Vec<Date> = told.iter().copied().filter(|day| day.civil().is_some()).collect();
    let days = if full.is_empty() { told } else { full };
    // Without a report's day, that of the one visit: *Inspectors visited the force in February 2019.*
    let visits: Vec<Date> = times
        .iter()
        .filter(|time| {
            let first = a.token_from(time.span.start);
            time.basis == DateBasis::Stated
                && a.fragment_of.get(first).is_some_and(Option::is_none)
                && (first.saturating_sub(NEAR)..first).any(|t| a.one_of(t, &["inspected", "visited"]))
                && !(first.saturating_sub(NEAR)..first)
                    .any(|t| a.one_of(t, &["last", "previously", "next", "had"]))
        })
        .filter_map(TimeExpression::holding)
        .collect();
    let days = if days.is_empty() { visits } else { days };
    let Some(&day) = days.first().filter(|first| days.iter().all(|day| day == *first)) else { return };
    for graded in all.iter_mut() {
        if graded.date.is_none() && !graded.earlier && !graded.recalled && !graded.before {
            (graded.date, graded.basis) = (Some(day), Some(DateBasis::Stated));
        }
    }
}

/// Whether the text is what an inspector or the body rated gives out itself.
pub(in crate::rating) fn is_given_out(a: &Annotated) -> bool {
    const RELEASE: &[&str] = &[
        "press release",
        "news release",
        "media release",
        "immediate release",
        "for release:",
        "embargoed until",
        "notes to editors",
        "newsroom",
        "media enquiries",
        "general enquiries",
        "regional engagement",
        "for further information please contact",
        "\nends\n",
        "page last updated",
        "about the care quality commission",
        "time of this inspection",
        "published on our website",
    ];
    let text = subject::start_of(a.lower_text());
    RELEASE.iter().any(|words| text.contains(words))
}

/// When inspectors came, as the text tells.
struct Visit {
    at: u32,
    /// The sentence that tells it, in lower case.
    told: String,
    date: Date,
    basis: DateBasis,
    /// The bodies rated that the sentence names.
    bodies: Vec<String>,
}

/// The visits of the last months that the narrator tells of, and whether they are told on a body's own page, such as a council's
/// minutes; `None` in what inspectors or the body itself give out, whose own day is that of the grades.
fn visits(a: &Annotated, times: &[TimeExpression], published: Date) -> Option<(Vec<Visit>, bool)> {
    const REACH: usize = 9;
    /// *was inspected by Ashby City Council’s environmental health officers on 21 April*
    const FAR: usize = 14;
    const SENTENCE: usize = 40;
    let released = is_given_out(a);
    // *has today published its report*, *in a report published on Friday*, on that Friday
    let today = || {
        times.iter().any(|time| {
            let first = a.token_from(time.span.start);
            // Not over the end of the line that gives the date.
            let Some(here) = a.sentences.get(a.sentence_from(first)) else { return false };
            let paragraph = a.document.paragraphs[here.paragraph].span;
            let low = a.token_from(paragraph.start).max(first.saturating_sub(REACH));
            let near = low..(first + REACH).min(a.token_from(paragraph.end)).min(a.tokens.len());
            // *Reports for 19 schools that were inspected in November were published this morning.*
            let sentence = here.tokens.start.max(first.saturating_sub(SENTENCE))..near.end;
            let report = sentence.into_iter().any(|t| {
                a.one_of(t, &["report", "reports", "findings", "letter", "judgement", "rating", "ratings"])
            });
            let out = near.clone().any(|t| appears(a, t) || a.one_of(t, &["welcomed"]));
            time.holding().is_some_and(|day| day == published) && report && out
        })
    };
    // A letter, or a page of the body's own.
    let salutes = |p: &crate::text::Paragraph| p.span.of(a.text()).trim_start().starts_with("Dear ");
    let letterhead = a.document.paragraphs.iter().any(|p| p.kind == ParagraphKind::Letterhead && salutes(p));
    let own = || {
        let head = a.document.paragraphs.iter().take(2).map(|p| p.span.trim(a.text()));
        // *Ashby Gazette*, above its article, was not inspected.
        let named =
            |line: Span| a.names.iter().any(|name| name.span == line && name.kind == NameKind::Organisation);
        head.into_iter().any(|line| named(line) && !is_paper(a, line.of(a.text())))
    };
    if letterhead || today() {
        return None;
    }
    let own = own();
    let visit = |time: &TimeExpression| {
        let first = a.token_from(time.span.start);
        let sentence = a.sentences.get(a.sentence_from(first))?.tokens.clone();
        let date = time.holding().filter(|_| a.fragment_of.get(first).is_some_and(Option::is_none))?;
        let recent = is_of_last_months(published, date) && date < published && !date.agrees(published);
        let near = sentence.start.max(first.saturating_sub(REACH))..first;
        let far = sentence.start.max(first.saturating_sub(FAR))..first;
        let called = |t: usize| {
            a.one_of(t, &["called"]) && (sentence.start..t).any(|t| a.one_of(t, &["officers", "inspectors"]))
        };
        // *It’s after they visited the prison, which holds 1,100 men, back in October*: the one time of the sentence
        // *The inspection of the nursery in Mill Lane, which was carried out in December*
        let carried = (sentence.start.max(first.saturating_sub(4))..first)
            .any(|t| a.one_of(t, &["carried", "conducted", "place"]))
            && sentence.clone().any(|t| t < first && a.one_of(t, &["inspection", "visit"]));
        let alone = when::within(times, a.span(sentence.clone())).len() == 1;
        let far = if alone { sentence.start..first } else { far };
        let came = far.into_iter().any(|t| a.one_of(t, &["inspected", "visited"]) || called(t))
            || carried
            || near.clone().any(|t| {
                a.one_of(t, &["inspection", "inspected", "visit", "visited", "re-inspection", "reinspection"])
                    || a.one_of(
                        t,
                        &["went", "called", "came", "spent", "arrived", "returned", "days", "there"],
                    ) && (sentence.clone()).any(|t| {
                        a.lower(t).starts_with("inspector")
                            || a.one_of(t, &["regulator", "watchdog", "inspectorate", "officers"])
                            // *Estyn’s team spent four days in the school*
                            || a.one_of(t, &["team"])
                                && t >= sentence.start + 2
                                && a.name_at(t - 2).is_some_and(|name| subject::is_inspector(a, name))
                            // *A team of five from Ofsted spent two days at the school*
                            || a.one_of(t, &["from"])
                                && a.name_at(t + 1).is_some_and(|name| subject::is_inspector(a, name))
                    })
            });
        // *An inspector spent a day at the Grange in April*: the one time of the sentence
        let spent = alone
            && sentence.clone().take(4).any(|t| a.lower(t).starts_with("inspector"))
            && sentence.clone().take(8).any(|t| a.one_of(t, &["spent", "called", "visited"]));
        // *Earlier this month three inspectors spent two days at the school*
        let led = first <= sentence.start + 2
            && sentence.clone().take(12).any(|t| a.lower(t).starts_with("inspector"))
            && sentence.clone().any(|t| a.one_of(t, &["spent", "came", "visited", "called", "arrived"]));
        // *spent four days with us in November*: what the body itself gives out.
        let own = date.civil().is_none()
            && sentence.clone().any(|t| a.one_of(t, &["us", "we", "our"]) && a.fragment_of[t].is_none());
        let ungraded = own || sentence.clone().any(|t| a.one_of(t, &["monitoring", "assurance"]));
        let other = ungraded
            // *inspected under the new regime, which was rolled out on 1 October*
            || near.clone().any(|t| a.one_of(t, &["rolled", "introduced", "launched", "regime", "framework"]))
            || near.clone().any(|t| {
                a.one_of(t, &["last", "previous", "previously", "next", "since", "until", "reinspected"])
                    && !time.span.overlaps(a.tokens[t].span)
            });
        let told = near.clone().any(|t| a.one_of(t, &["rated", "judged", "graded"]))
            && !near.clone().any(|t| a.one_of(t, &["after", "following", "at", "when"]));
        // A release tells the month of a visit in passing, and its day where that is the date of the grades.
        let fits = recent && (!released || date.civil().is_some());
        (fits && (came || led || spent) && !other && !told).then_some(Visit {
            at: time.span.start,
            told: a.span(sentence).of(a.lower_text()).to_owned(),
            date,
            basis: time.basis,
            bodies: Vec::new(),
        })
    };
    Some((times.iter().filter_map(visit).collect(), own))
}

/// Grades of a body that are told without a date are of the one report on it that has just come out.
pub(super) fn date_by_report(a: &Annotated, times: &[TimeExpression], all: &mut [Graded]) {
    let Some(published) = a.document.published_on else { return date_by_full_day(a, times, all) };
    let report = day_of_report(a, times);
    let told = visits(a, times, published);
    let by_visit = told.is_some();
    let (mut visits, own_page) = told.unwrap_or_default();
    let heads: Vec<&str> =
        a.document.paragraphs.iter().take(2).map(|p| p.span.trim(a.text()).of(a.text())).collect();
    date_by_sentence_before(a, times, published, all);
    // The body that most is told of.
    let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
    for graded in all.iter() {
        *counts.entry(graded.subject.clone()).or_default() += 1;
    }
    // Each name is looked for once.
    for name in counts.keys().flatten() {
        let lower = name.to_lowercase();
        let curly = lower.replace('\'', "’");
        // *An inspector spent a day at the Grange*
        let last = lower.rsplit(' ').next().filter(|last| subject::is_kind(a, last));
        let last = last.map(|last| format!(" the {last} "));
        let told = visits.iter_mut().filter(|visit| {
            let short = || last.as_ref().is_some_and(|last| visit.told.contains(last.as_str()));
            visit.told.contains(&lower) || visit.told.contains(&curly) || short()
        });
        told.for_each(|visit| visit.bodies.push(name.clone()));
    }
    // *Ashby Care was given the rating in a report that came out on Thursday*: the report is on none but Ashby Care.
    let sentence = report.as_ref().filter(|report| !report.several);
    let sentence = sentence.and_then(|report| a.sentences.get(a.sentence_from(report.at)));
    let words = sentence.map(|sentence| a.span(sentence.tokens.clone()).of(a.lower_text()).replace('’', "'"));
    let of_report: Vec<String> = counts
        .keys()
        .flatten()
        .filter(|name| words.as_ref().is_some_and(|words| words.contains(&name.to_lowercase())))
        .cloned()
        .collect();
    let of_another = |graded: &Graded| {
        let Some(subject) = &graded.subject else { return false };
        !of_report.is_empty()
            && !of_report.iter().any(|name| subject.starts_with(name.as_str()) || name.ends_with(" Trust"))
    };
    let subjects = || all.iter().rev().map(|graded| &graded.subject);
    let main = subjects().max_by_key(|subject| counts[*subject]).cloned();
    let news = |graded: &Graded| news_of(published, graded);
    /// Paragraphs below *on the same day*.
    const SAME_DAY: usize = 3;
    let same_days: Vec<usize> = a.lower_text().match_indices("same day").map(|(at, _)| at).collect();
    for i in 0..all.len() {
        // *Earlier this month … Following publication of the report on September 3*: on that day.
        if let Some(report) = report.as_ref().filter(|report| !report.several)
            && all[i].basis == Some(DateBasis::Relative)
            && all[i].date.is_some_and(|date| {
                date.civil().is_none() && date.month().is_some() && date.agrees(report.day)
            })
            && !all[i].before
            && !all[i].earlier
            && counts.len() == 1
            && of_report
                .iter()
                .all(|name| all[i].subject.as_ref().is_none_or(|own| own.starts_with(name.as_str())))
        {
            (all[i].date, all[i].basis) = (Some(report.day), Some(report.basis));
            continue;
        }
        if !all[i].is_undated() {
            continue;
        }
        let same = |other: &&Graded| {
            other.inspector == all[i].inspector
                && other.subject == all[i].subject
                && !other.earlier
                && !other.recalled
        };
        // *The CQC today rated the trust good*: its parts are of today too.
        let today = |other: &&Graded| {
            same(other)
                && other.date == Some(published)
                && other.basis == Some(DateBasis::Relative)
                && other.evidence.start < all[i].evidence.start
        };
        if all.iter().any(|other| today(&other)) {
            continue;
        }
        let mut days = all.iter().filter(same).filter_map(news);
        let own = days.next().filter(|(day, _)| days.all(|(other, _)| other == *day));
        let is_trust = |other: &Graded| other.subject.as_ref().is_some_and(|name| name.ends_with(" Trust"));
        // *The trust was rated inadequate yesterday.*: its hospitals too.
        let with_trust = || {
            let of_cqc = all[i].inspector == "CQC" && report.is_none();
            let mut days = all.iter().filter(|other| is_trust(other) && !other.earlier).filter_map(news);
            if of_cqc { days.next() } else { None }
        };
        let told = || {
            let Report { day, basis, several, .. } = *report.as_ref()?;
            if of_another(&all[i]) {
                return None;
            }
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
            let of_trust = || all[i].inspector == "CQC" && all.iter().any(is_trust);
            let alone = || alone() || of_trust();
            (several || alone()).then_some((day, Some(basis)))
        };
        let in_evidence = || {
            visits.iter().find(|visit| all[i].evidence.start <= visit.at && visit.at < all[i].evidence.end)
        };
        // *X kept its good grade after a visit in May*, where the report is another's.
        let of_several = || {
            let several = counts.keys().filter(|name| name.is_some()).count() > 1;
            let main = main.as_ref() == Some(&all[i].subject);
            in_evidence()
                .filter(|_| several && (!main || of_another(&all[i])) && !own_page)
                .map(|visit| (visit.date, Some(visit.basis)))
        };
        let place = |at: usize| a.sentences.get(a.sentence_from(at)).map(|s| s.paragraph);
        // Without a report's day, that of the visit: told in the sentence, in its paragraph, or alone in the text.
        let visited = || {
            // *Ashby Court was inspected on 7 July.*
            let subject = all[i].subject.as_ref();
            let earlier = |visit: &&Visit| visit.at < all[i].evidence.start;
            let of_body = subject.and_then(|name| {
                let own = |visit: &&Visit| visit.bodies.contains(name);
                let newest = visits.iter().rfind(own)?;
                // *a re-inspection, which took place on 11 April*: the last one, where it is of no other body.
                let open = |visit: &&Visit| own(visit) || visit.bodies.is_empty();
                let last = visits.iter().rfind(|visit| earlier(visit) && open(visit));
                Some(last.unwrap_or(newest))
            });
            if own_page {
                let head = |name: &String| heads.iter().any(|line| line.eq_ignore_ascii_case(name));
                let other = !all[i].subject.as_ref().is_some_and(head);
                // *Craig House. The inspectorate visited the home on 12 June. Care was graded good.*
                let opens = || {
                    let at = a.token_from(all[i].evidence.start);
                    let paragraph = a.sentences.get(a.sentence_from(at))?.paragraph;
                    let span = a.document.paragraphs.get(paragraph)?.span;
                    let text = span.of(a.text()).trim_start().replace('’', "'");
                    subject.filter(|name| text.starts_with(name.as_str()))?;
                    visits.iter().rfind(|visit| span.start <= visit.at && visit.at < all[i].evidence.end)
                };
                return opens().or(of_body.filter(|_| other)).map(|visit| (visit.date, Some(visit.basis)));
            }
            let place = |at: u32| place(a.token_from(at));
            let here = place(all[i].evidence.start);
            let near = || visits.iter().filter(|visit| place(visit.at) == here);
            let only = visits
                .first()
                .filter(|_| report.is_none())
                // *Netherby School was placed in special measures after a visit in January*: of that school alone.
                .filter(|visit| visit.bodies.iter().all(|name| Some(name) == subject))
                .filter(|first| visits.iter().all(|other| other.date.agrees(first.date)));
            let main = main.as_ref() == Some(&all[i].subject);
            let in_evidence = in_evidence();
            let before = near().rfind(|visit| visit.at < all[i].evidence.start);
            // The one visit that its paragraph tells of behind it.
            let behind = || {
                let mut all = near();
                all.next().filter(|first| all.all(|other| other.date == first.date))
            };
            let first = in_evidence.or(before).or(of_body).or_else(behind).or(only.filter(|_| main))?;
            // *an inspection in July. During the visit, on July 11, …*: the day.
            let exact = |other: &&Visit| {
                first.date.civil().is_none()
                    && other.date.civil().is_some()
                    && other.date.agrees(first.date)
                    && (other.bodies == first.bodies || other.bodies.is_empty())
            };
            let first = visits.iter().find(exact).unwrap_or(first);
            Some((first.date, Some(first.basis)))
        };
        // *The regulator published judgements on two others on the same day.*
        let same_day = || {
            let sentence = a.sentences.get(a.sentence_from(a.token_from(all[i].evidence.start)))?;
            let span = a.document.paragraphs.get(sentence.paragraph)?.span;
            // *Two other judgements came out on the same day.* ¶ …
            let first = a.document.paragraphs[sentence.paragraph.saturating_sub(SAME_DAY)].span;
            let other = main.as_ref() != Some(&all[i].subject);
            let from = if other { first.start } else { span.start };
            let told = same_days.partition_point(|&at| at < from as usize);
            same_days.get(told).filter(|&&at| at < span.end as usize)?;
            let own = |other: &&Graded| other.inspector == all[i].inspector;
            let before = all.iter().filter(own).filter(|other| other.evidence.start < all[i].evidence.start);
            before.rev().find_map(news).or_else(|| all.iter().filter(own).find_map(news))
        };
        let labelled = line_of_report(a, times, published, all[i].evidence);
        let section = || {
            let day = labelled.or_else(|| {
                let (day, basis) = report_in_section(a, times, all[i].evidence)?;
                // *At Ashby School standards were good. … Fell School was judged good. The report came out on 19 June.*
                let another = report.as_ref().is_none_or(|report| {
                    place(report.at) != place(a.token_from(all[i].evidence.start))
                        && is_news(published, day, Some(basis))
                });
                (day <= published && another).then_some((day, basis))
            });
            day.map(|(day, basis)| (day, Some(basis)))
        };
        // *Fenside Homes was given a C1 in August and kept its G1. Its viability was regraded.*: where the report is another's.
        let with_part = || {
            /// Sentences back, and ratings.
            const NEAR: usize = 2;
            const BESIDE: usize = 8;
            let at = a.sentence_from(a.token_from(all[i].evidence.start));
            let other = counts.len() > 1 && main.as_ref() != Some(&all[i].subject);
            let beside = |other: &&Graded| {
                let before = a.sentence_from(a.token_from(other.evidence.start));
                same(other)
                    && other.aspect.is_some()
                    && other.aspect != all[i].aspect
                    && before <= at
                    && before + NEAR >= at
                    && a.sentences[before].paragraph == a.sentences[at].paragraph
                    && !other.before
                    && other.basis.is_some_and(|basis| basis != DateBasis::Published)
            };
            let beside = all[..i]
                .iter()
                .rev()
                .take(BESIDE)
                .find(beside)
                .filter(|_| other && all[i].aspect.is_some())?;
            let day = beside.date.filter(|day| is_of_last_months(published, *day))?;
            Some((day, beside.basis))
        };
        if let Some((day, basis)) = section()
            .or(own)
            .or_else(same_day)
            .or_else(of_several)
            .or_else(with_part)
            .or_else(told)
            .or_else(with_trust)
            .or_else(visited)
        {
            // A line such as *Published: 3 February* leaves no doubt.
            all[i].given |= labelled.is_some_and(|(told, _)| told == day);
            all[i].date = Some(day);
            all[i].basis = basis;
        }
    }
    date_by_year(a, published, all);
    date_by_parts(a, published, all);
    // Where the report came out on the document's day, no visit dates its grades.
    if by_visit {
        date_by_whole(published, all);
    }
}

/// *The trust was yesterday rated weak in the annual health check. … Ashby Trust scored good.*: what comes out once a year for all
/// is of one day.
fn date_by_year(a: &Annotated, published: Date, all: &mut [Graded]) {
    let annual = a.lexicon.scales.list.iter().filter(|scale| scale.annual);
    for scale in annual {
        let own = |graded: &Graded| graded.scale == scale.name && !graded.earlier && !graded.before;
        let told = all.iter().filter(|graded| own(graded));
        let mut days = told.filter_map(|graded| news_of(published, graded));
        let Some((day, basis)) = days.next().filter(|first| days.all(|other| other.0 == first.0)) else {
            continue;
        };
        for graded in all.iter_mut().filter(|graded| own(graded) && graded.is_undated()) {
            (graded.date, graded.basis) = (Some(day), basis);
        }
    }
}

/// *Inspectors called in September and rated the home outstanding. ¶ It was also found to be good for being safe.*: the parts are
/// of the visit of the whole.
fn date_by_whole(published: Date, all: &mut [Graded]) {
    for i in 0..all.len() {
        if !all[i].is_undated() || all[i].aspect.is_none() || all[i].before {
            continue;
        }
        let whole = all.iter().filter(|other| {
            other.aspect.is_none()
                && other.subject == all[i].subject
                && other.inspector == all[i].inspector
                && !other.earlier
                && !other.recalled
                && !other.before
                && other.evidence.start < all[i].evidence.start
        });
        let dated = whole.clone().filter(|other| other.basis == Some(DateBasis::Relative));
        let mut dated = dated.filter(|other| other.date.is_some_and(|day| is_of_last_months(published, day)));
        // Of several grades of the whole, which one the parts are of is not told.
        let first = dated.next().map(|other| (other.date, other.basis, other.grade.clone()));
        let Some((date, basis, grade)) = first else { continue };
        if whole.clone().all(|other| other.grade == grade) {
            (all[i].date, all[i].basis) = (date, basis);
        }
    }
}

/// *Ashby Hospice has been rated outstanding. Inspectors came in August. They rated it good for being safe.*: the grade of the
/// whole is of the day of its parts.
fn date_by_parts(a: &Annotated, published: Date, all: &mut [Graded]) {
    let paragraph =
        |graded: &Graded| a.document.paragraphs.partition_point(|p| p.span.end <= graded.evidence.start);
    for i in 0..all.len() {
        let whole = &all[i];
        if !whole.is_undated() || whole.aspect.is_some() || whole.subject.is_none() {
            continue;
        }
        let part = |other: &&Graded| {
            other.subject == whole.subject
                && other.scale == whole.scale
                && other.aspect.is_some()
                && !(other.earlier || other.before || other.recalled)
        };
        let last = paragraph(whole) + 1;
        let near = all[i + 1..].iter().take_while(|other| paragraph(other) <= last);
        let mut days = near.filter(part).map(|other| (other.date, other.basis));
        let Some((Some(day), basis)) = days.next().filter(|day| days.all(|other| other.0 == day.0)) else {
            continue;
        };
        if basis != Some(DateBasis::Published) && is_of_last_months(published, day) {
            (all[i].date, all[i].basis) = (Some(day), basis);
        }
    }
}

/// The paragraphs of a timeline that are dates and nothing else, in order; *Today* is one without a date of its own. None where
/// there are not several.
fn date_lines(a: &Annotated, times: &[TimeExpression]) -> Vec<(usize, Option<Date>)> {
    let line = |(at, paragraph): (usize, &crate::text::Paragraph)| {
        let span = paragraph.span.trim(a.text());
        let text = span.of(a.text()).trim_end_matches(':');
        if ["today", "now", "this week"].contains(&text.to_lowercase().as_str()) {
            return Some((at, None));
        }
        let whole = when::within(times, span)
            .first()
            .filter(|time| time.span.end as usize >= span.start as usize + text.len());
        let year = || text.parse().ok().filter(|year| (1990..2100).contains(year)).and_then(Date::year_only);
        let date = whole
            .filter(|time| time.span.start == span.start && time.end.is_none())
            .map(|time| time.date)
            .or_else(year)?;
        (Some(date) != a.document.published_on).then_some((at, Some(date)))
    };
    let lines: Vec<_> = a.document.paragraphs.iter().enumerate().filter_map(line).collect();
    let dates = lines.iter().filter(|(_, date)| date.is_some()).count();
    if dates > 1 { lines } else { Vec::new() }
}

/// *Published: 3 February*, a line of a section that *Ashby House, Priory Lane* heads.
fn line_of_report(
    a: &Annotated,
    times: &[TimeExpression],
    published: Date,
    evidence: Span,
) -> Option<(Date, DateBasis)> {
    /// Paragraphs up to the line, and down to it.
    const ABOVE: usize = 8;
    const BELOW: usize = 3;
    const LONGEST: usize = 60;
    let here = a.sentences.get(a.sentence_from(a.token_from(evidence.start)))?.paragraph;
    let all = &a.document.paragraphs;
    let is_label = |span: Span| {
        let text = span.of(a.lower_text());
        let label = text.split(':').next().unwrap_or_default();
        text.len() <= LONGEST && text.contains(':') && a.lexicon.ratings.report_labels.contains(label.trim())
    };
    let line = |at: usize| all[at].span.trim(a.text());
    // A line without a stop and without a label heads the next section.
    let heads = |at: usize| {
        let text = line(at).of(a.text());
        text.len() <= LONGEST
            && !text.contains(':')
            && text.ends_with(|c: char| c.is_alphanumeric() || c == ')')
            && text.starts_with(|c: char| c.is_uppercase())
    };
    let own = line(here).of(a.text());
    let short = own.len() <= LONGEST && !own.ends_with('.');
    let below = (here + 1..all.len().min(here + 1 + BELOW)).take_while(|&at| short && !heads(at));
    let found = below.into_iter().find(|&at| is_label(line(at))).or_else(|| {
        let above = (here.saturating_sub(ABOVE)..here).rev().take_while(|&at| !heads(at) || at + 1 == here);
        above.into_iter().find(|&at| is_label(line(at)))
    })?;
    let time = when::within(times, line(found)).first()?;
    let day = time.holding().filter(|day| *day != published)?;
    Some((day, time.basis))
}

/// *Ashby School, Brantley* ¶ *Requires improvement* ¶ *… The report was published on October 16.*: the day that the section, or the
/// grade's own paragraph, gives its report.
fn report_in_section(a: &Annotated, times: &[TimeExpression], evidence: Span) -> Option<(Date, DateBasis)> {
    const LONGEST: usize = 80;
    const NEAR: usize = 9;
    let here = a.sentences.get(a.sentence_from(a.token_from(evidence.start)))?.paragraph;
    let all = &a.document.paragraphs;
    let text = |at: usize| all[at].span.trim(a.text()).of(a.text());
    let line = |at: usize| text(at).len() <= LONGEST && !text(at).ends_with(['.', '”', '"', '?', '!']);
    let at = if line(here) { here + 1 } else { here };
    let span = all.get(at).filter(|_| at == here || !line(at))?.span;
    let mut days = when::within(times, span).iter().filter(|time| {
        let first = a.token_from(time.span.start);
        let Some(sentence) = a.sentences.get(a.sentence_from(first)).map(|sentence| sentence.tokens.clone())
        else {
            return false;
        };
        let low = sentence.start.max(first.saturating_sub(NEAR));
        a.fragment_of[first].is_none()
            && ((low..first).any(|t| appears(a, t))
                && (sentence.start..first)
                    .any(|t| a.one_of(t, &["report", "findings", "letter", "verdict", "results"]))
                // *Those grades date from an inspection on 20 April.*
                || (low..first).any(|t| a.one_of(t, &["date", "dates", "come"]) && a.one_of(t + 1, &["from"]))
                    && (sentence.start..first).any(|t| a.one_of(t, &["grades", "ratings", "marks"])))
    });
    if let Some(time) = days.next() {
        days.next().is_none().then_some(())?;
        return Some((time.holding()?, time.basis));
    }
    // *Good* ¶ *… after a short inspection on September 25*
    let mut visits = when::within(times, span).iter().filter(|time| {
        let first = a.token_from(time.span.start);
        let low = first.saturating_sub(4);
        a.fragment_of[first].is_none()
            && time.date.civil().is_some()
            && (low..first).any(|t| a.one_of(t, &["inspection", "visit", "inspected", "visited"]))
            && !(low..first).any(|t| a.one_of(t, &["last", "previous", "next"]))
    });
    let time = visits.next().filter(|_| at > here)?;
    visits.next().is_none().then_some((time.holding()?, time.basis))
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
    let opens_with = |graded: &Graded, fits: &dyn Fn(Option<Date>) -> bool| {
        let first = a.sentences[sentence(graded)].tokens.start;
        let start = a.tokens[first].span.cover(a.tokens[(first + START).min(a.tokens.len() - 1)].span);
        let mut near = when::within(times, start).iter().filter(|time| time.span.end <= start.end);
        a.one_of(first, &["in", "at", "on", "when"]) && near.any(|time| fits(time.holding()))
    };
    let opens_with_time = |graded: &Graded| opens_with(graded, &|_| true);
    // *Some will remember the report of November 2012. Teaching was then judged good.*
    for graded in all.iter_mut().filter(|graded| graded.is_undated()) {
        let at = sentence(graded);
        let (Some(before), Some(own)) = (at.checked_sub(1).map(|at| &a.sentences[at]), a.sentences.get(at))
        else {
            continue;
        };
        let then =
            |t: usize| a.one_of(t, &["then"]) && a.is(t - 1, WordClass::BE) && a.fragment_of[t].is_none();
        let span = a.span(before.tokens.clone());
        let told = when::within(times, span).iter().filter(|time| time.span.end <= span.end);
        let old =
            |day: Date| day.year() < published.year() && !is_news(published, day, Some(DateBasis::Stated));
        let mut days = told.filter_map(|time| Some((time.holding().filter(|day| old(*day))?, time.basis)));
        if before.paragraph == own.paragraph
            && own.tokens.clone().skip(1).any(then)
            && let (Some((day, basis)), None) = (days.next(), days.next())
        {
            (graded.date, graded.basis, graded.before) = (Some(day), Some(basis), true);
        }
    }
    // *Our first report came out in June 2019. We were rated good for effectiveness.*
    for graded in all.iter_mut().filter(|graded| graded.is_undated()) {
        let at = sentence(graded);
        let (Some(before), Some(own)) = (at.checked_sub(1).map(|at| &a.sentences[at]), a.sentences.get(at))
        else {
            continue;
        };
        let holds = |words: &[&str]| before.tokens.clone().any(|t| a.one_of(t, words));
        let earlier = holds(&["report", "inspection"])
            && holds(&["first", "second", "third", "previous", "earlier", "last"])
            && before.tokens.clone().any(|t| appears(a, t));
        let past = own.tokens.clone().any(|t| a.one_of(t, &["was", "were"]) && a.fragment_of[t].is_none());
        let span = a.span(before.tokens.clone());
        let mut told = when::within(times, span).iter().filter(|time| time.span.end <= span.end);
        if earlier
            && past
            && before.paragraph == own.paragraph
            && let (Some(time), None) = (told.next(), told.next())
            && let Some(day) = time.holding()
            && day.year() < published.year()
            && !is_news(published, day, Some(DateBasis::Stated))
        {
            (graded.date, graded.basis, graded.before) = (Some(day), Some(time.basis), true);
        }
    }
    let mut inherited = vec![false; all.len()];
    for i in 1..all.len() {
        let (before, now) = (&all[i - 1], &all[i]);
        let dated = before.basis.is_some_and(|basis| basis != DateBasis::Published);
        // *In July 2014 the service went from adequate to inadequate. Leadership was inadequate.*
        let long_ago = before.date.is_some_and(|day| day.year() < published.year());
        let old = || long_ago && opens_with(before, &|day| day == before.date);
        let past = || {
            let tokens = a.sentences[sentence(now)].tokens.clone();
            tokens.into_iter().any(|t| a.one_of(t, &["was", "were"]) && a.fragment_of[t].is_none())
        };
        // *In August the CQC rated it outstanding. It is good for safety.*
        let recent = || {
            let day = before.date.filter(|day| day.civil().is_none());
            day.is_some_and(|day| is_of_last_months(published, day)) && !before.earlier && !before.before
        };
        // *Its report was published on 14 January 2022 and judged them inadequate. Leadership was also judged inadequate.*
        let old_report = || {
            let tokens = a.sentences[sentence(before)].tokens.clone();
            before.date.is_some_and(|day| day.civil().is_some() && !is_news(published, day, before.basis))
                && before.basis == Some(DateBasis::Stated)
                && tokens.clone().any(|t| a.one_of(t, &["report"]))
                && tokens.clone().any(|t| appears(a, t))
                && past()
        };
        let whole = || before.aspect.is_none() && (old() && past() || recent() || old_report());
        let part = now.aspect.is_some() && (before.aspect.is_some() || whole());
        let same = before.subject == now.subject && before.inspector == now.inspector;
        // *… rated it good for efficiency on November 9. Its planning was poor.*
        let news =
            || before.date.is_some_and(|day| day.civil().is_some() && is_news(published, day, before.basis));
        // *Leadership was graded weak. In 2019 it was graded good. Staffing was adequate.*: back to the news.
        let aside = || {
            let told = |of: &Graded| {
                let same = |other: &Graded| other.aspect == of.aspect && other.subject == of.subject;
                all[..i - 1].iter().any(|other| same(other) && other.is_undated())
            };
            let tokens = a.sentences[sentence(now)].tokens.clone();
            !news() && told(before) && !told(now) && !tokens.into_iter().any(|t| a.one_of(t, &["then"]))
        };
        // *In 2019 it required improvement for efficiency. For its people it remains good.*
        let present = || {
            let tokens = a.sentences[sentence(now)].tokens.clone();
            let verbs = ["is", "are", "remains", "remain", "requires", "require", "stays"];
            long_ago
                && tokens.into_iter().any(|t| {
                    // Not *was judged to require improvement*
                    a.one_of(t, &verbs) && a.fragment_of[t].is_none() && !a.one_of(t.wrapping_sub(1), &["to"])
                })
        };
        // *was rated good for its effectiveness in a report published in December. However, it requires improvement for …*
        let reported = || {
            /// Months for which a report of a month is news.
            const YEAR: i32 = 12;
            let tokens = a.sentences[sentence(before)].tokens.clone();
            before.date.is_some_and(|day| day.civil().is_none() && is_within_months(published, day, YEAR))
                && tokens.clone().any(|t| a.one_of(t, &["report"]))
                && tokens.clone().any(|t| appears(a, t))
                && past()
        };
        let timed = dated
            && (opens_with_time(before) || news() || reported() || old_report())
            && !aside()
            && !present();
        // *The school was judged to require improvement in May 2016. At that inspection teaching was graded …*
        let start = |at: usize| a.sentences[sentence(&all[at])].tokens.start;
        let that = |at: usize| {
            let first = start(at);
            let noun = first
                + 2
                + usize::from(a.one_of(first + 2, &["second", "first", "earlier", "later", "last"]));
            a.one_of(first, &["at", "on", "during", "after"])
                && a.one_of(first + 1, &["that"])
                && a.one_of(noun, &["inspection", "visit", "time", "occasion"])
        };
        let here = sentence(now) == sentence(before) || follows(before, now);
        let goes_on = that(i) || that(i - 1) || inherited[i - 1] && sentence(now) == sentence(before);
        // *Leadership was inadequate. Only adoption was good.*, below *In July 2014 …*
        let still = || inherited[i - 1] && long_ago && past() && follows(before, now);
        // *was rated inadequate in March 2016. It was inadequate for being safe.*, where no newer grade of the whole is told
        let of_whole = || {
            let old = long_ago && !news();
            let newer =
                |other: &Graded| other.aspect.is_none() && other.subject == now.subject && other.is_undated();
            old && before.aspect.is_none()
                && now.aspect.is_some()
                && a.one_of(start(i), &["it", "they"])
                && past()
                && !present()
                && !all.iter().any(newer)
                && follows(before, now)
        };
        let together = inherited[i - 1] && sentence(now) == sentence(before) && part && past();
        // *In 2012 performance was judged to be adequate, although its prospects were good.*
        let although = || {
            let tokens = start(i)..a.token_from(now.evidence.end);
            sentence(now) == sentence(before)
                && long_ago
                && part
                && past()
                && !present()
                && tokens.clone().any(|t| a.one_of(t, &["although", "though"]))
                && !tokens.into_iter().any(|t| a.one_of(t, &["now", "this"]))
        };
        let of_then = here && goes_on
            || although()
            || together
            || of_whole()
            || timed && part && follows(before, now)
            || part && still();
        // *In March it was moved to G2. It had kept its V2 for viability.*
        let had = now.earlier
            && now.basis == Some(DateBasis::Published)
            && before.date.is_some_and(|day| day.civil().is_none());
        if (now.is_undated() || had) && dated && same && of_then {
            inherited[i] = true;
            all[i].earlier = false;
            let before = &all[i - 1];
            (all[i].date, all[i].basis, all[i].before) = (before.date, before.basis, before.before);
        }
    }
}

/// Months since the year nought, where the month is known.
pub(super) fn months(date: Date) -> Option<i32> {
    Some(i32::from(date.year()) * 12 + i32::from(date.month()?))
}

/// Whether `day` is no more than `most` months before `published`, and not behind it.
fn is_within_months(published: Date, day: Date, most: i32) -> bool {
    let age = months(published).zip(months(day)).map(|(now, then)| now - then);
    age.is_some_and(|age| (0..=most).contains(&age))
}

/// Whether a visit on `day` is news in a document of the day `published`.
fn is_of_last_months(published: Date, day: Date) -> bool {
    const MONTHS: i32 = 5;
    is_within_months(published, day, MONTHS)
}

/// The day that the text gives a grade, where that is news.
fn news_of(published: Date, graded: &Graded) -> Option<(Date, Option<DateBasis>)> {
    let day = graded.date.filter(|_| graded.basis != Some(DateBasis::Published))?;
    is_news(published, day, graded.basis).then_some((day, graded.basis))
}

/// How many days a report is news, and how many where the text gives its date in full.
const NEWS: i32 = 45;

const STATED: i32 = 123;

/// Whether what came out on `day`, in words of that `basis`, is news in a document of the day `published`, or whose
/// month alone is known.
fn is_news(published: Date, day: Date, basis: Option<DateBasis>) -> bool {
    // A monthly tells of what is older.
    let monthly = published.civil().is_none();
    let most = if basis == Some(DateBasis::Stated) || monthly { STATED } else { NEWS };
    if day.civil().is_none() {
        // *after a visit last month*
        // *was inspected in January 2017*, in March
        let most = if basis == Some(DateBasis::Stated) { 3 } else { 1 };
        return months(published)
            .zip(months(day))
            .is_some_and(|(now, then)| (1..=most).contains(&(now - then)));
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
    "website",
    "posted",
    "laid",
    "publishing",
];

/// Whether a report appears by the word at `t`: *came out*, but not *inspectors came on 5 June*.
fn appears(a: &Annotated, t: usize) -> bool {
    a.one_of(t, APPEARS)
        // *an inspection carried out in March*, *a copy came home on Wednesday*
        && !(a.one_of(t, &["out"]) && a.one_of(t.wrapping_sub(1), &["carried", "set", "found", "pointed"]))
        && !(a.one_of(t, &["came"]) && a.one_of(t + 1, &["home"]))
        && !(a.one_of(t, &["came"])
            && a.one_of(
                t.wrapping_sub(1),
                &["inspector", "inspectors", "team", "officers", "they", "who", "he", "she"],
            ))
}

/// *got its report card on Monday*, of the verb at token `t` and the time at `time`.
fn received_card(a: &Annotated, t: usize, time: usize) -> bool {
    a.one_of(t, &["got", "had", "received", "given"])
        && (t + 1..(t + 5).min(time)).any(|n| a.one_of(n, &["card", "cards"]))
}

impl Finder<'_> {
    /// The time that a line above tells and nothing else, as timelines have them: *July 2014* ¶ *Ofsted rates the service inadequate.*
    pub(super) fn below_date(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        /// Paragraphs below the line.
        const REACH: usize = 4;
        let lines = self.date_lines.get_or_init(|| date_lines(self.a, times));
        let here = self.a.sentences[self.mentions[event.mention].sentence].paragraph;
        let last = lines.partition_point(|(at, _)| *at < here).checked_sub(1)?;
        let (at, date) = lines[last];
        (at + REACH >= here && !event.earlier).then_some((date?, DateBasis::Stated))
    }

    /// When the item's report came out or its inspectors called, as told between its name and its grades.
    pub(super) fn item_date(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
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

    /// The day on which the report came out from which the sentence's grades are, as a sentence just above tells:
    /// *The regulator published its report on Tuesday. The service was judged …*
    pub(super) fn report_of(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        self.report_within(event, times, 3, 1)
    }

    /// [`report_of`](Self::report_of), told no more than `reach` sentences and `paragraphs` paragraphs above.
    pub(super) fn report_within(
        &self,
        event: &Event,
        times: &[TimeExpression],
        reach: usize,
        paragraphs: usize,
    ) -> Option<(Date, DateBasis)> {
        let a = self.a;
        let published = a.document.published_on?;
        let here = self.mentions[event.mention].sentence;
        let paragraph = a.sentences[here].paragraph;
        // *She was proud of the very good grade for wellbeing.*: of a report told before.
        let mention = &self.mentions[event.mention].tokens;
        let told = a.one_of(mention.start.wrapping_sub(1), &["the", "that", "this"])
            && a.is(mention.end, WordClass::RATING_NOUN);
        if event.earlier || event.recalled || told {
            return None;
        }
        // *Ashby House was rated in June. It is good for safety.*: the day of the sentence that opens the paragraph.
        let near = (0..here).rev().take(reach);
        let first = near.take_while(|&at| a.sentences[at].paragraph == paragraph).last();
        let rated = first.filter(|&at| !self.has_mention(at)).and_then(|at| {
            let tokens = a.sentences[at].tokens.clone();
            let span = a.span(tokens.clone());
            let verb = tokens.into_iter().find(|&t| a.is(t, WordClass::GRADING))?;
            let time = when::within(times, span).iter().find(|time| time.span.end <= span.end)?;
            let beside = a.token_from(time.span.start) <= verb + 2 && a.token_from(time.span.start) > verb;
            Some((time.holding().filter(|_| beside)?, time.basis))
        });
        if rated.is_some() {
            return rated;
        }
        let above = a.sentences[..here]
            .iter()
            .rev()
            .take(reach)
            .take_while(|s| s.paragraph + paragraphs >= paragraph);
        let below =
            a.sentences[here + 1..].iter().take(reach - 1).take_while(|s| s.paragraph <= paragraph + 1);
        let day = |sentence: &crate::annotate::Sentence| {
            let span = a.span(sentence.tokens.clone());
            let has = |words: &[&str]| sentence.tokens.clone().any(|t| a.one_of(t, words));
            let report = has(&["report", "judgement", "judgment", "assessment", "reports", "assessments", "ratings", "results", "letter", "rating", "findings", "card", "cards", "verdict"])
                // *In a separate report published on Thursday*
                && !has(&["separate", "another", "separately"]);
            let time = when::within(times, span).iter().find(|time| {
                let first = a.token_from(time.span.start);
                let behind = a.token_from(time.span.end);
                time.span.end <= span.end
                    && a.fragment_of[first].is_none()
                    // *In Monday’s report, inspectors said …*, *Yesterday’s other report, on Ashby Police, …*
                    && (subject::is_possessive(a, behind)
                        && (behind + 1..behind + 3).any(|t| a.one_of(t, &["report", "judgement", "verdict"]))
                        || (first.saturating_sub(14).max(sentence.tokens.start)..first)
                        .any(|t| appears(a, t) || received_card(a, t, first))
                        // *considered Ofsted’s report of 22 October*
                        || a.one_of(first.wrapping_sub(1), &["of"])
                            && a.one_of(first.wrapping_sub(2), &["report", "judgement", "letter"])
                        // *On 26 March the regulator published its judgement.*
                        || first <= sentence.tokens.start + 2
                            && sentence.tokens.clone().any(|t| a.one_of(t, &["published", "publishes", "released"])))
            })?;
            let day = time.holding().filter(|_| report)?;
            // *Inspectors had published their report on the jail on January 26, 2021. It judged …*: of then.
            let just_above = sentence.tokens.end == a.sentences[here].tokens.start
                && sentence.paragraph == paragraph
                && has(&["had"])
                && time.basis == DateBasis::Stated
                && day.civil().is_some();
            // *published this morning* tells no more than the document's own date.
            (just_above || is_news(published, day, Some(time.basis))).then_some((day, time.basis))
        };
        // *… good for standards. The report came out on 19 June.*, whatever report the paragraph above tells of
        let here_below =
            a.sentences[here + 1..].iter().take(reach + 1).take_while(|s| s.paragraph == paragraph);
        let own = above.clone().take_while(|s| s.paragraph == paragraph).chain(here_below);
        own.chain(above).chain(below).find_map(day)
    }

    /// *In its last inspection, in 2019, the force was good for A, but requires improvement for B*: a time that opens
    /// the sentence is that of every grade in it.
    pub(super) fn leading_time(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
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
    pub(super) fn visited_on(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
        const VISITS: &[&str] = &[
            "inspection",
            "inspected",
            "visit",
            "visited",
            "called",
            "came",
            "checked",
            "assessment",
            "assessed",
        ];
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
    pub(super) fn inspected_on(&self, event: &Event, times: &[TimeExpression]) -> Option<(Date, DateBasis)> {
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
}
