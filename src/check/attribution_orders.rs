//! How events lie to each other, as only somebody is said to have told it or as it is likely, possible or planned, against
//! what others say of the same events.
//!
//! Only claims on the events that such a claim names are held against it, two and three at a time: what follows from
//! a longer chain is the timeline's, and of that a source that does not assert anything is no part.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::attribution_conflict::tell_manner;
use super::balance::balance;
use super::context::Context;
use super::impossible_timeline::{is_draft, list, shown};
use super::network::build::{Bounded, Point};
use super::network::component::{Component, Lookup};
use super::network::graph::{Link, ORIGIN};
use super::network::split::split;
use super::network::telling;
use super::repair::mending;
use super::sets::Sets;
use super::stance::{Stance, Weight, named_speakers};
use crate::finding::{Certainty, Finding, Position, Step};
use crate::id::{ClaimId, EntityId, EventId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Claim, Form, Project, Relation, Speaker, Target};
use crate::rule::Rule;

/// Comparisons that the claims on the same events may take, and those on all events: but a few for each, however many
/// there are.
const BUDGET: usize = 400_000;
const TOTAL: usize = 20_000_000;
const LEAST: usize = 500;
/// To try whether claims hold together takes as long as so many comparisons of who says them.
const TRIAL: usize = 100;
/// How many smallest repairs are listed.
const REPAIRS: usize = 16;

/// Sets of claims that say the same: one of each cannot hold together. It is gone as soon as all of one set are
/// withdrawn.
type Conflict = Vec<Vec<ClaimId>>;

/// Claims on some events that cannot all hold, some of them not asserted.
#[derive(Debug)]
struct Dispute {
    events: BTreeSet<EventId>,
    conflicts: Vec<Conflict>,
}

/// Claims that say the same in the same manner.
#[derive(Debug)]
struct Alike {
    stance: Stance,
    /// Whose they are, where that matters.
    source: Option<SourceId>,
    claims: Vec<ClaimId>,
    /// Whether they set events against each other, and their sources do not assert it.
    reported: bool,
}

impl Alike {
    fn first(&self) -> ClaimId {
        self.claims.first().copied().unwrap_or(ClaimId(0))
    }
}

/// Finds orders that are asserted and exclude what others attribute, or do not state for sure: one finding for the same
/// events.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let counts = |weight, same_source: bool| match weight {
        Weight::Attribution { across_sources } => !across_sources || !same_source,
        Weight::Plain | Weight::OneSpeaker | Weight::Silent => false,
    };
    for dispute in disputes(context, |_| true, counts, true) {
        let mut finding = finding(context, &dispute, Rule::AttributionConflict);
        finding.certainty = Some(Certainty::Definite);
        tell_manner(context, &mut finding);
        found.push(finding);
    }
}

/// The same of one speaker who is reported to have told it differently.
pub(super) fn one_speaker(context: &Context<'_>, found: &mut Vec<Finding>) {
    let named = |claim: &Claim| named_speakers(claim).next().is_some();
    for dispute in disputes(context, named, |weight, _| weight == Weight::OneSpeaker, false) {
        let mut finding = finding(context, &dispute, Rule::ImpossibleTimeline);
        finding.certainty = Some(Certainty::Possible);
        let name = speaker(context.project, &dispute).map_or("one speaker", |id| &context.project.entity(id).label);
        finding
            .why
            .push(format!("{name} is reported with each of these; both reports are right only if {name} said both"));
        finding.help = Some("look for the statement itself".into());
        found.push(finding);
    }
}

/// Whom the reports have in common.
fn speaker(project: &Project, dispute: &Dispute) -> Option<EntityId> {
    let mut claims = dispute.conflicts.first()?.iter().flatten().map(|id| &project.claim(*id).according_to);
    let first = claims.next()?;
    let rest: Vec<_> = claims.collect();
    first.iter().find_map(|one| match one {
        Speaker::Entity(id) if rest.iter().all(|other| other.contains(one)) => Some(*id),
        Speaker::Entity(_) | Speaker::Unnamed => None,
    })
}

