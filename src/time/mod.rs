//! Days, dates, lengths of time, and the spans that claims hold for. Nothing here knows what a claim is.

mod amount;
pub mod day;
pub mod edtf;
pub mod length;
mod mend;
mod months;
mod read;
pub mod span;
mod unfinished;
pub mod when;
pub mod words;

pub use day::{Bounds, Day};
pub use length::Length;
pub(crate) use span::Handover;
pub use span::{Edge, Span};
pub use when::{Moment, Moments, When};
