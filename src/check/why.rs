//! Why two claims contradict each other, or why they do not: what `gainsay why` answers.

mod fit;

use super::context::Context;
use super::network;
use super::stance::{Stance, Weight};
use super::topic::claim_topic;
use crate::finding::{Certainty, Finding, Status};
use crate::id::ClaimId;
use crate::project::{Claim, Form, Holds, Project, Sureness};
use crate::rule::Class;
use crate::time::{Span, words};
use crate::value::{Agreement, compare};
use fit::{events, no_common_time, states, sureness, utterances};

/// What is to be said of two claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether they contradict each other.
    pub verdict: Verdict,
    /// In a sentence.
    pub headline: String,
    /// Why, in a sentence each, with the bounds that decided.
    pub reasons: Vec<String>,
    /// Findings in which both take part, as positions in the list that was given.
    pub findings: Vec<usize>,
}

/// How two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They contradict each other.
    Contradict,
    /// Both take part in a contradiction that needs others, too.
    Together,
    /// Both may be true.
    Agree,
    /// They were not compared.
    NotCompared,
}

impl Answer {
    fn new(verdict: Verdict, headline: impl Into<String>, reasons: impl IntoIterator<Item = String>) -> Self {
        Self { verdict, headline: headline.into(), reasons: reasons.into_iter().collect(), findings: Vec::new() }
    }
}

/// When a claim on a state holds, with what is known of dates and events.
pub fn span(context: &Context<'_>, claim: &Claim) -> Option<Span> {
    match &claim.form {
        Form::State(state) => Some(state.when.span(&context.timeline.moments(context.project, claim.source))),
        Form::Event(_) | Form::Utterance(_) => None,
    }
}

/// Says why two claims contradict each other, or why not. `findings` are those of the whole project.
pub fn why(context: &Context<'_>, findings: &[Finding], a: ClaimId, b: ClaimId) -> Answer {
    if a == b {
        return Answer::new(Verdict::NotCompared, "This is one and the same claim.", []);
    }
    if let Some(found) = in_findings(context, findings, a, b) {
        return found;
    }
    let (first, second) = (context.project.claim(a), context.project.claim(b));
    match (&first.form, &second.form) {
        (Form::State(one), Form::State(other)) => states(context, (first, one), (second, other)),
        (Form::Event(one), Form::Event(other)) => events(context, (a, first, one), (b, second, other)),
        (Form::Utterance(one), Form::Utterance(other)) => utterances(context.project, (first, one), (second, other)),
        _ => Answer::new(
            Verdict::NotCompared,
            "They were not compared: they are about different things.",
            [topics(context.project, a, b)],
        ),
    }
}

fn topics(project: &Project, a: ClaimId, b: ClaimId) -> String {
    format!("The first is about {}, the second about {}.", claim_topic(project, a), claim_topic(project, b))
}

