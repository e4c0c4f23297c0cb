//! The network against a naive solver, and against what orders and dates mean.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::build::{Bounded, Point, Reason};

use super::conflict::{self, Over, solve};
use super::dates::Outright;
use super::graph::{Link, Sort};
use super::split::split_with;
use super::weight::{Limit, Weight};
use super::*;
use crate::id::{ClaimId, EventId};
use crate::project::load::{Options, load};
use crate::time::{Day, Length};

/// A network of so many events, with one claim for each bound.
fn network(nodes: usize, bounds: &[(u32, u32, Limit)]) -> Bounded {
    let mut all = Bounded { points: vec![Point::Origin], ..Bounded::default() };
    let event = |index| Point::Event(EventPoint { event: EventId::new(index), part: Part::Whole });
    all.points.extend((1..nodes).map(event));
    for (index, &(from, to, limit)) in bounds.iter().enumerate() {
        all.reasons.push(Reason::Claim(ClaimId::new(index)));
        all.links.push(Link::new(from, to, limit, index as u32, Sort::Order));
    }
    all
}

/// The shortest distance between each two moments, or nothing where a circle is negative: Floyd–Warshall.
fn naive(nodes: usize, bounds: &[(u32, u32, Limit)]) -> Option<Vec<Vec<Option<Weight>>>> {
    let mut far = vec![vec![None; nodes]; nodes];
    for (at, row) in far.iter_mut().enumerate() {
        row[at] = Some(Weight::ZERO);
    }
    let less = |a: Option<Weight>, b: Weight| a.is_none_or(|a| b < a);
    for &(from, to, limit) in bounds {
        let weight = Weight::from(limit);
        if less(far[from as usize][to as usize], weight) {
            far[from as usize][to as usize] = Some(weight);
        }
    }
    for middle in 0..nodes {
        for from in 0..nodes {
            for to in 0..nodes {
                if let (Some(a), Some(b)) = (far[from][middle], far[middle][to])
                    && less(far[from][to], a + b)
                {
                    far[from][to] = Some(a + b);
                }
            }
        }
    }
    (0..nodes).all(|at| far[at][at].is_some_and(|round| round >= Weight::ZERO)).then_some(far)
}

fn bounds(nodes: u32, most: usize) -> impl Strategy<Value = Vec<(u32, u32, Limit)>> {
    let weight = prop_oneof![
        3 => (-6i64..12).prop_map(Limit::days),
        1 => Just(Limit::NotAfter),
        2 => Just(Limit::Before),
    ];
    // A bound from the calendar to itself belongs to no event; no claim makes one.
    let bound = (0..nodes, 0..nodes, weight);
    prop::collection::vec(
        bound.prop_map(|(from, to, far)| (from, if from == 0 { to.max(1) } else { to }, far)),
        1..most,
    )
}

