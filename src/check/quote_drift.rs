//! Two sources quote the same statement in different words.
//!
//! All versions of one utterance are laid side by side, word by word. A word that was changed, added or dropped is a
//! drift, and a number, a name or a negation that changed is named first. Wordings of which none differs from one of the
//! others are findings of their own.
//!
//! Excerpts of different length are aligned before they are compared: an excerpt that stands in the longer version agrees
//! with it, and excerpts of different passages have nothing to compare. Two excerpts are of one passage where as much
//! agrees as differs, and at least half of the shorter one does (two thirds where only the end of one lies over the start
//! of the other). One telling word in common is enough only where nothing of either lies outside (`I resign`, `I stay`),
//! or where numbers stand against numbers (`35 boats`, `we sank 36 boats`). The parts of a quotation between its
//! omissions stand in order: one in which little agrees by itself is held against its place between the others.
//!
//! No drift are capitals, accents, punctuation, quotation marks, the hyphens of a compound (`cease-fire` is `cease fire`
//! and `ceasefire`, but `in action` is not `inaction`), a number in another form (`one hundred` is `100`,
//! `$5m` is `$5 million`, `first` is `1st`), an omission that is marked (`…`, `...`, `[…]`, `(...)`), and words in square
//! brackets, which stand for up to ten words. A claim with `paraphrase: true` renders the statement in the source's own
//! words and is not compared.
//!
//! It is a warning rather than an error where every pair that differs involves a translation (`translated-from` of the
//! source, or sources in different languages). It is possible rather than definite there, and where a source has the
//! words at second hand (`according-to` somebody else than the speaker) or is not certain of them: both may be faithful
//! then.
//!
//! The same words given to two different speakers are found here, too, unless one speaker lies `within` the other.
//!
//! ```yaml
//! claims:
//!   - { source: a, utterance: bolivar, words: relations of friendship and good understanding, quote: … }
//!   - { source: b, utterance: bolivar, words: relations of friendship and good intelligence, quote: … }
//! ```
//!
//! To mend it, look at both passages. Where one renders the words freely, mark its claim `paraphrase: true`; where they
//! are two statements, give each its own utterance; where a claim was copied wrongly, correct it. What is left is a
//! misquotation.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::balance::balance;
use super::context::Context;
use super::versions::{Versions, Voice, disputes, repairs};
use crate::finding::{Certainty, Finding, Position};
use crate::id::{ClaimId, SourceId, UtteranceId};
use crate::project::{Form, Project, Words};
use crate::rule::{Level, Rule};
use crate::text::change::{Gravity, Weighed, weigh};
use crate::text::wording::{Word, words};

/// So many differences are told in words; the rest is shown.
const MOST_TOLD: usize = 4;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let mut utterances: BTreeMap<UtteranceId, Vec<ClaimId>> = BTreeMap::new();
    for (id, claim) in project.claims() {
        if let Form::Utterance(Words { utterance, paraphrase: false, .. }) = &claim.form {
            utterances.entry(*utterance).or_default().push(id);
        }
    }
    utterances.retain(|_, claims| claims.len() > 1);
    let names = if utterances.is_empty() { FxHashSet::default() } else { names(project) };
    for (utterance, claims) in utterances {
        let versions = Versions::new(project, &claims);
        let it = Quoted { context, utterance, versions: &versions, names: &names };
        found.extend(it.drift());
        found.extend(super::wrong_speaker::check(context, utterance, &versions));
    }
}

/// The words of all names of entities, folded.
fn names(project: &Project) -> FxHashSet<String> {
    let all = project.entities.iter().flat_map(|entity| entity.aliases.iter().chain([&entity.label]));
    all.flat_map(|name| words(name)).filter(|word| word.capital && word.key.len() > 2).map(|word| word.key).collect()
}

/// One utterance as it is quoted.
struct Quoted<'c> {
    context: &'c Context<'c>,
    utterance: UtteranceId,
    versions: &'c Versions,
    names: &'c FxHashSet<String>,
}

