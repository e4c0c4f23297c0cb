//! Lengths of time: `7 years` covers everything that rounds to it; `exactly 7 days` no other.

use super::day::Day;
use super::edtf::TimeError;

/// A length of time between two moments, as a range; months and years are counted by the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// As written.
    pub text: String,
    /// The shortest that it covers, where it has a lower bound.
    pub min: Option<Amount>,
    /// The longest that it covers, where it has an upper bound.
    pub max: Option<Amount>,
}

/// An amount of calendar time: months first, then days (as calendars add them).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Whole months; a year has 12.
    pub months: i32,
    /// Half days, beyond the months.
    pub half_days: i32,
}

impl Length {
    /// Reads a length: `7 years`, `~7 years`, `exactly 7 days`, `9..10 years`, `>7 years`.
    ///
    /// # Errors
    /// Anything else, a unit that is not known, a reversed range.
    pub fn parse(_text: &str) -> Result<Self, TimeError> {
        todo!("time floor")
    }

    /// The days that the length may take when it starts on `from`: (least, most); `None` is no limit.
    pub fn days_after(&self, _from: Day) -> (Option<i32>, Option<i32>) {
        todo!("time floor")
    }

    /// The days that the length may take when it ends on `to`.
    pub fn days_before(&self, _to: Day) -> (Option<i32>, Option<i32>) {
        todo!("time floor")
    }

    /// The days that the length may take wherever on the calendar it starts.
    pub fn days_anywhere(&self) -> (Option<i32>, Option<i32>) {
        todo!("time floor")
    }
}
