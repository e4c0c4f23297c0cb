//! An office passes from one holder to another between two articles, and nobody says when.
//!
//! Two neighbouring claims of a property that one holds `one-at-a-time`, from different sources and less than a year
//! apart, name different holders, and no claim says that in between the one's tenure ended or the other's began. Both may
//! be right; the note shows them and asks since when, and where several are named for the same days, of each of them. It
//! speaks of offices only (`entity` and `choice`), and not of claims that already contradict each other.
//!
//! Example: on 10 January one article names A as chargé d'affaires, on 1 February another names B.
//!
//! To answer it: where an article says since when, write it down: `when: 2026-01-31/..`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use smallvec::SmallVec;

use super::comparison::{self, Comparison, Matter};
use super::context::Context;
use super::index::Topic;
use super::positions::{Face, Stand};
use crate::finding::{Finding, Position};
use crate::project::{Holds, Type};
use crate::rule::Rule;
use crate::time::words::Stretch;
use crate::time::{Bounds, Day, Edge, Span};
use crate::value::Agreement;

/// One holder on one stretch of days.
#[derive(Clone, Copy)]
struct Named<'n> {
    first: Day,
    last: Day,
    value: u32,
    /// The claims, by their places in the topic.
    claims: &'n [Entry],
}

/// A claim's days, its value, and its place in the topic.
type Entry = (Day, Day, u32, u32);

/// Finds handovers of which nobody says when they were.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let is_post = |topic: &Topic| {
        let property = project.property(topic.property);
        property.holds == Holds::OneAtATime && matches!(property.of, Type::Entity | Type::Choice) && may_pass(topic)
    };
    comparison::each(context, is_post, |comparison| handovers(context, comparison), found);
}

fn handovers(context: &Context<'_>, comparison: &Comparison<'_>) -> Vec<Finding> {
    let entries = entries(comparison.topic);
    let mut told: Option<Told> = None;
    let mut found = Vec::new();
    let mut conflicts: Option<Vec<Option<u32>>> = None;
    let mut earlier: Vec<Named<'_>> = Vec::new();
    let ranks = OnceCell::new();
    for same_days in entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let later = named(same_days, || ranks.get_or_init(|| self::ranks(comparison)));
        // Who is named for the same days is as near as any other of them.
        for (before, after) in earlier.iter().flat_map(|before| later.iter().map(move |after| (before, after))) {
            if !passes(comparison, &mut told, before, after) {
                continue;
            }
            let conflicts = conflicts.get_or_insert_with(|| in_conflict(comparison));
            let of = |&(.., at): &Entry| conflicts.get(at as usize).copied().flatten();
            let dispute = before.claims.first().and_then(of);
            // Both are told as one dispute.
            if dispute.is_some() && before.claims.iter().chain(after.claims).all(|claim| of(claim) == dispute) {
                continue;
            }
            found.push(finding(context, comparison, before, after));
        }
        earlier = later;
    }
    found
}

/// Holders of the same days beyond which the rest is passed over: what they are told to contradict says more.
const ABREAST: usize = 4;

/// Who is named for the same days; of very many the first by their ids, whoever names them.
fn named<'n, 'r>(same_days: &'n [Entry], ranks: impl FnOnce() -> &'r Vec<u32>) -> Vec<Named<'n>> {
    let mut named: Vec<Named<'n>> = same_days
        .chunk_by(|a, b| a.2 == b.2)
        .filter_map(|claims| {
            let &(first, last, value, _) = claims.first()?;
            Some(Named { first, last, value, claims })
        })
        .collect();
    if named.len() > ABREAST {
        let ranks = ranks();
        named.sort_by_key(|named| ranks.get(named.value as usize));
        named.truncate(ABREAST);
    }
    named
}

/// For each value of a topic its place in the order of their ids.
fn ranks(comparison: &Comparison<'_>) -> Vec<u32> {
    let mut values: Vec<u32> = (0..).take(comparison.values()).collect();
    values.sort_by_cached_key(|value| comparison.face_key(Face { value: *value, denied: false }));
    let mut ranks = vec![0; values.len()];
    for (rank, value) in (0..).zip(values) {
        if let Some(place) = ranks.get_mut(value as usize) {
            *place = rank;
        }
    }
    ranks
}

fn stand(named: &Named<'_>) -> Stand {
    Stand {
        faces: vec![Face { value: named.value, denied: false }],
        groups: Vec::new(),
        claims: named.claims.iter().map(|(.., at)| *at).collect(),
    }
}

