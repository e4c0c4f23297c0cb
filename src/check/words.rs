//! How values of one property compare in a project: what lies in what, which choices are the same or compatible.

use crate::id::{ChoiceId, EntityId};
use crate::project::{Project, Property};
use crate::value::Vocabulary;

/// The words of one property.
#[derive(Clone, Copy, Debug)]
pub struct PropertyWords<'p> {
    project: &'p Project,
    property: &'p Property,
}

impl<'p> PropertyWords<'p> {
    /// The words of a property of a project.
    pub fn new(project: &'p Project, property: &'p Property) -> Self {
        Self { project, property }
    }
}

impl Vocabulary for PropertyWords<'_> {
    fn within(&self, inner: EntityId, outer: EntityId) -> bool {
        lies_in(self.project, inner, outer)
    }

    fn same(&self, a: ChoiceId, b: ChoiceId) -> bool {
        let first = |choice: ChoiceId| self.property.same.get(choice.index()).copied().unwrap_or(choice);
        first(a) == first(b)
    }

    fn compatible(&self, a: ChoiceId, b: ChoiceId) -> bool {
        self.property.compatible.binary_search(&(a, b)).is_ok()
    }
}

/// Whether an entity lies in another, directly or through others.
pub fn lies_in(project: &Project, inner: EntityId, outer: EntityId) -> bool {
    let mut seen = Vec::new();
    let mut next = project.entity(inner).within.clone();
    while let Some(entity) = next.pop() {
        if entity == outer {
            return true;
        }
        if !seen.contains(&entity) {
            seen.push(entity);
            next.extend(&project.entity(entity).within);
        }
    }
    false
}
