//! What goes wrong around a run: full disks, closed pipes, signals, files that come, go and change or are none.
//!
//! In all of it the program says what is wrong and ends with the status of the contract; it never panics, never leaves
//! half a file, and never takes away what was there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod changing;
mod disk;
mod files;
mod names;
mod pipes;
mod signals;
mod watch;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const VOCABULARY: &str = "\
sources:
  one: { text: one.txt, published: 2026-03-01 }
  two: { text: two.txt, published: 2026-03-02 }
entities:
  town: { name: the town }
properties:
  toll: { type: number }
";

/// Signals that end a run, but for those that whoever runs the tests has it ignore: a script's background jobs do not hear
/// of INT, nor what `nohup` starts of HUP.
fn signals() -> Vec<(&'static str, i32)> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    let mut signals = vec![("INT", 2), ("TERM", 15), ("HUP", 1)];
    signals.retain(|(_, number)| ignored >> (number - 1) & 1 == 0);
    assert!(!signals.is_empty(), "all signals are ignored: nothing but KILL would end a run");
    signals
}

/// Sends a signal.
fn send(signal: &str, child: &std::process::Child) {
    Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
}

/// Two articles that agree: nothing to report.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    folder
}

/// Makes a folder such a project.
fn fill(folder: &Path) {
    write(folder, "seeds/one.txt", "In the town 35 people died.\n");
    write(folder, "seeds/two.txt", "The town mourns 35 dead, not 36.\n");
    write(folder, "claims/vocabulary.yaml", VOCABULARY);
    write(folder, "claims/one.yaml", &claim("one", 35, "35 people died"));
    write(folder, "claims/two.jsonl", &line(35, "35 dead"));
}

/// Two articles that contradict each other: one error.
fn conflict() -> TempDir {
    let folder = project();
    write(folder.path(), "claims/two.jsonl", &line(36, "36"));
    folder
}

fn claim(source: &str, value: u32, quote: &str) -> String {
    format!(
        "defaults: {{ source: {source} }}\nclaims:\n  - {{ subject: town, property: toll, value: {value}, quote: {quote} }}\n"
    )
}

fn line(value: u32, quote: &str) -> String {
    format!(r#"{{"source": "two", "subject": "town", "property": "toll", "value": {value}, "quote": "{quote}"}}"#)
        + "\n"
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Everything that prints, with every format.
const PRINTS: &[&str] = &[
    "check",
    "check --format short",
    "check --format json",
    "check --format sarif",
    "check --format github",
    "check --format junit",
    "check --format markdown",
    "check --format html",
    "report --output -",
    "timeline",
    "timeline --format json",
    "topics",
    "topics --format json",
    "why claims/one.yaml:3 claims/two.jsonl:1",
    "explain",
    "explain conflicting-values",
    "schema",
    "schema settings",
    "generate man",
    "generate completions bash",
    "new seeds/one.txt --output -",
    "baseline --baseline other.jsonl",
    "help",
    "check --help",
    "--version",
];

fn gainsay(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().current_dir(folder).args(args);
    command
}

/// The program, started by a shell that does something before: `exec "$0" "$@"` is the program itself.
fn through_shell(folder: &Path, script: &str, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").current_dir(folder);
    command.args(["-c", script, env!("CARGO_BIN_EXE_gainsay")]).args(args);
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, Output) {
    let output = gainsay(folder, args).output().unwrap();
    (output.status.code().unwrap(), output)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// The names in a folder, hidden ones too, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A test that this machine cannot run says so where whoever reads the log will see it: past what is captured.
fn skip(test: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "NOT TESTED: {test}: {why}");
}
