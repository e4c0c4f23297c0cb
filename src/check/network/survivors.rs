//! Chains that survive when the conflicts already found are mended.
//!
//! Whoever mends one finding must not meet another that was not told before. So the conflicts of a part are mended, each
//! in one of its ways, and what still cannot hold is a conflict of its own. There are many ways to mend all: they are
//! tried in the order of how many conflicts are not mended in their first way (limited discrepancy search: Harvey and
//! Ginsberg 1995), up to a bound.

use std::collections::BTreeSet;

use super::chain::Chain;
use super::component::Component;
use super::conflict::{self, Conflict, Over, Rest};
use super::graph::ReasonId;
use crate::id::ClaimId;

/// How many chains that share claims with others are looked for in one part of the timeline.
const MOST: usize = 12;
/// How many mendings are tried for that in a small part, and in a larger one.
const TRIES: (usize, usize) = (300, 120);
/// A part of so many bounds is small.
const SMALL: usize = 1000;
/// In a part of more bounds than this, lengths are not made truer to the calendar once more after each mending.
const LARGE: usize = 20_000;
/// So many conflicts are mended together; the claims of further ones stay left out.
const TOGETHER: usize = 64;

/// Finds them, and puts them to the conflicts.
pub fn find(rest: &Rest<'_>, conflicts: &mut Vec<Conflict>) {
    let size = rest.part.graph.links().len();
    let mut search = Search {
        rest: *rest,
        most: MOST,
        left: if size > SMALL { TRIES.1 } else { TRIES.0 },
        tried: BTreeSet::new(),
        enough: Vec::new(),
    };
    // What was found is to be mended, too: the search begins again, and passes over what it has tried.
    while search.all(conflicts) {}
    if search.left == 0 {
        conflicts.iter_mut().for_each(|conflict| conflict.more = !conflict.variants.is_empty());
    }
}

/// What is withdrawn together so that a conflict is none: one of these sets.
type Ways = Vec<BTreeSet<ClaimId>>;

struct Search<'s> {
    rest: Rest<'s>,
    /// So many chains more are enough.
    most: usize,
    /// So many mendings more are tried.
    left: usize,
    /// Claims that were left out together.
    tried: BTreeSet<BTreeSet<ClaimId>>,
    /// Those of them that left nothing contradictory: nor does it to leave out more.
    enough: Vec<BTreeSet<ClaimId>>,
}

impl Search<'_> {
    /// Tries mendings until one lets something new survive: whether one did.
    fn all(&mut self, conflicts: &mut Vec<Conflict>) -> bool {
        let ways: Vec<Ways> = mendable(conflicts).flat_map(|it| ways(self.rest.part, it)).collect();
        for others in 0..=ways.len() {
            let mut level = Level { others, some: false, found: false };
            self.mend(&ways, &BTreeSet::new(), &mut level, conflicts);
            if level.found || !level.some {
                return level.found;
            }
        }
        false
    }

    /// Mends the first of the conflicts that is not mended yet by what is `out`, and so on to the last.
    fn mend(&mut self, ways: &[Ways], out: &BTreeSet<ClaimId>, level: &mut Level, conflicts: &mut Vec<Conflict>) {
        if self.left == 0 || level.found {
            return;
        }
        let open = ways.iter().position(|ways| !ways.iter().any(|way| way.is_subset(out)));
        let Some((first, later)) = open.and_then(|at| Some((ways.get(at)?, ways.get(at + 1..)?))) else {
            if level.others == 0 {
                level.some = true;
                level.found = self.survives(out, conflicts);
            }
            return;
        };
        for (at, way) in first.iter().enumerate() {
            let other = usize::from(at > 0);
            if level.others < other {
                break;
            }
            level.others -= other;
            self.mend(later, &out.union(way).copied().collect(), level, conflicts);
            level.others += other;
        }
    }

    /// Whether something new cannot hold where these claims are left out.
    fn survives(&mut self, out: &BTreeSet<ClaimId>, conflicts: &mut Vec<Conflict>) -> bool {
        if self.enough.iter().any(|enough| enough.is_subset(out)) || !self.tried.insert(out.clone()) {
            return false;
        }
        self.left -= 1;
        let all: BTreeSet<ClaimId> = mendable(conflicts).flat_map(|it| it.claims.iter().copied()).collect();
        let reasons = |claims: &mut dyn Iterator<Item = &ClaimId>, counts: bool| -> Vec<ReasonId> {
            let reasons = claims.filter_map(|claim| self.rest.lookup.claims.get(claim).copied());
            reasons.filter(|reason| self.rest.solved.state.active[*reason as usize] == counts).collect()
        };
        // Some were left out to find the conflicts, and some were not.
        let (back, gone) = (reasons(&mut all.difference(out), false), reasons(&mut out.iter(), true));
        let links = back.iter().flat_map(|reason| self.rest.part.links(*reason));
        let rounds = if self.rest.part.graph.links().len() > LARGE { 0 } else { 3 };
        let mut mended = self.rest.solved.with(&back, links, rounds);
        mended.withdraw(&gone);
        let (mut found, mut holds) = (false, true);
        while let Err(circle) = mended.run() {
            holds = false;
            let chain = self.rest.chains.explain(self.rest.project, &mended, &circle);
            let counts = |reason: &ReasonId| mended.state.active[*reason as usize];
            let in_back = |reason: &ReasonId| back.contains(reason) && counts(reason);
            let said: Vec<ReasonId> = chain.reasons().filter(in_back).collect();
            let said = if said.is_empty() { circle.reasons.iter().copied().filter(in_back).collect() } else { said };
            if said.is_empty() {
                break;
            }
            mended.withdraw(&said);
            if !is_known(self.rest.part, conflicts, &chain) && self.most > 0 {
                found |= chain.present.is_none();
                self.most -= 1;
                match variant_of(self.rest.part, conflicts, &chain) {
                    Some(first) => first.join(self.rest.part, self.rest.chains, chain),
                    None => conflicts.push(conflict::conflict(self.rest.part, self.rest.chains, chain)),
                }
            }
        }
        if holds {
            self.enough.push(out.clone());
        }
        if self.most == 0 {
            self.left = 0;
        }
        found
    }
}

