//! Registers: the user's lists of people with their roles, parties and terms of office.
//!
//! A CSV file, JSON Lines with the same fields, or [Popolo](https://www.popoloproject.com/specs/) JSON.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::across::{ALL, hash, looked_up, organisation_key, stored};
use super::agreement::{Known, agreement, places};
use super::form::Form;
use super::person::Gender;
use super::slug;
use super::timeline::{held_on, role_key};
use crate::base::{Date, Error, Result, Span};
use crate::lexicon::Lexicon;
use crate::record::{Disagreement, Extraction, Membership, MembershipBasis, MembershipKind};

/// A speaker and an entry are one from this much agreement on: the same name and nothing against it.
const ENOUGH: f32 = 2.0;
/// How much better than any other an entry must fit.
const CLEAR: f32 = 1.0;

/// People with what they held and when, to find speakers in.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
    index: HashMap<u64, Vec<u32>>,
    /// Paths of the files read.
    files: Vec<String>,
}

/// A person of a register.
#[derive(Debug, Default)]
pub struct Entry {
    pub id: String,
    forms: Vec<Form>,
    known: Known,
    file: usize,
    /// Line of the first row, from 1.
    line: usize,
}

/// A row: a person holding a role or belonging to a party.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    name: String,
    role: Option<String>,
    #[serde(alias = "organization")]
    organisation: Option<String>,
    party: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    #[serde(alias = "other_names")]
    aliases: Value,
    id: Option<Value>,
    gender: Option<String>,
    #[serde(skip)]
    line: usize,
}

