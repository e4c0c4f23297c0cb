//! A dispute as a finding: its sides, its repairs, and what speaks for which.

use std::collections::{BTreeMap, BTreeSet};

use super::balance::balance;
use super::comparison::{self, Compared, Comparison, Matter, Way};
use super::context::Context;
use super::hinges::{self, Hanging};
use super::index::Topic;
use super::positions::{Case, Sides, Stand};
use crate::finding::{Certainty, Finding, Position};
use crate::id::ClaimId;
use crate::rule::Rule;

/// What a comparison found, as findings; `way` is how it was compared.
pub(super) fn findings(
    context: &Context<'_>,
    rule: Rule,
    comparison: &Comparison<'_>,
    compared: &Compared,
    way: Way,
    found: &mut Vec<Finding>,
) {
    for dispute in &compared.disputes {
        let case = Case::new(comparison, compared, dispute);
        let sides = case.sides();
        if sides.stands.len() > 1 {
            found.push(finding(context, rule, &case, &sides, way));
        }
    }
}

fn finding(context: &Context<'_>, rule: Rule, case: &Case<'_, '_>, sides: &Sides, way: Way) -> Finding {
    let speaker = match way {
        Way::Spoken(_, speaker) => Some(speaker),
        Way::Asserted(_) | Way::Attributed => None,
    };
    let certainty = if case.dispute.definite && speaker.is_none() { Certainty::Definite } else { Certainty::Possible };
    let denial = sides.stands.iter().any(|stand| stand.faces.iter().any(|face| face.denied));
    let topic = case.comparison.topic.name(context.project);
    let mut finding = Finding::new(rule, topic, case.question(denial), case.message(sides));
    finding.certainty = Some(certainty);
    finding.why = case.why(sides, certainty, denial);
    finding.help = Some(case.help(certainty));
    if let Some(speaker) = speaker {
        let who = &context.project.entity(speaker).label;
        finding.why = vec![format!("{who} is reported to have said both, and may have: people change their word.")];
        finding.help = Some(format!("Find out what {who} said, and when; a record of the words settles it."));
    }
    let together = |camp: Vec<&Stand>| camp.iter().flat_map(|stand| case.sources(stand)).collect();
    let sources: Vec<BTreeSet<_>> = sides.camps().map(together).collect();
    finding.balance = balance(context, &sources);
    finding.positions = sides.stands.iter().map(|stand| position(context, case, stand)).collect();
    finding.compatible = sides.compatible.iter().map(|stand| position(context, case, stand)).collect();
    finding.repairs = case.repairs(sides);
    if let Some(hanging) = Hanging::new(context, case.comparison.topic, way, finding.claims().collect()) {
        finding.dating = hinges::steps(context, &finding.positions);
        finding.repairs = hanging.repairs(case).unwrap_or(finding.repairs);
    }
    finding
}

fn position(context: &Context<'_>, case: &Case<'_, '_>, stand: &Stand) -> Position {
    let claims: BTreeSet<ClaimId> = stand.claims.iter().map(|at| case.comparison.claim_id(*at)).collect();
    Position {
        value: Some(case.comparison.label(stand)),
        key: case.comparison.key(stand),
        remark: case.remark(stand),
        claims: claims.into_iter().map(|claim| context.cite(claim)).collect(),
        ..Position::default()
    }
}

/// Compares every topic: what sources assert, and what each speaker is reported to have said.
pub(super) fn plain(
    context: &Context<'_>,
    rule: Rule,
    matter: Matter,
    concerns: impl Fn(&crate::project::Property) -> bool + Sync,
    found: &mut Vec<Finding>,
) {
    let project = context.project;
    let wanted = |topic: &Topic| {
        let property = project.property(topic.property);
        // Only what is not asserted outright has speakers of its own.
        let calm = match matter {
            Matter::Values => topic.plain && topic.calm,
            Matter::Denials => topic.plain && topic.undenied,
        };
        concerns(property) && !calm
    };
    let find = |comparison: &Comparison<'_>| {
        let mut found = Vec::new();
        findings(context, rule, comparison, &comparison.asserted(matter), Way::Asserted(matter), &mut found);
        let mut reported = Vec::new();
        for (speaker, compared) in comparison.spoken(matter) {
            findings(context, rule, comparison, &compared, Way::Spoken(matter, speaker), &mut reported);
        }
        found.extend(told_once(reported));
        found
    };
    comparison::each(context, wanted, find, found);
}

/// Two who speak together contradict themselves once: what has no claim that another finding lacks is not told beside
/// it; of equal ones the first is.
fn told_once(reported: Vec<Finding>) -> Vec<Finding> {
    let claims: Vec<BTreeSet<ClaimId>> = reported.iter().map(|finding| finding.claims().collect()).collect();
    let mut order: Vec<usize> = (0..reported.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(claims.get(*at).map_or(0, BTreeSet::len)));
    // Findings that are told, by their claims: one that holds all of another's holds its first.
    let mut told: BTreeMap<ClaimId, Vec<&BTreeSet<ClaimId>>> = BTreeMap::new();
    let mut kept = vec![false; reported.len()];
    for at in order {
        let (Some(mine), Some(kept)) = (claims.get(at), kept.get_mut(at)) else { continue };
        let others = mine.first().and_then(|first| told.get(first));
        *kept = !others.is_some_and(|others| others.iter().any(|other| mine.is_subset(other)));
        if *kept {
            mine.iter().for_each(|claim| told.entry(*claim).or_default().push(mine));
        }
    }
    reported.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(finding, _)| finding).collect()
}
