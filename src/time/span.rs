//! The span that a claim holds for: when it may start and end, what it certainly covers (core),
//! and outside what it certainly does not lie (hull).

use super::day::{Bounds, Day, least};

/// What an end of a span is. A tenure's last day may be its successor's first, so two spans may
/// touch on a day where at least one of the touching ends is a [`Edge::Tenure`] and none is [`Edge::Unknown`] (but two
/// tenures that begin on one day, or end on one, overlap on it).
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
    /// A span that says nothing: neither core nor hull.
    pub const NOTHING: Self = Self {
        start: Bounds::ANY,
        end: Bounds::ANY,
        start_edge: Edge::Unknown,
        end_edge: Edge::Unknown,
        moment: false,
    };

    /// At some time within bounds.
    pub fn moment(within: Bounds) -> Self {
        Self { start: within, end: within, start_edge: Edge::Attested, end_edge: Edge::Attested, moment: true }
    }

    /// The days that it certainly covers: latest start to earliest end.
    pub fn core(&self) -> Option<(Day, Day)> {
        let (from, to) = (self.start.latest?, self.end.earliest?);
        (from <= to && !self.is_impossible()).then_some((from, to))
    }

    /// The days outside which it certainly does not lie.
    pub fn hull(&self) -> Bounds {
        Bounds { earliest: self.start.earliest, latest: self.end.latest }
    }

    /// Whether two different holders cannot both be right: on every calendar that fits the two spans
    /// they share a day (and more than the day on which one may hand over to the other). Besides, a moment that is
    /// coarser than a day and lies wholly within the other's core is a meeting, also where it touches the core's edge.
    pub fn must_meet(&self, other: &Self) -> bool {
        if self.is_impossible() || other.is_impossible() {
            return false;
        }
        self.lies_in_core_of(other)
            || other.lies_in_core_of(self)
            || !self.may_precede(other) && !other.may_precede(self)
    }

    /// Whether there is a calendar that fits both spans on which they share a day (and more than the day on which
    /// one may hand over to the other).
    pub fn may_meet(&self, other: &Self) -> bool {
        if self.is_impossible() || other.is_impossible() {
            return false;
        }
        // Where both hold as long as they may, each must end after the other starts. A single day must do so on
        // its own; between longer spans two different days may do it.
        let within = |last: Option<Day>, first: Option<Day>, touching: bool| match (last, first) {
            (Some(last), Some(first)) => {
                if touching {
                    first < last
                } else {
                    first <= last
                }
            }
            _ => true,
        };
        let (touch_after, touch_before) = (self.must_touch(other), other.must_touch(self));
        let hulls = within(self.end.latest, other.start.earliest, touch_after)
            && within(other.end.latest, self.start.earliest, touch_before);
        let day = |one: &Self, all: &Self, starts: bool, ends: bool| {
            // A day d of `one` with all.start < d < all.end, or at an end of `all` where touching is a meeting.
            let first = all.start.earliest.map(|first| first.plus(i32::from(starts)));
            let last = all.end.latest.map(|last| last.plus(-i32::from(ends)));
            let (from, to) = (one.start.earliest.max(first), least(one.end.latest, last));
            !matches!((from, to), (Some(from), Some(to)) if to < from)
        };
        // Where the one can only end on the day on which the other begins, they share it only if neither hands over.
        let meets_where = |one: &Self, next: &Self| {
            let shared = one.end.latest.filter(|_| one.end.latest == next.start.earliest);
            shared.is_none_or(|day| one.may_share(next, day))
        };
        hulls
            && (self.moment || other.moment || meets_where(self, other) && meets_where(other, self))
            && (!self.moment || day(self, other, touch_after, touch_before))
            && (!other.moment || day(other, self, touch_before, touch_after))
    }

    /// Whether every calendar has this span wholly before the other (a day on which one may hand over to the other
    /// may be common to both).
    pub fn certainly_before(&self, other: &Self) -> bool {
        match (self.end.latest, other.start.earliest) {
            (Some(last), Some(first)) => last < first || last == first && self.must_touch(other),
            _ => false,
        }
    }

    /// The span if one holder held from the one on through the other: from the earlier start to the later end.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let (a, b) = (self, other);
        let start = Bounds { earliest: a.start.union(b.start).earliest, latest: a.start.intersection(b.start).latest };
        let end = Bounds { earliest: a.end.intersection(b.end).earliest, latest: a.end.union(b.end).latest };
        // The edge of whichever bounds it; of two on one day the better known.
        let bounding = |this: bool, other: bool, edges: (Edge, Edge)| match (this, other) {
            (true, true) => edges.0.min(edges.1),
            (true, false) => edges.0,
            _ => edges.1,
        };
        Self {
            start,
            end,
            start_edge: bounding(
                start.latest == a.start.latest,
                start.latest == b.start.latest,
                (a.start_edge, b.start_edge),
            ),
            end_edge: bounding(
                end.earliest == a.end.earliest,
                end.earliest == b.end.earliest,
                (a.end_edge, b.end_edge),
            ),
            moment: false,
        }
    }

    /// Whether some calendar has this span wholly before the other.
    fn may_precede(&self, other: &Self) -> bool {
        // The earliest end and the latest start: neither before its start nor after its end.
        let end = self.end.earliest.max(if self.moment { None } else { self.start.earliest });
        let start = least(other.start.latest, if other.moment { None } else { other.end.latest });
        // Without a date nothing is certain, so an end without an earliest day counts as one before all days.
        match (self.end.earliest.and(end), other.start.latest.and(start)) {
            (Some(end), Some(start)) => {
                // The first may have begun earlier, the other may end later.
                let on = |it: Option<Day>| it == Some(end);
                end < start || end == start && self.touches(other, on(self.start.earliest), on(other.end.latest))
            }
            _ => true,
        }
    }

    /// Whether the other's first day may be this one's last wherever it is.
    fn must_touch(&self, other: &Self) -> bool {
        // The first may have begun on that very day, or the other may end on it.
        let on = |day: Option<Day>| day.is_some() && day == self.end.latest && day == other.start.earliest;
        self.touches(other, on(self.start.latest), on(other.end.earliest))
    }

    /// Whether there is a calendar on which this one ends on a day and the other begins on it, and neither hands over to the
    /// other.
    fn may_share(&self, other: &Self, day: Day) -> bool {
        let [may_begin, may_begin_earlier] =
            [self.start.contains(day), self.start.earliest.is_none_or(|first| first < day)];
        let [may_end, may_end_later] = [other.end.contains(day), other.end.latest.is_none_or(|last| day < last)];
        let begin = [may_begin.then_some(true), may_begin_earlier.then_some(false)];
        let end = [may_end.then_some(true), may_end_later.then_some(false)];
        begin.into_iter().flatten().any(|begin| {
            end.into_iter().flatten().any(|end| {
                // Both are of that one day where this one begins on it and the other ends on it.
                !(self.touches(other, begin, end) || begin && end && other.touches(self, true, true))
            })
        })
    }

    /// Whether the other's first day may be this one's last; `begin` where this one begins on that day, too, `end` where
    /// the other ends on it.
    fn touches(&self, other: &Self, begin: bool, end: bool) -> bool {
        let handover = Handover {
            ended: self.end_edge == Edge::Tenure,
            began: other.start_edge == Edge::Tenure,
            both_began: begin && self.start_edge == Edge::Tenure,
            both_ended: end && other.end_edge == Edge::Tenure,
        };
        handover.may_be() && self.end_edge != Edge::Unknown && other.start_edge != Edge::Unknown
    }

    /// The day on which a tenure is on record to begin.
    pub(crate) fn begins(&self) -> Option<Day> {
        self.start.exact().filter(|_| self.start_edge == Edge::Tenure)
    }

    /// The day on which a tenure is on record to end.
    pub(crate) fn ends(&self) -> Option<Day> {
        self.end.exact().filter(|_| self.end_edge == Edge::Tenure)
    }

    /// Whether this is a moment coarser than a day, all of whose days the other certainly covers.
    fn lies_in_core_of(&self, other: &Self) -> bool {
        match (self.moment, self.start.earliest, self.start.latest, other.core()) {
            (true, Some(from), Some(to), Some((first, last))) => from < to && first <= from && to <= last,
            _ => false,
        }
    }

    /// Whether no calendar fits the span.
    fn is_impossible(&self) -> bool {
        self.start.is_reversed() || self.end.is_reversed() || self.hull().is_reversed()
    }
}

/// What is said of a day on which one tenure may hand over to another.
pub(crate) struct Handover {
    /// The first ended on it.
    pub ended: bool,
    /// The second began on it.
    pub began: bool,
    /// The first began on it, too.
    pub both_began: bool,
    /// The second ended on it, too.
    pub both_ended: bool,
}

impl Handover {
    /// Whether the one may have handed over to the other. Two tenures that begin on one day do not, unless the first ends
    /// on it as well; nor do two that end on one day, unless the second begins on it.
    pub fn may_be(&self) -> bool {
        let Self { ended, began, both_began, both_ended } = *self;
        ended && (began || !both_ended) || began && !both_began
    }
}

#[cfg(test)]
#[path = "span_tests.rs"]
mod tests;
