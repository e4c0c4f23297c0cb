//! The best way through two wordings: a global alignment of affine gaps (Gotoh 1982), with free skips where either
//! leaves something out, and in blocks between anchors where the wordings are long.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::wording::{Gap, Wording};

/// The cost of beginning a run of differing words, and of each word in it; a match of a telling word earns 100.
const OPEN: i32 = -60;
const EACH: i32 = -2;
/// Above so many pairs of words only what lies between anchors is compared word by word.
const MOST_CELLS: usize = 1_000_000;

/// One step of the way through both wordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// How many words of the first it takes.
    pub first: usize,
    /// How many of the second.
    pub second: usize,
    /// Whether they agree.
    pub same: bool,
    /// Whether they are skipped free of charge.
    pub free: bool,
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
pub(super) fn path(a: &Wording, b: &Wording) -> Vec<Step> {
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
#[path = "path_tests.rs"]
mod tests;
