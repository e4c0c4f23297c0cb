//! Files that are none, that are too large, that may not be read, and links that lead nowhere.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::time::{Duration, Instant};

use super::*;

/// The program with the rights of nobody in particular: root may read and write everywhere. `None` where that cannot
/// be had.
pub fn as_nobody(folder: &Path, args: &[&str]) -> Option<Command> {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    let probe = folder.join("probe");
    fs::write(&probe, "").unwrap();
    fs::set_permissions(&probe, fs::Permissions::from_mode(0o000)).unwrap();
    let root = fs::read(&probe).is_ok();
    fs::remove_file(&probe).unwrap();
    if !root {
        return Some(gainsay(folder, args));
    }
    let script = "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$0\" \"$@\"";
    let version = through_shell(folder, script, &["--version"]).output().unwrap();
    version.status.success().then(|| through_shell(folder, script, args))
}

/// Far more than any of these runs takes, and far less than reading what must not be read.
const SOON: Duration = Duration::from_secs(20);

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

/// Checks, and gives the input errors as `file: message`.
fn errors(folder: &Path) -> Vec<String> {
    let begun = Instant::now();
    let (status, output) = run(folder, &["check", "--format", "json"]);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    let document = json(&output);
    let errors = document["errors"].as_array().unwrap();
    assert_eq!(status == 2, !errors.is_empty(), "{document}");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    errors.iter().map(|error| format!("{}: {}", text(&error["file"]), text(&error["message"]))).collect()
}

fn huge(path: &Path) {
    fs::File::create(path).unwrap().set_len(10 << 30).unwrap();
}

#[test]
fn what_is_no_plain_file_is_refused_and_the_rest_is_checked() {
    let folder = conflict();
    let root = folder.path();
    let made = Command::new("mkfifo").arg(root.join("claims/pipe.yaml")).status().unwrap();
    assert!(made.success());
    let _listener = UnixListener::bind(root.join("claims/socket.yml")).unwrap();
    fs::create_dir(root.join("claims/folder.yaml")).unwrap();
    write(root, "claims/folder.yaml/inner.yaml", "entities:\n");
    assert_eq!(
        errors(root),
        [
            "claims/pipe.yaml: `claims/pipe.yaml` is no plain file",
            "claims/socket.yml: `claims/socket.yml` is no plain file",
        ]
    );
    let (_, output) = run(root, &["check", "--format", "json"]);
    assert_eq!(json(&output)["findings"][0]["rule"], "conflicting-numbers");
}

#[test]
fn settings_baseline_draft_and_article_are_plain_files_too() {
    for (path, args) in [
        ("gainsay.yaml", &["check"][..]),
        ("gainsay.baseline.jsonl", &["check"]),
        ("gainsay.baseline.jsonl", &["baseline"]),
        ("piece.txt", &["check", "--draft", "piece.txt"]),
        ("seeds/piece.txt", &["new", "seeds/piece.txt"]),
    ] {
        let folder = project();
        let root = folder.path();
        let made = Command::new("mkfifo").arg(root.join(path)).status().unwrap();
        assert!(made.success());
        let (status, output) = run(root, args);
        assert_eq!(status, 2, "{args:?}");
        assert!(stderr(&output).contains("is no plain file"), "{args:?}: {}", stderr(&output));
        // A folder in its place is none either.
        fs::remove_file(root.join(path)).unwrap();
        fs::create_dir(root.join(path)).unwrap();
        let (status, output) = run(root, args);
        assert_eq!(status, 2, "{args:?}");
        assert!(stderr(&output).contains("is a folder"), "{args:?}: {}", stderr(&output));
    }
    let (status, output) = run(project().path(), &["check", "--draft", "/dev/zero"]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("is no plain file"), "{}", stderr(&output));
}

