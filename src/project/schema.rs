//! Reads claim files, with all their mistakes: what is sound is kept.

use std::sync::Arc;

use super::cut;
use super::json;
use super::mistake::{Help, Mistakes};
use super::model::Site;
use super::names;
use super::syntax;
use super::tabs;
use super::tree::{Kind, Map, Node, Problem, Style};
use super::unseen;
use super::wording::{clip, is_mark, kebab, key_name, kind, list, mend_text};
use super::written::{CLAIM, ENTITY, EVENT, Entry, Fields, PROPERTY, RESOLUTION, SOURCE, TOP, UTTERANCE, Written};
use crate::id::FileId;
use crate::memory;
use crate::text::file::TextFile;

/// How much the defaults of a file may come to, all its claims together: nodes, and one more for every 64 bytes.
const DEFAULTS: usize = 20_000_000;

/// Keys whose values are often sentences.
pub(super) const SENTENCES: &[&str] = &["quote", "words", "note", "exact", "prefix", "suffix", "title", "because"];

/// Reads claim files: what a file's text is needed for, and where its mistakes go.
pub(super) struct Walker<'t> {
    pub id: FileId,
    pub text: &'t str,
    pub mistakes: Mistakes,
}

/// Reads a claim file.
pub(super) fn read(id: FileId, file: &TextFile) -> (Written<'_>, Mistakes) {
    let mut written = Written::new(id);
    if json::is_lines(file.path()) {
        let (claims, mistakes) = lines(id, file.text(), |claims, _| claims);
        written.claims = Arc::new(claims.into_iter().flatten().collect());
        return (written, mistakes);
    }
    let mut walker = Walker { id, text: file.text(), mistakes: Mistakes::default() };
    let mut inner = Walker { id, text: file.text(), mistakes: Mistakes::default() };
    let mut claims = Vec::new();
    let (root, problems) = tabs::read(file.text(), &mut |node| claims.extend(inner.fields(node, "a claim", CLAIM)));
    walker.mistakes = inner.mistakes;
    written.claims = Arc::new(claims);
    for problem in problems {
        walker.mistakes.add_problem(id, problem);
    }
    // A text at the top is what a mistake of syntax left.
    let told = !walker.mistakes.0.is_empty();
    if let Some(root) = root.filter(|root| !told || root.text().is_none()) {
        walker.top(root, &mut written);
    }
    walker.bound_defaults(&mut written);
    (written, walker.mistakes)
}

