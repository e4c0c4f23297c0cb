//! Streams that are full, closed, or that nobody reads to the end.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use super::*;

/// What is printed is more than a pipe holds, so that whoever stops reading is noticed.
fn large() -> TempDir {
    let folder = conflict();
    let claims: String =
        (0..3000).map(|number| format!("  n{number}: {{ name: the village of Number{number} }}\n")).collect();
    write(folder.path(), "claims/many.yaml", &format!("entities:\n{claims}"));
    folder
}

#[test]
fn a_reader_who_has_read_enough_is_no_failure() {
    let folder = large();
    for args in PRINTS {
        let (status, _) = run(folder.path(), &words(args));
        for read in [0, 1] {
            let mut child =
                gainsay(folder.path(), &words(args)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut out = child.stdout.take().unwrap();
            out.read_exact(&mut vec![0; read]).unwrap();
            drop(out);
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(status), "{args}: {}", stderr(&output));
            assert!(!stderr(&output).contains("panicked"), "{args}: {}", stderr(&output));
        }
    }
}

#[test]
fn what_cannot_be_printed_is_told_and_fails_the_run() {
    if !Path::new("/dev/full").exists() {
        return skip("a full disk behind standard output", "there is no /dev/full");
    }
    let folder = conflict();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in PRINTS {
        let output = gainsay(folder.path(), &words(args)).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}: {}", stderr(&output));
        assert!(stderr(&output).contains("The output could not be written"), "{args}: {}", stderr(&output));
        // Where complaints cannot be written nobody can be told; the run itself is what it was.
        let (status, _) = run(folder.path(), &words(args));
        let output = gainsay(folder.path(), &words(args)).stderr(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{args}");
    }
    let (status, output) = run(folder.path(), &["check", "--report", "json=/dev/full"]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("/dev/full could not be written"), "{}", stderr(&output));
}

#[test]
fn closed_streams_change_nothing() {
    let folder = conflict();
    for args in PRINTS {
        let (status, _) = run(folder.path(), &words(args));
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            let output =
                through_shell(folder.path(), &format!("exec \"$0\" \"$@\" {closed}"), &words(args)).output().unwrap();
            assert_eq!(output.status.code(), Some(status), "{args} {closed}: {}", stderr(&output));
            assert!(!stderr(&output).contains("panicked"), "{args} {closed}: {}", stderr(&output));
        }
    }
}

#[test]
fn a_report_into_a_pipe_that_nobody_reads_to_the_end_is_no_failure() {
    let folder = large();
    let script = "mkfifo pipe; head -c 1 <pipe >one & \"$0\" \"$@\"; status=$?; wait; exit $status";
    let output = through_shell(folder.path(), script, &["check", "-q", "--report", "json=pipe"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("one")).unwrap(), "{");
}
