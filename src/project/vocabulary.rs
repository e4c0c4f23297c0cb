//! What claims share: sources, entities, properties, events and utterances of all files, and their names.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::mistake::{Help, Mistakes};
use super::model::*;
use super::names::{Names, Table, Unknown};
use super::rings::{self, Edges};
use super::take::Take;
use super::tree::Node;
use super::wording::{clip, list};
use super::written::{Entry, Written};
use crate::id::{ChoiceId, EntityId, SourceId};
use crate::text::file::TextFile;
use crate::time::Length;

/// The vocabulary of a project and its names.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub sources: Vec<Source>,
    pub entities: Vec<Entity>,
    pub properties: Vec<Property>,
    pub events: Vec<Event>,
    pub utterances: Vec<Utterance>,
    pub source_names: Table,
    pub entity_names: Table,
    pub property_names: Table,
    pub event_names: Table,
    pub utterance_names: Table,
    /// Folded choices of each property.
    pub choices: Vec<FxHashMap<String, ChoiceId>>,
    /// For each source, its `text` and `sha256` as written.
    pub texts: Vec<SourceText>,
}

/// What a source says of its text.
#[derive(Debug, Default, Clone)]
pub(super) struct SourceText {
    pub text: Option<(String, Site)>,
    pub sha256: Option<(String, Site)>,
}

/// Gathers the vocabulary of all files.
pub(super) fn gather(
    written: &mut [Written<'_>],
    files: &[TextFile],
    approximate: Option<&Length>,
    mistakes: &mut Mistakes,
) -> Vocabulary {
    let mut gather = Gather { files, approximate, mistakes };
    let mut vocabulary = Vocabulary::default();

    let sources = gather.sorted(written.iter_mut().map(|file| std::mem::take(&mut file.sources)), "source");
    let entities = gather.sorted(written.iter_mut().map(|file| std::mem::take(&mut file.entities)), "entity");
    let properties = gather.sorted(written.iter_mut().map(|file| std::mem::take(&mut file.properties)), "property");
    let events = gather.sorted(written.iter_mut().map(|file| std::mem::take(&mut file.events)), "event");
    let utterances = gather.sorted(written.iter_mut().map(|file| std::mem::take(&mut file.utterances)), "utterance");

    for entry in &sources {
        let (source, text) = gather.source(entry);
        vocabulary.sources.push(source);
        vocabulary.texts.push(text);
    }
    vocabulary.source_names = table(&sources, |_| (None, &[]));
    gather.derivations(&sources, &mut vocabulary);

    vocabulary.entities = entities.iter().map(|entry| gather.entity(entry)).collect();
    let all = &vocabulary.entities;
    vocabulary.entity_names = table(&entities, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
    gather.places(&entities, &mut vocabulary);

    for (index, entry) in (0..).zip(&properties) {
        let (property, choices) = gather.property(entry, index);
        vocabulary.properties.push(property);
        vocabulary.choices.push(choices);
    }
    let all = &vocabulary.properties;
    vocabulary.property_names = table(&properties, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));

    vocabulary.events = events.iter().map(|entry| gather.event(entry)).collect();
    let all = &vocabulary.events;
    vocabulary.event_names = table(&events, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));

    vocabulary.utterances = utterances.iter().map(|entry| gather.utterance(entry)).collect();
    let all = &vocabulary.utterances;
    vocabulary.utterance_names = table(&utterances, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
    vocabulary
}

fn names<'v>(entry: Option<(&'v CompactString, &'v Vec<CompactString>)>) -> (Option<&'v str>, &'v [CompactString]) {
    entry.map_or((None, &[]), |(label, aliases)| (Some(label), aliases))
}

/// Ids first, which win; then names.
fn table<'v>(entries: &[Entry<'_>], names: impl Fn(usize) -> (Option<&'v str>, &'v [CompactString])) -> Table {
    let mut table = Table::default();
    let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for (at, entry) in entries.iter().enumerate() {
        table.add_id(&entry.id, index(at));
    }
    for (at, entry) in entries.iter().enumerate() {
        let (label, aliases) = names(at);
        for name in label.or(Some(&entry.id)).into_iter().chain(aliases.iter().map(CompactString::as_str)) {
            table.add_name(name, index(at));
        }
    }
    let all = (0..entries.len())
        .map(names)
        .flat_map(|(label, aliases)| label.into_iter().map(CompactString::from).chain(aliases.iter().cloned()));
    table.note(all);
    table
}

/// Gathers entries, and tells what is wrong with them.
pub(super) struct Gather<'g> {
    files: &'g [TextFile],
    approximate: Option<&'g Length>,
    mistakes: &'g mut Mistakes,
}

