//! The question nearest to one that only a single source answers: two checkers may write one fact in two ways, and
//! then no rule sees that their articles contradict each other.

use std::collections::BTreeMap;

use super::context::cite;
use super::questions::{Asked, Question, Questions};
use super::words::lies_in;
use crate::id::{ClaimId, EntityId, PropertyId, SourceId};
use crate::project::{Form, Project, State, Subject};
use crate::text::fold;
use crate::time::Moment;
use crate::time::when::Kind;
use crate::value::Value;

/// Of more questions that have something in common only the first are weighed.
const MOST_WEIGHED: usize = 60;

/// What two questions have in common, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// The one's subject is the other's value.
    OtherDirection,
    /// Subject and value, under another property.
    SubjectAndValue,
    /// Property and value, of another subject.
    PropertyAndValue,
    /// A passage.
    Passage,
    /// Property, of a subject that lies in the other or around it.
    PropertyOfRelated,
    /// The day.
    Day,
    /// The speaker.
    Speaker,
    /// Property only.
    Property,
}

impl Common {
    /// A name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::OtherDirection => "other-direction",
            Self::SubjectAndValue => "same-subject-and-value",
            Self::PropertyAndValue => "same-property-and-value",
            Self::Passage => "quotes-overlap",
            Self::PropertyOfRelated | Self::Property => "same-property",
            Self::Day => "same-day",
            Self::Speaker => "same-speaker",
        }
    }

    /// How to bring the two together.
    pub fn mend(self) -> &'static str {
        match self {
            Self::OtherDirection => "told the other way round: turn one of them, so that both ask about one subject",
            Self::SubjectAndValue => {
                "same subject and value under another property: if both ask one thing, keep one property and make the \
                 other name its alias"
            }
            Self::PropertyAndValue => {
                "same property and value of another subject: if both are one, keep one and make the other name its alias"
            }
            Self::Passage => {
                "much the same passage is claimed there, too: if it says one thing, claim it under one topic"
            }
            Self::PropertyOfRelated | Self::Property => {
                "same property of another subject: if both are about one thing, give them one subject"
            }
            Self::Day => "another event on the same day: if they are one, keep one and make the other name its alias",
            Self::Speaker => "other words of the same speaker: if it is one statement, give both one utterance",
        }
    }
}

/// The nearest question of each that one source alone answers: its place in [`Questions::all`], and what both share.
pub fn nearest(project: &Project, questions: &Questions) -> BTreeMap<usize, (usize, Common)> {
    let index = Index::new(project, questions);
    let alone = questions.all.iter().enumerate().filter_map(|(at, question)| Some((at, question, question.alone()?)));
    alone.filter_map(|(at, question, source)| Some((at, index.nearest(at, question, source)?))).collect()
}

/// A value as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(EntityId),
    Words(String),
}

struct Index<'q> {
    project: &'q Project,
    questions: &'q Questions,
    by_subject_and_value: BTreeMap<(Subject, Key), Vec<usize>>,
    by_property_and_value: BTreeMap<(PropertyId, Key), Vec<usize>>,
    by_property: BTreeMap<PropertyId, Vec<usize>>,
    by_day: BTreeMap<String, Vec<usize>>,
    by_speaker: BTreeMap<EntityId, Vec<usize>>,
    /// Passages of each source: first byte, byte after the last, question, claim.
    passages: BTreeMap<SourceId, Vec<(usize, usize, usize, ClaimId)>>,
}

