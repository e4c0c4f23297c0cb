//! Smallest repairs: all smallest sets of claims whose withdrawal leaves no conflict.
//!
//! A search with branch and bound over groups of claims that stand or fall together. It is exact within its budget;
//! beyond it the smallest of the obvious repairs, to keep one side and withdraw all others, are offered.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::id::ClaimId;

/// A conflict: it is gone as soon as all items of one alternative are withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Clause {
    /// Sets of items, each sorted.
    pub alternatives: Vec<Vec<u32>>,
}

/// Items that may be withdrawn, each with its weight, and the conflicts among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Knot {
    /// How many claims each item stands for.
    pub weights: Vec<u64>,
    /// Two items that exclude each other.
    pub pairs: Vec<(u32, u32)>,
    /// Other conflicts.
    pub clauses: Vec<Clause>,
}

/// Steps that one search may take.
const STEPS: usize = 4_000_000;
/// Items beyond which no search is tried.
const ITEMS: usize = 256;

/// All smallest sets of claims that hit every conflict (each conflict is the set of claims that it needs),
/// each sorted, in order. At most `limit` sets; none where the search would take too long.
pub fn smallest(conflicts: &[Vec<ClaimId>], limit: usize) -> Vec<Vec<ClaimId>> {
    let one_by_one = |conflict: &Vec<ClaimId>| conflict.iter().map(|claim| vec![*claim]).collect();
    mending(&conflicts.iter().map(one_by_one).collect::<Vec<_>>(), limit)
}

/// The same for conflicts that are gone as soon as all claims of one of some sets are withdrawn.
pub fn mending(conflicts: &[Vec<Vec<ClaimId>>], limit: usize) -> Vec<Vec<ClaimId>> {
    let claims: BTreeSet<ClaimId> = conflicts.iter().flatten().flatten().copied().collect();
    let claims: Vec<ClaimId> = claims.into_iter().collect();
    let place = |claim: &ClaimId| claims.binary_search(claim).ok().and_then(|at| u32::try_from(at).ok());
    let mut knot = Knot { weights: vec![1; claims.len()], ..Knot::default() };
    for conflict in conflicts.iter().filter(|conflict| !conflict.is_empty()) {
        let mut alternatives: Vec<Vec<u32>> =
            conflict.iter().map(|set| set.iter().filter_map(place).collect()).collect();
        alternatives.sort_unstable();
        alternatives.dedup();
        match alternatives.as_slice() {
            [a, b] if a.len() == 1 && b.len() == 1 => knot.pairs.extend(a.iter().copied().zip(b.iter().copied())),
            _ => knot.clauses.push(Clause { alternatives }),
        }
    }
    if knot.pairs.is_empty() && knot.clauses.is_empty() {
        return Vec::new();
    }
    let sets = knot.smallest(limit).unwrap_or_default();
    let named = |set: Vec<u32>| set.into_iter().filter_map(|item| claims.get(item as usize).copied()).collect();
    sets.into_iter().map(named).collect()
}

impl Knot {
    /// All smallest sets of items, each sorted, in order, at most `limit`; `None` where the search takes too long.
    pub fn smallest(&self, limit: usize) -> Option<Vec<Vec<u32>>> {
        let (merged, members) = self.merge_twins();
        if merged.weights.len() > ITEMS || merged.clauses.len() > 4 * ITEMS {
            return None;
        }
        let sets = Search::new(&merged, limit).run()?;
        let spread = |set: Vec<u32>| {
            let mut items: Vec<u32> =
                set.into_iter().filter_map(|item| members.get(item as usize)).flatten().copied().collect();
            items.sort_unstable();
            items
        };
        let mut sets: Vec<Vec<u32>> = sets.into_iter().map(spread).collect();
        sets.sort_unstable();
        Some(sets)
    }

