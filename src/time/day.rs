//! Calendar days (proleptic Gregorian) as numbers, and ranges of them.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A calendar day: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// 1970-01-01 in chrono's count, which starts on 0001-01-01 with 1.
const EPOCH: i32 = 719_163;

impl Day {
    /// A day by the calendar, if there is such a day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        Some(Self(NaiveDate::from_ymd_opt(year, month, day)?.num_days_from_ce() - EPOCH))
    }

    /// The same day as chrono has it.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH)).unwrap_or(NaiveDate::MAX)
    }

    /// This day moved by a number of days.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The day in words, for people: `1 February 2026`.
    pub fn words(self) -> String {
        let date = self.date();
        let months = [
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
        let month = months.get(date.month0() as usize).copied().unwrap_or("");
        format!("{} {} {}", date.day(), month, date.year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
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

    /// The day, where only one is possible.
    pub fn exact(&self) -> Option<Day> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }
}
