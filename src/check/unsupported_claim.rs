//! A draft says what no source says.
//!
//! Before a piece is published (`role: draft`, or `gainsay check --draft FILE`), each of its claims must follow from
//! what some source says. A coarser draft is supported by a finer source: "in January" by "on 3 January", "in New
//! York" by "in Brooklyn", "about 35" by "35". A finer draft is not: whoever writes the day must have a source for it.
//!
//! What a source saw up to a month before the draft's date, such as an office-holder, supports "now", unless something
//! says that it has ended: the source itself, or another, also where it only attributes the end to somebody or does
//! not state it for sure. Another draft supports nothing, and neither does a claim that an editor has rejected. A draft
//! that names a speaker needs a source that names the same one.
//!
//! To mend it, add the claim of the source that says so, make the draft as coarse as its sources, or take the
//! sentence out.

use super::context::Context;
use super::draft_text::{described, listed};
use super::entailment::DAYS_EARLIER;
use super::support::{Supported, sources};
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, SourceId};
use crate::project::Project;
use crate::rule::Rule;

/// Finds claims of drafts that no source entails.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let unsupported = |claim: &&Supported| claim.firm.is_empty() && claim.weak.is_empty();
    found.extend(context.drafts().claims.iter().filter(unsupported).map(|claim| finding(context, claim)));
}

fn finding(context: &Context<'_>, supported: &Supported) -> Finding {
    let project = context.project;
    let claim = project.claim(supported.claim);
    let (says, draft) = (described(project, claim), &project.source(claim.source).name);
    let message = if supported.rejected.is_empty() {
        format!("no source supports what {draft} says: {says}")
    } else {
        format!("{draft} says what only a rejected claim supports ({}): {says}", supported.rejected.join(", "))
    };
    let question = format!("Who else says so? {says}");
    let mut finding = Finding::new(Rule::UnsupportedClaim, claim_topic(project, supported.claim), question, message);
    if supported.ended.is_empty() && supported.other_times.is_empty() && supported.others.is_empty() {
        finding.why.push(match supported.rejected.as_slice() {
            [] => "no source says anything on this".into(),
            rejected => format!("only {} would support it, and an editor has rejected that", rejected.join(", ")),
        });
    } else if !supported.rejected.is_empty() {
        finding
            .why
            .push(format!("{} would support it, but an editor has rejected that", supported.rejected.join(", ")));
    }
    let verb = |sources: &[SourceId], one: &str, several: &str| {
        let verb = if sources.len() == 1 { one } else { several };
        format!("{} {verb}", listed(project, sources))
    };
    let ended = sources(project, &supported.ended);
    if !ended.is_empty() {
        let says = verb(&ended, "says so", "say so");
        finding.why.push(format!("{says}, but since then somebody says that it ended, or says something else"));
        finding.why.extend(supported.ended.iter().take(SHOWN).map(|id| said(project, *id)));
    }
    let earlier = sources(project, &supported.other_times);
    if !earlier.is_empty() {
        let says = verb(&earlier, "says so", "say so");
        finding.why.push(format!(
            "{says}, but of another time (what a source saw speaks for the draft's present for {DAYS_EARLIER} days)"
        ));
        finding.why.extend(supported.other_times.iter().take(SHOWN).map(|id| said(project, *id)));
    }
    let others = sources(project, &supported.others);
    if !others.is_empty() {
        let (tells, says) = (verb(&others, "tells", "tell"), if others.len() == 1 { "says" } else { "say" });
        finding.why.push(format!("{tells} of it, but {says} something else"));
        finding.why.extend(supported.others.iter().take(SHOWN).map(|id| said(project, *id)));
    }
    finding.help =
        Some("add the claim of a source that says so, be as coarse as the sources are, or leave it out".into());
    finding.positions.push(Position { claims: vec![context.cite(supported.claim)], ..Position::default() });
    finding
}

/// So many claims of sources are shown of each kind.
const SHOWN: usize = 3;

/// What a source says, and when it was published.
fn said(project: &Project, id: ClaimId) -> String {
    let claim = project.claim(id);
    let source = project.source(claim.source);
    let date = source.date_words().map_or_else(String::new, |date| format!(" ({date})"));
    format!("{}{date}: {}", source.name, described(project, claim))
}
