//! A decision to reject a claim no longer holds.
//!
//! An editor's decision (`resolutions:` in a claim file) holds claims as they were. It lapses, and whatever it had
//! settled is open again, when
//!
//! - a claim that it rejects is gone, or has another name now;
//! - the claim says something else than the decision's `value`, or was changed after `gainsay resolve` wrote the
//!   decision (its `content` is a checksum of the claim, quotes among it; layout does not count);
//! - the day named by `until` has passed. On that day itself the decision still holds.
//!
//! ```yaml
//! resolutions:
//!   - rejects: [nishadil/charge]
//!     because: The State Department's own list names Laura Dogu.
//!     by: desk@example.org
//!     on: 2026-03-10
//!     until: 2026-09-10
//! ```
//!
//! On 11 September 2026 this is found. A decision without `until`, `value` and `content` lapses only when its claim
//! is gone.
//!
//! To mend it, look at the question again: give the decision a later `until`, write what the claim says now in
//! `value`, take `content` out if the decision stands all the same, or delete the decision. `--today DATE` tells what
//! will have lapsed on another day.

use super::context::Context;
use crate::finding::Finding;

/// Finds nothing by itself: whether a decision holds hangs on the day, which only triage knows (`triage::lapse`).
pub fn check(_context: &Context<'_>, _found: &mut Vec<Finding>) {}
