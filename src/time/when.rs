//! Times as people write them, `2026-01/..` or `published - 5 days`, before anything is known of
//! when the source was published or when an event took place.

use super::day::Bounds;
use super::edtf::TimeError;
use super::length::Length;
use super::span::Span;

/// When a claim holds. `E` names an event: text as written, then what it was resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When<E> {
    /// As written.
    pub text: String,
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
    Published(Option<Offset>),
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
    /// The day up to which an open end certainly reaches: the earliest that `published` allows,
    /// or for a reference `published` or else `retrieved`.
    fn still(&self) -> Option<super::Day>;
    /// The days on which an event may have been.
    fn event(&self, event: &E) -> Bounds;
}

impl When<String> {
    /// Reads a time. Event names are left as they are written.
    ///
    /// # Errors
    /// Anything that is no time, reversed ranges and intervals among it.
    pub fn parse(_text: &str, _approximate: Option<&Length>) -> Result<Self, TimeError> {
        todo!("time floor")
    }
}

impl<E> When<E> {
    /// `published`, which a state claim means that names no time.
    pub fn published() -> Self {
        Self { text: "published".into(), kind: Kind::Within(Moment::Published(None), Moment::Published(None)) }
    }

    /// Whether this is `published`, plain: the present tense of an article.
    pub fn is_published(&self) -> bool {
        matches!(self.kind, Kind::Within(Moment::Published(None), Moment::Published(None)))
    }

    /// Replaces the names of events by what they stand for.
    ///
    /// # Errors
    /// The first error of `resolve`.
    pub fn resolve<F, X>(self, _resolve: impl FnMut(E) -> Result<F, X>) -> Result<When<F>, X> {
        todo!("time floor")
    }

    /// The span of days that the time means, with what is known.
    pub fn span(&self, _known: &impl Moments<E>) -> Span {
        todo!("time floor")
    }
}
