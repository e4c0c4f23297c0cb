//! Lengths of time in days, as true to the calendar as what is known of their ends allows.

use chrono::{Datelike, Months};

use crate::time::{Bounds, Day, Length};

/// Beyond so many days between the bounds of its start, a length counts as lying anywhere: what the calendar
/// adds or takes is then no longer worth the look.
pub const WIDE: i32 = 400;
/// The same where many lengths have to be looked at.
pub const NARROW: i32 = 31;
/// So many days clamping to a month's end may move a length by, and a few more.
const CLAMPED: i32 = 8;
/// Of so many days each is tried.
const FEW: i32 = 45;

/// Whether a length takes the same number of days wherever it lies.
pub fn is_fixed(length: &Length) -> bool {
    [&length.min, &length.max].into_iter().flatten().all(|amount| amount.months == 0)
}

/// The least and the greatest number of days that a length can take when it starts within `from` and ends
/// within `to`. Where these allow too much, wherever it lies.
pub fn spread(length: &Length, from: Bounds, to: Bounds, wide: i32) -> (Option<i32>, Option<i32>) {
    let (mut least, mut most) = length.days_anywhere();
    if is_fixed(length) {
        return (least, most);
    }
    // What is known of the end says something of the start, the more the better the length is known.
    for _ in 0..3 {
        let back = |day: Option<Day>, days: Option<i32>| Some(day?.plus(days?.checked_neg()?));
        let earliest = from.earliest.max(back(to.earliest, most));
        let latest = match (from.latest, back(to.latest, least)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let (Some(earliest), Some(latest)) = (earliest, latest) else { break };
        if earliest > latest || latest.number().saturating_sub(earliest.number()) > wide {
            break;
        }
        let few = latest.number().saturating_sub(earliest.number()) <= FEW;
        let taken = if few { fitting(length, earliest, latest, to) } else { None };
        let taken = taken.unwrap_or_else(|| extremes(length, earliest, latest));
        if taken == (least, most) {
            break;
        }
        (least, most) = taken;
    }
    (least, most)
}

/// The least and the greatest number of days that a length can take when it ends on a day, wherever it starts: counted
/// on from there it must come to that day, too.
pub fn up_to(length: &Length, to: Day) -> (Option<i32>, Option<i32>) {
    let (least, most) = length.days_before(to);
    if is_fixed(length) {
        return (least, most);
    }
    // What is clamped to a month's end moves by a few days.
    let fits = |days: &i32| {
        let (low, high) = length.days_after(to.plus(-*days));
        low.is_none_or(|low| low <= *days) && high.is_none_or(|high| *days <= high)
    };
    let found =
        |days: i32, step: i32| (0..CLAMPED).map(|more| days.saturating_add(more * step)).find(fits).unwrap_or(days);
    (least.map(|days| found(days, 1)), most.map(|days| found(days, -1)))
}

/// The least and greatest days that a length takes from a day of a range to one within `to`, tried day by day: a month
/// before 31 March is 28 February, and no day after it. `None` where none of them fits.
fn fitting(length: &Length, earliest: Day, latest: Day, to: Bounds) -> Option<(Option<i32>, Option<i32>)> {
    let mut found: Option<(i32, Option<i32>)> = None;
    for start in (earliest.number()..=latest.number()).map(Day::new) {
        let (low, high) = length.days_after(start);
        let after = |day: Day| day.number().saturating_sub(start.number());
        let low = low.unwrap_or(0).max(to.earliest.map_or(i32::MIN, after));
        let high = match (high, to.latest.map(after)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if high.is_some_and(|high| high < low) {
            continue;
        }
        found = Some(match found {
            None => (low, high),
            Some((least, most)) => (least.min(low), most.zip(high).map(|(a, b)| a.max(b))),
        });
    }
    found.map(|(least, most)| (Some(least), most))
}

/// The least and greatest days that a length takes from any day of a range. Within a month all starts take
/// the same number of days but for those near its ends, where days are clamped: so the ends of the range and
/// of its months will do.
fn extremes(length: &Length, earliest: Day, latest: Day) -> (Option<i32>, Option<i32>) {
    let mut least: Option<i32> = None;
    let mut most: Option<i32> = None;
    let (mut no_least, mut no_most) = (false, false);
    let mut look = |day: Day| {
        let (low, high) = length.days_after(day);
        match low {
            Some(low) => least = Some(least.map_or(low, |known| known.min(low))),
            None => no_least = true,
        }
        match high {
            Some(high) => most = Some(most.map_or(high, |known| known.max(high))),
            None => no_most = true,
        }
    };
    look(earliest);
    if latest > earliest {
        look(latest);
    }
    let mut month = earliest.date().with_day(1);
    while let Some(first) = month {
        let next = first.checked_add_months(Months::new(1));
        let start = Day::from_ymd(first.year(), first.month(), 1);
        let end = next.and_then(|next| Day::from_ymd(next.year(), next.month(), 1));
        let near_start = start.into_iter().flat_map(|day| (0..4).map(move |days| day.plus(days)));
        let near_end = end.into_iter().flat_map(|day| (1..=4).map(move |days| day.plus(-days)));
        for day in near_start.chain(near_end) {
            if day > earliest && day < latest {
                look(day);
            }
        }
        month = next.filter(|next| *next <= latest.date());
    }
    (least.filter(|_| !no_least), most.filter(|_| !no_most))
}