impl Register {
    /// Adds the people of a file: `.json` is Popolo, `.jsonl` and `.ndjson` are JSON Lines, and any other is CSV.
    ///
    /// # Errors
    /// Where the file can't be read, a row has no name, or a date is none; file and line are named.
    pub fn add_file(&mut self, path: &Path, lexicon: &Lexicon) -> Result<()> {
        let bytes = std::fs::read(path).map_err(|source| Error::io(path, source))?;
        let name = path.display().to_string();
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
            bad(&name, line, "not UTF-8; save the file as UTF-8")
        })?;
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        self.add(&name, text.trim_start_matches('\u{feff}'), &ending, lexicon)
    }

    /// Adds the people of `text`, which was read from `path` and is of the format that `ending` names.
    ///
    /// # Errors
    /// As [`Register::add_file`].
    pub fn add(&mut self, path: &str, text: &str, ending: &str, lexicon: &Lexicon) -> Result<()> {
        let rows = match ending {
            "json" => popolo(path, text)?,
            "jsonl" | "ndjson" => json_lines(path, text)?,
            _ => csv_rows(path, text)?,
        };
        self.files.push(path.to_owned());
        let mut places: HashMap<String, usize> = HashMap::new();
        for row in rows {
            self.add_row(path, row, &mut places, lexicon)?;
        }
        Ok(())
    }

    /// Number of people.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add_row(
        &mut self,
        path: &str,
        row: Row,
        rows: &mut HashMap<String, usize>,
        lexicon: &Lexicon,
    ) -> Result<()> {
        let name = row.name.trim();
        let line = row.line;
        let Some(form) = Form::new(name, lexicon) else {
            return Err(bad(path, line, "there is no name; each row must have one"));
        };
        let id = match &row.id {
            Some(Value::String(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => None,
        };
        // Rows of one identifier are one person; without identifiers, rows of one name.
        let key = id.clone().unwrap_or_else(|| format!("name {name}"));
        let at = *rows.entry(key).or_insert_with(|| {
            let id = id.unwrap_or_else(|| slug(name));
            self.entries.push(Entry { id, file: self.files.len() - 1, line, ..Entry::default() });
            self.entries.len() - 1
        });
        let entry = &mut self.entries[at];
        let aliases = match &row.aliases {
            Value::String(text) => text.split(';').map(|alias| alias.trim().to_owned()).collect(),
            Value::Array(list) => list.iter().filter_map(alias_of).collect(),
            _ => Vec::new(),
        };
        let aliases = aliases.iter().filter_map(|alias| Form::new(alias, lexicon));
        for form in std::iter::once(form).chain(aliases) {
            if !entry.forms.contains(&form) {
                entry.forms.push(form);
            }
        }
        entry.known.register_id = Some(entry.id.clone());
        entry.known.gender = entry.known.gender.or(match row.gender.as_deref() {
            Some("male" | "m" | "M") => Some(Gender::Male),
            Some("female" | "f" | "F") => Some(Gender::Female),
            _ => None,
        });
        let date = |field: &str, text: &Option<String>| -> Result<Option<Date>> {
            match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                None => Ok(None),
                Some(text) => text
                    .parse()
                    .map(Some)
                    .map_err(|message: String| bad(path, line, &format!("{field}: {message}"))),
            }
        };
        let (start, end) = (date("start_date", &row.start_date)?, date("end_date", &row.end_date)?);
        if let (Some(start), Some(end)) = (start, end)
            && end < start
            && !end.agrees(start)
        {
            return Err(bad(path, line, "end_date is before start_date"));
        }
        let filled = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let (role, organisation) = (filled(&row.role), filled(&row.organisation));
        let party = filled(&row.party).map(|party| match lexicon.party_forms.get(&party) {
            Some(&at) => lexicon.parties[at].name.clone(),
            None => party,
        });
        if let Some(organisation) = &organisation {
            entry.known.organisations.push(organisation_key(organisation));
            entry.known.places.extend(places(organisation));
        }
        let new = |kind| Membership {
            kind,
            role: None,
            organisation: None,
            party: None,
            start_date: start,
            end_date: end,
            basis: MembershipBasis::Register,
            first_seen: None,
            last_seen: None,
            document_id: String::new(),
            evidence: Span::default(),
            evidence_text: String::new(),
            former: false,
            confidence: 0.95,
        };
        if role.is_some() || organisation.is_some() {
            let kind = if role.is_some() { MembershipKind::Role } else { MembershipKind::Employment };
            entry.known.memberships.push(Membership { role, organisation, ..new(kind) });
        }
        if party.is_some() {
            // A party is told again with each post: one membership over all of them.
            let same = entry
                .known
                .memberships
                .iter_mut()
                .find(|m| m.kind == MembershipKind::Party && m.party == party);
            match same {
                Some(old) => {
                    old.start_date = old.start_date.zip(start).map(|(a, b)| a.min(b));
                    old.end_date = old.end_date.zip(end).map(|(a, b)| a.max(b));
                }
                None => entry.known.memberships.push(Membership { party, ..new(MembershipKind::Party) }),
            }
        }
        self.by_id.entry(entry.id.clone()).or_insert(at);
        let forms = std::mem::take(&mut self.entries[at].forms);
        for form in &forms {
            for key in stored(form, &lexicon.nicknames) {
                let list = self.index.entry(hash(&key, ALL)).or_default();
                if list.last() != Some(&(at as u32)) {
                    list.push(at as u32);
                }
            }
        }
        self.entries[at].forms = forms;
        Ok(())
    }

    /// The one entry that a person of these names, who is known by this, is in the register as.
    pub(super) fn find(&self, forms: &[Form], known: &Known, lexicon: &Lexicon) -> Option<&Entry> {
        let mut found: Vec<u32> = Vec::new();
        for form in forms {
            for (key, _) in looked_up(form, &lexicon.nicknames) {
                found.extend(self.index.get(&hash(&key, ALL)).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        let mut weighed: Vec<(f32, &Entry)> = found
            .into_iter()
            .filter_map(|at| {
                let entry = &self.entries[at as usize];
                let fits = forms
                    .iter()
                    .flat_map(|a| entry.forms.iter().filter_map(|b| a.fit(b, &lexicon.nicknames)));
                Some((agreement(known, &entry.known, fits.min()?).score, entry))
            })
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0));
        match weighed.as_slice() {
            [(score, entry), rest @ ..] if *score >= ENOUGH => {
                rest.first().is_none_or(|(second, _)| score - second >= CLEAR).then_some(*entry)
            }
            _ => None,
        }
    }

    /// The entry that a speaker is linked to, or may be.
    pub(super) fn entry(&self, forms: &[Form], known: &Known, lexicon: &Lexicon) -> Option<&Entry> {
        match &known.register_id {
            Some(id) => self.by_id.get(id).map(|&at| &self.entries[at]),
            None => self.find(forms, known, lexicon),
        }
    }

    /// Links a speaker to its entry: identifier and memberships into the speaker's documents, and what the two
    /// don't agree on into the documents that say so. `named` is the speaker's identifier and name.
    pub(super) fn link(
        &self,
        entry: &Entry,
        locals: &[(usize, usize)],
        named: (&str, &str),
        documents: &mut [Extraction],
    ) {
        for &(document, local) in locals {
            let speaker = &mut documents[document].speakers[local];
            speaker.register_id = Some(entry.id.clone());
            let said = std::mem::take(&mut speaker.memberships);
            let found = self.disagreements(entry, named, &said, documents[document].published_on);
            documents[document].speakers[local].memberships = said;
            documents[document].disagreements.extend(found);
        }
        if let Some(&(document, local)) = locals.iter().min() {
            documents[document].speakers[local].memberships.extend(entry.known.memberships.iter().cloned());
        }
    }

    fn disagreements(
        &self,
        entry: &Entry,
        named: (&str, &str),
        memberships: &[Membership],
        on: Option<Date>,
    ) -> Vec<Disagreement> {
        let mut found = Vec::new();
        for said in memberships.iter().filter(|m| !m.document_id.is_empty()) {
            let of_kind = || entry.known.memberships.iter().filter(|m| m.kind == said.kind);
            let mut add = |field: &str, text: String, register: String| {
                found.push(Disagreement {
                    speaker_id: named.0.into(),
                    speaker: named.1.into(),
                    register_id: entry.id.clone(),
                    field: field.into(),
                    text_value: text,
                    register_value: register,
                    on,
                    document_id: said.document_id.clone(),
                    evidence: said.evidence,
                    evidence_text: said.evidence_text.clone(),
                    register: format!("{}:{}", self.files[entry.file], entry.line),
                });
            };
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
            let holds = |m: &&Membership| {
                on.is_none_or(|on| {
                    held_on(m, on) || m.start_date.is_none() && m.end_date.is_none_or(|end| on <= end)
                })
            };
            if said.kind == MembershipKind::Party {
                let mut others = of_kind().filter(holds);
                let same = of_kind().any(|m| m.party == said.party && holds(&m));
                if !said.former
                    && !same
                    && let Some(other) = others.next()
                {
                    add("party", text(&said.party), text(&other.party));
                }
                continue;
            }
            let (Some(role), Some(organisation)) = (&said.role, &said.organisation) else { continue };
            let same_role = |m: &&Membership| m.role.as_deref().map(role_key) == Some(role_key(role));
            let same_body = |m: &&Membership| {
                m.organisation.as_deref().map(organisation_key) == Some(organisation_key(organisation))
            };
            let Some(other) = of_kind()
                .find(|m| same_role(m) && same_body(m) && holds(m))
                .or_else(|| of_kind().find(|m| same_role(m) && same_body(m)))
            else {
                // The same post elsewhere on that day.
                if !said.former
                    && let Some(other) = of_kind().find(|m| same_role(m) && holds(m))
                {
                    add("organisation", text(&said.organisation), text(&other.organisation));
                }
                continue;
            };
            for (field, ours, theirs) in [
                ("start_date", said.start_date, other.start_date),
                ("end_date", said.end_date, other.end_date),
            ] {
                if let (Some(ours), Some(theirs)) = (ours, theirs)
                    && !ours.agrees(theirs)
                {
                    add(field, ours.to_string(), theirs.to_string());
                }
            }
            if let Some(on) = on
                && said.start_date.is_none()
                && said.end_date.is_none()
            {
                if !said.former && other.end_date.is_some_and(|end| end < on && !on.agrees(end)) {
                    add("end_date", format!("held on {on}"), day(other.end_date));
                } else if !said.former
                    && other.start_date.is_some_and(|start| start > on && !start.agrees(on))
                {
                    add("start_date", format!("held on {on}"), day(other.start_date));
                } else if said.former
                    && other.start_date.is_some_and(|start| start <= on)
                    && other.end_date.is_none()
                {
                    add("end_date", format!("over by {on}"), String::new());
                }
            }
        }
        found
    }
}

fn bad(path: &str, line: usize, message: &str) -> Error {
    Error::Register { path: path.into(), line, message: message.into() }
}

/// An alias as text, or as Popolo's `{"name": …}`.
fn alias_of(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("name")?.as_str()).map(str::to_owned)
}

