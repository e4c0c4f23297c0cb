//! Many short texts, close together in memory, and a way to find one of them.
//!
//! Claims by the million ask for names in no order. What lies in a few hundred kilobytes is in the processor's cache when
//! it is asked for; the same texts, each in an entry of its own, are not.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Texts by number, counted from 0.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    text: String,
    /// Where each ends, in bytes.
    ends: Vec<usize>,
}

impl Packed {
    /// Room for so many texts.
    pub fn with_capacity(count: usize) -> Self {
        Self { text: String::new(), ends: Vec::with_capacity(count) }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Puts a text behind the others.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// A text; empty where there are not so many.
    pub fn get(&self, at: usize) -> &str {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.text.get(from..*end)).unwrap_or("")
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

    /// Finds only some of the texts from now on.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let texts = &self.texts;
        self.places.retain(|place| keep(texts.get(*place as usize)));
    }
}

fn hash(text: &str) -> u64 {
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
        for text in ["one", "", "drei"] {
            packed.push(text);
        }
        assert_eq!(
            (packed.len(), packed.get(0), packed.get(1), packed.get(2), packed.get(3)),
            (3, "one", "", "drei", "")
        );
    }

    proptest! {
        #[test]
        fn an_index_finds_what_a_map_finds(added in prop::collection::vec("[ab]{0,3}", 0..40), left in "[ab]?") {
            let (mut index, mut map) = (Index::default(), HashMap::new());
            for (at, text) in added.iter().enumerate() {
                prop_assert_eq!(index.add(text), at);
                map.insert(text.as_str(), at);
            }
            index.retain(|text| !text.starts_with(&left) || left.is_empty());
            map.retain(|text, _| !text.starts_with(&left) || left.is_empty());
            for text in added.iter().map(String::as_str).chain(["", "a", "abab"]) {
                prop_assert_eq!(index.find(text), map.get(text).copied());
            }
            prop_assert!(added.iter().enumerate().all(|(at, text)| index.get(at) == text));
        }
    }
}