#[test]
fn links_that_lead_nowhere_round_or_out_are_told() {
    let folder = project();
    let root = folder.path();
    symlink("gone.yaml", root.join("claims/a.yaml")).unwrap();
    symlink("b.yaml", root.join("claims/b.yaml")).unwrap();
    symlink("c2", root.join("claims/c1")).unwrap();
    symlink("c1", root.join("claims/c2")).unwrap();
    symlink("/dev/zero", root.join("claims/d.yaml")).unwrap();
    symlink("../more-claims", root.join("claims/e")).unwrap();
    symlink("../gone.txt", root.join("claims/f.txt")).unwrap();
    let told = errors(root);
    let expected = [
        ("claims/a.yaml", "there is no file `claims/a.yaml`"),
        ("claims/b.yaml", "`claims/b.yaml` can't be read"),
        ("claims/c1", "`claims/c1` can't be read"),
        ("claims/c2", "`claims/c2` can't be read"),
        ("claims/d.yaml", "`claims/d.yaml` is a link that leads out of the project"),
        ("claims/e", "there is no file `claims/e`"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, (file, message)) in told.iter().zip(expected) {
        assert!(told.starts_with(&format!("{file}: {message}")), "{told}");
    }
}

#[test]
fn a_file_of_ten_gigabytes_is_refused_unread() {
    for (path, args) in [
        ("claims/huge.yaml", &["check"][..]),
        ("claims/huge.jsonl", &["check"]),
        ("seeds/one.txt", &["check"]),
        ("gainsay.yaml", &["check"]),
        ("gainsay.baseline.jsonl", &["check"]),
        ("gainsay.baseline.jsonl", &["baseline"]),
        ("piece.txt", &["check", "--draft", "piece.txt"]),
        ("seeds/huge.txt", &["new", "seeds/huge.txt"]),
    ] {
        let folder = project();
        let root = folder.path();
        huge(&root.join(path));
        let begun = Instant::now();
        let (status, output) = run(root, args);
        assert!(begun.elapsed() < SOON, "{args:?}: {:?}", begun.elapsed());
        assert_eq!(status, 2, "{args:?}");
        assert!(stderr(&output).contains("is larger than 4 GB"), "{args:?}: {}", stderr(&output));
        // What is smaller but was only made, not written, is known by its first byte.
        fs::File::create(root.join(path)).unwrap().set_len(3 << 30).unwrap();
        let begun = Instant::now();
        let (status, output) = run(root, args);
        assert!(begun.elapsed() < SOON, "{args:?}: {:?}", begun.elapsed());
        assert_eq!(status, 2, "{args:?}");
        assert!(stderr(&output).contains("is no text: its first byte is zero"), "{args:?}: {}", stderr(&output));
    }
    // A report takes the place of whatever file was there; nobody reads that.
    let folder = project();
    huge(&folder.path().join("report.html"));
    let begun = Instant::now();
    assert_eq!(run(folder.path(), &["report"]).0, 0);
    assert!(begun.elapsed() < SOON);
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_is_checked() {
    let folder = conflict();
    let root = folder.path();
    write(root, "claims/secret.yaml", "entities: {}\n");
    write(root, "claims/closed/more.yaml", "entities: {}\n");
    write(root, "gainsay.baseline.jsonl", "");
    for (path, mode) in [("claims/secret.yaml", 0o000), ("claims/closed", 0o000), ("gainsay.baseline.jsonl", 0o000)] {
        fs::set_permissions(root.join(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let Some(mut nobody) = as_nobody(root, &["check", "--format", "json"]) else {
        return skip("files that may not be read", "nobody's rights cannot be taken here");
    };
    let output = nobody.output().unwrap();
    fs::set_permissions(root.join("claims/closed"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let document = json(&output);
    let files: Vec<&str> =
        document["errors"].as_array().unwrap().iter().map(|error| error["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["claims/closed", "claims/secret.yaml", "gainsay.baseline.jsonl"]);
    for error in document["errors"].as_array().unwrap() {
        assert!(error["message"].as_str().unwrap().contains("may not be read"), "{error}");
    }
    assert_eq!(document["findings"][0]["rule"], "conflicting-numbers");
}

#[test]
fn a_current_folder_that_was_deleted_is_told() {
    let folder = project();
    fs::create_dir(folder.path().join("gone")).unwrap();
    for args in ["check", "check .", "baseline", "report", "init", "new x.txt", "topics", "timeline", "why a b"] {
        let script = "mkdir -p gone; cd gone; rmdir ../gone; exec \"$0\" \"$@\"";
        let output = through_shell(folder.path(), script, &words(args)).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked") && !stderr(&output).is_empty(), "{args}: {}", stderr(&output));
    }
    let script = "mkdir -p gone; cd gone; rmdir ../gone; exec \"$0\" \"$@\"";
    let project = folder.path().to_str().unwrap();
    let output = through_shell(folder.path(), script, &["check", project]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
