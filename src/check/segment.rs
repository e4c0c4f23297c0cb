//! One holder's claims in a row, with nothing between them that says that the tenure ended or began anew.

use super::dispute::{Group, Laws};

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
    /// Members by `to`, each with the least `from` up to there.
    by_to: Vec<(i32, i32, u32)>,
    /// Members by `from`, each with the greatest `to` from there on.
    by_from: Vec<(i32, i32, u32)>,
}

/// How many members that begin or end on one day are looked at one by one.
const ON_ONE_DAY: usize = 32;

impl Segment {
    fn new(kind: u32, members: Vec<u32>, groups: &[Group]) -> Self {
        let reach = |member: &u32| groups.get(*member as usize).map(|group| group.reach);
        let mut by_to: Vec<_> = members.iter().filter_map(|m| reach(m).map(|it| (it.to, it.from, *m))).collect();
        let mut by_from: Vec<_> = members.iter().filter_map(|m| reach(m).map(|it| (it.from, it.to, *m))).collect();
        by_to.sort_unstable();
        by_from.sort_unstable();
        let mut least = i32::MAX;
        for entry in &mut by_to {
            least = least.min(entry.1);
            entry.1 = least;
        }
        let mut most = i32::MIN;
        for entry in by_from.iter_mut().rev() {
            most = most.max(entry.1);
            entry.1 = most;
        }
        let from = by_from.first().map_or(i32::MAX, |entry| entry.0);
        let to = by_to.last().map_or(i32::MIN, |entry| entry.0);
        Self { kind, members, from, to, by_to, by_from }
    }

    /// Whether some members lie before a group and others after it, so that the office would have to change hands
    /// and back.
    pub fn surrounds(&self, group: &Group, groups: &[Group], laws: &Laws<'_>) -> bool {
        self.lies_partly(group, groups, laws, Side::Before) && self.lies_partly(group, groups, laws, Side::After)
    }

    fn lies_partly(&self, group: &Group, groups: &[Group], laws: &Laws<'_>, side: Side) -> bool {
        let reach = &group.reach;
        let clear = match side {
            Side::Before => {
                let end = self.by_to.partition_point(|entry| entry.0 < reach.from);
                end.checked_sub(1).and_then(|last| self.by_to.get(last)).is_some_and(|entry| entry.1 < reach.to)
            }
            Side::After => {
                let start = self.by_from.partition_point(|entry| entry.0 <= reach.to);
                self.by_from.get(start).is_some_and(|entry| entry.1 > reach.from)
            }
        };
        // Those that end or begin on a day of the group's: the day of a handover may be either's.
        clear || self.on_edge(reach.from, reach.to).any(|member| {
            groups.get(member as usize).is_some_and(|member| laws.side(member, group) == Some(side))
        })
    }

    fn on_edge(&self, to: i32, from: i32) -> impl Iterator<Item = u32> {
        let ends = self.by_to.get(self.by_to.partition_point(|entry| entry.0 < to)..).unwrap_or_default();
        let begins = self.by_from.get(self.by_from.partition_point(|entry| entry.0 < from)..).unwrap_or_default();
        let ends = ends.iter().take_while(move |entry| entry.0 == to).take(ON_ONE_DAY);
        let begins = begins.iter().take_while(move |entry| entry.0 == from).take(ON_ONE_DAY);
        ends.chain(begins).map(|entry| entry.2)
    }
}

/// Where one claim lies to another that it does not certainly meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Earlier.
    Before,
    /// Later.
    After,
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

/// Cuts one holder's groups into segments, at the breaks that lie between claims. (A claim that holds throughout
/// days on which another says that the tenure ended bridges them.) Only segments of two or more matter.
pub(super) fn segments(kind: u32, members: &[u32], groups: &[Group], breaks: &Breaks) -> Vec<Segment> {
    let mut placed: Vec<(i32, i32, u32)> = Vec::new();
    for member in members {
        if let Some(group) = groups.get(*member as usize).filter(|group| group.reach.is_placed()) {
            let (first, last) = group.reach.days();
            placed.push((first, last, *member));
        }
    }
    placed.sort_unstable();
    // Runs of claims that touch: the last day, what they certainly reach, the members.
    let mut runs: Vec<(i32, i32, i32, Vec<u32>)> = Vec::new();
    for (first, last, member) in placed {
        let Some(reach) = groups.get(member as usize).map(|group| group.reach) else { continue };
        match runs.last_mut() {
            Some((end, from, to, run)) if first <= *end => {
                (*end, *from, *to) = ((*end).max(last), (*from).min(reach.from), (*to).max(reach.to));
                run.push(member);
            }
            _ => runs.push((last, reach.from, reach.to, vec![member])),
        }
    }
    let mut found: Vec<Vec<u32>> = Vec::new();
    let mut reached = i32::MIN;
    for (_, from, to, run) in runs {
        match found.last_mut() {
            Some(segment) if !breaks.between(reached, from) => {
                segment.extend(run);
                reached = reached.max(to);
            }
            _ => {
                found.push(run);
                reached = to;
            }
        }
    }
    found.into_iter().filter(|run| run.len() > 1).map(|run| Segment::new(kind, run, groups)).collect()
}
