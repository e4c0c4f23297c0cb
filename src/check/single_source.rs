//! A draft's claim rests on too few independent sources.
//!
//! A newsroom that asks for two sources counts witnesses, not articles: an article that a program wrote (`authorship:
//! ai` or `mixed`) counts for none, an article and its reprints and rewrites (`derived-from`, or long passages in
//! common) count for one, a reference counts, another draft does not. `min-sources` in gainsay.yaml, or
//! `--min-sources`, says how many are asked for; 2 where nothing is said.
//!
//! A claim that no source supports at all is `unsupported-claim`, and not told again here.
//!
//! To mend it, find another source that is independent of the first, and add its claim; or take the sentence out.

use super::context::Context;
use super::draft_text::{described, listed};
use super::support::{Supported, sources};
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::project::Authorship;
use crate::rule::Rule;

/// Finds claims of drafts with fewer independent sources than the settings ask for.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for claim in &context.drafts().claims {
        let witnesses = claim.witnesses(context);
        let any = !(claim.firm.is_empty() && claim.weak.is_empty());
        if any && witnesses < context.project.settings.min_sources {
            found.push(finding(context, claim, witnesses));
        }
    }
}

fn finding(context: &Context<'_>, supported: &Supported, witnesses: usize) -> Finding {
    let project = context.project;
    let claim = project.claim(supported.claim);
    let says = described(project, claim);
    let mut behind: Vec<_> = supported.firm.iter().chain(&supported.weak).copied().collect();
    behind.sort();
    let behind = sources(project, &behind);
    let count = match witnesses {
        0 => "no independent source supports".to_owned(),
        1 => "only one independent source supports".to_owned(),
        more => format!("only {more} independent sources support"),
    };
    let message = format!("{count} what {} says: {says}", project.source(claim.source).name);
    let question = format!("Who else says so? {says}");
    let mut finding = Finding::new(Rule::SingleSource, claim_topic(project, supported.claim), question, message);
    finding.why.push(format!(
        "it rests on {}; {} are asked for",
        listed(project, &behind),
        project.settings.min_sources
    ));
    let by_program: Vec<_> =
        behind.iter().copied().filter(|id| project.source(*id).authorship != Authorship::Human).collect();
    if !by_program.is_empty() {
        finding.why.push(format!("{} does not count: written with AI", listed(project, &by_program)));
    }
    if behind.len() - by_program.len() > witnesses {
        finding.why.push("copies and rewrites of one article count once".into());
    }
    finding.help = Some("find another independent source and add its claim, or take the sentence out".into());
    finding.positions.push(Position { claims: vec![context.cite(supported.claim)], ..Position::default() });
    finding
}
