//! What a model file says of itself, whatever the kind of model.

use serde::Serialize;
use serde_json::Value;

use crate::base::{Error, Result};

/// Magic, version, length of the manifest, checksum; the manifest behind them.
const HEADER: usize = 12 + 4 + 4 + 32;

/// What a model file says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Goes up whenever the program and its models no longer fit.
    pub version: u32,
    /// BLAKE3 hash of all behind it, in hexadecimal: as stated in the file, and found to be right.
    pub checksum: String,
    /// What it was trained on and scores.
    pub manifest: Value,
}

/// Reads the head of a model file and checks its sum.
///
/// # Errors
/// [`Error::Model`] where it is no model, cut short or damaged.
pub fn about(name: &str, bytes: &[u8]) -> Result<About> {
    opened(name, bytes).map(|(about, _)| about)
}

/// The same, and what stands behind the manifest.
pub(crate) fn opened<'a>(name: &str, bytes: &'a [u8]) -> Result<(About, &'a [u8])> {
    let fail = |message: &str| Error::Model { name: name.into(), message: message.into() };
    if bytes.len() < HEADER || !bytes.starts_with(b"onrecord") {
        return Err(fail("not a model of onrecord"));
    }
    let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let body = &bytes[HEADER..];
    let checksum = blake3::hash(body);
    if checksum.as_bytes()[..] != bytes[20..HEADER] {
        return Err(fail("its checksum is wrong: the file is cut short or damaged"));
    }
    let parts = body.split_at_checked(number(16) as usize);
    let parts = parts.and_then(|(text, rest)| Some((serde_json::from_slice(text).ok()?, rest)));
    let (manifest, rest) = parts.ok_or_else(|| fail("its manifest cannot be read"))?;
    Ok((About { version: number(12), checksum: checksum.to_hex().to_string(), manifest }, rest))
}

/// The bytes of a model file: what [`about`] reads, and `rest` behind it.
pub fn sealed(
    magic: &[u8; 12],
    version: u32,
    manifest: &impl Serialize,
    rest: impl IntoIterator<Item = u8>,
) -> Vec<u8> {
    let mut body = serde_json::to_vec(manifest).expect("a manifest has only text and numbers");
    let length = body.len() as u32;
    body.extend(rest);
    let mut bytes = magic.to_vec();
    bytes.extend(version.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(blake3::hash(&body).as_bytes());
    bytes.extend(body);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_says_what_it_is() {
        let manifest = crate::model::Manifest { corpus: vec!["ours".into()], ..Default::default() };
        let bytes = crate::model::write(&manifest, &[], &[], &[]);
        let told = about("test", &bytes).unwrap();
        assert_eq!((told.version, told.manifest["corpus"][0].as_str()), (3, Some("ours")));
        let mut damaged = bytes.clone();
        *damaged.last_mut().unwrap() ^= 1;
        for bad in [&damaged[..], &bytes[..30], b"", b"onrecord"] {
            assert!(about("test", bad).is_err());
        }
    }
}
