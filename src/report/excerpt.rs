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

/// Breaks a text into lines of at most so many columns, at spaces, and inside a word only where it fits no line.
pub fn wrap(text: &str, room: usize, ascii: bool) -> Vec<String> {
    let cells = cells(text.trim(), &(0..0), ascii);
    lines(&cells, room).iter().map(|line| line.iter().map(|cell| cell.text.as_str()).collect()).collect()
}

/// Breaks cells into lines of at most so many columns; the space at which a line breaks is dropped.
pub fn lines(cells: &[Cell], room: usize) -> Vec<&[Cell]> {
    let room = room.max(2);
    let mut lines = Vec::new();
    let (mut start, mut columns) = (0, 0);
    // Where the line may break: (cells before the break, cells that the break swallows).
    let mut chance: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        if columns + cell.width > room && at > start {
            let (end, next) = match chance {
                _ if cell.is_space() => (at, at + 1),
                Some((end, next)) => (end, next),
                None => (at, at),
            };
            lines.push(cells.get(start..end).unwrap_or_default());
            (start, at, columns, chance) = (next, next, 0, None);
            continue;
        }
        columns += cell.width;
        at += 1;
        if cell.is_space() && at - 1 > start {
            chance = Some((at - 1, at));
        } else if cell.width > 1 {
            // Chinese, Japanese and the like are written without spaces.
            chance = Some((at, at));
        }
    }
    let rest = cells.get(start..).unwrap_or_default();
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_spaces_and_inside_what_fits_no_line() {
        assert_eq!(wrap("one two three", 7, false), ["one two", "three"]);
        assert_eq!(wrap("one two three", 8, false), ["one two", "three"]);
        assert_eq!(wrap("incomprehensibilities", 8, false), ["incompre", "hensibil", "ities"]);
        assert_eq!(wrap("中文没有空格", 5, false), ["中文", "没有", "空格"]);
        assert_eq!(wrap("", 5, false), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing_but_spaces(text in "[a-e\u{301}中 ]{0,60}", room in 2usize..20) {
            let lines = wrap(&text, room, false);
            for line in &lines {
                prop_assert!(line.width() <= room, "{line:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
