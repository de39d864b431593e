//! Vectors of words to codes: product quantisation (Jégou, Douze and Schmid, 2011).

use super::learn::Random;
use crate::model::{CODES, PARTS};

/// Times that the centres of a part are made again.
const ROUNDS: usize = 25;

/// Codes of each of `vectors`, all of one length that [`PARTS`] divides, and which share of their spread the codes
/// keep, in percent. The same from the same seed.
pub fn quantise(vectors: &[Vec<f32>], seed: u64) -> (Vec<[u8; PARTS]>, f64) {
    let width = vectors.first().map_or(0, Vec::len) / PARTS;
    let mut codes = vec![[0; PARTS]; vectors.len()];
    let (mut lost, mut spread) = (0.0, 0.0);
    for part in 0..PARTS {
        let points: Vec<&[f32]> =
            vectors.iter().map(|vector| &vector[part * width..(part + 1) * width]).collect();
        let centres = centres(&points, width, seed + part as u64);
        let mean = mean(points.iter().copied(), width);
        for (codes, point) in codes.iter_mut().zip(&points) {
            let (code, distance) = nearest(&centres, point);
            codes[part] = code as u8;
            lost += f64::from(distance);
            spread += f64::from(between(&mean, point));
        }
    }
    (codes, 100.0 * (1.0 - lost / spread))
}

/// Lloyd's algorithm.
fn centres(points: &[&[f32]], width: usize, seed: u64) -> Vec<Vec<f32>> {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..points.len()).collect();
    random.shuffle(&mut order);
    let mut centres: Vec<Vec<f32>> = order.iter().take(CODES).map(|&at| points[at].to_vec()).collect();
    for _ in 0..ROUNDS {
        let mut members = vec![Vec::new(); centres.len()];
        points.iter().for_each(|point| members[nearest(&centres, point).0].push(*point));
        for (centre, members) in centres.iter_mut().zip(members) {
            if !members.is_empty() {
                *centre = mean(members.into_iter(), width);
            }
        }
    }
    centres
}

fn mean<'a>(points: impl Iterator<Item = &'a [f32]>, width: usize) -> Vec<f32> {
    let mut sums = vec![0.0f64; width];
    let mut count = 0.0;
    for point in points {
        count += 1.0;
        sums.iter_mut().zip(point).for_each(|(sum, &x)| *sum += f64::from(x));
    }
    sums.into_iter().map(|sum| (sum / count) as f32).collect()
}

fn nearest(centres: &[Vec<f32>], point: &[f32]) -> (usize, f32) {
    let distances = centres.iter().map(|centre| between(centre, point)).enumerate();
    distances.min_by(|a, b| a.1.total_cmp(&b.1)).expect("a centre")
}

fn between(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}
