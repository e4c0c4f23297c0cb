use proptest::prelude::*;

use super::super::edtf::date;
use super::*;

/// What a test knows: when the source was published, up to when an open end reaches, one event.
struct Known {
    published: Bounds,
    still: Option<Bounds>,
    event: Bounds,
}

impl Moments<String> for Known {
    fn published(&self) -> Bounds {
        self.published
    }

    fn still(&self) -> Option<Bounds> {
        self.still
    }

    fn event(&self, _event: &String) -> Bounds {
        self.event
    }
}

fn bounds(text: &str) -> Bounds {
    date(text, None).unwrap()
}

/// Published on a date; the event took place in January 2026.
fn published(text: &str) -> Known {
    Known { published: bounds(text), still: Some(bounds(text)), event: bounds("2026-01") }
}

const UNDATED: Known = Known { published: Bounds::ANY, still: None, event: Bounds::ANY };

fn span(text: &str, known: &Known) -> Span {
    When::parse(text, None).unwrap_or_else(|error| panic!("{text}: {error:?}")).span(known)
}

/// Core and hull as text.
fn says(text: &str, known: &Known) -> (String, String) {
    let span = span(text, known);
    let core = span.core().map_or("-".into(), |(from, to)| format!("{from} {to}"));
    let side = |day: Option<Day>| day.map_or("..".into(), |day| day.to_string());
    (core, format!("{} {}", side(span.hull().earliest), side(span.hull().latest)))
}

#[test]
fn an_open_end_makes_no_start_more_exact() {
    let core = |text: &str, known: &Known| span(text, known).core().map(|(from, to)| format!("{from} {to}"));
    for (text, source) in
        [("2026-03/..", "2026-03"), ("/..", "2026-03"), ("published/..", "2026-03"), ("2026-03-05~/..", "2026-03-05~")]
    {
        assert_eq!(core(text, &published(source)), None, "{text} of {source}");
    }
    assert_eq!(core("2026-03/..", &published("2026-03-10")).as_deref(), Some("2026-03-10 2026-03-10"));
    assert_eq!(core("2026-02-20/..", &published("2026-03")).as_deref(), Some("2026-02-20 2026-03-01"));
    // An article of an unknown day: it says so of the day of the start, and of a start on some day of a year nothing.
    let unknown = Known { still: Some(Bounds::ANY), ..UNDATED };
    assert_eq!(core("2026-02-20/..", &unknown).as_deref(), Some("2026-02-20 2026-02-20"));
    assert_eq!(core("2026/..", &unknown), None);
}

