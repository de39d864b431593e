//! Domain facts from `data/lexicon/*.toml`, compiled to look-ups.
//!
//! Every file has the same schema, [`Entries`]: any table may stand in any file, and a user's file
//! (`--lexicon`) adds to the embedded ones without a rebuild.

mod entries;
#[cfg(test)]
mod facts;
mod phrases;
mod scales;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

pub use entries::{
    Body, Checking, Entries, Names, OccasionWords, Party, RatingWords, Roles, Sources, Title, TitleKind,
    Verb, VerbKind,
};
pub use phrases::Phrases;
use phrases::Words;
pub use scales::{Grade, GradeRef, Scale, Scales};

use crate::base::{Error, Result};

/// The files that ship inside the program, in the order in which they are read.
const EMBEDDED: &[(&str, &str)] = &[
    ("titles.toml", include_str!("../../data/lexicon/titles.toml")),
    ("roles.toml", include_str!("../../data/lexicon/roles.toml")),
    ("parties.toml", include_str!("../../data/lexicon/parties.toml")),
    ("verbs.toml", include_str!("../../data/lexicon/verbs.toml")),
    ("sources.toml", include_str!("../../data/lexicon/sources.toml")),
    ("bodies.toml", include_str!("../../data/lexicon/bodies.toml")),
    ("names.toml", include_str!("../../data/lexicon/names.toml")),
    ("scales.toml", include_str!("../../data/lexicon/scales.toml")),
    ("checking.toml", include_str!("../../data/lexicon/checking.toml")),
    ("ratings.toml", include_str!("../../data/lexicon/ratings.toml")),
    ("occasions.toml", include_str!("../../data/lexicon/occasions.toml")),
];

/// What one lower-case word may be; a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClass(u128);

impl WordClass {
    pub const TITLE: Self = WordClass(1);
    pub const ROLE_HEAD: Self = WordClass(1 << 1);
    pub const ROLE_MODIFIER: Self = WordClass(1 << 2);
    pub const VERB: Self = WordClass(1 << 3);
    pub const GROUP: Self = WordClass(1 << 4);
    pub const DOCUMENT: Self = WordClass(1 << 5);
    pub const BODY_HEAD: Self = WordClass(1 << 6);
    pub const MALE_NAME: Self = WordClass(1 << 7);
    pub const FEMALE_NAME: Self = WordClass(1 << 8);
    pub const PLACE: Self = WordClass(1 << 9);
    pub const FORMER: Self = WordClass(1 << 10);
    pub const UNNAMED: Self = WordClass(1 << 11);
    pub const BODY: Self = WordClass(1 << 12);
    /// *Monday*, *November*, *God*: capitalised, but no person's name.
    pub const NO_NAME: Self = WordClass(1 << 13);
    /// *the council*, *the trust*: a body when *the* stands before it.
    pub const COMMON_BODY: Self = WordClass(1 << 14);
    // Words of ratings.toml.
    pub const GRADING: Self = WordClass(1 << 32);
    pub const FINDING: Self = WordClass(1 << 33);
    pub const GIVING: Self = WordClass(1 << 34);
    pub const KEEPING: Self = WordClass(1 << 35);
    pub const CHANGING: Self = WordClass(1 << 36);
    pub const RATING_NOUN: Self = WordClass(1 << 37);
    pub const OTHER_RATING_NOUN: Self = WordClass(1 << 38);
    pub const BEFORE_RATING_NOUN: Self = WordClass(1 << 39);
    pub const UNREAL: Self = WordClass(1 << 40);
    pub const HELPER: Self = WordClass(1 << 41);
    pub const FILLER: Self = WordClass(1 << 42);
    pub const BEHIND_GRADE: Self = WordClass(1 << 43);
    pub const SHARE: Self = WordClass(1 << 44);
    pub const LEADING: Self = WordClass(1 << 45);
    pub const DATED: Self = WordClass(1 << 46);
    pub const INSPECTION: Self = WordClass(1 << 47);
    pub const INSPECTOR: Self = WordClass(1 << 48);
    pub const MEANT: Self = WordClass(1 << 49);
    /// *measures*: the last word of a grade that one is put into.
    pub const STATE: Self = WordClass(1 << 51);
    pub const PLACING: Self = WordClass(1 << 52);
    pub const SHARED: Self = WordClass(1 << 50);
    pub const SHEDDING: Self = WordClass(1 << 53);
    pub const BE: Self = WordClass(1 << 54);
    pub const HANDING_OVER: Self = WordClass(1 << 55);
    pub const TELLING: Self = WordClass(1 << 56);
    pub const FORMER_GRADE: Self = WordClass(1 << 57);
    pub const EARLIER: Self = WordClass(1 << 58);
    pub const CLAUSE_BREAK: Self = WordClass(1 << 59);
    pub const WALL: Self = WordClass(1 << 60);
    pub const RELATIVE: Self = WordClass(1 << 61);
    pub const RATING_ADJECTIVE: Self = WordClass(1 << 62);
    pub const OTHER_TIME: Self = WordClass(1 << 63);
    pub const COUNTED: Self = WordClass(1 << 31);
    pub const SERVED: Self = WordClass(1 << 15);
    pub const GRADED_AREA: Self = WordClass(1 << 16);
    pub const STREET: Self = WordClass(1 << 17);
    pub const FOOD_BUSINESS: Self = WordClass(1 << 18);
    pub const LEADING_NOUN: Self = WordClass(1 << 19);
    pub const LAW_COURT: Self = WordClass(1 << 20);
    pub const REGION: Self = WordClass(1 << 21);
    pub const SIDE: Self = WordClass(1 << 22);
    pub const FOOD_SHOP: Self = WordClass(1 << 23);
    pub const SHIFTING: Self = WordClass(1 << 24);
    pub const CONFIRMING: Self = WordClass(1 << 25);
    pub const PROVIDER: Self = WordClass(1 << 26);
    // Words of occasions.toml.
    pub const OCCASION: Self = WordClass(1 << 64);
    pub const APPEARING: Self = WordClass(1 << 65);
    pub const SCENE: Self = WordClass(1 << 66);
    pub const MEETING: Self = WordClass(1 << 67);
    pub const DECISION: Self = WordClass(1 << 68);
    pub const MEMBER: Self = WordClass(1 << 69);
    pub const ELSEWHERE: Self = WordClass(1 << 70);
    pub const OUTSIDER: Self = WordClass(1 << 71);
    pub const ACT: Self = WordClass(1 << 72);
    pub const ATTENDANCE: Self = WordClass(1 << 73);
    pub const MESSAGE: Self = WordClass(1 << 74);
    pub const CROWD: Self = WordClass(1 << 75);
    pub const SCHOOL_KIND: Self = WordClass(1 << 76);
    pub const DWELLING: Self = WordClass(1 << 77);
    pub const GIVEN_NAME: Self = WordClass(Self::MALE_NAME.0 | Self::FEMALE_NAME.0);

