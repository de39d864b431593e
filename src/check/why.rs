//! Verdicts in plain sentences.

use super::difference::Flag;
use super::index::Searched;
use super::same_speaker::SameSpeaker;
use super::verdict::{Beside, Verdict, silent_on};
use super::{Claim, Passage};
use crate::record::{QuotationKind, SpeakerKind};

/// Who a passage is put to, with role and organisation then.
pub fn who(passage: &Passage) -> String {
    if passage.speaker.kind == SpeakerKind::Unknown {
        return "a speaker who can't be told".into();
    }
    let held = [&passage.role, &passage.organisation, &passage.party].into_iter().flatten();
    let held: Vec<&str> = held.map(String::as_str).filter(|held| *held != passage.speaker.name).collect();
    let name = match passage.speaker.kind {
        // *the report*, but *Ofsted's report*
        SpeakerKind::Document if !passage.speaker.name.starts_with(char::is_uppercase) => {
            format!("the {}", passage.speaker.name)
        }
        _ => passage.speaker.name.clone(),
    };
    if held.is_empty() { name } else { format!("{name} ({})", held.join(", ")) }
}

/// ` on 2016-11-21`, ` in 2016`; empty where unknown.
fn when(passage: &Passage) -> String {
    match passage.said_on {
        Some(date) if date.day().is_some() => format!(" on {date}"),
        Some(date) => format!(" in {date}"),
        None => String::new(),
    }
}

