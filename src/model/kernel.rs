//! The few loops in which the time goes. All work on rows of [`WIDTH`] numbers.

/// Numbers in a row: of a word's vector, of a hidden layer, of a layer of scores.
pub const WIDTH: usize = 96;

/// One row of a matrix.
pub type Row = [f32; WIDTH];

/// Adds `input` times the matrix `weights` to `out`. `weights` has a row for each number of `input`;
/// rows of zeros in `input`, of which a rectified layer is full, cost nothing.
pub fn add_product(out: &mut Row, input: &[f32], weights: &[f32]) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just been seen to know AVX2.
        unsafe { add_product_avx2(out, input, weights) };
        return;
    }
    add_product_any(out, input, weights);
}

// Wider registers change how many sums run side by side, not the order within a sum: the result is the
// same to the bit.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn add_product_avx2(out: &mut Row, input: &[f32], weights: &[f32]) {
    add_product_any(out, input, weights);
}

#[inline(always)]
fn add_product_any(out: &mut Row, input: &[f32], weights: &[f32]) {
    let mut sums = *out;
    for (&x, row) in input.iter().zip(weights.as_chunks::<WIDTH>().0) {
        if x != 0.0 {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += x * weight;
            }
        }
    }
    *out = sums;
}

/// The gradient of [`add_product`] behind a rectified `input`: adds that of `weights` to
/// `weight_gradient` and that of `input` to `input_gradient`, where `input` is not zero.
pub fn add_product_gradient(
    gradient: &Row,
    input: &[f32],
    weights: &[f32],
    weight_gradient: &mut [f32],
    input_gradient: &mut [f32],
) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just been seen to know AVX2.
        unsafe { gradient_avx2(gradient, input, weights, weight_gradient, input_gradient) };
        return;
    }
    gradient_any(gradient, input, weights, weight_gradient, input_gradient);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn gradient_avx2(g: &Row, input: &[f32], weights: &[f32], to_weights: &mut [f32], to_input: &mut [f32]) {
    gradient_any(g, input, weights, to_weights, to_input);
}

#[inline(always)]
fn gradient_any(g: &Row, input: &[f32], weights: &[f32], to_weights: &mut [f32], to_input: &mut [f32]) {
    let rows = weights.as_chunks::<WIDTH>().0.iter().zip(to_weights.as_chunks_mut::<WIDTH>().0);
    for ((&x, dx), (row, row_gradient)) in input.iter().zip(to_input).zip(rows) {
        if x == 0.0 {
            continue;
        }
        // Eight sums side by side, so that the compiler may use wide registers.
        let mut sums = [0.0f32; 8];
        for at in (0..WIDTH).step_by(8) {
            for lane in 0..8 {
                row_gradient[at + lane] += x * g[at + lane];
                sums[lane] += row[at + lane] * g[at + lane];
            }
        }
        *dx += sums.iter().sum::<f32>();
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
