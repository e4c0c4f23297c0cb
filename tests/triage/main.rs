//! Decisions, the baseline and other revisions, as people use them from the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod baseline;
mod decisions;
mod revisions;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Records that need neither article nor date, so that nothing but the conflicts is found.
const VOCABULARY: &str = "\
# The vocabulary.
sources:
  a: { role: reference }
  b: { role: reference }
  c: { role: reference }
  d: { role: reference }
entities:
  laura: { name: Laura Dogu }
  bogota: { name: Bogotá }
  miami: { name: Miami }
  quito: { name: Quito }
properties:
  birthplace: { type: entity }
  employer: { type: text }
";

/// Not every test uses every place.
const SETTINGS: &str = "rules: { unused-definition: off }\n";

const CLAIMS: &str = "\
# Where she was born.  (Two blanks, kept.)
claims:
  - { source: a, id: born, subject: laura, property: birthplace, value: bogota }   # says a
  - { source: b, id: born, subject: laura, property: birthplace, value: miami }
  - { source: a, id: work, subject: laura, property: employer, value: the embassy }
  - { source: c, id: work, subject: laura, property: employer, value: a bank }
";

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "gainsay.yaml", SETTINGS);
    write(folder.path(), "claims/vocabulary.yaml", VOCABULARY);
    write(folder.path(), "claims/claims.yaml", CLAIMS);
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

/// Runs the program with nothing of its surroundings but the path (for git).
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = command.current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(folder: &Path, args: &[&str]) -> (i32, Value) {
    let (status, out, err) = run(folder, &[&["check", "--format", "json"], args].concat());
    (status, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
}

/// Topic and status of each finding, sorted.
fn statuses(report: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap();
    let mut all: Vec<_> = findings.iter().map(|finding| (text(finding, "topic"), text(finding, "status"))).collect();
    all.sort();
    all
}

fn fingerprint(report: &Value, topic: &str) -> String {
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["topic"] == topic).unwrap();
    finding["fingerprint"].as_str().unwrap().to_owned()
}

fn all(birthplace: &str, employer: &str) -> Vec<(String, String)> {
    [("laura / birthplace", birthplace), ("laura / employer", employer)]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .to_vec()
}

const BASELINE: &str = "gainsay.baseline.jsonl";

#[test]
fn every_format_ends_alike_and_several_are_written_in_one_run() {
    let folder = project();
    let folder = folder.path();
    let formats = ["human", "json", "short", "sarif", "github", "junit", "markdown"];
    let each = |folder: &Path| formats.map(|format| run(folder, &["check", "--format", format]).0);
    assert_eq!(each(folder), [1; 7]);
    let reports: Vec<String> =
        formats.iter().flat_map(|format| ["--report".to_owned(), format!("{format}={format}.out")]).collect();
    let args: Vec<&str> = ["check", "--format", "json"].into_iter().chain(reports.iter().map(String::as_str)).collect();
    assert_eq!(run(folder, &args).0, 1);
    for format in formats {
        assert!(!read(folder, &format!("{format}.out")).is_empty(), "{format}");
    }
    run(folder, &["baseline"]);
    assert_eq!(each(folder), [0; 7]);
}

#[test]
fn a_job_summary_is_added_where_github_asks_for_one() {
    let folder = project();
    let folder = folder.path();
    write(folder, "summary.md", "before\n");
    for (format, added) in [("short", false), ("github", true)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.env_clear().env("GITHUB_STEP_SUMMARY", folder.join("summary.md")).current_dir(folder);
        command.args(["check", "--format", format]).assert().code(1);
        let summary = read(folder, "summary.md");
        assert_eq!((summary.starts_with("before\n"), summary.contains("2 new findings")), (true, added));
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, out, _) = run(folder.path(), &["generate", "completions", shell]);
        assert!(status == 0 && out.contains("strict-baseline"), "{shell}");
    }
    assert!(run(folder.path(), &["generate", "man"]).1.contains(".TH gainsay 1"));
    assert!(run(folder.path(), &["generate", "man", "check"]).1.contains("against"));
    assert_eq!(run(folder.path(), &["generate", "man", "none"]).0, 2);
}
