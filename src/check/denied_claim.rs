//! One source says it, another says that it is not so.
//!
//! A claim with `not:` denies its value and whatever lies within it: who denies New York denies Brooklyn, but who denies
//! Brooklyn does not deny New York. A denied list denies each of its members; a denied range contradicts numbers
//! that lie wholly inside it. Times count as they do for values: a denial of another time contradicts nothing, unless
//! the property holds `one` value, whose time does not matter.
//! A value that fits both sides, such as New York where Brooklyn is said and denied, is listed as compatible.
//!
//! Never reported: two denials; a denial of the coarser by one and of the finer by another; what one source asserts and
//! another only reports as denied (see `attribution-conflict`).
//!
//! Example: one article says that the embassy was open in March, another that it was not.
//!
//! To mend it: read the passages again; if they speak of different times, say so with `when:`.

use super::comparison::Matter;
use super::conflict;
use super::context::Context;
use crate::finding::Finding;
use crate::rule::Rule;

/// Finds claims that others deny.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    conflict::plain(context, Rule::DeniedClaim, Matter::Denials, |_| true, found);
}
