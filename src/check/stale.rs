//! What articles say of their own present that cannot be at their date, though it was so at another time.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::glance::Glance;
use super::index::{self, state};
use super::network::build::{Point, Reason};
use super::network::chain::Chain;
use super::network::component::{Component, Lookup};
use super::network::conflict::Over;
use super::network::dates;
use super::network::graph::{Node, ReasonId};
use crate::id::{ClaimId, SourceId};
use crate::project::{Form, Holds, Order, Role, State, Target, Type};
use crate::time::{Bounds, Day, Edge, Span};
use crate::value::{Agreement, compare, denies};

/// Comparisons that one topic may take.
const BUDGET: usize = 3_000_000;

/// What articles say of their own present that is not of it.
#[derive(Debug, Default)]
pub(super) struct Stale {
    /// By article.
    pub articles: BTreeMap<SourceId, Vec<Item>>,
    /// The claims about the present, of all articles.
    pub present: BTreeSet<ClaimId>,
}

/// A claim about the present that is not of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The article's claim.
    pub claim: ClaimId,
    /// What says that it is not so at the article's date.
    pub otherwise: Vec<ClaimId>,
    /// What says that it was so at another time; empty of events, whose dates stand in `otherwise`.
    pub elsewhere: Vec<ClaimId>,
    /// When it was so.
    pub window: Bounds,
    /// It cannot be so at the article's date, rather than only if an office changed hands and back.
    pub definite: bool,
    /// Sets of claims that it needs, each of them enough.
    pub needs: Vec<Vec<ClaimId>>,
}

impl Stale {
    /// Works it out.
    pub fn new(context: &Context<'_>) -> Self {
        let mut stale = Self::default();
        stale.events(context);
        stale.states(context);
        for items in stale.articles.values_mut() {
            items.sort_by_key(|item| item.claim);
        }
        stale
    }

    /// Whether a chain needs what an article says of its own present, so that it is part of that.
    pub fn needs(&self, part: &Component, chain: &Chain) -> bool {
        chain.steps.iter().any(|step| {
            let mut all = std::iter::once(&step.reason).chain(&step.others).filter_map(|reason| part.claim(*reason));
            part.claim(step.reason).is_some() && all.all(|claim| self.present.contains(&claim))
        })
    }

    fn add(&mut self, source: SourceId, item: Item) {
        self.present.insert(item.claim);
        let items = self.articles.entry(source).or_default();
        match items.iter_mut().find(|known| known.claim == item.claim) {
            None => items.push(item),
            Some(known) => {
                known.otherwise.extend(item.otherwise);
                known.otherwise.sort_unstable();
                known.otherwise.dedup();
                known.window = common(known.window, item.window).unwrap_or(known.window);
                known.needs.extend(item.needs);
            }
        }
    }

    /// Events that an article calls upcoming although they are past, or past although they are to come.
    fn events(&mut self, context: &Context<'_>) {
        let mut lookups: BTreeMap<usize, Lookup> = BTreeMap::new();
        for (part, conflict) in context.timeline.network().conflicts() {
            let Over::Chain(chain) = &conflict.over else { continue };
            let Some((present, source)) = chain.present else { continue };
            let Some(claim) = part.claim(present) else { continue };
            let place = std::ptr::from_ref(part) as usize;
            let lookup = lookups.entry(place).or_insert_with(|| part.by_reason());
            let others = |claim: &ClaimId| *claim != present_claim(part, present);
            let otherwise: Vec<ClaimId> = conflict.claims.iter().copied().filter(others).collect();
            let window = window(part, lookup, chain, source);
            // Others may date the event more exactly than the article does.
            let window = dated(context, claim).and_then(|dated| common(window, dated)).unwrap_or(window);
            let needs = vec![chain.steps.iter().filter_map(|step| part.claim(step.reason)).collect()];
            self.add(source, Item { claim, otherwise, elsewhere: Vec::new(), window, definite: true, needs });
        }
        // Who dates such an event otherwise belongs to it.
        for (_, conflict) in context.timeline.network().conflicts() {
            let Over::Date(_, dispute) = &conflict.over else { continue };
            let project = context.project;
            let dated = |id: &ClaimId| dates::dated(project, *id, project.claim(*id));
            let rest: Vec<dates::Dated> =
                conflict.claims.iter().filter(|claim| !self.present.contains(claim)).filter_map(dated).collect();
            if dates::dispute(&rest).is_some() {
                continue;
            }
            for (at, side) in dispute.sides.iter().enumerate() {
                for claim in side.claims.iter().filter(|claim| self.present.contains(claim)) {
                    let against = dispute.sides.iter().enumerate().filter(|(other, _)| *other != at);
                    let against: Vec<ClaimId> = against.flat_map(|(_, side)| side.claims.clone()).collect();
                    let items = self.articles.values_mut().flatten().filter(|item| item.claim == *claim);
                    for item in items {
                        item.otherwise.extend(&against);
                        item.otherwise.sort_unstable();
                        item.otherwise.dedup();
                    }
                }
            }
        }
    }

