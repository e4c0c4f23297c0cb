//! How written things are named in messages, and how a name is written as an id.

use std::borrow::Cow;

use super::tree::{Kind, Node, Style};

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
pub(super) fn is_mark(letter: char) -> bool {
    use icu_properties::{CodePointMapData, props::GeneralCategory, props::GeneralCategoryGroup};
    let category = CodePointMapData::<GeneralCategory>::new().get(letter);
    GeneralCategoryGroup::Mark.contains(category)
}
