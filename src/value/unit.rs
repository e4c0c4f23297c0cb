//! What may stand beside a number: `k`, `million`, `billion`, a percent sign, the property's unit.

use super::number::NumberError;
use crate::text::chars::is_currency;

/// Words for powers of ten. They round: who writes `3 million` does not vouch for the last digit.
const POWERS: &[(&str, i64)] = &[
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("million", 6),
    ("millions", 6),
    ("billion", 9),
    ("billions", 9),
    ("trillion", 12),
    ("trillions", 12),
];

/// Shorthand whose meaning differs from paper to paper, with what to write instead.
const SHORT: &[(&str, &str)] =
    &[("m", "million"), ("mn", "million"), ("mln", "million"), ("mio", "million"), ("b", "billion"), ("bn", "billion")];

/// Plurals that no rule makes.
const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("persons", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("feet", "foot"),
    ("inches", "inch"),
    ("lives", "life"),
    ("aircraft", "aircraft"),
];

fn power_of(word: &str) -> Option<i64> {
    POWERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, power)| *power)
}

/// Whether a text is nothing but `million` or the like.
pub(super) fn is_power(text: &str) -> bool {
    power_of(text).is_some()
}

/// What a word behind a number stands for that is none of [`POWERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Shorthand that may mean this power of ten, or else a unit.
    Short(&'static str),
    /// A power of ten misspelt by one letter.
    Near(&'static str),
}

impl Word {
    /// The power of ten in full.
    pub fn long(self) -> &'static str {
        match self {
            Self::Short(long) | Self::Near(long) => long,
        }
    }
}

/// What a word may stand for that is no power of ten as it is written.
pub(super) fn meant(word: &str) -> Option<Word> {
    if power_of(word).is_some() {
        return None;
    }
    if let Some((_, long)) = SHORT.iter().find(|(short, _)| short.eq_ignore_ascii_case(word)) {
        return Some(Word::Short(long));
    }
    // One letter only: `billones` and `milliards` are other numbers.
    let folded = word.to_lowercase();
    let long = POWERS.iter().map(|(name, _)| *name).filter(|name| name.len() > 3 && word.len() <= name.len() + 4);
    long.map(|name| (name, strsim::damerau_levenshtein(name, &folded)))
        .find(|(_, distance)| *distance == 1)
        .map(|(name, _)| Word::Near(name))
}

/// Reads what stands after the digits: a power of ten, the property's unit, both or nothing.
pub(super) fn power_and_unit(after: &str, unit: Option<&str>) -> Result<Option<i64>, NumberError> {
    if after.is_empty() || fits(after, unit) {
        return Ok(None);
    }
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let (word, rest) = after.split_at(end);
    if let Some(power) = power_of(word) {
        let rest = rest.trim().trim_start_matches("of ");
        return if rest.is_empty() || fits(rest, unit) { Ok(Some(power)) } else { Err(other(rest, unit)) };
    }
    // `m/s` is a unit, and no million.
    let alone = rest.is_empty() || rest.starts_with(char::is_whitespace);
    if let Some(Word::Short(long)) = meant(word).filter(|_| alone) {
        return Err(NumberError::new(format!("`{word}` may be read in two ways"), format!("write `{long}`")));
    }
    Err(other(after, unit))
}

/// Takes a unit away that is written before the digits, as currency signs are.
pub(super) fn strip_before<'t>(text: &'t str, unit: Option<&str>) -> &'t str {
    match unit {
        Some(unit) if !unit.is_empty() => text.strip_prefix(unit).map_or(text, str::trim_start),
        _ => text,
    }
}

/// Whether `written` is the property's unit, in the singular or the plural; a percent sign also stands
/// where a property has no unit.
pub(super) fn fits(written: &str, unit: Option<&str>) -> bool {
    let Some(unit) = unit else { return is_percent(written) };
    let (one, other) = (words(written), words(unit));
    one == other || (is_percent(written) && is_percent(unit))
}

fn is_percent(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "%" | "percent" | "per cent" | "percentage" | "pct")
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(|word| singular(&word.to_lowercase())).collect()
}

fn singular(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.chars().count() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.trim_end_matches("es").to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 1 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

fn other(written: &str, unit: Option<&str>) -> NumberError {
    match unit {
        Some(unit) => NumberError::new(
            format!("`{written}` is not the property's unit, `{unit}`"),
            format!("give the number in {unit}, with `{unit}` after it or nothing"),
        ),
        None => NumberError::new(
            format!("`{written}` stands after the number, but the property has no unit"),
            if written.starts_with(|c: char| c.is_alphabetic() || is_currency(c) || "%‰°".contains(c)) {
                format!("leave it out, or give the property `unit: {written}`")
            } else {
                "leave it out: a number has digits, separators of thousands and one decimal point".to_owned()
            },
        ),
    }
}
