//! Articles out of their time in small projects: what is offered against a finding does away with it, and nothing
//! smaller does.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::check::Context;
use crate::check::rule::RULES;
use crate::check::testing::project;
use crate::finding::{Certainty, Finding};
use crate::id::ClaimId;
use crate::project::Project;
use crate::rule::Rule;

const VOCABULARY: &str = "\
sources:
  art: { text: a.txt, published: 2026-02-01 }
  bee: { text: a.txt, published: 2025-05-05 }
  one: { role: reference, published: 2026-06-01 }
  two: { role: reference, published: 2026-06-01 }
entities: { office: {}, x: {}, y: {}, z: {} }
properties: { chief: { type: entity, holds: one-at-a-time } }
events: { e: {}, f: {}, g: {} }
";

const DAYS: [&str; 7] = ["2024", "2024-07", "2024-07-28", "2025-05-31", "2025-06-28", "2026-03-05", "2023..2025-04"];

const TIMES: [&str; 9] = [
    "2024-01-01/2024-12-31",
    "2024-06-01/2025-03-01",
    "2025-03-01/2026-01-15",
    "2025-07-01/..",
    "2026-01-15/2026-03-01",
    "2025-03-14",
    "2025-12-01",
    "2026-03-17/2026-05-19",
    "2023",
];

/// What somebody says of an event.
fn event() -> impl Strategy<Value = String> {
    let event = || prop::sample::select(vec!["e", "f", "g"]);
    let source = prop::sample::select(vec!["art", "bee", "one", "two"]);
    let order = || prop::sample::select(vec!["before", "after"]);
    let far = prop::sample::select(vec!["", "", "", ", by: 1 week", ", at-least: 3 months", ", by: exactly 2 weeks"]);
    let says = prop_oneof![
        3 => (event(), prop::sample::select(&DAYS[..])).prop_map(|(event, day)| format!("event: {event}, when: {day}")),
        2 => (event(), order(), event(), far.clone())
            .prop_map(|(event, order, other, far)| format!("event: {event}, {order}: {other}{far}")),
    ];
    let present = (event(), order(), far, prop::option::weighted(0.2, prop::sample::select(&DAYS[..])));
    let present = present.prop_map(|(event, order, far, day)| {
        let day = day.filter(|_| far.is_empty()).map(|day| format!(", when: {day}")).unwrap_or_default();
        format!("event: {event}, {order}: published{far}{day}")
    });
    prop_oneof![
        3 => (source, says).prop_map(|(source, says)| format!("source: {source}, {says}")),
        2 => (prop::sample::select(vec!["art", "bee"]), present)
            .prop_map(|(source, says)| format!("source: {source}, {says}")),
    ]
}

/// What somebody says of an office.
fn state() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        6 => prop::sample::select(vec!["value: x", "value: y", "value: x", "value: y", "value: z"]),
        1 => prop::sample::select(vec!["not: x", "not: y"]),
    ];
    let when = prop::option::weighted(0.7, prop::sample::select(&TIMES[..]));
    (prop::sample::select(vec!["art", "bee", "one", "two"]), value, when).prop_map(|(source, value, when)| {
        let when = when.map(|when| format!(", when: {when}")).unwrap_or_default();
        format!("source: {source}, subject: office, property: chief, {value}{when}")
    })
}

fn read(said: &[String]) -> Option<Project> {
    // Nothing is before itself.
    let said: BTreeSet<&String> = said
        .iter()
        .filter(|said| {
            !["e", "f", "g"]
                .iter()
                .any(|event| said.contains(&format!("event: {event}, ")) && said.ends_with(&format!(": {event}")))
        })
        .collect();
    let claims: String = said.iter().enumerate().map(|(at, says)| format!("  - {{ id: c{at}, {says} }}\n")).collect();
    (!claims.is_empty()).then(|| project(VOCABULARY, &format!("claims:\n{claims}"), &[("a.txt", "Nothing.\n")]))
}

fn stale(project: &Project) -> Vec<Finding> {
    let mut found = Vec::new();
    let entry = RULES.iter().find(|entry| entry.rule == Rule::StaleFraming).unwrap();
    (entry.check)(&Context::new(project), &mut found);
    found
}

/// Whether an article is out of its time without some claims.
fn is_stale_without(project: &Project, article: &str, out: &[ClaimId]) -> bool {
    let mut rest = project.clone();
    let claims = rest.claims.iter().enumerate().filter(|(at, _)| !out.contains(&ClaimId::new(*at)));
    rest.claims = claims.map(|(_, claim)| claim.clone()).collect();
    stale(&rest).iter().any(|finding| finding.topic == article)
}

