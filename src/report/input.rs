//! Mistakes in what people wrote, for people: the line, a caret under the right character, the reason, the mend.
//!
//! miette draws. Its own sources serve whole lines and count columns in bytes, so ours serves a window of the
//! line around the mistake, cleaned, with the line and the column counted in characters.

use std::collections::BTreeMap;
use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, Severity, SourceCode, SourceSpan,
    SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Cell, cells_as_written, width, wrap};
use super::{Report, Screen, clean};
use crate::project::InputError;
use crate::text::file::TextFile;

/// All mistakes, each with its line, and how many there are; empty where there are none.
pub fn render(report: &Report<'_>, screen: &Screen) -> String {
    let mut text = String::new();
    let handler = handler(screen);
    let project = report.project;
    let articles = project.sources.iter().filter_map(|source| source.article.as_ref().map(|article| &article.file));
    let files: BTreeMap<&str, &TextFile> =
        project.files.iter().chain(articles).map(|file| (file.path(), file)).collect();
    for error in report.errors {
        if handler
            .render_report(&mut text, &Mistake::new(files.get(error.file.as_str()).copied(), error, screen))
            .is_err()
        {
            // A drawing that fails must not swallow the mistake.
            text.push_str(&plain(error, screen));
        }
        text.push('\n');
    }
    if !report.errors.is_empty() {
        let mut files: Vec<&str> = report.errors.iter().map(|error| error.file.as_str()).collect();
        files.dedup();
        let (count, of) = (report.errors.len(), files.len());
        let mistakes = if count == 1 { "1 mistake".into() } else { format!("{count} mistakes") };
        let files = if of == 1 { "1 file".into() } else { format!("{of} files") };
        let end = format!("{mistakes} in {files}; what could be read was checked.");
        text.push_str(&wrap(&end, screen.width, screen.ascii).join("\n"));
        text.push_str("\n\n");
    }
    text
}

fn plain(error: &InputError, screen: &Screen) -> String {
    let help = error.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    let line = format!("{}:{}:{}: {}{help}", error.file, error.line, error.column, error.message);
    clean::line(&line, screen.ascii) + "\n"
}

fn handler(screen: &Screen) -> GraphicalReportHandler {
    let mut characters = if screen.ascii { ThemeCharacters::ascii() } else { ThemeCharacters::unicode() };
    // One kind of caret on every screen.
    characters.underline = '^';
    characters.uarrow = '^';
    let styles = if screen.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(screen.width)
        .with_links(false)
        .with_context_lines(0)
        .tab_width(1)
}

/// An input error as miette takes it.
#[derive(Debug)]
struct Mistake {
    message: String,
    help: Option<String>,
    window: Option<Window>,
}

/// A part of one line.
#[derive(Debug)]
struct Window {
    file: String,
    line: usize,
    column: usize,
    text: String,
    /// Bytes of `text`.
    mark: SourceSpan,
}

impl Mistake {
    fn new(file: Option<&TextFile>, error: &InputError, screen: &Screen) -> Self {
        let line = |text: &str| clean::line(text, screen.ascii);
        let window = file.and_then(|file| Window::new(file, error, screen));
        // Where there is no line to show, the file is named in the message.
        let message = match &window {
            Some(_) => line(&error.message),
            None if error.file == "." => line(&error.message),
            None if (error.line, error.column) == (1, 1) => line(&format!("{}: {}", error.file, error.message)),
            None => line(&format!("{}:{}:{}: {}", error.file, error.line, error.column, error.message)),
        };
        Self { message, help: error.help.as_deref().map(line), window }
    }
}

