//! Chains and bounds in words, for people.

use super::bounds::Windows;
use super::build::{Point, Reason};
use super::component::Component;
use super::graph::{LinkId, ORIGIN, ReasonId};
use super::weight::Weight;
use crate::finding::{Cited, Step};
use crate::id::{ClaimId, SourceId};
use crate::project::{Apart, EventClaim, EventPoint, Form, Order, Part, Project, Relation, Target};
use crate::text::anchor::Found;
use crate::time::when::{End, Kind, Moment};
use crate::time::words::days;
use crate::time::{Bounds, Day, When};

/// An event or a moment of it, by the label that people wrote.
pub fn event(project: &Project, point: EventPoint) -> String {
    let event = project.event(point.event);
    match (event.lasts, point.part) {
        (true, Part::Start) => format!("the start of {}", event.label),
        (true, Part::End) => format!("the end of {}", event.label),
        _ => event.label.to_string(),
    }
}

/// A moment of the timeline.
pub fn point(project: &Project, point: Point) -> String {
    match point {
        Point::Origin => "the calendar".into(),
        Point::Event(point) => event(project, point),
        Point::Published(id) => format!("the date of {}", project.source(id).name),
    }
}

/// A time as it stands in a claim, with its preposition.
pub fn when(project: &Project, when: &When<EventPoint>) -> String {
    match &when.kind {
        Kind::Within(Moment::Date(first), Moment::Date(last)) => {
            Bounds { earliest: first.earliest, latest: last.latest }.phrase()
        }
        Kind::Within(Moment::Published(None), Moment::Published(None)) => "on the day of publication".into(),
        Kind::Within(..) => format!("at `{}`", when.text),
        Kind::Throughout(from, to) => {
            let (first, last) = when.text.split_once('/').unwrap_or((&when.text, &when.text));
            let end = |end: &End<EventPoint>, written: &str| match end {
                End::At(Moment::Date(bounds)) => bounds.to_string(),
                End::At(Moment::Event(point)) => event(project, *point),
                End::At(Moment::Published(None)) => "publication".into(),
                _ => format!("`{}`", written.trim()),
            };
            match (from, to) {
                (End::At(_), End::At(_)) => format!("from {} to {}", end(from, first), end(to, last)),
                (End::At(_), End::Open) => format!("from {} on, and still so at publication", end(from, first)),
                (End::At(_), End::Unknown) => format!("from {} on", end(from, first)),
                (_, End::At(_)) => format!("until {}", end(to, last)),
                _ => format!("at `{}`", when.text),
            }
        }
    }
}

/// A time as a noun, by the words that it has as an adverb: `9 May 2026`, `some day between 9 May 2026 and 12 May 2026`.
fn moment(phrase: &str) -> String {
    match ["on ", "in ", "at "].iter().find_map(|preposition| phrase.strip_prefix(preposition)) {
        Some(named) => named.to_owned(),
        None => format!("some day {phrase}"),
    }
}

/// An interval as a noun, for an order: nothing is `before from 9 May 2026 to 12 May 2026`.
fn stretch(project: &Project, interval: &When<EventPoint>) -> String {
    format!("the time {}", when(project, interval).trim_start_matches("at "))
}

fn relation(project: &Project, relation: &Relation, apart: Option<&Apart>) -> String {
    let order = relation.order.words();
    let target = match &relation.target {
        Target::Event(point) => event(project, *point),
        Target::Published if relation.order == Order::During => return "on the day of publication".into(),
        Target::Published => "publication".into(),
        Target::Date(date) => match (relation.order, &date.kind) {
            (Order::During, Kind::Within(..)) => return when(project, date),
            (Order::During, Kind::Throughout(..)) => return format!("within {}", stretch(project, date)),
            (_, Kind::Within(..)) => moment(&when(project, date)),
            (_, Kind::Throughout(..)) => stretch(project, date),
        },
    };
    let far = match apart.filter(|_| matches!(relation.order, Order::Before | Order::After)) {
        Some(Apart::By(length)) => format!("{} ", length.text.replace("..", " to ")),
        Some(Apart::AtLeast(length)) => format!("at least {} ", length.text),
        Some(Apart::AtMost(length)) => format!("at most {} ", length.text),
        None => String::new(),
    };
    format!("{far}{order} {target}")
}

/// What a claim says of the timeline, in a sentence without its full stop.
pub fn says(project: &Project, id: ClaimId) -> String {
    match &project.claim(id).form {
        Form::Event(said) => {
            let mut parts: Vec<String> = said.when.iter().map(|time| when(project, time)).collect();
            parts.extend(said.relations.iter().map(|one| relation(project, one, said.apart.as_deref())));
            format!("{}: {}", event(project, said.event), parts.join(", "))
        }
        Form::State(state) => {
            let property = project.property(state.property).words();
            let subject = project.subject_label(state.subject);
            format!("{subject}, {property}: {} {}", state.written, when(project, &state.when))
        }
        Form::Utterance(words) => project.utterance(words.utterance).label.to_string(),
    }
}

