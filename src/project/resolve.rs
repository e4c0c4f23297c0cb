//! Claims of all files become the project's claims: those that agree are put together, and each gets its id.

use std::sync::Arc;

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::anchoring;
use super::claims::Resolved;
use super::content;
use super::glance::Look;
use super::mistake::Mistakes;
use super::model::{Claim, Form, Quote, Site, Subject};
use super::vocabulary::Vocabulary;
use crate::id::SourceId;
use crate::text::anchor::Found;
use crate::text::file::TextFile;
use crate::value::Value;

/// Each source's claims, put together, with the mistakes in them.
pub(super) type Merged = FxHashMap<SourceId, Arc<(Vec<Arc<Claim>>, Mistakes)>>;

/// Looks for the quotes of all claims, puts claims together that agree in everything but quotes and note, and names
/// them.
pub(super) fn merge(
    resolved: Vec<Vec<Resolved>>,
    vocabulary: &Vocabulary,
    files: &[TextFile],
    mistakes: &mut Mistakes,
) -> Vec<Arc<Claim>> {
    // Claims of different sources have nothing to do with each other.
    let mut counts = vec![0_usize; vocabulary.sources.len()];
    for resolved in resolved.iter().flatten() {
        if let Some(count) = counts.get_mut(resolved.source.index()) {
            *count += 1;
        }
    }
    let mut sources: Vec<Vec<Resolved>> = counts.into_iter().map(Vec::with_capacity).collect();
    for resolved in resolved.into_iter().flatten() {
        if let Some(source) = sources.get_mut(resolved.source.index()) {
            source.push(resolved);
        }
    }
    let look = Look::new(&vocabulary.entities, &vocabulary.sources);
    let parts: Vec<(Vec<Arc<Claim>>, Mistakes)> = sources
        .into_par_iter()
        .map(|mut claims| {
            let mut mistakes = Mistakes::default();
            anchoring::anchor_source(&mut claims, false, vocabulary, &mut mistakes);
            let claims = merge_source(claims, &look, vocabulary, files, &mut mistakes);
            (claims, mistakes)
        })
        .collect();
    let mut claims = Vec::with_capacity(parts.iter().map(|(part, _)| part.len()).sum());
    for (part, mut told) in parts {
        claims.extend(part);
        mistakes.0.append(&mut told.0);
    }
    claims
}

/// The same for sources whose quotes were looked for, where those of the others are put together already.
pub(super) fn merge_again(
    sources: FxHashMap<SourceId, Vec<Resolved>>,
    merged: &mut Merged,
    vocabulary: &Vocabulary,
    files: &[TextFile],
    mistakes: &mut Mistakes,
) -> Vec<Arc<Claim>> {
    let look = Look::new(&vocabulary.entities, &vocabulary.sources);
    let more: Vec<_> = sources
        .into_par_iter()
        .map(|(source, claims)| {
            let mut mistakes = Mistakes::default();
            let claims = merge_source(claims, &look, vocabulary, files, &mut mistakes);
            (source, Arc::new((claims, mistakes)))
        })
        .collect();
    merged.extend(more);
    let mut claims = Vec::new();
    for part in (0..vocabulary.sources.len()).filter_map(|source| merged.get(&SourceId::new(source))) {
        claims.extend(part.0.iter().cloned());
        mistakes.0.extend(part.1.0.iter().cloned());
    }
    claims
}

/// The claims of one source, sorted by id.
fn merge_source(
    mut resolved: Vec<Resolved>,
    look: &Look,
    vocabulary: &Vocabulary,
    files: &[TextFile],
    mistakes: &mut Mistakes,
) -> Vec<Arc<Claim>> {
    fetch(&resolved, look, vocabulary);
    // By what they say; those with an id first, so that one without joins the first of them.
    resolved.par_sort_by(|a, b| {
        (a.claim.content.cmp(&b.claim.content))
            .then_with(|| (a.named.is_none(), &a.claim.id).cmp(&(b.named.is_none(), &b.claim.id)))
            .then_with(|| wording(&a.claim).cmp(&wording(&b.claim)))
            .then_with(|| a.site().cmp(&b.site()))
    });
    let mut groups: Vec<Group> = Vec::with_capacity(resolved.len());
    for one in resolved {
        match groups.last_mut() {
            Some(group) if group.same(&one) => group.more.push(one),
            _ => groups.push(Group { first: one, more: Vec::new() }),
        }
    }
    duplicates(&groups, files, mistakes);
    let ids = ids(&groups, vocabulary);
    let mut claims: Vec<Arc<Claim>> = Vec::with_capacity(groups.len());
    claims.par_extend(groups.into_par_iter().zip(ids).flat_map_iter(|(group, id)| group.claims(id, look)));
    claims.par_sort_by(|a, b| (&a.id, subject(a), &a.sites).cmp(&(&b.id, subject(b), &b.sites)));
    claims
}

