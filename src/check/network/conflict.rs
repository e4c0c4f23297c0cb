//! All that cannot hold in a part of the timeline: disputes over one date, and chains.

use std::collections::BTreeSet;

use super::bounds::Windows;
use super::build::Point;
use super::chain::{self, Chain, Chains};
use super::component::{Component, Lookup};
use super::dates::{self, Dispute, Outright};
use super::graph::ReasonId;
use super::present;
use super::solve::Solver;
use super::survivors;
use crate::check::repair;
use crate::id::{ClaimId, EventId};
use crate::project::Project;

/// Smallest repairs that are offered.
const REPAIRS: usize = 64;

/// Claims that cannot all be right.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// What they conflict over.
    pub over: Over,
    /// All claims that take part, sorted.
    pub claims: Vec<ClaimId>,
    /// All smallest sets of claims whose withdrawal removes it.
    pub repairs: Vec<Vec<ClaimId>>,
    /// Other chains with much the same claims, which fail by no more: told with it, for who mends the one should mend
    /// them all.
    pub variants: Vec<Chain>,
    /// There may be more of these: not all were looked for.
    pub more: bool,
}

impl Conflict {
    /// All its chains, the one that is told first.
    pub fn chains(&self) -> impl Iterator<Item = &Chain> {
        let first = match &self.over {
            Over::Chain(chain) => Some(chain),
            Over::Date(..) => None,
        };
        first.into_iter().chain(&self.variants)
    }

    /// Takes another chain in.
    pub fn join(&mut self, part: &Component, chains: &Chains<'_>, chain: Chain) {
        self.variants.push(chain);
        let all: Vec<&Chain> = self.chains().collect();
        (self.claims, self.repairs) = (claims(part, &all), repairs(part, chains, &all));
    }
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

/// A part of the timeline that holds without the claims of the conflicts that were found in it.
#[derive(Clone, Copy)]
pub struct Rest<'r> {
    /// The project.
    pub project: &'r Project,
    /// The part.
    pub part: &'r Component,
    /// Who said what in it.
    pub lookup: &'r Lookup,
    /// What makes chains of it.
    pub chains: &'r Chains<'r>,
    /// Its bounds, without those claims.
    pub solved: &'r Solver<'r>,
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
        conflicts.push(conflict(part, &chains(), chain));
    }
    if !conflicts.is_empty() {
        let rest = Rest { project, part, lookup: lookup(), chains: &chains(), solved: &solver };
        upcoming(&rest, &mut conflicts);
        survivors::find(&rest, &mut conflicts);
        // What a variant needs besides is likelier right: it still bounds the timeline.
        let claims = conflicts.iter().flat_map(|conflict| match &conflict.over {
            Over::Date(..) => conflict.claims.clone(),
            Over::Chain(chain) => match chain.present {
                Some((present, _)) => part.claim(present).into_iter().collect(),
                None => steps(part, chain).flatten().collect::<Vec<_>>(),
            },
        });
        let mut all: Vec<ReasonId> = claims.filter_map(|claim| lookup().claims.get(&claim).copied()).collect();
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
    let mut events: Vec<EventId> = points.collect();
    events.sort_unstable();
    events.dedup();
    let found = events.into_iter().filter_map(|event| {
        let dispute = dates::dispute(dates.of(event))?;
        let claims = dispute.claims();
        let repairs = dispute.repairs();
        Some(Conflict { over: Over::Date(event, dispute), claims, repairs, variants: Vec::new(), more: false })
    });
    found.collect()
}

/// A chain with its claims and repairs.
pub fn conflict(part: &Component, chains: &Chains<'_>, chain: Chain) -> Conflict {
    let (claims, repairs) = (claims(part, &[&chain]), repairs(part, chains, &[&chain]));
    Conflict { over: Over::Chain(chain), claims, repairs, variants: Vec::new(), more: false }
}

/// All claims of some chains, sorted.
fn claims(part: &Component, chains: &[&Chain]) -> Vec<ClaimId> {
    let mut claims: Vec<ClaimId> = chains.iter().flat_map(|chain| steps(part, chain)).flatten().collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// The claims of each step of a chain: to withdraw all that may stand at one of them mends it.
pub fn steps<'c>(part: &'c Component, chain: &'c Chain) -> impl Iterator<Item = Vec<ClaimId>> + 'c {
    let steps = chain.steps.iter().map(|step| {
        let all = std::iter::once(&step.reason).chain(&step.others);
        let mut claims: Vec<ClaimId> = all.filter_map(|reason| part.claim(*reason)).collect();
        claims.sort_unstable();
        claims
    });
    steps.filter(|claims| !claims.is_empty())
}

/// All smallest sets of claims whose withdrawal mends all of some chains.
pub fn repairs(part: &Component, chains: &Chains<'_>, all: &[&Chain]) -> Vec<Vec<ClaimId>> {
    let one_by_one = |set: Vec<ClaimId>| set.into_iter().map(|claim| vec![claim]).collect();
    let of_chain = |chain: &&Chain| match chains.failing(chain) {
        // What may stand at one step need not fail with all that may stand at another.
        Some(sets) => sets.into_iter().map(one_by_one).collect(),
        None => vec![steps(part, chain).collect()],
    };
    let mut alternatives: Vec<Vec<Vec<ClaimId>>> = all.iter().flat_map(of_chain).collect();
    // A chain may be of any length.
    if let [sets] = alternatives.as_mut_slice() {
        let least = sets.iter().map(Vec::len).min();
        sets.retain(|set| Some(set.len()) == least);
        sets.sort_unstable();
        return std::mem::take(sets);
    }
    repair::mending(&alternatives, REPAIRS)
}

/// Claims that date an event and set it before or after their own article's date, among those that dispute its date:
/// whether or not their date is right, the two may not go together.
fn upcoming(rest: &Rest<'_>, conflicts: &mut Vec<Conflict>) {
    let Rest { project, part, lookup, chains, solved } = *rest;
    let disputed: BTreeSet<ClaimId> = conflicts.iter().flat_map(|conflict| conflict.claims.iter().copied()).collect();
    for reason in disputed.iter().filter_map(|claim| lookup.claims.get(claim)).copied() {
        let inactive = !solved.state.active[reason as usize];
        let Some((source, _)) = chain::presence(project, part, reason) else { continue };
        if !inactive || chains_of(conflicts, reason) {
            continue;
        }
        let mut found = Vec::new();
        let with = || Ok(solved.with(&[reason], part.links(reason), 0));
        let own = present::chain(project, part, chains, (reason, source), with, |other| found.push(other));
        for mut chain in found.into_iter().chain(own.ok().flatten()) {
            if !chain.present.is_some_and(|(present, _)| chains_of(conflicts, present)) {
                chains.gather(project, &mut chain);
                conflicts.push(conflict(part, chains, chain));
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
