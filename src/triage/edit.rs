//! Adds a decision to a claim file and leaves every other byte as it is.
//!
//! The file is edited as text, since no YAML writer keeps comments and layout; then old and new are both read, and
//! unless they differ by exactly that decision the edit is refused.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::text::scalar::quoted;

/// A decision as it is written.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The claims rejected, `source/id`.
    pub rejects: Vec<String>,
    /// Why; left for the editor to fill in where nothing was said.
    pub because: Option<String>,
    /// Who decided.
    pub by: Option<String>,
    /// When, `2026-03-10`.
    pub on: String,
    /// Until when.
    pub until: Option<String>,
    /// What was rejected.
    pub value: Option<String>,
    /// A checksum of each claim.
    pub content: Vec<String>,
}

impl Decision {
    /// Its keys, a line each.
    fn lines(&self) -> Vec<String> {
        let list = |items: &[String]| items.iter().map(|item| in_list(item)).collect::<Vec<_>>().join(", ");
        let mut lines = vec![format!("rejects: [{}]", list(&self.rejects))];
        lines.push(match said(self.because.as_ref()) {
            Some(because) => format!("because: {}", scalar(because)),
            None => "because:  # say why".to_owned(),
        });
        lines.extend(said(self.by.as_ref()).map(|by| format!("by: {}", scalar(by))));
        lines.push(format!("on: {}", self.on));
        lines.extend(self.until.as_ref().map(|until| format!("until: {until}")));
        lines.extend(said(self.value.as_ref()).map(|value| format!("value: {}", scalar(value))));
        lines.push(format!("content: [{}]", list(&self.content)));
        lines
    }

    /// As an item of a list whose dashes stand so far in.
    fn item(&self, indent: usize, newline: &str) -> String {
        let mut text = String::new();
        for (index, line) in self.lines().iter().enumerate() {
            let _ = write!(text, "{:indent$}{} {line}{newline}", "", if index == 0 { "-" } else { " " });
        }
        text
    }

    /// As a new claim file.
    pub fn file(&self) -> String {
        format!("resolutions:\n{}", self.item(2, "\n"))
    }

    /// Adds it to a claim file's text, at the end of `resolutions`, or as a new key at the end.
    ///
    /// # Errors
    /// A sentence: where the file is not laid out so that a decision could be added without changing anything else.
    pub fn add_to(&self, text: &str) -> Result<String, String> {
        let before = read(text)?;
        let fits = |new: &String| read(new).is_ok_and(|after| self.is_all_that_changed(&before, &after));
        if let Some(new) = std::iter::once_with(|| self.inserted(text)).chain(self.in_brackets(text)).find(fits) {
            return Ok(new);
        }
        Err(format!(
            "it is laid out in a way that a decision cannot be added to without touching the rest. Name another file \
             with `--in`, or add this to its `resolutions` yourself:\n\n{}",
            self.item(2, "\n")
        ))
    }

    /// As an item of a list in brackets: `{rejects: […], …}`. A text without quotation marks would end at its comma.
    fn flow_item(&self) -> String {
        let list = |items: &[String]| items.iter().map(|item| in_list(item)).collect::<Vec<_>>().join(", ");
        let mut keys = vec![format!("rejects: [{}]", list(&self.rejects))];
        keys.push(format!("because: {}", said(self.because.as_ref()).map_or("null".to_owned(), quoted)));
        keys.extend(said(self.by.as_ref()).map(|by| format!("by: {}", quoted(by))));
        keys.push(format!("on: {}", self.on));
        keys.extend(self.until.as_ref().map(|until| format!("until: {until}")));
        keys.extend(said(self.value.as_ref()).map(|value| format!("value: {}", quoted(value))));
        keys.push(format!("content: [{}]", list(&self.content)));
        format!("{{{}}}", keys.join(", "))
    }

    /// The text with the decision at the end of a list in brackets (`resolutions: [{…}]`), once for each bracket that may
    /// close the list: at the end of a line, but for a comment.
    fn in_brackets<'t>(&'t self, text: &'t str) -> impl Iterator<Item = String> + 't {
        const MOST: usize = 20;
        let mut from = 0;
        let opened = text.split_inclusive('\n').find_map(|line| {
            let at = from;
            from += line.len();
            let (_, value) = line.split_once(':').filter(|(key, _)| is_resolutions(&format!("{key}:")))?;
            value.trim_start().starts_with('[').then_some(at + line.len() - value.len())
        });
        let ends = |at: &usize| {
            let rest = text.get(at + 1..).unwrap_or("").lines().next().unwrap_or("").trim_start();
            rest.is_empty() || rest.starts_with('#')
        };
        let closing = opened.into_iter().flat_map(move |opened| {
            let rest = text.get(opened..).unwrap_or("");
            rest.match_indices(']').map(move |(at, _)| opened + at).filter(ends).take(MOST)
        });
        closing.map(|at| {
            let (before, after) = text.split_at(at);
            let list = before.trim_end();
            let comma = match list.chars().next_back() {
                Some('[') => "",
                Some(',') => " ",
                _ => ", ",
            };
            let space = before.get(list.len()..).unwrap_or("");
            format!("{list}{comma}{}{space}{after}", self.flow_item())
        })
    }

