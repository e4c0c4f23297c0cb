//! A finding as a card.

use std::collections::BTreeSet;

use super::super::badges::badges;
use super::super::finding::{beginning, claim_name, rejects_a_source};
use super::super::{Report, json, place, short, sides};
use super::model::{Card, Passage, Ring, Side, Station, StepPart, Voice, Word};
use super::status;
use crate::finding::{Cited, Finding, Position, Status, Step};
use crate::project::{Form, Project, Target};
use crate::rule::Class;
use crate::text::diff::Piece;

/// A paragraph is shown up to so many characters before and after its passage.
const AROUND: usize = 320;

/// The card of a finding.
pub fn card(report: &Report<'_>, finding: &Finding) -> Card {
    let project = report.project;
    let cited = finding.positions.iter().chain(&finding.compatible).flat_map(|side| &side.claims);
    let cited = cited.chain(finding.stepped());
    let names: BTreeSet<&str> =
        cited.filter_map(|cited| cited.source).map(|source| project.source(source).name.as_str()).collect();
    let name_all = |claims: &[crate::id::ClaimId]| {
        claims.iter().map(|claim| claim_name(project, *claim)).collect::<Vec<_>>().join(" and ")
    };
    let open = finding.status != Status::Resolved && !finding.repairs.is_empty() && rejects_a_source(report, finding);
    let decide = beginning(finding).filter(|_| open).map(|beginning| format!("gainsay resolve {beginning}"));
    Card {
        id: format!("f-{}", finding.fingerprint),
        rule: finding.rule.name(),
        level: short::level(finding.level),
        certainty: finding.certainty.map(json::certainty),
        status: status(finding),
        topic: finding.topic.clone(),
        question: finding.question.clone(),
        sources: names.iter().fold(String::from(" "), |all, name| all + name + " "),
        sides: finding
            .positions
            .iter()
            .filter(|side| !told(finding, side))
            .map(|position| side(report, position))
            .collect(),
        compatible: finding.compatible.iter().map(|position| side(report, position)).collect(),
        steps: steps(report, &finding.steps),
        dating: steps(report, &finding.dating),
        ring: ring(project, finding),
        why: finding.why.clone(),
        balance: finding.balance.clone(),
        help: finding.help.clone(),
        repairs: finding.repairs.iter().map(|claims| name_all(claims)).collect(),
        resolution: sides::reason(report, finding),
        decide,
        joined: finding.joined.iter().map(|claim| claim_name(project, *claim)).collect(),
    }
}

/// Whether a chain tells all that a side says: then the side is not shown again.
fn told(finding: &Finding, side: &Position) -> bool {
    let stepped = |cited: &Cited| {
        let mut steps = finding.steps.iter().filter_map(|step| step.cited.as_ref());
        cited.claim.is_some() && steps.any(|step| step.claim == cited.claim)
    };
    !side.claims.is_empty() && side.claims.iter().all(stepped)
}

fn side(report: &Report<'_>, position: &Position) -> Side {
    Side {
        value: position.value.clone(),
        remark: position.remark.clone(),
        voices: position.claims.iter().map(|cited| voice(report, cited)).collect(),
        diff: position.diff.iter().flat_map(|diff| &diff.pieces).map(word).collect(),
    }
}

fn word(piece: &Piece) -> Word {
    let (kind, text) = match piece {
        Piece::Same(text) => ("same", text),
        Piece::Removed(text) => ("removed", text),
        Piece::Added(text) => ("added", text),
    };
    Word { kind, text: text.clone() }
}

/// Who says something, with the passages.
pub fn voice(report: &Report<'_>, cited: &Cited) -> Voice {
    let project = report.project;
    let source = cited.source.map(|id| project.source(id));
    // What has no written id is called by its place: no need to say it twice.
    let named = cited.claim.is_none_or(|id| project.claim(id).named);
    let written = cited.site.filter(|_| named).map(|site| {
        let (file, at) = place::written(project, site);
        format!("{file}:{}:{}", at.line, at.column)
    });
    Voice {
        source: source.map(|source| source.name.to_string()).unwrap_or_default(),
        has_text: source.is_some_and(|source| source.article.is_some()),
        badges: badges(project, cited.source, cited.claim.map(|id| project.claim(id))),
        claim: cited.claim.map(|claim| claim_name(project, claim)),
        written,
        passages: passages(report, cited),
    }
}

