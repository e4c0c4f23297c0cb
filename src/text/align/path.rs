//! The best way through two wordings: a global alignment of affine gaps (Gotoh 1982), with free skips where either
//! leaves something out, words that brackets stand for, and in blocks between anchors where the wordings are long.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::BRACKETED_WORDS;
use crate::text::wording::{Gap, Wording};

/// The cost of beginning a run of differing words, and of each word in it; a match of a telling word earns 100.
const OPEN: i32 = -60;
const EACH: i32 = -2;
/// Above so many pairs of words only what lies between anchors is compared word by word.
const MOST_CELLS: usize = 1_000_000;

/// What a bracket's words cost, each that is more than stands in the brackets: rather than take in words that something
/// else stands against, it leaves them.
const EXTRA: i32 = -3;

/// One step of the way through both wordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// How many words of the first it takes.
    pub first: usize,
    /// How many of the second.
    pub second: usize,
    /// How.
    pub kind: Kind,
}

/// How words of two wordings lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// They agree.
    Same,
    /// They differ.
    Other,
    /// Words in square brackets stand for them.
    Bracketed,
    /// They are skipped free of charge.
    Free,
}

/// What is compared of a wording: numbers instead of words.
#[derive(Default)]
struct Keys {
    /// For each place, what the words before it read: how many words, and the number of what they read.
    ending: Vec<SmallVec<[(usize, u32); 2]>>,
    /// What a match of the word earns.
    earns: Vec<i32>,
    /// Where the other wording's words are skipped free of charge.
    open: Vec<bool>,
    /// Where brackets stand for words of the other wording, and how many words are in them.
    brackets: Vec<Option<usize>>,
}

impl Keys {
    fn new<'w>(wording: &'w Wording, names: &mut FxHashMap<&'w str, u32>) -> Self {
        let mut name = |key: &'w str| {
            let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
            *names.entry(key).or_insert(next)
        };
        let mut ending = vec![SmallVec::new()];
        ending.extend(wording.words.iter().map(|word| SmallVec::from_iter([(1, name(&word.key))])));
        for reading in &wording.readings {
            if let Some(list) = ending.get_mut(reading.words.end) {
                list.push((reading.words.len(), name(&reading.key)));
            }
        }
        let places = 0..=wording.words.len();
        let bracket = |at: usize| match wording.gaps.get(at) {
            Some(Gap::Bracket(words)) if !wording.is_open(at) => Some((*words).max(1)),
            _ => None,
        };
        Self {
            ending,
            earns: wording.words.iter().map(|word| word.weight() * 10).collect(),
            open: places.clone().map(|at| wording.is_open(at)).collect(),
            brackets: places.map(bracket).collect(),
        }
    }

    /// What words read that end before a place.
    fn ending(&self, end: usize) -> &[(usize, u32)] {
        self.ending.get(end).map_or(&[], SmallVec::as_slice)
    }

    fn is_open(&self, at: usize) -> bool {
        self.open.get(at).copied().unwrap_or(false)
    }

    fn bracket(&self, at: usize) -> Option<usize> {
        self.brackets.get(at).copied().flatten()
    }

    fn earned(&self, words: Range<usize>) -> i32 {
        self.earns.get(words).unwrap_or(&[]).iter().sum()
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
            let kind = if free { Kind::Free } else { Kind::Other };
            steps.push(Step { first: rows, second: 0, kind });
            steps.push(Step { first: 0, second: columns, kind });
        }
        from = to;
        if anchored {
            steps.push(Step { first: 1, second: 1, kind: Kind::Same });
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
    /// In a word that only the first wording has.
    First,
    /// In a word that only the second has.
    Second,
    /// In words of the second that brackets of the first stand for.
    InFirst,
    /// In words of the first that brackets of the second stand for.
    InSecond,
    /// Between regions.
    Free,
}

/// In the order in which they are preferred where several are as good: a region goes on rather than break off.
const STATES: [State; 6] = [State::Match, State::First, State::Second, State::InFirst, State::InSecond, State::Free];

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

/// The best ways to a cell, one for each state.
#[derive(Clone, Copy)]
struct Cell([Way; STATES.len()]);

impl Cell {
    const UNREACHED: Self = Self([Way { score: NEVER, first: 0, second: 0, before: State::Free }; STATES.len()]);

    fn way(mut self, state: State) -> Way {
        *self.way_mut(state)
    }

    fn way_mut(&mut self, state: State) -> &mut Way {
        let Self([matched, first, second, in_first, in_second, free]) = self;
        match state {
            State::Match => matched,
            State::First => first,
            State::Second => second,
            State::InFirst => in_first,
            State::InSecond => in_second,
            State::Free => free,
        }
    }

    /// The best score and its end, of these states.
    fn best(&self, states: &[State]) -> (i32, State) {
        let mut best = (NEVER, State::Free);
        for &state in states {
            let score = self.way(state).score;
            if score > best.0 {
                best = (score, state);
            }
        }
        best
    }

    /// Keeps the better way to a state; the earlier of two that are as good.
    fn offer(&mut self, state: State, score: i32, (first, second): (usize, usize), before: State) {
        let way = self.way_mut(state);
        if score > way.score {
            // A step takes a dozen words at most.
            let small = |words: usize| u8::try_from(words).unwrap_or(u8::MAX);
            *way = Way { score, first: small(first), second: small(second), before };
        }
    }
}

/// Which of two wordings is asked about.
#[derive(Clone, Copy)]
enum Side {
    First,
    Second,
}

impl Side {
    /// So many words of this wording and so many of the other: of the first, of the second.
    fn words(self, own: usize, others: usize) -> (usize, usize) {
        match self {
            Self::First => (own, others),
            Self::Second => (others, own),
        }
    }

