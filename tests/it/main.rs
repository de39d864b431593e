//! Everything that is tested through the program's outside.

mod cases;
mod cli;
mod formats;
mod layers;
mod ratings_score;
mod record;
mod write;
