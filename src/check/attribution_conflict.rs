//! What one source asserts, another only attributes to somebody or does not state for sure, and both cannot be true.
//!
//! A claim with `according-to` reports what somebody says; one with `certainty: likely`, `possible` or `planned` does not
//! state it. Against an assertion that excludes it (a value, a number, a denial, the date of an event, which of two came
//! first) such a claim is no contradiction between sources, but somebody should know of it.
//!
//! Never reported: two speakers who say opposite things; an article that reports a statement and corrects it itself;
//! two claims of which neither is stated for sure. Where one and the same speaker is reported to have said two
//! different things, that is a possible conflict of its own (`conflicting-values` and the like).
//!
//! Example: one article says that 35 boats were struck, another that the ministry speaks of 50.
//!
//! To mend it: if the second article holds it for true itself, leave `according-to` out; else both may stand: turn
//! the finding into a known one with `gainsay baseline`, or decide with `gainsay resolve`.

use super::comparison::{self, Comparison, Way};
use super::conflict;
use super::context::Context;
use crate::finding::Finding;
use crate::project::Sureness;
use crate::rule::Rule;

/// Finds assertions that exclude what others attribute, or do not state for sure.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let attributed = |comparison: &Comparison<'_>| {
        let mut found = Vec::new();
        let compared = comparison.attributed();
        conflict::findings(context, Rule::AttributionConflict, comparison, &compared, Way::Attributed, &mut found);
        found.iter_mut().for_each(|finding| tell_manner(context, finding));
        found
    };
    comparison::each(context, |topic| !topic.plain, attributed, found);
    super::attribution_events::check(context, found);
    super::attribution_orders::check(context, found);
}

/// Says of a finding's claims in which manner one side is said, and what to ask whoever said it.
pub(super) fn tell_manner(context: &Context<'_>, finding: &mut Finding) {
    let claims = || finding.claims().map(|id| context.project.claim(id));
    let attributed = claims().any(|claim| !claim.according_to.is_empty());
    let unsure = claims().any(|claim| claim.certainty != Sureness::Stated);
    let (why, ask, key) = match (attributed, unsure) {
        (true, true) => (
            "One side is only attributed to somebody, or not stated for sure.",
            "Ask whether the source that reports it also holds it for true, and for sure.",
            "`according-to` and `certainty`",
        ),
        (false, true) => {
            ("One side is not stated for sure.", "Ask whether the article really leaves it open.", "`certainty`")
        }
        (_, false) => (
            "One side is only attributed to somebody.",
            "Ask whether the source that reports it also holds it for true.",
            "`according-to`",
        ),
    };
    finding.why.push(why.into());
    finding.help =
        Some(format!("{ask} If so, leave {key} out; if not, both may stand: accept it with `gainsay baseline`."));
}
