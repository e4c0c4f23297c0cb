//! Any bytes as a claim file in YAML.

use gainsay::check::{Memo, check_again};
use gainsay::project::Kept;
use serde_json::Value;

use super::{checked, disk, sound};

/// Words that claims in the seeds share.
pub const VOCABULARY: &str = "\
sources:
  a: { text: a.txt, published: 2026-03-01 }
  b: { text: b.txt, published: 2026-03-02, authorship: ai, translated-from: es }
  u: { text: b.txt }
  r: { role: reference, published: 2026-01-01 }
  d: { text: a.txt, published: 2026-03-05, role: draft }
entities:
  laura: { name: Laura Dogu, aliases: [Ambassador Dogu] }
  bogota: { name: Bogotá }
  miami: { name: Miami, within: usa }
  usa: { name: the United States }
properties:
  birthplace: { type: entity }
  post: { label: chargé d’affaires, type: entity, holds: one-at-a-time }
  toll: { type: number, unit: people, tolerance: 5% }
  title: { type: choice, choices: [president, acting president, interim president], same: [[acting president, interim president]] }
  born: { type: date }
  slogan: { type: text }
  alive: { type: boolean }
events:
  landing: { label: the landing }
  talks: { lasts: true }
utterances:
  vow: {}
";

/// Two articles.
pub const A: &str =
    "Laura, born in Bogotá, said “we shall never yield” to 35 people. Since June, since June, she held the talks.\n";
/// The other one.
pub const B: &str =
    "No, Miami. She is no American. “we will never ever yield”, to some sixty. The landing was long ago.\n";

/// Takes an input.
pub fn run(data: &[u8]) {
    one_file("claims/input.yaml", data);
    let Ok(text) = std::str::from_utf8(data) else { return };
    let loaded = disk::read();
    let mine: Vec<_> = loaded.errors.iter().filter(|error| error.file == "claims/input.yaml").collect();
    if mine.is_empty() {
        accepted(text, &loaded.project);
    }
}

/// What holds of any claim file. It stays on disk.
pub fn one_file(path: &str, data: &[u8]) {
    let files = |own: &[u8]| {
        disk::set(&[
            ("claims/vocabulary.yaml", VOCABULARY.as_bytes()),
            (path, own),
            ("seeds/a.txt", A.as_bytes()),
            ("seeds/b.txt", B.as_bytes()),
        ]);
    };
    // Half of the file first, as if somebody were still writing it; what is read after that is the same.
    let (mut kept, mut memo) = (Kept::default(), Memo::default());
    files(&data[..data.len() / 2]);
    let half = disk::read_again(&mut kept);
    sound::check(&half);
    check_again(&half.project, &mut memo);
    files(data);
    let loaded = disk::read();
    sound::check(&loaded);
    let told = sound::told(&loaded);
    assert_eq!(told, sound::told(&disk::read()), "the same input is read in the same way");
    let run = checked::run(&loaded);
    let found = format!("{:?}", run.checked.findings);
    for changed in ["", "where nothing changed"] {
        let again = disk::read_again(&mut kept);
        assert_eq!(told, sound::told(&again), "read anew, and again {changed}");
        let checked = check_again(&again.project, &mut memo);
        assert_eq!(found, format!("{:?}", checked.findings), "checked anew, and again {changed}");
    }
    // Reports take most of the time, and find little in what was not understood.
    if loaded.errors.is_empty() {
        checked::reports(&loaded, &run, false);
        checked::views(&loaded, &run, Some([data.len(), data.len() / 3]));
    }
}

/// A file without a mistake is one to other readers of YAML, too, and nothing in it was passed over.
fn accepted(text: &str, project: &gainsay::project::Project) {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return;
    }
    let read: Result<Value, _> = serde_saphyr::from_str(text);
    let read = read.unwrap_or_else(|error| panic!("accepted, but another reader says: {error}\n{text}"));
    let Some(items) = read.get("claims").and_then(Value::as_array) else { return };
    // What repeats by `*` stands in one place.
    if text.contains('*') {
        return;
    }
    let file = project.files.iter().position(|file| file.path() == "claims/input.yaml").expect("the file");
    let mut sites: Vec<_> = project.claims.iter().flat_map(|claim| &claim.sites).collect();
    sites.retain(|site| site.file.index() == file);
    sites.sort_unstable();
    sites.dedup();
    assert_eq!(sites.len(), items.len(), "every item of the list is a claim: {sites:?}\n{text}");
}
