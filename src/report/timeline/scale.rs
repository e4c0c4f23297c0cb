//! Days drawn to scale: an axis with ticks, and bars under it.

use chrono::Datelike;

use crate::time::day::month_name;
use crate::time::{Bounds, Day, Span};

/// A stretch of days drawn in a number of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    from: Day,
    to: Day,
    columns: usize,
}

/// The signs of a drawing.
#[derive(Clone, Copy, Debug)]
struct Signs {
    certain: char,
    possible: char,
    earlier: char,
    later: char,
    tick: char,
    line: char,
}

fn signs(ascii: bool) -> Signs {
    if ascii {
        Signs { certain: '#', possible: '.', earlier: '<', later: '>', tick: '+', line: '-' }
    } else {
        Signs { certain: '█', possible: '░', earlier: '←', later: '→', tick: '┬', line: '─' }
    }
}

impl Scale {
    /// From one day to another, both included; never less than a day, nor fewer than ten columns.
    pub fn new(from: Day, to: Day, columns: usize) -> Self {
        Self { from, to: to.max(from), columns: columns.max(10) }
    }

    fn days(&self) -> i64 {
        i64::from(self.to.number()) - i64::from(self.from.number()) + 1
    }

    /// The column of a day; `None` outside.
    fn column(&self, day: Day) -> Option<usize> {
        if day < self.from || day > self.to {
            return None;
        }
        let columns = i64::try_from(self.columns).unwrap_or(1);
        let at = (i64::from(day.number()) - i64::from(self.from.number())) * columns / self.days();
        usize::try_from(at).ok()
    }

