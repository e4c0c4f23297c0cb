//! Values that claims give: numbers as ranges, names, choices, lists, and how two of them compare.

pub mod compare;
mod mend;
pub mod number;
mod numeral;
mod unit;

use smallvec::SmallVec;

use crate::id::{ChoiceId, EntityId};
use crate::time::Bounds;
pub use compare::{Agreement, Vocabulary, compare, denies, denies_all, entails};
pub use number::Number;

/// What a state claim gives its property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// All of these entities.
    Entities(SmallVec<[EntityId; 4]>),
    /// All of these choices of the property.
    Choices(SmallVec<[ChoiceId; 4]>),
    /// A number, as the range that it covers.
    Number(Box<Number>),
    /// Some time within these days.
    Date(Bounds),
    /// Folded text.
    Text(Box<str>),
    /// True or false.
    Boolean(bool),
}
