//! The versions of one utterance: which wordings there are, how they lie to each other, and which sides they form.

use std::collections::{BTreeMap, BTreeSet};

use super::repair::Knot;
use super::sets::Sets;
use crate::id::{ClaimId, EntityId};
use crate::project::{Claim, Form, Project, Sureness, Words};
use crate::text::align::{Alignment, align};
use crate::text::wording::Wording;

/// So many distinct wordings of one utterance are compared with all others; the rest only with these.
const MOST_COMPARED: usize = 60;
/// So many smallest repairs are offered.
const MOST_REPAIRS: usize = 20;
/// So many pairs of words may be compared within one utterance before fewer wordings are.
const MOST_WORK: usize = 20_000_000;

/// One wording, and who quotes it so.
#[derive(Debug)]
pub struct Version {
    /// The words.
    pub wording: Wording,
    /// The claims, in order.
    pub claims: Vec<ClaimId>,
}

/// All versions of one utterance, the most quoted first.
#[derive(Debug)]
pub struct Versions {
    /// The distinct wordings.
    pub all: Vec<Version>,
    /// How those that were compared and have something in common lie to each other: first before second.
    pub pairs: BTreeMap<(usize, usize), Alignment>,
    /// For a wording, those in which it stands whole.
    wholes: BTreeMap<usize, Vec<usize>>,
}

/// The words that an utterance claim gives, if it gives any that are meant to be verbatim.
pub fn wording(claim: &Claim) -> Option<Wording> {
    let Form::Utterance(words @ Words { paraphrase: false, .. }) = &claim.form else { return None };
    let wording = Wording::new(&words.said(&claim.quotes));
    (!wording.words.is_empty()).then_some(wording)
}

impl Versions {
    /// Gathers and compares the wordings of claims about one utterance.
    pub fn new(project: &Project, claims: &[ClaimId]) -> Self {
        let mut distinct: BTreeMap<String, Version> = BTreeMap::new();
        for &claim in claims {
            if let Some(wording) = wording(project.claim(claim)) {
                let key = wording.key();
                distinct.entry(key).or_insert_with(|| Version { wording, claims: Vec::new() }).claims.push(claim);
            }
        }
        let mut all: Vec<Version> = distinct.into_values().collect();
        all.sort_by_key(|version| (std::cmp::Reverse(version.claims.len()), version.claims.first().copied()));
        let longest = all.iter().map(|version| version.wording.words.len() + 1).max().unwrap_or(1);
        let affordable = MOST_WORK / longest.saturating_mul(longest).saturating_mul(all.len().max(1));
        let compared = MOST_COMPARED.min(affordable.max(1));
        let mut pairs = BTreeMap::new();
        let mut wholes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (first, one) in all.iter().enumerate().take(compared) {
            for (second, other) in all.iter().enumerate().skip(first + 1) {
                let alignment = align(&one.wording, &other.wording);
                if alignment.first_within {
                    wholes.entry(first).or_default().push(second);
                }
                if alignment.second_within {
                    wholes.entry(second).or_default().push(first);
                }
                if alignment.meets() {
                    pairs.insert((first, second), alignment);
                }
            }
        }
        Self { all, pairs, wholes }
    }

    fn pair(&self, a: usize, b: usize) -> Option<&Alignment> {
        self.pairs.get(&(a.min(b), a.max(b)))
    }

    /// Whether both have one passage, in different words.
    pub fn differ(&self, a: usize, b: usize) -> bool {
        self.pair(a, b).is_some_and(Alignment::differs)
    }

    /// Whether they have a passage in common, in the same words or not.
    pub fn meet(&self, a: usize, b: usize) -> bool {
        a == b || self.pair(a, b).is_some()
    }

