//! Which regions are passages that both wordings have: those in which enough agrees, by themselves or as a part of one
//! quotation whose other parts agree.

use std::ops::Range;

use super::path::Kind;
use super::{BRACKETED_WORDS, Change, FEW, Region, in_place, take_in_contraction};
use crate::text::wording::{Gap, Word, Wording};

/// What two telling words weigh.
const TWO_WORDS: i32 = 20;
/// A long run that only one of them has counts like three words: whoever drops a sentence drifts, too.
const LONG_RUN: i32 = 30;
/// Parts with so many words left out between them are near each other.
const NEAR: usize = 10;

fn weight(wording: &Wording, range: &Range<usize>) -> i32 {
    wording.words.get(range.clone()).unwrap_or(&[]).iter().map(Word::weight).sum()
}

/// How much agrees in a region, and how much differs.
struct Agreement {
    matched: i32,
    /// As many words.
    words: usize,
    differing: i32,
    /// The same, however long the runs are.
    foreign: i32,
    /// As many words.
    strangers: usize,
}

impl Agreement {
    fn of(region: &Region, a: &Wording, b: &Wording) -> Self {
        let apart = || region.changes.iter().chain(&region.bracketed);
        let runs = || region.changes.iter().map(|change| weight(a, &change.first).max(weight(b, &change.second)));
        Self {
            matched: weight(a, &region.first) - apart().map(|change| weight(a, &change.first)).sum::<i32>(),
            words: region.first.len() - apart().map(|change| change.first.len()).sum::<usize>(),
            differing: runs().map(|run| run.min(LONG_RUN)).sum(),
            foreign: runs().sum(),
            strangers: region.changes.iter().map(|change| change.first.len().max(change.second.len())).sum(),
        }
    }

    /// Whether as much agrees as differs, and half of the shorter excerpt (two thirds where only the end of one lies over
    /// the start of the other).
    fn is_enough(
        &self,
        region: &Region,
        (all_a, all_b): (Range<usize>, Range<usize>),
        a: &Wording,
        b: &Wording,
    ) -> bool {
        let shorter = weight(a, &all_a).min(weight(b, &all_b));
        // Where the end of one lies over the start of the other, more has to agree.
        let share = if all_a == region.first || all_b == region.second { (1, 2) } else { (2, 3) };
        let enough = self.matched * share.1 >= shorter * share.0 || self.words >= 5 && self.matched >= 40;
        self.matched > 0 && self.matched >= self.differing && enough
    }
}

/// Those regions that are passages of both.
pub(super) fn common(regions: Vec<Region>, a: &Wording, b: &Wording) -> Vec<Region> {
    let mut from = (0, 0);
    let mut alone: Vec<bool> = Vec::with_capacity(regions.len());
    let mut wide: Vec<Region> = Vec::with_capacity(regions.len());
    for region in &regions {
        let mut it = region.clone();
        take_in_contraction(&mut it, a, b, from);
        from = (region.first.end, region.second.end);
        alone.push(is_common(region, is_whole(&it, a, b), a, b));
        wide.push(it);
    }
    let parts = Parts::new(&regions, &alone, a, b);
    let kept: Vec<bool> = alone.iter().enumerate().map(|(at, alone)| *alone || parts.holds(at)).collect();
    let mut found: Vec<Region> = Vec::with_capacity(regions.len());
    for (at, (mut region, kept)) in wide.into_iter().zip(kept).enumerate() {
        if !kept {
            continue;
        }
        let from = found.last().map_or((0, 0), |last| (last.first.end, last.second.end));
        let to = regions.get(at + 1).map(|next| (next.first.start, next.second.start));
        spread(&mut region, from, to.unwrap_or((a.words.len(), b.words.len())), a, b);
        found.push(region);
    }
    found
}

/// Whether enough agrees in a region for it to be the same passage by itself. One telling word in common is enough only
/// where the region is all (`whole`) of both excerpts, or where numbers stand against numbers.
fn is_common(region: &Region, whole: bool, a: &Wording, b: &Wording) -> bool {
    if region.changes.is_empty() {
        return !region.first.is_empty() && !region.second.is_empty();
    }
    let agreement = Agreement::of(region, a, b);
    let telling = agreement.matched >= TWO_WORDS || whole || only_numbers(region, a, b);
    telling && agreement.is_enough(region, (segment(a, &region.first), segment(b, &region.second)), a, b)
}

/// The parts of one quotation: a part in which little agrees belongs to it where the others agree.
struct Parts<'r> {
    regions: &'r [Region],
    /// Those that are common by themselves.
    alone: &'r [bool],
    agreements: Vec<Agreement>,
    a: &'r Wording,
    b: &'r Wording,
}

impl<'r> Parts<'r> {
    fn new(regions: &'r [Region], alone: &'r [bool], a: &'r Wording, b: &'r Wording) -> Self {
        let agreements = regions.iter().map(|region| Agreement::of(region, a, b)).collect();
        Self { regions, alone, agreements, a, b }
    }