    /// States of the present, such as an office-holder, that others exclude at the article's date and give another.
    fn states(&mut self, context: &Context<'_>) {
        let project = context.project;
        for topic in &context.topics {
            let property = project.property(topic.property);
            if property.holds != Holds::OneAtATime || topic.said.len() < 3 {
                continue;
            }
            let hard = |said: &&index::Said| context.glances.of(said.claim).is(Glance::HARD);
            let outright = || topic.said.iter().filter(hard);
            if !outright().any(|said| !said.denied && context.glances.of(said.claim).is(Glance::PRESENT)) {
                continue;
            }
            let said = outright().filter_map(|said| {
                let source = project.claim(said.claim).source;
                let draft = project.source(source).role == Role::Draft;
                Some(Said { claim: said.claim, source, draft, state: state(project, said.claim)?, span: said.span })
            });
            let said: Vec<Said<'_>> = said.collect();
            let words = context.words(topic.property);
            let compares = |a: &State, b: &State| compare(&a.value, &b.value, &words);
            let denied = |a: &State, b: &State| denies(&a.value, &b.value, &words);
            let offices = matches!(property.of, Type::Entity | Type::Choice);
            let found = Office { said: &said, compares: &compares, denied: &denied, offices }.stale(context);
            for (source, item) in found {
                self.add(source, item);
            }
        }
    }
}

fn present_claim(part: &Component, present: ReasonId) -> ClaimId {
    part.claim(present).unwrap_or(ClaimId(u32::MAX))
}

/// When an article could have been published, by all that a chain says but the article's own date.
fn window(part: &Component, lookup: &Lookup, chain: &Chain, source: SourceId) -> Bounds {
    let own = |reason: &ReasonId| part.reasons.get(*reason as usize) == Some(&Reason::Source(source));
    let node = (0..).zip(&part.points).find(|(_, point)| **point == Point::Published(source));
    let Some((node, _)) = node else { return Bounds::ANY };
    let node: Node = node;
    let all: Vec<ReasonId> = chain.reasons().filter(|reason| !own(reason)).collect();
    let base: Vec<ReasonId> = chain.steps.iter().map(|step| step.reason).filter(|reason| !own(reason)).collect();
    part.left(lookup, &all, node).or_else(|| part.left(lookup, &base, node)).unwrap_or_default()
}

/// When an article could have been published that sets an event before or after its own date, by what the timeline
/// leaves for the event.
fn dated(context: &Context<'_>, claim: ClaimId) -> Option<Bounds> {
    let Form::Event(said) = &context.project.claim(claim).form else { return None };
    let relation = said.relations.iter().find(|relation| relation.target == Target::Published)?;
    let left = context.timeline.event(said.event);
    match relation.order {
        Order::After => Some(Bounds { earliest: None, latest: left.latest }),
        Order::Before => Some(Bounds { earliest: left.earliest, latest: None }),
        Order::During | Order::SameDayAs | Order::SameTimeAs => None,
    }
}

/// The days that two bounds have in common.
pub(super) fn common(a: Bounds, b: Bounds) -> Option<Bounds> {
    let latest = match (a.latest, b.latest) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let both = Bounds { earliest: a.earliest.max(b.earliest), latest };
    match (both.earliest, both.latest) {
        (Some(from), Some(to)) if from > to => None,
        _ => Some(both),
    }
}

/// A claim on a topic.
struct Said<'p> {
    claim: ClaimId,
    source: SourceId,
    draft: bool,
    state: &'p State,
    span: Span,
}

/// All that is said outright of one office.
struct Office<'t, 'p> {
    said: &'t [Said<'p>],
    compares: &'t dyn Fn(&State, &State) -> Agreement,
    denied: &'t dyn Fn(&State, &State) -> bool,
    offices: bool,
}

impl Office<'_, '_> {
    fn stale(&self, context: &Context<'_>) -> Vec<(SourceId, Item)> {
        let mut found = Vec::new();
        let mut budget = BUDGET;
        for now in self.said {
            let role = context.project.source(now.source).role;
            if role == Role::Reference || now.state.denied || !now.state.when.is_published() {
                continue;
            }
            let Some(rest) = budget.checked_sub(2 * self.said.len()) else { break };
            budget = rest;
            found.extend(self.item(now).map(|item| (now.source, item)));
        }
        found
    }

