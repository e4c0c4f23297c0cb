//! Mistakes as they are collected: by bytes of a file. Lines and columns are counted once, at the end.

use std::ops::Range;

use super::error::InputError;
use super::model::Site;
use super::names::Names;
use super::tree::Problem;
use crate::id::FileId;
use crate::text::file::TextFile;

/// A mistake in an input file.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    pub place: Place,
    pub message: String,
    pub help: Help,
}

/// Where a mistake stands.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// At bytes of a file that was read.
    Site(Site),
    /// In a file or folder that could not be read, by its path relative to the project.
    Path(String),
}

/// The mend.
#[derive(Clone, Debug)]
pub(super) enum Help {
    None,
    Text(String),
    /// The nearest known name, looked for once all mistakes are known.
    Nearest(Names, String),
}

/// Mistakes of one file, or of one part of the work.
#[derive(Clone, Debug, Default)]
pub(super) struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    pub fn add(&mut self, site: Site, message: impl Into<String>, help: impl Into<Help>) {
        self.0.push(Mistake { place: Place::Site(site), message: message.into(), help: help.into() });
    }

    pub fn add_path(&mut self, path: impl Into<String>, message: impl Into<String>, help: impl Into<Help>) {
        self.0.push(Mistake { place: Place::Path(path.into()), message: message.into(), help: help.into() });
    }

    pub fn add_problem(&mut self, file: FileId, problem: Problem) {
        self.add(Site::new(file, problem.at), problem.message, problem.help);
    }
}

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Help {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::None, Self::Text)
    }
}

/// Turns mistakes into lines and columns, sorted by file and place, each told once.
pub(super) fn places(
    mistakes: Vec<Mistake>,
    files: &[TextFile],
    mut nearest: impl FnMut(Names, &str) -> Option<String>,
) -> Vec<InputError> {
    let mut errors: Vec<InputError> = Vec::with_capacity(mistakes.len());
    let mut sited: Vec<(Site, String, Help)> = Vec::new();
    for mistake in mistakes {
        match mistake.place {
            Place::Site(site) => sited.push((site, mistake.message, mistake.help)),
            Place::Path(file) => errors.push(InputError {
                file,
                line: 1,
                column: 1,
                width: 0,
                message: mistake.message,
                help: match mistake.help {
                    Help::Text(help) => Some(help),
                    Help::None | Help::Nearest(..) => None,
                },
            }),
        }
    }
    sited.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    sited.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    let mut column = Columns::default();
    for (site, message, help) in sited {
        let Some(file) = files.get(site.file.index()) else { continue };
        let (line, at, width) = column.place(site.file, file, &site.range());
        errors.push(InputError {
            file: file.path().to_owned(),
            line,
            column: at,
            width,
            message,
            help: match help {
                Help::None => None,
                Help::Text(help) => Some(help),
                Help::Nearest(names, name) => nearest(names, &name),
            },
        });
    }
    errors.sort();
    errors.dedup();
    errors
}

/// Counts columns from the last place on, so that many mistakes on one long line are not counted from its start
/// each time.
#[derive(Default)]
struct Columns {
    last: Option<(FileId, usize, usize, usize)>,
}

impl Columns {
    /// Line, column and width of a range; ranges come in ascending order.
    fn place(&mut self, id: FileId, file: &TextFile, range: &Range<usize>) -> (usize, usize, usize) {
        let text = file.text();
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let (line, column) = match self.last {
            Some((last, at, line, column)) if last == id && at <= start && !has_break(text, at, start) => {
                (line, column + characters(text, at..start))
            }
            _ => {
                let place = file.place(start);
                (place.line, place.column)
            }
        };
        self.last = Some((id, start, line, column));
        let end = text.floor_char_boundary(range.end.min(file.line(line).end).max(start));
        (line, column, characters(text, start..end.min(start + 4 * 400)))
    }
}

fn has_break(text: &str, from: usize, to: usize) -> bool {
    text.as_bytes().get(from..to).is_none_or(|bytes| memchr::memchr(b'\n', bytes).is_some())
}

fn characters(text: &str, range: Range<usize>) -> usize {
    let range = range.start..text.floor_char_boundary(range.end);
    text.get(range).map_or(0, |text| text.chars().count())
}
