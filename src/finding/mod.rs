//! What a check finds: positions that cannot all be right, each with its claims and passages.
//!
//! A finding holds ids and byte ranges; places, colours and columns are made late, by the report.

use std::ops::Range;

use crate::id::{ClaimId, SourceId};
use crate::project::Site;
use crate::rule::{Level, Rule};
use crate::text::diff::Diff;
use crate::time::Bounds;

/// How certain a contradiction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It cannot be both.
    Definite,
    /// It can be both only if something unreported happened.
    Possible,
}

/// Where a finding stands against the baseline and the resolutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// Nobody accepted it.
    #[default]
    New,
    /// In the baseline.
    Known,
    /// Gone with what an editor rejected.
    Resolved,
}

/// A finding. Rules fill it with [`Finding::new`] and the public fields; triage sets `status`.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// The rule's level, as the settings say.
    pub level: Level,
    /// For contradictions only.
    pub certainty: Option<Certainty>,
    /// Against the baseline and the resolutions.
    pub status: Status,
    /// Its identity in 16 hexadecimal digits (set by triage): the same for the same conflict, however its claims are
    /// moved, renamed, reordered or reworded.
    pub fingerprint: String,
    /// What it is about, by ids: `subject / property`, an event, an utterance, a source, or the names concerned.
    pub topic: String,
    /// The headline for people, with the labels that people wrote: a question where there are sides
    /// ("Who was US chargé d'affaires to Venezuela on 1 February 2026?"), else a sentence.
    pub question: String,
    /// One sentence that stands alone, for machines' users and logs.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// Why not all positions can be right (or what would settle it), in a sentence each.
    pub why: Vec<String>,
    /// What speaks for which: "two independent articles against one AI-written piece".
    pub balance: Option<String>,
    /// The sides; one without a value where there are no sides.
    pub positions: Vec<Position>,
    /// Values that fit several sides that conflict.
    pub compatible: Vec<Position>,
    /// The chain of an impossible timeline, in order.
    pub steps: Vec<Step>,
    /// Who dates the events and sources on which the times of its sides hang, step by step.
    pub dating: Vec<Step>,
    /// The days that an article out of its time describes.
    pub window: Option<Bounds>,
    /// All smallest sets of claims whose withdrawal removes it, sorted.
    pub repairs: Vec<Vec<ClaimId>>,
    /// A draft takes part: always an error, and first.
    pub draft: bool,
    /// Claims that joined a known conflict and so made it new again (set by triage).
    pub joined: Vec<ClaimId>,
    /// Why it is resolved: indices of resolutions (set by triage).
    pub resolved_by: Vec<usize>,
}

/// One side of a finding.
#[derive(Clone, Debug, Default)]
pub struct Position {
    /// What this side says, for people; `None` where a finding has no sides.
    pub value: Option<String>,
    /// Its value for the finding's identity: by ids, never by labels or wording. Empty: `value` is used.
    pub key: String,
    /// Since or until when, or another word on it ("from late January 2026").
    pub remark: Option<String>,
    /// Who says so.
    pub claims: Vec<Cited>,
    /// A difference that belongs to this side: to the nearest passage, or to the first wording.
    pub diff: Option<Diff>,
    /// A passage of a source's article that is only a suggestion, never evidence: the one most like a quote that was
    /// not found.
    pub near: Option<(SourceId, Range<usize>)>,
}

/// A claim, or a source or an entry of the vocabulary, that a finding names.
#[derive(Clone, Debug)]
pub struct Cited {
    /// The claim, where it is one.
    pub claim: Option<ClaimId>,
    /// The source, where there is one.
    pub source: Option<SourceId>,
    /// Where somebody wrote it.
    pub site: Option<Site>,
    /// Passages shown, ranges of the source's [`crate::text::article::Article::text`]. For a claim these are its
    /// quotes' places, in their order.
    pub passages: Vec<Range<usize>>,
}

/// A step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// What it says, with labels: "the capture was a week before the landing".
    pub says: String,
    /// The claim or source that says so.
    pub cited: Option<Cited>,
    /// What follows: "so on 2 January 2026 at the latest".
    pub forces: Option<String>,
}

impl Finding {
    /// A finding with everything optional left empty.
    pub fn new(rule: Rule, topic: impl Into<String>, question: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: rule.default_level(),
            certainty: None,
            status: Status::New,
            fingerprint: String::new(),
            topic: topic.into(),
            question: question.into(),
            message: message.into(),
            help: None,
            why: Vec::new(),
            balance: None,
            positions: Vec::new(),
            compatible: Vec::new(),
            steps: Vec::new(),
            dating: Vec::new(),
            window: None,
            repairs: Vec::new(),
            draft: false,
            joined: Vec::new(),
            resolved_by: Vec::new(),
        }
    }

    /// All claims that take part, in order of position.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.positions.iter().flat_map(|position| &position.claims).filter_map(|cited| cited.claim)
    }

    /// All that its steps cite, in their order.
    pub fn stepped(&self) -> impl Iterator<Item = &Cited> {
        self.steps.iter().chain(&self.dating).filter_map(|step| step.cited.as_ref())
    }
}
