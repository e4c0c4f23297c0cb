//! Lines that begin further to the right or to the left than those that they belong to.
//!
//! YAML's parser notices them late, and takes such a line for a part of the text above it.

use std::ops::Range;

use super::syntax::{is_key, line_at};
use super::tree::Problem;

/// A column in which something begins, on the way from the section's key down to a line.
struct Level {
    column: usize,
    entry: bool,
    /// What begins there: the last line.
    line: usize,
    /// The keys of a mapping so far.
    keys: Vec<String>,
}

/// What a line begins with.
#[derive(Clone, Copy)]
struct Start<'t> {
    /// The columns before it.
    indent: usize,
    /// Whether that is `- `.
    entry: bool,
    /// The columns before its key, and the key; none where it has none.
    key: Option<(usize, &'t str)>,
    /// What is behind the key's colon.
    value: &'t str,
}

/// So many bytes above a line tell where it belongs: a file may hold many mistakes.
const WINDOW: usize = 16_000;

/// Explains a mistake at some byte by the place of its line, if that is what is wrong.
pub(super) fn misplaced(text: &str, at: usize) -> Option<Problem> {
    let wrong = line_at(text, at);
    let written = text.get(wrong.clone())?;
    let start = start(written)?;
    let (levels, last) = levels(text, &wrong)?;
    let here = levels.iter().find(|level| level.column == start.indent && level.entry == start.entry);
    let known = start.key.is_some_and(|(_, key)| is_key(key)) || start.entry && start.value.starts_with('{');
    // What stands deeper than a text is part of that text, if it does not begin like a line of a claim file.
    // The first line below a key may begin anywhere behind it.
    let first = last.empty && start.indent > last.indent;
    if first || here.is_some() || start.key.is_none() && !known || last.goes_on(start.indent) && !known {
        return None;
    }
    let from = wrong.start + start.indent;
    if start.entry
        && let Some(problem) = no_entry(&levels, start, from)
    {
        return Some(problem);
    }
    let own = levels.iter().filter(|level| level.entry == start.entry && level.line > 0);
    let own = own.min_by_key(|level| level.column.abs_diff(start.indent))?;
    let (far, side) = (own.column.abs_diff(start.indent), if start.indent > own.column { "right" } else { "left" });
    let far = if far == 1 { "1 space".to_owned() } else { format!("{far} spaces") };
    let (at, message, help) = match start.key {
        _ if start.entry => (
            from..from + 1,
            format!("this entry begins {far} further to the {side} than the one above it"),
            format!("put its hyphen right below that of line {}", own.line),
        ),
        Some((_, key)) => (
            from..from + key.len(),
            format!("`{key}` stands {far} further to the {side} than the keys that it belongs to"),
            format!("put it right below `{}` of line {}", own.keys.last().map_or("", String::as_str), own.line),
        ),
        None => return None,
    };
    let text = "; if it is part of a text, put that text in quotation marks";
    let help = if last.goes_on(start.indent) { help + text } else { help };
    Some(Problem { at, message, help: Some(help) })
}

/// A hyphen before a key that the entry above still lacks.
fn no_entry(levels: &[Level], start: Start<'_>, from: usize) -> Option<Problem> {
    let (_, key) = start.key?;
    let above = levels.iter().rev().find(|level| !level.entry && level.line > 0)?;
    let begins = ["id", "source", "subject", "event", "utterance", "rejects", "exact"].contains(&key);
    let lacks = !begins && start.indent + 1 >= above.column && !above.keys.iter().any(|known| known == key);
    lacks.then(|| Problem {
        at: from..from + 1,
        message: format!("a hyphen begins a new entry, and `{key}` belongs to the one above it"),
        help: Some(format!("write `{key}` without the hyphen, right below the keys above")),
    })
}

/// The last line above, as far as it may go on.
struct Last {
    indent: usize,
    /// Whether its value is a text that may have more lines.
    open: bool,
    /// Whether its value is still to come.
    empty: bool,
}

