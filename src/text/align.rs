//! Two wordings of one utterance laid side by side: which passage both have, and where they differ in it.
//!
//! An excerpt may begin and end anywhere, and a marked omission may stand for anything. So the alignment is a global one
//! of affine gaps (Gotoh 1982) in which words are skipped free of charge wherever the other wording leaves something
//! out. What is aligned between two free skips is a *region*. A region in which too little agrees is no common passage:
//! the excerpts are of different passages there.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::diff::{Diff, Piece};
use super::wording::{Gap, Wording};

/// The cost of beginning a run of differing words, and of each word in it; a match of a telling word earns 100.
const OPEN: i32 = -60;
const EACH: i32 = -2;
/// Above so many pairs of words only what lies between anchors is compared word by word.
const MOST_CELLS: usize = 1_000_000;
/// What the checker's brackets stand for, at most.
const BRACKETED_WORDS: usize = 10;

/// A run of words in one wording that stands where the other has other words, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Words of the first wording.
    pub first: Range<usize>,
    /// Words of the second.
    pub second: Range<usize>,
}

/// A passage that both wordings have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its words in the first wording.
    pub first: Range<usize>,
    /// Its words in the second.
    pub second: Range<usize>,
    /// Where they differ in it, in order.
    pub changes: Vec<Change>,
}

/// How two wordings lie to each other.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Alignment {
    /// The passages that both have, in order.
    pub regions: Vec<Region>,
    /// Every word of the first stands in the second, as it is.
    pub first_within: bool,
    /// Every word of the second stands in the first.
    pub second_within: bool,
}

impl Alignment {
    /// The changes of all common passages.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.regions.iter().flat_map(|region| &region.changes)
    }

    /// Whether the same passage stands in different words.
    pub fn differs(&self) -> bool {
        self.changes().next().is_some()
    }

    /// Whether the wordings have a passage in common at all.
    pub fn meets(&self) -> bool {
        !self.regions.is_empty()
    }

    /// The difference, for people: what only one of them quotes is `…`.
    pub fn diff(&self, first: &Wording, second: &Wording) -> Diff {
        let mut pieces = Vec::new();
        let elided = |pieces: &mut Vec<Piece>| {
            let again = matches!(pieces.last(), Some(Piece::Same(same)) if same == "…");
            if !again {
                pieces.push(Piece::Same("…".into()));
            }
        };
        let (mut a, mut b) = (0, 0);
        for region in &self.regions {
            if region.first.start > a || region.second.start > b {
                elided(&mut pieces);
            }
            b = region.second.start;
            for change in &region.changes {
                if change.second.start > b {
                    pieces.push(Piece::Same(second.slice(&(b..change.second.start)).to_owned()));
                }
                if !change.first.is_empty() {
                    pieces.push(Piece::Removed(first.slice(&change.first).to_owned()));
                }
                if !change.second.is_empty() {
                    pieces.push(Piece::Added(second.slice(&change.second).to_owned()));
                }
                b = change.second.end;
            }
            if region.second.end > b {
                pieces.push(Piece::Same(second.slice(&(b..region.second.end)).to_owned()));
            }
            (a, b) = (region.first.end, region.second.end);
        }
        if !self.regions.is_empty() && (a < first.words.len() || b < second.words.len()) {
            elided(&mut pieces);
        }
        Diff { pieces }
    }
}

