//! Numbers in running text, in digits or in (English) words: `1,473`, `1.5 million`, `35k`, `thirty-five`, `two dozen`,
//! `13th`, `two and a half`, `a decade`; digits also with the words and marks of other languages (`1,5 Millionen`).
//!
//! This reads generously: where a text may mean two numbers (`1.473` in no known language), both are given. It serves to
//! notice that a number is *not* there.

mod spelt;

use std::str::FromStr;

use bigdecimal::BigDecimal;

use super::fold;
use super::notation::{self, Notation};
pub use super::number_words::cardinal;
use super::number_words::{SHORT_SCALES, scale, scale_of};

/// A number that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What it may mean.
    pub values: Vec<BigDecimal>,
    /// The word that multiplies it and what it is without: `million` and 5 of `5 million`.
    pub scaled: Option<(&'static str, BigDecimal)>,
    /// `hundreds`, `dozens`: more than that, not that.
    pub vague: bool,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Digits with what stands between them: the groups, and the separators after each but the last.
    Digits {
        groups: Vec<String>,
        separators: Vec<char>,
        negative: bool,
    },
    Word(String),
    /// A space or a hyphen between words.
    Joint,
    Slash,
    /// Anything else.
    Break,
}

/// The numbers that a text of a language names, in order.
pub fn numbers(text: &str, notation: Notation) -> Vec<Mention> {
    let tokens = tokens(&folded(text));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at = match token {
            Token::Digits { .. } => in_digits(&tokens, at, notation, &mut found),
            Token::Word(_) => spelt::in_words(&tokens, at, &mut found),
            Token::Joint | Token::Slash | Token::Break => at + 1,
        };
    }
    found
}

fn folded(text: &str) -> String {
    // An em dash is no minus sign.
    fold::words(&text.replace(['—', '―'], " ; ").replace("--", " ; "))
}

/// Whether a text of another language than English has a number of a hundred or more in words: `mil doscientos`. Such
/// words are not read; those that multiply digits (`35 mil`) or mean per cent do not count.
pub fn has_large_words(text: &str) -> bool {
    let tokens = tokens(&folded(text));
    // What a word follows: digits, or words that multiply them.
    let mut counted = false;
    let mut before = "";
    for token in &tokens {
        match token {
            Token::Digits { .. } => counted = true,
            Token::Word(word) => {
                let large = notation::is_large(word);
                if large && !counted && !matches!(before, "por" | "per" | "pour") {
                    return true;
                }
                counted = counted && large;
                before = word;
            }
            Token::Joint => {}
            Token::Slash | Token::Break => (counted, before) = (false, ""),
        }
    }
    false
}

/// Whether a word multiplies the number before it, in any language or written short.
pub fn multiplies(word: &str) -> bool {
    let word = fold::words(word);
    scale_of(&word).is_some()
        || SHORT_SCALES.iter().any(|(short, _)| *short == word)
        || Notation::ANY.scale(&word).is_some()
}

/// The English name of a word that multiplies, in any language: `million` for `millones`.
pub fn scale_name(word: &str) -> Option<&'static str> {
    let word = fold::words(word);
    scale_of(&word).or_else(|| Notation::ANY.scale(&word))
}

