//! Claims as written become claims as meant: which form, whose, about what.

use rustc_hash::FxHashMap;

use super::content::{self, Content};
use super::mistake::{Help, Mistakes};
use super::model::*;
use super::names::{Names, Unknown};
use super::schema::{Fields, QUOTE, clip, kind, list, mend_text};
use super::take::Take;
use super::tree::{Kind, Node};
use super::vocabulary::{Vocabulary, unknown_choice};
use crate::id::{ChoiceId, EntityId, EventId, FileId, PropertyId, SourceId, UtteranceId};
use crate::text::fold;
use crate::time::{Length, When, edtf};
use crate::value::{Number, Value};

const STATE: &[&str] = &["subject", "property", "value", "not"];
const EVENT: &[&str] =
    &["event", "before", "after", "during", "same-day-as", "same-time-as", "by", "at-least", "at-most"];
const UTTERANCE: &[&str] = &["utterance", "speaker", "words", "paraphrase"];
const RELATIONS: &[(&str, Order)] = &[
    ("before", Order::Before),
    ("after", Order::After),
    ("during", Order::During),
    ("same-day-as", Order::SameDayAs),
    ("same-time-as", Order::SameTimeAs),
];

/// How many values and quotes a claim may have, all its subjects together.
const LARGEST: usize = 1_000_000;

/// A claim with its names resolved, before claims that agree are put together.
#[derive(Debug)]
pub(super) struct Resolved {
    pub source: SourceId,
    /// The id that somebody wrote.
    pub id: Option<(String, Site)>,
    pub content: Content,
    /// One for each subject.
    pub forms: Vec<Form>,
    pub according_to: Vec<Speaker>,
    pub certainty: Sureness,
    pub site: Site,
    pub quotes: Vec<Passage>,
    pub note: Option<String>,
}

/// A quote; and the list that it stands in, where it may be a piece of a sentence that YAML cut at its commas.
#[derive(Debug)]
pub(super) struct Passage {
    pub quote: Quote,
    pub fragment: Option<Site>,
}

/// Resolves the claims of one file.
pub(super) struct Resolver<'v> {
    pub vocabulary: &'v Vocabulary,
    pub approximate: Option<&'v Length>,
}

/// A claim's own keys over its file's defaults.
struct Keys<'k, 't> {
    own: &'k Fields<'t>,
    defaults: &'k Fields<'t>,
}

impl<'k, 't> Keys<'k, 't> {
    fn get(&self, key: &str) -> Option<&'k Node<'t>> {
        self.own.get(key).or_else(|| self.defaults.get(key))
    }

