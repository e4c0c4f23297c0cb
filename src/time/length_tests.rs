use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    super::super::edtf::date(text, None).unwrap().exact().unwrap()
}

fn after(text: &str, from: &str) -> (String, String) {
    let from = day(from);
    let (least, most) = Length::parse(text).unwrap().days_after(from);
    let at = |days: Option<i32>| days.map_or("..".into(), |days| from.plus(days).to_string());
    (at(least), at(most))
}

fn before(text: &str, to: &str) -> (String, String) {
    let to = day(to);
    let (least, most) = Length::parse(text).unwrap().days_before(to);
    let at = |days: Option<i32>| days.map_or("..".into(), |days| to.plus(-days).to_string());
    (at(most), at(least))
}

fn days(text: &str) -> (Option<i32>, Option<i32>) {
    Length::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")).days_anywhere()
}

#[test]
fn a_length_covers_what_rounds_to_it() {
    assert_eq!(after("7 years", "2019-03-01"), ("2025-09-01".into(), "2026-09-01".into()));
    assert_eq!(after("~7 years", "2019-03-01"), ("2025-03-01".into(), "2027-03-01".into()));
    assert_eq!(after("exactly 7 years", "2019-03-01"), ("2026-03-01".into(), "2026-03-01".into()));
    assert_eq!(after("9..10 years", "2019-03-01"), ("2028-03-01".into(), "2029-03-01".into()));
    assert_eq!(after(">7 years", "2019-03-01"), ("2026-03-02".into(), "..".into()));
    assert_eq!(after(">=7 years", "2019-03-01"), ("2026-03-01".into(), "..".into()));
    assert_eq!(after("<7 years", "2019-03-01"), ("2019-03-01".into(), "2026-02-28".into()));
    assert_eq!(after("<=7 years", "2019-03-01"), ("2019-03-01".into(), "2026-03-01".into()));
    assert_eq!(after("7.5 years", "2019-03-01"), ("2026-06-01".into(), "2026-12-01".into()));
    assert_eq!(after("2 months", "2026-01-01"), ("2026-02-16".into(), "2026-03-16".into()));
    assert_eq!(after("a decade", "2000-01-01"), ("2005-01-01".into(), "2015-01-01".into()));
    assert_eq!(after("1 century", "1900-01-01"), ("1950-01-01".into(), "2050-01-01".into()));
    assert_eq!(before("7 years", "2026-03-05"), ("2018-09-05".into(), "2019-09-05".into()));
}

#[test]
fn days_and_weeks() {
    for (text, least, most) in [
        ("1 day", 1, 1),
        ("5 days", 5, 5),
        ("exactly 7 days", 7, 7),
        ("~7 days", 6, 8),
        ("1 week", 4, 10),
        ("a week", 4, 10),
        ("two weeks", 11, 17),
        ("exactly 2 weeks", 14, 14),
        ("a fortnight", 7, 21),
        ("3..4 days", 3, 4),
        ("6 days..2 weeks", 6, 14),
        ("24 hours", 1, 1),
        ("36 hours", 1, 2),
        ("72 hours", 3, 3),
        ("~48 hours", 1, 3),
        ("6 hours", 0, 1),
        ("1½ days", 1, 2),
        ("half a day", 0, 1),
        ("0 days", 0, 0),
        ("1 week and 2 days", 9, 9),
        ("1,000 days", 1000, 1000),
        ("Twelve Days", 12, 12),
        ("~1 week", 0, 14),
    ] {
        assert_eq!(days(text), (Some(least), Some(most)), "{text}");
    }
    assert_eq!(days(">1 week"), (Some(8), None));
    assert_eq!(days("<1 week"), (Some(0), Some(6)));
}

#[test]
fn anywhere_on_the_calendar() {
    assert_eq!(days("exactly 1 month"), (Some(28), Some(31)));
    assert_eq!(days("exactly 1 year"), (Some(365), Some(366)));
    assert_eq!(days("exactly 4 years"), (Some(1460), Some(1461))); // across 1900 there is no leap day
    assert_eq!(days("7 years"), (Some(2371), Some(2741)));
    assert_eq!(days("exactly 400 years"), (Some(146_097), Some(146_097)));
    assert_eq!(days("seven and a half years"), days("7½ years"));
}