#[test]
fn cores_and_hulls() {
    let known = published("2026-02-01");
    for (text, core, hull) in [
        ("published", "2026-02-01 2026-02-01", "2026-02-01 2026-02-01"),
        ("Published", "2026-02-01 2026-02-01", "2026-02-01 2026-02-01"),
        ("2025-03-04", "2025-03-04 2025-03-04", "2025-03-04 2025-03-04"),
        ("2025-03", "-", "2025-03-01 2025-03-31"),
        ("2026", "-", "2026-01-01 2026-12-31"),
        ("published - 5 days", "2026-01-27 2026-01-27", "2026-01-27 2026-01-27"),
        ("published + 2 weeks", "2026-02-15 2026-02-15", "2026-02-15 2026-02-15"),
        ("published – 1 week", "2026-01-25 2026-01-25", "2026-01-25 2026-01-25"),
        ("published - ~1 week", "-", "2026-01-18 2026-02-01"),
        ("published - 1 month", "-", "2025-12-17 2026-01-17"),
        ("published - 7 years", "-", "2018-08-01 2019-08-01"),
        ("published - exactly 7 years", "2019-02-01 2019-02-01", "2019-02-01 2019-02-01"),
        ("published - 6 days..published", "-", "2026-01-26 2026-02-01"),
        ("2019-01..2019-03", "-", "2019-01-01 2019-03-31"),
        ("2019-01-05..2019-01", "-", "2019-01-05 2019-01-31"),
        ("2021-01-20/2025-01-20", "2021-01-20 2025-01-20", "2021-01-20 2025-01-20"),
        ("2021-01/2025-01", "2021-01-31 2025-01-01", "2021-01-01 2025-01-31"),
        ("2026-01/2026-01", "-", "2026-01-01 2026-01-31"),
        ("2026-01-31/..", "2026-01-31 2026-02-01", "2026-01-31 .."),
        ("2026-01/..", "2026-01-31 2026-02-01", "2026-01-01 .."),
        ("late 2026-01/..", "2026-01-31 2026-02-01", "2026-01-21 .."),
        ("2026/..", "2026-02-01 2026-02-01", "2026-01-01 .."),
        ("2026-02-01/..", "2026-02-01 2026-02-01", "2026-02-01 .."),
        ("2027/..", "-", ".. .."),
        ("../2026-01-31", "2026-01-31 2026-01-31", ".. 2026-01-31"),
        ("../2026-01", "-", ".. 2026-01-31"),
        ("2026-01-31/", "2026-01-31 2026-01-31", "2026-01-31 .."),
        ("2026-01/", "-", "2026-01-01 .."),
        ("/2026-01-31", "2026-01-31 2026-01-31", ".. 2026-01-31"),
        ("/..", "2026-02-01 2026-02-01", ".. .."),
        ("2019~/2020", "-", "2018-07-01 2020-12-31"),
        ("2015~/2020", "2016-06-30 2020-01-01", "2014-07-01 2020-12-31"),
        ("the capture/..", "2026-01-31 2026-02-01", "2026-01-01 .."),
        ("2025/the capture", "2025-12-31 2026-01-01", "2025-01-01 2026-01-31"),
        ("published - 7 years/published", "2019-08-01 2026-02-01", "2018-08-01 2026-02-01"),
        ("2026-01..2026-03/2026-08", "2026-03-31 2026-08-01", "2026-01-01 2026-08-31"),
        (" 2026-01 / .. ", "2026-01-31 2026-02-01", "2026-01-01 .."),
    ] {
        assert_eq!(says(text, &known), (core.into(), hull.into()), "{text}");
    }
}

/// The intervals of <https://www.loc.gov/standards/datetime/> for levels 0 and 1.
#[test]
fn reads_the_intervals_of_the_specification() {
    let known = published("1990-01-01");
    for (text, core, hull) in [
        ("1964/2008", "1964-12-31 2008-01-01", "1964-01-01 2008-12-31"),
        ("2004-06/2006-08", "2004-06-30 2006-08-01", "2004-06-01 2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01 2005-02-08", "2004-02-01 2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01 2005-02-01", "2004-02-01 2005-02-28"),
        ("2004-02-01/2005", "2004-02-01 2005-01-01", "2004-02-01 2005-12-31"),
        ("2005/2006-02", "2005-12-31 2006-02-01", "2005-01-01 2006-02-28"),
        ("1985-04-12/..", "1985-04-12 1990-01-01", "1985-04-12 .."),
        ("1985-04/..", "1985-04-30 1990-01-01", "1985-04-01 .."),
        ("1985/..", "1985-12-31 1990-01-01", "1985-01-01 .."),
        ("../1985-04-12", "1985-04-12 1985-04-12", ".. 1985-04-12"),
        ("../1985", "-", ".. 1985-12-31"),
        ("1985-04-12/", "1985-04-12 1985-04-12", "1985-04-12 .."),
        ("1985/", "-", "1985-01-01 .."),
        ("/1985-04-12", "1985-04-12 1985-04-12", ".. 1985-04-12"),
        ("1984~/2004-06", "1985-06-30 2004-06-01", "1983-07-01 2004-06-30"),
        ("1984/2004-06~", "1984-12-31 2004-05-17", "1984-01-01 2004-07-15"),
        ("1984?/2004%", "1985-06-30 2003-01-01", "1983-07-01 2005-12-31"),
        ("1984-06-02?/2004-08-08~", "1984-06-03 2004-08-07", "1984-06-01 2004-08-09"),
    ] {
        assert_eq!(says(text, &known), (core.into(), hull.into()), "{text}");
    }
}

#[test]
fn a_coarsely_dated_source_reaches_to_the_earliest_day_it_allows() {
    let known = published("2026-02");
    assert_eq!(says("published", &known), ("-".into(), "2026-02-01 2026-02-28".into()));
    assert_eq!(says("published - 5 days", &known), ("-".into(), "2026-01-27 2026-02-23".into()));
    assert_eq!(says("2026-01-10/..", &known), ("2026-01-10 2026-02-01".into(), "2026-01-10 ..".into()));
    // The source came out on the tenth or later, so it was so on the tenth.
    assert_eq!(says("2026-02-10/..", &known), ("2026-02-10 2026-02-10".into(), "2026-02-10 ..".into()));
    assert_eq!(says("2026-03-10/..", &known), ("-".into(), ".. ..".into()));
}

