//! The order of files, claims and keys changes nothing but the places that are told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;

use gainsay::check::check;
use gainsay::project::{Options, load};
use gainsay::report::{self, Report, Screen};
use gainsay::time::Day;
use gainsay::triage::{Baseline, TriageOptions, identify, triage};
use proptest::prelude::*;
use serde_json::Value;

#[path = "../fuzz/src/places.rs"]
mod places;

const VOCABULARY: &str = "\
sources:
  a: { text: a.txt, published: 2026-03-01 }
  b: { text: b.txt, published: 2026-03-02, authorship: ai }
  c: { text: b.txt }
  d: { role: reference, published: 2026-01-01 }
  e: { text: a.txt, published: 2026-03-05, role: draft }
entities:
  laura: { name: Laura Dogu }
  bogota: { name: Bogotá }
  miami: { name: Miami, within: usa }
  usa: { name: the United States }
properties:
  birthplace: { type: entity }
  post: { type: entity, holds: one-at-a-time }
  toll: { type: number, unit: people }
events:
  landing: { label: the landing }
  talks: { lasts: true }
";

/// Claims, each as its keys.
const CLAIMS: &[&[&str]] = &[
    &["source: a", "subject: laura", "property: birthplace", "value: bogota", "quote: born in Bogotá"],
    &["source: b", "subject: laura", "property: birthplace", "value: miami", "quote: Miami"],
    &["source: d", "subject: laura", "property: birthplace", "value: usa"],
    &["source: c", "subject: laura", "property: birthplace", "not: usa", "quote: no American"],
    &["source: a", "subject: laura", "property: toll", "value: 35", "quote: 35 people"],
    &["source: b", "subject: laura", "property: toll", "value: \"~60\"", "certainty: likely", "quote: some sixty"],
    &["source: c", "subject: laura", "property: toll", "value: 40..50", "according-to: unnamed", "quote: nowhere"],
    &["source: d", "subject: miami", "property: post", "value: laura", "when: 2025-01-01/2025-12-31"],
    &["source: a", "subject: miami", "property: post", "value: bogota", "when: 2025-06", "quote: since June"],
    &["source: b", "event: landing", "when: 2026-01-09", "quote: The landing"],
    &["source: a", "event: landing", "before: talks", "by: 1 week", "quote: the talks"],
    &["source: d", "event: talks.start", "when: 2026-01-10"],
    &["source: a", "utterance: vow", "speaker: laura", "quote: we shall never yield"],
    &["source: b", "utterance: vow", "speaker: laura", "quote: we will never ever yield"],
    &["source: e", "subject: laura", "property: birthplace", "value: bogota", "quote: born in Bogotá"],
];

const DECISIONS: &str = "resolutions:\n  - { rejects: [gone/away], because: x, by: y, on: 2026-03-10 }\n";
const A: &str =
    "Laura, born in Bogotá, said “we shall never yield” to 35 people. Since June, since June, she held the talks.\n";
const B: &str = "No, Miami. She is no American. “we will never ever yield”, to some sixty. The landing was long ago.\n";

/// All that is printed, with the places in claim files taken out; and the baseline.
fn outputs(claims: &[(usize, Vec<String>)], names: [&str; 3]) -> (Value, String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("claims/deep")).unwrap();
    fs::create_dir(root.join("seeds")).unwrap();
    fs::write(root.join("seeds/a.txt"), A).unwrap();
    fs::write(root.join("seeds/b.txt"), B).unwrap();
    fs::write(root.join("claims").join(names[0]), VOCABULARY).unwrap();
    for (at, name) in names.iter().enumerate().skip(1) {
        let mine = claims.iter().filter(|(file, _)| *file == at);
        let mine: String = mine.map(|(_, keys)| format!("  - {{ {} }}\n", keys.join(", "))).collect();
        let decisions = if at == 1 { DECISIONS } else { "" };
        fs::write(root.join("claims").join(name), format!("{decisions}claims:\n{mine}")).unwrap();
    }
    let loaded = load(&Options { root: root.to_path_buf(), draft: None }, |_| {});
    assert_eq!(loaded.errors, []);
    let project = &loaded.project;
    let checked = check(project);
    let options = TriageOptions { today: Day::from_ymd(2026, 3, 10), baseline: None };
    let findings = triage(project, checked.findings, &options).findings;
    let report =
        Report { project, findings: &findings, errors: &[], coverage: &checked.coverage, stale_baseline: 0, all: true };
    let mut json: Value = serde_json::from_str(&report::json::render(&report, false)).unwrap();
    places::forget(&mut json);
    let baseline = Baseline::default().accept(&findings, &identify(project, &findings)).text();
    let short = report::short::render(&report, &Screen::default());
    let short = short.lines().map(|line| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned()).collect();
    (json, baseline, short)
}

fn plain() -> Vec<(usize, Vec<String>)> {
    CLAIMS.iter().map(|keys| (1, keys.iter().map(|key| (*key).to_owned()).collect())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn order_changes_nothing(
        order in Just(plain()).prop_shuffle(),
        files in prop::collection::vec(1usize..3, CLAIMS.len()),
        turns in prop::collection::vec(0usize..5, CLAIMS.len()),
        swap: bool,
    ) {
        let usual = outputs(&plain(), ["a.yaml", "b.yaml", "c.yaml"]);
        let shuffled = order.into_iter().zip(files.into_iter().zip(turns)).map(|((_, mut keys), (file, turn))| {
            let by = turn % keys.len();
            keys.rotate_left(by);
            (file, keys)
        });
        let names = if swap { ["z.yml", "deep/y.yaml", "x.yaml"] } else { ["b.yaml", "a.yaml", "deep/0.yaml"] };
        let other = outputs(&shuffled.collect::<Vec<_>>(), names);
        prop_assert_eq!(&usual.1, &other.1);
        prop_assert_eq!(&usual.2, &other.2);
        prop_assert_eq!(&usual.0, &other.0);
    }
}
