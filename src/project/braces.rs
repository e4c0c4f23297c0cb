//! What breaks a text in a `{…}` line: there brackets, ` #` and `: ` mean something to YAML anywhere within it.
//!
//! The parser names the bracket, and often one far behind; a person is to be told which text it stands in.

use std::ops::{ControlFlow, Range};

use super::broken::LISTS;
use super::syntax::{Keys, line_at};
use super::tree::Problem;
use super::wording::{key_name, mend_text};

/// A bracket with which an entry or a line begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'t> {
    /// Its byte.
    pub at: usize,
    /// The key before it.
    key: Option<&'t str>,
}

/// The brackets with which an entry and the line of a mistake in it begin: behind a hyphen and a key, if there are any.
pub(super) fn openings<'t>(
    text: &'t str,
    stop: usize,
    entry: &Range<usize>,
) -> impl Iterator<Item = Opening<'t>> + Clone + use<'t> {
    let of = move |from: usize| {
        let mut rest = text.get(from..)?.trim_start();
        // A claim may begin on the line below its hyphen.
        while let Some(behind) = rest.strip_prefix('-').filter(|behind| behind.starts_with(char::is_whitespace)) {
            rest = behind.trim_start();
        }
        let line = line_at(text, text.len() - rest.len());
        let mut rest = text.get(text.len() - rest.len()..line.end)?;
        let mut key = None;
        let pair = rest.split_once(": ").filter(|(before, _)| !before.contains(['{', '[', '"', '\'']));
        if let Some((before, behind)) = pair {
            (key, rest) = (Some(before.trim()), behind.trim_start());
        }
        rest.starts_with(['{', '[']).then(|| Opening { at: line.end - rest.len(), key })
    };
    let from = [entry.start, line_at(text, stop).start.max(entry.start)];
    from.into_iter().filter_map(of).filter(move |opening| opening.at <= stop)
}

/// Says what breaks a text behind an opening bracket; `None` where something else is wrong.
pub(super) fn explain(text: &str, opening: Opening<'_>, entry: &Range<usize>, keys: Keys) -> Option<Problem> {
    let text = text.get(..entry.end)?;
    let mut scan =
        Scan { text, keys, key: opening.key, at: opening.at, open: Vec::new(), place: Place::Value, comment: None };
    loop {
        if let ControlFlow::Break(problem) = scan.step() {
            return problem;
        }
    }
}

/// What comes next between brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A key, or a piece of a text that ended at its comma.
    Key,
    /// A value.
    Value,
    /// A comma or a closing bracket.
    Behind {
        /// What is before it is a text without quotation marks.
        bare: bool,
    },
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
struct Open<'t> {
    list: bool,
    /// The last key in it; of a list, the key before it.
    key: Option<&'t str>,
}

/// Goes through an entry from its opening bracket on.
struct Scan<'t> {
    text: &'t str,
    keys: Keys,
    /// The key before the opening bracket.
    key: Option<&'t str>,
    at: usize,
    open: Vec<Open<'t>>,
    place: Place,
    /// A comment behind a bare text that holds a closing bracket: what YAML would have needed.
    comment: Option<Problem>,
}