/// Lays two wordings side by side.
pub fn align(first: &Wording, second: &Wording) -> Alignment {
    let steps = path(first, second);
    let mut regions: Vec<Region> = Vec::new();
    let mut region: Option<Region> = None;
    let mut at = (0, 0);
    for step in steps {
        let next = (at.0 + step.first, at.1 + step.second);
        if step.free {
            regions.extend(region.take());
        } else {
            let open = region.get_or_insert_with(|| Region { first: at.0..at.0, second: at.1..at.1, changes: vec![] });
            (open.first.end, open.second.end) = next;
            if !step.same {
                match open.changes.last_mut() {
                    Some(last) if last.first.end == at.0 && last.second.end == at.1 => {
                        (last.first.end, last.second.end) = next;
                    }
                    _ => open.changes.push(Change { first: at.0..next.0, second: at.1..next.1 }),
                }
            }
        }
        at = next;
    }
    regions.extend(region);
    for index in 0..regions.len() {
        let before = index.checked_sub(1).and_then(|index| regions.get(index));
        let from = before.map_or((0, 0), |region| (region.first.end, region.second.end));
        let to = regions.get(index + 1).map(|region| (region.first.start, region.second.start));
        let to = to.unwrap_or((first.words.len(), second.words.len()));
        if let Some(region) = regions.get_mut(index) {
            take_in_edges(region, first, second, from, to);
        }
    }
    let mut regions = bound_brackets(regions, first, second);
    regions.retain(|region| is_common(region, first, second));
    for region in &mut regions {
        let changes = std::mem::take(&mut region.changes);
        region.changes = changes.into_iter().flat_map(|change| in_place(&change, first, second)).collect();
    }
    let whole = |ranges: &mut dyn Iterator<Item = Range<usize>>, words: usize| {
        ranges.map(|range| range.len()).sum::<usize>() == words && words > 0
    };
    let same = regions.iter().all(|region| region.changes.is_empty());
    Alignment {
        first_within: same && whole(&mut regions.iter().map(|region| region.first.clone()), first.words.len()),
        second_within: same && whole(&mut regions.iter().map(|region| region.second.clone()), second.words.len()),
        regions,
    }
}

/// One step of the way through both wordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    first: usize,
    second: usize,
    same: bool,
    free: bool,
}

/// At the edge of a region the free skip takes what belongs to a change: where one wording's last words differ, the
/// other's words in their place are part of the difference, up to as many.
fn take_in_edges(region: &mut Region, a: &Wording, b: &Wording, from: (usize, usize), to: (usize, usize)) {
    let closed = |wording: &Wording, at: usize| wording.gaps.get(at).is_none_or(|gap| *gap == Gap::None);
    if let Some(last) = region.changes.last_mut()
        && last.first.end == region.first.end
        && last.second.end == region.second.end
    {
        while last.second.len() < last.first.len() && last.second.end < to.1 && closed(b, last.second.end) {
            last.second.end += 1;
        }
        while last.first.len() < last.second.len() && last.first.end < to.0 && closed(a, last.first.end) {
            last.first.end += 1;
        }
        (region.first.end, region.second.end) = (last.first.end, last.second.end);
    }
    if let Some(head) = region.changes.first_mut()
        && head.first.start == region.first.start
        && head.second.start == region.second.start
    {
        while head.second.len() < head.first.len() && head.second.start > from.1 && closed(b, head.second.start) {
            head.second.start -= 1;
        }
        while head.first.len() < head.second.len() && head.first.start > from.0 && closed(a, head.first.start) {
            head.first.start -= 1;
        }
        (region.first.start, region.second.start) = (head.first.start, head.second.start);
    }
}

/// A short word that agrees in the midst of a change is no reason to part it, unless as many words stand on both sides
/// of it: word for word, then.
fn in_place(change: &Change, a: &Wording, b: &Wording) -> Vec<Change> {
    if change.first.len() != change.second.len() {
        return vec![change.clone()];
    }
    let mut parts: Vec<Change> = Vec::new();
    for (i, j) in change.first.clone().zip(change.second.clone()) {
        let same = matches!((a.words.get(i), b.words.get(j)), (Some(a), Some(b)) if a.key == b.key);
        match parts.last_mut() {
            _ if same => {}
            Some(last) if last.first.end == i => (last.first.end, last.second.end) = (i + 1, j + 1),
            _ => parts.push(Change { first: i..i + 1, second: j..j + 1 }),
        }
    }
    parts
}

