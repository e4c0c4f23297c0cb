//! What the timeline leaves for each event and each source's date, and what bounds it.

use std::collections::{BTreeMap, BTreeSet};

use super::glance::Glances;
use super::network::Network;
use super::network::build::{Point, Reason};
use super::network::conflict::Over;
use super::network::dates::Window;
use super::network::ends;
use super::network::telling;
use crate::finding::Step;
use crate::id::{ClaimId, EventId, SourceId};
use crate::project::{EventPoint, Form, Part, Project, Role, Source};
use crate::time::{Bounds, Moments};

/// The days left for each moment. Where claims contradict each other, what the others leave.
#[derive(Debug, Default)]
pub struct Timeline {
    network: Network,
    published: Vec<Bounds>,
    /// For each event, what is left for its start and its end (or its one moment, twice).
    events: Vec<[Bounds; 2]>,
    /// For each event of which sources give different dates, the days that these allow together.
    disputed: BTreeMap<EventId, Window>,
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
        Self::with(project, &Glances::of_times(project))
    }

    /// The same, where it is known what each claim is.
    pub fn with(project: &Project, glances: &Glances) -> Self {
        let network = Network::with(project, glances);
        let published = project.sources.iter().enumerate().map(|(index, source)| {
            let left = network.window(Point::Published(SourceId::new(index)));
            // A date that nothing else bounds is what it says.
            if left == Bounds::ANY { source.published.unwrap_or_default() } else { left }
        });
        let published = published.collect();
        let events = (0..project.events.len()).map(|index| {
            let event = EventPoint { event: crate::id::EventId::new(index), part: Part::Whole };
            ends(project, event).map(|point| network.window(point))
        });
        let events = events.collect();
        let conflicts = network.conflicts().map(|(_, conflict)| &conflict.over);
        let disputed = conflicts.filter_map(|over| match over {
            Over::Date(event, dispute) => Some((*event, dispute.hull())),
            Over::Chain(_) => None,
        });
        let disputed = disputed.collect();
        Self { network, published, events, disputed }
    }

    /// The days on which a source may have been published.
    pub fn published(&self, source: SourceId) -> Bounds {
        self.published.get(source.index()).copied().unwrap_or_default()
    }

    /// The days on which an event may have been: of a whole that lasts, from its earliest start to its latest end.
    pub fn event(&self, point: EventPoint) -> Bounds {
        self.events.get(point.event.index()).map_or(Bounds::ANY, |[start, end]| of_part(point.part, *start, *end))
    }

    /// The same for what hangs on the event: where its date is disputed, one of the dates given is likelier right than
    /// none of them, and a tenure from then on is no open question long after all of them.
    fn likely(&self, point: EventPoint) -> Bounds {
        let left = self.event(point);
        let given = self.disputed.get(&point.event).map(|given| of_part(point.part, given.start, given.end));
        given.and_then(|given| left.common(given)).unwrap_or(left)
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
        let steps = |latest| match self.network.why(point, latest) {
            Some(why) => telling::path(project, why.part, why.windows, &why.links, latest),
            None => Vec::new(),
        };
        Because { earliest: steps(false), latest: steps(true) }
    }

    /// Who set the bounds nearest to a moment, not more than so many: why not earlier, and why not later.
    pub fn bounded_by(&self, point: Point, most: usize) -> [Vec<Reason>; 2] {
        [false, true].map(|latest| {
            let why = self.network.nearest(point, latest, most);
            why.map_or_else(Vec::new, |why| {
                let reasons = why.links.iter().map(|id| why.part.graph.link(*id).reason);
                reasons.filter_map(|reason| why.part.reasons.get(reason as usize).copied()).collect()
            })
        })
    }

    /// For each event, the claims on it that cannot all hold with others, in order.
    pub fn contradicting(&self, project: &Project) -> BTreeMap<EventId, Vec<ClaimId>> {
        let conflicts = self.network.conflicts();
        let claims: BTreeSet<ClaimId> = conflicts.flat_map(|(_, conflict)| conflict.claims.iter().copied()).collect();
        let mut contradicting: BTreeMap<EventId, Vec<ClaimId>> = BTreeMap::new();
        for id in claims {
            let Form::Event(said) = &project.claim(id).form else { continue };
            for event in said.events().collect::<BTreeSet<EventId>>() {
                contradicting.entry(event).or_default().push(id);
            }
        }
        contradicting
    }

    /// The network behind the timeline, with all that cannot hold in it.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Gives claims other numbers, of which a greater one stays the greater.
    pub(super) fn renumber(&mut self, number: &impl Fn(ClaimId) -> ClaimId) {
        self.network.renumber(number);
    }

    /// What a time of this source's claims refers to.
    pub fn moments<'t>(&'t self, project: &'t Project, source: SourceId) -> SourceMoments<'t> {
        SourceMoments { timeline: self, id: source, source: project.source(source) }
    }
}

