//! Why two claims that are in no finding together fit, or were not compared.

use super::{Answer, Verdict, span, undated};
use crate::check::context::Context;
use crate::check::draft_text::{point, value};
use crate::check::network::dates;
use crate::id::{ClaimId, EventId};
use crate::project::glance::Glance;
use crate::project::{Claim, EventClaim, Form, Holds, Project, Speaker, State, Sureness, Target, Type, Words};
use crate::rule::Rule;
use crate::time::{Day, Span, words};
use crate::value::{Agreement, compare, denies};

/// Two claims on states that are in no finding together.
pub(super) fn states(
    context: &Context<'_>,
    (first, one): (&Claim, &State),
    (second, other): (&Claim, &State),
) -> Answer {
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
pub(super) fn no_common_time(a: &Span, b: &Span, undated: (bool, bool)) -> Answer {
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
pub(super) fn sureness(project: &Project, first: &Claim, second: &Claim) -> Option<Answer> {
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
pub(super) fn events(
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
pub(super) fn utterances(
    project: &Project,
    (first, one): (&Claim, &Words),
    (second, other): (&Claim, &Words),
) -> Answer {
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
