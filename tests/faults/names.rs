//! Names of files and folders that are no text (UTF-8).

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use super::*;

fn odd(bytes: &[u8]) -> OsString {
    OsStr::from_bytes(bytes).to_owned()
}

fn run_with(folder: &Path, args: &[&OsStr]) -> (i32, Output) {
    let output = gainsay(folder, &[]).args(args).output().unwrap();
    assert!(!stderr(&output).contains("panicked"), "{args:?}: {}", stderr(&output));
    (output.status.code().unwrap(), output)
}

#[test]
fn claim_files_and_folders_may_be_called_anything() {
    let folder = conflict();
    let root = folder.path();
    let claims = root.join("claims");
    fs::rename(claims.join("one.yaml"), claims.join(odd(b"caf\xe9.yaml"))).unwrap();
    fs::create_dir(claims.join(odd(b"d\xe9sk"))).unwrap();
    // Two names that look the same on screen.
    fs::rename(claims.join("two.jsonl"), claims.join(odd(b"caf\xe8.jsonl"))).unwrap();
    fs::rename(claims.join("vocabulary.yaml"), claims.join(odd(b"d\xe9sk")).join(odd(b"caf\xe8.yaml"))).unwrap();
    std::os::unix::fs::symlink(odd(b"d\xe9sk"), claims.join(odd(b"l\xefnk"))).unwrap();
    for format in ["human", "short", "json", "sarif", "github", "junit", "markdown", "html"] {
        let (status, output) = run(root, &["check", "--format", format]);
        assert_eq!(status, 1, "{format}: {}", stderr(&output));
        assert!(String::from_utf8(output.stdout).is_ok(), "{format}");
    }
    let (_, output) = run(root, &["check", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["findings"][0]["positions"][0]["claims"][0]["file"], "claims/caf\u{fffd}.yaml");
    assert_eq!(run(root, &["baseline"]).0, 0);
    assert_eq!(run(root, &["check"]).0, 0);
}

#[test]
fn a_project_in_such_a_folder_is_checked_and_written() {
    let parent = tempfile::tempdir().unwrap();
    let root = parent.path().join(odd(b"pr\xf6ject"));
    fill(&root);
    write(&root, "claims/two.jsonl", &line(36, "36"));
    let path = root.as_os_str();
    for verb in ["check", "topics", "timeline"] {
        let (status, output) = run_with(parent.path(), &[OsStr::new(verb), path]);
        assert_eq!(status, i32::from(verb == "check"), "{verb}: {}", stderr(&output));
    }
    assert_eq!(run(&root, &["check"]).0, 1);
    let report = odd(b"r\xe9port.html");
    let (status, output) = run_with(parent.path(), &["report".as_ref(), path, "--output".as_ref(), &report]);
    assert_eq!(status, 0, "{}", stderr(&output));
    assert!(parent.path().join(&report).is_file());
    let json = odd(b"json=r\xe9port=1.json");
    let (status, output) = run_with(parent.path(), &["check".as_ref(), path, "--report".as_ref(), &json]);
    assert_eq!(status, 1, "{}", stderr(&output));
    assert!(parent.path().join(odd(b"r\xe9port=1.json")).is_file());
    let baseline = odd(b"b\xe4se.jsonl");
    let (status, output) = run_with(&root, &["baseline".as_ref(), "--baseline".as_ref(), &baseline]);
    assert_eq!(status, 0, "{}", stderr(&output));
    assert_eq!(run_with(&root, &["check".as_ref(), "--baseline".as_ref(), &baseline]).0, 0);
    let (status, output) = run_with(parent.path(), &["check".as_ref(), &odd(b"n\xf8where")]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("There is no folder"), "{}", stderr(&output));
}

#[test]
fn a_draft_and_an_article_of_such_a_name() {
    let folder = project();
    let root = folder.path();
    let draft = odd(b"pi\xe8ce.txt");
    fs::write(root.join(&draft), "In the town 35 people died.\n").unwrap();
    let claims = "claims: [{ subject: town, property: toll, value: 36, quote: 35 people }]\n";
    fs::write(root.join(odd(b"pi\xe8ce.claims.yaml")), claims).unwrap();
    let (status, output) =
        run_with(root, &["check".as_ref(), "--draft".as_ref(), &draft, "--format".as_ref(), "json".as_ref()]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(text.contains("pi\u{fffd}ce.claims.yaml"), "{status}: {text}{}", stderr(&output));
    let article = PathBuf::from("seeds").join(&draft);
    fs::rename(root.join(&draft), root.join(&article)).unwrap();
    let (status, output) = run_with(root, &["new".as_ref(), article.as_os_str()]);
    assert_eq!(status, 2);
    assert!(stderr(&output).contains("rename the article first"), "{}", stderr(&output));
    assert_eq!(names(&root.join("claims")), ["one.yaml", "two.jsonl", "vocabulary.yaml"]);
}
