//! What stands in a timeline, gathered and put in order.

use std::collections::BTreeMap;

use super::disputed::Disputed;
use super::tenures;
use crate::check::Context;
use crate::check::network::build::{Point, Reason};
use crate::id::{ClaimId, EventId, SourceId};
use crate::project::{EventPoint, Part, Project, Role};
use crate::time::{Bounds, Day, Edge, Span};

/// How many of the claims nearest to an entry are named as what bounds it: a chain may be as long as the chronicle.
const NAMED: usize = 12;

/// What an entry of a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Something that happened.
    Event,
    /// Somebody or something holding what one at a time holds.
    Tenure,
    /// A source's own date.
    Source(Role),
}

impl Kind {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Tenure => "tenure",
            Self::Source(Role::Article) => "article",
            Self::Source(Role::Draft) => "draft",
            Self::Source(Role::Reference) => "reference",
        }
    }
}

/// A line of a timeline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The event's or source's id, or `subject / property`.
    pub id: String,
    /// For people.
    pub label: String,
    /// Of a tenure, who or what.
    pub value: Option<String>,
    /// Of what is so or not so at a time, which of both.
    pub is_so: Option<bool>,
    /// When: a moment, or from a start to an end.
    pub span: Span,
    /// Of a tenure of which nobody says when it began or ended, when it was seen, in words.
    pub seen: Option<String>,
    /// The claims that say so, of a tenure.
    pub claims: Vec<ClaimId>,
    /// What leaves nothing earlier: the nearest claims by name and sources by id, in the order of their chain.
    pub earliest_by: Vec<String>,
    /// What leaves nothing later.
    pub latest_by: Vec<String>,
    /// Claims on this event that take part in a contradiction, and so bound nothing here.
    pub left_out: Vec<String>,
    /// What these say of it, where all others leave nothing known.
    pub disputed: Option<Disputed>,
}

impl Entry {
    /// The days that matter for its place in the timeline: the first that is known, and the last.
    fn key(&self) -> (Option<Day>, Option<Day>) {
        if let Some(disputed) = &self.disputed {
            let hull = disputed.hull();
            return (hull.earliest, hull.latest);
        }
        let span = &self.span;
        let first = span.start.earliest.or(span.start.latest).or(span.end.earliest).or(span.end.latest);
        (first, span.end.latest.or(span.end.earliest).or(first))
    }

    /// Whether any day is known.
    pub fn is_dated(&self) -> bool {
        self.key().0.is_some()
    }

    /// What it is, for people.
    pub fn name(&self) -> String {
        match (&self.value, self.is_so) {
            (_, Some(is_so)) => format!("{}: {}", self.label, if is_so { "yes" } else { "no" }),
            (Some(value), None) => format!("{value} · {}", self.label),
            (None, None) => self.label.clone(),
        }
    }

    /// All days that are known of it.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        let span = &self.span;
        let sides = self.disputed.iter().flat_map(|disputed| &disputed.sides);
        let said = sides.flat_map(|side| [side.days.earliest, side.days.latest]);
        [span.start.earliest, span.start.latest, span.end.earliest, span.end.latest].into_iter().chain(said).flatten()
    }

    /// When, in words.
    pub fn when(&self) -> String {
        let span = &self.span;
        if let Some(disputed) = &self.disputed {
            return disputed.words.clone();
        }
        match (self.kind, span.start_edge, span.end_edge) {
            (Kind::Tenure, Edge::Attested, Edge::Attested) if !span.moment => match &self.seen {
                Some(seen) => format!("seen {seen}"),
                None => "at an unknown time".into(),
            },
            (Kind::Tenure, ..) if span.moment => format!("seen {}", span.start.phrase()),
            (Kind::Source(_), ..) if span.start == Bounds::ANY => "undated".into(),
            (Kind::Event, ..) if span.start == Bounds::ANY && span.end == Bounds::ANY => "at an unknown time".into(),
            _ => span.to_string(),
        }
    }
}

