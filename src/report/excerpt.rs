//! Text in cells of a terminal: cleaned, measured, clipped at words, with what is marked in it.

use std::ops::Range;

use icu_segmenter::GraphemeClusterSegmenter;
use unicode_width::UnicodeWidthStr;

use super::clean;

/// What a terminal shows as one character: a letter with its accents, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// Columns.
    pub width: usize,
    /// Whether it belongs to what is marked.
    pub marked: bool,
}

impl Cell {
    fn is_space(&self) -> bool {
        self.text == " "
    }
}

/// Takes a text apart into cells; runs of white space become one space. `mark` is a byte range of the text.
pub fn cells(text: &str, mark: &Range<usize>, ascii: bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let segmenter = GraphemeClusterSegmenter::new();
    let mut start = 0;
    for end in segmenter.segment_str(text).skip(1) {
        let mut shown = String::new();
        for c in text.get(start..end).unwrap_or("").chars() {
            clean::push(&mut shown, c, ascii);
        }
        let marked = start < mark.end && end > mark.start;
        start = end;
        if shown.is_empty() {
            continue;
        }
        if shown.trim().is_empty() {
            shown = " ".into();
            if let Some(last) = cells.last_mut().filter(|last| last.is_space()) {
                last.marked |= marked;
                continue;
            }
        }
        let width = shown.width();
        match cells.last_mut() {
            // A mark without a letter of its own (a line that begins with an accent) takes no column.
            Some(last) if width == 0 => last.text.push_str(&shown),
            _ => cells.push(Cell { text: shown, width, marked }),
        }
    }
    cells
}

/// The columns that cells take.
pub fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}
