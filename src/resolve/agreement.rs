//! What speaks for and against two speakers of fitting names being one: role, organisation, place, party, time.

use super::across::organisation_key;
use super::form::Fit;
use super::person::Gender;
use super::timeline::role_key;
use crate::base::Date;
use crate::record::{Membership, MembershipBasis, MembershipKind};

/// Two speakers are one from this much agreement on.
pub const ENOUGH: f32 = 1.5;

/// What a person of a document, or of the record so far, is known by.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub gender: Option<Gender>,
    /// Written `Cllr` or the like.
    pub councillor: bool,
    pub register_id: Option<String>,
    pub memberships: Vec<Membership>,
    /// Keys of organisations, with those in whose place they came or that came in theirs.
    pub organisations: Vec<String>,
    /// Words that name the places of organisations: *rotherham*.
    pub places: Vec<String>,
}

/// How much two speakers agree, and in what.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    pub score: f32,
    pub reasons: Vec<String>,
    /// Indices into the memberships of the first and the second that say so.
    pub evidence: Option<(usize, usize)>,
}

/// Roles that many hold at once: the same word is little.
const COMMON: &[&str] = &[
    "leader",
    "councillor",
    "chief-executive",
    "director",
    "chair",
    "chairman",
    "headteacher",
    "manager",
    "officer",
    "cabinet-member",
    "deputy-leader",
    "group-leader",
    "mayor",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "mp",
    "principal",
    "inspector",
    "resident",
    "member",
    "head",
    "owner",
    "founder",
    "president",
    "secretary",
    "teacher",
    "candidate",
];

/// Words of roles that are held by election.
const ELECTED: &[&str] = &[
    "councillor",
    "cabinet member",
    "leader",
    "mp",
    "mayor",
    "portfolio holder",
    "lead member",
    "msp",
    "ms",
    "mla",
    "executive member",
];

impl Known {
    fn is_elected(&self) -> bool {
        self.councillor
            || self
                .memberships
                .iter()
                .any(|m| m.kind == MembershipKind::Party || m.role.as_deref().is_some_and(is_elected))
    }

    fn is_employed(&self) -> bool {
        !self.is_elected() && self.memberships.iter().any(|m| m.kind == MembershipKind::Role)
    }

    fn of(&self, kind: MembershipKind) -> impl Iterator<Item = (usize, &Membership)> {
        self.memberships.iter().enumerate().filter(move |(_, m)| m.kind == kind)
    }
}

fn is_elected(role: &str) -> bool {
    let role = role.to_lowercase();
    ELECTED.iter().any(|known| {
        if known.contains(' ') { role.contains(known) } else { role.split(' ').any(|word| word == *known) }
    })
}

/// Weighs two speakers whose names fit as `fit` says.
pub fn agreement(a: &Known, b: &Known, fit: Fit) -> Agreement {
    let (base, name) = match fit {
        Fit::Same => (2.0, "same name"),
        Fit::Fuller => (1.5, "one name is fuller"),
        Fit::Nickname => (1.0, "short form of the name"),
        Fit::PartOfSurname => (0.0, "part of the surname"),
        Fit::Initial => (-1.0, "initial of the name"),
        Fit::SurnameOnly => (-2.5, "surname alone"),
    };
    let mut out = Agreement { score: base, reasons: vec![name.to_owned()], evidence: None };
    let mut add = |score: f32, reason: String, evidence: Option<(usize, usize)>| {
        out.score += score;
        out.reasons.push(reason);
        out.evidence = out.evidence.or(evidence);
    };
    match (&a.register_id, &b.register_id) {
        (Some(x), Some(y)) if x == y => add(10.0, format!("same entry {x} of the register"), None),
        (Some(_), Some(_)) => add(-10.0, "two entries of the register".into(), None),
        _ => {}
    }
    if let (Some(x), Some(y)) = (a.gender, b.gender)
        && x != y
    {
        add(-10.0, "a man and a woman".into(), None);
    }
    let shared = a.organisations.iter().find(|key| b.organisations.contains(key));
    if let Some(key) = shared {
        let with = |known: &Known| {
            known
                .memberships
                .iter()
                .position(|m| m.organisation.as_deref().map(organisation_key).as_ref() == Some(key))
        };
        let named = with(a)
            .and_then(|at| a.memberships[at].organisation.clone())
            .unwrap_or_else(|| key.replace('-', " "));
        add(3.0, format!("both of {named}"), with(a).zip(with(b)));
    } else if let Some(place) = a.places.iter().find(|place| b.places.contains(place)) {
        add(1.0, format!("both of {place}"), None);
    }
    let role = a.of(MembershipKind::Role).find_map(|(i, x)| {
        let key = role_key(x.role.as_deref()?);
        let (j, _) = b
            .of(MembershipKind::Role)
            .find(|(_, y)| y.role.as_deref().map(role_key).as_ref() == Some(&key))?;
        Some((i, j, x.role.clone()?, COMMON.contains(&key.as_str())))
    });
    if let Some((i, j, role, common)) = role {
        add(if common { 0.5 } else { 2.0 }, format!("both {role}"), Some((i, j)));
    }
    parties(a, b, shared.is_some(), &mut add);
    if a.councillor && b.councillor {
        add(0.5, "both councillors".into(), None);
    }
    if shared.is_none() {
        if a.is_elected() && b.is_employed() || a.is_employed() && b.is_elected() {
            add(-3.0, "one is elected, the other employed elsewhere".into(), None);
        } else if let Some((x, y)) = rivals(a, b) {
            let text = |m: &Membership| m.organisation.clone().unwrap_or_default();
            add(
                -2.5,
                format!("at one time in {} and {}", text(&a.memberships[x]), text(&b.memberships[y])),
                Some((x, y)),
            );
        } else if !a.organisations.is_empty() && !b.organisations.is_empty() {
            add(-0.5, "of different bodies at different times".into(), None);
        }
    }
    out
}

