//! A text in a `{…}` line that YAML cuts at its commas, and several names that were written like one.

use super::broken::LISTS;
use super::schema::SENTENCES;
use super::tree::{Kind, Node};
use super::wording::{clip, mend_text};

/// How much of a line a mend repeats.
const LONGEST: usize = 60;

/// How to write the value of a key that ends at its comma, and what stands behind it as keys without values.
pub(super) fn mend(text: &str, key: &str, value: &Node<'_>, pieces: &[Node<'_>]) -> String {
    let Some(last) = pieces.last() else { return mend_text(key) };
    if let Some(number) = number(key, value, pieces) {
        return format!("put it in quotation marks: \"{number}\"");
    }
    if !LISTS.contains(&key) {
        return mend_text(key);
    }
    let digit = |node: &Node<'_>| node.text().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()));
    if matches!(key, "value" | "not")
        && let ([second], Some(first)) = (pieces, value.text())
        && digit(value)
        && digit(second)
    {
        return format!("write a claim for each, or a range: `{first}..{}`", second.text().unwrap_or(""));
    }
    let written = |node: &Node<'_>| text.get(node.range()).unwrap_or("").trim();
    let first = written(value);
    let first = match value.kind {
        Kind::List(..) => first.trim_start_matches('[').trim_end_matches(']').trim(),
        _ => first,
    };
    let parts: Vec<&str> = std::iter::once(first).chain(pieces.iter().map(written)).collect();
    let list = parts.join(", ");
    let whole = text.get(value.start as usize..last.end as usize).unwrap_or("");
    let long = list.len() > LONGEST || whole.contains('\n');
    let pairs = matches!(key, "same" | "compatible");
    let brackets = match pairs {
        _ if long => "put the list in square brackets: `[…]`".to_owned(),
        true => format!("write `{key}: [[{list}]]`"),
        false => format!("write `{key}: [{list}]`"),
    };
    let one = match key {
        "aliases" | "subject" | "within" | "according-to" => "one name",
        "choices" => "one choice",
        "value" | "not" => "one text",
        // Ids have no commas.
        _ => return brackets,
    };
    let marks = if long || whole.contains(['"', '\\', '[']) { String::new() } else { format!(": `\"{whole}\"`") };
    format!("{brackets}; {one} with a comma in it goes in quotation marks{marks}")
}

/// A number that was cut at its separator of thousands, or its decimal comma.
fn number(key: &str, value: &Node<'_>, pieces: &[Node<'_>]) -> Option<String> {
    let (before, piece) = (value.text()?, pieces.first()?);
    let behind = piece.text()?;
    let names = SENTENCES.contains(&key) || LISTS.contains(&key) && !matches!(key, "value" | "not");
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let touches = piece.start == value.end + 1;
    let is = !names && before.ends_with(|c: char| c.is_ascii_digit()) && (digits == 3 || digits > 0 && touches);
    is.then(|| format!("{},{}", clip(before), clip(behind)))
}

/// The names in a text that is written like one, if all are known: `x, y` for `[x, y]`.
pub(super) fn names(text: &str, known: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
    parts(text).filter(|parts| parts.iter().all(|part| known(part)))
}

/// What stands between the commas of a text, where it has any.
pub(super) fn parts(text: &str) -> Option<Vec<&str>> {
    if !text.contains(',') {
        return None;
    }
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    (parts.len() > 1 && !parts.iter().any(|part| part.is_empty())).then_some(parts)
}

/// How to write several names where a list may stand.
pub(super) fn as_list(names: &[&str]) -> String {
    format!("write a list in square brackets: `[{}]`", names.join(", "))
}
