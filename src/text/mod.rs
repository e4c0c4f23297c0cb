//! The ground floor: text, its places and its comparison. Nothing here knows what a claim is.

pub mod align;
pub mod alike;
pub mod anchor;
pub mod article;
pub mod bounds;
pub(crate) mod calendar;
pub mod change;
pub mod chars;
pub mod checkable;
mod dateline;
pub mod decode;
pub mod diff;
pub mod extract;
pub mod facts;
pub mod file;
pub mod fold;
mod hashed;
pub mod html;
pub mod map;
pub mod markdown;
pub mod mention;
pub mod nearest;
pub mod numbers;
#[cfg(feature = "documents")]
mod office;
mod page;
pub mod pattern;
mod places;
pub mod quotation;
mod scan;
mod seek;
pub mod sentence;
pub mod shared;
pub mod sharing;
pub mod winnow;
pub mod within;
pub mod wording;
