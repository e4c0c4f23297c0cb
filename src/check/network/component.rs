//! Parts of the timeline that hang together, each solved by itself. The calendar's origin belongs to all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::build::{Bounded, Point, Reason};
use super::graph::{self, Graph, Link, LinkId, Node, ORIGIN, ReasonId};
use super::solve::{Solver, holds};
use crate::id::{ClaimId, SourceId};
use crate::project::Project;
use crate::time::{Bounds, Length};

/// A part of more moments does not fit the processor's nearest cache: it pays to put neighbours together.
const LARGE: usize = 4096;

/// So many small parts are put together by one thread at a time.
const AT_ONCE: usize = 256;

/// A part of the timeline that hangs together.
#[derive(Clone, Debug, Default)]
pub struct Component {
    /// Its bounds.
    pub graph: Graph,
    /// What each node stands for.
    pub points: Vec<Point>,
    /// Who set the bounds.
    pub reasons: Vec<Reason>,
    /// For each reason, its links.
    spans: Vec<Range<LinkId>>,
}

impl Component {
    /// The parts of a project's bounds that hang together, and for each node of the whole its part and its node
    /// there (none for the origin and for moments of which nothing is said).
    pub fn split(all: &Bounded) -> (Vec<Self>, Vec<Option<(u32, Node)>>) {
        Self::split_with(all, LARGE)
    }

    /// The same, where parts of more moments than `large` are put in the order of neighbours.
    pub(super) fn split_with(all: &Bounded, large: usize) -> (Vec<Self>, Vec<Option<(u32, Node)>>) {
        let mut leader: Vec<Node> = (0..all.points.len() as Node).collect();
        for link in &all.links {
            if link.from != ORIGIN && link.to != ORIGIN {
                let (a, b) = (find(&mut leader, link.from), find(&mut leader, link.to));
                leader[a.max(b) as usize] = a.min(b);
            }
        }
        let mut part_of: Vec<Option<u32>> = vec![None; all.points.len()];
        let mut parts: Vec<Part> = Vec::new();
        let mut places: Vec<Option<(u32, Node)>> = vec![None; all.points.len()];
        for link in &all.links {
            for node in [link.from, link.to].into_iter().filter(|node| *node != ORIGIN) {
                if places[node as usize].is_some() {
                    continue;
                }
                let next = parts.len() as u32;
                let part = *part_of[find(&mut leader, node) as usize].get_or_insert(next);
                if part == next {
                    parts.push(Part { points: vec![Point::Origin], ..Part::default() });
                }
                let points = &mut parts[part as usize].points;
                places[node as usize] = Some((part, points.len() as Node));
                points.push(all.points[node as usize]);
            }
        }
        let place = |node: Node| places[node as usize].map_or(ORIGIN, |(_, node)| node);
        let part_of = |link: &Link| places[if link.from == ORIGIN { link.to } else { link.from } as usize];
        // Of a hundred thousand small parts, room to grow would be much.
        let mut counts: Vec<Count> = vec![Count::default(); parts.len()];
        for link in &all.links {
            let Some((part, _)) = part_of(link) else { continue };
            let count = &mut counts[part as usize];
            count.links += 1;
            if count.last.replace(link.reason) != Some(link.reason) {
                count.reasons += 1;
            }
        }
        for (part, count) in parts.iter_mut().zip(counts) {
            part.links.reserve_exact(count.links);
            part.reasons.reserve_exact(count.reasons);
            part.spans.reserve_exact(count.reasons);
        }
        for link in &all.links {
            let Some((part, _)) = part_of(link) else { continue };
            let part = &mut parts[part as usize];
            let reason = all.reasons[link.reason as usize];
            if part.last != Some(link.reason) {
                part.last = Some(link.reason);
                part.reasons.push(reason);
                part.spans.push(part.links.len() as LinkId..part.links.len() as LinkId);
            }
            let length = link.length().map(|(length, side)| {
                if part.last_length != Some(length) {
                    part.last_length = Some(length);
                    part.lengths.push(all.lengths[length as usize].clone());
                }
                (part.lengths.len() as u32 - 1, side)
            });
            let (from, to) = (place(link.from), place(link.to));
            part.links.push(link.moved(from, to, part.reasons.len() as ReasonId - 1).by(length));
            if let Some(span) = part.spans.last_mut() {
                span.end += 1;
            }
        }
        let renumbered: BTreeMap<u32, Vec<Node>> = (0..)
            .zip(&mut parts)
            .filter(|(_, part)| part.points.len() > large)
            .map(|(at, part)| (at, part.renumber()))
            .collect();
        if !renumbered.is_empty() {
            for (part, node) in places.iter_mut().flatten() {
                if let Some(number) = renumbered.get(part) {
                    *node = number[*node as usize];
                }
            }
        }
        let parts = parts.into_par_iter().with_min_len(AT_ONCE).map(|part| Self {
            graph: Graph::new(part.points.len(), part.reasons.len(), part.links, part.lengths),
            points: part.points,
            reasons: part.reasons,
            spans: part.spans,
        });
        (parts.collect(), places)
    }

    /// The links that a reason set.
    pub fn links(&self, reason: ReasonId) -> Range<LinkId> {
        self.spans[reason as usize].clone()
    }

    /// The claim that a reason is.
    pub fn claim(&self, reason: ReasonId) -> Option<ClaimId> {
        match self.reasons[reason as usize] {
            Reason::Claim(claim) => Some(claim),
            Reason::Source(_) | Reason::Nature(_) => None,
        }
    }