fn csv_rows(path: &str, text: &str) -> Result<Vec<Row>> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| bad(path, 1, &error.to_string()))?.clone();
    let place = |name: &str| headers.iter().position(|header| header.eq_ignore_ascii_case(name));
    let Some(name) = place("name") else {
        return Err(bad(
            path,
            1,
            "there is no column `name`; the columns are name, role, organisation, party, start_date, end_date, aliases and id",
        ));
    };
    let role = place("role");
    let organisation = place("organisation").or_else(|| place("organization"));
    let (party, start, end) = (place("party"), place("start_date"), place("end_date"));
    let (aliases, id, gender) = (place("aliases"), place("id"), place("gender"));
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {}
            Err(error) => {
                let line = error.position().map_or(1, |position| position.line() as usize);
                return Err(bad(path, line, &error.to_string()));
            }
        }
        let line = record.position().map_or(0, |position| position.line() as usize);
        let cell = |place: Option<usize>| {
            place
                .and_then(|at| record.get(at))
                .map(unguarded)
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned)
        };
        rows.push(Row {
            name: cell(Some(name)).unwrap_or_default(),
            role: cell(role),
            organisation: cell(organisation),
            party: cell(party),
            start_date: cell(start),
            end_date: cell(end),
            aliases: cell(aliases).map_or(Value::Null, Value::String),
            id: cell(id).map(Value::String),
            gender: cell(gender),
            line,
        });
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

