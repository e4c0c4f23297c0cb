//! Text in cells of a terminal: cleaned, measured, broken into lines, clipped around what is marked in it.

use std::ops::Range;

use icu_segmenter::GraphemeClusterSegmenter;
use unicode_width::UnicodeWidthStr;

use super::clean;
use super::paint::Paint;

/// What a terminal shows as one character: a letter with its accents, say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// Columns.
    pub width: usize,
    /// How it looks; what is marked is [`Paint::Marked`].
    pub paint: Paint,
}

impl Cell {
    /// Whether it is a space.
    pub fn is_space(&self) -> bool {
        self.text == " "
    }

    /// Whether it belongs to what is marked.
    pub fn is_marked(&self) -> bool {
        self.paint == Paint::Marked
    }
}

/// Takes a text apart into cells; runs of white space become one space. `mark` is a byte range of the text.
pub fn cells(text: &str, mark: &Range<usize>, ascii: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    push(&mut cells, text, ascii, |range| {
        if range.start < mark.end && range.end > mark.start { Paint::Marked } else { Paint::Plain }
    });
    cells
}

/// The same with every space kept, for lines whose indentation means something.
pub fn cells_as_written(text: &str, mark: &Range<usize>, ascii: bool) -> Vec<Cell> {
    let mut cells = Vec::new();
    add(&mut cells, text, (ascii, true), |range| {
        if range.start < mark.end && range.end > mark.start { Paint::Marked } else { Paint::Plain }
    });
    cells
}

/// Adds a text's cells, each painted by its byte range; runs of white space become one space.
pub fn push(cells: &mut Vec<Cell>, text: &str, ascii: bool, paint: impl Fn(Range<usize>) -> Paint) {
    add(cells, text, (ascii, false), paint);
}

fn add(cells: &mut Vec<Cell>, text: &str, (ascii, spaces): (bool, bool), paint: impl Fn(Range<usize>) -> Paint) {
    let segmenter = GraphemeClusterSegmenter::new();
    let mut start = 0;
    for end in segmenter.segment_str(text).skip(1) {
        let mut shown = String::new();
        for c in text.get(start..end).unwrap_or("").chars() {
            clean::push(&mut shown, c, ascii);
        }
        let paint = paint(start..end);
        start = end;
        if shown.is_empty() {
            continue;
        }
        if shown.trim().is_empty() {
            shown = " ".into();
            if let Some(last) = cells.last_mut().filter(|last| !spaces && last.is_space()) {
                // A marked space that follows an unmarked one would leave the mark short by nothing that is seen.
                last.paint = if last.is_marked() { last.paint } else { paint };
                continue;
            }
        }
        let width = shown.width();
        match cells.last_mut() {
            // A mark without a letter of its own (a line that begins with an accent) takes no column.
            Some(last) if width == 0 => last.text.push_str(&shown),
            _ => cells.push(Cell { text: shown, width, paint }),
        }
    }
}