/// What a claim says of events, if anything, and which they are.
fn events(project: &Project, id: ClaimId) -> BTreeSet<EventId> {
    match &project.claim(id).form {
        Form::Event(said) => said.events().collect(),
        Form::State(_) | Form::Utterance(_) => BTreeSet::new(),
    }
}

/// Whether a claim sets events against each other, and its source does not assert it. What bounds the timeline as if it
/// were asserted is told there.
fn is_reported_order(context: &Context<'_>, id: ClaimId) -> bool {
    let glance = context.glances.of(id);
    // Most claims need not be looked at.
    if glance.is(Glance::PLAIN) || glance.is(Glance::HARD) {
        return false;
    }
    let Form::Event(said) = &context.project.claim(id).form else { return false };
    said.relations.iter().any(|relation| matches!(relation.target, Target::Event(_)))
}

/// Disputes over the events of claims that their sources do not assert, of some such claims and of those pairs of stances
/// that count; with `together`, of three claims as well.
fn disputes(
    context: &Context<'_>,
    some: impl Fn(&Claim) -> bool,
    counts: impl Fn(Weight, bool) -> bool + Sync,
    together: bool,
) -> Vec<Dispute> {
    let project = context.project;
    let all = || context.glances.which(Glance::EVENT);
    let orders = all().filter(|id| is_reported_order(context, *id) && some(project.claim(*id)));
    let groups: BTreeSet<BTreeSet<EventId>> = orders.map(|id| events(project, id)).collect();
    if groups.is_empty() {
        return Vec::new();
    }
    let named: BTreeSet<EventId> = groups.iter().flatten().copied().collect();
    let claims: Vec<ClaimId> = all().filter(|id| events(project, *id).is_subset(&named)).collect();
    let (parts, _) = split(&Bounded::new(project, &context.glances.only(&claims)));
    let parts: Vec<(Component, Lookup)> = parts
        .into_iter()
        .map(|part| {
            let lookup = part.by_reason();
            (part, lookup)
        })
        .collect();
    let part_of: FxHashMap<ClaimId, usize> =
        (0..).zip(&parts).flat_map(|(at, (_, lookup))| lookup.claims.keys().map(move |claim| (*claim, at))).collect();
    // What bounds nothing excludes nothing.
    let said = alike(context, claims.into_iter().filter(|id| part_of.contains_key(id)));
    let left = (TOTAL / groups.len()).clamp(LEAST, BUDGET);
    let groups: Vec<BTreeSet<EventId>> = groups.into_iter().collect();
    let disputes = groups.into_par_iter().flat_map_iter(|events| {
        let said: Vec<&Alike> = subsets(&events).iter().filter_map(|events| said.get(events)).flatten().collect();
        let part = said.iter().find_map(|alike| parts.get(*part_of.get(&alike.first())?));
        let conflicts =
            part.map(|(part, lookup)| Trial { project, part, lookup, left }.conflicts(&said, &counts, together));
        let apart = apart(conflicts.unwrap_or_default()).into_iter();
        apart.map(move |conflicts| Dispute { events: events.clone(), conflicts })
    });
    disputes.collect()
}

/// All sets of some events, the largest first; of very many only the whole and the least.
fn subsets(events: &BTreeSet<EventId>) -> Vec<BTreeSet<EventId>> {
    if events.len() > 6 {
        let one = events.iter().map(|event| BTreeSet::from([*event]));
        return std::iter::once(events.clone()).chain(one).collect();
    }
    let of = |bits: u32| (0..).zip(events).filter(|(at, _)| bits >> at & 1 == 1).map(|(_, event)| *event).collect();
    let mut sets: Vec<BTreeSet<EventId>> = (1..1_u32 << events.len()).map(of).collect();
    sets.sort_by_key(|set| Reverse(set.len()));
    sets
}

