//! Every article with its claims marked in the text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::Report;
use super::super::badges::badges;
use super::model::{ArticlePart, Named, Piece};
use super::questions::States;
use crate::check::draft_text::described;
use crate::check::known_names;
use crate::id::{ClaimId, SourceId};
use crate::text::anchor::Found;
use crate::text::checkable::checkable;

/// An article longer than this (bytes) is not shown whole: the cards show its passages.
const LONGEST: usize = 200_000;
/// More articles than these would make the page too large to send.
const ARTICLES: usize = 200;

/// The articles, in the order of their ids.
pub fn parts(report: &Report<'_>, states: &States) -> Vec<ArticlePart> {
    let project = report.project;
    let texts = project.sources.iter().filter_map(|source| source.article.as_ref()).map(|article| article.text());
    let shown: Vec<&str> = texts.filter(|text| text.len() <= LONGEST).take(ARTICLES).collect();
    let names = known_names(project, &shown);
    let mut by_source: BTreeMap<SourceId, Vec<ClaimId>> = BTreeMap::new();
    for (id, claim) in project.claims() {
        by_source.entry(claim.source).or_default().push(id);
    }
    let sources = (0..project.sources.len()).map(SourceId::new);
    let parts = sources.filter_map(|id| {
        let source = project.source(id);
        let article = source.article.as_ref()?;
        let text = article.text();
        if text.len() > LONGEST {
            return None;
        }
        let claims = by_source.get(&id).map_or(&[][..], Vec::as_slice);
        Some(ArticlePart {
            id: source.name.to_string(),
            title: source.title.clone().unwrap_or_else(|| source.name.to_string()),
            file: source.text.clone().unwrap_or_default(),
            language: source.language.clone(),
            badges: badges(project, Some(id), None),
            paragraphs: paragraphs(text, &marks(report, states, claims, text, &names)),
            lost: lost(report, claims),
            claims: claims.len(),
        })
    });
    parts.take(ARTICLES).collect()
}

/// Claims whose quotes are nowhere in the text.
fn lost(report: &Report<'_>, claims: &[ClaimId]) -> Vec<Named> {
    let project = report.project;
    let nowhere = claims.iter().filter(|id| {
        let quotes = &project.claim(**id).quotes;
        !quotes.iter().any(|quote| matches!(quote.found, Some(Found::Once(_) | Found::Several(_))))
    });
    let named = nowhere.map(|id| {
        let claim = project.claim(*id);
        let why = if claim.quotes.is_empty() { "no quote" } else { "quote not found" };
        Named { id: project.claim_name(*id), name: format!("{} ({why})", described(project, claim)) }
    });
    named.collect()
}

/// A stretch of text with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    range: Range<usize>,
    /// Larger is more urgent.
    rank: usize,
    title: String,
    finding: Option<String>,
}

/// States, the least urgent first.
const STATES: [&str; 4] = ["uncovered", "agrees", "alone", "contradicted"];

fn marks(report: &Report<'_>, states: &States, claims: &[ClaimId], text: &str, names: &BTreeSet<String>) -> Vec<Mark> {
    let project = report.project;
    let mut marks = Vec::new();
    for id in claims {
        let claim = project.claim(*id);
        let state = states.of(project, *id);
        let finding = states.contradicted.get(id).and_then(|index| report.findings.get(*index));
        for quote in &claim.quotes {
            let Some(Found::Once(range)) = &quote.found else { continue };
            marks.push(Mark {
                range: range.clone(),
                rank: STATES.iter().position(|name| *name == state).unwrap_or(1),
                title: format!("{state}: {}", described(project, claim)),
                finding: finding.map(|finding| format!("f-{}", finding.fingerprint)),
            });
        }
    }
    marks.sort_by(|a, b| (a.range.start, a.range.end, &a.title).cmp(&(b.range.start, b.range.end, &b.title)));
    let mut reach = 0;
    let mut quoted: Vec<Range<usize>> = Vec::new();
    for mark in &marks {
        reach = reach.max(mark.range.end);
        quoted.push(mark.range.start..reach);
    }
    for sentence in checkable(text, names) {
        let at = quoted.partition_point(|range| range.start < sentence.end);
        let touched = at.checked_sub(1).and_then(|at| quoted.get(at)).is_some_and(|range| range.end > sentence.start);
        if !touched {
            let title = "not covered by any claim".to_owned();
            marks.push(Mark { range: sentence, rank: 0, title, finding: None });
        }
    }
    marks
}

/// The text in paragraphs, cut where a mark begins or ends.
fn paragraphs(text: &str, marks: &[Mark]) -> Vec<Vec<Piece>> {
    let mut edges: BTreeSet<usize> = marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).collect();
    edges.extend([0, text.len()]);
    for (at, _) in text.match_indices('\n') {
        edges.extend([at, at + 1]);
    }
    let mut starting: BTreeMap<usize, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        starting.entry(mark.range.start).or_default().push(mark);
    }
    let mut active: Vec<&Mark> = Vec::new();
    let mut all: Vec<Vec<Piece>> = vec![Vec::new()];
    let edges: Vec<usize> = edges.into_iter().collect();
    for pair in edges.windows(2) {
        let &[from, to] = pair else { continue };
        active.retain(|mark| mark.range.end > from);
        active.extend(starting.get(&from).into_iter().flatten());
        let Some(piece) = text.get(from..to) else { continue };
        if piece == "\n" {
            if all.last().is_some_and(|last| !last.is_empty()) {
                all.push(Vec::new());
            }
            continue;
        }
        let piece = piece.trim_matches(['\r', '\u{feff}']);
        if piece.is_empty() || (piece.trim().is_empty() && active.is_empty()) {
            continue;
        }
        let worst = active.iter().max_by_key(|mark| mark.rank);
        let mut titles: Vec<&str> = active.iter().map(|mark| mark.title.as_str()).collect();
        titles.dedup();
        let made = Piece {
            text: piece.to_owned(),
            state: worst.and_then(|mark| STATES.get(mark.rank).copied()).unwrap_or(""),
            title: titles.join("; "),
            finding: worst.and_then(|mark| mark.finding.clone()),
        };
        if let Some(last) = all.last_mut() {
            last.push(made);
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_cross_are_cut_and_no_character_is_lost() {
        let text = "One two three.\n\nFour five.\n";
        let mark = |range: Range<usize>, rank| Mark { range, rank, title: rank.to_string(), finding: None };
        let parts = paragraphs(text, &[mark(0..7, 1), mark(4..13, 3), mark(16..20, 0)]);
        let shown: Vec<Vec<(&str, &str)>> =
            parts.iter().map(|part| part.iter().map(|piece| (piece.text.as_str(), piece.state)).collect()).collect();
        assert_eq!(
            shown,
            [
                vec![("One ", "agrees"), ("two", "contradicted"), (" three", "contradicted"), (".", "")],
                vec![("Four", "uncovered"), (" five.", "")],
            ]
        );
    }
}
