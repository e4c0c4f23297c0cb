//! Times in words, for people: `in January 2026`, `from late January 2026`.

use std::fmt;

use chrono::Datelike;

use super::day::{Bounds, Day, days_in_month, month_name, year_words};
use super::span::{Edge, Span};

/// A number of days in words: `1 day`, `2,557 days`.
pub fn days(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{grouped} {}", if number.abs() == 1 { "day" } else { "days" })
}

/// A stretch of the calendar that has a name: a day, a month or a third of one, a year, a decade.
fn name(from: Day, to: Day) -> Option<String> {
    if from == to {
        return Some(from.words());
    }
    let (first, last) = (from.date(), to.date());
    if first.year() == last.year() && first.month() == last.month() {
        let days = days_in_month(first.year(), first.month())?;
        let month = format!("{} {}", month_name(first.month()), year_words(first.year()));
        return match (first.day(), last.day()) {
            (1, end) if end == days => Some(month),
            (1, end) if end == days.div_ceil(3) => Some(format!("early {month}")),
            (start, end) if start == days / 3 + 1 && end == (2 * days).div_ceil(3) => Some(format!("mid {month}")),
            (start, end) if start == 2 * days / 3 + 1 && end == days => Some(format!("late {month}")),
            _ => None,
        };
    }
    let whole_years = first.month() == 1 && first.day() == 1 && last.month() == 12 && last.day() == 31;
    if whole_years && first.year() == last.year() {
        return Some(year_words(first.year()));
    }
    if whole_years && first.year() > 0 && first.year() % 10 == 0 && last.year() == first.year() + 9 {
        return Some(format!("the {}s", first.year()));
    }
    None
}

impl Bounds {
    /// The bounds with their preposition: `on 1 February 2026`, `in January 2026`, `between … and …`, `by …`.
    pub fn phrase(&self) -> String {
        match (self.earliest, self.latest) {
            (Some(from), Some(to)) if from == to => format!("on {}", from.words()),
            (Some(from), Some(to)) => match name(from, to) {
                Some(name) => format!("in {name}"),
                None => format!("between {} and {}", from.words(), to.words()),
            },
            (Some(from), None) => format!("on {} or later", from.words()),
            (None, Some(to)) => format!("on {} or earlier", to.words()),
            (None, None) => "at an unknown time".into(),
        }
    }
}

/// Without a preposition where it has a name: `1 February 2026`, `late January 2026`, `between … and …`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(from), Some(to)) => match name(from, to) {
                Some(name) => f.write_str(&name),
                None => write!(f, "between {} and {}", from.words(), to.words()),
            },
            (Some(from), None) => write!(f, "{} or later", from.words()),
            (None, Some(to)) => write!(f, "{} or earlier", to.words()),
            (None, None) => f.write_str("an unknown day"),
        }
    }
}

/// With prepositions: `on 1 February 2026`, `from late January 2026, still so on 6 March 2026`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.moment {
            return f.write_str(&self.start.phrase());
        }
        let end = |bounds: Bounds| match (bounds.earliest, bounds.latest) {
            (Some(from), Some(to)) if name(from, to).is_none() => format!("some day {bounds}"),
            _ => bounds.to_string(),
        };
        match (self.start_edge, self.end_edge) {
            (Edge::Tenure, Edge::Tenure) => write!(f, "from {} to {}", end(self.start), end(self.end)),
            (Edge::Tenure, Edge::Attested) => match self.end.earliest {
                Some(still) if self.start.exact() != Some(still) => {
                    write!(f, "from {}, still so on {}", end(self.start), still.words())
                }
                _ => write!(f, "from {}", end(self.start)),
            },
            (Edge::Tenure, Edge::Unknown) => write!(f, "from {}", end(self.start)),
            (_, Edge::Tenure) => write!(f, "until {}", end(self.end)),
            _ => match (self.start.latest, self.end.earliest) {
                (Some(from), Some(to)) if from < to => write!(f, "from {} to {}", from.words(), to.words()),
                (_, Some(still)) => write!(f, "still on {}", still.words()),
                _ => f.write_str("at an unknown time"),
            },
        }
    }
}
