//! The user's corrections, applied on every run: `corrections.csv`, by hand or from a spreadsheet.
//!
//! A quotation is named by its identifier, or by its words with the words around it, as W3C Web Annotation's
//! TextQuoteSelector does; words are found again when the document is edited elsewhere.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::quotations::held_in_document;
use super::register::unguarded;
use super::slug;
use crate::base::{Date, Error, Result, Span};
use crate::record::{
    Extraction, NotApplied, Quotation, Speaker, SpeakerKind, SpeakerRef, Unattributed, UnattributedKind,
};

/// What a correction does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// Puts `value` into the column `field` of a quotation.
    Set,
    /// A person has looked: the quotation is right.
    Confirm,
    NotAQuotation,
    /// `speaker_id` is the speaker `value`.
    Merge,
    /// The speaker of the quotation, in its document, is another person than `speaker_id`.
    Split,
    /// `speaker_id` is called `value`.
    Rename,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Action::Set => "set",
            Action::Confirm => "confirm",
            Action::NotAQuotation => "not a quotation",
            Action::Merge => "merge",
            Action::Split => "split",
            Action::Rename => "rename",
        }
    }
}

/// The columns of a quotation that can be set.
const FIELDS: &[&str] = &["speaker", "role", "organisation", "party", "said_on"];

/// One row.
#[derive(Clone, Debug)]
struct Correction {
    action: Action,
    quotation_id: String,
    exact: String,
    prefix: String,
    suffix: String,
    speaker_id: String,
    field: String,
    value: String,
    /// File and line.
    place: String,
}

/// Corrections of one or more files, in order.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    list: Vec<Correction>,
}

impl Corrections {
    /// Adds the rows of a file.
    ///
    /// # Errors
    /// Where the file can't be read, or a row names no action, field or date; file and line are named.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io(path, source))?;
        self.add(&path.display().to_string(), &text)
    }

    /// Adds the rows of `text`, which was read from `path`.
    ///
    /// # Errors
    /// As [`Corrections::add_file`].
    pub fn add(&mut self, path: &str, text: &str) -> Result<()> {
        let bad = |line: usize, message: String| Error::Corrections { path: path.into(), line, message };
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().map_err(|error| bad(1, error.to_string()))?.clone();
        let place = |name: &str| headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name));
        if place("quotation_id").is_none() && place("exact").is_none() && place("speaker_id").is_none() {
            return Err(bad(
                1,
                "there is no column `quotation_id`, `exact` or `speaker_id` to say what is corrected".into(),
            ));
        }
        for record in reader.records() {
            let record = record.map_err(|error| {
                bad(error.position().map_or(1, |at| at.line() as usize), error.to_string())
            })?;
            let line = record.position().map_or(0, |at| at.line() as usize);
            let cell = |name: &str| {
                place(name).and_then(|at| record.get(at)).map(unguarded).unwrap_or_default().to_owned()
            };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let action = match cell("action").trim().to_lowercase().replace(['_', '-'], " ").as_str() {
                "" | "set" => Action::Set,
                "confirm" | "confirmed" => Action::Confirm,
                "not a quotation" => Action::NotAQuotation,
                "merge" => Action::Merge,
                "split" => Action::Split,
                "rename" => Action::Rename,
                other => {
                    return Err(bad(
                        line,
                        format!(
                            "`{other}` is no action; write set, confirm, not a quotation, merge, split or rename"
                        ),
                    ));
                }
            };
            let correction = Correction {
                action,
                quotation_id: cell("quotation_id").trim().to_owned(),
                exact: cell("exact"),
                prefix: cell("prefix"),
                suffix: cell("suffix"),
                speaker_id: cell("speaker_id").trim().to_owned(),
                field: cell("field").trim().to_lowercase().replace("organization", "organisation"),
                value: cell("value").trim().to_owned(),
                place: format!("{path}:{line}"),
            };
            correction.check().map_err(|message| bad(line, message))?;
            self.list.push(correction);
        }
        Ok(())
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Applies all corrections to a record's documents, in order; gives back those that fit nothing any more.
    ///
    /// Speakers change in the documents only: the record must be made anew of them. What an earlier run has applied to
    /// documents that were kept counts as applied.
    pub fn apply(&self, documents: &mut [Extraction]) -> Vec<NotApplied> {
        let mut left = Vec::new();
        let mut speakers = Speakers::new(documents);
        for correction in &self.list {
            if let Err(reason) = correction.apply(documents, &mut speakers) {
                left.push(NotApplied {
                    correction: correction.place.clone(),
                    action: correction.action.as_str().into(),
                    target: correction.target().into(),
                    field: correction.field.clone(),
                    value: correction.value.clone(),
                    reason,
                });
            }
        }
        left
    }
}

