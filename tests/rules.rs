//! Runs the rule specs, `tests/rules/*.md`. Their form is described in `tests/rules/README.md`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod spec;

use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn every_spec_holds() {
    let filter = std::env::var("SPEC").unwrap_or_default();
    let mut failures = Vec::new();
    let mut count = 0;
    for case in spec::read_all() {
        let case = case.unwrap_or_else(|error| panic!("{error}"));
        if !case.title.contains(&filter) {
            continue;
        }
        count += 1;
        let result = catch_unwind(AssertUnwindSafe(|| spec::run(&case)));
        let result = result.unwrap_or_else(|_| Err("the program panicked (see above)\n".into()));
        if let Err(difference) = result {
            failures.push(format!("{} ({})\n{difference}", case.title, case.place));
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases fail\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_form_is_read_strictly() {
    let form = |text: &str| spec::read("x.md", text);
    let ok = "# x\nrules: conflicting-values\n\n```yaml claims/a.yaml\nclaims:\n```\n\n## One\n```findings\nnone\n```\n\
              ### Two\n```text seeds/a.txt\nhello\n```\n```errors\nclaims/a.yaml:1:1 wrong\n```\n";
    let cases = form(ok).unwrap();
    assert_eq!(cases.iter().map(|case| case.files.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(cases[0].title, "x.md: x / One");
    assert_eq!(cases[1].title, "x.md: x / One / Two");
    assert_eq!(cases[1].place, "tests/rules/x.md:16");
    for wrong in [
        "# x\n\n## No rules\n```findings\nnone\n```\n",
        "# x\nrules: no-such-rule\n## A\n```findings\nnone\n```\n",
        "# x\nrules: all\n## A\n```findings\nnone\n",
        "# x\nrules: all\n## A\n```findings\nerror: what\n```\n",
        "# x\nrules: all\n## A\n```findings\nerror[no-such-rule] t: = a\n```\n",
        "# x\nrules: all\n## A\n```findings\n  why: orphan\n```\n",
        "# x\nrules: all\n## A\n```errors\nclaims/a.yaml wrong\n```\n",
        "# x\nrules: all\n## A\n```findings\nnone\n```\n```findings\nnone\n```\n",
        "# x\nrules: all\n## A\n```yaml\nclaims:\n```\n```findings\nnone\n```\n",
        "# x\nrules: all\n## A\nno case at all\n",
    ] {
        assert!(form(wrong).is_err(), "{wrong}");
    }
}
