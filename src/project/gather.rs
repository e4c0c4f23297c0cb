//! Gathers what files define: entries of all files become one vocabulary.

use compact_str::CompactString;

use super::cut;
use super::mistake::Mistakes;
use super::model::*;
use super::names::{Names, Table};
use super::rings::{self, Edges};
use super::take::Take;
use super::tree::Node;
use super::vocabulary::{SourceText, Vocabulary};
use super::wording::{clip, kebab};
use super::written::{Entry, Written};
use crate::id::{EntityId, SourceId};
use crate::text::file::TextFile;
use crate::time::{Length, edtf};

/// Gathers the vocabulary of all files. `read` is told the sources as soon as they are known, and reads their texts
/// meanwhile: what else is defined needs none of them.
pub(super) fn gather(
    written: &mut [Written<'_>],
    files: &[TextFile],
    approximate: Option<&Length>,
    read: impl FnOnce(&mut Vocabulary, &mut Mistakes) + Send,
    mistakes: &mut Mistakes,
) -> Vocabulary {
    let mut sources = Vec::new();
    let mut entities = Vec::new();
    let mut properties = Vec::new();
    let mut events = Vec::new();
    let mut utterances = Vec::new();
    for file in written {
        sources.append(&mut file.sources);
        entities.append(&mut file.entities);
        properties.append(&mut file.properties);
        events.append(&mut file.events);
        utterances.append(&mut file.utterances);
    }
    let mut parts: [(Vocabulary, Mistakes); 4] = Default::default();
    let [of_sources, of_entities, of_events, of_others] = &mut parts;
    rayon::scope(|scope| {
        scope.spawn(move |_| {
            let (vocabulary, mistakes) = of_sources;
            let mut gather = Gather { files, approximate, mistakes };
            gather.sources(sources, vocabulary);
            read(vocabulary, gather.mistakes);
        });
        scope.spawn(move |_| {
            let (vocabulary, mistakes) = of_others;
            let mut gather = Gather { files, approximate, mistakes };
            gather.properties(properties, vocabulary);
            gather.utterances(utterances, vocabulary);
        });
        scope.spawn(move |_| {
            let (vocabulary, mistakes) = of_events;
            let mut gather = Gather { files, approximate, mistakes };
            gather.events(events, vocabulary);
        });
        let (vocabulary, mistakes) = of_entities;
        let mut gather = Gather { files, approximate, mistakes };
        gather.entities(entities, vocabulary);
    });
    let [sources, entities, events, others] = parts.map(|(vocabulary, mut told)| {
        mistakes.0.append(&mut told.0);
        vocabulary
    });
    Vocabulary {
        shared_names: entities.entity_names.shares(&events.event_names),
        sources: sources.sources,
        texts: sources.texts,
        source_names: sources.source_names,
        draft: sources.draft,
        entities: entities.entities,
        entity_names: entities.entity_names,
        events: events.events,
        event_names: events.event_names,
        ..others
    }
}

fn names<'v>(entry: Option<(&'v CompactString, &'v Vec<CompactString>)>) -> (Option<&'v str>, &'v [CompactString]) {
    entry.map_or((None, &[]), |(label, aliases)| (Some(label), aliases))
}

