//! Whether one claim's time, order or words entail another's.

use super::context::Context;
use crate::id::EventId;
use crate::project::{Apart, Claim, EventClaim, Form, Order, Part, Project, Relation, Target, Words};
use crate::text::fold;
use crate::time::{Bounds, Day, Span, When};
use crate::value::{Agreement, Value, Vocabulary, compare};

/// What a source saw so many days before a draft is its evidence for "now".
pub const DAYS_EARLIER: i32 = 31;

/// A source whose date is only roughly known speaks for "now" where it cannot be older than this (days).
const OLDEST: i32 = 366;

/// The present of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The draft's date; an undated draft is about the day on which it is read.
    day: Option<Day>,
}

impl Now {
    /// The day up to which a draft's claim reaches, where that is its present. The timeline may bound an `undated` draft,
    /// but not tell on which day it is read.
    pub fn of(wanted: &Span, is_published: bool, undated: bool) -> Option<Self> {
        let present = is_published || wanted.end.latest.is_none();
        let day = wanted.end.earliest.filter(|_| !(present && undated));
        (present || (wanted.moment && day.is_some() && day == wanted.end.latest)).then_some(Self { day })
    }

    /// Whether this present lies on a day or after it.
    pub fn on_or_after(self, day: Day) -> bool {
        self.day.is_none_or(|now| day <= now)
    }

    /// Whether a tenure that is known on some earlier day is fresh enough to speak for now, and long enough for the
    /// start that the draft gives it.
    pub fn reached_by(self, given: &Span, wanted: &Span) -> bool {
        let starts = wanted.moment || given.start.latest.zip(wanted.start.latest).is_some_and(|(a, b)| a <= b);
        // A draft rests on what was published before it, also where the source's own date is only roughly known.
        let (first, last) = if given.moment {
            (given.start.earliest, given.end.latest)
        } else {
            (given.end.earliest, given.end.earliest)
        };
        let fresh = match (self.day, first) {
            (Some(now), Some(first)) => {
                let last = last.map_or(now, |last| last.min(now));
                let days = |day: Day| now.number().saturating_sub(day.number());
                first <= now && days(last) <= DAYS_EARLIER && days(first) <= OLDEST
            }
            (None, _) => true,
            (Some(_), None) => false,
        };
        starts && fresh
    }
}

/// Whether a claim that holds for `given` holds for `wanted`, too: on some day of a date coarser than a day, and
/// from some day of the one end of an interval to some day of the other.
pub fn covers(given: &Span, wanted: &Span) -> bool {
    let begins = match (given.start.latest, if wanted.moment { wanted.end.latest } else { wanted.start.latest }) {
        (Some(given), Some(wanted)) => given <= wanted,
        (Some(_) | None, None) => wanted.start.latest.is_none() && wanted.start.earliest.is_none() && !wanted.moment,
        (None, Some(_)) => false,
    };
    let ends = match (given.end.earliest, if wanted.moment { wanted.start.earliest } else { wanted.end.earliest }) {
        (Some(given), Some(wanted)) => given >= wanted,
        (Some(_) | None, None) => wanted.end.earliest.is_none() && wanted.end.latest.is_none() && !wanted.moment,
        (None, Some(_)) => false,
    };
    let throughout = wanted.moment || given.core().is_some();
    begins && ends && throughout
}

/// Whether two values cannot both be true of a property that holds one.
pub fn excludes(a: &Value, b: &Value, words: &impl Vocabulary) -> bool {
    compare(a, b, words) == Agreement::Different
}

/// Whether all days of `inner` are days of `outer`.
fn within(inner: Bounds, outer: Bounds) -> bool {
    let from = outer.earliest.is_none_or(|day| inner.earliest.is_some_and(|inner| day <= inner));
    let to = outer.latest.is_none_or(|day| inner.latest.is_some_and(|inner| inner <= day));
    from && to
}

