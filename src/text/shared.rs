//! Passages that several texts share: runs of words, found without comparing every pair of texts.
//!
//! Every run of so many words is hashed as a window slides over a text (Karp and Rabin 1987). A first pass only marks in
//! a table of bits which hashes come up twice, so that the second keeps little more than what is really shared; equal
//! hashes are then compared word by word. All windows that are equal are one group, however many texts share it.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::hashed;
use super::quotation;
use super::wording;

/// A shorter quotation is a term rather than somebody's words: it neither counts nor breaks a run of words.
const LONGEST_TERM: usize = 5;

/// A text as it is compared: its words outside quotations.
#[derive(Debug, Default)]
pub struct Prose {
    /// A hash of each word, folded.
    words: Vec<u64>,
    /// The bytes of each word.
    places: Vec<Range<usize>>,
    /// Words before which a quotation was left out: no run goes over it. Ascending.
    breaks: Vec<usize>,
}

/// A part of a text as it is compared.
pub(super) enum Part {
    /// A word outside quotations: its hash, and its bytes.
    Word(u64, Range<usize>),
    /// A quotation was left out here.
    Break,
}

/// Goes through the words of a text outside quotations.
#[inline]
pub(super) fn parts_of(text: &str, mut each: impl FnMut(Part)) {
    let quotations = quotation::quotations(text);
    let mut quoted = quotations.into_iter();
    let mut here = quoted.next();
    let mut inside = 0_usize;
    hashed::words(text, |hash, range| {
        while let Some(quotation) = here.as_ref().filter(|quotation| quotation.start <= range.start) {
            if range.start < quotation.end {
                inside += 1;
                if inside == LONGEST_TERM + 1 {
                    each(Part::Break);
                }
                return;
            }
            (here, inside) = (quoted.next(), 0);
        }
        each(Part::Word(hash, range));
    });
}

impl Prose {
    /// Takes the words outside quotations from a text.
    pub fn new(text: &str) -> Self {
        let mut prose = Self::default();
        parts_of(text, |part| match part {
            Part::Word(hash, range) => {
                prose.words.push(hash);
                prose.places.push(range);
            }
            Part::Break => {
                if prose.breaks.last() != Some(&prose.words.len()) {
                    prose.breaks.push(prose.words.len());
                }
            }
        });
        prose
    }

    /// The words of excerpts; no run goes over an omission or from one excerpt to the next. Its words' bytes are those
    /// of the excerpt that each stands in.
    pub fn of_excerpts<'w>(excerpts: impl IntoIterator<Item = &'w wording::Wording>) -> Self {
        let mut prose = Self::default();
        for excerpt in excerpts {
            for (word, gap) in excerpt.words.iter().zip(&excerpt.gaps) {
                if *gap != wording::Gap::None {
                    prose.breaks.push(prose.words.len());
                }
                prose.words.push(hashed::key(&word.key));
                prose.places.push(word.range.clone());
            }
        }
        prose
    }

    /// The bytes of a run of words.
    pub fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        match (self.places.get(words.start), words.end.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Every window of so many words that no quotation breaks: where it starts, and its hash.
    fn windows(&self, length: usize) -> impl Iterator<Item = (usize, u64)> {
        let highest = (1..length).fold(1_u64, |power, _| power.wrapping_mul(hashed::BASE));
        let mut hash = 0_u64;
        let mut start = 0_usize;
        let mut breaks = self.breaks.iter().copied().peekable();
        self.words.iter().enumerate().filter_map(move |(at, word)| {
            while breaks.next_if(|place| *place <= at).is_some_and(|place| place > 0) {
                (start, hash) = (at, 0);
            }
            if at - start >= length {
                let leaving = self.words.get(start).copied().unwrap_or(0);
                hash = hash.wrapping_sub(leaving.wrapping_mul(highest));
                start += 1;
            }
            hash = hash.wrapping_mul(hashed::BASE).wrapping_add(*word);
            (at + 1 - start == length).then(|| (start, hashed::mixed(hash)))
        })
    }

    fn window(&self, start: usize, length: usize) -> &[u64] {
        self.words.get(start..start + length).unwrap_or(&[])
    }
}

/// A run of words that several texts share, of exactly the length that was asked for: which text, and where.
pub type Group = Vec<(usize, usize)>;

/// All runs of `length` words that two or more texts share, each with all its places, in order of the first place.
pub fn groups(texts: &[Prose], length: usize) -> Vec<Group> {
    if length == 0 || texts.len() < 2 {
        return Vec::new();
    }
    let words: usize = texts.iter().map(|text| text.words.len()).sum();
    let mut seen = Twice::new(words);
    for text in texts {
        for (_, hash) in text.windows(length) {
            seen.add(hash);
        }
    }
    let mut kept: Vec<(u64, usize, usize)> = texts
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, text)| {
            let seen = &seen;
            text.windows(length).filter(|(_, hash)| seen.has(*hash)).map(move |(start, hash)| (hash, index, start))
        })
        .collect();
    kept.par_sort_unstable();
    let mut found = Vec::new();
    for same in kept.chunk_by(|a, b| a.0 == b.0) {
        let mut by_words: FxHashMap<&[u64], Group> = FxHashMap::default();
        for (_, text, start) in same {
            let window = texts.get(*text).map_or(&[][..], |text| text.window(*start, length));
            by_words.entry(window).or_default().push((*text, *start));
        }
        found.extend(
            by_words
                .into_values()
                .filter(|group| group.iter().any(|(text, _)| Some(text) != group.first().map(|it| &it.0))),
        );
    }
    found.par_sort_unstable();
    found
}

