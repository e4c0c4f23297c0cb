//! What the timeline leaves for each event and each source's date.

use crate::id::SourceId;
use crate::project::{EventPoint, Project, Role, Source};
use crate::time::{Bounds, Day, Moments};

/// The days left for each moment.
#[derive(Debug, Default)]
pub struct Timeline {
    published: Vec<Bounds>,
}

impl Timeline {
    /// Works out the timeline of a project.
    pub fn new(project: &Project) -> Self {
        Self { published: project.sources.iter().map(|source| source.published.unwrap_or_default()).collect() }
    }

    /// The days on which a source may have been published.
    pub fn published(&self, source: SourceId) -> Bounds {
        self.published.get(source.index()).copied().unwrap_or_default()
    }

    /// The days on which an event may have been.
    pub fn event(&self, _point: EventPoint) -> Bounds {
        Bounds::ANY
    }

    /// What a time of this source's claims refers to.
    pub fn moments<'t>(&'t self, project: &'t Project, source: SourceId) -> SourceMoments<'t> {
        SourceMoments { timeline: self, id: source, source: project.source(source) }
    }
}

/// The moments that one source's times refer to.
#[derive(Debug)]
pub struct SourceMoments<'t> {
    timeline: &'t Timeline,
    id: SourceId,
    source: &'t Source,
}

impl Moments<EventPoint> for SourceMoments<'_> {
    fn published(&self) -> Bounds {
        self.timeline.published(self.id)
    }

    fn still(&self) -> Option<Day> {
        let retrieved = self.source.retrieved.filter(|_| self.source.role == Role::Reference);
        self.source.published.or(retrieved).and_then(|bounds| bounds.earliest)
    }

    fn event(&self, point: &EventPoint) -> Bounds {
        self.timeline.event(*point)
    }
}
