//! Products of bytes: the layers as they run.
//!
//! What goes in is a rectified layer cut to bytes, weights are signed bytes, and sums have 32 bits: exact, so that
//! every machine gets the same whatever its widest instructions are.

use super::kernel::{Row, WIDTH};

/// A rectified layer; what a unit is worth depends on the layer.
pub type Bytes = [u8; WIDTH];

/// Sums of bytes times signed bytes.
pub type Sums = [i32; WIDTH];

/// Inputs that one instruction takes together.
const TOGETHER: usize = 4;

/// The weights of four inputs, for each output in turn.
#[derive(Clone, Debug)]
#[repr(align(64))]
struct Group([[i8; TOGETHER]; WIDTH]);

/// A matrix of signed bytes.
#[derive(Clone, Debug)]
pub struct Matrix(Vec<Group>);

impl Matrix {
    /// A matrix from the weights of each output, [`WIDTH`] of them.
    pub fn new<'w>(outputs: impl Iterator<Item = &'w [u8; WIDTH]>) -> Self {
        let mut groups = vec![Group([[0; TOGETHER]; WIDTH]); WIDTH / TOGETHER];
        for (output, weights) in outputs.enumerate() {
            for (group, weights) in groups.iter_mut().zip(weights.as_chunks::<TOGETHER>().0) {
                group.0[output] = weights.map(|weight| weight as i8);
            }
        }
        Matrix(groups)
    }

    /// The weight from an input to an output.
    pub fn weight(&self, input: usize, output: usize) -> i8 {
        self.0[input / TOGETHER].0[output][input % TOGETHER]
    }
}

/// Adds each of `inputs` times `matrix` to the row of `outs` at its index.
pub fn add_byte_products(outs: &mut [Sums], inputs: &[Bytes], matrix: &Matrix) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
            // SAFETY: the processor has just been seen to know both.
            return unsafe { x86::avx512(outs, inputs, matrix) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has just been seen to know AVX2.
            return unsafe { x86::avx2(outs, inputs, matrix) };
        }
    }
    any(outs, inputs, matrix);
}