#[test]
fn months_are_clamped_to_their_end_both_ways() {
    assert_eq!(after("exactly 1 month", "2026-01-31"), ("2026-02-28".into(), "2026-02-28".into()));
    assert_eq!(before("exactly 1 month", "2026-03-31"), ("2026-02-28".into(), "2026-02-28".into()));
    assert_eq!(after("exactly 1 month", "2024-01-30"), ("2024-02-29".into(), "2024-02-29".into()));
    assert_eq!(after("exactly 1 year", "2024-02-29"), ("2025-02-28".into(), "2025-02-28".into()));
    // The last of February is a month before each of these.
    assert_eq!(after("exactly 1 month", "2026-02-28"), ("2026-03-28".into(), "2026-03-31".into()));
}

#[test]
fn offsets_and_plain_amounts() {
    let weeks = Length::parse("2 weeks").unwrap();
    assert_eq!(weeks.as_offset().days_anywhere(), (Some(14), Some(14)));
    assert_eq!(weeks.plain().days_anywhere(), (Some(14), Some(14)));
    let month = Length::parse("1 month").unwrap();
    assert_eq!(month.as_offset(), month);
    assert_eq!(month.plain().days_anywhere(), (Some(28), Some(31)));
    let about = Length::parse("~2 weeks").unwrap();
    assert_eq!(about.as_offset(), about);
    let years = Length::parse("2 years").unwrap();
    assert_eq!(years.plain().days_after(day("2020-02-29")), (Some(730), Some(730)));
    let hours = Length::parse("36 hours").unwrap();
    assert_eq!(hours.plain().days_anywhere(), (Some(1), Some(2)));
}

#[test]
fn mistakes_are_answered_with_the_mend() {
    let refused = |text: &str| {
        let error = Length::parse(text).expect_err(text);
        format!("{} / {}", error.message, error.help.unwrap_or_default())
    };
    for (text, mend) in [
        ("about 7 years", "\"~7 years\""),
        ("more than 7 years", "\">7 years\""),
        ("at least 2 weeks", "\">=2 weeks\""),
        ("nearly a decade", "\"<a decade\""),
        ("9 to 10 years", "9..10 years"),
        ("9-10 years", "9..10 years"),
        ("10..9 years", "9..10 years"),
        ("7 yeers", "years"),
        ("7", "7 days"),
        ("2.3 years", "7 years"),
        ("", "5 days"),
        ("soon", "5 days"),
        ("7 moons", "unit"),
        ("999999999999999999999 years", "calendar"),
        ("1,00 days", "such as"),
    ] {
        assert!(refused(text).contains(mend), "{text}: {}", refused(text));
    }
}

proptest! {
    #[test]
    fn never_panics(text in "[0-9.,½~<>= a-y]{0,20}|\\PC{0,24}", from in any::<i32>()) {
        if let Ok(length) = Length::parse(&text) {
            let _ = (length.days_after(Day::new(from)), length.days_before(Day::new(from)), length.days_anywhere());
        }
    }

    /// Where one moment is a length after another, the other is that length before the one, and anywhere allows both.
    #[test]
    fn after_and_before_agree(
        sign in prop::sample::select(vec!["", "~", "exactly ", "<=", "<", ">"]),
        number in 1i32..40,
        unit in prop::sample::select(vec!["days", "weeks", "months", "years", "hours"]),
        from in -300_000i32..300_000,
        days in 0i32..20_000,
    ) {
        let length = Length::parse(&format!("{sign}{number} {unit}")).unwrap();
        let (from, to) = (Day::new(from), Day::new(from.saturating_add(days)));
        let fits = |(least, most): (Option<i32>, Option<i32>), days: i32| {
            least.is_none_or(|least| least <= days) && most.is_none_or(|most| days <= most)
        };
        let (after, before) = (length.days_after(from), length.days_before(to));
        prop_assert_eq!(fits(after, days), fits(before, days), "{:?} {:?}", after, before);
        if fits(after, days) {
            prop_assert!(fits(length.days_anywhere(), days));
        }
        let near = length.days_after(from).0.unwrap_or(0);
        prop_assert!(fits(length.days_before(from.plus(near)), near));
    }
}

/// The days anywhere are the extremes of what single days allow.
#[test]
fn anywhere_is_the_hull_of_all_starts() {
    for number in [1, 2, 3, 13] {
        let length = Length::parse(&format!("exactly {number} months")).unwrap();
        let (mut least, mut most) = (None, None);
        for start in 0..146_097 {
            let (low, high) = length.days_after(Day::new(start));
            least = least.map_or(low, |least: i32| low.map(|low| low.min(least)));
            most = most.max(high);
        }
        assert_eq!(length.days_anywhere(), (least, most), "{number} months");
    }
}