/// Words in square brackets stand for ten words at most; what is longer is a passage left out without a mark, and the
/// regions on either side are one.
fn bound_brackets(regions: Vec<Region>, a: &Wording, b: &Wording) -> Vec<Region> {
    let bracket = |wording: &Wording, at: usize| wording.gaps.get(at) == Some(&Gap::Bracket);
    let mut bounded: Vec<Region> = Vec::with_capacity(regions.len());
    for region in regions {
        if let Some(last) = bounded.last_mut() {
            let (from_a, from_b) = (last.first.end, last.second.end);
            let (skip_a, skip_b) = (region.first.start - from_a, region.second.start - from_b);
            let too_long = skip_a == 0 && skip_b > BRACKETED_WORDS && bracket(a, from_a)
                || skip_b == 0 && skip_a > BRACKETED_WORDS && bracket(b, from_b);
            if too_long {
                last.changes.push(Change { first: from_a..region.first.start, second: from_b..region.second.start });
                last.changes.extend(region.changes);
                (last.first.end, last.second.end) = (region.first.end, region.second.end);
                continue;
            }
        }
        bounded.push(region);
    }
    bounded
}

/// Whether enough agrees in a region for it to be the same passage.
fn is_common(region: &Region, a: &Wording, b: &Wording) -> bool {
    if region.changes.is_empty() {
        return !region.first.is_empty() && !region.second.is_empty();
    }
    let weight = |wording: &Wording, range: &Range<usize>| -> i32 {
        wording.words.get(range.clone()).unwrap_or(&[]).iter().map(super::wording::Word::weight).sum()
    };
    let changed: i32 = region.changes.iter().map(|change| weight(a, &change.first)).sum();
    let matched = weight(a, &region.first) - changed;
    // A long run that only one of them has counts like three words: whoever drops a sentence drifts, too.
    let differing: i32 =
        region.changes.iter().map(|change| weight(a, &change.first).max(weight(b, &change.second)).min(30)).sum();
    let words = region.first.len() - region.changes.iter().map(|change| change.first.len()).sum::<usize>();
    let (all_a, all_b) = (segment(a, &region.first), segment(b, &region.second));
    let shorter = weight(a, &all_a).min(weight(b, &all_b));
    // Where the end of one lies over the start of the other, more has to agree.
    let share = if all_a == region.first || all_b == region.second { (1, 2) } else { (2, 3) };
    let enough = matched * share.1 >= shorter * share.0 || words >= 5 && matched >= 40;
    matched > 0 && matched >= differing && enough
}

/// The words around a range up to the nearest omissions.
fn segment(wording: &Wording, range: &Range<usize>) -> Range<usize> {
    let open = |at: &usize| wording.gaps.get(*at).is_none_or(|gap| *gap == Gap::Open);
    let start = (0..=range.start).rev().find(open).unwrap_or(0);
    let end = (range.end..wording.words.len()).find(open).unwrap_or(wording.words.len());
    start..end
}

/// What is compared of a wording: numbers instead of words.
#[derive(Default)]
struct Keys {
    /// For one, two and three words from a place on, without the spaces between them (`re establish`).
    joined: [Vec<Option<u32>>; 3],
    /// What a match of the word earns.
    earns: Vec<i32>,
    /// Where the other wording's words are skipped free of charge.
    open: Vec<bool>,
}

impl Keys {
    fn new(wording: &Wording, names: &mut FxHashMap<String, u32>) -> Self {
        let mut keys = Self::default();
        let mut name = |key: String| {
            let next = u32::try_from(names.len()).ok()?;
            Some(*names.entry(key).or_insert(next))
        };
        for (count, list) in (1..).zip(&mut keys.joined) {
            for at in 0..wording.words.len() {
                let unbroken =
                    wording.gaps.get(at + 1..at + count).is_some_and(|gaps| gaps.iter().all(|gap| *gap == Gap::None));
                let words = wording.words.get(at..at + count).filter(|_| unbroken);
                list.push(words.and_then(|words| name(words.iter().map(|word| word.key.as_str()).collect())));
            }
        }
        keys.earns = wording.words.iter().map(|word| word.weight() * 10).collect();
        keys.open = wording.gaps.iter().map(|gap| *gap != Gap::None).collect();
        keys
    }

    /// So many words that end before a place, as one; none where they would begin before `floor`.
    fn ending(&self, end: usize, count: usize, floor: usize) -> Option<u32> {
        let start = end.checked_sub(count).filter(|start| *start >= floor)?;
        self.joined.get(count - 1)?.get(start).copied().flatten()
    }

    fn is_open(&self, at: usize) -> bool {
        self.open.get(at).copied().unwrap_or(false)
    }
}

