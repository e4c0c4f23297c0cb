//! What an article tells of itself: its title, its date, a notice that a program wrote it, marks of translation.
//! Only what stands there; what it does not tell stays open.

use std::ops::Range;

/// What an article tells of itself, each with the passage (bytes of the text) that tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its headline.
    pub title: Option<Range<usize>>,
    /// Its date, as EDTF, from a dateline near the top.
    pub published: Option<(String, Range<usize>)>,
    /// A notice that a program wrote it; `true` where people had a part in it.
    pub with_ai: Option<(bool, Range<usize>)>,
    /// A mark of translation; with the language's BCP 47 tag where it is named.
    pub translated: Option<(Option<&'static str>, Range<usize>)>,
}

/// Datelines stand in the first lines.
const TOP: usize = 12;

/// A headline is not longer (characters).
const LONGEST_TITLE: usize = 160;

/// Languages as English notices name them.
const LANGUAGES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("chinese", "zh"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Facts {
    /// Reads what an article tells of itself.
    pub fn of(text: &str) -> Self {
        let mut facts = Self::default();
        let lines = lines(text);
        for (range, line) in lines.iter().take(TOP) {
            if facts.published.is_none() {
                facts.published = dateline(line).map(|date| (date, range.clone()));
            }
        }
        for (range, line) in &lines {
            let folded = line.to_lowercase();
            if facts.translated.is_none() && is_translated(&folded) {
                let named = LANGUAGES.iter().find(|(name, _)| folded.contains(&format!("from {name}")));
                facts.translated = Some((named.map(|(_, tag)| *tag), range.clone()));
            }
            if facts.with_ai.is_none() {
                facts.with_ai = with_ai(&folded).map(|shared| (shared, range.clone()));
            }
        }
        facts.title = title(&lines);
        facts
    }
}

/// Lines that are not empty, trimmed, each with its bytes.
fn lines(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut at = 0;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let start = at + (line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len());
        if !trimmed.is_empty() {
            all.push((start..start + trimmed.len(), trimmed));
        }
        at += line.len();
    }
    all
}

fn title(lines: &[(Range<usize>, &str)]) -> Option<Range<usize>> {
    let (range, line) = lines.first()?;
    let heading = line.trim_start_matches('#').trim_start();
    let sentence = heading.ends_with(['.', '!', '?', '”', '"', ':', ';']);
    let dated = heading.to_lowercase().starts_with("date ");
    let marked = heading.to_lowercase().starts_with("original article");
    // A row of signs that divides is no headline.
    let says = heading.contains(char::is_alphanumeric);
    let fits = says && heading.chars().count() <= LONGEST_TITLE && !sentence && !dated && !marked;
    fits.then(|| range.end - heading.len()..range.end)
}

fn is_translated(folded: &str) -> bool {
    folded.starts_with("original article:") || folded.contains("translated from") || folded.contains("translated by")
}

fn with_ai(folded: &str) -> Option<bool> {
    let program = folded.contains("artificial intelligence")
        || folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "ai");
    let about_itself = ["this article", "this story", "this text", "this post", "this content"];
    let wrote = ["generated", "written", "produced", "created", "drafted"];
    let notice = program
        && about_itself.iter().any(|words| folded.contains(words))
        && wrote.iter().any(|word| folded.contains(word));
    let shared = ["in part", "partly", "with the help", "with help", "assist", "reviewed by"];
    notice.then(|| shared.iter().any(|words| folded.contains(words)))
}

/// A date on a line of its own, or after the word "date" or "published".
fn dateline(line: &str) -> Option<String> {
    let folded = line.to_lowercase();
    let marked = ["date ", "date: ", "published ", "published: ", "published on ", "updated "];
    let rest = marked.iter().find_map(|mark| folded.strip_prefix(mark));
    let short = line.chars().count() <= 40;
    let text = rest.or_else(|| short.then_some(folded.as_str()))?;
    dates(text).into_iter().map(|(date, range)| (date, range.start)).find(|(_, at)| *at <= 12).map(|(date, _)| date)
}

/// Full dates in a text, as EDTF with their bytes: `2026-02-01`, `February 1, 2026`, `1 February 2026`, `Feb. 1, 2026`.
pub fn dates(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !trimmed.is_empty() {
            words.push((start + word.find(trimmed).unwrap_or(0), trimmed));
        }
    }
    let mut found = Vec::new();
    for (index, (start, word)) in words.iter().enumerate() {
        if let Some(date) = iso(word) {
            found.push((date, *start..start + word.len()));
            continue;
        }
        let Some([(_, second), (last, third)]) = words.get(index + 1..index + 3) else { continue };
        let date = match (month(word), number(word), month(second), number(second)) {
            (Some(month), _, _, Some(day)) => year(third).and_then(|year| written(year, month, day)),
            (_, Some(day), Some(month), _) => year(third).and_then(|year| written(year, month, day)),
            _ => None,
        };
        if let Some(date) = date {
            found.push((date, *start..last + third.len()));
        }
    }
    found
}

fn iso(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.get(..10)?.split('-').collect();
    let [y, m, d] = parts.as_slice() else { return None };
    // A date-time counts by its date.
    let end = word.get(10..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['T', 't']));
    if y.len() != 4 || m.len() != 2 || d.len() != 2 || !end {
        return None;
    }
    written(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let short = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let at = MONTHS.iter().position(|month| short && month.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

fn year(word: &str) -> Option<i32> {
    (word.len() == 4).then(|| word.parse().ok()).flatten()
}

fn written(year: i32, month: u32, day: u32) -> Option<String> {
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day)?;
    Some(date.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_articles_write_them() {
        for text in ["2026-02-01", "February 01, 2026", "on 1 February 2026 in", "Feb. 1, 2026", "1st February, 2026"] {
            let found: Vec<String> = dates(text).into_iter().map(|(date, _)| date).collect();
            assert_eq!(found, ["2026-02-01"], "{text}");
        }
        for text in ["2026", "30 February 2026", "February 2026", "in 2019 when", "12-1-2026"] {
            assert!(dates(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_article_tells_its_title_its_date_and_who_wrote_it() {
        let text = "A headline about things\n- Share\n- February 01, 2026\nIt happened on 3 March 2020, they said.\n\
                    Note: This article was generated in part using artificial intelligence.\n";
        let facts = Facts::of(text);
        assert_eq!(facts.title.and_then(|range| text.get(range)), Some("A headline about things"));
        assert_eq!(facts.published.map(|(date, _)| date).as_deref(), Some("2026-02-01"));
        assert_eq!(facts.with_ai.map(|(shared, _)| shared), Some(true));
        assert_eq!(facts.translated, None);
    }

    #[test]
    fn what_an_article_does_not_tell_stays_open() {
        let text = "Original article: Tras siete años\n\nOn 3 March 2020 it rained for a long while in the north.\n\
                    Artificial intelligence is changing the world.";
        let facts = Facts::of(text);
        assert_eq!(facts.title, None);
        assert_eq!(facts.published, None);
        assert_eq!(facts.with_ai, None);
        assert_eq!(facts.translated.map(|(language, _)| language), Some(None));
        assert_eq!(Facts::of("###\nNews\n").title, None);
        assert_eq!(Facts::of("* * *\nNews\n").title, None);
        let marked = Facts::of("date 2026-01-14 The president speaks.\nTranslated from Spanish by the desk.");
        assert_eq!(marked.published.map(|(date, _)| date).as_deref(), Some("2026-01-14"));
        assert_eq!(marked.translated.and_then(|(language, _)| language), Some("es"));
    }
}
