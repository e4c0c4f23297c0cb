//! A name in a quote that is nearly a name of the entity that the claim gives: a part of the rule `similar-names`.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::context::Context;
use super::similar_names::names;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, EntityId};
use crate::project::evidence::{Given, given, is_named};
use crate::project::glance::Glance;
use crate::project::{Claim, Source};
use crate::rule::Rule;
use crate::text::alike::{Likeness, Name, folded, likeness, misspelt_alone};
use crate::text::wording::{Wording, words};

/// So many names of one entity are looked for.
const MOST_NAMES: usize = 32;
/// In these languages a name does not change its letters with its case.
const UNINFLECTED: &[&str] = &["ca", "da", "de", "en", "es", "fr", "gl", "it", "nb", "nl", "no", "pt", "sv"];

/// A word of a passage.
struct Spoken {
    folded: CompactString,
    written: String,
    named: bool,
}

/// Finds.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let plainly: Vec<bool> = project.sources.iter().map(reads_plainly).collect();
    // Mostly the name stands there as it is, and nobody needs to look closer.
    let doubtful: Vec<(ClaimId, &Claim, Given)> = context
        .glances
        .which(Glance::UNNAMED)
        .filter_map(|id| {
            let claim = project.claim(id);
            let mut given = given(claim);
            given.retain(|entity| !is_named(claim, &project.entity(*entity).label));
            (plainly.get(claim.source.index()) == Some(&true)).then_some((id, claim, given))
        })
        .collect();
    if doubtful.is_empty() {
        return;
    }
    let names: Vec<Vec<Name>> = project.entities.par_iter().map(names).collect();
    let known: FxHashSet<&[CompactString]> = names.iter().flatten().map(|name| name.words.as_slice()).collect();
    let known_words: FxHashSet<&str> =
        names.iter().flatten().flat_map(|name| &name.words).map(CompactString::as_str).collect();
    let near: Vec<(EntityId, String, ClaimId)> = doubtful
        .into_par_iter()
        .flat_map_iter(|(id, claim, given)| {
            let passage = passage(claim);
            let near = given.into_iter().filter_map(|entity| {
                let names = names.get(entity.index())?;
                let is_person =
                    project.entity(entity).kind.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("person"));
                Some((entity, nearly(&passage, names, is_person, &known, &known_words)?, id))
            });
            near.collect::<Vec<_>>()
        })
        .collect();
    let mut misspelt: BTreeMap<(EntityId, String), Vec<ClaimId>> = BTreeMap::new();
    for (entity, written, id) in near {
        misspelt.entry((entity, written)).or_default().push(id);
    }
    for ((entity, written), mut claims) in misspelt {
        claims.dedup();
        let entity = project.entity(entity);
        let message =
            format!("the passage has “{written}”, which is nearly, but not quite, a name of {}", entity.label);
        let question = format!("“{written}” or {}?", entity.label);
        let mut finding = Finding::new(Rule::SimilarNames, entity.name.as_str(), question, message);
        finding.help = Some(format!(
            "if the article spells it so, add `{written}` to the aliases of `{}`; if it is somebody else, name them",
            entity.name
        ));
        let claims = claims.into_iter().map(|id| context.cite(id)).collect();
        finding.positions.push(Position { claims, ..Position::default() });
        found.push(finding);
    }
}

fn reads_plainly(source: &Source) -> bool {
    let language = source.language.as_deref();
    language
        .is_none_or(|tag| UNINFLECTED.contains(&tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase().as_str()))
}

/// The words of a claim's quotes.
fn passage(claim: &Claim) -> Vec<Spoken> {
    let mut passage = Vec::new();
    for quote in &claim.quotes {
        let wording = Wording {
            text: quote.exact.to_string(),
            words: words(&quote.exact),
            gaps: Vec::new(),
            readings: Vec::new(),
        };
        passage.extend(wording.words.iter().map(|word| Spoken {
            folded: folded(&wording, word),
            written: wording.text.get(word.range.clone()).unwrap_or_default().to_owned(),
            named: word.capital,
        }));
        // No name runs from one quote into the next.
        passage.push(Spoken { folded: CompactString::default(), written: String::new(), named: false });
    }
    passage
}

/// What in a passage is nearly one of these names, unless one of them stands there as it is.
fn nearly(
    passage: &[Spoken],
    names: &[Name],
    is_person: bool,
    known: &FxHashSet<&[CompactString]>,
    known_words: &FxHashSet<&str>,
) -> Option<String> {
    let mut near = None;
    for name in names.iter().take(MOST_NAMES) {
        for window in passage.windows(name.words.len()) {
            let folded: Vec<CompactString> = window.iter().map(|word| word.folded.clone()).collect();
            match likeness(&folded, &name.words) {
                Likeness::Same => return None,
                Likeness::Near if window.iter().all(|word| word.named) && !known.contains(folded.as_slice()) => {
                    let written: Vec<&str> = window.iter().map(|word| word.written.as_str()).collect();
                    near = near.or(Some(written.join(" ")));
                }
                _ => {}
            }
        }
        // A last name alone.
        if let ([_, .., last], true) = (name.words.as_slice(), is_person) {
            let stands = passage.iter().any(|word| word.folded == *last);
            let alone = passage.iter().find(|word| {
                word.named && misspelt_alone(&word.folded, last) && !known_words.contains(word.folded.as_str())
            });
            near = near.or(alone.filter(|_| !stands).map(|word| word.written.clone()));
        }
    }
    near
}