/// Which hashes came up once and which twice, with few mistaken for others.
struct Twice {
    once: Vec<u64>,
    twice: Vec<u64>,
    mask: u64,
}

impl Twice {
    fn new(count: usize) -> Self {
        let bits = count.saturating_mul(8).next_power_of_two().clamp(1 << 10, 1 << 32);
        Self { once: vec![0; bits / 64], twice: vec![0; bits / 64], mask: bits as u64 - 1 }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let bit = (hash >> 20) & self.mask;
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    }

    fn add(&mut self, hash: u64) {
        let (slot, bit) = self.place(hash);
        if let (Some(once), Some(twice)) = (self.once.get_mut(slot), self.twice.get_mut(slot)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }

    fn has(&self, hash: u64) -> bool {
        let (slot, bit) = self.place(hash);
        self.twice.get(slot).is_some_and(|twice| twice & bit != 0)
    }
}

/// Runs that windows of `length` words at these places cover together; places ascending.
pub fn runs(places: &[usize], length: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for &start in places {
        match found.last_mut() {
            // Windows that follow one another word by word are one run; those that merely touch are two.
            Some(last) if start < last.end => last.end = last.end.max(start + length),
            _ => found.push(start..start + length),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::winnow::{Marks, suspects};
    use super::*;

    /// Compares every pair of texts, window by window.
    fn plain(texts: &[Prose], length: usize) -> BTreeSet<(usize, usize, usize, usize)> {
        let mut found = BTreeSet::new();
        let starts = |text: &Prose| -> Vec<usize> {
            (0..text.words.len())
                .filter(|start| start + length <= text.words.len())
                .filter(|start| !text.breaks.iter().any(|place| place > start && *place < start + length))
                .collect()
        };
        for (a, one) in texts.iter().enumerate() {
            for (b, other) in texts.iter().enumerate().skip(a + 1) {
                for i in starts(one) {
                    for j in starts(other) {
                        if one.words[i..i + length] == other.words[j..j + length] {
                            found.insert((a, i, b, j));
                        }
                    }
                }
            }
        }
        found
    }

    fn words(from: usize, count: usize) -> String {
        (from..from + count).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_run_of_the_length_and_no_shorter_one() {
        let text = |count: usize, tail: &str| Prose::new(&format!("Intro {tail}. {} {tail}", words(0, count)));
        assert_eq!(groups(&[text(25, "x"), text(25, "y")], 25).len(), 1);
        assert_eq!(groups(&[text(24, "x"), text(24, "y")], 25).len(), 0);
        assert_eq!(groups(&[text(30, "x"), text(30, "y")], 25).len(), 6);
    }

    #[test]
    fn quotations_do_not_count_and_break_a_run() {
        let shared = words(0, 30);
        let quoted = |tail: &str| Prose::new(&format!("{tail} “{shared}” {tail}"));
        assert!(groups(&[quoted("x"), quoted("y")], 25).is_empty());
        let around =
            |tail: &str| Prose::new(&format!("{tail} {} “{}” {} {tail}", words(0, 13), words(50, 9), words(13, 13)));
        assert!(groups(&[around("x"), around("y")], 25).is_empty());
        // A term in quotation marks is no quotation: the run goes on, though the term does not count.
        let term =
            |tail: &str| Prose::new(&format!("{tail} {} “acting president” {} {tail}", words(0, 13), words(13, 12)));
        assert_eq!(groups(&[term("x"), term("y")], 25).len(), 1);
    }

    #[test]
    fn many_copies_are_one_group() {
        let texts: Vec<Prose> = (0..50).map(|at| Prose::new(&format!("{} {}", at, words(0, 25)))).collect();
        let found = groups(&texts, 25);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 50);
    }

    #[test]
    fn windows_that_follow_are_one_run() {
        assert_eq!(runs(&[3, 4, 5, 40], 25), [3..30, 40..65]);
        assert_eq!(runs(&[0, 25], 25), [0..25, 25..50]);
    }

    proptest::proptest! {
        #[test]
        fn every_pair_is_found(
            texts in proptest::collection::vec(proptest::collection::vec(proptest::sample::select(vec![
                "a", "b", "c", "“q q q q q q”", "“t”"]), 0..25), 0..5),
            length in 1usize..7,
        ) {
            let written: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
            let texts: Vec<Prose> = written.iter().map(|text| Prose::new(text)).collect();
            let marks: Vec<Marks> = written.iter().map(|text| Marks::new(text, length)).collect();
            let suspects = suspects(&marks.iter().collect::<Vec<_>>());
            for (a, _, b, _) in plain(&texts, length) {
                proptest::prop_assert!(suspects.contains(&a) && suspects.contains(&b));
            }
            let mut found = BTreeSet::new();
            for group in groups(&texts, length) {
                for (a, i) in &group {
                    for (b, j) in group.iter().filter(|(b, _)| b > a) {
                        found.insert((*a, *i, *b, *j));
                    }
                }
            }
            proptest::prop_assert_eq!(found, plain(&texts, length));
        }
    }
}