#[test]
fn an_undated_source_has_no_core_and_nothing_is_guessed() {
    for text in ["published", "published - 5 days", "2026-01-31/..", "/..", "published/..", "the capture/.."] {
        assert_eq!(span(text, &UNDATED).core(), None, "{text}");
    }
    assert_eq!(says("published", &UNDATED).1, ".. ..");
    assert_eq!(says("2026-01-31/..", &UNDATED).1, "2026-01-31 ..");
    assert_eq!(says("2026-01-31", &UNDATED).0, "2026-01-31 2026-01-31");
}

#[test]
fn what_depends_on_published_never_contradicts_itself() {
    let known = published("2026-02-01");
    for text in ["published..2019", "2027..published", "2027/published", "published/2019", "published - 5 days/2019"] {
        let span = span(text, &known);
        assert_eq!(span, Span::NOTHING, "{text}");
        assert!(!span.must_meet(&span) && span.core().is_none());
    }
}

#[test]
fn edges_say_what_is_attested() {
    let known = published("2026-02-01");
    for (text, start, end) in [
        ("2025/2026", Edge::Tenure, Edge::Tenure),
        ("2025/..", Edge::Tenure, Edge::Attested),
        ("../2026-01", Edge::Attested, Edge::Tenure),
        ("2025/", Edge::Tenure, Edge::Unknown),
        ("/2026-01", Edge::Unknown, Edge::Tenure),
        ("2026-01-31", Edge::Attested, Edge::Attested),
    ] {
        let span = span(text, &known);
        assert_eq!((span.start_edge, span.end_edge), (start, end), "{text}");
    }
}

#[test]
fn events_are_kept_by_name_and_resolved_later() {
    let parsed = When::parse("maduro-capture/US delegation's visit.end", None).unwrap();
    let names: Vec<_> = parsed.events().cloned().collect();
    assert_eq!(names, ["maduro-capture", "US delegation's visit.end"]);
    let resolved = parsed.clone().resolve(|name| Ok::<_, ()>(name.len())).unwrap();
    assert_eq!(resolved.events().copied().collect::<Vec<_>>(), [14, 25]);
    assert_eq!(parsed.resolve(Err::<usize, _>), Err("maduro-capture".to_owned()));
    for name in ["2024 election", "may uprising", "march-of-flowers", "published-report", "Publisher's ball"] {
        let parsed = When::parse(&format!("{name}/.."), None).unwrap();
        assert_eq!(parsed.events().collect::<Vec<_>>(), [name]);
    }
}

#[test]
fn what_has_no_thirds_is_told_so() {
    for text in ["early 19XX", "mid 2026-21", "late published", "early 2026-01-05"] {
        let error = When::parse(text, None).unwrap_err();
        assert!(error.message.contains("stands before a month, a year or a decade"), "{text}: {}", error.message);
        for offer in error.help.unwrap().split('`').skip(1).step_by(2).filter(|offer| *offer != "A..B") {
            assert!(When::parse(offer, None).is_ok(), "{offer}");
        }
    }
}

