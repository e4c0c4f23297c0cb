//! Sentences as a reader would split them: Unicode's rules for sentences, corrected by abbreviations, initials and the
//! words that sentences start with; headings, captions and list items are sentences of their own.

use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use super::chars::{is_quotation, is_word};

/// Abbreviations after which a sentence goes on, whatever follows: titles, and what stands before a name.
const BEFORE_A_NAME: &[&str] = &[
    "adm", "amb", "brig", "capt", "cdr", "cmdr", "col", "cpl", "dr", "esq", "ft", "gen", "gov", "hon", "lt", "maj",
    "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mx", "pres", "prof", "rep", "reps", "rev", "sen",
    "sens", "sgt", "sr", "sra", "srta", "st", "ste", "supt", "vs", "v", "cf", "e.g", "i.e", "viz", "approx", "ca",
    "al",
];

/// Abbreviations after which a sentence goes on if a number follows.
const BEFORE_A_NUMBER: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "sec", "fig", "figs", "vol", "vols", "ch", "p", "pp", "par", "para", "ed", "eds",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "tel", "c", "n", "lit",
];

/// Abbreviations that may end a sentence; it does if the next word is one that sentences start with.
const ANYWHERE: &[&str] = &[
    "inc", "corp", "co", "ltd", "bros", "jr", "sr", "etc", "dept", "assn", "ave", "blvd", "univ", "mon", "tue", "tues",
    "wed", "thu", "thurs", "fri", "sat", "sun", "ph.d", "calif", "fla", "mass", "conn", "ill", "mich", "minn", "pa",
    "va", "wash", "ariz", "colo", "tenn", "okla", "ore", "wis", "ga", "ky", "la", "md", "mo", "ala", "kan", "neb",
    "nev",
];

/// Words that start a sentence far more often than they start a name.
const STARTERS: &[&str] = &[
    "A",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Any",
    "Are",
    "As",
    "At",
    "Because",
    "Before",
    "Beyond",
    "Both",
    "But",
    "By",
    "Can",
    "Critics",
    "Despite",
    "Did",
    "Do",
    "Does",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Every",
    "Few",
    "Finally",
    "First",
    "Following",
    "For",
    "From",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Many",
    "Maybe",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Neither",
    "Nevertheless",
    "Next",
    "No",
    "Nor",
    "Not",
    "Now",
    "Of",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Out",
    "Over",
    "Perhaps",
    "She",
    "Should",
    "Since",
    "So",
    "Some",
    "Soon",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Throughout",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Until",
    "Was",
    "We",
    "Well",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "Will",
    "With",
    "Within",
    "Without",
    "Would",
    "Yet",
    "You",
    "Your",
];

/// Words that go with a country's initials before them: `the U.S. Embassy`.
const AFTER_COUNTRY: &[&str] = &[
    "Agency",
    "Air",
    "Ambassador",
    "Army",
    "Attorney",
    "Bank",
    "Capitol",
    "Census",
    "Central",
    "Chamber",
    "Chargé",
    "Citizenship",
    "Coast",
    "Congress",
    "Constitution",
    "Consulate",
    "Court",
    "Customs",
    "Defense",
    "Department",
    "District",
    "Embassy",
    "Energy",
    "Federal",
    "Food",
    "Foreign",
    "General",
    "Government",
    "Gulf",
    "House",
    "Immigration",
    "Interior",
    "Justice",
    "Labor",
    "Marine",
    "Marines",
    "Mission",
    "National",
    "Navy",
    "Office",
    "Open",
    "Postal",
    "President",
    "Rep",
    "Representative",
    "Secret",
    "Secretary",
    "Security",
    "Sen",
    "Senate",
    "Senator",
    "Southern",
    "Space",
    "Special",
    "State",
    "Steel",
    "Supreme",
    "Trade",
    "Treasury",
    "Under",
    "Vice",
    "Virgin",
];

