//! Lines near the top of an article that tell its date and who wrote it. Strict: a date in a row of a table, or in a
//! sentence, is none of these.

use super::facts::dates;
use super::{calendar, fold};

/// A line that holds a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The date, as EDTF.
    pub date: String,
    pub kind: Kind,
    /// Who wrote the article, where the line says so.
    pub author: Option<String>,
}

/// What a date is to its line, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The day of publication: `Published 2 June 2025`, `By Jon Peele, 2 June 2025`, `LONDON, 2 June 2025 –`.
    Published,
    /// The line is a date and nothing else.
    Bare,
    /// The day of the last change.
    Updated,
    /// A date in a short line.
    Unclear,
}

const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "date",
    "dated",
    "publicado",
    "publicada",
    "fecha",
    "publie",
    "publiee",
    "veroffentlicht",
    "erschienen",
    "pubblicato",
    "data",
];

const UPDATED: &[&str] = &[
    "updated",
    "modified",
    "edited",
    "actualizado",
    "actualizada",
    "actualizacion",
    "aktualisiert",
    "stand",
    "aggiornato",
    "atualizado",
    "maj",
];

/// Words that may stand between such a word and the date.
const BESIDE: &[&str] = &["on", "at", "first", "last", "the", "el", "le", "am", "vom", "il", "em", "du", "dia"];

/// What a byline begins with.
const BY: &[&str] = &["by ", "por ", "par ", "von ", "di "];

/// Small words within names and offices: `Jon Peele and Ana de la Cruz in London`.
const IN_NAMES: &[&str] = &[
    "and", "in", "for", "of", "y", "e", "en", "et", "und", "de", "del", "da", "di", "la", "van", "von", "der", "al",
    "bin", "dos",
];

/// Words around a time of day, and those that tell how long an article takes to read.
const CLOCK: &[&str] = &[
    "at", "a", "las", "la", "um", "alle", "ore", "uhr", "h", "hrs", "hs", "am", "pm", "utc", "gmt", "bst", "cet",
    "cest", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "ist", "msk", "read",
    "lectura", "de",
];

/// Signs that stand between the parts of a dateline.
fn is_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ',' | ';' | ':' | '.' | '·' | '•' | '-' | '–' | '—' | '(' | ')' | '[' | ']' | '*' | '#' | '>')
}

/// What a line tells of the article's date, if it holds one.
pub(super) fn read(line: &str) -> Option<Dateline> {
    let found = dates(line);
    let (date, range) = found.first()?;
    let (before, after) = (line.get(..range.start)?, line.get(range.end..)?);
    // `Published 2 June 2025, updated 3 June 2025`
    let (after, other) = match found.get(1) {
        Some((_, next)) => (line.get(range.end..next.start)?, true),
        None => (after, false),
    };
    let says = |kind, author| Some(Dateline { date: date.clone(), kind, author });
    let clear = if other {
        words(after).any(|word| UPDATED.contains(&&*word)) && beside_date(after).is_some()
    } else {
        ends(after)
    };
    if clear && let Some(author) = byline(before) {
        return says(Kind::Published, Some(author));
    }
    if !other && city(before) && begins_text(after) {
        return says(Kind::Published, None);
    }
    match beside_date(before) {
        Some(kind) if clear => return says(kind, None),
        Some(Kind::Published) if !other && let Some(author) = byline(after.trim_start_matches(is_sign)) => {
            return says(Kind::Published, Some(author));
        }
        // As programs write it before the text of an article: `date 2026-01-14 The president speaks.`
        Some(Kind::Published) if line.get(range.clone()).is_some_and(|written| written.starts_with(date.as_str())) => {
            return says(Kind::Published, None);
        }
        _ => {}
    }
    if line.chars().count() <= 60 { says(Kind::Unclear, None) } else { None }
}

/// What a sentence tells of the article's date that begins as such a line does, and says nothing else:
/// `… artificial intelligence. Published: 14 March 2025`.
pub(super) fn row(sentence: &str) -> Option<Dateline> {
    // `Last updated`, `First published`
    let first = words(sentence).find(|word| !matches!(&**word, "first" | "last"))?;
    if !PUBLISHED.contains(&&*first) && !UPDATED.contains(&&*first) {
        return None;
    }
    let dates = dates(sentence);
    let over = dates.len() > 1 || ends(sentence.get(dates.first()?.1.end..)?);
    read(sentence).filter(|found| over && matches!(found.kind, Kind::Published | Kind::Updated))
}

