//! The bodies of the fuzz targets (`fuzz/src`) on the committed seeds and on mutations of these.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};

#[path = "../fuzz/src/lib.rs"]
mod bodies;

fn folder(inside: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(inside)
}

/// The names of the files in a folder, sorted, without their endings.
fn names(inside: &str) -> Vec<String> {
    let files = fs::read_dir(folder(inside)).unwrap();
    let name = |file: std::io::Result<fs::DirEntry>| file.unwrap().path().file_stem().unwrap().to_str().unwrap().into();
    let mut names: Vec<String> = files.map(name).collect();
    names.sort();
    names
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let inside = format!("seeds/{target}");
    names(&inside).iter().map(|name| fs::read(folder(&inside).join(name)).unwrap()).collect()
}

/// The fuzzer's own workspace is not built here, so that it can only be looked at.
#[test]
fn every_target_is_there_for_the_fuzzer() {
    let known: Vec<&str> = bodies::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("fuzz_targets"), known);
    assert_eq!(names("seeds"), known);
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    assert_eq!(manifest.matches("[[bin]]").count(), known.len());
    for name in known {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
        let target = fs::read_to_string(folder(&format!("fuzz_targets/{name}.rs"))).unwrap();
        let call = format!("libfuzzer_sys::fuzz_target!(|data: &[u8]| gainsay_fuzz::{name}::run(data));");
        assert_eq!(target, format!("#![no_main]\n\n{call}\n"));
        assert!(!seeds(name).is_empty());
    }
}

/// An input, shown as a byte string.
#[derive(Clone)]
struct Input(Vec<u8>);

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// What is put into inputs: marks that mean something in one or another of them.
const TOKENS: &[&str] = &[
    "\n",
    "\r\n",
    "  ",
    "\t",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "|\n  ",
    ">-\n",
    "&x ",
    "*x",
    "#",
    "---\n",
    "...",
    ", ",
    "\u{feff}",
    "\u{a0}",
    "\u{301}",
    "\u{ad}",
    "名",
    "é",
    "–",
    "’",
    "“",
    "…",
    "[…]",
    "[x]",
    ".",
    "~",
    "?",
    "%",
    "..",
    "/..",
    "-",
    "0",
    "9",
    "5 million",
    "2026-02-30",
    "published",
    "claims:\n",
    "resolutions:\n",
    "null",
    "<b>",
    "</p>",
    "&amp;",
    "<!--",
    "```",
    "](",
    "\u{0}",
    "\u{1b}[31m",
    "\u{2028}",
    "\u{202e}",
    "A B",
    "U.S. ",
    "\n=====\n",
    "\\u0000",
];

#[derive(Clone, Debug)]
enum Edit {
    Insert(usize, usize),
    Byte(usize, u8),
    Remove(usize, usize),
    Repeat(usize, usize),
    Splice(usize, usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..usize::MAX;
    prop_oneof![
        4 => (at.clone(), 0..TOKENS.len()).prop_map(|(at, token)| Edit::Insert(at, token)),
        1 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        2 => (at.clone(), 1..30usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (at.clone(), 1..60usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        1 => (at.clone(), at.clone(), at).prop_map(|(at, seed, from)| Edit::Splice(at, seed, from)),
    ]
}

fn edited(seeds: &[Vec<u8>], first: usize, edits: &[Edit]) -> Input {
    let mut bytes = seeds[first % seeds.len()].clone();
    for edit in edits {
        let place = |at: usize| at % (bytes.len() + 1);
        match *edit {
            Edit::Insert(at, token) => drop(bytes.splice(place(at)..place(at), TOKENS[token].bytes())),
            Edit::Byte(at, byte) => drop(bytes.splice(place(at)..bytes.len().min(place(at) + 1), [byte])),
            Edit::Remove(at, length) => drop(bytes.drain(place(at)..bytes.len().min(place(at) + length))),
            Edit::Repeat(at, length) => {
                let piece = bytes[place(at)..bytes.len().min(place(at) + length)].to_vec();
                bytes.splice(place(at)..place(at), piece);
            }
            Edit::Splice(at, seed, from) => {
                let other = &seeds[seed % seeds.len()];
                let rest = other[from % (other.len() + 1)..].to_vec();
                bytes.truncate(place(at));
                bytes.extend(rest);
            }
        }
    }
    Input(bytes)
}

/// The same inputs in each run; `FUZZ_TIMES=100` in the environment takes that many times as many.
fn hold(target: &str, body: bodies::Body, cases: u32) {
    let times = std::env::var("FUZZ_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let cases = cases.saturating_mul(times);
    let seeds = seeds(target);
    seeds.iter().for_each(|seed| body(seed));
    let inputs = (any::<usize>(), prop::collection::vec(edit(), 1..6));
    let inputs = inputs.prop_map(move |(first, edits)| edited(&seeds, first, &edits));
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let outcome = runner.run(&inputs, |input| {
        body(&input.0);
        Ok::<(), TestCaseError>(())
    });
    outcome.unwrap_or_else(|error| panic!("{target}: {error}"));
}

macro_rules! targets {
    ($($target:ident: $cases:literal,)*) => {$(
        #[test]
        fn $target() {
            hold(stringify!($target), bodies::$target::run, $cases);
        }
    )*};
}

targets! {
    articles: 300,
    baseline: 300,
    claims_jsonl: 25,
    claims_yaml: 25,
    drafts: 25,
    project: 20,
    quotes: 300,
    resolutions: 40,
    settings: 60,
    times: 300,
    values: 300,
}
