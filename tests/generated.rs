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
