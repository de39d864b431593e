//! Everything that is tested through the program's outside.

mod cases;
mod check;
mod cli;
mod layers;
mod write;
