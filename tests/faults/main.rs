//! What goes wrong around a run: full disks, folders that may not be written, files that come, go and change.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

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

/// Two articles that agree: nothing to report.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "seeds/one.txt", "In the town 35 people died.\n");
    write(folder.path(), "seeds/two.txt", "The town mourns 35 dead, not 36.\n");
    write(folder.path(), "claims/vocabulary.yaml", VOCABULARY);
    write(folder.path(), "claims/one.yaml", &claim("one", 35, "35 people died"));
    write(folder.path(), "claims/two.jsonl", &line(35, "35 dead"));
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

fn gainsay(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().current_dir(folder).args(args);
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, Output) {
    let output = gainsay(folder, args).output().unwrap();
    (output.status.code().unwrap(), output)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_full_disk_is_told_and_fails_the_run() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let folder = project();
    let (status, output) = run(folder.path(), &["check", "--report", "json=/dev/full"]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("/dev/full could not be written"), "{}", stderr(&output));
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = gainsay(folder.path(), &["check"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("output could not be written"), "{}", stderr(&output));
}

#[test]
fn a_folder_that_may_not_be_written_is_told_and_keeps_what_it_has() {
    let folder = project();
    write(folder.path(), "claims/one.yaml", &claim("one", 36, "35 people died"));
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("old.jsonl"), "").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may write everywhere (root) cannot be refused.
    let refused = fs::write(closed.join("probe"), "").is_err();
    let (status, output) = run(folder.path(), &["baseline", "--baseline", "closed/new.jsonl"]);
    let (reported, _) = run(folder.path(), &["check", "--report", "json=closed/report.json"]);
    let (nowhere, _) = run(folder.path(), &["check", "--report", "json=none/report.json"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(nowhere, 2);
    if refused {
        assert_eq!((status, reported), (2, 2), "{}", stderr(&output));
        assert!(stderr(&output).contains("new.jsonl"), "{}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(closed.join("old.jsonl")).unwrap(), "");
}

#[test]
fn a_link_to_nothing_is_an_input_error_and_the_rest_is_checked() {
    let folder = project();
    symlink("gone.yaml", folder.path().join("claims/link.yaml")).unwrap();
    let (status, output) = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("claims/link.yaml"), "{}", stderr(&output));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"claims\": 2"));
}

/// A running `check --watch`, its standard error line by line.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path) -> Self {
        let mut child = gainsay(folder, &["check", "--watch", "--format", "short"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        for stream in [Box::new(out) as Box<dyn std::io::Read + Send>, Box::new(err)] {
            let tell = tell.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = tell.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// All lines up to the one that says that a check is done.
    fn checked(&self) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60)).expect("a check");
            if line.contains("waiting for a change") {
                // The findings come through another pipe.
                while let Ok(line) = self.lines.recv_timeout(Duration::from_millis(300)) {
                    seen.push(line);
                }
                return seen;
            }
            seen.push(line);
        }
    }

    fn interrupt(mut self) -> Option<i32> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        self.child.wait().unwrap().code()
    }
}

#[test]
fn a_watched_project_is_checked_again_and_ends_with_the_last_status() {
    let folder = project();
    let watching = Watching::start(folder.path());
    let told = |lines: &[String], what: &str| lines.iter().any(|line| line.contains(what));
    assert!(!told(&watching.checked(), "conflicting-numbers"));
    write(folder.path(), "claims/two.jsonl", &line(36, "not 36"));
    let lines = watching.checked();
    assert!(told(&lines, "conflicting-numbers"), "{lines:?}");
    // The article no longer has the quote; its vocabulary and claims are as they were.
    write(folder.path(), "seeds/two.txt", "The town mourns.\n");
    let lines = watching.checked();
    assert!(told(&lines, "conflicting-numbers") && told(&lines, "quote-not-found"), "{lines:?}");
    write(folder.path(), "claims/new/three.yaml", "entities:\n  village: {}\n");
    let lines = watching.checked();
    assert!(told(&lines, "unused-definition"), "{lines:?}");
    fs::remove_dir_all(folder.path().join("claims/new")).unwrap();
    fs::remove_file(folder.path().join("claims/two.jsonl")).unwrap();
    let lines = watching.checked();
    assert!(!told(&lines, "conflicting-numbers") && !told(&lines, "unused-definition"), "{lines:?}");
    write(folder.path(), "claims/two.jsonl", &line(37, "mourns"));
    assert!(told(&watching.checked(), "conflicting-numbers"));
    assert_eq!(watching.interrupt(), Some(1));
}
