//! A quote stands in its article more than once, and nothing says which place is meant.
//!
//! A few words (“the statement”) may stand in an article again and again, each time about something else. Of a quote
//! with omissions only the shortest passages count. A quote that stands there once is never reported, nor is one whose
//! `prefix` or `suffix` chooses.
//!
//! Example: `quote: for seven years`, in an article that says so in its first and in its last paragraph.
//!
//! Mend it by quoting more of the passage, or by giving the words right before or after it:
//! `quote: { exact: for seven years, prefix: shut down }`.

use std::ops::Range;

use super::context::Context;
use super::glance::Glance;
use super::missing_quote::is_first;
use super::quote_not_found::clipped;
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::rule::Rule;
use crate::text::anchor::{Found, MOST_PLACES};
use crate::text::article::Article;
use crate::text::fold;

/// Of how many places the help tells them apart.
const PLACES: usize = 2;

/// How many words of context the help offers at most.
const WORDS: usize = 5;

/// Finds quotes that stand in several places.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    for id in context.glances.which(Glance::SEVERAL).filter(|id| is_first(project, *id)) {
        let claim = project.claim(id);
        for quote in &claim.quotes {
            let Some(Found::Several(places)) = &quote.found else { continue };
            let Some(article) = &project.source(claim.source).article else { continue };
            let lines: Vec<String> = places.iter().take(4).map(|place| line(article, place).to_string()).collect();
            let more = if places.len() > lines.len() { " …" } else { "" };
            let times = match places.len() {
                2 => "twice".to_owned(),
                MOST_PLACES => format!("{MOST_PLACES} times or more"),
                times => format!("{times} times"),
            };
            let message = format!(
                "“{}” stands in {} {times} (lines {}{more}), and nothing says which is meant",
                clipped(&quote.exact),
                article.file.path(),
                lines.join(", ")
            );
            let question = format!("Which passage is meant? “{}” stands there {times}", clipped(&quote.exact));
            let mut finding = Finding::new(Rule::QuoteAmbiguous, claim_topic(project, id), question, message);
            finding.help = Some(help(article, places));
            let mut cited = context.cite(id);
            cited.passages = places.to_vec();
            finding.positions.push(Position { claims: vec![cited], ..Position::default() });
            found.push(finding);
        }
    }
}

fn line(article: &Article, place: &Range<usize>) -> usize {
    article.file.place(article.in_file(place).start).line
}

/// How to choose: for the first places, the fewest words right before or after that stand at none of the others.
fn help(article: &Article, places: &[Range<usize>]) -> String {
    let chosen: Vec<String> = (0..places.len().min(PLACES))
        .filter_map(|index| {
            let (key, words) = telling(article, places, index)?;
            let place = places.get(index)?;
            Some(format!("`{key}: \"{}\"` for line {}", words.replace(['"', '\\'], ""), line(article, place)))
        })
        .collect();
    match chosen.as_slice() {
        [] => {
            "quote more of the passage, or add a `prefix` or `suffix` that stands right before or after it".to_owned()
        }
        chosen => format!("quote more of the passage, or choose one: {}", chosen.join(", ")),
    }
}

/// Words before (or after) one place that tell it apart from all others.
fn telling(article: &Article, places: &[Range<usize>], which: usize) -> Option<(&'static str, String)> {
    let before = |place: &Range<usize>, count: usize| {
        let text = article.text().get(..place.start)?;
        let mut words: Vec<&str> = text.split_whitespace().rev().take(count).collect();
        words.reverse();
        (words.len() == count).then(|| words.join(" "))
    };
    let after = |place: &Range<usize>, count: usize| {
        let text = article.text().get(place.end..)?;
        let words: Vec<&str> = text.split_whitespace().take(count).collect();
        (words.len() == count).then(|| words.join(" "))
    };
    let alone = |words: &dyn Fn(&Range<usize>, usize) -> Option<String>, count: usize| {
        let own = fold::quote(&words(places.get(which)?, count)?);
        let others = places.iter().enumerate().filter(|(index, _)| *index != which);
        let mut others = others.filter_map(|(_, place)| words(place, count)).map(|other| fold::quote(&other));
        (!others.any(|other| other == own)).then_some(())?;
        words(places.get(which)?, count)
    };
    (1..=WORDS).find_map(|count| {
        let prefix = alone(&before, count).map(|words| ("prefix", words));
        prefix.or_else(|| alone(&after, count).map(|words| ("suffix", words)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, messages};
    use super::*;

    const VOCABULARY: &str = "sources:\n  a: { text: a.txt, published: 2026-01-01 }\nentities: { x: {} }\n\
        properties: { p: { type: text } }\n";
    const ARTICLE: &str = "It was shut down for seven years.\n\nTies were cut for seven years, both said.";

    fn of(quote: &str) -> Vec<Finding> {
        let claims = format!(
            "claims:\n  - source: a\n    id: one\n    subject: x\n    property: p\n    value: v\n    quote: {quote}\n"
        );
        found(Rule::QuoteAmbiguous, VOCABULARY, &claims, &[("a.txt", ARTICLE)])
    }

    #[test]
    fn a_quote_that_stands_twice() {
        let found = of("for seven years");
        let expected = "“for seven years” stands in seeds/a.txt twice (lines 1, 3), and nothing says which is meant";
        assert_eq!(messages(&found), [expected]);
        let help =
            "quote more of the passage, or choose one: `prefix: \"down\"` for line 1, `prefix: \"cut\"` for line 3";
        assert_eq!(found[0].help.as_deref(), Some(help));
        assert_eq!(found[0].positions[0].claims[0].passages.len(), 2);
    }

    #[test]
    fn what_chooses_is_silent() {
        for quote in [
            "shut down for seven years",
            "{ exact: for seven years, prefix: down }",
            "{ exact: for seven years, suffix: ', both' }",
            "It … years",
            "nowhere at all",
        ] {
            assert!(of(quote).is_empty(), "{quote}");
        }
    }
}
