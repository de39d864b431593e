//! One speaker across documents: a registry that looks a new document's speakers up by name, weighs what
//! speaks for and against, and prefers two records to a wrong merge.
//!
//! A speaker is compared only with those that share a key of the name (blocking), so that the cost
//! grows with the number of speakers and not with its square.

use std::collections::{HashMap, HashSet};

use super::agreement::{Agreement, ENOUGH, Known, agreement, places};
use super::form::{Form, forms, gender};
use super::register::Register;
use super::slug;
use super::timeline::{held_on, role_key, timeline};
use crate::base::Date;
use crate::lexicon::{Lexicon, TitleKind};
use crate::record::{
    Decision, Extraction, Membership, MembershipBasis, MembershipKind, Merge, Quotation, Record, Speaker,
    SpeakerKind,
};

/// Of a name that more speakers share, only those are compared that share something else too.
const MANY: usize = 24;
/// How much better than any other a speaker must fit.
const CLEAR: f32 = 1.0;
/// The agreement of bodies of one name.
const CERTAIN: f32 = 4.0;
/// Near misses that are kept for one speaker of one document.
const NEAR_MISSES: usize = 5;

/// One record of `known`, the documents of a record, and of `new` ones.
///
/// The identifiers of `known` stay. A new document takes the place of a known one of the same path or identifier.
pub fn merge(
    known: Vec<Extraction>,
    new: Vec<Extraction>,
    lexicon: &Lexicon,
    register: Option<&Register>,
) -> Record {
    let (mut documents, fresh, replaced) = line_up(known, new);
    let mut seen = HashSet::new();
    for (document, fresh) in documents.iter_mut().zip(&fresh) {
        if *fresh {
            document.merges.clear();
        }
        if register.is_some() {
            forget_register(document);
        }
        tell_apart(document, &mut seen);
    }
    let mut registry = Registry::new(lexicon, register, &documents);
    for (at, document) in documents.iter().enumerate().filter(|&(at, _)| !fresh[at]) {
        registry.remember(document, Some(at));
    }
    for document in &replaced {
        registry.remember(document, None);
    }
    for (at, document) in documents.iter_mut().enumerate().filter(|&(at, _)| fresh[at]) {
        registry.add(document, at);
    }
    registry.finish(documents)
}

/// Leaves out what an earlier run took from a register: this run's says it anew.
fn forget_register(document: &mut Extraction) {
    document.disagreements.clear();
    for speaker in &mut document.speakers {
        speaker.register_id = None;
        speaker.memberships.retain(|m| m.basis != MembershipBasis::Register || !m.document_id.is_empty());
    }
}

/// Known documents with new ones in the place of those that they replace, further new ones behind; which are
/// new; and those that were replaced.
fn line_up(known: Vec<Extraction>, new: Vec<Extraction>) -> (Vec<Extraction>, Vec<bool>, Vec<Extraction>) {
    let mut place: HashMap<String, usize> = HashMap::new();
    for (at, document) in known.iter().enumerate() {
        place.insert(document.id.clone(), at);
        if document.path != "-" {
            place.insert(format!("path {}", document.path), at);
        }
    }
    let mut fresh = vec![false; known.len()];
    let mut documents = known;
    let mut replaced = Vec::new();
    for document in new {
        let at = place.get(&document.id).or_else(|| place.get(&format!("path {}", document.path)));
        match at {
            Some(&at) if !fresh[at] => {
                replaced.push(std::mem::replace(&mut documents[at], document));
                fresh[at] = true;
            }
            _ => {
                documents.push(document);
                fresh.push(true);
            }
        }
    }
    (documents, fresh, replaced)
}

/// A speaker of the record in the making.
struct Cluster {
    /// Given by an earlier record.
    id: Option<String>,
    kind: SpeakerKind,
    forms: Vec<Form>,
    known: Known,
    /// Under which keys it is found.
    keys: HashSet<u64>,
    /// Places in the documents and their speakers, in the order of the run.
    locals: Vec<(usize, usize)>,
    /// A name to tell near misses by before the last one is chosen.
    name: String,
    evidence: (String, String),
}

/// A merge or near miss whose identifiers are not given yet.
struct Pending {
    document: usize,
    cluster: usize,
    other: usize,
    merge: Merge,
}

