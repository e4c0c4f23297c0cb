//! Claims of all files become the project's claims: those that agree are put together, and each gets its id.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::claims::Resolved;
use super::content;
use super::mistake::Mistakes;
use super::model::{Claim, Form, Quote, Site};
use super::quotes::Passage;
use super::vocabulary::Vocabulary;
use crate::text::anchor::Found;
use crate::text::file::TextFile;

/// Puts claims together that agree in everything but quotes and note, and names them.
pub(super) fn merge(
    resolved: Vec<Vec<Resolved>>,
    vocabulary: &Vocabulary,
    files: &[TextFile],
    mistakes: &mut Mistakes,
) -> Vec<Claim> {
    // Claims of different sources have nothing to do with each other.
    let mut counts = vec![0_usize; vocabulary.sources.len()];
    for claim in resolved.iter().flatten() {
        if let Some(count) = counts.get_mut(claim.source.index()) {
            *count += 1;
        }
    }
    let mut sources: Vec<Vec<Resolved>> = counts.into_iter().map(Vec::with_capacity).collect();
    for claim in resolved.into_iter().flatten() {
        if let Some(source) = sources.get_mut(claim.source.index()) {
            source.push(claim);
        }
    }
    let parts: Vec<(Vec<Claim>, Mistakes)> =
        sources.into_par_iter().map(|claims| merge_source(claims, vocabulary, files)).collect();
    let mut claims = Vec::with_capacity(parts.iter().map(|(part, _)| part.len()).sum());
    for (part, mut told) in parts {
        claims.extend(part);
        mistakes.0.append(&mut told.0);
    }
    claims
}

/// The claims of one source, sorted by id.
fn merge_source(mut resolved: Vec<Resolved>, vocabulary: &Vocabulary, files: &[TextFile]) -> (Vec<Claim>, Mistakes) {
    // By what they say; those with an id first, so that one without joins the first of them.
    resolved.par_sort_by(|a, b| {
        let id = |claim: &Resolved| (claim.id.is_none(), claim.id.as_ref().map(|(id, _)| id.clone()));
        a.content
            .cmp(&b.content)
            .then_with(|| id(a).cmp(&id(b)))
            .then_with(|| wording(a).cmp(&wording(b)))
            .then(a.site.cmp(&b.site))
    });
    let mut groups: Vec<Group> = Vec::with_capacity(resolved.len());
    for claim in resolved {
        match groups.last_mut() {
            Some(group) if group.same(&claim) => group.more.push(claim),
            _ => groups.push(Group { first: claim, more: Vec::new() }),
        }
    }
    let mut mistakes = Mistakes::default();
    duplicates(&groups, files, &mut mistakes);
    let ids = ids(&groups, vocabulary);
    let mut claims: Vec<Claim> = Vec::with_capacity(groups.len());
    claims.par_extend(groups.into_par_iter().zip(ids).flat_map_iter(|(group, id)| group.claims(id)));
    claims.par_sort_by(|a, b| (&a.id, subject(a), &a.sites).cmp(&(&b.id, subject(b), &b.sites)));
    (claims, mistakes)
}

/// How a claim is worded, for taking the same wording whatever its file is called.
fn wording(claim: &Resolved) -> (&str, &str) {
    match claim.forms.first() {
        Some(Form::State(state)) => (&state.written, &state.when.text),
        Some(Form::Event(event)) => ("", event.when.as_ref().map_or("", |when| &when.text)),
        _ => ("", ""),
    }
}