    /// What a moment stands for.
    pub fn point(&self, node: Node) -> Point {
        self.points[node as usize]
    }

    /// The moments of events that a reason speaks of, sorted.
    pub fn events(&self, reason: ReasonId) -> Vec<Node> {
        let mut nodes: Vec<Node> = self.said(reason).iter().flat_map(|link| [link.from, link.to]).collect();
        nodes.retain(|&node| matches!(self.point(node), Point::Event(_)));
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// For each claim and each source's date, its reason.
    pub fn by_reason(&self) -> Lookup {
        // Collected, not put in one by one: they come nearly in order, and a map is made of them at once.
        let reasons = || (0..).zip(&self.reasons);
        let nature = reasons().filter(|(_, reason)| matches!(reason, Reason::Nature(_)));
        Lookup {
            claims: reasons().filter_map(|(id, _)| Some((self.claim(id)?, id))).collect(),
            sources: reasons()
                .filter_map(|(id, reason)| match reason {
                    Reason::Source(source) => Some((*source, id)),
                    Reason::Claim(_) | Reason::Nature(_) => None,
                })
                .collect(),
            nature: nature
                .flat_map(|(id, _)| self.said(id).iter().flat_map(move |link| [(link.from, id), (link.to, id)]))
                .collect(),
        }
    }
}

impl Component {
    /// The links of claims and dates, and what is in the nature of the events that they speak of.
    pub fn links_of(&self, lookup: &Lookup, reasons: &[ReasonId]) -> Vec<LinkId> {
        let mut all: BTreeSet<ReasonId> = reasons.iter().copied().collect();
        for &reason in reasons {
            let nodes = self.said(reason).iter().flat_map(|link| [link.from, link.to]);
            all.extend(nodes.filter_map(|node| lookup.nature.get(&node)));
        }
        all.into_iter().flat_map(|reason| self.links(reason)).collect()
    }

    /// Whether claims and dates cannot hold together, of all that they say only what `counts`.
    pub fn fails(&self, lookup: &Lookup, reasons: &[ReasonId], counts: impl Fn(&Link) -> bool) -> bool {
        let links = self.links_of(lookup, reasons).into_iter().filter(|&id| counts(self.graph.link(id)));
        let (graph, kept, _) = self.graph.restricted(links);
        !holds(&graph, vec![true; kept.len()])
    }

    /// Whether claims, with the dates of their sources, cannot hold together, of all that they say only what `counts`.
    pub fn exclude(
        &self,
        project: &Project,
        lookup: &Lookup,
        claims: &[ClaimId],
        counts: impl Fn(&Link) -> bool,
    ) -> bool {
        let sources = claims.iter().filter_map(|id| lookup.sources.get(&project.claim(*id).source));
        let reasons: BTreeSet<ReasonId> =
            claims.iter().filter_map(|id| lookup.claims.get(id)).chain(sources).copied().collect();
        self.fails(lookup, &reasons.into_iter().collect::<Vec<_>>(), counts)
    }

    /// The days that claims and dates leave for a moment, if they hold together.
    pub fn left(&self, lookup: &Lookup, reasons: &[ReasonId], node: Node) -> Option<Bounds> {
        let (graph, kept, nodes) = self.graph.restricted(self.links_of(lookup, reasons).into_iter());
        let mut solver = Solver::new(&graph, vec![true; kept.len()]);
        solver.run().ok()?;
        let node = nodes.binary_search(&node).ok()?;
        Some(solver.windows().of(node as Node))
    }

    /// The links that a reason set, themselves.
    pub fn said(&self, reason: ReasonId) -> &[Link] {
        let links = self.links(reason);
        &self.graph.links()[links.start as usize..links.end as usize]
    }
}

/// Where claims and dates stand among the reasons of a part.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// Claims.
    pub claims: BTreeMap<ClaimId, ReasonId>,
    /// Sources' dates.
    pub sources: BTreeMap<SourceId, ReasonId>,
    /// For the start and the end of an event that lasts, that the one is not after the other.
    pub nature: BTreeMap<Node, ReasonId>,
}

/// How much a part will hold.
#[derive(Clone, Default)]
struct Count {
    links: usize,
    reasons: usize,
    last: Option<ReasonId>,
}

#[derive(Default)]
struct Part {
    points: Vec<Point>,
    reasons: Vec<Reason>,
    spans: Vec<Range<LinkId>>,
    links: Vec<Link>,
    lengths: Vec<Length>,
    last: Option<ReasonId>,
    last_length: Option<u32>,
}

impl Part {
    /// Gives moments that hang together near numbers; gives back the new number of each.
    fn renumber(&mut self) -> Vec<Node> {
        let number = graph::neighbourly(self.points.len(), &self.links);
        let place = |node: Node| number[node as usize];
        for link in &mut self.links {
            *link = link.moved(place(link.from), place(link.to), link.reason);
        }
        let mut points = vec![Point::Origin; self.points.len()];
        for (node, point) in number.iter().zip(&self.points) {
            points[*node as usize] = *point;
        }
        self.points = points;
        number
    }
}

fn find(leader: &mut [Node], node: Node) -> Node {
    let mut top = node;
    while leader[top as usize] != top {
        top = leader[top as usize];
    }
    let mut here = node;
    while leader[here as usize] != top {
        here = std::mem::replace(&mut leader[here as usize], top);
    }
    top
}
