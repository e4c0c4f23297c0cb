//! What each claim is, at a glance: a few bits a claim, so that a rule looks only at the claims that concern it. They are
//! noted as soon as its quotes were looked for, for then all of it is at hand.

use super::evidence;
use super::model::{Claim, Entity, Form, Source};
use crate::id::{EntityId, SourceId};
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
    /// Somebody looked.
    const SEEN: Self = Self(1 << 14);

    /// What a claim is by itself, without a look into its quotes: of a plan, not whether another claim calls the event
    /// upcoming.
    pub fn of(claim: &Claim) -> Self {
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
        set(Self::PLAIN, claim.is_asserted());
        set(Self::HARD, claim.is_hard(claim.upcoming().is_some()));
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

    /// The same, where somebody looked.
    pub fn seen(self) -> Option<Self> {
        self.is(Self::SEEN).then_some(self)
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
pub(crate) struct Labels {
    entities: Packed,
    notations: Vec<Notation>,
}

impl Labels {
    /// The labels of entities, and the languages of sources.
    pub fn new(entities: &[Entity], sources: &[Source]) -> Self {
        let notations = sources.iter().map(|source| Notation::of(source.language.as_deref())).collect();
        let mut labels = Packed::with_capacity(entities.len());
        for entity in entities {
            labels.push(&entity.label);
        }
        Self { entities: labels, notations }
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
pub(crate) struct Look(Labels);

impl Look {
    /// What is needed to look at claims that name these entities, of these sources.
    pub fn new(entities: &[Entity], sources: &[Source]) -> Self {
        Self(Labels::new(entities, sources))
    }

    /// Asks memory for the label of an entity.
    pub fn fetch(&self, id: EntityId) {
        self.0.entities.fetch(id.index());
    }

    /// What a claim is by itself, its quotes among it.
    pub fn at(&self, claim: &Claim) -> Glance {
        let mut glance = Glance::of(claim).and(Glance::SEEN);
        if glance.is(Glance::FOUND) && !evidence::says_value(&self.0, claim) {
            glance = glance.and(Glance::UNSAID);
        }
        if !glance.is(Glance::BARE) && !evidence::names_all(&self.0, claim) {
            glance = glance.and(Glance::UNNAMED);
        }
        glance
    }
}
