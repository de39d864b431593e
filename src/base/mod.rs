//! What everything stands on: spans, dates and errors.

mod date;
mod error;
mod span;

pub use date::Date;
pub use error::{Error, Result};
pub use span::{OffsetMap, OffsetUnit, Span};
