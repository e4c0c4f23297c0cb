//! The questions that the claims ask, who answers them, and which of them only one source tells.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Compare, Meaning};
use super::draft_text::{far, labelled, point};
use super::network::dates::dated;
use super::topic::claim_topic;
use super::words::Nesting;
use crate::id::{ClaimId, EventId, PropertyId, SourceId, UtteranceId};
use crate::project::{Claim, EventClaim, Form, Order, Part, Project, Role, Subject, Target};
use crate::value::number;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A property of a subject.
    State(Subject, PropertyId),
    /// When an event was.
    Event(EventId),
    /// In what words something was said.
    Utterance(UtteranceId),
}

/// One answer, and who gives it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// For people: the most exact of what is said.
    pub says: String,
    /// The claims, in order.
    pub claims: Vec<Given>,
    /// Whose they are, each once.
    pub sources: BTreeSet<SourceId>,
}

/// A claim that gives an answer.
#[derive(Clone, Debug)]
pub struct Given {
    /// The claim.
    pub claim: ClaimId,
    /// The time for which it says so, where that is not the article's own.
    pub when: Option<String>,
    /// What it says itself, where that is coarser than the answer: New York where the answer is Brooklyn.
    pub coarser: Option<String>,
}

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// What it asks for.
    pub asked: Asked,
    /// By ids, as the topics of findings.
    pub topic: String,
    /// For people.
    pub label: String,
    /// The different answers, the most given first.
    pub answers: Vec<Answer>,
    /// Who answers at all.
    pub told_by: BTreeSet<SourceId>,
}

impl Question {
    /// The one source that tells of it, where it is only one.
    pub fn alone(&self) -> Option<SourceId> {
        self.told_by.first().copied().filter(|_| self.told_by.len() == 1)
    }

    /// All claims, in order.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.answers.iter().flat_map(|answer| &answer.claims).map(|given| given.claim)
    }
}

/// All questions of a project, and the sources that may answer.
#[derive(Clone, Debug)]
pub struct Questions {
    /// Articles, and whatever else makes claims; in order of their ids.
    pub sources: Vec<SourceId>,
    /// Questions that several sources answer, most answered first; then those that one source answers.
    pub all: Vec<Question>,
}

impl Questions {
    /// Gathers the questions of a project.
    pub fn new(project: &Project) -> Self {
        let mut gathered: BTreeMap<Asked, Gathered<'_>> = BTreeMap::new();
        let mut speaking = BTreeSet::new();
        for (id, claim) in project.claims() {
            speaking.insert(claim.source);
            for (asked, meaning, says) in said(project, id, claim) {
                let gathered = gathered.entry(asked).or_insert_with(|| Gathered::new(project, asked, id));
                gathered.claims.push(id);
                gathered.said.push((meaning, says));
            }
        }
        let nesting = Nesting::new(project);
        let mut all: Vec<Question> = gathered.into_values().map(|it| it.finish(project, &nesting)).collect();
        all.sort_by(|a, b| (b.told_by.len(), &a.topic).cmp(&(a.told_by.len(), &b.topic)));
        let every = (0..project.sources.len()).map(SourceId::new);
        let sources = every.filter(|id| speaking.contains(id) || project.source(*id).role == Role::Article).collect();
        Self { sources, all }
    }
}

struct Gathered<'p> {
    question: Question,
    /// Who answers, and what, side by side.
    claims: Vec<ClaimId>,
    said: Vec<(Meaning<'p>, String)>,
}

impl<'p> Gathered<'p> {
    fn new(project: &Project, asked: Asked, id: ClaimId) -> Self {
        let (topic, label) = match asked {
            Asked::State(subject, property) => {
                let subject = project.subject_label(subject);
                (claim_topic(project, id), format!("{subject}: {}", project.property(property).words()))
            }
            Asked::Event(id) => (project.event(id).name.to_string(), format!("When? {}", project.event(id).label)),
            Asked::Utterance(id) => {
                let utterance = project.utterance(id);
                (utterance.name.to_string(), format!("In what words? {}", utterance.label))
            }
        };
        let question = Question { asked, topic, label, answers: Vec::new(), told_by: BTreeSet::new() };
        Self { question, claims: Vec::new(), said: Vec::new() }
    }