/// Who is asserted to hold the office, when, in the order of days.
fn entries(topic: &Topic) -> SmallVec<[Entry; 16]> {
    let said = (0u32..).zip(&topic.said).filter(|(_, said)| said.plain && !said.denied);
    let mut entries: SmallVec<[Entry; 16]> = said
        .filter_map(|(at, said)| {
            let (first, last) = days(&said.span)?;
            Some((first, last, said.value, at))
        })
        .collect();
    // Of few it is as good as any other sort, and a million sort on all threads.
    entries.par_sort_unstable();
    entries
}

/// The days that a claim speaks of.
fn days(span: &Span) -> Option<(Day, Day)> {
    match span.core() {
        Some(core) => Some(core),
        None => span.hull().earliest.zip(span.hull().latest),
    }
}

/// Topics of more claims than these are looked at closely at once.
const FEW: usize = 64;

/// Whether an office may pass from one to another of whom nobody says by name when it was: told from the days alone,
/// without a look at the claims. `true` says nothing.
fn may_pass(topic: &Topic) -> bool {
    if topic.said.len() > FEW {
        return true;
    }
    let entries = entries(topic);
    let says = |value: u32, from: Day, to: Day, edge: &dyn Fn(&Span) -> (Edge, Bounds)| {
        let between = |(edge, bounds): (Edge, Bounds)| {
            edge == Edge::Tenure
                && bounds != Bounds::ANY
                && bounds.earliest.is_none_or(|earliest| earliest <= to)
                && bounds.latest.is_none_or(|latest| latest >= from)
        };
        topic.said.iter().any(|said| !said.denied && said.value == value && between(edge(&said.span)))
    };
    let mut rows = entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let mut earlier = rows.next().unwrap_or_default();
    rows.any(|later| {
        let passes = |before: &Entry, after: &Entry| {
            before.1 < after.0
                && before.2 != after.2
                && is_near(before.1, after.0)
                && !says(before.2, before.1, after.0, &|span| (span.end_edge, span.end))
                && !says(after.2, before.1, after.0, &|span| (span.start_edge, span.start))
        };
        let before = std::mem::replace(&mut earlier, later);
        before.iter().any(|before| later.iter().any(|after| passes(before, after)))
    })
}

/// Whether two days are less than a year apart.
fn is_near(before: Day, after: Day) -> bool {
    before.date().checked_add_months(chrono::Months::new(12)).is_none_or(|year| after.date() < year)
}

/// Whether the office passes from the one to the other, less than a year later, and nobody says when.
fn passes(comparison: &Comparison<'_>, told: &mut Option<Told>, before: &Named<'_>, after: &Named<'_>) -> bool {
    if before.last >= after.first
        || before.value == after.value
        || comparison.agreement(before.value, after.value) != Agreement::Different
    {
        return false;
    }
    if !is_near(before.last, after.first) {
        return false;
    }
    let sources =
        |named: &Named<'_>| named.claims.iter().map(|(.., at)| comparison.claim(*at).source).collect::<BTreeSet<_>>();
    let (one, other) = (sources(before), sources(after));
    if one.len() == 1 && one == other {
        return false;
    }
    let (from, to) = (before.last.number(), after.first.number());
    let told = told.get_or_insert_with(|| Told::new(comparison));
    !Told::between(&told.ends, comparison, before.value, from, to)
        && !Told::between(&told.starts, comparison, after.value, from, to)
}

/// Within which days somebody says that a holder's tenure began, or ended.
struct Told {
    starts: BTreeMap<u32, Windows>,
    ends: BTreeMap<u32, Windows>,
}

/// Stretches of days, sorted by their first, each with the greatest last up to there.
type Windows = Vec<(i32, i32)>;

/// Holders beyond which only one and the same is asked for, not one that lies within another.
const HOLDERS: usize = 64;

impl Told {
    fn new(comparison: &Comparison<'_>) -> Self {
        let mut told = Self { starts: BTreeMap::new(), ends: BTreeMap::new() };
        for said in &comparison.topic.said {
            if said.denied {
                continue;
            }
            let value = said.value;
            let add = |windows: &mut BTreeMap<u32, Windows>, bounds: Bounds, edge: Edge| {
                if edge == Edge::Tenure && bounds != Bounds::ANY {
                    let from = bounds.earliest.map_or(i32::MIN, |day| day.number());
                    let to = bounds.latest.map_or(i32::MAX, |day| day.number());
                    windows.entry(value).or_default().push((from, to));
                }
            };
            add(&mut told.starts, said.span.start, said.span.start_edge);
            add(&mut told.ends, said.span.end, said.span.end_edge);
        }
        for windows in told.starts.values_mut().chain(told.ends.values_mut()) {
            windows.sort_unstable();
            let mut last = i32::MIN;
            for window in windows {
                last = last.max(window.1);
                window.1 = last;
            }
        }
        told
    }