    /// A span as a bar: what is certain, what is possible, and arrows where nothing is known beyond.
    pub fn bar(&self, span: &Span, ascii: bool) -> String {
        let signs = signs(ascii);
        let mut row = vec![' '; self.columns];
        let (first, last) = match (span.moment, span.core()) {
            (_, Some((from, to))) => (Some(from), Some(to)),
            (true, None) => (span.start.earliest.or(span.start.latest), span.start.latest.or(span.start.earliest)),
            (false, None) => (span.start.latest, span.end.earliest),
        };
        let start = span.start.earliest.or(first);
        let end = span.end.latest.or(last);
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) => (start.min(end), start.max(end)),
            (Some(day), None) | (None, Some(day)) => (day, day),
            (None, None) => return String::new(),
        };
        let clipped = |day: Day| day.clamp(self.from, self.to);
        let mut draw = |from: Day, to: Day, sign: char| {
            if to < self.from || from > self.to {
                return;
            }
            if let (Some(from), Some(to)) = (self.column(clipped(from)), self.column(clipped(to)))
                && let Some(cells) = row.get_mut(from..=to)
            {
                cells.fill(sign);
            }
        };
        draw(start, end, signs.possible);
        if let Some((from, to)) = span.core() {
            draw(from, to, signs.certain);
        }
        // Arrows: what goes on beyond what is known, or beyond what is drawn.
        let unlimited = |known: bool, outside: bool| !known || outside;
        let (Some(left), Some(right)) = (self.column(clipped(start)), self.column(clipped(end))) else {
            return String::new();
        };
        if unlimited(span.start.earliest.is_some(), start < self.from)
            && let Some(cell) = row.get_mut(if start < self.from { 0 } else { left.saturating_sub(1) })
            && (*cell == ' ' || start < self.from)
        {
            *cell = signs.earlier;
        }
        if unlimited(span.end.latest.is_some(), end > self.to) {
            let at = if end > self.to { self.columns - 1 } else { (right + 1).min(self.columns - 1) };
            if let Some(cell) = row.get_mut(at)
                && (*cell == ' ' || end > self.to)
            {
                *cell = signs.later;
            }
        }
        row.into_iter().collect::<String>().trim_end().to_owned()
    }

    /// Several times of which one at most can be right: each only possible.
    pub fn possible(&self, times: impl Iterator<Item = Bounds>, ascii: bool) -> String {
        let signs = signs(ascii);
        let mut row = vec![' '; self.columns];
        for time in times.filter(|time| *time != Bounds::ANY) {
            let bar = self.bar(&Span::moment(time), ascii);
            for (cell, sign) in row.iter_mut().zip(bar.chars()).filter(|(_, sign)| *sign != ' ') {
                *cell = if sign == signs.certain { signs.possible } else { sign };
            }
        }
        row.into_iter().collect::<String>().trim_end().to_owned()
    }

    /// The axis: a row of labels, and a row of ticks. The finest ticks whose labels stand apart.
    pub fn axis(&self, ascii: bool) -> [String; 2] {
        let signs = signs(ascii);
        let ticks = self.ticks();
        let mut labels = String::new();
        let mut line = vec![signs.line; self.columns];
        for (column, label) in ticks {
            if let Some(cell) = line.get_mut(column) {
                *cell = signs.tick;
            }
            let used = labels.chars().count();
            if used <= column && column + label.chars().count() <= self.columns {
                labels.push_str(&" ".repeat(column - used));
                labels.push_str(&label);
            }
        }
        [labels.trim_end().to_owned(), line.into_iter().collect()]
    }

    /// Where the ticks stand, and what is written over them.
    fn ticks(&self) -> Vec<(usize, String)> {
        let mut last = Vec::new();
        for step in [Step::Days(1), Step::Days(7), Step::Months(1), Step::Months(3)]
            .into_iter()
            .chain([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000, 100_000].map(Step::Years))
        {
            if self.days() / step.days() > i64::try_from(self.columns).unwrap_or(0) {
                continue;
            }
            let ticks = self.at(step);
            let apart = ticks.windows(2).all(|pair| match pair {
                [(a, label), (b, _)] => a + label.chars().count() + 2 <= *b,
                _ => true,
            });
            if apart && !ticks.is_empty() {
                return ticks;
            }
            if ticks.len() == 1 {
                last = ticks;
            }
        }
        if last.is_empty() { vec![(0, self.from.words())] } else { last }
    }

    fn at(&self, step: Step) -> Vec<(usize, String)> {
        let first = self.from.date();
        let mut ticks = Vec::new();
        let mut add = |day: Option<Day>, label: String| match day {
            Some(day) if day > self.to => false,
            Some(day) => {
                ticks.extend(self.column(day).map(|column| (column, label)));
                true
            }
            None => false,
        };
        match step {
            Step::Days(days) => {
                let mut day = self.from;
                // Weeks begin on Mondays; 1970-01-05 was one.
                if days == 7 {
                    day = day.plus((4 - day.number()).rem_euclid(7));
                }
                loop {
                    let date = day.date();
                    let month = month_name(date.month()).get(..3).unwrap_or("");
                    if !add(Some(day), format!("{} {month}", date.day())) {
                        break;
                    }
                    day = day.plus(days);
                }
            }
            Step::Months(months) => {
                let start = Day::from_ymd(first.year(), first.month0() / months * months + 1, 1);
                let Some(mut day) = start else { return ticks };
                loop {
                    let date = day.date();
                    let month = month_name(date.month()).get(..3).unwrap_or("");
                    if !add(Some(day), format!("{month} {}", date.year())) {
                        break;
                    }
                    day = day.plus_months(months.cast_signed());
                }
            }
            Step::Years(years) => {
                let mut year = first.year().div_euclid(years) * years;
                while add(Day::from_ymd(year, 1, 1), year.to_string()) {
                    year += years;
                }
            }
        }
        ticks
    }
}

/// From tick to tick.
#[derive(Clone, Copy, Debug)]
enum Step {
    Days(i32),
    Months(u32),
    Years(i32),
}

