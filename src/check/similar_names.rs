//! Two entries of the vocabulary have nearly the same name, and may be one.
//!
//! Whoever writes claims over weeks defines somebody twice, and then no rule ever sees that two sources contradict each
//! other. So this rule looks for
//!
//! - two entities with a name or alias that is the same but for a letter (Laura Dogu, Laura Dogo), accents or spaces;
//! - two utterances that share eight words in a row;
//! - a name in a quote that is nearly, but not quite, a name of the entity that the claim gives.
//!
//! Names that differ in a number (Type 1, Type 2), in an initial (George Bush, George W. Bush), in a whole word (North
//! Korea, South Korea) or by an ending (Venezuela, Venezuelan) are taken for different ones.
//!
//! To mend it, keep one of the two entries and make the other name an alias of it. If they are two, tell them apart by
//! longer names. If an article spells a name in its own way, add that spelling to the aliases.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::context::Context;
use super::misspelt;
use super::sets::Sets;
use super::versions::wording;
use crate::finding::{Cited, Finding, Position};
use crate::project::glance::Glance;
use crate::project::{Entity, Form, Project, Site};
use crate::rule::Rule;
use crate::text::alike::{Likeness, Name, each_form};
use crate::text::shared::{Prose, groups, runs};
use crate::text::sharing;
use crate::text::wording::Wording;

/// From so many words in a row on, two utterances may be one.
const LEAST_WORDS: usize = 8;
/// Names of more words are compared as a whole only.
const MOST_WORDS: usize = 8;
/// Of more names that may coincide only neighbours are compared.
const MOST_PAIRED: usize = 40;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    entities(context.project, &context.alike, found);
    utterances(context, found);
    misspelt::check(context, found);
}

/// Entities that have nearly the same name.
#[derive(Debug, Default)]
pub struct Alike {
    /// Sets of them, and whether it is the very same name.
    clusters: Vec<(Vec<usize>, bool)>,
}

impl Alike {
    /// Compares the names of all entities, unless the rule is off.
    pub fn new(project: &Project) -> Self {
        if !project.settings.runs(Rule::SimilarNames) {
            return Self::default();
        }
        let names: Vec<Vec<Name>> = project.entities.par_iter().map(names).collect();
        Self { clusters: clusters(&names) }
    }
}

