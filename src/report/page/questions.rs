//! Questions against articles, article against article, and the state of each claim.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Report;
use super::model::{Matrix, MatrixCell, Named, Pairs, Question};
use crate::check::draft_text::value;
use crate::check::topic::claim_topic;
use crate::finding::{Finding, Status};
use crate::id::{ClaimId, SourceId};
use crate::project::{Claim, Form, Project, Role};
use crate::rule::Class;

/// More questions than these are counted, not shown.
const QUESTIONS: usize = 150;
/// More articles than these do not fit beside each other.
const ARTICLES: usize = 24;

/// Which claims agree with others, stand alone or are contradicted.
#[derive(Debug, Default)]
pub struct States {
    /// For each claim, the contradiction that it takes part in, by its place in the report.
    pub contradicted: BTreeMap<ClaimId, usize>,
    /// For each topic, the sources that tell of it.
    pub told: BTreeMap<String, BTreeSet<SourceId>>,
}

impl States {
    /// Works out the states of all claims.
    pub fn new(report: &Report<'_>) -> Self {
        let mut states = Self::default();
        for (id, claim) in report.project.claims() {
            states.told.entry(claim_topic(report.project, id)).or_default().insert(claim.source);
        }
        let open = |finding: &&(usize, &Finding)| {
            finding.1.rule.class() == Class::Contradiction && finding.1.status != Status::Resolved
        };
        for (index, finding) in report.findings.iter().enumerate().collect::<Vec<_>>().iter().filter(open) {
            let steps = finding.steps.iter().filter_map(|step| step.cited.as_ref()?.claim);
            for claim in finding.claims().chain(steps) {
                states.contradicted.entry(claim).or_insert(*index);
            }
        }
        states
    }

    /// `contradicted`, `agrees` or `alone`.
    pub fn of(&self, project: &Project, id: ClaimId) -> &'static str {
        if self.contradicted.contains_key(&id) {
            "contradicted"
        } else if self.told.get(&claim_topic(project, id)).is_some_and(|sources| sources.len() > 1) {
            "agrees"
        } else {
            "alone"
        }
    }
}

/// What a claim answers, in a few words.
fn answer(project: &Project, claim: &Claim) -> String {
    match &claim.form {
        Form::State(state) if state.denied => format!("not {}", value(project, state)),
        Form::State(state) => value(project, state),
        Form::Event(event) => event.when.as_ref().map_or("order", |when| when.text.as_str()).to_owned(),
        Form::Utterance(words) => if words.paraphrase { "paraphrased" } else { "quoted" }.to_owned(),
    }
}

/// What a claim asks, in words.
fn asked(project: &Project, claim: &Claim) -> String {
    match &claim.form {
        Form::State(state) => {
            let subject = project.subject_label(state.subject);
            format!("{subject}: {}", project.property(state.property).words())
        }
        Form::Event(event) => format!("When: {}", project.event(event.event.event).label),
        Form::Utterance(words) => format!("Words: {}", project.utterance(words.utterance).label),
    }
}

/// Questions that several articles answer come first, those with a conflict before others.
pub fn matrix(report: &Report<'_>, states: &States) -> Matrix {
    let project = report.project;
    let columns: Vec<SourceId> = (0..project.sources.len()).map(SourceId::new).collect();
    let mut columns: Vec<SourceId> =
        columns.into_iter().filter(|id| project.claims.iter().any(|claim| claim.source == *id)).collect();
    columns.truncate(ARTICLES);
    /// Label, claims by source.
    type Asked = (String, BTreeMap<SourceId, Vec<ClaimId>>);
    let mut questions: BTreeMap<String, Asked> = BTreeMap::new();
    for (id, claim) in project.claims() {
        let entry =
            questions.entry(claim_topic(project, id)).or_insert_with(|| (asked(project, claim), BTreeMap::new()));
        entry.1.entry(claim.source).or_default().push(id);
    }
    let mut rows: Vec<(bool, usize, Question)> = Vec::new();
    for (label, by) in questions.into_values() {
        let conflict = by.values().flatten().any(|id| states.contradicted.contains_key(id));
        let cells = columns.iter().map(|source| cell(project, states, by.get(source)));
        rows.push((conflict, by.len(), Question { label, cells: cells.collect() }));
    }
    rows.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.label.cmp(&b.2.label)));
    let more = rows.len().saturating_sub(QUESTIONS);
    rows.truncate(QUESTIONS);
    let named =
        |id: &SourceId| Named { id: project.source(*id).name.to_string(), name: project.source(*id).name.to_string() };
    Matrix { columns: columns.iter().map(named).collect(), rows: rows.into_iter().map(|row| row.2).collect(), more }
}

fn cell(project: &Project, states: &States, claims: Option<&Vec<ClaimId>>) -> MatrixCell {
    let Some(claims) = claims else { return MatrixCell { value: String::new(), state: "silent" } };
    let mut values: Vec<String> = Vec::new();
    for id in claims {
        let value = answer(project, project.claim(*id));
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let mut all: BTreeSet<&str> = claims.iter().map(|id| states.of(project, *id)).collect();
    let state = ["contradicted", "agrees", "alone"].into_iter().find(|state| all.take(state).is_some());
    MatrixCell { value: values.join(" · "), state: state.unwrap_or("alone") }
}

/// How often articles contradict each other: in how many findings they stand on different sides.
pub fn pairs(report: &Report<'_>) -> Pairs {
    let mut counts: BTreeMap<(SourceId, SourceId), usize> = BTreeMap::new();
    let mut all = BTreeSet::new();
    for finding in report.findings {
        if finding.rule.class() != Class::Contradiction || finding.status == Status::Resolved {
            continue;
        }
        let sides: Vec<BTreeSet<SourceId>> = finding
            .positions
            .iter()
            .map(|side| side.claims.iter().filter_map(|cited| cited.source).collect())
            .collect();
        let mut pairs = BTreeSet::new();
        for (index, side) in sides.iter().enumerate() {
            for other in sides.iter().skip(index + 1) {
                for a in side {
                    pairs.extend(other.iter().filter(|b| a != *b).map(|b| (*a.min(b), *a.max(b))));
                }
            }
        }
        for pair in pairs {
            all.extend([pair.0, pair.1]);
            *counts.entry(pair).or_default() += 1;
        }
    }
    let shown: Vec<SourceId> =
        all.into_iter().filter(|id| report.project.source(*id).role != Role::Reference).collect();
    let shown = shown.get(..ARTICLES).unwrap_or(&shown);
    let row = |a: &SourceId| {
        let count = |b: &SourceId| (a != b).then(|| counts.get(&(*a.min(b), *a.max(b))).copied().unwrap_or(0));
        shown.iter().map(count).collect()
    };
    Pairs {
        names: shown.iter().map(|id| report.project.source(*id).name.to_string()).collect(),
        rows: shown.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::value::Value;

    /// What the first claim's cell shows, where its value was written so.
    fn shown(written: impl Fn(&crate::project::Entity) -> String) -> String {
        let project = sample::project();
        let mut claim = Claim::clone(&project.claims[0]);
        let Form::State(state) = &mut claim.form else { panic!("a state") };
        let Value::Entities(ids) = &state.value else { panic!("somebody") };
        state.written = written(project.entity(ids[0])).into();
        answer(&project, &claim)
    }

    #[test]
    fn an_id_is_shown_as_its_label_and_words_as_they_were_written() {
        assert_eq!(shown(|entity| entity.name.to_string()), shown(|entity| entity.label.to_string()));
        assert_eq!(shown(|_| "Ambassador Dogu".into()), "Ambassador Dogu");
    }
}
