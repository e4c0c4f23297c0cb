//! Numbers as people write them, exactly: `1,473`, `"~35"`, `">100"`, `30..40`, `1.2 million`, `-5%`.
//!
//! A number is the range of what it may be. `1.2 million` is everything that rounds to it by its last
//! written digit; bounds and the ends of ranges are taken at their word, with `million` too.

use bigdecimal::{BigDecimal, Signed, Zero};

use super::mend;
use super::numeral::Numeral;
use super::unit;
use crate::text::fold;

/// A number as the range of what it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The least, and whether it is itself included; `None` is no limit.
    pub low: Option<(BigDecimal, bool)>,
    /// The greatest, and whether it is itself included.
    pub high: Option<(BigDecimal, bool)>,
    /// The limits are those of rounding: two rounded numbers that only touch there are two numbers
    /// (`5 million` and `6 million`), though 5,500,000 fits either.
    pub rounded: bool,
}

/// A mistake in a number: the reason, and the mend where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl NumberError {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }
}

/// How far a property's `tolerance` reaches around a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerance {
    /// A share of the number: 10 % is `0.1`.
    Share(BigDecimal),
    /// An amount in the property's unit.
    Amount(BigDecimal),
}

impl Default for Tolerance {
    /// 10 %.
    fn default() -> Self {
        Self::Share(BigDecimal::new(1.into(), 1))
    }
}

/// Longer texts (in bytes) are no numbers that a person wrote.
pub(super) const LONGEST: usize = 120;

/// Signs that may stand before a number, the longer first.
const SIGNS: &[(&str, Sign)] = &[
    (">=", Sign::AtLeast),
    ("≥", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("≤", Sign::AtMost),
    (">", Sign::Above),
    ("<", Sign::Below),
    ("~", Sign::About),
    ("≈", Sign::About),
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Above,
    AtLeast,
    Below,
    AtMost,
    About,
}

pub(super) fn sign_of(text: &str) -> (Option<Sign>, &str) {
    for (written, sign) in SIGNS {
        if let Some(rest) = text.strip_prefix(written) {
            return (Some(*sign), rest.trim_start());
        }
    }
    (None, text)
}

impl Number {
    /// Reads a number, with the property's unit after it or without.
    ///
    /// # Errors
    /// What is no number, a reversed range, another unit.
    pub fn parse(text: &str, unit: Option<&str>, tolerance: &Tolerance) -> Result<Self, NumberError> {
        let text = text.trim();
        Self::read(text, unit, tolerance).map_err(|error| mend::mend(text, unit).unwrap_or(error))
    }

    fn read(text: &str, unit: Option<&str>, tolerance: &Tolerance) -> Result<Self, NumberError> {
        if text.len() > LONGEST {
            return Err(NumberError::new("this is too long for a number", "write it in digits, or with `million`"));
        }
        let (sign, rest) = sign_of(text);
        if let Some((low, high)) = rest.split_once("..") {
            return if sign.is_none() { range(text, low, high, unit) } else { Err(signed_range(text)) };
        }
        let numeral = Numeral::parse(rest, unit)?;
        let value = numeral.value();
        Ok(match sign {
            Some(Sign::Above) => Self { low: Some((value, false)), high: None, rounded: false },
            Some(Sign::AtLeast) => Self { low: Some((value, true)), high: None, rounded: false },
            Some(Sign::Below) => Self { low: None, high: Some((value, false)), rounded: false },
            Some(Sign::AtMost) => Self { low: None, high: Some((value, true)), rounded: false },
            Some(Sign::About) => {
                let mut reach = tolerance.around(&value);
                if numeral.power.is_some() {
                    reach = reach.max(numeral.half_unit());
                }
                Self::around(&value, &reach, false)
            }
            None if numeral.power.is_some() => Self::around(&value, &numeral.half_unit(), true),
            None => Self::exactly(value),
        })
    }

    /// Whether a text is a number, in a property of this unit.
    pub(super) fn is(text: &str, unit: Option<&str>) -> bool {
        Self::read(text.trim(), unit, &Tolerance::default()).is_ok()
    }

    /// One number and no other.
    pub fn exactly(value: BigDecimal) -> Self {
        Self { low: Some((value.clone(), true)), high: Some((value, true)), rounded: false }
    }

    fn around(value: &BigDecimal, reach: &BigDecimal, rounded: bool) -> Self {
        Self { low: Some((value - reach, true)), high: Some((value + reach, true)), rounded }
    }

    /// Whether some number lies in both ranges.
    pub fn meets(&self, other: &Self) -> bool {
        let touching = !(self.rounded && other.rounded);
        reaches(self.low.as_ref(), other.high.as_ref(), touching)
            && reaches(other.low.as_ref(), self.high.as_ref(), touching)
    }

    /// Whether every number of `other` lies in this range.
    pub fn contains(&self, other: &Self) -> bool {
        let low = match (&self.low, &other.low) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((mine, with)), Some((its, its_with))) => mine < its || (mine == its && (*with || !its_with)),
        };
        let high = match (&self.high, &other.high) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((mine, with)), Some((its, its_with))) => mine > its || (mine == its && (*with || !its_with)),
        };
        low && high
    }

    /// The range in one way of writing, however it was written: for identities, not for people.
    pub fn key(&self) -> String {
        let text = |value: &BigDecimal| value.normalized().to_plain_string();
        match (&self.low, &self.high) {
            (Some((low, _)), Some((high, _))) if low == high => text(low),
            (Some((low, _)), Some((high, _))) => format!("{}..{}", text(low), text(high)),
            (Some((low, with)), None) => format!(">{}{}", if *with { "=" } else { "" }, text(low)),
            (None, Some((high, with))) => format!("<{}{}", if *with { "=" } else { "" }, text(high)),
            (None, None) => String::new(),
        }
    }
}