fn json_lines(path: &str, text: &str) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let value: Value = serde_json::from_str(text).map_err(|error| bad(path, line, &error.to_string()))?;
        person(path, line, &value, &HashMap::new(), &mut rows)?;
    }
    Ok(rows)
}

/// The rows of a person's object: its own fields, and its memberships where it has some.
fn person(
    path: &str,
    line: usize,
    value: &Value,
    names: &HashMap<String, Body>,
    rows: &mut Vec<Row>,
) -> Result<()> {
    let read = |value: &Value| -> Result<Row> {
        let mut row: Row = Row::deserialize(value).map_err(|error| bad(path, line, &error.to_string()))?;
        row.line = line;
        Ok(row)
    };
    let own = read(value)?;
    let memberships =
        value.get("memberships").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if memberships.is_empty() {
        rows.push(own);
        return Ok(());
    }
    for held in memberships {
        let row = membership(&read(held)?, held, &own, names);
        rows.push(row);
    }
    Ok(())
}

/// An organisation of Popolo.
struct Body {
    name: String,
    is_party: bool,
}

/// A Popolo membership as a row of its person.
fn membership(row: &Row, value: &Value, person: &Row, bodies: &HashMap<String, Body>) -> Row {
    let named = |key: &str| {
        let nested = value.get(key).map(|body| Body {
            name: body.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            is_party: body.get("classification").and_then(Value::as_str).is_some_and(|kind| kind == "party"),
        });
        nested.filter(|body| !body.name.is_empty())
    };
    let by_id = |key: &str| value.get(key).and_then(Value::as_str).and_then(|id| bodies.get(id));
    let nested = named("organization").or_else(|| named("organisation"));
    let body = nested.as_ref().or_else(|| by_id("organization_id"));
    let (mut organisation, mut party) = (row.organisation.clone(), row.party.clone());
    if let Some(body) = body {
        if body.is_party {
            party = Some(body.name.clone());
        } else {
            organisation = Some(body.name.clone());
        }
    }
    let behalf = named("on_behalf_of");
    if let Some(body) = behalf.as_ref().or_else(|| by_id("on_behalf_of_id")) {
        party = Some(body.name.clone());
    }
    let plain_member = party.is_some() && organisation.is_none();
    Row {
        name: person.name.clone(),
        role: row.role.clone().filter(|_| !plain_member),
        organisation,
        party,
        start_date: row.start_date.clone(),
        end_date: row.end_date.clone(),
        aliases: person.aliases.clone(),
        id: person.id.clone(),
        gender: person.gender.clone(),
        line: row.line,
    }
}

