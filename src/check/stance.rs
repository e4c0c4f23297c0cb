//! How a source says something: whether it asserts it, to whom it attributes it, how sure it is.

use crate::id::EntityId;
use crate::project::{Claim, Speaker, Sureness};

/// How a claim is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stance {
    /// To whom it is attributed; empty where the source asserts it.
    pub speakers: Vec<Speaker>,
    /// Likely, possible or planned rather than stated.
    pub unsure: bool,
}

/// Which rule two claims that exclude each other fall under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Two assertions: they contradict each other.
    Plain,
    /// Two things that one speaker is reported to have said: possibly a contradiction.
    OneSpeaker,
    /// What is asserted against what is only attributed, or not stated for sure.
    Attribution {
        /// Only between different sources: an article that reports a statement and corrects it is in order.
        across_sources: bool,
    },
    /// Nothing: two speakers, or two guesses.
    Silent,
}

impl Stance {
    /// The stance of a claim.
    pub fn of(claim: &Claim) -> Self {
        let mut speakers = claim.according_to.to_vec();
        speakers.sort_unstable();
        speakers.dedup();
        Self { speakers, unsure: claim.certainty != Sureness::Stated }
    }

    /// Whether the source vouches for it.
    pub fn is_plain(&self) -> bool {
        self.speakers.is_empty() && !self.unsure
    }

    fn shares_speaker(&self, other: &Self) -> bool {
        let named = self.speakers.iter().filter(|speaker| **speaker != Speaker::Unnamed);
        named.into_iter().any(|speaker| other.speakers.contains(speaker))
    }

    /// What two stances make of values that exclude each other.
    pub fn against(&self, other: &Self) -> Weight {
        let attributed = (!self.speakers.is_empty(), !other.speakers.is_empty());
        if self.unsure && other.unsure {
            return Weight::Silent;
        }
        let one_unsure = self.unsure || other.unsure;
        match attributed {
            (true, true) if !self.shares_speaker(other) => Weight::Silent,
            (true, true) if one_unsure => Weight::Attribution { across_sources: false },
            (true, true) => Weight::OneSpeaker,
            (false, false) if one_unsure => Weight::Attribution { across_sources: false },
            (false, false) => Weight::Plain,
            _ => Weight::Attribution { across_sources: true },
        }
    }
}

/// The speakers of a claim that are somebody.
pub(super) fn named_speakers(claim: &Claim) -> impl Iterator<Item = EntityId> + '_ {
    claim.according_to.iter().filter_map(|speaker| match speaker {
        Speaker::Entity(entity) => Some(*entity),
        Speaker::Unnamed => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_says_it_and_how_decides() {
        let x = Speaker::Entity(EntityId(1));
        let y = Speaker::Entity(EntityId(2));
        let stance = |speakers: &[Speaker], unsure| Stance { speakers: speakers.to_vec(), unsure };
        let across = Weight::Attribution { across_sources: true };
        let anywhere = Weight::Attribution { across_sources: false };
        for (a, b, expected) in [
            (stance(&[], false), stance(&[], false), Weight::Plain),
            (stance(&[], false), stance(&[x], false), across),
            (stance(&[], false), stance(&[Speaker::Unnamed], false), across),
            (stance(&[x], false), stance(&[y], false), Weight::Silent),
            (stance(&[x], false), stance(&[x, y], false), Weight::OneSpeaker),
            (stance(&[Speaker::Unnamed], false), stance(&[Speaker::Unnamed], false), Weight::Silent),
            (stance(&[], true), stance(&[], false), anywhere),
            (stance(&[], true), stance(&[], true), Weight::Silent),
            (stance(&[x], true), stance(&[], false), across),
            (stance(&[x], false), stance(&[], true), across),
            (stance(&[x], true), stance(&[x], false), anywhere),
            (stance(&[x], true), stance(&[y], false), Weight::Silent),
        ] {
            assert_eq!(a.against(&b), expected, "{a:?} {b:?}");
            assert_eq!(b.against(&a), expected, "{b:?} {a:?}");
        }
    }
}