fn passages(report: &Report<'_>, cited: &Cited) -> Vec<Passage> {
    let Some(source) = cited.source else { return Vec::new() };
    let Some(article) = &report.project.source(source).article else { return Vec::new() };
    let text = article.text();
    let passages = cited.passages.iter().filter_map(|range| {
        let shown = place::passage(report.project, source, range)?;
        let paragraph = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(range.end..)?.find('\n').map_or(text.len(), |at| range.end + at);
        Some(Passage {
            place: format!("{}:{}:{}", shown.file, shown.start.line, shown.start.column),
            before: tail(text.get(paragraph..range.start)?),
            text: text.get(range.clone())?.to_owned(),
            after: head(text.get(range.end..end)?),
        })
    });
    passages.collect()
}

/// The end of what stands before a passage, cut at a word.
fn tail(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(AROUND) else { return text.to_owned() };
    let rest = text.get(at..).unwrap_or("");
    let word = rest.find(' ').unwrap_or(0);
    format!("… {}", rest.get(word..).unwrap_or("").trim_start())
}

/// The beginning of what stands after a passage, cut at a word.
fn head(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(AROUND) else { return text.to_owned() };
    let rest = text.get(..at).unwrap_or("");
    let word = rest.rfind(' ').unwrap_or(rest.len());
    format!("{} …", rest.get(..word).unwrap_or(""))
}

fn steps(report: &Report<'_>, steps: &[Step]) -> Vec<StepPart> {
    let steps = steps.iter().enumerate().map(|(index, step)| StepPart {
        number: index + 1,
        says: step.says.clone(),
        forces: step.forces.clone(),
        voice: step.cited.as_ref().map(|cited| voice(report, cited)),
    });
    steps.collect()
}

/// Whether all steps do no more than date one event: then none of them leads to the next.
fn only_dates(project: &Project, steps: &[Step]) -> bool {
    let dated = |step: &Step| match &project.claim(step.cited.as_ref()?.claim?).form {
        Form::Event(said) if said.relations.iter().all(|one| matches!(one.target, Target::Date(_))) => {
            Some(said.event.event)
        }
        _ => None,
    };
    steps.first().and_then(dated).is_some_and(|event| steps.iter().all(|step| dated(step) == Some(event)))
}

/// A chain as a loop of stations on an ellipse, 320 wide and 150 high.
fn ring(project: &Project, finding: &Finding) -> Option<Ring> {
    let count = finding.steps.len();
    let is_loop = finding.rule.class() == Class::Contradiction;
    if !(2..=12).contains(&count) || !is_loop || only_dates(project, &finding.steps) {
        return None;
    }
    let at = |index: usize| {
        let angle = std::f64::consts::TAU * (index as f64) / (count as f64) - std::f64::consts::FRAC_PI_2;
        (160.0 + 120.0 * angle.cos(), 75.0 + 50.0 * angle.sin())
    };
    let stations = (0..count).map(|index| {
        let ((x, y), (next_x, next_y)) = (at(index), at((index + 1) % count));
        let (across, down) = (next_x - x, next_y - y);
        let length = across.hypot(down).max(1.0);
        let (across, down) = (across / length * 17.0, down / length * 17.0);
        // Two stations would have both arrows on one line: each keeps to its own side.
        let aside = if count == 2 { (down * 0.5, -across * 0.5) } else { (0.0, 0.0) };
        let ends = [x + across + aside.0, y + down + aside.1, next_x - across + aside.0, next_y - down + aside.1];
        Station {
            number: index + 1,
            x: x.round() as i32,
            y: y.round() as i32,
            arrow: ends.map(|end| end.round() as i32),
            broken: index + 1 == count,
        }
    });
    Some(Ring {
        label: format!("A loop of {count} steps that cannot all hold; the last arrow is the one that does not fit."),
        stations: stations.collect(),
    })
}
