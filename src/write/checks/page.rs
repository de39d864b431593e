//! Checks as one page to read: no script, nothing fetched, everything escaped.

use std::io::{self, Write};

use minijinja::{Environment, context};

use crate::check::{Check, Piece, Searched, Verdict, who};

const TEMPLATE: &str = include_str!("page.html");

/// Writes the checks as a page.
pub fn write(checks: &[Check], searched: &Searched, mut out: impl Write) -> io::Result<()> {
    let environment = Environment::new();
    let counts: Vec<_> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let number = checks.iter().filter(|check| check.verdict == *verdict).count();
            context! { verdict => verdict.as_str(), class => class(*verdict), number }
        })
        .collect();
    let claims: Vec<_> = checks.iter().map(claim).collect();
    let context = context! {
        counts,
        claims,
        documents => searched.documents,
        quotations => searched.quotations,
        first => searched.first.map(|date| date.to_string()),
        last => searched.last.map(|date| date.to_string()),
    };
    // The name's ending is what turns escaping on.
    let page = environment.render_named_str("checks.html", TEMPLATE, context).map_err(io::Error::other)?;
    out.write_all(page.as_bytes())
}

/// What the verdict is marked as in the page's style.
fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verbatim => "yes",
        Verdict::Paraphrase | Verdict::NotFound => "unknown",
        _ => "no",
    }
}

/// A sign beside the verdict's colour.
fn sign(check: &Check) -> &'static str {
    match check.holds {
        Some(true) => "✓",
        Some(false) => "✗",
        None => "?",
    }
}

fn claim(check: &Check) -> minijinja::Value {
    let pieces: Vec<_> = check
        .difference
        .iter()
        .map(|piece| match piece {
            Piece::Same(words) => context! { kind => "same", words },
            Piece::Left(words) => context! { kind => "left", words },
            Piece::Extra(words) => context! { kind => "extra", words },
        })
        .collect();
    let near: Vec<_> = check
        .near
        .iter()
        .map(|near| {
            let passage = &near.passage;
            context! {
                text => &passage.text,
                who => who(passage),
                said_on => passage.said_on.map(|date| date.to_string()),
                path => &passage.path,
                id => &passage.quotation_id,
                start => passage.span.start,
                end => passage.span.end,
                ratings => passage.ratings.iter().map(|rated| rated.in_words.clone()).collect::<Vec<_>>(),
                percent => (near.score * 100.0).round() as u32,
            }
        })
        .collect();
    let changed = check.difference.iter().any(|piece| !matches!(piece, Piece::Same(_)));
    context! {
        text => &check.claim.text,
        speaker => &check.claim.speaker,
        date => check.claim.date.map(|date| date.to_string()),
        source => &check.claim.source,
        verdict => check.verdict.as_str(),
        class => class(check.verdict),
        sign => sign(check),
        why => &check.why,
        flags => check.flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>(),
        pieces => if changed { pieces } else { Vec::new() },
        near,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Claim;

    #[test]
    fn markup_in_a_claim_stays_text() {
        let hostile = "<script>alert(1)</script>\"'&</style>";
        let check = Check {
            claim: Claim { text: hostile.into(), speaker: Some(hostile.into()), ..Claim::default() },
            verdict: Verdict::Altered,
            holds: Some(false),
            why: hostile.into(),
            flags: Vec::new(),
            score: 0.5,
            difference: vec![Piece::Left(hostile.into()), Piece::Extra(hostile.into())],
            near: Vec::new(),
        };
        let mut page = Vec::new();
        write(&[check], &Searched::default(), &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;"));
        assert_eq!(page.matches("</style>").count(), 1);
    }
}
