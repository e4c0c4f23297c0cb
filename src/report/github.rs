//! GitHub's workflow commands: an annotation for each new finding, beside the passage in the changed files.

use std::fmt::Write as _;

use super::human::counted;
use super::sides::{self, Spot};
use super::{Report, clean, repository};
use crate::finding::{Finding, Status};
use crate::rule::Level;

/// A command for each mistake in the input and each new finding, then a line with the numbers.
pub fn render(report: &Report<'_>) -> String {
    let prefix = repository::prefix(&report.project.root);
    let mut text = String::new();
    for error in report.errors {
        let message = match &error.help {
            Some(help) => format!("{}\n{help}", error.message),
            None => error.message.clone(),
        };
        let properties = [
            ("file", format!("{prefix}{}", error.file)),
            ("line", error.line.to_string()),
            ("col", error.column.to_string()),
            ("title", "gainsay: invalid input".to_owned()),
        ];
        command(&mut text, "error", &properties, &message);
    }
    for finding in report.findings.iter().filter(|finding| finding.status == Status::New) {
        annotate(&mut text, report, finding, &prefix);
    }
    let summary = report.summary();
    let _ = writeln!(
        text,
        "gainsay: {} new ({}, {}, {}), {} known, {} resolved",
        summary.new,
        counted(summary.errors, "error", "errors"),
        counted(summary.warnings, "warning", "warnings"),
        counted(summary.notes, "note", "notes"),
        summary.known,
        summary.resolved
    );
    text
}

fn annotate(text: &mut String, report: &Report<'_>, finding: &Finding, prefix: &str) {
    let spots = sides::spots(report.project, finding);
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(spot) = spots.first() {
        properties.push(("file", format!("{prefix}{}", spot.file)));
        properties.push(("line", spot.start.line.to_string()));
        properties.push(("col", spot.start.column.to_string()));
        if spot.end > spot.start {
            properties.push(("endLine", spot.end.line.to_string()));
            // Columns of an annotation make sense on one line only; an end is included there.
            if spot.end.line == spot.start.line {
                properties.push(("endColumn", spot.end.column.to_string()));
            }
        }
    }
    properties.push(("title", format!("{}: {}", finding.rule.name(), finding.question)));
    let mut message = finding.message.clone();
    for Spot { file, start, says, .. } in spots.iter().filter(|spot| spot.text.is_some()) {
        let _ = write!(message, "\n{says}: {prefix}{file}:{}:{}", start.line, start.column);
    }
    if let Some(help) = &finding.help {
        let _ = write!(message, "\n{help}");
    }
    command(text, kind, &properties, &message);
}

/// `::error file=…,line=…::message`, everything escaped.
fn command(text: &mut String, kind: &str, properties: &[(&str, String)], message: &str) {
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let lines: Vec<String> = message.lines().map(|line| clean::line(line, false)).collect();
    let _ = writeln!(text, "::{kind} {}::{}", properties.join(","), data(&lines.join("\n")));
}

/// What stands behind `::`: percent signs and line breaks are escaped (as the runner's own toolkit does).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: besides, colons and commas.
fn property(text: &str) -> String {
    data(&clean::line(text, false)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::sample;

    #[test]
    fn everything_is_escaped_as_documented() {
        assert_eq!(data("100 %, a\r\nb: ::error::x"), "100 %25, a%0D%0Ab: ::error::x");
        assert_eq!(property("a,b: 5%\n::x"), "a%2Cb%3A 5%25 %3A%3Ax");
        let mut text = String::new();
        command(
            &mut text,
            "error",
            &[("file", "a,b:c.txt".into()), ("line", "3".into())],
            "5%\n::set-output name=a::b",
        );
        assert_eq!(text, "::error file=a%2Cb%3Ac.txt,line=3::5%25%0A::set-output name=a::b\n");
    }

    #[test]
    fn only_new_findings_are_annotated() {
        let project = sample::project();
        let new = sample::conflict(&project);
        let known = Finding { status: Status::Known, ..new.clone() };
        let findings = [new, known];
        let text = render(&sample::report(&project, &findings, &[]));
        assert_eq!(text.matches("\n::").count() + 1, 1, "{text}");
        assert!(text.starts_with("::error file=seeds/caribe.txt,line=2,col="), "{text}");
        assert!(text.ends_with("gainsay: 1 new (1 error, 0 warnings, 0 notes), 1 known, 0 resolved\n"), "{text}");
    }

    proptest! {
        #[test]
        fn one_line_whatever_is_in_it(question in any::<String>(), message in "(?s).{0,40}", help in "[%:,\r\n#\\[a]{0,9}") {
            let project = sample::project();
            let mut finding = sample::conflict(&project);
            finding.question = question;
            finding.message = message;
            finding.help = Some(help);
            let findings = [finding];
            let text = render(&sample::report(&project, &findings, &[]));
            prop_assert_eq!(text.lines().count(), 2);
            let (head, _) = text.strip_prefix("::error ").unwrap().split_once("::").unwrap();
            prop_assert_eq!(head.split(',').count(), head.matches('=').count().min(6));
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
