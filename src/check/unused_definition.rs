//! TODO one sentence.

use super::context::Context;
use crate::finding::Finding;

/// Finds.
pub fn check(_context: &Context<'_>, _found: &mut Vec<Finding>) {}
