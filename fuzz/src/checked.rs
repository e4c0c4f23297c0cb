//! What holds of every check: same input, same output; every report harmless and readable by its readers; whoever
//! accepts everything has nothing new.

use gainsay::check::nearest_question::nearest;
use gainsay::check::questions::Questions;
use gainsay::check::{Checked, Context, check, why};
use gainsay::finding::{Finding, Status};
use gainsay::id::ClaimId;
use gainsay::project::{Loaded, Project};
use gainsay::report::{self, Report, Screen, clean};
use gainsay::time::Day;
use gainsay::triage::{Baseline, TriageOptions, Triaged, identify, triage};
use serde_json::Value;

/// A check of a project that was read.
pub struct Run {
    /// What the rules found.
    pub checked: Checked,
    /// The same with each finding's status.
    pub findings: Vec<Finding>,
}

fn triaged(project: &Project, findings: Vec<Finding>, baseline: Option<Baseline>) -> Triaged {
    triage(project, findings, &TriageOptions { today: Day::from_ymd(2026, 3, 10), baseline })
}

/// Checks a project, and what must hold of any check.
pub fn run(loaded: &Loaded) -> Run {
    let project = &loaded.project;
    let checked = check(project);
    let before: Vec<String> = checked.findings.iter().map(|finding| format!("{finding:?}")).collect();
    for finding in &checked.findings {
        sound(project, finding);
    }
    for coverage in &checked.coverage {
        assert!(coverage.covered <= coverage.of);
    }
    let again = check(project);
    let after: Vec<String> = again.findings.iter().map(|finding| format!("{finding:?}")).collect();
    assert_eq!(before, after, "the same input gives the same findings");
    let findings = triaged(project, again.findings, None).findings;
    accepted(project, &checked.findings, &findings);
    Run { checked, findings }
}

/// A finding says something, of claims that are there.
fn sound(project: &Project, finding: &Finding) {
    assert!(!finding.topic.is_empty() && !finding.message.trim().is_empty() && !finding.question.trim().is_empty());
    let claims: Vec<ClaimId> = finding.claims().collect();
    assert!(claims.iter().all(|claim| claim.index() < project.claims.len()));
    // What fits two sides may exclude a third.
    let fitting: Vec<Option<ClaimId>> =
        finding.compatible.iter().flat_map(|position| &position.claims).map(|cited| cited.claim).collect();
    let is_shown =
        |claim: ClaimId| claims.contains(&claim) || fitting.contains(&Some(claim)) || in_steps(finding, claim);
    for repair in &finding.repairs {
        assert!(!repair.is_empty() && repair.is_sorted(), "{repair:?}");
        assert!(repair.iter().all(|claim| is_shown(*claim)), "{finding:?}");
    }
    let cited = finding.positions.iter().chain(&finding.compatible).flat_map(|position| &position.claims);
    for cited in cited.chain(finding.steps.iter().filter_map(|step| step.cited.as_ref())) {
        let text = cited.source.and_then(|source| project.source(source).article.as_ref());
        for passage in &cited.passages {
            assert!(text.is_some_and(|article| article.text().get(passage.clone()).is_some()), "{passage:?}");
        }
    }
}

fn in_steps(finding: &Finding, claim: ClaimId) -> bool {
    finding.steps.iter().filter_map(|step| step.cited.as_ref()?.claim).any(|other| other == claim)
}

/// Whoever accepts everything has nothing new and nothing stale, and the file says the same when it is read again.
fn accepted(project: &Project, findings: &[Finding], triaged_once: &[Finding]) {
    let all = Baseline::default().accept(triaged_once, &identify(project, triaged_once));
    let text = all.text();
    let read = Baseline::parse(text.as_bytes(), "b").expect("what was written is read");
    assert_eq!(read, all);
    let after = triaged(project, findings.to_vec(), Some(read));
    let new: Vec<&str> =
        after.findings.iter().filter(|it| it.status == Status::New).map(|it| it.message.as_str()).collect();
    assert!(new.is_empty(), "accepted, and new all the same: {new:#?}\n{text}");
    assert_eq!(after.stale_entries, [], "accepted, and stale all the same");
    assert_eq!(all.prune(&identify(project, &after.findings)), all, "there is nothing to prune");
}

/// All reports of a run: harmless, and readable by those who read them.
pub fn reports(loaded: &Loaded, run: &Run, page: bool) {
    let project = &loaded.project;
    let (findings, coverage) = (&run.findings, &run.checked.coverage);
    let report = Report { project, findings, errors: &loaded.errors, coverage, stale_baseline: 0, all: true };
    let screens = [(80, false), (30, true), (110, false)];
    for (width, ascii) in screens {
        let screen = Screen { width, color: false, ascii };
        for text in [
            clean::commands(&report::human::render(&report, &screen)),
            clean::commands(&report::short::render(&report, &screen)),
            report::input::render(&report, &screen),
        ] {
            assert_eq!(steers(&text), None, "{text}");
            assert!(!ascii || text.is_ascii(), "{text}");
        }
    }
    let json = report::json::render(&report, false);
    assert_eq!(
        parsed(&json)["findings"].as_array().map(Vec::len),
        Some(findings.len()),
        "every finding is in the JSON"
    );
    assert_eq!(parsed(&report::json::render(&report, true)), parsed(&json), "ASCII changes no value");
    parsed(&report::sarif::render(&report, false));
    for text in [report::github::render(&report), report::junit::render(&report), report::markdown::render(&report)] {
        assert_eq!(steers(&text), None, "{text}");
    }
    if page {
        let page = report::page::render(&report, &report::page::Options::default()).expect("the page is made");
        assert_eq!(steers(&page), None);
        assert!(page.contains("</html>"));
    }
}

/// The other views of a project: its timeline, its topics, and why two claims contradict each other.
pub fn views(loaded: &Loaded, run: &Run, pair: Option<[usize; 2]>) {
    let project = &loaded.project;
    let context = Context::new(project);
    let screen = Screen::default();
    let chronicle = report::timeline::Chronicle::new(&context);
    let text = report::timeline::human::render(project, &chronicle, None, None, screen);
    assert_eq!(steers(&text), None, "{text}");
    parsed(&report::timeline::json::render(project, &chronicle, &loaded.errors, false));
    let questions = Questions::new(project);
    let close = nearest(project, &questions);
    let text = report::topics::render(project, &questions, &close, screen);
    assert_eq!(steers(&text), None, "{text}");
    parsed(&report::topics::json(project, &questions, &close, &loaded.errors, false));
    let Some([a, b]) = pair.filter(|_| !project.claims.is_empty()) else { return };
    let [a, b] = [a, b].map(|at| ClaimId::new(at % project.claims.len()));
    let (findings, coverage) = (&run.findings, &run.checked.coverage);
    let report = Report { project, findings, errors: &[], coverage, stale_baseline: 0, all: true };
    let (one, other) = (why::why(&context, findings, a, b), why::why(&context, findings, b, a));
    assert_eq!(one.verdict, other.verdict, "{} / {}", one.headline, other.headline);
    assert_eq!(one.findings, other.findings);
    let text = report::why::human::render(&context, &report, &one, [a, b], screen);
    assert_eq!(steers(&text), None, "{text}");
    parsed(&report::why::json::render(&context, &report, &one, [a, b], false));
}

/// What would steer a terminal, if there is anything.
fn steers(text: &str) -> Option<char> {
    text.chars()
        .find(|&c| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')))
}

fn parsed(json: &str) -> Value {
    assert_eq!(steers(json), None, "{json}");
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}
