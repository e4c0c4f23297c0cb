//! From a circle of bounds that cannot hold to the shortest chain of claims that says so.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Point, Reason};
use super::component::{Component, Lookup};
use super::graph::{Graph, Link, LinkId, Node, ORIGIN, ReasonId, Sort, Statement};
use super::relax::State;
use super::solve::{Circle, Solver, holds};
use super::weight::Weight;
use crate::id::{ClaimId, SourceId};
use crate::project::{Form, Order, Project, Role, Target};

/// A chain of more claims than this is not tried claim by claim.
const LONG: usize = 1200;
/// How many moments around a chain are searched for a shorter one.
const NEAR: usize = 1500;
/// How long a shorter one may be.
const HOPS: usize = 64;
/// How many bounds are followed in that search.
const WORK: usize = 2_000_000;
/// Of more claims than this it is not asked by how little each would have to move.
const FEW: usize = 40;
/// So many days more than four times what the first circle fails by are tried to mend all circles of a chain's claims.
const MORE: i64 = 400_000;
/// How many claims may be tried in place of one in a chain.
const TRIED: usize = 2000;
/// How many sets of claims, one for each step, are tried in all.
const SETS: usize = 64;

/// Claims and dates that cannot all be right, of which none can be left out.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Its steps, in the order of the circle, from the calendar's origin where that takes part.
    pub steps: Vec<Step>,
    /// By how many days it fails: the least shift of one date that would mend it. None of mere orders.
    pub by: Option<i64>,
    /// A claim that sets its event before or after its own article's date, where that alone cannot be: the article
    /// describes another time. Which claim, and which article.
    pub present: Option<(ReasonId, SourceId)>,
}

/// A claim or a source's date in a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which.
    pub reason: ReasonId,
    /// Its links in the circle, each leading to the next; none where it only makes another's length narrow.
    pub links: Vec<LinkId>,
    /// What the chain says up to here, in days after where it began.
    pub so_far: Weight,
    /// Other claims that may stand in its place and agree with it, sorted.
    pub others: Vec<ReasonId>,
}

impl Chain {
    /// All claims and sources, those that may stand in for others too.
    pub fn reasons(&self) -> impl Iterator<Item = ReasonId> {
        self.steps.iter().flat_map(|step| std::iter::once(step.reason).chain(step.others.iter().copied()))
    }
}

/// Works out chains within a part of the timeline.
#[derive(Debug)]
pub struct Chains<'c> {
    part: &'c Component,
    lookup: &'c Lookup,
}

impl<'c> Chains<'c> {
    /// For a part.
    pub fn new(part: &'c Component, lookup: &'c Lookup) -> Self {
        Self { part, lookup }
    }

    /// The claims that speak of just these moments of events, sorted.
    fn alike(&self, events: &[Node]) -> Vec<ReasonId> {
        let Some(&first) = events.first() else { return Vec::new() };
        let graph = &self.part.graph;
        let links = graph.out(first).iter().chain(graph.into(first));
        let mut alike: Vec<ReasonId> = links.map(|&(id, _)| graph.link(id).reason).collect();
        alike.sort_unstable();
        alike.dedup();
        alike.retain(|&reason| self.part.claim(reason).is_some() && self.part.events(reason) == events);
        alike
    }

    /// The shortest chain near a circle, with all that may stand for its claims. `solver` is the one that found it.
    pub fn explain(&self, project: &Project, solver: &Solver<'_>, circle: &Circle) -> Chain {
        let mut chain = self.bare(project, solver, circle);
        self.gather(project, &mut chain);
        chain
    }

    /// The same, of just those claims that it needs.
    pub fn bare(&self, project: &Project, solver: &Solver<'_>, circle: &Circle) -> Chain {
        let shorter = self.shorter(&solver.state, &circle.links);
        let reasons = match shorter {
            // A shorter circle stands on its own where no length in it was narrowed by others.
            Some(reasons) if self.fails(&reasons) => reasons,
            _ => circle.reasons.clone(),
        };
        let reasons = self.needed(&reasons);
        let mut chain = self.chain(&reasons);
        chain.present = self.present(project, &reasons);
        chain
    }

    fn links(&self, reasons: &[ReasonId]) -> Vec<LinkId> {
        self.part.links_of(self.lookup, reasons)
    }

