//! Reading times: `published - 5 days`, `2026-01/..`, `2019-01..2019-03`.

use super::day::{Bounds, Day};
use super::edtf::{TimeError, date, is_date, looks_like_date};
use super::length::Length;
use super::mend;
use super::unfinished::unfinished;
use super::when::{End, Kind, Moment, Offset, When};

/// What is wrong with a time: `None` where it is no time, and a mend has still to be looked for.
type Problem = Option<TimeError>;

fn problem(message: String, help: impl Into<Option<String>>) -> Problem {
    Some(TimeError { message, help: help.into() })
}

/// Reads a time; see [`When::parse`].
pub(super) fn time(text: &str, approximate: Option<&Length>) -> Result<When<String>, TimeError> {
    let text = text.trim();
    match read(text, approximate) {
        Ok(kind) => Ok(When { text: text.into(), kind }),
        Err(problem) => Err(problem.unwrap_or_else(|| mend::no_time(text))),
    }
}

/// Whether a text is a time.
pub(super) fn is_time(text: &str) -> bool {
    read(text.trim(), None).is_ok()
}

fn read(text: &str, approximate: Option<&Length>) -> Result<Kind<String>, Problem> {
    if text.starts_with(['[', '{']) {
        return Err(None); // a set of dates
    }
    if let Some((start, end)) = text.split_once('/') {
        return interval(text, start.trim(), end.trim(), approximate);
    }
    if let Some((from, to)) = text.split_once("..") {
        return range(text, from.trim(), to.trim(), approximate);
    }
    match moment(text, approximate)? {
        Moment::Event(_) => Err(not_an_event(text)),
        found => Ok(Kind::Within(found.clone(), found)),
    }
}

/// A name where only dates may stand: perhaps an event, perhaps no time at all.
fn not_an_event(text: &str) -> Problem {
    if let Some(bound) = before_or_after(text) {
        return Some(bound);
    }
    if mend::knows_time(text) || text.is_empty() {
        return None;
    }
    if let Some(third) = third(text) {
        return Some(third);
    }
    // Who writes `9 May` means no event of that name.
    if let Some(error) = unfinished(text, true) {
        return Some(error);
    }
    problem(
        format!("`{text}` is no date, and an event may only be the end of an interval"),
        format!(
            "write a date (`2026-02-01`, `2026-02`), `published` or `published - 5 days`; from an event on is `{text}/..`, \
             up to it `../{text}`"
        ),
    )
}

/// `early 19XX`: what has no thirds.
fn third(text: &str) -> Problem {
    let (word, rest) = text.split_once(' ')?;
    let word = word.to_ascii_lowercase();
    let is_time = |rest: &str| is_date(rest) || matches!(published(rest), Ok(Some(_)));
    if !matches!(word.as_str(), "early" | "mid" | "late") || !is_time(rest.trim()) {
        return None;
    }
    problem(
        format!("`{text}`: `{word}` stands before a month, a year or a decade"),
        format!("write such as `{word} 2026-01`, `{word} 2026` or `{word} 199X`, or a range of two dates: `A..B`"),
    )
}

/// `before 2026`, which is a key of its own for an event, and half of an interval for all else.
fn before_or_after(text: &str) -> Problem {
    let (word, rest) = text.split_once(' ')?;
    let (word, rest) = (word.to_ascii_lowercase(), rest.trim());
    let interval = |end: &str| match word.as_str() {
        "before" => Some(format!("../{end}")),
        "after" => Some(format!("{end}/..")),
        _ => None,
    };
    let valid = |end: &str| interval(end).filter(|mend| is_time(mend)).map(|mend| (mend, end.to_owned()));
    let (mend, end) = valid(rest).or_else(|| valid(&mend::one_date(rest)?))?;
    problem(
        format!("`{text}`: `{word}` is no part of a time"),
        format!("write `{mend}`; of an event it is a key of its own, `{word}: {end}`"),
    )
}

