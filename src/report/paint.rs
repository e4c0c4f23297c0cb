//! Colours, and the page that lines are put on: every text on it is cleaned on its way.

use rayon::prelude::*;

use super::Screen;
use super::excerpt::{self, Cell};
use crate::rule::Level;

/// How a piece of text looks. Nothing is told by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Paint {
    /// As it is.
    #[default]
    Plain,
    /// What matters.
    Bold,
    /// What only helps.
    Dim,
    /// A file's place.
    Place,
    /// A level and its rule.
    Level(Level),
    /// What a caret points at.
    Marked,
    /// In the first of two texts only.
    Removed,
    /// In the second of two texts only.
    Added,
}

impl Paint {
    /// The parameters of the terminal's "select graphic rendition".
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold | Self::Marked => "1",
            Self::Dim => "2",
            Self::Place => "36",
            Self::Level(Level::Error) => "1;31",
            Self::Level(Level::Warning) => "1;33",
            Self::Level(Level::Note) => "1;34",
            Self::Removed => "31",
            Self::Added => "32",
        }
    }
}

/// So few things are written by one thread.
const AT_ONCE: usize = 64;

/// Lines for one screen.
#[derive(Debug)]
pub struct Page {
    screen: Screen,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(screen: Screen) -> Self {
        Self { screen, text: String::new() }
    }

    /// The screen that it is for.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// All lines, each with its line break.
    pub fn finish(self) -> String {
        self.text
    }

    /// An empty line, unless one is there already or nothing is above it.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// What `write` writes of each of some things, in their order, with `gaps` between them or without; of many on all
    /// threads.
    pub fn each<T: Sync>(&mut self, things: &[T], gaps: bool, write: impl Fn(&mut Self, &T) + Sync) {
        let text = |thing: &T| {
            let mut page = Self::new(self.screen);
            write(&mut page, thing);
            page.text
        };
        let texts: Vec<String> = things.par_iter().with_min_len(AT_ONCE).map(text).collect();
        for text in texts {
            if gaps {
                self.gap();
            }
            self.text.push_str(&text);
        }
    }

    /// Pieces of text, wrapped: the first line begins with `first`, all others with as many spaces as `indent`.
    pub fn flow(&mut self, first: &str, indent: usize, pieces: &[(Paint, &str)]) {
        let mut cells = Vec::new();
        for (paint, text) in pieces {
            excerpt::push(&mut cells, text, self.screen.ascii, |_| *paint);
        }
        self.flow_cells((Paint::Dim, first), indent, &cells);
    }

    /// The same for cells.
    pub fn flow_cells(&mut self, first: (Paint, &str), indent: usize, cells: &[Cell]) {
        let room = self.screen.width.saturating_sub(indent.max(first.1.chars().count()));
        for (index, line) in excerpt::lines(cells, room).iter().enumerate() {
            match index {
                0 => self.put(&[first]),
                _ => self.text.push_str(&" ".repeat(indent)),
            }
            self.put_cells(line);
            self.end();
        }
    }

    /// One line of cells behind a margin of our own making.
    pub fn row(&mut self, margin: &str, cells: &[Cell]) {
        self.put(&[(Paint::Dim, margin)]);
        self.put_cells(cells);
        self.end();
    }

    /// Carets under the marked cells of a row, where there are any.
    pub fn carets(&mut self, margin: &str, cells: &[Cell], paint: Paint) {
        let mut row = String::new();
        for cell in cells {
            row.push_str(&if cell.is_marked() { "^" } else { " " }.repeat(cell.width));
        }
        if row.contains('^') {
            let start = row.len() - row.trim_start().len();
            self.put(&[(Paint::Dim, margin), (Paint::Plain, &" ".repeat(start)), (paint, row.trim())]);
            self.end();
        }
    }

    /// Ends a line; nothing hangs over it.
    fn end(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        self.text.push('\n');
    }

    /// Text that is already clean.
    fn put(&mut self, pieces: &[(Paint, &str)]) {
        for (paint, text) in pieces {
            self.put_one(*paint, text);
        }
    }

    fn put_one(&mut self, paint: Paint, text: &str) {
        if !self.screen.color || paint.code().is_empty() || text.trim().is_empty() {
            self.text.push_str(text);
        } else {
            self.text.push_str("\u{1b}[");
            self.text.push_str(paint.code());
            self.text.push('m');
            self.text.push_str(text);
            self.text.push_str("\u{1b}[0m");
        }
    }

    fn put_cells(&mut self, cells: &[Cell]) {
        for run in cells.chunk_by(|a, b| a.paint == b.paint) {
            let text: String = run.iter().map(|cell| cell.text.as_str()).collect();
            self.put_one(run.first().map_or(Paint::Plain, |cell| cell.paint), &text);
        }
    }
}
