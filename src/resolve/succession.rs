//! Bodies in place of others: *X Council replaced Y Council and Z Council*, *Y was merged into X*.

use super::body;
use crate::annotate::{Annotated, Name, NameKind};
use crate::record::Succession;

/// Last words of the names of bodies that are abolished and merged.
const KINDS: &[&str] = &[
    "council",
    "authority",
    "trust",
    "police",
    "constabulary",
    "school",
    "academy",
    "college",
    "service",
    "board",
    "group",
];

/// Verbs whose subject is the new body.
const REPLACES: &[&str] =
    &["replaced", "replaces", "replace", "succeeded", "succeeds", "absorbed", "absorbs"];
/// Words behind *was* or *were*, and the preposition before the new body.
const MERGED: &[(&str, &[&str])] = &[
    ("replaced", &["by"]),
    ("succeeded", &["by"]),
    ("absorbed", &["by", "into"]),
    ("merged", &["into", "form", "create"]),
    ("folded", &["into"]),
];

/// What a document says of bodies that took the place of others. Spans are bytes.
pub fn successions(a: &Annotated) -> Vec<Succession> {
    let is_body = |name: &&Name| {
        name.kind == NameKind::Organisation
            && name.proper.len() > 1
            && KINDS.contains(&a.lower(name.proper.end - 1))
            && a.fragment_of[name.tokens.start].is_none()
    };
    let mut found = Vec::new();
    for sentence in &a.sentences {
        let first = a.names.partition_point(|name| name.tokens.start < sentence.tokens.start);
        let last = a.names.partition_point(|name| name.tokens.start < sentence.tokens.end);
        let bodies: Vec<&Name> = a.names[first..last].iter().filter(is_body).collect();
        if bodies.len() < 2 {
            continue;
        }
        for t in bodies[0].tokens.end..bodies[bodies.len() - 1].tokens.start {
            let before = || bodies.iter().filter(|name| name.tokens.end <= t);
            let behind = || bodies.iter().filter(|name| name.tokens.start > t);
            let passive = (t.saturating_sub(3)..t)
                .any(|k| a.one_of(k, &["was", "were", "been", "be", "being", "are", "is"]));
            // *Y Council, Z Council and the W Trust*, straight behind the verb.
            let listed = |from: usize| {
                let mut end = from;
                let mut list: Vec<&&Name> = Vec::new();
                for name in bodies.iter().filter(|name| name.tokens.start >= from) {
                    if !(end..name.tokens.start).all(|k| a.one_of(k, &["and", ",", "the", "both"])) {
                        break;
                    }
                    end = name.tokens.end;
                    list.push(name);
                }
                list
            };
            let (olds, new): (Vec<&&Name>, Option<&&Name>) = if passive || a.one_of(t, &["merged"]) {
                let Some((_, ties)) = MERGED.iter().find(|(verb, _)| a.lower(t) == *verb) else { continue };
                if !(t + 1..t + 4).any(|k| a.one_of(k, ties)) {
                    continue;
                }
                (before().collect(), behind().next())
            } else if a.one_of(t, REPLACES) {
                (listed(t + 1), before().next_back())
            } else {
                continue;
            };
            let Some(new) = new else { continue };
            for old in olds {
                let (from, to) = (body::canonical(a, old), body::canonical(a, new));
                let evidence =
                    a.span(old.tokens.start.min(new.tokens.start)..old.tokens.end.max(new.tokens.end));
                if from != to {
                    found.push(Succession { from, to, evidence });
                }
            }
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn old_bodies_lead_to_the_new() {
        let lexicon = Lexicon::embedded();
        for (text, wanted) in [
            (
                "North Ashby Council replaced Dunwold Borough Council and Hexley District Council on Monday.",
                2,
            ),
            ("Dunwold Borough Council and Hexley District Council were merged into North Ashby Council.", 2),
            ("Hexley District Council will be replaced by North Ashby Council in April.", 1),
            ("Hexley District Council replaced the lift at Dunwold High School.", 0),
            ("Hexley District Council met North Ashby Council.", 0),
        ] {
            let document = crate::read::text(text.into(), "a.txt", None, &crate::read::Options::default());
            let found = successions(&Annotated::new(&document, &lexicon));
            assert!(found.iter().all(|s| s.to == "North Ashby Council"), "{text}: {found:?}");
            assert_eq!(found.len(), wanted, "{text}: {found:?}");
        }
    }
}
