//! What breaks the value of a key: characters and lines that mean something else in YAML.

use super::syntax::{Keys, key_at, line_at, line_below};
use super::tree::{Problem, Stop};
use super::wording::mend_text;

/// Whether a value begins with a quotation mark that is not closed on its line.
pub(super) fn unclosed(value: &str) -> bool {
    match value.chars().next() {
        Some(mark @ ('"' | '\'')) => !value.get(1..).unwrap_or("").contains(mark),
        _ => false,
    }
}

/// Keys whose values may be written in square brackets.
pub(super) const LISTS: &[&str] = &[
    "aliases",
    "within",
    "derived-from",
    "choices",
    "compatible",
    "same",
    "subject",
    "value",
    "not",
    "according-to",
    "rejects",
    "content",
];

/// The value of a key in which a mistake lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'k> {
    pub key: &'k str,
    /// Its first byte.
    pub start: usize,
    /// Whether it stands between brackets.
    pub in_braces: bool,
    pub keys: Keys,
}

/// A mistake in the value of a key.
pub(super) fn in_value(text: &str, of: &Value<'_>, stop: &Stop) -> Option<Problem> {
    let Value { key, start, in_braces, keys } = *of;
    let line = line_at(text, start);
    let value = text.get(start..line.end)?.trim_end();
    let whole = start..start + value.len();
    let first = value.chars().next()?;
    let mend = Some(mend_text(key));
    if matches!(first, '[' | '{') && LISTS.contains(&key) {
        let open = !value.contains(if first == '[' { ']' } else { '}' });
        return open.then(|| Problem {
            at: start..start + 1,
            message: "this bracket is not closed".into(),
            help: Some("close it, or write each entry on a line of its own after `- `".into()),
        });
    }
    let behind = value.get(first.len_utf8()..).unwrap_or("").trim_start();
    if first == '>' && behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '-' | '~' | '.')) {
        let end = value.find([',', '}', ']', '#']).unwrap_or(value.len());
        let number = value.get(..end).unwrap_or(value).trim_end();
        return Some(Problem {
            at: start..start + number.len(),
            message: format!("`{number}` begins a block of text in YAML"),
            help: Some(format!("put it in quotation marks: \"{number}\"")),
        });
    }
    if keys.is_section(key) {
        return None;
    }
    if matches!(first, '|' | '>')
        && let Some(problem) = block(text, of, value, stop)
    {
        return Some(problem);
    }
    match first {
        '"' | '\'' if unclosed(value) => Some(Problem {
            at: start..start + 1,
            message: format!("the quotation mark that `{key}` begins with is not closed"),
            help: Some(format!("{}: there quotation marks may stand as they are", mend_text(key))),
        }),
        '"' | '\'' => Some(Problem {
            at: whole,
            message: format!("`{key}` goes on behind its closing quotation mark, and YAML stops reading there"),
            help: Some(format!("{}: there quotation marks may stand as they are", mend_text(key))),
        }),
        // The comment hides the closing bracket.
        '[' | '{' if value.contains(" #") => {
            let at = value.find(" #").unwrap_or(0) + 1;
            Some(Problem {
                at: start + at..whole.end,
                message: format!("` #` within `{key}` begins a comment in YAML"),
                help: mend,
            })
        }
        '[' | '{' => Some(Problem {
            at: whole,
            message: format!("`{first}` at its beginning makes this text a list or a mapping in YAML"),
            help: mend,
        }),
        '*' | '&' | '!' | '%' | '@' | '`' | '|' | '>' | '?' | '-' | '#' | ',' | ']' | '}' => Some(Problem {
            at: whole,
            message: match first {
                '`' => "a backtick at the beginning of a text means something else in YAML".to_owned(),
                _ => format!("`{first}` at the beginning of a text means something else in YAML"),
            },
            help: mend,
        }),
        _ => {
            // Between brackets it ends at its comma, and what follows are other keys.
            let value = if in_braces { value.split([',', '}', ']']).next().unwrap_or(value) } else { value };
            let colon = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len));
            if let Some(at) = colon {
                return Some(Problem {
                    at: start + at..start + at + 1,
                    message: format!("a colon and a space within `{key}` begin another key in YAML"),
                    help: mend,
                });
            }
            // The text goes on below, and the mistake with it.
            let below = line_at(text, stop.at);
            (below.start > line.start).then_some(())?;
            let written = text.get(below.clone())?;
            let comment = value.contains(" #");
            if comment {
                let at = value.find(" #").unwrap_or(0) + 1;
                return Some(Problem {
                    at: start + at..whole.end,
                    message: format!("` #` within `{key}` begins a comment in YAML"),
                    help: mend,
                });
            }
            let at = written.find(": ").or_else(|| written.strip_suffix(':').map(str::len))?;
            (key_at(text, below.end - written.trim_start().len(), keys).is_none()).then(|| Problem {
                at: below.start + at..below.start + at + 1,
                message: format!("a colon and a space within `{key}` begin another key in YAML"),
                help: mend,
            })
        }
    }
}

/// A text on lines of its own after `|` or `>` that stand where it cannot go on.
fn block(text: &str, of: &Value<'_>, header: &str, stop: &Stop) -> Option<Problem> {
    let mark = header.chars().next()?;
    let plain = header.get(1..)?.split(" #").next()?.trim_end_matches(['}', ']', ',']).trim();
    if !plain.chars().all(|c| matches!(c, '+' | '-') || c.is_ascii_digit()) {
        return None;
    }
    if of.in_braces {
        return Some(Problem {
            at: of.start..of.start + 1,
            message: format!("`{mark}` begins a block of text in YAML, and none may stand between brackets"),
            help: Some(
                "put the text in quotation marks, or write each key on a line of its own, without brackets".into(),
            ),
        });
    }
    lines(text, of, stop)
}

/// The first line of a block of text that stands too far to the left.
fn lines(text: &str, of: &Value<'_>, stop: &Stop) -> Option<Problem> {
    let header = line_at(text, of.start);
    let before = text.get(header.start..of.start)?.trim_end();
    let key = before.len() - before.trim_start_matches([' ', '-']).len();
    let mut below = line_below(text, &header);
    let mut first = None;
    while let Some(line) = below.filter(|line| line.start <= stop.at) {
        let written = text.get(line.clone())?;
        let indent = written.len() - written.trim_start_matches(' ').len();
        let (message, help) = if indent <= key {
            (
                format!("this line stands no further to the right than `{}`, whose text it should be", of.key),
                format!("begin each line of the text with more spaces than `{}`, such as {}", of.key, key + 2),
            )
        } else {
            (
                format!("this line stands further to the left than the first line of `{}`", of.key),
                "begin all lines of the text equally far to the right".to_owned(),
            )
        };
        let blank = written.trim().is_empty();
        if !blank && (indent <= key || first.is_some_and(|first| indent < first)) {
            return Some(Problem { at: line.start + indent..line.end, message, help: Some(help) });
        }
        first = first.or((!blank).then_some(indent));
        below = line_below(text, &line);
    }
    None
}
