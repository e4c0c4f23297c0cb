//! Finds dates, orders and lengths of time, from any number of sources, that no calendar can satisfy.
//!
//! The landing was on 9 January, says one article; a week after the capture, says another; and the capture was on
//! 20 December, says a third. No two of them contradict each other, and yet not all three can be right. So all that
//! is said of when events were, in themselves or against each other, is laid out on one timeline: dates (`when`),
//! orders (`before`, `after`, `during`, `same-day-as`, `same-time-as`), how far apart (`by`, `at-least`, `at-most`),
//! and the articles' own dates. Lengths are counted by the calendar and cover what rounds to them. States take part
//! where their time begins or ends at an event.
//!
//! A finding is the shortest chain, step by step, with what each step forces, and ends with the number of days
//! by which it fails (the least shift of one date that would mend it) or, for mere orders, with "goes round in a circle".
//! Different dates for one event are one finding with a side for each date; who says the same is one side, and a
//! coarser date that contains a finer one is no contradiction. Every step of a chain is needed. Chains that share no
//! claim are separate findings, and so is one that survives when another is mended.
//!
//! What a source only attributes to somebody, or holds for likely or possible, takes no part (see
//! `attribution-conflict`), nor does what is planned, unless the event lies `after: published`. What an article says
//! of its own present is told by `stale-framing`.
//!
//! ```yaml
//! - { event: capture, before: landing, by: 1 week, source: a }
//! - { event: capture, when: 2025-12-20, source: b }
//! - { event: landing, when: 2026-01-09, source: c }
//! ```
//!
//! To mend it, look at the passages: one of the sources is wrong, or a claim misreads its article. The smallest sets
//! of claims whose withdrawal removes the finding are listed.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::balance::{balance, number};
use super::context::Context;
use super::network::chain::{Chain, Chains};
use super::network::component::Component;
use super::network::conflict::{self, Over};
use super::network::dates::{self, Dispute, Side, Window};
use super::network::graph::ORIGIN;
use super::network::telling;
use super::stale::Stale;
use crate::finding::{Certainty, Finding, Position, Step};
use crate::id::{ClaimId, EventId, SourceId};
use crate::project::{Form, Part, Project, Role, Sureness};
use crate::rule::Rule;
use crate::time::when::{Kind, Moment};
use crate::time::words::days;
use crate::time::{Bounds, Day};

/// More sides or steps than these are not named in a message.
const SHOWN: usize = 8;

/// Finds.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let stale = context.stale();
    let project = context.project;
    for (part, conflicts) in context.timeline.network().parts() {
        // Mostly nobody asks who said what.
        let lookup = OnceCell::new();
        for conflict in conflicts {
            match &conflict.over {
                Over::Date(event, dispute) => found.extend(disputed(context, stale, *event, dispute)),
                Over::Chain(_) => {
                    let told = |chain: &&Chain| chain.present.is_none() && !stale.needs(part, chain);
                    let chains: Vec<&Chain> = conflict.chains().filter(told).collect();
                    let repairs = if chains.len() == conflict.chains().count() {
                        conflict.repairs.clone()
                    } else {
                        let lookup = lookup.get_or_init(|| part.by_reason());
                        conflict::repairs(part, &Chains::new(part, lookup), &chains)
                    };
                    let finding = impossible(project, part, &chains, conflict.more);
                    found.extend(finding.map(|finding| Finding { repairs, ..finding }));
                }
            }
        }
    }
    found.extend(one_speaker(context));
    super::attribution_orders::one_speaker(context, found);
}