    fn finish(self, project: &'p Project, nesting: &'p Nesting) -> Question {
        let Self { mut question, claims, said } = self;
        let property = match question.asked {
            Asked::State(_, property) => Some(project.property(property)),
            Asked::Event(_) | Asked::Utterance(_) => None,
        };
        question.told_by = claims.iter().map(|id| project.claim(*id).source).collect();
        let written = said.iter().filter_map(|(meaning, _)| match meaning {
            Meaning::State(state) => Some(&*state.written),
            Meaning::Date(_) | Meaning::Words => None,
        });
        let unit = property.and_then(|property| property.unit.as_deref());
        let unit = unit.filter(|unit| number::units_differ(written, unit));
        let says = |at: &usize| match (said.get(*at)?, unit) {
            ((Meaning::State(state), _), Some(unit)) => {
                let not = if state.denied { "not " } else { "" };
                Some(format!("{not}{}", number::with_unit(&state.written, unit)))
            }
            ((_, says), _) => Some(says.clone()),
        };
        let given = |at: &usize, coarser: Option<String>| {
            let claim = *claims.get(*at)?;
            let when = match &project.claim(claim).form {
                Form::State(state) if !state.when.is_published() => Some(state.when.text.to_string()),
                _ => None,
            };
            Some(Given { claim, when, coarser })
        };
        for group in Compare::new(project, nesting, property).answers(&said) {
            let exactly = group.exactly.iter().filter_map(|at| given(at, None));
            let mut all: Vec<Given> = exactly.collect();
            all.extend(group.coarsely.iter().filter_map(|at| given(at, says(at))));
            all.sort_by_key(|given| given.claim);
            question.answers.push(Answer {
                says: group.exactly.first().and_then(says).unwrap_or_default(),
                sources: all.iter().map(|given| project.claim(given.claim).source).collect(),
                claims: all,
            });
        }
        question.answers.sort_by_key(|answer| {
            (std::cmp::Reverse(answer.sources.len()), answer.claims.first().map(|given| given.claim))
        });
        question
    }
}

/// What a claim answers: an order of two events tells of both.
fn said<'p>(project: &'p Project, id: ClaimId, claim: &'p Claim) -> Vec<(Asked, Meaning<'p>, String)> {
    match &claim.form {
        Form::State(state) => {
            let not = if state.denied { "not " } else { "" };
            let value = labelled(project, state);
            vec![(Asked::State(state.subject, state.property), Meaning::State(state), format!("{not}{value}"))]
        }
        Form::Event(event) => events(project, id, claim, event),
        Form::Utterance(words) => {
            let said = words.said(&claim.quotes);
            let said = if words.paraphrase { format!("in other words: {said}") } else { format!("“{said}”") };
            vec![(Asked::Utterance(words.utterance), Meaning::Words, said)]
        }
    }
}

/// How a claim sets an event against others, in words.
pub fn orders(project: &Project, claim: &Claim, event: EventId) -> Vec<String> {
    let Form::Event(own) = &claim.form else { return Vec::new() };
    let mut found = Vec::new();
    order(project, own, |asked, says| found.extend((asked == event).then_some(says)));
    found
}

fn events<'p>(
    project: &'p Project,
    id: ClaimId,
    whole: &Claim,
    claim: &EventClaim,
) -> Vec<(Asked, Meaning<'p>, String)> {
    let mut found = Vec::new();
    if let Some(when) = &claim.when {
        let meaning = dated(project, id, whole).map_or(Meaning::Words, |dated| Meaning::Date(dated.when));
        found.push((Asked::Event(claim.event.event), meaning, format!("{}{}", part(claim), when.text)));
    }
    order(project, claim, |event, says| found.push((Asked::Event(event), Meaning::Words, says)));
    found
}

/// Which end of its event a claim is about.
fn part(claim: &EventClaim) -> &'static str {
    match claim.event.part {
        Part::Whole => "",
        Part::Start => "started ",
        Part::End => "ended ",
    }
}

/// What a claim's orders say of each event in them: an order of two events tells of both.
fn order(project: &Project, claim: &EventClaim, mut told: impl FnMut(EventId, String)) {
    let (part, far) = (part(claim), far(claim.apart.as_deref()));
    for relation in &claim.relations {
        let there = relation.order.words();
        let back = match relation.order {
            Order::Before => "after",
            Order::After => "before",
            Order::During => "around",
            Order::SameDayAs | Order::SameTimeAs => there,
        };
        let target = match &relation.target {
            Target::Event(target) => {
                if target.event != claim.event.event {
                    told(target.event, format!("{far}{back} {}", point(project, claim.event)));
                }
                point(project, *target)
            }
            Target::Published => "publication".into(),
            Target::Date(when) => when.text.to_string(),
        };
        told(claim.event.event, format!("{part}{far}{there} {target}"));
    }
}

#[cfg(test)]
#[path = "questions_tests.rs"]
mod tests;
