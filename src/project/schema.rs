//! Claim files as they are written, with spans: which keys stand where, before any name is resolved.
//!
//! All mistakes of a file are collected, and what is sound is kept.

use std::borrow::Cow;
use std::sync::Arc;

use super::json;
use super::mistake::{Help, Mistakes};
use super::model::Site;
use super::names;
use super::recover;
use super::tree::{Kind, Map, Node, Style};
use crate::id::FileId;
use crate::text::file::TextFile;

/// The keys that a claim file may have at its top.
pub(super) const TOP: &[&str] =
    &["sources", "entities", "properties", "events", "utterances", "defaults", "claims", "resolutions"];

/// The keys of a source.
pub(super) const SOURCE: &[&str] = &[
    "text",
    "title",
    "publisher",
    "published",
    "url",
    "author",
    "retrieved",
    "language",
    "authorship",
    "translated-from",
    "role",
    "derived-from",
    "sha256",
];

/// The keys of an entity.
pub(super) const ENTITY: &[&str] = &["name", "label", "kind", "aliases", "within"];

/// The keys of a property.
pub(super) const PROPERTY: &[&str] =
    &["name", "label", "kind", "aliases", "type", "holds", "choices", "compatible", "same", "unit", "tolerance"];

/// The keys of an event.
pub(super) const EVENT: &[&str] = &["name", "label", "kind", "aliases", "lasts"];

/// The keys of an utterance.
pub(super) const UTTERANCE: &[&str] = &["name", "label", "kind", "aliases"];

/// The keys of a claim, of all three forms.
pub(super) const CLAIM: &[&str] = &[
    "id",
    "source",
    "subject",
    "property",
    "value",
    "not",
    "when",
    "event",
    "before",
    "after",
    "during",
    "same-day-as",
    "same-time-as",
    "by",
    "at-least",
    "at-most",
    "utterance",
    "speaker",
    "words",
    "paraphrase",
    "quote",
    "according-to",
    "certainty",
    "note",
];

/// The keys of a quote that is told apart by what stands around it.
pub(super) const QUOTE: &[&str] = &["exact", "prefix", "suffix"];

/// The keys of a resolution.
pub(super) const RESOLUTION: &[&str] = &["rejects", "because", "by", "on", "until", "value", "content"];

/// How much the defaults of a file may come to, all its claims together: nodes, and one more for every 64 bytes.
const DEFAULTS: usize = 20_000_000;

/// Keys whose values are often sentences.
const SENTENCES: &[&str] = &["quote", "words", "note", "exact", "prefix", "suffix", "title", "because"];

/// A claim file as written.
#[derive(Clone, Debug)]
pub(super) struct Written<'t> {
    pub file: FileId,
    pub sources: Vec<Entry<'t>>,
    pub entities: Vec<Entry<'t>>,
    pub properties: Vec<Entry<'t>>,
    pub events: Vec<Entry<'t>>,
    pub utterances: Vec<Entry<'t>>,
    pub defaults: Fields<'t>,
    /// Shared, so that a copy is cheap.
    pub claims: Arc<Vec<Fields<'t>>>,
    pub resolutions: Vec<Fields<'t>>,
}

/// An entry of a map from ids to what is known.
#[derive(Clone, Debug)]
pub(super) struct Entry<'t> {
    /// In kebab-case.
    pub id: String,
    /// The id's place.
    pub site: Site,
    pub fields: Fields<'t>,
}

/// A mapping whose keys are known: each once, with its value.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'t> {
    pub start: u32,
    pub end: u32,
    entries: Vec<(&'static str, Node<'t>)>,
    /// A key may be missing because of a mistake that was told already.
    pub broken: bool,
    /// What a key says was cut, or is said twice: nothing should be concluded from it.
    pub doubtful: bool,
}

impl<'t> Fields<'t> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Whether a key is written, with a value or without.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| *known == key)
    }

    fn into_owned(self) -> Fields<'static> {
        let entries = self.entries.into_iter().map(|(key, node)| (key, node.into_owned())).collect();
        Fields { start: self.start, end: self.end, entries, broken: self.broken, doubtful: self.doubtful }
    }

    /// All keys with their values, as written.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Node<'t>)> {
        self.entries.iter().map(|(key, value)| (*key, value))
    }
}