/// The smallest number of bounds that cannot hold together.
fn smallest(nodes: usize, bounds: &[(u32, u32, Limit)]) -> Option<usize> {
    let sets = (1u32..1 << bounds.len()).filter(|set| {
        let chosen: Vec<_> = (0..bounds.len()).filter(|at| set >> at & 1 == 1).map(|at| bounds[at]).collect();
        naive(nodes, &chosen).is_none()
    });
    sets.map(|set| set.count_ones() as usize).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_same_verdict_as_floyd_warshall(said in bounds(6, 14), large in prop::sample::select(vec![0, 100])) {
        let all = network(6, &said);
        let (parts, places) = split_with(&all, large);
        let project = Project::default();
        let solved: Vec<_> = parts.iter().map(|part| solve(&project, part, &Outright::default())).collect();
        let found = solved.iter().any(|part| !part.conflicts.is_empty());
        prop_assert_eq!(found, naive(6, &said).is_none());

        let mut taken = BTreeSet::new();
        for conflict in solved.iter().flat_map(|part| &part.conflicts) {
            let Over::Chain(chain) = &conflict.over else { panic!("there are no dates here") };
            let part = parts.iter().zip(&solved).find(|(_, s)| s.conflicts.iter().any(|c| std::ptr::eq(c, conflict)));
            let (part, _) = part.unwrap();
            let steps: Vec<usize> =
                chain.steps.iter().map(|step| part.claim(step.reason).unwrap().index()).collect();
            // The chain cannot hold; without any one of its steps it can.
            let chosen = |without: Option<usize>| -> Vec<_> {
                steps.iter().filter(|at| Some(**at) != without).map(|at| said[*at]).collect()
            };
            prop_assert!(naive(6, &chosen(None)).is_none());
            for &step in &steps {
                prop_assert!(naive(6, &chosen(Some(step))).is_some(), "step {} is not needed", step);
            }
            // Each repair mends it, whichever of the claims that say the same are taken.
            for repair in &conflict.repairs {
                for chain in conflict.chains() {
                    let claims = conflict::steps(part, chain).flatten().filter(|claim| !repair.contains(claim));
                    let kept: Vec<_> = claims.map(|claim| said[claim.index()]).collect();
                    prop_assert!(naive(6, &kept).is_some());
                }
            }
            taken.extend(conflict::steps(part, chain).flatten().map(|claim| claim.index()));
        }
        // What is left holds, and bounds every event just as the naive solver says.
        let rest: Vec<_> = (0..said.len()).filter(|at| !taken.contains(at)).map(|at| said[at]).collect();
        let Some(far) = naive(6, &rest) else { return Err(TestCaseError::fail("what is left does not hold")) };
        for node in 1..6usize {
            let Some((part, there)) = places[node] else { continue };
            let left = solved[part as usize].windows.of(there);
            prop_assert_eq!(left.latest.map(|day| i64::from(day.number())), far[0][node].map(|far| far.days));
            prop_assert_eq!(left.earliest.map(|day| i64::from(day.number())), far[node][0].map(|far| -far.days));
        }
    }

    #[test]
    fn the_shortest_chain_is_among_those_shown(said in bounds(5, 9), large in prop::sample::select(vec![0, 100])) {
        let (parts, _) = split_with(&network(5, &said), large);
        let project = Project::default();
        let found = parts.iter().flat_map(|part| solve(&project, part, &Outright::default()).conflicts);
        let shown = found.filter_map(|conflict| match conflict.over {
            Over::Chain(chain) => Some(chain.steps.len()),
            Over::Date(..) => None,
        });
        prop_assert_eq!(shown.min(), smallest(5, &said));
    }
}

/// A project of one claim file, which has no mistakes.
fn project(claims: &str) -> crate::project::Project {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("claims")).unwrap();
    std::fs::write(folder.path().join("claims/a.yaml"), claims).unwrap();
    let loaded = load(&Options { root: folder.path().to_owned(), draft: None }, |_| {});
    assert!(loaded.errors.is_empty(), "{:?}", loaded.errors);
    loaded.project
}

/// The conflicts of a project: for each the claims of its steps or sides, and by how many days it fails.
pub(super) fn conflicts(claims: &str) -> Vec<(Vec<String>, Option<i64>)> {
    let project = project(claims);
    let network = Network::new(&project);
    let name = |claim: &ClaimId| project.claim(*claim).id.to_string();
    let found = network.conflicts().map(|(part, conflict)| match &conflict.over {
        Over::Date(_, dispute) => (conflict.claims.iter().map(name).collect(), Some(dispute.apart())),
        Over::Chain(chain) => {
            let steps = chain.steps.iter().filter_map(|step| part.claim(step.reason));
            (steps.map(|claim| name(&claim)).collect(), chain.by)
        }
    });
    found.collect()
}

