//! EDTF (ISO 8601-2): levels 0 and 1, and of level 2 sub-year groupings and the qualification of a part.
//!
//! How a date is read (the format: <https://www.loc.gov/standards/datetime/>):
//!
//! - Of a date-time the local date counts.
//! - Digits left out (`201X`, `2004-XX`) make a date coarser.
//! - Seasons are taken in whole months and in their widest reading: `2026-21`, spring, may be March to May in the north or
//!   September to November in the south, so it reaches from March to November. Seasons around a turn of the year
//!   (northern winter, southern summer) may be the one at the start of the year or the one at its end.
//! - `~` and `?` widen a date on both sides by half of the unit that they qualify, `%` by a whole one: half a year is 6
//!   months, half a season 1 month and 15 days, half a month half of its days (16 of 31), half a day the neighbouring day.
//!   Qualifiers of several parts add up. The setting `approximate` takes the place of all of these.
//! - `early`, `mid` and `late` are thirds by days. A day on the border of two thirds belongs to both.

use super::day::{Bounds, Day, days_in_month, month_name};
use super::length::Length;
use super::mend;
use super::unfinished::unfinished;

/// A mistake in a date, time or length: the reason, and the mend where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A date (not an interval), as the earliest and latest day that it allows, widened by its qualifiers:
/// by half of the qualified unit, or by `approximate` where the settings name one.
///
/// # Errors
/// Anything that is no date of the supported levels.
pub fn date(text: &str, approximate: Option<&Length>) -> Result<Bounds, TimeError> {
    let text = text.trim();
    read_date(text).map(|read| read.widened(approximate)).map_err(|problem| problem.error(text))
}

/// Whether a text is a date of the supported levels.
pub fn is_date(text: &str) -> bool {
    read_date(text.trim()).is_ok()
}

fn read_date(text: &str) -> Result<Read, Problem> {
    match third_prefix(text) {
        Some((third, rest)) => read(rest).and_then(|read| read.third(third, text)),
        None => read(text),
    }
}

/// Whether a text is meant for a date rather than for a name (for messages).
pub fn looks_like_date(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_start_matches(['-', 'Y', '~', '?', '%', '[', '{']);
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    digits >= 1 && letters.all(|c| "XYTZSEux".contains(c)) || mend::knows_date(text)
}

/// Answers a text that names a time without its year, or without any date (`9 May`, `last Friday`), as no event is named.
pub fn without_date(text: &str) -> Option<TimeError> {
    unfinished(text, true)
}

/// Thirds of a month, year or decade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Third {
    Early,
    Mid,
    Late,
}

/// `early 2026-01`: the third and what it is of.
fn third_prefix(text: &str) -> Option<(Third, &str)> {
    let (word, rest) = text.split_once(|c: char| c.is_whitespace() || c == '-')?;
    let third = match word.to_ascii_lowercase().as_str() {
        "early" => Third::Early,
        "mid" => Third::Mid,
        "late" => Third::Late,
        _ => return None,
    };
    Some((third, rest.trim_start()))
}

/// The unit that a date, or a part of it, is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    /// A month of so many days.
    Month(u32),
    /// A season, quarter or another grouping of so many months.
    Grouping(i32),
    /// So many years: a year, decade or century.
    Years(i32),
}

/// What is wrong with a date.
#[derive(Clone, Debug)]
enum Problem {
    /// It is no EDTF; a mend may be found.
    Syntax,
    /// It is an interval, or a date with strokes.
    Slash,
    /// Something else, explained.
    Error(TimeError),
}

impl Problem {
    fn new(message: impl Into<String>, help: impl Into<Option<String>>) -> Self {
        Self::Error(TimeError { message: message.into(), help: help.into() })
    }

    fn error(self, text: &str) -> TimeError {
        match self {
            Self::Error(error) => error,
            Self::Slash if !mend::knows_date(text) => unfinished(text, false).unwrap_or_else(|| TimeError {
                message: format!("`{text}` is an interval, where a single date is expected"),
                help: Some("write one date, such as `2026-02-01` or `2026-02`".into()),
            }),
            Self::Syntax | Self::Slash => mend::no_date(text),
        }
    }
}

/// A date as read: its days, its unit, and which units are qualified.
#[derive(Clone, Debug)]
struct Read {
    first: Day,
    last: Day,
    unit: Unit,
    qualified: Vec<(char, Unit)>,
}