/// The best way through both wordings.
fn path(a: &Wording, b: &Wording) -> Vec<Step> {
    let mut names = FxHashMap::default();
    let (a_keys, b_keys) = (Keys::new(a, &mut names), Keys::new(b, &mut names));
    let (n, m) = (a.words.len(), b.words.len());
    let fits = |rows: usize, columns: usize| (rows + 1).saturating_mul(columns + 1) <= MOST_CELLS;
    let block = |from, to| Block { a: &a_keys, b: &b_keys, from, to };
    if fits(n, m) {
        return block((0, 0), (n, m)).path();
    }
    let mut steps = Vec::new();
    let mut from = (0, 0);
    for (to, anchored) in anchors(a, b).into_iter().map(|at| (at, true)).chain([((n, m), false)]) {
        let (rows, columns) = (to.0 - from.0, to.1 - from.1);
        if fits(rows, columns) {
            steps.extend(block(from, to).path());
        } else {
            // Nothing in common to hold on to: left out at either end, else all different.
            let free = from == (0, 0) || to == (n, m);
            steps.push(Step { first: rows, second: 0, same: false, free });
            steps.push(Step { first: 0, second: columns, same: false, free });
        }
        from = to;
        if anchored {
            steps.push(Step { first: 1, second: 1, same: true, free: false });
            from = (to.0 + 1, to.1 + 1);
        }
    }
    steps
}

/// Words that stand once in either wording with the same word after them, in the same order in both (the longest such
/// chain, as in a patience difference).
fn anchors(a: &Wording, b: &Wording) -> Vec<(usize, usize)> {
    type Places<'w> = FxHashMap<(&'w str, &'w str), Option<usize>>;
    fn pairs(wording: &Wording) -> impl Iterator<Item = (usize, (&str, &str))> {
        wording.words.iter().zip(wording.words.iter().skip(1)).map(|(word, next)| (&*word.key, &*next.key)).enumerate()
    }
    fn once(wording: &Wording) -> Places<'_> {
        let mut places: Places<'_> = FxHashMap::default();
        for (at, pair) in pairs(wording) {
            places.entry(pair).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    }
    let (first, second) = (once(a), once(b));
    let both = |(at, pair): (usize, (&str, &str))| {
        let other = second.get(&pair).copied().flatten()?;
        first.get(&pair).copied().flatten().map(|_| (at, other))
    };
    let common: Vec<(usize, usize)> = pairs(a).filter_map(both).collect();
    // The longest chain whose places in the second wording ascend, too.
    let mut tails: Vec<usize> = Vec::new();
    let mut back: Vec<Option<usize>> = Vec::with_capacity(common.len());
    for (index, pair) in common.iter().enumerate() {
        let place = tails.partition_point(|&tail| common.get(tail).is_some_and(|tail| tail.1 < pair.1));
        back.push(place.checked_sub(1).and_then(|place| tails.get(place).copied()));
        match tails.get_mut(place) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut chain = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.extend(common.get(index).copied());
        at = back.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}

/// A part of both wordings that is aligned word by word.
struct Block<'k> {
    a: &'k Keys,
    b: &'k Keys,
    from: (usize, usize),
    to: (usize, usize),
}

/// How the best way to a cell ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In words that agree.
    Match,
    /// In words that differ.
    Differ,
    /// Between regions.
    Free,
}

const NEVER: i32 = i32::MIN / 4;

/// A best way to a cell: what it scores, how many words of either wording its last step takes, and how the way before
/// that step ends.
#[derive(Clone, Copy)]
struct Way {
    score: i32,
    first: u8,
    second: u8,
    before: State,
}

/// The best ways to a cell that end in a match, in differing words, and between regions.
#[derive(Clone, Copy)]
struct Cell {
    matched: Way,
    differ: Way,
    free: Way,
}

impl Cell {
    const UNREACHED: Self = {
        let way = Way { score: NEVER, first: 0, second: 0, before: State::Free };
        Self { matched: way, differ: way, free: way }
    };

    fn way(&self, state: State) -> Way {
        match state {
            State::Match => self.matched,
            State::Differ => self.differ,
            State::Free => self.free,
        }
    }

