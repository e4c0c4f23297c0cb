//! Topics in which nobody contradicts anybody, told from the days alone (holder after holder, each on days of their
//! own) or from the values alone (what is denied is what nobody asserts). Most topics are calm, and need no closer
//! comparison.

use smallvec::SmallVec;

use super::index::{Said, Topic};
use super::reach::Reach;
use super::words::PropertyWords;
use crate::project::{Holds, Property, State};
use crate::time::Edge;
use crate::value::{Value, denies};

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

/// Whether no value that is denied takes in one that is asserted, whenever that may be. `states` are those of the
/// topic's claims, in their order. `false` says nothing.
pub(super) fn is_undenied<'s>(
    topic: &Topic,
    states: impl Iterator<Item = &'s State>,
    words: &PropertyWords<'_>,
) -> bool {
    // Each value once, denied or not.
    let mut values: SmallVec<[(u32, bool, &Value); 8]> = SmallVec::new();
    for (said, state) in topic.said.iter().zip(states) {
        if values.iter().any(|(value, denied, _)| (*value, *denied) == (said.value, said.denied)) {
            continue;
        }
        // Of something that is true or false, each excludes the other, denied or not.
        if values.len() == MOST || matches!(state.value, Value::Boolean(_)) {
            return false;
        }
        values.push((said.value, said.denied, &state.value));
    }
    let asserted = || values.iter().filter(|(_, denied, _)| !denied);
    let mut denied = values.iter().filter(|(_, denied, _)| *denied);
    denied.all(|(.., denied)| asserted().all(|(.., value)| !denies(denied, value, words)))
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
