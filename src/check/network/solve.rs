//! Solving: dates for all moments, calendar-true, or the bounds that cannot hold together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bounds::Windows;
use super::calendar::{NARROW, WIDE, spread};
use super::graph::{Graph, LinkId, Node, ORIGIN, ReasonId, Side, Statement};
use super::relax::{Bound, Search, State, bounds};
use super::weight::{Limit, Weight};
use crate::time::Bounds;

/// How often lengths are made truer to the calendar by what was learnt of their ends.
const ROUNDS: usize = 12;
/// From so many lengths on only those whose place is known well are looked at.
const MANY: usize = 3000;

/// Bounds that cannot hold together.
#[derive(Clone, Debug)]
pub struct Circle {
    /// The circle, each link leading to the next.
    pub links: Vec<LinkId>,
    /// Who set its bounds, and those that made a length of time in it as short or as long as it is. Sorted.
    pub reasons: Vec<ReasonId>,
}

/// A network that is being solved.
///
/// A length in months takes as many days as the calendar says once it is known where it lies. So the network is
/// solved with what such lengths take anywhere; then, with the bounds found, each is made truer, and so on
/// until nothing changes. Every step is sound: a length is only narrowed by days that no solution has.
#[derive(Clone, Debug)]
pub struct Solver<'g> {
    graph: &'g Graph,
    /// Which reasons count, and each link's present bound.
    pub state: State,
    search: Search,
    /// Links whose bound depends on where they lie.
    varying: Arc<Vec<LinkId>>,
    /// The bounds found before each narrowing.
    history: Vec<Arc<Windows>>,
    /// For each narrowed link, by which entries of the history.
    narrowed: Arc<BTreeMap<LinkId, Vec<usize>>>,
    /// What narrowing starts from when bounds are withdrawn.
    floor: Floor,
    rounds: usize,
    /// A statement whose bounds have more room, by so many days.
    loose: Option<(Statement, i64)>,
}

#[derive(Clone, Debug, Default)]
struct Floor {
    bounds: Option<Arc<Vec<Bound>>>,
    history: usize,
    narrowed: Arc<BTreeMap<LinkId, Vec<usize>>>,
}

impl<'g> Solver<'g> {
    /// Everything that is active in a graph.
    pub fn new(graph: &'g Graph, active: Vec<bool>) -> Self {
        let state = State::new(graph, active);
        let varying = (0..).zip(graph.links()).filter(|(_, link)| link.length().is_some()).map(|(id, _)| id).collect();
        let search = Search::new(graph, &state);
        Self {
            graph,
            state,
            search,
            varying: Arc::new(varying),
            history: Vec::new(),
            narrowed: Arc::default(),
            floor: Floor::default(),
            rounds: ROUNDS,
            loose: None,
        }
    }

    /// The same network, already solved, with more reasons that count.
    pub fn with(&self, reasons: &[ReasonId], links: impl Iterator<Item = LinkId>, rounds: usize) -> Self {
        let links: Vec<LinkId> = links.collect();
        let moved = links.iter().map(|&id| self.graph.link(id).from);
        let mut more = Self {
            graph: self.graph,
            state: self.state.clone(),
            search: Search::from(self.search.at.clone(), moved),
            varying: self.varying.clone(),
            history: self.history.clone(),
            narrowed: self.narrowed.clone(),
            floor: Floor::default(),
            rounds,
            loose: None,
        };
        for &reason in reasons {
            more.state.active[reason as usize] = true;
        }
        if !more.history.is_empty() && rounds > 0 {
            more.narrow(links.iter().copied());
        }
        more.floor = Floor {
            bounds: Some(more.state.bounds.clone()),
            history: more.history.len(),
            narrowed: more.narrowed.clone(),
        };
        more
    }

    /// Whether bounds that depend on the calendar are as narrow as they are by other bounds.
    pub fn is_narrowed(&self) -> bool {
        !self.history.is_empty()
    }

    /// Solves.
    ///
    /// # Errors
    /// Bounds that cannot hold together; withdraw one and solve again.
    pub fn run(&mut self) -> Result<(), Circle> {
        loop {
            if let Err(links) = self.search.run(self.graph, &self.state) {
                let reasons = self.reasons(&links);
                return Err(Circle { links, reasons });
            }
            let varying = self.varying.clone();
            let counts = |&&id: &&LinkId| self.state.counts(id);
            if self.rounds == 0 || self.history.len() >= self.floor.history + self.rounds {
                return Ok(());
            }
            let counting: Vec<LinkId> = varying.iter().filter(counts).copied().collect();
            if counting.is_empty() {
                return Ok(());
            }
            self.history.push(Arc::new(self.windows()));
            let moved = self.narrow(counting.into_iter());
            if moved.is_empty() {
                return Ok(());
            }
            self.search.touch(moved.into_iter());
        }
    }

