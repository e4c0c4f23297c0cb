//! Names that nearly coincide: one word misspelt, or the same letters with other spaces between them.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::change::possessor;
use super::fold;
use super::number_words::cardinal;
use super::scan::{Scanner, Token};
use super::wording::{Word, Wording, words};

/// A name as its words, folded, without accents and without a leading `the`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The words.
    pub words: Words,
}

/// The words of a name: mostly two, and short.
pub type Words = SmallVec<[CompactString; 2]>;

/// How two names lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same letters.
    Same,
    /// All but a letter or two.
    Near,
    /// Different names.
    Apart,
}

/// Words that differ by a letter or two and are different names all the same.
const APART: &[(&str, &str)] = &[
    ("gambia", "zambia"),
    ("iran", "iraq"),
    ("northeast", "northwest"),
    ("northeastern", "northwestern"),
    ("slovakia", "slovenia"),
    ("southeast", "southwest"),
    ("southeastern", "southwestern"),
];

impl Name {
    /// Takes a name apart.
    pub fn new(name: &str) -> Self {
        let mut words = plain(name).unwrap_or_else(|| closely(name));
        if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        Self { words }
    }

    /// How it lies to another name.
    pub fn likeness(&self, other: &Self) -> Likeness {
        likeness(&self.words, &other.words)
    }
}

/// The words of a name that has nothing but letters and digits of ASCII in it, and no number in words.
fn plain(name: &str) -> Option<Words> {
    let word = |token: Token| {
        let mut word = CompactString::from(name.get(token.range).filter(|_| token.plain)?);
        word.make_ascii_lowercase();
        cardinal(&word).is_none().then_some(word)
    };
    Scanner::new(name).map(word).collect()
}

/// The words of any name.
fn closely(name: &str) -> Words {
    let wording = Wording { text: name.to_owned(), words: words(name), gaps: Vec::new(), readings: Vec::new() };
    wording.words.iter().map(|word| folded(&wording, word)).collect()
}

/// A word of a name: without accents, and without a possessive’s s.
pub fn folded(wording: &Wording, word: &Word) -> CompactString {
    fold::words(&possessor(wording, word)).into()
}

/// How two names lie to each other, by their folded words.
pub fn likeness(a: &[CompactString], b: &[CompactString]) -> Likeness {
    if a.is_empty() || b.is_empty() {
        return Likeness::Apart;
    }
    if a.concat() == b.concat() {
        return Likeness::Same;
    }
    if a.len() != b.len() {
        // A father and a son, mostly: George Bush and George W. Bush.
        return Likeness::Apart;
    }
    let mut differing = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((one, other)), None) = (differing.next(), differing.next()) else { return Likeness::Apart };
    let near = if a.len() == 1 { misspelt_alone(one, other) } else { misspelt(one, other) };
    if near { Likeness::Near } else { Likeness::Apart }
}

/// Whether two words of longer names may be one, misspelt: a letter apart, or two in a long word that begins and ends
/// alike (a minister is no ministry).
pub fn misspelt(a: &str, b: &str) -> bool {
    if !comparable(a, b) {
        return false;
    }
    let (one, other) = (a.chars().count(), b.chars().count());
    let (shorter, longer) = (one.min(other), one.max(other));
    let ends = a.chars().next() == b.chars().next() && a.chars().next_back() == b.chars().next_back();
    match strsim::osa_distance(a, b) {
        1 => shorter >= 3 && longer >= 4,
        2 => shorter >= 8 && ends,
        _ => false,
    }
}

/// The same for a name of one word, where little else speaks for it: longer, begins alike, and not the other with an
/// ending (Venezuela, Venezuelan).
pub fn misspelt_alone(a: &str, b: &str) -> bool {
    comparable(a, b)
        && a.chars().next() == b.chars().next()
        && !a.starts_with(b)
        && !b.starts_with(a)
        && a.chars().count().min(b.chars().count()) >= 6
        && strsim::osa_distance(a, b) == 1
}

/// Numbers are never misspelt names, and neither are names that are known to be two.
fn comparable(a: &str, b: &str) -> bool {
    const LONGEST: usize = 40;
    let plain = |word: &str| word.len() <= LONGEST * 4 && word.chars().all(char::is_alphabetic);
    let pair = if a < b { (a, b) } else { (b, a) };
    a != b && plain(a) && plain(b) && a.chars().count().abs_diff(b.chars().count()) <= 2 && !APART.contains(&pair)
}