/// The claims of each conflict over events `x`, `y`, `z` (moments) and `v`, `w` (which last).
pub(super) fn over(claims: &str) -> Vec<Vec<String>> {
    let head = "sources: { s: { role: reference }, p: { role: reference, published: 2026-02-01 }, u: { role: reference } }\n\
                entities: { e: {} }\nproperties: { state: { type: text, holds: one-at-a-time } }\n\
                events: { x: {}, y: {}, z: {}, v: { lasts: true }, w: { lasts: true } }\ndefaults: { source: s }\nclaims:\n";
    let lines: Vec<String> = claims.split('|').map(|claim| format!("- {{ {} }}\n", claim.trim())).collect();
    conflicts(&format!("{head}{}", lines.concat()))
        .into_iter()
        .map(|(mut claims, _)| {
            claims.sort();
            claims
        })
        .collect()
}

#[test]
fn orders_mean_what_the_contract_says() {
    let cases: &[(&str, &[&[&str]])] = &[
        // The same day, but not the same moment.
        ("id: a, event: x, before: y | id: b, event: y, before: x", &[&["a", "b"]]),
        ("id: a, event: x, before: y | id: b, event: x, same-time-as: y", &[&["a", "b"]]),
        ("id: a, event: x, before: y | id: b, event: x, same-day-as: y", &[]),
        ("id: a, event: x, before: y | id: b, event: y, before: z | id: c, event: z, same-day-as: x", &[]),
        ("id: a, event: x, before: y | id: b, event: y, before: z | id: c, event: z, before: x", &[&["a", "b", "c"]]),
        ("id: a, event: x, before: y | id: b, event: x, after: y", &[&["a", "b"]]),
        ("id: a, event: x, before: x", &[&["a"]]),
        // Before a lasting event is before its start, after it is after its end.
        ("id: a, event: x, before: v | id: b, event: x, after: v.start", &[&["a", "b"]]),
        ("id: a, event: x, after: v | id: b, event: x, before: v.end", &[&["a", "b"]]),
        ("id: a, event: x, after: v.start | id: b, event: x, before: v.end", &[]),
        ("id: a, event: x, before: v | id: b, event: x, during: v", &[&["a", "b"]]),
        // Within, ends included.
        ("id: a, event: x, during: v | id: b, event: x, same-time-as: v.start", &[]),
        ("id: a, event: x, during: v | id: b, event: x, before: v.start", &[&["a", "b"]]),
        ("id: a, event: v, during: w | id: b, event: w.end, before: v.end", &[&["a", "b"]]),
        ("id: a, event: v, during: w | id: b, event: w, during: v", &[]),
        // Both ends.
        ("id: a, event: v, same-time-as: w | id: b, event: v.end, before: w.end", &[&["a", "b"]]),
        ("id: a, event: v, same-time-as: w | id: b, event: v.start, before: w.start", &[&["a", "b"]]),
        // One calendar day, in either order.
        ("id: a, event: v, same-day-as: x | id: b, event: v, when: 2026-01-01/2026-01-02", &[&["a", "b"]]),
        ("id: a, event: v, same-day-as: x | id: b, event: v, when: 2026-01-01", &[]),
        // A plain date of an event that lasts holds all of it, an interval its two ends.
        (
            "id: a, event: v, when: 2026-01 | id: b, event: x, during: v | id: c, event: x, when: 2026-02-01",
            &[&["a", "b", "c"]],
        ),
        (
            "id: a, event: v, when: 2026-01/2026-03 | id: b, event: x, during: v | id: c, event: x, when: 2026-02-01",
            &[],
        ),
        ("id: a, event: v, when: 2026-01/2026-03 | id: b, event: v.end, when: 2026-02-20", &[&["a", "b"]]),
        ("id: a, event: v, when: 2026-01/2026-03 | id: b, event: v, when: 2026", &[]),
        ("id: a, event: v, when: 2026-01/2026-03 | id: b, event: v, when: 2026-02", &[&["a", "b"]]),
        ("id: a, event: v.end, when: 2026-01-01 | id: b, event: v.start, when: 2026-01-02", &[&["a", "b"]]),
        // Dates as targets: the same day is allowed.
        ("id: a, event: x, before: 2026-01-05 | id: b, event: x, when: 2026-01-05", &[]),
        ("id: a, event: x, before: 2026-01-05 | id: b, event: x, when: 2026-01-06", &[&["a", "b"]]),
        ("id: a, event: x, after: 2026-01-05 | id: b, event: x, when: 2026-01-04", &[&["a", "b"]]),
        ("id: a, event: x, during: 2026-01 | id: b, event: x, when: 2026-02-01", &[&["a", "b"]]),
        ("id: a, event: x, before: 2026-01-15, by: exactly 7 days | id: b, event: x, when: 2026-01-08", &[]),
        ("id: a, event: x, before: 2026-01-15, by: exactly 7 days | id: b, event: x, when: 2026-01-09", &[&["a", "b"]]),
        ("id: a, event: x, after: 2026-01-31, by: exactly 1 month | id: b, event: x, when: 2026-02-28", &[]),
        ("id: a, event: x, after: 2026-01-31, by: exactly 1 month | id: b, event: x, when: 2026-03-05", &[&["a", "b"]]),
        // The source's own date, known or not.
        ("id: a, source: p, event: x, when: published - 5 days | id: b, event: x, when: 2026-01-27", &[]),
        ("id: a, source: p, event: x, when: published - 5 days | id: b, event: x, when: 2026-01-28", &[&["a", "b"]]),
        ("id: a, source: p, event: x, when: published - 6 days..published | id: b, event: x, when: 2026-01-28", &[]),
        ("id: a, source: p, event: x, before: published, by: 7 years | id: b, event: x, when: 2019-01-23", &[]),
        (
            "id: a, source: p, event: x, before: published, by: 7 years | id: b, event: x, when: 2018-01-23",
            &[&["a", "b"]],
        ),
        (
            "id: a, source: u, event: x, when: published - 2 days | id: b, source: u, event: y, when: published | id: c, event: x, after: y",
            &[&["a", "b", "c"]],
        ),
        // What is only attributed or held for likely bounds nothing; a plan for what is upcoming does.
        ("id: a, event: x, before: y, according-to: e | id: b, event: y, before: x", &[]),
        ("id: a, event: x, before: y, certainty: likely | id: b, event: y, before: x", &[]),
        ("id: a, event: x, before: y, certainty: planned | id: b, event: y, before: x", &[]),
        (
            "id: a, source: p, event: x, after: published, certainty: planned | id: b, event: x, when: 2024",
            &[&["a", "b"]],
        ),
        ("id: a, source: p, event: x, before: published, certainty: planned | id: b, event: x, when: 2027", &[]),
        // States take part where they bound something.
        (
            "id: a, source: p, subject: e, property: state, value: on, when: x/.. | id: b, event: x, when: 2026-02-02",
            &[&["a", "b"]],
        ),
        (
            "id: a, source: p, subject: e, property: state, value: on, when: x/.. | id: b, event: x, when: 2026-02-01",
            &[],
        ),
        ("id: a, subject: e, property: state, value: on, when: x/y | id: b, event: y, before: x", &[]),
        (
            "id: a, subject: e, property: state, value: on, when: x/y | id: b, event: y, before: x, at-least: 1 day",
            &[&["a", "b"]],
        ),
        (
            "id: a, subject: e, property: state, value: on, when: 2026-01-05/x | id: b, event: x, when: 2026-01-04",
            &[&["a", "b"]],
        ),
        ("id: a, source: p, subject: e, property: state, not: on, when: x/.. | id: b, event: x, when: 2026-02-02", &[]),
        (
            "id: a, source: u, subject: e, property: state, value: on, when: 2026-01-05/.. | id: b, event: x, when: 2026-01-04",
            &[],
        ),
    ];
    for (claims, expected) in cases {
        assert_eq!(over(claims), *expected, "{claims}");
    }
}