/// Different dates for one event. Plans among them are for `attribution-conflict`.
fn disputed(context: &Context<'_>, stale: &Stale, event: EventId, dispute: &Dispute) -> Option<Finding> {
    let project = context.project;
    let all = dispute.sides.iter().chain(&dispute.compatible).flat_map(|side| &side.claims);
    let stated = all.filter(|id| project.claim(**id).certainty == Sureness::Stated);
    let all: Vec<dates::Dated> = stated.filter_map(|&id| dates::dated(project, id, project.claim(id))).collect();
    let dispute = dates::dispute(&all)?;
    // A dispute that is there only through what an article says of its own present is told by `stale-framing`.
    let rest: Vec<dates::Dated> = all.into_iter().filter(|date| !stale.present.contains(&date.claim)).collect();
    dates::dispute(&rest)?;
    let mut finding = date_finding(context, event, &dispute, Rule::ImpossibleTimeline);
    finding.certainty = Some(Certainty::Definite);
    finding.repairs = dispute.repairs();
    Some(finding)
}

/// A finding on an event's date with its sides, its steps and by how many days they lie apart.
pub(super) fn date_finding(context: &Context<'_>, event: EventId, dispute: &Dispute, rule: Rule) -> Finding {
    let project = context.project;
    let label = &project.event(event).label;
    let sides: Vec<Position> = dispute.sides.iter().map(|side| position(project, side)).collect();
    let apart = dispute.apart();
    let said: Vec<String> = sides
        .iter()
        .map(|side| format!("{} ({})", side.value.clone().unwrap_or_default(), sources(project, side)))
        .collect();
    // Where one gives the start and another the end, they are two dates.
    let parts: BTreeSet<Part> =
        dispute.sides.iter().flat_map(|side| &side.claims).filter_map(|id| part(project, *id)).collect();
    let (message, why) = if parts.len() > 1 {
        let says = |side: &Side| Some(telling::says(project, *side.claims.first()?));
        let said: Vec<String> = dispute
            .sides
            .iter()
            .zip(&sides)
            .filter_map(|(side, it)| Some(format!("{} ({})", says(side)?, sources(project, it))))
            .collect();
        (
            format!("{}: impossible by {}", shown(said).join("; "), days(apart)),
            format!("these dates of one event do not fit together: impossible by {}", days(apart)),
        )
    } else {
        let message = format!("{label}: dated {}, impossible by {}", list(&shown(said)), days(apart));
        (message, format!("one event has one date, and these lie {0} apart: impossible by {0}", days(apart)))
    };
    let mut finding =
        Finding::new(rule, project.event(event).name.as_str(), format!("Which date is right for {label}?"), message);
    finding.why.push(why);
    finding.help = Some("look at the passages: a source is wrong, or a claim misreads its article".into());
    let mut steps: Vec<Step> = dispute
        .sides
        .iter()
        .filter_map(|side| {
            let claim = *side.claims.first()?;
            let cited = Some(telling::cite(project, claim));
            Some(Step { says: telling::says(project, claim), cited, forces: None })
        })
        .collect();
    if let Some(step) = steps.last_mut() {
        step.forces = Some(format!("impossible by {}", days(apart)));
    }
    finding.steps = steps;
    finding.balance = balance(context, &sides.iter().map(witnesses).collect::<Vec<_>>());
    finding.positions = sides;
    finding.compatible = dispute.compatible.iter().map(|side| position(project, side)).collect();
    finding.draft = is_draft(project, finding.claims());
    finding
}

/// Which moment of its event a claim dates.
fn part(project: &Project, id: ClaimId) -> Option<Part> {
    match &project.claim(id).form {
        Form::Event(said) => Some(said.event.part),
        Form::State(_) | Form::Utterance(_) => None,
    }
}

/// The sources of a side.
fn witnesses(side: &Position) -> BTreeSet<SourceId> {
    side.claims.iter().filter_map(|cited| cited.source).collect()
}

/// A side by its date: as it was written where it is one date, else as the days that it comes to.
fn position(project: &Project, side: &Side) -> Position {
    let finest = side.claims.iter().find_map(|&id| {
        let date = dates::said(project, id, project.claim(id))?;
        (date.when == side.when).then_some(id)
    });
    Position {
        value: Some(finest.map_or_else(|| side.when.told(), |id| written(project, id, &side.when))),
        key: side.when.written(),
        claims: side.claims.iter().map(|&id| telling::cite(project, id)).collect(),
        ..Position::default()
    }
}

