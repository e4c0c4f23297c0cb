//! Times as articles write them, from which a date cannot be told: `9 May`, `last Friday`, `next week`.

use super::edtf::{TimeError, is_date};
use crate::text::{calendar, fold, numbers};

/// Words that only say where a time lies, and name none.
const BESIDE: &[&str] = &[
    "a",
    "an",
    "and",
    "the",
    "of",
    "in",
    "on",
    "at",
    "by",
    "to",
    "from",
    "since",
    "until",
    "till",
    "before",
    "after",
    "between",
    "during",
    "about",
    "around",
    "last",
    "next",
    "this",
    "that",
    "past",
    "previous",
    "coming",
    "early",
    "mid",
    "middle",
    "end",
    "beginning",
    "start",
    "late",
    "later",
    "earlier",
    "few",
    "couple",
    "several",
    "some",
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
    "midnight",
    "ago",
    "publication",
    "de",
    "del",
    "el",
    "la",
    "le",
    "am",
    "den",
    "il",
];

/// Words that name a time, seen from the day on which somebody writes.
const TELLING: &[&str] = &[
    "today",
    "tonight",
    "yesterday",
    "tomorrow",
    "recently",
    "lately",
    "soon",
    "now",
    "day",
    "days",
    "week",
    "weeks",
    "weekend",
    "fortnight",
    "month",
    "months",
    "year",
    "years",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "ayer",
    "hoy",
    "hier",
    "heute",
    "gestern",
    "ieri",
    "oggi",
];

/// Words by which a time lies ahead.
const AHEAD: &[&str] = &["tomorrow", "next", "coming", "soon", "later"];

/// Answers a text that names a time without its year, or without any date. `counted` says that the time may be counted
/// from `published`, too.
pub(super) fn unfinished(text: &str, counted: bool) -> Option<TimeError> {
    if text.chars().count() > 60 {
        return None;
    }
    let text = text.trim();
    let words = Words::of(text)?;
    let examples = words.examples();
    let shown = examples.iter().map(|date| format!("`{date}`")).collect::<Vec<_>>().join(" or ");
    let (message, mut help) = if words.year {
        let help = "write a date as year, month and day, such as `2026-02-01`; some time from one day to another is \
                    `2026-02-01..2026-02-03`";
        (format!("`{text}` is not how a date is written here"), help.to_owned())
    } else if examples.is_empty() {
        let help = "write the date itself, as year, month and day (`2026-02-01`), as a month (`2026-02`) or as a year (`2026`)";
        (format!("`{text}` names no date"), help.to_owned())
    } else {
        (format!("`{text}` has no year"), format!("write the year, too, such as {shown}"))
    };
    if counted && !words.year {
        let sign = if words.ahead { '+' } else { '-' };
        help.push_str(&format!("; or count from the day of the article: `published {sign} 3 days`"));
    }
    Some(TimeError { message, help: Some(help) })
}

/// What the words of a time name.
#[derive(Default)]
struct Words {
    year: bool,
    months: Vec<u32>,
    days: Vec<u32>,
    ahead: bool,
}

impl Words {
    /// `None` where one of them is no word of a time, or none of them names one.
    fn of(text: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut telling = false;
        let folded = fold::words(text);
        let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        for word in words() {
            let (number, suffix) = word.split_at(word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len()));
            match (number.len(), suffix) {
                (4, "" | "s") => found.year = true,
                (1 | 2, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª") => {
                    found.days.extend(number.parse::<u32>())
                }
                (0, word) => {
                    // `ago` is short for August in Spanish.
                    let month = calendar::month(word).filter(|_| !BESIDE.contains(&word));
                    let names = month.is_some() || calendar::is_weekday(word) || TELLING.contains(&word);
                    if !names && !BESIDE.contains(&word) && numbers::cardinal(word).is_none() {
                        return None;
                    }
                    telling |= names;
                    found.months.extend(month);
                    found.ahead |= AHEAD.contains(&word);
                }
                _ => return None,
            }
        }
        // `9/5`, `05-09`: a day and a month, either first.
        let pair = found.days.len() == 2 && words().all(|word| word.len() <= 2) && !found.examples().is_empty();
        (telling || pair).then_some(found)
    }

    /// Dates with these days and months, in some year. A month in digits may stand before or behind its day.
    fn examples(&self) -> Vec<String> {
        // In the other one there is a 29 February.
        let dates = self.dates(2026);
        if dates.is_empty() { self.dates(2024) } else { dates }
    }

    fn dates(&self, year: u32) -> Vec<String> {
        let day = |month: &u32, day: &u32| format!("{year}-{month:02}-{day:02}");
        let mut dates = match (self.months.as_slice(), self.days.as_slice()) {
            _ if self.year => Vec::new(),
            ([month], []) => vec![format!("{year}-{month:02}")],
            ([month], [one]) => vec![day(month, one)],
            ([month], [from, to]) => vec![format!("{}..{}", day(month, from), day(month, to))],
            ([first, last], [from, to]) => vec![format!("{}..{}", day(first, from), day(last, to))],
            ([], [a, b]) => vec![day(b, a), day(a, b)],
            _ => Vec::new(),
        };
        dates.dedup();
        dates.retain(|date| date.split("..").all(is_date));
        dates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> String {
        let error = unfinished(text, true).unwrap_or_else(|| panic!("{text} is not answered"));
        format!("{} / {}", error.message, error.help.unwrap_or_default())
    }

    #[test]
    fn a_time_without_its_year_is_answered_with_its_day() {
        for (text, date) in [
            ("9 May", "`2026-05-09`"),
            ("May 9th", "`2026-05-09`"),
            ("on Friday, 9 May", "`2026-05-09`"),
            ("9 de mayo", "`2026-05-09`"),
            ("29 February", "`2024-02-29`"),
            ("May 9-12", "`2026-05-09..2026-05-12`"),
            ("early May", "`2026-05`"),
            ("05-09", "`2026-09-05` or `2026-05-09`"),
            ("9/25", "`2026-09-25`"),
        ] {
            assert!(
                answer(text).starts_with(&format!("`{text}` has no year / write the year, too, such as {date}")),
                "{}",
                answer(text)
            );
        }
        assert!(answer("9 to 12 May 2025").contains("`2026-02-01..2026-02-03`"), "{}", answer("9 to 12 May 2025"));
    }

    #[test]
    fn a_time_seen_from_the_day_of_writing_names_no_date() {
        for text in ["Friday", "last Friday", "since Friday", "yesterday morning", "a few weeks ago", "el viernes"] {
            assert!(answer(text).starts_with(&format!("`{text}` names no date")), "{}", answer(text));
            assert!(answer(text).ends_with("`published - 3 days`"), "{}", answer(text));
        }
        assert!(answer("next week").ends_with("`published + 3 days`"));
        assert!(!unfinished("next week", false).unwrap().help.unwrap().contains("published"));
    }

    #[test]
    fn names_are_no_times() {
        for text in
            ["maduro-capture", "may uprising", "march-of-flowers", "2024 election", "Mayday", "the", "9", "", "2-1-1"]
        {
            assert_eq!(unfinished(text, true), None, "{text}");
        }
    }
}
