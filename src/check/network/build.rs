//! From claims to bounds: what each claim says of the moments that it names.

use super::calendar::{WIDE, is_fixed, spread, up_to};
use super::graph::{Link, Node, ORIGIN, ReasonId, Side, Sort};
use super::weight::Limit;
use crate::check::glance::Glances;
use crate::id::{ClaimId, EventId, SourceId};
use crate::memory;
use crate::project::{
    Apart, Claim, EventClaim, EventPoint, Form, Order, Part, Project, Relation, Role, Source, State, Target,
};
use crate::time::when::{End, Kind, Moment, Offset};
use crate::time::{Bounds, Day, Length, When};

/// A moment of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// The calendar itself.
    Origin,
    /// An event's one moment (`Part::Whole`), or the start or end of one that lasts.
    Event(EventPoint),
    /// A source's own date.
    Published(SourceId),
}

/// Who set a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A claim.
    Claim(ClaimId),
    /// A source's `published` (or, of an undated one, its `retrieved`).
    Source(SourceId),
    /// A start is not after its end.
    Nature(EventId),
}

/// All bounds of a project, not yet split into what hangs together.
#[derive(Debug, Default)]
pub struct Bounded {
    /// What each node stands for.
    pub points: Vec<Point>,
    /// Who set the bounds.
    pub reasons: Vec<Reason>,
    /// The bounds.
    pub links: Vec<Link>,
    /// The lengths of time that links refer to.
    pub lengths: Vec<Length>,
    /// For each event, its first node.
    pub(super) events: Vec<Node>,
    /// The node of the first source.
    pub(super) sources: Node,
}

impl Bounded {
    /// All bounds that a project's claims and sources set.
    pub fn new(project: &Project, glances: &Glances) -> Self {
        let mut all = Self { points: vec![Point::Origin], ..Self::default() };
        for (index, event) in project.events.iter().enumerate() {
            let id = EventId::new(index);
            let first = all.points.len() as Node;
            all.events.push(first);
            let parts: &[Part] = if event.lasts { &[Part::Start, Part::End] } else { &[Part::Whole] };
            all.points.extend(parts.iter().map(|&part| Point::Event(EventPoint { event: id, part })));
            if event.lasts {
                let reason = all.reason(Reason::Nature(id));
                all.link(first + 1, first, Limit::NotAfter, reason, Sort::Nature);
            }
        }
        all.sources = all.points.len() as Node;
        for (index, source) in project.sources.iter().enumerate() {
            all.points.push(Point::Published(SourceId::new(index)));
            all.source(SourceId::new(index), source);
        }
        // Few claims set more than four bounds, and room that is not needed costs nothing.
        let bounding: Vec<ClaimId> = glances.bounding().collect();
        all.reasons.reserve(bounding.len());
        all.links.reserve(bounding.len().saturating_mul(4));
        for some in bounding.chunks(memory::AT_ONCE) {
            some.iter().for_each(|id| project.claim(*id).fetch());
            some.iter().for_each(|id| all.claim(project, *id));
        }
        all
    }

    /// What a claim says.
    fn claim(&mut self, project: &Project, id: ClaimId) {
        let claim = project.claim(id);
        let before = self.links.len();
        let reason = self.reason(Reason::Claim(id));
        let says = Says { all: self, project, claim, reason };
        match &claim.form {
            Form::Event(said) => says.event(said),
            Form::State(state) if !state.denied => says.state(state),
            _ => {}
        }
        if self.links.len() == before {
            self.reasons.pop();
        }
    }

    /// The first and the last moment of an event or a point of it: the same node but for a whole that lasts.
    pub fn ends(&self, point: EventPoint) -> (Node, Node) {
        let node = |event: usize| self.events.get(event).copied();
        let event = point.event.index();
        let Some(first) = node(event) else { return (ORIGIN, ORIGIN) };
        // An event that lasts has two nodes.
        let last = node(event + 1).unwrap_or(self.sources) - 1;
        match point.part {
            Part::Start => (first, first),
            Part::End => (last, last),
            Part::Whole => (first, last),
        }
    }

    /// The node of a source's date.
    pub fn published(&self, source: SourceId) -> Node {
        self.sources + source.0
    }

    fn reason(&mut self, reason: Reason) -> ReasonId {
        self.reasons.push(reason);
        (self.reasons.len() - 1) as ReasonId
    }

