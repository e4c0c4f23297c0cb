//! The rules, and what they share: claims by topic, the timeline, who is independent of whom.

mod answers;
mod attribution_conflict;
mod attribution_events;
mod attribution_lost;
mod attribution_orders;
mod balance;
#[cfg(test)]
mod built;
mod calm;
mod comparison;
mod conflict;
mod conflicting_numbers;
mod conflicting_values;
pub mod context;
mod copied_source;
pub mod copies;
mod denied_claim;
mod dispute;
mod distance;
pub(crate) mod draft_text;
mod entailed_event;
mod entailment;
pub mod glance;
mod grouping;
mod hinges;
mod impossible_timeline;
pub mod index;
mod memo;
mod missing_quote;
mod misspelt;
pub mod nearest_question;
pub mod network;
mod numbering;
mod positions;
pub mod questions;
mod quote_ambiguous;
mod quote_drift;
mod quote_not_found;
mod reach;
pub mod repair;
pub mod rule;
mod segment;
mod sets;
mod similar_names;
mod single_source;
mod stale;
mod stale_framing;
mod stale_resolution;
mod stance;
mod support;
mod sweep;
#[cfg(test)]
pub(crate) mod testing;
pub mod timeline;
pub mod topic;
mod uncovered_statement;
mod undated_source;
mod unstated_handover;
mod unsupported_claim;
mod unused_definition;
mod value_not_in_quote;
pub mod versions;
pub mod why;
pub mod witness;
mod wording;
pub mod words;
mod wrong_speaker;

pub use context::Context;
pub use memo::Memo;
pub use rule::{RULES, RuleEntry};
pub use uncovered_statement::known_names;

use bigdecimal::BigDecimal;
use rayon::prelude::*;

use crate::finding::Finding;
use crate::id::SourceId;
use crate::project::{Project, Role, Settings};
use crate::rule::{Class, Level, Rule};

/// What a check gives: findings in their fixed order, and what was worked out on the way.
#[derive(Debug, Default)]
pub struct Checked {
    /// Findings, sorted: contradictions of a draft first, then by level, rule and topic.
    pub findings: Vec<Finding>,
    /// How much of each draft claims cover.
    pub coverage: Vec<Coverage>,
}

/// How many of a draft's checkable sentences a claim's quote touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The draft.
    pub draft: SourceId,
    /// Sentences with a number, date, name or quotation that a quote touches.
    pub covered: usize,
    /// All sentences with a number, date, name or quotation.
    pub of: usize,
}

impl Coverage {
    /// Whether the share is smaller than so many percent. A draft with nothing to check is covered.
    pub fn below(&self, percent: &BigDecimal) -> bool {
        let least = percent * BigDecimal::from(self.of as u64);
        let covered = BigDecimal::from(self.covered as u64 * 100);
        covered < least
    }

    /// The percentage that the settings ask for, where this is less. A rule that is off has no say.
    pub fn falls_short<'s>(&self, settings: &'s Settings) -> Option<&'s BigDecimal> {
        let off = matches!(settings.rules.get(&Rule::UncoveredStatement), Some(None));
        settings.min_coverage.as_ref().filter(|least| !off && self.below(least))
    }
}

/// Runs every rule that is not off, and sorts what they find.
pub fn check(project: &Project) -> Checked {
    run(&Context::new(project))
}

/// The same for a project that was read again, with what the last check kept.
pub fn check_again(project: &Project, memo: &mut Memo) -> Checked {
    run(&Context::again(project, memo))
}

fn run(context: &Context<'_>) -> Checked {
    let project = context.project;
    let mut findings: Vec<Finding> = RULES
        .par_iter()
        .filter(|entry| project.settings.runs(entry.rule))
        .flat_map_iter(|entry| {
            let mut found = Vec::new();
            (entry.check)(context, &mut found);
            found
        })
        .collect();
    for finding in &mut findings {
        if let Some(Some(level)) = project.settings.rules.get(&finding.rule) {
            finding.level = *level;
        }
        if finding.rule.class() == Class::Contradiction && (finding.draft || has_draft(project, finding)) {
            (finding.draft, finding.level) = (true, Level::Error);
        }
    }
    sort(&mut findings);
    Checked { findings, coverage: uncovered_statement::coverage(project) }
}

/// Whether a claim of a draft takes part.
fn has_draft(project: &Project, finding: &Finding) -> bool {
    let steps = finding.stepped().filter_map(|cited| cited.source);
    let claims = finding.claims().map(|claim| project.claim(claim).source);
    claims.chain(steps).any(|source| project.source(source).role == Role::Draft)
}

/// Puts findings into their fixed order: of one rule and topic in the order of the article that they are about.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let claims = || a.claims().cmp(b.claims());
        head(a).cmp(&head(b)).then_with(claims).then_with(|| a.message.cmp(&b.message))
    });
}

/// What decides where a finding stands, before its claims.
fn head(finding: &Finding) -> impl Ord + '_ {
    let first = finding.positions.iter().flat_map(|side| &side.claims).next();
    let place = first.map(|cited| (cited.source, cited.passages.first().map(|range| range.start)));
    (!finding.draft, finding.level, finding.rule, &finding.topic, place)
}
