//! The walk along the calendar against comparing all pairs and all triples.

use std::collections::BTreeSet;

use proptest::prelude::*;
use smallvec::smallvec;

use super::*;
use crate::check::built::Builder;
use crate::check::calm::is_calm;
use crate::check::comparison::{Comparison, Matter};
use crate::check::context::Context;
use crate::check::index::{Said, state};
use crate::check::positions::Case;
use crate::check::sets::Sets;
use crate::id::{ClaimId, EntityId};
use crate::project::{Holds, Type};
use crate::time::{Day, Edge, Span};
use crate::value::number::Tolerance;
use crate::value::{Agreement, Number, Value};

/// A claim as drawn: who, when (several forms), whether it is denied.
#[derive(Clone, Debug)]
struct Drawn {
    source: u32,
    who: u32,
    when: String,
    denied: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let day = |number: u32| format!("2026-01-{:02}", number + 1);
    let when = prop_oneof![
        6 => (0u32..9).prop_map(day),
        2 => Just(String::new()),
        1 => Just("2026-01".to_owned()),
        2 => (0u32..9, 0u32..5).prop_map(move |(from, length)| format!("{}/{}", day(from), day(from + length))),
        1 => (0u32..9, 0u32..5).prop_map(move |(from, length)| format!("{}..{}", day(from), day(from + length))),
        1 => (0u32..9).prop_map(move |to| format!("../{}", day(to))),
        1 => (0u32..9).prop_map(move |from| format!("{}/", day(from))),
        1 => (0u32..3).prop_map(move |from| format!("{}/..", day(from))),
    ];
    (0u32..4, 1u32..5, when, prop::bool::weighted(0.1)).prop_map(|(source, who, when, denied)| Drawn {
        source,
        who,
        when,
        denied,
    })
}

/// Entity 0 is the subject; 2 lies within 1.
fn build(drawn: &[Drawn], holds: Holds) -> Builder {
    let mut it = Builder::default();
    it.entity("office", &[]);
    for (name, within) in [("a", &[][..]), ("b", &[1]), ("c", &[]), ("d", &[])] {
        it.entity(name, within);
    }
    it.property(Type::Entity, holds);
    let sources = [
        it.source("p", Some("2026-01-04")),
        it.source("q", Some("2026-01-06")),
        it.source("r", Some("2026-01-06")),
        it.source("s", None),
    ];
    for claim in drawn {
        let value = Value::Entities(smallvec![EntityId(claim.who)]);
        it.claim(sources[claim.source as usize], value, claim.denied, &claim.when);
    }
    it
}

/// Whether by the tenures on record `first` may have handed over to `second` on a day: the one ends, or the other begins,
/// and not both do the same.
fn handed(said: &[Said], project: &crate::project::Project, first: &Value, second: &Value, day: Day) -> bool {
    let on_record = |value: &Value, ends: bool| {
        said.iter().any(|it| {
            let state = state(project, it.claim).unwrap();
            let (bounds, edge) =
                if ends { (it.span.end, it.span.end_edge) } else { (it.span.start, it.span.start_edge) };
            !state.denied && state.value == *value && edge == Edge::Tenure && bounds.exact() == Some(day)
        })
    };
    match (on_record(first, true), on_record(second, false)) {
        (true, true) => true,
        (true, false) => !on_record(second, true),
        (false, true) => !on_record(first, false),
        (false, false) => false,
    }
}

/// What must have held on one day, told by days.
fn meet(said: &[Said], project: &crate::project::Project, a: (&Span, &Value), b: (&Span, &Value)) -> bool {
    if !a.0.must_meet(b.0) {
        return false;
    }
    let coarse = |span: &Span| span.moment && span.start.exact().is_none();
    let over = |one: (&Span, &Value), other: (&Span, &Value)| {
        let (last, first) = (Reach::of(one.0).to, Reach::of(other.0).from);
        last == first && handed(said, project, one.1, other.1, Day::new(last))
    };
    coarse(a.0) || coarse(b.0) || !(over(a, b) || over(b, a))
}

/// Conflicts as sets of claims: pairs, and triples that hold no pair.
struct Naive {
    conflicts: Vec<(BTreeSet<u32>, (i32, i32), bool)>,
}

