//! Times in words, for people: `in January 2026`, `from late January 2026`.

use std::fmt;

use chrono::Datelike;

use super::day::{Bounds, Day, days_in_month, month_name, year_words};
use super::span::{Edge, Span};

/// A number of days in words: `1 day`, `2557 days`, `12,557 days`.
pub fn days(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        // Four digits are read at a glance, and looked for as they are.
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
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

/// From when to when several spans speak, by the times that somebody gave: where one says `since 2018`, the last day
/// of 2018 is what is certain, but nobody said that it began on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    first: Limit,
    last: Limit,
    /// Outside these days none of them says anything.
    hull: Bounds,
}

/// One end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    day: Day,
    /// The days that were given for it.
    given: Bounds,
    /// It is one day.
    exact: bool,
    /// It is the end of a tenure that somebody gave.
    tenure: bool,
}

impl Limit {
    /// The month or year that was given for it.
    fn name(&self) -> Option<String> {
        let (from, to) = self.given.earliest.zip(self.given.latest).filter(|_| !self.exact)?;
        name(from, to)
    }

    /// The same, or the day; for a time without a name, the day and what it bounds.
    fn label(&self, bound: &str) -> String {
        match self.name() {
            Some(name) => name,
            None if self.exact => self.day.words(),
            None => format!("{} {bound}", self.day.words()),
        }
    }
}

