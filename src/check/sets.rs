//! What hangs together, directly or through others.

use std::collections::BTreeMap;

/// Sets of small numbers that grow together (union-find with path halving; the first of a set stands for it).
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    /// So many sets of one.
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// The first of the set that something is in.
    pub fn first(&mut self, mut at: usize) -> usize {
        while let Some(&parent) = self.parent.get(at).filter(|parent| **parent != at) {
            let above = self.parent.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(at) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    /// Makes two sets one.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }

    /// All sets, by their first, each in order.
    pub fn all(&mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            sets.entry(self.first(at)).or_default().push(at);
        }
        sets.into_values().collect()
    }

    /// For each, the first of its set.
    #[cfg(test)]
    pub fn firsts(&mut self) -> Vec<usize> {
        (0..self.parent.len()).map(|at| self.first(at)).collect()
    }
}