    /// Lets reasons no longer count.
    pub fn withdraw(&mut self, reasons: &[ReasonId]) {
        for &reason in reasons {
            self.state.active[reason as usize] = false;
        }
        // What was narrowed may rest on what is withdrawn.
        if self.history.len() > self.floor.history {
            self.history.truncate(self.floor.history);
            self.narrowed = self.floor.narrowed.clone();
            self.state.bounds = self.floor.bounds.clone().unwrap_or_else(|| bounds(self.graph));
            let at = std::mem::take(&mut self.search.at);
            let all = (0..).take(at.len());
            self.search = Search::from(at, all);
        } else {
            self.search.cut(&self.state);
        }
    }

    /// The days left for each moment, once solved.
    pub fn windows(&self) -> Windows {
        Windows::new(self.graph, &self.state, &self.search.at)
    }

    /// Makes lengths as true to the calendar as the last bounds allow. Gives the moments whose links changed.
    fn narrow(&mut self, links: impl Iterator<Item = LinkId>) -> Vec<Node> {
        let Some(windows) = self.history.last().cloned() else { return Vec::new() };
        let wide = if self.varying.len() > MANY { NARROW } else { WIDE };
        let mut moved = Vec::new();
        let mut bounds = std::mem::take(&mut self.state.bounds);
        let mut narrowed = std::mem::take(&mut self.narrowed);
        for id in links {
            let link = self.graph.link(id);
            let Some((length, side, earlier, later)) = link.stretch() else { continue };
            let length = &self.graph.lengths[length as usize];
            // With room to spare, the end no longer says where the start lies.
            let room = self.loose.filter(|(statement, _)| *statement == link.statement()).map_or(0, |(_, days)| days);
            let end = if room > 0 { Bounds::ANY } else { windows.of(later) };
            let (least, most) = spread(length, windows.of(earlier), end, wide);
            let days = match side {
                Side::Least => least.and_then(i32::checked_neg),
                Side::Most => most,
            };
            let Some(days) = days else { continue };
            let limit = Limit::days(i64::from(days) + room);
            if Weight::from(limit) < bounds[id as usize].limit.into() {
                Arc::make_mut(&mut bounds)[id as usize].limit = limit;
                Arc::make_mut(&mut narrowed).entry(id).or_default().push(self.history.len() - 1);
                moved.push(link.from);
            }
        }
        self.state.bounds = bounds;
        self.narrowed = narrowed;
        moved
    }

    /// Who set the bounds of a circle, as narrow as they are.
    fn reasons(&self, circle: &[LinkId]) -> Vec<ReasonId> {
        let mut reasons = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(LinkId, usize)> = circle.iter().map(|&id| (id, usize::MAX)).collect();
        while let Some((id, before)) = open.pop() {
            reasons.insert(self.graph.link(id).reason);
            let last = self.narrowed.get(&id).and_then(|rounds| rounds.iter().rev().find(|round| **round < before));
            let (Some(&round), Some((_, _, earlier, later))) = (last, self.graph.link(id).stretch()) else { continue };
            if !seen.insert((id, round)) {
                continue;
            }
            for node in [earlier, later].into_iter().filter(|node| *node != ORIGIN) {
                for latest in [true, false] {
                    let why = self.history[round].why(self.graph, node, latest);
                    open.extend(why.into_iter().map(|id| (id, round)));
                }
            }
        }
        reasons.into_iter().collect()
    }
}

/// Whether bounds can hold together.
pub fn holds(graph: &Graph, active: Vec<bool>) -> bool {
    Solver::new(graph, active).run().is_ok()
}

impl Solver<'_> {
    /// Forgets which moments of one day come first, before anything is solved.
    pub fn by_days(&mut self) {
        Arc::make_mut(&mut self.state.bounds).iter_mut().for_each(|bound| bound.limit = bound.limit.by_days());
    }

    /// Gives the bounds of one statement more room, before anything is solved.
    pub fn loosen(&mut self, statement: Statement, days: i64) {
        self.loose = Some((statement, days));
        for (bound, link) in Arc::make_mut(&mut self.state.bounds).iter_mut().zip(self.graph.links()) {
            if link.statement() == statement {
                bound.limit = bound.limit.loosened(days);
            }
        }
    }
}
