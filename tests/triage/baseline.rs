//! What a project already had: the baseline is written, pruned and read, and never damaged.

use std::process::Stdio;
use std::time::Duration;

use super::*;

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
