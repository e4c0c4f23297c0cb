//! The bounds of a project, split into parts that hang together.
//!
//! A part of more than a few thousand moments does not fit the processor's nearest cache. So its moments are numbered in
//! the order in which a walk in breadth comes to them: what is kept for each of them then lies close together in memory
//! where it is needed together.

use std::ops::Range;

use rayon::prelude::*;

use super::build::{Bounded, Point, Reason};
use super::component::Component;
use super::graph::{Graph, Link, LinkId, Node, ORIGIN, ReasonId};
use crate::time::Length;

/// A part of more moments is numbered as a walk comes to them.
const LARGE: usize = 4096;

/// So many small parts are put together by one thread at a time.
const AT_ONCE: usize = 256;

/// For each moment its part and its number there; none for the origin and for moments of which nothing is said.
pub type Places = Vec<Option<(u32, Node)>>;

/// The parts of a project's bounds that hang together, in the order in which claims first speak of them.
pub fn split(all: &Bounded) -> (Vec<Component>, Places) {
    split_with(all, LARGE)
}

/// The same, where parts of more moments than `large` are numbered as a walk comes to them.
pub(super) fn split_with(all: &Bounded, large: usize) -> (Vec<Component>, Places) {
    let walk = Walk::new(all.points.len(), &all.links);
    let (mut parts, places) = numbered(all, &walk, large);
    room(&mut parts, &places, &all.links);
    fill(&mut parts, all, &places);
    (parts.into_par_iter().with_min_len(AT_ONCE).map(Part::done).collect(), places)
}

/// Moments in the order in which a walk in breadth comes to them, part by part. The origin leads nowhere: it is
/// everybody's neighbour.
#[derive(Debug)]
struct Walk {
    reached: Vec<Node>,
    /// Where each part begins, and at last the end.
    starts: Vec<usize>,
}

impl Walk {
    fn new(nodes: usize, links: &[Link]) -> Self {
        let ends = || links.iter().filter(|link| link.from != ORIGIN && link.to != ORIGIN);
        let mut rows = vec![0u32; nodes + 1];
        for link in ends() {
            rows[link.from as usize] += 1;
            rows[link.to as usize] += 1;
        }
        // Each is where the node's neighbours end, and moves to where they begin as they are put there.
        let mut sum = 0;
        for row in &mut rows {
            sum += *row;
            *row = sum;
        }
        let mut neighbours = vec![ORIGIN; sum as usize];
        for link in ends() {
            for (node, other) in [(link.from, link.to), (link.to, link.from)] {
                let row = &mut rows[node as usize];
                *row -= 1;
                neighbours[*row as usize] = other;
            }
        }
        let mut seen = vec![false; nodes];
        seen[ORIGIN as usize] = true;
        let mut walk = Self { reached: Vec::with_capacity(nodes), starts: Vec::new() };
        for start in links.iter().flat_map(|link| [link.from, link.to]) {
            if std::mem::replace(&mut seen[start as usize], true) {
                continue;
            }
            let mut next = walk.reached.len();
            walk.starts.push(next);
            walk.reached.push(start);
            while let Some(&node) = walk.reached.get(next) {
                next += 1;
                for &other in &neighbours[rows[node as usize] as usize..rows[node as usize + 1] as usize] {
                    if !std::mem::replace(&mut seen[other as usize], true) {
                        walk.reached.push(other);
                    }
                }
            }
        }
        walk.starts.push(walk.reached.len());
        walk
    }

    /// The moments of each part.
    fn parts(&self) -> impl Iterator<Item = &[Node]> {
        self.starts.array_windows().map(|&[from, to]| &self.reached[from..to])
    }
}

/// Parts with their moments: of large ones as the walk comes to them, of small ones as claims first speak of them.
fn numbered(all: &Bounded, walk: &Walk, large: usize) -> (Vec<Part>, Places) {
    let mut places: Places = vec![None; all.points.len()];
    let mut parts: Vec<Part> = Vec::with_capacity(walk.starts.len());
    let mut some_are_small = false;
    for (part, moments) in (0u32..).zip(walk.parts()) {
        let is_small = moments.len() < large;
        some_are_small |= is_small;
        for (number, &node) in (1..).zip(moments) {
            places[node as usize] = Some((part, if is_small { ORIGIN } else { number }));
        }
        let mut points = Vec::with_capacity(moments.len() + 1);
        points.push(Point::Origin);
        if !is_small {
            points.extend(moments.iter().map(|node| all.points[*node as usize]));
        }
        parts.push(Part { points, ..Part::default() });
    }
    for node in all.links.iter().filter(|_| some_are_small).flat_map(|link| [link.from, link.to]) {
        if let Some((part, number)) = &mut places[node as usize]
            && *number == ORIGIN
        {
            let points = &mut parts[*part as usize].points;
            *number = points.len() as Node;
            points.push(all.points[node as usize]);
        }
    }
    (parts, places)
}

