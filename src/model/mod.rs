//! The language model: its file, the hashing of words to rows, and the network that reads both.
//!
//! The network is the one of spaCy's small pipelines (Honnibal and Montani, *tok2vec*), cut down:
//! hashed features of each word are summed to a vector, a few convolutions mix in the neighbours, and
//! tags, names and the transitions of a parser are read off the vectors. Layers are cut to bytes, and what sums
//! there are of other numbers run in a fixed order without fused operations: every machine gets the same bits.
//!
//! Beside it, sums of decision trees that choose among what rules find.

mod about;
mod file;
mod forest;
mod hash;
mod integer;
pub(crate) mod kernel;
mod network;
pub mod trees;
mod words;

pub(crate) use about::opened;
pub use about::{About, about, sealed};
pub use file::{Manifest, ModelFile, QuantisedRow, matrix_of, quantised_matrix, rows_of, write};
pub use forest::{Candidate, Forest, ForestManifest, HIDDEN, RULED};
pub use hash::{FEATURES, ROWS, features, hash, without_codes};
pub use integer::{Bytes, Matrix, Sums, add_byte_products};
pub use kernel::{
    Perceptron, Row, WIDTH, add_scores, add_table_rows, best_step, exponentials, fetch, scale_to, sum_step,
};
pub use network::{LAYERS, Layout, Network, SCHEMES, SLOTS, Scheme};
pub use words::{CODES, PARTS, Words, WordsManifest, words_model, write_words};