    /// The best score and its end; where several are as good, a region goes on rather than break off.
    fn best(&self) -> (i32, State) {
        let mut best = (self.matched.score, State::Match);
        for state in [State::Differ, State::Free] {
            let score = self.way(state).score;
            if score > best.0 {
                best = (score, state);
            }
        }
        best
    }
}

impl Way {
    /// Keeps the better way; the earlier of two that are as good.
    fn offer(&mut self, score: i32, first: usize, second: usize, before: State) {
        if score > self.score {
            // A step takes three words at most.
            let small = |words: usize| u8::try_from(words).unwrap_or(u8::MAX);
            *self = Self { score, first: small(first), second: small(second), before };
        }
    }
}

impl Block<'_> {
    /// The best way from the block's start to its end.
    fn path(&self) -> Vec<Step> {
        let (rows, columns) = (self.to.0 - self.from.0, self.to.1 - self.from.1);
        let width = columns + 1;
        let mut cells = vec![Cell::UNREACHED; (rows + 1) * width];
        for row in 0..=rows {
            for column in 0..=columns {
                let cell = self.cell(&cells, width, row, column);
                if let Some(place) = cells.get_mut(row * width + column) {
                    *place = cell;
                }
            }
        }
        let mut steps = Vec::new();
        let (mut row, mut column) = (rows, columns);
        let mut state = cells.last().map_or(State::Free, |cell| cell.best().1);
        while row + column > 0 {
            let Some(cell) = cells.get(row * width + column) else { break };
            let way = cell.way(state);
            let (first, second) = (usize::from(way.first), usize::from(way.second));
            if first + second > 0 {
                steps.push(Step { first, second, same: state == State::Match, free: state == State::Free });
            } else if way.before == state {
                break;
            }
            (row, column) = (row.saturating_sub(first), column.saturating_sub(second));
            state = way.before;
        }
        steps.reverse();
        steps
    }

    /// The best ways to a cell, from those before it.
    fn cell(&self, cells: &[Cell], width: usize, row: usize, column: usize) -> Cell {
        const SHAPES: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];
        let before = |rows: usize, columns: usize| -> Option<&Cell> {
            cells.get(row.checked_sub(rows)? * width + column.checked_sub(columns)?)
        };
        let (i, j) = (self.from.0 + row, self.from.1 + column);
        let mut cell = Cell::UNREACHED;
        if (row, column) == (0, 0) {
            if self.from == (0, 0) {
                cell.free.score = 0;
            } else {
                cell.matched.score = 0;
            }
        }
        for (first, second) in SHAPES {
            let Some(from) = before(first, second) else { continue };
            let ends = (self.a.ending(i, first, self.from.0), self.b.ending(j, second, self.from.1));
            if let (Some(a), Some(b)) = ends
                && a == b
            {
                // The same seen from either side, where one writes as two words what the other joins.
                let earns = |keys: &Keys, words: Range<usize>| keys.earns.get(words).unwrap_or(&[]).iter().sum::<i32>();
                let earned = earns(self.a, i.saturating_sub(first)..i).min(earns(self.b, j.saturating_sub(second)..j));
                let (score, state) = from.best();
                // An omission between two words that agree parts two regions.
                cell.matched.offer(score + earned, first, second, state);
            }
        }
        for (first, second) in [(1, 0), (0, 1)] {
            let Some(from) = before(first, second) else { continue };
            cell.differ.offer(from.differ.score + EACH, first, second, State::Differ);
            cell.differ.offer(from.matched.score + OPEN + EACH, first, second, State::Match);
            cell.differ.offer(from.free.score + OPEN + EACH, first, second, State::Free);
            let skips = if first == 1 { self.b.is_open(j) } else { self.a.is_open(i) };
            if skips {
                let (score, state) = from.best();
                cell.free.offer(score, first, second, state);
            }
        }
        if cell.matched.score > cell.free.score {
            cell.free = Way { score: cell.matched.score, first: 0, second: 0, before: State::Match };
        }
        if cell.differ.score > cell.free.score {
            cell.free = Way { score: cell.differ.score, first: 0, second: 0, before: State::Differ };
        }
        cell
    }
}

#[cfg(test)]
#[path = "align_tests.rs"]
mod tests;
