//! The way of the data on a generated project of 10,000 claims, step by step, beside the floors of reading it at all.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark fails by panicking; criterion's macros have no docs")]

#[path = "../examples/generate/project.rs"]
mod generate;

use std::fs;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use gainsay::check::{Context, RULES, check};
use gainsay::project::{Kept, Options, load, load_again};
use gainsay::report::{self, Report, Screen};
use gainsay::text::anchor::{Haystack, Pattern};
use gainsay::triage::{TriageOptions, triage};

const CLAIMS: usize = 10_000;

fn steps(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("mixed_10000");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    for (name, jsonl) in [("yaml", false), ("jsonl", true)] {
        let folder = tempfile::tempdir().unwrap();
        generate::generate(CLAIMS, "mixed", folder.path(), jsonl).unwrap();
        let options = Options { root: folder.path().to_owned(), draft: None };
        let paths: Vec<_> =
            fs::read_dir(folder.path().join("claims")).unwrap().map(|entry| entry.unwrap().path()).collect();
        group.bench_function(format!("floor: read the bytes, {name}"), |bencher| {
            bencher.iter(|| paths.iter().map(|path| fs::read(path).unwrap().len()).sum::<usize>());
        });
        group.bench_function(format!("load, {name}"), |bencher| bencher.iter(|| load(&options, |_| {})));
        let mut kept = Kept::default();
        load_again(&options, |_| {}, &mut kept);
        group.bench_function(format!("load again, nothing changed, {name}"), |bencher| {
            bencher.iter(|| load_again(&options, |_| {}, &mut kept));
        });
        if jsonl {
            continue;
        }
        let loaded = load(&options, |_| {});
        let project = &loaded.project;
        group.bench_function("check", |bencher| bencher.iter(|| check(project)));
        group.bench_function("what rules share", |bencher| bencher.iter(|| Context::new(project)));
        let context = Context::new(project);
        for entry in RULES {
            group.bench_function(format!("rule: {}", entry.rule.name()), |bencher| {
                bencher.iter(|| {
                    let mut found = Vec::new();
                    (entry.check)(&context, &mut found);
                    found
                });
            });
        }
        let checked = check(project);
        let today = TriageOptions { today: project.settings.today, baseline: None };
        group.bench_function("triage", |bencher| bencher.iter(|| triage(project, checked.findings.clone(), &today)));
        let triaged = triage(project, checked.findings.clone(), &today);
        let report = Report {
            project,
            findings: &triaged.findings,
            errors: &loaded.errors,
            coverage: &checked.coverage,
            stale_baseline: 0,
            all: false,
        };
        let screen = Screen::default();
        group.bench_function("report: human", |bencher| bencher.iter(|| report::human::render(&report, &screen)));
        group.bench_function("report: short", |bencher| bencher.iter(|| report::short::render(&report, &screen)));
        group.bench_function("report: json", |bencher| bencher.iter(|| report::json::render(&report, false)));
        group.bench_function("report: sarif", |bencher| bencher.iter(|| report::sarif::render(&report, false)));
        group.bench_function("report: junit", |bencher| bencher.iter(|| report::junit::render(&report)));
        group.bench_function("report: markdown", |bencher| bencher.iter(|| report::markdown::render(&report)));
    }
    group.finish();
}

fn quotes(criterion: &mut Criterion) {
    let mut text = String::new();
    for day in 0..1_500 {
        text += &format!("On day {day} of the siege envoy number {} brought word of the harbour. ", day * 7 % 1_501);
    }
    let mut group = criterion.benchmark_group("quotes_in_100_kB");
    group.sample_size(20).measurement_time(Duration::from_secs(1)).warm_up_time(Duration::from_millis(300));
    group.bench_function("fold the article", |bencher| bencher.iter(|| Haystack::new(black_box(&text))));
    let plain = Haystack::new(&text);
    let indexed = plain.indexed();
    let there = Pattern::new("On day 1400 of the siege envoy number 794 brought word").unwrap();
    group.bench_function("exact", |bencher| bencher.iter(|| plain.find(&there, None, None)));
    group.bench_function("exact, indexed", |bencher| bencher.iter(|| indexed.find(&there, None, None)));
    let lost = Pattern::new("On day 1400 of the sieges envoy 794 brought no word of the harbor").unwrap();
    group.bench_function("nearest passage", |bencher| bencher.iter(|| plain.nearest(&text, &lost)));
    group.finish();
}

criterion_group!(benches, steps, quotes);
criterion_main!(benches);
