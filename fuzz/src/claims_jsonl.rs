//! Any bytes as claims in JSON Lines.

use gainsay::project::{Claim, Loaded, Quote};
use serde_json::Value;

use super::claims_yaml::{A, B, VOCABULARY, one_file};
use super::disk;

const PATH: &str = "claims/input.jsonl";

/// Takes an input.
pub fn run(data: &[u8]) {
    one_file(PATH, data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    // What begins with a zero is no text, and told as a whole.
    if text.starts_with('\0') {
        return;
    }
    let loaded = disk::read();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut claims = 0;
    for (index, line) in text.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        claims += 1;
        let told = loaded.errors.iter().any(|error| error.file == PATH && error.line == index + 1);
        let object = serde_json::from_str::<Value>(line).is_ok_and(|value| value.is_object());
        // Of one file a hundred mistakes of syntax are told.
        let many = loaded.errors.len() >= 100;
        assert!(object || told || many, "line {} is no claim, and nobody says so: {line}", index + 1);
    }
    if loaded.errors.is_empty() {
        let mut sites: Vec<_> = loaded.project.claims.iter().flat_map(|claim| &claim.sites).collect();
        sites.sort_unstable();
        sites.dedup();
        assert_eq!(sites.len(), claims, "every line is a claim:\n{text}");
        as_yaml(text, &loaded);
    }
}

/// The same claims in YAML, of which JSON is a part, say the same.
fn as_yaml(text: &str, loaded: &Loaded) {
    let items: String =
        text.split('\n').filter(|line| !line.trim().is_empty()).map(|line| format!("  - {}\n", line.trim())).collect();
    disk::set(&[
        ("claims/vocabulary.yaml", VOCABULARY.as_bytes()),
        ("claims/input.yaml", format!("claims:\n{items}").as_bytes()),
        ("seeds/a.txt", A.as_bytes()),
        ("seeds/b.txt", B.as_bytes()),
    ]);
    let yaml = disk::read();
    // YAML knows no pairs of surrogates and takes fewer characters as they are.
    if yaml.errors.is_empty() {
        assert_eq!(says(loaded), says(&yaml), "{items}");
    }
}

fn says(loaded: &Loaded) -> Vec<String> {
    let quote = |quote: &Quote| format!("{:?}", (&quote.exact, quote.prefix(), quote.suffix(), &quote.found));
    let claim = |claim: &Claim| {
        let quotes: Vec<String> = claim.quotes.iter().map(quote).collect();
        let kind = (claim.source, &claim.id, claim.named, &claim.form, &claim.according_to, claim.certainty);
        format!("{kind:?} {quotes:?} {:?}", claim.note)
    };
    loaded.project.claims.iter().map(|it| claim(it)).collect()
}
