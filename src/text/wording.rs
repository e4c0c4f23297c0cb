//! The words of a quotation, without what does not count in it: capitals, accents, punctuation, quotation marks,
//! the hyphens of a compound, marked omissions and words in square brackets.

use std::ops::Range;

use super::chars::{is_apostrophe, may_be_minus};
use super::fold;
use super::number_words::cardinal;
use super::quotation;
use super::reading::{Reading, readings};
use super::scan::Scanner;

/// One word, number or sign of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is compared: folded, without marks; a number without its thousands separators.
    pub key: String,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Written with a capital.
    pub capital: bool,
    /// The first word of a sentence (or of the text), where a capital tells nothing.
    pub opens: bool,
    /// Ends in n’t.
    pub negated: bool,
}

impl Word {
    /// Whether it is a number, in digits or spelt out.
    pub fn is_number(&self) -> bool {
        self.key.starts_with(|first: char| first.is_ascii_digit() || first == '-')
    }

    /// Whether a word as written is a contraction that this word begins: `We` begins `We're`, and `do` `don't`.
    pub fn begins(&self, written: &str) -> bool {
        let folded = fold::words(written);
        let Some((head, tail)) = folded.split_once('\'') else { return false };
        let first = match (head, tail) {
            ("can", "t") => "can",
            ("won", "t") => "will",
            ("shan", "t") => "shall",
            (head, "t") => head.strip_suffix('n').unwrap_or(head),
            (head, _) => head,
        };
        self.key == first
    }

    /// How much a match of this word says about two passages being the same: a short word says little.
    pub fn weight(&self) -> i32 {
        const LONGER: &[&str] = &[
            "that", "this", "with", "from", "have", "been", "will", "into", "were", "their", "they", "them", "its",
            "these", "those", "than", "then", "which", "would", "there", "para", "como", "pour", "dans", "avec",
            "eine", "einen", "einer", "oder", "nicht",
        ];
        const TELLING: &[&str] = &["we", "i", "he", "she", "you", "not", "no", "us", "my"];
        if TELLING.contains(&self.key.as_str()) || self.is_number() {
            return 10;
        }
        if self.key.chars().count() <= 3 || LONGER.contains(&self.key.as_str()) { 4 } else { 10 }
    }
}

/// What a wording leaves out before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// So many words in square brackets: they stand for a run of up to ten.
    Bracket(usize),
    /// A marked omission, or the start or end of the excerpt: anything.
    Open,
}

impl Gap {
    /// The same with one more word in the brackets.
    fn with_word(self) -> Self {
        match self {
            Self::Bracket(words) => Self::Bracket(words + 1),
            other => other,
        }
    }

    /// A quotation may begin and end anywhere: there only brackets say more.
    fn at_an_end(self) -> Self {
        if self == Self::None { Self::Open } else { self }
    }
}

/// The words of a quotation and what it leaves out between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// As written.
    pub text: String,
    /// The words, in order; omissions and bracketed words are no words.
    pub words: Vec<Word>,
    /// What is left out before each word, and after the last one: one longer than `words`. A quotation is open at
    /// either end, whatever stands there.
    pub gaps: Vec<Gap>,
    /// What some of the words may also be read as.
    pub readings: Vec<Reading>,
}

impl Wording {
    /// Takes a quotation apart. Where most of it stands in quotation marks (`“We will meet,” she said, “to defend
    /// peace”`), what stands between the marks is the quotation, and the rest counts as left out.
    pub fn new(text: &str) -> Self {
        let text = &without_changed_capital(text);
        let mut holes: Vec<(Range<usize>, Gap)> = holes(text);
        let inside = quotation::marked(text);
        let words = words(text);
        let quoted = words.iter().filter(|word| covered(&inside, &word.range)).count();
        if quoted * 2 > words.len() && quoted < words.len() {
            let mut from = 0;
            for range in inside {
                holes.push((from..range.start, Gap::Open));
                from = range.end;
            }
            holes.push((from..text.len(), Gap::Open));
        }
        let mut kept: Vec<Word> = Vec::new();
        let mut gaps = Vec::new();
        holes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut next = holes.iter().peekable();
        let mut gap = Gap::None;
        let mut hidden_to = 0;
        for word in words {
            while let Some((range, kind)) = next.next_if(|(range, _)| range.start < word.range.end) {
                gap = gap.max(*kind);
                hidden_to = hidden_to.max(range.end);
            }
            if word.range.start < hidden_to {
                gap = gap.with_word();
                continue;
            }
            gaps.push(if kept.is_empty() { gap.at_an_end() } else { gap });
            gap = Gap::None;
            kept.push(with_nought(word, text));
        }
        let behind = next.map(|(_, kind)| *kind).fold(gap, Gap::max);
        gaps.push(behind.at_an_end());
        let readings = readings(text, &kept, &gaps);
        Self { text: text.to_owned(), words: kept, gaps, readings }
    }