fn naive(context: &Context<'_>, comparison: &Comparison<'_>) -> Naive {
    let project = context.project;
    let said = &comparison.topic.said;
    let timeless = comparison.timeless();
    let value = |at: usize| &state(project, said[at].claim).unwrap().value;
    let denied = |at: usize| state(project, said[at].claim).unwrap().denied;
    let differ = |a: usize, b: usize| {
        comparison.agreement(comparison.value_of(a as u32), comparison.value_of(b as u32)) == Agreement::Different
    };
    // The present of an undated source is one moment, whenever that was.
    let present = |at: usize| {
        let published = state(project, said[at].claim).unwrap().when.is_published();
        (published && said[at].span.start.exact().is_none()).then(|| project.claim(said[at].claim).source)
    };
    let one_moment = |a: usize, b: usize| !timeless && present(a).is_some() && present(a) == present(b);
    let together = |a: usize, b: usize| {
        timeless || one_moment(a, b) || meet(said, project, (&said[a].span, value(a)), (&said[b].span, value(b)))
    };
    let days = |at: usize| {
        let reach = Reach::of(&said[at].span);
        if reach.is_placed() { reach.days() } else { (0, 0) }
    };
    let mut conflicts = Vec::new();
    let all: Vec<usize> = (0..said.len()).filter(|at| !denied(*at)).collect();
    for &a in &all {
        for &b in all.iter().filter(|b| **b > a && differ(a, **b) && together(a, **b)) {
            let (one, other) = (Reach::of(&said[a].span), Reach::of(&said[b].span));
            let (from, to) = (one.from.max(other.from), one.to.min(other.to));
            // At a time that no other conflict shares.
            let nowhere = i32::MAX - i32::try_from(conflicts.len()).unwrap();
            let time = match (timeless, one_moment(a, b)) {
                (true, _) => (0, 0),
                (false, true) => (nowhere, nowhere),
                (false, false) => (from.min(to), from.max(to)),
            };
            conflicts.push((BTreeSet::from([a as u32, b as u32]), time, true));
        }
    }
    if timeless {
        return Naive { conflicts };
    }
    for &a in &all {
        for &c in all.iter().filter(|c| **c > a && value(a) == value(**c)) {
            let merged = said[a].span.merge(&said[c].span);
            for &b in all.iter().filter(|b| differ(a, **b) && !together(a, **b) && !together(c, **b)) {
                // On the edge of what lies somewhere within some days, a handover needs no way back.
                let between = Span { moment: false, ..said[b].span };
                if !meet(said, project, (&merged, value(a)), (&between, value(b))) {
                    continue;
                }
                // Which of the two is earlier, and whether anything is on record in between.
                let (one, other) = (Reach::of(&said[a].span), Reach::of(&said[c].span));
                let (from, to) = if one.to <= other.to { (one.to, other.from) } else { (other.to, one.from) };
                let half = |day: Option<Day>, by: i64| day.map(|day| 2 * i64::from(day.number()) + by);
                let cut = said.iter().any(|it| {
                    let state = state(project, it.claim).unwrap();
                    let inside = |from_day: Option<i64>, to_day: Option<i64>| {
                        (from_day.is_some() || to_day.is_some())
                            && from_day.is_none_or(|day| day < 2 * i64::from(to))
                            && to_day.is_none_or(|day| day > 2 * i64::from(from))
                    };
                    if state.denied {
                        let covers = crate::value::denies(&state.value, value(a), &comparison.words);
                        let (first, last) = it.span.core().map_or_else(
                            || (it.span.hull().earliest, it.span.hull().latest),
                            |core| (Some(core.0), Some(core.1)),
                        );
                        covers && inside(half(first, 0), half(last, 0))
                    } else {
                        state.value == *value(a)
                            && (it.span.end_edge == Edge::Tenure
                                && inside(half(it.span.end.earliest, 1), half(it.span.end.latest, 1))
                                || it.span.start_edge == Edge::Tenure
                                    && inside(half(it.span.start.earliest, -1), half(it.span.start.latest, -1)))
                    }
                });
                if !cut {
                    conflicts.push((BTreeSet::from([a as u32, b as u32, c as u32]), days(b), false));
                }
            }
        }
    }
    Naive { conflicts }
}