/// All sets of so many claims of a project.
fn sets(project: &Project, size: usize) -> Vec<Vec<ClaimId>> {
    let mut sets = vec![Vec::new()];
    for _ in 0..size {
        let more = sets.iter().flat_map(|set: &Vec<ClaimId>| {
            let from = set.last().map_or(0, |last| last.index() + 1);
            (from..project.claims.len()).map(move |next| [set.as_slice(), &[ClaimId::new(next)]].concat())
        });
        sets = more.collect();
    }
    sets
}

fn told(project: &Project, sets: &[Vec<ClaimId>]) -> Vec<Vec<String>> {
    sets.iter().map(|set| set.iter().map(|id| project.claim_name(*id)).collect()).collect()
}

/// Holds a project's findings to what is promised of them.
fn holds(said: &[String]) -> Result<(), TestCaseError> {
    let Some(project) = read(said) else { return Ok(()) };
    let found = stale(&project);
    let topics: BTreeSet<&str> = found.iter().map(|finding| finding.topic.as_str()).collect();
    prop_assert_eq!(topics.len(), found.len(), "one finding for each article");
    for finding in &found {
        let claims: Vec<ClaimId> = finding.claims().collect();
        let distinct: BTreeSet<ClaimId> = claims.iter().copied().collect();
        prop_assert_eq!(distinct.len(), claims.len(), "each claim stands on one side");
        let size = finding.repairs.first().map_or(0, Vec::len);
        prop_assert!(size > 0);
        for repair in &finding.repairs {
            prop_assert_eq!(repair.len(), size);
            prop_assert!(repair.iter().all(|claim| distinct.contains(claim)), "a repair names what is told");
            prop_assert!(
                !is_stale_without(&project, &finding.topic, repair),
                "{} is stale still without {:?}: {}",
                finding.topic,
                told(&project, std::slice::from_ref(repair)),
                finding.message
            );
        }
        // What is possible depends on what lies between two claims: without one of them it may be more. And what
        // contradicts itself, or is out of its own time, says nothing for certain.
        let unsure = |said: &String| said.contains("published") && (said.contains("when") || said.contains("bee"));
        if finding.certainty == Some(Certainty::Possible) || said.iter().any(unsure) {
            continue;
        }
        // Of more claims it would take too long.
        for size in 1..=size.min(2) {
            let all = sets(&project, size).into_iter().filter(|set| !is_stale_without(&project, &finding.topic, set));
            let all: Vec<Vec<ClaimId>> = all.collect();
            let expected = if size < finding.repairs[0].len() { vec![] } else { told(&project, &finding.repairs) };
            prop_assert_eq!(told(&project, &all), expected, "{} {}", finding.topic, finding.message);
        }
    }
    Ok(())
}

/// What stands against an article may be left aside in the search because it stands against another article as well.
#[test]
fn what_is_against_two_articles_counts_for_both() {
    let cases: [&[&str]; 4] = [
        &[
            "source: art, event: f, after: published, by: 1 week",
            "source: art, event: f, when: 2025-05-31",
            "source: art, event: g, before: f, by: 1 week",
            "source: art, event: g, when: 2026-03-05",
            "source: bee, event: g, after: published",
            "source: bee, event: g, before: published",
        ],
        &[
            "source: art, event: e, after: published, when: 2025-05-31",
            "source: bee, event: e, before: published",
            "source: art, event: e, when: 2025-06-28",
        ],
        &[
            "source: art, event: e, after: published",
            "source: art, event: e, before: f, at-least: 3 months",
            "source: art, event: e, when: 2026-03-05",
            "source: art, event: f, before: e",
            "source: art, event: f, when: 2024",
            "source: art, event: f, when: 2025-05-31",
        ],
        &[
            "source: art, event: e, when: 2024",
            "source: art, event: f, before: g, by: 1 week",
            "source: art, event: g, when: 2024",
            "source: bee, event: e, before: published",
            "source: bee, event: g, after: published",
            "source: one, event: e, after: f, at-least: 3 months",
        ],
    ];
    for said in cases {
        let said: Vec<String> = said.iter().map(ToString::to_string).collect();
        holds(&said).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn repairs_of_events(said in prop::collection::vec(event(), 2..8)) {
        holds(&said)?;
    }

    #[test]
    fn repairs_of_offices(said in prop::collection::vec(state(), 3..9)) {
        holds(&said)?;
    }

    #[test]
    fn repairs_of_both(events in prop::collection::vec(event(), 1..5), states in prop::collection::vec(state(), 2..6)) {
        holds(&[events, states].concat())?;
    }
}