/// The days of a part of an event, by those of its start and its end.
fn of_part(part: Part, start: Bounds, end: Bounds) -> Bounds {
    match part {
        Part::Start => start,
        Part::End => end,
        Part::Whole => Bounds { earliest: start.earliest, latest: end.latest },
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

    fn still(&self) -> Option<Bounds> {
        match (self.source.published, self.source.role) {
            (Some(published), _) => Some(published),
            (None, Role::Reference) => self.source.retrieved,
            // No date is guessed for an undated article, but the timeline may bound it.
            (None, Role::Article | Role::Draft) => Some(self.timeline.published(self.id)),
        }
    }

    fn event(&self, point: &EventPoint) -> Bounds {
        self.timeline.likely(*point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::project;
    use crate::id::EventId;
    use crate::project::Part;

    const VOCABULARY: &str = "\
sources:
  dated: { role: reference, published: 2026-01-14 }
  undated: { role: reference, retrieved: 2026-03-09 }
  other: { role: reference, published: 2026-02 }
events: { capture: {}, landing: {}, visit: { lasts: true } }
";

    fn days(earliest: &str, latest: &str) -> Bounds {
        let day = |text: &str| crate::time::edtf::date(text, None).ok().and_then(|bounds| bounds.exact());
        Bounds { earliest: day(earliest), latest: day(latest) }
    }

    fn whole(event: u32) -> EventPoint {
        EventPoint { event: EventId(event), part: Part::Whole }
    }

    #[test]
    fn bounds_follow_from_what_all_say_together() {
        let claims = "\
claims:
  - { source: dated, event: landing, when: published - 5 days }
  - { source: other, event: capture, before: landing, by: exactly 6 days }
  - { source: undated, event: landing, before: published, at-least: 1 week }
  - { source: undated, event: visit, during: 2026-01-09/2026-01-12 }
  - { source: dated, event: visit, after: landing }
";
        let project = project(VOCABULARY, claims, &[]);
        let timeline = Timeline::new(&project);
        assert_eq!(timeline.event(whole(0)), days("2026-01-03", "2026-01-03"));
        assert_eq!(timeline.event(whole(1)), days("2026-01-09", "2026-01-09"));
        assert_eq!(timeline.event(whole(2)), days("2026-01-09", "2026-01-12"));
        // Sources stand by their ids: dated, other, undated.
        assert_eq!(timeline.published(SourceId(0)), days("2026-01-14", "2026-01-14"));
        assert_eq!(timeline.published(SourceId(1)), days("2026-02-01", "2026-02-28"));
        assert_eq!(timeline.published(SourceId(2)), days("2026-01-16", "2026-03-09"));
        // Each bound has its reason, from the calendar on.
        let why = timeline.why_event(&project, whole(0));
        let claims = |steps: &[Step]| -> Vec<String> {
            let cited = steps.iter().filter_map(|step| step.cited.as_ref());
            cited.map(|cited| cited.claim.map_or_else(|| "published".into(), |id| project.claim_name(id))).collect()
        };
        assert_eq!(claims(&why.latest).len(), 3);
        assert_eq!(claims(&why.latest).first().map(String::as_str), Some("published"));
        assert!(claims(&why.latest).iter().any(|name| name.starts_with("other/")));
        assert!(
            why.latest.last().and_then(|step| step.forces.as_ref()).is_some_and(|text| text.contains("3 January 2026"))
        );
    }

    #[test]
    fn claims_that_contradict_each_other_bound_nothing() {
        let claims = "\
claims:
  - { source: dated, event: capture, when: 2026-01-03 }
  - { source: other, event: capture, when: 2026-01-05 }
  - { source: undated, event: capture, when: 2026-01 }
  - { source: dated, event: landing, before: visit }
  - { source: other, event: landing, after: visit }
  - { source: other, event: landing, when: 2026-01-09 }
";
        let project = project(VOCABULARY, claims, &[]);
        let timeline = Timeline::new(&project);
        assert_eq!(timeline.event(whole(0)), days("2026-01-01", "2026-01-31"));
        assert_eq!(timeline.event(whole(1)), days("2026-01-09", "2026-01-09"));
        assert_eq!(timeline.event(whole(2)), Bounds::ANY);
    }
}
