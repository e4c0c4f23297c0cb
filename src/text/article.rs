//! An article as it is on disk, and the text in it that a reader sees.

use std::ops::Range;
use std::sync::OnceLock;

use super::anchor::Haystack;
pub use super::extract::Extract;
use super::file::TextFile;
use super::map::OffsetMap;
use super::winnow::Marks;
use super::{decode, html, markdown};

/// From so many words in a row on, outside quotations, two articles have one origin.
pub const PASSAGE: usize = 25;

/// An article: its file, and what is searched for quotes. For plain text both are the same; a saved
/// page or another encoding has a map back to the bytes on disk.
#[derive(Debug)]
pub struct Article {
    /// The file as it is on disk (decoded).
    pub file: TextFile,
    /// The encoding, where it is not UTF-8 (`windows-1252`, say).
    pub encoding: Option<&'static str>,
    /// What a reader sees, where that is not the file's own text.
    pub extract: Option<Extract>,
    /// Whether the file is Markdown, whose marks a reader does not see.
    markdown: bool,
    /// From the decoded text to the bytes on disk, where these are not UTF-8.
    disk: Option<OffsetMap>,
    haystack: OnceLock<Haystack>,
    marks: OnceLock<Marks>,
}

/// The endings of saved pages.
const PAGES: &[&str] = &["html", "htm", "xhtml"];

fn ending(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

impl Article {
    /// Takes an article's bytes apart by the ending of its path (`.txt`, `.md`, `.html`); with the feature
    /// `documents` also PDF and Word files, by their first bytes.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the bytes (no text at all, say) and how to mend it.
    pub fn new(path: &str, bytes: &[u8]) -> Result<Self, String> {
        #[cfg(feature = "documents")]
        if let Some(document) = super::office::text(bytes) {
            let (text, encoding) = document?;
            let (file, encoding) = (TextFile::new(path, text), Some(encoding));
            return Ok(Self::of(file, encoding, None, None));
        }
        let ending = ending(path);
        let page = PAGES.contains(&ending.as_str());
        let decoded = decode::decode(bytes, page)?;
        let markdown = matches!(ending.as_str(), "md" | "markdown");
        let extract = match ending.as_str() {
            _ if page => Some(html::extract(&decoded.text)),
            _ if markdown => Some(markdown::extract(&decoded.text)),
            _ => None,
        };
        let file = TextFile::new(path, decoded.text);
        Ok(Self { markdown, ..Self::of(file, decoded.encoding, extract, decoded.disk) })
    }

    fn of(file: TextFile, encoding: Option<&'static str>, extract: Option<Extract>, disk: Option<OffsetMap>) -> Self {
        Self { file, encoding, extract, markdown: false, disk, haystack: OnceLock::new(), marks: OnceLock::new() }
    }

    /// What a reader sees of a passage that was copied from the file as it is; `None` where that is the passage itself.
    pub fn as_read(&self, copied: &str) -> Option<String> {
        let read = self.markdown.then(|| markdown::passage(copied))?;
        (!read.is_empty() && read != copied.trim()).then_some(read)
    }

    /// The folded text that quotes are looked for in: made when it is first asked for, and kept. It takes as much
    /// memory as the article; who needs it once makes one of [`Article::text`].
    pub fn haystack(&self) -> &Haystack {
        self.haystack.get_or_init(|| Haystack::new(self.text()))
    }

    /// What tells whether the article may share a passage of [`PASSAGE`] words with another: made when it is first asked
    /// for, and kept.
    pub fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| Marks::new(self.text(), PASSAGE))
    }

    /// What a reader sees: sentences are split, and quotes looked for, in this.
    pub fn text(&self) -> &str {
        self.extract.as_ref().map_or(self.file.text(), |extract| &extract.text)
    }

    /// Whether it is a saved page, whose markup may tell what its text does not.
    pub fn is_page(&self) -> bool {
        self.extract.is_some() && PAGES.contains(&ending(self.file.path()).as_str())
    }

    /// Turns a range of [`Article::text`] into a range of the file's text ([`Article::file`]), for lines and columns.
    pub fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        self.extract.as_ref().map_or_else(|| range.clone(), |extract| extract.map.range(range))
    }

    /// Turns a range of [`Article::text`] into a range of the bytes on disk.
    pub fn on_disk(&self, range: &Range<usize>) -> Range<usize> {
        let range = self.in_file(range);
        self.disk.as_ref().map_or_else(|| range.clone(), |disk| disk.range(&range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::anchor::{Found, Pattern};

    fn place(article: &Article, quote: &str) -> Range<usize> {
        match article.haystack().find(&Pattern::new(quote).unwrap(), None, None) {
            Found::Once(range) => range,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn quotes_lead_to_the_bytes_on_disk() {
        let text = "\u{feff}First line\r\nThe chargé d’affaires, Ambassador Laura Dogu, arrived";
        let article = Article::new("a.txt", text.as_bytes()).unwrap();
        let range = place(&article, "chargé d'affaires, Ambassador");
        assert_eq!(&text.as_bytes()[article.on_disk(&range)], "chargé d’affaires, Ambassador".as_bytes());
        let first = place(&article, "First");
        assert_eq!((first.start, article.file.place(first.start).column), (3, 1));

        let page = "<p>The charg&eacute; d&#8217;affaires, <b>Ambassador</b> Laura Dogu</p>";
        let article = Article::new("A.HTML", page.as_bytes()).unwrap();
        let range = article.in_file(&place(&article, "chargé d'affaires, Ambassador"));
        assert_eq!(article.file.slice(&range), "charg&eacute; d&#8217;affaires, <b>Ambassador");

        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("Después, el chargé d’affaires llegó a Bogotá en años");
        let article = Article::new("a.txt", &bytes).unwrap();
        assert_eq!(article.encoding, Some("windows-1252"));
        assert_eq!(&bytes[article.on_disk(&place(&article, "chargé d'affaires"))], b"charg\xe9 d\x92affaires");
    }

    #[test]
    fn markdown_is_searched_as_it_is_read() {
        let article = Article::new("a.md", b"Enter *Francisco* Palmieri, a\ndiplomat.").unwrap();
        let range = article.in_file(&place(&article, "Francisco Palmieri, a diplomat"));
        assert_eq!(article.file.slice(&range), "Francisco* Palmieri, a\ndiplomat");
    }

    #[test]
    fn a_passage_copied_from_a_markdown_file_is_read_like_the_file() {
        let article = Article::new("a.md", b"The **big** boat").unwrap();
        assert_eq!(article.as_read("The **big** boat").as_deref(), Some("The big boat"));
        assert_eq!(article.as_read("The big boat"), None);
        assert_eq!(article.as_read("---"), None);
        assert_eq!(Article::new("a.txt", b"The **big** boat").unwrap().as_read("The **big** boat"), None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(Article::new("a.txt", b"a\0b").is_err());
        assert!(Article::new("a.txt", b"").is_ok());
    }
}