    /// These flags and those of `other`.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        WordClass(self.0 | other.0)
    }

    /// Whether any of `flags` is set.
    pub fn is(self, flags: Self) -> bool {
        self.0 & flags.0 != 0
    }
}

/// All domain facts of a run.
#[derive(Debug, Default)]
pub struct Lexicon {
    words: Words<WordClass>,
    titles: Words<Title>,
    verbs: Words<Verb>,
    /// Role heads of several words (*chief executive*), in lower case.
    pub role_heads: Phrases<()>,
    /// Words of a role to the nouns that end the names of bodies where it is held.
    pub role_bodies: BTreeMap<String, Vec<String>>,
    /// Written forms of parties, case kept, to their place in [`Lexicon::parties`].
    pub party_forms: Phrases<usize>,
    /// In file order.
    pub parties: Vec<Party>,
    /// Written forms of known bodies, case kept, to their place in [`Lexicon::bodies`].
    pub body_forms: Phrases<usize>,
    pub bodies: Vec<Body>,
    /// *according to*, *in the words of*, in lower case.
    pub cue_phrases: Phrases<()>,
    /// Places of several words, case kept.
    pub places: Phrases<()>,
    /// Nicknames in lower case to the given names that they may stand for.
    pub nicknames: HashMap<String, Vec<String>>,
    pub scales: Scales,
    /// Words that decide whether a claimed quotation says what is on record.
    pub checking: Checking,
    pub ratings: RatingPhrases,
}

