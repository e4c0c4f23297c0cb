//! Who is independent of whom: copies and rewrites of one article are one witness.

use rustc_hash::FxHashMap;

use crate::id::SourceId;
use crate::project::Project;

/// Groups of sources that are not independent of each other.
#[derive(Debug, Default)]
pub struct Witnesses {
    groups: Sets,
}

impl Witnesses {
    /// Groups sources by `derived-from`. Two that rewrite one original are one witness, whether the original is
    /// listed or not.
    pub fn new(project: &Project) -> Self {
        let mut groups = Sets::new(project.sources.len());
        let mut unlisted: FxHashMap<&str, usize> = FxHashMap::default();
        for (index, source) in project.sources.iter().enumerate() {
            for original in &source.derived_from {
                groups.join(index, original.index());
            }
            for name in &source.derived_from_names {
                let first = *unlisted.entry(name).or_insert(index);
                groups.join(index, first);
            }
        }
        Self { groups }
    }

    /// Counts two sources as one witness from now on, as where they share a long passage.
    pub fn join(&mut self, a: SourceId, b: SourceId) {
        self.groups.join(a.index(), b.index());
    }

    /// The witness that a source belongs to: equal for sources that are not independent.
    pub fn of(&self, source: SourceId) -> SourceId {
        SourceId::new(self.groups.top(source.index()))
    }
}

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

    /// The first of the set that something is in, where nothing may change.
    pub fn top(&self, mut at: usize) -> usize {
        while let Some(&parent) = self.parent.get(at).filter(|parent| **parent != at) {
            at = parent;
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

    /// For each, the first of its set.
    #[cfg(test)]
    pub fn firsts(&mut self) -> Vec<usize> {
        (0..self.parent.len()).map(|at| self.first(at)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::built::Builder;

    #[test]
    fn rewrites_of_one_original_are_one_witness() {
        let mut it = Builder::default();
        for name in ["a", "b", "c", "d", "e"] {
            it.source(name, Some("2026-01-01"));
        }
        it.derived("b", &["a"]);
        it.derived("c", &["wire"]);
        it.derived("d", &["wire", "other"]);
        let mut witnesses = Witnesses::new(&it.project);
        let of = |witnesses: &Witnesses| (0..5).map(|id| witnesses.of(SourceId(id)).0).collect::<Vec<_>>();
        assert_eq!(of(&witnesses), [0, 0, 2, 2, 4]);
        witnesses.join(SourceId(1), SourceId(3));
        assert_eq!(of(&witnesses), [0, 0, 0, 0, 4]);
    }
}