    fn inserted(&self, text: &str) -> String {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let key = lines.iter().position(|line| is_resolutions(line));
        let insert = |at: usize, what: &str, blank: bool| {
            let (before, after) = (lines.get(..at).unwrap_or_default().concat(), lines.get(at..).unwrap_or_default());
            let broken = before.is_empty() || before.ends_with('\n');
            let gap = if blank && !before.trim().is_empty() { newline } else { "" };
            format!("{before}{}{gap}{what}{}", if broken { "" } else { newline }, after.concat())
        };
        let Some(key) = key else {
            // Before the end of the document, where somebody marked it.
            let end = lines.iter().position(|line| line.trim_end() == "...").unwrap_or(lines.len());
            let last = lines.get(..end).unwrap_or_default().iter().rposition(|line| !line.trim().is_empty());
            let what = format!("resolutions:{newline}{}", self.item(2, newline));
            let gap = last.is_some_and(|last| last + 1 == end);
            return insert(end, &what, gap);
        };
        let inside = |line: &&str| line.starts_with([' ', '\t', '-']) && !line.trim().is_empty();
        let block = lines.get(key + 1..).unwrap_or_default();
        let length = block
            .iter()
            .position(|line| !(inside(line) || line.trim().is_empty() || line.starts_with('#')))
            .unwrap_or(block.len());
        let block = block.get(..length).unwrap_or_default();
        // Comments and blank lines before the next key belong to it.
        let end = block.iter().rposition(inside).map_or(0, |last| last + 1);
        let dash = block.iter().find(|line| line.trim_start().starts_with("- ") || line.trim() == "-");
        let indent = dash.map_or(2, |line| line.len() - line.trim_start().len());
        insert(key + 1 + end, &self.item(indent, newline), false)
    }

    /// Whether two readings of a file differ by this decision, at the end of the list.
    fn is_all_that_changed(&self, before: &Json, after: &Json) -> bool {
        let (Some(after), empty) = (after.as_object(), serde_json::Map::new()) else { return false };
        let before = match before {
            Json::Null => &empty,
            Json::Object(before) => before,
            _ => return false,
        };
        let rest = |map: &serde_json::Map<String, Json>| {
            map.iter().filter(|(key, _)| *key != "resolutions").map(|(k, v)| (k.clone(), v.clone())).collect::<Vec<_>>()
        };
        let list = |map: &serde_json::Map<String, Json>| match map.get("resolutions") {
            None | Some(Json::Null) => Some(Vec::new()),
            Some(Json::Array(list)) => Some(list.clone()),
            Some(_) => None,
        };
        let (Some(old), Some(new)) = (list(before), list(after)) else { return false };
        let Some((last, others)) = new.split_last() else { return false };
        rest(before) == rest(after)
            && others == old
            && last.get("because") == Some(&said(self.because.as_ref()).map_or(Json::Null, Json::from))
            && last.get("rejects") == Some(&Json::from(self.rejects.clone()))
    }
}

/// What somebody wrote, where it is more than space: an empty text is a mistake in a claim file.
fn said(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.trim().is_empty())
}

/// A file's content, as far as a comparison needs it.
fn read(text: &str) -> Result<Json, String> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Ok(Json::Null);
    }
    serde_saphyr::from_str::<Json>(text).map_err(|_| "it cannot be read as YAML; `gainsay check` says why.".to_owned())
}

/// Whether a line is the top-level key `resolutions` with nothing behind it.
fn is_resolutions(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    let rest = ["resolutions", "\"resolutions\"", "'resolutions'"].iter().find_map(|key| line.strip_prefix(key));
    let rest = rest.and_then(|rest| rest.trim_start_matches([' ', '\t']).strip_prefix(':'));
    rest.is_some_and(|rest| rest.trim().is_empty() || rest.starts_with([' ', '\t']) && rest.trim().starts_with('#'))
}