    /// In a word of this wording, and in words that its brackets stand for.
    fn states(self) -> (State, State) {
        match self {
            Self::First => (State::First, State::InFirst),
            Self::Second => (State::Second, State::InSecond),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

/// The cells before one.
struct Before<'c> {
    cells: &'c [Cell],
    width: usize,
    row: usize,
    column: usize,
}

impl Before<'_> {
    fn get(&self, (rows, columns): (usize, usize)) -> Option<&Cell> {
        self.cells.get(self.row.checked_sub(rows)? * self.width + self.column.checked_sub(columns)?)
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
                let cell = self.cell(&Before { cells: &cells, width, row, column });
                if let Some(place) = cells.get_mut(row * width + column) {
                    *place = cell;
                }
            }
        }
        let mut steps = Vec::new();
        let (mut row, mut column) = (rows, columns);
        let mut state = cells.last().map_or(State::Free, |cell| cell.best(&STATES).1);
        while row + column > 0 {
            let Some(cell) = cells.get(row * width + column) else { break };
            let way = cell.way(state);
            let (first, second) = (usize::from(way.first), usize::from(way.second));
            if first + second > 0 {
                let kind = match state {
                    State::Match => Kind::Same,
                    State::First | State::Second => Kind::Other,
                    State::InFirst | State::InSecond => Kind::Bracketed,
                    State::Free => Kind::Free,
                };
                steps.push(Step { first, second, kind });
            } else if way.before == state {
                break;
            }
            (row, column) = (row.saturating_sub(first), column.saturating_sub(second));
            state = way.before;
        }
        steps.reverse();
        steps
    }

    /// One wording's keys.
    fn keys(&self, side: Side) -> &Keys {
        match side {
            Side::First => self.a,
            Side::Second => self.b,
        }
    }

    /// The best ways to a cell, from those before it.
    fn cell(&self, before: &Before<'_>) -> Cell {
        let (i, j) = (self.from.0 + before.row, self.from.1 + before.column);
        let mut cell = Cell::UNREACHED;
        if (before.row, before.column) == (0, 0) {
            let state = if self.from == (0, 0) { State::Free } else { State::Match };
            cell.way_mut(state).score = 0;
        }
        self.agree(&mut cell, before, i, j);
        for (side, own, others) in [(Side::First, i, j), (Side::Second, j, i)] {
            self.differ(&mut cell, before, side);
            self.in_brackets(&mut cell, before, side, own);
            self.skip(&mut cell, before, side, own, others);
        }
        cell
    }

    /// Words that agree, before a place in either wording.
    fn agree(&self, cell: &mut Cell, before: &Before<'_>, i: usize, j: usize) {
        for &(first, key) in self.a.ending(i) {
            for &(second, other) in self.b.ending(j) {
                let Some(from) = before.get((first, second)).filter(|_| key == other) else { continue };
                // The same seen from either side, where one writes as two words what the other joins.
                let earned = self.a.earned(i.saturating_sub(first)..i).min(self.b.earned(j.saturating_sub(second)..j));
                let (score, state) = from.best(&STATES);
                cell.offer(State::Match, score + earned, (first, second), state);
            }
        }
    }

    /// A word that only one wording has. Next to words that the other's brackets stand for, they would stand for it, too.
    fn differ(&self, cell: &mut Cell, before: &Before<'_>, side: Side) {
        let step = side.words(1, 0);
        let Some(from) = before.get(step) else { return };
        let (state, own_brackets) = side.states();
        for run in [state, side.other().states().0] {
            cell.offer(state, from.way(run).score + EACH, step, run);
        }
        for start in [State::Match, own_brackets, State::Free] {
            cell.offer(state, from.way(start).score + OPEN + EACH, step, start);
        }
    }

    /// Words of the other wording that brackets before a place stand for. Where a region begins or ends with them, no
    /// more than stand in the brackets: else they would hide what stands behind.
    fn in_brackets(&self, cell: &mut Cell, before: &Before<'_>, side: Side, own: usize) {
        let Some(inside) = self.keys(side).bracket(own) else { return };
        let (state, others_brackets) = (side.states().1, side.other().states().1);
        for words in 1..=BRACKETED_WORDS {
            let step = side.words(0, words);
            let Some(from) = before.get(step) else { return };
            let cost = EXTRA * i32::try_from(words.saturating_sub(inside)).unwrap_or(0);
            let (score, start) = from.best(&[State::Match, side.states().0, others_brackets]);
            cell.offer(state, score + cost, step, start);
            if words <= inside {
                cell.offer(state, from.way(State::Free).score, step, State::Free);
            }
        }
    }

    /// A word that is skipped free of charge, where the other wording leaves something out; also behind brackets.
    fn skip(&self, cell: &mut Cell, before: &Before<'_>, side: Side, own: usize, others: usize) {
        if !self.keys(side.other()).is_open(others) {
            return;
        }
        let step = side.words(1, 0);
        if let Some(from) = before.get(step) {
            let (score, state) = from.best(&[State::Match, State::First, State::Second, State::Free]);
            cell.offer(State::Free, score, step, state);
        }
        let inside = own.checked_sub(1).and_then(|at| self.keys(side).bracket(at)).unwrap_or(0);
        for words in 1..=inside.min(BRACKETED_WORDS) {
            let step = side.words(1, words);
            let Some(from) = before.get(step) else { return };
            let (score, state) = from.best(&[State::Match, side.states().0, side.other().states().1, State::Free]);
            cell.offer(State::Free, score, step, state);
        }
    }
}

#[cfg(test)]
#[path = "path_tests.rs"]
mod tests;