impl<'t> Written<'t> {
    /// An empty file.
    pub fn new(file: FileId) -> Self {
        Written {
            file,
            sources: Vec::new(),
            entities: Vec::new(),
            properties: Vec::new(),
            events: Vec::new(),
            utterances: Vec::new(),
            defaults: Fields::default(),
            claims: Arc::default(),
            resolutions: Vec::new(),
        }
    }

    /// Whether the file holds anything that other files may rely on: entries, or claims that name utterances, which
    /// need not be declared.
    pub fn has_vocabulary(&self) -> bool {
        let empty = [&self.sources, &self.entities, &self.properties, &self.events, &self.utterances];
        !empty.iter().all(|entries| entries.is_empty())
            || self.defaults.has("utterance")
            || self.claims.iter().any(|claim| claim.has("utterance"))
    }

    /// A copy without what other files may rely on; its claims are shared.
    pub fn without_vocabulary(&self) -> Self {
        Written {
            defaults: self.defaults.clone(),
            claims: Arc::clone(&self.claims),
            resolutions: self.resolutions.clone(),
            ..Written::new(self.file)
        }
    }

    /// The same, with texts of its own.
    pub fn into_owned(self) -> Written<'static> {
        let entries = |entries: Vec<Entry<'_>>| -> Vec<Entry<'static>> {
            entries.into_iter().map(|it| Entry { id: it.id, site: it.site, fields: it.fields.into_owned() }).collect()
        };
        let fields =
            |fields: Vec<Fields<'_>>| -> Vec<Fields<'static>> { fields.into_iter().map(Fields::into_owned).collect() };
        Written {
            file: self.file,
            sources: entries(self.sources),
            entities: entries(self.entities),
            properties: entries(self.properties),
            events: entries(self.events),
            utterances: entries(self.utterances),
            defaults: self.defaults.into_owned(),
            claims: Arc::new(fields(Arc::unwrap_or_clone(self.claims))),
            resolutions: fields(self.resolutions),
        }
    }
}

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
        let (claims, mistakes) = lines(id, file.text(), |claim, _| Some(claim));
        written.claims = Arc::new(claims.into_iter().flatten().collect());
        return (written, mistakes);
    }
    let mut walker = Walker { id, text: file.text(), mistakes: Mistakes::default() };
    let mut inner = Walker { id, text: file.text(), mistakes: Mistakes::default() };
    let mut claims = Vec::new();
    let (root, problems) = recover::read(file.text(), &mut |node| claims.extend(inner.fields(node, "a claim", CLAIM)));
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

