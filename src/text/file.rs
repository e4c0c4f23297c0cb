//! A file's text with its lines: byte offsets in, lines and columns out.

use std::ops::Range;
use std::sync::OnceLock;

use arcstr::{ArcStr, Substr};

/// A place in a file as people count: both start at 1, columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1; a byte order mark has none.
    pub column: usize,
}

/// One file that was read: its project-relative path (with `/`), its text, and where its lines start.
#[derive(Clone, Debug)]
pub struct TextFile {
    path: String,
    text: ArcStr,
    /// Byte offsets at which lines start, the first is 0; gathered when a place is asked for. Most files have none to
    /// show.
    starts: OnceLock<Vec<u32>>,
}

impl TextFile {
    /// Takes a file's text as it is on disk (a byte order mark included, so that byte offsets hold).
    pub fn new(path: impl Into<String>, text: impl Into<ArcStr>) -> Self {
        Self { path: path.into(), text: text.into(), starts: OnceLock::new() }
    }

    /// Where lines start. Offsets are kept in 32 bits: a text of more than 4 GB is refused long before.
    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| small(at + 1))).collect()
        })
    }

    /// The path relative to the project, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A text that stands in this file, without a copy of it: one that was borrowed from [`Self::text`]. Any other is
    /// copied. As long as it is held, so is the whole file.
    pub fn share(&self, part: &str) -> Substr {
        self.text.try_substr_from(part).unwrap_or_else(|| part.into())
    }

    /// The line and column of a byte offset; an offset beyond the end is the end.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts().partition_point(|&start| start as usize <= offset);
        let start = self.starts().get(line - 1).map_or(0, |start| *start as usize);
        let before = self.text.get(start..offset).unwrap_or("");
        let before = if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { before };
        Place { line, column: before.chars().count() + 1 }
    }

    /// The bytes of a line (from 1) without its line break.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start_of = |line: usize| self.starts().get(line).map_or(self.text.len(), |start| *start as usize);
        let (start, end) = (start_of(line.saturating_sub(1)), start_of(line));
        let text = self.text.get(start..end).unwrap_or("");
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The text of a byte range, empty where the range does not fit.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }
}
