//! The days that a claim certainly covers, in the form that comparing many claims needs.

use crate::time::{Bounds, Day, Edge, Handover, Span};

/// From when at the latest, and until when at the earliest, a claim holds.
///
/// A claim that holds throughout has `from <= to` and covers those days. One that holds at some time within a month
/// has its last day in `from` and its first in `to`: it certainly meets what covers all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Reach {
    /// The latest day on which it may begin; [`i32::MAX`] where nothing is known.
    pub from: i32,
    /// The earliest day on which it may end; [`i32::MIN`] where nothing is known.
    pub to: i32,
    /// What its start is.
    pub start: Edge,
    /// What its end is.
    pub end: Edge,
    /// The first day on which a tenure may begin.
    pub begins: Option<Day>,
    /// The last day on which a tenure may end.
    pub ends: Option<Day>,
    /// At some time within days that are more than one, rather than throughout.
    pub coarse: bool,
}

impl Reach {
    /// Whenever.
    pub const ALWAYS: Self = Self {
        from: i32::MIN,
        to: i32::MAX,
        start: Edge::Attested,
        end: Edge::Attested,
        begins: None,
        ends: None,
        coarse: false,
    };

    /// The reach of a span.
    pub fn of(span: &Span) -> Self {
        let reversed = |bounds: Bounds| matches!((bounds.earliest, bounds.latest), (Some(from), Some(to)) if to < from);
        let impossible = reversed(span.start) || reversed(span.end) || reversed(span.hull());
        let (mut from, mut to) = (span.start.latest, span.end.earliest);
        if !span.moment {
            // A tenure begins no later than it ends.
            from = match (from, span.end.latest) {
                (Some(from), Some(end)) => Some(from.min(end)),
                (from, end) => from.or(end),
            };
            to = to.map(|to| span.start.earliest.map_or(to, |start| to.max(start)));
        }
        Self {
            from: from.filter(|_| !impossible).map_or(i32::MAX, |day| day.number()),
            to: to.filter(|_| !impossible).map_or(i32::MIN, |day| day.number()),
            start: span.start_edge,
            end: span.end_edge,
            begins: span.start.earliest.filter(|_| span.start_edge == Edge::Tenure),
            ends: span.end.latest.filter(|_| span.end_edge == Edge::Tenure),
            coarse: span.moment && span.start.earliest != span.start.latest,
        }
    }

    /// Whether it certainly covers some days.
    pub fn is_certain(&self) -> bool {
        self.from <= self.to
    }

    /// Whether anything is known of when it is: of an undated article's present, that it is later than what the article
    /// reports.
    pub fn is_known(&self) -> bool {
        self.from != i32::MAX || self.to != i32::MIN
    }

    /// Whether both its ends are known.
    pub fn is_placed(&self) -> bool {
        self.from != i32::MAX && self.to != i32::MIN
    }

    /// The days that it speaks of, in order: those it covers, or those within which it lies.
    pub fn days(&self) -> (i32, i32) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    /// Whether this lies somewhere within days that the other covers, all of them: it certainly meets the other,
    /// though the first or the last of these days may be the end of the other's tenure.
    pub fn lies_within(&self, other: &Self) -> bool {
        self.coarse && self.is_placed() && other.is_certain() && other.from <= self.to && self.from <= other.to
    }

    /// Whether this certainly begins before the other ends. On one and the same day it does, unless that day may
    /// be the other's last and this one's first: where one of them is the end of a tenure, or where a recorded
    /// tenure hands over on it (`hands_over`).
    pub fn begins_before_end_of(&self, other: &Self, hands_over: impl FnOnce(i32) -> bool) -> bool {
        if self.from != other.to {
            return self.from < other.to;
        }
        let unknown = self.start == Edge::Unknown || other.end == Edge::Unknown;
        let on = |day: Option<Day>| day.is_some_and(|day| day.number() == self.from);
        let handover = Handover {
            ended: other.end == Edge::Tenure,
            began: self.start == Edge::Tenure,
            both_began: on(other.begins),
            both_ended: on(self.ends),
        };
        !(!unknown && handover.may_be() || hands_over(self.from))
    }
}