    fn link(&mut self, from: Node, to: Node, limit: Limit, reason: ReasonId, sort: Sort) {
        self.links.push(Link::new(from, to, limit, reason, sort));
    }

    /// What a source says of its own date: when it was published; where nobody knows, that it was before it was
    /// retrieved.
    fn source(&mut self, id: SourceId, source: &Source) {
        let node = self.published(id);
        let bounds = match (source.published, source.retrieved) {
            (Some(published), _) => published,
            (None, Some(retrieved)) => Bounds { earliest: None, latest: retrieved.latest },
            (None, None) => return,
        };
        if bounds == Bounds::ANY {
            return;
        }
        let reason = self.reason(Reason::Source(id));
        if let Some(latest) = bounds.latest {
            self.link(ORIGIN, node, Limit::days(latest.number().into()), reason, Sort::Date);
        }
        if let Some(earliest) = bounds.earliest {
            self.link(node, ORIGIN, Limit::days(-i64::from(earliest.number())), reason, Sort::Date);
        }
    }

    /// `later` lies so long after `earlier`.
    fn apart(&mut self, earlier: Node, later: Node, length: &Length, sides: &[Side], reason: ReasonId, sort: Sort) {
        let (least, most) = length.days_anywhere();
        let number = self.lengths.len() as u32;
        let varies = !is_fixed(length);
        for &side in sides {
            let (from, to, days) = match side {
                Side::Most => (earlier, later, most),
                Side::Least => (later, earlier, least.and_then(i32::checked_neg)),
            };
            let Some(days) = days else { continue };
            let length = varies.then_some((number, side));
            self.links.push(Link::new(from, to, Limit::Days(days), reason, sort).by(length));
        }
        if varies {
            self.lengths.push(length.clone());
        }
    }
}

/// One claim, being turned into bounds.
struct Says<'a, 'p> {
    all: &'a mut Bounded,
    project: &'p Project,
    claim: &'p Claim,
    reason: ReasonId,
}

impl Says<'_, '_> {
    fn day(&mut self, from: Node, to: Node, days: i64, sort: Sort) {
        self.all.link(from, to, Limit::days(days), self.reason, sort);
    }

    fn moment(&mut self, from: Node, to: Node, limit: Limit) {
        self.all.link(from, to, limit, self.reason, Sort::Order);
    }

    /// A node lies on the earliest day of a moment or later.
    fn not_before(&mut self, node: Node, moment: &Moment<EventPoint>, sort: Sort) {
        let published = self.all.published(self.claim.source);
        match moment {
            Moment::Date(days) => {
                if let Some(earliest) = days.earliest {
                    self.day(node, ORIGIN, -i64::from(earliest.number()), sort);
                }
            }
            Moment::Published(None) => self.day(node, published, 0, sort),
            Moment::Published(Some(offset)) => {
                let Offset { before, length } = &**offset;
                let (from, to, side) =
                    if *before { (node, published, Side::Most) } else { (published, node, Side::Least) };
                self.all.apart(from, to, &length.as_offset(), &[side], self.reason, sort);
            }
            Moment::Event(point) => {
                let (start, _) = self.all.ends(*point);
                self.day(node, start, 0, sort);
            }
        }
    }

    /// A node lies on the latest day of a moment or earlier.
    fn not_after(&mut self, node: Node, moment: &Moment<EventPoint>, sort: Sort) {
        let published = self.all.published(self.claim.source);
        match moment {
            Moment::Date(days) => {
                if let Some(latest) = days.latest {
                    self.day(ORIGIN, node, latest.number().into(), sort);
                }
            }
            Moment::Published(None) => self.day(published, node, 0, sort),
            Moment::Published(Some(offset)) => {
                let Offset { before, length } = &**offset;
                let (from, to, side) =
                    if *before { (node, published, Side::Least) } else { (published, node, Side::Most) };
                self.all.apart(from, to, &length.as_offset(), &[side], self.reason, sort);
            }
            Moment::Event(point) => {
                let (_, end) = self.all.ends(*point);
                self.day(end, node, 0, sort);
            }
        }
    }

    fn event(mut self, said: &EventClaim) {
        let (start, end) = self.all.ends(said.event);
        if let Some(when) = &said.when {
            self.dated(start, end, when, Sort::Date);
        }
        let mut apart = said.apart.as_ref();
        for relation in &said.relations {
            self.relation(start, end, relation);
            if matches!(relation.order, Order::Before | Order::After)
                && let Some(apart) = apart.take()
            {
                self.apart(start, end, relation, apart);
            }
        }
    }