/// What ratings.toml lists as phrases, in lower case.
#[derive(Debug, Default)]
pub struct RatingPhrases {
    /// *under-fire*: no part of a body's name.
    pub loaded: HashSet<String>,
    /// *gazette*: ends the name of a newspaper, which is no body that is rated.
    pub papers: HashSet<String>,
    /// *the service*: the body spoken of.
    pub pronouns: HashSet<String>,
    /// *school*: a body that the text names elsewhere.
    pub bodies: HashSet<String>,
    /// *headteacher*: a word of the role of who answers for a body.
    pub leaders: HashSet<String>,
    /// *delighted*: what is said of news.
    pub reactions: HashSet<String>,
    /// Words of those who are glad of a grade, and of those who are sorry.
    pub glad: HashSet<String>,
    pub sorry: HashSet<String>,
    /// *services for*: before a part that is graded on its own; in file order.
    pub part_leads: Vec<String>,
    /// *Outcomes for prisoners*: the whole of the body named behind.
    pub wholes: HashSet<String>,
    /// Numbers that are grades.
    pub numbers: HashSet<String>,
    /// Grades that are everyday words.
    pub everyday: HashSet<String>,
    /// Words that end the names of bodies, and alone tell of none.
    pub name_ends: Vec<String>,
    /// What people at a body call their own: *patient group*, *students' union*, in lower case and file order.
    pub groups_of_bodies: Vec<String>,
    /// Kinds of bodies, in file order.
    pub kinds: Vec<String>,
    /// Nouns that may stand for each other's bodies: *the practice* for *Ashby Surgery*.
    pub kinds_of: Vec<Vec<String>>,
    /// Services of a hospital that are rated each on its own, in file order.
    pub core_services: Vec<String>,
    /// Labels of the day of an inspection, in file order.
    pub visit_labels: Vec<String>,
    /// Labels of the grade before, in a list, in lower case: *previous rating*.
    pub earlier_labels: HashSet<String>,
    /// What a column of grades is called.
    pub grade_heads: HashSet<String>,
    /// Words over what nobody has graded, or not this body.
    pub view_heads: HashSet<String>,
    /// Words above a table of what a body thinks of itself.
    pub view_captions: HashSet<String>,
    /// Words over a column of grades of before.
    pub earlier_heads: HashSet<String>,
    /// What is no body in a table: *England*, *Average*.
    pub general_rows: HashSet<String>,
    /// *nursery class*, *kitchen*: what a body with a name of its own has, which is rated by itself.
    pub units: HashSet<String>,
    /// *y*, *na*, *de*: what joins the words of a name in other languages.
    pub particles: HashSet<String>,
    /// Labels of the grade of the body that heads a section, in lower case: *overall rating*.
    pub rating_labels: HashSet<String>,
    /// Labels of the day of a report in such a section, in lower case: *published*.
    pub report_labels: HashSet<String>,
}

impl Lexicon {
    /// The facts that ship with the program.
    ///
    /// # Panics
    /// Never: a test reads every embedded file.
    pub fn embedded() -> Self {
        let mut lexicon = Lexicon::default();
        for (name, text) in EMBEDDED {
            let added = lexicon.add_toml(name, text);
            debug_assert!(added.is_ok(), "{added:?}");
        }
        lexicon
    }

    /// How many entries there are of each kind.
    pub fn counts(&self) -> [(&'static str, usize); 6] {
        [
            ("words", self.words.len()),
            ("titles", self.titles.len()),
            ("verbs, in all their forms", self.verbs.len()),
            ("parties", self.parties.len()),
            ("bodies", self.bodies.len()),
            ("rating scales", self.scales.list.len()),
        ]
    }

    /// Adds a user's file to the facts.
    ///
    /// # Errors
    /// Where it can't be read or does not fit the schema.
    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        self.add_toml(&path.display().to_string(), &text)
    }

    /// Adds the facts of `text`; `name` is for error messages.
    ///
    /// # Errors
    /// Where it does not fit the schema.
    pub fn add_toml(&mut self, name: &str, text: &str) -> Result<()> {
        let entries: Entries = toml::from_str(text).map_err(|e| Error::Lexicon {
            path: name.into(),
            message: e.to_string().trim().replace('\n', " "),
        })?;
        self.add(entries);
        Ok(())
    }

