//! What an article tells of itself: its title, its date, who wrote it, a notice that a program did, marks of translation.
//! Only what stands there; what it does not tell stays open.

use std::ops::Range;

use super::article::Article;
use super::dateline::{self, Dateline, Kind};
use super::sentence::sentences;
use super::{calendar, page};

/// What an article tells of itself; where it is not said in so many words, with the passage that tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its headline.
    pub title: Option<String>,
    /// The name of the site that it was saved from.
    pub publisher: Option<String>,
    /// Its address there.
    pub url: Option<String>,
    /// Who wrote it, by its byline.
    pub author: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its date, as EDTF, from a dateline near the top or from the page that it was saved with.
    pub published: Option<(String, String)>,
    /// Dates that may be its own, where none certainly is.
    pub perhaps: Vec<(String, String)>,
    /// A notice that a program wrote it; `true` where people had a part in it.
    pub with_ai: Option<(bool, String)>,
    /// A mark of translation; with the language's BCP 47 tag where it is named.
    pub translated: Option<(Option<&'static str>, String)>,
}

/// Datelines stand in the first lines.
const TOP: usize = 12;

/// So many lines at the end may hold a date, too.
const FOOT: usize = 4;

/// A headline is not longer (characters).
const LONGEST_TITLE: usize = 160;

/// So many dates are offered where none is certain.
const OFFERED: usize = 3;

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

impl Facts {
    /// Reads what an article tells of itself: a saved page in its markup first, then any article in its text.
    pub fn of(article: &Article) -> Self {
        let mut facts = Self::told(article.text());
        if !article.is_page() {
            return facts;
        }
        let page = page::read(article.file.text());
        // The first line that a page shows may be anything.
        facts.title = page.title;
        facts.publisher = page.publisher;
        facts.url = page.url;
        facts.language = page.language;
        facts.author = page.author.or(facts.author);
        match page.dates.as_slice() {
            [] => {}
            [day] => facts.published = Some(day.clone()),
            _ if facts.published.is_some() => {}
            several => {
                facts.perhaps = several.to_vec();
                facts.perhaps.truncate(OFFERED);
            }
        }
        if facts.published.is_some() {
            facts.perhaps.clear();
        }
        facts
    }

    /// Reads what a text tells of itself.
    pub fn told(text: &str) -> Self {
        let mut facts = Self::default();
        let lines = lines(text);
        facts.date(&lines);
        if facts.published.is_none() {
            facts.rows(&lines);
        }
        if facts.author.is_none() {
            facts.author = lines.iter().take(TOP).skip(1).find_map(|(_, line)| dateline::author(line));
        }
        for (_, line) in &lines {
            let folded = line.to_lowercase();
            if facts.translated.is_none() && is_translated(&folded) {
                let named = LANGUAGES.iter().find(|(name, _)| folded.contains(&format!("from {name}")));
                facts.translated = Some((named.map(|(_, tag)| *tag), (*line).to_owned()));
            }
            if facts.with_ai.is_none() {
                facts.with_ai = with_ai(&folded).map(|shared| (shared, notice(line, shared).to_owned()));
            }
        }
        facts.title = title(&lines).and_then(|range| text.get(range)).map(str::to_owned);
        facts
    }

    /// Reads the date of an article by the lines near its top: the surest kind of line, if such lines agree.
    fn date(&mut self, lines: &[(Range<usize>, &str)]) {
        let top: Vec<(Dateline, &str)> =
            lines.iter().take(TOP).filter_map(|(_, line)| Some((dateline::read(line)?, *line))).collect();
        let Some(surest) = top.iter().map(|(found, _)| found.kind).min() else { return };
        let same: Vec<&(Dateline, &str)> = top.iter().filter(|(found, _)| found.kind == surest).collect();
        let Some((first, line)) = same.first().copied() else { return };
        // Bare dates may be the headings of a chronicle, of which the first is like all others.
        let bare = |line: &str| dateline::read(line).filter(|found| found.kind == Kind::Bare);
        let chronicle = || lines.iter().filter_map(|(_, line)| bare(line)).any(|found| found.date != first.date);
        let agree = same.iter().all(|(found, _)| found.date == first.date);
        if surest == Kind::Unclear || !agree || surest == Kind::Bare && chronicle() {
            let told = |(found, line): &(Dateline, &str)| (found.date.clone(), (*line).to_owned());
            self.perhaps = top.iter().map(told).take(OFFERED).collect();
        } else {
            self.published = Some((first.date.clone(), (*line).to_owned()));
            self.author = same.iter().find_map(|(found, _)| found.author.clone());
        }
    }

