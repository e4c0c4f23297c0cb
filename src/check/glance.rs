//! What the claims of a project are at a glance, for rules that look only at some of them.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::id::{ClaimId, EventId, SourceId};
use crate::project::glance::{Glance, Look};
use crate::project::{Claim, Form, Project, Sureness};

/// What all claims of a project are.
#[derive(Clone, Debug, Default)]
pub struct Glances(Vec<Glance>);

impl Glances {
    /// Gathers what was seen of all claims, and looks at the others.
    pub fn new(project: &Project) -> Self {
        let look = OnceLock::new();
        let look = || look.get_or_init(|| Look::new(&project.entities, &project.sources));
        let seen = |claim: &Arc<Claim>| claim.glance.seen().unwrap_or_else(|| look().at(claim));
        Self(project.claims.par_iter().map(seen).collect()).with_plans(project)
    }

    /// The same without a look into quotes.
    pub fn of_times(project: &Project) -> Self {
        Self(project.claims.par_iter().map(|claim| Glance::of(claim)).collect()).with_plans(project)
    }

    /// A plan for an event bounds the timeline where another claim of its source calls the event upcoming.
    fn with_plans(mut self, project: &Project) -> Self {
        let soft = |id: &ClaimId| self.of(*id).is(Glance::EVENT) && !self.of(*id).is(Glance::HARD);
        let planned = |id: ClaimId| match (&project.claim(id).form, project.claim(id).certainty) {
            (Form::Event(said), Sureness::Planned) => Some((id, said.event.event)),
            _ => None,
        };
        let plans: Vec<(ClaimId, EventId)> =
            (0..self.0.len()).map(ClaimId::new).filter(soft).filter_map(planned).collect();
        if plans.is_empty() {
            return self;
        }
        let events: FxHashSet<(SourceId, EventId)> =
            project.claims.par_iter().filter_map(|claim| claim.upcoming()).collect();
        for (id, event) in plans {
            let claim = project.claim(id);
            let hard = claim.is_hard(events.contains(&(claim.source, event)));
            if let Some(glance) = self.0.get_mut(id.index()).filter(|_| hard) {
                *glance = glance.and(Glance::HARD);
            }
        }
        self
    }

    /// The claims that are all of this, in order.
    pub fn which(&self, all: Glance) -> impl Iterator<Item = ClaimId> + '_ {
        let some = self.0.iter().enumerate().filter(move |(_, glance)| glance.is(all));
        some.map(|(index, _)| ClaimId::new(index))
    }

    /// The claims that bound the timeline, in order: of those on states only intervals say anything that does.
    pub fn bounding(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.which(Glance::HARD).filter(|id| {
            let glance = self.of(*id);
            glance.is(Glance::EVENT) || glance.is(Glance::STATE.and(Glance::INTERVAL))
        })
    }

    /// The same for some claims alone: these bound a timeline, and no other does.
    pub(super) fn only(&self, claims: &[ClaimId]) -> Self {
        let mut some = vec![Glance::default(); self.0.len()];
        for id in claims {
            if let Some(glance) = some.get_mut(id.index()) {
                *glance = self.of(*id).and(Glance::HARD);
            }
        }
        Self(some)
    }

    /// What a claim is.
    pub fn of(&self, id: ClaimId) -> Glance {
        self.0.get(id.index()).copied().unwrap_or_default()
    }
}
