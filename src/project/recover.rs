//! Reads as much as can be read of a file with mistakes of syntax: a mistake costs one claim or one entry, not
//! the file, and several mistakes are told in one run.
//!
//! A YAML parser stops at the first mistake. From there on the entries of that part of the file are read one by
//! one, each from its own line to the next that begins as far to the right; the rest of the file from its next
//! top-level key on.

use std::ops::Range;

use super::syntax::{self, Keys};
use super::tree::{self, Document, Handed, Kind, Map, Node, Problem, Section, Stop};
use super::wording::key_name;
use super::written::TOP;

/// How often reading begins anew at a top-level key: there are eight of them.
const RESTARTS: usize = 32;

/// How many mistakes of syntax are told in a file.
const TOLD: usize = 100;

/// What could be read of a file, beside its claims.
#[derive(Debug)]
pub(super) struct Read<'t> {
    pub root: Option<Node<'t>>,
    pub problems: Vec<Problem>,
    /// One of the mistakes is a tab before a line.
    pub tab: bool,
}

/// Reads a claim file. Claims go to `sink`, all else comes back.
pub(super) fn read<'t>(text: &'t str, sink: &mut dyn FnMut(Node<'t>)) -> Read<'t> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reading = Reading { text, problems: Vec::new(), tab: false, sink };
    let mut next = Some(start);
    let mut root: Option<Node<'t>> = None;
    for _ in 0..RESTARTS {
        let Some(from) = next.take() else { break };
        let rest = text.get(from..).unwrap_or("");
        let document = tree::read(rest, from, Handed::Claims, reading.sink);
        let stop = reading.keep(document, &mut root, from > start);
        let Some(stop) = stop else { break };
        let told = reading.problems.len();
        let from = match &stop.section {
            Some(section) if !section.flow => reading.entries(section, &stop, &mut root),
            _ => stop.at,
        };
        if reading.problems.len() == told {
            // A key without its colon stands on a line above.
            let above = from_line(text, from_line(text, stop.at).saturating_sub(1));
            reading.tell(&stop, above..text.len());
        }
        next = top_key(text, from);
    }
    reading.problems.truncate(TOLD);
    Read { root, problems: reading.problems, tab: reading.tab }
}

struct Reading<'t, 's> {
    text: &'t str,
    problems: Vec<Problem>,
    tab: bool,
    sink: &'s mut dyn FnMut(Node<'t>),
}