    /// Whether anything may stand before a word: at either end, and where something is marked as left out.
    pub fn is_open(&self, at: usize) -> bool {
        at == 0 || at >= self.words.len() || self.gaps.get(at) == Some(&Gap::Open)
    }

    /// Wordings that have it in common differ in nothing that counts: words, `…` for what is left out.
    pub fn key(&self) -> String {
        let mut key = String::with_capacity(self.text.len());
        for (at, word) in self.words.iter().enumerate() {
            match self.gaps.get(at) {
                _ if at == 0 => {}
                Some(Gap::Open) => key.push('…'),
                Some(Gap::Bracket(_)) => key.push('_'),
                _ => key.push(' '),
            }
            key.push_str(&word.key);
        }
        key
    }

    /// The words as written, with what stands between them.
    pub fn slice(&self, words: &Range<usize>) -> &str {
        let (Some(first), Some(last)) = (self.words.get(words.start), self.words.get(words.end.wrapping_sub(1))) else {
            return "";
        };
        self.text.get(first.range.start..last.range.end).unwrap_or("")
    }
}

/// `.5` is `0.5`: the point belongs to the number where nothing stands before it.
fn with_nought(word: Word, text: &str) -> Word {
    let before = text.get(..word.range.start).unwrap_or("");
    let Some(before) = before.strip_suffix('.').filter(|_| word.key.starts_with(|first: char| first.is_ascii_digit()))
    else {
        return word;
    };
    let sign = before.chars().next_back().filter(|last| may_be_minus(*last));
    let free = |before: &str| !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '.' | ')' | '%'));
    let start = before.len() - sign.map_or(0, char::len_utf8);
    if !free(before.get(..start).unwrap_or("")) {
        return word;
    }
    let key = format!("{}0.{}", if sign.is_some() { "-" } else { "" }, word.key);
    Word { key, range: start..word.range.end, ..word }
}

/// Whether a range lies in one of several.
fn covered(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let after = ranges.partition_point(|other| other.start <= range.start);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|other| range.end <= other.end)
}

/// `[T]he` is `The`: such a bracket marks a changed capital only.
fn without_changed_capital(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, bracket) = rest.split_at(at);
        plain.push_str(before);
        let mut inner = bracket.chars().skip(1);
        let (letter, close, next) = (inner.next(), inner.next(), inner.next());
        let starts = !plain.chars().next_back().is_some_and(char::is_alphanumeric);
        match (letter, close, next) {
            (Some(letter), Some(']'), Some(next)) if starts && letter.is_alphabetic() && next.is_alphabetic() => {
                plain.push(letter);
                rest = bracket.get(letter.len_utf8() + 2..).unwrap_or("");
            }
            _ => {
                plain.push('[');
                rest = bracket.get(1..).unwrap_or("");
            }
        }
    }
    plain + rest
}

/// Marked omissions (`…`, `...`, `. . .`, with or without brackets around them) and words in square brackets.
fn holes(text: &str) -> Vec<(Range<usize>, Gap)> {
    const LONGEST_BRACKET: usize = 400;
    let mut holes = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(offset) = rest.find(['[', '(', '.', '…']) else { break };
        let start = at + offset;
        let rest = rest.get(offset..).unwrap_or("");
        if rest.starts_with(['[', '(']) {
            let inner = rest.get(1..).unwrap_or("");
            let skipped = inner.len() - inner.trim_start().len();
            let length = dots(inner.trim_start());
            let tail = inner.get(skipped + length..).unwrap_or("");
            if length > 0 && tail.trim_start().starts_with([']', ')']) {
                let end = start + 1 + skipped + length + (tail.len() - tail.trim_start().len()) + 1;
                holes.push((start..end, Gap::Open));
                at = end;
                continue;
            }
            if rest.starts_with('[') {
                let close = inner.find([']', '[', '\n']).filter(|&close| close <= LONGEST_BRACKET);
                if let Some(close) = close.filter(|&close| inner.get(close..).is_some_and(|tail| tail.starts_with(']')))
                {
                    // A bracket within a word (`arrest[ed]`) leaves the whole word open.
                    let end = start + close + 2;
                    let letters = |text: &str| text.find(|next: char| !next.is_alphanumeric()).unwrap_or(text.len());
                    let before = text.get(..start).unwrap_or("");
                    let joined = before.chars().rev().take_while(|last| last.is_alphanumeric());
                    let from = start - joined.map(char::len_utf8).sum::<usize>();
                    let end = end + text.get(end..).map_or(0, letters);
                    holes.push((from..end, Gap::Bracket(0)));
                    at = end;
                    continue;
                }
            }
            at = start + 1;
            continue;
        }
        let length = dots(rest);
        if length > 0 {
            holes.push((start..start + length, Gap::Open));
        }
        at = start + length.max(1);
    }
    holes
}

