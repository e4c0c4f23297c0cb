//! `gainsay.yaml`: settings, each with its default.

use std::collections::BTreeMap;

use bigdecimal::BigDecimal;

use crate::rule::{Level, Rule};
use crate::time::{Day, Length};

/// The settings of a project, flags of the command line applied over them.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Folder of the articles, relative to the project.
    pub sources: String,
    /// Folder of the claim files.
    pub claims: String,
    /// Levels that differ from a rule's own; `None` is `off`.
    pub rules: BTreeMap<Rule, Option<Level>>,
    /// The level from which a new finding fails the run; `None` is `never`.
    pub fail_on: Option<Level>,
    /// How many independent sources a draft's claim needs.
    pub min_sources: usize,
    /// The share of a draft's checkable sentences that claims must cover, in percent.
    pub min_coverage: Option<BigDecimal>,
    /// How far `~` and `?` widen a date's bounds, instead of half their unit.
    pub approximate: Option<Length>,
    /// The baseline's path, relative to the project.
    pub baseline: String,
    /// The day on which decisions are judged (`until`); only the command line sets it. `None` is the clock's day.
    pub today: Option<Day>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sources: "seeds".into(),
            claims: "claims".into(),
            rules: BTreeMap::new(),
            fail_on: Some(Level::Error),
            min_sources: 2,
            min_coverage: None,
            approximate: None,
            baseline: "gainsay.baseline.jsonl".into(),
            today: None,
        }
    }
}
