//! What the timeline leaves for each event and each source's date, and what bounds it.

use super::network::Network;
use super::network::build::{Point, Reason};
use super::network::ends;
use super::network::telling;
use crate::finding::Step;
use crate::id::SourceId;
use crate::project::{EventPoint, Project, Role, Source};
use crate::time::{Bounds, Day, Moments};

/// The days left for each moment. Where claims contradict each other, what the others leave.
#[derive(Debug, Default)]
pub struct Timeline {
    network: Network,
    published: Vec<Bounds>,
    /// For each event, what is left for its start and its end (or its one moment, twice).
    events: Vec<[Bounds; 2]>,
}

/// What bounds a moment: the chain of claims that leaves nothing earlier, and the one that leaves nothing later.
/// Each begins at a date on the calendar and ends at the moment.
#[derive(Debug, Default)]
pub struct Because {
    /// Why not earlier; empty where nothing says so.
    pub earliest: Vec<Step>,
    /// Why not later.
    pub latest: Vec<Step>,
}

impl Timeline {
    /// Works out the timeline of a project.
    pub fn new(project: &Project) -> Self {
        let network = Network::new(project);
        let published = project.sources.iter().enumerate().map(|(index, source)| {
            let left = network.window(project, Point::Published(SourceId::new(index)));
            // A date that nothing else bounds is what it says.
            if left == Bounds::ANY { source.published.unwrap_or_default() } else { left }
        });
        let published = published.collect();
        let events = (0..project.events.len()).map(|index| {
            let event = EventPoint { event: crate::id::EventId::new(index), part: crate::project::Part::Whole };
            ends(project, event).map(|point| network.window(project, point))
        });
        let events = events.collect();
        Self { network, published, events }
    }

    /// The days on which a source may have been published.
    pub fn published(&self, source: SourceId) -> Bounds {
        self.published.get(source.index()).copied().unwrap_or_default()
    }

    /// The days on which an event may have been: of a whole that lasts, from its earliest start to its latest end.
    pub fn event(&self, point: EventPoint) -> Bounds {
        use crate::project::Part::{End, Start, Whole};
        let Some([start, end]) = self.events.get(point.event.index()) else { return Bounds::ANY };
        match point.part {
            Start => *start,
            End => *end,
            Whole => Bounds { earliest: start.earliest, latest: end.latest },
        }
    }

    /// What bounds an event.
    pub fn why_event(&self, project: &Project, point: EventPoint) -> Because {
        self.why(project, Point::Event(point))
    }

    /// What bounds a source's date.
    pub fn why_published(&self, project: &Project, source: SourceId) -> Because {
        self.why(project, Point::Published(source))
    }

    fn why(&self, project: &Project, point: Point) -> Because {
        let steps = |latest| match self.network.why(project, point, latest) {
            Some(why) => telling::path(project, why.part, why.windows, &why.links, latest),
            None => Vec::new(),
        };
        Because { earliest: steps(false), latest: steps(true) }
    }

    /// Who set the bounds nearest to a moment, not more than so many: why not earlier, and why not later.
    pub fn bounded_by(&self, project: &Project, point: Point, most: usize) -> [Vec<Reason>; 2] {
        [false, true].map(|latest| {
            let why = self.network.nearest(project, point, latest, most);
            why.map_or_else(Vec::new, |why| {
                let reasons = why.links.iter().map(|id| why.part.graph.link(*id).reason);
                reasons.filter_map(|reason| why.part.reasons.get(reason as usize).copied()).collect()
            })
        })
    }

    /// The network behind the timeline, with all that cannot hold in it.
    pub fn network(&self) -> &Network {
        &self.network
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
        let dated = match (self.source.published, self.source.role) {
            (Some(published), _) => published,
            (None, Role::Reference) => self.source.retrieved?,
            // No date is guessed for an undated article, but the timeline may bound it.
            (None, Role::Article | Role::Draft) => self.timeline.published(self.id),
        };
        dated.earliest
    }

    fn event(&self, point: &EventPoint) -> Bounds {
        self.timeline.event(*point)
    }
}
