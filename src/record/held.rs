//! What a speaker last held: the one role, organisation and party that a summary shows.

use super::{Membership, MembershipKind, Quotation, Record, Speaker};
use crate::base::Date;

/// The role, organisation and party last held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held<'a> {
    pub role: Option<&'a str>,
    pub organisation: Option<&'a str>,
    pub party: Option<&'a str>,
}

impl Record {
    /// What `speaker` held by the newest document that says so; what has ended is left out.
    pub fn last_held<'a>(&'a self, speaker: &'a Speaker) -> Held<'a> {
        let latest = |kind| self.latest(speaker, kind);
        let role = latest(MembershipKind::Role);
        let organisation = role
            .and_then(|held| held.organisation.as_deref())
            .or_else(|| latest(MembershipKind::Employment)?.organisation.as_deref())
            .or(speaker.speaks_for.as_deref());
        Held {
            role: role.and_then(|held| held.role.as_deref()),
            organisation,
            party: latest(MembershipKind::Party).and_then(|held| held.party.as_deref()),
        }
    }

    /// When a membership was last seen to hold: its own date, or that of its document.
    pub fn seen_on(&self, membership: &Membership) -> Option<Date> {
        membership.last_seen.or_else(|| {
            let document = self.documents.iter().find(|document| document.id == membership.document_id)?;
            document.published_on
        })
    }

    /// Every quotation, in document then text order.
    pub fn quotations(&self) -> impl Iterator<Item = &Quotation> {
        self.documents.iter().flat_map(|document| &document.quotations)
    }

    /// The newest membership of a kind that still holds; of several as new, the first in the text.
    fn latest<'a>(&self, speaker: &'a Speaker, kind: MembershipKind) -> Option<&'a Membership> {
        let holds = |membership: &&Membership| {
            let ended = membership.end_date.is_some_and(|end| {
                self.seen_on(membership).is_none_or(|seen| end < seen && !end.agrees(seen))
            });
            membership.kind == kind && !membership.former && !ended
        };
        let mut held: Vec<_> = speaker.memberships.iter().filter(holds).collect();
        held.sort_by_key(|membership| std::cmp::Reverse(self.seen_on(membership).or(membership.start_date)));
        held.first().copied()
    }
}
