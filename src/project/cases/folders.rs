//! Folders that settings name: what is wrong with one is told once, where it is named.

use super::*;

const CLAIMS: &str = "\
sources: { a: { text: a.txt }, b: { text: b.txt } }
entities: { x: , y: }
properties: { p: { type: entity } }
claims:
  - { source: a, subject: x, property: p, value: y, quote: Some words }
";

/// What is told of a project with these settings, which has claims in `claims` and articles in `seeds`.
fn told(settings: &str) -> Vec<String> {
    errors(&of(settings))
}

fn of(settings: &str) -> Loaded {
    project(&[
        ("gainsay.yaml", settings),
        ("claims/a.yaml", CLAIMS),
        ("seeds/a.txt", "Some words."),
        ("seeds/b.txt", "Other words."),
        ("seeds/more/c.txt", "More words."),
    ])
}

#[test]
fn a_folder_of_claims() {
    for (settings, says) in [
        (
            "claims: claims/a.yaml",
            "1:9: `claims/a.yaml` is a file, and `claims` names the folder of the claim files \
             (name the folder that it lies in: `claims: claims`)",
        ),
        (
            "claims: gainsay.yaml",
            "1:9: `gainsay.yaml` is a file, and `claims` names the folder of the claim files \
             (name the folder that it lies in: `claims: .`)",
        ),
        (
            "fail-on: never\nclaims: nowhere",
            "2:9: there is no folder `nowhere` for the claim files \
             (make the folder and write claims into a file in it, such as `example.yaml`)",
        ),
        ("claims: Claims", "1:9: there is no folder `Claims` for the claim files (did you mean `claims: claims`?)"),
        ("claims: seeds", "1:9: there is no claim file in `seeds` (write claims into a file that ends in `.yaml`)"),
    ] {
        assert_eq!(told(settings), [format!("gainsay.yaml:{says}")], "{settings}");
    }
    // What is said of it can be done.
    for settings in ["claims: claims", "claims: .", "claims: ./"] {
        let loaded = of(settings);
        assert_eq!(errors(&loaded), Vec::<String>::new(), "{settings}");
        assert_eq!(loaded.project.claims.len(), 1, "{settings}");
    }
}

#[test]
fn a_folder_of_articles() {
    for (settings, says) in [
        (
            "min-sources: 2\nsources: nowhere",
            "2:10: there is no folder `nowhere` for the articles \
             (make the folder and put the articles into it, or name the one that they lie in)",
        ),
        ("sources: seed", "1:10: there is no folder `seed` for the articles (did you mean `sources: seeds`?)"),
        (
            "sources: seeds/mores",
            "1:10: there is no folder `seeds/mores` for the articles (did you mean `sources: seeds/more`?)",
        ),
        (
            "sources: seeds/a.txt",
            "1:10: `seeds/a.txt` is a file, and `sources` names the folder of the articles \
             (name the folder that it lies in: `sources: seeds`)",
        ),
    ] {
        assert_eq!(told(settings), [format!("gainsay.yaml:{says}")], "{settings}");
    }
    assert_eq!(told("sources: seeds"), Vec::<String>::new());
    // A folder that is there has each article missed for itself, and one that nobody asks for may be missing.
    let both = told("sources: seeds/more");
    assert!(both.len() == 2 && both.iter().all(|told| told.starts_with("claims/a.yaml:1:")), "{both:?}");
    let none = project(&[("gainsay.yaml", "sources: nowhere"), ("claims/a.yaml", "entities: { x: }")]);
    assert_eq!(errors(&none), Vec::<String>::new());
}

#[test]
fn a_file_in_place_of_a_folder() {
    let loaded = project(&[("gainsay.yaml", ""), ("claims", "claims: []")]);
    assert_eq!(
        errors(&loaded),
        ["claims:1:1: `claims` is a file, and the claim files lie in a folder of that name \
          (give the file another name, and put the claim files into a folder `claims`)"]
    );
    let loaded = project(&[("claims/a.yaml", CLAIMS), ("seeds", "Some words.")]);
    assert_eq!(
        errors(&loaded),
        ["seeds:1:1: `seeds` is a file, and the articles lie in a folder of that name \
          (give the file another name, and put the articles into a folder `seeds`)"]
    );
}

#[test]
fn settings_are_no_claim_file() {
    let settings = "claims: .\nsources: seeds\nbaseline: known.jsonl\n";
    let loaded = project_with(
        &[
            ("gainsay.yaml", settings),
            ("known.jsonl", "{\"rule\":\"conflicting-values\"}"),
            ("deep/a.yaml", CLAIMS),
            ("seeds/a.txt", "Some words."),
            ("seeds/b.txt", "Other words."),
        ],
        |folder| std::os::unix::fs::symlink("../gainsay.yaml", folder.join("deep/settings.yaml")).unwrap(),
    );
    assert_eq!(errors(&loaded), Vec::<String>::new());
    let paths: Vec<&str> = loaded.project.files.iter().map(|file| file.path()).collect();
    assert_eq!(paths, ["gainsay.yaml", "deep/a.yaml"]);
    assert_eq!(loaded.project.settings.claim_file("b.yaml"), "b.yaml");
    assert_eq!(loaded.project.settings.article("a.txt"), "seeds/a.txt");
    let alone = project(&[("gainsay.yaml", "claims: .")]);
    let says = "gainsay.yaml:1:9: there is no claim file in `.` (write claims into a file that ends in `.yaml`)";
    assert_eq!(errors(&alone), [says]);
}

#[test]
fn what_yaml_makes_of_a_setting() {
    for (settings, says, mended) in [
        (
            "approximate: >3 days",
            "1:14: `>3 days` begins a block of text in YAML (put it in quotation marks: \">3 days\")",
            "approximate: \">3 days\"",
        ),
        (
            "fail-on: never\napproximate: > 3 days\nsources: seeds",
            "2:14: `> 3 days` begins a block of text in YAML (put it in quotation marks: \"> 3 days\")",
            "approximate: \"> 3 days\"",
        ),
        (
            "sources: seeds\nmin-sources 3",
            "2:1: a colon is missing behind `min-sources` (write `min-sources: ` and its value)",
            "min-sources: 3",
        ),
        (
            "sources: [seeds]",
            "1:10: `sources` takes one text, and this is a list (write `seeds`, without brackets)",
            "sources: seeds",
        ),
        (
            "fail-on: {never}",
            "1:10: `fail-on` takes one text, and this is a mapping of keys (write `never`, without brackets)",
            "fail-on: never",
        ),
        (
            "sources: [seeds, more]",
            "1:10: `sources` takes one text, and this is a list (write one text behind `sources:`)",
            "sources: seeds",
        ),
    ] {
        assert_eq!(told(settings), [format!("gainsay.yaml:{says}")], "{settings}");
        assert_eq!(told(mended), Vec::<String>::new(), "{mended}");
    }
}
