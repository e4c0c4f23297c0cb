//! What a mistake of YAML syntax means to a person who writes claims.

use std::ops::Range;

use serde_saphyr::granit_parser::ErrorKind;

use super::braces;
use super::broken::{Value, in_value, unclosed};
use super::indent;
use super::settings;
use super::tree::{Problem, Stop};
use super::unseen;
use super::wording::{clip, key_name};
use super::written;

/// Which keys a file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Those of a claim file.
    Claims,
    /// Those of `gainsay.yaml`.
    Settings,
}

impl Keys {
    /// Whether a word is one of them.
    pub fn has(self, word: &str) -> bool {
        match self {
            Self::Claims => is_key(word),
            Self::Settings => settings::KEYS.contains(&&*key_name(word)),
        }
    }

    /// Whether a key holds keys of its own, and no text.
    pub fn is_section(self, key: &str) -> bool {
        match self {
            Self::Claims => {
                matches!(key, "claims" | "sources" | "entities" | "properties" | "events" | "utterances" | "defaults")
            }
            Self::Settings => key == "rules",
        }
    }
}

/// Explains a mistake of syntax in a file's text; it lies in the entry at some bytes.
pub(super) fn explain(text: &str, stop: &Stop, entry: Range<usize>, keys: Keys) -> Problem {
    let line = line_at(text, stop.at);
    let written = text.get(line.clone()).unwrap_or("");
    if matches!(stop.error.kind(), ErrorKind::RecursionLimitExceeded) {
        return Problem {
            at: stop.at..stop.at,
            message: "lists and mappings are nested too deeply here".into(),
            help: Some("claim files need five levels, and sixty are read".into()),
        };
    }
    let problem =
        tab(text, stop, &entry).or_else(|| unseen::spaces(&line, written, false)).or_else(|| hyphen(&line, written));
    if let Some(problem) = problem {
        return problem;
    }
    if is_escape(stop.error.kind()) {
        let (message, help) = general(stop.error.kind());
        return Problem { at: stop.at..stop.at, message, help: Some(help) };
    }
    if let Some(problem) = bare_key(text, entry.start, stop.at, keys) {
        return problem;
    }
    if !matches!(stop.error.kind(), ErrorKind::UnclosedQuotedScalar)
        && let Some(problem) = indent::misplaced(text, stop.at)
    {
        return problem;
    }
    let mut openings = braces::openings(text, stop.at, &entry);
    if let Some(problem) = openings.clone().find_map(|opening| braces::explain(text, opening, &entry, keys)) {
        return problem;
    }
    if let Some((key, start)) = culprit(text, stop, &entry, keys) {
        let in_braces = openings.any(|opening| opening.at < start);
        if let Some(problem) = in_value(text, &Value { key: &key, start, in_braces, keys }, stop) {
            return problem;
        }
    }
    if let Some(problem) = colon(&line, written, keys) {
        return problem;
    }
    let keyless = matches!(stop.error.kind(), ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey);
    if let Some(tight) = tight(written.trim_start()).filter(|_| keyless) {
        return no_space(line.end - written.trim_start().len(), &tight);
    }
    let (message, help) = general(stop.error.kind());
    Problem { at: stop.at..stop.at, message, help: Some(help) }
}

/// The bytes of the line of a byte.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    let line = text.get(start..end).unwrap_or("");
    start..start + line.trim_end().len()
}

/// A tab before a line, if that is what is wrong in an entry.
pub(super) fn tab(text: &str, stop: &Stop, entry: &Range<usize>) -> Option<Problem> {
    let line = line_at(text, stop.at);
    if let Some(problem) = tab_before(text, &line) {
        return Some(problem);
    }
    let kinds = [ErrorKind::TabInPlainScalar, ErrorKind::TabInIndentation, ErrorKind::TabNotAllowed];
    if !kinds.contains(stop.error.kind()) {
        return None;
    }
    // The parser names the beginning of the text that the tab ends.
    let mut below = line_below(text, &line);
    while let Some(line) = below.filter(|line| line.start < entry.end) {
        if let Some(problem) = tab_before(text, &line) {
            return Some(problem);
        }
        below = line_below(text, &line);
    }
    None
}

/// Tabs do not indent.
fn tab_before(text: &str, line: &Range<usize>) -> Option<Problem> {
    let written = text.get(line.clone())?;
    let indent = written.len() - written.trim_start().len();
    let at = written.get(..indent)?.find('\t')?;
    Some(Problem {
        at: line.start + at..line.start + indent,
        message: "a tab stands before this line, and YAML takes only spaces there".into(),
        help: Some("replace the tab by spaces, as many as on the lines around".into()),
    })
}

