//! Projects in git: what came since another revision, and what two branches accepted.

use super::*;

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
