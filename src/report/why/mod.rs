//! Why two claims contradict each other, or why they do not.

pub mod human;
pub mod json;
