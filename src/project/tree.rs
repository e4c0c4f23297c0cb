//! A YAML document as a tree of nodes with byte spans, so that all its mistakes can be told in one run.
//!
//! It is built from the events of serde-saphyr's parser rather than through serde: so a scalar keeps the text
//! that was written (`1.20`, `1_473`, `no`), whether it was quoted, and its place.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde_saphyr::granit_parser::{self as yaml, Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::ampersand;

/// How deeply lists and mappings may be nested. Claim files need five.
const DEPTH: usize = 60;

/// How much aliases (`*name`) may copy in one file: nodes, and one more for every 64 bytes of text.
const COPIES: usize = 100_000;

/// A node of a document: what it holds, and the bytes where it stands.
#[derive(Clone, Debug)]
pub struct Node<'t> {
    /// First byte in the file.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What it holds.
    pub kind: Kind<'t>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Kind<'t> {
    /// A text, a number, a date…: everything that is no list and no mapping.
    Scalar(Cow<'t, str>, Style),
    /// A list; whether it is written in square brackets.
    List(Vec<Node<'t>>, bool),
    /// A mapping.
    Map(Map<'t>),
}

/// A mapping's entries in their order, duplicates included.
#[derive(Clone, Debug, Default)]
pub struct Map<'t> {
    /// Keys and values.
    pub entries: Vec<(Node<'t>, Node<'t>)>,
    /// Written in curly brackets.
    pub flow: bool,
    /// A mistake of syntax cut it off: keys may be missing through no fault of its own.
    pub broken: bool,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bare.
    Plain,
    /// In quotation marks of either kind.
    Quoted,
    /// On lines of its own after `|`.
    Literal,
    /// On lines of its own after `>`.
    Folded,
    /// A block of text with nothing in it; the text is what begins it, such as `>100`.
    EmptyBlock,
}

/// A mistake in a file, at bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// What could be read of a text.
#[derive(Debug, Default)]
pub struct Document<'t> {
    /// The first document's content; `None` where there is none.
    pub root: Option<Node<'t>>,
    /// The mistake of syntax that ended the reading: its place, and where the last thing stood that was read whole.
    pub stopped: Option<Stop>,
    /// Other mistakes.
    pub problems: Vec<Problem>,
}

/// A mistake of syntax.
#[derive(Debug)]
pub struct Stop {
    /// What the parser says.
    pub error: ScanError,
    /// Its byte in the file.
    pub at: usize,
    /// The key whose value was read last, by its first byte.
    pub key: Option<usize>,
    /// The value of a key of the root that could not be read whole.
    pub section: Option<Section>,
}

/// The value of a key of the root: a list or mapping that breaks off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The key.
    pub key: String,
    /// The first byte of its first entry.
    pub start: usize,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it is written in brackets.
    pub flow: bool,
    /// The first byte of the entry that was being read.
    pub entry: Option<usize>,
}

/// Which nodes are handed out one by one instead of being kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// None.
    Nothing,
    /// The members of a list under the root's key `claims`.
    Claims,
    /// The members of the root, a list.
    Members,
}

impl<'t> Node<'t> {
    /// The bytes of the node.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether nothing is written here: no value at all, `~` or `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar(text, Style::Plain) if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Whether nothing at all is written here, not even `~`.
    pub fn is_empty(&self) -> bool {
        self.is_null() && self.start == self.end
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// Whether this is a scalar written without quotation marks.
    pub fn is_plain(&self) -> bool {
        matches!(self.kind, Kind::Scalar(_, Style::Plain))
    }

    /// The same, with texts of its own.
    pub fn into_owned(self) -> Node<'static> {
        let kind = match self.kind {
            Kind::Scalar(text, style) => Kind::Scalar(Cow::Owned(text.into_owned()), style),
            Kind::List(items, flow) => Kind::List(items.into_iter().map(Node::into_owned).collect(), flow),
            Kind::Map(map) => {
                let entries = map.entries.into_iter().map(|(key, value)| (key.into_owned(), value.into_owned()));
                Kind::Map(Map { entries: entries.collect(), flow: map.flow, broken: map.broken })
            }
        };
        Node { start: self.start, end: self.end, kind }
    }

    /// How much a copy of this holds: nodes, and one more for every 64 bytes of text.
    pub fn weight(&self) -> usize {
        1 + match &self.kind {
            Kind::Scalar(text, _) => text.len() / 64,
            Kind::List(items, _) => items.iter().map(Node::weight).sum(),
            Kind::Map(map) => map.entries.iter().map(|(key, value)| key.weight() + value.weight()).sum(),
        }
    }
}

/// A list or mapping that is being read.
struct Frame<'t> {
    start: usize,
    anchor: usize,
    kind: Open<'t>,
}

enum Open<'t> {
    List(Vec<Node<'t>>, bool),
    Map(Map<'t>, Option<Node<'t>>),
}