    /// Merges items that take part in the same conflicts: of these a smallest set holds all or none. Items that no
    /// conflict names are left out.
    fn merge_twins(&self) -> (Self, Vec<Vec<u32>>) {
        let count = self.weights.len();
        let mut signs: Vec<Vec<(u32, u32)>> = vec![Vec::new(); count];
        let mut sign = |item: u32, mark: (u32, u32)| {
            if let Some(marks) = signs.get_mut(item as usize) {
                marks.push(mark);
            }
        };
        for &(a, b) in &self.pairs {
            sign(a, (u32::MAX, b));
            sign(b, (u32::MAX, a));
        }
        for (number, clause) in (0u32..).zip(&self.clauses) {
            for (alternative, items) in (0u32..).zip(&clause.alternatives) {
                for item in items {
                    sign(*item, (number, alternative));
                }
            }
        }
        let mut known: FxHashMap<Vec<(u32, u32)>, u32> = FxHashMap::default();
        let mut new_of = vec![u32::MAX; count];
        let mut merged = Self::default();
        let mut members: Vec<Vec<u32>> = Vec::new();
        for (item, mut marks) in (0u32..).zip(signs) {
            if marks.is_empty() {
                continue;
            }
            marks.sort_unstable();
            marks.dedup();
            let next = u32::try_from(members.len()).unwrap_or(u32::MAX);
            let new = *known.entry(marks).or_insert(next);
            if new == next {
                members.push(Vec::new());
                merged.weights.push(0);
            }
            if let (Some(list), Some(weight), Some(slot)) =
                (members.get_mut(new as usize), merged.weights.get_mut(new as usize), new_of.get_mut(item as usize))
            {
                list.push(item);
                *weight += self.weights.get(item as usize).copied().unwrap_or(1);
                *slot = new;
            }
        }
        let new = |item: &u32| new_of.get(*item as usize).copied().unwrap_or(u32::MAX);
        merged.pairs = self.pairs.iter().map(|(a, b)| (new(a).min(new(b)), new(a).max(new(b)))).collect();
        merged.pairs.sort_unstable();
        merged.pairs.dedup();
        let rename = |items: &Vec<u32>| {
            let items: BTreeSet<u32> = items.iter().map(new).collect();
            items.into_iter().collect::<Vec<u32>>()
        };
        merged.clauses = self
            .clauses
            .iter()
            .map(|clause| Clause { alternatives: clause.alternatives.iter().map(rename).collect() })
            .collect();
        merged.clauses.sort_unstable();
        merged.clauses.dedup();
        (merged, members)
    }
}

struct Search<'k> {
    knot: &'k Knot,
    neighbours: Vec<Vec<u32>>,
    limit: usize,
    steps: usize,
    best: u64,
    found: BTreeSet<Vec<u32>>,
}

impl<'k> Search<'k> {
    fn new(knot: &'k Knot, limit: usize) -> Self {
        let mut neighbours = vec![Vec::new(); knot.weights.len()];
        for &(a, b) in &knot.pairs {
            if let Some(list) = neighbours.get_mut(a as usize) {
                list.push(b);
            }
            if let Some(list) = neighbours.get_mut(b as usize) {
                list.push(a);
            }
        }
        Self { knot, neighbours, limit, steps: STEPS, best: u64::MAX, found: BTreeSet::new() }
    }

    fn run(mut self) -> Option<Vec<Vec<u32>>> {
        let mut out = vec![false; self.knot.weights.len()];
        self.descend(&mut out, 0);
        (self.steps > 0).then(|| self.found.into_iter().take(self.limit).collect())
    }

    fn weight(&self, item: u32) -> u64 {
        self.knot.weights.get(item as usize).copied().unwrap_or(1)
    }

    /// Goes on from a set of withdrawn items.
    fn descend(&mut self, out: &mut Vec<bool>, weight: u64) {
        if weight > self.best || self.steps == 0 {
            return;
        }
        let gone = |item: u32, out: &[bool]| out.get(item as usize).copied().unwrap_or(true);
        // What is left costs at least the lighter item of each of these pairs, which share none.
        let mut used = vec![false; out.len()];
        let mut least = 0;
        let mut degree: Vec<u32> = vec![0; out.len()];
        self.steps = self.steps.saturating_sub(self.knot.pairs.len() + self.knot.clauses.len() + 1);
        for &(a, b) in &self.knot.pairs {
            if gone(a, out) || gone(b, out) {
                continue;
            }
            for item in [a, b] {
                if let Some(count) = degree.get_mut(item as usize) {
                    *count += 1;
                }
            }
            if !gone(a, &used) && !gone(b, &used) {
                least += self.weight(a).min(self.weight(b));
                for item in [a, b] {
                    if let Some(slot) = used.get_mut(item as usize) {
                        *slot = true;
                    }
                }
            }
        }
        if weight.saturating_add(least) > self.best {
            return;
        }
        let busiest = (0u32..).zip(&degree).max_by_key(|(item, count)| (**count, std::cmp::Reverse(*item)));
        let choices: Vec<Vec<u32>> = match busiest.filter(|(_, count)| **count > 0) {
            Some((item, _)) => {
                let others = self.neighbours.get(item as usize).cloned().unwrap_or_default();
                vec![vec![item], others]
            }
            None => {
                let open =
                    self.knot.clauses.iter().find(|clause| {
                        !clause.alternatives.iter().any(|items| items.iter().all(|item| gone(*item, out)))
                    });
                let Some(open) = open else { return self.keep(out, weight) };
                open.alternatives.clone()
            }
        };
        for choice in choices {
            let added: Vec<u32> = choice.into_iter().filter(|item| !gone(*item, out)).collect();
            let more: u64 = added.iter().map(|item| self.weight(*item)).sum();
            self.mark(out, &added, true);
            self.descend(out, weight + more);
            self.mark(out, &added, false);
        }
    }

