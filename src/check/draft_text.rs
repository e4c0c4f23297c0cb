//! Claims and sources in words, for findings about drafts.

use crate::id::{EntityId, SourceId};
use crate::project::{Apart, Claim, EventPoint, Form, Order, Part, Project, Speaker, State, Target};
use crate::value::Value;

/// Sources in a row: `a, b and c`.
pub fn listed(project: &Project, sources: &[SourceId]) -> String {
    let names: Vec<&str> = sources.iter().map(|id| project.source(*id).name.as_str()).collect();
    match names.as_slice() {
        [] => "no source".into(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// To whom a claim is attributed: ` according to the minister`, or nothing.
pub fn speakers(project: &Project, claim: &Claim) -> String {
    let names: Vec<&str> = claim
        .according_to
        .iter()
        .map(|speaker| match speaker {
            Speaker::Unnamed => "somebody unnamed",
            Speaker::Entity(id) => project.entity(*id).label.as_str(),
        })
        .collect();
    if names.is_empty() { String::new() } else { format!(", according to {}", names.join(" and ")) }
}

/// An event, or its start or end, by its label.
pub fn point(project: &Project, point: EventPoint) -> String {
    let label = &project.event(point.event).label;
    match point.part {
        Part::Whole => label.to_string(),
        Part::Start => format!("the start of {label}"),
        Part::End => format!("the end of {label}"),
    }
}

/// How far two moments are apart, to be put before their order: `at least 2 days `, or nothing.
pub fn far(apart: Option<&Apart>) -> String {
    match apart {
        Some(Apart::By(length)) => format!("{length} "),
        Some(Apart::AtLeast(length)) => format!("at least {length} "),
        Some(Apart::AtMost(length)) => format!("at most {length} "),
        None => String::new(),
    }
}

/// The value that a claim gives or denies, as it was written; where somebody wrote ids, by the labels that people know.
pub fn value(project: &Project, state: &State) -> String {
    let by_id = |id: &EntityId| state.written.split(',').any(|part| part.trim() == project.entity(*id).name);
    match &state.value {
        Value::Entities(ids) if ids.iter().any(by_id) => labelled(project, state),
        _ => state.written.to_string(),
    }
}

/// The value that a claim gives or denies: entities by the labels that people know, all else as it was written.
pub fn labelled(project: &Project, state: &State) -> String {
    match &state.value {
        Value::Entities(ids) => ids.iter().map(|id| project.entity(*id).label.as_str()).collect::<Vec<_>>().join(", "),
        _ => state.written.to_string(),
    }
}

/// What a claim says, in the labels that people wrote.
pub fn described(project: &Project, claim: &Claim) -> String {
    let said = match &claim.form {
        Form::State(state) => {
            let subject = project.subject_label(state.subject);
            let when = if state.when.is_published() { String::new() } else { format!(" ({})", state.when.text) };
            let not = if state.denied { "not " } else { "" };
            format!("{subject}, {}: {not}{}{when}", project.property(state.property).words(), value(project, state))
        }
        Form::Event(event) => {
            let mut parts = Vec::new();
            if let Some(when) = &event.when {
                parts.push(when.text.to_string());
            }
            for relation in &event.relations {
                let order = relation.order.words();
                let target = match &relation.target {
                    Target::Event(target) => point(project, *target),
                    Target::Published => "publication".into(),
                    Target::Date(when) => when.text.to_string(),
                };
                let apart = event.apart.as_deref();
                let far = far(apart.filter(|_| matches!(relation.order, Order::Before | Order::After)));
                parts.push(format!("{far}{order} {target}"));
            }
            format!("{}: {}", point(project, event.event), parts.join(", "))
        }
        Form::Utterance(words) => {
            let text = words.words.as_deref().or_else(|| claim.quotes.first().map(|quote| &*quote.exact));
            format!("{}: “{}”", project.utterance(words.utterance).label, text.unwrap_or("…"))
        }
    };
    format!("{said}{}", speakers(project, claim))
}
