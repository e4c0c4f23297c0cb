//! The questions that the claims ask, who answers them, and which of them only one source tells.

use std::collections::{BTreeMap, BTreeSet};

use super::draft_text::{far, labelled, point};
use super::topic::claim_topic;
use crate::id::{ClaimId, EventId, PropertyId, SourceId, UtteranceId};
use crate::project::{Claim, EventClaim, Form, Order, Part, Project, Role, Subject, Target};
use crate::text::fold;

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
    /// For people.
    pub says: String,
    /// The claims, in order, each with the time for which it says so where that is not the article's own.
    pub claims: Vec<(ClaimId, Option<String>)>,
    /// Whose they are, each once.
    pub sources: BTreeSet<SourceId>,
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
        self.answers.iter().flat_map(|answer| &answer.claims).map(|(id, _)| *id)
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
        let mut gathered: BTreeMap<Asked, Gathered> = BTreeMap::new();
        let mut speaking = BTreeSet::new();
        for (id, claim) in project.claims() {
            speaking.insert(claim.source);
            for (asked, says) in said(project, claim) {
                gathered.entry(asked).or_insert_with(|| Gathered::new(project, asked, id)).add(claim, id, says);
            }
        }
        let mut all: Vec<Question> = gathered.into_values().map(Gathered::finish).collect();
        all.sort_by(|a, b| (b.told_by.len(), &a.topic).cmp(&(a.told_by.len(), &b.topic)));
        let every = (0..project.sources.len()).map(SourceId::new);
        let sources = every.filter(|id| speaking.contains(id) || project.source(*id).role == Role::Article).collect();
        Self { sources, all }
    }
}

struct Gathered {
    question: Question,
    by_words: BTreeMap<String, Answer>,
}

impl Gathered {
    fn new(project: &Project, asked: Asked, id: ClaimId) -> Self {
        let (topic, label) = match asked {
            Asked::State(subject, property) => {
                let subject = project.subject_label(subject);
                (claim_topic(project, id), format!("{subject}: {}", project.property(property).label))
            }
            Asked::Event(id) => (project.event(id).name.to_string(), format!("When? {}", project.event(id).label)),
            Asked::Utterance(id) => {
                let utterance = project.utterance(id);
                (utterance.name.to_string(), format!("In what words? {}", utterance.label))
            }
        };
        let question = Question { asked, topic, label, answers: Vec::new(), told_by: BTreeSet::new() };
        Self { question, by_words: BTreeMap::new() }
    }

    fn add(&mut self, claim: &Claim, id: ClaimId, says: String) {
        self.question.told_by.insert(claim.source);
        let answer = self.by_words.entry(fold::name(&says)).or_insert_with(|| Answer {
            says,
            claims: Vec::new(),
            sources: BTreeSet::new(),
        });
        let when = match &claim.form {
            Form::State(state) if !state.when.is_published() => Some(state.when.text.to_string()),
            _ => None,
        };
        answer.claims.push((id, when));
        answer.sources.insert(claim.source);
    }

    fn finish(self) -> Question {
        let mut question = self.question;
        question.answers = self.by_words.into_values().collect();
        question.answers.sort_by_key(|answer| {
            (std::cmp::Reverse(answer.sources.len()), answer.claims.first().map(|claim| claim.0))
        });
        question
    }
}

/// What a claim answers: an order of two events tells of both.
fn said(project: &Project, claim: &Claim) -> Vec<(Asked, String)> {
    match &claim.form {
        Form::State(state) => {
            let not = if state.denied { "not " } else { "" };
            let value = labelled(project, state);
            vec![(Asked::State(state.subject, state.property), format!("{not}{value}"))]
        }
        Form::Event(event) => events(project, event),
        Form::Utterance(words) => {
            let said = words.said(&claim.quotes);
            let said = if words.paraphrase { format!("in other words: {said}") } else { format!("“{said}”") };
            vec![(Asked::Utterance(words.utterance), said)]
        }
    }
}

fn events(project: &Project, claim: &EventClaim) -> Vec<(Asked, String)> {
    let own = Asked::Event(claim.event.event);
    let mut found = Vec::new();
    let part = match claim.event.part {
        Part::Whole => "",
        Part::Start => "started ",
        Part::End => "ended ",
    };
    if let Some(when) = &claim.when {
        found.push((own, format!("{part}{}", when.text)));
    }
    let far = far(claim.apart.as_deref());
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
                    let other = Asked::Event(target.event);
                    found.push((other, format!("{far}{back} {}", point(project, claim.event))));
                }
                point(project, *target)
            }
            Target::Published => "publication".into(),
            Target::Date(when) => when.text.to_string(),
        };
        found.push((own, format!("{part}{far}{there} {target}")));
    }
    found
}
