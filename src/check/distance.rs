//! How far apart a claim says that two moments are, in days.

use crate::project::{Apart, Order};
use crate::time::{Bounds, Day, Length};

/// The days of what lies so before or after some days.
pub(super) fn apart_from(target: Bounds, order: Order, apart: Option<&Apart>) -> Bounds {
    let back = |day: Option<Day>, most: bool| {
        let days = |day: Day| lengths(apart, |length| length.days_before(day));
        day.and_then(|day| Some(day.plus(-pick(days(day), most)?)))
    };
    let on = |day: Option<Day>, most: bool| {
        let days = |day: Day| lengths(apart, |length| length.days_after(day));
        day.and_then(|day| Some(day.plus(pick(days(day), most)?)))
    };
    match order {
        Order::Before => Bounds { earliest: back(target.earliest, true), latest: back(target.latest, false) },
        Order::After => Bounds { earliest: on(target.earliest, false), latest: on(target.latest, true) },
        Order::During | Order::SameDayAs | Order::SameTimeAs => target,
    }
}

fn pick((least, most): (Option<i32>, Option<i32>), farthest: bool) -> Option<i32> {
    if farthest { most } else { Some(least.unwrap_or(0)) }
}

/// The least and the most days that lie between two moments, by a length that is counted so.
pub(super) fn lengths(
    apart: Option<&Apart>,
    days: impl Fn(&Length) -> (Option<i32>, Option<i32>),
) -> (Option<i32>, Option<i32>) {
    match apart {
        None => (Some(0), None),
        Some(Apart::By(length)) => days(length),
        Some(Apart::AtLeast(length)) => (days(length).0, None),
        Some(Apart::AtMost(length)) => (Some(0), days(length).1),
    }
}
