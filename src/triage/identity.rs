//! What makes a finding the same finding tomorrow: its rule, its topic, and who says what.
//!
//! Lines, places in a list, file names, claims' ids, labels and messages are no part of it, so a conflict that
//! somebody accepted stays accepted while its files are moved, renamed, reordered and reworded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::finding::{Cited, Finding, Position};
use crate::id::ClaimId;
use crate::project::{Claim, Form, Project};
use crate::rule::{Class, Rule};

use super::wording;

/// Who says what in a finding: the part of its identity that one claim (or one named source) gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voice {
    /// The source's id; empty where an entry of the vocabulary is named.
    pub source: String,
    /// What it says, by ids and plain values.
    pub value: String,
    /// What tells it apart from the same words in another finding of the same topic: its time, and for findings
    /// on evidence its quote. Part of the identity only where two findings would otherwise be one.
    pub detail: String,
}

/// A finding's identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The rule.
    pub rule: Rule,
    /// The topic.
    pub topic: String,
    /// Who says what, each once, sorted; never empty.
    pub voices: Vec<Voice>,
    /// For each voice, the claims that it stands for (none where only a source or an entry is named).
    pub claims: Vec<Vec<ClaimId>>,
    /// Whether the details are part of the identity.
    pub detailed: bool,
}

impl Identity {
    /// 16 hexadecimal digits: the first 64 bits of a SHA-256 over all parts, each with its length.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        };
        add("gainsay finding 1");
        add(self.rule.name());
        add(&self.topic);
        for voice in &self.voices {
            add(&voice.source);
            add(&voice.value);
            if self.detailed {
                add(&voice.detail);
            }
        }
        short(&hash.finalize())
    }
}

/// The first 64 bits of a hash, in hexadecimal.
pub(super) fn short(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The identities of all findings of a run, in their order. Needs them all: two findings of one rule and topic in
/// which the same sources say the same (of different times, say) are told apart by their details.
pub fn identify(project: &Project, findings: &[Finding]) -> Vec<Identity> {
    let mut identities: Vec<Identity> = findings.iter().map(|finding| identity(project, finding)).collect();
    /// Source and value of each voice.
    type Says = Vec<(String, String)>;
    let mut alike: BTreeMap<(Rule, String, Says), Vec<usize>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        let says = identity.voices.iter().map(|voice| (voice.source.clone(), voice.value.clone())).collect();
        alike.entry((identity.rule, identity.topic.clone(), says)).or_default().push(index);
    }
    for indices in alike.into_values().filter(|indices| indices.len() > 1) {
        let mut seen: BTreeMap<Vec<Voice>, usize> = BTreeMap::new();
        for index in indices {
            let Some(identity) = identities.get_mut(index) else { continue };
            identity.detailed = true;
            let times = seen.entry(identity.voices.clone()).or_default();
            *times += 1;
            if *times > 1 {
                for voice in &mut identity.voices {
                    let _ = write!(voice.detail, " #{times}");
                }
            }
        }
    }
    identities
}

/// The identity of one finding by itself.
fn identity(project: &Project, finding: &Finding) -> Identity {
    /// Details and claims of a voice.
    type Said = (BTreeSet<String>, BTreeSet<ClaimId>);
    let mut voices: BTreeMap<(String, String), Said> = BTreeMap::new();
    for position in &finding.positions {
        for cited in &position.claims {
            let (source, value, detail) = voice(project, finding, position, cited);
            let said = voices.entry((source, value)).or_default();
            said.0.insert(detail);
            said.1.extend(cited.claim);
        }
        if position.claims.is_empty() {
            voices.entry((String::new(), key(position).to_owned())).or_default();
        }
    }
    if voices.is_empty() {
        voices.entry(Default::default()).or_default();
    }
    let mut identity = Identity {
        rule: finding.rule,
        topic: finding.topic.clone(),
        voices: Vec::with_capacity(voices.len()),
        claims: Vec::with_capacity(voices.len()),
        detailed: false,
    };
    for ((source, value), (details, claims)) in voices {
        let detail = details.into_iter().collect::<Vec<_>>().join("; ");
        identity.voices.push(Voice { source, value, detail });
        identity.claims.push(claims.into_iter().collect());
    }
    identity
}

/// A position's value for the identity.
fn key(position: &Position) -> &str {
    if position.key.is_empty() { position.value.as_deref().unwrap_or_default() } else { &position.key }
}

/// Source, value and detail of what a finding cites.
fn voice(project: &Project, finding: &Finding, position: &Position, cited: &Cited) -> (String, String, String) {
    if let Some(id) = cited.claim {
        let claim = project.claim(id);
        let source = project.source(claim.source).name.to_string();
        return (source, claim_value(project, claim, &finding.topic), detail(project, finding.rule, claim));
    }
    let source = cited.source.map(|id| project.source(id));
    let passage = || {
        let text = source.and_then(|source| source.article.as_ref()).map_or("", |article| article.text());
        let parts = cited.passages.iter().filter_map(|range| text.get(range.clone()));
        parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    };
    let value = match key(position) {
        // A sentence of a draft has no other identity than its own words.
        "" if finding.rule == Rule::UncoveredStatement => passage(),
        key => key.to_owned(),
    };
    (source.map(|source| source.name.to_string()).unwrap_or_default(), value, passage())
}

/// What a claim says, by ids: where the topic names its subject and property already, the value alone.
fn claim_value(project: &Project, claim: &Claim, topic: &str) -> String {
    let says = wording::says(project, claim);
    match &claim.form {
        Form::State(state) if project.topic_name(state.subject, state.property) == topic => says,
        Form::State(state) => format!("{}: {says}", project.topic_name(state.subject, state.property)),
        Form::Event(_) | Form::Utterance(_) => says,
    }
}

/// What tells a claim apart from another of its source that says the same.
fn detail(project: &Project, rule: Rule, claim: &Claim) -> String {
    let mut detail = match &claim.form {
        Form::State(state) => wording::when(project, &state.when),
        Form::Event(_) | Form::Utterance(_) => String::new(),
    };
    if rule.class() == Class::Evidence {
        let mut hash = Sha256::new();
        for quote in &claim.quotes {
            for word in quote.exact.split_whitespace() {
                hash.update(word.as_bytes());
                hash.update(b" ");
            }
            hash.update(b"\n");
        }
        let _ = write!(detail, " {}", short(&hash.finalize()));
    }
    detail
}
