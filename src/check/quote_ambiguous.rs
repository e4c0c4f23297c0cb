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
use super::missing_quote::is_first;
use super::quote_not_found::clipped;
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::project::glance::Glance;
use crate::rule::Rule;
use crate::text::anchor::{Found, MOST_PLACES};
use crate::text::article::Article;
use crate::text::fold;

/// Of how many places the help tells them apart.
const PLACES: usize = 2;

/// Of a longer quote the help does not repeat every word (characters).
const WHOLE: usize = 60;

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
            let lines = Lines::new(article, places);
            let shown: Vec<String> = places.iter().take(4).map(|place| lines.of(place)).collect();
            let more = if places.len() > shown.len() { " …" } else { "" };
            let times = match places.len() {
                2 => "twice".to_owned(),
                MOST_PLACES => format!("{MOST_PLACES} times or more"),
                times => format!("{times} times"),
            };
            let message = format!(
                "“{}” stands in {} {times} ({} {}{more}), and nothing says which is meant",
                clipped(&quote.exact),
                article.file.path(),
                lines.called(),
                shown.join(", ")
            );
            let question = format!("Which passage is meant? “{}” stands there {times}", clipped(&quote.exact));
            let mut finding = Finding::new(Rule::QuoteAmbiguous, claim_topic(project, id), question, message);
            finding.help = Some(help(&quote.exact, &lines, places));
            let mut cited = context.cite(id);
            cited.passages = places.to_vec();
            finding.positions.push(Position { claims: vec![cited], ..Position::default() });
            found.push(finding);
        }
    }
}

/// Where passages stand, as people count: by lines, or where two are on one line, by columns, too.
struct Lines<'a> {
    article: &'a Article,
    columns: bool,
}

impl<'a> Lines<'a> {
    fn new(article: &'a Article, places: &[Range<usize>]) -> Self {
        let line = |place: &Range<usize>| article.file.place(article.in_file(place).start).line;
        let columns = places.windows(2).any(|pair| matches!(pair, [a, b] if line(a) == line(b)));
        Self { article, columns }
    }

    fn called(&self) -> &'static str {
        if self.columns { "lines and columns" } else { "lines" }
    }

    fn of(&self, place: &Range<usize>) -> String {
        let at = self.article.file.place(self.article.in_file(place).start);
        if self.columns { format!("{}:{}", at.line, at.column) } else { at.line.to_string() }
    }
}

/// How to choose: for the first places, the fewest words right before or after that stand at none of the others.
fn help(exact: &str, lines: &Lines<'_>, places: &[Range<usize>]) -> String {
    let chosen = (0..places.len().min(PLACES)).filter_map(|index| {
        let (key, words) = telling(lines.article, places, index)?;
        Some((format!("{key}: \"{}\"", words.replace(['"', '\\'], "")), lines.of(places.get(index)?)))
    });
    let mut chosen = chosen.collect::<Vec<_>>().into_iter();
    let Some((first, at)) = chosen.next() else {
        return "quote more of the passage, or add a `prefix` or `suffix` that stands right before or after it, as in \
                `quote: { exact: …, prefix: … }`"
            .to_owned();
    };
    let exact = if exact.chars().count() > WHOLE || exact.contains(char::is_control) {
        "…".to_owned()
    } else {
        format!("\"{}\"", exact.replace('\\', "\\\\").replace('"', "\\\""))
    };
    let others: Vec<String> = chosen.map(|(choice, at)| format!(", or `{choice}` in it for line {at}")).collect();
    format!(
        "quote more of the passage, or choose one: `quote: {{ exact: {exact}, {first} }}` for line {at}{}",
        others.concat()
    )
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
        let help = "quote more of the passage, or choose one: \
                    `quote: { exact: \"for seven years\", prefix: \"down\" }` for line 1, or `prefix: \"cut\"` in it for line 3";
        assert_eq!(found[0].help.as_deref(), Some(help));
        assert_eq!(found[0].positions[0].claims[0].passages.len(), 2);
        let written = help.split('`').nth(1).unwrap().strip_prefix("quote: ").unwrap();
        assert!(of(written).is_empty(), "{written}");
    }

    #[test]
    fn two_places_on_one_line_are_told_apart() {
        let claims = "claims:\n  - { source: a, subject: x, property: p, value: v, quote: was }\n";
        let found =
            found(Rule::QuoteAmbiguous, VOCABULARY, claims, &[("a.txt", "It was so, and was not so.\nIt was.")]);
        let expected =
            "“was” stands in seeds/a.txt 3 times (lines and columns 1:4, 1:16, 2:4), and nothing says which is meant";
        assert_eq!(messages(&found), [expected]);
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