/// Claims by the events that they name, those together that say the same. An article may report what it corrects: what
/// one source both asserts and reports is kept apart by source.
fn alike(
    context: &Context<'_>,
    claims: impl Iterator<Item = ClaimId> + Clone,
) -> BTreeMap<BTreeSet<EventId>, Vec<Alike>> {
    let project = context.project;
    let stated = |plain: bool| -> FxHashSet<SourceId> {
        let claims = claims.clone().map(|id| project.claim(id));
        claims.filter(|claim| claim.is_asserted() == plain).map(|claim| claim.source).collect()
    };
    let (asserting, reporting) = (stated(true), stated(false));
    let mut said: BTreeMap<(String, Stance, Option<SourceId>, bool), Vec<ClaimId>> = BTreeMap::new();
    for id in claims {
        let claim = project.claim(id);
        let both = asserting.contains(&claim.source) && reporting.contains(&claim.source);
        let source = (both || names_published(claim)).then_some(claim.source);
        let reported = is_reported_order(context, id);
        said.entry((telling::key(project, id), Stance::of(claim), source, reported)).or_default().push(id);
    }
    let mut alike: BTreeMap<BTreeSet<EventId>, Vec<Alike>> = BTreeMap::new();
    for ((_, stance, source, reported), claims) in said {
        let events = claims.first().map(|id| events(project, *id)).unwrap_or_default();
        alike.entry(events).or_default().push(Alike { stance, source, claims, reported });
    }
    alike
}

/// Conflicts that share no claim are told apart.
fn apart(conflicts: BTreeSet<Conflict>) -> Vec<Vec<Conflict>> {
    let conflicts: Vec<Conflict> = conflicts.into_iter().collect();
    let mut sets = Sets::new(conflicts.len());
    let mut first: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (at, conflict) in conflicts.iter().enumerate() {
        for id in conflict.iter().flatten() {
            sets.join(at, *first.entry(*id).or_insert(at));
        }
    }
    let of = |set: Vec<usize>| set.into_iter().filter_map(|at| conflicts.get(at).cloned()).collect();
    sets.all().into_iter().map(of).collect()
}

/// Whether what a claim says hangs on its source's own date.
fn names_published(claim: &Claim) -> bool {
    let Form::Event(said) = &claim.form else { return false };
    let of = |relation: &Relation| match &relation.target {
        Target::Published => true,
        Target::Date(date) => date.names_published(),
        Target::Event(_) => false,
    };
    said.when.as_ref().is_some_and(|when| when.names_published()) || said.relations.iter().any(of)
}

/// Claims that are tried together.
struct Trial<'t> {
    project: &'t Project,
    part: &'t Component,
    lookup: &'t Lookup,
    /// How many comparisons it may still take.
    left: usize,
}

impl Trial<'_> {
    /// What cannot hold together, a reported order in each; as far as the comparisons go.
    fn conflicts(
        &mut self,
        said: &[&Alike],
        counts: impl Fn(Weight, bool) -> bool,
        together: bool,
    ) -> BTreeSet<Conflict> {
        let mut found = BTreeSet::new();
        let mut tell = |conflict: &[&Alike]| {
            let mut conflict: Conflict = conflict.iter().map(|alike| alike.claims.clone()).collect();
            conflict.sort_unstable();
            found.insert(conflict);
        };
        for one in said.iter().filter(|one| one.reported) {
            let mut rest: Vec<&Alike> = Vec::new();
            for other in said {
                let Some(left) = self.left.checked_sub(1) else { return found };
                self.left = left;
                let same_source = one.source.is_some() && one.source == other.source;
                if !counts(one.stance.against(&other.stance), same_source) {
                    continue;
                }
                match self.exclude(&[one.first(), other.first()]) {
                    Some(true) => tell(&[one, other]),
                    Some(false) if together && other.stance.is_plain() => rest.push(other),
                    Some(false) => {}
                    None => return found,
                }
            }
            for (at, second) in rest.iter().enumerate() {
                for third in rest.iter().skip(at + 1) {
                    match self.exclude(&[one.first(), second.first(), third.first()]) {
                        Some(true) => tell(&[one, second, third]),
                        Some(false) => {}
                        None => return found,
                    }
                }
            }
        }
        found
    }

    /// Whether claims cannot hold together through how they set events against each other: what one of them cannot be by
    /// itself, and what mere dates exclude, is told elsewhere; and of three claims two would do.
    fn exclude(&mut self, claims: &[ClaimId]) -> Option<bool> {
        self.left = self.left.checked_sub(TRIAL)?;
        let any = |_: &Link| true;
        let placed = |link: &Link| !self.sets_events_apart(link);
        let alone = || {
            (0..claims.len()).all(|out| {
                let rest = claims.iter().enumerate().filter(|(at, _)| *at != out);
                !self.fails(&rest.map(|(_, id)| *id).collect::<Vec<_>>(), any)
            })
        };
        Some(self.fails(claims, any) && !self.fails(claims, placed) && alone())
    }

    fn fails(&self, claims: &[ClaimId], counts: impl Fn(&Link) -> bool) -> bool {
        self.part.exclude(self.project, self.lookup, claims, counts)
    }

    /// Whether a bound lies between two events, rather than between one and the calendar or an article's date.
    fn sets_events_apart(&self, link: &Link) -> bool {
        let is_event = |node| node != ORIGIN && matches!(self.part.point(node), Point::Event(_));
        is_event(link.from) && is_event(link.to)
    }
}