/// `-claim` for `- claim`.
pub(super) fn hyphen(line: &Range<usize>, written: &str) -> Option<Problem> {
    let trimmed = written.trim_start();
    let rest = trimmed.strip_prefix('-')?;
    let behind = rest.chars().next()?;
    // `-source:a` lacks two.
    let mend = tight(rest).map_or_else(|| rest.to_owned(), |tight| tight.mend);
    (behind.is_alphabetic() || matches!(behind, '{' | '[' | '"')).then(|| Problem {
        at: line.end - trimmed.len()..line.end - trimmed.len() + 1,
        message: "a space is missing behind this hyphen".into(),
        help: Some(format!("write `- {}`: a hyphen and a space begin each entry of a list", clip(&mend))),
    })
}

/// A key whose value touches its colon.
pub(super) struct Tight<'t> {
    pub key: &'t str,
    /// What touches the colon.
    first: Option<char>,
    /// Key and value with a space between.
    pub mend: String,
}

/// `source:a` for `source: a`.
pub(super) fn tight(text: &str) -> Option<Tight<'_>> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')?;
    let (key, rest) = text.split_at_checked(end)?;
    let value = rest.strip_prefix(':')?;
    let touches =
        !key.is_empty() && !value.is_empty() && !value.starts_with([' ', '\t', '\n', '\r']) && !value.starts_with("//");
    touches.then(|| Tight { key, first: value.chars().next(), mend: format!("{key}: {}", value.trim()) })
}

/// Says so, at the key's first byte.
pub(super) fn no_space(at: usize, tight: &Tight<'_>) -> Problem {
    let colon = at + tight.key.len();
    if let Some((letter, problem)) = tight.first.and_then(|c| Some((c, unseen::space(0..0, c)?))) {
        return Problem { at: colon + 1..colon + 1 + letter.len_utf8(), ..problem };
    }
    Problem {
        at: colon..colon + 1,
        message: "a space is missing behind this colon".into(),
        help: Some(format!("write `{}`", clip(&tight.mend))),
    }
}

/// `source:nishadil`, or a key without any colon.
fn colon(line: &Range<usize>, written: &str, keys: Keys) -> Option<Problem> {
    let trimmed = written.trim_start();
    let start = line.end - trimmed.len();
    let (start, trimmed) = trimmed.strip_prefix("- ").map_or((start, trimmed), |rest| {
        let rest = rest.trim_start();
        (line.end - rest.len(), rest)
    });
    let word = trimmed.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(trimmed.len());
    let key = trimmed.get(..word)?;
    if !keys.has(key) {
        return None;
    }
    let rest = trimmed.get(word..)?;
    if let Some(tight) = tight(trimmed) {
        return Some(no_space(start, &tight));
    }
    (!rest.trim_start().starts_with(':')).then(|| Problem {
        at: start..start + word,
        message: format!("a colon is missing behind `{key}`"),
        help: Some(format!("write `{key}: ` and its value")),
    })
}

/// A line above the mistake that is a key and nothing else, without its colon; that begins with a hyphen and a key,
/// without a space between; or that has spaces which YAML does not know.
fn bare_key(text: &str, from: usize, at: usize, keys: Keys) -> Option<Problem> {
    let mut line = line_at(text, from);
    while line.start <= at {
        let written = text.get(line.clone()).unwrap_or("");
        if keys.has(written.trim()) {
            return colon(&line, written, keys);
        }
        let item = written.trim_start().strip_prefix('-').filter(|item| key_at(item, 0, keys).is_some());
        let problem =
            unseen::spaces(&line, written, false).or_else(|| hyphen(&line, written).filter(|_| item.is_some()));
        if problem.is_some() {
            return problem;
        }
        line = line_below(text, &line)?;
    }
    None
}

/// The line below a line.
pub(super) fn line_below(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let end = text.get(line.end..)?.find('\n')?;
    Some(line_at(text, line.end + end + 1))
}

/// The key in whose value a mistake most likely lies, and the first byte of that value.
fn culprit(text: &str, stop: &Stop, entry: &Range<usize>, of: Keys) -> Option<(String, usize)> {
    let known = stop.key.and_then(|at| key_at(text, at, of));
    // A quotation mark that is never closed is noticed far behind it.
    if let Some((key, value)) = &known
        && *value <= stop.at
        && unclosed(text.get(*value..line_at(text, *value).end).unwrap_or(""))
    {
        return Some((key.clone(), *value));
    }
    let from = known.as_ref().map_or(entry.start, |(_, value)| *value).min(stop.at);
    let from = from.max(entry.start);
    let mut found = known;
    let mut next = Some(line_at(text, from));
    while let Some(line) = next.filter(|line| line.start <= stop.at) {
        for key in keys(text.get(line.clone()).unwrap_or(""), of) {
            if line.start + key < stop.at
                && let Some(pair) = key_at(text, line.start + key, of)
            {
                found = Some(pair);
            }
        }
        next = line_below(text, &line);
    }
    found.filter(|(_, value)| *value <= line_at(text, stop.at).end)
}

