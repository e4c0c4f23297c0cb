//! The earliest and latest day that all bounds together leave for each moment.

use super::graph::{Graph, LinkId, Node, ORIGIN};
use super::nearest::Nearest;
use super::relax::State;
use super::weight::Weight;
use crate::time::{Bounds, Day};

/// What is left for each moment, and which bounds leave just that.
#[derive(Clone, Debug, Default)]
pub struct Windows {
    latest: Vec<Option<(Weight, LinkId)>>,
    earliest: Vec<Option<(Weight, LinkId)>>,
}

impl Windows {
    /// Shortest paths from the origin and to it (Dijkstra; `at`, dates that satisfy all bounds, makes every
    /// step of such a path non-negative, as Johnson showed in 1977).
    pub fn new(graph: &Graph, state: &State, at: &[Weight]) -> Self {
        let (latest, earliest) = rayon::join(|| paths(graph, state, at, true), || paths(graph, state, at, false));
        Self { latest, earliest }
    }

    /// The days left for a moment.
    pub fn of(&self, node: Node) -> Bounds {
        let day = |days: i64| Some(Day::new(i32::try_from(days).ok()?));
        let found = |side: &[Option<(Weight, LinkId)>]| side.get(node as usize).copied().flatten();
        Bounds {
            earliest: found(&self.earliest).and_then(|(far, _)| day(-far.days)),
            latest: found(&self.latest).and_then(|(far, _)| day(far.days)),
        }
    }

    /// The bounds that leave nothing later (or earlier) for a moment, from the origin on.
    pub fn why(&self, graph: &Graph, node: Node, latest: bool) -> Vec<LinkId> {
        self.nearest(graph, node, latest, usize::MAX)
    }

    /// Of the same, those nearest to the moment, not more than so many.
    pub fn nearest(&self, graph: &Graph, node: Node, latest: bool, most: usize) -> Vec<LinkId> {
        let side = if latest { &self.latest } else { &self.earliest };
        let mut links = Vec::new();
        let mut here = node;
        while here != ORIGIN && links.len() < most.min(graph.links().len() + 1) {
            let Some((_, id)) = side.get(here as usize).copied().flatten() else { return Vec::new() };
            links.push(id);
            here = if latest { graph.link(id).from } else { graph.link(id).to };
        }
        links.reverse();
        links
    }
}

/// A moment, as far as it was reached.
#[derive(Clone, Copy)]
struct Reached {
    found: Option<(Weight, LinkId)>,
    done: bool,
    /// The moment's date.
    at: Weight,
}

fn paths(graph: &Graph, state: &State, at: &[Weight], forward: bool) -> Vec<Option<(Weight, LinkId)>> {
    // All that is asked of a moment at every step stands in one place.
    let mut moments: Vec<Reached> = at.iter().map(|&at| Reached { found: None, done: false, at }).collect();
    let origin = at[ORIGIN as usize];
    let mut next = Nearest::default();
    next.push(Weight::ZERO, ORIGIN);
    moments[ORIGIN as usize].found = Some((Weight::ZERO, 0));
    while let Some(node) = next.pop() {
        let Reached { found: Some((far, _)), done: done @ false, .. } = &mut moments[node as usize] else { continue };
        *done = true;
        let far = *far;
        for &(id, other) in if forward { graph.out(node) } else { graph.into(node) } {
            let there = &mut moments[other as usize];
            if there.done {
                continue;
            }
            let way = far + state.weight(id);
            let nearer = there.found.is_none_or(|(known, _)| way < known);
            if nearer && state.counts(id) {
                there.found = Some((way, id));
                let shift = there.at - origin;
                next.push(if forward { way - shift } else { way + shift }, other);
            }
        }
    }
    moments.into_iter().map(|moment| moment.found).collect()
}
