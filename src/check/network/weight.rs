//! Distances between moments, compared by calendar days first and by their order within a day second.

use std::ops::{Add, Sub};

/// A bound on the distance between two moments.
///
/// Moments are known by the day, and yet "X before Y" forbids that both be one moment. So a bound has two
/// parts, compared in this order: days, and an order within the day. A bound that speaks of days only leaves
/// the order free (it adds more than all orders of a network together can take away), one that speaks of
/// moments adds nothing, and a strict "before" takes one away. The sum round a circle is negative exactly
/// where no calendar and no order within its days fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Weight {
    /// Days.
    pub days: i64,
    /// The order within a day.
    pub order: i64,
}

/// What a bound in days leaves free within the day: more than the number of strict orders in any network.
const WHOLE_DAY: i64 = 1 << 33;

impl Weight {
    /// No distance at all.
    pub const ZERO: Self = Self { days: 0, order: 0 };
    /// Not the same moment, though perhaps the same day.
    pub const STRICT: Self = Self { days: 0, order: -1 };

    /// At most so many calendar days, whatever the time of day.
    pub fn days(days: i64) -> Self {
        Self { days, order: WHOLE_DAY }
    }
}

/// The weight of a single bound, in the room that it needs; sums of many are [`Weight`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most so many calendar days, whatever the time of day.
    Days(i32),
    /// No later moment.
    NotAfter,
    /// An earlier moment, though perhaps of the same day.
    Before,
}

impl Limit {
    /// At most so many calendar days; of more than any calendar has, as many as can be told.
    pub fn days(days: i64) -> Self {
        Self::Days(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Whether it speaks of days.
    pub fn in_days(self) -> bool {
        matches!(self, Self::Days(_))
    }

    /// The same without the order within a day.
    #[must_use]
    pub fn by_days(self) -> Self {
        Self::days(Weight::from(self).days)
    }

    /// The same with so many days more room, if any.
    #[must_use]
    pub fn loosened(self, days: i64) -> Self {
        if days > 0 { Self::days(Weight::from(self).days + days) } else { self }
    }
}

impl From<Limit> for Weight {
    fn from(limit: Limit) -> Self {
        match limit {
            Limit::Days(days) => Self::days(days.into()),
            Limit::NotAfter => Self::ZERO,
            Limit::Before => Self::STRICT,
        }
    }
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { days: self.days + other.days, order: self.order + other.order }
    }
}

impl Sub for Weight {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { days: self.days - other.days, order: self.order - other.order }
    }
}
