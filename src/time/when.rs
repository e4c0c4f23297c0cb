//! Times as people write them, `2026-01/..` or `published - 5 days`, before anything is known of
//! when the source was published or when an event took place.

use compact_str::CompactString;

use super::day::{Bounds, Day};
use super::edtf::TimeError;
use super::length::Length;
use super::span::{Edge, Span};

/// When a claim holds. `E` names an event: text as written, then what it was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When<E> {
    /// As written.
    pub text: CompactString,
    /// What it means.
    pub kind: Kind<E>,
}

/// What a time means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<E> {
    /// At some time from the one moment to the other: a date, `published - 5 days`, `A..B`.
    Within(Moment<E>, Moment<E>),
    /// Throughout, from some time in the one to some time in the other: `A/B`.
    Throughout(End<E>, End<E>),
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End<E> {
    /// Within this moment's bounds.
    At(Moment<E>),
    /// `..`: still so when the source was published, or already so at the end that is given.
    Open,
    /// Left out: nothing is known.
    Unknown,
}

/// A moment that a time refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment<E> {
    /// A date, with the days that it allows.
    Date(Bounds),
    /// The source's own date, or so long before (negative) or after it.
    Published(Option<Box<Offset>>),
    /// An event, or its start or end. Never of [`Kind::Within`]: only ends of intervals may be events.
    Event(E),
}

/// `- 5 days`, `+ 2 weeks`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// Before `published` rather than after it.
    pub before: bool,
    /// How long.
    pub length: Length,
}

/// What is known of the moments that a [`When`] refers to.
pub trait Moments<E> {
    /// The days on which the source may have been published.
    fn published(&self) -> Bounds;
    /// The days of which one is that up to which an open end certainly reaches: those that `published` allows, or for a
    /// reference `published` or else `retrieved`. None of a reference with neither.
    fn still(&self) -> Option<Bounds>;
    /// The days on which an event may have been.
    fn event(&self, event: &E) -> Bounds;
}

/// The date of a source, where nothing else is known.
struct Own(Bounds);

impl<E> Moments<E> for Own {
    fn published(&self) -> Bounds {
        self.0
    }

    fn still(&self) -> Option<Bounds> {
        Some(self.0)
    }

    fn event(&self, _: &E) -> Bounds {
        Bounds::ANY
    }
}

impl When<String> {
    /// Reads a time. Event names are left as they are written.
    ///
    /// # Errors
    /// Anything that is no time, reversed ranges and intervals among it.
    pub fn parse(text: &str, approximate: Option<&Length>) -> Result<Self, TimeError> {
        super::read::time(text, approximate)
    }
}

impl<E> When<E> {
    /// `published`, which a state claim means that names no time.
    pub fn published() -> Self {
        Self {
            text: CompactString::const_new("published"),
            kind: Kind::Within(Moment::Published(None), Moment::Published(None)),
        }
    }

    /// Whether this is `published`, plain: the present tense of an article.
    pub fn is_published(&self) -> bool {
        matches!(self.kind, Kind::Within(Moment::Published(None), Moment::Published(None)))
    }

    /// Whether the time hangs on the source's own date: `published`, an offset from it, or an open end.
    pub fn names_published(&self) -> bool {
        let moment = |moment: &Moment<E>| matches!(moment, Moment::Published(_));
        match &self.kind {
            Kind::Within(from, to) => moment(from) || moment(to),
            Kind::Throughout(from, to) => {
                matches!(to, End::Open) || [from, to].into_iter().filter_map(End::moment).any(moment)
            }
        }
    }

    /// Replaces the names of events by what they stand for.
    ///
    /// # Errors
    /// The first error of `resolve`.
    pub fn resolve<F, X>(self, mut resolve: impl FnMut(E) -> Result<F, X>) -> Result<When<F>, X> {
        let kind = match self.kind {
            Kind::Within(from, to) => Kind::Within(from.resolve(&mut resolve)?, to.resolve(&mut resolve)?),
            Kind::Throughout(from, to) => Kind::Throughout(from.resolve(&mut resolve)?, to.resolve(&mut resolve)?),
        };
        Ok(When { text: self.text, kind })
    }

    /// The events that the time refers to.
    pub fn events(&self) -> impl Iterator<Item = &E> {
        let moments = match &self.kind {
            Kind::Within(from, to) => [Some(from), Some(to)],
            Kind::Throughout(from, to) => [from.moment(), to.moment()],
        };
        moments.into_iter().flatten().filter_map(|moment| match moment {
            Moment::Event(event) => Some(event),
            Moment::Date(_) | Moment::Published(_) => None,
        })
    }

    /// Whether a range `A..B` ends before it starts for a source of this date: what its text alone does not tell.
    pub fn runs_backwards(&self, published: Bounds) -> bool {
        let Kind::Within(from, to) = &self.kind else { return false };
        let (from, to) = (from.bounds(&Own(published)), to.bounds(&Own(published)));
        from.earliest.zip(to.latest).is_some_and(|(from, to)| to < from)
    }

