//! `--format json`, version 1: the fields of the contract in its order, then what the format has gained.

use serde::Serialize;

use super::{Report, clean, place, short};
use crate::finding::{Certainty, Cited, Finding, Position, Status};
use crate::id::ClaimId;
use crate::project::{InputError, Project};
use crate::text::diff::{Diff, Piece};

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    summary: Summary,
    findings: Vec<JsonFinding<'r>>,
    errors: Vec<JsonError<'r>>,
    coverage: Vec<JsonCoverage<'r>>,
}

#[derive(Serialize)]
struct Summary {
    claims: usize,
    sources: usize,
    new: usize,
    known: usize,
    resolved: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'static str,
    level: &'static str,
    certainty: Option<&'static str>,
    status: &'static str,
    fingerprint: &'r str,
    topic: &'r str,
    message: &'r str,
    help: Option<&'r str>,
    positions: Vec<JsonPosition<'r>>,
    repairs: Vec<Vec<String>>,
    compatible: Vec<JsonPosition<'r>>,
    question: &'r str,
    why: &'r [String],
    balance: Option<&'r str>,
    steps: Vec<JsonStep<'r>>,
    draft: bool,
    joined: Vec<String>,
}

#[derive(Serialize)]
struct JsonPosition<'r> {
    value: Option<&'r str>,
    claims: Vec<JsonClaim<'r>>,
    remark: Option<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diff: Vec<JsonPiece<'r>>,
}

#[derive(Serialize)]
struct JsonClaim<'r> {
    source: Option<&'r str>,
    id: Option<&'r str>,
    file: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
    quote: Option<JsonQuote<'r>>,
    quotes: Vec<JsonQuote<'r>>,
}

#[derive(Clone, Serialize)]
struct JsonQuote<'r> {
    file: &'r str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'r str,
    #[serde(rename = "end-line")]
    end_line: usize,
    #[serde(rename = "end-column")]
    end_column: usize,
}

#[derive(Serialize)]
struct JsonStep<'r> {
    says: &'r str,
    claim: Option<JsonClaim<'r>>,
    forces: Option<&'r str>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum JsonPiece<'r> {
    Same(&'r str),
    Removed(&'r str),
    Added(&'r str),
}

#[derive(Serialize)]
struct JsonError<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    message: &'r str,
    help: Option<&'r str>,
}

#[derive(Serialize)]
struct JsonCoverage<'r> {
    draft: &'r str,
    covered: usize,
    of: usize,
}

/// The whole document, ending with a line break. Everything that a terminal might obey is escaped.
pub fn render(report: &Report<'_>, ascii: bool) -> String {
    let summary = report.summary();
    let project = report.project;
    let document = Document {
        version: 1,
        summary: Summary {
            claims: summary.claims,
            sources: summary.sources,
            new: summary.new,
            known: summary.known,
            resolved: summary.resolved,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
        },
        findings: report.findings.iter().map(|it| finding(project, it)).collect(),
        errors: report.errors.iter().map(error).collect(),
        coverage: report
            .coverage
            .iter()
            .map(|it| JsonCoverage { draft: &project.source(it.draft).name, covered: it.covered, of: it.of })
            .collect(),
    };
    // Nothing in the document can fail: no maps, no foreign numbers.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    clean::json(&text, ascii) + "\n"
}

fn finding<'r>(project: &'r Project, finding: &'r Finding) -> JsonFinding<'r> {
    let names = |claims: &[ClaimId]| claims.iter().map(|&id| project.claim_name(id)).collect::<Vec<_>>();
    JsonFinding {
        rule: finding.rule.name(),
        level: short::level(finding.level),
        certainty: finding.certainty.map(certainty),
        status: status(finding.status),
        fingerprint: &finding.fingerprint,
        topic: &finding.topic,
        message: &finding.message,
        help: finding.help.as_deref(),
        positions: finding.positions.iter().map(|it| position(project, it)).collect(),
        repairs: finding.repairs.iter().map(|claims| names(claims)).collect(),
        compatible: finding.compatible.iter().map(|it| position(project, it)).collect(),
        question: &finding.question,
        why: &finding.why,
        balance: finding.balance.as_deref(),
        steps: finding
            .steps
            .iter()
            .map(|step| JsonStep {
                says: &step.says,
                claim: step.cited.as_ref().map(|cited| claim(project, cited)),
                forces: step.forces.as_deref(),
            })
            .collect(),
        draft: finding.draft,
        joined: names(&finding.joined),
    }
}

/// A certainty's name.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Definite => "definite",
        Certainty::Possible => "possible",
    }
}

/// A status's name.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Known => "known",
        Status::Resolved => "resolved",
    }
}

fn position<'r>(project: &'r Project, position: &'r Position) -> JsonPosition<'r> {
    JsonPosition {
        value: position.value.as_deref(),
        claims: position.claims.iter().map(|cited| claim(project, cited)).collect(),
        remark: position.remark.as_deref(),
        diff: position.diff.iter().flat_map(pieces).collect(),
    }
}

fn pieces(diff: &Diff) -> impl Iterator<Item = JsonPiece<'_>> {
    diff.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => JsonPiece::Same(text),
        Piece::Removed(text) => JsonPiece::Removed(text),
        Piece::Added(text) => JsonPiece::Added(text),
    })
}

fn claim<'r>(project: &'r Project, cited: &'r Cited) -> JsonClaim<'r> {
    let site = cited.site.map(|site| place::written(project, site));
    let quotes: Vec<JsonQuote<'r>> = place::passages(project, cited)
        .map(|passage| JsonQuote {
            file: passage.file,
            start: passage.range.start,
            end: passage.range.end,
            line: passage.start.line,
            column: passage.start.column,
            text: passage.text,
            end_line: passage.end.line,
            end_column: passage.end.column,
        })
        .collect();
    JsonClaim {
        source: cited.source.map(|source| project.source(source).name.as_str()),
        id: cited.claim.map(|id| project.claim(id).id.as_str()),
        file: site.map(|(file, _)| file),
        line: site.map(|(_, place)| place.line),
        column: site.map(|(_, place)| place.column),
        quote: quotes.first().cloned(),
        quotes,
    }
}

fn error(error: &InputError) -> JsonError<'_> {
    JsonError {
        file: &error.file,
        line: error.line,
        column: error.column,
        message: &error.message,
        help: error.help.as_deref(),
    }
}