impl Read {
    fn third(self, third: Third, text: &str) -> Result<Self, Problem> {
        if !matches!(self.unit, Unit::Month(_) | Unit::Years(1 | 10)) {
            return Err(Problem::new(
                format!("`{text}`: `early`, `mid` and `late` go before a month, a year or a decade"),
                Some("write such as `late 2026-01`, `mid 2026` or `early 201X`; otherwise a range of days, `2026-01-20..2026-01-31`".to_owned()),
            ));
        }
        let days = self.last.number() - self.first.number() + 1;
        let (from, to) = match third {
            Third::Early => (0, (days + 2) / 3),
            Third::Mid => (days / 3, (2 * days + 2) / 3),
            Third::Late => (2 * days / 3, days),
        };
        Ok(Self { first: self.first.plus(from), last: self.first.plus(to - 1), ..self })
    }

    fn widened(self, approximate: Option<&Length>) -> Bounds {
        let (mut first, mut last) = (self.first, self.last);
        let mut widen = |months: i32, days: i32| {
            first = first.plus_months(-months).plus(-days);
            last = last.plus(1).plus_months(months).plus(days - 1);
        };
        match approximate {
            Some(length) if !self.qualified.is_empty() => {
                let (months, days) = length.most_written();
                widen(months, days);
            }
            _ => {
                for (sign, unit) in &self.qualified {
                    match (unit, sign) {
                        (Unit::Day, _) => widen(0, 1),
                        (Unit::Month(_), '%') => widen(1, 0),
                        (Unit::Month(days), _) => widen(0, days.div_ceil(2).cast_signed()),
                        (Unit::Grouping(months), '%') => widen(*months, 0),
                        (Unit::Grouping(months), _) => widen(months / 2, months % 2 * 15),
                        (Unit::Years(years), '%') => widen(years * 12, 0),
                        (Unit::Years(years), _) => widen(years * 6, 0),
                    }
                }
            }
        }
        Bounds::new(first, last)
    }
}

/// A part of a date between its hyphens, and its qualifiers.
#[derive(Clone, Copy, Debug)]
struct Part<'t> {
    before: Option<char>,
    text: &'t str,
    after: Option<char>,
}

fn read(text: &str) -> Result<Read, Problem> {
    if text.contains('/') {
        return Err(Problem::Slash);
    }
    let text = match text.split_once('T') {
        Some((date, time)) if date.ends_with(|c: char| c.is_ascii_digit()) => {
            check_time(text, time)?;
            if date.trim_start_matches('-').split('-').count() != 3 {
                return Err(Problem::Syntax);
            }
            date
        }
        _ => text,
    };
    let (parts, negative) = parts(text).ok_or(Problem::Syntax)?;
    let [year, rest @ ..] = parts.as_slice() else { return Err(Problem::Syntax) };
    let (first, last, unit) = match rest {
        [] => years(text, year.text, negative)?,
        [month] => in_year(text, year.text, negative, month.text)?,
        [month, day] => in_month(text, year.text, negative, month.text, day.text)?,
        _ => return Err(Problem::Syntax),
    };
    let out = || {
        Problem::new(
            format!("`{text}` lies beyond the calendar, which reaches from the year -262142 to 262142"),
            Some("leave the time out, or write a year within the calendar".to_owned()),
        )
    };
    let (first, last) = (first.ok_or_else(out)?, last.ok_or_else(out)?);
    let qualified = qualifiers(&parts, unit, first);
    Ok(Read { first, last, unit, qualified })
}

/// The parts of a date, and whether its year is negative.
fn parts(text: &str) -> Option<(Vec<Part<'_>>, bool)> {
    let sign = |c: char| matches!(c, '~' | '?' | '%');
    let mut parts = Vec::new();
    let mut negative = false;
    let mut rest = text;
    loop {
        let before = rest.chars().next().filter(|c| sign(*c));
        rest = rest.get(before.map_or(0, char::len_utf8)..)?;
        if parts.is_empty()
            && let Some(positive) = rest.strip_prefix('-')
        {
            negative = true;
            rest = positive;
        }
        let long = parts.is_empty() && rest.starts_with('Y');
        let body = if long { rest.trim_start_matches('Y').trim_start_matches('-') } else { rest };
        let end = body.find(|c: char| !(c.is_ascii_digit() || c == 'X')).unwrap_or(body.len());
        if end == 0 {
            return None;
        }
        let (part, tail) = rest.split_at_checked(rest.len() - body.len() + end)?;
        let after = tail.chars().next().filter(|c| sign(*c));
        parts.push(Part { before, text: part, after });
        rest = tail.get(after.map_or(0, char::len_utf8)..)?;
        if rest.is_empty() {
            return (parts.len() <= 3).then_some((parts, negative));
        }
        rest = rest.strip_prefix('-')?;
    }
}

