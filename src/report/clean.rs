//! What may reach a terminal: the one place where text of articles, claim files and file names is made
//! harmless. Control characters would let an article steer the terminal (colours, titles, cleared lines),
//! bidirectional overrides would let it show other words than it holds.

use std::fmt::Write as _;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Characters that reorder what is shown: embeddings, overrides and isolates (UAX #9).
fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that show nothing, and on which terminals differ: they would push a caret aside.
fn shows_nothing(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Adds one character, harmless. White space of any kind becomes a space.
pub fn push(to: &mut String, c: char, ascii: bool) {
    match c {
        '\u{2028}' | '\u{2029}' => to.push(' '),
        c if c.is_whitespace() => to.push(' '),
        c if shows_nothing(c) => {}
        // Unicode has a picture for each of the ASCII control characters: ␛ for Escape.
        '\0'..='\x1f' if !ascii => to.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
        '\x7f' if !ascii => to.push('\u{2421}'),
        c if c.is_control() || reorders(c) => to.push(if ascii { '?' } else { '\u{fffd}' }),
        c if ascii && !c.is_ascii() => to.push_str(&spelled(c)),
        c => to.push(c),
    }
}

/// A character in ASCII: as people type it, without its accents, else a question mark.
fn spelled(c: char) -> String {
    let typed = match c {
        '‘' | '’' | '‚' | '‹' | '›' | 'ʼ' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        '·' | '•' => "-",
        '×' => "x",
        '€' => "EUR ",
        '£' => "GBP ",
        '¥' => "JPY ",
        '°' => " deg",
        'ß' => "ss",
        'Æ' => "AE",
        'æ' => "ae",
        'Œ' => "OE",
        'œ' => "oe",
        'Ø' => "O",
        'ø' => "o",
        'Ł' => "L",
        'ł' => "l",
        'Đ' | 'Ð' => "D",
        'đ' | 'ð' => "d",
        'Þ' => "Th",
        'þ' => "th",
        'ı' => "i",
        _ => "",
    };
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let mut encoded = [0; 4];
    let apart = DecomposingNormalizerBorrowed::new_nfkd().normalize(c.encode_utf8(&mut encoded)).into_owned();
    let plain: String = apart.chars().filter(char::is_ascii).filter(|c| !c.is_ascii_control()).collect();
    match plain {
        plain if !plain.is_empty() => plain,
        // A combining mark of its own goes with the accent that it is.
        _ if unicode_width::UnicodeWidthChar::width(c) == Some(0) => String::new(),
        _ => "?".to_owned(),
    }
}

/// A text in one line, harmless.
pub fn line(text: &str, ascii: bool) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        push(&mut clean, c, ascii);
    }
    clean
}

/// JSON escapes its strings itself, but not all that a terminal obeys: escapes the rest, which changes no value.
pub fn json(text: &str, ascii: bool) -> String {
    let obeyed = |c: char| c.is_control() && c != '\n' || reorders(c) || matches!(c, '\u{2028}' | '\u{2029}');
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if obeyed(c) || (ascii && !c.is_ascii()) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(clean, "\\u{unit:04x}");
            }
        } else {
            clean.push(c);
        }
    }
    clean.replace("##[", "##\\u005b")
}

/// XML escapes its text itself, but not what a build service obeys in a log: escapes that, which changes no value.
pub fn xml(text: &str) -> String {
    let lines = text.replace("##[", "##&#91;");
    let mut clean = String::with_capacity(lines.len());
    for line in lines.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        let (space, rest) = line.split_at_checked(start).unwrap_or(("", line));
        clean.push_str(space);
        match rest.strip_prefix("::") {
            Some(rest) => {
                clean.push_str("&#58;:");
                clean.push_str(rest);
            }
            None => clean.push_str(rest),
        }
    }
    clean
}

