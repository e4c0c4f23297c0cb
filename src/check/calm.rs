//! Topics in which nobody contradicts anybody, told from the days alone (holder after holder, each on days of their
//! own; what somebody denies is of other days, or what nobody asserts). Most topics are calm, and need no closer
//! comparison.

use smallvec::SmallVec;

use super::index::{Said, Topic};
use super::reach::Reach;
use super::words::PropertyWords;
use crate::project::{Holds, Property, State, Type};
use crate::time::Edge;
use crate::value::denies;

/// The days of all claims that give one value.
#[derive(Clone, Copy)]
struct Tenure {
    value: u32,
    first: i32,
    last: i32,
    /// Whether it may touch another: what begins on its first day (ends on its last day) is written to begin (end) there.
    opens: bool,
    closes: bool,
}

/// With more values than these, they are compared in the usual way.
const MOST: usize = 64;
/// With more pairs of denials and claims than these, likewise.
const MOST_PAIRS: usize = 4096;

/// Whether the values that sources assert certainly do not exclude each other, whatever they are. `false` says nothing.
pub(super) fn is_calm(topic: &Topic, property: &Property) -> bool {
    let said = || topic.said.iter().filter(|said| said.plain && !said.denied);
    let Some(first) = said().next() else { return true };
    if property.holds != Holds::OneAtATime {
        return said().all(|said| said.value == first.value);
    }
    let mut tenures: SmallVec<[Tenure; 8]> = SmallVec::new();
    for said in said() {
        let Some(new) = tenure(said) else { return false };
        if let Some(tenure) = tenures.iter_mut().find(|tenure| tenure.value == said.value) {
            tenure.join(new);
        } else if tenures.len() == MOST {
            return false;
        } else {
            tenures.push(new);
        }
    }
    tenures.sort_unstable_by_key(|tenure| (tenure.first, tenure.last));
    tenures.iter().zip(tenures.iter().skip(1)).all(|(before, after)| {
        before.last < after.first || (before.last == after.first && before.closes && after.opens)
    })
}

/// Whether certainly nobody denies what sources assert: each denial is of what nobody asserts, or of other days than
/// those who do. `states` are those of the topic's claims, in their order. `false` says nothing.
pub(super) fn is_undenied<'s>(
    topic: &Topic,
    property: &Property,
    states: impl Iterator<Item = &'s State> + Clone,
    words: &PropertyWords<'_>,
) -> bool {
    let denials = topic.denied as usize;
    // Of something that is true or false, each excludes the other, denied or not.
    if property.of == Type::Boolean || denials.saturating_mul(topic.said.len()) > MOST_PAIRS {
        return denials == 0;
    }
    let with = |denied: bool| topic.said.iter().zip(states.clone()).filter(move |(said, _)| said.denied == denied);
    let apart = |one: &Said, other: &Said| {
        let days = |said: &Said| Some(Reach::of(&said.span)).filter(Reach::is_placed).map(|reach| reach.days());
        property.holds != Holds::One
            && days(one).zip(days(other)).is_some_and(|(one, other)| one.1 < other.0 || other.1 < one.0)
    };
    with(true).all(|(denial, denied)| {
        with(false).all(|(said, state)| apart(denial, said) || !denies(&denied.value, &state.value, words))
    })
}

/// The days of one claim; nothing of one that has none.
fn tenure(said: &Said) -> Option<Tenure> {
    let reach = Reach::of(&said.span);
    let (first, last) = reach.days();
    // What lies within days without covering them is never told to touch.
    let certain = reach.is_certain() && reach.start != Edge::Unknown && reach.end != Edge::Unknown;
    reach.is_placed().then_some(Tenure {
        value: said.value,
        first,
        last,
        opens: certain && reach.start == Edge::Tenure,
        closes: certain && reach.end == Edge::Tenure,
    })
}

impl Tenure {
    fn join(&mut self, other: Self) {
        self.opens = match self.first.cmp(&other.first) {
            std::cmp::Ordering::Less => self.opens,
            std::cmp::Ordering::Equal => self.opens && other.opens,
            std::cmp::Ordering::Greater => other.opens,
        };
        self.closes = match self.last.cmp(&other.last) {
            std::cmp::Ordering::Greater => self.closes,
            std::cmp::Ordering::Equal => self.closes && other.closes,
            std::cmp::Ordering::Less => other.closes,
        };
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
    }
}
