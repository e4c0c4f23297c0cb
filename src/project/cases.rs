//! Projects made for tests: files in, what was read and what is wrong with it out.

use std::fs;
use std::path::Path;

use super::{Loaded, Options, load};

/// Writes files into a new folder and reads it as a project.
pub(super) fn project(files: &[(&str, &str)]) -> Loaded {
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

/// One claim file.
pub(super) fn claims(text: &str) -> Loaded {
    project(&[("claims/a.yaml", text)])
}

/// Errors as `file:line:column: message (help)`.
pub(super) fn errors(loaded: &Loaded) -> Vec<String> {
    let line = |error: &super::InputError| {
        let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}:{}:{}: {}{help}", error.file, error.line, error.column, error.message)
    };
    loaded.errors.iter().map(line).collect()
}

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
