//! `--format json`, version 1: the fields of the contract in its order, then what the format has gained.

use serde::Serialize;

use super::{Report, clean, place, short, sides};
use crate::finding::{Certainty, Cited, Finding, Position, Status, Step};
use crate::id::ClaimId;
use crate::project::{InputError, Project};
use crate::text::diff::{Diff, Piece};
use crate::time::Day;

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
pub(super) struct JsonFinding<'r> {
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
    dating: Vec<JsonStep<'r>>,
    draft: bool,
    joined: Vec<String>,
    /// Of a resolved finding, the decisions' reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
}

#[derive(Serialize)]
pub(super) struct JsonPosition<'r> {
    value: Option<&'r str>,
    claims: Vec<JsonClaim<'r>>,
    remark: Option<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diff: Vec<JsonPiece<'r>>,
    /// The passage most like a quote that was not found: a suggestion, never evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<JsonQuote<'r>>,
}

#[derive(Serialize)]
pub(super) struct JsonClaim<'r> {
    source: Option<&'r str>,
    id: Option<&'r str>,
    file: Option<&'r str>,
    line: Option<usize>,
    column: Option<usize>,
    quote: Option<JsonQuote<'r>>,
    quotes: Vec<JsonQuote<'r>>,
}

#[derive(Clone, Serialize)]
pub(super) struct JsonQuote<'r> {
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
pub(super) struct JsonStep<'r> {
    says: &'r str,
    claim: Option<JsonClaim<'r>>,
    forces: Option<&'r str>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum JsonPiece<'r> {
    Same(&'r str),
    Removed(&'r str),
    Added(&'r str),
}

#[derive(Serialize)]
pub(super) struct JsonError<'r> {
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
        findings: report.findings.iter().map(|it| finding(report, it)).collect(),
        errors: report.errors.iter().map(error).collect(),
        coverage: report
            .coverage
            .iter()
            .map(|it| JsonCoverage { draft: &project.source(it.draft).name, covered: it.covered, of: it.of })
            .collect(),
    };
    print(&document, ascii)
}

/// A document as text, ending with a line break.
pub(super) fn print(document: &impl Serialize, ascii: bool) -> String {
    // Nothing in the documents can fail: no maps, no foreign numbers.
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    clean::json(&text, ascii) + "\n"
}

/// From one day to another, both included.
#[derive(Serialize)]
pub(super) struct JsonDays {
    pub(super) from: String,
    pub(super) to: String,
}

/// A day by ISO 8601.
pub(super) fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A finding, as every document has it.
pub(super) fn finding<'r>(report: &Report<'r>, finding: &'r Finding) -> JsonFinding<'r> {
    let project = report.project;
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
        steps: finding.steps.iter().map(|it| step(project, it)).collect(),
        dating: finding.dating.iter().map(|it| step(project, it)).collect(),
        draft: finding.draft,
        joined: names(&finding.joined),
        decision: sides::reason(report, finding),
    }
}

fn step<'r>(project: &'r Project, step: &'r Step) -> JsonStep<'r> {
    JsonStep {
        says: &step.says,
        claim: step.cited.as_ref().map(|cited| claim(project, cited)),
        forces: step.forces.as_deref(),
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
        nearest: position.near.as_ref().and_then(|(source, range)| place::passage(project, *source, range)).map(quote),
    }
}

fn pieces(diff: &Diff) -> impl Iterator<Item = JsonPiece<'_>> {
    diff.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => JsonPiece::Same(text),
        Piece::Removed(text) => JsonPiece::Removed(text),
        Piece::Added(text) => JsonPiece::Added(text),
    })
}

