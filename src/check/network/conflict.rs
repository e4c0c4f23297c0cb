//! All that cannot hold in a part of the timeline: disputes over one date, and chains.

use std::collections::{BTreeSet, VecDeque};

use super::bounds::Windows;
use super::build::Point;
use super::chain::{self, Chain, Chains};
use super::component::{Component, Lookup};
use super::dates::{self, Dispute, Outright};
use super::graph::ReasonId;
use super::solve::Solver;
use crate::id::{ClaimId, EventId};
use crate::project::Project;

/// How many chains that share claims with others are looked for in one part of the timeline.
const OVERLAPPING: usize = 12;
/// How many mendings are tried for that.
const MENDINGS: usize = 120;
/// In a part of more bounds than this, lengths are not made truer to the calendar once more after each mending.
const LARGE: usize = 20_000;

/// Claims that cannot all be right.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What they conflict over.
    pub over: Over,
    /// All claims that take part, sorted.
    pub claims: Vec<ClaimId>,
    /// All smallest sets of claims whose withdrawal removes it.
    pub repairs: Vec<Vec<ClaimId>>,
}

/// What claims conflict over.
#[derive(Clone, Debug)]
pub enum Over {
    /// An event's date, which they give in itself.
    Date(EventId, Dispute),
    /// Dates, orders and lengths of time together.
    Chain(Chain),
}

/// A part of the timeline, solved.
#[derive(Clone, Debug)]
pub struct Solved {
    /// All that cannot hold, disputes over a date first.
    pub conflicts: Vec<Conflict>,
    /// What is left where the claims of all conflicts are left out.
    pub windows: Windows,
}

/// Solves a part of the timeline. `dates` holds the dates that claims give events outright.
pub fn solve(project: &Project, part: &Component, dates: &Outright) -> Solved {
    let mut conflicts = disputes(part, dates);
    let mut active = vec![true; part.graph.reasons()];
    // Most parts have no conflict, and need not look up who said what.
    let lookup = std::cell::OnceCell::new();
    let lookup = || lookup.get_or_init(|| part.by_reason());
    for claim in conflicts.iter().flat_map(|conflict| &conflict.claims) {
        if let Some(reason) = lookup().claims.get(claim) {
            active[*reason as usize] = false;
        }
    }
    let chains = || Chains::new(part, lookup());
    let mut solver = Solver::new(&part.graph, active);
    while let Err(circle) = solver.run() {
        let chain = chains().explain(project, &solver, &circle);
        // What an article says of its own present is that article's matter, and leaves the others' claims in place.
        let said: Vec<ReasonId> = match chain.present {
            Some((reason, _)) => vec![reason],
            None => chain.reasons().filter(|reason| part.claim(*reason).is_some()).collect(),
        };
        if said.is_empty() {
            // Cannot be: sources' dates alone never go round in a circle. Never go round here either.
            solver.withdraw(&circle.reasons);
            continue;
        }
        solver.withdraw(&said);
        conflicts.push(conflict(part, chain));
    }
    if !conflicts.is_empty() {
        upcoming(project, part, lookup(), &chains(), &solver, &mut conflicts);
        overlapping(project, part, lookup(), &chains(), &solver, &mut conflicts);
        let claims = conflicts.iter().flat_map(|conflict| &conflict.claims);
        let mut all: Vec<ReasonId> = claims.filter_map(|claim| lookup().claims.get(claim).copied()).collect();
        all.retain(|&reason| solver.state.active[reason as usize]);
        all.sort_unstable();
        all.dedup();
        // Mostly all of them are withdrawn already.
        if !all.is_empty() {
            solver.withdraw(&all);
        }
        while let Err(circle) = solver.run() {
            solver.withdraw(&circle.reasons);
        }
    }
    Solved { conflicts, windows: solver.windows() }
}

/// The disputes over dates of a part's events.
fn disputes(part: &Component, dates: &Outright) -> Vec<Conflict> {
    let points = part.points.iter().filter_map(|point| match point {
        Point::Event(point) => Some(point.event),
        _ => None,
    });
    let events: BTreeSet<EventId> = points.collect();
    let found = events.into_iter().filter_map(|event| {
        let dispute = dates::dispute(dates.of(event))?;
        let claims = dispute.claims();
        let repairs = dispute.repairs();
        Some(Conflict { over: Over::Date(event, dispute), claims, repairs })
    });
    found.collect()
}

/// A chain with its claims and repairs: to withdraw all that may stand at one of its steps.
fn conflict(part: &Component, chain: Chain) -> Conflict {
    let steps = chain.steps.iter().map(|step| {
        let all = std::iter::once(&step.reason).chain(&step.others);
        let mut claims: Vec<ClaimId> = all.filter_map(|reason| part.claim(*reason)).collect();
        claims.sort_unstable();
        claims
    });
    let mut sets: Vec<Vec<ClaimId>> = steps.filter(|claims| !claims.is_empty()).collect();
    let mut claims = sets.concat();
    claims.sort_unstable();
    claims.dedup();
    let least = sets.iter().map(Vec::len).min().unwrap_or(0);
    sets.retain(|set| set.len() == least);
    sets.sort_unstable();
    Conflict { over: Over::Chain(chain), claims, repairs: sets }
}