/// Writes the words of each quotation that a row of `text` (CSV) names by its identifier alone beside it, so that the row holds
/// when the document is edited. `None` where there is nothing to add.
pub fn with_words(text: &str, documents: &[Extraction]) -> Option<String> {
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut headers: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
    let at = |headers: &[String], name: &str| {
        headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name))
    };
    let id = at(&headers, "quotation_id")?;
    let places = ["exact", "prefix", "suffix"].map(|name| {
        at(&headers, name).unwrap_or_else(|| {
            headers.push(name.into());
            headers.len() - 1
        })
    });
    let quotations: HashMap<&str, &Quotation> = documents
        .iter()
        .flat_map(|document| &document.quotations)
        .map(|quotation| (quotation.id.as_str(), quotation))
        .collect();
    let mut changed = false;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).ok()?;
    for record in reader.records() {
        let mut cells: Vec<String> = record.ok()?.iter().map(str::to_owned).collect();
        cells.resize(headers.len().max(cells.len()), String::new());
        if let Some(quotation) = quotations.get(cells[id].trim())
            && cells[places[0]].is_empty()
        {
            for (place, words) in
                places.into_iter().zip([&quotation.text, &quotation.prefix, &quotation.suffix])
            {
                cells[place] = guarded(&super::single_spaced(words));
            }
            changed = true;
        }
        writer.write_record(&cells).ok()?;
    }
    let written = String::from_utf8(writer.into_inner().ok()?).ok()?;
    changed.then(|| format!("{mark}{written}"))
}

/// A cell that no spreadsheet runs.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

impl Correction {
    fn check(&self) -> std::result::Result<(), String> {
        let names_quotation = !self.quotation_id.is_empty() || !self.exact.trim().is_empty();
        match self.action {
            Action::Set | Action::Confirm | Action::NotAQuotation | Action::Split if !names_quotation => {
                Err(format!("`{}` needs a `quotation_id`, or the words in `exact`", self.action.as_str()))
            }
            Action::Set if !FIELDS.contains(&self.field.as_str()) => {
                Err(format!("`{}` is no field that can be set; write {}", self.field, FIELDS.join(", ")))
            }
            Action::Set if self.field == "said_on" && !self.value.is_empty() => {
                self.value.parse::<Date>().map(|_| ())
            }
            Action::Merge | Action::Rename if self.speaker_id.is_empty() || self.value.is_empty() => {
                Err(format!("`{}` needs a `speaker_id` and a `value`", self.action.as_str()))
            }
            _ => Ok(()),
        }
    }

    fn target(&self) -> &str {
        [&self.quotation_id, &self.exact, &self.speaker_id]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", |text| text)
    }

