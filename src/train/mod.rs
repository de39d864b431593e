//! Corpora to models, and models to scores. Not needed to run the program.

pub mod attribution;
pub mod attribution_score;
pub mod chain;
pub mod corpus;
pub mod corpus_polnear;
mod kernel;
pub mod learn;
pub mod links;
pub mod score;
pub mod trees;
pub mod words;