fn parties(a: &Known, b: &Known, joined: bool, add: &mut impl FnMut(f32, String, Option<(usize, usize)>)) {
    let same = a.of(MembershipKind::Party).find_map(|(i, x)| {
        let (j, _) = b.of(MembershipKind::Party).find(|(_, y)| x.party == y.party)?;
        Some((i, j, x.party.clone()?))
    });
    if let Some((i, j, party)) = same {
        add(1.5, format!("both {party}"), Some((i, j)));
        return;
    }
    let held = |known: &Known| known.of(MembershipKind::Party).map(|(i, _)| i).next();
    if let (Some(i), Some(j)) = (held(a), held(b)) {
        let (x, y) = (&a.memberships[i], &b.memberships[j]);
        let names =
            format!("{} and {}", x.party.clone().unwrap_or_default(), y.party.clone().unwrap_or_default());
        // Parties are changed, by the same people in the same council; within a year hardly unseen.
        let weight = if joined {
            -1.5
        } else if near(x, y) {
            -3.0
        } else {
            -1.5
        };
        add(weight, names, Some((i, j)));
    }
}

/// Posts in two bodies of one kind, held at about one time: hardly one person's.
fn rivals(a: &Known, b: &Known) -> Option<(usize, usize)> {
    for (i, x) in a.of(MembershipKind::Role) {
        for (j, y) in b.of(MembershipKind::Role) {
            let both = x.organisation.as_deref().zip(y.organisation.as_deref());
            if let Some((one, other)) = both
                && organisation_key(one) != organisation_key(other)
                && near(x, y)
                && !x.former
                && !y.former
                && kind_of(one) == kind_of(other)
            {
                return Some((i, j));
            }
        }
    }
    None
}

/// The last word of a body's name: *council*, *school*.
fn kind_of(organisation: &str) -> String {
    let key = organisation_key(organisation);
    key.rsplit('-').next().unwrap_or_default().to_owned()
}

/// Whether two memberships were seen within a year of each other.
fn near(x: &Membership, y: &Membership) -> bool {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month().unwrap_or(6));
    let span = |m: &Membership| {
        if m.basis == MembershipBasis::Register {
            return Some((
                m.start_date.map_or(i32::MIN / 2, months),
                m.end_date.map_or(i32::MAX / 2, months),
            ));
        }
        let from = m.start_date.or(m.first_seen).map(months)?;
        let to = m.end_date.or(m.last_seen).or(m.first_seen).map(months)?;
        Some((from, to.max(from)))
    };
    match (span(x), span(y)) {
        (Some(x), Some(y)) => x.0 <= y.1 + 12 && y.0 <= x.1 + 12,
        // Undated: nothing says that they are far apart.
        _ => true,
    }
}

/// The words of an organisation's name that name its place: all but its kind.
pub fn places(organisation: &str) -> Vec<String> {
    const KINDS: &[&str] = &[
        "council",
        "county",
        "city",
        "borough",
        "district",
        "metropolitan",
        "town",
        "parish",
        "mbc",
        "bc",
        "cc",
        "dc",
        "the",
        "of",
        "and",
        "for",
        "school",
        "high",
        "primary",
        "academy",
        "college",
        "trust",
        "nhs",
        "hospital",
        "police",
        "force",
        "constabulary",
        "services",
        "service",
        "fire",
        "rescue",
        "university",
        "housing",
        "association",
        "labour",
        "party",
        "north",
        "south",
        "east",
        "west",
        "royal",
        "national",
        "foundation",
        "group",
        "community",
        "union",
        "office",
        "children",
        "childrens",
        "s",
        "department",
        "ltd",
        "limited",
        "board",
        "authority",
        "partnership",
        "society",
        "st",
    ];
    super::slug(organisation)
        .split('-')
        .filter(|word| word.len() > 3 && !KINDS.contains(word))
        .map(str::to_owned)
        .collect()
}
