//! Rings of `within` or `derived-from`: nothing lies within itself.

use super::model::Site;

/// For each entry what it points to, each with the place where that is written.
pub(super) type Edges = Vec<Vec<(u32, Site)>>;

/// How many rings are told.
const TOLD: usize = 100;

/// A ring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ring {
    /// Its first entries, in order.
    pub first: Vec<u32>,
    /// How many entries it has.
    pub length: usize,
    /// The place that closes it.
    pub site: Site,
}

/// Opens every ring where it closes, so that nobody walks in circles after, and gives the first hundred of them.
/// What an entry points to is sorted, each target once. A walk in depth, without recursion: chains may be long.
pub(super) fn open(edges: &mut Edges) -> Vec<Ring> {
    for targets in edges.iter_mut() {
        targets.sort_by_key(|(target, _)| *target);
        targets.dedup_by_key(|(target, _)| *target);
    }
    // Where an entry stands on the way that is walked (from 1), 0 before that and `DONE` after.
    const DONE: usize = usize::MAX;
    let mut state = vec![0_usize; edges.len()];
    let mut rings = Vec::new();
    let mut closing: Vec<(usize, usize)> = Vec::new();
    for root in 0..edges.len() {
        if state.get(root) != Some(&0) {
            continue;
        }
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        set(&mut state, root, 1);
        while let Some(top) = way.last_mut() {
            let (node, next) = *top;
            top.1 += 1;
            let Some(&(target, site)) = edges.get(node).and_then(|targets| targets.get(next)) else {
                set(&mut state, node, DONE);
                way.pop();
                continue;
            };
            match state.get(target as usize) {
                Some(0) => {
                    way.push((target as usize, 0));
                    set(&mut state, target as usize, way.len());
                }
                Some(&place) if place != DONE => {
                    closing.push((node, next));
                    if rings.len() < TOLD {
                        let ring = way.get(place - 1..).unwrap_or(&[]);
                        let first = ring.iter().take(6).filter_map(|(on, _)| u32::try_from(*on).ok()).collect();
                        rings.push(Ring { first, length: ring.len(), site });
                    }
                }
                _ => {}
            }
        }
    }
    // From the last on, so that the places of the others hold.
    closing.sort_unstable();
    let mut closing = closing.into_iter().peekable();
    for (node, targets) in edges.iter_mut().enumerate() {
        let mut at = 0;
        targets.retain(|_| {
            let here = (node, at);
            at += 1;
            closing.next_if_eq(&here).is_none()
        });
    }
    rings
}

fn set(state: &mut [usize], at: usize, to: usize) {
    if let Some(slot) = state.get_mut(at) {
        *slot = to;
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;
    use crate::id::FileId;

    fn edges(written: &[Vec<u32>]) -> Edges {
        let site = Site::new(FileId(0), 0..0);
        written.iter().map(|targets| targets.iter().map(|target| (*target, site)).collect()).collect()
    }

    /// Whether an entry reaches itself, by trying all ways.
    fn has_ring(edges: &Edges) -> bool {
        (0..edges.len()).any(|start| {
            let mut seen = vec![false; edges.len()];
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                for (target, _) in &edges[at] {
                    let target = *target as usize;
                    if target == start {
                        return true;
                    }
                    if !std::mem::replace(&mut seen[target], true) {
                        open.push(target);
                    }
                }
            }
            false
        })
    }

    proptest! {
        #[test]
        fn no_ring_is_left_and_none_is_told_where_there_is_none(
            written in prop::collection::vec(prop::collection::vec(0_u32..8, 0..4), 8)
        ) {
            let mut edges = edges(&written);
            let before = has_ring(&edges);
            let rings = open(&mut edges);
            prop_assert_eq!(before, !rings.is_empty());
            prop_assert!(!has_ring(&edges));
            for ring in rings {
                prop_assert!(ring.length >= 1 && ring.first.len() == ring.length.min(6));
            }
        }
    }

    #[test]
    fn long_chains_with_many_rings_take_little_time() {
        let many = 50_000_u32;
        let mut written: Vec<Vec<u32>> = (0..many).map(|at| vec![(at + 1) % many]).collect();
        written[many as usize - 1] = (0..many).collect();
        let mut edges = edges(&written);
        let start = Instant::now();
        let rings = open(&mut edges);
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!(rings.len(), TOLD);
        assert_eq!((rings[0].first.clone(), rings[0].length), (vec![0, 1, 2, 3, 4, 5], many as usize));
        assert!(edges[many as usize - 1].is_empty());
    }
}
