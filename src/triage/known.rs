//! Holds the findings of a run against the baseline: which are known, who joined, and what is left over.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::baseline::{Baseline, Entry};
use super::identity::{Identity, Voice};

/// How a finding stands against the baseline.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// All its claims are in.
    pub known: bool,
    /// What the baseline calls it, where it holds at least a part of it.
    pub name: Option<String>,
    /// Its voices (places in [`Identity::voices`]) that are not in, where others are.
    pub joined: Vec<usize>,
}

/// How a run stands against a baseline.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// For each finding.
    pub findings: Vec<Standing>,
    /// Lines that no finding has any more, sorted.
    pub stale: Vec<Entry>,
}

/// The lines that were accepted together.
struct Group<'b> {
    name: &'b str,
    entries: Vec<&'b Entry>,
    /// The finding that is exactly this.
    owner: Option<usize>,
}

impl Group<'_> {
    /// Whether a voice is in.
    fn holds(&self, voice: &Voice) -> bool {
        // Sorted by source and value, as the baseline is.
        let key = (voice.source.as_str(), voice.value.as_str());
        let from = self.entries.partition_point(|entry| (entry.source.as_str(), entry.value.as_str()) < key);
        let here = self.entries.get(from..).unwrap_or_default().iter();
        here.take_while(|entry| (entry.source.as_str(), entry.value.as_str()) == key).any(|entry| same(entry, voice))
    }

    /// Whether all of these voices are in, and nobody else.
    fn is(&self, voices: &[Voice]) -> bool {
        self.within(voices) && voices.iter().all(|voice| self.holds(voice))
    }

    /// Whether nobody is in but these voices.
    fn within(&self, voices: &[Voice]) -> bool {
        self.entries.iter().all(|entry| spoken(entry, voices))
    }
}

/// Whether a line is this voice's.
fn same(entry: &Entry, voice: &Voice) -> bool {
    entry.source == voice.source
        && entry.value == voice.value
        && entry.detail.as_ref().is_none_or(|detail| *detail == voice.detail)
}

/// Whether a line is one of these voices' (which are sorted by source and value, each pair once).
fn spoken(entry: &Entry, voices: &[Voice]) -> bool {
    let key = |voice: &Voice| (voice.source.as_str(), voice.value.as_str()).cmp(&(&entry.source, &entry.value));
    voices.binary_search_by(key).ok().and_then(|at| voices.get(at)).is_some_and(|voice| same(entry, voice))
}

/// Holds findings against a baseline.
///
/// A finding that is exactly what was accepted owns those lines, and no other finding may lean on them: so a line
/// that is taken out makes its own finding new, though another finding may have a line like it. Lines without an
/// owner are what changed since: a finding is known where they hold all its claims, in one group or in several that
/// belong to it (as after two branches each accepted another claim).
pub fn compare(baseline: &Baseline, identities: &[Identity]) -> Compared {
    let mut topics: BTreeMap<(&str, &str), BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
    for entry in &baseline.entries {
        let groups = topics.entry((&entry.rule, &entry.topic)).or_default();
        groups.entry(&entry.finding).or_default().push(entry);
    }
    let mut members: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        members.entry((identity.rule.name(), &identity.topic)).or_default().push(index);
    }
    let mut compared = Compared { findings: vec![Standing::default(); identities.len()], stale: Vec::new() };
    for (topic, groups) in topics {
        let group = |(name, entries)| Group { name, entries, owner: None };
        let mut topic = Topic {
            groups: groups.into_iter().map(group).collect(),
            findings: members.remove(&topic).unwrap_or_default(),
            identities,
        };
        topic.compare(&mut compared);
    }
    compared.stale.sort();
    compared
}

/// The groups and findings of one rule and topic.
struct Topic<'b, 'f> {
    groups: Vec<Group<'b>>,
    findings: Vec<usize>,
    identities: &'f [Identity],
}

impl Topic<'_, '_> {
    fn voices(&self, finding: usize) -> &[Voice] {
        self.identities.get(finding).map_or(&[], |identity| &identity.voices)
    }

