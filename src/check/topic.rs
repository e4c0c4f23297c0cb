//! What claims are about, by ids: the topics of findings.

use crate::id::ClaimId;
use crate::project::{Form, Project, Subject};

/// The topic of a claim: `subject / property`, an event, or an utterance.
pub fn claim_topic(project: &Project, id: ClaimId) -> String {
    match &project.claim(id).form {
        Form::State(state) => {
            let subject = match state.subject {
                Subject::Entity(id) => &project.entity(id).name,
                Subject::Event(id) => &project.event(id).name,
            };
            format!("{subject} / {}", project.property(state.property).name)
        }
        Form::Event(event) => project.event(event.event.event).name.clone(),
        Form::Utterance(words) => project.utterance(words.utterance).name.clone(),
    }
}