    /// Whether claims and dates cannot hold together.
    fn fails(&self, reasons: &[ReasonId]) -> bool {
        self.part.fails(self.lookup, reasons, |_| true)
    }

    /// Whether claims and dates cannot hold together without one of the claims.
    fn fails_without(&self, reasons: &[ReasonId], left: ReasonId) -> bool {
        let rest: Vec<ReasonId> = reasons.iter().copied().filter(|reason| *reason != left).collect();
        self.part.claim(left).is_some() && self.fails(&rest)
    }

    /// Leaves out all that is not needed. Gives claims and sources' dates only, sorted.
    fn needed(&self, reasons: &[ReasonId]) -> Vec<ReasonId> {
        let is_said = |reason: &ReasonId| !matches!(self.part.reasons[*reason as usize], Reason::Nature(_));
        let said: Vec<ReasonId> = reasons.iter().copied().filter(is_said).collect();
        if said.len() > LONG {
            return said;
        }
        let (graph, kept, _) = self.part.graph.restricted(self.links(&said).into_iter());
        let mut active = vec![true; kept.len()];
        if holds(&graph, active.clone()) {
            return said;
        }
        let mut needed = Vec::new();
        for (at, reason) in kept.iter().enumerate() {
            if !is_said(reason) {
                continue;
            }
            active[at] = false;
            if holds(&graph, active.clone()) {
                active[at] = true;
                needed.push(*reason);
            }
        }
        needed
    }

    /// Puts claims and dates that cannot hold together in the order of their circle.
    fn chain(&self, reasons: &[ReasonId]) -> Chain {
        let links = self.links(reasons);
        let (graph, kept, _) = self.part.graph.restricted(links.iter().copied());
        let Narrow { links: mut circle, weights, by } = narrowest(&graph, kept.len(), reasons.len());
        if let Some(at) = circle.iter().position(|&id| graph.link(id).from == ORIGIN) {
            circle.rotate_left(at);
        } else if let Some(at) = (0..circle.len()).min_by_key(|&at| {
            let reason = kept[graph.link(circle[at]).reason as usize];
            (matches!(self.part.reasons[reason as usize], Reason::Nature(_)), reason)
        }) {
            circle.rotate_left(at);
        }
        let mut steps: Vec<Step> = Vec::new();
        let mut so_far = Weight::ZERO;
        for &id in &circle {
            let link = graph.link(id);
            so_far = so_far + weights[id as usize];
            let reason = kept[link.reason as usize];
            let original = links[id as usize];
            if matches!(self.part.reasons[reason as usize], Reason::Nature(_)) && !steps.is_empty()
                || steps.last().is_some_and(|step| step.reason == reason)
            {
                if let Some(step) = steps.last_mut() {
                    step.links.push(original);
                    step.so_far = so_far;
                }
                continue;
            }
            steps.push(Step { reason, links: vec![original], so_far, others: Vec::new() });
        }
        // A circle that speaks of one claim twice, or begins in the nature of things, is told claim by claim.
        let mut told = BTreeSet::new();
        steps.retain(|step| {
            !matches!(self.part.reasons[step.reason as usize], Reason::Nature(_)) && told.insert(step.reason)
        });
        let missing = reasons.iter().filter(|reason| !told.contains(reason));
        let silent =
            missing.map(|&reason| Step { reason, links: Vec::new(), so_far: Weight::ZERO, others: Vec::new() });
        let steps = silent.chain(steps).collect();
        Chain { steps, by, present: None }
    }

