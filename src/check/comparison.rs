//! Everything that is said on one topic, ready to be compared: values once each, days, tenures on record.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Context;
use super::dispute::{Dispute, Group, Laws, disputes};
use super::grouping::{Kind, members};
use super::index::{Said, Topic, state};
use super::segment::{Breaks, Segment, segments};
use super::stance::{Stance, Weight, named_speakers};
use super::words::PropertyWords;
use crate::finding::Finding;
use crate::id::{ClaimId, EntityId};
use crate::project::{Claim, Holds, Project, Property, State, Sureness, Type};
use crate::time::{Bounds, Edge, Handover, Span};
use crate::value::{Agreement, Value, compare, denies};

/// A topic, ready to be compared.
pub(super) struct Comparison<'c> {
    /// The project.
    pub project: &'c Project,
    /// The topic.
    pub topic: &'c Topic,
    /// Its property.
    pub property: &'c Property,
    /// How values of the property compare.
    pub words: PropertyWords<'c>,
    /// Each value once; values that are the same are one.
    values: Vec<&'c Value>,
    /// Days on which somebody says that a holder's tenure ended, or began.
    ends: FxHashSet<(u32, i32)>,
    starts: FxHashSet<(u32, i32)>,
    windows: OnceLock<Windows>,
    /// Whether the topic is a post that people hold.
    pub(super) office: OnceLock<bool>,
}

/// Compares the topics that are wanted, on all threads; what is found comes in the order of the topics.
pub(super) fn each(
    context: &Context<'_>,
    wanted: impl Fn(&Topic) -> bool + Sync,
    find: impl Fn(&Comparison<'_>) -> Vec<Finding> + Sync,
    found: &mut Vec<Finding>,
) {
    let topics = context.topics.par_iter().filter(|topic| wanted(topic));
    let comparisons = topics.filter_map(|topic| Comparison::new(context, topic));
    let all: Vec<Vec<Finding>> = comparisons.map(|comparison| find(&comparison)).collect();
    found.extend(all.into_iter().flatten());
}

/// What was compared, and the disputes that came of it.
pub(super) struct Compared {
    /// What groups say.
    pub kinds: Vec<Kind>,
    /// Claims that say the same for the same days.
    pub groups: Vec<Group>,
    /// Claims of one holder in a row.
    pub segments: Vec<Segment>,
    /// Claims that cannot all be right.
    pub disputes: Vec<Dispute>,
    /// Groups that may join a dispute in which they take no part: undated ones, and those whose value contains others.
    pub onlookers: Vec<u32>,
}

/// Which groups are not held against each other, though their kinds exclude each other.
struct Limits<'l> {
    compared: &'l (dyn Fn(&Group, &Group) -> bool + Sync),
    closed: &'l (dyn Fn(u32) -> bool + Sync),
    cells: Option<&'l [Vec<u32>]>,
}

/// Which claims are compared with which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// Values against values.
    Values,
    /// Denials against values.
    Denials,
}

/// Which claims of a topic are held against each other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// What sources assert.
    Asserted(Matter),
    /// What one speaker is reported to have said.
    Spoken(Matter, EntityId),
    /// What some assert and others only attribute.
    Attributed,
}

impl Way {
    /// Compares what is said on a topic.
    pub fn compare(self, comparison: &Comparison<'_>) -> Option<Compared> {
        match self {
            Self::Asserted(matter) => Some(comparison.asserted(matter)),
            Self::Spoken(matter, who) => {
                comparison.spoken(matter).find(|(speaker, _)| *speaker == who).map(|(_, compared)| compared)
            }
            Self::Attributed => Some(comparison.attributed()),
        }
    }
}

impl<'c> Comparison<'c> {
    /// Prepares a topic; `None` where nothing in it can differ from anything.
    pub fn new(context: &'c Context<'_>, topic: &'c Topic) -> Option<Self> {
        let project = context.project;
        let all_denied = topic.denied as usize == topic.said.len();
        if topic.said.len() < 2 || (topic.values < 2 && (topic.denied == 0 || all_denied)) {
            return None;
        }
        let property = project.property(topic.property);
        let mut values: Vec<&'c Value> = Vec::with_capacity(topic.values as usize);
        for said in &topic.said {
            if said.value as usize == values.len() {
                values.push(&state(project, said.claim)?.value);
            }
        }
        let mut ends = FxHashSet::default();
        let mut starts = FxHashSet::default();
        if property.holds != Holds::One {
            for said in topic.said.iter().filter(|said| !said.denied) {
                ends.extend(said.span.ends().map(|day| (said.value, day.number())));
                starts.extend(said.span.begins().map(|day| (said.value, day.number())));
            }
        }
        let words = context.words(topic.property);
        Some(Self {
            project,
            topic,
            property,
            words,
            values,
            ends,
            starts,
            windows: OnceLock::new(),
            office: OnceLock::new(),
        })
    }

