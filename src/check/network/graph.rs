//! The network as a graph: moments, and the bounds between them.

use super::weight::Limit;
use crate::time::Length;

/// The number of a moment in a graph. The calendar's origin is always moment 0.
pub type Node = u32;
/// The number of a bound in a graph.
pub type LinkId = u32;
/// The number of a reason in a graph: whoever set a bound.
pub type ReasonId = u32;

/// The calendar's origin, day 0.
pub const ORIGIN: Node = 0;

/// Which end of a length of time sets a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The later moment lies at least so far from the earlier one.
    Least,
    /// At most so far.
    Most,
}

/// What sort of statement a bound comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A date, in itself or relative to the source's own date.
    Date,
    /// An order against another moment.
    Order,
    /// How far apart two moments are.
    Length,
    /// In the nature of things: a start is not after its end.
    Nature,
}

/// What a bound belongs to: whose, of which sort, and between which two moments. The two ends of an interval are two
/// statements; the earliest and the latest day of one date are one, and so are an order and by how much.
pub type Statement = (ReasonId, Sort, Node, Node);

/// A bound: `to` lies at most its weight after `from`. Of a million claims there are millions, so it is kept small.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The moment that is measured from.
    pub from: Node,
    /// The moment that is bounded.
    pub to: Node,
    /// Who says so.
    pub reason: ReasonId,
    /// How many days; 0 where it speaks of moments.
    days: i32,
    /// The number of its length of time; 0 where it has none.
    length: u32,
    /// Which end of that length.
    side: Side,
    /// Whether it speaks of moments, and whether these may be one.
    moments: Option<bool>,
    /// What sort of statement it is.
    pub sort: Sort,
}

impl Link {
    /// What it belongs to.
    pub fn statement(&self) -> Statement {
        let sort = if self.sort == Sort::Length { Sort::Order } else { self.sort };
        (self.reason, sort, self.from.min(self.to), self.from.max(self.to))
    }

    /// A bound of how far `to` may lie after `from`: of a length in months, wherever on the calendar it lies.
    pub fn new(from: Node, to: Node, limit: Limit, reason: ReasonId, sort: Sort) -> Self {
        let (days, moments) = match limit {
            Limit::Days(days) => (days, None),
            Limit::NotAfter => (0, Some(true)),
            Limit::Before => (0, Some(false)),
        };
        Self { from, to, reason, days, length: 0, side: Side::Least, moments, sort }
    }

    /// The same by one end of a length of time (by its number in [`Graph::lengths`]) whose days depend on where on the
    /// calendar it lies.
    #[must_use]
    pub fn by(self, length: Option<(u32, Side)>) -> Self {
        let (length, side) = length.map_or((0, Side::Least), |(length, side)| (length + 1, side));
        Self { length, side, ..self }
    }

    /// The same between other moments, by another reason.
    #[must_use]
    pub fn moved(self, from: Node, to: Node, reason: ReasonId) -> Self {
        Self { from, to, reason, ..self }
    }

    /// How far; of a length in months, how far wherever on the calendar it lies.
    pub fn limit(&self) -> Limit {
        match self.moments {
            None => Limit::Days(self.days),
            Some(true) => Limit::NotAfter,
            Some(false) => Limit::Before,
        }
    }

    /// Its length of time and which end of it, where its days depend on where on the calendar it lies.
    pub fn length(&self) -> Option<(u32, Side)> {
        Some((self.length.checked_sub(1)?, self.side))
    }

    /// The earlier and the later moment of a length of time.
    pub fn stretch(&self) -> Option<(u32, Side, Node, Node)> {
        let (length, side) = self.length()?;
        Some(match side {
            Side::Most => (length, side, self.from, self.to),
            Side::Least => (length, side, self.to, self.from),
        })
    }
}

/// Moments and the bounds between them.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    nodes: usize,
    reasons: usize,
    links: Vec<Link>,
    /// The lengths of time that links refer to.
    pub lengths: Vec<Length>,
    out: Index,
    into: Index,
}

/// For each node, links and the nodes at their other ends: compressed rows. Mostly a look at the other end is enough,
/// and a link may lie anywhere in memory.
#[derive(Clone, Debug, Default)]
struct Index {
    starts: Vec<u32>,
    links: Vec<(LinkId, Node)>,
}

impl Index {
    fn new(nodes: usize, links: &[Link], ends: impl Fn(&Link) -> (Node, Node)) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for link in links {
            starts[ends(link).0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut fill = starts.clone();
        let mut sorted = vec![(0, ORIGIN); links.len()];
        for (id, link) in (0u32..).zip(links) {
            let (end, other) = ends(link);
            let at = &mut fill[end as usize];
            sorted[*at as usize] = (id, other);
            *at += 1;
        }
        Self { starts, links: sorted }
    }

    fn of(&self, node: Node) -> &[(LinkId, Node)] {
        let at = node as usize;
        &self.links[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// So many links are gathered by several threads.
const MANY: usize = 1 << 14;

impl Graph {
    /// A graph of so many nodes (the origin among them) and reasons. Links name only these.
    pub fn new(nodes: usize, reasons: usize, links: Vec<Link>, lengths: Vec<Length>) -> Self {
        let out = || Index::new(nodes, &links, |link| (link.from, link.to));
        let into = || Index::new(nodes, &links, |link| (link.to, link.from));
        let (out, into) = if links.len() < MANY { (out(), into()) } else { rayon::join(out, into) };
        Self { nodes, reasons, links, lengths, out, into }
    }

    /// How many moments there are.
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// How many reasons there are.
    pub fn reasons(&self) -> usize {
        self.reasons
    }

    /// All bounds.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// A bound.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id as usize]
    }

    /// The bounds that are measured from a moment, with the moments that they bound.
    pub fn out(&self, node: Node) -> &[(LinkId, Node)] {
        self.out.of(node)
    }

    /// The bounds on a moment, with the moments that they are measured from.
    pub fn into(&self, node: Node) -> &[(LinkId, Node)] {
        self.into.of(node)
    }

    /// Only these links, with their nodes and reasons numbered anew. Gives the reasons in their new order, too.
    pub fn restricted(&self, links: impl Iterator<Item = LinkId>) -> (Self, Vec<ReasonId>, Vec<Node>) {
        let links: Vec<Link> = links.map(|id| *self.link(id)).collect();
        let mut nodes: Vec<Node> = links.iter().flat_map(|link| [link.from, link.to]).chain([ORIGIN]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let mut reasons: Vec<ReasonId> = links.iter().map(|link| link.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let mut lengths = Vec::new();
        let place = |sorted: &[u32], id: u32| sorted.binary_search(&id).map_or(0, |at| at as u32);
        let links = links
            .into_iter()
            .map(|link| {
                let length = link.length().map(|(length, side)| {
                    lengths.push(self.lengths[length as usize].clone());
                    (lengths.len() as u32 - 1, side)
                });
                let (from, to) = (place(&nodes, link.from), place(&nodes, link.to));
                link.moved(from, to, place(&reasons, link.reason)).by(length)
            })
            .collect();
        let graph = Self::new(nodes.len(), reasons.len(), links, lengths);
        (graph, reasons, nodes)
    }
}
