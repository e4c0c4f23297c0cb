//! A sentence of a draft holds something checkable that no claim touches.
//!
//! A number, a date, a name or a quotation in a draft wants a claim: a sentence that no claim's quote touches has not
//! been checked by anybody. Each such sentence is a finding, and the summary says which share of them is covered;
//! `min-coverage: 80%` in gainsay.yaml (or `--min-coverage 80%`) fails a run that covers less. A draft without any
//! claims is listed in full, which is a way to begin.
//!
//! To mend it, write a claim whose `quote` is in the sentence (`gainsay new` writes one candidate for each).

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::Coverage;
use super::context::Context;
use crate::finding::{Cited, Finding, Position};
use crate::id::SourceId;
use crate::project::{Project, Role};
use crate::rule::Rule;
use crate::text::article::Article;
use crate::text::checkable::{beginnings, checkable, written};
use crate::text::{anchor::Found, fold};

/// Finds checkable sentences of drafts that no quote touches.
pub fn check(context: &Context<'_>, found: &mut Vec<Finding>) {
    for (draft, sentences) in drafts(context.project) {
        let Some(article) = &context.project.source(draft).article else { continue };
        for (range, _) in sentences.iter().filter(|(_, covered)| !covered) {
            found.push(finding(context.project, draft, article.text().get(range.clone()).unwrap_or(""), range));
        }
    }
}

/// How much of each draft claims cover.
pub fn coverage(project: &Project) -> Vec<Coverage> {
    let count = |(draft, sentences): (SourceId, Vec<Sentence>)| {
        let covered = sentences.iter().filter(|(_, covered)| *covered).count();
        Coverage { draft, covered, of: sentences.len() }
    };
    drafts(project).into_iter().map(count).collect()
}

/// Names that a project knows, folded: those of its entities, and words with which sentences of these texts begin and
/// which the texts and the project's articles write with a capital inside a sentence, and never in small letters.
pub fn known_names(project: &Project, texts: &[&str]) -> BTreeSet<String> {
    let entities = || project.entities.iter().flat_map(|entity| entity.aliases.iter().chain([&entity.label]));
    let mut names: BTreeSet<String> = entities().map(|name| fold::words(name)).filter(|name| name.len() > 2).collect();
    let beginnings = beginnings(texts.iter().copied());
    let articles = project.sources.par_iter().filter_map(|source| source.article.as_deref()).map(Article::text);
    let all = articles.chain(texts.par_iter().copied()).map(|text| written(text, &beginnings));
    let (large, small) = all.reduce(Default::default, |(mut large, mut small), (more, others)| {
        large.extend(more);
        small.extend(others);
        (large, small)
    });
    names.extend(large.difference(&small).map(|name| fold::words(name)));
    names
}

/// A checkable sentence, and whether a quote touches it.
type Sentence = (Range<usize>, bool);

/// The checkable sentences of each draft.
fn drafts(project: &Project) -> Vec<(SourceId, Vec<Sentence>)> {
    let is_draft = |id: &SourceId| project.source(*id).role == Role::Draft;
    let drafts = || (0..project.sources.len()).map(SourceId::new).filter(is_draft);
    let texts: Vec<&str> =
        drafts().filter_map(|draft| project.source(draft).article.as_deref()).map(Article::text).collect();
    let mut names = None;
    let mut all = Vec::new();
    for draft in drafts() {
        let Some(article) = &project.source(draft).article else { continue };
        let mut quoted: Vec<Range<usize>> = Vec::new();
        for claim in project.claims.iter().chain(&project.withdrawn).filter(|claim| claim.source == draft) {
            quoted.extend(claim.quotes.iter().filter_map(|quote| match quote.found.as_ref()? {
                Found::Once(range) => Some(range.clone()),
                Found::Several(ranges) => ranges.first().cloned(),
                Found::Nowhere | Found::OnlyWithoutContext(_) => None,
            }));
        }
        let names = names.get_or_insert_with(|| known_names(project, &texts));
        let sentences = checkable(article.text(), names).into_iter().map(|sentence| {
            let touched = quoted.iter().any(|quote| quote.start < sentence.end && sentence.start < quote.end);
            (sentence, touched)
        });
        all.push((draft, sentences.collect()));
    }
    all
}

/// The beginning of a sentence, on one line.
fn clipped(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    match words.get(..12) {
        Some(first) if words.len() > 12 => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

fn finding(project: &Project, draft: SourceId, sentence: &str, range: &Range<usize>) -> Finding {
    let source = project.source(draft);
    let message = format!("no claim covers this sentence of {}: “{}”", source.name, clipped(sentence));
    let question = format!("Nobody has checked this sentence of {}", source.name);
    let mut finding = Finding::new(Rule::UncoveredStatement, source.name.clone(), question, message);
    finding.help = Some("write a claim whose quote stands in this sentence".into());
    finding.positions.push(Position {
        key: fold::text(sentence),
        claims: vec![Cited { claim: None, source: Some(draft), site: source.site, passages: vec![range.clone()] }],
        ..Position::default()
    });
    finding
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::check::testing::project;
    use crate::rule::Rule;

    #[test]
    fn sentences_are_told_in_the_order_of_the_draft() {
        let vocabulary = "sources: { d: { text: d.txt, role: draft }, e: { text: e.txt, role: draft } }\n";
        let draft = "Zoos had 9 lions. Apes were 3. The May vote failed. It cost 5 dollars.\n";
        let project = project(vocabulary, "", &[("d.txt", draft), ("e.txt", "It was 1 of 2. All 3 left.")]);
        let told: Vec<String> = check(&project)
            .findings
            .iter()
            .filter(|finding| finding.rule == Rule::UncoveredStatement)
            .map(|finding| finding.message.split('“').nth(1).unwrap().chars().take(4).collect())
            .collect();
        assert_eq!(told, ["Zoos", "Apes", "The ", "It c", "It w", "All "]);
    }

    #[test]
    fn names_at_the_start_are_known_from_the_articles() {
        let vocabulary = "sources: { d: { text: d.txt, role: draft }, a: { text: a.txt, published: 2026 } }\n";
        let draft = "Venezuela voted. Trump won. Then it rained. They said: 'we will not go'.\n";
        let article = "She told Trump of it, and then left for Venezuela.\n";
        let project = project(vocabulary, "", &[("d.txt", draft), ("a.txt", article)]);
        let covered = check(&project).coverage;
        assert_eq!(covered.iter().map(|it| it.of).collect::<Vec<_>>(), [3]);
    }
}