/// Whether a source's claim on an event entails all that the draft's says of it: its date and its orders, directly or
/// by the dates that the same source gives.
pub fn event(context: &Context<'_>, claim: &Claim, said: &Claim) -> bool {
    let (Form::Event(mine), Form::Event(theirs)) = (&claim.form, &said.form) else { return false };
    if mine.event != theirs.event {
        return false;
    }
    let dated = mine.when.as_ref().is_none_or(|mine| {
        let Some(theirs) = &theirs.when else { return false };
        let (mine, theirs) = (span(context, claim, mine), span(context, said, theirs));
        if mine.moment {
            within(theirs.hull(), mine.hull())
        } else {
            within(theirs.start, mine.start) && within(theirs.end, mine.end)
        }
    });
    dated && mine.relations.iter().all(|relation| ordered(context, claim, mine, relation, said, theirs))
}

fn span(context: &Context<'_>, claim: &Claim, when: &When<crate::project::EventPoint>) -> Span {
    when.span(&context.timeline.moments(context.project, claim.source))
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
    let direct = theirs.relations.iter().any(|other| {
        other.order == relation.order
            && other.target == relation.target
            && relation.target != Target::Published
            && apart_within(theirs.apart.as_deref(), mine.apart.as_deref())
    });
    if direct {
        return true;
    }
    let Some(when) = &theirs.when else { return false };
    let event = span(context, said, when).hull();
    let target = match &relation.target {
        Target::Published => context.timeline.published(claim.source),
        Target::Date(date) => span(context, claim, date).hull(),
        Target::Event(point) => match date_by_source(context, said, point.event, point.part) {
            Some(bounds) => bounds,
            None => return false,
        },
    };
    let before = |a: Bounds, b: Bounds| matches!((a.latest, b.earliest), (Some(a), Some(b)) if a <= b);
    let order = match relation.order {
        Order::Before => before(event, target),
        Order::After => before(target, event),
        Order::During => within(event, target),
        Order::SameDayAs | Order::SameTimeAs => event.exact().is_some() && event.exact() == target.exact(),
    };
    order && mine.apart.as_ref().is_none_or(|apart| days_within(event, target, apart))
}

/// The date that a source gives an event.
fn date_by_source(context: &Context<'_>, said: &Claim, event: EventId, part: Part) -> Option<Bounds> {
    let project = context.project;
    project.claims.iter().filter(|claim| claim.source == said.source).find_map(|claim| {
        let Form::Event(other) = &claim.form else { return None };
        let when = other.when.as_ref().filter(|_| other.event.event == event && other.event.part == part)?;
        Some(span(context, claim, when).hull())
    })
}

/// Whether the length that a source gives lies within the draft's.
fn apart_within(theirs: Option<&Apart>, mine: Option<&Apart>) -> bool {
    let days = |apart: &Apart| {
        let (Apart::By(length) | Apart::AtLeast(length) | Apart::AtMost(length)) = apart;
        let (low, high) = length.days_anywhere();
        match apart {
            Apart::By(_) => (low, high),
            Apart::AtLeast(_) => (low, None),
            Apart::AtMost(_) => (Some(0), high),
        }
    };
    let Some(mine) = mine else { return true };
    let Some(theirs) = theirs else { return false };
    if mine == theirs {
        return true;
    }
    let ((low, high), (their_low, their_high)) = (days(mine), days(theirs));
    low.is_none_or(|low| their_low.is_some_and(|theirs| low <= theirs))
        && high.is_none_or(|high| their_high.is_some_and(|theirs| theirs <= high))
}

/// Whether two moments are certainly as far apart as the draft says.
fn days_within(event: Bounds, target: Bounds, apart: &Apart) -> bool {
    let (Some(a), Some(b)) = (event.exact(), target.exact()) else { return false };
    let (first, last) = (a.min(b), a.max(b));
    let days = last.number() - first.number();
    let (Apart::By(length) | Apart::AtLeast(length) | Apart::AtMost(length)) = apart;
    let (low, high) = length.days_after(first);
    let enough = matches!(apart, Apart::AtMost(_)) || low.is_none_or(|low| low <= days);
    let few = matches!(apart, Apart::AtLeast(_)) || high.is_none_or(|high| days <= high);
    enough && few
}

