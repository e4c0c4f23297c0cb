//! Looking for one text once, in an article of some thousand bytes.
//!
//! memchr's substring search prepares itself for long texts; for most quotes that costs more than the search. So the
//! rarest byte of the quote is looked for, and the quote compared where it stands. Where that byte is not so rare after
//! all, memchr's search takes over, so that no text is searched in more than linear time.

use memchr::memchr;
use memchr::memmem::Finder;

/// How common a byte is in running text, from 0: letters by how often English has them, then all else. What is wrong
/// for another language only makes a search slower.
const COMMON: [u8; 256] = {
    let mut common = [1; 256];
    let letters = b"zqxjkvbpygfwmucldrhsnioate ";
    let mut at = 0;
    while at < letters.len() {
        common[letters[at] as usize] = 3 + at as u8;
        at += 1;
    }
    // Digits, and the bytes of letters beyond ASCII: rare in English, common elsewhere.
    let mut byte = b'0' as usize;
    while byte <= b'9' as usize {
        common[byte] = 2;
        byte += 1;
    }
    let mut byte = 0x80;
    while byte < 0x100 {
        common[byte] = 20;
        byte += 1;
    }
    common
};

/// How many of a text's first bytes are looked through for its rarest.
const LOOKED_AT: usize = 64;

/// How many places of the rarest byte may lead nowhere, besides one in each [`FREQUENT`] bytes.
const PATIENCE: usize = 16;
const FREQUENT: usize = 32;

/// A text that is looked for.
pub(super) struct Seeker<'n> {
    needle: &'n [u8],
    /// The rarest of its bytes, and where it stands in it.
    rarest: (u8, usize),
    /// memchr's search, once it is worth its preparation.
    finder: Option<Finder<'n>>,
}

impl<'n> Seeker<'n> {
    /// Makes ready to look for a text.
    pub fn new(needle: &'n str) -> Self {
        let needle = needle.as_bytes();
        let common = |byte: u8| COMMON.get(usize::from(byte)).copied().unwrap_or(0);
        let bytes = needle.iter().take(LOOKED_AT).copied().enumerate();
        let rarest = bytes.min_by_key(|(_, byte)| common(*byte)).map_or((0, 0), |(at, byte)| (byte, at));
        Self { needle, rarest, finder: None }
    }

    /// Where the text stands next, from byte `from` on.
    pub fn next(&mut self, haystack: &[u8], from: usize) -> Option<usize> {
        if self.needle.is_empty() {
            return (from <= haystack.len()).then_some(from);
        }
        let (byte, before) = self.rarest;
        let mut at = from + before;
        let mut missed = 0;
        while self.finder.is_none() {
            at += memchr(byte, haystack.get(at..)?)?;
            let start = at - before;
            if haystack.get(start..)?.starts_with(self.needle) {
                return Some(start);
            }
            at += 1;
            missed += 1;
            if missed > PATIENCE + (at - from) / FREQUENT {
                self.finder = Some(Finder::new(self.needle));
            }
        }
        let start = at - before;
        Some(start + self.finder.as_ref()?.find(haystack.get(start..)?)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(needle: &str, haystack: &str) -> Vec<usize> {
        let mut seeker = Seeker::new(needle);
        let mut from = 0;
        std::iter::from_fn(|| {
            let found = seeker.next(haystack.as_bytes(), from)?;
            from = found + 1;
            Some(found)
        })
        .collect()
    }

    #[test]
    fn a_byte_that_is_everywhere_does_not_stop_it() {
        let haystack = format!("{}b", "a".repeat(100_000));
        assert_eq!(all("aab", &haystack), [99_998]);
        assert_eq!(all("ba", &haystack), [] as [usize; 0]);
        assert_eq!(all("aa", "aaaa"), [0, 1, 2]);
    }

    proptest! {
        #[test]
        fn finds_what_a_naive_search_finds(needle in "[ab é]{1,5}", haystack in "[ab éz]{0,200}") {
            let bytes = haystack.as_bytes();
            let naive: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(needle.as_bytes())).collect();
            prop_assert_eq!(all(&needle, &haystack), naive);
        }
    }
}