/// What the findings say that both claims take part in.
fn in_findings(context: &Context<'_>, findings: &[Finding], a: ClaimId, b: ClaimId) -> Option<Answer> {
    let side = |finding: &Finding, claim: ClaimId| {
        finding.positions.iter().position(|side| side.claims.iter().any(|cited| cited.claim == Some(claim)))
    };
    let in_chain = |finding: &Finding, claim: ClaimId| {
        finding.steps.iter().any(|step| step.cited.as_ref().is_some_and(|cited| cited.claim == Some(claim)))
    };
    let mut apart = Vec::new();
    let mut together = Vec::new();
    let mut one_side = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        if finding.rule.class() != Class::Contradiction {
            continue;
        }
        // In a chain of more than two claims it is not these two alone that cannot both be right.
        let chain =
            finding.steps.iter().filter(|step| step.cited.as_ref().is_some_and(|it| it.claim.is_some())).count();
        match (side(finding, a), side(finding, b)) {
            (Some(one), Some(other)) if one != other && chain <= 2 => apart.push(index),
            (Some(_), Some(_)) if chain > 2 => together.push(index),
            (Some(_), Some(_)) if finding.positions.len() > 1 => one_side.push(index),
            _ => {
                let part = |claim| in_chain(finding, claim) || side(finding, claim).is_some();
                if part(a) && part(b) {
                    together.push(index);
                }
            }
        }
    }
    let named =
        |indices: &[usize]| indices.iter().filter_map(|index| findings.get(*index)).map(told).collect::<Vec<String>>();
    let answer = |verdict, headline: &str, indices: Vec<usize>, mut reasons: Vec<String>| {
        reasons.extend(named(&indices));
        Some(Answer { verdict, headline: headline.into(), reasons, findings: indices })
    };
    if !apart.is_empty() {
        let possible = apart
            .iter()
            .filter_map(|index| findings.get(*index))
            .all(|finding| finding.certainty == Some(Certainty::Possible));
        let others_decide = by_others(context, a, b);
        let headline = if others_decide.is_some() {
            "They stand on different sides of a contradiction, but it is other claims that make it one."
        } else if possible {
            "They may contradict each other: both are right only if something unreported happened."
        } else {
            "They contradict each other."
        };
        let mut reasons: Vec<String> = apart
            .iter()
            .filter_map(|index| findings.get(*index))
            .flat_map(|finding| finding.why.iter().cloned())
            .collect();
        reasons.dedup();
        let verdict = match others_decide {
            Some(why) => {
                // What the finding says of its sides is not so of these two.
                reasons = why;
                Verdict::Together
            }
            None => {
                reasons.extend(decided(context, a, b));
                Verdict::Contradict
            }
        };
        return answer(verdict, headline, apart, reasons);
    }
    if !together.is_empty() {
        return answer(
            Verdict::Together,
            "Both take part in one contradiction, with other claims.",
            together,
            Vec::new(),
        );
    }
    if !one_side.is_empty() {
        let (first, second) = (context.project.claim(a), context.project.claim(b));
        let reasons = match (&first.form, &second.form) {
            (Form::State(one), Form::State(other)) => states(context, (first, one), (second, other)).reasons,
            _ => Vec::new(),
        };
        return answer(
            Verdict::Agree,
            "They agree: both stand on one side of a contradiction with others.",
            one_side,
            reasons,
        );
    }
    None
}

/// Two claims that may both be true, by their values or because they need not have held on one day: what their sides
/// have in common with them makes the contradiction.
fn by_others(context: &Context<'_>, a: ClaimId, b: ClaimId) -> Option<Vec<String>> {
    let (first, second) = (context.project.claim(a), context.project.claim(b));
    if let (Form::Event(_), Form::Event(_)) = (&first.form, &second.form) {
        if Stance::of(first).against(&Stance::of(second)) == Weight::Silent {
            return Some(vec![
                "Neither of the two is asserted, and so they are not held against each other.".to_owned(),
            ]);
        }
        let exclude = network::exclude(context.project, &context.glances, [a, b]);
        return (!exclude).then(|| vec!["There is a calendar on which both hold.".to_owned()]);
    }
    let Form::State(state) = &first.form else { return None };
    let reported = |claim: &Claim| !claim.according_to.is_empty() || claim.certainty == Sureness::Possible;
    if reported(first)
        && reported(second)
        && let Some(answer) = sureness(context.project, first, second)
    {
        return Some(answer.reasons);
    }
    if let Form::State(other) = &second.form
        && !(state.denied || other.denied)
        && compare(&state.value, &other.value, &context.words(state.property)) != Agreement::Different
    {
        return Some(states(context, (first, state), (second, other)).reasons);
    }
    let (one, other) = (span(context, first)?, span(context, second)?);
    let timed = context.project.property(state.property).holds == Holds::OneAtATime;
    let is_present = |claim: &Claim| matches!(&claim.form, Form::State(state) if state.when.is_published());
    if first.source == second.source && is_present(first) && is_present(second) {
        return None;
    }
    (timed && !one.must_meet(&other))
        .then(|| no_common_time(&one, &other, undated(context.project, first, second)).reasons)
}

/// Whether the sources of two claims have no date.
fn undated(project: &Project, first: &Claim, second: &Claim) -> (bool, bool) {
    let undated = |claim: &Claim| project.source(claim.source).published.is_none();
    (undated(first), undated(second))
}

