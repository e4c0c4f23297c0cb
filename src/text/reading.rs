//! Several words of a quotation that read as one, or one word that reads as another: a compound with its hyphens, a
//! number in words, with a scale or an ordinal's ending, a unit behind its number.

use std::ops::Range;

use super::chars::{is_group_space, is_ignorable, may_be_minus};
use super::notation::Notation;
use super::number_words::{ORDINALS, SHORT_SCALES, TENS, cardinal};
use super::numbers::numbers;
use super::wording::{Gap, Word, joins_number};

/// Words that are written as one elsewhere, at most.
const MOST_JOINED: usize = 4;
/// Words that make another word of what they are written together with: `in action` is no `inaction`.
const SMALL_WORDS: &[&str] = &[
    "a", "all", "an", "any", "be", "by", "every", "for", "from", "he", "her", "here", "him", "his", "how", "i", "in",
    "it", "its", "may", "might", "my", "no", "none", "not", "now", "of", "off", "on", "or", "our", "out", "over",
    "she", "so", "some", "that", "the", "their", "them", "then", "there", "they", "this", "to", "under", "up", "us",
    "we", "what", "when", "where", "who", "whom", "with", "you", "your",
];
/// Words of one number, at most.
const MOST_OF_A_NUMBER: usize = 12;
/// Words that multiply and are as good as noughts.
const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion"];

/// Whether two words are often written as one: `cease fire`, `health care`, `can not`.
fn may_compound(one: &str, other: &str) -> bool {
    let content =
        |word: &str| word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !SMALL_WORDS.contains(&word);
    content(one) && content(other) || (one, other) == ("can", "not")
}

/// What some words of a quotation may be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The words.
    pub words: Range<usize>,
    /// What is compared: the compound without its hyphens, or the value of a number behind a `#`.
    pub key: String,
}

/// Whether a word is a number or makes one greater.
pub(super) fn counts(word: &Word) -> bool {
    word.is_number() || SCALES.contains(&word.key.as_str())
}

/// All readings of the words of a quotation but their own keys.
pub(super) fn readings(text: &str, words: &[Word], gaps: &[Gap]) -> Vec<Reading> {
    let it = Words { text, words, gaps };
    let mut found = Vec::new();
    for at in 0..words.len() {
        it.compounds(at, &mut found);
        it.number(at, &mut found);
        it.ordinal(at, &mut found);
    }
    found
}

/// The words of a quotation as they stand in it.
struct Words<'w> {
    text: &'w str,
    words: &'w [Word],
    gaps: &'w [Gap],
}

