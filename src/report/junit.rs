//! JUnit's XML, which every CI service reads: a failed test for each finding that fails the run.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{Report, clean, short, sides};
use crate::check::RULES;
use crate::finding::{Finding, Status};

/// A test for each rule, and one for each finding. Findings that do not fail the run are skipped tests.
pub fn render(report: &Report<'_>) -> String {
    let mut suite = TestSuite::new("gainsay");
    for error in report.errors {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        let place = format!("{}:{}:{}", error.file, error.line, error.column);
        status.set_message(plain(&error.message)).set_type("invalid-input");
        let lines = [Some(place.as_str()), Some(error.message.as_str()), error.help.as_deref()];
        status.set_description(body(lines.into_iter().flatten()));
        let mut case = TestCase::new(plain(&place), status);
        case.set_classname("invalid-input");
        suite.add_test_case(case);
    }
    for entry in RULES {
        let settings = &report.project.settings;
        let off = matches!(settings.rules.get(&entry.rule), Some(None));
        let mut any = false;
        for finding in report.findings.iter().filter(|finding| finding.rule == entry.rule) {
            any = true;
            suite.add_test_case(case(report, finding));
        }
        if !any {
            let mut status = if off { TestCaseStatus::skipped() } else { TestCaseStatus::success() };
            if off {
                status.set_message("off in gainsay.yaml");
            }
            let mut case = TestCase::new(format!("nothing found: {}", entry.rule.name()), status);
            case.set_classname(entry.rule.name());
            suite.add_test_case(case);
        }
    }
    let mut junit = Junit::new("gainsay");
    junit.add_test_suite(suite);
    // Writing to memory cannot fail.
    clean::xml(&junit.to_string().unwrap_or_default())
}

fn case(report: &Report<'_>, finding: &Finding) -> TestCase {
    let fails =
        finding.status == Status::New && report.project.settings.fail_on.is_some_and(|least| finding.level <= least);
    let mut status =
        if fails { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::skipped() };
    status.set_type(short::level(finding.level));
    let message = match finding.status {
        Status::New => finding.message.clone(),
        Status::Known => format!("known: {}", finding.message),
        Status::Resolved => {
            format!("resolved ({}): {}", sides::reason(report, finding).unwrap_or_default(), finding.message)
        }
    };
    status.set_message(plain(&message));
    if fails {
        let spots = sides::spots(report.project, finding);
        let places = spots.iter().map(|spot| {
            let text = spot.text.map(|text| format!(": \u{201c}{text}\u{201d}")).unwrap_or_default();
            format!("{}:{}:{}: {}{text}", spot.file, spot.start.line, spot.start.column, spot.says)
        });
        let places: Vec<String> = places.collect();
        let lines = std::iter::once(finding.question.as_str())
            .chain(places.iter().map(String::as_str))
            .chain(finding.why.iter().map(String::as_str))
            .chain(finding.help.as_deref());
        status.set_description(body(lines));
    }
    let mut case = TestCase::new(plain(&format!("{} [{}]", finding.topic, finding.fingerprint)), status);
    case.set_classname(finding.rule.name());
    case
}

fn body<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    lines.map(plain).collect::<Vec<_>>().join("\n")
}

fn plain(text: &str) -> String {
    clean::line(text, false)
}