/// Reads the claims of a JSON Lines file, in parallel: what `make` makes of them, a few at a time, part by part.
pub(super) fn lines<'t, T: Send>(
    id: FileId,
    text: &'t str,
    make: impl Fn(Vec<Fields<'t>>, &mut Mistakes) -> Vec<T> + Sync,
) -> (Vec<Vec<T>>, Mistakes) {
    let (parts, problems) = json::read(text, |nodes| {
        let mut walker = Walker { id, text, mistakes: Mistakes::default() };
        let mut made = Vec::new();
        loop {
            let claims = (&mut *nodes).filter_map(|node| walker.fields(node, "a claim", CLAIM));
            let some: Vec<_> = claims.take(memory::AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            made.append(&mut make(some, &mut walker.mistakes));
        }
        (made, walker.mistakes)
    });
    let mut mistakes = Mistakes::default();
    let made = parts.into_iter().map(|(made, mut told)| {
        mistakes.0.append(&mut told.0);
        made
    });
    let made = made.collect();
    for problem in problems {
        mistakes.add_problem(id, problem);
    }
    (made, mistakes)
}

impl<'t> Walker<'t> {
    pub fn site(&self, node: &Node<'_>) -> Site {
        Site::new(self.id, node.range())
    }

    pub fn add(&mut self, node: &Node<'_>, message: impl Into<String>, help: impl Into<Help>) {
        let site = self.site(node);
        self.mistakes.add(site, message, help);
    }

    fn top(&mut self, root: Node<'t>, written: &mut Written<'t>) {
        if root.is_null() {
            return;
        }
        let help = format!("begin a line with one of {}, and a colon behind it", list(TOP));
        if !matches!(root.kind, Kind::Map(_)) {
            if self.tight(&root) {
                return;
            }
            return self.add(&root, format!("a claim file holds keys with values, and this is {}", kind(&root)), help);
        }
        let Some(fields) = self.fields(root, "a claim file", TOP) else { return };
        for (key, node) in fields.entries {
            match key {
                "sources" => written.sources = self.entries(node, key, "a source", SOURCE),
                "entities" => written.entities = self.entries(node, key, "an entity", ENTITY),
                "properties" => written.properties = self.entries(node, key, "a property", PROPERTY),
                "events" => written.events = self.entries(node, key, "an event", EVENT),
                "utterances" => written.utterances = self.entries(node, key, "an utterance", UTTERANCE),
                "defaults" => written.defaults = self.defaults(node),
                "claims" => {
                    let more = self.list(node, key, "a claim", CLAIM);
                    Arc::make_mut(&mut written.claims).extend(more);
                }
                _ => written.resolutions = self.list(node, key, "a resolution", RESOLUTION),
            }
        }
    }

    fn defaults(&mut self, node: Node<'t>) -> Fields<'t> {
        let mut fields = self.fields(node, "the defaults", CLAIM).unwrap_or_default();
        let ids: Vec<Node<'_>> = fields.iter().filter(|(key, _)| *key == "id").map(|(_, node)| node.clone()).collect();
        for node in ids {
            self.add(&node, "an id belongs to one claim, and cannot be a default", "write it in the claim");
        }
        fields.entries.retain(|(key, node)| *key != "id" && !node.is_null());
        fields
    }

    /// Every claim gets its defaults: long ones for many claims would fill any machine.
    fn bound_defaults(&mut self, written: &mut Written<'t>) {
        let claims = written.claims.len();
        let too_much = |node: &Node<'_>| node.weight() > 1 && node.weight().saturating_mul(claims) > DEFAULTS;
        let long: Vec<(&str, Site)> = written
            .defaults
            .iter()
            .filter(|(_, node)| too_much(node))
            .map(|(key, node)| (key, self.site(node)))
            .collect();
        for (key, site) in long {
            let message = format!("the default `{key}` is too long for {claims} claims");
            self.mistakes.add(site, message, "write it in the claims that it belongs to");
        }
        written.defaults.entries.retain(|(_, node)| !too_much(node));
    }

    /// The members of a list of mappings.
    fn list(
        &mut self,
        node: Node<'t>,
        key: &str,
        one: &'static str,
        known: &'static [&'static str],
    ) -> Vec<Fields<'t>> {
        if node.is_null() {
            return Vec::new();
        }
        let Kind::List(items, _) = node.kind else {
            if self.hyphens(&node) || self.tight(&node) {
                return Vec::new();
            }
            let help = format!("begin each with `- `, on lines of its own below `{key}:`");
            self.add(&node, format!("`{key}` is a list, and this is {}", kind(&node)), help);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.fields(item, one, known)).collect()
    }

    /// The entries of a map from ids.
    fn entries(
        &mut self,
        node: Node<'t>,
        key: &str,
        one: &'static str,
        known: &'static [&'static str],
    ) -> Vec<Entry<'t>> {
        if node.is_null() {
            return Vec::new();
        }
        let Kind::Map(map) = node.kind else {
            if self.tight(&node) {
                return Vec::new();
            }
            let help = format!("write `id: {{…}}` on lines of their own below `{key}:`, without `- `");
            self.add(&node, format!("`{key}` is a map from ids, and this is {}", kind(&node)), help);
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(map.entries.len());
        for (name, value) in map.entries {
            // `ana:{name: Ana}`
            if let Some(tight) = name.text().filter(|_| name.is_plain()).and_then(syntax::tight) {
                let mut problem = syntax::no_space(name.start as usize, &tight);
                if problem.help.as_ref().is_some_and(|help| help.contains(':')) {
                    problem.help = Some(format!("write a space behind `{}:`", clip(tight.key)));
                }
                self.mistakes.add_problem(self.id, problem);
                continue;
            }
            if let Some(problem) = self.unseen(&name) {
                self.mistakes.add_problem(self.id, problem);
                continue;
            }
            let Some(id) = self.id(&name) else { continue };
            let site = self.site(&name);
            let fields = self.fields(value, one, known);
            let fields = fields.unwrap_or_else(|| Fields { broken: true, ..Fields::default() });
            entries.push(Entry { id, site, fields });
        }
        entries
    }

    /// An id in kebab-case.
    pub fn id(&mut self, node: &Node<'_>) -> Option<String> {
        let Some(text) = node.text() else {
            self.add(node, format!("an id is one word in kebab-case, and this is {}", kind(node)), Help::None);
            return None;
        };
        let id = text.trim().replace('_', "-");
        if id.is_empty() || (node.is_null() && node.is_plain()) {
            self.add(node, "an id is missing here", "write a word in kebab-case, such as `laura-dogu`");
            return None;
        }
        if !id.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || is_mark(letter)) {
            let mend = kebab(&id);
            let help = if mend.is_empty() {
                "letters, digits and hyphens make an id, such as `laura-dogu`".to_owned()
            } else {
                format!("write `{mend}`; a name as people write it goes into `name`, `label` or `aliases`")
            };
            self.add(node, format!("`{}` is no id: ids are kebab-case", clip(text)), help);
            return None;
        }
        Some(id)
    }

    /// A mapping's known keys; the others are mistakes.
    pub fn fields(&mut self, node: Node<'t>, one: &'static str, known: &'static [&'static str]) -> Option<Fields<'t>> {
        if node.is_null() {
            return Some(Fields { start: node.start, end: node.end, ..Fields::default() });
        }
        let (start, end) = (node.start, node.end);
        let Kind::Map(map) = node.kind else {
            if self.tight(&node) || self.hyphens(&node) {
                return None;
            }
            let help = format!("it has keys with values, such as `{}: …`", known.first().unwrap_or(&""));
            self.add(&node, format!("{} holds keys with values, and this is {}", one, kind(&node)), help);
            return None;
        };
        let Map { entries, flow, broken } = map;
        let mut fields = Fields { start, end, entries: Vec::with_capacity(entries.len()), broken, doubtful: false };
        let mut before: Option<&'static str> = None;
        let mut entries = entries.into_iter().peekable();
        while let Some((key, value)) = entries.next() {
            let Some(written) = key.text() else {
                self.add(&key, format!("{} has keys that are words, and this is {}", one, kind(&key)), Help::None);
                fields.broken = true;
                continue;
            };
            // In a `{…}` line what stands behind a comma is a key, with a colon behind it or without.
            if flow && self.is_piece(&key, &value) {
                let tight = syntax::tight(written).is_some_and(|tight| syntax::is_key(tight.key));
                let mut pieces = vec![key];
                while let Some((more, _)) = entries.next_if(|(key, value)| self.is_piece(key, value)) {
                    pieces.push(more);
                }
                self.cut(&pieces, before.and_then(|key| Some((key, fields.get(key)?))), tight);
                fields.doubtful = true;
                continue;
            }
            let exactly = known.iter().find(|known| **known == written);
            let Some(&name) = exactly.or_else(|| {
                let name = key_name(written);
                known.iter().find(|known| **known == name)
            }) else {
                self.unknown(&key, one, known, before.and_then(|key| Some((key, fields.get(key)?))));
                fields.broken = true;
                continue;
            };
            before = Some(name);
            if matches!(name, "quote" | "words") {
                self.comments(&value, name);
            }
            // A line `when:2026` goes on with the text above it.
            if self.swallows(&value, name, known) {
                fields.doubtful = true;
            }
            if fields.has(name) {
                self.add(&key, format!("`{name}` is written twice in {one}"), "keep one of the two");
                fields.doubtful = true;
                continue;
            }
            fields.entries.push((name, value));
        }
        Some(fields)
    }

    /// What stands before a key and looks like a space.
    fn unseen(&self, key: &Node<'_>) -> Option<Problem> {
        let begins = key.is_plain() && key.text().is_some_and(|text| text.starts_with(|c| unseen::name(c).is_some()));
        self.line(key).and_then(|(line, written)| unseen::spaces(&line, written, begins))
    }

    /// The line that a node begins on; of one that is longer than people write, nothing.
    fn line(&self, node: &Node<'_>) -> Option<(std::ops::Range<usize>, &'t str)> {
        const LONGEST: usize = 1000;
        let near = self.text.floor_char_boundary((node.start as usize).saturating_sub(LONGEST));
        let far = self.text.floor_char_boundary((node.start as usize + LONGEST).min(self.text.len()));
        let line = syntax::line_at(self.text.get(near..far)?, node.start as usize - near);
        let whole = (line.start > 0 || near == 0).then_some(near + line.start..near + line.end)?;
        Some((whole.clone(), self.text.get(whole)?))
    }

    /// A text that is a key and its value without a space between: says so.
    fn tight(&mut self, node: &Node<'_>) -> bool {
        let Some(text) = node.text().filter(|_| node.is_plain()) else { return false };
        let problem = self
            .line(node)
            .and_then(|(line, written)| unseen::spaces(&line, written, false))
            .or_else(|| Some(syntax::no_space(node.start as usize, &syntax::tight(text)?)));
        let told = problem.is_some();
        problem.into_iter().for_each(|problem| self.mistakes.add_problem(self.id, problem));
        told
    }

    /// Where entries of a list begin with hyphens that touch what follows: says so.
    fn hyphens(&mut self, node: &Node<'_>) -> bool {
        let mut keys: Vec<&Node<'_>> = match &node.kind {
            Kind::Map(map) if !map.flow => map.entries.iter().map(|(key, _)| key).collect(),
            Kind::Scalar(..) => vec![node],
            _ => Vec::new(),
        };
        keys.retain(|key| self.hyphen(key));
        let before = self.mistakes.0.len();
        for key in keys {
            let problem = self.line(key).and_then(|(line, written)| {
                unseen::spaces(&line, written, false).or_else(|| syntax::hyphen(&line, written))
            });
            problem.into_iter().for_each(|problem| self.mistakes.add_problem(self.id, problem));
        }
        self.mistakes.0.len() > before
    }

    /// Whether a bare text of several lines has one that was meant for a key, without a space behind its colon.
    fn swallows(&mut self, node: &Node<'_>, key: &str, known: &[&str]) -> bool {
        let Some(text) = node.text().filter(|text| node.is_plain() && text.len() != (node.end - node.start) as usize)
        else {
            return false;
        };
        let mut lines = self.text.get(node.range()).filter(|_| text.contains(':')).unwrap_or("").split_inclusive('\n');
        let mut at = node.start as usize + lines.next().map_or(0, str::len);
        let before = self.mistakes.0.len();
        for line in lines {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            let tight = syntax::tight(line.trim()).filter(|tight| known.contains(&&*key_name(tight.key)));
            let problem = tight.map(|tight| syntax::no_space(start, &tight)).map(|mut problem| {
                if SENTENCES.contains(&key) {
                    problem.help =
                        problem.help.map(|help| format!("{help}; if it is part of the text, {}", mend_text(key)));
                }
                problem
            });
            problem.into_iter().for_each(|problem| self.mistakes.add_problem(self.id, problem));
        }
        self.mistakes.0.len() > before
    }

    fn colon_behind(&self, key: &Node<'_>) -> bool {
        let behind = self.text.get(key.end as usize..).unwrap_or("");
        behind.trim_start().starts_with(':')
    }

    /// A comment behind a bare text on its line: it was meant as text, most likely.
    fn comments(&mut self, node: &Node<'_>, key: &str) {
        match &node.kind {
            Kind::Scalar(_, Style::Plain) if !node.is_null() => {
                let behind = self.text.get(node.end as usize..).unwrap_or("");
                let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                if behind.get(gap..).is_some_and(|rest| rest.starts_with('#')) {
                    let start = node.end as usize + gap;
                    let line = behind.get(gap..).and_then(|rest| rest.lines().next()).unwrap_or("");
                    let site = Site::new(self.id, start..start + line.trim_end().len());
                    let message = format!("` #` begins a comment in YAML, and `{key}` ends before it");
                    let help = format!("{}; a comment goes on a line of its own", mend_text(key));
                    self.mistakes.add(site, message, help);
                }
            }
            Kind::Scalar(..) => {}
            Kind::List(items, _) => items.iter().for_each(|item| self.comments(item, key)),
            Kind::Map(map) => map.entries.iter().for_each(|(_, value)| self.comments(value, key)),
        }
    }

    /// Whether a key has neither a colon nor a value, as pieces of a text have that is cut at its commas.
    fn is_piece(&self, key: &Node<'_>, value: &Node<'_>) -> bool {
        value.is_empty() && key.text().is_some() && !self.colon_behind(key)
    }

    /// Tells of the pieces of a text that stand behind a key and what is left of its value; a `tight` one is a key.
    fn cut(&mut self, pieces: &[Node<'_>], before: Option<(&str, &Node<'_>)>, tight: bool) {
        let Some(key) = pieces.first() else { return };
        if tight && self.tight(key) {
            return;
        }
        let text = clip(key.text().unwrap_or(""));
        let Some((before, value)) = before else {
            return self.add(key, format!("`{text}` is a key without a value"), mend_text("text"));
        };
        let message = format!("in a {{…}} line the text of `{before}` ends at its comma, and `{text}` is no key");
        self.add(key, message, cut::mend(self.text, before, value, pieces));
    }

    /// Whether a key begins with a hyphen that was meant for a list.
    fn hyphen(&self, key: &Node<'_>) -> bool {
        key.is_plain() && key.text().is_some_and(|text| text.starts_with('-'))
    }

    /// Tells of a key that is none; `before` are the key before it and its value.
    fn unknown(&mut self, key: &Node<'_>, one: &str, known: &[&str], before: Option<(&str, &Node<'_>)>) {
        let written = key.text().unwrap_or("");
        if written == "<<" {
            let help = "write the keys out, or put what all claims of a file share under `defaults`";
            return self.add(key, "`<<` merges nothing in YAML 1.2", help);
        }
        if let Some(problem) = self.unseen(key) {
            return self.mistakes.add_problem(self.id, problem);
        }
        if let Some(plain) = unseen::plain(written).filter(|plain| known.contains(&&*key_name(&plain.text))) {
            return self.add(key, plain.message, plain.help);
        }
        // An entry of a list that belongs to the key above.
        let hyphen = self.line(key).filter(|_| known == TOP && self.hyphen(key));
        if let Some(problem) = hyphen.and_then(|(line, written)| syntax::hyphen(&line, written)) {
            return self.mistakes.add_problem(self.id, problem);
        }
        let message = format!("`{}` is no key of {one}", clip(written));
        if let Some((before, value)) = before.filter(|(key, _)| SENTENCES.contains(key) && written.contains(' ')) {
            let message = format!("`{}` is no key, and `{before}` ends on the line above it", clip(written));
            let help = match value.kind {
                Kind::Scalar(_, Style::EmptyBlock) => {
                    format!("begin each line of the text further to the right than `{before}`")
                }
                _ => mend_text(before),
            };
            return self.add(key, message, help);
        }
        if matches!(written, "exact" | "prefix" | "suffix") && known.contains(&"quote") {
            let help =
                "it belongs to the quote: write `quote: { exact: …, prefix: …, suffix: … }`, with what is needed";
            return self.add(key, message, help);
        }
        let near = names::nearest(written, known.iter().copied());
        let help = match near.filter(|_| !self.hyphen(key)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.hyphen(key) => "write a space behind the hyphen: `- ` begins an entry of a list".to_owned(),
            None => format!("the keys of {one} are {}", list(known)),
        };
        self.add(key, message, help);
    }
}
