//! The few loops in which the time goes. All work on rows of [`WIDTH`] numbers.

use super::file::{QuantisedRow, parts_of};
use super::integer::{Bytes, Sums};

/// Numbers in a row: of a word's vector, of a hidden layer, of a layer of scores.
pub const WIDTH: usize = 96;

/// One row of a matrix.
pub type Row = [f32; WIDTH];

/// Makes a function and a second one for AVX2, and takes the second where the processor knows it.
///
/// Wider registers change how many sums run side by side, not the order within a sum, and AVX2 has no
/// fused operations: the result is the same to the bit.
macro_rules! wide {
    ($(#[$meta:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        pub fn $name($($arg: $type),*) {
            #[inline(always)]
            fn any($($arg: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($arg: $type),*) {
                any($($arg),*);
            }

            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has just been seen to know AVX2.
                unsafe { avx2($($arg),*) };
                return;
            }
            any($($arg),*);
        }
    };
}
#[cfg(feature = "train")]
pub(crate) use wide;

wide! {
    /// Adds the rows of `matrix` that `rows` names to `out`.
    pub fn add_sums(out: &mut Sums, matrix: &[Sums], rows: &[u32]) {
        let mut sums = *out;
        for &row in rows {
            for (sum, x) in sums.iter_mut().zip(&matrix[row as usize]) {
                *sum += x;
            }
        }
        *out = sums;
    }
}

/// The whole part of `x`, cut to a byte.
#[inline(always)]
fn byte(x: f32) -> u8 {
    #[allow(clippy::manual_clamp, reason = "`clamp` would let what is no number through")]
    let x = x.max(0.0).min(255.0);
    // SAFETY: `max` and `min` leave a number from 0 to 255, whatever `x` is. `as` would check that again.
    (unsafe { x.to_int_unchecked::<i32>() }) as u8
}

wide! {
    /// Sets `out` to `sums` times `scale`, cut to bytes.
    pub fn narrow_to(out: &mut Bytes, sums: &Sums, scale: &Row) {
        for ((out, &sum), scale) in out.iter_mut().zip(sums).zip(scale) {
            *out = byte(sum as f32 * scale + 0.5);
        }
    }
}

wide! {
    /// Sets `out` to `row` times `per_unit`, cut to bytes.
    pub fn narrow_row_to(out: &mut Bytes, row: &Row, per_unit: f32) {
        for (out, x) in out.iter_mut().zip(row) {
            *out = byte(x * per_unit + 0.5);
        }
    }
}

wide! {
    /// Sets `out` to `sums` times `scale`.
    pub fn scale_to(out: &mut Row, sums: &Sums, scale: &Row) {
        for ((out, &sum), scale) in out.iter_mut().zip(sums).zip(scale) {
            *out = sum as f32 * scale;
        }
    }
}

wide! {
    /// Adds the rows of `matrix` that `rows` names to `out`.
    pub fn add_quantised_rows(out: &mut Row, matrix: &[QuantisedRow], rows: &[u32]) {
        let mut sums = *out;
        for &row in rows {
            let (scale, bytes) = parts_of(&matrix[row as usize]);
            for (sum, &x) in sums.iter_mut().zip(bytes) {
                *sum += scale * f32::from(x as i8);
            }
        }
        *out = sums;
    }
}

wide! {
    /// Adds the rows of eight signed bytes of `table` that `rows` names to `out`; `rows` are taken modulo the table's
    /// length, a power of two.
    pub fn add_table_rows(out: &mut [i32; 8], table: &[i8], rows: &[u32]) {
        let table = table.as_chunks::<8>().0;
        let mut sums = *out;
        for &row in rows {
            for (sum, &x) in sums.iter_mut().zip(&table[row as usize & (table.len() - 1)]) {
                *sum += i32::from(x);
            }
        }
        *out = sums;
    }
}

/// A rectified layer over rows of signed bytes, and the eight scores that are made from it.
#[derive(Clone, Copy)]
pub struct Perceptron<'a> {
    pub bias: &'a Row,
    /// A power of two of rows.
    pub rows: &'a [i8],
    /// What a unit of `rows` is worth.
    pub scale: f32,
    /// Weights of the scores, for each number of the layer.
    pub output: &'a [[f32; 8]],
}

