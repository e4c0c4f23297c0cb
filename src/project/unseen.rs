//! Characters that look like others: spaces that YAML takes for letters, and typographic quotation marks.
//!
//! They come from word processors and web pages, and nobody sees them in an editor.

use std::ops::Range;

use super::syntax::is_key;
use super::tree::Problem;
use super::wording::clip;

/// Spaces that YAML takes for letters, and what has no width at all, with their names. Joiners and marks of direction
/// are left out: some scripts cannot do without.
const NAMES: &[(char, &str)] = &[
    ('\u{a0}', "no-break space"),
    ('\u{ad}', "soft hyphen"),
    ('\u{1680}', "ogham space"),
    ('\u{2000}', "en quad"),
    ('\u{2001}', "em quad"),
    ('\u{2002}', "en space"),
    ('\u{2003}', "em space"),
    ('\u{2004}', "third of an em space"),
    ('\u{2005}', "quarter of an em space"),
    ('\u{2006}', "sixth of an em space"),
    ('\u{2007}', "figure space"),
    ('\u{2008}', "punctuation space"),
    ('\u{2009}', "thin space"),
    ('\u{200a}', "hair space"),
    ('\u{200b}', "zero-width space"),
    ('\u{202f}', "narrow no-break space"),
    ('\u{205f}', "mathematical space"),
    ('\u{2060}', "word joiner"),
    ('\u{3000}', "ideographic space"),
    ('\u{feff}', "byte order mark"),
];

/// Quotation marks that open and close a text in print.
const MARKS: &[(char, &str)] = &[
    ('“', "”“"),
    ('”', "”"),
    ('„', "“”"),
    ('‟', "”"),
    ('‘', "’‘"),
    ('’', "’"),
    ('‚', "‘’"),
    ('«', "»"),
    ('»', "«»"),
    ('‹', "›"),
    ('›', "‹›"),
    ('「', "」"),
    ('『', "』"),
];

/// `a no-break space (U+00A0)`; `None` for what can be seen.
pub(super) fn name(letter: char) -> Option<String> {
    let (_, name) = NAMES.iter().find(|(known, _)| *known == letter)?;
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    Some(format!("{article} {name} (U+{:04X})", u32::from(letter)))
}

fn is_unseen(letter: char) -> bool {
    NAMES.iter().any(|(known, _)| *known == letter)
}

/// A text as it was most likely meant, with what is wrong with it and the mend.
#[derive(Debug)]
pub(super) struct Plain {
    pub text: String,
    pub message: String,
    pub help: String,
}

/// Takes away what looks like something else: typographic quotation marks around a text, and what cannot be seen in it.
pub(super) fn plain(written: &str) -> Option<Plain> {
    let inner = within_marks(written.trim());
    let letters = inner.unwrap_or(written.trim()).chars();
    let text: String = letters.map(|c| if is_unseen(c) && c.is_whitespace() { ' ' } else { c }).collect();
    let text = text.replace(is_unseen, "").trim().to_owned();
    let unseen = written.chars().find_map(name);
    let message = match (inner, unseen) {
        _ if text.is_empty() => return None,
        (Some(_), _) => format!("the quotation marks of `{}` are typographic, and only letters in YAML", clip(written)),
        (None, Some(unseen)) => format!("in `{}` stands {unseen}", clip(written)),
        (None, None) => return None,
    };
    let help = match inner {
        Some(_) => format!("write `{}`, or put it in straight quotation marks: `\"{}\"`", clip(&text), clip(&text)),
        None => format!("delete it and type it anew: `{}`", clip(&text)),
    };
    Some(Plain { text, message, help })
}

fn within_marks(text: &str) -> Option<&str> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let (_, closing) = MARKS.iter().find(|(opening, _)| *opening == first)?;
    let inner = text.get(first.len_utf8()..text.len().checked_sub(last.len_utf8())?)?;
    (closing.contains(last) && !inner.contains([first, last])).then_some(inner)
}

/// A space that is none for YAML: before a key or an entry, or behind a key's colon or an entry's hyphen. In a line of
/// which nobody knows whether it belongs to a text, only known keys count.
pub(super) fn spaces(line: &Range<usize>, written: &str, certain: bool) -> Option<Problem> {
    let mut start = written.len() - written.trim_start().len();
    let mut unseen = written.get(..start)?.char_indices().find(|(_, c)| is_unseen(*c));
    let mut known = certain;
    if let Some(rest) = written.get(start..)?.strip_prefix('-').filter(|rest| rest.starts_with(char::is_whitespace)) {
        let behind = written.len() - rest.len();
        start = written.len() - rest.trim_start().len();
        let gap = written.get(behind..start)?.char_indices();
        unseen = unseen.or(gap.map(|(at, c)| (behind + at, c)).find(|(_, c)| is_unseen(*c)));
        known = true;
    }
    let rest = written.get(start..)?;
    let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    if let Some(value) = rest.get(word..)?.strip_prefix(':').filter(|_| rest.get(..word).is_some_and(is_key)) {
        let colon = written.len() - value.len();
        let first = value.chars().next().filter(|c| is_unseen(*c));
        unseen = unseen.or(first.map(|c| (colon, c)));
        known = true;
    }
    let (at, letter) = unseen.filter(|_| known)?;
    let end = at + written.get(at..)?.chars().take_while(|c| is_unseen(*c)).map(char::len_utf8).sum::<usize>();
    space(line.start + at..line.start + end, letter)
}

/// Says that a letter which looks like a space is none.
pub(super) fn space(at: Range<usize>, letter: char) -> Option<Problem> {
    Some(Problem {
        at,
        message: format!("here stands {}, and YAML takes only plain spaces between words", name(letter)?),
        help: Some("delete it and type a plain space; it often comes from a web page or a word processor".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_text_are_taken_away() {
        for (written, text) in [
            ("“a”", Some("a")),
            ("„Laura Dogu“", Some("Laura Dogu")),
            ("‘2026’", Some("2026")),
            ("« 35 »", Some("35")),
            ("2026\u{200b}-01", Some("2026-01")),
            ("“x\u{a0}y”", Some("x y")),
            ("“a” and “b”", None),
            ("Maduro’s", None),
            ("“”", None),
            ("a", None),
        ] {
            assert_eq!(plain(written).map(|plain| plain.text).as_deref(), text, "{written}");
        }
    }

    #[test]
    fn spaces_that_are_none() {
        for (line, at) in [
            ("    source: a", None),
            ("\u{a0}\u{a0}source: a", Some(0..4)),
            ("  \u{a0}source: a", Some(2..4)),
            ("  -\u{a0}source: a", Some(3..5)),
            ("  - source:\u{202f}a", Some(11..14)),
            ("  source:\u{a0} a", Some(9..11)),
            ("  source: a\u{a0}b", None),
            ("\u{a0}the mayor said", None),
        ] {
            assert_eq!(spaces(&(0..line.len()), line, false).map(|problem| problem.at), at, "{line}");
        }
        let line = "\u{a0}ana: {}";
        assert_eq!(spaces(&(0..line.len()), line, true).map(|problem| problem.at), Some(0..2));
    }
}
