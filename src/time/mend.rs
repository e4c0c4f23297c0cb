//! What to write instead of a date that people write otherwise.

use super::day::MONTHS;
use super::edtf::{TimeError, is_date};
use super::read;
use super::unfinished::unfinished;
use crate::text::calendar;

/// Answers a text that is no date.
pub(super) fn no_date(text: &str) -> TimeError {
    if let Some(error) = level_two(text) {
        return error;
    }
    let mends = dates(text);
    if mends.is_empty()
        && let Some(error) = unfinished(text, false)
    {
        return error;
    }
    let help = match mends.as_slice() {
        [] => {
            "write a date as year, month, day (`2026-02-01`), as a month (`2026-02`) or as a year (`2026`)".to_owned()
        }
        mends => format!("write {}", mends.iter().map(|mend| format!("`{mend}`")).collect::<Vec<_>>().join(" or ")),
    };
    TimeError { message: format!("`{text}` is no date"), help: Some(help) }
}

/// Answers a text that is no time at all.
pub(super) fn no_time(text: &str) -> TimeError {
    let mends = times(text);
    if mends.is_empty() {
        let error = no_date(text);
        return match level_two(text).or_else(|| dates(text).is_empty().then(|| unfinished(text, true)).flatten()) {
            Some(error) => error,
            None if !dates(text).is_empty() => error,
            None => TimeError {
                message: format!("`{text}` is no time"),
                help: Some(
                    "write a date (`2026-02-01`, `2026-02`), `published`, `published - 5 days`, a range (`2026-01..2026-03`) \
                     or an interval (`2026-01/..`), whose ends may be events"
                        .into(),
                ),
            },
        };
    }
    let mends: Vec<_> = mends.iter().map(|mend| format!("`{mend}`")).collect();
    TimeError { message: format!("`{text}` is no time"), help: Some(format!("write {}", mends.join(" or "))) }
}

/// Valid EDTF that gainsay does not read.
fn level_two(text: &str) -> Option<TimeError> {
    let set = text.starts_with(['[', '{']);
    // EDTF's own examples of sets have spaces behind their commas, though its grammar has none.
    let close = if set { text.split_whitespace().collect() } else { text.to_owned() };
    if !edtf_core::is_valid(&close) || is_date(text) || text.contains('/') {
        return None;
    }
    let (what, help) = if set {
        ("a set of dates", "write a range (`1667..1672`, at some time within it), or a claim for each date")
    } else if text.contains('S') {
        ("a date with significant digits", "write a range, such as `1900..1999`, or `19XX` for the years 1900 to 1999")
    } else if text.contains('E') {
        ("a year with an exponent", "write the year in full")
    } else {
        ("a date of EDTF level 2", "write a coarser date or a range, such as `1560..1569`")
    };
    Some(TimeError {
        message: format!("`{text}` is {what}, a part of EDTF level 2 that is not supported"),
        help: Some(help.into()),
    })
}

/// Whether a text is a time that only needs to be written otherwise.
pub(super) fn knows_time(text: &str) -> bool {
    !times(text).is_empty()
}

/// Whether a text is a date that only needs to be written otherwise.
pub(super) fn knows_date(text: &str) -> bool {
    level_two(text).is_some() || !dates(text).is_empty()
}

/// `2026-30-01` with its parts the other way round, where that is a day.
pub(super) fn swapped_day_and_month(text: &str) -> Option<String> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return None };
    let swaps = day.parse().is_ok_and(|number: u32| (1..=12).contains(&number));
    if swaps { valid_date(format!("{year}-{day}-{month}")) } else { None }
}

fn valid_date(text: String) -> Option<String> {
    is_date(&text).then_some(text)
}

/// The date that a text most likely means.
pub(super) fn one_date(text: &str) -> Option<String> {
    dates(text).into_iter().next()
}