/// A claim with its place and passages.
pub fn cite(project: &Project, id: ClaimId) -> Cited {
    let claim = project.claim(id);
    let passages = claim.quotes.iter().filter_map(|quote| match quote.found.as_ref()? {
        Found::Once(range) => Some(range.clone()),
        Found::Several(ranges) | Found::OnlyWithoutContext(ranges) => ranges.first().cloned(),
        Found::Nowhere => None,
    });
    Cited {
        claim: Some(id),
        source: Some(claim.source),
        site: claim.sites.first().copied(),
        passages: passages.collect(),
    }
}

/// A source's entry, for its date.
pub fn cite_source(project: &Project, id: SourceId) -> Cited {
    Cited { claim: None, source: Some(id), site: project.source(id).site, passages: Vec::new() }
}

/// What a reason says, and where.
pub fn reason(project: &Project, part: &Component, id: ReasonId) -> (String, Option<Cited>) {
    match part.reasons[id as usize] {
        Reason::Claim(claim) => (says(project, claim), Some(cite(project, claim))),
        Reason::Source(id) => {
            let known = project.source(id);
            let says = match (known.published, known.retrieved) {
                (Some(published), _) => format!("{} was published {}", project.source(id).name, published.phrase()),
                (None, Some(retrieved)) => format!("{} was retrieved {}", project.source(id).name, retrieved.phrase()),
                (None, None) => project.source(id).name.to_string(),
            };
            (says, Some(cite_source(project, id)))
        }
        Reason::Nature(event) => (format!("the start of {} comes before its end", project.event(event).label), None),
    }
}

/// What a chain that began on the calendar forces: a latest day (or an earliest) for a moment. What is forced are
/// labels that people wrote, which may be plural: the sentence has no verb that would show it.
pub fn forced(project: &Project, node: Point, day: Day, latest: bool) -> String {
    let bound = if latest { "at the latest" } else { "at the earliest" };
    format!("which puts {} on {} {bound}", point(project, node), day.words())
}

/// What a chain of bounds that did not begin on the calendar forces: a distance from where it began.
pub fn distance(project: &Project, from: Point, to: Point, far: Weight) -> String {
    let (a, b) = (point(project, from), point(project, to));
    match far.days {
        0 if far.order < 0 => format!("which puts {b} before {a}"),
        0 if far.order == 0 => format!("which puts {b} no later than {a}"),
        0 => format!("which puts {b} no later than the day of {a}"),
        more if more > 0 => format!("which puts {b} at most {} after {a}", days(more)),
        less => format!("which puts {b} at least {} before {a}", days(-less)),
    }
}

/// The bounds that leave nothing later (or earlier) for a moment, step by step from the calendar. `windows` is what
/// is left for each moment.
pub fn path(project: &Project, part: &Component, windows: &Windows, links: &[LinkId], latest: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut last = None;
    for &id in links {
        let link = part.graph.link(id);
        let node = if latest { link.to } else { link.from };
        let left = windows.of(node);
        let day = if latest { left.latest } else { left.earliest };
        let forces = day.filter(|_| node != ORIGIN).map(|day| forced(project, part.point(node), day, latest));
        if last == Some(link.reason)
            && let Some(step) = steps.last_mut()
        {
            step.forces = forces;
            continue;
        }
        let (says, cited) = reason(project, part, link.reason);
        steps.push(Step { says, cited, forces });
        last = Some(link.reason);
    }
    steps
}

/// What a claim says, by ids: for a finding's identity. To come after something and to be preceded by it are one.
pub fn key(project: &Project, id: ClaimId) -> String {
    match &project.claim(id).form {
        Form::Event(said) => {
            let mut key = project.point_name(said.event);
            if let (None, [Relation { order, target: Target::Event(other) }]) = (&said.when, said.relations.as_slice())
            {
                let (first, order, second) = order.normal(key, project.point_name(*other));
                return apart(format!("{first} {} {second}", order.key()), said);
            }
            if let Some(when) = &said.when {
                key += &format!(" when {}", when.text);
            }
            for relation in &said.relations {
                let target = match &relation.target {
                    Target::Event(target) => project.point_name(*target),
                    Target::Published => "published".into(),
                    Target::Date(date) => date.text.to_string(),
                };
                key += &format!(" {} {target}", relation.order.key());
            }
            apart(key, said)
        }
        Form::State(state) => {
            format!("{} {} when {}", project.property(state.property).name, state.written, state.when.text)
        }
        Form::Utterance(words) => project.utterance(words.utterance).name.to_string(),
    }
}

/// What a claim says, and how far apart.
fn apart(key: String, said: &EventClaim) -> String {
    match said.apart.as_deref() {
        Some(Apart::By(length)) => key + " by " + &length.text,
        Some(Apart::AtLeast(length)) => key + " at-least " + &length.text,
        Some(Apart::AtMost(length)) => key + " at-most " + &length.text,
        None => key,
    }
}