    fn apply(
        &self,
        documents: &mut [Extraction],
        speakers: &mut Speakers,
    ) -> std::result::Result<(), String> {
        match self.action {
            Action::Merge => return self.merge(documents, speakers),
            Action::Rename => return self.rename(documents, speakers),
            _ => {}
        }
        let (document, at) = match self.find(documents) {
            Ok(found) => found,
            Err(_) if self.action == Action::NotAQuotation && self.is_gone(documents) => return Ok(()),
            Err(reason) => return Err(reason),
        };
        let document = &mut documents[document];
        match self.action {
            Action::NotAQuotation => {
                let quotation = document.quotations.remove(at);
                document.unattributed.push(Unattributed {
                    kind: UnattributedKind::Label,
                    span: quotation.content.iter().copied().reduce(Span::cover).unwrap_or_default(),
                    text: quotation.text,
                    reason: CORRECTED.into(),
                    paragraph: quotation.paragraph,
                });
                document.unattributed.sort_by_key(|marked| (marked.span.start, marked.span.end));
                forget_unquoted(document, &quotation.speaker.id);
            }
            Action::Confirm => {
                let quotation = &mut document.quotations[at];
                quotation.status = "confirmed".into();
                quotation.confidence = 1.0;
            }
            Action::Split => {
                let old = document.quotations[at].speaker.id.clone();
                let wanted = speakers.now(&self.speaker_id);
                if !self.speaker_id.is_empty() && old != wanted {
                    if document.quotations[at].status == "corrected" {
                        return Ok(()); // by an earlier run
                    }
                    return Err(format!("the quotation is not of the speaker `{}`", self.speaker_id));
                }
                let Some(local) = document.speakers.iter_mut().find(|speaker| speaker.id == old) else {
                    return Err("the quotation has no known speaker".into());
                };
                if !self.value.is_empty() {
                    rename(local, &self.value);
                }
                local.id = speakers.fresh(&local.name);
                let (id, name) = (local.id.clone(), local.name.clone());
                for quotation in
                    document.quotations.iter_mut().filter(|quotation| quotation.speaker.id == old)
                {
                    quotation.speaker.id.clone_from(&id);
                    quotation.speaker.name.clone_from(&name);
                    quotation.status = "corrected".into();
                }
            }
            _ => self.set(document, at, speakers),
        }
        Ok(())
    }

    fn set(&self, document: &mut Extraction, at: usize, speakers: &mut Speakers) {
        let value = (!self.value.is_empty()).then(|| self.value.clone());
        let quotation = &mut document.quotations[at];
        quotation.status = "corrected".into();
        match self.field.as_str() {
            "role" => quotation.role = value,
            "organisation" => quotation.organisation = value,
            "party" => quotation.party = value,
            "said_on" => {
                quotation.said_on = value.and_then(|value| value.parse().ok());
                quotation.said_on_basis = quotation.said_on.map(|_| crate::record::DateBasis::Stated);
            }
            _ => {
                let old = quotation.speaker.id.clone();
                let Some(value) = value else {
                    quotation.speaker = SpeakerRef::unknown();
                    (quotation.role, quotation.organisation, quotation.party) = (None, None, None);
                    quotation.reason = CORRECTED.into();
                    return forget_unquoted(document, &old);
                };
                let named = speakers.named(&value);
                if named.id == old {
                    return;
                }
                if !document.speakers.iter().any(|speaker| speaker.id == named.id) {
                    document.speakers.push(Speaker {
                        id: named.id.clone(),
                        name: named.name.clone(),
                        kind: named.kind,
                        honorific: None,
                        aliases: Vec::new(),
                        memberships: Vec::new(),
                        speaks_for: None,
                        register_id: None,
                    });
                }
                let quotation = &mut document.quotations[at];
                let held = document
                    .speakers
                    .iter()
                    .find(|speaker| speaker.id == named.id)
                    .map(|speaker| held_in_document(speaker, quotation.said_on));
                (quotation.role, quotation.organisation, quotation.party) = held.unwrap_or_default();
                quotation.speaker = named;
                quotation.confidence = 1.0;
                quotation.reason.clear();
                forget_unquoted(document, &old);
            }
        }
    }

