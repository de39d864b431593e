//! From mentions to speakers: one person or body for each in a document, then across documents.

mod across;
mod agreement;
mod body;
mod corrections;
mod form;
mod letter;
mod membership;
mod mention;
mod occasion;
mod person;
mod quotations;
mod register;
mod role;
mod said_on;
mod speakers;
mod succession;
mod term;
mod timeline;

pub use across::merge;
pub use body::{canonical, in_full, named, of_place, single_spaced};
pub use corrections::{Corrections, with_words};
pub use occasion::occasions_model;
pub use quotations::quotations;
pub use register::Register;
#[cfg(feature = "train")]
pub use said_on::{SaidOn, occasions};
pub use speakers::{Resolved, speakers};
pub use succession::successions;

/// A slug of `name` for identifiers: lower-case ASCII letters and digits, parted by hyphens.
pub fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::new();
    for c in name.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '’' | '\'' | '.' => {}
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    if out.is_empty() { "unnamed".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug("Ian Thomas"), "ian-thomas");
        assert_eq!(slug("Siân O’Neill-Rees "), "sian-oneill-rees");
        assert_eq!(slug("“”"), "unnamed");
    }
}
