//! The rules' names, levels and order. What a rule does stands in its own file under `check/`.

/// How serious a finding is. Errors come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Fails a run by default.
    Error,
    /// Fails a run that asks for it.
    Warning,
    /// Fails nothing unless asked for.
    Note,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Sources contradict each other.
    Contradiction,
    /// Evidence and hygiene.
    Evidence,
    /// What a draft lacks before it is published.
    Draft,
}

macro_rules! rules {
    ($($variant:ident $name:literal $level:ident $class:ident,)*) => {
        /// A rule, in the order of the contract's tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is documented in its own file")]
        pub enum Rule { $($variant),* }

        impl Rule {
            /// All rules, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name, as written in settings and printed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Its level where the settings name none.
            pub fn default_level(self) -> Level {
                match self { $(Self::$variant => Level::$level),* }
            }

            /// What it looks for.
            pub fn class(self) -> Class {
                match self { $(Self::$variant => Class::$class),* }
            }
        }
    };
}

rules! {
    ConflictingValues "conflicting-values" Error Contradiction,
    ConflictingNumbers "conflicting-numbers" Error Contradiction,
    DeniedClaim "denied-claim" Error Contradiction,
    ImpossibleTimeline "impossible-timeline" Error Contradiction,
    StaleFraming "stale-framing" Error Contradiction,
    QuoteDrift "quote-drift" Error Contradiction,
    AttributionConflict "attribution-conflict" Warning Contradiction,
    QuoteNotFound "quote-not-found" Error Evidence,
    ValueNotInQuote "value-not-in-quote" Warning Evidence,
    QuoteAmbiguous "quote-ambiguous" Warning Evidence,
    MissingQuote "missing-quote" Warning Evidence,
    UndatedSource "undated-source" Warning Evidence,
    CopiedSource "copied-source" Warning Evidence,
    UnusedDefinition "unused-definition" Warning Evidence,
    SimilarNames "similar-names" Warning Evidence,
    StaleResolution "stale-resolution" Warning Evidence,
    UnstatedHandover "unstated-handover" Note Evidence,
    UnsupportedClaim "unsupported-claim" Error Draft,
    SingleSource "single-source" Warning Draft,
    AttributionLost "attribution-lost" Warning Draft,
    UncoveredStatement "uncovered-statement" Warning Draft,
}

impl Rule {
    /// The rule of a name; `_` and `-` are the same.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}