/// A finding in a sentence.
fn told(finding: &Finding) -> String {
    let status = match finding.status {
        Status::New => "",
        Status::Known => ", known",
        Status::Resolved => ", resolved by an editor's decision",
    };
    let certainty = match finding.certainty {
        Some(Certainty::Definite) => ", definite",
        Some(Certainty::Possible) => ", possible",
        None => "",
    };
    format!("{}{certainty}{status}: {}", finding.rule.name(), finding.message)
}

/// The days that both claims cover for certain, by the times that they give.
fn decided(context: &Context<'_>, a: ClaimId, b: ClaimId) -> Option<String> {
    let (first, second) = (span(context, context.project.claim(a))?, span(context, context.project.claim(b))?);
    let (one, other) = (first.core()?, second.core()?);
    let (from, to) = (one.0.max(other.0), one.1.min(other.1));
    (from <= to).then(|| {
        if from == to {
            format!("Both cover {}.", from.words())
        } else {
            format!("Both cover the days {}.", words::Stretch::between(from, to, &[first, second]))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::testing::project;
    use crate::rule::Rule;

    const VOCABULARY: &str = "\
sources:
  a: { role: reference, published: 2026-03-01 }
  b: { role: reference, published: 2026-03-02 }
entities: { ministry: {} }
events: { landing: {}, capture: {}, summit: {} }
";

    /// The verdict on the first two claims, and what is said of it.
    fn told(claims: &str) -> (Verdict, String) {
        let project = project(VOCABULARY, &format!("claims:\n{claims}"), &[]);
        let context = Context::new(&project);
        let answer = why(&context, &check(&project).findings, ClaimId(0), ClaimId(1));
        (answer.verdict, format!("{} {}", answer.headline, answer.reasons.join(" ")))
    }

    #[test]
    fn of_three_that_exclude_each_other_no_two_do() {
        let order = "  - { source: b, event: capture, after: landing, certainty: likely }\n";
        let dates = "  - { source: a, event: landing, when: 2026-01-05 }\n  - { source: b, event: capture, when: 2026-01-03 }\n";
        let stated = "  - { source: a, event: capture, before: landing }\n";
        // With and without an order of which two would do.
        for more in ["", stated] {
            let claims = format!("{dates}{order}{more}");
            let project = project(VOCABULARY, &format!("claims:\n{claims}"), &[]);
            let (context, findings) = (Context::new(&project), check(&project).findings);
            assert_eq!(findings.iter().filter(|finding| finding.rule == Rule::AttributionConflict).count(), 1);
            let is_order = |id: &ClaimId| matches!(&project.claim(*id).form, Form::Event(said) if said.when.is_none());
            let ids: Vec<ClaimId> = (0..project.claims.len()).map(ClaimId::new).collect();
            for (a, b) in ids.iter().flat_map(|a| ids.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b) {
                let expected = if is_order(&a) && is_order(&b) { Verdict::Contradict } else { Verdict::Together };
                assert_eq!(why(&context, &findings, a, b).verdict, expected, "{a:?} {b:?} {claims}");
            }
        }
    }

    #[test]
    fn orders_that_are_only_reported_are_held_against_those_of_the_same_events() {
        let reported = "  - { source: a, event: landing, before: capture, according-to: ministry }\n";
        let order = |order: &str| told(&format!("{reported}  - {{ source: b, event: capture, {order} }}\n"));
        assert_eq!(order("before: landing").0, Verdict::Contradict);
        assert!(order("after: landing").1.contains("a calendar on which both hold"));
        let (verdict, text) = order("before: summit");
        assert!(verdict == Verdict::NotCompared && !text.contains("calendar"), "{text}");
        let dates = "  - { source: a, event: landing, before: 2026-01-03, according-to: ministry }\n  \
                     - { source: b, event: landing, when: 2026-01-05 }\n";
        assert_eq!(told(dates).0, Verdict::Contradict);
        let fit = dates.replace("01-03", "01-08");
        assert!(told(&fit).1.contains("a calendar on which both hold"), "{fit}");
    }
}