/// Ids first, which win; then names.
fn table<'v>(entries: &[Entry<'_>], names: impl Fn(usize) -> (Option<&'v str>, &'v [CompactString])) -> Table {
    let mut table = Table::for_entries(entries.len());
    let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    for entry in entries {
        table.add_id(&entry.id);
    }
    for (at, entry) in entries.iter().enumerate() {
        let (label, aliases) = names(at);
        for name in label.or(Some(&entry.id)).into_iter().chain(aliases.iter().map(CompactString::as_str)) {
            table.add_name(name, index(at));
            table.note(name, index(at));
        }
    }
    table.settle();
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

    fn sources(&mut self, entries: Vec<Entry<'_>>, vocabulary: &mut Vocabulary) {
        let entries = self.sorted(entries, "source");
        for entry in &entries {
            let (source, text) = self.source(entry);
            vocabulary.sources.push(source);
            vocabulary.texts.push(text);
        }
        vocabulary.source_names = table(&entries, |_| (None, &[]));
        self.derivations(&entries, vocabulary);
    }

    fn entities(&mut self, entries: Vec<Entry<'_>>, vocabulary: &mut Vocabulary) {
        let entries = self.sorted(entries, "entity");
        vocabulary.entities = entries.iter().map(|entry| self.entity(entry)).collect();
        let all = &vocabulary.entities;
        vocabulary.entity_names = table(&entries, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
        self.places(&entries, vocabulary);
    }

    fn properties(&mut self, entries: Vec<Entry<'_>>, vocabulary: &mut Vocabulary) {
        let entries = self.sorted(entries, "property");
        for (index, entry) in (0..).zip(&entries) {
            let (property, choices) = self.property(entry, index);
            vocabulary.properties.push(property);
            vocabulary.choices.push(choices);
        }
        let all = &vocabulary.properties;
        vocabulary.property_names = table(&entries, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
    }

    fn events(&mut self, entries: Vec<Entry<'_>>, vocabulary: &mut Vocabulary) {
        let entries = self.sorted(entries, "event");
        vocabulary.events = entries.iter().map(|entry| self.event(entry)).collect();
        let all = &vocabulary.events;
        vocabulary.event_names = table(&entries, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
    }

    fn utterances(&mut self, entries: Vec<Entry<'_>>, vocabulary: &mut Vocabulary) {
        let entries = self.sorted(entries, "utterance");
        vocabulary.utterances = entries.iter().map(|entry| self.utterance(entry)).collect();
        let all = &vocabulary.utterances;
        vocabulary.utterance_names = table(&entries, |index| names(all.get(index).map(|x| (&x.label, &x.aliases))));
    }

    /// Entries of all files by id; an id that is there already is a mistake.
    fn sorted<'t>(&mut self, mut entries: Vec<Entry<'t>>, what: &str) -> Vec<Entry<'t>> {
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
            site: Some(entry.site),
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
            let known = |name: &str| vocabulary.source_names.find(name).is_ok();
            let listed = names.into_iter().filter_map(|(name, node)| {
                let Ok(index) = vocabulary.source_names.find(name) else {
                    if let Some(names) = cut::names(name, known) {
                        let message = format!("`{}` is one text, and holds several names", clip(name));
                        self.mistakes.add(Site::new(entry.site.file, node.range()), message, cut::as_list(&names));
                    }
                    return None;
                };
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
        reserved(&mut take, entry, |name| {
            let means = "`unnamed` means that a source does not say from whom it has something";
            (name == "unnamed").then(|| (means.to_owned(), "unnamed-person".to_owned()))
        });
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
        reserved(&mut take, entry, |name| {
            if name.eq_ignore_ascii_case("published") {
                return Some((format!("`{name}` means the day on which a source was published"), "first-print".into()));
            }
            let date = edtf::is_date(name);
            date.then(|| (format!("`{name}` is a date"), format!("event-of-{}", kebab(name))))
        });
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

/// Tells names of an entry that mean something else wherever they might be used; `means` says what, and an id in its
/// place.
fn reserved(take: &mut Take<'_>, entry: &Entry<'_>, means: impl Fn(&str) -> Option<(String, String)>) {
    if let Some((means, other)) = means(&entry.id) {
        let help = format!("give it another id, such as `{other}`");
        take.mistakes.add(entry.site, format!("{means}, and nothing else can have this id"), help);
    }
    // What is no text was told already, or will be.
    let mut told = Mistakes::default();
    let mut names = Take { file: take.file, mistakes: &mut told };
    for key in ["name", "label", "aliases"] {
        for (name, node) in names.texts(key, entry.fields.get(key)) {
            if let Some((means, other)) = means(name) {
                let help = format!("write another name, such as `{}`", other.replace('-', " "));
                take.add(node, format!("{means}, and nothing else can have this name"), help);
            }
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
