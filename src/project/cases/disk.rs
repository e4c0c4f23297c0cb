//! Folders, files and links as people have them.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::*;

const SOURCES: &str = "sources: { one: { text: one.txt } }\n";

fn first(loaded: &Loaded) -> String {
    errors(loaded).first().cloned().unwrap_or_default()
}

#[test]
fn what_is_no_project() {
    let loaded = load(&Options { root: PathBuf::from("/nowhere/at/all"), draft: None }, |_| {});
    assert_eq!(
        errors(&loaded),
        [".:1:1: there is no folder `/nowhere/at/all` (name the folder that holds `gainsay.yaml` or `claims/`)"]
    );
    assert_eq!(
        errors(&project(&[])),
        [".:1:1: this folder is no gainsay project: it has no `gainsay.yaml` and no folder `claims` \
          (`gainsay init` makes one here, with an example)"]
    );
    assert_eq!(
        first(&project(&[("gainsay.yaml", "")])),
        "gainsay.yaml:1:1: there is no folder `claims` for the claim files \
         (make the folder and write claims into a file in it, such as `example.yaml`)"
    );
    assert_eq!(
        first(&project(&[("claims/a.txt", "")])),
        "claims:1:1: there is no claim file in `claims` (write claims into a file that ends in `.yaml`)"
    );
    assert_eq!(errors(&project(&[("claims/a.yml", "")])), Vec::<String>::new());
}

#[test]
fn settings() {
    let text = "\
sources: articles
claims: ./facts/
rules: { undated_source: off, copied-source: error, no-rule: note, quote-drift: of }
fail-on: never
min_sources: 3
min-coverage: 80%
approximate: 1 month
baseline: ../out.jsonl
colour: red
";
    let loaded =
        project(&[("gainsay.yaml", text), ("facts/deep/er/a.YML", SOURCES), ("articles/one.txt", "Some words.")]);
    let settings = &loaded.project.settings;
    assert_eq!((settings.sources.as_str(), settings.claims.as_str()), ("articles", "facts"));
    assert_eq!(settings.fail_on, None);
    assert_eq!(settings.min_sources, 3);
    assert_eq!(settings.min_coverage.as_ref().unwrap().to_string(), "80");
    assert_eq!(settings.approximate.as_ref().unwrap().text, "1 month");
    assert_eq!(settings.rules.len(), 2);
    assert_eq!(settings.baseline, "gainsay.baseline.jsonl");
    assert_eq!(loaded.project.sources.len(), 1);
    assert_eq!(
        errors(&loaded),
        [
            "gainsay.yaml:3:53: `no-rule` is no rule (`gainsay explain` lists the rules)",
            "gainsay.yaml:3:81: `of` is nothing that `quote-drift` may be (did you mean `off`?)",
            "gainsay.yaml:8:11: `../out.jsonl` leads out of the project \
             (paths are relative and stay within the project's folder)",
            "gainsay.yaml:9:1: `colour` is no key of the settings (the keys of the settings are `sources`, `claims`, \
             `rules`, `fail-on`, `min-sources`, `min-coverage`, `approximate` and `baseline`)",
        ]
    );
    for (line, message) in [
        ("fail-on: errors", "`errors` is none of `error`, `warning`, `note` and `never`"),
        ("min-sources: two", "`two` is no whole number"),
        ("min-sources: -1", "`-1` is no whole number"),
        ("min-coverage: 101%", "`101%` is no share from 0% to 100%"),
        ("min-coverage: 0.8", "`0.8` is less than one per cent (write `80%`, or `0.8%`)"),
        ("min-coverage: .755", "write `75.5%`"),
        ("min-coverage: most", "`most` is no share from 0% to 100%"),
        ("rules: [a]", "`rules` gives rules their levels, and this is a list"),
        ("claims: [{source: x}]", "`claims` names the folder of the claim files here"),
        ("claims: /etc", "`/etc` is an absolute path"),
        ("claims: 'C:\\x'", "`C:\\x` is an absolute path"),
        ("sources: a/../../b", "`a/../../b` leads out of the project"),
        ("approximate: a bit", "a bit"),
    ] {
        let loaded = project(&[("gainsay.yaml", line), ("claims/a.yaml", "")]);
        assert!(first(&loaded).contains(message), "{line}: {}", first(&loaded));
        assert!(first(&loaded).starts_with("gainsay.yaml:1:"), "{line}");
    }
}

