//! Runs that are stopped: at any moment the old file stands, or the new one, and nothing beside it.

use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::*;

/// What is written is large enough that the writing takes its time.
fn large() -> TempDir {
    let folder = conflict();
    let root = folder.path();
    for number in 0..40 {
        write(
            root,
            &format!("seeds/n{number}.txt"),
            &format!("In the village of Number{number} {} people died.\n{}", number + 10, "And so on.\n".repeat(100)),
        );
        let text = format!(
            "sources:\n  n{number}: {{ text: n{number}.txt, published: 2026-03-01 }}\nentities:\n  n{number}: {{}}\n\
             defaults: {{ source: n{number} }}\nclaims:\n  - {{ subject: n{number}, property: toll, value: {} }}\n\
             \x20 - {{ subject: n{number}, property: toll, value: {} }}\n",
            number + 1000,
            number + 2000
        );
        write(root, &format!("claims/n{number}.yaml"), &text);
    }
    folder
}

#[test]
fn a_stopped_run_leaves_the_old_file_or_the_new_one_and_nothing_else() {
    let folder = large();
    let root = folder.path();
    let signals = signals();
    for (args, file) in [
        (&["baseline"][..], "gainsay.baseline.jsonl"),
        (&["report"], "report.html"),
        (&["check", "-q", "--report", "html=report.html"], "report.html"),
    ] {
        let path = root.join(file);
        let begun = Instant::now();
        gainsay(root, args).output().unwrap();
        let whole = begun.elapsed();
        let new = fs::read(&path).unwrap();
        let before = {
            fs::remove_file(&path).unwrap();
            names(root)
        };
        let old = if file.ends_with(".jsonl") { "\n" } else { "old" };
        let (mut stopped, mut done) = (0, 0);
        for trial in 0..24_u32 {
            fs::write(&path, old).unwrap();
            let mut child = gainsay(root, args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            // From the first moment to the last, and most of them towards the end, where files are written.
            let part = 1.0 - (1.0 - f64::from(trial) / 24.0).powi(2);
            std::thread::sleep(whole.mul_f64(part));
            let (name, number) = signals[trial as usize % signals.len()];
            send(name, &child);
            let status = child.wait().unwrap();
            match status.signal() {
                Some(signal) => {
                    assert_eq!(signal, number, "{args:?}");
                    stopped += 1;
                }
                None => done += 1,
            }
            let now = fs::read(&path).unwrap();
            assert!(now == old.as_bytes() || now == new, "{args:?}: half a file of {} bytes", now.len());
            if status.signal().is_none() {
                assert_eq!(now, new, "{args:?}");
            }
            fs::remove_file(&path).unwrap();
            assert_eq!(names(root), before, "{args:?}: after {status}");
        }
        assert!(stopped > 0, "{args:?}: {stopped} runs were stopped, {done} were not");
    }
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    let folder = large();
    let script = "trap '' INT TERM HUP; \"$0\" \"$@\" & run=$!
        while kill -HUP $run 2>/dev/null && kill -INT $run && kill -TERM $run; do :; done; wait $run";
    let output = through_shell(folder.path(), script, &["report"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("report.html").is_file());
}

/// What another revision held is written to a folder of its own, and goes with the run.
#[test]
fn a_stopped_comparison_leaves_no_folder() {
    let folder = large();
    let root = folder.path();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        Command::new("git")
            .current_dir(root)
            .args(identity)
            .args(args)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if !(git(&["init", "-q"]) && git(&["add", "-A"]) && git(&["commit", "-q", "-m", "one"])) {
        return skip("a stopped comparison with another revision", "there is no git");
    }
    let temporary = tempfile::tempdir().unwrap();
    let start = || {
        let mut command = gainsay(root, &["check", "-q", "--against", "HEAD"]);
        command.env("PATH", std::env::var_os("PATH").unwrap()).env("TMPDIR", temporary.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let begun = Instant::now();
    assert_eq!(start().wait().unwrap().code(), Some(0));
    let whole = begun.elapsed().max(Duration::from_millis(5));
    for trial in 0..12_u32 {
        let mut child = start();
        std::thread::sleep(whole * trial / 12);
        send(signals()[0].0, &child);
        child.wait().unwrap();
        assert_eq!(names(temporary.path()), Vec::<String>::new(), "trial {trial}");
    }
}