/// The bytes of an omission mark at the start of a text, 0 where there is none.
fn dots(text: &str) -> usize {
    let mut count = 0;
    let mut end = 0;
    let mut spaces = 0;
    for (at, found) in text.char_indices() {
        match found {
            '…' => (count, end, spaces) = (3, at + found.len_utf8(), 0),
            '.' => (count, end, spaces) = (count + 1, at + 1, 0),
            ' ' | '\u{a0}' if count > 0 && spaces == 0 => spaces = 1,
            _ => break,
        }
    }
    if count >= 3 { end } else { 0 }
}

/// Splits a text into words, numbers and the signs that are read aloud (`%`, `$`, `&`). Linear in the text.
pub fn words(text: &str) -> Vec<Word> {
    let found = Scanner::new(text).map(|token| {
        let written = text.get(token.range.clone()).unwrap_or("");
        Word {
            key: if token.plain { written.to_ascii_lowercase() } else { key(written) },
            range: token.range,
            capital: token.first.is_uppercase(),
            opens: token.opens,
            negated: !token.plain && is_negated(written),
        }
    });
    spelt_out(found, text)
}

/// Whether a word ends in n’t.
fn is_negated(written: &str) -> bool {
    let mut back = written.chars().rev();
    matches!(back.next(), Some('t' | 'T'))
        && back.next().is_some_and(is_apostrophe)
        && matches!(back.next(), Some('n' | 'N'))
}

/// What of a word is compared.
pub(super) fn key(written: &str) -> String {
    match written {
        "%" => return "percent".into(),
        "&" => return "and".into(),
        _ => {}
    }
    let first_digit = written.find(|first: char| first.is_ascii_digit());
    if first_digit.is_some_and(|at| written.chars().take_while(|first| !first.is_ascii_digit()).count() <= 1 && at <= 3)
        && !written.starts_with(char::is_alphabetic)
    {
        return plain_number(written);
    }
    if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return written.to_ascii_lowercase();
    }
    let kept: String = written.chars().filter(|&letter| !is_apostrophe(letter) && letter != '.').collect();
    if kept.is_ascii() { kept.to_ascii_lowercase() } else { fold::words(&kept) }
}

/// A number without its thousands separators, with `-` for a minus.
fn plain_number(written: &str) -> String {
    let folded: String = written
        .chars()
        .filter(|letter| !matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2009}'))
        .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
        .flat_map(char::to_lowercase)
        .collect();
    let head = folded.split('.').next().unwrap_or("");
    let mut groups = head.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or("").len();
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_some() && (1..=3).contains(&first) && rest.all(|group| group.len() == 3);
    if grouped { folded.replace(',', "") } else { folded }
}

/// Whether what stands between two words leaves them one number: `thirty-five`, `thirty five`.
pub(super) fn joins_number(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}" | " ")
}

