//! An article as it is on disk, and the text in it that a reader sees.

use std::ops::Range;

use super::anchor::Haystack;
use super::file::TextFile;

/// An article: its file, and what is searched for quotes. For plain text both are the same; a saved
/// page or another encoding has a map back to the bytes on disk.
#[derive(Debug)]
pub struct Article {
    /// The file as it is on disk (decoded).
    pub file: TextFile,
    /// The folded text that quotes are looked for in.
    pub haystack: Haystack,
    /// The encoding, where it is not UTF-8 (`windows-1252`, say).
    pub encoding: Option<&'static str>,
    /// What a reader sees, where that is not the file's own text.
    pub extract: Option<Extract>,
}

/// A reader's text taken out of a file, with a map back.
#[derive(Debug)]
pub struct Extract {
    /// The text that a reader sees.
    pub text: String,
    /// Pieces: (offset in `text`, offset in the file's text), ascending in both.
    pub map: Vec<(usize, usize)>,
}

impl Article {
    /// Takes an article's bytes apart by the ending of its path (`.txt`, `.md`, `.html`).
    ///
    /// # Errors
    /// A sentence that says what is wrong with the bytes (no text at all, say) and how to mend it.
    pub fn new(path: &str, bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to()))?;
        let file = TextFile::new(path, text);
        let haystack = Haystack::new(file.text());
        Ok(Self { file, haystack, encoding: None, extract: None })
    }

    /// What a reader sees: sentences are split, and quotes looked for, in this.
    pub fn text(&self) -> &str {
        self.extract.as_ref().map_or(self.file.text(), |extract| &extract.text)
    }

    /// Turns a range of [`Article::text`] into a range of the file's text.
    pub fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        range.clone()
    }
}