/// Of the members of a list so many are asked for.
const FEW: usize = 4;

/// Asks memory for the labels and ids of what claims give: they are looked for in quotes, and ids are made of them.
fn fetch(resolved: &[Resolved], look: &Look, vocabulary: &Vocabulary) {
    let (mut entities, mut events) = (Vec::with_capacity(resolved.len() * 2), Vec::with_capacity(resolved.len() * 2));
    for one in resolved {
        match &one.claim.form {
            Form::State(state) => {
                if let Subject::Entity(id) = state.subject {
                    entities.push(id);
                }
                if let Value::Entities(ids) = &state.value {
                    entities.extend(ids.iter().take(FEW).copied());
                }
            }
            Form::Event(event) => events.extend(event.events()),
            Form::Utterance(_) => {}
        }
    }
    for id in entities {
        look.fetch(id);
        vocabulary.entity_names.fetch_id(id.index());
    }
    events.into_iter().for_each(|id| vocabulary.event_names.fetch_id(id.index()));
}

/// How a claim is worded, for taking the same wording whatever its file is called.
fn wording(claim: &Claim) -> (&str, &str) {
    match &claim.form {
        Form::State(state) => (&state.written, &state.when.text),
        Form::Event(event) => ("", event.when.as_ref().map_or("", |when| &when.text)),
        Form::Utterance(_) => ("", ""),
    }
}

fn subject(claim: &Claim) -> Option<Subject> {
    match &claim.form {
        Form::State(state) => Some(state.subject),
        _ => None,
    }
}

/// Claims of one source that are one claim.
struct Group {
    first: Resolved,
    more: Vec<Resolved>,
}

impl Group {
    fn members(&self) -> impl Iterator<Item = &Resolved> {
        std::iter::once(&self.first).chain(&self.more)
    }

    fn same(&self, other: &Resolved) -> bool {
        let (first, second) = (&self.first.claim, &other.claim);
        first.source == second.source
            && first.content == second.content
            && (other.named.is_none() || self.first.named.is_some() && first.id == second.id)
    }

    /// The claims, one for each subject.
    fn claims(self, id: CompactString, look: &Look) -> impl Iterator<Item = Arc<Claim>> {
        let named = self.first.named.is_some();
        let mut first = self.first;
        if self.more.is_empty() {
            let claim = Arc::make_mut(&mut first.claim);
            claim.id = id;
            claim.quotes = distinct(std::mem::take(&mut claim.quotes));
        } else {
            let mut members = self.more;
            members.insert(0, first);
            first = gathered(members);
            let claim = Arc::make_mut(&mut first.claim);
            (claim.id, claim.named) = (id, named);
        }
        let Resolved { mut claim, rare, .. } = first;
        let more = rare.unwrap_or_default().more.into_iter();
        let others: Vec<Arc<Claim>> = more
            .map(|form| {
                let claim = Claim { form, ..Claim::clone(&claim) };
                Arc::new(Claim { glance: look.at(&claim), ..claim })
            })
            .collect();
        Arc::make_mut(&mut claim).glance = look.at(&claim);
        std::iter::once(claim).chain(others)
    }
}

