//! Disks that are full, files that may not grow, folders that may not be written.

use std::os::unix::fs::PermissionsExt;

use super::*;

/// Verbs that write, the file that each writes, and whether one that is there is replaced.
const WRITES: &[(&str, &str, bool)] = &[
    ("baseline", "gainsay.baseline.jsonl", true),
    ("baseline --baseline other.jsonl", "other.jsonl", true),
    ("report", "report.html", true),
    ("check --report json=report.json", "report.json", true),
    ("schema --output claims.schema.json", "claims.schema.json", true),
    ("resolve FINGERPRINT CLAIM --because wrong --on 2026-03-10", "claims/resolutions.yaml", true),
    ("new seeds/one.txt", "claims/one-again.yaml", false),
    ("init", "gainsay.yaml", false),
];

/// The arguments, with a finding and a claim of this project in their places.
fn with_finding(folder: &Path, args: &str) -> Vec<String> {
    let (_, output) = run(folder, &["check", "--no-baseline", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let finding = &document["findings"][0];
    let claim = finding["repairs"][0][0].as_str().unwrap();
    let fill = |word: &str| match word {
        "FINGERPRINT" => finding["fingerprint"].as_str().unwrap().to_owned(),
        "CLAIM" => claim.to_owned(),
        word => word.to_owned(),
    };
    let mut args: Vec<String> = args.split(' ').map(fill).collect();
    if args.first().is_some_and(|verb| verb == "new") {
        args.extend(["--id".to_owned(), "one-again".to_owned()]);
    }
    args
}

/// What stands in a file before, in its own language: a comment, or a baseline without lines.
fn old(file: &str) -> &'static str {
    if file.ends_with(".yaml") { "# What somebody wrote.\n" } else { "\n" }
}

/// Runs every verb that writes, with and without an old file, where nothing can be written. `prepare` is a shell's
/// way to get there.
fn nothing_is_lost(prepare: &str, reason: &str) {
    for (args, file, replaces) in WRITES {
        for before in [false, true] {
            let folder = conflict();
            let root = folder.path();
            let args = with_finding(root, args);
            if before {
                write(root, file, old(file));
            }
            let (top, claims) = (names(root), names(&root.join("claims")));
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let script = format!("{prepare} exec \"$0\" \"$@\"");
            let output = through_shell(root, &script, &args).output().unwrap();
            let told = stderr(&output);
            // A new file takes no other's place: there the old one is the reason.
            let refused = *replaces || !before;
            if refused {
                assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
                assert!(told.contains("could not be written") && told.contains(file), "{args:?}: {told}");
                assert!(told.contains(reason), "{args:?}: {told}");
            }
            assert!(!told.contains("panicked") && !told.contains(".part"), "{args:?}: {told}");
            if before {
                assert_eq!(fs::read_to_string(root.join(file)).unwrap(), old(file), "{args:?}");
            }
            assert_eq!((names(root), names(&root.join("claims"))), (top, claims), "{args:?}");
        }
    }
}

#[test]
fn files_that_may_not_grow_stay_as_they_are() {
    nothing_is_lost("ulimit -f 0;", "larger than this system allows");
}

/// Runs a script where it may mount something, if it may anywhere.
fn with_mounts(folder: &Path, script: &str, args: &[&str]) -> Option<Output> {
    let outer = "exec unshare --user --map-root-user --mount sh -c \"$SCRIPT\" \"$0\" \"$@\"";
    let output = through_shell(folder, outer, args).env("SCRIPT", script).output().unwrap();
    // The script's own statuses are below 100.
    output.status.code().filter(|status| *status < 100 && *status != 99).map(|_| output)
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let folder = conflict();
    let root = folder.path();
    fs::create_dir(root.join("small")).unwrap();
    // A disk of four pages: one of the old report, the rest taken by something else.
    let script = "mount -t tmpfs -o size=16k tmpfs small || exit 99; echo old >small/report.html
        head -c 100000 /dev/zero >small/rest 2>/dev/null
        \"$0\" \"$@\" >&2; echo $?; cat small/report.html; ls -A small";
    for args in [&["report", "--output", "small/report.html"][..], &["check", "--report", "html=small/report.html"]] {
        let Some(output) = with_mounts(root, script, args) else {
            return skip("a full disk", "nothing can be mounted here");
        };
        assert_eq!(String::from_utf8_lossy(&output.stdout), "2\nold\nreport.html\nrest\n", "{}", stderr(&output));
        let told = stderr(&output);
        assert!(told.contains("small/report.html could not be written: the disk is full"), "{told}");
    }
}

#[test]
fn a_disk_that_may_only_be_read_is_told() {
    let folder = conflict();
    let root = folder.path();
    write(root, "fixed/baseline.jsonl", "\n");
    let script = "mount --bind fixed fixed && mount -o remount,ro,bind fixed || exit 99
        \"$0\" \"$@\" >&2; echo $?; ls -A fixed";
    let args = ["baseline", "--baseline", "fixed/baseline.jsonl"];
    let Some(output) = with_mounts(root, script, &args) else {
        return skip("a disk that may only be read", "nothing can be mounted here");
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout), "2\nbaseline.jsonl\n", "{}", stderr(&output));
    assert!(stderr(&output).contains("fixed/baseline.jsonl could not be written: its disk may only be read"));
    // What is only read is checked as ever.
    let script = "mount --bind . . && mount -o remount,ro,bind . || exit 99; cd \"$PWD\"; exec \"$0\" \"$@\"";
    let output = with_mounts(root, script, &["check"]).unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

#[test]
fn a_folder_that_may_not_be_written_is_told_and_keeps_what_it_has() {
    let folder = conflict();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("old.jsonl"), "\n").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let Some(mut nobody) = files::as_nobody(folder.path(), &["baseline", "--baseline", "closed/old.jsonl"]) else {
        return skip("a folder that may not be written", "nobody's rights cannot be taken here");
    };
    let output = nobody.output().unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("closed/old.jsonl could not be written: its folder may not be written"), "{told}");
    assert_eq!(fs::read_to_string(closed.join("old.jsonl")).unwrap(), "\n");
    assert_eq!(names(&closed), ["old.jsonl"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = conflict();
    for args in ["check --report json=none/report.json", "baseline --baseline none/b.jsonl", "report -o none/x.html"] {
        let (status, output) = run(folder.path(), &words(args));
        assert_eq!(status, 2, "{args}");
        assert!(stderr(&output).contains("there is no such folder"), "{args}: {}", stderr(&output));
    }
    let (status, output) = run(folder.path(), &["report", "--output", "claims"]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("claims could not be written: it is no plain file"), "{}", stderr(&output));
}
