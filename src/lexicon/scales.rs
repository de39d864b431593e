//! Rating scales: who grades what, in which words, when.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::Phrases;
use crate::base::Date;

/// The scales of a run.
#[derive(Debug, Default)]
pub struct Scales {
    /// In file order.
    pub list: Vec<Scale>,
    /// Wordings, in lower case, of grades that mean a grade wherever they stand.
    wordings: HashSet<String>,
    /// Wordings in lower case to the grades that they may be.
    forms: Phrases<Vec<GradeRef>>,
    /// Wordings of parts in lower case to the scales that grade these, with the name in each.
    parts: HashMap<String, Vec<(usize, String)>>,
    /// First words of all wordings of parts.
    part_firsts: HashSet<String>,
    /// First words of all wordings.
    firsts: HashSet<String>,
    /// Names of inspectors in [`Lexicon::bodies`](super::Lexicon) to those of the scales.
    inspectors: HashMap<String, String>,
}

/// One grade of one scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradeRef {
    /// Index into [`Scales::list`].
    pub scale: usize,
    /// Index into [`Scale::grades`].
    pub grade: usize,
}

impl Scales {
    /// Whether the lower-case `words` are a wording of some grade.
    pub fn is_grade(&self, words: &str) -> bool {
        self.wordings.contains(words)
    }

    /// Whether the lower-case `words` name a part that some scale grades on its own.
    pub fn is_aspect(&self, words: &str) -> bool {
        self.parts.contains_key(words)
    }

    /// Whether a wording of a grade may start with the lower-case `word`.
    pub fn may_start(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }

    /// The longest wording at the start of lower-case words, how many words it takes, and the grades
    /// that it may be.
    pub fn grade<'w>(
        &self,
        first: &str,
        rest: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, &[GradeRef])> {
        self.forms.longest(first, rest).map(|(n, grades)| (n, grades.as_slice()))
    }

    /// The scales that grade the part that the lower-case `words` name, with its name in each.
    pub fn parts(&self, words: &str) -> &[(usize, String)] {
        self.parts.get(words).map_or(&[], Vec::as_slice)
    }

    /// Whether a wording of a part may start with the lower-case `word`.
    pub fn may_start_part(&self, word: &str) -> bool {
        self.part_firsts.contains(word)
    }

    /// The inspector of that name in bodies.toml, as the scales name it.
    pub fn inspector(&self, body: &str) -> Option<&str> {
        self.inspectors.get(body).map(String::as_str)
    }

    /// Every name of an inspector with the one that the scales give it.
    pub fn inspectors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inspectors.iter().map(|(body, name)| (body.as_str(), name.as_str()))
    }

    /// Adds scales; one of the same name and time replaces the former.
    pub fn add(&mut self, scales: Vec<Scale>) {
        for scale in scales {
            let same = |known: &&mut Scale| known.name == scale.name && known.from == scale.from;
            match self.list.iter_mut().find(same) {
                Some(known) => *known = scale,
                None => self.list.push(scale),
            }
        }
        self.compile();
    }

    fn compile(&mut self) {
        let mut forms: BTreeMap<String, Vec<GradeRef>> = BTreeMap::new();
        self.wordings.clear();
        self.inspectors.clear();
        self.parts.clear();
        for (at, scale) in self.list.iter().enumerate() {
            for name in scale.aliases.iter().chain([&scale.inspector]) {
                self.inspectors.insert(name.clone(), scale.inspector.clone());
            }
            for (name, forms) in &scale.aspects {
                for form in forms.iter().chain([name]) {
                    let own = self.parts.entry(form.trim_start_matches("the ").to_owned()).or_default();
                    if !own.iter().any(|(scale, _)| *scale == at) {
                        own.push((at, name.clone()));
                    }
                }
            }
            for (grade, wording) in scale.wordings() {
                // Numbers and metals are grades only beside the words that the scale needs.
                if scale.needs.is_empty() {
                    self.wordings.insert(wording.clone());
                }
                forms.entry(wording).or_default().push(GradeRef { scale: at, grade });
            }
        }
        // A token is a word, what stands before its hyphen or its apostrophe.
        let firsts = |form: &String| {
            let word = form.split([' ', ',']).next().unwrap_or_default().to_owned();
            let short = word.split(['-', '\'']).next().unwrap_or_default().to_owned();
            [word, short]
        };
        self.part_firsts = self.parts.keys().flat_map(firsts).collect();
        self.firsts = forms.keys().filter_map(|form| form.split(' ').next()).map(String::from).collect();
        self.forms = Phrases::default();
        for (form, grades) in forms {
            self.forms.insert(&form, grades);
        }
    }
}