fn subject(claim: &Claim) -> Option<super::model::Subject> {
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
        let first = &self.first;
        first.source == other.source
            && first.content == other.content
            && match (&first.id, &other.id) {
                (Some((a, _)), Some((b, _))) => a == b,
                (_, None) => true,
                (None, Some(_)) => false,
            }
    }

    /// The claims, one for each subject.
    fn claims(self, id: String) -> Vec<Claim> {
        let named = self.first.id.is_some();
        let mut first = self.first;
        let (sites, note, quotes) = if self.more.is_empty() {
            (vec![first.site], first.note.take(), distinct(std::mem::take(&mut first.quotes)))
        } else {
            let mut members = self.more;
            members.insert(0, first);
            let together = gathered(&mut members);
            let Some(earliest) = members.into_iter().next() else { return Vec::new() };
            first = earliest;
            together
        };
        let count = first.forms.len();
        let mut rest = Some((id, sites, first.according_to, quotes, note));
        let mut claims = Vec::with_capacity(count);
        for (at, form) in first.forms.into_iter().enumerate() {
            let shared = if at + 1 == count { rest.take() } else { rest.clone() };
            let Some((id, sites, according_to, quotes, note)) = shared else { break };
            claims.push(Claim {
                source: first.source,
                id,
                named,
                content: first.content,
                sites,
                form,
                according_to,
                certainty: first.certainty,
                quotes,
                note,
            });
        }
        claims
    }
}

/// What several members say together. They come back in the order of the article, where several files hold the claim:
/// never in the order of the files.
fn gathered(members: &mut [Resolved]) -> (Vec<Site>, Option<String>, Vec<Quote>) {
    let mut sites: Vec<Site> = members.iter().map(|member| member.site).collect();
    sites.sort_unstable();
    sites.dedup();
    let mut notes: Vec<String> = members.iter_mut().filter_map(|member| member.note.take()).collect();
    notes.sort_unstable();
    notes.dedup();
    members.sort_by_cached_key(|member| {
        let first = member.quotes.first().map(|passage| &passage.quote);
        (first.is_none(), first.map(|quote| (place(quote), quote.exact.clone())))
    });
    let mut quotes: Vec<Quote> = Vec::new();
    for member in members {
        add(&mut quotes, std::mem::take(&mut member.quotes));
    }
    (sites, (!notes.is_empty()).then(|| notes.join("\n")), quotes)
}

fn distinct(passages: Vec<Passage>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::with_capacity(passages.len());
    add(&mut quotes, passages);
    quotes
}

/// Adds quotes that are not there yet.
fn add(quotes: &mut Vec<Quote>, passages: Vec<Passage>) {
    for passage in passages {
        let quote = passage.quote;
        let known = |other: &Quote| {
            (&other.exact, &other.prefix, &other.suffix) == (&quote.exact, &quote.prefix, &quote.suffix)
        };
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
        let Some((id, _)) = &first.id else { continue };
        let sites = group.members().filter_map(|member| member.id.as_ref()).map(|(_, site)| *site);
        let Some(site) = sites.min() else { continue };
        let key = (first.source.0, id.as_str());
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
fn ids(groups: &[Group], vocabulary: &Vocabulary) -> Vec<String> {
    let mut ids: Vec<String> = groups
        .par_iter()
        .map(|group| match &group.first.id {
            Some((id, _)) => id.clone(),
            None => made(&group.first, vocabulary, 3),
        })
        .collect();
    let mut taken: FxHashMap<&str, usize> = FxHashMap::default();
    for id in &ids {
        *taken.entry(id).or_default() += 1;
    }
    let twice: Vec<bool> = ids.iter().map(|id| taken.get(id.as_str()).is_some_and(|count| *count > 1)).collect();
    for ((group, id), twice) in groups.iter().zip(&mut ids).zip(twice) {
        if twice && group.first.id.is_none() {
            *id = made(&group.first, vocabulary, 16);
        }
    }
    ids
}

/// A readable id with the first bytes of what the claim says behind it.
fn made(claim: &Resolved, vocabulary: &Vocabulary, bytes: usize) -> String {
    use std::fmt::Write;
    let mut id = claim.forms.first().map(|form| content::slug(vocabulary, form)).unwrap_or_default();
    if !id.is_empty() {
        id.push('-');
    }
    for byte in claim.content.iter().take(bytes) {
        let _ = write!(id, "{byte:02x}");
    }
    id
}