/// Calls `each` with what words have in common that are misspellings of one another: the word with up to two letters
/// left out (one in a short word), some of them more than once. Two words with no such form in common are further apart.
pub fn each_form(word: &str, mut each: impl FnMut(&str)) {
    const LONGEST: usize = 24;
    each(word);
    let letters: SmallVec<[char; LONGEST]> = word.chars().take(LONGEST + 1).collect();
    if letters.len() < 3 || letters.len() > LONGEST || !letters.iter().all(|letter| letter.is_alphabetic()) {
        return;
    }
    let mut form = String::with_capacity(word.len());
    let mut without = |first: usize, second: usize| {
        form.clear();
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != first && *at != second);
        form.extend(kept.map(|(_, letter)| *letter));
        each(&form);
    };
    for first in 0..letters.len() {
        without(first, first);
        if letters.len() >= 8 {
            (first + 1..letters.len()).for_each(|second| without(first, second));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nearly_coincide() {
        let cases = [
            ("Laura Dogu", "Laura Dogo", Likeness::Near),
            ("Delcy Rodríguez", "Delcy Rodriguez", Likeness::Same),
            ("Delcy Rodríguez", "Delcy Rodrigues", Likeness::Near),
            ("Yván Gil", "Iván Gil", Likeness::Near),
            ("John McNamara", "John Mc Namara", Likeness::Same),
            ("Francisco Palmieri", "Francisco Palmierri", Likeness::Near),
            ("the White House", "White House", Likeness::Same),
            ("United States", "United State", Likeness::Near),
            ("Rodriguez", "Rodrigues", Likeness::Near),
            ("Mohammed Ali", "Mohammad Ali", Likeness::Near),
            ("Félix Plasencia", "Félix Plascencia", Likeness::Near),
            // Different, though alike.
            ("George Bush", "George W. Bush", Likeness::Apart),
            ("North Korea", "South Korea", Likeness::Apart),
            ("Type 1", "Type 2", Likeness::Apart),
            ("Election 2024", "Election 2025", Likeness::Apart),
            ("World War I", "World War II", Likeness::Apart),
            ("Kim Jong-un", "Kim Jong-il", Likeness::Apart),
            ("Iran", "Iraq", Likeness::Apart),
            ("Iran War", "Iraq War", Likeness::Apart),
            ("Slovakia", "Slovenia", Likeness::Apart),
            ("Austria", "Australia", Likeness::Apart),
            ("Niger", "Nigeria", Likeness::Apart),
            ("Venezuela", "Venezuelan", Likeness::Apart),
            ("Foreign Minister", "Foreign Ministry", Likeness::Apart),
            ("Vice President", "Vice Presidency", Likeness::Apart),
            ("Northern Command", "Southern Command", Likeness::Apart),
            ("Maduro's government", "Rodríguez's government", Likeness::Apart),
            ("US", "UN", Likeness::Apart),
            ("CNN", "CBN", Likeness::Apart),
        ];
        for (a, b, expected) in cases {
            assert_eq!(Name::new(a).likeness(&Name::new(b)), expected, "{a} / {b}");
            assert_eq!(Name::new(b).likeness(&Name::new(a)), expected, "{b} / {a}");
        }
    }

    proptest::proptest! {
        #[test]
        fn plain_names_have_the_words_that_a_closer_look_gives(
            name in "([A-Za-z]{1,6}|[0-9]{1,2}|Thirty|one|’s|'s|-|\\.| |é|U\\.S\\.){0,8}",
        ) {
            let words = plain(&name);
            proptest::prop_assert!(words.is_none() || words == Some(closely(&name)));
        }

        #[test]
        fn what_is_misspelt_shares_a_form(a in "[ab]{2,10}", b in "[ab]{2,10}") {
            if misspelt(&a, &b) || misspelt_alone(&a, &b) {
                let forms = |word: &str| {
                    let mut forms = Vec::new();
                    each_form(word, |form| forms.push(form.to_owned()));
                    forms
                };
                let (one, other) = (forms(&a), forms(&b));
                proptest::prop_assert!(one.iter().any(|form| other.contains(form)));
            }
        }
    }
}
