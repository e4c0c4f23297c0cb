//! What claims are about, by ids: the topics of findings.

use crate::id::ClaimId;
use crate::project::{Form, Project};

/// The topic of a claim: `subject / property`, an event, or an utterance.
pub fn claim_topic(project: &Project, id: ClaimId) -> String {
    match &project.claim(id).form {
        Form::State(state) => project.topic_name(state.subject, state.property),
        Form::Event(event) => project.event(event.event.event).name.to_string(),
        Form::Utterance(words) => project.utterance(words.utterance).name.to_string(),
    }
}
