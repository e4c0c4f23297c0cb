//! Moments by how far they are, the nearest first.
//!
//! A radix heap (R. K. Ahuja, K. Mehlhorn, J. B. Orlin, R. E. Tarjan, "Faster algorithms for the shortest path problem",
//! 1990): whoever searches for shortest paths never adds what is nearer than the last one taken, so the others are only
//! parted by the first bit in which they differ from that one, and sorted further when their turn comes. Of many that are
//! equally far, as on chronicles, each then costs a step.

use super::graph::Node;
use super::weight::Weight;

/// The bits of a distance, and one part more for what is as far as the last.
const PARTS: usize = 129;

/// Moments by how far they are.
#[derive(Debug)]
pub struct Nearest {
    /// How far the last one was.
    last: u128,
    /// For each first bit that differs from the last one, and before them for none, a list, if there is one.
    slots: [Option<u8>; PARTS],
    /// Of most of a hundred thousand small parts of a timeline one or two.
    lists: Vec<Vec<(u128, Node)>>,
}

impl Default for Nearest {
    fn default() -> Self {
        Self { last: number(Weight::ZERO), slots: [None; PARTS], lists: Vec::new() }
    }
}

/// A distance as a number in the same order. Days are never negative here.
fn number(far: Weight) -> u128 {
    let days = u64::try_from(far.days).unwrap_or(0);
    let order = far.order.cast_unsigned() ^ 1 << (u64::BITS - 1);
    u128::from(days) << u64::BITS | u128::from(order)
}

impl Nearest {
    fn put(&mut self, far: u128, node: Node) {
        let lists = &mut self.lists;
        let Some(slot) = self.slots.get_mut((u128::BITS - (far ^ self.last).leading_zeros()) as usize) else { return };
        let at = *slot.get_or_insert_with(|| {
            lists.push(Vec::new());
            (lists.len() - 1) as u8
        });
        if let Some(list) = lists.get_mut(usize::from(at)) {
            list.push((far, node));
        }
    }

    /// The list of a part.
    fn list(&mut self, part: usize) -> Option<&mut Vec<(u128, Node)>> {
        let at = (*self.slots.get(part)?)?;
        self.lists.get_mut(usize::from(at))
    }

    /// Adds a moment, not nearer than the last that was taken, or than nothing at all.
    pub fn push(&mut self, far: Weight, node: Node) {
        self.put(number(far).max(self.last), node);
    }

    /// Takes the nearest; of several the one that was added last.
    pub fn pop(&mut self) -> Option<Node> {
        if self.list(0).is_none_or(|list| list.is_empty()) {
            let part = (1..PARTS).find(|part| self.list(*part).is_some_and(|list| !list.is_empty()))?;
            let mut some = std::mem::take(self.list(part)?);
            self.last = some.iter().map(|(far, _)| *far).min()?;
            some.drain(..).for_each(|(far, node)| self.put(far, node));
            // Its memory serves again.
            if let Some(list) = self.list(part).filter(|list| list.is_empty()) {
                *list = some;
            }
        }
        self.list(0)?.pop().map(|(_, node)| node)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_come_as_a_plain_search_finds_them(
            steps in prop::collection::vec(prop::option::of((0i64..40, -3i64..3)), 0..60),
        ) {
            let (mut nearest, mut plain) = (Nearest::default(), BTreeSet::new());
            let mut last = Weight::ZERO;
            let mut far = vec![];
            for step in steps {
                match step {
                    Some((days, order)) => {
                        let at = Weight { days, order }.max(last);
                        nearest.push(at, far.len() as Node);
                        plain.insert((at, far.len()));
                        far.push(at);
                    }
                    None => {
                        let node = nearest.pop();
                        prop_assert_eq!(node.is_some(), !plain.is_empty());
                        let Some(node) = node else { continue };
                        last = far[node as usize];
                        prop_assert_eq!(plain.first().map(|(at, _)| *at), Some(last));
                        prop_assert!(plain.remove(&(last, node as usize)));
                    }
                }
            }
        }
    }
}
