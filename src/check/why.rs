//! Why two claims contradict each other, or why they do not: what `gainsay why` answers.

use super::context::Context;
use super::draft_text::{point, value};
use super::glance::Glance;
use super::network::dates;
use super::topic::claim_topic;
use crate::finding::{Certainty, Finding, Status};
use crate::id::{ClaimId, EventId};
use crate::project::{Claim, EventClaim, Form, Holds, Project, Speaker, State, Sureness, Target, Type, Words};
use crate::rule::{Class, Rule};
use crate::time::{Day, Span, words};
use crate::value::{Agreement, compare, denies};

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

/// Two claims on states that are in no finding together.
fn states(context: &Context<'_>, (first, one): (&Claim, &State), (second, other): (&Claim, &State)) -> Answer {
    let project = context.project;
    if one.subject != other.subject || one.property != other.property {
        let what = if one.subject == other.subject { "property" } else { "subject" };
        let said = |state: &State| {
            format!("{} of {}", project.property(state.property).words(), project.subject_label(state.subject))
        };
        return Answer::new(
            Verdict::NotCompared,
            "They were not compared: they are on different topics.",
            [format!("The {what} differs: {}, and {}.", said(one), said(other))],
        );
    }
    let property = project.property(one.property);
    let label = property.words();
    let vocabulary = context.words(one.property);
    let said = |state: &State| value(project, state);
    if one.denied && other.denied {
        return agree("Both deny something, and two denials contradict nothing.".into());
    }
    if one.denied != other.denied {
        let (denial, claim) = if one.denied { (one, other) } else { (other, one) };
        if !denies(&denial.value, &claim.value, &vocabulary) {
            return agree(format!("Who denies {} does not deny {}.", said(denial), said(claim)));
        }
    } else {
        match compare(&one.value, &other.value, &vocabulary) {
            Agreement::Same => return agree(format!("They say the same of {label}: {}.", said(one))),
            Agreement::Contains => return agree(contains(&said(one), &said(other))),
            Agreement::Within => return agree(contains(&said(other), &said(one))),
            Agreement::Compatible => {
                return agree(format!("{} and {} may both be true.", said(one), said(other)));
            }
            Agreement::Different => {}
        }
        if property.holds == Holds::Many {
            let values = format!("{} and {}", said(one), said(other));
            return agree(format!("{label} may have any number of values at once, so {values} exclude nothing."));
        }
    }
    let timed = property.holds != Holds::One;
    let spans = (span(context, first), span(context, second));
    if let (true, (Some(a), Some(b))) = (timed, spans)
        && !a.must_meet(&b)
    {
        return no_common_time(&a, &b, undated(project, first, second));
    }
    if let Some(answer) = sureness(project, first, second) {
        return answer;
    }
    let rule = match (one.denied != other.denied, &property.of) {
        (true, _) => Rule::DeniedClaim,
        (false, Type::Number) => Rule::ConflictingNumbers,
        (false, _) => Rule::ConflictingValues,
    };
    let off = matches!(project.settings.rules.get(&rule), Some(None));
    let reason = match (off, hands_over(context, one, spans)) {
        (true, _) => format!("The settings have switched {} off.", rule.name()),
        (false, Some(day)) => {
            format!("On {} a recorded tenure hands over, so both may have held it on that day.", day.words())
        }
        (false, None) => "An editor's decision, or what else is known of this topic, sets them apart.".to_owned(),
    };
    Answer::new(Verdict::NotCompared, "Their values exclude each other, but no finding says so.", [reason])
}

/// The one day that two claims share, where a tenure on their topic ends or begins on it.
fn hands_over(context: &Context<'_>, state: &State, spans: (Option<Span>, Option<Span>)) -> Option<Day> {
    let (a, b) = (spans.0?.core()?, spans.1?.core()?);
    let day = a.0.max(b.0);
    let recorded = context.project.claims().any(|(_, claim)| match &claim.form {
        Form::State(other) if other.subject == state.subject && other.property == state.property => {
            span(context, claim).is_some_and(|span| [span.begins(), span.ends()].contains(&Some(day)))
        }
        _ => false,
    });
    (day == a.1.min(b.1) && recorded).then_some(day)
}

fn agree(reason: String) -> Answer {
    Answer::new(Verdict::Agree, "They do not contradict each other.", [reason])
}

fn contains(outer: &str, inner: &str) -> String {
    format!("{inner} is a part of {outer}, or a finer word for it: who says the one does not exclude the other.")
}

/// Two claims that need not hold on one day.
fn no_common_time(a: &Span, b: &Span, undated: (bool, bool)) -> Answer {
    let mut reasons = Vec::new();
    let (earlier, later, which) =
        if b.certainly_before(a) { (b, a, ["second", "first"]) } else { (a, b, ["first", "second"]) };
    if earlier.certainly_before(later) {
        let gap = earlier.end.latest.zip(later.start.earliest).map(|(end, start)| (end, start.number() - end.number()));
        reasons.push(match gap {
            Some((day, 0)) => format!(
                "They share only {}, on which the one may hand over to the other: a tenure's last day may be its successor's first.",
                day.words()
            ),
            Some((_, days)) => {
                format!("The {} ends {} before the {} begins.", which[0], words::days(days.into()), which[1])
            }
            None => "The one ends before the other begins.".into(),
        });
        return Answer::new(Verdict::Agree, "They do not contradict each other: they have no common time.", reasons);
    }
    reasons.push(format!("The first {}, the second {}.", covers(a), covers(b)));
    for (span, undated, which) in [(a, undated.0, "first"), (b, undated.1, "second")] {
        if undated && span.core().is_none() {
            let unknown = if span.moment { "of which day it speaks" } else { "how long it still was so" };
            reasons.push(format!("The source of the {which} has no date, so nothing tells {unknown}."));
        }
    }
    let headline = if a.may_meet(b) {
        "They do not contradict each other: they may share a day, but need not."
    } else {
        "They do not contradict each other: they have no common time."
    };
    Answer::new(Verdict::Agree, headline, reasons)
}

