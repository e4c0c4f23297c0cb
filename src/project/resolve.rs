//! Claims of all files become the project's claims: those that agree are put together, and each gets its id.

use rustc_hash::FxHashMap;

use super::claims::Resolved;
use super::content;
use super::mistake::Mistakes;
use super::model::{Claim, Form, Quote, Site};
use super::vocabulary::Vocabulary;
use crate::text::anchor::Found;
use crate::text::file::TextFile;

/// Puts claims together that agree in everything but quotes and note, and names them.
pub(super) fn merge(
    mut resolved: Vec<Resolved>,
    vocabulary: &Vocabulary,
    files: &[TextFile],
    mistakes: &mut Mistakes,
) -> Vec<Claim> {
    // By what they say; those with an id first, so that one without joins the first of them.
    resolved.sort_by(|a, b| {
        let id = |claim: &Resolved| (claim.id.is_none(), claim.id.as_ref().map(|(id, _)| id.clone()));
        (a.source, a.content)
            .cmp(&(b.source, b.content))
            .then_with(|| id(a).cmp(&id(b)))
            .then_with(|| wording(a).cmp(&wording(b)))
            .then(a.site.cmp(&b.site))
    });
    let mut groups: Vec<Group> = Vec::new();
    for claim in resolved {
        match groups.last_mut() {
            Some(group) if group.same(&claim) => group.members.push(claim),
            _ => groups.push(Group { members: vec![claim] }),
        }
    }
    duplicates(&groups, files, mistakes);
    let ids = ids(&groups, vocabulary);
    let mut claims: Vec<Claim> = Vec::with_capacity(groups.len());
    for (group, id) in groups.into_iter().zip(ids) {
        group.claims(id, &mut claims);
    }
    claims.sort_by(|a, b| (a.source, &a.id, subject(a), &a.sites).cmp(&(b.source, &b.id, subject(b), &b.sites)));
    claims
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
    members: Vec<Resolved>,
}

impl Group {
    fn first(&self) -> Option<&Resolved> {
        self.members.first()
    }

    fn same(&self, other: &Resolved) -> bool {
        self.first().is_some_and(|first| {
            first.source == other.source
                && first.content == other.content
                && match (&first.id, &other.id) {
                    (Some((a, _)), Some((b, _))) => a == b,
                    (_, None) => true,
                    (None, Some(_)) => false,
                }
        })
    }

    fn claims(mut self, id: String, claims: &mut Vec<Claim>) {
        let mut sites: Vec<Site> = self.members.iter().map(|member| member.site).collect();
        sites.sort_unstable();
        sites.dedup();
        let mut notes: Vec<String> = self.members.iter_mut().filter_map(|member| member.note.take()).collect();
        notes.sort_unstable();
        notes.dedup();
        // In the order of the article, where several files hold the claim: never in the order of the files.
        self.members.sort_by_cached_key(|member| {
            let first = member.quotes.first().map(|passage| &passage.quote);
            (first.is_none(), first.map(|quote| (place(quote), quote.exact.clone())))
        });
        let mut quotes: Vec<Quote> = Vec::new();
        for member in &mut self.members {
            for passage in std::mem::take(&mut member.quotes) {
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
        let named = self.first().is_some_and(|member| member.id.is_some());
        let Some(first) = self.members.into_iter().next() else { return };
        let note = (!notes.is_empty()).then(|| notes.join("\n"));
        let count = first.forms.len();
        let mut quotes = Some(quotes);
        for (at, form) in first.forms.into_iter().enumerate() {
            let last = at + 1 == count;
            let quotes = if last { quotes.take() } else { quotes.clone() };
            claims.push(Claim {
                source: first.source,
                id: id.clone(),
                named,
                content: first.content,
                sites: sites.clone(),
                form,
                according_to: first.according_to.clone(),
                certainty: first.certainty,
                quotes: quotes.unwrap_or_default(),
                note: note.clone(),
            });
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
        let Some((first, (id, _))) = group.first().and_then(|first| Some((first, first.id.as_ref()?))) else {
            continue;
        };
        let sites = group.members.iter().filter_map(|member| member.id.as_ref()).map(|(_, site)| *site);
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

/// The ids of all groups: written, or made from what they say.
fn ids(groups: &[Group], vocabulary: &Vocabulary) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(groups.len());
    let mut taken: FxHashMap<(u32, String), usize> = FxHashMap::default();
    for group in groups {
        let Some(first) = group.first() else { continue };
        let id = match &first.id {
            Some((id, _)) => id.clone(),
            None => made(first, vocabulary, 3),
        };
        *taken.entry((first.source.0, id.clone())).or_default() += 1;
        ids.push(id);
    }
    for (group, id) in groups.iter().zip(&mut ids) {
        let Some(first) = group.first().filter(|first| first.id.is_none()) else { continue };
        if taken.get(&(first.source.0, id.clone())).is_some_and(|count| *count > 1) {
            *id = made(first, vocabulary, 16);
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
