//! Small projects for the tests of rules.

use std::fs;

use super::Context;
use super::rule::RULES;
use crate::finding::Finding;
use crate::project::{Options, Project, load};
use crate::rule::Rule;

/// A project of two claim files and some articles; it must have no mistakes.
pub fn project(vocabulary: &str, claims: &str, articles: &[(&str, &str)]) -> Project {
    let folder = tempfile::tempdir().unwrap();
    for name in ["claims", "seeds"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::write(folder.path().join("claims/vocabulary.yaml"), vocabulary).unwrap();
    fs::write(folder.path().join("claims/claims.yaml"), claims).unwrap();
    for (name, text) in articles {
        fs::write(folder.path().join("seeds").join(name), text).unwrap();
    }
    let loaded = load(&Options { root: folder.path().to_owned(), ..Options::default() }, |_| {});
    let errors: Vec<_> =
        loaded.errors.iter().map(|error| format!("{}:{} {}", error.file, error.line, error.message)).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.project
}

/// What one rule finds in such a project.
pub fn found(rule: Rule, vocabulary: &str, claims: &str, articles: &[(&str, &str)]) -> Vec<Finding> {
    let project = project(vocabulary, claims, articles);
    let mut found = Vec::new();
    let entry = RULES.iter().find(|entry| entry.rule == rule).unwrap();
    (entry.check)(&Context::new(&project), &mut found);
    found
}

/// The messages of findings.
pub fn messages(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.message.as_str()).collect()
}
