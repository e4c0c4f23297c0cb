//! One line for each finding, for editors and `grep`: `seeds/a.txt:9:20: error[conflicting-values] …`.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::{Report, Screen, clean, place};
use crate::finding::{Certainty, Finding, Status};
use crate::rule::Level;

/// A level's name.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// A line for each finding; known and resolved ones are marked.
pub fn render(report: &Report<'_>, screen: &Screen) -> String {
    let lines: Vec<String> = report
        .findings
        .par_iter()
        .map(|finding| {
            let mut line = clean::line(&line(report, finding), screen.ascii);
            line.push('\n');
            line
        })
        .collect();
    lines.concat()
}

fn line(report: &Report<'_>, finding: &Finding) -> String {
    let mut line = String::new();
    if let Some((file, place)) = place::headline(report.project, finding) {
        let _ = write!(line, "{file}:{}:{}: ", place.line, place.column);
    }
    let _ = write!(line, "{}[{}]", level(finding.level), finding.rule.name());
    if finding.certainty == Some(Certainty::Possible) {
        line.push_str(" possible:");
    }
    match finding.status {
        Status::New => {}
        Status::Known => line.push_str(" (known)"),
        Status::Resolved => line.push_str(" (resolved)"),
    }
    let _ = write!(line, " {}", finding.message);
    line
}
