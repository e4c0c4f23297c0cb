//! Days on which something was so.

use crate::time::Bounds;

/// The times that lie in a time of both lists, each in order and of times that have no day in common.
pub fn shared(a: &[Bounds], b: &[Bounds]) -> Vec<Bounds> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut found = Vec::new();
    while let (Some(&&one), Some(&&other)) = (a.peek(), b.peek()) {
        found.extend(one.common(other));
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
