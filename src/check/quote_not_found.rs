//! A quote does not stand in the article that it is said to come from.
//!
//! A claim whose quote is not found has no evidence. Line breaks, runs of white space, and the kinds of quotation mark,
//! apostrophe, dash and ellipsis make no difference; capitals, accents, words and all other punctuation do. A quote never
//! starts or ends inside a word or a number: `5 million` does not stand in `1.5 million`. With a `prefix` or a `suffix`
//! that does not stand right before or after it, a quote is not found either.
//!
//! The passage most like the quote is shown with the words in which it differs. It is a suggestion, and is never taken
//! as the quote. The claim is still compared with the others.
//!
//! Example: the claim file has `quote: enter Francisco Palmeiri`, the article has “enter Francisco Palmieri”.
//!
//! Mend it by copying the passage word for word. What is left out is marked with `…`; words of your own stand in
//! `[square brackets]`. If nothing like it is there, the quote may belong to another article.

use std::ops::Range;

use rayon::prelude::*;

use super::context::Context;
use super::missing_quote::is_first;
use super::topic::claim_topic;
use crate::finding::{Finding, Position};
use crate::id::{ClaimId, SourceId};
use crate::project::glance::Glance;
use crate::project::{Project, Quote};
use crate::rule::Rule;
use crate::text::anchor::{Found, Nearest, Pattern};
use crate::text::article::Article;
use crate::text::parts::Parts;

/// How much searching for nearest passages one run may take, in bytes of articles times pieces of 64 bytes of quotes:
/// about a second. Who has more quotes that are not found than that has another problem than spelling.
const MOST_WORK: usize = 400_000_000;

/// In how many other articles a quote that is not found is looked for.
const MOST_ELSEWHERE: usize = 20_000;

/// In how many bytes of articles the parts of quotes are looked for: each is searched some dozen times.
const MOST_DIVIDED: usize = 40_000_000;

/// What is looked for in the place of a quote that is not found.
#[derive(Clone, Copy)]
struct Searched {
    nearest: bool,
    parts: bool,
}

/// From this likeness on the nearest passage says more than where the parts of a quote stand.
const MUCH_ALIKE: f64 = 0.8;

struct Missing<'p> {
    claim: ClaimId,
    quote: &'p Quote,
    /// It stands there, but not between its prefix and suffix; where.
    misplaced: Option<usize>,
}

/// Finds quotes that do not stand in their articles.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    let project = context.project;
    let missing: Vec<Missing<'_>> = context
        .glances
        .which(Glance::LOST)
        .filter(|claim| is_first(project, *claim))
        .flat_map(|claim| project.claim(claim).quotes.iter().map(move |quote| (claim, quote)))
        .filter_map(|(claim, quote)| match quote.found.as_ref()? {
            Found::Nowhere => Some(Missing { claim, quote, misplaced: None }),
            Found::OnlyWithoutContext(places) => {
                Some(Missing { claim, quote, misplaced: places.first().map(|at| at.start) })
            }
            Found::Once(_) | Found::Several(_) => None,
        })
        .collect();
    // What may be searched is settled first, so that the answer never depends on speed.
    let (mut left, mut left_for_parts) = (MOST_WORK, MOST_DIVIDED);
    let searched: Vec<Searched> = missing
        .iter()
        .map(|missing| {
            let article = project.source(project.claim(missing.claim).source).article.as_ref();
            let length = article.map_or(0, |article| article.text().len());
            let work = length * missing.quote.exact.len().min(1024).div_ceil(64);
            let searched = Searched { nearest: work <= left, parts: length <= left_for_parts };
            left = left.saturating_sub(work);
            left_for_parts = left_for_parts.saturating_sub(length);
            searched
        })
        .collect();
    let elsewhere = missing.len().saturating_mul(project.sources.len()) <= MOST_ELSEWHERE;
    found.par_extend(
        missing.par_iter().zip(searched).map(|(missing, searched)| finding(context, missing, searched, elsewhere)),
    );
}

