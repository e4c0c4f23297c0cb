//! Sources give numbers for one thing that cannot be the same number.
//!
//! A number is the range of what it may be: `35` is 35 and no other, `"~35"` what lies within the property's
//! `tolerance`, `">100"` anything above, `1.2 million` what rounds to it. Numbers conflict where their ranges share
//! nothing: always where the property holds `one` number, and only where both must hold on one calendar day where it
//! holds `one-at-a-time`. Unlike offices, numbers may go up and down, so a number that comes back is no conflict.
//!
//! Never reported: a rounded number that fits its `~`; a number within a range; bounds that leave room for both.
//!
//! Example: one article counts 35 boats, another "more than 40".
//!
//! To mend it: read the passages again. If an article says "about", write `"~35"`; if the numbers are of different
//! days, let the property hold `one-at-a-time` and write `when:`; if they count different things, use two properties.

use super::comparison::Matter;
use super::conflict;
use super::context::Context;
use crate::finding::Finding;
use crate::project::{Holds, Type};
use crate::rule::Rule;

/// Finds numbers whose ranges do not meet.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let concerns = |property: &crate::project::Property| property.of == Type::Number && property.holds != Holds::Many;
    conflict::plain(context, Rule::ConflictingNumbers, Matter::Values, concerns, found);
}
