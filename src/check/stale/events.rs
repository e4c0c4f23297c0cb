//! Events that an article calls upcoming although they are past, or past although they are to come.

use std::collections::{BTreeMap, BTreeSet};

use super::mend::{Clause, Left, Matter, Of};
use super::{Against, Item, Stale, Time};
use crate::check::context::Context;
use crate::check::network::build::{Point, Reason};
use crate::check::network::chain::Chain;
use crate::check::network::component::{Component, Lookup};
use crate::check::network::conflict::{Conflict, Over, steps};
use crate::check::network::dates;
use crate::check::network::graph::{Node, ReasonId};
use crate::check::network::present::{Presents, Spent};
use crate::check::network::telling;
use crate::id::{ClaimId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Form, Order, Target};
use crate::time::Bounds;

/// The parts of the timeline in which articles are out of their time.
#[derive(Debug)]
pub(super) struct Events<'c> {
    context: &'c Context<'c>,
    parts: Vec<Part<'c>>,
}

/// One of them.
#[derive(Debug)]
struct Part<'c> {
    presents: Presents<'c>,
    conflicts: &'c [Conflict],
    /// All that articles say of their own present: in a large part, only those that are out of their time.
    said: BTreeMap<SourceId, Vec<ReasonId>>,
}

/// In a part of more bounds than this, articles of which no conflict was found are not asked about.
const SMALL: usize = 2000;
/// How much may be done in all to ask about such articles, see [`Presents::left`].
const WORK: usize = 50_000_000;

impl<'c> Events<'c> {
    /// Those of a project.
    pub fn new(context: &'c Context<'c>) -> Self {
        let parts = context.timeline.network().parts().filter_map(|(part, conflicts)| {
            let present = |conflict: &Conflict| match &conflict.over {
                Over::Chain(chain) => Some(chain.present?.1),
                Over::Date(..) => None,
            };
            let articles: BTreeSet<SourceId> = conflicts.iter().filter_map(present).collect();
            let small = part.graph.links().len() <= SMALL;
            if conflicts.is_empty() || articles.is_empty() && !small {
                return None;
            }
            let presents = Presents::new(context.project, part, conflicts);
            let said = presents.of(|source| small || articles.contains(&source));
            (!said.is_empty()).then_some(Part { presents, conflicts, said })
        });
        Self { context, parts: parts.collect() }
    }

    /// What articles say of their own present, with what stands against it.
    pub fn items(&self) -> Vec<(SourceId, Item, Matter)> {
        let mut items = Vec::new();
        let mut work = WORK;
        for (place, part) in self.parts.iter().enumerate() {
            let (mut known, mut articles) = (BTreeSet::new(), BTreeSet::new());
            for conflict in part.conflicts {
                let Over::Chain(chain) = &conflict.over else { continue };
                known.extend(chain.present.map(|(present, _)| present));
                articles.extend(chain.present.map(|(_, article)| article));
                items.extend(item(self.context, place, &part.presents, chain));
            }
            // What says the same as another claim of its article was told with that, and what contradicts claims of
            // other conflicts may have been left aside with them.
            let others = part.said.iter().flat_map(|(source, said)| said.iter().map(move |one| (*one, *source)));
            for said in others.filter(|(one, _)| !known.contains(one)) {
                let is_new = !articles.contains(&said.1);
                if is_new && work == 0 {
                    continue;
                }
                let before = part.presents.left();
                let chain = part.presents.against(said, &BTreeSet::new());
                if is_new {
                    work = work.saturating_sub(before - part.presents.left());
                }
                let Ok(Some(chain)) = chain else { continue };
                let chain = part.presents.gathered(chain);
                items.extend(item(self.context, place, &part.presents, &chain));
            }
        }
        items
    }

    /// What says that an article's word cannot be, of the claims that are not left out.
    pub fn against(&self, place: usize, source: SourceId, out: &BTreeSet<ClaimId>) -> Result<Option<Against>, Spent> {
        let Some(Part { presents, said, .. }) = self.parts.get(place) else { return Ok(None) };
        for &present in said.get(&source).into_iter().flatten() {
            let Some(claim) = presents.part.claim(present).filter(|claim| !out.contains(claim)) else { continue };
            let Some(chain) = presents.against((present, source), out)? else { continue };
            let left = Left { clause: clause(presents.part, &chain), always: true };
            let all = presents.gathered(chain);
            let otherwise = steps(presents.part, &all).flatten().filter(|other| *other != claim).collect();
            return Ok(Some(Against { claim, otherwise, left }));
        }
        Ok(None)
    }
}