impl Step {
    fn days(self) -> i64 {
        match self {
            Self::Days(days) => days.into(),
            Self::Months(months) => i64::from(months) * 30,
            Self::Years(years) => i64::from(years) * 365,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::Edge;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn bars_are_drawn_to_scale() {
        let scale = Scale::new(Day::new(0), Day::new(39), 20); // two days a column
        let tenure = |start: (i32, i32), end: (i32, i32)| Span {
            start: Bounds::new(Day::new(start.0), Day::new(start.1)),
            end: Bounds::new(Day::new(end.0), Day::new(end.1)),
            start_edge: Edge::Tenure,
            end_edge: Edge::Tenure,
            moment: false,
        };
        assert_eq!(scale.bar(&tenure((4, 8), (20, 25)), false), "  ░░███████░░");
        assert_eq!(scale.bar(&tenure((4, 8), (20, 25)), true), "  ..#######..");
        assert_eq!(scale.bar(&Span::moment(Bounds::day(Day::new(38))), false), "                   █");
        assert_eq!(scale.bar(&Span::moment(Bounds::new(Day::new(0), Day::new(5))), false), "░░░");
        assert_eq!(scale.bar(&Span::moment(Bounds::ANY), false), "");
        let from = Bounds { earliest: Some(Day::new(10)), latest: None };
        assert_eq!(scale.bar(&Span::moment(from), false), "     ░→");
        let open = Span { end: Bounds { earliest: Some(Day::new(20)), latest: None }, ..tenure((10, 10), (0, 0)) };
        assert_eq!(scale.bar(&open, false), "     ██████→");
        // Wholly or partly outside.
        assert_eq!(scale.bar(&tenure((-9, -9), (7, 7)), false), "←███");
        assert_eq!(scale.bar(&tenure((30, 30), (90, 90)), true), "               ####>");
        assert_eq!(scale.bar(&tenure((-9, -9), (-7, -7)), true), "<");
    }

    #[test]
    fn of_times_that_exclude_each_other_none_is_certain() {
        let scale = Scale::new(Day::new(0), Day::new(39), 20);
        let times = [Bounds::day(Day::new(4)), Bounds::new(Day::new(20), Day::new(25)), Bounds::ANY];
        assert_eq!(scale.possible(times.into_iter(), true), "  .       ...");
    }

    #[test]
    fn the_axis_has_the_finest_ticks_that_fit() {
        let axis = |from, to, columns| Scale::new(from, to, columns).axis(true);
        assert_eq!(
            axis(day(2019, 1, 1), day(2026, 12, 31), 40),
            [
                "    2020       2022     2024       2026".to_owned(),
                "----+----------+--------+----------+----".to_owned()
            ]
        );
        let [labels, ticks] = axis(day(2026, 1, 1), day(2026, 3, 31), 40);
        assert_eq!(labels, "Jan 2026     Feb 2026     Mar 2026");
        assert_eq!(ticks.len(), 40);
        assert!(axis(day(2026, 1, 3), day(2026, 1, 3), 20)[0].contains("3 Jan"));
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_beyond_the_columns(
            from in -800_000i32..800_000, days in 0i32..900_000, columns in 1usize..120,
            a in -900_000i32..900_000, b in 0i32..9_000, c in 0i32..9_000, open: bool, moment: bool,
        ) {
            let scale = Scale::new(Day::new(from), Day::new(from + days), columns);
            let start = Bounds::new(Day::new(a), Day::new(a + b));
            let end = Bounds { earliest: Some(Day::new(a + b)), latest: (!open).then_some(Day::new(a + b + c)) };
            let span = if moment { Span::moment(start) } else {
                Span { start, end, start_edge: Edge::Tenure, end_edge: Edge::Attested, moment }
            };
            for ascii in [false, true] {
                prop_assert!(scale.bar(&span, ascii).chars().count() <= columns.max(10));
                let [labels, line] = scale.axis(ascii);
                prop_assert!(labels.chars().count() <= columns.max(10), "{}", labels);
                prop_assert_eq!(line.chars().count(), columns.max(10));
            }
        }
    }
}
