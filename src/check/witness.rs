//! Who is independent of whom: copies and rewrites of one article are one witness.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sets::Sets;
use crate::id::SourceId;
use crate::project::Project;
use crate::text::fold;

/// Of so many sources that hang together the most independent ones are found; of more, nearly the most.
const EXACT: usize = 20;

/// Where more origins than these would have to be held for what hangs together, all of it counts as one witness.
const MOST_ORIGINS: usize = 1 << 20;

/// Where each source has what it says from.
///
/// Two sources are independent of each other if they have no origin in common: an origin is where `derived-from` leads
/// in the end, an original that nobody lists, or what articles have a long passage from. A compilation of two articles
/// is independent of neither, and leaves those two as they are.
#[derive(Debug, Default)]
pub struct Witnesses {
    /// For each source, its origins, ascending.
    origins: Vec<Vec<usize>>,
}

impl Witnesses {
    /// Follows `derived-from`, whether the original is listed or not; each of `copies` are sources that share a passage.
    pub fn new<C: IntoIterator<Item = SourceId>>(project: &Project, copies: impl IntoIterator<Item = C>) -> Self {
        let count = project.sources.len();
        let mut from: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut unlisted: FxHashMap<String, usize> = FxHashMap::default();
        let mut next = count;
        let mut new = || {
            next += 1;
            next - 1
        };
        for (source, from) in project.sources.iter().zip(&mut from) {
            from.extend(source.derived_from.iter().map(|original| original.index()));
            from.extend(
                source.derived_from_names.iter().map(|name| *unlisted.entry(fold::name(name)).or_insert_with(&mut new)),
            );
        }
        for members in copies {
            let passage = new();
            for id in members {
                from.get_mut(id.index()).into_iter().for_each(|from| from.push(passage));
            }
        }
        Self { origins: origins(&from, next) }
    }

    /// Whether two sources have an origin in common.
    pub fn related(&self, a: SourceId, b: SourceId) -> bool {
        let of = |id: SourceId| self.origins.get(id.index()).map_or(&[][..], Vec::as_slice);
        meet(of(a), of(b))
    }

    /// Parts sources into as many witnesses as there are: the first of each is independent of all other firsts, and those
    /// behind it are not independent of it. Whoever comes first in `sources` is rather a first.
    pub fn parted(&self, sources: &[SourceId]) -> Vec<Vec<SourceId>> {
        let origins =
            |at: usize| sources.get(at).and_then(|id| self.origins.get(id.index())).map_or(&[][..], Vec::as_slice);
        let mut having: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..sources.len() {
            origins(at).iter().for_each(|origin| having.entry(*origin).or_default().push(at));
        }
        let mut together = Sets::new(sources.len());
        for members in having.values() {
            members.iter().zip(members.iter().skip(1)).for_each(|(a, b)| together.join(*a, *b));
        }
        let mut firsts: Vec<usize> = together.all().iter().flat_map(|part| independent(part, origins)).collect();
        firsts.sort_unstable();
        // Whose each origin is.
        let mut whose: FxHashMap<usize, usize> = FxHashMap::default();
        for (group, first) in firsts.iter().enumerate() {
            whose.extend(origins(*first).iter().map(|origin| (*origin, group)));
        }
        let mut groups: Vec<Vec<SourceId>> =
            firsts.iter().filter_map(|at| sources.get(*at).map(|id| vec![*id])).collect();
        for (at, id) in sources.iter().enumerate().filter(|(at, _)| firsts.binary_search(at).is_err()) {
            let group = origins(at).iter().filter_map(|origin| whose.get(origin)).min();
            group.and_then(|group| groups.get_mut(*group)).into_iter().for_each(|group| group.push(*id));
        }
        groups
    }
}