    /// A circle of fewer links that goes through a moment of this one: bounds are followed from each of its moments,
    /// one more at a time, as in Bellman–Ford by number of edges, within the neighbourhood.
    fn shorter(&self, state: &State, circle: &[LinkId]) -> Option<Vec<ReasonId>> {
        if circle.len() <= 2 || circle.len() > LONG {
            return None;
        }
        let graph = &self.part.graph;
        let mut near: BTreeMap<Node, usize> = BTreeMap::new();
        let ends = circle.iter().map(|&id| graph.link(id).from);
        let mut starts: Vec<Node> = ends.collect();
        // The origin has the number 0: where it takes part, short circles mostly go through it.
        starts.sort_unstable();
        let mut edge: Vec<Node> = starts.iter().copied().filter(|node| *node != ORIGIN).collect();
        near.extend(edge.iter().map(|&node| (node, 0)));
        for far in 1..=circle.len() / 2 {
            let mut next = Vec::new();
            for &node in &edge {
                for &(id, other) in graph.out(node).iter().chain(graph.into(node)) {
                    if state.counts(id) && other != ORIGIN && near.len() < NEAR && !near.contains_key(&other) {
                        near.insert(other, far);
                        next.push(other);
                    }
                }
            }
            edge = next;
        }
        let known: Vec<Node> = std::iter::once(ORIGIN).chain(near.into_keys()).collect();
        let place = |node: Node| known.binary_search(&node).ok();
        let mut out: Vec<Vec<(usize, LinkId)>> = vec![Vec::new(); known.len()];
        for (at, &node) in known.iter().enumerate().skip(1) {
            for &(id, to) in graph.out(node).iter().filter(|&&(id, _)| state.counts(id)) {
                if let Some(to) = place(to) {
                    out[at].push((to, id));
                }
            }
            for &(id, from) in graph.into(node).iter().filter(|&&(id, _)| state.counts(id)) {
                if from == ORIGIN {
                    out[0].push((at, id));
                }
            }
        }
        let mut best: Option<Vec<LinkId>> = None;
        let mut work = 0;
        'starts: for start in starts.into_iter().filter_map(place) {
            let limit = best.as_ref().map_or(circle.len(), Vec::len).min(HOPS);
            // For each number of links, the shortest way to each moment: from where, by which link.
            let mut ways: Vec<Vec<Option<(Weight, usize, LinkId)>>> = Vec::new();
            let mut edge = vec![start];
            for hop in 1..limit {
                let mut found: Vec<Option<(Weight, usize, LinkId)>> = vec![None; known.len()];
                let mut next = Vec::new();
                for from in edge {
                    let before = match ways.last() {
                        None => Weight::ZERO,
                        Some(way) => way[from].map_or(Weight::ZERO, |(far, ..)| far),
                    };
                    work += out[from].len();
                    for &(to, id) in &out[from] {
                        let there = before + state.weight(id);
                        if found[to].is_none() {
                            next.push(to);
                        }
                        if found[to].is_none_or(|(known, ..)| there < known) {
                            found[to] = Some((there, from, id));
                        }
                    }
                }
                let closed = found[start].is_some_and(|(round, ..)| round < Weight::ZERO);
                ways.push(found);
                edge = next;
                if closed {
                    let mut way = Vec::new();
                    let mut node = start;
                    for layer in ways[..hop].iter().rev() {
                        let Some((_, from, id)) = layer[node] else { break };
                        way.push(id);
                        node = from;
                    }
                    way.reverse();
                    best = Some(way);
                    break;
                }
                if work > WORK {
                    break 'starts;
                }
            }
        }
        let mut reasons: Vec<ReasonId> = best?.iter().map(|&id| graph.link(id).reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        Some(reasons)
    }

    /// The claim of a chain that sets its event before or after its own article's date, where this order alone cannot
    /// be. Of several the one that calls past what others call upcoming.
    fn present(&self, project: &Project, reasons: &[ReasonId]) -> Option<(ReasonId, SourceId)> {
        let mut found = None;
        for &reason in reasons {
            let Some((source, after)) = presence(project, self.part, reason) else { continue };
            let dated = self.lookup.sources.get(&source).is_some_and(|date| reasons.contains(date));
            if !dated || (found.is_some() && !after) {
                continue;
            }
            let counts = |link: &Link| link.reason != reason || link.sort != Sort::Length;
            if self.part.fails(self.lookup, reasons, counts) {
                found = Some((reason, source));
            }
        }
        found
    }