    /// What agrees in the common regions of a range: in all, and in the one where most does.
    fn matched(&self, range: Range<usize>) -> (i32, i32) {
        let all = self.agreements.iter().zip(self.alone).take(range.end).skip(range.start);
        all.filter(|(_, alone)| **alone).fold((0, 0), |(sum, most), (it, _)| (sum + it.matched, most.max(it.matched)))
    }

    /// Whether a region is a part of the quotation though it is no passage by itself.
    fn holds(&self, at: usize) -> bool {
        let (Some(region), Some(own)) = (self.regions.get(at), self.agreements.get(at)) else { return false };
        let (a, b) = (self.a, self.b);
        let (before, most_before) = self.matched(0..at);
        let (after, most_after) = self.matched(at + 1..self.regions.len());
        if most_before.max(most_after) < TWO_WORDS {
            return false;
        }
        let common = |at: &usize| self.alone.get(*at) == Some(&true);
        let last = (0..at).rev().find(common).and_then(|at| self.regions.get(at));
        let next = (at + 1..self.regions.len()).find(common).and_then(|at| self.regions.get(at));
        let skipped = |one: Option<&Region>, other: Option<&Region>| {
            let words = |one: &Range<usize>, other: &Range<usize>| other.start.saturating_sub(one.end);
            let (one, other) = one.zip(other)?;
            Some(words(&one.first, &other.first).max(words(&one.second, &other.second))).filter(|most| *most <= NEAR)
        };
        let (before_it, behind_it) = (skipped(last, Some(region)), skipped(Some(region), next));
        let between = before_it.is_some() && behind_it.is_some();
        // Where an omission stands for nothing, a part only happens to have a word in common.
        let near = before_it.max(behind_it).is_some_and(|most| most > 0);
        let outer = (region.first.start, region.second.start) == (0, 0)
            || (region.first.end, region.second.end) == (a.words.len(), b.words.len());
        // What the other parts have is none of this one.
        let clip = |all: Range<usize>, side: fn(&Region) -> &Range<usize>| {
            let from = last.map_or(0, |last| side(last).end);
            let to = next.map_or(usize::MAX, |next| side(next).start);
            all.start.max(from)..all.end.min(to)
        };
        let all_a = clip(segment(a, &region.first), |region| &region.first);
        let all_b = clip(segment(b, &region.second), |region| &region.second);
        // One word in common may stand anywhere, unless both begin or end with the part.
        let placed = between || outer || near && own.words > 1;
        if placed && own.is_enough(region, (all_a, all_b), a, b) {
            return true;
        }
        // In its place for certain, short words count like any others.
        if (between || outer && near) && own.words > 1 && own.words > own.strangers {
            return true;
        }
        // Between two parts that agree: where either wording leaves nothing out there, the other has no room for more.
        let (Some(last), Some(next)) = (last, next) else { return false };
        let closed = |wording: &Wording, from: usize, to: usize| !(from..=to).any(|at| wording.is_open(at));
        let forced = closed(a, last.first.end, next.first.start) || closed(b, last.second.end, next.second.start);
        let firm = before.min(after) >= TWO_WORDS || between;
        forced
            && firm
            && before.min(after) + own.matched >= own.differing
            && before + after + own.matched >= own.foreign * 2
    }
}

/// A part between two omissions that has nothing in common with the other wording stands against all that this has in
/// its place, and a number against the number there.
fn spread(region: &mut Region, from: (usize, usize), to: (usize, usize), a: &Wording, b: &Wording) {
    let part = |wording: &Wording, range: &Range<usize>| {
        !range.is_empty() && wording.is_open(range.start) && wording.is_open(range.end)
    };
    let is_part = |change: &Change| part(a, &change.first) || part(b, &change.second);
    let start = |change: &Change| (change.first.start, change.second.start);
    let end = |change: &Change| (change.first.end, change.second.end);
    if let Some(head) = region.changes.first_mut().filter(|it| is_part(it))
        && start(head) == (region.first.start, region.second.start)
    {
        *head = in_place_of(head, from, end(head), a, b);
        (region.first.start, region.second.start) = start(head);
    }
    if let Some(tail) = region.changes.last_mut().filter(|it| is_part(it))
        && end(tail) == (region.first.end, region.second.end)
    {
        *tail = in_place_of(tail, start(tail), to, a, b);
        (region.first.end, region.second.end) = end(tail);
    }
}

