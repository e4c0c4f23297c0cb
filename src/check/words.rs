//! How values of one property compare in a project: what lies in what, which choices are the same or compatible.

use rustc_hash::FxHashSet;

use crate::id::{ChoiceId, EntityId};
use crate::project::{Project, Property};
use crate::value::Vocabulary;

/// The words of one property.
#[derive(Clone, Copy, Debug)]
pub struct PropertyWords<'p> {
    nesting: &'p Nesting,
    project: &'p Project,
    property: &'p Property,
}

impl<'p> PropertyWords<'p> {
    /// The words of a property of a project.
    pub fn new(project: &'p Project, nesting: &'p Nesting, property: &'p Property) -> Self {
        Self { nesting, project, property }
    }
}

impl Vocabulary for PropertyWords<'_> {
    fn within(&self, inner: EntityId, outer: EntityId) -> bool {
        self.nesting.lies_in(self.project, inner, outer)
    }

    fn same(&self, a: ChoiceId, b: ChoiceId) -> bool {
        let first = |choice: ChoiceId| self.property.same.get(choice.index()).copied().unwrap_or(choice);
        first(a) == first(b)
    }

    fn compatible(&self, a: ChoiceId, b: ChoiceId) -> bool {
        self.property.compatible.binary_search(&(a, b)).is_ok()
    }
}

/// Which entities lie in which, asked in constant time: where each lies in one other at most, the entities are
/// numbered by a walk through the forest, and what lies in an entity has the numbers between its first and its last.
#[derive(Clone, Debug, Default)]
pub struct Nesting {
    /// For each entity its number, and the greatest in it; empty where some lie in several others.
    numbers: Vec<(u32, u32)>,
}

impl Nesting {
    /// Walks through a project's entities.
    pub fn new(project: &Project) -> Self {
        let count = project.entities.len();
        let mut inner: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut tops = Vec::new();
        for (index, entity) in project.entities.iter().enumerate() {
            match entity.within.as_slice() {
                [] => tops.push(index),
                [outer] => {
                    if let Some(list) = inner.get_mut(outer.index()) {
                        list.push(index);
                    }
                }
                _ => return Self::default(),
            }
        }
        let mut numbers = vec![(0, 0); count];
        let mut next = 0;
        let mut open: Vec<(usize, bool)> = tops.into_iter().rev().map(|top| (top, false)).collect();
        while let Some((at, done)) = open.pop() {
            let Some(number) = numbers.get_mut(at) else { continue };
            if done {
                number.1 = next;
                continue;
            }
            next += 1;
            number.0 = next;
            open.push((at, true));
            open.extend(inner.get(at).into_iter().flatten().rev().map(|inner| (*inner, false)));
        }
        // A ring is a mistake in the files; what lies in one was never reached.
        if numbers.iter().any(|number| number.0 == 0) { Self::default() } else { Self { numbers } }
    }

    /// Whether an entity lies in another, directly or through others.
    pub fn lies_in(&self, project: &Project, inner: EntityId, outer: EntityId) -> bool {
        match (self.numbers.get(inner.index()), self.numbers.get(outer.index())) {
            (Some(inner), Some(outer)) => outer.0 < inner.0 && inner.0 <= outer.1,
            _ => lies_in(project, inner, outer),
        }
    }
}

/// Whether an entity lies in another, directly or through others.
pub fn lies_in(project: &Project, inner: EntityId, outer: EntityId) -> bool {
    let mut seen = FxHashSet::default();
    let mut next = project.entity(inner).within.clone();
    while let Some(entity) = next.pop() {
        if entity == outer {
            return true;
        }
        if seen.insert(entity) {
            next.extend(&project.entity(entity).within);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::built::Builder;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_say_what_walking_up_says(
            drawn in proptest::collection::vec(proptest::collection::btree_set(0u32..8, 0..3), 8), several in any::<bool>(),
        ) {
            let mut it = Builder::default();
            for (at, within) in (0u32..).zip(drawn) {
                let within: Vec<u32> = within.into_iter().filter(|outer| *outer < at).collect();
                let most = if several { within.len() } else { within.len().min(1) };
                it.entity(&at.to_string(), &within[..most]);
            }
            let nesting = Nesting::new(&it.project);
            for (a, b) in (0..8).flat_map(|a| (0..8).map(move |b| (EntityId(a), EntityId(b)))) {
                prop_assert_eq!(nesting.lies_in(&it.project, a, b), lies_in(&it.project, a, b));
            }
        }
    }
}
