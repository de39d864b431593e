//! Everything that is tested through the program's outside.

mod cli;
mod layers;
mod write;
