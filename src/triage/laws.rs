//! The laws of triage, on findings made by hand from small projects.

use std::sync::Arc;

use proptest::prelude::*;
use smallvec::smallvec;

use super::*;
use crate::check::context::cite;
use crate::finding::{Finding, Position, Status};
use crate::id::{ClaimId, EntityId, FileId, PropertyId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Claim, Entity, Form, Property, Site, Source, State, Subject, Sureness, Type};
use crate::rule::Rule;
use crate::time::when::Kind;
use crate::time::{Bounds, Moment, When};
use crate::value::{Value, number::Tolerance};

const SOURCES: usize = 5;
const VALUES: usize = 3;
const TIMES: usize = 3;

/// A project in which every source says every value of every time: claim `(source * VALUES + value) * TIMES + time`.
fn project() -> Project {
    let site = Site::new(FileId(0), 0..1);
    let source = |at: usize| Source::new(format!("s{at}"), site);
    let entity =
        Entity { name: "post".into(), site, label: "the post".into(), aliases: vec![], kind: None, within: vec![] };
    let property = Property {
        name: "holder".into(),
        site,
        label: "holder".into(),
        aliases: vec![],
        of: Type::Text,
        holds: Default::default(),
        choices: vec![],
        compatible: vec![],
        same: vec![],
        unit: None,
        tolerance: Tolerance::Amount(0.into()),
    };
    let claim = |at: usize| {
        let day = Day::new(i32::try_from(at % TIMES).unwrap());
        let moment = Moment::Date(Bounds::day(day));
        Arc::new(Claim {
            source: SourceId::new(at / TIMES / VALUES),
            id: format!("c{}", at % (VALUES * TIMES)).into(),
            named: true,
            content: [0; 16],
            sites: smallvec![site],
            form: Form::State(State {
                subject: Subject::Entity(EntityId(0)),
                property: PropertyId(0),
                value: Value::Text(format!("v{}", at / TIMES % VALUES).into()),
                denied: false,
                written: format!("V{}", at / TIMES % VALUES).into(),
                when: When { text: day.to_string().into(), kind: Kind::Within(moment.clone(), moment) },
            }),
            according_to: Box::default(),
            certainty: Sureness::Stated,
            quotes: smallvec![],
            note: None,
            glance: Glance::default(),
        })
    };
    Project {
        sources: (0..SOURCES).map(source).collect(),
        entities: vec![entity].into(),
        properties: vec![property].into(),
        claims: (0..SOURCES * VALUES * TIMES).map(claim).collect(),
        ..Project::default()
    }
}

/// A finding of these claims, one side for each value.
fn finding(project: &Project, rule: Rule, topic: usize, claims: &[usize]) -> Finding {
    let topic = if topic == 0 { "post / holder".to_owned() } else { format!("topic-{topic}") };
    let mut finding = Finding::new(rule, topic, "Who?", "Both cannot be.");
    for value in 0..VALUES {
        let side = claims.iter().filter(|at| *at / TIMES % VALUES == value);
        let side: Vec<_> = side.map(|at| cite(project, ClaimId::new(*at))).collect();
        if !side.is_empty() {
            finding.positions.push(Position { value: Some(format!("V{value}")), claims: side, ..Position::default() });
        }
    }
    finding
}

/// Findings of few topics and claims, so that they overlap; no two alike.
fn findings() -> impl Strategy<Value = Vec<(usize, Vec<usize>)>> {
    let claims = prop::collection::btree_set(0..SOURCES * VALUES * TIMES, 1..6);
    let findings = prop::collection::btree_set((0..3usize, claims), 0..7);
    findings.prop_map(|all| all.into_iter().map(|(topic, claims)| (topic, claims.into_iter().collect())).collect())
}

/// Holds findings against a baseline.
fn held(project: &Project, made: &[(usize, Vec<usize>)], baseline: Option<Baseline>) -> Triaged {
    let findings = made.iter().map(|(topic, claims)| finding(project, Rule::ConflictingValues, *topic, claims));
    triage(project, findings.collect(), &TriageOptions { today: Some(Day::new(0)), baseline })
}

