//! The schema of a lexicon file.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::scales::Scale;

/// One lexicon file: any of these tables.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entries {
    /// Where the facts come from; for readers of the file.
    pub about: Option<toml::Table>,
    pub title: Vec<Title>,
    pub roles: Roles,
    pub party: Vec<Party>,
    pub verb: Vec<Verb>,
    /// Reporting expressions that stand before their source: *according to*.
    pub phrases: Vec<String>,
    pub sources: Sources,
    pub body: Vec<Body>,
    pub names: Names,
    pub scale: Vec<Scale>,
    pub checking: Checking,
    pub ratings: RatingWords,
    pub occasions: OccasionWords,
}

/// Words that decide whether a claimed quotation says what is on record; in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checking {
    /// *not*, *never*: they turn what is said into its opposite.
    pub negations: Vec<String>,
    /// *in-*, *un-*: beginnings of words with the opposite sense.
    pub negative_prefixes: Vec<String>,
    /// *no doubt*: a negation or condition that takes nothing back.
    pub affirming: Vec<String>,
    /// *if*, *unless*: what is said holds only then.
    pub conditions: Vec<String>,
    /// Words before *if* that make it *whether*.
    pub whether: Vec<String>,
    /// *but*, *except*: they bound what is said before them.
    pub reservations: Vec<String>,
    /// *doubt*, *some say*: they take back what comes behind, or put it to others.
    pub doubts: Vec<String>,
    /// *and*, *because*: they start a new statement.
    pub joins: Vec<String>,
    /// *the*, *of*, *we*: they carry little of what is said.
    pub function_words: Vec<String>,
    /// Short forms to the words that they stand for.
    pub contractions: BTreeMap<String, String>,
    /// Ends of short forms to the words that they stand for.
    pub endings: BTreeMap<String, String>,
    /// Words for numbers to figures, or to themselves where they multiply or divide.
    pub numbers: BTreeMap<String, String>,
}

impl Checking {
    /// Adds the words of another file.
    pub(super) fn add(&mut self, other: Checking) {
        self.negations.extend(other.negations);
        self.negative_prefixes.extend(other.negative_prefixes);
        self.affirming.extend(other.affirming);
        self.conditions.extend(other.conditions);
        self.whether.extend(other.whether);
        self.reservations.extend(other.reservations);
        self.doubts.extend(other.doubts);
        self.joins.extend(other.joins);
        self.function_words.extend(other.function_words);
        self.contractions.extend(other.contractions);
        self.endings.extend(other.endings);
        self.numbers.extend(other.numbers);
    }
}

/// Words that tell of ratings; `ratings.toml` says what each list is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RatingWords {
    pub grading: Vec<String>,
    pub finding: Vec<String>,
    pub giving: Vec<String>,
    pub keeping: Vec<String>,
    pub confirming: Vec<String>,
    pub providers: Vec<String>,
    pub changing: Vec<String>,
    pub nouns: Vec<String>,
    pub other_nouns: Vec<String>,
    pub before_nouns: Vec<String>,
    pub unreal: Vec<String>,
    pub helpers: Vec<String>,
    pub fillers: Vec<String>,
    pub behind: Vec<String>,
    pub shares: Vec<String>,
    pub leading: Vec<String>,
    pub dated: Vec<String>,
    pub inspection: Vec<String>,
    pub inspectors: Vec<String>,
    pub meant: Vec<String>,
    pub shared: Vec<String>,
    pub states: Vec<String>,
    pub placing: Vec<String>,
    pub loaded: Vec<String>,
    pub papers: Vec<String>,
    pub pronouns: Vec<String>,
    pub bodies: Vec<String>,
    pub everyday: Vec<String>,
    pub kinds: Vec<String>,
    #[serde(default)]
    pub name_ends: Vec<String>,
    #[serde(default)]
    pub groups_of_bodies: Vec<String>,
    #[serde(default)]
    pub kinds_of: Vec<Vec<String>>,
    /// The services of a hospital that are rated each on its own: *urgent and emergency care*.
    pub core_services: Vec<String>,
    /// Labels of the day of an inspection: *Date inspected: 9 May*.
    pub visit_labels: Vec<String>,
    pub earlier_labels: Vec<String>,
    pub grade_heads: Vec<String>,
    pub view_heads: Vec<String>,
    pub view_captions: Vec<String>,
    pub earlier_heads: Vec<String>,
    pub general_rows: Vec<String>,
    /// *nursery class*, *kitchen*: what a body with a name of its own has, which is rated by itself.
    pub units: Vec<String>,
    /// *y*, *na*, *de*: what joins the words of a name in other languages.
    pub particles: Vec<String>,
    pub rating_labels: Vec<String>,
    pub report_labels: Vec<String>,
    pub leaders: Vec<String>,
    pub reactions: Vec<String>,
    pub glad: Vec<String>,
    pub sorry: Vec<String>,
    pub part_leads: Vec<String>,
    pub wholes: Vec<String>,
    pub numbers: Vec<String>,
    pub shedding: Vec<String>,
    pub shifting: Vec<String>,
    pub be: Vec<String>,
    pub handing_over: Vec<String>,
    pub telling: Vec<String>,
    pub former: Vec<String>,
    pub earlier: Vec<String>,
    pub breaks: Vec<String>,
    pub walls: Vec<String>,
    pub relative: Vec<String>,
    pub rating_adjectives: Vec<String>,
    pub other_times: Vec<String>,
    pub counted: Vec<String>,
    pub served: Vec<String>,
    pub areas: Vec<String>,
    pub streets: Vec<String>,
    pub food_businesses: Vec<String>,
    pub food_shops: Vec<String>,
    pub leading_nouns: Vec<String>,
    pub law_courts: Vec<String>,
    pub school_kinds: Vec<String>,
    pub dwellings: Vec<String>,
    pub regions: Vec<String>,
    pub sides: Vec<String>,
}