fn start(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

pub(super) fn why(claim: &Claim, verdict: Verdict, flags: &[Flag], cut: &str, near: &Beside) -> String {
    let passage = &near.passage;
    let (who, when, path) = (start(&who(passage)), when(passage), &passage.path);
    let told = match verdict {
        Verdict::Verbatim => {
            let untold = silent_on(claim, passage);
            let silent = match untold.is_empty() {
                true => String::new(),
                false => format!(" The record doesn't tell {}.", untold.join(", nor ")),
            };
            format!("{who} said these words{when} ({path}).{silent}")
        }
        Verdict::Altered => {
            let many = near.alignment.changes();
            let words = if many == 1 { "one word differs".into() } else { format!("{many} words differ") };
            let said = match passage.kind {
                Some(QuotationKind::Indirect) => "is reported to have said",
                _ => "said",
            };
            format!("{who} {said} something close to this{when}, but {words} ({path}).{}", changed(flags))
        }
        Verdict::Misattributed => {
            let claimed = claim.speaker.as_deref().unwrap_or_default();
            let close =
                if near.alignment.is_exact() { "These words are" } else { "Words close to these are" };
            format!("{close} on record from {who}{when}, not from {claimed} ({path}).")
        }
        Verdict::OutOfContext => {
            let mut reasons = Vec::new();
            if flags.contains(&Flag::Clause) {
                reasons.push(format!(
                    "the claim leaves out “{}” from the same sentence",
                    cut.replace('\n', " ")
                ));
            }
            if flags.contains(&Flag::Date) {
                let claimed = claim.date.map(|date| date.to_string()).unwrap_or_default();
                reasons.push(format!("the claim dates them {claimed}"));
            }
            if flags.contains(&Flag::Rating) {
                let claimed = claim.rating.as_deref().unwrap_or_default();
                let about: Vec<&str> = passage.ratings.iter().map(|rated| rated.in_words.as_str()).collect();
                reasons.push(format!("they were about the rating {}, not {claimed}", about.join("; ")));
            }
            format!("{who} said these words{when}, but {} ({path}).", reasons.join(", and "))
        }
        Verdict::Paraphrase => match passage.kind {
            Some(QuotationKind::Direct) | None => {
                format!("{who} said this in other words{when}: “{}” ({path}).", short(&passage.text))
            }
            Some(QuotationKind::Mixed) => format!(
                "{who} is reported to have said this{when}, but only in part in these words: {} ({path}).",
                short(&passage.text)
            ),
            Some(QuotationKind::Indirect) => format!(
                "{who} is reported to have said this{when}, but the words are the reporter's: {} ({path}).",
                short(&passage.text)
            ),
        },
        Verdict::Spliced | Verdict::NotFound => String::new(),
    };
    match (verdict, near.same_speaker) {
        (Verdict::Misattributed, _) => told,
        (_, Some(SameSpeaker::CannotTell)) => format!(
            "{told} Whether that is {}, the record can't tell.",
            claim.speaker.as_deref().unwrap_or_default()
        ),
        _ => told,
    }
}

/// The changes that turn the sense.
fn changed(flags: &[Flag]) -> String {
    let told: Vec<&str> = flags
        .iter()
        .filter_map(|flag| match flag {
            Flag::Negation => Some("a negation"),
            Flag::Number => Some("a number"),
            Flag::Name => Some("a name"),
            Flag::Grade => Some("a grade"),
            _ => None,
        })
        .collect();
    match told.split_last() {
        None => String::new(),
        Some((last, [])) => format!(" Changed: {last}."),
        Some((last, rest)) => format!(" Changed: {} and {last}.", rest.join(", ")),
    }
}

pub(super) fn spliced(claim: &Claim, parts: &[(String, &Beside)]) -> String {
    let told: Vec<String> = parts
        .iter()
        .map(|(words, near)| {
            format!(
                "“{}” is from {}{} ({})",
                short(words),
                who(&near.passage),
                when(&near.passage),
                near.passage.path
            )
        })
        .collect();
    let one = parts.windows(2).all(|pair| {
        let (a, b) = (&pair[0].1.passage, &pair[1].1.passage);
        a.speaker.id == b.speaker.id && a.document_id == b.document_id && !a.speaker.id.is_empty()
    });
    let what = if one { "quotations of one speaker, joined as one" } else { "quotations, joined as one" };
    let others: Vec<&str> = parts
        .iter()
        .filter(|(_, near)| near.same_speaker == Some(SameSpeaker::No))
        .map(|(_, near)| near.passage.speaker.name.as_str())
        .collect();
    let other = match (others.first(), &claim.speaker) {
        (Some(other), Some(claimed)) => format!(" {other} is not {claimed}."),
        _ => String::new(),
    };
    format!("{} {what}: {}.{other}", start(number(parts.len())), told.join("; "))
}

pub(super) fn joined(parts: &[(String, &Beside)]) -> String {
    let passage = &parts[0].1.passage;
    format!(
        "{} said these words{}, in quotations that follow one another ({}).",
        start(&who(passage)),
        when(passage),
        passage.path
    )
}

fn number(parts: usize) -> &'static str {
    match parts {
        2 => "two",
        3 => "three",
        _ => "several",
    }
}

/// What was searched, and what is nearest.
pub(super) fn not_found(claim: &Claim, searched: &Searched, by: u64, nearest: Option<&Beside>) -> String {
    let counted = |number: u64, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let dates = match (searched.first, searched.last) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(only), _) => format!(", {only}"),
        _ => String::new(),
    };
    let by = match &claim.speaker {
        None => String::new(),
        Some(claimed) => match by {
            0 => format!(", none of them known to be by {claimed}"),
            number => format!(", {number} of them by a speaker of that name"),
        },
    };
    let told = format!(
        "Nothing like this was found. Searched: {} in {}{dates}{by}.",
        counted(searched.quotations, "quotation"),
        counted(searched.documents, "document"),
    );
    let Some(near) = nearest.filter(|near| near.score >= super::verdict::LEAST_TOLD) else { return told };
    if near.alignment.is_exact() {
        return format!("{told} The words occur in the record, but are too few to tell whose they are.");
    }
    format!(
        "{told} The nearest is from {}{} ({}): “{}”",
        who(&near.passage),
        when(&near.passage),
        near.passage.path,
        short(&near.passage.text)
    )
}

/// The first words of a long text.
fn short(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    match text.char_indices().nth(160) {
        None => text,
        Some((at, _)) => {
            let cut = text[..at].rfind(' ').unwrap_or(at);
            format!("{} …", &text[..cut])
        }
    }
}
