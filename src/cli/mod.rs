//! Commands.

#[cfg(feature = "train")]
pub mod eval;
#[cfg(feature = "train")]
pub mod train;
