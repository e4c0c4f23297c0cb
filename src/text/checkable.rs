//! Which sentences hold something that can be checked: a number, a date, a name or a quotation.

use std::collections::BTreeSet;
use std::ops::Range;

use super::chars::is_quotation;
use super::fold;
use super::numbers::cardinal;
use super::sentence::sentences;

/// Words that name large numbers, months or weekdays, folded, beside [`cardinal`] numbers. `one` and `second` mean other things too often, `may` and
/// `march` are verbs as well: with a capital they count as names.
const TELLING: &[&str] = &[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "dozen",
    "dozens",
    "decade",
    "decades",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tomorrow",
];

/// Capitalised words that are no names wherever they stand.
const PLAIN: &[&str] = &["i", "i'm", "i've", "i'd", "i'll", "a", "the", "mr", "mrs", "ms", "dr"];

/// The byte ranges of the sentences that hold something to check. `names` are folded names and aliases that are
/// known: they count wherever they stand, even in small letters.
pub fn checkable(text: &str, names: &BTreeSet<String>) -> Vec<Range<usize>> {
    let all = sentences(text);
    // A word that has a capital in the middle of some sentence is a name at the start of another, too.
    let mut capitals = BTreeSet::new();
    for range in &all {
        for (first, word) in words(text.get(range.clone()).unwrap_or("")) {
            if !first && is_capital(word) {
                capitals.insert(fold::words(word));
            }
        }
    }
    let tells = |range: &Range<usize>| tells(text.get(range.clone()).unwrap_or(""), &capitals, names);
    all.into_iter().filter(tells).collect()
}

fn tells(sentence: &str, capitals: &BTreeSet<String>, names: &BTreeSet<String>) -> bool {
    if sentence.chars().any(|c| c.is_numeric()) || quotes(sentence) {
        return true;
    }
    let folded: Vec<(bool, &str, String)> =
        words(sentence).map(|(first, word)| (first, word, fold::words(word))).collect();
    let named = folded.iter().any(|(first, word, folded)| {
        let plain = PLAIN.contains(&folded.as_str());
        let telling = TELLING.contains(&folded.as_str()) || cardinal(folded).is_some_and(|number| number > 1);
        telling || (!plain && is_capital(word) && (!first || capitals.contains(folded)))
    });
    named || known(&folded, names)
}

/// Whether a run of up to six words is a known name.
fn known(words: &[(bool, &str, String)], names: &BTreeSet<String>) -> bool {
    (0..words.len()).any(|from| {
        let mut run = String::new();
        words.iter().skip(from).take(6).any(|(_, _, word)| {
            if !run.is_empty() {
                run.push(' ');
            }
            run.push_str(word);
            names.contains(&run)
        })
    })
}

/// Whether a sentence holds a quotation: a mark that is no apostrophe.
fn quotes(sentence: &str) -> bool {
    let mut before = ' ';
    let mut characters = sentence.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let single = matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′');
        // A single mark opens a quotation only where a word begins and another mark follows later.
        let opens = !before.is_alphanumeric() && after.is_alphanumeric();
        if is_quotation(c) && (!single || (c == '‘' && opens)) {
            return true;
        }
        before = c;
    }
    false
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The words of a sentence, each with whether it is the first. Apostrophes and hyphens stay inside.
fn words(sentence: &str) -> impl Iterator<Item = (bool, &str)> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let split = sentence.split(move |c: char| !inside(c)).map(|word| {
        let word = word.trim_matches(['\'', '’', '-']);
        word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
    });
    split.filter(|word| !word.is_empty()).enumerate().map(|(at, word)| (at == 0, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str) -> bool {
        let names = BTreeSet::from(["the junta".to_owned()]);
        tells(sentence, &BTreeSet::from(["maduro".to_owned()]), &names)
    }

    #[test]
    fn numbers_dates_names_and_quotations_are_checkable() {
        for sentence in [
            "There were 35 boats.",
            "Two planes landed.",
            "It happened on Friday.",
            "It happened in Caracas.",
            "Maduro left.",
            "She called it “illegal”.",
            "They call it \"calm\".",
            "Later the junta spoke.",
        ] {
            assert!(check(sentence), "{sentence}");
        }
    }

    #[test]
    fn opinions_and_plain_talk_are_not() {
        for sentence in [
            "This isn't a grand reconciliation just yet.",
            "And why now?",
            "It’s a long road ahead, but at least the journey has finally begun.",
            "I think that's fine.",
            "The leaders' hopes are high.",
        ] {
            assert!(!check(sentence), "{sentence}");
        }
    }
}