/// Mendings of which so many are not made in the first way.
struct Level {
    others: usize,
    /// Whether there is any.
    some: bool,
    /// Whether one let something new survive.
    found: bool,
}

/// The conflicts that are mended. What an article says of its own present is that article's matter.
fn mendable(conflicts: &[Conflict]) -> impl Iterator<Item = &Conflict> {
    conflicts.iter().filter(|conflict| is_mendable(conflict)).take(TOGETHER)
}

fn is_mendable(conflict: &Conflict) -> bool {
    !matches!(&conflict.over, Over::Chain(chain) if chain.present.is_some())
}

/// All ways to mend a conflict; each of its chains is mended in one of its own.
fn ways(part: &Component, conflict: &Conflict) -> Vec<Ways> {
    let distinct = |all: &mut dyn Iterator<Item = Vec<ClaimId>>| {
        let mut ways: Ways = Vec::new();
        for way in all.map(BTreeSet::from_iter) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    };
    match &conflict.over {
        Over::Date(_, dispute) => {
            vec![distinct(&mut conflict.repairs.iter().cloned().chain(dispute.mendings()))]
        }
        // To withdraw few is tried first.
        Over::Chain(_) => conflict
            .chains()
            .map(|chain| {
                let mut ways = distinct(&mut conflict::steps(part, chain));
                ways.sort_by_key(BTreeSet::len);
                ways
            })
            .collect(),
    }
}

/// Whether a chain tells nothing new: it needs what an earlier conflict is made of.
fn is_known(part: &Component, conflicts: &[Conflict], chain: &Chain) -> bool {
    let base: BTreeSet<ClaimId> = chain.steps.iter().filter_map(|step| part.claim(step.reason)).collect();
    conflicts.iter().any(|known| {
        let disputed = matches!(&known.over, Over::Date(_, dispute) if dispute.is_among(&base));
        let needs =
            |other: &Chain| conflict::steps(part, other).all(|claims| claims.iter().any(|claim| base.contains(claim)));
        disputed || known.chains().any(needs)
    })
}

/// The conflict of which a chain is another way round: with much the same claims as one of its chains, it fails by no
/// more.
fn variant_of<'c>(part: &Component, conflicts: &'c mut [Conflict], chain: &Chain) -> Option<&'c mut Conflict> {
    let base: BTreeSet<ClaimId> = chain.steps.iter().filter_map(|step| part.claim(step.reason)).collect();
    let resembles = |other: &Chain| {
        let shared = conflict::steps(part, other).flatten().filter(|claim| base.contains(claim)).count();
        shared > 1 && chain.by.is_some() == other.by.is_some() && chain.by <= other.by
    };
    let told = chain.present.is_none();
    conflicts.iter_mut().find(|known| told && is_mendable(known) && known.chains().any(resembles))
}
