//! `&` before a text: a mark in YAML, mostly a part of the text.

use super::wording::{key_name, mend_text};

/// Keys whose values people write in their own words, or copy.
pub(super) const FREE: &[&str] = &[
    "quote",
    "exact",
    "prefix",
    "suffix",
    "words",
    "note",
    "because",
    "title",
    "publisher",
    "author",
    "name",
    "label",
    "aliases",
    "kind",
    "value",
    "not",
    "choices",
];

/// `&` and a word before a sentence: most likely a part of it, unless the sentence is repeated somewhere. `keys` are
/// those under which it stands, the nearest first; `before` is the file up to the sentence, without the mark's word. Gives
/// how many bytes back the `&` stands, and what mends it.
pub(super) fn of_a_text<'k>(keys: impl Iterator<Item = &'k str>, before: &str) -> Option<(usize, String)> {
    let key = keys.map(key_name).find(|key| FREE.contains(&&**key))?;
    let near = before.floor_char_boundary(before.len().saturating_sub(400));
    let at = before.get(near..)?.rfind('&')?;
    Some((before.len() - near - at, mend_text(&key)))
}
