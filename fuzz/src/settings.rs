//! Any bytes as `gainsay.yaml`.

use std::path::{Component, Path};

use gainsay::project::Settings;
use serde_json::Value;

use super::{checked, disk, sound};

const CLAIMS: &str = "\
sources: { a: { text: a.txt, published: 2026~ }, r: { role: reference } }
entities: { x: { name: Ann Lee }, y: { name: Anne Lee } }
properties: { post: { type: entity, holds: one-at-a-time } }
claims:
  - { source: a, subject: x, property: post, value: x, quote: nowhere }
  - { source: r, subject: x, property: post, value: y, when: 2026~ }
";

/// Takes an input.
pub fn run(data: &[u8]) {
    disk::set(&[
        ("gainsay.yaml", data),
        ("claims/a.yaml", CLAIMS.as_bytes()),
        ("other/a.yaml", CLAIMS.as_bytes()),
        ("seeds/a.txt", b"Ann Lee\n"),
    ]);
    let loaded = disk::read();
    sound::check(&loaded);
    assert_eq!(sound::told(&loaded), sound::told(&disk::read()));
    let settings = &loaded.project.settings;
    for path in [&settings.sources, &settings.claims, &settings.baseline] {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        assert!(plain, "{path} stays within the project");
    }
    assert!(settings.today.is_none(), "only the command line says which day it is");
    let run = checked::run(&loaded);
    for finding in &run.checked.findings {
        assert_ne!(settings.rules.get(&finding.rule), Some(&None), "a rule that is off finds nothing");
    }
    if loaded.errors.iter().any(|error| error.file == "gainsay.yaml") {
        return;
    }
    let Ok(text) = std::str::from_utf8(data) else { panic!("what is no text is told") };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return;
    }
    let read: Result<Value, _> = serde_saphyr::from_str(text);
    let read = read.unwrap_or_else(|error| panic!("accepted, but another reader says: {error}\n{text}"));
    // What nobody set is as it was.
    let empty = serde_json::Map::new();
    let map = read.as_object().unwrap_or(&empty);
    let set = |name: &str| map.iter().any(|(key, value)| key.trim().replace('_', "-") == name && !value.is_null());
    let usual = Settings::default();
    let same = [
        ("sources", settings.sources == usual.sources),
        ("claims", settings.claims == usual.claims),
        ("rules", settings.rules == usual.rules),
        ("fail-on", settings.fail_on == usual.fail_on),
        ("min-sources", settings.min_sources == usual.min_sources),
        ("min-coverage", settings.min_coverage == usual.min_coverage),
        ("approximate", settings.approximate == usual.approximate),
        ("baseline", settings.baseline == usual.baseline),
    ];
    for (key, same) in same {
        assert!(same || set(key), "nobody set {key}: {text}");
    }
}
