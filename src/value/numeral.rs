//! A numeral as people write it: digits, separators of thousands, a decimal point, `k`, `million`, `billion`.

use std::str::FromStr;

use bigdecimal::BigDecimal;

use super::number::NumberError;
use super::unit;

/// One numeral with what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    /// The number before any `million`.
    digits: BigDecimal,
    /// How many digits were written after the decimal point.
    decimals: i64,
    /// `k`, `million`… as a power of ten.
    pub power: Option<i64>,
}

impl Numeral {
    /// Reads a numeral, its power and its unit; nothing may be left over.
    pub fn parse(text: &str, unit: Option<&str>) -> Result<Self, NumberError> {
        let text = unit::strip_before(text.trim(), unit);
        let (negative, rest) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let rest = unit::strip_before(rest, unit);
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && !is_separator(c)).unwrap_or(rest.len());
        let (written, after) = rest.split_at(end);
        // A no-break space before a unit groups nothing.
        let (written, after) = match written.rfind(|c: char| !is_space(c)) {
            Some(last) => rest.split_at(last + written[last..].chars().next().map_or(1, char::len_utf8)),
            None => (written, after),
        };
        if !written.contains(|c: char| c.is_ascii_digit()) {
            return Err(no_number(text));
        }
        let plain = plain_digits(written)?;
        let after = after.trim();
        if after.starts_with(['e', 'E']) && after[1..].starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)) {
            return Err(NumberError::new(
                format!("`{text}` is written with an exponent"),
                "write the number out, or with `k`, `million` or `billion`",
            ));
        }
        let power = unit::power_and_unit(after, unit)?;
        let decimals = plain.split_once('.').map_or(0, |(_, decimals)| i64::try_from(decimals.len()).unwrap_or(0));
        let digits = BigDecimal::from_str(&plain).map_err(|_| no_number(text))?;
        Ok(Self { digits: if negative { -digits } else { digits }, decimals, power })
    }

    /// The number.
    pub fn value(&self) -> BigDecimal {
        &self.digits * ten_to(self.power.unwrap_or(0))
    }

    /// Half a unit of the last written digit: how far `1.2 million` reaches to either side.
    pub fn half_unit(&self) -> BigDecimal {
        BigDecimal::from(5) * ten_to(self.power.unwrap_or(0) - self.decimals - 1)
    }
}

fn ten_to(power: i64) -> BigDecimal {
    BigDecimal::new(1.into(), -power)
}

/// Spaces that group digits: no-break, narrow no-break, thin.
fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '_') || is_space(c)
}

/// The digits without separators of thousands, whose groups must be well formed.
fn plain_digits(written: &str) -> Result<String, NumberError> {
    well_formed(written).ok_or_else(|| mistake(written))
}

/// The same, where nobody is told what is wrong.
fn well_formed(written: &str) -> Option<String> {
    let (whole, decimals) = written.split_once('.').unwrap_or((written, "0"));
    if decimals.is_empty() || decimals.contains('.') || decimals.contains(is_separator) {
        return None;
    }
    let point = |whole: String| if written.contains('.') { format!("{whole}.{decimals}") } else { whole };
    let mut separators = whole.chars().filter(|c| is_separator(*c));
    let Some(first) = separators.next() else {
        return Some(point(if whole.is_empty() { "0" } else { whole }.to_owned()));
    };
    let mut groups = whole.split(is_separator);
    let head = groups.next().unwrap_or_default();
    let grouped = separators.all(|separator| separator == first)
        && (1..=3).contains(&head.len())
        && !head.starts_with('0')
        && groups.all(|group| group.len() == 3);
    grouped.then(|| point(bare(whole)))
}

fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What is wrong with digits that are not well formed.
fn mistake(written: &str) -> NumberError {
    let (whole, decimals) = written.split_once('.').unwrap_or((written, "0"));
    if decimals.is_empty() {
        let help = match offer(whole.to_owned()) {
            Some(whole) => format!("write `{whole}`, or a digit after the point"),
            None => "write a digit after the point, such as `1.5`".to_owned(),
        };
        return NumberError::new(format!("`{written}` ends in a decimal point"), help);
    }
    if decimals.contains('.') {
        let help = match offer(written.replace('.', ",")) {
            Some(commas) => format!("commas or `_` separate thousands: write {}", offered(&commas)),
            None => "write one point at most, before the decimals, such as `1.5`".to_owned(),
        };
        return NumberError::new(format!("`{written}` has more than one decimal point"), help);
    }
    if decimals.contains(is_separator) {
        let swapped = written.replace('.', "_").replace(',', ".").replace('_', ",");
        let swapped = offer(swapped).filter(|_| written.rfind(',') > written.rfind('.'));
        let decimal = "the decimal sign is a point, and commas or `_` separate thousands";
        let help = match swapped {
            Some(swapped) => format!("{decimal}: write {}", offered(&swapped)),
            None => match offer(format!("{whole}.{}", bare(decimals))) {
                Some(without) => format!("write `{without}`"),
                None => format!("{decimal}, such as in `1,473.5`"),
            },
        };
        return NumberError::new(format!("`{written}` has a separator of thousands after its decimal point"), help);
    }
    let (digits, decimals) = (bare(whole), written.split_once('.').map_or("", |(_, decimals)| decimals));
    let help = match whole.split_once(',') {
        _ if !decimals.is_empty() => {
            format!("write `{digits}.{decimals}`, or with three digits after each separator")
        }
        Some((before, after)) if whole.matches(is_separator).count() == 1 && !after.is_empty() => {
            format!("for a decimal write `{before}.{after}`; for a whole number write `{digits}`")
        }
        _ => format!("write `{digits}`, or with three digits after each separator"),
    };
    let message = format!("in `{written}` the thousands are not separated into groups of three digits");
    NumberError::new(message, help)
}

/// A number to write instead: one with commas goes in quotation marks, for between brackets YAML would cut it at them.
pub(super) fn offered(number: &str) -> String {
    if number.contains(',') {
        format!("`\"{number}\"` or `{}`", number.replace(',', "_"))
    } else {
        format!("`{number}`")
    }
}

/// A mend, if it can be read itself.
fn offer(digits: String) -> Option<String> {
    well_formed(&digits).is_some().then_some(digits)
}

fn no_number(text: &str) -> NumberError {
    let help = if unit::is_power(text) {
        format!("write `1 {text}`")
    } else {
        "write digits, such as `35`, `\"~35\"`, `\">100\"`, `30..40` or `1.2 million`".to_owned()
    };
    let message =
        if text.is_empty() { "there is no number here".to_owned() } else { format!("`{text}` is not a number") };
    NumberError::new(message, help)
}
