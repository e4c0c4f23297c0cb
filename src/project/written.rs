//! A claim file as it is written: which keys stand where, with spans, before any name is resolved.

use std::sync::Arc;

use super::model::Site;
use super::tree::Node;
use crate::id::FileId;

/// The keys that a claim file may have at its top.
pub(super) const TOP: &[&str] =
    &["sources", "entities", "properties", "events", "utterances", "defaults", "claims", "resolutions"];

/// The keys of a source.
pub(super) const SOURCE: &[&str] = &[
    "text",
    "title",
    "publisher",
    "published",
    "url",
    "author",
    "retrieved",
    "language",
    "authorship",
    "translated-from",
    "role",
    "derived-from",
    "sha256",
];

/// The keys of an entity.
pub(super) const ENTITY: &[&str] = &["name", "label", "kind", "aliases", "within"];

/// The keys of a property.
pub(super) const PROPERTY: &[&str] =
    &["name", "label", "kind", "aliases", "type", "holds", "choices", "compatible", "same", "unit", "tolerance"];

/// The keys of an event.
pub(super) const EVENT: &[&str] = &["name", "label", "kind", "aliases", "lasts"];

/// The keys of an utterance.
pub(super) const UTTERANCE: &[&str] = &["name", "label", "kind", "aliases"];

/// The keys of a claim, of all three forms.
pub(super) const CLAIM: &[&str] = &[
    "id",
    "source",
    "subject",
    "property",
    "value",
    "not",
    "when",
    "event",
    "before",
    "after",
    "during",
    "same-day-as",
    "same-time-as",
    "by",
    "at-least",
    "at-most",
    "utterance",
    "speaker",
    "words",
    "paraphrase",
    "quote",
    "according-to",
    "certainty",
    "note",
];

/// The keys of a quote that is told apart by what stands around it.
pub(super) const QUOTE: &[&str] = &["exact", "prefix", "suffix", "type"];

/// The keys of a resolution.
pub(super) const RESOLUTION: &[&str] = &["rejects", "because", "by", "on", "until", "value", "content"];

/// A claim file as written.
#[derive(Clone, Debug)]
pub(super) struct Written<'t> {
    pub file: FileId,
    pub sources: Vec<Entry<'t>>,
    pub entities: Vec<Entry<'t>>,
    pub properties: Vec<Entry<'t>>,
    pub events: Vec<Entry<'t>>,
    pub utterances: Vec<Entry<'t>>,
    pub defaults: Fields<'t>,
    /// Shared, so that a copy is cheap.
    pub claims: Arc<Vec<Fields<'t>>>,
    pub resolutions: Vec<Fields<'t>>,
}

/// An entry of a map from ids to what is known.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    /// In kebab-case.
    pub id: String,
    /// The id's place.
    pub site: Site,
    pub fields: Fields<'t>,
}

/// A mapping whose keys are known: each once, with its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'t> {
    pub start: u32,
    pub end: u32,
    pub(super) entries: Vec<(&'static str, Node<'t>)>,
    /// A key may be missing because of a mistake that was told already.
    pub broken: bool,
    /// What a key says was cut, or is said twice: nothing should be concluded from it.
    pub doubtful: bool,
}

impl<'t> Fields<'t> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Whether a key is written, with a value or without.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| *known == key)
    }

    fn into_owned(self) -> Fields<'static> {
        let entries = self.entries.into_iter().map(|(key, node)| (key, node.into_owned())).collect();
        Fields { start: self.start, end: self.end, entries, broken: self.broken, doubtful: self.doubtful }
    }

    /// All keys with their values, as written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Node<'t>)> {
        self.entries.iter().map(|(key, value)| (*key, value))
    }
}

impl<'t> Written<'t> {
    /// An empty file.
    pub fn new(file: FileId) -> Self {
        Written {
            file,
            sources: Vec::new(),
            entities: Vec::new(),
            properties: Vec::new(),
            events: Vec::new(),
            utterances: Vec::new(),
            defaults: Fields::default(),
            claims: Arc::default(),
            resolutions: Vec::new(),
        }
    }

    /// Whether the file holds anything that other files may rely on: entries, or claims that name utterances, which
    /// need not be declared.
    pub fn has_vocabulary(&self) -> bool {
        let empty = [&self.sources, &self.entities, &self.properties, &self.events, &self.utterances];
        !empty.iter().all(|entries| entries.is_empty())
            || self.defaults.has("utterance")
            || self.claims.iter().any(|claim| claim.has("utterance"))
    }

    /// A copy without what other files may rely on; its claims are shared.
    pub fn without_vocabulary(&self) -> Self {
        Written {
            defaults: self.defaults.clone(),
            claims: Arc::clone(&self.claims),
            resolutions: self.resolutions.clone(),
            ..Written::new(self.file)
        }
    }

    /// The same, with texts of its own.
    pub fn into_owned(self) -> Written<'static> {
        let entries = |entries: Vec<Entry<'_>>| -> Vec<Entry<'static>> {
            entries.into_iter().map(|it| Entry { id: it.id, site: it.site, fields: it.fields.into_owned() }).collect()
        };
        let fields =
            |fields: Vec<Fields<'_>>| -> Vec<Fields<'static>> { fields.into_iter().map(Fields::into_owned).collect() };
        Written {
            file: self.file,
            sources: entries(self.sources),
            entities: entries(self.entities),
            properties: entries(self.properties),
            events: entries(self.events),
            utterances: entries(self.utterances),
            defaults: self.defaults.into_owned(),
            claims: Arc::new(fields(Arc::unwrap_or_clone(self.claims))),
            resolutions: fields(self.resolutions),
        }
    }
}
