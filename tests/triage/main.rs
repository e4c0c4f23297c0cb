//! Decisions, the baseline and other revisions, as people use them from the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Records that need neither article nor date, so that nothing but the conflicts is found.
const VOCABULARY: &str = "\
# The vocabulary.
sources:
  a: { role: reference }
  b: { role: reference }
  c: { role: reference }
  d: { role: reference }
entities:
  laura: { name: Laura Dogu }
  bogota: { name: Bogotá }
  miami: { name: Miami }
  quito: { name: Quito }
properties:
  birthplace: { type: entity }
  employer: { type: text }
";

/// Not every test uses every place.
const SETTINGS: &str = "rules: { unused-definition: off }\n";

const CLAIMS: &str = "\
# Where she was born.  (Two blanks, kept.)
claims:
  - { source: a, id: born, subject: laura, property: birthplace, value: bogota }   # says a
  - { source: b, id: born, subject: laura, property: birthplace, value: miami }
  - { source: a, id: work, subject: laura, property: employer, value: the embassy }
  - { source: c, id: work, subject: laura, property: employer, value: a bank }
";

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "gainsay.yaml", SETTINGS);
    write(folder.path(), "claims/vocabulary.yaml", VOCABULARY);
    write(folder.path(), "claims/claims.yaml", CLAIMS);
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

