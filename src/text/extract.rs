//! What a reader sees of a file that is more than plain text, with a map back to it.

use std::ops::Range;

use super::map::OffsetMap;

/// A reader's text taken out of a file.
#[derive(Debug, Default)]
pub struct Extract {
    /// The text that a reader sees.
    pub text: String,
    /// From that text to the file's.
    pub map: OffsetMap,
}

impl Extract {
    /// Takes a stretch of the file as it is.
    pub(super) fn keep(&mut self, file: &str, range: Range<usize>) {
        if let Some(text) = file.get(range.clone())
            && !text.is_empty()
        {
            self.map.moved(self.text.len(), range.start);
            self.text.push_str(text);
        }
    }

    /// Takes something that stands for a stretch of the file: the character of an entity, a space for a line break.
    pub(super) fn put(&mut self, text: &str, range: Range<usize>) {
        if !text.is_empty() {
            self.map.changed(self.text.len(), range);
            self.text.push_str(text);
        }
    }

    /// Ends a paragraph, heading or list item, once.
    pub(super) fn end_block(&mut self, at: usize) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            let breaks = if self.text.ends_with('\n') { "\n" } else { "\n\n" };
            self.put(breaks, at..at);
        }
    }

    /// Takes back spaces before the end of a line or paragraph.
    pub(super) fn trim_spaces(&mut self) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
        self.map.truncate(length);
    }

    /// Whether white space would be doubled here.
    pub(super) fn after_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }
}
