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
pub mod notation;
pub mod number_words;
pub mod numbers;
#[cfg(feature = "documents")]
mod office;
pub mod packed;
mod page;
pub mod parts;
pub mod pattern;
mod places;
pub mod quotation;
pub mod reading;
pub mod scalar;
mod scan;
mod seek;
pub mod sentence;
pub mod shared;
pub mod sharing;
pub mod winnow;
pub mod within;
pub mod wording;

/// What a mend offers to write instead, in backticks right behind `write`, `did you mean` or another offer.
#[cfg(test)]
pub(crate) fn offered(help: &str) -> Vec<&str> {
    let mut offered = Vec::new();
    let mut last = false;
    for (at, piece) in help.split('`').enumerate() {
        if at % 2 == 0 {
            last = piece.ends_with("write ") || piece.ends_with("did you mean ") || last && piece == " or ";
        } else if last {
            offered.push(piece);
        }
    }
    offered
}