/// All names of an entity, each once.
pub(super) fn names(entity: &Entity) -> Vec<Name> {
    let mut names: Vec<Name> =
        std::iter::once(&entity.label).chain(&entity.aliases).map(|name| Name::new(name)).collect();
    names.retain(|name| !name.words.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

/// Sets of entities with names that are like one another, and whether all of these are the same.
fn clusters(names: &[Vec<Name>]) -> Vec<(Vec<usize>, bool)> {
    let all: Vec<(usize, &Name)> =
        names.iter().enumerate().flat_map(|(entity, names)| names.iter().map(move |name| (entity, name))).collect();
    let mut sets = Sets::new(names.len());
    let mut told: BTreeMap<usize, Likeness> = BTreeMap::new();
    for (a, b, likeness) in pairs(&all, names.len()) {
        if sets.first(a) != sets.first(b) {
            sets.join(a, b);
            told.insert(a.max(b), likeness);
        }
    }
    let mut members: Vec<(usize, usize)> = (0..names.len()).map(|entity| (sets.first(entity), entity)).collect();
    members.sort_unstable();
    let several = members.chunk_by(|a, b| a.0 == b.0).filter(|members| members.len() > 1);
    several
        .map(|members| {
            let members: Vec<usize> = members.iter().map(|(_, entity)| *entity).collect();
            let same = members.iter().filter_map(|member| told.get(member)).all(|it| *it == Likeness::Same);
            (members, same)
        })
        .collect()
}

/// Entities of which two names are alike, among names that have something in common: pairs enough to hold all of them
/// together. There are so many `entities`.
fn pairs(all: &[(usize, &Name)], entities: usize) -> Vec<(usize, usize, Likeness)> {
    // Gathered in one list for many names, and kept in as much room as they need.
    let keys: Vec<Box<[u64]>> = all
        .par_iter()
        .map_init(Vec::new, |some, (_, name)| {
            some.clear();
            keys(name, some);
            Box::from(some.as_slice())
        })
        .collect();
    sharing::each_part(&keys, |part| {
        let mut found = Vec::new();
        // Of very many names that are alike, not every pair is compared.
        let mut sets: Option<Sets> = None;
        for (one, other) in part.shared().flat_map(|names| neighbours(&names)) {
            let (Some((a, first)), Some((b, second))) = (all.get(one), all.get(other)) else { continue };
            if a == b || sets.as_mut().is_some_and(|sets| sets.first(*a) == sets.first(*b)) {
                continue;
            }
            let likeness = first.likeness(second);
            if likeness != Likeness::Apart {
                sets.get_or_insert_with(|| Sets::new(entities)).join(*a, *b);
                found.push((*a, *b, likeness));
            }
        }
        found
    })
}

/// Each two of some names; of very many, each with the next.
fn neighbours(names: &[usize]) -> Vec<(usize, usize)> {
    let reach = if names.len() <= MOST_PAIRED { MOST_PAIRED } else { 1 };
    let each = names.iter().enumerate();
    each.flat_map(|(at, one)| names.iter().skip(at + 1).take(reach).map(|other| (*one, *other))).collect()
}

fn entities(project: &Project, alike: &Alike, found: &mut Vec<Finding>) {
    for (members, same) in &alike.clusters {
        let entries: Vec<&Entity> = members.iter().filter_map(|at| project.entities.get(*at)).collect();
        let labels: Vec<String> = entries.iter().map(|it| called(&it.name, &it.label)).collect();
        let have = if *same { "have a name in common" } else { "have nearly the same name" };
        let message = format!("{} {have}: are they one?", listed(&labels));
        let question = format!("Are they one? {}", listed(&labels));
        let entries: Vec<(&str, Site)> = entries.iter().map(|it| (it.name.as_str(), it.site)).collect();
        let help = "keep one entry and make the other name its alias; if they are two, tell them apart by longer names";
        found.push(finding(&entries, question, message, help));
    }
}

/// What names that nearly coincide have in common, as hashes, some of them more than once.
fn keys(name: &Name, keys: &mut Vec<u64>) {
    let hash = |parts: (usize, usize, &str, &str)| {
        let mut hasher = FxHasher::default();
        parts.hash(&mut hasher);
        hasher.finish()
    };
    keys.push(hash((0, 0, &name.words.concat(), "")));
    if name.words.len() <= MOST_WORDS {
        let mut rest = String::new();
        for (at, word) in name.words.iter().enumerate() {
            rest.clear();
            for (_, other) in name.words.iter().enumerate().filter(|(other, _)| *other != at) {
                if !rest.is_empty() {
                    rest.push(' ');
                }
                rest.push_str(other);
            }
            each_form(word, |form| keys.push(hash((name.words.len(), at, &rest, form))));
        }
    }
}

fn utterances(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let mut excerpts: Vec<Vec<Wording>> = project.utterances.iter().map(|_| Vec::new()).collect();
    for claim in context.glances.which(Glance::WORDS).map(|id| project.claim(id)) {
        if let (Form::Utterance(words), Some(wording)) = (&claim.form, wording(claim))
            && let Some(list) = excerpts.get_mut(words.utterance.index())
        {
            list.push(wording);
        }
    }
    for list in &mut excerpts {
        list.sort_by_cached_key(Wording::key);
        list.dedup_by(|a, b| a.key() == b.key());
    }
    let texts: Vec<Prose> = excerpts.iter().map(Prose::of_excerpts).collect();
    let mut sets = Sets::new(texts.len());
    let mut shared: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for group in groups(&texts, LEAST_WORDS) {
        for (text, start) in &group {
            shared.entry(*text).or_default().push(*start);
        }
        for (one, other) in group.iter().zip(group.iter().skip(1)) {
            sets.join(one.0, other.0);
        }
    }
    let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for utterance in shared.keys() {
        clusters.entry(sets.first(*utterance)).or_default().push(*utterance);
    }
    for members in clusters.into_values() {
        let entries: Vec<_> = members.iter().filter_map(|at| project.utterances.get(*at)).collect();
        let labels: Vec<String> = entries.iter().map(|it| called(&it.name, &it.label)).collect();
        let mut passage = members.first().and_then(|first| {
            let mut starts = shared.get(first)?.clone();
            starts.sort_unstable();
            let run = runs(&starts, LEAST_WORDS).into_iter().next()?;
            let mut words = excerpts.get(*first)?.iter().flat_map(|excerpt| {
                excerpt.words.iter().map(|word| excerpt.text.get(word.range.clone()).unwrap_or_default())
            });
            Some(words.by_ref().skip(run.start).take(LEAST_WORDS).collect::<Vec<_>>().join(" "))
        });
        let words = passage.take().unwrap_or_default();
        let message = format!("{} share the words “{words}”: are they one statement?", listed(&labels));
        let question = format!("One statement? {}", listed(&labels));
        let entries: Vec<(&str, Site)> = entries.iter().map(|it| (it.name.as_str(), it.site)).collect();
        let help =
            "if it is one statement, give its claims one and the same utterance; only then are the words compared";
        found.push(finding(&entries, question, message, help));
    }
}

/// An entry as people call it, with its id where that says more.
fn called(name: &str, label: &str) -> String {
    if name == label { format!("`{name}`") } else { format!("{label} (`{name}`)") }
}

/// `a, b and c`; only the first of very many.
fn listed(labels: &[String]) -> String {
    const MOST: usize = 6;
    match labels {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if labels.len() <= MOST => format!("{} and {last}", first.join(", ")),
        many => {
            format!("{} and {} more", many.iter().take(MOST).cloned().collect::<Vec<_>>().join(", "), many.len() - MOST)
        }
    }
}

fn finding(entries: &[(&str, Site)], question: String, message: String, help: &str) -> Finding {
    let mut topic: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
    topic.sort_unstable();
    let mut finding = Finding::new(Rule::SimilarNames, topic.join(", "), question, message);
    finding.help = Some(help.into());
    let cite = |site: Site| Cited { claim: None, source: None, site: Some(site), passages: Vec::new() };
    let claims = entries.iter().map(|(_, site)| cite(*site)).collect();
    finding.positions.push(Position { claims, ..Position::default() });
    finding
}