/// The digit of any script that writes numbers with ten of them.
fn digit(c: char) -> Option<char> {
    const ZEROS: &[u32] = &[0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xe50, 0xed0, 0xff10];
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(c) = chars.next() {
        let ahead = before.replace(c);
        if let Some(first) = digit(c) {
            let negative = false;
            let (mut groups, mut separators) = (vec![first.to_string()], Vec::new());
            loop {
                let mut look = chars.clone();
                match look.next() {
                    Some(next) if digit(next).is_some() => {
                        if let (Some(group), Some(digit)) = (groups.last_mut(), digit(next)) {
                            group.push(digit);
                        }
                        chars.next();
                    }
                    Some(next @ ('.' | ',' | '\'')) if look.peek().copied().and_then(digit).is_some() => {
                        separators.push(next);
                        groups.push(String::new());
                        chars.next();
                    }
                    _ => break,
                }
            }
            before = Some('0');
            tokens.push(Token::Digits { groups, separators, negative });
        } else if c == '-' && chars.peek().copied().is_some_and(starts_number) && !ahead.is_some_and(joins) {
            tokens.push(Token::Break);
            // The sign belongs to the number: marked on it below.
            tokens.push(Token::Word("-".to_owned()));
        } else if c.is_alphabetic() {
            let mut word = c.to_string();
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                word.push(next);
            }
            before = Some('a');
            tokens.push(Token::Word(word));
        } else {
            tokens.push(match c {
                ' ' | '-' => Token::Joint,
                '/' => Token::Slash,
                '½' => Token::Digits { groups: vec!["0".into(), "5".into()], separators: vec!['.'], negative: false },
                '¼' => Token::Digits { groups: vec!["0".into(), "25".into()], separators: vec!['.'], negative: false },
                '¾' => Token::Digits { groups: vec!["0".into(), "75".into()], separators: vec!['.'], negative: false },
                _ => Token::Break,
            });
        }
    }
    // Signs go to their numbers.
    let mut signed: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match token {
            Token::Digits { groups, separators, .. } => {
                let negative = matches!(signed.last(), Some(Token::Word(word)) if word == "-");
                if negative {
                    signed.pop();
                }
                signed.push(Token::Digits { groups, separators, negative });
            }
            other => signed.push(other),
        }
    }
    signed
}

fn starts_number(c: char) -> bool {
    digit(c).is_some() || matches!(c, '$' | '€' | '£')
}

/// Whether a dash after this character joins rather than negates.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ')' | '%' | '.' | '°')
}

fn decimal(text: &str) -> Option<BigDecimal> {
    // Nobody writes longer numbers in an article.
    (text.len() <= 40).then(|| BigDecimal::from_str(text).ok()).flatten()
}

/// What digits may mean: grouped, with decimals, or both. What can be read in one way only is read so in every language.
fn readings(groups: &[String], separators: &[char], notation: Notation) -> Vec<BigDecimal> {
    let grouped = |groups: &[String], separators: &[char]| {
        let first = groups.first().is_some_and(|group| group.len() <= 3 && (group != "0" || groups.len() == 1));
        let same = separators.iter().all(|separator| Some(separator) == separators.first());
        (separators.is_empty() || first && same && groups.iter().skip(1).all(|group| group.len() == 3))
            .then(|| groups.concat())
    };
    let mut values: Vec<BigDecimal> =
        grouped(groups, separators).and_then(|digits| decimal(&digits)).into_iter().collect();
    if let (Some((decimals, whole)), Some((last, before))) = (groups.split_last(), separators.split_last())
        && *last != '\''
        && !before.contains(last)
        && let Some(whole) = grouped(whole, before)
        && let Some(value) = decimal(&format!("{whole}.{decimals}"))
        && !values.contains(&value)
    {
        match values.first_mut() {
            Some(_) if !notation.decimals(*last) => {}
            Some(grouped) if !notation.groups(*last) => *grouped = value,
            _ => values.push(value),
        }
    }
    values
}

/// A part of one in digits, `1/2`, and where to go on.
fn slashed(tokens: &[Token], at: usize) -> Option<(BigDecimal, usize)> {
    let number = |at: usize| match tokens.get(at) {
        Some(Token::Digits { groups, separators, negative: false }) if separators.is_empty() => {
            groups.first().filter(|group| group.len() <= 2)?.parse::<u32>().ok()
        }
        _ => None,
    };
    let (above, below) = (number(at)?, number(at + 2)?);
    let alone = at.checked_sub(1).is_none_or(|before| tokens.get(before) != Some(&Token::Slash));
    let whole = tokens.get(at + 1) == Some(&Token::Slash) && tokens.get(at + 3) != Some(&Token::Slash);
    // Others go on for ever, or are no usual parts.
    let usual = matches!(below, 2 | 4 | 5 | 8 | 10) && above < below;
    (alone && whole && usual).then(|| (BigDecimal::from(above) / BigDecimal::from(below), at + 3))
}

