//! Time expressions, against the document's date.

use crate::base::{Date, Span};
use crate::record::DateBasis;

/// A time that the text gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Bytes.
    pub span: Span,
    pub date: Date,
    /// The last day or month of an interval.
    pub end: Option<Date>,
    pub basis: DateBasis,
}

/// The time expressions of `span`, in order.
pub fn dates(text: &str, span: Span, published: Option<Date>) -> Vec<TimeExpression> {
    let _ = (text, span, published);
    Vec::new()
}
