//! Files that come, go and change while they are read: a check sees the old world, the new one, or says what it misses.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

/// Checks again and again while `change` is at work, and hands each outcome to `holds`: the status, the rules that
/// were found and the input errors.
fn meanwhile(root: &Path, change: impl Fn(u32) + Sync, holds: impl Fn(i32, &[&str], &[&str])) {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while !done.load(Ordering::Relaxed) {
                change(turn);
                turn += 1;
            }
        });
        // However a check ends, the other thread must.
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            for _ in 0..30 {
                let (status, output) = run(root, &["check", "--format", "json"]);
                assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
                let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                let list = |key: &str, what: &str| -> Vec<String> {
                    let list = document[key].as_array().unwrap().iter();
                    list.map(|entry| entry[what].as_str().unwrap().to_owned()).collect()
                };
                let (rules, errors) = (list("findings", "rule"), list("errors", "message"));
                assert_eq!(status == 2, !errors.is_empty(), "{document}");
                let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
                let errors: Vec<&str> = errors.iter().map(String::as_str).collect();
                holds(status, &rules, &errors);
            }
        }));
        done.store(true, Ordering::Relaxed);
        checked.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
}

/// What an editor does: the new text in a file of its own, then its name.
fn put(root: &Path, path: &str, text: &str) {
    write(root, "new.part", text);
    fs::rename(root.join("new.part"), root.join(path)).unwrap();
}

#[test]
fn a_claim_file_that_is_replaced_is_the_old_one_or_the_new_one() {
    let folder = project();
    let root = folder.path();
    let change = |turn: u32| {
        let (value, quote) = if turn.is_multiple_of(2) { (36, "36") } else { (35, "35 dead") };
        put(root, "claims/two.jsonl", &line(value, quote));
    };
    meanwhile(root, change, |status, rules, errors| {
        assert_eq!(errors, [""; 0]);
        assert!(status == 0 && rules.is_empty() || status == 1 && rules == ["conflicting-numbers"], "{rules:?}");
    });
}

#[test]
fn an_article_that_is_replaced_is_the_old_one_or_the_new_one() {
    let folder = project();
    let root = folder.path();
    let change = |turn: u32| {
        let text = if turn.is_multiple_of(2) {
            "Nothing of the kind.\n".repeat(500)
        } else {
            "The town mourns 35 dead.\n".into()
        };
        put(root, "seeds/two.txt", &text);
    };
    meanwhile(root, change, |status, rules, errors| {
        assert_eq!(errors, [""; 0]);
        assert!(status == 0 && rules.is_empty() || status == 1 && rules == ["quote-not-found"], "{rules:?}");
    });
}

#[test]
fn files_that_are_cut_off_and_written_anew_in_place() {
    let folder = project();
    let root = folder.path();
    let many: String = (0..500).map(|number| format!("  n{number}: {{}}\n")).collect();
    let change = |turn: u32| {
        write(root, "seeds/two.txt", if turn.is_multiple_of(2) { "The town mourns 35 dead.\n" } else { "" });
        write(root, "claims/more.yaml", &format!("entities:\n{many}"));
        write(root, "claims/one.yaml", &claim("one", 35, "35 people died"));
    };
    // Half a file may be a mistake in it, or claims that are not there; all of that is told as such.
    meanwhile(root, change, |status, _, _| assert!((0..=2).contains(&status), "{status}"));
}

#[test]
fn files_and_folders_that_vanish() {
    let folder = conflict();
    let root = folder.path();
    let change = |turn: u32| match turn % 4 {
        0 => fs::remove_file(root.join("claims/two.jsonl")).unwrap(),
        1 => fs::remove_dir_all(root.join("seeds")).unwrap(),
        2 => fs::remove_dir_all(root.join("claims")).unwrap(),
        _ => {
            fill(root);
            write(root, "claims/two.jsonl", &line(36, "36"));
        }
    };
    meanwhile(root, change, |status, _, _| assert!((0..=2).contains(&status), "{status}"));
}

#[test]
fn a_baseline_that_is_written_meanwhile() {
    let folder = conflict();
    let root = folder.path();
    let change = |turn: u32| {
        if turn.is_multiple_of(2) {
            assert_eq!(run(root, &["baseline"]).0, 0);
        } else {
            let _ = fs::remove_file(root.join("gainsay.baseline.jsonl"));
        }
    };
    meanwhile(root, change, |_, rules, errors| {
        assert_eq!(errors, [""; 0]);
        assert_eq!(rules, ["conflicting-numbers"]);
    });
}
