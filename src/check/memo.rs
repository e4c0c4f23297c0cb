//! What a check keeps for the next one: `check --watch` asks again after each change, and much of what rules share
//! comes of what did not change.

use std::sync::Arc;

use super::copies::Copies;
use super::glance::Glances;
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
                let found: Vec<String> =
                    check_again(&it.project, &mut memo).findings.into_iter().map(|it| it.message).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
