//! What a speaker held, when: the memberships of all documents as one list, and what held on a day.

use super::across::organisation_key;
use super::slug;
use crate::base::Date;
use crate::record::{Membership, MembershipBasis, MembershipKind};

/// The memberships of one speaker over all documents, each once, in the order of their first documents.
pub fn timeline<'m>(memberships: impl IntoIterator<Item = &'m Membership>) -> Vec<Membership> {
    let mut all: Vec<&Membership> = memberships.into_iter().collect();
    // Undated documents come last: they can't tell what came first.
    all.sort_by_key(|m| (m.first_seen.is_none(), m.first_seen));
    let mut out: Vec<Post> = Vec::new();
    for new in all {
        match out.iter_mut().rev().find(|old| is_same(&old.membership, new)) {
            Some(old) => old.join(new),
            None => out.push(Post { membership: new.clone(), seen: !new.former }),
        }
    }
    out.into_iter().map(|post| post.membership).collect()
}

/// A membership in the making.
struct Post {
    membership: Membership,
    /// Whether a document saw it held, or all only tell that it was.
    seen: bool,
}

/// Whether two memberships are of one post, party or employer, and of one term.
fn is_same(old: &Membership, new: &Membership) -> bool {
    let text =
        |a: &Option<String>, b: &Option<String>| a.as_deref().map(role_key) == b.as_deref().map(role_key);
    let organisation = |m: &Membership| m.organisation.as_deref().map(organisation_key);
    let fits = match (organisation(old), organisation(new)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        // A post whose body is not named is that of the body that is.
        _ => old.kind == MembershipKind::Role,
    };
    let in_time = new.basis != MembershipBasis::Register || is_within(old, new);
    old.kind == new.kind
        && in_time
        && text(&old.role, &new.role)
        && text(&old.party, &new.party)
        && fits
        && !is_later_term(old, new)
}

/// Whether what documents saw lies in a register's term.
fn is_within(seen: &Membership, term: &Membership) -> bool {
    let starts = term
        .start_date
        .is_none_or(|start| seen.last_seen.is_none_or(|last| start <= last || start.agrees(last)));
    let ends =
        term.end_date.is_none_or(|end| seen.first_seen.is_none_or(|first| first <= end || first.agrees(end)));
    starts && ends
}

/// Whether `new` began after `old` had ended: a second term.
fn is_later_term(old: &Membership, new: &Membership) -> bool {
    let Some(end) = old.end_date else { return false };
    let starts = new.start_date.or(if new.former { None } else { new.first_seen });
    starts.is_some_and(|start| start > end && !start.agrees(end))
        && new.start_date.is_none_or(|start| old.start_date != Some(start))
}

/// *Leader* and *the leader*, *head teacher* and *headteacher* are one role.
pub fn role_key(role: &str) -> String {
    let slug = slug(&role.replace('&', "and"));
    let slug = slug.strip_prefix("the-").unwrap_or(&slug);
    slug.replace("head-teacher", "headteacher").replace("chair-man", "chairman")
}

impl Post {
    /// Adds what a document of the same time or later says, or a register.
    fn join(&mut self, new: &Membership) {
        let old = &mut self.membership;
        let dated = |m: &Membership| m.start_date.is_some() || m.end_date.is_some();
        if dated(new) && !dated(old) && !new.document_id.is_empty() {
            // The evidence is for the dates too.
            old.document_id.clone_from(&new.document_id);
            old.evidence = new.evidence;
            old.evidence_text.clone_from(&new.evidence_text);
        }
        old.start_date = finer(old.start_date, new.start_date);
        old.end_date = finer(old.end_date, new.end_date);
        if old.organisation.as_deref().map_or(0, str::len) < new.organisation.as_deref().map_or(0, str::len) {
            old.organisation.clone_from(&new.organisation);
        }
        old.basis = old.basis.min(new.basis);
        old.confidence = old.confidence.max(new.confidence);
        if new.basis == MembershipBasis::Register {
            return; // it says nothing of what documents saw
        }
        if new.former {
            old.former = true;
            if !self.seen {
                old.last_seen = old.last_seen.max(new.last_seen);
            }
        } else if self.seen {
            old.former = false;
            old.last_seen = old.last_seen.max(new.last_seen);
        } else {
            // Told as over by a document of an earlier date: held again.
            old.former = false;
            old.first_seen = new.first_seen;
            old.last_seen = new.last_seen;
            self.seen = true;
        }
    }
}

/// The date that says more, where the two agree; else the first.
fn finer(old: Option<Date>, new: Option<Date>) -> Option<Date> {
    match (old, new) {
        (Some(old), Some(new)) if old.agrees(new) && new > old => Some(new),
        (None, new) => new,
        (old, _) => old,
    }
}

/// Whether a membership held on `day`: between its stated or register dates, or those at which it was seen.
pub fn held_on(m: &Membership, day: Date) -> bool {
    let open = m.basis == MembershipBasis::Register && m.end_date.is_none();
    let (Some(from), Some(to)) =
        (m.start_date.or(m.first_seen), m.end_date.or(m.last_seen.max(m.start_date)).or(open.then_some(day)))
    else {
        return false;
    };
    let to = if open { day } else { to };
    (from <= day || from.agrees(day)) && (day <= to || day.agrees(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;

    fn date(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    fn leader(seen: &str) -> Membership {
        Membership {
            kind: MembershipKind::Role,
            role: Some("leader".into()),
            organisation: Some("Ashby Council".into()),
            party: None,
            start_date: None,
            end_date: None,
            basis: MembershipBasis::Seen,
            first_seen: date(seen),
            last_seen: date(seen),
            document_id: seen.into(),
            evidence: Span::new(0, 1),
            evidence_text: String::new(),
            former: false,
            confidence: 0.9,
        }
    }

    #[test]
    fn documents_out_of_order_make_one_post() {
        let former = Membership { former: true, ..leader("2018") };
        let ended = Membership {
            former: true,
            end_date: date("2017-05"),
            basis: MembershipBasis::Stated,
            ..leader("2017-06-01")
        };
        let all = timeline(&[former, leader("2016"), ended, leader("2014")]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].first_seen, all[0].last_seen), (date("2014"), date("2016")));
        assert_eq!((all[0].end_date, all[0].former), (date("2017-05"), true));
        assert_eq!(all[0].document_id, "2017-06-01", "the evidence is for the end");
    }

    #[test]
    fn a_second_term_is_another() {
        let first =
            Membership { end_date: date("2015-05"), basis: MembershipBasis::Stated, ..leader("2014") };
        let all = timeline(&[first, leader("2019")]);
        assert_eq!(all.len(), 2);
        assert!(held_on(&all[0], date("2014-08").unwrap()));
        assert!(!held_on(&all[0], date("2016").unwrap()));
    }

    #[test]
    fn only_a_register_holds_without_an_end() {
        let seen = leader("2014");
        assert!(!held_on(&seen, date("2016").unwrap()));
        let register = Membership {
            start_date: date("2013"),
            first_seen: None,
            last_seen: None,
            basis: MembershipBasis::Register,
            ..seen
        };
        assert!(held_on(&register, date("2016").unwrap()));
        assert!(!held_on(&register, date("2012").unwrap()));
    }
}
