//! SARIF 2.1.0 (OASIS, with errata 01), for code-scanning services and editors.
//!
//! Columns count Unicode code points; paths are relative to the repository. A finding's fingerprint is its partial
//! fingerprint, so a service follows it through moves and renames as the baseline does.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::sides::{self, Spot};
use super::{Report, clean, repository, short};
use crate::check::RULES;
use crate::finding::{Finding, Status};
use crate::project::InputError;
use crate::text::file::Place;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name under which the fingerprint is stored; the number is that of its recipe.
const FINGERPRINT: &str = "gainsay/v1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<SarifResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<ReportingDescriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor {
    id: &'static str,
    name: String,
    short_description: Message,
    full_description: Message,
    help: MultiformatMessage,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct MultiformatMessage {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
    rule_id: &'static str,
    rule_index: usize,
    kind: &'static str,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Map<String, Json>,
    baseline_state: &'static str,
    suppressions: Vec<Suppression>,
    properties: Json,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

/// The whole log, ending with a line break.
pub fn render(report: &Report<'_>, ascii: bool) -> String {
    let prefix = repository::prefix(&report.project.root);
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "gainsay",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules(),
                },
            },
            invocations: [Invocation {
                execution_successful: report.errors.is_empty(),
                tool_execution_notifications: report.errors.iter().map(|error| notification(error, &prefix)).collect(),
            }],
            column_kind: "unicodeCodePoints",
            results: report.findings.iter().map(|finding| result(report, finding, &prefix)).collect(),
        }],
    };
    // Nothing in the log can fail: no foreign numbers, no keys but strings.
    clean::json(&serde_json::to_string_pretty(&log).unwrap_or_default(), ascii) + "\n"
}

fn rules() -> Vec<ReportingDescriptor> {
    let rule = |entry: &crate::check::RuleEntry| {
        let help = entry.documentation();
        let summary = super::rules::summary(entry);
        ReportingDescriptor {
            id: entry.rule.name(),
            name: format!("{:?}", entry.rule),
            short_description: Message { text: summary.clone() },
            full_description: Message { text: second_paragraph(&help).unwrap_or(summary) },
            help: MultiformatMessage { text: help.clone(), markdown: help },
            default_configuration: Configuration { level: short::level(entry.rule.default_level()) },
        }
    };
    RULES.iter().map(rule).collect()
}

/// What a documentation says after its summary, in one line.
fn second_paragraph(text: &str) -> Option<String> {
    let second = text.split("\n\n").nth(1)?;
    let words: Vec<&str> = second.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn result(report: &Report<'_>, finding: &Finding, prefix: &str) -> SarifResult {
    let spots = sides::spots(report.project, finding);
    let first = spots.first().map(|spot| location(spot, prefix, None));
    let related = spots.iter().enumerate().map(|(at, spot)| location(spot, prefix, Some(at + 1)));
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text = format!("{text}\n{help}");
    }
    SarifResult {
        rule_id: finding.rule.name(),
        rule_index: RULES.iter().position(|entry| entry.rule == finding.rule).unwrap_or_default(),
        kind: "fail",
        level: short::level(finding.level),
        message: message(&text),
        locations: first.into_iter().collect(),
        related_locations: related.collect(),
        partial_fingerprints: Map::from_iter([(FINGERPRINT.to_owned(), Json::from(finding.fingerprint.as_str()))]),
        baseline_state: if finding.status == Status::New { "new" } else { "unchanged" },
        suppressions: sides::reason(report, finding)
            .map(|reason| Suppression { kind: "external", status: "accepted", justification: plain(&reason) })
            .into_iter()
            .collect(),
        properties: json!({
            "topic": finding.topic,
            "status": super::json::status(finding.status),
            "certainty": finding.certainty.map(super::json::certainty),
        }),
    }
}

fn notification(error: &InputError, prefix: &str) -> Notification {
    let text = match &error.help {
        Some(help) => format!("{}\n{help}", error.message),
        None => error.message.clone(),
    };
    let place = Place { line: error.line.max(1), column: error.column.max(1) };
    let spot = Spot { file: &error.file, start: place, end: place, text: None, says: String::new() };
    Notification { level: "error", message: message(&text), locations: vec![location(&spot, prefix, None)] }
}

fn location(spot: &Spot<'_>, prefix: &str, id: Option<usize>) -> Location {
    let (line, column) = (spot.start.line.max(1), spot.start.column.max(1));
    let end = (spot.end > spot.start).then_some(spot.end);
    Location {
        id,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: repository::uri(&format!("{prefix}{}", spot.file)) },
            region: Region {
                start_line: line,
                start_column: column,
                end_line: end.map(|end| end.line),
                end_column: end.map(|end| end.column),
                snippet: spot.text.map(|text| Message { text: text.to_owned() }),
            },
        },
        message: id.map(|_| message(&spot.says)),
    }
}

