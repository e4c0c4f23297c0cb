//! Any text as a time, a date and a length of time.

use gainsay::time::edtf::{TimeError, date, looks_like_date};
use gainsay::time::when::Kind;
use gainsay::time::{Bounds, Day, Length, Moments, Span, When};

/// What is known of an article and of events.
struct Known {
    published: Bounds,
    event: Bounds,
}

impl Moments<String> for Known {
    fn published(&self) -> Bounds {
        self.published
    }

    fn still(&self) -> Option<Bounds> {
        Some(self.published)
    }

    fn event(&self, _: &String) -> Bounds {
        self.event
    }
}

/// Takes an input: a time, another, and a length.
pub fn run(data: &[u8]) {
    let [one, other, approximate] = super::parts::<3>(data);
    let approximate = length(&approximate);
    length(&one);
    let dates: Vec<Bounds> = [&one, &other].into_iter().filter_map(|text| a_date(text, approximate.as_ref())).collect();
    for bounds in &dates {
        assert!(!bounds.is_reversed() && !bounds.phrase().is_empty(), "{bounds:?}");
    }
    let day = Day::from_ymd(2026, 3, 1).expect("a day");
    for published in [Bounds::day(day), Bounds::new(day, day.plus(400)), Bounds::ANY] {
        let event = dates.first().copied().unwrap_or(Bounds::ANY);
        let known = Known { published, event };
        let spans: Vec<Span> =
            [&one, &other].into_iter().filter_map(|text| span(text, approximate.as_ref(), &known)).collect();
        for a in &spans {
            for b in &spans {
                relate(a, b);
            }
        }
    }
}

fn refused(error: &TimeError) {
    assert!(!error.message.trim().is_empty() && error.help.as_ref().is_none_or(|help| !help.trim().is_empty()));
}

fn a_date(text: &str, approximate: Option<&Length>) -> Option<Bounds> {
    let _ = looks_like_date(text);
    let plain = date(text, None);
    let widened = date(text, approximate);
    assert_eq!(plain.is_ok(), widened.is_ok(), "how far `~` reaches makes nothing a date");
    let bounds = match plain {
        Ok(bounds) => bounds,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    // A plain date is the day of the calendar, or a mistake.
    let digits: Vec<&str> = text.trim().split('-').collect();
    if let [year, month, day] = digits.as_slice()
        && [4, 2, 2] == [year.len(), month.len(), day.len()]
        && digits.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let day = chrono::NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").expect("a day of the calendar");
        assert_eq!(bounds.exact().map(Day::date), Some(day));
    }
    if !text.contains(['~', '?', '%']) {
        assert_eq!(Ok(bounds), widened, "only what is approximate is widened");
    }
    Some(bounds)
}

fn length(text: &str) -> Option<Length> {
    let length = match Length::parse(text) {
        Ok(length) => length,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    assert_eq!(Length::parse(&length.text).as_ref(), Ok(&length), "as written, it is read in the same way");
    let (least, most) = length.days_anywhere();
    let within = |(low, high): (Option<i32>, Option<i32>), far: bool| {
        assert!(low.zip(high).is_none_or(|(low, high)| low <= high), "{text}: {low:?}..{high:?}");
        if !far {
            assert!(least <= low && most.is_none_or(|most| high.is_some_and(|high| high <= most)), "{text}");
        }
    };
    within((least, most), true);
    for day in [Day::new(0), Day::new(20_454), Day::new(20_513), Day::new(-719_528), Day::new(11_016)] {
        // Beyond the calendar everything is as far as its end.
        let far = length.max.is_some_and(|most| most.months.unsigned_abs() > 12 * 100_000 || most.half_days > 1 << 26)
            || length.min.is_some_and(|least| least.months.unsigned_abs() > 12 * 100_000 || least.half_days > 1 << 26);
        within(length.days_after(day), far);
        within(length.days_before(day), far);
        within(length.plain().days_after(day), true);
    }
    Some(length)
}

fn span(text: &str, approximate: Option<&Length>, known: &Known) -> Option<Span> {
    let when = match When::parse(text, approximate) {
        Ok(when) => when,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    assert_eq!(When::parse(&when.text, approximate).as_ref(), Ok(&when), "as written, it is read in the same way");
    assert_eq!(when.is_published(), text.trim().eq_ignore_ascii_case("published"));
    if let Kind::Within(..) = when.kind {
        assert_eq!(when.events().count(), 0, "an event is only the end of an interval");
    }
    let same = when.clone().resolve(Ok::<String, ()>);
    assert_eq!(same.as_ref(), Ok(&when));
    Some(when.span(known))
}

/// How two spans lie to each other, told twice: nothing contradicts itself.
fn relate(a: &Span, b: &Span) {
    let told = format!("{a:?} {b:?}");
    assert!(!a.start.is_reversed() && !a.end.is_reversed(), "{told}");
    if let Some((from, to)) = a.core() {
        assert!(from <= to && a.hull().contains(from) && a.hull().contains(to), "the core lies in the hull: {told}");
        assert!(!a.hull().is_reversed());
    }
    assert_eq!(a.must_meet(b), b.must_meet(a), "{told}");
    assert_eq!(a.may_meet(b), b.may_meet(a), "{told}");
    assert!(!a.certainly_before(b) || !a.must_meet(b), "what must meet is not one before the other: {told}");
    let both = a.merge(b);
    assert_eq!(both, b.merge(a), "{told}");
    assert!(!both.start.is_reversed() && !both.end.is_reversed(), "{told}");
}
