//! Small whole projects: what is found is the same in whatever order and form it is written, repairs repair, and
//! every report is harmless.

use std::collections::BTreeSet;

use arbitrary::Unstructured;
use gainsay::check::check;
use gainsay::finding::Finding;
use gainsay::id::ClaimId;
use gainsay::project::{Loaded, Project};
use gainsay::report::{self, Report, Screen};
use gainsay::rule::Class;
use serde_json::Value;

use super::made::{self, Keys, Made};
use super::{checked, disk, places, sound};

/// Takes an input.
pub fn run(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let Ok(made) = made::made(&mut u) else { return };
    let [pair, turn, page] = [0; 3].map(|_| u.arbitrary::<u8>().unwrap_or(0) as usize);
    write(&made, &Layout { jsonl: false, turn: 0, files: 1 });
    let loaded = disk::read();
    sound::check(&loaded);
    let run = checked::run(&loaded);
    // Reports take most of the time.
    if page.is_multiple_of(4) {
        checked::reports(&loaded, &run, page.is_multiple_of(16));
    }
    checked::views(&loaded, &run, Some([pair, turn]));
    for finding in &run.checked.findings {
        repaired(&loaded.project, &run.checked.findings, finding, &made);
    }
    let usual = printed(&loaded, &run);
    let layout = Layout { jsonl: turn % 3 == 0, turn, files: 1 + pair % 3 };
    write(&made, &layout);
    let other = disk::read();
    sound::check(&other);
    assert_eq!(loaded.errors.is_empty(), other.errors.is_empty(), "{:#?} {:#?}", loaded.errors, other.errors);
    // Of two claims that share an id, the one that stands first is taken.
    if loaded.errors.is_empty() {
        let again = checked::run(&other);
        assert_eq!(usual, printed(&other, &again), "the order of what is written changes nothing: {}", show(&made));
    }
}

/// How a project is laid out in files.
struct Layout {
    /// Claims in JSON Lines rather than YAML.
    jsonl: bool,
    /// By how much files, claims and keys are turned around; some claims then stand there twice.
    turn: usize,
    /// Over how many files the claims are spread.
    files: usize,
}

fn write(made: &Made, layout: &Layout) {
    let mut files = vec![Vec::new(); layout.files];
    let mut claims: Vec<Keys> = made.claims.clone();
    for (at, claim) in claims.iter_mut().enumerate() {
        let by = (layout.turn + at) % claim.len();
        claim.rotate_left(if layout.turn == 0 { 0 } else { by });
    }
    let by = layout.turn % claims.len().max(1);
    claims.rotate_left(by);
    for (at, claim) in claims.iter().enumerate() {
        files[at % layout.files].push(made::line(claim));
        if layout.turn % 5 == 1 && at % 2 == 0 {
            files[(at + 1) % layout.files].push(made::line(claim));
        }
    }
    let decisions: String = made.resolutions.iter().map(|keys| format!("  - {}\n", made::line(keys))).collect();
    let decisions = if decisions.is_empty() { decisions } else { format!("resolutions:\n{decisions}") };
    let first = if layout.turn.is_multiple_of(2) { "claims/0.yaml" } else { "claims/z.yml" };
    let mut written = vec![
        ("gainsay.yaml".to_owned(), made.settings.clone()),
        (first.to_owned(), format!("{}{decisions}", made.vocabulary)),
        ("seeds/a.txt".to_owned(), made.articles[0].clone()),
        ("seeds/b.txt".to_owned(), made.articles[1].clone()),
    ];
    for (at, lines) in files.iter().enumerate() {
        let (path, text) = if layout.jsonl {
            (format!("claims/deep/{at}.jsonl"), lines.join("\n"))
        } else {
            let items: String = lines.iter().map(|line| format!("  - {line}\n")).collect();
            (format!("claims/{at}-claims.yaml"), format!("claims:\n{items}"))
        };
        written.push((path, text));
    }
    let written: Vec<(&str, &[u8])> = written.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    disk::set(&written);
}

fn show(made: &Made) -> String {
    let lines = |all: &[Keys]| all.iter().map(|keys| format!("  - {}\n", made::line(keys))).collect::<String>();
    let [a, b] = &made.articles;
    let (claims, decisions) = (lines(&made.claims), lines(&made.resolutions));
    format!("{}\n{}claims:\n{claims}resolutions:\n{decisions}\n{a}\n--\n{b}", made.settings, made.vocabulary)
}

/// All that is printed but the places in claim files.
fn printed(loaded: &Loaded, run: &checked::Run) -> (Value, Vec<String>) {
    let (findings, coverage) = (&run.findings, &run.checked.coverage);
    let project = &loaded.project;
    let report = Report { project, findings, errors: &[], coverage, stale_baseline: 0, all: true };
    let mut json = serde_json::from_str(&report::json::render(&report, false)).expect("JSON");
    places::forget(&mut json);
    let short = report::short::render(&report, &Screen::default());
    let rest = |line: &str| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned();
    (json, short.lines().map(rest).collect())
}

/// The withdrawal of a repair's claims removes the finding: no contradiction of that rule is left among its claims but
/// what was told besides.
fn repaired(project: &Project, all: &[Finding], finding: &Finding, made: &Made) {
    if finding.rule.class() != Class::Contradiction {
        return;
    }
    for repair in &finding.repairs {
        let left = without(project, all, repair, finding);
        if let Some(left) = left {
            panic!("{repair:?} does not mend {}: there is {}\n{}", tell(finding), tell(&left), show(made));
        }
        for spared in repair.iter().take(4) {
            let less: Vec<ClaimId> = repair.iter().copied().filter(|claim| claim != spared).collect();
            let left = without(project, all, &less, finding);
            let needed = left.is_some() || less.is_empty();
            assert!(needed, "{less:?} would be enough to mend {}\n{}", tell(finding), show(made));
        }
    }
}

/// A finding for whoever reads a failure.
fn tell(finding: &Finding) -> String {
    let Finding { rule, topic, message, repairs, .. } = finding;
    format!("{rule:?} on {topic}: {message} {:?}, repairs {repairs:?}", claims(finding))
}

fn claims(finding: &Finding) -> BTreeSet<ClaimId> {
    let steps = finding.steps.iter().filter_map(|step| step.cited.as_ref()?.claim);
    // What fits two sides takes part against a third.
    let compatible = finding.compatible.iter().flat_map(|position| &position.claims).filter_map(|cited| cited.claim);
    finding.claims().chain(steps).chain(compatible).collect()
}

/// A finding of the same rule among a finding's claims that is there without some of them, and was none of all before.
fn without(project: &Project, all: &[Finding], gone: &[ClaimId], finding: &Finding) -> Option<Finding> {
    let of = claims(finding);
    let mut less = project.clone();
    let stay: Vec<ClaimId> =
        (0..project.claims.len()).map(ClaimId::new).filter(|claim| !gone.contains(claim)).collect();
    less.claims = stay.iter().map(|claim| project.claims[claim.index()].clone()).collect();
    check(&less).findings.into_iter().find(|other| {
        let own: BTreeSet<ClaimId> = claims(other).into_iter().map(|claim| stay[claim.index()]).collect();
        let known = all.iter().any(|known| known.rule == other.rule && claims(known) == own);
        other.rule == finding.rule && other.topic == finding.topic && own.is_subset(&of) && !known
    })
}
