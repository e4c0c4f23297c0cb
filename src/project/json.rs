//! JSON Lines claim files: one claim a line, with the keys of YAML, for archives and pipelines that no hand writes.
//!
//! Each line becomes the tree that YAML would give, with byte spans, so that both are checked by the same code and
//! a number keeps the text that was written. The grammar is that of RFC 8259; lines are read independently of
//! one another, so a mistake costs one claim, and a long file is read on all threads.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use rayon::prelude::*;

use super::tree::{Kind, Map, Node, Problem, Style};
use super::wording::clip;

/// How deeply lists and objects may be nested. Claims need three.
const DEPTH: usize = 60;

/// How many bytes of a file one thread reads at a time.
const PART: usize = 1 << 18;

/// How many mistakes of syntax are told in a file.
const TOLD: usize = 100;

/// Whether a path is that of a JSON Lines file.
pub(super) fn is_lines(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("jsonl"))
}

/// Reads a file part by part, in parallel: what `walk` makes of the lines of each, in their order, and the mistakes
/// of syntax. Blank lines are passed over.
pub(super) fn read<'t, T: Send>(
    text: &'t str,
    walk: impl Fn(&mut dyn Iterator<Item = Node<'t>>) -> T + Sync,
) -> (Vec<T>, Vec<Problem>) {
    let read: Vec<(T, Vec<Problem>)> = parts(text)
        .into_par_iter()
        .map(|part| {
            let mut problems = Vec::new();
            let made = walk(&mut nodes(text, part, &mut problems));
            (made, problems)
        })
        .collect();
    let mut made = Vec::with_capacity(read.len());
    let mut problems = Vec::new();
    for (part, mut told) in read {
        made.push(part);
        problems.append(&mut told);
    }
    problems.truncate(TOLD);
    (made, problems)
}

/// Byte ranges that end where lines do.
fn parts(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::with_capacity(bytes.len() / PART + 1);
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < bytes.len() {
        let reach = (at + PART).min(bytes.len());
        let end = memchr(b'\n', bytes.get(reach..).unwrap_or(&[])).map_or(bytes.len(), |more| reach + more + 1);
        parts.push(at..end);
        at = end;
    }
    parts
}

fn nodes<'t, 'p>(
    text: &'t str,
    part: Range<usize>,
    problems: &'p mut Vec<Problem>,
) -> impl Iterator<Item = Node<'t>> + use<'t, 'p> {
    let mut next = part.start;
    std::iter::from_fn(move || {
        while next < part.end {
            let from = next;
            let rest = text.as_bytes().get(from..part.end).unwrap_or(&[]);
            let end = memchr(b'\n', rest).map_or(part.end, |end| from + end);
            next = end + 1;
            match line(text, from..end) {
                Ok(Some(node)) => return Some(node),
                Ok(None) => {}
                Err(problem) if problems.len() < TOLD => problems.push(problem),
                Err(_) => {}
            }
        }
        None
    })
}