/// The bytes of a line where a known key may stand: at its beginning, behind `- `, and behind `{` or `,`.
fn keys(line: &str, of: Keys) -> Vec<usize> {
    let mut found = Vec::new();
    let mut may = true;
    for (at, letter) in line.char_indices() {
        match letter {
            ' ' | '\t' => {}
            '-' if may && line.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) => {}
            '{' | ',' | '[' => may = true,
            _ => {
                if may && key_at(line, at, of).is_some() {
                    found.push(at);
                }
                may = false;
            }
        }
    }
    found
}

/// A known key that begins at a byte and has a colon behind it, and the first byte of its value.
pub(super) fn key_at(text: &str, at: usize, of: Keys) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    let key = rest.get(..end)?;
    let behind = rest.get(end..)?.strip_prefix(':')?;
    if !of.has(key) || !(behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r'])) {
        return None;
    }
    let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    Some((key_name(key).into_owned(), at + end + 1 + gap))
}

pub(super) fn is_key(word: &str) -> bool {
    let word = key_name(word);
    [
        written::TOP,
        written::SOURCE,
        written::ENTITY,
        written::PROPERTY,
        written::EVENT,
        written::CLAIM,
        written::QUOTE,
        written::RESOLUTION,
    ]
    .iter()
    .any(|keys| keys.contains(&&*word))
}

fn is_escape(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::UnknownQuotedScalarEscape
            | E::InvalidQuotedScalarHexEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate
            | E::InvalidUnicodeEscape
    )
}

/// What the parser says, in words for people who do not write programs.
fn general(kind: &ErrorKind) -> (String, String) {
    use ErrorKind as E;
    let (message, help) = match kind {
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::UnclosedFlowCollection { .. } => {
            ("a bracket that was opened is not closed", "close it, or write each key on a line of its own")
        }
        E::MisplacedFlowCollectionEnd | E::MismatchedFlowCollectionEnd { .. } => {
            ("this bracket closes none that was opened", "look at the brackets before it")
        }
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator | E::FlowMappingValueAdjacentCollection => (
            "something is wrong between these brackets",
            "close the bracket, put commas between its entries, and texts with commas or colons in quotation marks",
        ),
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => (
            "a quotation mark that was opened is not closed",
            "close it at the end of its text, or write the text on lines of its own after `|`",
        ),
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => (
            "a text goes on behind its closing quotation mark",
            "put the whole text in quotation marks, or on lines of its own after `|`",
        ),
        kind if is_escape(kind) => (
            "a backslash in double quotation marks begins a special character, and this is none",
            "write the backslash twice, or use single quotation marks",
        ),
        E::InvalidBlockScalarIndent
        | E::TabAtBlockScalarStart
        | E::InvalidBlockScalarHeader
        | E::ZeroBlockScalarIndent => (
            "this block of text can't be read",
            "begin it on the line below `|`, each line further to the right than the key",
        ),
        E::UnexpectedCharacter { .. } => (
            "this character means something else in YAML, and no text begins with it",
            "put the text in quotation marks",
        ),
        E::TabNotAllowed | E::TabInBlockIndentation | E::TabInIndentation | E::TabInPlainScalar => {
            ("a tab stands where YAML takes only spaces", "replace it by spaces")
        }
        E::MappingValueNotAllowed
        | E::MappingKeyNotAllowed
        | E::InvalidColonPlacement
        | E::InvalidMappingValueWhitespace => (
            "there is a colon too many here",
            "put a text with a colon in quotation marks, and begin each key on a line of its own",
        ),
        E::SimpleKeyExpected | E::InvalidSimpleKey => (
            "this line is no key with a value",
            "write `key: value`; a text that goes on is indented further than its key",
        ),
        E::DirectiveDisallowed | E::MissingDirectiveName | E::InvalidDirectiveName => {
            ("a line that begins with `%` is an instruction in YAML", "put the text in quotation marks")
        }
        _ => (
            "this line does not fit the lines above it",
            "begin keys that belong together equally far to the right, and entries of a list with `- `",
        ),
    };
    (message.to_owned(), help.to_owned())
}
