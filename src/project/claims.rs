//! Claims as written become claims as meant: which form, whose, about what.

use std::borrow::Cow;
use std::sync::Arc;

use arcstr::Substr;
use compact_str::CompactString;
use smallvec::smallvec;

use super::content;
use super::glance::Glance;
use super::mistake::Mistakes;
use super::model::*;
use super::names::{Names, Unknown};
use super::quotes::Passages;
use super::take::Take;
use super::tree::{Kind, Node};
use super::vocabulary::Vocabulary;
use super::wording::clip;
use super::written::Fields;
use crate::id::{EntityId, EventId, FileId, PropertyId, SourceId, UtteranceId};
use crate::memory;
use crate::text::file::TextFile;
use crate::text::packed;
use crate::time::{Length, When};
use crate::value::Value;

const STATE: &[&str] = &["subject", "property", "value", "not"];
const EVENT: &[&str] =
    &["event", "before", "after", "during", "same-day-as", "same-time-as", "by", "at-least", "at-most"];
const UTTERANCE: &[&str] = &["utterance", "speaker", "words", "paraphrase"];
/// How many values and quotes a claim may have, all its subjects together.
const LARGEST: usize = 1_000_000;

/// A claim with its names resolved, before claims that agree are put together.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// The claim, about the first of its subjects; without an id where nobody wrote one. It is made once and never
    /// moved: of a million claims each copy would be dear.
    pub claim: Arc<Claim>,
    /// Whose claim it is, told without a look at the claim.
    pub source: SourceId,
    /// Where its id stands, if somebody wrote one.
    pub named: Option<Site>,
    /// What few claims have.
    pub rare: Option<Box<Rare>>,
}

/// What few claims have besides.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    /// What it says of further subjects.
    pub more: Vec<Form>,
    /// Which of its quotes may be pieces of one that YAML cut at its commas, and the list that they stand in.
    pub fragments: Vec<(usize, Site)>,
}

impl Resolved {
    /// The list that one of its quotes may be a piece of.
    pub fn fragment(&self, quote: usize) -> Option<Site> {
        let fragments = &self.rare.as_ref()?.fragments;
        fragments.iter().find(|(at, _)| *at == quote).map(|(_, list)| *list)
    }

    /// Where the claim stands.
    pub fn site(&self) -> Option<Site> {
        self.claim.sites.first().copied()
    }
}

/// Resolves the claims of one file.
pub(super) struct Resolver<'v> {
    pub files: &'v [TextFile],
    pub vocabulary: &'v Vocabulary,
    pub approximate: Option<&'v Length>,
    /// A draft's own claim file: whose claims they are goes without saying.
    pub own: Option<(FileId, SourceId)>,
}

/// A claim's own keys over its file's defaults.
pub(super) struct Keys<'k, 't> {
    pub own: &'k Fields<'t>,
    pub defaults: &'k Fields<'t>,
}

impl<'k, 't> Keys<'k, 't> {
    pub fn get(&self, key: &str) -> Option<&'k Node<'t>> {
        self.own.get(key).or_else(|| self.defaults.get(key))
    }