fn popolo(path: &str, text: &str) -> Result<Vec<Row>> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| bad(path, error.line(), &error.to_string()))?;
    let list = |key: &str| value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text_of = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    // A file without `persons` may be a plain list of people.
    let persons = if let Some(list) = value.as_array() { list.as_slice() } else { list("persons") };
    if persons.is_empty() {
        return Err(bad(
            path,
            1,
            "there is no list `persons`; Popolo has persons, organizations and memberships",
        ));
    }
    let bodies: HashMap<String, Body> = list("organizations")
        .iter()
        .filter_map(|body| {
            let is_party = text_of(body, "classification").is_some_and(|kind| kind == "party");
            Some((text_of(body, "id")?, Body { name: text_of(body, "name")?, is_party }))
        })
        .collect();
    let posts: HashMap<String, String> = list("posts")
        .iter()
        .filter_map(|post| {
            Some((text_of(post, "id")?, text_of(post, "role").or_else(|| text_of(post, "label"))?))
        })
        .collect();
    let mut of_person: HashMap<String, Vec<&Value>> = HashMap::new();
    for held in list("memberships") {
        if let Some(id) = text_of(held, "person_id") {
            of_person.entry(id).or_default().push(held);
        }
    }
    // A parsed file has no lines: each entry gets that of its name, looked for from the last one on.
    let (mut at, mut line) = (0, 1);
    let mut rows = Vec::new();
    for value in persons {
        if let Some(name) = text_of(value, "name")
            && let Some(found) = text[at..].find(&format!("\"{name}\""))
        {
            line += text[at..at + found].matches('\n').count();
            at += found;
        }
        person(path, line, value, &bodies, &mut rows)?;
        let held =
            text_of(value, "id").and_then(|id| of_person.get(&id)).map(Vec::as_slice).unwrap_or_default();
        if held.is_empty() {
            continue;
        }
        let own: Row = Row::deserialize(value).map_err(|error| bad(path, line, &error.to_string()))?;
        for held in held {
            let mut row = Row::deserialize(*held).map_err(|error| bad(path, line, &error.to_string()))?;
            row.line = line;
            row.role = row.role.or_else(|| text_of(held, "post_id").and_then(|id| posts.get(&id).cloned()));
            rows.push(membership(&row, held, &own, &bodies));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, ending: &str) -> Result<Register> {
        let mut register = Register::default();
        register.add("people", text, ending, &Lexicon::embedded())?;
        Ok(register)
    }

    fn told(register: &Register) -> Vec<String> {
        let line = |entry: &Entry, m: &Membership| {
            let words = [&m.role, &m.organisation, &m.party].map(|cell| cell.clone().unwrap_or_default());
            let days =
                [m.start_date, m.end_date].map(|date| date.map(|date| date.to_string()).unwrap_or_default());
            format!("{} {} {}", entry.id, words.join("|"), days.join("|"))
        };
        register
            .entries
            .iter()
            .flat_map(|entry| entry.known.memberships.iter().map(move |m| line(entry, m)))
            .collect()
    }

    #[test]
    fn the_three_formats_say_the_same() {
        let csv = "name,role,organisation,party,start_date,end_date,aliases,id\n\
                   Jane Doe,leader,Ashby Council,Lab,2014-05,2018,J. Doe; Jane Roe,p1\n\
                   Jane Doe,mayor,Ashby Council,,2019,,,p1\n";
        let jsonl = "{\"id\":\"p1\",\"name\":\"Jane Doe\",\"role\":\"leader\",\"organisation\":\"Ashby Council\",\"party\":\"Labour\",\
                     \"start_date\":\"2014-05\",\"end_date\":\"2018\",\"aliases\":[\"J. Doe\"]}\n\
                     {\"id\":\"p1\",\"name\":\"Jane Doe\",\"role\":\"mayor\",\"organisation\":\"Ashby Council\",\"start_date\":\"2019\"}\n";
        let popolo = r#"{"persons":[{"id":"p1","name":"Jane Doe","other_names":[{"name":"Jane Roe"}]}],
          "organizations":[{"id":"o1","name":"Ashby Council"},{"id":"o2","name":"Labour","classification":"party"}],
          "posts":[{"id":"x","label":"mayor"}],
          "memberships":[
            {"person_id":"p1","organization_id":"o1","on_behalf_of_id":"o2","role":"leader","start_date":"2014-05","end_date":"2018"},
            {"person_id":"p1","organization_id":"o1","post_id":"x","start_date":"2019"}]}"#;
        let wanted = [
            "p1 leader|Ashby Council| 2014-05|2018",
            "p1 ||Labour 2014-05|2018",
            "p1 mayor|Ashby Council| 2019|",
        ];
        for (text, ending) in [(csv, "csv"), (jsonl, "jsonl"), (popolo, "json")] {
            assert_eq!(told(&read(text, ending).unwrap()), wanted, "{ending}");
        }
    }

    #[test]
    fn errors_name_file_and_line() {
        let error = |text: &str, ending: &str| read(text, ending).unwrap_err().to_string();
        assert!(error("person\nJane\n", "csv").starts_with("people:1: there is no column `name`"));
        assert!(
            error("name,start_date\nJane Doe,2014\nJoan Doe,May 2014\n", "csv")
                .starts_with("people:3: start_date: `May 2014`")
        );
        assert!(
            error("name,start_date,end_date\nJane Doe,2014,2012\n", "csv")
                .starts_with("people:2: end_date is before")
        );
        assert!(error("name,id\n,7\n", "csv").starts_with("people:2: there is no name"));
        assert!(error("{\"name\":\"Jane Doe\"}\n{\n", "jsonl").starts_with("people:2: "));
        assert!(error("{\"persons\":[]}", "json").starts_with("people:1: there is no list `persons`"));
    }

    #[test]
    fn only_the_one_that_fits_is_found() {
        let lexicon = Lexicon::embedded();
        let register = read(
            "name,role,organisation,party,id\nJane Doe,leader,Ashby Council,Lab,1\nJane Doe,head teacher,Hexley School,,2\nTom Roe,,,,3\n",
            "csv",
        )
        .unwrap();
        let find = |name: &str, known: &Known| {
            let forms = [Form::new(name, &lexicon).unwrap()];
            register.find(&forms, known, &lexicon).map(|entry| entry.id.clone())
        };
        let mut known = Known::default();
        assert_eq!(find("Jane Doe", &known), None, "either may be meant");
        assert_eq!(find("Tom Roe", &known).as_deref(), Some("3"));
        assert_eq!(find("T. Roe", &known), None, "an initial is too little");
        known.organisations.push(organisation_key("Ashby Metropolitan Borough Council"));
        assert_eq!(find("Jane Doe", &known).as_deref(), Some("1"));
    }
}
