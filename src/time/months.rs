//! How many days a number of months takes, wherever on the calendar it starts.

use std::sync::{LazyLock, RwLock};

use rustc_hash::FxHashMap;

use super::day::{Day, days_in_month};

/// The Gregorian calendar repeats after 400 years.
const CYCLE_MONTHS: i32 = 4800;
const CYCLE_DAYS: i32 = 146_097;

/// For each month of a cycle, from January 2000: its first day (from that of the first), its length.
static CYCLE: LazyLock<Vec<(i32, i32)>> = LazyLock::new(|| {
    let first = Day::from_ymd(2000, 1, 1).map_or(0, |day| day.number());
    (0..CYCLE_MONTHS)
        .map(|index| {
            let (year, month) = (2000 + index / 12, (index % 12).unsigned_abs() + 1);
            let start = Day::from_ymd(year, month, 1).map_or(0, |day| day.number());
            (start - first, days_in_month(year, month).unwrap_or(0).cast_signed())
        })
        .collect()
});

/// What has been worked out already: few lengths are in use, by many claims.
static KNOWN: LazyLock<RwLock<FxHashMap<i32, (i32, i32)>>> = LazyLock::new(RwLock::default);

/// The fewest days that so many months may take, clamped to the month's end, counted forwards or backwards.
pub(crate) fn least(months: i32) -> i32 {
    extremes(months).0
}

/// The most days that so many months may take.
pub(crate) fn most(months: i32) -> i32 {
    extremes(months).1
}

fn extremes(months: i32) -> (i32, i32) {
    if months == 0 {
        return (0, 0);
    }
    if let Some(known) = KNOWN.read().ok().and_then(|known| known.get(&months).copied()) {
        return known;
    }
    let found = work_out(months);
    if let Ok(mut known) = KNOWN.write() {
        known.insert(months, found);
    }
    found
}

/// Looks at every month of a cycle as the start. From a month's last day the length is shorter where the last
/// month is the shorter one; counted backwards it is longer where the last month is the longer one.
fn work_out(months: i32) -> (i32, i32) {
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for (start, (first, length)) in (0i32..).zip(CYCLE.iter()) {
        let end = start.saturating_add(months);
        let index = usize::try_from(end.rem_euclid(CYCLE_MONTHS)).unwrap_or(0);
        let Some((end_first, end_length)) = CYCLE.get(index) else { continue };
        let cycles = end.div_euclid(CYCLE_MONTHS).saturating_mul(CYCLE_DAYS);
        let days = end_first.saturating_add(cycles).saturating_sub(*first);
        least = least.min(days.saturating_sub((length - end_length).max(0)));
        most = most.max(days.saturating_add((end_length - length).max(0)));
    }
    (least, most)
}