fn quote(passage: place::Passage<'_>) -> JsonQuote<'_> {
    JsonQuote {
        file: passage.file,
        start: passage.range.start,
        end: passage.range.end,
        line: passage.start.line,
        column: passage.start.column,
        text: passage.text,
        end_line: passage.end.line,
        end_column: passage.end.column,
    }
}

/// A claim with its places and passages, as every document has it.
pub(super) fn claim<'r>(project: &'r Project, cited: &'r Cited) -> JsonClaim<'r> {
    let site = cited.site.map(|site| place::written(project, site));
    let quotes: Vec<JsonQuote<'r>> = place::passages(project, cited).map(quote).collect();
    JsonClaim {
        source: cited.source.map(|source| project.source(source).name.as_str()),
        id: cited.claim.map(|id| &*project.claim(id).id),
        file: site.map(|(file, _)| file),
        line: site.map(|(_, place)| place.line),
        column: site.map(|(_, place)| place.column),
        quote: quotes.first().cloned(),
        quotes,
    }
}

/// A mistake in the input, as every document has it.
pub(super) fn error(error: &InputError) -> JsonError<'_> {
    JsonError {
        file: &error.file,
        line: error.line,
        column: error.column,
        message: &error.message,
        help: error.help.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::report::sample;

    fn parsed(findings: &[Finding], errors: &[InputError]) -> (String, Value) {
        let project = sample::project();
        let text = render(&sample::report(&project, findings, errors), false);
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn version_1_is_as_the_contract_has_it() {
        let project = sample::project();
        let (text, value) = parsed(&[sample::conflict(&project)], &[]);
        assert_eq!(value["version"], 1);
        let summary = serde_json::json!({ "claims": 4, "sources": 4, "new": 1, "known": 0, "resolved": 0,
            "errors": 1, "warnings": 0, "notes": 0 });
        assert_eq!(value["summary"], summary);
        let finding = &value["findings"][0];
        for (key, asked) in [
            ("rule", "conflicting-values"),
            ("level", "error"),
            ("certainty", "definite"),
            ("status", "new"),
            ("fingerprint", "7f3a5c0d9e1b2468"),
            ("topic", "us-mission / charge"),
        ] {
            assert_eq!(finding[key], asked);
        }
        assert_eq!(finding["positions"][0]["value"], "Laura Dogu");
        assert_eq!(finding["repairs"][0], serde_json::json!(["nishadil/charge"]));
        let claim = &finding["positions"][1]["claims"][0];
        assert_eq!(claim["source"], "nishadil");
        assert_eq!(claim["id"], "charge");
        assert_eq!(
            (&claim["file"], &claim["line"], &claim["column"]),
            (&"claims/all.yaml".into(), &4.into(), &3.into())
        );
        let quote = &claim["quote"];
        assert_eq!(
            (&quote["file"], &quote["line"], &quote["column"]),
            (&"seeds/nishadil.txt".into(), &1.into(), &15.into())
        );
        let article = project.sources[2].article.as_ref().unwrap();
        let bytes = quote["start"].as_u64().unwrap() as usize..quote["end"].as_u64().unwrap() as usize;
        assert_eq!(quote["text"], article.file.text()[bytes]);
        assert_eq!(claim["quotes"][0], *quote);
        assert_eq!(finding["positions"][0]["claims"][2]["quote"], Value::Null);

        // The contract's order of fields.
        let keys = [
            "\"rule\"",
            "\"level\"",
            "\"certainty\"",
            "\"status\"",
            "\"fingerprint\"",
            "\"topic\"",
            "\"message\"",
            "\"help\"",
            "\"positions\"",
            "\"repairs\"",
        ];
        let places: Vec<_> = keys.iter().map(|key| text.find(key).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn what_is_no_contradiction_has_no_certainty_and_one_position_without_a_value() {
        let position = Position { value: None, ..Position::default() };
        let mut finding = Finding::new(crate::rule::Rule::UndatedSource, "mirador", "When?", "Undated.");
        finding.positions.push(position);
        let (_, value) = parsed(&[finding], &[]);
        assert_eq!(value["findings"][0]["certainty"], Value::Null);
        assert_eq!(value["findings"][0]["positions"][0]["value"], Value::Null);
        assert_eq!(value["findings"][0]["help"], Value::Null);
    }

    #[test]
    fn errors_stand_in_errors() {
        let error = InputError {
            file: "claims/a.yaml".into(),
            line: 3,
            column: 7,
            width: 5,
            message: "there is no key `sorce`\u{1b}[2J".into(),
            help: None,
        };
        let (text, value) = parsed(&[], &[error]);
        assert!(!text.contains('\u{1b}'));
        assert_eq!(value["errors"][0]["message"], "there is no key `sorce`\u{1b}[2J");
        assert_eq!((&value["errors"][0]["line"], &value["errors"][0]["help"]), (&3.into(), &Value::Null));
        assert_eq!(value["findings"], serde_json::json!([]));
    }
}
