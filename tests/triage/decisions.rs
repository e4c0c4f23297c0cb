//! What an editor decided: how a decision is written, how far it reaches, and when it lapses.

use super::*;

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
fn a_decision_beside_the_settings_is_not_written_into_them() {
    let folder = project();
    let folder = folder.path();
    let settings = "claims: .\n";
    write(folder, "gainsay.yaml", settings);
    let (_, report) = json(folder, &[]);
    let print = fingerprint(&report, "laura / birthplace");
    let decide = ["resolve", &print, "a/born", "--because", "x"];
    let (status, _, err) = run(folder, &[&decide[..], &["--in", "gainsay.yaml"]].concat());
    assert_eq!(status, 2);
    assert!(err.contains("gainsay.yaml is no claim file: decisions are read from .yaml files in ./."), "{err}");
    assert_eq!(read(folder, "gainsay.yaml"), settings);
    let (status, out, err) = run(folder, &decide);
    assert_eq!(status, 0, "{out}{err}");
    assert!(read(folder, "resolutions.yaml").contains("rejects: [a/born]"));
}

#[test]
fn a_claim_is_named_by_its_place_and_a_decision_that_is_over_says_so() {
    let folder = project();
    let folder = folder.path();
    let (_, report) = json(folder, &[]);
    let print = fingerprint(&report, "laura / birthplace");
    let finding = report["findings"].as_array().unwrap().iter().find(|it| it["fingerprint"] == print.as_str()).unwrap();
    let claim = &finding["positions"][0]["claims"][0];
    let place = format!("{}:{}:{}", claim["file"].as_str().unwrap(), claim["line"], claim["column"]);
    let day = ["--on", "2026-03-10", "--until", "2026-04-10", "--today", "2026-05-01"];
    let (status, out, err) = run(folder, &[&["resolve", &print, &place, "--because", "x"][..], &day].concat());
    assert_eq!(status, 0, "{err}");
    let name = format!("{}/{}", claim["source"].as_str().unwrap(), claim["id"].as_str().unwrap());
    assert!(out.contains(&format!("now rejects {name}.")), "{out}");
    assert!(out.contains("it held until 10 April 2026, and that day has passed"), "{out}");
    let (status, _, err) = run(folder, &["resolve", &print, "claims/claims.yaml:999", "--because", "x"]);
    assert_eq!((status, err.contains("No claim stands at line 999")), (2, true), "{err}");
}

#[test]
fn what_is_rejected_bounds_no_date_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "seeds/u.txt", "The fair opened yesterday.\n");
    let claims = "\
sources:
  a: { role: reference, published: 2026-02-10 }
  b: { role: reference, published: 2026-02-10 }
  u: { text: u.txt }
events: { fair: {} }
claims:
  - { id: x, source: a, event: fair, when: 2026-02-01 }
  - { id: x, source: b, event: fair, when: 2026-02-02 }
  - { id: x, source: u, event: fair, before: published, by: exactly 1 day, quote: opened yesterday }
";
    write(folder, "claims/a.yaml", claims);
    let told = || {
        let (_, report) = json(folder, &[]);
        let findings = report["findings"].as_array().unwrap();
        let undated = findings.iter().find(|finding| finding["rule"] == "undated-source").unwrap();
        undated["message"].as_str().unwrap().to_owned()
    };
    assert!(told().contains("contradict each other"), "{}", told());
    write(folder, "claims/r.yaml", "resolutions: [{ rejects: [b/x], because: x, by: y, on: 2026-03-10 }]\n");
    assert!(told().contains("published on 2 February 2026"), "{}", told());
    let (_, timeline, _) = run(folder, &["timeline"]);
    assert!(timeline.contains("on 1 February 2026") && !timeline.contains("contradict"), "{timeline}");
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
