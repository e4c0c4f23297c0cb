//! Any text as a draft: its sentences, how much of it claims cover, and the claim file that is begun for it.

use std::collections::BTreeSet;
use std::ops::Range;

use gainsay::cli::new;
use gainsay::finding::Finding;
use gainsay::rule::Rule;
use gainsay::text::anchor::{Found, Haystack, Pattern};
use gainsay::text::article::Article;
use gainsay::text::chars::is_combining;
use gainsay::text::checkable::checkable;
use gainsay::text::sentence::sentences;

use super::{checked, disk, sound};

const CLAIMS: &str = "\
sources: { r: { role: reference, published: 2026 } }
entities: { ann: { name: Ann Lee }, oslo: { name: Oslo } }
properties: { home: { type: entity }, toll: { type: number } }
claims:
  - { source: r, subject: ann, property: home, value: oslo }
";

/// Takes an input.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    split(&text);
    let Ok(article) = Article::new("drafts/piece.txt", text.as_bytes()) else { return };
    let own = claims(&text);
    disk::set(&[
        ("claims/a.yaml", CLAIMS.as_bytes()),
        ("drafts/piece.txt", text.as_bytes()),
        ("drafts/piece.claims.yaml", own.as_bytes()),
    ]);
    let loaded = disk::read_with_draft("drafts/piece.txt");
    sound::check(&loaded);
    assert_eq!(loaded.errors, [], "{own}");
    let run = checked::run(&loaded);
    for coverage in &run.checked.coverage {
        let told = |finding: &&Finding| finding.rule == Rule::UncoveredStatement;
        let open = run.checked.findings.iter().filter(told).count();
        assert_eq!(open, coverage.of - coverage.covered, "every sentence that is not covered is told");
    }
    assert_eq!(run.checked.coverage.len(), 1);
    checked::reports(&loaded, &run, false);
    begun(&loaded.project, &article);
}

/// A claim for the first sentence and one for a stretch of the last.
fn claims(text: &str) -> String {
    let all = sentences(text);
    let picked = [all.first(), all.last().filter(|_| all.len() > 1)];
    let items = picked.into_iter().flatten().filter_map(|range| {
        let quote = text.get(range.clone())?;
        Pattern::new(quote).ok()?;
        let quote = serde_json::to_string(quote).ok()?;
        Some(format!("{{\"subject\": \"ann\", \"property\": \"home\", \"value\": \"oslo\", \"quote\": {quote}}}"))
    });
    let items: Vec<String> = items.collect();
    // The escapes of JSON are those of YAML, but for what JSON leaves as it is.
    let items = items.join(", ").replace('\u{7f}', "\\u007f");
    let items: String =
        items.chars().map(|c| if c.is_ascii() || c.is_alphanumeric() { c.to_string() } else { escaped(c) }).collect();
    format!("defaults: {{ source: piece }}\nclaims: [ {items} ]\n")
}

fn escaped(c: char) -> String {
    format!("\\U{:08x}", u32::from(c))
}

/// Sentences do not overlap, and leave out nothing but space and bullets.
fn split(text: &str) {
    let all = sentences(text);
    let mut last = 0;
    for range in &all {
        let sentence = text.get(range.clone()).unwrap_or_else(|| panic!("{range:?} of {text:?}"));
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{sentence:?} of {text:?}");
        assert!(last <= range.start, "{all:?} of {text:?}");
        let left_out = text.get(last..range.start).unwrap_or("?");
        nothing(left_out, text);
        last = range.end;
    }
    nothing(text.get(last..).unwrap_or("?"), text);
    let telling = checkable(text, &BTreeSet::new());
    assert!(telling.iter().all(|range| all.contains(range)), "what can be checked are sentences");
    let known = BTreeSet::from(["a".to_owned()]);
    let more = checkable(text, &known);
    assert!(telling.iter().all(|range| more.contains(range)), "who knows more names finds no less");
    assert!(all.iter().all(|range| {
        let digit = text[range.clone()].contains(|c: char| c.is_ascii_digit());
        !digit || telling.contains(range)
    }));
    let hay = Haystack::new(text);
    // A quote neither begins nor ends beside an accent that belongs to nothing.
    if text.contains(is_combining) {
        return;
    }
    for range in all.iter().filter(|range| stands_apart(text, range)).take(40) {
        let Ok(pattern) = Pattern::new(&text[range.clone()]) else { continue };
        let found = hay.find(&pattern, None, None);
        assert_ne!(found, Found::Nowhere, "{:?} is a sentence of {text:?}", &text[range.clone()]);
    }
}

/// Whether space stands around a sentence. One that is parted within what looks like initials cannot be quoted alone.
fn stands_apart(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    before.chars().next_back().is_none_or(char::is_whitespace) && after.chars().next().is_none_or(char::is_whitespace)
}

fn nothing(left_out: &str, text: &str) {
    let bullet = |c: char| c.is_whitespace() || "-–—*•·‣◦▪●>\u{feff}".contains(c);
    assert!(left_out.chars().all(bullet), "{left_out:?} is left out of {text:?}");
}

/// What `gainsay new` writes is a claim file as it is, and one that YAML reads with the candidates taken in.
fn begun(project: &gainsay::project::Project, article: &Article) {
    let page = new::page(project, article, "begun", "begun.txt", false);
    disk::set(&[
        ("claims/a.yaml", CLAIMS.as_bytes()),
        ("claims/begun.yaml", page.as_bytes()),
        ("seeds/begun.txt", article.file.text().as_bytes()),
    ]);
    let loaded = disk::read();
    assert_eq!(loaded.errors, [], "{page}");
    let taken: String = page
        .split_inclusive('\n')
        .map(|line| if line.starts_with("#  - ") || line.starts_with("#    ") { &line[1..] } else { line })
        .collect();
    let read: Result<serde_json::Value, _> = serde_saphyr::from_str(&taken);
    let read = read.unwrap_or_else(|error| panic!("{error}\n{taken}"));
    let hay = Haystack::new(article.text());
    let apart = sentences(article.text()).iter().all(|range| stands_apart(article.text(), range));
    for claim in read["claims"].as_array().into_iter().flatten() {
        let quote = claim["quote"].as_str().expect("a quote");
        let Ok(pattern) = Pattern::new(quote) else { continue };
        let clear = apart && !article.text().contains(is_combining);
        assert!(!clear || hay.find(&pattern, None, None) != Found::Nowhere, "{quote:?} of {:?}", article.text());
    }
}
