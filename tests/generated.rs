//! Holds generated parts of the repository together with what they are made of.
//! `GAINSAY_UPDATE=1 cargo test --test generated` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use gainsay::report::rules;

#[test]
fn the_readme_holds_the_table_of_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(rules::BEGIN).expect("README.md has lost the mark where the rules begin");
    let (_, after) = rest.split_once(rules::END).expect("README.md has lost the mark where the rules end");
    let fresh = format!("{before}{}\n\n{}\n{}{after}", rules::BEGIN, rules::table(), rules::END);
    if std::env::var_os("GAINSAY_UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let stale = fresh != fs::read_to_string(&path).unwrap();
    assert!(!stale, "README.md's table of rules is stale; GAINSAY_UPDATE=1 cargo test --test generated writes it anew");
}

/// The files that the README tells a new user to write.
fn readme_files(readme: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        let Some((_, path)) = line.strip_prefix("```").and_then(|info| info.split_once(' ')) else { continue };
        let body: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        files.push((path.to_owned(), body));
    }
    files
}

#[test]
fn what_the_readme_tells_to_write_works() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let files = readme_files(&readme);
    assert_eq!(files.len(), 3);
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let options = gainsay::project::Options { root: folder.path().to_path_buf(), draft: None };
    let loaded = gainsay::project::load(&options, |_| ());
    assert_eq!(loaded.errors, []);
    let found: Vec<_> = gainsay::check::check(&loaded.project).findings.iter().map(|it| it.rule.name()).collect();
    assert_eq!(found, ["conflicting-values"]);
}