struct Builder<'t, 's> {
    text: &'t str,
    base: usize,
    stack: Vec<Frame<'t>>,
    root: Option<Node<'t>>,
    /// Anchored nodes that are complete.
    anchors: FxHashMap<usize, Node<'t>>,
    copied: usize,
    /// Bare texts that begin with `&`, by their anchors, as long as nothing repeats them.
    marked: BTreeMap<usize, Problem>,
    problems: Vec<Problem>,
    handed: Handed,
    sink: &'s mut dyn FnMut(Node<'t>),
}

/// Reads the first document of a text that starts at byte `base` of its file. What `handed` names goes to `sink`
/// one by one, so that a file of any length takes little memory.
///
/// A text that breaks off with a mistake of syntax gives what was read whole before it.
pub fn read<'t>(text: &'t str, base: usize, handed: Handed, sink: &mut dyn FnMut(Node<'t>)) -> Document<'t> {
    let options = yaml::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: DEPTH,
        block_nesting_limit: DEPTH,
        simple_key_max_lookahead: 8192,
    };
    let mut builder = Builder {
        text,
        base,
        stack: Vec::new(),
        root: None,
        anchors: FxHashMap::default(),
        copied: 0,
        marked: BTreeMap::new(),
        problems: Vec::new(),
        handed,
        sink,
    };
    let mut stopped = None;
    let mut documents = 0;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = base + error.marker().byte_offset().unwrap_or(0).min(text.len());
                stopped = Some(Stop { error, at, key: builder.key(), section: builder.section() });
                break;
            }
        };
        let range = span.byte_range().unwrap_or(0..0);
        let range = base + range.start..base + range.end;
        if let Event::DocumentStart(..) = event {
            documents += 1;
            if documents > 1 {
                builder.problems.push(Problem {
                    at: range,
                    message: "a second document begins here, and only the first is read".into(),
                    help: Some("remove the line `---`, or put what follows into a file of its own".into()),
                });
                break;
            }
        }
        let tag = span.tag_span().and_then(|span| span.byte_range());
        let tag = tag.map(|tag| base + tag.start..base + tag.end);
        builder.event(event, range, tag);
    }
    builder.close();
    builder.problems.extend(builder.marked.into_values());
    Document { root: builder.root, stopped, problems: builder.problems }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'t> Builder<'t, '_> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>, tagged: Option<Range<usize>>) {
        let written = tagged.unwrap_or_else(|| range.clone());
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal => Style::Literal,
                    ScalarStyle::Folded => Style::Folded,
                };
                let (text, style) = match tag {
                    Some(tag) if tag.handle() != "tag:yaml.org,2002:" => {
                        self.tagged(&written);
                        (text, style)
                    }
                    // `!!str no` means what `"no"` means.
                    Some(_) if style == Style::Plain => (text, Style::Quoted),
                    _ => (text, style),
                };
                let (range, text, style) = match style {
                    Style::Literal | Style::Folded => {
                        let range = self.block(range);
                        if text.trim().is_empty() {
                            let written = self.text.get(range.start - self.base..range.end - self.base);
                            (range, Cow::Borrowed(written.unwrap_or("")), Style::EmptyBlock)
                        } else {
                            (range, text, style)
                        }
                    }
                    _ => (range, text, style),
                };
                if anchor != 0 && style == Style::Plain {
                    let keys = self.stack.iter().rev().take(2).filter_map(|frame| match &frame.kind {
                        Open::Map(_, key) => key.as_ref()?.text(),
                        Open::List(..) => None,
                    });
                    let before = self.text.get(..range.start - self.base).unwrap_or("");
                    if let Some((back, help)) = ampersand::of_a_text(keys, before) {
                        let problem = Problem {
                            at: range.start - back..range.end,
                            message: "`&` at the beginning of a text means something else in YAML".into(),
                            help: Some(help),
                        };
                        self.marked.insert(anchor, problem);
                    }
                }
                let node = Node { start: small(range.start), end: small(range.end), kind: Kind::Scalar(text, style) };
                self.done(node, anchor);
            }
            Event::SequenceStart(style, anchor, tag) => {
                if tag.is_some_and(|tag| tag.handle() != "tag:yaml.org,2002:") {
                    self.tagged(&written);
                }
                let kind = Open::List(Vec::new(), style == StructureStyle::Flow);
                self.stack.push(Frame { start: range.start, anchor, kind });
            }
            Event::MappingStart(style, anchor, tag) => {
                if tag.is_some_and(|tag| tag.handle() != "tag:yaml.org,2002:") {
                    self.tagged(&written);
                }
                let map = Map { flow: style == StructureStyle::Flow, ..Map::default() };
                self.stack.push(Frame { start: range.start, anchor, kind: Open::Map(map, None) });
            }
            Event::SequenceEnd | Event::MappingEnd => self.pop(range.end, false),
            Event::Alias(id) => self.alias(id, range),
            Event::UnresolvedAlias(name) => {
                self.problems.push(Problem {
                    at: range.clone(),
                    message: format!("in YAML `*{name}` repeats what was marked `&{name}`, and nothing is marked so"),
                    help: Some(format!("if the text begins with a star, put it in quotation marks: \"*{name}\"")),
                });
                // Not null: that nothing is written here would be a second, false mistake.
                let kind = Kind::Scalar(Cow::Owned(format!("*{name}")), Style::Quoted);
                self.done(Node { start: small(range.start), end: small(range.end), kind }, 0);
            }
            _ => {}
        }
    }

    /// A block of text from its `|` or `>` on: the parser tells the first byte of its content, which for an empty
    /// block is whatever follows.
    fn block(&self, content: Range<usize>) -> Range<usize> {
        let from = content.start - self.base;
        let near = self.text.floor_char_boundary(from.saturating_sub(400));
        let head = self.text.get(near..from).unwrap_or("");
        let start = head.rfind(['|', '>']).map_or(content.start, |at| self.base + near + at);
        let written = self.text.get(start - self.base..content.end - self.base).unwrap_or("").trim_end();
        start..start + written.len()
    }

    fn tagged(&mut self, range: &Range<usize>) {
        self.problems.push(Problem {
            at: range.clone(),
            message: "a word that begins with `!` before a value is a tag in YAML, and tags mean nothing here".into(),
            help: Some("if it belongs to the text, put the whole text in quotation marks".into()),
        });
    }

    fn alias(&mut self, id: usize, range: Range<usize>) {
        self.marked.remove(&id);
        let Some(node) = self.anchors.get(&id) else {
            self.problems.push(Problem {
                at: range.clone(),
                message: "this repeats something that contains it".into(),
                help: Some("write out what is meant".into()),
            });
            return self.done(null(&range), 0);
        };
        self.copied = self.copied.saturating_add(node.weight());
        if self.copied > COPIES {
            if self.copied < usize::MAX {
                self.copied = usize::MAX;
                self.problems.push(Problem {
                    at: range.clone(),
                    message: "this file repeats more by `*` than can be read".into(),
                    help: Some("write out what is meant".into()),
                });
            }
            return self.done(null(&range), 0);
        }
        let node = node.clone();
        self.done(node, 0);
    }

    /// Puts a complete node where it belongs.
    fn done(&mut self, node: Node<'t>, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let depth = self.stack.len();
        let for_sink = match self.handed {
            Handed::Nothing => false,
            Handed::Claims => depth == 2 && self.in_claims(),
            Handed::Members => depth == 1,
        };
        let Some(frame) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut frame.kind {
            Open::List(..) if for_sink => (self.sink)(node),
            Open::List(items, _) => items.push(node),
            Open::Map(map, key) => match key.take() {
                Some(key) => map.entries.push((key, node)),
                None => *key = Some(node),
            },
        }
    }

    fn in_claims(&self) -> bool {
        matches!(self.stack.first(), Some(Frame { kind: Open::Map(_, Some(key)), .. }) if key.text() == Some("claims"))
    }

    fn pop(&mut self, end: usize, broken: bool) {
        let Some(frame) = self.stack.pop() else { return };
        let (kind, last) = match frame.kind {
            Open::List(items, flow) => {
                let last = items.last().map(|item| item.end);
                (Kind::List(items, flow), last.filter(|_| !flow || broken))
            }
            Open::Map(mut map, _) => {
                map.broken = broken;
                let last = map.entries.last().map(|(key, value)| value.end.max(key.end));
                let last = last.filter(|_| !map.flow || broken);
                (Kind::Map(map), last)
            }
        };
        // A block ends where its last entry does, not at the blank lines behind it.
        let end = last.unwrap_or(small(end)).max(small(frame.start));
        let node = Node { start: small(frame.start), end, kind };
        // An entry that was not read whole is no entry.
        if broken && self.stack.len() == 2 {
            if let Some(Frame { kind: Open::Map(_, key), .. }) = self.stack.last_mut() {
                *key = None;
            }
            return;
        }
        if broken && self.stack.len() == 1 && self.handed == Handed::Members {
            return;
        }
        self.done(node, frame.anchor);
    }

    /// The key whose value is being read, or was read last.
    fn key(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|frame| match &frame.kind {
            Open::Map(map, key) => {
                key.as_ref().or(map.entries.last().map(|(key, _)| key)).map(|key| key.start as usize)
            }
            Open::List(..) => None,
        })
    }

    fn section(&self) -> Option<Section> {
        let Some(Frame { kind: Open::Map(_, Some(key)), .. }) = self.stack.first() else { return None };
        let frame = self.stack.get(1)?;
        let (list, flow, entry) = match &frame.kind {
            Open::List(_, flow) => (true, *flow, self.stack.get(2).map(|entry| entry.start)),
            Open::Map(map, key) => (false, map.flow, key.as_ref().map(|key| key.start as usize)),
        };
        Some(Section { key: key.text()?.to_owned(), start: frame.start, list, flow, entry })
    }

    /// Closes what a mistake of syntax left open.
    fn close(&mut self) {
        while !self.stack.is_empty() {
            self.pop(self.base, true);
        }
    }
}

fn null(range: &Range<usize>) -> Node<'static> {
    Node { start: small(range.start), end: small(range.start), kind: Kind::Scalar(Cow::Borrowed(""), Style::Plain) }
}