fn finding(context: &Context<'_>, missing: &Missing<'_>, searched: Searched, elsewhere: bool) -> Finding {
    let project = context.project;
    let source = project.claim(missing.claim).source;
    let article = project.source(source).article.as_ref();
    let path = article.map_or("the article", |article| article.file.path());
    let quote = clipped(&missing.quote.exact);
    // Marks of the article's file that a reader does not see are no difference.
    let read = article.and_then(|article| article.as_read(&missing.quote.exact));
    let pattern = Pattern::new(read.as_deref().unwrap_or(&missing.quote.exact)).ok();
    let mut near: Option<Nearest> = None;
    let mut scattered: Option<Range<usize>> = None;
    let (message, help) = match (missing.misplaced, article) {
        (Some(at), Some(article)) => {
            let line = article.file.place(article.in_file(&(at..at)).start).line;
            let around = around(missing.quote);
            let message = format!("“{quote}” stands in {path} (line {line}), but not with its {around}");
            (message, format!("copy what stands right before or after the passage, or leave out its {around}"))
        }
        _ => {
            near = article
                .zip(pattern.as_ref())
                .filter(|_| searched.nearest)
                .and_then(|(article, pattern)| article.haystack().nearest(article.text(), pattern));
            let other =
                pattern.as_ref().filter(|_| elsewhere).and_then(|pattern| other_source(project, source, pattern));
            let like = near.as_ref().is_some_and(|near| near.likeness >= MUCH_ALIKE)
                && pattern.as_ref().is_some_and(Pattern::is_verbatim);
            let parts = article.zip(pattern.as_ref()).filter(|_| searched.parts && other.is_none() && !like);
            let parts =
                parts.and_then(|(article, pattern)| Some((article, pattern, article.haystack().parts(pattern)?)));
            let in_parts = parts.map(|(article, pattern, parts)| {
                scattered = parts.places.first().cloned();
                near = None;
                in_parts(article, pattern, &parts)
            });
            let help = match (other, in_parts, &near) {
                (Some(other), ..) => {
                    format!("it stands in the article of {}: is `source` right?", project.source(other).name)
                }
                (None, Some(in_parts), _) => in_parts,
                (None, None, Some(_)) => {
                    "copy the passage word for word; mark what is left out with … and put words of your own \
                                    in [brackets]"
                        .to_owned()
                }
                (None, None, None) if !searched.nearest => {
                    "too many quotes are not found to look for the nearest passage of each; mend \
                                              the first ones and check again"
                        .to_owned()
                }
                (None, None, None) => "nothing like it stands there: is it from another article?".to_owned(),
            };
            (format!("“{quote}” does not stand in {path}"), help)
        }
    };
    let question = format!("Quote not found: {message}");
    let mut finding = Finding::new(Rule::QuoteNotFound, claim_topic(project, missing.claim), question, message);
    finding.help = Some(help);
    // The places of the claim's other quotes are no evidence for this one.
    let mut cited = context.cite(missing.claim);
    cited.passages.clear();
    finding.positions.push(Position {
        claims: vec![cited],
        diff: near.as_ref().map(|near| near.diff.clone()),
        near: near.map(|near| near.range).or(scattered).map(|range| (source, range)),
        ..Position::default()
    });
    finding
}

/// That all parts of a quote stand in the article, and what is wrong with them all the same.
fn in_parts(article: &Article, pattern: &Pattern, parts: &Parts) -> String {
    let line = |range: &Range<usize>| article.file.place(article.in_file(range).start).line;
    let text = |range: &Range<usize>| clipped(article.text().get(range.clone()).unwrap_or(""));
    let apart = |[first, second]: [&Range<usize>; 2]| (text(first), line(first), text(second), line(second));
    let pairs = || parts.places.array_windows().map(|[first, second]| [first, second]);
    let turned = pairs().find(|[first, second]| second.start < first.end).or_else(|| pairs().next());
    let Some((first, at, second, other)) = turned.map(apart) else { return String::new() };
    if !parts.in_order {
        return format!(
            "its parts stand there in another order, “{second}” (line {other}) before “{first}” (line {at}): quote them as \
             the article has them, or as quotes of their own"
        );
    }
    let mark =
        if pattern.is_verbatim() { "mark what is left out between them with …" } else { "write … between them" };
    format!(
        "its parts stand there, but not so close together: “{first}” (line {at}) and “{second}” (line {other}); {mark}"
    )
}

