//! The data that travels: what is found in one document ([`Extraction`]) and in a run ([`Record`]).
//!
//! These types are the wire format too: `serde` writes them as the JSON of `extract` and
//! `record.jsonl`, and reads them back.

mod extraction;
mod held;
mod merge;
mod quotation;
mod rating;
#[cfg(test)]
mod sample;
mod speaker;

pub use extraction::{
    Extraction, PublishedBasis, Record, Status, Succession, Unattributed, UnattributedKind,
};
pub use held::Held;
pub use merge::{Decision, Disagreement, Merge, NotApplied};
pub use quotation::{DateBasis, Quotation, QuotationKind, RatingBasis, RatingLink};
pub use rating::{Change, Rating, RatingEvidence};
#[cfg(test)]
pub(crate) use sample::sample;
pub use speaker::{Measures, Membership, MembershipBasis, MembershipKind, Speaker, SpeakerKind, SpeakerRef};

/// Gives an enum its one spelling for tables and JSON.
macro_rules! spelled {
    ($name:ident { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $name {
            /// The spelling used in tables and JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                match text.as_ref() {
                    $($text => Ok($name::$variant),)+
                    other => Err(serde::de::Error::unknown_variant(other, &[$($text),+])),
                }
            }
        }
    };
}
use spelled;
