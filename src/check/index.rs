//! Claims on states by topic: one subject, one property, and all that is said of it.

use rayon::prelude::*;

use super::timeline::Timeline;
use crate::id::{ClaimId, PropertyId};
use crate::project::{Form, Project, State, Subject};
use crate::time::Span;

/// All that is said of one property of one subject.
#[derive(Clone, Debug)]
pub struct Topic {
    /// What it is about.
    pub subject: Subject,
    /// Which property.
    pub property: PropertyId,
    /// What is said, in the order of claims.
    pub said: Vec<Said>,
}

/// A claim, and when it holds.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// The claim.
    pub claim: ClaimId,
    /// When it holds, with what is known of dates and events.
    pub span: Span,
}

impl Topic {
    /// `subject / property`, by ids.
    pub fn name(&self, project: &Project) -> String {
        let subject = match self.subject {
            Subject::Entity(id) => &project.entity(id).name,
            Subject::Event(id) => &project.event(id).name,
        };
        format!("{subject} / {}", project.property(self.property).name)
    }
}

/// The state that a claim gives, where it is one.
pub fn state(project: &Project, claim: ClaimId) -> Option<&State> {
    match &project.claim(claim).form {
        Form::State(state) => Some(state),
        Form::Event(_) | Form::Utterance(_) => None,
    }
}

/// Gathers claims by topic, in the order of subjects and properties.
pub fn topics(project: &Project, timeline: &Timeline) -> Vec<Topic> {
    let mut keys: Vec<(Subject, PropertyId, ClaimId)> = project
        .claims()
        .filter_map(|(id, claim)| match &claim.form {
            Form::State(state) => Some((state.subject, state.property, id)),
            Form::Event(_) | Form::Utterance(_) => None,
        })
        .collect();
    keys.par_sort_unstable();
    let mut found: Vec<(Subject, PropertyId, Vec<ClaimId>)> = Vec::new();
    for (subject, property, claim) in keys {
        match found.last_mut() {
            Some((last, of, claims)) if (*last, *of) == (subject, property) => claims.push(claim),
            _ => found.push((subject, property, vec![claim])),
        }
    }
    let placed = |claim: ClaimId| {
        let state = state(project, claim)?;
        let moments = timeline.moments(project, project.claim(claim).source);
        Some(Said { claim, span: state.when.span(&moments) })
    };
    found
        .into_par_iter()
        .map(|(subject, property, claims)| Topic {
            subject,
            property,
            said: claims.into_iter().filter_map(placed).collect(),
        })
        .collect()
}