impl Gather<'_> {
    pub(super) fn take(&mut self, entry: &Entry<'_>) -> Take<'_> {
        Take { file: entry.site.file, mistakes: self.mistakes }
    }

    /// Entries of all files by id; an id that is there already is a mistake.
    fn sorted<'t>(&mut self, entries: impl Iterator<Item = Vec<Entry<'t>>>, what: &str) -> Vec<Entry<'t>> {
        let mut entries: Vec<Entry<'t>> = entries.flatten().collect();
        entries.sort_by(|a, b| (&a.id, a.site).cmp(&(&b.id, b.site)));
        let mut unique: Vec<Entry<'t>> = Vec::with_capacity(entries.len());
        for entry in entries {
            match unique.last().filter(|last| last.id == entry.id) {
                None => unique.push(entry),
                Some(first) => {
                    let place = self.place(first.site);
                    let help = format!("it stands in {place} already: keep one of the two, or give one another id");
                    self.mistakes.add(entry.site, format!("the {what} `{}` is defined twice", entry.id), help);
                }
            }
        }
        unique
    }

    fn place(&self, site: Site) -> String {
        self.files.get(site.file.index()).map_or_else(String::new, |file| {
            let place = file.place(site.start as usize);
            format!("{}:{}:{}", file.path(), place.line, place.column)
        })
    }

    fn source(&mut self, entry: &Entry<'_>) -> (Source, SourceText) {
        let approximate = self.approximate.cloned();
        let mut take = self.take(entry);
        let fields = &entry.fields;
        let mut sited = |key: &str| {
            let node = fields.get(key)?;
            let site = Site::new(entry.site.file, node.range());
            take.optional(key, Some(node)).map(|text| (text, site))
        };
        let (text, sha256) = (sited("text"), sited("sha256"));
        let published_node = fields.get("published").filter(|node| !node.is_null());
        let retrieved_node = fields.get("retrieved").filter(|node| !node.is_null());
        let role = [("article", Role::Article), ("draft", Role::Draft), ("reference", Role::Reference)];
        let authorship = [("human", Authorship::Human), ("ai", Authorship::Ai), ("mixed", Authorship::Mixed)];
        let derived = take.texts("derived-from", fields.get("derived-from"));
        let source = Source {
            name: entry.id.as_str().into(),
            site: entry.site,
            text: None,
            article: None,
            title: take.optional("title", fields.get("title")),
            publisher: take.optional("publisher", fields.get("publisher")),
            published: published_node.and_then(|node| take.date("published", node, approximate.as_ref())),
            published_text: take.optional("published", published_node.filter(|node| node.text().is_some())),
            url: take.optional("url", fields.get("url")),
            author: take.optional("author", fields.get("author")),
            retrieved: retrieved_node.and_then(|node| take.date("retrieved", node, approximate.as_ref())),
            language: language(&mut take, "language", fields.get("language")),
            authorship: take.word("authorship", fields.get("authorship"), &authorship).unwrap_or_default(),
            translated_from: language(&mut take, "translated-from", fields.get("translated-from")),
            role: take.word("role", fields.get("role"), &role).unwrap_or_default(),
            derived_from: Vec::new(),
            derived_from_names: derived.iter().map(|(name, _)| name.replace('_', "-")).collect(),
        };
        let broken = fields.broken || fields.doubtful || fields.has("role") && source.role == Role::Article;
        if text.is_none() && source.role != Role::Reference && !broken && fields.get("text").is_none_or(Node::is_null) {
            let help = "write `text:` and the article's file name, or `role: reference` for a record that has none";
            take.mistakes.add(entry.site, format!("the source `{}` has no text", entry.id), help);
        }
        (source, SourceText { text, sha256 })
    }

    /// `derived-from`: what is listed gets its number, and nothing is derived from itself.
    fn derivations(&mut self, entries: &[Entry<'_>], vocabulary: &mut Vocabulary) {
        let mut edges: Edges = Vec::with_capacity(entries.len());
        for entry in entries {
            // What is no text was told when the source was read.
            let mut told = Mistakes::default();
            let mut take = Take { file: entry.site.file, mistakes: &mut told };
            let names = take.texts("derived-from", entry.fields.get("derived-from"));
            let listed = names.into_iter().filter_map(|(name, node)| {
                let index = vocabulary.source_names.find(name).ok()?;
                Some((index, Site::new(entry.site.file, node.range())))
            });
            edges.push(listed.collect());
        }
        self.open_rings(&mut edges, "derived-from", "is derived from itself", entries);
        for (source, targets) in vocabulary.sources.iter_mut().zip(edges) {
            source.derived_from = targets.into_iter().map(|(index, _)| SourceId(index)).collect();
        }
    }

    /// Tells each ring of `within` or `derived-from` once, and opens it.
    fn open_rings(&mut self, edges: &mut Edges, key: &str, what: &str, entries: &[Entry<'_>]) {
        let name = |at: u32| entries.get(at as usize).map_or("", |entry| entry.id.as_str());
        for ring in rings::open(edges) {
            let mut shown: Vec<String> = ring.first.iter().map(|at| format!("`{}`", name(*at))).collect();
            if ring.length > shown.len() {
                shown.push("…".to_owned());
            }
            let first = ring.first.first().map_or("", |at| name(*at));
            let message = format!("`{first}` {what}: {} → `{first}`", shown.join(" → "));
            self.mistakes.add(ring.site, message, format!("remove one `{key}` of this ring"));
        }
    }

    pub(super) fn label(take: &mut Take<'_>, entry: &Entry<'_>) -> CompactString {
        let fields = &entry.fields;
        if let (Some(_), Some(second)) = (fields.get("name"), fields.get("label")) {
            take.add(second, "`name` and `label` mean the same here", "keep one; further names go into `aliases`");
        }
        let key = if fields.has("name") { "name" } else { "label" };
        take.optional(key, fields.get(key)).map_or_else(|| entry.id.as_str().into(), CompactString::from)
    }

    pub(super) fn aliases(take: &mut Take<'_>, entry: &Entry<'_>) -> Vec<CompactString> {
        take.texts("aliases", entry.fields.get("aliases")).into_iter().map(|(name, _)| name.into()).collect()
    }

    /// What an entry is, in somebody's own word.
    pub(super) fn kind(take: &mut Take<'_>, entry: &Entry<'_>) -> Option<String> {
        take.optional("kind", entry.fields.get("kind"))
    }

    fn entity(&mut self, entry: &Entry<'_>) -> Entity {
        let mut take = self.take(entry);
        Entity {
            name: entry.id.as_str().into(),
            site: entry.site,
            label: Self::label(&mut take, entry),
            kind: Self::kind(&mut take, entry),
            aliases: Self::aliases(&mut take, entry),
            within: Vec::new(),
        }
    }

    /// `within` of all entities.
    fn places(&mut self, entries: &[Entry<'_>], vocabulary: &mut Vocabulary) {
        let mut edges: Edges = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut take = self.take(entry);
            let mut found: Vec<(u32, Site)> = Vec::new();
            for (name, node) in take.texts("within", entry.fields.get("within")) {
                let site = take.site(node);
                match vocabulary.entity_names.find(name) {
                    Ok(index) => found.push((index, site)),
                    Err(error) => vocabulary.unknown(take.mistakes, site, Names::Entity, name, &error),
                }
            }
            edges.push(found);
        }
        self.open_rings(&mut edges, "within", "lies within itself", entries);
        for (entity, targets) in vocabulary.entities.iter_mut().zip(edges) {
            entity.within = targets.into_iter().map(|(index, _)| EntityId(index)).collect();
        }
    }

    fn event(&mut self, entry: &Entry<'_>) -> Event {
        let mut take = self.take(entry);
        let lasts = entry.fields.get("lasts").filter(|node| !node.is_null());
        Self::kind(&mut take, entry);
        Event {
            name: entry.id.as_str().into(),
            site: entry.site,
            label: Self::label(&mut take, entry),
            aliases: Self::aliases(&mut take, entry),
            lasts: lasts.and_then(|node| take.boolean("lasts", node)).unwrap_or(false),
        }
    }

    fn utterance(&mut self, entry: &Entry<'_>) -> Utterance {
        let mut take = self.take(entry);
        Self::kind(&mut take, entry);
        Utterance {
            name: entry.id.as_str().into(),
            site: entry.site,
            label: Self::label(&mut take, entry),
            aliases: Self::aliases(&mut take, entry),
            declared: true,
        }
    }
}

/// A BCP 47 tag, by its looks.
fn language(take: &mut Take<'_>, key: &str, node: Option<&Node<'_>>) -> Option<String> {
    let node = node?;
    let tag = take.optional(key, Some(node))?;
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let head = matches!(first, "x" | "i" | "X" | "I")
        || ((2..=3).contains(&first.len()) && first.chars().all(|letter| letter.is_ascii_alphabetic()));
    let rest =
        parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|letter| letter.is_ascii_alphanumeric()));
    if head && rest {
        return Some(tag);
    }
    let help = "write `en`, `es`, `pt-BR`…: two or three letters for the language, then perhaps a region";
    take.add(node, format!("`{}` is no language tag", clip(&tag)), help);
    None
}

