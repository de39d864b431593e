//! Names: who, which body, where, when.

use serde::{Deserialize, Serialize};

use super::names::Tag;
use crate::model::Row;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    /// A nationality, event, law or other name.
    Other,
    /// A date or time.
    Date,
    /// A role or title: *Deputy Leader*, *director of children's services*.
    Role,
    /// A book, report, broadcast or other work.
    Work,
}

/// The kinds that the model knows, in the order of its scores.
pub const MODEL_KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organisation, EntityKind::Place, EntityKind::Other, EntityKind::Date];

/// First of the scores for names, behind those of tags.
pub const FIRST_SCORE: usize = Tag::ALL.len();

/// Scores for names: outside, then first, inner, last and only word for each kind (Ratinov and Roth, 2009).
pub const NAME_CLASSES: usize = 1 + 4 * MODEL_KINDS.len();

/// Whether class `to` may stand behind class `from`.
pub fn follows(from: usize, to: usize) -> bool {
    let inside = from != 0 && (from - 1) % 4 < 2;
    if inside {
        to != 0 && (to - 1) / 4 == (from - 1) / 4 && matches!((to - 1) % 4, 1 | 2)
    } else {
        to == 0 || matches!((to - 1) % 4, 0 | 3)
    }
}

/// The best sequence of classes that makes whole names (Viterbi, 1967).
pub fn decode(scores: &[Row], out: &mut Vec<u8>) {
    out.clear();
    let name = |row: &Row, class: usize| row[FIRST_SCORE + class];
    let mut total = [f32::NEG_INFINITY; NAME_CLASSES];
    let mut back: Vec<[u8; NAME_CLASSES]> = Vec::with_capacity(scores.len());
    for (at, row) in scores.iter().enumerate() {
        // Most words are in no name and next to none; the full table is for the others.
        let mut next = [f32::NEG_INFINITY; NAME_CLASSES];
        let mut from = [0u8; NAME_CLASSES];
        if at == 0 {
            for (class, score) in next.iter_mut().enumerate().filter(|&(class, _)| follows(0, class)) {
                *score = name(row, class);
            }
        } else {
            // Only words that end a name, or stand outside, may come before a new start.
            let (mut best_end, mut best) = (0, f32::NEG_INFINITY);
            for (class, &score) in total.iter().enumerate() {
                if (class == 0 || (class - 1) % 4 >= 2) && score > best {
                    (best_end, best) = (class, score);
                }
            }
            next[0] = best + name(row, 0);
            from[0] = best_end as u8;
            for kind in 0..MODEL_KINDS.len() {
                let first = 1 + 4 * kind;
                for class in [first, first + 3] {
                    next[class] = best + name(row, class);
                    from[class] = best_end as u8;
                }
                let inner = if total[first + 1] > total[first] { first + 1 } else { first };
                for class in [first + 1, first + 2] {
                    next[class] = total[inner] + name(row, class);
                    from[class] = inner as u8;
                }
            }
        }
        total = next;
        back.push(from);
    }
    let ends = |class: usize| class == 0 || (class - 1) % 4 >= 2;
    let mut class = (0..NAME_CLASSES)
        .filter(|&class| ends(class))
        .fold(0, |best, class| if total[class] > total[best] { class } else { best });
    for from in back.iter().rev() {
        out.push(class as u8);
        class = from[class] as usize;
    }
    out.reverse();
}

/// The names in a sequence of classes: first word, word behind the last, kind.
pub fn spans(classes: &[u8]) -> Vec<(usize, usize, EntityKind)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &class) in classes.iter().enumerate().filter(|&(_, &class)| class != 0) {
        let (kind, part) = ((class as usize - 1) / 4, (class - 1) % 4);
        if part == 0 || part == 3 {
            start = at;
        }
        if part >= 2 {
            found.push((start, at + 1, MODEL_KINDS[kind]));
        }
    }
    found
}

/// The classes of the names `spans` in a sentence of `len` words.
pub fn classes(len: usize, spans: &[(usize, usize, EntityKind)]) -> Vec<u8> {
    let mut out = vec![0; len];
    for &(start, end, kind) in spans {
        let Some(kind) = MODEL_KINDS.iter().position(|&known| known == kind) else { continue };
        let first = 1 + 4 * kind as u8;
        if end - start == 1 {
            out[start] = first + 3;
            continue;
        }
        out[start..end].fill(first + 1);
        out[start] = first;
        out[end - 1] = first + 2;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WIDTH;

    #[test]
    fn classes_and_spans_are_one_to_one() {
        let names = [(0, 1, EntityKind::Person), (1, 3, EntityKind::Place), (4, 8, EntityKind::Date)];
        assert_eq!(spans(&classes(9, &names)), names);
    }

    #[test]
    fn what_is_decoded_is_whole() {
        let mut random = 7u32;
        let scores: Vec<Row> = (0..200)
            .map(|_| {
                std::array::from_fn::<f32, WIDTH, _>(|_| {
                    random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (random >> 8) as f32
                })
            })
            .collect();
        let mut out = Vec::new();
        decode(&scores, &mut out);
        assert_eq!(out.len(), 200);
        assert!(follows(0, out[0] as usize));
        assert!(out.windows(2).all(|pair| follows(pair[0] as usize, pair[1] as usize)));
        assert_eq!(classes(200, &spans(&out)), out);
    }
}