/// A change taken as wide as it may be, or as narrow as one number against one.
fn in_place_of(change: &Change, from: (usize, usize), to: (usize, usize), a: &Wording, b: &Wording) -> Change {
    let numbers = |change: &Change| {
        let one = |wording: &Wording, range: &Range<usize>| {
            let mut all = range.clone().filter(|at| wording.words.get(*at).is_some_and(Word::is_number));
            all.next().filter(|_| all.next().is_none()).map(|at| at..at + 1)
        };
        one(a, &change.first).zip(one(b, &change.second)).map(|(first, second)| Change { first, second })
    };
    if let Some(numbers) = numbers(change) {
        return numbers;
    }
    let closed = |wording: &Wording, range: &Range<usize>| !(range.start + 1..range.end).any(|at| wording.is_open(at));
    let wide = Change { first: from.0..to.0, second: from.1..to.1 };
    if closed(a, &wide.first) && closed(b, &wide.second) { numbers(&wide).unwrap_or(wide) } else { change.clone() }
}

/// A number that begins or ends one quotation before an omission stands against the number that begins or ends the other,
/// though nothing else of that part agrees: `36 … were sunk`, `35 boats were sunk`.
pub(super) fn add_outer_numbers(regions: &mut Vec<Region>, a: &Wording, b: &Wording) {
    if !regions.iter().any(|region| Agreement::of(region, a, b).matched >= TWO_WORDS) {
        return;
    }
    let (n, m) = (a.words.len(), b.words.len());
    let lengths = |wording: &Wording| {
        let len = wording.words.len();
        let mut inner = (1..len).filter(|at| wording.is_open(*at));
        let first = inner.next();
        (first, inner.next_back().or(first).map(|at| len - at))
    };
    let ((a_head, a_tail), (b_head, b_tail)) = (lengths(a), lengths(b));
    // Where both leave something out, what stands before it or behind it is as long.
    let both = |one: Option<usize>, other: Option<usize>| match (one, other) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    };
    let near = |skipped: (usize, usize)| skipped.0 <= NEAR && skipped.1 <= NEAR;
    let free = |words: usize, room: (usize, usize)| {
        let rest = room.0.checked_sub(words).zip(room.1.checked_sub(words));
        words <= FEW && rest.is_some_and(near)
    };
    if let Some(room) = regions.first().map(|region| (region.first.start, region.second.start)) {
        let head = both(a_head, b_head).filter(|words| free(*words, room));
        let head = head.and_then(|words| numbers_apart((0, 0), words, a, b));
        regions.splice(0..0, head);
    }
    if let Some(room) = regions.last().map(|region| (n - region.first.end, m - region.second.end)) {
        let tail = both(a_tail, b_tail).filter(|words| free(*words, room));
        let tail = tail.and_then(|words| numbers_apart((n - words, m - words), words, a, b));
        regions.extend(tail);
    }
}

/// So many words from a place on, word for word, where only numbers differ.
pub(super) fn numbers_apart(from: (usize, usize), words: usize, a: &Wording, b: &Wording) -> Option<Region> {
    let unbroken =
        |wording: &Wording, from: usize| (from + 1..from + words).all(|at| wording.gaps.get(at) == Some(&Gap::None));
    if !unbroken(a, from.0) || !unbroken(b, from.1) {
        return None;
    }
    let mut region = Region::at(from.0, from.1);
    for (i, j) in (from.0..from.0 + words).zip(from.1..) {
        let same = a.words.get(i)?.key == b.words.get(j)?.key;
        region.take(if same { Kind::Same } else { Kind::Other }, (i + 1, j + 1));
    }
    region.changes = region.changes.iter().flat_map(|change| in_place(change, a, b)).collect();
    (!region.changes.is_empty() && only_numbers(&region, a, b)).then_some(region)
}

/// Whether only numbers differ in a region, each standing against another.
fn only_numbers(region: &Region, a: &Wording, b: &Wording) -> bool {
    let number = |wording: &Wording, range: &Range<usize>| match wording.words.get(range.clone()) {
        Some([word]) => word.is_number(),
        _ => false,
    };
    region.changes.iter().all(|change| number(a, &change.first) && number(b, &change.second))
}

/// Whether a region is all of both wordings, but for what brackets at their ends stand for.
fn is_whole(region: &Region, a: &Wording, b: &Wording) -> bool {
    let covered = |range: &Range<usize>, wording: &Wording, others: &Wording| {
        let bracket = |at: usize| matches!(others.gaps.get(at), Some(Gap::Bracket(_)));
        let most = |bracket: bool| if bracket { BRACKETED_WORDS } else { 0 };
        range.start <= most(bracket(0)) && wording.words.len() - range.end <= most(bracket(others.words.len()))
    };
    covered(&region.first, a, b) && covered(&region.second, b, a)
}

/// The words around a range up to the nearest omissions.
fn segment(wording: &Wording, range: &Range<usize>) -> Range<usize> {
    let start = (0..=range.start).rev().find(|at| wording.is_open(*at)).unwrap_or(0);
    let end = (range.end..wording.words.len()).find(|at| wording.is_open(*at)).unwrap_or(wording.words.len());
    start..end
}

#[cfg(test)]
#[path = "common_tests.rs"]
mod tests;