impl Vocabulary {
    /// Makes the names of sources anew, after one was put among them.
    pub fn rename_sources(&mut self) {
        self.source_names = Table::default();
        for (at, source) in self.sources.iter().enumerate() {
            self.source_names.add_id(&source.name, u32::try_from(at).unwrap_or(u32::MAX));
        }
    }

    /// Where a project declares no utterances, the claims' own words are their ids: spelled alike but for case,
    /// accents and the like they are one.
    pub fn undeclared(&mut self, written: &[Written<'_>]) {
        if !self.utterances.is_empty() {
            return;
        }
        let mut names: Vec<(&str, Site)> = Vec::new();
        for file in written {
            let own = file.claims.iter().filter_map(|claim| claim.get("utterance"));
            for node in own.chain(file.defaults.get("utterance")) {
                if let Some(name) = node.text().map(str::trim).filter(|name| !name.is_empty() && !node.is_null()) {
                    names.push((name, Site::new(file.file, node.range())));
                }
            }
        }
        names.sort_unstable();
        names.dedup_by(|a, b| a.0 == b.0);
        for (name, site) in names {
            if self.utterance_names.find(name).is_ok() {
                continue;
            }
            let index = u32::try_from(self.utterances.len()).unwrap_or(u32::MAX);
            let id = name.replace('_', "-");
            self.utterance_names.add_id(&id, index);
            self.utterance_names.add_name(name, index);
            let utterance =
                Utterance { name: id.into(), site, label: name.into(), aliases: Vec::new(), declared: false };
            self.utterances.push(utterance);
        }
    }

    /// Says that a name stands for nothing, or for too much.
    pub fn unknown(&self, mistakes: &mut Mistakes, site: Site, kind: Names, name: &str, why: &Unknown) {
        match why {
            Unknown::Nobody => {
                let message =
                    format!("`{}` is no known {}", clip(name), kind.one().split_once(' ').map_or("", |x| x.1));
                mistakes.add(site, message, Help::Nearest(kind, name.to_owned()));
            }
            Unknown::Several(count, first) => {
                let ids: Vec<&str> = first.iter().map(|at| self.id(kind, *at)).collect();
                let more = if *count > ids.len() { " among them" } else { "" };
                let message = format!("`{}` is the name of {count} {}: {}{more}", clip(name), kind.many(), list(&ids));
                mistakes.add(site, message, "write the id of the one that is meant");
            }
        }
    }

    fn id(&self, kind: Names, at: u32) -> &str {
        let at = at as usize;
        match kind {
            Names::Source => self.sources.get(at).map(|x| x.name.as_str()),
            Names::Entity => self.entities.get(at).map(|x| x.name.as_str()),
            Names::Property => self.properties.get(at).map(|x| x.name.as_str()),
            Names::Event => self.events.get(at).map(|x| x.name.as_str()),
            Names::Utterance => self.utterances.get(at).map(|x| x.name.as_str()),
            Names::Subject | Names::Choice(_) => None,
        }
        .unwrap_or("")
    }

    /// The help for an unknown name: the nearest known one.
    pub fn nearest(&self, kind: Names, name: &str) -> Option<String> {
        fn of<'v, T>(
            table: &'v [T],
            names: impl Fn(&'v T) -> (&'v CompactString, &'v CompactString, &'v [CompactString]),
        ) -> Vec<&'v str> {
            let names = table.iter().map(names);
            names
                .flat_map(|(id, label, aliases)| [id, label].into_iter().chain(aliases))
                .map(CompactString::as_str)
                .collect()
        }
        let mut known: Vec<&str> = match kind {
            Names::Source => self.sources.iter().map(|source| source.name.as_str()).collect(),
            Names::Entity | Names::Subject => of(&self.entities, |x| (&x.name, &x.label, &x.aliases)),
            Names::Property => of(&self.properties, |x| (&x.name, &x.label, &x.aliases)),
            Names::Event => of(&self.events, |x| (&x.name, &x.label, &x.aliases)),
            Names::Utterance => of(&self.utterances, |x| (&x.name, &x.label, &x.aliases)),
            Names::Choice(at) => {
                let choices = self.properties.get(at as usize).map_or(&[][..], |property| &property.choices);
                choices.iter().map(String::as_str).collect()
            }
        };
        if kind == Names::Subject {
            known.extend(of(&self.events, |x| (&x.name, &x.label, &x.aliases)));
        }
        let near = super::names::nearest(name, known.iter().copied());
        Some(match near.or_else(|| super::names::longer(name, known.iter().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None if matches!(kind, Names::Choice(_)) => {
                known.truncate(12);
                format!("the choices are {}", list(&known))
            }
            None => {
                let section = match kind {
                    Names::Source => "sources",
                    Names::Entity => "entities",
                    Names::Property => "properties",
                    Names::Event => "events",
                    Names::Utterance => "utterances",
                    Names::Subject | Names::Choice(_) => "entities` or `events",
                };
                format!("define it under `{section}`, in any claim file")
            }
        })
    }
}