    /// The value of whichever of some keys is written; what the claim itself says goes before any default.
    fn any(&self, keys: &[&'static str]) -> Vec<(&'static str, &'k Node<'t>)> {
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
    /// Resolves a claim; `None` where a mistake leaves open what it says.
    pub fn claim(
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
        let quotes = self.quotes(take, &keys);
        let note = keys.get("note").filter(|node| !node.is_null()).and_then(|node| take.text("note", node));
        let note = note.map(str::to_owned);
        let before = take.mistakes.0.len();
        let certainty = self.certainty(take, &keys);
        let according_to = self.according_to(take, &keys);
        let forms = match shape? {
            Shape::State => self.states(take, &keys, site),
            Shape::Event => self.event(take, &keys, site).map(|form| vec![form]),
            Shape::Utterance => self.utterance(take, &keys).map(|form| vec![form]),
        }?;
        if own.doubtful || take.mistakes.0.len() > before {
            return None;
        }
        // A claim about each subject has a value and quotes of its own.
        let members = match forms.first() {
            Some(Form::State(State { value: Value::Entities(ids), .. })) => ids.len(),
            Some(Form::State(State { value: Value::Choices(ids), .. })) => ids.len(),
            _ => 1,
        };
        if forms.len().saturating_mul(members + quotes.len()) > LARGEST {
            let help = "divide it into several claims";
            take.mistakes.add(site, "this claim has too many subjects with too many values or quotes", help);
            return None;
        }
        let content = content::hash(self.vocabulary, &forms, &according_to, certainty);
        Some(Resolved { source: source?, id, content, forms, according_to, certainty, site, quotes, note })
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

    fn source(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<SourceId> {
        let Some(node) = keys.get("source") else {
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

    fn certainty(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Sureness {
        let words = [
            ("stated", Sureness::Stated),
            ("likely", Sureness::Likely),
            ("possible", Sureness::Possible),
            ("planned", Sureness::Planned),
        ];
        take.word("certainty", keys.get("certainty"), &words).unwrap_or_default()
    }

    fn according_to(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Vec<Speaker> {
        let mut speakers = Vec::new();
        for (name, node) in take.texts("according-to", keys.get("according-to")) {
            if name == "unnamed" {
                speakers.push(Speaker::Unnamed);
            } else if self.vocabulary.entity_names.find(name) == Err(Unknown::Nobody)
                && super::names::nearest(name, ["unnamed"]).is_some()
            {
                take.add(node, format!("`{}` is no known entity", clip(name)), "did you mean `unnamed`?");
            } else if let Some(entity) = self.entity(take, node, name) {
                speakers.push(Speaker::Entity(entity));
            }
        }
        speakers.sort_unstable();
        speakers.dedup();
        speakers
    }

    fn entity(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<EntityId> {
        match self.vocabulary.entity_names.find(name) {
            Ok(index) => Some(EntityId(index)),
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Entity, name, &why);
                None
            }
        }
    }

    fn states(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<Vec<Form>> {
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
                Some((value, *key == "not", written(node)))
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
        let form = |subject| {
            Form::State(State {
                subject,
                property,
                value: value.clone(),
                denied,
                written: written.clone(),
                when: when.clone(),
            })
        };
        Some(subjects.into_iter().map(form).collect())
    }

    /// Subjects in the order of their ids: a list of them is a set.
    fn subjects(&self, take: &mut Take<'_>, node: &Node<'_>) -> Option<Vec<Subject>> {
        if node.is_null() {
            take.text("subject", node);
            return None;
        }
        let before = take.mistakes.0.len();
        let names = take.texts("subject", Some(node));
        if names.is_empty() && take.mistakes.0.len() == before {
            take.add(node, "`subject` is an empty list", "write whom or what the claim is about");
        }
        let mut subjects: Vec<Subject> = names
            .into_iter()
            .filter_map(|(name, node)| {
                let entity = self.vocabulary.entity_names.find(name);
                let event = self.vocabulary.event_names.find(name);
                match (entity, event) {
                    (Ok(entity), event) if event.is_err() || !self.is_event_id(name) || self.is_entity_id(name) => {
                        Some(Subject::Entity(EntityId(entity)))
                    }
                    (_, Ok(event)) => Some(Subject::Event(EventId(event))),
                    (Ok(entity), _) => Some(Subject::Entity(EntityId(entity))),
                    (Err(entity), Err(event)) => {
                        let site = take.site(node);
                        let (kind, why) = match (entity, event) {
                            (why @ Unknown::Several(..), _) => (Names::Entity, why),
                            (_, why @ Unknown::Several(..)) => (Names::Event, why),
                            _ => (Names::Subject, Unknown::Nobody),
                        };
                        self.vocabulary.unknown(take.mistakes, site, kind, name, &why);
                        None
                    }
                }
            })
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        (take.mistakes.0.len() == before && !subjects.is_empty()).then_some(subjects)
    }

    fn is_event_id(&self, name: &str) -> bool {
        self.vocabulary.event_names.is_id(name)
    }

    fn is_entity_id(&self, name: &str) -> bool {
        self.vocabulary.entity_names.is_id(name)
    }

    fn property(&self, take: &mut Take<'_>, node: &Node<'_>) -> Option<PropertyId> {
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

    fn value(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, id: PropertyId) -> Option<Value> {
        let property = self.vocabulary.properties.get(id.index())?;
        if node.is_null() {
            take.text(key, node);
            return None;
        }
        match property.of {
            Type::Entity => {
                let ids = self.members(take, key, node, |take, name, node| self.entity(take, node, name))?;
                Some(Value::Entities(ids))
            }
            Type::Choice => {
                let empty = FxHashMap::default();
                let choices = self.vocabulary.choices.get(id.index()).unwrap_or(&empty);
                let ids: Vec<ChoiceId> = self.members(take, key, node, |take, name, node| {
                    let found = choices.get(&fold::name(name)).copied();
                    if found.is_none() {
                        unknown_choice(take, node, name, id.0);
                    }
                    found
                })?;
                Some(Value::Choices(ids))
            }
            Type::Number => self.number(take, key, node, property),
            Type::Date => {
                self.single(take, key, node, "a date")?;
                take.date(key, node, self.approximate).map(Value::Date)
            }
            Type::Text => {
                self.single(take, key, node, "a text")?;
                take.text(key, node).map(|text| Value::Text(fold::text(text)))
            }
            Type::Boolean => {
                self.single(take, key, node, "true or false")?;
                take.boolean(key, node).map(Value::Boolean)
            }
        }
    }

    /// A value that is no list.
    fn single(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, what: &str) -> Option<()> {
        match &node.kind {
            Kind::Scalar(..) => Some(()),
            _ => {
                let help = if what == "a text" { mend_text("text") } else { format!("write {what} behind `{key}:`") };
                take.add(node, format!("this property's value is {what}, and not {}", kind(node)), help);
                None
            }
        }
    }

    fn number(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>, property: &Property) -> Option<Value> {
        if let Kind::List(items, _) = &node.kind {
            let parts: Vec<&str> = items.iter().filter_map(Node::text).collect();
            let joined = parts.join(",");
            let help =
                if parts.len() > 1 && Number::parse(&joined, property.unit.as_deref(), &property.tolerance).is_ok() {
                    format!("put it in quotation marks, \"{joined}\", or write it without its comma")
                } else {
                    "write one number; a range is `30..40`".to_owned()
                };
            take.add(
                node,
                format!("YAML reads this as a list of {} numbers, and `{key}` takes one", items.len()),
                help,
            );
            return None;
        }
        self.single(take, key, node, "a number")?;
        let text = take.text(key, node)?;
        match Number::parse(text, property.unit.as_deref(), &property.tolerance) {
            Ok(number) => Some(Value::Number(number)),
            Err(error) => {
                take.add(node, error.message, error.help);
                None
            }
        }
    }

    /// One name or a list of them, each once.
    fn members<T: Ord>(
        &self,
        take: &mut Take<'_>,
        key: &str,
        node: &Node<'_>,
        mut find: impl FnMut(&mut Take<'_>, &str, &Node<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let before = take.mistakes.0.len();
        let names = take.texts(key, Some(node));
        if names.is_empty() && take.mistakes.0.len() == before {
            take.add(node, format!("`{key}` is an empty list"), "write at least one name");
        }
        let mut found: Vec<T> = names.into_iter().filter_map(|(name, node)| find(take, name, node)).collect();
        found.sort_unstable();
        found.dedup();
        (take.mistakes.0.len() == before).then_some(found)
    }

    fn when(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>) -> Option<When<EventPoint>> {
        let text = take.text(key, node)?;
        match When::parse(text, self.approximate) {
            Ok(when) => when.resolve(|name| self.point(take, node, &name).ok_or(())).ok(),
            Err(error) => {
                take.time_error(node, error);
                None
            }
        }
    }

    /// An event, or `EVENT.start` or `EVENT.end` of one that lasts.
    fn point(&self, take: &mut Take<'_>, node: &Node<'_>, name: &str) -> Option<EventPoint> {
        let name = name.trim();
        let names = &self.vocabulary.event_names;
        let (whole, why) = match names.find(name) {
            Ok(index) => return Some(EventPoint { event: EventId(index), part: Part::Whole }),
            Err(why) => (name, why),
        };
        let ends = [(".start", Part::Start), (".end", Part::End)];
        let cut = ends.into_iter().find_map(|(end, part)| Some((whole.strip_suffix(end)?, part)));
        let Some((base, part)) = cut else {
            let site = take.site(node);
            self.vocabulary.unknown(take.mistakes, site, Names::Event, name, &why);
            return None;
        };
        match names.find(base.trim()) {
            Ok(index) => {
                let event = self.vocabulary.events.get(index as usize);
                if event.is_some_and(|event| !event.lasts) {
                    let base = base.trim();
                    let help = format!("write `{base}`, or define the event with `lasts: true`");
                    take.add(node, format!("`{base}` is one moment, and has no start and no end"), help);
                    return None;
                }
                Some(EventPoint { event: EventId(index), part })
            }
            Err(why) => {
                let site = take.site(node);
                self.vocabulary.unknown(take.mistakes, site, Names::Event, base.trim(), &why);
                None
            }
        }
    }

    fn event(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>, site: Site) -> Option<Form> {
        let own_mistake = keys.own.broken || keys.own.doubtful;
        let event = match keys.get("event") {
            Some(node) => {
                let name = take.text("event", node);
                name.and_then(|name| self.point(take, node, name))
            }
            None => {
                if !own_mistake {
                    take.mistakes.add(site, "this claim has no `event`", "write which event it is about");
                }
                None
            }
        };
        let before = take.mistakes.0.len();
        let when_node = keys.get("when");
        let when = when_node.and_then(|node| self.when(take, "when", node));
        if let (Some(event), Some(when), Some(node)) = (&event, &when, when_node) {
            self.interval_of_moment(take, event, when, node);
        }
        let mut relations = Vec::new();
        for (key, order) in RELATIONS {
            if let Some(node) = keys.get(key) {
                let target = self.target(take, key, node);
                relations.extend(target.map(|target| Relation { order: *order, target }));
            }
        }
        let apart = self.apart(take, keys);
        if take.mistakes.0.len() > before {
            return None;
        }
        if when.is_none() && relations.is_empty() {
            if !own_mistake {
                let help = "write `when` and a date; or `before`, `after`, `during`, `same-day-as` or `same-time-as`";
                take.mistakes.add(site, "this claim does not say when the event was", help);
            }
            return None;
        }
        relations.sort_by_key(|relation| relation.order);
        Some(Form::Event(EventClaim { event: event?, when, relations, apart }))
    }

    /// `A/B` on a moment says that one moment took all that time.
    fn interval_of_moment(&self, take: &mut Take<'_>, event: &EventPoint, when: &When<EventPoint>, node: &Node<'_>) {
        let lasts = self.vocabulary.events.get(event.event.index()).is_some_and(|event| event.lasts);
        if !matches!(when.kind, crate::time::when::Kind::Throughout(..)) || (lasts && event.part == Part::Whole) {
            return;
        }
        let (from, to) = when.text.split_once('/').unwrap_or((&when.text, ""));
        let (from, to) = (from.trim(), to.trim());
        let open = |end: &str| end.is_empty() || end == "..";
        let help = match (open(from), open(to)) {
            (false, false) => format!("write `{from}..{to}` for some time within it"),
            (false, true) => format!("write `after: {from}`"),
            _ => format!("write `before: {to}`"),
        };
        let message = format!("`{}` lasts from the one to the other, and this event is one moment", clip(&when.text));
        take.add(node, message, format!("{help}; or define the event with `lasts: true`"));
    }

    /// What an event is set against.
    fn target(&self, take: &mut Take<'_>, key: &str, node: &Node<'_>) -> Option<Target> {
        let text = take.text(key, node)?;
        if text == "published" {
            return Some(Target::Published);
        }
        let base = text.strip_suffix(".start").or_else(|| text.strip_suffix(".end")).unwrap_or(text);
        let names = &self.vocabulary.event_names;
        let known = |name: &str| !matches!(names.find(name.trim()), Err(Unknown::Nobody));
        if known(text) || known(base) {
            return self.point(take, node, text).map(Target::Event);
        }
        match When::parse(text, self.approximate) {
            Ok(when) if when.is_published() => Some(Target::Published),
            Ok(when) => when.resolve(|name| self.point(take, node, &name).ok_or(())).ok().map(Target::Date),
            Err(error) => {
                let like_time = edtf::looks_like_date(text)
                    || text.contains('/')
                    || text.contains("..")
                    || ["published ", "early ", "mid ", "late "].iter().any(|word| text.starts_with(word));
                if like_time {
                    take.time_error(node, error);
                } else {
                    self.point(take, node, text);
                }
                None
            }
        }
    }

    fn apart(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Option<Apart> {
        let apart = keys.any(&["by", "at-least", "at-most"]);
        let (key, node) = match apart.as_slice() {
            [] => return None,
            [one] => *one,
            [(first, _), (second, node), ..] => {
                let help = "write one of them; from two to three years is `by: 2..3 years`";
                take.add(node, format!("`{first}` and `{second}` stand in one claim"), help);
                return None;
            }
        };
        let own = keys.own.has(key);
        let orders: Vec<&str> =
            RELATIONS.iter().filter(|(key, _)| keys.get(key).is_some()).map(|(key, _)| *key).collect();
        match orders.as_slice() {
            ["before"] | ["after"] => {}
            _ if !own => return None,
            [] => {
                let help = "write what the event lies `before` or `after`";
                take.add(node, format!("`{key}` says how far apart two moments are, and there is only one"), help);
                return None;
            }
            [one] => {
                let help = "write `before` or `after`";
                take.add(node, format!("`{key}` says how far apart two moments are, and goes with no `{one}`"), help);
                return None;
            }
            several => {
                let message = format!("`{key}` goes with one of {}, and it is open with which", list(several));
                take.add(node, message, "write one claim for each");
                return None;
            }
        }
        let text = take.text(key, node)?;
        match Length::parse(text) {
            Ok(length) => Some(match key {
                "by" => Apart::By(length),
                "at-least" => Apart::AtLeast(length),
                _ => Apart::AtMost(length),
            }),
            Err(error) => {
                take.time_error(node, error);
                None
            }
        }
    }

    fn utterance(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Option<Form> {
        let before = take.mistakes.0.len();
        let utterance = match keys.get("utterance") {
            Some(node) => {
                take.text("utterance", node).and_then(|name| match self.vocabulary.utterance_names.find(name) {
                    Ok(index) => Some(UtteranceId(index)),
                    Err(why) => {
                        let site = take.site(node);
                        self.vocabulary.unknown(take.mistakes, site, Names::Utterance, name, &why);
                        None
                    }
                })
            }
            None => {
                if !keys.own.broken && !keys.own.doubtful {
                    let site = Site::new(take.file, keys.own.start as usize..keys.own.end as usize);
                    let help = "write `utterance:` and an id, the same wherever the same statement is quoted";
                    take.mistakes.add(site, "this claim has no `utterance`", help);
                }
                None
            }
        };
        let speaker = keys.get("speaker").and_then(|node| {
            let name = take.text("speaker", node)?;
            self.entity(take, node, name)
        });
        let words = keys.get("words").and_then(|node| take.text("words", node).map(str::to_owned));
        let paraphrase = keys.get("paraphrase").and_then(|node| take.boolean("paraphrase", node)).unwrap_or(false);
        if take.mistakes.0.len() > before {
            return None;
        }
        Some(Form::Utterance(Words { utterance: utterance?, speaker, words, paraphrase }))
    }

    fn quotes(&self, take: &mut Take<'_>, keys: &Keys<'_, '_>) -> Vec<Passage> {
        let Some(node) = keys.get("quote") else { return Vec::new() };
        match &node.kind {
            Kind::List(items, flow) => {
                if items.is_empty() {
                    take.add(node, "`quote` is an empty list", "write the passage, verbatim");
                }
                let list = take.site(node);
                let fragment = |item: &Node<'_>| (*flow && item.is_plain()).then_some(list);
                items.iter().filter_map(|item| self.quote(take, item, fragment(item))).collect()
            }
            _ => self.quote(take, node, None).into_iter().collect(),
        }
    }

    fn quote(&self, take: &mut Take<'_>, node: &Node<'_>, fragment: Option<Site>) -> Option<Passage> {
        let site = take.site(node);
        let mut quote = Quote { exact: String::new(), prefix: None, suffix: None, site, found: None };
        match &node.kind {
            Kind::Scalar(text, _) if !node.is_null() && text.trim().is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) if node.is_empty() => {
                take.add(node, "this quote is empty", "write the passage, verbatim");
                return None;
            }
            Kind::Scalar(..) => quote.exact = take.text("quote", node)?.to_owned(),
            Kind::List(..) => {
                let help = "write each passage as a text; one cut by commas goes in quotation marks";
                take.add(node, "a quote is a text, and this is a list in a list", help);
                return None;
            }
            Kind::Map(map) => {
                let mut keys: FxHashMap<&str, &Node<'_>> = FxHashMap::default();
                let mut sound = true;
                for (key, value) in &map.entries {
                    let written = key.text().unwrap_or("");
                    let name = super::schema::key_name(written);
                    match QUOTE.iter().find(|known| **known == name) {
                        Some(name) if keys.insert(name, value).is_none() => {}
                        Some(name) => {
                            take.add(key, format!("`{name}` is written twice in a quote"), "keep one of the two");
                            sound = false;
                        }
                        None => {
                            let near = super::names::nearest(written, QUOTE.iter().copied());
                            let help = match near {
                                Some(near) if !value.is_null() => format!("did you mean `{near}`?"),
                                _ => mend_text("quote"),
                            };
                            let message = format!("`{}` is no key of a quote", clip(written));
                            take.add(key, message, help);
                            sound = false;
                        }
                    }
                }
                let exact = keys.get("exact").copied();
                if sound && exact.is_none() {
                    take.add(node, "this quote has no `exact`", "write the passage itself behind `exact:`");
                }
                quote.exact = exact.and_then(|node| take.text("exact", node))?.to_owned();
                quote.prefix = take.optional("prefix", keys.get("prefix").copied());
                quote.suffix = take.optional("suffix", keys.get("suffix").copied());
            }
        }
        Some(Passage { quote, fragment })
    }
}

/// A value as it was written; a list with commas.
fn written(node: &Node<'_>) -> String {
    match &node.kind {
        Kind::Scalar(text, _) => text.trim().to_owned(),
        Kind::List(items, _) => items.iter().map(written).collect::<Vec<_>>().join(", "),
        Kind::Map(_) => String::new(),
    }
}

/// An editor's decision.
pub(super) fn resolution(file: FileId, fields: &Fields<'_>, mistakes: &mut Mistakes) -> Option<Resolution> {
    let site = Site::new(file, fields.start as usize..fields.end as usize);
    let mut take = Take { file, mistakes };
    let before = take.mistakes.0.len();
    let mut rejects = Vec::new();
    for (name, node) in take.texts("rejects", fields.get("rejects")) {
        match name.split_once('/') {
            Some((source, claim)) if !source.trim().is_empty() && !claim.trim().is_empty() => {
                rejects.push((name.to_owned(), take.site(node)));
            }
            _ => {
                let help = "write its source's id, a slash and its own id: `nishadil/charge`";
                take.add(node, format!("`{}` names no claim", clip(name)), help);
            }
        }
    }
    if rejects.is_empty() && take.mistakes.0.len() == before && !fields.broken && !fields.doubtful {
        let help = "write `rejects: [source/id]`: the claims that were found wrong";
        take.mistakes.add(site, "this resolution rejects nothing", help);
    }
    let value = fields.get("value").filter(|node| !node.is_null());
    let value = value.filter(|node| {
        let map = matches!(node.kind, Kind::Map(_));
        if map {
            take.add(node, "`value` is what was rejected, and not a mapping of keys", Help::None);
        }
        !map
    });
    let value = value.map(|node| (written(node), take.site(node)));
    let resolution = Resolution {
        site,
        rejects,
        because: take.optional("because", fields.get("because")),
        by: take.optional("by", fields.get("by")),
        on: take.day("on", fields.get("on")),
        until: take.day("until", fields.get("until")),
        value,
        content: take.texts("content", fields.get("content")).into_iter().map(|(text, _)| text.to_owned()).collect(),
    };
    (!resolution.rejects.is_empty()).then_some(resolution)
}
