//! The language model: its file, the hashing of words to rows, and the network that reads both.
//!
//! The network is the one of spaCy's small pipelines (Honnibal and Montani, *tok2vec*), cut down:
//! hashed features of each word are summed to a vector, a few convolutions mix in the neighbours, and
//! tags, names and the transitions of a parser are read off the vectors. All sums run in a fixed order
//! and without fused operations, so that every machine gets the same bits.

mod about;
mod file;
mod hash;
mod kernel;
mod network;

pub use about::{About, about};
pub use file::{Manifest, ModelFile, write};
pub use hash::{FEATURES, ROWS, features};
pub use kernel::{
    Places, Row, WIDTH, add_narrow_product, add_product, add_product_gradient, add_products, add_row,
    add_rows, add_signed_rows, rectify,
};
pub use network::{Layout, Network, SCHEMES, SLOTS, Scheme, convolve_all};
