//! Word-by-word differences.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::chars::{is_combining, is_unspaced};
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

/// A word of a passage, and whether white space stands before it.
struct Word<'t> {
    text: &'t str,
    apart: bool,
}

/// The words of a passage; in scripts written without spaces every character is one.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    for run in text.split_whitespace() {
        let mut start = 0;
        let mut before = None;
        for (at, letter) in run.char_indices() {
            let bound = !is_combining(letter) && (is_unspaced(letter) || before.is_some_and(is_unspaced));
            if bound && at > start {
                found.extend(run.get(start..at).map(|text| Word { text, apart: start == 0 }));
                start = at;
            }
            if !is_combining(letter) {
                before = Some(letter);
            }
        }
        found.extend(run.get(start..).map(|text| Word { text, apart: start == 0 }));
    }
    found
}

/// Words as they stand together, with one space for whatever white space is between them.
fn join(words: &[Word<'_>], at: usize, length: usize) -> String {
    let mut text = String::new();
    for word in words.get(at..at + length).unwrap_or(&[]) {
        if word.apart && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.text);
    }
    text
}

/// The difference between two passages, word by word; what is shown of words in both is the second's. What quotes are
/// found without regard to (white space, the kinds of quotation mark, apostrophe and dash) is no difference; case, accents
/// and other punctuation are.
pub fn words(first: &str, second: &str) -> Diff {
    let (a, b) = (split(first), split(second));
    let fold = |words: &[Word<'_>]| words.iter().map(|word| fold::quote(word.text)).collect::<Vec<_>>();
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &fold(&a), &fold(&b)) {
        match op {
            DiffOp::Equal { new_index, len, .. } => pieces.push(Piece::Same(join(&b, new_index, len))),
            DiffOp::Delete { old_index, old_len, .. } => pieces.push(Piece::Removed(join(&a, old_index, old_len))),
            DiffOp::Insert { new_index, new_len, .. } => pieces.push(Piece::Added(join(&b, new_index, new_len))),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.push(Piece::Removed(join(&a, old_index, old_len)));
                pieces.push(Piece::Added(join(&b, new_index, new_len)));
            }
        }
    }
    Diff { pieces }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_without_spaces_is_compared_by_its_characters() {
        let (same, removed, added) = (
            |text: &str| Piece::Same(text.into()),
            |text: &str| Piece::Removed(text.into()),
            |text: &str| Piece::Added(text.into()),
        );
        assert_eq!(
            words("交通事故中共死了36人", "交通事故中总共死了35人").pieces,
            [same("交通事故中"), added("总"), same("共死了"), removed("36"), added("35"), same("人")]
        );
        assert_eq!(
            words("the  old man said", "the old woman said").pieces,
            [same("the old"), removed("man"), added("woman"), same("said")]
        );
    }
}