    fn merge(
        &self,
        documents: &mut [Extraction],
        speakers: &mut Speakers,
    ) -> std::result::Result<(), String> {
        let (from, into) = (speakers.now(&self.speaker_id), speakers.now(&self.value));
        let Some(target) = speakers.of.get(&into).cloned() else {
            return Err(format!("no speaker is called `{}`", self.value));
        };
        if from == into {
            return Ok(());
        }
        if speakers.of.remove(&from).is_none() {
            // Done by an earlier run, to documents that were kept.
            let known =
                documents.iter().flat_map(|document| &document.speakers).filter(|speaker| speaker.id == into);
            let mut names = known.flat_map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases));
            let stem = from.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
            return if names.any(|name| slug(name) == from || slug(name) == stem) {
                Ok(())
            } else {
                Err(format!("no speaker is called `{}`", self.speaker_id))
            };
        }
        speakers.became.insert(from.clone(), into.clone());
        for document in documents {
            for local in document.speakers.iter_mut().filter(|speaker| speaker.id == from) {
                local.id.clone_from(&into);
                rename(local, &target.name);
            }
            for quotation in document.quotations.iter_mut().filter(|quotation| quotation.speaker.id == from) {
                quotation.speaker.id.clone_from(&into);
                quotation.speaker.name.clone_from(&target.name);
                quotation.status = "corrected".into();
            }
            for merge in &mut document.merges {
                for id in [&mut merge.speaker_id, &mut merge.other_id] {
                    if *id == from {
                        id.clone_from(&into);
                    }
                }
            }
            document.merges.retain(|merge| {
                merge.decision == crate::record::Decision::Merged || merge.speaker_id != merge.other_id
            });
            for disagreement in document.disagreements.iter_mut().filter(|found| found.speaker_id == from) {
                disagreement.speaker_id.clone_from(&into);
            }
            join_twins(document, &into);
        }
        Ok(())
    }

    fn rename(
        &self,
        documents: &mut [Extraction],
        speakers: &mut Speakers,
    ) -> std::result::Result<(), String> {
        let id = speakers.now(&self.speaker_id);
        let Some(known) = speakers.of.get_mut(&id) else {
            return Err(format!("no speaker is called `{}`", self.speaker_id));
        };
        known.name.clone_from(&self.value);
        for document in documents {
            for local in document.speakers.iter_mut().filter(|speaker| speaker.id == id) {
                rename(local, &self.value);
            }
        }
        Ok(())
    }

    /// The quotation meant: its document and place there.
    fn find(&self, documents: &[Extraction]) -> std::result::Result<(usize, usize), String> {
        let wanted = plain(&self.exact);
        let all = || {
            documents.iter().enumerate().flat_map(|(d, document)| {
                document.quotations.iter().enumerate().map(move |(q, quotation)| (d, q, quotation))
            })
        };
        if !self.quotation_id.is_empty() {
            let by_id = all().find(|(_, _, quotation)| quotation.id == self.quotation_id);
            if let Some((d, q, quotation)) = by_id
                && (wanted.is_empty() || has_words(quotation, &wanted))
            {
                return Ok((d, q));
            }
            if wanted.is_empty() {
                return Err("no quotation has this identifier; give its words in `exact`".into());
            }
        }
        let mut fits: Vec<(usize, usize, usize)> = all()
            .filter(|(_, _, quotation)| has_words(quotation, &wanted))
            .map(|(d, q, quotation)| {
                // How much of the context agrees, and whether it is the document of the identifier.
                let context = shared_end(&quotation.prefix, &self.prefix)
                    + shared_start(&quotation.suffix, &self.suffix);
                let document = self.quotation_id.split(':').next().unwrap_or_default();
                let stem = document.rsplit_once('-').map_or(document, |(stem, _)| stem);
                let same = !stem.is_empty() && documents[d].id.starts_with(stem);
                (context + 100 * usize::from(same), d, q)
            })
            .collect();
        fits.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        match fits.as_slice() {
            [] => Err("no quotation has these words any more".into()),
            [first, second, ..] if first.0 == second.0 => {
                Err("several quotations have these words; add `prefix` or `suffix`".into())
            }
            [first, ..] => Ok((first.1, first.2)),
        }
    }

    /// Whether an earlier run has taken the quotation out.
    fn is_gone(&self, documents: &[Extraction]) -> bool {
        let wanted = plain(&self.exact);
        let document = self.quotation_id.split(':').next().unwrap_or_default();
        documents.iter().any(|d| {
            (wanted.is_empty() && d.id == document || !wanted.is_empty())
                && d.unattributed.iter().any(|marked| {
                    marked.reason == CORRECTED && (wanted.is_empty() || plain(&marked.text) == wanted)
                })
        })
    }
}

/// Why something is as it is that a person has corrected.
const CORRECTED: &str = "corrected by hand";

/// The speakers of a record while corrections are applied.
struct Speakers {
    of: HashMap<String, SpeakerRef>,
    ids: HashSet<String>,
    /// Merged identifiers, and into which.
    became: HashMap<String, String>,
}