/// The units that are qualified. A sign after a part qualifies it and all to its left, so its own unit is the finest;
/// one before a part qualifies this part alone.
fn qualifiers(parts: &[Part<'_>], whole: Unit, first: Day) -> Vec<(char, Unit)> {
    let mut unit = whole;
    let mut qualified = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        unit = match (index, part.text) {
            _ if last => whole,
            (0, _) => Unit::Years(1),
            (_, "XX") => unit,
            _ => {
                use chrono::Datelike;
                let date = first.date();
                Unit::Month(days_in_month(date.year(), date.month()).unwrap_or(30))
            }
        };
        qualified.extend([part.before, part.after].into_iter().flatten().map(|sign| (sign, unit)));
    }
    qualified
}

type Days = (Option<Day>, Option<Day>, Unit);

fn years(text: &str, year: &str, negative: bool) -> Result<Days, Problem> {
    let unknown = year.bytes().rev().take_while(|byte| *byte == b'X').count();
    let masked = year.contains('X');
    if !year.starts_with('Y') && year.len() != 4 || negative && year.starts_with('Y') {
        return Err(Problem::Syntax);
    }
    let known = year.get(..year.len() - unknown).unwrap_or("");
    if masked && (known.contains('X') || unknown > 2 || year.starts_with('Y')) {
        return Err(unsupported_mask(text));
    }
    let span = [1, 10, 100].get(unknown).copied().unwrap_or(1);
    let low = match known.strip_prefix('Y') {
        Some(long) => {
            let digits = long.trim_start_matches('-');
            if digits.len() <= 4 || digits.starts_with('0') {
                let mend = format!("{}{digits:0>4}", if long.starts_with('-') { "-" } else { "" });
                return Err(Problem::new(
                    format!("`{text}`: `Y` goes before years of more than four digits"),
                    Some(format!("write `{mend}`")),
                ));
            }
            long.parse().unwrap_or(i32::MAX)
        }
        None => known.parse::<i32>().map_err(|_| Problem::Syntax)? * span,
    };
    if negative && low == 0 && !masked {
        return Err(Problem::new(
            format!("`{text}`: there is no year -0000"),
            Some("write `0000`, which is 1 BC".to_owned()),
        ));
    }
    let high = low.saturating_add(span - 1);
    let (low, high) = if negative { (-high, -low) } else { (low, high) };
    Ok((Day::from_ymd(low, 1, 1), Day::from_ymd(high, 12, 31), Unit::Years(span)))
}

/// A year of four known digits, as a part of a finer date.
fn single_year(text: &str, year: &str, negative: bool) -> Result<i32, Problem> {
    let (first, _, unit) = years(text, year, negative)?;
    if unit != Unit::Years(1) {
        return Err(unsupported_mask(text));
    }
    use chrono::Datelike;
    Ok(first.map_or(i32::MAX, |day| day.date().year()))
}

fn in_year(text: &str, year: &str, negative: bool, month: &str) -> Result<Days, Problem> {
    if month.len() != 2 {
        return Err(Problem::Syntax);
    }
    let year = single_year(text, year, negative)?;
    if month == "XX" {
        return Ok((Day::from_ymd(year, 1, 1), Day::from_ymd(year, 12, 31), Unit::Years(1)));
    }
    if month.contains('X') {
        return Err(unsupported_mask(text));
    }
    let number: u32 = month.parse().map_err(|_| Problem::Syntax)?;
    if let Some((from, to, months)) = grouping(number) {
        let start = Day::from_ymd(year, 1, 1);
        let first = start.map(|day| day.plus_months(from));
        return Ok((first, start.map(|day| day.plus_months(to + 1).plus(-1)), Unit::Grouping(months)));
    }
    let days = month_days(text, year, number)?;
    Ok((Day::from_ymd(year, number, 1), Day::from_ymd(year, number, days), Unit::Month(days)))
}

fn in_month(text: &str, year: &str, negative: bool, month: &str, day: &str) -> Result<Days, Problem> {
    if month.len() != 2 || day.len() != 2 {
        return Err(Problem::Syntax);
    }
    if day == "XX" {
        let number = month.parse().unwrap_or(0);
        if grouping(number).is_some() {
            return Err(no_days(text, year, month));
        }
        return in_year(text, year, negative, month);
    }
    if month.contains('X') || day.contains('X') {
        return Err(unsupported_mask(text));
    }
    let written = year;
    let year = single_year(text, year, negative)?;
    let month: u32 = month.parse().map_err(|_| Problem::Syntax)?;
    let number: u32 = day.parse().map_err(|_| Problem::Syntax)?;
    if grouping(month).is_some() {
        return Err(no_days(text, written, &format!("{month:02}")));
    }
    let days = month_days(text, year, month)?;
    if !(1..=days).contains(&number) {
        let swapped = (number <= 12 && month >= 1).then(|| format!("write such as `{written}-{month:02}-01`"));
        return Err(Problem::new(
            format!("there is no such day as `{text}`: {} {year} has {days} days", month_name(month)),
            swapped.or_else(|| {
                Some(format!("correct the day, or write `{written}-{month:02}` for some day of that month"))
            }),
        ));
    }
    let found = Day::from_ymd(year, month, number);
    Ok((found, found, Unit::Day))
}