/// Disputes as sets of claims, with whether they are definite: what shares a claim or a day is one.
fn gathered(naive: &Naive) -> Gathered {
    let conflicts = &naive.conflicts;
    let mut sets = Sets::new(conflicts.len());
    for (a, one) in conflicts.iter().enumerate() {
        for (b, other) in conflicts.iter().enumerate().skip(a + 1) {
            let day = one.1.0 <= other.1.1 && other.1.0 <= one.1.1;
            if day || !one.0.is_disjoint(&other.0) {
                sets.join(a, b);
            }
        }
    }
    let firsts = sets.firsts();
    let mut found = Vec::new();
    for first in firsts.iter().collect::<BTreeSet<_>>() {
        let members = conflicts.iter().zip(&firsts).filter(|(_, of)| *of == first).map(|(conflict, _)| conflict);
        let (mut claims, mut definite) = (BTreeSet::new(), false);
        for conflict in members {
            claims.extend(&conflict.0);
            definite |= conflict.2;
        }
        found.push((claims, definite));
    }
    found.into_iter().collect()
}

/// Disputes as sets of claims, each with whether it is definite.
type Gathered = BTreeSet<(BTreeSet<u32>, bool)>;

fn walked(comparison: &Comparison<'_>) -> (Gathered, Vec<Vec<ClaimId>>) {
    let compared = comparison.asserted(Matter::Values);
    let mut repairs = Vec::new();
    let found = compared.disputes.iter().map(|dispute| {
        let case = Case::new(comparison, &compared, dispute);
        let sides = case.sides();
        assert!(sides.stands.len() > 1, "{sides:?}");
        repairs.extend(case.repairs(&sides));
        let claims = dispute.groups.iter().flat_map(|group| &compared.groups[*group as usize].members);
        (claims.copied().collect(), dispute.definite)
    });
    (found.collect(), repairs)
}

