//! The different values that a topic's claims give, numbered as they come.

use rustc_hash::FxHashMap;

use crate::project::Property;
use crate::time::Bounds;
use crate::value::Value;

/// Up to so many values are compared one by one.
const FEW: usize = 12;

/// What makes values the same, cheaply.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key<'v> {
    Entities(Vec<u32>),
    Choices(Vec<u32>),
    Number(String, bool),
    Date(Bounds),
    Text(&'v str),
    Boolean(bool),
}

fn sorted(ids: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut ids: Vec<u32> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn key<'v>(value: &'v Value, property: &Property) -> Key<'v> {
    match value {
        Value::Entities(ids) => Key::Entities(sorted(ids.iter().map(|id| id.0))),
        Value::Choices(ids) => {
            let first = |id: &crate::id::ChoiceId| property.same.get(id.index()).unwrap_or(id).0;
            Key::Choices(sorted(ids.iter().map(first)))
        }
        Value::Number(number) => Key::Number(number.key(), number.rounded),
        Value::Date(bounds) => Key::Date(*bounds),
        Value::Text(text) => Key::Text(text),
        Value::Boolean(value) => Key::Boolean(*value),
    }
}

/// Numbers the values of one property, so that values that are the same have one number.
#[derive(Debug)]
pub(super) struct Numbering<'v> {
    property: &'v Property,
    /// The first values, each as it was written, with its number: most topics have few, and write them alike.
    seen: Vec<(&'v Value, u32)>,
    /// Made only where values differ.
    keys: FxHashMap<Key<'v>, u32>,
    /// How many different values there were.
    count: u32,
}

impl<'v> Numbering<'v> {
    /// Numbers values of a property, up to so many.
    pub fn new(property: &'v Property, most: usize) -> Self {
        Self { property, seen: Vec::with_capacity(most.min(FEW)), keys: FxHashMap::default(), count: 0 }
    }

    /// The number of a value.
    pub fn of(&mut self, value: &'v Value) -> u32 {
        if let Some((_, number)) = self.seen.iter().find(|(seen, _)| *seen == value) {
            return *number;
        }
        let next = self.count;
        let number = if self.seen.is_empty() {
            next
        } else {
            if self.keys.is_empty() {
                self.keys.extend(self.seen.iter().map(|(seen, number)| (key(seen, self.property), *number)));
            }
            *self.keys.entry(key(value, self.property)).or_insert(next)
        };
        self.count += u32::from(number == next);
        if self.seen.len() < FEW {
            self.seen.push((value, number));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::built::Builder;
    use crate::id::{ChoiceId, EntityId};
    use crate::project::{Holds, Type};
    use crate::value::{Number, number::Tolerance};
    use proptest::prelude::*;

    fn value((kind, a, b): (u8, u32, u32)) -> Value {
        match kind {
            0 => Value::Choices([ChoiceId(a % 6), ChoiceId(b % 6)].into_iter().collect()),
            1 => Value::Entities([EntityId(a), EntityId(b)].into_iter().collect()),
            _ => {
                let text = ["1", "1.0", "~1", "2", ">1", "1 thousand", "1000", "1.00"][(a % 8) as usize];
                Value::Number(Box::new(Number::parse(text, None, &Tolerance::default()).unwrap()))
            }
        }
    }

    proptest! {
        #[test]
        fn values_have_one_number_where_their_keys_are_equal(
            kind in 0u8..3, drawn in prop::collection::vec((0u32..40, 0u32..3), 0..60),
        ) {
            let mut it = Builder::default();
            it.property(Type::Choice, Holds::One);
            let property = &it.project.properties[0];
            let values: Vec<Value> = drawn.into_iter().map(|(a, b)| value((kind, a, b))).collect();
            let mut numbering = Numbering::new(property, values.len());
            let numbers: Vec<u32> = values.iter().map(|value| numbering.of(value)).collect();
            let mut known: Vec<Key<'_>> = Vec::new();
            for (value, number) in values.iter().zip(numbers) {
                let key = key(value, property);
                let expected = known.iter().position(|other| *other == key).unwrap_or(known.len());
                prop_assert_eq!(number as usize, expected);
                if expected == known.len() {
                    known.push(key);
                }
            }
        }
    }
}
