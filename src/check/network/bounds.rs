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

fn paths(graph: &Graph, state: &State, at: &[Weight], forward: bool) -> Vec<Option<(Weight, LinkId)>> {
    let mut found: Vec<Option<(Weight, LinkId)>> = vec![None; graph.nodes()];
    let mut done = vec![false; graph.nodes()];
    let mut next = Nearest::default();
    next.push(Weight::ZERO, ORIGIN);
    found[ORIGIN as usize] = Some((Weight::ZERO, 0));
    while let Some(node) = next.pop() {
        if std::mem::replace(&mut done[node as usize], true) {
            continue;
        }
        let Some((far, _)) = found[node as usize] else { continue };
        for &(id, other) in if forward { graph.out(node) } else { graph.into(node) } {
            if done[other as usize] {
                continue;
            }
            let there = far + state.weights[id as usize];
            let nearer = found[other as usize].is_none_or(|(known, _)| there < known);
            if nearer && state.counts(graph.link(id)) {
                found[other as usize] = Some((there, id));
                let shift = at[other as usize] - at[ORIGIN as usize];
                next.push(if forward { there - shift } else { there + shift }, other);
            }
        }
    }
    found
}
