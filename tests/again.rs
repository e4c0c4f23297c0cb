//! A project that is read again (`check --watch`) is read as it is read for the first time, whatever happened to it
//! in between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

use gainsay::check::{Checked, Memo, check, check_again};
use gainsay::project::{Kept, Loaded, Options, load, load_again};
use proptest::prelude::*;

const VOCABULARY: [&str; 5] = [
    "sources:\n  one: { text: one.txt, published: 2026-02-01 }\n  two: { text: two.txt, published: 2026-03-02 }\n\
     entities: { ada: { aliases: [Ada L.] }, ben: {}, office: {} }\nproperties: { head: { type: entity, holds: one-at-a-time } }\n\
     events: { visit: {}, talks: {}, vote: {} }\n",
    // An entity less, another property and an undated source.
    "sources:\n  one: { text: one.txt }\n  two: { text: two.txt, published: 2026-03-02 }\n\
     entities: { ada: {}, office: {} }\nproperties: { head: { type: entity, holds: many } }\n",
    // A third source, and nothing unused.
    "sources:\n  two: { text: two.txt }\n  three: { text: one.txt, published: 2026 }\n\
     entities: { office: {}, ada: {}, ben: {} }\nproperties: { head: { type: entity, holds: one-at-a-time } }\nevents: { visit: {} }\n",
    "sources:\n  one: { text: one.txt, derived-from: two }\n  two: { text: two.txt }\n\
     entities: { ada: {}, ben: {}, office: {} }\nproperties: { head: { type: entity, holds: one-at-a-time } }\n\
     events: { visit: {}, talks: {}, vote: {} }\n",
    "sources:\n  one: { text: one.txt\n",
];

const CLAIMS: [&str; 9] = [
    "claims:\n  - { source: one, subject: office, property: head, value: ada, quote: Ada is the head }\n",
    "claims:\n  - { source: one, subject: office, property: head, value: ben, quote: Ben is }\n\
     \x20 - { source: two, subject: office, property: head, value: ada, quote: Ada is }\n",
    "claims:\n  - { source: two, subject: office, property: head, value: Ada L., quote: is the head }\n\
     \x20 - { source: three, event: visit, when: 2026-01-04 }\n",
    "defaults: { source: two }\nclaims:\n  - { subject: office, property: head, value: ben }\n  - { utterance: words, quote: Ben }\n",
    "claims:\n  - { source: one, subject: office, propperty: head }\n",
    "claims: []\nresolutions:\n  - { rejects: [one/x], because: it is so }\n",
    // Dates and orders that contradict one another, within one file and with those of others.
    "claims:\n  - { source: one, event: visit, when: 2026-01-04 }\n  - { source: two, event: visit, when: 2026-01-06 }\n\
     \x20 - { source: two, event: visit, before: talks }\n",
    "claims:\n  - { source: one, event: talks, before: vote }\n  - { source: one, id: b, event: vote, before: visit }\n\
     \x20 - { source: two, event: talks, when: 2026-01-05 }\n",
    // The same in other words, with another claim before them.
    "claims:\n  - { source: one, id: a, subject: office, property: head, value: ben }\n\
     \x20 - { source: one, event: talks, before: vote, note: so it says }\n\
     \x20 - { source: one, id: b, event: vote, before: visit, quote: Ben }\n\
     \x20 - { source: two, event: talks, when: 2026-01-05 }\n",
];

/// The last two share a passage.
const ARTICLES: [&str; 5] = [
    "Ada is the head of the office.\n",
    "Ben is the head. Ada is the head no more; Ben is.\n",
    "Nothing.\n",
    "Ada is the head. The office stands at the river, where it has stood since the old mill burnt down one winter \
     night and nobody in the town wanted another mill there.\n",
    "The office stands at the river, where it has stood since the old mill burnt down one winter night and nobody in \
     the town wanted another mill there. Ben is.\n",
];

/// What happens to a project.
#[derive(Clone, Debug)]
enum Change {
    Vocabulary(Option<usize>),
    Claims(&'static str, Option<usize>),
    Article(&'static str, Option<usize>),
    Settings(Option<&'static str>),
    NoClaims,
    Nothing,
}

fn change() -> impl Strategy<Value = Change> {
    let some = |most: usize| prop::option::weighted(0.85, 0..most);
    prop_oneof![
        2 => some(VOCABULARY.len()).prop_map(Change::Vocabulary),
        6 => (prop::sample::select(vec!["b.yaml", "c.yaml", "0.yaml"]), some(CLAIMS.len()))
            .prop_map(|(name, text)| Change::Claims(name, text)),
        3 => (prop::sample::select(vec!["one.txt", "two.txt"]), some(ARTICLES.len()))
            .prop_map(|(name, text)| Change::Article(name, text)),
        1 => prop::option::of(prop::sample::select(vec!["approximate: 3 days\n", "rules: { unused-definition: off }\n"]))
            .prop_map(Change::Settings),
        1 => Just(Change::NoClaims),
        1 => Just(Change::Nothing),
    ]
}

/// Writes a file, or takes it away.
fn put(path: &Path, text: Option<&str>) {
    match text {
        Some(text) => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            // What changed just now is read again in any case: so it changed long ago, and every time at another.
            static CHANGES: AtomicU64 = AtomicU64::new(1);
            let then = UNIX_EPOCH + Duration::from_secs(CHANGES.fetch_add(1, Ordering::Relaxed));
            fs::File::options().append(true).open(path).unwrap().set_modified(then).unwrap();
        }
        None => drop(fs::remove_file(path)),
    }
}

impl Change {
    fn make(&self, root: &Path) {
        let claims = |name: &str| root.join("claims").join(name);
        match self {
            Self::Vocabulary(text) => put(&claims("a.yaml"), text.map(|at| VOCABULARY[at])),
            Self::Claims(name, text) => put(&claims(name), text.map(|at| CLAIMS[at])),
            Self::Article(name, text) => put(&root.join("seeds").join(name), text.map(|at| ARTICLES[at])),
            Self::Settings(text) => put(&root.join("gainsay.yaml"), *text),
            Self::NoClaims => drop(fs::remove_dir_all(root.join("claims"))),
            Self::Nothing => {}
        }
    }
}

/// All that a reading gives, as far as anybody sees it.
fn seen(loaded: &Loaded, found: &Checked) -> String {
    format!("{:#?}\n{:#?}\n{:#?}", loaded.errors, loaded.project.claims, found.findings)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn what_is_read_again_is_what_is_read(changes in prop::collection::vec(change(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { root: folder.path().to_owned(), draft: None };
        let (mut kept, mut memo) = (Kept::default(), Memo::default());
        let begin = [
            Change::Vocabulary(Some(0)),
            Change::Claims("b.yaml", Some(0)),
            Change::Claims("c.yaml", Some(1)),
            // These mostly stay, while other claims come and go before and between them.
            Change::Claims("d.yaml", Some(6)),
            Change::Claims("e.yaml", Some(7)),
            Change::Article("one.txt", Some(0)),
            Change::Article("two.txt", Some(1)),
        ];
        begin.iter().for_each(|change| change.make(folder.path()));
        for change in [Change::Nothing].iter().chain(&changes) {
            change.make(folder.path());
            let (again, anew) = (load_again(&options, |_| {}, &mut kept), load(&options, |_| {}));
            let found = check_again(&again.project, &mut memo);
            prop_assert_eq!(seen(&again, &found), seen(&anew, &check(&anew.project)));
        }
    }
}
