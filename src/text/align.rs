//! Two wordings of one utterance laid side by side: which passage both have, and where they differ in it.
//!
//! An excerpt may begin and end anywhere, and a marked omission may stand for anything: on the best way through both
//! (`path`) words are skipped free of charge wherever the other wording leaves something out. What is aligned between
//! two free skips is a *region*. Words in square brackets stand for a few words within one. A region in which too little
//! agrees is no common passage (`common`): the excerpts are of different passages there.

mod common;
mod path;

use std::ops::Range;

use self::common::{add_outer_numbers, common, numbers_apart};
use self::path::{Kind, path};
use super::diff::{Diff, Piece};
use super::wording::{Gap, Wording};

/// What the checker's brackets stand for, at most.
const BRACKETED_WORDS: usize = 10;
/// Excerpts of so few words, or parts of them, are laid over each other word for word.
const FEW: usize = 4;

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
    /// Words of either that brackets of the other stand for.
    bracketed: Vec<Change>,
}

impl Region {
    fn at(first: usize, second: usize) -> Self {
        Self { first: first..first, second: second..second, changes: Vec::new(), bracketed: Vec::new() }
    }

    /// Takes in the words up to a place, which agree or not.
    fn take(&mut self, kind: Kind, to: (usize, usize)) {
        let at = (self.first.end, self.second.end);
        (self.first.end, self.second.end) = to;
        let change = Change { first: at.0..to.0, second: at.1..to.1 };
        match (kind, self.changes.last_mut()) {
            (Kind::Bracketed, _) => self.bracketed.push(change),
            (Kind::Other, Some(last)) if (last.first.end, last.second.end) == at => {
                (last.first.end, last.second.end) = to;
            }
            (Kind::Other, _) => self.changes.push(change),
            (Kind::Same | Kind::Free, _) => {}
        }
    }
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
    /// The same, with either wording in the place of the other.
    fn turned(self) -> Self {
        let change = |change: Change| Change { first: change.second, second: change.first };
        let region = |region: Region| Region {
            first: region.second,
            second: region.first,
            changes: region.changes.into_iter().map(change).collect(),
            bracketed: region.bracketed.into_iter().map(change).collect(),
        };
        Self {
            regions: self.regions.into_iter().map(region).collect(),
            first_within: self.second_within,
            second_within: self.first_within,
        }
    }

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

/// Lays two wordings side by side. Where two ways are as good, the same is taken whichever is named first.
pub fn align(first: &Wording, second: &Wording) -> Alignment {
    fn words(wording: &Wording) -> impl Iterator<Item = impl Ord> {
        wording.words.iter().map(|word| (&*word.key, word.capital, word.opens, word.negated))
    }
    fn readings(wording: &Wording) -> impl Iterator<Item = impl Ord> {
        wording.readings.iter().map(|reading| (reading.words.start, reading.words.end, &*reading.key))
    }
    let order = words(first).cmp(words(second)).then_with(|| first.gaps.cmp(&second.gaps));
    let order = order.then_with(|| readings(first).cmp(readings(second)));
    if order.is_gt() { lay(second, first).turned() } else { lay(first, second) }
}

fn lay(first: &Wording, second: &Wording) -> Alignment {
    let mut regions = regions(first, second);
    for index in 0..regions.len() {
        let before = index.checked_sub(1).and_then(|index| regions.get(index));
        let from = before.map_or((0, 0), |region| (region.first.end, region.second.end));
        let to = regions.get(index + 1).map(|region| (region.first.start, region.second.start));
        let to = to.unwrap_or((first.words.len(), second.words.len()));
        if let Some(region) = regions.get_mut(index) {
            take_in_edges(region, first, second, from, to);
        }
    }
    let mut regions = common(regions, first, second);
    add_outer_numbers(&mut regions, first, second);
    for region in &mut regions {
        let changes = std::mem::take(&mut region.changes);
        region.changes = changes.into_iter().flat_map(|change| in_place(&change, first, second)).collect();
    }
    if regions.is_empty() {
        regions.extend(in_few_words(first, second));
    }
    let same = regions.iter().all(|region| region.changes.is_empty());
    let whole = |words: usize, side: fn(&Change) -> &Range<usize>, range: fn(&Region) -> &Range<usize>| {
        let bracketed = |region: &Region| region.bracketed.iter().map(|change| side(change).len()).sum::<usize>();
        regions.iter().map(|region| range(region).len() - bracketed(region)).sum::<usize>() == words && words > 0
    };
    Alignment {
        first_within: same && whole(first.words.len(), |change| &change.first, |region| &region.first),
        second_within: same && whole(second.words.len(), |change| &change.second, |region| &region.second),
        regions,
    }
}

/// The runs between free skips on the best way through both.
fn regions(first: &Wording, second: &Wording) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut open: Option<Region> = None;
    let mut at = (0, 0);
    for step in path(first, second) {
        let next = (at.0 + step.first, at.1 + step.second);
        match step.kind {
            Kind::Free => regions.extend(open.take()),
            // Brackets at the edge of a region are as good as an omission.
            Kind::Bracketed if open.is_none() => {}
            kind => open.get_or_insert_with(|| Region::at(at.0, at.1)).take(kind, next),
        }
        at = next;
    }
    regions.extend(open);
    regions
}