#[test]
fn nothing_outside_the_project_is_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "Secret words.").unwrap();
    fs::write(outside.path().join("secret.yaml"), "entities: { spy: }").unwrap();
    let away = outside.path().to_owned();
    let loaded = project_with(&[("claims/a.yaml", SOURCES), ("seeds/x", "")], |folder| {
        symlink(away.join("secret.txt"), folder.join("seeds/one.txt")).unwrap();
        symlink(&away, folder.join("claims/folder")).unwrap();
        symlink(away.join("secret.yaml"), folder.join("claims/secret.yaml")).unwrap();
        symlink(away.join("secret.yaml"), folder.join("gainsay.yaml")).unwrap();
        symlink(away.join("secret.txt"), folder.join("gainsay.baseline.jsonl")).unwrap();
    });
    assert!(loaded.project.entities.is_empty());
    assert!(loaded.project.sources.iter().all(|source| source.article.is_none()));
    let told = errors(&loaded);
    let places =
        ["claims/a.yaml:1:25", "claims/folder", "claims/secret.yaml", "gainsay.baseline.jsonl", "gainsay.yaml"];
    assert_eq!(told.len(), places.len(), "{told:#?}");
    for (told, place) in told.iter().zip(places) {
        assert!(told.starts_with(place), "{told}");
        assert!(told.contains("is a link that leads out of the project"), "{told}");
    }
}

#[test]
fn links_within_the_project_are_followed_once() {
    let loaded = project_with(&[("claims/deep/a.yaml", SOURCES), ("seeds/real.txt", "Words.")], |folder| {
        symlink("real.txt", folder.join("seeds/one.txt")).unwrap();
        symlink("../..", folder.join("claims/deep/round")).unwrap();
        symlink("a.yaml", folder.join("claims/deep/Again.yaml")).unwrap();
        symlink("nowhere", folder.join("claims/.#a.yaml")).unwrap();
        fs::create_dir(folder.join("claims/folder.yaml")).unwrap();
        fs::write(folder.join("claims/.hidden.yaml"), "nonsense").unwrap();
    });
    assert_eq!(errors(&loaded), Vec::<String>::new());
    assert!(loaded.project.sources[0].article.is_some());
    let loaded = project_with(&[("claims/a.yaml", SOURCES)], |folder| {
        symlink("nowhere.yaml", folder.join("claims/b.yaml")).unwrap();
    });
    assert_eq!(
        errors(&loaded),
        [
            "claims/a.yaml:1:25: there is no file `seeds/one.txt` (look at the spelling of its name)",
            "claims/b.yaml:1:1: there is no file `claims/b.yaml` (look at the spelling of its name)",
        ]
    );
}

#[test]
fn pipes_do_not_wait() {
    let loaded = project_with(&[("claims/a.yaml", SOURCES), ("seeds/x", "")], |folder| {
        for path in ["claims/pipe.yaml", "seeds/one.txt"] {
            let made = std::process::Command::new("mkfifo").arg(folder.join(path)).status().unwrap();
            assert!(made.success());
        }
    });
    assert_eq!(
        errors(&loaded),
        [
            "claims/a.yaml:1:25: `seeds/one.txt` is no plain file (only plain files are read)",
            "claims/pipe.yaml:1:1: `claims/pipe.yaml` is no plain file (only plain files are read)",
        ]
    );
}

#[test]
fn encodings() {
    let claims = |bytes: &[u8]| {
        let bytes = bytes.to_vec();
        project_with(&[("claims/x", "")], |folder| fs::write(folder.join("claims/a.yaml"), bytes).unwrap())
    };
    // A byte order mark has no column, and line breaks of either kind count once.
    let loaded = claims("\u{feff}colour: red\r\nentities:\r\n  ä: { nme: x }\r\n".as_bytes());
    let told = errors(&loaded);
    assert!(told[0].starts_with("claims/a.yaml:1:1: `colour`"), "{told:?}");
    assert!(told[1].starts_with("claims/a.yaml:3:8: `nme`"), "{told:?}");
    let loaded = claims(b"entities:\n  a: { name: Caf\xe9 }\n  b: {}\n");
    assert_eq!(errors(&loaded), ["claims/a.yaml:2:17: from here on this file is not UTF-8 (save the file as UTF-8)"]);
    assert_eq!(loaded.project.entities.len(), 2);
    let loaded = claims(b"\xff\xfee\x00n\x00");
    assert_eq!(errors(&loaded), ["claims/a.yaml:1:1: this file is written in UTF-16 (save the file as UTF-8)"]);
    let loaded = claims(b"\xff\xfe\x00\x00e\x00\x00\x00\xff\xff\xff\xff");
    assert_eq!(errors(&loaded), ["claims/a.yaml:1:1: this file is written in UTF-32 (save the file as UTF-8)"]);
    let loaded = claims(b"entities:\n  a\0: {}\n");
    assert_eq!(errors(&loaded).len(), 1, "{:?}", errors(&loaded));
}

#[test]
fn names_that_are_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let loaded = project_with(&[("claims/a.yaml", "colour: x")], |folder| {
        let name = OsStr::from_bytes(b"claims/caf\xe9.yaml");
        fs::write(folder.join(name), "claim: []").unwrap();
    });
    let told = errors(&loaded);
    assert_eq!(told.len(), 2);
    assert!(told[1].starts_with("claims/caf\u{fffd}.yaml:1:1: `claim` is no key"), "{told:?}");
}