    /// The span of days that the time means, with what is known. Where no calendar fits (an interval that would have
    /// to end before it starts), it is a span that says nothing.
    pub fn span(&self, known: &impl Moments<E>) -> Span {
        let span = match &self.kind {
            Kind::Within(from, to) => Span::moment(Bounds::hull(from.bounds(known), to.bounds(known))),
            Kind::Throughout(End::At(start), End::Open) => since(start.bounds(known), known),
            Kind::Throughout(start, End::Open) => {
                let still = known.still().unwrap_or_default();
                let end = Bounds { earliest: still.earliest, latest: None };
                throughout(Bounds { earliest: None, latest: still.latest }, start.edge(), end, Edge::Attested)
            }
            Kind::Throughout(End::At(start), End::At(end)) => {
                throughout(start.bounds(known), Edge::Tenure, end.bounds(known), Edge::Tenure)
            }
            Kind::Throughout(End::At(start), end @ End::Unknown) => {
                let start = start.bounds(known);
                throughout(start, Edge::Tenure, Bounds { earliest: start.earliest, latest: None }, end.edge())
            }
            Kind::Throughout(start, End::At(end)) => {
                let end = end.bounds(known);
                throughout(Bounds { earliest: None, latest: end.latest }, start.edge(), end, Edge::Tenure)
            }
            Kind::Throughout(start, end) => throughout(Bounds::ANY, start.edge(), Bounds::ANY, end.edge()),
        };
        if span.start.is_reversed() || span.end.is_reversed() { Span::NOTHING } else { span }
    }
}

/// From some time in `start`, and still so when the source was published.
fn since<E>(start: Bounds, known: &impl Moments<E>) -> Span {
    // Without a date nothing is certain, not even that it held on the day of its start.
    let Some(still) = known.still() else {
        return Span { start, end: Bounds::ANY, start_edge: Edge::Tenure, end_edge: Edge::Attested, moment: false };
    };
    if still.latest.zip(start.earliest).is_some_and(|(latest, first)| latest < first) {
        return Span::NOTHING;
    }
    // It began before the source was published, and so by the latest day of which that may have been.
    let start = Bounds { latest: earlier(start.latest, still.latest), ..start };
    throughout(start, Edge::Tenure, Bounds { earliest: still.earliest, latest: None }, Edge::Attested)
}

/// A span throughout, whose start is no later than its end.
fn throughout(start: Bounds, start_edge: Edge, end: Bounds, end_edge: Edge) -> Span {
    Span {
        start: Bounds { latest: earlier(start.latest, end.latest), ..start },
        end: Bounds { earliest: end.earliest.max(start.earliest), ..end },
        start_edge,
        end_edge,
        moment: false,
    }
}

/// The earlier of two days of which either may be unlimited.
fn earlier(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        _ => a.or(b),
    }
}

impl<E> End<E> {
    /// The moment, where one is given.
    pub fn moment(&self) -> Option<&Moment<E>> {
        match self {
            Self::At(moment) => Some(moment),
            Self::Open | Self::Unknown => None,
        }
    }

    fn edge(&self) -> Edge {
        match self {
            Self::At(_) => Edge::Tenure,
            Self::Open => Edge::Attested,
            Self::Unknown => Edge::Unknown,
        }
    }

    fn resolve<F, X>(self, resolve: &mut impl FnMut(E) -> Result<F, X>) -> Result<End<F>, X> {
        Ok(match self {
            Self::At(moment) => End::At(moment.resolve(resolve)?),
            Self::Open => End::Open,
            Self::Unknown => End::Unknown,
        })
    }
}

impl<E> Moment<E> {
    /// The days on which the moment may be, with what is known.
    pub fn bounds(&self, known: &impl Moments<E>) -> Bounds {
        match self {
            Self::Date(bounds) => *bounds,
            Self::Published(None) => known.published(),
            Self::Published(Some(offset)) => offset.from(known.published()),
            Self::Event(event) => known.event(event),
        }
    }

    fn resolve<F, X>(self, resolve: &mut impl FnMut(E) -> Result<F, X>) -> Result<Moment<F>, X> {
        Ok(match self {
            Self::Date(bounds) => Moment::Date(bounds),
            Self::Published(offset) => Moment::Published(offset),
            Self::Event(event) => Moment::Event(resolve(event)?),
        })
    }
}

impl Offset {
    /// The days that lie so far from a day within bounds.
    pub fn from(&self, bounds: Bounds) -> Bounds {
        let moved = |day: Option<Day>, most: bool| {
            let day = day?;
            let (least_days, most_days) =
                if self.before { self.length.days_before(day) } else { self.length.days_after(day) };
            let days = if most { most_days? } else { least_days.unwrap_or(0) };
            Some(day.plus(if self.before { days.saturating_neg() } else { days }))
        };
        Bounds { earliest: moved(bounds.earliest, self.before), latest: moved(bounds.latest, !self.before) }
    }
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