/// A text as a YAML scalar: plain where that is safe and pleasant, else in quotation marks.
fn scalar(text: &str) -> String {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || " .,;'’()/@+-–%".contains(c))
        && text.trim() == text
        && !words.contains(&text.to_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

/// The same inside `[…]`, where a comma would end it.
fn in_list(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || "./-_".contains(c))
        && text.contains('/');
    if plain { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decision() -> Decision {
        Decision {
            rejects: vec!["nishadil/charge".into(), "b/2".into()],
            because: Some("The list says: Laura Dogu # really".into()),
            by: Some("desk@example.org".into()),
            on: "2026-03-10".into(),
            content: vec!["sha256:00".into()],
            ..Decision::default()
        }
    }

    const ITEM: &str = "- rejects: [nishadil/charge, b/2]\n    because: \"The list says: Laura Dogu # really\"\n    \
                        by: desk@example.org\n    on: 2026-03-10\n    content: [\"sha256:00\"]\n";

    #[test]
    fn every_other_byte_stays() {
        let old = "  - {rejects: [a/b], because: x}\n";
        for (before, after) in [
            ("", format!("resolutions:\n  {ITEM}")),
            ("# a comment\n", format!("# a comment\n\nresolutions:\n  {ITEM}")),
            ("claims: []  # none\n\n\n", format!("claims: []  # none\n\n\nresolutions:\n  {ITEM}")),
            ("claims: []", format!("claims: []\n\nresolutions:\n  {ITEM}")),
            ("resolutions:\n", format!("resolutions:\n  {ITEM}")),
            ("resolutions:", format!("resolutions:\n  {ITEM}")),
            (&format!("resolutions: # ours\n{old}"), format!("resolutions: # ours\n{old}  {ITEM}")),
            (
                &format!("resolutions:\n{old}\n# of the claims\nclaims:\n  - a: 1\n"),
                format!("resolutions:\n{old}  {ITEM}\n# of the claims\nclaims:\n  - a: 1\n"),
            ),
            ("claims: []\n...\n", format!("claims: []\n\nresolutions:\n  {ITEM}...\n")),
        ] {
            assert_eq!(decision().add_to(before).as_deref(), Ok(after.as_str()), "{before:?}");
        }
    }

    #[test]
    fn keeps_the_indentation_and_line_breaks_that_it_finds() {
        let flush = "resolutions:\n- rejects: [a/b]\n  because: |\n    one\n\n    # two\nclaims: []\n";
        let added = decision().add_to(flush).unwrap();
        assert!(added.contains("    # two\n- rejects: [nishadil/charge, b/2]\n  because:"), "{added}");
        let dos = decision().add_to("claims: []\r\n").unwrap();
        assert_eq!(dos.matches('\n').count(), dos.matches("\r\n").count());
        let mark = decision().add_to("\u{feff}resolutions:\n").unwrap();
        assert!(mark.starts_with("\u{feff}resolutions:\n  - rejects"), "{mark}");
    }

    #[test]
    fn what_cannot_be_added_to_is_refused() {
        for text in
            ["{claims: []}\n", "resolutions: &list [{rejects: [a/b], because: x}]\n", "- a\n", "a: [\n", "a: |\n x"]
        {
            let added = decision().add_to(text);
            assert!(added.is_err() || text == "a: |\n x", "{text:?}: {added:?}");
        }
    }

    #[test]
    fn a_list_in_brackets_gets_an_item_in_braces() {
        let item = "{rejects: [nishadil/charge, b/2], because: \"The list says: Laura Dogu # really\", \
                    by: \"desk@example.org\", on: 2026-03-10, content: [\"sha256:00\"]}";
        for (before, after) in [
            ("resolutions: []\n", format!("resolutions: [{item}]\n")),
            ("resolutions: [ ]  # none\nclaims: []\n", format!("resolutions: [{item} ]  # none\nclaims: []\n")),
            (
                "claims: []\nresolutions: [{rejects: [q/1], because: w}]\n",
                format!("claims: []\nresolutions: [{{rejects: [q/1], because: w}}, {item}]\n"),
            ),
            (
                "resolutions: [\n  {rejects: [q/1], because: \"]\"},\n]\n",
                format!("resolutions: [\n  {{rejects: [q/1], because: \"]\"}}, {item}\n]\n"),
            ),
        ] {
            assert_eq!(decision().add_to(before).as_deref(), Ok(after.as_str()), "{before:?}");
        }
        let bare = Decision { because: None, ..decision() }.add_to("resolutions: []").unwrap();
        assert!(bare.contains("because: null,"), "{bare}");
        // What is valid is never called unreadable.
        let odd = decision().add_to("resolutions: &list [{rejects: [a/b], because: x}]\n").unwrap_err();
        assert!(odd.contains("laid out") && odd.contains("--in"), "{odd}");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(because in any::<String>(), by in "[ -~é]{0,12}") {
            let decision = Decision { because: Some(because.clone()), by: Some(by.clone()), ..decision() };
            let read: Json = serde_saphyr::from_str(&decision.file()).unwrap();
            let flow: Json = serde_saphyr::from_str(&decision.add_to("resolutions: []").unwrap()).unwrap();
            for read in [read, flow] {
                let item = read.pointer("/resolutions/0").unwrap();
                prop_assert_eq!(item.get("because"), Some(&said(Some(&because)).map_or(Json::Null, Json::from)));
                prop_assert_eq!(item.get("by").and_then(Json::as_str), said(Some(&by)));
            }
        }

        #[test]
        fn an_edit_inserts_and_changes_nothing(lines in prop::collection::vec(prop::sample::select(vec![
            "claims:", "  - a: 1", "    b: |", "      # text", "", "# note", "resolutions:", "  - rejects: [a/b]",
            "    because: x", "sources: {}", "  # in", "...", "---",
        ]), 0..9)) {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            if let Ok(new) = decision().add_to(&text) {
                let prefix = text.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
                let tail = text.len() - prefix;
                prop_assert!(new.ends_with(text.get(prefix..).unwrap()), "{tail} {new}");
            }
        }
    }
}
