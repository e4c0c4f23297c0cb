//! What to write instead of a number that people write otherwise.

use icu_properties::{CodePointMapData, props::GeneralCategory};

use super::number::{LONGEST, Number, NumberError, sign_of};
use super::numeral::{self, Numeral};
use super::unit::{self, Word};

/// Words that people put before numbers, with the sign to write instead.
const SPELLED: &[(&str, &str)] = &[
    ("about ", "~"),
    ("around ", "~"),
    ("roughly ", "~"),
    ("approximately ", "~"),
    ("some ", "~"),
    ("nearly ", "~"),
    ("almost ", "~"),
    ("more than ", ">"),
    ("over ", ">"),
    ("at least ", ">="),
    ("less than ", "<"),
    ("fewer than ", "<"),
    ("under ", "<"),
    ("at most ", "<="),
    ("up to ", "<="),
];

/// What a person meant who wrote `about 35`, `30-40`, `35+`, `$35`, `35 m` or `35 milion`.
pub(super) fn mend(text: &str, unit: Option<&str>) -> Option<NumberError> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(spaced) = spaced(text, unit) {
        return Some(spaced);
    }
    if let Some(mend) = in_words(text, unit) {
        return Some(NumberError::new(format!("`{text}` is not a number"), format!("write `{mend}`")));
    }
    parts(text, unit)
}

/// `10 000`, whose groups are separated by plain spaces: what stands after such a space is a unit elsewhere.
fn spaced(text: &str, unit: Option<&str>) -> Option<NumberError> {
    let (mut grouped, mut before, mut after) = (String::with_capacity(text.len()), None, text);
    while let Some(letter) = after.chars().next() {
        after = after.get(letter.len_utf8()..)?;
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let joins = letter == ' ' && before.is_some_and(|c: char| c.is_ascii_digit()) && digits == 3;
        grouped.push(if joins { ',' } else { letter });
        before = Some(letter);
    }
    if grouped == text || !Number::is(&grouped, unit) {
        return None;
    }
    let message = format!("in `{text}` the thousands are separated by spaces");
    let signed = sign_of(&grouped).0.is_some();
    let mend = if signed { format!("`\"{grouped}\"`") } else { numeral::offered(&grouped) };
    Some(NumberError::new(message, format!("write {mend}")))
}

/// A range or a limit written in words, as one that can be read.
fn in_words(text: &str, unit: Option<&str>) -> Option<String> {
    limit_or_range(text, unit).filter(|mend| Number::is(mend.trim_matches('"'), unit))
}

fn limit_or_range(text: &str, unit: Option<&str>) -> Option<String> {
    let lower = text.to_lowercase();
    let reads = |text: &str| Numeral::parse(text, unit).is_ok();
    for (spelled, sign) in SPELLED {
        if let Some(rest) = lower.strip_prefix(spelled).filter(|rest| reads(rest)) {
            return Some(format!("\"{sign}{}\"", rest.trim()));
        }
    }
    if let Some(rest) = lower.strip_suffix('+').filter(|rest| reads(rest)) {
        return Some(format!("\">={}\"", rest.trim()));
    }
    let between = [" to ", " - ", " – ", " — ", "–", "—", "-"];
    let mut both = between.iter().filter_map(|between| lower.split_once(between));
    let (low, high) = both.find(|(low, high)| reads(low) && reads(high))?;
    let (low, high) = (low.trim(), high.trim());
    // A range that runs backwards would be the next mistake.
    [format!("{low}..{high}"), format!("{high}..{low}")].into_iter().find(|range| Number::is(range, unit))
}

