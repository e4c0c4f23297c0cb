//! One holder's claims in a row, and what says between them that the tenure ended or began anew.

use std::sync::Arc;

use super::dispute::{Group, Laws};
use super::reach::Reach;

/// Groups of one holder between which an office would have to change hands and back for anybody else to hold it.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// The holder.
    pub kind: u32,
    /// Indices of groups.
    pub members: Vec<u32>,
    /// The least `from` of its members.
    pub from: i32,
    /// The greatest `to`.
    pub to: i32,
    /// Members by `to`, with their `from`.
    by_to: Vec<(i32, i32, u32)>,
    /// Members by `from`, with their `to`.
    by_from: Vec<(i32, i32, u32)>,
    breaks: Arc<Breaks>,
}

/// Where one claim lies to another that it does not certainly meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Earlier.
    Before,
    /// Later.
    After,
}

/// How many members around a day are looked at one by one.
const AROUND: usize = 64;

impl Segment {
    fn new(kind: u32, members: Vec<u32>, groups: &[Group], breaks: Arc<Breaks>) -> Self {
        let reach = |member: &u32| groups.get(*member as usize).map(|group| group.reach);
        let mut by_to: Vec<_> = members.iter().filter_map(|m| reach(m).map(|it| (it.to, it.from, *m))).collect();
        let mut by_from: Vec<_> = members.iter().filter_map(|m| reach(m).map(|it| (it.from, it.to, *m))).collect();
        by_to.sort_unstable();
        by_from.sort_unstable();
        let from = by_from.first().map_or(i32::MAX, |entry| entry.0);
        let to = by_to.last().map_or(i32::MIN, |entry| entry.0);
        Self { kind, members, from, to, by_to, by_from, breaks }
    }

    /// The days between which a group lies: the latest end of a member before it and the earliest start of one after
    /// it, where nothing between them says that the tenure ended or began anew.
    pub fn gap(&self, group: &Group, groups: &[Group], laws: &Laws<'_>) -> Option<(i32, i32)> {
        let Reach { from, to, .. } = group.reach;
        let on = |entry: &(i32, i32, u32), side: Side| {
            groups.get(entry.2 as usize).is_some_and(|member| laws.side(member, group) == Some(side))
        };
        let end = self.by_to.partition_point(|entry| entry.0 <= from);
        let earlier = self.by_to.get(..end).unwrap_or_default().iter().rev().take(AROUND);
        let before = earlier.filter(|entry| on(entry, Side::Before)).map(|entry| entry.0).next()?;
        let start = self.by_from.partition_point(|entry| entry.0 < to);
        let later = self.by_from.get(start..).unwrap_or_default().iter().take(AROUND);
        let after = later.filter(|entry| on(entry, Side::After)).map(|entry| entry.0).next()?;
        // Where the gap is one day, the row must go on beyond it: else it handed over on that day, or took over.
        let goes_on = before < after
            || self.by_from.first().is_some_and(|entry| entry.0 < before)
                && self.by_to.last().is_some_and(|entry| entry.0 > after);
        (goes_on && !self.breaks.between(before, after)).then_some((before, after))
    }

    /// On which side of a group in a gap a member takes part: with nothing on record between it and the gap's far end.
    pub fn side(&self, member: &Group, group: &Group, gap: (i32, i32), laws: &Laws<'_>) -> Option<Side> {
        laws.side(member, group).filter(|side| match side {
            Side::Before => !self.breaks.between(member.reach.to, gap.1),
            Side::After => !self.breaks.between(gap.0, member.reach.from),
        })
    }

    /// Whether nothing at all is on record between its members.
    pub fn is_unbroken(&self) -> bool {
        !self.breaks.between(self.from.min(self.to), self.from.max(self.to))
    }
}

/// Days within which something says that a holder's tenure ended or began anew. In half days, so that the end of a
/// tenure lies after its last day and the start of one before its first.
#[derive(Clone, Debug, Default)]
pub(super) struct Breaks {
    /// Sorted by their start, each with the greatest end up to there.
    windows: Vec<(i64, i64)>,
}

impl Breaks {
    /// Breaks from windows in half days.
    pub fn new(mut windows: Vec<(i64, i64)>) -> Self {
        windows.sort_unstable();
        let mut last = i64::MIN;
        for window in &mut windows {
            last = last.max(window.1);
            window.1 = last;
        }
        Self { windows }
    }

    /// Whether there may be a break between the end of one claim and the start of another.
    fn between(&self, from: i32, to: i32) -> bool {
        let (from, to) = (2 * i64::from(from), 2 * i64::from(to));
        let end = self.windows.partition_point(|window| window.0 < to);
        end.checked_sub(1).and_then(|last| self.windows.get(last)).is_some_and(|window| window.1 > from)
    }
}

/// Cuts one holder's groups into segments, where a break lies between all that is before and all that is after it.
/// Only segments of two or more matter.
pub(super) fn segments(kind: u32, members: &[u32], groups: &[Group], breaks: Breaks) -> Vec<Segment> {
    let breaks = Arc::new(breaks);
    let mut placed: Vec<(i32, i32, u32)> = Vec::new();
    for member in members {
        if let Some(group) = groups.get(*member as usize).filter(|group| group.reach.is_known()) {
            let (first, last) = group.reach.days();
            placed.push((first, last, *member));
        }
    }
    placed.sort_unstable();
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut reached = i32::MIN;
    for (first, last, member) in placed {
        match found.last_mut() {
            Some(segment) if first <= reached || !breaks.between(reached, first) => segment.push(member),
            _ => found.push(vec![member]),
        }
        reached = reached.max(last);
    }
    let whole = found.into_iter().filter(|row| row.len() > 1);
    whole.map(|row| Segment::new(kind, row, groups, Arc::clone(&breaks))).collect()
}