impl Last {
    /// Whether a line so far to the right may be part of its value.
    fn goes_on(&self, indent: usize) -> bool {
        self.open && indent > self.indent
    }
}

/// The columns that are in use above a line, in the section that it stands in, and the last line. `None` where the
/// line stands between brackets, or no section is above it.
fn levels(text: &str, wrong: &Range<usize>) -> Option<(Vec<Level>, Last)> {
    let from = text.floor_char_boundary(wrong.start.saturating_sub(WINDOW));
    let above = text.get(from..wrong.start)?;
    let before = text.get(..from)?.bytes().filter(|byte| *byte == b'\n').count();
    let top = |line: &str| line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '#' | '}' | ']'));
    let lines: Vec<&str> = above.lines().collect();
    // In a long section it is enough to begin at an entry, whose first line is whole.
    let entry = |line: &&str| line.trim_start().starts_with("- ");
    let section = lines.iter().rposition(|line| top(line)).or_else(|| {
        let whole = usize::from(from > 0);
        Some(whole + lines.iter().skip(whole).position(entry)?)
    })?;
    let mut levels: Vec<Level> = Vec::new();
    let (mut last, mut block, mut brackets) = (Last { indent: 0, open: false, empty: true }, None, 0_i32);
    for (line, number) in lines.iter().zip(before + 1..).skip(section) {
        let indent = line.len() - line.trim_start().len();
        if line.trim().is_empty() || line.trim_start().starts_with('#') || block.is_some_and(|key| indent > key) {
            continue;
        }
        block = None;
        let inside = brackets > 0;
        brackets +=
            line.chars().map(|c| i32::from(matches!(c, '{' | '[')) - i32::from(matches!(c, '}' | ']'))).sum::<i32>();
        let Some(start) = start(line).filter(|_| !inside) else { continue };
        if start.key.is_none() && !start.entry || last.goes_on(indent) && !start.key.is_some_and(|(_, key)| is_key(key))
        {
            continue;
        }
        levels.retain(|level| level.column <= indent);
        if start.entry {
            // Keys of the entry before are not this one's.
            levels.retain(|level| level.column < indent || level.entry);
            begin(&mut levels, indent, number, None);
        }
        let column = start.key.map_or(indent, |(column, _)| column);
        if let Some((column, key)) = start.key {
            begin(&mut levels, column, number, Some(key));
            block = start.value.starts_with(['|', '>']).then_some(column);
        }
        let whole = start.value.starts_with(['{', '[', '"', '\'', '|', '>', '#']);
        let empty = start.value.is_empty();
        last = Last { indent: column, open: !whole && !empty, empty };
    }
    (brackets <= 0).then_some((levels, last))
}

/// Notes that something begins in a column, and the key where it is one.
fn begin(levels: &mut Vec<Level>, column: usize, line: usize, key: Option<&str>) {
    let key = key.map(str::to_owned);
    match levels.iter_mut().find(|level| level.column == column && level.entry == key.is_none()) {
        Some(level) => {
            level.line = line;
            level.keys.extend(key);
        }
        None => levels.push(Level { column, entry: key.is_none(), line, keys: key.into_iter().collect() }),
    }
}

/// What a line begins with; `None` where it is blank.
fn start(line: &str) -> Option<Start<'_>> {
    let trimmed = line.trim_start();
    if trimmed.is_empty() {
        return None;
    }
    let indent = line.len() - trimmed.len();
    let rest = trimmed.strip_prefix("- ").map(str::trim_start);
    let (entry, rest) = (rest.is_some(), rest.unwrap_or(trimmed));
    let column = line.len() - rest.len();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    let value = behind.strip_prefix(':').filter(|value| value.is_empty() || value.starts_with([' ', '\t']));
    let key = value.filter(|_| !word.is_empty()).map(|_| (column, word));
    Some(Start { indent, entry, key, value: value.unwrap_or(rest).trim() })
}
