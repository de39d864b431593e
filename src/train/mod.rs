//! Corpora to models, and models to scores. Not needed to run the program.

pub mod attribution;
pub mod attribution_score;
pub mod borders;
pub mod cases;
pub mod chain;
pub mod corpus;
pub mod corpus_polnear;
pub mod dates;
mod kernel;
pub mod learn;
pub mod links;
pub mod occasions;
pub mod parts;
pub mod questions;
pub mod reported;
pub mod score;
pub mod subjects;
pub mod trees;
pub mod wordings;
pub mod words;
