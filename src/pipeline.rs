//! The way of the data in one call: a project that was read is checked and triaged, and can be reported.

use crate::check::{Checked, Coverage, Memo, check, check_again};
use crate::finding::Finding;
use crate::project::{InputError, Loaded, Project};
use crate::report::Report;
use crate::triage::{Baseline, TriageOptions, Triaged, triage_with};

/// A project with all that is to be said of it.
#[derive(Debug, Default)]
pub struct Examined {
    /// The project.
    pub project: Project,
    /// What could not be read of it, sorted.
    pub errors: Vec<InputError>,
    /// Findings in their fixed order, each new, known or resolved.
    pub findings: Vec<Finding>,
    /// How much of each draft is covered.
    pub coverage: Vec<Coverage>,
    /// How many lines of the baseline no finding has any more.
    pub stale_baseline: usize,
}

/// Checks a project and says which of its findings are new: those that are not in `baseline`. Decisions are judged on
/// the settings' `today`.
pub fn examine(loaded: Loaded, baseline: Option<Baseline>) -> Examined {
    examine_with(loaded, baseline, check)
}

/// The same for a project that was read again, with what the last check kept.
pub fn examine_again(loaded: Loaded, baseline: Option<Baseline>, memo: &mut Memo) -> Examined {
    examine_with(loaded, baseline, |project| check_again(project, memo))
}

fn examine_with(loaded: Loaded, baseline: Option<Baseline>, mut check: impl FnMut(&Project) -> Checked) -> Examined {
    let Loaded { project, errors } = loaded;
    let checked = check(&project);
    let options = TriageOptions { today: project.settings.today, baseline };
    let Triaged { findings, stale_entries } = triage_with(&project, checked.findings, &options, check);
    Examined { findings, coverage: checked.coverage, stale_baseline: stale_entries.len(), project, errors }
}

impl Examined {
    /// What there is to report; `all` shows known and resolved findings in full, too.
    pub fn report(&self, all: bool) -> Report<'_> {
        Report {
            project: &self.project,
            findings: &self.findings,
            errors: &self.errors,
            coverage: &self.coverage,
            stale_baseline: self.stale_baseline,
            all,
        }
    }
}