/// Parts of a number that are written otherwise: a sign of money before it, a short or misspelt word for a power of ten
/// behind it. Each mend is a number that can be read.
fn parts(text: &str, unit: Option<&str>) -> Option<NumberError> {
    let (bare, sign) = without_money(text);
    let mut first: Option<(String, Word)> = None;
    let long = after_digits(&bare, |word| {
        let meant = unit::meant(word)?;
        first.get_or_insert_with(|| (word.to_owned(), meant));
        Some(meant.long())
    });
    // `112 m` in a property of metres.
    let own = after_digits(&bare, |word| {
        let unit = unit.filter(|unit| unit.to_lowercase().starts_with(&word.to_lowercase()))?;
        matches!(unit::meant(word), Some(Word::Short(_))).then_some(unit)
    });
    let mut mends: Vec<String> = Vec::new();
    for mend in [bare, long, own] {
        let written = if mend == text {
            None
        } else if !Number::is(&mend, unit) {
            in_words(&mend, unit)
        } else if sign_of(&mend).0.is_some() {
            Some(format!("\"{mend}\""))
        } else {
            Some(mend)
        };
        if let Some(written) = written.map(|written| format!("`{written}`")).filter(|written| !mends.contains(written))
        {
            mends.push(written);
        }
    }
    let shown = mends.join(" or ");
    Some(match (sign, first) {
        _ if mends.is_empty() => return None,
        (Some(sign), _) => match unit {
            Some(unit) => NumberError::new(
                format!("`{sign}` stands before the number, and is not the property's unit, `{unit}`"),
                format!("write {shown} if the amount is in {unit}; if not, give the property `unit: {sign}`"),
            ),
            None => NumberError::new(
                format!("`{sign}` stands before the number, but the property has no unit"),
                format!("write {shown}, or give the property `unit: {sign}`"),
            ),
        },
        (None, Some((word, Word::Short(_)))) => {
            NumberError::new(format!("`{word}` may be read in two ways"), format!("write {shown}"))
        }
        (None, Some((word, Word::Near(_)))) => {
            let message = match unit {
                Some(unit) => format!("`{word}` is no number, and not the property's unit, `{unit}`"),
                None => format!("`{word}` is no number, and the property has no unit"),
            };
            NumberError::new(message, format!("did you mean {shown}?"))
        }
        (None, None) => return None,
    })
}

/// A text without the signs of money that stand before its digits (`$`, `US$`, `USD`), and the first of them.
fn without_money(text: &str) -> (String, Option<String>) {
    let (mut bare, mut first) = (String::new(), None);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let begins = !bare.ends_with(char::is_alphanumeric);
        match money(rest).filter(|_| begins) {
            Some(sign) => {
                rest = rest.get(sign.len()..).unwrap_or("").trim_start();
                first.get_or_insert_with(|| sign.to_owned());
            }
            None => {
                bare.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    (bare, first)
}

/// The sign of money that a text begins with, before a number.
fn money(text: &str) -> Option<&str> {
    let capitals = |text: &str| text.bytes().take_while(u8::is_ascii_uppercase).count();
    let before = capitals(text);
    let rest = text.get(before..)?;
    let symbol = rest.chars().next().filter(|c| is_currency(*c));
    let end = match symbol {
        Some(c) => {
            let end = before + c.len_utf8();
            end + capitals(text.get(end..)?)
        }
        None => before,
    };
    let number = text.get(end..)?.trim_start().trim_start_matches(['-', '\u{2212}', '.']);
    let fits = if symbol.is_some() { end <= 8 } else { before == 3 };
    (fits && number.starts_with(|c: char| c.is_ascii_digit())).then(|| text.get(..end)).flatten()
}

fn is_currency(c: char) -> bool {
    !c.is_alphanumeric() && CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::CurrencySymbol
}

/// A text with other words directly behind its numbers.
fn after_digits<'w>(text: &str, mut other: impl FnMut(&str) -> Option<&'w str>) -> String {
    let mut changed = String::new();
    let mut rest = text;
    while let Some(end) = behind_digits(rest) {
        let (number, behind) = rest.split_at(end);
        let space = behind.len() - behind.trim_start().len();
        let word = behind.get(space..).unwrap_or("");
        let word = word.get(..word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len())).unwrap_or("");
        changed.push_str(number);
        match other(word) {
            Some(instead) => {
                changed.push(' ');
                changed.push_str(instead);
            }
            None => changed.push_str(behind.get(..space + word.len()).unwrap_or("")),
        }
        rest = behind.get(space + word.len()..).unwrap_or("");
    }
    changed.push_str(rest);
    changed
}

/// The byte behind the first digits of a text.
fn behind_digits(text: &str) -> Option<usize> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = text.get(start..)?;
    Some(start + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))
}