/// Who wrote an article, by a line that says nothing else: `By Jon Peele`.
pub(super) fn author(line: &str) -> Option<String> {
    byline(line).filter(|_| line.split_whitespace().count() <= 5)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(fold::words)
}

/// What the words right before a date make of it: nothing but weekdays and words such as `Published`.
fn beside_date(before: &str) -> Option<Kind> {
    let mut kind = Kind::Bare;
    if before.contains(|c: char| !c.is_alphanumeric() && !is_sign(c)) {
        return None;
    }
    for word in words(before) {
        if UPDATED.contains(&&*word) {
            kind = Kind::Updated;
        } else if PUBLISHED.contains(&&*word) {
            kind = kind.min(Kind::Published);
        } else if !BESIDE.contains(&&*word) && !calendar::is_weekday(&word) {
            return None;
        }
    }
    Some(kind)
}

/// Whether a line is over behind its date, but for a time of day.
fn ends(after: &str) -> bool {
    let tokens = after.split(|c: char| c != ':' && c != '.' && is_sign(c) || matches!(c, '|' | '/'));
    let tokens: Vec<String> =
        tokens.map(|token| fold::words(token).replace("a.m.", "am").replace("p.m.", "pm")).collect();
    let tokens: Vec<&str> =
        tokens.iter().map(|token| token.trim_matches(['.', ':'])).filter(|token| !token.is_empty()).collect();
    tokens.iter().enumerate().all(|(at, token)| {
        let next = tokens.get(at + 1).copied().unwrap_or("");
        let (digits, rest) = token.split_at(token.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.len()));
        let (minutes, half) = match rest.strip_prefix([':', '.', 'h']) {
            Some(behind) => {
                behind.split_at(behind.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(behind.len()))
            }
            None => ("", rest),
        };
        let clock = |word: &str| matches!(word, "am" | "pm" | "uhr" | "h" | "hrs" | "hs");
        let reading = |word: &str| matches!(word, "min" | "mins" | "minute" | "minutes" | "minutos");
        match digits.len() {
            0 => CLOCK.contains(token) || reading(token),
            // `10.50` may be a price: a point wants `am` or the like behind it.
            1 | 2 if minutes.len() >= 2 && (half.is_empty() || clock(half)) => {
                !rest.starts_with('.') || clock(half) || clock(next)
            }
            1 | 2 => minutes.is_empty() && (clock(rest) || rest.is_empty() && (clock(next) || reading(next))),
            _ => false,
        }
    })
}

/// Who wrote an article, by what stands before its date or on a line of its own.
fn byline(text: &str) -> Option<String> {
    let text = text.trim_start_matches(is_sign).trim_end_matches(|c: char| is_sign(c) || c == '|');
    let start = BY.iter().find(|by| text.get(..by.len()).is_some_and(|start| start.to_lowercase() == **by))?;
    let names = text.get(start.len()..)?;
    // The parts behind the name, an office or a word such as `Published`, must be parts of a byline, too.
    let mut parts = names.split([',', '|', '·', '•', '(', '–', '—']).map(|part| part.trim_matches(is_sign));
    let first = parts.next()?;
    let name = first.split_whitespace().take_while(|word| !PUBLISHED.contains(&&*fold::words(word)));
    let name = name.collect::<Vec<_>>().join(" ");
    let rest = first.get(name.len()..).unwrap_or("");
    let fits =
        is_name(&name) && beside_date(rest).is_some() && parts.all(|part| is_name(part) || beside_date(part).is_some());
    fits.then_some(name)
}

/// Whether a text looks like the name of a person or an agency.
fn is_name(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let word = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        let folded = fold::words(letters);
        let time = calendar::is_weekday(&folded) || calendar::month(&folded).is_some();
        let named = letters.starts_with(char::is_uppercase) && !letters.contains(|c: char| c.is_ascii_digit());
        !matches!(&*folded, "the" | "a" | "an") && (named && !time || IN_NAMES.contains(&&*folded))
    };
    (1..=9).contains(&count) && text.starts_with(char::is_uppercase) && text.split_whitespace().all(word)
}

/// `LONDON,` or `CARACAS, Venezuela,`: a city in capitals before its date.
fn city(before: &str) -> bool {
    let Some(places) = before.trim().strip_suffix(',') else { return false };
    let first = places.split(',').next().unwrap_or("");
    let letters = first.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 3
        && letters.clone().all(char::is_uppercase)
        && places.split(',').all(|part| is_name(part.trim()))
}

