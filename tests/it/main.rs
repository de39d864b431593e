//! Everything that is tested through the program's outside.

mod cases;
mod cli;
mod formats;
mod layers;
mod properties;
mod ratings_score;
mod record;
mod report;
mod write;
