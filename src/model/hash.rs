//! Words to rows of the embedding: hashed, so that a model holds no word list and no text.

use super::words::{CODES, PARTS, Words};

/// Rows that are hashed from a word.
const HASHED: usize = 13;
/// Rows that one word's features take: hashed, and one for each of its codes.
pub const FEATURES: usize = HASHED + PARTS;

const NORMS: u32 = 1 << 15;
const FORMS: u32 = 1 << 14;
const AFFIXES: u32 = 3 << 12;
const SMALL: u32 = 1 << 10;
/// The last of each part is for words without codes.
const CODED: u32 = (PARTS * (CODES + 1)) as u32;

/// Rows of the embedding.
pub const ROWS: usize = (NORMS + FORMS + AFFIXES + SMALL + CODED) as usize;

/// What is written before a name; one feature for all, since no corpus at hand has the British ones.
const TITLES: &[&str] = &[
    "ald",
    "alderman",
    "baroness",
    "canon",
    "capt",
    "captain",
    "cllr",
    "cllrs",
    "col",
    "coun",
    "councillor",
    "councillors",
    "counc",
    "dame",
    "det",
    "dr",
    "fr",
    "gen",
    "gov",
    "hon",
    "insp",
    "judge",
    "justice",
    "lady",
    "lord",
    "lt",
    "maj",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "rep",
    "rev",
    "revd",
    "sen",
    "senator",
    "sgt",
    "sir",
    "supt",
];

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over `bytes`, from `state`.
pub fn hash(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |h, &byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Spreads a hash over `rows` rows.
fn row(hash: u64, rows: u32) -> u32 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (((mixed >> 32) * u64::from(rows)) >> 32) as u32
}

/// The rows of the embedding that the word `form` is the sum of: three for the word itself, ten for how it is
/// written, and those of its codes in `words`. `first` says whether it starts its sentence; `lower` is room to work in.
///
/// Digits count as *0*. Long words are cut, so the time is bounded.
pub fn features(words: &Words<'_>, form: &str, first: bool, lower: &mut String) -> [u32; FEATURES] {
    let cut = form.char_indices().nth(40).map_or(form.len(), |(at, _)| at);
    let form = &form[..cut];
    lower.clear();
    for c in form.chars() {
        match c {
            '0'..='9' => lower.push('0'),
            '’' => lower.push('\''),
            _ if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
            _ => lower.extend(c.to_lowercase()),
        }
    }
    let bytes = lower.as_bytes();
    let norm = hash(SEED, bytes);
    let suffix = |count: usize| hash(SEED + count as u64, &bytes[bytes.len().saturating_sub(count)..]);
    let prefix = |count: usize| hash(SEED + 16 + count as u64, &bytes[..bytes.len().min(count)]);
    let shape = shape(form);
    // *n’t* is *n't*.
    let exact = form.split('’').fold(SEED + 40, |h, part| hash(hash(h, part.as_bytes()), b"'"));
    let title = TITLES.contains(&lower.trim_end_matches('.'));
    let affix = |h: u64| NORMS + FORMS + row(h, AFFIXES);
    let small = |h: u64| NORMS + FORMS + AFFIXES + row(h, SMALL);
    let hashed: [u32; HASHED] = [
        row(norm, NORMS),
        row(norm ^ 0x9e37_79b9_7f4a_7c15, NORMS),
        NORMS + row(exact, FORMS),
        affix(suffix(1)),
        affix(suffix(2)),
        affix(suffix(3)),
        affix(suffix(4)),
        affix(prefix(1)),
        affix(prefix(2)),
        affix(prefix(3)),
        small(shape),
        small(hash(shape, &[1, u8::from(first)])),
        small(hash(SEED + 41, &[u8::from(title), u8::from(bytes.len() > 12)])),
    ];
    let mut rows = [0; FEATURES];
    rows[..HASHED].copy_from_slice(&hashed);
    // A compound that is not known is one of its last word's kind.
    let codes = words.codes(lower).or_else(|| words.codes(lower.rsplit_once('-')?.1));
    code_rows(codes, &mut rows);
    rows
}

fn code_rows(codes: Option<&[u8; PARTS]>, rows: &mut [u32; FEATURES]) {
    for (part, row) in rows[HASHED..].iter_mut().enumerate() {
        let code = codes.map_or(CODES, |codes| usize::from(codes[part]));
        *row = ROWS as u32 - CODED + (part * (CODES + 1) + code) as u32;
    }
}

/// `rows` as they are where the word has no codes.
pub fn without_codes(mut rows: [u32; FEATURES]) -> [u32; FEATURES] {
    code_rows(None, &mut rows);
    rows
}

/// Hash of the word's pattern of capitals, small letters, digits and marks, repeats left out.
fn shape(form: &str) -> u64 {
    let mut state = SEED + 42;
    let (mut last, mut repeats) = (0, 0);
    for c in form.chars() {
        let class = match c {
            '0'..='9' => b'd',
            _ if c.is_uppercase() => b'X',
            _ if c.is_alphabetic() => b'x',
            _ if c.is_ascii() => c as u8,
            _ => b'?',
        };
        repeats = if class == last { repeats + 1 } else { 0 };
        last = class;
        if repeats < 2 {
            state = hash(state, &[class]);
        }
    }
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_range_and_case_counts() {
        let (words, mut lower) = (Words::embedded(), String::new());
        for word in ["", "a", "É’t", "Councillor", &"x".repeat(100_000), "𝄞𝄞𝄞"] {
            assert!(features(words, word, true, &mut lower).iter().all(|&row| (row as usize) < ROWS));
        }
        let (us, pronoun) =
            (features(words, "US", false, &mut lower), features(words, "us", false, &mut lower));
        assert_eq!(us[0], pronoun[0]);
        assert_ne!(us[2], pronoun[2]);
    }
}