    /// Adds to each claim of a chain those that say the same and could stand in its place.
    pub fn gather(&self, project: &Project, chain: &mut Chain) {
        let reasons: Vec<ReasonId> = chain.steps.iter().map(|step| step.reason).collect();
        for step in &mut chain.steps {
            let Some(claim) = self.part.claim(step.reason) else { continue };
            let alike = self.alike(&self.part.events(step.reason));
            if alike.len() < 2 || reasons.len() > LONG / 4 {
                continue;
            }
            let rest: Vec<ReasonId> = reasons.iter().copied().filter(|reason| *reason != step.reason).collect();
            // What says the very same thing needs no second trial.
            let mut known: BTreeMap<Vec<Plain<'c>>, bool> = BTreeMap::new();
            // One of each that may stand there, with its source's date.
            let mut standing: Vec<Vec<ReasonId>> = Vec::new();
            for &other in alike.iter().filter(|other| !reasons.contains(other)) {
                let Some(other_claim) = self.part.claim(other) else { continue };
                // What lies so or so to its own article's date says nothing of another article's.
                let own = |reason| presence_of_any(self.part, reason);
                if other_claim == claim || own(step.reason) != own(other) || !are_alike(project, claim, other_claim) {
                    continue;
                }
                let plain = self.plain(other);
                let tried = known.len();
                let fits = known.entry(plain).or_insert_with(|| {
                    let own: Vec<ReasonId> = self.own_date(other).into_iter().collect();
                    let with: Vec<ReasonId> = rest.iter().copied().chain([other]).chain(own.clone()).collect();
                    let own_too: Vec<ReasonId> = self.own_date(step.reason).into_iter().chain(own.clone()).collect();
                    let pair: Vec<ReasonId> = [step.reason, other].into_iter().chain(own_too).collect();
                    let without: Vec<ReasonId> = rest.iter().copied().chain(own.clone()).collect();
                    let it: Vec<ReasonId> = std::iter::once(other).chain(own).collect();
                    let agrees = |one: &Vec<ReasonId>| !self.fails(&[one.as_slice(), it.as_slice()].concat());
                    let fits = tried < TRIED
                        && self.fails(&with)
                        && !self.fails(&pair)
                        && !self.fails(&without)
                        && standing.iter().all(agrees)
                        && rest.iter().all(|left| !self.fails_without(&with, *left));
                    if fits {
                        standing.push(it);
                    }
                    fits
                });
                if *fits {
                    step.others.push(other);
                }
            }
            step.others.sort_unstable();
        }
    }

    /// The sets of claims that fail, one of those that may stand at each step. `None` where there is one such set, or too
    /// many to try.
    pub fn failing(&self, chain: &Chain) -> Option<Vec<Vec<ClaimId>>> {
        let (said, dates): (Vec<&Step>, Vec<&Step>) =
            chain.steps.iter().partition(|step| self.part.claim(step.reason).is_some());
        let count = said.iter().try_fold(1_usize, |count, step| count.checked_mul(1 + step.others.len()));
        if !(2..=SETS).contains(&count?) {
            return None;
        }
        let mut sets: Vec<Vec<ReasonId>> = vec![dates.iter().map(|step| step.reason).collect()];
        for step in said {
            let with =
                |reason: ReasonId| sets.iter().map(move |set| [set.as_slice(), &[reason]].concat()).collect::<Vec<_>>();
            sets = std::iter::once(step.reason).chain(step.others.iter().copied()).flat_map(with).collect();
        }
        let failing = sets.into_iter().filter(|set| {
            let own: Vec<ReasonId> = set.iter().filter_map(|&reason| self.own_date(reason)).collect();
            self.fails(&[set.as_slice(), &own].concat())
        });
        Some(failing.map(|set| set.into_iter().filter_map(|reason| self.part.claim(reason)).collect()).collect())
    }

    /// The date of the source whose date a claim refers to.
    fn own_date(&self, reason: ReasonId) -> Option<ReasonId> {
        let mut nodes = self.part.said(reason).iter().flat_map(|link| [link.from, link.to]);
        nodes.find_map(|node| match self.part.point(node) {
            Point::Published(source) => self.lookup.sources.get(&source).copied(),
            _ => None,
        })
    }

    /// What a claim says, for comparing claims that say the very same.
    fn plain(&self, reason: ReasonId) -> Vec<Plain<'c>> {
        let said = self.part.said(reason).iter();
        let mut plain: Vec<Plain<'c>> = said
            .map(|link| {
                let length = link.length().map(|(length, _)| self.part.graph.lengths[length as usize].text.as_str());
                (link.from, link.to, link.limit().into(), length)
            })
            .collect();
        plain.sort_unstable();
        plain
    }
}

/// A circle that tells by how much bounds fail.
struct Narrow {
    links: Vec<LinkId>,
    /// Of all links, as narrow as they are.
    weights: Vec<Weight>,
    /// By how many days; none of mere orders.
    by: Option<i64>,
}

