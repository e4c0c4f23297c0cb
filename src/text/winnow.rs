//! Which of very many texts may share a passage with another at all: few hashes stand for each text, and only texts that
//! have one of them in common are worth a closer look.

use super::hashed;
use super::shared::{Part, parts_of};
use super::sharing;

/// What stands for a text: some of the hashes of its runs of words, each once, ascending.
///
/// The runs are shorter than the passages that are looked for, and of each few neighbours the one with the least hash is
/// chosen (winnowing: Schleimer, Wilkerson and Aiken 2003), so that of every passage one is, the same in all texts that
/// have it.
#[derive(Clone, Debug, Default)]
pub struct Marks(Box<[u64]>);

impl AsRef<[u64]> for Marks {
    fn as_ref(&self) -> &[u64] {
        &self.0
    }
}

impl Marks {
    /// Reads a text for passages of `length` words.
    pub fn new(text: &str, length: usize) -> Self {
        let mut marks = Vec::new();
        if length > 0 {
            Winnow::new(length).each(text, |hash| marks.push(hash));
        }
        marks.sort_unstable();
        marks.dedup();
        Self(marks.into_boxed_slice())
    }
}

/// Those of some texts that may share a passage with another, ascending: all that do, and few others. Their marks are of
/// passages of one length.
pub fn suspects(texts: &[&Marks]) -> Vec<usize> {
    let mut found = sharing::each_part(texts, |part| {
        let several = part.shared().filter(|texts| texts.first() != texts.last());
        several.flatten().collect()
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// So many words of a text are held at a time.
const BLOCK: usize = 1 << 14;

/// Chooses some of the hashes of a text's runs of words.
struct Winnow {
    /// A run of so many words is hashed.
    short: usize,
    /// So many runs in a row are one of the length that is asked for: the least hash of them is kept.
    row: usize,
    /// [`hashed::BASE`] to the power of the words of a run.
    highest: u64,
    /// So many words are held at a time, and more than are asked for.
    block: usize,
    /// Words in a row that no quotation breaks.
    words: Vec<u64>,
    /// The hashes of their runs.
    hashes: Vec<u64>,
}

impl Winnow {
    fn new(length: usize) -> Self {
        // Half as long, and the set phrases of a trade are shared by all texts.
        let short = (length * 2).div_ceil(3);
        let highest = (0..short).fold(1_u64, |power, _| power.wrapping_mul(hashed::BASE));
        let block = BLOCK.max(length * 2);
        Self { short, row: length - short + 1, highest, block, words: Vec::new(), hashes: Vec::new() }
    }

    /// Calls `keep` with each hash that stands for a text, some of them twice.
    fn each(&mut self, text: &str, mut keep: impl FnMut(u64)) {
        // With so many words of the block before, a block has all rows that begin in it.
        let overlap = self.short + self.row - 2;
        parts_of(text, |part| match part {
            Part::Word(hash, _) => {
                if self.words.len() == self.block {
                    self.choose(&mut keep);
                    self.words.drain(..self.block - overlap);
                }
                self.words.push(hash);
            }
            Part::Break => {
                self.choose(&mut keep);
                self.words.clear();
            }
        });
        self.choose(&mut keep);
        self.words.clear();
    }

    /// Chooses hashes of the words that are held.
    fn choose(&mut self, keep: &mut impl FnMut(u64)) {
        let Self { short, row, highest, words, hashes, .. } = self;
        hashes.clear();
        if let Some((first, rest)) = words.split_at_checked(*short) {
            let mut rolling =
                first.iter().fold(0_u64, |hash, word| hash.wrapping_mul(hashed::BASE).wrapping_add(*word));
            hashes.push(hashed::mixed(rolling));
            hashes.extend(rest.iter().zip(words.iter()).map(|(coming, leaving)| {
                rolling = rolling.wrapping_mul(hashed::BASE).wrapping_add(*coming);
                rolling = rolling.wrapping_sub(leaving.wrapping_mul(*highest));
                hashed::mixed(rolling)
            }));
        }
        // The last of the least hashes of a row, and how many rows it is still in.
        let mut least = (0, 0_usize);
        for row_of in hashes.windows(*row) {
            let Some(newest) = row_of.last() else { continue };
            if least.1 > 0 && *newest > least.0 {
                least.1 -= 1;
                continue;
            }
            if least.1 > 0 {
                least = (*newest, *row - 1);
            } else {
                let all = row_of.iter().zip(0_usize..);
                least = all
                    .map(|(hash, left)| (*hash, left))
                    .min_by_key(|(hash, left)| (*hash, usize::MAX - left))
                    .unwrap_or_default();
            }
            keep(least.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_shares_nothing_is_not_suspected() {
        let text = |from: usize| (from..from + 400).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ");
        let texts = [text(0), text(386), text(1200), text(1575)].map(|text| Marks::new(&text, 25));
        assert_eq!(suspects(&texts.each_ref()), [2, 3]);
    }

    proptest::proptest! {
        #[test]
        fn of_each_row_the_least_hash_is_kept(
            words in proptest::collection::vec(proptest::sample::select(vec!["a", "b", "c", "d", "“q q q q q q”"]), 0..60),
            length in 1_usize..9,
            more in 0_usize..40,
        ) {
            let text = words.join(" ");
            let mut winnow = Winnow { block: length + more, ..Winnow::new(length) };
            let mut kept = BTreeSet::new();
            winnow.each(&text, |hash| {
                kept.insert(hash);
            });
            let mut expected = BTreeSet::new();
            for stretch in words.split(|word| word.starts_with('“')) {
                let hash = |run: &[&str]| {
                    let keys = run.iter().map(|word| hashed::key(word));
                    hashed::mixed(keys.fold(0_u64, |hash, key| hash.wrapping_mul(hashed::BASE).wrapping_add(key)))
                };
                let hashes: Vec<u64> = stretch.windows(winnow.short).map(hash).collect();
                expected.extend(hashes.windows(winnow.row).filter_map(|row| row.iter().min()));
            }
            proptest::prop_assert_eq!(kept, expected);
        }
    }
}
