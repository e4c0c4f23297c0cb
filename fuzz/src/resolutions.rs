//! Any text as a claim file that a decision is added to.

use gainsay::time::Day;
use gainsay::triage::edit::Decision;
use gainsay::triage::{TriageOptions, triage};

use super::{disk, sound};

/// Takes an input: a file, why something was decided, by whom, which claim is rejected, and what it said.
pub fn run(data: &[u8]) {
    let [file, because, by, claim, value] = super::parts::<5>(data);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let decision = Decision {
        rejects: vec![if claim.is_empty() { "a/one".to_owned() } else { claim }],
        because: some(&because),
        by: some(&by),
        on: "2026-03-10".to_owned(),
        until: None,
        value: some(&value),
        content: Vec::new(),
    };
    alone(&decision);
    let before = read(&file);
    let Ok(new) = decision.add_to(&file) else { return };
    // All that stood there stands there still, in two pieces.
    let start = file.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let inserted = new.len() - file.len();
    let rest = &file.as_bytes()[start..];
    let back = (0..=start).any(|back| {
        let cut = start - back;
        new.as_bytes()[cut + inserted..] == file.as_bytes()[cut..] && new.as_bytes()[..cut] == file.as_bytes()[..cut]
    });
    assert!(new.as_bytes().ends_with(rest) && back, "{file:?} became {new:?}");
    let after = read(&new);
    let named = usize::from(names_a_claim(&decision));
    assert_eq!(after.project.resolutions.len(), before.project.resolutions.len() + named, "{new}");
    assert_eq!(after.project.claims.len(), before.project.claims.len(), "{new}");
    assert!(after.errors.len() <= before.errors.len() + 1 - named, "{:#?}\n{new}", after.errors);
}

/// Whether what is rejected looks like a claim's name.
fn names_a_claim(decision: &Decision) -> bool {
    let [name] = decision.rejects.as_slice() else { return false };
    name.split_once('/').is_some_and(|(source, claim)| !source.trim().is_empty() && !claim.trim().is_empty())
}

/// A file with nothing but the decision says just that.
fn alone(decision: &Decision) {
    let loaded = read(&decision.file());
    let [read] = loaded.project.resolutions.as_slice() else {
        assert!(!loaded.errors.is_empty(), "a decision is lost in silence: {}", decision.file());
        return;
    };
    if loaded.errors.is_empty() {
        let because = decision.because.as_deref().map(str::trim).filter(|because| !because.is_empty());
        assert_eq!(read.because.as_deref().map(str::trim), because, "{}", decision.file());
        let names: Vec<&str> = read.rejects.iter().map(|(name, _)| name.trim()).collect();
        assert_eq!(names, decision.rejects.iter().map(|name| name.trim()).collect::<Vec<_>>());
    }
}

fn read(text: &str) -> gainsay::project::Loaded {
    const CLAIMS: &str = "sources: { a: { role: reference, published: 2026 } }\nentities: { x: }\n\
                          properties: { n: { type: number } }\nclaims:\n\
                          - { source: a, id: one, subject: x, property: n, value: 1 }\n\
                          - { source: a, id: two, subject: x, property: n, value: 2 }\n";
    disk::set(&[("claims/a.yaml", CLAIMS.as_bytes()), ("claims/decisions.yaml", text.as_bytes())]);
    let loaded = disk::read();
    sound::check(&loaded);
    let found = gainsay::check::check(&loaded.project).findings;
    let options = TriageOptions { today: Day::from_ymd(2026, 3, 10), baseline: None };
    let once = triage(&loaded.project, found.clone(), &options);
    assert!(once.findings.iter().all(|finding| finding.fingerprint.len() == 16));
    let again = triage(&loaded.project, found, &options);
    assert_eq!(format!("{:?}", once.findings), format!("{:?}", again.findings));
    loaded
}