    fn mark(&self, out: &mut [bool], items: &[u32], to: bool) {
        for item in items {
            if let Some(slot) = out.get_mut(*item as usize) {
                *slot = to;
            }
        }
    }

    fn keep(&mut self, out: &[bool], weight: u64) {
        if weight < self.best {
            self.best = weight;
            self.found.clear();
        }
        // More than are ever shown need not be kept, only enough to choose the same ones every time.
        if self.found.len() < 64 * self.limit {
            let set = (0u32..).zip(out).filter(|(_, out)| **out).map(|(item, _)| item).collect();
            self.found.insert(set);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(sets: &[&[u32]]) -> Vec<Vec<ClaimId>> {
        sets.iter().map(|set| set.iter().map(|id| ClaimId(*id)).collect()).collect()
    }

    #[test]
    fn the_lighter_side_is_the_repair() {
        let conflicts: Vec<Vec<ClaimId>> =
            (0..10).flat_map(|a| (10..12).map(move |b| vec![ClaimId(a), ClaimId(b)])).collect();
        assert_eq!(smallest(&conflicts, 10), ids(&[&[10, 11]]));
        assert_eq!(smallest(&ids(&[&[1, 2]]), 10), ids(&[&[1], &[2]]));
        assert_eq!(smallest(&ids(&[&[1, 2], &[2, 3]]), 10), ids(&[&[2]]));
        assert_eq!(smallest(&ids(&[&[1, 2, 3], &[3, 4, 5]]), 10), ids(&[&[3]]));
        assert_eq!(smallest(&ids(&[&[7]]), 10), ids(&[&[7]]));
        assert!(smallest(&[], 10).is_empty());
    }

    #[test]
    fn three_sides_of_one_each() {
        assert_eq!(smallest(&ids(&[&[1, 2], &[1, 3], &[2, 3]]), 10), ids(&[&[1, 2], &[1, 3], &[2, 3]]));
        assert_eq!(smallest(&ids(&[&[1, 2], &[1, 3], &[2, 3]]), 2).len(), 2);
    }

    #[test]
    fn a_large_quarrel_is_quick() {
        let conflicts: Vec<Vec<ClaimId>> =
            (0..600).flat_map(|a| (600..1000).map(move |b| vec![ClaimId(a), ClaimId(b)])).collect();
        assert_eq!(smallest(&conflicts, 10), vec![(600..1000).map(ClaimId).collect::<Vec<_>>()]);
    }

    fn naive(conflicts: &[Vec<ClaimId>]) -> Vec<Vec<ClaimId>> {
        let hits = |set: u32| conflicts.iter().all(|conflict| conflict.iter().any(|id| set & (1 << id.0) != 0));
        let least = (0u32..1 << 8).filter(|set| hits(*set)).map(u32::count_ones).min().unwrap();
        let sets = (0u32..1 << 8).filter(|set| hits(*set) && set.count_ones() == least);
        let mut sets: Vec<Vec<ClaimId>> =
            sets.map(|set| (0..8).filter(|id| set & (1 << id) != 0).map(ClaimId).collect()).collect();
        sets.sort();
        sets
    }

    proptest! {
        #[test]
        fn against_trying_all_sets(
            drawn in proptest::collection::vec(proptest::collection::btree_set(0u32..8, 1..4), 1..9),
        ) {
            let conflicts: Vec<Vec<ClaimId>> =
                drawn.into_iter().map(|set| set.into_iter().map(ClaimId).collect()).collect();
            prop_assert_eq!(smallest(&conflicts, 1000), naive(&conflicts));
        }
    }
}
