//! Triage: which findings are new, which a project already had, and which an editor has decided.
//!
//! Nothing is dropped: findings are partitioned, and what no longer matches anything is itself shown.

pub mod baseline;
pub mod edit;
pub mod identity;
mod known;
pub mod lapse;
#[cfg(test)]
mod laws;
pub mod replace;
pub mod resolutions;
pub mod revision;
pub mod transient;
mod wording;

use rayon::prelude::*;

use crate::check::{Checked, check};
use crate::finding::Finding;
use crate::project::Project;
use crate::time::Day;

pub use baseline::{Baseline, Entry};
pub use identity::{Identity, Voice, identify};
pub use resolutions::decided;

/// What triage goes by.
#[derive(Clone, Debug, Default)]
pub struct TriageOptions {
    /// The day on which resolutions are judged (their `until`): `--today`, else [`today`].
    pub today: Option<Day>,
    /// What the project already had; `None` where there is no baseline, or none is wanted.
    pub baseline: Option<Baseline>,
}

/// Findings with their status and fingerprint, and what is left over.
#[derive(Debug, Default)]
pub struct Triaged {
    /// All findings, each new, known or resolved, in the fixed order of a check.
    pub findings: Vec<Finding>,
    /// Lines of the baseline that no finding has any more, sorted.
    pub stale_entries: Vec<Entry>,
}

/// Sets each finding's status and fingerprint, and adds what only triage can find: resolutions that have lapsed,
/// and what comes to light once rejected claims are out of the way.
pub fn triage(project: &Project, findings: Vec<Finding>, options: &TriageOptions) -> Triaged {
    triage_with(project, findings, options, check)
}

/// The same, where `check` checks what is left without rejected claims.
pub fn triage_with(
    project: &Project,
    findings: Vec<Finding>,
    options: &TriageOptions,
    check: impl FnMut(&Project) -> Checked,
) -> Triaged {
    let today = options.today.unwrap_or_else(today);
    let mut findings = resolutions::apply(project, findings, today, check);
    crate::check::sort(&mut findings);
    let identities = identify(project, &findings);
    findings
        .par_iter_mut()
        .zip(&identities)
        .for_each(|(finding, identity)| finding.fingerprint = identity.fingerprint());
    let stale_entries = match &options.baseline {
        Some(baseline) => baseline.apply(project, &mut findings, &identities),
        None => Vec::new(),
    };
    Triaged { findings, stale_entries }
}

/// Today, in universal time.
pub fn today() -> Day {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::new(i32::try_from(seconds / 86_400).unwrap_or(i32::MAX))
}
