//! The baseline: the conflicts that a project already had, one line for each finding and claim.
//!
//! A line says who says what in which finding. It does not change when another claim joins, so two branches that
//! each accept something add lines and touch none: git merges them, and a plain concatenation reads the same.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Status};
use crate::project::{InputError, Project, files};

use super::identity::{Identity, Voice};
use super::known;

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// A line of the baseline: one claim of one finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The format's version.
    version: u64,
    /// The rule's name.
    pub rule: String,
    /// The topic.
    pub topic: String,
    /// Which finding of that rule and topic: its fingerprint when it was first accepted.
    pub finding: String,
    /// The source that speaks.
    pub source: String,
    /// What it says, by ids.
    pub value: String,
    /// What tells it apart from another finding in which the same sources say the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Entry {
    /// The line for a voice of a finding.
    pub fn new(identity: &Identity, voice: &Voice, finding: &str) -> Self {
        Self {
            version: VERSION,
            rule: identity.rule.name().to_owned(),
            topic: identity.topic.clone(),
            finding: finding.to_owned(),
            source: voice.source.clone(),
            value: voice.value.clone(),
            detail: identity.detailed.then(|| voice.detail.clone()),
        }
    }

    /// As it is written, without a line break.
    fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What a project already had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Its lines, each once.
    pub entries: BTreeSet<Entry>,
}

impl Baseline {
    /// Reads a baseline; `None` where there is no such file. `shown` is its path for people.
    ///
    /// # Errors
    /// A file that cannot be read, is damaged, or was written by a newer program: it is never taken for empty.
    pub fn read(path: &Path, shown: &str) -> Result<Option<Self>, InputError> {
        if fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(None);
        }
        match files::read(path, shown) {
            Ok(bytes) => Self::parse(&bytes, shown).map(Some),
            Err(refused) => Err(mistake(
                shown,
                1,
                format!("the baseline cannot be read: {}", refused.message),
                "make it readable, name another with --baseline FILE, or check without it: --no-baseline",
            )),
        }
    }

    /// Takes a baseline's bytes apart. Lines may be in any order and stand there twice, as after a concatenation.
    ///
    /// # Errors
    /// The first line that is no line of a baseline, or one of a newer version.
    pub fn parse(bytes: &[u8], shown: &str) -> Result<Self, InputError> {
        const RESTORE: &str =
            "take the file from version control again, or delete it and write it anew: gainsay baseline";
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = 1 + memchr::memchr_iter(b'\n', bytes.get(..error.valid_up_to()).unwrap_or_default()).count();
            mistake(shown, line, "the baseline is damaged: this line is not text (UTF-8)".into(), RESTORE)
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut entries = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) {
                let message = "the baseline holds a merge that nobody finished".into();
                let help = "delete the lines of git's own (<<<<<<<, =======, >>>>>>>) and keep all others: \
                            order and repetition do not matter";
                return Err(mistake(shown, index + 1, message, help));
            }
            // Two objects share a line where a file without a last line break was concatenated with another.
            for entry in serde_json::Deserializer::from_str(line).into_iter::<Entry>() {
                let entry = match entry {
                    Ok(entry) if entry.version == VERSION => entry,
                    _ => return Err(mistake_in_line(shown, index + 1, line, RESTORE)),
                };
                entries.insert(entry);
            }
        }
        Ok(Self { entries })
    }

    /// As a file: sorted lines.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.entries.iter().map(Entry::line).collect();
        lines.sort();
        lines.iter().flat_map(|line| [line, "\n"]).collect()
    }

    /// Marks what is known, names the claims that joined, and returns the lines that no finding has any more.
    pub fn apply(&self, project: &Project, findings: &mut [Finding], identities: &[Identity]) -> Vec<Entry> {
        let known = known::compare(self, identities);
        for ((finding, identity), found) in findings.iter_mut().zip(identities).zip(&known.findings) {
            if finding.status == Status::Resolved {
                continue;
            }
            if found.known {
                finding.status = Status::Known;
                continue;
            }
            let joined = found.joined.iter().filter_map(|voice| identity.claims.get(*voice)).flatten();
            finding.joined = joined.copied().collect();
            finding.joined.sort();
            if !finding.joined.is_empty() {
                let mut names: Vec<String> = finding.joined.iter().map(|id| project.claim_name(*id)).collect();
                names.dedup();
                finding.message = format!("{} [joined a known conflict: {}]", finding.message, names.join(", "));
            }
        }
        known.stale
    }

    /// The baseline that accepts these findings, and nothing else. Findings that this baseline knows, in whole or in
    /// part, keep its name for them, so that their lines do not change.
    pub fn accept(&self, findings: &[Finding], identities: &[Identity]) -> Self {
        let known = known::compare(self, identities);
        let mut entries = BTreeSet::new();
        let mut taken = BTreeSet::new();
        let mut order: Vec<usize> = (0..identities.len()).collect();
        // Who has a name of its own goes first, so that nobody else takes it.
        order.sort_by_key(|index| known.findings.get(*index).is_none_or(|found| found.name.is_none()));
        for index in order {
            let (Some(identity), Some(found), Some(finding)) =
                (identities.get(index), known.findings.get(index), findings.get(index))
            else {
                continue;
            };
            if finding.status == Status::Resolved {
                continue;
            }
            let mut name = found.name.clone().unwrap_or_else(|| identity.fingerprint());
            while !taken.insert((identity.rule, identity.topic.clone(), name.clone())) {
                name = if name == identity.fingerprint() { format!("{name}+") } else { identity.fingerprint() };
            }
            entries.extend(identity.voices.iter().map(|voice| Entry::new(identity, voice, &name)));
        }
        Self { entries }
    }

    /// This baseline without the lines that no finding has any more. Nothing is added, and no finding becomes new or
    /// known: where findings of one topic lean on each other's lines so that one would, that topic's lines stay.
    pub fn prune(&self, identities: &[Identity]) -> Self {
        let mut compared = known::compare(self, identities);
        let known: Vec<bool> = compared.findings.iter().map(|finding| finding.known).collect();
        let mut pruned = self.clone();
        while !compared.stale.is_empty() {
            // What is left of a conflict may be another's in whole, and then its last lines are gone, too.
            pruned.entries.retain(|entry| compared.stale.binary_search(entry).is_err());
            compared = known::compare(&pruned, identities);
        }
        let moved = identities.iter().zip(known.iter().zip(&compared.findings));
        let moved = moved.filter(|(_, (before, after))| **before != after.known);
        let moved: BTreeSet<(&str, &str)> =
            moved.map(|(identity, _)| (identity.rule.name(), identity.topic.as_str())).collect();
        let stay = self.entries.iter().filter(|entry| moved.contains(&(entry.rule.as_str(), entry.topic.as_str())));
        pruned.entries.extend(stay.cloned());
        pruned
    }
}

/// What is wrong with a line: a newer version, or damage.
fn mistake_in_line(shown: &str, line: usize, text: &str, restore: &str) -> InputError {
    let first = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
    let versions = first.map_while(Result::ok).filter_map(|value| value.get("version")?.as_u64());
    match versions.max() {
        Some(version) if version > VERSION => mistake(
            shown,
            line,
            format!("the baseline was written by a newer gainsay (version {version}; this one reads {VERSION})"),
            "bring gainsay up to date",
        ),
        _ => mistake(shown, line, "the baseline is damaged: this is no line of a baseline".into(), restore),
    }
}

fn mistake(shown: &str, line: usize, message: String, help: &str) -> InputError {
    InputError { file: shown.to_owned(), line, column: 1, width: 0, message, help: Some(help.to_owned()) }
}
