//! What a claim says, as one line of text by ids: everything but its quotes, its note and its id.
//!
//! Two claims of one source whose lines are equal are one claim; ids that nobody wrote are made from it. So
//! nothing in it hangs on files, places or the wording of labels.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::model::*;
use super::vocabulary::Vocabulary;
use crate::id::{EntityId, EventId};
use crate::time::when::{End, Kind, Moment};
use crate::time::{Bounds, Length, When};
use crate::value::{Number, Value};

/// The first 16 bytes of the SHA-256 of a claim's content.
pub type Content = [u8; 16];

/// The content of a claim about each of some subjects.
pub(super) fn hash<'f>(
    vocabulary: &Vocabulary,
    forms: impl Iterator<Item = &'f Form>,
    according_to: &[Speaker],
    certainty: Sureness,
) -> Content {
    let mut line = Line { vocabulary, text: String::with_capacity(160) };
    for form in forms {
        line.form(form);
    }
    for speaker in according_to {
        match speaker {
            Speaker::Unnamed => line.text.push_str("|by unnamed"),
            Speaker::Entity(id) => {
                line.text.push_str("|by ");
                line.entity(*id);
            }
        }
    }
    let certainty = match certainty {
        Sureness::Stated => "",
        Sureness::Likely => "|likely",
        Sureness::Possible => "|possible",
        Sureness::Planned => "|planned",
    };
    line.text.push_str(certainty);
    let digest = Sha256::digest(line.text.as_bytes());
    let mut content = [0; 16];
    for (to, from) in content.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    content
}

/// The readable part of an id that is made for a claim.
pub(super) fn slug(vocabulary: &Vocabulary, form: &Form) -> String {
    let mut slug = match form {
        Form::State(state) => {
            let mut slug = String::with_capacity(48);
            slug.push_str(vocabulary.property_names.id(state.property.index()));
            slug.push_str(if state.denied { "-not-" } else { "-" });
            match &state.value {
                Value::Entities(ids) => {
                    for (at, id) in ids.iter().enumerate() {
                        slug.push_str(if at > 0 { "-" } else { "" });
                        slug.push_str(vocabulary.entity_names.id(id.index()));
                    }
                }
                Value::Choices(ids) => {
                    let property = vocabulary.properties.get(state.property.index());
                    let choices = ids.iter().filter_map(|id| property?.choices.get(id.index()));
                    slug += &choices.map(|choice| super::wording::kebab(choice)).collect::<Vec<_>>().join("-");
                }
                _ => slug += &super::wording::kebab(&state.written),
            }
            slug
        }
        Form::Event(claim) => {
            let mut slug = String::with_capacity(48);
            slug.push_str(vocabulary.event_names.id(claim.event.event.index()));
            if let Some(when) = &claim.when {
                let _ = write!(slug, "-{}", super::wording::kebab(&when.text));
            }
            if let Some(relation) = claim.relations.first() {
                let _ = write!(slug, "-{}", relation.order.key());
                match &relation.target {
                    Target::Published => slug.push_str("-published"),
                    Target::Event(point) => {
                        let _ = write!(slug, "-{}", vocabulary.event_names.id(point.event.index()));
                    }
                    Target::Date(when) => {
                        let _ = write!(slug, "-{}", super::wording::kebab(&when.text));
                    }
                }
            }
            slug
        }
        // One that nobody declared may have any name.
        Form::Utterance(words) => super::wording::kebab(vocabulary.utterance_names.id(words.utterance.index())),
    };
    if slug.len() > 60 && slug.chars().count() > 60 {
        slug = slug.chars().take(60).collect();
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.starts_with('-') { slug.trim_start_matches('-').to_owned() } else { slug }
}

struct Line<'v> {
    vocabulary: &'v Vocabulary,
    text: String,
}

