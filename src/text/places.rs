//! Where the words of an article stand, for articles that very many quotes are looked for in: searching the whole text
//! for each of them would take time by the product of both.

use std::ops::Range;

use rayon::prelude::*;

/// How many bytes of a passage are looked up at once.
const KEY: usize = 8;

/// So few places are not worth looking for fewer.
const FEW: usize = 4;

/// Every place of a folded text that follows a space, sorted by the bytes that stand there: these before the place, in
/// one number, which sorts faster than two.
#[derive(Debug)]
pub(super) struct Places {
    sorted: Vec<u128>,
}

/// The number of a place, of 32 bits, behind the bytes that stand there.
fn entry(key: u64, at: u32) -> u128 {
    (u128::from(key) << 32) | u128::from(at)
}

fn key(entry: u128) -> u128 {
    entry >> 32
}

/// The place of an entry.
fn at(entry: u128) -> usize {
    (entry & u128::from(u32::MAX)) as usize
}

impl Places {
    /// Indexes a folded text.
    pub fn new(text: &str) -> Self {
        let mut sorted: Vec<u128> = Vec::with_capacity(text.len() / 6);
        sorted.extend(starts(text.as_bytes()).filter_map(|(at, key)| Some(entry(key, u32::try_from(at).ok()?))));
        sorted.par_sort_unstable();
        Self { sorted }
    }

    /// Where a piece of text may start, in order: the places of its rarest eight bytes behind a space. `None` where it
    /// has no such bytes.
    pub fn candidates(&self, piece: &str) -> Option<impl Iterator<Item = usize>> {
        let mut best: Option<(usize, Range<usize>)> = None;
        for (offset, key) in starts(piece.as_bytes()) {
            let from = self.sorted.partition_point(|known| self::key(*known) < key.into());
            let rest = self.sorted.get(from..).unwrap_or(&[]);
            let range = from..from + rest.partition_point(|known| self::key(*known) == key.into());
            if best.as_ref().is_none_or(|(_, least)| range.len() < least.len()) {
                best = Some((offset, range));
            }
            if best.as_ref().is_some_and(|(_, least)| least.len() <= FEW) {
                break;
            }
        }
        let (offset, range) = best?;
        let places = self.sorted.get(range).unwrap_or(&[]);
        Some(places.iter().filter_map(move |entry| at(*entry).checked_sub(offset)))
    }
}

/// Places that follow a space, with the bytes that stand there.
fn starts(text: &[u8]) -> impl Iterator<Item = (usize, u64)> {
    // Spaces are a few bytes apart: a plain loop is faster than a search for each.
    text.windows(KEY + 1).enumerate().filter_map(|(space, window)| {
        let (b' ', bytes) = window.split_first()? else { return None };
        Some((space + 1, u64::from_be_bytes(bytes.try_into().ok()?)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::anchor::{Haystack, Pattern};

    proptest! {
        #[test]
        fn an_index_changes_nothing_but_the_time(
            text in "([ab]{1,3}[ ,.]){0,60}",
            cut in 0_usize..100,
            length in 1_usize..80,
            other in "([ab]{1,4}[ ,…]){1,8}",
        ) {
            let from = text.floor_char_boundary(cut);
            let own = text[from..text.floor_char_boundary(from + length)].to_owned();
            let haystack = Haystack::new(&text);
            let (plain, indexed) = (haystack.search(), haystack.indexed());
            for quote in [own, other] {
                let Ok(pattern) = Pattern::new(&quote) else { continue };
                for prefix in [None, Some("a"), Some("b,")] {
                    prop_assert_eq!(plain.find(&pattern, prefix, None), indexed.find(&pattern, prefix, None));
                }
                prop_assert_eq!(plain.find(&pattern, None, None), plain.find_written(&quote, None, None).unwrap());
                prop_assert_eq!(plain.find(&pattern, None, None), indexed.find_written(&quote, None, None).unwrap());
            }
        }
    }
}
