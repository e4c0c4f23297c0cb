//! Whether a source's claim on events entails a draft's: the same order in whatever words, and what follows from the
//! dates that the same source gives.

use super::context::Context;
use super::distance::{apart_from, lengths};
use crate::project::{Apart, Claim, EventClaim, EventPoint, Form, Order, Part, Project, Relation, Target};
use crate::time::{Bounds, Length, Span, When};

/// Whether a source's claim entails all that the draft's says: its date and its orders, directly or by the dates that
/// the same source gives.
pub fn event(context: &Context<'_>, claim: &Claim, said: &Claim) -> bool {
    let (Form::Event(mine), Form::Event(theirs)) = (&claim.form, &said.form) else { return false };
    let dated = mine.when.as_ref().is_none_or(|when| {
        let wanted = span(context, claim, when);
        dates(context, said, theirs, mine.event).iter().any(|given| {
            if wanted.moment {
                wanted.hull().encloses(&given.hull())
            } else {
                !given.moment && wanted.start.encloses(&given.start) && wanted.end.encloses(&given.end)
            }
        })
    });
    dated && mine.relations.iter().all(|relation| ordered(context, claim, mine, relation, said, theirs))
}

fn span(context: &Context<'_>, claim: &Claim, when: &When<EventPoint>) -> Span {
    when.span(&context.timeline.moments(context.project, claim.source))
}

/// What a claim says of when a moment was: by its date, and by how it lies to dates.
fn dates(context: &Context<'_>, said: &Claim, theirs: &EventClaim, of: EventPoint) -> Vec<Span> {
    let mut dates = Vec::new();
    if theirs.event == of {
        dates.extend(theirs.when.as_ref().map(|when| span(context, said, when)));
        let known = |relation: &Relation| {
            let target = match &relation.target {
                Target::Published => context.timeline.published(said.source),
                Target::Date(date) => span(context, said, date).hull(),
                Target::Event(_) => return None,
            };
            Some(Span::moment(apart_from(target, relation.order, theirs.apart.as_deref())))
        };
        dates.extend(theirs.relations.iter().filter_map(known));
    } else if theirs.event.event == of.event && theirs.event.part == Part::Whole {
        // Of all of it the start and the end are known, too.
        let whole = theirs.when.as_ref().map(|when| span(context, said, when));
        dates.extend(whole.map(|whole| {
            Span::moment(match of.part {
                _ if whole.moment => whole.hull(),
                Part::Start | Part::Whole => whole.start,
                Part::End => whole.end,
            })
        }));
    }
    dates
}

/// An order in one form: what comes after something is preceded by it, and an event that lasts stands for its start or
/// its end.
#[derive(PartialEq)]
struct Fact<'c> {
    order: Order,
    first: Moment<'c>,
    second: Moment<'c>,
}

#[derive(PartialEq, PartialOrd)]
enum Moment<'c> {
    Event(EventPoint),
    Date(&'c str),
}

impl<'c> Fact<'c> {
    /// `None` of a source's own date, which is another one for each source.
    fn new(project: &Project, event: EventPoint, relation: &'c Relation) -> Option<Self> {
        let target = match &relation.target {
            Target::Event(point) => Moment::Event(*point),
            Target::Date(date) => Moment::Date(&date.text),
            Target::Published => return None,
        };
        let event = Moment::Event(event);
        let at = |moment: Moment<'c>, part: Part| match moment {
            Moment::Event(point) if point.part == Part::Whole && project.event(point.event).lasts => {
                Moment::Event(EventPoint { part, ..point })
            }
            other => other,
        };
        Some(match relation.order.normal(event, target) {
            (first, order @ Order::Before, second) => {
                Self { order, first: at(first, Part::End), second: at(second, Part::Start) }
            }
            (first, order, second) => Self { order, first, second },
        })
    }

    /// Whether who says this says the other, too.
    fn implies(&self, other: &Self) -> bool {
        let order = self.order == other.order || (self.order, other.order) == (Order::SameTimeAs, Order::SameDayAs);
        order && self.first == other.first && self.second == other.second
    }
}

/// Whether the source gives the same order, no farther apart; or dates both moments so that it follows.
fn ordered(
    context: &Context<'_>,
    claim: &Claim,
    mine: &EventClaim,
    relation: &Relation,
    said: &Claim,
    theirs: &EventClaim,
) -> bool {
    let project = context.project;
    let direct = Fact::new(project, mine.event, relation).is_some_and(|wanted| {
        let facts = theirs.relations.iter().filter_map(|other| Fact::new(project, theirs.event, other));
        facts.into_iter().any(|fact| fact.implies(&wanted))
            && apart_within(theirs.apart.as_deref(), mine.apart.as_deref())
    });
    if direct {
        return true;
    }
    // It dates the one, and itself or another claim of its source the other.
    let own = |point: EventPoint| dates(context, said, theirs, point).first().map(Span::hull);
    let by_source = |point: EventPoint| own(point).or_else(|| date_by_source(context, said, point));
    let (event, target) = match &relation.target {
        Target::Published => (own(mine.event), Some(context.timeline.published(claim.source))),
        Target::Date(date) => (own(mine.event), Some(span(context, claim, date).hull())),
        Target::Event(point) if own(mine.event).is_some() || own(*point).is_some() => {
            (by_source(mine.event), by_source(*point))
        }
        Target::Event(_) => return false,
    };
    let (Some(event), Some(target)) = (event, target) else { return false };
    let before = |a: Bounds, b: Bounds| matches!((a.latest, b.earliest), (Some(a), Some(b)) if a <= b);
    let order = match relation.order {
        Order::Before => before(event, target),
        Order::After => before(target, event),
        Order::During => target.encloses(&event),
        Order::SameDayAs | Order::SameTimeAs => event.exact().is_some() && event.exact() == target.exact(),
    };
    order && mine.apart.as_ref().is_none_or(|apart| days_within(event, target, apart))
}

/// The date that a source gives a moment.
fn date_by_source(context: &Context<'_>, said: &Claim, point: EventPoint) -> Option<Bounds> {
    let project = context.project;
    project.claims.iter().filter(|claim| claim.source == said.source).find_map(|claim| {
        let Form::Event(other) = &claim.form else { return None };
        let when = other.when.as_ref().filter(|_| other.event == point)?;
        Some(span(context, claim, when).hull())
    })
}

/// Whether the length that a source gives lies within the draft's.
fn apart_within(theirs: Option<&Apart>, mine: Option<&Apart>) -> bool {
    let Some(mine) = mine else { return true };
    if theirs == Some(mine) {
        return true;
    }
    let anywhere = |apart| lengths(Some(apart), Length::days_anywhere);
    let ((low, high), (their_low, their_high)) = match theirs {
        Some(theirs) => (anywhere(mine), anywhere(theirs)),
        None => return false,
    };
    low.is_none_or(|low| their_low.is_some_and(|theirs| low <= theirs))
        && high.is_none_or(|high| their_high.is_some_and(|theirs| theirs <= high))
}

/// Whether two moments are certainly as far apart as the draft says.
fn days_within(event: Bounds, target: Bounds, apart: &Apart) -> bool {
    let (Some(a), Some(b)) = (event.exact(), target.exact()) else { return false };
    let (first, last) = (a.min(b), a.max(b));
    let days = last.number() - first.number();
    let (low, high) = lengths(Some(apart), |length| length.days_after(first));
    low.is_none_or(|low| low <= days) && high.is_none_or(|high| days <= high)
}