impl Window {
    fn new(file: &TextFile, error: &InputError, screen: &Screen) -> Option<Self> {
        let range = file.line(error.line);
        let mut text = file.slice(&range);
        if range.start == 0 {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        if text.trim().is_empty() {
            return None;
        }
        let byte = |column: usize| text.char_indices().nth(column).map_or(text.len(), |(at, _)| at);
        let start = byte(error.column.saturating_sub(1));
        let end = byte((error.column.saturating_sub(1)).saturating_add(error.width.max(1)));
        let cells = cells_as_written(text, &(start..end), screen.ascii);
        let gutter = error.line.to_string().len() + 6;
        let (text, mark) = clip(&cells, screen.width.saturating_sub(gutter), screen.ascii);
        Some(Self { file: clean::line(&error.file, screen.ascii), line: error.line, column: error.column, text, mark })
    }
}

/// The part of a line around what is marked that fits a width, and the bytes of the mark in it.
fn clip(cells: &[Cell], room: usize, ascii: bool) -> (String, SourceSpan) {
    let room = room.max(10);
    let dots = if ascii { "..." } else { "…" };
    let first = cells.iter().position(|cell| cell.is_marked()).unwrap_or(cells.len());
    // A third of the room stands before the mark, unless the line ends soon after.
    let mut from = 0;
    if width(cells) > room {
        let after: usize = cells.iter().skip(first).map(|cell| cell.width).sum();
        let before = (room / 3).max(room.saturating_sub(after + 4));
        let mut taken = 0;
        from = first;
        for cell in cells.iter().take(first).rev() {
            taken += cell.width;
            if taken + 2 > before {
                break;
            }
            from -= 1;
        }
        // Not in the middle of a word, where a word begins before the mark.
        let skipped = cells.iter().take(first).skip(from).position(|cell| cell.text == " ");
        from += skipped.filter(|_| from > 0).map_or(0, |at| at + 1);
    }
    let mut text = String::new();
    let mut columns = 0;
    if from > 0 {
        text.push_str(dots);
        columns += dots.len().min(3);
    }
    let (mut start, mut end) = (None, 0);
    let rest: usize = cells.iter().skip(from).map(|cell| cell.width).sum();
    let room = if columns + rest > room { room.saturating_sub(3) } else { room };
    for cell in cells.iter().skip(from) {
        if columns + cell.width > room {
            text.push_str(dots);
            break;
        }
        if cell.is_marked() {
            start.get_or_insert(text.len());
            end = text.len() + cell.text.len();
        }
        columns += cell.width;
        text.push_str(&cell.text);
    }
    let start = start.unwrap_or(text.len());
    let length = end.saturating_sub(start);
    (text, SourceSpan::new(start.into(), length))
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Mistake {}

impl Diagnostic for Mistake {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.window.as_ref().map(|window| window as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let mark = self.window.as_ref()?.mark;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, mark))))
    }
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(Contents { window: self, span: SourceSpan::new(0.into(), self.text.len()) }))
    }
}

/// A window as miette reads it.
struct Contents<'w> {
    window: &'w Window,
    span: SourceSpan,
}

impl<'w> SpanContents<'w> for Contents<'w> {
    fn data(&self) -> &'w [u8] {
        self.window.text.as_bytes()
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(&self.window.file)
    }

    fn line(&self) -> usize {
        self.window.line.saturating_sub(1)
    }

    fn column(&self) -> usize {
        self.window.column.saturating_sub(1)
    }

    fn line_count(&self) -> usize {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn shown(line: &str, column: usize, span: usize, screen: Screen) -> String {
        let text = format!("sources:\n{line}\n");
        let project = Project { files: vec![TextFile::new("claims/a.yaml", text)], ..Project::default() };
        let error = InputError {
            file: "claims/a.yaml".into(),
            line: 2,
            column,
            width: span,
            message: "there is no key `sorce`".into(),
            help: Some("did you mean `source`?".into()),
        };
        let report =
            Report { project: &project, findings: &[], errors: &[error], coverage: &[], stale_baseline: 0, all: false };
        render(&report, &screen)
    }

    /// What stands above the carets.
    fn above(shown: &str) -> String {
        let lines: Vec<&str> = shown.lines().collect();
        let at = lines.iter().position(|line| line.contains('^')).unwrap();
        let (carets, line) = (lines[at], lines[at - 1]);
        let start = carets.find('^').map(|at| carets[..at].chars().count()).unwrap();
        let count = carets.matches('^').count();
        let mut column = 0;
        let mut under = String::new();
        for c in line.chars() {
            if (start..start + count).contains(&column) {
                under.push(c);
            }
            column += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        }
        under
    }

    #[test]
    fn the_caret_stands_under_the_mistake() {
        let screen = Screen::default();
        assert_eq!(above(&shown("  - sorce: a", 5, 5, screen)), "sorce");
        assert_eq!(above(&shown("  - 名前: sorce", 9, 5, screen)), "sorce");
        assert_eq!(above(&shown("  - e\u{301}te\u{301}: sorce", 12, 5, screen)), "sorce");
        let tab = shown("\tsorce: a", 2, 5, screen);
        assert_eq!(above(&tab), "sorce");
        assert!(tab.contains("claims/a.yaml:2:2"), "{tab}");
    }

    #[test]
    fn a_long_line_is_clipped_around_the_mistake() {
        let long = format!("  quote: {} sorce {}", "before ".repeat(60), "after ".repeat(60));
        let column = long.find("sorce").unwrap() + 1;
        for (width, ascii) in [(80, false), (50, false), (50, true), (30, true)] {
            let shown = shown(&long, column, 5, Screen { width, color: false, ascii });
            assert_eq!(above(&shown), "sorce", "{shown}");
            assert!(shown.lines().all(|line| line.chars().count() <= width), "{shown}");
            assert!(!ascii || shown.is_ascii(), "{shown}");
        }
    }

    #[test]
    fn no_control_character_gets_through() {
        let shown = shown("  sorce: \u{1b}[2J\u{202e}", 3, 5, Screen::default());
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
        assert_eq!(above(&shown), "sorce");
    }
}