/// What several members say together: the first of them in the order of the article, with the places, notes and
/// quotes of all. So nothing hangs on the order of the files.
fn gathered(mut members: Vec<Resolved>) -> Resolved {
    let mut sites: SmallVec<[Site; 1]> = members.iter().flat_map(|member| member.claim.sites.clone()).collect();
    sites.sort_unstable();
    sites.dedup();
    let mut notes: Vec<&str> = members.iter().filter_map(|member| member.claim.note.as_deref()).collect();
    notes.sort_unstable();
    notes.dedup();
    let note = (!notes.is_empty()).then(|| notes.join("\n").into_boxed_str());
    members.sort_by_cached_key(|member| {
        let first = member.claim.quotes.first();
        (first.is_none(), first.map(|quote| (place(quote), quote.exact.clone())))
    });
    let mut quotes = SmallVec::new();
    for member in &members {
        add(&mut quotes, member.claim.quotes.iter().cloned());
    }
    let mut first = members.swap_remove(0);
    let claim = Arc::make_mut(&mut first.claim);
    (claim.sites, claim.note, claim.quotes) = (sites, note, quotes);
    first
}

fn distinct(quotes: SmallVec<[Quote; 1]>) -> SmallVec<[Quote; 1]> {
    if quotes.len() < 2 {
        return quotes;
    }
    let mut kept = SmallVec::with_capacity(quotes.len());
    add(&mut kept, quotes.into_iter());
    kept
}

/// Adds quotes that are not there yet.
fn add(quotes: &mut SmallVec<[Quote; 1]>, more: impl Iterator<Item = Quote>) {
    for quote in more {
        let known = |other: &Quote| (&other.exact, &other.around) == (&quote.exact, &quote.around);
        // Few quotes to a claim, but a claim written a thousand times has a thousand.
        if quotes.len() > 64 || !quotes.iter().any(known) {
            quotes.push(quote);
        }
    }
}

fn place(quote: &Quote) -> usize {
    match &quote.found {
        Some(Found::Once(range)) => range.start,
        Some(Found::Several(ranges) | Found::OnlyWithoutContext(ranges)) => {
            ranges.first().map_or(usize::MAX, |range| range.start)
        }
        Some(Found::Nowhere) | None => usize::MAX,
    }
}

/// An id that a source's claims share though they say different things.
fn duplicates(groups: &[Group], files: &[TextFile], mistakes: &mut Mistakes) {
    let mut known: FxHashMap<(u32, &str), Vec<Site>> = FxHashMap::default();
    let mut order: Vec<(u32, &str)> = Vec::new();
    for group in groups {
        let first = &group.first;
        if first.named.is_none() {
            continue;
        }
        let Some(site) = group.members().filter_map(|member| member.named).min() else { continue };
        let key = (first.claim.source.0, &*first.claim.id);
        let places = known.entry(key).or_default();
        if places.is_empty() {
            order.push(key);
        }
        places.push(site);
    }
    for key in order {
        let Some(sites) = known.get_mut(&key).filter(|sites| sites.len() > 1) else { continue };
        sites.sort_unstable();
        let Some((first, rest)) = sites.split_first() else { continue };
        let place = files.get(first.file.index()).map_or_else(String::new, |file| {
            let place = file.place(first.start as usize);
            format!("{}:{}:{}", file.path(), place.line, place.column)
        });
        for site in rest {
            let help = format!("another claim of this source has it, {place}: give one of them another id");
            mistakes.add(*site, format!("the id `{}` is written for two different claims", key.1), help);
        }
    }
}

/// The ids of all groups of a source: written, or made from what they say.
fn ids(groups: &[Group], vocabulary: &Vocabulary) -> Vec<CompactString> {
    let mut ids: Vec<CompactString> = groups
        .par_iter()
        .map(|group| match &group.first.named {
            Some(_) => group.first.claim.id.clone(),
            None => made(&group.first.claim, vocabulary, 3),
        })
        .collect();
    let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
    for id in &ids {
        *taken.entry(id).or_default() += 1;
    }
    let twice: Vec<bool> = ids.iter().map(|id| taken.get(id.as_str()).is_some_and(|count| *count > 1)).collect();
    for ((group, id), twice) in groups.iter().zip(&mut ids).zip(twice) {
        if twice && group.first.named.is_none() {
            *id = made(&group.first.claim, vocabulary, 16);
        }
    }
    ids
}

/// A readable id with the first bytes of what the claim says behind it.
fn made(claim: &Claim, vocabulary: &Vocabulary, bytes: usize) -> CompactString {
    let mut id = content::slug(vocabulary, &claim.form);
    if !id.is_empty() {
        id.push('-');
    }
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
    for byte in claim.content.iter().take(bytes) {
        id.push(digit(byte >> 4));
        id.push(digit(byte & 15));
    }
    CompactString::from(id.as_str())
}
