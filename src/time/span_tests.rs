use proptest::prelude::*;

use super::*;

const JAN: i32 = 20454; // 1 January 2026

fn d(day: i32) -> Day {
    Day::new(JAN + day - 1)
}

fn b(from: i32, to: i32) -> Bounds {
    Bounds::new(d(from), d(to))
}

fn day(at: i32) -> Span {
    Span::moment(b(at, at))
}

fn tenure(start: Bounds, end: Bounds) -> Span {
    Span { start, end, start_edge: Edge::Tenure, end_edge: Edge::Tenure, moment: false }
}

/// `A/..`, still so on a day.
fn since(start: Bounds, still: i32) -> Span {
    let end = Bounds { earliest: Some(d(still)), latest: None };
    Span { start, end, start_edge: Edge::Tenure, end_edge: Edge::Attested, moment: false }
}

/// `A/`: began on a day, nothing else is known.
fn began(at: i32) -> Span {
    let end = Bounds { earliest: Some(d(at)), latest: None };
    Span { start: b(at, at), end, start_edge: Edge::Tenure, end_edge: Edge::Unknown, moment: false }
}

fn meet(a: Span, b: Span) -> bool {
    assert_eq!(a.must_meet(&b), b.must_meet(&a), "{a:?} {b:?}");
    assert_eq!(a.may_meet(&b), b.may_meet(&a), "{a:?} {b:?}");
    assert!(!a.must_meet(&b) || a.hull() == Bounds::ANY || a.may_meet(&b), "{a:?} {b:?}");
    a.must_meet(&b)
}

#[test]
fn a_tenures_last_day_may_be_its_successors_first() {
    let (first, second) = (tenure(b(1, 1), b(20, 20)), tenure(b(20, 20), b(40, 40)));
    assert!(!meet(first, second));
    assert!(!first.may_meet(&second));
    assert!(first.certainly_before(&second));
    assert!(meet(first, tenure(b(19, 19), b(40, 40))));
    assert!(!meet(first, since(b(20, 20), 30)));
}

#[test]
fn one_day_claims() {
    let tenure = tenure(b(1, 1), b(20, 20));
    assert!(meet(day(5), day(5)));
    assert!(!meet(day(5), day(6)));
    assert!(meet(tenure, day(2)));
    assert!(meet(tenure, day(19)));
    // On the first or last day of another holder's tenure.
    assert!(!meet(tenure, day(1)));
    assert!(!meet(tenure, day(20)));
    assert!(!meet(tenure, day(21)));
}

#[test]
fn an_open_end_is_attested_on_its_last_day() {
    let open = since(b(1, 1), 20);
    assert!(meet(open, day(20)));
    assert!(!meet(open, day(21)));
    assert!(open.may_meet(&day(21)));
    assert!(!meet(open, day(1)));
    assert!(!meet(open, tenure(b(20, 20), b(30, 30))));
    assert!(!meet(open, since(b(20, 20), 30)));
    assert!(meet(open, since(b(19, 19), 30)));
    assert!(meet(open, since(b(1, 1), 30)));
}

#[test]
fn a_coarse_moment_within_anothers_core_is_a_meeting() {
    let month = Span::moment(b(1, 31));
    assert!(meet(tenure(b(1, 1), b(31, 31)), month));
    assert!(meet(since(b(-5, -5), 31), month));
    assert!(!meet(since(b(2, 2), 40), month));
    assert!(!meet(tenure(b(-10, -10), b(30, 30)), month));
    assert!(!meet(month, month));
    assert!(!meet(month, day(5)));
    assert!(month.may_meet(&day(5)));
}

#[test]
fn unknown_ends_leave_only_the_other_end() {
    assert!(meet(began(5), began(5)));
    assert!(!meet(began(5), day(5)));
    assert!(!meet(began(5), day(6)));
    assert!(!meet(began(5), began(6)));
    assert!(meet(began(5), tenure(b(1, 1), b(6, 6))));
    assert!(!meet(began(5), tenure(b(1, 1), b(5, 5))));
}

#[test]
fn coarse_starts_and_ends() {
    // From some time in 10..20 to some time in 30..40.
    let coarse = tenure(b(10, 20), b(30, 40));
    assert!(meet(coarse, day(25)));
    assert!(!meet(coarse, day(20)));
    assert!(meet(coarse, day(21)));
    assert!(!meet(coarse, tenure(b(30, 30), b(50, 50))));
    assert!(meet(coarse, tenure(b(29, 29), b(50, 50))));
    // Without a core, but whoever held on 12..18 throughout meets nobody certainly.
    assert!(!meet(tenure(b(10, 20), b(10, 20)), day(15)));
    // Nothing known: nothing certain.
    assert!(!meet(Span::NOTHING, day(15)));
    assert!(!meet(Span::NOTHING, Span::NOTHING));
    assert!(!meet(Span::moment(Bounds::ANY), tenure(b(1, 1), b(99, 99))));
    let reversed = tenure(b(20, 20), b(10, 10));
    assert!(!meet(reversed, day(15)) && reversed.core().is_none());
}

#[test]
fn merging_spans() {
    let merged = day(5).merge(&since(b(20, 25), 30));
    assert_eq!((merged.start, merged.end), (b(5, 5), Bounds { earliest: Some(d(30)), latest: None }));
    assert_eq!((merged.start_edge, merged.end_edge), (Edge::Attested, Edge::Attested));
    let merged = tenure(b(1, 1), b(9, 9)).merge(&day(1));
    assert_eq!((merged.start_edge, merged.end_edge), (Edge::Tenure, Edge::Tenure));
    // Changing hands and back: another holder on a day between two agreeing claims.
    assert!(meet(day(5).merge(&day(9)), day(7)));
    assert!(meet(day(5).merge(&day(9)), day(9)));
    assert!(!meet(day(5).merge(&day(9)), day(10)));
    assert!(!meet(day(5).merge(&day(9)), tenure(b(9, 9), b(12, 12))));
}