fn any(outs: &mut [Sums], inputs: &[Bytes], matrix: &Matrix) {
    for (out, input) in outs.iter_mut().zip(inputs) {
        for (group, x) in matrix.0.iter().zip(input.as_chunks::<TOGETHER>().0) {
            for (sum, weights) in out.iter_mut().zip(&group.0) {
                for (&x, &weight) in x.iter().zip(weights) {
                    *sum += i32::from(x) * i32::from(weight);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{Bytes, Matrix, Sums, TOGETHER, WIDTH};

    fn four(input: &Bytes, group: usize) -> i32 {
        i32::from_le_bytes(input.as_chunks::<TOGETHER>().0[group])
    }

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub fn avx512(outs: &mut [Sums], inputs: &[Bytes], matrix: &Matrix) {
        /// Inputs whose sums stay in registers together.
        const ROWS: usize = 3;
        let count = outs.len().min(inputs.len());
        let (outs, last_outs) = outs[..count].as_chunks_mut::<ROWS>();
        let (inputs, last_inputs) = inputs[..count].as_chunks::<ROWS>();
        for (outs, inputs) in outs.iter_mut().zip(inputs) {
            avx512_rows(outs, inputs, matrix);
        }
        for (out, input) in last_outs.iter_mut().zip(last_inputs) {
            avx512_rows(std::array::from_mut(out), std::array::from_ref(input), matrix);
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512vnni")]
    fn avx512_rows<const N: usize>(outs: &mut [Sums; N], inputs: &[Bytes; N], matrix: &Matrix) {
        const LANES: usize = 16;
        let mut sums = [[_mm512_setzero_si512(); WIDTH / LANES]; N];
        for (sums, out) in sums.iter_mut().zip(&*outs) {
            for (sum, out) in sums.iter_mut().zip(out.as_chunks::<LANES>().0) {
                // SAFETY: reads the sixteen numbers of `out`.
                *sum = unsafe { _mm512_loadu_si512(out.as_ptr().cast()) };
            }
        }
        for (at, group) in matrix.0.iter().enumerate() {
            let inputs = inputs.each_ref().map(|input| _mm512_set1_epi32(four(input, at)));
            for (lanes, weights) in group.0.as_chunks::<LANES>().0.iter().enumerate() {
                // SAFETY: reads the weights of sixteen outputs, four bytes each.
                let weights = unsafe { _mm512_loadu_si512(weights.as_ptr().cast()) };
                for (sums, &input) in sums.iter_mut().zip(&inputs) {
                    sums[lanes] = _mm512_dpbusd_epi32(sums[lanes], input, weights);
                }
            }
        }
        for (sums, out) in sums.iter().zip(outs) {
            for (sum, out) in sums.iter().zip(out.as_chunks_mut::<LANES>().0) {
                // SAFETY: writes the sixteen numbers of `out`.
                unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), *sum) };
            }
        }
    }

    #[target_feature(enable = "avx2")]
    pub fn avx2(outs: &mut [Sums], inputs: &[Bytes], matrix: &Matrix) {
        const LANES: usize = 8;
        /// Outputs whose sums stay in registers together.
        const PART: usize = WIDTH / 2;
        let ones = _mm256_set1_epi16(1);
        for (out, input) in outs.iter_mut().zip(inputs) {
            for (part, out) in out.as_chunks_mut::<PART>().0.iter_mut().enumerate() {
                let mut sums = [_mm256_setzero_si256(); PART / LANES];
                for (at, group) in matrix.0.iter().enumerate() {
                    let input = _mm256_set1_epi32(four(input, at));
                    // Products of two bytes are added in 16 bits: an input's last bit goes apart, so that they fit.
                    let upper = _mm256_and_si256(_mm256_srli_epi16(input, 1), _mm256_set1_epi8(0x7f));
                    let last = _mm256_and_si256(input, _mm256_set1_epi8(1));
                    let group = &group.0.as_chunks::<PART>().0[part];
                    for (sum, weights) in sums.iter_mut().zip(group.as_chunks::<LANES>().0) {
                        // SAFETY: reads the weights of eight outputs, four bytes each.
                        let weights = unsafe { _mm256_loadu_si256(weights.as_ptr().cast()) };
                        let upper = _mm256_madd_epi16(_mm256_maddubs_epi16(upper, weights), ones);
                        let last = _mm256_madd_epi16(_mm256_maddubs_epi16(last, weights), ones);
                        *sum = _mm256_add_epi32(*sum, _mm256_add_epi32(_mm256_slli_epi32(upper, 1), last));
                    }
                }
                for (sum, out) in sums.iter().zip(out.as_chunks_mut::<LANES>().0) {
                    // SAFETY: reads and writes the eight numbers of `out`.
                    unsafe {
                        let before = _mm256_loadu_si256(out.as_ptr().cast());
                        _mm256_storeu_si256(out.as_mut_ptr().cast(), _mm256_add_epi32(before, *sum));
                    }
                }
            }
        }
    }
}

/// `sums` times `scale`, what is below zero cut off, in bytes.
pub fn narrow(sums: &Sums, scale: &Row) -> Bytes {
    let mut out = [0; WIDTH];
    super::kernel::narrow_to(&mut out, sums, scale);
    out
}

/// A rectified row in bytes of which each is worth `1 / per_unit`.
pub fn narrow_row(row: &Row, per_unit: f32) -> Bytes {
    let mut out = [0; WIDTH];
    super::kernel::narrow_row_to(&mut out, row, per_unit);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_processors_add_up_alike() {
        let mut random = 5u32;
        let mut byte = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 24) as u8
        };
        let outputs: Vec<[u8; WIDTH]> = (0..WIDTH).map(|_| std::array::from_fn(|_| byte())).collect();
        let matrix = Matrix::new(outputs.iter());
        assert_eq!(matrix.weight(6, 3), outputs[3][6] as i8);
        let mut inputs: Vec<Bytes> = (0..7).map(|_| std::array::from_fn(|_| byte())).collect();
        inputs.push([255; WIDTH]);
        let start = [17; WIDTH];
        let mut plain = vec![start; inputs.len()];
        any(&mut plain, &inputs, &matrix);
        let expected = inputs.iter().map(|input| -> i32 {
            17 + (0..WIDTH).map(|at| i32::from(input[at]) * i32::from(matrix.weight(at, 9))).sum::<i32>()
        });
        assert!(expected.eq(plain.iter().map(|sums| sums[9])));
        let mut widest = vec![start; inputs.len()];
        add_byte_products(&mut widest, &inputs, &matrix);
        assert_eq!(widest, plain);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            let mut wide = vec![start; inputs.len()];
            // SAFETY: the processor has just been seen to know AVX2.
            unsafe { x86::avx2(&mut wide, &inputs, &matrix) };
            assert_eq!(wide, plain);
        }
    }

    #[test]
    fn narrow_rounds_and_cuts() {
        let mut sums = [0; WIDTH];
        (sums[0], sums[1], sums[2], sums[3]) = (-5, 7, 1_000_000, 6);
        let bytes = narrow(&sums, &[0.25; WIDTH]);
        assert_eq!(bytes[..5], [0, 2, 255, 2, 0]);
        assert_eq!(narrow_row(&[0.5; WIDTH], 10.0), [5; WIDTH]);
        assert_eq!(narrow_row(&[-0.5; WIDTH], 10.0), [0; WIDTH]);
    }
}
