//! Lengths of time in the network, against calendars that are known to fit.

use proptest::prelude::*;

use super::calendar::up_to;
use super::tests::{conflicts, over};
use crate::time::{Day, Length};

/// Two events with their dates, and what is said of how they lie to each other: by how many days that fails.
fn fails_by(a: &str, b: &str, said: &str) -> Option<i64> {
    let claims = format!(
        "sources: {{ s: {{ role: reference }} }}\nevents: {{ a: {{}}, b: {{}} }}\ndefaults: {{ source: s }}\nclaims:\n\
         - {{ id: da, event: a, when: {a} }}\n- {{ id: db, event: b, when: {b} }}\n- {{ id: o, event: a, {said} }}\n"
    );
    match conflicts(&claims).as_slice() {
        [] => None,
        [(steps, by)] => {
            assert!(steps.contains(&"o".to_owned()), "{steps:?}");
            Some(by.unwrap_or(0))
        }
        more => panic!("{more:?}"),
    }
}

#[test]
fn lengths_hold_where_they_hold_on_the_calendar() {
    let cases: &[(&str, &str, &str, Option<i64>)] = &[
        // "A week previously": the capture on 3 January, the landing on Friday, 9 January.
        ("2026-01-03", "2026-01-09", "before: b, by: 1 week", None),
        ("2026-01-03", "2026-01-13", "before: b, by: 1 week", None),
        ("2026-01-03", "2026-01-14", "before: b, by: 1 week", Some(1)),
        ("2026-01-03", "2026-01-09", "before: b, by: exactly 7 days", Some(1)),
        ("2026-01-03", "2026-01-20", "before: b, by: 1 week", Some(7)),
        // "After seven years": relations broken in January 2019, restored on 5 March 2026.
        ("2019-01-23", "2026-03-05", "before: b, by: 7 years", None),
        ("2019-01-23", "2026-08-01", "before: b, by: 7 years", Some(9)),
        // The 13th anniversary of 5 March 2013.
        ("2013-03-05", "2026-03-05", "before: b, by: exactly 13 years", None),
        ("2013-03-05", "2026-03-06", "before: b, by: exactly 13 years", Some(1)),
        ("2013-03-05", "2025-03-05", "before: b, by: exactly 13 years", Some(365)),
        // Leap years: from 29 February.
        ("2024-02-29", "2025-02-28", "before: b, by: exactly 1 year", None),
        ("2024-02-29", "2028-02-29", "before: b, by: exactly 4 years", None),
        ("2023-03-01", "2024-03-01", "before: b, by: exactly 1 year", None),
        ("2023-03-01", "2024-02-29", "before: b, by: exactly 1 year", Some(1)),
        // Months of different length.
        ("2026-01-31", "2026-02-28", "before: b, by: exactly 1 month", None),
        ("2026-02-28", "2026-03-28", "before: b, by: exactly 1 month", None),
        ("2026-01-15", "2026-02-15", "before: b, by: exactly 1 month", None),
        ("2026-01-15", "2026-02-12", "before: b, by: exactly 1 month", Some(3)),
        // "Roughly two months": from 3 January to 5 March.
        ("2026-01-03", "2026-03-05", "before: b, by: ~2 months", None),
        ("2026-01-03", "2026-04-03", "before: b, by: ~2 months", None),
        ("2026-01-03", "2026-04-04", "before: b, by: ~2 months", Some(1)),
        // "Days after" is at least a day, and "nearly a decade" is not the seven years from 2019 to 2026.
        ("2026-01-03", "2026-01-09", "before: b, at-least: 1 day", None),
        ("2026-01-03", "2026-01-03", "before: b, at-least: 1 day", Some(1)),
        ("2019-02-01", "2026-02-01", "before: b, by: 9..10 years", Some(730)),
        ("2019", "2026-01", "before: b, by: 9..10 years", Some(700)),
        ("2019-01-23", "2026-03-05", "before: b, at-least: 7 years", None),
        ("2019-01-23", "2026-01-22", "before: b, at-least: 7 years", Some(1)),
        ("2019-01-23", "2026-01-23", "before: b, at-most: 7 years", None),
        ("2019-01-23", "2026-01-24", "before: b, at-most: 7 years", Some(1)),
        // Coarse dates leave room.
        ("2026-01", "2026-02", "before: b, by: exactly 7 days", None),
        ("2026-01", "2026-03", "before: b, by: exactly 7 days", Some(22)),
        // Orders: the same day is allowed.
        ("2026-01-03", "2026-01-03", "before: b", None),
        ("2026-01-03", "2026-01-03", "after: b", None),
        ("2026-01-04", "2026-01-03", "before: b", Some(1)),
        ("2026-01", "2026-01-03", "before: b", None),
        ("2026-01-03", "2026-01-05", "same-day-as: b", Some(2)),
        ("2026-01-03", "2026-01-03", "same-day-as: b", None),
        ("2026-01-03", "2026-01-05", "same-time-as: b", Some(2)),
        ("2026-01-03", "2026-01-03", "same-time-as: b", None),
        ("2026-01-03", "2026-01-05", "during: b", Some(2)),
    ];
    for (a, b, said, expected) in cases {
        assert_eq!(fails_by(a, b, said), *expected, "{a}, {b}: {said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Two claims of how far `b` lies after `a`, against the gap between what the two allow.
    #[test]
    fn claims_fail_by_the_days_between_them(first in apart(), second in apart()) {
        let (one, other) = (&first, &second);
        let reach = |from: Option<i64>, to: Option<i64>| (from.unwrap_or(i64::MIN / 4), to.unwrap_or(i64::MAX / 4));
        let ((a, b), (c, d)) = (reach(one.1, one.2), reach(other.1, other.2));
        let gap = (c - b).max(a - d);
        // Where each puts the other event first, and on the same day, neither has a number of days.
        let expected = if gap > 0 { Some(gap) } else { None };
        let found = conflicts(&format!(
            "sources: {{ s: {{ role: reference }} }}\nevents: {{ x: {{}}, y: {{}} }}\ndefaults: {{ source: s, event: x }}\n\
             claims:\n- {{ id: a, {} }}\n- {{ id: b, {} }}\n",
            one.0, other.0
        ));
        let by: Vec<Option<i64>> = found.into_iter().map(|(_, by)| by).collect();
        let orders = one.0.starts_with("before") != other.0.starts_with("before");
        prop_assert_eq!(by.len(), usize::from(gap > 0 || orders), "{:?} {:?}", first, second);
        prop_assert_eq!(by.first().copied().flatten(), expected, "{:?} {:?}", first, second);
    }
}

/// What a claim says of how `y` lies to the event it dates, with the least and the most days that `y` is after it.
fn apart() -> impl Strategy<Value = (String, Option<i64>, Option<i64>)> {
    (any::<bool>(), 0..3, 1_i64..30).prop_map(|(before, kind, days)| {
        let (key, least, most) = match kind {
            0 => ("by: exactly", Some(days), Some(days)),
            1 => ("at-least:", Some(days), None),
            _ => ("at-most:", Some(0), Some(days)),
        };
        let (order, from, to) =
            if before { ("before", least, most) } else { ("after", most.map(|it| -it), least.map(|it| -it)) };
        (format!("{order}: y, {key} {days} days"), from, to)
    })
}

#[test]
fn a_length_is_as_true_to_the_calendar_as_the_dates_round_it() {
    // A month from within February 2026 is 28 days, whoever says so.
    let told = over(
        "id: a, event: x, when: 2026-02-01..2026-02-20 | id: b, event: x, before: y, by: exactly 1 month \
         | id: c, event: x, before: y, by: exactly 31 days",
    );
    assert_eq!(told, [["a", "b", "c"]]);
    let holds = over(
        "id: a, event: x, when: 2026-01-01..2026-01-20 | id: b, event: x, before: y, by: exactly 1 month \
         | id: c, event: x, before: y, by: exactly 31 days",
    );
    assert!(holds.is_empty(), "{holds:?}");
    // What is known of the end will do as well.
    let told = over(
        "id: a, event: y, when: 2026-03-05..2026-03-20 | id: b, event: x, before: y, by: exactly 1 month \
         | id: c, event: x, before: y, by: exactly 31 days",
    );
    assert_eq!(told, [["a", "b", "c"]]);
}

proptest! {
    /// What a length may take when it ends on a day: of all days before it, those from which it may come to that day.
    #[test]
    fn a_length_that_ends_on_a_day_is_that_which_all_starts_give(
        day in 738_000i32..740_000,
        text in prop::sample::select(vec!["3..5 months", ">1 month", "<2 months", ">=1 year", "~3 months", "1 month", "exactly 13 months", "10 days", "2 years"]),
    ) {
        let (length, to) = (Length::parse(text).unwrap(), Day::new(day));
        let fits = |days: &i32| {
            let (low, high) = length.days_after(to.plus(-*days));
            low.is_none_or(|low| low <= *days) && high.is_none_or(|high| *days <= high)
        };
        let all: Vec<i32> = (0..1500).filter(fits).collect();
        let (least, most) = up_to(&length, to);
        // Of a month before the thirty-first there may be no such day, and it is counted back.
        if let (Some(first), Some(last)) = (all.first(), all.last()) {
            prop_assert_eq!(least.unwrap_or(0), *first);
            prop_assert!(most.map_or(*last == 1499, |most| most == *last), "{:?} {}", most, last);
        }
    }
}