/// What a span covers for certain.
fn covers(span: &Span) -> String {
    match span.core() {
        Some((from, to)) if from == to => format!("certainly covers {}", from.words()),
        Some((from, to)) => format!("certainly covers {} to {}", from.words(), to.words()),
        None => "covers no day for certain".into(),
    }
}

/// Two claims of which one is not simply asserted.
fn sureness(project: &Project, first: &Claim, second: &Claim) -> Option<Answer> {
    let possible = |claim: &Claim| claim.certainty == Sureness::Possible;
    if possible(first) && possible(second) {
        return Some(agree(
            "Both are only possible, and what is possible does not exclude what else is possible.".into(),
        ));
    }
    let speakers = |claim: &Claim| -> Vec<&str> {
        let names = claim.according_to.iter().map(|speaker| match speaker {
            Speaker::Unnamed => "somebody unnamed",
            Speaker::Entity(entity) => project.entity(*entity).label.as_str(),
        });
        names.collect()
    };
    let (one, other) = (speakers(first), speakers(second));
    if !one.is_empty() && !other.is_empty() {
        let shared = first
            .according_to
            .iter()
            .any(|speaker| *speaker != Speaker::Unnamed && second.according_to.contains(speaker));
        if !shared {
            return Some(agree(format!(
                "The sources report what others say: {} here, {} there. Two speakers may say opposite things.",
                one.join(" and "),
                other.join(" and ")
            )));
        }
    }
    (one.is_empty() != other.is_empty())
        .then(|| agree("The one source only reports what somebody says, and reporting it is not saying it.".into()))
}

/// Two claims on events that are in no finding together.
fn events(
    context: &Context<'_>,
    (a, first, one): (ClaimId, &Claim, &EventClaim),
    (b, second, other): (ClaimId, &Claim, &EventClaim),
) -> Answer {
    let project = context.project;
    let shared = one.events().any(|event| other.events().any(|other| other == event));
    let published = |said: &EventClaim| said.relations.iter().any(|relation| relation.target == Target::Published);
    let same_article = first.source == second.source && published(one) && published(other);
    if !shared && !same_article {
        let names = |said: &EventClaim| point(project, said.event);
        return Answer::new(
            Verdict::Agree,
            "They do not contradict each other: they are about different events.",
            [format!(
                "The first is about {}, the second about {}; all dates and orders are held against each other on the timeline, and these two can hold together.",
                names(one),
                names(other)
            )],
        );
    }
    let on_timeline = [a, b].iter().all(|id| context.glances.of(*id).is(Glance::HARD));
    let dated = |id: ClaimId, claim: &Claim| dates::said(project, id, claim).map(|date| date.event);
    let same_date = dated(a, first).is_some() && dated(a, first) == dated(b, second);
    // An order is held against what is said of its own events.
    let among = |id: ClaimId, said: &EventClaim, others: &EventClaim| {
        let named: Vec<EventId> = said.events().collect();
        !context.glances.of(id).is(Glance::HARD) && named.len() > 1 && others.events().all(|it| named.contains(&it))
    };
    if !on_timeline && !same_date && !among(a, one, other) && !among(b, other, one) {
        let why = "What a source only attributes to somebody, or does not state for sure, is held against what is said \
                   of the same events, not against what follows from others.";
        return Answer::new(Verdict::NotCompared, "They were not compared.", [why.to_owned()]);
    }
    let mut reasons = vec!["There is a calendar on which both hold.".to_owned()];
    for said in [one, other] {
        let left = context.timeline.event(said.event);
        let line = format!("All claims together leave for {}: {left}.", point(project, said.event));
        if !reasons.contains(&line) {
            reasons.push(line);
        }
    }
    Answer::new(Verdict::Agree, "They do not contradict each other.", reasons)
}

/// Two claims on what somebody said that are in no finding together.
fn utterances(project: &Project, (first, one): (&Claim, &Words), (second, other): (&Claim, &Words)) -> Answer {
    if one.utterance != other.utterance {
        let label = |said: &Words| project.utterance(said.utterance).label.clone();
        return Answer::new(
            Verdict::NotCompared,
            "They were not compared: they are about different utterances.",
            [format!("The first quotes {}, the second {}.", label(one), label(other))],
        );
    }
    if one.paraphrase || other.paraphrase {
        return agree("A source that renders what was said in its own words does not drift.".into());
    }
    let text = |claim: &Claim, said: &Words| {
        let quote = || claim.quotes.first().map(|quote| quote.exact.to_string());
        said.words.as_deref().map(str::to_owned).or_else(quote).unwrap_or_default()
    };
    if text(first, one) == text(second, other) {
        return agree("They quote it in the same words.".into());
    }
    agree("Their excerpts agree where they overlap, or are of different passages.".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::check::testing::project;

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
