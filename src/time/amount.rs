//! Reading lengths of time.

use super::edtf::TimeError;
use super::length::{Amount, Length};

/// The longest length that is read, in days: beyond it no calendar reaches.
const MOST_DAYS: i64 = 90_000_000;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Hours(i32),
    Days(i32),
    Months(i32),
}

/// An amount, counted in quarters of its unit.
#[derive(Clone, Copy, Debug)]
struct Part {
    quarters: i64,
    unit: Unit,
}

impl Part {
    /// Whether the amount is written to the half (`7½ years`) rather than whole.
    fn halved(self) -> bool {
        self.quarters % 4 != 0
    }

    /// This amount moved by quarters of its unit, not below nothing; rounded outwards, downwards or upwards.
    fn moved(self, quarters: i64, up: bool) -> Amount {
        let amount = (self.quarters + quarters).max(0);
        let round = |value: i64, by: i64| if up { -(-value).div_euclid(by) } else { value.div_euclid(by) };
        let small = |value: i64| i32::try_from(value).unwrap_or(i32::MAX);
        match self.unit {
            // Between two moments so many hours apart lie that many days or, over midnight, one more or less.
            Unit::Hours(hours) => Amount::days(small(round(amount * i64::from(hours), 4 * 24))),
            Unit::Days(1) if amount % 4 != 0 && self.halved() => Amount::days(small(round(amount, 4))),
            Unit::Days(days) => Amount { months: 0, half_days: small(round(amount * i64::from(days) * 2, 4)) },
            Unit::Months(months) => {
                let quarter_months = amount * i64::from(months);
                // A quarter of a month counts as seven days and a half.
                let half_days = quarter_months.rem_euclid(4) * 15;
                Amount { months: small(quarter_months.div_euclid(4)), half_days: small(half_days) }
            }
        }
    }

    fn plain(self) -> (Amount, Amount) {
        (self.moved(0, false), self.moved(0, true))
    }

    /// By how many quarters of its unit an amount may differ and still round to what is written.
    fn rounding(self) -> i64 {
        match self.unit {
            Unit::Hours(_) => 0, // already counted in days
            _ if self.halved() => 1,
            _ => 2,
        }
    }

    /// About how many days.
    fn rough_days(self) -> i64 {
        let days = match self.unit {
            Unit::Hours(hours) => i64::from(hours) / 24,
            Unit::Days(days) => i64::from(days),
            Unit::Months(months) => i64::from(months) * 31,
        };
        self.quarters.saturating_mul(days) / 4
    }
}

fn sum(a: Amount, b: Amount) -> Amount {
    Amount { months: a.months.saturating_add(b.months), half_days: a.half_days.saturating_add(b.half_days) }
}

/// Several parts, coarse to fine: `2 years and 3 months`. The last one says how finely it is rounded.
#[derive(Clone, Debug)]
struct Sum {
    before: (Amount, Amount),
    last: Part,
}

impl Sum {
    fn moved(&self, quarters: i64, up: bool) -> Amount {
        let before = if up { self.before.1 } else { self.before.0 };
        sum(before, self.last.moved(quarters, up))
    }

    fn plain(&self) -> (Amount, Amount) {
        let (least, most) = self.last.plain();
        (sum(self.before.0, least), sum(self.before.1, most))
    }
}