#[test]
fn chains_that_share_a_claim_are_told_where_one_survives_the_mending_of_the_other() {
    let told = over(
        "id: a, event: x, before: y | id: b, event: y, before: x | id: c, event: y, before: z | id: d, event: z, before: x",
    );
    assert_eq!(told, [vec!["a", "b"], vec!["a", "c", "d"]]);
    let disjoint = over(
        "id: a, event: x, before: y | id: b, event: y, before: x | id: c, event: y, before: z | id: d, event: z, before: y",
    );
    assert_eq!(disjoint, [["a", "b"], ["c", "d"]]);
    // Who says the same shares a step.
    let same = over("id: a, event: x, before: y | id: b, source: p, event: x, before: y | id: c, event: y, before: x");
    assert_eq!(same.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Dates, orders and lengths read off a calendar never contradict each other.
    #[test]
    fn a_calendar_never_contradicts_itself(
        days in prop::collection::vec(17000i32..21000, 2..7),
        said in prop::collection::vec((0usize..6, 0usize..6, 0usize..9, 1i32..30), 1..25),
    ) {
        let count = days.len();
        let mut text = String::from("sources: { s: { role: reference } }\nevents:\n");
        for event in 0..count {
            text += &format!("  e{event}: {{}}\n");
        }
        text += "defaults: { source: s }\nclaims:\n";
        for (number, &(a, b, kind, more)) in said.iter().enumerate() {
            let (a, b) = (a % count, b % count);
            let (first, second) = (Day::new(days[a]), Day::new(days[b]));
            let far = second.number() - first.number();
            let covers = |length: &String| {
                let length = Length::parse(length).unwrap();
                let (least, most) = length.days_after(first);
                least.is_none_or(|least| least <= far) && most.is_none_or(|most| far <= most)
            };
            let months = far / 30;
            let lengths = [
                format!("{} years", (far + 182) / 365), format!("~{} years", (far + 182) / 365 + 1),
                format!("{months} months"), format!("{} months", months + 1), format!("exactly {months} months"),
                format!("{} weeks", far / 7), format!("exactly {far} days"), format!("~{} months", months + 1),
            ];
            let fitting = if far > 0 { lengths.iter().find(|length| !length.starts_with("0 ") && !length.contains(" 0 ") && !length.contains("~0 ") && covers(length)) } else { None };
            let claim = match kind {
                0 => format!("when: {first}"),
                1 => format!("when: {}..{}", first.plus(-more), first.plus(more)),
                2 => format!("when: {}", &first.to_string()[..7]),
                3 => format!("when: {}", &first.to_string()[..4]),
                4 if first == second => format!("same-day-as: e{b}"),
                5 if far > 0 => format!("before: e{b}, at-most: {far} days"),
                _ => match fitting.filter(|_| kind > 5) {
                    Some(length) => format!("before: e{b}, by: {length}"),
                    None if far > 0 => format!("before: e{b}"),
                    None if far < 0 => format!("after: e{b}"),
                    None => continue,
                },
            };
            text += &format!("- {{ id: c{number}, event: e{a}, {claim} }}\n");
        }
        prop_assert_eq!(conflicts(&text), Vec::new(), "{}", text);
    }

    /// Whoever mends one finding as it says meets no other that was not told before.
    #[test]
    fn what_mends_one_conflict_brings_forth_no_other(
        said in prop::collection::vec((0usize..4, 0usize..4, 0usize..6, 1u32..20), 2..8),
    ) {
        let head = "sources: { s: { role: reference } }\nevents: { e0: {}, e1: {}, e2: {}, e3: {} }\n\
                    defaults: { source: s }\nclaims:\n";
        let claim = |number: usize, &(a, b, kind, days): &(usize, usize, usize, u32)| match kind {
            _ if a == b => format!("- {{ id: c{number}, event: e{a}, when: 2026-01-{days:02} }}\n"),
            0 => format!("- {{ id: c{number}, event: e{a}, when: 2026-01-{days:02} }}\n"),
            1 => format!("- {{ id: c{number}, event: e{a}, before: e{b}, by: exactly {days} days }}\n"),
            2 => format!("- {{ id: c{number}, event: e{a}, before: e{b}, at-most: {days} days }}\n"),
            3 => format!("- {{ id: c{number}, event: e{a}, same-day-as: e{b} }}\n"),
            4 => format!("- {{ id: c{number}, event: e{a}, before: e{b} }}\n"),
            _ => format!("- {{ id: c{number}, event: e{a}, after: e{b} }}\n"),
        };
        let text = |left_out: &BTreeSet<String>| {
            let lines = said.iter().enumerate().filter(|(number, _)| !left_out.contains(&format!("c{number}")));
            format!("{head}{}", lines.map(|(number, said)| claim(number, said)).collect::<String>())
        };
        // For each conflict the claims of its sides or of each of its chains, and its repairs.
        let told = |left_out: &BTreeSet<String>| {
            let lines = text(left_out);
            if lines.ends_with("claims:\n") {
                return Vec::new();
            }
            let project = project(&lines);
            let names = |claims: &mut dyn Iterator<Item = ClaimId>| -> BTreeSet<String> {
                claims.map(|claim| project.claim(claim).id.to_string()).collect()
            };
            let network = Network::new(&project);
            let all = network.conflicts().map(|(part, it)| {
                let mut sets: Vec<_> =
                    it.chains().map(|chain| names(&mut conflict::steps(part, chain).flatten())).collect();
                if sets.is_empty() {
                    sets.push(names(&mut it.claims.iter().copied()));
                }
                (sets, it.repairs.iter().map(|repair| names(&mut repair.iter().copied())).collect())
            });
            all.collect::<Vec<(Vec<BTreeSet<String>>, Vec<BTreeSet<String>>)>>()
        };
        let before = told(&BTreeSet::new());
        for (sets, repairs) in &before {
            for repair in repairs {
                let after = told(repair);
                for claims in after.iter().flat_map(|(sets, _)| sets) {
                    // What has all claims of a chain that was told is that chain, with more who say the same.
                    let told = |known: &BTreeSet<String>| claims.is_subset(known) || known.is_subset(claims);
                    let known = before.iter().flat_map(|(sets, _)| sets).any(told);
                    prop_assert!(known, "{}without {repair:?}: {claims:?}, not in {before:?}", text(&BTreeSet::new()));
                    // What is mended is mended with all its chains.
                    prop_assert!(!sets.iter().any(|set| claims == set), "{repair:?} of {sets:?} leaves {claims:?}");
                }
            }
        }
    }
}

#[test]
fn what_may_stand_at_one_step_need_not_fail_with_all_that_may_stand_at_another() {
    let repairs = |claims: &str| -> Vec<Vec<String>> {
        let lines: Vec<String> =
            claims.split('|').map(|claim| format!("- {{ source: s, {} }}\n", claim.trim())).collect();
        let head = "sources: { s: { role: reference } }\nevents: { x: {}, y: {} }\nclaims:\n";
        let project = project(&format!("{head}{}", lines.concat()));
        let network = Network::new(&project);
        let names = |set: &Vec<ClaimId>| set.iter().map(|id| project.claim(*id).id.to_string()).collect::<String>();
        network.conflicts().map(|(_, conflict)| conflict.repairs.iter().map(names).collect()).collect()
    };
    assert_eq!(
        repairs(
            "id: a, event: x, after: 2026-02-09 | id: b, event: x, same-day-as: 2026-01 \
             | id: c, event: x, before: 2026-02-08 | id: d, event: x, after: 2026-02-06"
        ),
        [["ab", "ad", "bc"]]
    );
    // What fails with one claim of a chain alone stands for none of the others.
    assert_eq!(
        repairs(
            "id: a, event: y, when: 2026-02-09, after: x | id: b, event: x, same-day-as: 2026-02-01 \
             | id: c, event: y, same-day-as: x | id: d, event: y, after: 2026-02-13"
        ),
        [["a", "d"], ["b", "c"]]
    );
}
