//! Many short texts, close together in memory, and a way to find one of them.
//!
//! Claims by the million ask for names in no order, and each answer that memory owes is dear: a text lies where its number
//! says, in one line of the processor's cache, and not in an entry of its own.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::memory;

/// Texts by number, counted from 0.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    /// A place of [`PLACE`] bytes for each: how long it is, then the text.
    places: String,
    /// Texts that are too long for a place, by number.
    long: FxHashMap<usize, Box<str>>,
}

/// Bytes of a place, half a line of the processor's cache: few names are longer.
const PLACE: usize = 32;
/// What stands for the length of a text that is too long for its place; no length is as great.
const LONG: u8 = b'+';

impl Packed {
    /// Room for so many texts.
    pub fn with_capacity(count: usize) -> Self {
        Self { places: String::with_capacity(count.saturating_mul(PLACE)), long: FxHashMap::default() }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.places.len() / PLACE
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Puts a text behind the others.
    pub fn push(&mut self, text: &str) {
        let at = self.len();
        match u8::try_from(text.len()) {
            Ok(length) if text.len() < PLACE => {
                self.places.push(char::from(length));
                self.places.push_str(text);
            }
            _ => {
                self.places.push(char::from(LONG));
                self.long.insert(at, text.into());
            }
        }
        let rest = (at + 1) * PLACE - self.places.len();
        self.places.extend(std::iter::repeat_n(' ', rest));
    }

    /// A text; empty where there are not so many.
    pub fn get(&self, at: usize) -> &str {
        match self.length(at) {
            Some(LONG) => self.long.get(&at).map_or("", |text| text),
            Some(length) => {
                let from = at * PLACE + 1;
                self.places.get(from..from + usize::from(length)).unwrap_or("")
            }
            None => "",
        }
    }

    /// Asks memory for a text that is needed soon.
    pub fn fetch(&self, at: usize) {
        memory::fetch(self.length(at));
    }

    /// How many bytes a text has, or [`LONG`].
    fn length(&self, at: usize) -> Option<u8> {
        self.places.as_bytes().get(at.checked_mul(PLACE)?).copied()
    }
}

/// Texts that are found by what they say, each with its number.
#[derive(Debug, Default)]
pub struct Index {
    texts: Packed,
    places: HashTable<u32>,
}

impl Index {
    /// Room for so many texts.
    pub fn with_capacity(count: usize) -> Self {
        Self { texts: Packed::with_capacity(count), places: HashTable::with_capacity(count) }
    }

    /// Adds a text and gives its number. Of equal texts the one that was added last is found.
    pub fn add(&mut self, text: &str) -> usize {
        let (at, texts) = (self.texts.len(), &mut self.texts);
        texts.push(text);
        let small = u32::try_from(at).unwrap_or(u32::MAX);
        let of = |place: &u32| texts.get(*place as usize);
        let entry = self.places.entry(hash(text), |place| of(place) == text, |place| hash(of(place)));
        entry.insert(small);
        at
    }

    /// The number of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.places.find(hash(text), |place| self.texts.get(*place as usize) == text).map(|place| *place as usize)
    }

    /// The text with a number; empty where there are not so many.
    pub fn get(&self, at: usize) -> &str {
        self.texts.get(at)
    }

    /// The number of a text with this [`hash`], most likely of the one that is looked for: it is not looked at.
    pub fn likely(&self, hash: u64) -> Option<usize> {
        self.places.find(hash, |_| true).map(|place| *place as usize)
    }

    /// Asks memory for the text with a number.
    pub fn fetch(&self, at: usize) {
        self.texts.fetch(at);
    }

    /// Finds only some of the texts from now on.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let texts = &self.texts;
        self.places.retain(|place| keep(texts.get(*place as usize)));
    }
}

/// What an [`Index`] finds a text by.
pub fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_keep_their_numbers() {
        let mut packed = Packed::with_capacity(2);
        assert!(packed.is_empty());
        let longest = "é".repeat(15) + "!";
        let long = longest.clone() + "!";
        let texts = ["one", "", &longest, &long, "drei"];
        for text in texts {
            packed.push(text);
        }
        assert_eq!((packed.len(), longest.len()), (5, PLACE - 1));
        assert!(texts.iter().enumerate().all(|(at, text)| packed.get(at) == *text));
        assert_eq!((packed.get(5), packed.get(usize::MAX)), ("", ""));
    }

    proptest! {
        #[test]
        fn an_index_finds_what_a_map_finds(added in prop::collection::vec("[ab]{0,3}|a{30,33}", 0..40), left in "[ab]?") {
            let (mut index, mut map) = (Index::default(), HashMap::new());
            for (at, text) in added.iter().enumerate() {
                prop_assert_eq!(index.add(text), at);
                map.insert(text.as_str(), at);
            }
            index.retain(|text| !text.starts_with(&left) || left.is_empty());
            map.retain(|text, _| !text.starts_with(&left) || left.is_empty());
            for text in added.iter().map(String::as_str).chain(["", "a", "abab"]) {
                prop_assert!(index.find(text).is_none() || index.likely(hash(text)).is_some());
                prop_assert_eq!(index.find(text), map.get(text).copied());
            }
            prop_assert!(added.iter().enumerate().all(|(at, text)| index.get(at) == text));
        }
    }
}