fn item(
    context: &Context<'_>,
    place: usize,
    presents: &Presents<'_>,
    chain: &Chain,
) -> Option<(SourceId, Item, Matter)> {
    let (present, source) = chain.present?;
    let claim = presents.part.claim(present)?;
    let mut otherwise: BTreeSet<ClaimId> = steps(presents.part, chain).flatten().collect();
    let mut window = window(presents.part, &presents.lookup, chain, source);
    // Others may date the event more exactly than the article does.
    if let Some((left, dated_by)) = dated(context, claim)
        && let Some(narrower) = window.common(left)
        && narrower != window
    {
        window = narrower;
        otherwise.extend(dated_by);
    }
    otherwise.remove(&claim);
    let item = Item { claim, otherwise, elsewhere: vec![Time { window, claims: Vec::new() }], definite: true };
    Some((source, item, Matter::new(Of::Events(place), claim, clause(presents.part, chain))))
}

/// The claims that a chain needs, each of them.
fn clause(part: &Component, chain: &Chain) -> Clause {
    chain.steps.iter().filter_map(|step| Some(vec![part.claim(step.reason)?])).collect()
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
/// leaves for the event; and by whose claims that is.
fn dated(context: &Context<'_>, claim: ClaimId) -> Option<(Bounds, Vec<ClaimId>)> {
    let project = context.project;
    let Form::Event(said) = &project.claim(claim).form else { return None };
    let relation = said.relations.iter().find(|relation| relation.target == Target::Published)?;
    let left = context.timeline.event(said.event);
    let (bounds, latest) = match relation.order {
        Order::After => (Bounds { earliest: None, latest: left.latest }, true),
        Order::Before => (Bounds { earliest: left.earliest, latest: None }, false),
        Order::During | Order::SameDayAs | Order::SameTimeAs => return None,
    };
    let mut by = BTreeSet::new();
    if let Some(why) = context.timeline.network().why(Point::Event(said.event), latest) {
        for link in why.links.iter().map(|id| why.part.graph.link(*id)) {
            let Some(claim) = why.part.claim(link.reason) else { continue };
            by.insert(claim);
            // Who says the same is on the same side.
            let around =
                [link.from, link.to].into_iter().filter(|&node| matches!(why.part.point(node), Point::Event(_)));
            let graph = &why.part.graph;
            let links = around.flat_map(|node| graph.out(node).iter().chain(graph.into(node)));
            let key = telling::key(project, claim);
            let others = links.filter_map(|(id, _)| why.part.claim(why.part.graph.link(*id).reason));
            let others: BTreeSet<ClaimId> =
                others.filter(|other| context.glances.of(*other).is(Glance::EVENT)).collect();
            by.extend(others.into_iter().filter(|other| telling::key(project, *other) == key));
        }
    }
    Some((bounds, by.into_iter().collect()))
}

/// Puts to an article's claims about an event those that only date the event otherwise.
pub(super) fn disputes(context: &Context<'_>, stale: &mut Stale) {
    let project = context.project;
    let mut against: BTreeMap<ClaimId, BTreeSet<ClaimId>> = BTreeMap::new();
    for (_, conflict) in context.timeline.network().conflicts() {
        let Over::Date(_, dispute) = &conflict.over else { continue };
        let dated = |id: &ClaimId| dates::dated(project, *id, project.claim(*id));
        let rest: Vec<dates::Dated> =
            conflict.claims.iter().filter(|claim| !stale.present.contains(claim)).filter_map(dated).collect();
        if dates::dispute(&rest).is_some() {
            continue;
        }
        for (at, side) in dispute.sides.iter().enumerate() {
            for claim in side.claims.iter().filter(|claim| stale.present.contains(claim)) {
                let others = dispute.sides.iter().enumerate().filter(|(other, _)| *other != at);
                against.entry(*claim).or_default().extend(others.flat_map(|(_, side)| &side.claims));
            }
        }
    }
    for item in stale.articles.values_mut().flat_map(|article| &mut article.items) {
        item.otherwise.extend(against.remove(&item.claim).unwrap_or_default());
    }
}
