//! What makes a finding the same finding tomorrow: its rule, its topic, and who says what.
//!
//! Lines, places in a list, file names, claims' ids, labels and messages are no part of it, so a conflict that
//! somebody accepted stays accepted while its files are moved, renamed, reordered and reworded.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::finding::{Cited, Finding, Position};
use crate::id::ClaimId;
use crate::memory;
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
    let first = hash.iter().take(8).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    format!("{first:016x}")
}

/// The identities of all findings of a run, in their order. Needs them all: two findings of one rule and topic in
/// which the same sources say the same (of different times, say) are told apart by their details.
pub fn identify(project: &Project, findings: &[Finding]) -> Vec<Identity> {
    let mut identities: Vec<Identity> = findings.par_iter().map(|finding| identity(project, finding)).collect();
    /// Source and value of each voice.
    type Says<'i> = Vec<(&'i str, &'i str)>;
    let mut alike: BTreeMap<(Rule, &str, Says<'_>), Vec<usize>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        let says = identity.voices.iter().map(|voice| (voice.source.as_str(), voice.value.as_str())).collect();
        alike.entry((identity.rule, identity.topic.as_str(), says)).or_default().push(index);
    }
    let alike: Vec<Vec<usize>> = alike.into_values().filter(|indices| indices.len() > 1).collect();
    for indices in alike {
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
    let mut said: Vec<Said> = Vec::new();
    for position in &finding.positions {
        // Of one finding a hundred thousand claims may be part.
        let cited = position.claims.par_chunks(memory::AT_ONCE).with_min_len(AT_ONCE / memory::AT_ONCE);
        said.par_extend(cited.flat_map_iter(|cited| {
            cited.iter().for_each(|cited| fetch(project, cited));
            cited.iter().map(|cited| voice(project, finding, position, cited))
        }));
        if position.claims.is_empty() {
            said.push(Said { value: key(position).to_owned(), ..Said::default() });
        }
    }
    if said.is_empty() {
        said.push(Said::default());
    }
    said.par_sort_unstable();
    let mut identity = Identity {
        rule: finding.rule,
        topic: finding.topic.clone(),
        voices: Vec::new(),
        claims: Vec::new(),
        detailed: false,
    };
    let mut said = said.into_iter().peekable();
    while let Some(first) = said.next() {
        let mut details: Vec<String> = first.detail.into_iter().collect();
        let mut claims: Vec<ClaimId> = first.claim.into_iter().collect();
        while let Some(next) = said.next_if(|next| next.source == first.source && next.value == first.value) {
            details.extend(next.detail);
            claims.extend(next.claim);
        }
        details.dedup();
        claims.sort_unstable();
        claims.dedup();
        identity.voices.push(Voice { source: first.source, value: first.value, detail: details.join("; ") });
        identity.claims.push(claims);
    }
    identity
}

/// So many claims of a finding are looked at by one thread at a time.
const AT_ONCE: usize = 1024;

/// What one claim, source or entry says in a finding.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    source: String,
    value: String,
    detail: Option<String>,
    claim: Option<ClaimId>,
}

/// A position's value for the identity.
fn key(position: &Position) -> &str {
    if position.key.is_empty() { position.value.as_deref().unwrap_or_default() } else { &position.key }
}

/// Asks memory for what [`voice`] will need.
fn fetch(project: &Project, cited: &Cited) {
    if let Some(id) = cited.claim {
        project.claim(id).fetch();
    }
    memory::fetch(cited.source.map(|id| project.source(id).name.len()));
}

/// What a claim or source that a finding cites says in it.
fn voice(project: &Project, finding: &Finding, position: &Position, cited: &Cited) -> Said {
    if let Some(id) = cited.claim {
        let claim = project.claim(id);
        return Said {
            source: project.source(claim.source).name.to_string(),
            value: claim_value(project, claim, &finding.topic),
            detail: Some(detail(project, finding.rule, claim)),
            claim: Some(id),
        };
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
    let source = source.map(|source| source.name.to_string()).unwrap_or_default();
    Said { source, value, detail: Some(passage()), claim: None }
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
