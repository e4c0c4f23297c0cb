//! Words, numbers and signs in a text, one after the other, with nothing copied.

use std::ops::Range;

use super::chars::{is_apostrophe, is_combining, is_currency, is_unspaced, may_be_minus};

/// A word, number or sign as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its first character.
    pub first: char,
    /// The first of a sentence (or of the text).
    pub opens: bool,
    /// Nothing but letters and digits of ASCII.
    pub plain: bool,
}

/// Which bytes are letters or digits of ASCII.
const ALPHANUMERIC: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Goes through a text, token by token. Linear in the text.
#[derive(Clone, Debug)]
pub struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// The character before the place that was reached (of a plain token its first: a letter or digit like its last).
    before: char,
    opens: bool,
}

impl<'t> Scanner<'t> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, before: ' ', opens: true }
    }

    /// The end of a run of letters and digits of ASCII that begins here, where that is all of the token.
    #[inline]
    fn plain(&self, first: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at + 1..)?;
        let run = rest.iter().position(|byte| !ALPHANUMERIC[usize::from(*byte)]).unwrap_or(rest.len());
        let end = self.at + 1 + run;
        let ends = match bytes.get(end) {
            None => true,
            Some(b'\'' | b'`') => first.is_ascii_digit(),
            // An initial, or a number that goes on.
            Some(b'.' | b',') if first.is_ascii_digit() => {
                !bytes.get(end + 1).is_some_and(|byte| byte.is_ascii_digit())
            }
            Some(b'.') => run > 0,
            Some(byte) => byte.is_ascii(),
        };
        ends.then_some(end)
    }

    #[inline]
    fn token(&mut self, first: char, end: usize, plain: bool) -> Token {
        let range = self.at..end;
        self.at = end;
        Token { range, first, opens: std::mem::take(&mut self.opens), plain }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if byte.is_ascii_alphanumeric() {
                if let Some(end) = self.plain(byte) {
                    self.before = char::from(byte);
                    return Some(self.token(char::from(byte), end, true));
                }
            } else if byte.is_ascii() && !matches!(byte, b'-' | b'%' | b'$' | b'&') {
                // A sentence ends at its mark; quotation marks and brackets behind it keep that.
                self.opens |= matches!(byte, b'.' | b'!' | b'?' | b':' | b'\n');
                self.before = char::from(byte);
                self.at += 1;
                continue;
            }
            if let Some(token) = self.other()? {
                return Some(token);
            }
        }
    }
}

impl Scanner<'_> {
    /// What may be more than a plain token begins here; no token where a character is passed over.
    #[inline(never)]
    fn other(&mut self) -> Option<Option<Token>> {
        let rest = self.text.get(self.at..)?;
        let letter = rest.chars().next()?;
        let previous = self.before;
        let sign = may_be_minus(letter)
            && !previous.is_alphanumeric()
            && previous != ')'
            && rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        let length = if letter.is_numeric() || sign {
            number(rest)
        } else if is_unspaced(letter) || is_currency(letter) || matches!(letter, '%' | '‰' | '°' | '&') {
            letter.len_utf8()
                + rest.chars().skip(1).take_while(|&next| is_combining(next)).map(char::len_utf8).sum::<usize>()
        } else if letter.is_alphabetic() {
            word(rest)
        } else {
            self.opens |= letter == '…';
            self.before = letter;
            self.at += letter.len_utf8();
            return Some(None);
        };
        self.before = rest.get(..length).and_then(|token| token.chars().next_back()).unwrap_or(letter);
        Some(Some(self.token(letter, self.at + length, false)))
    }
}

/// The bytes of a number at the start of a text: digits with their separators, and letters grown onto them (`13th`).
fn number(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let digit_follows = next.is_some_and(|next| next.is_ascii_digit());
        let grouped = matches!(letter, '.' | ',' | '\u{a0}' | '\u{202f}' | '\u{2009}') && digit_follows && at > 0;
        let joins = letter.is_alphanumeric() && !is_unspaced(letter) || at == 0 || grouped || is_combining(letter);
        if !joins {
            break;
        }
        // Letters after the digits end the digits: `5m.2` is no number with a fraction.
        end = at + letter.len_utf8();
    }
    end
}

/// The bytes of a word at the start of a text: letters, apostrophes between them, full stops in an abbreviation.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut run = 0_usize;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter.is_alphanumeric() && !is_unspaced(letter) || is_combining(letter) {
            end = at + letter.len_utf8();
            run += 1;
            continue;
        }
        let next = letters.peek().map(|(_, next)| *next).filter(|next| next.is_alphanumeric() && !is_unspaced(*next));
        let after = text.get(at + letter.len_utf8()..).unwrap_or("").chars().nth(1);
        let initial = letter == '.' && run == 1 && after.is_none_or(|after| !after.is_alphanumeric());
        if next.is_none() || !(is_apostrophe(letter) || initial) {
            break;
        }
        run = 0;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same, character by character.
    fn plainly(text: &str) -> Vec<(Range<usize>, bool)> {
        let mut found = Vec::new();
        let (mut at, mut before, mut opens) = (0, ' ', true);
        while let Some(letter) = text[at..].chars().next() {
            let rest = &text[at..];
            let sign = may_be_minus(letter)
                && !before.is_alphanumeric()
                && before != ')'
                && rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
            let combining =
                |rest: &str| rest.chars().skip(1).take_while(|&next| is_combining(next)).collect::<String>();
            let length = if letter.is_numeric() || sign {
                number(rest)
            } else if is_unspaced(letter) || is_currency(letter) || matches!(letter, '%' | '‰' | '°' | '&') {
                letter.len_utf8() + combining(rest).len()
            } else if letter.is_alphabetic() {
                word(rest)
            } else {
                opens |= matches!(letter, '.' | '!' | '?' | ':' | '…' | '\n');
                before = letter;
                at += letter.len_utf8();
                continue;
            };
            found.push((at..at + length, std::mem::take(&mut opens)));
            at += length;
            before = text[..at].chars().next_back().unwrap();
        }
        found
    }

    proptest::proptest! {
        #[test]
        fn letters_of_ascii_are_read_as_all_others(
            text in "([a-zA-Z]{0,3}|[0-9]{1,3}|[ .,'’`)%$&€\n-]{1,2}|é|\u{301}|東|…|½|٣|−|\u{a0}){0,30}",
        ) {
            let found: Vec<_> = Scanner::new(&text).map(|token| (token.range, token.opens)).collect();
            proptest::prop_assert_eq!(found, plainly(&text));
        }

        #[test]
        fn what_is_plain_has_its_small_letters_as_key(text in "([a-zA-Z0-9]{0,4}|[ .,'’%-]){0,20}") {
            for token in Scanner::new(&text).filter(|token| token.plain) {
                let written = &text[token.range];
                proptest::prop_assert_eq!(super::super::wording::key(written), written.to_lowercase());
            }
        }
    }
}