/// What a text may mean as a date. Empty where nothing is certain enough.
fn dates(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.chars().count() > 60 {
        return Vec::new();
    }
    let plain: String = text.chars().map(|c| if "‐‑‒–—−".contains(c) { '-' } else { c }).collect();
    let lower = plain.to_lowercase();
    let about = ["about ", "around ", "circa ", "ca. ", "ca ", "c. ", "approximately ", "roughly "];
    if let Some(rest) = about.iter().find_map(|word| lower.strip_prefix(word)) {
        let inner = valid_date(rest.trim().to_uppercase()).map_or_else(|| dates(rest), |date| vec![date]);
        return inner.into_iter().filter_map(|date| valid_date(format!("{date}~"))).collect();
    }
    if plain != text
        && let Some(date) = valid_date(plain.clone())
    {
        return vec![date];
    }
    // `2026 ~`, `2026?~`, `17000`
    let close: String = plain.split_whitespace().collect();
    let both = close.replace("?~", "%").replace("~?", "%");
    let long = if plain.len() == 5 { format!("Y{plain}") } else { String::new() };
    for written in [close, both, long] {
        if written != text && !lower.starts_with('y') && is_date(&written) {
            return vec![written];
        }
    }
    let found = numbers(&lower);
    if !found.is_empty() {
        return found;
    }
    if lower.starts_with(|c: char| c.is_ascii_digit())
        && let Some(date) = valid_date(lower.replace(['u', 'x'], "X"))
    {
        return vec![date];
    }
    // Of two dates with times it is open which is meant.
    if let Some((day, _)) = plain.split_once([' ', 'T', 't'])
        && day.len() == 10
        && !plain.contains('/')
        && let Some(date) = valid_date(day.to_owned())
    {
        return vec![date];
    }
    named(&lower).into_iter().collect()
}

/// Dates in digits: `1912-4-15`, `30/01/2026`, `1.2.2026`, `2026/02/01`, `20260201`, `1/2026`.
fn numbers(text: &str) -> Vec<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    if !separator.is_none_or(|c| "-/. ".contains(c)) {
        return Vec::new();
    }
    let parts: Vec<&str> = text.split(separator.unwrap_or('-')).map(str::trim).collect();
    if parts.iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Vec::new();
    }
    let short = |part: &str| part.len() <= 2;
    let candidates = match parts.as_slice() {
        [whole] if whole.len() == 8 => {
            vec![format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..])]
        }
        [year, month] if year.len() == 4 && short(month) => vec![format!("{year}-{month:0>2}")],
        [month, year] if year.len() == 4 && short(month) => vec![format!("{year}-{month:0>2}")],
        [year, month, day] if year.len() == 4 && short(month) && short(day) => {
            vec![format!("{year}-{month:0>2}-{day:0>2}")]
        }
        // Day first or month first: both, where both are days.
        [a, b, year] if year.len() == 4 && short(a) && short(b) => {
            let mut both = vec![format!("{year}-{b:0>2}-{a:0>2}"), format!("{year}-{a:0>2}-{b:0>2}")];
            both.dedup();
            both
        }
        _ => Vec::new(),
    };
    candidates.into_iter().filter_map(valid_date).collect()
}

/// Dates in words: `1 Feb 2026`, `Sunday, February 1st, 2026`, `1 de febrero de 2026`, `early January 2026`, `spring 2026`, `Q1 2026`, `the 1990s`.
fn named(text: &str) -> Option<String> {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '-')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !matches!(*word, "" | "in" | "on" | "year") && !calendar::BETWEEN.contains(word))
        .filter(|word| !calendar::is_weekday(word))
        .peekable();
    let third = words.next_if(|word| matches!(*word, "early" | "mid" | "late" | "middle" | "end"));
    let (mut year, mut month, mut day) = (None, None, None);
    for word in words {
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (number, suffix) = word.split_at(digits);
        match (number.len(), suffix) {
            (4, "") if year.is_none() => year = Some(number.to_owned()),
            (4, "s") if year.is_none() && number.ends_with('0') => year = Some(format!("{}X", &number[..3])),
            (1 | 2, "" | "st" | "nd" | "rd" | "th") if day.is_none() => day = Some(number),
            (0, "century") if year.is_none() && month.is_none() => {
                let century: u32 = day.take()?.parse().ok()?;
                year = Some(format!("{:02}XX", century.checked_sub(1)?));
            }
            _ if month.is_none() => month = Some(part_of_year(word)?),
            _ => return None,
        }
    }
    let year = year?;
    let found = match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:0>2}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, None) => year,
        (None, Some(_)) => return None,
    };
    valid_date(match third {
        Some("middle") => format!("mid {found}"),
        Some("end") => format!("late {found}"),
        Some(third) => format!("{third} {found}"),
        None => found,
    })
}

