//! Values that claims give: numbers as ranges, names, choices, lists, and how two of them compare.

pub mod compare;
pub mod number;
mod numeral;
mod unit;

use crate::id::{ChoiceId, EntityId};
use crate::time::Bounds;
pub use compare::{Agreement, Vocabulary, compare, denies, entails};
pub use number::Number;

/// What a state claim gives its property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// All of these entities.
    Entities(Vec<EntityId>),
    /// All of these choices of the property.
    Choices(Vec<ChoiceId>),
    /// A number, as the range that it covers.
    Number(Number),
    /// Some time within these days.
    Date(Bounds),
    /// Folded text.
    Text(String),
    /// True or false.
    Boolean(bool),
}
