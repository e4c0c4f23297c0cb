//! Which claims on one topic exclude each other, gathered into disputes.
//!
//! Claims that say the same for the same days are one group, and groups are compared along the calendar, so a hundred
//! thousand claims on one topic cost little more than sorting them. A topic so dense that even this would take
//! millions of comparisons is gathered by days that overlap, without every single pair.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::reach::Reach;
use super::segment::{Segment, Side};
use super::sets::Sets;
use super::sweep::{Camp, Stretch, sweep};
use crate::id::SourceId;

/// Claims that say the same for the same days.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What they say, and how.
    pub kind: u32,
    /// The days that they certainly cover.
    pub reach: Reach,
    /// Whose they are, where that matters.
    pub source: Option<SourceId>,
    /// Whose present they are of, where nobody knows its day and the source says something else of it, too: both are said
    /// of one moment.
    pub present: Option<SourceId>,
    /// The claims, by their places in the topic.
    pub members: Vec<u32>,
}

/// What excludes what.
pub(super) struct Laws<'a> {
    /// Whether two kinds exclude each other.
    pub excludes: &'a (dyn Fn(u32, u32) -> bool + Sync),
    /// Whether two groups of kinds that exclude each other are held against each other (an article that reports a
    /// statement and corrects it is not).
    pub compared: &'a (dyn Fn(&Group, &Group) -> bool + Sync),
    /// Whether a recorded tenure of the first kind ends, or one of the second begins, on a day.
    pub hands_over: &'a (dyn Fn(u32, u32, i32) -> bool + Sync),
    /// Times do not matter.
    pub timeless: bool,
    /// Kinds of which no two are compared with each other, only with others.
    pub closed: &'a (dyn Fn(u32) -> bool + Sync),
    /// Groups, a list for each denial, where only these are compared with each other.
    pub cells: Option<&'a [Vec<u32>]>,
}

impl Laws<'_> {
    fn begins_before_end(&self, a: &Group, b: &Group) -> bool {
        a.reach.begins_before_end_of(&b.reach, |day| (self.hands_over)(b.kind, a.kind, day))
    }

    /// Whether two groups certainly share a day.
    pub fn meet(&self, a: &Group, b: &Group) -> bool {
        self.timeless
            || a.present.is_some() && a.present == b.present
            || a.reach.lies_within(&b.reach)
            || b.reach.lies_within(&a.reach)
            || (self.begins_before_end(a, b) && self.begins_before_end(b, a))
    }

    /// Where one group lies to another that it does not meet.
    pub fn side(&self, a: &Group, b: &Group) -> Option<Side> {
        match (self.begins_before_end(a, b), self.begins_before_end(b, a)) {
            _ if self.meet(a, b) => None,
            (true, false) => Some(Side::Before),
            (false, true) => Some(Side::After),
            _ => None,
        }
    }
}

/// Claims that cannot all be right.
#[derive(Clone, Debug, Default)]
pub(super) struct Dispute {
    /// The groups that take part, in order.
    pub groups: Vec<u32>,
    /// Groups that exclude each other.
    pub pairs: Vec<(u32, u32)>,
    /// Groups that lie between members of a segment of another holder, with that segment.
    pub returns: Vec<(u32, u32)>,
    /// Some of them certainly exclude each other.
    pub definite: bool,
    /// `pairs` and `returns` are all that there are.
    pub complete: bool,
}

/// Comparisons that a topic may take, besides some for each claim.
const BUDGET: usize = 1_000_000;

/// All disputes among groups, each with the groups that take part. Disputes that share a claim or a day are one.
pub(super) fn disputes(groups: &[Group], segments: &[Segment], laws: &Laws<'_>) -> Vec<Dispute> {
    disputes_within(groups, segments, laws, BUDGET + 64 * groups.len())
}

