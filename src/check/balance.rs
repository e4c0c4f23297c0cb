//! What speaks for which side: how many independent witnesses, and of what kind. Told, never weighed.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use crate::id::SourceId;
use crate::project::{Authorship, Role, Source};

/// More sides than these are not told apart in one sentence.
const SIDES: usize = 5;

/// What speaks for each side ("two independent articles against one AI-written article"), where it differs.
pub(super) fn balance(context: &Context<'_>, sides: &[BTreeSet<SourceId>]) -> Option<String> {
    if sides.len() > SIDES {
        return None;
    }
    let told: Vec<String> = sides.iter().map(|sources| side(context, sources)).collect();
    let first = told.first()?;
    told.iter().any(|other| other != first).then(|| told.join(" against "))
}

/// What a witness is, the weightiest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Reference,
    Article,
    Translation,
    Mixed,
    Ai,
    Draft,
}

fn sort(source: &Source) -> Sort {
    match (source.role, source.authorship) {
        (Role::Reference, _) => Sort::Reference,
        (Role::Draft, _) => Sort::Draft,
        (Role::Article, Authorship::Ai) => Sort::Ai,
        (Role::Article, Authorship::Mixed) => Sort::Mixed,
        (Role::Article, Authorship::Human) if source.translated_from.is_some() => Sort::Translation,
        (Role::Article, Authorship::Human) => Sort::Article,
    }
}

fn side(context: &Context<'_>, sources: &BTreeSet<SourceId>) -> String {
    let kind = |id: &SourceId| sort(context.project.source(*id));
    let mut sources: Vec<SourceId> = sources.iter().copied().collect();
    // A witness is what its weightiest source is.
    sources.sort_by_key(kind);
    // Whoever stands alone is one witness, whatever was copied.
    let witnesses = if sources.len() > 1 { context.witnesses().parted(&sources) } else { vec![sources] };
    let mut counts: BTreeMap<Sort, (usize, usize)> = BTreeMap::new();
    for witness in witnesses {
        let Some(kind) = witness.iter().map(kind).min() else { continue };
        let (independent, all) = counts.entry(kind).or_default();
        *independent += 1;
        *all += witness.len();
    }
    let parts: Vec<String> = counts.into_iter().map(|(kind, (count, all))| phrase(kind, count, all)).collect();
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nobody".to_owned(),
    }
}

fn phrase(kind: Sort, witnesses: usize, sources: usize) -> String {
    let (one, many) = match kind {
        Sort::Reference => ("reference", "references"),
        Sort::Article => ("article", "articles"),
        Sort::Translation => ("translated article", "translated articles"),
        Sort::Mixed => ("partly AI-written article", "partly AI-written articles"),
        Sort::Ai => ("AI-written article", "AI-written articles"),
        Sort::Draft => ("draft", "drafts"),
    };
    let independent = if kind == Sort::Article && witnesses > 1 { "independent " } else { "" };
    match (witnesses, sources) {
        (1, 1) => format!("one {one}"),
        (1, _) => format!("{} {many} of one origin", number(sources)),
        _ if witnesses == sources => format!("{} {independent}{many}", number(sources)),
        _ => format!("{} {many} of {} origins", number(sources), number(witnesses)),
    }
}

/// A small number in words.
pub(super) fn number(count: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