/// Whether a chain tells nothing new: it needs what an earlier conflict is made of.
fn is_known(part: &Component, conflicts: &[Conflict], chain: &Chain) -> bool {
    let base: BTreeSet<ClaimId> = chain.steps.iter().filter_map(|step| part.claim(step.reason)).collect();
    conflicts.iter().any(|known| match &known.over {
        Over::Date(_, dispute) => dispute.is_among(&base),
        Over::Chain(other) => {
            // Another way round with much the same claims that fails by no more is mended with it.
            let shared = base.iter().filter(|claim| known.claims.binary_search(claim).is_ok()).count();
            let fails_no_more = chain.by.is_some() == other.by.is_some() && chain.by <= other.by;
            let holds_all = || {
                other.steps.iter().all(|step| {
                    let all = std::iter::once(&step.reason).chain(&step.others);
                    let mut claims = all.filter_map(|reason| part.claim(*reason));
                    part.claim(step.reason).is_none() || claims.any(|claim| base.contains(&claim))
                })
            };
            shared > 1 && fails_no_more || holds_all()
        }
    })
}

/// Claims that date an event and set it before or after their own article's date, among those that dispute its date:
/// whether or not their date is right, the two may not go together.
fn upcoming(
    project: &Project,
    part: &Component,
    lookup: &Lookup,
    chains: &Chains<'_>,
    solved: &Solver<'_>,
    conflicts: &mut Vec<Conflict>,
) {
    let disputed: BTreeSet<ClaimId> = conflicts.iter().flat_map(|conflict| conflict.claims.iter().copied()).collect();
    for reason in disputed.iter().filter_map(|claim| lookup.claims.get(claim)).copied() {
        let inactive = !solved.state.active[reason as usize];
        if !inactive || chain::presence(project, part, reason).is_none() || chains_of(conflicts, reason) {
            continue;
        }
        let mut with = solved.with(&[reason], part.links(reason), 0);
        if let Err(circle) = with.run() {
            let chain = chains.explain(project, &with, &circle);
            if chain.present.is_some() {
                conflicts.push(conflict(part, chain));
            }
        }
    }
}

/// Whether a chain was told already that needs a claim as what its article says of its own present.
fn chains_of(conflicts: &[Conflict], reason: ReasonId) -> bool {
    conflicts.iter().any(|conflict| match &conflict.over {
        Over::Chain(chain) => chain.present.is_some_and(|(present, _)| present == reason),
        Over::Date(..) => false,
    })
}

/// Chains that share claims with those already found, and survive when these are mended.
fn overlapping(
    project: &Project,
    part: &Component,
    lookup: &Lookup,
    chains: &Chains<'_>,
    solved: &Solver<'_>,
    conflicts: &mut Vec<Conflict>,
) {
    let rounds = if part.graph.links().len() > LARGE { 0 } else { 3 };
    let limit = conflicts.len() + OVERLAPPING;
    let is_present = |conflict: &Conflict| matches!(&conflict.over, Over::Chain(chain) if chain.present.is_some());
    let mut open: VecDeque<usize> = (0..conflicts.len()).filter(|&at| !is_present(&conflicts[at])).collect();
    let mut tried = 0;
    while let Some(at) = open.pop_front() {
        for repair in conflicts[at].repairs.clone() {
            tried += 1;
            if tried > MENDINGS || conflicts.len() >= limit {
                return;
            }
            // What is left of this conflict when it is mended so, and of the others when they are mended.
            let mut back: BTreeSet<ClaimId> = conflicts[at].claims.iter().copied().collect();
            for other in conflicts.iter().filter(|other| !is_present(other)).take(64) {
                let mended = other.repairs.first().map(Vec::as_slice).unwrap_or_default();
                back.extend(other.claims.iter().filter(|claim| mended.binary_search(claim).is_err()));
            }
            for claim in &repair {
                back.remove(claim);
            }
            // Claims of another conflict may be back because a third one holds them, too.
            for other in conflicts.iter().take(64) {
                if other.repairs.iter().all(|repair| repair.iter().any(|claim| back.contains(claim))) {
                    for claim in other.repairs.first().into_iter().flatten() {
                        back.remove(claim);
                    }
                }
            }
            let reasons: Vec<ReasonId> = back.iter().filter_map(|claim| lookup.claims.get(claim).copied()).collect();
            let reasons: Vec<ReasonId> =
                reasons.into_iter().filter(|reason| !solved.state.active[*reason as usize]).collect();
            let links = reasons.iter().flat_map(|reason| part.links(*reason));
            let mut mended = solved.with(&reasons, links, rounds);
            while let Err(circle) = mended.run() {
                let chain = chains.explain(project, &mended, &circle);
                let said: Vec<ReasonId> = chain
                    .reasons()
                    .filter(|reason| part.claim(*reason).is_some() && !solved.state.active[*reason as usize])
                    .collect();
                if said.iter().all(|reason| !mended.state.active[*reason as usize]) {
                    let added = circle.reasons.iter().filter(|reason| reasons.contains(reason));
                    let added: Vec<ReasonId> = added.copied().collect();
                    if added.is_empty() {
                        break;
                    }
                    mended.withdraw(&added);
                } else {
                    mended.withdraw(&said);
                }
                if !is_known(part, conflicts, &chain) && conflicts.len() < limit {
                    if chain.present.is_none() {
                        open.push_back(conflicts.len());
                    }
                    conflicts.push(conflict(part, chain));
                }
            }
        }
    }
}