/// Reads digits and what multiplies them; gives back where to go on.
fn in_digits(tokens: &[Token], at: usize, notation: Notation, found: &mut Vec<Mention>) -> usize {
    let Some(Token::Digits { groups, separators, negative }) = tokens.get(at) else { return at + 1 };
    let mut values = readings(groups, separators, notation);
    if values.is_empty() {
        // A list without spaces, or a date: `6.3.2026`.
        let each = groups.iter().filter_map(|group| decimal(group));
        found.extend(each.map(|value| Mention { values: vec![value], scaled: None, vague: false }));
        return at + 1;
    }
    // A plain space may group digits as well: `1 473`.
    let mut end = at + 1;
    let mut spaced = groups.concat();
    if separators.is_empty() && spaced.len() <= 3 {
        while let (Some(Token::Joint), Some(Token::Digits { groups, separators, negative: false })) =
            (tokens.get(end), tokens.get(end + 1))
        {
            let Some(group) = groups.first().filter(|group| group.len() == 3 && separators.is_empty()) else { break };
            spaced.push_str(group);
            values.extend(decimal(&spaced));
            end += 2;
        }
        end = at + 1;
    }
    // `1½`, `2 ½`.
    let half = if matches!(tokens.get(end), Some(Token::Joint)) { end + 1 } else { end };
    if let Some(Token::Digits { groups, separators, .. }) = tokens.get(half)
        && groups.first().is_some_and(|group| group == "0")
        && separators.as_slice() == ['.']
        && let (Some(whole), Some(part)) = (values.first(), readings(groups, separators, Notation::ENGLISH).last())
    {
        values = vec![whole + part];
        end = half + 1;
    }
    // `1 1/2`, `2 and a half`; `1/2` may be a date as well.
    if let Some((part, after)) = slashed(tokens, half).filter(|_| half > end) {
        values.extend(values.first().map(|whole| whole + part));
        end = after;
    } else if let Some((part, after)) = spelt::and_part(tokens, end) {
        values = values.iter().map(|whole| whole + &part).collect();
        end = after;
    } else if let Some((part, _)) = slashed(tokens, at) {
        found.push(Mention { values: vec![&part * BigDecimal::from(100), part], scaled: None, vague: false });
    }
    if *negative {
        values = values.into_iter().map(|value| -value).collect();
    }
    let glued = match tokens.get(end) {
        Some(Token::Word(word)) => {
            SHORT_SCALES.iter().find(|(short, _)| short == word).map(|(_, name)| (*name, end + 1))
        }
        _ => None,
    };
    let apart = |from: usize| {
        let next = if matches!(tokens.get(from), Some(Token::Joint)) { from + 1 } else { from };
        let Some(Token::Word(word)) = tokens.get(next) else { return None };
        let short = || SHORT_SCALES.iter().find(|(short, _)| short == word && short.len() > 1).map(|(_, name)| *name);
        notation.scale(word).or_else(|| scale_of(word)).or_else(short).map(|name| (name, next + 1))
    };
    let Some((name, mut end)) = glued.or_else(|| apart(end)) else {
        found.push(Mention { values, scaled: None, vague: false });
        return end;
    };
    let own = values.first().cloned().unwrap_or_default();
    let mut scaled = BigDecimal::from(scale(name));
    let mut last = name;
    // `2 mil millones`, `3 hundred thousand`.
    while let Some((name, after)) = apart(end).filter(|(name, _)| scale(name) > scale(last)) {
        scaled *= BigDecimal::from(scale(name));
        (last, end) = (name, after);
    }
    let own = own * &scaled / BigDecimal::from(scale(last));
    found.push(Mention {
        values: values.iter().map(|value| value * &scaled).collect(),
        scaled: Some((last, own.normalized())),
        vague: false,
    });
    end
}

#[cfg(test)]
#[path = "numbers_tests.rs"]
mod tests;