#[test]
fn mistakes_are_answered_with_the_mend() {
    let refused = |text: &str| match When::parse(text, None) {
        Err(error) => format!("{} / {}", error.message, error.help.unwrap_or_default()),
        Ok(when) => panic!("{text} was read as {when:?}"),
    };
    for (text, answer) in [
        ("2026-02/2026-01", "did you mean `2026-01/2026-02`?"),
        ("2026-02..2026-01", "did you mean `2026-01..2026-02`?"),
        ("published..published - 6 days", "did you mean `published - 6 days..published`?"),
        ("published/published - 6 days", "did you mean `published - 6 days/published`?"),
        ("maduro-capture..2026-03", "an event may only be the end of an interval"),
        ("2026..maduro-capture", "an event may only be the end of an interval"),
        ("maduro-capture", "`maduro-capture/..`"),
        ("../..", "has a start or an end"),
        ("/", "has a start or an end"),
        ("../", "has a start or an end"),
        ("2026..", "`2026/..`"),
        ("..2026", "`../2026`"),
        ("..", "two ends"),
        ("2019..2020..2021", "two ends"),
        ("2026/2027/2028", "two ends"),
        ("2026/02/01", "write `2026-02-01`"),
        ("30/01/2026", "write `2026-01-30`"),
        ("1912-4-15", "write `1912-04-15`"),
        ("1912-4-15/..", "write `1912-04-15`"),
        ("2020/present", "write `2020/..`"),
        ("2026-02-30/..", "no such day"),
        ("2026-02-30", "no such day"),
        ("Y170000002", "beyond the calendar"),
        ("[1667,1668]", "not supported"),
        ("[1667,1668, 1670..1672]", "a set of dates, a part of EDTF level 2 that is not supported"),
        ("{1667,1668, 1670..1672}", "a set of dates, a part of EDTF level 2 that is not supported"),
        ("[2025-06, 2025-07]", "a set of dates, a part of EDTF level 2 that is not supported"),
        ("[..1760-12-03]", "not supported"),
        ("{1960,1970..1972}", "not supported"),
        ("1985-04-12/1950S2", "not supported"),
        ("today", "`published`"),
        ("yesterday", "`published - 1 day`"),
        ("5 days ago", "`published - 5 days`"),
        ("since 2019", "`2019/..`"),
        ("since January 2019", "`2019-01/..`"),
        ("until 2019", "`../2019`"),
        ("from 2019 to 2021", "`2019/2021`"),
        ("between 2019 and 2021", "`2019..2021`"),
        ("2019 to 2021", "`2019..2021` or `2019/2021`"),
        ("1 Feb 2026", "`2026-02-01`"),
        ("on Sunday, 1 February 2026", "write `2026-02-01`"),
        ("14 de mayo de 2025/..", "write `2025-05-14`"),
        ("9 May", "`9 May` has no year / write the year, too, such as `2026-05-09`"),
        ("9 May..12 May", "`9 May` has no year"),
        ("9/5", "`9/5` has no year"),
        ("5-9", "`5-9` has no year"),
        ("last Friday", "`last Friday` names no date"),
        ("next week", "`published + 3 days`"),
        ("before 2026", "write `../2026`; of an event it is a key of its own, `before: 2026`"),
        ("after May 2026", "`2026-05/..`"),
        ("before the landing", "`../the landing`"),
        ("now/now", "write a date"),
        ("2026-01/now", "write `2026-01/..`"),
        ("published - soon", "no length of time"),
        ("published - 5 dyas", "`days`"),
        ("", "is no"),
    ] {
        assert!(refused(text).contains(answer), "{text}: {}", refused(text));
    }
}

#[test]
fn dates_with_times_may_be_ends() {
    let within = |text: &str| When::parse(text, None).map(|when| when.kind);
    assert_eq!(within("2026-01-01T10:00/2026-01-02T11:00"), within("2026-01-01/2026-01-02"));
}

proptest! {
    /// Whoever does what a message says must not be told the next mistake.
    #[test]
    fn what_is_offered_can_be_read(
        text in "(20[0-9]{2}|-?(0[0-9]|1[0-3]|3[01])|[/~?%XTE \\[\\],]|\\.\\.|T10:00|published|now| to |before |since |early |May |5 days ago){1,7}",
    ) {
        let help = |error: TimeError| error.help.unwrap_or_default();
        let time = When::parse(&text, None).err().map(help).unwrap_or_default();
        for offer in crate::text::offered(&time) {
            prop_assert!(When::parse(offer, None).is_ok(), "{text}: {time}");
        }
        let one = date(&text, None).err().map(help).unwrap_or_default();
        for offer in crate::text::offered(&one) {
            prop_assert!(date(offer, None).is_ok() || When::parse(offer, None).is_ok(), "{text}: {one}");
        }
    }

    #[test]
    fn never_panics(text in "(published|[0-9XY~/. -]|\\.\\.|days|since |to |between |and |ago){0,12}|\\PC{0,24}") {
        if let Ok(when) = When::parse(&text, None) {
            for known in [published("2026-02-01"), UNDATED] {
                let span = when.span(&known);
                prop_assert!(span.core().is_none_or(|(from, to)| from <= to));
                prop_assert!(!span.start.is_reversed() && !span.end.is_reversed() && !span.hull().is_reversed());
            }
        }
    }
}