/// The words of an utterance claim: what it gives, or its quote.
fn spoken<'c>(claim: &'c Claim, words: &'c Words) -> Option<&'c str> {
    words.words.as_deref().or_else(|| claim.quotes.first().map(|quote| &*quote.exact))
}

/// Whether a source's version of an utterance has the draft's words, from the same speaker.
pub fn words(project: &Project, claim: &Claim, mine: &Words, said: &Claim, theirs: &Words) -> bool {
    let lies_in = |inner, outer| super::words::lies_in(project, inner, outer);
    let speaker = match (mine.speaker, theirs.speaker) {
        (Some(mine), Some(theirs)) => mine == theirs || lies_in(theirs, mine) || lies_in(mine, theirs),
        _ => true,
    };
    if !speaker || mine.paraphrase {
        return speaker;
    }
    let (Some(mine), Some(theirs)) = (spoken(claim, mine), spoken(said, theirs)) else { return false };
    !theirs.is_empty() && contained(mine, theirs)
}

/// Whether the parts of an excerpt stand in a version, in order, word for word.
fn contained(excerpt: &str, version: &str) -> bool {
    let version = format!(" {} ", plain(version));
    let mut from = 0;
    excerpt.replace("[…]", "…").replace("[...]", "…").replace("...", "…").split('…').all(|part| {
        let part = plain(part);
        let part = format!(" {part} ");
        let found = version.get(from..).and_then(|rest| rest.find(&part));
        if let Some(at) = found {
            from += at + part.len() - 1;
        }
        found.is_some() || part.trim().is_empty()
    })
}

/// Words alone, folded: without capitals and punctuation.
fn plain(text: &str) -> String {
    let folded = fold::words(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Edge;

    fn day(number: i32) -> Day {
        Day::new(number)
    }

    fn tenure(from: i32, to: i32) -> Span {
        Span {
            start: Bounds::day(day(from)),
            end: Bounds::day(day(to)),
            start_edge: Edge::Tenure,
            end_edge: Edge::Tenure,
            moment: false,
        }
    }

    #[test]
    fn a_coarser_time_is_covered_and_a_finer_one_is_not() {
        let month = Span::moment(Bounds::new(day(0), day(30)));
        let one = Span::moment(Bounds::day(day(12)));
        assert!(covers(&one, &month));
        assert!(!covers(&month, &one));
        assert!(covers(&tenure(0, 30), &one));
        assert!(covers(&tenure(0, 30), &tenure(5, 20)));
        assert!(!covers(&tenure(5, 20), &tenure(0, 30)));
        assert!(covers(&tenure(20, 90), &month), "it held on some day of the month");
        assert!(!covers(&tenure(31, 90), &month));
    }

    #[test]
    fn days_earlier_speaks_for_now_and_years_earlier_does_not() {
        let wanted = Span::moment(Bounds::day(day(100)));
        let now = Now::of(&wanted, true, false).expect("a one-day claim is the present");
        assert!(now.reached_by(&Span::moment(Bounds::day(day(95))), &wanted));
        assert!(!now.reached_by(&Span::moment(Bounds::day(day(101))), &wanted));
        assert!(!now.reached_by(&Span::moment(Bounds::day(day(-300))), &wanted));
    }

    #[test]
    fn an_excerpt_stands_in_a_longer_version() {
        assert!(contained("Friendship, and good understanding", "relations of friendship and good understanding"));
        assert!(contained("relations … understanding", "relations of friendship and good understanding"));
        assert!(!contained("good intelligence", "relations of friendship and good understanding"));
        assert!(!contained("end", "a friend"));
    }
}
