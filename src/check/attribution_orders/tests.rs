use std::cmp::Ordering;
use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::check::Context;
use crate::check::testing::{found, project};
use crate::finding::{Certainty, Finding};
use crate::rule::Rule;

const VOCABULARY: &str = "\
sources:
  a: { role: reference, published: 2026-02-01 }
  b: { role: reference, published: 2026-02-02 }
  c: { role: reference, published: 2026-02-03 }
entities: { rubio: {}, rodriguez: {} }
events: { capture: {}, landing: {}, visit: { lasts: true } }
";

fn run(rule: Rule, claims: &[&str]) -> Vec<Finding> {
    let lines: String = claims.iter().map(|claim| format!("  - {{ {claim} }}\n")).collect();
    found(rule, VOCABULARY, &format!("claims:\n{lines}"), &[])
}

fn attributed(claims: &[&str]) -> Vec<Finding> {
    run(Rule::AttributionConflict, claims)
}

#[test]
fn an_attributed_order_is_held_against_an_asserted_one() {
    let found = attributed(&[
        "source: a, event: capture, before: landing",
        "source: b, event: capture, after: landing, according-to: rubio",
        "source: c, event: landing, after: capture",
    ]);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        (finding.topic.as_str(), finding.certainty, finding.positions.len()),
        ("capture, landing", Some(Certainty::Definite), 2)
    );
    assert_eq!(finding.positions[0].claims.len(), 2);
    assert_eq!(finding.repairs.len(), 1);
    assert!(finding.message.ends_with("capture: after landing (b): not all of this can be"), "{}", finding.message);
}

#[test]
fn what_is_not_sure_is_held_against_what_is() {
    for sure in ["likely", "possible", "planned"] {
        let hedged = format!("source: a, event: capture, same-time-as: landing, certainty: {sure}");
        // An article may not leave open what it states itself.
        assert_eq!(attributed(&["source: a, event: capture, before: landing", &hedged]).len(), 1);
    }
}

#[test]
fn dates_of_both_events_exclude_an_order() {
    let dated = |day: &str| format!("source: a, event: landing, when: {day}");
    let claims = |day: &str| {
        attributed(&[
            &dated(day),
            "source: b, event: capture, when: 2026-01-03",
            "source: c, event: capture, before: landing, by: 1 week, according-to: unnamed",
        ])
    };
    let found = claims("2026-01-05");
    assert_eq!((found.len(), found[0].positions.len(), found[0].repairs.len()), (1, 3, 3));
    assert_eq!(claims("2026-01-10").len(), 0);
}

#[test]
fn many_who_say_the_same_are_one_side() {
    let many = |from: usize, said: &str| -> Vec<String> {
        (from..from + 300).map(|id| format!("source: r{id}, event: capture, {said}")).collect()
    };
    let mut claims = many(0, "before: landing");
    claims.extend(many(300, "after: landing, according-to: rubio"));
    let sources: String = (0..600).map(|id| format!("  r{id}: {{ role: reference }}\n")).collect();
    let vocabulary = VOCABULARY.replace("sources:\n", &format!("sources:\n{sources}"));
    let lines: String = claims.iter().map(|claim| format!("  - {{ {claim} }}\n")).collect();
    let found = found(Rule::AttributionConflict, &vocabulary, &format!("claims:\n{lines}"), &[]);
    let sizes: Vec<usize> = found.iter().flat_map(|finding| finding.repairs.iter().map(Vec::len)).collect();
    assert_eq!((found.len(), sizes), (1, vec![300, 300]));
}

#[test]
fn disputes_that_share_no_claim_are_told_apart() {
    let order = |source: &str, apart: &str| format!("source: {source}, event: capture, before: landing, {apart}");
    let claims = [
        order("a", "at-least: 3 days"),
        order("b", "by: 1 day, certainty: likely"),
        order("c", "at-most: 10 days"),
        order("b", "by: 1 year, certainty: likely"),
    ];
    assert_eq!(attributed(&claims.each_ref().map(String::as_str)).len(), 2);
    let joined = order("a", "by: 5 days");
    assert_eq!(attributed(&[&claims[1], &claims[3], &joined]).len(), 1);
}

#[test]
fn the_ends_of_what_lasts_count() {
    let hedged = "source: b, event: capture, during: visit, according-to: rubio";
    assert_eq!(attributed(&["source: a, event: capture, before: visit.start", hedged]).len(), 1);
    assert_eq!(attributed(&["source: a, event: capture, before: visit.end", hedged]).len(), 0);
}

#[test]
fn what_others_tell_is_not_told_again() {
    // Mere dates are a finding of their own, and two guesses, two speakers and a correction are none.
    let date = "source: a, event: capture, when: 2026-01-03";
    let found = attributed(&[date, "source: b, event: capture, when: 2026-01-05, before: landing, certainty: likely"]);
    assert_eq!((found.len(), found[0].topic.as_str()), (1, "capture"));
    let before = "event: capture, before: landing";
    let after = "event: capture, after: landing";
    for (one, other) in [
        ("source: a, certainty: likely", "source: b, certainty: possible"),
        ("source: a, according-to: rubio", "source: b, according-to: rodriguez"),
        ("source: a", "source: a, according-to: rubio"),
        ("source: a", "source: b"),
    ] {
        let found = attributed(&[&format!("{one}, {before}"), &format!("{other}, {after}")]);
        assert_eq!(found.len(), 0, "{one} {other}");
    }
    // A plan for what the article calls upcoming is held against others on the timeline.
    let planned = format!("source: b, {after}, certainty: planned");
    let upcoming = "source: b, event: capture, after: published, certainty: planned";
    let claims = ["source: a, event: capture, before: landing", &planned, upcoming];
    assert_eq!((attributed(&claims[..2]).len(), attributed(&claims).len()), (1, 0));
    assert_eq!(run(Rule::ImpossibleTimeline, &claims).len(), 1);
}