/// A date, `published` or an offset from it; all other names are events.
fn moment(text: &str, approximate: Option<&Length>) -> Result<Moment<String>, Problem> {
    if let Some(found) = published(text)? {
        return Ok(found);
    }
    if let Some(day) = Day::plain(text) {
        return Ok(Moment::Date(Bounds::day(day)));
    }
    if is_date(text) {
        return date(text, approximate).map(Moment::Date).map_err(Some);
    }
    if looks_like_date(text) || text.is_empty() {
        let without_date = || unfinished(text, true).filter(|_| !mend::knows_date(text));
        return Err(if mend::knows_time(text) { None } else { without_date().or_else(|| date(text, None).err()) });
    }
    Ok(Moment::Event(text.to_owned()))
}

/// `published`, `published - 5 days`; `None` for anything else.
fn published(text: &str) -> Result<Option<Moment<String>>, Problem> {
    let word = "published";
    let Some((first, rest)) = text.split_at_checked(word.len()) else { return Ok(None) };
    if !first.eq_ignore_ascii_case(word) {
        return Ok(None);
    }
    let offset = rest.trim_start();
    if offset.is_empty() {
        return Ok(Some(Moment::Published(None)));
    }
    let (before, length) = match offset.strip_prefix(['-', '−', '–']) {
        Some(length) => (true, length),
        None => match offset.strip_prefix('+') {
            Some(length) => (false, length),
            None => return Ok(None), // a name that begins with this word
        },
    };
    match Length::parse(length) {
        Ok(length) => Ok(Some(Moment::Published(Some(Box::new(Offset { before, length: length.as_offset() }))))),
        // `published-report` is a name, `published - soon` is not.
        Err(_) if !rest.starts_with(char::is_whitespace) && !length.starts_with(char::is_whitespace) => Ok(None),
        Err(error) => Err(Some(TimeError { message: format!("`{text}`: {}", error.message), help: error.help })),
    }
}

/// `A..B`: at some time from A to B.
fn range(text: &str, from: &str, to: &str, approximate: Option<&Length>) -> Result<Kind<String>, Problem> {
    if from.is_empty() || to.is_empty() {
        let given = if from.is_empty() { to } else { from };
        let mend = if from.is_empty() { format!("../{given}") } else { format!("{given}/..") };
        let help = if is_time(&mend) {
            format!("write both ends, such as `2019-01..2019-03`; an interval with an open end is `{mend}`")
        } else {
            "write both ends, such as `2019-01..2019-03`".into()
        };
        return Err(problem(format!("`{text}`: a range has two ends"), help));
    }
    if to.starts_with('.') || to.contains("..") {
        return Err(problem(format!("`{text}`: a range has two ends, with two dots between them"), None));
    }
    let (first, last) = (moment(from, approximate)?, moment(to, approximate)?);
    for (end, written) in [(&first, from), (&last, to)] {
        if matches!(end, Moment::Event(_)) {
            if let Some(error) = unfinished(written, true) {
                return Err(Some(error));
            }
            return Err(problem(
                format!(
                    "`{text}`: `{written}` is no date, and an event may only be the end of an interval (`A/B`), not of a range (`A..B`)"
                ),
                format!("write dates or offsets from `published`; throughout the time between is `{from}/{to}`"),
            ));
        }
    }
    if reversed(&first, &last) {
        return Err(backwards(text, "range", &format!("{to}..{from}")));
    }
    Ok(Kind::Within(first, last))
}

