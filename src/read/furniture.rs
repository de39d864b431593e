//! Lexicons of page furniture and of publishers.

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::base::{Error, Result};

const FURNITURE: &str = include_str!("../../data/lexicon/furniture.toml");
const PUBLISHERS: &str = include_str!("../../data/lexicon/publishers.toml");

/// The longest line, in bytes, that may be furniture.
pub(super) const MAX_LINE: usize = 400;

/// What a line of furniture does to the lines behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Nothing.
    Line,
    /// Headlines behind it are furniture too.
    Box,
    /// Everything behind it is furniture too.
    Rest,
}

/// The entries of `furniture.toml`; see there for what each list means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entries {
    lines: Vec<String>,
    starts: Vec<String>,
    ends: Vec<String>,
    contains: Vec<String>,
    sections: Vec<String>,
    boxes: Vec<String>,
}

/// Tells the lines that pages show beside their text.
#[derive(Clone, Debug)]
pub struct Furniture {
    lines: HashMap<String, Reach>,
    starts: Vec<String>,
    ends: Vec<String>,
    contains: Vec<String>,
    matcher: AhoCorasick,
}

impl Default for Furniture {
    /// The lexicon that comes with the program.
    fn default() -> Self {
        Self::from_toml(FURNITURE).expect("the embedded lexicon is tested")
    }
}

impl Furniture {
    /// A lexicon of the entries in `toml` alone.
    ///
    /// # Errors
    /// [`Error::Lexicon`] where it does not fit the schema of `data/lexicon/furniture.toml`.
    pub fn from_toml(toml: &str) -> Result<Self> {
        let none = Furniture {
            lines: HashMap::new(),
            starts: Vec::new(),
            ends: Vec::new(),
            contains: Vec::new(),
            matcher: matcher(&[])?,
        };
        none.extend(toml)
    }

    /// This lexicon and the entries in `toml`; for a line in both, the later entry counts.
    ///
    /// # Errors
    /// As [`Furniture::from_toml`].
    pub fn extend(mut self, toml: &str) -> Result<Self> {
        let entries: Entries = toml::from_str(toml).map_err(|error| lexicon("furniture.toml", error))?;
        for (list, reach) in
            [(entries.lines, Reach::Line), (entries.boxes, Reach::Box), (entries.sections, Reach::Rest)]
        {
            self.lines.extend(list.into_iter().map(|line| (normal(&line), reach)));
        }
        self.starts.extend(entries.starts);
        self.ends.extend(entries.ends);
        self.contains.extend(entries.contains);
        self.matcher = matcher(&self.contains)?;
        Ok(self)
    }

    /// Whether `line` is furniture, and how far that reaches.
    pub(super) fn reach(&self, line: &str) -> Option<Reach> {
        if line.len() > MAX_LINE {
            return None;
        }
        let normal = normal(line);
        if normal.is_empty() {
            // Nothing but marks: a rule between sections.
            return Some(Reach::Line);
        }
        if let Some(&reach) = self.lines.get(&normal) {
            return Some(reach);
        }
        let starts = || {
            normal.len() < 100
                && (!line.contains(['"', '“', '”']) || is_link(&normal))
                && self.starts.iter().any(|start| normal.starts_with(start.as_str()))
        };
        let ends = || {
            normal.split(' ').count() <= 3
                && !line.ends_with(['.', '?', '!', '"', '”'])
                && self.ends.iter().any(|end| normal.ends_with(end.as_str()))
        };
        (starts() || ends() || self.matcher.is_match(&normal)).then_some(Reach::Line)
    }
}

/// Small letters, typewriter apostrophes, single spaces, numbers as `#`; bullets and closing marks
/// left out.
pub(super) fn normal(line: &str) -> String {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !"#()©?'’\"“”".contains(c));
    let mut normal = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '’' | '‘' => normal.push('\''),
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            c if c.is_ascii_digit() => {
                if !normal.ends_with('#') {
                    normal.push('#');
                }
            }
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

fn matcher(patterns: &[String]) -> Result<AhoCorasick> {
    AhoCorasick::new(patterns).map_err(|error| lexicon("furniture.toml", error))
}

