//! Claims on one topic that say the same for the same days, gathered: they are compared as one.

use rustc_hash::{FxHashMap, FxHashSet};

use super::comparison::Comparison;
use super::dispute::Group;
use super::reach::Reach;
use crate::id::SourceId;

/// What a group says: a value, or that it is not so; and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Kind {
    /// Which value.
    pub value: u32,
    /// Whether it is denied.
    pub denied: bool,
    /// Which stance, where stances differ.
    pub stance: u32,
}

/// For each kind the groups of it.
pub(super) fn members(kinds: &[Kind], groups: &[Group]) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); kinds.len()];
    for (index, group) in (0u32..).zip(groups) {
        if let Some(members) = members.get_mut(group.kind as usize) {
            members.push(index);
        }
    }
    members
}

/// Puts claims into their groups: counted first, for the groups of a million claims lie anywhere in memory.
fn join(groups: &mut [Group], places: &[(u32, u32)]) {
    let mut ends = vec![0usize; groups.len()];
    for (place, _) in places {
        if let Some(end) = ends.get_mut(*place as usize) {
            *end += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        // Where a group begins, until its members are put there.
        sum += std::mem::replace(end, sum);
    }
    let mut members = vec![0; places.len()];
    for (place, at) in places {
        if let Some(end) = ends.get_mut(*place as usize)
            && let Some(member) = members.get_mut(*end)
        {
            *member = *at;
            *end += 1;
        }
    }
    let mut from = 0;
    for (group, end) in groups.iter_mut().zip(ends) {
        group.members.extend(members.get(from..end).unwrap_or_default());
        from = end;
    }
}

impl Comparison<'_> {
    /// Gathers claims that say the same for the same days: each with its stance, and its source where sources are kept
    /// apart.
    pub(super) fn groups(&self, claims: impl Iterator<Item = (u32, u32, Option<SourceId>)>) -> (Vec<Kind>, Vec<Group>) {
        let mut kind_ids: FxHashMap<Kind, u32> = FxHashMap::default();
        let mut kinds = Vec::new();
        // The same days are named again and again. By their numbers, a million claims find their groups in little memory.
        let mut reach_ids: FxHashMap<Reach, u32> = FxHashMap::default();
        let mut group_ids: FxHashMap<(u32, u32, Option<SourceId>, Option<SourceId>), u32> = FxHashMap::default();
        let mut groups: Vec<Group> = Vec::new();
        let claims: Vec<_> = claims.collect();
        let torn = self.torn(claims.iter().map(|(at, ..)| *at));
        let mut places: Vec<(u32, u32)> = Vec::with_capacity(claims.len());
        for (at, stance, source) in claims {
            let Some(span) = self.span(at) else { continue };
            let denied = self.is_denied(at);
            let kind = Kind { value: self.value_of(at), denied, stance };
            let next = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
            let id = *kind_ids.entry(kind).or_insert(next);
            if id == next {
                kinds.push(kind);
            }
            let reach = if self.timeless() { Reach::ALWAYS } else { Reach::of(span) };
            let next = u32::try_from(reach_ids.len()).unwrap_or(u32::MAX);
            let reach_id = *reach_ids.entry(reach).or_insert(next);
            let present = self.vague_present(at).filter(|source| torn.contains(source));
            let place = *group_ids.entry((id, reach_id, source, present)).or_insert_with(|| {
                groups.push(Group { kind: id, reach, source, present, members: Vec::new() });
                u32::try_from(groups.len() - 1).unwrap_or(u32::MAX)
            });
            places.push((place, at));
        }
        join(&mut groups, &places);
        (kinds, groups)
    }

    /// Whose present a claim is of, where nobody knows its day.
    fn vague_present(&self, at: u32) -> Option<SourceId> {
        let span = self.span(at).filter(|span| !self.timeless() && span.moment && span.start.exact().is_none())?;
        let said = self.state(at).filter(|state| state.when.is_published() && span.start == span.end);
        said.map(|_| self.claim(at).source)
    }

    /// Sources that say several things of such a present.
    fn torn(&self, claims: impl Iterator<Item = u32>) -> FxHashSet<SourceId> {
        let mut first: FxHashMap<SourceId, (u32, bool)> = FxHashMap::default();
        let mut torn = FxHashSet::default();
        for at in claims {
            let Some(source) = self.vague_present(at) else { continue };
            let says = (self.value_of(at), self.is_denied(at));
            if *first.entry(source).or_insert(says) != says {
                torn.insert(source);
            }
        }
        torn
    }
}