    fn between(all: &BTreeMap<u32, Windows>, comparison: &Comparison<'_>, value: u32, from: i32, to: i32) -> bool {
        let meets = |windows: &Windows| {
            let end = windows.partition_point(|window| window.0 <= to);
            end.checked_sub(1).and_then(|last| windows.get(last)).is_some_and(|window| window.1 >= from)
        };
        if all.len() > HOLDERS {
            return all.get(&value).is_some_and(meets);
        }
        all.iter().any(|(other, windows)| meets(windows) && comparison.one_side(*other, value))
    }
}

/// Which conflict each claim of the topic takes part in, by its place there.
fn in_conflict(comparison: &Comparison<'_>) -> Vec<Option<u32>> {
    let compared = comparison.asserted(Matter::Values);
    let mut found = vec![None; comparison.topic.said.len()];
    for (number, dispute) in (0..).zip(&compared.disputes) {
        for group in dispute.groups.iter().filter_map(|group| compared.groups.get(*group as usize)) {
            for at in &group.members {
                if let Some(found) = found.get_mut(*at as usize) {
                    *found = Some(number);
                }
            }
        }
    }
    found
}

fn finding(context: &Context<'_>, comparison: &Comparison<'_>, before: &Named<'_>, after: &Named<'_>) -> Finding {
    let (one, other) = (stand(before), stand(after));
    let (left, came) = (comparison.label(&one), comparison.label(&other));
    let about = comparison.about();
    let question = format!("{about}: since when {came}, and until when {left}?");
    let when = |named: &Named<'_>| {
        let spans = named.claims.iter().filter_map(|(.., at)| comparison.span(*at));
        Stretch::of(spans).map(|told| told.phrase()).unwrap_or_default()
    };
    let message = format!(
        "{about}: {left} is named {}, {came} {}, and no claim says that the one ended or the other began in between",
        when(before),
        when(after)
    );
    let mut finding = Finding::new(Rule::UnstatedHandover, comparison.topic.name(context.project), question, message);
    finding.help = Some(
        "Look for the day in the articles or in a record, and give a claim `when: DATE/..` (since) or `when: ../DATE` (until)."
            .into(),
    );
    let position = |named: &Named<'_>, stand: &Stand| Position {
        value: Some(comparison.label(stand)),
        key: comparison.key(stand),
        remark: Some(when(named)),
        claims: stand.claims.iter().map(|at| context.cite(comparison.claim_id(*at))).collect(),
        ..Position::default()
    };
    finding.positions = vec![position(before, &one), position(after, &other)];
    finding
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{Comparison, handovers, may_pass};
    use crate::check::{Context, rule, testing};
    use crate::finding::{Finding, Position};
    use crate::project::Project;
    use crate::rule::Rule;

    const VOCABULARY: &str = "\
entities:
  mission: {}
  usa: {}
  florida: { within: usa }
  texas: { within: usa }
  france: {}
properties:
  seat: { type: entity, holds: one-at-a-time }
  birthplace: { type: entity }