/// A message as plain text: no line breaks but ours, and no bracket that would begin a link (3.11.6).
fn message(text: &str) -> Message {
    let lines: Vec<String> = text.lines().map(plain).collect();
    let text = lines.join("\n").replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    Message { text }
}

fn plain(text: &str) -> String {
    clean::line(text, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Resolution;
    use crate::report::sample;

    fn log(report: &Report<'_>) -> Json {
        serde_json::from_str(&render(report, false)).unwrap()
    }

    #[test]
    fn every_side_has_its_place_and_a_decision_its_reason() {
        let mut project = sample::project();
        let site = project.claims[0].sites[0];
        project.resolutions = vec![Resolution {
            site,
            rejects: vec![("nishadil/charge".into(), site)],
            because: Some("The list names her.".into()),
            by: Some("desk".into()),
            on: None,
            until: None,
            value: None,
            content: vec![],
        }];
        let new = Finding { fingerprint: "0011223344556677".into(), ..sample::conflict(&project) };
        let known = Finding { status: Status::Known, ..new.clone() };
        let resolved = Finding { status: Status::Resolved, resolved_by: vec![0], ..new.clone() };
        let findings = [new, known, resolved];
        let log = log(&sample::report(&project, &findings, &[]));
        let at = |path: &str| log.pointer(path).unwrap_or(&Json::Null).clone();
        assert_eq!(at("/runs/0/columnKind"), "unicodeCodePoints");
        assert_eq!(at("/runs/0/tool/driver/rules").as_array().unwrap().len(), RULES.len());
        let index = at("/runs/0/results/0/ruleIndex").as_u64().unwrap();
        assert_eq!(at(&format!("/runs/0/tool/driver/rules/{index}/id")), "conflicting-values");
        assert_eq!(at("/runs/0/results/0/partialFingerprints/gainsay~1v1"), "0011223344556677");
        let place = "/runs/0/results/0/locations/0/physicalLocation";
        assert_eq!(at(&format!("{place}/artifactLocation/uri")), "seeds/caribe.txt");
        // The passage stands in line 2, after a curly apostrophe and an accented letter: characters are counted.
        assert_eq!(at(&format!("{place}/region/startLine")), 2);
        let line = sample_line(&project);
        let column = line.chars().count()
            - line.split("Laura Dogu, arrived").nth(1).unwrap().chars().count()
            - "Laura Dogu, arrived".chars().count()
            + 1;
        assert_eq!(at(&format!("{place}/region/startColumn")), column);
        let related = at("/runs/0/results/0/relatedLocations");
        let says: Vec<&str> =
            related.as_array().unwrap().iter().filter_map(|it| it.pointer("/message/text")?.as_str()).collect();
        assert!(says.contains(&"Laura Dogu (mirador/charge)"), "{says:?}");
        assert!(says.contains(&"Francisco Palmieri (nishadil/charge)"), "{says:?}");
        let states = ["new", "unchanged", "unchanged"];
        for (at_result, state) in states.into_iter().enumerate() {
            assert_eq!(at(&format!("/runs/0/results/{at_result}/baselineState")), state);
        }
        assert_eq!(at("/runs/0/results/0/suppressions"), json!([]));
        assert_eq!(at("/runs/0/results/2/suppressions/0/justification"), "The list names her. (desk)");
    }

    fn sample_line(project: &crate::project::Project) -> String {
        project.sources[0].article.as_ref().unwrap().text().lines().nth(1).unwrap().to_owned()
    }

    #[test]
    fn brackets_begin_no_link_and_mistakes_are_notifications() {
        let project = sample::project();
        assert_eq!(message("see [x](1) \\ \u{1b}[0m\nline").text, "see \\[x\\](1) \\\\ ␛\\[0m\nline");
        let error = InputError {
            file: "claims/ä b.yaml".into(),
            line: 3,
            column: 7,
            width: 0,
            message: "no".into(),
            help: Some("yes".into()),
        };
        let log = log(&sample::report(&project, &[], &[error]));
        let invocation = log.pointer("/runs/0/invocations/0").unwrap();
        assert_eq!(invocation.pointer("/executionSuccessful"), Some(&Json::Bool(false)));
        let uri = "/toolExecutionNotifications/0/locations/0/physicalLocation/artifactLocation/uri";
        assert_eq!(invocation.pointer(uri).unwrap(), "claims/%C3%A4%20b.yaml");
    }
}