fn disputes_within(groups: &[Group], segments: &[Segment], laws: &Laws<'_>, budget: usize) -> Vec<Dispute> {
    let mut search = Search { groups, laws, budget, pairs: Vec::new(), returns: Vec::new() };
    let all: Vec<Vec<u32>>;
    let cells = match laws.cells {
        Some(cells) => cells,
        None => {
            all = vec![(0u32..).take(groups.len()).collect()];
            &all
        }
    };
    let complete = if laws.timeless {
        cells.iter().all(|cell| search.timeless(cell))
    } else {
        cells.iter().all(|cell| search.timed(cell))
            && cells.iter().all(|cell| search.one_moment(cell))
            && search.surrounded(segments)
    };
    let Search { pairs, returns, .. } = search;
    let mut gathering = Gathering::new(groups, segments, laws.timeless);
    gathering.add(&pairs, &returns, laws);
    if !complete {
        gathering.add_overlapping(laws);
    }
    gathering.finish(pairs, returns, complete)
}

/// Looks for groups that exclude each other. Each of its ways says whether it came to its end before the budget did.
struct Search<'s> {
    groups: &'s [Group],
    laws: &'s Laws<'s>,
    /// So many comparisons more may be made.
    budget: usize,
    /// See [`Dispute`].
    pairs: Vec<(u32, u32)>,
    returns: Vec<(u32, u32)>,
}

impl<'s> Search<'s> {
    fn group(&self, index: u32) -> Option<&'s Group> {
        self.groups.get(index as usize)
    }

    /// Spends one comparison, where one is left.
    fn spend(&mut self) -> bool {
        let left = self.budget.checked_sub(1);
        self.budget = left.unwrap_or(0);
        left.is_some()
    }

    /// Groups of one source's present, whenever that was: among themselves their times do not matter. No other way
    /// finds these pairs, for such a group is certain of no day.
    fn one_moment(&mut self, cell: &[u32]) -> bool {
        let mut presents: BTreeMap<SourceId, Vec<u32>> = BTreeMap::new();
        for &index in cell {
            if let Some(source) = self.group(index).and_then(|group| group.present) {
                presents.entry(source).or_default().push(index);
            }
        }
        presents.values().all(|cell| self.timeless(cell))
    }

    fn timeless(&mut self, cell: &[u32]) -> bool {
        let mut kinds: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut order = Vec::new();
        for &index in cell {
            let Some(group) = self.group(index) else { continue };
            let members = kinds.entry(group.kind).or_default();
            if members.is_empty() {
                order.push(group.kind);
            }
            members.push(index);
        }
        for (at, one) in order.iter().enumerate() {
            for other in order.iter().skip(at + 1) {
                if !self.spend() {
                    return false;
                }
                if !(self.laws.excludes)(*one, *other) {
                    continue;
                }
                let (Some(ones), Some(others)) = (kinds.get(one), kinds.get(other)) else { continue };
                for (a, b) in ones.iter().flat_map(|a| others.iter().map(move |b| (*a, *b))) {
                    if !self.spend() {
                        return false;
                    }
                    let (Some(first), Some(second)) = (self.group(a), self.group(b)) else { continue };
                    if (self.laws.compared)(first, second) {
                        self.pairs.push((a.min(b), a.max(b)));
                    }
                }
            }
        }
        true
    }

    fn timed(&mut self, cell: &[u32]) -> bool {
        let Self { groups, laws, budget, pairs, .. } = self;
        let stretch = |group: &Group| Stretch {
            from: group.reach.from,
            to: group.reach.to,
            class: group.kind,
            camp: if (laws.closed)(group.kind) { Camp::Closed } else { Camp::Open },
        };
        let stretches: Vec<Stretch> = cell.iter().filter_map(|at| groups.get(*at as usize)).map(stretch).collect();
        sweep(
            &stretches,
            budget,
            |a, b| a != b && (laws.excludes)(a, b),
            |a, b| {
                let (Some(&a), Some(&b)) = (cell.get(a), cell.get(b)) else { return };
                let (Some(one), Some(other)) = (groups.get(a as usize), groups.get(b as usize)) else { return };
                if laws.meet(one, other) && (laws.compared)(one, other) {
                    pairs.push((a.min(b), a.max(b)));
                }
            },
        )
    }

    fn surrounded(&mut self, segments: &[Segment]) -> bool {
        if segments.is_empty() {
            return true;
        }
        let Self { groups, laws, budget, returns, .. } = self;
        let count = groups.len();
        // A segment's class is its holder's, doubled and odd.
        let whole = groups.iter().map(|it| Stretch {
            from: it.reach.from,
            to: it.reach.to,
            class: it.kind * 2,
            camp: Camp::Closed,
        });
        let rows =
            segments.iter().map(|it| Stretch { from: it.from, to: it.to, class: it.kind * 2 + 1, camp: Camp::Open });
        let stretches: Vec<Stretch> = whole.chain(rows).collect();
        let may_meet = |a: u32, b: u32| a % 2 != b % 2 && a / 2 != b / 2 && (laws.excludes)(a / 2, b / 2);
        sweep(&stretches, budget, may_meet, |a, b| {
            let (group, row) = (a.min(b), a.max(b).wrapping_sub(count));
            let (Some(it), Some(segment)) = (groups.get(group), segments.get(row)) else { return };
            if segment.gap(it, groups, laws).is_some() {
                returns.push((u32::try_from(group).unwrap_or(u32::MAX), u32::try_from(row).unwrap_or(u32::MAX)));
            }
        })
    }
}