/// `A/B`: throughout.
fn interval(text: &str, start: &str, end: &str, approximate: Option<&Length>) -> Result<Kind<String>, Problem> {
    // `9/5` is a day and a month rather than two of either.
    let short = |end: &str| matches!(end.len(), 1 | 2) && end.bytes().all(|byte| byte.is_ascii_digit());
    if short(start)
        && short(end)
        && let Some(error) = unfinished(text, true)
    {
        return Err(Some(error));
    }
    let plain = |end: &str| matches!(end, "" | "..") || Day::plain(end).is_some();
    let slashes = || end.contains('/') || looks_like_date(text) && mend::knows_date(text);
    if !(plain(start) && plain(end)) && slashes() {
        return Err(if mend::knows_date(text) {
            None
        } else {
            problem(
                format!("`{text}`: an interval has two ends, with one `/` between them"),
                "write such as `2021-01-20/2025-01-20`".to_owned(),
            )
        });
    }
    let (first, last) = (interval_end(text, start, approximate)?, interval_end(text, end, approximate)?);
    match (&first, &last) {
        (End::Unknown | End::Open, End::Unknown) | (End::Open, End::Open) => {
            return Err(problem(
                format!("`{text}`: an interval has a start or an end"),
                "write such as `2021-01-20/..` (since), `../2025-01-20` (until) or `2021-01-20/2025-01-20`".to_owned(),
            ));
        }
        (End::At(from), End::At(to)) if reversed(from, to) => {
            return Err(backwards(text, "interval", &format!("{end}/{start}")));
        }
        _ => {}
    }
    Ok(Kind::Throughout(first, last))
}

fn interval_end(text: &str, end: &str, approximate: Option<&Length>) -> Result<End<String>, Problem> {
    match end {
        "" => return Ok(End::Unknown),
        ".." => return Ok(End::Open),
        _ => {}
    }
    if let Some(day) = Day::plain(end) {
        return Ok(End::At(Moment::Date(Bounds::day(day))));
    }
    if let Some((from, to)) = end.split_once("..") {
        // `2019-01..2019-03/..`: from some time within those months.
        let Kind::Within(first, last) = range(end, from.trim(), to.trim(), approximate)? else { return Err(None) };
        return match (first, last) {
            (Moment::Date(first), Moment::Date(last)) => Ok(End::At(Moment::Date(Bounds::hull(first, last)))),
            _ => Err(problem(
                format!("`{text}`: a range as the end of an interval must be of dates"),
                format!("write `{}` or `{}` in place of `{end}`", from.trim(), to.trim()),
            )),
        };
    }
    if matches!(end.to_lowercase().as_str(), "present" | "now" | "today" | "at present" | "currently") {
        return Err(problem(
            format!("`{text}`: `{end}` is no date"),
            match text.rsplit_once('/') {
                Some((start, last)) if last.trim() == end && is_time(&format!("{start}/..")) => {
                    format!("write `{}/..`: still so when the source was published", start.trim_end())
                }
                _ => "write a date, or `published` for the day of the source".to_owned(),
            },
        ));
    }
    let found = moment(end, approximate).map_err(|problem| problem.or_else(|| Some(mend::no_time(end))))?;
    if matches!(found, Moment::Event(_)) && mend::knows_time(end) {
        return Err(Some(mend::no_time(end)));
    }
    Ok(End::At(found))
}

/// Whether the last moment is certainly before the first.
fn reversed(first: &Moment<String>, last: &Moment<String>) -> bool {
    match (first, last) {
        (Moment::Date(first), Moment::Date(last)) => {
            matches!((first.earliest, last.latest), (Some(first), Some(last)) if last < first)
        }
        (Moment::Published(first), Moment::Published(last)) => {
            let (least, _) = days_from_published(first.as_deref());
            let (_, most) = days_from_published(last.as_deref());
            matches!((least, most), (Some(least), Some(most)) if most < least)
        }
        _ => false,
    }
}

/// How far from `published` an offset leads: from the least to the most, in days.
fn days_from_published(offset: Option<&Offset>) -> (Option<i32>, Option<i32>) {
    match offset {
        None => (Some(0), Some(0)),
        Some(offset) => match (offset.before, offset.length.days_anywhere()) {
            (true, (least, most)) => (most.map(i32::saturating_neg), least.map(i32::saturating_neg)),
            (false, days) => days,
        },
    }
}

fn backwards(text: &str, what: &str, mend: &str) -> Problem {
    problem(format!("`{text}` runs backwards: the {what} ends before it starts"), format!("did you mean `{mend}`?"))
}
