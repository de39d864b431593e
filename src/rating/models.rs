//! What is learned from the cases beside the rules on ratings: which wordings of grades tell a rating where no frame knows
//! (`onrecord train wordings`, `data/models/wordings.md`), of which body a grade is (`onrecord train subjects`,
//! `data/models/subjects.md`), which grade a part has (`onrecord train parts`, `data/models/parts.md`), when it was given
//! (`onrecord train dates`, `data/models/dates.md`), and where names of bodies begin and end (`onrecord train borders`,
//! `data/models/borders.md`).

use std::sync::OnceLock;

#[cfg(feature = "train")]
use crate::model::Candidate;
use crate::model::Forest;

static BORDERS: &[u8] = include_bytes!("../../data/models/borders.model");
static WORDINGS: &[u8] = include_bytes!("../../data/models/wordings.model");
static DATES: &[u8] = include_bytes!("../../data/models/dates.model");
static PARTS: &[u8] = include_bytes!("../../data/models/parts.model");
static SUBJECTS: &[u8] = include_bytes!("../../data/models/subjects.model");

/// The bytes of the model file of borders of names that ships with the program.
pub fn borders_model() -> &'static [u8] {
    BORDERS
}

/// The bytes of the model file of wordings that ships with the program.
pub fn wordings_model() -> &'static [u8] {
    WORDINGS
}

/// The bytes of the model file of dates that ships with the program.
pub fn dates_model() -> &'static [u8] {
    DATES
}

/// The bytes of the model file of parts that ships with the program.
pub fn parts_model() -> &'static [u8] {
    PARTS
}

/// The bytes of the model file of subjects that ships with the program.
pub fn subjects_model() -> &'static [u8] {
    SUBJECTS
}

/// What tells ratings beside rules.
#[derive(Clone, Debug)]
pub struct Models {
    /// Where names of bodies begin and end.
    pub borders: Forest,
    /// Which wordings tell a rating.
    pub wordings: Forest,
    /// Of which body a grade is.
    pub subjects: Forest,
    /// Which grade a part has.
    pub parts: Forest,
    /// When it was given.
    pub dates: Forest,
}

impl Models {
    /// Those in the program.
    ///
    /// # Panics
    /// When a file was made for another version of the program, which a test rules out.
    pub fn embedded() -> &'static Models {
        static MODELS: OnceLock<Models> = OnceLock::new();
        let read = |name: &str, bytes| Forest::from_bytes(name, bytes).expect("the embedded model fits");
        MODELS.get_or_init(|| Models {
            borders: read("borders", BORDERS),
            wordings: read("wordings", WORDINGS),
            subjects: read("subjects", SUBJECTS),
            parts: read("parts", PARTS),
            dates: read("dates", DATES),
        })
    }
}

/// A grade, what the rules say of it, and the bodies that it may be of, or the times when it may have been given.
#[cfg(feature = "train")]
#[derive(Clone, Debug)]
pub struct Question<T> {
    pub subject: Option<String>,
    pub aspect: Option<String>,
    pub grade: String,
    pub date: Option<crate::base::Date>,
    pub candidates: Vec<Candidate<T>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_in_the_program_are_read() {
        for (name, bytes) in [
            ("borders", BORDERS),
            ("wordings", WORDINGS),
            ("subjects", SUBJECTS),
            ("parts", PARTS),
            ("dates", DATES),
        ] {
            assert!(Forest::from_bytes(name, bytes).is_ok(), "{name}");
        }
    }
}