/// Reads the claims of a JSON Lines file, in parallel: what `make` makes of each, part by part.
pub(super) fn lines<'t, T: Send>(
    id: FileId,
    text: &'t str,
    make: impl Fn(Fields<'t>, &mut Mistakes) -> Option<T> + Sync,
) -> (Vec<Vec<T>>, Mistakes) {
    let (parts, problems) = json::read(text, |nodes| {
        let mut walker = Walker { id, text, mistakes: Mistakes::default() };
        let mut made = Vec::new();
        for node in nodes {
            let Some(claim) = walker.fields(node, "a claim", CLAIM) else { continue };
            made.extend(make(claim, &mut walker.mistakes));
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
            let help = format!("write `id: {{…}}` on lines of their own below `{key}:`, without `- `");
            self.add(&node, format!("`{key}` is a map from ids, and this is {}", kind(&node)), help);
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(map.entries.len());
        for (name, value) in map.entries {
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
            let help = format!("it has keys with values, such as `{}: …`", known.first().unwrap_or(&""));
            self.add(&node, format!("{} holds keys with values, and this is {}", one, kind(&node)), help);
            return None;
        };
        let Map { entries, flow, broken } = map;
        let mut fields = Fields { start, end, entries: Vec::with_capacity(entries.len()), broken, doubtful: false };
        let mut before: Option<&'static str> = None;
        let mut cut = false;
        for (key, value) in entries {
            let Some(written) = key.text() else {
                self.add(&key, format!("{} has keys that are words, and this is {}", one, kind(&key)), Help::None);
                fields.broken = true;
                continue;
            };
            // In a `{…}` line what stands behind a comma is a key, with a colon behind it or without.
            if flow && value.is_empty() && !self.colon_behind(&key) {
                if !cut {
                    let value = before.and_then(|before| fields.get(before));
                    let value = value.and_then(Node::text).unwrap_or("").to_owned();
                    self.cut(&key, before, &value);
                }
                cut = true;
                fields.doubtful = true;
                continue;
            }
            cut = false;
            let exactly = known.iter().find(|known| **known == written);
            let Some(&name) = exactly.or_else(|| {
                let name = key_name(written);
                known.iter().find(|known| **known == name)
            }) else {
                self.unknown(&key, one, known, before);
                fields.broken = true;
                continue;
            };
            before = Some(name);
            if matches!(name, "quote" | "words") {
                self.comments(&value, name);
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

    fn cut(&mut self, key: &Node<'_>, before: Option<&str>, value: &str) {
        let text = clip(key.text().unwrap_or(""));
        let Some(before) = before else {
            return self.add(key, format!("`{text}` is a key without a value"), mend_text("text"));
        };
        let message = format!("in a {{…}} line the text of `{before}` ends at its comma, and `{text}` is no key");
        let number = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
        if number(value) && text.starts_with(|c: char| c.is_ascii_digit()) && !SENTENCES.contains(&before) {
            let help = format!("put it in quotation marks: \"{},{text}\"", clip(value));
            return self.add(key, message, help);
        }
        self.add(key, message, mend_text(before));
    }

    /// Whether a key begins with a hyphen that was meant for a list.
    fn hyphen(&self, key: &Node<'_>) -> bool {
        key.is_plain() && key.text().is_some_and(|text| text.starts_with('-'))
    }

    fn unknown(&mut self, key: &Node<'_>, one: &str, known: &[&str], before: Option<&str>) {
        let written = key.text().unwrap_or("");
        if written == "<<" {
            let help = "write the keys out, or put what all claims of a file share under `defaults`";
            return self.add(key, "`<<` merges nothing in YAML 1.2", help);
        }
        let message = format!("`{}` is no key of {one}", clip(written));
        if let Some(before) = before.filter(|before| SENTENCES.contains(before) && written.contains(' ')) {
            let message = format!("`{}` is no key, and `{before}` ends on the line above it", clip(written));
            return self.add(key, message, mend_text(before));
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

/// How a text is written that YAML would take apart.
pub(super) fn mend_text(key: &str) -> String {
    let what = match key {
        "quote" | "exact" => "the quote",
        "words" => "the words",
        "name" | "aliases" | "label" => "the name",
        _ => "the text",
    };
    format!("put {what} in quotation marks, or on lines of its own after `|`")
}

/// A key as it is known: `_` and `-` are the same.
pub(super) fn key_name(written: &str) -> Cow<'_, str> {
    let written = written.trim();
    if written.contains('_') { Cow::Owned(written.replace('_', "-")) } else { Cow::Borrowed(written) }
}

/// What a node is, for messages.
pub(super) fn kind(node: &Node<'_>) -> &'static str {
    match &node.kind {
        _ if node.is_null() => "empty",
        Kind::Scalar(_, Style::Literal | Style::Folded | Style::EmptyBlock) => "a block of text",
        Kind::Scalar(..) => "a text",
        Kind::List(..) => "a list",
        Kind::Map(_) => "a mapping of keys",
    }
}

/// Names for a message: `a`, `b` and `c`.
pub(super) fn list(names: &[&str]) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            text.push_str(if index + 1 == names.len() { " and " } else { ", " });
        }
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

/// A written text for a message: one line, not too long.
pub(super) fn clip(text: &str) -> String {
    let mut clipped: String = text.trim().chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(60).is_some() {
        clipped.push('…');
    }
    clipped
}

/// A name in kebab-case.
pub(super) fn kebab(name: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if name.split('-').all(|word| !word.is_empty() && word.bytes().all(kept)) {
        return name.to_owned();
    }
    let words = name.split(|letter: char| !letter.is_alphanumeric() && !is_mark(letter) && !is_apostrophe(letter));
    let words = words.map(|word| {
        let folded = crate::text::fold::name(word);
        folded.chars().filter(|letter| letter.is_alphanumeric() || is_mark(*letter)).collect::<String>()
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ')
}

/// A combining mark, without which many scripts cannot write a word.
fn is_mark(letter: char) -> bool {
    use icu_properties::{CodePointMapData, props::GeneralCategory, props::GeneralCategoryGroup};
    let category = CodePointMapData::<GeneralCategory>::new().get(letter);
    GeneralCategoryGroup::Mark.contains(category)
}