impl<'q> Index<'q> {
    fn new(project: &'q Project, questions: &'q Questions) -> Self {
        let mut index = Self {
            project,
            questions,
            by_subject_and_value: BTreeMap::new(),
            by_property_and_value: BTreeMap::new(),
            by_property: BTreeMap::new(),
            by_day: BTreeMap::new(),
            by_speaker: BTreeMap::new(),
            passages: BTreeMap::new(),
        };
        fn add<K: Ord>(map: &mut BTreeMap<K, Vec<usize>>, key: K, at: usize) {
            let list = map.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        for (at, question) in questions.all.iter().enumerate() {
            if let Asked::State(_, property) = question.asked {
                add(&mut index.by_property, property, at);
            }
            for id in question.claims() {
                let claim = project.claim(id);
                for range in cite(project, id).passages {
                    index.passages.entry(claim.source).or_default().push((range.start, range.end, at, id));
                }
                match &claim.form {
                    Form::State(state) => {
                        for key in keys(project, state) {
                            add(&mut index.by_subject_and_value, (state.subject, key.clone()), at);
                            add(&mut index.by_property_and_value, (state.property, key), at);
                        }
                    }
                    Form::Event(event) => {
                        if let (Some(day), Asked::Event(own)) = (day(event), question.asked)
                            && own == event.event.event
                        {
                            add(&mut index.by_day, day, at);
                        }
                    }
                    Form::Utterance(words) => {
                        if let Some(speaker) = words.speaker {
                            add(&mut index.by_speaker, speaker, at);
                        }
                    }
                }
            }
        }
        for passages in index.passages.values_mut() {
            passages.sort_unstable();
            passages.dedup();
        }
        index
    }

    fn nearest(&self, at: usize, question: &Question, source: SourceId) -> Option<(usize, Common)> {
        let mut best: Option<(Common, std::cmp::Reverse<usize>, usize)> = None;
        let mut offer = |list: Option<&Vec<usize>>, common: Common| {
            for &other in list.into_iter().flatten().take(MOST_WEIGHED) {
                let Some(told_by) = self.questions.all.get(other).map(|question| &question.told_by) else { continue };
                // What only the same source tells brings nothing together.
                if other != at && told_by.iter().any(|teller| *teller != source) {
                    let common = self.refine(common, question, other);
                    let offered = (common, std::cmp::Reverse(told_by.len()), other);
                    if best.is_none_or(|best| offered < best) {
                        best = Some(offered);
                    }
                }
            }
        };
        for id in question.claims() {
            match &self.project.claim(id).form {
                Form::State(state) => {
                    for key in keys(self.project, state) {
                        if let (Key::Entity(value), Subject::Entity(subject)) = (&key, state.subject) {
                            let turned = (Subject::Entity(*value), Key::Entity(subject));
                            offer(self.by_subject_and_value.get(&turned), Common::OtherDirection);
                        }
                        let subject = (state.subject, key.clone());
                        offer(self.by_subject_and_value.get(&subject), Common::SubjectAndValue);
                        offer(self.by_property_and_value.get(&(state.property, key)), Common::PropertyAndValue);
                    }
                    offer(self.by_property.get(&state.property), Common::Property);
                }
                Form::Event(event) => offer(day(event).and_then(|day| self.by_day.get(&day)), Common::Day),
                Form::Utterance(words) => {
                    offer(words.speaker.and_then(|speaker| self.by_speaker.get(&speaker)), Common::Speaker);
                }
            }
            let overlapping = self.overlapping(source, id);
            offer(Some(&overlapping), Common::Passage);
        }
        best.map(|(common, _, other)| (other, common))
    }

    /// A property of a related subject is nearer than of any other.
    fn refine(&self, common: Common, question: &Question, other: usize) -> Common {
        let other = self.questions.all.get(other).map(|question| question.asked);
        match (common, question.asked, other) {
            (
                Common::Property,
                Asked::State(Subject::Entity(one), _),
                Some(Asked::State(Subject::Entity(other), _)),
            ) if lies_in(self.project, one, other) || lies_in(self.project, other, one) => Common::PropertyOfRelated,
            _ => common,
        }
    }

    /// Questions that another claim answers with much the same passage as this claim.
    fn overlapping(&self, source: SourceId, id: ClaimId) -> Vec<usize> {
        let mut found = Vec::new();
        let Some(passages) = self.passages.get(&source) else { return found };
        for range in cite(self.project, id).passages {
            let after = passages.partition_point(|passage| passage.0 < range.end);
            let near = passages.get(after.saturating_sub(MOST_WEIGHED)..after).unwrap_or(&[]);
            let same = |&&(start, end, _, claim): &&(usize, usize, usize, ClaimId)| {
                let both = end.min(range.end).saturating_sub(start.max(range.start));
                claim != id && both * 2 >= range.len().max(end - start)
            };
            found.extend(near.iter().filter(same).map(|passage| passage.2));
        }
        found
    }
}

/// The values of a claim as they are looked up; what is merely true or false says nothing.
fn keys(project: &Project, state: &State) -> Vec<Key> {
    match &state.value {
        Value::Entities(entities) => entities.iter().map(|entity| Key::Entity(*entity)).collect(),
        Value::Boolean(_) => Vec::new(),
        _ if state.denied => Vec::new(),
        _ => {
            let words = match &state.value {
                // However it was written: with a unit or without, with commas or without.
                Value::Number(number) => {
                    let unit = project.property(state.property).unit.as_deref().unwrap_or("");
                    format!("{} {}", number.key(), fold::name(unit))
                }
                _ => fold::name(&state.written),
            };
            vec![Key::Words(words)]
        }
    }
}

/// The day of an event, where a claim gives one day.
fn day(event: &crate::project::EventClaim) -> Option<String> {
    match &event.when.as_ref()?.kind {
        Kind::Within(Moment::Date(from), Moment::Date(to)) if from == to => {
            let (first, last) = (from.earliest?, from.latest?);
            (first == last).then(|| first.to_string())
        }
        _ => None,
    }
}
