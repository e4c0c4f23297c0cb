//! What stands against an article's word on its own present, where some claims are left out.
//!
//! A chain is one reason why an event cannot lie after (or before) the article's own date; when its claims are
//! withdrawn, others may say the same. Whether any do is asked here, of the part of the timeline in which the event
//! lies.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, Chains, presence};
use super::component::{Component, Lookup};
use super::conflict::{Conflict, Over};
use super::graph::ReasonId;
use super::solve::Solver;
use crate::id::{ClaimId, SourceId};
use crate::project::{Form, Project};

/// How many claims that take part in other conflicts are put back to see whether they stand against an article.
const BACK: usize = 64;
/// How many of these are tried one by one.
const ALONE: usize = 16;
/// How many ways are tried to take them together.
const TRIES: usize = 64;
/// How many other contradictions are left aside in the search for one chain.
const CIRCLES: usize = 100;
/// In a part of more bounds than this, lengths are not made truer to the calendar once more.
const LARGE: usize = 20_000;
/// How many bounds are copied in all; to solve anew takes as long as to copy so many times.
const WORK: usize = 200_000_000;
const ANEW: usize = 20;

/// What an article says of its own present: which claim sets an event after or before the date of which article.
pub type Said = (ReasonId, SourceId);

/// Too much was asked: there is no answer.
#[derive(Clone, Copy, Debug)]
pub struct Spent;

/// Looks for a chain that says that an article's word cannot be, among all that counts in what `solver` makes. Of a
/// contradiction that is none of the article's one claim is left out, the last, or where that leads nowhere the first; one
/// that is another article's is `other`.
///
/// # Errors
/// Those of `solver`.
pub fn chain<'n>(
    project: &Project,
    part: &Component,
    chains: &Chains<'_>,
    said: Said,
    mut solver: impl FnMut() -> Result<Solver<'n>, Spent>,
    mut other: impl FnMut(Chain),
) -> Result<Option<Chain>, Spent> {
    for keep_first in [true, false] {
        let mut solver = solver()?;
        // Where too much else is wrong, nothing is known to stand against it.
        for _ in 0..CIRCLES {
            let Err(circle) = solver.run() else { break };
            let chain = chains.bare(project, &solver, &circle);
            let claims = || chain.reasons().filter(|&it| it != said.0 && part.claim(it).is_some());
            let least = match chain.present {
                Some(present) if present == said => return Ok(Some(chain)),
                Some((other, _)) => Some(other),
                None if keep_first => claims().max(),
                None => claims().min(),
            };
            let Some(claim) = least else { break };
            solver.withdraw(&[claim]);
            if chain.present.is_some() {
                other(chain);
            }
        }
    }
    Ok(None)
}

/// A part of the timeline, without what its conflicts are made of.
#[derive(Debug)]
pub struct Presents<'n> {
    project: &'n Project,
    /// The part.
    pub part: &'n Component,
    /// Who said what in it.
    pub lookup: Lookup,
    solver: Solver<'n>,
    /// What may still be done.
    work: Cell<usize>,
}

impl<'n> Presents<'n> {
    /// A part, with all conflicts that were found in it.
    pub fn new(project: &'n Project, part: &'n Component, conflicts: &[Conflict]) -> Self {
        let lookup = part.by_reason();
        let mut active = vec![true; part.graph.reasons()];
        let mut leave = |reason: ReasonId| active[reason as usize] = false;
        for conflict in conflicts {
            match &conflict.over {
                Over::Chain(Chain { present: Some((present, _)), .. }) => leave(*present),
                _ => conflict.claims.iter().filter_map(|claim| lookup.claims.get(claim)).copied().for_each(&mut leave),
            }
        }
        let mut solver = Solver::new(&part.graph, active);
        while let Err(circle) = solver.run() {
            solver.withdraw(&circle.reasons);
        }
        Self { project, part, lookup, solver, work: Cell::new(WORK) }
    }

    /// A chain that says that the article's word cannot be, of claims that are not left out.
    ///
    /// # Errors
    /// Where too much was asked already.
    pub fn against(&self, said: Said, out: &BTreeSet<ClaimId>) -> Result<Option<Chain>, Spent> {
        let gone: Vec<ReasonId> = out.iter().filter_map(|claim| self.lookup.claims.get(claim).copied()).collect();
        if gone.contains(&said.0) {
            return Ok(None);
        }
        if let Some(chain) = self.attempt(said, &gone, &[])? {
            return Ok(Some(chain));
        }
        let back = self.back(said.0, &gone);
        for one in back.iter().take(ALONE) {
            if let Some(chain) = self.attempt(said, &gone, &[*one])? {
                return Ok(Some(chain));
            }
        }
        self.search(said, &gone, &back)
    }