#[test]
fn words() {
    let at = |text: &str| super::super::edtf::date(text, None).unwrap();
    assert_eq!(Span::moment(at("2026-02-01")).to_string(), "on 1 February 2026");
    assert_eq!(Span::moment(at("2026-01")).to_string(), "in January 2026");
    assert_eq!(Span::moment(at("201X")).to_string(), "in the 2010s");
    assert_eq!(Span::moment(at("mid 2026-02")).to_string(), "in mid February 2026");
    assert_eq!(Span::moment(Bounds::ANY).to_string(), "at an unknown time");
    assert_eq!(Span::moment(b(2, 5)).to_string(), "between 2 January 2026 and 5 January 2026");
    assert_eq!(tenure(at("2021"), at("2025-01")).to_string(), "from 2021 to January 2025");
    assert_eq!(since(at("late 2026-01"), 60).to_string(), "from late January 2026, still so on 1 March 2026");
    assert_eq!(began(1).to_string(), "from 1 January 2026");
    assert_eq!(at("2026-02-01").to_string(), "1 February 2026");
    assert_eq!(Bounds { earliest: Some(d(1)), latest: None }.to_string(), "1 January 2026 or later");
    assert_eq!(super::super::words::days(1), "1 day");
    assert_eq!(super::super::words::days(1_234_567), "1,234,567 days");
    assert_eq!(super::super::words::days(-100), "-100 days");
}

/// All pairs of days (start, end) that fit a span.
fn calendars(span: &Span) -> Vec<(i32, i32)> {
    let days =
        |bounds: Bounds| bounds.earliest.map_or(-2, |day| day.number())..=bounds.latest.map_or(16, |day| day.number());
    if span.moment {
        return days(span.start).map(|day| (day, day)).collect();
    }
    days(span.start)
        .flat_map(|start| days(span.end).filter(move |end| start <= *end).map(move |end| (start, end)))
        .collect()
}

fn naive_shares(a: &Span, b: &Span) -> (bool, bool) {
    // A handover: somebody wrote that the one ended on that day or that the other began. Where both began on it, or both
    // ended, it takes both.
    let touch = |one: &Span, next: &Span, both_begin: bool, both_end: bool| {
        let known = one.end_edge != Edge::Unknown && next.start_edge != Edge::Unknown;
        known
            && match (one.end_edge == Edge::Tenure, next.start_edge == Edge::Tenure) {
                (true, true) => true,
                (true, false) => !(both_end && next.end_edge == Edge::Tenure),
                (false, true) => !(both_begin && one.start_edge == Edge::Tenure),
                (false, false) => false,
            }
    };
    let (mut always, mut ever) = (true, false);
    for (a_start, a_end) in calendars(a) {
        for (b_start, b_end) in calendars(b) {
            let (begin, end) = (a_start == b_start, a_end == b_end);
            let a_first = a_end < b_start || a_end == b_start && touch(a, b, begin, end);
            let b_first = b_end < a_start || b_end == a_start && touch(b, a, begin, end);
            always &= !(a_first || b_first);
            ever |= !(a_first || b_first);
        }
    }
    (always, ever)
}

fn edge() -> impl Strategy<Value = Edge> {
    prop::sample::select(vec![Edge::Tenure, Edge::Attested, Edge::Unknown])
}

fn spans() -> impl Strategy<Value = Span> {
    let range = (0i32..12, 0i32..4).prop_map(|(from, more)| Bounds::new(Day::new(from), Day::new(from + more)));
    let throughout = (range.clone(), range.clone(), edge(), edge()).prop_map(|(start, end, start_edge, end_edge)| {
        let latest = start.latest.min(end.latest).max(start.earliest);
        let earliest = end.earliest.max(start.earliest);
        let end = Bounds { earliest, latest: end.latest.max(earliest) };
        Span { start: Bounds { latest, ..start }, end, start_edge, end_edge, moment: false }
    });
    prop_oneof![range.prop_map(Span::moment), throughout]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn meets_as_day_by_day(a in spans(), b in spans()) {
        let (always, ever) = naive_shares(&a, &b);
        let coarse = a.lies_in_core_of(&b) || b.lies_in_core_of(&a);
        prop_assert_eq!(a.must_meet(&b), always || coarse, "{:?} {:?}", a, b);
        prop_assert_eq!(a.may_meet(&b), ever, "{:?} {:?}", a, b);
        prop_assert_eq!(a.must_meet(&b), b.must_meet(&a));
        prop_assert!(!a.certainly_before(&b) || !a.must_meet(&b));
    }

    /// The merged span fits exactly the calendars from the earlier start to the later end.
    #[test]
    fn merges_as_day_by_day(a in spans(), b in spans()) {
        let merged = a.merge(&b);
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for (a_start, a_end) in calendars(&a) {
            for (b_start, b_end) in calendars(&b) {
                starts.push(a_start.min(b_start));
                ends.push(a_end.max(b_end));
            }
        }
        let bounds = |days: &[i32]| Bounds { earliest: days.iter().min().copied().map(Day::new), latest: days.iter().max().copied().map(Day::new) };
        prop_assert_eq!((merged.start, merged.end), (bounds(&starts), bounds(&ends)));
    }
}
