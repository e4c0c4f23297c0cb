//! Numbers as people write them, exactly: `1,473`, `"~35"`, `">100"`, `30..40`, `1.2 million`, `-5%`.

use bigdecimal::BigDecimal;

/// A number as the range of what it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The least, and whether it is itself included; `None` is no limit.
    pub low: Option<(BigDecimal, bool)>,
    /// The greatest, and whether it is itself included.
    pub high: Option<(BigDecimal, bool)>,
}

/// A mistake in a number: the reason, and the mend where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// How far a property's `tolerance` reaches around a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerance {
    /// A share of the number: 10 % is `0.1`.
    Share(BigDecimal),
    /// An amount in the property's unit.
    Amount(BigDecimal),
}

impl Number {
    /// Reads a number, with the property's unit after it or without.
    ///
    /// # Errors
    /// What is no number, a reversed range, another unit.
    pub fn parse(_text: &str, _unit: Option<&str>, _tolerance: &Tolerance) -> Result<Self, NumberError> {
        todo!("value floor")
    }

    /// Whether some number lies in both ranges.
    pub fn meets(&self, _other: &Self) -> bool {
        todo!("value floor")
    }

    /// Whether every number of `other` lies in this range.
    pub fn contains(&self, _other: &Self) -> bool {
        todo!("value floor")
    }
}