/// Where each thing leads in the end, among `all` things; what leads nowhere is its own origin.
fn origins(from: &[Vec<usize>], all: usize) -> Vec<Vec<usize>> {
    let mut together = Sets::new(all);
    for (at, from) in from.iter().enumerate() {
        from.iter().for_each(|original| together.join(at, *original));
    }
    let mut found: Vec<Option<Vec<usize>>> = vec![None; all];
    let mut held: FxHashMap<usize, usize> = FxHashMap::default();
    let mut begun: FxHashSet<usize> = FxHashSet::default();
    for start in 0..from.len() {
        // A chain of rewrites may be of any length: no recursion.
        let mut open = vec![start];
        while let Some(&at) = open.last() {
            if found.get(at).is_none_or(Option::is_some) {
                open.pop();
                continue;
            }
            let above = from.get(at).map_or(&[][..], Vec::as_slice);
            let missing = |above: &&usize| found.get(**above).is_some_and(Option::is_none);
            // A ring is a mistake that was told: it ends where it began.
            if begun.insert(at) {
                open.extend(above.iter().filter(missing).filter(|above| !begun.contains(above)));
                continue;
            }
            let mut origins: Vec<usize> =
                above.iter().filter_map(|above| found.get(*above)?.as_ref()).flatten().copied().collect();
            origins.sort_unstable();
            origins.dedup();
            if origins.is_empty() {
                origins.push(at);
            }
            *held.entry(together.first(at)).or_default() += origins.len();
            if let Some(slot) = found.get_mut(at) {
                *slot = Some(origins);
            }
            open.pop();
        }
    }
    let mut origins: Vec<Vec<usize>> = found.into_iter().take(from.len()).map(Option::unwrap_or_default).collect();
    for (at, origins) in origins.iter_mut().enumerate() {
        let whole = together.first(at);
        if held.get(&whole).is_some_and(|held| *held > MOST_ORIGINS) {
            *origins = vec![whole];
        }
    }
    origins
}

/// Whether an origin stands in both lists, which are sorted.
fn meet(some: &[usize], others: &[usize]) -> bool {
    some.iter().any(|origin| others.binary_search(origin).is_ok())
}

/// The most of some things that have no origin in common, pair by pair.
fn independent<'o>(part: &[usize], origins: impl Fn(usize) -> &'o [usize]) -> Vec<usize> {
    if part.len() <= EXACT {
        let clash: Vec<u32> = part
            .iter()
            .map(|a| {
                part.iter()
                    .zip(0..)
                    .filter(|(b, _)| meet(origins(*a), origins(**b)))
                    .fold(0, |clash, (_, at)| clash | 1 << at)
            })
            .collect();
        let best = most(&clash, (1 << part.len()) - 1);
        return part.iter().zip(0..).filter(|(_, at)| best >> at & 1 == 1).map(|(at, _)| *at).collect();
    }
    // Originals before compilations.
    let mut order = part.to_vec();
    order.sort_by_key(|at| (origins(*at).len(), *at));
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    order.retain(|at| {
        let free = !origins(*at).iter().any(|origin| taken.contains(origin));
        if free {
            taken.extend(origins(*at));
        }
        free
    });
    order
}

