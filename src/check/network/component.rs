//! Parts of the timeline that hang together, each solved by itself. The calendar's origin belongs to all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::build::{Point, Reason};
use super::graph::{Graph, Link, LinkId, Node, ReasonId};
use super::solve::{Solver, holds};
use crate::id::{ClaimId, SourceId};
use crate::project::Project;
use crate::time::Bounds;

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
    pub(super) spans: Vec<Range<LinkId>>,
}

impl Component {
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
