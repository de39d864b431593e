//! Rating scales: who grades what, in which words, when.

use serde::Deserialize;

/// The scales of a run.
#[derive(Debug, Default)]
pub struct Scales {
    /// In file order.
    pub list: Vec<Scale>,
}

impl Scales {
    /// Whether the lower-case `words` are a wording of some grade.
    pub fn is_grade(&self, words: &str) -> bool {
        let is = |form: &str| form.eq_ignore_ascii_case(words);
        self.list
            .iter()
            .flat_map(|scale| &scale.grades)
            .any(|grade| is(&grade.name) || grade.forms.iter().any(|f| is(f)))
    }

    /// Adds scales; one of the same name replaces the former.
    pub fn add(&mut self, scales: Vec<Scale>) {
        for scale in scales {
            match self.list.iter_mut().find(|known| known.name == scale.name) {
                Some(known) => *known = scale,
                None => self.list.push(scale),
            }
        }
    }
}

/// A rating scale over the years in which it was used.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub name: String,
    pub inspector: String,
    /// First and last year in use.
    pub from: Option<i16>,
    pub to: Option<i16>,
    /// Best first.
    pub grades: Vec<Grade>,
    /// Words of the subjects that it rates: *school*, *children's services*.
    #[serde(default)]
    pub subjects: Vec<String>,
    /// Parts graded on their own: *care leavers*.
    #[serde(default)]
    pub aspects: Vec<String>,
    /// Public source of these facts.
    pub source: String,
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
}
