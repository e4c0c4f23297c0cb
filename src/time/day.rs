//! Calendar days (proleptic Gregorian) as numbers, and ranges of them.

use std::fmt;
use std::num::NonZeroU32;

use chrono::{Datelike, NaiveDate};

/// A calendar day.
///
/// A day that may be missing, `Option<Day>`, takes four bytes as well: every claim has several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NonZeroU32);

/// Turns the order of signed numbers into that of unsigned ones.
const SIGN: u32 = 1 << 31;

/// 1970-01-01 in chrono's count, which starts on 0001-01-01 with 1.
const EPOCH: i32 = 719_163;

impl Day {
    /// The day so many days after 1970-01-01 (before it where negative). The very first of them all, millions of years
    /// ago, counts as the second.
    pub const fn new(number: i32) -> Self {
        match NonZeroU32::new(number.cast_unsigned() ^ SIGN) {
            Some(day) => Self(day),
            None => Self(NonZeroU32::MIN),
        }
    }

    /// How many days after 1970-01-01 it is.
    pub const fn number(self) -> i32 {
        (self.0.get() ^ SIGN).cast_signed()
    }

    /// A day by the calendar, if there is such a day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        Some(Self::new(NaiveDate::from_ymd_opt(year, month, day)?.num_days_from_ce() - EPOCH))
    }

    /// The day that a text names in full, `2026-02-01`: what most dates are, read without looking for anything else.
    /// `None` says nothing.
    pub(super) fn plain(text: &str) -> Option<Self> {
        let (year, month, day) = Self::parts(text)?;
        Self::from_ymd(year, month, day)
    }

    /// Year, month and day of a text in the form `2026-02-01`, whether or not the calendar has such a day.
    pub(crate) fn parts(text: &str) -> Option<(i32, u32, u32)> {
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
        let number = |digits: &[u8]| {
            let mut number = 0;
            for digit in digits {
                number = number * 10 + u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
            }
            Some(number)
        };
        let year = i32::try_from(number(&[*y0, *y1, *y2, *y3])?).ok()?;
        Some((year, number(&[*m0, *m1])?, number(&[*d0, *d1])?))
    }

    /// The same day as chrono has it.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.number().saturating_add(EPOCH)).unwrap_or(NaiveDate::MAX)
    }

    /// This day moved by a number of days.
    pub fn plus(self, days: i32) -> Self {
        Self::new(self.number().saturating_add(days))
    }

    /// This day moved by months, clamped to the month's end: a month after 31 January is the last of February.
    pub fn plus_months(self, months: i32) -> Self {
        let date = self.date();
        let index = i64::from(date.year()) * 12 + i64::from(date.month0()) + i64::from(months);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12));
        let year = i32::try_from(year).unwrap_or(if year < 0 { i32::MIN } else { i32::MAX });
        let month = u32::try_from(month + 1).unwrap_or(1);
        let end = if months < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        match days_in_month(year, month).and_then(|last| Self::from_ymd(year, month, date.day().min(last))) {
            Some(day) => day,
            None => Self::new(end.num_days_from_ce() - EPOCH), // beyond the calendar
        }
    }

    /// The day in words, for people: `1 February 2026`.
    pub fn words(self) -> String {
        let date = self.date();
        format!("{} {} {}", date.day(), month_name(date.month()), year_words(date.year()))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({})", self.number())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}

/// The English names of the months.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's English name, from its number (1 to 12).
pub(crate) fn month_name(month: u32) -> &'static str {
    (month as usize).checked_sub(1).and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

/// A year for people: years before the year 1 (EDTF's year 0 is 1 BC) are counted as historians do.
pub(crate) fn year_words(year: i32) -> String {
    if year > 0 { year.to_string() } else { format!("{} BC", 1 - i64::from(year)) }
}

/// How many days a month has; `None` beyond the calendar.
pub(crate) fn days_in_month(year: i32, month: u32) -> Option<u32> {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some())
}

/// A day known only within bounds; an absent bound is unlimited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Bounds {
    /// The earliest day possible.
    pub earliest: Option<Day>,
    /// The latest day possible.
    pub latest: Option<Day>,
}

impl Bounds {
    /// Nothing is known.
    pub const ANY: Self = Self { earliest: None, latest: None };

    /// One day.
    pub fn day(day: Day) -> Self {
        Self { earliest: Some(day), latest: Some(day) }
    }

    /// From one day to another, both included.
    pub fn new(earliest: Day, latest: Day) -> Self {
        Self { earliest: Some(earliest), latest: Some(latest) }
    }

    /// Whether a day lies within the bounds.
    pub fn contains(&self, day: Day) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= day) && self.latest.is_none_or(|latest| day <= latest)
    }

    /// Whether no day lies within the bounds.
    pub fn is_reversed(&self) -> bool {
        matches!((self.earliest, self.latest), (Some(earliest), Some(latest)) if latest < earliest)
    }

    /// Whether all days of `other` lie within the bounds.
    pub fn encloses(&self, other: &Self) -> bool {
        let from = self.earliest.is_none_or(|day| other.earliest.is_some_and(|other| day <= other));
        let to = self.latest.is_none_or(|day| other.latest.is_some_and(|other| other <= day));
        from && to
    }

    /// The bounds of all days of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.zip(other.earliest).map(|(one, other)| one.min(other)),
            latest: self.latest.zip(other.latest).map(|(one, other)| one.max(other)),
        }
    }

    /// The bounds of the days that both have.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self { earliest: self.earliest.max(other.earliest), latest: least(self.latest, other.latest) }
    }

    /// The same, where there is such a day.
    pub fn common(self, other: Self) -> Option<Self> {
        Some(self.intersection(other)).filter(|both| !both.is_reversed())
    }

    /// From the earliest of the one to the latest of the other.
    pub(crate) fn hull(from: Self, to: Self) -> Self {
        Self { earliest: from.earliest, latest: to.latest }
    }

    /// The day, where only one is possible.
    pub fn exact(&self) -> Option<Day> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }
}

/// The earlier of two days of which either may be unlimited.
pub(super) fn least(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        _ => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn days_are_ordered_as_their_numbers(a in proptest::num::i32::ANY, b in proptest::num::i32::ANY) {
            let first = i32::MIN + 1;
            let (a, b) = (a.max(first), b.max(first));
            proptest::prop_assert_eq!((Day::new(a).number(), Day::new(b).number()), (a, b));
            proptest::prop_assert_eq!(Day::new(a).cmp(&Day::new(b)), a.cmp(&b));
        }
    }

    #[test]
    fn a_day_that_may_be_missing_takes_no_more_room() {
        assert_eq!(size_of::<Option<Day>>(), 4);
        assert_eq!(Day::new(i32::MIN), Day::new(i32::MIN + 1));
        assert_eq!(
            (Day::new(0).to_string(), Day::new(-1).to_string()),
            ("1970-01-01".to_owned(), "1969-12-31".to_owned())
        );
    }
}