#[test]
fn one_speaker_told_it_differently() {
    let found = run(
        Rule::ImpossibleTimeline,
        &[
            "source: a, event: capture, before: landing, according-to: rubio",
            "source: b, event: capture, after: landing, according-to: [rubio, rodriguez]",
        ],
    );
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(finding.certainty, Some(Certainty::Possible));
    assert!(finding.why[0].starts_with("rubio is reported with each"), "{:?}", finding.why);
    assert_eq!(finding.repairs.len(), 2);
}

/// What a claim says of two moments, for a slow and obvious model.
#[derive(Clone, Debug)]
enum Said {
    Date(&'static str, i32),
    Order(&'static str, Option<(&'static str, i32)>),
}

impl Said {
    fn written(&self) -> String {
        match self {
            Self::Date(event, day) => format!("event: {event}, when: 2026-01-{day:02}"),
            Self::Order(order, None) => format!("event: capture, {order}: landing"),
            Self::Order(order, Some((key, days))) => format!("event: capture, {order}: landing, {key} {days} days"),
        }
    }

    /// Whether it is so where the capture and the landing are on these days, and so to each other in time.
    fn holds(&self, capture: i32, landing: i32, time: Ordering) -> bool {
        let apart = |key: &str, least: i32, days: i32| match key {
            "by: exactly" => days == least,
            "at-least:" => days >= least,
            _ => days <= least,
        };
        match *self {
            Self::Date("capture", day) => capture == day,
            Self::Date(_, day) => landing == day,
            Self::Order("before", far) => {
                time.is_lt() && far.is_none_or(|(key, days)| apart(key, days, landing - capture))
            }
            Self::Order("after", far) => {
                time.is_gt() && far.is_none_or(|(key, days)| apart(key, days, capture - landing))
            }
            Self::Order("same-day-as", _) => capture == landing,
            Self::Order(..) => time.is_eq(),
        }
    }
}

/// Whether some days and some order within a day make all of it so.
fn fits(said: &[&Said]) -> bool {
    (-20..40).any(|capture| {
        (-20..40).any(|landing| {
            let times: &[Ordering] = match capture.cmp(&landing) {
                Ordering::Equal => &[Ordering::Less, Ordering::Equal, Ordering::Greater],
                Ordering::Less => &[Ordering::Less],
                Ordering::Greater => &[Ordering::Greater],
            };
            times.iter().any(|time| said.iter().all(|said| said.holds(capture, landing, *time)))
        })
    })
}

fn order() -> impl Strategy<Value = Said> {
    let far = prop::option::of((prop::sample::select(vec!["by: exactly", "at-least:", "at-most:"]), 1..6));
    prop_oneof![
        4 => (prop::sample::select(vec!["before", "after"]), far).prop_map(|(order, far)| Said::Order(order, far)),
        1 => prop::sample::select(vec!["same-day-as", "same-time-as"]).prop_map(|order| Said::Order(order, None)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_found_is_what_a_slow_search_finds(
        reported in prop::collection::vec(order(), 1..3),
        stated in prop::collection::vec(
            prop_oneof![(prop::sample::select(vec!["capture", "landing"]), 1..8).prop_map(|(event, day)| Said::Date(event, day)), order()],
            1..5,
        ),
    ) {
        // Each claim is known by its source.
        let lines: Vec<String> = reported.iter().map(|said| format!("{}, certainty: likely", said.written()))
            .chain(stated.iter().map(Said::written))
            .enumerate().map(|(at, said)| format!("source: s{at}, {said}")).collect();
        let mut slow: BTreeSet<String> = BTreeSet::new();
        let name = |at: usize| format!("s{at}");
        for (at, hedged) in reported.iter().enumerate() {
            let against = |others: &[usize]| others.iter().map(|at| &stated[*at]).chain([hedged]).collect::<Vec<_>>();
            for one in 0..stated.len() {
                if !fits(&against(&[one])) {
                    slow.extend([name(at), name(reported.len() + one)]);
                }
                for two in one + 1..stated.len() {
                    let both = fits(&against(&[one])) && fits(&against(&[two])) && fits(&[&stated[one], &stated[two]]);
                    if both && !fits(&against(&[one, two])) {
                        slow.extend([name(at), name(reported.len() + one), name(reported.len() + two)]);
                    }
                }
            }
        }
        let sources: String = (0..7).map(|at| format!("  s{at}: {{ role: reference }}\n")).collect();
        let vocabulary = VOCABULARY.replace("sources:\n", &format!("sources:\n{sources}"));
        let claims: String = lines.iter().map(|claim| format!("  - {{ {claim} }}\n")).collect();
        let project = project(&vocabulary, &format!("claims:\n{claims}"), &[]);
        let mut found = Vec::new();
        super::check(&Context::new(&project), &mut found);
        let quick: BTreeSet<String> = found.iter().flat_map(Finding::claims)
            .map(|id| project.source(project.claim(id).source).name.to_string()).collect();
        prop_assert_eq!(quick, slow, "{}", lines.join("\n"));
    }
}
