//! One speaker across documents: two documents' persons of one full name are one person unless
//! something speaks against it.

use std::collections::{HashMap, HashSet};

use super::slug;
use crate::record::{Extraction, Membership, MembershipKind, Record, Speaker, SpeakerKind};

/// Merges the speakers of all documents; identifiers in the documents are changed to the record's.
pub fn merge(mut documents: Vec<Extraction>) -> Record {
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut by_key: HashMap<(SpeakerKind, String), Vec<usize>> = HashMap::new();
    let mut slugs: HashMap<String, usize> = HashMap::new();
    let mut ids: HashSet<String> = HashSet::new();
    let mut seen = HashSet::new();
    for document in &mut documents {
        tell_apart(document, &mut seen);
        let mut renamed: HashMap<String, String> = HashMap::new();
        for local in &mut document.speakers {
            let known = key(local).and_then(|key| {
                let all = by_key.get(&(local.kind, key))?;
                all.iter().copied().find(|&at| !are_apart(&speakers[at], local))
            });
            let at = known.unwrap_or_else(|| {
                let mut speaker = local.clone();
                speaker.memberships.clear();
                speaker.id = fresh(&slug(&speaker.name), &mut slugs, &mut ids);
                speakers.push(speaker);
                let at = speakers.len() - 1;
                if let Some(key) = key(local) {
                    by_key.entry((local.kind, key)).or_default().push(at);
                }
                at
            });
            join(&mut speakers[at], local);
            renamed
                .insert(std::mem::replace(&mut local.id, speakers[at].id.clone()), speakers[at].id.clone());
        }
        for quotation in &mut document.quotations {
            if let Some(id) = renamed.get(&quotation.speaker.id) {
                quotation.speaker.id.clone_from(id);
            }
        }
    }
    Record { documents, speakers }
}

/// Whether two persons of one name are two: one sits on a council or in a parliament, the other
/// holds a post elsewhere, and nothing joins them.
fn are_apart(a: &Speaker, b: &Speaker) -> bool {
    let elected = |s: &Speaker| {
        s.honorific.as_deref().is_some_and(|h| ["Cllr", "Coun", "Councillor"].iter().any(|t| h.contains(t)))
            || s.memberships.iter().any(|m| {
                m.kind == MembershipKind::Party
                    || m.role.as_deref().is_some_and(|role| {
                        let role = role.to_lowercase();
                        ["councillor", "cabinet member", "leader", "mp", "mayor", "portfolio holder"]
                            .iter()
                            .any(|word| {
                                role.split(' ').any(|w| w == *word)
                                    || role.contains(word) && word.contains(' ')
                            })
                    })
            })
    };
    let employed = |s: &Speaker| !elected(s) && s.memberships.iter().any(|m| m.kind == MembershipKind::Role);
    let joined = a
        .memberships
        .iter()
        .any(|x| b.memberships.iter().any(|y| x.organisation.is_some() && x.organisation == y.organisation));
    !joined && (elected(a) && employed(b) || employed(a) && elected(b))
}

/// Gives a document whose identifier is taken (the same text under two paths) one of its own.
fn tell_apart(document: &mut Extraction, seen: &mut HashSet<String>) {
    if seen.insert(document.id.clone()) {
        return;
    }
    let old = document.id.clone();
    let free = (2..).map(|n| format!("{old}-{n}")).find(|id| !seen.contains(id));
    document.id = free.unwrap_or_default();
    seen.insert(document.id.clone());
    let new = &document.id;
    let rename = |id: &mut String| {
        if let Some(rest) = id.strip_prefix(old.as_str()).filter(|rest| rest.starts_with(':')) {
            *id = format!("{new}{rest}");
        }
    };
    for quotation in &mut document.quotations {
        rename(&mut quotation.id);
        quotation.ratings.iter_mut().for_each(|link| rename(&mut link.id));
    }
    document.ratings.iter_mut().for_each(|rating| rename(&mut rating.id));
    for membership in document.speakers.iter_mut().flat_map(|speaker| &mut speaker.memberships) {
        membership.document_id.clone_from(new);
    }
}

/// What two documents' speakers share when they are one; `None` for those that stay apart.
fn key(speaker: &Speaker) -> Option<String> {
    match speaker.kind {
        // A surname alone may be anyone's.
        SpeakerKind::Person if !speaker.name.contains(' ') => None,
        SpeakerKind::Person => Some(slug(&speaker.name)),
        SpeakerKind::Organisation => Some(organisation_key(&speaker.name)),
        SpeakerKind::Group => Some(slug(&speaker.name)),
        SpeakerKind::Unnamed => speaker.speaks_for.is_some().then(|| slug(&speaker.name)),
        SpeakerKind::Document | SpeakerKind::Unknown => None,
    }
}

/// *Ashby MBC*, *Ashby Council* and *Ashby Metropolitan Borough Council* are one body; a county
/// and a city council of one name are two.
fn organisation_key(name: &str) -> String {
    let slug = slug(name);
    for ending in ["-metropolitan-borough-council", "-borough-council", "-mbc", "-bc", "-council"] {
        if let Some(place) = slug.strip_suffix(ending)
            && !["-county", "-city", "-district", "-town", "-parish"].iter().any(|kind| place.ends_with(kind))
        {
            return format!("{place}-council");
        }
    }
    slug
}

fn fresh(slug: &str, slugs: &mut HashMap<String, usize>, ids: &mut HashSet<String>) -> String {
    loop {
        let n = slugs.entry(slug.to_owned()).or_insert(0);
        *n += 1;
        let id = if *n == 1 { slug.to_owned() } else { format!("{slug}-{n}") };
        if ids.insert(id.clone()) {
            return id;
        }
    }
}

/// Adds what one document says of a speaker.
fn join(known: &mut Speaker, local: &Speaker) {
    if local.honorific.is_some() {
        known.honorific.clone_from(&local.honorific);
    }
    let names = std::iter::once(&local.name).chain(&local.aliases);
    for alias in names {
        if *alias != known.name && !known.aliases.contains(alias) {
            known.aliases.push(alias.clone());
        }
    }
    if known.speaks_for.is_none() {
        known.speaks_for.clone_from(&local.speaks_for);
    }
    for membership in &local.memberships {
        let same = known.memberships.iter_mut().find(|old| same_membership(old, membership));
        match same {
            Some(old) => {
                old.first_seen = match (old.first_seen, membership.first_seen) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                old.last_seen = old.last_seen.max(membership.last_seen);
            }
            None => known.memberships.push(membership.clone()),
        }
    }
}

fn same_membership(a: &Membership, b: &Membership) -> bool {
    let same = |a: &Option<String>, b: &Option<String>| {
        a.as_deref().map(str::to_lowercase) == b.as_deref().map(str::to_lowercase)
    };
    let organisation = |m: &Membership| m.organisation.as_deref().map(organisation_key);
    a.kind == b.kind
        && a.former == b.former
        && same(&a.role, &b.role)
        && same(&a.party, &b.party)
        && organisation(a) == organisation(b)
}