wide! {
    /// Adds to `scores` what the layer makes of the sum of `words` and of at most 256 of its rows; `features` are
    /// taken modulo their count.
    pub fn add_scores(scores: &mut [f32; 8], layer: Perceptron<'_>, words: &[&Row], features: &[u32]) {
        let rows = layer.rows.as_chunks::<WIDTH>().0;
        let mut bytes = [0i16; WIDTH];
        for &row in features {
            for (sum, &x) in bytes.iter_mut().zip(&rows[row as usize & (rows.len() - 1)]) {
                *sum += i16::from(x);
            }
        }
        let mut hidden = *layer.bias;
        for word in words {
            for (sum, x) in hidden.iter_mut().zip(*word) {
                *sum += x;
            }
        }
        for (sum, x) in hidden.iter_mut().zip(bytes) {
            *sum = (*sum + f32::from(x) * layer.scale).max(0.0);
        }
        // Four sums side by side: one would wait for itself at each step.
        let mut sums = [[0.0; 8]; 4];
        for (inputs, rows) in hidden.as_chunks::<4>().0.iter().zip(layer.output.as_chunks::<4>().0) {
            for ((x, row), sums) in inputs.iter().zip(rows).zip(&mut sums) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += x * weight;
                }
            }
        }
        for lane in 0..8 {
            scores[lane] += (sums[0][lane] + sums[1][lane]) + (sums[2][lane] + sums[3][lane]);
        }
    }
}

wide! {
    /// Sets `out` to the exponentials of `x`, none above 0; 0 where `x` is below -80. Right to seven digits.
    pub fn exponentials(out: &mut [f64; 8], x: &[f32; 8]) {
        for (out, &x) in out.iter_mut().zip(x) {
            let inside = f64::from(x).max(-80.0);
            let turns = (inside * std::f64::consts::LOG2_E + 0.5).floor();
            let rest = inside - turns * std::f64::consts::LN_2;
            let series = 1.0 / 5040.0;
            let series = series * rest + 1.0 / 720.0;
            let series = series * rest + 1.0 / 120.0;
            let series = series * rest + 1.0 / 24.0;
            let series = series * rest + 1.0 / 6.0;
            let series = series * rest + 0.5;
            let series = series * rest + 1.0;
            let series = series * rest + 1.0;
            // Two to the power of `turns`, from its bits: 2^52 times 1.5 has whole numbers in its last bits.
            let whole = (turns + 1023.0 + 6_755_399_441_055_744.0).to_bits();
            let power = f64::from_bits(whole << 52);
            *out = if x < -80.0 { 0.0 } else { series * power };
        }
    }
}

wide! {
    /// One step of Viterbi's algorithm: to the best sum of `best` and `steps` (from, to) of any state, and which it is,
    /// the first of equals. What is forbidden is minus infinity.
    pub fn best_step(
        best: &mut [f32; 16],
        back: &mut [u32; 16],
        steps: &[[f32; 16]; 16],
        emission: &[f32; 16],
    ) {
        let mut most = [f32::NEG_INFINITY; 16];
        let mut which = [0u32; 16];
        for (from, (score, steps)) in best.iter().zip(steps).enumerate() {
            for lane in 0..16 {
                let value = score + steps[lane];
                let better = value > most[lane];
                most[lane] = if better { value } else { most[lane] };
                which[lane] = if better { from as u32 } else { which[lane] };
            }
        }
        for lane in 0..16 {
            best[lane] = most[lane] + emission[lane];
        }
        *back = which;
    }
}

wide! {
    /// Adds `states` times the matrix `steps` to `out`.
    pub fn sum_step(out: &mut [f64; 16], states: &[f64; 16], steps: &[[f64; 16]; 16]) {
        let mut sums = *out;
        for (state, steps) in states.iter().zip(steps) {
            for lane in 0..16 {
                sums[lane] += state * steps[lane];
            }
        }
        *out = sums;
    }
}

/// Asks the processor to fetch the rows of eight bytes of `table`, or of [`WIDTH`] bytes, that `rows` names.
#[inline(always)]
pub fn fetch<const N: usize>(table: &[i8], rows: &[u32]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let table = table.as_chunks::<N>().0;
        for &row in rows {
            let row = &table[row as usize & (table.len() - 1)];
            // SAFETY: part of every x86-64 processor, and the bytes are there.
            unsafe {
                _mm_prefetch::<_MM_HINT_T0>(row.as_ptr());
                _mm_prefetch::<_MM_HINT_T0>(row.as_ptr().add(N - 1));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_the_library() {
        let x = [0.0, -0.1, -1.0, -7.5, -30.0, -79.0, -81.0, f32::NEG_INFINITY];
        let mut out = [1.0; 8];
        exponentials(&mut out, &x);
        for (&x, out) in x.iter().zip(out).take(6) {
            let right = f64::from(x).exp();
            assert!((out - right).abs() <= right * 1e-7, "{x}: {out}, {right}");
        }
        assert_eq!(out[6..], [0.0; 2]);
    }

    #[test]
    fn bytes_are_cut_at_both_ends() {
        assert_eq!(
            [-1.0, 0.9, 1.0, 254.9, 300.0, f32::NAN, f32::INFINITY].map(byte),
            [0, 0, 1, 254, 255, 0, 255]
        );
    }
}