impl Speakers {
    fn new(documents: &[Extraction]) -> Self {
        let mut of: HashMap<String, SpeakerRef> = HashMap::new();
        for speaker in documents.iter().flat_map(|document| &document.speakers) {
            let named = SpeakerRef { id: speaker.id.clone(), name: speaker.name.clone(), kind: speaker.kind };
            of.entry(speaker.id.clone()).or_insert(named);
        }
        // The record's name, not that of the first document.
        for quotation in documents.iter().flat_map(|document| &document.quotations) {
            if let Some(known) = of.get_mut(&quotation.speaker.id) {
                known.name.clone_from(&quotation.speaker.name);
            }
        }
        let ids = of.keys().cloned().collect();
        Speakers { of, ids, became: HashMap::new() }
    }

    /// What an identifier is called after the corrections so far.
    fn now(&self, id: &str) -> String {
        let mut id = id;
        // Each step leads to an identifier that was still there: no circle.
        for _ in 0..=self.became.len() {
            match self.became.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        id.to_owned()
    }

    /// The speaker with this identifier or name, made where there is none.
    fn named(&mut self, value: &str) -> SpeakerRef {
        let id = self.now(value);
        if let Some(known) = self.of.get(&id) {
            return known.clone();
        }
        let mut same: Vec<&SpeakerRef> =
            self.of.values().filter(|known| known.name.eq_ignore_ascii_case(value)).collect();
        same.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(known) = same.first() {
            return (*known).clone();
        }
        let id = self.fresh(value);
        let new = SpeakerRef { id: id.clone(), name: value.to_owned(), kind: SpeakerKind::Person };
        self.of.insert(id, new.clone());
        new
    }

    fn fresh(&mut self, name: &str) -> String {
        let slug = slug(name);
        let free = std::iter::once(slug.clone())
            .chain((2..).map(|n| format!("{slug}-{n}")))
            .find(|id| !self.ids.contains(id));
        let id = free.unwrap_or(slug);
        self.ids.insert(id.clone());
        id
    }
}

fn rename(local: &mut Speaker, name: &str) {
    if local.name != name {
        let old = std::mem::replace(&mut local.name, name.to_owned());
        local.aliases.retain(|alias| alias != name);
        if !local.aliases.contains(&old) {
            local.aliases.insert(0, old);
        }
    }
}

/// Two entries of one speaker in a document become one.
fn join_twins(document: &mut Extraction, id: &str) {
    let mut twins =
        document.speakers.iter().enumerate().filter(|(_, speaker)| speaker.id == id).map(|(at, _)| at);
    let (Some(first), rest) = (twins.next(), twins.collect::<Vec<_>>()) else { return };
    for at in rest.into_iter().rev() {
        let twin = document.speakers.remove(at);
        let kept = &mut document.speakers[first];
        kept.memberships.extend(twin.memberships);
        for alias in twin.aliases {
            if !kept.aliases.contains(&alias) {
                kept.aliases.push(alias);
            }
        }
        kept.honorific = kept.honorific.take().or(twin.honorific);
        kept.register_id = kept.register_id.take().or(twin.register_id);
    }
}

/// Leaves out a speaker of a document of whom nothing is left there.
fn forget_unquoted(document: &mut Extraction, id: &str) {
    let quoted = document.quotations.iter().any(|quotation| quotation.speaker.id == id);
    document.speakers.retain(|speaker| speaker.id != id || quoted || !speaker.memberships.is_empty());
}

/// Words without the shape of marks and white space.
fn plain(text: &str) -> String {
    let text = text.replace(['“', '”', '"', '‘', '’', '\''], "'").replace(" […] ", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['\'', ' ']).to_owned()
}

fn has_words(quotation: &Quotation, wanted: &str) -> bool {
    let text = plain(&quotation.text);
    !wanted.is_empty() && (text == *wanted || wanted.split(' ').count() >= 4 && text.contains(wanted))
}

/// How many characters two texts end with alike.
fn shared_end(a: &str, b: &str) -> usize {
    plain(a).chars().rev().zip(plain(b).chars().rev()).take_while(|(a, b)| a == b).count()
}

fn shared_start(a: &str, b: &str) -> usize {
    plain(a).chars().zip(plain(b).chars()).take_while(|(a, b)| a == b).count()
}
