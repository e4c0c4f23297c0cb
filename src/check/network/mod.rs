//! The timeline as a simple temporal network (R. Dechter, I. Meiri, J. Pearl, "Temporal constraint networks",
//! 1991): a node for each event's start and end and each source's date, an edge for each bound, carrying the
//! claim that set it. A negative circle is a contradiction and its own explanation.
//!
//! ```text
//! build       claims → bounds
//! split       what hangs together is solved by itself
//! component   one such part
//! relax       dates that satisfy all bounds, or a circle that none can satisfy
//! nearest     which moment is the nearest of many
//! bounds      what is left for each moment
//! calendar    lengths of time, as true to the calendar as is known
//! solve       the three together
//! dates       sides of a dispute over one event's date
//! chain       from a circle to the shortest chain of claims
//! conflict    all conflicts of a part
//! present     what stands against an article's word on its own present
//! ```

mod bounds;
pub mod build;
mod calendar;
pub mod chain;
pub mod component;
pub mod conflict;
pub mod dates;
pub mod graph;
mod nearest;
pub mod present;
mod relax;
mod solve;
pub mod split;
mod survivors;
pub mod telling;
pub mod weight;

#[cfg(test)]
mod lengths_tests;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use super::glance::Glances;
use crate::id::ClaimId;
use crate::project::{EventPoint, Part, Project};
use crate::time::Bounds;
use bounds::Windows;
use build::{Bounded, Point, Reason};
use component::Component;
use conflict::{Conflict, Over, Solved};
use graph::{LinkId, Node};
use split::{Places, split};

/// The network of a project, solved.
#[derive(Debug, Default)]
pub struct Network {
    /// What hangs together.
    pub parts: Vec<Component>,
    /// The same, solved.
    pub solved: Vec<Solved>,
    /// For each node of the whole, its part and its node there.
    places: Places,
    /// The bounds as they were built, without their links.
    all: Bounded,
}

impl Network {
    /// Builds and solves the network of a project.
    pub fn new(project: &Project) -> Self {
        Self::with(project, &Glances::of_times(project))
    }

    /// The same, where it is known what each claim is.
    pub fn with(project: &Project, glances: &Glances) -> Self {
        let bounded = || {
            let mut all = Bounded::new(project, glances);
            let (parts, places) = split(&all);
            all.links = Vec::new();
            (all, parts, places)
        };
        let ((all, parts, places), dates) = rayon::join(bounded, || dates::outright(project, glances));
        let solved = parts.par_iter().map(|part| conflict::solve(project, part, &dates)).collect();
        Self { parts, solved, places, all }
    }

    /// Gives claims other numbers, of which a greater one stays the greater.
    pub fn renumber(&mut self, number: &impl Fn(ClaimId) -> ClaimId) {
        let reasons = self.parts.iter_mut().flat_map(|part| &mut part.reasons).chain(&mut self.all.reasons);
        for reason in reasons {
            if let Reason::Claim(id) = reason {
                *id = number(*id);
            }
        }
        for conflict in self.solved.iter_mut().flat_map(|solved| &mut solved.conflicts) {
            let claims = conflict.claims.iter_mut().chain(conflict.repairs.iter_mut().flatten());
            claims.for_each(|id| *id = number(*id));
            if let Over::Date(_, dispute) = &mut conflict.over {
                dispute.claims_mut().for_each(|id| *id = number(*id));
            }
        }
    }

    /// All conflicts, each with the part of the timeline in which it lies.
    pub fn conflicts(&self) -> impl Iterator<Item = (&Component, &Conflict)> {
        let parts = self.parts.iter().zip(&self.solved);
        parts.flat_map(|(part, solved)| solved.conflicts.iter().map(move |conflict| (part, conflict)))
    }

    /// All parts, each with its conflicts.
    pub fn parts(&self) -> impl Iterator<Item = (&Component, &[Conflict])> {
        self.parts.iter().zip(self.solved.iter().map(|solved| solved.conflicts.as_slice()))
    }

    /// The days left for a moment.
    pub fn window(&self, point: Point) -> Bounds {
        let of = |node: Node| match self.places.get(node as usize).copied().flatten() {
            Some((part, node)) => self.solved[part as usize].windows.of(node),
            None => Bounds::ANY,
        };
        match point {
            Point::Origin => Bounds::ANY,
            Point::Published(source) => of(self.all.published(source)),
            Point::Event(point) => {
                let (start, end) = self.all.ends(point);
                Bounds { earliest: of(start).earliest, latest: of(end).latest }
            }
        }
    }

    /// What leaves nothing later (or earlier) for a moment.
    pub fn why(&self, point: Point, latest: bool) -> Option<Why<'_>> {
        self.nearest(point, latest, usize::MAX)
    }

    /// Of the same, the bounds nearest to the moment, not more than so many.
    pub fn nearest(&self, point: Point, latest: bool, most: usize) -> Option<Why<'_>> {
        let node = match point {
            Point::Origin => return None,
            Point::Published(source) => self.all.published(source),
            Point::Event(point) => {
                let (start, end) = self.all.ends(point);
                if latest { end } else { start }
            }
        };
        let (part, node) = self.places.get(node as usize).copied().flatten()?;
        let (part, windows) = (&self.parts[part as usize], &self.solved[part as usize].windows);
        Some(Why { part, windows, links: windows.nearest(&part.graph, node, latest, most) })
    }
}

/// Whether claims on events, with the dates of their sources, cannot hold together, whatever others say.
pub(super) fn exclude(project: &Project, glances: &Glances, claims: [ClaimId; 2]) -> bool {
    let (parts, _) = split(&Bounded::new(project, &glances.only(&claims)));
    parts.iter().any(|part| part.exclude(project, &part.by_reason(), &claims, |_| true))
}

/// What bounds a moment.
#[derive(Debug)]
pub struct Why<'n> {
    /// The part of the timeline in which it lies.
    pub part: &'n Component,
    /// What is left for each moment there.
    pub windows: &'n Windows,
    /// The bounds, from the calendar on.
    pub links: Vec<LinkId>,
}

/// The two ends of an event, as points: twice the same of one moment.
pub fn ends(project: &Project, point: EventPoint) -> [Point; 2] {
    let part = |part: Part| Point::Event(EventPoint { event: point.event, part });
    match (project.event(point.event).lasts, point.part) {
        (false, _) => [part(Part::Whole); 2],
        (true, Part::Whole) => [part(Part::Start), part(Part::End)],
        (true, one) => [part(one); 2],
    }
}
