//! The timeline of a project: events, tenures and articles in order, with the bounds that all claims leave.

pub mod chronicle;
pub mod disputed;
pub mod human;
pub mod json;
pub mod reasons;
mod scale;
mod tenures;

pub use chronicle::{Chronicle, Entry, Kind};
pub use reasons::Asked;
