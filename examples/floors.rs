//! How fast a project's claim files can be read at all: what `gainsay check` is measured against.
//!
//! ```text
//! cargo run --release --example floors -- DIR
//! ```
//!
//! Prints the wall time of reading the bytes of all claim files, of parsing them into plain structs and doing nothing
//! with them, of walking through the parser's bare events, of reading the articles, and of searching each quote once in
//! its article, byte for byte; each on all threads, the best of three.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// A claim file as plain structs, without places.
#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    sources: Option<BTreeMap<String, Source>>,
    entities: Option<BTreeMap<String, BTreeMap<String, IgnoredAny>>>,
    properties: Option<BTreeMap<String, BTreeMap<String, IgnoredAny>>>,
    events: Option<BTreeMap<String, BTreeMap<String, IgnoredAny>>>,
    claims: Option<Vec<Claim<String>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Source {
    text: Option<String>,
    published: Option<String>,
}

/// A claim, and what stands for its value: text in YAML, any value in JSON Lines.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Claim<V> {
    source: Option<String>,
    subject: Option<String>,
    property: Option<String>,
    value: Option<V>,
    not: Option<String>,
    when: Option<String>,
    event: Option<String>,
    before: Option<String>,
    after: Option<String>,
    #[serde(rename = "same-day-as")]
    same_day_as: Option<String>,
    by: Option<String>,
    quote: Option<String>,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files(&path, found)? } else { found.push(path) }
    }
    Ok(())
}

/// The best wall time of three runs, in seconds.
fn best(mut run: impl FnMut() -> usize) -> (f64, usize) {
    let mut least = (f64::INFINITY, 0);
    for _ in 0..3 {
        let start = Instant::now();
        let count = run();
        least = if start.elapsed().as_secs_f64() < least.0 { (start.elapsed().as_secs_f64(), count) } else { least };
    }
    least
}

fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "jsonl")
}

fn lines(text: &str) -> Vec<Claim<serde_json::Value>> {
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn yaml(text: &str) -> File {
    let budget = serde_saphyr::budget! {
        max_nodes: usize::MAX,
        max_events: usize::MAX,
        max_total_scalar_bytes: usize::MAX,
    };
    let options = serde_saphyr::options! { budget: budget, with_snippet: false };
    serde_saphyr::from_str_with_options(text, options).unwrap_or_default()
}

fn into_structs(path: &Path, text: &str) -> usize {
    if is_lines(path) { lines(text).len() } else { yaml(text).claims.map_or(0, |claims| claims.len()) }
}

/// Whose quote, and which.
fn quotes(path: &Path, text: &str) -> Vec<(String, String)> {
    fn of<V>(claims: Vec<Claim<V>>) -> Vec<(String, String)> {
        claims.into_iter().filter_map(|claim| Some((claim.source?, claim.quote?))).collect()
    }
    if is_lines(path) { of(lines(text)) } else { of(yaml(text).claims.unwrap_or_default()) }
}

fn events(text: &str) -> usize {
    serde_saphyr::granit_parser::Parser::new_from_str(text).filter(Result::is_ok).count()
}

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() -> Result<(), Box<dyn Error>> {
    gainsay::memory::prefer_small_pages();
    let folder = std::env::args_os().nth(1).ok_or("usage: floors DIR")?;
    let mut paths = Vec::new();
    files(&Path::new(&folder).join("claims"), &mut paths)?;
    paths.sort();
    let read = || paths.par_iter().map(|path| fs::read_to_string(path).unwrap_or_default()).collect::<Vec<_>>();
    let texts = read();
    let bytes: usize = texts.iter().map(String::len).sum();
    let (seconds, _) = best(|| read().len());
    println!("read {seconds:.3} s ({bytes} bytes in {} files)", paths.len());
    let (seconds, claims) =
        best(|| paths.par_iter().zip(&texts).map(|(path, text)| into_structs(path, text)).sum::<usize>());
    println!("parse {seconds:.3} s ({claims} claims)");
    let seeds = Path::new(&folder).join("seeds");
    let sources: BTreeMap<String, PathBuf> = paths
        .iter()
        .zip(&texts)
        .filter(|(path, _)| !is_lines(path))
        .flat_map(|(_, text)| yaml(text).sources.unwrap_or_default())
        .filter_map(|(id, source)| Some((id, seeds.join(source.text?))))
        .collect();
    let read = || {
        let read = sources.par_iter().map(|(id, path)| (id.as_str(), fs::read_to_string(path).unwrap_or_default()));
        read.collect::<HashMap<_, _>>()
    };
    let articles = read();
    let (seconds, count) = best(|| read().len());
    println!("articles {seconds:.3} s ({count} files)");
    let quotes: Vec<_> = paths.par_iter().zip(&texts).flat_map_iter(|(path, text)| quotes(path, text)).collect();
    let stands = |(source, quote): &&(String, String)| {
        let article = articles.get(source.as_str());
        article.is_some_and(|text| memchr::memmem::find(text.as_bytes(), quote.as_bytes()).is_some())
    };
    let (seconds, found) = best(|| quotes.par_iter().filter(stands).count());
    println!("search {seconds:.3} s ({found} quotes)");
    if paths.iter().all(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let (seconds, count) = best(|| texts.par_iter().map(|text| events(text)).sum::<usize>());
        println!("events {seconds:.3} s ({count} events)");
    }
    Ok(())
}