#[test]
fn a_draft_that_nobody_lists() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_owned();
    for (path, text) in [
        ("claims/a.yaml", "sources: { one: { text: one.txt }, my-piece: { role: reference } }\n"),
        ("seeds/one.txt", "Words."),
        ("drafts/My Piece.txt", "Other words."),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let with = |draft: &str| load(&Options { root: root.clone(), draft: Some(root.join(draft)) }, |_| {});
    let loaded = with("drafts/My Piece.txt");
    assert_eq!(errors(&loaded), Vec::<String>::new());
    let names: Vec<_> = loaded.project.sources.iter().map(|source| (source.name.as_str(), source.role)).collect();
    let (article, draft, reference) =
        (crate::project::Role::Article, crate::project::Role::Draft, crate::project::Role::Reference);
    assert_eq!(names, [("my-piece", reference), ("my-piece-draft", draft), ("one", article)]);
    assert!(loaded.project.sources[1].article.is_some());
    let loaded = with("seeds/one.txt");
    let names: Vec<_> = loaded.project.sources.iter().map(|source| (source.name.as_str(), source.role)).collect();
    assert_eq!(names, [("my-piece", reference), ("one", draft)]);
    assert_eq!(errors(&with("nothing.txt")).len(), 1);
}

#[test]
fn claims_beside_a_draft_are_the_draft_s() {
    let own = "claims:\n  - { id: a, subject: town, property: toll, value: 3 }\n  - { id: b, subject: town, property: toll, value: 4, source: one }\n";
    let vocabulary = "entities: { town: {} }\nproperties: { toll: { type: number } }\n";
    let articles = "sources: { one: { role: reference }, listed: { text: listed.txt, role: draft } }\n";
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_owned();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("claims/a.yaml", &format!("{articles}{vocabulary}"));
    write("claims/b.yaml", "claims:\n  - { subject: town, property: toll, value: 5 }\n");
    for draft in ["piece", "seeds/listed"] {
        write(&format!("{draft}.txt"), "Words.");
    }
    for draft in ["piece", "seeds/listed"] {
        write(&format!("{draft}.claims.yaml"), own);
        let draft = format!("{draft}.txt");
        let loaded = load(&Options { root: root.clone(), draft: Some(root.join(&draft)) }, |_| {});
        // Elsewhere a claim says whose it is.
        assert_eq!(errors(&loaded).len(), 1, "{:?}", errors(&loaded));
        assert!(errors(&loaded)[0].starts_with("claims/b.yaml:2:5: this claim has no source"));
        let names: Vec<_> = loaded.project.claims().map(|(id, _)| loaded.project.claim_name(id)).collect();
        let name = draft.rsplit_once('/').map_or(&*draft, |(_, name)| name).trim_end_matches(".txt");
        let mut asked = [format!("{name}/a"), "one/b".to_owned()];
        asked.sort();
        assert_eq!(names, asked, "{draft}");
        // A draft that is listed nowhere stands nowhere in a claim file.
        let own = loaded.project.sources.iter().find(|source| source.name == name).unwrap();
        assert_eq!(own.site.is_some(), name == "listed");
    }
}

#[test]
fn an_article_that_is_not_there_is_looked_for() {
    let told = |sources: &str, text: &str| {
        let claims = format!("sources: {{ one: {{ text: {text} }} }}\n");
        let files = [
            ("gainsay.yaml", &*format!("sources: {sources}\n")),
            ("claims/a.yaml", &claims),
            ("seeds/a.txt", "Some words."),
            ("seeds/deep/Grüße.txt", "Some words."),
            ("other/b.txt", "Some words."),
        ];
        project(&files).errors.into_iter().map(|error| error.help.unwrap_or_default()).collect::<Vec<_>>()
    };
    for (text, help) in [
        ("A.TXT", "did you mean `text: a.txt`?"),
        ("a", "did you mean `text: a.txt`?"),
        ("seeds/a.txt", "write `text: a.txt`: the path is relative to the sources folder, `seeds`"),
        ("./seeds/A.txt", "did you mean `text: a.txt`? the path is relative to the sources folder, `seeds`"),
        ("deep/grusse.txt", "did you mean `text: deep/Grüße.txt`?"),
        ("articles/a.txt", "did you mean `text: a.txt`?"),
        (
            "other/b.txt",
            "write `text: ../other/b.txt`, or move the file: the path is relative to the sources folder, `seeds`",
        ),
        ("quite-another-name.html", "look at the spelling of its name"),
    ] {
        assert_eq!(told("seeds", text), [help], "{text}");
        for path in help.split('`').filter_map(|piece| piece.strip_prefix("text: ")) {
            assert_eq!(told("./seeds/", path), [] as [&str; 0], "{path}");
        }
    }
}