/// Runs the program with nothing of its surroundings but the path (for git).
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let output = command.current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(folder: &Path, args: &[&str]) -> (i32, Value) {
    let (status, out, err) = run(folder, &[&["check", "--format", "json"], args].concat());
    (status, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
}

/// Topic and status of each finding, sorted.
fn statuses(report: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap();
    let mut all: Vec<_> = findings.iter().map(|finding| (text(finding, "topic"), text(finding, "status"))).collect();
    all.sort();
    all
}

fn fingerprint(report: &Value, topic: &str) -> String {
    let findings = report["findings"].as_array().unwrap();
    let finding = findings.iter().find(|finding| finding["topic"] == topic).unwrap();
    finding["fingerprint"].as_str().unwrap().to_owned()
}

fn all(birthplace: &str, employer: &str) -> Vec<(String, String)> {
    [("laura / birthplace", birthplace), ("laura / employer", employer)]
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .to_vec()
}

const BASELINE: &str = "gainsay.baseline.jsonl";

#[test]
fn after_baseline_nothing_is_new_and_without_a_line_one_finding_is() {
    let folder = project();
    let folder = folder.path();
    assert_eq!(json(folder, &[]).0, 1);
    let (status, out, _) = run(folder, &["baseline"]);
    assert_eq!(
        (status, out.as_str()),
        (0, "gainsay.baseline.jsonl: 2 findings accepted, 0 lines taken out, 4 lines in all.\n")
    );
    let (status, report) = json(folder, &["--strict-baseline"]);
    assert_eq!((status, statuses(&report)), (0, all("known", "known")));
    assert_eq!(json(folder, &["--no-baseline"]).0, 1);
    assert_eq!(report["summary"]["new"], 0);
    assert_eq!(report["summary"]["known"], 2);

    let text = read(folder, BASELINE);
    let lines: Vec<&str> = text.lines().collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
    for without in 0..lines.len() {
        let mut less = lines.clone();
        let gone: Value = serde_json::from_str(less.remove(without)).unwrap();
        write(folder, BASELINE, &(less.join("\n") + "\n"));
        let (status, report) = json(folder, &[]);
        let new: Vec<_> = statuses(&report).into_iter().filter(|(_, status)| status == "new").collect();
        assert_eq!((status, new), (1, vec![(gone["topic"].as_str().unwrap().to_owned(), "new".to_owned())]));
    }
    // Concatenated with itself, in any order, without a last line break: the same.
    let turned: Vec<&str> = lines.iter().rev().copied().collect();
    write(folder, BASELINE, &format!("{}\n{}", turned.join("\n"), lines.join("\n")));
    assert_eq!(json(folder, &["--strict-baseline"]).0, 0);
    run(folder, &["baseline"]);
    assert_eq!(read(folder, BASELINE), text);
}

#[test]
fn what_is_gone_is_pruned_and_nothing_else() {
    let folder = project();
    let folder = folder.path();
    run(folder, &["baseline"]);
    let mended = CLAIMS.replace("value: a bank", "value: the Embassy");
    let more = format!("{mended}  - {{ source: d, subject: laura, property: birthplace, value: quito }}\n");
    write(folder, "claims/claims.yaml", &mended);
    assert_eq!(json(folder, &[]).0, 0);
    assert_eq!(json(folder, &["--strict-baseline"]).0, 3);
    write(folder, "claims/claims.yaml", &more);
    let (status, report) = json(folder, &["--strict-baseline"]);
    assert_eq!(status, 1, "what is new comes first");
    assert_eq!(report["findings"][0]["joined"].as_array().unwrap().len(), 1);
    let name = report["findings"][0]["joined"][0].as_str().unwrap();
    assert!(name.starts_with("d/") && report["findings"][0]["message"].as_str().unwrap().contains(name));

    let before = read(folder, BASELINE);
    let (status, out, _) = run(folder, &["baseline", "--prune"]);
    assert_eq!(status, 0, "{out}");
    let after = read(folder, BASELINE);
    assert!(after.lines().all(|line| before.contains(line)) && after.lines().count() == 2, "{after}");
    assert_eq!(json(folder, &["--strict-baseline"]).0, 1);
    write(folder, "claims/claims.yaml", &mended);
    assert_eq!(json(folder, &["--strict-baseline"]).0, 0);
}

#[test]
fn input_errors_keep_the_baseline_from_being_written() {
    let folder = project();
    let folder = folder.path();
    run(folder, &["baseline"]);
    let before = read(folder, BASELINE);
    write(folder, "claims/broken.yaml", "claims:\n  - { source: nobody }\n");
    for args in [&["baseline", "--prune"][..], &["baseline"]] {
        let (status, _, err) = run(folder, args);
        assert_eq!(status, 2);
        assert!(err.contains("was left as it is"), "{err}");
        assert_eq!(read(folder, BASELINE), before);
    }
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_input_error() {
    let folder = project();
    let folder = folder.path();
    run(folder, &["baseline"]);
    let good = read(folder, BASELINE);
    for (bad, says) in [
        ("nonsense\n".to_owned(), "damaged"),
        (good.replace("\"version\":1", "\"version\":7"), "newer"),
        (format!("<<<<<<< ours\n{good}"), "merge"),
        (good.get(..good.len() - 9).unwrap().to_owned(), "damaged"),
    ] {
        write(folder, BASELINE, &bad);
        let (status, report) = json(folder, &[]);
        assert_eq!((status, statuses(&report)), (2, all("new", "new")));
        let error = &report["errors"][0];
        assert_eq!(error["file"], BASELINE);
        assert!(error["message"].as_str().unwrap().contains(says), "{error}");
        assert_eq!(run(folder, &["baseline"]).0, 2);
        assert_eq!(read(folder, BASELINE), bad, "never written over");
        assert_eq!(json(folder, &["--no-baseline"]).0, 1);
    }
    assert_eq!(json(folder, &["--baseline", "no-such.jsonl"]).0, 2);
    write(folder, "other.jsonl", &good);
    assert_eq!(json(folder, &["--baseline", "other.jsonl"]).0, 0);
}

#[test]
fn moving_renaming_and_reordering_change_no_fingerprint() {
    let folder = project();
    let folder = folder.path();
    run(folder, &["baseline"]);
    let baseline = read(folder, BASELINE);
    let moved = tempfile::tempdir().unwrap();
    let moved = moved.path();
    let mut claims: Vec<String> = CLAIMS.lines().skip(2).map(|line| line.replace("id: ", "id: my-")).collect();
    claims.reverse();
    let claims =
        claims.join("\n").replace("subject: laura, property: birthplace", "property: birthplace, subject: Laura Dogu");
    write(moved, "claims/deep/down/one.yml", &format!("claims:\n\n{claims}\n"));
    write(moved, "gainsay.yaml", SETTINGS);
    write(moved, "claims/zwei.yaml", &VOCABULARY.replace("name: Miami", "name: The city of Miami"));
    assert_eq!(run(moved, &["baseline"]).0, 0);
    assert_eq!(read(moved, BASELINE), baseline);
}

#[test]
fn a_decision_is_written_into_a_claim_file_and_keeps_all_else() {
    let folder = project();
    let folder = folder.path();
    let (_, report) = json(folder, &[]);
    let print = fingerprint(&report, "laura / birthplace");
    // Two claims could be wrong: which one is asked, nothing is guessed.
    let (status, _, err) = run(folder, &["resolve", &print[..6], "--because", "x"]);
    assert_eq!(status, 2);
    assert!(err.contains("a/born") && err.contains("b/born"), "{err}");
    for (wrong, says) in [
        (vec!["resolve", "zz", "--because", "x"], "No finding"),
        (vec!["resolve", "", "--because", "x"], "fingerprint"),
        (vec!["resolve", &print, "c/work", "--because", "x"], "not about"),
        (vec!["resolve", &print, "c/none", "--because", "x"], "no claim"),
        (vec!["resolve", &print, "a/born", "--because", "x", "--in", "../x.yaml"], "no claim file"),
        (vec!["resolve", &print, "a/born", "--because", "x", "--on", "2026-03-10", "--until", "2026-03-09"], "before"),
    ] {
        let (status, _, err) = run(folder, &wrong);
        assert_eq!(status, 2, "{wrong:?}");
        assert!(err.contains(says), "{err}");
    }
    let because = "Her own book: \"Born in Miami\", p. 3 # really";
    let (status, out, err) = run(
        folder,
        &[
            "resolve",
            &print[..8],
            "a/born",
            "--because",
            because,
            "--by",
            "desk@example.org",
            "--today",
            "2026-03-10",
            "--until",
            "2026-09-10",
            "--in",
            "claims/claims.yaml",
        ],
    );
    assert_eq!(status, 0, "{err}");
    assert_eq!(out, format!("claims/claims.yaml now rejects a/born.\n{print} is resolved.\n"));
    let text = read(folder, "claims/claims.yaml");
    let added = text.strip_prefix(CLAIMS).unwrap();
    assert!(added.starts_with("\nresolutions:\n  - rejects: [a/born]\n    because: \"Her own"), "{added}");

    let (status, report) = json(folder, &["--today", "2026-09-10"]);
    assert_eq!((status, statuses(&report)), (1, all("resolved", "new")));
    let shown = run(folder, &["check", "--all", "--today", "2026-09-10"]).1;
    assert!(shown.contains("done  Her own book: \"Born in Miami\", p. 3 # really (desk@example.org)"), "{shown}");
    let sarif = run(folder, &["check", "--format", "sarif", "--today", "2026-09-10"]).1;
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let reasons: Vec<&str> = results.iter().filter_map(|it| it["suppressions"][0]["justification"].as_str()).collect();
    assert_eq!(reasons, [format!("{because} (desk@example.org)")]);

    // Only once, and a second decision goes below the first.
    let (status, _, err) = run(folder, &["resolve", &print, "a/born", "--because", "x", "--today", "2026-03-11"]);
    assert_eq!(status, 2);
    assert!(err.contains("resolved already"), "{err}");
    let print = fingerprint(&report, "laura / employer");
    let (status, out, err) =
        run(folder, &["resolve", &print, "c/work", "--because", "No bank.", "--today", "2026-03-11"]);
    assert_eq!(status, 0, "{out}{err}");
    let next = read(folder, "claims/claims.yaml");
    assert!(next.starts_with(&text) && next.matches("rejects:").count() == 2, "{next}");
    let (status, report) = json(folder, &["--today", "2026-03-11"]);
    assert_eq!((status, statuses(&report)), (0, all("resolved", "resolved")));
}

#[test]
fn a_decision_lapses_visibly() {
    let folder = project();
    let folder = folder.path();
    let decide = |more: &str| {
        write(
            folder,
            "claims/r.yaml",
            &format!("resolutions:\n  - {{ rejects: [a/born], because: x, by: y, on: 2026-03-10{more} }}\n"),
        );
    };
    let stale = |args: &[&str]| {
        let (_, report) = json(folder, args);
        assert_eq!(report["errors"].as_array().unwrap().len(), 0, "{report}");
        let findings = report["findings"].as_array().unwrap();
        let stale: Vec<&Value> = findings.iter().filter(|finding| finding["rule"] == "stale-resolution").collect();
        let resolved = findings.iter().any(|finding| finding["status"] == "resolved");
        assert_eq!(resolved, stale.is_empty(), "{report}");
        stale.first().map(|finding| {
            assert_eq!((&finding["level"], &finding["topic"]), (&Value::from("warning"), &Value::from("a/born")));
            assert_eq!(finding["positions"][0]["value"], Value::Null);
            finding["message"].as_str().unwrap().to_owned()
        })
    };
    decide(", until: 2026-09-10");
    assert_eq!(stale(&["--today", "2026-09-10"]), None);
    assert!(stale(&["--today", "2026-09-11"]).unwrap().contains("10 September 2026"));
    for (value, holds) in
        [("bogota", true), ("Bogotá", true), ("BOGOTA", true), ("Miami", false), ("not Bogotá", false)]
    {
        decide(&format!(", value: {value}"));
        assert_eq!(stale(&[]).is_none(), holds, "{value}");
    }
    decide("");
    assert_eq!(stale(&[]), None);
    write(folder, "claims/claims.yaml", &CLAIMS.replace("a, id: born", "a, id: birth"));
    assert!(stale(&[]).unwrap().contains("no claim is called a/born"));
    write(folder, "claims/claims.yaml", CLAIMS);

    // What `gainsay resolve` writes lapses when anything that the claim says changes, and not with its layout.
    fs::remove_file(folder.join("claims/r.yaml")).unwrap();
    let print = fingerprint(&json(folder, &[]).1, "laura / birthplace");
    let (status, _, err) = run(folder, &["resolve", &print, "a/born", "--because", "x", "--today", "2026-03-10"]);
    assert_eq!(status, 0, "{err}");
    assert!(read(folder, "claims/resolutions.yaml").contains("value: bogota"));
    assert_eq!(stale(&[]), None);
    for (from, to, holds) in [
        ("{ source: a, id: born, subject: laura,", "{ note: hm, subject:  Laura Dogu, source: a, id: born,", true),
        ("value: bogota }", "value: bogota, certainty: likely }", false),
        ("value: bogota }", "not: bogota }", false),
        ("value: bogota }", "value: quito }", false),
        ("value: bogota }", "value: bogota, when: 2026 }", false),
        ("value: bogota }", "value: bogota, according-to: unnamed }", false),
    ] {
        write(folder, "claims/claims.yaml", &CLAIMS.replacen(from, to, 1));
        assert_eq!(
            json(folder, &[]).1["findings"].as_array().unwrap().iter().any(|it| it["rule"] == "stale-resolution"),
            !holds,
            "{to}"
        );
    }
}

#[test]
fn a_conflict_that_survives_among_the_others_stays_new() {
    let folder = project();
    let folder = folder.path();
    write(
        folder,
        "claims/more.yaml",
        "claims:\n  - { source: c, id: born, subject: laura, property: birthplace, value: bogota }\n",
    );
    let reject = |names: &[&str]| {
        let decisions: Vec<String> = names
            .iter()
            .map(|name| format!("  - {{ rejects: [{name}], because: x, by: y, on: 2026-03-10 }}\n"))
            .collect();
        write(folder, "claims/r.yaml", &format!("resolutions:\n{}", decisions.concat()));
        statuses(&json(folder, &[]).1)
    };
    assert_eq!(reject(&["a/born"]), all("new", "new"));
    assert_eq!(reject(&["a/born", "c/born"]), all("resolved", "new"));
    assert_eq!(reject(&["b/born"]), all("resolved", "new"));
    assert_eq!(reject(&["b/born", "a/work"]), all("resolved", "resolved"));
    // A claim that says the same again is not what was rejected.
    reject(&["b/born"]);
    write(
        folder,
        "claims/again.yaml",
        "claims:\n  - { source: d, subject: laura, property: birthplace, value: miami }\n",
    );
    assert_eq!(statuses(&json(folder, &[]).1), all("new", "new"));
}

#[test]
fn a_draft_that_relies_on_a_rejected_claim_is_unsupported() {
    let folder = project();
    let folder = folder.path();
    write(folder, "seeds/draft.txt", "Laura Dogu was born in Bogotá.\n");
    write(folder, "claims/draft.yaml", "\
sources: { draft: { text: draft.txt, role: draft } }
claims:
  - { source: draft, id: born, subject: laura, property: birthplace, value: bogota, quote: Laura Dogu was born in Bogotá }
");
    let unsupported = || {
        let report = json(folder, &[]).1;
        let findings = report["findings"].as_array().unwrap();
        findings.iter().any(|finding| {
            finding["rule"] == "unsupported-claim" && finding["status"] == "new" && finding["level"] == "error"
        })
    };
    assert!(!unsupported());
    write(folder, "claims/r.yaml", "resolutions:\n  - { rejects: [a/born], because: x, by: y, on: 2026-03-10 }\n");
    assert!(unsupported());
}

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let output = std::process::Command::new("git").current_dir(folder).args(identity).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn against_another_revision_only_what_came_since_is_new() {
    let repository = tempfile::tempdir().unwrap();
    let folder = repository.path().join("desk/fact s");
    write(&folder, "gainsay.yaml", SETTINGS);
    write(&folder, "claims/vocabulary.yaml", VOCABULARY);
    write(&folder, "claims/claims.yaml", CLAIMS.get(..CLAIMS.find("  - { source: a, id: work").unwrap()).unwrap());
    git(repository.path(), &["init", "-q", "-b", "main"]);
    git(repository.path(), &["add", "-A"]);
    git(repository.path(), &["commit", "-q", "-m", "one"]);
    write(&folder, "claims/claims.yaml", CLAIMS);
    let (status, report) = json(&folder, &["--against", "HEAD"]);
    assert_eq!((status, statuses(&report)), (1, all("known", "new")));
    // The baseline has no say in it.
    run(&folder, &["baseline"]);
    assert_eq!(json(&folder, &["--against", "HEAD"]).0, 1);
    git(repository.path(), &["add", "-A"]);
    git(repository.path(), &["commit", "-q", "-m", "two"]);
    assert_eq!(json(&folder, &["--against", "HEAD"]).0, 0);
    assert_eq!(json(&folder, &["--against", "HEAD~1"]).0, 1);
    assert_eq!(run(&folder, &["check", "--against", "nowhere"]).0, 2);
    assert_eq!(run(&folder, &["check", "--against=--help"]).0, 2);
    assert_eq!(run(&folder, &["check", "--against", "HEAD", "--baseline", "x"]).0, 2);
    assert_eq!(run(project().path(), &["check", "--against", "HEAD"]).0, 2, "no repository");

    // Paths for services begin at the repository.
    let github = run(&folder, &["check", "--no-baseline", "--format", "github"]).1;
    assert!(github.starts_with("::error file=desk/fact s/claims/claims.yaml,line="), "{github}");
    let sarif = run(&folder, &["check", "--format", "sarif"]).1;
    assert!(sarif.contains("\"uri\": \"desk/fact%20s/claims/claims.yaml\""), "{sarif}");
}

#[test]
fn git_merges_what_two_branches_accepted() {
    let folder = project();
    let folder = folder.path();
    let extra = |source: &str| {
        format!("claims:\n  - {{ source: {source}, subject: laura, property: birthplace, value: quito }}\n")
    };
    write(folder, ".gitattributes", "gainsay.baseline.jsonl merge=union\n");
    run(folder, &["baseline"]);
    git(folder, &["init", "-q", "-b", "main"]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-q", "-m", "base"]);
    for (branch, source) in [("one", "c"), ("two", "d")] {
        git(folder, &["checkout", "-q", "-b", branch, "main"]);
        write(folder, &format!("claims/{branch}.yaml"), &extra(source));
        assert_eq!(json(folder, &[]).0, 1);
        run(folder, &["baseline"]);
        git(folder, &["add", "-A"]);
        git(folder, &["commit", "-q", "-m", branch]);
    }
    git(folder, &["merge", "-q", "-m", "merge", "one"]);
    let (status, report) = json(folder, &["--strict-baseline"]);
    assert_eq!((status, statuses(&report)), (0, all("known", "known")));
}

#[test]
fn every_format_ends_alike_and_several_are_written_in_one_run() {
    let folder = project();
    let folder = folder.path();
    let formats = ["human", "json", "short", "sarif", "github", "junit", "markdown"];
    let each = |folder: &Path| formats.map(|format| run(folder, &["check", "--format", format]).0);
    assert_eq!(each(folder), [1; 7]);
    let reports: Vec<String> =
        formats.iter().flat_map(|format| ["--report".to_owned(), format!("{format}={format}.out")]).collect();
    let args: Vec<&str> = ["check", "--format", "json"].into_iter().chain(reports.iter().map(String::as_str)).collect();
    assert_eq!(run(folder, &args).0, 1);
    for format in formats {
        assert!(!read(folder, &format!("{format}.out")).is_empty(), "{format}");
    }
    run(folder, &["baseline"]);
    assert_eq!(each(folder), [0; 7]);
}

#[test]
fn a_job_summary_is_added_where_github_asks_for_one() {
    let folder = project();
    let folder = folder.path();
    write(folder, "summary.md", "before\n");
    for (format, added) in [("short", false), ("github", true)] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.env_clear().env("GITHUB_STEP_SUMMARY", folder.join("summary.md")).current_dir(folder);
        command.args(["check", "--format", format]).assert().code(1);
        let summary = read(folder, "summary.md");
        assert_eq!((summary.starts_with("before\n"), summary.contains("2 new findings")), (true, added));
    }
}

#[cfg(unix)]
#[test]
fn killed_while_it_writes_it_leaves_the_old_file_or_the_new_one() {
    let folder = project();
    let folder = folder.path();
    run(folder, &["baseline"]);
    let old = read(folder, BASELINE);
    write(
        folder,
        "claims/more.yaml",
        "claims:\n  - { source: d, subject: laura, property: birthplace, value: quito }\n",
    );
    run(folder, &["baseline"]);
    let new = read(folder, BASELINE);
    assert_ne!(old, new);
    for wait in 0..40 {
        write(folder, BASELINE, &old);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let mut child = command.arg("baseline").current_dir(folder).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(wait * 500));
        let _ = child.kill();
        child.wait().unwrap();
        let now = read(folder, BASELINE);
        assert!(now == old || now == new, "{now}");
    }
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (status, out, _) = run(folder.path(), &["generate", "completions", shell]);
        assert!(status == 0 && out.contains("strict-baseline"), "{shell}");
    }
    assert!(run(folder.path(), &["generate", "man"]).1.contains(".TH gainsay 1"));
    assert!(run(folder.path(), &["generate", "man", "check"]).1.contains("against"));
    assert_eq!(run(folder.path(), &["generate", "man", "none"]).0, 2);
}