/// The number of a month, season, quarter or half of a year, by its name.
fn part_of_year(word: &str) -> Option<usize> {
    let month = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        name == word || word.len() >= 3 && name.starts_with(word)
    });
    if let Some(month) = month {
        return Some(month + 1);
    }
    if let Some(month) = calendar::month(word) {
        return usize::try_from(month).ok();
    }
    Some(match word {
        "spring" => 21,
        "summer" => 22,
        "autumn" | "fall" => 23,
        "winter" => 24,
        "q1" => 33,
        "q2" => 34,
        "q3" => 35,
        "q4" => 36,
        "h1" => 40,
        "h2" => 41,
        _ => return None,
    })
}

/// What a text may mean as a time.
fn times(text: &str) -> Vec<String> {
    let lower = text.trim().to_lowercase();
    if lower.chars().count() > 120 {
        return Vec::new();
    }
    let valid = |text: String| read::is_time(&text).then_some(text);
    let one = |found: Option<String>| found.into_iter().collect::<Vec<_>>();
    match lower.as_str() {
        "today" | "now" | "present" | "at present" | "currently" | "publication" | "date of publication" => {
            return vec!["published".into()];
        }
        "yesterday" => return vec!["published - 1 day".into()],
        "tomorrow" => return vec!["published + 1 day".into()],
        "last week" => return vec!["published - 1 week".into()],
        "last month" => return vec!["published - 1 month".into()],
        "last year" => return vec!["published - 1 year".into()],
        _ => {}
    }
    for (word, sign) in
        [(" ago", "-"), (" earlier", "-"), (" before published", "-"), (" after published", "+"), (" later", "+")]
    {
        if let Some(length) = lower.strip_suffix(word) {
            let length = super::length::Length::parse(length)
                .map(|_| length.to_owned())
                .or_else(|error| error.help.and_then(|help| help.split('"').nth(1).map(str::to_owned)).ok_or(()));
            return one(length.ok().and_then(|length| valid(format!("published {sign} {length}"))));
        }
    }
    // One of the ends of a longer expression, as a date.
    let end = |text: &str| {
        let text = text.trim();
        valid_date(text.to_uppercase())
            .or_else(|| dates(text).into_iter().next())
            .or_else(|| times(text).into_iter().next())
    };
    for word in ["since ", "from ", "between "] {
        let Some(rest) = lower.strip_prefix(word) else { continue };
        let both = [" to ", " until ", " till ", " and "].iter().find_map(|between| rest.split_once(between));
        return match both {
            Some((from, to)) => one(end(from).zip(end(to)).and_then(|(from, to)| {
                let between = if word == "between " { ".." } else { "/" };
                valid(format!("{from}{between}{to}"))
            })),
            None => one(end(rest).and_then(|from| valid(format!("{from}/..")))),
        };
    }
    for word in ["until ", "till ", "up to "] {
        if let Some(rest) = lower.strip_prefix(word) {
            return one(end(rest).and_then(|to| valid(format!("../{to}"))));
        }
    }
    if let Some((from, to)) = [" to ", " - ", " – ", " until "].iter().find_map(|between| lower.split_once(between))
        && let Some((from, to)) = end(from).zip(end(to))
    {
        return [format!("{from}..{to}"), format!("{from}/{to}")].into_iter().filter_map(valid).collect();
    }
    Vec::new()
}