impl<'t> Reading<'t, '_> {
    /// Keeps what a part of the file holds; the mistake that ended it is handed back.
    fn keep(&mut self, document: Document<'t>, root: &mut Option<Node<'t>>, later: bool) -> Option<Stop> {
        let Document { root: new, stopped, problems } = document;
        // What an earlier part marks with `&` is unknown in a later one.
        if !later {
            let line = stopped.as_ref().map(|stop| from_line(self.text, stop.at));
            let other = |problem: &Problem| line != Some(from_line(self.text, problem.at.start));
            self.problems.extend(problems.into_iter().filter(other));
        }
        match (root.as_mut().map(|node| &mut node.kind), new) {
            (None, new) => *root = new,
            (Some(Kind::Map(known)), Some(Node { kind: Kind::Map(more), .. })) => known.entries.extend(more.entries),
            _ => {}
        }
        stopped
    }

    /// Reads the entries of a list or mapping one by one, from the one with the mistake on. Gives the byte behind
    /// the last.
    fn entries(&mut self, section: &Section, stop: &Stop, root: &mut Option<Node<'t>>) -> usize {
        let indent = section.start - from_line(self.text, section.start);
        let mut at = from_line(self.text, section.entry.unwrap_or(stop.at));
        // A claim may begin on the line below its hyphen.
        while section.list && at > section.start && !begins_item(self.line(at), indent) {
            at = from_line(self.text, at - 1);
        }
        if at < from_line(self.text, section.start) {
            at = from_line(self.text, section.start);
        }
        loop {
            let end = self.entry_end(at, indent, section.list);
            let chunk = self.text.get(at..end).unwrap_or("");
            let first = self.line(at);
            if section.list && !begins_item(first, indent) {
                if !blank(first) {
                    self.tell(stop, at..end);
                }
            } else if !blank(first) {
                self.entry(chunk, at, section, root);
            }
            at = end;
            if at >= self.text.len() || leaves(self.line(at), indent, section.list) {
                return at;
            }
        }
    }

    fn entry(&mut self, chunk: &'t str, at: usize, section: &Section, root: &mut Option<Node<'t>>) {
        let handed = if section.key == "claims" { Handed::Members } else { Handed::Nothing };
        let mut claims = Vec::new();
        let Document { root: new, stopped, .. } = tree::read(chunk, at, handed, &mut |node| claims.push(node));
        if let Some(stop) = &stopped {
            // What was read of it lacks keys: nothing should be concluded from it.
            self.tell(stop, at..at + chunk.len());
        } else {
            claims.into_iter().for_each(&mut *self.sink);
        }
        let Some(new) = new else { return };
        let Some(Node { kind: Kind::Map(Map { entries, .. }), .. }) = root else { return };
        let known = entries.iter_mut().rev().find(|(key, _)| key.text() == Some(&section.key));
        match (known.map(|(_, value)| &mut value.kind), new.kind) {
            (Some(Kind::Map(known)), Kind::Map(mut more)) => {
                // An entry keeps its id, so that nobody misses it elsewhere; what it says is open.
                if stopped.is_some()
                    && let [(_, Node { kind: Kind::Map(map), .. })] = more.entries.as_mut_slice()
                {
                    map.broken = true;
                }
                known.entries.extend(more.entries);
            }
            (Some(Kind::List(known, _)), Kind::List(more, _)) if stopped.is_none() => known.extend(more),
            _ => {}
        }
    }

    fn tell(&mut self, stop: &Stop, entry: Range<usize>) {
        self.tab |= syntax::tab(self.text, stop, &entry).is_some();
        if self.problems.len() <= TOLD {
            self.problems.push(syntax::explain(self.text, stop, entry, Keys::Claims));
        }
    }

    fn line(&self, at: usize) -> &'t str {
        let rest = self.text.get(at..).unwrap_or("");
        rest.split_inclusive('\n').next().unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// Where the entry ends that begins on a line: at the next entry, or at the end of them all.
    fn entry_end(&self, at: usize, indent: usize, list: bool) -> usize {
        let mut next = at + self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(usize::MAX - at, |end| end + 1);
        while next < self.text.len() {
            let line = self.line(next);
            let begins = if list { begins_item(line, indent) } else { begins_key(line, indent) };
            if begins || leaves(line, indent, list) {
                return next;
            }
            next += self.text.get(next..).and_then(|rest| rest.find('\n')).map_or(usize::MAX - next, |end| end + 1);
        }
        self.text.len()
    }
}

fn from_line(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at.min(text.len()));
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

fn blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn begins_item(line: &str, indent: usize) -> bool {
    let rest = line.trim_start_matches('\u{feff}');
    indent_of(rest) == indent && {
        let rest = rest.trim_start();
        rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t")
    }
}

fn begins_key(line: &str, indent: usize) -> bool {
    !blank(line) && indent_of(line) == indent && !line.trim_start().starts_with(['}', ']', '-'])
}

/// Whether a line belongs to no entry of a list or mapping that stands so far to the right.
fn leaves(line: &str, indent: usize, list: bool) -> bool {
    if blank(line) || line.starts_with('\t') {
        return false;
    }
    let own = indent_of(line);
    own < indent || (own == indent && list && !line.trim_start().starts_with('-')) && top_key_of(line)
}

fn top_key_of(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        TOP.contains(&&*key_name(key)) && (rest.is_empty() || rest.starts_with([' ', '\t'])) && !key.starts_with(' ')
    })
}

/// The next line from a byte on that begins with a top-level key.
fn top_key(text: &str, from: usize) -> Option<usize> {
    let mut at = from_line(text, from);
    if at < from {
        at = from + text.get(from..)?.find('\n')? + 1;
    }
    while at < text.len() {
        let line = text.get(at..)?.split_inclusive('\n').next()?;
        if top_key_of(line.trim_end()) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