    /// The sides that differing wordings form, and the wordings that fit several sides which differ. `differing` are
    /// the pairs that count, and `elsewhere` the wordings that take part in another dispute. The longest wording of a side
    /// comes first in it.
    pub fn sides(&self, differing: &[(usize, usize)], elsewhere: &BTreeSet<usize>) -> (Vec<Vec<usize>>, Vec<usize>) {
        let mut against: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &(a, b) in differing {
            against.entry(a).or_default().push(b);
            against.entry(b).or_default().push(a);
        }
        let mut sides: Vec<Vec<usize>> = Vec::new();
        let mut side_of: Vec<Option<usize>> = vec![None; self.all.len()];
        let at = |side_of: &[Option<usize>], version: usize| side_of.get(version).copied().flatten();
        // The sides whose longest wording contains a version, and of which it contradicts nobody.
        let fitting = |sides: &[Vec<usize>], side_of: &[Option<usize>], version: usize| -> Vec<usize> {
            let others: BTreeSet<usize> =
                against.get(&version).into_iter().flatten().filter_map(|other| at(side_of, *other)).collect();
            let mut found: Vec<usize> = self
                .wholes
                .get(&version)
                .into_iter()
                .flatten()
                .filter_map(|whole| {
                    at(side_of, *whole).filter(|side| sides.get(*side).and_then(|side| side.first()) == Some(whole))
                })
                .filter(|side| !others.contains(side))
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let words = |version: usize| self.all.get(version).map_or(0, |version| version.wording.words.len());
        let mut order: Vec<usize> = against.keys().copied().collect();
        order.sort_by_key(|&version| (std::cmp::Reverse(words(version)), version));
        for version in order {
            let side = fitting(&sides, &side_of, version).first().copied().unwrap_or_else(|| {
                sides.push(Vec::new());
                sides.len() - 1
            });
            sides.get_mut(side).into_iter().for_each(|side| side.push(version));
            side_of.get_mut(version).into_iter().for_each(|slot| *slot = Some(side));
        }
        // Excerpts that conflict with nobody: of one side, or of several.
        let mut compatible = Vec::new();
        let neutral = |version: &usize| !against.contains_key(version) && !elsewhere.contains(version);
        for version in (0..self.all.len()).filter(neutral) {
            let of = fitting(&sides, &side_of, version);
            let torn = of.len() > 1
                && of.iter().filter_map(|side| sides.get(*side)).flatten().any(|member| {
                    let own = at(&side_of, *member);
                    let others = against.get(member).into_iter().flatten().filter_map(|other| at(&side_of, *other));
                    others.into_iter().any(|side| Some(side) != own && of.binary_search(&side).is_ok())
                });
            match of.first() {
                Some(_) if torn => compatible.push(version),
                Some(&first) => sides.get_mut(first).into_iter().for_each(|side| side.push(version)),
                None => {}
            }
        }
        let weight = |side: &Vec<usize>| -> usize {
            side.iter().filter_map(|&version| self.all.get(version)).map(|version| version.claims.len()).sum()
        };
        let claim =
            |side: &Vec<usize>| side.iter().filter_map(|&version| self.all.get(version)?.claims.first().copied()).min();
        sides.sort_by_key(|side| (std::cmp::Reverse(weight(side)), claim(side)));
        (sides, compatible)
    }
}

/// Pairs that hang together, one list for each dispute: pairs of two lists have no wording in common.
pub(super) fn disputes(pairs: &[(usize, usize)]) -> Vec<Vec<(usize, usize)>> {
    let mut sets = Sets::new(pairs.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or(0));
    for (a, b) in pairs {
        sets.join(*a, *b);
    }
    let mut disputes: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for pair in pairs {
        disputes.entry(sets.first(pair.0)).or_default().push(*pair);
    }
    let mut disputes: Vec<_> = disputes.into_values().collect();
    disputes.sort_unstable();
    disputes
}

/// All smallest sets of claims whose withdrawal leaves no two groups that exclude each other.
pub(super) fn repairs(groups: &[&[ClaimId]], pairs: &[(usize, usize)]) -> Vec<Vec<ClaimId>> {
    let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let knot = Knot {
        weights: groups.iter().map(|group| group.len() as u64).collect(),
        pairs: pairs.iter().map(|(a, b)| (small(*a), small(*b))).collect(),
        clauses: Vec::new(),
    };
    let claims = |set: Vec<u32>| {
        let mut claims: Vec<ClaimId> =
            set.iter().filter_map(|item| groups.get(*item as usize)).flat_map(|group| group.iter().copied()).collect();
        claims.sort_unstable();
        claims.dedup();
        claims
    };
    let mut sets: Vec<Vec<ClaimId>> = knot.smallest(MOST_REPAIRS).unwrap_or_default().into_iter().map(claims).collect();
    sets.sort_unstable();
    sets
}

/// What makes a source's wording its own rather than the speaker's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voice {
    /// The source is a translation.
    pub translated: bool,
    /// The source has the words from somebody else than the speaker.
    pub second_hand: bool,
    /// The source is not certain of them.
    pub unsure: bool,
    /// The language of the source, without region; `None` is unknown.
    pub language: Option<String>,
}

impl Voice {
    /// How a claim comes to its words.
    pub fn of(project: &Project, claim: &Claim) -> Self {
        let source = project.source(claim.source);
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let said_by = |speaker: Option<EntityId>, teller: EntityId| {
            speaker.is_some_and(|speaker| {
                speaker == teller
                    || super::words::lies_in(project, speaker, teller)
                    || super::words::lies_in(project, teller, speaker)
            })
        };
        let speaker = match &claim.form {
            Form::Utterance(words) => words.speaker,
            _ => None,
        };
        let second_hand = claim.according_to.iter().any(|teller| match teller {
            crate::project::Speaker::Unnamed => true,
            crate::project::Speaker::Entity(teller) => !said_by(speaker, *teller),
        });
        Self {
            translated: source.translated_from.is_some(),
            second_hand,
            unsure: claim.certainty != Sureness::Stated,
            language: source.language.as_deref().map(primary),
        }
    }

    /// Whether a translation stands between two sources: one translates, or they write in different languages.
    pub fn translates(&self, other: &Self) -> bool {
        let apart = matches!((&self.language, &other.language), (Some(a), Some(b)) if a != b);
        apart || self.translated || other.translated
    }

    /// Whether two sources that differ may both be faithful: a translation stands between them, or one has the words at
    /// second hand or is not certain of them.
    pub fn may_differ(&self, other: &Self) -> bool {
        let loose = |voice: &Self| voice.second_hand || voice.unsure;
        self.translates(other) || loose(self) || loose(other)
    }
}