/// The columns that cells take.
pub fn width(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// How many lines of a passage are shown before its middle is left out.
const LINES: usize = 5;

/// A passage with what stands around it in its paragraph, in lines of at most so many columns: whole where it is
/// short, cut at words where the paragraph is long, its middle left out where the passage itself is long.
pub fn excerpt(text: &str, passage: &Range<usize>, room: usize, ascii: bool, whole: bool) -> Vec<Vec<Cell>> {
    let room = room.max(16);
    let Some(inside) = text.get(passage.clone()) else { return Vec::new() };
    // No line is longer than what the terminal could show of it many times over; the rest isn't looked at.
    let reach = 8 * room;
    let before = text.get(..passage.start).unwrap_or("");
    let before = before.rsplit('\n').next().unwrap_or("");
    let skip = before.char_indices().rev().nth(reach).map_or(0, |(at, _)| at);
    let before = before.get(skip..).unwrap_or("").trim_start_matches('\u{feff}').trim_start();
    let after = text.get(passage.end..).unwrap_or("");
    let after = after.split(['\n', '\r']).next().unwrap_or("");
    let after = after.char_indices().nth(reach).map_or(after, |(at, _)| after.get(..at).unwrap_or("")).trim_end();

    let shown = format!("{before}{inside}{after}");
    let cells = cells(&shown, &(before.len()..before.len() + inside.len()), ascii);
    let first = cells.iter().position(Cell::is_marked).unwrap_or(0);
    let last = cells.iter().rposition(Cell::is_marked).unwrap_or(first);
    let marked = width(cells.get(first..=last).unwrap_or_default());

    // What comes before: a third of the line, or less where the passage then fits one line.
    let third = room / 3;
    let left = if marked + 6 <= room { third.min(room - marked - 4) } else { third };
    let from = if width(cells.get(..first).unwrap_or_default()) <= left && skip == 0 {
        0
    } else {
        start_of_word(&cells, first, left.saturating_sub(2))
    };
    let mut window: Vec<Cell> = Vec::new();
    if from > 0 || skip > 0 {
        window.extend(omission(ascii));
        window.push(space());
    }
    window.extend(cells.get(from..).unwrap_or_default().iter().cloned());
    let dots = width(&omission(ascii)) + 1;

    let broken = lines(&window, room);
    let ends = broken.iter().rposition(|line| line.iter().any(Cell::is_marked)).unwrap_or(0);
    let mut shown: Vec<Vec<Cell>> = broken.iter().take(ends + 1).map(|line| line.to_vec()).collect();
    if broken.len() > ends + 1 {
        // Something is left out after: room for the dots, and no word cut in the middle.
        if let Some(line) = shown.last_mut() {
            while width(line) + dots > room && line.last().is_some_and(|cell| !cell.is_marked()) {
                let end = line.iter().rposition(Cell::is_space).unwrap_or(0);
                let marked = line.iter().rposition(Cell::is_marked).map_or(0, |at| at + 1);
                line.truncate(end.max(marked));
                if end < marked {
                    break;
                }
            }
            if width(line) + dots <= room {
                if line.last().is_none_or(|cell| !cell.is_space()) {
                    line.push(space());
                }
                line.extend(omission(ascii));
            }
        }
    }
    if !whole && shown.len() > LINES {
        let tail = shown.split_off(shown.len() - 2);
        shown.truncate(LINES - 3);
        shown.push(omission(ascii));
        shown.extend(tail);
    }
    for line in &mut shown {
        while line.last().is_some_and(Cell::is_space) {
            line.pop();
        }
    }
    shown
}

/// The first cell of the word at which at most so many columns before a cell begin.
fn start_of_word(cells: &[Cell], at: usize, room: usize) -> usize {
    let mut from = at;
    let mut columns = 0;
    let mut word = at;
    while from > 0 {
        let Some(cell) = cells.get(from - 1) else { break };
        columns += cell.width;
        if columns > room {
            // The window may begin right here only where a word begins here.
            return word;
        }
        from -= 1;
        if cells.get(from.wrapping_sub(1)).is_none_or(|before| before.is_space() || before.width > 1) {
            word = from;
        }
    }
    word
}

fn space() -> Cell {
    Cell { text: " ".into(), width: 1, paint: Paint::Plain }
}

fn omission(ascii: bool) -> Vec<Cell> {
    cells("…", &(0..0), ascii)
}

/// Cells that fit so many columns; where they do not, their end is left out at a word.
pub fn clipped(mut cells: Vec<Cell>, room: usize, ascii: bool) -> Vec<Cell> {
    if width(&cells) <= room {
        return cells;
    }
    let dots = omission(ascii);
    let room = room.saturating_sub(width(&dots) + 1);
    let mut columns = 0;
    let fits = cells.iter().take_while(|cell| {
        columns += cell.width;
        columns <= room
    });
    let fits = fits.count();
    let word = cells.iter().take(fits + 1).rposition(Cell::is_space).filter(|word| *word * 2 > fits);
    cells.truncate(word.unwrap_or(fits));
    cells.push(space());
    cells.extend(dots);
    cells
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

    #[test]
    fn what_fits_no_line_is_clipped_at_a_word() {
        let clip = |text: &str, room| {
            let cells = clipped(cells(text, &(0..0), false), room, false);
            cells.iter().map(|cell| cell.text.as_str()).collect::<String>()
        };
        assert_eq!(clip("one two three", 13), "one two three");
        assert_eq!(clip("one two three", 12), "one two …");
        assert_eq!(clip("one two three", 9), "one two …");
        assert_eq!(clip("incomprehensibilities", 9), "incompr …");
        assert_eq!(clip("中文没有空格", 8), "中文没 …");
    }

    fn show(lines: &[Vec<Cell>]) -> Vec<String> {
        let plain = |line: &Vec<Cell>| line.iter().map(|cell| cell.text.as_str()).collect::<String>();
        let carets = |line: &Vec<Cell>| {
            let row: String = line.iter().map(|c| if c.is_marked() { "^" } else { " " }.repeat(c.width)).collect();
            row.trim_end().to_owned()
        };
        lines.iter().flat_map(|line| [plain(line), carets(line)]).filter(|line| !line.is_empty()).collect()
    }

    fn around(text: &str, passage: &str, room: usize) -> Vec<String> {
        let start = text.find(passage).unwrap();
        show(&excerpt(text, &(start..start + passage.len()), room, false, false))
    }

    #[test]
    fn a_passage_is_shown_with_what_stands_around_it() {
        let text = "First line.\nNow, however, enter Francisco Palmieri, a seasoned diplomat stepping in. More.\nLast.";
        assert_eq!(
            around(text, "Now, however", 80),
            ["Now, however, enter Francisco Palmieri, a seasoned diplomat stepping in. More.", "^^^^^^^^^^^^",]
        );
        assert_eq!(
            around(text, "enter Francisco Palmieri", 40),
            ["… however, enter Francisco Palmieri, a …", "           ^^^^^^^^^^^^^^^^^^^^^^^^",]
        );
        assert_eq!(
            around(text, "enter Francisco Palmieri, a seasoned diplomat", 30),
            [
                "… enter Francisco Palmieri, a",
                "  ^^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "seasoned diplomat stepping …",
                "^^^^^^^^^^^^^^^^^",
            ]
        );
    }

    #[test]
    fn carets_stand_under_wide_and_combining_characters() {
        assert_eq!(
            around("名前 e\u{301}te\u{301} cible", "e\u{301}te\u{301}", 40),
            ["名前 e\u{301}te\u{301} cible", "     ^^^",]
        );
        assert_eq!(around("以前は東京にいた", "東京", 40), ["以前は東京にいた", "      ^^^^"]);
    }

    #[test]
    fn a_long_passage_loses_its_middle() {
        let long = "word ".repeat(200);
        let passage = format!("begin {long}end");
        let text = format!("Before that {passage} and after.");
        let lines = around(&text, &passage, 40);
        assert!(lines.len() <= 2 * LINES, "{lines:?}");
        assert!(lines[0].contains("begin") && lines.contains(&"…".to_owned()));
        assert!(lines.iter().any(|line| line.contains("end and after.")), "{lines:?}");
        let start = text.find("begin").unwrap();
        assert!(excerpt(&text, &(start..start + passage.len()), 40, false, true).len() > 20);
    }

    proptest! {
        #[test]
        fn an_excerpt_fits_and_marks_the_whole_passage(
            before in "[a-d中\u{301} \n]{0,80}", passage in "[x-z]{1,9}( [x-z]{1,9}){0,6}", after in "[a-d中\u{301} \n]{0,80}",
            room in 16usize..60,
        ) {
            let text = format!("{before}{passage}{after}");
            let range = before.len()..before.len() + passage.len();
            let lines = excerpt(&text, &range, room, false, true);
            for line in &lines {
                prop_assert!(width(line) <= room, "{:?}", show(&lines));
            }
            let marked: String =
                lines.iter().flatten().filter(|cell| cell.is_marked()).map(|cell| cell.text.as_str()).collect();
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
            prop_assert_eq!(letters(&marked), letters(&passage));
        }

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