    /// `when: D` says that all of it lies within D, `when: A/B` that it starts in A and ends in B.
    fn dated(&mut self, start: Node, end: Node, when: &When<EventPoint>, sort: Sort) {
        match &when.kind {
            Kind::Within(first, last) => {
                self.not_before(start, first, sort);
                self.not_after(end, last, sort);
            }
            Kind::Throughout(from, to) => {
                if let End::At(moment) = from {
                    self.not_before(start, moment, sort);
                    if start != end {
                        self.not_after(start, moment, sort);
                    }
                }
                match to {
                    End::At(moment) => {
                        if start != end {
                            self.not_before(end, moment, sort);
                        }
                        self.not_after(end, moment, sort);
                    }
                    End::Open => {
                        self.still(end, sort);
                        self.begun(start, sort);
                    }
                    End::Unknown => {}
                }
            }
        }
    }

    /// Whether an open end reaches to the day on which a record was retrieved, for want of a date.
    fn retrieved(&self) -> Option<Option<Day>> {
        let source = self.project.source(self.claim.source);
        (source.role == Role::Reference && source.published.is_none())
            .then(|| source.retrieved.and_then(|bounds| bounds.earliest))
    }

    /// A node lies no earlier than the source's own date: what it ends was still so.
    fn still(&mut self, node: Node, sort: Sort) {
        match self.retrieved() {
            Some(Some(day)) => self.day(node, ORIGIN, -i64::from(day.number()), sort),
            Some(None) => {}
            None => self.not_before(node, &Moment::Published(None), sort),
        }
    }

    /// A node lies no later than the source's own date: what it starts had begun, for it was still so.
    fn begun(&mut self, node: Node, sort: Sort) {
        match self.retrieved() {
            Some(Some(day)) => self.day(ORIGIN, node, day.number().into(), sort),
            Some(None) => {}
            None => self.not_after(node, &Moment::Published(None), sort),
        }
    }

    fn relation(&mut self, start: Node, end: Node, relation: &Relation) {
        let (first, last) = match &relation.target {
            Target::Event(point) => self.all.ends(*point),
            Target::Published => {
                let node = self.all.published(self.claim.source);
                (node, node)
            }
            Target::Date(when) => return self.against_date(start, end, relation.order, when),
        };
        match relation.order {
            Order::Before => self.moment(first, end, Limit::Before),
            Order::After => self.moment(start, last, Limit::Before),
            Order::During if matches!(relation.target, Target::Published) => self.same_day(start, end, first, last),
            Order::During => {
                self.moment(start, first, Limit::NotAfter);
                self.moment(last, end, Limit::NotAfter);
            }
            Order::SameDayAs => self.same_day(start, end, first, last),
            Order::SameTimeAs => {
                for (a, b) in [(start, first), (end, last)] {
                    self.moment(a, b, Limit::NotAfter);
                    self.moment(b, a, Limit::NotAfter);
                }
            }
        }
    }

    fn same_day(&mut self, start: Node, end: Node, first: Node, last: Node) {
        self.day(first, end, 0, Sort::Order);
        self.day(start, last, 0, Sort::Order);
    }

    /// Against a date, of which only the days are known. Of an interval, before is before its start and after is
    /// after its end.
    fn against_date(&mut self, start: Node, end: Node, order: Order, when: &When<EventPoint>) {
        let (from, to) = match &when.kind {
            Kind::Within(first, last) => (Some(first), Some(last)),
            Kind::Throughout(from, to) => (at(from), at(to)),
        };
        let throughout = matches!(when.kind, Kind::Throughout(..));
        match order {
            Order::Before => {
                if let Some(moment) = if throughout { from } else { to } {
                    self.not_after(end, moment, Sort::Order);
                }
            }
            Order::After => {
                if let Some(moment) = if throughout { to } else { from } {
                    self.not_before(start, moment, Sort::Order);
                }
            }
            Order::During | Order::SameDayAs => {
                if let Some(moment) = from {
                    self.not_before(start, moment, Sort::Order);
                }
                if let Some(moment) = to {
                    self.not_after(end, moment, Sort::Order);
                }
            }
            Order::SameTimeAs => self.dated(start, end, when, Sort::Order),
        }
    }

