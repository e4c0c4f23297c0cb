//! Dates of events that only somebody is said to have given, or that are likely, possible or planned, against others.

use std::collections::{BTreeMap, BTreeSet};

use super::attribution_conflict::tell_manner;
use super::context::Context;
use super::impossible_timeline::date_finding;
use super::network::dates::{self, Dated, Dispute, Window};
use super::repair::smallest;
use super::stance::{Stance, Weight};
use crate::finding::{Certainty, Finding};
use crate::id::{ClaimId, EntityId, EventId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Claim, Project, Speaker, Sureness};
use crate::rule::Rule;

/// Comparisons that the dates of one event may take.
const BUDGET: usize = 2_000_000;
/// How many smallest repairs are listed.
const REPAIRS: usize = 16;

/// Finds dates that are asserted and exclude what others attribute, or do not state for sure: one finding for each
/// event, with a side for each date.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let dated = |id: ClaimId| said(context, id, project.claim(id));
    let hedged: BTreeSet<EventId> = hedged(context).filter_map(|id| Some(dated(id)?.event)).collect();
    if hedged.is_empty() {
        return;
    }
    let mut events: BTreeMap<EventId, Vec<Dated>> = BTreeMap::new();
    for date in context.glances.which(Glance::EVENT).filter_map(dated).filter(|date| hedged.contains(&date.event)) {
        events.entry(date.event).or_default().push(date);
    }
    for (event, all) in events {
        found.extend(finding(context, event, &all));
    }
}

/// When a claim says that an event was, by its date or by how it lies to dates. Orders that bound the timeline are told
/// there.
fn said(context: &Context<'_>, id: ClaimId, claim: &Claim) -> Option<Dated> {
    let glance = context.glances.of(id);
    if glance.is(Glance::HARD) && !glance.is(Glance::PLAIN) {
        return dates::dated(context.project, id, claim);
    }
    dates::said(context.project, id, claim)
}

/// Claims on events that their sources do not assert outright.
fn hedged<'c>(context: &'c Context<'_>) -> impl Iterator<Item = ClaimId> + 'c {
    context.glances.which(Glance::EVENT).filter(|id| !context.glances.of(*id).is(Glance::PLAIN))
}

fn finding(context: &Context<'_>, event: EventId, all: &[Dated]) -> Option<Finding> {
    let project = context.project;
    let pairs = pairs(project, all);
    let part: BTreeSet<ClaimId> = pairs.iter().flat_map(|(a, b)| a.iter().chain(b)).copied().collect();
    let part: Vec<Dated> = all.iter().filter(|date| part.contains(&date.claim)).copied().collect();
    let dispute = dates::dispute(&part)?;
    let mut finding = date_finding(context, event, &dispute, Rule::AttributionConflict);
    finding.certainty = Some(Certainty::Definite);
    finding.why = Vec::new();
    tell_manner(context, &mut finding);
    let plain: usize = pairs.iter().map(|(a, b)| a.len() * b.len()).sum();
    finding.repairs = if plain <= 400 {
        let conflicts = pairs.iter().flat_map(|(a, b)| a.iter().flat_map(move |a| b.iter().map(move |b| vec![*a, *b])));
        smallest(&conflicts.collect::<Vec<_>>(), REPAIRS)
    } else {
        dispute.repairs()
    };
    Some(finding)
}

/// Claims of one source that say the same date in the same manner, against such claims that they exclude.
fn pairs(project: &Project, all: &[Dated]) -> Vec<(Vec<ClaimId>, Vec<ClaimId>)> {
    let mut groups: BTreeMap<(String, Stance, SourceId), (Window, Vec<ClaimId>)> = BTreeMap::new();
    for date in all {
        let claim = project.claim(date.claim);
        let group = groups.entry((date.when.written(), Stance::of(claim), claim.source));
        group.or_insert_with(|| (date.when, Vec::new())).1.push(date.claim);
    }
    let groups: Vec<_> = groups.into_iter().collect();
    let (plain, hedged): (Vec<_>, Vec<_>) = groups.iter().partition(|((_, stance, _), _)| stance.is_plain());
    let mut found = Vec::new();
    let mut budget = BUDGET;
    for (at, ((_, stance, source), (when, claims))) in hedged.iter().enumerate() {
        let others = plain.iter().chain(hedged.iter().skip(at + 1));
        for ((_, other_stance, other_source), (other_when, others)) in others {
            let Some(rest) = budget.checked_sub(1) else { return found };
            budget = rest;
            let counts = match stance.against(other_stance) {
                Weight::Attribution { across_sources } => !across_sources || source != other_source,
                Weight::Plain | Weight::OneSpeaker | Weight::Silent => false,
            };
            if counts && when.excludes(other_when) {
                found.push((claims.clone(), others.clone()));
            }
        }
    }
    found
}

/// One speaker who is reported to have given one event dates that exclude each other.
pub(super) fn one_speaker(context: &Context<'_>) -> Vec<(EventId, EntityId, Dispute)> {
    let mut said: BTreeMap<(EventId, EntityId), Vec<Dated>> = BTreeMap::new();
    let project = context.project;
    let reported = hedged(context).map(|id| (id, project.claim(id)));
    for (id, claim) in reported.filter(|(_, claim)| claim.certainty == Sureness::Stated) {
        for speaker in &claim.according_to {
            if let Speaker::Entity(speaker) = speaker
                && let Some(date) = dates::said(project, id, claim)
            {
                said.entry((date.event, *speaker)).or_default().push(date);
            }
        }
    }
    let disputes =
        said.into_iter().filter_map(|((event, speaker), dates)| Some((event, speaker, dates::dispute(&dates)?)));
    disputes.collect()
}
