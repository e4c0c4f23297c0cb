//! The one table of rules.

use super::context::Context;
use crate::finding::Finding;
use crate::rule::Rule;

/// A rule's line in the table.
#[derive(Clone, Copy)]
pub struct RuleEntry {
    /// Which rule.
    pub rule: Rule,
    /// Its documentation: the doc comment of its file, which `explain` prints.
    pub source: &'static str,
    /// Finds.
    pub check: fn(&Context<'_>, &mut Vec<Finding>),
}

macro_rules! entry {
    ($rule:ident, $file:ident) => {
        RuleEntry {
            rule: Rule::$rule,
            source: include_str!(concat!(stringify!($file), ".rs")),
            check: super::$file::check,
        }
    };
}

/// Every rule, in the order of the contract's tables. To add one: its file, its line here, its spec.
/// A rule's documentation is the `//!` comment of its file.
pub const RULES: &[RuleEntry] = &[
    entry!(ConflictingValues, conflicting_values),
    entry!(ConflictingNumbers, conflicting_numbers),
    entry!(DeniedClaim, denied_claim),
    entry!(ImpossibleTimeline, impossible_timeline),
    entry!(StaleFraming, stale_framing),
    entry!(QuoteDrift, quote_drift),
    entry!(AttributionConflict, attribution_conflict),
    entry!(QuoteNotFound, quote_not_found),
    entry!(ValueNotInQuote, value_not_in_quote),
    entry!(QuoteAmbiguous, quote_ambiguous),
    entry!(MissingQuote, missing_quote),
    entry!(UndatedSource, undated_source),
    entry!(CopiedSource, copied_source),
    entry!(UnusedDefinition, unused_definition),
    entry!(SimilarNames, similar_names),
    entry!(StaleResolution, stale_resolution),
    entry!(UnstatedHandover, unstated_handover),
    entry!(UnsupportedClaim, unsupported_claim),
    entry!(SingleSource, single_source),
    entry!(AttributionLost, attribution_lost),
    entry!(UncoveredStatement, uncovered_statement),
];

impl RuleEntry {
    /// The rule's documentation, in Markdown: its first line is a summary in one sentence.
    pub fn documentation(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        let text: Vec<&str> = lines
            .map(|line| line.trim_start_matches("//!"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        text.join("\n")
    }
}
