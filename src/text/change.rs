//! What a change of wording changes: a number, a name, a negation, or other words.

use std::collections::BTreeSet;

use super::align::{Alignment, Change};
use super::wording::{Word, Wording};

/// What a change changes, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// Another number.
    Number,
    /// A number in one, and none in the other.
    LoneNumber,
    /// Another name.
    Name,
    /// Denied in one, not in the other.
    Negation,
    /// Other words.
    Words,
}

/// A change with what it changes, and the words on either side (empty where words were added or dropped).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weighed {
    /// What it changes.
    pub gravity: Gravity,
    /// The first wording's words.
    pub first: String,
    /// The second wording's words.
    pub second: String,
}

/// Words that deny, folded, in the languages that articles are mostly written in.
const DENIES: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "cannot", "without", "nunca",
    "jamas", "ningun", "ninguna", "ninguno", "nadie", "nada", "sin", "ne", "pas", "jamais", "aucun", "aucune", "rien",
    "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne", "nao", "nem", "senza", "mai", "nessun",
    "nessuno",
];

/// All changes of an alignment, in reading order. `is_name` tells a word that the vocabulary knows from a name;
/// elsewhere a capital does, where a sentence does not begin with it.
pub fn weigh(alignment: &Alignment, a: &Wording, b: &Wording, is_name: &dyn Fn(&Word) -> bool) -> Vec<Weighed> {
    let names = Names { a_capitals: mixed_case(a), b_capitals: mixed_case(b), is_name };
    let changes: Vec<&Change> = alignment.changes().collect();
    // A name that is dropped here and added there only moved; two that change places are both changed.
    let (mut dropped, mut added) = (BTreeSet::new(), BTreeSet::new());
    for change in &changes {
        let (first, second) = names.of(change, a, b);
        if second.is_empty() {
            dropped.extend(first);
        } else if first.is_empty() {
            added.extend(second);
        }
    }
    let moved: BTreeSet<String> = dropped.intersection(&added).cloned().collect();
    let weigh = |change: &&Change| {
        let (first, second) = (words(a, change, true), words(b, change, false));
        let (mut first_names, mut second_names) = names.of(change, a, b);
        first_names.retain(|name| !moved.contains(name));
        second_names.retain(|name| !moved.contains(name));
        let (first_numbers, second_numbers) = (numbers(first), numbers(second));
        let gravity = if first_numbers != second_numbers {
            let lone = first_numbers.is_empty() || second_numbers.is_empty();
            if lone { Gravity::LoneNumber } else { Gravity::Number }
        } else if first_names != second_names {
            Gravity::Name
        } else if denials(first) != denials(second) {
            Gravity::Negation
        } else {
            Gravity::Words
        };
        Weighed { gravity, first: a.slice(&change.first).to_owned(), second: b.slice(&change.second).to_owned() }
    };
    changes.iter().map(weigh).collect()
}

fn words<'w>(wording: &'w Wording, change: &Change, first: bool) -> &'w [Word] {
    let range = if first { &change.first } else { &change.second };
    wording.words.get(range.clone()).unwrap_or(&[])
}

/// The numbers among words, and what multiplies them. `one` is mostly no number, so it counts only beside digits or other
/// numbers.
fn numbers(words: &[Word]) -> Vec<&str> {
    words
        .iter()
        .filter(|word| super::reading::counts(word) && !is_mere_one(word))
        .map(|word| word.key.as_str())
        .collect()
}

fn is_mere_one(word: &Word) -> bool {
    word.key == "1" && word.range.len() == 3
}

fn denials(words: &[Word]) -> usize {
    words.iter().filter(|word| word.negated || DENIES.contains(&word.key.as_str())).count()
}

/// Whether capitals tell names in a wording: not where all words have them, as in a headline.
fn mixed_case(wording: &Wording) -> bool {
    let capitals = wording.words.iter().filter(|word| word.capital).count();
    capitals * 10 <= wording.words.len() * 6
}