/// Goes on, or ends with what is wrong.
type Step = ControlFlow<Option<Problem>>;

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Goes over white space and comments.
    fn blank(&mut self) {
        loop {
            let rest = self.rest().trim_start();
            self.at = self.text.len() - rest.len();
            if !rest.starts_with('#') {
                return;
            }
            self.at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    fn step(&mut self) -> Step {
        self.blank();
        let rest = self.rest();
        let Some(letter) = rest.chars().next() else { return Step::Break(self.comment.take()) };
        let behind = rest.get(letter.len_utf8()..).unwrap_or("");
        match (letter, self.place) {
            ('{' | '[', Place::Value) => {
                let list = letter == '[';
                let key = self.last_key().filter(|_| list);
                self.open.push(Open { list, key });
                self.place = if list { Place::Value } else { Place::Key };
            }
            ('}' | ']', _) => return self.close(letter == ']'),
            (',', _) => {
                let list = self.open.last().is_some_and(|open| open.list);
                self.place = if list { Place::Value } else { Place::Key };
            }
            ('"' | '\'', Place::Key | Place::Value) => {
                let Some(length) = quoted(rest) else { return Step::Break(None) };
                if self.place == Place::Key {
                    self.begin(rest.get(1..length - 1).unwrap_or(""));
                }
                self.at += length;
                self.place = Place::Behind { bare: false };
                return Step::Continue(());
            }
            (':', Place::Behind { bare: false }) => self.place = Place::Value,
            // A text in quotation marks has something behind it, or one with a comment goes on below.
            (_, Place::Behind { .. }) => return Step::Break(self.comment.take()),
            // What these begin is another mistake.
            ('{' | '[' | '>' | '|' | '%' | '@' | '`' | ':', _) => return Step::Break(None),
            ('-' | '?', _) if behind.starts_with(char::is_whitespace) => return Step::Break(None),
            _ => return self.bare(),
        }
        self.at += letter.len_utf8();
        Step::Continue(())
    }

    /// Goes over a text without quotation marks.
    fn bare(&mut self) -> Step {
        let rest = self.rest();
        let ends = rest.char_indices().find(|(at, letter)| {
            let (before, behind) = rest.split_at_checked(*at).unwrap_or((rest, ""));
            match letter {
                ',' | '[' | ']' | '{' | '}' => true,
                ':' => behind.get(1..).is_none_or(|behind| {
                    behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}'])
                }),
                '#' => before.ends_with(char::is_whitespace),
                _ => false,
            }
        });
        let (length, letter) = ends.unwrap_or((rest.len(), ','));
        let begins = self.place == Place::Key;
        self.at += length;
        self.place = Place::Behind { bare: true };
        let at = self.at..self.at + 1;
        match letter {
            '[' | '{' => {
                let what = if letter == '[' { "list" } else { "mapping" };
                return Step::Break(
                    self.problem(at, |key| format!("`{letter}` within `{key}` begins a {what} in YAML")),
                );
            }
            ':' if begins => {
                self.begin(rest.get(..length).unwrap_or(""));
                self.place = Place::Value;
                self.at += 1;
            }
            ':' => {
                let message = |key: &str| format!("a colon and a space within `{key}` begin another key in YAML");
                return Step::Break(self.problem(at, message));
            }
            '#' => {
                let line = self.rest().lines().next().unwrap_or("").trim_end();
                let at = self.at..self.at + line.len();
                if line.contains(['}', ']']) && self.comment.is_none() {
                    self.comment = self.problem(at, |key| format!("` #` within `{key}` begins a comment in YAML"));
                }
            }
            _ => {}
        }
        Step::Continue(())
    }

    /// A closing bracket.
    fn close(&mut self, list: bool) -> Step {
        let (at, bare) = (self.at..self.at + 1, self.place == Place::Behind { bare: true });
        let Some(top) = self.open.last() else { return Step::Break(None) };
        if top.list != list {
            // Where a list may stand, its opening bracket was forgotten.
            let forgotten = top.key.is_some_and(|key| LISTS.contains(&&*key_name(key)));
            let none = list && bare && !forgotten;
            let message = |key: &str| format!("`]` within `{key}` ends a list in YAML, and none is open");
            return Step::Break(self.problem(at, message).filter(|_| none));
        }
        self.at += 1;
        self.place = Place::Behind { bare: false };
        if self.open.len() == 1 {
            let line = self.rest().lines().next().unwrap_or("").trim();
            let goes_on = bare && !list && line.starts_with(char::is_alphanumeric);
            let message =
                |key: &str| format!("`}}` within `{key}` closes what `{{` opened, and text goes on behind it");
            return Step::Break(self.problem(at, message).filter(|_| goes_on));
        }
        self.open.pop();
        Step::Continue(())
    }

    /// A key begins. Words that are none, with a colon behind them, are a piece of the text before.
    fn begin(&mut self, word: &'t str) {
        let word = word.trim();
        if let Some(open) = self.open.last_mut()
            && (open.key.is_none() || !word.contains(' ') || self.keys.has(word))
        {
            open.key = Some(word);
        }
    }

    fn last_key(&self) -> Option<&'t str> {
        self.open.last().map_or(self.key, |open| open.key)
    }

    /// What is wrong within the text of the last key, if it is one that has a text.
    fn problem(&self, at: Range<usize>, message: impl Fn(&str) -> String) -> Option<Problem> {
        let key = key_name(self.last_key()?);
        (self.keys.has(&key) && !self.keys.is_section(&key)).then(|| Problem {
            at,
            message: message(&key),
            help: Some(mend_text(&key)),
        })
    }
}

/// The length of a text in quotation marks with which a text begins; `None` where it is not closed.
fn quoted(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if mark == '"' => drop(letters.next()),
            '\'' if mark == '\'' && letters.next_if(|(_, next)| *next == '\'').is_some() => {}
            _ if letter == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}
