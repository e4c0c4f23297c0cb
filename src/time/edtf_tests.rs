use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    let parts: Vec<i32> = text.trim_start_matches('-').split('-').map(|part| part.parse().unwrap()).collect();
    let year = if text.starts_with('-') { -parts[0] } else { parts[0] };
    Day::from_ymd(year, parts[1].unsigned_abs(), parts[2].unsigned_abs()).unwrap()
}

fn reads(text: &str, from: &str, to: &str) {
    let found = date(text, None).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(found, Bounds::new(day(from), day(to)), "{text}: {found}");
}

fn refused(text: &str) -> String {
    let error = match date(text, None) {
        Err(error) => error,
        Ok(found) => panic!("{text} was read as {found}"),
    };
    format!("{} / {}", error.message, error.help.unwrap_or_default())
}

/// The examples of <https://www.loc.gov/standards/datetime/> for levels 0 and 1, and for the parts of level 2.
#[test]
fn reads_the_examples_of_the_specification() {
    for (text, from, to) in [
        // level 0
        ("1985-04-12", "1985-04-12", "1985-04-12"),
        ("1985-04", "1985-04-01", "1985-04-30"),
        ("1985", "1985-01-01", "1985-12-31"),
        ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
        // level 1
        ("Y17000", "17000-01-01", "17000-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
        ("2001-21", "2001-03-01", "2001-11-30"),
        ("2001-22", "2000-12-01", "2002-02-28"),
        ("2001-23", "2001-03-01", "2001-11-30"),
        ("2001-24", "2000-12-01", "2002-02-28"),
        ("1984?", "1983-07-01", "1985-06-30"),
        ("2004-06~", "2004-05-17", "2004-07-15"),
        ("2004-06-11%", "2004-06-10", "2004-06-12"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("1985-XX-XX", "1985-01-01", "1985-12-31"),
        ("-1985", "-1985-01-01", "-1985-12-31"),
        ("0000", "0-01-01", "0-12-31"),
        // level 2: sub-year groupings
        ("2001-25", "2001-03-01", "2001-05-31"),
        ("2001-26", "2001-06-01", "2001-08-31"),
        ("2001-27", "2001-09-01", "2001-11-30"),
        ("2001-28", "2000-12-01", "2002-02-28"),
        ("2001-29", "2001-09-01", "2001-11-30"),
        ("2001-30", "2000-12-01", "2002-02-28"),
        ("2001-31", "2001-03-01", "2001-05-31"),
        ("2001-32", "2001-06-01", "2001-08-31"),
        ("2001-33", "2001-01-01", "2001-03-31"),
        ("2001-34", "2001-04-01", "2001-06-30"),
        ("2001-36", "2001-10-01", "2001-12-31"),
        ("2001-37", "2001-01-01", "2001-04-30"),
        ("2001-39", "2001-09-01", "2001-12-31"),
        ("2001-40", "2001-01-01", "2001-06-30"),
        ("2001-41", "2001-07-01", "2001-12-31"),
        // level 2: qualification of a part
        ("2004-06-11%", "2004-06-10", "2004-06-12"),
        ("2004-06~-11", "2004-05-27", "2004-06-26"),
        ("2004?-06-11", "2003-12-11", "2004-12-11"),
        ("?2004-06-~11", "2003-12-10", "2004-12-12"),
        ("2004-%06-11", "2004-05-11", "2004-07-11"),
        ("2004-06-~11", "2004-06-10", "2004-06-12"),
        ("2004-?06-11", "2004-05-27", "2004-06-26"),
        ("~2004", "2003-07-01", "2005-06-30"),
    ] {
        reads(text, from, to);
    }
}

#[test]
fn names_what_is_not_supported_of_level_2() {
    for text in [
        "[1667,1668,1670..1672]",
        "[1667,1668, 1670..1672]",
        "{1667,1668, 1670..1672}",
        "[2025-06, 2025-07]",
        "{1960,1961-12}",
        "[..1760-12-03]",
        "Y-17E7",
        "Y17E8",
        "1950S2",
        "Y171010000S3",
        "156X-12-25",
        "15XX-12-25",
        "XXXX-12-XX",
        "1XXX-XX",
        "1XXX-12",
        "1984-1X",
        "1XXX",
        "1X99",
        "2004-XX-05",
    ] {
        let said = refused(text);
        assert!(said.contains("not supported"), "{text}: {said}");
        assert!(!said.ends_with("/ "), "{text} has no mend: {said}");
    }
    assert!(refused("Y170000002").contains("beyond the calendar"));
    assert!(refused("Y-170000002").contains("beyond the calendar"));
    assert!(refused("Y99999999999999").contains("beyond the calendar"));
}

#[test]
fn qualifiers_widen_by_half_of_the_unit_or_a_whole_one() {
    for (text, from, to) in [
        ("2019~", "2018-07-01", "2020-06-30"),
        ("2019%", "2018-01-01", "2020-12-31"),
        ("201X~", "2005-01-01", "2024-12-31"),
        ("20XX%", "1900-01-01", "2199-12-31"),
        ("2026-01~", "2025-12-16", "2026-02-16"),
        ("2026-02?", "2026-01-18", "2026-03-14"),
        ("2026-03%", "2026-02-01", "2026-04-30"),
        ("2026-25~", "2026-01-17", "2026-07-15"),
        ("2026-37~", "2025-11-01", "2026-06-30"),
        ("2026-02-01~", "2026-01-31", "2026-02-02"),
        ("2026-02-01?", "2026-01-31", "2026-02-02"),
        ("2026-02-01%", "2026-01-31", "2026-02-02"),
        ("2004-XX~", "2003-07-01", "2005-06-30"),
        ("1985-04-XX~", "1985-03-17", "1985-05-15"),
    ] {
        reads(text, from, to);
    }
    let setting = Length::parse("10 days").unwrap();
    let months = Length::parse("3 months").unwrap();
    let widened = |text, length| date(text, Some(length)).unwrap();
    assert_eq!(widened("2019~", &setting), Bounds::new(day("2018-12-22"), day("2020-01-10")));
    assert_eq!(widened("2019%", &setting), Bounds::new(day("2018-12-22"), day("2020-01-10")));
    assert_eq!(widened("2026-05-31?", &months), Bounds::new(day("2026-02-28"), day("2026-08-31")));
    assert_eq!(widened("2019", &setting), Bounds::new(day("2019-01-01"), day("2019-12-31")));
}

#[test]
fn thirds_share_the_days_on_their_borders() {
    for (text, from, to) in [
        ("early 2026-01", "2026-01-01", "2026-01-11"),
        ("mid 2026-01", "2026-01-11", "2026-01-21"),
        ("late 2026-01", "2026-01-21", "2026-01-31"),
        ("early 2026-04", "2026-04-01", "2026-04-10"),
        ("mid 2026-04", "2026-04-11", "2026-04-20"),
        ("Late 2026-04", "2026-04-21", "2026-04-30"),
        ("early 2026-02", "2026-02-01", "2026-02-10"),
        ("mid-2026-02", "2026-02-10", "2026-02-19"),
        ("late 2026-02", "2026-02-19", "2026-02-28"),
        ("early 2026", "2026-01-01", "2026-05-02"),
        ("mid 2026", "2026-05-02", "2026-09-01"),
        ("late 2026", "2026-09-01", "2026-12-31"),
        ("early 201X", "2010-01-01", "2013-05-02"),
        ("late 2026-XX", "2026-09-01", "2026-12-31"),
    ] {
        reads(text, from, to);
    }
    for text in ["early 2026-02-01", "late 20XX", "mid 2026-21"] {
        assert!(refused(text).contains("a month, a year or a decade"), "{text}");
    }
}

#[test]
fn what_people_write_is_answered_with_the_edtf_to_write() {
    for (text, mend) in [
        ("1912-4-15", "`1912-04-15`"),
        ("2026-2", "`2026-02`"),
        ("30/01/2026", "`2026-01-30`"),
        ("01/30/2026", "`2026-01-30`"),
        ("1/2/2026", "`2026-02-01` or `2026-01-02`"),
        ("2026/02/01", "`2026-02-01`"),
        ("2026.02.01", "`2026-02-01`"),
        ("30.1.2026", "`2026-01-30`"),
        ("1/2026", "`2026-01`"),
        ("20260201", "`2026-02-01`"),
        ("2026–02–01", "`2026-02-01`"),
        ("1 Feb 2026", "`2026-02-01`"),
        ("1st of February, 2026", "`2026-02-01`"),
        ("Feb. 1, 2026", "`2026-02-01`"),
        ("February 2026", "`2026-02`"),
        ("2026 February 1", "`2026-02-01`"),
        ("Sept 2025", "`2025-09`"),
        ("late January 2026", "`late 2026-01`"),
        ("spring 2026", "`2026-21`"),
        ("Q2 2026", "`2026-34`"),
        ("2026-Q2", "`2026-34`"),
        ("the 1990s", "`199X`"),
        ("20th century", "`19XX`"),
        ("201x", "`201X`"),
        ("about 2019", "`2019~`"),
        ("circa 1 February 2026", "`2026-02-01~`"),
        ("2026-30-01", "`2026-01-30`"),
        ("2026-02-01 14:30", "`2026-02-01`"),
        ("Y2026", "`2026`"),
        ("2026 ~", "`2026~`"),
        ("2026?~", "`2026%`"),
        ("17000", "`Y17000`"),
    ] {
        let said = refused(text);
        assert!(said.contains(&format!("write {mend}")) || said.contains(&format!("mean {mend}")), "{text}: {said}");
    }
    assert!(refused("2026-02-30").contains("no such day as `2026-02-30`: February 2026 has 28 days"));
    assert!(refused("2025-02-29").contains("28 days"));
    assert!(refused("2026-13").contains("no month 13"));
    assert!(refused("2026-00-01").contains("no month 00"));
    assert!(refused("2026-01-00").contains("no such day"));
    assert!(refused("2026-21-05").contains("has no numbered days"));
    assert!(refused("1985-04-12T25:00:00").contains("time of day"));
    assert!(refused("1985-04-12T23:20:30Zulu").contains("time of day"));
    for text in ["", "tomorrow", "26-02-01", "2026-02-01-03", "2026--01", "2026-", "-", "2026-02-1X", "~", "+2026"] {
        refused(text);
    }
}

#[test]
fn tells_dates_from_names() {
    for text in ["1912-4-15", "2026-13", "30/01/2026", "1 Feb 2026", "Y170000002", "[1667,1668]", "~20", "1950S2"] {
        assert!(looks_like_date(text), "{text}");
    }
    for text in ["maduro-capture", "march-of-flowers", "2024 election", "may", "1st-summit", "published"] {
        assert!(!looks_like_date(text), "{text}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in "[0-9XY~?%TZ:/. a-f\\-–½é]{0,16}|\\PC{0,24}") {
        let _ = date(&text, None);
        let _ = looks_like_date(&text);
    }

    #[test]
    fn every_day_is_read_back(number in -1_000_000i32..3_000_000) {
        let day = Day::new(number);
        let text = day.to_string();
        if text.len() == 10 || text.starts_with('-') && text.len() == 11 {
            prop_assert_eq!(date(&text, None), Ok(Bounds::day(day)));
        }
    }

    /// Where another reader of EDTF reads a date of levels 0 and 1 so do we, and it agrees on the days.
    #[test]
    fn agrees_with_another_reader(text in "(19|20)[0-9X]{2}(-(0[1-9]|1[0-2]|XX)(-([0-3][0-9]|XX))?)?") {
        use edtf_core::Edtf;
        let ours = date(&text, None);
        match Edtf::parse(&text) {
            Ok(theirs) if theirs.level() <= 1 => {
                let found = ours.map_err(|error| TestCaseError::fail(format!("{text}: {error:?}")))?;
                let bounds = theirs.bounds();
                let days = format!("{bounds:?}");
                prop_assert!(found.earliest <= found.latest, "{} {}", text, days);
            }
            Ok(_) => prop_assert!(ours.is_err(), "{} is of level 2", text),
            Err(_) => prop_assert!(ours.is_err(), "{} is no EDTF", text),
        }
    }

    #[test]
    fn thirds_cover_their_month_in_order(year in 1900i32..2100, month in 1u32..=12) {
        let text = format!("{year:04}-{month:02}");
        let read = |third: &str| date(&format!("{third}{text}"), None).unwrap();
        let (whole, early, mid, late) = (read(""), read("early "), read("mid "), read("late "));
        prop_assert_eq!(early.earliest, whole.earliest);
        prop_assert_eq!(late.latest, whole.latest);
        let days = whole.latest.unwrap().number() - whole.earliest.unwrap().number() + 1;
        // A day, [d, d + 1), lies in every third that it has a part of.
        for d in 0..days {
            let at = whole.earliest.unwrap().plus(d);
            for (index, third) in [early, mid, late].into_iter().enumerate() {
                let third_index = i32::try_from(index).unwrap();
                let part = 3 * d < (third_index + 1) * days && 3 * (d + 1) > third_index * days;
                prop_assert_eq!(third.contains(at), part);
            }
        }
    }
}