fn no_days(text: &str, year: &str, month: &str) -> Problem {
    Problem::new(
        format!("`{text}`: a season or another part of the year (`{year}-{month}`) has no numbered days"),
        mend::swapped_day_and_month(text)
            .map(|mend| format!("did you mean `{mend}`?"))
            .or_else(|| Some(format!("write `{year}-{month}`, or the month and the day"))),
    )
}

/// How many days a month has; an error for what is no month.
fn month_days(text: &str, year: i32, month: u32) -> Result<u32, Problem> {
    if (1..=12).contains(&month) {
        return Ok(days_in_month(year, month).unwrap_or(28)); // beyond the calendar: answered by the caller
    }
    let swapped = mend::swapped_day_and_month(text);
    Err(Problem::new(
        format!("`{text}`: there is no month {month:02}"),
        swapped.map(|mend| format!("did you mean `{mend}`?")).or_else(|| {
            Some("months are 01 to 12, seasons 21 to 24 (spring, summer, autumn, winter), quarters 33 to 36".to_owned())
        }),
    ))
}

/// A sub-year grouping (ISO 8601-2, 4.8): its first and last month, from January as 0, and how many months it takes.
fn grouping(code: u32) -> Option<(i32, i32, i32)> {
    // Around the turn of the year, the season at its start or the one at its end.
    const TURN: (i32, i32) = (-1, 13);
    let (from, to) = match code {
        21 | 23 => (2, 10),
        22 | 24 => TURN,
        25 | 31 => (2, 4),
        26 | 32 => (5, 7),
        27 | 29 => (8, 10),
        28 | 30 => TURN,
        33..=36 => {
            let start = (code - 33).cast_signed() * 3;
            (start, start + 2)
        }
        37..=39 => {
            let start = (code - 37).cast_signed() * 4;
            return Some((start, start + 3, 4));
        }
        40 | 41 => {
            let start = (code - 40).cast_signed() * 6;
            return Some((start, start + 5, 6));
        }
        _ => return None,
    };
    Some((from, to, 3))
}

/// Checks the time of a date-time, which says nothing here: the local date counts.
fn check_time(text: &str, time: &str) -> Result<(), Problem> {
    let (clock, zone) = match time.find(['Z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let two = |part: &str, below: u32| part.len() == 2 && part.parse::<u32>().is_ok_and(|number| number < below);
    let clock_fits = match clock.split(':').collect::<Vec<_>>().as_slice() {
        [hour, minute] => two(hour, 24) && two(minute, 60),
        [hour, minute, second] => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            two(hour, 24)
                && two(minute, 60)
                && two(whole, 61)
                && !fraction.is_empty()
                && fraction.chars().all(|c| c.is_ascii_digit())
        }
        _ => false,
    };
    let shift = zone.trim_start_matches(['+', '-']);
    let zone_fits = match zone {
        "" | "Z" => true,
        _ if zone.starts_with('Z') || shift.len() + 1 != zone.len() => false,
        _ => match shift.split_once(':') {
            Some((hours, minutes)) => two(hours, 24) && two(minutes, 60),
            None => two(shift, 24),
        },
    };
    if clock_fits && zone_fits {
        return Ok(());
    }
    let date = text.split('T').next().unwrap_or(text);
    Err(Problem::new(
        format!("`{text}`: there is no such time of day as `{time}`"),
        Some(match is_date(date) {
            true => format!("write `{date}`: only the date counts"),
            false => "write the date alone: only that counts".to_owned(),
        }),
    ))
}

fn unsupported_mask(text: &str) -> Problem {
    let year = text.split('-').next().unwrap_or(text);
    let help = if year.len() == 4 && year != text && is_date(year) {
        format!("write the coarser date, `{year}`, or a range such as `2004-06..2004-08`")
    } else {
        "write a range, such as `1000..1999`".to_owned()
    };
    Problem::new(format!("`{text}`: `X` in these places (EDTF level 2) is not supported"), Some(help))
}

#[cfg(test)]
#[path = "edtf_tests.rs"]
mod tests;