/// Gives numbers that are spelt out the key that they have in digits, so that `seven` and `7` are one word.
fn spelt_out(words: impl Iterator<Item = Word>, text: &str) -> Vec<Word> {
    let mut merged: Vec<Word> = Vec::new();
    let mut tens: Option<u64> = None;
    for mut word in words {
        let value = cardinal(&word.key);
        if let (Some(ten), Some(unit @ 1..=9), Some(last)) = (tens, value, merged.last_mut()) {
            let between = text.get(last.range.end..word.range.start).unwrap_or("");
            if joins_number(between) {
                last.key = (ten + unit).to_string();
                last.range.end = word.range.end;
                tens = None;
                continue;
            }
        }
        tens = value.filter(|value| (20..=90).contains(value));
        if let Some(value) = value {
            word.key = value.to_string();
        }
        merged.push(word);
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        Wording::new(text).words.into_iter().map(|word| word.key).collect()
    }

    fn key(text: &str) -> String {
        Wording::new(text).key()
    }

    #[test]
    fn what_does_not_count_leaves_the_key_alone() {
        let same = [
            ("We will not surrender.", "“we will not, surrender!”"),
            ("face-to-face", "face to face"),
            ("the U.S. and Venezuela", "the US and Venezuela"),
            ("Venezuela’s oil", "Venezuela's oil"),
            ("1,473 people", "1473 people"),
            ("1\u{a0}473 people", "1,473 people"),
            ("5% of it", "five percent of it"),
            ("thirty-five boats", "35 boats"),
            ("[T]he people", "The people"),
            ("the end ... is near", "the end […] is near"),
            ("the end . . . is near", "the end (...) is near"),
            ("Rodri\u{301}guez", "Rodríguez"),
            ("−5 degrees", "-5 degrees"),
            ("Delcy Rodríguez", "Delcy Rodriguez"),
            ("AT&T", "at & t"),
            ("sovereign equality of States", "Sovereign Equality of states"),
        ];
        for (a, b) in same {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn what_counts_changes_the_key() {
        let different = [
            ("1.5 million", "15 million"),
            ("5 percent", "-5 percent"),
            ("$5", "€5"),
            ("5", "5%"),
            ("35 boats", "36 boats"),
            ("we will", "we won’t"),
            ("the end … is near", "the end is near"),
            ("a part of it", "apart of it"),
            (".5 percent", "5 percent"),
        ];
        for (a, b) in different {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn words_numbers_and_signs() {
        assert_eq!(keys("U.S. officials met Mr. Gil."), ["us", "officials", "met", "mr", "gil"]);
        assert_eq!(keys("Hemisphere.Original article"), ["hemisphere", "original", "article"]);
        assert_eq!(keys("the 13th anniversary, 2019-2020"), ["the", "13th", "anniversary", "2019", "2020"]);
        assert_eq!(keys("12,345.6 and 1,5"), ["12345.6", "and", "1,5"]);
        assert_eq!(keys("don’t"), ["dont"]);
        assert_eq!(keys("東京は"), ["東", "京", "は"]);
        assert!(words("They don’t know")[1].negated);
    }

    #[test]
    fn rows_of_brackets_take_no_longer_than_their_length() {
        for row in ["[", "(", "[(", "[.", "(. "] {
            // Where each bracket looked at all that follow, this would not end.
            assert!(Wording::new(&row.repeat(200_000)).words.is_empty(), "{row}");
        }
    }

    #[test]
    fn brackets_and_omissions_leave_gaps() {
        let wording = Wording::new("We [the people] must … fight arrest[ed] now");
        let written: Vec<&str> = wording.words.iter().map(|word| word.key.as_str()).collect();
        assert_eq!(written, ["we", "must", "fight", "now"]);
        assert_eq!(wording.gaps, [Gap::Open, Gap::Bracket(2), Gap::Open, Gap::Bracket(2), Gap::Open]);
    }

    #[test]
    fn a_reporters_words_between_quotation_marks_are_left_out() {
        let wording = Wording::new("“We will meet face-to-face in diplomacy,” she said, “to defend the peace.”");
        assert!(wording.words.iter().all(|word| word.key != "said"));
        assert_eq!(wording.gaps.iter().filter(|gap| **gap == Gap::Open).count(), 3);
        // Where most is unquoted, the marks are part of what is said.
        let wording = Wording::new("the so-called “interim” government will leave the country");
        assert_eq!(wording.words.len(), 9);
    }

    #[test]
    fn capitals_open_sentences() {
        let words = words("He left. She met “Gil” there: Caracas");
        let opening: Vec<&str> = words.iter().filter(|word| word.opens).map(|word| word.key.as_str()).collect();
        assert_eq!(opening, ["he", "she", "caracas"]);
        assert!(words.iter().any(|word| word.capital && !word.opens));
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_in_order_and_fit(text in "[a-c A-B0-9.,’'“”\\[\\]()…\u{301}\u{a0}€%-]{0,60}") {
            let mut end = 0;
            for word in words(&text) {
                proptest::prop_assert!(word.range.start >= end && word.range.end > word.range.start);
                proptest::prop_assert!(text.get(word.range.clone()).is_some());
                end = word.range.end;
            }
            let wording = Wording::new(&text);
            proptest::prop_assert_eq!(wording.gaps.len(), wording.words.len() + 1);
        }

        #[test]
        fn any_text_can_be_taken_apart(text in "\\PC{0,40}") {
            let wording = Wording::new(&text);
            proptest::prop_assert_eq!(wording.gaps.len(), wording.words.len() + 1);
        }
    }
}
