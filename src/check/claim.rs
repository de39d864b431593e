//! A claim: words that someone is said to have said.

use crate::base::Date;

/// One claimed quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// The words claimed.
    pub text: String,
    /// Who is claimed to have said them, as written.
    pub speaker: Option<String>,
    /// When they are claimed to have been said.
    pub date: Option<Date>,
    /// Where the claim was made: an address, the name of a leaflet.
    pub source: Option<String>,
    /// The grade that the words are claimed to be about.
    pub rating: Option<String>,
    /// Further columns, in the order of the file.
    pub further: Vec<(String, String)>,
    /// File and line.
    pub path: String,
    pub line: usize,
}