/// ` –` or ` (Reuters) —`: the dash behind a dateline, from which on the text begins.
fn begins_text(after: &str) -> bool {
    let mut rest = after.trim_start();
    if let Some((agency, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        rest = if agency.len() <= 30 { behind.trim_start() } else { rest };
    }
    rest.starts_with(['–', '—']) || rest.starts_with("- ") || rest.starts_with("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Option<Kind> {
        read(line).map(|found| found.kind)
    }

    #[test]
    fn the_date_of_an_article_is_told_in_its_usual_forms() {
        for line in [
            "Published 2 June 2025",
            "Published on Monday, June 2, 2025 at 10:32 a.m. EDT",
            "Date: 2025-06-02",
            "date 2025-06-02 The president speaks of 35 boats in a hall that is full of people from everywhere.",
            "Published 2 June 2025, updated 3 June 2025",
            "Published on 2 June 2025 by Jon Peele",
            "Publicado el 2 de junio de 2025, 10:30 h",
            "By Jon Peele, 2 June 2025",
            "By JON PEELE and Ana de la Cruz in London | 2 June 2025",
            "By Jon Peele, Reuters · Published 2 June 2025 · 5 min read",
            "Por Ana Pérez, 2 de junio de 2025",
            "LONDON, 2 June 2025 – The company has been sold.",
            "CARACAS, Venezuela, June 2, 2025 (AP) — The company has been sold.",
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.date.as_str(), found.kind), ("2025-06-02", Kind::Published), "{line}");
        }
        for line in [
            "2 June 2025",
            "- June 02, 2025",
            "lunes, 2 de junio de 2025",
            "2. Juni 2025, 10:32 Uhr",
            "Montag, 2. Juni 2025",
            "2025-06-02T10:32:00+02:00",
            "2 June 2025 | 10.32am BST",
            "(2 juin 2025)",
        ] {
            let found = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.date.as_str(), found.kind), ("2025-06-02", Kind::Bare), "{line}");
        }
        for line in ["Updated 2 June 2025", "Last updated: Mon 2 June 2025, 14:05 GMT", "Stand: 2. Juni 2025"] {
            assert_eq!(kind(line), Some(Kind::Updated), "{line}");
        }
    }

    #[test]
    fn a_date_beside_other_words_is_not_certain() {
        for line in [
            "Offer | 12 May 2025",
            "Date | 12 May 2025",
            "Offer 12 May 2025",
            "12 May 2025 | 35 | 40",
            "12 May 2025 10.50",
            "12 May 2025 offer accepted",
            "12 May 2025 – 14 May 2025",
            "London, 12 May 2025 – a day to remember",
            "By Monday, 12 May 2025",
            "By the end of 12 May 2025",
            "On 12 May 2025 it rained",
        ] {
            assert_eq!(kind(line), Some(Kind::Unclear), "{line}");
        }
        for line in ["On 3 March 2020 it rained for a long while in the north, and nobody went out.", "no date"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_row_within_a_paragraph_is_a_sentence_of_its_own() {
        for (sentence, told) in [
            ("Published: 14 March 2025", Some(Kind::Published)),
            ("Date: 14 March 2025.", Some(Kind::Published)),
            ("Last updated: 14 March 2025.", Some(Kind::Updated)),
            ("Updated on 14 March 2025", Some(Kind::Updated)),
            ("Published 14 March 2025, updated 15 March 2025.", Some(Kind::Published)),
            ("Data 2025-03-14 shows that it rained.", None),
            ("Published on 14 March 2025, the report says that it rained.", None),
            ("It was published on 14 March 2025.", None),
            ("14 March 2025", None),
        ] {
            assert_eq!(row(sentence).map(|found| found.kind), told, "{sentence}");
        }
    }

    #[test]
    fn a_byline_names_who_wrote_it() {
        for (line, name) in [
            ("By Jon Peele, Reuters, 2 June 2025", Some("Jon Peele")),
            ("By Jon Peele Published 2 June 2025", Some("Jon Peele")),
            ("Published on 2 June 2025 by Jon Peele", Some("Jon Peele")),
            ("2 June 2025", None),
        ] {
            assert_eq!(read(line).and_then(|found| found.author).as_deref(), name, "{line}");
        }
        assert_eq!(author("By Ana de la Cruz").as_deref(), Some("Ana de la Cruz"));
        for line in ["By the Numbers", "By land and sea", "By 2030", "Jon Peele", "By Monday", "Von"] {
            assert_eq!(author(line), None, "{line}");
        }
    }
}