impl Words<'_> {
    fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.key.as_str())
    }

    fn written(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.text.get(word.range.clone())).unwrap_or("")
    }

    /// What stands between a word and the one before it; nothing where one of them is left out.
    fn before(&self, at: usize) -> Option<&str> {
        let (before, word) = (self.words.get(at.checked_sub(1)?)?, self.words.get(at)?);
        (self.gaps.get(at) == Some(&Gap::None)).then(|| self.text.get(before.range.end..word.range.start)).flatten()
    }

    /// Compounds that begin with a word.
    fn compounds(&self, at: usize, found: &mut Vec<Reading>) {
        let mut key = self.key(at).to_owned();
        for end in at + 1..at + MOST_JOINED {
            if !self.joins(end) {
                break;
            }
            key.push_str(self.key(end));
            found.push(Reading { words: at..end + 1, key: key.clone() });
        }
    }

    /// Whether a word may be written as one with the word before it. A space alone parts two words, unless they may be a
    /// compound; of numbers a hyphen does, too (`3-4` is not `34`), and a space only groups their digits.
    fn joins(&self, at: usize) -> bool {
        let Some(between) = self.before(at) else { return false };
        let (one, other) = (self.written(at - 1), self.written(at));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (after_digit, digit_after) =
            (one.ends_with(|last: char| last.is_numeric()), other.starts_with(|first: char| first.is_numeric()));
        let is_space = between == " " || between.chars().count() == 1 && between.starts_with(is_group_space);
        if after_digit && digit_after {
            return is_space && digits(one) && digits(other) && one.len() <= 3 && other.len() == 3;
        }
        let letter = |text: &str| text.chars().count() == 1 && text.starts_with(char::is_alphabetic);
        let hyphen = between.trim_end();
        let is_hyphen = hyphen.chars().count() == 1 && hyphen.starts_with(may_be_minus);
        let unseen = !between.is_empty() && between.chars().all(is_ignorable);
        let unit = after_digit && is_space && other.starts_with(char::is_alphabetic);
        let initials = letter(one) && letter(other) && between.trim_end() == ".";
        let compound = is_space && may_compound(self.key(at - 1), self.key(at));
        is_hyphen || unseen || unit || initials || compound
    }

    /// Numbers that begin with a word, in digits or in words, by their values.
    fn number(&self, at: usize, found: &mut Vec<Reading>) {
        let Some(first) = self.words.get(at) else { return };
        let article = matches!(first.key.as_str(), "a" | "an");
        if !article && !is_figure(&first.key) {
            return;
        }
        for end in at + 1..=(at + MOST_OF_A_NUMBER).min(self.words.len()) {
            if end > at + 1 && !self.goes_on(end - 1, article && end == at + 2) {
                break;
            }
            let last = self.key(end - 1);
            if matches!(last, "a" | "an" | "and") {
                continue;
            }
            let Some(value) = self.value(at..end) else { break };
            found.push(Reading { words: at..end, key: format!("#{value}") });
        }
    }

    /// Whether a number goes on with a word; behind an article only with one that multiplies.
    fn goes_on(&self, at: usize, scale_only: bool) -> bool {
        let key = self.key(at);
        let spelt = || self.written(at).starts_with(char::is_alphabetic) && is_figure(key);
        self.before(at).is_some_and(joins_number)
            && (SCALES.contains(&key) || !scale_only && (matches!(key, "a" | "and" | "half") || spelt()))
    }

    /// The value of words that are one number and nothing else.
    fn value(&self, words: Range<usize>) -> Option<String> {
        let (first, last) = (self.words.get(words.start)?, self.words.get(words.end.checked_sub(1)?)?);
        let written = self.text.get(first.range.start..last.range.end)?;
        // Digits are read by their key, which groups nothing and has the nought of `.5`.
        let text = match self.text.get(first.range.end..last.range.end) {
            Some(rest) if !written.starts_with(char::is_alphabetic) => format!("{}{rest}", first.key),
            _ => written.to_owned(),
        };
        match numbers(&text, Notation::ENGLISH).as_slice() {
            [one] if !one.vague => match one.values.as_slice() {
                [value] => Some(value.normalized().to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    /// An ordinal that begins with a word: `1st`, `first`, `twenty-first`.
    fn ordinal(&self, at: usize, found: &mut Vec<Reading>) {
        let mut say = |words: Range<usize>, value: u64| found.push(Reading { words, key: format!("#{value}.") });
        let key = self.key(at);
        let digits = key.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        if let (Ok(value), "st" | "nd" | "rd" | "th") = (digits.parse(), key.get(digits.len()..).unwrap_or("")) {
            say(at..at + 1, value);
        }
        let unit = |word: &str| ORDINALS.iter().zip(0..).find(|(name, _)| **name == word).map(|(_, value)| value);
        let tens = TENS.iter().zip(2..).find(|((_, ordinal), _)| *ordinal == key).map(|(_, tens)| tens * 10);
        if let Some(value) = tens.or_else(|| unit(key)) {
            say(at..at + 1, value);
        }
        let ten = TENS.iter().zip(2..).find(|((name, _), _)| self.written(at).eq_ignore_ascii_case(name));
        if let (Some((_, ten)), Some(unit @ 1..=9), Some(true)) =
            (ten, unit(self.key(at + 1)), self.before(at + 1).map(joins_number))
        {
            say(at..at + 2, ten * 10 + unit);
        }
    }
}

/// Whether a key is a number in digits, or digits with a scale behind them (`5m`).
fn is_figure(key: &str) -> bool {
    let number = key.trim_end_matches(|last: char| last.is_ascii_alphabetic());
    let scale = key.get(number.len()..).unwrap_or("");
    let digits = number.trim_start_matches('-');
    cardinal(key).is_some()
        || digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            && (scale.is_empty() || SHORT_SCALES.iter().any(|(short, _)| *short == scale))
        || matches!(key, "½" | "¼" | "¾")
}

#[cfg(test)]
mod tests {
    use crate::text::wording::Wording;

    fn readings(text: &str) -> Vec<String> {
        let wording = Wording::new(text);
        let whole = wording.readings.iter().filter(|reading| reading.words == (0..wording.words.len()));
        whole.map(|reading| reading.key.clone()).collect()
    }

    #[test]
    fn forms_of_one_number_have_one_reading() {
        for forms in [
            &["one hundred", "100", "a hundred", "100.0"][..],
            &["five thousand", "5,000", "5 thousand", "5k", "5\u{a0}000"],
            &["two million", "2 million", "2,000,000", "2m", "2mn"],
            &["1.5 million", "1,500,000", "one and a half million"],
            &["two hundred and thirty-five thousand", "235,000"],
            &[".5", "0.5", "½"],
            &["first", "1st"],
            &["twenty-first", "21st", "twenty first"],
            &["-5", "−5"],
        ] {
            for form in forms {
                let own = readings(form);
                assert!(own.iter().any(|key| readings(forms[0]).contains(key)), "{form}: {own:?}");
            }
        }
    }

    #[test]
    fn other_words_have_none_in_common() {
        for (one, other) in [
            ("3-4", "34"),
            ("2/3", "23"),
            ("20 30", "2030"),
            (".5", "5"),
            ("first", "1"),
            ("13th", "13"),
            ("not able", "notable"),
            ("hundreds", "100"),
            ("5 km", "5000 m"),
            ("two three", "23"),
            ("one. Hundred", "100"),
        ] {
            let keys = |text: &str| {
                let wording = Wording::new(text);
                let own = (wording.words.len() == 1).then(|| wording.words[0].key.clone());
                own.into_iter().chain(readings(text)).collect::<Vec<_>>()
            };
            assert!(keys(one).iter().all(|key| !keys(other).contains(key)), "{one} / {other}");
        }
    }

    #[test]
    fn compounds_are_joined_by_their_hyphens() {
        assert_eq!(readings("cease-fire"), ["ceasefire"]);
        assert_eq!(readings("face-to-\nface"), ["facetoface"]);
        assert_eq!(readings("U. S."), ["us"]);
        assert_eq!(readings("5 km"), ["5km"]);
        assert_eq!(readings("per cent"), ["percent"]);
        assert_eq!(readings("cease fire"), ["ceasefire"]);
        assert_eq!(readings("can not"), ["cannot"]);
        for text in ["in action", "not able", "now here", "a part", "every one"] {
            assert_eq!(readings(text), [""; 0], "{text}");
        }
    }
}