fn written(project: &Project, id: ClaimId, window: &Window) -> String {
    let Form::Event(said) = &project.claim(id).form else { return window.written() };
    let Some(when) = &said.when else { return window.told() };
    match &when.kind {
        Kind::Within(Moment::Published(_), _) | Kind::Within(_, Moment::Published(_)) => window.written(),
        _ => when.text.to_string(),
    }
}

fn sources(project: &Project, side: &Position) -> String {
    let names: BTreeSet<&str> =
        side.claims.iter().filter_map(|cited| Some(project.source(cited.source?).name.as_str())).collect();
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        all => all.join(", "),
    }
}

/// The first of many, and how many more there are.
pub(super) fn shown(mut items: Vec<String>) -> Vec<String> {
    if items.len() > SHOWN + 1 {
        let more = items.len() - SHOWN;
        items.truncate(SHOWN);
        items.push(format!("{more} more"));
    }
    items
}

/// A list in words.
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Whether a draft takes part.
pub(super) fn is_draft(project: &Project, mut claims: impl Iterator<Item = ClaimId>) -> bool {
    claims.any(|id| project.source(project.claim(id).source).role == Role::Draft)
}

/// A chain, and others of much the same claims, of which there may be `more`.
fn impossible(project: &Project, part: &Component, chains: &[&Chain], more: bool) -> Option<Finding> {
    let (chain, variants) = chains.split_first()?;
    let ending = ending(chain);
    let mut topic: BTreeSet<&str> = BTreeSet::new();
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    for step in &chain.steps {
        for node in part.events(step.reason) {
            if let super::network::build::Point::Event(point) = part.point(node) {
                let event = project.event(point.event);
                topic.insert(&event.name);
                labels.insert(&event.name, &event.label);
            }
        }
    }
    let claims: Vec<ClaimId> = chain.steps.iter().filter_map(|step| part.claim(step.reason)).collect();
    if topic.is_empty() {
        topic.extend(claims.iter().map(|id| project.source(project.claim(*id).source).name.as_str()));
    }
    let labels = shown(labels.into_values().map(str::to_owned).collect());
    let says: Vec<String> = claims
        .iter()
        .map(|&id| format!("{} ({})", telling::says(project, id), project.source(project.claim(id).source).name))
        .collect();
    let topic: Vec<&str> = topic.into_iter().collect();
    let question = match labels.as_slice() {
        [] => "This date cannot be right".to_owned(),
        [one] => format!("Which date is right for {one}?"),
        several => format!("How do {} lie in time?", list(several)),
    };
    let message = format!("{}: {ending}", shown(says).join("; "));
    let mut finding = Finding::new(Rule::ImpossibleTimeline, topic.join(", "), question, message);
    finding.certainty = Some(Certainty::Definite);
    finding.why.push(match (chain.by, claims.len()) {
        (None, _) => {
            "each of these comes before the next, and the last before the first: it goes round in a circle".into()
        }
        (Some(_), 1) => format!("no calendar fits what this claim says: {ending}"),
        (Some(_), _) => format!("no calendar fits all of this: {ending}"),
    });
    finding.help = Some(match claims.len() {
        1 => "look at the passage: the article contradicts itself, or the claim misreads it".into(),
        _ => "look at the passages: a source is wrong, or a claim misreads its article".into(),
    });
    if !variants.is_empty() {
        let least = if more { "at least " } else { "" };
        let (count, chains) = (number(variants.len()), if variants.len() == 1 { "chain fails" } else { "chains fail" });
        finding.why.push(format!("{least}{count} more {chains} with much the same claims; they are mended together"));
    }
    finding.steps = steps(project, part, chain, &ending);
    // Of very many chains only the first is named: which others are found is chance.
    finding.positions = positions(project, part, if more { &chains[..1] } else { chains });
    finding.draft = is_draft(project, chains.iter().flat_map(|chain| conflict::steps(part, chain)).flatten());
    Some(finding)
}