fn lexicon(path: &str, error: impl std::fmt::Display) -> Error {
    Error::Lexicon { path: path.to_owned(), message: error.to_string().trim_end().replace('\n', " ") }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublisherList {
    #[serde(default)]
    publisher: Vec<Publisher>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publisher {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    /// Whether it writes `11/21/2016`.
    #[serde(default)]
    month_first: bool,
}

/// Known publishers by their names, other names and web hosts.
#[derive(Clone, Debug)]
pub struct Publishers {
    names: HashMap<String, String>,
    /// Other names in capitals (*PA*), which count only as written.
    capitals: HashSet<String>,
    /// Names of those that write the month before the day.
    month_first: HashSet<String>,
}

impl Default for Publishers {
    /// The list that comes with the program.
    fn default() -> Self {
        Self::from_toml(PUBLISHERS).expect("the embedded lexicon is tested")
    }
}

impl Publishers {
    /// A list of the entries in `toml` alone.
    ///
    /// # Errors
    /// [`Error::Lexicon`] where it does not fit the schema of `data/lexicon/publishers.toml`.
    pub fn from_toml(toml: &str) -> Result<Self> {
        let none =
            Publishers { names: HashMap::new(), capitals: HashSet::new(), month_first: HashSet::new() };
        none.extend(toml)
    }

    /// This list and the entries in `toml`.
    ///
    /// # Errors
    /// As [`Publishers::from_toml`].
    pub fn extend(mut self, toml: &str) -> Result<Self> {
        let list: PublisherList = toml::from_str(toml).map_err(|error| lexicon("publishers.toml", error))?;
        for Publisher { name, aliases, month_first } in list.publisher {
            if month_first {
                self.month_first.insert(name.clone());
            }
            for other in std::iter::once(&name).chain(&aliases) {
                if !other.contains(char::is_lowercase) {
                    self.capitals.insert(key(other));
                }
                self.names.insert(key(other), name.clone());
            }
        }
        Ok(self)
    }

    /// Whether the publisher of that name, as [`Publishers::named`] gives it, writes `11/21/2016`.
    pub fn writes_month_first(&self, name: &str) -> bool {
        self.month_first.contains(name)
    }

    /// The publisher that `name` alone names: *Example Chronicle*, *www.example.co.uk*.
    pub fn named(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        if name.len() > 120 {
            return None;
        }
        let key = key(name);
        let found = self.names.get(&key)?;
        (!self.capitals.contains(&key) || !name.contains(char::is_lowercase)).then_some(found.as_str())
    }
}

fn key(name: &str) -> String {
    let name = normal(name);
    let name = name.strip_prefix("https://").or(name.strip_prefix("http://")).unwrap_or(&name);
    let name = name.strip_prefix("www.").or(name.strip_prefix("the ")).unwrap_or(name);
    name.to_owned()
}

/// Whether a line points to another article, whose headline may hold speech.
fn is_link(normal: &str) -> bool {
    normal.split_once(':').is_some_and(|(lead, _)| {
        ["read", "see", "related", "more", "also", "watch"].iter().any(|word| lead.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_furniture_from_text() {
        let furniture = Furniture::default();
        for line in [
            "  • 12 Comments",
            "Have your say",
            "Share on Facebook",
            "Ofsted logo",
            "----",
            "ENDS",
            "- ends -",
            "This site uses cookies to improve it.",
            "Photo: A. Person",
            "Read the Ofsted report (PDF)",
        ] {
            assert_eq!(furniture.reach(line), Some(Reach::Line), "{line}");
        }
        assert_eq!(furniture.reach("Readers’ comments (14)"), Some(Reach::Rest));
        assert_eq!(furniture.reach("Related articles:"), Some(Reach::Box));
        for line in [
            "Have your say on the future of the library",
            "The council's home care is good.",
            "She said: “Share this with your neighbours.”",
            "Photo: “We will win”, says mayor",
        ] {
            assert_eq!(furniture.reach(line), None, "{line}");
        }
    }

    #[test]
    fn users_extend_it() {
        let furniture =
            Furniture::default().extend("lines = ['Tip of the day']\ncontains = ['zebra crossing']").unwrap();
        assert_eq!(furniture.reach("Tip of the day!"), Some(Reach::Line));
        assert_eq!(furniture.reach("A zebra crossing here"), Some(Reach::Line));
        assert_eq!(furniture.reach("Advertisement"), Some(Reach::Line));
        assert!(matches!(Furniture::from_toml("rows = []"), Err(Error::Lexicon { .. })));
    }

    #[test]
    fn publishers_go_by_name_or_host() {
        let publishers = Publishers::default();
        assert_eq!(publishers.named("Yorkshire Post"), Some("Yorkshire Post"));
        assert_eq!(publishers.named("the yorkshire post"), Some("Yorkshire Post"));
        assert_eq!(publishers.named("www.YorkshirePost.co.uk"), Some("Yorkshire Post"));
        assert_eq!(publishers.named("BBC"), Some("BBC News"));
        assert_eq!(publishers.named("men"), None);
        assert_eq!(publishers.named("Ashby Gazette of Nowhere"), None);
    }
}