/// Words that tell when something was said; `occasions.toml` says what each list is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OccasionWords {
    pub inspections: Vec<String>,
    pub appearing: Vec<String>,
    pub scenes: Vec<String>,
    pub meetings: Vec<String>,
    pub decisions: Vec<String>,
    pub crowds: Vec<String>,
    pub members: Vec<String>,
    pub elsewhere: Vec<String>,
    pub outsiders: Vec<String>,
    pub acts: Vec<String>,
    pub attendance: Vec<String>,
    pub messages: Vec<String>,
}

/// What a title says of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleKind {
    /// *Mr*, *Dr*: nothing beyond the person.
    Personal,
    /// *Cllr*: sits on a council.
    Councillor,
    /// *MP*, *AM*: stands behind the name.
    Parliament,
    /// *Sir*, *Baroness*: an honour or peerage.
    Honour,
    /// *Det Supt*, *Capt*: a rank.
    Rank,
    /// *Judge*, *KC*.
    Court,
    /// *Rev*, *Canon*.
    Church,
    /// *OBE*: letters behind the name.
    Letters,
}

/// A form of address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// The spelling that tables use: `Cllr`.
    pub canonical: String,
    /// As written, without a full stop: `Cllr`, `Coun`, `Councillor`.
    pub forms: Vec<String>,
    pub kind: TitleKind,
    /// `male` or `female` where the title says so.
    pub gender: Option<String>,
    /// The role that the title stands for: `councillor`, `MP`.
    pub role: Option<String>,
}

/// Words that make up roles.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Roles {
    /// *leader*, *chief executive*: the noun of a role, of one or more words.
    pub heads: Vec<String>,
    /// *deputy*, *interim*: before the head.
    pub modifiers: Vec<String>,
    /// *former*, *then*: the role is no longer held.
    pub former: Vec<String>,
    /// *spokesman*, *source*: a speaker without a name.
    pub unnamed: Vec<String>,
    /// Where a role is held when the text names no body: *headteacher* = ["school", "academy"].
    pub bodies: BTreeMap<String, Vec<String>>,
}

/// A political party.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The spelling that tables use: `Labour`.
    pub name: String,
    /// As written, case kept: `Labour`, `Lab`, `Tory`.
    pub forms: Vec<String>,
    /// Colour for graphs, `#rrggbb`.
    pub colour: Option<String>,
}

/// What a reporting verb does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerbKind {
    /// *said*, *added*.
    Speech,
    /// *believes*, *hopes*.
    Belief,
    /// *found*, *judged*: what reports and inspectors do.
    Finding,
    /// *praised*, *criticised*: speaks of something, with no clause.
    Stance,
}

/// A reporting verb.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    pub lemma: String,
    pub forms: Vec<String>,
    pub kind: VerbKind,
    /// Takes a clause: *said that*, *warned that*.
    #[serde(default)]
    pub clause: bool,
    /// The preposition without which it reports nothing: *called for*.
    pub particle: Option<String>,
    /// Takes a clause without *that*: *said the plan had failed*.
    #[serde(default)]
    pub bare: bool,
    /// Takes the hearer as its object: *told LGC that*.
    #[serde(default)]
    pub hearer: bool,
    /// Takes *to* and a verb: *promised to*.
    #[serde(default)]
    pub infinitive: bool,
    /// Stands before its subject: *"…," said X*.
    #[serde(default)]
    pub inverts: bool,
    /// Answers whoever spoke before: *replied*.
    #[serde(default)]
    pub reply: bool,
}

/// Common nouns that speak.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sources {
    /// *inspectors*, *residents*.
    pub groups: Vec<String>,
    /// *report*, *letter*.
    pub documents: Vec<String>,
    /// *Council*, *Trust*: the last word of a body's name.
    pub body_heads: Vec<String>,
    /// *council*, *trust*: a body behind *the*.
    pub common_bodies: Vec<String>,
}

/// A body known by name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The spelling that tables use: `Ofsted`.
    pub name: String,
    /// As written, case kept.
    pub forms: Vec<String>,
    /// `inspector`, `newspaper`, `police`, `court`, `government`, `union`, `charity`, …
    pub kind: Option<String>,
}

/// Given names and places.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    pub male: Vec<String>,
    pub female: Vec<String>,
    /// *tom* = ["thomas"].
    pub nicknames: BTreeMap<String, Vec<String>>,
    pub places: Vec<String>,
    /// Capitalised words that are no part of a person's name: *Monday*.
    pub not_names: Vec<String>,
}