struct Registry<'a> {
    lexicon: &'a Lexicon,
    register: Option<&'a Register>,
    clusters: Vec<Cluster>,
    /// Persons by the hashes of their keys; see [`keys`].
    index: HashMap<u64, Vec<usize>>,
    bodies: HashMap<(SpeakerKind, String), usize>,
    by_id: HashMap<String, usize>,
    /// Keys of bodies to those in whose place they came, and the other way.
    related: HashMap<String, Vec<String>>,
    pending: Vec<Pending>,
}

impl<'a> Registry<'a> {
    fn new(lexicon: &'a Lexicon, register: Option<&'a Register>, documents: &[Extraction]) -> Self {
        let mut related: HashMap<String, Vec<String>> = HashMap::new();
        for succession in documents.iter().flat_map(|document| &document.successions) {
            let (from, to) = (organisation_key(&succession.from), organisation_key(&succession.to));
            related.entry(from.clone()).or_default().push(to.clone());
            related.entry(to).or_default().push(from);
        }
        Registry {
            lexicon,
            register,
            clusters: Vec::new(),
            index: HashMap::new(),
            bodies: HashMap::new(),
            by_id: HashMap::new(),
            related,
            pending: Vec::new(),
        }
    }

    /// Takes in a document of an earlier record, whose identifiers hold. `at` is `None` for one that is replaced:
    /// its speakers keep their identifiers if they come again.
    fn remember(&mut self, document: &Extraction, at: Option<usize>) {
        for (local, speaker) in document.speakers.iter().enumerate() {
            let cluster = match self.by_id.get(&speaker.id) {
                Some(&cluster) => cluster,
                None => {
                    let cluster = self.open(document, speaker, Some(speaker.id.clone()));
                    self.by_id.insert(speaker.id.clone(), cluster);
                    if let Some(key) = body_key(speaker) {
                        self.bodies.entry((speaker.kind, key)).or_insert(cluster);
                    }
                    cluster
                }
            };
            self.join(cluster, speaker);
            if let Some(at) = at {
                self.clusters[cluster].locals.push((at, local));
            }
        }
    }

    /// Takes in a new document: each of its speakers is one of those known, or a new one.
    fn add(&mut self, document: &mut Extraction, at: usize) {
        let mut chosen: Vec<Option<usize>> = vec![None; document.speakers.len()];
        let mut pairs: Vec<Pair> = Vec::new();
        for (local, speaker) in document.speakers.iter_mut().enumerate() {
            if speaker.kind != SpeakerKind::Person {
                let key = body_key(speaker);
                chosen[local] = key.and_then(|key| self.bodies.get(&(speaker.kind, key))).copied();
                continue;
            }
            let forms = forms(speaker, self.lexicon);
            let mut known = self.known(speaker);
            if let Some(entry) =
                self.register.and_then(|register| register.find(&forms, &known, self.lexicon))
            {
                known.register_id = Some(entry.id.clone());
                speaker.register_id = Some(entry.id.clone());
            }
            for cluster in self.candidates(&forms, &known) {
                let other = &self.clusters[cluster];
                let nicknames = &self.lexicon.nicknames;
                let fits = forms.iter().flat_map(|a| other.forms.iter().filter_map(|b| a.fit(b, nicknames)));
                if let Some(fit) = fits.min() {
                    pairs.push(Pair { local, cluster, weighed: agreement(&known, &other.known, fit) });
                }
            }
        }
        // The best pairs first; two speakers of one document stay two.
        pairs.sort_by(|a, b| {
            let order = b.weighed.score.total_cmp(&a.weighed.score);
            order.then(a.local.cmp(&b.local)).then(a.cluster.cmp(&b.cluster))
        });
        let mut taken: HashSet<usize> = HashSet::new();
        for pair in &pairs {
            let rival = |other: &&Pair| {
                other.local == pair.local
                    && other.cluster != pair.cluster
                    && !taken.contains(&other.cluster)
                    && other.weighed.score >= ENOUGH
                    && pair.weighed.score - other.weighed.score < CLEAR
            };
            if pair.weighed.score >= ENOUGH
                && chosen[pair.local].is_none()
                && !taken.contains(&pair.cluster)
                && pairs.iter().find(rival).is_none()
            {
                chosen[pair.local] = Some(pair.cluster);
                taken.insert(pair.cluster);
            }
        }
        for (local, speaker) in document.speakers.iter().enumerate() {
            let cluster = chosen[local].unwrap_or_else(|| {
                let cluster = self.open(document, speaker, None);
                if let Some(key) = body_key(speaker) {
                    self.bodies.insert((speaker.kind, key), cluster);
                }
                cluster
            });
            if speaker.kind != SpeakerKind::Person && chosen[local].is_some() {
                let same = Agreement { score: CERTAIN, reasons: vec!["same name".into()], evidence: None };
                let pair = Pair { local, cluster, weighed: same };
                self.note(document, at, &pair, Decision::Merged, cluster, None);
            }
            let mut near = 0;
            for pair in pairs.iter().filter(|pair| pair.local == local) {
                if pair.cluster == cluster {
                    self.note(document, at, pair, Decision::Merged, cluster, None);
                } else if near < NEAR_MISSES {
                    near += 1;
                    let why = match chosen[local] {
                        _ if pair.weighed.score < ENOUGH => None,
                        Some(_) => Some("another fits better"),
                        None if taken.contains(&pair.cluster) => {
                            Some("the document has another of that name")
                        }
                        None => Some("several fit as well"),
                    };
                    self.note(document, at, pair, Decision::Apart, cluster, why);
                }
            }
            self.join(cluster, speaker);
            self.clusters[cluster].locals.push((at, local));
        }
    }

