//! Sources give one thing values that exclude each other: two birthplaces, two holders of one office on one day.
//!
//! Of a property that holds `one` value (a birthplace), any two values that differ exclude each other, whenever they
//! are said. Of one that holds `one-at-a-time` (an office) they do so only where both must have held on one calendar
//! day: that is **definite**. It is **possible** where an office would have to change hands and back: A on Monday,
//! B on Wednesday, A again on Friday, and no claim of any source says that A's tenure ended, or began anew, in
//! between, or that it was not A. A property that holds `many` values never conflicts with itself.
//!
//! Never reported: a later office-holder after an earlier one; a tenure that begins on the day on which another
//! ends; two holders named on the day on which a recorded tenure hands over; a place within a place (`within`); a list
//! that is contained in a longer one; words declared the `same` or `compatible`; a coarser date that contains a finer
//! one; claims that are only attributed (see `attribution-conflict`), unless to one and the same speaker.
//!
//! All sources that say the same are one side, and disputes that share a claim or a day are one finding. A value that
//! fits two sides that exclude each other is listed as compatible with both.
//!
//! Example: one article calls Laura Dogu the chargé d'affaires on 1 February 2026, another Francisco Palmieri.
//!
//! To mend it: read the passages again. If a claim misreads its article, change the claim; if it gives a time that is too
//! wide, write `when:`; if two words mean one thing, declare them the `same`; if one article is wrong, decide so
//! with `gainsay resolve`.

use super::comparison::Matter;
use super::conflict;
use super::context::Context;
use crate::finding::Finding;
use crate::project::{Holds, Type};
use crate::rule::Rule;

/// Finds values that exclude each other, of all types but numbers.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let concerns = |property: &crate::project::Property| property.of != Type::Number && property.holds != Holds::Many;
    conflict::plain(context, Rule::ConflictingValues, Matter::Values, concerns, found);
}