/// Reads one line of a file; `None` for a blank one.
pub(super) fn line(text: &str, range: Range<usize>) -> Result<Option<Node<'_>>, Problem> {
    let mut reader = Reader { text, at: range.start, end: range.end };
    reader.space();
    let Some(first) = reader.peek() else { return Ok(None) };
    if first != b'{' {
        let written = clip(text.get(reader.at..range.end).unwrap_or(""));
        let message = match first {
            b'#' | b'/' => "this line is a comment, and JSON has none".to_owned(),
            _ => format!("each line is one claim in curly brackets, and this one begins with `{written}`"),
        };
        let help = match first {
            b'#' | b'/' => "remove it, or write it into the claim below as its `note`",
            b'[' => "write one claim a line, each in curly brackets, without square brackets around them all",
            _ => "write the whole claim on one line: {\"source\": …, \"subject\": …, \"property\": …, \"value\": …}",
        };
        return Err(problem(reader.at..range.end, message, help));
    }
    let node = reader.value(0)?;
    reader.space();
    match reader.peek() {
        None => Ok(Some(node)),
        Some(_) => {
            let message = format!("the claim ends before `{}`", clip(reader.rest()));
            Err(problem(reader.at..range.end, message, "remove what stands behind it, or begin a new line for it"))
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The end of the line.
    end: usize,
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn problem(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Problem {
    Problem { at, message: message.into(), help: Some(help.into()) }
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        if self.at < self.end { self.text.as_bytes().get(self.at).copied() } else { None }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn node(&self, start: usize, kind: Kind<'t>) -> Node<'t> {
        Node { start: small(start), end: small(self.at), kind }
    }

    /// What stands at the reading place, for messages.
    fn here(&self) -> String {
        match self.rest().chars().next() {
            None => "the line ends here".to_owned(),
            Some('\'') => "here stands `'`".to_owned(),
            Some(letter) if letter.is_control() => "here stands a control character".to_owned(),
            Some(letter) => format!("here stands `{letter}`"),
        }
    }

    fn expected(&self, what: &str, help: &str) -> Problem {
        let width = self.rest().chars().next().map_or(0, char::len_utf8);
        problem(self.at..self.at + width, format!("{what}, and {}", self.here()), help)
    }

    fn value(&mut self, depth: usize) -> Result<Node<'t>, Problem> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let text = self.string()?;
                Ok(self.node(start, Kind::Scalar(text, Style::Quoted)))
            }
            Some(b'{' | b'[') if depth >= DEPTH => Err(problem(
                start..start + 1,
                "brackets are nested too deeply here",
                "a claim needs no more than three",
            )),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Node<'t>, Problem> {
        let start = self.at;
        self.at += 1;
        let mut map = Map { entries: Vec::with_capacity(if depth == 0 { 6 } else { 3 }), ..Map::default() };
        self.space();
        if self.take(b'}') {
            return Ok(self.node(start, Kind::Map(map)));
        }
        loop {
            let from = self.at;
            if self.peek() != Some(b'"') {
                let help = match self.peek() {
                    Some(b'}') => "remove the comma before it",
                    _ => "put the key in quotation marks: \"source\"",
                };
                return Err(self.expected("a key in quotation marks is expected", help));
            }
            let key = self.string()?;
            let key = self.node(from, Kind::Scalar(key, Style::Quoted));
            self.space();
            if !self.take(b':') {
                return Err(self.expected("a key has a colon behind it", "write `\"key\": \"value\"`"));
            }
            self.space();
            let value = self.value(depth + 1)?;
            map.entries.push((key, value));
            self.space();
            if self.take(b'}') {
                return Ok(self.node(start, Kind::Map(map)));
            }
            if !self.take(b',') {
                let help = "a quotation mark within a text is written `\\\"`; each claim ends on its line with `}`";
                return Err(self.expected("a comma or `}` is expected", help));
            }
            self.space();
        }
    }

    fn list(&mut self, depth: usize) -> Result<Node<'t>, Problem> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(self.node(start, Kind::List(items, false)));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(self.node(start, Kind::List(items, false)));
            }
            if !self.take(b',') {
                let help = "a quotation mark within a text is written `\\\"`; each list ends on its line with `]`";
                return Err(self.expected("a comma or `]` is expected", help));
            }
            self.space();
            if self.peek() == Some(b']') {
                return Err(self.expected("after a comma something more is expected", "remove the comma before it"));
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Node<'t>, Problem> {
        let start = self.at;
        let bytes = self.rest().as_bytes();
        let bare = |byte: &u8| !matches!(byte, b',' | b':' | b'}' | b']' | b'{' | b'[' | b'"' | b' ' | b'\t' | b'\r');
        let length = bytes.iter().position(|byte| !bare(byte)).unwrap_or(bytes.len());
        self.at += length;
        let word = self.text.get(start..self.at).unwrap_or("");
        if matches!(word, "true" | "false" | "null") || is_number(word) {
            return Ok(self.node(start, Kind::Scalar(Cow::Borrowed(word), Style::Plain)));
        }
        if word.is_empty() {
            self.at = start;
            return Err(self.expected("a value is expected", "write it in quotation marks, or leave the key out"));
        }
        let lower = word.to_ascii_lowercase();
        let shown = clip(word);
        let help = match lower.as_str() {
            "true" | "yes" | "false" | "no" | "null" | "none" => {
                let meant = match lower.as_str() {
                    "true" | "yes" => "true",
                    "false" | "no" => "false",
                    _ => "null",
                };
                format!("write `{meant}`")
            }
            _ if word.starts_with('\'') => "JSON takes \"double\" quotation marks only".to_owned(),
            _ => format!("put it in quotation marks: \"{shown}\""),
        };
        Err(problem(start..self.at, format!("`{shown}` stands here without quotation marks and is no number"), help))
    }

    /// A text in quotation marks; the reading place is at the first of them.
    fn string(&mut self) -> Result<Cow<'t, str>, Problem> {
        let open = self.at;
        self.at += 1;
        let from = self.at;
        let mut owned: Option<String> = None;
        loop {
            let Some(length) = special(self.rest().as_bytes()) else {
                let help = "close it with `\"`; a quotation mark within it is written `\\\"`, a line break `\\n`";
                return Err(problem(open..open + 1, "this text has no closing quotation mark on its line", help));
            };
            let plain = self.text.get(self.at..self.at + length).unwrap_or("");
            if let Some(owned) = &mut owned {
                owned.push_str(plain);
            }
            self.at += length;
            match self.peek() {
                Some(b'"') => {
                    let text =
                        owned.map_or_else(|| Cow::Borrowed(self.text.get(from..self.at).unwrap_or("")), Cow::Owned);
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_with(|| self.text.get(from..self.at).unwrap_or("").to_owned());
                    let (letter, length) =
                        escaped(self.text.get(self.at..self.end).unwrap_or("")).ok_or_else(|| {
                            let end = self.text.ceil_char_boundary((self.at + 2).min(self.end));
                            let shown = clip(self.text.get(self.at..end).unwrap_or("\\"));
                            let help = "write `\\\\` for a backslash, and `\\u` with four digits for a letter";
                            problem(self.at..end, format!("`{shown}` means nothing in a JSON text"), help)
                        })?;
                    text.push(letter);
                    self.at += length;
                }
                _ => {
                    // A carriage return at a line's end is part of the line break.
                    let help = "write a tab as `\\t` and a line break as `\\n`";
                    return Err(problem(self.at..self.at + 1, "a control character stands in this text", help));
                }
            }
        }
    }
}