    /// Reads the date of an article by sentences that are no line of their own, near its top and at its foot.
    fn rows(&mut self, lines: &[(Range<usize>, &str)]) {
        let foot = lines.len().saturating_sub(FOOT);
        let near = lines.iter().enumerate().filter(|(at, _)| *at < TOP || *at >= foot).map(|(_, (_, line))| *line);
        let said = near.flat_map(|line| sentences(line).into_iter().filter_map(|range| line.get(range)));
        let rows: Vec<(Dateline, &str)> = said.filter_map(|said| Some((dateline::row(said)?, said))).collect();
        let Some(surest) = rows.iter().map(|(found, _)| found.kind).min() else { return };
        let told = |(found, said): &(Dateline, &str)| (found.date.clone(), (*said).to_owned());
        let same: Vec<(String, String)> = rows.iter().filter(|(found, _)| found.kind == surest).map(told).collect();
        match same.split_first() {
            Some((first, others)) if others.iter().all(|other| other.0 == first.0) => {
                self.published = Some(first.clone());
                self.perhaps.clear();
            }
            // They may be the dates of what the article goes by.
            _ if self.perhaps.is_empty() => self.perhaps = same.into_iter().take(OFFERED).collect(),
            _ => {}
        }
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
    let marked = heading.to_lowercase().starts_with("original article");
    // A row of signs that divides is no headline.
    let says = heading.contains(char::is_alphanumeric);
    let dateline = dateline::read(heading).is_some_and(|found| found.kind != Kind::Unclear);
    let fits = says && !dateline && heading.chars().count() <= LONGEST_TITLE && !sentence && !marked;
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

/// The sentence of a line that says the same of a program as all of it.
fn notice(line: &str, shared: bool) -> &str {
    let mut said = sentences(line).into_iter().filter_map(|range| line.get(range));
    said.find(|said| with_ai(&said.to_lowercase()) == Some(shared)).unwrap_or(line)
}

/// Full dates in a text, as EDTF with their bytes: `2026-02-01`, `February 1, 2026`, `1 de febrero de 2026`, `Feb. 1, 2026`.
pub fn dates(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let trimmed = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !trimmed.is_empty() && !matches!(trimmed, "of" | "de" | "del") {
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
        let date = match (calendar::month(word), number(word), calendar::month(second), number(second)) {
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
        for text in [
            "2026-02-01",
            "February 01, 2026",
            "on 1 February 2026 in",
            "Feb. 1, 2026",
            "1st February, 2026",
            "el 1 de febrero de 2026",
            "the 1st of February 2026",
            "1. Februar 2026",
        ] {
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
        let facts = Facts::told(text);
        assert_eq!(facts.title.as_deref(), Some("A headline about things"));
        assert_eq!(facts.published, Some(("2026-02-01".into(), "- February 01, 2026".into())));
        assert_eq!(facts.with_ai.map(|(shared, _)| shared), Some(true));
        assert_eq!(facts.translated, None);
        let facts = Facts::told("Velora deal closes\nBy Jon Peele, 2 June 2025\n\nIt was bought on 12 May 2025.");
        assert_eq!(facts.published.map(|(date, _)| date).as_deref(), Some("2025-06-02"));
        assert_eq!(facts.author.as_deref(), Some("Jon Peele"));
        let facts = Facts::told("Cierra el acuerdo\nPor Ana Pérez\n14 de mayo de 2025\nLa empresa se vendió.");
        assert_eq!(facts.published.map(|(date, _)| date).as_deref(), Some("2025-05-14"));
        assert_eq!(facts.author.as_deref(), Some("Ana Pérez"));
        // What is surest goes first.
        let facts = Facts::told("A deal\nUpdated 3 June 2025\nPublished 2 June 2025\n12 May 2025");
        assert_eq!(facts.published.map(|(date, _)| date).as_deref(), Some("2025-06-02"));
    }

    #[test]
    fn dates_of_which_nothing_is_certain_are_only_offered() {
        for text in [
            "Velora\nOffer | 12 May 2025\nClearance | 30 May 2025",
            "Velora: a timeline\n12 May 2025\nThe company is offered for sale.\n30 May 2025\nIt is sold.",
            "Velora\nPublished 12 May 2025\nPublished 30 May 2025",
        ] {
            let facts = Facts::told(text);
            assert_eq!(facts.published, None, "{text}");
            let dates: Vec<&str> = facts.perhaps.iter().map(|(date, _)| date.as_str()).collect();
            assert_eq!(dates, ["2025-05-12", "2025-05-30"], "{text}");
        }
    }

    #[test]
    fn a_date_within_a_paragraph_is_read_where_it_has_a_sentence_of_its_own() {
        let told = |text: &str| {
            let facts = Facts::told(text);
            (facts.published, facts.perhaps.into_iter().map(|(date, _)| date).collect::<Vec<_>>())
        };
        let notice = "This article was written with the help of artificial intelligence.";
        let story = "The company was offered for sale.\n".repeat(20);
        let sure = |said: &str| (Some(("2025-03-14".to_owned(), said.to_owned())), Vec::new());
        assert_eq!(told(&format!("Velora\n{notice} Published: 14 March 2025\n")), sure("Published: 14 March 2025"));
        let foot = format!("Velora\nOffer | 12 May 2025\n{story}{notice} Date: March 14, 2025. All rights reserved.");
        assert_eq!(told(&foot), sure("Date: March 14, 2025."));
        assert_eq!(told(&format!("Velora\n{story}{notice} Date: March 14, 2025.\n{story}")), (None, Vec::new()));
        let two = told("Velora\nIt says so. Published: 14 March 2025. The UN agrees. Published: 15 March 2025.");
        assert_eq!(two, (None, vec!["2025-03-14".to_owned(), "2025-03-15".to_owned()]));
        let facts = Facts::told(&format!("Velora\nIt was sold. {notice} Published: 14 March 2025\n"));
        assert_eq!(facts.with_ai, Some((true, notice.to_owned())), "the sentence alone");
    }

    #[test]
    fn a_saved_page_is_read_in_its_markup_first() {
        let facts = |page: &str| Facts::of(&Article::new("a.html", page.as_bytes()).unwrap());
        let row = "<table><tr><td>Offer</td><td>12 May 2025</td></tr></table>";
        let head = "<title>Deal | Green Blog</title><meta name=author content='Jon Peele'>";
        let time = "<meta property=article:published_time content=2025-06-02T08:30:00+02:00>";
        let told = facts(&format!("<html lang=en><head>{head}{time}</head><p>Skip to text</p><h1>Deal</h1>{row}"));
        assert_eq!(told.published.map(|(date, _)| date).as_deref(), Some("2025-06-02"));
        assert_eq!((told.title.as_deref(), told.author.as_deref()), (Some("Deal"), Some("Jon Peele")));
        assert_eq!((told.language.as_deref(), told.perhaps), (Some("en"), Vec::new()));
        // What the markup leaves open a dateline may tell.
        let two = "<time datetime=2025-06-02>2 June</time><time datetime=2025-06-09>9 June</time>";
        assert_eq!(
            facts(&format!("<h1>Deal</h1><p>By Jon Peele, 2 June 2025</p>{two}"))
                .published
                .map(|(date, _)| date)
                .as_deref(),
            Some("2025-06-02")
        );
        let open = facts(&format!("<h1>Deal</h1>{two}{row}"));
        assert_eq!((open.published, open.perhaps.len()), (None, 2));
        assert_eq!(facts(row).published, None);
    }

    #[test]
    fn what_an_article_does_not_tell_stays_open() {
        let text = "Original article: Tras siete años\n\nOn 3 March 2020 it rained for a long while in the north.\n\
                    Artificial intelligence is changing the world.";
        let facts = Facts::told(text);
        assert_eq!(facts.title, None);
        assert_eq!(facts.published, None);
        assert_eq!(facts.with_ai, None);
        assert_eq!(facts.translated.map(|(language, _)| language), Some(None));
        assert_eq!(Facts::told("###\nNews\n").title, None);
        assert_eq!(Facts::told("* * *\nNews\n").title, None);
        let marked = Facts::told("date 2026-01-14 The president speaks.\nTranslated from Spanish by the desk.");
        assert_eq!(marked.published.map(|(date, _)| date).as_deref(), Some("2026-01-14"));
        assert_eq!(marked.translated.and_then(|(language, _)| language), Some("es"));
    }
}
