//! What each claim is, at a glance: a few bits a claim, gathered in one walk over all of them, so that a rule looks
//! only at the claims that concern it.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::network::build::{is_hard, upcoming};
use super::stance::is_plain;
use super::{misspelt, value_not_in_quote};
use crate::id::{ClaimId, EntityId, EventId, SourceId};
use crate::project::{Claim, Form, Project, Sureness};
use crate::text::anchor::Found;
use crate::text::notation::Notation;
use crate::text::packed::Packed;
use crate::time::when::{End, Kind};

/// What one claim is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance(u16);

impl Glance {
    /// It has no quote.
    pub const BARE: Self = Self(1);
    /// One of its quotes was looked for and is not found, or not with what must stand around it.
    pub const LOST: Self = Self(1 << 1);
    /// One of its quotes stands in several places.
    pub const SEVERAL: Self = Self(1 << 2);
    /// It has quotes, and all were found.
    pub const FOUND: Self = Self(1 << 3);
    /// Its source asserts it.
    pub const PLAIN: Self = Self(1 << 4);
    /// It bounds the timeline, if it says anything of it.
    pub const HARD: Self = Self(1 << 5);
    /// It says when an event happened.
    pub const EVENT: Self = Self(1 << 6);
    /// It gives a state.
    pub const STATE: Self = Self(1 << 7);
    /// It gives somebody's words.
    pub const WORDS: Self = Self(1 << 8);
    /// Its time is an interval.
    pub const INTERVAL: Self = Self(1 << 9);
    /// Its time ends where its source was published.
    pub const OPEN: Self = Self(1 << 10);
    /// Its time is `published`: the present of its source.
    pub const PRESENT: Self = Self(1 << 11);
    /// Its quotes do not say what it says as plainly as it is written: look closer.
    pub const UNSAID: Self = Self(1 << 12);
    /// Its quotes do not have the names that it gives as they are written: look closer.
    pub const UNNAMED: Self = Self(1 << 13);

    fn of(claim: &Claim) -> Self {
        let mut bits = 0;
        let mut set = |flag: Self, is: bool| bits |= if is { flag.0 } else { 0 };
        set(Self::BARE, claim.quotes.is_empty());
        let mut all = !claim.quotes.is_empty();
        for quote in &claim.quotes {
            match &quote.found {
                Some(Found::Nowhere | Found::OnlyWithoutContext(_)) => {
                    set(Self::LOST, true);
                    all = false;
                }
                Some(Found::Several(_)) => set(Self::SEVERAL, true),
                Some(Found::Once(_)) => {}
                None => all = false,
            }
        }
        set(Self::FOUND, all);
        set(Self::PLAIN, is_plain(claim));
        set(Self::HARD, is_hard(claim, upcoming(claim).is_some()));
        let kind = match &claim.form {
            Form::State(state) => {
                set(Self::STATE, true);
                set(Self::PRESENT, state.when.is_published());
                Some(&state.when.kind)
            }
            Form::Event(event) => {
                set(Self::EVENT, true);
                event.when.as_ref().map(|when| &when.kind)
            }
            Form::Utterance(_) => {
                set(Self::WORDS, true);
                None
            }
        };
        if let Some(Kind::Throughout(_, to)) = kind {
            set(Self::INTERVAL, true);
            set(Self::OPEN, matches!(to, End::Open));
        }
        Self(bits)
    }

    /// Whether it is all of this.
    pub fn is(self, all: Self) -> bool {
        self.0 & all.0 == all.0
    }

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The labels of all entities: each claim's quotes are searched for some of them. And how the language of each source
/// writes numbers.
#[derive(Debug)]
pub(super) struct Labels {
    entities: Packed,
    notations: Vec<Notation>,
}

impl Labels {
    /// The labels of a project's entities.
    pub fn new(project: &Project) -> Self {
        let notations = project.sources.iter().map(|source| Notation::of(source.language.as_deref())).collect();
        let mut entities = Packed::with_capacity(project.entities.len());
        for entity in &project.entities {
            entities.push(&entity.label);
        }
        Self { entities, notations }
    }

    /// The label of an entity.
    pub fn of(&self, id: EntityId) -> &str {
        self.entities.get(id.index())
    }

    /// How the language of a source writes numbers.
    pub fn notation(&self, source: SourceId) -> Notation {
        self.notations.get(source.index()).copied().unwrap_or(Notation::ANY)
    }
}

/// Looks at claims and into their quotes, at each by itself.
#[derive(Debug)]
pub(super) struct Look(Labels);

impl Look {
    /// What is needed to look at a project's claims.
    pub fn new(project: &Project) -> Self {
        Self(Labels::new(project))
    }

    /// What a claim is by itself: of a plan, not whether another claim calls the event upcoming.
    pub fn at(&self, claim: &Claim) -> Glance {
        let mut glance = Glance::of(claim);
        if glance.is(Glance::FOUND) && !value_not_in_quote::is_evident(&self.0, claim) {
            glance = glance.and(Glance::UNSAID);
        }
        if !glance.is(Glance::BARE) && !misspelt::is_evident(&self.0, claim) {
            glance = glance.and(Glance::UNNAMED);
        }
        glance
    }
}

/// What all claims of a project are.
#[derive(Clone, Debug, Default)]
pub struct Glances(Vec<Glance>);

impl Glances {
    /// Walks over all claims, and looks into their quotes.
    pub fn new(project: &Project) -> Self {
        let look = Look::new(project);
        Self::of_all(project, project.claims.par_iter().map(|claim| look.at(claim)).collect())
    }

    /// What claims are, where it is known of each by itself.
    pub(super) fn of_all(project: &Project, glances: Vec<Glance>) -> Self {
        Self(glances).with_plans(project)
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
            project.claims.par_iter().filter_map(|claim| upcoming(claim)).collect();
        for (id, event) in plans {
            let claim = project.claim(id);
            let hard = is_hard(claim, events.contains(&(claim.source, event)));
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
