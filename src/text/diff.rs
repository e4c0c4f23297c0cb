//! Word-by-word differences.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::fold;

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

impl Diff {
    /// Whether both passages have the same words.
    pub fn is_same(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Same(_)))
    }
}

/// The difference between two passages, word by word. What quotes are found without regard to (white space, the kinds of
/// quotation mark, apostrophe and dash) is no difference; case, accents and other punctuation are.
pub fn words(first: &str, second: &str) -> Diff {
    let (a, b): (Vec<&str>, Vec<&str>) = (first.split_whitespace().collect(), second.split_whitespace().collect());
    let fold = |words: &[&str]| words.iter().map(|word| fold::quote(word)).collect::<Vec<_>>();
    of_words(&a, &fold(&a), &b, &fold(&b))
}

/// The difference between two lists of words, by their keys; what is shown of words with equal keys is the second's.
pub(super) fn of_words(a: &[&str], a_keys: &[String], b: &[&str], b_keys: &[String]) -> Diff {
    let mut pieces = Vec::new();
    let join = |words: &[&str], at: usize, length: usize| words.get(at..at + length).unwrap_or(&[]).join(" ");
    for op in capture_diff_slices(Algorithm::Myers, a_keys, b_keys) {
        match op {
            DiffOp::Equal { new_index, len, .. } => pieces.push(Piece::Same(join(b, new_index, len))),
            DiffOp::Delete { old_index, old_len, .. } => pieces.push(Piece::Removed(join(a, old_index, old_len))),
            DiffOp::Insert { new_index, new_len, .. } => pieces.push(Piece::Added(join(b, new_index, new_len))),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.push(Piece::Removed(join(a, old_index, old_len)));
                pieces.push(Piece::Added(join(b, new_index, new_len)));
            }
        }
    }
    Diff { pieces }
}
