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

impl Speaker {
    /// What the speaker held by the newest document that says so; what has ended is left out.
    pub fn last_held(&self) -> Held<'_> {
        let role = self.latest(MembershipKind::Role);
        let organisation = role
            .and_then(|held| held.organisation.as_deref())
            .or_else(|| self.latest(MembershipKind::Employment)?.organisation.as_deref())
            .or(self.speaks_for.as_deref());
        Held {
            role: role.and_then(|held| held.role.as_deref()).or(self.speaks_as()),
            organisation,
            party: self.latest(MembershipKind::Party).and_then(|held| held.party.as_deref()),
        }
    }

    /// What a speaker without a name is to the body spoken for: *spokesperson*, *director of X*.
    pub fn speaks_as(&self) -> Option<&str> {
        self.speaks_for.as_ref()?;
        Some(if self.name.starts_with("spokes") { "spokesperson" } else { self.name.as_str() })
    }

    /// The newest membership of a kind that still holds; of several as new, the first in the text.
    fn latest(&self, kind: MembershipKind) -> Option<&Membership> {
        let newness = |held: &Membership| held.last_seen.or(held.start_date);
        let held = self.memberships.iter().filter(|held| held.kind == kind && !held.has_ended());
        held.reduce(|best, next| if newness(next) > newness(best) { next } else { best })
    }
}

impl Membership {
    /// Whether it was over when last seen.
    pub fn has_ended(&self) -> bool {
        let over = |end: Date| self.last_seen.is_none_or(|seen| end < seen && !end.agrees(seen));
        self.former || self.end_date.is_some_and(over)
    }
}

impl Record {
    /// Every quotation, in document then text order.
    pub fn quotations(&self) -> impl Iterator<Item = &Quotation> {
        self.documents.iter().flat_map(|document| &document.quotations)
    }
}
