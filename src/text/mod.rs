//! The ground floor: text, its places and its comparison. Nothing here knows what a claim is.

pub mod anchor;
pub mod article;
pub mod chars;
pub mod diff;
pub mod file;
pub mod fold;
pub mod map;
pub mod sentence;
