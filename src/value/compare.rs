//! How two values of one property compare, and what a denial denies.

use super::Value;
use crate::id::{ChoiceId, EntityId};
use crate::time::Bounds;

/// How one value lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They say the same.
    Same,
    /// The first is the coarser: whoever says the second has said the first (New York and Brooklyn, a list
    /// and a longer one).
    Contains,
    /// The first is the more exact: whoever says it has said the second.
    Within,
    /// Both may be true, and neither says the other.
    Compatible,
    /// They exclude each other, where a property holds one value.
    Different,
}

/// What values need to know of the words that a project declares.
pub trait Vocabulary {
    /// Whether `inner` lies within `outer`, directly or through others. Nothing lies within itself.
    fn within(&self, inner: EntityId, outer: EntityId) -> bool;
    /// Whether two choices are different words for one thing, or one word.
    fn same(&self, a: ChoiceId, b: ChoiceId) -> bool;
    /// Whether two choices may both be true.
    fn compatible(&self, a: ChoiceId, b: ChoiceId) -> bool;
}

/// Compares two values of one property.
pub fn compare(a: &Value, b: &Value, words: &impl Vocabulary) -> Agreement {
    match (a, b) {
        (Value::Entities(a), Value::Entities(b)) => lists(a, b, |a, b| entities(*a, *b, words)),
        (Value::Choices(a), Value::Choices(b)) => lists(a, b, |a, b| choices(*a, *b, words)),
        (Value::Number(a), Value::Number(b)) => ranges(a.contains(b), b.contains(a), a.meets(b)),
        (Value::Date(a), Value::Date(b)) => ranges(holds(a, b), holds(b, a), meet(a, b)),
        _ if a == b => Agreement::Same,
        _ => Agreement::Different,
    }
}

/// Whether whoever says `a` has said `b`: a place within a place, a part of a list, a coarser date, a rounder number.
pub fn entails(a: &Value, b: &Value, words: &impl Vocabulary) -> bool {
    matches!(compare(a, b, words), Agreement::Same | Agreement::Within)
}

/// Whether a source that denies `denied` contradicts one that says `said`: a denial takes in what lies within the
/// value, each member of a list, and numbers and dates that lie wholly inside a range.
pub fn denies(denied: &Value, said: &Value, words: &impl Vocabulary) -> bool {
    members_denied(denied, said, words, false)
}

/// Whether who denies `denied` has denied all of `said`, as a denied list denies each of its members.
pub fn denies_all(denied: &Value, said: &Value, words: &impl Vocabulary) -> bool {
    members_denied(denied, said, words, true)
}

/// Whether all members of what is said are denied, or any.
fn members_denied(denied: &Value, said: &Value, words: &impl Vocabulary, all: bool) -> bool {
    fn enough(all: bool, mut denied: impl Iterator<Item = bool>) -> bool {
        if all { denied.all(|it| it) } else { denied.any(|it| it) }
    }
    match (denied, said) {
        (Value::Entities(denied), Value::Entities(said)) if denied.len().saturating_mul(said.len()) > LIST_PAIRS => {
            denied == said
        }
        (Value::Entities(denied), Value::Entities(said)) => {
            let within = |said| denied.iter().any(|denied| said == *denied || words.within(said, *denied));
            enough(all, said.iter().map(|said| within(*said)))
        }
        (Value::Choices(denied), Value::Choices(said)) => {
            let same = |said| denied.iter().any(|denied| words.same(*denied, said));
            enough(all, said.iter().map(|said| same(*said)))
        }
        (Value::Number(denied), Value::Number(said)) => denied.contains(said),
        (Value::Date(denied), Value::Date(said)) => holds(denied, said),
        _ => denied == said,
    }
}

fn entities(a: EntityId, b: EntityId, words: &impl Vocabulary) -> Agreement {
    if a == b {
        Agreement::Same
    } else if words.within(b, a) {
        Agreement::Contains
    } else if words.within(a, b) {
        Agreement::Within
    } else {
        Agreement::Different
    }
}

fn choices(a: ChoiceId, b: ChoiceId, words: &impl Vocabulary) -> Agreement {
    if words.same(a, b) {
        Agreement::Same
    } else if words.compatible(a, b) {
        Agreement::Compatible
    } else {
        Agreement::Different
    }
}

/// Lists are compared member by member up to so many pairs.
const LIST_PAIRS: usize = 250_000;

/// A list means all of its members. It holds a value if one of its members is compatible with it; lists of which
/// neither holds all of the other exclude each other.
fn lists<T: PartialEq>(a: &[T], b: &[T], member: impl Fn(&T, &T) -> Agreement) -> Agreement {
    use Agreement::{Compatible, Contains, Different, Same, Within};
    if let ([a], [b]) = (a, b) {
        return member(a, b);
    }
    if a.len().saturating_mul(b.len()) > LIST_PAIRS {
        // Nobody writes such lists: equal ones agree.
        return if a == b { Same } else { Different };
    }
    let says = |a: &T, b: &T| matches!(member(a, b), Same | Within);
    let a_says_b = b.iter().all(|b| a.iter().any(|a| says(a, b)));
    let b_says_a = a.iter().all(|a| b.iter().any(|b| says(b, a)));
    match (a_says_b, b_says_a) {
        (true, true) => return Same,
        (true, false) => return Within,
        (false, true) => return Contains,
        (false, false) => {}
    }
    let fits = |a: &T, b: &T| member(a, b) != Different;
    let a_holds_b = b.iter().all(|b| a.iter().any(|a| fits(a, b)));
    let b_holds_a = a.iter().all(|a| b.iter().any(|b| fits(a, b)));
    if a_holds_b || b_holds_a { Compatible } else { Different }
}

fn ranges(a_holds_b: bool, b_holds_a: bool, meet: bool) -> Agreement {
    match (a_holds_b, b_holds_a) {
        (true, true) => Agreement::Same,
        (true, false) => Agreement::Contains,
        (false, true) => Agreement::Within,
        (false, false) if meet => Agreement::Compatible,
        (false, false) => Agreement::Different,
    }
}

/// Whether all days of `inner` are days of `outer`.
fn holds(outer: &Bounds, inner: &Bounds) -> bool {
    let from = outer.earliest.is_none_or(|day| inner.earliest.is_some_and(|inner| day <= inner));
    let to = outer.latest.is_none_or(|day| inner.latest.is_some_and(|inner| inner <= day));
    from && to
}

/// Whether some day is one of both.
fn meet(a: &Bounds, b: &Bounds) -> bool {
    let reaches = |low: &Bounds, high: &Bounds| match (low.earliest, high.latest) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    };
    reaches(a, b) && reaches(b, a)
}

#[cfg(test)]
mod tests;
