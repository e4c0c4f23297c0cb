//! What a check keeps for the next one: `check --watch` asks again after each change, and much of what rules share
//! comes of what did not change.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::copies::Copies;
use super::glance::{Glance, Glances, Look};
use super::similar_names::Alike;
use super::timeline::Timeline;
use crate::id::ClaimId;
use crate::project::{Claim, Entity, Event, Project, Shared, Source};
use crate::rule::Rule;

/// What is kept between checks of one project. It knows by identity what did not change, so it serves readings that
/// take over what they can (see [`load_again`](crate::project::load_again)); for others it is of no use.
#[derive(Debug, Default)]
pub struct Memo {
    pub(super) names: Names,
    pub(super) articles: Articles,
    pub(super) claims: Claims,
    pub(super) times: Times,
}

/// Entities with nearly the same name, and among which they were looked for.
#[derive(Debug, Default)]
pub(super) struct Names(Option<(Shared<Entity>, bool, Arc<Alike>)>);

impl Names {
    /// Entities with nearly the same name.
    pub fn alike(&mut self, project: &Project) -> Arc<Alike> {
        let wanted = project.settings.runs(Rule::SimilarNames);
        match &self.0 {
            Some((entities, before, alike)) if entities.is(&project.entities) && *before == wanted => Arc::clone(alike),
            _ => {
                let alike = Arc::new(Alike::new(project));
                self.0 = Some((project.entities.clone(), wanted, Arc::clone(&alike)));
                alike
            }
        }
    }
}

/// Articles that share passages, and among which they were looked for.
#[derive(Debug, Default)]
pub(super) struct Articles(Option<(Shared<Source>, Arc<Copies>)>);

impl Articles {
    /// Articles that share passages.
    pub fn copies(&mut self, project: &Project) -> Arc<Copies> {
        match &self.0 {
            Some((sources, copies)) if sources.is(&project.sources) => Arc::clone(copies),
            _ => {
                let copies = Arc::new(Copies::new(project));
                self.0 = Some((project.sources.clone(), Arc::clone(&copies)));
                copies
            }
        }
    }
}

/// What claims were at a glance, each by itself.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// A glance goes by the labels of these, and by the languages of these.
    by: Option<(Shared<Entity>, Shared<Source>)>,
    all: Vec<Arc<Claim>>,
    glances: Vec<Glance>,
}

impl Claims {
    /// What all claims of a project are.
    pub fn glances(&mut self, project: &Project) -> Glances {
        let same = self
            .by
            .as_ref()
            .is_some_and(|(entities, sources)| entities.is(&project.entities) && sources.is(&project.sources));
        let before = if same { std::mem::take(self) } else { Self::default() };
        let known = before.found(&project.claims);
        let look = Look::new(project);
        let glances = project.claims.par_iter().zip(known);
        let glances: Vec<Glance> = glances.map(|(claim, known)| known.unwrap_or_else(|| look.at(claim))).collect();
        *self = Self {
            by: Some((project.entities.clone(), project.sources.clone())),
            all: project.claims.clone(),
            glances: glances.clone(),
        };
        Glances::of_all(project, glances)
    }

    /// What is known of each of some claims: both lists are in the order of sources and ids.
    fn found(&self, claims: &[Arc<Claim>]) -> Vec<Option<Glance>> {
        let mut before = self.all.iter().zip(&self.glances).peekable();
        let known = claims.iter().map(|claim| {
            while let Some((other, glance)) = before.peek() {
                if Arc::ptr_eq(claim, other) {
                    let glance = **glance;
                    before.next();
                    return Some(glance);
                }
                match (other.source, &other.id).cmp(&(claim.source, &claim.id)) {
                    Ordering::Less => before.next(),
                    // Another version of it, which some of the same id may follow.
                    Ordering::Equal => {
                        before.next();
                        return None;
                    }
                    Ordering::Greater => return None,
                };
            }
            None
        });
        known.collect()
    }
}

/// The timeline, and what it was made of.
#[derive(Debug, Default)]
pub(super) struct Times(Option<Made>);

#[derive(Debug)]
struct Made {
    events: Shared<Event>,
    sources: Shared<Source>,
    claims: Vec<(ClaimId, Arc<Claim>)>,
    timeline: Arc<Timeline>,
}

