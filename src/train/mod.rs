//! From annotated corpora to models, and how good they are.

pub mod attribution;
pub mod attribution_score;
pub mod chain;
pub mod corpus_polnear;