    /// What is said, by its place in the topic.
    pub fn said(&self, at: u32) -> Option<&'c Said> {
        self.topic.said.get(at as usize)
    }

    /// A claim by its place in the topic.
    pub fn claim_id(&self, at: u32) -> ClaimId {
        self.said(at).map_or(ClaimId(u32::MAX), |said| said.claim)
    }

    /// Whether a claim denies its value, by its place in the topic.
    pub fn is_denied(&self, at: u32) -> bool {
        self.said(at).is_some_and(|said| said.denied)
    }

    /// A claim by its place in the topic.
    pub fn claim(&self, at: u32) -> &'c Claim {
        self.project.claim(self.claim_id(at))
    }

    /// What a claim gives, by its place in the topic.
    pub fn state(&self, at: u32) -> Option<&'c State> {
        state(self.project, self.claim_id(at))
    }

    /// When a claim holds, by its place in the topic.
    pub fn span(&self, at: u32) -> Option<&'c Span> {
        self.said(at).map(|said| &said.span)
    }

    /// How many different values are given.
    pub fn values(&self) -> usize {
        self.values.len()
    }

    /// The value of a claim, by its place in the topic.
    pub fn value_of(&self, at: u32) -> u32 {
        self.said(at).map_or(u32::MAX, |said| said.value)
    }

    /// A value.
    pub fn value(&self, value: u32) -> Option<&'c Value> {
        self.values.get(value as usize).copied()
    }

    /// How two values lie to each other.
    pub fn agreement(&self, a: u32, b: u32) -> Agreement {
        match (self.value(a), self.value(b)) {
            _ if a == b => Agreement::Same,
            (Some(a), Some(b)) => compare(a, b, &self.words),
            _ => Agreement::Different,
        }
    }

    /// Whether times do not matter.
    pub fn timeless(&self) -> bool {
        self.property.holds == Holds::One
    }

    /// Whether two things said exclude each other, whoever says them and whenever.
    pub fn excludes(&self, a: Kind, b: Kind) -> bool {
        let (Some(one), Some(other)) = (self.value(a.value), self.value(b.value)) else { return false };
        match (a.denied, b.denied) {
            (false, false) => {
                a.value != b.value
                    && self.property.holds != Holds::Many
                    && compare(one, other, &self.words) == Agreement::Different
            }
            (true, false) => denies(one, other, &self.words),
            (false, true) => denies(other, one, &self.words),
            // It is neither true nor false.
            (true, true) => self.property.of == Type::Boolean && a.value != b.value,
        }
    }

    /// Whether, by what anybody says of their tenures, the first may have handed over to the second on a day.
    fn hands_over(&self, first: Kind, second: Kind, day: i32) -> bool {
        let [ended, both_ended] = [first, second].map(|it| !it.denied && self.ends.contains(&(it.value, day)));
        let [both_began, began] = [first, second].map(|it| !it.denied && self.starts.contains(&(it.value, day)));
        Handover { ended, began, both_began, both_ended }.may_be()
    }

    /// Compares what sources assert.
    pub fn asserted(&self, matter: Matter) -> Compared {
        let all = (0u32..).take(self.topic.said.len());
        self.plain(matter, all.filter(|at| self.said(*at).is_some_and(|said| said.plain)))
    }

    /// Compares what each speaker is reported to have said, speaker by speaker.
    pub fn spoken(&self, matter: Matter) -> impl Iterator<Item = (EntityId, Compared)> + '_ {
        let mut said: BTreeMap<EntityId, Vec<u32>> = BTreeMap::new();
        let hedged = |at: &u32| self.said(*at).is_some_and(|said| !said.plain);
        for at in (0u32..).take(if self.topic.plain { 0 } else { self.topic.said.len() }).filter(hedged) {
            let claim = self.claim(at);
            for speaker in named_speakers(claim).filter(|_| claim.certainty == Sureness::Stated) {
                said.entry(speaker).or_default().push(at);
            }
        }
        let several = said.into_iter().filter(|(_, claims)| claims.len() > 1);
        several.map(move |(speaker, claims)| (speaker, self.plain(matter, claims.into_iter())))
    }

    fn plain(&self, matter: Matter, said: impl Iterator<Item = u32>) -> Compared {
        let denials = matter == Matter::Denials;
        let said = said.filter(|at| denials || !self.is_denied(*at));
        let (kinds, groups) = self.groups(said.map(|at| (at, 0, None)));
        let office = !denials
            && self.property.holds == Holds::OneAtATime
            && matches!(self.property.of, Type::Entity | Type::Choice);
        let segments = if office { self.segments(&kinds, &groups) } else { Vec::new() };
        let excludes = |a: Kind, b: Kind| (!denials || a.denied || b.denied) && self.excludes(a, b);
        let cells = denials.then(|| self.cells(&kinds, &groups));
        let limits = Limits { compared: &|_, _| true, closed: &|_| false, cells: cells.as_deref() };
        let disputes = self.disputes(&kinds, &groups, &segments, &excludes, &limits);
        let onlookers = self.onlookers(&kinds, &groups, &disputes);
        Compared { kinds, groups, segments, disputes, onlookers }
    }

    /// For each denied value its groups, and those of the values that it denies. Where there are too many values to
    /// try each against each, only what is denied by its very name is found.
    fn cells(&self, kinds: &[Kind], groups: &[Group]) -> Vec<Vec<u32>> {
        let members = members(kinds, groups);
        if self.property.of == Type::Boolean {
            return vec![(0u32..).take(groups.len()).collect()];
        }
        let denied: Vec<usize> = (0..kinds.len()).filter(|at| kinds.get(*at).is_some_and(|kind| kind.denied)).collect();
        let few = denied.len().saturating_mul(kinds.len()) <= 4_000_000;
        let by_value: FxHashMap<u32, usize> =
            kinds.iter().enumerate().filter(|(_, kind)| !kind.denied).map(|(at, kind)| (kind.value, at)).collect();
        let cell = |at: usize| {
            let kind = kinds.get(at).copied()?;
            let others: Vec<usize> = if few {
                let concerned =
                    |other: &usize| kinds.get(*other).is_some_and(|other| !other.denied && self.excludes(kind, *other));
                (0..kinds.len()).filter(concerned).collect()
            } else {
                by_value.get(&kind.value).copied().into_iter().collect()
            };
            (!others.is_empty()).then(|| {
                let all = std::iter::once(at).chain(others).filter_map(|at| members.get(at));
                all.flatten().copied().collect()
            })
        };
        denied.into_iter().filter_map(cell).collect()
    }

    /// Compares what some assert with what others only attribute, or do not state for sure.
    pub fn attributed(&self) -> Compared {
        let mut known: FxHashMap<Stance, u32> = FxHashMap::default();
        let mut stances: Vec<Stance> = Vec::new();
        let all = (0u32..).take(self.topic.said.len());
        let (kinds, groups) = self.groups(all.map(|at| {
            let claim = self.claim(at);
            let stance = Stance::of(claim);
            let next = u32::try_from(stances.len()).unwrap_or(u32::MAX);
            let number = *known.entry(stance.clone()).or_insert(next);
            if number == next {
                stances.push(stance);
            }
            (at, number, Some(claim.source))
        }));
        let weight = |a: Kind, b: Kind| match (stances.get(a.stance as usize), stances.get(b.stance as usize)) {
            (Some(a), Some(b)) => a.against(b),
            _ => Weight::Silent,
        };
        let excludes = |a: Kind, b: Kind| matches!(weight(a, b), Weight::Attribution { .. }) && self.excludes(a, b);
        let compared = |a: &Group, b: &Group| {
            let (Some(one), Some(other)) = (kinds.get(a.kind as usize), kinds.get(b.kind as usize)) else {
                return false;
            };
            weight(*one, *other) == Weight::Attribution { across_sources: false } || a.source != b.source
        };
        let plain = |kind: u32| {
            kinds.get(kind as usize).and_then(|kind| stances.get(kind.stance as usize)).is_some_and(Stance::is_plain)
        };
        let limits = Limits { compared: &compared, closed: &plain, cells: None };
        let disputes = self.disputes(&kinds, &groups, &[], &excludes, &limits);
        Compared { kinds, groups, segments: Vec::new(), disputes, onlookers: Vec::new() }
    }

    fn disputes(
        &self,
        kinds: &[Kind],
        groups: &[Group],
        segments: &[Segment],
        excludes: &(dyn Fn(Kind, Kind) -> bool + Sync),
        limits: &Limits<'_>,
    ) -> Vec<Dispute> {
        let both = |a: u32, b: u32| Some((*kinds.get(a as usize)?, *kinds.get(b as usize)?));
        let laws = Laws {
            excludes: &|a, b| both(a, b).is_some_and(|(a, b)| excludes(a, b)),
            compared: limits.compared,
            hands_over: &|a, b, day| both(a, b).is_some_and(|(a, b)| self.hands_over(a, b, day)),
            timeless: self.timeless(),
            closed: limits.closed,
            cells: limits.cells,
        };
        disputes(groups, segments, &laws)
    }

    /// Groups that may join a dispute in which they take no part. Where very many disputes would be held against very
    /// many of them, none do.
    fn onlookers(&self, kinds: &[Kind], groups: &[Group], disputes: &[Dispute]) -> Vec<u32> {
        if disputes.is_empty() {
            return Vec::new();
        }
        // With more values than these, what contains what is not asked.
        let nests = |kind: &Kind| {
            let fits = |other: &Kind| {
                other.value != kind.value && self.agreement(kind.value, other.value) != Agreement::Different
            };
            !kind.denied && kinds.len() <= 1000 && kinds.iter().any(fits)
        };
        let nesting: Vec<bool> = kinds.iter().map(nests).collect();
        let undated = |group: &Group| group.members.iter().any(|at| self.is_undated(*at));
        let concerned = (0u32..)
            .zip(groups)
            .filter(|(_, group)| nesting.get(group.kind as usize).copied().unwrap_or_default() || undated(group));
        let found: Vec<u32> = concerned.map(|(index, _)| index).collect();
        if found.len().saturating_mul(disputes.len()) > 1_000_000 { Vec::new() } else { found }
    }

    /// Whether a claim hangs on the date of a source that has none.
    pub fn is_undated(&self, at: u32) -> bool {
        // The span is at hand; the claim may lie anywhere in memory.
        !self.timeless()
            && self.span(at).is_some_and(|span| span.core().is_none())
            && self.project.source(self.claim(at).source).published.is_none()
            && self.state(at).is_some_and(|state| state.when.names_published())
    }

    /// Does something with the laws of a comparison, for its times alone.
    pub fn with_laws<T>(&self, compared: &Compared, job: impl FnOnce(&Laws<'_>) -> T) -> T {
        let both = |a: u32, b: u32| Some((*compared.kinds.get(a as usize)?, *compared.kinds.get(b as usize)?));
        job(&Laws {
            excludes: &|a, b| both(a, b).is_some_and(|(a, b)| self.excludes(a, b)),
            compared: &|_, _| true,
            hands_over: &|a, b, day| both(a, b).is_some_and(|(a, b)| self.hands_over(a, b, day)),
            timeless: self.timeless(),
            closed: &|_| false,
            cells: None,
        })
    }

    /// Rows of claims of one holder, cut where any claim of any source says that the tenure ended or began anew.
    fn segments(&self, kinds: &[Kind], groups: &[Group]) -> Vec<Segment> {
        let members = members(kinds, groups);
        if kinds.len() < 2 || members.iter().all(|members| members.len() < 2) {
            return Vec::new();
        }
        let windows = self.windows.get_or_init(|| self.windows());
        let few = windows.len().saturating_mul(kinds.len()) <= 1_000_000;
        let mut found = Vec::new();
        for ((number, kind), members) in (0u32..).zip(kinds).zip(&members).filter(|(_, members)| members.len() > 1) {
            let mut breaks = windows.get(&(kind.value, false)).cloned().unwrap_or_default();
            if !few {
                breaks.extend(windows.get(&(kind.value, true)).into_iter().flatten());
            }
            for ((denied, _), more) in windows.iter().filter(|((_, denied), _)| few && *denied) {
                if let (Some(denied), Some(value)) = (self.value(*denied), self.value(kind.value))
                    && denies(denied, value, &self.words)
                {
                    breaks.extend(more);
                }
            }
            found.extend(segments(number, members, groups, Breaks::new(breaks)));
        }
        found
    }

    /// When somebody says that a tenure ended or began (by value), and when something is denied.
    fn windows(&self) -> Windows {
        let mut windows = Windows::default();
        for (at, said) in (0u32..).zip(&self.topic.said) {
            let denied = self.is_denied(at);
            let mut add = |bounds: Bounds, half: i64| {
                if bounds != Bounds::ANY {
                    let from = bounds.earliest.map_or(i64::MIN, |day| 2 * i64::from(day.number()) + half);
                    let to = bounds.latest.map_or(i64::MAX, |day| 2 * i64::from(day.number()) + half);
                    windows.entry((self.value_of(at), denied)).or_default().push((from, to));
                }
            };
            if denied {
                match said.span.core() {
                    Some((from, to)) => add(Bounds::new(from, to), 0),
                    None => add(said.span.hull(), 0),
                }
            } else {
                if said.span.end_edge == Edge::Tenure {
                    add(said.span.end, 1);
                }
                if said.span.start_edge == Edge::Tenure {
                    add(said.span.start, -1);
                }
            }
        }
        windows
    }

    /// Whether one value is the same as another, or one contains the other.
    pub fn one_side(&self, a: u32, b: u32) -> bool {
        matches!(self.agreement(a, b), Agreement::Same | Agreement::Contains | Agreement::Within)
    }
}

/// By value, and whether it is denied.
type Windows = BTreeMap<(u32, bool), Vec<(i64, i64)>>;