    fn compare(&mut self, compared: &mut Compared) {
        let rest = self.own(compared);
        let speakers = self.speakers(&rest);
        // For each finding that owns nothing: the groups that it leans on, in order.
        let mut leans: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, group) in self.groups.iter().enumerate().filter(|(_, group)| group.owner.is_none()) {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for entry in &group.entries {
                for finding in speakers.get(&(entry.source.as_str(), entry.value.as_str())).into_iter().flatten() {
                    if spoken(entry, self.voices(*finding)) {
                        *shared.entry(*finding).or_default() += 1;
                    }
                }
            }
            let most = shared.values().copied().max().unwrap_or_default();
            let mut first = true;
            for (finding, count) in shared {
                // A finding that lies in it whole, and the one that has most of it.
                let whole = count >= self.voices(finding).len();
                if whole || (first && count == most) {
                    leans.entry(finding).or_default().push(at);
                }
                first &= count != most;
            }
        }
        for (finding, groups) in &leans {
            let groups: Vec<&Group<'_>> = groups.iter().filter_map(|at| self.groups.get(*at)).collect();
            let missing = self.voices(*finding).iter().enumerate();
            let missing = missing.filter(|(_, voice)| !groups.iter().any(|group| group.holds(voice)));
            let joined: Vec<usize> = missing.map(|(at, _)| at).collect();
            if let Some(standing) = compared.findings.get_mut(*finding) {
                standing.known = joined.is_empty();
                standing.name = groups.first().map(|group| group.name.to_owned());
                standing.joined = joined;
            }
        }
        let everyone = self.speakers(&self.findings);
        for group in self.groups.iter().filter(|group| group.owner.is_none()) {
            let speak = |entry: &Entry, among: &HashMap<(&str, &str), Vec<usize>>, test: &dyn Fn(&[Voice]) -> bool| {
                let findings = among.get(&(entry.source.as_str(), entry.value.as_str()));
                findings.into_iter().flatten().any(|finding| test(self.voices(*finding)))
            };
            // Left over from before a claim joined: what it says is still so.
            let part =
                group.entries.first().is_some_and(|entry| speak(entry, &everyone, &|voices| group.within(voices)));
            let alive = |entry: &Entry| part || speak(entry, &speakers, &|voices| spoken(entry, voices));
            compared.stale.extend(group.entries.iter().filter(|entry| !alive(entry)).map(|entry| (*entry).clone()));
        }
    }

    /// Gives each group that is exactly a finding to that finding; returns the findings that got none.
    fn own(&mut self, compared: &mut Compared) -> Vec<usize> {
        let names: HashMap<&str, usize> = self.groups.iter().enumerate().map(|(at, group)| (group.name, at)).collect();
        let mut free: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            // Every voice of an exact match is in, so looking under the first finds it.
            if let Some(entry) = group.entries.first() {
                free.entry((entry.source.as_str(), entry.value.as_str())).or_default().push(at);
            }
        }
        let mut rest: BTreeSet<usize> = self.findings.iter().copied().collect();
        for by_name in [true, false] {
            for finding in self.findings.iter().copied() {
                let Some(identity) = self.identities.get(finding).filter(|_| rest.contains(&finding)) else { continue };
                let candidates = if by_name {
                    names.get(identity.fingerprint().as_str()).map(std::slice::from_ref)
                } else {
                    let first = identity.voices.first().map(|voice| (voice.source.as_str(), voice.value.as_str()));
                    first.and_then(|first| free.get(&first)).map(Vec::as_slice)
                };
                let mut candidates = candidates.into_iter().flatten().copied();
                let own = candidates.find(|at| {
                    self.groups.get(*at).is_some_and(|group| group.owner.is_none() && group.is(&identity.voices))
                });
                if let Some(group) = own.and_then(|at| self.groups.get_mut(at)) {
                    group.owner = Some(finding);
                    rest.remove(&finding);
                    if let Some(standing) = compared.findings.get_mut(finding) {
                        *standing = Standing { known: true, name: Some(group.name.to_owned()), joined: Vec::new() };
                    }
                }
            }
        }
        rest.into_iter().collect()
    }

    /// Who says what, among some findings.
    fn speakers(&self, findings: &[usize]) -> HashMap<(&str, &str), Vec<usize>> {
        let mut speakers: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for finding in findings {
            for voice in self.voices(*finding) {
                speakers.entry((voice.source.as_str(), voice.value.as_str())).or_default().push(*finding);
            }
        }
        speakers
    }
}
