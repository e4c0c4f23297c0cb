//! Where a quote stands in an article, and the nearest passage when it does not (contract, part 6).

use std::ops::Range;

use super::diff::Diff;

/// A quote made ready for search: its parts between omissions, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The quote as written.
    pub written: String,
}

/// Why a quote can't be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing but white space.
    Empty,
    /// Nothing but dots and brackets.
    OnlyOmissions,
}

/// An article's text, folded once, with a map back to its bytes.
#[derive(Debug)]
pub struct Haystack {
    _private: (),
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nowhere.
    Nowhere,
    /// The quote stands there, but not with its prefix or suffix; the places without them.
    OnlyWithoutContext(Vec<Range<usize>>),
    /// Once: bytes from its first part to its last.
    Once(Range<usize>),
    /// Several times, in order.
    Several(Vec<Range<usize>>),
}

/// The passage most like a quote that was not found. A suggestion, never evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// Bytes of the passage.
    pub range: Range<usize>,
    /// From the quote's words to the passage's.
    pub diff: Diff,
    /// 0 (nothing in common) to 1 (the same).
    pub likeness: f64,
}

impl Pattern {
    /// Splits a quote at its omissions and folds its parts.
    ///
    /// # Errors
    /// A quote without any words.
    pub fn new(quote: &str) -> Result<Self, PatternError> {
        if quote.trim().is_empty() { Err(PatternError::Empty) } else { Ok(Self { written: quote.to_owned() }) }
    }
}

impl Haystack {
    /// Folds an article's text.
    pub fn new(_text: &str) -> Self {
        Self { _private: () }
    }

    /// Looks for a quote, with what must stand right before and after it.
    pub fn find(&self, _quote: &Pattern, _prefix: Option<&str>, _suffix: Option<&str>) -> Found {
        todo!("text floor")
    }

    /// The passage most like a quote, if any is like it at all. `text` is what the haystack was made of.
    pub fn nearest(&self, _text: &str, _quote: &Pattern) -> Option<Nearest> {
        todo!("text floor")
    }
}