fn finding(context: &Context<'_>, dispute: &Dispute, rule: Rule) -> Finding {
    let project = context.project;
    let names: Vec<&str> = dispute.events.iter().map(|id| project.event(*id).name.as_str()).collect();
    let labels: Vec<String> = dispute.events.iter().map(|id| project.event(*id).label.to_string()).collect();
    let claims: BTreeSet<ClaimId> = dispute.conflicts.iter().flatten().flatten().copied().collect();
    // What is asserted comes first; who says the same in the same manner shares a side.
    let mut sides: BTreeMap<(bool, String), Vec<ClaimId>> = BTreeMap::new();
    for id in &claims {
        let reported = !context.glances.of(*id).is(Glance::PLAIN);
        sides.entry((reported, telling::key(project, *id))).or_default().push(*id);
    }
    let mut said: Vec<String> = Vec::new();
    let mut positions: Vec<Position> = Vec::new();
    let mut witnesses: Vec<BTreeSet<SourceId>> = Vec::new();
    for ((_, key), claims) in sides {
        let Some(says) = claims.first().map(|id| telling::says(project, *id)) else { continue };
        let sources: BTreeSet<SourceId> = claims.iter().map(|id| project.claim(*id).source).collect();
        let names: Vec<String> = sources.iter().map(|id| project.source(*id).name.to_string()).collect();
        said.push(format!("{says} ({})", list(&shown(names))));
        let claims = claims.iter().map(|id| telling::cite(project, *id)).collect();
        positions.push(Position { value: Some(says), key, claims, ..Position::default() });
        witnesses.push(sources);
    }
    let question = match labels.as_slice() {
        [one] => format!("How does {one} lie in time?"),
        several => format!("How do {} lie in time?", list(&shown(several.to_vec()))),
    };
    let message = format!("{}: not all of this can be", shown(said).join("; "));
    let mut finding = Finding::new(rule, names.join(", "), question, message);
    let least = dispute.conflicts.iter().min_by_key(|claims| claims.len());
    match least.map(Vec::as_slice) {
        // Of three claims, none of which excludes another, no two are sides.
        Some([a, b, c]) => finding.steps = steps(project, [a, b, c].into_iter().filter_map(|claims| claims.first())),
        _ => finding.balance = balance(context, &witnesses),
    }
    finding.positions = positions;
    finding.repairs = mending(&dispute.conflicts, REPAIRS);
    finding.draft = is_draft(project, claims.into_iter());
    finding
}

/// Claims of which no two, but all together exclude each other.
fn steps<'c>(project: &Project, claims: impl Iterator<Item = &'c ClaimId>) -> Vec<Step> {
    let step = |id: &ClaimId| Step {
        says: telling::says(project, *id),
        cited: Some(telling::cite(project, *id)),
        forces: None,
    };
    let mut steps: Vec<Step> = claims.map(step).collect();
    if let Some(step) = steps.last_mut() {
        step.forces = Some("of these three no calendar fits all".into());
    }
    steps
}

#[cfg(test)]
mod tests;