struct Names<'n> {
    a_capitals: bool,
    b_capitals: bool,
    is_name: &'n dyn Fn(&Word) -> bool,
}

impl Names<'_> {
    /// The names on either side of a change, without a possessive’s s.
    fn of(&self, change: &Change, a: &Wording, b: &Wording) -> (BTreeSet<String>, BTreeSet<String>) {
        let of = |wording: &Wording, words: &[Word], capitals: bool| {
            let named = words.iter().filter(|word| {
                !word.is_number()
                    && word.capital
                    && (capitals && !word.opens && word.key != "i" || (self.is_name)(word))
            });
            named.map(|word| possessor(wording, word)).collect()
        };
        (of(a, words(a, change, true), self.a_capitals), of(b, words(b, change, false), self.b_capitals))
    }
}

/// A name without the s of a possessive.
pub fn possessor(wording: &Wording, word: &Word) -> String {
    let written = wording.text.get(word.range.clone()).unwrap_or("");
    let bare = written.strip_suffix(['s', 'S']).filter(|rest| rest.ends_with(super::chars::is_apostrophe));
    match bare {
        Some(_) => word.key.strip_suffix('s').unwrap_or(&word.key).to_owned(),
        None => word.key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::align::align;

    fn gravest(first: &str, second: &str) -> Option<(Gravity, String, String)> {
        let (a, b) = (Wording::new(first), Wording::new(second));
        let known = |word: &Word| matches!(word.key.as_str(), "maduro" | "guaido");
        let changes = weigh(&align(&a, &b), &a, &b, &known);
        changes.into_iter().min().map(|it| (it.gravity, it.first, it.second))
    }

    #[test]
    fn numbers_names_and_negations_come_first() {
        let cases = [
            ("we bombed about 35 boats in all", "we hit about 36 boats in all", Gravity::Number, "35", "36"),
            ("we spoke with Gil about peace", "we spoke with Burgum about peace", Gravity::Name, "Gil", "Burgum"),
            ("they will not leave the country", "they will leave the land", Gravity::Negation, "not", ""),
            ("they won’t leave the country", "they will leave the country", Gravity::Negation, "won’t", "will"),
            (
                "a good understanding with us",
                "a good intelligence with us",
                Gravity::Words,
                "understanding",
                "intelligence",
            ),
            ("Maduro must leave the country", "Guaidó must leave the country", Gravity::Name, "Maduro", "Guaidó"),
            ("thirty-five boats were sunk", "36 boats were sunk", Gravity::Number, "thirty-five", "36"),
            ("a hundred boats were sunk", "a thousand boats were sunk", Gravity::Number, "hundred", "thousand"),
            ("we saw three of them there", "we saw tree of them there", Gravity::LoneNumber, "three", "tree"),
            ("we saw 35 boats at sea", "we saw boats at sea", Gravity::LoneNumber, "35", ""),
        ];
        for (first, second, gravity, left, right) in cases {
            assert_eq!(gravest(first, second), Some((gravity, left.into(), right.into())), "{first} / {second}");
        }
    }

    #[test]
    fn a_name_that_moves_is_not_changed_and_two_that_change_places_are() {
        let moved = gravest(
            "The United States and Venezuela’s interim authorities have agreed to restore relations",
            "The United States and the provisional authorities of Venezuela have agreed to restore relations",
        );
        assert_eq!(moved.map(|it| it.0), Some(Gravity::Words));
        let swapped = gravest("in the end Trump has beaten Biden by far", "in the end Biden has beaten Trump by far");
        assert_eq!(swapped.map(|it| it.0), Some(Gravity::Name));
    }

    #[test]
    fn a_headline_has_no_names_by_its_capitals() {
        assert_eq!(
            gravest("We Will Surely Win The Long War", "We Will Surely Lose The Long War").map(|it| it.0),
            Some(Gravity::Words)
        );
        assert_eq!(
            gravest("No one of us will go home", "No man of us will go home").map(|it| it.0),
            Some(Gravity::Words)
        );
    }
}
