//! Which sentences hold something that can be checked: a number, a date, a name or a quotation.

use std::collections::BTreeSet;
use std::ops::Range;

use super::chars::is_quotation;
use super::fold;
use super::number_words::cardinal;
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
        let inside = words(text.get(range.clone()).unwrap_or("")).skip(1).map(|(_, word)| word);
        capitals.extend(inside.filter(|word| is_capital(word)).map(fold::words));
    }
    let tells = |range: &Range<usize>| tells(text.get(range.clone()).unwrap_or(""), &capitals, names);
    all.into_iter().filter(tells).collect()
}

/// The capitalised words, in small letters, with which sentences of some texts begin: each may be a name or not.
pub fn beginnings<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        for range in sentences(text) {
            let first = words(text.get(range).unwrap_or("")).next().map(|(_, word)| word);
            found.extend(first.filter(|word| is_capital(word) && word.len() > 2).map(str::to_lowercase));
        }
    }
    found.retain(|word| !PLAIN.contains(&word.as_str()));
    found
}

/// Of some [`beginnings`] those that a text writes with a capital inside a sentence, and those that it writes in small
/// letters. One that is only ever written with a capital is a name.
pub fn written<'b>(text: &str, beginnings: &'b BTreeSet<String>) -> (BTreeSet<&'b str>, BTreeSet<&'b str>) {
    let (mut large, mut small) = (BTreeSet::new(), BTreeSet::new());
    let mut end = 0;
    let mut after_small = false;
    for (start, word) in words(text) {
        let between = text.get(end..start).unwrap_or(".");
        let capital = is_capital(word);
        if let Some(known) = beginnings.get(&word.to_lowercase()) {
            if !capital {
                small.insert(known.as_str());
            } else if after_small && matches!(between, " " | ", " | "\u{a0}") {
                large.insert(known.as_str());
            }
        }
        after_small = word.chars().next().is_some_and(char::is_lowercase);
        end = start + word.len();
    }
    (large, small)
}

fn tells(sentence: &str, capitals: &BTreeSet<String>, names: &BTreeSet<String>) -> bool {
    if sentence.chars().any(|c| c.is_numeric()) || quotes(sentence) {
        return true;
    }
    let folded: Vec<(bool, &str, String)> =
        words(sentence).enumerate().map(|(at, (_, word))| (at == 0, word, fold::words(word))).collect();
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
    // The words since a straight single mark that may open a quotation.
    let mut open: Option<usize> = None;
    let mut characters = sentence.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, after)| *after);
        let single = matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '′');
        // A single mark opens a quotation only where a word begins and another mark follows later.
        let opens = !before.is_alphanumeric() && after.is_alphanumeric();
        if is_quotation(c) && (!single || (c == '‘' && opens)) {
            return true;
        }
        if c == '\'' {
            let rest = sentence.get(at + 1..).unwrap_or("");
            if open.is_some_and(|words| words > 0) && !before.is_whitespace() && !after.is_alphanumeric() {
                return true;
            } else if opens && (before.is_whitespace() || matches!(before, ':' | '(' | '—' | '–')) && !is_cut(rest)
            {
                open = Some(0);
            }
        } else if c.is_whitespace() && !before.is_whitespace() {
            open = open.map(|words| words + 1);
        }
        before = c;
    }
    false
}

/// Whether a word behind an apostrophe is one that lost its beginning: `'em`, `'tis`, `'90s`.
fn is_cut(rest: &str) -> bool {
    const CUT: &[&str] =
        &["em", "tis", "twas", "til", "till", "cause", "cos", "n", "bout", "round", "neath", "gainst", "im", "er"];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    word.starts_with(char::is_numeric) || CUT.contains(&word.to_lowercase().as_str())
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The words of a text, each with the byte where it begins. Apostrophes and hyphens stay inside.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const MARKS: [char; 3] = ['\'', '’', '-'];
    let inside = |c: char| c.is_alphanumeric() || MARKS.contains(&c);
    let mut end = 0;
    let split = text.split_inclusive(move |c: char| !inside(c)).map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.trim_end_matches(|c| !inside(c));
        let bare = word.trim_start_matches(MARKS);
        let start = start + word.len() - bare.len();
        let bare = bare.trim_end_matches(MARKS);
        (start, bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare))
    });
    split.filter(|(_, word)| !word.is_empty())
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
            "They said: 'we will not go'.",
            "'We don't know,' he said.",
            "It was 'the leaders' fault', they found.",
        ] {
            assert!(check(sentence), "{sentence}");
        }
    }

    #[test]
    fn a_word_that_is_only_ever_written_with_a_capital_is_a_name() {
        let draft = "Venezuela voted. Trump won. Then it rained. White left. Whereupon she left.";
        let beginnings = beginnings([draft]);
        let article =
            "They told the Venezuela desk, then Trump, and the White house.\nHow Whereupon, Trump\nand white.";
        let (large, small) = written(article, &beginnings);
        assert_eq!(large.difference(&small).copied().collect::<Vec<_>>(), ["trump", "venezuela"]);
        assert_eq!(small.into_iter().collect::<Vec<_>>(), ["then", "white"]);
    }

    #[test]
    fn opinions_and_plain_talk_are_not() {
        for sentence in [
            "This isn't a grand reconciliation just yet.",
            "And why now?",
            "It’s a long road ahead, but at least the journey has finally begun.",
            "I think that's fine.",
            "The leaders' hopes are high.",
            "The leaders' hopes and the people's fears' end.",
            "Give 'em the boys' hats.",
            "It is rock 'n' roll.",
            "They call it 'calm' for now, and 'quiet.",
        ] {
            assert!(!check(sentence), "{sentence}");
        }
    }
}
