//! Products of rows of numbers, forward and back, as learning needs them.

use crate::model::kernel::wide;
use crate::model::{Row, WIDTH};

/// Half a matrix stays in the nearest cache while all words pass by.
const HALF: usize = WIDTH / 2;

/// Where a row is not zero, half by half. A rectified layer is full of zeros, and where they are cannot be
/// foretold: a branch for each would cost more than the sums that it saves.
#[derive(Clone, Copy)]
pub struct Places {
    places: [[u8; HALF]; 2],
    counts: [usize; 2],
}

impl Places {
    /// The places of `row`.
    #[inline(always)]
    pub fn of(row: &Row) -> Self {
        let mut found = Places { places: [[0; HALF]; 2], counts: [0; 2] };
        for (half, row) in row.as_chunks::<HALF>().0.iter().enumerate() {
            let (places, count) = (&mut found.places[half], &mut found.counts[half]);
            for (at, &x) in row.iter().enumerate() {
                places[(*count).min(HALF - 1)] = at as u8;
                *count += usize::from(x != 0.0);
            }
        }
        found
    }
}

wide! {
    /// Adds each of `inputs`, which is not zero at its `places`, times the matrix `weights` to the row of
    /// `outs` at its index. `weights` has a row for each number of an input.
    pub fn add_products(outs: &mut [Row], inputs: &[Row], places: &[Places], weights: &[f32]) {
        let rows = weights.as_chunks::<WIDTH>().0;
        for (half, rows) in rows.as_chunks::<HALF>().0.iter().enumerate() {
            for ((out, input), places) in outs.iter_mut().zip(inputs).zip(places) {
                let input = &input.as_chunks::<HALF>().0[half];
                let mut sums = *out;
                for &at in &places.places[half][..places.counts[half]] {
                    let (x, row) = (input[at as usize], &rows[at as usize]);
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += x * weight;
                    }
                }
                *out = sums;
            }
        }
    }
}

/// [`add_products`] of one input.
pub fn add_product(out: &mut Row, input: &Row, weights: &[f32]) {
    use std::slice::{from_mut, from_ref};
    add_products(from_mut(out), from_ref(input), from_ref(&Places::of(input)), weights);
}

wide! {
    /// The gradient of [`add_product`] behind a rectified `input`: adds that of `weights` to `to_weights`
    /// and that of `input` to `to_input`, where `input` is not zero.
    pub fn add_product_gradient(
        gradient: &Row,
        input: &Row,
        weights: &[f32],
        to_weights: &mut [f32],
        to_input: &mut Row,
    ) {
        let rows = weights.as_chunks::<WIDTH>().0.iter().zip(to_weights.as_chunks_mut::<WIDTH>().0);
        for ((&x, dx), (row, row_gradient)) in input.iter().zip(to_input).zip(rows) {
            if x == 0.0 {
                continue;
            }
            // Eight sums side by side, so that the compiler may use wide registers.
            let mut sums = [0.0f32; 8];
            for at in (0..WIDTH).step_by(8) {
                for lane in 0..8 {
                    row_gradient[at + lane] += x * gradient[at + lane];
                    sums[lane] += row[at + lane] * gradient[at + lane];
                }
            }
            *dx += sums.iter().sum::<f32>();
        }
    }
}

/// Adds a row to another.
#[inline(always)]
pub fn add_row(out: &mut Row, row: &[f32]) {
    for (sum, x) in out.iter_mut().zip(row) {
        *sum += x;
    }
}

/// Sets what is below zero to zero.
#[inline(always)]
pub fn rectify(row: &mut Row) {
    for x in row {
        *x = x.max(0.0);
    }
}
