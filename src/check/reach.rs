//! The days that a claim certainly covers, in the form that comparing many claims needs.

use crate::time::{Edge, Span};

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
}

impl Reach {
    /// The reach of a span.
    pub fn of(span: &Span) -> Self {
        Self {
            from: span.start.latest.map_or(i32::MAX, |day| day.0),
            to: span.end.earliest.map_or(i32::MIN, |day| day.0),
            start: span.start_edge,
            end: span.end_edge,
        }
    }

    /// Whether it certainly covers some days.
    pub fn is_certain(&self) -> bool {
        self.from <= self.to
    }

    /// Whether both its ends are known.
    pub fn is_placed(&self) -> bool {
        self.from != i32::MAX && self.to != i32::MIN
    }

    /// The days that it speaks of, in order: those it covers, or those within which it lies.
    pub fn days(&self) -> (i32, i32) {
        (self.from.min(self.to), self.from.max(self.to))
    }

    /// Whether this certainly begins before the other ends. On one and the same day it does, unless that day may
    /// be the other's last and this one's first: where one of them is the end of a tenure, or where a recorded
    /// tenure hands over on it (`hands_over`).
    pub fn begins_before_end_of(&self, other: &Self, hands_over: impl FnOnce(i32) -> bool) -> bool {
        if self.from != other.to {
            return self.from < other.to;
        }
        let unknown = self.start == Edge::Unknown || other.end == Edge::Unknown;
        let tenure = self.start == Edge::Tenure || other.end == Edge::Tenure;
        !((tenure && !unknown) || hands_over(self.from))
    }
}