    /// Looks for a chain where these claims are put back, which contradict each other: of each contradiction one claim
    /// after the other is left out, up to a bound.
    fn search(&self, said: Said, gone: &[ReasonId], back: &[ReasonId]) -> Result<Option<Chain>, Spent> {
        let mut open = vec![BTreeSet::new()];
        let mut seen: BTreeSet<BTreeSet<ReasonId>> = BTreeSet::new();
        while let Some(left_out) = open.pop().filter(|_| seen.len() < TRIES) {
            if !seen.insert(left_out.clone()) {
                continue;
            }
            let without: Vec<ReasonId> = gone.iter().chain(&left_out).copied().collect();
            let with: Vec<ReasonId> = back.iter().copied().filter(|reason| !left_out.contains(reason)).collect();
            let mut solver = self.solver(said.0, &without, &with)?;
            let Err(circle) = solver.run() else { continue };
            let chain = Chains::new(self.part, &self.lookup).bare(self.project, &solver, &circle);
            let own = [Some(said.0), self.lookup.sources.get(&said.1).copied()];
            let mut choices: Vec<ReasonId> = chain.reasons().filter(|it| !own.contains(&Some(*it))).collect();
            match chain.present {
                Some(present) if present == said => return Ok(Some(chain)),
                // Another article that is out of its time is first taken to be of an unknown one.
                Some((_, source)) => {
                    let date = self.lookup.sources.get(&source);
                    choices.sort_by_key(|choice| date == Some(choice));
                }
                None => {}
            }
            let more = |choice: &ReasonId| left_out.iter().copied().chain([*choice]).collect();
            open.extend(choices.iter().map(more));
        }
        Ok(None)
    }

    /// The claims of other conflicts that may stand against an article's word, those on the same events first. What one
    /// article calls upcoming and another past is told of the first; two that merely call it upcoming do not concern each
    /// other.
    fn back(&self, said: ReasonId, gone: &[ReasonId]) -> Vec<ReasonId> {
        let events = self.part.events(said);
        let upcoming = |reason| presence(self.project, self.part, reason).map(|(_, after)| after);
        let after = upcoming(said) == Some(true);
        let counts = |reason: &ReasonId| match upcoming(*reason) {
            Some(other) => after && !other || !self.is_mere_order(*reason),
            None => true,
        };
        let inactive =
            self.lookup.claims.values().copied().filter(|&reason| !self.solver.state.active[reason as usize]);
        let others = inactive.filter(|reason| *reason != said && !gone.contains(reason) && counts(reason));
        let apart = |reason: &ReasonId| !self.part.events(*reason).iter().any(|node| events.contains(node));
        let (far, mut near): (Vec<ReasonId>, Vec<ReasonId>) = others.partition(apart);
        near.extend(far);
        near.truncate(BACK);
        near
    }

    /// What may still be done, in bounds that are copied.
    pub fn left(&self) -> usize {
        self.work.get()
    }

    /// All that the articles that count say of their own present.
    pub fn of(&self, counts: impl Fn(SourceId) -> bool) -> BTreeMap<SourceId, Vec<ReasonId>> {
        let mut said: BTreeMap<SourceId, Vec<ReasonId>> = BTreeMap::new();
        for reason in self.lookup.claims.values().copied() {
            let present = presence(self.project, self.part, reason).filter(|(source, _)| counts(*source));
            if let Some((source, _)) = present {
                said.entry(source).or_default().push(reason);
            }
        }
        said
    }

    /// Whether a claim says only that one thing is before or after another.
    fn is_mere_order(&self, reason: ReasonId) -> bool {
        let said = self.part.claim(reason).and_then(|claim| self.project.claims.get(claim.index()));
        let Some(Form::Event(event)) = said.map(|claim| &claim.form) else { return false };
        event.when.is_none() && event.apart.is_none() && event.relations.len() == 1
    }

    /// Looks for a chain where these claims are put back, which hold together.
    fn attempt(&self, said: Said, gone: &[ReasonId], back: &[ReasonId]) -> Result<Option<Chain>, Spent> {
        let chains = Chains::new(self.part, &self.lookup);
        chain(self.project, self.part, &chains, said, || self.solver(said.0, gone, back), |_| {})
    }

    /// The part with the article's word and some other claims, and without some.
    fn solver(&self, said: ReasonId, gone: &[ReasonId], back: &[ReasonId]) -> Result<Solver<'n>, Spent> {
        let size = self.part.graph.links().len() + self.part.graph.nodes();
        // Lengths may be as narrow as they are by what is left out now.
        let anew = self.solver.is_narrowed() && !gone.is_empty();
        self.work.set(self.work.get().checked_sub(if anew { ANEW * size } else { size }).ok_or(Spent)?);
        let more: Vec<ReasonId> = std::iter::once(said).chain(back.iter().copied()).collect();
        if anew {
            let mut active = self.solver.state.active.clone();
            more.iter().for_each(|&reason| active[reason as usize] = true);
            gone.iter().for_each(|&reason| active[reason as usize] = false);
            return Ok(Solver::new(&self.part.graph, active));
        }
        let links = more.iter().flat_map(|&reason| self.part.links(reason));
        let rounds = if self.part.graph.links().len() > LARGE { 0 } else { 3 };
        let mut solver = self.solver.with(&more, links, rounds);
        if !gone.is_empty() {
            solver.withdraw(gone);
        }
        Ok(solver)
    }

    /// Adds to a chain all that may stand for its claims.
    pub fn gathered(&self, mut chain: Chain) -> Chain {
        Chains::new(self.part, &self.lookup).gather(self.project, &mut chain);
        chain
    }
}
