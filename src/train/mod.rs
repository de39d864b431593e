//! Corpora to models, and models to scores. Not needed to run the program.

pub mod corpus;
pub mod learn;
pub mod score;