/// Reads a length; see [`Length::parse`].
pub(super) fn length(text: &str) -> Result<Length, TimeError> {
    let written = text.trim();
    let lower = written.to_lowercase();
    if lower.is_empty() {
        return Err(wrong(written, None));
    }
    let make = |min, max, plain: (Amount, Amount), whole_days| Length {
        text: written.into(),
        min,
        max,
        written: plain,
        whole_days,
    };
    if let Some((least, most)) = lower.split_once("..") {
        return range(written, least, most).map(|(min, max)| make(Some(min), Some(max), (min, max), false));
    }
    if let Some(rest) = lower.strip_prefix("exactly ") {
        let plain = amount(written, rest)?.plain();
        return Ok(make(Some(plain.0), Some(plain.1), plain, false));
    }
    for sign in [">=", "≥", "<=", "≤", ">", "<"] {
        let Some(rest) = lower.strip_prefix(sign) else { continue };
        let plain = amount(written, rest)?.plain();
        if sign == "<" && plain.1 == Amount::default() {
            return Err(TimeError { message: format!("`{written}`: no length is shorter than nothing"), help: None });
        }
        let beyond = |amount: Amount, half_days: i32| Amount { half_days: amount.half_days + half_days, ..amount };
        let (min, max) = match sign {
            ">=" | "≥" => (Some(plain.0), None),
            "<=" | "≤" => (None, Some(plain.1)),
            ">" => (Some(beyond(plain.0, 1)), None),
            _ => (None, Some(beyond(plain.1, -1))),
        };
        return Ok(make(min, max, plain, false));
    }
    let (about, rest) = match lower.strip_prefix('~') {
        Some(rest) => (true, rest),
        None => (false, lower.as_str()),
    };
    let read = amount(written, rest)?;
    let reach = match read.last.unit {
        Unit::Hours(_) if about => 4,
        _ => read.last.rounding() * if about { 2 } else { 1 },
    };
    let whole_days =
        !about && matches!(read.last.unit, Unit::Days(_)) && !read.last.halved() && read.before.1 == Amount::default();
    Ok(make(Some(read.moved(-reach, false)), Some(read.moved(reach, true)), read.plain(), whole_days))
}

/// `9..10 years`, `6 months..1 year`.
fn range(written: &str, least: &str, most: &str) -> Result<(Amount, Amount), TimeError> {
    let high = amount(written, most)?;
    let (number, rest) = quarters(least.trim()).ok_or_else(|| wrong(written, None))?;
    let low = if rest.trim().is_empty() {
        check(written, Sum { before: Default::default(), last: Part { quarters: number, unit: high.last.unit } })?
    } else {
        amount(written, least)?
    };
    let (min, max) = (low.plain().0, high.plain().1);
    let rough = |amount: Amount| i64::from(amount.months) * 61 + i64::from(amount.half_days);
    if rough(min) > rough(max) {
        let (least, most) = (least.trim(), most.trim());
        let (number, unit) = quarters(most).map_or((most, ""), |(_, unit)| (most.trim_end_matches(unit).trim(), unit));
        let mend = if rest.trim().is_empty() {
            format!("{number}..{least} {}", unit.trim())
        } else {
            format!("{most}..{least}")
        };
        return Err(TimeError {
            message: format!("`{written}` runs backwards: its first length is longer than its last"),
            help: Some(format!("write the shorter one first: `{mend}`")),
        });
    }
    Ok((min, max))
}

/// A number and its unit, or several of them.
fn amount(written: &str, text: &str) -> Result<Sum, TimeError> {
    let mut rest = text.trim();
    let mut before = (Amount::default(), Amount::default());
    loop {
        let (number, after) = quarters(rest).ok_or_else(|| wrong(written, None))?;
        let after = after.trim_start();
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (name, tail) = after.split_at(end);
        if name.is_empty() {
            let rest = text.trim();
            let help = rest.chars().all(|c| c.is_ascii_digit()).then(|| {
                format!("write its unit, such as `{} days` or `{} years`", written.trim_end(), written.trim_end())
            });
            return Err(wrong(written, help));
        }
        if matches!(name, "to" | "or" | "and") {
            return Err(wrong(written, None));
        }
        let unit = unit(name).ok_or_else(|| unknown_unit(written, name))?;
        let read = check(written, Sum { before, last: Part { quarters: number, unit } })?;
        let tail = tail.trim_start().trim_start_matches(',').trim_start();
        let tail = tail.strip_prefix("and ").unwrap_or(tail).trim_start();
        if tail.is_empty() {
            return Ok(read);
        }
        before = read.plain();
        rest = tail;
    }
}

/// Refuses what no calendar holds.
fn check(written: &str, read: Sum) -> Result<Sum, TimeError> {
    let (_, most) = read.before;
    let before = i64::from(most.months) * 31 + i64::from(most.half_days);
    if before.saturating_add(read.last.rough_days()) > MOST_DAYS {
        return Err(TimeError {
            message: format!("`{written}` is longer than any calendar reaches"),
            help: Some("the longest length is about 240,000 years".into()),
        });
    }
    Ok(read)
}