/// "prefix “x” and suffix “y”", of those that the quote has.
fn around(quote: &Quote) -> String {
    let named = [("prefix", quote.prefix()), ("suffix", quote.suffix())];
    let named: Vec<String> =
        named.iter().filter_map(|(name, text)| Some(format!("{name} “{}”", clipped(text.as_ref()?)))).collect();
    named.join(" and ")
}

/// Another source in whose article the quote stands.
fn other_source(project: &Project, than: SourceId, pattern: &Pattern) -> Option<SourceId> {
    let sources = project.sources.iter().enumerate().map(|(index, source)| (SourceId::new(index), source));
    let mut others =
        sources.filter(|(id, _)| *id != than).filter_map(|(id, source)| Some((id, source.article.as_ref()?)));
    // A word or two stand anywhere.
    if pattern.written.split_whitespace().count() < 4 {
        return None;
    }
    others.find(|(_, article)| article.haystack().find(pattern, None, None) != Found::Nowhere).map(|(id, _)| id)
}

/// The beginning of a quote, on one line.
pub(super) fn clipped(quote: &str) -> String {
    const WORDS: usize = 12;
    const CHARACTERS: usize = 120;
    let mut words = quote.split_whitespace();
    let mut text = words.by_ref().take(WORDS).collect::<Vec<_>>().join(" ");
    let mut cut = words.next().is_some();
    if let Some((at, _)) = text.char_indices().nth(CHARACTERS) {
        text.truncate(at);
        cut = true;
    }
    if cut { format!("{text} …") } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, messages};
    use super::*;

    const VOCABULARY: &str = "sources:\n  a: { text: a.txt, published: 2026-01-01 }\n  b: { text: b.txt, published: 2026-01-01 }\n\
        entities: { x: {} }\nproperties: { p: { type: text } }\n";
    const ARTICLES: &[(&str, &str)] = &[
        ("a.txt", "First line.\nNow, however, enter Francisco Palmieri, a seasoned diplomat. Again: however, he left."),
        ("b.txt", "The embassy was closed in 2019."),
    ];

    fn of(quote: &str) -> Vec<Finding> {
        let claims = format!(
            "claims:\n  - source: a\n    id: one\n    subject: x\n    property: p\n    value: v\n    quote: {quote}\n  \
             - {{ source: b, subject: x, property: p, value: v, quote: The embassy was closed }}\n"
        );
        found(Rule::QuoteNotFound, VOCABULARY, &claims, ARTICLES)
    }

    #[test]
    fn a_misspelt_quote_is_shown_with_the_nearest_passage() {
        let found = of("enter Francisco Palmeiri, a seasoned diplomat");
        assert_eq!(messages(&found), ["“enter Francisco Palmeiri, a seasoned diplomat” does not stand in seeds/a.txt"]);
        let position = &found[0].positions[0];
        let (_, near) = position.near.clone().unwrap();
        assert_eq!(&ARTICLES[0].1[near], "enter Francisco Palmieri, a seasoned diplomat");
        assert_eq!(position.diff.as_ref().unwrap().pieces.len(), 4);
        assert!(position.claims[0].passages.is_empty() && position.value.is_none());
        assert_eq!(found[0].topic, "x / p");
    }

    #[test]
    fn a_quote_of_another_article_is_said_so() {
        let found = of("The embassy was closed in 2019");
        assert!(found[0].help.as_ref().unwrap().contains("article of b"), "{:?}", found[0].help);
    }

    #[test]
    fn what_is_found_is_silent_and_one_of_a_list_is_not() {
        assert!(of("enter … diplomat").is_empty());
        assert!(of("however").is_empty());
        assert_eq!(of("\n      - First line\n      - nothing at all").len(), 1);
    }

    #[test]
    fn a_prefix_that_does_not_stand_there() {
        let found = of("{ exact: however, prefix: Then }");
        assert_eq!(messages(&found), ["“however” stands in seeds/a.txt (line 2), but not with its prefix “Then”"]);
        assert!(found[0].positions[0].near.is_none());
        assert!(of("{ exact: however, prefix: 'Again:' }").is_empty());
    }
}