    /// What the lower-case word `word` may be.
    pub fn word(&self, word: &str) -> WordClass {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// The title that is written `word` (lower case, no full stop).
    pub fn title(&self, word: &str) -> Option<&Title> {
        self.titles.get(word)
    }

    /// The reporting verb of which the lower-case `word` is a form.
    pub fn verb(&self, word: &str) -> Option<&Verb> {
        self.verbs.get(word)
    }

    fn add(&mut self, entries: Entries) {
        let Entries {
            title,
            roles,
            party,
            verb,
            sources,
            body,
            names,
            scale,
            phrases,
            checking,
            ratings,
            occasions,
            about: _,
        } = entries;
        for title in title {
            for form in &title.forms {
                self.mark(form, WordClass::TITLE);
                self.titles.insert(form.trim_end_matches('.').to_lowercase(), title.clone());
                // *Ch Insp*: the short words of a title of several are titles beside it.
                for word in form.split(' ').filter(|word| form.contains(' ') && word.len() <= 3) {
                    self.mark(word, WordClass::TITLE);
                    let key = word.trim_end_matches('.').to_lowercase();
                    self.titles.entry(key).or_insert_with(|| title.clone());
                }
            }
        }
        self.mark_all(&roles.modifiers, WordClass::ROLE_MODIFIER);
        self.mark_all(&roles.former, WordClass::FORMER);
        self.mark_all(&roles.unnamed, WordClass::UNNAMED);
        self.role_bodies.extend(roles.bodies);
        for head in roles.heads {
            self.mark(&head, WordClass::ROLE_HEAD);
            self.role_heads.insert(&head.to_lowercase(), ());
        }
        for party in party {
            for form in &party.forms {
                self.party_forms.insert(form, self.parties.len());
            }
            self.parties.push(party);
        }
        for verb in verb {
            for form in &verb.forms {
                self.mark(form, WordClass::VERB);
                self.verbs.insert(form.to_lowercase(), verb.clone());
            }
        }
        for phrase in phrases {
            self.cue_phrases.insert(&phrase.to_lowercase(), ());
        }
        self.mark_all(&sources.groups, WordClass::GROUP);
        self.mark_all(&sources.documents, WordClass::DOCUMENT);
        self.mark_all(&sources.body_heads, WordClass::BODY_HEAD);
        self.mark_all(&sources.common_bodies, WordClass::COMMON_BODY);
        for body in body {
            for form in &body.forms {
                self.mark(form, WordClass::BODY);
                self.body_forms.insert(&as_tokens(form), self.bodies.len());
            }
            self.bodies.push(body);
        }
        self.mark_all(&names.male, WordClass::MALE_NAME);
        self.mark_all(&names.female, WordClass::FEMALE_NAME);
        self.mark_all(&names.not_names, WordClass::NO_NAME);
        for place in &names.places {
            self.mark(place, WordClass::PLACE);
            self.places.insert(place, ());
        }
        for (nickname, full) in names.nicknames {
            self.nicknames.entry(nickname.to_lowercase()).or_default().extend(full);
        }
        self.scales.add(scale);
        self.checking.add(checking);
        self.add_ratings(ratings);
        self.add_occasions(&occasions);
    }

    fn add_occasions(&mut self, words: &OccasionWords) {
        let lists = [
            (&words.inspections, WordClass::OCCASION),
            (&words.appearing, WordClass::APPEARING),
            (&words.scenes, WordClass::SCENE),
            (&words.meetings, WordClass::MEETING),
            (&words.decisions, WordClass::DECISION),
            (&words.crowds, WordClass::CROWD),
            (&words.members, WordClass::MEMBER),
            (&words.elsewhere, WordClass::ELSEWHERE),
            (&words.outsiders, WordClass::OUTSIDER),
            (&words.acts, WordClass::ACT),
            (&words.attendance, WordClass::ATTENDANCE),
            (&words.messages, WordClass::MESSAGE),
        ];
        self.mark_lists(&lists);
    }

    fn add_ratings(&mut self, words: RatingWords) {
        let lists = [
            (&words.grading, WordClass::GRADING),
            (&words.finding, WordClass::FINDING),
            (&words.giving, WordClass::GIVING),
            (&words.keeping, WordClass::KEEPING),
            (&words.confirming, WordClass::CONFIRMING),
            (&words.providers, WordClass::PROVIDER),
            (&words.changing, WordClass::CHANGING),
            (&words.nouns, WordClass::RATING_NOUN),
            (&words.other_nouns, WordClass::OTHER_RATING_NOUN),
            (&words.before_nouns, WordClass::BEFORE_RATING_NOUN),
            (&words.unreal, WordClass::UNREAL),
            (&words.helpers, WordClass::HELPER),
            (&words.fillers, WordClass::FILLER),
            (&words.behind, WordClass::BEHIND_GRADE),
            (&words.shares, WordClass::SHARE),
            (&words.leading, WordClass::LEADING),
            (&words.dated, WordClass::DATED),
            (&words.inspection, WordClass::INSPECTION),
            (&words.inspectors, WordClass::INSPECTOR),
            (&words.meant, WordClass::MEANT),
            (&words.shared, WordClass::SHARED),
            (&words.states, WordClass::STATE),
            (&words.placing, WordClass::PLACING),
            (&words.shedding, WordClass::SHEDDING),
            (&words.shifting, WordClass::SHIFTING),
            (&words.be, WordClass::BE),
            (&words.handing_over, WordClass::HANDING_OVER),
            (&words.telling, WordClass::TELLING),
            (&words.former, WordClass::FORMER_GRADE),
            (&words.earlier, WordClass::EARLIER),
            (&words.breaks, WordClass::CLAUSE_BREAK),
            (&words.walls, WordClass::WALL),
            (&words.relative, WordClass::RELATIVE),
            (&words.rating_adjectives, WordClass::RATING_ADJECTIVE),
            (&words.other_times, WordClass::OTHER_TIME),
            (&words.counted, WordClass::COUNTED),
            (&words.served, WordClass::SERVED),
            (&words.areas, WordClass::GRADED_AREA),
            (&words.streets, WordClass::STREET),
            (&words.food_businesses, WordClass::FOOD_BUSINESS),
            (&words.food_shops, WordClass::FOOD_SHOP),
            (&words.leading_nouns, WordClass::LEADING_NOUN),
            (&words.law_courts, WordClass::LAW_COURT),
            (&words.school_kinds, WordClass::SCHOOL_KIND),
            (&words.dwellings, WordClass::DWELLING),
            (&words.regions, WordClass::REGION),
            (&words.sides, WordClass::SIDE),
        ];
        self.mark_lists(&lists);
        self.ratings.loaded.extend(words.loaded);
        self.ratings.papers.extend(words.papers);
        self.ratings.pronouns.extend(words.pronouns);
        self.ratings.bodies.extend(words.bodies);
        self.ratings.everyday.extend(words.everyday);
        self.ratings.kinds.extend(words.kinds);
        self.ratings.groups_of_bodies.extend(words.groups_of_bodies);
        self.ratings.kinds_of.extend(words.kinds_of);
        self.ratings.core_services.extend(words.core_services);
        self.ratings.visit_labels.extend(words.visit_labels);
        self.ratings.earlier_labels.extend(words.earlier_labels);
        self.ratings.grade_heads.extend(words.grade_heads);
        self.ratings.view_heads.extend(words.view_heads);
        self.ratings.view_captions.extend(words.view_captions);
        self.ratings.earlier_heads.extend(words.earlier_heads);
        self.ratings.general_rows.extend(words.general_rows);
        self.ratings.particles.extend(words.particles);
        self.ratings.units.extend(words.units);
        self.ratings.rating_labels.extend(words.rating_labels);
        self.ratings.report_labels.extend(words.report_labels);
        self.ratings.name_ends.extend(words.name_ends);
        self.ratings.leaders.extend(words.leaders);
        self.ratings.reactions.extend(words.reactions);
        self.ratings.glad.extend(words.glad);
        self.ratings.sorry.extend(words.sorry);
        self.ratings.part_leads.extend(words.part_leads);
        self.ratings.wholes.extend(words.wholes);
        self.ratings.numbers.extend(words.numbers);
    }

    /// Flags a single word; phrases have their own look-ups.
    fn mark(&mut self, word: &str, class: WordClass) {
        if !word.contains(' ') {
            let key = word.trim_end_matches('.').to_lowercase();
            let entry = self.words.entry(key).or_default();
            *entry = WordClass(entry.0 | class.0);
        }
    }

    fn mark_lists(&mut self, lists: &[(&Vec<String>, WordClass)]) {
        for (list, class) in lists {
            self.mark_all(list, *class);
        }
    }

    fn mark_all(&mut self, words: &[String], class: WordClass) {
        for word in words {
            self.mark(word, class);
        }
    }
}

/// A form as the tokeniser splits it: *Majesty's* is two tokens, and commas stand alone.
fn as_tokens(form: &str) -> String {
    let mut form = form.replace(',', " ,");
    for clitic in ["'s", "’s"] {
        form = form.replace(&format!("{clitic} "), &format!(" {clitic} "));
    }
    for plural in ["s'", "s’"] {
        form = form.replace(&format!("{plural} "), &format!("s {} ", &plural[1..]));
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_read() {
        let mut lexicon = Lexicon::default();
        for (name, text) in EMBEDDED {
            lexicon.add_toml(name, text).unwrap_or_else(|e| panic!("{e}"));
        }
        assert_eq!(lexicon.title("coun").unwrap().canonical, "Cllr");
        assert!(lexicon.word("said").is(WordClass::VERB));
        assert_eq!(lexicon.verb("told").unwrap().lemma, "tell");
    }

    #[test]
    fn a_wrong_key_is_told_with_its_file() {
        let error = Lexicon::default().add_toml("mine.toml", "[[partty]]\nname = \"X\"").unwrap_err();
        assert!(error.to_string().starts_with("mine.toml: "), "{error}");
    }
}