    /// The value of whichever of some keys is written; what the claim itself says goes before any default.
    pub fn any(&self, keys: &[&'static str]) -> Vec<(&'static str, &'k Node<'t>)> {
        let of = |fields: &'k Fields<'t>| -> Vec<_> {
            keys.iter().filter_map(|key| fields.get(key).map(|node| (*key, node))).collect()
        };
        let own = of(self.own);
        if own.is_empty() { of(self.defaults) } else { own }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    State,
    Event,
    Utterance,
}

impl Resolver<'_> {
    /// Resolves claims of a file; one in which a mistake leaves open what it says is left out.
    pub fn claims(
        &self,
        file: FileId,
        claims: &[Fields<'_>],
        defaults: &Fields<'_>,
        mistakes: &mut Mistakes,
    ) -> Vec<Resolved> {
        let mut resolved = Vec::with_capacity(claims.len());
        for some in claims.chunks(memory::AT_ONCE) {
            self.fetch(some);
            resolved.extend(some.iter().filter_map(|claim| self.claim(file, claim, defaults, mistakes)));
        }
        resolved
    }

    /// Asks memory for the names that claims give.
    fn fetch(&self, claims: &[Fields<'_>]) {
        let (mut entities, mut events) = (Vec::with_capacity(claims.len() * 2), Vec::with_capacity(claims.len() * 2));
        for (key, node) in claims.iter().flat_map(Fields::iter) {
            let names = match key {
                "subject" | "value" | "not" | "speaker" | "according-to" => &mut entities,
                "event" | "before" | "after" | "during" | "same-day-as" | "same-time-as" => &mut events,
                _ => continue,
            };
            names.extend(node.text().map(packed::hash));
        }
        self.vocabulary.entity_names.fetch(&entities);
        self.vocabulary.event_names.fetch(&events);
    }

    /// Resolves a claim; `None` where a mistake leaves open what it says.
    fn claim(
        &self,
        file: FileId,
        own: &Fields<'_>,
        defaults: &Fields<'_>,
        mistakes: &mut Mistakes,
    ) -> Option<Resolved> {
        let site = Site::new(file, own.start as usize..own.end as usize);
        let mut take = Take { file, mistakes };
        let keys = Keys { own, defaults };
        let take = &mut take;
        if own.iter().next().is_none() && !own.broken && !own.doubtful {
            take.mistakes.add(site, "this claim is empty", "write its keys, or remove the hyphen");
            return None;
        }
        let shape = self.shape(take, &keys, site);
        let source = self.source(take, &keys, site);
        let id = self.own_id(take, own);
        let Passages { quotes, fragments } = self.quotes(take, &keys);
        let note = keys.get("note").filter(|node| !node.is_null()).and_then(|node| take.text("note", node));
        let note = note.map(Box::from);
        let before = take.mistakes.0.len();
        let certainty = self.certainty(take, &keys);
        let according_to = self.according_to(take, &keys);
        let (form, more) = match shape? {
            Shape::State => self.states(take, &keys, site),
            Shape::Event => self.event(take, &keys, site).map(|form| (form, Vec::new())),
            Shape::Utterance => self.utterance(take, &keys).map(|form| (form, Vec::new())),
        }?;
        if let Some(source) = source {
            self.backwards(take, &keys, source, &form);
        }
        if own.doubtful || take.mistakes.0.len() > before {
            return None;
        }
        // An article without a quote is a finding; of a record the words are all that it says.
        let role = source.and_then(|id| self.vocabulary.sources.get(id.index())).map(|source| source.role);
        if let Form::Utterance(Words { words: None, paraphrase: false, .. }) = &form
            && role == Some(Role::Reference)
            && quotes.is_empty()
            && !own.broken
        {
            let help = "write `words:` and what was said, `quote:` and the passage, or `paraphrase: true`";
            take.mistakes.add(site, "this claim does not say which words were used", help);
            return None;
        }
        // A claim about each subject has a value and quotes of its own.
        let members = match &form {
            Form::State(State { value: Value::Entities(ids), .. }) => ids.len(),
            Form::State(State { value: Value::Choices(ids), .. }) => ids.len(),
            _ => 1,
        };
        if (more.len() + 1).saturating_mul(members + quotes.len()) > LARGEST {
            let help = "divide it into several claims";
            take.mistakes.add(site, "this claim has too many subjects with too many values or quotes", help);
            return None;
        }
        let forms = std::iter::once(&form).chain(&more);
        let content = content::hash(self.vocabulary, forms, &according_to, certainty);
        let (id, named) = id.map_or((CompactString::default(), None), |(id, site)| (id.into(), Some(site)));
        let (sites, according_to) = (smallvec![site], according_to.into_boxed_slice());
        let source = source?;
        let named_by = named.is_some();
        let glance = Glance::default();
        let claim =
            Claim { source, id, named: named_by, content, sites, form, according_to, certainty, quotes, note, glance };
        let rare = !more.is_empty() || !fragments.is_empty();
        Some(Resolved { claim: Arc::new(claim), source, named, rare: rare.then(|| Box::new(Rare { more, fragments })) })
    }

    /// Which of the three forms a claim takes: by its own keys, else by the defaults.
    fn shape(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<Shape> {
        let shapes = [(Shape::State, STATE), (Shape::Event, EVENT), (Shape::Utterance, UTTERANCE)];
        // Of the defaults only what a form is about: the others are passed over where they do not belong.
        let about = [(Shape::State, STATE), (Shape::Event, &["event"]), (Shape::Utterance, &["utterance"])];
        for (fields, shapes, own) in [(keys.own, shapes, true), (keys.defaults, about, false)] {
            let mut found: Vec<(Shape, &'static str, &Node<'_>)> = Vec::new();
            for (key, node) in fields.iter() {
                if let Some((shape, _)) = shapes.iter().find(|(_, known)| known.contains(&key))
                    && !found.iter().any(|(other, ..)| other == shape)
                {
                    found.push((*shape, key, node));
                }
            }
            match found.as_slice() {
                [] => {}
                [(shape, ..)] => {
                    if own
                        && *shape == Shape::Utterance
                        && let Some(when) = keys.own.get("when")
                    {
                        let help = "words carry no time of their own: remove it, or write an event for the statement";
                        take.add(when, "`when` belongs to a state or an event, and not to somebody's words", help);
                        return None;
                    }
                    return Some(*shape);
                }
                [(_, first, _), (_, second, node), ..] => {
                    let message = format!("`{first}` and `{second}` belong to different forms of claims");
                    let help = "a claim is a state (`subject`, `property`, `value`), an event (`event`, `when`, `before`…) \
                                or words (`utterance`): write one claim for each";
                    let at = if own { take.site(node) } else { site };
                    take.mistakes.add(at, message, help);
                    return None;
                }
            }
        }
        if !keys.own.broken && !keys.own.doubtful {
            let help = "write `subject`, `property` and `value`; or `event` and when it was; or `utterance`";
            take.mistakes.add(site, "this claim does not say anything", help);
        }
        None
    }

    pub(super) fn source(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<SourceId> {
        let Some(node) = keys.get("source") else {
            if let Some((_, draft)) = self.own.filter(|(file, _)| *file == site.file) {
                return Some(draft);
            }
            if !keys.own.broken && !keys.own.doubtful {
                let help = "write `source:` in the claim, or under `defaults` for all claims of this file";
                take.mistakes.add(site, "this claim has no source", help);
            }
            return None;
        };
        let name = take.text("source", node)?;
        match self.vocabulary.source_names.find(name) {
            Ok(index) => Some(SourceId(index)),
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Source, name, &why);
                None
            }
        }
    }

    fn own_id(&self, take: &mut Take<'_>, own: &Fields<'_>) -> Option<(String, Site)> {
        let node = own.get("id")?;
        let site = take.site(node);
        let mut walker = super::schema::Walker { id: take.file, text: "", mistakes: Mistakes::default() };
        let id = walker.id(node);
        take.mistakes.0.append(&mut walker.mistakes.0);
        Some((id?, site))
    }

    pub(super) fn certainty(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Sureness {
        let words = [
            ("stated", Sureness::Stated),
            ("likely", Sureness::Likely),
            ("possible", Sureness::Possible),
            ("planned", Sureness::Planned),
        ];
        take.word("certainty", keys.get("certainty"), &words).unwrap_or_default()
    }

    pub(super) fn entity(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<EntityId> {
        match self.vocabulary.entity_names.find(name) {
            Ok(index) => Some(EntityId(index)),
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Entity, name, &why);
                None
            }
        }
    }

    fn states(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<(Form, Vec<Form>)> {
        let missing = |take: &mut Take<'_>, key: &str, help: &str| {
            if !keys.own.broken && !keys.own.doubtful {
                take.mistakes.add(site, format!("this claim has no `{key}`"), help);
            }
        };
        let subjects = match keys.get("subject") {
            Some(node) => self.subjects(take, node),
            None => {
                missing(take, "subject", "write whom or what it is about: an entity or an event");
                None
            }
        };
        let property = match keys.get("property") {
            Some(node) => self.property(take, node),
            None => {
                missing(take, "property", "write which property of the subject it gives");
                None
            }
        };
        let stated = match keys.any(&["value", "not"]).as_slice() {
            [] => {
                missing(take, "value", "write `value:`, or `not:` where the source denies it");
                None
            }
            [(key, node)] => property.and_then(|property| {
                let value = self.value(take, key, node, property)?;
                Some((value, *key == "not", self.share(take.file, &written(node))))
            }),
            [_, (_, node), ..] => {
                take.add(node, "`value` and `not` stand in one claim", "write one claim for each");
                None
            }
        };
        let when = match keys.get("when") {
            Some(node) => self.when(take, "when", node),
            None => Some(When::published()),
        };
        let (subjects, property, (value, denied, written), when) = (subjects?, property?, stated?, when?);
        let (&subject, others) = subjects.split_first()?;
        let state = State { subject, property, value, denied, written, when };
        let more = others.iter().map(|subject| Form::State(State { subject: *subject, ..state.clone() })).collect();
        Some((Form::State(state), more))
    }

    /// A text of a file, without a copy of it where it stands there as it is.
    pub(super) fn share(&self, file: FileId, text: &str) -> Substr {
        self.files.get(file.index()).map_or_else(|| text.into(), |file| file.share(text))
    }

    /// Subjects in the order of their ids: a list of them is a set.
    pub(super) fn subjects(&self, take: &mut Take<'_>, node: &Node<'_>) -> Option<Vec<Subject>> {
        if node.is_null() {
            take.text("subject", node);
            return None;
        }
        let before = take.mistakes.0.len();
        let names = take.texts("subject", Some(node));
        if names.is_empty() && take.mistakes.0.len() == before {
            take.add(node, "`subject` is an empty list", "write whom or what the claim is about");
        }
        let mut subjects: Vec<Subject> =
            names.into_iter().filter_map(|(name, node)| self.subject(take, node, name)).collect();
        subjects.sort_unstable();
        subjects.dedup();
        (take.mistakes.0.len() == before && !subjects.is_empty()).then_some(subjects)
    }

    /// An entity or an event; an id goes before any name.
    fn subject(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<Subject> {
        let entity = self.vocabulary.entity_names.find(name);
        if let Ok(entity) = entity
            && (self.is_entity_id(name) || !self.vocabulary.shared_names && !self.is_event_id(name))
        {
            return Some(Subject::Entity(EntityId(entity)));
        }
        let event = self.vocabulary.event_names.find(name);
        match (entity, event) {
            (_, Ok(event)) if self.is_event_id(name) => Some(Subject::Event(EventId(event))),
            (Ok(entity), Err(Unknown::Nobody)) => Some(Subject::Entity(EntityId(entity))),
            (Err(Unknown::Nobody), Ok(event)) => Some(Subject::Event(EventId(event))),
            (Err(why), Err(Unknown::Nobody)) if why != Unknown::Nobody => {
                self.vocabulary.unknown(take.mistakes, take.site(node), Names::Entity, name, &why);
                None
            }
            (Err(Unknown::Nobody), Err(why)) => {
                let kind = if why == Unknown::Nobody { Names::Subject } else { Names::Event };
                self.vocabulary.unknown(take.mistakes, take.site(node), kind, name, &why);
                None
            }
            (entity, event) => {
                let one = |kind, found: Result<u32, Unknown>| match found {
                    Ok(at) => format!("of {} (`{}`)", Names::one(kind), self.vocabulary.id(kind, at)),
                    Err(_) => format!("of {}", kind.many()),
                };
                let (entity, event) = (one(Names::Entity, entity), one(Names::Event, event));
                let message = format!("`{}` is the name {entity} and {event}", clip(name));
                take.add(node, message, "write the id of the one that is meant");
                None
            }
        }
    }

    fn is_event_id(&self, name: &str) -> bool {
        self.vocabulary.event_names.is_id(name)
    }

    fn is_entity_id(&self, name: &str) -> bool {
        self.vocabulary.entity_names.is_id(name)
    }

    pub(super) fn property(&self, take: &mut Take<'_>, node: &Node<'_>) -> Option<PropertyId> {
        let name = take.text("property", node)?;
        match self.vocabulary.property_names.find(name) {
            Ok(index) => Some(PropertyId(index)),
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Property, name, &why);
                None
            }
        }
    }

    fn utterance(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Option<Form> {
        let before = take.mistakes.0.len();
        if keys.get("utterance").is_none() && !keys.own.broken && !keys.own.doubtful {
            let site = Site::new(take.file, keys.own.start as usize..keys.own.end as usize);
            let help = "write `utterance:` and an id, the same wherever the same statement is quoted";
            take.mistakes.add(site, "this claim has no `utterance`", help);
        }
        let (utterance, words) = self.said(take, keys);
        if take.mistakes.0.len() > before {
            return None;
        }
        Some(Form::Utterance(Words { utterance: utterance?, ..words }))
    }

    /// Which utterance keys name, if any, and what they say of it.
    pub(super) fn said(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> (Option<UtteranceId>, Words) {
        let utterance = keys.get("utterance").and_then(|node| {
            let name = take.text("utterance", node)?;
            match self.vocabulary.utterance_names.find(name) {
                Ok(index) => Some(UtteranceId(index)),
                Err(why) => {
                    let site = take.site(node);
                    self.vocabulary.unknown(take.mistakes, site, Names::Utterance, name, &why);
                    None
                }
            }
        });
        let speaker = keys.get("speaker").and_then(|node| {
            let name = take.text("speaker", node)?;
            let found = self.vocabulary.entity_names.find(name);
            if found == Err(Unknown::Nobody) && self.vocabulary.several(Names::Entity, name).is_some() {
                let message = format!("`{}` is one text, and holds several names", clip(name));
                take.add(node, message, "write a claim for each: words have one speaker");
                return None;
            }
            self.entity(take, node, name)
        });
        let words = keys.get("words").and_then(|node| take.text("words", node).map(Box::from));
        let paraphrase = keys.get("paraphrase").and_then(|node| take.boolean("paraphrase", node)).unwrap_or(false);
        (utterance, Words { utterance: utterance.unwrap_or(UtteranceId(0)), speaker, words, paraphrase })
    }
}

/// A value as it was written; a list with commas.
pub(super) fn written<'n>(node: &'n Node<'_>) -> Cow<'n, str> {
    match &node.kind {
        Kind::Scalar(text, _) => Cow::Borrowed(text.trim()),
        Kind::List(items, _) => Cow::Owned(items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Kind::Map(_) => Cow::Borrowed(""),
    }
}