    /// A new cluster of one speaker.
    fn open(&mut self, document: &Extraction, speaker: &Speaker, id: Option<String>) -> usize {
        self.clusters.push(Cluster {
            id,
            kind: speaker.kind,
            forms: Vec::new(),
            known: Known::default(),
            keys: HashSet::new(),
            locals: Vec::new(),
            name: speaker.name.clone(),
            evidence: (document.id.clone(), words(speaker, None)),
        });
        self.clusters.len() - 1
    }

    /// Adds what a document knows of a speaker to its cluster.
    fn join(&mut self, cluster: usize, speaker: &Speaker) {
        if speaker.kind != SpeakerKind::Person {
            return;
        }
        let new = self.known(speaker);
        let nicknames = &self.lexicon.nicknames;
        let into = &mut self.clusters[cluster];
        into.known.gender = into.known.gender.or(new.gender);
        into.known.councillor |= new.councillor;
        into.known.register_id = into.known.register_id.take().or(new.register_id);
        for membership in new.memberships {
            absorb(&mut into.known.memberships, membership);
        }
        extend(&mut into.known.organisations, new.organisations);
        extend(&mut into.known.places, new.places);
        extend(&mut into.forms, forms(speaker, self.lexicon));
        let under = narrow(&into.known);
        for form in &into.forms {
            for key in stored(form, nicknames) {
                for hash in
                    std::iter::once(hash(&key, ALL)).chain(under.iter().map(|under| hash(&key, under)))
                {
                    if into.keys.insert(hash) {
                        self.index.entry(hash).or_default().push(cluster);
                    }
                }
            }
        }
    }

    /// What a document knows of a person.
    fn known(&self, speaker: &Speaker) -> Known {
        let mut known = Known {
            gender: gender(speaker, self.lexicon),
            councillor: self.is_councillor(speaker),
            register_id: speaker.register_id.clone(),
            memberships: speaker.memberships.clone(),
            ..Known::default()
        };
        for organisation in speaker.memberships.iter().filter_map(|m| m.organisation.as_deref()) {
            let key = organisation_key(organisation);
            let related = self.related.get(&key).cloned().unwrap_or_default();
            extend(&mut known.organisations, std::iter::once(key).chain(related));
            extend(&mut known.places, places(organisation));
        }
        known
    }

    fn is_councillor(&self, speaker: &Speaker) -> bool {
        let words = speaker.honorific.as_deref().unwrap_or_default().split_whitespace();
        words
            .filter_map(|word| self.lexicon.title(&word.trim_end_matches('.').to_lowercase()))
            .any(|title| title.kind == TitleKind::Councillor)
    }

