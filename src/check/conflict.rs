//! A dispute as a finding: its sides, its repairs, and what speaks for which.

use std::collections::BTreeSet;

use super::balance::balance;
use super::comparison::{self, Compared, Comparison, Matter};
use super::context::Context;
use super::hinges::{self, Hanging, Way};
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
        let mut told: BTreeSet<Vec<ClaimId>> = BTreeSet::new();
        for (speaker, compared) in comparison.spoken(matter) {
            let mut reported = Vec::new();
            findings(context, rule, comparison, &compared, Way::Spoken(matter, speaker), &mut reported);
            // Two who speak together contradict themselves once.
            reported.retain(|finding| told.insert(finding.claims().collect::<BTreeSet<_>>().into_iter().collect()));
            found.extend(reported);
        }
        found
    };
    comparison::each(context, wanted, find, found);
}
