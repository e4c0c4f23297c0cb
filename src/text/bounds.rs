//! Where words and numbers begin and end: a quote never starts or ends inside one.

use super::chars::{is_combining, is_currency, is_digit, is_unspaced, is_word};
use super::fold::{Folded, Mark};

/// Words of French and Italian that lose their vowel before an apostrophe: what follows them is a word of its own.
const ELISIONS: &[&str] = &[
    "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all", "dall",
    "sull", "un", "gl", "quell",
];

impl Folded {
    /// Whether a passage may start or end at this offset of the folded text.
    pub fn is_boundary(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (self.text.get(..at), self.text.get(at..)) else { return false };
        let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return true };
        if is_unspaced(a) || is_unspaced(b) {
            return true;
        }
        if is_combining(b) || (is_word(a) && is_word(b)) {
            return false;
        }
        !(self.in_number(at, before, after, a, b) || self.in_word(at, before, after, a, b))
    }

    /// Whether an offset between two characters, not both of them letters or digits, lies inside a number.
    fn in_number(&self, at: usize, before: &str, after: &str, a: char, b: char) -> bool {
        if is_digit(a) {
            let next = after.chars().nth(1);
            return match b {
                '.' | ',' | '\'' | ':' | '/' => next.is_some_and(is_digit) && self.mark(at) != Some(Mark::NoApostrophe),
                '%' | '‰' => true,
                ' ' => self.mark(at) == Some(Mark::GroupSpace) && self.groups(at),
                _ => false,
            };
        }
        let starts_number = |text: &str| {
            let mut chars = text.chars();
            match chars.next() {
                Some('.') => chars.next().is_some_and(is_digit),
                Some(c) => is_digit(c),
                None => false,
            }
        };
        let start = at - a.len_utf8();
        let ahead = before.get(..start).and_then(|text| text.chars().next_back());
        if is_digit(b) {
            return match a {
                // `.5` is a number of its own only where no letter comes before: `No.5` is two words.
                '.' => ahead.is_none_or(|c| is_digit(c) || c == ' ' || c == '-' || is_currency(c)),
                ',' | '\'' | ':' | '/' => ahead.is_some_and(is_digit) && self.mark(start) != Some(Mark::NoApostrophe),
                ' ' => self.mark(start) == Some(Mark::GroupSpace) && self.groups(start),
                '-' => self.is_minus(start, ahead),
                _ => false,
            };
        }
        // `-$5`, `-.5`: the sign belongs to the number behind.
        a == '-'
            && (starts_number(after) || (is_currency(b) && starts_number(after.get(b.len_utf8()..).unwrap_or(""))))
            && self.is_minus(start, ahead)
    }

    /// Whether the dash at an offset is a minus sign, by what comes before it: `-5`, `(-5`, `$-5`, but not `3-5`,
    /// `COVID-19` or `5%-10%`.
    fn is_minus(&self, dash: usize, ahead: Option<char>) -> bool {
        self.mark(dash) != Some(Mark::LongDash)
            && ahead.is_none_or(|c| !(is_word(c) || matches!(c, ')' | ']' | '%' | '‰' | '°' | '.' | '…')))
    }

    /// Whether the no-break space at an offset groups the digits of one number: one to three digits before it (back to
    /// the last such space), and just three behind.
    fn groups(&self, space: usize) -> bool {
        let before = self.text.get(..space).unwrap_or("").chars().rev().take_while(|c| is_digit(*c)).take(4).count();
        let after = self.text.get(space + 1..).unwrap_or("").chars().take_while(|c| is_digit(*c)).take(4).count();
        (1..=3).contains(&before) && after == 3
    }

    /// Whether an offset lies inside a word that has an apostrophe (`don't`) or initials (`U.S`) in it.
    fn in_word(&self, at: usize, before: &str, after: &str, a: char, b: char) -> bool {
        let start = at - a.len_utf8();
        match (a, b) {
            (_, '\'') if is_word(a) => {
                let rest = after.get(1..).unwrap_or("");
                rest.starts_with(is_word) && !possessive(rest) && self.mark(at) != Some(Mark::NoApostrophe)
            }
            ('\'', _) if is_word(b) => {
                let word = last_word(before.get(..start).unwrap_or(""));
                !word.is_empty()
                    && self.mark(start) != Some(Mark::NoApostrophe)
                    && (possessive(after) || !ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word)))
            }
            (_, '.') if a.is_alphabetic() => after.chars().nth(1).is_some_and(char::is_alphabetic) && single(before),
            ('.', _) if b.is_alphabetic() => {
                let ahead = before.get(..start).unwrap_or("");
                ahead.ends_with(char::is_alphabetic) && single(ahead)
            }
            _ => false,
        }
    }
}

/// Whether what follows an apostrophe is the `s` of a possessive.
fn possessive(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_word)
}

/// The word that a text ends with: at most the longest elision, or a little more.
fn last_word(text: &str) -> &str {
    let length: usize = text.chars().rev().take_while(|c| is_word(*c)).take(8).map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or("")
}

/// Whether a text ends with one letter that stands alone, as in initials.
fn single(text: &str) -> bool {
    last_word(text).chars().nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a text may be cut, with `|` at each boundary inside it.
    fn cut(text: &str) -> String {
        let folded = Folded::new(text);
        let mut out = String::new();
        for (at, c) in folded.text.char_indices() {
            if at > 0 && folded.is_boundary(at) {
                out.push('|');
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn numbers_are_one() {
        for (text, expected) in [
            ("1.5 million", "1.5| |million"),
            ("1,035", "1,035"),
            ("35.5%", "35.5%"),
            ("of -5%", "of| |-5%"),
            ("of \u{2212}5%", "of| |-5%"),
            ("of –5 %", "of| |-5| |%"),
            ("(-5)", "(|-5|)"),
            ("-$5", "-$|5"),
            ("3-5%", "3|-|5%"),
            ("2019–2021", "2019|-|2021"),
            ("years—5 of", "years|-|5| |of"),
            ("1\u{a0}473 boats", "1 473| |boats"),
            ("1\u{202f}473\u{202f}000", "1 473 000"),
            ("in 2019\u{a0}350 boats", "in| |2019| |350| |boats"),
            ("1 473", "1| |473"),
            ("$.5 million", "$|.5| |million"),
            ("$5 million", "$|5| |million"),
            ("1'035", "1'035"),
            ("10:30", "10:30"),
            ("COVID-19", "COVID|-|19"),
            ("in 2019.", "in| |2019|."),
            ("35, 36", "35|,| |36"),
            ("2019's", "2019|'s"),
            ("13th", "13th"),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_one() {
        for (text, expected) in [
            ("isn't it", "isn't| |it"),
            ("Venezuela’s oil", "Venezuela|'s| |oil"),
            ("O’Brien", "O'Brien"),
            ("d’affaires", "d'|affaires"),
            ("l'État", "l'|État"),
            ("he said“no”", "he| |said|'|no|'"),
            ("x\u{301}“no”", "x\u{301}|'|no|'"),
            ("‘quoted’ words", "'|quoted|'| |words"),
            ("the states' own", "the| |states|'| |own"),
            ("law-enforcement", "law|-|enforcement"),
            ("U.S. officials", "U.S|.| |officials"),
            ("dominance.Original", "dominance|.|Original"),
            ("委内瑞拉2019年", "委|内|瑞|拉|2019|年"),
            ("ขอบคุณ", "ข|อ|บ|ค|ุ|ณ"),
            ("x\u{302}y", "x\u{302}y"),
        ] {
            assert_eq!(cut(text), expected, "{text}");
        }
    }
}
