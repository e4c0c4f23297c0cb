//! Days to places on an axis.

use chrono::Datelike;

use super::model::Tick;
use crate::time::{Bounds, Day};

/// Where the bars begin; what is left of it is for the labels.
pub const LEFT: i32 = 230;
/// Where the bars end.
pub const RIGHT: i32 = 705;

/// A scale from a first to a last day.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// A scale that shows all bounds, with a little room on both sides; `None` where nothing is bounded.
    pub fn new(all: impl IntoIterator<Item = Bounds>) -> Option<Self> {
        let days: Vec<i64> = all
            .into_iter()
            .flat_map(|bounds| [bounds.earliest, bounds.latest])
            .flatten()
            .map(|day| day.number().into())
            .collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let room = ((last - first) / 25).max(2);
        Some(Self { first: first - room, last: last + room })
    }

    /// The place of a day; an absent one is at the edge.
    pub fn x(&self, day: Option<Day>, otherwise: i32) -> i32 {
        let Some(day) = day else { return otherwise };
        let share = (i64::from(day.number()) - self.first) * i64::from(RIGHT - LEFT) / (self.last - self.first).max(1);
        i32::try_from(share).map_or(otherwise, |share| (LEFT + share).clamp(LEFT, RIGHT))
    }

    /// From and width of a bar.
    pub fn bar(&self, from: Option<Day>, to: Option<Day>) -> [i32; 2] {
        let (from, to) = (self.x(from, LEFT), self.x(to, RIGHT));
        [from, (to - from).max(3)]
    }

    /// Up to seven marks on round dates.
    pub fn ticks(&self) -> Vec<Tick> {
        let day = |number: i64| i32::try_from(number).map(Day::new).unwrap_or(Day::new(0));
        let (first, last) = (day(self.first).date(), day(self.last).date());
        let months = |date: chrono::NaiveDate| date.year() * 12 + date.month0() as i32;
        let span = months(last) - months(first);
        let steps = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000];
        let step = steps.into_iter().find(|step| span / step <= 6).unwrap_or(60_000);
        let mut ticks = Vec::new();
        if span < 2 {
            let days = self.last - self.first;
            let step = (days / 5).max(1);
            for at in (0..=days).step_by(usize::try_from(step).unwrap_or(1)).skip(1).take(5) {
                let at = day(self.first + at);
                ticks.push(Tick { x: self.x(Some(at), LEFT), label: at.to_string() });
            }
            ticks.retain(|tick| tick.x <= RIGHT - 25);
            return ticks;
        }
        let mut month = months(first).div_euclid(step) * step + step;
        while month <= months(last) {
            let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12));
            let label = if step % 12 == 0 { year.to_string() } else { format!("{year}-{:02}", of_year + 1) };
            if let Some(at) = u32::try_from(of_year + 1).ok().and_then(|of_year| Day::from_ymd(year, of_year, 1)) {
                ticks.push(Tick { x: self.x(Some(at), LEFT), label });
            }
            month += step;
        }
        // A label at the very edge would be cut.
        ticks.retain(|tick| tick.x <= RIGHT - 15);
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).expect("a day of the calendar")
    }

    #[test]
    fn marks_are_round_and_few_whatever_the_span() {
        for (from, to) in [
            (day(2026, 1, 3), day(2026, 1, 9)),
            (day(2026, 1, 3), day(2026, 3, 9)),
            (day(2019, 1, 1), day(2026, 3, 9)),
            (day(1, 1, 1), day(2026, 3, 9)),
        ] {
            let scale = Scale::new([Bounds::new(from, to)]).expect("bounded");
            let ticks = scale.ticks();
            assert!((1..=8).contains(&ticks.len()), "{from} {to} {ticks:?}");
            assert!(ticks.windows(2).all(|pair| pair[0].x < pair[1].x), "{ticks:?}");
            assert!(scale.x(Some(from), 0) < scale.x(Some(to), 0));
        }
    }
}