impl Line<'_> {
    fn integer(&mut self, integer: i32) {
        self.text.push_str(itoa::Buffer::new().format(integer));
    }

    fn entity(&mut self, id: EntityId) {
        self.text.push_str(self.vocabulary.entity_names.id(id.index()));
    }

    fn event(&mut self, id: EventId) {
        self.text.push_str(self.vocabulary.event_names.id(id.index()));
    }

    fn point(&mut self, point: &EventPoint) {
        self.event(point.event);
        self.text.push_str(point.part.suffix());
    }

    fn form(&mut self, form: &Form) {
        match form {
            Form::State(state) => {
                self.text.push_str("state|");
                match state.subject {
                    Subject::Entity(id) => self.entity(id),
                    Subject::Event(id) => {
                        self.text.push_str("event ");
                        self.event(id);
                    }
                }
                self.text.push('|');
                self.text.push_str(self.vocabulary.property_names.id(state.property.index()));
                self.text.push_str(if state.denied { "|not|" } else { "|is|" });
                self.value(state);
                self.text.push('|');
                self.when(&state.when);
            }
            Form::Event(claim) => {
                self.text.push_str("event|");
                self.point(&claim.event);
                if let Some(when) = &claim.when {
                    self.text.push_str("|when ");
                    self.when(when);
                }
                for relation in &claim.relations {
                    self.text.push('|');
                    self.text.push_str(relation.order.key());
                    self.text.push(' ');
                    match &relation.target {
                        Target::Published => self.text.push_str("published"),
                        Target::Event(point) => self.point(point),
                        Target::Date(when) => self.when(when),
                    }
                }
                match claim.apart.as_deref() {
                    None => {}
                    Some(Apart::By(length)) => self.apart("by", length),
                    Some(Apart::AtLeast(length)) => self.apart("at-least", length),
                    Some(Apart::AtMost(length)) => self.apart("at-most", length),
                }
            }
            Form::Utterance(words) => {
                self.text.push_str("utterance|");
                self.text.push_str(self.vocabulary.utterance_names.id(words.utterance.index()));
                if let Some(speaker) = words.speaker {
                    self.text.push_str("|speaker ");
                    self.entity(speaker);
                }
                if let Some(words) = &words.words {
                    self.text.push_str("|words ");
                    self.text.push_str(&crate::text::fold::text(words));
                }
                if words.paraphrase {
                    self.text.push_str("|paraphrase");
                }
            }
        }
        self.text.push('\n');
    }

    fn value(&mut self, state: &State) {
        match &state.value {
            Value::Entities(ids) => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                for id in ids {
                    self.entity(id);
                    self.text.push(',');
                }
            }
            Value::Choices(ids) => {
                let property = self.vocabulary.properties.get(state.property.index());
                let mut choices: Vec<String> = ids
                    .iter()
                    .filter_map(|id| property?.choices.get(id.index()))
                    .map(|choice| crate::text::fold::name(choice))
                    .collect();
                choices.sort_unstable();
                for choice in choices {
                    self.text.push_str(&choice);
                    self.text.push(',');
                }
            }
            Value::Number(number) => self.number(number),
            Value::Date(bounds) => self.bounds(bounds),
            Value::Text(text) => self.text.push_str(text),
            Value::Boolean(truth) => self.text.push_str(if *truth { "true" } else { "false" }),
        }
    }

    fn number(&mut self, number: &Number) {
        for bound in [&number.low, &number.high] {
            match bound {
                None => self.text.push_str("any"),
                Some((bound, included)) => {
                    let _ = write!(self.text, "{}{}", bound.normalized(), if *included { "" } else { "!" });
                }
            }
            self.text.push(';');
        }
    }

    fn bounds(&mut self, bounds: &Bounds) {
        for day in [bounds.earliest, bounds.latest] {
            match day {
                None => self.text.push_str("any"),
                Some(day) => {
                    self.integer(day.number());
                }
            }
            self.text.push(';');
        }
    }

    fn apart(&mut self, key: &str, length: &Length) {
        self.text.push('|');
        self.text.push_str(key);
        self.text.push(' ');
        self.length(length);
    }

    fn length(&mut self, length: &Length) {
        for amount in [&length.min, &length.max] {
            match amount {
                None => self.text.push_str("any"),
                Some(amount) => {
                    self.integer(amount.months);
                    self.text.push('m');
                    self.integer(amount.half_days);
                }
            }
            self.text.push(';');
        }
    }

    fn when(&mut self, when: &When<EventPoint>) {
        match &when.kind {
            Kind::Within(from, to) => {
                self.moment(from);
                self.text.push_str("..");
                self.moment(to);
            }
            Kind::Throughout(from, to) => {
                self.end(from);
                self.text.push('/');
                self.end(to);
            }
        }
    }

    fn end(&mut self, end: &End<EventPoint>) {
        match end {
            End::At(moment) => self.moment(moment),
            End::Open => self.text.push_str("open"),
            End::Unknown => self.text.push_str("unknown"),
        }
    }

    fn moment(&mut self, moment: &Moment<EventPoint>) {
        match moment {
            Moment::Date(bounds) => self.bounds(bounds),
            Moment::Published(None) => self.text.push_str("published"),
            Moment::Published(Some(offset)) => {
                self.text.push_str(if offset.before { "published-" } else { "published+" });
                self.length(&offset.length);
            }
            Moment::Event(point) => self.point(point),
        }
    }
}
