//! Reports: for a person, and for machines. None of them decides anything.

mod badges;
pub mod clean;
mod difference;
pub mod excerpt;
mod finding;
pub mod github;
#[cfg(test)]
mod hostile;
pub mod human;
pub mod input;
pub mod json;
pub mod junit;
mod language;
pub mod markdown;
mod markdown_text;
pub mod page;
pub mod paint;
pub mod place;
pub mod repository;
pub mod rules;
#[cfg(test)]
mod sample;
pub mod sarif;
pub mod short;
pub mod sides;
pub mod timeline;
pub mod topics;
pub mod why;

use crate::check::Coverage;
use crate::finding::{Finding, Status};
use crate::project::{InputError, Project};
use crate::rule::Level;

/// What a run has to say; every format shows the same.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// The project that was checked.
    pub project: &'r Project,
    /// Findings in their fixed order, triaged.
    pub findings: &'r [Finding],
    /// Mistakes in the input, sorted.
    pub errors: &'r [InputError],
    /// How much of each draft is covered.
    pub coverage: &'r [Coverage],
    /// How many findings of the baseline are gone.
    pub stale_baseline: usize,
    /// Show known and resolved findings in full, too.
    pub all: bool,
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
    /// Whether to print nothing but ASCII.
    pub ascii: bool,
}

impl Screen {
    /// Narrower than this nothing reads well; lines then run over the edge.
    pub const NARROWEST: usize = 30;
    /// Wider lines are hard to read.
    pub const WIDEST: usize = 110;
}

impl Default for Screen {
    /// A pipe or a file.
    fn default() -> Self {
        Self { width: 80, color: false, ascii: false }
    }
}

/// The numbers at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Claims that were compared.
    pub claims: usize,
    /// Sources that the project lists.
    pub sources: usize,
    /// Findings that nobody accepted.
    pub new: usize,
    /// Findings of the baseline.
    pub known: usize,
    /// Findings that an editor's decision removes.
    pub resolved: usize,
    /// New errors.
    pub errors: usize,
    /// New warnings.
    pub warnings: usize,
    /// New notes.
    pub notes: usize,
}

impl<'r> Report<'r> {
    /// Where nothing was checked: the mistakes in the input alone.
    pub fn of_errors(project: &'r Project, errors: &'r [InputError]) -> Self {
        Self { project, findings: &[], errors, coverage: &[], stale_baseline: 0, all: false }
    }

    /// Counts.
    pub fn summary(&self) -> Summary {
        let count = |keep: &dyn Fn(&Finding) -> bool| self.findings.iter().filter(|finding| keep(finding)).count();
        let status = |status: Status| count(&|finding| finding.status == status);
        let level = |level: Level| count(&|finding| finding.status == Status::New && finding.level == level);
        Summary {
            claims: self.project.claims.len(),
            sources: self.project.sources.len(),
            new: status(Status::New),
            known: status(Status::Known),
            resolved: status(Status::Resolved),
            errors: level(Level::Error),
            warnings: level(Level::Warning),
            notes: level(Level::Note),
        }
    }
}