impl Stretch {
    /// What several spans speak of; `None` where none of them has both a first and a last day.
    pub fn of<'s>(spans: impl IntoIterator<Item = &'s Span>) -> Option<Self> {
        let mut found: Option<Self> = None;
        for span in spans {
            let Some(next) = Self::one(span) else { continue };
            found = Some(match found {
                None => next,
                Some(Self { first, last, hull }) => Self {
                    hull: hull.union(next.hull),
                    // Of several ends on one day the one that is that day.
                    first: if (next.first.day, !next.first.exact) < (first.day, !first.exact) {
                        next.first
                    } else {
                        first
                    },
                    last: if (next.last.day, next.last.exact) > (last.day, last.exact) { next.last } else { last },
                },
            });
        }
        found
    }

    fn one(span: &Span) -> Option<Self> {
        let limit = |day: Day, given: Bounds, tenure: bool| {
            let exact = !(tenure || span.moment) || given.exact() == Some(day);
            Limit { day, given, exact, tenure }
        };
        let (start, end) = (span.start_edge == Edge::Tenure, span.end_edge == Edge::Tenure);
        // What is certain: a moment was no later than its last day and no earlier than its first.
        let (from, to) = (span.start.latest.or(span.end.latest)?, span.end.earliest.or(span.start.earliest)?);
        Some(Self { first: limit(from, span.start, start), last: limit(to, span.end, end), hull: span.hull() })
    }

    /// Days that follow from some of these spans, by the names of the times that were given: `between 2018 and 20 May
    /// 2025`, where somebody said `since 2018`.
    pub fn between<'s>(from: Day, to: Day, spans: impl IntoIterator<Item = &'s Span>) -> String {
        if from == to {
            return format!("on {}", from.words());
        }
        let (mut first, mut last) = (None, None);
        for span in spans {
            let Some(it) = Self::one(span) else { continue };
            let reach = if span.moment { span.start } else { Bounds::new(it.first.day, it.last.day) };
            for (limit, reach, day, told) in
                [(it.first, reach.earliest, from, &mut first), (it.last, reach.latest, to, &mut last)]
            {
                // Where somebody gave the very day, it is that day.
                if reach == Some(day) && (told.is_none() || limit.exact) {
                    *told = Some(limit.name().unwrap_or_else(|| day.words()));
                }
            }
        }
        match (first.unwrap_or_else(|| from.words()), last.unwrap_or_else(|| to.words())) {
            (first, last) if first == last => format!("in {first}"),
            (first, last) => format!("between {first} and {last}"),
        }
    }

    /// When it ends: `March 2023`, `20 May 2025`.
    pub fn last(&self) -> String {
        self.last.label("or later")
    }

    /// When it begins.
    pub fn first(&self) -> String {
        self.first.label("or earlier")
    }

    /// With prepositions: `from March 2023 to 20 May 2025`, `in 2018`, `on 20 May 2025`, `until January 2025`.
    pub fn phrase(&self) -> String {
        let (first, last) = (&self.first, &self.last);
        // Already so on its last day, and nothing is said of earlier.
        if first.day == last.day && !first.tenure && last.tenure {
            return format!("until {}", self.last());
        }
        let (from, to) = (self.first(), self.last());
        match (from == to, first.exact) {
            (true, true) => format!("on {from}"),
            (true, false) => format!("in {from}"),
            // None of them is certain of its days.
            _ if last.day < first.day => self.hull.phrase(),
            _ => format!("from {from} to {to}"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::day::Day;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn within(from: (i32, u32, u32), to: (i32, u32, u32)) -> Bounds {
        Bounds::new(day(from.0, from.1, from.2), day(to.0, to.1, to.2))
    }

    fn since(start: Bounds, still: (i32, u32, u32)) -> Span {
        let end = Bounds { earliest: Some(day(still.0, still.1, still.2)), latest: None };
        Span { start, end, start_edge: Edge::Tenure, end_edge: Edge::Attested, moment: false }
    }

    #[test]
    fn a_stretch_is_told_by_the_times_that_were_given() {
        let year = within((2018, 1, 1), (2018, 12, 31));
        let told = |spans: &[Span]| Stretch::of(spans).unwrap().phrase();
        assert_eq!(told(&[since(year, (2025, 5, 20))]), "from 2018 to 20 May 2025");
        let days = within((2025, 5, 9), (2025, 5, 12));
        assert_eq!(told(&[since(days, (2025, 5, 20))]), "from 12 May 2025 or earlier to 20 May 2025");
        let last = Span::moment(Bounds::day(day(2018, 12, 31)));
        assert_eq!(
            told(&[since(year, (2025, 5, 20)), last]),
            "from 31 December 2018 to 20 May 2025",
            "that day was given"
        );
        assert_eq!(told(&[last]), "on 31 December 2018");
        assert_eq!(told(&[Span::moment(year)]), "in 2018");
        let may = Span::moment(within((2025, 5, 1), (2025, 5, 31)));
        assert_eq!(told(&[Span::moment(year), may]), "from 2018 to May 2025");
        assert_eq!(told(&[Span::moment(days), Span::moment(Bounds::day(day(2025, 5, 10)))]), "on 10 May 2025");
        assert_eq!(told(&[Span::moment(days), may]), "in May 2025");
        assert_eq!(told(&[Span::moment(days)]), "between 9 May 2025 and 12 May 2025");
        let until = Span {
            start: Bounds { earliest: None, latest: Some(day(2025, 1, 1)) },
            end: within((2025, 1, 1), (2025, 1, 31)),
            start_edge: Edge::Attested,
            end_edge: Edge::Tenure,
            moment: false,
        };
        assert_eq!(told(&[until]), "until January 2025");
        assert_eq!(Stretch::of(&[Span::NOTHING]), None);
    }

    #[test]
    fn days_that_follow_from_given_times_are_told_by_these() {
        let year = within((2018, 1, 1), (2018, 12, 31));
        let spans = [since(year, (2025, 5, 20))];
        let told = |from: (i32, u32, u32), to: (i32, u32, u32)| {
            Stretch::between(day(from.0, from.1, from.2), day(to.0, to.1, to.2), &spans)
        };
        assert_eq!(told((2018, 12, 31), (2025, 5, 20)), "between 2018 and 20 May 2025");
        assert_eq!(told((2019, 3, 1), (2025, 5, 20)), "between 1 March 2019 and 20 May 2025");
        assert_eq!(told((2025, 5, 20), (2025, 5, 20)), "on 20 May 2025");
        let of_year = Stretch::between(day(2018, 1, 1), day(2018, 12, 31), &[Span::moment(year)]);
        assert_eq!(of_year, "in 2018");
    }
}
