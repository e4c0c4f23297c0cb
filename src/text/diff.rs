//! Word-by-word differences, and the alignment of excerpts of different length.

/// One run of words in a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the first.
    Removed(String),
    /// Only in the second.
    Added(String),
}

/// A difference between two passages, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Diff {
    /// The runs.
    pub pieces: Vec<Piece>,
}