/// Words that follow the subject of a sentence.
const AFTER_SUBJECT: &[&str] = &[
    "also", "are", "began", "can", "could", "did", "does", "had", "has", "have", "is", "made", "may", "met", "might",
    "must", "now", "said", "says", "should", "then", "told", "took", "was", "went", "were", "will", "would",
];

/// Words that no sentence and hardly a heading ends with.
const GOING_ON: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "because", "been", "between", "but", "by", "for", "from", "had",
    "has", "have", "his", "in", "into", "is", "its", "nearly", "of", "on", "or", "over", "than", "that", "the",
    "their", "to", "under", "until", "was", "were", "when", "where", "which", "while", "who", "whose", "will", "with",
    "would",
];

/// The byte ranges of a text's sentences, headings and captions included, without surrounding white space, bullets
/// of lists, or a byte order mark.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for block in blocks(text) {
        split(text, block, &mut found);
    }
    found
}

/// Paragraphs, headings and list items. A line is one of its own, unless the text is wrapped by hand.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if trimmed.is_empty() {
            join(text, &mut lines, &mut blocks);
        } else {
            let at = start + line.find(trimmed).unwrap_or(0);
            lines.push(at..at + trimmed.len());
        }
        start += line.len();
    }
    join(text, &mut lines, &mut blocks);
    blocks
}

/// Joins the lines between two empty ones where somebody wrapped them: all of them where they are as long as wrapped
/// lines are, else those that go on in the middle of a sentence.
fn join(text: &str, lines: &mut Vec<Range<usize>>, blocks: &mut Vec<Range<usize>>) {
    let shown = |line: &Range<usize>| text.get(line.clone()).unwrap_or("");
    let full = |line: &Range<usize>| (55..=100).contains(&shown(line).chars().take(101).count());
    let plain = lines.iter().all(|line| bullet(shown(line)) == 0);
    let wrapped = plain && lines.len() >= 3 && lines.split_last().is_some_and(|(_, lines)| lines.iter().all(full));
    let mut before: Option<Range<usize>> = None;
    for line in lines.drain(..) {
        let goes_on = before.as_ref().is_some_and(|before| {
            let open = shown(before).ends_with(|c: char| is_word(c) || matches!(c, ',' | ';' | '-'));
            let last = shown(before).rsplit(char::is_whitespace).next().unwrap_or("");
            let next = shown(&line);
            let inside = (open || full(before)) && next.starts_with(char::is_lowercase)
                || open && full(before) && next.starts_with(|c: char| c.is_ascii_digit()) && !is_numbered(next)
                || GOING_ON.contains(&last);
            wrapped || bullet(next) == 0 && inside
        });
        match blocks.last_mut() {
            Some(block) if goes_on => block.end = line.end,
            _ => blocks.push(line.clone()),
        }
        before = Some(line);
    }
}

