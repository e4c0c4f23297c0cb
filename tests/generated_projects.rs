//! Generated projects: what is planted in them is found, and nothing else; and a project means the same in YAML and in
//! JSON Lines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../examples/generate/project.rs"]
mod generate;

use std::path::Path;

use gainsay::check::check;
use gainsay::finding::Finding;
use gainsay::project::{Loaded, Options, load};
use gainsay::rule::Rule;

const CONTRADICTIONS: &[Rule] = &[
    Rule::ConflictingValues,
    Rule::ConflictingNumbers,
    Rule::DeniedClaim,
    Rule::ImpossibleTimeline,
    Rule::StaleFraming,
    Rule::QuoteDrift,
    Rule::AttributionConflict,
];

const EVIDENCE: &[Rule] = &[Rule::QuoteNotFound, Rule::ValueNotInQuote, Rule::QuoteAmbiguous, Rule::MissingQuote];

fn read(folder: &Path) -> Loaded {
    let loaded = load(&Options { root: folder.to_owned(), draft: None }, |_| {});
    assert!(loaded.errors.is_empty(), "{:#?}", loaded.errors.iter().take(3).collect::<Vec<_>>());
    loaded
}

fn told(findings: &[Finding], rules: &[Rule]) -> Vec<String> {
    let mut told: Vec<String> = findings
        .iter()
        .filter(|finding| rules.contains(&finding.rule))
        .map(|finding| format!("{} {}", finding.rule.name(), finding.topic))
        .collect();
    told.sort();
    told
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    for (shape, count) in [("mixed", 1_000), ("mixed", 10_000), ("topic", 1_000), ("network", 1_000), ("article", 300)]
    {
        let folder = tempfile::tempdir().unwrap();
        let planted = generate::generate(count, shape, folder.path(), false).unwrap();
        let loaded = read(folder.path());
        let findings = check(&loaded.project).findings;
        assert_eq!(told(&findings, CONTRADICTIONS), planted, "{shape} {count}");
        assert_eq!(told(&findings, EVIDENCE), Vec::<String>::new(), "{shape} {count}");
    }
}

#[test]
fn quotes_that_are_not_there_are_told_one_by_one() {
    for (shape, count, lost) in [("lost", 40, 40), ("few-lost", 1_000, 10)] {
        let folder = tempfile::tempdir().unwrap();
        generate::generate(count, shape, folder.path(), false).unwrap();
        let findings = check(&read(folder.path()).project).findings;
        assert_eq!(told(&findings, &[Rule::QuoteNotFound]).len(), lost, "{shape}");
    }
}

#[test]
fn json_lines_mean_what_yaml_means() {
    for shape in ["mixed", "network"] {
        let (yaml, json) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        generate::generate(1_000, shape, yaml.path(), false).unwrap();
        generate::generate(1_000, shape, json.path(), true).unwrap();
        let (yaml, json) = (read(yaml.path()), read(json.path()));
        assert_eq!(yaml.project.claims.len(), json.project.claims.len());
        for (one, other) in yaml.project.claims.iter().zip(&json.project.claims) {
            assert_eq!((&one.id, one.content, &one.form), (&other.id, other.content, &other.form));
        }
        let all = |loaded: &Loaded| -> Vec<String> {
            let findings = check(&loaded.project).findings;
            findings
                .iter()
                .map(|finding| format!("{} {} {}", finding.topic, finding.question, finding.message))
                .collect()
        };
        assert_eq!(all(&yaml), all(&json));
    }
}
