//! How a run ends. Exit statuses are decided here and nowhere else: no format has a say in it.

use crate::check::Coverage;
use crate::finding::{Finding, Status};
use crate::project::Settings;
use crate::report::Report;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing new at or above `fail-on`.
    Clean,
    /// New findings, or a draft that is covered too little.
    Findings,
    /// Wrong usage, unreadable or invalid input, an internal error.
    Invalid,
    /// The baseline holds what is gone; asked for with `--strict-baseline`, and nothing is new.
    StaleBaseline,
}

impl Outcome {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Invalid => 2,
            Self::StaleBaseline => 3,
        }
    }
}

/// What a check's outcome hangs on besides its findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Circumstances {
    /// Something in the input could not be read, or a report could not be written.
    pub invalid: bool,
    /// The baseline holds findings that are gone, and the run asks to be told.
    pub stale_baseline: bool,
}

/// Decides how a check ends.
pub fn decide(report: &Report<'_>, circumstances: Circumstances) -> Outcome {
    let settings = &report.project.settings;
    if circumstances.invalid {
        Outcome::Invalid
    } else if report.findings.iter().any(|finding| fails(settings, finding)) || falls_short(settings, report.coverage) {
        Outcome::Findings
    } else if circumstances.stale_baseline && report.findings.iter().all(|finding| finding.status != Status::New) {
        Outcome::StaleBaseline
    } else {
        Outcome::Clean
    }
}

/// Whether a finding is new and grave enough to fail a run.
fn fails(settings: &Settings, finding: &Finding) -> bool {
    finding.status == Status::New && settings.fail_on.is_some_and(|least| finding.level <= least)
}

/// Whether a draft is covered less than the settings ask for.
fn falls_short(settings: &Settings, coverage: &[Coverage]) -> bool {
    coverage.iter().any(|coverage| coverage.falls_short(settings).is_some())
}

#[cfg(test)]
mod tests {
    use bigdecimal::BigDecimal;

    use super::*;
    use crate::id::SourceId;
    use crate::project::Project;
    use crate::rule::{Level, Rule};

    fn finding(level: Level, status: Status) -> Finding {
        Finding { level, status, ..Finding::new(Rule::ConflictingValues, "a / b", "Who?", "Both.") }
    }

    fn ends(settings: Settings, findings: &[Finding], coverage: &[Coverage], circumstances: Circumstances) -> Outcome {
        let project = Project { settings, ..Project::default() };
        let report = Report { project: &project, findings, errors: &[], coverage, stale_baseline: 0, all: false };
        decide(&report, circumstances)
    }

    fn at(fail_on: Option<Level>) -> Settings {
        Settings { fail_on, ..Settings::default() }
    }

    #[test]
    fn only_new_findings_at_or_above_the_level_fail() {
        let plain = Circumstances::default();
        for (level, fail_on, outcome) in [
            (Level::Error, Some(Level::Error), Outcome::Findings),
            (Level::Warning, Some(Level::Error), Outcome::Clean),
            (Level::Warning, Some(Level::Warning), Outcome::Findings),
            (Level::Note, Some(Level::Warning), Outcome::Clean),
            (Level::Note, Some(Level::Note), Outcome::Findings),
            (Level::Error, None, Outcome::Clean),
        ] {
            assert_eq!(ends(at(fail_on), &[finding(level, Status::New)], &[], plain), outcome);
            for status in [Status::Known, Status::Resolved] {
                assert_eq!(ends(at(fail_on), &[finding(level, status)], &[], plain), Outcome::Clean);
            }
        }
    }

    #[test]
    fn invalid_input_goes_before_findings_and_findings_before_a_stale_baseline() {
        let stale = Circumstances { stale_baseline: true, invalid: false };
        let both = Circumstances { stale_baseline: true, invalid: true };
        let new = [finding(Level::Error, Status::New)];
        let settings = Settings::default;
        assert_eq!(ends(settings(), &new, &[], both), Outcome::Invalid);
        assert_eq!(ends(settings(), &new, &[], stale), Outcome::Findings);
        assert_eq!(ends(settings(), &[], &[], stale), Outcome::StaleBaseline);
        assert_eq!(ends(settings(), &[], &[], both), Outcome::Invalid);
        // What is new fails nothing here, but it is there.
        assert_eq!(ends(at(None), &new, &[], stale), Outcome::Clean);
    }

    #[test]
    fn a_draft_covered_too_little_fails_unless_the_rule_is_off() {
        let coverage = [Coverage { draft: SourceId(0), covered: 79, of: 100 }];
        let ends = |settings| ends(settings, &[], &coverage, Circumstances::default());
        let least = |share| Settings { min_coverage: Some(BigDecimal::from(share)), ..Settings::default() };
        assert_eq!(ends(least(80)), Outcome::Findings);
        assert_eq!(ends(least(79)), Outcome::Clean);
        let mut off = least(80);
        off.rules.insert(Rule::UncoveredStatement, None);
        assert_eq!(ends(off), Outcome::Clean);
        assert_eq!(
            [0, 1, 2, 3],
            [Outcome::Clean, Outcome::Findings, Outcome::Invalid, Outcome::StaleBaseline].map(Outcome::status)
        );
    }
}
