//! Text as YAML holds it on one line, whatever is in it.

use std::fmt::Write as _;

use super::chars::is_ignorable;

/// In double quotation marks, with escapes for all that a line cannot hold and for all that nobody sees: text that
/// reorders what is shown, or hides in it, stays what it is but does nothing on a terminal.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            c if !is_hidden(c) => write!(quoted, "{c}"),
            c if u32::from(c) <= 0xffff => write!(quoted, "\\u{:04X}", u32::from(c)),
            c => write!(quoted, "\\U{:08X}", u32::from(c)),
        };
    }
    quoted.push('"');
    quoted
}

/// What is not seen, and is no sign that a script or a picture needs (as the joiners and the variation selectors are).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || is_ignorable(c)
        || matches!(c,
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{2028}' | '\u{2029}'
            | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_hidden_is_left_raw() {
        assert_eq!(quoted("a \"b\" \\ \t\u{1b}"), r#""a \"b\" \\ \t\u001B""#);
        assert_eq!(quoted("\u{202e}no\u{2066} \u{200b}\u{e0041}"), r#""\u202Eno\u2066 \u200B\U000E0041""#);
        assert_eq!(quoted("می‌خواهم, 👩‍🚀 é"), "\"می‌خواهم, 👩‍🚀 é\"");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(\\PC|[\u{0}-\u{a0}\u{2000}-\u{206f}\u{e0000}-\u{e007f}\u{fff0}-\u{ffff}]){0,20}") {
            let read: String = serde_saphyr::from_str(&quoted(&text)).unwrap();
            prop_assert_eq!(read, text);
        }
    }
}
