//! Where the words of an article stand, for articles that very many quotes are looked for in: searching the whole text
//! for each of them would take time by the product of both.

use super::hashed::BASE;

/// How many bytes of a passage are looked up at once.
const KEY: usize = 8;

/// So few places are not worth looking for fewer.
const FEW: usize = 4;

/// Every place of a folded text that follows a space, by a hash of the bytes that stand there: counted first and then
/// put where it belongs, which takes time by the number of places (a counting sort).
#[derive(Debug)]
pub(super) struct Places {
    /// The places, those of one hash in a row, each row ascending.
    rows: Vec<u32>,
    /// Where the row of each hash ends, and so where the next begins.
    ends: Vec<u32>,
    /// How far a hash is shifted to give the number of its row.
    shift: u32,
}

impl Places {
    /// Indexes a folded text.
    pub fn new(text: &str) -> Self {
        // A word takes about six bytes, so a row holds about one place.
        let bits = (text.len() / KEY).max(1).ilog2() + 1;
        let shift = u64::BITS - bits;
        let mut places: Vec<(u32, u32)> = Vec::with_capacity(text.len() / 6);
        places.extend(starts(text.as_bytes()).filter_map(|(at, key)| Some((row(key, shift), u32::try_from(at).ok()?))));
        let mut ends = vec![0_u32; 1 << bits];
        for (row, _) in &places {
            ends.get_mut(*row as usize).into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for count in &mut ends {
            before += std::mem::replace(count, before);
        }
        // Each row's beginning moves on with what is put there, and is its end when all is.
        let mut rows = vec![0; places.len()];
        for (row, at) in places {
            let Some(next) = ends.get_mut(row as usize) else { continue };
            rows.get_mut(*next as usize).into_iter().for_each(|place| *place = at);
            *next += 1;
        }
        Self { rows, ends, shift }
    }

    /// Where a piece of text may start, in order: the places of its rarest eight bytes behind a space, and of others
    /// whose hash is the same. `None` where it has no such bytes.
    pub fn candidates(&self, piece: &str) -> Option<impl Iterator<Item = usize>> {
        let mut best: Option<(usize, &[u32])> = None;
        for (offset, key) in starts(piece.as_bytes()) {
            let places = self.row(row(key, self.shift) as usize);
            if best.is_none_or(|(_, least)| places.len() < least.len()) {
                best = Some((offset, places));
            }
            if places.len() <= FEW {
                break;
            }
        }
        let (offset, places) = best?;
        Some(places.iter().filter_map(move |at| (*at as usize).checked_sub(offset)))
    }

    fn row(&self, row: usize) -> &[u32] {
        let from = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(row).and_then(|end| self.rows.get(from as usize..*end as usize)).unwrap_or(&[])
    }
}

/// The row of some bytes: the first bits of a product hang on all of them.
fn row(key: u64, shift: u32) -> u32 {
    (key.wrapping_mul(BASE) >> shift) as u32
}

/// Places that follow a space, with the bytes that stand there.
fn starts(text: &[u8]) -> impl Iterator<Item = (usize, u64)> {
    memchr::memchr_iter(b' ', text).map_while(|space| {
        let bytes = text.get(space + 1..)?.first_chunk::<KEY>()?;
        Some((space + 1, u64::from_le_bytes(*bytes)))
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