/// The first byte that ends a run of plain text: a quotation mark, a backslash or a control character.
///
/// Eight bytes at a time: most texts are so short that a call of a vectorized search takes longer than it saves.
fn special(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES << 7;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (at, chunk) in (0..).step_by(8).zip(chunks) {
        let read = u64::from_le_bytes(*chunk);
        // The high bit of each byte below `bound`, and maybe of bytes behind the first such one.
        let below = |read: u64, bound: u64| read.wrapping_sub(ONES * bound) & !read;
        let quotes = below(read ^ (ONES * u64::from(b'"')), 1);
        let slashes = below(read ^ (ONES * u64::from(b'\\')), 1);
        let found = (quotes | slashes | below(read, 0x20)) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
    }
    let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
    Some(bytes.len() - rest.len() + plain)
}

/// The letter that an escape stands for, and its length in bytes.
fn escaped(text: &str) -> Option<(char, usize)> {
    let letter = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let high = hex(text.get(2..6)?)?;
            if !(0xd800..0xdc00).contains(&high) {
                return char::from_u32(high).map(|letter| (letter, 6));
            }
            // Letters beyond the first 65,536 are written as two halves.
            let low = hex(text.get(6..12)?.strip_prefix("\\u")?)?;
            let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            return char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low).map(|letter| (letter, 12));
        }
        _ => return None,
    };
    Some((letter, 2))
}

fn hex(digits: &str) -> Option<u32> {
    let all = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if all { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// Whether a word is a number of JSON: `-0.5`, `1e3`, but not `.5`, `01` or `+1`.
fn is_number(word: &str) -> bool {
    fn digits(text: &str) -> usize {
        text.bytes().take_while(u8::is_ascii_digit).count()
    }
    let rest = word.strip_prefix('-').unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = rest.get(whole..).unwrap_or("");
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = fraction.get(length..).unwrap_or("");
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        return length > 0 && length == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