/// Groups and segments as they grow together.
struct Gathering<'a> {
    groups: &'a [Group],
    segments: &'a [Segment],
    sets: Sets,
    takes_part: Vec<bool>,
    /// When conflicts are: first day, last day, a group of theirs.
    times: Vec<(i32, i32, usize)>,
    timeless: bool,
}

impl<'a> Gathering<'a> {
    fn new(groups: &'a [Group], segments: &'a [Segment], timeless: bool) -> Self {
        let sets = Sets::new(groups.len() + segments.len());
        Self { groups, segments, sets, takes_part: vec![false; groups.len()], times: Vec::new(), timeless }
    }

    fn part(&mut self, group: u32) {
        if let Some(slot) = self.takes_part.get_mut(group as usize) {
            *slot = true;
        }
    }

    fn add(&mut self, pairs: &[(u32, u32)], returns: &[(u32, u32)], laws: &Laws<'_>) {
        for &(a, b) in pairs {
            self.sets.join(a as usize, b as usize);
            self.part(a);
            self.part(b);
            if let (Some(one), Some(other)) = (self.groups.get(a as usize), self.groups.get(b as usize)) {
                let from = one.reach.from.max(other.reach.from);
                let to = one.reach.to.min(other.reach.to);
                // A present that may have been at any time is at none that others share.
                if one.reach.is_placed() && other.reach.is_placed() {
                    self.times.push((from.min(to), from.max(to), a as usize));
                }
            }
        }
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); self.segments.len()];
        for &(group, row) in returns {
            self.sets.join(group as usize, self.groups.len() + row as usize);
            self.part(group);
            if let Some(it) = self.groups.get(group as usize) {
                let (first, last) = it.reach.days();
                self.times.push((first, last, group as usize));
            }
            if let Some(row) = rows.get_mut(row as usize) {
                row.push(group);
            }
        }
        for (row, between) in rows.iter().enumerate().filter(|(_, between)| !between.is_empty()) {
            let Some(segment) = self.segments.get(row) else { continue };
            for &member in &segment.members {
                if self.touches(member, segment, between, laws) {
                    self.sets.join(member as usize, self.groups.len() + row);
                    self.part(member);
                }
            }
        }
        self.join_by_time();
    }

    /// Whether a member of a segment is before or after one of those in between. In an unbroken row, what holds
    /// throughout some days always is; what lies somewhere within some days may be neither.
    fn touches(&self, member: u32, segment: &Segment, between: &[u32], laws: &Laws<'_>) -> bool {
        let Some(member) = self.groups.get(member as usize) else { return false };
        let unbroken = segment.is_unbroken() && member.reach.is_certain();
        let apart = |it: &Group| member.reach.to < it.reach.from || it.reach.to < member.reach.from;
        between.iter().take(1000).filter_map(|group| self.groups.get(*group as usize)).any(|group| {
            (unbroken && group.reach.is_certain() && apart(group))
                || segment
                    .gap(group, self.groups, laws)
                    .is_some_and(|gap| segment.side(member, group, gap, laws).is_some())
        })
    }

    fn join_by_time(&mut self) {
        if self.timeless {
            for index in 0..self.times.len() {
                if let (Some(&(.., one)), Some(&(.., other))) = (self.times.first(), self.times.get(index)) {
                    self.sets.join(one, other);
                }
            }
            return;
        }
        self.times.sort_unstable();
        let mut open: Option<(i32, usize)> = None;
        for &(from, to, group) in &self.times {
            open = match open {
                Some((until, with)) if from <= until => {
                    self.sets.join(with, group);
                    Some((until.max(to), with))
                }
                _ => Some((to, group)),
            };
        }
    }

    /// Where there is too much to compare: what overlaps in time and is excluded by something is one dispute.
    fn add_overlapping(&mut self, laws: &Laws<'_>) {
        let mut order: Vec<(i32, i32, u32)> = (0u32..)
            .zip(self.groups)
            .filter(|(_, group)| self.timeless || group.reach.is_certain())
            .map(|(index, group)| if self.timeless { (0, 0, index) } else { (group.reach.from, group.reach.to, index) })
            .collect();
        order.sort_unstable();
        let mut start = 0;
        while start < order.len() {
            let mut until = i32::MIN;
            let rest = order.get(start..).unwrap_or_default();
            let length = rest
                .iter()
                .take_while(|(from, to, _)| {
                    let joins = until == i32::MIN || *from <= until;
                    until = until.max(*to);
                    joins
                })
                .count()
                .max(1);
            self.cluster(rest.get(..length).unwrap_or_default(), laws);
            start += length;
        }
    }

    fn cluster(&mut self, members: &[(i32, i32, u32)], laws: &Laws<'_>) {
        let mut kinds: Vec<u32> =
            members.iter().filter_map(|(.., index)| Some(self.groups.get(*index as usize)?.kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let step = (kinds.len() / 200).max(1);
        let probes: Vec<u32> = kinds.iter().copied().step_by(step).collect();
        let mut disputed: FxHashMap<u32, bool> = FxHashMap::default();
        let mut first = None;
        for &(_, _, index) in members {
            let Some(kind) = self.groups.get(index as usize).map(|group| group.kind) else { continue };
            let excluded = *disputed
                .entry(kind)
                .or_insert_with(|| probes.iter().any(|probe| *probe != kind && (laws.excludes)(kind, *probe)));
            if excluded {
                let with = *first.get_or_insert(index as usize);
                self.sets.join(with, index as usize);
                self.part(index);
            }
        }
    }

    fn finish(mut self, pairs: Vec<(u32, u32)>, returns: Vec<(u32, u32)>, complete: bool) -> Vec<Dispute> {
        let mut found: FxHashMap<usize, usize> = FxHashMap::default();
        let mut disputes: Vec<Dispute> = Vec::new();
        for index in 0..self.groups.len() {
            if self.takes_part.get(index).copied().unwrap_or_default() {
                let at = *found.entry(self.sets.first(index)).or_insert_with(|| {
                    disputes.push(Dispute { complete, ..Dispute::default() });
                    disputes.len() - 1
                });
                if let Some(dispute) = disputes.get_mut(at) {
                    dispute.groups.push(u32::try_from(index).unwrap_or(u32::MAX));
                }
            }
        }
        for pair in pairs {
            let at = found.get(&self.sets.first(pair.0 as usize));
            if let Some(dispute) = at.and_then(|at| disputes.get_mut(*at)) {
                dispute.pairs.push(pair);
                dispute.definite = true;
            }
        }
        for pair in returns {
            let at = found.get(&self.sets.first(pair.0 as usize));
            if let Some(dispute) = at.and_then(|at| disputes.get_mut(*at)) {
                dispute.returns.push(pair);
            }
        }
        for dispute in &mut disputes {
            dispute.pairs.sort_unstable();
            dispute.pairs.dedup();
            dispute.returns.sort_unstable();
            dispute.definite |= !dispute.complete;
        }
        disputes
    }
}

#[cfg(test)]
mod tests;