/// The circle by which bounds of so many reasons fail that cannot hold together, which are of so many claims and dates.
fn narrowest(graph: &Graph, reasons: usize, claims: usize) -> Narrow {
    let mut solver = Solver::new(graph, vec![true; reasons]);
    let found = solver.run().err().map(|circle| circle.links).unwrap_or_default();
    let weights =
        |solver: &Solver<'_>| -> Vec<Weight> { solver.state.bounds.iter().map(|bound| bound.limit.into()).collect() };
    let total =
        |links: &[LinkId], weights: &[Weight]| links.iter().fold(Weight::ZERO, |sum, id| sum + weights[*id as usize]);
    let round = total(&found, &weights(&solver)).days;
    let any = |by: Option<i64>| Narrow { links: found, weights: weights(&solver), by };
    let least = if claims > FEW { None } else { least(graph, reasons, -round) };
    let Some((statement, days)) = least else { return any(Some(-round).filter(|days| *days > 0)) };
    // With a day less of room it is the narrowest circle that fails, and not just any.
    let mut narrow = Solver::new(graph, vec![true; reasons]);
    narrow.loosen(statement, days - 1);
    let Err(circle) = narrow.run() else { return any(Some(days)) };
    let mut weights = weights(&narrow);
    for id in circle.links.iter().filter(|id| graph.link(**id).statement() == statement) {
        weights[*id as usize].days -= days - 1;
    }
    if total(&circle.links, &weights).days == -days {
        Narrow { links: circle.links, weights, by: Some(days) }
    } else {
        any(Some(days))
    }
}

/// The least number of days by which one claim or date has to move for all to hold, and which, where some circle fails by
/// `round`. None of mere orders, or where no single one mends it.
fn least(graph: &Graph, reasons: usize, round: i64) -> Option<(Statement, i64)> {
    let holds_with = |change: &dyn Fn(&mut Solver<'_>)| {
        let mut solver = Solver::new(graph, vec![true; reasons]);
        change(&mut solver);
        solver.run().is_ok()
    };
    if round == 0 && holds_with(&|solver| solver.by_days()) {
        return None;
    }
    let statements: BTreeSet<Statement> =
        graph.links().iter().filter(|link| link.sort != Sort::Nature).map(Link::statement).collect();
    // Another circle of the same claims may be narrower than the one that was found.
    let mut limit = round.max(1).saturating_mul(4).saturating_add(MORE);
    let mut least = None;
    for statement in statements {
        let holds_with = |days: i64| holds_with(&|solver| solver.loosen(statement, days));
        if limit <= 1 || !holds_with(limit - 1) {
            continue;
        }
        let (mut low, mut high) = (1, limit - 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            if holds_with(middle) { high = middle } else { low = middle + 1 }
        }
        least = Some((statement, low));
        limit = low;
    }
    least
}

/// The dated article or draft to whose own date a claim sets its event, and whether it calls it upcoming.
pub fn presence(project: &Project, part: &Component, reason: ReasonId) -> Option<(SourceId, bool)> {
    let said = project.claims.get(part.claim(reason)?.index())?;
    let source = project.source(said.source);
    let Form::Event(event) = &said.form else { return None };
    let to_own_date =
        |order| event.relations.iter().any(|relation| relation.order == order && relation.target == Target::Published);
    let after = to_own_date(Order::After);
    let counts = source.role != Role::Reference && source.published.is_some();
    (counts && (after || to_own_date(Order::Before))).then_some((said.source, after))
}

/// Whether two claims on the same moments say the same sort of thing: when events were, in whatever words, or a state.
fn are_alike(project: &Project, a: ClaimId, b: ClaimId) -> bool {
    let (Some(a), Some(b)) = (project.claims.get(a.index()), project.claims.get(b.index())) else { return true };
    match (&a.form, &b.form) {
        (Form::Event(_), Form::Event(_)) => true,
        (Form::State(a), Form::State(b)) => a.property == b.property,
        _ => false,
    }
}

/// The source to whose date a claim sets its event, other than by dating it.
fn presence_of_any(part: &Component, reason: ReasonId) -> Option<Point> {
    let orders = part.said(reason).iter().filter(|link| link.sort != Sort::Date);
    let mut points = orders.flat_map(|link| [link.from, link.to]).map(|node| part.point(node));
    points.find(|point| matches!(point, Point::Published(_)))
}

/// A bound without who said it.
type Plain<'c> = (Node, Node, Weight, Option<&'c str>);