/// Whether a range that begins at `low` can share a number with one that ends at `high`.
fn reaches(low: Option<&(BigDecimal, bool)>, high: Option<&(BigDecimal, bool)>, touching: bool) -> bool {
    match (low, high) {
        (Some((low, with)), Some((high, also))) => low < high || (low == high && *with && *also && touching),
        _ => true,
    }
}

fn range(text: &str, low: &str, high: &str, unit: Option<&str>) -> Result<Number, NumberError> {
    if high.starts_with('.') {
        return Err(NumberError::new(format!("`{text}` has three dots"), ends(low, high, unit)));
    }
    if high.contains("..") {
        let message = format!("`{text}` has more than two ends");
        return Err(NumberError::new(message, ends(low, high.rsplit("..").next().unwrap_or(""), unit)));
    }
    if low.trim().is_empty() || high.trim().is_empty() {
        return Err(NumberError::new(
            format!("an end of the range `{text}` is missing"),
            "write both ends, or `\">=30\"`, `\"<=40\"`",
        ));
    }
    if sign_of(low.trim()).0.is_some() || sign_of(high.trim()).0.is_some() {
        return Err(signed_range(text));
    }
    let mut low = Numeral::parse(low, unit)?;
    let high = Numeral::parse(high, unit)?;
    // `1..2 million` is one to two million.
    if low.power.is_none() {
        low.power = high.power;
    }
    let (low, high) = (low.value(), high.value());
    if low > high {
        let help = "write the smaller number first, and `million` after both where both are meant so";
        return Err(NumberError::new(format!("the range `{text}` is reversed"), help));
    }
    Ok(Number { low: Some((low, true)), high: Some((high, true)), rounded: false })
}

/// The mend of a range with too many dots.
fn ends(low: &str, high: &str, unit: Option<&str>) -> String {
    let mend = format!("{}..{}", low.trim(), high.trim_matches(['.', ' ']));
    match Number::parse(&mend, unit, &Tolerance::default()) {
        Ok(_) => format!("write `{mend}`"),
        Err(_) => "write two ends with two dots between them, such as `30..40`".to_owned(),
    }
}

fn signed_range(text: &str) -> NumberError {
    NumberError::new(
        format!("in `{text}` a range stands together with `~`, `<` or `>`"),
        "write the ends that you mean, such as `30..40`",
    )
}