impl Times {
    /// The timeline of a project.
    pub fn timeline(&mut self, project: &Project, glances: &Glances) -> Arc<Timeline> {
        let before = self.0.take().and_then(|made| made.taken_over(project, glances));
        let made = self.0.insert(before.unwrap_or_else(|| Made {
            events: project.events.clone(),
            sources: project.sources.clone(),
            claims: bounding(project, glances).map(|(id, claim)| (id, Arc::clone(claim))).collect(),
            timeline: Arc::new(Timeline::with(project, glances)),
        }));
        Arc::clone(&made.timeline)
    }
}

impl Made {
    /// The same, where a project's claims still say what it was made of: other claims may stand before and between them.
    fn taken_over(mut self, project: &Project, glances: &Glances) -> Option<Self> {
        let mut known = self.claims.iter();
        let same = self.events.is(&project.events)
            && self.sources.is(&project.sources)
            && bounding(project, glances).all(|(_, claim)| {
                known.next().is_some_and(|(_, known)| Arc::ptr_eq(claim, known) || says_the_same(claim, known))
            })
            && known.next().is_none();
        if !same {
            return None;
        }
        let ids: Vec<ClaimId> = bounding(project, glances).map(|(id, _)| id).collect();
        if self.claims.iter().zip(&ids).any(|((before, _), id)| before != id) {
            let moved = |id: ClaimId| {
                let at = self.claims.binary_search_by_key(&id, |(before, _)| *before).ok()?;
                ids.get(at).copied()
            };
            Arc::get_mut(&mut self.timeline)?.renumber(&|id| moved(id).unwrap_or(id));
            self.claims.iter_mut().zip(ids).for_each(|((id, _), now)| *id = now);
        }
        Some(self)
    }
}

fn bounding<'p>(project: &'p Project, glances: &'p Glances) -> impl Iterator<Item = (ClaimId, &'p Arc<Claim>)> {
    glances.bounding().filter_map(|id| Some((id, project.claims.get(id.index())?)))
}

/// Whether claims say the same; their quotes and places may be others.
fn says_the_same(one: &Claim, other: &Claim) -> bool {
    (one.source, one.certainty, &one.according_to) == (other.source, other.certainty, &other.according_to)
        && one.form == other.form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::built::Builder;
    use crate::check::{check, check_again};
    use crate::project::{Holds, Type};
    use crate::value::Value;
    use proptest::prelude::*;
    use smallvec::smallvec;

    /// Which claims of all a project has, and which of these are other copies than before.
    fn drawn() -> impl Strategy<Value = Vec<(u8, bool)>> {
        prop::collection::btree_map(0u8..12, prop::bool::weighted(0.2), 0..12).prop_map(|it| it.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_was_kept_changes_nothing(turns in prop::collection::vec((drawn(), prop::bool::weighted(0.2)), 1..5)) {
            let mut it = Builder::default();
            it.entity("office", &[]);
            let people = ["Ana Roca", "Ana Rocca", "Ben Sol"].map(|name| it.entity(name, &[]));
            it.property(Type::Entity, Holds::OneAtATime);
            let sources = ["p", "q"].map(|name| it.source(name, Some("2026-01-04")));
            for number in 0..12_usize {
                let when = format!("2026-01-{:02}", number / 3 + 1);
                it.claim(sources[number / 6], Value::Entities(smallvec![people[number % 3]]), false, &when);
            }
            let mut all = it.project.claims.clone();
            all.sort_by(|a, b| (a.source, &a.id).cmp(&(b.source, &b.id)));
            let mut memo = Memo::default();
            for (turn, renamed) in turns {
                if renamed {
                    it.project.entities[2].label = "Carla Ruiz".into();
                }
                it.project.claims = turn
                    .iter()
                    .map(|(at, copied)| {
                        let claim = &all[usize::from(*at)];
                        if *copied { Arc::new(Claim::clone(claim)) } else { Arc::clone(claim) }
                    })
                    .collect();
                let expected: Vec<String> = check(&it.project).findings.into_iter().map(|it| it.message).collect();
                let known = memo.claims.found(&it.project.claims);
                let was_there = |claim: &Arc<Claim>| memo.claims.all.iter().any(|it| Arc::ptr_eq(it, claim));
                let kept: Vec<bool> = it.project.claims.iter().map(was_there).collect();
                prop_assert_eq!(known.iter().map(Option::is_some).collect::<Vec<_>>(), kept);
                let found: Vec<String> =
                    check_again(&it.project, &mut memo).findings.into_iter().map(|it| it.message).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