/// A number at the start of a text, in quarters, and what follows it. Whole and half numbers, in digits or words.
fn quarters(text: &str) -> Option<(i64, &str)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '_')).unwrap_or(text.len());
    let (number, rest) = text.split_at(digits);
    if let Some(rest) = text.strip_prefix('½') {
        return Some((2, rest));
    }
    if !number.is_empty() {
        let whole = grouped(number)?;
        if let Some(rest) = rest.trim_start().strip_prefix('½') {
            return Some((whole * 4 + 2, rest));
        }
        if let Some(decimals) = rest.strip_prefix('.') {
            let end = decimals.find(|c: char| !c.is_ascii_digit()).unwrap_or(decimals.len());
            let (decimals, rest) = decimals.split_at(end);
            return match decimals.trim_end_matches('0') {
                "5" => Some((whole * 4 + 2, rest)),
                "" if end > 0 => Some((whole * 4, rest)),
                _ => None,
            };
        }
        return Some((whole * 4, rest));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let words = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let whole = match word {
        "an" | "one" => 1,
        "half" => {
            let rest = rest.trim_start();
            let unit = rest.strip_prefix("a ").or_else(|| rest.strip_prefix("an ")).unwrap_or(rest);
            return Some((2, unit));
        }
        _ => i64::try_from(words.iter().position(|known| *known == word)? + 1).ok()?,
    };
    match rest.trim_start().strip_prefix("and a half ") {
        Some(rest) => Some((whole * 4 + 2, rest)),
        None => Some((whole * 4, rest)),
    }
}

/// Digits, with `,` or `_` between groups of three.
fn grouped(number: &str) -> Option<i64> {
    let mut groups = number.split([',', '_']);
    let first = groups.next()?;
    let proper = number == first || (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if !proper {
        return None;
    }
    Some(digits.parse().unwrap_or(i64::MAX / 64).min(i64::MAX / 64))
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name.strip_suffix('s').unwrap_or(name) {
        "hour" => Unit::Hours(1),
        "day" => Unit::Days(1),
        "week" => Unit::Days(7),
        "fortnight" => Unit::Days(14),
        "month" => Unit::Months(1),
        "year" => Unit::Months(12),
        "decade" => Unit::Months(120),
        "century" | "centurie" => Unit::Months(1200),
        _ => return None,
    })
}

const UNITS: [&str; 8] = ["hours", "days", "weeks", "fortnights", "months", "years", "decades", "centuries"];

fn unknown_unit(written: &str, name: &str) -> TimeError {
    let near = UNITS
        .into_iter()
        .map(|unit| (strsim::damerau_levenshtein(unit, name), unit))
        .min()
        .filter(|(distance, _)| *distance <= 3 && *distance < name.chars().count());
    let help = near.map_or_else(
        || format!("the units are {} and {}", UNITS[..7].join(", "), UNITS[7]),
        |(_, unit)| format!("did you mean `{unit}`?"),
    );
    TimeError { message: format!("`{name}` in `{written}` is no unit of time"), help: Some(help) }
}

/// The mend for the words that people use where the language has a sign.
fn wrong(written: &str, help: Option<String>) -> TimeError {
    let lower = written.to_lowercase();
    let signs = [
        ("about ", "~"),
        ("around ", "~"),
        ("roughly ", "~"),
        ("approximately ", "~"),
        ("some ", "~"),
        ("circa ", "~"),
        ("more than ", ">"),
        ("over ", ">"),
        ("longer than ", ">"),
        ("less than ", "<"),
        ("under ", "<"),
        ("nearly ", "<"),
        ("almost ", "<"),
        ("at least ", ">="),
        ("at most ", "<="),
        ("up to ", "<="),
    ];
    let sign = signs.iter().find_map(|(word, sign)| {
        let rest = lower.strip_prefix(word)?;
        let mend = format!("{sign}{}", rest.trim());
        length(&mend).is_ok().then(|| format!("write `\"{mend}\"`"))
    });
    let to = || {
        let (least, most) = [" to ", " - ", "–", "-"].iter().find_map(|between| lower.split_once(between))?;
        let least = least.trim().trim_start_matches("between ");
        let mend = format!("{least}..{}", most.trim());
        length(&mend).is_ok().then(|| format!("write `{mend}`"))
    };
    let help = help.or(sign).or_else(to);
    TimeError {
        message: format!("`{written}` is no length of time"),
        help: help.or_else(|| {
            Some(
                "write a number and a unit, such as `5 days`, `7 years`, `~2 weeks`, `9..10 years` or `exactly 7 days`"
                    .into(),
            )
        }),
    }
}