impl Tolerance {
    /// Reads a tolerance: `10%`, or an amount in the property's unit.
    ///
    /// # Errors
    /// What is neither, or is negative.
    pub fn parse(text: &str, unit: Option<&str>) -> Result<Self, NumberError> {
        let text = text.trim();
        let wrong = || {
            NumberError::new(
                format!("`{text}` is not a tolerance"),
                "write a share such as `10%`, or an amount such as `5`",
            )
        };
        if text.len() > LONGEST {
            return Err(wrong());
        }
        let (share, digits) = match text.strip_suffix('%') {
            // In a property that counts in percent, `2%` is a share all the same; an amount has no sign.
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let value = Numeral::parse(digits, if share { None } else { unit }).map_err(|_| wrong())?.value();
        if value.is_negative() {
            return Err(wrong());
        }
        Ok(if share { Self::Share(value * BigDecimal::new(1.into(), 2)) } else { Self::Amount(value) })
    }

    /// How far it reaches to either side of a number.
    fn around(&self, value: &BigDecimal) -> BigDecimal {
        match self {
            Self::Share(share) => (value * share).abs(),
            Self::Amount(amount) => amount.clone(),
        }
    }

    /// Whether it allows nothing but the number itself.
    pub fn is_none(&self) -> bool {
        match self {
            Self::Share(reach) | Self::Amount(reach) => reach.is_zero(),
        }
    }
}

/// A number as written, taken apart: what it is without the property's unit, and the unit as it was written there.
pub fn without_unit<'t>(written: &'t str, unit: &str) -> (String, Option<&'t str>) {
    let written = written.trim();
    let digit = written.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let starts = written.char_indices().filter(|(at, c)| *at > digit && !c.is_ascii_digit() && !c.is_whitespace());
    for (at, _) in starts {
        let (before, after) = written.split_at(at);
        let whole = before.ends_with(|c: char| c.is_ascii_digit() || c.is_whitespace());
        if whole && unit::fits(after.trim(), Some(unit)) {
            let before = before.trim_end();
            let bare = before.strip_suffix(" of").filter(|_| before.contains("illion")).unwrap_or(before);
            return (bare.to_owned(), Some(after));
        }
    }
    match written.get(..digit).and_then(|lead| lead.rfind(unit)).filter(|_| !unit.is_empty()) {
        Some(at) => {
            let (lead, rest) = written.split_at(at);
            let (unit, rest) = rest.split_at(unit.len());
            (format!("{lead}{}", rest.trim_start()), Some(unit))
        }
        None => (written.to_owned(), None),
    }
}

/// Whether several numbers, as written, have their unit in different words, or some of them have none.
pub fn units_differ<'t>(written: impl IntoIterator<Item = &'t str>, unit: &str) -> bool {
    let mut units = written.into_iter().map(|written| without_unit(written, unit).1.map(fold::name));
    let first = units.next();
    units.any(|unit| Some(&unit) != first.as_ref())
}

/// A number as written, in the property's unit: `8%` where somebody wrote `8 per cent`, `35 boats` where somebody wrote
/// `35`, `€31.50`.
pub fn with_unit(written: &str, unit: &str) -> String {
    let (bare, _) = without_unit(written, unit);
    if unit.is_empty() {
        return bare;
    }
    if unit.starts_with(['%', '‰', '°']) {
        return format!("{bare}{unit}");
    }
    let sign = unit.chars().count() == 1 && !unit.starts_with(char::is_alphanumeric);
    match bare.find(|c: char| c.is_ascii_digit()).filter(|_| sign) {
        Some(at) => {
            let (lead, digits) = bare.split_at(at);
            format!("{lead}{unit}{digits}")
        }
        None => format!("{bare} {unit}"),
    }
}

/// A number as written, in words for people: `"~35"` is `about 35`, `30..40` is `30 to 40`.
pub fn words(written: &str) -> String {
    let (sign, rest) = sign_of(written.trim());
    let lead = match sign {
        Some(Sign::Above) => "more than ",
        Some(Sign::AtLeast) => "at least ",
        Some(Sign::Below) => "less than ",
        Some(Sign::AtMost) => "at most ",
        Some(Sign::About) => "about ",
        None => "",
    };
    match rest.split_once("..") {
        Some((low, high)) => format!("{lead}{} to {}", low.trim(), high.trim()),
        None => format!("{lead}{rest}"),
    }
}

#[cfg(test)]
mod tests;