    fn item(&self, now: &Said<'_>) -> Option<Item> {
        // What a draft says is no evidence of what was so.
        let others = || self.said.iter().filter(|other| other.source != now.source && !other.draft);
        let same = |other: &&Said<'_>| {
            !other.state.denied
                && matches!((self.compares)(other.state, now.state), Agreement::Same | Agreement::Within)
        };
        let (elsewhere, window) = self.elsewhere(now, others().filter(same))?;
        let excludes = |other: &&Said<'_>| {
            let against = if other.state.denied {
                (self.denied)(other.state, now.state)
            } else {
                (self.compares)(other.state, now.state) == Agreement::Different
            };
            against && other.span.must_meet(&now.span)
        };
        let otherwise: Vec<ClaimId> = others().filter(excludes).map(|other| other.claim).collect();
        if !otherwise.is_empty() {
            let needs = product(now.claim, otherwise.iter().map(|claim| vec![*claim]), &elsewhere);
            return Some(Item { claim: now.claim, otherwise, elsewhere, window, definite: true, needs });
        }
        let (before, after) = self.offices.then(|| self.hands_and_back(now))??;
        let needs = product(now.claim, std::iter::once(vec![before, after]), &elsewhere);
        let otherwise = vec![before, after];
        Some(Item { claim: now.claim, otherwise, elsewhere, window, definite: false, needs })
    }

    /// Who says that it was so at another time, and when that was. None where somebody's record has it at the
    /// article's date, too.
    fn elsewhere<'s, 'p: 's>(
        &self,
        now: &Said<'_>,
        same: impl Iterator<Item = &'s Said<'p>>,
    ) -> Option<(Vec<ClaimId>, Bounds)> {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for other in same {
            let (from, to) = extent(&other.span)?;
            let earlier = now.span.start.earliest.is_some_and(|day| to < day);
            let later = now.span.end.latest.is_some_and(|day| day < from);
            match (earlier, later) {
                (true, _) => before.push((from, to, other.claim)),
                (_, true) => after.push((from, to, other.claim)),
                _ if other.span.moment => {}
                _ => return None,
            }
        }
        let found = if before.is_empty() { after } else { before };
        let from = found.iter().map(|(from, ..)| *from).min()?;
        let to = found.iter().map(|(_, to, _)| *to).max()?;
        Some((found.into_iter().map(|(.., claim)| claim).collect(), Bounds::new(from, to)))
    }

    /// Two claims of one other holder, before and after, with nothing in between that ends or begins a tenure of theirs.
    fn hands_and_back(&self, now: &Said<'_>) -> Option<(ClaimId, ClaimId)> {
        let (from, to) = (now.span.start.earliest?, now.span.end.latest?);
        let different =
            |other: &&Said<'_>| !other.state.denied && (self.compares)(other.state, now.state) == Agreement::Different;
        let before = self.said.iter().filter(different).filter_map(|other| {
            let (_, last) = other.span.core()?;
            (last < from).then_some((last, other))
        });
        let before: Vec<_> = before.collect();
        let after = self.said.iter().filter(different).filter_map(|other| {
            let (first, _) = other.span.core()?;
            (to < first).then_some((first, other))
        });
        let after: Vec<_> = after.collect();
        // The nearest claims on both sides decide: what lies further off has them in between.
        let last = before.iter().map(|(day, _)| *day).max()?;
        let first = after.iter().map(|(day, _)| *day).min()?;
        let nearest = before.iter().filter(|(day, _)| *day == last).map(|(_, said)| *said);
        for before in nearest {
            let back = after.iter().filter(|(day, _)| *day == first).map(|(_, said)| *said);
            for after in back {
                let same = (self.compares)(before.state, after.state) == Agreement::Same;
                let distinct = before.source != now.source && after.source != now.source;
                if same && distinct && !self.is_broken(before.state, last, first) {
                    return Some((before.claim, after.claim));
                }
            }
        }
        None
    }

    /// Whether any claim says that a holder's tenure ended, or began anew, or was not, within some days.
    fn is_broken(&self, holder: &State, from: Day, to: Day) -> bool {
        let within = |days: Bounds| {
            days != Bounds::ANY
                && days.earliest.is_none_or(|day| day <= to)
                && days.latest.is_none_or(|day| from <= day)
        };
        self.said.iter().any(|other| {
            if other.state.denied {
                return (self.denied)(other.state, holder) && within(other.span.hull());
            }
            matches!((self.compares)(other.state, holder), Agreement::Same | Agreement::Within)
                && (other.span.end_edge == Edge::Tenure && within(other.span.end)
                    || other.span.start_edge == Edge::Tenure && within(other.span.start))
        })
    }
}

/// The days of which a claim says something: its hull, or as far as it is attested.
fn extent(span: &Span) -> Option<(Day, Day)> {
    let from = span.start.earliest.or(span.start.latest)?;
    let to = span.end.latest.or(span.end.earliest)?;
    (from <= to).then_some((from, to))
}

/// Sets of claims that are each enough: the claim, what excludes it, and what places it elsewhere.
fn product(
    claim: ClaimId,
    otherwise: impl ExactSizeIterator<Item = Vec<ClaimId>>,
    elsewhere: &[ClaimId],
) -> Vec<Vec<ClaimId>> {
    if otherwise.len().saturating_mul(elsewhere.len()) > 400 {
        return vec![vec![claim]];
    }
    let set =
        |against: Vec<ClaimId>| elsewhere.iter().map(move |other| [vec![claim, *other], against.clone()].concat());
    otherwise.flat_map(set).collect()
}