    /// The clusters whose names may fit, in the order in which they were made.
    fn candidates(&self, forms: &[Form], known: &Known) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let under = narrow(known);
        for form in forms {
            for (key, whole) in looked_up(form, &self.lexicon.nicknames) {
                let all = self.index.get(&hash(&key, ALL)).map(Vec::as_slice).unwrap_or_default();
                if whole && all.len() <= MANY {
                    found.extend(all);
                    continue;
                }
                let narrowed = under.iter().map(String::as_str).chain(whole.then_some(BARE));
                for under in narrowed {
                    let some = self.index.get(&hash(&key, under)).map(Vec::as_slice).unwrap_or_default();
                    found.extend(some.iter().take(MANY));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Keeps a decision on a pair for the record; `cluster` is what the document's speaker became.
    fn note(
        &mut self,
        document: &Extraction,
        at: usize,
        pair: &Pair,
        decision: Decision,
        cluster: usize,
        why: Option<&str>,
    ) {
        let speaker = &document.speakers[pair.local];
        let other = &self.clusters[pair.cluster];
        if other.locals.is_empty() {
            return; // known of a document alone that this one replaces
        }
        let (here, there) =
            pair.weighed.evidence.map_or((None, None), |(here, there)| (Some(here), Some(there)));
        let there = there.and_then(|at| other.known.memberships.get(at));
        let (other_document_id, other_evidence) = match there {
            Some(m) if !m.document_id.is_empty() => (m.document_id.clone(), m.evidence_text.clone()),
            _ => other.evidence.clone(),
        };
        let mut reason = pair.weighed.reasons.join("; ");
        if let Some(why) = why {
            reason = format!("{reason}; {why}");
        } else if decision == Decision::Apart {
            reason = format!("{reason}; too little in common");
        }
        let distance = (pair.weighed.score - ENOUGH).abs();
        self.pending.push(Pending {
            document: at,
            cluster,
            other: pair.cluster,
            merge: Merge {
                decision,
                speaker_id: String::new(),
                speaker: speaker.name.clone(),
                document_id: document.id.clone(),
                evidence: words(speaker, here),
                other_id: String::new(),
                other: other.name.clone(),
                other_document_id,
                other_evidence,
                reason,
                confidence: (0.6 + distance * 0.1).min(0.99),
            },
        });
    }

    /// Gives names and identifiers, and writes them into the documents.
    fn finish(mut self, mut documents: Vec<Extraction>) -> Record {
        let mut order: Vec<usize> =
            (0..self.clusters.len()).filter(|&c| !self.clusters[c].locals.is_empty()).collect();
        order.sort_by_key(|&c| self.clusters[c].locals.iter().min().copied());
        let names: Vec<String> =
            self.clusters.iter().map(|cluster| self.last_name(cluster, &documents)).collect();
        let mut ids: HashSet<String> =
            self.clusters.iter().filter_map(|cluster| cluster.id.clone()).collect();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for &c in &order {
            if self.clusters[c].id.is_none() {
                self.clusters[c].id = Some(unused(&slug(&names[c]), &mut numbers, &mut ids));
            }
        }
        let id = |c: usize| self.clusters[c].id.clone().unwrap_or_default();
        for Pending { document, cluster, other, mut merge } in std::mem::take(&mut self.pending) {
            merge.speaker_id = id(cluster);
            merge.other_id = id(other);
            documents[document].merges.push(merge);
        }
        if let Some(register) = self.register {
            for &c in &order {
                let cluster = &self.clusters[c];
                if cluster.kind == SpeakerKind::Person {
                    let by = register.entry(&cluster.forms, &cluster.known, self.lexicon);
                    if let Some(entry) = by {
                        register.link(entry, &cluster.locals, (&id(c), &names[c]), &mut documents);
                    }
                }
            }
        }
        let speakers: Vec<Speaker> =
            order.iter().map(|&c| whole(&self.clusters[c], id(c), &names[c], &documents)).collect();
        let mut renamed: Vec<HashMap<String, usize>> = vec![HashMap::new(); documents.len()];
        for (place, &c) in order.iter().enumerate() {
            for &(document, local) in &self.clusters[c].locals {
                let speaker = &mut documents[document].speakers[local];
                renamed[document]
                    .insert(std::mem::replace(&mut speaker.id, speakers[place].id.clone()), place);
            }
        }
        for (document, renamed) in documents.iter_mut().zip(&renamed) {
            let locals: HashMap<String, Speaker> =
                document.speakers.iter().map(|speaker| (speaker.id.clone(), speaker.clone())).collect();
            for quotation in &mut document.quotations {
                if let Some(&place) = renamed.get(&quotation.speaker.id) {
                    quotation.speaker.id.clone_from(&speakers[place].id);
                    quotation.speaker.name.clone_from(&speakers[place].name);
                    if let Some(local) = locals.get(&speakers[place].id) {
                        fill(quotation, local, &speakers[place]);
                    }
                }
            }
        }
        Record { documents, speakers, ..Record::default() }
    }

    /// The fullest name of the newest surname; of a body, the first.
    fn last_name(&self, cluster: &Cluster, documents: &[Extraction]) -> String {
        if cluster.kind != SpeakerKind::Person {
            return cluster.name.clone();
        }
        let mut named: Vec<(Option<Date>, &str, Form)> = Vec::new();
        for &(document, local) in &cluster.locals {
            let name = documents[document].speakers[local].name.as_str();
            if let Some(form) = Form::new(name, self.lexicon) {
                named.push((documents[document].published_on, name, form));
            }
        }
        let newest = named.iter().filter(|(.., form)| !form.given.is_empty()).max_by_key(|(on, ..)| *on);
        let Some(surname) = newest.map(|(.., form)| form.surname.clone()) else {
            return cluster.name.clone();
        };
        let fullness = |name: &str, form: &Form| (form.is_full(), name.split(' ').count(), form.given.len());
        named
            .iter()
            .filter(|(.., form)| form.surname == surname && !form.given.is_empty())
            .rev()
            .max_by_key(|(_, name, form)| fullness(name, form))
            .map_or_else(|| cluster.name.clone(), |(_, name, _)| (*name).to_owned())
    }
}

/// A document's speaker and a cluster that may be the same, with how much they agree.
struct Pair {
    local: usize,
    cluster: usize,
    weighed: Agreement,
}

/// The words that a speaker's document knows it by: those of a membership, else name and title.
fn words(speaker: &Speaker, membership: Option<usize>) -> String {
    match membership.and_then(|at| speaker.memberships.get(at)) {
        Some(membership) if !membership.evidence_text.is_empty() => membership.evidence_text.clone(),
        _ => match &speaker.honorific {
            Some(title) => format!("{title} {}", speaker.name),
            None => speaker.name.clone(),
        },
    }
}

/// One speaker of all that the documents say.
fn whole(cluster: &Cluster, id: String, name: &str, documents: &[Extraction]) -> Speaker {
    let mut locals = cluster.locals.clone();
    locals.sort_unstable();
    let all = || {
        locals.iter().map(|&(document, local)| (&documents[document], &documents[document].speakers[local]))
    };
    let mut aliases: Vec<String> = Vec::new();
    for (_, local) in all() {
        for alias in std::iter::once(&local.name).chain(&local.aliases) {
            if alias != name && !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
    }
    let titled = all().filter(|(_, local)| local.honorific.is_some());
    let honorific = titled
        .max_by_key(|(document, _)| document.published_on)
        .and_then(|(_, local)| local.honorific.clone());
    Speaker {
        id,
        name: name.to_owned(),
        kind: cluster.kind,
        honorific,
        aliases,
        memberships: timeline(all().flat_map(|(_, local)| &local.memberships)),
        speaks_for: all().find_map(|(_, local)| local.speaks_for.clone()),
        register_id: all().find_map(|(_, local)| local.register_id.clone()),
    }
}

/// What a quotation's own document leaves open, where other documents on both sides of its day, or a register,
/// say what the speaker held.
fn fill(quotation: &mut Quotation, local: &Speaker, speaker: &Speaker) {
    let Some(day) = quotation.said_on.filter(|_| quotation.status.is_empty()) else { return };
    let open =
        |kind: MembershipKind| !local.memberships.iter().any(|m| m.kind == kind && !m.document_id.is_empty());
    let one = |kind: MembershipKind| {
        let mut held = speaker.memberships.iter().filter(|m| m.kind == kind && held_on(m, day));
        held.next().filter(|_| held.next().is_none())
    };
    if quotation.party.is_none() && open(MembershipKind::Party) {
        quotation.party = one(MembershipKind::Party).and_then(|m| m.party.clone());
    }
    if quotation.role.is_none()
        && quotation.organisation.is_none()
        && open(MembershipKind::Role)
        && open(MembershipKind::Employment)
        && let Some(held) = one(MembershipKind::Role)
    {
        quotation.role.clone_from(&held.role);
        quotation.organisation.clone_from(&held.organisation);
    }
}

/// Adds a membership to those that a name is weighed by: each post and party once, with its first and last day.
fn absorb(list: &mut Vec<Membership>, new: Membership) {
    let same = list.iter_mut().find(|old| {
        old.kind == new.kind
            && old.party == new.party
            && old.role.as_deref().map(role_key) == new.role.as_deref().map(role_key)
            && old.organisation.as_deref().map(organisation_key)
                == new.organisation.as_deref().map(organisation_key)
    });
    match same {
        Some(old) => {
            old.first_seen = match (old.first_seen, new.first_seen) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            old.last_seen = old.last_seen.max(new.last_seen);
            old.start_date = old.start_date.or(new.start_date);
            old.end_date = old.end_date.or(new.end_date);
        }
        None => list.push(new),
    }
}

fn extend<T: PartialEq>(list: &mut Vec<T>, new: impl IntoIterator<Item = T>) {
    for item in new {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}

/// Under which every speaker of a name is found.
pub(super) const ALL: &str = "all";
/// Under which a speaker of whom only the name is known is found.
const BARE: &str = "";

/// What parts the speakers of one name: organisations and parties; [`BARE`] where there are none.
fn narrow(known: &Known) -> Vec<String> {
    let parties =
        known.memberships.iter().filter_map(|m| m.party.as_deref()).map(|party| format!("party {party}"));
    let mut under: Vec<String> = known.organisations.iter().cloned().chain(parties).collect();
    if under.is_empty() {
        under.push(BARE.to_owned());
    }
    under
}

/// The keys under which a name is kept.
pub(super) fn stored(form: &Form, nicknames: &HashMap<String, Vec<String>>) -> Vec<String> {
    let mut keys: Vec<String> = form.surnames().map(|surname| format!("any {surname}")).collect();
    if form.given.is_empty() {
        keys.push(format!("surname {}", form.surname));
    } else {
        keys.extend(form.initial_keys().into_iter().map(|key| format!("letter {key}")));
        if form.is_full() {
            keys.extend(form.full_keys(nicknames).into_iter().map(|key| format!("full {key}")));
        } else {
            keys.extend(form.initial_keys().into_iter().map(|key| format!("initial {key}")));
        }
    }
    keys
}

/// The keys under which names are that may fit, and whether the name alone is enough to be looked at.
pub(super) fn looked_up(form: &Form, nicknames: &HashMap<String, Vec<String>>) -> Vec<(String, bool)> {
    if form.given.is_empty() {
        return vec![(format!("any {}", form.surname), false)];
    }
    let mut keys = vec![(format!("surname {}", form.surname), false)];
    if form.is_full() {
        keys.extend(form.full_keys(nicknames).into_iter().map(|key| (format!("full {key}"), true)));
        keys.extend(form.initial_keys().into_iter().map(|key| (format!("initial {key}"), true)));
    } else {
        keys.extend(form.initial_keys().into_iter().map(|key| (format!("letter {key}"), true)));
    }
    keys
}

/// The same for the same words on any machine; two keys of one hash only cost a comparison.
pub(super) fn hash(key: &str, under: &str) -> u64 {
    key.bytes().chain([0xff]).chain(under.bytes()).fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
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
        if membership.document_id == old {
            membership.document_id.clone_from(new);
        }
    }
}

/// What two documents' bodies and groups share when they are one; `None` for those that stay apart.
fn body_key(speaker: &Speaker) -> Option<String> {
    match speaker.kind {
        // *Care Quality Commission* in one, *CQC* in another: the shorter, which the lexicon knows it by.
        SpeakerKind::Organisation => {
            let names = speaker.aliases.iter().chain([&speaker.name]);
            names.min_by_key(|name| name.len()).map(|name| organisation_key(name))
        }
        SpeakerKind::Group => Some(slug(&speaker.name)),
        SpeakerKind::Unnamed => speaker.speaks_for.is_some().then(|| slug(&speaker.name)),
        SpeakerKind::Person | SpeakerKind::Document | SpeakerKind::Unknown => None,
    }
}

/// *Ashby MBC*, *Ashby Council* and *Ashby Metropolitan Borough Council* are one body; a county
/// and a city council of one name are two.
pub fn organisation_key(name: &str) -> String {
    let slug = slug(name);
    let slug = slug.strip_prefix("the-").unwrap_or(&slug);
    for ending in ["-metropolitan-borough-council", "-borough-council", "-mbc", "-bc", "-council"] {
        if let Some(place) = slug.strip_suffix(ending)
            && !["-county", "-city", "-district", "-town", "-parish"].iter().any(|kind| place.ends_with(kind))
        {
            return format!("{place}-council");
        }
    }
    slug.to_owned()
}

fn unused(slug: &str, numbers: &mut HashMap<String, usize>, ids: &mut HashSet<String>) -> String {
    loop {
        let n = numbers.entry(slug.to_owned()).or_insert(0);
        *n += 1;
        let id = if *n == 1 { slug.to_owned() } else { format!("{slug}-{n}") };
        if ids.insert(id.clone()) {
            return id;
        }
    }
}
