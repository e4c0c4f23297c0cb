//! Days, dates, lengths of time, and the spans that claims hold for. Nothing here knows what a claim is.

pub mod day;
pub mod edtf;
pub mod length;
pub mod span;
pub mod when;

pub use day::{Bounds, Day};
pub use length::Length;
pub use span::{Edge, Span};
pub use when::{Moment, Moments, When};
