//! The smallest sets of claims without which an article is of its own time.
//!
//! Not all reasons why it is not are known beforehand: others may say the same as those that were found. So the smallest
//! sets that do away with the known reasons are tried; a reason that is left is added to them, and so on until none is
//! left (implicit hitting sets: Karp and others 2013).

use std::collections::{BTreeMap, BTreeSet};

use crate::check::network::present::Spent;
use crate::check::repair::mending;
use crate::check::sets::Sets;
use crate::id::ClaimId;

/// How many smallest repairs are listed.
const REPAIRS: usize = 16;
/// How many reasons may be added for one article.
const MOST: usize = 200;

/// A reason why something is not of an article's time: it is gone without all claims of one of these sets.
pub(super) type Clause = Vec<Vec<ClaimId>>;

/// A reason that is left without some claims.
#[derive(Clone, Debug)]
pub(super) struct Left {
    /// The reason.
    pub clause: Clause,
    /// It is one with all claims, too: none of those that are left out spoke for the article.
    pub always: bool,
}

/// Where reasons are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// In a part of the timeline.
    Events(usize),
    /// Among the claims on an office.
    Office(usize),
}

/// Something that an article says of its own present and that is not of it.
#[derive(Clone, Debug)]
pub(super) struct Matter {
    of: Of,
    /// The article's claims.
    claims: BTreeSet<ClaimId>,
    /// Why it is not of its time, as far as is known.
    clauses: BTreeSet<Clause>,
    /// Without these claims it is.
    mended: BTreeSet<BTreeSet<ClaimId>>,
}

impl Matter {
    /// A claim of the article, and the first reason.
    pub fn new(of: Of, claim: ClaimId, clause: Clause) -> Self {
        Self { of, claims: BTreeSet::from([claim]), clauses: BTreeSet::from([clause]), mended: BTreeSet::new() }
    }

    fn named(&self) -> impl Iterator<Item = ClaimId> {
        self.clauses.iter().flatten().flatten().copied()
    }
}

/// All smallest sets of claims whose withdrawal does away with all of this, at most so many. `against` finds a reason
/// that is left without some claims. Where that takes too long, what the article itself says.
pub(super) fn repairs(
    matters: Vec<Matter>,
    mut against: impl FnMut(Of, &BTreeSet<ClaimId>) -> Result<Option<Left>, Spent>,
) -> Vec<Vec<ClaimId>> {
    let mut all: BTreeMap<Of, Matter> = BTreeMap::new();
    for matter in matters {
        let known = all.entry(matter.of).or_insert_with(|| matter.clone());
        known.claims.extend(matter.claims);
        known.clauses.extend(matter.clauses);
    }
    let mut matters: Vec<Matter> = all.into_values().collect();
    let mut left = MOST;
    // What shares no claim is mended by itself; a reason that is added may join two of them.
    'anew: loop {
        let mut repairs = vec![Vec::new()];
        for group in groups(&matters) {
            let own = |matters: &[Matter]| -> Vec<ClaimId> {
                let own = group.iter().filter_map(|&at| matters.get(at)).flat_map(|matter| &matter.claims);
                own.copied().collect::<BTreeSet<ClaimId>>().into_iter().collect()
            };
            let clauses = group.iter().filter_map(|&at| matters.get(at)).flat_map(|matter| &matter.clauses);
            let mut sets = mending(&clauses.cloned().collect::<Vec<_>>(), REPAIRS);
            match grown(&mut matters, &group, &mut sets, &mut left, &mut against) {
                Ok(true) => continue 'anew,
                Ok(false) => {}
                Err(Spent) => sets.clear(),
            }
            if sets.is_empty() {
                sets.push(own(&matters));
            }
            repairs = product(&repairs, &sets);
        }
        return repairs;
    }
}

/// Whether any of these sets leaves a reason, which is added. A set without which there is a reason only then is none to
/// be offered; if none is left but such, their reasons are added, too.
fn grown(
    matters: &mut [Matter],
    group: &[usize],
    sets: &mut Vec<Vec<ClaimId>>,
    left: &mut usize,
    against: &mut impl FnMut(Of, &BTreeSet<ClaimId>) -> Result<Option<Left>, Spent>,
) -> Result<bool, Spent> {
    let (mut always, mut then) = (Vec::new(), Vec::new());
    let mut good = Vec::new();
    for set in sets.drain(..) {
        let out: BTreeSet<ClaimId> = set.iter().copied().collect();
        let mut mended = true;
        for &at in group {
            let Some(matter) = matters.get_mut(at).filter(|matter| !matter.mended.contains(&out)) else { continue };
            match against(matter.of, &out)? {
                Some(reason) => {
                    mended = false;
                    if reason.always { &mut always } else { &mut then }.push((at, reason.clause));
                }
                None => {
                    matter.mended.insert(out.clone());
                }
            }
        }
        if mended {
            good.push(set);
        }
    }
    let added = if always.is_empty() && good.is_empty() { then } else { always };
    let grown = !added.is_empty();
    let mut new = false;
    for (at, clause) in added {
        *left = left.checked_sub(1).ok_or(Spent)?;
        new |= matters.get_mut(at).is_some_and(|matter| matter.clauses.insert(clause));
    }
    // Reasons that are known already, and yet left: there is no end to this.
    if grown && !new {
        return Err(Spent);
    }
    *sets = good;
    Ok(grown)
}

/// Matters whose reasons share claims, directly or through others: places in the list.
fn groups(matters: &[Matter]) -> Vec<Vec<usize>> {
    let mut together = Sets::new(matters.len());
    let mut first: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (at, matter) in matters.iter().enumerate() {
        for claim in matter.named() {
            together.join(*first.entry(claim).or_insert(at), at);
        }
    }
    together.all()
}

/// Each of these sets with each of those, the first in order.
fn product(some: &[Vec<ClaimId>], others: &[Vec<ClaimId>]) -> Vec<Vec<ClaimId>> {
    let joined = |one: &Vec<ClaimId>, other: &Vec<ClaimId>| {
        let both: BTreeSet<ClaimId> = one.iter().chain(other).copied().collect();
        both.into_iter().collect::<Vec<ClaimId>>()
    };
    let mut all: Vec<Vec<ClaimId>> =
        some.iter().flat_map(|one| others.iter().map(|other| joined(one, other))).collect();
    all.sort_unstable();
    all.truncate(REPAIRS);
    all
}
