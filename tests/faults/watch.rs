//! `check --watch`: what happens to files and folders is seen, whatever way it happens.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::*;

/// A running `check --watch`, and all that it prints, line by line.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path) -> Self {
        Self::start_in(folder, &[])
    }

    fn start_in(folder: &Path, args: &[&str]) -> Self {
        // One pipe for both streams, so that what was printed first is read first.
        let (out, into) = std::io::pipe().unwrap();
        let child = gainsay(folder, &["check", "--watch", "--format", "short"])
            .args(args)
            .stdout(into.try_clone().unwrap())
            .stderr(into)
            .spawn()
            .unwrap();
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| tell.send(line))
        });
        Self { child, lines }
    }

    /// All lines up to the one that says that a check is done.
    fn checked(&self) -> Vec<String> {
        let mut seen = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) if line.contains("waiting for a change") => return seen,
                Ok(line) => seen.push(line),
                Err(error) => panic!("{error} after {seen:?}"),
            }
        }
    }

    /// Waits until a check says `what`, or no longer says it. One change may be seen as several.
    fn until(&self, what: &str, said: bool) {
        let begun = Instant::now();
        let mut last = Vec::new();
        while begun.elapsed() < Duration::from_secs(60) {
            last = self.checked();
            if last.iter().any(|line| line.contains(what)) == said {
                return;
            }
        }
        panic!("{what} ({said}): {last:?}");
    }

    /// Waits until nothing is checked any more.
    fn rest(&self) {
        while self.lines.recv_timeout(Duration::from_millis(700)) != Err(RecvTimeoutError::Timeout) {}
    }

    fn interrupt(self) -> Option<i32> {
        self.end(signals()[0].0)
    }

    fn end(mut self, signal: &str) -> Option<i32> {
        send(signal, &self.child);
        self.child.wait().unwrap().code()
    }
}

#[test]
fn a_watched_project_is_checked_again_and_ends_with_the_last_status() {
    let folder = project();
    let root = folder.path();
    let watching = Watching::start(root);
    watching.until(FOUND, false);
    write(root, "claims/two.jsonl", &line(36, "not 36"));
    watching.until(FOUND, true);
    // The article no longer has the quote; its vocabulary and claims are as they were.
    write(root, "seeds/two.txt", "The town mourns.\n");
    watching.until("quote-not-found", true);
    write(root, "claims/new/three.yaml", "entities:\n  village: {}\n");
    watching.until("unused-definition", true);
    fs::remove_dir_all(root.join("claims/new")).unwrap();
    watching.until("unused-definition", false);
    fs::remove_file(root.join("claims/two.jsonl")).unwrap();
    watching.until(FOUND, false);
    write(root, "claims/two.jsonl", &line(37, "mourns"));
    watching.until(FOUND, true);
    assert_eq!(watching.interrupt(), Some(1));
}

const FOUND: &str = "conflicting-numbers";