fn accepted(project: &Project, triaged: &Triaged, old: &Baseline) -> Baseline {
    old.accept(&triaged.findings, &identify(project, &triaged.findings))
}

fn new_prints(triaged: &Triaged) -> Vec<String> {
    let new = triaged.findings.iter().filter(|finding| finding.status == Status::New);
    new.map(|finding| finding.fingerprint.clone()).collect()
}

/// Found by chance: of what is pruned another finding could lean on the rest, and be known that was new.
#[test]
fn pruning_makes_nothing_known() {
    let project = project();
    let before = [(1, vec![3, 6, 27, 39]), (1, vec![30]), (1, vec![39])];
    let now = [(1, vec![3, 39]), (1, vec![30, 39])];
    let old = accepted(&project, &held(&project, &before, None), &Baseline::default());
    let triaged = held(&project, &now, Some(old.clone()));
    let pruned = old.prune(&identify(&project, &triaged.findings));
    assert_eq!(new_prints(&held(&project, &now, Some(pruned))), new_prints(&triaged));
}

proptest! {
    #[test]
    fn fingerprints_of_one_run_differ(made in findings()) {
        let project = project();
        let triaged = held(&project, &made, None);
        let mut prints: Vec<_> = triaged.findings.iter().map(|finding| (finding.topic.clone(), finding.fingerprint.clone())).collect();
        let count = prints.len();
        prints.sort();
        prints.dedup();
        prop_assert_eq!(prints.len(), count);
    }

    #[test]
    fn after_accepting_nothing_is_new_and_nothing_is_stale(before in findings(), now in findings()) {
        let project = project();
        let old = accepted(&project, &held(&project, &before, None), &Baseline::default());
        let triaged = held(&project, &now, Some(old.clone()));
        let new = accepted(&project, &triaged, &old);
        let again = held(&project, &now, Some(new.clone()));
        prop_assert_eq!(new_prints(&again), Vec::<String>::new());
        prop_assert_eq!(&again.stale_entries, &vec![]);
        // Accepting once more changes no byte; and the file reads as it was written, also twice over.
        prop_assert_eq!(accepted(&project, &again, &new).text(), new.text());
        let twice = format!("{}{}", new.text(), new.text());
        prop_assert_eq!(Baseline::parse(twice.as_bytes(), "b").unwrap(), new.clone());
        let mut lines: Vec<&str> = twice.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        let text = new.text();
        prop_assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn taking_out_one_line_makes_exactly_that_finding_new(before in findings(), now in findings()) {
        let project = project();
        let old = accepted(&project, &held(&project, &before, None), &Baseline::default());
        let triaged = held(&project, &now, Some(old.clone()));
        let all = accepted(&project, &triaged, &old);
        for entry in &all.entries {
            let mut less = all.clone();
            less.entries.remove(entry);
            let after = held(&project, &now, Some(less));
            let new: Vec<&Finding> = after.findings.iter().filter(|finding| finding.status == Status::New).collect();
            prop_assert_eq!(new.len(), 1, "{:?}", entry);
            prop_assert_eq!(&new[0].topic, &entry.topic);
            // It is named what was taken out, where something is left.
            let joined: Vec<String> = new[0].joined.iter().map(|id| project.claim_name(*id)).collect();
            prop_assert!(joined.iter().all(|name| name.starts_with(&format!("{}/", entry.source))), "{:?}", joined);
        }
    }

    #[test]
    fn pruning_adds_nothing_and_changes_no_status(before in findings(), now in findings()) {
        let project = project();
        let old = accepted(&project, &held(&project, &before, None), &Baseline::default());
        let triaged = held(&project, &now, Some(old.clone()));
        let pruned = old.prune(&identify(&project, &triaged.findings));
        prop_assert!(pruned.entries.is_subset(&old.entries));
        let after = held(&project, &now, Some(pruned));
        prop_assert_eq!(new_prints(&after), new_prints(&triaged));
        let topics: std::collections::BTreeSet<usize> = now.iter().map(|(topic, _)| *topic).collect();
        if topics.len() == now.len() {
            prop_assert_eq!(after.stale_entries, vec![]);
        }
    }

    #[test]
    fn a_claim_that_joins_is_new_and_one_that_leaves_is_not(
        claims in prop::collection::btree_set(0..SOURCES * VALUES * TIMES, 2..6), joins in 0..SOURCES * VALUES * TIMES,
    ) {
        let project = project();
        let says = |at: usize| at / TIMES;
        let claims: Vec<usize> = claims.into_iter().collect();
        let one = [(0, claims.clone())];
        let baseline = accepted(&project, &held(&project, &one, None), &Baseline::default());

        let mut more = claims.clone();
        more.push(joins);
        let after = held(&project, &[(0, more.clone())], Some(baseline.clone()));
        // A source that says the same of another time, too, is the same voice.
        let same = claims.iter().any(|at| says(*at) == says(joins));
        prop_assert_eq!(after.findings[0].status, if same { Status::Known } else { Status::New });
        if !same {
            prop_assert_eq!(&after.findings[0].joined, &vec![ClaimId::new(joins)]);
            let name = project.claim_name(ClaimId::new(joins));
            prop_assert!(after.findings[0].message.contains(&name), "{}", after.findings[0].message);
            // Its lines are those of before and one more: git sees one line added.
            let next = accepted(&project, &after, &baseline);
            prop_assert!(baseline.entries.is_subset(&next.entries));
            prop_assert_eq!(next.entries.len(), baseline.entries.len() + 1);
        }

        let fewer = claims[1..].to_vec();
        let after = held(&project, &[(0, fewer)], Some(baseline));
        prop_assert_eq!(after.findings[0].status, Status::Known);
    }

    #[test]
    fn neither_order_nor_labels_nor_ids_matter(made in findings(), shift in 1usize..5) {
        let project = project();
        let before = held(&project, &made, None);
        let mut other = self::project();
        for (at, claim) in other.claims.iter_mut().enumerate() {
            let claim = Arc::make_mut(claim);
            claim.id = format!("other-{at}").into();
            claim.sites = smallvec![Site::new(FileId(7), 5..9)];
            claim.note = Some("a note".into());
        }
        other.entities[0].label = "another name".into();
        let mut turned = made.clone();
        for (_, claims) in &mut turned {
            let by = shift % claims.len();
            claims.rotate_left(by);
        }
        turned.reverse();
        let after = held(&other, &turned, None);
        let prints = |triaged: &Triaged| {
            let mut prints: Vec<String> = triaged.findings.iter().map(|finding| finding.fingerprint.clone()).collect();
            prints.sort();
            prints
        };
        prop_assert_eq!(prints(&before), prints(&after));
        let baseline = |project: &Project, triaged: &Triaged| accepted(project, triaged, &Baseline::default()).text();
        prop_assert_eq!(baseline(&project, &before), baseline(&other, &after));
    }

    #[test]
    fn no_bytes_make_it_panic_or_pass_for_empty(bytes in prop::collection::vec(any::<u8>(), 1..80)) {
        if let Ok(baseline) = Baseline::parse(&bytes, "b") {
            let blank = std::str::from_utf8(&bytes).is_ok_and(|text| text.trim_start_matches('\u{feff}').trim().is_empty());
            prop_assert!(blank || !baseline.entries.is_empty());
        }
    }
}

#[test]
fn two_branches_that_each_accepted_a_claim_are_merged_by_concatenation() {
    let project = project();
    let base = [(0, vec![0, 3])];
    let baseline = accepted(&project, &held(&project, &base, None), &Baseline::default());
    let accept = |claims: &[usize]| {
        let made = [(0, claims.to_vec())];
        accepted(&project, &held(&project, &made, Some(baseline.clone())), &baseline).text()
    };
    let merged = format!("{}{}", accept(&[0, 3, 9]), accept(&[0, 3, 12]));
    let merged = Baseline::parse(merged.as_bytes(), "b").unwrap();
    let after = held(&project, &[(0, vec![0, 3, 9, 12])], Some(merged));
    assert_eq!(new_prints(&after), Vec::<String>::new());
    assert_eq!(after.stale_entries, vec![]);

    // Likewise where both accepted the conflict for the first time.
    let fresh = |claims: &[usize]| {
        let made = [(0, claims.to_vec())];
        accepted(&project, &held(&project, &made, None), &Baseline::default()).text()
    };
    let merged = format!("{}{}", fresh(&[0, 3, 9]), fresh(&[0, 3, 12]));
    let merged = Baseline::parse(merged.as_bytes(), "b").unwrap();
    assert_eq!(new_prints(&held(&project, &[(0, vec![0, 3, 9, 12])], Some(merged))), Vec::<String>::new());
}

#[test]
fn a_finding_that_falls_apart_stays_known() {
    let project = project();
    let baseline = accepted(&project, &held(&project, &[(0, vec![0, 3, 9, 12])], None), &Baseline::default());
    let parts = [(0, vec![0, 3]), (0, vec![9, 12])];
    let after = held(&project, &parts, Some(baseline.clone()));
    assert_eq!(new_prints(&after), Vec::<String>::new());
    let all = accepted(&project, &after, &baseline);
    assert_eq!(all.entries.len(), 4);
    assert_eq!(new_prints(&held(&project, &parts, Some(all))), Vec::<String>::new());
}

#[test]
fn what_is_gone_is_stale() {
    let project = project();
    let baseline =
        accepted(&project, &held(&project, &[(0, vec![0, 3]), (1, vec![9, 12])], None), &Baseline::default());
    let after = held(&project, &[(0, vec![0])], Some(baseline));
    let stale: Vec<(&str, &str)> =
        after.stale_entries.iter().map(|entry| (entry.topic.as_str(), entry.source.as_str())).collect();
    assert_eq!(stale, [("post / holder", "s0"), ("topic-1", "s1"), ("topic-1", "s1")]);
}

#[test]
fn damage_and_newer_versions_are_told_with_their_line() {
    let line = "{\"version\":1,\"rule\":\"r\",\"topic\":\"t\",\"finding\":\"f\",\"source\":\"s\",\"value\":\"v\"}";
    assert_eq!(Baseline::parse(b"", "b").unwrap().entries.len(), 0);
    assert_eq!(Baseline::parse(format!("\u{feff}{line}\r\n\n{line}{line}").as_bytes(), "b").unwrap().entries.len(), 1);
    let newer = line.replace(":1,", ":2,\"more\":[1],");
    for (bad, at, says) in [
        (format!("{line}\n{}", &line[..20]), 2, "damaged"),
        ("null".into(), 1, "damaged"),
        ("[]".into(), 1, "damaged"),
        ("{}".into(), 1, "damaged"),
        (line.replace(":1,", ":0,"), 1, "damaged"),
        (line.replace("\"value\"", "\"valeu\""), 1, "damaged"),
        (format!("{line}\n\n{newer}"), 3, "newer gainsay (version 2"),
        (line.replace(":1,", ":99,"), 1, "newer"),
        (format!("<<<<<<< HEAD\n{line}\n=======\n>>>>>>> b\n"), 1, "merge"),
    ] {
        let error = Baseline::parse(bad.as_bytes(), "b.jsonl").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("b.jsonl", at), "{bad}");
        assert!(error.message.contains(says) && error.help.is_some(), "{}", error.message);
    }
    let error = Baseline::parse(b"\xff\n", "b").unwrap_err();
    assert!(error.message.contains("UTF-8"));
    let folder = tempfile::tempdir().unwrap();
    assert!(Baseline::read(folder.path(), "b").is_err(), "a folder is no baseline");
    assert_eq!(Baseline::read(&folder.path().join("none"), "b").unwrap(), None);
}
