//! Two wordings of one thing, word by word, readable without colour.

use super::excerpt;
use super::paint::{Page, Paint};
use crate::text::diff::{Diff, Piece};

/// A difference word by word: `[-only in the first-] {+only in the second+}`.
pub fn show(page: &mut Page, diff: &Diff, indent: usize, whole: bool) {
    let ascii = page.screen().ascii;
    let mut cells = Vec::new();
    let count = diff.pieces.len();
    for (index, piece) in diff.pieces.iter().enumerate() {
        if index > 0 && !cells.last().is_some_and(excerpt::Cell::is_space) {
            excerpt::push(&mut cells, " ", ascii, |_| Paint::Plain);
        }
        let (paint, text) = match piece {
            Piece::Same(text) => {
                (Paint::Plain, if whole { text.clone() } else { ends(text, index > 0, index + 1 < count) })
            }
            Piece::Removed(text) => (Paint::Removed, format!("[-{}-]", text.trim())),
            Piece::Added(text) => (Paint::Added, format!("{{+{}+}}", text.trim())),
        };
        excerpt::push(&mut cells, &text, ascii, |_| paint);
    }
    let edge = format!("{}{}", " ".repeat(indent), if ascii { "~ " } else { "≠ " });
    page.flow_cells((Paint::Dim, &edge), indent + 2, &cells);
}

/// Of a long run of same words only those next to a difference.
fn ends(text: &str, before: bool, after: bool) -> String {
    const WORDS: usize = 6;
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (if before { WORDS } else { 0 }, if after { WORDS } else { 0 });
    if words.len() <= head + tail + 2 {
        return words.join(" ");
    }
    let head = words.get(..head).unwrap_or_default().join(" ");
    let tail = words.get(words.len() - tail..).unwrap_or_default().join(" ");
    format!("{head} … {tail}").trim().to_owned()
}