/// Whether a line is an item of a numbered list: `2. Second`, `3) third`.
fn is_numbered(line: &str) -> bool {
    let mark = line.trim_start_matches(|c: char| c.is_ascii_digit());
    mark.len() < line.len() && mark.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// How long the bullet is that a list item starts with, the space behind it included.
fn bullet(line: &str) -> usize {
    let mut chars = line.char_indices();
    match (chars.next(), chars.next()) {
        (
            Some((_, '-' | '–' | '—' | '*' | '•' | '·' | '‣' | '◦' | '▪' | '●' | '>')),
            Some((at, ' ' | '\t' | '\u{a0}')),
        ) => {
            let rest = line.get(at..).unwrap_or("");
            line.len() - rest.trim_start().len()
        }
        _ => 0,
    }
}

/// Splits one block.
fn split(text: &str, block: Range<usize>, found: &mut Vec<Range<usize>>) {
    let shown = text.get(block.clone()).unwrap_or("");
    let skip = bullet(shown);
    let shown = shown.get(skip..).unwrap_or("");
    let from = block.start + skip;
    // A line break inside a block is a space to Unicode's rules; offsets stay as they are.
    let joined: std::borrow::Cow<'_, str> =
        if shown.contains(['\n', '\r']) { shown.replace(['\n', '\r'], " ").into() } else { shown.into() };
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut breaks: Vec<usize> = segmenter.segment_str(&joined).collect();
    breaks.extend(after_abbreviations(&joined));
    breaks.sort_unstable();
    breaks.dedup();
    let mut start = 0;
    for end in breaks {
        if end < joined.len() && !ends_sentence(&joined, start, end) {
            continue;
        }
        let sentence = joined.get(start..end).unwrap_or("");
        let trimmed = sentence.trim();
        if !trimmed.is_empty() {
            let at = from + start + (sentence.len() - sentence.trim_start().len());
            found.push(at..at + trimmed.len());
        }
        start = end;
    }
}

/// Places where a sentence may start behind an abbreviation with dots, which Unicode's rules miss: `U.S. The`.
fn after_abbreviations(text: &str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), ". ").filter_map(|at| {
        let rest = text.get(at + 1..)?;
        let next = at + 1 + (rest.len() - rest.trim_start().len());
        let after = text.get(next..)?;
        (starts(after) || is_subject(text.get(..=at)?, after)).then_some(next)
    })
}

/// Whether a text begins with a word that sentences start with.
fn starts(text: &str) -> bool {
    let text = text.trim_start_matches(is_quotation);
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    text.get(..end).is_some_and(|word| STARTERS.binary_search(&word).is_ok())
}

/// Whether what follows a country's initials is the subject of a new sentence: `for the U.S. Trump has insisted`.
fn is_subject(before: &str, after: &str) -> bool {
    let mut words = before.rsplit(' ');
    if !words.next().is_some_and(|word| word.ends_with('.') && word.contains('.')) || words.next() != Some("the") {
        return false;
    }
    let mut words = after.split(' ').take(6);
    let Some(first) = words.next().filter(|word| word.starts_with(char::is_uppercase)) else { return false };
    if AFTER_COUNTRY.contains(&first.trim_end_matches(|c| !is_word(c))) {
        return false;
    }
    let next = words.find(|word| !word.starts_with(char::is_uppercase));
    next.is_some_and(|word| AFTER_SUBJECT.contains(&word) || word.ends_with("ed"))
}

/// Whether a sentence really ends at a place where it may.
fn ends_sentence(text: &str, start: usize, end: usize) -> bool {
    let (sentence, next) = (text.get(start..end).unwrap_or("").trim_end(), text.get(end..).unwrap_or("").trim_start());
    // Dots in brackets, the number of a list item, and other stretches without a word go with what follows.
    if !sentence.contains(char::is_alphabetic) && sentence.chars().count() <= 6 {
        return false;
    }
    let opened = next.trim_start_matches(|c: char| is_quotation(c) || matches!(c, '(' | '['));
    if opened.starts_with(char::is_lowercase) {
        return false;
    }
    let Some(before) = sentence.strip_suffix('.') else { return true };
    let word =
        before.rsplit(|c: char| c.is_whitespace() || is_quotation(c) || matches!(c, '(' | '[')).next().unwrap_or("");
    if word.is_empty() {
        return true;
    }
    let small = word.to_lowercase();
    let listed = |list: &[&str]| list.contains(&small.as_str());
    let number = opened.starts_with(|c: char| c.is_ascii_digit() || c == '#');
    // `No` and `c` are words, too: only a number makes them abbreviations.
    if (listed(BEFORE_A_NUMBER) && number) || listed(BEFORE_A_NAME) {
        return false;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initials =
        letters > 0 && word.split('.').all(|part| part.chars().count() == 1 && part.contains(char::is_alphabetic));
    // `John T. McNamara`, `U.S. Embassy`, `9 a.m. Friday`.
    if initials || listed(ANYWHERE) {
        let pronoun = word == "I";
        return pronoun || starts(next) || is_subject(sentence, next);
    }
    true
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