impl Quoted<'_> {
    fn project(&self) -> &Project {
        self.context.project
    }

    fn claims(&self, version: usize) -> &[ClaimId] {
        self.versions.all.get(version).map_or(&[], |version| &version.claims)
    }

    /// The findings on different words, one for each dispute.
    fn drift(&self) -> Vec<Finding> {
        let voices: Vec<BTreeSet<Voice>> = (0..self.versions.all.len())
            .map(|version| self.claims(version).iter().map(|id| self.voice(*id)).collect())
            .collect();
        let of = |version: usize| voices.get(version).into_iter().flatten();
        // Two sources of which neither is certain of the words do not contradict each other.
        let counts = |a: usize, b: usize| of(a).any(|voice| !voice.unsure) || of(b).any(|voice| !voice.unsure);
        let pairs = self.versions.pairs.keys().copied();
        let differing: Vec<_> = pairs.filter(|&(a, b)| self.versions.differ(a, b) && counts(a, b)).collect();
        let disputes = disputes(&differing);
        let members = |pairs: &[(usize, usize)]| pairs.iter().flat_map(|(a, b)| [*a, *b]).collect::<BTreeSet<_>>();
        let all = members(&differing);
        let finding = |dispute: Vec<(usize, usize)>| {
            let elsewhere = &all - &members(&dispute);
            self.dispute(&dispute, &elsewhere, &voices)
        };
        disputes.into_iter().map(finding).collect()
    }

    /// The finding on wordings that differ, pair by pair; `elsewhere` are those of other disputes.
    fn dispute(
        &self,
        differing: &[(usize, usize)],
        elsewhere: &BTreeSet<usize>,
        voices: &[BTreeSet<Voice>],
    ) -> Finding {
        // Whether a pair has sources that something does not hold for.
        let any = |free: fn(&Voice, &Voice) -> bool| {
            let mut pairs = differing.iter().filter_map(|(a, b)| Some((voices.get(*a)?, voices.get(*b)?)));
            pairs.any(|(first, second)| first.iter().any(|one| second.iter().any(|other| free(one, other))))
        };
        let firm = any(|one, other| !one.may_differ(other));
        let translated = !any(|one, other| !one.translates(other));
        let (mut sides, compatible) = self.versions.sides(differing, elsewhere);
        // Whoever has the words at first hand is what the others are held against.
        let loose = |side: &Vec<usize>| {
            let mut all = side.iter().filter_map(|version| voices.get(*version)).flatten();
            all.all(|voice| voice.may_differ(voice))
        };
        sides.sort_by_key(loose);
        let told = self.told(differing, &sides);
        // Of mere words, one that says something.
        let telling =
            |it: &&(String, Weighed)| it.1.gravity < Gravity::Words || it.1.first.len() + it.1.second.len() > 9;
        let mut finding = self.headline(sides.len(), told.iter().find(telling).or(told.first()));
        finding.level = if translated { Level::Warning } else { Level::Error };
        finding.certainty = Some(if firm { Certainty::Definite } else { Certainty::Possible });
        finding.why = told.iter().take(MOST_TOLD).map(|(sentence, _)| sentence.clone()).collect();
        if told.len() > MOST_TOLD {
            finding.why.push(format!("and {} more differences", told.len() - MOST_TOLD));
        }
        if !firm {
            finding.why.push(self.loose(voices, differing));
        }
        finding.help = Some(
            "look at both passages; mark a claim that renders the words freely `paraphrase: true`, and give two \
             different statements an utterance each"
                .into(),
        );
        finding.positions = sides.iter().map(|side| self.position(side)).collect();
        for (index, side) in sides.iter().enumerate() {
            let diff = sides.iter().take(index).find_map(|before| self.diff(before, side));
            if let Some(position) = finding.positions.get_mut(index) {
                position.diff = diff;
            }
        }
        finding.compatible = compatible.iter().map(|version| self.position(&[*version])).collect();
        let groups: Vec<&[ClaimId]> = (0..self.versions.all.len()).map(|version| self.claims(version)).collect();
        finding.repairs = repairs(&groups, differing);
        finding.balance = balance(self.context, &sources(&finding));
        finding
    }

    fn voice(&self, id: ClaimId) -> Voice {
        Voice::of(self.project(), self.project().claim(id))
    }

    fn headline(&self, sides: usize, first: Option<&(String, Weighed)>) -> Finding {
        let utterance = self.project().utterance(self.utterance);
        let label = &utterance.label;
        let worst = first.map_or(String::new(), |(sentence, _)| format!(": {sentence}"));
        let message = format!("{label}: quoted in {sides} different wordings{worst}");
        Finding::new(Rule::QuoteDrift, utterance.name.as_str(), format!("In what words? {label}"), message)
    }

    /// The differences in sentences, gravest first, each once.
    fn told(&self, differing: &[(usize, usize)], sides: &[Vec<usize>]) -> Vec<(String, Weighed)> {
        let is_name = |word: &Word| self.names.contains(&word.key);
        let mut ranks: Vec<usize> = vec![usize::MAX; self.versions.all.len()];
        for (rank, side) in sides.iter().enumerate() {
            for version in side {
                ranks.get_mut(*version).into_iter().for_each(|slot| *slot = rank);
            }
        }
        let rank = |version: usize| ranks.get(version).copied();
        let mut changes = BTreeSet::new();
        for &(a, b) in differing {
            let (Some(first), Some(second)) = (self.versions.all.get(a), self.versions.all.get(b)) else { continue };
            let Some(alignment) = self.versions.pairs.get(&(a, b)) else { continue };
            let turned = rank(a) > rank(b);
            for (at, mut change) in weigh(alignment, &first.wording, &second.wording, &is_name).into_iter().enumerate()
            {
                if turned {
                    std::mem::swap(&mut change.first, &mut change.second);
                }
                changes.insert((change.gravity, rank(a).min(rank(b)), rank(a).max(rank(b)), at, change));
            }
        }
        let mut told: Vec<(String, Weighed)> = Vec::new();
        for (.., change) in changes {
            let sentence = sentence(&change);
            if !told.iter().take(MOST_TOLD * 4).any(|(known, _)| *known == sentence) {
                told.push((sentence, change));
            }
        }
        told
    }

    /// Why nothing firm stands against each other.
    fn loose(&self, voices: &[BTreeSet<Voice>], differing: &[(usize, usize)]) -> String {
        let any = |keep: &dyn Fn(&Voice) -> bool| {
            differing.iter().flat_map(|(a, b)| [a, b]).filter_map(|at| voices.get(*at)).flatten().any(keep)
        };
        let translates = differing.iter().all(|(a, b)| {
            [a, b]
                .into_iter()
                .filter_map(|at| voices.get(*at))
                .any(|voices| voices.iter().all(|voice| voice.translated))
        });
        if translates {
            "a translation takes part in each difference: only the original words would settle it".into()
        } else if any(&|voice| voice.second_hand) {
            "somebody quotes at second hand in each difference: the first source of the words would settle it".into()
        } else if any(&|voice| voice.unsure) {
            "a source that is not certain of the words takes part in each difference".into()
        } else {
            "the sources write in different languages: only the original words would settle it".into()
        }
    }

    fn position(&self, side: &[usize]) -> Position {
        let mut claims: Vec<ClaimId> = side.iter().flat_map(|version| self.claims(*version)).copied().collect();
        claims.sort_unstable();
        let wording = side.first().and_then(|version| self.versions.all.get(*version)).map(|version| &version.wording);
        Position {
            value: wording.map(|wording| wording.text.split_whitespace().collect::<Vec<_>>().join(" ")),
            key: wording.map(|wording| wording.key()).unwrap_or_default(),
            remark: self.remark(&claims),
            claims: claims.into_iter().map(|id| self.context.cite(id)).collect(),
            ..Position::default()
        }
    }

    /// What holds for all claims of a side: translated, at second hand, not certain.
    fn remark(&self, claims: &[ClaimId]) -> Option<String> {
        let voices: Vec<Voice> = claims.iter().map(|id| self.voice(*id)).collect();
        let all = |keep: &dyn Fn(&Voice) -> bool| !voices.is_empty() && voices.iter().all(keep);
        let mut remarks = Vec::new();
        if all(&|voice| voice.translated) {
            let source = claims.first().map(|id| self.project().source(self.project().claim(*id).source));
            let from = source.and_then(|source| source.translated_from.as_deref()).unwrap_or_default();
            remarks.push(format!("translated from {}", language(from)));
        }
        if all(&|voice| voice.second_hand) {
            remarks.push("at second hand".into());
        }
        if all(&|voice| voice.unsure) {
            remarks.push("not certain".into());
        }
        (!remarks.is_empty()).then(|| remarks.join(", "))
    }

    /// The difference between two sides, by the first two of their wordings that differ.
    fn diff(&self, one: &[usize], other: &[usize]) -> Option<crate::text::diff::Diff> {
        let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
        let (a, b) = pairs.into_iter().find(|(a, b)| self.versions.differ(*a, *b))?;
        let (first, second) = (self.versions.all.get(a)?, self.versions.all.get(b)?);
        let alignment = crate::text::align::align(&first.wording, &second.wording);
        Some(alignment.diff(&first.wording, &second.wording))
    }
}

/// Whose claims are on each side.
pub(super) fn sources(finding: &Finding) -> Vec<BTreeSet<SourceId>> {
    let of = |position: &Position| position.claims.iter().filter_map(|cited| cited.source).collect();
    finding.positions.iter().map(of).collect()
}

/// A difference in a sentence.
fn sentence(change: &Weighed) -> String {
    let what = match change.gravity {
        Gravity::Number => "a number differs, ",
        Gravity::LoneNumber => "only one names a number, ",
        Gravity::Name => "a name differs, ",
        Gravity::Negation => "one of them denies it, ",
        Gravity::Words => "",
    };
    match (change.first.as_str(), change.second.as_str()) {
        ("", number) | (number, "") if change.gravity == Gravity::LoneNumber => {
            format!("only one names a number, “{number}”")
        }
        ("", added) => format!("{what}only one has “{added}”"),
        (dropped, "") => format!("{what}only one has “{dropped}”"),
        (first, second) => format!("{what}“{first}” against “{second}”"),
    }
}

/// The name of a language where it is a common one, else its tag.
fn language(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or(tag) {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "it" => "Italian",
        "ja" => "Japanese",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "zh" => "Chinese",
        _ => tag,
    }
}