/// Two excerpts of a few words in which only numbers differ, word for word (`35 men`, `36 men`): too little agrees in
/// them for a way through longer ones.
fn in_few_words(a: &Wording, b: &Wording) -> Option<Region> {
    let words = a.words.len();
    if b.words.len() != words || words > FEW {
        return None;
    }
    let region = numbers_apart((0, 0), words, a, b)?;
    (region.changes.iter().map(|change| change.first.len()).sum::<usize>() < words).then_some(region)
}

/// At the edge of a region the free skip takes what belongs to a change: where one wording's last words differ, the
/// other's words in their place are part of the difference, up to as many.
fn take_in_edges(region: &mut Region, a: &Wording, b: &Wording, from: (usize, usize), to: (usize, usize)) {
    let closed = |wording: &Wording, at: usize| wording.gaps.get(at) == Some(&Gap::None);
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

/// Where an excerpt begins with a contraction (`We're`) that the other writes out (`We are`), or with a word that the
/// other writes as two (`apart`, `a part`), their first word belongs to the difference, too: `are` alone is not what
/// stands there.
fn take_in_contraction(region: &mut Region, a: &Wording, b: &Wording, from: (usize, usize)) {
    let Some(head) = region.changes.first_mut() else { return };
    if (head.first.start, head.second.start) != (region.first.start, region.second.start) {
        return;
    }
    let contracts = |short: &Wording, at: usize, long: &Wording, before: usize| {
        let word = short.words.get(at).and_then(|word| short.text.get(word.range.clone()));
        let whole = long.gaps.get(before + 1).is_none_or(|gap| *gap == Gap::None);
        let joined = || match (short.words.get(at), long.words.get(before), long.words.get(before + 1)) {
            (Some(one), Some(first), Some(rest)) => one.key.strip_prefix(&*first.key) == Some(&*rest.key),
            _ => false,
        };
        whole && (word.zip(long.words.get(before)).is_some_and(|(word, first)| first.begins(word)) || joined())
    };
    let before = |at: usize, from: usize| at.checked_sub(1).filter(|before| *before >= from);
    if let Some(word) = before(head.first.start, from.0)
        && !head.second.is_empty()
        && contracts(b, head.second.start, a, word)
    {
        (head.first.start, region.first.start) = (word, word);
    } else if let Some(word) = before(head.second.start, from.1)
        && !head.first.is_empty()
        && contracts(a, head.first.start, b, word)
    {
        (head.second.start, region.second.start) = (word, word);
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

#[cfg(test)]
#[path = "align_tests.rs"]
mod tests;
