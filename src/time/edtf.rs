//! EDTF (ISO 8601-2): levels 0 and 1, and of level 2 sub-year groupings and the qualification of a part.

use super::day::Bounds;
use super::length::Length;

/// A mistake in a date, time or length: the reason, and the mend where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A date (not an interval), as the earliest and latest day that it allows, widened by its qualifiers:
/// by half of the qualified unit, or by `approximate` where the settings name one.
///
/// # Errors
/// Anything that is no date of the supported levels.
pub fn date(_text: &str, _approximate: Option<&Length>) -> Result<Bounds, TimeError> {
    todo!("time floor")
}

/// The language tag's or date's own strictness: `true` where a text begins like a date (for messages).
pub fn looks_like_date(text: &str) -> bool {
    text.trim_start_matches(['-', 'Y']).chars().take(3).filter(char::is_ascii_digit).count() >= 2
}