";
    const VALUES: [&str; 4] = ["usa", "florida", "texas", "france"];
    const TIMES: [&str; 6] =
        ["2026-02-02", "2026-03-01", "2026-03-01", "2026-04-05", "2026-03", "2026-02-02/2026-03-01"];
    const TENURES: [&str; 8] = [
        "2026-02-02",
        "2026-03-01",
        "2026-03",
        "2026-02-02/..",
        "../2026-02-20",
        "2026-02-10/2026-03",
        "2025-01-05",
        "2026-02/2026-02-20",
    ];
    const RULES: [Rule; 4] =
        [Rule::UnstatedHandover, Rule::ConflictingValues, Rule::DeniedClaim, Rule::AttributionConflict];

    /// A source, a value, a time, and whether it denies the value, or only attributes it.
    type Drawn = (usize, usize, usize, u8, bool);

    /// What is found of claims, their sources under other names; told without these.
    fn found(drawn: &[Drawn], names: &[&str; 4]) -> BTreeSet<String> {
        let mut vocabulary = format!("{VOCABULARY}sources:\n");
        for name in names {
            vocabulary += &format!("  {name}: {{ role: reference, published: 2026-05-01 }}\n");
        }
        let mut claims = String::from("claims:\n");
        for (at, (source, value, time, manner, lasting)) in drawn.iter().enumerate() {
            let (name, value, time) = (names[*source], VALUES[*value], TIMES[*time]);
            let says = if *manner == 1 { "not" } else { "value" };
            let reported = if *manner == 2 { ", according-to: mission" } else { "" };
            let property = if *lasting { "birthplace" } else { "seat" };
            claims += &format!("  - {{ source: {name}, id: c{at}, subject: mission, property: {property}, ");
            claims += &format!("{says}: {value}, when: {time}{reported} }}\n");
        }
        let project = testing::project(&vocabulary, &claims, &[]);
        let context = Context::new(&project);
        let mut found = Vec::new();
        rule::RULES
            .iter()
            .filter(|entry| RULES.contains(&entry.rule))
            .for_each(|entry| (entry.check)(&context, &mut found));
        found.iter().map(|finding| told(&project, finding)).collect()
    }

    fn told(project: &Project, finding: &Finding) -> String {
        let sides = |positions: &[Position]| {
            let side = |position: &Position| {
                let claims = position.claims.iter().filter_map(|cited| cited.claim);
                let claims: BTreeSet<String> = claims.map(|id| project.claim(id).id.to_string()).collect();
                (position.value.clone(), claims)
            };
            positions.iter().map(side).collect::<BTreeSet<_>>()
        };
        let repairs: BTreeSet<BTreeSet<String>> = finding
            .repairs
            .iter()
            .map(|set| set.iter().map(|id| project.claim(*id).id.to_string()).collect())
            .collect();
        let (rule, sure) = (finding.rule, finding.certainty);
        format!("{rule:?} {sure:?} {:?} {:?} {repairs:?}", sides(&finding.positions), sides(&finding.compatible))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_names_of_sources_change_nothing(
            drawn in prop::collection::vec((0usize..4, 0usize..4, 0usize..6, 0u8..9, prop::bool::weighted(0.2)), 3..8),
            names in Just(["a", "b", "c", "d"]).prop_shuffle(),
        ) {
            let drawn: BTreeSet<Drawn> = drawn.into_iter().collect();
            let drawn: Vec<Drawn> = drawn.into_iter().collect();
            prop_assert_eq!(found(&drawn, &["a", "b", "c", "d"]), found(&drawn, &names));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_quick_look_hides_no_handover(
            drawn in prop::collection::vec((0usize..4, 0usize..4, 0usize..TENURES.len(), 0u8..9), 2..6),
        ) {
            let names = ["a", "b", "c", "d"].map(|name| format!("  {name}: {{ role: reference, published: 2026-05-01 }}"));
            let vocabulary = format!("{VOCABULARY}sources:\n{}\n", names.join("\n"));
            let claim = |(source, value, time, manner): &(usize, usize, usize, u8)| {
                let (source, value, time) = (["a", "b", "c", "d"][*source], VALUES[*value], TENURES[*time]);
                let says = if *manner == 1 { "not" } else { "value" };
                let reported = if *manner == 2 { ", according-to: mission" } else { "" };
                format!("  - {{ source: {source}, subject: mission, property: seat, {says}: {value}, when: {time}{reported} }}\n")
            };
            let claims: String = std::iter::once("claims:\n".to_owned()).chain(drawn.iter().map(claim)).collect();
            let project = testing::project(&vocabulary, &claims, &[]);
            let context = Context::new(&project);
            for topic in &context.topics {
                let closely = Comparison::new(&context, topic).map(|comparison| handovers(&context, &comparison));
                prop_assert!(may_pass(topic) || closely.is_none_or(|found| found.is_empty()));
            }
        }
    }

    #[test]
    fn all_that_are_named_for_the_next_day_are_neighbours_under_any_name() {
        for names in [["a", "b", "c", "d"], ["a", "c", "b", "d"], ["d", "b", "a", "c"]] {
            let notes = found(&[(0, 1, 0, 0, false), (1, 2, 1, 0, false), (2, 3, 1, 0, false)], &names);
            assert_eq!(notes.iter().filter(|told| told.starts_with("UnstatedHandover")).count(), 2, "{notes:#?}");
        }
    }
}