/// The most of some things (one bit each) that do not clash, by what each clashes with (itself included): with the
/// first of those left, or without it. Of equally many, those that come first.
fn most(clash: &[u32], left: u32) -> u32 {
    let at = left.trailing_zeros();
    let Some(clashing) = clash.get(at as usize) else { return 0 };
    let with = 1 << at | most(clash, left & !clashing);
    // What clashes with nothing that is left belongs to the most in any case.
    if clashing & left == 1 << at {
        return with;
    }
    let without = most(clash, left & !(1 << at));
    if without.count_ones() > with.count_ones() { without } else { with }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::built::Builder;

    fn numbers(groups: Vec<Vec<SourceId>>) -> Vec<Vec<u32>> {
        groups.into_iter().map(|group| group.into_iter().map(|id| id.0).collect()).collect()
    }

    fn ids(numbers: &[u32]) -> Vec<SourceId> {
        numbers.iter().copied().map(SourceId).collect()
    }

    #[test]
    fn rewrites_of_one_original_are_one_witness() {
        let mut it = Builder::default();
        for name in ["a", "b", "c", "d", "e"] {
            it.source(name, Some("2026-01-01"));
        }
        it.derived("b", &["a"]);
        it.derived("c", &["wire"]);
        it.derived("d", &["Wire", "other"]);
        let parted = |some: &[u32], copies: &[&[u32]]| {
            numbers(Witnesses::new(&it.project, copies.iter().map(|some| ids(some))).parted(&ids(some)))
        };
        assert_eq!(parted(&[0, 1, 2, 3, 4], &[]), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(parted(&[1, 3], &[]), [[1], [3]]);
        assert_eq!(parted(&[1, 3], &[&[1, 3]]), [[1, 3]], "they share a passage");
        assert_eq!(parted(&[0, 2], &[&[1, 3]]), [[0], [2]], "what each of them is rewritten in is no matter");
    }

    #[test]
    fn a_compilation_leaves_its_originals_independent() {
        let mut it = Builder::default();
        for name in ["a", "b", "c", "d"] {
            it.source(name, Some("2026-01-01"));
        }
        it.derived("c", &["a", "b"]);
        it.derived("d", &["c"]);
        let witnesses = Witnesses::new(&it.project, Vec::<Vec<SourceId>>::new());
        let parted = |some: &[u32]| numbers(witnesses.parted(&ids(some)));
        assert_eq!(parted(&[0, 1]), [[0], [1]]);
        assert_eq!(parted(&[0, 1, 2, 3]), [vec![0, 2, 3], vec![1]]);
        assert_eq!(parted(&[2, 1, 0]), [vec![1, 2], vec![0]], "whoever compiles stands behind");
        assert_eq!(parted(&[3, 2]), [[3, 2]]);
    }

    proptest::proptest! {
        /// Held against every choice of sources, each pair of which has no original in common.
        #[test]
        fn as_many_are_independent_as_can_be(
            from in proptest::collection::vec(proptest::collection::btree_set(0_usize..9, 0..3), 1..9),
        ) {
            let mut it = Builder::default();
            let name = |at: usize| format!("s{at}");
            for at in 0..from.len() {
                it.source(&name(at), Some("2026-01-01"));
            }
            let mut reach: Vec<u32> = (0..16).map(|at| 1 << at).collect();
            for (at, originals) in from.iter().enumerate() {
                // Only earlier ones, so that there is no ring; those behind the last are listed nowhere.
                let originals: Vec<usize> = originals.iter().copied().filter(|it| *it < at || *it >= from.len()).collect();
                originals.iter().for_each(|original| reach[at] |= reach[*original]);
                let names: Vec<String> = originals.iter().map(|at| name(*at)).collect();
                it.derived(&name(at), &names.iter().map(String::as_str).collect::<Vec<_>>());
            }
            let apart = |chosen: u32| {
                let members = || (0..from.len()).filter(move |at| chosen >> at & 1 == 1);
                members().all(|a| members().all(|b| a == b || reach[a] & reach[b] == 0))
            };
            let expected = (0..1_u32 << from.len()).filter(|chosen| apart(*chosen)).map(u32::count_ones).max();
            let all: Vec<SourceId> = (0..from.len()).map(SourceId::new).collect();
            let groups = Witnesses::new(&it.project, Vec::<Vec<SourceId>>::new()).parted(&all);
            proptest::prop_assert_eq!(Some(groups.len() as u32), expected);
            let mut members: Vec<SourceId> = groups.concat();
            members.sort_unstable();
            proptest::prop_assert_eq!(members, all);
        }
    }

    #[test]
    fn long_chains_and_many_compilations_are_read_in_time() {
        let chain: Vec<Vec<usize>> = (0..200_000).map(|at: usize| at.checked_sub(1).into_iter().collect()).collect();
        assert!(origins(&chain, chain.len()).iter().all(|origins| origins == &[0]));
        let pile: Vec<Vec<usize>> = (0..20_000_usize).map(|at| at.checked_sub(2).into_iter().collect()).collect();
        let pile: Vec<Vec<usize>> = pile
            .into_iter()
            .enumerate()
            .map(|(at, mut from)| {
                if at % 2 == 0 {
                    from.push(at + 1);
                    from
                } else {
                    Vec::new()
                }
            })
            .collect();
        assert!(origins(&pile, pile.len()).iter().all(|origins| origins == &[0]), "too many: one witness");
        let ring = vec![vec![1], vec![2], vec![0]];
        assert_eq!(origins(&ring, 3).len(), 3);
    }
}