#[test]
fn a_file_that_an_editor_replaces_is_seen() {
    let folder = project();
    let root = folder.path();
    let watching = Watching::start(root);
    watching.checked();
    for turn in 0..6 {
        let (value, quote) = if turn % 2 == 0 { (36, "not 36") } else { (35, "35 dead") };
        write(root, "claims/.two.jsonl.swp", &line(value, quote));
        if turn % 3 == 2 {
            // vim's way: the old file is put aside first.
            fs::rename(root.join("claims/two.jsonl"), root.join("claims/two.jsonl~")).unwrap();
        }
        fs::rename(root.join("claims/.two.jsonl.swp"), root.join("claims/two.jsonl")).unwrap();
        watching.until(FOUND, turn % 2 == 0);
    }
    // An article of the same size and age is another one, too.
    let article = root.join("seeds/two.txt");
    let age = fs::metadata(&article).unwrap().modified().unwrap();
    write(root, "seeds/.new", "The town mourns 53 dead, not 36.\n");
    fs::File::options().write(true).open(root.join("seeds/.new")).unwrap().set_modified(age).unwrap();
    fs::rename(root.join("seeds/.new"), article).unwrap();
    watching.until("quote-not-found", true);
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn folders_that_are_deleted_and_made_anew_are_watched_again() {
    let folder = project();
    let root = folder.path();
    let watching = Watching::start(root);
    watching.checked();
    let away = tempfile::tempdir().unwrap();
    for (number, slowly) in [false, true, false, true].into_iter().enumerate() {
        fs::remove_dir_all(root.join("claims")).unwrap();
        fs::remove_dir_all(root.join("seeds")).unwrap();
        if slowly {
            watching.until("no gainsay project", true);
        }
        fill(root);
        if slowly {
            watching.until("no gainsay project", false);
        }
        watching.rest();
        write(root, "claims/two.jsonl", &line(36, "not 36"));
        watching.until(FOUND, true);
        // By another folder of that name: as when a branch is checked out.
        let other = away.path().join(number.to_string());
        fill(&other);
        fs::rename(root.join("claims"), other.join("old")).unwrap();
        fs::rename(other.join("claims"), root.join("claims")).unwrap();
        watching.until(FOUND, false);
        watching.rest();
        write(root, "seeds/two.txt", "The town mourns.\n");
        watching.until("quote-not-found", true);
    }
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn a_project_that_is_deleted_and_made_anew_is_watched_again() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join("project");
    fill(&root);
    let watching = Watching::start_in(parent.path(), &["project"]);
    watching.checked();
    for slowly in [true, false] {
        fs::remove_dir_all(&root).unwrap();
        if slowly {
            watching.until("there is no folder", true);
        }
        fill(&root);
        if slowly {
            watching.until("there is no folder", false);
        }
        watching.rest();
        write(&root, "claims/two.jsonl", &line(36, "not 36"));
        watching.until(FOUND, true);
    }
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn folders_deep_in_the_project_and_settings_that_name_others_are_followed() {
    let folder = project();
    let root = folder.path();
    write(root, "gainsay.yaml", "claims: desk/facts/claims\n");
    let watching = Watching::start(root);
    watching.until("there is no folder", true);
    fs::create_dir_all(root.join("desk/facts")).unwrap();
    watching.rest();
    fs::rename(root.join("claims"), root.join("desk/facts/claims")).unwrap();
    watching.until("there is no folder", false);
    watching.rest();
    fs::remove_dir_all(root.join("desk")).unwrap();
    watching.until("there is no folder", true);
    fill(&root.join("desk/facts"));
    watching.until("there is no folder", false);
    watching.rest();
    write(root, "desk/facts/claims/two.jsonl", &line(36, "not 36"));
    watching.until(FOUND, true);
    fs::remove_file(root.join("gainsay.yaml")).unwrap();
    watching.until("no gainsay project", true);
    fill(root);
    watching.until("no gainsay project", false);
    assert_eq!(watching.interrupt(), Some(0));
}

#[test]
fn after_a_burst_of_changes_the_last_state_is_what_is_told() {
    let folder = project();
    let root = folder.path();
    let watching = Watching::start(root);
    watching.checked();
    for round in 0..2000_u32 {
        write(root, &format!("claims/many/n{}.yaml", round % 300), &format!("entities:\n  n{round}: {{}}\n"));
        write(root, "claims/two.jsonl", &line(30 + round % 10, "35 dead"));
    }
    fs::remove_dir_all(root.join("claims/many")).unwrap();
    write(root, "claims/two.jsonl", &line(35, "35 dead"));
    watching.until("unused-definition", false);
    watching.rest();
    assert_eq!(watching.interrupt(), Some(0));
}

/// A draft outside the project, `piece.txt` in a folder of its own, and a check of it.
fn with_draft(folder: &Path) -> (TempDir, Watching) {
    let parent = tempfile::tempdir().unwrap();
    write(parent.path(), "piece.txt", "In the town 35 people died.\n");
    let draft = parent.path().join("piece.txt");
    let watching = Watching::start_in(folder, &["--draft", draft.to_str().unwrap()]);
    (parent, watching)
}

#[test]
fn the_claims_beside_a_draft_are_watched() {
    let folder = project();
    let (parent, watching) = with_draft(folder.path());
    watching.checked();
    let claims =
        "defaults: { source: piece }\nclaims:\n  - { subject: town, property: toll, value: 36, quote: 35 people }\n";
    write(parent.path(), "piece.claims.yaml", claims);
    watching.until(FOUND, true);
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn a_draft_is_read_again_when_it_changes() {
    let folder = project();
    let (parent, watching) = with_draft(folder.path());
    watching.until("35 people died", true);
    // Long enough after the first reading to be told from it.
    std::thread::sleep(Duration::from_millis(50));
    write(parent.path(), "piece.txt", "In the town 36 people died.\n");
    watching.until("36 people died", true);
    watching.interrupt();
}

#[cfg(unix)]
#[test]
fn an_article_is_read_again_when_its_link_leads_elsewhere() {
    let folder = project();
    let [article, before] = ["one.txt", "before.txt"].map(|name| folder.path().join("seeds").join(name));
    fs::rename(&article, &before).unwrap();
    write(folder.path(), "seeds/after.txt", "Nothing of the kind.\n");
    std::os::unix::fs::symlink("before.txt", &article).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let watching = Watching::start(folder.path());
    watching.until("quote-not-found", false);
    fs::remove_file(&article).unwrap();
    std::os::unix::fs::symlink("after.txt", &article).unwrap();
    watching.until("quote-not-found", true);
    // No longer a link.
    fs::remove_file(&article).unwrap();
    fs::copy(&before, &article).unwrap();
    watching.until("quote-not-found", false);
    watching.interrupt();
}

#[test]
fn any_way_to_stop_ends_it_with_the_last_status() {
    for (signal, _) in signals() {
        for (folder, status) in [(project(), 0), (conflict(), 1)] {
            let watching = Watching::start(folder.path());
            watching.checked();
            assert_eq!(watching.end(signal), Some(status), "{signal}");
        }
    }
}

#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = conflict();
    let mut child =
        gainsay(folder.path(), &["check", "--watch"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut told = BufReader::new(child.stderr.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    told.read_line(&mut String::new()).unwrap();
    drop(out);
    write(folder.path(), "claims/two.jsonl", &line(37, "36"));
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if let Some(status) = child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(1));
            let mut rest = String::new();
            told.read_to_string(&mut rest).unwrap();
            assert!(!rest.contains("panicked"), "{rest}");
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("it still watches");
}