fn ending(chain: &Chain) -> String {
    chain.by.map_or_else(|| "goes round in a circle".to_owned(), |by| format!("impossible by {}", days(by)))
}

/// The steps of a chain, each with what it forces, the last with how it ends.
pub(super) fn steps(project: &Project, part: &Component, chain: &Chain, ending: &str) -> Vec<Step> {
    let from = chain.steps.iter().find_map(|step| Some(part.graph.link(*step.links.first()?).from));
    let count = chain.steps.len();
    let told = chain.steps.iter().enumerate().map(|(at, step)| {
        let (says, cited) = telling::reason(project, part, step.reason);
        let to = step.links.last().map(|&id| part.graph.link(id).to);
        let forces = match (from, to) {
            _ if at + 1 == count => Some(ending.to_owned()),
            (Some(ORIGIN), Some(to)) if to != ORIGIN => i32::try_from(step.so_far.days)
                .ok()
                .map(|day| telling::forced(project, part.point(to), Day::new(day), true)),
            (Some(from), Some(to)) if from != ORIGIN && to != ORIGIN => {
                Some(telling::distance(project, part.point(from), part.point(to), step.so_far))
            }
            _ => None,
        };
        Step { says, cited, forces }
    });
    told.collect()
}

/// One side for each thing that is said: those who say the same share it, and dates that contain one another.
fn positions(project: &Project, part: &Component, chains: &[&Chain]) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    let mut known: BTreeSet<ClaimId> = BTreeSet::new();
    // For each side of which step it is, what it says by ids, and the days that it leaves.
    let mut sides: Vec<(usize, String, Option<Window>)> = Vec::new();
    for (at, step) in chains.iter().flat_map(|chain| &chain.steps).enumerate() {
        for reason in std::iter::once(&step.reason).chain(&step.others) {
            let Some(claim) = part.claim(*reason).filter(|claim| known.insert(*claim)) else { continue };
            let key = telling::key(project, claim);
            let window = dates::dated(project, claim, project.claim(claim)).map(|date| date.when);
            let agrees = |other: &Option<Window>| match (window, other) {
                (Some(one), Some(other)) => one.contains(other) || other.contains(&one),
                _ => false,
            };
            let same = |(of, told, other): &(usize, String, Option<Window>)| *told == key || *of == at && agrees(other);
            let side = sides.iter().position(same).unwrap_or_else(|| {
                sides.push((at, key.clone(), window));
                positions.push(Position { value: Some(telling::says(project, claim)), key, ..Position::default() });
                positions.len() - 1
            });
            if let Some(position) = positions.get_mut(side) {
                position.claims.push(telling::cite(project, claim));
            }
        }
    }
    positions
}

/// One speaker who is reported to have given an event two different dates.
fn one_speaker(context: &Context<'_>) -> Vec<Finding> {
    let project = context.project;
    super::attribution_events::one_speaker(context)
        .into_iter()
        .map(|(event, speaker, dispute)| {
            let mut finding = date_finding(context, event, &dispute, Rule::ImpossibleTimeline);
            finding.certainty = Some(Certainty::Possible);
            let name = &project.entity(speaker).label;
            finding.why =
                vec![format!("{name} is reported with each of these; both reports are right only if {name} said both")];
            finding.help = Some("look for the statement itself".into());
            finding.repairs = dispute.repairs();
            finding
        })
        .collect()
}

/// Bounds with their two ends, for messages: `2021-01-20 and 2024-12-31`.
pub(super) fn between(bounds: Bounds) -> String {
    match (bounds.earliest, bounds.latest) {
        (Some(from), Some(to)) if from == to => format!("on {from}"),
        (Some(from), Some(to)) => format!("between {from} and {to}"),
        (Some(from), None) => format!("on {from} or later"),
        (None, Some(to)) => format!("on {to} or earlier"),
        (None, None) => "at another time".into(),
    }
}
