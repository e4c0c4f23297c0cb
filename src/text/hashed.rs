//! The words of a text as hashes of what of them is compared: [`super::wording::words`] without a copy of each word.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::number_words::cardinals;
use super::scan::Scanner;
use super::wording;

/// Multiplies hashes: 2 to the power of 64 divided by the golden ratio, odd.
pub(super) const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Bytes that are hashed at once.
const BLOCK: usize = 8;

/// This bit makes a capital of ASCII a small letter, and leaves small letters and digits alone.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// Makes all bits of a rolling hash count: the low bits of a product know only the low bits of its factors.
pub(super) fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(BASE)
}

/// The hash of what of a word is compared.
pub(super) fn key(key: &str) -> u64 {
    hash(key.as_bytes(), 0..key.len(), 0)
}

/// Calls `each` with each word of a text: the hash of its key, and its bytes.
#[inline]
pub(super) fn words(text: &str, mut each: impl FnMut(u64, Range<usize>)) {
    let numbers = &*NUMBERS;
    // A number in words may go on: `thirty`, `thirty-five`.
    let mut open: Option<(u64, Range<usize>)> = None;
    for token in Scanner::new(text) {
        let found = if token.plain {
            hash(text.as_bytes(), token.range.clone(), SMALL)
        } else {
            self::key(&wording::key(text.get(token.range.clone()).unwrap_or("")))
        };
        let value = numbers.get(found);
        if value.is_none() && open.is_none() {
            each(found, token.range);
            continue;
        }
        if let Some((tens, range)) = open.take() {
            let between = text.get(range.end..token.range.start).unwrap_or("");
            if let Some(unit) = value.filter(|value| (1..=9).contains(value) && wording::joins_number(between)) {
                each(key(&(tens + unit).to_string()), range.start..token.range.end);
                continue;
            }
            each(key(&tens.to_string()), range);
        }
        match value {
            Some(tens @ 20..=90) => open = Some((tens, token.range)),
            Some(value) => each(key(&value.to_string()), token.range),
            None => each(found, token.range),
        }
    }
    if let Some((tens, range)) = open {
        each(key(&tens.to_string()), range);
    }
}

/// Words for numbers, by their hashes.
static NUMBERS: LazyLock<Numbers> = LazyLock::new(|| {
    let all: Vec<(&str, u64)> = cardinals().collect();
    let values = all.iter().map(|&(word, value)| (key(word), value)).collect();
    let mut firsts = [false; 256];
    for &(word, _) in &all {
        if let Some(first) = firsts.get_mut(Numbers::first(key(word))) {
            *first = true;
        }
    }
    Numbers { values, firsts }
});

/// Words for numbers. Few words are any: most are told from them by eight bits of their hash.
struct Numbers {
    values: FxHashMap<u64, u64>,
    /// Which first eight bits any of them has.
    firsts: [bool; 256],
}

impl Numbers {
    fn first(hash: u64) -> usize {
        (hash >> 56) as usize
    }

    #[inline]
    fn get(&self, hash: u64) -> Option<u64> {
        if self.firsts.get(Self::first(hash)).copied().unwrap_or(false) {
            self.values.get(&hash).copied()
        } else {
            None
        }
    }
}

/// Hashes some of the bytes, each with some bits set.
#[inline]
fn hash(bytes: &[u8], range: Range<usize>, set: u64) -> u64 {
    let mut hash = (range.len() as u64).wrapping_mul(BASE);
    for start in range.clone().step_by(BLOCK) {
        let block = bytes.get(start..).unwrap_or_default();
        let read = match block.first_chunk::<BLOCK>() {
            Some(block) => u64::from_le_bytes(*block),
            None => block.iter().rev().fold(0, |read, byte| read << 8 | u64::from(*byte)),
        };
        let left = range.end - start;
        let kept = if left < BLOCK { (1 << (8 * left)) - 1 } else { u64::MAX };
        let product = u128::from(((read | set) & kept) ^ hash.rotate_left(32)) * u128::from(BASE);
        hash ^= product as u64 ^ (product >> 64) as u64;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_those_that_are_read_one_by_one(
            text in "([a-zA-Z]{0,12}|[0-9]{1,3}|[ .,'’%$-]{1,2}|é|\u{301}|Thirty|five|[sS]eventeen| one|U.S.|東|…|−){0,20}",
        ) {
            let mut found = Vec::new();
            words(&text, |hash, range| found.push((hash, range)));
            let expected: Vec<_> = wording::words(&text).into_iter().map(|word| (key(&word.key), word.range)).collect();
            proptest::prop_assert_eq!(found, expected);
        }

        #[test]
        fn other_words_have_other_hashes(a in "[a-zé'-]{0,20}", b in "[a-zé'-]{0,20}") {
            proptest::prop_assert_eq!(key(&a) == key(&b), a == b);
        }
    }
}
