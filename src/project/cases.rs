//! Projects made for tests: files in, what was read and what is wrong with it out.

use std::fs;
use std::path::Path;

use super::{Loaded, Options, load};

/// Writes files into a new folder and reads it as a project.
pub(crate) fn project(files: &[(&str, &str)]) -> Loaded {
    project_with(files, |_| {})
}

/// The same, with something done to the folder first.
pub(super) fn project_with(files: &[(&str, &str)], prepare: impl FnOnce(&Path)) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    prepare(folder.path());
    load(&Options { root: folder.path().to_owned(), draft: None }, |_| {})
}

/// Errors as `file:line:column: message (help)`.
pub(crate) fn errors(loaded: &Loaded) -> Vec<String> {
    let line = |error: &super::InputError| {
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{}:{}: {}{help}", error.file, error.line, error.column, error.message)
    };
    loaded.errors.iter().map(line).collect()
}

mod disk;
mod folders;
mod hostile;
mod indent;
mod lines;
mod mends;
mod names;
mod times;

mod reading {
    use super::*;

    const VOCABULARY: &str = "\
sources:
  one: { text: one.txt }
  two: { role: reference }
entities:
  laura-dogu: { name: Laura Dogu, aliases: [Ambassador Dogu] }
  new-york: { name: New York }
  brooklyn: { name: Brooklyn, within: new-york }
properties:
  head: { label: Chargé d’affaires, type: entity, holds: one-at-a-time }
  title: { type: choice, choices: [president, acting president, interim president], same: [[acting president, interim president]], compatible: [[president, interim president]] }
  boats: { type: number, unit: boats, tolerance: 5% }
  alive: { type: boolean }
  slogan: { type: text }
events:
  landing: { label: the landing }
  visit: { lasts: true }
";

    fn with(claims: &str) -> Loaded {
        project(&[
            ("claims/vocabulary.yaml", VOCABULARY),
            ("claims/a.yaml", claims),
            ("seeds/one.txt", "In March the chargé d’affaires, Laura Dogu,\nsaid: 35 boats, no more."),
        ])
    }

    #[test]
    fn a_project_is_read() {
        let loaded = with(
            "\
defaults: { source: one, property: chargé d'affaires }
claims:
  - { id: charge, subject: New York, value: ambassador dogu, quote: 'Laura Dogu, said: 35 boats' }
  - { subject: [laura-dogu, landing], property: title, value: [acting president, President], certainty: likely }
  - { subject: brooklyn, property: boats, not: '1,473 boats', according-to: [unnamed, laura-dogu], source: two }
  - event: visit.start
    before: landing
    note: for people
  - utterance: speech
    speaker: laura_dogu
    words: no more
    quote: [no more, 35 boats]
",
        );
        assert_eq!(errors(&loaded), Vec::<String>::new());
        let project = &loaded.project;
        assert_eq!(project.claims.len(), 6);
        let names: Vec<_> = project.claims().map(|(id, _)| project.claim_name(id)).collect();
        insta::assert_debug_snapshot!(names);
    }
}

/// What is known where a claim has one broken key.
const KNOWN: &str = "\
sources:
  one: { text: one.txt }
  two: { role: reference }
entities:
  laura-dogu: { name: Laura Dogu, aliases: [Ambassador Dogu] }
properties:
  boats: { type: number, unit: boats, tolerance: 5% }
events:
  landing: { label: the landing }
";

/// Each line of `cases/keys.txt` put into a claim that is sound otherwise, and what is told of it.
#[test]
fn broken_keys() {
    let mut cases: Vec<String> = Vec::new();
    for line in include_str!("cases/keys.txt").lines() {
        match cases.last_mut().filter(|_| line.starts_with("    ")) {
            Some(case) => *case = format!("{case}\n{line}"),
            None => cases.push(line.to_owned()),
        }
    }
    let mut told = String::new();
    for case in cases {
        let key = case.split(':').next().unwrap();
        let keys = ["source: one", "subject: laura-dogu", "property: boats", "value: 35"];
        let keys: Vec<_> = keys.into_iter().filter(|line| !line.starts_with(&format!("{key}:"))).collect();
        let good = "{ id: good, source: two, subject: laura-dogu, property: boats, value: 1 }";
        let claims = format!("claims:\n  - {}\n    {case}\n  - {good}\n", keys.join("\n    "));
        let files =
            [("claims/v.yaml", KNOWN), ("claims/a.yaml", claims.as_str()), ("seeds/one.txt", "no more, 35 boats")];
        let loaded = project(&files);
        // Whatever is wrong with one claim, the next one is read.
        assert!(loaded.project.claims.iter().any(|claim| &*claim.id == "good"), "{case}");
        told.push_str(&format!("{case}\n"));
        for error in errors(&loaded) {
            told.push_str(&format!("    {}\n", error.trim_start_matches("claims/a.yaml:")));
        }
        if loaded.project.claims.len() == 2 {
            told.push_str("    is read\n");
        }
    }
    insta::assert_snapshot!(told);
}

/// Each file of `cases/files`, and what is told of it.
#[test]
fn files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/project/cases/files");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let loaded = project(&[("claims/a.yaml", &text), ("seeds/one.txt", "no more, 35 boats")]);
        let project = &loaded.project;
        let mut told = String::new();
        for (id, claim) in project.claims() {
            let notes = claim.note.as_deref().unwrap_or("").replace('\n', " + ");
            told.push_str(&format!("claim {} {notes}\n", project.claim_name(id)));
        }
        let names = [
            ("sources", project.sources.iter().map(|x| x.name.as_str()).collect::<Vec<_>>()),
            ("entities", project.entities.iter().map(|x| x.name.as_str()).collect()),
            ("properties", project.properties.iter().map(|x| x.name.as_str()).collect()),
            ("events", project.events.iter().map(|x| x.name.as_str()).collect()),
            ("utterances", project.utterances.iter().map(|x| x.name.as_str()).collect()),
            ("rejected", project.resolutions.iter().flat_map(|x| &x.rejects).map(|x| x.0.as_str()).collect()),
        ];
        for (kind, names) in names.iter().filter(|(_, names)| !names.is_empty()) {
            told.push_str(&format!("{kind} {}\n", names.join(" ")));
        }
        for error in errors(&loaded) {
            told.push_str(&format!("{}\n", error.trim_start_matches("claims/a.yaml:")));
        }
        insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), told);
    }
}