/// A project's timeline.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    /// In order: by first day, then last, those without any day at the end.
    pub entries: Vec<Entry>,
}

impl Chronicle {
    /// Gathers a project's timeline.
    pub fn new(context: &Context<'_>) -> Self {
        let project = context.project;
        let disputed = context.timeline.contradicting(context.project);
        let mut entries: Vec<Entry> =
            (0..project.events.len()).map(|id| event(context, EventId::new(id), &disputed)).collect();
        entries.extend((0..project.sources.len()).map(|id| source(context, SourceId::new(id))));
        entries.extend(tenures::all(context));
        entries.sort_by_cached_key(|entry| {
            let (first, last) = entry.key();
            (first.is_none(), first, last, entry.kind, entry.id.clone(), entry.value.clone())
        });
        Self { entries }
    }

    /// The same without what lies wholly before a day or after another.
    #[must_use]
    pub fn between(mut self, from: Option<Day>, to: Option<Day>) -> Self {
        self.entries.retain(|entry| {
            let (first, last) = (entry.days().min(), entry.days().max());
            let unlimited = entry.span.end.latest.is_none() && !entry.span.moment;
            let after = from.is_none_or(|from| unlimited || last.is_some_and(|last| from <= last));
            let before = to.is_none_or(|to| first.is_some_and(|first| first <= to));
            after && before
        });
        self
    }
}

fn event(context: &Context<'_>, id: EventId, disputed: &BTreeMap<EventId, Vec<ClaimId>>) -> Entry {
    let project = context.project;
    let known = project.event(id);
    let point = |part| EventPoint { event: id, part };
    let span = if known.lasts {
        Span {
            start: context.timeline.event(point(Part::Start)),
            end: context.timeline.event(point(Part::End)),
            start_edge: Edge::Tenure,
            end_edge: Edge::Tenure,
            moment: false,
        }
    } else {
        Span::moment(context.timeline.event(point(Part::Whole)))
    };
    let [earliest, latest] = context.timeline.bounded_by(Point::Event(point(Part::Whole)), NAMED);
    let contradicting = disputed.get(&id).map_or(&[][..], Vec::as_slice);
    let unknown = span.start == Bounds::ANY && span.end == Bounds::ANY;
    Entry {
        kind: Kind::Event,
        id: known.name.to_string(),
        label: known.label.to_string(),
        value: None,
        is_so: None,
        span,
        seen: None,
        claims: Vec::new(),
        earliest_by: names(project, &earliest),
        latest_by: names(project, &latest),
        left_out: contradicting.iter().map(|id| project.claim_name(*id)).collect(),
        disputed: unknown.then(|| Disputed::new(project, id, contradicting)).flatten(),
    }
}

fn source(context: &Context<'_>, id: SourceId) -> Entry {
    let project = context.project;
    let known = project.source(id);
    let [earliest, latest] = context.timeline.bounded_by(Point::Published(id), NAMED);
    // What bounds a date that is given is the date itself.
    let others = |reasons: &[Reason]| -> Vec<String> {
        let names = names(project, reasons);
        if known.published.is_some() && names == [known.name.clone()] { Vec::new() } else { names }
    };
    Entry {
        kind: Kind::Source(known.role),
        id: known.name.to_string(),
        label: known.title.clone().unwrap_or_else(|| known.name.to_string()),
        value: None,
        is_so: None,
        span: Span::moment(context.timeline.published(id)),
        seen: None,
        claims: Vec::new(),
        earliest_by: others(&earliest),
        latest_by: others(&latest),
        left_out: Vec::new(),
        disputed: None,
    }
}

/// The claims and sources that set bounds, each once.
fn names(project: &Project, reasons: &[Reason]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for reason in reasons {
        let name = match reason {
            Reason::Claim(claim) => project.claim_name(*claim),
            Reason::Source(source) => project.source(*source).name.to_string(),
            Reason::Nature(_) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
