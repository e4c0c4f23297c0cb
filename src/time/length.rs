//! Lengths of time: `7 years` covers everything that rounds to it; `exactly 7 days` no other.
//!
//! How a length is counted:
//!
//! - The edges of what rounds to a length belong to it: `7 years` is 6 years and 6 months to 7 years and
//!   6 months, both included. Half a month counts as 15 days.
//! - Moments are compared by calendar days, so hours are counted in whole days: `24 hours` is one day,
//!   and `36 hours` may lie one or two days apart.
//! - Months and years go by the calendar, clamped to the month's end. Since a month after 31 January is
//!   28 February, and a month before 31 March is 28 February too, both ways of counting are accepted.

use std::fmt;

use compact_str::CompactString;

use super::day::Day;
use super::edtf::TimeError;
use super::months;

/// A length of time between two moments, as a range; months and years are counted by the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// As written.
    pub text: CompactString,
    /// The shortest that it covers, where it has a lower bound.
    pub min: Option<Amount>,
    /// The longest that it covers, where it has an upper bound.
    pub max: Option<Amount>,
    /// The amount as written, neither rounded nor widened; of a range (and of hours that are no whole days) from the
    /// least to the most.
    pub(crate) written: (Amount, Amount),
    /// Whether it is a plain number of whole days or weeks, without `~` and the like.
    pub(crate) whole_days: bool,
}

/// An amount of calendar time: months first, then days (as calendars add them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Amount {
    /// Whole months; a year has 12.
    pub months: i32,
    /// Half days, beyond the months.
    pub half_days: i32,
}

impl Amount {
    /// Whole days.
    pub fn days(days: i32) -> Self {
        Self { months: 0, half_days: days.saturating_mul(2) }
    }

    /// The whole days beyond the months, where this is the least: half a day counts as none of them.
    fn least_days(self) -> i32 {
        self.half_days.saturating_add(1).div_euclid(2)
    }

    /// The whole days beyond the months, where this is the most.
    fn most_days(self) -> i32 {
        self.half_days.div_euclid(2)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Length {
    /// Reads a length: `7 years`, `~7 years`, `exactly 7 days`, `9..10 years`, `>7 years`.
    ///
    /// # Errors
    /// Anything else, a unit that is not known, a reversed range.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        super::amount::length(text)
    }

    /// The length as written, neither rounded nor widened: what `at-least` and `at-most` bound by.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self { min: Some(self.written.0), max: Some(self.written.1), ..self.clone() }
    }

    /// The length as an offset from a day: whole days and weeks are exact, all others round.
    #[must_use]
    pub fn as_offset(&self) -> Self {
        if self.whole_days { self.plain() } else { self.clone() }
    }

    /// The most that was written, as months and days (half a day reaches the neighbouring one).
    pub(super) fn most_written(&self) -> (i32, i32) {
        (self.written.1.months, self.written.1.least_days())
    }

    /// The days that the length may take when it starts on `from`: (least, most); `None` is no limit.
    pub fn days_after(&self, from: Day) -> (Option<i32>, Option<i32>) {
        let least = |amount: Amount| {
            let counted_on = forward(from, amount.months, amount.least_days());
            let counted_back = search(counted_on, |day| back(day, amount.months, amount.least_days()) >= from);
            counted_on.min(counted_back).number().saturating_sub(from.number())
        };
        let most = |amount: Amount| {
            let counted_on = forward(from, amount.months, amount.most_days());
            let counted_back = search(counted_on, |day| back(day, amount.months, amount.most_days()) > from);
            counted_on.max(counted_back.plus(-1)).number().saturating_sub(from.number())
        };
        (Some(self.min.map_or(0, least).max(0)), self.max.map(most))
    }

    /// The days that the length may take when it ends on `to`.
    pub fn days_before(&self, to: Day) -> (Option<i32>, Option<i32>) {
        let least = |amount: Amount| {
            let counted_back = back(to, amount.months, amount.least_days());
            let counted_on = search(counted_back, |day| forward(day, amount.months, amount.least_days()) > to);
            to.number().saturating_sub(counted_back.max(counted_on.plus(-1)).number())
        };
        let most = |amount: Amount| {
            let counted_back = back(to, amount.months, amount.most_days());
            let counted_on = search(counted_back, |day| forward(day, amount.months, amount.most_days()) >= to);
            to.number().saturating_sub(counted_back.min(counted_on).number())
        };
        (Some(self.min.map_or(0, least).max(0)), self.max.map(most))
    }

    /// The days that the length may take wherever on the calendar it starts.
    pub fn days_anywhere(&self) -> (Option<i32>, Option<i32>) {
        let least = |amount: Amount| months::least(amount.months).saturating_add(amount.least_days());
        let most = |amount: Amount| months::most(amount.months).saturating_add(amount.most_days());
        (Some(self.min.map_or(0, least).max(0)), self.max.map(most))
    }
}

/// So long after a day: the months first, then the days.
fn forward(from: Day, months: i32, days: i32) -> Day {
    from.plus_months(months).plus(days)
}

/// So long before a day: the days first, then the months.
fn back(from: Day, months: i32, days: i32) -> Day {
    from.plus(days.saturating_neg()).plus_months(months.saturating_neg())
}

/// The first day near `near` that fulfils a condition which holds from some day on. Clamping to the month's end moves
/// a day by at most three, twice.
fn search(near: Day, holds: impl Fn(Day) -> bool) -> Day {
    (-7..=7).map(|days| near.plus(days)).find(|day| holds(*day)).unwrap_or(near)
}

#[cfg(test)]
#[path = "length_tests.rs"]
mod tests;
