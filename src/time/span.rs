//! The span that a claim holds for: when it may start and end, what it certainly covers (core),
//! and outside what it certainly does not lie (hull).

use super::day::{Bounds, Day};

/// What an end of a span is. A tenure's last day may be its successor's first, so two spans may
/// touch on a day where at least one of the touching ends is a [`Edge::Tenure`] and none is [`Edge::Unknown`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// A day on which the tenure began or ended, as somebody wrote.
    Tenure,
    /// Only what is attested: a one-day claim, or "still so when published".
    Attested,
    /// Nothing is known beyond the other end.
    Unknown,
}

/// When something held: from a day in `start` to a day in `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The days on which it may have begun.
    pub start: Bounds,
    /// The days on which it may have ended (unlimited after "still so when published").
    pub end: Bounds,
    /// What the start is.
    pub start_edge: Edge,
    /// What the end is.
    pub end_edge: Edge,
    /// One unknown moment within `start` (which equals `end`), rather than throughout.
    pub moment: bool,
}

impl Span {
    /// At some time within bounds.
    pub fn moment(within: Bounds) -> Self {
        Self { start: within, end: within, start_edge: Edge::Attested, end_edge: Edge::Attested, moment: true }
    }

    /// The days that it certainly covers: latest start to earliest end.
    pub fn core(&self) -> Option<(Day, Day)> {
        let (from, to) = (self.start.latest?, self.end.earliest?);
        (from <= to).then_some((from, to))
    }

    /// The days outside which it certainly does not lie.
    pub fn hull(&self) -> Bounds {
        Bounds { earliest: self.start.earliest, latest: self.end.latest }
    }

    /// Whether two different holders cannot both be right: on every calendar that fits the two spans
    /// they share a day (and more than the day on which one may hand over to the other).
    pub fn must_meet(&self, _other: &Span) -> bool {
        todo!("time floor")
    }

    /// Whether there is a calendar that fits both spans on which they share a day.
    pub fn may_meet(&self, _other: &Span) -> bool {
        todo!("time floor")
    }
}
