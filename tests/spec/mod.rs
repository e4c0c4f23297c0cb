//! Reads a rule spec, runs its cases through the library, and compares.

mod expect;
mod page;

use std::collections::BTreeMap;
use std::fs;

use gainsay::check::check;
use gainsay::project::{Options, load};
use gainsay::rule::Rule;
use gainsay::time::Day;
use gainsay::triage::{TriageOptions, triage};

pub use page::{read, read_all};

/// A project with what must come of it.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// File and headings.
    pub title: String,
    /// File and line of what is expected.
    pub place: String,
    /// Which rules count; empty is all.
    pub rules: Vec<Rule>,
    /// Project files by path.
    pub files: BTreeMap<String, String>,
    /// The day on which decisions are judged.
    pub today: Option<Day>,
    /// A file checked as a draft.
    pub draft: Option<String>,
    /// Expected findings.
    pub findings: Vec<expect::Finding>,
    /// Expected input errors.
    pub errors: Vec<expect::Error>,
}

/// Runs a case.
///
/// # Errors
/// What differs, line by line.
pub fn run(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in &case.files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let draft = case.draft.as_ref().map(|draft| folder.path().join(draft));
    let loaded = load(&Options { root: folder.path().to_path_buf(), draft }, |settings| settings.today = case.today);
    let checked = check(&loaded.project);
    let options = TriageOptions { today: case.today, baseline: None };
    let triaged = triage(&loaded.project, checked.findings, &options);
    let counts = |rule: Rule| case.rules.is_empty() || case.rules.contains(&rule);
    let found: Vec<_> = triaged.findings.iter().filter(|finding| counts(finding.rule)).collect();
    let mut difference = expect::compare_errors(&case.errors, &loaded.errors);
    difference.push_str(&expect::compare_findings(&case.findings, &loaded.project, &found));
    if difference.is_empty() { Ok(()) } else { Err(difference) }
}