/// The part in which a bound lies, and the number there of one of its moments that is not the origin.
fn place(places: &Places, link: &Link) -> Option<(u32, Node)> {
    places[if link.from == ORIGIN { link.to } else { link.from } as usize]
}

/// Makes room for what each part will hold: of a hundred thousand small parts, room to grow would be much.
fn room(parts: &mut [Part], places: &Places, links: &[Link]) {
    let mut counts: Vec<Count> = vec![Count::default(); parts.len()];
    for link in links {
        let Some((part, _)) = place(places, link) else { continue };
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
}

/// Puts bounds into their parts, those of each reason together.
fn fill(parts: &mut [Part], all: &Bounded, places: &Places) {
    let number = |node: Node| places[node as usize].map_or(ORIGIN, |(_, number)| number);
    for link in &all.links {
        let Some((part, _)) = place(places, link) else { continue };
        let part = &mut parts[part as usize];
        if part.last != Some(link.reason) {
            part.last = Some(link.reason);
            part.reasons.push(all.reasons[link.reason as usize]);
            part.spans.push(part.links.len() as LinkId..part.links.len() as LinkId);
        }
        let length = link.length().map(|(length, side)| {
            if part.last_length != Some(length) {
                part.last_length = Some(length);
                part.lengths.push(all.lengths[length as usize].clone());
            }
            (part.lengths.len() as u32 - 1, side)
        });
        let reason = part.reasons.len() as ReasonId - 1;
        part.links.push(link.moved(number(link.from), number(link.to), reason).by(length));
        if let Some(span) = part.spans.last_mut() {
            span.end += 1;
        }
    }
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
    fn done(self) -> Component {
        let graph = Graph::new(self.points.len(), self.reasons.len(), self.links, self.lengths);
        Component { graph, points: self.points, reasons: self.reasons, spans: self.spans }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::network::graph::Sort;
    use crate::check::network::weight::Limit;
    use crate::id::SourceId;

    proptest! {
        #[test]
        fn parts_are_what_labels_that_spread_find(
            ends in prop::collection::vec((0u32..12, 0u32..12), 0..14), large in prop::sample::select(vec![0, 4, 100]),
        ) {
            let link = |(reason, (from, to))| Link::new(from, to, Limit::NotAfter, reason, Sort::Order);
            let all = Bounded {
                points: (0..12).map(|at| Point::Published(SourceId(at))).collect(),
                reasons: (0..14).map(|at| Reason::Source(SourceId(at))).collect(),
                links: (0..).zip(ends.iter().copied()).map(link).collect(),
                ..Bounded::default()
            };
            let (parts, places) = split_with(&all, large);

            // Each moment takes over the smallest label of its neighbours until nothing changes.
            let mut labels: Vec<u32> = (0..12).collect();
            for _ in 0..12 {
                for &(from, to) in ends.iter().filter(|(from, to)| *from != ORIGIN && *to != ORIGIN) {
                    let least = labels[from as usize].min(labels[to as usize]);
                    labels[from as usize] = least;
                    labels[to as usize] = least;
                }
            }
            for (node, place) in places.iter().enumerate() {
                let is_named = node > 0 && ends.iter().any(|(from, to)| [*from, *to].contains(&(node as u32)));
                prop_assert_eq!(place.is_some(), is_named);
                let Some((part, number)) = place else { continue };
                prop_assert_eq!(parts[*part as usize].point(*number), all.points[node]);
                for (other, there) in places.iter().enumerate() {
                    let together = there.is_some_and(|(other, _)| other == *part);
                    prop_assert_eq!(together, there.is_some() && labels[node] == labels[other]);
                }
            }
            // Each bound stands once, in its part, between the same moments, under who said it.
            let mut said = Vec::new();
            for part in &parts {
                prop_assert_eq!(part.point(ORIGIN), Point::Origin);
                for (reason, who) in (0..).zip(&part.reasons) {
                    let Reason::Source(SourceId(who)) = who else { panic!("there are only sources") };
                    let node = |node: Node| match part.point(node) {
                        Point::Published(SourceId(node)) => node,
                        _ => ORIGIN,
                    };
                    said.extend(part.said(reason).iter().map(|link| (*who, (node(link.from), node(link.to)))));
                }
            }
            said.sort_unstable();
            let expected = (0..).zip(ends).filter(|(_, ends)| *ends != (ORIGIN, ORIGIN));
            prop_assert_eq!(said, expected.collect::<Vec<_>>());
        }
    }
}
