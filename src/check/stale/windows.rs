//! Days on which something was so.

use crate::time::Bounds;

/// The days that two bounds have in common.
pub fn common(a: Bounds, b: Bounds) -> Option<Bounds> {
    let latest = match (a.latest, b.latest) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let both = Bounds { earliest: a.earliest.max(b.earliest), latest };
    match (both.earliest, both.latest) {
        (Some(from), Some(to)) if from > to => None,
        _ => Some(both),
    }
}

/// The times that lie in a time of both lists, each in order and of times that have no day in common.
pub fn shared(a: &[Bounds], b: &[Bounds]) -> Vec<Bounds> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut found = Vec::new();
    while let (Some(&&one), Some(&&other)) = (a.peek(), b.peek()) {
        found.extend(common(one, other));
        // What ends first has nothing in common with what follows in the other list.
        let first = one.latest.is_some_and(|day| other.latest.is_none_or(|end| day <= end));
        if first {
            a.next()
        } else {
            b.next()
        };
    }
    found
}
