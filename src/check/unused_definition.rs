//! An entity, a property or an event is defined, and nothing uses it.
//!
//! A definition is used where a claim names it: as a subject, a value, a property, a speaker, in `according-to`, as an
//! event, in an order (`before: delegation-landing`), or as the end of an interval (`maduro-capture/..`). An entity is
//! also used where another one lies `within` it. Utterances need no claims: they may wait for the next article.
//!
//! While claim files have mistakes, nothing is said: a claim that cannot be read may be the one that uses it.
//!
//! What nothing uses is mostly a name that is spelt otherwise in the claims, or a leftover.
//!
//! To mend it, use it, or take it out of its file.

use rayon::prelude::*;

use super::context::Context;
use crate::finding::{Cited, Finding, Position};
use crate::id::{EntityId, EventId, PropertyId};
use crate::project::{EventPoint, Form, Project, Site, Speaker, Subject, Target};
use crate::rule::Rule;
use crate::time::{When, when::End, when::Kind, when::Moment};
use crate::value::Value;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    if project.incomplete {
        return;
    }
    let used = Used::new(project);
    for (it, _) in project.entities.iter().zip(&used.entities).filter(|(_, used)| !**used) {
        found.push(finding("entity", &it.name, &it.label, it.site));
    }
    for (it, _) in project.properties.iter().zip(&used.properties).filter(|(_, used)| !**used) {
        found.push(finding("property", &it.name, &it.label, it.site));
    }
    for (it, _) in project.events.iter().zip(&used.events).filter(|(_, used)| !**used) {
        found.push(finding("event", &it.name, &it.label, it.site));
    }
}

fn finding(kind: &str, name: &str, label: &str, site: Site) -> Finding {
    let called = if label == name { format!("`{name}`") } else { format!("`{name}` ({label})") };
    let article = if kind == "property" { "a" } else { "an" };
    let message = format!("the {kind} {called} is defined, and nothing uses it");
    let question = format!("Nothing uses the {kind} {called}");
    let mut finding = Finding::new(Rule::UnusedDefinition, name, question, message);
    finding.help = Some(format!("take it out, or look for {article} {kind} that the claims name otherwise"));
    let cited = Cited { claim: None, source: None, site: Some(site), passages: Vec::new() };
    finding.positions.push(Position { claims: vec![cited], ..Position::default() });
    finding
}

/// Fewer claims than these are looked at by one thread.
const LEAST_CLAIMS: usize = 20_000;

/// What is used.
struct Used {
    entities: Vec<bool>,
    properties: Vec<bool>,
    events: Vec<bool>,
}

impl Used {
    fn new(project: &Project) -> Self {
        let none = || Self {
            entities: vec![false; project.entities.len()],
            properties: vec![false; project.properties.len()],
            events: vec![false; project.events.len()],
        };
        // A part for each thread: each notes what it sees in tables of its own.
        let size = project.claims.len().div_ceil(rayon::current_num_threads()).max(LEAST_CLAIMS);
        let parts = project.claims.par_chunks(size).map(|claims| {
            let mut used = none();
            for claim in claims {
                for speaker in &claim.according_to {
                    if let Speaker::Entity(entity) = speaker {
                        used.entity(*entity);
                    }
                }
                used.form(&claim.form);
            }
            used
        });
        let mut used = parts.reduce(none, Self::or);
        project.entities.iter().flat_map(|entity| &entity.within).for_each(|outer| used.entity(*outer));
        used
    }

    /// What either uses.
    fn or(mut self, other: Self) -> Self {
        let add =
            |mine: &mut [bool], other: &[bool]| mine.iter_mut().zip(other).for_each(|(mine, other)| *mine |= other);
        add(&mut self.entities, &other.entities);
        add(&mut self.properties, &other.properties);
        add(&mut self.events, &other.events);
        self
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Entity(entity) => self.entity(entity),
            Subject::Event(event) => self.event(event),
        }
    }

    fn form(&mut self, form: &Form) {
        match form {
            Form::State(state) => {
                self.subject(state.subject);
                self.property(state.property);
                if let Value::Entities(entities) = &state.value {
                    entities.iter().for_each(|entity| self.entity(*entity));
                }
                self.when(&state.when);
            }
            Form::Event(claim) => {
                self.event(claim.event.event);
                claim.when.iter().for_each(|when| self.when(when));
                for relation in &claim.relations {
                    match &relation.target {
                        Target::Event(point) => self.event(point.event),
                        Target::Date(when) => self.when(when),
                        Target::Published => {}
                    }
                }
            }
            Form::Utterance(words) => words.speaker.iter().for_each(|speaker| self.entity(*speaker)),
        }
    }

    fn when(&mut self, when: &When<EventPoint>) {
        let mut moment = |moment: &Moment<EventPoint>| {
            if let Moment::Event(point) = moment {
                self.event(point.event);
            }
        };
        match &when.kind {
            Kind::Within(from, to) => [from, to].into_iter().for_each(moment),
            Kind::Throughout(from, to) => {
                for end in [from, to] {
                    if let End::At(at) = end {
                        moment(at);
                    }
                }
            }
        }
    }

    fn entity(&mut self, id: EntityId) {
        mark(&mut self.entities, id.index());
    }

    fn property(&mut self, id: PropertyId) {
        mark(&mut self.properties, id.index());
    }

    fn event(&mut self, id: EventId) {
        mark(&mut self.events, id.index());
    }
}

fn mark(used: &mut [bool], index: usize) {
    if let Some(used) = used.get_mut(index) {
        *used = true;
    }
}