/// A rating scale over the time in which it was used.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub name: String,
    pub inspector: String,
    /// Other names of the inspector in `bodies.toml`.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Who leads the inspector, in lower case: *chief inspector of prisons*.
    #[serde(default)]
    pub heads: Vec<String>,
    /// First and last time in use.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Words of which a document must hold one before its grades are thought of.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Whether [`Scale::needs`] stand for the inspector, whom such texts seldom name.
    #[serde(default)]
    pub implied: bool,
    /// Lists tell its grades by numbers as well, of which the highest is the best: *Leadership – 4*.
    #[serde(default)]
    pub points: bool,
    /// Whether a grade is of the day of the visit, not of the report on it.
    #[serde(default)]
    pub visit: bool,
    /// Whether the grades of all bodies come out together, once a year.
    #[serde(default)]
    pub annual: bool,
    /// Whether parts alone have grades, and no body as a whole.
    #[serde(default)]
    pub parts_alone: bool,
    /// The parts that *all five areas* stands for.
    #[serde(default)]
    pub all_aspects: Vec<String>,
    /// Best first.
    pub grades: Vec<Grade>,
    /// Words at the end of what it rates: *school*, *children's services*.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// Parts graded on their own, with other wordings: *care leavers*.
    #[serde(default)]
    pub aspects: BTreeMap<String, Vec<String>>,
    /// Public source of these facts.
    pub source: String,
}

impl Scale {
    /// Whether it was in use at `date`, as far as that is known.
    pub fn covers(&self, date: Date) -> bool {
        self.from.is_none_or(|from| date >= from || date.agrees(from))
            && self.to.is_none_or(|to| date <= to || date.agrees(to))
    }

    /// Whether the lower-case `words` name one of its parts.
    pub fn has_aspect(&self, words: &str) -> bool {
        self.aspects.iter().any(|(name, forms)| name == words || forms.iter().any(|form| form == words))
    }

    /// The rank of a grade; 1 is the best.
    pub fn rank(&self, grade: usize) -> u8 {
        self.grades[grade].rank.unwrap_or(grade as u8 + 1)
    }

    /// Whether `words`, in small letters, name one of its parts.
    pub fn names(&self, words: &str) -> bool {
        self.aspects.iter().any(|(name, forms)| name == words || forms.iter().any(|form| form == words))
    }

    /// How many ranks there are.
    pub fn ranks(&self) -> u8 {
        (0..self.grades.len()).map(|grade| self.rank(grade)).max().unwrap_or_default()
    }

    /// Every wording in lower case, with its grade.
    fn wordings(&self) -> impl Iterator<Item = (usize, String)> {
        self.grades.iter().enumerate().flat_map(|(at, grade)| {
            grade.forms.iter().chain([&grade.name]).map(move |form| (at, form.to_lowercase()))
        })
    }
}

/// One grade of a scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// The spelling that tables use.
    pub name: String,
    /// Other wordings: *require improvement*, *RI*, *performs adequately*.
    #[serde(default)]
    pub forms: Vec<String>,
    /// Where two names share a rank; else the place in the list.
    pub rank: Option<u8>,
    /// The only part that has such a grade: *G1* is of governance.
    pub aspect: Option<String>,
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn wordings_are_grades() {
        let scales = Lexicon::embedded().scales;
        for words in
            ["good", "performing poorly", "require improvement", "requiring improvement", "inadequate"]
        {
            assert!(scales.is_grade(words), "{words}");
        }
        for words in ["gold", "five", "improvement", "bad"] {
            assert!(!scales.is_grade(words), "{words}");
        }
    }

    #[test]
    fn a_scale_holds_in_its_time() {
        let scales = Lexicon::embedded().scales;
        let covers = |name: &str, date: &str| {
            scales.list.iter().any(|s| s.name == name && s.covers(date.parse().unwrap()))
        };
        assert!(covers("Ofsted schools 2005", "2012-08-30") && !covers("Ofsted schools 2005", "2012-09-01"));
        assert!(covers("Ofsted schools 2012", "2012") && !covers("Ofsted schools 2012", "2011-11"));
    }

    #[test]
    fn facts_hold_together() {
        for scale in Lexicon::embedded().scales.list {
            assert!(scale.grades.len() >= 3 && !scale.source.is_empty(), "{}", scale.name);
            assert!(scale.from.is_none_or(|from| scale.to.is_none_or(|to| from <= to)), "{}", scale.name);
            let mut seen = std::collections::HashSet::new();
            for (_, wording) in scale.wordings() {
                assert!(seen.insert(wording.clone()), "{}: {wording} stands twice", scale.name);
            }
        }
    }
}
