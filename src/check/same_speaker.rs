//! Whether the speaker of a claim is the speaker on record.

use super::passage::Passage;
use crate::annotate::is_slip;
use crate::lexicon::{Lexicon, WordClass};
use crate::record::SpeakerKind;

/// The answer; where names don't tell, none is guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SameSpeaker {
    Yes,
    CannotTell,
    No,
}

/// Whether `claimed` (as a claim writes it: *Cllr Jane Doe (Lab)*) is the speaker of `passage`.
pub fn same_speaker(claimed: &str, passage: &Passage, lexicon: &Lexicon) -> SameSpeaker {
    let ours = Name::new(claimed, lexicon);
    if ours.words.is_empty() || passage.speaker.kind == SpeakerKind::Unknown {
        return SameSpeaker::CannotTell;
    }
    let theirs = Name::new(&passage.speaker.name, lexicon);
    if ours.words == theirs.words {
        return SameSpeaker::Yes;
    }
    let aliases = || passage.aliases.iter().map(|alias| Name::new(alias, lexicon));
    match passage.speaker.kind {
        SpeakerKind::Person if ours.is_of_person => persons(&ours, &theirs, lexicon),
        // A post: *leader of Ashby Council*.
        SpeakerKind::Person => holds(&ours, passage, lexicon),
        _ if aliases().any(|alias| alias.words == ours.words) => SameSpeaker::Yes,
        // *Ofsted* is no other than *inspectors* or *the report* of Ofsted; who else is, can't be told.
        _ if ours.is_of_person && !speaks_for(&ours, passage, lexicon) => SameSpeaker::No,
        SpeakerKind::Organisation if shares_no_word(&ours, &theirs) => match passage.organisation {
            Some(_) if speaks_for(&ours, passage, lexicon) => SameSpeaker::Yes,
            _ => SameSpeaker::CannotTell,
        },
        _ if speaks_for(&ours, passage, lexicon) => SameSpeaker::Yes,
        _ => SameSpeaker::CannotTell,
    }
}

fn shares_no_word(a: &Name, b: &Name) -> bool {
    !a.words.iter().any(|word| b.words.contains(word))
}

/// Whether the passage's speaker speaks for the body that the claim names.
fn speaks_for(ours: &Name, passage: &Passage, lexicon: &Lexicon) -> bool {
    let bodies = [passage.organisation.as_deref(), Some(passage.speaker.name.as_str())];
    bodies.into_iter().flatten().any(|body| {
        let body = Name::new(body, lexicon);
        !ours.words.is_empty() && ours.words.iter().all(|word| body.words.contains(word))
    })
}

/// Whether a person holds the post that the claim names, as far as the passage tells.
fn holds(ours: &Name, passage: &Passage, lexicon: &Lexicon) -> SameSpeaker {
    let held = [&passage.role, &passage.organisation, &passage.party].into_iter().flatten();
    let held: Vec<String> = held.flat_map(|text| Name::new(text, lexicon).words).collect();
    let head = ours.words.iter().any(|word| {
        passage.role.as_deref().is_some_and(|role| Name::new(role, lexicon).words.contains(word))
    });
    if head && ours.words.iter().all(|word| held.contains(word)) {
        SameSpeaker::Yes
    } else {
        SameSpeaker::CannotTell
    }
}

fn persons(ours: &Name, theirs: &Name, lexicon: &Lexicon) -> SameSpeaker {
    let (Some(our_last), Some(their_last)) = (ours.words.last(), theirs.words.last()) else {
        return SameSpeaker::CannotTell;
    };
    let same_last = our_last == their_last || is_slip(our_last, their_last);
    if !same_last {
        // *Jane Doe-Smith* and *Jane Doe*: a name may have changed.
        let shared = ours.words.iter().filter(|word| theirs.words.contains(word)).count();
        return if shared >= 2 { SameSpeaker::CannotTell } else { SameSpeaker::No };
    }
    match (ours.given(), theirs.given()) {
        // A surname alone, which may be another's.
        (None, None) => {
            if our_last == their_last {
                SameSpeaker::Yes
            } else {
                SameSpeaker::CannotTell
            }
        }
        (None, Some(_)) | (Some(_), None) if our_last == their_last => SameSpeaker::Yes,
        (None, _) | (_, None) => SameSpeaker::CannotTell,
        (Some(a), Some(b)) if a == b => SameSpeaker::Yes,
        (Some(a), Some(b)) if our_last == their_last && may_be(a, b, lexicon) => SameSpeaker::Yes,
        _ => SameSpeaker::No,
    }
}

