//! A draft asserts what its sources only attribute, or is surer than they are.
//!
//! "The minister resigned, a spokesman said" becomes "the minister resigned"; "may have been killed" becomes "was
//! killed". Found where every source that supports the draft's claim gives it as somebody's word (`according-to`), or
//! holds it only for likely, possible or planned (`certainty`) where the draft states it. One source that asserts it
//! is enough to keep this silent.
//!
//! To mend it, say in the draft who says so, or how certain it is, as its sources do.

use super::context::Context;
use super::draft_text::{described, listed, speakers};
use super::support::{Supported, sources};
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, SourceId};
use crate::project::Sureness;
use crate::rule::Rule;

/// Finds claims of drafts that are firmer than all of their sources.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let lost = |claim: &&Supported| claim.firm.is_empty() && !claim.weak.is_empty();
    found.extend(context.drafts().claims.iter().filter(lost).map(|claim| finding(context, claim)));
}

fn finding(context: &Context<'_>, supported: &Supported) -> Finding {
    let project = context.project;
    let claim = project.claim(supported.claim);
    let says = described(project, claim);
    let behind = sources(project, &supported.weak);
    let attributed: Vec<ClaimId> =
        supported.weak.iter().copied().filter(|id| !project.claim(*id).according_to.is_empty()).collect();
    let attributing = sources(project, &attributed);
    let unsure: Vec<SourceId> = behind.iter().copied().filter(|id| !attributing.contains(id)).collect();
    let one_or_more = |sources: &[SourceId], one: &'static str, more: &'static str| {
        format!("{} {}", listed(project, sources), if sources.len() == 1 { one } else { more })
    };
    let draft = &project.source(claim.source).name;
    let message = if attributing.is_empty() || !claim.according_to.is_empty() {
        format!("{draft} is surer of it than {}: {says}", one_or_more(&behind, "is", "are"))
    } else {
        let only = one_or_more(&attributing, "only attributes", "only attribute");
        // Who attributes nothing must not be said to.
        let doubt = match unsure.as_slice() {
            [] => String::new(),
            unsure => format!(", and what {} not sure of", one_or_more(unsure, "is", "are")),
        };
        format!("{draft} asserts what {only}{doubt}: {says}")
    };
    let question = format!("Who says so, and how surely? {says}");
    let mut finding = Finding::new(Rule::AttributionLost, claim_topic(project, supported.claim), question, message);
    for id in &supported.weak {
        let said = project.claim(*id);
        let by = speakers(project, said);
        let how = match said.certainty {
            Sureness::Stated => "",
            Sureness::Likely => " as likely",
            Sureness::Possible => " as possible",
            Sureness::Planned => " as planned",
        };
        finding.why.push(format!("{} gives it{how}{by}", project.source(said.source).name));
    }
    let certain = supported.weak.iter().any(|id| project.claim(*id).certainty == claim.certainty);
    let help = match (attributing.is_empty() || !claim.according_to.is_empty(), certain) {
        (true, _) => "say in the draft how certain it is (`certainty`)",
        (false, true) => "say in the draft who says so (`according-to`)",
        (false, false) => "say in the draft who says so (`according-to`), and how certain it is (`certainty`)",
    };
    finding.help = Some(help.into());
    let mut cited = vec![context.cite(supported.claim)];
    cited.extend(supported.weak.iter().map(|id| context.cite(*id)));
    finding.positions.push(Position { claims: cited, ..Position::default() });
    finding
}