    fn apart(&mut self, start: Node, end: Node, relation: &Relation, apart: &Apart) {
        let both = [Side::Least, Side::Most];
        let (length, sides): (Length, &[Side]) = match apart {
            Apart::By(length) => (length.clone(), &both),
            Apart::AtLeast(length) => (length.plain(), &[Side::Least]),
            Apart::AtMost(length) => (length.plain(), &[Side::Most]),
        };
        let before = relation.order == Order::Before;
        let (first, last) = match &relation.target {
            Target::Event(point) => self.all.ends(*point),
            Target::Published => {
                let node = self.all.published(self.claim.source);
                (node, node)
            }
            Target::Date(when) => return self.apart_from_date(start, end, before, when, &length, sides),
        };
        let (earlier, later) = if before { (end, first) } else { (last, start) };
        self.all.apart(earlier, later, &length, sides, self.reason, Sort::Length);
    }

    /// So long before or after a date: a date again.
    fn apart_from_date(
        &mut self,
        start: Node,
        end: Node,
        before: bool,
        when: &When<EventPoint>,
        length: &Length,
        sides: &[Side],
    ) {
        let (from, to) = match &when.kind {
            Kind::Within(first, last) => (Some(first), Some(last)),
            Kind::Throughout(from, to) if before => (at(from), at(from)),
            Kind::Throughout(_, to) => (at(to), at(to)),
        };
        let (Some(Moment::Date(from)), Some(Moment::Date(to))) = (from, to) else { return };
        let days = |day: Option<Day>| {
            let Some(day) = day else { return (None, None) };
            if before { up_to(length, day) } else { spread(length, Bounds::day(day), Bounds::ANY, WIDE) }
        };
        let (has_least, has_most) = (sides.contains(&Side::Least), sides.contains(&Side::Most));
        if before {
            let (_, most) = days(from.earliest);
            if let (Some(day), Some(most), true) = (from.earliest, most, has_most) {
                self.day(end, ORIGIN, i64::from(most) - i64::from(day.number()), Sort::Length);
            }
            let (least, _) = days(to.latest);
            if let (Some(day), Some(least), true) = (to.latest, least, has_least) {
                self.day(ORIGIN, end, i64::from(day.number()) - i64::from(least), Sort::Length);
            }
        } else {
            let (least, _) = days(from.earliest);
            if let (Some(day), Some(least), true) = (from.earliest, least, has_least) {
                self.day(start, ORIGIN, -i64::from(day.number()) - i64::from(least), Sort::Length);
            }
            let (_, most) = days(to.latest);
            if let (Some(day), Some(most), true) = (to.latest, most, has_most) {
                self.day(ORIGIN, start, i64::from(day.number()) + i64::from(most), Sort::Length);
            }
        }
    }

    /// What the time of a state says of events and of the source's own date: its start is not after its end.
    fn state(mut self, state: &State) {
        let Kind::Throughout(from, to) = &state.when.kind else { return };
        let own = self.all.published(self.claim.source);
        let from = match from {
            End::At(moment) => moment,
            End::Open | End::Unknown => return,
        };
        match (from, to) {
            (_, End::Unknown) => {}
            (Moment::Event(point), End::At(moment)) => {
                let (start, _) = self.all.ends(*point);
                self.not_after(start, moment, Sort::Date);
            }
            (Moment::Event(point), End::Open) => {
                let (start, _) = self.all.ends(*point);
                self.begun(start, Sort::Date);
            }
            (moment, End::At(Moment::Event(point))) => {
                let (_, end) = self.all.ends(*point);
                self.not_before(end, moment, Sort::Date);
            }
            (Moment::Date(_) | Moment::Published(Some(_)), End::Open) if self.retrieved().is_none() => {
                self.not_before(own, from, Sort::Date);
            }
            (Moment::Date(_), End::At(Moment::Published(None))) => self.not_before(own, from, Sort::Date),
            (Moment::Published(None), End::At(moment @ Moment::Date(_))) => self.not_after(own, moment, Sort::Date),
            _ => {}
        }
    }
}

fn at(end: &End<EventPoint>) -> Option<&Moment<EventPoint>> {
    match end {
        End::At(moment) => Some(moment),
        End::Open | End::Unknown => None,
    }
}