/// Whether two given names may be one person's: an initial, a nickname, a slip of the pen.
fn may_be(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let nickname = |short: &str, long: &str| {
        lexicon
            .nicknames
            .get(short)
            .is_some_and(|names| names.iter().any(|name| name.eq_ignore_ascii_case(long)))
    };
    initial(a, b) || initial(b, a) || nickname(a, b) || nickname(b, a) || is_slip(a, b)
}

/// A name without titles, brackets and what stands behind a comma.
struct Name {
    /// Lower case.
    words: Vec<String>,
    /// It has capitals, and no word of it is one of a body or a post.
    is_of_person: bool,
}

impl Name {
    fn new(text: &str, lexicon: &Lexicon) -> Name {
        let text = text.split([',', '(', ';']).next().unwrap_or_default();
        let mut words = Vec::new();
        let mut is_of_person = true;
        let mut has_title = false;
        for raw in text.split(|c: char| c.is_whitespace() || c == '/') {
            let raw = raw.trim_matches(|c: char| !c.is_alphanumeric());
            let plain = raw.strip_suffix("'s").or(raw.strip_suffix("’s")).unwrap_or(raw);
            let lower = plain.to_lowercase().replace('’', "'");
            if lower.is_empty() || ["the", "of", "for", "and", "a", "an"].contains(&lower.as_str()) {
                is_of_person &= lower.is_empty();
                continue;
            }
            // *Dean* and *Major* are names where a name stands alone.
            if lexicon.title(&lower).is_some() && words.is_empty() {
                has_title = true;
                continue;
            }
            let class = lexicon.word(&lower);
            let of_body = WordClass::BODY_HEAD
                .with(WordClass::COMMON_BODY)
                .with(WordClass::GROUP)
                .with(WordClass::DOCUMENT)
                .with(WordClass::BODY)
                .with(WordClass::UNNAMED)
                .with(WordClass::ROLE_HEAD);
            is_of_person &= plain.starts_with(char::is_uppercase) && (has_title || !class.is(of_body));
            words.push(lower);
        }
        is_of_person &= !words.is_empty();
        Name { words, is_of_person }
    }

    fn given(&self) -> Option<&str> {
        (self.words.len() > 1).then(|| self.words[0].as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::record::SpeakerRef;

    fn passage(name: &str, kind: SpeakerKind) -> Passage {
        Passage {
            quotation_id: "d:q1".into(),
            document_id: "d".into(),
            path: "d.txt".into(),
            published_on: None,
            kind: None,
            text: String::new(),
            speaker: SpeakerRef { id: "x".into(), name: name.into(), kind },
            aliases: vec!["Watchdog".into()],
            role: Some("leader".into()),
            organisation: Some("Ashby Council".into()),
            party: None,
            said_on: None,
            said_on_basis: None,
            ratings: Vec::new(),
            span: Span::default(),
            place: 0,
        }
    }

    #[test]
    fn names_are_compared_as_people_write_them() {
        let lexicon = Lexicon::embedded();
        let jane = passage("Jane Doe", SpeakerKind::Person);
        for (claimed, wanted) in [
            ("Jane Doe", SameSpeaker::Yes),
            ("Cllr Jane Doe (Lab)", SameSpeaker::Yes),
            ("Cllr Doe", SameSpeaker::Yes),
            ("J. Doe", SameSpeaker::Yes),
            ("Jane Doe, leader of Ashby Council", SameSpeaker::Yes),
            ("the leader of Ashby Council", SameSpeaker::Yes),
            ("John Doe", SameSpeaker::No),
            ("Jane Roe", SameSpeaker::No),
            ("the leader of Penholt Council", SameSpeaker::CannotTell),
            ("a resident", SameSpeaker::CannotTell),
            ("", SameSpeaker::CannotTell),
        ] {
            assert_eq!(same_speaker(claimed, &jane, &lexicon), wanted, "{claimed}");
        }
        let slip = passage("Thomas Fenwick", SpeakerKind::Person);
        assert_eq!(
            same_speaker("Thomas Fenwik", &slip, &lexicon),
            SameSpeaker::CannotTell.min(SameSpeaker::Yes)
        );
        let inspectors = passage("inspectors", SpeakerKind::Group);
        assert_eq!(same_speaker("Jane Doe", &inspectors, &lexicon), SameSpeaker::No);
        assert_eq!(same_speaker("Ofsted", &inspectors, &lexicon), SameSpeaker::CannotTell);
        assert_eq!(same_speaker("Watchdog", &inspectors, &lexicon), SameSpeaker::Yes);
        let unknown = passage("unknown", SpeakerKind::Unknown);
        assert_eq!(same_speaker("Jane Doe", &unknown, &lexicon), SameSpeaker::CannotTell);
    }
}