fn check(drawn: &[Drawn], holds: Holds) -> Result<(), TestCaseError> {
    let it = build(drawn, holds);
    let context = Context::new(&it.project);
    let Some(topic) = context.topics.first() else { return Ok(()) };
    let Some(comparison) = Comparison::new(&context, topic) else { return Ok(()) };
    let naive = naive(&context, &comparison);
    let calm = is_calm(topic, it.project.property(topic.property));
    prop_assert!(!calm || naive.conflicts.is_empty(), "{drawn:?}");
    let denials = comparison.asserted(Matter::Denials).disputes;
    prop_assert!(!topic.undenied || denials.is_empty(), "{drawn:?}");
    let (found, repairs) = walked(&comparison);
    let expected = gathered(&naive);
    prop_assert_eq!(&found, &expected);
    if expected.len() == 1 {
        let hits = |set: u32| naive.conflicts.iter().all(|it| it.0.iter().any(|at| set & (1 << at) != 0));
        let least = (0u32..1 << drawn.len()).filter(|set| hits(*set)).map(u32::count_ones).min().unwrap();
        let sets = (0u32..1 << drawn.len()).filter(|set| set.count_ones() == least && hits(*set));
        let mut sets: Vec<Vec<ClaimId>> =
            sets.map(|set| (0..drawn.len() as u32).filter(|at| set & (1 << at) != 0).map(ClaimId).collect()).collect();
        sets.sort();
        sets.truncate(64);
        prop_assert_eq!(repairs, sets);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn offices_against_all_pairs(drawn in prop::collection::vec(drawn(), 0..9)) {
        check(&drawn, Holds::OneAtATime)?;
    }

    #[test]
    fn single_values_against_all_pairs(drawn in prop::collection::vec(drawn(), 0..9)) {
        check(&drawn, Holds::One)?;
    }
}

/// The timeline bounds an undated article's present by what the article reports: here it lies behind another's tenure.
#[test]
fn an_undated_present_may_lie_behind_another_holder() {
    let claim = |source, who, when: &str| Drawn { source, who, when: when.to_owned(), denied: false };
    let mut drawn = vec![claim(3, 2, "2026-01-03/.."), claim(0, 1, "2026-01-01/"), claim(3, 1, "")];
    check(&drawn, Holds::OneAtATime).unwrap();
    drawn.push(claim(0, 3, "2026-01-02/"));
    check(&drawn, Holds::OneAtATime).unwrap();
    let it = build(&drawn, Holds::OneAtATime);
    let context = Context::new(&it.project);
    let comparison = Comparison::new(&context, &context.topics[0]).unwrap();
    assert_eq!(walked(&comparison).0.len(), 1);
}

/// Topics with many claims of every kind: comparing all pairs of them would take minutes.
#[test]
fn hot_topics() {
    let count = 1_000u32;
    let day = |n: u32| format!("20{:02}-{:02}-{:02}", n / 336 % 90, n / 28 % 12 + 1, n % 28 + 1);
    let made = |of: Type, holds: Holds, claim: &dyn Fn(&mut Builder, [crate::id::SourceId; 3], u32)| {
        let mut it = Builder::default();
        it.entity("office", &[]);
        for n in 1..=count {
            // Every tenth lies in the one before it.
            it.entity(&format!("e{n}"), if n % 10 == 0 { &[0][..] } else { &[] });
        }
        it.property(of, holds);
        let sources = [it.source("p", Some("2026-01-04")), it.source("q", Some("2026-01-06")), it.source("r", None)];
        for n in 0..count {
            claim(&mut it, sources, n);
        }
        it
    };
    let who = |n: u32| Value::Entities(smallvec![EntityId(n % count + 1)]);
    let number = |text: String| Value::Number(Box::new(Number::parse(&text, None, &Tolerance::default()).unwrap()));
    type Make<'m> = &'m dyn Fn(&mut Builder, [crate::id::SourceId; 3], u32);
    let shapes: [(&str, Type, Holds, Make<'_>); 9] = [
        ("one day each", Type::Entity, Holds::OneAtATime, &|it, s, n| {
            it.claim(s[n as usize % 2], who(n), false, &day(n));
        }),
        ("all on one day", Type::Entity, Holds::OneAtATime, &|it, s, n| {
            it.claim(s[n as usize % 2], who(n), false, "2020-01-01");
        }),
        ("tenures against days", Type::Entity, Holds::OneAtATime, &|it, s, n| {
            let when = if n % 2 == 0 { format!("{}/..", day(n % 5000)) } else { day(n % 5000) };
            it.claim(s[n as usize % 2], who(n % 7), false, &when);
        }),
        ("numbers", Type::Number, Holds::One, &|it, s, n| {
            it.claim(s[n as usize % 3], number(n.to_string()), false, "");
        }),
        ("numbers that meet", Type::Number, Holds::OneAtATime, &|it, s, n| {
            it.claim(s[n as usize % 2], number(format!(">{n}")), false, "2000/..");
        }),
        ("denials", Type::Entity, Holds::Many, &|it, s, n| {
            it.claim(s[n as usize % 2], who(n / 2), n % 2 == 0, &day(n));
        }),
        ("denials of one day", Type::Entity, Holds::Many, &|it, s, n| {
            it.claim(s[n as usize % 2], who(n / 2), n % 2 == 0, "2000-01-01/..");
        }),
        ("there and back", Type::Entity, Holds::OneAtATime, &|it, s, n| {
            it.claim(s[n as usize % 2], who(n * 7 % 50), n % 50 == 49, &day(n));
        }),
        ("attributed", Type::Entity, Holds::OneAtATime, &|it, s, n| {
            let claim = it.claim(s[n as usize % 3], who(n % 300), false, &day(n % 400));
            if n % 2 == 0 {
                claim.according_to = [crate::project::Speaker::Entity(EntityId(n % 1000))].into();
            }
        }),
    ];
    for (name, of, holds, make) in shapes {
        let it = made(of, holds, make);
        let context = Context::new(&it.project);
        let mut found = Vec::new();
        for entry in crate::check::RULES {
            let ours = [
                "conflicting-values",
                "conflicting-numbers",
                "denied-claim",
                "attribution-conflict",
                "unstated-handover",
            ];
            if ours.contains(&entry.rule.name()) {
                (entry.check)(&context, &mut found);
            }
        }
        assert!(found.len() <= it.project.claims.len(), "{name}");
    }
}

#[test]
fn what_is_too_dense_to_compare_is_one_dispute() {
    let reach = |from: i32, to: i32| Reach { from, to, ..Reach::ALWAYS };
    let groups: Vec<Group> = (0..3000i32)
        .map(|n| Group {
            kind: n as u32,
            reach: reach(n % 100, 1000 + n),
            source: None,
            present: None,
            members: vec![n as u32],
        })
        .collect();
    let laws = Laws {
        excludes: &|a, b| a != b,
        compared: &|_, _| true,
        hands_over: &|_, _, _| false,
        timeless: false,
        closed: &|_| false,
        cells: None,
    };
    let found = disputes_within(&groups, &[], &laws, 100_000);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].groups.len(), 3000);
    assert!(found[0].definite && !found[0].complete);
    let timeless = disputes_within(&groups, &[], &Laws { timeless: true, ..laws }, 100_000);
    assert_eq!(timeless[0].groups.len(), 3000);
}