/// A page escapes its text itself, but HTML has no control characters, and browsers obey marks that reorder what is
/// shown: both are made visible, as on a terminal. Line breaks and tabs stay.
pub fn html(page: &str) -> String {
    let mut clean = String::with_capacity(page.len());
    for c in page.chars() {
        match c {
            '\n' | '\t' => clean.push(c),
            c if c.is_control() || reorders(c) => push(&mut clean, c, false),
            c => clean.push(c),
        }
    }
    clean
}

/// Takes apart what a build service obeys in a log (`::error::` at the start of a line, `##[…]` anywhere): for
/// everything that is printed and is no command of ours.
pub fn commands(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        // A colour may stand before the first word.
        let mut rest = line;
        loop {
            let plain = rest.trim_start();
            let after = plain.strip_prefix("\u{1b}[").and_then(|code| code.split_once('m'));
            match after {
                Some((_, after)) => rest = after,
                None => {
                    rest = plain;
                    break;
                }
            }
        }
        let head = line.len() - rest.len();
        let (head, rest) = line.split_at_checked(head).unwrap_or(("", line));
        clean.push_str(head);
        if rest.starts_with("::") {
            clean.push_str(": ");
            clean.push_str(&rest.replacen(':', "", 1));
        } else {
            clean.push_str(rest);
        }
    }
    clean.replace("##[", "# #[")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_characters_become_pictures_and_overrides_are_marked() {
        assert_eq!(line("a\u{1b}[31mred\u{7}", false), "a␛[31mred␇");
        assert_eq!(line("c1 \u{9b}31m", false), "c1 \u{fffd}31m");
        assert_eq!(line("\u{202e}txt.exe\u{202c}", false), "\u{fffd}txt.exe\u{fffd}");
        assert_eq!(line("two\r\nlines\tand\u{2028}more", false), "two  lines and more");
        assert_eq!(line("\u{feff}mark soft\u{ad}hyphen", false), "mark softhyphen");
        assert_eq!(line("Venezuela’s chargé – “35”", false), "Venezuela’s chargé – “35”");
    }

    #[test]
    fn ascii_spells_what_people_type() {
        assert_eq!(
            line("Venezuela’s chargé d’affaires – “35” … cafe\u{301}", true),
            "Venezuela's charge d'affaires - \"35\" ... cafe"
        );
        assert_eq!(line("Łódź, Straße, Ærø, 中", true), "Lodz, Strasse, AEro, ?");
        assert_eq!(line("a\u{1b}[0m", true), "a?[0m");
    }

    #[test]
    fn json_keeps_its_values() {
        let value = "a\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{2028}é中🎉\n\"";
        let written = serde_json::to_string_pretty(&[value]).unwrap();
        for ascii in [false, true] {
            let clean = json(&written, ascii);
            assert_eq!(serde_json::from_str::<Vec<String>>(&clean).unwrap(), [value]);
            assert!(clean.chars().all(|c| c == '\n' || !c.is_control() && !reorders(c)));
            assert!(!ascii || clean.is_ascii());
        }
    }

    #[test]
    fn no_build_service_is_given_an_order() {
        assert_eq!(
            commands("  ::stop-commands::x\na ##[add-mask]b ::c\n"),
            "  : :stop-commands::x\na # #[add-mask]b ::c\n"
        );
        assert_eq!(commands("\u{1b}[1m ::error::x"), "\u{1b}[1m : :error::x");
        assert_eq!(xml("<a>\n ::x ##[b]</a>"), "<a>\n &#58;:x ##&#91;b]</a>");
        let written = json(&serde_json::to_string(&["##[add-mask]x"]).unwrap(), false);
        assert!(!written.contains("##["));
        assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), ["##[add-mask]x"]);
    }

    proptest! {
        #[test]
        fn nothing_that_a_terminal_obeys_gets_through(text in any::<String>(), ascii: bool) {
            let clean = line(&text, ascii);
            prop_assert!(clean.chars().all(|c| !c.is_control() && !reorders(c)));
            prop_assert!(!ascii || clean.is_ascii());
        }
    }
}
